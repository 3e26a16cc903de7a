/*
 * count/seats.c: who takes a place, who goes out, and when a count is at its end.
 *
 * Implements [STV-2], [STV-3], [STV-7], [STV-9], [STV-10] of spec/rules/stv.md with [CON-7],
 * [CON-11] and [CON-12] of constraints.md. Which candidates pass is asked of the rule set; the
 * order of electing, what level candidates mean and the pass after each election are the same for
 * all.
 */
#include "count/seats.h"

#include "count/bounds.h"
#include "count/emit.h"
#include "count/ties.h"

/* [STV-9] The place is taken and stays empty. */
static tlr_status reopen(struct tlri_count *count, uint32_t candidate)
{
    TLR_TRY(tlri_emit_place_empty(count, candidate, count->filled, TLRI_EMPTY_REOPEN,
                                  count->page->reopen));
    if (count->settings->reopen == TLRI_REOPEN_ALL_AFTER) {
        return tlri_count_halt(count, TLRI_EMPTY_REOPEN);
    }
    return tlri_bounds_pass(count);
}

tlr_status tlri_seats_elect(struct tlri_count *count, uint32_t candidate, enum tlri_why_elected why,
                            const char *clause)
{
    count->runner[candidate].status = TLRI_STATUS_OF_ELECTED;
    count->filled++;
    count->runner[candidate].place = count->filled;
    if (count->contest->candidate[candidate].standing == TLRI_REOPEN) {
        return reopen(count, candidate);
    }
    TLR_TRY(tlri_emit_elected(count, candidate, count->filled, why, clause));
    return tlri_bounds_pass(count);
}

tlr_status tlri_seats_exclude(struct tlri_count *count, const uint32_t *set, uint32_t n,
                              enum tlri_why_excluded why, const char *clause)
{
    uint32_t lowest_first[TLRI_CANDIDATES_MAX];
    for (uint32_t i = 0; i < n; i++) {
        lowest_first[i] = set[i];
        count->runner[set[i]].status = TLRI_STATUS_OF_EXCLUDED;
        count->runner[set[i]].vote_out = count->runner[set[i]].vote;
    }
    tlri_count_order(count, lowest_first, n, false);
    for (uint32_t i = 0; i < n; i++) {
        TLR_TRY(tlri_emit_excluded(count, lowest_first[i], why, clause));
    }
    return tlri_bounds_pass(count);
}

/* ---- the end -----------------------------------------------------------------------------------
 */

bool tlri_seats_decided(const struct tlri_count *count)
{
    uint32_t left = tlri_count_left(count);
    return left == 0 || tlri_count_all_in_play(count) <= left;
}

/* [CON-12], [STV-3] */
tlr_status tlri_seats_elect_remaining(struct tlri_count *count)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    const char *clause = count->bounded ? "constraints/CON-12" : count->page->remaining;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (tlri_count_in_play(count, c)) {
            set[n++] = c;
        }
    }
    tlri_count_order(count, set, n, true);
    for (uint32_t i = 0; i < n && tlri_count_left(count) > 0; i++) {
        TLR_TRY(tlri_seats_elect(count, set[i], TLRI_WHY_ELECTED_REMAINING, clause));
    }
    return TLR_OK;
}

tlr_status tlri_seats_end(struct tlri_count *count, bool *ended)
{
    *ended = true;
    if (tlri_seats_decided(count)) {
        return tlri_seats_elect_remaining(count);
    }
    if (count->ballots.papers == 0) {
        count->rest = TLRI_EMPTY_NO_VOTES; /* [STV-7] */
        return TLR_OK;
    }
    *ended = false;
    return TLR_OK;
}

/* ---- elections ---------------------------------------------------------------------------------
 */

/* Those level at the highest vote among all in play who pass, with the right of each. */
static uint32_t leaders(const struct tlri_count *count, const struct tlri_election *election,
                        uint32_t *level, struct tlri_right *rights)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        struct tlri_right right;
        if (!tlri_count_in_play(count, c) ||
            !election->passes(count, c, election->method, &right)) {
            continue;
        }
        tlri_dec standing = tlri_count_standing(count, c);
        if (n > 0 && standing < tlri_count_standing(count, level[0])) {
            continue;
        }
        if (n > 0 && standing > tlri_count_standing(count, level[0])) {
            n = 0;
        }
        level[n] = c;
        rights[n] = right;
        n++;
    }
    return n;
}

/* [CON-11], [TIE-1] Are all level candidates elected, or has a tie to select one? */
static tlr_status all_fit(const struct tlri_count *count, const uint32_t *level, uint32_t n,
                          bool *fit)
{
    *fit = n == 1;
    if (n <= 1 || n > tlri_count_left(count)) {
        return TLR_OK;
    }
    return tlri_bounds_allow_all(count, level, n, fit);
}

static tlr_status select_leader(struct tlri_count *count, const struct tlri_election *election,
                                const uint32_t *level, uint32_t n, uint32_t *selected)
{
    struct tlri_tie tie = tlri_tie_make(count, TLRI_PURPOSE_ELECT, level, n);
    tie.or_none = election->or_none;
    return tlri_tie_settle(count, &tie, selected);
}

tlr_status tlri_seats_elect_passing(struct tlri_count *count, const struct tlri_election *election)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    struct tlri_right rights[TLRI_CANDIDATES_MAX];
    while (tlri_count_left(count) > 0) {
        bool fit = false;
        uint32_t selected = TLRI_NONE;
        uint32_t n = leaders(count, election, level, rights);
        if (n == 0) {
            return TLR_OK;
        }
        TLR_TRY(all_fit(count, level, n, &fit));
        if (!fit) {
            TLR_TRY(select_leader(count, election, level, n, &selected));
            if (selected == TLRI_NONE) {
                return TLR_OK; /* [ERS-6.2] */
            }
        }
        for (uint32_t i = 0; i < n; i++) {
            if (fit || level[i] == selected) {
                TLR_TRY(tlri_seats_elect(count, level[i], rights[i].why, rights[i].clause));
            }
        }
    }
    return TLR_OK;
}

/* ---- every second place -------------------------------------------------------------------------
 */

uint32_t tlri_seats_pair_group(const struct tlri_count *count)
{
    if (!count->settings->constrained ||
        count->settings->minimum_order != TLRI_MINIMUM_EVERY_SECOND) {
        return TLRI_NONE;
    }
    for (uint32_t g = 0; g < count->contest->groups; g++) {
        if (count->contest->group[g].minimum > 0) {
            return g;
        }
    }
    return TLRI_NONE;
}

bool tlri_seats_is_member(const struct tlri_count *count, uint32_t candidate, uint32_t group)
{
    const struct tlri_contest *contest = count->contest;
    uint32_t category = contest->group[group].category;
    return contest->member[(size_t)candidate * contest->categories + category] == group;
}

bool tlri_seats_is_forced(const struct tlri_count *count, uint32_t before, uint32_t group)
{
    return count->filled % 2 == 1 && !tlri_seats_is_member(count, before, group);
}
