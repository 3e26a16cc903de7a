/*
 * rules/describe.h: an edition of the rules as text that people read.
 */
#ifndef TLRI_DESCRIBE_H
#define TLRI_DESCRIBE_H

#include "model/rulebook.h"

/*
 * Appends the edition to buf: what it governs, its figures, clauses, readings and sources, in lines
 * of at most 80 columns where the words allow, and what changed since the edition `before` (NULL:
 * nothing is said of changes). Returns buf's status.
 */
tlr_status tlri_rulebook_describe(const struct tlri_rulebook *rulebook,
                                  const struct tlri_rulebook *before, struct tlri_buf *buf);

#endif
