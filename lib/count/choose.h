/*
 * count/choose.h: who goes out next, and whether a surplus may wait.
 *
 * spec/rules/constraints.md [CON-7] to [CON-10]: everything here looks at candidates who continue
 * and are not guarded.
 */
#ifndef TLRI_COUNT_CHOOSE_H
#define TLRI_COUNT_CHOOSE_H

#include "count/state.h"

/* [CON-7] The doomed candidate who goes out next; TLRI_NONE when nobody is doomed. Ties as for the
 * lowest. */
tlr_status tlri_choose_doomed(struct tlri_count *count, uint32_t *chosen) TLRI_NODISCARD;

/* [CON-8] The lowest candidate who is not guarded; level ones: a tie for `exclude`. */
tlr_status tlri_choose_lowest(struct tlri_count *count, uint32_t *chosen) TLRI_NODISCARD;

/* All level at the lowest vote among those who continue and are not guarded; returns how many. */
uint32_t tlri_choose_level_lowest(const struct tlri_count *count, uint32_t *level);

/* Which sets may go out together. `next` is the candidate next above ([CON-9]). */
struct tlri_together {
    /* Puts the answer into *fits. TLR_E_LIMIT: an amount would not fit. */
    tlr_status (*test)(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                       uint32_t next, const void *method, bool *fits);
    const void *method; /* passed on */
    uint32_t least;     /* the smallest set looked for: 2, or 1 */
    uint32_t remain;    /* candidates who must go on continuing */
};
/* [CON-9] The largest set of the lowest that may go out together; *n is 0 when there is none. */
tlr_status tlri_choose_together(struct tlri_count *count, const struct tlri_together *rule,
                                uint32_t *set, uint32_t *n) TLRI_NODISCARD;

/* A `test` for votes in decimals: their total and `pending` against the vote of the next above.
 * method is a struct tlri_sure_losers. */
struct tlri_sure_losers {
    enum tlri_bulk bulk;
    tlri_dec pending; /* surpluses not transferred */
};
tlr_status tlri_choose_fits_votes(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                                  uint32_t next, const void *method, bool *fits) TLRI_NODISCARD;
tlri_dec tlri_choose_total(const struct tlri_count *count, const uint32_t *set, uint32_t n);
/* The candidate next above a set of the lowest ([CON-9]); TLRI_NONE when there is none. */
uint32_t tlri_choose_next_above(const struct tlri_count *count, const uint32_t *set, uint32_t n);

/* [CON-10] The two candidates with the fewest votes who are not guarded. False: there is only one,
 * or none, so that nothing can change who goes out next. */
bool tlri_choose_lowest_two(const struct tlri_count *count, uint32_t *lowest, uint32_t *next);

#endif
