/*
 * base/wrap.c: breaks sentences into lines of 80 characters.
 *
 * For sheets, reports and explanations, which are read at a terminal or printed. It knows nothing
 * of words but that spaces part them; a line ends without blanks. Widths count characters, not
 * columns: names in scripts of double width may pass the margin.
 */
#include "base/wrap.h"

#include <string.h>

size_t tlri_text_width(const char *text, size_t bytes)
{
    size_t width = 0;
    for (size_t i = 0; i < bytes; i++) {
        width += ((unsigned char)text[i] & 0xc0) != 0x80;
    }
    return width;
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
