/*
 * count/tally.h: the tally that ends the moving of papers in a stage.
 */
#ifndef TLRI_COUNT_TALLY_H
#define TLRI_COUNT_TALLY_H

#include "count/state.h"

/*
 * Says every candidate's vote, the non-transferable votes and the rounding; checks that they add up
 * to the valid vote ([TRA-5]); and keeps the votes for looking back. TLR_E_INTERNAL: they do not
 * add up. TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_tally_close(struct tlri_count *count) TLRI_NODISCARD;

/* Notes the votes as they stand, without saying them, so that candidates can be compared before the
 * stage is closed; may be done again. */
tlr_status tlri_tally_note(struct tlri_count *count) TLRI_NODISCARD;

/* The same as tlri_tally_close for exact amounts, which the caller has checked: order[c] are
 * numbers in the order of the exact votes, equal where they are equal; they are kept instead of the
 * votes as shown. */
tlr_status tlri_tally_close_exact(struct tlri_count *count, const tlri_dec *order) TLRI_NODISCARD;

#endif
