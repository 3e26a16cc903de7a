/*
 * num/exact.h: exact non-negative rationals, for rule sets that ask for no rounding.
 *
 * Fixed limbs, no allocation, GMP's mpn functions only (its mpz ends the process when memory
 * fails). Numerator and denominator have at most TLRI_EXACT_BITS bits, always in lowest terms; an
 * operation whose result needs more returns false and leaves *out alone. Never for Meek's method,
 * where denominators do not stay small.
 */
#ifndef TLRI_EXACT_H
#define TLRI_EXACT_H

#include <stdbool.h>
#include <stdint.h>

#include "num/decimal.h"

#define TLRI_EXACT_LIMBS 64
#define TLRI_EXACT_BITS  (64 * TLRI_EXACT_LIMBS)

struct tlri_exact {
    uint32_t num_size, den_size; /* limbs in use; zero is num_size 0, den = 1 */
    uint64_t num[TLRI_EXACT_LIMBS], den[TLRI_EXACT_LIMBS];
};
void tlri_exact_set(struct tlri_exact *x, uint64_t num, uint64_t den); /* den > 0 */
bool tlri_exact_add(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out);
/* a - b; false also when b > a. */
bool tlri_exact_sub(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out);
bool tlri_exact_mul(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out);
bool tlri_exact_div(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out);
int tlri_exact_compare(const struct tlri_exact *a, const struct tlri_exact *b);
/* The value to `decimals` places, to the nearest unit, a half away from zero; false when it does
 * not fit a tlri_dec. For showing only: decisions are made on the exact value. */
bool tlri_exact_nearest(const struct tlri_exact *x, unsigned decimals, tlri_dec *out);
/* The value cut to `decimals` places; false when it does not fit a tlri_dec. */
bool tlri_exact_floor(const struct tlri_exact *x, unsigned decimals, tlri_dec *out);

#endif
