/*
 * report/vacancy.h: the answer to "who fills this place?", as text and as JSON.
 */
#ifndef TLRI_REPORT_VACANCY_H
#define TLRI_REPORT_VACANCY_H

#include "audit/vacancy.h"
#include "report/basis.h"

/* Appends the answer in 80 columns: the place, the reading and who decided it, the sheet of the
 * count that was made, who fills the place or why nobody does, and the digest of the result that it
 * rests on. TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_vacancy_sheet(const struct tlri_vacancy *vacancy,
                              const struct tlri_report_basis *basis,
                              struct tlri_buf *out) TLRI_NODISCARD;
/* The same as one JSON object and a LF (spec/formats/explain.md). TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_vacancy_json(const struct tlri_vacancy *vacancy,
                             const struct tlri_report_basis *basis,
                             struct tlri_buf *out) TLRI_NODISCARD;

#endif
