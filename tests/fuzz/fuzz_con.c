/* fuzz/fuzz_con.c: constraint files, for a contest of nine candidates. */
#include "fuzz/roundtrip.h"
#include "io/con.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    static const struct tlri_candidate nine[9];
    static const struct tlri_contest contest = {
        .id = "blt", .title = "", .places = 3, .candidates = 9, .candidate = nine};
    struct tlri_contest bounded;
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    tlr_status status = tlri_con_read(ctx, "fuzz", data, len, &contest, &arena, &bounded);
    if (status == TLR_OK) {
        status = tlri_con_write(&bounded, out);
    }
    tlri_arena_drop(&arena);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
