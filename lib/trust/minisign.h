/*
 * trust/minisign.h: minisign's signature files and secret keys, as Debian's minisign 0.11 has them.
 *
 * Only prehashed signatures ("ED") are accepted: minisign signs neither of the two letters, so an
 * "ED" signature re-labelled "Ed" would hold over the 64 bytes of a hash that nobody signed.
 * Secret keys live in memory from sodium_malloc (guarded, locked, wiped when freed); it is the only
 * memory of the library that does not come from the context's allocator.
 * tlri_secret_generate is the only function of the library that draws random numbers, and
 * tlri_secret_export draws the salt of an encrypted key file; both through libsodium.
 */
#ifndef TLRI_TRUST_MINISIGN_H
#define TLRI_TRUST_MINISIGN_H

#include "base/base.h"
#include "trust/key.h"

enum {
    TLRI_MINISIG_UNTRUSTED_MAX = 1024, /* bytes of a comment, without its prefix */
    TLRI_MINISIG_TRUSTED_MAX = 8192,
    TLRI_PASSWORD_MAX = 1024,    /* bytes */
    TLRI_SECRET_FILE_MAX = 2048, /* bytes of a secret key file */
    TLRI_PREHASH_BYTES = 64
};

/* A signature file taken apart. `trusted` points into the text that was parsed. */
struct tlri_minisig {
    bool legacy; /* the letters were "Ed" */
    uint8_t key_id[TLRI_KEY_ID_BYTES];
    uint8_t signature[TLRI_SIGNATURE_BYTES];
    uint8_t global[TLRI_SIGNATURE_BYTES];
    const char *trusted;
    size_t trusted_len;
};

/*
 * Takes a signature file apart: exactly four lines, each ended by LF. TLR_E_TRUST with a diagnostic
 * that names the line (5010 not four lines; 5011 a line is not of its form). Verifies nothing.
 */
tlr_status tlri_minisig_parse(tlr_ctx *ctx, const char *name, const char *text, size_t len,
                              struct tlri_minisig *out) TLRI_NODISCARD;

/* BLAKE2b-512 of the file: what a prehashed signature signs. */
void tlri_minisig_prehash(const void *data, size_t len, uint8_t out[TLRI_PREHASH_BYTES]);

/* What is wrong with a signature, the first that applies. */
enum tlri_minisig_fault {
    TLRI_MINISIG_HOLDS = 0,
    TLRI_MINISIG_LEGACY = 1,  /* the letters "Ed" */
    TLRI_MINISIG_CONTENT = 2, /* not a signature of this file by this key */
    TLRI_MINISIG_COMMENT = 3  /* it is, but the trusted comment was changed */
};

/* Verifies both signatures under the key: over the prehash, and over signature and trusted comment.
 * A key of another kind, and points that may not be used, give TLRI_MINISIG_CONTENT. */
enum tlri_minisig_fault tlri_minisig_verify(const struct tlri_minisig *signature,
                                            const struct tlri_key *key,
                                            const uint8_t prehash[TLRI_PREHASH_BYTES]);

/* ---- secret keys ----------------------------------------------------------------------------- */

struct tlri_secret;

/* A new random key pair. TLR_E_MEMORY, TLR_E_INTERNAL (5000). */
tlr_status tlri_secret_generate(tlr_ctx *ctx, struct tlri_secret **out) TLRI_NODISCARD;
/* Wipes and frees; NULL is accepted. */
void tlri_secret_free(struct tlri_secret *secret);
/* Its public key, name and role empty. */
void tlri_secret_public(const struct tlri_secret *secret, struct tlri_key *out);
/* The bare Ed25519 signature of len bytes; tlri_minisig_sign makes the file. */
void tlri_secret_sign(const struct tlri_secret *secret, const void *message, size_t len,
                      uint8_t out[TLRI_SIGNATURE_BYTES]);

/*
 * The text of a key file in memory of sodium_malloc; free with tlri_secret_text_free.
 */
struct tlri_secret_text {
    char *data;
    size_t len;
};
void tlri_secret_text_free(struct tlri_secret_text *text);

/*
 * Reads a secret key file. Refused unless it is a regular file, not a link, with mode 0600 (or
 * stricter: 0400) and at most 2 KiB. TLR_E_IO (5050 cannot be read), TLR_E_TRUST (5051 mode),
 * TLR_E_MEMORY.
 */
tlr_status tlri_secret_load(tlr_ctx *ctx, const char *path,
                            struct tlri_secret_text *out) TLRI_NODISCARD;

/* Does another NAME.key lie in the folder of this one? Keys of two roles on one machine are one. */
bool tlri_secret_has_neighbour(const char *path);

/* Is the key in the file encrypted? TLR_E_INPUT (5052) when it is no secret key of minisign. */
tlr_status tlri_secret_is_encrypted(tlr_ctx *ctx, const char *name,
                                    const struct tlri_secret_text *text,
                                    bool *encrypted) TLRI_NODISCARD;
/* Is it marked as a test key: does its first line hold the words "TEST KEY"? */
bool tlri_secret_is_test_key(const struct tlri_secret_text *text);

/*
 * Opens a secret key. password may be NULL for a key that is not encrypted. The costs stored in the
 * file are bounded by minisign's own (1 GiB of memory). TLR_E_INPUT: not a secret key (5052), costs
 * out of bounds (5053). TLR_E_TRUST: wrong password or damaged key (5054). TLR_E_MEMORY (5055: the
 * memory that the password's hash asks for cannot be had).
 */
tlr_status tlri_secret_open(tlr_ctx *ctx, const char *name, const struct tlri_secret_text *text,
                            const char *password, size_t password_len,
                            struct tlri_secret **out) TLRI_NODISCARD;

/*
 * The key as a key file: encrypted with the password at minisign's usual cost (halved while memory
 * does not suffice, as minisign does), or not encrypted when password is NULL. TLR_E_USAGE: empty
 * password or over 1,024 bytes (5056). TLR_E_MEMORY.
 */
tlr_status tlri_secret_export(tlr_ctx *ctx, const struct tlri_secret *secret, const char *password,
                              size_t password_len, struct tlri_secret_text *out) TLRI_NODISCARD;

/* Appends the public key file (two lines) to out. */
tlr_status tlri_key_export(const struct tlri_key *key, struct tlri_buf *out) TLRI_NODISCARD;

/*
 * Signs len bytes, prehashed, and appends the four lines of a .minisig to out. The trusted comment
 * (UTF-8, no control characters but tab, at most 8,192 bytes) is the caller's: the library reads no
 * clock. The same key, bytes and comment give the same file. TLR_E_USAGE (5057: comment not
 * allowed), TLR_E_MEMORY.
 */
tlr_status tlri_minisig_sign(tlr_ctx *ctx, const struct tlri_secret *secret, const void *data,
                             size_t len, const char *trusted, struct tlri_buf *out) TLRI_NODISCARD;

#endif
