/*
 * io/delegation.h: teller/delegation@1: reader and writer. spec/formats/delegation.md.
 */
#ifndef TLRI_IO_DELEGATION_H
#define TLRI_IO_DELEGATION_H

#include "model/delegation.h"

#define TLRI_DELEGATION_FILE_MAX ((size_t)1 << 20)

/*
 * Reads a delegation record. On TLR_OK *out is new; free it with tlri_delegation_free. TLR_E_INPUT
 * with every problem (codes 2001-2023, 5130-5132), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_delegation_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_delegation **out) TLRI_NODISCARD;

/* Appends the record as a file. */
tlr_status tlri_delegation_write(const struct tlri_delegation *delegation, struct tlri_buf *out);

#endif
