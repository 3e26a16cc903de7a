/*
 * count/ers97.c: the rules of the Electoral Reform Society, 1997 (spec/rules/ers97.md).
 *
 * The whole procedure. Stage 1: papers to their first preferences; the quota is the valid vote over
 * one more than the places, in hundredths, rounded up. After every stage, and within an exclusion
 * after every batch, whoever reaches the quota, or the share of the total active vote that makes
 * election certain, is elected, the highest first. Then, as long as places are open, the first of
 * these that applies opens the next stage:
 * - a doomed candidate is excluded;
 * - the largest surplus is transferred: of the last batch received, each transferable paper at an
 *   equal share of it, cut to hundredths, but never at more than its present value. Surpluses wait
 *   when together they cannot change who goes out next;
 * - as many of the lowest as safely possible are excluded together, or the lowest alone. Their
 *   papers go batch by batch, the highest value first, each batch a stage of its own. As long as
 *   nobody is elected, papers that become non-transferable lower the quota.
 *
 * An exclusion that would leave just as many as there are places is not carried out: all who would
 * remain are elected. Amounts are hundredths throughout. Ties look forwards from stage 1.
 */
#include "count/choose.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/surplus.h"
#include "count/tally.h"
#include "count/transfer.h"

struct ers97 {
    struct tlri_count *count;
    struct tlri_piles *piles;
    tlri_dec quota;
};

/* ---- the quota and who is elected
 * ---------------------------------------------------------------- */

/* [ERS-1.6] In hundredths; if inexact, one hundredth more. */
static tlr_status set_quota(struct ers97 *e, uint64_t papers, enum tlri_quota_why why,
                            const char *clause)
{
    struct tlri_count *count = e->count;
    tlri_dec votes = 0;
    tlri_dec quota = 0;
    uint32_t divisor = count->seats + 1;
    if (!tlri_dec_times(tlri_dec_unit(count->out->decimals), papers, &votes) ||
        !tlri_dec_over_up(votes, divisor, &quota)) {
        return tlri_count_overflow(count);
    }
    if (why == TLRI_QUOTA_WHY_LOWERED && quota == e->quota) {
        return TLR_OK;
    }
    e->quota = quota;
    return tlri_emit_quota(count, quota, papers, divisor, why, clause);
}

/* [ERS-6.20] All that is not yet settled: the valid vote, less what is non-transferable and what
 * the elected keep. */
static tlri_dec total_active_vote(const struct ers97 *e)
{
    const struct tlri_count *count = e->count;
    tlri_dec active = count->valid_vote - count->nontransferable - count->rounding;
    for (uint32_t c = 0; c < count->candidates; c++) {
        const struct tlri_runner *runner = &count->runner[c];
        if (runner->stands && runner->status == TLRI_STATUS_OF_ELECTED) {
            active -= runner->vote < e->quota ? runner->vote : e->quota;
        }
    }
    return active;
}

/* [ERS-1.7] (a) the quota, or (b) vote x (places left + 1) reaches the total active vote. */
static bool passes(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right)
{
    const struct ers97 *e = method;
    tlri_dec vote = count->runner[candidate].vote;
    bool has_quota = vote >= e->quota;
    right->why = has_quota ? TLRI_WHY_ELECTED_QUOTA : TLRI_WHY_ELECTED_REQUIRED;
    right->clause = "ers97/ERS-1.7";
    return vote > 0 && (has_quota || tlri_dec_cross(vote, tlri_count_left(count) + 1,
                                                    total_active_vote(e), 1) >= 0);
}

/* Tally, the vote required as it stands then, elections. */
static tlr_status close_stage(struct ers97 *e, bool elections)
{
    struct tlri_count *count = e->count;
    tlri_dec share = 0;
    if (!tlri_dec_over_up(total_active_vote(e), tlri_count_left(count) + 1, &share)) {
        return tlri_count_overflow(count);
    }
    TLR_TRY(tlri_tally_close(count));
    TLR_TRY(tlri_emit_required(count, share < e->quota ? share : e->quota, "ers97/ERS-1.7"));
    /* [ERS-6.2] Level and not enough places, and looking back does not help: nobody, now. */
    struct tlri_election election = {passes, e, "ers97/ERS-6.2"};
    return elections ? tlri_seats_elect_passing(count, &election) : TLR_OK;
}

static tlr_status first_stage(struct ers97 *e)
{
    TLR_TRY(tlri_emit_stage(
        e->count, &(struct tlri_stage){.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"}));
    TLR_TRY(tlri_piles_deal(e->piles));
    TLR_TRY(set_quota(e, e->count->ballots.papers, TLRI_QUOTA_WHY_SET, "ers97/ERS-1.6"));
    return close_stage(e, true);
}

/* ---- surpluses
 * ----------------------------------------------------------------------------------- */

/* [ERS-3.1], [ERS-3.2] The last batch received carries the surplus; the candidate keeps the quota.
 */
static tlr_status transfer_surplus(struct ers97 *e, uint32_t candidate)
{
    struct tlri_count *count = e->count;
    struct tlri_sorted sorted;
    struct tlri_terms terms;
    struct tlri_batch last = tlri_piles_last(e->piles, candidate);
    tlri_dec moved = 0;
    tlri_dec surplus = tlri_surplus_of(count, candidate, e->quota);
    TLR_TRY(tlri_emit_stage(count, &(struct tlri_stage){.action = TLRI_ACTION_SURPLUS,
                                                        .set = &candidate,
                                                        .n = 1,
                                                        .amount = surplus,
                                                        .clause = "ers97/ERS-2.2"}));
    tlri_piles_take(e->piles, candidate, &last);
    tlri_piles_sort(e->piles, &sorted);
    tlri_piles_new_batch(e->piles);
    TLR_TRY(tlri_surplus_terms(count, &sorted, last.value, surplus, &terms)); /* [ERS-3.7] */
    TLR_TRY(tlri_piles_move(e->piles, candidate, &sorted, &terms, &moved));
    TLR_TRY(tlri_piles_say(e->piles, "ers97/ERS-3.7"));
    count->runner[candidate].vote = e->quota;
    count->rounding += surplus - moved; /* [ERS-3.9] */
    return close_stage(e, true);
}

/* [ERS-2.2] The surplus to be transferred now; TLRI_NONE when there is none or all wait. */
static tlr_status choose_surplus(struct ers97 *e, uint32_t *chosen)
{
    static const struct tlri_deferral deferral = {TLRI_DEFER_NOT_GREATER, TLRI_BULK_NOT_GREATER,
                                                  "ers97/ERS-2.2"};
    bool deferred = false;
    tlri_dec surpluses = tlri_surplus_sum(e->count, e->quota);
    *chosen = TLRI_NONE;
    if (surpluses == 0) {
        return TLR_OK;
    }
    TLR_TRY(tlri_surplus_defer(e->count, &deferral, surpluses, &deferred));
    return deferred ? TLR_OK : tlri_surplus_largest(e->count, e->quota, chosen); /* [ERS-2.3] */
}

/* ---- exclusions
 * ---------------------------------------------------------------------------------- */

/* Who goes out, and why. */
struct exclusion {
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n;
    enum tlri_why_excluded why;
    const char *clause;
};

/* [ERS-2.5] */
static tlr_status choose_exclusion(struct ers97 *e, struct exclusion *x)
{
    struct tlri_count *count = e->count;
    struct tlri_sure_losers losers = {TLRI_BULK_NOT_GREATER, tlri_surplus_sum(count, e->quota)};
    struct tlri_together rule = {tlri_choose_fits_votes, &losers, 2, tlri_count_left(count)};
    x->why = TLRI_WHY_EXCLUDED_BULK;
    x->clause = "ers97/ERS-2.5";
    TLR_TRY(tlri_choose_together(count, &rule, x->set, &x->n));
    if (x->n > 0) {
        return TLR_OK;
    }
    x->why = TLRI_WHY_EXCLUDED_LOWEST;
    x->n = 1;
    return tlri_choose_lowest(count, x->set);
}

/* [ERS-5.1] The exclusion would leave as many as places: those who would remain are elected, and
 * those who would have gone out are left where they are, without an event. */
static tlr_status elect_instead(struct ers97 *e, const struct exclusion *x)
{
    for (uint32_t i = 0; i < x->n; i++) {
        e->count->runner[x->set[i]].status = TLRI_STATUS_OF_EXCLUDED;
    }
    return tlri_seats_elect_remaining(e->count);
}

/* [ERS-4.1] Opens the stage of one batch. */
static tlr_status open_part(struct ers97 *e, const struct exclusion *x, uint32_t part,
                            const struct tlri_batch *batch)
{
    struct tlri_stage stage = {.action = TLRI_ACTION_EXCLUSION,
                               .set = x->set,
                               .n = x->n,
                               .part = part,
                               .clause = part == 1 ? x->clause : "ers97/ERS-4.1"};
    if (batch != NULL) {
        stage.papers = tlri_piles_papers(e->piles, x->set, x->n, batch);
        if (!tlri_dec_times(batch->value, stage.papers, &stage.amount)) {
            return tlri_count_overflow(e->count);
        }
    }
    return tlri_emit_stage(e->count, &stage);
}

static tlr_status move_batch(struct ers97 *e, const struct exclusion *x,
                             const struct tlri_batch *batch)
{
    tlri_piles_new_batch(e->piles);
    for (uint32_t i = 0; i < x->n; i++) {
        struct tlri_sorted sorted;
        struct tlri_terms terms;
        tlri_dec moved = 0;
        tlri_piles_take(e->piles, x->set[i], batch);
        tlri_piles_sort(e->piles, &sorted);
        TLR_TRY(tlri_piles_same_terms(e->piles, &sorted, batch->value, &terms));
        TLR_TRY(tlri_piles_move(e->piles, x->set[i], &sorted, &terms, &moved));
        e->count->runner[x->set[i]].vote -= moved;
    }
    return tlri_piles_say(e->piles, "ers97/ERS-4.1");
}

/* [ERS-4.8] Before anybody is elected every paper is worth 1, so that non-transferable votes are
 * papers. */
static tlr_status lower_quota(struct ers97 *e, uint64_t nontransferable_before)
{
    struct tlri_count *count = e->count;
    if (count->filled > 0 || count->nontransferable_papers == nontransferable_before) {
        return TLR_OK;
    }
    return set_quota(e, count->ballots.papers - count->nontransferable_papers,
                     TLRI_QUOTA_WHY_LOWERED, "ers97/ERS-4.8");
}

/* One part of an exclusion. */
static tlr_status exclude_part(struct ers97 *e, const struct exclusion *x, uint32_t part,
                               const struct tlri_batch *batch)
{
    uint64_t nontransferable_before = e->count->nontransferable_papers;
    TLR_TRY(open_part(e, x, part, batch));
    if (part == 1) {
        TLR_TRY(tlri_seats_exclude(e->count, x->set, x->n, x->why, x->clause));
        if (tlri_seats_decided(e->count)) {
            return close_stage(e, false); /* [STV-3] */
        }
    }
    if (batch != NULL) {
        TLR_TRY(move_batch(e, x, batch));
    }
    TLR_TRY(lower_quota(e, nontransferable_before));
    return close_stage(e, true);
}

/* [ERS-4.1], [ERS-4.10] Batch after batch, until all are moved or nothing is left to decide. */
static tlr_status exclude(struct ers97 *e, const struct exclusion *x)
{
    struct tlri_batch *batch = NULL;
    uint32_t batches = 0;
    TLR_TRY(tlri_piles_batches(e->piles, x->set, x->n, false, &batch, &batches));
    if (batches == 0) {
        return exclude_part(e, x, 1, NULL);
    }
    for (uint32_t b = 0; b < batches; b++) {
        TLR_TRY(exclude_part(e, x, b + 1, &batch[b]));
        if (tlri_seats_decided(e->count)) {
            return TLR_OK;
        }
    }
    return TLR_OK;
}

/* ---- stage after stage
 * --------------------------------------------------------------------------- */

/* [STV-8] */
static tlr_status next_stage(struct ers97 *e, bool *ended)
{
    struct exclusion x = {.n = 1, .why = TLRI_WHY_EXCLUDED_DOOMED, .clause = "constraints/CON-7"};
    uint32_t surplus = TLRI_NONE;
    TLR_TRY(tlri_choose_doomed(e->count, x.set));
    if (x.set[0] != TLRI_NONE) {
        return exclude(e, &x);
    }
    TLR_TRY(choose_surplus(e, &surplus));
    if (surplus != TLRI_NONE) {
        return transfer_surplus(e, surplus);
    }
    TLR_TRY(choose_exclusion(e, &x));
    *ended = tlri_count_all_in_play(e->count) - x.n == tlri_count_left(e->count);
    return *ended ? elect_instead(e, &x) : exclude(e, &x);
}

static tlr_status run(struct tlri_count *count, struct tlri_piles *piles)
{
    struct ers97 e = {.count = count, .piles = piles};
    bool ended = false;
    TLR_TRY(first_stage(&e));
    TLR_TRY(tlri_seats_end(count, &ended));
    while (!ended) {
        TLR_TRY(next_stage(&e, &ended));
        if (!ended) {
            TLR_TRY(tlri_seats_end(count, &ended));
        }
    }
    return TLR_OK;
}

tlr_status tlri_count_ers97(struct tlri_count *count)
{
    struct tlri_piles piles;
    tlr_status status = tlri_piles_init(&piles, count);
    if (status == TLR_OK) {
        status = run(count, &piles);
    }
    tlri_piles_drop(&piles);
    return status;
}
