/*
 * io/xml_write.c: a small strict XML writer. spec/formats/xml.md, 5.
 *
 * Not libxml2's xmlTextWriter: that one returns success while it writes control characters and
 * broken UTF-8, and how it serialises has changed between versions, while these bytes must be the
 * same for everybody. What is needed is little: elements, attributes, text, indentation.
 */
#include "io/xml_write.h"

#include <string.h>

static void keep(struct tlri_xml_writer *writer, tlr_status status)
{
    if (writer->status == TLR_OK) {
        writer->status = status;
    }
}

void tlri_xml_fail(struct tlri_xml_writer *writer, tlr_status status)
{
    keep(writer, status);
}

void tlri_xml_fault(struct tlri_xml_writer *writer, const char *expected)
{
    if (writer->status == TLR_OK) {
        writer->status = tlri_internal(writer->ctx, expected);
    }
}

static void put(struct tlri_xml_writer *writer, const char *text)
{
    if (writer->status == TLR_OK) {
        keep(writer, tlri_buf_puts(writer->out, text));
    }
}

static void indent(struct tlri_xml_writer *writer)
{
    for (unsigned i = 0; i < writer->depth; i++) {
        put(writer, "  ");
    }
}

void tlri_xml_begin(struct tlri_xml_writer *writer, tlr_ctx *ctx, struct tlri_buf *out)
{
    *writer = (struct tlri_xml_writer){.ctx = ctx, .out = out, .status = TLR_OK};
    put(writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

tlr_status tlri_xml_end(struct tlri_xml_writer *writer)
{
    if (writer->depth != 0) {
        tlri_xml_fault(writer, "every XML element opened is closed");
    }
    return writer->status;
}

/* What stands for a byte that cannot stand for itself, or NULL. Line ends and tabs would be read
 * back as blanks from an attribute, and a CR as LF from text. */
static const char *escape(char c, bool attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    case '\n':
        return attribute ? "&#10;" : NULL;
    default:
        return NULL;
    }
}

static tlr_status add_escaped(struct tlri_buf *out, const char *text, size_t len, bool attribute)
{
    size_t done = 0;
    for (size_t i = 0; i < len; i++) {
        const char *instead = escape(text[i], attribute);
        if (instead != NULL) {
            TLR_TRY(tlri_buf_add(out, text + done, i - done));
            TLR_TRY(tlri_buf_puts(out, instead));
            done = i + 1;
        }
    }
    return tlri_buf_add(out, text + done, len - done);
}

tlr_status tlri_xml_escape(const char *text, struct tlri_buf *out)
{
    return add_escaped(out, text, strlen(text), true);
}

static void put_escaped(struct tlri_xml_writer *writer, const char *text, bool attribute)
{
    size_t len = strlen(text);
    if (!tlri_utf8_xml(text, len)) {
        if (writer->status == TLR_OK) {
            tlri_diag(writer->ctx, TLR_ERROR, 2330, NULL,
                      "Correct the name or text where it comes from.", NULL,
                      "a text to be written holds bytes that are no UTF-8, or characters that XML "
                      "forbids");
        }
        keep(writer, TLR_E_INPUT);
        return;
    }
    if (writer->status == TLR_OK) {
        keep(writer, add_escaped(writer->out, text, len, attribute));
    }
}

void tlri_xml_open(struct tlri_xml_writer *writer, const char *name)
{
    if (writer->in_tag) {
        put(writer, ">\n");
    }
    if (writer->depth == TLRI_XML_OPEN_MAX || writer->in_text) {
        tlri_xml_fault(writer, "elements stand in elements, few levels deep");
    }
    if (writer->status != TLR_OK) {
        return;
    }
    indent(writer);
    put(writer, "<");
    put(writer, name);
    writer->open[writer->depth++] = name;
    writer->in_tag = true;
}

void tlri_xml_close(struct tlri_xml_writer *writer)
{
    if (writer->status != TLR_OK) {
        return;
    }
    if (writer->depth == 0) {
        tlri_xml_fault(writer, "only an open XML element is closed");
        return;
    }
    writer->depth--;
    if (writer->in_tag) {
        put(writer, "/>\n");
    } else {
        if (!writer->in_text) {
            indent(writer);
        }
        put(writer, "</");
        put(writer, writer->open[writer->depth]);
        put(writer, ">\n");
    }
    writer->in_tag = writer->in_text = false;
}

void tlri_xml_put(struct tlri_xml_writer *writer, const char *name, const char *value)
{
    if (writer->status != TLR_OK) {
        return;
    }
    if (value == NULL || !writer->in_tag) {
        tlri_xml_fault(writer, "every XML attribute has a value and a tag");
        return;
    }
    put(writer, " ");
    put(writer, name);
    put(writer, "=\"");
    put_escaped(writer, value, true);
    put(writer, "\"");
}

void tlri_xml_put_some(struct tlri_xml_writer *writer, const char *name, const char *value)
{
    if (value != NULL) {
        tlri_xml_put(writer, name, value);
    }
}

void tlri_xml_put_number(struct tlri_xml_writer *writer, const char *name, uint64_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    tlri_xml_put(writer, name, text);
}

void tlri_xml_put_yes(struct tlri_xml_writer *writer, const char *name, bool value)
{
    tlri_xml_put(writer, name, value ? "yes" : "no");
}

void tlri_xml_put_votes(struct tlri_xml_writer *writer, const char *name, tlri_dec value,
                        unsigned decimals)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(value, decimals, text);
    tlri_xml_put(writer, name, text);
}

void tlri_xml_put_digest(struct tlri_xml_writer *writer, const char *name, const uint8_t digest[32])
{
    char text[7 + 64 + 1] = "sha256:";
    tlri_hex(digest, 32, text + 7);
    tlri_xml_put(writer, name, text);
}

void tlri_xml_text(struct tlri_xml_writer *writer, const char *text)
{
    if (writer->status != TLR_OK) {
        return;
    }
    if (text == NULL || !writer->in_tag) {
        tlri_xml_fault(writer, "text stands in an XML element of its own");
        return;
    }
    put(writer, ">");
    writer->in_tag = false;
    writer->in_text = true;
    put_escaped(writer, text, false);
}

void tlri_xml_leaf(struct tlri_xml_writer *writer, const char *name, const char *text)
{
    tlri_xml_open(writer, name);
    tlri_xml_text(writer, text);
    tlri_xml_close(writer);
}
