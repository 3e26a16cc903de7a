/*
 * test_rulings_oom.c: an election with a ruling while memory runs out.
 *
 * A ruling is drafted upon a small signed election, signed, and counted: two withdrawals, a key.
 * Then all that answers about such a folder (count, verify, compare, what-if, effect, margin,
 * vacancy) is asked again and again with one request for memory failing, once and for ever after.
 * Each time the status is TLR_E_MEMORY, there is no answer, and nothing leaks. A share of the
 * requests is taken; STEP=1 takes every one.
 */
#define _XOPEN_SOURCE 700

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/case_work.h"
#include "support/fault_from.h"
#include "support/folder.h"
#include "teller.h"
#include "teller/compare.h"
#include "teller/effect.h"
#include "teller/keys.h"
#include "teller/ruling.h"
#include "teller/vacancy.h"
#include "teller/what_if.h"

#define ELECTION "fixtures/elections/smalltown-2026"

/* Primes, so that kinds of work that begin alike fail at different places. */
enum { STEP = 61, STEP_FOR_EVER = 211 };

static struct folder folder;

/* ---- the ruling ---------------------------------------------------------------------------------
 */

static bool draft(tlr_ctx *ctx)
{
    static const struct {
        const char *name, *value;
    } answers[] = {
        {"authority", "returning-officer"},
        {"minute", "agm/7"},
        {"decided", "2026-04-02"},
        {"change", "withdraw-candidate ordinary ann-archer"},
        {"change", "withdraw-candidate youth hal-hatter"},
        {"change", "appoint-key stranger teller fixtures/keys/stranger.pub"},
        {"change", "end"},
    };
    const unsigned char salt[TLR_RULING_SALT] = {0};
    tlr_ruling *ruling = NULL;
    tlr_status status = tlr_ruling_new(ctx, folder.path, &ruling);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0] && status == TLR_OK; i++) {
        status = tlr_ruling_answer(ruling, answers[i].name, answers[i].value);
    }
    if (status == TLR_OK) {
        status = tlr_ruling_write(ruling, salt);
    }
    tlr_ruling_free(ruling);
    return status == TLR_OK;
}

/* Keys that others could read are refused, so it is copied. */
static bool sign(tlr_ctx *ctx, const char *who)
{
    char from[FOLDER_PATH];
    char path[2 * FOLDER_PATH];
    char ruling[2 * FOLDER_PATH];
    size_t len = 0;
    tlr_signing_key *key = NULL;
    snprintf(from, sizeof from, "fixtures/keys/%s.key", who);
    folder_path(&folder, "a.key", path);
    folder_path(&folder, "rulings/1.txt", ruling);
    char *bytes = file_load(from, &len);
    bool signs = bytes != NULL && file_store(path, bytes, len) && chmod(path, 0600) == 0 &&
                 tlr_signing_key_open(ctx, path, NULL, &key) == TLR_OK &&
                 tlr_file_sign(ctx, key, ruling, who, NULL, false, NULL, 0) == TLR_OK;
    tlr_signing_key_free(key);
    free(bytes);
    return remove(path) == 0 && signs;
}

/* result.xml as it is after the ruling: verify and vacancy look at it. */
static bool count_into_folder(tlr_ctx *ctx)
{
    char path[2 * FOLDER_PATH];
    folder_path(&folder, "result.xml", path);
    return case_count_to(ctx, folder.path, tlr_case_count, path);
}

static int make_election(void **state)
{
    (void)state;
    if (!folder_copy(&folder, ELECTION)) {
        return -1;
    }
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    bool made = ctx != NULL && draft(ctx) && sign(ctx, "returning-officer") &&
                sign(ctx, "scrutineer") && count_into_folder(ctx);
    for (size_t i = 0; !made && i < tlr_ctx_diag_count(ctx); i++) {
        print_error("%s\n", tlr_ctx_diag(ctx, i)->message);
    }
    tlr_ctx_free(ctx);
    return made ? 0 : -1;
}

static int remove_election(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

/* ---- the work -----------------------------------------------------------------------------------
 */

static tlr_status count_or_nothing(tlr_case *c)
{
    tlr_status status = tlr_case_count(c);
    assert_int_equal(status == TLR_OK, tlr_text_size(tlr_case_result(c)) > 0);
    return status;
}

static tlr_status count(tlr_ctx *ctx)
{
    return case_do(ctx, folder.path, count_or_nothing);
}

static tlr_status verify(tlr_ctx *ctx)
{
    return case_do(ctx, folder.path, tlr_case_verify);
}

/* With the election as it was before the ruling. */
static tlr_status compare(tlr_ctx *ctx)
{
    tlr_text *text = NULL;
    bool same = true;
    tlr_status status = tlr_compare(ctx, ELECTION, folder.path, false, &text, &same);
    assert_true(status != TLR_OK || !same);
    return fault_answered(status, text);
}

static tlr_status what_if(tlr_ctx *ctx)
{
    const tlr_what_if_question question = {.without_papers = "ordinary/post/1",
                                           .withdraw = "bob-baker"};
    tlr_text *text = NULL;
    tlr_status status = tlr_what_if(ctx, folder.path, &question, &text);
    return fault_answered(status, text);
}

static tlr_status without_bounds(tlr_ctx *ctx)
{
    const tlr_what_if_question question = {.no_constraints = true, .json = true};
    tlr_text *text = NULL;
    tlr_status status = tlr_what_if(ctx, folder.path, &question, &text);
    return fault_answered(status, text);
}

static tlr_status effect(tlr_ctx *ctx)
{
    const tlr_effect_options options = {.contest = "woman", .fault = TLR_FAULT_MISREAD};
    tlr_text *text = NULL;
    tlr_status status = tlr_effect(ctx, folder.path, &options, &text);
    return fault_answered(status, text);
}

static tlr_status margin(tlr_ctx *ctx)
{
    const tlr_effect_options options = {
        .contest = "youth", .fault = TLR_FAULT_COUNTED, .json = true};
    tlr_text *text = NULL;
    tlr_status status = tlr_effect(ctx, folder.path, &options, &text);
    return fault_answered(status, text);
}

static tlr_status vacancy(tlr_ctx *ctx)
{
    const tlr_vacancy_options options = {.contest = "ordinary", .place = 1};
    tlr_text *text = NULL;
    tlr_status status = tlr_vacancy(ctx, folder.path, &options, &text);
    return fault_answered(status, text);
}

/* ---- the tests ----------------------------------------------------------------------------------
 */

static void memory_runs_out(void **state)
{
    static fault_work *const work[] = {count,          verify, compare, what_if,
                                       without_bounds, effect, margin,  vacancy};
    const char *wish = getenv("STEP");
    size_t step = wish != NULL ? strtoul(wish, NULL, 10) : STEP;
    (void)state;
    assert_true(step > 0);
    for (size_t i = 0; i < sizeof work / sizeof work[0]; i++) {
        size_t requests = fault_from(work[i], 1 + i % step, step, false);
        assert_true(requests > 200);
        fault_from(work[i], 1 + i, wish != NULL ? step : STEP_FOR_EVER, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_runs_out)};
    return cmocka_run_group_tests(tests, make_election, remove_election);
}
