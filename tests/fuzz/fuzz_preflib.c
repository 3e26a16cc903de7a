/* fuzz/fuzz_preflib.c: files of the two collections of preference profiles, PrefLib and scot-elex:
 * what is read can be written as a BLT file, and that reads back as the same papers. */
#include "fuzz/places.h"
#include "io/blt.h"
#include "io/preflib.h"
#include "io/scotelex.h"

static void check_papers(const struct tlri_papers *a, const struct tlri_papers *b)
{
    fuzz_demand(a->candidates == b->candidates && a->count == b->count);
    fuzz_demand(a->pool_size == b->pool_size);
    for (uint32_t i = 0; i < a->count; i++) {
        const struct tlri_paper *p = &a->paper[i], *q = &b->paper[i];
        fuzz_demand(p->weight == q->weight && p->marks == q->marks && p->reject == q->reject);
        fuzz_demand(p->marks == 0 || memcmp(a->pool + p->first, b->pool + q->first,
                                            p->marks * sizeof *a->pool) == 0);
    }
}

static void check_profile(tlr_ctx *ctx, const struct tlri_profile *profile)
{
    struct tlri_candidate candidate[TLRI_CANDIDATES_MAX] = {{0}};
    struct tlri_contest contest = {.id = "fuzz",
                                   .title = "fuzz",
                                   .places = 1,
                                   .candidates = profile->candidates,
                                   .candidate = candidate};
    struct tlri_buf text;
    struct tlri_blt *blt = NULL;
    fuzz_demand(profile->candidates >= 1 && profile->candidates <= TLRI_CANDIDATES_MAX);
    for (uint32_t i = 0; i < profile->candidates; i++) {
        fuzz_demand(profile->name[i] != NULL);
        candidate[i].id = candidate[i].name = profile->name[i];
    }
    if (tlri_papers_total(profile->papers) > TLRI_BLT_TOTAL_MAX) {
        return;
    }
    tlri_buf_init(&text, ctx, (size_t)1 << 26);
    fuzz_demand(tlri_blt_write(ctx, &contest, profile->papers, &text) == TLR_OK);
    /* What the BLT reader remarks (two of one name) is no remark on the profile. */
    tlr_ctx *own = tlr_ctx_new(NULL, NULL);
    fuzz_demand(own != NULL);
    fuzz_demand(tlri_blt_read(own, "fuzz", text.data, text.len, TLRI_BLT_STRICT, &blt) == TLR_OK);
    check_papers(profile->papers, blt->papers);
    tlri_blt_free(blt);
    tlr_ctx_free(own);
    tlri_buf_drop(&text);
}

static tlr_status read_preflib(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_profile *profile = NULL;
    tlr_status status = tlri_preflib_read(ctx, "fuzz", data, len, &profile);
    fuzz_demand((status == TLR_OK) == (profile != NULL));
    if (profile != NULL) {
        check_profile(ctx, profile);
    }
    tlri_profile_free(profile);
    return status;
}

static tlr_status read_scotelex(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_profile *profile = NULL;
    tlr_status status = tlri_scotelex_read(ctx, "fuzz", data, len, &profile);
    fuzz_demand((status == TLR_OK) == (profile != NULL));
    if (profile != NULL) {
        check_profile(ctx, profile);
    }
    tlri_profile_free(profile);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool scottish = tlri_scotelex_looks_like((const char *)data, size);
    return fuzz_read(data, size, scottish ? read_scotelex : read_preflib);
}
