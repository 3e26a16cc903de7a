/*
 * recount/eliminating.c: one round of the eliminating ballot (spec/rules/eliminating.md).
 *
 * The count in words. Every mark on a valid paper is a vote. Whoever is marked on more than half of
 * the valid papers is elected, most votes first, as far as there are places. If places are left and
 * more candidates than places, the lowest go out, and those who still continue stand on the papers
 * of the next round: that is the outcome.
 */
#include "recount/hall.h"

static const char *const clause_round = "eliminating/ELI-1";
static const char *const clause_majority = "eliminating/ELI-2";
static const char *const clause_out = "eliminating/ELI-4";

static uint64_t needed(const struct tlri_hall *hall)
{
    return hall->valid / 2 + 1;
}

/* [ELI-1] [ELI-2] The votes, and the number needed. */
static tlr_status count_votes(struct tlri_hall *hall)
{
    const struct tlri_hall_opening round = {.action = TLRI_ACTION_ROUND, .clause = clause_round};
    struct tlri_hall_amount required;
    TLR_TRY(tlri_recount_count_crosses(hall));
    TLR_TRY(tlri_recount_open(hall, &round));
    TLR_TRY(tlri_recount_write_tally(hall));
    TLR_TRY(tlri_recount_whole(hall, needed(hall), &required));
    return tlri_recount_write_required(hall, required.fixed, clause_majority);
}

/* [ELI-2] */
static tlr_status has_majority(struct tlri_hall *hall, uint32_t c, bool *passes,
                               enum tlri_why_elected *why)
{
    *why = TLRI_WHY_ELECTED_MAJORITY;
    *passes = hall->candidate[c].papers >= needed(hall);
    return TLR_OK;
}

/* ---- who is not on the next paper ---------------------------------------------------------------
 */

/* [ELI-5] All the doomed at once. */
static void doomed_go(const struct tlri_hall *hall, struct tlri_hall_going *going)
{
    going->size = 0;
    going->why = TLRI_WHY_EXCLUDED_DOOMED;
    going->clause = "constraints/CON-7";
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (hall->candidate[c].state == TLRI_HALL_CONTINUING && hall->candidate[c].doomed) {
            going->set[going->size++] = c;
        }
    }
}

/* [ELI-4] The lowest; level ones all together when enough remain, otherwise one by the tie rule. */
static tlr_status lowest_go(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    uint32_t list[TLRI_CANDIDATES_MAX];
    uint32_t size = tlri_recount_from_bottom(hall, list);
    uint32_t level = tlri_recount_level_lowest(hall, list, size, going->set);
    bool together = tlri_recount_continuing(hall) - level >= hall->left;
    if (together && level > 1) {
        TLR_TRY(tlri_recount_can_exclude_all(hall, going->set, level, &together));
    }
    going->clause = clause_out;
    if (together) {
        going->size = level;
        going->why = level > 1 ? TLRI_WHY_EXCLUDED_BULK : TLRI_WHY_EXCLUDED_LOWEST;
        return TLR_OK;
    }
    const struct tlri_hall_tie tie = {TLRI_PURPOSE_EXCLUDE, false, hall->settings->tie_exclusion,
                                      NULL};
    uint32_t selected;
    TLR_TRY(tlri_recount_tie(hall, &tie, going->set, level, &selected));
    going->set[0] = selected;
    going->size = selected == TLRI_NONE ? 0 : 1;
    going->why = TLRI_WHY_EXCLUDED_LOWEST;
    return TLR_OK;
}

/* [ELI-4] [ELI-5] */
static tlr_status choose_going(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    doomed_go(hall, going);
    if (going->size > 0) {
        return TLR_OK;
    }
    if (hall->settings->bulk != TLRI_BULK_OFF) {
        const struct tlri_hall_together rule = {
            .strictly = hall->settings->bulk == TLRI_BULK_LESS, .least = 2, .remain = hall->left};
        TLR_TRY(tlri_recount_together_go(hall, &rule, clause_out, clause_out, going));
    }
    return going->size > 0 ? TLR_OK : lowest_go(hall, going);
}

tlr_status tlri_recount_eliminating(struct tlri_hall *hall)
{
    const struct tlri_hall_election majority = {
        has_majority,
        clause_majority,
        NULL,
        {TLRI_PURPOSE_ELECT, false, TLRI_TIE_LOT, clause_majority}};
    bool done;
    TLR_TRY(count_votes(hall));
    TLR_TRY(tlri_recount_elect_passing(hall, &majority));
    TLR_TRY(tlri_recount_elect_remaining(hall, &done)); /* [ELI-3] */
    if (done) {
        return TLR_OK;
    }
    struct tlri_hall_going going;
    TLR_TRY(choose_going(hall, &going));
    if (going.size == 0) {
        return TLR_OK; /* a tie stopped the count */
    }
    hall->next_round = true; /* [ELI-6] */
    return tlri_recount_write_excluded(hall, going.set, going.size, going.why, going.clause);
}
