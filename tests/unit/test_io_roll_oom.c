/*
 * test_io_roll_oom.c: members' data while memory runs out: nothing leaks, nothing half-made
 * escapes.
 *
 * The whole of an eligibility decision and of a register, with the n-th request for memory failing,
 * until a run in which none fails.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "support/faults.h"
#include "support/folder.h"
#include "teller.h"
#include "teller/eligibility.h"
#include "teller/register.h"

#define SALT "000102030405060708090a0b0c0d0e0f"

static struct folder folder;
static char candidates[2 * FOLDER_PATH], roll[2 * FOLDER_PATH];

static void put(const char *name, const char *text, char path[2 * FOLDER_PATH])
{
    folder_path(&folder, name, path);
    assert_true(file_store(path, text, strlen(text)));
}

static int set_up(void **state)
{
    (void)state;
    assert_true(folder_copy(&folder, "fixtures/elections/smalltown-2026"));
    put("nominated.csv", "candidate,member,nominated-by,consents\na,1,U,yes\nb,2,U,yes\n",
        candidates);
    put("roll.csv",
        "member,name,joined,suspended,born\n1,A,2020-01-01,no,2001-01-01\n2,B,2021-01-01,no,\n",
        roll);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

static tlr_status decide(tlr_ctx *ctx)
{
    tlr_eligibility_options options = {
        .candidates = candidates, .roll = roll, .salt = SALT, .closing = "2026-06-26"};
    tlr_text *record = NULL;
    tlr_text *statement = NULL;
    tlr_status status = tlr_eligibility(ctx, folder.path, &options, &record, &statement);
    assert_int_equal(record != NULL, status == TLR_OK);
    assert_int_equal(statement != NULL, status == TLR_OK);
    tlr_text_free(record);
    tlr_text_free(statement);
    return status;
}

static tlr_status keep_register(tlr_ctx *ctx)
{
    tlr_register_options options = {.roll = roll, .issued = roll, .online = NULL, .salt = SALT};
    tlr_register *reg = NULL;
    tlr_text *text = NULL;
    tlr_status status = tlr_register_open(ctx, folder.path, &options, &reg);
    assert_int_equal(reg != NULL, status == TLR_OK);
    if (status == TLR_OK) {
        assert_int_equal(tlr_register_ask(reg, "1"), TLR_DESK_HAS_PAPER);
        status = tlr_register_close_text(reg, &text);
    }
    tlr_text_free(text);
    tlr_register_free(reg);
    return status;
}

static void fail_each(tlr_status (*work)(tlr_ctx *ctx))
{
    for (size_t n = 1;; n += 7) {
        struct faults faults;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = work(ctx);
            /* A message for which there was no memory is counted as dropped, no failure. */
            assert_true(status == TLR_OK || (status == TLR_E_MEMORY && faults.failed > 0));
        }
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            return;
        }
    }
}

static void an_eligibility_record(void **state)
{
    (void)state;
    fail_each(decide);
}

static void a_register(void **state)
{
    (void)state;
    fail_each(keep_register);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_eligibility_record),
                                       cmocka_unit_test(a_register)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
