/*
 * trust/digest.c: SHA-256 and its written forms (spec/formats/signatures.md, "Digests").
 *
 * The hash is libsodium's. The forms are few on purpose: files hold one spelling only, people may
 * type another (an anchor), and whatever they type is compared digit by digit from the front. Fewer
 * than 16 digits are refused: a second file with the same 8 digits can be made on a laptop.
 */
#include "trust/digest.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(struct tlri_digester) >= sizeof(crypto_hash_sha256_state),
               "the state of the hash fits");
_Static_assert(_Alignof(struct tlri_digester) >= _Alignof(crypto_hash_sha256_state),
               "the state of the hash is aligned");
_Static_assert((int)TLRI_DIGEST_BYTES == (int)crypto_hash_sha256_BYTES, "SHA-256");

enum { GROUP = 4, ANCHOR_MAX_DIGITS = 2 * TLRI_DIGEST_BYTES };

void tlri_digest_of(const void *data, size_t len, struct tlri_digest *out)
{
    struct tlri_digester digester;
    tlri_digester_init(&digester);
    tlri_digester_add(&digester, data, len);
    tlri_digester_end(&digester, out);
}

void tlri_digester_init(struct tlri_digester *digester)
{
    memset(digester, 0, sizeof *digester);
    (void)crypto_hash_sha256_init((void *)digester->state);
}

void tlri_digester_add(struct tlri_digester *digester, const void *data, size_t len)
{
    if (len == 0) {
        return;
    }
    (void)crypto_hash_sha256_update((void *)digester->state, data, len);
}

void tlri_digester_end(struct tlri_digester *digester, struct tlri_digest *out)
{
    (void)crypto_hash_sha256_final((void *)digester->state, out->bytes);
}

bool tlri_digest_equal(const struct tlri_digest *a, const struct tlri_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void tlri_digest_hex(const struct tlri_digest *digest, char out[TLRI_DIGEST_HEX])
{
    tlri_hex(digest->bytes, sizeof digest->bytes, out);
}

void tlri_digest_reading(const struct tlri_digest *digest, char out[TLRI_DIGEST_READING])
{
    char hex[TLRI_DIGEST_HEX];
    size_t at = 0;
    tlri_digest_hex(digest, hex);
    for (size_t i = 0; hex[i] != '\0'; i++) {
        if (i > 0 && i % GROUP == 0) {
            out[at++] = ' ';
        }
        out[at++] = hex[i];
    }
    out[at] = '\0';
}

bool tlri_digest_parse(const char *text, size_t len, struct tlri_digest *out)
{
    if (len != TLRI_DIGEST_HEX - 1) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (text[i] >= 'A' && text[i] <= 'F') {
            return false;
        }
    }
    return tlri_unhex(text, len, out->bytes, sizeof out->bytes);
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

static bool anchor_read(const char *text, struct tlri_anchor *out)
{
    static const char label[] = "sha256:";
    if (strncmp(text, label, sizeof label - 1) == 0) {
        text += sizeof label - 1;
    }
    for (; *text != '\0'; text++) {
        if (*text == ' ' || *text == '\t' || *text == '-') {
            continue;
        }
        int value = nibble(*text);
        if (value < 0 || out->digits == ANCHOR_MAX_DIGITS) {
            return false;
        }
        unsigned shift = out->digits % 2 == 0 ? 4 : 0;
        out->prefix.bytes[out->digits / 2] |= (uint8_t)((unsigned)value << shift);
        out->digits++;
    }
    return out->digits >= TLRI_ANCHOR_MIN_DIGITS && out->digits % GROUP == 0;
}

tlr_status tlri_anchor_parse(tlr_ctx *ctx, const char *what, const char *text,
                             struct tlri_anchor *out)
{
    struct tlri_anchor anchor = {.digits = 0};
    if (!anchor_read(text, &anchor)) {
        tlri_diag(ctx, TLR_ERROR, 5001, NULL,
                  "Type at least the first 4 groups of 4 from the printed notice or slip, or the "
                  "whole digest: \"1a2b 3c4d 5e6f 7081\".",
                  NULL,
                  "%s is not a digest: it must be whole groups of 4 hexadecimal digits, at "
                  "least 4 and at most 16 of them.",
                  what);
        return TLR_E_USAGE;
    }
    *out = anchor;
    return TLR_OK;
}

bool tlri_anchor_matches(const struct tlri_anchor *anchor, const struct tlri_digest *digest)
{
    /* Whole groups of four digits are whole bytes. */
    return memcmp(anchor->prefix.bytes, digest->bytes, anchor->digits / 2) == 0;
}
