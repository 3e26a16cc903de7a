/*
 * report/compare.c: two counts side by side: what is the same in a word, what differs in full.
 *
 * Everything to be said comes as lines (api/compare.c found them); here they are put in order, what
 * is the same counted, what differs told, and the answer given in one sentence at the end. The JSON
 * holds every line. Implements spec/formats/compare.md [CMP-5] and [CMP-6].
 */
#include "report/compare.h"

#include <string.h>

#include "base/wrap.h"
#include "report/json_parts.h"

static const char *const headings[] = {
#define TLRI_COMPARED_TEXT(name, text) text,
    TLRI_COMPARED_TABLE(TLRI_COMPARED_TEXT)
#undef TLRI_COMPARED_TEXT
};

bool tlri_compared_same(const struct tlri_compared_pair *pair, enum tlri_compared about,
                        size_t *lines)
{
    const struct tlri_compare_line *line = pair->line.data;
    bool same = true;
    size_t n = 0;
    for (size_t i = 0; i < pair->line.count; i++) {
        if (line[i].about == about) {
            same = same && line[i].same;
            n++;
        }
    }
    if (lines != NULL) {
        *lines = n;
    }
    return same;
}

static void put_section(const struct tlri_compared_pair *pair, enum tlri_compared about,
                        struct tlri_buf *out)
{
    const struct tlri_compare_line *line = pair->line.data;
    size_t lines;
    bool same = tlri_compared_same(pair, about, &lines);
    if (lines == 0) {
        return;
    }
    if (same) {
        tlri_buf_printf(out, "%-10s the same (%zu)\n", headings[about], lines);
        return;
    }
    size_t alike = 0;
    for (size_t i = 0; i < pair->line.count; i++) {
        alike += line[i].about == about && line[i].same;
    }
    tlri_buf_printf(out, "%-10s NOT the same; of %zu, alike: %zu\n", headings[about], lines, alike);
    for (size_t i = 0; i < pair->line.count; i++) {
        if (line[i].about == about && !line[i].same) {
            struct tlri_buf text;
            tlri_buf_init(&text, pair->ctx, 1 << 20);
            tlri_buf_printf(&text, "%s: %s", line[i].name, line[i].detail);
            tlri_wrap(out, "  ", 4, text.data != NULL ? text.data : "");
            if (out->failed == TLR_OK) {
                out->failed = text.failed;
            }
            tlri_buf_drop(&text);
        }
    }
}

static const char *sentence(const struct tlri_compared_pair *pair)
{
    bool same = true;
    for (size_t i = 0; i < TLRI_COMPARED_COUNT; i++) {
        same = same && tlri_compared_same(pair, (enum tlri_compared)i, NULL);
    }
    if (same) {
        return "The two are the same.";
    }
    size_t lines = 0;
    bool elected = tlri_compared_same(pair, TLRI_COMPARED_ELECTED, &lines);
    if (lines == 0) { /* of two batches nobody knows */
        return "The two are not the same.";
    }
    return elected ? "The two are not the same, but the same people are elected."
                   : "The two are not the same, and they do not elect the same people.";
}

tlr_status tlri_compare_text(const struct tlri_compared_pair *pair, struct tlri_buf *out)
{
    tlri_buf_printf(out, "A: %s\nB: %s\n\n", pair->a, pair->b);
    for (size_t i = 0; i < TLRI_COMPARED_COUNT; i++) {
        put_section(pair, (enum tlri_compared)i, out);
    }
    return tlri_buf_printf(out, "\n%s\n", sentence(pair));
}

/* ---- for programs ---- */

static json_t *line_object(bool *bad, const struct tlri_compare_line *line)
{
    json_t *object = json_object();
    tlri_json_put(bad, object, "about", json_string(headings[line->about]));
    tlri_json_put(bad, object, "name", json_string(line->name));
    tlri_json_put(bad, object, "same", json_boolean(line->same));
    tlri_json_put(bad, object, "difference", line->same ? json_null() : json_string(line->detail));
    return object;
}

tlr_status tlri_compare_json(const struct tlri_compared_pair *pair, struct tlri_buf *out)
{
    const struct tlri_compare_line *line = pair->line.data;
    bool bad = false;
    json_t *object = json_object();
    json_t *lines = json_array();
    for (size_t i = 0; i < pair->line.count; i++) {
        tlri_json_append(&bad, lines, line_object(&bad, &line[i]));
    }
    tlri_json_put(&bad, object, "format", json_string("teller/compare@1"));
    tlri_json_put(&bad, object, "a", json_string(pair->a));
    tlri_json_put(&bad, object, "b", json_string(pair->b));
    tlri_json_put(&bad, object, "lines", lines);
    tlri_json_put(&bad, object, "sentence", json_string(sentence(pair)));
    return tlri_json_write_wide(pair->ctx, object, bad, out);
}
