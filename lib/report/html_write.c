/*
 * report/html_write.c: a small strict HTML writer. spec/formats/html.md.
 *
 * What it guards against: a name that holds markup, a name that turns the direction of writing, and
 * an element left open. Every block element begins a line, so that two pages can be compared with
 * diff; there is no indentation, since blanks between inline elements would be seen. It knows
 * nothing of elections.
 */
#include "report/html_write.h"

#include <stdio.h>
#include <string.h>

#include "trust/digest.h"
#include "trust/text.h"

static void keep(struct tlri_html *html, tlr_status status)
{
    if (html->status == TLR_OK) {
        html->status = status;
    }
}

void tlri_html_fail(struct tlri_html *html, tlr_status status)
{
    keep(html, status);
}

static void fault(struct tlri_html *html, const char *expected)
{
    if (html->status == TLR_OK) {
        html->status = tlri_internal(html->ctx, expected);
    }
}

static void put(struct tlri_html *html, const char *text)
{
    if (html->status == TLR_OK) {
        keep(html, tlri_buf_puts(html->out, text));
    }
}

static void put_bytes(struct tlri_html *html, const char *text, size_t len)
{
    if (html->status == TLR_OK) {
        keep(html, tlri_buf_add(html->out, text, len));
    }
}

void tlri_html_begin(struct tlri_html *html, tlr_ctx *ctx, struct tlri_buf *out)
{
    *html = (struct tlri_html){.ctx = ctx, .out = out, .status = TLR_OK};
    put(html, "<!DOCTYPE html>");
}

tlr_status tlri_html_end(struct tlri_html *html)
{
    if (html->depth != 0) {
        fault(html, "every HTML element opened is closed");
    }
    put(html, "\n");
    return html->status;
}

/* ---- elements -----------------------------------------------------------------------------------
 */

static void end_tag(struct tlri_html *html)
{
    if (html->in_tag) {
        put(html, ">");
        html->in_tag = false;
    }
}

/* Elements that stand inside a line; every other one begins a line of the file. */
static bool is_inline(const char *name)
{
    static const char *const names[] = {"a",  "abbr",  "b",      "bdi", "code",
                                        "em", "small", "strong", "span"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void begin_tag(struct tlri_html *html, const char *name)
{
    end_tag(html);
    put(html, is_inline(name) ? "<" : "\n<");
    put(html, name);
    html->in_tag = true;
}

void tlri_html_open(struct tlri_html *html, const char *name)
{
    if (html->depth == TLRI_HTML_OPEN_MAX) {
        fault(html, "HTML elements stand in each other a few levels deep");
        return;
    }
    begin_tag(html, name);
    html->open[html->depth++] = name;
}

void tlri_html_open_class(struct tlri_html *html, const char *name, const char *class_name)
{
    tlri_html_open(html, name);
    tlri_html_put(html, "class", class_name);
}

void tlri_html_close(struct tlri_html *html)
{
    if (html->depth == 0) {
        fault(html, "only an open HTML element is closed");
        return;
    }
    end_tag(html);
    put(html, "</");
    put(html, html->open[--html->depth]);
    put(html, ">");
}

void tlri_html_void(struct tlri_html *html, const char *name)
{
    begin_tag(html, name);
}

/* ---- text ---------------------------------------------------------------------------------------
 */

/* Is this one of the three-byte characters that turn the direction of what follows? */
static bool turns_direction(const char *at, size_t left)
{
    if (left < 3 || (unsigned char)at[0] != 0xE2) {
        return false;
    }
    unsigned char second = (unsigned char)at[1];
    unsigned char third = (unsigned char)at[2];
    return (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
           (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

static const char *escape(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

static void put_escaped(struct tlri_html *html, const char *text, size_t len)
{
    if (html->status != TLR_OK) {
        return;
    }
    if (!tlri_utf8_xml(text, len)) {
        tlri_diag(html->ctx, TLR_ERROR, 2330, NULL, "Correct the name or text where it comes from.",
                  NULL,
                  "a text to be written holds bytes that are no UTF-8, or characters that XML "
                  "forbids");
        keep(html, TLR_E_INPUT);
        return;
    }
    size_t done = 0;
    for (size_t i = 0; i < len; i++) {
        bool turns = turns_direction(text + i, len - i);
        const char *instead = turns ? "\xEF\xBF\xBD" : escape(text[i]);
        if (instead != NULL) {
            put_bytes(html, text + done, i - done);
            put(html, instead);
            i += turns ? 2 : 0;
            done = i + 1;
        }
    }
    put_bytes(html, text + done, len - done);
}

void tlri_html_put(struct tlri_html *html, const char *name, const char *value)
{
    if (value == NULL || !html->in_tag) {
        fault(html, "every HTML attribute has a value and a tag");
        return;
    }
    put(html, " ");
    put(html, name);
    put(html, "=\"");
    put_escaped(html, value, strlen(value));
    put(html, "\"");
}

void tlri_html_put_number(struct tlri_html *html, const char *name, uint64_t value)
{
    tlri_html_putf(html, name, "%llu", (unsigned long long)value);
}

/* Formatted text, given on; failures of memory and size go to the document. */
TLRI_PRINTF(3, 0)
static void with_text(struct tlri_html *html, const char *name, const char *fmt, va_list ap)
{
    char text[2048];
    int n = vsnprintf(text, sizeof text, fmt, ap);
    if (n < 0 || (size_t)n >= sizeof text) {
        fault(html, "formatted text of a page is short");
        return;
    }
    if (name != NULL) {
        tlri_html_put(html, name, text);
    } else {
        tlri_html_text(html, text);
    }
}

void tlri_html_putf(struct tlri_html *html, const char *name, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    with_text(html, name, fmt, ap);
    va_end(ap);
}

void tlri_html_text(struct tlri_html *html, const char *text)
{
    if (text == NULL) {
        fault(html, "a text of a page is there");
        return;
    }
    end_tag(html);
    put_escaped(html, text, strlen(text));
}

void tlri_html_textf(struct tlri_html *html, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    with_text(html, NULL, fmt, ap);
    va_end(ap);
}

void tlri_html_name(struct tlri_html *html, const char *name)
{
    tlri_html_leaf(html, "bdi", name);
}

void tlri_html_marked(struct tlri_html *html, const char *text)
{
    static const char marks[] = TLRI_HTML_NAME_BEGINS TLRI_HTML_NAME_ENDS;
    end_tag(html);
    while (*text != '\0') {
        size_t len = strcspn(text, marks);
        put_escaped(html, text, len);
        text += len;
        if (*text == TLRI_HTML_NAME_BEGINS[0]) {
            put(html, "<bdi>");
            text++;
        } else if (*text == TLRI_HTML_NAME_ENDS[0]) {
            put(html, "</bdi>");
            text++;
        }
    }
}

void tlri_html_leaf(struct tlri_html *html, const char *name, const char *text)
{
    tlri_html_open(html, name);
    tlri_html_text(html, text);
    tlri_html_close(html);
}

void tlri_html_leaf_class(struct tlri_html *html, const char *name, const char *class_name,
                          const char *text)
{
    tlri_html_open_class(html, name, class_name);
    tlri_html_text(html, text);
    tlri_html_close(html);
}

void tlri_html_meta(struct tlri_html *html, const char *name, const char *content)
{
    tlri_html_void(html, "meta");
    tlri_html_put(html, "name", name);
    tlri_html_put(html, "content", content);
}

void tlri_html_head(struct tlri_html *html, const char *css)
{
    struct tlri_digest digest;
    char base64[64];
    tlri_digest_of(css, strlen(css), &digest);
    tlri_base64_write(digest.bytes, sizeof digest.bytes, base64, sizeof base64);
    tlri_html_open(html, "head");
    tlri_html_void(html, "meta");
    tlri_html_put(html, "charset", "utf-8");
    tlri_html_void(html, "meta");
    tlri_html_put(html, "http-equiv", "Content-Security-Policy");
    tlri_html_putf(html, "content",
                   "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
                   base64);
}

void tlri_html_style(struct tlri_html *html, const char *css)
{
    tlri_html_open(html, "style");
    end_tag(html);
    put(html, css);
    tlri_html_close(html);
}
