/*
 * recount/plurality.c: block vote, limited vote, single mark (spec/rules/plurality.md).
 *
 * The count in words. Every mark on a valid paper is a vote for its candidate. The votes are cast
 * up once. Then the places are filled one at a time, most votes first, with the constraint pass
 * after each: whoever is doomed is passed over. When as many candidates are left as places, they
 * all have one. Nobody without a vote is elected, except as one of those, or guarded.
 *
 * Under minimum-order = every-second there is no guarding: of each pair of places the second goes
 * to the group when the first did not ([PLU-7]).
 */
#include "recount/hall.h"

static const char *const clause_place = "plurality/PLU-3";
static const char *const clause_pair = "plurality/PLU-7";
static const char *const clause_no_votes = "plurality/PLU-5";
static const struct tlri_hall_tie no_tie_rule = {TLRI_PURPOSE_ELECT, false, TLRI_TIE_LOT, NULL};

static struct tlri_hall_tie final_tie(const struct tlri_hall *hall)
{
    struct tlri_hall_tie tie = no_tie_rule;
    tie.resort = hall->settings->tie_final; /* [PLU-4], [TIE-8] */
    return tie;
}

/* [PLU-1] [PLU-2] Each mark gives its candidate one vote. */
static tlr_status count_votes(struct tlri_hall *hall)
{
    const struct tlri_hall_opening votes = {.action = TLRI_ACTION_VOTES,
                                            .clause = "plurality/PLU-2"};
    TLR_TRY(tlri_recount_count_crosses(hall));
    TLR_TRY(tlri_recount_open(hall, &votes));
    return tlri_recount_write_tally(hall);
}

/* [PLU-5] With nobody left who may be elected, the places left are empty. */
static void leave_empty(struct tlri_hall *hall)
{
    hall->stop = TLRI_HALL_EMPTIED;
    hall->stop_why = TLRI_EMPTY_NO_VOTES;
    hall->stop_clause = clause_no_votes;
}

/* ---- most votes first -------------------------------------------------------------------------
 */

/* [PLU-5] A vote, or being guarded, is enough to be elected. */
static tlr_status may_be_elected(struct tlri_hall *hall, uint32_t c, bool *passes,
                                 enum tlri_why_elected *why)
{
    *why = TLRI_WHY_ELECTED_MOST_VOTES;
    *passes = hall->candidate[c].guarded || !tlri_recount_is_zero(hall, &hall->candidate[c].vote);
    return TLR_OK;
}

/* [PLU-3] [PLU-4] The next place; [PLU-5] before it, whether all who are left remain. */
static tlr_status fill_in_order(struct tlri_hall *hall)
{
    const struct tlri_hall_election next = {may_be_elected, clause_place, NULL, final_tie(hall)};
    for (;;) {
        bool done = false;
        uint32_t before = hall->left;
        TLR_TRY(tlri_recount_elect_remaining(hall, &done));
        if (done) {
            return TLR_OK;
        }
        TLR_TRY(tlri_recount_elect_next(hall, &next));
        if (hall->left == before) {
            if (hall->stop == TLRI_HALL_GOING) {
                leave_empty(hall);
            }
            return TLR_OK;
        }
    }
}

/* ---- every second place -------------------------------------------------------------------------
 */

/* The group of [PLU-7], the first with a minimum; TLRI_NONE: the reading is off. */
uint32_t tlri_recount_pair_group(const struct tlri_hall *hall)
{
    const struct tlri_contest *contest = hall->contest;
    if (hall->settings->minimum_order != TLRI_MINIMUM_EVERY_SECOND ||
        !hall->settings->constrained) {
        return TLRI_NONE;
    }
    for (uint32_t g = 0; g < contest->groups; g++) {
        if (contest->group[g].minimum > 0) {
            return g;
        }
    }
    return TLRI_NONE;
}

bool tlri_recount_belongs(const struct tlri_hall *hall, uint32_t c, uint32_t group)
{
    const struct tlri_contest *contest = hall->contest;
    size_t at = (size_t)c * contest->categories + contest->group[group].category;
    return !hall->candidate[c].reopen && contest->member[at] == group;
}

/* The highest continuing candidates, of the group (those without votes too) or of all (with a
 * vote). */
static uint32_t highest(const struct tlri_hall *hall, uint32_t group, uint32_t *level)
{
    uint32_t size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        const struct tlri_hall_candidate *candidate = &hall->candidate[c];
        if (candidate->state != TLRI_HALL_CONTINUING ||
            (group == TLRI_NONE ? candidate->papers == 0 : !tlri_recount_belongs(hall, c, group))) {
            continue;
        }
        if (size > 0 && candidate->papers < hall->candidate[level[0]].papers) {
            continue;
        }
        if (size > 0 && candidate->papers > hall->candidate[level[0]].papers) {
            size = 0;
        }
        level[size++] = c;
    }
    return size;
}

/* A forced second for whom nobody is left: the place stays empty, at once. */
static tlr_status write_no_second(struct tlri_hall *hall)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_PLACE_EMPTY, hall->stage, clause_pair);
    event.part = ++hall->filled;
    event.why = TLRI_EMPTY_CONSTRAINT;
    hall->left--;
    hall->taken_empty++;
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

/* One place: of the group when it is a forced second, else of all. *seated: who took it. */
static tlr_status fill_place(struct tlri_hall *hall, uint32_t group, uint32_t *seated)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t size = highest(hall, group, level);
    *seated = TLRI_NONE;
    if (size == 0) {
        if (group != TLRI_NONE) {
            return write_no_second(hall);
        }
        leave_empty(hall);
        return TLR_OK;
    }
    *seated = level[0];
    if (size > 1) {
        const struct tlri_hall_tie tie = final_tie(hall);
        TLR_TRY(tlri_recount_tie(hall, &tie, level, size, seated));
    }
    if (*seated == TLRI_NONE) {
        return TLR_OK;
    }
    return tlri_recount_elect(hall, *seated, TLRI_WHY_ELECTED_MOST_VOTES, clause_pair);
}

/* [PLU-7] */
static tlr_status fill_in_pairs(struct tlri_hall *hall, uint32_t group)
{
    uint32_t first = TLRI_NONE; /* who took the first place of the pair */
    while (hall->left > 0 && hall->stop == TLRI_HALL_GOING) {
        bool second = hall->filled % 2 == 1; /* and so somebody took the first */
        bool forced = second && !tlri_recount_belongs(hall, first, group);
        TLR_TRY(fill_place(hall, forced ? group : TLRI_NONE, &first));
    }
    return TLR_OK;
}

tlr_status tlri_recount_plurality(struct tlri_hall *hall)
{
    TLR_TRY(count_votes(hall));
    return hall->no_passes ? fill_in_pairs(hall, tlri_recount_pair_group(hall))
                           : fill_in_order(hall);
}
