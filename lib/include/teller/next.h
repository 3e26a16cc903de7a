/*
 * teller/next.h: what is done, what is missing, who must sign, and what to type.
 *
 * spec/formats/next.md.
 */
#ifndef TLR_NEXT_H
#define TLR_NEXT_H

#include "teller/ctx.h"
#include "teller/text.h"

/*
 * Looks at the election's folder dir and says what comes next: a text for people, or (json not 0)
 * one JSON object. Where everything is there that is counted, it counts, to know whether a lot is
 * open and whether result.xml is the result. Writes nothing. On TLR_OK *out is the caller's
 * (tlr_text_free). What is there and wrong is an error: TLR_E_TRUST, TLR_E_INPUT, TLR_E_RULES,
 * TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY, as for tlr_case_check.
 */
tlr_status tlr_next(tlr_ctx *ctx, const char *dir, int json, tlr_text **out);

#endif
