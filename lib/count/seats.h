/*
 * count/seats.h: electing and excluding, with the constraint pass that follows; the end of a count.
 */
#ifndef TLRI_COUNT_SEATS_H
#define TLRI_COUNT_SEATS_H

#include "count/state.h"

/*
 * The candidate takes the next place: `elected`, then the pass. Re-open nominations takes it and it
 * stays empty ([STV-9]). TLR_E_DECISION: re-open nominations leaves all other places empty too.
 */
tlr_status tlri_seats_elect(struct tlri_count *count, uint32_t candidate, enum tlri_why_elected why,
                            const char *clause) TLRI_NODISCARD;

/* Excludes all of set: `excluded` for each, the lowest first, then one pass ([STV-10]). */
tlr_status tlri_seats_exclude(struct tlri_count *count, const uint32_t *set, uint32_t n,
                              enum tlri_why_excluded why, const char *clause) TLRI_NODISCARD;

/* Nothing is to be decided any more: the places are full, or those in play are just as many. */
bool tlri_seats_decided(const struct tlri_count *count);

/*
 * [STV-3], [STV-7] The end of a count. *ended when the places are full; when those in play are just
 * as many as the places left, who are then elected; when there is no paper to decide by.
 */
tlr_status tlri_seats_end(struct tlri_count *count, bool *ended) TLRI_NODISCARD;

/* Elects all in play, the highest first, as remaining. */
tlr_status tlri_seats_elect_remaining(struct tlri_count *count) TLRI_NODISCARD;

/* By what right a candidate is elected. */
struct tlri_right {
    enum tlri_why_elected why;
    const char *clause;
};
/* A rule set's test for election: does this candidate in play pass it now, and by what right? A
 * vote of zero never passes ([STV-2]). */
struct tlri_election {
    bool (*passes)(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right);
    const void *method;  /* passed on */
    const char *or_none; /* not NULL: of level ones who cannot all be elected nobody is, by this
                            clause, when looking back does not settle it ([ERS-6.2], [ELI-2]) */
};

/* [STV-2], [CON-11] The elections of a stage: the highest who passes, then the pass, and again. */
tlr_status tlri_seats_elect_passing(struct tlri_count *count,
                                    const struct tlri_election *election) TLRI_NODISCARD;

/*
 * [PLU-7], [SUC-8] Every second place is a group's. The group, the first with a minimum; TLRI_NONE:
 * without one, and without bounds, the reading is off.
 */
uint32_t tlri_seats_pair_group(const struct tlri_count *count);
bool tlri_seats_is_member(const struct tlri_count *count, uint32_t candidate, uint32_t group);
/* Is the next place the second of a pair whose first went outside the group? `before` took the
 * place before it; it is looked at in the second place of a pair only. */
bool tlri_seats_is_forced(const struct tlri_count *count, uint32_t before, uint32_t group);

#endif
