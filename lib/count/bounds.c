/*
 * count/bounds.c: guarded, doomed, places that stay empty ([CON-1] to [CON-6]).
 *
 * Whether a state has a completion is decided in count/feasible.c; here the state of the count is
 * put as that question, and the answers become events. A completion that was found also answers for
 * others: whoever is in it is not doomed, whoever is left out of it is not guarded. So most passes
 * take very few searches. All candidates of a cell share their fate.
 */
#include "count/bounds.h"

#include <string.h>

#include "count/emit.h"

/* Bounds are not tested where they are ignored, and where a minimum is kept by every second place
 * instead ([PLU-7], [SUC-8]). */
static bool contest_is_bounded(const struct tlri_count *count)
{
    const struct tlri_contest *contest = count->contest;
    bool every_second = count->settings->minimum_order == TLRI_MINIMUM_EVERY_SECOND;
    bool bounded = false;
    for (uint32_t g = 0; g < contest->groups; g++) {
        bounded = bounded || tlri_group_is_bounded(&contest->group[g]);
        if (every_second && contest->group[g].minimum > 0) {
            return false;
        }
    }
    return bounded && count->settings->constrained;
}

/* [CON-1] E, C, s and e. */
static void room_now(const struct tlri_count *count, struct tlri_room *room)
{
    memset(room, 0, sizeof *room);
    room->left = tlri_count_left(count);
    room->empty = count->empty;
    for (uint32_t c = 0; c < count->candidates; c++) {
        uint32_t cell = count->cells.cell_of[c];
        if (tlri_count_continues(count, c)) {
            room->open[cell]++;
        } else if (count->runner[c].stands && count->runner[c].status == TLRI_STATUS_OF_ELECTED) {
            room->open[cell]++;
            room->left++;
            tlri_room_take(&count->cells, room, cell);
        }
    }
}

static tlr_status search(const struct tlri_count *count, const struct tlri_room *room, bool *exists,
                         struct tlri_completion *found)
{
    return tlri_feasible(count->ctx, &count->cells, room, exists, found);
}

tlr_status tlri_bounds_allow_all(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                                 bool *allowed)
{
    if (!count->bounded) {
        *allowed = n <= tlri_count_left(count);
        return TLR_OK;
    }
    struct tlri_room room;
    room_now(count, &room);
    for (uint32_t i = 0; i < n; i++) {
        tlri_room_take(&count->cells, &room, count->cells.cell_of[set[i]]);
    }
    return search(count, &room, allowed, NULL);
}

tlr_status tlri_bounds_allow_none(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                                  bool *allowed)
{
    if (count->provisional) {
        *allowed = true; /* [SUC-6] they are back for the next place */
        return TLR_OK;
    }
    if (!count->bounded) {
        *allowed = tlri_count_continuing(count) - n >= tlri_count_left(count);
        return TLR_OK;
    }
    struct tlri_room room;
    room_now(count, &room);
    for (uint32_t i = 0; i < n; i++) {
        tlri_room_lose(&room, count->cells.cell_of[set[i]]);
    }
    return search(count, &room, allowed, NULL);
}

/* ---- the pass ----------------------------------------------------------------------------------
 */

/* What is known of each cell: some completion takes one of it; some leaves one of it out; those of
 * it who continue are guarded, or doomed, since an earlier pass. */
struct known {
    bool taken[TLRI_CANDIDATES_MAX], left_out[TLRI_CANDIDATES_MAX];
    bool guarded[TLRI_CANDIDATES_MAX], doomed[TLRI_CANDIDATES_MAX];
};

/* An election or an exclusion makes completions fewer, never other ones, so that whoever was in all
 * of them or in none still is ([CON-5]). */
static void recall(const struct tlri_count *count, struct known *known)
{
    memset(known, 0, sizeof *known);
    for (uint32_t c = 0; c < count->candidates; c++) {
        uint32_t cell = count->cells.cell_of[c];
        bool continues = tlri_count_continues(count, c);
        known->guarded[cell] = known->guarded[cell] || (continues && count->runner[c].guarded);
        known->doomed[cell] = known->doomed[cell] || (continues && count->runner[c].doomed);
    }
}

static void learn(const struct tlri_count *count, const struct tlri_room *room,
                  const struct tlri_completion *found, struct known *known)
{
    for (uint32_t cell = 0; cell < count->cells.cells; cell++) {
        known->taken[cell] = known->taken[cell] || found->take[cell] > 0;
        known->left_out[cell] = known->left_out[cell] || found->take[cell] < room->open[cell];
    }
}

/* The same room with one candidate of the cell gone, or elected. */
static struct tlri_room without_one(struct tlri_room room, uint32_t cell)
{
    tlri_room_lose(&room, cell);
    return room;
}

static struct tlri_room with_one(const struct tlri_count *count, struct tlri_room room,
                                 uint32_t cell)
{
    tlri_room_take(&count->cells, &room, cell);
    return room;
}

/* Finds out, for every cell that has candidates, whether it is taken, and left out, by some
 * completion. */
static tlr_status find_out(const struct tlri_count *count, const struct tlri_room *room,
                           struct known *known)
{
    struct tlri_completion found;
    bool exists = false;
    TLR_TRY(search(count, room, &exists, &found));
    if (!exists) {
        return tlri_internal(count->ctx, "every state of a count has a completion");
    }
    learn(count, room, &found, known);
    for (uint32_t cell = 0; cell < count->cells.cells; cell++) {
        if (room->open[cell] == 0) {
            continue;
        }
        if (!known->left_out[cell] && !known->guarded[cell]) {
            struct tlri_room fewer = without_one(*room, cell);
            TLR_TRY(search(count, &fewer, &exists, &found));
            if (exists) {
                learn(count, room, &found, known);
            }
        }
        if (!known->taken[cell] && !known->doomed[cell]) {
            struct tlri_room more = with_one(count, *room, cell);
            TLR_TRY(search(count, &more, &exists, &found));
            if (exists) {
                found.take[cell]++;
                learn(count, room, &found, known);
            }
        }
    }
    return TLR_OK;
}

/* [CON-6] The first group without whose bounds this changed state would have a completion. */
static tlr_status name_bound(const struct tlri_count *count, struct tlri_room changed,
                             uint32_t *group)
{
    *group = TLRI_NONE;
    for (uint32_t g = 0; g < count->contest->groups; g++) {
        bool exists = false;
        if (!tlri_group_is_bounded(&count->contest->group[g])) {
            continue;
        }
        changed.dropped = (uint64_t)1 << g;
        TLR_TRY(search(count, &changed, &exists, NULL));
        if (exists) {
            *group = g;
            return TLR_OK;
        }
    }
    return TLR_OK;
}

/* The bounds named so far, by cell: its candidates share them. */
struct named {
    bool known[TLRI_CANDIDATES_MAX];
    uint32_t group[TLRI_CANDIDATES_MAX];
};

static tlr_status bound_of(const struct tlri_count *count, struct tlri_room changed, uint32_t cell,
                           struct named *named, uint32_t *group)
{
    if (!named->known[cell]) {
        TLR_TRY(name_bound(count, changed, &named->group[cell]));
        named->known[cell] = true;
    }
    *group = named->group[cell];
    return TLR_OK;
}

static tlr_status say_guarded(struct tlri_count *count, const struct tlri_room *room,
                              const struct known *known)
{
    struct named named = {{false}, {0}};
    for (uint32_t c = 0; c < count->candidates; c++) {
        uint32_t cell = count->cells.cell_of[c];
        if (!tlri_count_continues(count, c) || count->runner[c].guarded || known->left_out[cell]) {
            continue;
        }
        uint32_t group = TLRI_NONE;
        TLR_TRY(bound_of(count, without_one(*room, cell), cell, &named, &group));
        count->runner[c].guarded = true;
        TLR_TRY(tlri_emit_bound(count, TLRI_EVENT_GUARDED, c, group));
    }
    return TLR_OK;
}

static tlr_status say_doomed(struct tlri_count *count, const struct tlri_room *room,
                             const struct known *known)
{
    struct named named = {{false}, {0}};
    for (uint32_t c = 0; c < count->candidates; c++) {
        uint32_t cell = count->cells.cell_of[c];
        if (!tlri_count_in_play(count, c) || known->taken[cell]) {
            continue;
        }
        TLR_TRY(bound_of(count, with_one(count, *room, cell), cell, &named,
                         &count->runner[c].doomed_by));
        count->runner[c].doomed = true;
        TLR_TRY(tlri_emit_bound(count, TLRI_EVENT_DOOMED, c, count->runner[c].doomed_by));
    }
    return TLR_OK;
}

tlr_status tlri_bounds_pass(struct tlri_count *count)
{
    uint32_t left = tlri_count_left(count);
    if (!count->bounded || count->provisional || left == 0 ||
        tlri_count_continuing(count) <= left) {
        return TLR_OK;
    }
    struct tlri_room room;
    struct known known;
    recall(count, &known);
    room_now(count, &room);
    TLR_TRY(find_out(count, &room, &known));
    TLR_TRY(say_guarded(count, &room, &known));
    return say_doomed(count, &room, &known);
}

/* ---- the start ---------------------------------------------------------------------------------
 */

static tlr_status can_leave_empty(struct tlri_count *count, uint32_t empty, uint64_t dropped,
                                  bool *exists)
{
    struct tlri_room room;
    count->places = count->contest->places - empty;
    count->empty = empty;
    room_now(count, &room);
    room.dropped = dropped;
    return search(count, &room, exists, NULL);
}

/* [CON-4] The groups that clash: each in turn loses its bounds, and has them back if that helps. */
static tlr_status find_clash(struct tlri_count *count, uint32_t empty, uint32_t *clash, uint32_t *n)
{
    uint64_t dropped = 0;
    *n = 0;
    for (uint32_t g = 0; g < count->contest->groups; g++) {
        bool exists = false;
        uint64_t bit = (uint64_t)1 << g;
        TLR_TRY(can_leave_empty(count, empty, dropped | bit, &exists));
        if (exists) {
            clash[(*n)++] = g;
        } else {
            dropped |= bit;
        }
    }
    return TLR_OK;
}

/* [CON-4] The smallest number of empty places with a completion; more than p: there is none. */
static tlr_status find_empty(struct tlri_count *count, uint32_t few, uint32_t *empty)
{
    for (uint32_t e = few; e <= count->contest->places; e++) {
        bool exists = false;
        TLR_TRY(can_leave_empty(count, e, 0, &exists));
        if (exists) {
            *empty = e;
            return TLR_OK;
        }
    }
    *empty = count->contest->places + 1;
    return TLR_OK;
}

static tlr_status say_clash(struct tlri_count *count, uint32_t few, uint32_t empty, uint32_t *clash,
                            uint32_t *n)
{
    uint32_t places = count->contest->places;
    TLR_TRY(find_clash(count, few, clash, n));
    count->places = empty <= places ? places - empty : 0;
    count->empty = empty <= places ? empty : places;
    TLR_TRY(tlri_emit_infeasible(count, clash, *n, count->places));
    if (empty > places || count->settings->insufficient == TLRI_INSUFFICIENT_REFUSE) {
        count->outcome = TLRI_OUTCOME_REFUSED;
        return TLR_E_DECISION;
    }
    return TLR_OK;
}

tlr_status tlri_bounds_start(struct tlri_count *count)
{
    uint32_t clash[TLRI_GROUPS_MAX];
    uint32_t n = 0;
    uint32_t places = count->contest->places;
    uint32_t standing = tlri_count_continuing(count);
    uint32_t few = standing < places ? places - standing : 0;
    if (count->contest->later_round) {
        few = count->contest->few_before; /* [RND-1] those who are out are no want of candidates */
    }
    uint32_t empty;
    empty = few;
    count->bounded = contest_is_bounded(count);
    if (count->bounded) {
        TLR_TRY(find_empty(count, few, &empty));
    }
    if (empty > few) {
        TLR_TRY(say_clash(count, few, empty, clash, &n));
    }
    count->places = places - empty;
    count->seats = places - (empty - few);
    count->empty = empty;
    count->empty_few = few;
    bool refer = count->settings->insufficient == TLRI_INSUFFICIENT_REFER;
    count->bounds_why = refer ? TLRI_EMPTY_REFERRED : TLRI_EMPTY_CONSTRAINT;
    if (few > 0) {
        TLR_TRY(tlri_emit_places_empty(count, few, TLRI_EMPTY_TOO_FEW, NULL, 0));
    }
    if (empty > few) {
        TLR_TRY(tlri_emit_places_empty(count, empty - few, count->bounds_why, clash, n));
    }
    return tlri_bounds_pass(count);
}
