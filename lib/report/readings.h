/*
 * report/readings.h: what the disputed readings change, as a table and as one JSON object.
 */
#ifndef TLRI_REPORT_READINGS_H
#define TLRI_REPORT_READINGS_H

#include "audit/readings.h"

/* Appends the table, in 80 columns; its last line is the answer in one sentence.
 * TLR_E_MEMORY, TLR_E_LIMIT (of out). */
tlr_status tlri_readings_table(const struct tlri_variation *variation,
                               struct tlri_buf *out) TLRI_NODISCARD;

/* Appends the same as JSON, and a LF. TLR_E_MEMORY, TLR_E_LIMIT (of out). */
tlr_status tlri_readings_json(const struct tlri_variation *variation,
                              struct tlri_buf *out) TLRI_NODISCARD;

#endif
