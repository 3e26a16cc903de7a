/*
 * report/html_write.h: HTML composed in a buffer: elements, text between them, checked names.
 *
 * Beside io/xml_write.h because a page has text and elements side by side, and because HTML has
 * elements without an end. The same care: every text is well-formed UTF-8 of characters that XML
 * allows, and is escaped; the first failure sticks and tlri_html_end gives it. Names of elements
 * and attributes are literals of the program. spec/formats/html.md.
 */
#ifndef TLRI_REPORT_HTML_WRITE_H
#define TLRI_REPORT_HTML_WRITE_H

#include "base/base.h"

#define TLRI_HTML_OPEN_MAX 24u /* elements open at once */

/* Around a name inside a sentence that is put together as plain text: tlri_html_marked turns them
 * into <bdi> and </bdi>. No text of an election can hold them. */
#define TLRI_HTML_NAME_BEGINS "\001"
#define TLRI_HTML_NAME_ENDS   "\002"

struct tlri_html {
    tlr_ctx *ctx;
    struct tlri_buf *out;
    const char *open[TLRI_HTML_OPEN_MAX];
    unsigned depth;
    bool in_tag; /* the last start tag is not closed yet: attributes may follow */
    tlr_status status;
};

/* Begins a document (<!DOCTYPE html>) in out, which stays the caller's. */
void tlri_html_begin(struct tlri_html *html, tlr_ctx *ctx, struct tlri_buf *out);
/* Ends it. TLR_E_INPUT: a text was none that XML can hold (2330); TLR_E_INTERNAL: elements are left
 * open, or a text was missing; TLR_E_LIMIT, TLR_E_MEMORY: of the buffer. */
tlr_status tlri_html_end(struct tlri_html *html) TLRI_NODISCARD;

void tlri_html_open(struct tlri_html *html, const char *name);
/* The same with the attribute class. */
void tlri_html_open_class(struct tlri_html *html, const char *name, const char *class_name);
void tlri_html_close(struct tlri_html *html);
/* An element that has no end: meta, br. Attributes may follow. */
void tlri_html_void(struct tlri_html *html, const char *name);
/* Attributes of the element begun last. */
void tlri_html_put(struct tlri_html *html, const char *name, const char *value);
void tlri_html_put_number(struct tlri_html *html, const char *name, uint64_t value);
void tlri_html_putf(struct tlri_html *html, const char *name, const char *fmt, ...)
    TLRI_PRINTF(3, 4);

/* Text, escaped. Characters that turn the direction of what follows (U+202A to U+202E, U+2066 to
 * U+2069) are shown as U+FFFD: a name must not reorder the sentence around it. */
void tlri_html_text(struct tlri_html *html, const char *text);
void tlri_html_textf(struct tlri_html *html, const char *fmt, ...) TLRI_PRINTF(2, 3);
/* A name in an element of its own direction: <bdi>. */
void tlri_html_name(struct tlri_html *html, const char *name);
/* Text in which names stand between TLRI_HTML_NAME_BEGINS and TLRI_HTML_NAME_ENDS. */
void tlri_html_marked(struct tlri_html *html, const char *text);
/* An element with text and nothing else. */
void tlri_html_leaf(struct tlri_html *html, const char *name, const char *text);
/* The same with the attribute class. */
void tlri_html_leaf_class(struct tlri_html *html, const char *name, const char *class_name,
                          const char *text);
/* A <meta> with a name. */
void tlri_html_meta(struct tlri_html *html, const char *name, const char *content);
/* Opens <head>: UTF-8, and the policy that allows this style, by its digest, and nothing else from
 * anywhere. The style itself must follow. */
void tlri_html_head(struct tlri_html *html, const char *css);
/* The text of <style>, not escaped: a literal of the program without '<' and '&'. */
void tlri_html_style(struct tlri_html *html, const char *css);

/* Makes the document fail with this status, if it has not failed before. */
void tlri_html_fail(struct tlri_html *html, tlr_status status);

#endif
