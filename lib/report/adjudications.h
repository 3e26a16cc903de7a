/*
 * report/adjudications.h: the doubtful papers and the decisions on them, for programs.
 */
#ifndef TLRI_REPORT_ADJUDICATIONS_H
#define TLRI_REPORT_ADJUDICATIONS_H

#include "base/base.h"
#include "teller/adjudicate.h"

/* A decision and what it would mean; `words` NULL: no decision. */
struct tlri_adjudication_choice {
    const char *words, *meaning;
};

/* A paper with what is said of it. */
struct tlri_adjudication_row {
    const tlr_adjudication_paper *paper;
    const char *const *candidate;           /* names, as many as the paper has */
    struct tlri_adjudication_choice as_is;  /* without a decision */
    struct tlri_adjudication_choice chosen; /* as decided; words NULL: it was not */
    size_t proposals;
    const struct tlri_adjudication_choice *proposal;
};

/* Appends one JSON object, spec/formats/adjudications.md §3. open: papers that wait for a
 * decision. TLR_E_MEMORY. */
tlr_status tlri_adjudications_json(tlr_ctx *ctx, const char *election, size_t open, size_t unlisted,
                                   const struct tlri_adjudication_row *row, size_t rows,
                                   struct tlri_buf *out) TLRI_NODISCARD;

#endif
