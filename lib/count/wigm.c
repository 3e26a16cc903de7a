/*
 * count/wigm.c: PR Foundation reference rule WIGM, with or without batch defeat
 * (spec/rules/wigm.md).
 *
 * The whole procedure. Papers go to their first preferences; the quota is the valid vote over one
 * more than the places, cut, plus one unit. Whoever has it is elected, the surplus pending. Then
 * one of these is the next stage:
 *   1. a doomed candidate is excluded;
 *   2. with batch defeat: all sure losers are excluded, those who even together and with every
 *      pending surplus stay below the lowest of the others;
 *   3. the largest pending surplus, zero included, is transferred: each paper goes on at its value
 *      times surplus, cut, over vote, cut;
 *   4. the lowest is excluded and its papers go on at the values they have.
 * Amounts have four decimals. Ties are settled by an order drawn beforehand.
 */
#include "count/choose.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/surplus.h"
#include "count/tally.h"
#include "count/ties.h"
#include "count/transfer.h"

struct wigm {
    struct tlri_count *count;
    struct tlri_piles *piles;
    tlri_dec quota;
    bool transferred[TLRI_CANDIDATES_MAX]; /* no longer pending */
};

/* [WIG-B.1] */
static bool passes(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right)
{
    const struct wigm *w = method;
    *right = (struct tlri_right){TLRI_WHY_ELECTED_QUOTA, "wigm/WIG-B.1"};
    return count->runner[candidate].vote >= w->quota;
}

static tlr_status close_stage(struct wigm *w)
{
    struct tlri_election election = {passes, w, NULL};
    TLR_TRY(tlri_tally_close(w->count));
    return tlri_seats_elect_passing(w->count, &election);
}

static tlr_status first_stage(struct wigm *w)
{
    struct tlri_count *count = w->count;
    uint32_t divisor = count->seats + 1;
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"}));
    TLR_TRY(tlri_piles_deal(w->piles));
    /* [WIG-A.1] */
    if (!tlri_dec_over_down(count->valid_vote, divisor, &w->quota)) {
        return tlri_count_overflow(count);
    }
    w->quota += 1;
    TLR_TRY(tlri_emit_quota(count, w->quota, count->ballots.papers, divisor, TLRI_QUOTA_WHY_SET,
                            "wigm/WIG-A.1"));
    return close_stage(w);
}

/* ---- surpluses
 * ----------------------------------------------------------------------------------- */

static bool is_pending(const struct wigm *w, uint32_t candidate)
{
    const struct tlri_runner *runner = &w->count->runner[candidate];
    return runner->stands && runner->status == TLRI_STATUS_OF_ELECTED && !w->transferred[candidate];
}

/* [WIG-B.3] The pending candidate with the largest surplus, zero included; TLRI_NONE: nobody. */
static tlr_status choose_pending(struct wigm *w, uint32_t *chosen)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    for (uint32_t c = 0; c < w->count->candidates; c++) {
        if (!is_pending(w, c)) {
            continue;
        }
        tlri_dec surplus = tlri_surplus_of(w->count, c, w->quota);
        if (n > 0 && surplus > tlri_surplus_of(w->count, level[0], w->quota)) {
            n = 0;
        }
        if (n == 0 || surplus == tlri_surplus_of(w->count, level[0], w->quota)) {
            level[n++] = c;
        }
    }
    *chosen = n == 0 ? TLRI_NONE : level[0];
    if (n < 2) {
        return TLR_OK;
    }
    struct tlri_tie tie = tlri_tie_make(w->count, TLRI_PURPOSE_TRANSFER, level, n);
    return tlri_tie_settle(w->count, &tie, chosen);
}

/* [WIG-B.3], [WIG-D.4] Value times surplus, cut; over vote, cut. */
static bool new_value(const struct wigm *w, tlri_dec value, tlri_dec surplus, tlri_dec vote,
                      tlri_dec *out)
{
    unsigned decimals = w->count->out->decimals;
    tlri_dec product = 0;
    return tlri_dec_mul_down(value, surplus, decimals, &product) &&
           tlri_dec_div_down(product, vote, decimals, out);
}

static tlr_status transfer_batch(struct wigm *w, uint32_t candidate, const struct tlri_batch *batch,
                                 tlri_dec value, tlri_dec *moved)
{
    struct tlri_sorted sorted;
    struct tlri_terms terms;
    tlri_piles_take(w->piles, candidate, batch);
    tlri_piles_sort(w->piles, &sorted);
    if (value == 0) {
        tlri_piles_retire(w->piles, &sorted); /* [WIG-B.3] it goes nowhere any more */
    }
    tlri_piles_new_batch(w->piles);
    TLR_TRY(tlri_piles_same_terms(w->piles, &sorted, value, &terms)); /* [WIG-D.2] */
    return tlri_piles_move(w->piles, candidate, &sorted, &terms, moved);
}

static tlr_status transfer_surplus(struct wigm *w, uint32_t candidate)
{
    struct tlri_count *count = w->count;
    struct tlri_batch *batch = NULL;
    uint32_t batches = 0;
    tlri_dec moved = 0;
    tlri_dec vote = count->runner[candidate].vote;
    tlri_dec surplus = tlri_surplus_of(count, candidate, w->quota);
    TLR_TRY(tlri_emit_stage(count, &(struct tlri_stage){.action = TLRI_ACTION_SURPLUS,
                                                        .set = &candidate,
                                                        .n = 1,
                                                        .amount = surplus,
                                                        .clause = "wigm/WIG-B.3"}));
    TLR_TRY(tlri_piles_batches(w->piles, &candidate, 1, false, &batch, &batches));
    for (uint32_t b = 0; b < batches; b++) {
        tlri_dec value = 0;
        if (!new_value(w, batch[b].value, surplus, vote, &value)) {
            return tlri_count_overflow(count);
        }
        TLR_TRY(transfer_batch(w, candidate, &batch[b], value, &moved));
    }
    TLR_TRY(tlri_piles_say(w->piles, "wigm/WIG-B.3"));
    w->transferred[candidate] = true;
    count->runner[candidate].vote = w->quota;
    count->rounding += surplus - moved; /* [WIG-D.2] */
    return close_stage(w);
}

/* ---- exclusions
 * ---------------------------------------------------------------------------------- */

struct exclusion {
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n;
    enum tlri_why_excluded why;
    const char *clause;
    const char *transfer;
    bool is_batch; /* by batch defeat */
};

static tlr_status exclude(struct wigm *w, const struct exclusion *x)
{
    struct tlri_count *count = w->count;
    TLR_TRY(tlri_emit_stage(count, &(struct tlri_stage){.action = TLRI_ACTION_EXCLUSION,
                                                        .set = x->set,
                                                        .n = x->n,
                                                        .clause = x->clause}));
    TLR_TRY(tlri_seats_exclude(count, x->set, x->n, x->why, x->clause));
    if (x->is_batch && tlri_seats_decided(count)) {
        return tlri_tally_close(count); /* [WIG-D.3] */
    }
    TLR_TRY(tlri_piles_clear(w->piles, x->set, x->n, x->transfer));
    return close_stage(w);
}

/* [WIG-B.2] The sure losers; n is 0 when there are none, or no batch defeat. */
static tlr_status choose_sure_losers(struct wigm *w, struct exclusion *x)
{
    struct tlri_count *count = w->count;
    struct tlri_sure_losers losers = {count->settings->bulk, tlri_surplus_sum(count, w->quota)};
    struct tlri_together rule = {tlri_choose_fits_votes, &losers, 1, tlri_count_left(count)};
    TLR_TRY(tlri_choose_together(count, &rule, x->set, &x->n));
    x->is_batch = true;
    x->why = x->n > 1 ? TLRI_WHY_EXCLUDED_BULK : TLRI_WHY_EXCLUDED_LOWEST;
    x->clause = "wigm/WIG-B.2";
    x->transfer = "wigm/WIG-B.2";
    return TLR_OK;
}

/* [WIG-B.4] */
static tlr_status choose_lowest(struct wigm *w, struct exclusion *x)
{
    x->n = 1;
    x->is_batch = false;
    x->why = TLRI_WHY_EXCLUDED_LOWEST;
    x->clause = "wigm/WIG-B.4";
    x->transfer = "wigm/WIG-B.4";
    return tlri_choose_lowest(w->count, x->set);
}

/* ---- stage after stage
 * --------------------------------------------------------------------------- */

/* [STV-8], but sure losers go before surpluses. */
static tlr_status next_stage(struct wigm *w)
{
    struct exclusion x = {.n = 1,
                          .why = TLRI_WHY_EXCLUDED_DOOMED,
                          .clause = "constraints/CON-7",
                          .transfer = "wigm/WIG-B.4"};
    uint32_t pending = TLRI_NONE;
    TLR_TRY(tlri_choose_doomed(w->count, x.set));
    if (x.set[0] != TLRI_NONE) {
        return exclude(w, &x);
    }
    TLR_TRY(choose_sure_losers(w, &x));
    if (x.n > 0) {
        return exclude(w, &x);
    }
    TLR_TRY(choose_pending(w, &pending));
    if (pending != TLRI_NONE) {
        return transfer_surplus(w, pending);
    }
    TLR_TRY(choose_lowest(w, &x));
    return exclude(w, &x);
}

static tlr_status run(struct tlri_count *count, struct tlri_piles *piles)
{
    struct wigm w = {.count = count, .piles = piles};
    bool ended = false;
    TLR_TRY(first_stage(&w));
    TLR_TRY(tlri_seats_end(count, &ended));
    while (!ended) {
        TLR_TRY(next_stage(&w));
        TLR_TRY(tlri_seats_end(count, &ended));
    }
    return TLR_OK;
}

tlr_status tlri_count_wigm(struct tlri_count *count)
{
    struct tlri_piles piles;
    tlr_status status = tlri_piles_init(&piles, count);
    if (status == TLR_OK) {
        status = run(count, &piles);
    }
    tlri_piles_drop(&piles);
    return status;
}
