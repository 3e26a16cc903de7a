/*
 * unit/test_io_text_fixtures.c: the bad files of every plain-text format, and what each is told.
 *
 * The good ones are in the tests of their formats. Each file holds the kind of slip that happens:
 * an editor's line ends, a line lost in copying, a word misspelt, a figure changed.
 */
#include "unit/test_io_text.h"

#include "io/ballots_core.h"
#include "io/blt.h"
#include "io/close.h"
#include "io/con.h"
#include "io/declaration.h"
#include "io/lots.h"
#include "io/ruling.h"

static tlr_status ballots(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    (void)out;
    tlri_papers_builder_init(&builder, ctx, 0);
    tlr_status status = tlri_ballots_core_read(ctx, "test", data, len, &header, &builder);
    tlri_papers_builder_drop(&builder);
    return status;
}

static tlr_status closing(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_close *close = NULL;
    (void)out;
    TLR_TRY(tlri_close_read(ctx, "test", data, len, &close));
    tlr_status status = tlri_account_check(ctx, "test", close);
    tlri_close_free(close);
    return status;
}

static tlr_status lots(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_lots_file *file = NULL;
    TLR_TRY(tlri_lots_read(ctx, "test", data, len, &file));
    tlr_status status = tlri_lots_write(file, out);
    tlri_lots_file_free(file);
    return status;
}

static tlr_status ruling(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ruling *read = NULL;
    TLR_TRY(tlri_ruling_read(ctx, "test", data, len, &read));
    tlr_status status = tlri_ruling_write(read, out);
    tlri_ruling_free(read);
    return status;
}

static tlr_status declaration(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_declaration *read = NULL;
    TLR_TRY(tlri_declaration_read(ctx, "test", data, len, &read));
    tlr_status status = tlri_declaration_write(read, out);
    tlri_declaration_free(read);
    return status;
}

static tlr_status blt(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_blt *read = NULL;
    TLR_TRY(tlri_blt_read(ctx, "test", data, len, TLRI_BLT_STRICT, &read));
    tlr_status status = tlri_blt_write(ctx, &read->contest, read->papers, out);
    tlri_blt_free(read);
    return status;
}

static tlr_status con(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    static const struct tlri_candidate five[5];
    static const struct tlri_contest contest = {
        .id = "blt", .title = "", .places = 2, .candidates = 5, .candidate = five};
    struct tlri_contest bounded;
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    tlr_status status = tlri_con_read(ctx, "test", data, len, &contest, &arena, &bounded);
    if (status == TLR_OK) {
        status = tlri_con_write(&bounded, out);
    }
    tlri_arena_drop(&arena);
    return status;
}

static const struct {
    const char *path;
    round_trip_fn *read;
    const char *problems;
} files[] = {
    {"fixtures/bad/ballots-windows.ballots", ballots, "1:17 2002"},
    {"fixtures/bad/ballots-paper-missing.ballots", ballots, "15:1 2032"},
    {"fixtures/bad/ballots-three-slips.ballots", ballots, "15:9 2033, 18:3 2034, 20:1 2035"},
    {"fixtures/bad/ballots-cut.ballots", ballots, "17:4 2008, 17:4 2017"},
    {"fixtures/bad/ballots-short-salt.ballots", ballots, "10:6 2031"},
    {"fixtures/bad/close-unbalanced.txt", closing, "10:9 2241, 10:9 2240, 10:9 2243"},
    {"fixtures/bad/close-batch-missing.txt", closing, "6:1 2023"},
    {"fixtures/bad/close-not-sorted.txt", closing, "38:1 2200"},
    {"fixtures/bad/lots-wrong-ticket.txt", lots, "6:1 2214"},
    {"fixtures/bad/lots-not-tied.txt", lots, "8:10 2212"},
    {"fixtures/bad/lots-short-seed.txt", lots, "4:6 2213"},
    {"fixtures/bad/ruling-beyond-officer.txt", ruling,
     "12:1 2221, 13:1 2221, 14:1 2221, 15:1 2221, 16:1 2221, 17:1 2221, 18:1 2221"},
    {"fixtures/bad/ruling-misspelt.txt", ruling, "14:1 2022"},
    {"fixtures/bad/declaration-no-such-day.txt", declaration, "6:6 2231"},
    {"fixtures/bad/declaration-no-digest.txt", declaration, "3:8 2015, 4:1 2230"},
    {"fixtures/bad/blt-begins-with-zero.blt", blt, "3:1 2112"},
    {"fixtures/bad/blt-paper-not-ended.blt", blt, "3:1 2110"},
    {"fixtures/bad/blt-ids-either-way.blt", blt, "2:1 2120"},
    {"fixtures/bad/blt-arabic-indic-digits.blt", blt, "2:1 2118"},
    {"fixtures/bad/blt-256-candidates.blt", blt, "1:1 2101"},
    {"fixtures/bad/blt-weight-too-large.blt", blt, "2:1 2106"},
    {"fixtures/bad/blt-two-slips.blt", blt, "2:7 2109, 7:1 2116"},
    {"fixtures/bad/con-in-two-groups.con", con, "2:20 2135"},
};

static void test_bad_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_bytes bytes = read_fixture(ctx, files[i].path);
        print_message("%s\n", files[i].path);
        expect_problems(files[i].read, bytes.data, bytes.len, files[i].problems);
        tlri_bytes_drop(&bytes);
        tlr_ctx_free(ctx);
    }
}

/* Given to the reader of another format, every file is refused, and nothing breaks. */
static void test_files_of_another_kind(void **state)
{
    (void)state;
    static round_trip_fn *const readers[] = {ballots, closing, lots, ruling, declaration, blt, con};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_bytes bytes = read_fixture(ctx, files[i].path);
        for (size_t r = 0; r < sizeof readers / sizeof readers[0]; r++) {
            struct tlri_buf out;
            tlri_buf_init(&out, ctx, 65536);
            assert_int_not_equal(readers[r](ctx, bytes.data, bytes.len, &out), TLR_OK);
            tlri_buf_drop(&out);
        }
        tlri_bytes_drop(&bytes);
        tlr_ctx_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_files),
        cmocka_unit_test(test_files_of_another_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
