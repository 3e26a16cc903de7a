/*
 * count/choose.c: the lowest, several lowest together, the doomed ([CON-7] to [CON-10]).
 *
 * The sets asked about are always the lowest unguarded candidates in order of votes; what the rule
 * sets differ in, how the votes of a set are held against the vote of the next above, is a function
 * that they pass in. Whether the rest can still fill the places is asked last, as it costs most.
 */
#include "count/choose.h"

#include "count/bounds.h"
#include "count/ties.h"

static bool may_go_out(const struct tlri_count *count, uint32_t candidate)
{
    return tlri_count_continues(count, candidate) &&
           (!count->runner[candidate].guarded || count->provisional);
}

/* All who may go out, the lowest first; returns how many. */
static uint32_t all_lowest_first(const struct tlri_count *count, uint32_t *set)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (may_go_out(count, c)) {
            set[n++] = c;
        }
    }
    tlri_count_order(count, set, n, false);
    return n;
}

/* How many of an ordered set are level with its first. */
static uint32_t level_with_first(const struct tlri_count *count, const uint32_t *set, uint32_t n)
{
    uint32_t level = 0;
    while (level < n &&
           tlri_count_standing(count, set[level]) == tlri_count_standing(count, set[0])) {
        level++;
    }
    return level;
}

static tlr_status choose_among_level(struct tlri_count *count, const uint32_t *level, uint32_t n,
                                     uint32_t *chosen)
{
    if (n == 0) {
        return tlri_internal(count->ctx, "somebody can go out while places are open");
    }
    if (n == 1) {
        *chosen = level[0];
        return TLR_OK;
    }
    struct tlri_tie tie = tlri_tie_make(count, TLRI_PURPOSE_EXCLUDE, level, n);
    return tlri_tie_settle(count, &tie, chosen);
}

tlr_status tlri_choose_doomed(struct tlri_count *count, uint32_t *chosen)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    *chosen = TLRI_NONE;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (tlri_count_continues(count, c) && count->runner[c].doomed) {
            set[n++] = c;
        }
    }
    if (n == 0) {
        return TLR_OK;
    }
    tlri_count_order(count, set, n, false);
    return choose_among_level(count, set, level_with_first(count, set, n), chosen);
}

uint32_t tlri_choose_level_lowest(const struct tlri_count *count, uint32_t *level)
{
    uint32_t n = all_lowest_first(count, level);
    return level_with_first(count, level, n);
}

tlr_status tlri_choose_lowest(struct tlri_count *count, uint32_t *chosen)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t n = tlri_choose_level_lowest(count, level);
    return choose_among_level(count, level, n, chosen);
}

bool tlri_choose_lowest_two(const struct tlri_count *count, uint32_t *lowest, uint32_t *next)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    if (all_lowest_first(count, set) < 2) {
        return false;
    }
    *lowest = set[0];
    *next = set[1];
    return true;
}

/* ---- several together --------------------------------------------------------------------------
 */

static bool is_in(const uint32_t *set, uint32_t n, uint32_t candidate)
{
    for (uint32_t i = 0; i < n; i++) {
        if (set[i] == candidate) {
            return true;
        }
    }
    return false;
}

/* [CON-9] The lowest other continuing candidate, guarded or not, with at least the vote of the
 * highest in the set, which is its last. */
uint32_t tlri_choose_next_above(const struct tlri_count *count, const uint32_t *set, uint32_t n)
{
    tlri_dec highest = tlri_count_standing(count, set[n - 1]);
    uint32_t next = TLRI_NONE;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (!tlri_count_continues(count, c) || is_in(set, n, c)) {
            continue;
        }
        tlri_dec standing = tlri_count_standing(count, c);
        if (standing >= highest &&
            (next == TLRI_NONE || standing < tlri_count_standing(count, next))) {
            next = c;
        }
    }
    return next;
}

tlri_dec tlri_choose_total(const struct tlri_count *count, const uint32_t *set, uint32_t n)
{
    tlri_dec total = 0;
    for (uint32_t i = 0; i < n; i++) {
        total += count->runner[set[i]].vote; /* no more than the valid vote */
    }
    return total;
}

tlr_status tlri_choose_fits_votes(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                                  uint32_t next, const void *method, bool *fits)
{
    const struct tlri_sure_losers *rule = method;
    tlri_dec sum = tlri_choose_total(count, set, n) + rule->pending;
    tlri_dec above = count->runner[next].vote;
    *fits = rule->bulk == TLRI_BULK_LESS ? sum < above
                                         : rule->bulk == TLRI_BULK_NOT_GREATER && sum <= above;
    return TLR_OK;
}

/* Is the set of the first k of all who may go out one that may go out together? */
static tlr_status may_go_together(struct tlri_count *count, const struct tlri_together *rule,
                                  const uint32_t *all, uint32_t of, uint32_t k, bool *may)
{
    *may = false;
    bool parts_level =
        k < of && tlri_count_standing(count, all[k]) == tlri_count_standing(count, all[k - 1]);
    if (parts_level || tlri_count_continuing(count) - k < rule->remain) {
        return TLR_OK;
    }
    uint32_t next = tlri_choose_next_above(count, all, k);
    if (next == TLRI_NONE) {
        return TLR_OK;
    }
    bool fits = false;
    TLR_TRY(rule->test(count, all, k, next, rule->method, &fits));
    return fits ? tlri_bounds_allow_none(count, all, k, may) : TLR_OK;
}

tlr_status tlri_choose_together(struct tlri_count *count, const struct tlri_together *rule,
                                uint32_t *set, uint32_t *n)
{
    uint32_t of = all_lowest_first(count, set);
    for (uint32_t k = of; k >= rule->least; k--) {
        bool may = false;
        TLR_TRY(may_go_together(count, rule, set, of, k, &may));
        if (may) {
            *n = k;
            return TLR_OK;
        }
    }
    *n = 0;
    return TLR_OK;
}
