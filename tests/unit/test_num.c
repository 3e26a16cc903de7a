/*
 * test_num.c: worked examples of the arithmetic, at its corners (spec/arithmetic.md).
 *
 * [ARITH-1], no binary floating point, is checked in the source by tests/tools/nofloat.sh.
 * Comparison with GMP over random operands is in tests/law/test_num_laws.c; here are the cases that
 * a reader can check by hand.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "num/decimal.h"
#include "num/exact.h"
#include "num/ratio.h"

#define DEC_MAX ((tlri_dec)(~(tlri_u128)0 >> 1))
#define MARK    ((tlri_dec)-77)

struct parse_row {
    const char *text;
    unsigned decimals;
    const char *back; /* what formatting gives again; NULL: must be refused */
};

static const struct parse_row parse_rows[] = {
    {"0", 0, "0"},
    {"-0", 0, "0"},
    {"-0.00", 2, "0.00"},
    {"12954.9", 2, "12954.90"},
    {"12954.90", 2, "12954.90"},
    {"00012", 0, "12"},
    {"0.00001", 5, "0.00001"},
    {"-0.5", 5, "-0.50000"},
    {"1", 18, "1.000000000000000000"},
    {"170141183460469231731687303715884105727", 0, "170141183460469231731687303715884105727"},
    {"-170141183460469231731687303715884105727", 0, "-170141183460469231731687303715884105727"},
    {"170141183460469231731.687303715884105727", 18, "170141183460469231731.687303715884105727"},
    {"170141183460469231731687303715884105728", 0, NULL},
    {"170141183460469231731687303715884105730", 0, NULL},
    {"17014118346046923173168730371588410573", 1, NULL},
    {"999999999999999999999999999999999999999999", 0, NULL},
    {"", 0, NULL},
    {"-", 0, NULL},
    {".", 2, NULL},
    {".5", 2, NULL},
    {"5.", 2, NULL},
    {"5.123", 2, NULL},
    {"5.99999999999999999999999999999999999999999", 18, NULL},
    {"5.0", 0, NULL},
    {"+5", 0, NULL},
    {" 5", 0, NULL},
    {"5 ", 0, NULL},
    {"5,0", 2, NULL},
    {"5.0.0", 2, NULL},
    {"1e3", 2, NULL},
    {"--5", 2, NULL},
    {"5-", 2, NULL},
    {"0x5", 2, NULL},
    {"5", 19, NULL},
};

/* [ARITH-6] */
static void text_is_read_strictly(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof parse_rows / sizeof parse_rows[0]; i++) {
        const struct parse_row *row = &parse_rows[i];
        tlri_dec value = MARK;
        bool ok = tlri_dec_parse(row->text, strlen(row->text), row->decimals, &value);
        if (ok != (row->back != NULL)) {
            fail_msg("\"%s\" at %u places: %s", row->text, row->decimals, ok ? "read" : "refused");
        }
        if (!ok) {
            assert_true(value == MARK);
            continue;
        }
        char text[TLRI_DEC_TEXT];
        tlri_dec_format(value, row->decimals, text);
        assert_string_equal(text, row->back);
    }
    tlri_dec value = MARK;
    assert_true(tlri_dec_parse("12x", 2, 0, &value)); /* only len bytes are looked at */
    assert_true(value == 12);
}

static void smallest_amount_can_be_shown(void **state)
{
    (void)state;
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(-DEC_MAX - 1, 18, text);
    assert_string_equal(text, "-170141183460469231731.687303715884105728");
    tlri_dec_format(5, 99, text);
    assert_string_equal(text, "0.000000000000000005");
}

static void units_and_limits(void **state)
{
    (void)state;
    assert_true(tlri_dec_unit(0) == 1);
    assert_true(tlri_dec_unit(5) == 100000);
    assert_true(tlri_dec_unit(18) == (tlri_dec)INT64_C(1000000000000000000));
    /* [ARITH-3] every number of papers fits at every precision; no other precision exists. */
    assert_true(tlri_dec_fits(0, 0));
    assert_true(tlri_dec_fits(UINT64_MAX, 0));
    assert_true(tlri_dec_fits(UINT64_MAX, 18));
    assert_false(tlri_dec_fits(1, 19));
}

/* [ARITH-4] 3 x 1 / 3 and its neighbours; a surplus of 1234.56 shared over 789 papers. */
static void rounding_goes_where_the_name_says(void **state)
{
    (void)state;
    tlri_dec out = MARK;
    assert_true(tlri_dec_over_down(10, 3, &out) && out == 3);
    assert_true(tlri_dec_over_up(10, 3, &out) && out == 4);
    assert_true(tlri_dec_over_down(9, 3, &out) && out == 3);
    assert_true(tlri_dec_over_up(9, 3, &out) && out == 3);
    assert_true(tlri_dec_over_up(0, 3, &out) && out == 0);
    assert_true(tlri_dec_muldiv_down(123456, 1, 789, &out) && out == 156);
    assert_true(tlri_dec_muldiv_up(123456, 1, 789, &out) && out == 157);
    assert_true(tlri_dec_mul_down(15, 15, 1, &out) && out == 22);
    assert_true(tlri_dec_mul_up(15, 15, 1, &out) && out == 23);
    assert_true(tlri_dec_div_down(100, 300, 2, &out) && out == 33);
    assert_true(tlri_dec_div_up(100, 300, 2, &out) && out == 34);
}

static void wrong_calls_are_refused(void **state)
{
    (void)state;
    tlri_dec out = MARK;
    assert_false(tlri_dec_over_down(1, 0, &out));
    assert_false(tlri_dec_over_down(-1, 1, &out));
    assert_false(tlri_dec_over_up(1, 0, &out));
    assert_false(tlri_dec_over_up(-1, 1, &out));
    assert_false(tlri_dec_muldiv_down(-1, 1, 1, &out));
    assert_false(tlri_dec_muldiv_down(1, -1, 1, &out));
    assert_false(tlri_dec_muldiv_down(1, 1, -1, &out));
    assert_false(tlri_dec_muldiv_up(1, 1, 0, &out));
    assert_false(tlri_dec_mul_down(1, 1, 19, &out));
    assert_false(tlri_dec_mul_up(1, 1, 19, &out));
    assert_false(tlri_dec_div_down(1, 1, 19, &out));
    assert_false(tlri_dec_div_up(1, 1, 19, &out));
    assert_false(tlri_dec_div_up(1, 0, 2, &out));
    assert_true(out == MARK);
}

/* [ARITH-2] */
static void overflow_is_refused(void **state)
{
    (void)state;
    tlri_dec out = MARK;
    assert_false(tlri_dec_add(DEC_MAX, 1, &out));
    assert_false(tlri_dec_sub(-DEC_MAX, 2, &out));
    assert_false(tlri_dec_times(DEC_MAX, 2, &out));
    assert_false(tlri_dec_times(-DEC_MAX - 1, 1, &out));
    assert_false(tlri_dec_muldiv_down(DEC_MAX, 2, 1, &out));
    assert_false(tlri_dec_muldiv_down(DEC_MAX, DEC_MAX, 1, &out));
    /* the quotient is the largest amount and a bit: down fits, up does not */
    assert_false(tlri_dec_muldiv_up(DEC_MAX, 3, 2, &out));
    assert_true(out == MARK);
    assert_true(tlri_dec_muldiv_down(DEC_MAX, DEC_MAX, DEC_MAX, &out) && out == DEC_MAX);
    assert_true(tlri_dec_times(-DEC_MAX, 1, &out) && out == -DEC_MAX);
    assert_true(tlri_dec_add(DEC_MAX, -DEC_MAX, &out) && out == 0);
}

/* Rounding up can be what overflows: (2^127 - 1) + 1/2. */
static void rounding_up_can_overflow(void **state)
{
    (void)state;
    tlri_dec two64 = (tlri_dec)1 << 64;
    /* (2^64 + 1)(2^64 - 1) = 2^128 - 1; halved: 2^127 - 1/2. */
    tlri_dec out = MARK;
    assert_true(tlri_dec_muldiv_down(two64 + 1, two64 - 1, 2, &out) && out == DEC_MAX);
    out = MARK;
    assert_false(tlri_dec_muldiv_up(two64 + 1, two64 - 1, 2, &out));
    assert_true(out == MARK);
}

/* [ARITH-5] [ARITH-7] */
static void products_compare_in_full(void **state)
{
    (void)state;
    assert_int_equal(tlri_dec_cross(DEC_MAX, DEC_MAX, DEC_MAX, DEC_MAX), 0);
    assert_int_equal(tlri_dec_cross(DEC_MAX, DEC_MAX, DEC_MAX, DEC_MAX - 1), 1);
    assert_int_equal(tlri_dec_cross(DEC_MAX - 1, DEC_MAX, DEC_MAX, DEC_MAX), -1);
    assert_int_equal(tlri_dec_cross(0, DEC_MAX, 1, 0), 0);
    /* a vote of 334 exceeds 1000/3, though the quota cut to whole votes would be 333 as well */
    assert_int_equal(tlri_dec_cross(334, 3, 1000, 1), 1);
    assert_int_equal(tlri_dec_cross(333, 3, 1000, 1), -1);
}

static void ratios(void **state)
{
    (void)state;
    struct tlri_ratio zero = tlri_ratio_make(0, 12);
    assert_true(zero.num == 0 && zero.den == 1);
    struct tlri_ratio half = tlri_ratio_make(500, 1000);
    assert_true(half.num == 1 && half.den == 2);
    assert_int_equal(tlri_ratio_compare(zero, half), -1);
    assert_int_equal(tlri_ratio_compare(half, zero), 1);
    assert_int_equal(tlri_ratio_compare(half, tlri_ratio_make(3, 6)), 0);
    struct tlri_ratio close = {UINT64_MAX, UINT64_MAX - 1};
    struct tlri_ratio closer = {UINT64_MAX - 1, UINT64_MAX - 2};
    assert_int_equal(tlri_ratio_compare(close, closer), -1);
}

static void exact_fractions(void **state)
{
    (void)state;
    struct tlri_exact third, half, sum, one;
    tlri_exact_set(&third, 2, 6);
    tlri_exact_set(&half, 1, 2);
    tlri_exact_set(&one, 7, 7);
    assert_true(tlri_exact_add(&third, &half, &sum));
    assert_true(sum.num[0] == 5 && sum.den[0] == 6);
    assert_true(tlri_exact_compare(&third, &half) < 0);
    assert_false(tlri_exact_sub(&third, &half, &sum));
    assert_true(sum.num[0] == 5 && sum.den[0] == 6);
    /* the result may be one of the operands */
    assert_true(tlri_exact_sub(&half, &third, &half));
    assert_true(half.num[0] == 1 && half.den[0] == 6);
    assert_true(tlri_exact_mul(&half, &half, &half));
    assert_true(half.num[0] == 1 && half.den[0] == 36);
    assert_true(tlri_exact_div(&half, &half, &half));
    assert_int_equal(tlri_exact_compare(&half, &one), 0);
    struct tlri_exact zero;
    tlri_exact_set(&zero, 0, 5);
    assert_true(zero.num_size == 0 && zero.den_size == 1 && zero.den[0] == 1);
    /* no denominator at all: nought, and never a division by it */
    struct tlri_exact none;
    tlri_exact_set(&none, 7, 0);
    assert_int_equal(tlri_exact_compare(&none, &zero), 0);
    assert_false(tlri_exact_div(&one, &zero, &sum));
    tlri_dec out = MARK;
    assert_true(tlri_exact_floor(&third, 4, &out) && out == 3333);
    assert_true(tlri_exact_floor(&zero, 4, &out) && out == 0);
    out = MARK;
    assert_false(tlri_exact_floor(&third, 19, &out));
    assert_true(out == MARK);
    /* [ARITH-9] shown to the nearest, a half upwards */
    struct tlri_exact two_thirds, eighth;
    tlri_exact_set(&two_thirds, 2, 3);
    tlri_exact_set(&eighth, 1, 8);
    assert_true(tlri_exact_nearest(&third, 4, &out) && out == 3333);
    assert_true(tlri_exact_nearest(&two_thirds, 4, &out) && out == 6667);
    assert_true(tlri_exact_nearest(&eighth, 2, &out) && out == 13);
    assert_true(tlri_exact_nearest(&zero, 18, &out) && out == 0);
    out = MARK;
    assert_false(tlri_exact_nearest(&third, 19, &out));
    assert_true(out == MARK);
}

/* A sum that carries into a new limb. */
static void exact_sums_carry(void **state)
{
    (void)state;
    struct tlri_exact most, one;
    tlri_exact_set(&most, UINT64_MAX, 1);
    tlri_exact_set(&one, 1, 1);
    assert_true(tlri_exact_add(&most, &one, &most));
    assert_int_equal(most.num_size, 2);
    assert_true(most.num[0] == 0 && most.num[1] == 1);
    tlri_dec out = MARK;
    assert_true(tlri_exact_floor(&most, 0, &out) && out == (tlri_dec)1 << 64);
}

/* [ARITH-8] 2^63 squared again and again: the largest that fits, and the first that does not. */
static void exact_ends_at_its_limit(void **state)
{
    (void)state;
    struct tlri_exact x, before;
    tlri_exact_set(&x, UINT64_C(1) << 63, 1);
    for (int i = 0; i < 6; i++) {
        before = x;
        assert_true(tlri_exact_mul(&x, &x, &x));
    }
    assert_int_equal(x.num_size, 64); /* 2^4032 */
    before = x;
    assert_false(tlri_exact_mul(&x, &x, &x));
    assert_memory_equal(&x, &before, sizeof x);
    tlri_dec out = MARK;
    assert_false(tlri_exact_floor(&x, 0, &out));
    assert_false(tlri_exact_nearest(&x, 0, &out));
    assert_true(out == MARK);
    /* its reciprocal can still be shown */
    struct tlri_exact one, tiny;
    tlri_exact_set(&one, 1, 1);
    assert_true(tlri_exact_div(&one, &x, &tiny));
    assert_true(tlri_exact_nearest(&tiny, 18, &out) && out == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_read_strictly),
        cmocka_unit_test(smallest_amount_can_be_shown),
        cmocka_unit_test(units_and_limits),
        cmocka_unit_test(rounding_goes_where_the_name_says),
        cmocka_unit_test(wrong_calls_are_refused),
        cmocka_unit_test(overflow_is_refused),
        cmocka_unit_test(rounding_up_can_overflow),
        cmocka_unit_test(products_compare_in_full),
        cmocka_unit_test(ratios),
        cmocka_unit_test(exact_fractions),
        cmocka_unit_test(exact_sums_carry),
        cmocka_unit_test(exact_ends_at_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
