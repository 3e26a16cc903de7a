/*
 * io/rulebook.h: an edition of the rule book into model/rulebook.h. spec/formats/rulebook.md.
 */
#ifndef TLRI_IO_RULEBOOK_H
#define TLRI_IO_RULEBOOK_H

#include "model/rulebook.h"

/*
 * Reads an edition from len bytes of data. name is used in diagnostics; both are borrowed for the
 * call. On TLR_OK *out is a new edition (free it with tlri_rulebook_free).
 * TLR_E_INPUT: one diagnostic for each thing that is wrong (23xx: the XML, 255x: what it says);
 * TLR_E_LIMIT: a documented limit is passed; TLR_E_MEMORY. On failure *out is NULL.
 */
tlr_status tlri_rulebook_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              struct tlri_rulebook **out) TLRI_NODISCARD;

#endif
