/*
 * io/profile.c: what the readers of collections share. They differ in their lines, and in nothing
 * else: a profile is made empty, filled while its file is read, and let go as a whole.
 */
#include "io/profile.h"

struct tlri_profile *tlri_profile_new(tlr_ctx *ctx)
{
    struct tlri_profile *profile = tlri_alloc(ctx, sizeof *profile);
    if (profile != NULL) {
        profile->ctx = ctx;
        tlri_arena_init(&profile->arena, ctx);
    }
    return profile;
}

void tlri_profile_free(struct tlri_profile *profile)
{
    if (profile == NULL) {
        return;
    }
    tlr_ctx *ctx = profile->ctx;
    tlri_papers_free(profile->papers);
    tlri_arena_drop(&profile->arena);
    tlri_free(ctx, profile, sizeof *profile);
}

bool tlri_profile_number(struct tlri_span *span, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;
    size_t n = 0;
    while (n < span->len && span->text[n] >= '0' && span->text[n] <= '9') {
        value = value * 10 + (uint64_t)(span->text[n] - '0');
        if (value > max) {
            return false;
        }
        n++;
    }
    span->text += n;
    span->len -= n;
    *out = value;
    return n > 0 && value > 0;
}
