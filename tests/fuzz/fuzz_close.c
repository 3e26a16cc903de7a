/* fuzz/fuzz_close.c: the close, and the sums of every close that can be read. */
#include "fuzz/roundtrip.h"
#include "io/close.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_close *read = NULL;
    TLR_TRY(tlri_close_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_close_write(read, out);
    if (tlri_account_check(ctx, "fuzz", read) != TLR_OK) {
        fuzz_require(tlri_diag_errors(ctx) > 0);
        tlr_ctx_diag_clear(ctx);
    }
    tlri_close_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
