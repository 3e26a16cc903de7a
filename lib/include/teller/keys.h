/*
 * teller/keys.h: keys of officers, signing a file, and who signed it.
 *
 * Keys and signatures are minisign's; signatures of OpenSSH (`ssh-keygen -Y sign -n teller`) are
 * verified too. See spec/formats/signatures.md. Nothing here decides whose signature is needed:
 * that is the election's notice. tlr_key_generate is the only function of the library that draws
 * random numbers, through libsodium; nothing here reads the clock.
 */
#ifndef TLR_KEYS_H
#define TLR_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "teller/ctx.h"
#include "teller/status.h"

/*
 * Makes a key pair and writes both files: secret_path with mode 0600, public_path with mode 0644.
 * password: NUL-terminated, 1 to 1,024 bytes, or NULL for a key that is not encrypted. With a
 * password it takes some seconds and up to 1 GiB of memory: that is what makes guessing dear.
 * TLR_E_IO: one of the files exists (5058; neither is touched) or cannot be written.
 * TLR_E_USAGE: the password is empty or too long (5056). TLR_E_MEMORY.
 */
tlr_status tlr_key_generate(tlr_ctx *ctx, const char *secret_path, const char *public_path,
                            const char *password);

/*
 * Is the secret key in this file encrypted, so that a password must be asked for?
 * TLR_E_IO: it cannot be read (5050). TLR_E_TRUST: others may read it (5051: its mode is not 0600).
 * TLR_E_INPUT: it is no secret key (5052). TLR_E_MEMORY.
 */
tlr_status tlr_signing_key_is_encrypted(tlr_ctx *ctx, const char *path, bool *encrypted);

/* A secret key, opened. Its secret lies in guarded memory and is wiped when it is freed. */
typedef struct tlr_signing_key tlr_signing_key;

/*
 * Opens a secret key file. password: NUL-terminated, or NULL when the key is not encrypted. Free it
 * with tlr_signing_key_free. Warns (5060) when another NAME.key lies in the same folder, since two
 * roles whose keys one person can use are one role; not for keys marked as test keys.
 * As tlr_signing_key_is_encrypted, and TLR_E_TRUST: wrong password (5054); TLR_E_INPUT: its
 * password costs more than minisign writes (5053); TLR_E_MEMORY: the password needs more memory
 * (5055).
 */
tlr_status tlr_signing_key_open(tlr_ctx *ctx, const char *path, const char *password,
                                tlr_signing_key **out);
/* Wipes and frees; NULL is accepted. */
void tlr_signing_key_free(tlr_signing_key *key);

/*
 * Signs a file of at most 2 GiB - 1 byte and writes FILE.minisig, or FILE.SIGNER.minisig when
 * signer is not NULL (a-z, 0-9 and -, at most 64). comment is the trusted comment, which is signed
 * too: one line of UTF-8 of at most 8,192 bytes; NULL gives "file:NAME" with the file's base name.
 * The same key, file and comment give the same bytes. With replace an existing signature is
 * overwritten. written (may be NULL; written_size bytes) receives the path of the signature file,
 * cut off if it does not fit. TLR_E_USAGE: signer (5059) or comment (5057) cannot be used.
 * TLR_E_IO: the signature exists (5058), or a file cannot be read or written. TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlr_file_sign(tlr_ctx *ctx, const tlr_signing_key *key, const char *path,
                         const char *signer, const char *comment, bool replace, char *written,
                         size_t written_size);

typedef enum tlr_signature_verdict {
    TLR_SIGNATURE_HOLDS = 0,    /* one of the keys given signed exactly this file */
    TLR_SIGNATURE_UNKNOWN = 1,  /* made by a key that was not given */
    TLR_SIGNATURE_BAD = 2,      /* names a key that was given and does not hold */
    TLR_SIGNATURE_MALFORMED = 3 /* not a signature, or of a form that is not accepted */
} tlr_signature_verdict;

/* One signature file. The strings belong to the tlr_signatures. */
typedef struct tlr_signature {
    const char *file;    /* path of the signature file */
    const char *carrier; /* "minisign" or "ssh" */
    tlr_signature_verdict verdict;
    const char *signer;  /* the key's file name without .pub; NULL when no key given is meant */
    const char *comment; /* the trusted comment of one that holds, or NULL */
} tlr_signature;

typedef struct tlr_signatures tlr_signatures;

/*
 * Looks at every signature beside a file of at most 2 GiB - 1 byte: FILE.minisig, FILE.*.minisig
 * and FILE.sig, in order of their names. public_keys are n (at most 64) paths of public key files.
 * Each signature that does not hold, and each malformed one, has a diagnostic, and so has a file
 * that none of the keys signed (5061). Free it with tlr_signatures_free.
 * TLR_OK also when some do not hold: see tlr_signatures_outcome. TLR_E_IO, TLR_E_INPUT (a public
 * key that is none), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_signatures_read(tlr_ctx *ctx, const char *path, const char *const *public_keys,
                               size_t n, tlr_signatures **out);
/* NULL is accepted. */
void tlr_signatures_free(tlr_signatures *signatures);
size_t tlr_signatures_count(const tlr_signatures *signatures);
/* The i-th, or NULL past the end. */
const tlr_signature *tlr_signatures_get(const tlr_signatures *signatures, size_t i);
/* SHA-256 of the file in 16 groups of 4 hex digits. */
const char *tlr_signatures_digest(const tlr_signatures *signatures);
/* TLR_OK when at least one holds and none is bad or malformed, otherwise TLR_E_TRUST. */
tlr_status tlr_signatures_outcome(const tlr_signatures *signatures);

#endif
