/*
 * api/adjudicate.c: decisions on doubtful papers (teller/adjudicate.h).
 *
 * Papers and decisions are custody's, what a decision would mean is audit's, which resolves the
 * rules as a count does; here both meet, and typed words become those of the file. The list is made
 * once, and a paper's row anew after each change. Implements spec/formats/adjudications.md §2.
 */
#include "teller/adjudicate.h"

#include <string.h>

#include "api/text.h"
#include "audit/audit.h"
#include "audit/decide.h"
#include "custody/adjudicate.h"
#include "io/document.h"
#include "io/typed.h"
#include "report/adjudications.h"

enum { WORDS_MAX = 1 << 16, PROPOSALS_MAX = 300 };

/* A listed paper: where it is, and how it is shown. */
struct listed {
    const struct tlri_hall_batch *batch;
    uint32_t paper;
    tlr_adjudication_paper shown;
};

struct tlr_adjudication {
    tlr_ctx *ctx;
    struct tlri_adjudicating *papers;
    struct tlri_audit *rules;
    struct tlri_arena arena;
    struct tlri_array listed; /* struct listed */
    const char *election;
    size_t unlisted;
};

/* ---- one paper ---- */

static size_t contest_index(const tlr_adjudication *a, const struct tlri_hall_batch *batch)
{
    return (size_t)(batch->contest - a->papers->opened->contest);
}

static struct tlri_undecided look_at(const tlr_adjudication *a, const struct tlri_hall_batch *batch,
                                     uint32_t paper, const char *seen)
{
    return (struct tlri_undecided){.ctx = a->ctx,
                                   .contest = &batch->contest->contest,
                                   .settings = &a->rules->settings[contest_index(a, batch)],
                                   .papers = batch->papers,
                                   .paper = paper,
                                   .seen = seen};
}

static struct tlri_undecided undecided(const tlr_adjudication *a, const struct listed *listed)
{
    return look_at(a, listed->batch, listed->paper, listed->shown.seen);
}

static struct listed *listed_at(const tlr_adjudication *a, size_t i)
{
    return i < a->listed.count ? (struct listed *)a->listed.data + i : NULL;
}

/* Shows what was decided on the paper, if anything was. */
static tlr_status show_decision(tlr_adjudication *a, struct listed *listed)
{
    const struct tlri_decision *decision =
        tlri_adjudicating_find(a->papers, listed->batch, listed->paper + 1);
    tlr_adjudication_paper *shown = &listed->shown;
    struct tlri_buf words;
    shown->decision = shown->decided_by = shown->objected = NULL;
    if (decision == NULL) {
        return TLR_OK;
    }
    tlri_buf_init(&words, a->ctx, WORDS_MAX);
    tlri_document_write_decision(decision, &words);
    tlr_status status = words.failed;
    if (status == TLR_OK) { /* written with a blank in front */
        shown->decision = tlri_arena_copy(&a->arena, words.data + 1, words.len - 1);
        status = shown->decision != NULL ? TLR_OK : tlri_no_memory(a->ctx);
    }
    tlri_buf_drop(&words);
    shown->decided_by = tlri_role_token(decision->decided_by);
    shown->objected =
        decision->objected_by < TLRI_ROLE_COUNT ? tlri_role_token(decision->objected_by) : NULL;
    return status;
}

static tlr_status list_paper(tlr_adjudication *a, const struct tlri_hall_batch *batch,
                             uint32_t paper, uint32_t reject)
{
    struct listed listed = {.batch = batch, .paper = paper};
    listed.shown = (tlr_adjudication_paper){
        .contest = batch->contest->contest.id,
        .title = batch->contest->declared->title,
        .batch = batch->id,
        .number = paper + 1,
        .candidates = batch->contest->contest.candidates,
        .seen = tlri_adjudicating_seen(a->papers, batch, paper + 1),
        .doubtful = tlri_is_doubtful(batch->papers, paper),
        .code = reject != TLRI_REJECT_NONE ? tlri_reject_token(reject) : NULL};
    if (listed.shown.seen == NULL) {
        return tlri_no_memory(a->ctx);
    }
    TLR_TRY(show_decision(a, &listed));
    return tlri_array_append(&a->listed, &listed, 1);
}

/* ---- the list ---- */

/* How the paper would be read without a decision. */
static void read_paper(const tlr_adjudication *a, const struct tlri_hall_batch *batch,
                       uint32_t paper, struct tlri_reading *out)
{
    const struct tlri_settings *settings = &a->rules->settings[contest_index(a, batch)];
    bool crosses = tlri_is_paper_of_crosses(settings);
    tlri_marks_read(&batch->contest->contest, settings, crosses, batch->papers,
                    &batch->papers->paper[paper], NULL, out);
}

static tlr_status list_batch(tlr_adjudication *a, const struct tlri_hall_batch *batch, bool all)
{
    struct tlri_reading reading;
    for (uint32_t p = 0; p < batch->papers->count; p++) {
        bool decided = tlri_adjudicating_find(a->papers, batch, p + 1) != NULL;
        read_paper(a, batch, p, &reading);
        bool rejected = reading.reject != TLRI_REJECT_NONE;
        if (tlri_is_doubtful(batch->papers, p) || decided || (all && rejected)) {
            TLR_TRY(list_paper(a, batch, p, reading.reject));
        } else {
            a->unlisted += rejected;
        }
    }
    return TLR_OK;
}

static tlr_status open_all(tlr_adjudication *a, const char *dir, bool all)
{
    TLR_TRY(tlri_adjudicating_open(a->ctx, dir, &a->papers));
    TLR_TRY(tlri_audit_rules(a->ctx, a->papers->opened, &a->rules));
    const struct tlri_notice *notice = a->papers->opened->notice;
    a->election = tlri_arena_printf(&a->arena, "%s%s (%s)", notice->trial ? "TRIAL RUN: " : "",
                                    notice->clp, notice->election);
    if (a->election == NULL) {
        return tlri_no_memory(a->ctx);
    }
    const struct tlri_hall_batch *batch = a->papers->batch.data;
    for (size_t i = 0; i < a->papers->batch.count; i++) {
        TLR_TRY(list_batch(a, &batch[i], all));
    }
    return TLR_OK;
}

tlr_status tlr_adjudication_open(tlr_ctx *ctx, const char *dir, int all, tlr_adjudication **out)
{
    *out = NULL;
    tlr_adjudication *a = tlri_alloc(ctx, sizeof *a);
    if (a == NULL) {
        return tlri_no_memory(ctx);
    }
    a->ctx = ctx;
    tlri_arena_init(&a->arena, ctx);
    tlri_array_init(&a->listed, ctx, sizeof(struct listed), TLRI_PAPERS_MAX);
    tlr_status status = open_all(a, dir, all != 0);
    if (status != TLR_OK) {
        tlr_adjudication_free(a);
        return status;
    }
    *out = a;
    return TLR_OK;
}

void tlr_adjudication_free(tlr_adjudication *adjudication)
{
    if (adjudication == NULL) {
        return;
    }
    tlri_array_drop(&adjudication->listed);
    tlri_arena_drop(&adjudication->arena);
    tlri_audit_free(adjudication->rules);
    tlri_adjudicating_free(adjudication->papers);
    tlri_free(adjudication->ctx, adjudication, sizeof *adjudication);
}

size_t tlr_adjudication_count(const tlr_adjudication *adjudication)
{
    return adjudication->listed.count;
}

const tlr_adjudication_paper *tlr_adjudication_paper_at(const tlr_adjudication *adjudication,
                                                        size_t i)
{
    const struct listed *listed = listed_at(adjudication, i);
    return listed != NULL ? &listed->shown : NULL;
}

const char *tlr_adjudication_candidate(const tlr_adjudication *adjudication, size_t i,
                                       unsigned candidate)
{
    const struct listed *listed = listed_at(adjudication, i);
    if (listed == NULL || candidate >= listed->shown.candidates) {
        return NULL;
    }
    return listed->batch->contest->contest.candidate[candidate].name;
}

size_t tlr_adjudication_open_papers(const tlr_adjudication *adjudication)
{
    size_t open = 0;
    for (size_t i = 0; i < adjudication->listed.count; i++) {
        const tlr_adjudication_paper *paper = &listed_at(adjudication, i)->shown;
        open += paper->doubtful != 0 && paper->decision == NULL;
    }
    return open;
}

size_t tlr_adjudication_unlisted(const tlr_adjudication *adjudication)
{
    return adjudication->unlisted;
}

const char *tlr_adjudication_election(const tlr_adjudication *adjudication)
{
    return adjudication->election;
}

/* ---- finding a paper by its name ---- */

static tlr_status no_such_paper(const tlr_adjudication *a, const char *name)
{
    tlri_diag(a->ctx, TLR_ERROR, 6948, NULL,
              "name it as it stands in the batches, for instance ordinary/meeting/113", NULL,
              "there is no paper '%.200s'", name);
    return TLR_E_INPUT;
}

static bool is_of(const struct tlri_hall_batch *batch, const char *name, const char **number)
{
    const char *contest = batch->contest->contest.id;
    size_t len = strlen(contest);
    size_t id = strlen(batch->id);
    if (strncmp(name, contest, len) != 0 || name[len] != '/' ||
        strncmp(name + len + 1, batch->id, id) != 0 || name[len + 1 + id] != '/') {
        return false;
    }
    *number = name + len + 1 + id + 1;
    return true;
}

tlr_status tlr_adjudication_find(tlr_adjudication *adjudication, const char *paper, size_t *i)
{
    const struct tlri_hall_batch *batch = adjudication->papers->batch.data;
    const char *text = NULL;
    size_t b = 0;
    while (b < adjudication->papers->batch.count && !is_of(&batch[b], paper, &text)) {
        b++;
    }
    uint32_t number = text != NULL ? tlri_number_of(text) : 0;
    if (number == 0 || number > batch[b].papers->count) {
        return no_such_paper(adjudication, paper);
    }
    for (size_t k = 0; k < adjudication->listed.count; k++) {
        const struct listed *listed = listed_at(adjudication, k);
        if (listed->batch == &batch[b] && listed->paper == number - 1) {
            *i = k;
            return TLR_OK;
        }
    }
    struct tlri_reading reading;
    read_paper(adjudication, &batch[b], number - 1, &reading);
    TLR_TRY(list_paper(adjudication, &batch[b], number - 1, reading.reject));
    adjudication->unlisted -= reading.reject != TLRI_REJECT_NONE;
    *i = adjudication->listed.count - 1;
    return TLR_OK;
}

/* ---- words ---- */

static tlr_status no_decision(tlr_ctx *ctx, const char *what)
{
    tlri_diag(ctx, TLR_ERROR, 6949, NULL,
              "type 'marks' and what the paper counts as, a mark for each candidate or letters; or "
              "'reject' and a code, as uncertain, no-official-mark, identifies-voter, torn",
              "close/CLO-12", "%s", what);
    return TLR_E_INPUT;
}

/* Any code of spec/rules/marks.md §2, or an unmistakable beginning of one. */
static tlr_status typed_code(tlr_ctx *ctx, const char *text, struct tlri_buf *out)
{
    uint32_t found = TLRI_NONE;
    uint32_t matches = 0;
    size_t len = strlen(text);
    for (uint32_t code = TLRI_REJECT_NONE + 1; code < TLRI_REJECT_COUNT && len > 0; code++) {
        const char *token = tlri_reject_token(code);
        if (strncmp(token, text, len) == 0) {
            found = code;
            matches = tlri_streq(token, text) ? 1 : matches + 1;
        }
    }
    if (matches != 1) {
        return no_decision(ctx, len == 0      ? "a rejection needs its code"
                                : matches > 1 ? "several codes begin like that"
                                              : "no paper is rejected with that code");
    }
    return tlri_buf_printf(out, "reject %s", tlri_reject_token(found));
}

/* What was typed, in the words of the file. */
static tlr_status typed_words(tlr_adjudication *a, const struct listed *listed, const char *typed,
                              struct tlri_buf *out)
{
    static const char marks[] = "marks ";
    static const char reject[] = "reject";
    if (strncmp(typed, reject, strlen(reject)) == 0) {
        const char *code = typed + strlen(reject);
        return typed_code(a->ctx, code + strspn(code, " "), out);
    }
    if (strncmp(typed, marks, strlen(marks)) != 0) {
        return no_decision(a->ctx, "this is no decision");
    }
    tlri_buf_puts(out, marks);
    TLR_TRY(tlri_typed_marks(a->ctx, typed + strlen(marks), listed->shown.candidates, out));
    return strchr(out->data, '?') == NULL
               ? TLR_OK
               : no_decision(a->ctx, "a decision leaves no mark in doubt");
}

static tlr_status make_decision(tlr_adjudication *a, const struct listed *listed, const char *typed,
                                uint32_t by, uint32_t objected, struct tlri_decision *out)
{
    struct tlri_buf words;
    tlri_buf_init(&words, a->ctx, WORDS_MAX);
    tlr_status status = typed_words(a, listed, typed, &words);
    if (status == TLR_OK) {
        status = tlri_adjudicating_read(a->papers, listed->batch, listed->paper + 1, words.data, by,
                                        objected, out);
    }
    tlri_buf_drop(&words);
    return status;
}

/* Appends what the paper would count as; typed NULL: without a decision. words: may be NULL. */
static tlr_status put_meaning(tlr_adjudication *a, const struct listed *listed, const char *typed,
                              struct tlri_buf *meaning, struct tlri_buf *words)
{
    struct tlri_decision decision;
    struct tlri_reading reading;
    const struct tlri_undecided paper = undecided(a, listed);
    if (typed != NULL) {
        TLR_TRY(make_decision(a, listed, typed, TLRI_ROLE_RETURNING_OFFICER, TLRI_ROLE_COUNT,
                              &decision));
    }
    TLR_TRY(tlri_decided_reading(&paper, typed != NULL ? &decision : NULL, &reading));
    TLR_TRY(tlri_decided_words(&paper, &reading, meaning));
    return words != NULL ? typed_words(a, listed, typed, words) : TLR_OK;
}

tlr_status tlr_adjudication_meaning(tlr_adjudication *adjudication, size_t i, const char *typed,
                                    tlr_text **meaning, tlr_text **decision)
{
    const struct listed *listed = listed_at(adjudication, i);
    tlr_text *said = tlri_text_new(adjudication->ctx);
    tlr_text *words = decision != NULL && typed != NULL ? tlri_text_new(adjudication->ctx) : NULL;
    bool memory = said != NULL && (words != NULL || decision == NULL || typed == NULL);
    *meaning = NULL;
    if (decision != NULL) {
        *decision = NULL;
    }
    tlr_status status = !memory          ? tlri_no_memory(adjudication->ctx)
                        : listed == NULL ? TLR_E_USAGE
                                         : put_meaning(adjudication, listed, typed, &said->buf,
                                                       words != NULL ? &words->buf : NULL);
    if (status != TLR_OK) {
        tlr_text_free(said);
        tlr_text_free(words);
        return status;
    }
    *meaning = said;
    if (decision != NULL) {
        *decision = words;
    }
    return TLR_OK;
}

tlr_status tlr_adjudication_proposal(tlr_adjudication *adjudication, size_t i, unsigned n,
                                     tlr_text **out)
{
    const struct listed *listed = listed_at(adjudication, i);
    *out = NULL;
    if (listed == NULL) {
        return TLR_E_USAGE;
    }
    const struct tlri_undecided paper = undecided(adjudication, listed);
    tlr_text *text = tlri_text_new(adjudication->ctx);
    if (text == NULL) {
        return tlri_no_memory(adjudication->ctx);
    }
    tlr_status status = tlri_decision_proposed(&paper, n, &text->buf);
    if (status != TLR_OK || text->buf.len == 0) {
        tlr_text_free(text);
        return status;
    }
    *out = text;
    return TLR_OK;
}

/* ---- deciding ---- */

static uint32_t role_of(const char *typed)
{
    uint32_t found = TLRI_ROLE_COUNT;
    uint32_t matches = 0;
    size_t len = strlen(typed);
    for (uint32_t role = 0; role < TLRI_ROLE_COUNT && len > 0; role++) {
        if (strncmp(tlri_role_token(role), typed, len) == 0) {
            found = role;
            matches++;
        }
    }
    return matches == 1 ? found : tlri_role_find(typed, len);
}

const char *tlr_adjudication_role(const char *typed)
{
    uint32_t role = role_of(typed);
    return role < TLRI_ROLE_COUNT ? tlri_role_token(role) : NULL;
}

static tlr_status no_role(tlr_ctx *ctx, const char *typed, const char *or_none)
{
    tlri_diag(
        ctx, TLR_ERROR, 6950, NULL,
        "give returning-officer, deputy-returning-officer, scrutineer, teller, ruling-body or "
        "observer, or the beginning of one that only this one has",
        "close/CLO-4", "'%.40s' is no role%s", typed, or_none);
    return TLR_E_INPUT;
}

tlr_status tlr_adjudication_decide(tlr_adjudication *adjudication, size_t i, const char *typed,
                                   const char *by, const char *objected)
{
    struct tlri_decision decision;
    struct listed *listed = listed_at(adjudication, i);
    uint32_t decider = role_of(by);
    bool nobody = tlri_streq(objected, "none");
    uint32_t objector = nobody ? TLRI_ROLE_COUNT : role_of(objected);
    if (listed == NULL) {
        return TLR_E_USAGE;
    }
    if (decider == TLRI_ROLE_COUNT) {
        return no_role(adjudication->ctx, by, "");
    }
    if (!nobody && objector == TLRI_ROLE_COUNT) {
        return no_role(adjudication->ctx, objected, ", and not 'none'");
    }
    TLR_TRY(make_decision(adjudication, listed, typed, decider, objector, &decision));
    TLR_TRY(tlri_adjudicating_put(adjudication->papers, &decision));
    return show_decision(adjudication, listed);
}

tlr_status tlr_adjudication_undo(tlr_adjudication *adjudication, size_t i)
{
    struct listed *listed = listed_at(adjudication, i);
    if (listed == NULL) {
        return TLR_E_USAGE;
    }
    TLR_TRY(tlri_adjudicating_remove(adjudication->papers, listed->batch, listed->paper + 1));
    return show_decision(adjudication, listed);
}

/* ---- for programs ---- */

/* What is said of a paper under a decision, kept in `arena`. */
static tlr_status keep_choice(tlr_adjudication *a, const struct listed *listed, const char *words,
                              struct tlri_arena *arena, struct tlri_adjudication_choice *out)
{
    struct tlri_buf meaning;
    tlri_buf_init(&meaning, a->ctx, WORDS_MAX);
    tlr_status status = put_meaning(a, listed, words, &meaning, NULL);
    if (status == TLR_OK) {
        out->words = words;
        out->meaning = tlri_arena_copy(arena, meaning.data, meaning.len);
        status = out->meaning != NULL ? TLR_OK : tlri_no_memory(a->ctx);
    }
    tlri_buf_drop(&meaning);
    return status;
}

static tlr_status keep_proposals(tlr_adjudication *a, const struct listed *listed,
                                 struct tlri_arena *arena, struct tlri_adjudication_row *row)
{
    const struct tlri_undecided paper = undecided(a, listed);
    struct tlri_adjudication_choice *list = tlri_arena_array(arena, PROPOSALS_MAX, sizeof *list);
    if (list == NULL) {
        return tlri_no_memory(a->ctx);
    }
    row->proposal = list;
    while (row->proposals < PROPOSALS_MAX) {
        struct tlri_buf words;
        tlri_buf_init(&words, a->ctx, WORDS_MAX);
        tlr_status status = tlri_decision_proposed(&paper, (uint32_t)row->proposals, &words);
        const char *kept = words.len > 0 ? tlri_arena_copy(arena, words.data, words.len) : NULL;
        bool last = words.len == 0;
        tlri_buf_drop(&words);
        TLR_TRY(status);
        if (last) {
            return TLR_OK;
        }
        if (kept == NULL) {
            return tlri_no_memory(a->ctx);
        }
        TLR_TRY(keep_choice(a, listed, kept, arena, &list[row->proposals]));
        row->proposals++;
    }
    return TLR_OK;
}

static tlr_status keep_row(tlr_adjudication *a, const struct listed *listed,
                           struct tlri_arena *arena, struct tlri_adjudication_row *row)
{
    const struct tlri_contest *contest = &listed->batch->contest->contest;
    const char **name = tlri_arena_array(arena, contest->candidates, sizeof *name);
    if (name == NULL) {
        return tlri_no_memory(a->ctx);
    }
    for (uint32_t i = 0; i < contest->candidates; i++) {
        name[i] = contest->candidate[i].name;
    }
    row->paper = &listed->shown;
    row->candidate = name;
    TLR_TRY(keep_choice(a, listed, NULL, arena, &row->as_is));
    if (listed->shown.decision != NULL) {
        TLR_TRY(keep_choice(a, listed, listed->shown.decision, arena, &row->chosen));
    }
    return keep_proposals(a, listed, arena, row);
}

static tlr_status write_json(tlr_adjudication *a, struct tlri_arena *arena, struct tlri_buf *out)
{
    const struct listed *listed = a->listed.data;
    struct tlri_adjudication_row *row = tlri_arena_array(arena, a->listed.count + 1, sizeof *row);
    if (row == NULL) {
        return tlri_no_memory(a->ctx);
    }
    for (size_t i = 0; i < a->listed.count; i++) {
        TLR_TRY(keep_row(a, &listed[i], arena, &row[i]));
    }
    return tlri_adjudications_json(a->ctx, a->papers->opened->notice->election,
                                   tlr_adjudication_open_papers(a), a->unlisted, row,
                                   a->listed.count, out);
}

tlr_status tlr_adjudication_json(tlr_adjudication *adjudication, tlr_text **out)
{
    struct tlri_arena arena;
    *out = NULL;
    tlr_text *text = tlri_text_new(adjudication->ctx);
    if (text == NULL) {
        return tlri_no_memory(adjudication->ctx);
    }
    tlri_arena_init(&arena, adjudication->ctx);
    tlr_status status = write_json(adjudication, &arena, &text->buf);
    tlri_arena_drop(&arena);
    return tlri_text_hand(text, status, out);
}
