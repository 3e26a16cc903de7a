/*
 * io/xml_write.h: XML composed in a buffer, always in the same form.
 *
 * UTF-8, LF, two spaces of indentation a level, attributes in the order in which they are given, an
 * element's text on the line of its tags. Names are literals of the program; every value is checked
 * (well-formed UTF-8, characters of XML) and escaped. The first failure sticks: later calls do
 * nothing, and tlri_xml_end gives it. spec/formats/xml.md, 5.
 */
#ifndef TLRI_XML_WRITE_H
#define TLRI_XML_WRITE_H

#include "base/base.h"
#include "num/decimal.h"

#define TLRI_XML_OPEN_MAX 16u /* elements open at once */

struct tlri_xml_writer {
    tlr_ctx *ctx;
    struct tlri_buf *out;
    const char *open[TLRI_XML_OPEN_MAX];
    unsigned depth;
    bool in_tag;  /* the last start tag is not closed yet: attributes may follow */
    bool in_text; /* the current element holds text */
    tlr_status status;
};

/* Begins a document in out, which stays the caller's. */
void tlri_xml_begin(struct tlri_xml_writer *writer, tlr_ctx *ctx, struct tlri_buf *out);
/* Ends it. TLR_E_INPUT: a value was not text that XML can hold (2330); TLR_E_INTERNAL: elements are
 * left open, or a value was missing; TLR_E_LIMIT, TLR_E_MEMORY: of the buffer. */
tlr_status tlri_xml_end(struct tlri_xml_writer *writer) TLRI_NODISCARD;

void tlri_xml_open(struct tlri_xml_writer *writer, const char *name);
void tlri_xml_close(struct tlri_xml_writer *writer);
/* Of the element opened last, before its text or children. */
void tlri_xml_put(struct tlri_xml_writer *writer, const char *name, const char *value);
/* The same, but nothing when value is NULL. */
void tlri_xml_put_some(struct tlri_xml_writer *writer, const char *name, const char *value);
void tlri_xml_put_number(struct tlri_xml_writer *writer, const char *name, uint64_t value);
void tlri_xml_put_yes(struct tlri_xml_writer *writer, const char *name, bool value);
/* An amount of votes with that many decimals, and "sha256:" with 64 digits. */
void tlri_xml_put_votes(struct tlri_xml_writer *writer, const char *name, tlri_dec value,
                        unsigned decimals);
void tlri_xml_put_digest(struct tlri_xml_writer *writer, const char *name,
                         const uint8_t digest[32]);
/* The text of the element opened last. */
void tlri_xml_text(struct tlri_xml_writer *writer, const char *text);
/* An element with text and nothing else. */
void tlri_xml_leaf(struct tlri_xml_writer *writer, const char *name, const char *text);

/* Appends text as it stands in the value of an attribute, which is right between tags too: for
 * documents with comments, which this writer does not write. Whether XML can hold the text is the
 * caller's to see to. */
tlr_status tlri_xml_escape(const char *text, struct tlri_buf *out);

/* Makes the document fail with this status, if it has not failed before. */
void tlri_xml_fail(struct tlri_xml_writer *writer, tlr_status status);
/* The same with an internal error: `expected` does not hold. */
void tlri_xml_fault(struct tlri_xml_writer *writer, const char *expected);

#endif
