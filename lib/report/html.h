/*
 * report/html.h: the result of an election as one page of HTML, to read, print, sign and publish.
 *
 * Self-contained: no script, nothing from outside, a policy in the page that forbids both. It shows
 * what result.xml shows and no more: what the notice keeps back is left out. spec/formats/html.md.
 */
#ifndef TLRI_REPORT_HTML_H
#define TLRI_REPORT_HTML_H

#include "model/case_result.h"
#include "report/basis.h"

/*
 * Appends the page to out. The same input gives the same bytes. TLR_E_INPUT: a text holds
 * characters that XML forbids (2330); TLR_E_INTERNAL: the result refers to what is not there;
 * TLR_E_MEMORY, TLR_E_LIMIT (of out). On failure what is in out is of no use.
 */
tlr_status tlri_html_report(tlr_ctx *ctx, const struct tlri_case_result *result,
                            const struct tlri_report_basis *basis,
                            struct tlri_buf *out) TLRI_NODISCARD;

#endif
