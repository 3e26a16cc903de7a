/* fuzz/fuzz_ink.c: signatures by hand. */
#include "fuzz/roundtrip.h"
#include "io/ink.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ink *read = NULL;
    TLR_TRY(tlri_ink_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_ink_write(read, out);
    tlri_ink_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
