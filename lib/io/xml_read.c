/*
 * io/xml_read.c: the bytes of an XML document into a small tree, hardened. spec/formats/xml.md,
 * 1-2.
 *
 * libxml2's push parser with our own SAX2 handlers, because only then nothing is loaded, expanded
 * or unzipped behind our back: no handler for entities or external subsets exists, a DOCTYPE stops
 * the parser before its first declaration is read, and our limits are checked while reading, not
 * after. Places: libxml2 reports where a chunk ended, not where a tag began, so the start handler
 * takes the byte it stands at (the end of the start tag) and goes back to the '<', which cannot
 * stand inside an attribute's value. What values mean is checked afterwards, in xml_check.c. This
 * is the only file that includes libxml2.
 * The parser's own memory, a small multiple of the document, is the only memory that does not come
 * from the context: libxml2 has one allocator for the whole process, which is the program's to
 * choose and not ours. When it fails, the status says so.
 */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "io/xml_read.h"

#include <string.h>

#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"

#if LIBXML_VERSION >= 21200
typedef const xmlError parser_error;
#else
typedef xmlError parser_error;
#endif

#if LIBXML_VERSION >= 21300
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NO_XXE)
#else
#define PARSE_OPTIONS XML_PARSE_NONET
#endif

/* What the handlers share. */
struct reading {
    tlr_ctx *ctx;
    const struct tlri_xml_format *format;
    struct tlri_xml_doc *doc;
    xmlParserCtxtPtr parser;
    struct tlri_xml_node *current;
    struct tlri_buf text;  /* of the current element, since its start tag or its last child's end */
    const char *text_from; /* where that text begins in the source */
    size_t nodes, depth;
    tlr_status status; /* not TLR_OK: the parser was told to stop */
};

/* ---- stopping
 * --------------------------------------------------------------------------------------- */

static void stop(struct reading *reading, tlr_status status)
{
    if (reading->status == TLR_OK) {
        reading->status = status;
        xmlStopParser(reading->parser);
    }
}

static void stop_memory(struct reading *reading)
{
    if (reading->status == TLR_OK) {
        stop(reading, tlri_no_memory(reading->ctx));
    }
}

/* The byte at which the parser stands, or the last one; the document is not empty. */
static const char *here(const struct reading *reading)
{
    const struct tlri_source *source = &reading->doc->source;
    long consumed = xmlByteConsumed(reading->parser);
    size_t offset = consumed < 0 ? 0 : (size_t)consumed;
    return source->data + (offset < source->len ? offset : source->len - 1);
}

static struct tlri_span span_of(const char *text, size_t len)
{
    struct tlri_span span = {.text = text, .len = len};
    return span;
}

/* ---- start tags
 * -------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_blank(const char *at, const char *end)
{
    while (at < end && is_blank(*at)) {
        at++;
    }
    return at;
}

/* End of a name, '=' and '>' and '/' excluded. */
static const char *skip_name(const char *at, const char *end)
{
    while (at < end && !is_blank(*at) && *at != '=' && *at != '>' && *at != '/') {
        at++;
    }
    return at;
}

/* The '<' of the tag or declaration that the parser has just read. */
static const char *tag_start(const struct reading *reading)
{
    const char *first = reading->doc->source.data;
    const char *at = here(reading);
    while (at > first && *at != '<') {
        at--;
    }
    return at;
}

/* The next attribute of a well-formed start tag: its name, its value without quotes, and what
 * follows. NULL when there is none. */
static const char *next_attribute(const char *at, const char *end, struct tlri_span *name,
                                  struct tlri_span *value)
{
    at = skip_blank(at, end);
    const char *name_end = skip_name(at, end);
    if (name_end == at) {
        return NULL;
    }
    *name = span_of(at, (size_t)(name_end - at));
    at = skip_blank(name_end, end);
    if (at == end || *at != '=') {
        return NULL;
    }
    at = skip_blank(at + 1, end);
    if (at == end || (*at != '"' && *at != '\'')) {
        return NULL;
    }
    const char *close = memchr(at + 1, *at, (size_t)(end - at) - 1);
    if (close == NULL) {
        return NULL;
    }
    *value = span_of(at + 1, (size_t)(close - at) - 1);
    return close + 1;
}

/* Finds where the attribute of that name stands in the tag that begins at `tag`. */
static void place_attribute(const struct reading *reading, const char *tag,
                            struct tlri_xml_attr *attr)
{
    const char *end = reading->doc->source.data + reading->doc->source.len;
    const char *at = skip_name(tag + 1, end);
    struct tlri_span name, value;
    attr->name_at = attr->value_at = span_of(tag + 1, (size_t)(at - tag) - 1);
    while ((at = next_attribute(at, end, &name, &value)) != NULL) {
        if (tlri_span_is(name.text, name.len, attr->name)) {
            attr->name_at = name;
            attr->value_at = value;
            return;
        }
    }
}

/* libxml2 leaves an escaped '&' of an attribute as "&#38;" while entities are not substituted. */
static size_t unescape_ampersands(char *text, size_t len)
{
    static const char escaped[] = "&#38;";
    size_t out = 0;
    for (size_t i = 0; i < len; i++) {
        text[out++] = text[i];
        if (len - i >= sizeof escaped - 1 && memcmp(text + i, escaped, sizeof escaped - 1) == 0) {
            i += sizeof escaped - 2;
        }
    }
    text[out] = '\0';
    return out;
}

static const char *copy_name(struct reading *reading, const xmlChar *name)
{
    return tlri_arena_copy(reading->doc->arena, (const char *)name, strlen((const char *)name));
}

static bool name_fits(struct reading *reading, const xmlChar *name, const char *tag)
{
    size_t len = strlen((const char *)name);
    if (len <= TLRI_XML_NAME_MAX) {
        return true;
    }
    tlri_source_error(&reading->doc->source, 2306, span_of(tag, 1), NULL,
                      "a name of %zu bytes stands in this tag; names have at most %u", len,
                      TLRI_XML_NAME_MAX);
    stop(reading, TLR_E_LIMIT);
    return false;
}

/* Attributes of other namespaces: editors' schema locations are passed over, others refused. */
static bool keep_attribute(struct reading *reading, const xmlChar *name, const xmlChar *space,
                           const char *tag)
{
    if (space == NULL) {
        return true;
    }
    bool location = strcmp((const char *)space, SCHEMA_INSTANCE) == 0 &&
                    strcmp((const char *)name, "schemaLocation") == 0;
    if (!location) {
        tlri_source_error(&reading->doc->source, 2316, span_of(tag, 1), "Remove it.",
                          "the attribute \"%s\" of this element belongs to another vocabulary (%s)",
                          (const char *)name, (const char *)space);
    }
    return false;
}

/* One attribute as libxml2 gives it: name, prefix, namespace, first and past-last byte of value. */
static void take_attribute(struct reading *reading, struct tlri_xml_node *node, const char *tag,
                           const xmlChar **five)
{
    if (!name_fits(reading, five[0], tag) || !keep_attribute(reading, five[0], five[2], tag)) {
        return;
    }
    struct tlri_xml_attr *attr = &node->attr[node->attrs];
    size_t len = (size_t)(five[4] - five[3]);
    char *value = tlri_arena_copy(reading->doc->arena, (const char *)five[3], len);
    attr->name = copy_name(reading, five[0]);
    if (value == NULL || attr->name == NULL) {
        stop_memory(reading);
        return;
    }
    place_attribute(reading, tag, attr);
    attr->len = unescape_ampersands(value, len);
    attr->value = value;
    node->attrs++;
    if (attr->len > TLRI_XML_ATTR_MAX) {
        tlri_source_error(&reading->doc->source, 2306, span_of(attr->value_at.text, 1), NULL,
                          "the attribute \"%s\" has %zu bytes; a value has at most %u", attr->name,
                          attr->len, TLRI_XML_ATTR_MAX);
        stop(reading, TLR_E_LIMIT);
    }
}

static bool within_limits(struct reading *reading, const char *tag, int attributes)
{
    const char *over = NULL;
    unsigned limit = 0;
    if (reading->nodes >= TLRI_XML_NODES_MAX) {
        over = "elements in the document";
        limit = TLRI_XML_NODES_MAX;
    } else if (reading->depth >= TLRI_XML_DEPTH_MAX) {
        over = "elements inside each other";
        limit = TLRI_XML_DEPTH_MAX;
    } else if (attributes > (int)TLRI_XML_ATTRS_MAX) {
        over = "attributes of an element";
        limit = TLRI_XML_ATTRS_MAX;
    }
    if (over == NULL) {
        return true;
    }
    tlri_source_error(&reading->doc->source, 2306, span_of(tag, 1), NULL,
                      "there are more than %u %s", limit, over);
    stop(reading, TLR_E_LIMIT);
    return false;
}

/* Is the element of the format's namespace (and, for the root, of its name)? */
static bool right_kind(struct reading *reading, const xmlChar *name, const xmlChar *space,
                       struct tlri_span at)
{
    const struct tlri_xml_format *format = reading->format;
    bool root = reading->current == NULL;
    bool in_space = space != NULL && strcmp((const char *)space, format->name_space) == 0;
    if (in_space && (!root || strcmp((const char *)name, format->root->name) == 0)) {
        return true;
    }
    const char *is_space = space == NULL ? "no namespace" : (const char *)space;
    if (root) {
        char hint[256];
        (void)snprintf(hint, sizeof hint, "%s begins <%s xmlns=\"%s\" …>.", format->what,
                       format->root->name, format->name_space);
        hint[0] = hint[0] == 'a' ? 'A' : hint[0];
        tlri_source_error(&reading->doc->source, 2304, at, hint,
                          "this is not %s: its first element is <%.64s> of %.64s", format->what,
                          (const char *)name, is_space);
    } else {
        tlri_source_error(&reading->doc->source, 2305, at, "Remove it, or correct its xmlns.",
                          "<%.64s> belongs to another vocabulary (%.64s)", (const char *)name,
                          is_space);
    }
    stop(reading, TLR_E_INPUT);
    return false;
}

/* Past the comment or instruction that begins here, or `at` when none does. */
static const char *skip_comment(const char *at, const char *end)
{
    size_t left = (size_t)(end - at);
    const char *close = NULL;
    if (left >= 4 && memcmp(at, "<!--", 4) == 0) {
        close = "-->";
    } else if (left >= 2 && memcmp(at, "<?", 2) == 0) {
        close = "?>";
    }
    size_t len = close == NULL ? 0 : strlen(close);
    for (const char *in = at; close != NULL && (size_t)(end - in) >= len; in++) {
        if (memcmp(in, close, len) == 0) {
            return in + len;
        }
    }
    return at;
}

/* The first visible byte of the current text; comments before it are passed over. */
static const char *visible_text(const struct reading *reading)
{
    const char *end = reading->doc->source.data + reading->doc->source.len;
    const char *at = reading->text_from;
    const char *next = skip_blank(at, end);
    while (next != at) {
        at = next;
        next = skip_blank(skip_comment(at, end), end);
    }
    return at < end ? at : end - 1;
}

/* Text that stood before a child or after one: blanks only. */
static void refuse_mixed_text(struct reading *reading)
{
    const char *text = reading->text.data;
    size_t len = reading->text.len;
    for (size_t i = 0; i < len; i++) {
        if (!is_blank(text[i])) {
            tlri_source_error(&reading->doc->source, 2308, span_of(visible_text(reading), 1),
                              "Remove the text, or put it into an element of its own.",
                              "<%s> holds text beside its elements", reading->current->name);
            break;
        }
    }
    reading->text.len = 0;
}

static struct tlri_xml_node *add_node(struct reading *reading, const xmlChar *name, size_t attrs)
{
    struct tlri_xml_node *node = tlri_arena_alloc(reading->doc->arena, sizeof *node);
    if (node == NULL) {
        return NULL;
    }
    node->name = copy_name(reading, name);
    node->attr = tlri_arena_array(reading->doc->arena, attrs, sizeof *node->attr);
    if (node->name == NULL || node->attr == NULL) {
        return NULL;
    }
    node->text = "";
    node->parent = reading->current;
    if (node->parent == NULL) {
        reading->doc->root = node;
    } else if (node->parent->last == NULL) {
        node->parent->first = node->parent->last = node;
    } else {
        node->parent->last = node->parent->last->next = node;
    }
    reading->nodes++;
    return node;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
                     int namespaces, const xmlChar **declared, int attributes, int defaulted,
                     const xmlChar **attribute)
{
    struct reading *reading = user;
    (void)prefix;
    (void)namespaces;
    (void)declared;
    (void)defaulted;
    if (reading->status != TLR_OK) {
        return;
    }
    const char *tag = tag_start(reading);
    const char *end = reading->doc->source.data + reading->doc->source.len;
    struct tlri_span at = span_of(tag, (size_t)(skip_name(tag, end) - tag));
    if (!within_limits(reading, tag, attributes) || !name_fits(reading, name, tag) ||
        !right_kind(reading, name, space, at)) {
        return;
    }
    if (reading->current != NULL) {
        refuse_mixed_text(reading);
    }
    struct tlri_xml_node *node = add_node(reading, name, (size_t)attributes);
    if (node == NULL) {
        stop_memory(reading);
        return;
    }
    node->at = at;
    reading->current = node;
    reading->text_from = here(reading) + 1; /* the parser stands at the '>' of the tag */
    reading->depth++;
    for (int i = 0; i < attributes && reading->status == TLR_OK; i++) {
        take_attribute(reading, node, tag, attribute + (size_t)i * 5);
    }
}

/* ---- text and end tags
 * ---------------------------------------------------------------------------------- */

/* Where the text of a leaf stands: from its first visible byte to the '<' after it. */
static struct tlri_span text_place(const struct reading *reading, const struct tlri_xml_node *node)
{
    const char *end = reading->doc->source.data + reading->doc->source.len;
    const char *at = node->at.text + node->at.len;
    struct tlri_span name, value;
    const char *next = next_attribute(at, end, &name, &value);
    while (next != NULL) {
        at = next;
        next = next_attribute(at, end, &name, &value);
    }
    at = skip_blank(at, end);
    if (at == end || *at != '>') {
        return node->at;
    }
    at = skip_blank(at + 1, end);
    const char *stop_at = at;
    while (stop_at < end && *stop_at != '<') {
        stop_at++;
    }
    while (stop_at > at && is_blank(stop_at[-1])) {
        stop_at--;
    }
    return stop_at == at ? node->at : span_of(at, (size_t)(stop_at - at));
}

static void take_text(struct reading *reading, struct tlri_xml_node *node)
{
    if (reading->text.len > TLRI_XML_TEXT_MAX) {
        tlri_source_error(&reading->doc->source, 2306, node->at, NULL,
                          "the text of <%s> has %zu bytes; a text has at most %u", node->name,
                          reading->text.len, TLRI_XML_TEXT_MAX);
        stop(reading, TLR_E_LIMIT);
        return;
    }
    const char *bytes = reading->text.len == 0 ? "" : reading->text.data;
    node->text = tlri_arena_copy(reading->doc->arena, bytes, reading->text.len);
    if (node->text == NULL) {
        stop_memory(reading);
        return;
    }
    node->text_len = reading->text.len;
    node->text_at = text_place(reading, node);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    struct reading *reading = user;
    (void)name;
    (void)prefix;
    (void)space;
    struct tlri_xml_node *node = reading->current;
    if (reading->status != TLR_OK || node == NULL) {
        return;
    }
    if (node->first != NULL) {
        refuse_mixed_text(reading);
    } else {
        take_text(reading, node);
    }
    reading->text.len = 0;
    reading->text_from = here(reading);
    reading->current = node->parent;
    reading->depth--;
}

static void on_text(void *user, const xmlChar *text, int len)
{
    struct reading *reading = user;
    if (reading->status != TLR_OK || reading->current == NULL || len <= 0) {
        return;
    }
    tlr_status status = tlri_buf_add(&reading->text, text, (size_t)len);
    if (status == TLR_E_LIMIT) {
        tlri_source_error(&reading->doc->source, 2306, reading->current->at, NULL,
                          "the text of <%s> is longer than %u bytes", reading->current->name,
                          TLRI_XML_TEXT_MAX);
        stop(reading, TLR_E_LIMIT);
    } else if (status != TLR_OK) {
        stop_memory(reading);
    }
}

/* ---- what is not taken
 * --------------------------------------------------------------------------------- */

/* Between elements a comment means nothing; inside a value it could hide what was signed, so the
 * check of values refuses it there. */
static void note_comment(struct reading *reading, const char *opening)
{
    if (reading->status != TLR_OK || reading->current == NULL ||
        reading->current->comment_at != NULL) {
        return;
    }
    const char *first = reading->doc->source.data;
    const char *end = first + reading->doc->source.len;
    size_t len = strlen(opening);
    const char *at = here(reading);
    while (at > first && ((size_t)(end - at) < len || memcmp(at, opening, len) != 0)) {
        at--;
    }
    reading->current->comment_at = at;
}

static void on_comment(void *user, const xmlChar *text)
{
    (void)text;
    note_comment(user, "<!--");
}

static void on_instruction(void *user, const xmlChar *target, const xmlChar *data)
{
    (void)target;
    (void)data;
    note_comment(user, "<?");
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    struct reading *reading = user;
    (void)name;
    (void)public_id;
    (void)system_id;
    if (reading->status != TLR_OK) {
        return;
    }
    const char *at = tag_start(reading);
    tlri_source_error(&reading->doc->source, 2303, span_of(at, strlen("<!DOCTYPE")),
                      "Remove the DOCTYPE; nothing in teller's files needs one.",
                      "the document has a DOCTYPE, which could bring in text from elsewhere");
    stop(reading, TLR_E_INPUT);
}

/* libxml2's sentence without its line end; it calls a file that breaks off "extra content". */
static const char *sentence_of(const struct reading *reading, parser_error *error, int *len)
{
    static const char breaks_off[] = "it ends before it is complete";
    bool early = error->code == XML_ERR_DOCUMENT_END && reading->current != NULL;
    const char *message = error->message == NULL ? "a mistake of form" : error->message;
    message = early ? breaks_off : message;
    size_t length = strcspn(message, "\r\n");
    *len = length > 200 ? 200 : (int)length;
    return message;
}

static void on_error(void *user, parser_error *error)
{
    struct reading *reading = user;
    if (reading->status != TLR_OK || error == NULL || error->level < XML_ERR_ERROR) {
        return;
    }
    if (error->code == XML_ERR_NO_MEMORY) {
        stop_memory(reading);
        return;
    }
    /* Said of a good name too, when memory fails while it is taken apart; which namespaces there
     * may be is decided by the tables. */
    if (error->code == XML_WAR_NS_URI) {
        return;
    }
    int len = 0;
    const char *message = sentence_of(reading, error, &len);
    tlri_source_error(&reading->doc->source, 2301, span_of(here(reading), 1),
                      "Every <tag> needs its </tag>, values stand in quotes, and & is written "
                      "&amp;.",
                      "this is not well-formed XML: %.*s", len, message);
    stop(reading, TLR_E_INPUT);
}

/* ---- before the parser
 * ------------------------------------------------------------------------------------ */

static bool encoding_is_utf8(const char *value, size_t len)
{
    static const char wanted[] = "utf-8";
    if (len != sizeof wanted - 1) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = value[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c) != wanted[i]) {
            return false;
        }
    }
    return true;
}

/* The XML declaration, when there is one, may name no other encoding than UTF-8. */
static bool declaration_ok(struct tlri_source *source)
{
    const char *end = source->data + source->len;
    if (source->len < 6 || memcmp(source->data, "<?xml", 5) != 0 || !is_blank(source->data[5])) {
        return true;
    }
    const char *at = source->data + 5;
    struct tlri_span name, value;
    while ((at = next_attribute(at, end, &name, &value)) != NULL) {
        if (tlri_span_is(name.text, name.len, "encoding") &&
            !encoding_is_utf8(value.text, value.len)) {
            tlri_source_error(source, 2302, value, "Save the file as UTF-8.",
                              "the file declares another encoding than UTF-8");
            return false;
        }
    }
    return true;
}

/* The first byte that is no UTF-8 or no character of XML. */
static size_t first_bad_byte(const char *data, size_t len)
{
    size_t good = 0;
    while (good < len) {
        size_t next = good + 1;
        while (next < len && next - good < 4 && ((unsigned char)data[next] & 0xC0u) == 0x80) {
            next++;
        }
        if (!tlri_utf8_xml(data + good, next - good)) {
            return good;
        }
        good = next;
    }
    return len;
}

static const char *line_around(const struct tlri_source *source, size_t offset)
{
    while (offset > 0 && source->data[offset - 1] != '\n') {
        offset--;
    }
    return source->data + offset;
}

static tlr_status check_bytes(struct tlri_source *source)
{
    if (source->len > TLRI_XML_SIZE_MAX) {
        tlri_source_error(source, 2300, span_of(NULL, 0), NULL,
                          "the file has %zu bytes; an XML file has at most %zu", source->len,
                          TLRI_XML_SIZE_MAX);
        return TLR_E_LIMIT;
    }
    if (source->len == 0) {
        tlri_source_error(source, 2301, span_of(NULL, 0), "put the file back as it was written",
                          "the file is empty");
        return TLR_E_INPUT;
    }
    if (source->len >= 3 && memcmp(source->data, "\xEF\xBB\xBF", 3) == 0) {
        tlri_source_error(source, 2302, span_of(source->data, 3),
                          "Save the file as UTF-8 without a byte order mark (BOM).",
                          "the file begins with a byte order mark");
        return TLR_E_INPUT;
    }
    if (!tlri_utf8_xml(source->data, source->len)) {
        size_t bad = first_bad_byte(source->data, source->len);
        source->private_at = line_around(source, bad); /* no terminal should be shown that line */
        tlri_source_error(source, 2302, span_of(source->data + bad, 1), "Save the file as UTF-8.",
                          "this byte (%02x) is no UTF-8, or a character that XML forbids",
                          (unsigned)(unsigned char)source->data[bad]);
        return TLR_E_INPUT;
    }
    return declaration_ok(source) ? TLR_OK : TLR_E_INPUT;
}

/* ---- the whole
 * -----------------------------------------------------------------------------------------------
 */

static xmlSAXHandler handlers(void)
{
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.comment = on_comment;
    sax.processingInstruction = on_instruction;
    sax.internalSubset = on_doctype;
    sax.serror = on_error;
    return sax;
}

static tlr_status run_parser(struct reading *reading)
{
    const struct tlri_source *source = &reading->doc->source;
    xmlSAXHandler sax = handlers();
    xmlInitParser();
    reading->parser = xmlCreatePushParserCtxt(&sax, reading, NULL, 0, NULL);
    if (reading->parser == NULL) {
        return tlri_no_memory(reading->ctx);
    }
    (void)xmlCtxtUseOptions(reading->parser, PARSE_OPTIONS);
    int failed = xmlParseChunk(reading->parser, source->data, (int)source->len, 1);
    if (reading->status == TLR_OK && failed == XML_PARSER_EOF) {
        stop_memory(reading); /* the chunk could not be taken in; no error is raised for that */
    }
    if (reading->status == TLR_OK &&
        (failed != 0 || reading->current != NULL || reading->doc->root == NULL)) {
        tlri_source_error(&reading->doc->source, 2301, span_of(source->data + source->len - 1, 1),
                          "get the whole file: a part of it is missing at the end",
                          "this is not well-formed XML: it ends before it is complete");
        reading->status = TLR_E_INPUT;
    }
    xmlFreeParserCtxt(reading->parser);
    return reading->status;
}

tlr_status tlri_xml_parse_tree(tlr_ctx *ctx, struct tlri_arena *arena,
                               const struct tlri_xml_format *format, const char *name,
                               const char *data, size_t len, struct tlri_xml_doc *doc)
{
    *doc = (struct tlri_xml_doc){.arena = arena};
    tlri_source_init(&doc->source, ctx, name, data, len);
    TLR_TRY(check_bytes(&doc->source));
    struct reading reading = {.ctx = ctx, .format = format, .doc = doc};
    tlri_buf_init(&reading.text, ctx, TLRI_XML_TEXT_MAX + 1);
    tlr_status status = run_parser(&reading);
    tlri_buf_drop(&reading.text);
    return status;
}

tlr_status tlri_xml_parse(tlr_ctx *ctx, struct tlri_arena *arena,
                          const struct tlri_xml_format *format, const char *name, const char *data,
                          size_t len, struct tlri_xml_doc *doc)
{
    TLR_TRY(tlri_xml_parse_tree(ctx, arena, format, name, data, len, doc));
    return tlri_xml_check(doc, format);
}
