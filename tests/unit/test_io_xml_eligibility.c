/*
 * test_io_xml_eligibility.c: the eligibility record, byte for byte as its page shows it, and what
 * it refuses.
 */
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/file.h"
#include "io/eligibility.h"

static const struct tlri_eligibility_under same[] = {
    {"date-in-force", "counts", TLRI_ELIGIBLE_YES},
    {"date-announced", "counts", TLRI_ELIGIBLE_YES}};
static const struct tlri_eligibility_under differing[] = {
    {"date-in-force", "counts", TLRI_ELIGIBLE_YES},
    {"date-in-force", "does-not-count", TLRI_ELIGIBLE_NO}};

struct made {
    struct tlri_eligibility_line lines[2];
    struct tlri_eligibility_record record;
};

static void make(struct made *made)
{
    made->lines[0] = (struct tlri_eligibility_line){
        "aisha-khan", TLRI_ELIGIBLE_YES, "C3.I.4.F", "a member for long enough", false, 2, same, 0,
        NULL};
    made->lines[1] = (struct tlri_eligibility_line){"ben-o-brien", TLRI_ELIGIBLE_YES,
                                                    "C3.I.4.F",    "a member for long enough",
                                                    true,          2,
                                                    differing,     0,
                                                    NULL};
    made->record = (struct tlri_eligibility_record){"anytown-2026", {1},   "2022", "6", 2,
                                                    made->lines,    false, {0}};
}

/* The example of spec/formats/eligibility.md. */
static void load_example(tlr_ctx *ctx, struct tlri_buf *out)
{
    struct tlri_bytes page = {0};
    assert_int_equal(tlri_file_read(ctx, "spec/formats/eligibility.md", 65536, &page), TLR_OK);
    const char *start = strstr(page.data, "```xml\n");
    assert_non_null(start);
    start += strlen("```xml\n");
    const char *end = strstr(start, "```");
    assert_non_null(end);
    assert_int_equal(tlri_buf_add(out, start, (size_t)(end - start)), TLR_OK);
    tlri_bytes_drop(&page);
}

static void a_record_is_these_bytes(void **state)
{
    (void)state;
    struct made made;
    struct tlri_buf out, example;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    make(&made);
    tlri_buf_init(&out, ctx, 65536);
    tlri_buf_init(&example, ctx, 65536);
    load_example(ctx, &example);
    assert_int_equal(tlri_eligibility_write(ctx, &made.record, &out), TLR_OK);
    assert_string_equal(out.data, example.data);
    tlri_buf_drop(&out);
    tlri_buf_drop(&example);
    tlr_ctx_free(ctx);
}

static void the_schema_accepts_it(void **state)
{
    (void)state;
    struct tlri_buf example;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlri_buf_init(&example, ctx, 65536);
    load_example(ctx, &example);
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt("spec/schema/eligibility.xsd");
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    assert_non_null(schema);
    xmlDocPtr doc = xmlReadMemory(example.data, (int)example.len, "x.xml", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(schema);
    assert_int_equal(xmlSchemaValidateDoc(valid, doc), 0);
    xmlSchemaFreeValidCtxt(valid);
    xmlFreeDoc(doc);
    xmlSchemaFree(schema);
    tlri_buf_drop(&example);
    tlr_ctx_free(ctx);
}

static tlr_status write(const struct made *made)
{
    struct tlri_buf out;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlri_buf_init(&out, ctx, 65536);
    tlr_status status = tlri_eligibility_write(ctx, &made->record, &out);
    assert_int_equal(tlr_ctx_diag_count(ctx), status == TLR_OK ? 0 : 1);
    tlri_buf_drop(&out);
    tlr_ctx_free(ctx);
    return status;
}

static void disorder_is_refused(void **state)
{
    (void)state;
    struct made made;
    make(&made);
    assert_int_equal(write(&made), TLR_OK);
    made.lines[1].candidate = "aisha-khan";
    assert_int_equal(write(&made), TLR_E_INTERNAL);
    made.lines[1].candidate = "aaron";
    assert_int_equal(write(&made), TLR_E_INTERNAL);
    make(&made);
    made.lines[0].disputed = true;
    assert_int_equal(write(&made), TLR_E_INTERNAL);
    make(&made);
    made.lines[1].disputed = false;
    assert_int_equal(write(&made), TLR_E_INTERNAL);
    make(&made);
    made.lines[1].why = "\x02";
    assert_int_equal(write(&made), TLR_E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_these_bytes),
        cmocka_unit_test(the_schema_accepts_it),
        cmocka_unit_test(disorder_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
