/*
 * Amounts of votes and their store (lib/count/amount.h), where elections seldom lead: what is below
 * nothing, and values that differ in one limb only. [GRE-3], ARITH-8.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "count/amount.h"

static const struct tlri_arith decimal = {.exact = false, .decimals = 2};
static const struct tlri_arith exact = {.exact = true, .decimals = 2};

static void no_amount_is_below_nothing(void **state)
{
    const struct tlri_arith *both[] = {&decimal, &exact};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct tlri_amount two, three, rest;
        assert_true(tlri_amount_papers(both[i], 2, &two));
        assert_true(tlri_amount_papers(both[i], 3, &three));
        assert_false(tlri_amount_sub(both[i], &two, &three, &rest));
        assert_true(tlri_amount_sub(both[i], &three, &three, &rest));
        assert_true(tlri_amount_is_zero(both[i], &rest));
        assert_true(tlri_amount_sub(both[i], &three, &two, &rest));
        assert_int_equal(tlri_amount_compare(both[i], &rest, &two), -1);
    }
}

/* 2^64 + low over 2^64 + den_low, in one or two limbs each. */
static struct tlri_amount fraction(uint64_t num_high, uint64_t num, uint64_t den_high, uint64_t den)
{
    struct tlri_amount value = {0};
    value.as.exact.num[0] = num;
    value.as.exact.num[1] = num_high;
    value.as.exact.num_size = num_high > 0 ? 2 : 1;
    value.as.exact.den[0] = den;
    value.as.exact.den[1] = den_high;
    value.as.exact.den_size = den_high > 0 ? 2 : 1;
    return value;
}

/* Each differs from the first in one thing: the limbs of one side, or how many there are. */
static void equal_values_are_kept_once(void **state)
{
    const struct tlri_amount values[] = {
        fraction(0, 5, 0, 7), fraction(0, 3, 0, 7), fraction(0, 5, 0, 9),
        fraction(1, 5, 0, 7), fraction(0, 5, 1, 7),
    };
    const size_t n = sizeof values / sizeof values[0];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_values store;
    (void)state;
    tlri_values_init(&store, ctx, &exact);
    for (int again = 0; again < 2; again++) {
        for (size_t i = 0; i < n; i++) {
            tlri_dec number = -1;
            assert_int_equal(tlri_values_put(&store, &values[i], &number), TLR_OK);
            assert_true(number == (tlri_dec)i);
            struct tlri_amount back;
            tlri_values_get(&store, number, &back);
            assert_int_equal(tlri_amount_compare(&exact, &back, &values[i]), 0);
        }
    }
    assert_int_equal(store.table.count, n);
    assert_int_equal(tlri_values_compare(&store, 1, 0), -1);
    tlri_values_drop(&store);
    tlr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_amount_is_below_nothing),
        cmocka_unit_test(equal_values_are_kept_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
