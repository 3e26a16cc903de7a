/*
 * test_io_csv.c: tables as spreadsheets write them: what is read, where things stand, what is said.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "io/csv.h"
#include "io/roll.h"
#include "support/faults.h"

enum { A, B, FIELDS };
static const char *const also_b[] = {"second thing", NULL};
static const struct tlri_csv_field fields[FIELDS] = {{"a", NULL, true}, {"b", also_b, false}};

/* ---- what is read ---- */

struct row {
    const char *name;
    const char *text;
    size_t rows;
    const char *a, *b;     /* of the last row; NULL: no such column */
    uint32_t line, column; /* of a in the last row */
};

static const struct row readable[] = {
    {"plain", "a,b\n1,2\n", 1, "1", "2", 2, 1},
    {"no line feed at the end", "a,b\n1,2", 1, "1", "2", 2, 1},
    {"only one column", "a\n1\n", 1, "1", NULL, 2, 1},
    {"byte order mark",
     "\xEF\xBB\xBF"
     "a,b\n1,2\n",
     1, "1", "2", 2, 1},
    {"CR LF", "a,b\r\n1,2\r\n3,4\r\n", 2, "3", "4", 3, 1},
    {"semicolons", "a;b\n1,5;2\n", 1, "1,5", "2", 2, 1},
    {"tabs", "a\tb\n1\t2\n", 1, "1", "2", 2, 1},
    {"other order", "b,a\n1,2\n", 1, "2", "1", 2, 3},
    {"another heading", "A, Second-Thing \n1,2\n", 1, "1", "2", 2, 1},
    {"a column nobody asked for", "x,a,y,b\n0,1,0,2\n", 1, "1", "2", 2, 3},
    {"quoted separator", "a,b\n\"1,5\",2\n", 1, "1,5", "2", 2, 1},
    {"quoted quotation mark", "a,b\n\"1\"\"5\",2\n", 1, "1\"5", "2", 2, 1},
    {"quoted line break in the first field", "a,b\n\"1\n5\",2\n", 1, "1\n5", "2", 2, 1},
    {"quoted line break, then a row", "a,b\n1,\"2\r\n\"\n3,4\n", 2, "3", "4", 4, 1},
    {"blanks around", "a,b\n  1  ,\t2 \n", 1, "1", "2", 2, 1},
    {"empty rows", "a,b\n\n,\n1,2\n\n ,  \n", 1, "1", "2", 4, 1},
    {"more fields, all empty", "a,b\n1,2,,\n", 1, "1", "2", 2, 1},
    {"empty field", "a,b\n1,\n", 1, "1", "", 2, 1},
};

static void it_is_read(void **state)
{
    const struct row *row = *state;
    struct tlri_csv *csv = NULL;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_int_equal(
        tlri_csv_read(ctx, "x.csv", row->text, strlen(row->text), fields, FIELDS, &csv), TLR_OK);
    assert_int_equal(tlr_ctx_diag_count(ctx), 0);
    assert_int_equal(csv->rows, row->rows);
    const struct tlri_csv_cell *a = tlri_csv_cell(csv, row->rows - 1, A);
    const struct tlri_csv_cell *b = tlri_csv_cell(csv, row->rows - 1, B);
    assert_string_equal(a->text, row->a);
    assert_int_equal(a->line, row->line);
    assert_int_equal(a->column, row->column);
    assert_int_equal(tlri_csv_has(csv, B), row->b != NULL);
    assert_true(row->b != NULL ? strcmp(b->text, row->b) == 0 : b->text == NULL);
    tlri_csv_free(csv);
    tlr_ctx_free(ctx);
}

/* ---- what is refused ---- */

struct bad {
    const char *name;
    const char *text;
    uint32_t code, line;
};

static const struct bad unreadable[] = {
    {"nothing", "", 2704, 1},
    {"only line feeds", "\n\n", 2704, 1},
    {"no such column", "b\n1\n", 2706, 1},
    {"a column twice", "a,b,a\n1,2,3\n", 2707, 1},
    {"Latin 1", "a,b\n1,2\n\xE9,2\n", 2700, 3},
    {"a control character", "a,b\n1,2\001\n", 2700, 2},
    {"UTF-16",
     "\xFF\xFE"
     "a",
     2701, 1},
    {"text after a quoted field", "a,b\n\"1\"x,2\n", 2702, 2},
    {"quotes that never end", "a,b\n1,\"2\n3,4\n", 2702, 4},
};

static void it_is_refused(void **state)
{
    const struct bad *bad = *state;
    struct tlri_csv *csv = NULL;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_int_equal(
        tlri_csv_read(ctx, "x.csv", bad->text, strlen(bad->text), fields, FIELDS, &csv),
        TLR_E_INPUT);
    assert_null(csv);
    const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
    assert_int_equal(diag->code, bad->code);
    assert_int_equal(diag->line, bad->line);
    assert_null(diag->source);
    tlr_ctx_free(ctx);
}

static void a_row_of_another_width_is_told(void **state)
{
    (void)state;
    static const char text[] = "a,b\n1\n1,2\n1,2,3\n";
    struct tlri_csv *csv = NULL;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_int_equal(tlri_csv_read(ctx, "x", text, strlen(text), fields, FIELDS, &csv), TLR_OK);
    assert_int_equal(csv->rows, 1);
    assert_int_equal(csv->problems, 2);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2703);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->line, 2);
    assert_int_equal(tlr_ctx_diag(ctx, 1)->line, 4);
    tlri_csv_free(csv);
    tlr_ctx_free(ctx);
}

/* ---- days ---- */

struct day {
    const char *text;
    const char *day; /* NULL: refused with */
    uint32_t code;
};

static const struct day days[] = {
    {"2025-12-31", "2025-12-31", 0}, {"31/12/2025", "2025-12-31", 0},
    {"1/2/2025", "2025-02-01", 0},   {"01.02.2025", "2025-02-01", 0},
    {"01-02-2025", "2025-02-01", 0}, {"29/02/2024", "2024-02-29", 0},
    {"29/02/2023", NULL, 2711},      {"2000-02-29", "2000-02-29", 0},
    {"1900-02-29", NULL, 2711},      {"31/04/2025", NULL, 2711},
    {"12/31/2025", NULL, 2712},      {"2025-13-01", NULL, 2712},
    {"1/2/25", NULL, 2710},          {"1/2-2025", NULL, 2710},
    {"today", NULL, 2710},           {"2025-12-31 ", "2025-12-31", 0},
    {"2025-12-31T00", NULL, 2710},   {"0/1/2025", NULL, 2711},
};

static void days_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        char text[64];
        char day[11] = "";
        struct tlri_csv *csv = NULL;
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        snprintf(text, sizeof text, "a\n%s\n", days[i].text);
        assert_int_equal(tlri_csv_read(ctx, "x", text, strlen(text), fields, FIELDS, &csv), TLR_OK);
        bool read = tlri_csv_day(csv, tlri_csv_cell(csv, 0, A), "a", day);
        assert_int_equal(read, days[i].day != NULL);
        if (read) {
            assert_string_equal(day, days[i].day);
        } else {
            assert_int_equal(tlr_ctx_diag(ctx, 0)->code, days[i].code);
        }
        tlri_csv_free(csv);
        tlr_ctx_free(ctx);
    }
}

/* ---- names ---- */

static bool one_name(const char *x, const char *y)
{
    struct tlri_digest a, b;
    return tlri_name_digest(x, &a) && tlri_name_digest(y, &b) &&
           memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

static void names_are_compared_in_one_form(void **state)
{
    (void)state;
    assert_true(one_name("Jos\xC3\xA9", "Jose\xCC\x81"));
    assert_true(one_name("ANN  Lee", "Ann Lee"));
    assert_true(one_name("O\xE2\x80\x99"
                         "Brien",
                         "O'Brien"));
    assert_false(one_name("Jose", "Jos\xC3\xA9"));
    assert_false(one_name("Ann Lee", "AnnLee"));
}

/* ---- memory ---- */

static void running_out_of_memory(void **state)
{
    (void)state;
    static const char text[] = "member,name,joined,suspended\n"
                               "2,B,2020-01-01,no\n1,A,2020-01-01,no\n1,A,2020-01-01,no\n";
    for (size_t n = 1;; n++) {
        struct faults faults;
        struct tlri_roll *roll = NULL;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = tlri_roll_read(ctx, "r.csv", text, strlen(text), &roll);
            /* A message that could not be kept is counted; everything else must be whole. */
            assert_true(status == TLR_OK || (status == TLR_E_MEMORY && faults.failed > 0));
            assert_true(status != TLR_OK || roll->members == 2);
            tlri_roll_free(roll);
        }
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
}

int main(void)
{
    enum { READ = sizeof readable / sizeof readable[0] };
    enum { REFUSED = sizeof unreadable / sizeof unreadable[0] };
    struct CMUnitTest tests[READ + REFUSED + 4];
    size_t n = 0;
    for (size_t i = 0; i < READ; i++) {
        tests[n++] = (struct CMUnitTest){readable[i].name, it_is_read, NULL, NULL,
                                         (void *)(uintptr_t)&readable[i]};
    }
    for (size_t i = 0; i < REFUSED; i++) {
        tests[n++] = (struct CMUnitTest){unreadable[i].name, it_is_refused, NULL, NULL,
                                         (void *)(uintptr_t)&unreadable[i]};
    }
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(a_row_of_another_width_is_told);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(days_are_read);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(names_are_compared_in_one_form);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(running_out_of_memory);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
