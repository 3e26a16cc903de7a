/*
 * Eligibility: the precedents of 2017, 2019 and 2021, months of every length, ages.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "rules/eligibility.h"

static struct tlri_day day(const char *text)
{
    struct tlri_day out = {0, 0, 0};
    if (!tlri_day_read(text, &out)) {
        fail_msg("%s is no day", text);
    }
    return out;
}

static void days_of_the_calendar(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } rows[] = {
        {"2024-02-29", true},   {"2023-02-29", false}, {"2000-02-29", true},  {"2100-02-29", false},
        {"1900-01-01", true},   {"1899-12-31", false}, {"2999-12-31", true},  {"3000-01-01", false},
        {"2024-04-31", false},  {"2024-13-01", false}, {"2024-00-01", false}, {"2024-01-00", false},
        {"2024-1-01", false},   {"2024/01/01", false}, {"2024-01-0a", false}, {"", false},
        {"2024-01-011", false}, {"2024-01/01", false}, {"2024-01-0.", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_day out;
        if (tlri_day_read(rows[i].text, &out) != rows[i].good) {
            fail_msg("%s", rows[i].text);
        }
    }
    assert_int_equal(tlri_day_compare(day("2024-01-31"), day("2024-02-01")), -1);
    assert_int_equal(tlri_day_compare(day("2024-02-01"), day("2023-12-31")), 1);
    assert_int_equal(tlri_day_compare(day("2024-02-01"), day("2024-02-01")), 0);
}

static void months_before(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        unsigned months;
        const char *to;
    } rows[] = {
        {"2017-07-07", 12, "2016-07-07"}, {"2019-06-28", 6, "2018-12-28"},
        {"2021-07-09", 6, "2021-01-09"},  {"2024-08-31", 6, "2024-02-29"},
        {"2023-08-31", 6, "2023-02-28"},  {"2024-02-29", 12, "2023-02-28"},
        {"2024-01-15", 1, "2023-12-15"},  {"2024-01-15", 0, "2024-01-15"},
        {"2024-12-31", 1, "2024-11-30"},  {"2024-07-31", 999, "1941-04-30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_day got = tlri_day_months_before(day(rows[i].from), rows[i].months);
        assert_int_equal(tlri_day_compare(got, day(rows[i].to)), 0);
    }
}

/* [ELG-9] Weeks are seven days, whatever months and leap days lie between. */
static void weeks_before(void **state)
{
    (void)state;
    static const struct {
        const char *freeze;
        unsigned weeks;
        const char *since;
    } rows[] = {
        {"2026-01-23", 8, "2025-11-28"},   {"2024-02-29", 8, "2024-01-04"},
        {"2024-04-25", 8, "2024-02-29"},   {"2023-04-25", 8, "2023-02-28"},
        {"2024-03-01", 1, "2024-02-23"},   {"2023-03-01", 1, "2023-02-22"},
        {"2000-03-07", 1, "2000-02-29"},   {"2100-03-08", 1, "2100-03-01"},
        {"2100-03-07", 1, "2100-02-28"},   {"2024-01-31", 0, "2024-01-31"},
        {"2024-12-31", 52, "2024-01-02"},  {"2025-12-31", 52, "2025-01-01"},
        {"2024-05-07", 1, "2024-04-30"},   {"2024-01-07", 1, "2023-12-31"},
        {"2024-02-29", 999, "2005-01-06"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_day freeze = day(rows[i].freeze);
        struct tlri_day since = day(rows[i].since);
        struct tlri_day got = tlri_day_weeks_before(freeze, rows[i].weeks);
        if (tlri_day_compare(got, since) != 0) {
            fail_msg("%s: %04u-%02u-%02u", rows[i].freeze, got.year, got.month, got.day);
        }
        struct tlri_day later = tlri_day_weeks_before(freeze, 0);
        assert_int_equal(tlri_day_compare(later, freeze), 0);
        assert_true(tlri_voter_long_enough(since, freeze, rows[i].weeks));
        assert_true(tlri_voter_long_enough(tlri_day_weeks_before(since, 1), freeze, rows[i].weeks));
    }
    /* The day after is too new: on both sides of a 29 February, and at the end of a month. */
    assert_false(tlri_voter_long_enough(day("2024-03-01"), day("2024-04-25"), 8));
    assert_false(tlri_voter_long_enough(day("2023-03-01"), day("2023-04-25"), 8));
    assert_false(tlri_voter_long_enough(day("2024-01-05"), day("2024-02-29"), 8));
    assert_false(tlri_voter_long_enough(day("2025-12-01"), day("2026-01-25"), 8));
    assert_true(tlri_voter_long_enough(day("2025-11-30"), day("2026-01-25"), 8));
}

/* [ELG-1] Months end where they end: somebody who joined on 29 February, and a closing date on one.
 */
static void months_at_leap_days(void **state)
{
    (void)state;
    static const struct {
        const char *closing;
        unsigned months;
        const char *since;
    } rows[] = {
        {"2024-08-29", 6, "2024-02-29"}, {"2024-08-30", 6, "2024-02-29"},
        {"2023-08-29", 6, "2023-02-28"}, {"2025-02-28", 12, "2024-02-28"},
        {"2024-02-29", 6, "2023-08-29"}, {"2024-02-29", 48, "2020-02-29"},
        {"2023-03-31", 1, "2023-02-28"}, {"2024-03-31", 1, "2024-02-29"},
        {"2024-05-31", 1, "2024-04-30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_day got = tlri_day_months_before(day(rows[i].closing), rows[i].months);
        if (tlri_day_compare(got, day(rows[i].since)) != 0) {
            fail_msg("%s: %04u-%02u-%02u", rows[i].closing, got.year, got.month, got.day);
        }
    }
}

static void ages(void **state)
{
    (void)state;
    static const struct {
        const char *birth, *on;
        unsigned age;
    } rows[] = {
        {"1997-07-01", "2024-06-30", 26}, {"1997-07-01", "2024-07-01", 27},
        {"2000-02-29", "2027-02-28", 26}, {"2000-02-29", "2027-03-01", 27},
        {"2024-01-02", "2024-01-01", 0},  {"2024-01-01", "2024-01-01", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(tlri_day_age(day(rows[i].birth), day(rows[i].on)), rows[i].age);
    }
}

/* ---- decisions ---- */

#define YES TLRI_ELIGIBLE_YES
#define NO  TLRI_ELIGIBLE_NO

struct decision {
    const char *name, *joined, *announced, *in_force, *months, *reference, *boundary;
    enum tlri_eligible expected;
    bool disputed;
};

static const struct decision decisions[] = {
    {"2017, as ruled", "2016-07-01", "2017-06-23", "2017-07-07", "12", NULL, NULL, YES, true},
    {"2017, by the mistaken test", "2016-07-01", "2017-06-23", "2017-07-07", "12", "date-announced",
     NULL, NO, true},
    {"2017, a member for years", "2010-07-01", "2017-06-23", "2017-07-07", "12", NULL, NULL, YES,
     false},
    {"2017, joined after both", "2016-07-08", "2017-06-23", "2017-07-07", "12", NULL, NULL, NO,
     false},
    {"2019, North Cornwall: the day does not count", "2018-12-28", "2019-06-28", "2019-06-28", "6",
     NULL, "does-not-count", NO, true},
    {"2019, the day before", "2018-12-27", "2019-06-28", "2019-06-28", "6", NULL, "does-not-count",
     YES, false},
    {"2021, the circular: the day counts", "2021-01-09", "2021-07-09", "2021-07-09", "6", NULL,
     "counts", YES, true},
    {"2021, the day after", "2021-01-10", "2021-07-09", "2021-07-09", "6", NULL, "counts", NO,
     false},
    {"2021, twelve months as the page said", "2021-01-09", "2021-07-09", "2021-07-09", "12", NULL,
     NULL, NO, false},
};

static tlr_status decide(tlr_ctx *ctx, const struct decision *row,
                         const struct tlri_eligibility_input *input, struct tlri_eligibility *out)
{
    struct tlri_reading_in_force list[3];
    memset(list, 0, sizeof list);
    struct tlri_readings readings = {ctx, 0, 3, list};
    const char *const pairs[3][2] = {{"candidate-months", row->months},
                                     {"months-reference", row->reference},
                                     {"months-boundary", row->boundary}};
    for (size_t i = 0; i < 3; i++) {
        if (pairs[i][1] != NULL) {
            list[readings.count].name = pairs[i][0];
            list[readings.count].value = pairs[i][1];
            readings.count++;
        }
    }
    return tlri_eligibility_decide(ctx, input, &readings, out);
}

static struct tlri_eligibility_input input_of(const struct decision *row)
{
    struct tlri_eligibility_input input = {.joined = day(row->joined),
                                           .closing_announced = day(row->announced),
                                           .closing_in_force = day(row->in_force),
                                           .nominations = 1,
                                           .consents = true};
    return input;
}

static void precedents(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    for (size_t i = 0; i < sizeof decisions / sizeof decisions[0]; i++) {
        struct tlri_eligibility_input input = input_of(&decisions[i]);
        struct tlri_eligibility out;
        assert_int_equal(decide(ctx, &decisions[i], &input, &out), TLR_OK);
        if (out.decision != decisions[i].expected || out.disputed != decisions[i].disputed) {
            fail_msg("%s: %d, %d", decisions[i].name, (int)out.decision, (int)out.disputed);
        }
        assert_string_equal(out.clause, "C3.I.4.F");
    }
    tlr_ctx_free(ctx);
}

/* [ELG-6], [ELG-11] to [ELG-15]: each bar, alone, with its clause and its words. */
static void other_bars_hold_under_every_reading(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    static const struct {
        const char *clause, *why;
        bool private_ground;
    } bars[] = {{"eligibility/ELG-6", "suspended", true},
                {"eligibility/ELG-6", "arrears", true},
                {"eligibility/ELG-12", "nomination", false},
                {"eligibility/ELG-12", "consent", false},
                {"eligibility/ELG-14", "standing orders", false},
                {"eligibility/ELG-15", "declaration", false}};
    for (size_t bar = 0; bar < sizeof bars / sizeof bars[0]; bar++) {
        struct tlri_eligibility_input input = input_of(&decisions[0]);
        input.suspended = bar == 0;
        input.arrears = bar == 1;
        input.nominations = bar != 2;
        input.consents = bar != 3;
        input.repeats = bar == 4;
        input.not_declared = bar == 5 ? "residence" : NULL;
        struct tlri_eligibility out;
        assert_int_equal(decide(ctx, &decisions[0], &input, &out), TLR_OK);
        assert_int_equal(out.decision, NO);
        assert_false(out.disputed);
        assert_string_equal(out.clause, bars[bar].clause);
        assert_non_null(strstr(out.why, bars[bar].why));
        assert_int_equal(out.private_ground, bars[bar].private_ground);
    }
    tlr_ctx_free(ctx);
}

/* [ELG-11] to [ELG-13]: what the readings make of arrears, of few nominations and of one's own. */
static void readings_of_nominations_and_arrears(void **state)
{
    (void)state;
    static const struct {
        const char *name, *arrears, *needed, *self_nomination;
        bool in_arrears;
        uint32_t units;
        bool self, asks;
        enum tlri_eligible expected;
    } rows[] = {
        {"arrears bar", "bars", NULL, NULL, true, 1, false, false, NO},
        {"arrears do not bar", "does-not-bar", NULL, NULL, true, 1, false, false, YES},
        {"nobody nominates", NULL, NULL, NULL, false, 0, false, false, NO},
        {"oneself, undeclared", NULL, NULL, NULL, false, 0, true, true, NO},
        {"oneself, undeclared, but arrears bar", "bars", NULL, NULL, true, 0, true, false, NO},
        {"oneself, allowed", NULL, NULL, "allowed", false, 0, true, false, YES},
        {"oneself, not allowed", NULL, NULL, "not-allowed", false, 0, true, false, NO},
        {"oneself and a unit, undeclared", NULL, NULL, NULL, false, 1, true, false, YES},
        {"two needed, one", NULL, "2", NULL, false, 1, false, false, NO},
        {"two needed, two", NULL, "2", NULL, false, 2, false, false, YES},
        {"two needed, one and oneself, undeclared", NULL, "2", NULL, false, 1, true, true, NO},
        {"two needed, one and oneself, allowed", NULL, "2", "allowed", false, 1, true, false, YES},
        {"three needed, one and oneself", NULL, "3", NULL, false, 1, true, false, NO},
        {"none needed", NULL, "0", NULL, false, 0, false, false, YES},
    };
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *const pairs[4][2] = {{"candidate-months", "12"},
                                         {"candidate-arrears", rows[i].arrears},
                                         {"nominations-needed", rows[i].needed},
                                         {"self-nomination", rows[i].self_nomination}};
        struct tlri_reading_in_force list[4];
        memset(list, 0, sizeof list);
        struct tlri_readings readings = {ctx, 0, 4, list};
        for (size_t k = 0; k < 4; k++) {
            if (pairs[k][1] != NULL) {
                list[readings.count].name = pairs[k][0];
                list[readings.count++].value = pairs[k][1];
            }
        }
        struct tlri_eligibility_input input = input_of(&decisions[0]);
        input.arrears = rows[i].in_arrears;
        input.nominations = rows[i].units;
        input.self = rows[i].self;
        struct tlri_eligibility out;
        assert_int_equal(tlri_eligibility_decide(ctx, &input, &readings, &out), TLR_OK);
        if (out.decision != rows[i].expected ||
            tlri_nomination_asks(&readings, &input) != rows[i].asks) {
            fail_msg("%s: %d", rows[i].name, (int)out.decision);
        }
    }
    tlr_ctx_free(ctx);
}

/* [ELG-13] Whoever is excluded anyway raises no question about nominations of oneself. */
static void the_suspended_raise_no_question(void **state)
{
    (void)state;
    struct tlri_readings none = {NULL, 0, 0, NULL};
    struct tlri_eligibility_input input = input_of(&decisions[0]);
    input.nominations = 0;
    input.self = true;
    assert_true(tlri_nomination_asks(&none, &input));
    input.suspended = true;
    assert_false(tlri_nomination_asks(&none, &input));
}

/* [ELG-7] The day shown for the age limit says the same as the age. */
static void born_after_the_day_shown(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"2026-06-26", "1999-06-26"},
                                          {"2027-02-28", "2000-02-28"},
                                          {"2027-03-01", "2000-03-01"},
                                          {"2028-02-29", "2001-02-28"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_day on = day(rows[i][0]);
        struct tlri_day last = tlri_day_years_before(on, 27);
        assert_int_equal(tlri_day_compare(last, day(rows[i][1])), 0);
        assert_int_equal(tlri_day_age(last, on), 27);
    }
    assert_int_equal(tlri_day_age(day("2000-02-29"), day("2027-02-28")), 26);
    assert_int_equal(tlri_day_age(day("2001-03-01"), day("2028-02-29")), 26);
}

static void the_months_must_be_declared(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct decision row = decisions[0];
    row.months = NULL;
    struct tlri_eligibility_input input = input_of(&row);
    struct tlri_eligibility out;
    assert_int_equal(decide(ctx, &row, &input, &out), TLR_E_RULES);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3080);
    tlr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_the_calendar),
        cmocka_unit_test(months_before),
        cmocka_unit_test(weeks_before),
        cmocka_unit_test(months_at_leap_days),
        cmocka_unit_test(ages),
        cmocka_unit_test(precedents),
        cmocka_unit_test(other_bars_hold_under_every_reading),
        cmocka_unit_test(readings_of_nominations_and_arrears),
        cmocka_unit_test(born_after_the_day_shown),
        cmocka_unit_test(the_suspended_raise_no_question),
        cmocka_unit_test(the_months_must_be_declared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
