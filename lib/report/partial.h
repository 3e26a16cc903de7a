/*
 * report/partial.h: how every rendering of a partial count begins. spec/formats/partial.md [PAR-9].
 */
#ifndef TLRI_REPORT_PARTIAL_H
#define TLRI_REPORT_PARTIAL_H

#include "model/case_result.h"

/* Appends "PARTIAL: 300 of 413 papers were counted. Not the result: it elects nobody.", without an
 * end of line; nothing where the whole was counted. Returns out's status. */
tlr_status tlri_partial_say(const struct tlri_case_result *result, struct tlri_buf *out);
/* The same in a line of its own, and a line for each batch that is left out, at most 80 columns
 * wide. */
tlr_status tlri_partial_lines(const struct tlri_case_result *result, struct tlri_buf *out);

#endif
