/* fuzz/fuzz_bundle.c: the manifest of a bundle. */
#include "fuzz/roundtrip.h"
#include "io/bundle.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_bundle *read = NULL;
    TLR_TRY(tlri_bundle_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_bundle_write(read, out);
    tlri_bundle_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
