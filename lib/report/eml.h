/*
 * report/eml.h: a result in OASIS EML 5.0: message 510 (count) and message 520 (result).
 *
 * For programs that read EML. Both show what result.xml shows and no more ([RES-7], [RES-8]).
 * spec/formats/export.md.
 */
#ifndef TLRI_REPORT_EML_H
#define TLRI_REPORT_EML_H

#include "model/case_result.h"
#include "report/basis.h"

/*
 * Appends EML 510: for each contest that was counted and may be shown, everybody's votes, with the
 * stages as CountMetric. contest: the id of the only one wanted, or NULL: all of them. Contests
 * that were not counted, or whose votes the notice keeps back, are left out, each with a note
 * (6986). TLR_E_RULES: none is left (6987); TLR_E_INPUT: a text that XML cannot hold; TLR_E_MEMORY,
 * TLR_E_LIMIT (of out).
 */
tlr_status tlri_eml_count(tlr_ctx *ctx, const struct tlri_case_result *result,
                          const struct tlri_report_basis *basis, const char *contest,
                          struct tlri_buf *out) TLRI_NODISCARD;

/* Appends EML 520: who is elected in each contest, and with how many first votes where those may be
 * shown. Otherwise as tlri_eml_count, but every contest can be shown. */
tlr_status tlri_eml_result(tlr_ctx *ctx, const struct tlri_case_result *result,
                           const struct tlri_report_basis *basis, const char *contest,
                           struct tlri_buf *out) TLRI_NODISCARD;

#endif
