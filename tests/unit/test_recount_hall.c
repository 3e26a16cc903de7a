/*
 * unit/test_recount_hall.c: what the second engine does in a hall that no election comes to: it
 * says that something is wrong, or follows the clause to the letter.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "recount/hall.h"

/* Candidates who continue with 1, 2, 3 ... votes; nothing is bounded, no paper lies anywhere. */
static void open_hall(struct tlri_hall *hall, struct tlri_hall_candidate *candidate, uint32_t n,
                      const struct tlri_settings *settings)
{
    memset(hall, 0, sizeof *hall);
    memset(candidate, 0, n * sizeof *candidate);
    hall->ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(hall->ctx);
    hall->sheet = tlri_transcript_new(hall->ctx, 0);
    assert_non_null(hall->sheet);
    hall->settings = settings;
    hall->candidates = n;
    hall->candidate = candidate;
    hall->stage = 1;
    hall->left = 1;
    for (uint32_t c = 0; c < n; c++) {
        candidate[c].vote.fixed = (tlri_dec)c + 1;
    }
}

static void close_hall(struct tlri_hall *hall)
{
    tlri_transcript_free(hall->sheet);
    tlr_ctx_free(hall->ctx);
}

/* [CON-8] Somebody unguarded is always left while places are open. */
static void nobody_may_go_out(void **state)
{
    (void)state;
    struct tlri_hall hall;
    struct tlri_hall_candidate candidate[2];
    struct tlri_hall_going going;
    const struct tlri_settings settings = {.tie_exclusion = TLRI_TIE_ORDER};
    open_hall(&hall, candidate, 2, &settings);
    candidate[0].guarded = candidate[1].guarded = true;
    assert_int_equal(tlri_recount_lowest_goes(&hall, NULL, "av/AV-5", "av/AV-5", &going),
                     TLR_E_INTERNAL);
    candidate[1].guarded = false;
    assert_int_equal(tlri_recount_lowest_goes(&hall, NULL, "av/AV-5", "av/AV-5", &going), TLR_OK);
    assert_int_equal(going.size, 1);
    assert_int_equal(going.set[0], 1);
    close_hall(&hall);
}

/* [CON-9] Whoever goes out together cannot catch the next above: without one nobody does. */
static void nobody_is_above_them_all(void **state)
{
    (void)state;
    struct tlri_hall hall;
    struct tlri_hall_candidate candidate[3];
    struct tlri_hall_bulk bulk;
    const struct tlri_settings settings = {.bulk = TLRI_BULK_NOT_GREATER};
    const struct tlri_hall_together rule = {.least = 3, .remain = 0};
    const struct tlri_hall_together two = {.least = 2, .remain = 0};
    open_hall(&hall, candidate, 3, &settings);
    assert_int_equal(tlri_recount_choose_together(&hall, &rule, &bulk), TLR_OK);
    assert_int_equal(bulk.size, 0);
    assert_int_equal(tlri_recount_choose_together(&hall, &two, &bulk), TLR_OK);
    assert_int_equal(bulk.size, 2); /* 1 + 2 is not greater than 3 */
    assert_int_equal(bulk.next.fixed, 3);
    close_hall(&hall);
}

/* [CON-10] With one unguarded candidate the difference is unlimited, written as 0. */
static void with_one_to_go_out_every_surplus_waits(void **state)
{
    (void)state;
    struct tlri_hall hall;
    struct tlri_hall_candidate candidate[3];
    const struct tlri_settings settings = {.defer = TLRI_DEFER_LESS};
    bool deferred = false;
    open_hall(&hall, candidate, 3, &settings);
    candidate[2].state = TLRI_HALL_ELECTED; /* 3 votes, a quota of 1 */
    hall.quota.fixed = 1;
    assert_int_equal(tlri_recount_deferred(&hall, true, NULL, "gregory/GRE-6", &deferred), TLR_OK);
    assert_false(deferred); /* 2 against a difference of 1 */
    candidate[1].guarded = true;
    assert_int_equal(tlri_recount_deferred(&hall, true, NULL, "gregory/GRE-6", &deferred), TLR_OK);
    assert_true(deferred);
    assert_int_equal(tlri_transcript_size(hall.sheet), 1);
    const struct tlri_event *event = tlri_transcript_event(hall.sheet, 0);
    assert_int_equal(event->kind, TLRI_EVENT_DEFERRED);
    assert_int_equal(event->a, 2);
    assert_int_equal(event->b, 0);
    close_hall(&hall);
}

/* [TRA-4] Each value is entered once, rounded or exact; a full table is said. */
static void values_are_entered_once(void **state)
{
    enum { VALUES = 3000 };
    (void)state;
    for (int exact = 0; exact <= 1; exact++) {
        struct tlri_hall hall;
        struct tlri_hall_candidate candidate[1];
        struct tlri_hall_amount value;
        uint32_t index = 0;
        open_hall(&hall, candidate, 1, &(struct tlri_settings){0});
        hall.exact = exact;
        tlri_array_init(&hall.value, hall.ctx, sizeof value, VALUES);
        for (uint32_t turn = 0; turn < 2; turn++) {
            for (uint32_t v = 0; v < VALUES; v++) {
                tlri_recount_zero(&value);
                value.fixed = exact ? 0 : v;
                tlri_exact_set(&value.exact, exact ? v : 0, 7919);
                assert_int_equal(tlri_recount_value(&hall, &value, &index), TLR_OK);
                assert_int_equal(index, v);
            }
        }
        assert_int_equal(hall.value.count, VALUES);
        assert_int_equal(tlri_diag_errors(hall.ctx), 0);
        value.fixed = VALUES;
        tlri_exact_set(&value.exact, VALUES, 7919);
        assert_int_equal(tlri_recount_value(&hall, &value, &index), TLR_E_LIMIT);
        assert_int_equal(tlri_diag_errors(hall.ctx), 1);
        assert_int_equal(tlr_ctx_diag(hall.ctx, 0)->code, 4105);
        tlri_recount_drop_index(&hall);
        tlri_array_drop(&hall.value);
        close_hall(&hall);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_may_go_out),
        cmocka_unit_test(nobody_is_above_them_all),
        cmocka_unit_test(with_one_to_go_out_every_surplus_waits),
        cmocka_unit_test(values_are_entered_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
