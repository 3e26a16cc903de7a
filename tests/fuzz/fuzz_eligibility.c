/* fuzz/fuzz_eligibility.c: records of decisions on candidates. */
#include "fuzz/places.h"
#include "fuzz/roundtrip.h"
#include "io/eligibility.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_eligibility_file *file = NULL;
    TLR_TRY(tlri_eligibility_read(ctx, "fuzz", data, len, &file));
    tlr_status status = tlri_eligibility_write(ctx, &file->record, out);
    tlri_eligibility_file_free(file);
    return status;
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_eligibility_file *file = NULL;
    tlr_status status = tlri_eligibility_read(ctx, "fuzz", data, len, &file);
    fuzz_demand((status == TLR_OK) == (file != NULL));
    tlri_eligibility_file_free(file);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_text(data, size, round_trip);
    return fuzz_read(data, size, read);
}
