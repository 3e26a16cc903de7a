/*
 * io/blt_names.c: names, title, and what else stands in a BLT file behind its papers.
 *
 * Implements spec/formats/blt.md, sections 2 and 4. Names come in double quotation marks, in
 * single ones, without any, with a party beside them or behind a comma. What goes on after the
 * title is refused, because names or papers may be in the wrong place.
 */
#include "io/blt_reader.h"

#include <string.h>

#define STRINGS_AFTER_TITLE 2u

static bool has_control(struct tlri_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.text[i];
        if (byte < 0x20 || byte == 0x7F) {
            return true;
        }
    }
    return false;
}

/* A name or title as [BLT-7] allows it; reports what is wrong. */
static bool check_text(struct tlri_blt_reader *reader, struct tlri_span text, bool may_be_empty)
{
    if (text.len == 0 && may_be_empty) {
        return true;
    }
    if (text.len == 0) {
        tlri_source_error(&reader->source, 2117, text, NULL, "a name is empty");
    } else if (text.len > TLRI_BLT_NAME_MAX) {
        tlri_source_error(&reader->source, 2117, text, NULL,
                          "this text has %zu bytes, more than %u", text.len, TLRI_BLT_NAME_MAX);
    } else if (!tlri_utf8_xml(text.text, text.len) || has_control(text)) {
        tlri_source_error(&reader->source, 2117, text, "save the file as UTF-8",
                          "this text is not UTF-8, or holds a control character");
    } else if (!tlri_utf8_shown(text.text, text.len)) {
        tlri_source_error(&reader->source, 1022, text, "type the text again",
                          "this text holds a character that changes how the rest is shown");
    } else if (memchr(text.text, '"', text.len) != NULL) {
        tlri_source_error(&reader->source, 2117, text, "leave the quotation mark out",
                          "a quotation mark stands inside a text");
    } else {
        return true;
    }
    return false;
}

/* ---- one string ---- */

/* A text between two quotation marks of one kind, in one line. */
static bool read_quoted(struct tlri_blt_reader *reader, struct tlri_span *text)
{
    char quote = *reader->at;
    const char *from = reader->at++;
    while (!tlri_blt_at_line_end(reader) && *reader->at != quote) {
        reader->at++;
    }
    if (!tlri_blt_at_byte(reader, quote)) {
        tlri_source_error(&reader->source, 2115, tlri_blt_between(from, reader->at), NULL,
                          "the quotation mark is not closed in this line");
        return false;
    }
    *text = tlri_blt_between(from + 1, reader->at);
    reader->at++;
    return true;
}

/* The rest of the line without blanks around it and without a comment after a blank. */
static struct tlri_span read_unquoted(struct tlri_blt_reader *reader)
{
    const char *from = reader->at;
    tlri_blt_skip_to_line_end(reader);
    const char *to = reader->at;
    for (const char *p = from + 1; p < to; p++) {
        if (*p == '#' && (p[-1] == ' ' || p[-1] == '\t')) {
            tlri_blt_met(reader, TLRI_BLT_HASH_COMMENT);
            to = p;
        }
    }
    while (to > from && (to[-1] == ' ' || to[-1] == '\t')) {
        to--;
    }
    tlri_blt_met(reader, TLRI_BLT_UNQUOTED);
    return tlri_blt_between(from, to);
}

/* A single quote is one only if the line ends with another: 'Tis the name of a candidate. */
static bool at_single_quoted(const struct tlri_blt_reader *reader)
{
    if (!tlri_blt_at_byte(reader, '\'')) {
        return false;
    }
    struct tlri_blt_reader probe = *reader;
    tlri_blt_skip_to_line_end(&probe);
    while (probe.at > reader->at && (probe.at[-1] == ' ' || probe.at[-1] == '\t')) {
        probe.at--;
    }
    return probe.at - reader->at >= 2 && probe.at[-1] == '\'';
}

/* One string: quoted, or a whole line. */
static bool read_string(struct tlri_blt_reader *reader, struct tlri_span *text)
{
    if (at_single_quoted(reader)) {
        tlri_blt_met(reader, TLRI_BLT_SINGLE_QUOTES);
        return read_quoted(reader, text);
    }
    if (tlri_blt_at_byte(reader, '"')) {
        return read_quoted(reader, text);
    }
    *text = read_unquoted(reader);
    return true;
}

/* ---- names ---- */

/* Does each of the next lines, one a candidate, hold exactly two quoted strings? */
static bool names_are_paired(const struct tlri_blt_reader *reader)
{
    struct tlri_blt_reader probe = *reader;
    for (uint32_t i = 0; i < reader->candidates; i++) {
        tlri_blt_skip_lines(&probe);
        for (int strings = 0; strings < 2; strings++) {
            tlri_blt_skip_blanks(&probe);
            if (!tlri_blt_at_byte(&probe, '"')) {
                return false;
            }
            const char *close = memchr(probe.at + 1, '"', (size_t)(probe.end - probe.at - 1));
            if (close == NULL || memchr(probe.at, '\n', (size_t)(close - probe.at)) != NULL) {
                return false;
            }
            probe.at = close + 1;
        }
        tlri_blt_skip_blanks(&probe);
        if (!tlri_blt_at_line_end(&probe)) {
            return false;
        }
    }
    tlri_blt_skip_lines(&probe);
    return !tlri_blt_at_end(&probe);
}

static struct tlri_span trimmed(struct tlri_span text)
{
    while (text.len > 0 && text.text[0] == ' ') {
        text.text++;
        text.len--;
    }
    while (text.len > 0 && text.text[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
}

/* "Name,Party" without quotation marks: the Scottish form. */
static void split_party(struct tlri_blt_reader *reader, uint32_t candidate)
{
    struct tlri_span name = reader->names[candidate];
    const char *comma = memchr(name.text, ',', name.len);
    if (comma == NULL) {
        return;
    }
    tlri_blt_met(reader, TLRI_BLT_PARTIES);
    reader->names[candidate] = trimmed(tlri_blt_between(name.text, comma));
    reader->parties[candidate] = trimmed(tlri_blt_between(comma + 1, name.text + name.len));
}

static bool read_name(struct tlri_blt_reader *reader, uint32_t candidate, bool paired)
{
    bool quoted = tlri_blt_at_byte(reader, '"') || at_single_quoted(reader);
    if (!read_string(reader, &reader->names[candidate])) {
        return false;
    }
    if (!quoted) {
        split_party(reader, candidate);
    }
    if (paired) {
        tlri_blt_met(reader, TLRI_BLT_PARTIES);
        tlri_blt_skip_blanks(reader);
        if (!read_string(reader, &reader->parties[candidate])) {
            return false;
        }
    }
    bool good = check_text(reader, reader->names[candidate], false);
    return check_text(reader, reader->parties[candidate], true) && good;
}

tlr_status tlri_blt_read_names(struct tlri_blt_reader *reader)
{
    bool paired = names_are_paired(reader);
    for (uint32_t i = 0; i < reader->candidates; i++) {
        tlri_blt_skip_lines(reader);
        if (tlri_blt_at_end(reader)) {
            tlri_source_error(&reader->source, 2114, tlri_blt_between(reader->end, reader->end),
                              "write one name for each candidate, and then the title",
                              "the file ends after %u of %u names", i, reader->candidates);
            return TLR_E_INPUT;
        }
        if (!read_name(reader, i, paired)) {
            tlri_blt_skip_line(reader);
        }
        if (tlri_source_gave_up(&reader->source)) {
            return TLR_E_INPUT;
        }
    }
    return TLR_OK;
}

/* ---- title and end ---- */

static tlr_status read_title(struct tlri_blt_reader *reader, struct tlri_blt *blt)
{
    struct tlri_span title;
    tlri_blt_skip_lines(reader);
    if (tlri_blt_at_end(reader)) {
        tlri_source_error(&reader->source, 2114, tlri_blt_between(reader->end, reader->end),
                          "write the title of the election after the names",
                          "the file ends before the title");
        return TLR_E_INPUT;
    }
    if (!read_string(reader, &title) || !check_text(reader, title, true)) {
        return TLR_E_INPUT;
    }
    blt->title = tlri_span_copy(reader->arena, title);
    return blt->title == NULL ? tlri_no_memory(reader->ctx) : TLR_OK;
}

/* Up to two further quoted strings: Droop's source and comment. */
static tlr_status read_further_strings(struct tlri_blt_reader *reader, struct tlri_blt *blt)
{
    const char **further[STRINGS_AFTER_TITLE] = {&blt->source, &blt->comment};
    for (size_t i = 0; i < STRINGS_AFTER_TITLE; i++) {
        struct tlri_span text;
        tlri_blt_skip_lines(reader);
        if (!tlri_blt_at_byte(reader, '"')) {
            return TLR_OK;
        }
        if (!read_quoted(reader, &text) || !check_text(reader, text, true)) {
            return TLR_E_INPUT;
        }
        tlri_blt_met(reader, TLRI_BLT_SOURCE);
        *further[i] = tlri_span_copy(reader->arena, text);
        if (*further[i] == NULL) {
            return tlri_no_memory(reader->ctx);
        }
    }
    return TLR_OK;
}

/* Nothing stands after the title [BLT-8]. */
static void check_end(struct tlri_blt_reader *reader)
{
    tlri_blt_skip_lines(reader);
    if (reader->open_comment != NULL) {
        tlri_blt_report_no_terminator(reader);
        return;
    }
    if (tlri_blt_at_end(reader)) {
        return;
    }
    const char *from = reader->at;
    tlri_blt_skip_to_line_end(reader);
    struct tlri_span rest = tlri_blt_between(from, reader->at);
    if (reader->flags & TLRI_BLT_ALLOW_NOTES) {
        tlri_blt_met(reader, TLRI_BLT_NOTES);
        tlri_source_note(&reader->source, TLR_WARNING, 2116, rest, NULL,
                         "what stands after the title was not read");
        return;
    }
    tlri_source_error(
        &reader->source, 2116, rest,
        "remove what stands after the title, or make it a comment with #",
        "the file goes on after the title; names or papers may be in the wrong place");
}

tlr_status tlri_blt_read_tail(struct tlri_blt_reader *reader, struct tlri_blt *blt)
{
    if (!(reader->features >> TLRI_BLT_NAMES_FIRST & 1u)) {
        tlri_blt_skip_lines(reader);
        TLR_TRY(tlri_blt_read_names(reader));
    }
    TLR_TRY(read_title(reader, blt));
    TLR_TRY(read_further_strings(reader, blt));
    check_end(reader);
    return TLR_OK;
}
