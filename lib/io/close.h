/*
 * io/close.h: teller/close@1: reader and writer of the close. spec/formats/close.md.
 */
#ifndef TLRI_CLOSE_H
#define TLRI_CLOSE_H

#include "base/base.h"
#include "model/account.h"

/*
 * Reads a close. name is for diagnostics. On TLR_OK *out is new; free it with tlri_close_free.
 * Reports every problem of the file. Sums are not checked here: see tlri_account_check.
 * TLR_E_INPUT (codes 2001-2023, 2033, 2200-2209), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_close_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                           struct tlri_close **out) TLRI_NODISCARD;

/* Appends the close as a file; its lists must be sorted as model/account.h says. */
tlr_status tlri_close_write(const struct tlri_close *close, struct tlri_buf *out);

#endif
