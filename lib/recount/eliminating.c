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

/* [ELI-4] Without bulk exclusion level lowest candidates go out together when enough remain. */
static tlr_status may_go_together(struct tlri_hall *hall, const uint32_t *level, uint32_t size,
                                  bool *together)
{
    *together = size == 1 || (hall->settings->bulk == TLRI_BULK_OFF &&
                              tlri_recount_continuing(hall) - size >= hall->left);
    if (!*together || size == 1) {
        return TLR_OK;
    }
    return tlri_recount_can_exclude_all(hall, level, size, together);
}

/* [ELI-4] The lowest: level ones together, or one of them by the tie rule. */
static tlr_status lowest_go(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    uint32_t list[TLRI_CANDIDATES_MAX];
    uint32_t size = tlri_recount_from_bottom(hall, list);
    bool together;
    going->size = tlri_recount_level_lowest(hall, list, size, going->set);
    going->why = going->size > 1 ? TLRI_WHY_EXCLUDED_BULK : TLRI_WHY_EXCLUDED_LOWEST;
    going->clause = clause_out;
    TLR_TRY(may_go_together(hall, going->set, going->size, &together));
    if (together) {
        return TLR_OK;
    }
    const struct tlri_hall_tie tie = {TLRI_PURPOSE_EXCLUDE, false, hall->settings->tie_exclusion,
                                      NULL};
    uint32_t selected;
    TLR_TRY(tlri_recount_tie(hall, &tie, going->set, going->size, &selected));
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

/* [ELI-7] No vote for anybody who stands: the places left are empty. */
static bool no_vote_given(struct tlri_hall *hall)
{
    if (hall->total.fixed != 0) {
        return false;
    }
    hall->stop = TLRI_HALL_EMPTIED;
    hall->stop_why = TLRI_EMPTY_NO_VOTES;
    hall->stop_clause = "eliminating/ELI-7";
    return true;
}

tlr_status tlri_recount_eliminating(struct tlri_hall *hall)
{
    const struct tlri_hall_election majority = {
        has_majority,
        clause_majority,
        NULL,
        {TLRI_PURPOSE_ELECT, false, TLRI_TIE_LOT, clause_majority}};
    bool done = false;
    TLR_TRY(count_votes(hall));
    TLR_TRY(tlri_recount_elect_passing(hall, &majority));
    TLR_TRY(tlri_recount_elect_remaining(hall, &done)); /* [ELI-3] */
    if (done || no_vote_given(hall)) {
        return TLR_OK;
    }
    struct tlri_hall_going going;
    TLR_TRY(choose_going(hall, &going));
    if (going.size == 0) {
        return TLR_OK; /* a tie stopped the count */
    }
    TLR_TRY(tlri_recount_write_excluded(hall, going.set, going.size, going.why, going.clause));
    TLR_TRY(tlri_recount_elect_remaining(hall, &done)); /* [ELI-4] */
    hall->next_round = !done;                           /* [ELI-6] */
    return TLR_OK;
}
