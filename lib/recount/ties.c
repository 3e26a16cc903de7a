/*
 * recount/ties.c: level candidates: earlier stages, higher preferences, lots, orders.
 *
 * Implements spec/rules/ties.md. A tie is settled as one would with the result sheets laid out on a
 * table: take the sheets one by one, in the order the rule asks for, and see who is ahead on each.
 * The tied whom no sheet tells apart are handed to the last resort. A lot is never drawn here: it
 * is among the lots, or the count stops and says which one is needed.
 */
#include "recount/hall.h"

#include <string.h>

#define CLAUSE_LOOKBACK    "ties/TIE-4"
#define CLAUSE_PREFERENCES "ties/TIE-5"
#define CLAUSE_RESORT      "ties/TIE-6"

/* The tied who are still in it, ascending by index. */
struct tied {
    uint32_t size;
    uint32_t candidate[TLRI_CANDIDATES_MAX];
};

/* What is looked through: which sheets or preferences, from one end to the other. */
struct search {
    enum tlri_tie_how how;
    const char *clause;
    enum tlri_tie_three three;
    uint32_t from, to;           /* inclusive; numbers of stages or preferences, at least 1 */
    const tlri_u128 *preferring; /* the table of preferences, or NULL: the sheets of the stages */
};

static tlr_status write_tie(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                            const struct tied *tied, enum tlri_tie_how how, uint32_t part,
                            uint32_t selected, const char *clause)
{
    uint32_t stage = tie->chooses_stage ? hall->stage + 1 : hall->stage;
    struct tlri_event event = tlri_event_make(TLRI_EVENT_TIE, stage, clause);
    event.to = (uint32_t)tie->purpose;
    event.why = (uint16_t)how;
    event.part = part;
    event.candidate = selected;
    return tlri_transcript_add(hall->sheet, event, tied->candidate, tied->size);
}

/* ---- what is compared ---------------------------------------------------------------------------
 */

/* A paper in the table of preferences. An order of a divided paper is an N-th of it; N is a product
 * of factorials and at most 720, so it divides this number. */
#define WHOLE_PAPER 69120u

/* The table of preferences ([TIE-5]): row k - 1, column c: papers on which c is the k-th preference
 * as the papers were interpreted, whatever has happened to them since. NULL: no memory. */
static tlri_u128 *count_preferences(struct tlri_hall *hall)
{
    size_t n = hall->candidates;
    tlri_u128 *table = tlri_arena_array(&hall->desk, n * n, sizeof *table);
    if (table == NULL) {
        return NULL;
    }
    const struct tlri_hall_paper *paper = hall->papers.data;
    const uint8_t *preference = hall->preference.data;
    for (size_t i = 0; i < hall->papers.count; i++) {
        size_t row = 0;
        for (uint32_t p = 0; p < paper[i].length; p++) {
            uint32_t c = preference[paper[i].first + p];
            if (hall->close_up && hall->candidate[c].state == TLRI_HALL_ELECTED) {
                continue; /* [SUC-4] */
            }
            table[row * n + c] += (tlri_u128)paper[i].weight * (WHOLE_PAPER / paper[i].orders);
            row++;
        }
    }
    return table;
}

/* On this sheet, or at this preference: is a ahead of b (1), level (0), behind (-1)? */
static int compare_at(const struct tlri_hall *hall, const struct search *search, uint32_t at,
                      uint32_t a, uint32_t b)
{
    size_t row = (size_t)(at - 1) * hall->candidates;
    if (search->preferring != NULL) {
        tlri_u128 of_a = search->preferring[row + a];
        tlri_u128 of_b = search->preferring[row + b];
        return (of_a > of_b) - (of_a < of_b);
    }
    const uint16_t *rank = hall->ranks.data;
    return (rank[row + a] > rank[row + b]) - (rank[row + a] < rank[row + b]);
}

/* ---- one sheet after another --------------------------------------------------------------------
 */

/* Those of `tied` who have the extreme: the fewest for `exclude`, else the most. */
static void extreme(const struct tlri_hall *hall, enum tlri_purpose purpose,
                    const struct search *search, uint32_t at, const struct tied *tied,
                    struct tied *out)
{
    out->size = 0;
    for (uint32_t i = 0; i < tied->size; i++) {
        int order = 0;
        if (out->size > 0) {
            order = compare_at(hall, search, at, tied->candidate[i], out->candidate[0]);
            order = purpose == TLRI_PURPOSE_EXCLUDE ? -order : order;
        }
        if (order > 0) {
            out->size = 0;
        }
        if (order >= 0) {
            out->candidate[out->size++] = tied->candidate[i];
        }
    }
}

static bool all_differ(const struct tlri_hall *hall, const struct search *search, uint32_t at,
                       const struct tied *tied)
{
    for (uint32_t i = 0; i < tied->size; i++) {
        for (uint32_t j = i + 1; j < tied->size; j++) {
            if (compare_at(hall, search, at, tied->candidate[i], tied->candidate[j]) == 0) {
                return false;
            }
        }
    }
    return true;
}

/* [TIE-3] One sheet: who of the tied are still in it after it? */
static void look_at(const struct tlri_hall *hall, enum tlri_purpose purpose,
                    const struct search *search, uint32_t at, struct tied *tied)
{
    struct tied best;
    extreme(hall, purpose, search, at, tied, &best);
    if (search->three == TLRI_THREE_SINGLE && best.size > 1) {
        return;
    }
    if (search->three == TLRI_THREE_ALL_DIFFER && !all_differ(hall, search, at, tied)) {
        return;
    }
    *tied = best;
}

/* [TIE-4] Looks until one is left or there is nothing more to look at; writes what that came to. */
static tlr_status search_through(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                                 const struct search *search, struct tied *tied)
{
    const struct tied all = *tied;
    uint32_t last_drop = 0;
    uint32_t at = search->from;
    while (tied->size > 1) {
        uint32_t before = tied->size;
        look_at(hall, tie->purpose, search, at, tied);
        last_drop = tied->size < before ? at : last_drop;
        if (at == search->to) {
            break;
        }
        at = search->from < search->to ? at + 1 : at - 1;
    }
    if (last_drop == 0) {
        return TLR_OK;
    }
    return write_tie(hall, tie, &all, search->how, last_drop,
                     tied->size == 1 ? tied->candidate[0] : TLRI_NONE, search->clause);
}

/* [TIE-2] The stage on whose tally the decision rests is no earlier stage. */
static tlr_status look_through_stages(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                                      enum tlri_tie_three three, uint32_t from, uint32_t to,
                                      struct tied *tied)
{
    if (hall->stage <= hall->look_from) {
        return TLR_OK;
    }
    const struct search search = {TLRI_TIE_HOW_LOOKBACK, CLAUSE_LOOKBACK, three, from, to, NULL};
    return search_through(hall, tie, &search, tied);
}

static tlr_status look_through_preferences(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                                           struct tied *tied)
{
    const struct search search = {TLRI_TIE_HOW_PREFERENCES, CLAUSE_PREFERENCES,
                                  TLRI_THREE_NARROW,        1,
                                  hall->candidates,         count_preferences(hall)};
    if (search.preferring == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    return search_through(hall, tie, &search, tied);
}

static tlr_status look_back(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                            struct tied *tied)
{
    enum tlri_tie_three three = hall->settings->tie_three;
    switch (hall->settings->tie_lookback) {
    case TLRI_LOOKBACK_FORWARDS:
        return look_through_stages(hall, tie, three, hall->look_from, hall->stage - 1, tied);
    case TLRI_LOOKBACK_BACKWARDS:
        return look_through_stages(hall, tie, three, hall->stage - 1, hall->look_from, tied);
    case TLRI_LOOKBACK_HIGHER_PREFERENCES:
        return look_through_preferences(hall, tie, tied);
    case TLRI_LOOKBACK_NONE:
    default:
        return TLR_OK;
    }
}

/* ---- the last resort ----------------------------------------------------------------------------
 */

static tlr_status by_lot(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                         const struct tied *tied, uint32_t *selected)
{
    uint32_t lot = tlri_lots_find(hall->lots, tie->purpose, tied->candidate, tied->size);
    if (lot == TLRI_NONE) {
        hall->stop = TLRI_HALL_LOT_NEEDED;
        return write_tie(hall, tie, tied, TLRI_TIE_HOW_LOT_NEEDED, 0, TLRI_NONE, CLAUSE_RESORT);
    }
    *selected = hall->lots->lot[lot].selected;
    return write_tie(hall, tie, tied, TLRI_TIE_HOW_LOT, 0, *selected, CLAUSE_RESORT);
}

static tlr_status by_order(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                           const struct tied *tied, uint32_t *selected)
{
    const struct tlri_contest *contest = hall->contest;
    *selected = tied->candidate[0]; /* ballot order, when no other is given */
    for (uint32_t place = contest->tie_order_size; place > 0; place--) {
        for (uint32_t i = 0; i < tied->size; i++) {
            if (contest->tie_order[place - 1] == tied->candidate[i]) {
                *selected = tied->candidate[i];
            }
        }
    }
    return write_tie(hall, tie, tied, TLRI_TIE_HOW_ORDER, 0, *selected, CLAUSE_RESORT);
}

static tlr_status by_nobody(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                            const struct tied *tied, enum tlri_tie_how how, enum tlri_empty why)
{
    hall->stop = TLRI_HALL_EMPTIED;
    hall->stop_why = why;
    hall->stop_clause = CLAUSE_RESORT;
    return write_tie(hall, tie, tied, how, 0, TLRI_NONE, CLAUSE_RESORT);
}

/* The first stage decides; level there too: a lot. */
static tlr_status by_first_stage(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                                 struct tied *tied, uint32_t *selected)
{
    TLR_TRY(
        look_through_stages(hall, tie, TLRI_THREE_NARROW, hall->look_from, hall->look_from, tied));
    if (tied->size == 1) {
        *selected = tied->candidate[0];
        return TLR_OK;
    }
    return by_lot(hall, tie, tied, selected);
}

/* [TIE-6] */
static tlr_status last_resort(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                              struct tied *tied, uint32_t *selected)
{
    if (tie->none_elected != NULL) {
        return write_tie(hall, tie, tied, TLRI_TIE_HOW_NONE_ELECTED, 0, TLRI_NONE,
                         tie->none_elected);
    }
    switch (tie->resort) {
    case TLRI_TIE_ORDER:
        return by_order(hall, tie, tied, selected);
    case TLRI_TIE_REFER:
        return by_nobody(hall, tie, tied, TLRI_TIE_HOW_REFERRED, TLRI_EMPTY_REFERRED);
    case TLRI_TIE_RERUN:
        return by_nobody(hall, tie, tied, TLRI_TIE_HOW_RERUN, TLRI_EMPTY_RERUN);
    case TLRI_TIE_FIRST_STAGE:
        return by_first_stage(hall, tie, tied, selected);
    case TLRI_TIE_LOT:
    default:
        return by_lot(hall, tie, tied, selected);
    }
}

tlr_status tlri_recount_tie(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                            const uint32_t *candidate, uint32_t size, uint32_t *selected)
{
    struct tied tied = {.size = size};
    memcpy(tied.candidate, candidate, size * sizeof *candidate);
    *selected = TLRI_NONE;
    TLR_TRY(look_back(hall, tie, &tied));
    if (tied.size == 1) {
        *selected = tied.candidate[0];
        return TLR_OK;
    }
    return last_resort(hall, tie, &tied, selected);
}
