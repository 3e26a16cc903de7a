/*
 * count/surplus.h: surpluses over a quota that is an amount: how much, whose goes first, may it
 * wait?
 *
 * A surplus is what an elected candidate's vote exceeds the quota by; a transfer leaves exactly the
 * quota ([STV-6]), so whoever was dealt with has none any more.
 */
#ifndef TLRI_COUNT_SURPLUS_H
#define TLRI_COUNT_SURPLUS_H

#include "count/state.h"
#include "count/transfer.h"

tlri_dec tlri_surplus_of(const struct tlri_count *count, uint32_t candidate, tlri_dec quota);
/* Of all elected candidates together. */
tlri_dec tlri_surplus_sum(const struct tlri_count *count, tlri_dec quota);
/* Whose surplus is the largest; level ones: a tie for `transfer`. TLRI_NONE: nobody has one. */
tlr_status tlri_surplus_largest(struct tlri_count *count, tlri_dec quota,
                                uint32_t *chosen) TLRI_NODISCARD;

/* When surpluses may wait ([ERS-2.2], [NIR-49.10]). */
struct tlri_deferral {
    enum tlri_defer rule;    /* less than the difference, or not greater */
    enum tlri_bulk together; /* who could be excluded together */
    const char *clause;
};
/* Says `deferred` and sets *deferred when the surpluses, which must be more than 0, may wait. */
tlr_status tlri_surplus_defer(struct tlri_count *count, const struct tlri_deferral *deferral,
                              tlri_dec surpluses, bool *deferred) TLRI_NODISCARD;

/*
 * Exclusive Gregory ([ERS-3.7], [ERS-3.9]): the terms on which the papers in hand, worth `value`
 * each, carry a surplus. If the transferable ones are worth more than it, each carries an equal
 * share, cut, and non-transferable ones nothing; otherwise all keep their value, and what they do
 * not carry becomes non-transferable. TLR_E_LIMIT.
 */
tlr_status tlri_surplus_terms(struct tlri_count *count, const struct tlri_sorted *sorted,
                              tlri_dec value, tlri_dec surplus,
                              struct tlri_terms *terms) TLRI_NODISCARD;

#endif
