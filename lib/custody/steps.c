/*
 * custody/steps.c: how far an election's folder has got.
 *
 * Opens a folder as a count does, in the order of time, but with the case's list of wanted
 * signatures in place: a file that is whole and only lacks signatures is then no error but what is
 * to be done next. Nothing after it is opened, since nothing unsigned is read. Whether a lot is
 * needed and what the result says is not asked here: that takes a count (api/next.c).
 * Implements the order of spec/formats/folder.md [FOL-1] and spec/formats/next.md.
 */
#include "custody/steps.h"

#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "io/account.h"

enum { WANTED_MAX = 1000000, JOURNAL_MAX = 64 << 20 };

/* Was the file only not signed yet? Then that is the answer, and no failure. */
static bool only_wanted(const struct tlri_steps *s, tlr_status status, size_t errors)
{
    return status == TLR_E_TRUST && s->wanted.count > 0 && tlri_diag_errors(s->ctx) == errors;
}

/* Opens one file. *stop: it is what comes next. */
static tlr_status take(struct tlri_steps *s, enum tlri_step step, const char *file,
                       tlr_status (*open)(struct tlri_case *), bool *stop)
{
    size_t errors = tlri_diag_errors(s->ctx);
    s->step = step;
    s->there = tlri_case_has(s->opened, file);
    *stop = !s->there;
    if (!s->there) {
        return TLR_OK;
    }
    tlr_status status = open(s->opened);
    *stop = only_wanted(s, status, errors);
    return *stop ? TLR_OK : status;
}

/* ---- before there is a close ---- */

struct hall {
    const struct tlri_close *decided; /* adjudications.txt, or NULL */
    bool *has_batch;                  /* for each contest */
};

static bool is_decided(const struct tlri_close *decided, const char *contest, const char *batch,
                       uint32_t number)
{
    for (size_t i = 0; decided != NULL && i < decided->decisions; i++) {
        const struct tlri_decision *d = &decided->decision[i];
        if (d->number == number && tlri_streq(d->contest, contest) && tlri_streq(d->batch, batch)) {
            return true;
        }
    }
    return false;
}

static uint64_t count_undecided(const struct tlri_papers *papers, const struct tlri_close *decided,
                                const struct tlri_ballots_header *header)
{
    uint64_t undecided = 0;
    for (uint32_t p = 0; p < papers->count; p++) {
        const struct tlri_paper *paper = &papers->paper[p];
        /* Doubtful marks stand last. */
        bool doubtful = paper->reject == TLRI_REJECT_NONE && paper->marks > 0 &&
                        (papers->pool[paper->first + paper->marks - 1u] & TLRI_MARK_DOUBT) != 0;
        undecided += doubtful && !is_decided(decided, header->contest, header->batch, p + 1);
    }
    return undecided;
}

static tlr_status read_batch(struct tlri_steps *s, const struct tlri_sealed *sealed,
                             const struct hall *hall)
{
    struct tlri_case *c = s->opened;
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    TLR_TRY(tlri_ballots_read_header(c->ctx, sealed, &header));
    TLR_TRY(tlri_batch_check_binding(c, sealed, &header));
    for (size_t i = 0; i < c->contests; i++) {
        bool same = tlri_streq(c->contest[i].contest.id, header.contest);
        hall->has_batch[i] = hall->has_batch[i] || same;
    }
    tlri_papers_builder_init(&builder, c->ctx, header.candidates);
    tlr_status status = tlri_ballots_read(c->ctx, sealed, &header, &builder);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, &papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
        return status;
    }
    s->undecided += count_undecided(papers, hall->decided, &header);
    tlri_papers_free(papers);
    return TLR_OK;
}

static tlr_status take_batch(struct tlri_steps *s, const char *folder, const char *const *names,
                             size_t count, const char *name, const struct hall *hall)
{
    struct tlri_sealed *sealed = NULL;
    size_t errors = tlri_diag_errors(s->ctx);
    tlr_status status = tlri_case_read(s->opened, folder, names, count, name, TLRI_SIGNED_BATCHES,
                                       TLRI_BATCH_MAX, &sealed);
    if (only_wanted(s, status, errors)) {
        return TLR_OK;
    }
    TLR_TRY(status);
    status = read_batch(s, sealed, hall);
    tlri_sealed_free(sealed);
    return status;
}

/* The decisions handed in so far; *out NULL: there are none. */
static tlr_status read_decisions(struct tlri_case *c, struct tlri_close **out)
{
    struct tlri_bytes bytes;
    *out = NULL;
    if (!tlri_case_has(c, "adjudications.txt")) {
        return TLR_OK;
    }
    const char *path = tlri_case_path(c, "adjudications.txt");
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlr_status status = tlri_adjudications_read(c->ctx, path, bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    return status;
}

static tlr_status take_batches(struct tlri_steps *s, const struct hall *hall)
{
    struct tlri_case *c = s->opened;
    const char **names = NULL;
    size_t count = 0;
    tlr_status worst = TLR_OK;
    const char *folder = tlri_case_path(c, "batches");
    if (folder == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_case_list_batches(c, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (tlri_is_batch_name(names[i])) {
            s->batches++;
            worst = tlri_worse(worst, take_batch(s, folder, names, count, names[i], hall));
        }
    }
    return worst;
}

/* Do more stand than there are places? */
static bool is_voted_on(const struct tlri_contest *contest)
{
    uint32_t standing = 0;
    for (uint32_t i = 0; i < contest->candidates; i++) {
        standing += contest->candidate[i].standing != TLRI_WITHDRAWN;
    }
    return standing > contest->places;
}

static tlr_status find_without_papers(struct tlri_steps *s, const bool *has_batch)
{
    const struct tlri_case *c = s->opened;
    s->without = tlri_arena_array(&s->opened->arena, c->contests + 1, sizeof *s->without);
    if (s->without == NULL) {
        return tlri_no_memory(s->ctx);
    }
    for (size_t i = 0; i < c->contests; i++) {
        const struct tlri_contest *contest = &c->contest[i].contest;
        if (has_batch[i] || !is_voted_on(contest)) {
            continue;
        }
        if (s->withouts == 0) {
            s->without_papers = contest->title != NULL ? contest->title : "";
        }
        s->without[s->withouts++] = contest->id;
    }
    return TLR_OK;
}

/* The first keying of a batch that is not written yet: how far it is says who is to key next. */
static tlr_status find_keying(struct tlri_steps *s)
{
    struct tlri_case *c = s->opened;
    const char **names = NULL;
    size_t count = 0;
    TLR_TRY(tlri_case_list_batches(c, &names, &count));
    for (size_t i = 0; i < count && s->keying == NULL; i++) {
        if (!tlri_ends_with(names[i], ".entry1")) {
            continue;
        }
        struct tlri_bytes bytes;
        const char *path = tlri_arena_printf(&c->arena, "%s/batches/%s", c->dir, names[i]);
        if (path == NULL) {
            return tlri_no_memory(c->ctx);
        }
        TLR_TRY(tlri_file_read(c->ctx, path, JOURNAL_MAX, &bytes));
        tlr_status status = tlri_entry_read(c->ctx, path, bytes.data, bytes.len, &s->keying);
        tlri_bytes_drop(&bytes);
        TLR_TRY(status);
    }
    return TLR_OK;
}

static tlr_status look_round_the_hall(struct tlri_steps *s)
{
    struct tlri_case *c = s->opened;
    struct tlri_close *decided = NULL;
    struct hall hall = {.has_batch =
                            tlri_arena_array(&c->arena, c->contests + 1, sizeof *hall.has_batch)};
    if (hall.has_batch == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(read_decisions(c, &decided));
    hall.decided = decided;
    tlr_status status = take_batches(s, &hall);
    tlri_close_free(decided);
    TLR_TRY(status);
    if (s->wanted.count > 0) { /* what they hold is not known until they are signed */
        s->step = TLRI_STEP_BATCHES;
        s->there = true;
        return TLR_OK;
    }
    TLR_TRY(find_keying(s));
    TLR_TRY(find_without_papers(s, hall.has_batch));
    s->there = false;
    if (s->keying != NULL) {
        s->step = TLRI_STEP_KEYING;
    } else if (s->without_papers != NULL) {
        s->step = TLRI_STEP_BATCHES;
    } else if (s->undecided > 0) {
        s->step = TLRI_STEP_DECISIONS;
    } else {
        s->step = tlri_case_has(c, "account.txt") ? TLRI_STEP_CLOSE : TLRI_STEP_ACCOUNT;
    }
    return TLR_OK;
}

/* ---- the order of time ---- */

static tlr_status find_step(struct tlri_steps *s)
{
    struct tlri_case *c = s->opened;
    bool stop = false;
    TLR_TRY(take(s, TLRI_STEP_NOTICE, "notice.xml", tlri_case_open_notice, &stop));
    if (stop) {
        return TLR_OK;
    }
    TLR_TRY(take(s, TLRI_STEP_ELECTION, "election.xml", tlri_case_open_election, &stop));
    if (stop) {
        return TLR_OK;
    }
    if (tlri_case_has(c, "rulings")) {
        TLR_TRY(take(s, TLRI_STEP_RULINGS, "rulings", tlri_case_open_rulings, &stop));
        if (stop) {
            return TLR_OK;
        }
    }
    if (tlri_case_has(c, "ink.txt")) {
        TLR_TRY(take(s, TLRI_STEP_RULINGS, "ink.txt", tlri_case_open_ink_again, &stop));
        if (stop) {
            return TLR_OK;
        }
    }
    if (!tlri_case_has(c, "close.txt")) {
        return look_round_the_hall(s);
    }
    TLR_TRY(take(s, TLRI_STEP_CLOSE, "close.txt", tlri_case_open_close, &stop));
    if (stop) {
        return TLR_OK;
    }
    TLR_TRY(tlri_case_bind_rulings(c));
    if (tlri_case_has(c, "lots.txt")) {
        TLR_TRY(take(s, TLRI_STEP_LOTS, "lots.txt", tlri_case_open_lots, &stop));
        if (stop) {
            return TLR_OK;
        }
    }
    s->step = TLRI_STEP_RESULT;
    s->there = tlri_case_has(c, "result.xml");
    return TLR_OK;
}

tlr_status tlri_steps_find(tlr_ctx *ctx, const char *dir, struct tlri_steps **out)
{
    *out = NULL;
    struct tlri_steps *s = tlri_alloc(ctx, sizeof *s);
    if (s == NULL) {
        return tlri_no_memory(ctx);
    }
    s->ctx = ctx;
    tlri_array_init(&s->wanted, ctx, sizeof(struct tlri_wanted), WANTED_MAX);
    tlr_status status = tlri_case_begin(ctx, dir, NULL, &s->opened);
    if (status == TLR_OK) {
        s->opened->wanted = &s->wanted;
        status = find_step(s);
    }
    if (status != TLR_OK) {
        tlri_steps_free(s);
        return status;
    }
    *out = s;
    return TLR_OK;
}

void tlri_steps_free(struct tlri_steps *steps)
{
    if (steps == NULL) {
        return;
    }
    tlri_case_free(steps->opened);
    tlri_array_drop(&steps->wanted);
    tlri_entry_free(steps->keying);
    tlri_free(steps->ctx, steps, sizeof *steps);
}
