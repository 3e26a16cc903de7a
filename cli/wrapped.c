/*
 * cli/wrapped.c: text for people in lines of at most 80 columns.
 *
 * Two forms that conversations need: a list of items that stay whole (candidates with their
 * letters), and a sentence. Widths are those of a terminal, so that accents and wide characters
 * take the room they are seen to take (tlr_text_columns).
 */
#include "wrapped.h"

#include <stdarg.h>
#include <string.h>

#include "teller/text.h"

enum { WIDTH = 80, BETWEEN = 3, ITEM_MAX = 1024 };

void wrapped_begin(struct wrapped *list, FILE *to, const char *first, int indent)
{
    *list = (struct wrapped){.to = to, .indent = indent, .first = first};
}

void wrapped_add(struct wrapped *list, const char *fmt, ...)
{
    char item[ITEM_MAX];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(item, sizeof item, fmt, ap);
    va_end(ap);
    int width = (int)tlr_text_columns(item);
    if (list->items++ == 0) {
        fputs(list->first, list->to);
        list->column = (int)tlr_text_columns(list->first);
    } else if (list->column + BETWEEN + width > WIDTH) {
        fprintf(list->to, "\n%*s", list->indent, "");
        list->column = list->indent;
    } else {
        fprintf(list->to, "%*s", BETWEEN, "");
        list->column += BETWEEN;
    }
    fputs(item, list->to);
    list->column += width;
}

void wrapped_end(struct wrapped *list)
{
    if (list->items > 0) {
        fputs("\n", list->to);
    }
}

/* The columns of the first `len` bytes; a word longer than any that should be is taken as long. */
static int word_columns(const char *text, size_t len)
{
    char word[ITEM_MAX];
    if (len >= sizeof word) {
        return (int)len;
    }
    memcpy(word, text, len);
    word[len] = '\0';
    return (int)tlr_text_columns(word);
}

void wrapped_text(FILE *to, const char *first, int indent, const char *text)
{
    int column = (int)tlr_text_columns(first);
    bool begun = false;
    fputs(first, to);
    while (*text != '\0') {
        size_t len = strcspn(text, " ");
        int width = word_columns(text, len);
        if (begun && column + 1 + width > WIDTH) {
            fprintf(to, "\n%*s", indent, "");
            column = indent;
        } else if (begun) {
            fputs(" ", to);
            column++;
        }
        fwrite(text, 1, len, to);
        column += width;
        begun = true;
        text += len;
        text += *text == ' ';
    }
    fputs("\n", to);
}
