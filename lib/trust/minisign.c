/*
 * trust/minisign.c: minisign's signature files (spec/formats/signatures.md, "minisign").
 *
 * Four lines: untrusted comment, base64 of letters, key id and signature, trusted comment, base64
 * of a second signature over the first and the trusted comment. The first line is signed by nobody
 * and is only looked at for its form; the key id is signed by nobody either and only says which
 * listed key to try. Secret keys are in secret.c.
 */
#include "trust/minisign.h"

#include <sodium.h>
#include <string.h>

#include "trust/ed25519.h"
#include "trust/text.h"

enum {
    LINES = 4,
    SIGNATURE_RAW = 2 + TLRI_KEY_ID_BYTES + TLRI_SIGNATURE_BYTES,
    SIGNED_MAX = TLRI_SIGNATURE_BYTES + TLRI_MINISIG_TRUSTED_MAX
};

static tlr_status bad_line(tlr_ctx *ctx, const char *name, uint32_t number, const char *what)
{
    struct tlri_place place = {.file = name, .line = number};
    tlri_diag(ctx, TLR_ERROR, 5011, &place,
              "Ask the signer for the file again, or take it out of the folder.", NULL,
              "Line %u of this signature file is not %s.", (unsigned)number, what);
    return TLR_E_TRUST;
}

static tlr_status split(tlr_ctx *ctx, const char *name, const char *text, size_t len,
                        struct tlri_line lines[LINES])
{
    const char *cursor = text;
    struct tlri_line more;
    struct tlri_place place = {.file = name};
    bool whole = true;
    for (size_t i = 0; i < LINES && whole; i++) {
        whole = tlri_line_next(&cursor, text + len, &lines[i]) && lines[i].ended;
    }
    if (whole && !tlri_line_next(&cursor, text + len, &more)) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 5010, &place,
              "Ask the signer for the file again; send it as an attachment, not pasted.", NULL,
              "This is not a whole minisign signature: it must be exactly four lines, each ended "
              "by a line feed.");
    return TLR_E_TRUST;
}

static bool comment_line(struct tlri_line *line, const char *prefix, size_t max)
{
    return tlri_line_strip(line, prefix) && line->len <= max &&
           tlri_comment_ok(line->text, line->len);
}

tlr_status tlri_minisig_parse(tlr_ctx *ctx, const char *name, const char *text, size_t len,
                              struct tlri_minisig *out)
{
    struct tlri_line lines[LINES];
    struct tlri_minisig found;
    uint8_t raw[SIGNATURE_RAW];
    memset(&found, 0, sizeof found);
    TLR_TRY(split(ctx, name, text, len, lines));
    if (!comment_line(&lines[0], "untrusted comment: ", TLRI_MINISIG_UNTRUSTED_MAX)) {
        return bad_line(ctx, name, 1, "\"untrusted comment: …\" in plain text");
    }
    if (!tlri_base64_exact(lines[1].text, lines[1].len, raw, sizeof raw) || raw[0] != 'E' ||
        (raw[1] != 'D' && raw[1] != 'd')) {
        return bad_line(ctx, name, 2, "the base64 of an Ed25519 signature by minisign");
    }
    if (!comment_line(&lines[2], "trusted comment: ", TLRI_MINISIG_TRUSTED_MAX)) {
        return bad_line(ctx, name, 3, "\"trusted comment: …\" in plain text");
    }
    if (!tlri_base64_exact(lines[3].text, lines[3].len, found.global, sizeof found.global)) {
        return bad_line(ctx, name, 4, "the base64 of the signature over the comment");
    }
    found.legacy = raw[1] == 'd';
    memcpy(found.key_id, raw + 2, TLRI_KEY_ID_BYTES);
    memcpy(found.signature, raw + 2 + TLRI_KEY_ID_BYTES, TLRI_SIGNATURE_BYTES);
    found.trusted = lines[2].text;
    found.trusted_len = lines[2].len;
    *out = found;
    return TLR_OK;
}

void tlri_minisig_prehash(const void *data, size_t len, uint8_t out[TLRI_PREHASH_BYTES])
{
    (void)crypto_generichash(out, TLRI_PREHASH_BYTES, data, len, NULL, 0);
}

/* What the second signature signs; returns its length. */
static size_t comment_message(const uint8_t signature[TLRI_SIGNATURE_BYTES], const char *trusted,
                              size_t trusted_len, uint8_t out[SIGNED_MAX])
{
    memcpy(out, signature, TLRI_SIGNATURE_BYTES);
    memcpy(out + TLRI_SIGNATURE_BYTES, trusted, trusted_len);
    return TLRI_SIGNATURE_BYTES + trusted_len;
}

enum tlri_minisig_fault tlri_minisig_verify(const struct tlri_minisig *signature,
                                            const struct tlri_key *key,
                                            const uint8_t prehash[TLRI_PREHASH_BYTES])
{
    uint8_t message[SIGNED_MAX];
    if (signature->legacy) {
        return TLRI_MINISIG_LEGACY;
    }
    if (key->kind != TLRI_KEY_MINISIGN ||
        !tlri_ed25519_holds(key->pk, signature->signature, prehash, TLRI_PREHASH_BYTES)) {
        return TLRI_MINISIG_CONTENT;
    }
    size_t len =
        comment_message(signature->signature, signature->trusted, signature->trusted_len, message);
    if (!tlri_ed25519_holds(key->pk, signature->global, message, len)) {
        return TLRI_MINISIG_COMMENT;
    }
    return TLRI_MINISIG_HOLDS;
}

static tlr_status comment_refused(tlr_ctx *ctx)
{
    tlri_diag(ctx, TLR_ERROR, 5057, NULL,
              "Give one line of plain text, at most 8,192 bytes, without control characters.", NULL,
              "This trusted comment cannot be signed.");
    return TLR_E_USAGE;
}

static tlr_status write_signature(const struct tlri_key *key,
                                  const uint8_t signature[TLRI_SIGNATURE_BYTES],
                                  const char *trusted, const uint8_t global[TLRI_SIGNATURE_BYTES],
                                  struct tlri_buf *out)
{
    uint8_t raw[SIGNATURE_RAW] = {'E', 'D'};
    char first[128];
    char second[128];
    memcpy(raw + 2, key->key_id, TLRI_KEY_ID_BYTES);
    memcpy(raw + 2 + TLRI_KEY_ID_BYTES, signature, TLRI_SIGNATURE_BYTES);
    tlri_base64_write(raw, sizeof raw, first, sizeof first);
    tlri_base64_write(global, TLRI_SIGNATURE_BYTES, second, sizeof second);
    return tlri_buf_printf(out,
                           "untrusted comment: signature from teller, checked by minisign -V\n"
                           "%s\ntrusted comment: %s\n%s\n",
                           first, trusted, second);
}

tlr_status tlri_minisig_sign(tlr_ctx *ctx, const struct tlri_secret *secret, const void *data,
                             size_t len, const char *trusted, struct tlri_buf *out)
{
    uint8_t prehash[TLRI_PREHASH_BYTES];
    uint8_t message[SIGNED_MAX];
    uint8_t signature[TLRI_SIGNATURE_BYTES];
    uint8_t global[TLRI_SIGNATURE_BYTES];
    struct tlri_key key;
    size_t trusted_len = strlen(trusted);
    if (trusted_len > TLRI_MINISIG_TRUSTED_MAX || !tlri_comment_ok(trusted, trusted_len)) {
        return comment_refused(ctx);
    }
    TLR_TRY(tlri_ed25519_ready(ctx));
    tlri_secret_public(secret, &key);
    tlri_minisig_prehash(data, len, prehash);
    tlri_secret_sign(secret, prehash, sizeof prehash, signature);
    size_t message_len = comment_message(signature, trusted, trusted_len, message);
    tlri_secret_sign(secret, message, message_len, global);
    return write_signature(&key, signature, trusted, global, out);
}
