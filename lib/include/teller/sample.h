/*
 * teller/sample.h: papers pulled by hand, to see that what was typed is what stands on them.
 *
 * spec/formats/audit-sample.md.
 */
#ifndef TLR_SAMPLE_H
#define TLR_SAMPLE_H

#include "teller/ctx.h"
#include "teller/text.h"

/*
 * The sheet for the n papers (1 to 10,000; all, if there are not more) that the 24 decimal digits
 * of seed give in the election's folder dir, of one contest or (NULL) of all. The folder is opened
 * as for a count. On TLR_OK *out is the caller's: sealed, for it names papers. TLR_E_USAGE: digits,
 * number or contest (6540); otherwise as tlr_case_count (teller/case.h), but nothing is counted.
 */
tlr_status tlr_sample_draw(tlr_ctx *ctx, const char *dir, const char *contest, const char *seed,
                           unsigned n, tlr_text **out);

/*
 * Compares a sheet that was filled in with the batches. *out, the caller's, names the papers that
 * differ, with both readings, on TLR_OK (none does) and TLR_E_DIFFERS. TLR_E_INPUT: no such sheet,
 * of another close, of other papers than its digits give (6541), or not all read (6542); otherwise
 * as tlr_sample_draw.
 */
tlr_status tlr_sample_reconcile(tlr_ctx *ctx, const char *dir, const char *sheet, tlr_text **out);

#endif
