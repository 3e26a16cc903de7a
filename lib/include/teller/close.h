/*
 * teller/close.h: writing the close: which papers there are, before anybody knows who won.
 *
 * spec/formats/close.md §6, spec/formats/account.md, spec/formats/adjudications.md.
 */
#ifndef TLR_CLOSE_H
#define TLR_CLOSE_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_close tlr_close;

/*
 * Makes the close of the election's folder dir from its batches, the account and the decisions on
 * papers. account, adjudications: paths, or NULL for account.txt and adjudications.txt of the
 * folder, of which the second need not be there. Everything is checked as for a count; nothing is
 * written. On TLR_OK *out must be freed with tlr_close_free before ctx. TLR_E_INPUT: no account
 * (6500), it does not balance (2240-2245), or something does not fit; TLR_E_TRUST: a batch, the
 * notice or the candidates' file does not hold; TLR_E_IO, TLR_E_RULES, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_close_make(tlr_ctx *ctx, const char *dir, const char *account,
                          const char *adjudications, tlr_close **out);
/* NULL is accepted. */
void tlr_close_free(tlr_close *close);

/*
 * Writes close.txt into the folder. An earlier close is kept as close.N.txt with its signatures;
 * where it says the same, nothing is written. TLR_E_IO, TLR_E_MEMORY.
 */
tlr_status tlr_close_write(tlr_close *close);

/* Its revision, from 1; and whether the folder holds the same close already (1) or not (0). */
unsigned tlr_close_revision(const tlr_close *close);
int tlr_close_is_same(const tlr_close *close);
/* The slip to take home, 80 columns; who must sign the close, a line for each role. They belong to
 * the close. */
const tlr_text *tlr_close_slip(const tlr_close *close);
const tlr_text *tlr_close_signers(const tlr_close *close);

/*
 * account.txt to be filled in, for the batches that are in the folder. *out is the caller's.
 * TLR_E_TRUST, TLR_E_INPUT, TLR_E_IO, TLR_E_RULES, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_close_form(tlr_ctx *ctx, const char *dir, tlr_text **out);

#endif
