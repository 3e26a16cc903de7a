/*
 * io/declaration.h: teller/declaration@1: reader and writer. spec/formats/declaration.md.
 */
#ifndef TLRI_IO_DECLARATION_H
#define TLRI_IO_DECLARATION_H

#include "base/base.h"
#include "model/declaration.h"

/*
 * Reads a declaration. On TLR_OK *out is new; free it with tlri_declaration_free. TLR_E_INPUT with
 * every problem (codes 2001-2023, 2230-2232), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_declaration_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                 struct tlri_declaration **out) TLRI_NODISCARD;

/* Appends the declaration as a file. */
tlr_status tlri_declaration_write(const struct tlri_declaration *declaration, struct tlri_buf *out);

/* Is this a day of the calendar, "2026-07-02"? Not ended by NUL. */
bool tlri_date_ok(const char *text, size_t len);
/* Is this a time of the form 2026-07-02T21:15Z or 2026-07-02T21:15+01:00 that exists? */
bool tlri_time_ok(const char *text, size_t len);

#endif
