/*
 * count/methods.h: the methods, one function each, one file each.
 *
 * A method is called after interpretation and the start of the bounds, with at least one place to
 * fill and at least one candidate. It runs the count to its end: TLR_OK, with the reason for places
 * left over in count->rest; or TLR_E_DECISION (count/state.h); or an error.
 */
#ifndef TLRI_COUNT_METHODS_H
#define TLRI_COUNT_METHODS_H

#include "count/state.h"

tlr_status tlri_count_plurality(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_av(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_successive(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_eliminating(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_ers97(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_scottish(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_nireland(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_wigm(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_meek(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_count_gregory(struct tlri_count *count) TLRI_NODISCARD;

#endif
