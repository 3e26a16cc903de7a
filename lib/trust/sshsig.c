/*
 * trust/sshsig.c: signatures of `ssh-keygen -Y sign -n teller`, verified
 * (spec/formats/signatures.md, "SSH").
 *
 * The file is base64 between two marker lines; inside are length-prefixed strings, read with a
 * cursor that never passes the end. What is signed is rebuilt here from constants, never taken from
 * the file, so another namespace or hash cannot hold by being quoted. Only the form is refused
 * while parsing: keys and namespaces are judged once it is known whether the key is listed at all.
 */
#include "trust/sshsig.h"

#include <sodium.h>
#include <string.h>

#include "trust/ed25519.h"
#include "trust/text.h"

enum { ARMOUR_LINE = 76, ARMOUR_BASE64 = 12288, BLOB_BYTES = ARMOUR_BASE64 / 4 * 3 };

static const char begin_marker[] = "-----BEGIN SSH SIGNATURE-----";
static const char end_marker[] = "-----END SSH SIGNATURE-----";

/* Bytes still to be read. */
struct cursor {
    const uint8_t *at;
    size_t left;
};

struct span {
    const uint8_t *bytes;
    size_t len;
};

static bool take(struct cursor *cursor, size_t n, struct span *out)
{
    if (cursor->left < n) {
        return false;
    }
    out->bytes = cursor->at;
    out->len = n;
    cursor->at += n;
    cursor->left -= n;
    return true;
}

static bool take_u32(struct cursor *cursor, uint32_t *out)
{
    struct span four;
    if (!take(cursor, 4, &four)) {
        return false;
    }
    *out = (uint32_t)four.bytes[0] << 24 | (uint32_t)four.bytes[1] << 16 |
           (uint32_t)four.bytes[2] << 8 | (uint32_t)four.bytes[3];
    return true;
}

static bool take_string(struct cursor *cursor, struct span *out)
{
    uint32_t len;
    return take_u32(cursor, &len) && take(cursor, len, out);
}

static bool span_is(const struct span *span, const char *text)
{
    return span->len == strlen(text) && memcmp(span->bytes, text, span->len) == 0;
}

static bool marker(const char **at, const char *end, const char *expected)
{
    struct tlri_line line;
    return tlri_line_next(at, end, &line) && line.ended &&
           tlri_span_is(line.text, line.len, expected);
}

/* Joins the base64 lines between the markers. 0 when the armour is not of its form. */
static size_t unarmour(const char *text, size_t len, char out[ARMOUR_BASE64])
{
    const char *at = text;
    const char *end = text + len;
    size_t used = 0;
    struct tlri_line line;
    if (!marker(&at, end, begin_marker)) {
        return 0;
    }
    while (tlri_line_next(&at, end, &line) && line.ended) {
        if (tlri_span_is(line.text, line.len, end_marker)) {
            return at == end ? used : 0;
        }
        if (line.len == 0 || line.len > ARMOUR_LINE || used + line.len > ARMOUR_BASE64) {
            return 0;
        }
        memcpy(out + used, line.text, line.len);
        used += line.len;
    }
    return 0;
}

/* Base64 of an unknown number of bytes; 0 when it is not strict. */
static size_t decode(const char *base64, size_t len, uint8_t out[BLOB_BYTES])
{
    if (len < 4 || len % 4 != 0) {
        return 0;
    }
    size_t padding = (size_t)(base64[len - 1] == '=') + (size_t)(base64[len - 2] == '=');
    size_t n = len / 4 * 3 - padding;
    return tlri_base64_exact(base64, len, out, n) ? n : 0;
}

/* A string that holds "ssh-ed25519" and one string of n bytes, and nothing after it. False in
 * *ed25519 when the inner name is another one. */
static bool take_tagged(const struct span *outer, size_t n, bool *ed25519, struct span *value)
{
    struct cursor cursor = {outer->bytes, outer->len};
    struct span tag;
    if (!take_string(&cursor, &tag)) {
        return false;
    }
    *ed25519 = span_is(&tag, "ssh-ed25519");
    if (!*ed25519) {
        return true;
    }
    return take_string(&cursor, value) && value->len == n && cursor.left == 0;
}

static bool read_blob(struct cursor cursor, struct tlri_sshsig *out)
{
    struct span magic, key, space, reserved, hash, outer, pk, signature;
    uint32_t version;
    bool same = false;
    if (!take(&cursor, 6, &magic) || !span_is(&magic, "SSHSIG") || !take_u32(&cursor, &version) ||
        version != 1 || !take_string(&cursor, &key) || !take_string(&cursor, &space) ||
        !take_string(&cursor, &reserved) || reserved.len != 0 || !take_string(&cursor, &hash) ||
        !take_string(&cursor, &outer) || cursor.left != 0 ||
        !take_tagged(&key, TLRI_KEY_BYTES, &out->ed25519, &pk)) {
        return false;
    }
    if (!out->ed25519) {
        return true;
    }
    if (!take_tagged(&outer, TLRI_SIGNATURE_BYTES, &same, &signature) || !same) {
        return false;
    }
    out->namespace_ok = span_is(&space, "teller");
    out->sha512 = span_is(&hash, "sha512");
    memcpy(out->pk, pk.bytes, sizeof out->pk);
    memcpy(out->signature, signature.bytes, sizeof out->signature);
    return true;
}

tlr_status tlri_sshsig_parse(tlr_ctx *ctx, const char *name, const char *text, size_t len,
                             struct tlri_sshsig *out)
{
    char base64[ARMOUR_BASE64];
    uint8_t blob[BLOB_BYTES];
    struct tlri_sshsig found;
    memset(&found, 0, sizeof found);
    size_t base64_len = unarmour(text, len, base64);
    size_t blob_len = decode(base64, base64_len, blob);
    struct cursor cursor = {blob, blob_len};
    if (blob_len == 0 || !read_blob(cursor, &found)) {
        struct tlri_place place = {.file = name};
        tlri_diag(
            ctx, TLR_ERROR, 5020, &place,
            "Ask the signer to run `ssh-keygen -Y sign -n teller -f KEY FILE` and to send the "
            "FILE.sig as an attachment.",
            NULL, "This is not a whole signature of ssh-keygen.");
        return TLR_E_TRUST;
    }
    *out = found;
    return TLR_OK;
}

void tlri_sshsig_prehash(const void *data, size_t len, uint8_t out[TLRI_SSHSIG_HASH_BYTES])
{
    crypto_hash_sha512_state state;
    (void)crypto_hash_sha512_init(&state);
    if (len > 0) {
        (void)crypto_hash_sha512_update(&state, data, len);
    }
    (void)crypto_hash_sha512_final(&state, out);
}

bool tlri_sshsig_holds(const struct tlri_sshsig *signature, const struct tlri_key *key,
                       const uint8_t prehash[TLRI_SSHSIG_HASH_BYTES])
{
    /* "SSHSIG", then strings: namespace, nothing reserved, name of the hash, the hash. */
    static const uint8_t head[] = {'S', 'S', 'H', 'S', 'I', 'G', 0, 0, 0, 6, 't', 'e',
                                   'l', 'l', 'e', 'r', 0,   0,   0, 0, 0, 0, 0,   6,
                                   's', 'h', 'a', '5', '1', '2', 0, 0, 0, 64};
    uint8_t message[sizeof head + TLRI_SSHSIG_HASH_BYTES];
    if (key->kind != TLRI_KEY_SSH || !signature->ed25519 || !signature->namespace_ok ||
        !signature->sha512 || memcmp(signature->pk, key->pk, sizeof key->pk) != 0) {
        return false;
    }
    memcpy(message, head, sizeof head);
    memcpy(message + sizeof head, prehash, TLRI_SSHSIG_HASH_BYTES);
    return tlri_ed25519_holds(key->pk, signature->signature, message, sizeof message);
}
