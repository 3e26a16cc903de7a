/*
 * api/what_if.c: an election's folder, counted as something might have been (teller/what_if.h).
 *
 * Reads the question, which names papers, batches, candidates and contests as people write them,
 * against the opened case; audit supposes and counts (audit/what_if.h), report writes the answer
 * down. A question that names what is not there is refused, never answered in part. Implements
 * spec/formats/what-if.md [WIF-1] to [WIF-7].
 */
#include "teller/what_if.h"

#include <string.h>

#include "api/open.h"
#include "api/text.h"
#include "audit/what_if.h"
#include "base/file.h"
#include "count/count.h"
#include "io/account.h"
#include "model/election.h"
#include "recount/recount.h"
#include "report/what_if.h"

enum { DECISIONS_FILE_MAX = 16 << 20, LINES_MAX = 64, NAMED_MAX = 12, COUNTS = 100000 };

/* A question being read. */
struct asking {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    const tlr_what_if_question *question;
    const struct tlri_case *c;
    struct tlri_close *decisions; /* of --decide, or NULL */
    struct tlri_array paper;      /* struct tlri_supposed_paper */
    struct tlri_supposed_contest *contest;
    struct tlri_supposed_reading *reading;
    size_t lines;
    struct tlri_what_if_line line[LINES_MAX];
};

static tlr_status say(struct asking *a, const char *what, const char *value)
{
    if (value == NULL) {
        return tlri_no_memory(a->ctx);
    }
    if (a->lines < LINES_MAX) {
        a->line[a->lines++] = (struct tlri_what_if_line){what, value};
    }
    return TLR_OK;
}

/* ---- words of the question ---- */

/* The next of several words with commas between; false at the end. */
static bool next_word(const char **list, const char **word, size_t *len)
{
    if (*list == NULL || **list == '\0') {
        return false;
    }
    *word = *list;
    *len = strcspn(*list, ",");
    *list += *len + ((*list)[*len] == ',');
    return true;
}

static void not_there(const struct asking *a, const char *what, const char *word, size_t len)
{
    struct tlri_buf ids;
    tlri_buf_init(&ids, a->ctx, 1 << 16);
    tlri_buf_puts(&ids, "the contests are ");
    for (size_t i = 0; i < a->c->contests; i++) {
        tlri_buf_printf(&ids, "%s%s", i > 0 ? ", " : "", a->c->contest[i].contest.id);
    }
    tlri_diag(a->ctx, TLR_ERROR, 6752, NULL, tlri_streq(what, "candidate") ? NULL : ids.data,
              "what-if/WIF-1", "there is no %s '%.*s' in this election", what, (int)len, word);
    tlri_buf_drop(&ids);
}

static tlr_status find_contest(const struct asking *a, const char *word, size_t len, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < a->c->contests; i++) {
        if (tlri_span_is(word, len, a->c->contest[i].contest.id)) {
            *out = i;
            return TLR_OK;
        }
    }
    not_there(a, "contest", word, len);
    return TLR_E_USAGE;
}

/* The contest that --contest names, or the only one. */
static tlr_status the_contest(const struct asking *a, const char *option, size_t *out)
{
    if (a->question->contest != NULL) {
        return find_contest(a, a->question->contest, strlen(a->question->contest), out);
    }
    *out = 0;
    if (a->c->contests == 1) {
        return TLR_OK;
    }
    tlri_diag(a->ctx, TLR_ERROR, 6750, NULL, "name the contest: --contest ID", "what-if/WIF-4",
              "%s is about one contest, and there are %zu", option, a->c->contests);
    return TLR_E_USAGE;
}

/* ---- papers ---- */

/* Some papers of one batch. */
struct batch_papers {
    size_t contest, round;
    const struct tlri_paper_batch *batch;
    uint32_t from, to; /* numbers in the batch, from 1 */
};

static tlr_status find_batch(const struct asking *a, const char *word, size_t len,
                             struct batch_papers *out)
{
    const char *slash = memchr(word, '/', len);
    size_t contest_len = slash != NULL ? (size_t)(slash - word) : len;
    *out = (struct batch_papers){0};
    TLR_TRY(find_contest(a, word, contest_len, &out->contest));
    const struct tlri_case_contest *contest = &a->c->contest[out->contest];
    for (size_t r = 0; slash != NULL && r < contest->rounds; r++) {
        const struct tlri_papers *papers = contest->round[r].papers;
        for (uint32_t b = 0; b < papers->batches; b++) {
            if (tlri_span_is(slash + 1, len - contest_len - 1, papers->batch[b].id)) {
                out->round = r;
                out->batch = &papers->batch[b];
                out->from = 1;
                out->to = papers->batch[b].count;
                return TLR_OK;
            }
        }
    }
    not_there(a, "batch", word, len);
    return TLR_E_USAGE;
}

static bool read_number(const char **at, const char *end, uint32_t *out)
{
    uint64_t n = 0;
    const char *start = *at;
    while (*at < end && **at >= '0' && **at <= '9' && n <= TLRI_PAPERS_MAX) {
        n = n * 10 + (uint64_t)(**at - '0');
        (*at)++;
    }
    *out = (uint32_t)n;
    return *at > start && *start != '0' && n <= TLRI_PAPERS_MAX;
}

/* "CONTEST/BATCH/N" or "CONTEST/BATCH/N-M". */
static tlr_status find_papers(const struct asking *a, const char *word, size_t len,
                              struct batch_papers *out)
{
    const char *end = word + len;
    const char *last = end;
    while (last > word && last[-1] != '/') {
        last--;
    }
    if (last == word || memchr(word, '/', (size_t)(last - word - 1)) == NULL) {
        tlri_diag(a->ctx, TLR_ERROR, 6751, NULL, NULL, "what-if/WIF-1",
                  "'%.*s' names no paper: it is CONTEST/BATCH/NUMBER", (int)len, word);
        return TLR_E_USAGE;
    }
    TLR_TRY(find_batch(a, word, (size_t)(last - word - 1), out));
    uint32_t papers = out->to;
    bool good = read_number(&last, end, &out->from);
    out->to = out->from;
    if (good && last < end && *last == '-') {
        last++;
        good = read_number(&last, end, &out->to);
    }
    if (good && last == end && out->from <= out->to && out->to <= papers) {
        return TLR_OK;
    }
    tlri_diag(a->ctx, TLR_ERROR, 6751, NULL, NULL, "what-if/WIF-1",
              "'%.*s' names no paper of that batch, which has the numbers 1 to %u", (int)len, word,
              papers);
    return TLR_E_USAGE;
}

static const struct tlri_papers *papers_of(const struct asking *a, const struct batch_papers *from)
{
    return a->c->contest[from->contest].round[from->round].papers;
}

static tlr_status suppose_paper(struct asking *a, const struct batch_papers *from, uint32_t number,
                                enum tlri_supposed_how how, const struct tlri_decision *decision)
{
    struct tlri_supposed_paper *one = NULL;
    TLR_TRY(tlri_array_push(&a->paper, &one));
    *one = (struct tlri_supposed_paper){.contest = from->contest,
                                        .round = from->round,
                                        .paper = from->batch->first + number - 1,
                                        .how = how,
                                        .decision = decision};
    one->name = tlri_arena_printf(&a->arena, "%s/%s/%u", a->c->contest[from->contest].contest.id,
                                  from->batch->id, number);
    return one->name != NULL ? TLR_OK : tlri_no_memory(a->ctx);
}

/* What the close decided on a paper, or NULL. */
static const struct tlri_adjudication *decided_on(const struct tlri_papers *papers, uint32_t paper)
{
    for (uint32_t i = 0; i < papers->adjudications; i++) {
        if (papers->adjudication[i].paper == paper) {
            return &papers->adjudication[i];
        }
    }
    return NULL;
}

/* A paper can be counted by the marks seen on it only if the batch has them, and if it was not
 * counted anyway. */
static tlr_status check_admitted(const struct asking *a, const struct batch_papers *from,
                                 uint32_t number)
{
    const struct tlri_papers *papers = papers_of(a, from);
    uint32_t paper = from->batch->first + number - 1;
    const struct tlri_adjudication *decided = decided_on(papers, paper);
    const char *id = a->c->contest[from->contest].contest.id;
    if (papers->paper[paper].reject != TLRI_REJECT_NONE) {
        tlri_diag(a->ctx, TLR_ERROR, 6756, NULL,
                  "write what it would count as in a file teller/adjudications@1, and give that "
                  "with --decide FILE",
                  "what-if/WIF-3",
                  "paper %s/%s/%u was rejected whole, so that its marks are not in the batch", id,
                  from->batch->id, number);
        return TLR_E_RULES;
    }
    if (decided == NULL || decided->reject == TLRI_REJECT_NONE) {
        tlri_diag(a->ctx, TLR_ERROR, 6756, NULL,
                  "ask with --decide FILE what another decision on it would change, or with "
                  "--reading what another reading of such marks would",
                  "what-if/WIF-3", "paper %s/%s/%u was not rejected by a decision of the close", id,
                  from->batch->id, number);
        return TLR_E_RULES;
    }
    return TLR_OK;
}

static tlr_status read_papers(struct asking *a, const char *list, enum tlri_supposed_how how)
{
    const char *word;
    size_t len;
    struct batch_papers from;
    while (next_word(&list, &word, &len)) {
        TLR_TRY(find_papers(a, word, len, &from));
        for (uint32_t n = from.from; n <= from.to; n++) {
            if (how == TLRI_SUPPOSED_SEEN) {
                TLR_TRY(check_admitted(a, &from, n));
            }
            TLR_TRY(suppose_paper(a, &from, n, how, NULL));
        }
    }
    return TLR_OK;
}

static tlr_status read_batches(struct asking *a)
{
    const char *list = a->question->without_batch;
    const char *word;
    size_t len;
    struct batch_papers from;
    while (next_word(&list, &word, &len)) {
        TLR_TRY(find_batch(a, word, len, &from));
        for (uint32_t n = from.from; n <= from.to; n++) {
            TLR_TRY(suppose_paper(a, &from, n, TLRI_SUPPOSED_OUT, NULL));
        }
    }
    return TLR_OK;
}

/* ---- decisions of another file ---- */

static tlr_status check_decisions(const struct asking *a)
{
    const struct tlri_close *d = a->decisions;
    struct tlri_place place = {.file = a->question->decide};
    const struct tlri_digest *election = tlri_sealed_digest(a->c->election_file);
    if (tlri_streq(d->election, a->c->notice->election) &&
        memcmp(d->definition, election->bytes, sizeof d->definition) == 0) {
        return TLR_OK;
    }
    tlri_diag(a->ctx, TLR_ERROR, 6757, &place,
              "write the decisions for the candidates' file of this folder", "what-if/WIF-3",
              "these decisions are of another election, or another candidates' file");
    return TLR_E_INPUT;
}

static tlr_status open_decisions(struct asking *a)
{
    struct tlri_bytes bytes;
    if (a->question->decide == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(a->ctx, a->question->decide, DECISIONS_FILE_MAX, &bytes));
    tlr_status status =
        tlri_adjudications_read(a->ctx, a->question->decide, bytes.data, bytes.len, &a->decisions);
    tlri_bytes_drop(&bytes);
    return status == TLR_OK ? check_decisions(a) : status;
}

/* The paper that a decision is on. */
static tlr_status find_decided(const struct asking *a, const struct tlri_decision *decision,
                               struct batch_papers *out)
{
    struct tlri_buf word;
    tlri_buf_init(&word, a->ctx, 1 << 10);
    tlr_status status =
        tlri_buf_printf(&word, "%s/%s/%u", decision->contest, decision->batch, decision->number);
    if (status == TLR_OK) {
        status = find_papers(a, word.data, word.len, out);
    }
    tlri_buf_drop(&word);
    if (status != TLR_OK || decision->reject != TLRI_REJECT_NONE ||
        decision->candidates == a->c->contest[out->contest].contest.candidates) {
        return status;
    }
    tlri_diag(a->ctx, TLR_ERROR, 6757, NULL, "give one mark for each candidate on the paper",
              "what-if/WIF-3", "the decision on %s/%s/%u has another number of candidates",
              decision->contest, decision->batch, decision->number);
    return TLR_E_INPUT;
}

static tlr_status read_decisions(struct asking *a)
{
    struct batch_papers from;
    for (size_t i = 0; a->decisions != NULL && i < a->decisions->decisions; i++) {
        const struct tlri_decision *decision = &a->decisions->decision[i];
        TLR_TRY(find_decided(a, decision, &from));
        TLR_TRY(suppose_paper(a, &from, decision->number, TLRI_SUPPOSED_DECIDED, decision));
    }
    return TLR_OK;
}

/* ---- papers decided against an objection ---- */

/* The decision on the same paper in the file of --decide, or NULL. */
static const struct tlri_decision *other_decision(const struct asking *a,
                                                  const struct tlri_decision *decision)
{
    for (size_t i = 0; a->decisions != NULL && i < a->decisions->decisions; i++) {
        const struct tlri_decision *one = &a->decisions->decision[i];
        if (one->number == decision->number && tlri_streq(one->batch, decision->batch) &&
            tlri_streq(one->contest, decision->contest)) {
            return one;
        }
    }
    return NULL;
}

/* [WIF-7] The other way to decide: what the file says; else out if it was counted, by the marks
 * seen if it was rejected. */
static tlr_status suppose_objected(struct asking *a, const struct tlri_decision *decision)
{
    struct batch_papers from;
    const struct tlri_decision *other = other_decision(a, decision);
    TLR_TRY(find_decided(a, other != NULL ? other : decision, &from));
    if (other != NULL) {
        return suppose_paper(a, &from, decision->number, TLRI_SUPPOSED_DECIDED, other);
    }
    if (decision->reject == TLRI_REJECT_NONE) {
        return suppose_paper(a, &from, decision->number, TLRI_SUPPOSED_OUT, NULL);
    }
    TLR_TRY(check_admitted(a, &from, decision->number));
    return suppose_paper(a, &from, decision->number, TLRI_SUPPOSED_SEEN, NULL);
}

static tlr_status read_objected(struct asking *a)
{
    for (size_t i = 0; i < a->c->close->decisions; i++) {
        if (a->c->close->decision[i].objected_by != TLRI_ROLE_COUNT) {
            TLR_TRY(suppose_objected(a, &a->c->close->decision[i]));
        }
    }
    if (a->paper.count > 0 && a->paper.count <= TLRI_OBJECTED_MAX) {
        return TLR_OK;
    }
    if (a->paper.count == 0) {
        tlri_diag(a->ctx, TLR_ERROR, 6755, NULL, NULL, "what-if/WIF-7",
                  "no paper of this election was decided against an objection");
    } else {
        tlri_diag(a->ctx, TLR_ERROR, 6755, NULL,
                  "ask 'teller effect' with the number of papers: it covers every way in which "
                  "they could have been decided",
                  "what-if/WIF-7",
                  "%zu papers were decided against an objection; all combinations of at most %u "
                  "are counted",
                  a->paper.count, TLRI_OBJECTED_MAX);
    }
    return TLR_E_USAGE;
}

/* ---- contests and readings ---- */

static bool withdraw_in(struct asking *a, size_t contest, const char *word, size_t len,
                        tlr_status *status)
{
    const struct tlri_contest *c = &a->c->contest[contest].contest;
    for (uint32_t i = 0; i < c->candidates; i++) {
        if (!tlri_span_is(word, len, c->candidate[i].id) ||
            c->candidate[i].standing != TLRI_STANDING) {
            continue;
        }
        bool **withdrawn = &a->contest[contest].withdrawn;
        if (*withdrawn == NULL) {
            *withdrawn = tlri_arena_array(&a->arena, c->candidates, sizeof **withdrawn);
        }
        if (*withdrawn == NULL) {
            *status = tlri_no_memory(a->ctx);
            return false;
        }
        (*withdrawn)[i] = true;
        return true;
    }
    return false;
}

static tlr_status read_withdrawals(struct asking *a)
{
    const char *list = a->question->withdraw;
    const char *word;
    size_t len;
    while (next_word(&list, &word, &len)) {
        tlr_status status = TLR_OK;
        bool found = false;
        size_t only = 0;
        if (a->question->contest != NULL) {
            TLR_TRY(the_contest(a, "--withdraw", &only));
            found = withdraw_in(a, only, word, len, &status);
        }
        for (size_t i = 0; a->question->contest == NULL && i < a->c->contests; i++) {
            found = withdraw_in(a, i, word, len, &status) || found;
        }
        TLR_TRY(status);
        if (!found) {
            not_there(a, "candidate", word, len);
            return TLR_E_USAGE;
        }
    }
    return a->question->withdraw != NULL ? say(a, "withdrawn", a->question->withdraw) : TLR_OK;
}

static tlr_status read_contest(struct asking *a)
{
    const tlr_what_if_question *q = a->question;
    size_t i;
    if (q->places > TLRI_PLACES_MAX) {
        tlri_diag(a->ctx, TLR_ERROR, 6750, NULL, NULL, "what-if/WIF-4",
                  "%u places: a contest has 1 to %u", q->places, TLRI_PLACES_MAX);
        return TLR_E_USAGE;
    }
    if (q->places > 0) {
        TLR_TRY(the_contest(a, "--places", &i));
        a->contest[i].places = q->places;
        TLR_TRY(say(a, "places",
                    tlri_arena_printf(&a->arena, "%u in contest %s", q->places,
                                      a->c->contest[i].contest.id)));
    }
    if (q->rules != NULL) {
        TLR_TRY(the_contest(a, "--rules", &i));
        a->contest[i].rules = q->rules;
        TLR_TRY(say(a, "rules",
                    tlri_arena_printf(&a->arena, "%s in contest %s", q->rules,
                                      a->c->contest[i].contest.id)));
    }
    if (q->no_constraints) {
        bool one = q->contest != NULL;
        if (one) {
            TLR_TRY(the_contest(a, "--no-constraints", &i));
            a->contest[i].unbounded = true;
        }
        for (size_t k = 0; !one && k < a->c->contests; k++) {
            a->contest[k].unbounded = true;
        }
        TLR_TRY(say(a, "no bounds", one ? q->contest : "in any contest"));
    }
    return TLR_OK;
}

static tlr_status read_readings(struct asking *a)
{
    for (size_t i = 0; i < a->question->readings; i++) {
        const char *pair = a->question->reading[i];
        const char *equals = strchr(pair, '=');
        if (equals == NULL || equals == pair || equals[1] == '\0') {
            tlri_diag(a->ctx, TLR_ERROR, 6750, NULL, NULL, "what-if/WIF-5",
                      "'%s' is no reading: it is NAME=VALUE", pair);
            return TLR_E_USAGE;
        }
        a->reading[i].name = tlri_arena_copy(&a->arena, pair, (size_t)(equals - pair));
        a->reading[i].value = equals + 1;
        TLR_TRY(a->reading[i].name != NULL ? TLR_OK : tlri_no_memory(a->ctx));
        TLR_TRY(say(a, "reading", pair));
    }
    return TLR_OK;
}

/* ---- the whole question ---- */

static tlr_status check_asked(tlr_ctx *ctx, const tlr_what_if_question *q)
{
    bool other = q->without_papers != NULL || q->without_batch != NULL || q->admit != NULL ||
                 q->withdraw != NULL || q->contest != NULL || q->places > 0 || q->rules != NULL ||
                 q->readings > 0 || q->no_constraints;
    if (q->objected && other) {
        tlri_diag(ctx, TLR_ERROR, 6750, NULL, "ask them one after another", "what-if/WIF-7",
                  "--objected goes together with --decide only");
        return TLR_E_USAGE;
    }
    if (!q->objected && !other && q->decide == NULL) {
        tlri_diag(ctx, TLR_ERROR, 6750, NULL, NULL, "what-if/WIF-1", "nothing is supposed");
        return TLR_E_USAGE;
    }
    return TLR_OK;
}

static int compare_papers(const struct tlri_supposed_paper *a, const struct tlri_supposed_paper *b)
{
    if (a->contest != b->contest) {
        return a->contest < b->contest ? -1 : 1;
    }
    if (a->round != b->round) {
        return a->round < b->round ? -1 : 1;
    }
    return a->paper == b->paper ? 0 : a->paper < b->paper ? -1 : 1;
}

/* Into order by insertion: what is asked comes mostly in order. Each paper once. */
static tlr_status sort_papers(struct asking *a)
{
    struct tlri_supposed_paper *paper = a->paper.data;
    for (size_t i = 1; i < a->paper.count; i++) {
        struct tlri_supposed_paper one = paper[i];
        size_t at = i;
        while (at > 0 && compare_papers(&paper[at - 1], &one) > 0) {
            paper[at] = paper[at - 1];
            at--;
        }
        paper[at] = one;
    }
    for (size_t i = 1; i < a->paper.count; i++) {
        if (compare_papers(&paper[i - 1], &paper[i]) == 0) {
            tlri_diag(a->ctx, TLR_ERROR, 6751, NULL, "name each paper once", "what-if/WIF-1",
                      "paper %s is supposed twice", paper[i].name);
            return TLR_E_USAGE;
        }
    }
    return TLR_OK;
}

/* One line for all papers treated alike; the first of them are named. */
static tlr_status say_papers(struct asking *a, const char *what, enum tlri_supposed_how how)
{
    const struct tlri_supposed_paper *paper = a->paper.data;
    struct tlri_buf text;
    size_t n = 0;
    tlri_buf_init(&text, a->ctx, 1 << 16);
    for (size_t i = 0; i < a->paper.count; i++) {
        if (paper[i].how == how && n++ < NAMED_MAX) {
            tlri_buf_printf(&text, "%s%s", n > 1 ? ", " : "", paper[i].name);
        }
    }
    if (n > NAMED_MAX) {
        tlri_buf_printf(&text, " and %zu more", n - NAMED_MAX);
    }
    tlr_status status = text.failed;
    if (status == TLR_OK && n > 0) {
        status =
            say(a, what,
                tlri_arena_printf(&a->arena, "%zu paper%s: %s", n, n > 1 ? "s" : "", text.data));
    }
    tlri_buf_drop(&text);
    return status;
}

/* What is asked of papers, into order. */
static tlr_status read_all_papers(struct asking *a)
{
    const tlr_what_if_question *q = a->question;
    TLR_TRY(open_decisions(a));
    if (q->objected) {
        TLR_TRY(read_objected(a));
        return sort_papers(a);
    }
    TLR_TRY(read_papers(a, q->without_papers, TLRI_SUPPOSED_OUT));
    TLR_TRY(read_batches(a));
    TLR_TRY(read_papers(a, q->admit, TLRI_SUPPOSED_SEEN));
    TLR_TRY(read_decisions(a));
    return sort_papers(a);
}

static tlr_status read_question(struct asking *a)
{
    const tlr_what_if_question *q = a->question;
    a->contest = tlri_arena_array(&a->arena, a->c->contests + 1, sizeof *a->contest);
    a->reading = tlri_arena_array(&a->arena, q->readings + 1, sizeof *a->reading);
    if (a->contest == NULL || a->reading == NULL) {
        return tlri_no_memory(a->ctx);
    }
    TLR_TRY(read_all_papers(a));
    TLR_TRY(say_papers(a, "not counted", TLRI_SUPPOSED_OUT));
    TLR_TRY(say_papers(a, "as seen", TLRI_SUPPOSED_SEEN));
    TLR_TRY(say_papers(a, "otherwise", TLRI_SUPPOSED_DECIDED));
    TLR_TRY(read_withdrawals(a));
    TLR_TRY(read_contest(a));
    return read_readings(a);
}

static tlr_status write_down(struct asking *a, const struct tlri_variation *v, tlr_text **out)
{
    tlr_text *text = tlri_text_new(a->ctx);
    if (text == NULL) {
        return tlri_no_memory(a->ctx);
    }
    tlr_status status = a->question->json ? tlri_what_if_json(v, a->line, a->lines, &text->buf)
                                          : tlri_what_if_text(v, a->line, a->lines, &text->buf);
    return tlri_text_hand(text, status, out);
}

static tlr_status answer(struct asking *a, tlr_text **out)
{
    struct tlri_audit *rules = NULL;
    struct tlri_variation *v = NULL;
    tlr_status status = read_question(a);
    struct tlri_what_if what_if = {.papers = a->paper.count,
                                   .paper = a->paper.data,
                                   .contest = a->contest,
                                   .readings = a->question->readings,
                                   .reading = a->reading,
                                   .each_paper = a->question->objected};
    struct tlri_vary_options vary = {
        .most = COUNTS, .what_if = &what_if, .confirm = tlri_recount_run};
    if (status == TLR_OK) {
        status = tlri_audit_rules(a->ctx, a->c, &rules);
    }
    if (status == TLR_OK) {
        status = tlri_vary(rules, &vary, tlri_count_run, &v);
    }
    if (status == TLR_OK) {
        status = write_down(a, v, out);
    }
    tlri_variation_free(v);
    tlri_audit_free(rules);
    return status;
}

tlr_status tlr_what_if(tlr_ctx *ctx, const char *dir, const tlr_what_if_question *question,
                       tlr_text **out)
{
    struct tlri_case *c = NULL;
    *out = NULL;
    TLR_TRY(check_asked(ctx, question));
    TLR_TRY(tlri_open_with(ctx, dir, question->officer_key, question->notice, question->close, &c));
    struct asking *a = tlri_alloc(ctx, sizeof *a);
    if (a == NULL) {
        tlri_case_free(c);
        return tlri_no_memory(ctx);
    }
    a->ctx = ctx;
    a->question = question;
    a->c = c;
    tlri_arena_init(&a->arena, ctx);
    tlri_array_init(&a->paper, ctx, sizeof(struct tlri_supposed_paper), TLRI_SUPPOSED_MAX);
    tlr_status status = answer(a, out);
    tlri_array_drop(&a->paper);
    tlri_close_free(a->decisions);
    tlri_arena_drop(&a->arena);
    tlri_free(ctx, a, sizeof *a);
    tlri_case_free(c);
    return status;
}
