/* fuzz/fuzz_minisig.c: minisign's signature files over one message: only the one signature that
 * minisign made of it is ever found to hold. */
#include "fuzz/samples.h"
#include "trust/minisign.h"

static struct tlri_minisig parsed(const char *text)
{
    struct tlri_minisig known;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    fuzz_demand(ctx != NULL);
    fuzz_demand(tlri_minisig_parse(ctx, "known", text, strlen(text), &known) == TLR_OK);
    tlr_ctx_free(ctx);
    return known;
}

static void check_fault(const struct tlri_minisig *found, enum tlri_minisig_fault fault)
{
    struct tlri_minisig known = parsed(sample_minisig);
    bool same = memcmp(found->signature, known.signature, sizeof found->signature) == 0;
    bool whole = same && memcmp(found->global, known.global, sizeof found->global) == 0 &&
                 found->trusted_len == known.trusted_len &&
                 memcmp(found->trusted, known.trusted, known.trusted_len) == 0;
    fuzz_demand(!found->legacy || fault == TLRI_MINISIG_LEGACY);
    fuzz_demand((fault == TLRI_MINISIG_HOLDS) == (whole && !found->legacy));
    fuzz_demand((fault == TLRI_MINISIG_COMMENT) == (same && !whole && !found->legacy));
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_minisig found;
    static struct tlri_key key, other;
    uint8_t prehash[TLRI_PREHASH_BYTES];
    TLR_TRY(tlri_minisig_parse(ctx, "fuzz", data, len, &found));
    fuzz_demand(found.trusted >= data && found.trusted + found.trusted_len <= data + len);
    fuzz_sample_key(sample_public, &key);
    fuzz_sample_key(sample_other_public, &other);
    tlri_minisig_prehash(SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN, prehash);
    check_fault(&found, tlri_minisig_verify(&found, &key, prehash));
    enum tlri_minisig_fault under_other = tlri_minisig_verify(&found, &other, prehash);
    fuzz_demand(under_other == (found.legacy ? TLRI_MINISIG_LEGACY : TLRI_MINISIG_CONTENT));
    return TLR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}
