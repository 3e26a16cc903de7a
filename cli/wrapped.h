/*
 * cli/wrapped.h: text for people in lines of at most 80 columns.
 */
#ifndef TELLER_WRAPPED_H
#define TELLER_WRAPPED_H

#include <stdbool.h>
#include <stdio.h>

/* A list that is being printed, item by item. */
struct wrapped {
    FILE *to;
    int indent, column;
    int items;
    const char *first; /* printed before the first item */
};

/* Begins a list: nothing is printed as long as it has no item. Later lines are indented. */
void wrapped_begin(struct wrapped *list, FILE *to, const char *first, int indent);
/* Adds an item, which is not broken. */
void wrapped_add(struct wrapped *list, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void wrapped_end(struct wrapped *list);

/* Goes on in a line of which *column columns are used: each word behind a blank, or in a new line,
 * indented. Gives where it stopped: at the end, or before a line break in the text. */
const char *wrapped_words(FILE *to, int *column, int indent, const char *text);
/* Prints `first` and a text, broken at blanks; what stands after a line break in it as it is. */
void wrapped_text(FILE *to, const char *first, int indent, const char *text);

#endif
