/*
 * unit/test_io_text.h: what the tests of the plain-text readers share.
 *
 * A row of a table is a document, or a change to a good one, and the problems that the reader must
 * report: "16:1 2032, 17:4 2007" (line, column, code), in the order found.
 */
#ifndef TEST_IO_TEXT_H
#define TEST_IO_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/base.h"
#include "base/file.h"
#include "support/faults.h"

/* Reads data and, when it is accepted, writes it to out. */
typedef tlr_status round_trip_fn(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out);

/* All errors (and warnings and notes, in brackets) of a context as text. */
static inline void list_problems(const tlr_ctx *ctx, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx) && len < size; i++) {
        const tlr_diag *diag = tlr_ctx_diag(ctx, i);
        bool error = diag->severity == TLR_ERROR;
        len += (size_t)snprintf(out + len, size - len, "%s%s%u:%u %u%s", i == 0 ? "" : ", ",
                                error ? "" : "[", diag->line, diag->column, diag->code,
                                error ? "" : "]");
        assert_non_null(diag->message);
        const char *cause = NULL;
        const char *remedy = NULL;
        assert_true(tlr_diag_explain(diag->code, &cause, &remedy));
    }
}

/* Reads one document and compares its problems; "" means that it is good. */
static inline void expect_problems(round_trip_fn *round, const char *data, size_t len,
                                   const char *expected)
{
    char found[4096];
    struct faults memory;
    struct tlri_buf out;
    fault_init(&memory, 0, false);
    tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &memory);
    tlri_buf_init(&out, ctx, (size_t)1 << 24);
    tlr_status status = round(ctx, data, len, &out);
    list_problems(ctx, found, sizeof found);
    assert_string_equal(found, expected);
    assert_int_equal(status == TLR_OK, tlri_diag_errors(ctx) == 0);
    tlri_buf_drop(&out);
    tlr_ctx_free(ctx);
    assert_true(fault_clean(&memory));
}

/* `good` with its line number `line` (from 1) replaced by `with` (which holds its LFs, so that ""
 * takes the line out); line 0 leaves it as it is. */
static inline void expect_with_line(round_trip_fn *round, const char *good, unsigned line,
                                    const char *with, const char *expected)
{
    char document[16384];
    const char *from = good;
    for (unsigned i = 1; i < line; i++) {
        from = strchr(from, '\n') + 1;
    }
    const char *to = line == 0 ? from : strchr(from, '\n') + 1;
    int len = snprintf(document, sizeof document, "%.*s%s%s", (int)(from - good), good,
                       line == 0 ? "" : with, to);
    assert_true(len > 0 && (size_t)len < sizeof document);
    expect_problems(round, document, (size_t)len, expected);
}

struct line_row {
    const char *name;
    unsigned line;
    const char *with;
    const char *expected;
};

static inline void expect_rows(round_trip_fn *round, const char *good, const struct line_row *rows,
                               size_t n)
{
    for (size_t i = 0; i < n; i++) {
        print_message("%s\n", rows[i].name);
        expect_with_line(round, good, rows[i].line, rows[i].with, rows[i].expected);
    }
}

/* A file of the fixtures, from the top of the tree. */
static inline struct tlri_bytes read_fixture(tlr_ctx *ctx, const char *path)
{
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(ctx, path, (size_t)1 << 24, &bytes), TLR_OK);
    return bytes;
}

/* The bytes of a fixture come back from the writer, and stand as they are on the page of the
 * format.
 */
static inline void expect_golden(round_trip_fn *round, const char *path, const char *page)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = read_fixture(ctx, path);
    struct tlri_buf out;
    tlri_buf_init(&out, ctx, (size_t)1 << 24);
    assert_int_equal(round(ctx, bytes.data, bytes.len, &out), TLR_OK);
    assert_string_equal(out.data, bytes.data);
    if (page != NULL) {
        struct tlri_bytes text = read_fixture(ctx, page);
        assert_non_null(strstr(text.data, bytes.data));
        tlri_bytes_drop(&text);
    }
    tlri_buf_drop(&out);
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

/* Wherever memory runs out, reading fails cleanly and gives everything back. */
static inline void expect_no_leak(round_trip_fn *round, const char *data, size_t len)
{
    for (size_t n = 2;; n++) {
        struct faults memory;
        struct tlri_buf out;
        fault_init(&memory, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &memory);
        assert_non_null(ctx);
        tlri_buf_init(&out, ctx, (size_t)1 << 24);
        tlr_status status = round(ctx, data, len, &out);
        if (memory.failed > 0) {
            assert_int_equal(status, TLR_E_MEMORY);
        } else {
            assert_int_equal(status, TLR_OK);
        }
        tlri_buf_drop(&out);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&memory));
        if (memory.failed == 0) {
            return;
        }
    }
}

#endif
