/*
 * io/rulebook.c: an edition of the rule book into the model. spec/formats/rulebook.md.
 *
 * The tables are the grammar (spec/schema/rulebook.xsd says the same); the checks of sense are the
 * clauses [RBK-1]… of that page: names are given once, what is referred to is there, a point that
 * must be declared has no default. What a figure or a reading is for is not known here.
 */
#include "io/rulebook.h"

#include "io/xml_table.h"

/* ---- the grammar
 * --------------------------------------------------------------------------------------- */

static const char *grade_word(uint32_t i)
{
    static const char *const words[] = {"A", "B", "C", "D"};
    return i < TLRI_COUNT_OF(words) ? words[i] : NULL;
}

static const char *unit_word(uint32_t i)
{
    static const char *const words[] = {"members", "delegates", "years",   "months",
                                        "weeks",   "days",      "percent", "nominations"};
    return i < TLRI_COUNT_OF(words) ? words[i] : NULL;
}

static const struct tlri_xml_rule title_rule = {.name = "title", .text = LINE(200)};

static const struct tlri_xml_attr_rule source_attrs[] = {{"id", true, TAG},
                                                         {"grade", true, WORD(grade_word)}};
static const struct tlri_xml_rule source_rule = {
    .name = "source", .text = PROSE, .attrs = TLRI_COUNT_OF(source_attrs), .attr = source_attrs};

static const struct tlri_xml_attr_rule clause_attrs[] = {
    {"clause", true, TAG}, {"since", false, DATE}, {"source", false, TAG}};
static const struct tlri_xml_rule clause_rule = {
    .name = "rule", .text = PROSE, .attrs = TLRI_COUNT_OF(clause_attrs), .attr = clause_attrs};

static const struct tlri_xml_attr_rule figure_attrs[] = {
    {"name", true, ID},
    {"value", true, NUMBER(0, 1000000000)},
    {"unit", true, WORD(unit_word)},
    {"clause", true, TAG},
    {"source", true, TAG},
    {"grade", true, WORD(grade_word)},
    {"checked", true, YES_NO},
};
static const struct tlri_xml_rule figure_rule = {
    .name = "figure", .attrs = TLRI_COUNT_OF(figure_attrs), .attr = figure_attrs};

static const struct tlri_xml_rule about_rule = {.name = "about", .text = PROSE};

static const struct tlri_xml_attr_rule value_attrs[] = {
    {"name", true, ID},
    {"source", false, TAG},
    {"grade", true, WORD(grade_word)},
    {"holds", false, LINE(300)},
};
static const struct tlri_xml_rule value_rule = {
    .name = "value", .text = PROSE, .attrs = TLRI_COUNT_OF(value_attrs), .attr = value_attrs};

static const struct tlri_xml_attr_rule reading_attrs[] = {
    {"name", true, ID},
    {"required", true, YES_NO},
    {"default", false, ID},
    {"since", false, DATE},
};
static const struct tlri_xml_child_rule reading_children[] = {
    {&about_rule, 1, 1}, {&value_rule, 0, TLRI_READING_VALUES_MAX}};
static const struct tlri_xml_rule reading_rule = {.name = "reading",
                                                  .attrs = TLRI_COUNT_OF(reading_attrs),
                                                  .attr = reading_attrs,
                                                  .children = TLRI_COUNT_OF(reading_children),
                                                  .child = reading_children};

static const struct tlri_xml_attr_rule rulebook_attrs[] = {
    {"id", true, ID}, {"from-year", true, YEAR}, {"to-year", false, YEAR}};
static const struct tlri_xml_child_rule rulebook_children[] = {
    {&title_rule, 1, 1},
    {&source_rule, 0, TLRI_RULEBOOK_ENTRIES_MAX},
    {&clause_rule, 0, TLRI_RULEBOOK_ENTRIES_MAX},
    {&figure_rule, 0, TLRI_RULEBOOK_ENTRIES_MAX},
    {&reading_rule, 0, TLRI_RULEBOOK_ENTRIES_MAX},
};
static const struct tlri_xml_rule rulebook_rule = {.name = "rulebook",
                                                   .attrs = TLRI_COUNT_OF(rulebook_attrs),
                                                   .attr = rulebook_attrs,
                                                   .children = TLRI_COUNT_OF(rulebook_children),
                                                   .child = rulebook_children};
static const struct tlri_xml_format rulebook_format = {
    .what = "a rule book edition", .name_space = "urn:teller:rulebook:1", .root = &rulebook_rule};

/* ---- checks of sense
 * -------------------------------------------------------------------------------------- */

typedef const struct tlri_xml_node *node_ptr;

/* [RBK-2] What an attribute refers to (an element of that name, by that attribute) is there. */
static void check_reference(struct tlri_xml_doc *doc, node_ptr node, const char *attr,
                            const char *element, const char *by)
{
    const char *wanted = tlri_xml_string(node, attr);
    node_ptr other = tlri_xml_child(doc->root, element);
    while (other != NULL && !tlri_streq(tlri_xml_string(other, by), wanted)) {
        other = tlri_xml_next(other);
    }
    if (wanted != NULL && other == NULL) {
        tlri_source_error(&doc->source, 2551, tlri_xml_at(node, attr),
                          "Add it to this edition, or correct the reference.",
                          "there is no <%s %s=\"%s\"> in this edition", element, by, wanted);
    }
}

/* [RBK-3] A point that must be declared has no default; a default is one of the values. */
static void check_default(struct tlri_xml_doc *doc, node_ptr reading)
{
    const char *preset = tlri_xml_string(reading, "default");
    if (preset == NULL) {
        return;
    }
    if (tlri_xml_yes(reading, "required", false)) {
        tlri_source_error(&doc->source, 2552, tlri_xml_at(reading, "default"),
                          "Leave out the default, or write required=\"no\".",
                          "a reading that must be declared has no default");
    }
    node_ptr value = tlri_xml_child(reading, "value");
    while (value != NULL && !tlri_streq(tlri_xml_string(value, "name"), preset)) {
        value = tlri_xml_next(value);
    }
    if (value == NULL) {
        tlri_source_error(&doc->source, 2552, tlri_xml_at(reading, "default"), NULL,
                          "the default \"%s\" is not one of the values of this reading", preset);
    }
}

static void check_sense(struct tlri_xml_doc *doc)
{
    node_ptr root = doc->root;
    tlri_xml_unique(doc, root, "source", "id", 2550, "source");
    tlri_xml_unique(doc, root, "rule", "clause", 2550, "rule for the clause");
    tlri_xml_unique(doc, root, "figure", "name", 2550, "figure");
    tlri_xml_unique(doc, root, "reading", "name", 2550, "reading");
    for (node_ptr n = tlri_xml_child(root, "rule"); n != NULL; n = tlri_xml_next(n)) {
        check_reference(doc, n, "source", "source", "id");
    }
    for (node_ptr n = tlri_xml_child(root, "figure"); n != NULL; n = tlri_xml_next(n)) {
        check_reference(doc, n, "source", "source", "id");
        check_reference(doc, n, "clause", "rule", "clause");
    }
    for (node_ptr n = tlri_xml_child(root, "reading"); n != NULL; n = tlri_xml_next(n)) {
        tlri_xml_unique(doc, n, "value", "name", 2550, "value");
        check_default(doc, n);
        for (node_ptr v = tlri_xml_child(n, "value"); v != NULL; v = tlri_xml_next(v)) {
            check_reference(doc, v, "source", "source", "id");
        }
    }
    if (tlri_xml_number(root, "from-year", 0) > tlri_xml_number(root, "to-year", UINT64_MAX)) {
        tlri_source_error(&doc->source, 2553, tlri_xml_at(root, "to-year"), NULL,
                          "the edition ends to govern before it begins");
    }
}

/* ---- filling the structs
 * --------------------------------------------------------------------------------- */

static char grade_of(node_ptr node)
{
    return (char)('A' + (char)tlri_xml_number32(node, "grade", 3));
}

static const char *text_of(node_ptr node)
{
    return node->good ? node->text : NULL;
}

static void *array_for(struct tlri_xml_doc *doc, node_ptr parent, const char *name, size_t size,
                       size_t *count)
{
    *count = tlri_xml_children(parent, name);
    return tlri_arena_array(doc->arena, *count, size);
}

static tlr_status fill_sources(struct tlri_xml_doc *doc, struct tlri_rulebook *book)
{
    struct tlri_rule_source *source =
        array_for(doc, doc->root, "source", sizeof *source, &book->sources);
    if (source == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    book->source = source;
    node_ptr node = tlri_xml_child(doc->root, "source");
    for (; node != NULL; node = tlri_xml_next(node), source++) {
        source->id = tlri_xml_string(node, "id");
        source->grade = grade_of(node);
        source->text = text_of(node);
    }
    return TLR_OK;
}

static tlr_status fill_clauses(struct tlri_xml_doc *doc, struct tlri_rulebook *book)
{
    struct tlri_rule_clause *clause =
        array_for(doc, doc->root, "rule", sizeof *clause, &book->clauses);
    if (clause == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    book->clause = clause;
    node_ptr node = tlri_xml_child(doc->root, "rule");
    for (; node != NULL; node = tlri_xml_next(node), clause++) {
        clause->clause = tlri_xml_string(node, "clause");
        clause->text = text_of(node);
        clause->since = tlri_xml_string(node, "since");
        clause->source = tlri_xml_string(node, "source");
    }
    return TLR_OK;
}

static tlr_status fill_figures(struct tlri_xml_doc *doc, struct tlri_rulebook *book)
{
    struct tlri_rule_figure *figure =
        array_for(doc, doc->root, "figure", sizeof *figure, &book->figures);
    if (figure == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    book->figure = figure;
    node_ptr node = tlri_xml_child(doc->root, "figure");
    for (; node != NULL; node = tlri_xml_next(node), figure++) {
        figure->name = tlri_xml_string(node, "name");
        figure->value = tlri_xml_number(node, "value", 0);
        figure->unit = tlri_xml_string(node, "unit");
        figure->clause = tlri_xml_string(node, "clause");
        figure->source = tlri_xml_string(node, "source");
        figure->grade = grade_of(node);
        figure->checked = tlri_xml_yes(node, "checked", false);
    }
    return TLR_OK;
}

static tlr_status fill_values(struct tlri_xml_doc *doc, node_ptr parent,
                              struct tlri_rule_reading *reading)
{
    struct tlri_rule_value *value =
        array_for(doc, parent, "value", sizeof *value, &reading->values);
    if (value == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    reading->value = value;
    node_ptr node = tlri_xml_child(parent, "value");
    for (; node != NULL; node = tlri_xml_next(node), value++) {
        value->name = tlri_xml_string(node, "name");
        value->source = tlri_xml_string(node, "source");
        value->grade = grade_of(node);
        value->holds = tlri_xml_string(node, "holds");
        value->gloss = text_of(node);
    }
    return TLR_OK;
}

static tlr_status fill_readings(struct tlri_xml_doc *doc, struct tlri_rulebook *book)
{
    struct tlri_rule_reading *reading =
        array_for(doc, doc->root, "reading", sizeof *reading, &book->readings);
    if (reading == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    book->reading = reading;
    node_ptr node = tlri_xml_child(doc->root, "reading");
    for (; node != NULL; node = tlri_xml_next(node), reading++) {
        reading->name = tlri_xml_string(node, "name");
        reading->required = tlri_xml_yes(node, "required", true);
        reading->default_value = tlri_xml_string(node, "default");
        reading->since = tlri_xml_string(node, "since");
        reading->about = tlri_xml_child_text(node, "about");
        TLR_TRY(fill_values(doc, node, reading));
    }
    return TLR_OK;
}

static tlr_status read_into(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_rulebook *book)
{
    struct tlri_xml_doc doc;
    TLR_TRY(tlri_xml_parse(ctx, &book->arena, &rulebook_format, name, data, len, &doc));
    check_sense(&doc);
    book->id = tlri_xml_string(doc.root, "id");
    book->title = tlri_xml_child_text(doc.root, "title");
    book->from_year = tlri_xml_number32(doc.root, "from-year", 0);
    book->to_year = tlri_xml_number32(doc.root, "to-year", 0);
    TLR_TRY(fill_sources(&doc, book));
    TLR_TRY(fill_clauses(&doc, book));
    TLR_TRY(fill_figures(&doc, book));
    TLR_TRY(fill_readings(&doc, book));
    return tlri_source_verdict(&doc.source);
}

tlr_status tlri_rulebook_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              struct tlri_rulebook **out)
{
    *out = NULL;
    struct tlri_rulebook *book = tlri_alloc(ctx, sizeof *book);
    if (book == NULL) {
        return tlri_no_memory(ctx);
    }
    book->ctx = ctx;
    tlri_arena_init(&book->arena, ctx);
    tlr_status status = read_into(ctx, name, data, len, book);
    if (status != TLR_OK) {
        tlri_rulebook_free(book);
        return status;
    }
    *out = book;
    return TLR_OK;
}
