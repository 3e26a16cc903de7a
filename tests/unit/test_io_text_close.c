/* unit/test_io_text_close.c: teller/close@1, and the sums of the account. */
#include "unit/test_io_text.h"

#include "io/close.h"

#define D "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* By line: 1-5 head, 6-8 batches, 9 accounts, 10-22 the account, 23-25 adjudications, 26-27 double
 * votes, 28 salt, 29 end. */
static const char good[] =
    "teller/close@1\n"
    "election anytown-2026\n"
    "definition " D "\n"
    "revision 1\n"
    "replaces none\n"
    "batches 2\n"
    "batch ordinary 1 east 1 meeting 5 " D "\n"
    "batch ordinary 1 west 1 meeting 3 " D "\n"
    "accounts 1\n"
    "account ordinary 1 meeting\n"
    "printed 20\n"
    "unused 10\n"
    "issued 10\n"
    "in-box 8\n"
    "spoilt-replaced 1\n"
    "late 0\n"
    "rejected-unopened 0\n"
    "tendered 0\n"
    "cancelled 0\n"
    "not-returned 0\n"
    "variance 2 missing 1 taken-away\n"
    "counts 8 8\n"
    "adjudications 2\n"
    "adjudication ordinary east 2 returning-officer none marks - 1 2\n"
    "adjudication ordinary east 3 returning-officer scrutineer reject uncertain\n"
    "double-votes 1\n"
    "double-vote ordinary two-channels 2 first-counted\n"
    "salt 00112233445566778899aabbccddeeff\n"
    "end\n";

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_close *close = NULL;
    TLR_TRY(tlri_close_read(ctx, "test", data, len, &close));
    tlr_status status = tlri_close_write(close, out);
    tlri_close_free(close);
    return status;
}

/* Reads, and checks the sums. */
static tlr_status account(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_close *close = NULL;
    (void)out;
    TLR_TRY(tlri_close_read(ctx, "test", data, len, &close));
    tlr_status status = tlri_account_check(ctx, "test", close);
    tlri_close_free(close);
    return status;
}

static const struct line_row rows[] = {
    {"good", 0, "", ""},
    {"another type", 1, "teller/ballots@1\n", "1:1 2016"},
    {"revision 1 replaces something", 5, "replaces " D "\n", "5:10 2205"},
    {"revision 2 replaces nothing", 4, "revision 2\n", "5:10 2205"},
    {"revision 2", 4, "revision 2\nreplaces " D "\n", "6:1 2017"},
    {"digest cut", 5, "replaces sha256:01\n", "5:10 2015"},
    {"batches miscounted", 6, "batches 3\n", "6:1 2023"},
    {"batches not sorted", 7, "batch ordinary 1 zone 1 meeting 5 " D "\n", "8:1 2200"},
    {"batch twice", 7, "batch ordinary 1 west 1 meeting 5 " D "\n", "8:1 2201"},
    {"batch in two rounds", 8, "batch ordinary 2 east 1 meeting 3 " D "\n", "8:7 2201"},
    {"batch without channel", 7, "batch ordinary 1 east 1 5 " D "\n", "7:1 2019, 6:1 2023"},
    {"batch line misspelt", 7, "bacth ordinary 1 east 1 meeting 5 " D "\n",
     "6:1 2023, 7:1 2017, 8:1 2017"},
    {"accounts missing", 9, "", "9:1 2017"},
    {"printed missing", 11, "", "11:1 2017"},
    {"figures changed round", 12, "issued 10\nunused 10\n", "12:1 2017, 13:1 2017, 14:1 2017"},
    {"figure not a number", 14, "in-box eight\n", "14:8 2012"},
    {"rejected by marks", 21, "rejected too-many-marks 1\n", "21:10 2202"},
    {"rejected by nothing known", 21, "rejected smudged 1\n", "21:10 2022"},
    {"rejected twice", 21, "rejected torn 1\nrejected blank 1\n", "22:10 2200"},
    {"rejected none", 21, "rejected torn 0\n", "21:15 2013"},
    {"variance of equation 4", 21, "variance 4 missing 1 issue\n", "21:10 2013"},
    {"variance lost", 21, "variance 2 lost 1 issue\n", "21:12 2022"},
    {"variance of 0", 21, "variance 2 missing 0 issue\n", "21:20 2013"},
    {"variance with another code", 21, "variance 2 missing 1 stolen\n", "21:22 2022"},
    {"variances not sorted", 21, "variance 2 missing 1 issue\nvariance 1 extra 1 printer\n",
     "22:1 2200"},
    {"one count", 22, "counts 8\n", "22:1 2019"},
    {"adjudications miscounted", 23, "adjudications 0\n", "23:1 2023"},
    {"adjudication twice", 24, "adjudication ordinary east 3 returning-officer none reject torn\n",
     "25:1 2200"},
    {"decided by nobody", 24, "adjudication ordinary east 2 none none reject torn\n", "24:30 2022"},
    {"decision is a doubt", 24, "adjudication ordinary east 2 returning-officer none marks - ? 1\n",
     "24:1 2204"},
    {"rejected as none", 24, "adjudication ordinary east 2 returning-officer none reject none\n",
     "24:60 2203"},
    {"neither reject nor marks", 24,
     "adjudication ordinary east 2 returning-officer none accept 1\n", "24:53 2203"},
    {"wrong mark", 24, "adjudication ordinary east 2 returning-officer none marks 1 0\n",
     "24:61 2033"},
    {"paper 0", 24, "adjudication ordinary east 0 returning-officer none reject torn\n",
     "24:28 2013"},
    {"double votes of another kind", 27, "double-vote ordinary thrice 2 first-counted\n",
     "27:22 2022"},
    {"double votes treated otherwise", 27, "double-vote ordinary same-channel 2 ignored\n",
     "27:37 2022"},
    {"no salt", 28, "", "28:1 2017"}, /* [CLO-18] */
    {"a short salt", 28, "salt 00112233\n", "28:6 2031"},
    {"a salt in capitals", 28, "salt 00112233445566778899AABBCCDDEEFF\n", "28:6 2031"},
    {"no end", 29, "", "29:1 2017"},
    {"end with a number", 29, "end 1\n", "29:1 2019"},
    {"something after the end", 29, "end\nend\n", "30:1 2020"},
};

static const struct line_row account_rows[] = {
    {"good", 0, "", ""},
    {"equation 1", 11, "printed 21\n", "10:9 2240"},
    {"equation 1 with variance", 21,
     "variance 1 extra 1 printer\nvariance 2 missing 1 taken-away\n", "10:9 2241"},
    {"equation 2", 15, "spoilt-replaced 0\n", "10:9 2241"},
    {"equation 2 without variance", 21, "", "10:9 2240"},
    {"variance the wrong way", 21, "variance 2 extra 1 taken-away\n", "10:9 2241"},
    {"variances that cancel", 21,
     "variance 2 missing 2 taken-away\nvariance 2 extra 1 unexplained\n", ""},
    {"equation 3", 14, "in-box 7\n", "10:9 2241, 10:9 2240, 10:9 2243"},
    {"counts differ", 22, "counts 8 9\n", "10:9 2242"},
    {"counts of another box", 22, "counts 9 9\n", "10:9 2243"},
    {"more rejected than in the box", 21, "rejected blank 9\nvariance 2 missing 1 taken-away\n",
     "10:9 2244"},
    {"batch of a channel without account", 8, "batch ordinary 1 west 1 post 3 " D "\n",
     "10:9 2240, 8:7 2245"},
};

static void test_lines(void **state)
{
    (void)state;
    expect_rows(round_trip, good, rows, sizeof rows / sizeof rows[0]);
}

static void test_account(void **state)
{
    (void)state;
    expect_rows(account, good, account_rows, sizeof account_rows / sizeof account_rows[0]);
}

/* The message shows both sides of the sum. */
static void test_sides_are_shown(void **state)
{
    (void)state;
    char document[4096];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    const char *line = strstr(good, "variance");
    int len = snprintf(document, sizeof document, "%.*s%s", (int)(line - good), good,
                       strchr(line, '\n') + 1);
    assert_int_equal(account(ctx, document, (size_t)len, NULL), TLR_E_INPUT);
    assert_string_equal(tlr_ctx_diag(ctx, 0)->message,
                        "equation 2: issued 10, but in-box 8 + spoilt-replaced 1 + late 0 + "
                        "rejected-unopened 0 + tendered 0 + cancelled 0 + not-returned 0 = 9: "
                        "1 missing");
    tlr_ctx_free(ctx);
}

static void test_what_is_read(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_close *close = NULL;
    assert_int_equal(tlri_close_read(ctx, "test", good, sizeof good - 1, &close), TLR_OK);
    assert_string_equal(close->election, "anytown-2026");
    assert_int_equal(close->batches, 2);
    assert_string_equal(close->batch[1].id, "west");
    assert_int_equal(close->batch[1].papers, 3);
    assert_int_equal(close->batch[1].sha256[1], 0x23);
    assert_int_equal(close->batch[1].at.line, 8);
    assert_int_equal(close->account[0].printed, 20);
    assert_int_equal(close->account[0].not_returned, 0);
    assert_int_equal(close->account[0].variance[0].equation, TLRI_EQUATION_ISSUED);
    assert_int_equal(close->decisions, 2);
    assert_int_equal(close->decision[0].candidates, 3);
    assert_int_equal(close->decision[0].marks, 2);
    assert_int_equal(close->decision[0].mark[0], 1);
    assert_int_equal(close->decision[0].objected_by, TLRI_ROLE_COUNT);
    assert_int_equal(close->decision[1].reject, TLRI_REJECT_UNCERTAIN);
    assert_int_equal(close->decision[1].objected_by, TLRI_ROLE_SCRUTINEER);
    assert_int_equal(close->double_vote[0].persons, 2);
    tlri_close_free(close);
    tlr_ctx_free(ctx);
}

static void test_golden(void **state)
{
    (void)state;
    expect_golden(round_trip, "fixtures/good/close-small.txt", "spec/formats/close.md");
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = read_fixture(ctx, "fixtures/good/close-small.txt");
    assert_int_equal(account(ctx, bytes.data, bytes.len, NULL), TLR_OK);
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

static void test_without_memory(void **state)
{
    (void)state;
    expect_no_leak(round_trip, good, sizeof good - 1);
}

static void test_tokens(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < TLRI_VARIANCE_COUNT; code++) {
        const char *token = tlri_variance_token(code);
        assert_int_equal(tlri_variance_find(token, strlen(token)), code);
    }
    assert_int_equal(tlri_variance_find("lost", 4), TLRI_NONE);
    assert_null(tlri_variance_token(TLRI_VARIANCE_COUNT));
    assert_null(tlri_double_token(TLRI_DOUBLE_COUNT));
    assert_null(tlri_treatment_token(TLRI_TREATMENT_COUNT));
    tlri_close_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),           cmocka_unit_test(test_account),
        cmocka_unit_test(test_sides_are_shown), cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_golden),          cmocka_unit_test(test_without_memory),
        cmocka_unit_test(test_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
