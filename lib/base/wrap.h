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
 * stands alone. UTF-8 continuation bytes take no room. Failures stick to `out`.
 */
void tlri_wrap(struct tlri_buf *out, const char *first, size_t indent, const char *text);

/* Characters in the first `bytes` bytes of text. */
size_t tlri_text_width(const char *text, size_t bytes);

/* Ends a line: takes the blanks at its end away and appends LF. */
void tlri_end_line(struct tlri_buf *out);

#endif
