/*
 * trust/sshsig.h: signatures made with `ssh-keygen -Y sign -n teller`, verified only.
 *
 * One carrier, narrowly: armoured, version 1, ssh-ed25519, sha512, namespace exactly "teller".
 */
#ifndef TLRI_TRUST_SSHSIG_H
#define TLRI_TRUST_SSHSIG_H

#include "base/base.h"
#include "trust/key.h"

enum { TLRI_SSHSIG_HASH_BYTES = 64 };

/* A signature file taken apart. What it says of namespace and hash is judged by the caller, so that
 * a signature by an unlisted key can be ignored whatever it says. */
struct tlri_sshsig {
    bool ed25519;      /* the key is ssh-ed25519; if not, only this field is set */
    bool namespace_ok; /* "teller" */
    bool sha512;       /* the hash is sha512 */
    uint8_t pk[TLRI_KEY_BYTES];
    uint8_t signature[TLRI_SIGNATURE_BYTES];
};

/* TLR_E_TRUST with a diagnostic when it is not an SSH signature (5020). Verifies nothing. */
tlr_status tlri_sshsig_parse(tlr_ctx *ctx, const char *name, const char *text, size_t len,
                             struct tlri_sshsig *out) TLRI_NODISCARD;

/* SHA-512 of the file: what the signature signs, with the namespace. */
void tlri_sshsig_prehash(const void *data, size_t len, uint8_t out[TLRI_SSHSIG_HASH_BYTES]);

/* Does it hold, with every condition above, under the key? The points are checked as well. */
bool tlri_sshsig_holds(const struct tlri_sshsig *signature, const struct tlri_key *key,
                       const uint8_t prehash[TLRI_SSHSIG_HASH_BYTES]);

#endif
