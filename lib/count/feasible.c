/*
 * count/feasible.c: whether a state of an election has a completion ([CON-1], [CON-2]).
 *
 * How many to take from each cell is known between a lowest and a highest number. Propagation makes
 * these narrower: a group's maximum limits what its cells can still give; its minimum, as far as
 * empty places do not stand for it, asks for what its other cells cannot give; and all cells
 * together give exactly the places left. When nothing gets narrower and a cell is still open, each
 * number of the first such cell is tried, the highest first, with propagation after each: a search
 * in depth, on a stack of its own. States found hopeless are remembered by what later cells can
 * still see of them. Looking at single bounds, or at propagation alone, misses cases; this does
 * not.
 */
#include "count/feasible.h"

#include <string.h>

#define SLOTS_FIRST 256u

/* ---- cells -------------------------------------------------------------------------------------
 */

bool tlri_group_is_bounded(const struct tlri_group *group)
{
    return group->minimum > 0 || group->maximum != TLRI_NO_MAXIMUM;
}

/* The candidate's group in a category, if it has bounds; TLRI_NONE otherwise. */
static uint32_t bounded_group(const struct tlri_contest *contest, uint32_t candidate,
                              uint32_t category)
{
    uint32_t group = contest->member[(size_t)candidate * contest->categories + category];
    bool bounded = group != TLRI_NONE && tlri_group_is_bounded(&contest->group[group]);
    return bounded ? group : TLRI_NONE;
}

/* Cells stand in the order of their groups, category after category, so that in the search the
 * groups of the first category are done with one after another. */
static int compare_cells(const struct tlri_contest *contest, uint32_t a, uint32_t b)
{
    for (uint32_t k = 0; k < contest->categories; k++) {
        uint32_t x = bounded_group(contest, a, k);
        uint32_t y = bounded_group(contest, b, k);
        if (x != y) {
            return x < y ? -1 : 1; /* TLRI_NONE, the largest, comes last */
        }
    }
    return 0;
}

tlr_status tlri_cells_make(struct tlri_arena *arena, const struct tlri_contest *contest,
                           struct tlri_cells *out)
{
    uint32_t n = contest->candidates;
    uint32_t categories = contest->categories;
    out->contest = contest;
    out->cells = 0;
    out->steps_max = TLRI_FEASIBLE_STEPS_MAX;
    out->hopeless_max = TLRI_FEASIBLE_HOPELESS_MAX;
    out->cell_of = tlri_arena_array(arena, n, sizeof *out->cell_of);
    out->group = tlri_arena_array(arena, (size_t)n * categories, sizeof *out->group);
    if (out->cell_of == NULL || out->group == NULL) {
        return tlri_no_memory(arena->ctx);
    }
    uint32_t sorted[TLRI_CANDIDATES_MAX];
    for (uint32_t c = 0; c < n; c++) {
        uint32_t at = c;
        while (at > 0 && compare_cells(contest, sorted[at - 1], c) > 0) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = c;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || compare_cells(contest, sorted[i - 1], sorted[i]) != 0) {
            for (uint32_t k = 0; k < categories; k++) {
                out->group[(size_t)out->cells * categories + k] =
                    bounded_group(contest, sorted[i], k);
            }
            out->cells++;
        }
        out->cell_of[sorted[i]] = (uint16_t)(out->cells - 1);
    }
    return TLR_OK;
}

void tlri_room_lose(struct tlri_room *room, uint32_t cell)
{
    room->open[cell]--;
}

void tlri_room_take(const struct tlri_cells *cells, struct tlri_room *room, uint32_t cell)
{
    uint32_t categories = cells->contest->categories;
    room->open[cell]--;
    room->left--;
    for (uint32_t k = 0; k < categories; k++) {
        uint32_t group = cells->group[(size_t)cell * categories + k];
        if (group != TLRI_NONE) {
            room->have[group]++;
        }
    }
}

/* ---- the search --------------------------------------------------------------------------------
 */

/* The lowest and highest number that may be taken from each cell. */
struct range {
    uint8_t low[TLRI_CANDIDATES_MAX], high[TLRI_CANDIDATES_MAX];
};

/* What the cells can give a group, by these ranges. */
struct sums {
    uint32_t low[TLRI_GROUPS_MAX], high[TLRI_GROUPS_MAX];
    uint32_t all_low, all_high;
    /* Worked out from the others once a round, so they may be too small, never too large. */
    uint32_t lacking[TLRI_GROUPS_MAX];     /* members that a group will lack at best */
    uint32_t missing[TLRI_CATEGORIES_MAX]; /* ... and all groups of a category together */
};

/* A cell being tried: the ranges before, and the number tried now. */
struct trial {
    struct range before;
    uint32_t cell;
    uint8_t number;
};

/* What is left of the question for the cells from `cell` on; equal keys have equal answers. */
struct key {
    uint8_t left, cell;
    uint8_t need[TLRI_GROUPS_MAX];        /* members that a group still lacks, as far as later cells
                                             can tell the difference */
    uint8_t room[TLRI_GROUPS_MAX];        /* members that it may still get, likewise */
    uint8_t missing[TLRI_CATEGORIES_MAX]; /* lacked for good by groups without later cells */
};

struct search {
    tlr_ctx *ctx;
    const struct tlri_cells *cells;
    const struct tlri_room *room;
    uint32_t lacks[TLRI_GROUPS_MAX]; /* members that a group still needs */
    uint32_t more[TLRI_GROUPS_MAX];  /* ... and may still get; UINT32_MAX: any number */
    bool too_many;                   /* some group has more than its maximum already */
    uint32_t steps;
    struct tlri_array trials;   /* struct trial */
    struct tlri_array hopeless; /* struct key */
    uint32_t *slot;             /* open hash table of 1 + index into hopeless */
    uint32_t slots;
};

static uint32_t group_at(const struct search *search, uint32_t cell, uint32_t category)
{
    return search->cells->group[(size_t)cell * search->cells->contest->categories + category];
}

static uint32_t less_or_zero(uint32_t a, uint32_t b)
{
    return a > b ? a - b : 0;
}

/* How many members the group lacks at least, if its cells give as much as they can. */
static uint32_t missing_of(const struct search *search, const struct sums *sums, uint32_t group)
{
    uint32_t give =
        sums->high[group] < search->more[group] ? sums->high[group] : search->more[group];
    give = give < search->room->left ? give : search->room->left;
    return less_or_zero(search->lacks[group], give);
}

/* Adds a change of one cell's range to the sums. */
static void add_cell(const struct search *search, struct sums *sums, uint32_t cell, uint32_t low,
                     uint32_t high)
{
    sums->all_low += low;
    sums->all_high += high;
    for (uint32_t k = 0; k < search->cells->contest->categories; k++) {
        uint32_t group = group_at(search, cell, k);
        if (group != TLRI_NONE) {
            sums->low[group] += low;
            sums->high[group] += high;
        }
    }
}

static void add_up(const struct search *search, const struct range *range, struct sums *sums)
{
    memset(sums, 0, sizeof *sums);
    for (uint32_t cell = 0; cell < search->cells->cells; cell++) {
        add_cell(search, sums, cell, range->low[cell], range->high[cell]);
    }
}

/* What is missing at best follows from the other sums. */
static void find_missing(const struct search *search, struct sums *sums)
{
    const struct tlri_contest *contest = search->cells->contest;
    memset(sums->missing, 0, sizeof sums->missing);
    for (uint32_t g = 0; g < contest->groups; g++) {
        sums->lacking[g] = missing_of(search, sums, g);
        sums->missing[contest->group[g].category] += sums->lacking[g];
    }
}

/* [CON-1] In a category all groups together may lack as many members as places stay empty. What
 * they must still be given must not be more than the places left. */
static bool category_can_be(const struct search *search, const struct sums *sums, uint32_t category)
{
    const struct tlri_contest *contest = search->cells->contest;
    uint32_t wanted = 0;
    for (uint32_t g = 0; g < contest->groups; g++) {
        if (contest->group[g].category == category) {
            wanted += search->lacks[g];
        }
    }
    return sums->missing[category] <= search->room->empty &&
           less_or_zero(wanted, search->room->empty) <= search->room->left;
}

/* That the lowest numbers together are not too many, for the places or for a group, need not be
 * asked: they begin at nothing, and narrow_cell raises no cell above what the others leave it. */
static bool can_be(const struct search *search, const struct sums *sums)
{
    const struct tlri_contest *contest = search->cells->contest;
    if (sums->all_high < search->room->left) {
        return false;
    }
    for (uint32_t k = 0; k < contest->categories; k++) {
        if (!category_can_be(search, sums, k)) {
            return false;
        }
    }
    return true;
}

/* The fewest that a group must be given: its minimum, less what empty places can stand for once the
 * other groups of the category have had theirs. */
static uint32_t needed_by(const struct search *search, const struct sums *sums, uint32_t group)
{
    uint32_t category = search->cells->contest->group[group].category;
    uint32_t others = sums->missing[category] - sums->lacking[group];
    uint32_t spare = less_or_zero(search->room->empty, others);
    return less_or_zero(search->lacks[group], spare);
}

/* Narrows one cell's range by what the other cells leave it, and the sums with it; true when it
 * changed. */
static bool narrow_cell(const struct search *search, struct sums *sums, struct range *range,
                        uint32_t cell)
{
    uint32_t low = range->low[cell];
    uint32_t high = range->high[cell];
    uint32_t most = less_or_zero(search->room->left, sums->all_low - low);
    uint32_t least = less_or_zero(search->room->left, sums->all_high - high);
    for (uint32_t k = 0; k < search->cells->contest->categories; k++) {
        uint32_t group = group_at(search, cell, k);
        if (group == TLRI_NONE) {
            continue;
        }
        uint32_t can = less_or_zero(search->more[group], sums->low[group] - low);
        uint32_t must = less_or_zero(needed_by(search, sums, group), sums->high[group] - high);
        most = can < most ? can : most;
        least = must > least ? must : least;
    }
    uint32_t new_low =
        least > low ? least : low; /* no more than places left: see category_can_be */
    uint32_t new_high = most < high ? most : high;
    range->low[cell] = (uint8_t)new_low;
    range->high[cell] = (uint8_t)new_high;
    add_cell(search, sums, cell, new_low - low, new_high - high); /* modulo 2^32 */
    return new_low != low || new_high != high;
}

/* Narrows until nothing changes. False: there is no completion within these ranges. */
static bool propagate(const struct search *search, struct range *range)
{
    struct sums sums;
    bool changed = true;
    add_up(search, range, &sums);
    while (changed) {
        find_missing(search, &sums);
        if (!can_be(search, &sums)) {
            return false;
        }
        changed = false;
        for (uint32_t cell = 0; cell < search->cells->cells; cell++) {
            changed = narrow_cell(search, &sums, range, cell) || changed;
            if (range->low[cell] > range->high[cell]) {
                return false;
            }
        }
    }
    return true;
}

static uint32_t first_open_cell(const struct search *search, const struct range *range)
{
    uint32_t cell = 0;
    while (cell < search->cells->cells && range->low[cell] == range->high[cell]) {
        cell++;
    }
    return cell;
}

/* ---- states found hopeless ---------------------------------------------------------------------
 */

/* What the cells before `cell`, which are all fixed, have given each group, and what those from it
 * on could give at most. */
struct given {
    uint32_t taken[TLRI_GROUPS_MAX], later[TLRI_GROUPS_MAX];
    uint32_t left; /* places, for the later cells */
};

static void find_given(const struct search *search, const struct range *range, uint32_t cell,
                       struct given *given)
{
    memset(given, 0, sizeof *given);
    given->left = search->room->left;
    for (uint32_t i = 0; i < search->cells->cells; i++) {
        given->left -= i < cell ? range->low[i] : 0;
        for (uint32_t k = 0; k < search->cells->contest->categories; k++) {
            uint32_t group = group_at(search, i, k);
            if (group != TLRI_NONE && i < cell) {
                given->taken[group] += range->low[i];
            } else if (group != TLRI_NONE) {
                given->later[group] += search->room->open[i];
            }
        }
    }
}

/*
 * Two ways to fix the cells before `cell` leave the same question when they leave as many places,
 * and every group lacks as many members and has as much room, as far as the later cells can reach
 * either. (Ranges of later cells follow from that, since every narrowing does.) A byte holds each:
 * what is lacked is no more than the places left and empty, or propagate had said no.
 */
static struct key key_of(const struct search *search, const struct range *range, uint32_t cell)
{
    const struct tlri_contest *contest = search->cells->contest;
    struct given given;
    struct key key;
    find_given(search, range, cell, &given);
    memset(&key, 0, sizeof key);
    key.left = (uint8_t)given.left;
    key.cell = (uint8_t)cell;
    for (uint32_t g = 0; g < contest->groups; g++) {
        uint32_t need = less_or_zero(search->lacks[g], given.taken[g]);
        uint32_t room = less_or_zero(search->more[g], given.taken[g]);
        if (given.later[g] == 0) {
            uint8_t *missing = &key.missing[contest->group[g].category];
            *missing = (uint8_t)(*missing + need);
            continue;
        }
        key.need[g] = (uint8_t)need;
        uint32_t later = given.later[g] < given.left ? given.later[g] : given.left;
        key.room[g] = (uint8_t)(room < later ? room : later);
    }
    return key;
}

static uint32_t slot_of(const struct search *search, const struct key *key)
{
    const struct key *known = search->hopeless.data;
    uint32_t at = (uint32_t)(tlri_hash(0, key, sizeof *key) >> 32) % search->slots;
    while (search->slot[at] != 0 && memcmp(&known[search->slot[at] - 1], key, sizeof *key) != 0) {
        at = (at + 1) % search->slots;
    }
    return at;
}

static bool is_hopeless(const struct search *search, const struct key *key)
{
    return search->slots > 0 && search->slot[slot_of(search, key)] != 0;
}

/* Keeps at least half of the table free. */
static tlr_status make_room(struct search *search)
{
    if (search->hopeless.count < search->slots / 2) {
        return TLR_OK;
    }
    uint32_t slots = search->slots == 0 ? SLOTS_FIRST : search->slots * 2;
    uint32_t *slot = tlri_alloc_array(search->ctx, slots, sizeof *slot);
    if (slot == NULL) {
        return tlri_no_memory(search->ctx);
    }
    tlri_free(search->ctx, search->slot, search->slots * sizeof *slot);
    search->slot = slot;
    search->slots = slots;
    const struct key *known = search->hopeless.data;
    for (uint32_t i = 0; i < search->hopeless.count; i++) {
        slot[slot_of(search, &known[i])] = i + 1;
    }
    return TLR_OK;
}

/* The key is a new one: it was not known when its cell was first tried, and what was tried since
 * then are later cells. */
static tlr_status remember_hopeless(struct search *search, const struct key *key)
{
    if (search->hopeless.count >= search->cells->hopeless_max) {
        return TLR_OK;
    }
    TLR_TRY(make_room(search));
    TLR_TRY(tlri_array_append(&search->hopeless, key, 1));
    search->slot[slot_of(search, key)] = (uint32_t)search->hopeless.count;
    return TLR_OK;
}

/* ---- in depth ----------------------------------------------------------------------------------
 */

static struct trial *deepest(const struct search *search)
{
    return (struct trial *)search->trials.data + (search->trials.count - 1);
}

static tlr_status go_deeper(struct search *search, const struct range *range, uint32_t cell)
{
    struct trial *trial = NULL;
    TLR_TRY(tlri_array_push(&search->trials, &trial));
    trial->before = *range;
    trial->cell = cell;
    trial->number = range->high[cell];
    return TLR_OK;
}

/* Takes the next number of the deepest trial that has one into *range; false when there is none. */
static tlr_status next_trial(struct search *search, struct range *range, bool *more)
{
    *more = false;
    while (search->trials.count > 0) {
        struct trial *trial = deepest(search);
        if (trial->number != trial->before.low[trial->cell]) {
            trial->number--;
            *more = true;
            break;
        }
        struct key key = key_of(search, &trial->before, trial->cell);
        TLR_TRY(remember_hopeless(search, &key));
        search->trials.count--;
    }
    if (*more) {
        const struct trial *trial = deepest(search);
        *range = trial->before;
        range->low[trial->cell] = trial->number;
        range->high[trial->cell] = trial->number;
    }
    return TLR_OK;
}

static tlr_status give_up(struct search *search)
{
    tlri_diag(search->ctx, TLR_ERROR, 4006, NULL,
              "Declare fewer categories of groups, or fewer bounds.", "constraints/CON-2",
              "whether the bounds can be met was not decided in %u steps",
              search->cells->steps_max);
    return TLR_E_LIMIT;
}

static tlr_status search_in_depth(struct search *search, struct range *range, bool *exists)
{
    bool more = true;
    while (more) {
        if (search->steps++ >= search->cells->steps_max) {
            return give_up(search);
        }
        if (propagate(search, range)) {
            uint32_t cell = first_open_cell(search, range);
            if (cell == search->cells->cells) {
                *exists = true;
                return TLR_OK;
            }
            struct key key = key_of(search, range, cell);
            if (!is_hopeless(search, &key)) {
                TLR_TRY(go_deeper(search, range, cell));
                range->low[cell] = range->high[cell];
                continue;
            }
        }
        TLR_TRY(next_trial(search, range, &more));
    }
    *exists = false;
    return TLR_OK;
}

/* What each group needs and may have, apart from the dropped ones. */
static void start_groups(struct search *search)
{
    const struct tlri_contest *contest = search->cells->contest;
    for (uint32_t g = 0; g < contest->groups; g++) {
        const struct tlri_group *group = &contest->group[g];
        uint32_t have = search->room->have[g];
        bool dropped = (search->room->dropped >> g & 1u) != 0;
        search->more[g] = UINT32_MAX;
        if (dropped) {
            continue;
        }
        search->lacks[g] = less_or_zero(group->minimum, have);
        if (group->maximum != TLRI_NO_MAXIMUM) {
            search->more[g] = less_or_zero(group->maximum, have);
            search->too_many = search->too_many || have > group->maximum;
        }
    }
}

static void start_ranges(const struct search *search, struct range *range)
{
    memset(range, 0, sizeof *range);
    for (uint32_t cell = 0; cell < search->cells->cells; cell++) {
        uint32_t open = search->room->open[cell];
        range->high[cell] = (uint8_t)(open < search->room->left ? open : search->room->left);
    }
}

tlr_status tlri_feasible(tlr_ctx *ctx, const struct tlri_cells *cells, const struct tlri_room *room,
                         bool *exists, struct tlri_completion *found)
{
    struct search search = {.ctx = ctx, .cells = cells, .room = room};
    struct range range;
    tlri_array_init(&search.trials, ctx, sizeof(struct trial), TLRI_CANDIDATES_MAX);
    tlri_array_init(&search.hopeless, ctx, sizeof(struct key), TLRI_FEASIBLE_HOPELESS_MAX);
    start_groups(&search);
    start_ranges(&search, &range);
    *exists = false;
    tlr_status status = search.too_many ? TLR_OK : search_in_depth(&search, &range, exists);
    if (status == TLR_OK && *exists && found != NULL) {
        memcpy(found->take, range.low, sizeof found->take);
    }
    tlri_array_drop(&search.trials);
    tlri_array_drop(&search.hopeless);
    tlri_free(ctx, search.slot, search.slots * sizeof *search.slot);
    return status;
}
