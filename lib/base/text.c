/*
 * base/text.c: small helpers on text: equality, hexadecimal, well-formed UTF-8 of XML 1.0, names of
 * files as a shell takes them.
 *
 * Bytes only: nothing here asks the locale what a letter is. UTF-8 is checked strictly (shortest
 * form, no surrogates, nothing past U+10FFFF), and of the control characters only tab, line feed
 * and carriage return may stand, since a name that passes here will be written into an XML record.
 */
#include "base/base.h"

bool tlri_streq(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return strcmp(a, b) == 0;
}

bool tlri_span_is(const char *bytes, size_t len, const char *text)
{
    return strlen(text) == len && (len == 0 || memcmp(bytes, text, len) == 0);
}

bool tlri_ends_with(const char *text, const char *end)
{
    size_t len = strlen(text);
    size_t tail = strlen(end);
    return len > tail && strcmp(text + len - tail, end) == 0;
}

static bool is_id_byte(char c, bool edge)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (!edge && c == '-');
}

bool tlri_is_id(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!is_id_byte(text[i], i == 0 || i + 1 == len)) {
            return false;
        }
    }
    return len > 0 && len <= TLRI_ID_MAX;
}

static bool is_tag_byte(char c, bool edge)
{
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return plain || (!edge && (c == '.' || c == '-' || c == '/'));
}

bool tlri_is_tag(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!is_tag_byte(text[i], i == 0 || i + 1 == len)) {
            return false;
        }
    }
    return len > 0;
}

uint32_t tlri_number_of(const char *text)
{
    uint32_t n = 0;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9 || text[digits] != '\0' || text[0] == '0') {
        return 0;
    }
    for (; *text != '\0'; text++) {
        n = n * 10 + (uint32_t)(*text - '0');
    }
    return n;
}

void tlri_hex(const uint8_t *bytes, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * n] = '\0';
}

/* The value of a hex digit, or 16. */
static unsigned hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return (unsigned)(c - 'a') + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return (unsigned)(c - 'A') + 10;
    }
    return 16;
}

bool tlri_unhex(const char *text, size_t len, uint8_t *out, size_t n)
{
    if (n > SIZE_MAX / 2 || len != 2 * n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned high = hex_value(text[2 * i]);
        unsigned low = hex_value(text[2 * i + 1]);
        if (high > 15 || low > 15) {
            return false;
        }
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

/* Bytes of the sequence that starts with this byte, and the bits it brings; 0: cannot start one. */
static size_t lead_byte(uint8_t byte, uint32_t *bits)
{
    if (byte < 0x80) {
        *bits = byte;
        return 1;
    }
    if (byte >= 0xC2 && byte <= 0xDF) {
        *bits = byte & 0x1Fu;
        return 2;
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        *bits = byte & 0x0Fu;
        return 3;
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        *bits = byte & 0x07u;
        return 4;
    }
    return 0;
}

/* The character at the start of bytes; its length, or 0 when it is not well-formed. */
static size_t decode(const char *bytes, size_t len, uint32_t *character)
{
    static const uint32_t shortest[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t value = 0;
    size_t n = lead_byte((uint8_t)bytes[0], &value);
    if (n == 0 || n > len) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        uint8_t byte = (uint8_t)bytes[i];
        if ((byte & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (byte & 0x3Fu);
    }
    if (value < shortest[n]) {
        return 0;
    }
    *character = value;
    return n;
}

/* Production [2] Char of XML 1.0, fifth edition. */
static bool xml_char(uint32_t c)
{
    if (c < 0x20) {
        return c == 0x9 || c == 0xA || c == 0xD;
    }
    return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

static bool shown_char(uint32_t c)
{
    return xml_char(c) && !(c >= 0x7F && c <= 0x9F) && !(c >= 0x2028 && c <= 0x202E) &&
           !(c >= 0x2066 && c <= 0x2069);
}

uint64_t tlri_hash(uint64_t before, const void *bytes, size_t n)
{
    uint64_t hash = 14695981039346656037u ^ before;
    for (const uint8_t *at = bytes; n > 0; n--) {
        hash = (hash ^ *at++) * 1099511628211u;
    }
    /* So that few slots, taken from the low bits, hear of the high ones. */
    return hash ^ hash >> 29;
}

size_t tlri_plain_run(const char *bytes, size_t len)
{
    /* Eight bytes at once: none is 80 to FF, none is 7F, and none is below 20 (all hexadecimal).
     * A sum does not carry into the next byte where the one before it has no high bit. */
    static const uint64_t high = 0x8080808080808080u;
    size_t n = 0;
    for (uint64_t eight; len - n >= sizeof eight; n += sizeof eight) {
        memcpy(&eight, bytes + n, sizeof eight);
        bool ascii = (eight & high) == 0 && ((eight + 0x0101010101010101u) & high) == 0;
        if (!ascii || ((eight + 0x6060606060606060u) & high) != high) {
            break;
        }
    }
    while (n < len && bytes[n] >= ' ' && bytes[n] <= '~') {
        n++;
    }
    return n;
}

/* Is it UTF-8 of characters that are all good? */
static bool all_good(const char *bytes, size_t len, bool (*good)(uint32_t))
{
    size_t at = tlri_plain_run(bytes, len);
    while (at < len) {
        uint32_t character = 0;
        size_t n = decode(bytes + at, len - at, &character);
        if (n == 0 || !good(character)) {
            return false;
        }
        at += n;
        at += tlri_plain_run(bytes + at, len - at);
    }
    return true;
}

bool tlri_utf8_xml(const char *bytes, size_t len)
{
    return all_good(bytes, len, xml_char);
}

bool tlri_utf8_shown(const char *bytes, size_t len)
{
    return all_good(bytes, len, shown_char);
}

/* ---- words of a command ---- */

const char *tlri_shell_word(const char *text, char *room, size_t size)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "._/+,:@%-";
    size_t len = strlen(text);
    bool is_plain = len > 0 && strspn(text, plain) == len;
    bool is_option = text[0] == '-';
    if ((is_plain && !is_option) || size < 6 || len > (size - 6) / 4) {
        return text;
    }
    int n = snprintf(room, size, "%s%s", is_plain ? "" : "'", is_option ? "./" : "");
    char *at = room + n;
    for (size_t i = 0; i < len; i++) {
        *at++ = text[i];
        if (text[i] == '\'') { /* out of the quotes, the sign, and in again */
            *at++ = '\\';
            *at++ = '\'';
            *at++ = '\'';
        }
    }
    if (!is_plain) {
        *at++ = '\'';
    }
    *at = '\0';
    return room;
}
