/*
 * teller/compare.h: are these two counts of one election the same, and if not, where do they part?
 */
#ifndef TLR_COMPARE_H
#define TLR_COMPARE_H

#include <stdbool.h>

#include "teller/ctx.h"
#include "teller/text.h"

/*
 * Opens two folders (or sealed bundles) as tlr_case_count does (teller/case.h), counts both and
 * compares: files, who signed, readings, papers by number and as a heap, the stages, who is
 * elected. Or compares two files result.xml line by line, or two batches (.ballots) paper by paper,
 * which are not verified by that; or two public bundles, each checked as verify does. TLR_OK:
 * *out is the comparison, in 80 columns (its last line is one sentence) or, with json, one JSON
 * object; *same says whether anything differs. TLR_E_USAGE: they are of different kinds
 * (6760); otherwise as tlr_case_count, but a lot that nobody drew is no obstacle. On failure *out
 * is NULL.
 */
tlr_status tlr_compare(tlr_ctx *ctx, const char *a, const char *b, bool json, tlr_text **out,
                       bool *same);

#endif
