/*
 * teller/compare.h: are these two counts of one election the same, and if not, where do they part?
 */
#ifndef TLR_COMPARE_H
#define TLR_COMPARE_H

#include <stdbool.h>

#include "teller/ctx.h"
#include "teller/text.h"

/*
 * Compares a and b, paths of two things of one kind:
 *  - folders, or sealed bundles: opened as tlr_case_count does (teller/case.h), counted, and
 * compared by files, who signed, readings, papers (by number and as heaps), stages, and who is
 * elected;
 *  - public bundles: each checked as tlr_case_verify does, then as results;
 *  - files result.xml: by the files they rest on, readings, stages, and who is elected;
 *  - batches (.ballots): paper by paper. Of results and batches nothing is verified.
 * TLR_OK: *out (the caller's, tlr_text_free) is the comparison, in 80 columns (its last line is one
 * sentence) or, with json, one JSON object; *same says whether nothing differs. TLR_E_USAGE: they
 * are of different kinds (6760). TLR_E_TRUST, TLR_E_INPUT, TLR_E_RULES, TLR_E_IO, TLR_E_LIMIT,
 * TLR_E_MEMORY, TLR_E_INTERNAL as tlr_case_count or tlr_case_verify, but a lot that nobody drew is
 * no obstacle. On failure *out is NULL and *same is false.
 */
tlr_status tlr_compare(tlr_ctx *ctx, const char *a, const char *b, bool json, tlr_text **out,
                       bool *same);

#endif
