/* unit/test_io_text_blt.c: BLT in all its dialects, the slips of other readers, constraint files.
 */
#include "unit/test_io_text.h"

#include "io/blt.h"
#include "io/con.h"

static tlr_status with_flags(tlr_ctx *ctx, const char *data, size_t len, unsigned flags,
                             struct tlri_buf *out)
{
    struct tlri_blt *blt = NULL;
    TLR_TRY(tlri_blt_read(ctx, "test", data, len, flags, &blt));
    tlr_status status = tlri_blt_write(ctx, &blt->contest, blt->papers, out);
    tlri_blt_free(blt);
    return status;
}

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    return with_flags(ctx, data, len, TLRI_BLT_STRICT, out);
}

static tlr_status with_notes(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    return with_flags(ctx, data, len, TLRI_BLT_ALLOW_NOTES, out);
}

#define NAMES "\"A\"\n\"B\"\n\"C\"\n\"T\"\n" /* three candidates and a title */

/* ---- what is read, said again in canonical form ---- */

struct dialect_row {
    const char *name, *document, *canonical;
};

static const struct dialect_row dialect_rows[] = {
    {"plain", "3 2\n4 1 2 0\n2 3 0\n0\n" NAMES, "3 2\n4 1 2 0\n2 3 0\n0\n" NAMES},
    {"empty papers are papers", "3 1\n1 0\n2 0\n0\n" NAMES, "3 1\n1 0\n2 0\n0\n" NAMES},
    {"no papers", "3 1\n0\n" NAMES, "3 1\n0\n" NAMES},
    {"one paper for three candidates", "3 1\n1 2 0\n0\n" NAMES, "3 1\n1 2 0\n0\n" NAMES},
    {"more places than candidates", "3 9\n1 2 0\n0\n" NAMES, "3 9\n1 2 0\n0\n" NAMES},
    {"largest weight", "3 1\n1000000000 2 0\n0\n" NAMES, "3 1\n1000000000 2 0\n0\n" NAMES},
    {"withdrawn", "3 1\n-2\n1 2 1 0\n0\n" NAMES, "3 1\n-2\n1 2 1 0\n0\n" NAMES},
    {"withdrawn in one line", "3 1\n-3 -1\n0\n" NAMES, "3 1\n-1 -3\n0\n" NAMES},
    {"withdrawn option", "3 1\n[withdrawn 1 3]\n0\n" NAMES, "3 1\n-1 -3\n0\n" NAMES},
    {"equal", "3 1\n1 2=3 1 0\n0\n" NAMES, "3 1\n1 2=3 1 0\n0\n" NAMES},
    {"three equal", "3 1\n1 3=1=2 0\n0\n" NAMES, "3 1\n1 1=2=3 0\n0\n" NAMES},
    {"skipped, then equal out of order", "3 1\n1 3 - 2=1 0\n0\n" NAMES,
     "3 1\n1 3 - 1=2 0\n0\n" NAMES},
    {"skipped", "3 1\n1 1 - 2 0\n0\n" NAMES, "3 1\n1 1 - 2 0\n0\n" NAMES},
    {"first skipped twice", "3 1\n1 - - 2 0\n0\n" NAMES, "3 1\n1 - - 2 0\n0\n" NAMES},
    {"skipped four times", "3 1\n1 1 - - - - 2 0\n0\n" NAMES, "3 1\n1 1 - - - 2 0\n0\n" NAMES},
    {"skipped at the end", "3 1\n1 1 - 0\n0\n" NAMES, "3 1\n1 1 0\n0\n" NAMES},
    {"skipped then equal", "3 1\n1 - 1=2 0\n0\n" NAMES, "3 1\n1 - 1=2 0\n0\n" NAMES},
    {"comments", "# a\n3 1 # b\n/* c /* d */\n e */ 1 2 0 # f\n0 # g\n" NAMES "# h\n",
     "3 1\n1 2 0\n0\n" NAMES},
    {"number sign in a name", "1 1\n0\n\"A #1\"\n\"T\"\n", "1 1\n0\n\"A #1\"\n\"T\"\n"},
    {"blanks and empty lines", "\n 3  1\n\n\t4  1\t2 0 \n\n 0 \n\n" NAMES "\n",
     "3 1\n4 1 2 0\n0\n" NAMES},
    {"no LF at the end", "1 1\n1 1 0\n0\n\"A\"\n\"T\"", "1 1\n1 1 0\n0\n\"A\"\n\"T\"\n"},
    {"Windows line ends", "1 1\r\n1 1 0\r\n0\r\n\"A\"\r\n\"T\"\r\n",
     "1 1\n1 1 0\n0\n\"A\"\n\"T\"\n"},
    {"ids and weights", "3 1\n(a) 1 2 0\n(b) 1 1 3 0\n0\n" NAMES, "3 1\n1 2 0\n1 1 3 0\n0\n" NAMES},
    {"ids alone", "3 1\n(a) 2 1 0\n(b) 1 3 0\n0\n" NAMES, "3 1\n1 2 1 0\n1 1 3 0\n0\n" NAMES},
    {"ids and an empty paper", "3 1\n(a) 0\n(b c) 1 3 0\n0\n" NAMES,
     "3 1\n1 0\n1 1 3 0\n0\n" NAMES},
    {"several papers in a line", "3 1\n1 2 0 4 3 0\n0\n" NAMES, "3 1\n1 2 0\n4 3 0\n0\n" NAMES},
    {"no zeros", "3 1\n2 2 1\n1\n0\n" NAMES, "3 1\n2 2 1 0\n1 0\n0\n" NAMES},
    {"nicknames", "3 1\n[nick a b c]\n[tie c a b]\n2 b=c 1 0\n0\n" NAMES,
     "3 1\n[tie 3 1 2]\n2 2=3 1 0\n0\n" NAMES},
    {"option over lines", "3 1\n[tie\n 2 # first\n 1 3\n]\n0\n" NAMES,
     "3 1\n[tie 2 1 3]\n0\n" NAMES},
    {"names in one line", "3 1\n0\n\"A\" \"B\" \"C\" \"T\"\n", "3 1\n0\n" NAMES},
    {"source and comment", "3 1\n0\n" NAMES "\"S\"\n\"C\"\n", "3 1\n0\n" NAMES},
    {"unquoted names", "3 1\n0\nA\nB # b\n C \nT\n", "3 1\n0\n" NAMES},
    {"parties", "3 1\n0\nA,X\nB , Y Z\nC\nT\n", "3 1\n0\n\"A (X)\"\n\"B (Y Z)\"\n\"C\"\n\"T\"\n"},
    {"comma in a quoted name", "1 1\n0\n\"B, A\"\n\"T\"\n", "1 1\n0\n\"B, A\"\n\"T\"\n"},
    {"paired names and parties", "2 1\n0\n\"A\" \"X\"\n\"B\" \"Y\"\n\"T\"\n",
     "2 1\n0\n\"A (X)\"\n\"B (Y)\"\n\"T\"\n"},
    {"names first", "2 1\nA,X\nB\n3 1 0\n0\nT\n", "2 1\n3 1 0\n0\n\"A (X)\"\n\"B\"\n\"T\"\n"},
    {"single quotes", "2 1\n0\n'A'\n'B'\n'T'\n", "2 1\n0\n\"A\"\n\"B\"\n\"T\"\n"},
    {"an apostrophe is a letter", "2 1\n0\n'Tis\nO'Neill\nT\n",
     "2 1\n0\n\"'Tis\"\n\"O'Neill\"\n\"T\"\n"},
    {"names in UTF-8", "1 1\n0\n\"Si\303\242n\"\n\"\"\n", "1 1\n0\n\"Si\303\242n\"\n\"\"\n"},
};

static void test_dialects(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dialect_rows / sizeof dialect_rows[0]; i++) {
        const struct dialect_row *row = &dialect_rows[i];
        struct tlri_buf out;
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        tlri_buf_init(&out, ctx, 65536);
        print_message("%s\n", row->name);
        assert_int_equal(round_trip(ctx, row->document, strlen(row->document), &out), TLR_OK);
        assert_string_equal(out.data, row->canonical);
        assert_int_equal(tlr_ctx_diag_count(ctx), 0);
        tlri_buf_drop(&out);
        tlr_ctx_free(ctx);
    }
}

/* ---- what is refused, and where ---- */

struct problem_row {
    const char *name, *document, *problems;
};

static const struct problem_row problem_rows[] = {
    {"nothing", "", "1:1 2100"},
    {"only a comment", "# nothing\n", "2:1 2100"},
    {"one number", "3\n", "1:2 2100"},
    {"three numbers", "4 3 120\n", "1:5 2100"},
    {"no candidates", "0 1\n", "1:1 2100"},
    {"no places", "3 0\n", "1:3 2100"},
    {"candidates as a word", "three 1\n", "1:1 2100"},
    {"candidates with a zero in front", "03 1\n", "1:1 2100"},
    {"251 candidates", "251 1\n", "1:1 2101"},
    {"256 candidates", "256 1\n", "1:1 2101"},
    {"251 places", "3 251\n", "1:3 2101"},
    {"more candidates than a number holds", "99999999999999999999 1\n", "1:1 2101"},
    {"candidates in Arabic-Indic digits", "\331\243 1\n", "1:1 2118"},
    {"papers in Arabic-Indic digits", "3 1\n\331\243 1 0\n0\n" NAMES, "2:1 2118"},
    {"a preference in Arabic-Indic digits", "3 1\n1 \331\243 0\n0\n" NAMES, "2:3 2118"},
    {"row that begins with 0", "3 1\n0 1 2 0\n1 1 0\n0\n" NAMES, "2:1 2112"},
    {"row that begins with 05", "3 1\n05 1 2 0\n1 1 0\n0\n" NAMES, "2:1 2112"},
    {"row that begins with 007", "3 1\n1 1 0\n007 2 0\n0\n" NAMES, "3:1 2112"},
    {"terminator with a name behind", "3 1\n1 1 0\n0 \"A\"\n0\n" NAMES, "3:1 2112"},
    {"terminator in the line of a paper", "3 1\n1 1 0 0\n0\n" NAMES, "2:7 2112"},
    {"weight 1.5", "3 1\n1.5 1 0\n0\n" NAMES, "2:1 2106"},
    {"weight -1 among papers", "3 1\n1 1 0\n-1 1 0\n0\n" NAMES, "3:1 2106"},
    {"weight too large", "3 1\n1000000001 1 0\n0\n" NAMES, "2:1 2106"},
    {"weight of 23 digits", "3 1\n99999999999999999999999 1 0\n0\n" NAMES, "2:1 2106"},
    {"weight +1", "3 1\n+1 1 0\n0\n" NAMES, "2:1 2106"},
    {"candidate out of range", "3 1\n1 4 0\n0\n" NAMES, "2:3 2108"},
    {"candidate far out of range", "3 1\n1 99999999999 0\n0\n" NAMES, "2:3 2108"},
    {"candidate with a zero in front", "3 1\n1 02 0\n0\n" NAMES, "2:3 2107"},
    {"candidate twice", "3 1\n1 2 1 2 0\n0\n" NAMES, "2:7 2109"},
    {"candidate twice, equal", "3 1\n1 2=2 0\n0\n" NAMES, "2:5 2109"},
    {"nothing beside =", "3 1\n1 2= 0\n0\n" NAMES, "2:3 2107"},
    {"blanks beside =", "3 1\n1 2 = 3 0\n0\n" NAMES, "2:5 2107"},
    {"nickname without nicknames", "3 1\n1 ada 0\n0\n" NAMES, "2:3 2107"},
    {"unknown nickname", "3 1\n[nick a b c]\n1 d 0\n0\n" NAMES, "3:3 2108"},
    {"two nicknames for three", "3 1\n[nick a b]\n0\n" NAMES, "2:1 2105"},
    {"one nickname for two", "3 1\n[nick a b a]\n0\n" NAMES, "2:11 2105"},
    {"a number as nickname", "3 1\n[nick 1 2 3]\n0\n" NAMES, "2:7 2105"},
    {"nickname with =", "3 1\n[nick a=b c d]\n0\n" NAMES, "2:7 2105"},
    {"tie order of two", "3 1\n[tie 1 2]\n0\n" NAMES, "2:1 2104"},
    {"tie order with one twice", "3 1\n[tie 1 2 1]\n0\n" NAMES, "2:10 2104"},
    {"unknown option", "3 1\n[quota hare]\n0\n" NAMES, "2:1 2103"},
    {"option not closed", "3 1\n[tie 1 2 3\n0\n" NAMES, "2:1 2103, 8:1 2113"},
    {"withdrawn candidate 4", "3 1\n-4\n0\n" NAMES, "2:2 2108"},
    {"withdrawn candidate 0", "3 1\n-0\n0\n" NAMES, "2:2 2108"},
    {"withdrawn candidate as word", "3 1\n-a\n0\n" NAMES, "2:1 2102"},
    {"paper without 0 among others", "3 1\n1 1 0\n1 2\n1 3 0\n0\n" NAMES, "3:1 2110"},
    {"paper with 0 among others", "3 1\n1 1\n1 2 0\n0\n" NAMES, "3:5 2111"},
    {"paper over two lines", "3 1\n1 1 0\n1 2\n3 0\n0\n" NAMES, "3:1 2110"},
    {"papers not ended", "3 1\n1 1 0\n" NAMES, "3:1 2113"},
    {"papers not ended at all", "3 1\n1 1 0\n", "3:1 2113"},
    {"comment not closed", "3 1\n1 1 0 /* \n0\n" NAMES, "2:7 2119"},
    {"two names for three", "3 1\n0\n\"A\"\n\"B\"\n", "5:1 2114"},
    {"no title", "3 1\n0\n\"A\"\n\"B\"\n\"C\"\n", "6:1 2114"},
    {"quotation mark not closed", "3 1\n0\n\"A\n\"B\"\n\"C\"\n\"T\"\n", "3:1 2115"},
    {"name over two lines", "1 1\n0\n\"A\nB\"\n\"T\"\n", "3:1 2115, 4:1 2117"},
    {"empty name", "1 1\n0\n\"\"\n\"T\"\n", "3:2 2117"},
    {"name in Latin-1", "1 1\n0\n\"Si\342n\"\n\"T\"\n", "3:2 2117"},
    {"name with a control character", "1 1\n0\n\"A\007\"\n\"T\"\n", "3:2 2117"},
    {"quotation mark in an unquoted name", "1 1\n0\nA \"X\" B\nT\n", "3:1 2117"},
    {"after the title", "1 1\n0\n\"A\"\n\"T\"\nmore\n", "5:1 2116"},
    {"behind the title", "1 1\n0\n\"A\"\n\"T\" more\n", "4:5 2116"},
    {"a fourth string", "1 1\n0\n\"A\"\n\"T\"\n\"S\"\n\"C\"\n\"D\"\n", "7:1 2116"},
    {"ids that could be either", "3 1\n(a) 1 2 0\n(b) 1 3 0\n0\n" NAMES, "2:1 2120"},
    {"id twice", "3 1\n(a) 2 0\n(b) 3 0\n(a) 1 0\n0\n" NAMES, "4:2 2122"},
    {"id on some papers", "3 1\n(a) 2 0\n1 3 0\n0\n" NAMES, "3:1 2121"},
    {"no id on some papers", "3 1\n1 2 0\n(a) 3 0\n0\n" NAMES, "3:1 2121"},
    {"id not closed", "3 1\n(a 2 0\n0\n" NAMES, "2:1 2120, 2:1 2121"},
    {"id and weight 2", "3 1\n(a) 1 1 0\n(b) 2 1 0\n0\n" NAMES, "2:7 2109"},
    {"lone CR", "3 1\n1 1\r2 0\n0\n" NAMES, "2:4 2118"},
    {"NUL", "3 1\n1 1 \001 0\n0\n" NAMES, "2:5 2118"},
    {"three slips", "3 1\n1 1 1 0\n0 1 0\n1 4 0\n2 2 0\n0\n" NAMES, "2:5 2109, 3:1 2112, 4:3 2108"},
    {"same name twice", "2 1\n0\n\"A\"\n\"A\"\n\"T\"\n", "[4:2 2127]"},
    {"byte order mark", "\357\273\2771 1\n0\n\"A\"\n\"T\"\n", "[1:1 2125]"},
    {"Droop's options", "1 1\n[droop precision=5]\n0\n\"A\"\n\"T\"\n", "[2:1 2126]"},
};

static void test_problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof problem_rows / sizeof problem_rows[0]; i++) {
        const struct problem_row *row = &problem_rows[i];
        print_message("%s\n", row->name);
        expect_problems(round_trip, row->document, strlen(row->document), row->problems);
    }
}

static void test_notes(void **state)
{
    (void)state;
    static const char document[] = "1 1\n0\n\"A\"\n\"T\"\nAB: 332\n\"x\n";
    expect_problems(with_notes, document, sizeof document - 1, "[5:1 2116]");
    expect_problems(round_trip, document, sizeof document - 1, "5:1 2116");
}

/* Wherever the fixtures of all dialects are cut before the names, they are refused. */
static void test_cut(void **state)
{
    (void)state;
    static const char document[] = "3 2\n4 1 2 0\n2 3 0\n0\n" NAMES;
    for (size_t len = 0; len + 2 < sizeof document; len++) {
        struct tlri_buf out;
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        tlri_buf_init(&out, ctx, 4096);
        assert_int_not_equal(round_trip(ctx, document, len, &out), TLR_OK);
        tlri_buf_drop(&out);
        tlr_ctx_free(ctx);
    }
}

static void test_statuses(void **state)
{
    (void)state;
    static const char many[] = "256 1\n";
    struct tlri_buf out;
    struct tlri_buf rows;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlri_buf_init(&out, ctx, 4096);
    tlri_buf_init(&rows, ctx, (size_t)1 << 20);
    assert_int_equal(round_trip(ctx, many, sizeof many - 1, &out), TLR_E_LIMIT);
    tlri_buf_puts(&rows, "1 1\n");
    for (int i = 0; i < 1001; i++) {
        tlri_buf_puts(&rows, "1000000000 1 0\n");
    }
    tlri_buf_puts(&rows, "0\n\"A\"\n\"T\"\n");
    assert_int_equal(round_trip(ctx, rows.data, rows.len, &out), TLR_E_LIMIT);
    assert_int_equal(tlr_ctx_diag(ctx, tlr_ctx_diag_count(ctx) - 1)->code, 2123);
    tlri_buf_drop(&out);
    tlri_buf_drop(&rows);
    tlr_ctx_free(ctx);
}

/* ---- what is kept ---- */

static void test_what_is_read(void **state)
{
    (void)state;
    static const char document[] = "3 2\n[tie 2 3 1]\n-3\n2 1=2 - 3 0\n1 0\n0\n" NAMES "\"S\"\n";
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_blt *blt = NULL;
    assert_int_equal(tlri_blt_read(ctx, "t", document, sizeof document - 1, 0, &blt), TLR_OK);
    assert_string_equal(blt->title, "T");
    assert_string_equal(blt->source, "S");
    assert_null(blt->comment);
    assert_string_equal(blt->contest.id, "blt");
    assert_int_equal(blt->contest.places, 2);
    assert_string_equal(blt->contest.candidate[2].id, "3");
    assert_string_equal(blt->contest.candidate[2].name, "C");
    assert_int_equal(blt->contest.candidate[2].standing, TLRI_WITHDRAWN);
    assert_int_equal(blt->contest.tie_order_size, 3);
    assert_int_equal(blt->contest.tie_order[0], 1);
    const struct tlri_papers *papers = blt->papers;
    assert_int_equal(papers->count, 2);
    assert_int_equal(papers->paper[0].weight, 2);
    assert_int_equal(papers->pool[0], 0);
    assert_int_equal(papers->pool[1], 1 | TLRI_MARK_EQUAL);
    assert_int_equal(papers->pool[2], 2 | tlri_mark_gap(1));
    assert_int_equal(papers->paper[1].marks, 0);
    assert_int_equal(papers->paper[1].reject, TLRI_REJECT_NONE);
    assert_string_equal(papers->batch[0].id, "blt");
    assert_int_equal(tlri_papers_total(papers), 3);
    assert_true(tlri_blt_has(blt, TLRI_BLT_EMPTY));
    assert_true(tlri_blt_has(blt, TLRI_BLT_SKIP));
    assert_true(tlri_blt_has(blt, TLRI_BLT_SOURCE));
    assert_false(tlri_blt_has(blt, TLRI_BLT_IDS));
    for (uint32_t i = 0; i < TLRI_BLT_FEATURE_COUNT; i++) {
        assert_non_null(tlri_blt_feature_text(i));
    }
    assert_null(tlri_blt_feature_text(TLRI_BLT_FEATURE_COUNT));
    tlri_blt_free(blt);
    tlri_blt_free(NULL);
    tlr_ctx_free(ctx);
}

static void test_fixtures(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum tlri_blt_feature feature;
    } files[] = {
        {"fixtures/good/blt-openstv.blt", TLRI_BLT_IDS_AND_WEIGHTS},
        {"fixtures/good/blt-droop.blt", TLRI_BLT_NICK_OPTION},
        {"fixtures/good/blt-droop-ids.blt", TLRI_BLT_IDS},
        {"fixtures/good/blt-opentally.blt", TLRI_BLT_NO_ZEROS},
        {"fixtures/good/blt-ecount.blt", TLRI_BLT_UNQUOTED},
        {"fixtures/good/blt-ecount-names-first.blt", TLRI_BLT_NAMES_FIRST},
        {"fixtures/good/blt-ecount-paired.blt", TLRI_BLT_PARTIES},
        {"fixtures/good/blt-electrr.blt", TLRI_BLT_SINGLE_QUOTES},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_bytes bytes = read_fixture(ctx, files[i].path);
        struct tlri_blt *blt = NULL;
        print_message("%s\n", files[i].path);
        assert_int_equal(tlri_blt_read(ctx, files[i].path, bytes.data, bytes.len, 0, &blt), TLR_OK);
        assert_true(tlri_blt_has(blt, files[i].feature));
        tlri_blt_free(blt);
        tlri_bytes_drop(&bytes);
        tlr_ctx_free(ctx);
    }
    expect_golden(round_trip, "fixtures/good/blt-plain.blt", "spec/formats/blt.md");
}

/* Crosses, doubts and rejections cannot be said in BLT. */
static void test_writer_refuses(void **state)
{
    (void)state;
    static const tlri_mark marks[] = {0 | TLRI_MARK_CROSS, 0 | TLRI_MARK_DOUBT};
    static const struct tlri_candidate ada[] = {{"1", "Ada \"the\tfirst\"", TLRI_STANDING}};
    const struct tlri_contest contest = {
        .id = "c", .title = "t", .places = 1, .candidates = 1, .candidate = ada};
    for (size_t i = 0; i < 4; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_papers_builder builder;
        struct tlri_papers *papers = NULL;
        struct tlri_buf out;
        tlri_buf_init(&out, ctx, 4096);
        tlri_papers_builder_init(&builder, ctx, 1);
        assert_int_equal(tlri_papers_start_batch(&builder, "east", 4), TLR_OK);
        uint32_t reject = i == 2 ? TLRI_REJECT_TORN : TLRI_REJECT_NONE;
        assert_int_equal(tlri_papers_add(&builder, marks + (i < 2 ? i : 0), i < 2, reject, 1),
                         TLR_OK);
        assert_int_equal(tlri_papers_finish(&builder, &papers), TLR_OK);
        tlr_status status = tlri_blt_write(ctx, &contest, papers, &out);
        if (i < 3) {
            assert_int_equal(status, TLR_E_INPUT);
            assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2128);
            assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->message, "east/1"));
        } else {
            assert_int_equal(status, TLR_OK);
            assert_string_equal(out.data, "1 1\n1 0\n0\n\"Ada 'the first'\"\n\"t\"\n");
        }
        tlri_papers_free(papers);
        tlri_buf_drop(&out);
        tlr_ctx_free(ctx);
    }
}

static void test_without_memory(void **state)
{
    (void)state;
    static const char document[] =
        "3 1\n[nick a b c]\n[tie a b c]\n(x) 2 1=c 0\n(y) b 0\n0\nA,X\nB\nC\nT\n";
    expect_no_leak(round_trip, document, sizeof document - 1);
}

/* ---- large files: read from both ends by two threads, and the same as by one ---- */

#define LARGE_ROWS   66000u
#define LARGE_MIDDLE 33500u /* about: some rows behind it are in the second half for certain */

/* A document of many plain rows, with `odd` in place of row `at`. */
static void write_large(struct tlri_buf *out, uint32_t at, const char *odd)
{
    static const char *const rows[] = {"1 2 3 0\n", "1 12 1 0\n", "3 3 0\n", "1 1 2 3 4 12 0\n",
                                       "1 0\n"};
    tlri_buf_puts(out, "12 2\n");
    for (uint32_t i = 0; i < LARGE_ROWS; i++) {
        tlri_buf_puts(out, i == at ? odd : rows[i * 7 / 3 % 5]);
    }
    tlri_buf_puts(out, "0\n");
    for (uint32_t i = 0; i < 13; i++) {
        tlri_buf_printf(out, "\"%c\"\n", (char)('A' + i));
    }
}

/* Reads it with so many threads; NULL when it is refused. The problems go to `found`. */
static struct tlri_blt *read_large(tlr_ctx *ctx, unsigned threads, const struct tlri_buf *document,
                                   char *found, size_t size)
{
    struct tlri_blt *blt = NULL;
    tlr_ctx_threads(ctx, threads);
    tlr_ctx_diag_clear(ctx);
    tlr_status status = tlri_blt_read(ctx, "t", document->data, document->len, 0, &blt);
    list_problems(ctx, found, size);
    assert_int_equal(status == TLR_OK, blt != NULL);
    return blt;
}

static void expect_same_papers(const struct tlri_papers *a, const struct tlri_papers *b)
{
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->pool_size, b->pool_size);
    assert_memory_equal(a->paper, b->paper, a->count * sizeof *a->paper);
    assert_memory_equal(a->pool, b->pool, a->pool_size * sizeof *a->pool);
    assert_int_equal(a->batch[0].count, b->batch[0].count);
}

static void test_both_ends(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t at;
        const char *odd;
        uint32_t rows; /* in place of the odd one; 0: refused */
    } cases[] = {
        {"all plain", LARGE_ROWS, "", LARGE_ROWS},
        {"another dialect at the beginning", 1, "1 2 = 3 0\n", 0},
        {"equal preferences in the first half", 20, "1 2=3 0\n", LARGE_ROWS},
        {"equal preferences in the second half", LARGE_MIDDLE + 5000, "1 2=3 0\n", LARGE_ROWS},
        {"twice in the second half", LARGE_MIDDLE + 5000, "1 2 3 2 0\n", 0},
        {"candidate 13 in the last row", LARGE_ROWS - 1, "1 13 0\n", 0},
        {"two rows in a line", 40, "1 2 0 1 3 0\n", LARGE_ROWS + 1},
        {"a comment", LARGE_MIDDLE + 9000, "# 1 2 0\n", LARGE_ROWS - 1},
        {"the end of the papers too early", LARGE_MIDDLE + 9000, "0\n", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char alone[4096];
        char together[4096];
        struct tlri_buf document;
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        print_message("%s\n", cases[i].name);
        tlri_buf_init(&document, ctx, (size_t)1 << 24);
        write_large(&document, cases[i].at, cases[i].odd);
        assert_true(document.len > (size_t)1 << 19); /* worth two threads */
        struct tlri_blt *one = read_large(ctx, 1, &document, alone, sizeof alone);
        struct tlri_blt *two = read_large(ctx, 2, &document, together, sizeof together);
        assert_string_equal(together, alone);
        assert_int_equal(one != NULL, cases[i].rows > 0);
        assert_int_equal(two != NULL, cases[i].rows > 0);
        if (one != NULL && two != NULL) {
            assert_int_equal(one->papers->count, cases[i].rows);
            assert_int_equal(one->features, two->features);
            expect_same_papers(one->papers, two->papers);
        }
        tlri_blt_free(one);
        tlri_blt_free(two);
        tlri_buf_drop(&document);
        tlr_ctx_free(ctx);
    }
}

/* Papers inside a comment that begins before the middle are none, although the second thread reads
 * them. */
static void test_comment_over_the_middle(void **state)
{
    (void)state;
    char found[4096];
    struct tlri_buf document;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlri_buf_init(&document, ctx, (size_t)1 << 24);
    write_large(&document, 10, "/*\n");
    char *closed = strstr(document.data + document.len - 300, "1 1 2 3 4 12 0\n");
    assert_non_null(closed);
    memcpy(closed, "*/1", 3);
    struct tlri_blt *blt = read_large(ctx, 2, &document, found, sizeof found);
    assert_string_equal(found, "");
    assert_non_null(blt);
    assert_in_range(blt->papers->count, 11, 40); /* those before the comment and a few behind it */
    tlri_blt_free(blt);
    tlri_buf_drop(&document);
    tlr_ctx_free(ctx);
}

/* Wherever memory runs out while a second thread reads. */
static void test_both_ends_without_memory(void **state)
{
    (void)state;
    struct tlri_buf document;
    tlr_ctx *own = tlr_ctx_new(NULL, NULL);
    tlri_buf_init(&document, own, (size_t)1 << 24);
    write_large(&document, LARGE_ROWS, "");
    size_t failed = 1;
    for (size_t n = 2; failed > 0; n++) {
        struct faults memory;
        struct tlri_blt *blt = NULL;
        fault_init(&memory, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &memory);
        tlr_ctx_threads(ctx, 2);
        tlr_status status = tlri_blt_read(ctx, "t", document.data, document.len, 0, &blt);
        failed = memory.failed;
        assert_int_equal(status, failed > 0 ? TLR_E_MEMORY : TLR_OK);
        tlri_blt_free(blt);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&memory));
    }
    tlri_buf_drop(&document);
    tlr_ctx_free(own);
}

/* ---- constraint files ---- */

static const struct tlri_candidate five[5];
static const struct tlri_contest contest_of_five = {
    .id = "blt", .title = "", .places = 3, .candidates = 5, .candidate = five};

static tlr_status con(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_contest bounded;
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    tlr_status status = tlri_con_read(ctx, "test", data, len, &contest_of_five, &arena, &bounded);
    if (status == TLR_OK) {
        status = tlri_con_write(&bounded, out);
    }
    tlri_arena_drop(&arena);
    return status;
}

static const struct problem_row con_rows[] = {
    {"two groups", "\"g\" \"F\" 1 99 1 2\n\"g\" \"M\" 0 2 3 4 5\n", ""},
    {"words, comments, blanks", "# c\n\n g F 1 99 1 2 # x\r\n", ""},
    {"group without candidates", "g F 0 0\n", ""},
    {"nothing", "", "0:0 2136"},
    {"only a category", "\"g\"\n", "1:4 2130"},
    {"no maximum", "g F 1\n", "1:6 2130"},
    {"minimum as word", "g F one 2 1\n", "1:5 2012"},
    {"minimum above maximum", "g F 3 2 1\n", "1:1 2133"},
    {"quotation mark not closed", "\"g F 3 2 1\n", "1:1 2131"},
    {"empty category", "\"\" F 1 2 1\n", "1:2 2132"},
    {"group twice", "g F 1 2 1\ng F 1 2 2\n", "2:3 2134"},
    {"same group name in two categories", "g F 1 2 1\nh F 1 2 1\n", ""},
    {"candidate 6", "g F 1 2 6\n", "1:9 2013"},
    {"candidate twice in a group", "g F 1 2 1 1\n", "1:11 2135"},
    {"candidate in two groups", "g F 1 2 1\ng M 1 2 2 1\n", "2:11 2135"},
    {"nine categories",
     "a F 0 1\nb F 0 1\nc F 0 1\nd F 0 1\ne F 0 1\nf F 0 1\ng F 0 1\nh F 0 1\ni F 0 1\n",
     "9:1 2137"},
};

static void test_con(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof con_rows / sizeof con_rows[0]; i++) {
        print_message("%s\n", con_rows[i].name);
        expect_problems(con, con_rows[i].document, strlen(con_rows[i].document),
                        con_rows[i].problems);
    }
    expect_no_leak(con, con_rows[0].document, strlen(con_rows[0].document));
}

static void test_con_members(void **state)
{
    (void)state;
    static const char document[] = "g F 1 99 1 2\nbranch E 0 1 2 3\ng M 0 2 3 4\n";
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_contest bounded;
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    assert_int_equal(tlri_con_read(ctx, "test", document, sizeof document - 1, &contest_of_five,
                                   &arena, &bounded),
                     TLR_OK);
    static const uint32_t member[] = {0, TLRI_NONE, 0, 1, 2, 1, 2, TLRI_NONE, TLRI_NONE, TLRI_NONE};
    assert_int_equal(bounded.categories, 2);
    assert_int_equal(bounded.groups, 3);
    assert_string_equal(bounded.category[1], "branch");
    assert_string_equal(bounded.group[2].name, "M");
    assert_int_equal(bounded.group[2].category, 0);
    assert_int_equal(bounded.group[0].maximum, 99);
    assert_memory_equal(bounded.member, member, sizeof member);
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dialects),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_statuses),
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_fixtures),
        cmocka_unit_test(test_writer_refuses),
        cmocka_unit_test(test_without_memory),
        cmocka_unit_test(test_con),
        cmocka_unit_test(test_con_members),
        cmocka_unit_test(test_both_ends),
        cmocka_unit_test(test_comment_over_the_middle),
        cmocka_unit_test(test_both_ends_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
