/*
 * test_io_xml_result.c: result.xml and workings.xml, byte for byte; what each level keeps back; the
 * writer's escapes; where two texts differ.
 *
 * The case below is made by hand: two contests, one counted in two stages and one not opposed. Its
 * renderings stand in fixtures/good/ and are explained in spec/formats/result.md.
 */
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "io/result.h"
#include "io/workings.h"
#include "io/xml_write.h"
#include "rules/settings.h"
#include "support/faults.h"
#include "trust/digest.h"

/* ---- a case
 * -------------------------------------------------------------------------------------------------
 */

static const struct tlri_candidate candidates[] = {
    {"aisha-khan", "Aisha Khan", TLRI_STANDING},
    {"ben-o-brien", "Ben O’Brien & “Ben”", TLRI_STANDING},
    {"carys-price", "Carys Price", TLRI_STANDING},
    {"ron", "Re-open nominations", TLRI_REOPEN},
};
static const char *const categories[] = {"gender"};
static const struct tlri_group groups[] = {{0, "women", 1, TLRI_NO_MAXIMUM}};
static const uint32_t members[] = {0, TLRI_NONE, 0, TLRI_NONE};
static const struct tlri_contest ordinary = {.id = "ordinary",
                                             .title = "Two delegates",
                                             .places = 2,
                                             .candidates = 4,
                                             .candidate = candidates,
                                             .categories = 1,
                                             .category = categories,
                                             .groups = 1,
                                             .group = groups,
                                             .member = members};
static const struct tlri_contest youth = {.id = "youth",
                                          .title = "One delegate under 27",
                                          .places = 1,
                                          .candidates = 1,
                                          .candidate = &candidates[2],
                                          .member = NULL};

static const struct tlri_paper_batch paper_batches[] = {{"eastfield", 0, 3, false},
                                                        {"hall", 3, 98, false}};
static const struct tlri_papers papers = {
    .candidates = 4, .count = 101, .batches = 2, .batch = paper_batches};

static void put(struct tlri_transcript *transcript, struct tlri_event event)
{
    assert_int_equal(tlri_transcript_add(transcript, event, NULL, 0), TLR_OK);
}

static void put_set(struct tlri_transcript *transcript, struct tlri_event event, uint32_t a,
                    uint32_t b, uint32_t n)
{
    const uint32_t set[2] = {a, b};
    assert_int_equal(tlri_transcript_add(transcript, event, set, n), TLR_OK);
}

static struct tlri_event event(enum tlri_event_kind kind, uint32_t stage, const char *clause)
{
    return tlri_event_make(kind, stage, clause);
}

static void put_tally(struct tlri_transcript *transcript, uint32_t stage, const int64_t votes[6],
                      uint32_t excluded)
{
    for (uint32_t c = 0; c < 4; c++) {
        struct tlri_event tally = event(TLRI_EVENT_TALLY, stage, NULL);
        tally.candidate = c;
        tally.a = votes[c];
        tally.papers = (uint64_t)votes[c] / 100;
        tally.why = c == excluded ? TLRI_STATUS_OF_EXCLUDED : TLRI_STATUS_OF_CONTINUING;
        put(transcript, tally);
    }
    struct tlri_event lost = event(TLRI_EVENT_NONTRANSFERABLE, stage, NULL);
    lost.a = votes[4];
    lost.papers = (uint64_t)votes[4] / 100;
    put(transcript, lost);
    struct tlri_event rounding = event(TLRI_EVENT_ROUNDING, stage, NULL);
    rounding.a = votes[5];
    put(transcript, rounding);
}

static void put_first_stage(struct tlri_transcript *t)
{
    struct tlri_event e = event(TLRI_EVENT_REJECTED, 0, "marks/MRK-3");
    e.why = TLRI_REJECT_BLANK;
    e.papers = 1;
    put(t, e);
    e = event(TLRI_EVENT_NOTED, 0, "marks/MRK-5");
    e.why = TLRI_NOTED_SINGLE_CROSS;
    e.papers = 2;
    put(t, e);
    e = event(TLRI_EVENT_VALID, 0, "marks/MRK-9");
    e.papers = 100;
    e.a = 10000;
    put(t, e);
    e = event(TLRI_EVENT_STAGE, 1, "ers97/ERS-1");
    e.why = TLRI_ACTION_FIRST;
    put(t, e);
    e = event(TLRI_EVENT_QUOTA, 1, "ers97/ERS-2");
    e.a = 3334;
    e.papers = 100;
    e.part = 3;
    put(t, e);
    static const int64_t votes[6] = {4000, 3000, 2000, 1000, 0, 0};
    put_tally(t, 1, votes, TLRI_NONE);
    e = event(TLRI_EVENT_ELECTED, 1, "ers97/ERS-3");
    e.candidate = 0;
    e.a = 4000;
    e.part = 1;
    e.why = TLRI_WHY_ELECTED_QUOTA;
    put(t, e);
    e = event(TLRI_EVENT_GUARDED, 1, "constraints/CON-6");
    e.candidate = 2;
    e.group = 0;
    put(t, e);
}

static void put_second_stage(struct tlri_transcript *t)
{
    struct tlri_event e = event(TLRI_EVENT_DEFERRED, 2, "ers97/ERS-4");
    e.a = 666;
    e.b = 1000;
    put(t, e);
    e = event(TLRI_EVENT_TIE, 2, "ties/TIE-4");
    e.to = TLRI_PURPOSE_EXCLUDE;
    e.why = TLRI_TIE_HOW_LOT;
    e.candidate = 3;
    put_set(t, e, 1, 3, 2);
    e = event(TLRI_EVENT_STAGE, 2, "ers97/ERS-5");
    e.why = TLRI_ACTION_EXCLUSION;
    e.part = 1;
    e.papers = 10;
    e.a = 1000;
    put_set(t, e, 3, 0, 1);
    e = event(TLRI_EVENT_EXCLUDED, 2, "ers97/ERS-5");
    e.candidate = 3;
    e.a = 1000;
    e.why = TLRI_WHY_EXCLUDED_LOWEST;
    put(t, e);
    e = event(TLRI_EVENT_TRANSFER, 2, "ers97/ERS-6");
    e.candidate = 3;
    e.to = 1;
    e.b = 100;
    e.papers = 6;
    e.a = 600;
    put(t, e);
    e.to = TLRI_NONE;
    e.papers = 4;
    e.a = 400;
    put(t, e);
    static const int64_t votes[6] = {4000, 3600, 2000, 0, 400, 0};
    put_tally(t, 2, votes, 3);
    e = event(TLRI_EVENT_REQUIRED, 2, "ers97/ERS-7");
    e.a = 3201;
    put(t, e);
    e = event(TLRI_EVENT_ELECTED, 2, "ers97/ERS-7");
    e.candidate = 1;
    e.a = 3600;
    e.part = 2;
    e.why = TLRI_WHY_ELECTED_REQUIRED;
    put(t, e);
    e = event(TLRI_EVENT_CLOSED, 2, "stv/STV-9");
    e.papers = 2;
    put(t, e);
}

static struct tlri_transcript *make_transcript(tlr_ctx *ctx)
{
    struct tlri_transcript *transcript = tlri_transcript_new(ctx, 2);
    assert_non_null(transcript);
    put_first_stage(transcript);
    put_second_stage(transcript);
    assert_int_equal(tlri_transcript_touch(transcript, 1, TLRI_EVENT_REJECTED, TLRI_REJECT_BLANK),
                     TLR_OK);
    assert_int_equal(
        tlri_transcript_touch(transcript, 2, TLRI_EVENT_NOTED, TLRI_NOTED_SINGLE_CROSS), TLR_OK);
    assert_int_equal(
        tlri_transcript_touch(transcript, 100, TLRI_EVENT_NOTED, TLRI_NOTED_SINGLE_CROSS), TLR_OK);
    return transcript;
}

static const struct tlri_result_file files[] = {
    {"notice", NULL, {1}}, {"election", NULL, {2}}, {"close", NULL, {3}}, {"ruling", "1", {4}}};
static const struct tlri_result_batch batches[] = {
    {"ordinary", 1, "eastfield", 1, "meeting", 3, false, {5}},
    {"ordinary", 1, "hall", 2, "meeting", 98, false, {6}}};
static const struct tlri_result_policy policies[] = {{"batches", "teller", 2, false},
                                                     {"close", "scrutineer", 1, true}};
static const struct tlri_result_reading readings[] = {
    {"cap-scope", "ordinary-only", "General Committee", "2026-01-14", "GC 2026-01-14/5", NULL, "B1",
     'B', NULL, NULL},
    {"part-thereof", "ceil", NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL}};
static const struct tlri_result_figure figures[] = {
    {"first-block", 749, "members", "C3.I.1.B", "B1", 'B', false}};
static const struct tlri_result_step steps[] = {
    {"1,312 members: 1 delegate for the first 749", "C3.I.1.B", "B1", 'B'},
    {"and 3 for the 563 that follow", "C3.I.1.B", NULL, 0}};
static const struct tlri_result_eligibility eligibilities[] = {
    {"ordinary", "aisha-khan", "eligible", "C3.I.4.F", NULL},
    {"ordinary", "ron", "eligible", NULL, NULL},
    {"youth", "carys-price", "referred", "C3.I.1.C", "1"}};
static const struct tlri_result_term issued_terms[] = {{"in-box", 101}, {"not-returned", 9}};
static const struct tlri_result_term box_terms[] = {{"valid", 100}, {"blank", 1}};
static const struct tlri_result_equation equations[] = {
    {{"issued", 111}, 2, issued_terms, "taken-away"}, {{"in-box", 101}, 2, box_terms, NULL}};
static const struct tlri_result_account accounts[] = {{"ordinary", 1, "meeting", 2, equations}};
static const struct tlri_result_adjudication adjudications[] = {{"ordinary", "accepted", 2, 1},
                                                                {"youth", "blank", 0, 0}};
static const struct tlri_result_setting settings[] = {
    {"rules", "ers97"}, {"method", "ers97"}, {"single-cross", "first"}};
static const struct tlri_result_place ordinary_places[] = {{1, TLRI_FILL_FILLED, 0, "ers97/ERS-3"},
                                                           {2, TLRI_FILL_FILLED, 1, "ers97/ERS-7"}};
static const struct tlri_result_place youth_places[] = {{1, TLRI_FILL_UNOPPOSED, 0, "C3.I.1.C"}};
static const struct tlri_result_displaced displaced[] = {{.candidate = 2,
                                                          .votes = 2000,
                                                          .clause = "constraints/CON-9",
                                                          .reading = "quota-mechanism",
                                                          .minute = "GC 2026-01-14/6"}};
static const char *const before[] = {"aisha-khan", "carys-price"};
static const char *const after[] = {"aisha-khan", "ben-o-brien"};
static const struct tlri_result_effect effects[] = {{"ordinary", true, true, 2, 2, before, after},
                                                    {"youth", false, true, 0, 0, NULL, NULL}};
static const struct tlri_result_change changes[] = {
    {.kind = "candidate-status",
     .contest = "ordinary",
     .candidate = "carys-price",
     .decision = "not-eligible",
     .clause = "C7.I.2"},
    {.kind = "adjudication", .contest = "ordinary"},
    {.kind = "reading", .reading = "skipped-number", .value = "close-up"},
    {.kind = "exclude-batch", .contest = "youth", .batch = "post"},
    {.kind = "revoke-key", .role = "teller"}};
static const struct tlri_result_ruling rulings[] = {
    {"1", "ruling-body", "REC-2026-04-02/3", "2026-04-02", 5, 2, changes, effects}};
static const struct tlri_result_check checks[] = {
    {"The two counts gave the same transcript.", "audit/AUD-1"},
    {"Every batch of the close was counted once.", NULL}};

struct made {
    tlr_ctx *ctx;
    struct tlri_transcript *transcript;
    struct tlri_result_contest contests[2];
    struct tlri_case_result result;
};

static void fill_contests(struct made *made)
{
    made->contests[0] = (struct tlri_result_contest){.contest = &ordinary,
                                                     .kind = TLRI_PLACE_KIND_ORDINARY,
                                                     .round = 1,
                                                     .rule_set = "ers97",
                                                     .settings = 3,
                                                     .setting = settings,
                                                     .transcript = made->transcript,
                                                     .places = 2,
                                                     .place = ordinary_places,
                                                     .displaced = 1,
                                                     .displaced_candidate = displaced,
                                                     .papers = &papers};
    made->contests[1] = (struct tlri_result_contest){.contest = &youth,
                                                     .kind = TLRI_PLACE_KIND_YOUTH,
                                                     .round = 1,
                                                     .rule_set = "av",
                                                     .settings = 2,
                                                     .setting = settings,
                                                     .places = 1,
                                                     .place = youth_places};
}

static void make(struct made *made, tlr_ctx *ctx)
{
    made->ctx = ctx;
    made->transcript = make_transcript(ctx);
    fill_contests(made);
    made->result = (struct tlri_case_result){.election = "anytown-2026",
                                             .clp = "Anytown CLP",
                                             .title = "Delegates 2026",
                                             .is_signed = true,
                                             .publish = TLRI_PUBLISH_WITH_TRANSFERS,
                                             .smallest_batch = 3,
                                             .smallest_contest = 50,
                                             .supersedes_stated = true,
                                             .supersedes = {7},
                                             .files = 4,
                                             .file = files,
                                             .batches = 2,
                                             .batch = batches,
                                             .policies = 2,
                                             .policy = policies,
                                             .readings = 2,
                                             .reading = readings,
                                             .figures = 1,
                                             .figure = figures,
                                             .entitlement = {true, 2026, 4, 1, 1, 8, 2, 2, steps},
                                             .eligibilities = 3,
                                             .eligibility = eligibilities,
                                             .accounts = 1,
                                             .account = accounts,
                                             .adjudications = 2,
                                             .adjudication = adjudications,
                                             .contests = 2,
                                             .contest = made->contests,
                                             .rulings = 1,
                                             .ruling = rulings,
                                             .checks = 2,
                                             .check = checks};
}

static void drop(struct made *made)
{
    tlri_transcript_free(made->transcript);
}

/* ---- helpers
 * ------------------------------------------------------------------------------------------------
 */

static void silent(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

static void assert_valid(const char *schema_path, const struct tlri_buf *xml)
{
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(schema_path);
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    assert_non_null(schema);
    xmlDocPtr doc = xmlReadMemory(xml->data, (int)xml->len, "x.xml", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidErrors(valid, (xmlSchemaValidityErrorFunc)silent, silent, NULL);
    int result = xmlSchemaValidateDoc(valid, doc);
    if (result != 0) {
        print_error("not valid: %s\n%s\n", schema_path, xml->data);
    }
    assert_int_equal(result, 0);
    xmlSchemaFreeValidCtxt(valid);
    xmlFreeDoc(doc);
    xmlSchemaFree(schema);
}

static void assert_golden(const char *path, const struct tlri_buf *xml, tlr_ctx *ctx)
{
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(ctx, path, 1u << 20, &bytes), TLR_OK);
    struct tlri_text_difference difference =
        tlri_text_first_difference(bytes.data, bytes.len, xml->data, xml->len);
    if (difference.differs) {
        print_error("%s:%u:%u\n-%.*s\n+%.*s\n", path, difference.line, difference.column,
                    (int)difference.a_len, difference.a == NULL ? "" : difference.a,
                    (int)difference.b_len, difference.b == NULL ? "" : difference.b);
    }
    assert_false(difference.differs);
    tlri_bytes_drop(&bytes);
}

static void render(struct made *made, struct tlri_buf *out)
{
    tlri_buf_init(out, made->ctx, 1u << 20);
    assert_int_equal(tlri_result_write(made->ctx, &made->result, out), TLR_OK);
    assert_valid("spec/schema/result.xsd", out);
}

static bool has(const struct tlri_buf *xml, const char *text)
{
    return strstr(xml->data, text) != NULL;
}

/* ---- tests
 * ---------------------------------------------------------------------------------------------------
 */

static void a_result_is_these_bytes(void **state)
{
    (void)state;
    struct made made;
    struct tlri_buf out;
    make(&made, tlr_ctx_new(NULL, NULL));
    render(&made, &out);
    assert_golden("fixtures/good/result-small.xml", &out, made.ctx);
    tlri_buf_drop(&out);
    drop(&made);
    tlr_ctx_free(made.ctx);
}

static void workings_are_these_bytes(void **state)
{
    (void)state;
    struct made made;
    struct tlri_buf out;
    make(&made, tlr_ctx_new(NULL, NULL));
    made.result.publish = TLRI_PUBLISH_RESULT_ONLY; /* it makes no difference here */
    tlri_buf_init(&out, made.ctx, 1u << 20);
    assert_int_equal(tlri_workings_write(made.ctx, &made.result, &out), TLR_OK);
    assert_valid("spec/schema/workings.xsd", &out);
    assert_golden("fixtures/good/workings-small.xml", &out, made.ctx);
    tlri_buf_drop(&out);
    drop(&made);
    tlr_ctx_free(made.ctx);
}

/* One XML file of a stored election against its schema; returns 1, or 0 when it is not there. */
static size_t check_stored(tlr_ctx *ctx, const char *election, const char *kind)
{
    char path[512], schema[64];
    struct tlri_bytes bytes = {0};
    struct tlri_buf xml;
    (void)snprintf(path, sizeof path, "fixtures/elections/%s/%s.xml", election, kind);
    (void)snprintf(schema, sizeof schema, "spec/schema/%s.xsd", kind);
    if (!tlri_file_exists(path)) {
        return 0;
    }
    assert_int_equal(tlri_file_read(ctx, path, 1u << 24, &bytes), TLR_OK);
    tlri_buf_init(&xml, ctx, 1u << 24);
    assert_int_equal(tlri_buf_add(&xml, bytes.data, bytes.len), TLR_OK);
    assert_valid(schema, &xml);
    tlri_buf_drop(&xml);
    tlri_bytes_drop(&bytes);
    return 1;
}

static void stored_elections_are_valid(void **state)
{
    (void)state;
    static const char *const kinds[] = {"notice", "election", "result", "workings"};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_arena arena;
    const char **names = NULL;
    size_t count = 0, found = 0;
    tlri_arena_init(&arena, ctx);
    assert_int_equal(tlri_dir_list(&arena, "fixtures/elections", &names, &count), TLR_OK);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            found += check_stored(ctx, names[i], kinds[k]);
        }
    }
    assert_true(found >= 2);
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
}

static void levels_keep_back_what_they_should(void **state)
{
    (void)state;
    static const struct {
        enum tlri_publish level;
        uint32_t smallest_contest;
        bool transfers, stages, displaced_votes, adjudications;
    } table[] = {
        {TLRI_PUBLISH_WITH_TRANSFERS, 101, true, true, true, true},
        {TLRI_PUBLISH_STAGE_TOTALS, 101, false, true, true, true},
        {TLRI_PUBLISH_RESULT_ONLY, 1, false, false, false, false},
        {TLRI_PUBLISH_WITH_TRANSFERS, 102, false, false, false, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct made made;
        struct tlri_buf out;
        make(&made, tlr_ctx_new(NULL, NULL));
        made.result.publish = table[i].level;
        made.result.smallest_contest = table[i].smallest_contest;
        render(&made, &out);
        assert_int_equal(has(&out, "<transfer "), table[i].transfers);
        assert_int_equal(has(&out, "<stage "), table[i].stages);
        assert_int_equal(has(&out, "<tally "), table[i].stages);
        assert_int_equal(has(&out, "<valid "), table[i].stages);
        assert_int_equal(has(&out, "votes=\""), table[i].stages);
        assert_int_equal(has(&out, "<displaced candidate=\"carys-price\" votes=\"20.00\""),
                         table[i].displaced_votes);
        assert_int_equal(has(&out, "<decided contest=\"ordinary\""), table[i].adjudications);
        assert_true(has(&out, "<place number=\"2\" fill=\"filled\" candidate=\"ben-o-brien\""));
        assert_true(has(&out, "<equation ") && has(&out, "<reading "));
        tlri_buf_drop(&out);
        drop(&made);
        tlr_ctx_free(made.ctx);
    }
}

static void small_batches_are_merged(void **state)
{
    (void)state;
    static const struct {
        uint32_t threshold;
        uint64_t papers[3];
        const char *shown[3]; /* the papers attribute, or NULL */
        const char *merged;   /* or NULL */
    } table[] = {
        {1, {1, 50, 60}, {"papers=\"1\"", "papers=\"50\"", "papers=\"60\""}, NULL},
        {20, {10, 11, 60}, {NULL, NULL, "papers=\"60\""}, "batches=\"2\" papers=\"21\""},
        {20, {10, 50, 60}, {NULL, NULL, "papers=\"60\""}, "batches=\"2\" papers=\"60\""},
        {20, {10, 5, 60}, {NULL, NULL, NULL}, "batches=\"3\" papers=\"75\""},
        {20, {19, 20, 20}, {NULL, NULL, NULL}, "batches=\"3\" papers=\"59\""},
        {20, {0, 20, 21}, {NULL, "papers=\"20\"", "papers=\"21\""}, "batches=\"1\" papers=\"0\""},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct made made;
        struct tlri_buf out;
        struct tlri_result_batch three[3] = {{"ordinary", 1, "a", 1, "post", 0, false, {1}},
                                             {"ordinary", 1, "b", 1, "post", 0, false, {2}},
                                             {"ordinary", 1, "c", 1, "post", 0, false, {3}}};
        make(&made, tlr_ctx_new(NULL, NULL));
        made.result.smallest_batch = table[i].threshold;
        made.result.batch = three;
        made.result.batches = 3;
        for (size_t k = 0; k < 3; k++) {
            three[k].papers = table[i].papers[k];
        }
        render(&made, &out);
        for (size_t k = 0; k < 3; k++) {
            char line[128];
            (void)snprintf(line, sizeof line, "id=\"%s\" revision=\"1\" channel=\"post\" %s",
                           three[k].id, table[i].shown[k] == NULL ? "digest" : table[i].shown[k]);
            assert_true(has(&out, line));
        }
        assert_int_equal(has(&out, "<small-batches "), table[i].merged != NULL);
        assert_true(table[i].merged == NULL || has(&out, table[i].merged));
        tlri_buf_drop(&out);
        drop(&made);
        tlr_ctx_free(made.ctx);
    }
}

/* [RES-13] */
static void a_partial_count_says_so(void **state)
{
    (void)state;
    struct made made;
    struct tlri_buf out;
    static const struct tlri_result_batch gone[] = {
        {"ordinary", 1, "eastfield", 1, "meeting", 104, false, {1}},
        {"ordinary", 1, "post", 2, "post", 60, false, {2}}};
    static const struct tlri_result_part part = {"ordinary", 1, 101, 265, 2, gone};
    make(&made, tlr_ctx_new(NULL, NULL));
    render(&made, &out);
    assert_false(has(&out, "artial"));
    tlri_buf_drop(&out);
    made.result.parts = 1;
    made.result.part = &part;
    made.result.papers_counted = 101;
    made.result.papers_named = 265;
    render(&made, &out);
    assert_true(has(&out, "<result xmlns=\"urn:teller:result:1\" version=\"1\" partial=\"yes\" "));
    assert_true(has(&out, "\">\n  <statement>Partial: 101 of 265 papers were counted, "));
    assert_true(has(&out, "  <part contest=\"ordinary\" round=\"1\" counted=\"101\" "
                          "papers=\"265\">\n    <left-out id=\"eastfield\" revision=\"1\" "
                          "channel=\"meeting\" papers=\"104\" digest=\"sha256:01"));
    assert_true(has(&out, "    <left-out id=\"post\" revision=\"2\" channel=\"post\" "));
    tlri_buf_drop(&out);
    drop(&made);
    tlr_ctx_free(made.ctx);
}

static void what_it_is_stands_first(void **state)
{
    (void)state;
    struct made made;
    struct tlri_buf out;
    make(&made, tlr_ctx_new(NULL, NULL));
    made.result.is_signed = false;
    made.result.trial = made.contests[1].annulled = true;
    made.result.policies = 0;
    made.result.eligibilities = 0;
    made.result.entitlement.stated = false;
    made.result.supersedes_stated = false;
    made.result.title = NULL;
    render(&made, &out);
    assert_true(has(&out, "  <statement>Unsigned: ") && has(&out, "  <statement>Trial: ") &&
                has(&out, "  <statement>Annulled: "));
    assert_true(strstr(out.data, "<statement>") < strstr(out.data, "<clp>"));
    assert_false(has(&out, "<policy ") || has(&out, "<entitlement ") ||
                 has(&out, "<eligibility>") || has(&out, "<supersedes "));
    tlri_buf_drop(&out);
    drop(&made);
    tlr_ctx_free(made.ctx);
}

static void a_stage_that_does_not_add_up_is_refused(void **state)
{
    (void)state;
    struct made made;
    struct tlri_buf out;
    make(&made, tlr_ctx_new(NULL, NULL));
    struct tlri_event *events = made.transcript->events.data;
    for (size_t i = 0; i < made.transcript->events.count; i++) {
        if (events[i].kind == TLRI_EVENT_ROUNDING && events[i].stage == 2) {
            events[i].a = 1;
        }
    }
    tlri_buf_init(&out, made.ctx, 1u << 20);
    assert_int_equal(tlri_result_write(made.ctx, &made.result, &out), TLR_E_INTERNAL);
    assert_int_equal(tlr_ctx_diag(made.ctx, 0)->code, 2601);
    tlri_buf_drop(&out);
    drop(&made);
    tlr_ctx_free(made.ctx);
}

static void texts_that_xml_cannot_hold_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a\x01", "\xFF", "\xED\xA0\x80", "\xEF\xBF\xBF", "\xC0\x80", "\xF4\x90\x80\x80", "a\x0B"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct made made;
        struct tlri_buf out;
        make(&made, tlr_ctx_new(NULL, NULL));
        made.result.clp = bad[i];
        tlri_buf_init(&out, made.ctx, 1u << 20);
        assert_int_equal(tlri_result_write(made.ctx, &made.result, &out), TLR_E_INPUT);
        assert_int_equal(tlr_ctx_diag_count(made.ctx), 1);
        assert_int_equal(tlr_ctx_diag(made.ctx, 0)->code, 2330);
        tlri_buf_drop(&out);
        drop(&made);
        tlr_ctx_free(made.ctx);
    }
}

static void values_are_escaped(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_buf out;
    struct tlri_xml_writer writer;
    tlri_buf_init(&out, ctx, 4096);
    tlri_xml_begin(&writer, ctx, &out);
    tlri_xml_open(&writer, "a");
    tlri_xml_put(&writer, "b", "<&>\"'\t\n\r é");
    tlri_xml_put_some(&writer, "none", NULL);
    tlri_xml_put_votes(&writer, "votes", -1234, 2);
    tlri_xml_open(&writer, "c");
    tlri_xml_close(&writer);
    tlri_xml_leaf(&writer, "d", "<&>\"'\t\r ]]>");
    tlri_xml_close(&writer);
    assert_int_equal(tlri_xml_end(&writer), TLR_OK);
    assert_string_equal(out.data,
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<a b=\"&lt;&amp;&gt;&quot;'&#9;&#10;&#13; é\" votes=\"-12.34\">\n"
                        "  <c/>\n"
                        "  <d>&lt;&amp;&gt;\"'\t&#13; ]]&gt;</d>\n"
                        "</a>\n");
    tlri_buf_drop(&out);
    tlr_ctx_free(ctx);
}

static void misuse_of_the_writer_is_internal(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 5; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_buf out;
        struct tlri_xml_writer writer;
        tlri_buf_init(&out, ctx, 4096);
        tlri_xml_begin(&writer, ctx, &out);
        tlri_xml_open(&writer, "a");
        if (i == 1) {
            tlri_xml_put(&writer, "b", NULL);
        } else if (i == 2) {
            tlri_xml_text(&writer, "text");
            tlri_xml_open(&writer, "in-text");
        } else if (i == 3) {
            tlri_xml_close(&writer);
            tlri_xml_close(&writer);
        } else if (i == 4) {
            for (unsigned k = 0; k < TLRI_XML_OPEN_MAX; k++) {
                tlri_xml_open(&writer, "deep");
            }
        }
        assert_int_equal(tlri_xml_end(&writer), TLR_E_INTERNAL);
        tlri_buf_drop(&out);
        tlr_ctx_free(ctx);
    }
}

/* The digest in a result is that of the text that rules/ gives for the same settings. */
static void settings_have_one_canonical_text(void **state)
{
    (void)state;
    static const char *const names[] = {"ers97", "block", "meek-prf", "av", "scottish-2011"};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct tlri_settings resolved;
        struct tlri_setting_pair pairs[TLRI_SETTINGS_MAX];
        struct tlri_result_setting listed[TLRI_SETTINGS_MAX];
        struct tlri_buf ours, theirs;
        assert_int_equal(tlri_settings_named(ctx, names[i], &resolved), TLR_OK);
        size_t n = tlri_settings_list(&resolved, pairs, TLRI_SETTINGS_MAX);
        for (size_t k = 0; k < n; k++) {
            listed[k] = (struct tlri_result_setting){pairs[k].name, pairs[k].value};
        }
        tlri_buf_init(&ours, ctx, 65536);
        tlri_buf_init(&theirs, ctx, 65536);
        assert_int_equal(tlri_result_settings_text(listed, n, &ours), TLR_OK);
        assert_int_equal(tlri_settings_text(&resolved, &theirs), TLR_OK);
        assert_string_equal(ours.data, theirs.data);
        tlri_buf_drop(&ours);
        tlri_buf_drop(&theirs);
    }
    tlr_ctx_free(ctx);
}

static void first_differences_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool differs;
        uint32_t line, column;
        const char *a_line, *b_line; /* NULL: that text has ended */
    } table[] = {
        {"", "", false, 0, 0, NULL, NULL},
        {"a\nb\n", "a\nb\n", false, 0, 0, NULL, NULL},
        {"a\nb\n", "a\nc\n", true, 2, 1, "b", "c"},
        {"a\nbcd", "a\nbce\nf", true, 2, 3, "bcd", "bce"},
        {"a\nb\n", "a\nb\nc\n", true, 3, 1, NULL, "c"},
        {"a\nb", "a\nb\n", true, 2, 2, "b", "b"},
        {"", "x", true, 1, 1, NULL, "x"},
        {"x\n", "", true, 1, 1, "x", NULL},
        {"a\n\nb", "a\nb", true, 2, 1, "", "b"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct tlri_text_difference d = tlri_text_first_difference(table[i].a, strlen(table[i].a),
                                                                   table[i].b, strlen(table[i].b));
        assert_int_equal(d.differs, table[i].differs);
        assert_int_equal(d.line, table[i].line);
        assert_int_equal(d.column, table[i].column);
        assert_int_equal(d.a == NULL, table[i].a_line == NULL);
        assert_int_equal(d.b == NULL, table[i].b_line == NULL);
        assert_true(d.a == NULL || tlri_span_is(d.a, d.a_len, table[i].a_line));
        assert_true(d.b == NULL || tlri_span_is(d.b, d.b_len, table[i].b_line));
    }
}

static void writers_survive_without_memory(void **state)
{
    (void)state;
    struct made made;
    make(&made, tlr_ctx_new(NULL, NULL));
    for (size_t n = 1;; n++) {
        struct faults faults;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            struct tlri_buf result, workings;
            tlri_buf_init(&result, ctx, 1u << 20);
            tlri_buf_init(&workings, ctx, 1u << 20);
            tlr_status status = tlri_result_write(ctx, &made.result, &result);
            if (status == TLR_OK) {
                status = tlri_workings_write(ctx, &made.result, &workings);
            }
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
            tlri_buf_drop(&result);
            tlri_buf_drop(&workings);
            tlr_ctx_free(ctx);
        }
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
    drop(&made);
    tlr_ctx_free(made.ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_is_these_bytes),
        cmocka_unit_test(workings_are_these_bytes),
        cmocka_unit_test(stored_elections_are_valid),
        cmocka_unit_test(levels_keep_back_what_they_should),
        cmocka_unit_test(small_batches_are_merged),
        cmocka_unit_test(a_partial_count_says_so),
        cmocka_unit_test(what_it_is_stands_first),
        cmocka_unit_test(a_stage_that_does_not_add_up_is_refused),
        cmocka_unit_test(texts_that_xml_cannot_hold_are_refused),
        cmocka_unit_test(values_are_escaped),
        cmocka_unit_test(misuse_of_the_writer_is_internal),
        cmocka_unit_test(settings_have_one_canonical_text),
        cmocka_unit_test(first_differences_are_found),
        cmocka_unit_test(writers_survive_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
