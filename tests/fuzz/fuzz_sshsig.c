/* fuzz/fuzz_sshsig.c: OpenSSH's signature files over one message: only the one signature that
 * ssh-keygen made of it is ever found to hold. */
#include "fuzz/samples.h"
#include "trust/sshsig.h"

static bool is_known(const struct tlri_sshsig *found)
{
    struct tlri_sshsig known;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    fuzz_demand(ctx != NULL);
    fuzz_demand(tlri_sshsig_parse(ctx, "known", sample_sshsig, sizeof sample_sshsig - 1, &known) ==
                TLR_OK);
    tlr_ctx_free(ctx);
    return found->ed25519 && found->namespace_ok && found->sha512 &&
           memcmp(found->pk, known.pk, sizeof known.pk) == 0 &&
           memcmp(found->signature, known.signature, sizeof known.signature) == 0;
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_sshsig found;
    static struct tlri_key key, other;
    uint8_t prehash[TLRI_SSHSIG_HASH_BYTES];
    memset(&found, 0, sizeof found);
    TLR_TRY(tlri_sshsig_parse(ctx, "fuzz", data, len, &found));
    fuzz_sample_key(sample_ssh_public, &key);
    fuzz_sample_key(sample_public, &other);
    tlri_sshsig_prehash(SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN, prehash);
    fuzz_demand(tlri_sshsig_holds(&found, &key, prehash) == is_known(&found));
    fuzz_demand(!tlri_sshsig_holds(&found, &other, prehash));
    return TLR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}
