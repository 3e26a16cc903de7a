/*
 * io/blt_papers.c: the papers of a BLT file.
 *
 * Implements spec/formats/blt.md, sections 1 to 4. Two ways through a row: io/blt_rows.c takes the
 * usual "weight numbers 0" in one pass; whatever it does not expect, it leaves untouched to
 * read_row, which knows every dialect and explains every problem. A line that begins with 0 ends
 * the papers only if it is exactly that; an empty paper is a paper.
 */
#include "io/blt_reader.h"

#include <string.h>

#include "io/blt_rows.h"

/* ---- the plain row ---- */

static tlr_status add_row(struct tlri_blt_reader *reader, const tlri_mark *marks, uint32_t n,
                          uint32_t weight)
{
    if (n == 0) {
        tlri_blt_met(reader, TLRI_BLT_EMPTY);
    }
    if (weight > 1) {
        tlri_blt_met(reader, TLRI_BLT_WEIGHT);
    }
    reader->total += weight;
    return tlri_papers_add(&reader->builder, marks, n, TLRI_REJECT_NONE, weight);
}

/* Does the file, as far as it was read, write its rows in the plain way? */
static bool plain_so_far(const struct tlri_blt_reader *reader)
{
    return reader->last_lf != NULL && reader->ends != TLRI_BLT_ENDS_BY_LINE &&
           reader->ids <= TLRI_BLT_IDS_NONE;
}

/* The reader goes on behind rows that were read. */
static void pass_rows(struct tlri_blt_reader *reader, const struct tlri_blt_rows *rows)
{
    if (rows->papers == 0) {
        return;
    }
    if (reader->first_row == NULL) {
        reader->first_row = reader->at;
        reader->ends = TLRI_BLT_ENDS_BY_ZERO;
        reader->ids = TLRI_BLT_IDS_NONE;
    }
    if (rows->any_empty) {
        tlri_blt_met(reader, TLRI_BLT_EMPTY);
    }
    if (rows->any_weight) {
        tlri_blt_met(reader, TLRI_BLT_WEIGHT);
    }
    reader->total += rows->total;
    reader->at = rows->at;
}

/* Plain rows from here up to `stop`. *any: there were some. */
static tlr_status take_plain_rows(struct tlri_blt_reader *reader, const char *stop, bool *any)
{
    struct tlri_blt_rows rows = {.at = reader->at, .stop = stop, .candidates = reader->candidates};
    size_t bytes = (size_t)(stop - reader->at);
    TLR_TRY(tlri_papers_room(&reader->builder, tlri_blt_rows_papers(bytes),
                             tlri_blt_rows_marks(bytes), &rows.room));
    tlri_blt_rows_read(&rows);
    tlri_papers_filled(&reader->builder, rows.papers, rows.marks);
    pass_rows(reader, &rows);
    *any = rows.papers > 0;
    return TLR_OK;
}

/* The reader has come to the rows that were read ahead of it: they become papers. */
static tlr_status take_rows_ahead(struct tlri_blt_reader *reader)
{
    const struct tlri_blt_rows *rows = tlri_blt_ahead_rows(reader->ahead);
    struct tlri_papers_room room;
    TLR_TRY(tlri_papers_room(&reader->builder, rows->papers, rows->marks, &room));
    if (room.papers < rows->papers) {
        return TLR_OK; /* too many: reading them one by one says so */
    }
    for (uint32_t i = 0; i < rows->papers; i++) {
        room.paper[i] = rows->room.paper[i];
        room.paper[i].first += room.first;
    }
    if (rows->marks > 0) {
        memcpy(room.mark, rows->room.mark, rows->marks * sizeof *room.mark);
    }
    tlri_papers_filled(&reader->builder, rows->papers, rows->marks);
    pass_rows(reader, rows);
    return TLR_OK;
}

static void forget_ahead(struct tlri_blt_reader *reader)
{
    tlri_blt_ahead_free(reader->ahead);
    reader->ahead = NULL;
}

/* Where to stop before rows that are being read ahead. */
static const char *next_stop(const struct tlri_blt_reader *reader)
{
    return reader->ahead != NULL ? tlri_blt_ahead_from(reader->ahead) : reader->last_lf;
}

/* Takes plain rows for as long as they come. */
static tlr_status read_plain_rows(struct tlri_blt_reader *reader)
{
    bool any = true;
    while (any && plain_so_far(reader) && reader->at < reader->last_lf) {
        const char *stop = next_stop(reader);
        any = false;
        if (reader->at < stop) {
            TLR_TRY(take_plain_rows(reader, stop, &any));
        } else {
            any = reader->at == stop;
            if (any) {
                TLR_TRY(take_rows_ahead(reader));
            }
            forget_ahead(reader);
        }
    }
    return TLR_OK;
}

/* ---- every other row ---- */

struct row {
    tlri_mark marks[TLRI_CANDIDATES_MAX];
    uint32_t n;
    uint32_t gap; /* preferences skipped before the next mark */
};

/* One mark, of a candidate whom the paper has not named yet [BLT-5]. */
static bool mark(struct tlri_blt_reader *reader, struct row *row, struct tlri_span text,
                 tlri_mark how)
{
    uint32_t candidate = 0;
    if (!tlri_blt_read_candidate(reader, 2107, text, &candidate)) {
        return false;
    }
    if (reader->stamp[candidate] == reader->row) {
        tlri_source_error(&reader->source, 2109, text,
                          "look at the paper and enter each candidate once",
                          "candidate %u stands twice on this paper", candidate + 1);
        return false;
    }
    reader->stamp[candidate] = reader->row;
    row->marks[row->n++] = (tlri_mark)(candidate | how);
    return true;
}

/* Equal preferences stand in a paper by ascending candidate (model/papers.h), however they were
 * written: from mark `first` on. The first of them tells the gap, the others that they are equal.
 */
static void order_equals(struct row *row, uint32_t first)
{
    tlri_mark gap = row->marks[first] & TLRI_MARK_GAP;
    for (uint32_t i = first; i < row->n; i++) {
        tlri_mark moving = row->marks[i] & TLRI_MARK_CANDIDATE;
        uint32_t at = i;
        for (; at > first && row->marks[at - 1] > moving; at--) {
            row->marks[at] = row->marks[at - 1];
        }
        row->marks[at] = moving;
    }
    row->marks[first] |= gap;
    for (uint32_t i = first + 1; i < row->n; i++) {
        row->marks[i] |= TLRI_MARK_EQUAL;
    }
}

/* One preference: a candidate, several joined by =, or - for one that was skipped. */
static bool read_preference(struct tlri_blt_reader *reader, struct row *row, struct tlri_span token)
{
    if (tlri_word_is(token, "-")) {
        tlri_blt_met(reader, TLRI_BLT_SKIP);
        row->gap++;
        return true;
    }
    tlri_mark how = tlri_mark_gap(row->gap);
    uint32_t first = row->n;
    row->gap = 0;
    const char *from = token.text;
    const char *end = token.text + token.len;
    for (;;) {
        const char *to = memchr(from, '=', (size_t)(end - from));
        struct tlri_span part = tlri_blt_between(from, to == NULL ? end : to);
        if (part.len == 0) {
            tlri_source_error(&reader->source, 2107, token, "write equal preferences as 2=4",
                              "a candidate is missing beside =");
            return false;
        }
        if (!mark(reader, row, part, how)) {
            return false;
        }
        if (to == NULL) {
            order_equals(row, first);
            return true;
        }
        tlri_blt_met(reader, TLRI_BLT_EQUAL);
        how = TLRI_MARK_EQUAL;
        from = to + 1;
    }
}

/* The number of papers that a row stands for [BLT-4]. */
static bool read_weight(struct tlri_blt_reader *reader, uint32_t *weight)
{
    tlri_blt_skip_blanks(reader);
    struct tlri_span token = tlri_blt_take_token(reader);
    enum tlri_blt_number problem = tlri_blt_parse_number(token, weight);
    if (problem == TLRI_BLT_NUMBER_OK && *weight > 0) {
        return true;
    }
    if (token.len > 0 && token.text[0] == '-') {
        tlri_source_error(
            &reader->source, 2106, token, "withdrawn candidates stand before the first paper",
            "a row of papers cannot begin with '%.*s'", tlri_blt_shown(token), token.text);
    } else if (problem == TLRI_BLT_NUMBER_OK) {
        tlri_source_error(&reader->source, 2112, token, NULL,
                          "the 0 that ends the papers must stand alone in its line");
    } else if (problem == TLRI_BLT_NUMBER_ZERO_IN_FRONT) {
        tlri_source_error(&reader->source, 2112, token,
                          "write the number of papers without zeros in front; the papers are ended "
                          "by a line that holds only 0",
                          "a row of papers cannot begin with 0");
    } else {
        tlri_blt_report_number(reader, 2106, token, "the number of papers", problem);
    }
    return false;
}

/* Ends the row: by 0, or by the line in files that write no 0; in all rows alike [BLT-3]. */
static bool end_row(struct tlri_blt_reader *reader, const char *from, bool by_zero)
{
    enum tlri_blt_ends ends = by_zero ? TLRI_BLT_ENDS_BY_ZERO : TLRI_BLT_ENDS_BY_LINE;
    if (reader->ends == TLRI_BLT_ENDS_UNKNOWN) {
        reader->ends = ends;
        reader->first_row = from;
    }
    if (reader->ends == ends) {
        return true;
    }
    uint32_t first = tlri_source_line_of(&reader->source, reader->first_row);
    if (by_zero) {
        tlri_source_error(&reader->source, 2111, tlri_blt_between(reader->at - 1, reader->at),
                          "end every paper with 0, or none",
                          "this paper ends in 0, but the first one, in line %u, does not", first);
    } else {
        tlri_source_error(&reader->source, 2110, tlri_blt_between(from, reader->at),
                          "end the paper with 0 in the same line; check that nothing was cut off",
                          "this paper does not end in 0, as the first one in line %u does", first);
    }
    return false;
}

/* The preferences up to the end of the row. */
static bool read_preferences(struct tlri_blt_reader *reader, struct row *row, const char *from)
{
    for (;;) {
        tlri_blt_skip_blanks(reader);
        if (tlri_blt_at_line_end(reader)) {
            if (!end_row(reader, from, false)) {
                return false;
            }
            tlri_blt_met(reader, TLRI_BLT_NO_ZEROS);
            return true;
        }
        struct tlri_span token = tlri_blt_take_token(reader);
        if (tlri_word_is(token, "0")) {
            return end_row(reader, from, true);
        }
        if (!read_preference(reader, row, token)) {
            return false;
        }
    }
}

/* "0" alone in its line [BLT-1]? Takes it then. */
static bool take_terminator(struct tlri_blt_reader *reader)
{
    if (!tlri_blt_at_byte(reader, '0')) {
        return false;
    }
    struct tlri_blt_reader probe = *reader;
    struct tlri_span token = tlri_blt_take_token(&probe);
    tlri_blt_skip_blanks(&probe);
    if (token.len != 1 || !tlri_blt_at_line_end(&probe)) {
        return false;
    }
    tlri_blt_skip_line(reader);
    return true;
}

/* ---- row after row ---- */

/* One row, from its weight to its 0; reports what is wrong and goes on with the next line. */
static tlr_status read_row(struct tlri_blt_reader *reader)
{
    const char *from = reader->at;
    struct row row;
    row.n = 0;
    row.gap = 0;
    uint32_t weight = 1;
    tlr_status status = TLR_OK;
    reader->row++;
    bool good = tlri_blt_read_id(reader, &status);
    TLR_TRY(status);
    good = good && (reader->ids == TLRI_BLT_IDS_ALONE || read_weight(reader, &weight));
    if (good && reader->ids == TLRI_BLT_IDS_WITH_WEIGHT && weight != 1) {
        good = false;
        tlri_source_error(&reader->source, 2106, tlri_blt_between(from, reader->at), NULL,
                          "a paper with an id is one paper; its weight must be 1");
    }
    good = good && read_preferences(reader, &row, from);
    if (!good) {
        tlri_blt_skip_line(reader);
        return TLR_OK;
    }
    TLR_TRY(add_row(reader, row.marks, row.n, weight));
    tlri_blt_skip_blanks(reader);
    if (!tlri_blt_at_line_end(reader)) {
        tlri_blt_met(reader, TLRI_BLT_SEVERAL_ON_LINE);
        return TLR_OK;
    }
    tlri_blt_take_line_end(reader);
    return TLR_OK;
}

static bool at_line_start(const struct tlri_blt_reader *reader)
{
    const char *at = reader->at;
    while (at > reader->source.data && (at[-1] == ' ' || at[-1] == '\t')) {
        at--;
    }
    return at == reader->source.data || at[-1] == '\n' || at[-1] == '/';
}

/* A large file is read from both its beginning and its middle. */
static tlr_status start_ahead(struct tlri_blt_reader *reader)
{
    if (reader->last_lf == NULL || reader->at >= reader->last_lf) {
        return TLR_OK;
    }
    return tlri_blt_ahead_start(reader->ctx, reader->at, reader->last_lf, reader->candidates,
                                &reader->ahead);
}

/* All papers up to the line that ends them. */
tlr_status tlri_blt_read_papers(struct tlri_blt_reader *reader)
{
    TLR_TRY(start_ahead(reader));
    for (;;) {
        TLR_TRY(read_plain_rows(reader));
        tlri_blt_skip_lines(reader);
        if (at_line_start(reader) && take_terminator(reader)) {
            break;
        }
        if (tlri_blt_at_end(reader) || tlri_blt_at_byte(reader, '"')) {
            tlri_blt_report_no_terminator(reader);
            return TLR_E_INPUT;
        }
        TLR_TRY(read_row(reader));
        if (tlri_source_gave_up(&reader->source)) {
            return TLR_E_INPUT;
        }
    }
    if (reader->total > TLRI_BLT_TOTAL_MAX) {
        tlri_source_error(&reader->source, 2123, tlri_blt_between(NULL, NULL), NULL,
                          "the file stands for %llu papers, more than %llu",
                          (unsigned long long)reader->total,
                          (unsigned long long)TLRI_BLT_TOTAL_MAX);
        return TLR_E_LIMIT;
    }
    return tlri_blt_check_ids(reader);
}
