/*
 * report/rulings.h: what rulings changed, on the sheet of an election.
 */
#ifndef TLRI_REPORT_RULINGS_H
#define TLRI_REPORT_RULINGS_H

#include "base/base.h"
#include "model/case_result.h"

/* Appends a block "Rulings", or nothing where there are none. Returns out's status. */
tlr_status tlri_sheet_rulings(const struct tlri_case_result *result, struct tlri_buf *out);

/* Appends the digest in 16 groups of 4, on two lines set in. */
void tlri_sheet_digest(const uint8_t sha256[TLRI_SHA256_BYTES], struct tlri_buf *out);

#endif
