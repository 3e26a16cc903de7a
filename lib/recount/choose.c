/*
 * recount/choose.c: who is elected and who goes out, as far as several rule sets say it alike.
 *
 * Implements spec/rules/stv.md [STV-2], [STV-3] and spec/rules/constraints.md [CON-7] to [CON-12],
 * and the parts of [ERS-2.2] and [ERS-2.5] that other pages refer to. Everything is found by going
 * over the candidates and comparing votes; nothing is kept sorted. The methods say when to ask and
 * what to do with the answer.
 */
#include "recount/hall.h"

#include <string.h>

static int compare_votes(const struct tlri_hall *hall, uint32_t a, uint32_t b)
{
    return tlri_recount_compare(hall, &hall->candidate[a].vote, &hall->candidate[b].vote);
}

static bool continues(const struct tlri_hall *hall, uint32_t c)
{
    return hall->candidate[c].state == TLRI_HALL_CONTINUING;
}

uint32_t tlri_recount_continuing(const struct tlri_hall *hall)
{
    uint32_t count = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        count += continues(hall, c) ? 1u : 0u;
    }
    return count;
}

uint32_t tlri_recount_electable(const struct tlri_hall *hall)
{
    uint32_t count = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        count += continues(hall, c) && !hall->candidate[c].doomed ? 1u : 0u;
    }
    return count;
}

/* ---- electing -----------------------------------------------------------------------------------
 */

/* The highest who pass the test, all those level, ascending by index. */
static tlr_status highest_passing(struct tlri_hall *hall, tlri_hall_test test, uint32_t *level,
                                  uint32_t *size, enum tlri_why_elected *why)
{
    *size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (!continues(hall, c) || hall->candidate[c].doomed) { /* [CON-7] */
            continue;
        }
        bool passes = false;
        enum tlri_why_elected this_why = TLRI_WHY_ELECTED_QUOTA;
        TLR_TRY(test(hall, c, &passes, &this_why));
        if (!passes || (*size > 0 && compare_votes(hall, c, level[0]) < 0)) {
            continue;
        }
        if (*size > 0 && compare_votes(hall, c, level[0]) > 0) {
            *size = 0;
        }
        level[(*size)++] = c;
        *why = this_why; /* level candidates pass for the same reason */
    }
    return TLR_OK;
}

/* [CON-11] Level ones together, in ballot order, if there are places and a completion for all. */
static tlr_status choose_highest(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                                 const uint32_t *level, uint32_t size, uint32_t *chosen)
{
    bool together;
    *chosen = level[0];
    if (size == 1) {
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_can_elect_all(hall, level, size, &together));
    return together ? TLR_OK : tlri_recount_tie(hall, tie, level, size, chosen);
}

tlr_status tlri_recount_elect_next(struct tlri_hall *hall, const struct tlri_hall_election *how)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t size;
    uint32_t chosen;
    enum tlri_why_elected why = TLRI_WHY_ELECTED_QUOTA;
    TLR_TRY(highest_passing(hall, how->test, level, &size, &why));
    if (size == 0) {
        return TLR_OK;
    }
    TLR_TRY(choose_highest(hall, &how->tie, level, size, &chosen));
    if (chosen == TLRI_NONE) {
        return TLR_OK; /* the count stops, or none of them is elected now */
    }
    bool required = why == TLRI_WHY_ELECTED_REQUIRED && how->required_clause != NULL;
    return tlri_recount_elect(hall, chosen, why, required ? how->required_clause : how->clause);
}

tlr_status tlri_recount_elect_passing(struct tlri_hall *hall, const struct tlri_hall_election *how)
{
    uint32_t before = hall->left + 1;
    while (hall->left > 0 && hall->left < before && hall->stop == TLRI_HALL_GOING) {
        before = hall->left;
        TLR_TRY(tlri_recount_elect_next(hall, how));
    }
    return TLR_OK;
}

/* The highest vote first, level ones as they stand in the set. */
static void from_top(const struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                     uint32_t *out)
{
    for (uint32_t i = 0; i < size; i++) {
        uint32_t at = i;
        while (at > 0 && compare_votes(hall, out[at - 1], set[i]) < 0) {
            out[at] = out[at - 1];
            at--;
        }
        out[at] = set[i];
    }
}

tlr_status tlri_recount_elect_all(struct tlri_hall *hall, const uint32_t *set, uint32_t size)
{
    const char *clause = hall->bounded ? "constraints/CON-12" : hall->remaining_clause;
    uint32_t list[TLRI_CANDIDATES_MAX];
    from_top(hall, set, size, list);
    hall->one_decision = true; /* [CON-5] no pass among them */
    for (uint32_t i = 0; i < size && hall->stop == TLRI_HALL_GOING; i++) {
        TLR_TRY(tlri_recount_elect(hall, list[i], TLRI_WHY_ELECTED_REMAINING, clause));
    }
    hall->one_decision = false;
    return TLR_OK;
}

tlr_status tlri_recount_elect_remaining(struct tlri_hall *hall, bool *done)
{
    *done = hall->stop != TLRI_HALL_GOING || hall->left == 0;
    if (*done || tlri_recount_electable(hall) > hall->left) {
        return TLR_OK;
    }
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (continues(hall, c) && !hall->candidate[c].doomed) {
            set[size++] = c;
        }
    }
    *done = true;
    return tlri_recount_elect_all(hall, set, size);
}

/* ---- going out ----------------------------------------------------------------------------------
 */

/* Puts c into list[0..size) in ascending order of vote, behind those level with it. */
static void insert_by_vote(const struct tlri_hall *hall, uint32_t *list, uint32_t size, uint32_t c)
{
    uint32_t at = size;
    while (at > 0 && compare_votes(hall, list[at - 1], c) > 0) {
        list[at] = list[at - 1];
        at--;
    }
    list[at] = c;
}

void tlri_recount_by_vote(const struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                          uint32_t *out)
{
    for (uint32_t i = 0; i < size; i++) {
        insert_by_vote(hall, out, i, set[i]);
    }
}

uint32_t tlri_recount_from_bottom(const struct tlri_hall *hall, uint32_t *out)
{
    uint32_t size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        bool guarded = hall->candidate[c].guarded && !hall->provisional;
        if (continues(hall, c) && !guarded) { /* [CON-8] */
            insert_by_vote(hall, out, size++, c);
        }
    }
    return size;
}

uint32_t tlri_recount_level_lowest(const struct tlri_hall *hall, const uint32_t *list,
                                   uint32_t size, uint32_t *out)
{
    uint32_t level = 0;
    while (level < size && compare_votes(hall, list[level], list[0]) == 0) {
        out[level] = list[level]; /* equal votes stand in ballot order already */
        level++;
    }
    return level;
}

static void sort_by_index(uint32_t *set, uint32_t size)
{
    for (uint32_t i = 1; i < size; i++) {
        uint32_t c = set[i];
        uint32_t at = i;
        while (at > 0 && set[at - 1] > c) {
            set[at] = set[at - 1];
            at--;
        }
        set[at] = c;
    }
}

/* The lowest of a list in ascending order of vote, which is put out of order. Level with it are
 * those who are no more than `reach` above it (NULL: nothing), and the tie rule for exclusion tells
 * them apart. */
static tlr_status lowest_of(struct tlri_hall *hall, uint32_t *list, uint32_t size,
                            const struct tlri_hall_amount *reach, uint32_t *lowest)
{
    if (size == 0) {
        return tlri_internal(hall->ctx, "a candidate who may be excluded");
    }
    struct tlri_hall_amount limit = hall->candidate[list[0]].vote;
    if (reach != NULL) {
        TLR_TRY(tlri_recount_add(hall, &limit, reach, &limit));
    }
    uint32_t level = 1;
    while (level < size &&
           tlri_recount_compare(hall, &hall->candidate[list[level]].vote, &limit) <= 0) {
        level++;
    }
    *lowest = list[0];
    if (level == 1) {
        return TLR_OK;
    }
    sort_by_index(list, level);
    const struct tlri_hall_tie tie = {TLRI_PURPOSE_EXCLUDE, true, hall->settings->tie_exclusion,
                                      NULL};
    return tlri_recount_tie(hall, &tie, list, level, lowest);
}

static void one_goes(struct tlri_hall_going *going, uint32_t c, enum tlri_why_excluded why,
                     const char *clause, const char *transfer)
{
    going->size = c == TLRI_NONE ? 0 : 1;
    going->set[0] = c;
    going->why = why;
    going->clause = clause;
    going->transfer = transfer;
}

tlr_status tlri_recount_lowest_goes(struct tlri_hall *hall, const struct tlri_hall_amount *reach,
                                    const char *clause, const char *transfer,
                                    struct tlri_hall_going *going)
{
    uint32_t list[TLRI_CANDIDATES_MAX];
    uint32_t lowest;
    uint32_t size = tlri_recount_from_bottom(hall, list);
    TLR_TRY(lowest_of(hall, list, size, reach, &lowest));
    one_goes(going, lowest, TLRI_WHY_EXCLUDED_LOWEST, clause, transfer);
    return TLR_OK;
}

tlr_status tlri_recount_doomed_goes(struct tlri_hall *hall, const char *transfer,
                                    struct tlri_hall_going *going)
{
    uint32_t list[TLRI_CANDIDATES_MAX];
    uint32_t lowest = TLRI_NONE;
    uint32_t size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (continues(hall, c) && hall->candidate[c].doomed) {
            insert_by_vote(hall, list, size++, c);
        }
    }
    if (size > 0) {
        TLR_TRY(lowest_of(hall, list, size, NULL, &lowest));
    }
    one_goes(going, lowest, TLRI_WHY_EXCLUDED_DOOMED, "constraints/CON-7", transfer);
    return TLR_OK;
}

/* ---- going out together -------------------------------------------------------------------------
 */

/* [CON-9] The lowest other continuing candidate with a vote of at least that of the highest in the
 * set, guarded or not. list[0..size) is the set in ascending order of vote. */
static uint32_t next_above(const struct tlri_hall *hall, const uint32_t *list, uint32_t size)
{
    uint32_t next = TLRI_NONE;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        bool in_set = false;
        for (uint32_t i = 0; i < size; i++) {
            in_set = in_set || list[i] == c;
        }
        if (in_set || !continues(hall, c) || compare_votes(hall, c, list[size - 1]) < 0) {
            continue;
        }
        if (next == TLRI_NONE || compare_votes(hall, c, next) < 0) {
            next = c;
        }
    }
    return next;
}

/* May the first `size` of the list go out together by their votes? Fills total and next. */
static tlr_status cannot_catch_up(struct tlri_hall *hall, const struct tlri_hall_together *rule,
                                  const uint32_t *list, uint32_t size, struct tlri_hall_bulk *out,
                                  bool *may)
{
    *may = false;
    uint32_t above = next_above(hall, list, size);
    if (above == TLRI_NONE) {
        return TLR_OK;
    }
    struct tlri_hall_amount reach;
    tlri_recount_zero(&out->total);
    for (uint32_t i = 0; i < size; i++) {
        TLR_TRY(tlri_recount_add(hall, &out->total, &hall->candidate[list[i]].vote, &out->total));
    }
    reach = out->total;
    if (rule->surplus != NULL) {
        TLR_TRY(tlri_recount_add(hall, &reach, rule->surplus, &reach));
    }
    out->next = hall->candidate[above].vote;
    int order = tlri_recount_compare(hall, &reach, &out->next);
    *may = rule->strictly ? order < 0 : order <= 0;
    return TLR_OK;
}

/* From the largest set downwards: the first that satisfies everything is the largest. */
tlr_status tlri_recount_choose_together(struct tlri_hall *hall,
                                        const struct tlri_hall_together *rule,
                                        struct tlri_hall_bulk *out)
{
    uint32_t list[TLRI_CANDIDATES_MAX] = {0};
    uint32_t unguarded = tlri_recount_from_bottom(hall, list);
    uint32_t continuing = tlri_recount_continuing(hall);
    out->size = 0;
    for (uint32_t size = unguarded; size >= rule->least; size--) {
        bool level_left_out =
            size < unguarded && compare_votes(hall, list[size - 1], list[size]) == 0;
        if (level_left_out || continuing - size < rule->remain) {
            continue;
        }
        bool may;
        TLR_TRY(cannot_catch_up(hall, rule, list, size, out, &may));
        if (may) {
            TLR_TRY(tlri_recount_can_exclude_all(hall, list, size, &may));
        }
        if (may) {
            out->size = size;
            memcpy(out->set, list, size * sizeof *list);
            sort_by_index(out->set, size);
            return TLR_OK;
        }
    }
    return TLR_OK;
}

tlr_status tlri_recount_together_go(struct tlri_hall *hall, const struct tlri_hall_together *rule,
                                    const char *clause, const char *transfer,
                                    struct tlri_hall_going *going)
{
    struct tlri_hall_bulk bulk;
    TLR_TRY(tlri_recount_choose_together(hall, rule, &bulk));
    going->size = bulk.size;
    memcpy(going->set, bulk.set, bulk.size * sizeof *bulk.set);
    going->why = bulk.size > 1 ? TLRI_WHY_EXCLUDED_BULK : TLRI_WHY_EXCLUDED_LOWEST;
    going->clause = clause;
    going->transfer = transfer;
    return TLR_OK;
}

/* ---- the end ------------------------------------------------------------------------------------
 */

bool tlri_recount_is_over(const struct tlri_hall *hall)
{
    return tlri_recount_electable(hall) <= hall->left;
}

bool tlri_recount_no_votes(struct tlri_hall *hall, const char *clause)
{
    if (hall->valid != 0 || tlri_recount_electable(hall) <= hall->left) {
        return false;
    }
    hall->stop = TLRI_HALL_EMPTIED;
    hall->stop_why = TLRI_EMPTY_NO_VOTES;
    hall->stop_clause = clause;
    return true;
}

/* ---- surpluses ----------------------------------------------------------------------------------
 */

tlr_status tlri_recount_surplus(struct tlri_hall *hall, uint32_t c, struct tlri_hall_amount *out)
{
    const struct tlri_hall_candidate *candidate = &hall->candidate[c];
    tlri_recount_zero(out);
    if (candidate->state != TLRI_HALL_ELECTED ||
        tlri_recount_compare(hall, &candidate->vote, &hall->quota) <= 0) {
        return TLR_OK;
    }
    return tlri_recount_sub(hall, &candidate->vote, &hall->quota, out);
}

tlr_status tlri_recount_surpluses(struct tlri_hall *hall, struct tlri_hall_amount *sum)
{
    tlri_recount_zero(sum);
    for (uint32_t c = 0; c < hall->candidates; c++) {
        struct tlri_hall_amount surplus;
        TLR_TRY(tlri_recount_surplus(hall, c, &surplus));
        TLR_TRY(tlri_recount_add(hall, sum, &surplus, sum));
    }
    return TLR_OK;
}

/* Those with the largest surplus. */
static tlr_status largest_surpluses(struct tlri_hall *hall, bool with_pending, uint32_t *level,
                                    uint32_t *size)
{
    struct tlri_hall_amount largest;
    tlri_recount_zero(&largest);
    *size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (hall->candidate[c].state != TLRI_HALL_ELECTED ||
            (with_pending && !hall->candidate[c].pending)) {
            continue;
        }
        struct tlri_hall_amount surplus;
        TLR_TRY(tlri_recount_surplus(hall, c, &surplus));
        if (!with_pending && tlri_recount_is_zero(hall, &surplus)) {
            continue; /* a surplus of zero is none */
        }
        int order = *size == 0 ? 1 : tlri_recount_compare(hall, &surplus, &largest);
        if (order > 0) {
            *size = 0;
            largest = surplus;
        }
        if (order >= 0) {
            level[(*size)++] = c;
        }
    }
    return TLR_OK;
}

tlr_status tlri_recount_choose_surplus(struct tlri_hall *hall, bool with_pending,
                                       uint32_t *candidate)
{
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t size;
    TLR_TRY(largest_surpluses(hall, with_pending, level, &size));
    *candidate = size > 0 ? level[0] : TLRI_NONE;
    if (size < 2) {
        return TLR_OK;
    }
    const struct tlri_hall_tie tie = {TLRI_PURPOSE_TRANSFER, true, hall->settings->tie_exclusion,
                                      NULL};
    return tlri_recount_tie(hall, &tie, level, size, candidate);
}

/* ---- letting surpluses wait ---------------------------------------------------------------------
 */

static bool within(const struct tlri_hall *hall, bool strictly, const struct tlri_hall_amount *sum,
                   const struct tlri_hall_amount *difference)
{
    int order = tlri_recount_compare(hall, sum, difference);
    return strictly ? order < 0 : order <= 0;
}

/* (a) The two lowest unguarded; with only one the difference is unlimited, written as 0 ([CON-10]).
 */
static tlr_status two_lowest(struct tlri_hall *hall, bool strictly,
                             const struct tlri_hall_amount *sum, bool *applies,
                             struct tlri_hall_amount *difference)
{
    uint32_t list[TLRI_CANDIDATES_MAX];
    uint32_t size = tlri_recount_from_bottom(hall, list);
    tlri_recount_zero(difference);
    *applies = true;
    if (size < 2) {
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_sub(hall, &hall->candidate[list[1]].vote, &hall->candidate[list[0]].vote,
                             difference));
    *applies = within(hall, strictly, sum, difference);
    return TLR_OK;
}

/* (b) Those who could go out together, and the next above. */
static tlr_status together_and_next(struct tlri_hall *hall, bool strictly,
                                    const struct tlri_hall_together *bulk,
                                    const struct tlri_hall_amount *sum, bool *applies,
                                    struct tlri_hall_amount *difference)
{
    struct tlri_hall_bulk set;
    *applies = false;
    TLR_TRY(tlri_recount_choose_together(hall, bulk, &set));
    if (set.size == 0) {
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_sub(hall, &set.next, &set.total, difference));
    *applies = within(hall, strictly, sum, difference);
    return TLR_OK;
}

tlr_status tlri_recount_deferred(struct tlri_hall *hall, bool strictly,
                                 const struct tlri_hall_together *bulk, const char *clause,
                                 bool *deferred)
{
    struct tlri_hall_amount sum;
    struct tlri_hall_amount difference;
    TLR_TRY(tlri_recount_surpluses(hall, &sum));
    TLR_TRY(two_lowest(hall, strictly, &sum, deferred, &difference));
    if (!*deferred && bulk != NULL) {
        TLR_TRY(together_and_next(hall, strictly, bulk, &sum, deferred, &difference));
    }
    return *deferred ? tlri_recount_write_deferred(hall, &sum, &difference, clause) : TLR_OK;
}
