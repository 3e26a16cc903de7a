/*
 * api/compare.h: what the files that compare share: the lines found so far, and how one is added.
 *
 * Folders are compared in compare.c, papers in compare_papers.c, result files and public bundles in
 * compare_results.c. spec/formats/compare.md.
 */
#ifndef TLRI_API_COMPARE_H
#define TLRI_API_COMPARE_H

#include "audit/audit.h"
#include "custody/case.h"
#include "report/compare.h"

/* One of two folders, as counted. */
struct tlri_compare_side {
    struct tlri_case *c;
    struct tlri_audit *audit;
    tlr_status counted; /* TLR_OK, or TLR_E_DECISION: it waits for a lot or a round */
};

struct tlri_comparing {
    tlr_ctx *ctx;
    struct tlri_arena arena; /* of names and details */
    struct tlri_compared_pair pair;
    struct tlri_compare_side a, b; /* empty unless two folders are compared */
};

/* A run of papers: those of a batch, or all. Borrowed. */
struct tlri_compare_batch {
    const struct tlri_papers *papers;
    uint32_t first, count; /* its papers */
};

/* Adds a line; detail says what differs and is not looked at when they are the same. Name and
 * detail must last as long as the arena; where they could not be made (NULL) it is TLR_E_MEMORY.
 * TLR_E_LIMIT past 200,000 lines. */
tlr_status tlri_compare_tell(struct tlri_comparing *w, enum tlri_compared about, const char *name,
                             bool same, const char *detail) TLRI_NODISCARD;
/* The text of a buffer, kept in the arena; the buffer is dropped. NULL: no memory. */
const char *tlri_compare_keep(struct tlri_comparing *w, struct tlri_buf *text) TLRI_NODISCARD;

/* Adds a line where the two are of different elections, by their ids. As tlri_compare_tell. */
tlr_status tlri_compare_elections(struct tlri_comparing *w, const char *a,
                                  const char *b) TLRI_NODISCARD;

/* ---- compare_papers.c --------------------------------------------------------------------------
 */

/* Adds a line on the papers of two batches of one contest, by number and as heaps. The name is the
 * arena's. TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_compare_papers(struct tlri_comparing *w, const char *name,
                               const struct tlri_compare_batch *a,
                               const struct tlri_compare_batch *b) TLRI_NODISCARD;
/* Adds a line on all papers of one round of a contest as two heaps, where the batches are not the
 * same ones on both sides. As tlri_compare_papers. */
tlr_status tlri_compare_heaps(struct tlri_comparing *w, const char *name,
                              const struct tlri_papers *a,
                              const struct tlri_papers *b) TLRI_NODISCARD;
/* Compares the two batches whose paths the pair holds ([CMP-7]). TLR_E_INPUT: not batches, or not
 * of one contest and round (6760); TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_compare_batches(struct tlri_comparing *w) TLRI_NODISCARD;

/* ---- compare_results.c -------------------------------------------------------------------------
 */

/* Compares the two result files whose paths the pair holds ([CMP-9]). TLR_E_INPUT: no results;
 * TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_compare_results(struct tlri_comparing *w) TLRI_NODISCARD;
/* Compares the two public bundles that the pair names ([CMP-8]). TLR_E_USAGE: one of them is none
 * (6760); otherwise as `verify` of each. */
tlr_status tlri_compare_publics(struct tlri_comparing *w) TLRI_NODISCARD;
/* Is the folder a public bundle? What is wrong with it is said when it is opened. TLR_E_MEMORY. */
tlr_status tlri_compare_is_public(const struct tlri_comparing *w, const char *dir,
                                  bool *is) TLRI_NODISCARD;

#endif
