/*
 * report/formats.h: a result in forms for spreadsheets, programs, drawings and scrutineers.
 *
 * All show what result.xml shows and no more ([RES-7], [RES-8]). One page of spec/formats/ for
 * each: csv.md, json.md, rcvis.md, scrutineer.md.
 */
#ifndef TLRI_REPORT_FORMATS_H
#define TLRI_REPORT_FORMATS_H

#include "model/case_result.h"
#include "report/basis.h"

/* Appends the stage sheet: a line for each candidate and stage, and for each place. TLR_E_MEMORY,
 * TLR_E_LIMIT (of out). */
tlr_status tlri_csv_case(tlr_ctx *ctx, const struct tlri_case_result *result,
                         struct tlri_buf *out) TLRI_NODISCARD;

/* Appends everything as one JSON object and a LF. TLR_E_MEMORY, TLR_E_LIMIT (of out). */
tlr_status tlri_json_case(tlr_ctx *ctx, const struct tlri_case_result *result,
                          const struct tlri_report_basis *basis,
                          struct tlri_buf *out) TLRI_NODISCARD;

/*
 * Appends one contest in the JSON that RCVis draws, and a LF. contest: its id, or NULL where only
 * one was counted. TLR_E_USAGE: there is no such contest, or several to choose from (6803);
 * TLR_E_RULES: the notice keeps its stages back, or it was not counted (6804); TLR_E_MEMORY,
 * TLR_E_LIMIT (of out).
 */
tlr_status tlri_rcvis_case(tlr_ctx *ctx, const struct tlri_case_result *result, const char *contest,
                           struct tlri_buf *out) TLRI_NODISCARD;

/* Appends the scrutineer's report as text in 80 columns, with lines to fill in by hand.
 * TLR_E_MEMORY, TLR_E_LIMIT (of out). */
tlr_status tlri_scrutineer_case(tlr_ctx *ctx, const struct tlri_case_result *result,
                                const struct tlri_report_basis *basis,
                                struct tlri_buf *out) TLRI_NODISCARD;

#endif
