/*
 * fuzz/points.h: for targets that read keys: a point is judged once and the answer kept.
 *
 * Whether 32 bytes are a point that may be used is worked out by multiplying it by the order of the
 * group, which took up to nine tenths of such a target's time; most inputs change something else.
 * The linker puts the function here before libsodium's (Makefile).
 */
#ifndef TEST_FUZZ_POINTS_H
#define TEST_FUZZ_POINTS_H

#include <stdbool.h>
#include <string.h>

int __real_crypto_core_ed25519_is_valid_point(const unsigned char *point);
int __wrap_crypto_core_ed25519_is_valid_point(const unsigned char *point);

int __wrap_crypto_core_ed25519_is_valid_point(const unsigned char *point)
{
    enum { POINT = 32, KEPT = 4096 };
    static struct {
        unsigned char point[POINT];
        int answer;
        bool known;
    } kept[KEPT];
    unsigned slot = 0;
    for (unsigned i = 0; i < POINT; i++) {
        slot = (slot * 31 + point[i]) % KEPT;
    }
    if (!kept[slot].known || memcmp(kept[slot].point, point, POINT) != 0) {
        memcpy(kept[slot].point, point, POINT);
        kept[slot].answer = __real_crypto_core_ed25519_is_valid_point(point);
        kept[slot].known = true;
    }
    return kept[slot].answer;
}

#endif
