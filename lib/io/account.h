/*
 * io/account.h: what a close is made from: teller/account@1 and teller/adjudications@1.
 *
 * Both hold lists of the close, line for line, and are read into one: a close of which only those
 * members are set that the file speaks of. spec/formats/account.md, spec/formats/adjudications.md.
 */
#ifndef TLRI_IO_ACCOUNT_H
#define TLRI_IO_ACCOUNT_H

#include "base/base.h"
#include "model/account.h"

/*
 * Reads the account as it was handed in: sets election, accounts and double votes. Sums are not
 * checked (tlri_account_check). On TLR_OK *out is new; free it with tlri_close_free.
 * TLR_E_INPUT with every problem (codes 2001-2023, 2200-2202), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_account_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             struct tlri_close **out) TLRI_NODISCARD;
/* Appends it as a file. */
tlr_status tlri_account_write(const struct tlri_close *close, struct tlri_buf *out);

/* Reads the decisions on papers: sets election, definition and decisions. As tlri_account_read
 * (codes 2001-2023, 2033, 2200, 2203, 2204). */
tlr_status tlri_adjudications_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                   struct tlri_close **out) TLRI_NODISCARD;
/* Appends them as a file. */
tlr_status tlri_adjudications_write(const struct tlri_close *close, struct tlri_buf *out);

/*
 * Appends an account to be filled in: every figure is "?", but the papers rejected whole, which
 * `close` has in its accounts. [ACC-2]
 */
tlr_status tlri_account_write_form(const struct tlri_close *close, struct tlri_buf *out);

#endif
