/*
 * teller/papers.h: ballot papers to print, and the forms that lie on the desk.
 *
 * spec/formats/papers.md.
 */
#ifndef TLR_PAPERS_H
#define TLR_PAPERS_H

#include "teller/ctx.h"
#include "teller/text.h"

/*
 * A page of HTML, to print: count papers (1..5,000) of the contest, with the numbers from, from + 1
 * and so on (from 1; at most 1,000,000) on their counterfoils. dir: the election's folder, of which
 * notice and candidates' file are opened and checked as for a count. *out is the caller's.
 * TLR_E_USAGE: the numbers; TLR_E_INPUT: no such contest (6133); TLR_E_TRUST, TLR_E_RULES,
 * TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_papers_print(tlr_ctx *ctx, const char *dir, const char *contest, unsigned from,
                            unsigned count, tlr_text **out);
/* The forms: papers issued, declaration of identity, account of the close. As above. */
tlr_status tlr_papers_desk(tlr_ctx *ctx, const char *dir, tlr_text **out);
/*
 * The slip of the close to print, count times (1..5,000): for those present to take home. As above,
 * and close.txt must be there (7070) and rest on the candidates' file; its own signatures are not
 * looked at, since slips are handed out before it is signed.
 */
tlr_status tlr_papers_slip(tlr_ctx *ctx, const char *dir, unsigned count, tlr_text **out);

#endif
