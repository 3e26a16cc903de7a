/*
 * Editions other than those built in: a figure missing or absurd, a reading without a default, a
 * value nobody can apply; and how an edition and its changes are printed.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "io/rulebook.h"
#include "rules/embedded.h"
#include "rules/describe.h"
#include "rules/entitlement.h"

#define TEXT_MAX 65536u

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

/* The edition 2022 with every `find` replaced. */
static struct tlri_rulebook *changed_edition(tlr_ctx *ctx, const char *find, const char *replace)
{
    static char text[TEXT_MAX];
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(ctx, "spec/rulebook/2022.xml", TEXT_MAX, &bytes), TLR_OK);
    size_t len = 0, changes = 0;
    for (const char *at = bytes.data; *at != '\0';) {
        bool here = strncmp(at, find, strlen(find)) == 0;
        size_t n = here ? strlen(replace) : 1;
        assert_true(len + n < TEXT_MAX);
        memcpy(text + len, here ? replace : at, n);
        len += n;
        at += here ? strlen(find) : 1;
        changes += here ? 1u : 0u;
    }
    tlri_bytes_drop(&bytes);
    assert_true(changes > 0);
    struct tlri_rulebook *book = NULL;
    assert_int_equal(tlri_rulebook_read(ctx, "changed.xml", text, len, &book), TLR_OK);
    return book;
}

struct change {
    const char *find, *replace;
    uint64_t members, women, hq, resolved; /* hq 0, resolved 99: not stated */
    enum tlri_last_year last_year;
    tlr_status status;
    uint32_t code;
    const char *message, *hint; /* parts, or NULL */
};

#define OPEN(name, preset)                                                                         \
    "<reading name=\"" name "\" required=\"no\" default=\"" preset "\">",                          \
        "<reading name=\"" name "\" required=\"yes\">"
#define MAN     TLRI_LAST_YEAR_MAN
#define SEVERAL TLRI_LAST_YEAR_SEVERAL

static const struct change changes[] = {
    {"name=\"first-block\"", "name=\"block-one\"", 800, 0, 0, 99, MAN, TLR_E_RULES, 3042,
     "has no figure \"first-block\"", "Add it"},
    {"name=\"youth-delegates\"", "name=\"youth\"", 800, 0, 0, 99, MAN, TLR_E_RULES, 3042,
     "has no figure \"youth-delegates\"", "Add it"},
    {"value=\"749\"", "value=\"0\"", 800, 0, 0, 99, MAN, TLR_E_RULES, 3042, "cannot be 0",
     "Correct"},
    {"value=\"50\"", "value=\"101\"", 800, 0, 0, 99, MAN, TLR_E_RULES, 3042, "cannot be 101",
     "Correct"},
    {"name=\"delegation-cap\" value=\"6\"", "name=\"delegation-cap\" value=\"0\"", 800, 0, 0, 99,
     MAN, TLR_E_RULES, 3042, "cannot be 0", "Correct"},
    {"value=\"250\"", "value=\"1\"", 2000000, 0, 0, 99, MAN, TLR_E_RULES, 3042,
     "give 1999252 ordinary places", "Correct"},
    {"value=\"250\"", "value=\"100\"", 849, 0, 0, 99, MAN, TLR_OK, 0, NULL, NULL},
    {OPEN("part-thereof", "ceil"), 800, 0, 0, 99, MAN, TLR_E_RULES, 3046, "part-thereof",
     "here gives 0 further delegates"},
    {OPEN("part-thereof", "ceil"), 999, 0, 0, 99, MAN, TLR_OK, 0, NULL, NULL},
    {OPEN("part-thereof", "ceil"), 749, 0, 0, 99, MAN, TLR_OK, 0, NULL, NULL},
    {OPEN("base-count", "hq-certified"), 749, 0, 750, 99, MAN, TLR_E_RULES, 3046, "base-count",
     "recomputed here gives the CLP's own number"},
    {OPEN("base-count", "hq-certified"), 999, 0, 999, 99, MAN, TLR_OK, 0, NULL, NULL},
    {OPEN("alternate-year-gap", "refer"), 600, 0, 0, 99, SEVERAL, TLR_E_RULES, 3046,
     "alternate-year-gap", "as-man-year here gives a woman or nobody"},
    {OPEN("alternate-year-gap", "refer"), 600, 0, 0, 99, MAN, TLR_OK, 0, NULL, NULL},
    {OPEN("women-base", "to-fill"), 1750, 0, 0, 4, MAN, TLR_E_RULES, 3046, "women-base",
     "entitled (source C19, grade C: "},
    {OPEN("women-base", "to-fill"), 1750, 0, 0, 99, MAN, TLR_OK, 0, NULL, NULL},
    {OPEN("women-scope", "ordinary"), 800, 100, 0, 99, MAN, TLR_E_RULES, 3046, "women-scope",
     "whole-delegation here gives a share of all places"},
    {OPEN("women-scope", "ordinary"), 999, 99, 0, 99, MAN, TLR_OK, 0, NULL, NULL},
    {OPEN("single-delegate-test", "appointed"), 1750, 0, 0, 1, MAN, TLR_E_RULES, 3046,
     "single-delegate-test",
     "appointed (source B1, grade B: the rule text) here gives the rule of the"},
    {OPEN("single-delegate-test", "appointed"), 600, 0, 0, 99, MAN, TLR_OK, 0, NULL, NULL},
    {"\"ceil\"", "\"upward\"", 800, 0, 0, 99, MAN, TLR_E_RULES, 3043,
     "the value upward of the reading part-thereof", "entitlement.md"},
    {"reading name=\"cap-scope\"", "reading name=\"cap-reach\"", 3500, 100, 0, 99, MAN, TLR_E_RULES,
     3046, "its values differ in this case", "ordinary-only here gives 7 delegates in all; "},
};

static void editions_of_ones_own(void **state)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const struct change *row = &changes[i];
        struct tlri_rulebook *book = changed_edition(*state, row->find, row->replace);
        struct tlri_readings_request request = {.rulebook = book};
        struct tlri_readings readings;
        assert_int_equal(tlri_readings_resolve(*state, &request, &readings), TLR_OK);
        struct tlri_entitlement_input in = {.conference = 2023,
                                            .members = row->members,
                                            .women = row->women,
                                            .hq_members_stated = row->hq != 0,
                                            .hq_members = row->hq,
                                            .resolved_stated = row->resolved != 99,
                                            .resolved = row->resolved,
                                            .last_year = row->last_year};
        struct tlri_entitlement out;
        tlr_status status = tlri_entitlement_work_out(*state, &in, book, &readings, &out);
        const tlr_diag *diag = tlr_ctx_diag(*state, 0);
        if (status != row->status || (diag != NULL ? diag->code : 0) != row->code) {
            fail_msg("row %zu: %s, %u", i, tlr_status_name(status), diag != NULL ? diag->code : 0);
        }
        if (row->message != NULL && (strstr(diag->message, row->message) == NULL ||
                                     strstr(diag->hint, row->hint) == NULL)) {
            fail_msg("row %zu: \"%s\" / \"%s\"", i, diag->message, diag->hint);
        }
        tlri_entitlement_drop(&out);
        tlri_readings_drop(&readings);
        tlri_rulebook_free(book);
        tlr_ctx_diag_clear(*state);
    }
}

/* A share of other than half is rounded up to whole women. */
static void a_share_is_rounded_up(void **state)
{
    static const struct {
        const char *percent;
        uint32_t women;
    } rows[] = {{"value=\"0\"", 0},  {"value=\"33\"", 1}, {"value=\"34\"", 2}, {"value=\"40\"", 2},
                {"value=\"66\"", 2}, {"value=\"67\"", 3}, {"value=\"100\"", 3}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_rulebook *book = changed_edition(*state, "value=\"50\"", rows[i].percent);
        const struct tlri_declared_reading ceil = {.name = "women-rounding", .value = "ceil"};
        struct tlri_readings_request request = {.rulebook = book, .declared = 1, .declare = &ceil};
        struct tlri_readings readings;
        assert_int_equal(tlri_readings_resolve(*state, &request, &readings), TLR_OK);
        struct tlri_entitlement_input in = {.conference = 2023, .members = 1000};
        struct tlri_entitlement out;
        assert_int_equal(tlri_entitlement_work_out(*state, &in, book, &readings, &out), TLR_OK);
        assert_int_equal(out.ordinary, 3);
        assert_int_equal(out.women_minimum, rows[i].women);
        tlri_entitlement_drop(&out);
        tlri_readings_drop(&readings);
        tlri_rulebook_free(book);
    }
}

/* ---- printing ---- */

static const char older[] =
    "<rulebook xmlns=\"urn:teller:rulebook:1\" id=\"old\" from-year=\"2001\" to-year=\"2001\">"
    "<title>Old</title><source id=\"S1\" grade=\"C\">A source.</source>"
    "<rule clause=\"C1\">One thing.</rule><rule clause=\"C2\">The same.</rule>"
    "<figure name=\"gone\" value=\"1\" unit=\"members\" clause=\"C1\" source=\"S1\" grade=\"C\""
    " checked=\"yes\"/>"
    "<figure name=\"more\" value=\"1\" unit=\"members\" clause=\"C1\" source=\"S1\" grade=\"C\""
    " checked=\"yes\"/>"
    "<figure name=\"same\" value=\"1\" unit=\"members\" clause=\"C1\" source=\"S1\" grade=\"C\""
    " checked=\"yes\"/>"
    "<reading name=\"dropped\" required=\"no\"><about>A.</about></reading>"
    "<reading name=\"wider\" required=\"no\"><about>A.</about>"
    "<value name=\"x\" grade=\"D\">X.</value></reading>"
    "<reading name=\"renamed\" required=\"no\"><about>A.</about>"
    "<value name=\"x\" grade=\"D\">X.</value></reading>"
    "<reading name=\"kept\" required=\"no\"><about>A.</about></reading></rulebook>";

static const char newer[] =
    "<rulebook xmlns=\"urn:teller:rulebook:1\" id=\"new\" from-year=\"2002\">"
    "<title>New</title><source id=\"S1\" grade=\"C\">A source with so many words that the line "
    "which they are in cannot hold them all, and goes on.</source>"
    "<rule clause=\"C1\">Another thing.</rule><rule clause=\"C2\">The same.</rule>"
    "<figure name=\"more\" value=\"2\" unit=\"members\" clause=\"C1\" source=\"S1\" grade=\"C\""
    " checked=\"yes\"/>"
    "<figure name=\"same\" value=\"1\" unit=\"members\" clause=\"C1\" source=\"S1\" grade=\"C\""
    " checked=\"no\"/>"
    "<reading name=\"wider\" required=\"no\" default=\"y\"><about>A.</about>"
    "<value name=\"x\" grade=\"D\">X.</value>"
    "<value name=\"y\" source=\"S1\" grade=\"C\" holds=\"Some\">Y.</value></reading>"
    "<reading name=\"renamed\" required=\"no\"><about>A.</about>"
    "<value name=\"z\" grade=\"D\">Z.</value></reading>"
    "<reading name=\"kept\" required=\"no\"><about>A.</about></reading>"
    "<reading name=\"added\" required=\"yes\" since=\"2002-05-01\"><about>A.</about></reading>"
    "</rulebook>";

static const char printed[] =
    "Edition new: New\n"
    "Governs delegations to the conferences from 2002 on.\n"
    "1 of 2 figures were not checked against the Rule Book.\n"
    "\n"
    "Changes from the edition old\n"
    "  figure more: 2 members, was 1 members\n"
    "  figure gone: gone\n"
    "  clause C1: reworded\n"
    "  reading wider: changed\n"
    "  reading renamed: changed\n"
    "  reading added: new, must be declared where nominations close from "
    "2002-05-01 on\n"
    "  reading dropped: gone\n"
    "\n"
    "Figures\n"
    "  more                    2 members    C1           S1, grade C, "
    "checked\n"
    "  same                    1 members    C1           S1, grade C, "
    "not checked\n"
    "\n"
    "Clauses, in our words\n"
    "  C1  Another thing.\n"
    "  C2  The same.\n"
    "\n"
    "Readings\n"
    "  wider\n"
    "    A.\n"
    "    x [no source]\n"
    "      X.\n"
    "    y (default) [S1, grade C]\n"
    "      Y.\n"
    "      Held by: Some\n"
    "  renamed\n"
    "    A.\n"
    "    z [no source]\n"
    "      Z.\n"
    "  kept\n"
    "    A.\n"
    "  added: must be declared where nominations close from 2002-05-01 on\n"
    "    A.\n"
    "\n"
    "Sources (grade A official, B named quotation or press, C partisan or "
    "local,\nD inference)\n"
    "  S1 (C)  A source with so many words that the line which they are in "
    "cannot\n"
    "      hold them all, and goes on.\n";

static struct tlri_rulebook *edition_of(tlr_ctx *ctx, const char *text)
{
    struct tlri_rulebook *book = NULL;
    assert_int_equal(tlri_rulebook_read(ctx, "edition", text, strlen(text), &book), TLR_OK);
    return book;
}

static void an_edition_is_printed_with_its_changes(void **state)
{
    struct tlri_rulebook *before = edition_of(*state, older), *now = edition_of(*state, newer);
    struct tlri_buf buf;
    tlri_buf_init(&buf, *state, TEXT_MAX);
    assert_int_equal(tlri_rulebook_describe(now, before, &buf), TLR_OK);
    assert_string_equal(buf.data, printed);
    tlri_buf_drop(&buf);
    tlri_buf_init(&buf, *state, TEXT_MAX);
    assert_int_equal(tlri_rulebook_describe(before, before, &buf), TLR_OK);
    assert_non_null(strstr(buf.data, "Governs delegations to the conference of 2001.\n\nChanges"));
    assert_non_null(strstr(buf.data, "none in figures, clauses or readings"));
    tlri_buf_drop(&buf);
    tlri_buf_init(&buf, *state, TEXT_MAX);
    assert_int_equal(tlri_rulebook_describe(before, NULL, &buf), TLR_OK);
    assert_null(strstr(buf.data, "Changes"));
    tlri_buf_drop(&buf);
    tlri_rulebook_free(before);
    tlri_rulebook_free(now);
}

/* What else may change from one edition to the next: a unit, a duty, a default; a figure, a clause
 * that are new. Names need not be ASCII. */
static const char plain[] =
    "<rulebook xmlns=\"urn:teller:rulebook:1\" id=\"plain\" from-year=\"2001\" to-year=\"2003\">"
    "<title>Plain</title><source id=\"S1\" grade=\"A\">A source.</source>"
    "<rule clause=\"C1\">One thing.</rule>"
    "<figure name=\"unit\" value=\"1\" unit=\"members\" clause=\"C1\" source=\"S1\" grade=\"A\""
    " checked=\"yes\"/>"
    "<reading name=\"duty\" required=\"no\"><about>A.</about></reading>"
    "<reading name=\"got\" required=\"no\"><about>A.</about>"
    "<value name=\"x\" grade=\"D\">X.</value></reading>"
    "<reading name=\"lost\" required=\"no\" default=\"x\"><about>A.</about>"
    "<value name=\"x\" grade=\"D\">X.</value></reading></rulebook>";

static const char changed[] =
    "<rulebook xmlns=\"urn:teller:rulebook:1\" id=\"changed\" from-year=\"2004\">"
    "<title>Changed</title><source id=\"S1\" grade=\"A\">A r\xc3\xa9sum\xc3\xa9.</source>"
    "<rule clause=\"C1\">One thing, \xc3\xa0 part.</rule><rule clause=\"C9\">Another.</rule>"
    "<figure name=\"unit\" value=\"1\" unit=\"delegates\" clause=\"C1\" source=\"S1\" grade=\"A\""
    " checked=\"yes\"/>"
    "<figure name=\"first\" value=\"3\" unit=\"members\" clause=\"C9\" source=\"S1\" grade=\"A\""
    " checked=\"yes\"/>"
    "<reading name=\"duty\" required=\"yes\"><about>A.</about></reading>"
    "<reading name=\"got\" required=\"no\" default=\"x\"><about>A.</about>"
    "<value name=\"x\" grade=\"D\">X.</value></reading>"
    "<reading name=\"lost\" required=\"no\"><about>A.</about>"
    "<value name=\"x\" grade=\"D\">X.</value></reading></rulebook>";

static void every_kind_of_change_is_told(void **state)
{
    static const char *const told[] = {
        "  figure unit: 1 delegates, was 1 members\n",
        "  figure first: 3 members, new\n",
        "  clause C1: reworded\n",
        "  clause C9: new\n",
        "  reading duty: changed\n",
        "  reading got: changed\n",
        "  reading lost: changed\n",
    };
    struct tlri_rulebook *before = edition_of(*state, plain), *now = edition_of(*state, changed);
    struct tlri_buf buf;
    tlri_buf_init(&buf, *state, TEXT_MAX);
    assert_int_equal(tlri_rulebook_describe(now, before, &buf), TLR_OK);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        if (strstr(buf.data, told[i]) == NULL) {
            fail_msg("not told: %s", told[i]);
        }
    }
    tlri_buf_drop(&buf);
    tlri_rulebook_free(before);
    tlri_rulebook_free(now);
}

/* Whatever does not fit is said, at whichever word the room ends. */
static void a_page_that_is_full(void **state)
{
    const char *const pairs[][2] = {{older, newer}, {plain, changed}, {changed, plain}};
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        struct tlri_rulebook *before = edition_of(*state, pairs[p][0]);
        struct tlri_rulebook *now = edition_of(*state, pairs[p][1]);
        tlr_status status = TLR_E_LIMIT;
        size_t max = 1;
        for (; status == TLR_E_LIMIT; max++) {
            struct tlri_buf buf;
            tlri_buf_init(&buf, *state, max);
            status = tlri_rulebook_describe(now, before, &buf);
            assert_true(status == TLR_OK || buf.len <= max);
            tlri_buf_drop(&buf);
        }
        assert_int_equal(status, TLR_OK);
        assert_true(max > 400);
        tlri_rulebook_free(before);
        tlri_rulebook_free(now);
    }
}

/* The same for the values of a reading, as a message lists them. */
static void a_list_of_values_that_is_full(void **state)
{
    struct tlri_rulebook *book = edition_of(*state, newer);
    for (size_t i = 0; i < book->readings; i++) {
        tlr_status status = TLR_E_LIMIT;
        for (size_t max = 1; status == TLR_E_LIMIT; max++) {
            struct tlri_buf buf;
            tlri_buf_init(&buf, *state, max);
            status = tlri_reading_values_text(&book->reading[i], &buf);
            tlri_buf_drop(&buf);
        }
        assert_int_equal(status, TLR_OK);
    }
    tlri_rulebook_free(book);
}

/* The years by which an edition inside the library is found are those that the file itself says. */
static void editions_are_found_by_their_years(void **state)
{
    struct tlri_rulebook *book[16];
    assert_in_range(tlri_rulebook_files_count, 1, 16);
    for (size_t i = 0; i < tlri_rulebook_files_count; i++) {
        const struct tlri_embedded_file *file = &tlri_rulebook_files[i];
        assert_int_equal(
            tlri_rulebook_read(*state, file->name, (const char *)file->bytes, file->len, &book[i]),
            TLR_OK);
        assert_int_equal(file->from_year, book[i]->from_year);
        assert_int_equal(file->to_year, book[i]->to_year);
    }
    for (uint32_t year = 1990; year <= 2060; year++) {
        size_t one = tlri_rulebook_files_count;
        for (size_t i = 0; i < tlri_rulebook_files_count; i++) {
            one = tlri_rulebook_governs(book[i], year) ? i : one;
        }
        const struct tlri_embedded_file *found = tlri_embedded_for(year);
        assert_ptr_equal(found, one < tlri_rulebook_files_count ? &tlri_rulebook_files[one] : NULL);
    }
    for (size_t i = 0; i < tlri_rulebook_files_count; i++) {
        tlri_rulebook_free(book[i]);
    }
}

/* year, the edition that governs, the last that ended before. */
static void editions_before_and_after(void **state)
{
    static const struct {
        uint32_t year;
        const char *governs, *before;
    } rows[] = {
        {0, NULL, "2025.xml"},          {2016, NULL, NULL},
        {2017, "2017.xml", NULL},       {2018, "2018.xml", "2017.xml"},
        {2020, NULL, "2019.xml"},       {2022, "2021.xml", "2019.xml"},
        {2023, "2022.xml", "2021.xml"}, {2025, "2025.xml", "2022.xml"},
        {2099, "2025.xml", "2022.xml"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct tlri_embedded_file *file = tlri_embedded_for(rows[i].year);
        assert_true(tlri_streq(file != NULL ? file->name : NULL, rows[i].governs));
        file = tlri_embedded_last(rows[i].year);
        assert_true(tlri_streq(file != NULL ? file->name : NULL, rows[i].before));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(editions_are_found_by_their_years, set_up, tear_down),
        cmocka_unit_test(editions_before_and_after),
        cmocka_unit_test_setup_teardown(editions_of_ones_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_share_is_rounded_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_edition_is_printed_with_its_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_kind_of_change_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_that_is_full, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_of_values_that_is_full, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
