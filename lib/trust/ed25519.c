/*
 * trust/ed25519.c: verification of one Ed25519 signature (spec/formats/signatures.md, "Points").
 *
 * libsodium does the arithmetic. Added here: the public key and the signature's R must be points of
 * the prime-order group. Without that, releases of libsodium disagree about crafted keys (one
 * accepts about an eighth of the signatures that another accepts half of), and then two holders of
 * the same files could come to different results. Honest keys and signatures always pass the check.
 */
#include "trust/ed25519.h"

#include <sodium.h>

/*
 * The base point plus the point of order two: on the curve, canonical, not in the prime-order
 * group. A check that looks at only one coordinate after multiplying by the group order lets it
 * pass.
 */
static const uint8_t outside_group[TLRI_KEY_BYTES] = {
    0x95, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99,
    0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99,
};
/* The base point itself, which must pass. */
static const uint8_t base_point[TLRI_KEY_BYTES] = {
    0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
    0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
};

tlr_status tlri_ed25519_ready(tlr_ctx *ctx)
{
    if (sodium_init() < 0) {
        tlri_diag(ctx, TLR_ERROR, 5000, NULL, "Reinstall the library libsodium.", NULL,
                  "The cryptographic library libsodium cannot be started.");
        return TLR_E_INTERNAL;
    }
    if (tlri_ed25519_point_ok(outside_group) || !tlri_ed25519_point_ok(base_point)) {
        tlri_diag(ctx, TLR_ERROR, 5000, NULL,
                  "Update libsodium: 1.0.18-1+deb12u1 on Debian 12, or any release since 1.0.21.",
                  NULL,
                  "This libsodium (%s) has the fault CVE-2025-69277: it takes keys for sound that "
                  "are not.",
                  sodium_version_string());
        return TLR_E_INTERNAL;
    }
    return TLR_OK;
}

bool tlri_ed25519_point_ok(const uint8_t point[TLRI_KEY_BYTES])
{
    return crypto_core_ed25519_is_valid_point(point) == 1;
}

bool tlri_ed25519_holds(const uint8_t pk[TLRI_KEY_BYTES],
                        const uint8_t signature[TLRI_SIGNATURE_BYTES], const void *message,
                        size_t len)
{
    /* R is the first half of the signature. */
    if (!tlri_ed25519_point_ok(pk) || !tlri_ed25519_point_ok(signature)) {
        return false;
    }
    return crypto_sign_verify_detached(signature, message, len, pk) == 0;
}
