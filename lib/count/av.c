/*
 * count/av.c: one place by preferences (spec/rules/av.md).
 *
 * Every paper counts for its first preference. Whoever has more than half of the papers still live
 * (or, by the other reading, of all valid ones) is elected. Otherwise the lowest goes out, or as
 * many of the lowest together as cannot catch the next even with all their votes, and the papers go
 * to the next preference for somebody who continues. When two are left the one ahead wins; level,
 * the final tie decides. A doomed candidate goes out first. Successive places (count/successive.c)
 * fill each place by the same steps, so the steps are functions of this file.
 */
#include "count/av.h"

#include "count/choose.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/tally.h"
#include "count/ties.h"

static tlri_dec live_votes(const struct tlri_count *count)
{
    return count->valid_vote - count->nontransferable;
}

/* [AV-2] More than half of the papers live in this stage, or in the opening one. */
static tlri_dec majority_needed(const struct tlri_av *av)
{
    bool live = av->count->settings->majority == TLRI_MAJORITY_LIVE;
    tlri_dec base = live ? live_votes(av->count) : av->live_at_first;
    return base / 2 + 1;
}

static tlr_status close_stage(struct tlri_av *av)
{
    TLR_TRY(tlri_tally_close(av->count));
    return tlri_emit_required(av->count, majority_needed(av), "av/AV-2");
}

tlr_status tlri_av_open(struct tlri_av *av, const struct tlri_stage *stage)
{
    TLR_TRY(tlri_emit_stage(av->count, stage));
    TLR_TRY(tlri_piles_deal(av->piles)); /* [AV-1] */
    av->live_at_first = live_votes(av->count);
    return close_stage(av);
}

/* ---- who wins -----------------------------------------------------------------------------------
 */

/* [AV-2], [AV-3] A doomed candidate with a majority is not elected ([AV-9]). */
static bool find_majority(const struct tlri_av *av, struct tlri_av_winner *winner)
{
    const struct tlri_count *count = av->count;
    if (count->settings->stop == TLRI_STOP_TWO_LEFT && tlri_count_continuing(count) > 2) {
        return false;
    }
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (tlri_count_in_play(count, c) && count->runner[c].vote >= majority_needed(av)) {
            *winner = (struct tlri_av_winner){c, TLRI_WHY_ELECTED_MAJORITY, "av/AV-2"};
            return true;
        }
    }
    return false;
}

/* [AV-4], [CON-12] The only one in play. */
static bool find_remaining(const struct tlri_count *count, struct tlri_av_winner *winner)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (tlri_count_in_play(count, c)) {
            const char *clause = count->bounded ? "constraints/CON-12" : count->page->remaining;
            *winner = (struct tlri_av_winner){c, TLRI_WHY_ELECTED_REMAINING, clause};
            n++;
        }
    }
    return n == 1;
}

/* [AV-7] The final tie: for `elect`, then tie-final. */
static tlr_status settle_final(struct tlri_count *count, const uint32_t *two,
                               struct tlri_av_winner *winner)
{
    struct tlri_tie tie = tlri_tie_make(count, TLRI_PURPOSE_ELECT, two, 2);
    tie.last = count->settings->tie_final;
    winner->why = TLRI_WHY_ELECTED_MOST_VOTES;
    winner->clause = "av/AV-7";
    return tlri_tie_settle(count, &tie, &winner->candidate);
}

/* [AV-8] Two left: the one ahead, or the final tie. */
static tlr_status decide_between(struct tlri_count *count, const uint32_t *two,
                                 struct tlri_av_winner *winner)
{
    tlri_dec first = count->runner[two[0]].vote;
    tlri_dec second = count->runner[two[1]].vote;
    if (first == second) {
        return settle_final(count, two, winner);
    }
    uint32_t ahead = first > second ? two[0] : two[1];
    *winner = (struct tlri_av_winner){ahead, TLRI_WHY_ELECTED_MOST_VOTES, "av/AV-4"};
    return TLR_OK;
}

static uint32_t who_continues(const struct tlri_count *count, uint32_t *set)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (tlri_count_continues(count, c)) {
            set[n++] = c;
        }
    }
    return n;
}

/* ---- who goes out -------------------------------------------------------------------------------
 */

/* Why somebody goes out, and the clauses that say so. */
struct exit {
    enum tlri_why_excluded why;
    const char *clause;   /* of the stage and the exclusion */
    const char *transfer; /* of the transfers */
};
static const struct exit exit_lowest = {TLRI_WHY_EXCLUDED_LOWEST, "av/AV-5", "av/AV-5"};
static const struct exit exit_together = {TLRI_WHY_EXCLUDED_BULK, "av/AV-6", "av/AV-6"};
static const struct exit exit_doomed = {TLRI_WHY_EXCLUDED_DOOMED, "constraints/CON-7", "av/AV-5"};

/* [AV-5], [AV-6] One stage, and all papers in it. */
static tlr_status exclude(struct tlri_av *av, const uint32_t *set, uint32_t n,
                          const struct exit *exit)
{
    struct tlri_count *count = av->count;
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){
                   .action = TLRI_ACTION_EXCLUSION, .set = set, .n = n, .clause = exit->clause}));
    TLR_TRY(tlri_seats_exclude(count, set, n, exit->why, exit->clause));
    TLR_TRY(tlri_piles_clear(av->piles, set, n, exit->transfer));
    return close_stage(av);
}

/* [AV-5], [AV-6] */
static tlr_status exclude_lowest(struct tlri_av *av)
{
    struct tlri_count *count = av->count;
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    struct tlri_sure_losers losers = {count->settings->bulk, 0};
    uint32_t remain = count->settings->stop == TLRI_STOP_TWO_LEFT ? 2 : 1;
    struct tlri_together rule = {tlri_choose_fits_votes, &losers, 2, remain};
    TLR_TRY(tlri_choose_together(count, &rule, set, &n));
    if (n > 0) {
        return exclude(av, set, n, &exit_together);
    }
    TLR_TRY(tlri_choose_lowest(count, set));
    return exclude(av, set, 1, &exit_lowest);
}

/* [AV-9] A doomed candidate goes out first. */
static tlr_status exclude_next(struct tlri_av *av)
{
    uint32_t doomed = TLRI_NONE;
    TLR_TRY(tlri_choose_doomed(av->count, &doomed));
    if (doomed != TLRI_NONE) {
        return exclude(av, &doomed, 1, &exit_doomed);
    }
    return exclude_lowest(av);
}

/* Does this stage decide the place? */
static tlr_status find_winner(struct tlri_av *av, struct tlri_av_winner *winner, bool *found)
{
    struct tlri_count *count = av->count;
    uint32_t set[TLRI_CANDIDATES_MAX];
    *found = true;
    if (find_majority(av, winner) || find_remaining(count, winner)) {
        return TLR_OK;
    }
    if (av->live_at_first == 0 && !av->needs_no_votes) {
        winner->candidate = TLRI_NONE; /* [AV-12] */
        return TLR_OK;
    }
    bool two_left = tlri_count_all_in_play(count) == 2 && who_continues(count, set) == 2;
    if (two_left) {
        return decide_between(count, set, winner);
    }
    *found = false;
    return TLR_OK;
}

tlr_status tlri_av_fill(struct tlri_av *av, struct tlri_av_winner *winner)
{
    bool found = false;
    TLR_TRY(find_winner(av, winner, &found));
    while (!found) {
        TLR_TRY(exclude_next(av));
        TLR_TRY(find_winner(av, winner, &found));
    }
    return TLR_OK;
}

static tlr_status run(struct tlri_count *count, struct tlri_piles *piles)
{
    struct tlri_av av = {.count = count, .piles = piles};
    struct tlri_av_winner winner = {TLRI_NONE, TLRI_WHY_ELECTED_MAJORITY, NULL};
    TLR_TRY(
        tlri_av_open(&av, &(struct tlri_stage){.action = TLRI_ACTION_FIRST, .clause = "av/AV-1"}));
    TLR_TRY(tlri_av_fill(&av, &winner));
    if (winner.candidate == TLRI_NONE) {
        count->rest = TLRI_EMPTY_NO_VOTES;
        return TLR_OK;
    }
    return tlri_seats_elect(count, winner.candidate, winner.why, winner.clause);
}

tlr_status tlri_count_av(struct tlri_count *count)
{
    struct tlri_piles piles;
    tlr_status status = tlri_piles_init(&piles, count);
    if (status == TLR_OK) {
        status = run(count, &piles);
    }
    tlri_piles_drop(&piles);
    return status;
}
