/*
 * trust/text.c: lines, prefixes and strict base64 (spec/formats/signatures.md, "Text").
 *
 * Knows nothing of what the lines mean. Base64 has one spelling for given bytes: no white space,
 * full padding, unused bits zero; so there is one signature file for one signature. Comments are
 * shown to people, so bytes that steer a terminal are refused, the eight-bit control characters
 * included.
 */
#include "trust/text.h"

#include <sodium.h>
#include <string.h>

bool tlri_line_next(const char **cursor, const char *end, struct tlri_line *line)
{
    if (*cursor == end) {
        return false;
    }
    const char *lf = memchr(*cursor, '\n', (size_t)(end - *cursor));
    line->text = *cursor;
    line->ended = lf != NULL;
    line->len = (size_t)((lf != NULL ? lf : end) - *cursor);
    *cursor = lf != NULL ? lf + 1 : end;
    return true;
}

bool tlri_line_strip(struct tlri_line *line, const char *prefix)
{
    size_t n = strlen(prefix);
    if (line->len < n || memcmp(line->text, prefix, n) != 0) {
        return false;
    }
    line->text += n;
    line->len -= n;
    return true;
}

void tlri_line_chomp(struct tlri_line *line)
{
    if (line->len > 0 && line->text[line->len - 1] == '\r') {
        line->len--;
    }
}

/* libsodium 1.0.18 reads every byte from 0x80 on as '/'. */
static bool all_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool tlri_base64_exact(const char *text, size_t len, uint8_t *out, size_t n)
{
    size_t got = 0;
    const char *end = NULL;
    if (len != tlri_base64_len(n) || !all_ascii(text, len)) {
        return false;
    }
    return sodium_base642bin(out, n, text, len, NULL, &got, &end, sodium_base64_VARIANT_ORIGINAL) ==
               0 &&
           got == n && end == text + len;
}

size_t tlri_base64_len(size_t n)
{
    return (n + 2) / 3 * 4;
}

void tlri_base64_write(const uint8_t *bytes, size_t n, char *out, size_t out_size)
{
    (void)sodium_bin2base64(out, out_size, bytes, n, sodium_base64_VARIANT_ORIGINAL);
}

bool tlri_comment_ok(const char *text, size_t len)
{
    if (!tlri_utf8_shown(text, len)) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return false;
        }
    }
    return true;
}
