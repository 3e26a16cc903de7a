/*
 * io/workings.h: workings.xml from model/case_result.h: which papers a decision touched, and every
 * stage in full. It is sealed with the papers and never published. spec/formats/workings.md.
 */
#ifndef TLRI_IO_WORKINGS_H
#define TLRI_IO_WORKINGS_H

#include "model/case_result.h"

/*
 * Appends workings.xml to out, at the level with-transfers and without thresholds whatever the
 * notice publishes. Statuses as tlri_result_write; TLR_E_INTERNAL also when a touched paper is in
 * no batch of its contest.
 */
tlr_status tlri_workings_write(tlr_ctx *ctx, const struct tlri_case_result *result,
                               struct tlri_buf *out) TLRI_NODISCARD;

#endif
