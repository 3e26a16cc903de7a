/*
 * audit/parting.h: where two people's counts of one contest part, in sentences.
 */
#ifndef TLRI_AUDIT_PARTING_H
#define TLRI_AUDIT_PARTING_H

#include "audit/audit.h"

/*
 * Appends the first thing in which two counts of one contest (or round) differ: "they part in stage
 * 1. A: Ann Archer had 3.00 votes. B: Ann Archer had 2.00 votes." Nothing where they are the same.
 * Both must have been counted (a transcript each), with the same candidates in the same order.
 * TLR_E_MEMORY; TLR_E_LIMIT of out.
 */
tlr_status tlri_audit_parting(tlr_ctx *ctx, const struct tlri_counted *a,
                              const struct tlri_counted *b, struct tlri_buf *out) TLRI_NODISCARD;

#endif
