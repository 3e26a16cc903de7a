/*
 * test_io_xml.c: the hardened XML reader: what it takes, what it refuses, where it points, and what
 * the readers of notice, election and rule book make of good files.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "io/election.h"
#include "io/notice.h"
#include "io/rulebook.h"
#include "io/xml_read.h"
#include "support/faults.h"

/* ---- a small format of our own
 * --------------------------------------------------------------------------- */

static const char *colour(uint32_t i)
{
    static const char *const words[] = {"red", "green"};
    return i < 2 ? words[i] : NULL;
}

static const struct tlri_xml_attr_rule leaf_attrs[] = {
    {"colour", false, {.type = TLRI_XML_WORD, .word = colour}},
    {"number", false, {.type = TLRI_XML_INTEGER, .min = 1, .max = 99}},
    {"note", false, {.type = TLRI_XML_LINE, .max = 40}},
};
static const struct tlri_xml_rule leaf_rule = {
    .name = "leaf", .text = {.type = TLRI_XML_LINE, .max = 20}, .attrs = 3, .attr = leaf_attrs};
static const struct tlri_xml_rule prose_rule = {.name = "prose",
                                                .text = {.type = TLRI_XML_PROSE, .max = 100}};
static const struct tlri_xml_child_rule tree_children[] = {{&leaf_rule, 1, 3}, {&prose_rule, 0, 1}};
static const struct tlri_xml_rule tree_rule = {
    .name = "tree", .children = 2, .child = tree_children};
static const struct tlri_xml_format tree_format = {
    .what = "a tree", .name_space = "urn:t", .root = &tree_rule};

/* One document and what is expected of it. */
struct row {
    const char *name;
    const char *text;
    tlr_status status;
    uint32_t code;         /* of the first diagnostic; 0: none */
    uint32_t line, column; /* column 0 of 2301: where libxml2 stops differs between versions */
};

#define TREE(inside) "<tree xmlns='urn:t'>" inside "</tree>"

static const struct row rows[] = {
    {"plain", TREE("<leaf>a</leaf>"), TLR_OK, 0, 0, 0},
    {"declared utf-8", "<?xml version='1.0' encoding='utf-8'?>\n" TREE("<leaf>a</leaf>"), TLR_OK, 0,
     0, 0},
    {"prefixed", "<t:tree xmlns:t='urn:t'><t:leaf>a</t:leaf></t:tree>", TLR_OK, 0, 0, 0},
    {"schema location",
     "<tree xmlns='urn:t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
     "xsi:schemaLocation='urn:t t.xsd'><leaf>a</leaf></tree>",
     TLR_OK, 0, 0, 0},
    {"comments between", TREE("<!-- a --><leaf>a</leaf><!-- <leaf>b</leaf> -->"), TLR_OK, 0, 0, 0},
    {"cdata", TREE("<leaf><![CDATA[a<b]]></leaf>"), TLR_OK, 0, 0, 0},
    {"entities of xml", TREE("<leaf>&lt;&#65;&amp;&#x42;</leaf>"), TLR_OK, 0, 0, 0},
    {"prose over lines", TREE("<leaf>a</leaf><prose>\n  two\n  lines\n</prose>"), TLR_OK, 0, 0, 0},

    {"empty", "", TLR_E_INPUT, 2301, 0, 0},
    {"blank", " ", TLR_E_INPUT, 2301, 1, 0},
    {"not xml", "teller/ballots@1\n", TLR_E_INPUT, 2301, 1, 0},
    {"breaks off", "<tree xmlns='urn:t'>\n<leaf>a</leaf>\n", TLR_E_INPUT, 2301, 2, 0},
    {"mismatch", "<tree xmlns='urn:t'>\n<leaf>a</laef></tree>", TLR_E_INPUT, 2301, 2, 0},
    {"two roots", TREE("<leaf>a</leaf>") TREE("<leaf>a</leaf>"), TLR_E_INPUT, 2301, 1, 0},
    {"attribute twice", TREE("<leaf number='1' number='2'>a</leaf>"), TLR_E_INPUT, 2301, 1, 0},
    {"unknown entity", TREE("<leaf>&copy;</leaf>"), TLR_E_INPUT, 2301, 1, 0},
    {"bom", "\xEF\xBB\xBF" TREE("<leaf>a</leaf>"), TLR_E_INPUT, 2302, 1, 1},
    {"latin-1 byte", TREE("<leaf>\n  \xE9</leaf>"), TLR_E_INPUT, 2302, 2, 3},
    {"surrogate", TREE("<leaf>\xED\xA0\x80</leaf>"), TLR_E_INPUT, 2302, 1, 27},
    {"control character", TREE("<leaf>\x01</leaf>"), TLR_E_INPUT, 2302, 1, 27},
    {"forbidden reference", TREE("<leaf>&#1;</leaf>"), TLR_E_INPUT, 2301, 1, 0},
    {"declared latin-1", "<?xml version='1.0' encoding='latin1'?>" TREE("<leaf>a</leaf>"),
     TLR_E_INPUT, 2302, 1, 31},
    {"declared utf-16", "<?xml version='1.0' encoding='UTF-16'?>" TREE("<leaf>a</leaf>"),
     TLR_E_INPUT, 2302, 1, 31},
    {"doctype", "<?xml version='1.0'?>\n<!DOCTYPE tree>\n" TREE("<leaf>a</leaf>"), TLR_E_INPUT,
     2303, 2, 1},
    {"doctype with file",
     "<!DOCTYPE tree [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" TREE("<leaf>&x;</leaf>"),
     TLR_E_INPUT, 2303, 1, 1},
    {"doctype from the net",
     "<!DOCTYPE tree SYSTEM 'http://127.0.0.1:9/x.dtd'>" TREE("<leaf>a</leaf>"), TLR_E_INPUT, 2303,
     1, 1},
    {"billion laughs",
     "<!DOCTYPE t [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>" TREE(
         "<leaf>&c;</leaf>"),
     TLR_E_INPUT, 2303, 1, 1},
    {"parameter entity", "<!DOCTYPE t [<!ENTITY % a SYSTEM 'file:///etc/hostname'> %a;]><t/>",
     TLR_E_INPUT, 2303, 1, 1},
    {"other root", "\n <bush xmlns='urn:t'/>", TLR_E_INPUT, 2304, 2, 2},
    {"no namespace", "<tree><leaf>a</leaf></tree>", TLR_E_INPUT, 2304, 1, 1},
    {"other version", "<tree xmlns='urn:t:2'><leaf>a</leaf></tree>", TLR_E_INPUT, 2304, 1, 1},
    {"foreign element", TREE("\n<leaf xmlns='urn:u'>a</leaf>"), TLR_E_INPUT, 2305, 2, 1},
    {"comment inside", TREE("<leaf>Ann<!--c--> Lee</leaf>"), TLR_E_INPUT, 2307, 1, 30},
    {"comment beside", TREE("<leaf>Ann<!--c--></leaf>"), TLR_E_INPUT, 2307, 1, 30},
    {"instruction inside", TREE("<leaf>Ann<?c d?> Lee</leaf>"), TLR_E_INPUT, 2307, 1, 30},
    {"text beside", TREE("<leaf>a</leaf>\n  stray"), TLR_E_INPUT, 2308, 2, 3},
    {"text before", TREE(" \n <!-- a\n --> stray <leaf>a</leaf>"), TLR_E_INPUT, 2308, 3, 6},
    {"unknown element", TREE("<leaf>a</leaf>\n<loaf/>"), TLR_E_INPUT, 2310, 2, 1},
    {"order", TREE("<prose>p</prose>\n<leaf>a</leaf>"), TLR_E_INPUT, 2311, 2, 1},
    {"missing", TREE("<prose>p</prose>"), TLR_E_INPUT, 2312, 1, 1},
    {"too many", TREE("<leaf>a</leaf><leaf>a</leaf><leaf>a</leaf>\n<leaf>a</leaf>"), TLR_E_INPUT,
     2313, 2, 1},
    {"unknown attribute", TREE("<leaf\n  numbr='1'>a</leaf>"), TLR_E_INPUT, 2314, 2, 3},
    {"foreign attribute", TREE("<leaf xml:lang='en'>a</leaf>"), TLR_E_INPUT, 2316, 1, 21},
    {"no text", TREE("<leaf/>"), TLR_E_INPUT, 2320, 1, 21},
    {"blank text", TREE("<leaf> </leaf>"), TLR_E_INPUT, 2328, 1, 21},
    {"word", TREE("<leaf number='7' colour='rde'>a</leaf>"), TLR_E_INPUT, 2321, 1, 46},
    {"number", TREE("<leaf number = \"07\">a</leaf>"), TLR_E_INPUT, 2324, 1, 37},
    {"range", TREE("<leaf number='100'>a</leaf>"), TLR_E_INPUT, 2324, 1, 35},
    {"long", TREE("<leaf>abcdefghijklmnopqrstu</leaf>"), TLR_E_INPUT, 2326, 1, 27},
    {"accents count once", TREE("<leaf>éééééééééééééééééééé</leaf>"), TLR_OK, 0, 0, 0},
    {"a control character of C1", TREE("<leaf>a&#x9B;b</leaf>"), TLR_E_INPUT, 1022, 1, 27},
    {"a mark that turns the line", TREE("<leaf>a&#x202E;b</leaf>"), TLR_E_INPUT, 1022, 1, 27},
    {"an isolate", TREE("<leaf>a&#x2067;b</leaf>"), TLR_E_INPUT, 1022, 1, 27},
    {"two blanks", TREE("<leaf>\n</leaf>"), TLR_E_INPUT, 2328, 1, 21},
};

static tlr_status parse(tlr_ctx *ctx, struct tlri_arena *arena, const char *text, size_t len,
                        struct tlri_xml_doc *doc)
{
    tlri_arena_init(arena, ctx);
    tlr_status status = tlri_xml_parse(ctx, arena, &tree_format, "t.xml", text, len, doc);
    return status != TLR_OK ? status : tlri_source_verdict(&doc->source);
}

static void documents_are_taken_or_refused_at_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_arena arena;
        struct tlri_xml_doc doc;
        tlr_status status = parse(ctx, &arena, row->text, strlen(row->text), &doc);
        const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
        uint32_t code = diag == NULL ? 0 : diag->code;
        uint32_t line = diag == NULL ? 0 : diag->line;
        uint32_t column = diag == NULL || code == 2301 ? 0 : diag->column;
        if (status != row->status || code != row->code || line != row->line ||
            column != row->column) {
            print_error("%s: %s TLR-%u at %u:%u (%s)\n", row->name, tlr_status_name(status), code,
                        line, column, diag == NULL ? "" : diag->message);
        }
        assert_int_equal(status, row->status);
        assert_int_equal(code, row->code);
        assert_int_equal(line, row->line);
        assert_int_equal(column, row->column);
        tlri_arena_drop(&arena);
        tlr_ctx_free(ctx);
    }
}

static void values_are_decoded_once(void **state)
{
    (void)state;
    static const char text[] =
        TREE("<leaf note='a &amp; b &amp;#38; &#38;lt; &lt;&quot;.'>&amp;amp; &lt;</leaf>"
             "<prose> two\n\t words </prose>");
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_arena arena;
    struct tlri_xml_doc doc;
    assert_int_equal(parse(ctx, &arena, text, strlen(text), &doc), TLR_OK);
    const struct tlri_xml_node *leaf = tlri_xml_child(doc.root, "leaf");
    assert_string_equal(tlri_xml_string(leaf, "note"), "a & b &#38; &lt; <\".");
    assert_string_equal(tlri_xml_child_text(doc.root, "leaf"), "&amp; <");
    assert_string_equal(tlri_xml_child_text(doc.root, "prose"), "two words");
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
}

static void limits_are_statuses(void **state)
{
    (void)state;
    static char text[300000];
    static const struct {
        const char *before, *repeat, *after;
        size_t times;
    } tables[] = {
        {"<tree xmlns='urn:t'>", "<tree>", "", 40},
        {"<tree xmlns='urn:t'><", "n", "/></tree>", 65},
        {"<tree xmlns='urn:t'><leaf ", "n", "='1'/></tree>", 65},
        {"<tree xmlns='urn:t'><leaf note='", "n", "'/></tree>", 4097},
        {"<tree xmlns='urn:t'><leaf>", "n", "</leaf></tree>", 65537},
        {"<tree xmlns='urn:t'>", "n", "</tree>", 65537},
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        size_t len = (size_t)snprintf(text, sizeof text, "%s", tables[i].before);
        for (size_t k = 0; k < tables[i].times; k++) {
            len += (size_t)snprintf(text + len, sizeof text - len, "%s", tables[i].repeat);
        }
        len += (size_t)snprintf(text + len, sizeof text - len, "%s", tables[i].after);
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_arena arena;
        struct tlri_xml_doc doc;
        assert_int_equal(parse(ctx, &arena, text, len, &doc), TLR_E_LIMIT);
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2306);
        tlri_arena_drop(&arena);
        tlr_ctx_free(ctx);
    }
}

static void many_attributes_are_a_limit(void **state)
{
    (void)state;
    char text[2000];
    size_t len = (size_t)snprintf(text, sizeof text, "<tree xmlns='urn:t'><leaf");
    for (unsigned i = 0; i < 33; i++) {
        len += (size_t)snprintf(text + len, sizeof text - len, " a%u='1'", i);
    }
    len += (size_t)snprintf(text + len, sizeof text - len, "/></tree>");
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_arena arena;
    struct tlri_xml_doc doc;
    assert_int_equal(parse(ctx, &arena, text, len, &doc), TLR_E_LIMIT);
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
}

/* The root and so many elements in it: as many as there may be, then one more. */
static void many_elements_are_a_limit(void **state)
{
    (void)state;
    static const char leaf[] = "<leaf/>", open[] = "<tree xmlns='urn:t'>", end[] = "</tree>";
    size_t room = sizeof open + TLRI_XML_NODES_MAX * (sizeof leaf - 1) + sizeof end;
    char *text = malloc(room);
    assert_non_null(text);
    for (size_t more = 0; more < 2; more++) {
        size_t len = sizeof open - 1;
        memcpy(text, open, len);
        for (size_t i = 0; i + 1 < TLRI_XML_NODES_MAX + more; i++, len += sizeof leaf - 1) {
            memcpy(text + len, leaf, sizeof leaf - 1);
        }
        memcpy(text + len, end, sizeof end);
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_arena arena;
        struct tlri_xml_doc doc;
        tlr_status status = parse(ctx, &arena, text, len + sizeof end - 1, &doc);
        assert_int_equal(status == TLR_E_LIMIT, more == 1);
        bool told = tlr_ctx_diag_count(ctx) > 0 && tlr_ctx_diag(ctx, 0)->code == 2306;
        assert_int_equal(told, more == 1);
        tlri_arena_drop(&arena);
        tlr_ctx_free(ctx);
    }
    free(text);
}

/* Refused by its size alone, before a byte of it is looked at. */
static void a_huge_document_is_a_limit(void **state)
{
    (void)state;
    char *text = calloc(1, TLRI_XML_SIZE_MAX + 2);
    assert_non_null(text);
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_arena arena;
    struct tlri_xml_doc doc;
    assert_int_equal(parse(ctx, &arena, text, TLRI_XML_SIZE_MAX + 1, &doc), TLR_E_LIMIT);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2300);
    tlri_arena_drop(&arena);
    assert_int_equal(parse(ctx, &arena, text, TLRI_XML_SIZE_MAX, &doc), TLR_E_INPUT);
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
    free(text);
}

/* Places stay right far into a document, where libxml2 has moved its buffers. */
static void places_are_right_in_long_documents(void **state)
{
    (void)state;
    static char text[600000];
    size_t len = (size_t)snprintf(text, sizeof text, "<tree xmlns='urn:t'>\n<leaf>a</leaf>\n");
    unsigned line = 3;
    while (len < 500000) {
        len += (size_t)snprintf(text + len, sizeof text - len, "<!-- %u é > < ' \" -->\n", line);
        line++;
    }
    (void)snprintf(text + len, sizeof text - len,
                   "  <leaf number='1'\n colour='blue'>b</leaf></tree>");
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_arena arena;
    struct tlri_xml_doc doc;
    assert_int_equal(parse(ctx, &arena, text, strlen(text), &doc), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag_count(ctx), 1);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2321);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->line, line + 1);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->column, 10);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->end_column, 14);
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
}

/* ---- stored files
 * ------------------------------------------------------------------------------------------- */

static void load(tlr_ctx *ctx, const char *path, struct tlri_bytes *bytes)
{
    assert_int_equal(tlri_file_read(ctx, path, 1u << 20, bytes), TLR_OK);
}

static void every_mistake_of_a_notice_is_reported(void **state)
{
    (void)state;
    static const struct {
        uint32_t code, line, column;
    } expected[] = {
        {2308, 18, 3},  {2322, 2, 47}, {2321, 2, 65},  {2314, 2, 83},  {2310, 5, 3},
        {2311, 21, 3},  {2312, 2, 1},  {2312, 2, 1},   {2328, 3, 8},   {2324, 4, 25},
        {2325, 6, 57},  {2324, 8, 50}, {2310, 9, 5},   {2312, 8, 3},   {2307, 13, 13},
        {2321, 21, 23}, {2403, 7, 50}, {2404, 12, 32}, {2400, 12, 16}, {2405, 10, 58},
        {2406, 16, 46}, {2407, 19, 3}, {2409, 21, 47},
    };
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    struct tlri_notice *notice = NULL;
    load(ctx, "fixtures/bad/notice-ten-mistakes.xml", &bytes);
    assert_int_equal(tlri_notice_read(ctx, "n.xml", bytes.data, bytes.len, &notice), TLR_E_INPUT);
    assert_null(notice);
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx) && i < sizeof expected / sizeof expected[0];
         i++) {
        assert_int_equal(tlr_ctx_diag(ctx, i)->code, expected[i].code);
        assert_int_equal(tlr_ctx_diag(ctx, i)->line, expected[i].line);
        assert_int_equal(tlr_ctx_diag(ctx, i)->column, expected[i].column);
    }
    assert_int_equal(tlr_ctx_diag_count(ctx), sizeof expected / sizeof expected[0]);
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

static void check_notice_places(const struct tlri_notice *notice)
{
    assert_int_equal(notice->places, 3);
    assert_int_equal(tlri_notice_places(notice, TLRI_PLACE_KIND_ORDINARY)->resolved, 4);
    assert_int_equal(tlri_notice_places(notice, TLRI_PLACE_KIND_YOUTH)->entitled, 1);
    assert_null(tlri_notice_places(notice, TLRI_PLACE_KIND_OTHER));
    assert_int_equal(notice->contests, 2);
    const struct tlri_notice_contest *ordinary = tlri_notice_contest(notice, "ordinary");
    assert_int_equal(ordinary->places, 4);
    assert_int_equal(ordinary->categories, 2);
    assert_int_equal(ordinary->category[1].groups, 2);
    assert_string_equal(ordinary->category[1].group[1].name, "westfield");
    assert_int_equal(ordinary->category[1].group[1].minimum, 1);
    assert_int_equal(ordinary->category[1].group[1].maximum, 3);
    assert_int_equal(ordinary->category[0].group[0].maximum, UINT32_MAX);
    assert_string_equal(ordinary->setting[0].value, "lot");
    assert_int_equal(ordinary->at.line, 17);
    assert_null(tlri_notice_contest(notice, "youth"));
    assert_int_equal(notice->fill_order[0], 1);
    assert_int_equal(notice->fill_order[1], 0);
    assert_true(notice->one_person_one_place);
}

static void check_notice_rest(const struct tlri_notice *notice)
{
    assert_string_equal(notice->election, "anytown-clp-conference-2026");
    assert_true(notice->is_signed && !notice->trial);
    assert_int_equal(notice->conference, 2026);
    assert_string_equal(notice->timetable.conference_closing, "2026-06-26");
    assert_int_equal(notice->membership.women, 611);
    assert_true(notice->membership.hq_places_stated && notice->membership.hq_places == 6);
    assert_string_equal(notice->membership.source,
                        "Letter of the regional office, 14 January 2026");
    assert_int_equal(notice->last_year.sent, TLRI_LAST_YEAR_SEVERAL);
    assert_string_equal(tlri_notice_reading(notice, "cap-scope")->decided_by, "General Committee");
    assert_null(tlri_notice_reading(notice, "part-thereof")->decided_by);
    assert_null(tlri_notice_reading(notice, "women-base"));
    assert_int_equal(notice->keys, 2);
    assert_int_equal(notice->key[1].kind, TLRI_PUBLIC_KEY_SSH);
    assert_int_equal(notice->key[1].role, TLRI_ROLE_SCRUTINEER);
    assert_int_equal(notice->policies, 7);
    assert_int_equal(notice->policy[2].count, 2);
    assert_true(notice->policy[4].in_ink && !notice->policy[3].in_ink);
    assert_false(notice->refusal_blocks);
    assert_int_equal(notice->publish, TLRI_PUBLISH_STAGE_TOTALS);
    assert_int_equal(notice->smallest_batch, 20);
    assert_string_equal(notice->retain_until, "2027-03-27");
}

static void a_notice_is_read_whole(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    struct tlri_notice *notice = NULL;
    load(ctx, "fixtures/good/notice-full.xml", &bytes);
    assert_int_equal(tlri_notice_read(ctx, "n.xml", bytes.data, bytes.len, &notice), TLR_OK);
    tlri_bytes_drop(&bytes); /* the notice owns what it holds */
    check_notice_places(notice);
    check_notice_rest(notice);
    tlri_notice_free(notice);
    tlr_ctx_free(ctx);
}

static void an_election_is_read_whole(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    struct tlri_election *election = NULL;
    load(ctx, "fixtures/good/election-full.xml", &bytes);
    assert_int_equal(tlri_election_read(ctx, "e.xml", bytes.data, bytes.len, &election), TLR_OK);
    tlri_bytes_drop(&bytes);
    assert_int_equal(election->notice[31], 1);
    assert_true(election->eligibility_stated && election->eligibility[31] == 2);
    const struct tlri_election_contest *contest = tlri_election_contest(election, "ordinary");
    assert_int_equal(contest->candidates, 4);
    assert_int_equal(tlri_election_candidate(contest, "ben-o-brien"), 1);
    assert_int_equal(tlri_election_candidate(contest, "nobody"), TLRI_NONE);
    assert_string_equal(contest->candidate[1].name, "Ben O’Brien & “Ben”");
    assert_true(contest->candidate[1].eligible_for_youth);
    assert_false(contest->candidate[1].eligible_for_woman);
    assert_int_equal(contest->candidate[0].groups, 2);
    assert_string_equal(contest->candidate[0].group[1], "eastfield");
    assert_int_equal(contest->candidate[0].nominators, 2);
    assert_int_equal(contest->candidate[2].standing, TLRI_WITHDRAWN);
    assert_int_equal(contest->candidate[2].eligible, TLRI_ELIGIBLE_NO);
    assert_int_equal(contest->candidate[3].standing, TLRI_REOPEN);
    assert_null(contest->candidate[3].clause);
    assert_true(tlri_election_contest(election, "woman")->candidate[0].eligible_for_woman);
    assert_int_equal(election->keys, 1);
    tlri_election_free(election);
    tlr_ctx_free(ctx);
}

static void an_edition_is_read_whole(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    struct tlri_rulebook *book = NULL;
    load(ctx, "fixtures/good/rulebook-small.xml", &bytes);
    assert_int_equal(tlri_rulebook_read(ctx, "r.xml", bytes.data, bytes.len, &book), TLR_OK);
    tlri_bytes_drop(&bytes);
    assert_true(tlri_rulebook_governs(book, 2024) && tlri_rulebook_governs(book, 2025));
    assert_false(tlri_rulebook_governs(book, 2023) || tlri_rulebook_governs(book, 2026));
    assert_int_equal(tlri_rulebook_figure(book, "first-block")->value, 749);
    assert_false(tlri_rulebook_figure(book, "first-block")->checked);
    assert_null(tlri_rulebook_figure(book, "second-block"));
    assert_string_equal(tlri_rulebook_source(book, "B1")->text, "Somebody's page, read in March");
    assert_int_equal(tlri_rulebook_source(book, "B1")->grade, 'B');
    assert_null(tlri_rulebook_source(book, "B2"));
    assert_non_null(tlri_rulebook_clause(book, "C3.I.1.B"));
    assert_null(tlri_rulebook_clause(book, "C3"));
    const struct tlri_rule_reading *reading = tlri_rulebook_reading(book, "cap-scope");
    assert_true(reading->required && reading->default_value == NULL);
    assert_string_equal(reading->since, "2024-01-01");
    assert_int_equal(tlri_rule_reading_value(reading, "whole")->grade, 'D');
    assert_null(tlri_rule_reading_value(reading, "whole")->source);
    assert_null(tlri_rule_reading_value(reading, "half"));
    assert_string_equal(tlri_rulebook_reading(book, "part-thereof")->default_value, "ceil");
    tlri_rulebook_free(book);
    tlr_ctx_free(ctx);
}

/* Sense: each row changes a good file in one place; the first diagnostic is the code. */
struct change {
    const char *from, *to;
    uint32_t code;
};

static void apply(const struct tlri_bytes *bytes, const struct change *change, char *out,
                  size_t max)
{
    const char *at = strstr(bytes->data, change->from);
    assert_non_null(at);
    int len = snprintf(out, max, "%.*s%s%s", (int)(at - bytes->data), bytes->data, change->to,
                       at + strlen(change->from));
    assert_true(len > 0 && (size_t)len < max);
}

static const struct change notice_changes[] = {
    {"nominations-open=\"2026-02-01\"", "nominations-open=\"2026-03-02\"", 2401},
    {"poll-opens=\"2026-03-20\"", "poll-opens=\"2026-02-20\"", 2401},
    {"poll-opens=\"2026-03-20\"", "poll-opens=\"2026-03-28\"", 2401},
    {"conference-opens=\"2026-09-27\"", "conference-opens=\"2026-03-26\"", 2401},
    {"until=\"2027-03-27\"", "until=\"2026-03-27\"", 2401},
    {"women=\"611\"", "women=\"1313\"", 2402},
    {"young=\"74\"", "young=\"1313\"", 2402},
    {"entitled=\"4\"", "entitled=\"3\"", 2403},
    {"resolved=\"4\"", "resolved=\"3\"", 2404},
    {"<places kind=\"woman\" entitled=\"1\" resolved=\"1\" minute=\"GC 2026-01-14/8\"/>", "", 2404},
    {"kind=\"youth\"", "kind=\"woman\"", 2400},
    {"minimum=\"1\" maximum=\"3\"", "minimum=\"2\" maximum=\"1\"", 2405},
    {"minimum=\"2\"", "minimum=\"5\"", 2405},
    {"<group name=\"eastfield\" maximum=\"3\"/>", "<group name=\"eastfield\" minimum=\"4\"/>",
     2405},
    {"group name=\"eastfield\"", "group name=\"women\"", 2400},
    {"category name=\"branch\"", "category name=\"gender\"", 2400},
    {"contest id=\"woman\"", "contest id=\"ordinary\"", 2400},
    {"<fill contest=\"woman\"/>", "<fill contest=\"youth\"/>", 2406},
    {"<fill contest=\"woman\"/>", "<fill contest=\"ordinary\"/>", 2406},
    {"<fill contest=\"woman\"/>", "", 2406},
    {"reading name=\"part-thereof\"", "reading name=\"cap-scope\"", 2400},
    {"decided-by=\"General Committee\"", "", 2407},
    {"value=\"ceil\"", "value=\"ceil\" minute=\"7\"", 2407},
    {"status=\"signed\"", "status=\"unsigned\"", 2408},
    {"<sign file=\"lots\" role=\"returning-officer\" count=\"1\" in-ink=\"no\"/>", "", 2408},
    {"file=\"close\" role=\"scrutineer\"", "file=\"close\" role=\"returning-officer\"", 2400},
    {"key name=\"scrutineer\"", "key name=\"returning-officer\"", 2409},
    {"kind=\"ssh\"", "kind=\"minisign\"", 2409},
    {"ssh-ed25519 AAAA", "ssh-ed25519 BAAA", 5002},
};

static void the_sense_of_a_notice_is_checked(void **state)
{
    (void)state;
    static char text[16384];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    load(ctx, "fixtures/good/notice-full.xml", &bytes);
    for (size_t i = 0; i < sizeof notice_changes / sizeof notice_changes[0]; i++) {
        struct tlri_notice *notice = NULL;
        apply(&bytes, &notice_changes[i], text, sizeof text);
        tlr_ctx_diag_clear(ctx);
        assert_int_equal(tlri_notice_read(ctx, "n.xml", text, strlen(text), &notice), TLR_E_INPUT);
        assert_null(notice);
        if (tlr_ctx_diag(ctx, 0)->code != notice_changes[i].code) {
            print_error("%s: %s\n", notice_changes[i].to, tlr_ctx_diag(ctx, 0)->message);
        }
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, notice_changes[i].code);
    }
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

static const struct change election_changes[] = {
    {"contest id=\"woman\"", "contest id=\"ordinary\"", 2500},
    {"id=\"ben-o-brien\"", "id=\"aisha-khan\"", 2500},
    {"counts-toward=\"eastfield\"", "counts-toward=\"women\"", 2500},
    {"<eligibility decision=\"eligible\" clause=\"C3.I.4.F\"/>", "", 2502},
    {"standing=\"re-open-nominations\"", "standing=\"standing\"", 2502},
    {"<name>Re-open nominations</name>",
     "<name>Re-open nominations</name><nominated-by>Eastfield</nominated-by>", 2502},
    {"standing=\"withdrawn\"", "standing=\"standing\"", 2503},
    {"<declares counts-toward=\"women\"/>", "<declares/>", 2504},
    {"<declares counts-toward=\"women\"/>",
     "<declares counts-toward=\"women\" eligible-for=\"woman\"/>", 2504},
    {"<candidate id=\"carys-price\" standing=\"withdrawn\">\n      <name>Carys Price</name>\n"
     "      <eligibility decision=\"not-eligible\" clause=\"C3.I.4.F\"/>",
     "<candidate id=\"carys-price\" standing=\"re-open-nominations\">\n"
     "      <name>Carys Price</name>",
     2505},
    {"<name>Aisha Khan</name>", "<name>Aisha K. Khan</name>", 2506},
    {"<name>Carys Price</name>", "<name>Aisha Khan</name>", 2507},
};

static void the_sense_of_an_election_is_checked(void **state)
{
    (void)state;
    static char text[16384];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    load(ctx, "fixtures/good/election-full.xml", &bytes);
    for (size_t i = 0; i < sizeof election_changes / sizeof election_changes[0]; i++) {
        struct tlri_election *election = NULL;
        apply(&bytes, &election_changes[i], text, sizeof text);
        tlr_ctx_diag_clear(ctx);
        assert_int_equal(tlri_election_read(ctx, "e.xml", text, strlen(text), &election),
                         TLR_E_INPUT);
        assert_null(election);
        if (tlr_ctx_diag(ctx, 0)->code != election_changes[i].code) {
            print_error("%s: %s\n", election_changes[i].to, tlr_ctx_diag(ctx, 0)->message);
        }
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, election_changes[i].code);
    }
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

static const struct change rulebook_changes[] = {
    {"<reading name=\"part-thereof\"", "<reading name=\"cap-scope\"", 2550},
    {"<value name=\"whole\"", "<value name=\"ordinary-only\"", 2550},
    {"<source id=\"B1\"", "<source id=\"B2\"", 2551},
    {"<rule clause=\"C3.I.1.B\"", "<rule clause=\"C3.I.1.C\"", 2551},
    {"default=\"ceil\"", "default=\"floor\"", 2552},
    {"required=\"no\" default", "required=\"yes\" default", 2552},
    {"to-year=\"2025\"", "to-year=\"2023\"", 2553},
};

static void the_sense_of_an_edition_is_checked(void **state)
{
    (void)state;
    static char text[16384];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    load(ctx, "fixtures/good/rulebook-small.xml", &bytes);
    for (size_t i = 0; i < sizeof rulebook_changes / sizeof rulebook_changes[0]; i++) {
        struct tlri_rulebook *book = NULL;
        apply(&bytes, &rulebook_changes[i], text, sizeof text);
        tlr_ctx_diag_clear(ctx);
        assert_int_equal(tlri_rulebook_read(ctx, "r.xml", text, strlen(text), &book), TLR_E_INPUT);
        assert_null(book);
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, rulebook_changes[i].code);
    }
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

/* ---- memory
 * ----------------------------------------------------------------------------------------------------
 */

typedef tlr_status reader(tlr_ctx *ctx, const char *data, size_t len);

static tlr_status read_notice(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_notice *notice = NULL;
    tlr_status status = tlri_notice_read(ctx, "n.xml", data, len, &notice);
    assert_int_equal(notice != NULL, status == TLR_OK);
    tlri_notice_free(notice);
    return status;
}

static tlr_status read_election(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_election *election = NULL;
    tlr_status status = tlri_election_read(ctx, "e.xml", data, len, &election);
    assert_int_equal(election != NULL, status == TLR_OK);
    tlri_election_free(election);
    return status;
}

static tlr_status read_edition(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_rulebook *book = NULL;
    tlr_status status = tlri_rulebook_read(ctx, "r.xml", data, len, &book);
    assert_int_equal(book != NULL, status == TLR_OK);
    tlri_rulebook_free(book);
    return status;
}

static void try_without_memory(reader *read, const char *path)
{
    tlr_ctx *plain = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    load(plain, path, &bytes);
    for (size_t n = 1;; n++) {
        struct faults faults;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = read(ctx, bytes.data, bytes.len);
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
            tlr_ctx_free(ctx);
        }
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(plain);
}

static void readers_survive_without_memory(void **state)
{
    (void)state;
    try_without_memory(read_notice, "fixtures/good/notice-full.xml");
    try_without_memory(read_election, "fixtures/good/election-full.xml");
    try_without_memory(read_edition, "fixtures/good/rulebook-small.xml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_taken_or_refused_at_their_place),
        cmocka_unit_test(values_are_decoded_once),
        cmocka_unit_test(limits_are_statuses),
        cmocka_unit_test(many_attributes_are_a_limit),
        cmocka_unit_test(many_elements_are_a_limit),
        cmocka_unit_test(a_huge_document_is_a_limit),
        cmocka_unit_test(places_are_right_in_long_documents),
        cmocka_unit_test(every_mistake_of_a_notice_is_reported),
        cmocka_unit_test(a_notice_is_read_whole),
        cmocka_unit_test(an_election_is_read_whole),
        cmocka_unit_test(an_edition_is_read_whole),
        cmocka_unit_test(the_sense_of_a_notice_is_checked),
        cmocka_unit_test(the_sense_of_an_election_is_checked),
        cmocka_unit_test(the_sense_of_an_edition_is_checked),
        cmocka_unit_test(readers_survive_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
