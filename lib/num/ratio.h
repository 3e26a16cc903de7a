/*
 * num/ratio.h: fractions of two 64-bit numbers, compared by cross-multiplication.
 *
 * For quotas such as votes/(places + 1) that must be shown exactly, or exceeded.
 */
#ifndef TLRI_RATIO_H
#define TLRI_RATIO_H

#include <stdint.h>

struct tlri_ratio {
    uint64_t num, den; /* den > 0 */
};
/* In lowest terms; 0/n becomes 0/1. */
struct tlri_ratio tlri_ratio_make(uint64_t num, uint64_t den);
/* -1, 0, 1. */
int tlri_ratio_compare(struct tlri_ratio a, struct tlri_ratio b);

#endif
