/*
 * test_io_xml_schema.c: the reader's tables and the published schemas accept and refuse the same.
 *
 * Every good document is changed in every place in many ways: each attribute and text gets each of
 * a list of nasty values, each attribute is removed, doubled and renamed, each line is removed,
 * doubled and moved. For every changed document the schema (through libxml2's validator) and the
 * reader must agree. Where only the reader refuses, its diagnostics are all checks of sense (2400
 * and above) or of hardening that a schema cannot say. The stored good and bad files are tried the
 * same way.
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
#include "io/election.h"
#include "io/notice.h"
#include "io/rulebook.h"

/* ---- the two judges
 * -------------------------------------------------------------------------------------- */

struct kind {
    const char *name;
    const char *schema;
    tlr_status (*read)(tlr_ctx *ctx, const char *data, size_t len);
};

static tlr_status read_notice(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_notice *notice = NULL;
    tlr_status status = tlri_notice_read(ctx, "notice.xml", data, len, &notice);
    tlri_notice_free(notice);
    return status;
}

static tlr_status read_election(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_election *election = NULL;
    tlr_status status = tlri_election_read(ctx, "election.xml", data, len, &election);
    tlri_election_free(election);
    return status;
}

static tlr_status read_rulebook(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_rulebook *rulebook = NULL;
    tlr_status status = tlri_rulebook_read(ctx, "rulebook.xml", data, len, &rulebook);
    tlri_rulebook_free(rulebook);
    return status;
}

static const struct kind kinds[] = {
    {"notice", "spec/schema/notice.xsd", read_notice},
    {"election", "spec/schema/election.xsd", read_election},
    {"rulebook", "spec/schema/rulebook.xsd", read_rulebook},
};

static void say_nothing(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

struct judges {
    const struct kind *kind;
    xmlSchemaPtr schema;
    tlr_ctx *ctx;
    size_t tried, refused;
};

static void judges_init(struct judges *judges, const struct kind *kind)
{
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(kind->schema);
    assert_non_null(parser);
    judges->kind = kind;
    judges->schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    assert_non_null(judges->schema);
    judges->ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(judges->ctx);
    judges->tried = judges->refused = 0;
}

static void judges_drop(struct judges *judges)
{
    xmlSchemaFree(judges->schema);
    tlr_ctx_free(judges->ctx);
    xmlSetGenericErrorFunc(NULL, NULL);
}

static bool schema_accepts(struct judges *judges, const char *data, size_t len)
{
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr doc = xmlReadMemory(data, (int)len, "doc.xml", NULL, options);
    if (doc == NULL) {
        return false;
    }
    xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(judges->schema);
    assert_non_null(valid);
    xmlSchemaSetValidErrors(valid, say_nothing, say_nothing, NULL);
    bool accepted = xmlSchemaValidateDoc(valid, doc) == 0;
    xmlSchemaFreeValidCtxt(valid);
    xmlFreeDoc(doc);
    return accepted;
}

/* What the reader makes of a document. */
struct verdict {
    bool accepted; /* as a whole */
    bool grammar;  /* by its tables: whatever was reported is a check of sense */
    bool hardened; /* refused for something that a schema cannot say: encoding, DOCTYPE, comments */
};

static struct verdict verdict_of(struct judges *judges, const char *data, size_t len)
{
    struct verdict verdict = {.grammar = true};
    tlr_ctx_diag_clear(judges->ctx);
    verdict.accepted = judges->kind->read(judges->ctx, data, len) == TLR_OK;
    assert_true(verdict.accepted || tlr_ctx_diag_count(judges->ctx) > 0);
    for (size_t i = 0; i < tlr_ctx_diag_count(judges->ctx); i++) {
        uint32_t code = tlr_ctx_diag(judges->ctx, i)->code;
        verdict.hardened = verdict.hardened || code == 2302 || code == 2303 || code == 2307;
        verdict.grammar = verdict.grammar && code >= 2400;
    }
    return verdict;
}

static void print_disagreement(struct judges *judges, const char *data, size_t len, bool schema)
{
    print_error("the schema of %s %s this, its reader does not agree:\n%.*s\n", judges->kind->name,
                schema ? "accepts" : "refuses", (int)len, data);
    for (size_t i = 0; i < tlr_ctx_diag_count(judges->ctx); i++) {
        const tlr_diag *diag = tlr_ctx_diag(judges->ctx, i);
        print_error("%u:%u: TLR-%u %s\n", diag->line, diag->column, diag->code, diag->message);
    }
}

static void judge(struct judges *judges, const char *data, size_t len)
{
    bool schema = schema_accepts(judges, data, len);
    struct verdict verdict = verdict_of(judges, data, len);
    if (schema != verdict.grammar && !verdict.hardened) {
        print_disagreement(judges, data, len, schema);
        fail();
    }
    judges->tried++;
    judges->refused += verdict.accepted ? 0 : 1;
}

/* ---- changing documents
 * ---------------------------------------------------------------------------------- */

#define DOC_MAX 65536u

struct text {
    char data[DOC_MAX];
    size_t len;
};

static void add(struct text *text, const char *bytes, size_t len)
{
    assert_true(text->len + len < DOC_MAX);
    memcpy(text->data + text->len, bytes, len);
    text->len += len;
}

/* The document with data[from..to) replaced. */
static void judge_replaced(struct judges *judges, const struct text *doc, size_t from, size_t to,
                           const char *instead)
{
    static struct text changed;
    changed.len = 0;
    add(&changed, doc->data, from);
    add(&changed, instead, strlen(instead));
    add(&changed, doc->data + to, doc->len - to);
    judge(judges, changed.data, changed.len);
}

#define X10  "xxxxxxxxxx"
#define X50  X10 X10 X10 X10 X10
#define X200 X50 X50 X50 X50

static const char *const nasty[] = {
    "",
    " ",
    "x",
    "X",
    "-",
    "-x",
    "x-",
    "x--y",
    "x y",
    "x  y",
    " x",
    "x ",
    "x\ny",
    "x\ty",
    "x&#9;y",
    "x&#10;y",
    "&#32;x",
    "&amp;",
    "&lt;",
    "a&#38;b",
    "&amp;#38;",
    "\xC3\xA9",
    "x\xC2\xA0y",
    "\xE2\x80\x99",
    "&#x1F600;",
    "x.y/z",
    ".x",
    "0",
    "00",
    "01",
    "1",
    "2",
    "-1",
    "+1",
    "1.0",
    "1e1",
    " 1",
    "1 ",
    "64",
    "65",
    "100",
    "199",
    "200",
    "249",
    "250",
    "251",
    "256",
    "999",
    "1899",
    "1900",
    "2025",
    "2026",
    "2999",
    "3000",
    "10000000",
    "10000001",
    "1000000000",
    "1000000001",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999",
    "2026-01-01",
    "2026-1-1",
    "2026-02-28",
    "2026-02-29",
    "2024-02-29",
    "1900-02-29",
    "2000-02-29",
    "2100-02-29",
    "2400-02-29",
    "2026-04-30",
    "2026-04-31",
    "2026-12-31",
    "2026-12-32",
    "2026-13-01",
    "2026-00-01",
    "2026-01-00",
    "1899-12-31",
    "1900-01-01",
    "2999-12-31",
    "3000-01-01",
    "2026-01-01Z",
    "2026-01-01 ",
    "2026-01-01T00:00",
    "yes",
    "no",
    "Yes",
    "true",
    "nobody",
    "ordinary",
    "woman",
    "youth",
    "other",
    "signed",
    "unsigned",
    "A",
    "D",
    "E",
    "C3.I.1.B",
    "B1",
    "sha256:",
    "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
    "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    X50 X10 "xxxx",
    X50 X10 "xxxxx",
    X50 X50,
    X50 X50 "x",
    X200,
    X200 "x",
    X200 X50 X50,
    X200 X50 X50 "x",
    X200 X200 X200 X200 X200 X200 X200 X200 X200 X200,
    X200 X200 X200 X200 X200 X200 X200 X200 X200 X200 "x",
};

/* Values already tried in full, named "element attribute" or "element". */
struct seen {
    char name[256][64];
    size_t count;
};

/* The element in whose start tag, or after whose start tag, the byte at i stands. */
static const char *element_at(const struct text *doc, size_t i)
{
    while (i > 0 && doc->data[i] != '<') {
        i--;
    }
    return doc->data + i + 1;
}

static bool is_new(struct seen *seen, const char *element, const char *attr, size_t attr_len)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s %.*s", (int)strcspn(element, " >/\n"), element,
                   (int)attr_len, attr);
    for (size_t i = 0; i < seen->count; i++) {
        if (strcmp(seen->name[i], name) == 0) {
            return false;
        }
    }
    assert_true(seen->count < 256);
    memcpy(seen->name[seen->count++], name, sizeof name);
    return true;
}

/* All nasty values where a value of its sort stands for the first time, a few elsewhere. */
static void judge_nasty(struct judges *judges, const struct text *doc, size_t from, size_t to,
                        bool all)
{
    size_t n = all ? sizeof nasty / sizeof nasty[0] : 3;
    for (size_t i = 0; i < n; i++) {
        judge_replaced(judges, doc, from, to, nasty[i]);
    }
}

/* The end of the comment that begins at i, or i. */
static size_t past_comment(const struct text *doc, size_t i)
{
    if (doc->len - i < 4 || memcmp(doc->data + i, "<!--", 4) != 0) {
        return i;
    }
    const char *end = strstr(doc->data + i, "-->");
    assert_non_null(end);
    return (size_t)(end - doc->data) + 3;
}

/* Where the name of the attribute whose value's quote stands at i begins. */
static size_t attribute_start(const struct text *doc, size_t i)
{
    while (i > 0 && doc->data[i - 1] != ' ' && doc->data[i - 1] != '\n') {
        i--;
    }
    return i;
}

static void change_attribute(struct judges *judges, const struct text *doc, size_t start,
                             size_t open, size_t close, bool all)
{
    static char twice[4096];
    judge_nasty(judges, doc, open + 1, close, all);
    judge_replaced(judges, doc, start, close + 1, "");
    judge_replaced(judges, doc, start, start, "unknown-");
    judge_replaced(judges, doc, start, start, "more=\"1\" ");
    int len = snprintf(twice, sizeof twice, "%.*s ", (int)(close + 1 - start), doc->data + start);
    assert_true(len > 0 && (size_t)len < sizeof twice);
    judge_replaced(judges, doc, start, start, twice);
}

static void change_every_attribute(struct judges *judges, const struct text *doc)
{
    size_t i = (size_t)(strchr(doc->data, '\n') - doc->data); /* after the XML declaration */
    static struct seen seen;
    seen.count = 0;
    for (; i < doc->len; i++) {
        i = past_comment(doc, i);
        if (doc->data[i] != '=' || doc->data[i + 1] != '"') {
            continue;
        }
        const char *close = strchr(doc->data + i + 2, '"');
        assert_non_null(close);
        size_t end = (size_t)(close - doc->data);
        size_t start = attribute_start(doc, i);
        bool all = is_new(&seen, element_at(doc, i), doc->data + start, i - start);
        change_attribute(judges, doc, start, i + 1, end, all);
        i = end;
    }
    assert_true(seen.count > 0);
}

static bool only_blanks(const struct text *doc, size_t from, size_t to)
{
    while (from < to && (doc->data[from] == ' ' || doc->data[from] == '\n')) {
        from++;
    }
    return from == to;
}

/* Every run of text between '>' and '<', blanks included. */
static void change_every_text(struct judges *judges, const struct text *doc)
{
    static struct seen seen;
    seen.count = 0;
    for (size_t i = (size_t)(strchr(doc->data, '\n') - doc->data); i < doc->len; i++) {
        i = past_comment(doc, i);
        if (doc->data[i] != '>') {
            continue;
        }
        const char *next = strchr(doc->data + i, '<');
        size_t end = next == NULL ? doc->len : (size_t)(next - doc->data);
        if (only_blanks(doc, i + 1, end)) {
            judge_replaced(judges, doc, i + 1, end, "x");
            judge_replaced(judges, doc, i + 1, end, "");
        } else {
            judge_nasty(judges, doc, i + 1, end, is_new(&seen, element_at(doc, i), "", 0));
        }
    }
}

static size_t line_end(const struct text *doc, size_t i)
{
    while (i < doc->len && doc->data[i] != '\n') {
        i++;
    }
    return i < doc->len ? i + 1 : i;
}

/* Moves the line at i below the next `down` lines. */
static void move_line(struct judges *judges, const struct text *doc, size_t i, unsigned down)
{
    static struct text moved;
    size_t end = line_end(doc, i);
    size_t to = end;
    for (unsigned k = 0; k < down; k++) {
        to = line_end(doc, to);
    }
    moved.len = 0;
    add(&moved, doc->data, i);
    add(&moved, doc->data + end, to - end);
    add(&moved, doc->data + i, end - i);
    add(&moved, doc->data + to, doc->len - to);
    judge(judges, moved.data, moved.len);
}

/* Removes, doubles and moves lines: missing, repeated and misplaced elements. */
static void change_every_line(struct judges *judges, const struct text *doc)
{
    static char line[4096];
    for (size_t i = 0; i < doc->len; i = line_end(doc, i)) {
        size_t end = line_end(doc, i);
        judge_replaced(judges, doc, i, end, "");
        (void)snprintf(line, sizeof line, "%.*s", (int)(end - i), doc->data + i);
        judge_replaced(judges, doc, i, i, line);
        for (unsigned down = 1; down <= 4; down++) {
            move_line(judges, doc, i, down);
        }
    }
}

static void change_every_name(struct judges *judges, const struct text *doc)
{
    for (size_t i = 0; i + 1 < doc->len; i++) {
        i = past_comment(doc, i);
        if (doc->data[i] == '<' && doc->data[i + 1] >= 'a' && doc->data[i + 1] <= 'z') {
            judge_replaced(judges, doc, i + 1, i + 1, "x");
            judge_replaced(judges, doc, i, i, "<unknown/>");
            judge_replaced(judges, doc, i, i, "text");
            judge_replaced(judges, doc, i, i, "<![CDATA[text]]>");
            judge_replaced(judges, doc, i, i, "<!-- a comment -->");
        }
    }
}

static void load(const char *path, struct text *doc)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(ctx, path, DOC_MAX - 1, &bytes), TLR_OK);
    doc->len = 0;
    add(doc, bytes.data, bytes.len);
    doc->data[doc->len] = '\0';
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

static void check_document(const struct kind *kind, const char *path)
{
    static struct text doc;
    struct judges judges;
    load(path, &doc);
    judges_init(&judges, kind);
    judge(&judges, doc.data, doc.len);
    assert_int_equal(judges.refused, 0);
    change_every_attribute(&judges, &doc);
    change_every_text(&judges, &doc);
    change_every_name(&judges, &doc);
    change_every_line(&judges, &doc);
    assert_true(judges.tried > 1000 && judges.refused > judges.tried / 4);
    assert_true(judges.refused < judges.tried);
    judges_drop(&judges);
}

static void notice_and_schema_agree(void **state)
{
    (void)state;
    check_document(&kinds[0], "fixtures/good/notice-full.xml");
}

static void small_notice_and_schema_agree(void **state)
{
    (void)state;
    check_document(&kinds[0], "fixtures/good/notice-small.xml");
}

static void election_and_schema_agree(void **state)
{
    (void)state;
    check_document(&kinds[1], "fixtures/good/election-full.xml");
}

static void rulebook_and_schema_agree(void **state)
{
    (void)state;
    check_document(&kinds[2], "fixtures/good/rulebook-small.xml");
}

/* ---- stored files
 * -------------------------------------------------------------------------------------------- */

/* Every file of the folder whose name begins with a kind's name; returns how many there were. */
static size_t judge_folder(const char *folder, bool good)
{
    static struct text doc;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_arena arena;
    const char **names = NULL;
    size_t count = 0, found = 0;
    tlri_arena_init(&arena, ctx);
    assert_int_equal(tlri_dir_list(&arena, folder, &names, &count), TLR_OK);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct judges judges;
        judges_init(&judges, &kinds[k]);
        for (size_t i = 0; i < count; i++) {
            char path[512];
            size_t len = strlen(kinds[k].name);
            const char *dot = strrchr(names[i], '.');
            if (strncmp(names[i], kinds[k].name, len) != 0 || names[i][len] != '-' || dot == NULL ||
                strcmp(dot, ".xml") != 0) {
                continue;
            }
            (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
            load(path, &doc);
            judge(&judges, doc.data, doc.len);
            found++;
        }
        assert_int_equal(judges.refused, good ? 0 : judges.tried);
        judges_drop(&judges);
    }
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
    return found;
}

static void good_files_are_accepted_by_both(void **state)
{
    (void)state;
    assert_true(judge_folder("fixtures/good", true) >= 5);
}

static void bad_files_are_refused_alike(void **state)
{
    (void)state;
    assert_true(judge_folder("fixtures/bad", false) >= 5);
}

static void editions_are_accepted_by_both(void **state)
{
    (void)state;
    static const char *const editions[] = {"2017", "2018", "2019", "2021", "2022", "2025"};
    static struct text doc;
    struct judges judges;
    judges_init(&judges, &kinds[2]);
    for (size_t i = 0; i < sizeof editions / sizeof editions[0]; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "spec/rulebook/%s.xml", editions[i]);
        load(path, &doc);
        judge(&judges, doc.data, doc.len);
    }
    assert_int_equal(judges.refused, 0);
    judges_drop(&judges);
}

/* The example in a page of the specification is accepted by both. */
static void pages_show_good_examples(void **state)
{
    (void)state;
    static struct text doc;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        char path[64];
        struct judges judges;
        (void)snprintf(path, sizeof path, "spec/formats/%s.md", kinds[k].name);
        load(path, &doc);
        const char *start = strstr(doc.data, "```xml\n");
        assert_non_null(start);
        start += strlen("```xml\n");
        const char *end = strstr(start, "```");
        assert_non_null(end);
        judges_init(&judges, &kinds[k]);
        judge(&judges, start, (size_t)(end - start));
        assert_int_equal(judges.refused, 0);
        judges_drop(&judges);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notice_and_schema_agree),
        cmocka_unit_test(small_notice_and_schema_agree),
        cmocka_unit_test(election_and_schema_agree),
        cmocka_unit_test(rulebook_and_schema_agree),
        cmocka_unit_test(good_files_are_accepted_by_both),
        cmocka_unit_test(bad_files_are_refused_alike),
        cmocka_unit_test(editions_are_accepted_by_both),
        cmocka_unit_test(pages_show_good_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
