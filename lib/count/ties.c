/*
 * count/ties.c: looking back, higher preferences, lots, orders (spec/rules/ties.md).
 *
 * Everything here selects one of some candidates who are level: the one ahead when it is for an
 * election or a transfer, the one behind when it is for an exclusion. Looking back compares
 * candidates within one earlier stage only, so it works on the history of tallies. A tie that needs
 * a lot which was not drawn is no error: the count stops there and says so.
 */
#include "count/ties.h"

#include <string.h>

#include "count/emit.h"

/* The least number that every possible number of parts of a paper divides: all products of
 * factorials up to 720 divide 2^9 * 3^3 * 5. */
#define PARTS_UNIT 69120

/* A tie being settled: who is still in it. */
struct settling {
    struct tlri_count *count;
    const struct tlri_tie *tie;
    uint32_t tied[TLRI_CANDIDATES_MAX]; /* ascending ([TRA-1]) */
    uint32_t n;
};

struct tlri_tie tlri_tie_make(const struct tlri_count *count, enum tlri_purpose purpose,
                              const uint32_t *tied, uint32_t n)
{
    struct tlri_tie tie = {
        .purpose = purpose,
        .tied = tied,
        .n = n,
        .stage = purpose == TLRI_PURPOSE_ELECT ? count->stage : count->stage + 1,
        .lookback = count->settings->tie_lookback,
        .three = count->settings->tie_three,
        .last = count->settings->tie_exclusion,
    };
    return tie;
}

static tlr_status say(const struct settling *settling, enum tlri_tie_how how, uint32_t part,
                      uint32_t selected, const char *clause)
{
    struct tlri_tie_found found = {
        .purpose = settling->tie->purpose,
        .how = how,
        .stage = settling->tie->stage,
        .part = part,
        .selected = selected,
        .tied = settling->tied,
        .n = settling->n,
    };
    return tlri_emit_tie(settling->count, &found, clause);
}

/* ---- comparing ---------------------------------------------------------------------------------
 */

/* What the tied are compared by: their standing at one stage, or papers at one preference. */
typedef tlri_dec measure_fn(const struct settling *settling, uint32_t at, uint32_t candidate);

static tlri_dec standing_at(const struct settling *settling, uint32_t at, uint32_t candidate)
{
    return tlri_count_at_stage(settling->count, at, candidate);
}

/* Is a ahead of b for this purpose: more votes to be elected, fewer to go out? */
static bool goes_before(const struct settling *settling, tlri_dec a, tlri_dec b)
{
    return settling->tie->purpose == TLRI_PURPOSE_EXCLUDE ? a < b : a > b;
}

/* Puts into extreme[] those of set[0..n) who have the extreme measure; returns how many. */
static uint32_t extremes(const struct settling *settling, const uint32_t *set, uint32_t n,
                         measure_fn *measure, uint32_t at, uint32_t *extreme)
{
    uint32_t found = 0;
    tlri_dec best = 0;
    for (uint32_t i = 0; i < n; i++) {
        tlri_dec value = measure(settling, at, set[i]);
        if (found == 0 || goes_before(settling, value, best)) {
            found = 0;
            best = value;
        }
        if (value == best) {
            extreme[found++] = set[i];
        }
    }
    return found;
}

static bool all_differ(const struct settling *settling, uint32_t at)
{
    for (uint32_t i = 0; i < settling->n; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (standing_at(settling, at, settling->tied[i]) ==
                standing_at(settling, at, settling->tied[j])) {
                return false;
            }
        }
    }
    return true;
}

/* ---- looking back ------------------------------------------------------------------------------
 */

/* The stages looked at, in order: from `first`, `step` at a time, `n` of them. */
struct span {
    uint32_t first, n;
    bool backwards;
};

static uint32_t span_at(const struct span *span, uint32_t i)
{
    return span->backwards ? span->first - i : span->first + i;
}

/* [TIE-2] Earlier stages are those before the latest tally, back to the opening one ([SUC-4]). */
static struct span earlier_stages(const struct settling *settling)
{
    const struct tlri_count *count = settling->count;
    uint32_t tallied = (uint32_t)(count->history.count / count->candidates);
    struct span span = {count->opening, tallied - count->opening, false};
    if (settling->tie->lookback == TLRI_LOOKBACK_BACKWARDS) {
        span.backwards = true;
        span.first = tallied - 1;
    }
    return span;
}

/* [TIE-3] narrow, and [TIE-5]: those at the extreme stay tied, until one is left. If some dropped
 * out and others did not, that is said, and the rest are tied on. */
static tlr_status narrow(struct settling *settling, const struct span *span, measure_fn *measure,
                         enum tlri_tie_how how, const char *clause, uint32_t *selected)
{
    uint32_t still[TLRI_CANDIDATES_MAX];
    uint32_t n = settling->n;
    uint32_t dropped_at = 0;
    memcpy(still, settling->tied, n * sizeof *still);
    for (uint32_t i = 0; i < span->n && n > 1; i++) {
        uint32_t extreme[TLRI_CANDIDATES_MAX];
        uint32_t left = extremes(settling, still, n, measure, span_at(span, i), extreme);
        if (left < n) {
            dropped_at = span_at(span, i);
        }
        n = left;
        memcpy(still, extreme, n * sizeof *still);
    }
    if (dropped_at == 0) {
        return TLR_OK;
    }
    /* [TIE-4] */
    *selected = n == 1 ? still[0] : TLRI_NONE;
    TLR_TRY(say(settling, how, dropped_at, *selected, clause));
    memcpy(settling->tied, still, n * sizeof *still);
    settling->n = n;
    return TLR_OK;
}

/* [TIE-3] single and all-differ: one stage settles it for all the tied, or none does. */
static tlr_status find_stage(struct settling *settling, const struct span *span, uint32_t *selected)
{
    for (uint32_t i = 0; i < span->n; i++) {
        uint32_t at = span_at(span, i);
        uint32_t extreme[TLRI_CANDIDATES_MAX] = {TLRI_NONE};
        uint32_t n = extremes(settling, settling->tied, settling->n, standing_at, at, extreme);
        bool settles = n == 1;
        if (settling->tie->three == TLRI_THREE_ALL_DIFFER) {
            settles = all_differ(settling, at);
        }
        if (settles) {
            *selected = extreme[0];
            return say(settling, TLRI_TIE_HOW_LOOKBACK, at, *selected, "ties/TIE-4");
        }
    }
    return TLR_OK;
}

static tlr_status look_back(struct settling *settling, uint32_t *selected)
{
    struct span span = earlier_stages(settling);
    if (settling->tie->three == TLRI_THREE_NARROW) {
        return narrow(settling, &span, standing_at, TLRI_TIE_HOW_LOOKBACK, "ties/TIE-4", selected);
    }
    return find_stage(settling, &span, selected);
}

/* ---- higher preferences ------------------------------------------------------------------------
 */

/* [TIE-5] Valid papers on which the candidate is the preference numbered `at`, whatever has
 * happened to them since, each order of a shared paper as its part of one; candidates elected for
 * an earlier place are closed up ([SUC-4]). */
static tlri_dec papers_at(const struct settling *settling, uint32_t at, uint32_t candidate)
{
    const struct tlri_count *count = settling->count;
    const struct tlri_ballots *ballots = &count->ballots;
    tlri_dec papers = 0;
    for (uint32_t row = 0; row < ballots->rows; row++) {
        const struct tlri_ballot *ballot = &ballots->row[row];
        const uint8_t *rank = ballots->rank + ballot->first;
        uint32_t preference = 0;
        for (uint32_t i = 0; i < ballot->length && preference < at; i++) {
            preference += count->passed_over[rank[i]] ? 0u : 1u;
            if (preference == at && rank[i] == candidate) {
                papers += (tlri_dec)ballot->papers * (PARTS_UNIT / ballot->parts);
            }
        }
    }
    return papers;
}

static tlr_status look_at_preferences(struct settling *settling, uint32_t *selected)
{
    struct span span = {1, settling->count->candidates, false};
    return narrow(settling, &span, papers_at, TLRI_TIE_HOW_PREFERENCES, "ties/TIE-5", selected);
}

/* ---- the last resort ---------------------------------------------------------------------------
 */

static bool is_tied(const struct settling *settling, uint32_t candidate)
{
    for (uint32_t i = 0; i < settling->n; i++) {
        if (settling->tied[i] == candidate) {
            return true;
        }
    }
    return false;
}

static tlr_status by_lot(struct settling *settling, uint32_t *selected)
{
    struct tlri_count *count = settling->count;
    uint32_t lot = tlri_lots_find(count->lots, settling->tie->purpose, settling->tied, settling->n);
    if (lot == TLRI_NONE) {
        TLR_TRY(say(settling, TLRI_TIE_HOW_LOT_NEEDED, 0, TLRI_NONE, "ties/TIE-6"));
        count->outcome = TLRI_OUTCOME_LOT_NEEDED;
        return TLR_E_DECISION;
    }
    *selected = count->lots->lot[lot].selected;
    if (!is_tied(settling, *selected)) {
        tlri_diag(count->ctx, TLR_ERROR, 4005, NULL, "Correct the record of lots.", "ties/TIE-6",
                  "lot %u selects a candidate who is not among those tied", lot + 1);
        return TLR_E_RULES;
    }
    return say(settling, TLRI_TIE_HOW_LOT, 0, *selected, "ties/TIE-6");
}

static tlr_status by_order(struct settling *settling, uint32_t *selected)
{
    const struct tlri_contest *contest = settling->count->contest;
    *selected = settling->tied[0]; /* ballot order */
    for (uint32_t i = 0; i < contest->tie_order_size; i++) {
        if (is_tied(settling, contest->tie_order[i])) {
            *selected = contest->tie_order[i];
            break;
        }
    }
    return say(settling, TLRI_TIE_HOW_ORDER, 0, *selected, "ties/TIE-6");
}

static tlr_status by_nobody(struct settling *settling, enum tlri_tie_how how, enum tlri_empty why)
{
    TLR_TRY(say(settling, how, 0, TLRI_NONE, "ties/TIE-6"));
    return tlri_count_halt(settling->count, why);
}

static tlr_status by_first_stage(struct settling *settling, uint32_t *selected)
{
    struct span span = {settling->count->opening, 1, false};
    TLR_TRY(narrow(settling, &span, standing_at, TLRI_TIE_HOW_LOOKBACK, "ties/TIE-4", selected));
    return *selected != TLRI_NONE ? TLR_OK : by_lot(settling, selected);
}

static tlr_status last_resort(struct settling *settling, uint32_t *selected)
{
    if (settling->tie->or_none != NULL) {
        return say(settling, TLRI_TIE_HOW_NONE_ELECTED, 0, TLRI_NONE, settling->tie->or_none);
    }
    switch (settling->tie->last) {
    case TLRI_TIE_LOT:
        return by_lot(settling, selected);
    case TLRI_TIE_ORDER:
        return by_order(settling, selected);
    case TLRI_TIE_REFER:
        return by_nobody(settling, TLRI_TIE_HOW_REFERRED, TLRI_EMPTY_REFERRED);
    case TLRI_TIE_RERUN:
        return by_nobody(settling, TLRI_TIE_HOW_RERUN, TLRI_EMPTY_RERUN);
    case TLRI_TIE_FIRST_STAGE:
        return by_first_stage(settling, selected);
    }
    return tlri_internal(settling->count->ctx, "a last resort for ties is one of the table");
}

/* ---- all together ------------------------------------------------------------------------------
 */

static void sort_ascending(uint32_t *set, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint32_t moving = set[i];
        uint32_t at = i;
        while (at > 0 && set[at - 1] > moving) {
            set[at] = set[at - 1];
            at--;
        }
        set[at] = moving;
    }
}

tlr_status tlri_tie_settle(struct tlri_count *count, const struct tlri_tie *tie, uint32_t *selected)
{
    struct settling settling = {.count = count, .tie = tie, .n = tie->n};
    memcpy(settling.tied, tie->tied, tie->n * sizeof *tie->tied);
    sort_ascending(settling.tied, settling.n);
    *selected = TLRI_NONE;
    if (tie->lookback == TLRI_LOOKBACK_HIGHER_PREFERENCES) {
        TLR_TRY(look_at_preferences(&settling, selected));
    } else if (tie->lookback != TLRI_LOOKBACK_NONE) {
        TLR_TRY(look_back(&settling, selected));
    }
    return *selected != TLRI_NONE ? TLR_OK : last_resort(&settling, selected);
}
