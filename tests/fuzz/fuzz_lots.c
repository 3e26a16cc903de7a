/* fuzz/fuzz_lots.c: lots, tickets among them. */
#include "fuzz/roundtrip.h"
#include "io/lots.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_lots_file *read = NULL;
    TLR_TRY(tlri_lots_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_lots_write(read, out);
    tlri_lots_file_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
