/* fuzz/fuzz_delegation.c: records of delegations. */
#include "fuzz/roundtrip.h"
#include "io/delegation.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_delegation *read = NULL;
    TLR_TRY(tlri_delegation_read(ctx, "fuzz", data, len, &read));
    tlr_status status = tlri_delegation_write(read, out);
    tlri_delegation_free(read);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
