/*
 * trust/ed25519.h: the one place where a signature is verified, and the check that libsodium is
 * fit. For files of trust/ only.
 */
#ifndef TLRI_TRUST_ED25519_H
#define TLRI_TRUST_ED25519_H

#include "base/base.h"
#include "trust/key.h"

/*
 * Makes libsodium ready and puts one known question to it: is a point outside the prime-order group
 * refused? Releases with CVE-2025-69277 answer wrongly. TLR_E_INTERNAL (5000) when it cannot be
 * started or answers wrongly. Cheap after the first call; every entry into trust/ makes it.
 */
tlr_status tlri_ed25519_ready(tlr_ctx *ctx) TLRI_NODISCARD;

/* May this point be used: canonical, of the prime-order group, not the neutral element? */
bool tlri_ed25519_point_ok(const uint8_t point[TLRI_KEY_BYTES]);

/* Does the signature (R, S) of len bytes hold? Both R and the key are checked as points first. */
bool tlri_ed25519_holds(const uint8_t pk[TLRI_KEY_BYTES],
                        const uint8_t signature[TLRI_SIGNATURE_BYTES], const void *message,
                        size_t len);

#endif
