/*
 * count/scottish.c: Scottish local elections, Orders of 2007 and 2011 (spec/rules/scottish.md).
 *
 * The whole procedure. Papers go to their first preferences; the quota is the whole number above
 * the valid papers over one more than the places, and never changes. Whoever has it at the end of a
 * stage is elected. Then, as long as places are open, one of these is the next stage:
 *   1. a doomed candidate is excluded;
 *   2. the largest surplus is transferred: every paper of the candidate goes on at its value times
 *      surplus over vote, the multiplication first, cut to five decimals;
 *   3. the lowest is excluded, and its papers go on at the values they have.
 * When no more candidates continue than places are left they are elected. Nothing waits and nobody
 * goes out together. Ties look backwards from the latest stage.
 */
#include "count/choose.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/surplus.h"
#include "count/tally.h"
#include "count/transfer.h"

struct scottish {
    struct tlri_count *count;
    struct tlri_piles *piles;
    tlri_dec quota;
};

/* [SCO-47] */
static bool passes(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right)
{
    const struct scottish *s = method;
    *right = (struct tlri_right){TLRI_WHY_ELECTED_QUOTA, "scottish/SCO-47"};
    return count->runner[candidate].vote >= s->quota;
}

static tlr_status close_stage(struct scottish *s)
{
    struct tlri_election election = {passes, s, NULL};
    TLR_TRY(tlri_tally_close(s->count));
    return tlri_seats_elect_passing(s->count, &election);
}

static tlr_status first_stage(struct scottish *s)
{
    struct tlri_count *count = s->count;
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"}));
    TLR_TRY(tlri_piles_deal(s->piles));
    /* [SCO-46] */
    uint64_t papers = count->ballots.papers;
    uint32_t divisor = count->seats + 1;
    if (!tlri_dec_times(tlri_dec_unit(count->out->decimals), papers / divisor + 1, &s->quota)) {
        return tlri_count_overflow(count);
    }
    TLR_TRY(
        tlri_emit_quota(count, s->quota, papers, divisor, TLRI_QUOTA_WHY_SET, "scottish/SCO-46"));
    return close_stage(s);
}

/* [SCO-48] Every paper goes on at its value times surplus over vote; the candidate keeps the quota.
 */
static tlr_status transfer_surplus(struct scottish *s, uint32_t candidate)
{
    struct tlri_count *count = s->count;
    struct tlri_batch *batch = NULL;
    uint32_t batches = 0;
    tlri_dec moved = 0;
    tlri_dec vote = count->runner[candidate].vote;
    tlri_dec surplus = tlri_surplus_of(count, candidate, s->quota);
    TLR_TRY(tlri_emit_stage(count, &(struct tlri_stage){.action = TLRI_ACTION_SURPLUS,
                                                        .set = &candidate,
                                                        .n = 1,
                                                        .amount = surplus,
                                                        .clause = "scottish/SCO-49"}));
    TLR_TRY(tlri_piles_batches(s->piles, &candidate, 1, false, &batch, &batches));
    for (uint32_t b = 0; b < batches; b++) {
        struct tlri_sorted sorted;
        struct tlri_terms terms;
        tlri_dec value = 0;
        if (!tlri_dec_muldiv_down(surplus, batch[b].value, vote, &value)) {
            return tlri_count_overflow(count);
        }
        tlri_piles_take(s->piles, candidate, &batch[b]);
        tlri_piles_sort(s->piles, &sorted);
        tlri_piles_new_batch(s->piles);
        TLR_TRY(tlri_piles_same_terms(s->piles, &sorted, value, &terms));
        TLR_TRY(tlri_piles_move(s->piles, candidate, &sorted, &terms, &moved));
    }
    TLR_TRY(tlri_piles_say(s->piles, "scottish/SCO-48"));
    count->runner[candidate].vote = s->quota;
    count->rounding += surplus - moved;
    return close_stage(s);
}

/* [SCO-50] All papers of one candidate in one stage, at the values they have. */
static tlr_status exclude(struct scottish *s, uint32_t candidate, enum tlri_why_excluded why,
                          const char *clause)
{
    struct tlri_count *count = s->count;
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){
                   .action = TLRI_ACTION_EXCLUSION, .set = &candidate, .n = 1, .clause = clause}));
    TLR_TRY(tlri_seats_exclude(count, &candidate, 1, why, clause));
    TLR_TRY(tlri_piles_clear(s->piles, &candidate, 1, "scottish/SCO-50")); /* [SCO-52] always */
    return close_stage(s);
}

/* [STV-8] */
static tlr_status next_stage(struct scottish *s)
{
    uint32_t chosen = TLRI_NONE;
    TLR_TRY(tlri_choose_doomed(s->count, &chosen));
    if (chosen != TLRI_NONE) {
        return exclude(s, chosen, TLRI_WHY_EXCLUDED_DOOMED, "constraints/CON-7");
    }
    TLR_TRY(tlri_surplus_largest(s->count, s->quota, &chosen)); /* [SCO-49] */
    if (chosen != TLRI_NONE) {
        return transfer_surplus(s, chosen);
    }
    TLR_TRY(tlri_choose_lowest(s->count, &chosen)); /* [SCO-50], [SCO-51] */
    return exclude(s, chosen, TLRI_WHY_EXCLUDED_LOWEST, "scottish/SCO-50");
}

static tlr_status run(struct tlri_count *count, struct tlri_piles *piles)
{
    struct scottish s = {.count = count, .piles = piles};
    bool ended = false;
    TLR_TRY(first_stage(&s));
    TLR_TRY(tlri_seats_end(count, &ended));
    while (!ended) {
        TLR_TRY(next_stage(&s));
        TLR_TRY(tlri_seats_end(count, &ended));
    }
    return TLR_OK;
}

tlr_status tlri_count_scottish(struct tlri_count *count)
{
    struct tlri_piles piles;
    tlr_status status = tlri_piles_init(&piles, count);
    if (status == TLR_OK) {
        status = run(count, &piles);
    }
    tlri_piles_drop(&piles);
    return status;
}
