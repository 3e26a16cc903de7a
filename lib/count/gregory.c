/*
 * count/gregory.c: a transferable vote composed from settings (spec/rules/gregory.md).
 *
 * The whole procedure. Papers go to their first preferences; the quota is formed as `quota` says
 * and never changes. Whoever reaches it (or exceeds it) at the end of a stage is elected. Then the
 * first of these that applies is the next stage:
 * - a doomed candidate is excluded;
 * - a surplus is transferred, the largest or that of whoever was elected first: all papers, each in
 *   proportion to its value (weighted) or alike (unweighted), or the last batch alone; counting all
 *   papers or only those that go on. Under `defer` surpluses wait when they cannot change who goes
 *   out next;
 * - under `bulk-exclusion` several of the lowest are excluded together, else the lowest alone;
 *   their papers move at once, or value by value with elections after each.
 *
 * Amounts are decimals, every quotient cut, or exact fractions: count/amount.h does both. What is
 * told of exact fractions is the nearest decimal; what is decided rests on the amounts themselves.
 */
#include <string.h>

#include "count/amount.h"
#include "count/choose.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/tally.h"
#include "count/ties.h"
#include "count/transfer.h"

struct gregory {
    struct tlri_count *count;
    struct tlri_piles *piles;
    const struct tlri_settings *settings;
    struct tlri_arith arith;
    struct tlri_values *values;
    struct tlri_amount *vote; /* by candidate */
    struct tlri_amount nontransferable, rounding, valid;
    struct tlri_amount quota;
    uint32_t divisor; /* that the valid vote is divided by for the quota */
};

/* An operation on amounts that may not fit. */
static tlr_status held(const struct gregory *g, bool fits)
{
    return fits ? TLR_OK : tlri_count_overflow(g->count);
}

static int compare(const struct gregory *g, const struct tlri_amount *a,
                   const struct tlri_amount *b)
{
    return tlri_amount_compare(&g->arith, a, b);
}

static tlr_status add_to(const struct gregory *g, struct tlri_amount *sum,
                         const struct tlri_amount *amount)
{
    return held(g, tlri_amount_add(&g->arith, sum, amount, sum));
}

static tlr_status take_from(const struct gregory *g, struct tlri_amount *rest,
                            const struct tlri_amount *amount)
{
    return held(g, tlri_amount_sub(&g->arith, rest, amount, rest));
}

static tlr_status set_to_zero(const struct gregory *g, struct tlri_amount *amount)
{
    return held(g, tlri_amount_papers(&g->arith, 0, amount));
}

static tlr_status shown(const struct gregory *g, const struct tlri_amount *amount, tlri_dec *out)
{
    return held(g, tlri_amount_shown(&g->arith, amount, out));
}

/* ---- the quota
 * ----------------------------------------------------------------------------------- */

/* [GRE-1] The quota in decimals; *is_ratio: the exact ratio is meant instead. */
static tlr_status quota_in_decimals(const struct gregory *g, tlri_dec *quota, bool *is_ratio)
{
    const struct tlri_count *count = g->count;
    enum tlri_quota rule = g->settings->quota;
    tlri_dec unit = tlri_dec_unit(g->arith.decimals);
    tlri_dec cut = 0;
    TLR_TRY(held(g, tlri_dec_over_down(count->valid_vote, g->divisor, &cut)));
    *is_ratio = rule == TLRI_QUOTA_EXACT && g->arith.exact;
    if (rule == TLRI_QUOTA_DROOP_INTEGER) {
        return held(g, tlri_dec_times(unit, count->ballots.papers / g->divisor + 1, quota));
    }
    if (rule == TLRI_QUOTA_ROUND_UP) {
        return held(g, tlri_dec_over_up(count->valid_vote, g->divisor, quota));
    }
    *quota = rule == TLRI_QUOTA_PLUS_UNIT ? cut + 1 : cut;
    return TLR_OK;
}

static tlr_status set_quota(struct gregory *g)
{
    struct tlri_count *count = g->count;
    bool is_ratio = false;
    tlri_dec quota = 0;
    g->divisor = g->settings->quota == TLRI_QUOTA_HARE ? count->seats : count->seats + 1;
    TLR_TRY(quota_in_decimals(g, &quota, &is_ratio));
    TLR_TRY(held(g, tlri_amount_decimal(&g->arith, quota, &g->quota)));
    if (is_ratio) {
        TLR_TRY(held(g, tlri_amount_over(&g->arith, &g->valid, g->divisor, &g->quota)));
        TLR_TRY(shown(g, &g->quota, &quota));
    }
    return tlri_emit_quota(count, quota, count->ballots.papers, g->divisor, TLRI_QUOTA_WHY_SET,
                           "gregory/GRE-1");
}

/* The sign of vote - quota; the exact quota is compared as a ratio in either arithmetic. */
static int against_quota(const struct gregory *g, uint32_t candidate)
{
    if (g->settings->quota == TLRI_QUOTA_EXACT && !g->arith.exact) {
        return tlri_dec_cross(g->vote[candidate].as.dec, g->divisor, g->valid.as.dec, 1);
    }
    return compare(g, &g->vote[candidate], &g->quota);
}

/* [GRE-2] */
static bool passes(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right)
{
    const struct gregory *g = method;
    int least = g->settings->quota_test == TLRI_QUOTA_EXCEED ? 1 : 0;
    (void)count;
    *right = (struct tlri_right){TLRI_WHY_ELECTED_QUOTA, "gregory/GRE-2"};
    return !tlri_amount_is_zero(&g->arith, &g->vote[candidate]) &&
           against_quota(g, candidate) >= least;
}

/* ---- the tally
 * ----------------------------------------------------------------------------------- */

/* [TRA-2] What is told: every amount to the nearest unit. [TRA-5] With exact fractions nothing is
 * lost, and `rounding` holds what telling them so leaves, so that the figures told add up. */
static tlr_status show_all(struct gregory *g)
{
    struct tlri_count *count = g->count;
    tlri_dec told = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        TLR_TRY(shown(g, &g->vote[c], &count->runner[c].vote));
        told += count->runner[c].vote;
    }
    TLR_TRY(shown(g, &g->nontransferable, &count->nontransferable));
    if (g->arith.exact) {
        count->rounding = count->valid_vote - told - count->nontransferable;
        return TLR_OK;
    }
    return shown(g, &g->rounding, &count->rounding);
}

/* [TRA-5] On the amounts themselves. */
static tlr_status check(const struct gregory *g)
{
    struct tlri_amount total = g->nontransferable;
    TLR_TRY(add_to(g, &total, &g->rounding));
    for (uint32_t c = 0; c < g->count->candidates; c++) {
        TLR_TRY(add_to(g, &total, &g->vote[c]));
    }
    if (compare(g, &total, &g->valid) != 0) {
        return tlri_internal(g->count->ctx, "votes, non-transferable and rounding add up to the "
                                            "valid vote at every stage");
    }
    return TLR_OK;
}

/* Numbers in the order of the votes, equal where these are equal. */
static void rank_votes(const struct gregory *g, tlri_dec *order)
{
    uint32_t sorted[TLRI_CANDIDATES_MAX];
    for (uint32_t c = 0; c < g->count->candidates; c++) {
        uint32_t low = 0;
        uint32_t high = c;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (compare(g, &g->vote[sorted[middle]], &g->vote[c]) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        memmove(&sorted[low + 1], &sorted[low], (c - low) * sizeof *sorted);
        sorted[low] = c;
    }
    for (uint32_t i = 0; i < g->count->candidates; i++) {
        bool is_level = i > 0 && compare(g, &g->vote[sorted[i - 1]], &g->vote[sorted[i]]) == 0;
        order[sorted[i]] = is_level ? order[sorted[i - 1]] : (tlri_dec)i;
    }
}

static tlr_status close_stage(struct gregory *g)
{
    struct tlri_count *count = g->count;
    struct tlri_election election = {passes, g, NULL};
    tlri_dec order[TLRI_CANDIDATES_MAX];
    TLR_TRY(show_all(g));
    TLR_TRY(check(g));
    rank_votes(g, order);
    TLR_TRY(tlri_tally_close_exact(count, order));
    return tlri_seats_elect_passing(count, &election);
}

/* ---- moving papers
 * ------------------------------------------------------------------------------- */

/* On what terms the papers in hand are moved. */
struct terms {
    struct tlri_amount value;      /* of each paper for its receiver */
    struct tlri_amount lost_value; /* of each non-transferable paper, as its event says */
    struct tlri_amount lost;       /* votes that become non-transferable */
};

/* Keeps the event of one move. */
static tlr_status note(struct gregory *g, uint32_t from, uint32_t to, uint64_t papers,
                       const struct tlri_amount *value, const struct tlri_amount *votes)
{
    struct tlri_move move = {.from = from, .to = to, .papers = papers};
    TLR_TRY(shown(g, value, &move.value));
    TLR_TRY(shown(g, votes, &move.votes));
    return tlri_piles_note(g->piles, &move);
}

/* Lays the hand down and credits receivers; *moved is increased by all votes moved. */
static tlr_status move(struct gregory *g, uint32_t from, const struct tlri_sorted *sorted,
                       const struct terms *terms, struct tlri_amount *moved)
{
    tlri_dec number = 0;
    TLR_TRY(tlri_values_put(g->values, &terms->value, &number));
    TLR_TRY(tlri_piles_lay_down(g->piles, sorted, number));
    for (uint32_t c = 0; c < g->count->candidates; c++) {
        struct tlri_amount votes;
        if (sorted->papers[c] == 0) {
            continue;
        }
        TLR_TRY(held(g, tlri_amount_times(&g->arith, &terms->value, sorted->papers[c], &votes)));
        TLR_TRY(add_to(g, &g->vote[c], &votes));
        TLR_TRY(add_to(g, moved, &votes));
        TLR_TRY(note(g, from, c, sorted->papers[c], &terms->value, &votes));
    }
    if (sorted->nontransferable == 0) {
        return TLR_OK;
    }
    TLR_TRY(add_to(g, &g->nontransferable, &terms->lost));
    TLR_TRY(add_to(g, moved, &terms->lost));
    return note(g, from, TLRI_NONE, sorted->nontransferable, &terms->lost_value, &terms->lost);
}

/* Every paper, transferable or not, at one value. */
static tlr_status same_terms(struct gregory *g, const struct tlri_sorted *sorted,
                             const struct tlri_amount *value, struct terms *terms)
{
    terms->value = *value;
    terms->lost_value = *value;
    return held(g, tlri_amount_times(&g->arith, value, sorted->nontransferable, &terms->lost));
}

/* ---- the first stage
 * ----------------------------------------------------------------------------- */

/* [STV-1], [GRE-10] Ballots cut into `parts` parts, each part worth as much of a paper. */
static tlr_status deal(struct gregory *g, uint32_t parts)
{
    struct tlri_sorted sorted;
    struct tlri_amount value;
    tlri_dec number = 0;
    tlri_piles_take_new(g->piles, parts);
    TLR_TRY(held(g, tlri_amount_papers(&g->arith, 1, &value)));
    TLR_TRY(held(g, tlri_amount_over(&g->arith, &value, parts, &value)));
    TLR_TRY(tlri_values_put(g->values, &value, &number));
    tlri_piles_sort(g->piles, &sorted);
    TLR_TRY(tlri_piles_lay_down(g->piles, &sorted, number));
    for (uint32_t c = 0; c < g->count->candidates; c++) {
        struct tlri_amount votes;
        TLR_TRY(held(g, tlri_amount_times(&g->arith, &value, sorted.papers[c], &votes)));
        TLR_TRY(add_to(g, &g->vote[c], &votes));
    }
    return TLR_OK;
}

static tlr_status first_stage(struct gregory *g)
{
    struct tlri_count *count = g->count;
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"}));
    tlri_piles_new_batch(g->piles);
    for (uint32_t parts = 1; parts <= TLRI_PARTS_MAX; parts++) {
        if (count->ballots.has_parts[parts]) {
            TLR_TRY(deal(g, parts));
        }
    }
    TLR_TRY(set_quota(g));
    return close_stage(g);
}

/* ---- how much surplus, and whose
 * ----------------------------------------------------------------- */

/* [GRE-2] vote - quota of an elected candidate, 0 for others. */
static tlr_status surplus_of(const struct gregory *g, uint32_t candidate,
                             struct tlri_amount *surplus)
{
    const struct tlri_runner *runner = &g->count->runner[candidate];
    bool is_elected = runner->stands && runner->status == TLRI_STATUS_OF_ELECTED;
    if (!is_elected || compare(g, &g->vote[candidate], &g->quota) <= 0) {
        return set_to_zero(g, surplus);
    }
    return held(g, tlri_amount_sub(&g->arith, &g->vote[candidate], &g->quota, surplus));
}

static tlr_status all_surpluses(const struct gregory *g, struct tlri_amount *sum)
{
    TLR_TRY(set_to_zero(g, sum));
    for (uint32_t c = 0; c < g->count->candidates; c++) {
        struct tlri_amount surplus;
        TLR_TRY(surplus_of(g, c, &surplus));
        TLR_TRY(add_to(g, sum, &surplus));
    }
    return TLR_OK;
}

/* [GRE-6] `elected`: whoever took a place first. */
static tlr_status first_elected(const struct gregory *g, uint32_t *chosen)
{
    const struct tlri_runner *runner = g->count->runner;
    *chosen = TLRI_NONE;
    for (uint32_t c = 0; c < g->count->candidates; c++) {
        struct tlri_amount surplus;
        TLR_TRY(surplus_of(g, c, &surplus));
        if (!tlri_amount_is_zero(&g->arith, &surplus) &&
            (*chosen == TLRI_NONE || runner[c].place < runner[*chosen].place)) {
            *chosen = c;
        }
    }
    return TLR_OK;
}

/* [GRE-6] `largest`, [GRE-9]. Every surplus is a vote less the same quota. */
static tlr_status largest(struct gregory *g, uint32_t *chosen)
{
    uint32_t level[TLRI_CANDIDATES_MAX] = {TLRI_NONE};
    uint32_t n = 0;
    for (uint32_t c = 0; c < g->count->candidates; c++) {
        struct tlri_amount surplus;
        TLR_TRY(surplus_of(g, c, &surplus));
        if (tlri_amount_is_zero(&g->arith, &surplus)) {
            continue;
        }
        int order = n == 0 ? 1 : compare(g, &g->vote[c], &g->vote[level[0]]);
        n = order > 0 ? 0 : n;
        if (order >= 0) {
            level[n++] = c;
        }
    }
    *chosen = level[0];
    if (n < 2) {
        return TLR_OK;
    }
    struct tlri_tie tie = tlri_tie_make(g->count, TLRI_PURPOSE_TRANSFER, level, n);
    return tlri_tie_settle(g->count, &tie, chosen);
}

/* ---- going out together, and waiting
 * ------------------------------------------------------------- */

static tlr_status total_of(const struct gregory *g, const uint32_t *set, uint32_t n,
                           struct tlri_amount *total)
{
    TLR_TRY(set_to_zero(g, total));
    for (uint32_t i = 0; i < n; i++) {
        TLR_TRY(add_to(g, total, &g->vote[set[i]]));
    }
    return TLR_OK;
}

/* What a bulk exclusion is held against. */
struct losers {
    struct gregory *g;
    struct tlri_amount pending;
};

/* [GRE-8] Their total and every pending surplus against the vote of the next above. The sum of two
 * fractions that fit need not fit. */
static tlr_status test_losers(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                              uint32_t next, const void *method, bool *fits)
{
    const struct losers *losers = method;
    const struct gregory *g = losers->g;
    struct tlri_amount sum;
    (void)count;
    TLR_TRY(total_of(g, set, n, &sum));
    TLR_TRY(add_to(g, &sum, &losers->pending));
    int order = compare(g, &sum, &g->vote[next]);
    *fits = g->settings->bulk == TLRI_BULK_LESS ? order < 0 : order <= 0;
    return TLR_OK;
}

/* [GRE-8] n is 0 when nobody may go out together. */
static tlr_status choose_together(struct gregory *g, uint32_t *set, uint32_t *n)
{
    struct losers losers = {.g = g};
    struct tlri_together rule = {test_losers, &losers, 2, tlri_count_left(g->count)};
    *n = 0;
    if (g->settings->bulk == TLRI_BULK_OFF) {
        return TLR_OK;
    }
    TLR_TRY(all_surpluses(g, &losers.pending));
    return tlri_choose_together(g->count, &rule, set, n);
}

static bool is_under(const struct gregory *g, const struct tlri_amount *surpluses,
                     const struct tlri_amount *difference)
{
    int order = compare(g, surpluses, difference);
    return g->settings->defer == TLRI_DEFER_LESS ? order < 0 : order <= 0;
}

/* [GRE-6] (a) the two lowest; (b) those who could go out together, and the next above. */
static tlr_status may_wait(struct gregory *g, const struct tlri_amount *surpluses,
                           struct tlri_amount *difference, bool *may)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    uint32_t lowest = 0;
    uint32_t next = 0;
    (void)tlri_choose_lowest_two(g->count, &lowest, &next); /* [CON-10] there are two */
    *difference = g->vote[next];
    TLR_TRY(take_from(g, difference, &g->vote[lowest]));
    *may = is_under(g, surpluses, difference);
    if (*may) {
        return TLR_OK;
    }
    TLR_TRY(choose_together(g, set, &n));
    if (n == 0) {
        return TLR_OK;
    }
    struct tlri_amount total;
    TLR_TRY(total_of(g, set, n, &total));
    *difference = g->vote[tlri_choose_next_above(g->count, set, n)];
    TLR_TRY(take_from(g, difference, &total));
    *may = is_under(g, surpluses, difference);
    return TLR_OK;
}

/* [GRE-6] The surplus to be transferred now; TLRI_NONE: none, or all wait. */
static tlr_status choose_surplus(struct gregory *g, uint32_t *chosen)
{
    struct tlri_amount surpluses, difference;
    bool wait = false;
    tlri_dec a = 0;
    tlri_dec b = 0;
    *chosen = TLRI_NONE;
    TLR_TRY(all_surpluses(g, &surpluses));
    if (tlri_amount_is_zero(&g->arith, &surpluses)) {
        return TLR_OK;
    }
    if (g->settings->defer != TLRI_DEFER_OFF) {
        TLR_TRY(may_wait(g, &surpluses, &difference, &wait));
    }
    if (wait) {
        TLR_TRY(shown(g, &surpluses, &a));
        TLR_TRY(shown(g, &difference, &b));
        return tlri_emit_deferred(g->count, a, b, "gregory/GRE-6");
    }
    bool by_order = g->settings->surplus_order == TLRI_ORDER_ELECTED;
    return by_order ? first_elected(g, chosen) : largest(g, chosen);
}

/* ---- a surplus
 * ----------------------------------------------------------------------------------- */

/* A surplus being transferred. */
struct giving {
    uint32_t candidate;
    struct tlri_amount surplus;
    struct tlri_batch *batch; /* the papers looked at, the highest value first */
    uint32_t batches;
    uint64_t papers, transferable; /* of them */
    struct tlri_amount worth;      /* of the transferable ones, at the values they have */
    bool reduced;                  /* some transferable paper loses value */
    struct tlri_amount moved;
    struct tlri_amount uncredited; /* papers keep their values: what those going on leave */
};

/* [GRE-4] Which papers are looked at. */
static tlr_status find_papers(struct gregory *g, struct giving *giving)
{
    if (g->settings->surplus_method != TLRI_SURPLUS_LAST_BATCH) {
        return tlri_piles_batches(g->piles, &giving->candidate, 1, false, &giving->batch,
                                  &giving->batches);
    }
    giving->batch = tlri_arena_array(&g->count->arena, 1, sizeof *giving->batch);
    if (giving->batch == NULL) {
        return tlri_no_memory(g->count->ctx);
    }
    *giving->batch = tlri_piles_last(g->piles, giving->candidate);
    giving->batches = 1;
    return TLR_OK;
}

/* [GRE-5] Only papers that go on count, and none gains value. */
static bool only_transferable(const struct gregory *g)
{
    return g->settings->surplus_papers == TLRI_PAPERS_TRANSFERABLE;
}

/* [GRE-4], [GRE-5] The value that a paper worth `value` is to have, before the cap. */
static tlr_status raw_value(struct gregory *g, const struct giving *giving,
                            const struct tlri_amount *value, struct tlri_amount *out)
{
    bool transferable = only_transferable(g);
    if (g->settings->surplus_method == TLRI_SURPLUS_WEIGHTED) {
        const struct tlri_amount *vote = &g->vote[giving->candidate];
        return held(g, tlri_amount_share(&g->arith, value, &giving->surplus,
                                         transferable ? &giving->worth : vote, out));
    }
    uint64_t papers = transferable ? giving->transferable : giving->papers;
    return held(g, tlri_amount_over(&g->arith, &giving->surplus, papers, out));
}

/* ... and with it. */
static tlr_status new_value(struct gregory *g, const struct giving *giving,
                            const struct tlri_amount *value, struct tlri_amount *out)
{
    if (only_transferable(g) && giving->transferable == 0) {
        *out = *value;
        return TLR_OK;
    }
    TLR_TRY(raw_value(g, giving, value, out));
    if (only_transferable(g) && compare(g, out, value) > 0) {
        *out = *value;
    }
    return TLR_OK;
}

/* How many papers go on, and what they are worth. */
static tlr_status weigh(struct gregory *g, struct giving *giving)
{
    TLR_TRY(set_to_zero(g, &giving->worth));
    for (uint32_t b = 0; b < giving->batches; b++) {
        struct tlri_amount value, worth;
        uint64_t go_on = 0;
        uint64_t end = 0;
        tlri_piles_peek(g->piles, giving->candidate, &giving->batch[b], &go_on, &end);
        giving->papers += go_on + end;
        giving->transferable += go_on;
        tlri_values_get(g->values, giving->batch[b].value, &value);
        TLR_TRY(held(g, tlri_amount_times(&g->arith, &value, go_on, &worth)));
        TLR_TRY(add_to(g, &giving->worth, &worth));
    }
    return TLR_OK;
}

/* [GRE-5] Does any paper that goes on lose value? If none does, what is left for the others? */
static tlr_status look_ahead(struct gregory *g, struct giving *giving)
{
    for (uint32_t b = 0; b < giving->batches && only_transferable(g); b++) {
        struct tlri_amount value, next;
        uint64_t go_on = 0;
        uint64_t end = 0;
        tlri_piles_peek(g->piles, giving->candidate, &giving->batch[b], &go_on, &end);
        tlri_values_get(g->values, giving->batch[b].value, &value);
        TLR_TRY(new_value(g, giving, &value, &next));
        giving->reduced = giving->reduced || (go_on > 0 && compare(g, &next, &value) < 0);
    }
    TLR_TRY(set_to_zero(g, &giving->uncredited));
    if (only_transferable(g) && !giving->reduced) {
        giving->uncredited = giving->surplus;
        TLR_TRY(take_from(g, &giving->uncredited, &giving->worth));
    }
    return TLR_OK;
}

/* [GRE-5] Where only transferable papers count: others carry nothing when values were reduced, else
 * what they can of what is left. */
static tlr_status lost_terms(struct gregory *g, struct giving *giving,
                             const struct tlri_sorted *sorted, const struct tlri_amount *value,
                             struct terms *terms)
{
    TLR_TRY(set_to_zero(g, &terms->lost_value));
    TLR_TRY(set_to_zero(g, &terms->lost));
    if (giving->reduced) {
        return TLR_OK;
    }
    terms->lost_value = *value;
    TLR_TRY(held(g, tlri_amount_times(&g->arith, value, sorted->nontransferable, &terms->lost)));
    if (compare(g, &terms->lost, &giving->uncredited) > 0) {
        terms->lost = giving->uncredited;
    }
    return take_from(g, &giving->uncredited, &terms->lost);
}

static tlr_status give_batch(struct gregory *g, struct giving *giving,
                             const struct tlri_batch *batch)
{
    struct tlri_sorted sorted;
    struct tlri_amount value;
    struct terms terms;
    tlri_values_get(g->values, batch->value, &value);
    tlri_piles_take(g->piles, giving->candidate, batch);
    tlri_piles_sort(g->piles, &sorted);
    tlri_piles_new_batch(g->piles);
    TLR_TRY(new_value(g, giving, &value, &terms.value));
    if (only_transferable(g)) {
        TLR_TRY(lost_terms(g, giving, &sorted, &value, &terms));
    } else {
        struct tlri_amount next = terms.value;
        TLR_TRY(same_terms(g, &sorted, &next, &terms));
    }
    return move(g, giving->candidate, &sorted, &terms, &giving->moved);
}

/* [STV-6] The candidate keeps the quota; what was not moved is lost to rounding, or, where papers
 * kept their values, non-transferable. */
static tlr_status settle(struct gregory *g, struct giving *giving)
{
    struct tlri_amount rest = giving->surplus;
    TLR_TRY(add_to(g, &g->nontransferable, &giving->uncredited));
    TLR_TRY(add_to(g, &giving->moved, &giving->uncredited));
    TLR_TRY(take_from(g, &rest, &giving->moved));
    g->vote[giving->candidate] = g->quota;
    return add_to(g, &g->rounding, &rest);
}

static tlr_status transfer_surplus(struct gregory *g, uint32_t candidate)
{
    struct giving giving = {.candidate = candidate};
    struct tlri_stage stage = {
        .action = TLRI_ACTION_SURPLUS, .set = &candidate, .n = 1, .clause = "gregory/GRE-4"};
    TLR_TRY(surplus_of(g, candidate, &giving.surplus));
    TLR_TRY(shown(g, &giving.surplus, &stage.amount));
    TLR_TRY(tlri_emit_stage(g->count, &stage));
    TLR_TRY(find_papers(g, &giving));
    TLR_TRY(weigh(g, &giving));
    TLR_TRY(look_ahead(g, &giving));
    TLR_TRY(set_to_zero(g, &giving.moved));
    for (uint32_t b = 0; b < giving.batches; b++) {
        TLR_TRY(give_batch(g, &giving, &giving.batch[b]));
    }
    TLR_TRY(settle(g, &giving));
    TLR_TRY(tlri_piles_say(g->piles, "gregory/GRE-4"));
    return close_stage(g);
}

/* ---- exclusions
 * ---------------------------------------------------------------------------------- */

/* Who goes out, why, and the clauses: of the exclusion, and of its later parts and transfers. */
struct exclusion {
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n;
    enum tlri_why_excluded why;
    const char *clause;
    const char *transfer;
};

/* One batch of everybody who goes out, at the value it has. */
static tlr_status move_batch(struct gregory *g, const struct exclusion *x,
                             const struct tlri_batch *batch)
{
    struct tlri_amount value;
    tlri_values_get(g->values, batch->value, &value);
    tlri_piles_new_batch(g->piles);
    for (uint32_t i = 0; i < x->n; i++) {
        struct tlri_sorted sorted;
        struct terms terms;
        struct tlri_amount moved;
        TLR_TRY(set_to_zero(g, &moved));
        tlri_piles_take(g->piles, x->set[i], batch);
        tlri_piles_sort(g->piles, &sorted);
        TLR_TRY(same_terms(g, &sorted, &value, &terms));
        TLR_TRY(move(g, x->set[i], &sorted, &terms, &moved));
        TLR_TRY(take_from(g, &g->vote[x->set[i]], &moved));
    }
    return TLR_OK;
}

/* [GRE-7] `at-once`. */
static tlr_status exclude_at_once(struct gregory *g, const struct exclusion *x,
                                  const struct tlri_batch *batch, uint32_t batches)
{
    TLR_TRY(tlri_emit_stage(g->count, &(struct tlri_stage){.action = TLRI_ACTION_EXCLUSION,
                                                           .set = x->set,
                                                           .n = x->n,
                                                           .clause = x->clause}));
    TLR_TRY(tlri_seats_exclude(g->count, x->set, x->n, x->why, x->clause));
    for (uint32_t b = 0; b < batches; b++) {
        TLR_TRY(move_batch(g, x, &batch[b]));
    }
    TLR_TRY(tlri_piles_say(g->piles, x->transfer));
    return close_stage(g);
}

/* [GRE-7] `by-value`: one part. batch NULL: they hold no papers. */
static tlr_status exclude_part(struct gregory *g, const struct exclusion *x, uint32_t part,
                               const struct tlri_batch *batch)
{
    struct tlri_stage stage = {.action = TLRI_ACTION_EXCLUSION,
                               .set = x->set,
                               .n = x->n,
                               .part = part,
                               .clause = part == 1 ? x->clause : x->transfer};
    if (batch != NULL) {
        struct tlri_amount value;
        stage.papers = tlri_piles_papers(g->piles, x->set, x->n, batch);
        tlri_values_get(g->values, batch->value, &value);
        TLR_TRY(held(g, tlri_amount_times(&g->arith, &value, stage.papers, &value)));
        TLR_TRY(shown(g, &value, &stage.amount));
    }
    TLR_TRY(tlri_emit_stage(g->count, &stage));
    if (part == 1) {
        TLR_TRY(tlri_seats_exclude(g->count, x->set, x->n, x->why, x->clause));
    }
    if (batch != NULL) {
        TLR_TRY(move_batch(g, x, batch));
        TLR_TRY(tlri_piles_say(g->piles, x->transfer));
    }
    return close_stage(g);
}

static tlr_status exclude_by_value(struct gregory *g, const struct exclusion *x,
                                   const struct tlri_batch *batch, uint32_t batches)
{
    if (batches == 0) {
        return exclude_part(g, x, 1, NULL);
    }
    for (uint32_t b = 0; b < batches; b++) {
        TLR_TRY(exclude_part(g, x, b + 1, &batch[b]));
        if (tlri_seats_decided(g->count)) {
            return TLR_OK;
        }
    }
    return TLR_OK;
}

static tlr_status exclude(struct gregory *g, const struct exclusion *x)
{
    struct tlri_batch *batch = NULL;
    uint32_t batches = 0;
    TLR_TRY(tlri_piles_batches(g->piles, x->set, x->n, false, &batch, &batches));
    bool by_value = g->settings->exclusion_parts == TLRI_EXCLUDE_BY_VALUE;
    return by_value ? exclude_by_value(g, x, batch, batches)
                    : exclude_at_once(g, x, batch, batches);
}

/* [GRE-7], [GRE-8] */
static tlr_status choose_exclusion(struct gregory *g, struct exclusion *x)
{
    x->why = TLRI_WHY_EXCLUDED_BULK;
    x->clause = "gregory/GRE-8";
    x->transfer = "gregory/GRE-8";
    TLR_TRY(choose_together(g, x->set, &x->n));
    if (x->n > 0) {
        return TLR_OK;
    }
    x->n = 1;
    x->why = TLRI_WHY_EXCLUDED_LOWEST;
    x->clause = "gregory/GRE-7";
    x->transfer = "gregory/GRE-7";
    return tlri_choose_lowest(g->count, x->set);
}

/* ---- stage after stage
 * --------------------------------------------------------------------------- */

/* [STV-8] */
static tlr_status next_stage(struct gregory *g)
{
    struct exclusion x = {.n = 1,
                          .why = TLRI_WHY_EXCLUDED_DOOMED,
                          .clause = "constraints/CON-7",
                          .transfer = "gregory/GRE-7"};
    uint32_t surplus = TLRI_NONE;
    TLR_TRY(tlri_choose_doomed(g->count, x.set));
    if (x.set[0] != TLRI_NONE) {
        return exclude(g, &x);
    }
    TLR_TRY(choose_surplus(g, &surplus));
    if (surplus != TLRI_NONE) {
        return transfer_surplus(g, surplus);
    }
    TLR_TRY(choose_exclusion(g, &x));
    return exclude(g, &x);
}

static tlr_status start(struct gregory *g)
{
    struct tlri_count *count = g->count;
    g->vote = tlri_arena_array(&count->arena, count->candidates, sizeof *g->vote);
    if (g->vote == NULL) {
        return tlri_no_memory(count->ctx);
    }
    for (uint32_t c = 0; c < count->candidates; c++) {
        TLR_TRY(set_to_zero(g, &g->vote[c]));
    }
    TLR_TRY(set_to_zero(g, &g->nontransferable));
    TLR_TRY(set_to_zero(g, &g->rounding));
    TLR_TRY(held(g, tlri_amount_papers(&g->arith, count->ballots.papers, &g->valid)));
    g->piles->compare = tlri_values_compare;
    g->piles->user = g->values;
    return TLR_OK;
}

static tlr_status run(struct gregory *g)
{
    bool ended = false;
    TLR_TRY(start(g));
    TLR_TRY(first_stage(g));
    TLR_TRY(tlri_seats_end(g->count, &ended));
    while (!ended) {
        TLR_TRY(next_stage(g));
        TLR_TRY(tlri_seats_end(g->count, &ended));
    }
    return TLR_OK;
}

tlr_status tlri_count_gregory(struct tlri_count *count)
{
    struct tlri_piles piles;
    struct tlri_values values;
    struct gregory g = {
        .count = count,
        .piles = &piles,
        .settings = count->settings,
        .arith = {count->settings->arithmetic == TLRI_ARITH_EXACT, count->out->decimals},
        .values = &values};
    tlri_values_init(&values, count->ctx, &g.arith);
    tlr_status status = tlri_piles_init(&piles, count);
    if (status == TLR_OK) {
        status = run(&g);
    }
    tlri_piles_drop(&piles);
    tlri_values_drop(&values);
    return status;
}
