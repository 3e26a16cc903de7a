/*
 * count/surplus.c: what elected candidates have over the quota, and when that may wait.
 *
 * Implements what [ERS-2.2] and [NIR-49.10] have in common, with [CON-10]: a surplus waits when all
 * surpluses together cannot change who goes out next, because they are smaller than the difference
 * between the two lowest, or between several lowest who could go out together and the next above.
 * Exact arithmetic has its own (count/gregory.c).
 */
#include "count/surplus.h"

#include "count/choose.h"
#include "count/emit.h"
#include "count/ties.h"

tlri_dec tlri_surplus_of(const struct tlri_count *count, uint32_t candidate, tlri_dec quota)
{
    const struct tlri_runner *runner = &count->runner[candidate];
    bool is_elected = runner->stands && runner->status == TLRI_STATUS_OF_ELECTED;
    return is_elected && runner->vote > quota ? runner->vote - quota : 0;
}

tlri_dec tlri_surplus_sum(const struct tlri_count *count, tlri_dec quota)
{
    tlri_dec sum = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        sum += tlri_surplus_of(count, c, quota); /* no more than the valid vote */
    }
    return sum;
}

tlr_status tlri_surplus_largest(struct tlri_count *count, tlri_dec quota, uint32_t *chosen)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    tlri_dec largest = 1;
    for (uint32_t c = 0; c < count->candidates; c++) {
        tlri_dec surplus = tlri_surplus_of(count, c, quota);
        if (surplus > largest) {
            largest = surplus;
            n = 0;
        }
        if (surplus == largest) {
            level[n++] = c;
        }
    }
    *chosen = n == 0 ? TLRI_NONE : level[0];
    if (n < 2) {
        return TLR_OK;
    }
    struct tlri_tie tie = tlri_tie_make(count, TLRI_PURPOSE_TRANSFER, level, n);
    return tlri_tie_settle(count, &tie, chosen);
}

/* ---- deferring ----------------------------------------------------------------------------------
 */

static bool is_under(enum tlri_defer rule, tlri_dec surpluses, tlri_dec difference)
{
    return rule == TLRI_DEFER_LESS ? surpluses < difference : surpluses <= difference;
}

/* (a) The two lowest; there are two ([CON-10]). */
static bool lowest_two_settled(const struct tlri_count *count, enum tlri_defer rule,
                               tlri_dec surpluses, tlri_dec *difference)
{
    uint32_t lowest = 0;
    uint32_t next = 0;
    (void)tlri_choose_lowest_two(count, &lowest, &next);
    *difference = count->runner[next].vote - count->runner[lowest].vote;
    return is_under(rule, surpluses, *difference);
}

/* (b) The largest set who could go out together, and the next above. */
static tlr_status several_settled(struct tlri_count *count, const struct tlri_deferral *deferral,
                                  tlri_dec surpluses, tlri_dec *difference, bool *settled)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    struct tlri_sure_losers losers = {deferral->together, surpluses};
    struct tlri_together rule = {tlri_choose_fits_votes, &losers, 2, tlri_count_left(count)};
    TLR_TRY(tlri_choose_together(count, &rule, set, &n));
    *settled = false;
    if (n > 0) {
        uint32_t next = tlri_choose_next_above(count, set, n);
        *difference = count->runner[next].vote - tlri_choose_total(count, set, n);
        *settled = is_under(deferral->rule, surpluses, *difference);
    }
    return TLR_OK;
}

tlr_status tlri_surplus_defer(struct tlri_count *count, const struct tlri_deferral *deferral,
                              tlri_dec surpluses, bool *deferred)
{
    tlri_dec difference = 0;
    *deferred = lowest_two_settled(count, deferral->rule, surpluses, &difference);
    if (!*deferred) {
        TLR_TRY(several_settled(count, deferral, surpluses, &difference, deferred));
    }
    if (!*deferred) {
        return TLR_OK;
    }
    return tlri_emit_deferred(count, surpluses, difference, deferral->clause);
}

/* ---- exclusive Gregory --------------------------------------------------------------------------
 */

tlr_status tlri_surplus_terms(struct tlri_count *count, const struct tlri_sorted *sorted,
                              tlri_dec value, tlri_dec surplus, struct tlri_terms *terms)
{
    tlri_dec worth = 0;
    if (!tlri_dec_times(value, sorted->transferable, &worth)) {
        return tlri_count_overflow(count);
    }
    *terms = (struct tlri_terms){0};
    if (worth > surplus) {
        return tlri_dec_over_down(surplus, sorted->transferable, &terms->value)
                   ? TLR_OK
                   : tlri_count_overflow(count);
    }
    terms->value = value;
    terms->lost_value = value;
    terms->lost = surplus - worth;
    return TLR_OK;
}
