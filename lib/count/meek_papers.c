/*
 * count/meek_papers.c: what is kept of every paper, for Meek's method ([MEK-1]).
 *
 * A paper goes down its preferences past the excluded, who keep nothing, and past the elected, who
 * keep a part, to the first candidate who keeps all that arrives: there it rests. What arrives
 * there depends on nothing but the elected it passed, in their order: its way. So papers are put
 * together by way and resting place, and one iteration costs a product for each way and each heap,
 * not for each paper. When a candidate ceases to keep all, the papers that rest with it, and no
 * others, go on to where they rest now. Each paper thus takes each step once in the whole count.
 *
 * All amounts are the same integers as when every paper is followed by itself: rounding happens to
 * the weight of one paper, and papers of one way have the same weight at every step.
 */
#include "count/meek_papers.h"

#define BILLION 1000000000u

/* The elected that papers passed: those of the way before, then one more. A way that nobody was
 * passed on has what a paper weighs from the beginning. Ways stand behind those they go on from. */
struct way {
    uint64_t papers; /* that came this way, also those that went on */
    uint64_t weight; /* of a paper that passed nobody */
    uint32_t before; /* the way it goes on from; TLRI_NONE: nobody was passed */
    uint32_t onward; /* the ways that go on from this one: the first; TLRI_NONE: none */
    uint32_t beside; /* and the next of those that go on from the same; TLRI_NONE: none */
    uint8_t past;    /* whom it passed last */
};

/* A ballot and where it is. */
struct rest {
    uint32_t row, way;
    uint8_t at; /* the preference that it rests with */
};

/* Papers of one way that rest with one candidate. */
struct heap {
    uint64_t papers;
    uint32_t way;
};

static struct way *way_at(const struct tlri_meek_papers *papers, uint32_t i)
{
    return (struct way *)papers->ways.data + i;
}

static tlr_status too_many(struct tlri_meek_papers *papers, tlr_status status)
{
    if (status == TLR_E_LIMIT) {
        tlri_diag(papers->count->ctx, TLR_ERROR, 4007, NULL, NULL, "limits",
                  "the papers have too many different rankings");
    }
    return status;
}

static tlr_status add_way(struct tlri_meek_papers *papers, const struct way *way, uint32_t *out)
{
    *out = (uint32_t)papers->ways.count;
    return too_many(papers, tlri_array_append(&papers->ways, way, 1));
}

/* ---- where papers rest -------------------------------------------------------------------------
 */

static tlr_status lay(struct tlri_meek_papers *papers, uint32_t candidate, const struct rest *rest)
{
    struct tlri_array *heaps = &papers->heaps[candidate];
    uint64_t weight = papers->count->ballots.row[rest->row].papers;
    struct heap *heap = heaps->data;
    TLR_TRY(too_many(papers, tlri_array_append(&papers->resting[candidate], rest, 1)));
    if (heaps->count > 0 && heap[heaps->count - 1].way == rest->way) {
        heap[heaps->count - 1].papers += weight;
        return TLR_OK;
    }
    return too_many(papers, tlri_array_append(heaps, &(struct heap){weight, rest->way}, 1));
}

/* The way that goes on from `way` past a candidate. */
static tlr_status go_past(struct tlri_meek_papers *papers, uint32_t way, uint32_t candidate,
                          uint32_t *out)
{
    uint32_t next = way_at(papers, way)->onward;
    while (next != TLRI_NONE && way_at(papers, next)->past != candidate) {
        next = way_at(papers, next)->beside;
    }
    if (next == TLRI_NONE) {
        struct way longer = {.before = way,
                             .onward = TLRI_NONE,
                             .beside = way_at(papers, way)->onward,
                             .past = (uint8_t)candidate};
        TLR_TRY(add_way(papers, &longer, &next));
        way_at(papers, way)->onward = next;
    }
    *out = next;
    return TLR_OK;
}

/* From preference rest->at on to where the ballot rests now, if anywhere. */
static tlr_status go_on(struct tlri_meek_papers *papers, struct rest rest, const uint64_t *keep)
{
    const struct tlri_ballot *ballot = &papers->count->ballots.row[rest.row];
    const uint8_t *rank = papers->count->ballots.rank + ballot->first;
    for (; rest.at < ballot->length; rest.at++) {
        uint32_t candidate = rank[rest.at];
        if (!papers->passed[candidate]) {
            return lay(papers, candidate, &rest);
        }
        if (keep[candidate] > 0) {
            TLR_TRY(go_past(papers, rest.way, candidate, &rest.way));
            way_at(papers, rest.way)->papers += ballot->papers;
        }
    }
    return TLR_OK;
}

/* The candidate no longer keeps all that arrives. */
static tlr_status let_go(struct tlri_meek_papers *papers, uint32_t candidate, const uint64_t *keep)
{
    struct tlri_array resting = papers->resting[candidate];
    const struct rest *rest = resting.data;
    tlr_status status = TLR_OK;
    tlri_array_init(&papers->resting[candidate], resting.ctx, resting.element, resting.max);
    tlri_array_drop(&papers->heaps[candidate]);
    papers->passed[candidate] = true;
    for (size_t i = 0; i < resting.count && status == TLR_OK; i++) {
        status = go_on(papers, rest[i], keep);
    }
    tlri_array_drop(&resting);
    return status;
}

/* ---- one iteration -----------------------------------------------------------------------------
 */

/* weight x keep, rounded up; both at most 1, so that up to nine decimals the product fits 64 bits.
 */
static uint64_t kept_of(uint64_t weight, uint64_t keep, uint64_t unit)
{
    if (unit == BILLION) {
        return (weight * keep + (BILLION - 1)) / BILLION;
    }
    return (uint64_t)(((tlri_u128)weight * keep + (unit - 1)) / unit);
}

/* What each elected candidate keeps of the papers that pass it, and what goes on with them. */
static tlr_status weigh_ways(struct tlri_meek_papers *papers, const uint64_t *keep, uint64_t unit,
                             tlri_dec *votes)
{
    const struct way *way = papers->ways.data;
    uint64_t *weight = NULL;
    papers->weights.count = 0;
    TLR_TRY(tlri_array_extend(&papers->weights, papers->ways.count, &weight));
    for (size_t i = 0; i < papers->ways.count; i++) {
        if (way[i].before == TLRI_NONE) {
            weight[i] = way[i].weight;
            continue;
        }
        uint64_t arrives = weight[way[i].before];
        uint64_t kept = kept_of(arrives, keep[way[i].past], unit);
        votes[way[i].past] += (tlri_dec)((tlri_u128)kept * way[i].papers);
        weight[i] = arrives - kept;
    }
    return TLR_OK;
}

static tlri_dec weigh_heaps(const struct tlri_meek_papers *papers, uint32_t candidate)
{
    const uint64_t *weight = papers->weights.data;
    const struct heap *heap = papers->heaps[candidate].data;
    tlri_u128 votes = 0;
    for (size_t i = 0; i < papers->heaps[candidate].count; i++) {
        votes += (tlri_u128)weight[heap[i].way] * heap[i].papers;
    }
    return (tlri_dec)votes;
}

tlr_status tlri_meek_papers_pass(struct tlri_meek_papers *papers, const uint64_t *keep,
                                 uint64_t unit, tlri_dec *votes)
{
    uint32_t candidates = papers->count->candidates;
    for (uint32_t c = 0; c < candidates; c++) {
        votes[c] = 0;
        if (keep[c] < unit && !papers->passed[c]) {
            TLR_TRY(let_go(papers, c, keep));
        }
    }
    TLR_TRY(weigh_ways(papers, keep, unit, votes));
    for (uint32_t c = 0; c < candidates; c++) {
        votes[c] += weigh_heaps(papers, c);
    }
    return TLR_OK;
}

/* ---- the beginning -----------------------------------------------------------------------------
 */

/* [MEK-13] Whole papers; the first orders of papers cut into so many parts; the other orders. Equal
 * shares, cut; what is left goes to the first order. */
static tlr_status begin_with(struct tlri_meek_papers *papers, uint32_t parts, bool lead)
{
    const struct tlri_ballots *ballots = &papers->count->ballots;
    uint64_t unit = (uint64_t)tlri_dec_unit(papers->count->out->decimals);
    uint64_t share = unit / parts;
    struct way way = {.weight = lead ? unit - share * (parts - 1) : share,
                      .before = TLRI_NONE,
                      .onward = TLRI_NONE,
                      .beside = TLRI_NONE};
    struct rest rest = {0};
    TLR_TRY(add_way(papers, &way, &rest.way));
    for (rest.row = 0; rest.row < ballots->rows; rest.row++) {
        const struct tlri_ballot *ballot = &ballots->row[rest.row];
        if (ballot->parts == parts && ballot->lead == lead) {
            TLR_TRY(lay(papers, ballots->rank[ballot->first], &rest));
        }
    }
    return TLR_OK;
}

tlr_status tlri_meek_papers_init(struct tlri_meek_papers *papers, struct tlri_count *count)
{
    papers->count = count;
    tlri_array_init(&papers->ways, count->ctx, sizeof(struct way), UINT32_MAX);
    tlri_array_init(&papers->weights, count->ctx, sizeof(uint64_t), UINT32_MAX);
    for (uint32_t c = 0; c < TLRI_CANDIDATES_MAX; c++) {
        tlri_array_init(&papers->resting[c], count->ctx, sizeof(struct rest), UINT32_MAX);
        tlri_array_init(&papers->heaps[c], count->ctx, sizeof(struct heap), UINT32_MAX);
        papers->passed[c] = false;
    }
    TLR_TRY(begin_with(papers, 1, true));
    for (uint32_t parts = 2; parts <= TLRI_PARTS_MAX; parts++) {
        if (count->ballots.has_parts[parts]) {
            TLR_TRY(begin_with(papers, parts, true));
            TLR_TRY(begin_with(papers, parts, false));
        }
    }
    return TLR_OK;
}

void tlri_meek_papers_drop(struct tlri_meek_papers *papers)
{
    tlri_array_drop(&papers->ways);
    tlri_array_drop(&papers->weights);
    for (uint32_t c = 0; c < TLRI_CANDIDATES_MAX; c++) {
        tlri_array_drop(&papers->resting[c]);
        tlri_array_drop(&papers->heaps[c]);
    }
}
