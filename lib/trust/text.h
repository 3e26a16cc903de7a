/*
 * trust/text.h: lines, prefixes and strict base64 of key and signature files. For trust/, and
 * the base64 also for report/.
 */
#ifndef TLRI_TRUST_TEXT_H
#define TLRI_TRUST_TEXT_H

#include "base/base.h"

struct tlri_line {
    const char *text;
    size_t len; /* without its LF */
    bool ended; /* by an LF */
};

/* Takes the next line off [*cursor, end). False at the end of the text. */
bool tlri_line_next(const char **cursor, const char *end, struct tlri_line *line);

/* Does the line begin with the prefix? Then *line becomes the rest of it. */
bool tlri_line_strip(struct tlri_line *line, const char *prefix);

/* Drops one CR at the end of the line, for files that nobody signs. */
void tlri_line_chomp(struct tlri_line *line);

/* Strict base64 with padding, no other characters, of exactly n bytes. */
bool tlri_base64_exact(const char *text, size_t len, uint8_t *out, size_t n);

/* Characters of the base64 of n bytes, without NUL. */
size_t tlri_base64_len(size_t n);
/* Writes them and a NUL. out_size is at least tlri_base64_len(n) + 1. */
void tlri_base64_write(const uint8_t *bytes, size_t n, char *out, size_t out_size);

/* UTF-8 without control characters (tab is allowed): text that may be shown on a terminal. */
bool tlri_comment_ok(const char *text, size_t len);

#endif
