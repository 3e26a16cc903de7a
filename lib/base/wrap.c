/*
 * base/wrap.c: breaks sentences into lines of 80 characters.
 *
 * For sheets, reports and explanations, which are read at a terminal or printed. It knows nothing
 * of words but that spaces part them; a line ends without blanks. Widths are columns of a terminal,
 * from utf8proc's tables: a name in Chinese takes two a character, an accent that combines none.
 */
#include "base/wrap.h"

#include <string.h>
#include <utf8proc.h>

/* The character at text, of `left` bytes at most: how many bytes, and how many columns. */
static size_t next_character(const char *text, size_t left, size_t *width)
{
    utf8proc_int32_t point = -1;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t len = utf8proc_iterate(bytes, (utf8proc_ssize_t)left, &point);
    if (len <= 0 || point < 0) {
        *width = 1;
        return 1;
    }
    int columns = utf8proc_charwidth(point);
    *width = columns > 0 ? (size_t)columns : 0;
    return (size_t)len;
}

size_t tlri_text_width(const char *text, size_t bytes)
{
    size_t total = 0;
    for (size_t i = 0; i < bytes;) {
        size_t width;
        i += next_character(text + i, bytes - i, &width);
        total += width;
    }
    return total;
}

size_t tlri_text_fit(const char *text, size_t width)
{
    size_t len = strlen(text);
    size_t taken = 0;
    size_t i = 0;
    while (i < len) {
        size_t columns;
        size_t bytes = next_character(text + i, len - i, &columns);
        if (taken + columns > width) {
            break;
        }
        taken += columns;
        i += bytes;
    }
    return i;
}

void tlri_end_line(struct tlri_buf *out)
{
    while (out->len > 0 && out->data[out->len - 1] == ' ') {
        out->len--;
    }
    tlri_buf_puts(out, "\n");
}

void tlri_wrap(struct tlri_buf *out, const char *first, size_t indent, const char *text)
{
    size_t column = tlri_text_width(first, strlen(first));
    bool begun = false; /* does the line hold a word already? */
    tlri_buf_puts(out, first);
    while (*text != '\0') {
        size_t bytes = strcspn(text, " ");
        size_t width = tlri_text_width(text, bytes);
        if (begun && column + width > TLRI_LINE_WIDTH) {
            tlri_end_line(out);
            tlri_buf_printf(out, "%*s", (int)indent, "");
            column = indent;
        }
        tlri_buf_add(out, text, bytes);
        column += width;
        begun = true;
        text += bytes;
        if (*text == ' ') {
            text++;
            tlri_buf_puts(out, " ");
            column++;
        }
    }
    tlri_end_line(out);
}
