/*
 * rules/suggest.h: "did you mean …?" for the names that people type.
 */
#ifndef TLRI_SUGGEST_H
#define TLRI_SUGGEST_H

#include "base/base.h"

/* The name nearest to word, or NULL when none is near: at most one letter in three wrong, missing,
 * extra or swapped with its neighbour; failing that, the first name that begins with the word (four
 * letters or more). names[0..n) must outlive the answer. word may be any text. */
const char *tlri_suggest(const char *word, const char *const *names, size_t n);

/* Appends "a, b or c" to buf (n = 0 appends nothing). */
tlr_status tlri_suggest_list(struct tlri_buf *buf, const char *const *names, size_t n);

#endif
