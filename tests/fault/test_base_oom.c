/*
 * test_base_oom.c: the ground floor when memory runs out, at every place where it can.
 *
 * The same small work is done again and again, with the first, the second, the third ... request
 * for memory failing, once and for ever after, until a run in which none fails. Each time: the
 * status is right, nothing leaks, nothing is handed back with a wrong size, and "not enough memory"
 * is said once.
 */
#define _XOPEN_SOURCE 700 /* P_tmpdir */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "support/faults.h"

/* Some work; TLR_OK or TLR_E_MEMORY. */
typedef tlr_status work_fn(tlr_ctx *ctx);

static tlr_status use_arena(tlr_ctx *ctx)
{
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < 40; i++) {
        if (tlri_arena_alloc(&arena, i * 100) == NULL ||
            tlri_arena_copy(&arena, "abc", 3) == NULL ||
            tlri_arena_printf(&arena, "%zu", i) == NULL ||
            tlri_arena_array(&arena, 10, i) == NULL) {
            status = tlri_no_memory(ctx);
            break;
        }
    }
    tlri_arena_drop(&arena);
    return status;
}

static tlr_status use_array(tlr_ctx *ctx)
{
    struct tlri_array array;
    tlri_array_init(&array, ctx, sizeof(uint64_t), 1000);
    tlr_status status = TLR_OK;
    for (uint64_t i = 0; i < 300 && status == TLR_OK; i++) {
        uint64_t *place = NULL;
        size_t before = array.count;
        status = tlri_array_push(&array, &place);
        if (status == TLR_OK) {
            *place = i;
        } else {
            assert_int_equal(array.count, before);
        }
    }
    for (size_t i = 0; i < array.count; i++) {
        const uint64_t *data = array.data;
        assert_true(data[i] == i);
    }
    tlri_array_drop(&array);
    return status;
}

static tlr_status use_buf(tlr_ctx *ctx)
{
    struct tlri_buf buf;
    tlri_buf_init(&buf, ctx, 100000);
    for (int i = 0; i < 500; i++) {
        (void)tlri_buf_printf(&buf, "line %d\n", i);
    }
    tlr_status status = buf.failed;
    tlri_buf_drop(&buf);
    return status;
}

/* Diagnostics that find no memory are counted; recording them cannot fail. */
static tlr_status use_diag(tlr_ctx *ctx)
{
    for (int i = 0; i < 20; i++) {
        tlri_diag(ctx, TLR_ERROR, 1001, NULL, "hint", "STV-1", "problem %d", i);
    }
    assert_int_equal(tlr_ctx_diag_count(ctx) + tlr_ctx_diag_dropped(ctx), 20);
    assert_int_equal(tlri_diag_errors(ctx), 20);
    bool dropped = tlr_ctx_diag_dropped(ctx) > 0;
    tlr_ctx_diag_clear(ctx);
    return dropped ? tlri_no_memory(ctx) : TLR_OK;
}

static tlr_status use_file(tlr_ctx *ctx)
{
    const char *base = getenv("TMPDIR");
    char folder[300];
    char path[400];
    (void)snprintf(folder, sizeof folder, "%s/teller-oom.XXXXXX",
                   base != NULL && strlen(base) < 200 ? base : P_tmpdir);
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/file", folder);
    struct tlri_bytes bytes = {0};
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    const char **names = NULL;
    size_t count = 0;
    tlr_status status;
    TLR_TRY_TO(tlri_file_write(ctx, path, "text", 4, false), out);
    TLR_TRY_TO(tlri_file_read(ctx, path, 100, &bytes), out);
    TLR_TRY_TO(tlri_dir_list(&arena, folder, &names, &count), out);
    assert_int_equal(count, 1);
out:
    tlri_bytes_drop(&bytes);
    tlri_arena_drop(&arena);
    (void)unlink(path);
    assert_int_equal(rmdir(folder), 0); /* so no temporary was left either */
    return status;
}

/* One run with the n-th request failing. True when no request failed: the last run. */
static bool run_once(work_fn *work, size_t n, bool for_ever)
{
    struct faults faults;
    fault_init(&faults, n, for_ever);
    tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
    if (ctx == NULL) {
        assert_int_equal(n, 1);
        assert_true(fault_clean(&faults));
        return false;
    }
    tlr_status status = work(ctx);
    if (faults.failed == 0) {
        assert_int_equal(status, TLR_OK);
    } else {
        assert_int_equal(status, TLR_E_MEMORY);
        assert_int_equal(tlr_ctx_diag_count(ctx), 1);
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 1901);
    }
    tlr_ctx_free(ctx);
    assert_true(fault_clean(&faults));
    return faults.failed == 0;
}

static void run_until_clean(work_fn *work)
{
    for (int for_ever = 0; for_ever < 2; for_ever++) {
        size_t n = 1;
        while (!run_once(work, n, for_ever != 0)) {
            n++;
            assert_true(n < 1000);
        }
        assert_true(n > 2); /* something but the context was asked for */
    }
}

static void arena_without_memory(void **state)
{
    (void)state;
    run_until_clean(use_arena);
}

static void array_without_memory(void **state)
{
    (void)state;
    run_until_clean(use_array);
}

static void buf_without_memory(void **state)
{
    (void)state;
    run_until_clean(use_buf);
}

static void diag_without_memory(void **state)
{
    (void)state;
    run_until_clean(use_diag);
}

static void file_without_memory(void **state)
{
    (void)state;
    run_until_clean(use_file);
}

/* When growing fails, what was there stays. */
static void failed_growth_keeps_the_old(void **state)
{
    (void)state;
    struct faults faults;
    fault_init(&faults, 3, false);
    tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
    assert_non_null(ctx);
    char *p = tlri_alloc(ctx, 4);
    assert_non_null(p);
    memcpy(p, "old", 4);
    assert_null(tlri_resize(ctx, p, 4, 400));
    assert_string_equal(p, "old");
    tlri_free(ctx, p, 4);
    tlr_ctx_free(ctx);
    assert_true(fault_clean(&faults));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_without_memory), cmocka_unit_test(array_without_memory),
        cmocka_unit_test(buf_without_memory),   cmocka_unit_test(diag_without_memory),
        cmocka_unit_test(file_without_memory),  cmocka_unit_test(failed_growth_keeps_the_old),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
