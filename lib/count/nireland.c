/*
 * count/nireland.c: Local Elections (Northern Ireland) Order 1985 (spec/rules/n-ireland.md).
 *
 * The whole procedure. Papers go to their first preferences; the quota is the whole number above
 * the valid papers over one more than the places. Whoever has it at the end of a stage is elected,
 * and for the last place whoever has at least as much as all others and all surpluses together.
 * Then the first of these that applies is the next stage:
 * - a doomed candidate is excluded;
 * - the largest surplus is transferred: all papers of a first-stage surplus, later the last
 *   sub-parcel received, at surplus over transferable papers, cut to two decimals, never above the
 *   present value. Surpluses wait when they cannot change who goes out next;
 * - the lowest is excluded, or several who cannot catch the next even together. First preferences
 *   move first, then the rest by value, all in one stage; whoever has the quota after one of these
 *   sub-parcels receives nothing of the next.
 *
 * With one place no surplus is transferred and nobody is elected at the first stage. Ties look
 * forwards from stage 1.
 */
#include "count/choose.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/surplus.h"
#include "count/tally.h"
#include "count/transfer.h"

struct nireland {
    struct tlri_count *count;
    struct tlri_piles *piles;
    tlri_dec quota;
    bool one_place;
};

/* ---- who is elected
 * ------------------------------------------------------------------------------ */

/* [NIR-52] For the last place: at least all others and all surpluses together. */
static bool outweighs_all(const struct nireland *ni, uint32_t candidate)
{
    const struct tlri_count *count = ni->count;
    tlri_dec others = tlri_surplus_sum(count, ni->quota);
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (c != candidate && tlri_count_continues(count, c)) {
            others += count->runner[c].vote;
        }
    }
    return tlri_count_left(count) == 1 && count->runner[candidate].vote >= others;
}

/* [NIR-48.3], [NIR-52] */
static bool passes(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right)
{
    const struct nireland *ni = method;
    tlri_dec vote = count->runner[candidate].vote;
    *right = (struct tlri_right){TLRI_WHY_ELECTED_QUOTA, "n-ireland/NIR-48.3"};
    if (vote >= ni->quota) {
        return true;
    }
    *right = (struct tlri_right){TLRI_WHY_ELECTED_REQUIRED, "n-ireland/NIR-52"};
    return vote > 0 && outweighs_all(ni, candidate);
}

static tlr_status close_stage(struct nireland *ni)
{
    struct tlri_election election = {passes, ni, NULL};
    TLR_TRY(tlri_tally_close(ni->count));
    /* [NIR-48.3] With one place nobody is elected before an exclusion. */
    bool too_early = ni->one_place && ni->count->stage == 1 && tlri_count_continuing(ni->count) > 1;
    return too_early ? TLR_OK : tlri_seats_elect_passing(ni->count, &election);
}

static tlr_status first_stage(struct nireland *ni)
{
    struct tlri_count *count = ni->count;
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"}));
    TLR_TRY(tlri_piles_deal(ni->piles));
    /* [NIR-48.1] */
    uint64_t papers = count->ballots.papers;
    uint32_t divisor = count->seats + 1;
    if (!tlri_dec_times(tlri_dec_unit(count->out->decimals), papers / divisor + 1, &ni->quota)) {
        return tlri_count_overflow(count);
    }
    TLR_TRY(tlri_emit_quota(count, ni->quota, papers, divisor, TLRI_QUOTA_WHY_SET,
                            "n-ireland/NIR-48.1"));
    return close_stage(ni);
}

/* ---- surpluses
 * ----------------------------------------------------------------------------------- */

/* [NIR-49.4], [NIR-49.7] The last sub-parcel received; of a first-stage surplus, all papers. */
static tlr_status transfer_surplus(struct nireland *ni, uint32_t candidate, const char *transfer)
{
    struct tlri_count *count = ni->count;
    struct tlri_sorted sorted;
    struct tlri_terms terms;
    struct tlri_batch last = tlri_piles_last(ni->piles, candidate);
    tlri_dec moved = 0;
    tlri_dec surplus = tlri_surplus_of(count, candidate, ni->quota);
    TLR_TRY(tlri_emit_stage(count, &(struct tlri_stage){.action = TLRI_ACTION_SURPLUS,
                                                        .set = &candidate,
                                                        .n = 1,
                                                        .amount = surplus,
                                                        .clause = "n-ireland/NIR-50"}));
    tlri_piles_take(ni->piles, candidate, &last);
    tlri_piles_sort(ni->piles, &sorted);
    tlri_piles_new_batch(ni->piles);
    TLR_TRY(tlri_surplus_terms(count, &sorted, last.value, surplus, &terms));
    TLR_TRY(tlri_piles_move(ni->piles, candidate, &sorted, &terms, &moved));
    TLR_TRY(tlri_piles_say(ni->piles, transfer));
    count->runner[candidate].vote = ni->quota;
    count->rounding += surplus - moved; /* [NIR-50] */
    return close_stage(ni);
}

/* [NIR-49.10], [NIR-50] The surplus to be transferred now; TLRI_NONE: none, or all wait. With one
 * place there is none: whoever has the quota has the place, and the count is at its end. */
static tlr_status choose_surplus(struct nireland *ni, uint32_t *chosen)
{
    static const struct tlri_deferral deferral = {TLRI_DEFER_LESS, TLRI_BULK_LESS,
                                                  "n-ireland/NIR-49.10"};
    bool deferred = false;
    tlri_dec surpluses = tlri_surplus_sum(ni->count, ni->quota);
    *chosen = TLRI_NONE;
    if (surpluses == 0) {
        return TLR_OK;
    }
    TLR_TRY(tlri_surplus_defer(ni->count, &deferral, surpluses, &deferred));
    return deferred ? TLR_OK : tlri_surplus_largest(ni->count, ni->quota, chosen);
}

/* ---- exclusions
 * ---------------------------------------------------------------------------------- */

/* Who goes out, why, and the clauses of the exclusion and of its transfers. */
struct exclusion {
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n;
    enum tlri_why_excluded why;
    const char *clause;
    const char *transfer;
};

/* [NIR-51], [NIR-51.12] */
static tlr_status choose_exclusion(struct nireland *ni, struct exclusion *x)
{
    struct tlri_count *count = ni->count;
    struct tlri_sure_losers losers = {TLRI_BULK_LESS, tlri_surplus_sum(count, ni->quota)};
    struct tlri_together rule = {tlri_choose_fits_votes, &losers, 2, tlri_count_left(count)};
    x->why = TLRI_WHY_EXCLUDED_BULK;
    x->clause = "n-ireland/NIR-51.12";
    x->transfer = "n-ireland/NIR-51.12";
    TLR_TRY(tlri_choose_together(count, &rule, x->set, &x->n));
    if (x->n > 0) {
        return TLR_OK;
    }
    x->why = TLRI_WHY_EXCLUDED_LOWEST;
    x->clause = "n-ireland/NIR-51";
    x->transfer = "n-ireland/NIR-51";
    x->n = 1;
    return tlri_choose_lowest(count, x->set);
}

/* Whoever has the quota after a sub-parcel takes no more papers in this stage. */
static void mark_full(const struct nireland *ni, bool is_open)
{
    struct tlri_count *count = ni->count;
    for (uint32_t c = 0; c < count->candidates; c++) {
        count->runner[c].is_full =
            is_open && tlri_count_in_play(count, c) && count->runner[c].vote >= ni->quota;
    }
}

/* Are the places full, or the continuing no more than the places? With bounds not all who have the
 * quota need be elected, and then papers would stay behind: there all papers are moved. */
static bool rest_stays(const struct nireland *ni)
{
    const struct tlri_count *count = ni->count;
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        n += count->runner[c].is_full ? 1u : 0u;
    }
    return !count->bounded && (n >= tlri_count_left(count) || tlri_seats_decided(count));
}

static tlr_status move_batch(struct nireland *ni, const struct exclusion *x,
                             const struct tlri_batch *batch)
{
    tlri_piles_new_batch(ni->piles);
    for (uint32_t i = 0; i < x->n; i++) {
        struct tlri_sorted sorted;
        struct tlri_terms terms;
        tlri_dec moved = 0;
        tlri_piles_take(ni->piles, x->set[i], batch);
        tlri_piles_sort(ni->piles, &sorted);
        TLR_TRY(tlri_piles_same_terms(ni->piles, &sorted, batch->value, &terms));
        TLR_TRY(tlri_piles_move(ni->piles, x->set[i], &sorted, &terms, &moved));
        ni->count->runner[x->set[i]].vote -= moved;
    }
    return TLR_OK;
}

/* [NIR-51] One stage: first preferences, then by value, as long as something is to be decided. */
static tlr_status exclude(struct nireland *ni, const struct exclusion *x)
{
    struct tlri_count *count = ni->count;
    struct tlri_batch *batch = NULL;
    uint32_t batches = 0;
    TLR_TRY(tlri_emit_stage(count, &(struct tlri_stage){.action = TLRI_ACTION_EXCLUSION,
                                                        .set = x->set,
                                                        .n = x->n,
                                                        .clause = x->clause}));
    TLR_TRY(tlri_seats_exclude(count, x->set, x->n, x->why, x->clause));
    TLR_TRY(tlri_piles_batches(ni->piles, x->set, x->n, true, &batch, &batches));
    for (uint32_t b = 0; b < batches && (batch[b].of == TLRI_BATCH_FIRST || !rest_stays(ni)); b++) {
        TLR_TRY(move_batch(ni, x, &batch[b]));
        mark_full(ni, true);
    }
    mark_full(ni, false);
    tlri_piles_merge_moves(ni->piles); /* first preferences and others of value 1 */
    TLR_TRY(tlri_piles_say(ni->piles, x->transfer));
    return close_stage(ni);
}

/* ---- stage after stage
 * --------------------------------------------------------------------------- */

/* [STV-8] */
static tlr_status next_stage(struct nireland *ni)
{
    struct exclusion x = {.n = 1,
                          .why = TLRI_WHY_EXCLUDED_DOOMED,
                          .clause = "constraints/CON-7",
                          .transfer = "n-ireland/NIR-51"};
    uint32_t surplus = TLRI_NONE;
    TLR_TRY(tlri_choose_doomed(ni->count, x.set));
    if (x.set[0] != TLRI_NONE) {
        return exclude(ni, &x);
    }
    TLR_TRY(choose_surplus(ni, &surplus));
    if (surplus != TLRI_NONE) {
        bool first = tlri_count_at_stage(ni->count, 1, surplus) >= ni->quota;
        return transfer_surplus(ni, surplus, first ? "n-ireland/NIR-49.4" : "n-ireland/NIR-49.7");
    }
    TLR_TRY(choose_exclusion(ni, &x));
    return exclude(ni, &x);
}

static tlr_status run(struct tlri_count *count, struct tlri_piles *piles)
{
    struct nireland ni = {.count = count, .piles = piles, .one_place = count->seats == 1};
    bool ended = false;
    TLR_TRY(first_stage(&ni));
    TLR_TRY(tlri_seats_end(count, &ended));
    while (!ended) {
        TLR_TRY(next_stage(&ni));
        TLR_TRY(tlri_seats_end(count, &ended));
    }
    return TLR_OK;
}

tlr_status tlri_count_nireland(struct tlri_count *count)
{
    struct tlri_piles piles;
    tlr_status status = tlri_piles_init(&piles, count);
    if (status == TLR_OK) {
        status = run(count, &piles);
    }
    tlri_piles_drop(&piles);
    return status;
}
