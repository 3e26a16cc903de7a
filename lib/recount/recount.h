/*
 * recount/recount.h: the second engine: paper by paper, as a hand count does, written from spec/
 * alone.
 *
 * Nothing within the limits of model/papers.h is refused for its size. Measured: 200,000 papers
 * and 50 candidates for 10 places take at most half a second by every rule set; two million papers
 * under a second (Scottish, 50 candidates) to a quarter of a minute (Meek, all 250). Time and
 * memory, about 40 bytes a paper, grow with the number of papers. What alone can be too intricate
 * says so (TLR_E_LIMIT): bounds on groups that cross in more than four million ways, a paper whose
 * equal preferences can be followed in more than 720 orders, and more than a million different
 * values of papers.
 */
#ifndef TLRI_RECOUNT_H
#define TLRI_RECOUNT_H

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
tlr_status tlri_recount_run(tlr_ctx *ctx, const struct tlri_contest *contest,
                            const struct tlri_settings *settings, const struct tlri_papers *papers,
                            const struct tlri_lots *lots,
                            struct tlri_transcript **out) TLRI_NODISCARD;

#endif
