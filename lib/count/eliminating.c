/*
 * count/eliminating.c: one round of the eliminating ballot (spec/rules/eliminating.md).
 *
 * Voters mark as many candidates as places are left. Whoever is marked on more than half of the
 * papers is elected. If places are left and no more candidates than places, they are elected too.
 * Otherwise the lowest go out and voters get new papers: the outcome of the count is a next round
 * with those still continuing. Doomed candidates go out first, guarded ones never.
 */
#include "count/bounds.h"
#include "count/choose.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/tally.h"
#include "count/ties.h"

/* [ELI-2] More than half of the valid papers. */
static tlri_dec majority_needed(const struct tlri_count *count)
{
    return (tlri_dec)count->ballots.papers / 2 + 1;
}

/* [ELI-1] */
static tlr_status round_stage(struct tlri_count *count)
{
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){.action = TLRI_ACTION_ROUND, .clause = "eliminating/ELI-1"}));
    for (uint32_t c = 0; c < count->candidates; c++) {
        count->runner[c].vote = (tlri_dec)count->ballots.marks[c];
        count->runner[c].papers = count->ballots.marks[c];
    }
    TLR_TRY(tlri_tally_close(count));
    return tlri_emit_required(count, majority_needed(count), "eliminating/ELI-2");
}

static bool passes(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right)
{
    (void)method;
    *right = (struct tlri_right){TLRI_WHY_ELECTED_MAJORITY, "eliminating/ELI-2"};
    return count->runner[candidate].vote >= majority_needed(count);
}

/* ---- who goes out
 * -------------------------------------------------------------------------------- */

/* [ELI-5] All doomed candidates; returns how many. */
static uint32_t all_doomed(const struct tlri_count *count, uint32_t *set)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (tlri_count_continues(count, c) && count->runner[c].doomed) {
            set[n++] = c;
        }
    }
    return n;
}

/* Without bulk exclusion the level lowest go out together if enough remain. */
static tlr_status level_may_go(struct tlri_count *count, const uint32_t *level, uint32_t n,
                               bool *may)
{
    *may = false;
    if (count->settings->bulk != TLRI_BULK_OFF || n < 2 ||
        tlri_count_continuing(count) < tlri_count_left(count) + n) {
        return TLR_OK;
    }
    return tlri_bounds_allow_none(count, level, n, may);
}

/* Of the level lowest one: a tie for `exclude` in this stage. */
static tlr_status settle_lowest(struct tlri_count *count, const uint32_t *level, uint32_t n,
                                uint32_t *chosen)
{
    *chosen = level[0];
    if (n == 1) {
        return TLR_OK;
    }
    struct tlri_tie tie = tlri_tie_make(count, TLRI_PURPOSE_EXCLUDE, level, n);
    tie.stage = count->stage;
    return tlri_tie_settle(count, &tie, chosen);
}

/* [ELI-4] */
static tlr_status exclude_lowest(struct tlri_count *count)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    struct tlri_sure_losers losers = {count->settings->bulk, 0};
    struct tlri_together rule = {tlri_choose_fits_votes, &losers, 2, tlri_count_left(count)};
    TLR_TRY(tlri_choose_together(count, &rule, set, &n));
    if (n > 0) {
        return tlri_seats_exclude(count, set, n, TLRI_WHY_EXCLUDED_BULK, "eliminating/ELI-4");
    }
    bool together = false;
    uint32_t lowest = TLRI_NONE;
    n = tlri_choose_level_lowest(count, set);
    TLR_TRY(level_may_go(count, set, n, &together));
    if (together) {
        return tlri_seats_exclude(count, set, n, TLRI_WHY_EXCLUDED_BULK, "eliminating/ELI-4");
    }
    TLR_TRY(settle_lowest(count, set, n, &lowest));
    return tlri_seats_exclude(count, &lowest, 1, TLRI_WHY_EXCLUDED_LOWEST, "eliminating/ELI-4");
}

static tlr_status exclude_some(struct tlri_count *count)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = all_doomed(count, set);
    if (n > 0) {
        return tlri_seats_exclude(count, set, n, TLRI_WHY_EXCLUDED_DOOMED, "constraints/CON-7");
    }
    return exclude_lowest(count);
}

/* [ELI-6] */
static tlr_status next_round(struct tlri_count *count)
{
    count->outcome = TLRI_OUTCOME_NEXT_ROUND;
    return tlri_emit_closed(count, (uint32_t)count->out->elected.count, tlri_count_left(count),
                            "transcript/TRA-5");
}

tlr_status tlri_count_eliminating(struct tlri_count *count)
{
    struct tlri_election election = {passes, NULL, "eliminating/ELI-2"};
    TLR_TRY(round_stage(count));
    TLR_TRY(tlri_seats_elect_passing(count, &election));
    if (tlri_seats_decided(count)) {
        return tlri_seats_elect_remaining(count); /* [ELI-3] */
    }
    if (count->ballots.votes == 0) {
        count->rest = TLRI_EMPTY_NO_VOTES; /* [ELI-7] */
        return TLR_OK;
    }
    TLR_TRY(exclude_some(count));
    if (tlri_seats_decided(count)) {
        return tlri_seats_elect_remaining(count);
    }
    return next_round(count);
}
