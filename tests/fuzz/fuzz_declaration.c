/* fuzz/fuzz_declaration.c: declarations. */
#include "fuzz/roundtrip.h"
#include "io/declaration.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_declaration *read = NULL;
    TLR_TRY(tlri_declaration_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_declaration_write(read, out);
    tlri_declaration_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
