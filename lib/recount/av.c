/*
 * recount/av.c: one place by preferences (spec/rules/av.md).
 *
 * The count in words. Every valid paper counts one for its first preference. Whoever has more than
 * half of the live papers (or of the valid ones) is elected. With two left the one ahead is
 * elected; level, it is the final tie. Otherwise the lowest goes out, or the largest set of lowest
 * candidates who together cannot catch the next, and each of their papers goes to its next
 * preference for somebody who continues. Then everything is asked again.
 *
 * The same procedure fills each place of av-successive (successive.c); so the winner is found here
 * and elected by the caller.
 */
#include "recount/hall.h"

static const char *const clause_majority = "av/AV-2";

uint64_t tlri_recount_live(const struct tlri_hall *hall)
{
    uint64_t live = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (hall->candidate[c].state == TLRI_HALL_CONTINUING) {
            live += hall->candidate[c].papers;
        }
    }
    return live;
}

/* [AV-2] More than half of this many. */
static uint64_t majority_of(const struct tlri_hall *hall, uint64_t base)
{
    bool first = hall->settings->majority == TLRI_MAJORITY_FIRST;
    return (first ? base : tlri_recount_live(hall)) / 2 + 1;
}

tlr_status tlri_recount_write_round(struct tlri_hall *hall, uint64_t base)
{
    TLR_TRY(tlri_recount_write_tally(hall));
    struct tlri_hall_amount required;
    TLR_TRY(tlri_recount_whole(hall, majority_of(hall, base), &required));
    return tlri_recount_write_required(hall, required.fixed, clause_majority);
}

/* ---- is there a winner? -------------------------------------------------------------------------
 */

static void win(struct tlri_hall_winner *winner, uint32_t c, enum tlri_why_elected why,
                const char *clause)
{
    winner->candidate = c;
    winner->why = why;
    winner->clause = clause;
}

/* Those who continue, and are not doomed if `able`. */
static uint32_t list_continuing(const struct tlri_hall *hall, bool able, uint32_t *out)
{
    uint32_t size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        bool barred = able && hall->candidate[c].doomed;
        if (hall->candidate[c].state == TLRI_HALL_CONTINUING && !barred) {
            out[size++] = c;
        }
    }
    return size;
}

/* [AV-2] [AV-3] [AV-9] */
static void test_majority(const struct tlri_hall *hall, uint64_t base,
                          struct tlri_hall_winner *winner)
{
    if (hall->settings->stop == TLRI_STOP_TWO_LEFT && tlri_recount_continuing(hall) > 2) {
        return;
    }
    for (uint32_t c = 0; c < hall->candidates; c++) {
        const struct tlri_hall_candidate *candidate = &hall->candidate[c];
        if (candidate->state == TLRI_HALL_CONTINUING && !candidate->doomed &&
            candidate->papers >= majority_of(hall, base)) {
            win(winner, c, TLRI_WHY_ELECTED_MAJORITY, clause_majority);
        }
    }
}

/* [AV-4] [AV-9] One is left, or only one may be elected. */
static void test_one_left(const struct tlri_hall *hall, struct tlri_hall_winner *winner)
{
    uint32_t able[TLRI_CANDIDATES_MAX];
    if (list_continuing(hall, true, able) == 1) {
        win(winner, able[0], TLRI_WHY_ELECTED_REMAINING,
            hall->bounded && !hall->no_passes ? "constraints/CON-12" : hall->remaining_clause);
    }
}

/* [AV-4] [AV-7] [AV-8] Two are left: the one ahead, or the final tie. */
static tlr_status test_two_left(struct tlri_hall *hall, struct tlri_hall_winner *winner)
{
    uint32_t two[TLRI_CANDIDATES_MAX];
    if (list_continuing(hall, false, two) != 2) {
        return TLR_OK;
    }
    uint64_t a = hall->candidate[two[0]].papers;
    uint64_t b = hall->candidate[two[1]].papers;
    if (a != b) {
        win(winner, a > b ? two[0] : two[1], TLRI_WHY_ELECTED_MOST_VOTES, "av/AV-4");
        return TLR_OK;
    }
    const struct tlri_hall_tie tie = {TLRI_PURPOSE_ELECT, false, hall->settings->tie_final, NULL};
    uint32_t selected;
    TLR_TRY(tlri_recount_tie(hall, &tie, two, 2, &selected));
    win(winner, selected, TLRI_WHY_ELECTED_MOST_VOTES, "av/AV-7");
    return TLR_OK;
}

static tlr_status test_winner(struct tlri_hall *hall, uint64_t base,
                              struct tlri_hall_winner *winner)
{
    winner->candidate = TLRI_NONE;
    test_majority(hall, base, winner);
    if (winner->candidate == TLRI_NONE) {
        test_one_left(hall, winner);
    }
    return winner->candidate == TLRI_NONE ? test_two_left(hall, winner) : TLR_OK;
}

/* ---- who goes out -------------------------------------------------------------------------------
 */

/* [AV-9] a doomed candidate first; [AV-6] several together; [AV-5] [AV-7] the lowest. */
static tlr_status choose_going(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    TLR_TRY(tlri_recount_doomed_goes(hall, "av/AV-5", going));
    if (going->size > 0 || hall->stop != TLRI_HALL_GOING) {
        return TLR_OK;
    }
    if (hall->settings->bulk != TLRI_BULK_OFF) {
        const struct tlri_hall_together rule = {
            .strictly = hall->settings->bulk == TLRI_BULK_LESS,
            .least = 2,
            .remain = hall->settings->stop == TLRI_STOP_TWO_LEFT ? 2 : 1};
        TLR_TRY(tlri_recount_together_go(hall, &rule, "av/AV-6", "av/AV-6", going));
    }
    if (going->size > 0) {
        return TLR_OK;
    }
    return tlri_recount_lowest_goes(hall, NULL, "av/AV-5", "av/AV-5", going);
}

/* ---- the procedure ------------------------------------------------------------------------------
 */

tlr_status tlri_recount_find_winner(struct tlri_hall *hall, uint64_t base,
                                    struct tlri_hall_winner *winner)
{
    for (;;) {
        TLR_TRY(test_winner(hall, base, winner));
        if (winner->candidate != TLRI_NONE || hall->stop != TLRI_HALL_GOING) {
            return TLR_OK;
        }
        struct tlri_hall_going going;
        TLR_TRY(choose_going(hall, &going));
        if (going.size == 0) {
            return TLR_OK;
        }
        TLR_TRY(tlri_recount_open_exclusion(hall, &going));
        TLR_TRY(tlri_recount_move_excluded(hall, &going));
        TLR_TRY(tlri_recount_write_round(hall, base));
    }
}

tlr_status tlri_recount_av(struct tlri_hall *hall)
{
    const struct tlri_hall_opening first = {.action = TLRI_ACTION_FIRST, .clause = "av/AV-1"};
    TLR_TRY(tlri_recount_open(hall, &first)); /* [AV-1] */
    TLR_TRY(tlri_recount_deal(hall));
    TLR_TRY(tlri_recount_write_round(hall, hall->valid));
    if (tlri_recount_no_votes(hall, "av/AV-12")) {
        return TLR_OK;
    }
    struct tlri_hall_winner winner;
    TLR_TRY(tlri_recount_find_winner(hall, hall->valid, &winner));
    if (winner.candidate == TLRI_NONE) {
        return TLR_OK; /* a lot is needed, or the place is referred */
    }
    return tlri_recount_elect(hall, winner.candidate, winner.why, winner.clause);
}
