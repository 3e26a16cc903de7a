/* unit/test_io_text_custody.c: teller/account@1, adjudications@1, ink@1 and bundle@1. */
#include "unit/test_io_text.h"

#include "io/account.h"
#include "io/bundle.h"
#include "io/ink.h"

#define D "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static tlr_status account(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_close *read = NULL;
    TLR_TRY(tlri_account_read(ctx, "test", data, len, &read));
    tlr_status status = tlri_account_write(read, out);
    tlri_close_free(read);
    return status;
}

static tlr_status adjudications(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_close *read = NULL;
    TLR_TRY(tlri_adjudications_read(ctx, "test", data, len, &read));
    tlr_status status = tlri_adjudications_write(read, out);
    tlri_close_free(read);
    return status;
}

static tlr_status ink(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ink *read = NULL;
    TLR_TRY(tlri_ink_read(ctx, "test", data, len, &read));
    tlr_status status = tlri_ink_write(read, out);
    tlri_ink_free(read);
    return status;
}

static tlr_status bundle(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_bundle *read = NULL;
    TLR_TRY(tlri_bundle_read(ctx, "test", data, len, &read));
    tlr_status status = tlri_bundle_write(read, out);
    tlri_bundle_free(read);
    return status;
}

static const char good_ink[] = "teller/ink@1\n"
                               "election anytown-2026\n"
                               "lines 1\n"
                               "ink close.txt " D " scrutineer returning-officer signed\n"
                               "end\n";

static void test_golden(void **state)
{
    (void)state;
    expect_golden(account, "fixtures/good/account-small.txt", "spec/formats/account.md");
    expect_golden(adjudications, "fixtures/good/adjudications-small.txt",
                  "spec/formats/adjudications.md");
    expect_golden(ink, "fixtures/good/ink-small.txt", "spec/formats/ink.md");
    expect_golden(bundle, "fixtures/good/bundle-public.txt", "spec/formats/bundle.md");
}

static void test_ink_lines(void **state)
{
    (void)state;
    static const struct line_row rows[] = {
        {"good", 0, "", ""},
        {"no such file", 4, "ink workings.xml " D " scrutineer teller signed\n", "4:5 2341"},
        {"a path", 4, "ink batches/../x.ballots " D " scrutineer teller signed\n", "4:5 2341"},
        {"refused without code", 4, "ink close.txt " D " scrutineer teller refused\n", "4:1 2342"},
        {"miscounted", 3, "lines 2\n", "3:1 2023"},
    };
    expect_rows(ink, good_ink, rows, sizeof rows / sizeof rows[0]);
}

static void test_bundle_names(void **state)
{
    (void)state;
    static const char *const bad[] = {"", ".", "..", "../x", "/x", "x/", "a/b/c", "a/.b", "a b"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(tlri_bundle_name_ok(bad[i], strlen(bad[i])));
    }
    assert_true(tlri_bundle_name_ok("batches/a-1.ballots", strlen("batches/a-1.ballots")));
}

static void test_without_memory(void **state)
{
    (void)state;
    expect_no_leak(ink, good_ink, sizeof good_ink - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_ink_lines),
        cmocka_unit_test(test_bundle_names),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
