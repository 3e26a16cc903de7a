/*
 * custody/sample.c: papers pulled by hand.
 *
 * Every paper of the close gets a ticket from the digits thrown, and those with the smallest are
 * read by eye. The list that is kept while going through the papers is a heap whose root has the
 * largest ticket, so that ten million papers need no more memory than the sample. Says nothing of
 * what the file has before the sheet comes back filled in. Implements spec/formats/audit-sample.md.
 */
#include "custody/sample.h"

#include <stdlib.h>
#include <string.h>

#include "io/lots.h"
#include "io/marks.h"

struct drawn {
    struct tlri_digest ticket;
    struct tlri_sample_paper paper;
};

/* ---- drawing -----------------------------------------------------------------------------------
 */

static bool larger(const struct drawn *a, const struct drawn *b)
{
    return memcmp(a->ticket.bytes, b->ticket.bytes, TLRI_DIGEST_BYTES) > 0;
}

static void sift_down(struct drawn *heap, size_t n)
{
    struct drawn moving = heap[0];
    size_t root = 0;
    for (size_t child = 1; child < n; child = 2 * root + 1) {
        if (child + 1 < n && larger(&heap[child + 1], &heap[child])) {
            child++;
        }
        if (!larger(&heap[child], &moving)) {
            break;
        }
        heap[root] = heap[child];
        root = child;
    }
    heap[root] = moving;
}

static void sift_up(struct drawn *heap, size_t at)
{
    struct drawn moving = heap[at];
    while (at > 0 && larger(&moving, &heap[(at - 1) / 2])) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = moving;
}

/* Takes the paper in if it is among the `most` smallest so far. */
static void offer(struct drawn *heap, size_t *n, size_t most, const struct drawn *paper)
{
    if (*n < most) {
        heap[*n] = *paper;
        sift_up(heap, (*n)++);
    } else if (larger(&heap[0], paper)) {
        heap[0] = *paper;
        sift_down(heap, *n);
    }
}

static void offer_batch(const struct tlri_sample *sample, const struct tlri_close_batch *batch,
                        struct drawn *heap, size_t *n, size_t most)
{
    struct drawn drawn = {.paper = {.contest = batch->contest, .batch = batch->id}};
    for (uint32_t number = 1; number <= batch->papers; number++) {
        drawn.paper.number = number;
        tlri_sample_ticket(&sample->close, sample->seed, batch->contest, batch->id, number,
                           &drawn.ticket);
        offer(heap, n, most, &drawn);
    }
}

static int by_place(const void *a, const void *b)
{
    return tlri_sample_compare(a, b);
}

/* The papers drawn, in the order of the sheet. */
static tlr_status keep(struct tlri_sample *sample, const struct drawn *heap, size_t n)
{
    struct tlri_sample_paper *paper = tlri_arena_array(&sample->arena, n + 1, sizeof *paper);
    if (paper == NULL) {
        return tlri_no_memory(sample->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        const struct tlri_sample_paper *from = &heap[i].paper;
        paper[i] = *from;
        paper[i].reject = TLRI_REJECT_NONE;
        paper[i].contest = tlri_arena_copy(&sample->arena, from->contest, strlen(from->contest));
        paper[i].batch = tlri_arena_copy(&sample->arena, from->batch, strlen(from->batch));
        if (paper[i].contest == NULL || paper[i].batch == NULL) {
            return tlri_no_memory(sample->ctx);
        }
    }
    qsort(paper, n, sizeof *paper, by_place);
    sample->paper = paper;
    sample->papers = n;
    return TLR_OK;
}

static tlr_status draw(const struct tlri_case *c, struct tlri_sample *sample, size_t most)
{
    size_t n = 0;
    struct drawn *heap = tlri_alloc_array(sample->ctx, most, sizeof *heap);
    if (heap == NULL) {
        return tlri_no_memory(sample->ctx);
    }
    for (size_t i = 0; i < c->close->batches; i++) {
        const struct tlri_close_batch *batch = &c->close->batch[i];
        if (sample->contest == NULL || tlri_streq(sample->contest, batch->contest)) {
            offer_batch(sample, batch, heap, &n, most);
        }
    }
    tlr_status status = keep(sample, heap, n);
    tlri_free(sample->ctx, heap, most * sizeof *heap);
    return status;
}

static tlr_status misuse(tlr_ctx *ctx, const char *hint, const char *what)
{
    tlri_diag(ctx, TLR_ERROR, 6540, NULL, hint, "audit-sample/SAM-1", "%s", what);
    return TLR_E_USAGE;
}

static bool has_contest(const struct tlri_case *c, const char *contest)
{
    for (size_t i = 0; i < c->contests; i++) {
        if (tlri_streq(c->contest[i].contest.id, contest)) {
            return true;
        }
    }
    return false;
}

static tlr_status check_wishes(tlr_ctx *ctx, const struct tlri_case *c, const char *contest,
                               const char *seed, size_t n)
{
    if (!tlri_seed_ok(seed, strlen(seed))) {
        return misuse(ctx, "throw a ten-sided die 24 times, after the close was signed",
                      "the digits thrown are not exactly 24");
    }
    if (n < 1 || n > TLRI_SAMPLE_MAX) {
        return misuse(ctx, "give a number from 1 to 10000", "so many papers cannot be pulled");
    }
    if (contest != NULL && !has_contest(c, contest)) {
        return misuse(ctx, "give the id of a contest as the notice has it, or none for all",
                      "this election has no such contest");
    }
    for (size_t i = 0; i < c->batches; i++) {
        const struct tlri_result_batch *batch = &c->batch[i];
        if (batch->totals && (contest == NULL || tlri_streq(contest, batch->contest))) {
            tlri_diag(ctx, TLR_ERROR, 7002, NULL, "draw from a contest whose papers are here",
                      "tally/TAL-8", "of batch %s of contest %s nobody here has a paper to pull",
                      batch->id, batch->contest);
            return TLR_E_RULES;
        }
    }
    return TLR_OK;
}

static tlr_status copy_head(const struct tlri_case *c, const char *contest, const char *seed,
                            struct tlri_sample *sample)
{
    sample->close = *tlri_sealed_digest(c->close_file);
    sample->election =
        tlri_arena_copy(&sample->arena, c->notice->election, strlen(c->notice->election));
    sample->seed = tlri_arena_copy(&sample->arena, seed, strlen(seed));
    if (contest != NULL) {
        sample->contest = tlri_arena_copy(&sample->arena, contest, strlen(contest));
    }
    bool whole = sample->election != NULL && sample->seed != NULL &&
                 (contest == NULL || sample->contest != NULL);
    return whole ? TLR_OK : tlri_no_memory(sample->ctx);
}

tlr_status tlri_sample_draw(tlr_ctx *ctx, const struct tlri_case *c, const char *contest,
                            const char *seed, size_t n, struct tlri_sample **out)
{
    struct tlri_sample *sample = NULL;
    TLR_TRY(check_wishes(ctx, c, contest, seed, n));
    TLR_TRY(tlri_sample_new(ctx, &sample));
    tlr_status status = copy_head(c, contest, seed, sample);
    if (status == TLR_OK) {
        status = draw(c, sample, n);
    }
    if (status != TLR_OK) {
        tlri_sample_free(sample);
        return status;
    }
    *out = sample;
    return TLR_OK;
}

/* ---- reconciling -------------------------------------------------------------------------------
 */

/* The sheet against one drawn anew from its own digits. */
static tlr_status check_papers(tlr_ctx *ctx, const char *name, const struct tlri_sample *sheet,
                               const struct tlri_sample *drawn)
{
    struct tlri_place place = {.file = name};
    bool same = tlri_streq(sheet->election, drawn->election) &&
                tlri_digest_equal(&sheet->close, &drawn->close) && sheet->papers == drawn->papers;
    for (size_t i = 0; i < sheet->papers && same; i++) {
        same = tlri_sample_compare(&sheet->paper[i], &drawn->paper[i]) == 0;
    }
    if (!same) {
        tlri_diag(ctx, TLR_ERROR, 6541, &place, "use the sheet as teller audit-sample printed it",
                  "audit-sample/SAM-6",
                  "the papers on this sheet are not those that its digits give under this close");
        return TLR_E_INPUT;
    }
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < sheet->papers; i++) {
        const struct tlri_sample_paper *paper = &sheet->paper[i];
        if (!paper->read) {
            place.line = paper->at.line;
            place.column = paper->at.column;
            tlri_diag(ctx, TLR_ERROR, 6542, &place,
                      "read the paper and write what stands on it in place of 'unread'",
                      "audit-sample/SAM-6", "paper %s/%s/%u has not been read", paper->contest,
                      paper->batch, paper->number);
            status = TLR_E_INPUT;
        }
    }
    return status;
}

/* What the batch has of a paper; false: no batch of the count has it. */
static bool find_paper(const struct tlri_case *c, struct tlri_sample_paper *paper)
{
    for (size_t k = 0; k < c->contests; k++) {
        const struct tlri_case_contest *contest = &c->contest[k];
        for (size_t r = 0; r < contest->rounds && tlri_streq(contest->contest.id, paper->contest);
             r++) {
            const struct tlri_papers *papers = contest->round[r].papers;
            for (uint32_t b = 0; b < papers->batches; b++) {
                const struct tlri_paper_batch *batch = &papers->batch[b];
                if (tlri_streq(batch->id, paper->batch) && paper->number <= batch->count) {
                    const struct tlri_paper *seen =
                        &papers->paper[batch->first + paper->number - 1];
                    paper->read = true;
                    paper->reject = seen->reject;
                    paper->candidates = papers->candidates;
                    paper->marks = seen->marks;
                    paper->mark = papers->pool + seen->first;
                    return true;
                }
            }
        }
    }
    return false;
}

static bool same_paper(const struct tlri_sample_paper *a, const struct tlri_sample_paper *b)
{
    if (a->reject != b->reject) {
        return false;
    }
    return a->reject != TLRI_REJECT_NONE ||
           (a->candidates == b->candidates && a->marks == b->marks &&
            (a->marks == 0 || memcmp(a->mark, b->mark, a->marks * sizeof *a->mark) == 0));
}

static void put_difference(const struct tlri_sample_paper *eye,
                           const struct tlri_sample_paper *file, bool found, struct tlri_buf *out)
{
    tlri_buf_printf(out, "%s/%s/%u\n  on the paper:", eye->contest, eye->batch, eye->number);
    tlri_sample_write_seen(eye, out);
    tlri_buf_puts(out, "\n  in the batch:");
    if (found) {
        tlri_sample_write_seen(file, out);
    } else {
        tlri_buf_puts(out, " no such paper is counted");
    }
    tlri_buf_puts(out, "\n");
}

static tlr_status compare(const struct tlri_case *c, const struct tlri_sample *sheet,
                          struct tlri_buf *out)
{
    size_t differ = 0;
    for (size_t i = 0; i < sheet->papers; i++) {
        struct tlri_sample_paper file = sheet->paper[i];
        bool found = find_paper(c, &file);
        if (!found || !same_paper(&sheet->paper[i], &file)) {
            put_difference(&sheet->paper[i], &file, found, out);
            differ++;
        }
    }
    tlri_buf_printf(out, "Papers compared: %zu. They differ in: %zu.\n", sheet->papers, differ);
    TLR_TRY(out->failed);
    return differ == 0 ? TLR_OK : TLR_E_DIFFERS;
}

tlr_status tlri_sample_reconcile(tlr_ctx *ctx, const struct tlri_case *c, const char *name,
                                 const struct tlri_sample *sheet, struct tlri_buf *out)
{
    struct tlri_sample *drawn = NULL;
    if (sheet->papers == 0) {
        struct tlri_place place = {.file = name};
        tlri_diag(ctx, TLR_ERROR, 6541, &place, "use the sheet as teller audit-sample printed it",
                  "audit-sample/SAM-6", "there is no paper on this sheet");
        return TLR_E_INPUT;
    }
    tlr_status status =
        tlri_sample_draw(ctx, c, sheet->contest, sheet->seed, sheet->papers, &drawn);
    if (status == TLR_OK) {
        status = check_papers(ctx, name, sheet, drawn);
    }
    if (status == TLR_OK) {
        status = compare(c, sheet, out);
    }
    tlri_sample_free(drawn);
    return status;
}
