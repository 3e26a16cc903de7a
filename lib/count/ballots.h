/*
 * count/ballots.h: what a count works on: rankings, each with the number of papers that bear it.
 */
#ifndef TLRI_COUNT_BALLOTS_H
#define TLRI_COUNT_BALLOTS_H

#include "model/papers.h"

#define TLRI_PARTS_MAX 720u /* orders that one paper with equal preferences may stand for */

/* One ranking and how many valid papers bear it. */
struct tlri_ballot {
    uint64_t papers;
    uint32_t first; /* index of its first preference in rank[] */
    uint16_t parts; /* 1; with equal preferences: into how many equal parts the paper is cut,
                       each of which is a ballot of its own with one order of the equals */
    uint8_t length; /* preferences, 1..250 */
    bool lead;      /* of the parts of a paper, the one that bears its first order */
};

/* All valid papers of a contest. */
struct tlri_ballots {
    tlr_ctx *ctx;
    uint64_t papers; /* valid papers */
    uint64_t votes;  /* the valid vote: papers, or on papers of crosses the votes given */
    /* Preferential papers: in ascending order of preference after preference, each ranking once. */
    uint32_t rows;
    struct tlri_ballot *row;
    uint8_t *rank;
    size_t ranks;
    bool has_parts[TLRI_PARTS_MAX + 1]; /* some ballots are one of so many parts; 1: whole papers */
    /* Papers of crosses: votes given to each candidate. */
    uint64_t marks[TLRI_CANDIDATES_MAX];
};

void tlri_ballots_drop(struct tlri_ballots *ballots);

/* Rankings as they come, paper after paper. */
struct tlri_ballot_heap {
    tlr_ctx *ctx;
    uint32_t candidates;
    uint64_t *pairs; /* [first][second]: whole papers of two preferences; [first][first]: of one */
    struct tlri_array raw;  /* struct raw, in ballots.c */
    struct tlri_array pool; /* uint8_t: what of a ballot does not fit struct raw */
};

/* candidates: 1..TLRI_CANDIDATES_MAX. TLR_E_MEMORY; then there is nothing to drop. */
tlr_status tlri_ballot_heap_init(struct tlri_ballot_heap *heap, tlr_ctx *ctx,
                                 uint32_t candidates) TLRI_NODISCARD;
void tlri_ballot_heap_drop(struct tlri_ballot_heap *heap);

/* Adds rank[0..length), length 1..250, each candidate once, borne by 1..TLRI_WEIGHT_MAX papers.
 * parts, lead: as in struct tlri_ballot. TLR_E_LIMIT (code 4007), TLR_E_MEMORY. */
tlr_status tlri_ballot_heap_add(struct tlri_ballot_heap *heap, const uint8_t *rank, uint32_t length,
                                uint32_t parts, bool lead, uint64_t papers) TLRI_NODISCARD;

/* Room for so many papers at once. TLR_E_MEMORY. */
tlr_status tlri_ballot_heap_expect(struct tlri_ballot_heap *heap, uint32_t papers) TLRI_NODISCARD;

/* The same as tlri_ballot_heap_add for whole papers that bear 1 to `length`, each once (struct
 * tlri_paper, plain): the marks as they stand in the pool. `room`: how many marks may be looked at
 * from there on, `length` or more. */
tlr_status tlri_ballot_heap_add_plain(struct tlri_ballot_heap *heap, const tlri_mark *mark,
                                      uint32_t length, size_t room, uint64_t papers) TLRI_NODISCARD;

/* Sorts the heap, puts equal rankings together and fills row, rank and has_parts of `out`; the
 * heap's order is lost. TLR_E_MEMORY; then out is to be dropped all the same. */
tlr_status tlri_ballot_heap_settle(struct tlri_ballot_heap *heap,
                                   struct tlri_ballots *out) TLRI_NODISCARD;

#endif
