/*
 * api/open.h: opening an election's folder with the anchors that a caller gave as text.
 */
#ifndef TLRI_API_OPEN_H
#define TLRI_API_OPEN_H

#include "custody/case.h"

/* Reads the anchors (each may be NULL: the officer's key file, digests of notice and close), then
 * opens dir as tlri_case_open does. TLR_E_USAGE: not a digest; TLR_E_IO, TLR_E_INPUT: not a key
 * file; otherwise as tlri_case_open. On failure *out is NULL. */
tlr_status tlri_open_with(tlr_ctx *ctx, const char *dir, const char *officer_key,
                          const char *notice, const char *close,
                          struct tlri_case **out) TLRI_NODISCARD;

#endif
