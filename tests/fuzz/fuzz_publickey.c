/* fuzz/fuzz_publickey.c: public keys: what is accepted is a point that may be used, and its own
 * text reads as a key of the same text. */
#include "fuzz/points.h"
#include "fuzz/samples.h"
#include "trust/ed25519.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_place place = {.file = "fuzz"};
    struct tlri_key key;
    char text[TLRI_KEY_TEXT];
    TLR_TRY(tlri_key_parse(ctx, &place, data, len, &key));
    fuzz_demand(tlri_ed25519_point_ok(key.pk));
    fuzz_demand(key.name[0] == '\0' && key.role[0] == '\0');
    tlri_key_text(&key, text);
    return tlri_buf_add(out, text, strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
