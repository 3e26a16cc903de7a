/*
 * io/scotelex.h: preference profiles of Scottish wards as the scot-elex collection has them.
 * spec/formats/import.md.
 */
#ifndef TLRI_SCOTELEX_H
#define TLRI_SCOTELEX_H

#include "io/profile.h"

/*
 * Reads a whole file. name is for diagnostics. On TLR_OK *out is new; free it with
 * tlri_profile_free. TLR_E_INPUT (6994-6997, every problem up to the first 200), TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlri_scotelex_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              struct tlri_profile **out) TLRI_NODISCARD;
/* Does the first line look like that of such a file: two numbers with commas and nothing more? */
bool tlri_scotelex_looks_like(const char *data, size_t len);

#endif
