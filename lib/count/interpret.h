/*
 * count/interpret.h: what the marks on the papers count as, and equal papers put together.
 *
 * spec/rules/marks.md. The papers as seen stay untouched; what comes out is what a count works on.
 */
#ifndef TLRI_COUNT_INTERPRET_H
#define TLRI_COUNT_INTERPRET_H

#include "model/contest.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

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

/*
 * Interprets all papers and appends `rejected`, `noted` and `valid` to the transcript, and every
 * paper touched to its list. crosses: the papers are papers of crosses. amounts: the number of
 * decimals of the valid vote is the transcript's. On TLR_OK *out is to be dropped with
 * tlri_ballots_drop; on failure it holds nothing. TLR_E_LIMIT: a paper of equal preferences has
 * more than TLRI_PARTS_MAX orders, or the valid vote cannot be held (codes 4004, 4007);
 * TLR_E_MEMORY.
 */
tlr_status tlri_interpret(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_settings *settings, const struct tlri_papers *papers,
                          bool crosses, struct tlri_transcript *transcript,
                          struct tlri_ballots *out) TLRI_NODISCARD;
void tlri_ballots_drop(struct tlri_ballots *ballots);

#endif
