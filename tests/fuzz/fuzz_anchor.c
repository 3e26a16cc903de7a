/* fuzz/fuzz_anchor.c: digests as people type them and as files hold them: an anchor is matched by
 * the digest it is the beginning of, and by no other. */
#include "fuzz/places.h"
#include "fuzz/roundtrip.h"
#include "trust/digest.h"

static void check_anchor(const struct tlri_anchor *anchor)
{
    struct tlri_digest digest = anchor->prefix;
    fuzz_demand(anchor->digits % 4 == 0);
    fuzz_demand(anchor->digits >= TLRI_ANCHOR_MIN_DIGITS && anchor->digits <= 64);
    fuzz_demand(tlri_anchor_matches(anchor, &digest));
    if (anchor->digits < 64) {
        digest.bytes[31] ^= 1;
        fuzz_demand(tlri_anchor_matches(anchor, &digest));
    }
    uint8_t *last = &digest.bytes[(anchor->digits - 1) / 2];
    *last = (uint8_t)(*last ^ (0x10u >> (4 * ((anchor->digits - 1) % 2))));
    fuzz_demand(!tlri_anchor_matches(anchor, &digest));
}

/* Written as it is read aloud, cut to its digits. */
static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_anchor anchor;
    char reading[TLRI_DIGEST_READING];
    char *text = malloc(len + 1);
    fuzz_demand(text != NULL);
    memcpy(text, data, len);
    text[len] = '\0';
    tlr_status status = tlri_anchor_parse(ctx, "fuzz", text, &anchor);
    free(text);
    if (status != TLR_OK) {
        return status;
    }
    check_anchor(&anchor);
    tlri_digest_reading(&anchor.prefix, reading);
    return tlri_buf_add(out, reading, anchor.digits / 4 * 5 - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tlri_digest digest;
    char hex[TLRI_DIGEST_HEX];
    if (tlri_digest_parse((const char *)data, size, &digest)) {
        tlri_digest_hex(&digest, hex);
        fuzz_demand(size == 64 && memcmp(hex, data, 64) == 0);
    }
    return fuzz_text(data, size, round_trip);
}
