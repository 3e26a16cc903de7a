/*
 * report/sheet.h: the result sheet of a contest, as text for a terminal or a printer.
 *
 * 80 columns, no colour, UTF-8. One table with a column for each stage, then what decided in whole
 * sentences, then who is elected and who was displaced. spec/formats/sheet.md.
 */
#ifndef TLRI_REPORT_SHEET_H
#define TLRI_REPORT_SHEET_H

#include "model/case_result.h"

#define TLRI_SHEET_WIDTH 80

/* Appends the sheet of one contest. places and displaced may be empty (a quick count has none).
 * TLR_E_MEMORY, TLR_E_LIMIT (of out). */
tlr_status tlri_sheet_contest(tlr_ctx *ctx, const struct tlri_result_contest *contest,
                              struct tlri_buf *out) TLRI_NODISCARD;

/* Appends the sheet of a whole election: heading, every contest, readings, digests to note. */
tlr_status tlri_sheet_case(tlr_ctx *ctx, const struct tlri_case_result *result,
                           struct tlri_buf *out) TLRI_NODISCARD;

#endif
