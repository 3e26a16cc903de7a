/*
 * Card votes: published results recomputed, misprinted ones refused with the row named.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "rules/card_vote.h"

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

#define HEAD "row,for,against\n"

/* 2021, card vote 1 (LabourList, October 2021). */
static const char table_2021[] = HEAD "clps votes,342921,8723\n"
                                      "affiliates votes,1810113,4825\n"
                                      "clps share,48.76,1.24\n"
                                      "affiliates share,49.87,0.13\n"
                                      "total share,98.63,1.37\n";

struct row {
    const char *name, *table;
    tlr_status status;
    uint32_t code, line;
    const char *message;                    /* part of the diagnostic, or NULL */
    int total_for, total_against, majority; /* in hundredths of a percent */
};

static const struct row rows[] = {
    {"2021", table_2021, TLR_OK, 0, 0, NULL, 9863, 137, 1},
    {"2022, as published",
     HEAD "clps share,21.09,28.09\naffiliates share,21.13,28.87\n"
          "total share,43.05,56.95\n",
     TLR_E_INPUT, 3061, 2, "\"clps share\" adds up to 49.18, not 50", 0, 0, 0},
    {"2022, mended",
     HEAD "clps share,21.92,28.08\naffiliates share,21.13,28.87\n"
          "total share,43.05,56.95\n",
     TLR_OK, 0, 0, NULL, 4305, 5695, -1},
    {"2022, total of another vote",
     HEAD "clps share,21.92,28.08\naffiliates share,21.13,28.87\n"
          "total share,43.15,56.85\n",
     TLR_E_INPUT, 3062, 4, "\"total share\" says 43.15 for, and the sum comes to 43.05", 0, 0, 0},
    {"2011", HEAD "clps percent,88,12\naffiliates percent,99,1\ntotal share,94,6\n", TLR_OK, 0, 0,
     NULL, 9350, 650, 1},
    {"a share that the votes do not come to",
     HEAD "clps votes,342921,8723\naffiliates votes,1810113,4825\nclps share,48.77,1.23\n",
     TLR_E_INPUT, 3062, 4, "\"clps share\" says 48.77 for, and the sum comes to 48.76", 0, 0, 0},
    {"votes of one section, percentages of the other: the total may be a unit off",
     HEAD "clps percent,33.3,66.7\naffiliates votes,1,2\ntotal share,33.3,66.7\n", TLR_OK, 0, 0,
     NULL, 3332, 6668, -1},
    {"... no more than that",
     HEAD "clps percent,33.3,66.7\naffiliates votes,1,2\ntotal share,33.5,66.5\n", TLR_E_INPUT,
     3062, 4, "\"total share\" says 33.5 for, and the sum comes to 33.3", 0, 0, 0},
    {"level", HEAD "clps votes,1,3\naffiliates votes,3,1\n", TLR_OK, 0, 0, NULL, 5000, 5000, 0},
    {"a majority of one in 10^12",
     HEAD "clps votes,500000000000,499999999999\n"
          "affiliates votes,1,1\n",
     TLR_OK, 0, 0, NULL, 5000, 5000, 1},
    {"no trailing line end, carriage returns",
     "row,for,against\r\nclps votes,1,1\r\naffiliates votes,1,1", TLR_OK, 0, 0, NULL, 5000, 5000,
     0},
    {"one section", HEAD "clps votes,1,1\n", TLR_E_INPUT, 3063, 0, "affiliates is missing", 0, 0,
     0},
    {"nobody voted", HEAD "clps votes,0,0\naffiliates votes,1,1\n", TLR_E_INPUT, 3063, 0,
     "CLPs is missing", 0, 0, 0},
    {"empty", "", TLR_E_INPUT, 3060, 0, "empty", 0, 0, 0},
    {"another table", "name,votes\n", TLR_E_INPUT, 3060, 1, "not a card vote table", 0, 0, 0},
    {"no field at all", HEAD "clps votes\n", TLR_E_INPUT, 3060, 2, "three fields", 0, 0, 0},
    {"a line without anything", HEAD "\nclps votes,1,1\n", TLR_E_INPUT, 3060, 2, "three fields", 0,
     0, 0},
    {"two wrong lines: the first is named first", HEAD "clps votes,1\nothers,2,1\n", TLR_E_INPUT,
     3060, 2, "three fields", 0, 0, 0},
    {"two fields", HEAD "clps votes,1\n", TLR_E_INPUT, 3060, 2, "three fields", 0, 0, 0},
    {"an unknown row", HEAD "unions votes,1,2\n", TLR_E_INPUT, 3060, 2, "no row of that name", 0, 0,
     0},
    {"a row twice", HEAD "clps votes,1,2\nclps votes,1,2\n", TLR_E_INPUT, 3060, 3, "twice", 0, 0,
     0},
    {"half a vote", HEAD "clps votes,1.5,2\n", TLR_E_INPUT, 3060, 2, "whole numbers", 0, 0, 0},
    {"five decimals", HEAD "clps share,48.76000,1.24\n", TLR_E_INPUT, 3060, 2, "four decimals", 0,
     0, 0},
    {"less than nothing", HEAD "clps votes,-1,2\n", TLR_E_INPUT, 3060, 2, "whole numbers", 0, 0, 0},
    {"too many", HEAD "clps votes,1000000000001,2\n", TLR_E_INPUT, 3060, 2, "whole numbers", 0, 0,
     0},
};

static void published_tables(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        struct tlri_card_table table;
        struct tlri_card_result result;
        memset(&result, 0, sizeof result);
        tlr_status status =
            tlri_card_table_read(*state, "vote.csv", row->table, strlen(row->table), &table);
        if (status == TLR_OK) {
            status = tlri_card_vote_work_out(*state, "vote.csv", &table, &result);
        }
        const tlr_diag *diag = tlr_ctx_diag(*state, 0);
        if (status != row->status || result.total_for != row->total_for ||
            result.total_against != row->total_against || result.majority != row->majority) {
            fail_msg("%s: %s, %d", row->name, tlr_status_name(status), (int)result.total_for);
        }
        if (row->message == NULL) {
            assert_null(diag);
        } else {
            assert_int_equal(diag->code, row->code);
            assert_int_equal(diag->line, row->line);
            if (strstr(diag->message, row->message) == NULL) {
                fail_msg("%s: %s", row->name, diag->message);
            }
        }
        tlr_ctx_diag_clear(*state);
    }
}

static void every_published_figure_is_compared(void **state)
{
    struct tlri_card_table table;
    struct tlri_card_result result;
    assert_int_equal(
        tlri_card_table_read(*state, "2021", table_2021, sizeof table_2021 - 1, &table), TLR_OK);
    assert_int_equal(tlri_card_vote_work_out(*state, "2021", &table, &result), TLR_OK);
    assert_int_equal(result.checks, 3 + 6);
    assert_int_equal(result.clps_for, 4876);
    assert_int_equal(result.clps_against, 124);
    assert_int_equal(result.affiliates_for, 4987);
    assert_int_equal(result.affiliates_against, 13);
}

struct words {
    const char *clps, *affiliates;
    tlr_status status;
    int total_for;
};

static const struct words words[] = {
    {"88%", "99%", TLR_OK, 9350},
    {"88%:12%", "99%:1%", TLR_OK, 9350},
    {"342921:8723", "1810113:4825", TLR_OK, 9863},
    {"88.25%", "0%", TLR_OK, 4413}, /* 44.125, half up */
    {"88", "99%", TLR_E_INPUT, 0},
    {"88%:12", "99%", TLR_E_INPUT, 0},
    {"101%", "99%", TLR_E_INPUT, 0},
    {"88%:14%", "99%", TLR_E_INPUT, 0},
    {"", "99%", TLR_E_INPUT, 0},
    {"%", "99%", TLR_E_INPUT, 0},
    {"1:2:3", "99%", TLR_E_INPUT, 0},
    {"88x%", "99%", TLR_E_INPUT, 0},
    {"88%:1x%", "99%", TLR_E_INPUT, 0},
    {"88.50%:11.5%", "99%", TLR_OK, 9375},
    {"1:", "99%", TLR_E_INPUT, 0},
    {"a:b", "99%", TLR_E_INPUT, 0},
};

static void sections_in_words(void **state)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct tlri_card_table table;
        struct tlri_card_result result;
        memset(&table, 0, sizeof table);
        memset(&result, 0, sizeof result);
        tlr_status status = tlri_card_section_read(*state, words[i].clps, false, &table);
        if (status == TLR_OK) {
            status = tlri_card_section_read(*state, words[i].affiliates, true, &table);
        }
        if (status == TLR_OK) {
            status = tlri_card_vote_work_out(*state, NULL, &table, &result);
        }
        if (status != words[i].status || result.total_for != words[i].total_for) {
            fail_msg("%s and %s: %s, %d", words[i].clps, words[i].affiliates,
                     tlr_status_name(status), (int)result.total_for);
        }
        assert_int_equal(tlr_ctx_diag_count(*state), status == TLR_OK ? 0 : 1);
        tlr_ctx_diag_clear(*state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(published_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_published_figure_is_compared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sections_in_words, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
