/*
 * test_case_oom.c: checking, counting and verifying an election while memory runs out, at every
 * place where it can.
 *
 * A small signed election is checked, counted and verified again and again, with the first, the
 * second, the third ... request for memory failing, once and for ever after, until a run in which
 * none fails: the library's own requests first, then those of libxml2. Each time the status is
 * TLR_E_MEMORY, no text is left that could be taken for a result, and nothing leaks.
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

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>

#include "support/case_work.h"
#include "support/fault_from.h"
#include "support/folder.h"
#include "teller.h"

#define ELECTION "fixtures/elections/smalltown-2026"

static struct folder folder;

/* ---- the work ----------------------------------------------------------------------------------
 */

static tlr_status check(tlr_ctx *ctx)
{
    return case_do(ctx, folder.path, tlr_case_check);
}

static tlr_status count_all_or_nothing(tlr_case *c)
{
    tlr_status status = tlr_case_count(c);
    bool all = status == TLR_OK;
    assert_int_equal(all, tlr_text_size(tlr_case_sheet(c)) > 0);
    assert_int_equal(all, tlr_text_size(tlr_case_result(c)) > 0);
    assert_int_equal(all, tlr_text_size(tlr_case_workings(c)) > 0);
    assert_int_equal(all, tlr_text_size(tlr_case_run(c)) > 0);
    return status;
}

static tlr_status count(tlr_ctx *ctx)
{
    return case_do(ctx, folder.path, count_all_or_nothing);
}

static tlr_status verify_anchored(tlr_case *c)
{
    tlr_status status = tlr_case_officer_key(c, "fixtures/keys/returning-officer.pub");
    if (status == TLR_OK) {
        status = tlr_case_verify(c);
        bool all_done = strstr(tlr_text_data(tlr_case_report(c)), "V9   ok") != NULL;
        assert_true(status != TLR_OK || all_done);
    }
    return status;
}

static tlr_status verify(tlr_ctx *ctx)
{
    return case_do(ctx, folder.path, verify_anchored);
}

static tlr_status count_some(tlr_case *c)
{
    tlr_case_partial(c);
    tlr_status status = tlr_case_count(c);
    assert_int_equal(status == TLR_OK, tlr_text_size(tlr_case_result(c)) > 0);
    assert_null(tlr_case_workings(c));
    assert_null(tlr_case_run(c));
    return status;
}

static tlr_status count_part(tlr_ctx *ctx)
{
    return case_do(ctx, folder.path, count_some);
}

static tlr_status verify_some(tlr_case *c)
{
    tlr_case_partial(c);
    return tlr_case_verify(c);
}

static tlr_status verify_part(tlr_ctx *ctx)
{
    return case_do(ctx, folder.path, verify_some);
}

/* ---- the library's own memory
 * --------------------------------------------------------------------
 */

/* A count and a verification first do what a check does, with the same requests, give or take those
 * for anchors and report; so they begin a little before a check ends. */
enum { OVERLAP = 40 };

/* What fails for ever after differs from what fails once only in the ways out, which are few. */
enum { STEP = 5 };

static void one_request_fails(void **state)
{
    (void)state;
    size_t checking = fault_from(check, 1, 1, false);
    assert_true(checking > 100);
    assert_true(fault_from(count, checking - OVERLAP, 1, false) > checking + 50);
    assert_true(fault_from(verify, checking - OVERLAP, 1, false) > checking + 100);
}

static void all_requests_fail(void **state)
{
    (void)state;
    size_t checking = fault_from(check, 1, STEP, true);
    fault_from(count, checking - OVERLAP, STEP, true);
    fault_from(verify, checking - OVERLAP, STEP, true);
}

/* A batch is not there. */
static void in_a_partial_count(void **state)
{
    (void)state;
    char batch[2 * FOLDER_PATH];
    char path[2 * FOLDER_PATH];
    size_t len = 0;
    folder_path(&folder, "batches/ordinary-meeting.ballots", batch);
    folder_path(&folder, "partial.xml", path);
    char *kept = file_load(batch, &len);
    assert_non_null(kept);
    size_t checking = fault_from(check, SIZE_MAX / 2, 1, false);
    assert_int_equal(remove(batch), 0);
    /* What comes before the batches is asked for as in a check. */
    size_t counting = fault_from(count_part, checking / 2, STEP, false);
    assert_true(counting > checking);

    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_true(case_count_to(ctx, folder.path, count_some, path));
    tlr_ctx_free(ctx);
    assert_true(fault_from(verify_part, counting, STEP, false) > counting + 80);

    assert_true(file_store(batch, kept, len));
    free(kept);
    assert_int_equal(remove(path), 0);
}

/* ---- libxml2's memory
 * ------------------------------------------------------------------------------
 */

static struct {
    size_t fail_at; /* 0: none */
    bool for_ever;
    size_t requests, failed;
    size_t live;
} xml;

static bool xml_fails(void)
{
    xml.requests++;
    bool now = xml.fail_at > 0 &&
               (xml.requests == xml.fail_at || (xml.for_ever && xml.requests > xml.fail_at));
    xml.failed += now;
    return now;
}

static void *xml_malloc(size_t size)
{
    void *block = xml_fails() ? NULL : malloc(size);
    xml.live += block != NULL;
    return block;
}

static void *xml_realloc(void *old, size_t size)
{
    void *block = xml_fails() ? NULL : realloc(old, size);
    xml.live += block != NULL && old == NULL;
    return block;
}

static void xml_free(void *block)
{
    xml.live -= block != NULL;
    free(block);
}

static char *xml_strdup(const char *text)
{
    char *copy = xml_malloc(strlen(text) + 1);
    return copy != NULL ? strcpy(copy, text) : NULL;
}

static void fail_everywhere_in_xml(fault_work *work, bool for_ever)
{
    size_t n = 1;
    size_t refused = 0;
    do {
        struct faults faults;
        fault_init(&faults, 0, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        assert_non_null(ctx);
        size_t live = xml.live;
        xml.fail_at = n++;
        xml.for_ever = for_ever;
        xml.requests = 0;
        xml.failed = 0;
        tlr_status status = work(ctx);
        xml.fail_at = 0;
        xmlResetLastError(); /* which libxml2 keeps */
        /* Some of its requests libxml2 can do without. */
        assert_true(status == TLR_E_MEMORY || status == TLR_OK);
        assert_true(status == TLR_OK || xml.failed > 0);
        assert_int_equal(xml.live, live);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        refused += status == TLR_E_MEMORY;
    } while (xml.failed > 0);
    assert_true(refused > 80);
}

/* Where libxml2 has no parser yet to report through, it would print. */
static void say_nothing(void *user, xmlErrorPtr error)
{
    (void)user;
    (void)error;
}

static void xml_runs_out(void **state)
{
    (void)state;
    xmlSetStructuredErrorFunc(NULL, say_nothing);
    fail_everywhere_in_xml(check, false);
    fail_everywhere_in_xml(check, true);
}

/* ---- the election
 * -----------------------------------------------------------------------------------
 */

static int make_election(void **state)
{
    (void)state;
    char path[2 * FOLDER_PATH];
    if (!folder_copy(&folder, ELECTION)) {
        return -1;
    }
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    folder_path(&folder, "result.xml", path);
    bool made = ctx != NULL && case_count_to(ctx, folder.path, tlr_case_count, path);
    tlr_ctx_free(ctx);
    return made ? 0 : -1;
}

static int remove_election(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_request_fails),
        cmocka_unit_test(all_requests_fail),
        cmocka_unit_test(in_a_partial_count),
        cmocka_unit_test(xml_runs_out),
    };
    /* Before anything else of libxml2 is used. */
    if (xmlMemSetup(xml_free, xml_malloc, xml_realloc, xml_strdup) != 0) {
        return 1;
    }
    xmlInitParser();
    int failed = cmocka_run_group_tests(tests, make_election, remove_election);
    xmlCleanupParser();
    return failed;
}
