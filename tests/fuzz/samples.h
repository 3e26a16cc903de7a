/*
 * fuzz/samples.h: what the targets of signatures and keys know: one message, and signatures over it
 * that other programs made. Ed25519 signatures cannot be made without the secret key, so whatever
 * is accepted must be exactly what stands here.
 */
#ifndef FUZZ_SAMPLES_H
#define FUZZ_SAMPLES_H

#include "fuzz/places.h"
#include "fuzz/roundtrip.h"
#include "trust/key.h"
#include "unit/test_trust_samples.h"

/* The key of that text; read once, since judging a point takes longer than all else here. */
static inline void fuzz_sample_key(const char *text, struct tlri_key *cache)
{
    if (cache->pk[0] == 0) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        fuzz_demand(ctx != NULL);
        fuzz_demand(tlri_key_parse(ctx, NULL, text, strlen(text), cache) == TLR_OK);
        fuzz_demand(cache->pk[0] != 0);
        tlr_ctx_free(ctx);
    }
}

#endif
