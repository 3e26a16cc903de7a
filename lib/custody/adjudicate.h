/*
 * custody/adjudicate.h: the papers of a folder before its close, and the decisions made on them.
 *
 * spec/formats/adjudications.md.
 */
#ifndef TLRI_CUSTODY_ADJUDICATE_H
#define TLRI_CUSTODY_ADJUDICATE_H

#include "base/file.h"
#include "custody/case.h"

/* A batch in the folder, of its highest revision. */
struct tlri_hall_batch {
    const struct tlri_case_contest *contest;
    const char *id;
    uint32_t round, revision;
    struct tlri_papers *papers; /* owned; as seen, without decisions */
    struct tlri_sealed *file;   /* owned; the lines as they were entered */
};

struct tlri_adjudicating {
    tlr_ctx *ctx;
    struct tlri_case *opened;   /* notice and candidates' file */
    struct tlri_array batch;    /* struct tlri_hall_batch, by contest, round and id */
    struct tlri_array decision; /* struct tlri_decision, sorted as in the file; their text and
                                   marks are in the case's arena */
    const char *path;           /* of adjudications.txt */
    struct tlri_bytes there;    /* the file as it was read or written last; data NULL: none */
};

/*
 * Opens the folder's notice and candidates' file, its batches and the decisions made so far. The
 * batches must be signed as for a close [CLO-13]. On TLR_OK free *out with
 * tlri_adjudicating_free. TLR_E_TRUST: something does not hold, or decisions of another
 * election.xml (6502); otherwise as tlri_close_make.
 */
tlr_status tlri_adjudicating_open(tlr_ctx *ctx, const char *dir,
                                  struct tlri_adjudicating **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_adjudicating_free(struct tlri_adjudicating *a);

/* The decision on paper `number` (from 1) of a batch, or NULL. Valid until the next change. */
const struct tlri_decision *tlri_adjudicating_find(const struct tlri_adjudicating *a,
                                                   const struct tlri_hall_batch *batch,
                                                   uint32_t number);

/* What was entered for paper `number`, to the byte: "- 1 X ?" or "R:torn". In the case's arena;
 * NULL when memory fails. */
const char *tlri_adjudicating_seen(struct tlri_adjudicating *a, const struct tlri_hall_batch *batch,
                                   uint32_t number);

/*
 * Makes a decision of words as in the file: "marks - 2 1 -" or "reject uncertain". by: a role;
 * objected: a role, or TLRI_ROLE_COUNT. Nothing is changed and nothing written. Its text belongs to
 * the case. TLR_E_INPUT: the words are no decision (codes of adjudications.txt); TLR_E_MEMORY.
 */
tlr_status tlri_adjudicating_read(struct tlri_adjudicating *a, const struct tlri_hall_batch *batch,
                                  uint32_t number, const char *words, uint32_t by,
                                  uint32_t objected, struct tlri_decision *out) TLRI_NODISCARD;
/*
 * Puts a decision in its place, instead of an earlier one on the same paper, and writes the file;
 * or takes the one on this paper away. TLR_OK: it is on the disk. TLR_E_IO: also when the file was
 * changed by somebody else since (6945); TLR_E_INPUT: there is no decision to take away (6946);
 * TLR_E_LIMIT, TLR_E_MEMORY. On failure everything is as it was.
 */
tlr_status tlri_adjudicating_put(struct tlri_adjudicating *a,
                                 const struct tlri_decision *decision) TLRI_NODISCARD;
tlr_status tlri_adjudicating_remove(struct tlri_adjudicating *a,
                                    const struct tlri_hall_batch *batch,
                                    uint32_t number) TLRI_NODISCARD;

#endif
