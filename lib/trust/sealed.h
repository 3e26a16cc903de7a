/*
 * trust/sealed.h: sealed bytes, the only thing the readers of ballot papers accept.
 *
 * A sealed object holds the bytes of one file, read once, and knows whose valid signatures over
 * exactly these bytes were found, or that it was declared unsigned. It can only be made here, so no
 * reader can be handed bytes that nobody checked. Which roles must have signed is not decided here:
 * custody compares the signers with the notice's policy.
 *
 * The usual way of a file:
 *   tlri_file_read(ctx, path, max, &bytes)
 *   tlri_signatures_beside(ctx, folder, base name, names of the folder, count, &set)
 *   tlri_seal_verify(ctx, path, &bytes, keys, nkeys, set.items, set.count, &sealed)
 *   tlri_sealed_signers(sealed) against the policy
 * A notice carries its own keys: seal it unsigned under its anchor, parse it, and then call
 * tlri_sealed_check with the keys it lists. An election file that appoints more keys, or a ruling
 * that does, is treated the same way.
 */
#ifndef TLRI_TRUST_SEALED_H
#define TLRI_TRUST_SEALED_H

#include "base/base.h"
#include "base/file.h"
#include "trust/digest.h"
#include "trust/key.h"

enum {
    TLRI_SEAL_KEYS_MAX = 64,        /* keys listed at once: one bit each in a tlri_signers */
    TLRI_SEAL_SIGNATURES_MAX = 128, /* signature files beside one file */
    TLRI_SIGNATURE_FILE_MAX = 16384 /* largest signature file, bytes */
};

/* Bit i: keys[i] signed. */
typedef uint64_t tlri_signers;
static inline tlri_signers tlri_signer_bit(size_t key)
{
    return (tlri_signers)1 << key;
}

enum tlri_carrier { TLRI_CARRIER_MINISIG = 0, TLRI_CARRIER_SSHSIG = 1 };

/* The bytes of one detached signature file. name (for diagnostics) and data are borrowed. */
struct tlri_signature_blob {
    const char *name;
    const char *data;
    size_t len;
    enum tlri_carrier carrier;
};

/* What one signature file came to. */
enum tlri_verdict {
    TLRI_VERDICT_HOLDS = 0,    /* a listed key signed exactly these bytes */
    TLRI_VERDICT_UNKNOWN = 1,  /* made by a key that is not listed: ignored */
    TLRI_VERDICT_BAD = 2,      /* names a listed key and does not hold */
    TLRI_VERDICT_MALFORMED = 3 /* not a signature file, or of a form that is not accepted */
};
struct tlri_finding {
    const char *file; /* the signature file's name */
    enum tlri_carrier carrier;
    enum tlri_verdict verdict;
    size_t key;           /* index of the first such listed key: only with HOLDS and BAD */
    tlri_signers signers; /* every listed key under which it holds; a key listed twice sets two */
    const char *comment;  /* minisign's trusted comment when it holds, else NULL; checked UTF-8 */
};

/*
 * Looks at every signature over len bytes of data and writes one finding each, in the order given,
 * with a diagnostic for each BAD and MALFORMED one that says which file, whose signature and what
 * to do. `findings` has room for nsignatures; its strings live in `arena`. Makes nothing sealed.
 * TLR_OK also when there are bad ones: the verdicts say so. TLR_E_LIMIT: more than 64 keys or 128
 * signatures (5030). TLR_E_MEMORY. TLR_E_INTERNAL: libsodium cannot be used (5000).
 */
tlr_status tlri_signatures_judge(tlr_ctx *ctx, const char *name, const void *data, size_t len,
                                 const struct tlri_key *keys, size_t nkeys,
                                 const struct tlri_signature_blob *signatures, size_t nsignatures,
                                 struct tlri_arena *arena,
                                 struct tlri_finding *findings) TLRI_NODISCARD;

struct tlri_sealed;

/*
 * Checks all signatures over the bytes and seals them. name is copied and used in diagnostics. On
 * TLR_OK the bytes are moved into *out and *bytes is left empty; on failure *bytes is untouched and
 * still the caller's. nkeys and nsignatures may be 0: then nobody signed and tlri_sealed_signers is
 * 0, which is not the same as declared unsigned.
 * Signatures by keys that are not listed are counted and ignored. TLR_E_TRUST when a signature that
 * names a listed key does not hold, or a file is no signature (every such file has its diagnostic);
 * otherwise as tlri_signatures_judge.
 */
tlr_status tlri_seal_verify(tlr_ctx *ctx, const char *name, struct tlri_bytes *bytes,
                            const struct tlri_key *keys, size_t nkeys,
                            const struct tlri_signature_blob *signatures, size_t nsignatures,
                            struct tlri_sealed **out) TLRI_NODISCARD;

/* Seals bytes that are declared unsigned: the caller answers for saying so in the result. Moves the
 * bytes like tlri_seal_verify. TLR_E_MEMORY. */
tlr_status tlri_seal_unsigned(tlr_ctx *ctx, const char *name, struct tlri_bytes *bytes,
                              struct tlri_sealed **out) TLRI_NODISCARD;
/* The same with a copy of len bytes that stay the caller's. */
tlr_status tlri_seal_unsigned_copy(tlr_ctx *ctx, const char *name, const void *data, size_t len,
                                   struct tlri_sealed **out) TLRI_NODISCARD;

/*
 * Checks signatures over bytes sealed before, against this list of keys, and replaces what was
 * known of its signers; afterwards it no longer counts as declared unsigned. On failure (as
 * tlri_seal_verify) it keeps what was known before.
 */
tlr_status tlri_sealed_check(tlr_ctx *ctx, struct tlri_sealed *sealed, const struct tlri_key *keys,
                             size_t nkeys, const struct tlri_signature_blob *signatures,
                             size_t nsignatures) TLRI_NODISCARD;

/* NULL is accepted. */
void tlri_sealed_free(struct tlri_sealed *sealed);

const char *tlri_sealed_name(const struct tlri_sealed *sealed);
/* The bytes; followed by one NUL that is not counted. Valid until it is freed. */
const char *tlri_sealed_data(const struct tlri_sealed *sealed);
size_t tlri_sealed_len(const struct tlri_sealed *sealed);
/* The published digest, SHA-256. Of a large file it is worked out beside what comes after sealing:
 * the first question waits for it, and whoever has other work with the bytes does that first. */
const struct tlri_digest *tlri_sealed_digest(const struct tlri_sealed *sealed);
/* Is the file so large that the digest has not been waited for yet? The same for any number of
 * threads. */
bool tlri_sealed_digest_waits(const struct tlri_sealed *sealed);
/* Was it declared unsigned (and not checked since)? */
bool tlri_sealed_is_unsigned(const struct tlri_sealed *sealed);
/* Who of the keys given to the last check signed these bytes; 0 when declared unsigned. A policy
 * that asks for two people must see to it itself (tlri_key_same) that two bits are not one key
 * twice. */
tlri_signers tlri_sealed_signers(const struct tlri_sealed *sealed);
/* How many signatures by unlisted keys were ignored at the last check. */
size_t tlri_sealed_unknown(const struct tlri_sealed *sealed);
/* The findings of the last check, for the verification report; the i-th is NULL past the end. */
size_t tlri_sealed_finding_count(const struct tlri_sealed *sealed);
const struct tlri_finding *tlri_sealed_finding(const struct tlri_sealed *sealed, size_t i);

/* ---- signature files in a folder ------------------------------------------------------------- */

/*
 * Is `entry` the name of a signature of `file` (both base names): FILE.minisig,
 * FILE.KEYNAME.minisig or FILE.sig? *carrier says which kind.
 */
bool tlri_signature_name(const char *file, const char *entry, enum tlri_carrier *carrier);
/* Does the name end as that of a signature, of whatever file? */
bool tlri_signature_ending(const char *name);

/* Signature files read into memory. */
struct tlri_signature_set {
    struct tlri_arena arena;
    struct tlri_signature_blob *items;
    size_t count;
};
void tlri_signature_set_drop(struct tlri_signature_set *set);

/*
 * Reads the signatures of folder/file that stand in the folder. `names` are the folder's `count`
 * entries, as tlri_dir_list gives them; a name that could belong to two files (a.b.minisig beside
 * both a and a.b) belongs to the longer. The set holds them in the order of `names`; drop it.
 * TLR_E_IO, TLR_E_LIMIT (a file over 16 KiB, more than 128 of them: 5030), TLR_E_MEMORY.
 */
tlr_status tlri_signatures_beside(tlr_ctx *ctx, const char *folder, const char *file,
                                  const char *const *names, size_t count,
                                  struct tlri_signature_set *out) TLRI_NODISCARD;

#endif
