/* unit/test_io_text_declaration.c: teller/declaration@1, and times that exist. */
#include "unit/test_io_text.h"

#include "io/declaration.h"

#define D "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char good[] = "teller/declaration@1\n"
                           "election anytown-2026\n"
                           "result " D "\n"
                           "state declared\n"
                           "run real\n"
                           "time 2026-07-02T21:15+01:00\n"
                           "present returning-officer scrutineer\n"
                           "requests 1\n"
                           "recount-request ordinary candidate refused no-ground-given\n"
                           "protests 1\n"
                           "protest teller refused-to-sign\n"
                           "words 2\n"
                           "say I declare that Si\303\242n O\342\200\231Neill\n"
                           "say is elected.\n"
                           "end\n";

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_declaration *declaration = NULL;
    TLR_TRY(tlri_declaration_read(ctx, "test", data, len, &declaration));
    tlr_status status = tlri_declaration_write(declaration, out);
    tlri_declaration_free(declaration);
    return status;
}

static const struct line_row rows[] = {
    {"good", 0, "", ""},
    {"superseded", 4, "state superseded " D "\n", ""},
    {"superseded by nothing", 4, "state superseded\n", "4:1 2230"},
    {"declared by another result", 4, "state declared " D "\n", "4:1 2230"},
    {"superseded by no digest", 4, "state superseded later\n", "4:18 2015"},
    {"state unknown", 4, "state final\n", "4:7 2022"},
    {"run for fun", 5, "run test\n", "5:5 2022"},
    {"time of no such day", 6, "time 2026-02-29T21:15Z\n", "6:6 2231"},
    {"time with seconds", 6, "time 2026-07-02T21:15:00Z\n", "6:6 2231"},
    {"nobody present", 7, "present\n", "7:1 2019"},
    {"a name present", 7, "present mrs-smith\n", "7:9 2022"},
    {"requests miscounted", 8, "requests 0\n", "8:1 2023"},
    {"request by nobody known", 9, "recount-request ordinary voter refused too-late\n",
     "9:26 2022"},
    {"request without answer", 9, "recount-request ordinary candidate open too-late\n",
     "9:36 2022"},
    {"request without reason", 9, "recount-request ordinary candidate refused because\n",
     "9:44 2022"},
    {"protest of another kind", 11, "protest teller grumbled\n", "11:16 2022"},
    {"no words", 13, "say\n", "13:1 2232"},
    {"words in Latin-1", 13, "say Si\342n\n", "13:1 2005"},
    {"words with a tab", 13, "say a\tb\n", "13:6 2003"},
    {"words that turn the line round", 13, "say a\342\200\256b\n", "13:1 1022"},
    {"words with a control character of C1", 13, "say a\302\233b\n", "13:1 1022"},
    {"byte order mark", 13, "\357\273\277say a\n", "13:1 2005"},
    {"election with an accent", 2, "election caf\303\251\n", "2:10 2014"},
    {"no end", 15, "", "15:1 2017"},
};

struct time_row {
    const char *text;
    bool ok;
};
static const struct time_row times[] = {
    {"2026-07-02T21:15Z", true},       {"2026-07-02T21:15+01:00", true},
    {"2026-07-02T21:15-11:30", true},  {"2024-02-29T00:00Z", true},
    {"2000-02-29T23:59Z", true},       {"1900-02-28T00:00Z", true},
    {"1900-02-29T00:00Z", false},      {"2023-02-29T00:00Z", false},
    {"2026-04-31T00:00Z", false},      {"2026-13-01T00:00Z", false},
    {"2026-00-01T00:00Z", false},      {"2026-01-00T00:00Z", false},
    {"2026-07-02T24:00Z", false},      {"2026-07-02T21:60Z", false},
    {"2026-07-02T21:15", false},       {"2026-07-02 21:15Z", false},
    {"2026-07-02T21:15z", false},      {"2026-07-02T21:15+0100", false},
    {"2026-07-02T21:15+15:00", false}, {"2026-07-02T21:15 01:00", false},
    {"26-07-02T21:15Z", false},        {"2026/07/02T21:15Z", false},
    {"1899-07-02T21:15Z", false},      {"", false},
};

static void test_lines(void **state)
{
    (void)state;
    expect_rows(round_trip, good, rows, sizeof rows / sizeof rows[0]);
}

static void test_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        print_message("%s\n", times[i].text);
        assert_int_equal(tlri_time_ok(times[i].text, strlen(times[i].text)), times[i].ok);
    }
}

static void test_golden(void **state)
{
    (void)state;
    expect_golden(round_trip, "fixtures/good/declaration-declared.txt",
                  "spec/formats/declaration.md");
    expect_golden(round_trip, "fixtures/good/declaration-superseded.txt", NULL);
}

static void test_what_is_read(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_declaration *read = NULL;
    assert_int_equal(tlri_declaration_read(ctx, "test", good, sizeof good - 1, &read), TLR_OK);
    assert_int_equal(read->state, TLRI_STATE_DECLARED);
    assert_false(read->trial);
    assert_string_equal(read->time, "2026-07-02T21:15+01:00");
    assert_int_equal(read->present, 2);
    assert_int_equal(read->present_role[1], TLRI_ROLE_SCRUTINEER);
    assert_int_equal(read->request[0].by, TLRI_REQUESTER_CANDIDATE);
    assert_false(read->request[0].granted);
    assert_int_equal(read->request[0].reason, TLRI_REQUEST_NO_GROUND);
    assert_true(read->protest[0].refused);
    assert_int_equal(read->words, 2);
    assert_string_equal(read->word[1], "is elected.");
    tlri_declaration_free(read);
    tlri_declaration_free(NULL);
    tlr_ctx_free(ctx);
    assert_null(tlri_state_token(TLRI_STATE_COUNT));
    assert_null(tlri_requester_token(TLRI_REQUESTER_COUNT));
    assert_null(tlri_request_reason_token(TLRI_REQUEST_REASON_COUNT));
}

static void test_without_memory(void **state)
{
    (void)state;
    expect_no_leak(round_trip, good, sizeof good - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),          cmocka_unit_test(test_times),
        cmocka_unit_test(test_golden),         cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
