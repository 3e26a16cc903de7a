/*
 * trust/key.c: public keys, read and written (spec/formats/signatures.md, "Public keys").
 *
 * Two spellings come in: minisign's base64, with or without the comment line above it, and
 * OpenSSH's "ssh-ed25519" line. Nobody signs a public key file, so a CR before the LF and a missing
 * last LF are let pass; anything else that is not the key is refused. People send the wrong file: a
 * secret key is recognised and said to be one.
 */
#include "trust/key.h"

#include <string.h>

#include "trust/ed25519.h"
#include "trust/text.h"

enum {
    MINISIGN_KEY = 2 + TLRI_KEY_ID_BYTES + TLRI_KEY_BYTES,
    SSH_NAME = 11, /* "ssh-ed25519" */
    SSH_KEY = 4 + SSH_NAME + 4 + TLRI_KEY_BYTES
};

static const uint8_t ssh_head[4 + SSH_NAME + 4] = {0,   0,   0,   11,  's', 's', 'h', '-', 'e', 'd',
                                                   '2', '5', '5', '1', '9', 0,   0,   0,   32};

static tlr_status not_a_key(tlr_ctx *ctx, const struct tlri_place *place)
{
    tlri_diag(ctx, TLR_ERROR, 5002, place,
              "Give the NAME.pub that `teller keygen` or `minisign -G` wrote, or the .pub of "
              "`ssh-keygen -t ed25519`, unchanged.",
              NULL,
              "This is not a public key: it must be minisign's base64 or a line beginning "
              "\"ssh-ed25519 \".");
    return TLR_E_INPUT;
}

static tlr_status other_algorithm(tlr_ctx *ctx, const struct tlri_place *place)
{
    tlri_diag(ctx, TLR_ERROR, 5003, place, "Make a key with `ssh-keygen -t ed25519`.", NULL,
              "This is a public key of a kind that is not accepted; only Ed25519 is.");
    return TLR_E_INPUT;
}

static tlr_status secret_given(tlr_ctx *ctx, const struct tlri_place *place)
{
    tlri_diag(ctx, TLR_ERROR, 5004, place,
              "Give the .pub file instead; if the secret key has been sent to anybody, make a new "
              "pair and withdraw this one.",
              NULL, "This is a secret key, where a public key is asked for.");
    return TLR_E_INPUT;
}

static bool starts(const struct tlri_line *line, const char *prefix)
{
    struct tlri_line rest = *line;
    return tlri_line_strip(&rest, prefix);
}

static bool looks_ssh(const struct tlri_line *line)
{
    return starts(line, "ssh-") || starts(line, "ecdsa-") || starts(line, "sk-");
}

static bool looks_secret(const struct tlri_line *line)
{
    return starts(line, "-----BEGIN ") || (line->len == 212 && starts(line, "RW"));
}

static tlr_status parse_minisign(tlr_ctx *ctx, const struct tlri_place *place,
                                 const struct tlri_line *line, struct tlri_key *out)
{
    uint8_t raw[MINISIGN_KEY];
    if (!tlri_base64_exact(line->text, line->len, raw, sizeof raw)) {
        return not_a_key(ctx, place);
    }
    if (raw[0] != 'E' || raw[1] != 'd') {
        return other_algorithm(ctx, place);
    }
    out->kind = TLRI_KEY_MINISIGN;
    memcpy(out->key_id, raw + 2, TLRI_KEY_ID_BYTES);
    memcpy(out->pk, raw + 2 + TLRI_KEY_ID_BYTES, TLRI_KEY_BYTES);
    return TLR_OK;
}

static tlr_status parse_ssh(tlr_ctx *ctx, const struct tlri_place *place, struct tlri_line line,
                            struct tlri_key *out)
{
    uint8_t raw[SSH_KEY];
    if (!tlri_line_strip(&line, "ssh-ed25519 ")) {
        return other_algorithm(ctx, place);
    }
    const char *space = memchr(line.text, ' ', line.len);
    size_t len = space != NULL ? (size_t)(space - line.text) : line.len;
    if (!tlri_base64_exact(line.text, len, raw, sizeof raw) ||
        memcmp(raw, ssh_head, sizeof ssh_head) != 0) {
        return not_a_key(ctx, place);
    }
    out->kind = TLRI_KEY_SSH;
    memcpy(out->pk, raw + sizeof ssh_head, TLRI_KEY_BYTES);
    return TLR_OK;
}

static tlr_status parse_line(tlr_ctx *ctx, const struct tlri_place *place, const char *text,
                             size_t len, struct tlri_key *out)
{
    const char *cursor = text;
    const char *end = text + len;
    struct tlri_line line;
    struct tlri_line more;
    if (!tlri_line_next(&cursor, end, &line)) {
        return not_a_key(ctx, place);
    }
    bool commented = tlri_line_strip(&line, "untrusted comment:");
    if (commented && !tlri_line_next(&cursor, end, &line)) {
        return not_a_key(ctx, place);
    }
    tlri_line_chomp(&line);
    if (looks_secret(&line)) {
        return secret_given(ctx, place);
    }
    if (tlri_line_next(&cursor, end, &more)) {
        return not_a_key(ctx, place);
    }
    if (!commented && looks_ssh(&line)) {
        return parse_ssh(ctx, place, line, out);
    }
    return parse_minisign(ctx, place, &line, out);
}

tlr_status tlri_key_parse(tlr_ctx *ctx, const struct tlri_place *place, const char *text,
                          size_t len, struct tlri_key *out)
{
    struct tlri_key key;
    memset(&key, 0, sizeof key);
    TLR_TRY(tlri_ed25519_ready(ctx));
    TLR_TRY(parse_line(ctx, place, text, len, &key));
    if (!tlri_ed25519_point_ok(key.pk)) {
        tlri_diag(ctx, TLR_ERROR, 5005, place,
                  "Do not use it; ask its owner for a new key and how this one was made.", NULL,
                  "This public key is malformed in a way that programs judge differently, so "
                  "nothing may be verified with it.");
        return TLR_E_INPUT;
    }
    *out = key;
    return TLR_OK;
}

static void text_minisign(const struct tlri_key *key, char *out, size_t size)
{
    uint8_t raw[MINISIGN_KEY] = {'E', 'd'};
    memcpy(raw + 2, key->key_id, TLRI_KEY_ID_BYTES);
    memcpy(raw + 2 + TLRI_KEY_ID_BYTES, key->pk, TLRI_KEY_BYTES);
    tlri_base64_write(raw, sizeof raw, out, size);
}

static void text_ssh(const struct tlri_key *key, char *out, size_t size)
{
    static const char prefix[] = "ssh-ed25519 ";
    uint8_t raw[SSH_KEY];
    memcpy(raw, ssh_head, sizeof ssh_head);
    memcpy(raw + sizeof ssh_head, key->pk, TLRI_KEY_BYTES);
    memcpy(out, prefix, sizeof prefix - 1);
    tlri_base64_write(raw, sizeof raw, out + sizeof prefix - 1, size - (sizeof prefix - 1));
}

void tlri_key_text(const struct tlri_key *key, char out[TLRI_KEY_TEXT])
{
    if (key->kind == TLRI_KEY_MINISIGN) {
        text_minisign(key, out, TLRI_KEY_TEXT);
    } else {
        text_ssh(key, out, TLRI_KEY_TEXT);
    }
}

bool tlri_key_same(const struct tlri_key *a, const struct tlri_key *b)
{
    return memcmp(a->pk, b->pk, sizeof a->pk) == 0;
}

bool tlri_key_name_ok(const char *name, size_t len)
{
    if (len == 0 || len > TLRI_KEY_NAME_MAX) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = name[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return true;
}
