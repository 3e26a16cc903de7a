/* unit/test_io_text_ballots.c: teller/ballots@1: what is read, and what every slip is told. */
#include "unit/test_io_text.h"

#include "io/ballots_core.h"

#define PAGE   "spec/formats/ballots.md"
#define GOLDEN "fixtures/good/ballots-small.ballots"

/* Lines 1 to 12 are the header, 13 to 15 papers, 16 the end. */
static const char good[] =
    "teller/ballots@1\n"
    "election anytown-2026\n"
    "definition sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"
    "contest ordinary\n"
    "round 1\n"
    "batch eastfield\n"
    "revision 1\n"
    "channel meeting\n"
    "entered double\n"
    "salt 00112233445566778899aabbccddeeff\n"
    "candidates 3\n"
    "papers 3\n"
    "1 1 2 3\n"
    "2 - X ?\n"
    "3 R:blank\n"
    "end 3\n";

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    tlri_papers_builder_init(&builder, ctx, 0);
    tlr_status status = TLR_OK;
    TLR_TRY_TO(tlri_ballots_core_read(ctx, "test", data, len, &header, &builder), done);
    TLR_TRY_TO(tlri_papers_finish(&builder, &papers), done);
    status = tlri_ballots_write(ctx, &header, papers, 0, out);
done:
    tlri_papers_builder_drop(&builder);
    tlri_papers_free(papers);
    return status;
}

static const struct line_row header_rows[] = {
    {"good", 0, "", ""},
    {"another type", 1, "teller/ballots@2\n", "1:1 2016"},
    {"no first line", 1, "", "1:1 2016"},
    {"election misspelt", 2, "elecion anytown-2026\n", "2:1 2017"},
    {"election in capitals", 2, "election Anytown\n", "2:10 2014"},
    {"election with hyphen in front", 2, "election -a\n", "2:10 2014"},
    {"definition without sha256:", 3,
     "definition 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n", "3:12 2015"},
    {"definition in capitals", 3,
     "definition sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\n",
     "3:12 2015"},
    {"contest missing", 4, "", "4:1 2017"},
    {"contest twice", 4, "contest ordinary\ncontest ordinary\n", "5:1 2017"},
    {"round 0", 5, "round 0\n", "5:7 2013"},
    {"round with a zero in front", 5, "round 01\n", "5:7 2012"},
    {"round too large", 5, "round 251\n", "5:7 2021"},
    {"batch with a blank", 6, "batch east field\n", "6:1 2019"},
    {"batch without id", 6, "batch\n", "6:1 2019"},
    {"batch id of 65 letters", 6,
     "batch aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "6:7 2014"},
    {"revision is a word", 7, "revision one\n", "7:10 2012"},
    {"lines changed round", 7, "channel meeting\nrevision 1\n", "7:1 2017, 8:1 2017, 9:1 2017"},
    {"entered twice over", 9, "entered triple\n", "9:9 2022"},
    {"short salt", 10, "salt 00112233445566778899aabbccddee\n", "10:6 2031"},
    {"salt in capitals", 10, "salt 00112233445566778899AABBCCDDEEFF\n", "10:6 2031"},
    {"no candidates", 11, "candidates 0\n", "11:12 2013"},
    {"251 candidates", 11, "candidates 251\n", "11:12 2021"},
    {"ten million and one papers", 12, "papers 10000001\n", "12:8 2021"},
    {"a very large number", 12, "papers 99999999999999999999999\n", "12:8 2021"},
    {"Arabic-Indic digit", 12, "papers \331\243\n", "12:8 2005"},
    {"trailing blank", 4, "contest ordinary \n", "4:17 2006"},
    {"leading blank", 4, " contest ordinary\n", "4:1 2007"},
    {"two spaces", 4, "contest  ordinary\n", "4:8 2007"},
    {"tab", 4, "contest\tordinary\n", "4:8 2003"},
    {"CR LF", 4, "contest ordinary\r\n", "4:17 2002"},
    {"control character", 4, "contest ord\001inary\n", "4:12 2004"},
    {"empty line", 4, "\ncontest ordinary\n", "4:1 2010"},
    {"three slips in one file", 4, "contest Ordinary\nround x\n", "4:9 2014, 5:7 2012, 6:1 2017"},
};

static const struct line_row paper_rows[] = {
    {"number left out", 14, "3 - X ?\n", "14:1 2032, 15:1 2032"},
    {"number with a zero in front", 13, "01 1 2 3\n", "13:1 2012"},
    {"no number", 13, "x 1 2 3\n", "13:1 2012"},
    {"papers begin at 2", 13, "", "13:1 2032"},
    {"a mark too few", 13, "1 1 2\n", "13:1 2035"},
    {"a mark too many", 13, "1 1 2 3 -\n", "13:1 2035"},
    {"only a number", 13, "1\n", "13:1 2035"},
    {"a mark of 1000", 13, "1 1 1000 3\n", "13:5 2033"},
    {"a mark of 0", 13, "1 1 0 3\n", "13:5 2033"},
    {"a mark with a zero in front", 13, "1 1 02 3\n", "13:5 2033"},
    {"small x", 14, "2 - x ?\n", "14:5 2033"},
    {"two wrong marks", 14, "2 + X !\n", "14:3 2033, 14:7 2033"},
    {"two spaces", 14, "2 -  X ?\n", "14:4 2007"},
    {"tab", 14, "2 -\tX ?\n", "14:4 2003"},
    {"trailing blank", 14, "2 - X ? \n", "14:8 2006"},
    {"CR LF", 14, "2 - X ?\r\n", "14:8 2002"},
    {"empty line", 14, "\n", "14:1 2010"},
    {"question of marks rejected whole", 15, "3 R:too-many-marks\n", "15:3 2034"},
    {"unknown code", 15, "3 R:lost\n", "15:3 2034"},
    {"empty code", 15, "3 R:\n", "15:3 2034"},
    {"code and marks", 15, "3 R:blank -\n", "15:1 2035"},
    {"a paper missing at the end", 15, "", "15:1 2036"},
    {"a paper too many", 15, "3 R:blank\n4 - - -\n", "17:1 2036"},
    {"end says another number", 16, "end 4\n", "16:5 2036"},
    {"end says nothing", 16, "end\n", "16:1 2019"},
    {"no end", 16, "", "16:1 2017"},
    {"no LF at the end", 16, "end 3", "16:6 2008"},
    {"something after the end", 16, "end 3\nend 3\n", "17:1 2020"},
};

static void test_header(void **state)
{
    (void)state;
    expect_rows(round_trip, good, header_rows, sizeof header_rows / sizeof header_rows[0]);
}

static void test_papers(void **state)
{
    (void)state;
    expect_rows(round_trip, good, paper_rows, sizeof paper_rows / sizeof paper_rows[0]);
}

static void test_golden(void **state)
{
    (void)state;
    expect_golden(round_trip, GOLDEN, PAGE);
}

static void test_empty_and_cut(void **state)
{
    (void)state;
    expect_problems(round_trip, "", 0, "0:0 2016");
    expect_problems(round_trip, "\xEF\xBB\xBFteller/ballots@1\n", 20, "1:1 2001");
    /* Wherever a good file is cut, it is refused. */
    for (size_t len = 0; len + 1 < sizeof good; len++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_buf out;
        tlri_buf_init(&out, ctx, 4096);
        assert_int_equal(round_trip(ctx, good, len, &out), TLR_E_INPUT);
        assert_true(tlri_diag_errors(ctx) > 0);
        tlri_buf_drop(&out);
        tlr_ctx_free(ctx);
    }
}

static void test_what_is_read(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    struct tlri_sealed *sealed = NULL;
    assert_int_equal(tlri_seal_unsigned_copy(ctx, "east", good, sizeof good - 1, &sealed), TLR_OK);
    assert_int_equal(tlri_ballots_read_header(ctx, sealed, &header), TLR_OK);
    assert_string_equal(header.election, "anytown-2026");
    assert_string_equal(header.contest, "ordinary");
    assert_string_equal(header.batch, "eastfield");
    assert_string_equal(header.channel, "meeting");
    assert_int_equal(header.entered, TLRI_ENTERED_DOUBLE);
    assert_int_equal(header.definition.bytes[1], 0x23);
    assert_int_equal(header.salt[15], 0xff);
    assert_int_equal(header.papers, 3);
    tlri_papers_builder_init(&builder, ctx, 3);
    assert_int_equal(tlri_ballots_read(ctx, sealed, &header, &builder), TLR_OK);
    assert_int_equal(tlri_papers_finish(&builder, &papers), TLR_OK);
    assert_int_equal(papers->count, 3);
    assert_int_equal(papers->paper[0].marks, 3);
    assert_int_equal(papers->paper[1].marks, 2);
    assert_int_equal(papers->pool[3], 1 | TLRI_MARK_CROSS);
    assert_int_equal(papers->pool[4], 2 | TLRI_MARK_DOUBT);
    assert_int_equal(papers->paper[2].reject, TLRI_REJECT_BLANK);
    assert_string_equal(papers->batch[0].id, "eastfield");
    tlri_papers_free(papers);
    tlri_sealed_free(sealed);
    tlr_ctx_free(ctx);
}

static void test_another_number_of_candidates(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    struct tlri_sealed *sealed = NULL;
    assert_int_equal(tlri_seal_unsigned_copy(ctx, "east", good, sizeof good - 1, &sealed), TLR_OK);
    tlri_papers_builder_init(&builder, ctx, 4);
    assert_int_equal(tlri_ballots_read(ctx, sealed, &header, &builder), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2037);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->line, 11);
    tlri_papers_builder_drop(&builder);
    tlri_papers_builder_init(&builder, ctx, 0);
    assert_int_equal(tlri_ballots_read(ctx, sealed, &header, &builder), TLR_E_INTERNAL);
    tlri_papers_builder_drop(&builder);
    tlri_sealed_free(sealed);
    tlr_ctx_free(ctx);
}

/* The salt is never shown, not even when its line is wrong. */
static void test_salt_is_not_shown(void **state)
{
    (void)state;
    static const char *const lines[] = {"salt 00112233445566778899aabbccddeefG\n",
                                        "slat 00112233445566778899aabbccddeeff\n",
                                        "salt  00112233445566778899aabbccddeeff\n"};
    for (size_t i = 0; i < 3; i++) {
        char document[2048];
        const char *line = strstr(good, "salt");
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_ballots_header header;
        int len = snprintf(document, sizeof document, "%.*s%s%s", (int)(line - good), good,
                           lines[i], strchr(line, '\n') + 1);
        assert_int_equal(tlri_ballots_core_header(ctx, "t", document, (size_t)len, &header),
                         TLR_E_INPUT);
        for (size_t d = 0; d < tlr_ctx_diag_count(ctx); d++) {
            const tlr_diag *diag = tlr_ctx_diag(ctx, d);
            assert_null(strstr(diag->message, "0011"));
            assert_true(diag->source == NULL || strstr(diag->source, "0011") == NULL);
        }
        tlr_ctx_free(ctx);
    }
}

static void test_limits(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_ballots_header header;
    char document[2048];
    const char *line = strstr(good, "candidates");
    int len = snprintf(document, sizeof document, "%.*scandidates 251\npapers 0\nend 0\n",
                       (int)(line - good), good);
    assert_int_equal(tlri_ballots_core_header(ctx, "t", document, (size_t)len, &header),
                     TLR_E_LIMIT);
    tlr_ctx_free(ctx);
}

/* A file with nothing but wrong lines is given up, and that is said. */
static void test_many_problems(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_buf document;
    struct tlri_buf out;
    tlri_buf_init(&document, ctx, (size_t)1 << 20);
    tlri_buf_init(&out, ctx, (size_t)1 << 20);
    tlri_buf_add(&document, good, (size_t)(strstr(good, "1 1 2 3") - good));
    for (int i = 0; i < 5000; i++) {
        tlri_buf_puts(&document, "?\n");
    }
    assert_int_equal(round_trip(ctx, document.data, document.len, &out), TLR_E_INPUT);
    size_t n = tlr_ctx_diag_count(ctx);
    assert_true(n >= 200 && n <= 202);
    assert_int_equal(tlr_ctx_diag(ctx, n - 1)->code, 2009);
    tlri_buf_drop(&document);
    tlri_buf_drop(&out);
    tlr_ctx_free(ctx);
}

static void test_without_memory(void **state)
{
    (void)state;
    expect_no_leak(round_trip, good, sizeof good - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_papers),
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_empty_and_cut),
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_another_number_of_candidates),
        cmocka_unit_test(test_salt_is_not_shown),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_many_problems),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
