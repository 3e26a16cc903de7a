/*
 * trust/judge.c: what each signature of a file comes to (spec/formats/signatures.md, "Judging").
 *
 * A signature by a key that is not listed is nobody's business here: it is counted and ignored,
 * also when it is of a kind that would otherwise be refused. One that names a listed key must hold.
 * One that is no signature at all is refused, because nobody can say whose it should have been. The
 * file is hashed once for each carrier, and only when a listed key is named.
 */
#include <string.h>

#include "trust/ed25519.h"
#include "trust/minisign.h"
#include "trust/sealed.h"
#include "trust/sshsig.h"

/* One file and what may sign it. */
struct bench {
    tlr_ctx *ctx;
    const char *name;
    const void *data;
    size_t len;
    const struct tlri_key *keys;
    size_t nkeys;
    struct tlri_arena *arena;
    bool has_blake2b, has_sha512;
    uint8_t blake2b[TLRI_PREHASH_BYTES];
    uint8_t sha512[TLRI_SSHSIG_HASH_BYTES];
};

static const char *name_of(const struct tlri_key *key)
{
    return key->name[0] != '\0' ? key->name : "a listed key";
}

static void report(const struct bench *bench, const struct tlri_finding *finding, uint32_t code,
                   const char *hint, const char *what)
{
    struct tlri_place place = {.file = finding->file};
    const struct tlri_key *key = &bench->keys[finding->key];
    tlri_diag(bench->ctx, TLR_ERROR, code, &place, hint, NULL,
              "The signature of %s%s%s%s over %s %s.", name_of(key),
              key->role[0] != '\0' ? " (" : "", key->role, key->role[0] != '\0' ? ")" : "",
              bench->name, what);
}

static void note_holds(struct tlri_finding *finding, size_t key)
{
    if (finding->signers == 0) {
        finding->key = key;
    }
    finding->verdict = TLRI_VERDICT_HOLDS;
    finding->signers |= tlri_signer_bit(key);
}

static void note_bad(struct tlri_finding *finding, size_t key)
{
    if (finding->verdict == TLRI_VERDICT_UNKNOWN) {
        finding->verdict = TLRI_VERDICT_BAD;
        finding->key = key;
    }
}

/* ---- minisign -------------------------------------------------------------------------------- */

static void report_minisig(const struct bench *bench, const struct tlri_finding *finding,
                           enum tlri_minisig_fault fault)
{
    switch (fault) {
    case TLRI_MINISIG_LEGACY:
        report(bench, finding, 5012, "Sign again without -l: `teller sign` or `minisign -S`.",
               "is of minisign's old form, which could also be a signature of something else, "
               "re-labelled");
        break;
    case TLRI_MINISIG_COMMENT:
        report(bench, finding, 5014, "Ask the signer for the signature file again.",
               "holds, but its trusted comment was changed after signing");
        break;
    case TLRI_MINISIG_CONTENT:
    case TLRI_MINISIG_HOLDS:
    default:
        report(bench, finding, 5013,
               "Compare the file's digest with the signer's; one of the two files was changed or "
               "belongs to another version.",
               "does not hold");
        break;
    }
}

static tlr_status keep_comment(const struct bench *bench, const struct tlri_minisig *signature,
                               struct tlri_finding *finding)
{
    if (finding->verdict != TLRI_VERDICT_HOLDS) {
        return TLR_OK;
    }
    finding->comment = tlri_arena_copy(bench->arena, signature->trusted, signature->trusted_len);
    return finding->comment != NULL ? TLR_OK : tlri_no_memory(bench->ctx);
}

static const uint8_t *blake2b_of(struct bench *bench)
{
    if (!bench->has_blake2b) {
        tlri_minisig_prehash(bench->data, bench->len, bench->blake2b);
        bench->has_blake2b = true;
    }
    return bench->blake2b;
}

static tlr_status judge_minisig(struct bench *bench, const struct tlri_signature_blob *blob,
                                struct tlri_finding *finding)
{
    struct tlri_minisig signature;
    enum tlri_minisig_fault first = TLRI_MINISIG_HOLDS;
    if (tlri_minisig_parse(bench->ctx, finding->file, blob->data, blob->len, &signature) !=
        TLR_OK) {
        finding->verdict = TLRI_VERDICT_MALFORMED;
        return TLR_OK;
    }
    for (size_t i = 0; i < bench->nkeys; i++) {
        const struct tlri_key *key = &bench->keys[i];
        if (key->kind != TLRI_KEY_MINISIGN ||
            memcmp(key->key_id, signature.key_id, sizeof signature.key_id) != 0) {
            continue;
        }
        enum tlri_minisig_fault fault = tlri_minisig_verify(&signature, key, blake2b_of(bench));
        if (fault == TLRI_MINISIG_HOLDS) {
            note_holds(finding, i);
        } else {
            first = first == TLRI_MINISIG_HOLDS ? fault : first;
            note_bad(finding, i);
        }
    }
    if (finding->verdict == TLRI_VERDICT_BAD) {
        report_minisig(bench, finding, first);
    }
    return keep_comment(bench, &signature, finding);
}

/* ---- SSH ------------------------------------------------------------------------------------- */

static const uint8_t *sha512_of(struct bench *bench)
{
    if (!bench->has_sha512) {
        tlri_sshsig_prehash(bench->data, bench->len, bench->sha512);
        bench->has_sha512 = true;
    }
    return bench->sha512;
}

static void report_sshsig(const struct bench *bench, const struct tlri_finding *finding,
                          const struct tlri_sshsig *signature)
{
    static const char again[] = "Sign again with `ssh-keygen -Y sign -n teller -f KEY FILE`.";
    if (!signature->namespace_ok) {
        report(bench, finding, 5022, again,
               "was made for another purpose: its namespace is not \"teller\"");
    } else if (!signature->sha512) {
        report(bench, finding, 5023, again, "uses another hash than sha512");
    } else {
        report_minisig(bench, finding, TLRI_MINISIG_CONTENT);
    }
}

static tlr_status judge_sshsig(struct bench *bench, const struct tlri_signature_blob *blob,
                               struct tlri_finding *finding)
{
    struct tlri_sshsig signature;
    if (tlri_sshsig_parse(bench->ctx, finding->file, blob->data, blob->len, &signature) != TLR_OK) {
        finding->verdict = TLRI_VERDICT_MALFORMED;
        return TLR_OK;
    }
    if (!signature.ed25519) {
        struct tlri_place place = {.file = finding->file};
        tlri_diag(
            bench->ctx, TLR_WARNING, 5021, &place,
            "If this signer should count: make a key with `ssh-keygen -t ed25519` and have it "
            "listed.",
            NULL, "This signature is by a key of a kind that cannot be listed; it is ignored.");
        return TLR_OK;
    }
    for (size_t i = 0; i < bench->nkeys; i++) {
        const struct tlri_key *key = &bench->keys[i];
        if (key->kind != TLRI_KEY_SSH || memcmp(key->pk, signature.pk, sizeof key->pk) != 0) {
            continue;
        }
        if (tlri_sshsig_holds(&signature, key, sha512_of(bench))) {
            note_holds(finding, i);
        } else {
            note_bad(finding, i);
        }
    }
    if (finding->verdict == TLRI_VERDICT_BAD) {
        report_sshsig(bench, finding, &signature);
    }
    return TLR_OK;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static tlr_status judge_one(struct bench *bench, const struct tlri_signature_blob *blob,
                            struct tlri_finding *finding)
{
    memset(finding, 0, sizeof *finding);
    finding->verdict = TLRI_VERDICT_UNKNOWN;
    finding->carrier = blob->carrier;
    finding->file = tlri_arena_copy(bench->arena, blob->name, strlen(blob->name));
    if (finding->file == NULL) {
        return tlri_no_memory(bench->ctx);
    }
    return blob->carrier == TLRI_CARRIER_MINISIG ? judge_minisig(bench, blob, finding)
                                                 : judge_sshsig(bench, blob, finding);
}

tlr_status tlri_signatures_judge(tlr_ctx *ctx, const char *name, const void *data, size_t len,
                                 const struct tlri_key *keys, size_t nkeys,
                                 const struct tlri_signature_blob *signatures, size_t nsignatures,
                                 struct tlri_arena *arena, struct tlri_finding *findings)
{
    struct bench bench = {.ctx = ctx,
                          .name = name,
                          .data = data,
                          .len = len,
                          .keys = keys,
                          .nkeys = nkeys,
                          .arena = arena};
    TLR_TRY(tlri_ed25519_ready(ctx));
    if (nkeys > TLRI_SEAL_KEYS_MAX || nsignatures > TLRI_SEAL_SIGNATURES_MAX) {
        struct tlri_place place = {.file = name};
        tlri_diag(ctx, TLR_ERROR, 5030, &place,
                  "List fewer keys, or take signatures of people who have no role out of the "
                  "folder.",
                  NULL,
                  "There are %zu keys and %zu signature files for one file; at most %d and %d "
                  "are read.",
                  nkeys, nsignatures, TLRI_SEAL_KEYS_MAX, TLRI_SEAL_SIGNATURES_MAX);
        return TLR_E_LIMIT;
    }
    for (size_t i = 0; i < nsignatures; i++) {
        TLR_TRY(judge_one(&bench, &signatures[i], &findings[i]));
    }
    return TLR_OK;
}
