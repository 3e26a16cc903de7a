/* fuzz/fuzz_blt.c: BLT in all its dialects, with and without notes after the title. */
#include "fuzz/roundtrip.h"
#include "io/blt.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, unsigned flags,
                             struct tlri_buf *out)
{
    struct tlri_blt *blt = NULL;
    TLR_TRY(tlri_blt_read(ctx, "fuzz", data, len, flags, &blt));
    fuzz_require(tlri_papers_total(blt->papers) <= TLRI_BLT_TOTAL_MAX);
    tlr_status status = tlri_blt_write(ctx, &blt->contest, blt->papers, out);
    tlri_blt_free(blt);
    return status;
}

static tlr_status strictly(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    return round_trip(ctx, data, len, TLRI_BLT_STRICT, out);
}

static tlr_status with_notes(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    return round_trip(ctx, data, len, TLRI_BLT_ALLOW_NOTES, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_text(data, size, strictly);
    return fuzz_text(data, size, with_notes);
}
