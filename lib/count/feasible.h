/*
 * count/feasible.h: can the places left still be filled within every bound? Decided exactly.
 *
 * spec/rules/constraints.md, [CON-1] and [CON-2]. Candidates who belong to the same groups that
 * have a bound are alike to the bounds; they make up a *cell*. The question is then a small one in
 * whole numbers: how many to take from each cell.
 */
#ifndef TLRI_COUNT_FEASIBLE_H
#define TLRI_COUNT_FEASIBLE_H

#include "model/contest.h"

/* Has the group a minimum or a maximum? */
bool tlri_group_is_bounded(const struct tlri_group *group);

/* The cells of a contest. In an arena of the count. */
struct tlri_cells {
    const struct tlri_contest *contest;
    uint32_t cells;
    uint16_t *cell_of; /* by candidate; withdrawn ones have a cell too */
    uint32_t
        *group; /* group[cell * categories + k]: of category k, or TLRI_NONE: none with a bound */
    /* Of one search; tlri_cells_make puts in what follows, tests less. */
    uint32_t steps_max;    /* cells tried before it is given up */
    uint32_t hopeless_max; /* states remembered; more are searched again */
};

#define TLRI_FEASIBLE_STEPS_MAX    4000000u
#define TLRI_FEASIBLE_HOPELESS_MAX 262144u

/* TLR_E_MEMORY. */
tlr_status tlri_cells_make(struct tlri_arena *arena, const struct tlri_contest *contest,
                           struct tlri_cells *out) TLRI_NODISCARD;

/* A state of an election as the bounds see it ([CON-1]). */
struct tlri_room {
    uint32_t left;                     /* s: places still to fill */
    uint32_t empty;                    /* e: places that stay empty from the start */
    uint64_t dropped;                  /* bit g: the bounds of group g are not looked at */
    uint32_t have[TLRI_GROUPS_MAX];    /* by group: members among the elected */
    uint8_t open[TLRI_CANDIDATES_MAX]; /* by cell: continuing candidates */
};

/* The same state with one candidate of a cell elected, or one gone. The cell must have one open. */
void tlri_room_take(const struct tlri_cells *cells, struct tlri_room *room, uint32_t cell);
void tlri_room_lose(struct tlri_room *room, uint32_t cell);

/* A completion: how many are taken from each cell. */
struct tlri_completion {
    uint8_t take[TLRI_CANDIDATES_MAX];
};

/*
 * Does the state have a completion? On TLR_OK *exists says so and, if it has one, *found (may be
 * NULL) holds one. TLR_E_LIMIT: the search was given up after a documented number of steps, which
 * takes bounds in many overlapping categories (code 4006); TLR_E_MEMORY.
 */
tlr_status tlri_feasible(tlr_ctx *ctx, const struct tlri_cells *cells, const struct tlri_room *room,
                         bool *exists, struct tlri_completion *found) TLRI_NODISCARD;

#endif
