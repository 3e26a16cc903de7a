/* unit/test_io_text_lots.c: teller/lots@1, tickets, and the way from ids to indices. */
#include "unit/test_io_text.h"

#include "io/lots.h"

#define D    "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define SEED "274019583620114957730286"

/* 1-5 head, 6-10 a lot drawn, 11-15 a ticket, 16 end. The ticket was worked out with sha256sum. */
static const char good[] = "teller/lots@1\n"
                           "election anytown-2026\n"
                           "close " D "\n"
                           "seed " SEED "\n"
                           "lots 2\n"
                           "lot ordinary:3:exclude\n"
                           "tied ben ada\n"
                           "selected ada\n"
                           "drawn slips\n"
                           "witnesses returning-officer scrutineer\n"
                           "lot ordinary:5:elect\n"
                           "tied ada ben clara\n"
                           "selected ada\n"
                           "ticket " SEED " " D "\n"
                           "witnesses scrutineer\n"
                           "end\n";

static const char quick[] = "teller/lots@1\n"
                            "election none\n"
                            "close none\n"
                            "seed none\n"
                            "lots 0\n"
                            "end\n";

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_lots_file *file = NULL;
    TLR_TRY(tlri_lots_read(ctx, "test", data, len, &file));
    tlr_status status = tlri_lots_write(file, out);
    tlri_lots_file_free(file);
    return status;
}

static const struct line_row rows[] = {
    {"good", 0, "", ""},
    {"another version", 1, "teller/lots@2\n", "1:1 2016"},
    {"election without close", 3, "close none\n", "3:7 2216, 4:6 2217"},
    {"close without election", 2, "election none\n", "3:7 2216"},
    {"seed of 23 digits", 4, "seed 27401958362011495773028\n", "4:6 2213"},
    {"seed of 25 digits", 4, "seed 2740195836201149577302861\n", "4:6 2213"},
    {"seed with a letter", 4, "seed 27401958362011495773028x\n", "4:6 2213"},
    {"lots miscounted", 5, "lots 1\n", "5:1 2023"},
    {"lot without purpose", 6, "lot ordinary:3\n", "6:5 2210"},
    {"lot at stage 0", 6, "lot ordinary:0:exclude\n", "6:14 2013"},
    {"lot for nothing known", 6, "lot ordinary:3:win\n", "6:16 2022"},
    {"lot of a contest in capitals", 6, "lot Ordinary:3:exclude\n", "6:5 2014"},
    {"one tied", 7, "tied ada\n", "7:1 2019, 8:10 2212"},
    {"tied twice", 7, "tied ada ada\n", "7:10 2211"},
    {"selected is not tied", 8, "selected clara\n", "8:10 2212"},
    {"drawn by lottery", 9, "drawn lottery\n", "9:7 2022"},
    {"neither drawn nor ticket", 9, "", "9:1 2017"},
    {"no witnesses", 10, "witnesses\n", "10:1 2019"},
    {"witness without role", 10, "witnesses mrs-smith\n", "10:11 2022"},
    {"one tie twice", 11,
     "lot ordinary:7:exclude\ntied ada ben\nselected ben\ndrawn coin\n"
     "witnesses teller\nlot ordinary:5:elect\n",
     "5:1 2023"},
    {"ticket of somebody else", 13, "selected ben\n", "11:1 2214"},
    {"ticket without close", 14, "ticket " SEED "\n", "14:1 2019"},
    {"ticket of 3 digits", 14, "ticket 123 " D "\n", "14:8 2213"},
    {"no end", 16, "", "16:1 2017"},
};

static void test_lines(void **state)
{
    (void)state;
    expect_rows(round_trip, good, rows, sizeof rows / sizeof rows[0]);
}

static void test_quick(void **state)
{
    (void)state;
    expect_with_line(round_trip, quick, 0, "", "");
    expect_with_line(round_trip, quick, 4, "seed " SEED "\n", "4:6 2217");
    expect_with_line(round_trip, quick, 5,
                     "lots 2\n"
                     "lot blt:1:elect\ntied 3 9 10\nselected 9\ndrawn dice\nwitnesses teller\n"
                     "lot blt:4:elect\ntied 10 3 9\nselected 3\ndrawn dice\nwitnesses teller\n",
                     "11:5 2215");
}

static void test_golden(void **state)
{
    (void)state;
    expect_golden(round_trip, "fixtures/good/lots-drawn.txt", "spec/formats/lots.md");
    expect_golden(round_trip, "fixtures/good/lots-ticket.txt", "spec/formats/lots.md");
    expect_golden(round_trip, "fixtures/good/lots-quick.txt", "spec/formats/lots.md");
}

/* The digests that spec/formats/lots.md prints, made with printf and sha256sum. */
static void test_tickets(void **state)
{
    (void)state;
    static const char close_hex[] =
        "b2d0ba6c265985d8d19f50b8cb3dc15b09b50d9d5a1d565bf05b2b35cdcfe169";
    static const char *const ids[] = {"clara-zetkin", "ben-tillett", "ada-lovelace"};
    static const char *const tickets[] = {
        "08342cfe47bf30626cc7c588634824cdf7d7ba534aa88eebb8ea2b01e03d3876",
        "7932c79ec32513661719a1c940387241ef5d953cebea13dbc1ac2f979ba90f06",
        "02012b5d9f5e6c1d33f4d2e10bd30831b54402f9172ee51d32a2c777d72fd5c0"};
    struct tlri_digest close;
    char lot_id[TLRI_LOT_ID];
    assert_true(tlri_digest_parse(close_hex, 64, &close));
    tlri_lot_id("ordinary", 3, TLRI_PURPOSE_EXCLUDE, lot_id);
    assert_string_equal(lot_id, "ordinary:3:exclude");
    for (size_t i = 0; i < 3; i++) {
        struct tlri_digest ticket;
        char hex[TLRI_DIGEST_HEX];
        tlri_lot_ticket(&close, SEED, lot_id, ids[i], &ticket);
        tlri_digest_hex(&ticket, hex);
        assert_string_equal(hex, tickets[i]);
    }
    assert_int_equal(tlri_lot_select(&close, SEED, lot_id, ids, 3), 2);
    assert_int_equal(tlri_lot_select(&close, SEED, lot_id, ids, 2), 0);
    assert_int_equal(tlri_lot_select(&close, SEED, lot_id, ids, 1), 0);
}

static const struct tlri_candidate candidates[] = {{"ada", "Ada", TLRI_STANDING},
                                                   {"ben", "Ben", TLRI_STANDING},
                                                   {"clara", "Clara", TLRI_STANDING}};

static void test_resolve(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_contest contest = {.id = "ordinary", .candidates = 3, .candidate = candidates};
    struct tlri_lots_file *file = NULL;
    struct tlri_arena arena;
    struct tlri_lots lots;
    tlri_arena_init(&arena, ctx);
    assert_int_equal(tlri_lots_read(ctx, "test", good, sizeof good - 1, &file), TLR_OK);
    assert_int_equal(tlri_lots_resolve(ctx, "test", file, &contest, &arena, &lots), TLR_OK);
    assert_int_equal(lots.count, 2);
    assert_int_equal(lots.lot[0].stage, 3);
    assert_int_equal(lots.lot[0].purpose, TLRI_PURPOSE_EXCLUDE);
    assert_int_equal(lots.lot[0].tied, 2);
    assert_int_equal(lots.lot[0].candidate[0], 0);
    assert_int_equal(lots.lot[0].candidate[1], 1);
    assert_int_equal(lots.lot[0].selected, 0);
    assert_int_equal(tlri_lots_find(&lots, TLRI_PURPOSE_ELECT, (const uint32_t[]){0, 1, 2}, 3), 1);
    contest.id = "youth";
    assert_int_equal(tlri_lots_resolve(ctx, "test", file, &contest, &arena, &lots), TLR_OK);
    assert_int_equal(lots.count, 0);
    contest.id = "ordinary";
    contest.candidates = 2;
    assert_int_equal(tlri_lots_resolve(ctx, "test", file, &contest, &arena, &lots), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2218);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->line, 11);
    tlri_lots_file_free(file);
    tlri_lots_file_free(NULL);
    tlri_arena_drop(&arena);
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
        cmocka_unit_test(test_lines),   cmocka_unit_test(test_quick),
        cmocka_unit_test(test_golden),  cmocka_unit_test(test_tickets),
        cmocka_unit_test(test_resolve), cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
