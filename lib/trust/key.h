/*
 * trust/key.h: public keys of officers: minisign's and OpenSSH's, both Ed25519.
 *
 * Every key is checked to be a point of the prime-order group before anything is verified with it:
 * for other points the versions of libsodium disagree about which signatures hold.
 */
#ifndef TLRI_TRUST_KEY_H
#define TLRI_TRUST_KEY_H

#include "base/base.h"

enum {
    TLRI_KEY_NAME_MAX = 64,
    TLRI_KEY_ROLE_MAX = 64,
    TLRI_KEY_BYTES = 32,
    TLRI_KEY_ID_BYTES = 8,
    TLRI_SIGNATURE_BYTES = 64,
    TLRI_KEY_FILE_MAX = 4096, /* largest public key file, bytes */
    TLRI_KEY_TEXT = 128       /* room for the text of a public key with NUL */
};

enum tlri_key_kind { TLRI_KEY_MINISIGN = 0, TLRI_KEY_SSH = 1 };

/* A public key. `name` and `role` belong to whoever lists the key (the notice, a command line):
 * this layer only prints the name. key_id is minisign's and is zero for SSH keys. */
struct tlri_key {
    char name[TLRI_KEY_NAME_MAX + 1];
    char role[TLRI_KEY_ROLE_MAX + 1];
    enum tlri_key_kind kind;
    uint8_t pk[TLRI_KEY_BYTES];
    uint8_t key_id[TLRI_KEY_ID_BYTES];
};

/*
 * Reads one public key: a minisign public key file (a line "untrusted comment: …" and a line of
 * base64), minisign's base64 alone, or one OpenSSH line "ssh-ed25519 AAAA… comment". A last LF may
 * be missing. name and role of *out are left empty. `place` says in diagnostics where the text
 * stands; it may be NULL.
 * TLR_E_INPUT: not a public key of these kinds (5002), another algorithm (5003), a secret key
 * (5004), or not a point that may be used (5005). TLR_E_INTERNAL: libsodium cannot be used (5000).
 */
tlr_status tlri_key_parse(tlr_ctx *ctx, const struct tlri_place *place, const char *text,
                          size_t len, struct tlri_key *out) TLRI_NODISCARD;

/* The one line that tlri_key_parse reads back: minisign's base64 or "ssh-ed25519 AAAA…", no LF. */
void tlri_key_text(const struct tlri_key *key, char out[TLRI_KEY_TEXT]);

/* Do both hold the same 32 bytes? Whoever has the secret half signs under any name and any key id
 * of minisign's, which is only a label, and as an SSH key too: none of them makes another key. */
bool tlri_key_same(const struct tlri_key *a, const struct tlri_key *b);

/* Is this a name that may stand in FILE.NAME.minisig: [a-z0-9-]+, at most 64 characters? */
bool tlri_key_name_ok(const char *name, size_t len);

#endif
