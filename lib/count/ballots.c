/*
 * count/ballots.c: equal rankings put together.
 *
 * Valid papers become ballots: a ranking and how many papers bear it. Ballots are sorted by their
 * preferences, one after another, and equal ones merged; so a stage moves a few thousand ballots
 * instead of a million papers, first preferences lie side by side, and rankings with a common
 * beginning are neighbours, which Meek's method lives on.
 *
 * A million rankings are sorted where they lie, by distributing them over the candidates of the
 * first preference, then each of these heaps over those of the second, and so on. The first seven
 * preferences are packed into one word, which is all there is of most papers; what is level after
 * them is sorted by comparing. A third of all papers has one or two preferences: those are counted
 * in a table and not sorted at all. No hash that somebody could choose papers against, no second
 * copy of the list (touching fresh memory costs more than sorting), and the same order everywhere.
 */
#include "count/ballots.h"

#include <string.h>

#include "base/beside.h"

#define PACKED    7u /* preferences in the word that is sorted first */
#define BYTE_BITS 8u
#define ONE_EACH  0x0101010101010100u        /* what candidates are raised by: 0 is the end */
#define VALUES    (TLRI_CANDIDATES_MAX + 1u) /* of one byte of the word: none, or 1 + candidate */
#define RANGES    (PACKED * VALUES)
#define SMALL     24u        /* ballots that are faster put in order one by one */
#define WHOLE     UINT32_MAX /* nothing of this ballot is in the pool */
#define WORTH_TWO 20000u     /* ballots that two sort faster than one */
#define CUT_BYTES 2u         /* in the pool: its parts, then the preferences after the word's */
#define LEAD      0x8000u    /* with the number of parts: the one that bears the first order */
#define RAWS_MAX  ((size_t)TLRI_PAPERS_MAX * 4)

/* A ballot before it is sorted. The word holds its first preferences, 1 + candidate each, the first
 * in the highest byte; in the lowest its length. */
struct raw {
    uint64_t word;
    uint32_t further; /* where in the pool the rest of it is; or WHOLE */
    uint32_t papers;
};

void tlri_ballots_drop(struct tlri_ballots *ballots)
{
    tlri_free(ballots->ctx, ballots->row, ballots->rows * sizeof *ballots->row);
    tlri_free(ballots->ctx, ballots->rank, ballots->ranks);
    ballots->row = NULL;
    ballots->rank = NULL;
}

/* ---- taking in ---------------------------------------------------------------------------------
 */

static size_t pairs_of(const struct tlri_ballot_heap *heap)
{
    return (size_t)heap->candidates * heap->candidates;
}

tlr_status tlri_ballot_heap_init(struct tlri_ballot_heap *heap, tlr_ctx *ctx, uint32_t candidates)
{
    heap->ctx = ctx;
    heap->candidates = candidates;
    heap->pairs = tlri_alloc_array(ctx, pairs_of(heap), sizeof *heap->pairs);
    if (heap->pairs == NULL) {
        return tlri_no_memory(ctx);
    }
    tlri_array_init(&heap->raw, ctx, sizeof(struct raw), RAWS_MAX);
    tlri_array_init(&heap->pool, ctx, sizeof(uint8_t), UINT32_MAX);
    return TLR_OK;
}

void tlri_ballot_heap_drop(struct tlri_ballot_heap *heap)
{
    tlri_free(heap->ctx, heap->pairs, pairs_of(heap) * sizeof *heap->pairs);
    tlri_array_drop(&heap->raw);
    tlri_array_drop(&heap->pool);
}

static tlr_status too_many(tlr_ctx *ctx, tlr_status status, const char *what)
{
    if (status == TLR_E_LIMIT) {
        tlri_diag(ctx, TLR_ERROR, 4007, NULL, NULL, "limits", "the papers have too many %s", what);
    }
    return status;
}

static uint64_t word_of(const uint8_t *rank, uint32_t length)
{
    uint64_t word = 0;
    for (uint32_t i = 0; i < PACKED; i++) {
        word = word << BYTE_BITS | (i < length ? rank[i] + 1u : 0u);
    }
    return word << BYTE_BITS | length;
}

/* What does not fit the word goes to the pool. */
static tlr_status add_further(struct tlri_ballot_heap *heap, const uint8_t *rank, uint32_t length,
                              uint32_t cut, uint32_t *further)
{
    uint32_t n = length > PACKED ? length - PACKED : 0;
    uint8_t *written = NULL;
    *further = (uint32_t)heap->pool.count;
    TLR_TRY(too_many(heap->ctx, tlri_array_extend(&heap->pool, CUT_BYTES + n, &written),
                     "preferences"));
    written[0] = (uint8_t)(cut >> BYTE_BITS);
    written[1] = (uint8_t)cut;
    memcpy(written + CUT_BYTES, rank + length - n, n);
    return TLR_OK;
}

static tlr_status add_raw(struct tlri_ballot_heap *heap, uint64_t word, uint32_t further,
                          uint32_t papers)
{
    struct raw *raw = NULL;
    TLR_TRY(too_many(heap->ctx, tlri_array_extend(&heap->raw, 1, &raw), "different rankings"));
    *raw = (struct raw){word, further, papers};
    return TLR_OK;
}

tlr_status tlri_ballot_heap_add(struct tlri_ballot_heap *heap, const uint8_t *rank, uint32_t length,
                                uint32_t parts, bool lead, uint64_t papers)
{
    uint32_t further = WHOLE;
    if (length <= 2 && parts == 1) {
        heap->pairs[rank[0] * heap->candidates + rank[length - 1]] += papers;
        return TLR_OK;
    }
    if (length > PACKED || parts > 1) {
        TLR_TRY(add_further(heap, rank, length, parts | (lead ? LEAD : 0), &further));
    }
    return add_raw(heap, word_of(rank, length), further, (uint32_t)papers);
}

tlr_status tlri_ballot_heap_expect(struct tlri_ballot_heap *heap, uint32_t papers)
{
    return too_many(heap->ctx, tlri_array_reserve(&heap->raw, papers), "different rankings");
}

/* The word of 1 or more marks, of which the first PACKED may all be looked at. Without asking how
 * many count: voters rank as many as they like, so a processor would guess wrong. */
static uint64_t word_of_marks(const tlri_mark *mark, uint32_t length)
{
    uint32_t packed = length < PACKED ? length : PACKED;
    uint64_t kept = UINT64_MAX << BYTE_BITS << (BYTE_BITS * (PACKED - packed));
    uint64_t word = 0;
    for (uint32_t i = 0; i < PACKED; i++) {
        word = word << BYTE_BITS | (mark[i] & TLRI_MARK_CANDIDATE);
    }
    word <<= BYTE_BITS;
    return ((word & kept) + (ONE_EACH & kept)) | length;
}

/* A long paper, or one at the end of the pool: as any other. */
static tlr_status add_as_usual(struct tlri_ballot_heap *heap, const tlri_mark *mark,
                               uint32_t length, uint64_t papers)
{
    uint8_t rank[TLRI_CANDIDATES_MAX];
    for (uint32_t i = 0; i < length; i++) {
        rank[i] = (uint8_t)(mark[i] & TLRI_MARK_CANDIDATE);
    }
    return tlri_ballot_heap_add(heap, rank, length, 1, true, papers);
}

tlr_status tlri_ballot_heap_add_plain(struct tlri_ballot_heap *heap, const tlri_mark *mark,
                                      uint32_t length, size_t room, uint64_t papers)
{
    if (length <= 2) {
        heap->pairs[mark[0] * heap->candidates + mark[length - 1]] += papers;
        return TLR_OK;
    }
    if (length > PACKED || room < PACKED || heap->raw.count == heap->raw.capacity) {
        return add_as_usual(heap, mark, length, papers);
    }
    struct raw *raw = heap->raw.data;
    raw[heap->raw.count++] = (struct raw){word_of_marks(mark, length), WHOLE, (uint32_t)papers};
    return TLR_OK;
}

/* The papers of one and two preferences, no more than a raw ballot holds at a time. */
static tlr_status add_pairs(struct tlri_ballot_heap *heap)
{
    for (uint32_t i = 0; i < heap->candidates * heap->candidates; i++) {
        uint8_t rank[2] = {(uint8_t)(i / heap->candidates), (uint8_t)(i % heap->candidates)};
        uint64_t word = word_of(rank, rank[0] == rank[1] ? 1 : 2);
        while (heap->pairs[i] > 0) {
            uint32_t papers = heap->pairs[i] < UINT32_MAX ? (uint32_t)heap->pairs[i] : UINT32_MAX;
            TLR_TRY(add_raw(heap, word, WHOLE, papers));
            heap->pairs[i] -= papers;
        }
    }
    return TLR_OK;
}

/* ---- comparing ---------------------------------------------------------------------------------
 */

static uint32_t length_of(const struct raw *raw)
{
    return (uint32_t)raw->word & 0xffu;
}

/* 1 + candidate of one of the packed preferences; 0: the ranking has ended. */
static uint32_t value_at(const struct raw *raw, uint32_t preference)
{
    return (uint32_t)(raw->word >> (BYTE_BITS * (PACKED - preference))) & 0xffu;
}

static uint32_t cut_of(const struct raw *raw, const uint8_t *pool)
{
    if (raw->further == WHOLE) {
        return 1u | LEAD;
    }
    return (uint32_t)pool[raw->further] << BYTE_BITS | pool[raw->further + 1];
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : (a > b ? 1 : 0);
}

/* Ballots level in all preferences of the word: those after them, then by length; of equal rankings
 * whole papers first, then the parts of papers, the first order before the others. */
static int compare_further(const struct raw *a, const struct raw *b, const uint8_t *pool)
{
    uint32_t length_a = length_of(a);
    uint32_t length_b = length_of(b);
    uint32_t shorter = length_a < length_b ? length_a : length_b;
    int order = 0;
    if (shorter > PACKED) {
        order =
            memcmp(pool + a->further + CUT_BYTES, pool + b->further + CUT_BYTES, shorter - PACKED);
    }
    if (order == 0) {
        order = compare_numbers(length_a, length_b);
    }
    if (order == 0) {
        order = compare_numbers(cut_of(a, pool) & ~LEAD, cut_of(b, pool) & ~LEAD);
    }
    return order != 0 ? order : compare_numbers(cut_of(b, pool) & LEAD, cut_of(a, pool) & LEAD);
}

static int compare(const struct raw *a, const struct raw *b, const uint8_t *pool)
{
    int order = compare_numbers(a->word >> BYTE_BITS, b->word >> BYTE_BITS);
    if (order != 0 || (a->further == WHOLE && b->further == WHOLE)) {
        return order;
    }
    return compare_further(a, b, pool);
}

/* ---- sorting -----------------------------------------------------------------------------------
 */

static void insert_in_order(struct raw *list, size_t n, const uint8_t *pool)
{
    for (size_t i = 1; i < n; i++) {
        struct raw moving = list[i];
        size_t at = i;
        while (at > 0 && compare(&list[at - 1], &moving, pool) > 0) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = moving;
    }
}

static void sift_down(struct raw *list, size_t root, size_t n, const uint8_t *pool)
{
    struct raw moving = list[root];
    for (size_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
        if (child + 1 < n && compare(&list[child], &list[child + 1], pool) < 0) {
            child++;
        }
        if (compare(&moving, &list[child], pool) >= 0) {
            break;
        }
        list[root] = list[child];
        root = child;
    }
    list[root] = moving;
}

/* Heap sort: in place, and no papers make it slow. */
static void sort_by_comparing(struct raw *list, size_t n, const uint8_t *pool)
{
    for (size_t root = n / 2; root-- > 0;) {
        sift_down(list, root, n, pool);
    }
    for (size_t last = n; last-- > 1;) {
        struct raw top = list[0];
        list[0] = list[last];
        list[last] = top;
        sift_down(list, 0, last, pool);
    }
}

/* Ballots first..end of the list, level in the preferences before number `preference`. */
struct range {
    uint32_t first, end, preference;
};

struct sorter {
    struct raw *list;
    const uint8_t *pool;
    uint32_t waiting;
    struct range range[RANGES]; /* still to be sorted: fewer than VALUES for each preference */
};

/* Puts every ballot of the range into the part of its candidate, where it lies; from[v]..from[v+1]
 * are then those of value v. */
static void distribute(struct raw *list, const struct range *range, uint32_t from[VALUES + 1])
{
    uint32_t next[VALUES] = {0};
    for (uint32_t i = range->first; i < range->end; i++) {
        next[value_at(&list[i], range->preference)]++;
    }
    from[0] = range->first;
    for (uint32_t value = 0; value < VALUES; value++) {
        from[value + 1] = from[value] + next[value];
        next[value] = from[value];
    }
    for (uint32_t value = 0; value < VALUES; value++) {
        while (next[value] < from[value + 1]) {
            struct raw moving = list[next[value]];
            uint32_t belongs = value_at(&moving, range->preference);
            while (belongs != value) { /* round the circle until one comes that belongs here */
                struct raw met = list[next[belongs]];
                list[next[belongs]++] = moving;
                moving = met;
                belongs = value_at(&moving, range->preference);
            }
            list[next[value]++] = moving;
        }
    }
}

/* Sorts a part of a range, level before number `preference`, or puts it off. */
static void go_on_with(struct sorter *sorter, uint32_t first, uint32_t end, uint32_t preference)
{
    uint32_t n = end - first;
    if (n <= SMALL) {
        insert_in_order(sorter->list + first, n, sorter->pool);
    } else if (preference == PACKED) {
        sort_by_comparing(sorter->list + first, n, sorter->pool);
    } else {
        sorter->range[sorter->waiting++] = (struct range){first, end, preference};
    }
}

/* Rankings that ended are equal; only parts of papers still have an order. */
static void sort_ended(struct sorter *sorter, uint32_t first, uint32_t end)
{
    bool cut = false;
    for (uint32_t i = first; i < end && !cut; i++) {
        cut = sorter->list[i].further != WHOLE;
    }
    if (cut) {
        sort_by_comparing(sorter->list + first, end - first, sorter->pool);
    }
}

/* Sorts all that was put off. */
static void sort_waiting(void *what)
{
    struct sorter *sorter = what;
    uint32_t from[VALUES + 1];
    while (sorter->waiting > 0) {
        struct range range = sorter->range[--sorter->waiting];
        distribute(sorter->list, &range, from);
        sort_ended(sorter, from[0], from[1]);
        for (uint32_t value = 1; value < VALUES; value++) {
            go_on_with(sorter, from[value], from[value + 1], range.preference + 1);
        }
    }
}

/* Two sort: one the lower half of the candidates of first preference, one the others. */
static tlr_status sort_by_two(tlr_ctx *ctx, struct sorter *sorter, struct sorter *other, uint32_t n)
{
    uint32_t from[VALUES + 1];
    distribute(sorter->list, &(struct range){0, n, 0}, from);
    for (uint32_t value = 1; value < VALUES; value++) {
        struct sorter *whose = from[value + 1] <= n / 2 ? sorter : other;
        go_on_with(whose, from[value], from[value + 1], 1);
    }
    struct tlri_beside *beside = tlri_beside_start(ctx, sort_waiting, other);
    if (beside == NULL) {
        return tlri_no_memory(ctx);
    }
    sort_waiting(sorter);
    tlri_beside_end(beside);
    return TLR_OK;
}

/* The order is total but for equal ballots, so it is the same whoever sorts. */
static tlr_status sort_ballots(tlr_ctx *ctx, struct sorter *sorter, uint32_t n)
{
    if (n < WORTH_TWO || !tlri_beside_may(ctx)) {
        go_on_with(sorter, 0, n, 0);
        sort_waiting(sorter);
        return TLR_OK;
    }
    struct sorter *other = tlri_alloc(ctx, sizeof *other);
    if (other == NULL) {
        return tlri_no_memory(ctx);
    }
    other->list = sorter->list;
    other->pool = sorter->pool;
    tlr_status status = sort_by_two(ctx, sorter, other, n);
    tlri_free(ctx, other, sizeof *other);
    return status;
}

/* ---- putting together --------------------------------------------------------------------------
 */

/* Is sorted ballot i, which is not the first, equal to the one before it? */
static bool same_as_before(const struct sorter *sorter, size_t i)
{
    const struct raw *raw = &sorter->list[i];
    return raw[-1].word == raw->word && compare(raw - 1, raw, sorter->pool) == 0;
}

/* How many different ballots there are among the n sorted, and how long they are together. */
static uint32_t count_different(const struct sorter *sorter, size_t n, size_t *ranks)
{
    uint32_t rows = 0;
    *ranks = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !same_as_before(sorter, i)) {
            rows++;
            *ranks += length_of(&sorter->list[i]);
        }
    }
    return rows;
}

static void unpack(const struct sorter *sorter, const struct raw *raw, uint8_t *rank)
{
    uint32_t length = length_of(raw);
    for (uint32_t i = 0; i < length && i < PACKED; i++) {
        rank[i] = (uint8_t)(value_at(raw, i) - 1);
    }
    if (length > PACKED) {
        memcpy(rank + PACKED, sorter->pool + raw->further + CUT_BYTES, length - PACKED);
    }
}

static void merge_equal(const struct sorter *sorter, size_t n, struct tlri_ballots *out)
{
    struct tlri_ballot *row = out->row;
    uint32_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const struct raw *raw = &sorter->list[i];
        if (i > 0 && same_as_before(sorter, i)) {
            row[-1].papers += raw->papers;
            continue;
        }
        uint32_t cut = cut_of(raw, sorter->pool);
        *row = (struct tlri_ballot){.papers = raw->papers,
                                    .first = at,
                                    .parts = (uint16_t)(cut & ~LEAD),
                                    .length = (uint8_t)length_of(raw),
                                    .lead = (cut & LEAD) != 0};
        out->has_parts[row->parts] = true;
        unpack(sorter, raw, out->rank + at);
        at += row->length;
        row++;
    }
}

tlr_status tlri_ballot_heap_settle(struct tlri_ballot_heap *heap, struct tlri_ballots *out)
{
    TLR_TRY(add_pairs(heap));
    size_t n = heap->raw.count;
    if (n == 0) {
        return TLR_OK;
    }
    struct sorter sorter = {.list = heap->raw.data, .pool = heap->pool.data};
    TLR_TRY(sort_ballots(heap->ctx, &sorter, (uint32_t)n));
    out->rows = count_different(&sorter, n, &out->ranks);
    out->row = tlri_alloc_array(heap->ctx, out->rows, sizeof *out->row);
    out->rank = tlri_alloc(heap->ctx, out->ranks);
    if (out->row == NULL || out->rank == NULL) {
        return tlri_no_memory(heap->ctx);
    }
    merge_equal(&sorter, n, out);
    return TLR_OK;
}
