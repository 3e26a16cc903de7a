/* fuzz/fuzz_ruling.c: rulings. */
#include "fuzz/roundtrip.h"
#include "io/ruling.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ruling *read = NULL;
    TLR_TRY(tlri_ruling_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_ruling_write(read, out);
    tlri_ruling_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
