/*
 * num/decimal.h: amounts of votes: signed 128-bit integers scaled by a power of ten.
 *
 * A tlri_dec is the amount times 10^p, where p (0..18, "decimals") belongs to the rule set and is
 * carried by the caller, not by the value. There is no operator that hides a rounding: products and
 * quotients exist only under names that say which way they round. Every operation that can overflow
 * returns false then and leaves *out alone. Amounts of a count are kept under 2^126
 * (tlri_dec_fits), so that sums of amounts of one count cannot overflow. spec/arithmetic.md.
 */
#ifndef TLRI_DECIMAL_H
#define TLRI_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 tlri_dec;
__extension__ typedef unsigned __int128 tlri_u128;

#define TLRI_DECIMALS_MAX 18
#define TLRI_DEC_TEXT     64 /* bytes that any formatted tlri_dec fits in, NUL included */

/* 10^p for p in 0..18. */
tlri_dec tlri_dec_unit(unsigned decimals);
/* May a count of `papers` papers run at `decimals` places: papers * 10^p < 2^126? */
bool tlri_dec_fits(uint64_t papers, unsigned decimals);

bool tlri_dec_add(tlri_dec a, tlri_dec b, tlri_dec *out);
bool tlri_dec_sub(tlri_dec a, tlri_dec b, tlri_dec *out);
/* a * n, n a plain number (papers), exact. */
bool tlri_dec_times(tlri_dec a, uint64_t n, tlri_dec *out);
/* a / n, n > 0 a plain number; a >= 0. down: towards zero; up: away from zero. */
bool tlri_dec_over_down(tlri_dec a, uint64_t n, tlri_dec *out);
bool tlri_dec_over_up(tlri_dec a, uint64_t n, tlri_dec *out);
/* a * b / c with the full 256-bit product; a, b >= 0, c > 0. */
bool tlri_dec_muldiv_down(tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec *out);
bool tlri_dec_muldiv_up(tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec *out);
/* a * b of two amounts at `decimals` places: a * b / 10^p. */
bool tlri_dec_mul_down(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out);
bool tlri_dec_mul_up(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out);
/* a / b of two amounts at `decimals` places: a * 10^p / b. */
bool tlri_dec_div_down(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out);
bool tlri_dec_div_up(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out);
/* Sign of a*b - c*d by the full products (all >= 0): -1, 0, 1. Never overflows. */
int tlri_dec_cross(tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec d);

/* Text with exactly `decimals` places: "12954.90"; no sign for zero. out: TLRI_DEC_TEXT bytes. */
void tlri_dec_format(tlri_dec value, unsigned decimals, char *out);
/* Strict: digits, optionally '.' and 1..decimals digits, optional leading '-'. */
bool tlri_dec_parse(const char *text, size_t len, unsigned decimals, tlri_dec *out);

#endif
