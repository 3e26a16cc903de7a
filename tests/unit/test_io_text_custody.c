/* unit/test_io_text_custody.c: teller/account@1, adjudications@1, ink@1, bundle@1 and sample@1. */
#include "unit/test_io_text.h"

#include "io/account.h"
#include "io/bundle.h"
#include "io/ink.h"
#include "io/sample.h"

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

static tlr_status sample(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_sample *read = NULL;
    TLR_TRY(tlri_sample_read(ctx, "test", data, len, &read));
    tlr_status status = tlri_sample_write(read, out);
    tlri_sample_free(read);
    return status;
}

static const char good_sample[] = "teller/sample@1\n"
                                  "election anytown-2026\n"
                                  "close " D "\n"
                                  "seed 902817364455019283746501\n"
                                  "contest ordinary\n"
                                  "papers 2\n"
                                  "paper ordinary/hall/2 - 2 1 X\n"
                                  "paper ordinary/hall/10 unread\n"
                                  "end\n";

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
    expect_golden(sample, "fixtures/good/sample-small.txt", "spec/formats/audit-sample.md");
}

static void test_sample_lines(void **state)
{
    (void)state;
    static const struct line_row rows[] = {
        {"good", 0, "", ""},
        {"23 digits", 4, "seed 90281736445501928374650\n", "4:6 2213"},
        {"no number", 7, "paper ordinary/hall 1 - - -\n", "7:7 2350"},
        {"four parts", 7, "paper ordinary/hall/2/1 1 - - -\n", "7:7 2350"},
        {"paper 0", 7, "paper ordinary/hall/0 1 - - -\n", "7:21 2013"},
        {"not in order", 8, "paper ordinary/hall/1 unread\n", "8:7 2351"},
        {"twice", 8, "paper ordinary/hall/2 unread\n", "8:7 2351"},
        {"no such mark", 7, "paper ordinary/hall/2 - 2 y X\n", "7:27 2033"},
        {"no such rejection", 7, "paper ordinary/hall/2 R:late\n", "7:23 2034"},
        {"miscounted", 6, "papers 3\n", "6:1 2023"},
    };
    expect_rows(sample, good_sample, rows, sizeof rows / sizeof rows[0]);
}

static void test_ink_lines(void **state)
{
    (void)state;
    static const struct line_row rows[] = {
        {"good", 0, "", ""},
        {"no such file", 4, "ink workings.xml " D " scrutineer teller signed\n", "4:5 2341"},
        {"a path", 4, "ink batches/../x.ballots " D " scrutineer teller signed\n", "4:5 2341"},
        {"refused without code", 4, "ink close.txt " D " scrutineer teller refused\n", "4:1 2342"},
        {"a key's owner", 4, "ink close.txt " D " scrutineer teller signed key anna\n", ""},
        {"refused by one", 4, "ink close.txt " D " scrutineer teller refused rules key a\n", ""},
        {"a key without name", 4, "ink close.txt " D " scrutineer teller signed key\n", "4:1 2342"},
        {"two names", 4, "ink close.txt " D " scrutineer teller signed key a b\n", "4:1 2342"},
        {"no name", 4, "ink close.txt " D " scrutineer teller signed key A\n", "4:116 2014"},
        {"two codes", 4, "ink close.txt " D " scrutineer teller refused rules rules\n", "4:1 2342"},
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
    expect_no_leak(sample, good_sample, sizeof good_sample - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),         cmocka_unit_test(test_ink_lines),
        cmocka_unit_test(test_sample_lines),   cmocka_unit_test(test_bundle_names),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
