/*
 * count/av.h: one place by the alternative vote, for the rule sets av and av-successive.
 */
#ifndef TLRI_COUNT_AV_H
#define TLRI_COUNT_AV_H

#include "count/state.h"
#include "count/transfer.h"

/* Who wins a place, and by what right. */
struct tlri_av_winner {
    uint32_t candidate; /* TLRI_NONE: nobody has a vote */
    enum tlri_why_elected why;
    const char *clause;
};

/* The majority base of a place: papers live in its opening stage. */
struct tlri_av {
    struct tlri_count *count;
    struct tlri_piles *piles;
    tlri_dec live_at_first;
    bool needs_no_votes; /* somebody takes the place even if nobody has a vote ([SUC-8]) */
};

/* The opening stage of a place: first preferences, tally, the vote required. */
tlr_status tlri_av_open(struct tlri_av *av, const struct tlri_stage *stage) TLRI_NODISCARD;
/* Excludes until somebody wins the place that was opened. Elects nobody. */
tlr_status tlri_av_fill(struct tlri_av *av, struct tlri_av_winner *winner) TLRI_NODISCARD;

#endif
