/*
 * io/blt_scan.c: what every part of a BLT file is made of: blanks, comments, tokens, numbers, and
 * candidates by number or nickname.
 *
 * Implements spec/formats/blt.md, sections 2 and 4. Nothing is passed over here but blanks and
 * comments, and a comment that is never closed is remembered, for the end of the file to complain
 * of. A number is of the digits 0 to 9 alone, and why something is none is said in the words of the
 * place.
 */
#include "io/blt_reader.h"

#include <string.h>

/* ---- lines, blanks, comments ---- */

void tlri_blt_take_line_end(struct tlri_blt_reader *reader)
{
    if (tlri_blt_at_pair(reader, '\r', '\n')) {
        tlri_blt_met(reader, TLRI_BLT_CRLF);
        reader->at++;
    }
    if (!tlri_blt_at_end(reader)) {
        reader->at++;
    }
}

void tlri_blt_skip_to_line_end(struct tlri_blt_reader *reader)
{
    while (!tlri_blt_at_line_end(reader)) {
        reader->at++;
    }
}

void tlri_blt_skip_line(struct tlri_blt_reader *reader)
{
    tlri_blt_skip_to_line_end(reader);
    tlri_blt_take_line_end(reader);
}

/* Comments between the marks nest, as in Droop. */
static void skip_block_comment(struct tlri_blt_reader *reader)
{
    tlri_blt_met(reader, TLRI_BLT_BLOCK_COMMENT);
    const char *opened = reader->at;
    size_t depth = 0;
    while (!tlri_blt_at_end(reader)) {
        if (tlri_blt_at_pair(reader, '/', '*')) {
            depth++;
            reader->at += 2;
        } else if (tlri_blt_at_pair(reader, '*', '/')) {
            depth--;
            reader->at += 2;
        } else {
            reader->at++;
        }
        if (depth == 0) {
            return;
        }
    }
    reader->open_comment = opened;
}

/* Passes over blanks and comments, up to a token or the end of the line. */
void tlri_blt_skip_blanks(struct tlri_blt_reader *reader)
{
    while (!tlri_blt_at_end(reader)) {
        if (*reader->at == ' ' || *reader->at == '\t') {
            reader->at++;
        } else if (*reader->at == '#') {
            tlri_blt_met(reader, TLRI_BLT_HASH_COMMENT);
            tlri_blt_skip_to_line_end(reader);
        } else if (tlri_blt_at_pair(reader, '/', '*')) {
            skip_block_comment(reader);
        } else {
            return;
        }
    }
}

/* The same over lines, up to a token or the end of the file. */
void tlri_blt_skip_lines(struct tlri_blt_reader *reader)
{
    tlri_blt_skip_blanks(reader);
    while (!tlri_blt_at_end(reader) && tlri_blt_at_line_end(reader)) {
        tlri_blt_take_line_end(reader);
        tlri_blt_skip_blanks(reader);
    }
}

static bool ends_token(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '#' ||
           byte == ']';
}

struct tlri_span tlri_blt_take_token(struct tlri_blt_reader *reader)
{
    const char *from = reader->at;
    while (!tlri_blt_at_end(reader) && !ends_token(*reader->at)) {
        reader->at++;
    }
    if (reader->at == from && !tlri_blt_at_line_end(reader)) {
        reader->at++; /* a stray sign is a token, so that reading always moves on */
    }
    return tlri_blt_between(from, reader->at);
}

/* ---- numbers ---- */

bool tlri_blt_strange(struct tlri_span token)
{
    for (size_t i = 0; i < token.len; i++) {
        unsigned char byte = (unsigned char)token.text[i];
        if (byte < 0x20 || byte > 0x7E) {
            return true;
        }
    }
    return false;
}

int tlri_blt_shown(struct tlri_span token)
{
    return token.len > 30 ? 30 : (int)token.len;
}

/* Digits 0 to 9 only, no zero in front, at most TLRI_WEIGHT_MAX. */
enum tlri_blt_number tlri_blt_parse_number(struct tlri_span token, uint32_t *out)
{
    uint64_t value = 0;
    bool large = false;
    for (size_t i = 0; i < token.len; i++) {
        if (token.text[i] < '0' || token.text[i] > '9') {
            return TLRI_BLT_NUMBER_NOT;
        }
        value = value * 10 + (uint64_t)(token.text[i] - '0');
        large = large || value > TLRI_WEIGHT_MAX;
        value = large ? 0 : value;
    }
    if (token.len == 0) {
        return TLRI_BLT_NUMBER_NOT;
    }
    if (token.len > 1 && token.text[0] == '0') {
        return TLRI_BLT_NUMBER_ZERO_IN_FRONT;
    }
    *out = (uint32_t)value;
    return large ? TLRI_BLT_NUMBER_TOO_LARGE : TLRI_BLT_NUMBER_OK;
}

/* Says why a token is no number; `code` is the place's own code. */
void tlri_blt_report_number(struct tlri_blt_reader *reader, uint32_t code, struct tlri_span token,
                            const char *what, enum tlri_blt_number problem)
{
    if (tlri_blt_strange(token)) {
        tlri_source_error(&reader->source, 2118, token,
                          "write numbers with the digits 0 to 9 and separate them by spaces",
                          "a character that is not a plain letter, digit or sign stands here");
    } else if (problem == TLRI_BLT_NUMBER_ZERO_IN_FRONT) {
        tlri_source_error(&reader->source, code, token, "remove the zeros in front",
                          "%s is written with a zero in front: '%.*s'", what, tlri_blt_shown(token),
                          token.text);
    } else if (problem == TLRI_BLT_NUMBER_TOO_LARGE) {
        tlri_source_error(&reader->source, code, token, NULL, "%s is larger than %u: '%.*s'", what,
                          TLRI_WEIGHT_MAX, tlri_blt_shown(token), token.text);
    } else {
        tlri_source_error(&reader->source, code, token, NULL, "%s is not a whole number: '%.*s'",
                          what, tlri_blt_shown(token), token.text);
    }
}

/* ---- candidates as written ---- */

/* Nickname's place in the sorted list: the first not before text. */
static size_t nick_place(const struct tlri_blt_reader *reader, struct tlri_span text)
{
    size_t low = 0;
    size_t high = reader->candidates;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tlri_span_compare(reader->nick[middle].text, text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool find_nick(const struct tlri_blt_reader *reader, struct tlri_span text,
                      uint32_t *candidate)
{
    if (reader->nick == NULL) {
        return false;
    }
    size_t place = nick_place(reader, text);
    if (place == reader->candidates || !tlri_span_equal(reader->nick[place].text, text)) {
        return false;
    }
    *candidate = reader->nick[place].candidate;
    return true;
}

/* A candidate by number or nickname; reports and returns false when there is none. */
bool tlri_blt_read_candidate(struct tlri_blt_reader *reader, uint32_t code, struct tlri_span text,
                             uint32_t *candidate)
{
    if (find_nick(reader, text, candidate)) {
        return true;
    }
    uint32_t number = 0;
    enum tlri_blt_number problem = tlri_blt_parse_number(text, &number);
    if (problem == TLRI_BLT_NUMBER_OK && number >= 1 && number <= reader->candidates) {
        *candidate = number - 1;
        return true;
    }
    if (problem == TLRI_BLT_NUMBER_OK || problem == TLRI_BLT_NUMBER_TOO_LARGE) {
        tlri_source_error(&reader->source, 2108, text, NULL,
                          "there is no candidate %.*s: they are numbered 1 to %u",
                          tlri_blt_shown(text), text.text, reader->candidates);
        return false;
    }
    if (problem == TLRI_BLT_NUMBER_NOT && reader->nick != NULL && !tlri_blt_strange(text)) {
        tlri_source_error(&reader->source, 2108, text, NULL,
                          "'%.*s' is neither a nickname nor the number of a candidate",
                          tlri_blt_shown(text), text.text);
        return false;
    }
    tlri_blt_report_number(reader, code, text, "a candidate", problem);
    return false;
}

/* ---- the end that is missing ---- */

void tlri_blt_report_no_terminator(struct tlri_blt_reader *reader)
{
    if (reader->open_comment != NULL) {
        tlri_source_error(&reader->source, 2119,
                          tlri_blt_between(reader->open_comment, reader->open_comment + 2),
                          "close it by */", "this comment is never closed");
        return;
    }
    const char *at = tlri_blt_at_end(reader) ? reader->end : reader->at;
    tlri_source_error(
        &reader->source, 2113, tlri_blt_between(at, at),
        "write a line that holds only 0 after the last paper; check that the file was "
        "not cut short",
        "the papers are not ended by a line that holds only 0");
}
