/*
 * base/wrap.h: text in lines that fit a terminal.
 */
#ifndef TLRI_WRAP_H
#define TLRI_WRAP_H

#include "base/base.h"

#define TLRI_LINE_WIDTH 80

/*
 * Appends `first` and then text in lines of at most TLRI_LINE_WIDTH characters, broken at spaces,
 * each line after the first indented by `indent` blanks; ends with LF. A word longer than a line
 * stands alone. Widths are those of tlri_text_width. Failures stick to `out`.
 */
void tlri_wrap(struct tlri_buf *out, const char *first, size_t indent, const char *text);

/* Columns of a terminal that the first `bytes` bytes of text take: 2 for a wide character, 0 for a
 * combining one. Bytes that are no UTF-8 take one each. */
size_t tlri_text_width(const char *text, size_t bytes);
/* How many bytes of text fit in `width` columns, whole characters with what combines with them. */
size_t tlri_text_fit(const char *text, size_t width);

/* Ends a line: takes the blanks at its end away and appends LF. */
void tlri_end_line(struct tlri_buf *out);

#endif
