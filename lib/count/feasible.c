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

#define STEPS_MAX    4000000u /* cells tried in one search */
#define HOPELESS_MAX 262144u  /* states remembered; more are simply searched again */

/* ---- cells -------------------------------------------------------------------------------------
 */

static bool same_cell(const struct tlri_contest *contest, uint32_t a, uint32_t b)
{
    const uint32_t *x = contest->member + (size_t)a * contest->categories;
    const uint32_t *y = contest->member + (size_t)b * contest->categories;
    return contest->categories == 0 || memcmp(x, y, contest->categories * sizeof *x) == 0;
}

tlr_status tlri_cells_make(struct tlri_arena *arena, const struct tlri_contest *contest,
                           struct tlri_cells *out)
{
    uint32_t n = contest->candidates;
    uint32_t categories = contest->categories;
    out->contest = contest;
    out->cells = 0;
    out->cell_of = tlri_arena_array(arena, n, sizeof *out->cell_of);
    out->group = tlri_arena_array(arena, (size_t)n * categories, sizeof *out->group);
    if (out->cell_of == NULL || out->group == NULL) {
        return tlri_no_memory(arena->ctx);
    }
    for (uint32_t c = 0; c < n; c++) {
        uint32_t like = 0;
        while (!same_cell(contest, like, c)) {
            like++; /* ends at c itself */
        }
        if (like < c) {
            out->cell_of[c] = out->cell_of[like];
            continue;
        }
        out->cell_of[c] = (uint16_t)out->cells;
        for (uint32_t k = 0; k < categories; k++) {
            out->group[(size_t)out->cells * categories + k] =
                contest->member[(size_t)c * categories + k];
        }
        out->cells++;
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
    uint32_t missing[TLRI_CATEGORIES_MAX]; /* members that a category's groups will lack at best */
};

/* A cell being tried: the ranges before, and the number tried now. */
struct trial {
    struct range before;
    uint32_t cell;
    uint8_t number;
};

/* What is left of the question behind the first `cell` cells; equal keys have equal answers. */
struct key {
    uint8_t left, cell;
    uint8_t taken[TLRI_GROUPS_MAX];
};

struct search {
    tlr_ctx *ctx;
    const struct tlri_cells *cells;
    const struct tlri_room *room;
    uint32_t steps;
    struct tlri_array trials;   /* struct trial */
    struct tlri_array hopeless; /* struct key */
    uint32_t *slot;             /* open hash table of 1 + index into hopeless */
};
#define SLOTS (HOPELESS_MAX * 2u)

static uint32_t group_at(const struct search *search, uint32_t cell, uint32_t category)
{
    return search->cells->group[(size_t)cell * search->cells->contest->categories + category];
}

static uint32_t minimum_of(const struct search *search, uint32_t group)
{
    bool dropped = (search->room->dropped >> group & 1u) != 0;
    return dropped ? 0 : search->cells->contest->group[group].minimum;
}

static uint32_t maximum_of(const struct search *search, uint32_t group)
{
    bool dropped = (search->room->dropped >> group & 1u) != 0;
    return dropped ? TLRI_NO_MAXIMUM : search->cells->contest->group[group].maximum;
}

/* How many more the group may have; UINT32_MAX without a maximum. False: it has too many already.
 */
static bool room_of(const struct search *search, uint32_t group, uint32_t *more)
{
    uint32_t maximum = maximum_of(search, group);
    uint32_t have = search->room->have[group];
    *more = maximum == TLRI_NO_MAXIMUM ? UINT32_MAX : maximum - have;
    return maximum == TLRI_NO_MAXIMUM || have <= maximum;
}

static uint32_t less_or_zero(uint32_t a, uint32_t b)
{
    return a > b ? a - b : 0;
}

/* How many members the group lacks at least, if its cells give as much as they can. */
static uint32_t missing_of(const struct search *search, const struct sums *sums, uint32_t group)
{
    uint32_t more = 0;
    (void)room_of(search, group, &more);
    uint32_t give = sums->high[group] < more ? sums->high[group] : more;
    give = give < search->room->left ? give : search->room->left;
    return less_or_zero(minimum_of(search, group), search->room->have[group] + give);
}

static void add_up(const struct search *search, const struct range *range, struct sums *sums)
{
    const struct tlri_contest *contest = search->cells->contest;
    memset(sums, 0, sizeof *sums);
    for (uint32_t cell = 0; cell < search->cells->cells; cell++) {
        sums->all_low += range->low[cell];
        sums->all_high += range->high[cell];
        for (uint32_t k = 0; k < contest->categories; k++) {
            uint32_t group = group_at(search, cell, k);
            if (group != TLRI_NONE) {
                sums->low[group] += range->low[cell];
                sums->high[group] += range->high[cell];
            }
        }
    }
    for (uint32_t g = 0; g < contest->groups; g++) {
        sums->missing[contest->group[g].category] += missing_of(search, sums, g);
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
            wanted += less_or_zero(minimum_of(search, g), search->room->have[g]);
        }
    }
    return sums->missing[category] <= search->room->empty &&
           less_or_zero(wanted, search->room->empty) <= search->room->left;
}

static bool can_be(const struct search *search, const struct sums *sums)
{
    const struct tlri_contest *contest = search->cells->contest;
    if (sums->all_low > search->room->left || sums->all_high < search->room->left) {
        return false;
    }
    for (uint32_t g = 0; g < contest->groups; g++) {
        uint32_t more = 0;
        if (!room_of(search, g, &more) || sums->low[g] > more) {
            return false;
        }
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
    uint32_t others = sums->missing[category] - missing_of(search, sums, group);
    uint32_t spare = less_or_zero(search->room->empty, others);
    return less_or_zero(minimum_of(search, group), search->room->have[group] + spare);
}

/* Narrows one cell's range by the sums over the other cells; true when it changed. */
static bool narrow_cell(const struct search *search, const struct sums *sums, struct range *range,
                        uint32_t cell)
{
    uint32_t low = range->low[cell];
    uint32_t high = range->high[cell];
    uint32_t most = search->room->left - (sums->all_low - low);
    uint32_t least = less_or_zero(search->room->left, sums->all_high - high);
    for (uint32_t k = 0; k < search->cells->contest->categories; k++) {
        uint32_t group = group_at(search, cell, k);
        uint32_t more = 0;
        if (group == TLRI_NONE) {
            continue;
        }
        (void)room_of(search, group, &more);
        uint32_t can = less_or_zero(more, sums->low[group] - low);
        uint32_t must = less_or_zero(needed_by(search, sums, group), sums->high[group] - high);
        most = can < most ? can : most;
        least = must > least ? must : least;
    }
    range->low[cell] = (uint8_t)(least > low ? (least < 255 ? least : 255) : low);
    range->high[cell] = (uint8_t)(most < high ? most : high);
    return range->low[cell] != low || range->high[cell] != high;
}

/* Narrows until nothing changes. False: there is no completion within these ranges. */
static bool propagate(const struct search *search, struct range *range)
{
    for (;;) {
        struct sums sums;
        add_up(search, range, &sums);
        if (!can_be(search, &sums)) {
            return false;
        }
        bool changed = false;
        for (uint32_t cell = 0; cell < search->cells->cells && !changed; cell++) {
            changed = narrow_cell(search, &sums, range, cell);
            if (range->low[cell] > range->high[cell]) {
                return false;
            }
        }
        if (!changed) {
            return true;
        }
    }
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

/*
 * Behind the cells before `cell`, which are all fixed, only this matters: how many places are left
 * for the later ones, and how many each group was given. (Ranges of later cells follow from that,
 * since every narrowing does.)
 */
static struct key key_of(const struct search *search, const struct range *range, uint32_t cell)
{
    struct key key;
    memset(&key, 0, sizeof key);
    uint32_t left = search->room->left;
    for (uint32_t i = 0; i < cell; i++) {
        left -= range->low[i];
        for (uint32_t k = 0; k < search->cells->contest->categories; k++) {
            uint32_t group = group_at(search, i, k);
            if (group != TLRI_NONE) {
                key.taken[group] = (uint8_t)(key.taken[group] + range->low[i]);
            }
        }
    }
    key.left = (uint8_t)left;
    key.cell = (uint8_t)cell;
    return key;
}

static uint32_t slot_of(const struct search *search, const struct key *key)
{
    const unsigned char *bytes = (const unsigned char *)key;
    const struct key *known = search->hopeless.data;
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < sizeof *key; i++) {
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    }
    uint32_t at = (uint32_t)(hash >> 32) % SLOTS;
    while (search->slot[at] != 0 && memcmp(&known[search->slot[at] - 1], key, sizeof *key) != 0) {
        at = (at + 1) % SLOTS;
    }
    return at;
}

static bool is_hopeless(const struct search *search, const struct key *key)
{
    return search->slot != NULL && search->slot[slot_of(search, key)] != 0;
}

static tlr_status remember_hopeless(struct search *search, const struct key *key)
{
    if (search->hopeless.count >= HOPELESS_MAX) {
        return TLR_OK;
    }
    if (search->slot == NULL) {
        search->slot = tlri_alloc_array(search->ctx, SLOTS, sizeof *search->slot);
        if (search->slot == NULL) {
            return tlri_no_memory(search->ctx);
        }
    }
    uint32_t at = slot_of(search, key);
    if (search->slot[at] == 0) {
        TLR_TRY(tlri_array_append(&search->hopeless, key, 1));
        search->slot[at] = (uint32_t)search->hopeless.count;
    }
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
              "whether the bounds can be met was not decided in %u steps", STEPS_MAX);
    return TLR_E_LIMIT;
}

static tlr_status search_in_depth(struct search *search, struct range *range, bool *exists)
{
    bool more = true;
    while (more) {
        if (search->steps++ >= STEPS_MAX) {
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
    tlri_array_init(&search.hopeless, ctx, sizeof(struct key), HOPELESS_MAX);
    start_ranges(&search, &range);
    tlr_status status = search_in_depth(&search, &range, exists);
    if (status == TLR_OK && *exists && found != NULL) {
        memcpy(found->take, range.low, sizeof found->take);
    }
    tlri_array_drop(&search.trials);
    tlri_array_drop(&search.hopeless);
    if (search.slot != NULL) {
        tlri_free(ctx, search.slot, SLOTS * sizeof *search.slot);
    }
    return status;
}
