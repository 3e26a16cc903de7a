/* fuzz/fuzz_sample.c: the sheet of papers pulled by hand. */
#include "fuzz/roundtrip.h"
#include "io/sample.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_sample *read = NULL;
    TLR_TRY(tlri_sample_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_sample_write(read, out);
    tlri_sample_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
