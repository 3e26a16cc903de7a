/*
 * report/what_if.h: a supposition beside the count as it was, as text and as one JSON object.
 */
#ifndef TLRI_REPORT_WHAT_IF_H
#define TLRI_REPORT_WHAT_IF_H

#include "audit/what_if.h"

/* One thing supposed, in words: "not counted", "ordinary/post/3". */
struct tlri_what_if_line {
    const char *what, *value;
};

/* Appends the answer in 80 columns; its last line is one sentence. `v` was made with a question.
 * TLR_E_MEMORY, TLR_E_LIMIT (of out). */
tlr_status tlri_what_if_text(const struct tlri_variation *v, const struct tlri_what_if_line *line,
                             size_t lines, struct tlri_buf *out) TLRI_NODISCARD;
/* Appends the same as JSON, and a LF. */
tlr_status tlri_what_if_json(const struct tlri_variation *v, const struct tlri_what_if_line *line,
                             size_t lines, struct tlri_buf *out) TLRI_NODISCARD;

/* ---- inside report ------------------------------------------------------------------------- */

/* In which counts an outcome of a contest came out. */
struct tlri_what_if_row {
    bool counted;                    /* in the count as it was */
    bool supposed;                   /* in one that supposes something */
    size_t combinations;             /* that give it, what nobody supposes included */
    const struct tlri_leaf *leaf;    /* the first count that gives it and supposes something */
    const struct tlri_tried *fewest; /* the combination of that count, or NULL */
};
void tlri_what_if_row(const struct tlri_variation *v, size_t contest, uint32_t outcome,
                      struct tlri_what_if_row *row);
/* The outcome of a contest as counted; NULL where a lot that nobody drew leaves several. */
const struct tlri_varied_outcome *tlri_what_if_counted(const struct tlri_variation *v,
                                                       size_t contest);
/* Appends the answer in one sentence. */
void tlri_what_if_sentence(const struct tlri_variation *v, struct tlri_buf *out);

#endif
