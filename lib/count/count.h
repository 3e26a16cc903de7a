/*
 * count/count.h: the counting engine. One function in, one transcript out.
 */
#ifndef TLRI_COUNT_H
#define TLRI_COUNT_H

#include "model/contest.h"
#include "model/lots.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

/*
 * Counts one contest. All inputs are read only; lots may be NULL. On TLR_OK *out is a new
 * transcript (the caller frees it), whatever its outcome: a lot that is needed is an outcome, not
 * an error. TLR_E_RULES: the settings and the contest do not fit (diagnostic says why);
 * TLR_E_LIMIT: total vote at the settings' precision could reach 2^126, or another documented
 * limit; TLR_E_MEMORY.
 */
tlr_status tlri_count_run(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_settings *settings, const struct tlri_papers *papers,
                          const struct tlri_lots *lots,
                          struct tlri_transcript **out) TLRI_NODISCARD;

#endif
