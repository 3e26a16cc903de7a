/* fuzz/fuzz_adjudications.c: decisions on papers. */
#include "fuzz/roundtrip.h"
#include "io/account.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_close *read = NULL;
    TLR_TRY(tlri_adjudications_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_adjudications_write(read, out);
    tlri_close_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
