/*
 * io/text_difference.c: where two texts first differ, for `verify` and `compare`.
 *
 * Knows nothing of XML: a result is reproduced byte for byte or it is not, and the first line that
 * differs is what a person wants to see. spec/formats/result.md, 5.
 */
#include "io/result.h"

#include <string.h>

/* The line around a byte of a text, or NULL when the text has ended before. */
static const char *line_at(const char *text, size_t len, size_t offset, size_t start, size_t *out)
{
    if (start >= len && offset >= len) {
        *out = 0;
        return NULL;
    }
    const char *end = memchr(text + start, '\n', len - start);
    *out = end == NULL ? len - start : (size_t)(end - (text + start));
    return text + start;
}

struct tlri_text_difference tlri_text_first_difference(const char *a, size_t a_len, const char *b,
                                                       size_t b_len)
{
    struct tlri_text_difference difference = {0};
    size_t common = a_len < b_len ? a_len : b_len;
    size_t at = 0, start = 0;
    uint32_t line = 1;
    while (at < common && a[at] == b[at]) {
        if (a[at] == '\n') {
            line++;
            start = at + 1;
        }
        at++;
    }
    if (at == a_len && at == b_len) {
        return difference;
    }
    difference.differs = true;
    difference.line = line;
    difference.column = (uint32_t)(at - start + 1);
    difference.a = line_at(a, a_len, at, start, &difference.a_len);
    difference.b = line_at(b, b_len, at, start, &difference.b_len);
    return difference;
}
