/*
 * custody/sample.h: which papers are pulled by hand, and whether what was read on them is what the
 * batches have. spec/formats/audit-sample.md.
 */
#ifndef TLRI_CUSTODY_SAMPLE_H
#define TLRI_CUSTODY_SAMPLE_H

#include "custody/case.h"
#include "io/sample.h"

/*
 * [SAM-1] The n papers (1..TLRI_SAMPLE_MAX) with the smallest tickets, all unread, of the contest
 * or (NULL) of all. On TLR_OK *out is new; free it with tlri_sample_free. TLR_E_USAGE: no such
 * contest, not 24 digits, n out of range (6540); TLR_E_MEMORY.
 */
tlr_status tlri_sample_draw(tlr_ctx *ctx, const struct tlri_case *c, const char *contest,
                            const char *seed, size_t n, struct tlri_sample **out) TLRI_NODISCARD;

/*
 * [SAM-6] Compares a sheet that was filled in with the batches. Appends a line for each paper that
 * differs, with both readings, and at the end how many agree. TLR_OK: all do. TLR_E_DIFFERS.
 * TLR_E_INPUT: the sheet is not of this close or not of these digits (6541), or has a paper unread
 * (6542); TLR_E_MEMORY.
 */
tlr_status tlri_sample_reconcile(tlr_ctx *ctx, const struct tlri_case *c, const char *name,
                                 const struct tlri_sample *sheet,
                                 struct tlri_buf *out) TLRI_NODISCARD;

#endif
