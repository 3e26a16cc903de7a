/*
 * report/rulings.h: what rulings changed, on the sheet of an election.
 */
#ifndef TLRI_REPORT_RULINGS_H
#define TLRI_REPORT_RULINGS_H

#include "base/base.h"
#include "model/case_result.h"

/* Appends a block "Rulings", or nothing where there are none. Returns out's status. */
tlr_status tlri_sheet_rulings(const struct tlri_case_result *result, struct tlri_buf *out);

/* Appends what one change of a ruling says, in words: "Ann Archer may not stand (Ordinary
 * delegates) [C2.I.4.A]". Failures stick to line. */
void tlri_ruling_change_words(const struct tlri_case_result *result,
                              const struct tlri_result_change *change, struct tlri_buf *line);
/* Are the same persons elected before and after, in whatever order? */
bool tlri_ruling_keeps(const struct tlri_result_effect *effect);

/* The title of the contest `id`; the name of one of its candidates, as on the paper. The id
 * itself where the result has no such. */
const char *tlri_result_title(const struct tlri_case_result *result, const char *id);
const char *tlri_result_name(const struct tlri_case_result *result, const char *id,
                             const char *candidate);

/* Appends the digest in 16 groups of 4, on two lines set in. */
void tlri_sheet_digest(const uint8_t sha256[TLRI_SHA256_BYTES], struct tlri_buf *out);

#endif
