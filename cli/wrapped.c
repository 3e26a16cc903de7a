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

const char *wrapped_words(FILE *to, int *column, int indent, const char *text)
{
    while (*text != '\0' && *text != '\n') {
        size_t len = strcspn(text, " \n");
        int width = word_columns(text, len);
        bool fits = *column + 1 + width <= WIDTH;
        int blanks = fits ? 1 : indent;
        /* In one piece: the standard error is not buffered. */
        fprintf(to, "%s%*s%.*s", fits ? "" : "\n", blanks, "", (int)len, text);
        *column = (fits ? *column : 0) + blanks + width;
        text += len;
        text += *text == ' ';
    }
    return text;
}

void wrapped_text(FILE *to, const char *first, int indent, const char *text)
{
    size_t len = strcspn(text, " \n");
    int column = (int)tlr_text_columns(first) + word_columns(text, len);
    fprintf(to, "%s%.*s", first, (int)len, text);
    text += len;
    text += *text == ' ';
    fprintf(to, "%s\n", wrapped_words(to, &column, indent, text));
}
