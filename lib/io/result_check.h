/*
 * io/result_check.h: a result read by itself: do its account and its stages add up?
 *
 * For whoever has the result and not the papers. spec/formats/bundle.md §3, P4 to P6.
 */
#ifndef TLRI_RESULT_CHECK_H
#define TLRI_RESULT_CHECK_H

#include "base/base.h"
#include "model/election.h"
#include "model/notice.h"
#include "trust/digest.h"

/* What a result says that it rests on. */
struct tlri_result_claims {
    char election[65];
    struct tlri_digest notice, candidates, close, lots;
    bool has_notice, has_candidates, has_close, has_lots;
    size_t equations; /* of the account, checked */
    size_t stages;    /* of all contests, checked */
    size_t places;    /* likewise */
};

/*
 * Reads a result and checks its account, its stages and its places against notice and candidates.
 * name is for diagnostics. TLR_OK: *out is set. TLR_E_INPUT with a diagnostic for each thing that
 * does not hold (2331-2337, 7106, and 2301-2306 of any XML); TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_result_inspect(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               const struct tlri_notice *notice,
                               const struct tlri_election *election,
                               struct tlri_result_claims *out) TLRI_NODISCARD;

#endif
