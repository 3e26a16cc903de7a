/*
 * Could a fault have changed who was elected (spec/rules/effect.md)? Elections from practice, wrong
 * questions, and memory that ends. What is proved is attacked in law/test_effect_attacked.c, and
 * held against the truth of every small election in law/test_effect_every.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "support/effect_booth.h"
#include "support/faults.h"
#include "teller/diag.h"
#include "teller/effect.h"

/* ---- elections from practice --------------------------------------------------------------------
 */

static void put_papers(struct booth *b, const char *text, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct paper *paper = &b->paper[b->papers++];
        assert_true(b->papers <= PAPERS);
        paper->n = (uint8_t)strlen(text);
        for (uint32_t k = 0; k < paper->n; k++) {
            paper->candidate[k] = (uint8_t)(text[k] - 'A');
        }
    }
}

/* EFF-8: a majority of four: three papers cannot, four can, by a lot. */
static void majority_of_four(void **state)
{
    (void)state;
    struct booth b;
    booth_init(&b, "block", 3, 1);
    put_papers(&b, "A", 24);
    put_papers(&b, "B", 20);
    put_papers(&b, "C", 7);
    struct tlri_papers *papers = booth_build(&b, b.paper, b.papers);
    struct tlri_transcript *t = booth_count(&b, papers);
    static const struct {
        enum tlri_fault fault;
        uint64_t number;
    } rows[] = {{TLRI_FAULT_COUNTED, 4}, {TLRI_FAULT_EXCLUDED, 4}, {TLRI_FAULT_MISREAD, 2}};
    for (size_t i = 0; i < 3; i++) {
        struct tlri_effect *effect = booth_ask(&b, papers, t, rows[i].fault);
        assert_int_equal(effect->persons, 1);
        const struct tlri_effect_person *person = &effect->person[0];
        assert_int_equal(person->lower, rows[i].number);
        assert_int_equal(person->upper, rows[i].number);
        assert_true(person->by_lot);
        assert_string_equal(tlri_effect_answer(person, rows[i].number - 1), "cannot");
        assert_string_equal(tlri_effect_answer(person, rows[i].number), "can");
        tlri_effect_free(effect);
    }
    tlri_transcript_free(t);
    tlri_papers_free(papers);
    booth_drop(&b);
}

/* EFF-6: nobody was left without a place. */
static void nobody_left_out(void **state)
{
    (void)state;
    struct booth b;
    booth_init(&b, "block", 2, 2);
    put_papers(&b, "AB", 3);
    struct tlri_papers *papers = booth_build(&b, b.paper, b.papers);
    struct tlri_transcript *t = booth_count(&b, papers);
    struct tlri_effect *effect = booth_ask(&b, papers, t, TLRI_FAULT_MISREAD);
    for (uint32_t i = 0; i < effect->persons; i++) {
        assert_true(effect->person[i].lower == TLRI_EFFECT_NEVER);
        assert_true(effect->person[i].upper == TLRI_EFFECT_NEVER);
    }
    assert_int_equal(effect->persons, 2);
    tlri_effect_free(effect);
    tlri_transcript_free(t);
    tlri_papers_free(papers);
    booth_drop(&b);
}

/* ---- through the public functions
 * -----------------------------------------------------------------
 */

static tlr_status ask_file(tlr_ctx *ctx, const char *rules, const tlr_effect_options *options,
                           tlr_text **text)
{
    tlr_quick *quick = NULL;
    tlr_status status = tlr_quick_new(ctx, rules, &quick);
    if (status == TLR_OK) {
        status = tlr_quick_seats(quick, 1);
    }
    if (status == TLR_OK) {
        status = tlr_quick_run(quick, "fixtures/good/blt-plain.blt");
    }
    if (status == TLR_OK) {
        status = tlr_quick_effect(quick, options, text);
    }
    tlr_quick_free(quick);
    return status;
}

static unsigned last_code(tlr_ctx *ctx)
{
    size_t n = tlr_ctx_diag_count(ctx);
    return n > 0 ? tlr_ctx_diag(ctx, n - 1)->code : 0;
}

static void wrong_questions(void **state)
{
    (void)state;
    static const struct {
        tlr_effect_options options;
        tlr_status status;
        unsigned code;
    } rows[] = {
        {{.papers = 3}, TLR_E_USAGE, 6701},
        {{.fault = (tlr_fault)4, .papers = 3}, TLR_E_USAGE, 6701},
        {{.contest = "nowhere"}, TLR_E_INPUT, 6703},
        {{.contest = "youth", .fault = TLR_FAULT_COUNTED, .papers = 1}, TLR_E_DIFFERS, 0},
        {{.contest = "woman", .fault = TLR_FAULT_COUNTED, .papers = 1}, TLR_OK, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        tlr_text *text = NULL;
        assert_int_equal(
            tlr_effect(ctx, "fixtures/elections/anytown-2026", &rows[i].options, &text),
            rows[i].status);
        assert_true((text != NULL) ==
                    (rows[i].status == TLR_OK || rows[i].status == TLR_E_DIFFERS));
        if (rows[i].code != 0) {
            assert_int_equal(last_code(ctx), rows[i].code);
        }
        tlr_text_free(text);
        tlr_ctx_free(ctx);
    }
}

/* A quick count that was not run has no papers. */
static void not_run(void **state)
{
    (void)state;
    const tlr_effect_options options = {.json = true};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlr_quick *quick = NULL;
    tlr_text *text = NULL;
    assert_int_equal(tlr_quick_new(ctx, "av", &quick), TLR_OK);
    assert_int_equal(tlr_quick_effect(quick, &options, &text), TLR_E_USAGE);
    assert_null(text);
    assert_int_equal(last_code(ctx), 6702);
    tlr_quick_free(quick);
    tlr_ctx_free(ctx);
}

/* One request for memory in so many fails, each in its own run. */
static void run_out(const char *rules, const tlr_effect_options *options, size_t step)
{
    struct faults faults;
    size_t n = 1;
    do {
        tlr_text *text = NULL;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = ask_file(ctx, rules, options, &text);
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
            assert_true((status == TLR_OK) == (text != NULL));
        }
        tlr_text_free(text);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        n += n < 200 ? 1 : step;
    } while (faults.failed > 0);
}

static void memory_runs_out(void **state)
{
    (void)state;
    static const tlr_effect_options sheet = {.fault = TLR_FAULT_MISREAD};
    static const tlr_effect_options json = {.fault = TLR_FAULT_COUNTED, .json = true};
    run_out("av", &sheet, 211);
    run_out("block", &json, 97);
    run_out("scottish-2011", &json, 211);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_questions), cmocka_unit_test(not_run),
        cmocka_unit_test(memory_runs_out), cmocka_unit_test(majority_of_four),
        cmocka_unit_test(nobody_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
