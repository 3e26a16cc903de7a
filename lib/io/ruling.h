/*
 * io/ruling.h: teller/ruling@1: reader and writer of rulings. spec/formats/ruling.md.
 */
#ifndef TLRI_IO_RULING_H
#define TLRI_IO_RULING_H

#include "base/base.h"
#include "model/ruling.h"

/*
 * Reads a ruling. On TLR_OK *out is new; free it with tlri_ruling_free. TLR_E_INPUT with every
 * problem (codes 2001-2023, 2033, 2203, 2204, 2220-2223, 6601-6604), also when the authority may
 * not make such a change. TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_ruling_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_ruling **out) TLRI_NODISCARD;

/* Appends the ruling as a file. */
tlr_status tlri_ruling_write(const struct tlri_ruling *ruling, struct tlri_buf *out);

#endif
