/*
 * num/ratio.c: fractions of two 64-bit numbers (spec/arithmetic.md, clause ARITH-7).
 *
 * A quota such as votes / (places + 1) is seldom a decimal. Kept as a fraction it can be printed
 * exactly, and "more than the quota" can be decided by two 128-bit products, never by comparing
 * with something already rounded. No sums or products of fractions: num/exact.h has those.
 */
#include "num/ratio.h"

#include "num/decimal.h"

static uint64_t greatest_common_divisor(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

struct tlri_ratio tlri_ratio_make(uint64_t num, uint64_t den)
{
    uint64_t divisor = greatest_common_divisor(num, den);
    struct tlri_ratio ratio = {num, den};
    if (divisor > 1) {
        ratio.num /= divisor;
        ratio.den /= divisor;
    }
    return ratio;
}

int tlri_ratio_compare(struct tlri_ratio a, struct tlri_ratio b)
{
    tlri_u128 left = (tlri_u128)a.num * b.den;
    tlri_u128 right = (tlri_u128)b.num * a.den;
    if (left == right) {
        return 0;
    }
    return left < right ? -1 : 1;
}
