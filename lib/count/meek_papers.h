/*
 * count/meek_papers.h: what is kept of every paper, for Meek's method ([MEK-1]).
 */
#ifndef TLRI_COUNT_MEEK_PAPERS_H
#define TLRI_COUNT_MEEK_PAPERS_H

#include "count/state.h"

struct tlri_meek_papers {
    struct tlri_count *count;
    struct tlri_array ways;    /* struct way, in meek_papers.c */
    struct tlri_array weights; /* uint64_t: what goes on behind each way */
    struct tlri_array
        resting[TLRI_CANDIDATES_MAX];             /* struct rest: ballots, by whom they are with */
    struct tlri_array heaps[TLRI_CANDIDATES_MAX]; /* struct heap: the same, put together */
    bool passed[TLRI_CANDIDATES_MAX];             /* papers go on from this candidate */
};

/* All papers with their first preference. `count` is borrowed and its ballots stay as they are.
 * To be dropped in any case. TLR_E_MEMORY, TLR_E_LIMIT (code 4007). */
tlr_status tlri_meek_papers_init(struct tlri_meek_papers *papers,
                                 struct tlri_count *count) TLRI_NODISCARD;
void tlri_meek_papers_drop(struct tlri_meek_papers *papers);

/*
 * [MEK-1] Lets every paper pass down its preferences, each candidate keeping `keep` of what reaches
 * it, rounded up; votes[candidate] becomes what it keeps of all. unit: 1 at the decimals of the
 * count; keep: 0..unit, and never unit again for a candidate who once had less. TLR_E_MEMORY,
 * TLR_E_LIMIT.
 */
tlr_status tlri_meek_papers_pass(struct tlri_meek_papers *papers, const uint64_t *keep,
                                 uint64_t unit, tlri_dec *votes) TLRI_NODISCARD;

#endif
