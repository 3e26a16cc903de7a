/*
 * count/ties.h: settling a tie. spec/rules/ties.md.
 */
#ifndef TLRI_COUNT_TIES_H
#define TLRI_COUNT_TIES_H

#include "count/state.h"

struct tlri_tie {
    enum tlri_purpose purpose;
    const uint32_t *tied; /* candidates, any order */
    uint32_t n;           /* 2 or more */
    uint32_t stage;       /* that the events carry: of the elections, or the one to be opened */
    enum tlri_tie_lookback lookback;
    enum tlri_tie_three three;
    enum tlri_tie_last last; /* when looking back does not settle it */
    const char *or_none;     /* not NULL: instead of the last resort nobody is selected, by this
                                clause ([ERS-6.2], [ELI-2]) */
};

/* A tie under the settings of the count ([TIE-8]: the last resort is tie-exclusion). Elections tie
 * at the stage opened last; exclusions and transfers at the one to be opened. */
struct tlri_tie tlri_tie_make(const struct tlri_count *count, enum tlri_purpose purpose,
                              const uint32_t *tied, uint32_t n);

/*
 * Selects one of the tied and says how; *selected is TLRI_NONE only with or_none. TLR_E_DECISION: a
 * lot is needed, or the tie is referred: the count cannot go on. TLR_E_RULES: the lot that answers
 * it names somebody who is not tied (code 4005). TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_tie_settle(struct tlri_count *count, const struct tlri_tie *tie,
                           uint32_t *selected) TLRI_NODISCARD;

#endif
