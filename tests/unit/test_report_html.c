/*
 * tests/unit/test_report_html.c: the writer of HTML: what a text may not do to a page, and what the
 * writer refuses. spec/formats/html.md [HTM-8].
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/wrap.h"
#include "report/clauses.h"
#include "report/html_write.h"
#include "teller.h"

struct row {
    const char *what, *text, *expected;
};

static void assert_text(void (*put)(struct tlri_html *, const char *), const struct row *row)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_buf out;
    struct tlri_html html;
    tlri_buf_init(&out, ctx, 4096);
    tlri_html_begin(&html, ctx, &out);
    tlri_html_open(&html, "p");
    put(&html, row->text);
    tlri_html_close(&html);
    assert_int_equal(tlri_html_end(&html), TLR_OK);
    assert_string_equal(out.data, row->expected);
    tlri_buf_drop(&out);
    tlr_ctx_free(ctx);
}

#define PAGE(text) "<!DOCTYPE html>\n<p>" text "</p>\n"
#define FFFD       "\xEF\xBF\xBD"

static void test_text_is_escaped(void **state)
{
    static const struct row rows[] = {
        {"plain", "Ann", PAGE("Ann")},
        {"markup", "<b>&\"", PAGE("&lt;b&gt;&amp;&quot;")},
        {"override",
         "a\xE2\x80\xAE"
         "b",
         PAGE("a" FFFD "b")},
        {"embedding", "\xE2\x80\xAA", PAGE(FFFD)},
        {"isolate", "\xE2\x81\xA6x\xE2\x81\xA9", PAGE(FFFD "x" FFFD)},
        {"marks of direction stay", "\xE2\x80\x8F", PAGE("\xE2\x80\x8F")},
        {"neighbours stay", "\xE2\x80\xA9\xE2\x80\xAF\xE2\x81\xAA",
         PAGE("\xE2\x80\xA9\xE2\x80\xAF\xE2\x81\xAA")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_text(tlri_html_text, &rows[i]);
    }
}

static void test_names_in_sentences(void **state)
{
    static const struct row rows[] = {
        {"none", "nobody", PAGE("nobody")},
        {"one", TLRI_HTML_NAME_BEGINS "A<B" TLRI_HTML_NAME_ENDS " was elected",
         PAGE("<bdi>A&lt;B</bdi> was elected")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_text(tlri_html_marked, &rows[i]);
    }
}

static tlr_status write_one(const char *text, bool close, const char *value)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_buf out;
    struct tlri_html html;
    tlri_buf_init(&out, ctx, 4096);
    tlri_html_begin(&html, ctx, &out);
    tlri_html_open(&html, "p");
    tlri_html_put(&html, "class", value);
    tlri_html_text(&html, text);
    if (close) {
        tlri_html_close(&html);
    }
    tlr_status status = tlri_html_end(&html);
    tlri_buf_drop(&out);
    tlr_ctx_free(ctx);
    return status;
}

static void test_refused(void **state)
{
    (void)state;
    assert_int_equal(write_one("x", true, "y"), TLR_OK);
    assert_int_equal(write_one("x", false, "y"), TLR_E_INTERNAL);
    assert_int_equal(write_one("x", true, NULL), TLR_E_INTERNAL);
    assert_int_equal(write_one(NULL, true, "y"), TLR_E_INTERNAL);
    assert_int_equal(write_one("\xFF", true, "y"), TLR_E_INPUT);
    assert_int_equal(write_one("x", true, "\x01"), TLR_E_INPUT);
}

static void test_widths(void **state)
{
    (void)state;
    assert_int_equal(tlri_text_width("Kov\xC3\xA1"
                                     "cs",
                                     7),
                     6);
    assert_int_equal(tlri_text_width("e\xCC\x81", 3), 1);     /* a combining accent */
    assert_int_equal(tlri_text_width("\xE6\x9E\x97x", 4), 3); /* a wide character */
    assert_int_equal(tlri_text_width("\xFFx", 2), 2);
    assert_int_equal(tlri_text_fit("\xE6\x9E\x97\xE6\x9E\x97", 3), 3);
    assert_int_equal(tlri_text_fit("e\xCC\x81x", 1), 3);
    assert_int_equal(tlri_text_fit("abc", 9), 3);
}

static void test_clauses(void **state)
{
    (void)state;
    assert_non_null(tlri_clause_text("constraints/CON-13"));
    assert_non_null(tlri_clause_text("transcript/TRA-5"));
    assert_non_null(tlri_clause_text("verification/V8"));
    assert_null(tlri_clause_text("C3.I.1.B"));
    assert_null(strchr(tlri_clause_text("ers97/ERS-1.7"), '`'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_escaped), cmocka_unit_test(test_names_in_sentences),
        cmocka_unit_test(test_refused),         cmocka_unit_test(test_widths),
        cmocka_unit_test(test_clauses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
