/*
 * audit/across.h: a minimum over several contests, as officers of whom at least three are women.
 *
 * spec/rules/across.md.
 */
#ifndef TLRI_AUDIT_ACROSS_H
#define TLRI_AUDIT_ACROSS_H

#include "audit/audit.h"

/*
 * Raises the minimum of the contest that is about to be counted, as far as a minimum over several
 * contests that is kept in the fill order asks for it ([ACR-3]): contest `index` of the notice, of
 * which counted->contest is a copy that may be changed. Contests counted before are read from the
 * outcome. TLR_E_RULES with a diagnostic: the minimum can no longer be met and the reading
 * `insufficient` refuses ([ACR-5]). TLR_E_MEMORY.
 */
tlr_status tlri_across_restrict(struct tlri_audit *outcome, size_t index,
                                struct tlri_counted *counted) TLRI_NODISCARD;

/* Is the contest under a minimum over several contests? Then it waits for those before it
 * ([ACR-6]). */
bool tlri_across_waits(const struct tlri_notice *notice, size_t index);

/* Puts into `result` what became of every minimum over several contests ([ACR-7]), and leaves a
 * warning for each that is not met ([ACR-8]). After all contests were counted. TLR_E_MEMORY. */
tlr_status tlri_across_settle(struct tlri_audit *outcome) TLRI_NODISCARD;

#endif
