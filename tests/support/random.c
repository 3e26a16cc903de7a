/*
 * support/random.c: see random.h. The remainder's slight bias in test_random_below does not matter
 * to tests, which only need variety.
 */
#include "support/random.h"

void test_random_seed(struct test_random *random, uint64_t seed)
{
    random->state = seed;
}

uint64_t test_random_next(struct test_random *random)
{
    random->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = random->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t test_random_below(struct test_random *random, uint64_t bound)
{
    return test_random_next(random) % bound;
}

uint64_t test_random_sized(struct test_random *random, unsigned max_bits)
{
    unsigned bits = (unsigned)test_random_below(random, max_bits + 1);
    return bits == 0 ? 0 : test_random_next(random) >> (64 - bits);
}
