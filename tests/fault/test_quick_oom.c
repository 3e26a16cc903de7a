/*
 * test_quick_oom.c: quick counts under every rule set while memory runs out, at every place where
 * it can.
 *
 * One BLT file with a tie, bounds on groups and a lot is counted by each named rule set and printed
 * both ways, with the first, the second, the third ... request for memory failing, once and for
 * ever after, until a run in which none fails. The status is TLR_E_MEMORY, nothing is printed, and
 * nothing leaks.
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
#include <unistd.h>

#include "support/faults.h"
#include "support/folder.h"
#include "teller.h"
#include "teller/quick.h"

static const char pattern[] = "/teller-oom-XXXXXX";
static char blt[FOLDER_PATH], con[FOLDER_PATH], lots[FOLDER_PATH];

/* Four candidates; the first two are level at stage 1 wherever votes decide. */
static const char papers[] = "4 2\n"
                             "3 1 2 0\n3 2 1 0\n1 3 4 1 0\n1 4 3 0\n1 - 2 0\n0\n"
                             "\"Ann\"\n\"Bob\"\n\"Con\"\n\"Dot\"\n\"Level\"\n";
static const char bounds[] = "\"gender\" \"women\" 1 2 1 4\n\"gender\" \"men\" 0 2 2 3\n";
static const char drawn[] = "teller/lots@1\nelection none\nclose none\nseed none\nlots 1\n"
                            "lot blt:1:elect\ntied 1 2\nselected 2\ndrawn coin\n"
                            "witnesses scrutineer\nend\n";

/* What a rule set leaves open and asks to be declared. */
static const struct {
    const char *rules, *key, *value;
} declared[] = {
    {"limited", "votes", "1"},
    {"block", "tie-final", "lot"},
    {"limited", "tie-final", "lot"},
    {"av", "tie-final", "lot"},
    {"av-successive", "tie-final", "lot"},
    {"exact-quota", "quota-test", "exceed"},
    {"custom", "quota", "exact"},
    {"custom", "quota-test", "exceed"},
    {"custom", "surplus", "weighted"},
};

static tlr_status prepare(tlr_quick *quick, const char *rules)
{
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < sizeof declared / sizeof declared[0] && status == TLR_OK; i++) {
        if (strcmp(declared[i].rules, rules) == 0) {
            status = tlr_quick_set(quick, declared[i].key, declared[i].value);
        }
    }
    if (status == TLR_OK && strcmp(rules, "av") == 0) {
        status = tlr_quick_seats(quick, 1);
    }
    return status == TLR_OK ? tlr_quick_lots(quick, lots) : status;
}

static tlr_status print(const tlr_quick *quick)
{
    tlr_text *sheet = NULL;
    tlr_text *json = NULL;
    tlr_status status = tlr_quick_sheet(quick, &sheet);
    assert_int_equal(status == TLR_OK, sheet != NULL);
    if (status == TLR_OK) {
        status = tlr_quick_json(quick, &json);
        assert_int_equal(status == TLR_OK, json != NULL);
    }
    tlr_text_free(sheet);
    tlr_text_free(json);
    return status;
}

static tlr_status count(tlr_ctx *ctx, const char *rules)
{
    tlr_quick *quick = NULL;
    tlr_status status = tlr_quick_new(ctx, rules, &quick);
    if (status == TLR_OK) {
        status = prepare(quick, rules);
    }
    if (status == TLR_OK && strcmp(rules, "av") != 0) {
        status = tlr_quick_constraints(quick, con);
    }
    if (status == TLR_OK) {
        status = tlr_quick_run(quick, blt);
    }
    if (status == TLR_OK || status == TLR_E_DECISION) {
        tlr_status printed = print(quick);
        status = printed != TLR_OK ? printed : status;
    }
    tlr_quick_free(quick);
    return status;
}

/* What the count comes to when nothing fails; every message is there then. */
static tlr_status expected(const char *rules)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(ctx);
    tlr_status status = count(ctx, rules);
    if (status != TLR_OK && status != TLR_E_DECISION) {
        fail_msg("%s: %s", rules, tlr_ctx_diag(ctx, 0)->message);
    }
    tlr_ctx_free(ctx);
    return status;
}

static size_t fail_everywhere(const char *rules, size_t step, bool for_ever)
{
    struct faults faults;
    tlr_status whole = expected(rules);
    size_t n = 1;
    do {
        fault_init(&faults, n, for_ever);
        n += step;
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        assert_true(ctx != NULL || faults.failed > 0);
        if (ctx != NULL) {
            tlr_status status = count(ctx, rules);
            if (faults.failed == 0) {
                assert_int_equal(status, whole);
            } else if (status != TLR_E_MEMORY) {
                /* A message can be lost for want of memory; what it said still holds. */
                assert_int_equal(status, whole);
                assert_true(tlr_ctx_diag_dropped(ctx) > 0);
            }
        }
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
    } while (faults.failed > 0);
    return n;
}

static void every_rule_set(void **state)
{
    (void)state;
    const char *rules;
    size_t tried = 0;
    for (size_t i = 0; (rules = tlr_rule_set(i, NULL)) != NULL; i++) {
        assert_true(fail_everywhere(rules, 1, false) > 30);
        fail_everywhere(rules, 3, true);
        tried++;
    }
    assert_true(tried > 10);
}

/* ---- the files ----------------------------------------------------------------------------------
 */

static bool make(char path[FOLDER_PATH], const char *text)
{
    const char *top = getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp";
    snprintf(path, FOLDER_PATH, "%s%s", top, pattern);
    int fd = mkstemp(path);
    return fd >= 0 && close(fd) == 0 && file_store(path, text, strlen(text));
}

static int make_files(void **state)
{
    (void)state;
    return make(blt, papers) && make(con, bounds) && make(lots, drawn) ? 0 : -1;
}

static int remove_files(void **state)
{
    (void)state;
    (void)unlink(blt);
    (void)unlink(con);
    (void)unlink(lots);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_set),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
