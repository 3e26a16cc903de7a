/*
 * Explanations and vacancies through the public functions, on the demo election: what is asked
 * wrongly, and memory that runs out. The answers are frozen in tests/cli/explain and
 * tests/cli/vacancy (spec/rules/vacancy.md, VAC-1 to VAC-11).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "support/fault_from.h"
#include "teller/diag.h"
#include "teller/explain.h"
#include "teller/vacancy.h"

#define ANYTOWN "fixtures/elections/anytown-2026"

static unsigned last_code(tlr_ctx *ctx)
{
    size_t n = tlr_ctx_diag_count(ctx);
    return n > 0 ? tlr_ctx_diag(ctx, n - 1)->code : 0;
}

static void wrong_questions(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        tlr_explain_question question;
        tlr_status status;
        unsigned code;
    } rows[] = {
        {"nothing", {0}, TLR_E_USAGE, 6409},
        {"two things", {.paper = "ordinary/meeting/1", .stage = 1}, TLR_E_USAGE, 6409},
        {"no slash", {.paper = "ordinary"}, TLR_E_INPUT, 6403},
        {"one slash", {.paper = "ordinary/meeting"}, TLR_E_INPUT, 6403},
        {"no contest", {.paper = "other/meeting/1"}, TLR_E_INPUT, 6401},
        {"no batch", {.paper = "ordinary/other/1"}, TLR_E_INPUT, 6404},
        {"paper 0", {.paper = "ordinary/meeting/0"}, TLR_E_INPUT, 6403},
        {"ten digits", {.paper = "ordinary/meeting/1000000000"}, TLR_E_INPUT, 6403},
        {"one too many", {.paper = "ordinary/meeting/105"}, TLR_E_INPUT, 6405},
        {"last paper", {.paper = "ordinary/meeting/104"}, TLR_OK, 0},
        {"no candidate", {.candidate = "nobody"}, TLR_E_INPUT, 6406},
        {"not there", {.candidate = "sam-okafor", .contest = "woman"}, TLR_E_INPUT, 6406},
        {"of what", {.stage = 1}, TLR_E_USAGE, 6407},
        {"last stage", {.stage = 6, .contest = "ordinary"}, TLR_OK, 0},
        {"one stage too many", {.stage = 7, .contest = "ordinary"}, TLR_E_INPUT, 6408},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        tlr_text *text = NULL;
        print_message("%s\n", rows[i].name);
        assert_int_equal(tlr_explain(ctx, ANYTOWN, &rows[i].question, &text), rows[i].status);
        assert_true((text != NULL) == (rows[i].status == TLR_OK));
        if (rows[i].code != 0) {
            assert_int_equal(last_code(ctx), rows[i].code);
        }
        tlr_text_free(text);
        tlr_ctx_free(ctx);
    }
}

static void wrong_places(void **state)
{
    (void)state;
    static const struct {
        const char *contest;
        unsigned place;
        tlr_status status;
        unsigned code;
    } rows[] = {
        {NULL, 1, TLR_E_USAGE, 6410},       {"other", 1, TLR_E_INPUT, 6401},
        {"ordinary", 0, TLR_E_INPUT, 6411}, {"ordinary", 4, TLR_E_INPUT, 6411},
        {"ordinary", 3, TLR_OK, 0},         {"woman", 1, TLR_OK, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const tlr_vacancy_options options = {.contest = rows[i].contest, .place = rows[i].place};
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        tlr_text *text = NULL;
        assert_int_equal(tlr_vacancy(ctx, ANYTOWN, &options, &text), rows[i].status);
        assert_true((text != NULL) == (rows[i].status == TLR_OK));
        if (rows[i].code != 0) {
            assert_int_equal(last_code(ctx), rows[i].code);
        } else {
            /* The demo election declares no reading: the question is referred. */
            assert_non_null(strstr(tlr_text_data(text), "[vacancy/VAC-3]"));
        }
        tlr_text_free(text);
        tlr_ctx_free(ctx);
    }
}

static void an_anchor_that_does_not_hold(void **state)
{
    (void)state;
    const tlr_explain_question question = {.notice = "0000 0000 0000 0000", .stage = 1};
    const tlr_vacancy_options options = {.close = "not a digest", .place = 1};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlr_text *text = NULL;
    assert_int_equal(tlr_explain(ctx, ANYTOWN, &question, &text), TLR_E_TRUST);
    assert_null(text);
    assert_int_equal(tlr_vacancy(ctx, ANYTOWN, &options, &text), TLR_E_USAGE);
    assert_null(text);
    tlr_ctx_free(ctx);
}

/* ---- memory ------------------------------------------------------------------------------------
 */

static tlr_status ask_vacancy(tlr_ctx *ctx)
{
    const tlr_vacancy_options options = {.contest = "ordinary", .place = 2, .json = true};
    tlr_text *text = NULL;
    tlr_status status = tlr_vacancy(ctx, ANYTOWN, &options, &text);
    return fault_answered(status, text);
}

static tlr_status ask_candidate(tlr_ctx *ctx)
{
    const tlr_explain_question question = {.candidate = "carol-oduya"};
    tlr_text *text = NULL;
    tlr_status status = tlr_explain(ctx, ANYTOWN, &question, &text);
    return fault_answered(status, text);
}

/* One request in so many fails, each in its own run: the whole folder is opened and counted in
 * each. */
static void memory_runs_out(void **state)
{
    (void)state;
    assert_true(fault_from(ask_vacancy, 1, 17, false) > 10 * 17);
    assert_true(fault_from(ask_candidate, 1, 19, false) > 10 * 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_questions),
        cmocka_unit_test(wrong_places),
        cmocka_unit_test(an_anchor_that_does_not_hold),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
