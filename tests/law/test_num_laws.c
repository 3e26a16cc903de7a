/*
 * test_num_laws.c: the arithmetic against GMP's mpz, and its own laws (spec/arithmetic.md).
 *
 * Every operation of num/decimal.h, num/ratio.h and num/exact.h is run on tens of thousands of
 * operands, drawn so that every length from one bit to the full width is as likely as any other,
 * with the corners put in on purpose, and compared with the same operation on GMP's unbounded
 * integers, which share no code with ours. A failing case prints its operands and round number.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <gmp.h>
#include <stdio.h>
#include <string.h>

#include "num/decimal.h"
#include "num/exact.h"
#include "num/ratio.h"
#include "support/random.h"

#define ROUNDS  60000
#define DEC_MAX ((tlri_dec)(~(tlri_u128)0 >> 1))
#define DEC_MIN (-DEC_MAX - 1)

static void mpz_from_dec(mpz_t z, tlri_dec value)
{
    tlri_u128 size = value < 0 ? (tlri_u128)0 - (tlri_u128)value : (tlri_u128)value;
    uint64_t limbs[2] = {(uint64_t)size, (uint64_t)(size >> 64)};
    mpz_import(z, 2, -1, sizeof limbs[0], 0, 0, limbs);
    if (value < 0) {
        mpz_neg(z, z);
    }
}

/* Does z fit a tlri_dec? Sets *out if so. */
static bool mpz_to_dec(const mpz_t z, tlri_dec *out)
{
    mpz_t low, high;
    mpz_init(low);
    mpz_init(high);
    mpz_from_dec(low, DEC_MIN);
    mpz_from_dec(high, DEC_MAX);
    bool fits = mpz_cmp(z, low) >= 0 && mpz_cmp(z, high) <= 0;
    mpz_clear(low);
    mpz_clear(high);
    if (!fits) {
        return false;
    }
    uint64_t limbs[3] = {0, 0, 0};
    mpz_export(limbs, NULL, -1, sizeof limbs[0], 0, 0, z);
    tlri_u128 size = (tlri_u128)limbs[1] << 64 | limbs[0];
    *out = mpz_sgn(z) < 0 ? (tlri_dec)((tlri_u128)0 - size) : (tlri_dec)size;
    return true;
}

static tlri_dec corner(struct test_random *random)
{
    static const int shifts[] = {0, 1, 31, 32, 62, 63, 64, 65, 95, 96, 125, 126};
    tlri_dec power = (tlri_dec)1 << shifts[test_random_below(random, 12)];
    switch (test_random_below(random, 6)) {
    case 0:
        return 0;
    case 1:
        return DEC_MAX;
    case 2:
        return power - 1;
    case 3:
        return power;
    case 4:
        return power + 1;
    default:
        return tlri_dec_unit((unsigned)test_random_below(random, 19));
    }
}

static tlri_dec draw(struct test_random *random)
{
    if (test_random_below(random, 8) == 0) {
        return corner(random);
    }
    unsigned bits = (unsigned)test_random_below(random, 128);
    tlri_u128 value = (tlri_u128)test_random_next(random) << 64 | test_random_next(random);
    return bits == 0 ? 0 : (tlri_dec)(value >> (128 - bits));
}

static tlri_dec draw_signed(struct test_random *random)
{
    tlri_dec value = draw(random);
    switch (test_random_below(random, 16)) {
    case 0:
        return DEC_MIN;
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
        return -value;
    default:
        return value;
    }
}

static void show(const char *what, int round, tlri_dec a, tlri_dec b, tlri_dec c)
{
    char text[3][TLRI_DEC_TEXT];
    tlri_dec_format(a, 0, text[0]);
    tlri_dec_format(b, 0, text[1]);
    tlri_dec_format(c, 0, text[2]);
    print_error("%s, round %d: a = %s, b = %s, c = %s\n", what, round, text[0], text[1], text[2]);
}

/* Our answer (fits, value) against z. When ours refuses, it must have left the mark alone. */
static void check(const char *what, int round, bool ours, tlri_dec value, const mpz_t z, tlri_dec a,
                  tlri_dec b, tlri_dec c)
{
    tlri_dec expected = 77;
    bool fits = mpz_to_dec(z, &expected);
    if (ours != fits || value != expected) {
        show(what, round, a, b, c);
        fail();
    }
}

static void sums_match_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 1);
    mpz_t x, y, z;
    mpz_inits(x, y, z, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        tlri_dec a = draw_signed(&random);
        tlri_dec b = draw_signed(&random);
        uint64_t n = test_random_sized(&random, 64);
        mpz_from_dec(x, a);
        mpz_from_dec(y, b);
        tlri_dec out = 77;
        bool ok = tlri_dec_add(a, b, &out);
        mpz_add(z, x, y);
        check("add", i, ok, out, z, a, b, 0);
        out = 77;
        ok = tlri_dec_sub(a, b, &out);
        mpz_sub(z, x, y);
        check("sub", i, ok, out, z, a, b, 0);
        /* [ARITH-2]: the smallest number of all is outside the range of products. */
        out = 77;
        ok = tlri_dec_times(a, n, &out);
        mpz_mul_ui(z, x, n);
        if (mpz_sgn(z) < 0 && mpz_sizeinbase(z, 2) == 128 && mpz_scan1(z, 0) == 127) {
            assert_false(ok);
        } else {
            check("times", i, ok, out, z, a, (tlri_dec)n, 0);
        }
    }
    mpz_clears(x, y, z, NULL);
}

static void quotients_match_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 2);
    mpz_t x, z;
    mpz_inits(x, z, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        tlri_dec a = draw(&random);
        uint64_t n = test_random_sized(&random, 64);
        tlri_dec out = 77;
        if (n == 0) {
            assert_false(tlri_dec_over_down(a, n, &out));
            assert_false(tlri_dec_over_up(a, n, &out));
            assert_true(out == 77);
            continue;
        }
        mpz_from_dec(x, a);
        bool ok = tlri_dec_over_down(a, n, &out);
        mpz_fdiv_q_ui(z, x, n);
        check("over_down", i, ok, out, z, a, (tlri_dec)n, 0);
        out = 77;
        ok = tlri_dec_over_up(a, n, &out);
        mpz_cdiv_q_ui(z, x, n);
        check("over_up", i, ok, out, z, a, (tlri_dec)n, 0);
    }
    mpz_clears(x, z, NULL);
}

static void muldiv_matches_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 3);
    mpz_t x, y, z;
    mpz_inits(x, y, z, NULL);
    int refused = 0;
    int wide = 0;
    for (int i = 0; i < ROUNDS; i++) {
        tlri_dec a = draw(&random);
        tlri_dec b = draw(&random);
        /* Often a divisor close to a factor, so that the quotient fits though the product is wide.
         */
        tlri_dec c = test_random_below(&random, 2) == 0 ? draw(&random) : (a > b ? a : b);
        c = c == 0 ? 1 : c;
        mpz_from_dec(x, a);
        mpz_from_dec(y, b);
        mpz_mul(x, x, y);
        wide += mpz_sizeinbase(x, 2) > 128 ? 1 : 0;
        mpz_from_dec(y, c);
        tlri_dec out = 77;
        bool ok = tlri_dec_muldiv_down(a, b, c, &out);
        mpz_fdiv_q(z, x, y);
        check("muldiv_down", i, ok, out, z, a, b, c);
        refused += ok ? 0 : 1;
        out = 77;
        ok = tlri_dec_muldiv_up(a, b, c, &out);
        mpz_cdiv_q(z, x, y);
        check("muldiv_up", i, ok, out, z, a, b, c);
    }
    /* The draw must reach all three: plain products, 256-bit products, refusals. */
    assert_true(wide > ROUNDS / 10 && wide < ROUNDS);
    assert_true(refused > ROUNDS / 100 && refused < ROUNDS / 2);
    mpz_clears(x, y, z, NULL);
}

/* Divisors that make the first estimate of a quotient digit too large by one and by two. */
static void muldiv_corrects_its_estimates(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 4);
    mpz_t x, y, z;
    mpz_inits(x, y, z, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        tlri_dec c = ((tlri_dec)1 << 126) + ((tlri_dec)test_random_sized(&random, 4) << 64) +
                     (tlri_dec)(UINT64_MAX - test_random_sized(&random, 8));
        tlri_dec a = c - (tlri_dec)test_random_sized(&random, 64);
        tlri_dec b = DEC_MAX - (tlri_dec)test_random_sized(&random, 64);
        a = a < 0 ? 0 : a;
        mpz_from_dec(x, a);
        mpz_from_dec(y, b);
        mpz_mul(x, x, y);
        mpz_from_dec(y, c);
        tlri_dec out = 77;
        bool ok = tlri_dec_muldiv_down(a, b, c, &out);
        mpz_fdiv_q(z, x, y);
        check("muldiv_down", i, ok, out, z, a, b, c);
    }
    mpz_clears(x, y, z, NULL);
}

static void scaled_products_match_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 5);
    mpz_t x, y, unit, z;
    mpz_inits(x, y, unit, z, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        unsigned decimals = (unsigned)test_random_below(&random, 19);
        tlri_dec a = draw(&random);
        tlri_dec b = draw(&random) | 1;
        mpz_ui_pow_ui(unit, 10, decimals);
        mpz_from_dec(x, a);
        mpz_from_dec(y, b);
        mpz_mul(z, x, y);
        tlri_dec out = 77;
        bool ok = tlri_dec_mul_down(a, b, decimals, &out);
        mpz_fdiv_q(z, z, unit);
        check("mul_down", i, ok, out, z, a, b, decimals);
        out = 77;
        ok = tlri_dec_mul_up(a, b, decimals, &out);
        mpz_mul(z, x, y);
        mpz_cdiv_q(z, z, unit);
        check("mul_up", i, ok, out, z, a, b, decimals);
        out = 77;
        ok = tlri_dec_div_down(a, b, decimals, &out);
        mpz_mul(z, x, unit);
        mpz_fdiv_q(z, z, y);
        check("div_down", i, ok, out, z, a, b, decimals);
        out = 77;
        ok = tlri_dec_div_up(a, b, decimals, &out);
        mpz_mul(z, x, unit);
        mpz_cdiv_q(z, z, y);
        check("div_up", i, ok, out, z, a, b, decimals);
    }
    mpz_clears(x, y, unit, z, NULL);
}

static void cross_matches_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 6);
    mpz_t w, x, y, z;
    mpz_inits(w, x, y, z, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        tlri_dec a = draw(&random);
        tlri_dec b = draw(&random);
        /* Equal and nearly equal products matter most. */
        bool near = test_random_below(&random, 2) == 0;
        tlri_dec c = near ? b : draw(&random);
        tlri_dec d = near ? a ^ (tlri_dec)test_random_below(&random, 2) : draw(&random);
        mpz_from_dec(w, a);
        mpz_from_dec(x, b);
        mpz_mul(w, w, x);
        mpz_from_dec(y, c);
        mpz_from_dec(z, d);
        mpz_mul(y, y, z);
        int expected = mpz_cmp(w, y);
        expected = expected < 0 ? -1 : (expected > 0 ? 1 : 0);
        if (tlri_dec_cross(a, b, c, d) != expected) {
            show("cross", i, a, b, c);
            fail();
        }
    }
    mpz_clears(w, x, y, z, NULL);
}

/* [ARITH-4]: down and up differ by one exactly when the quotient is not whole. */
static void rounding_names_are_true(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 7);
    int whole = 0;
    for (int i = 0; i < ROUNDS; i++) {
        tlri_dec a = (tlri_dec)test_random_sized(&random, 62);
        tlri_dec b = (tlri_dec)test_random_sized(&random, 60);
        tlri_dec c = (tlri_dec)test_random_sized(&random, 20) + 1;
        tlri_dec down = 0;
        tlri_dec up = 0;
        assert_true(tlri_dec_muldiv_down(a, b, c, &down));
        assert_true(tlri_dec_muldiv_up(a, b, c, &up));
        bool exact = tlri_dec_cross(down, c, a, b) == 0;
        whole += exact ? 1 : 0;
        assert_true(exact ? up == down : up == down + 1);
        assert_true(tlri_dec_cross(down, c, a, b) <= 0);
        assert_true(tlri_dec_cross(up, c, a, b) >= 0);
    }
    assert_true(whole > 0 && whole < ROUNDS);
}

/* [ARITH-5]: parts rounded down, and what was lost, make the whole again. */
static void votes_are_conserved(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 8);
    for (int i = 0; i < 2000; i++) {
        unsigned decimals = (unsigned)test_random_below(&random, 19);
        uint64_t papers = test_random_sized(&random, 20) + 1;
        tlri_dec surplus = (tlri_dec)test_random_sized(&random, 30) * tlri_dec_unit(decimals);
        tlri_dec given = 0;
        tlri_dec lost = surplus;
        uint64_t rest = papers;
        while (rest > 0) {
            uint64_t parcel = test_random_below(&random, rest) + 1;
            tlri_dec part = 0;
            assert_true(tlri_dec_muldiv_down(surplus, (tlri_dec)parcel, (tlri_dec)papers, &part));
            assert_true(tlri_dec_add(given, part, &given));
            assert_true(tlri_dec_sub(lost, part, &lost));
            rest -= parcel;
        }
        assert_true(lost >= 0);
        assert_true(given + lost == surplus);
        assert_true(lost < (tlri_dec)papers);
    }
}

static void text_round_trips(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 9);
    for (int i = 0; i < ROUNDS; i++) {
        unsigned decimals = (unsigned)test_random_below(&random, 19);
        tlri_dec value = draw_signed(&random);
        value = value == DEC_MIN ? 0 : value;
        char text[TLRI_DEC_TEXT];
        tlri_dec_format(value, decimals, text);
        tlri_dec back = 77;
        assert_true(tlri_dec_parse(text, strlen(text), decimals, &back));
        assert_true(back == value);
    }
}

static void ratios_match_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 10);
    mpq_t x, y;
    mpq_inits(x, y, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t n[4];
        for (int k = 0; k < 4; k++) {
            n[k] = test_random_sized(&random, 64);
        }
        n[1] += n[1] == 0 ? 1 : 0;
        n[3] = test_random_below(&random, 3) == 0 ? n[1] : (n[3] == 0 ? 1 : n[3]);
        struct tlri_ratio a = tlri_ratio_make(n[0], n[1]);
        struct tlri_ratio b = tlri_ratio_make(n[2], n[3]);
        mpq_set_ui(x, n[0], n[1]);
        mpq_set_ui(y, n[2], n[3]);
        mpq_canonicalize(x);
        mpq_canonicalize(y);
        assert_true(mpz_cmp_ui(mpq_numref(x), a.num) == 0);
        assert_true(mpz_cmp_ui(mpq_denref(x), a.den) == 0);
        int expected = mpq_cmp(x, y);
        expected = expected < 0 ? -1 : (expected > 0 ? 1 : 0);
        assert_int_equal(tlri_ratio_compare(a, b), expected);
    }
    mpq_clears(x, y, NULL);
}

/* ---- exact ---- */

static void mpq_from_exact(mpq_t q, const struct tlri_exact *x)
{
    mpz_import(mpq_numref(q), x->num_size, -1, sizeof x->num[0], 0, 0, x->num);
    mpz_import(mpq_denref(q), x->den_size, -1, sizeof x->den[0], 0, 0, x->den);
}

/* Lowest terms, no leading zero limbs, and the value of q? */
static bool exact_is(const struct tlri_exact *x, mpq_t q)
{
    mpq_t value;
    mpq_init(value);
    mpq_from_exact(value, x);
    mpq_canonicalize(q);
    bool same = mpz_cmp(mpq_numref(value), mpq_numref(q)) == 0 &&
                mpz_cmp(mpq_denref(value), mpq_denref(q)) == 0;
    bool trimmed = (x->num_size == 0 || x->num[x->num_size - 1] != 0) && x->den_size > 0 &&
                   x->den[x->den_size - 1] != 0;
    mpq_clear(value);
    return same && trimmed;
}

static bool mpq_fits(mpq_t q)
{
    mpq_canonicalize(q);
    return mpq_sgn(q) == 0 || (mpz_sizeinbase(mpq_numref(q), 2) <= TLRI_EXACT_BITS &&
                               mpz_sizeinbase(mpq_denref(q), 2) <= TLRI_EXACT_BITS);
}

typedef bool exact_op(const struct tlri_exact *a, const struct tlri_exact *b,
                      struct tlri_exact *out);

/* One operation against GMP. Returns whether it fitted; x then becomes the result. */
static bool exact_step(struct tlri_exact *x, const struct tlri_exact *y, uint64_t which, mpq_t q)
{
    static exact_op *const ops[] = {tlri_exact_add, tlri_exact_sub, tlri_exact_mul, tlri_exact_div};
    mpq_t a, b;
    mpq_inits(a, b, NULL);
    mpq_from_exact(a, x);
    mpq_from_exact(b, y);
    bool defined = true;
    if (which == 0) {
        mpq_add(q, a, b);
    } else if (which == 1) {
        mpq_sub(q, a, b);
        defined = mpq_sgn(q) >= 0;
    } else if (which == 2) {
        mpq_mul(q, a, b);
    } else {
        defined = mpq_sgn(b) != 0;
        if (defined) {
            mpq_div(q, a, b);
        }
    }
    mpq_clears(a, b, NULL);
    struct tlri_exact out;
    tlri_exact_set(&out, 5, 7);
    bool ok = ops[which](x, y, &out);
    bool expected = defined && mpq_fits(q);
    assert_int_equal(ok, expected);
    if (!ok) {
        mpq_set_ui(q, 5, 7);
    }
    assert_true(exact_is(&out, q));
    if (ok) {
        *x = out;
    }
    return ok;
}

static void draw_exact(struct test_random *random, struct tlri_exact *x)
{
    tlri_exact_set(x, test_random_sized(random, 64), test_random_sized(random, 64) | 1);
    if (test_random_below(random, 4) == 0) {
        /* powers of two on both sides */
        tlri_exact_set(x, test_random_sized(random, 40) << 20,
                       (test_random_sized(random, 40) | 1) << test_random_below(random, 20));
    }
}

static void exact_matches_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 11);
    mpq_t q;
    mpq_init(q);
    int refused = 0;
    for (int walk = 0; walk < 40; walk++) {
        struct tlri_exact x, y;
        draw_exact(&random, &x);
        /* A walk grows until it meets the limit, and goes on from there. */
        for (int i = 0; i < 250; i++) {
            draw_exact(&random, &y);
            refused += exact_step(&x, &y, test_random_below(&random, 4), q) ? 0 : 1;
        }
    }
    assert_true(refused > 0);
    mpq_clear(q);
}

static void wide_exact_matches_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 12);
    mpq_t q;
    mpq_init(q);
    int fitted = 0;
    for (int i = 0; i < 600; i++) {
        struct tlri_exact x, y, z;
        draw_exact(&random, &x);
        draw_exact(&random, &y);
        for (uint64_t k = test_random_below(&random, 32); k > 0; k--) {
            draw_exact(&random, &z);
            (void)exact_step(&x, &z, 2 * test_random_below(&random, 2), q);
        }
        for (uint64_t k = test_random_below(&random, 32); k > 0; k--) {
            draw_exact(&random, &z);
            (void)exact_step(&y, &z, 2 * test_random_below(&random, 2), q);
        }
        fitted += exact_step(&x, &y, test_random_below(&random, 4), q) ? 1 : 0;
    }
    assert_true(fitted > 100);
    mpq_clear(q);
}

static void exact_order_and_floor_match_gmp(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 13);
    mpq_t a, b;
    mpz_t z, unit;
    mpq_inits(a, b, NULL);
    mpz_inits(z, unit, NULL);
    for (int i = 0; i < 20000; i++) {
        struct tlri_exact x, y;
        draw_exact(&random, &x);
        draw_exact(&random, &y);
        if (test_random_below(&random, 3) == 0) {
            y = x;
        } else if (test_random_below(&random, 2) == 0) {
            (void)tlri_exact_mul(&x, &y, &x);
        }
        mpq_from_exact(a, &x);
        mpq_from_exact(b, &y);
        int expected = mpq_cmp(a, b);
        expected = expected < 0 ? -1 : (expected > 0 ? 1 : 0);
        assert_int_equal(tlri_exact_compare(&x, &y), expected);
        unsigned decimals = (unsigned)test_random_below(&random, 19);
        mpz_ui_pow_ui(unit, 10, decimals);
        mpz_mul(z, mpq_numref(a), unit);
        mpz_fdiv_q(z, z, mpq_denref(a));
        tlri_dec out = 77;
        bool ok = tlri_exact_floor(&x, decimals, &out);
        check("exact_floor", i, ok, out, z, 0, 0, decimals);
        /* [ARITH-9] the cut of value + 1/2 */
        mpz_mul(z, mpq_numref(a), unit);
        mpz_mul_ui(z, z, 2);
        mpz_add(z, z, mpq_denref(a));
        mpz_mul_ui(unit, mpq_denref(a), 2);
        mpz_fdiv_q(z, z, unit);
        out = 77;
        ok = tlri_exact_nearest(&x, decimals, &out);
        check("exact_nearest", i, ok, out, z, 0, 0, decimals);
    }
    mpq_clears(a, b, NULL);
    mpz_clears(z, unit, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_match_gmp),
        cmocka_unit_test(quotients_match_gmp),
        cmocka_unit_test(muldiv_matches_gmp),
        cmocka_unit_test(muldiv_corrects_its_estimates),
        cmocka_unit_test(scaled_products_match_gmp),
        cmocka_unit_test(cross_matches_gmp),
        cmocka_unit_test(rounding_names_are_true),
        cmocka_unit_test(votes_are_conserved),
        cmocka_unit_test(text_round_trips),
        cmocka_unit_test(ratios_match_gmp),
        cmocka_unit_test(exact_matches_gmp),
        cmocka_unit_test(wide_exact_matches_gmp),
        cmocka_unit_test(exact_order_and_floor_match_gmp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
