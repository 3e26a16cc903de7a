/*
 * io/marks.h: the marks of one paper as text: "- 1 - 2", for batches and for decisions on papers.
 */
#ifndef TLRI_MARKS_H
#define TLRI_MARKS_H

#include "io/source.h"
#include "model/papers.h"

/*
 * Reads n fields, one a candidate in ballot order: - 1..999 X ?. Writes what bears a mark to seen
 * (room for n) and how many to *count. Reports every field that is none of these (code 2033) and
 * gives false.
 */
bool tlri_read_marks(struct tlri_source *source, const struct tlri_span *fields, size_t n,
                     uint32_t *seen, uint32_t *count);

/* Appends " " and the mark of each of `candidates`, in ballot order. */
void tlri_write_marks(const tlri_mark *marks, uint32_t n, uint32_t candidates,
                      struct tlri_buf *out);

#endif
