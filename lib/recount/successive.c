/*
 * recount/successive.c: several places, one after another by preferences
 * (spec/rules/av-successive.md).
 *
 * The count in words. The first place is filled as av.md says. For the next one all papers are
 * sorted anew, passing over whoever is elected; everybody who was excluded for an earlier place is
 * back in. So it goes on until the places are filled, or until no more candidates are left than
 * places. The constraint pass runs after each election, over the whole contest; who is doomed is
 * left out of the places opened from then on.
 *
 * Under minimum-order = every-second no pass runs; instead, when the first place of a pair went
 * outside the group, only the group is let into the second ([SUC-8]).
 */
#include "recount/hall.h"

static uint32_t elected_so_far(const struct tlri_hall *hall, uint32_t *set)
{
    uint32_t size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (hall->candidate[c].state == TLRI_HALL_ELECTED) {
            set[size++] = c;
        }
    }
    return size;
}

/* [SUC-1] [SUC-2] [SUC-6] Opens a place: everybody in but the elected and the doomed. [SUC-8]
 * `only`: the group for which the place is kept, or TLRI_NONE. */
static tlr_status open_place(struct tlri_hall *hall, uint32_t only)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    const struct tlri_hall_opening next = {.action = TLRI_ACTION_NEXT_PLACE,
                                           .clause = only == TLRI_NONE ? "av-successive/SUC-2"
                                                                       : "av-successive/SUC-8",
                                           .set = set,
                                           .size = elected_so_far(hall, set),
                                           .part = hall->filled + 1};
    TLR_TRY(tlri_recount_open(hall, &next));
    for (uint32_t c = 0; c < hall->candidates; c++) {
        struct tlri_hall_candidate *candidate = &hall->candidate[c];
        bool barred =
            candidate->doomed || (only != TLRI_NONE && !tlri_recount_belongs(hall, c, only));
        if (candidate->state == TLRI_HALL_CONTINUING && barred) {
            candidate->state = TLRI_HALL_EXCLUDED;
        }
    }
    hall->look_from = hall->stage; /* [SUC-4] */
    hall->in_one_place = true;
    hall->provisional = hall->left > 1; /* the last place follows av.md in full */
    return tlri_recount_deal(hall);     /* [SUC-3] */
}

/* Everybody who was excluded for this place is back in. *out: who they were. */
static void close_place(struct tlri_hall *hall, bool out[TLRI_CANDIDATES_MAX])
{
    for (uint32_t c = 0; c < hall->candidates; c++) {
        out[c] = hall->candidate[c].state == TLRI_HALL_EXCLUDED;
        if (out[c]) {
            hall->candidate[c].state = TLRI_HALL_CONTINUING;
        }
    }
}

/* ---- the rest, when they are just as many as the places -----------------------------------------
 */

/* [SUC-5] Those who continued to the end of the place first, then those who went out of it. */
static tlr_status elect_rest(struct tlri_hall *hall, const bool out[TLRI_CANDIDATES_MAX])
{
    uint32_t stayed[TLRI_CANDIDATES_MAX];
    uint32_t went[TLRI_CANDIDATES_MAX];
    uint32_t stayed_size = 0;
    uint32_t went_size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (hall->candidate[c].state != TLRI_HALL_CONTINUING || hall->candidate[c].doomed) {
            continue;
        }
        if (out[c]) {
            hall->candidate[c].vote = hall->candidate[c].last_vote;
            went[went_size++] = c;
        } else {
            stayed[stayed_size++] = c;
        }
    }
    TLR_TRY(tlri_recount_elect_all(hall, stayed, stayed_size));
    return tlri_recount_elect_all(hall, went, went_size);
}

static bool just_as_many(const struct tlri_hall *hall)
{
    return tlri_recount_electable(hall) <= hall->left;
}

/* ---- place after place --------------------------------------------------------------------------
 */

/* [AV-12] No paper is live: this place and all after it stay empty. */
static void leave_empty(struct tlri_hall *hall)
{
    hall->stop = TLRI_HALL_EMPTIED;
    hall->stop_why = TLRI_EMPTY_NO_VOTES;
    hall->stop_clause = "av/AV-12";
}

static tlr_status fill_place(struct tlri_hall *hall)
{
    TLR_TRY(open_place(hall, TLRI_NONE));
    uint64_t base = tlri_recount_live(hall);
    TLR_TRY(tlri_recount_write_round(hall, base));
    bool out[TLRI_CANDIDATES_MAX] = {false};
    if (hall->filled == 0 && just_as_many(hall)) { /* [SUC-5] at the very start */
        close_place(hall, out);
        return elect_rest(hall, out);
    }
    if (base == 0) {
        leave_empty(hall); /* [AV-12] */
        return TLR_OK;
    }
    struct tlri_hall_winner winner;
    TLR_TRY(tlri_recount_find_winner(hall, base, &winner));
    close_place(hall, out);
    if (winner.candidate == TLRI_NONE) {
        return TLR_OK; /* [SUC-7] */
    }
    TLR_TRY(tlri_recount_elect(hall, winner.candidate, winner.why, winner.clause));
    if (hall->stop == TLRI_HALL_GOING && hall->left > 0 && just_as_many(hall)) {
        return elect_rest(hall, out);
    }
    return TLR_OK;
}

/* ---- [SUC-8] in pairs
 * ---------------------------------------------------------------------------- */

/* Members of the group who can still be elected. */
static uint32_t members_left(const struct tlri_hall *hall, uint32_t group)
{
    uint32_t left = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        left += hall->candidate[c].state == TLRI_HALL_CONTINUING &&
                tlri_recount_belongs(hall, c, group);
    }
    return left;
}

/* A second place kept for a group of which nobody is left. */
static tlr_status write_no_member(struct tlri_hall *hall)
{
    struct tlri_event event =
        tlri_event_make(TLRI_EVENT_PLACE_EMPTY, hall->stage, "av-successive/SUC-8");
    event.part = ++hall->filled;
    event.why = TLRI_EMPTY_CONSTRAINT;
    hall->left--;
    hall->taken_empty++;
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

/* One place, kept for the group `only` or open to all. *seated: who won it. */
static tlr_status fill_one_of_pair(struct tlri_hall *hall, uint32_t only, uint32_t *seated)
{
    bool out[TLRI_CANDIDATES_MAX] = {false};
    struct tlri_hall_winner winner;
    *seated = TLRI_NONE;
    TLR_TRY(open_place(hall, only));
    uint64_t base = tlri_recount_live(hall);
    TLR_TRY(tlri_recount_write_round(hall, base));
    if (base == 0 && only == TLRI_NONE) {
        leave_empty(hall);
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_find_winner(hall, base, &winner));
    close_place(hall, out);
    *seated = winner.candidate;
    if (winner.candidate == TLRI_NONE) {
        return TLR_OK;
    }
    return tlri_recount_elect(hall, winner.candidate, winner.why, winner.clause);
}

static tlr_status fill_in_pairs(struct tlri_hall *hall, uint32_t group)
{
    uint32_t first = TLRI_NONE;
    while (hall->left > 0 && hall->stop == TLRI_HALL_GOING) {
        bool second = hall->filled % 2 == 1;
        bool forced = second && !tlri_recount_belongs(hall, first, group);
        if (forced && members_left(hall, group) == 0) {
            TLR_TRY(write_no_member(hall));
            continue;
        }
        TLR_TRY(fill_one_of_pair(hall, forced ? group : TLRI_NONE, &first));
    }
    return TLR_OK;
}

tlr_status tlri_recount_successive(struct tlri_hall *hall)
{
    hall->close_up = true; /* [SUC-4] higher preferences, the elected closed up */
    if (hall->no_passes) {
        return fill_in_pairs(hall, tlri_recount_pair_group(hall));
    }
    while (hall->left > 0 && hall->stop == TLRI_HALL_GOING) {
        TLR_TRY(fill_place(hall));
    }
    return TLR_OK;
}
