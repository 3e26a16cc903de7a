/*
 * count/plurality.c: block vote, limited vote, single mark (spec/rules/plurality.md).
 *
 * Every mark is a vote. Then places are filled one at a time: the candidate with the most votes who
 * is not doomed takes the next place, and after each the bounds on groups are tried again; so the
 * places go in order of votes, skipping whoever would make a minimum unreachable. Several level at
 * the top all go in if they can; if not, the last resort selects one, since there is no earlier
 * stage to look back to. Nobody without a vote is elected while there is a choice. The other
 * reading of a minimum, every second place for the group in the order of votes, is at the end of
 * this file.
 */
#include "count/bounds.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/tally.h"
#include "count/ties.h"

/* [PLU-1], [PLU-2] One vote for each mark; one stage. */
static tlr_status votes_stage(struct tlri_count *count)
{
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){.action = TLRI_ACTION_VOTES, .clause = "plurality/PLU-2"}));
    for (uint32_t c = 0; c < count->candidates; c++) {
        count->runner[c].vote = (tlri_dec)count->ballots.marks[c];
        count->runner[c].papers = count->ballots.marks[c];
    }
    return tlri_tally_close(count);
}

/* Whom a place is open to. */
typedef bool open_to(const struct tlri_count *count, uint32_t candidate, uint32_t group);

/* [PLU-5] Nobody without a vote, unless a bound asks for them. */
static bool open_to_all(const struct tlri_count *count, uint32_t candidate, uint32_t group)
{
    (void)group;
    const struct tlri_runner *runner = &count->runner[candidate];
    return tlri_count_in_play(count, candidate) && (runner->vote > 0 || runner->guarded);
}

/* Those level at the most votes among those the place is open to; returns how many. */
static uint32_t highest(const struct tlri_count *count, open_to *open, uint32_t group,
                        uint32_t *level)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (!open(count, c, group)) {
            continue;
        }
        if (n > 0 && count->runner[c].vote > count->runner[level[0]].vote) {
            n = 0;
        }
        if (n == 0 || count->runner[c].vote == count->runner[level[0]].vote) {
            level[n++] = c;
        }
    }
    return n;
}

/* [PLU-4] No earlier stage exists, so the last resort applies at once. */
static tlr_status settle(struct tlri_count *count, const uint32_t *level, uint32_t n,
                         uint32_t *selected)
{
    struct tlri_tie tie = tlri_tie_make(count, TLRI_PURPOSE_ELECT, level, n);
    tie.lookback = TLRI_LOOKBACK_NONE;
    tie.last = count->settings->tie_final;
    return tlri_tie_settle(count, &tie, selected);
}

/* [PLU-3], [PLU-4] The most votes takes the next place. Level ones who can all be elected follow
 * one another in ballot order; otherwise the last resort selects one. */
static tlr_status fill_next(struct tlri_count *count, const uint32_t *level, uint32_t n)
{
    uint32_t taker = level[0];
    bool all = n == 1;
    if (n > 1 && n <= tlri_count_left(count)) {
        TLR_TRY(tlri_bounds_allow_all(count, level, n, &all));
    }
    if (!all) {
        TLR_TRY(settle(count, level, n, &taker));
    }
    return tlri_seats_elect(count, taker, TLRI_WHY_ELECTED_MOST_VOTES, "plurality/PLU-3");
}

static tlr_status fill_by_votes(struct tlri_count *count)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    while (tlri_count_left(count) > 0) {
        if (tlri_seats_decided(count)) {
            return tlri_seats_elect_remaining(count); /* [PLU-5], [CON-12] */
        }
        uint32_t n = highest(count, open_to_all, TLRI_NONE, level);
        if (n == 0) {
            count->rest = TLRI_EMPTY_NO_VOTES; /* [PLU-5] */
            return TLR_OK;
        }
        TLR_TRY(fill_next(count, level, n));
    }
    return TLR_OK;
}

/* ---- [PLU-7] every second place
 * ------------------------------------------------------------------ */

/* A forced second place is the group's, even without votes. */
static bool open_to_members(const struct tlri_count *count, uint32_t candidate, uint32_t group)
{
    return tlri_count_continues(count, candidate) && tlri_seats_is_member(count, candidate, group);
}

static bool open_to_voted(const struct tlri_count *count, uint32_t candidate, uint32_t group)
{
    (void)group;
    return tlri_count_continues(count, candidate) && count->runner[candidate].vote > 0;
}

/* One of the level candidates takes the place. */
static tlr_status fill_one(struct tlri_count *count, const uint32_t *level, uint32_t n,
                           uint32_t *taker)
{
    *taker = level[0];
    if (n > 1) {
        TLR_TRY(settle(count, level, n, taker));
    }
    return tlri_seats_elect(count, *taker, TLRI_WHY_ELECTED_MOST_VOTES, "plurality/PLU-7");
}

static tlr_status leave_empty(struct tlri_count *count)
{
    count->filled++;
    return tlri_emit_place_empty(count, TLRI_NONE, count->filled, TLRI_EMPTY_CONSTRAINT,
                                 "plurality/PLU-7");
}

static tlr_status fill_every_second(struct tlri_count *count, uint32_t group)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t taker = TLRI_NONE; /* of the place before; the first of a pair always has one */
    while (tlri_count_left(count) > 0) {
        bool forced = tlri_seats_is_forced(count, taker, group);
        uint32_t n = highest(count, forced ? open_to_members : open_to_voted, group, level);
        if (n > 0) {
            TLR_TRY(fill_one(count, level, n, &taker));
        } else if (forced) {
            TLR_TRY(leave_empty(count));
        } else {
            count->rest = TLRI_EMPTY_NO_VOTES;
            return TLR_OK;
        }
    }
    return TLR_OK;
}

tlr_status tlri_count_plurality(struct tlri_count *count)
{
    uint32_t group = tlri_seats_pair_group(count);
    TLR_TRY(votes_stage(count));
    return group != TLRI_NONE ? fill_every_second(count, group) : fill_by_votes(count);
}
