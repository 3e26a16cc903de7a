/*
 * model/papers.c: ballot papers as seen: the order of marks, and the builder that collects papers.
 *
 * Implements the model of spec/formats/ballots.md: what stood on the paper is kept, and nobody
 * interprets it here. A paper's marks are sorted by what was written (numbers, then crosses, then
 * doubtful marks), since every rule reads them in that order. A paper with 1 to n, each
 * once, needs no sorting; others are sorted by insertion when short and by counting when long.
 * The builder appends to flat arrays; finishing moves them into one object without a copy.
 */
#include "model/papers.h"

#include <string.h>

#define INSERTION_MAX 24u                    /* marks from which counting is faster */
#define NUMBERS       (TLRI_SEEN_DOUBT + 1u) /* all that may stand against a candidate */
#define BATCHES_MAX   100000u

/* ---- why a paper was rejected
 * -------------------------------------------------------------------- */

struct reject_row {
    const char *token, *text;
};

static const struct reject_row reject_rows[TLRI_REJECT_COUNT] = {
#define REJECT_ROW(name, token, text) [TLRI_REJECT_##name] = {token, text},
    TLRI_REJECT_TABLE(REJECT_ROW)
#undef REJECT_ROW
};

const char *tlri_reject_token(uint32_t code)
{
    return code < TLRI_REJECT_COUNT ? reject_rows[code].token : NULL;
}

const char *tlri_reject_text(uint32_t code)
{
    return code < TLRI_REJECT_COUNT ? reject_rows[code].text : NULL;
}

uint32_t tlri_reject_find(const char *token, size_t len)
{
    for (uint32_t code = 0; code < TLRI_REJECT_COUNT; code++) {
        if (tlri_span_is(token, len, reject_rows[code].token)) {
            return code;
        }
    }
    return TLRI_NONE;
}

bool tlri_reject_whole(uint32_t code)
{
    return code == TLRI_REJECT_BLANK || code == TLRI_REJECT_NO_OFFICIAL_MARK ||
           code == TLRI_REJECT_IDENTIFIES || code == TLRI_REJECT_TORN ||
           code == TLRI_REJECT_DUPLICATE;
}

/* ---- the order of marks
 * -------------------------------------------------------------------------- */

static uint32_t seen_number(uint32_t seen)
{
    return seen >> 12;
}

static void insertion_sort(uint32_t *seen, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint32_t moving = seen[i];
        uint32_t at = i;
        while (at > 0 && seen[at - 1] > moving) {
            seen[at] = seen[at - 1];
            at--;
        }
        seen[at] = moving;
    }
}

/* Stable, so candidates stay ascending within a number if they were. */
static void counting_sort(uint32_t *seen, uint32_t n)
{
    uint16_t start[NUMBERS + 1] = {0};
    uint32_t sorted[TLRI_CANDIDATES_MAX] = {0};
    for (uint32_t i = 0; i < n; i++) {
        start[seen_number(seen[i]) + 1]++;
    }
    for (uint32_t number = 0; number < NUMBERS; number++) {
        start[number + 1] = (uint16_t)(start[number + 1] + start[number]);
    }
    for (uint32_t i = 0; i < n; i++) {
        sorted[start[seen_number(seen[i])]++] = seen[i];
    }
    memcpy(seen, sorted, n * sizeof *seen);
}

/* The usual paper bears 1 to n, each once: every mark has its place, and nothing is equal or left
 * out. False (marks half written) for any other paper. */
static bool order_plain(const uint32_t *seen, uint32_t n, tlri_mark *marks)
{
    memset(marks, 0xff, n * sizeof *marks);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t place = seen_number(seen[i]) - 1;
        if (place >= n || marks[place] != UINT16_MAX) {
            return false;
        }
        marks[place] = (tlri_mark)(seen[i] & TLRI_MARK_CANDIDATE);
    }
    return true;
}

/* Papers are read in ballot order, which is what makes the stable sort sufficient. */
static bool ascending_candidates(const uint32_t *seen, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        if ((seen[i] & TLRI_MARK_CANDIDATE) < (seen[i - 1] & TLRI_MARK_CANDIDATE)) {
            return false;
        }
    }
    return true;
}

static tlri_mark number_mark(uint32_t number, uint32_t before)
{
    if (number == before) {
        return TLRI_MARK_EQUAL;
    }
    return tlri_mark_gap(number - before - 1);
}

void tlri_marks_order(uint32_t *seen, uint32_t n, tlri_mark *marks)
{
    if (order_plain(seen, n, marks)) {
        return;
    }
    if (n > INSERTION_MAX && n <= TLRI_CANDIDATES_MAX && ascending_candidates(seen, n)) {
        counting_sort(seen, n);
    } else {
        insertion_sort(seen, n);
    }
    uint32_t before = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = seen_number(seen[i]);
        tlri_mark how = TLRI_MARK_DOUBT;
        if (number <= TLRI_SEEN_NUMBER_MAX) {
            how = number_mark(number, before);
        } else if (number == TLRI_SEEN_CROSS) {
            how = TLRI_MARK_CROSS;
        }
        marks[i] = (tlri_mark)((seen[i] & TLRI_MARK_CANDIDATE) | how);
        before = number;
    }
}

void tlri_marks_seen(const tlri_mark *marks, uint32_t n, uint32_t *seen)
{
    uint32_t number = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t candidate = marks[i] & TLRI_MARK_CANDIDATE;
        if (marks[i] & TLRI_MARK_DOUBT) {
            seen[i] = TLRI_SEEN(TLRI_SEEN_DOUBT, candidate);
            continue;
        }
        if (marks[i] & TLRI_MARK_CROSS) {
            seen[i] = TLRI_SEEN(TLRI_SEEN_CROSS, candidate);
            continue;
        }
        if (!(marks[i] & TLRI_MARK_EQUAL)) {
            number += 1 + tlri_mark_left_out(marks[i]);
            number = number < TLRI_SEEN_NUMBER_MAX ? number : TLRI_SEEN_NUMBER_MAX;
        }
        seen[i] = TLRI_SEEN(number, candidate);
    }
}

/* ---- the builder
 * --------------------------------------------------------------------------------- */

void tlri_papers_builder_init(struct tlri_papers_builder *builder, tlr_ctx *ctx,
                              uint32_t candidates)
{
    builder->ctx = ctx;
    builder->candidates = candidates;
    tlri_array_init(&builder->paper, ctx, sizeof(struct tlri_paper), TLRI_PAPERS_MAX);
    tlri_array_init(&builder->pool, ctx, sizeof(tlri_mark), UINT32_MAX);
    tlri_array_init(&builder->batch, ctx, sizeof(struct tlri_paper_batch), BATCHES_MAX);
    tlri_array_init(&builder->decision, ctx, sizeof(struct tlri_adjudication), TLRI_PAPERS_MAX);
    tlri_arena_init(&builder->text, ctx);
}

void tlri_papers_builder_drop(struct tlri_papers_builder *builder)
{
    tlri_array_drop(&builder->paper);
    tlri_array_drop(&builder->pool);
    tlri_array_drop(&builder->batch);
    tlri_array_drop(&builder->decision);
    tlri_arena_drop(&builder->text);
}

static struct tlri_paper_batch *last_batch(struct tlri_papers_builder *builder)
{
    struct tlri_paper_batch *batches = builder->batch.data;
    return builder->batch.count == 0 ? NULL : &batches[builder->batch.count - 1];
}

static tlr_status too_many(tlr_ctx *ctx, tlr_status status, const char *what, unsigned long limit)
{
    if (status == TLR_E_LIMIT) {
        tlri_diag(ctx, TLR_ERROR, 2018, NULL, NULL, NULL, "one contest has more than %lu %s", limit,
                  what);
    }
    return status;
}

tlr_status tlri_papers_start_batch(struct tlri_papers_builder *builder, const char *id,
                                   size_t id_len)
{
    char *copy = tlri_arena_copy(&builder->text, id, id_len);
    if (copy == NULL) {
        return tlri_no_memory(builder->ctx);
    }
    const struct tlri_paper_batch *before = last_batch(builder);
    if (before != NULL && strcmp(before->id, copy) >= 0) {
        return tlri_internal(builder->ctx,
                             "batches of a contest are read in the order of their ids");
    }
    struct tlri_paper_batch *batch = NULL;
    TLR_TRY(
        too_many(builder->ctx, tlri_array_push(&builder->batch, &batch), "batches", BATCHES_MAX));
    batch->id = copy;
    batch->first = (uint32_t)builder->paper.count;
    return TLR_OK;
}

void tlri_papers_of_totals(struct tlri_papers_builder *builder)
{
    struct tlri_paper_batch *batch = builder->batch.data;
    if (builder->batch.count > 0) {
        batch[builder->batch.count - 1].totals = true;
    }
}

const struct tlri_paper_batch *tlri_papers_unseen(const struct tlri_papers *papers)
{
    for (uint32_t b = 0; b < papers->batches; b++) {
        if (papers->batch[b].totals) {
            return &papers->batch[b];
        }
    }
    return NULL;
}

/* Appends marks to the pool and says where they begin. */
static tlr_status pool_marks(struct tlri_papers_builder *builder, const tlri_mark *marks,
                             uint32_t n, uint32_t *first)
{
    *first = (uint32_t)builder->pool.count;
    return too_many(builder->ctx, tlri_array_append(&builder->pool, marks, n), "marks", UINT32_MAX);
}

/* The way of nearly every paper: there is room already. */
static inline bool add_in_place(struct tlri_papers_builder *builder, const tlri_mark *marks,
                                struct tlri_paper *paper)
{
    struct tlri_array *pool = &builder->pool;
    struct tlri_array *papers = &builder->paper;
    if (pool->data == NULL || pool->capacity - pool->count < paper->marks ||
        papers->capacity == papers->count) {
        return false;
    }
    paper->first = (uint32_t)pool->count;
    tlri_mark *at = (tlri_mark *)pool->data + pool->count;
    for (uint32_t i = 0; i < paper->marks; i++) {
        at[i] = marks[i];
    }
    ((struct tlri_paper *)papers->data)[papers->count] = *paper;
    pool->count += paper->marks;
    papers->count++;
    return true;
}

static inline bool is_plain(const tlri_mark *marks, uint32_t n, uint32_t reject)
{
    uint32_t how = 0;
    for (uint32_t i = 0; i < n; i++) {
        how |= marks[i] & ~TLRI_MARK_CANDIDATE;
    }
    return n > 0 && how == 0 && reject == TLRI_REJECT_NONE;
}

tlr_status tlri_papers_add(struct tlri_papers_builder *builder, const tlri_mark *marks, uint32_t n,
                           uint32_t reject, uint32_t weight)
{
    struct tlri_paper_batch *batch = last_batch(builder);
    if (batch == NULL) {
        return tlri_internal(builder->ctx, "a paper belongs to a batch");
    }
    struct tlri_paper paper = {0, (uint16_t)n, (uint8_t)reject, is_plain(marks, n, reject), weight};
    if (add_in_place(builder, marks, &paper)) {
        batch->count++;
        return TLR_OK;
    }
    TLR_TRY(pool_marks(builder, marks, n, &paper.first));
    TLR_TRY(too_many(builder->ctx, tlri_array_append(&builder->paper, &paper, 1), "papers",
                     TLRI_PAPERS_MAX));
    batch->count++;
    return TLR_OK;
}

tlr_status tlri_papers_room(struct tlri_papers_builder *builder, size_t papers, size_t marks,
                            struct tlri_papers_room *room)
{
    if (last_batch(builder) == NULL) {
        return tlri_internal(builder->ctx, "a paper belongs to a batch");
    }
    size_t left = builder->paper.max - builder->paper.count;
    size_t granted = papers < left ? papers : left;
    TLR_TRY(tlri_array_reserve(&builder->paper, granted));
    TLR_TRY(too_many(builder->ctx, tlri_array_reserve(&builder->pool, marks), "marks", UINT32_MAX));
    struct tlri_paper *paper = builder->paper.data;
    tlri_mark *mark = builder->pool.data;
    *room = (struct tlri_papers_room){
        .papers = granted, .marks = marks, .first = (uint32_t)builder->pool.count};
    if (granted > 0 && marks > 0) {
        room->paper = paper + builder->paper.count;
        room->mark = mark + builder->pool.count;
    }
    return TLR_OK;
}

void tlri_papers_filled(struct tlri_papers_builder *builder, uint32_t papers, size_t marks)
{
    struct tlri_paper_batch *batch = last_batch(builder);
    if (batch != NULL) { /* without one no room was given */
        batch->count += papers;
        builder->paper.count += papers;
        builder->pool.count += marks;
    }
}

tlr_status tlri_papers_adjudicate(struct tlri_papers_builder *builder, uint32_t paper,
                                  const tlri_mark *marks, uint32_t n, uint32_t reject)
{
    if (paper >= builder->paper.count) {
        return tlri_internal(builder->ctx, "a decision is about a paper that was read");
    }
    struct tlri_adjudication decision = {paper, 0, (uint16_t)n, (uint16_t)reject};
    TLR_TRY(pool_marks(builder, marks, n, &decision.first));
    return too_many(builder->ctx, tlri_array_append(&builder->decision, &decision, 1), "decisions",
                    TLRI_PAPERS_MAX);
}

/* ---- finishing
 * ------------------------------------------------------------------------------------ */

/* By paper; of two on one paper the later given is the later, since it stands later in the pool or,
 * with no marks, cannot be told apart by it: hence its place in the list decides. */
struct ordered {
    struct tlri_adjudication decision;
    uint32_t given;
};

static bool comes_before(const struct ordered *a, const struct ordered *b)
{
    if (a->decision.paper != b->decision.paper) {
        return a->decision.paper < b->decision.paper;
    }
    return a->given < b->given;
}

static void sift_down(struct ordered *heap, size_t root, size_t n)
{
    struct ordered moving = heap[root];
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= n) {
            break;
        }
        if (child + 1 < n && comes_before(&heap[child], &heap[child + 1])) {
            child++;
        }
        if (!comes_before(&moving, &heap[child])) {
            break;
        }
        heap[root] = heap[child];
        root = child;
    }
    heap[root] = moving;
}

/* Heap sort: no allocation and no bad case, unlike the C library's own. */
static void sort_decisions(struct ordered *list, size_t n)
{
    for (size_t root = n / 2; root-- > 0;) {
        sift_down(list, root, n);
    }
    for (size_t last = n; last-- > 1;) {
        struct ordered top = list[0];
        list[0] = list[last];
        list[last] = top;
        sift_down(list, 0, last);
    }
}

/* Sorts the decisions by paper and keeps the last of each paper. */
static tlr_status settle_decisions(struct tlri_papers_builder *builder)
{
    size_t n = builder->decision.count;
    struct tlri_adjudication *decisions = builder->decision.data;
    if (n == 0) {
        return TLR_OK;
    }
    struct ordered *list = tlri_alloc_array(builder->ctx, n, sizeof *list);
    if (list == NULL) {
        return tlri_no_memory(builder->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct ordered){decisions[i], (uint32_t)i};
    }
    sort_decisions(list, n);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool replaced = i + 1 < n && list[i + 1].decision.paper == list[i].decision.paper;
        if (!replaced) {
            decisions[kept++] = list[i].decision;
        }
    }
    builder->decision.count = kept;
    tlri_free(builder->ctx, list, n * sizeof *list);
    return TLR_OK;
}

/* What tlri_papers_finish returns a pointer into: the view first, then what it looks at. */
struct owned_papers {
    struct tlri_papers view;
    struct tlri_papers_builder content;
};

tlr_status tlri_papers_finish(struct tlri_papers_builder *builder, struct tlri_papers **out)
{
    TLR_TRY(settle_decisions(builder));
    struct owned_papers *owned = tlri_alloc(builder->ctx, sizeof *owned);
    if (owned == NULL) {
        return tlri_no_memory(builder->ctx);
    }
    owned->content = *builder;
    owned->view = (struct tlri_papers){
        .candidates = builder->candidates,
        .count = (uint32_t)builder->paper.count,
        .paper = builder->paper.data,
        .pool = builder->pool.data,
        .pool_size = builder->pool.count,
        .batches = (uint32_t)builder->batch.count,
        .batch = builder->batch.data,
        .adjudications = (uint32_t)builder->decision.count,
        .adjudication = builder->decision.data,
    };
    tlri_papers_builder_init(builder, builder->ctx, builder->candidates);
    *out = &owned->view;
    return TLR_OK;
}

void tlri_papers_free(struct tlri_papers *papers)
{
    if (papers == NULL) {
        return;
    }
    struct owned_papers *owned = (struct owned_papers *)papers;
    tlr_ctx *ctx = owned->content.ctx;
    tlri_papers_builder_drop(&owned->content);
    tlri_free(ctx, owned, sizeof *owned);
}

/* ---- looking at papers
 * ---------------------------------------------------------------------------- */

uint64_t tlri_papers_total(const struct tlri_papers *papers)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < papers->count; i++) {
        total += papers->paper[i].weight; /* at most 10^7 rows of at most 10^9 papers */
    }
    return total;
}

const struct tlri_paper_batch *tlri_papers_batch_of(const struct tlri_papers *papers,
                                                    uint32_t paper)
{
    uint32_t low = 0;
    uint32_t high = papers->batches;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct tlri_paper_batch *batch = &papers->batch[middle];
        if (paper < batch->first) {
            high = middle;
        } else if (paper - batch->first >= batch->count) {
            low = middle + 1;
        } else {
            return batch;
        }
    }
    return NULL;
}
