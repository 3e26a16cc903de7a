/*
 * io/preflib.h: files of the PrefLib collection: SOC, SOI, TOC and TOI. spec/formats/import.md.
 */
#ifndef TLRI_PREFLIB_H
#define TLRI_PREFLIB_H

#include "io/profile.h"

/*
 * Reads a whole file. name is for diagnostics. On TLR_OK *out is new; free it with
 * tlri_profile_free. TLR_E_INPUT (2830-2834, every problem up to the first 200), TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlri_preflib_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             struct tlri_profile **out) TLRI_NODISCARD;

#endif
