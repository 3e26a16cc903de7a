/*
 * A vote by branches and affiliates: what is summed, and everything that a ledger is refused for
 * ([UVO-1] to [UVO-5] of spec/formats/unit-votes.md).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "rules/unit_votes.h"

static int set_up(void **state)
{
    *state = tlr_ctx_new(NULL, NULL);
    return *state == NULL;
}

static int tear_down(void **state)
{
    tlr_ctx_free(*state);
    return 0;
}

/* name, kind, votes, for, against, abstained, ground */
#define UNIT(unit, kind, votes, yes, no, none, ground)                                             \
    {                                                                                              \
        unit, kind, ground, false, votes, yes, no, none, 0, 1                                      \
    }
#define TOTAL(kind, votes, yes, no, none)                                                          \
    {                                                                                              \
        "total", kind, NULL, true, votes, yes, no, none, 0, 1                                      \
    }

struct ledger {
    const char *name;
    uint32_t code, line; /* the first diagnostic, or 0 */
    const char *message;
    size_t diags;
    struct tlri_unit_row row[4];
};

static const struct ledger ledgers[] = {
    {"UVO-1 the same name in two kinds is two units",
     0,
     0,
     NULL,
     0,
     {UNIT("East", "branch", 2, 1, 1, 0, NULL), UNIT("East", "affiliate", 1, 1, 0, 0, NULL)}},
    {"UVO-1 two units of a kind",
     0,
     0,
     NULL,
     0,
     {UNIT("East", "branch", 1, 1, 0, 0, NULL), UNIT("West", "branch", 1, 0, 1, 0, NULL)}},
    {"UVO-1 a unit twice",
     5102,
     3,
     "stands on line 2 already",
     1,
     {UNIT("East", "branch", 1, 1, 0, 0, NULL), UNIT("East", "branch", 1, 0, 1, 0, NULL)}},
    {"UVO-2 more votes than it has",
     5103,
     2,
     "has 2 votes, and 3 are recorded",
     1,
     {UNIT("East", "branch", 2, 1, 1, 1, NULL)}},
    {"UVO-3 unequal, without a ground",
     5104,
     3,
     "has 2 votes, the unit of the same kind on line 2 has 1",
     1,
     {UNIT("East", "branch", 1, 1, 0, 0, NULL), UNIT("West", "branch", 2, 2, 0, 0, "")}},
    {"UVO-3 unequal, with a ground",
     0,
     0,
     NULL,
     0,
     {UNIT("East", "branch", 1, 1, 0, 0, NULL), UNIT("West", "branch", 2, 2, 0, 0, "minute 4"),
      UNIT("Hill", "branch", 1, 1, 0, 0, NULL)}},
    {"UVO-4 a kind called all",
     5106,
     2,
     "none is called 'all'",
     1,
     {UNIT("East", "all", 1, 1, 0, 0, NULL)}},
    {"UVO-5 totals of a kind and of all, votes published or not",
     0,
     0,
     NULL,
     0,
     {UNIT("East", "branch", 3, 1, 1, 1, NULL), UNIT("Union", "affiliate", 2, 2, 0, 0, NULL),
      TOTAL("branch", 3, 1, 1, 1), TOTAL("all", 0, 3, 1, 1)}},
    {"UVO-5 another number for",
     5105,
     3,
     "2 for, 1 against, 1 abstained; the units come to 1, 1, 1",
     1,
     {UNIT("East", "branch", 3, 1, 1, 1, NULL), TOTAL("branch", 3, 2, 1, 1)}},
    {"UVO-5 another number against",
     5105,
     3,
     "1 for, 0 against",
     1,
     {UNIT("East", "branch", 3, 1, 1, 1, NULL), TOTAL("branch", 3, 1, 0, 1)}},
    {"UVO-5 another number abstained",
     5105,
     3,
     "1 against, 0 abstained",
     1,
     {UNIT("East", "branch", 3, 1, 1, 1, NULL), TOTAL("branch", 3, 1, 1, 0)}},
    {"UVO-5 another number of votes",
     5105,
     3,
     "with 3 votes in all",
     1,
     {UNIT("East", "branch", 3, 1, 1, 1, NULL), TOTAL("branch", 4, 1, 1, 1)}},
    {"UVO-5 a total of a kind that no unit is of",
     5105,
     3,
     "the units come to 0, 0, 0",
     1,
     {UNIT("East", "branch", 3, 1, 1, 1, NULL), TOTAL("union", 3, 1, 1, 1)}},
    {"no unit at all", 5107, 1, "no unit stands", 1, {TOTAL("all", 1, 1, 0, 0)}},
    {"nothing at all", 5107, 1, "no unit stands", 1, {{0}}},
    {"two mistakes are told in one pass; the totals are not looked at",
     5103,
     2,
     "has 1 votes, and 2",
     2,
     {UNIT("East", "branch", 1, 1, 1, 0, NULL), UNIT("West", "branch", 2, 1, 1, 0, NULL),
      TOTAL("all", 0, 9, 9, 9)}},
};

/* Rows with a unit's name, numbered as lines of a file are. */
static struct tlri_unit_ledger open_ledger(struct tlri_unit_row *row, size_t n)
{
    struct tlri_unit_ledger ledger = {"ledger.csv", 0, row};
    while (ledger.rows < n && row[ledger.rows].unit != NULL) {
        row[ledger.rows].line = (uint32_t)ledger.rows + 2;
        ledger.rows++;
    }
    return ledger;
}

static void a_ledger_is_summed_or_refused(void **state)
{
    for (size_t i = 0; i < sizeof ledgers / sizeof ledgers[0]; i++) {
        const struct ledger *expected = &ledgers[i];
        struct tlri_unit_row row[4];
        struct tlri_unit_votes out;
        memcpy(row, expected->row, sizeof row);
        const struct tlri_unit_ledger ledger = open_ledger(row, 4);
        tlr_status status = tlri_unit_votes_sum(*state, &ledger, &out);
        const tlr_diag *diag = tlr_ctx_diag(*state, 0);
        if (status != (expected->code == 0 ? TLR_OK : TLR_E_INPUT) ||
            tlr_ctx_diag_count(*state) != expected->diags ||
            (out.sums == 0) != (status != TLR_OK)) {
            fail_msg("%s: %s, %zu", expected->name, tlr_status_name(status),
                     tlr_ctx_diag_count(*state));
        }
        if (diag != NULL) {
            assert_int_equal(diag->code, expected->code);
            assert_int_equal(diag->line, expected->line);
            assert_non_null(strstr(diag->message, expected->message));
        }
        tlr_ctx_diag_clear(*state);
    }
}

static void the_sums_are_by_kind_and_of_all(void **state)
{
    struct tlri_unit_row row[] = {UNIT("East", "branch", 4, 3, 0, 1, NULL),
                                  UNIT("West", "branch", 4, 0, 0, 0, NULL),
                                  UNIT("Union", "affiliate", 2, 0, 2, 0, NULL),
                                  TOTAL("branch", 8, 3, 0, 1), TOTAL("all", 10, 3, 2, 1)};
    const struct tlri_unit_ledger ledger = open_ledger(row, 5);
    struct tlri_unit_votes out;
    assert_int_equal(tlri_unit_votes_sum(*state, &ledger, &out), TLR_OK);
    assert_int_equal(out.sums, 3);
    assert_string_equal(out.sum[0].kind, "branch");
    assert_int_equal(out.sum[0].units, 2);
    assert_int_equal(out.sum[0].silent, 1);
    assert_string_equal(out.sum[2].kind, "all");
    assert_int_equal(out.sum[2].votes, 10);
    assert_int_equal(out.sum[2].in_favour, 3);
    assert_int_equal(out.sum[2].against, 2);
    assert_int_equal(out.sum[2].abstained, 1);
    assert_int_equal(out.checks, 2);
    assert_int_equal(out.majority, 1);
}

/* Sixteen kinds have a sum each; the seventeenth is refused. */
static void there_is_room_for_sixteen_kinds(void **state)
{
    char kind[TLRI_UNIT_KINDS_MAX + 1][8];
    struct tlri_unit_row row[TLRI_UNIT_KINDS_MAX + 1];
    struct tlri_unit_votes out;
    for (size_t i = 0; i <= TLRI_UNIT_KINDS_MAX; i++) {
        (void)snprintf(kind[i], sizeof kind[i], "k%zu", i);
        row[i] = (struct tlri_unit_row)UNIT("A", kind[i], 1, 0, 1, 0, NULL);
    }
    struct tlri_unit_ledger ledger = open_ledger(row, TLRI_UNIT_KINDS_MAX);
    assert_int_equal(tlri_unit_votes_sum(*state, &ledger, &out), TLR_OK);
    assert_int_equal(out.sums, TLRI_UNIT_KINDS_MAX + 1);
    assert_int_equal(out.sum[TLRI_UNIT_KINDS_MAX].against, TLRI_UNIT_KINDS_MAX);
    assert_int_equal(out.majority, -1);
    ledger = open_ledger(row, TLRI_UNIT_KINDS_MAX + 1);
    assert_int_equal(tlri_unit_votes_sum(*state, &ledger, &out), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag(*state, 0)->code, 5106);
    assert_int_equal(tlr_ctx_diag(*state, 0)->line, TLRI_UNIT_KINDS_MAX + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ledger_is_summed_or_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_sums_are_by_kind_and_of_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(there_is_room_for_sixteen_kinds, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
