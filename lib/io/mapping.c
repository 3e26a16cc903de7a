/*
 * io/mapping.c: reader of teller/mapping@1.
 *
 * Implements spec/formats/import.md, 2. Lines stand in the order of that page; the last field of a
 * column or value is the rest of its line, because headings and names have spaces in them. What
 * the lines say together (which kinds of column can stand beside each other, nothing twice) is
 * checked here; what they say about an export, or about the candidates, in io/import.c.
 */
#include "io/mapping.h"

#include <string.h>

#include "io/csv.h"
#include "io/document.h"

static const char *const keywords[] = {
    "election",   "contest", "round",  "batch",  "revision", "channel", "format",
    "empty-rows", "columns", "column", "values", "value",    "end",
};

#define TOKEN_ROW(name, token) token,
const char *tlri_export_token(uint32_t value)
{
    static const char *const tokens[] = {TLRI_EXPORT_TABLE(TOKEN_ROW)};
    return value < TLRI_EXPORT_COUNT ? tokens[value] : NULL;
}

const char *tlri_empty_rows_token(uint32_t value)
{
    static const char *const tokens[] = {TLRI_EMPTY_ROWS_TABLE(TOKEN_ROW)};
    return value < TLRI_EMPTY_ROWS_COUNT ? tokens[value] : NULL;
}

const char *tlri_column_token(uint32_t value)
{
    static const char *const tokens[] = {TLRI_COLUMN_TABLE(TOKEN_ROW)};
    return value < TLRI_COLUMN_COUNT ? tokens[value] : NULL;
}

const char *tlri_between_token(uint32_t value)
{
    static const char *const tokens[] = {TLRI_BETWEEN_TABLE(TOKEN_ROW)};
    return value < TLRI_BETWEEN_COUNT ? tokens[value] : NULL;
}

const char *tlri_value_token(uint32_t value)
{
    static const char *const tokens[] = {TLRI_VALUE_TABLE(TOKEN_ROW)};
    return value < TLRI_VALUE_COUNT ? tokens[value] : NULL;
}
#undef TOKEN_ROW

char tlri_between_sign(enum tlri_between between)
{
    static const char signs[TLRI_BETWEEN_COUNT] = {'\0', ',', ';', '>'};
    return signs[between];
}

/* ---- texts ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool tlri_mapping_same(const char *text, size_t len, const char *other)
{
    size_t i = 0;
    while (len > 0 && is_blank(text[len - 1])) {
        len--;
    }
    while (i < len && is_blank(text[i])) {
        i++;
    }
    for (; i < len; other++) {
        char c = is_blank(text[i]) ? ' ' : text[i];
        if (c != *other) { /* also at the end of the other */
            return false;
        }
        i++;
        while (c == ' ' && i < len && is_blank(text[i])) {
            i++;
        }
    }
    return *other == '\0';
}

/* ---- lines ---- */

struct reader {
    struct tlri_document document;
    struct tlri_mapping *mapping;
};

/* From a field on to the end of the line. */
static const char *rest(struct reader *r, struct tlri_span from)
{
    struct tlri_span line = r->document.source.line;
    return tlri_document_text(
        &r->document, (struct tlri_span){from.text, (size_t)(line.text + line.len - from.text)});
}

static void read_number(struct reader *r, const char *keyword, const char *form, uint32_t max,
                        uint32_t *out)
{
    struct tlri_span field;
    if (tlri_read_field(&r->document.source, keyword, form, &field)) {
        (void)tlri_read_number32(&r->document.source, field, keyword, 1, max, out);
    }
}

/* The id or number that a kind of column or value needs; false when it is wrong or missing. */
static bool read_candidate(struct reader *r, struct tlri_span field, const char **out)
{
    if (!tlri_read_token(&r->document.source, field, "the candidate")) {
        return false;
    }
    *out = tlri_document_text(&r->document, field);
    return true;
}

static bool read_argument(struct reader *r, struct tlri_span field,
                          struct tlri_mapping_column *column)
{
    struct tlri_source *source = &r->document.source;
    uint32_t word = 0;
    switch (column->kind) {
    case TLRI_COLUMN_CANDIDATE:
        return read_candidate(r, field, &column->candidate);
    case TLRI_COLUMN_NUMBER:
        return tlri_read_number32(source, field, "the number", 1, TLRI_SEEN_NUMBER_MAX,
                                  &column->number);
    case TLRI_COLUMN_LIST:
    case TLRI_COLUMN_CROSSES:
        if (!tlri_read_word(source, field, "what stands between", tlri_between_token, &word)) {
            return false;
        }
        column->between = (enum tlri_between)word;
        return true;
    case TLRI_COLUMN_DROP:
    case TLRI_COLUMN_PAPERS:
    case TLRI_COLUMN_COUNT:
    default:
        return true;
    }
}

static bool column_has_argument(enum tlri_column kind)
{
    return kind != TLRI_COLUMN_DROP && kind != TLRI_COLUMN_PAPERS;
}

static void too_short(struct reader *r)
{
    tlri_source_error(&r->document.source, 2019, r->document.source.line,
                      "see the page import.md of the specification",
                      "this line has too few fields");
}

/* A draft has "?" where somebody is to decide. */
static bool is_undecided(struct tlri_source *source, struct tlri_span field, const char *hint,
                         const char *what)
{
    bool undecided = tlri_span_is(field.text, field.len, "?");
    if (undecided) {
        tlri_source_error(source, 7077, field, hint, "nobody has decided yet %s", what);
    }
    return undecided;
}

static void read_column(struct reader *r, struct tlri_array *list)
{
    struct tlri_source *source = &r->document.source;
    struct tlri_span f[TLRI_FIELDS_MAX];
    size_t n = 0;
    uint32_t kind = 0;
    if (!tlri_read_line(source, "column", "column KIND ... HEADING", 2, TLRI_FIELDS_MAX, f, &n) ||
        is_undecided(
            source, f[0],
            "in place of the ? write: drop, if it holds no votes; number N, if it holds "
            "everybody's choice N; candidate ID; list or crosses and the sign between names",
            "what this column holds: there are names of candidates in it") ||
        !tlri_read_word(source, f[0], "what the column holds", tlri_column_token, &kind)) {
        return;
    }
    struct tlri_mapping_column column = {.kind = (enum tlri_column)kind};
    size_t at = column_has_argument(column.kind) ? 2 : 1;
    if (n <= at) {
        too_short(r);
        return;
    }
    if (!read_argument(r, f[1], &column)) {
        return;
    }
    column.heading = rest(r, f[at]);
    column.at = tlri_document_at(&r->document, source->line);
    struct tlri_mapping_column *to =
        tlri_document_push(&r->document, list, source->line, "columns");
    if (to != NULL) {
        *to = column;
    }
}

static void read_value(struct reader *r, struct tlri_array *list)
{
    struct tlri_source *source = &r->document.source;
    struct tlri_span f[TLRI_FIELDS_MAX];
    size_t n = 0;
    uint32_t kind = 0;
    if (!tlri_read_line(source, "value", "value KIND ... TEXT", 2, TLRI_FIELDS_MAX, f, &n) ||
        is_undecided(
            source, f[0],
            "in place of the ? write: number N, cross, doubt, none (no mark), or candidate "
            "and a candidate's id",
            "what this text means") ||
        !tlri_read_word(source, f[0], "what the text means", tlri_value_token, &kind)) {
        return;
    }
    struct tlri_mapping_value value = {.kind = (enum tlri_value)kind};
    bool argument = value.kind == TLRI_VALUE_CANDIDATE || value.kind == TLRI_VALUE_NUMBER;
    if (n <= (argument ? 2u : 1u)) {
        too_short(r);
        return;
    }
    if ((value.kind == TLRI_VALUE_CANDIDATE && !read_candidate(r, f[1], &value.candidate)) ||
        (value.kind == TLRI_VALUE_NUMBER &&
         !tlri_read_number32(source, f[1], "the number", 1, TLRI_SEEN_NUMBER_MAX, &value.number))) {
        return;
    }
    value.text = rest(r, f[argument ? 2 : 1]);
    value.at = tlri_document_at(&r->document, source->line);
    struct tlri_mapping_value *to = tlri_document_push(&r->document, list, source->line, "values");
    if (to != NULL) {
        *to = value;
    }
}

/* A list after its line of length. */
static void *read_list(struct reader *r, const char *counted, const char *form, const char *word,
                       uint32_t max, size_t element,
                       void (*read)(struct reader *, struct tlri_array *), size_t *count)
{
    struct tlri_array list;
    uint32_t said = UINT32_MAX;
    tlri_array_init(&list, r->document.ctx, element, max);
    tlri_document_count(&r->document, counted, form, max, &said);
    struct tlri_span at = r->document.source.line;
    while (tlri_next_is(&r->document.source, word) && !tlri_source_gave_up(&r->document.source)) {
        read(r, &list);
    }
    if (r->document.source.problems == 0) { /* a line left out was told already */
        tlri_document_compare(&r->document, at, counted, said, list.count);
    }
    return tlri_document_keep(&r->document, &list, count);
}

static void read_empty_rows(struct reader *r)
{
    struct tlri_source *source = &r->document.source;
    struct tlri_span field;
    uint32_t word = 0;
    if (!tlri_read_field(source, "empty-rows", "empty-rows papers|nothing|refuse", &field)) {
        return;
    }
    if (!is_undecided(source, field,
                      "in place of the ? write: papers (an empty row is a blank paper), nothing "
                      "(it is no paper), or refuse (there may be none)",
                      "what an empty row of the export is") &&
        tlri_read_word(source, field, "what an empty row is", tlri_empty_rows_token, &word)) {
        r->mapping->empty_rows = (enum tlri_empty_rows)word;
    }
}

static void read_format(struct reader *r)
{
    struct tlri_source *source = &r->document.source;
    struct tlri_span field;
    uint32_t word = 0;
    if (tlri_read_field(source, "format", "format csv|blt|preflib", &field) &&
        tlri_read_word(source, field, "the format", tlri_export_token, &word)) {
        r->mapping->format = (enum tlri_export)word;
    }
    if (r->mapping->format == TLRI_EXPORT_CSV) {
        read_empty_rows(r);
    }
}

static void read_body(struct reader *r)
{
    struct tlri_document *document = &r->document;
    struct tlri_mapping *m = r->mapping;
    struct tlri_span none[1];
    size_t count = 0;
    tlri_document_id(document, "election", "election ID", "the election", &m->election);
    tlri_document_id(document, "contest", "contest ID", "the contest", &m->contest);
    read_number(r, "round", "round N", TLRI_ROUND_MAX, &m->round);
    tlri_document_id(document, "batch", "batch ID", "the batch", &m->batch);
    read_number(r, "revision", "revision N", TLRI_REVISION_MAX, &m->revision);
    tlri_document_id(document, "channel", "channel NAME", "the channel", &m->channel);
    read_format(r);
    m->column = read_list(r, "columns", "columns N", "column", TLRI_CSV_COLUMNS_MAX,
                          sizeof *m->column, read_column, &m->columns);
    m->value = read_list(r, "values", "values N", "value", TLRI_MAPPING_VALUES_MAX,
                         sizeof *m->value, read_value, &m->values);
    if (!tlri_source_gave_up(&document->source) &&
        tlri_read_line(&document->source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(&document->source);
    }
}

/* ---- what the lines say together ---- */

static bool same_column(const struct tlri_mapping_column *a, const struct tlri_mapping_column *b)
{
    if (tlri_streq(a->heading, b->heading)) {
        return true;
    }
    if (a->kind != b->kind || a->kind == TLRI_COLUMN_DROP) {
        return false;
    }
    return a->kind == TLRI_COLUMN_CANDIDATE ? tlri_streq(a->candidate, b->candidate)
           : a->kind == TLRI_COLUMN_NUMBER  ? a->number == b->number
                                            : true;
}

static bool holds_votes(enum tlri_column kind)
{
    return kind != TLRI_COLUMN_DROP && kind != TLRI_COLUMN_PAPERS;
}

/* [IMP-4] */
static void check_columns(struct reader *r)
{
    const struct tlri_mapping *m = r->mapping;
    const struct tlri_mapping_column *votes = NULL;
    for (size_t i = 0; i < m->columns; i++) {
        const struct tlri_mapping_column *column = &m->column[i];
        for (size_t k = 0; k < i; k++) {
            if (same_column(&m->column[k], column)) {
                tlri_document_error_at(&r->document, 2800, column->at, "leave one of the two out",
                                       "another column has this heading or this meaning already");
                break;
            }
        }
        if (!holds_votes(column->kind)) {
            continue;
        }
        if (votes != NULL && votes->kind != column->kind) {
            tlri_document_error_at(&r->document, 2801, column->at,
                                   "keep the columns of one kind, and drop the others",
                                   "columns of different kinds both hold votes");
        }
        votes = votes == NULL ? column : votes;
    }
    if ((votes != NULL) != (m->format == TLRI_EXPORT_CSV)) {
        struct tlri_at top = {1, 1};
        tlri_document_error_at(&r->document, 2802, top,
                               "a table needs columns that hold votes; the other formats have "
                               "none",
                               "the columns do not fit the format");
    }
}

static void check_values(struct reader *r)
{
    const struct tlri_mapping *m = r->mapping;
    for (size_t i = 0; i < m->values; i++) {
        for (size_t k = 0; k < i; k++) {
            if (tlri_streq(m->value[k].text, m->value[i].text)) {
                tlri_document_error_at(&r->document, 2803, m->value[i].at,
                                       "leave one of the two out",
                                       "this text has a meaning already");
                break;
            }
        }
    }
}

tlr_status tlri_mapping_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             struct tlri_mapping **out)
{
    *out = NULL;
    struct tlri_mapping *mapping = tlri_alloc(ctx, sizeof *mapping);
    if (mapping == NULL) {
        return tlri_no_memory(ctx);
    }
    mapping->ctx = ctx;
    tlri_arena_init(&mapping->arena, ctx);
    mapping->name = tlri_arena_copy(&mapping->arena, name, strlen(name));
    struct reader r = {.mapping = mapping};
    tlri_document_init(&r.document, ctx, &mapping->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    r.document.source.utf8 = true;
    tlr_status status = mapping->name == NULL ? tlri_no_memory(ctx) : TLR_OK;
    if (status == TLR_OK && tlri_document_open(&r.document, "teller/mapping@1")) {
        read_body(&r);
    }
    if (status == TLR_OK) {
        status = tlri_document_verdict(&r.document);
    }
    if (status == TLR_OK) {
        check_columns(&r);
        check_values(&r);
        status = tlri_document_verdict(&r.document);
    }
    if (status != TLR_OK) {
        tlri_mapping_free(mapping);
        return status;
    }
    *out = mapping;
    return TLR_OK;
}

void tlri_mapping_free(struct tlri_mapping *mapping)
{
    if (mapping == NULL) {
        return;
    }
    tlr_ctx *ctx = mapping->ctx;
    tlri_arena_drop(&mapping->arena);
    tlri_free(ctx, mapping, sizeof *mapping);
}
