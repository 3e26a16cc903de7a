/*
 * io/notice.h: notice.xml into model/notice.h. spec/formats/notice.md.
 */
#ifndef TLRI_IO_NOTICE_H
#define TLRI_IO_NOTICE_H

#include "model/notice.h"

/*
 * Reads a notice from len bytes of data. name is used in diagnostics; both are borrowed for the
 * call. On TLR_OK *out is a new notice (free it with tlri_notice_free).
 * TLR_E_INPUT: one diagnostic for each thing that is wrong (23xx: the XML, 24xx: what it says);
 * TLR_E_LIMIT: a documented limit is passed; TLR_E_MEMORY. On failure *out is NULL.
 */
tlr_status tlri_notice_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_notice **out) TLRI_NODISCARD;

#endif
