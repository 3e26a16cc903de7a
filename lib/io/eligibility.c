/*
 * io/eligibility.c: eligibility.xml, the decisions that leave the members' data.
 * spec/formats/eligibility.md.
 *
 * The election file carries the digest of this record, so its bytes must not depend on the order in
 * which members stood in somebody's spreadsheet: the lines must come sorted by candidate, and are
 * refused otherwise. That `disputed` agrees with the decisions is tested here too, because it is
 * what people will look at.
 */
#include "io/eligibility.h"

#include "io/xml_table.h"
#include "io/xml_write.h"

#include <stdio.h>
#include <string.h>

static bool is_disputed(const struct tlri_eligibility_line *line)
{
    for (size_t i = 1; i < line->unders; i++) {
        if (line->under[i].decision != line->under[0].decision) {
            return true;
        }
    }
    return false;
}

static void write_line(struct tlri_xml_writer *w, const struct tlri_eligibility_line *line)
{
    tlri_xml_open(w, "candidate");
    tlri_xml_put(w, "id", line->candidate);
    tlri_xml_put(w, "decision", tlri_eligible_token(line->decision));
    tlri_xml_put(w, "clause", line->clause);
    tlri_xml_put_yes(w, "disputed", line->disputed);
    tlri_xml_leaf(w, "why", line->why);
    for (size_t i = 0; i < line->unders; i++) {
        tlri_xml_open(w, "under");
        tlri_xml_put(w, "months-reference", line->under[i].months_reference);
        tlri_xml_put(w, "months-boundary", line->under[i].months_boundary);
        tlri_xml_put(w, "decision", tlri_eligible_token(line->under[i].decision));
        tlri_xml_close(w);
    }
    for (size_t i = 0; i < line->youths; i++) {
        tlri_xml_open(w, "eligible-for");
        tlri_xml_put(w, "place", "youth");
        tlri_xml_put(w, "youth-age-date", line->youth[i]);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
    if (is_disputed(line) != line->disputed) {
        tlri_xml_fault(w, "a decision is disputed when readings decide it differently");
    }
}

void tlri_eligibility_input_digest(const char *salt, const void *candidates, size_t candidates_len,
                                   const void *roll, size_t roll_len, struct tlri_digest *out)
{
    char text[512];
    char candidates_hex[2 * TLRI_SHA256_BYTES + 1];
    char roll_hex[2 * TLRI_SHA256_BYTES + 1];
    struct tlri_digest digest;
    tlri_digest_of(candidates, candidates_len, &digest);
    tlri_hex(digest.bytes, sizeof digest.bytes, candidates_hex);
    tlri_digest_of(roll, roll_len, &digest);
    tlri_hex(digest.bytes, sizeof digest.bytes, roll_hex);
    int len = snprintf(text, sizeof text, "teller/eligibility-input@1\n%s\n%s\n%s\n", salt,
                       candidates_hex, roll_hex);
    tlri_digest_of(text, (size_t)len, out);
}

tlr_status tlri_eligibility_write(tlr_ctx *ctx, const struct tlri_eligibility_record *record,
                                  struct tlri_buf *out)
{
    struct tlri_xml_writer writer;
    struct tlri_xml_writer *w = &writer;
    tlri_xml_begin(w, ctx, out);
    tlri_xml_open(w, "eligibility");
    tlri_xml_put(w, "xmlns", "urn:teller:eligibility:1");
    tlri_xml_put(w, "election", record->election);
    tlri_xml_put_digest(w, "notice", record->notice);
    tlri_xml_put(w, "rulebook", record->rulebook);
    tlri_xml_put(w, "candidate-months", record->months);
    if (record->input_stated) {
        tlri_xml_put_digest(w, "input", record->input);
    }
    for (size_t i = 0; i < record->lines; i++) {
        if (i > 0 && strcmp(record->line[i - 1].candidate, record->line[i].candidate) >= 0) {
            tlri_xml_fault(w, "the lines of an eligibility record are sorted by candidate");
        }
        write_line(w, &record->line[i]);
    }
    tlri_xml_close(w);
    return tlri_xml_end(w);
}

/* ---- reading ---- */

#define DECISION WORD(tlri_eligible_token)

enum { LINES_MAX = 10000, YOUTHS_MAX = 8 };

static const struct tlri_xml_rule why_rule = {.name = "why", .text = LINE(200)};
static const struct tlri_xml_attr_rule under_attrs[] = {
    {"months-reference", true, ID}, {"months-boundary", true, ID}, {"decision", true, DECISION}};
static const struct tlri_xml_rule under_rule = {
    .name = "under", .attrs = TLRI_COUNT_OF(under_attrs), .attr = under_attrs};
static const struct tlri_xml_attr_rule youth_attrs[] = {{"place", true, ID},
                                                        {"youth-age-date", true, ID}};
static const struct tlri_xml_rule youth_rule = {
    .name = "eligible-for", .attrs = TLRI_COUNT_OF(youth_attrs), .attr = youth_attrs};
static const struct tlri_xml_attr_rule line_attrs[] = {{"id", true, ID},
                                                       {"decision", true, DECISION},
                                                       {"clause", true, TAG},
                                                       {"disputed", true, YES_NO}};
static const struct tlri_xml_child_rule line_children[] = {
    {&why_rule, 1, 1}, {&under_rule, 0, TLRI_ELIGIBILITY_UNDER_MAX}, {&youth_rule, 0, YOUTHS_MAX}};
static const struct tlri_xml_rule line_rule = {.name = "candidate",
                                               .attrs = TLRI_COUNT_OF(line_attrs),
                                               .attr = line_attrs,
                                               .children = TLRI_COUNT_OF(line_children),
                                               .child = line_children};
static const struct tlri_xml_attr_rule record_attrs[] = {{"election", true, ID},
                                                         {"notice", true, DIGEST},
                                                         {"rulebook", true, ID},
                                                         {"candidate-months", true, ID},
                                                         {"input", false, DIGEST}};
static const struct tlri_xml_child_rule record_children[] = {{&line_rule, 0, LINES_MAX}};
static const struct tlri_xml_rule record_rule = {.name = "eligibility",
                                                 .attrs = TLRI_COUNT_OF(record_attrs),
                                                 .attr = record_attrs,
                                                 .children = TLRI_COUNT_OF(record_children),
                                                 .child = record_children};
static const struct tlri_xml_format record_format = {.what = "an eligibility record",
                                                     .name_space = "urn:teller:eligibility:1",
                                                     .root = &record_rule};

static tlr_status fill_unders(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                              struct tlri_eligibility_line *line)
{
    line->unders = tlri_xml_children(node, "under");
    struct tlri_eligibility_under *under =
        tlri_arena_array(doc->arena, line->unders + 1, sizeof *under);
    const struct tlri_xml_node *child = tlri_xml_child(node, "under");
    if (under == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    line->under = under;
    for (; child != NULL; child = tlri_xml_next(child)) {
        under->months_reference = tlri_xml_string(child, "months-reference");
        under->months_boundary = tlri_xml_string(child, "months-boundary");
        under->decision =
            (enum tlri_eligible)tlri_xml_number32(child, "decision", TLRI_ELIGIBLE_NO);
        under++;
    }
    return TLR_OK;
}

static tlr_status fill_youths(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                              struct tlri_eligibility_line *line)
{
    line->youths = tlri_xml_children(node, "eligible-for");
    const char **youth = tlri_arena_array(doc->arena, line->youths + 1, sizeof *youth);
    const struct tlri_xml_node *child = tlri_xml_child(node, "eligible-for");
    if (youth == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    line->youth = youth;
    for (; child != NULL; child = tlri_xml_next(child)) {
        *youth++ = tlri_xml_string(child, "youth-age-date");
    }
    return TLR_OK;
}

static tlr_status fill_line(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                            struct tlri_eligibility_line *line)
{
    line->candidate = tlri_xml_string(node, "id");
    line->decision = (enum tlri_eligible)tlri_xml_number32(node, "decision", TLRI_ELIGIBLE_NO);
    line->clause = tlri_xml_string(node, "clause");
    line->why = tlri_xml_child_text(node, "why");
    line->disputed = tlri_xml_yes(node, "disputed", false);
    TLR_TRY(fill_unders(doc, node, line));
    if (is_disputed(line) != line->disputed) {
        tlri_source_error(&doc->source, 2740, node->at, "Make the record again.",
                          "this decision is %sdisputed by what stands under it",
                          line->disputed ? "not " : "");
    }
    return fill_youths(doc, node, line);
}

static tlr_status read_into(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_eligibility_file *file)
{
    struct tlri_xml_doc doc;
    struct tlri_eligibility_record *record = &file->record;
    TLR_TRY(tlri_xml_parse(ctx, &file->arena, &record_format, name, data, len, &doc));
    tlri_xml_unique(&doc, doc.root, "candidate", "id", 2500, "candidate");
    record->election = tlri_xml_string(doc.root, "election");
    (void)tlri_xml_digest(doc.root, "notice", record->notice);
    record->rulebook = tlri_xml_string(doc.root, "rulebook");
    record->months = tlri_xml_string(doc.root, "candidate-months");
    record->input_stated = tlri_xml_digest(doc.root, "input", record->input);
    record->lines = tlri_xml_children(doc.root, "candidate");
    struct tlri_eligibility_line *line =
        tlri_arena_array(doc.arena, record->lines + 1, sizeof *line);
    if (line == NULL) {
        return tlri_no_memory(ctx);
    }
    record->line = line;
    const struct tlri_xml_node *node = tlri_xml_child(doc.root, "candidate");
    for (; node != NULL; node = tlri_xml_next(node)) {
        TLR_TRY(fill_line(&doc, node, line++));
    }
    return tlri_source_verdict(&doc.source);
}

tlr_status tlri_eligibility_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                 struct tlri_eligibility_file **out)
{
    *out = NULL;
    struct tlri_eligibility_file *file = tlri_alloc(ctx, sizeof *file);
    if (file == NULL) {
        return tlri_no_memory(ctx);
    }
    file->ctx = ctx;
    tlri_arena_init(&file->arena, ctx);
    tlr_status status = read_into(ctx, name, data, len, file);
    if (status != TLR_OK) {
        tlri_eligibility_file_free(file);
        return status;
    }
    *out = file;
    return TLR_OK;
}

void tlri_eligibility_file_free(struct tlri_eligibility_file *file)
{
    if (file != NULL) {
        tlri_arena_drop(&file->arena);
        tlri_free(file->ctx, file, sizeof *file);
    }
}
