/* unit/test_io_text_ruling.c: teller/ruling@1: the closed set of changes and who may make them. */
#include "unit/test_io_text.h"

#include "io/ruling.h"

#define D "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* 1-11 head, 12-20 a change of every kind but annul, which has its own, 21 annul, 22 salt, 23 end.
 */
static const char good[] = "teller/ruling@1\n"
                           "election anytown-2026\n"
                           "definition " D "\n"
                           "number 2\n"
                           "previous " D "\n"
                           "close " D "\n"
                           "supersedes none\n"
                           "authority ruling-body\n"
                           "minute panel/11\n"
                           "decided 2026-08-14\n"
                           "changes 10\n"
                           "appoint-key teller-b teller ssh ssh-ed25519 AAAA\n"
                           "revoke-key teller-a\n"
                           "withdraw-candidate ordinary ben\n"
                           "candidate-status ordinary ada not-eligible C7.I.2\n"
                           "reading skipped-number close-up\n"
                           "adjudication ordinary east 3 marks - 1 2\n"
                           "replace-batch ordinary east 2 8 " D "\n"
                           "add-batch ordinary 1 west 1 meeting 3 " D "\n"
                           "exclude-batch ordinary post\n"
                           "annul youth\n"
                           "salt 00112233445566778899aabbccddeeff\n"
                           "end\n";

static const char officer[] = "teller/ruling@1\n"
                              "election anytown-2026\n"
                              "definition " D "\n"
                              "number 1\n"
                              "previous none\n"
                              "close " D "\n"
                              "supersedes none\n"
                              "authority returning-officer\n"
                              "minute agm/4\n"
                              "decided 2026-07-02\n"
                              "changes 1\n"
                              "withdraw-candidate ordinary ben\n"
                              "end\n";

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ruling *ruling = NULL;
    TLR_TRY(tlri_ruling_read(ctx, "test", data, len, &ruling));
    tlr_status status = tlri_ruling_write(ruling, out);
    tlri_ruling_free(ruling);
    return status;
}

static const struct line_row rows[] = {
    {"good", 0, "", ""},
    {"another type", 1, "teller/close@1\n", "1:1 2016"},
    {"number 0", 4, "number 0\n", "4:8 2013"},
    {"no ruling before the second", 5, "previous none\n", "5:1 6602"},
    {"previous of another form", 5, "previous sha256:12\n", "5:10 2015"},
    {"changes of papers before the close", 6, "close none\n",
     "17:1 6603, 18:1 6603, 19:1 6603, 20:1 6603, 21:1 6603"},
    {"supersedes of another form", 7, "supersedes nothing\n", "7:12 2015"},
    {"decided on no day", 10, "decided 2026-02-30\n", "10:9 6604"},
    {"decided at some time", 10, "decided 2026-02-20T10:00Z\n", "10:9 6604"},
    {"authority of a teller", 8, "authority teller\n", "8:11 2220"},
    {"authority of nobody known", 8, "authority nec\n", "8:11 2022"},
    {"minute with blanks", 9, "minute panel 11\n", "9:1 2019"},
    {"minute missing", 9, "", "9:1 2017"},
    {"no changes", 11, "changes 0\n", "11:1 2223"},
    {"changes miscounted", 11, "changes 9\n", "11:1 2023"},
    {"key without kind", 12, "appoint-key teller-b teller AAAA\n", "12:1 2019"},
    {"key of another kind", 12, "appoint-key teller-b teller gpg AAAA\n", "12:29 2022"},
    {"key for no role", 12, "appoint-key teller-b friend ssh ssh-ed25519 AAAA\n", "12:22 2022"},
    {"name of a key in capitals", 13, "revoke-key Teller\n", "13:12 2014"},
    {"candidate missing", 14, "withdraw-candidate ordinary\n", "14:1 2019"},
    {"status in doubt", 15, "candidate-status ordinary ada perhaps C7\n", "15:31 2022"},
    {"reading without value", 16, "reading skipped-number\n", "16:1 2019"},
    {"decision without marks", 17, "adjudication ordinary east 3 marks\n", "17:1 2019"},
    {"decision for paper x", 17, "adjudication ordinary east x reject torn\n", "17:28 2012"},
    {"batch without digest", 18, "replace-batch ordinary east 2 8\n", "18:1 2019"},
    {"batch in round 0", 19, "add-batch ordinary 0 west 1 meeting 3 " D "\n", "19:20 2013"},
    {"unknown change", 20, "remove-batch ordinary post\n", "20:1 2022"},
    {"annul without contest", 21, "annul\n", "21:1 2019"},
    {"no salt", 22, "", "22:1 2017"}, /* [RUL-24] */
    {"a short salt", 22, "salt 0011\n", "22:6 2031"},
    {"no end", 23, "", "23:1 2017"},
    {"two slips", 16, "reading Skipped close-up\nreading a B\n", "16:9 2014, 17:11 2014"},
};

/* What a returning officer may rule, and what not. */
static const struct line_row officer_rows[] = {
    {"withdraws a candidate", 0, "", ""},
    {"appoints a key", 12, "appoint-key t teller ssh ssh-ed25519 AAAA\n", ""},
    {"replaces a batch", 12, "replace-batch ordinary east 2 8 " D "\n", ""},
    {"a first ruling after another", 5, "previous " D "\n", "5:1 6602"},
    {"appoints before the close", 6, "close none\n", ""},
    {"appoints a scrutineer", 12, "appoint-key t scrutineer ssh ssh-ed25519 AAAA\n", ""},
    {"appoints a second officer", 12, "appoint-key t returning-officer ssh ssh-ed25519 AAAA\n",
     "12:15 6601"},
    {"appoints a ruling body", 12, "appoint-key t ruling-body ssh ssh-ed25519 AAAA\n",
     "12:15 6601"},
    {"revokes a key", 12, "revoke-key t\n", "12:1 2221"},
    {"decides on a candidate", 12, "candidate-status ordinary ada eligible C7\n", "12:1 2221"},
    {"changes a reading", 12, "reading a b\n", "12:1 2221"},
    {"decides on a paper", 12, "adjudication ordinary east 3 reject torn\n", "12:1 2221"},
    {"adds a batch", 12, "add-batch ordinary 1 west 1 meeting 3 " D "\n", "12:1 2221"},
    {"excludes a batch", 12, "exclude-batch ordinary post\n", "12:1 2221"},
    {"annuls", 12, "annul ordinary\n", "12:1 2221"},
};

static void test_lines(void **state)
{
    (void)state;
    expect_rows(round_trip, good, rows, sizeof rows / sizeof rows[0]);
}

static void test_officer(void **state)
{
    (void)state;
    expect_rows(round_trip, officer, officer_rows, sizeof officer_rows / sizeof officer_rows[0]);
}

static void test_golden(void **state)
{
    (void)state;
    expect_golden(round_trip, "fixtures/good/ruling-officer.txt", "spec/formats/ruling.md");
    expect_golden(round_trip, "fixtures/good/ruling-body.txt", "spec/formats/ruling.md");
    expect_golden(round_trip, "fixtures/good/ruling-annul.txt", NULL);
}

static void test_what_is_read(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_ruling *ruling = NULL;
    assert_int_equal(tlri_ruling_read(ctx, "test", good, sizeof good - 1, &ruling), TLR_OK);
    const struct tlri_change *change = ruling->change;
    assert_int_equal(ruling->changes, 10);
    assert_int_equal(ruling->number, 2);
    assert_int_equal(ruling->authority, TLRI_ROLE_RULING_BODY);
    assert_string_equal(ruling->minute, "panel/11");
    assert_string_equal(ruling->decided, "2026-08-14");
    assert_true(ruling->previous_stated && ruling->close_stated && !ruling->supersedes_stated);
    assert_int_equal(ruling->previous[1], 0x23);
    assert_string_equal(change[0].key.name, "teller-b");
    assert_string_equal(change[0].key.text, "ssh-ed25519 AAAA");
    assert_int_equal(change[0].key.kind, TLRI_PUBLIC_KEY_SSH);
    assert_int_equal(change[0].key.role, TLRI_ROLE_TELLER);
    assert_string_equal(change[1].key.name, "teller-a");
    assert_string_equal(change[2].candidate, "ben");
    assert_int_equal(change[3].eligible, TLRI_ELIGIBLE_NO);
    assert_string_equal(change[3].clause, "C7.I.2");
    assert_string_equal(change[4].value, "close-up");
    assert_int_equal(change[5].decision.number, 3);
    assert_int_equal(change[5].decision.marks, 2);
    assert_int_equal(change[5].decision.decided_by, TLRI_ROLE_RULING_BODY);
    assert_int_equal(change[6].batch.revision, 2);
    assert_int_equal(change[6].batch.papers, 8);
    assert_string_equal(change[7].batch.channel, "meeting");
    assert_string_equal(change[7].batch.id, "west");
    assert_int_equal(change[7].batch.round, 1);
    assert_string_equal(change[8].batch.id, "post");
    assert_string_equal(change[9].contest, "youth");
    assert_int_equal(change[9].at.line, 21);
    tlri_ruling_free(ruling);
    tlri_ruling_free(NULL);
    tlr_ctx_free(ctx);
}

static void test_tokens(void **state)
{
    (void)state;
    for (uint32_t kind = 0; kind < TLRI_CHANGE_COUNT; kind++) {
        const char *token = tlri_change_token(kind);
        assert_int_equal(tlri_change_find(token, strlen(token)), kind);
        assert_true(tlri_change_allowed(kind, TLRI_ROLE_RULING_BODY));
        assert_false(tlri_change_allowed(kind, TLRI_ROLE_SCRUTINEER));
        assert_int_equal(tlri_change_needs_close(kind),
                         kind >= TLRI_CHANGE_ADJUDICATION && kind <= TLRI_CHANGE_ANNUL);
    }
    assert_null(tlri_change_token(TLRI_CHANGE_COUNT));
    assert_false(tlri_change_allowed(TLRI_CHANGE_COUNT, TLRI_ROLE_RULING_BODY));
    assert_int_equal(tlri_change_find("annulled", 8), TLRI_NONE);
}

static void test_without_memory(void **state)
{
    (void)state;
    expect_no_leak(round_trip, good, sizeof good - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),  cmocka_unit_test(test_officer),
        cmocka_unit_test(test_golden), cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_tokens), cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
