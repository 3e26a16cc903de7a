/*
 * support/random.h: numbers that look random and are the same on every run and machine.
 *
 * For property tests: a failing case is named by its seed. SplitMix64 (Steele, Lea, Flood 2014).
 */
#ifndef TEST_RANDOM_H
#define TEST_RANDOM_H

#include <stdint.h>

struct test_random {
    uint64_t state;
};
void test_random_seed(struct test_random *random, uint64_t seed);
uint64_t test_random_next(struct test_random *random);
/* 0..bound-1; bound > 0. */
uint64_t test_random_below(struct test_random *random, uint64_t bound);
/* A number of 0..max_bits bits, every length equally likely: small, middling and huge alike. */
uint64_t test_random_sized(struct test_random *random, unsigned max_bits);

#endif
