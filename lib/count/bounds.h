/*
 * count/bounds.h: bounds on groups during a count: the start, the pass, and two questions.
 *
 * spec/rules/constraints.md. In a contest without bounds all of this says yes at once.
 */
#ifndef TLRI_COUNT_BOUNDS_H
#define TLRI_COUNT_BOUNDS_H

#include "count/state.h"

/*
 * [CON-4] The start: how many places candidates can fill at all. Sets places and empty of the
 * count, says what has to be said, and makes the first pass. TLR_E_DECISION: the bounds clash and
 * the reading refuses (outcome REFUSED). TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_bounds_start(struct tlri_count *count) TLRI_NODISCARD;

/* [CON-5] The pass after an election or an exclusion: who is guarded or doomed now. */
tlr_status tlri_bounds_pass(struct tlri_count *count) TLRI_NODISCARD;

/* Is there a completion with all of these (continuing, n at most the places left)? */
tlr_status tlri_bounds_allow_all(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                                 bool *allowed) TLRI_NODISCARD;
/* ... and one without any of these? */
tlr_status tlri_bounds_allow_none(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                                  bool *allowed) TLRI_NODISCARD;

#endif
