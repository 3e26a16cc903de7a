/*
 * io/blt.c: the BLT reader: OpenSTV, OpaVote, Droop, OpenTally, electrr and Scottish eCount.
 *
 * Implements spec/formats/blt.md. The format grew in many programs and none of them says which
 * dialect a file is in, so everything here is decided by what stands in the file, and where two
 * dialects would read the same bytes differently the file is refused with an explanation. Nothing
 * is skipped in silence: a line that begins with 0 ends the papers only if it is exactly that, an
 * empty paper is a paper, a digit is one of 0 to 9, a number that is too large is said to be so.
 * Two ways through a row: io/blt_rows.c takes the usual "weight numbers 0" in one pass; whatever it
 * does not expect, it leaves untouched to read_row, which knows every dialect and explains every
 * problem.
 */
#include "io/blt.h"

#include <string.h>

#include "io/blt_rows.h"
#include "io/source.h"

#define IDS_MAX             TLRI_PAPERS_MAX
#define STRINGS_AFTER_TITLE 2u

enum ends { ENDS_UNKNOWN, ENDS_BY_ZERO, ENDS_BY_LINE };
enum ids { IDS_UNKNOWN, IDS_NONE, IDS_ALONE, IDS_WITH_WEIGHT };

/* One candidate's nickname, to be searched. */
struct nick {
    struct tlri_span text;
    uint32_t candidate;
};

struct reader {
    struct tlri_source source;
    tlr_ctx *ctx;
    struct tlri_arena *arena;
    const char *at, *end;
    const char *last_lf;      /* the last LF of the file, or NULL: plain rows end before it */
    const char *open_comment; /* a comment that is never closed, or NULL */
    unsigned flags;
    uint32_t features;
    uint32_t candidates, places;
    bool *withdrawn;         /* by candidate */
    uint32_t *tie_order;     /* candidates entries, or NULL */
    struct nick *nick;       /* sorted by text, or NULL */
    struct tlri_span *names; /* candidates entries */
    struct tlri_span *parties;
    struct tlri_papers_builder builder;
    uint32_t stamp[TLRI_CANDIDATES_MAX]; /* the last row that ranked the candidate */
    uint32_t row;
    uint64_t total;
    enum ends ends;
    const char *first_row;
    enum ids ids;
    struct tlri_array id_list;    /* struct tlri_span */
    struct tlri_blt_ahead *ahead; /* rows being read ahead, or NULL */
};

static const char *const feature_texts[TLRI_BLT_FEATURE_COUNT] = {
#define FEATURE_ROW(name, text) [TLRI_BLT_##name] = text,
    TLRI_BLT_FEATURE_TABLE(FEATURE_ROW)
#undef FEATURE_ROW
};

const char *tlri_blt_feature_text(uint32_t feature)
{
    return feature < TLRI_BLT_FEATURE_COUNT ? feature_texts[feature] : NULL;
}

static void met(struct reader *reader, enum tlri_blt_feature feature)
{
    reader->features |= (uint32_t)1 << feature;
}

static struct tlri_span between(const char *from, const char *to)
{
    struct tlri_span span = {from, (size_t)(to - from)};
    return span;
}

/* ---- the scanner
 * ------------------------------------------------------------------------------------- */

static bool at_end(const struct reader *reader)
{
    return reader->at >= reader->end;
}

static bool at_byte(const struct reader *reader, char byte)
{
    return reader->at < reader->end && *reader->at == byte;
}

static bool at_pair(const struct reader *reader, char first, char second)
{
    return reader->end - reader->at >= 2 && reader->at[0] == first && reader->at[1] == second;
}

/* At the end of a line (LF or CR LF) or of the file? */
static bool at_line_end(const struct reader *reader)
{
    return at_end(reader) || *reader->at == '\n' || at_pair(reader, '\r', '\n');
}

static void take_line_end(struct reader *reader)
{
    if (at_pair(reader, '\r', '\n')) {
        met(reader, TLRI_BLT_CRLF);
        reader->at++;
    }
    if (!at_end(reader)) {
        reader->at++;
    }
}

static void skip_to_line_end(struct reader *reader)
{
    while (!at_line_end(reader)) {
        reader->at++;
    }
}

static void skip_line(struct reader *reader)
{
    skip_to_line_end(reader);
    take_line_end(reader);
}

/* Comments between the marks nest, as in Droop. */
static void skip_block_comment(struct reader *reader)
{
    met(reader, TLRI_BLT_BLOCK_COMMENT);
    const char *opened = reader->at;
    size_t depth = 0;
    while (!at_end(reader)) {
        if (at_pair(reader, '/', '*')) {
            depth++;
            reader->at += 2;
        } else if (at_pair(reader, '*', '/')) {
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
static void skip_blanks(struct reader *reader)
{
    while (!at_end(reader)) {
        if (*reader->at == ' ' || *reader->at == '\t') {
            reader->at++;
        } else if (*reader->at == '#') {
            met(reader, TLRI_BLT_HASH_COMMENT);
            skip_to_line_end(reader);
        } else if (at_pair(reader, '/', '*')) {
            skip_block_comment(reader);
        } else {
            return;
        }
    }
}

/* The same over lines, up to a token or the end of the file. */
static void skip_lines(struct reader *reader)
{
    skip_blanks(reader);
    while (!at_end(reader) && at_line_end(reader)) {
        take_line_end(reader);
        skip_blanks(reader);
    }
}

static bool ends_token(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '#' ||
           byte == ']';
}

static struct tlri_span take_token(struct reader *reader)
{
    const char *from = reader->at;
    while (!at_end(reader) && !ends_token(*reader->at)) {
        reader->at++;
    }
    if (reader->at == from && !at_line_end(reader)) {
        reader->at++; /* a stray sign is a token, so that reading always moves on */
    }
    return between(from, reader->at);
}

/* ---- numbers
 * --------------------------------------------------------------------------------------------- */

static bool strange(struct tlri_span token)
{
    for (size_t i = 0; i < token.len; i++) {
        unsigned char byte = (unsigned char)token.text[i];
        if (byte < 0x20 || byte > 0x7E) {
            return true;
        }
    }
    return false;
}

static int shown(struct tlri_span token)
{
    return token.len > 30 ? 30 : (int)token.len;
}

enum number { NUMBER_OK, NUMBER_NOT, NUMBER_ZERO_IN_FRONT, NUMBER_TOO_LARGE };

/* Digits 0 to 9 only, no zero in front, at most TLRI_WEIGHT_MAX. */
static enum number parse_number(struct tlri_span token, uint32_t *out)
{
    uint64_t value = 0;
    bool large = false;
    for (size_t i = 0; i < token.len; i++) {
        if (token.text[i] < '0' || token.text[i] > '9') {
            return NUMBER_NOT;
        }
        value = value * 10 + (uint64_t)(token.text[i] - '0');
        large = large || value > TLRI_WEIGHT_MAX;
        value = large ? 0 : value;
    }
    if (token.len == 0) {
        return NUMBER_NOT;
    }
    if (token.len > 1 && token.text[0] == '0') {
        return NUMBER_ZERO_IN_FRONT;
    }
    *out = (uint32_t)value;
    return large ? NUMBER_TOO_LARGE : NUMBER_OK;
}

/* Says why a token is no number; `code` is the place's own code. */
static void report_number(struct reader *reader, uint32_t code, struct tlri_span token,
                          const char *what, enum number problem)
{
    if (strange(token)) {
        tlri_source_error(&reader->source, 2118, token,
                          "write numbers with the digits 0 to 9 and separate them by spaces",
                          "a character that is not a plain letter, digit or sign stands here");
    } else if (problem == NUMBER_ZERO_IN_FRONT) {
        tlri_source_error(&reader->source, code, token, "remove the zeros in front",
                          "%s is written with a zero in front: '%.*s'", what, shown(token),
                          token.text);
    } else if (problem == NUMBER_TOO_LARGE) {
        tlri_source_error(&reader->source, code, token, NULL, "%s is larger than %u: '%.*s'", what,
                          TLRI_WEIGHT_MAX, shown(token), token.text);
    } else {
        tlri_source_error(&reader->source, code, token, NULL, "%s is not a whole number: '%.*s'",
                          what, shown(token), token.text);
    }
}

/* ---- the first line
 * --------------------------------------------------------------------------------------- */

static void skip_byte_order_mark(struct reader *reader)
{
    if (reader->end - reader->at < 3 || memcmp(reader->at, "\xEF\xBB\xBF", 3) != 0) {
        return;
    }
    met(reader, TLRI_BLT_BOM);
    tlri_source_note(&reader->source, TLR_NOTE, 2125, between(reader->at, reader->at + 3), NULL,
                     "a byte order mark at the start of the file was passed over");
    reader->at += 3;
}

static tlr_status read_header_number(struct reader *reader, const char *what, uint32_t *out)
{
    skip_blanks(reader);
    if (at_line_end(reader)) {
        tlri_source_error(&reader->source, 2100, between(reader->at, reader->at), NULL,
                          "the first line needs two numbers: candidates and places");
        return TLR_E_INPUT;
    }
    struct tlri_span token = take_token(reader);
    enum number problem = parse_number(token, out);
    if (problem == NUMBER_OK && *out == 0) {
        tlri_source_error(&reader->source, 2100, token, NULL, "%s is 0", what);
        return TLR_E_INPUT;
    }
    if (problem == NUMBER_OK && *out <= TLRI_CANDIDATES_MAX) {
        return TLR_OK;
    }
    if (problem == NUMBER_OK || problem == NUMBER_TOO_LARGE) {
        tlri_source_error(&reader->source, 2101, token,
                          "leave out candidates whom nobody marked, or use another program",
                          "%s is %.*s; teller counts at most %u", what, shown(token), token.text,
                          TLRI_CANDIDATES_MAX);
        return TLR_E_LIMIT;
    }
    report_number(reader, 2100, token, what, problem);
    return TLR_E_INPUT;
}

static tlr_status read_header(struct reader *reader)
{
    skip_byte_order_mark(reader);
    skip_lines(reader);
    if (at_end(reader)) {
        tlri_source_error(&reader->source, 2100, between(reader->at, reader->at),
                          "check that it is the right file",
                          "the file holds nothing: the first line needs two numbers");
        return TLR_E_INPUT;
    }
    TLR_TRY(read_header_number(reader, "the number of candidates", &reader->candidates));
    TLR_TRY(read_header_number(reader, "the number of places", &reader->places));
    skip_blanks(reader);
    if (!at_line_end(reader)) {
        struct tlri_span token = take_token(reader);
        tlri_source_error(&reader->source, 2100, token,
                          "the first line is 'candidates places'; withdrawn candidates and options "
                          "stand in lines of their own",
                          "a third entry stands in the first line: '%.*s'", shown(token),
                          token.text);
        return TLR_E_INPUT;
    }
    return TLR_OK;
}

static tlr_status make_tables(struct reader *reader)
{
    size_t n = reader->candidates;
    reader->withdrawn = tlri_arena_array(reader->arena, n, sizeof *reader->withdrawn);
    reader->names = tlri_arena_array(reader->arena, n, sizeof *reader->names);
    reader->parties = tlri_arena_array(reader->arena, n, sizeof *reader->parties);
    if (reader->withdrawn == NULL || reader->names == NULL || reader->parties == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    tlri_papers_builder_init(&reader->builder, reader->ctx, reader->candidates);
    return tlri_papers_start_batch(&reader->builder, "blt", 3);
}

/* ---- candidates as written
 * --------------------------------------------------------------------------------- */

/* Nickname's place in the sorted list: the first not before text. */
static size_t nick_place(const struct reader *reader, struct tlri_span text)
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

static bool find_nick(const struct reader *reader, struct tlri_span text, uint32_t *candidate)
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
static bool read_candidate(struct reader *reader, uint32_t code, struct tlri_span text,
                           uint32_t *candidate)
{
    if (find_nick(reader, text, candidate)) {
        return true;
    }
    uint32_t number = 0;
    enum number problem = parse_number(text, &number);
    if (problem == NUMBER_OK && number >= 1 && number <= reader->candidates) {
        *candidate = number - 1;
        return true;
    }
    if (problem == NUMBER_OK || problem == NUMBER_TOO_LARGE) {
        tlri_source_error(&reader->source, 2108, text, NULL,
                          "there is no candidate %.*s: they are numbered 1 to %u", shown(text),
                          text.text, reader->candidates);
        return false;
    }
    if (problem == NUMBER_NOT && reader->nick != NULL && !strange(text)) {
        tlri_source_error(&reader->source, 2108, text, NULL,
                          "'%.*s' is neither a nickname nor the number of a candidate", shown(text),
                          text.text);
        return false;
    }
    report_number(reader, code, text, "a candidate", problem);
    return false;
}

/* ---- withdrawn candidates and options
 * ----------------------------------------------------------------------- */

static void withdraw(struct reader *reader, struct tlri_span number)
{
    uint32_t candidate = 0;
    if (read_candidate(reader, 2102, number, &candidate)) {
        reader->withdrawn[candidate] = true;
    }
}

static void read_withdrawn(struct reader *reader)
{
    met(reader, TLRI_BLT_WITHDRAWN);
    struct tlri_span token = take_token(reader);
    if (token.len == 1 || token.text[1] < '0' || token.text[1] > '9') {
        tlri_source_error(&reader->source, 2102, token, NULL,
                          "a withdrawn candidate is written as a negative number: '%.*s'",
                          shown(token), token.text);
        return;
    }
    withdraw(reader, between(token.text + 1, token.text + token.len));
}

/* The words of an option up to its ']', into an arena array. */
static tlr_status read_option_words(struct reader *reader, struct tlri_array *words, bool *closed)
{
    *closed = false;
    for (;;) {
        skip_lines(reader);
        if (at_end(reader)) {
            return TLR_OK;
        }
        if (at_byte(reader, ']')) {
            reader->at++;
            *closed = true;
            return TLR_OK;
        }
        struct tlri_span token = take_token(reader);
        tlr_status status = tlri_array_append(words, &token, 1);
        if (status == TLR_E_LIMIT) {
            tlri_source_error(&reader->source, 2103, token, NULL,
                              "an option has more words than there can be candidates");
            return TLR_E_INPUT;
        }
        TLR_TRY(status);
    }
}

static tlr_status set_tie_order(struct reader *reader, struct tlri_span option,
                                const struct tlri_span *words, size_t n)
{
    met(reader, TLRI_BLT_TIE_OPTION);
    bool used[TLRI_CANDIDATES_MAX] = {false};
    uint32_t *order = tlri_arena_array(reader->arena, reader->candidates, sizeof *order);
    if (order == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    uint32_t size = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t candidate = 0;
        if (!read_candidate(reader, 2104, words[i], &candidate)) {
            return TLR_OK;
        }
        if (used[candidate]) {
            tlri_source_error(&reader->source, 2104, words[i], NULL,
                              "candidate %u stands twice in the order for ties", candidate + 1);
            return TLR_OK;
        }
        used[candidate] = true;
        order[size++] = candidate;
    }
    if (size != reader->candidates) {
        tlri_source_error(&reader->source, 2104, option, "name every candidate once",
                          "the order for ties names %u of %u candidates", size, reader->candidates);
        return TLR_OK;
    }
    reader->tie_order = order;
    return TLR_OK;
}

/* Could be a number, a skipped or equal preference, an id, a name or a comment. */
static bool nick_allowed(struct tlri_span text)
{
    uint32_t number = 0;
    if (strange(text) || parse_number(text, &number) != NUMBER_NOT) {
        return false;
    }
    return strchr("-(\"'[/*0123456789", text.text[0]) == NULL &&
           memchr(text.text, '=', text.len) == NULL;
}

static bool check_nick(struct reader *reader, const struct tlri_span *words, size_t i)
{
    if (!nick_allowed(words[i])) {
        tlri_source_error(&reader->source, 2105, words[i],
                          "begin a nickname with a letter; leave out = in it",
                          "'%.*s' cannot be a nickname", shown(words[i]), words[i].text);
        return false;
    }
    for (size_t j = 0; j < i; j++) {
        if (tlri_span_equal(words[j], words[i])) {
            tlri_source_error(&reader->source, 2105, words[i], NULL,
                              "two candidates have the nickname '%.*s'", shown(words[i]),
                              words[i].text);
            return false;
        }
    }
    return true;
}

static tlr_status set_nicks(struct reader *reader, struct tlri_span option,
                            const struct tlri_span *words, size_t n)
{
    met(reader, TLRI_BLT_NICK_OPTION);
    if (n != reader->candidates || reader->nick != NULL) {
        tlri_source_error(&reader->source, 2105, option, "give each candidate one nickname",
                          "there are %zu nicknames for %u candidates", n, reader->candidates);
        return TLR_OK;
    }
    struct nick *nicks = tlri_arena_array(reader->arena, n, sizeof *nicks);
    if (nicks == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        if (!check_nick(reader, words, i)) {
            return TLR_OK;
        }
        size_t place = i;
        while (place > 0 && tlri_span_compare(nicks[place - 1].text, words[i]) > 0) {
            nicks[place] = nicks[place - 1];
            place--;
        }
        nicks[place] = (struct nick){words[i], (uint32_t)i};
    }
    reader->nick = nicks;
    return TLR_OK;
}

static tlr_status set_withdrawn(struct reader *reader, struct tlri_span option,
                                const struct tlri_span *words, size_t n)
{
    (void)option;
    met(reader, TLRI_BLT_WITHDRAWN_OPTION);
    for (size_t i = 0; i < n; i++) {
        withdraw(reader, words[i]);
    }
    return TLR_OK;
}

static tlr_status pass_droop(struct reader *reader, struct tlri_span option,
                             const struct tlri_span *words, size_t n)
{
    (void)words;
    (void)n;
    met(reader, TLRI_BLT_DROOP_OPTION);
    tlri_source_note(&reader->source, TLR_WARNING, 2126, option,
                     "say what is meant with --rules and --set",
                     "options for the program Droop are not applied");
    return TLR_OK;
}

/* The options, by name. */
static const struct option_row {
    const char *name;
    tlr_status (*apply)(struct reader *, struct tlri_span, const struct tlri_span *, size_t);
} option_rows[] = {
    {"tie", set_tie_order},
    {"nick", set_nicks},
    {"withdrawn", set_withdrawn},
    {"droop", pass_droop},
};
#define OPTION_ROWS (sizeof option_rows / sizeof option_rows[0])

static tlr_status apply_option(struct reader *reader, struct tlri_span option,
                               const struct tlri_array *words)
{
    const struct tlri_span *word = words->data;
    for (size_t i = 0; i < OPTION_ROWS && words->count > 0; i++) {
        if (tlri_word_is(word[0], option_rows[i].name)) {
            return option_rows[i].apply(reader, option, word + 1, words->count - 1);
        }
    }
    tlri_source_error(&reader->source, 2103, option,
                      "the options that are read are tie, nick, withdrawn and droop",
                      "this option is not known");
    return TLR_OK;
}

static tlr_status read_option(struct reader *reader)
{
    const char *from = reader->at++;
    struct tlri_array words;
    bool closed = false;
    tlri_array_init(&words, reader->ctx, sizeof(struct tlri_span), TLRI_CANDIDATES_MAX + 2);
    tlr_status status = TLR_OK;
    TLR_TRY_TO(read_option_words(reader, &words, &closed), done);
    if (!closed) {
        tlri_source_error(&reader->source, 2103, between(from, from + 1), NULL,
                          "this option is never closed by ]");
        goto done;
    }
    status = apply_option(reader, between(from, reader->at), &words);
done:
    tlri_array_drop(&words);
    return status;
}

static bool at_digit(const struct reader *reader)
{
    return !at_end(reader) && *reader->at >= '0' && *reader->at <= '9';
}

/* Do names stand here, where papers usually begin? A row of papers ends in 0 in nearly every
 * dialect, so that a line with a letter in front and 0 at its end is rather a mistaken row. */
static bool at_name(const struct reader *reader)
{
    if (at_end(reader) || at_digit(reader) || at_byte(reader, '(') ||
        (unsigned char)*reader->at >= 0x80) {
        return false;
    }
    struct reader probe = *reader;
    skip_to_line_end(&probe);
    return at_byte(reader, '"') || probe.at - reader->at < 2 || probe.at[-1] != '0' ||
           probe.at[-2] != ' ';
}

static tlr_status read_names_first(struct reader *reader);

/* What stands between the first line and the papers. */
static tlr_status read_preamble(struct reader *reader)
{
    for (;;) {
        skip_lines(reader);
        if (at_byte(reader, '-')) {
            read_withdrawn(reader);
        } else if (at_byte(reader, '[')) {
            TLR_TRY(read_option(reader));
        } else {
            break;
        }
        if (tlri_source_gave_up(&reader->source)) {
            return TLR_E_INPUT;
        }
    }
    return at_name(reader) ? read_names_first(reader) : TLR_OK;
}

/* ---- papers: the plain row
 * ------------------------------------------------------------------------------------ */

static tlr_status add_row(struct reader *reader, const tlri_mark *marks, uint32_t n,
                          uint32_t weight)
{
    if (n == 0) {
        met(reader, TLRI_BLT_EMPTY);
    }
    if (weight > 1) {
        met(reader, TLRI_BLT_WEIGHT);
    }
    reader->total += weight;
    return tlri_papers_add(&reader->builder, marks, n, TLRI_REJECT_NONE, weight);
}

/* Does the file, as far as it was read, write its rows in the plain way? */
static bool plain_so_far(const struct reader *reader)
{
    return reader->last_lf != NULL && reader->ends != ENDS_BY_LINE && reader->ids <= IDS_NONE;
}

/* The reader goes on behind rows that were read. */
static void pass_rows(struct reader *reader, const struct tlri_blt_rows *rows)
{
    if (rows->papers == 0) {
        return;
    }
    if (reader->first_row == NULL) {
        reader->first_row = reader->at;
        reader->ends = ENDS_BY_ZERO;
        reader->ids = IDS_NONE;
    }
    if (rows->any_empty) {
        met(reader, TLRI_BLT_EMPTY);
    }
    if (rows->any_weight) {
        met(reader, TLRI_BLT_WEIGHT);
    }
    reader->total += rows->total;
    reader->at = rows->at;
}

/* Plain rows from here up to `stop`. *any: there were some. */
static tlr_status take_plain_rows(struct reader *reader, const char *stop, bool *any)
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
static tlr_status take_rows_ahead(struct reader *reader)
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

static void forget_ahead(struct reader *reader)
{
    tlri_blt_ahead_free(reader->ahead);
    reader->ahead = NULL;
}

/* Where to stop before rows that are being read ahead. */
static const char *next_stop(const struct reader *reader)
{
    return reader->ahead != NULL ? tlri_blt_ahead_from(reader->ahead) : reader->last_lf;
}

/* Takes plain rows for as long as they come. */
static tlr_status read_plain_rows(struct reader *reader)
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

/* ---- papers: ids
 * ------------------------------------------------------------------------------------------------
 */

static bool take_id(struct reader *reader, struct tlri_span *id)
{
    const char *from = reader->at;
    while (!at_line_end(reader) && *reader->at != ')') {
        reader->at++;
    }
    if (!at_byte(reader, ')')) {
        return false;
    }
    reader->at++;
    *id = between(from + 1, reader->at - 1);
    return true;
}

/*
 * OpenSTV writes a weight of 1 after the id, Droop writes none, and both then write preferences. So
 * "(x) 1 2 0" is one of two papers. The whole file tells, as a rule: if any paper does not begin
 * with 1, there are no weights; if all do and in some 1 comes again, the first is a weight. Else
 * nobody can tell, and the file is refused.
 */
static enum ids probe_ids(const struct reader *reader)
{
    struct reader probe = *reader;
    bool again = false;
    while (skip_lines(&probe), at_byte(&probe, '(')) {
        struct tlri_span id;
        if (!take_id(&probe, &id)) {
            return IDS_UNKNOWN;
        }
        for (size_t n = 0;; n++) {
            skip_blanks(&probe);
            struct tlri_span token = take_token(&probe);
            bool one = tlri_word_is(token, "1");
            bool zero = tlri_word_is(token, "0");
            if (n == 0 && token.len > 0 && !one) {
                return IDS_ALONE;
            }
            if (token.len == 0 || zero) {
                break;
            }
            again = again || (n > 0 && one);
        }
    }
    return again ? IDS_WITH_WEIGHT : IDS_UNKNOWN;
}

static bool keep_id(struct reader *reader, struct tlri_span id, tlr_status *status)
{
    if (id.len == 0 || strange(id)) {
        tlri_source_error(&reader->source, 2121, id, NULL,
                          "the id of a paper is empty or has characters that are not plain");
        return false;
    }
    *status = tlri_array_append(&reader->id_list, &id, 1);
    return *status == TLR_OK;
}

/* Decides, at the first paper, what ids mean in this file. */
static void settle_ids(struct reader *reader, bool has_id)
{
    if (reader->ids != IDS_UNKNOWN) {
        return;
    }
    if (!has_id) {
        reader->ids = IDS_NONE;
        return;
    }
    reader->ids = probe_ids(reader);
    if (reader->ids == IDS_UNKNOWN) {
        tlri_source_error(
            &reader->source, 2120, between(reader->at, reader->at + 1),
            "remove the ids, and write '1' for the weight and then the preferences",
            "after the ids every paper begins with 1, which is its weight for OpenSTV "
            "and its first preference for Droop: the file does not say which");
        reader->ids = IDS_ALONE;
    }
    met(reader, reader->ids == IDS_ALONE ? TLRI_BLT_IDS : TLRI_BLT_IDS_AND_WEIGHTS);
}

/* Reads "(id)" if it stands here. False: the row is wrong and was reported. */
static bool read_id(struct reader *reader, tlr_status *status)
{
    bool has_id = at_byte(reader, '(');
    settle_ids(reader, has_id);
    if (has_id != (reader->ids > IDS_NONE)) {
        tlri_source_error(&reader->source, 2121, between(reader->at, reader->at + 1),
                          "give every paper an id, or none",
                          "some papers have an id in brackets and some have not");
        return false;
    }
    if (!has_id) {
        return true;
    }
    const char *from = reader->at;
    struct tlri_span id;
    if (!take_id(reader, &id)) {
        tlri_source_error(&reader->source, 2121, between(from, reader->at), NULL,
                          "the id of this paper is not closed by )");
        return false;
    }
    return keep_id(reader, id, status);
}

static uint64_t hash_of(struct tlri_span text)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a: the ids decide nothing but what is compared */
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.text[i]) * 1099511628211u;
    }
    return hash ^ hash >> 29;
}

/* Looks for an id that stands twice. */
static tlr_status check_ids(struct reader *reader)
{
    const struct tlri_span *ids = reader->id_list.data;
    size_t n = reader->id_list.count;
    size_t size = 16;
    while (size < 2 * n) {
        size *= 2;
    }
    if (n < 2) {
        return TLR_OK;
    }
    uint32_t *slots = tlri_alloc_array(reader->ctx, size, sizeof *slots);
    if (slots == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    for (size_t i = 0; i < n && !tlri_source_gave_up(&reader->source); i++) {
        size_t slot = (size_t)hash_of(ids[i]) & (size - 1);
        while (slots[slot] != 0 && !tlri_span_equal(ids[slots[slot] - 1], ids[i])) {
            slot = (slot + 1) & (size - 1);
        }
        if (slots[slot] == 0) {
            slots[slot] = (uint32_t)i + 1;
            continue;
        }
        uint32_t line = tlri_source_line_of(&reader->source, ids[slots[slot] - 1].text);
        tlri_source_error(&reader->source, 2122, ids[i], "remove the paper that was entered twice",
                          "the paper in line %u has the same id", line);
    }
    tlri_free(reader->ctx, slots, size * sizeof *slots);
    return TLR_OK;
}

/* ---- papers: every other row
 * --------------------------------------------------------------------------------------- */

struct row {
    tlri_mark marks[TLRI_CANDIDATES_MAX];
    uint32_t n;
    uint32_t gap; /* preferences skipped before the next mark */
};

static bool mark(struct reader *reader, struct row *row, struct tlri_span text, tlri_mark how)
{
    uint32_t candidate = 0;
    if (!read_candidate(reader, 2107, text, &candidate)) {
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
static bool read_preference(struct reader *reader, struct row *row, struct tlri_span token)
{
    if (tlri_word_is(token, "-")) {
        met(reader, TLRI_BLT_SKIP);
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
        struct tlri_span part = between(from, to == NULL ? end : to);
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
        met(reader, TLRI_BLT_EQUAL);
        how = TLRI_MARK_EQUAL;
        from = to + 1;
    }
}

/* The number of papers that a row stands for. */
static bool read_weight(struct reader *reader, uint32_t *weight)
{
    skip_blanks(reader);
    struct tlri_span token = take_token(reader);
    enum number problem = parse_number(token, weight);
    if (problem == NUMBER_OK && *weight > 0) {
        return true;
    }
    if (token.len > 0 && token.text[0] == '-') {
        tlri_source_error(&reader->source, 2106, token,
                          "withdrawn candidates stand before the first paper",
                          "a row of papers cannot begin with '%.*s'", shown(token), token.text);
    } else if (problem == NUMBER_OK) {
        tlri_source_error(&reader->source, 2112, token, NULL,
                          "the 0 that ends the papers must stand alone in its line");
    } else if (problem == NUMBER_ZERO_IN_FRONT) {
        tlri_source_error(&reader->source, 2112, token,
                          "write the number of papers without zeros in front; the papers are ended "
                          "by a line that holds only 0",
                          "a row of papers cannot begin with 0");
    } else {
        report_number(reader, 2106, token, "the number of papers", problem);
    }
    return false;
}

/* Ends the row: by 0, or by the line in files that write no 0. */
static bool end_row(struct reader *reader, const char *from, bool by_zero)
{
    enum ends ends = by_zero ? ENDS_BY_ZERO : ENDS_BY_LINE;
    if (reader->ends == ENDS_UNKNOWN) {
        reader->ends = ends;
        reader->first_row = from;
    }
    if (reader->ends == ends) {
        return true;
    }
    uint32_t first = tlri_source_line_of(&reader->source, reader->first_row);
    if (by_zero) {
        tlri_source_error(&reader->source, 2111, between(reader->at - 1, reader->at),
                          "end every paper with 0, or none",
                          "this paper ends in 0, but the first one, in line %u, does not", first);
    } else {
        tlri_source_error(&reader->source, 2110, between(from, reader->at),
                          "end the paper with 0 in the same line; check that nothing was cut off",
                          "this paper does not end in 0, as the first one in line %u does", first);
    }
    return false;
}

/* The preferences up to the end of the row. */
static bool read_preferences(struct reader *reader, struct row *row, const char *from)
{
    for (;;) {
        skip_blanks(reader);
        if (at_line_end(reader)) {
            if (!end_row(reader, from, false)) {
                return false;
            }
            met(reader, TLRI_BLT_NO_ZEROS);
            return true;
        }
        struct tlri_span token = take_token(reader);
        if (tlri_word_is(token, "0")) {
            return end_row(reader, from, true);
        }
        if (!read_preference(reader, row, token)) {
            return false;
        }
    }
}

/* "0" alone in its line? Takes it then. */
static bool take_terminator(struct reader *reader)
{
    if (!at_byte(reader, '0')) {
        return false;
    }
    struct reader probe = *reader;
    struct tlri_span token = take_token(&probe);
    skip_blanks(&probe);
    if (token.len != 1 || !at_line_end(&probe)) {
        return false;
    }
    skip_line(reader);
    return true;
}

/* One row, from its weight to its 0; reports what is wrong and goes on with the next line. */
static tlr_status read_row(struct reader *reader)
{
    const char *from = reader->at;
    struct row row;
    row.n = 0;
    row.gap = 0;
    uint32_t weight = 1;
    tlr_status status = TLR_OK;
    reader->row++;
    bool good = read_id(reader, &status);
    TLR_TRY(status);
    good = good && (reader->ids == IDS_ALONE || read_weight(reader, &weight));
    if (good && reader->ids == IDS_WITH_WEIGHT && weight != 1) {
        good = false;
        tlri_source_error(&reader->source, 2106, between(from, reader->at), NULL,
                          "a paper with an id is one paper; its weight must be 1");
    }
    good = good && read_preferences(reader, &row, from);
    if (!good) {
        skip_line(reader);
        return TLR_OK;
    }
    TLR_TRY(add_row(reader, row.marks, row.n, weight));
    skip_blanks(reader);
    if (!at_line_end(reader)) {
        met(reader, TLRI_BLT_SEVERAL_ON_LINE);
        return TLR_OK;
    }
    take_line_end(reader);
    return TLR_OK;
}

static void report_no_terminator(struct reader *reader)
{
    if (reader->open_comment != NULL) {
        tlri_source_error(&reader->source, 2119,
                          between(reader->open_comment, reader->open_comment + 2), "close it by */",
                          "this comment is never closed");
        return;
    }
    const char *at = at_end(reader) ? reader->end : reader->at;
    tlri_source_error(
        &reader->source, 2113, between(at, at),
        "write a line that holds only 0 after the last paper; check that the file was "
        "not cut short",
        "the papers are not ended by a line that holds only 0");
}

static bool at_line_start(const struct reader *reader)
{
    const char *at = reader->at;
    while (at > reader->source.data && (at[-1] == ' ' || at[-1] == '\t')) {
        at--;
    }
    return at == reader->source.data || at[-1] == '\n' || at[-1] == '/';
}

/* A large file is read from both its beginning and its middle. */
static tlr_status start_ahead(struct reader *reader)
{
    if (reader->last_lf == NULL || reader->at >= reader->last_lf) {
        return TLR_OK;
    }
    return tlri_blt_ahead_start(reader->ctx, reader->at, reader->last_lf, reader->candidates,
                                &reader->ahead);
}

/* All papers up to the line that ends them. */
static tlr_status read_papers(struct reader *reader)
{
    TLR_TRY(start_ahead(reader));
    for (;;) {
        TLR_TRY(read_plain_rows(reader));
        skip_lines(reader);
        if (at_line_start(reader) && take_terminator(reader)) {
            break;
        }
        if (at_end(reader) || at_byte(reader, '"')) {
            report_no_terminator(reader);
            return TLR_E_INPUT;
        }
        TLR_TRY(read_row(reader));
        if (tlri_source_gave_up(&reader->source)) {
            return TLR_E_INPUT;
        }
    }
    if (reader->total > TLRI_BLT_TOTAL_MAX) {
        tlri_source_error(&reader->source, 2123, between(NULL, NULL), NULL,
                          "the file stands for %llu papers, more than %llu",
                          (unsigned long long)reader->total,
                          (unsigned long long)TLRI_BLT_TOTAL_MAX);
        return TLR_E_LIMIT;
    }
    return check_ids(reader);
}

/* ---- names and title
 * --------------------------------------------------------------------------------------------- */

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

static bool check_text(struct reader *reader, struct tlri_span text, bool may_be_empty)
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

/* A text between two quotation marks of one kind, in one line. */
static bool read_quoted(struct reader *reader, struct tlri_span *text)
{
    char quote = *reader->at;
    const char *from = reader->at++;
    while (!at_line_end(reader) && *reader->at != quote) {
        reader->at++;
    }
    if (!at_byte(reader, quote)) {
        tlri_source_error(&reader->source, 2115, between(from, reader->at), NULL,
                          "the quotation mark is not closed in this line");
        return false;
    }
    *text = between(from + 1, reader->at);
    reader->at++;
    return true;
}

/* The rest of the line without blanks around it and without a comment after a blank. */
static struct tlri_span read_unquoted(struct reader *reader)
{
    const char *from = reader->at;
    skip_to_line_end(reader);
    const char *to = reader->at;
    for (const char *p = from + 1; p < to; p++) {
        if (*p == '#' && (p[-1] == ' ' || p[-1] == '\t')) {
            met(reader, TLRI_BLT_HASH_COMMENT);
            to = p;
        }
    }
    while (to > from && (to[-1] == ' ' || to[-1] == '\t')) {
        to--;
    }
    met(reader, TLRI_BLT_UNQUOTED);
    return between(from, to);
}

/* A single quote is one only if the line ends with another: 'Tis the name of a candidate. */
static bool at_single_quoted(const struct reader *reader)
{
    if (!at_byte(reader, '\'')) {
        return false;
    }
    struct reader probe = *reader;
    skip_to_line_end(&probe);
    while (probe.at > reader->at && (probe.at[-1] == ' ' || probe.at[-1] == '\t')) {
        probe.at--;
    }
    return probe.at - reader->at >= 2 && probe.at[-1] == '\'';
}

/* One string: quoted, or a whole line. */
static bool read_string(struct reader *reader, struct tlri_span *text)
{
    if (at_single_quoted(reader)) {
        met(reader, TLRI_BLT_SINGLE_QUOTES);
        return read_quoted(reader, text);
    }
    if (at_byte(reader, '"')) {
        return read_quoted(reader, text);
    }
    *text = read_unquoted(reader);
    return true;
}

/* Does each of the next lines, one a candidate, hold exactly two quoted strings? */
static bool names_are_paired(const struct reader *reader)
{
    struct reader probe = *reader;
    for (uint32_t i = 0; i < reader->candidates; i++) {
        skip_lines(&probe);
        for (int strings = 0; strings < 2; strings++) {
            skip_blanks(&probe);
            if (!at_byte(&probe, '"')) {
                return false;
            }
            const char *close = memchr(probe.at + 1, '"', (size_t)(probe.end - probe.at - 1));
            if (close == NULL || memchr(probe.at, '\n', (size_t)(close - probe.at)) != NULL) {
                return false;
            }
            probe.at = close + 1;
        }
        skip_blanks(&probe);
        if (!at_line_end(&probe)) {
            return false;
        }
    }
    skip_lines(&probe);
    return !at_end(&probe);
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
static void split_party(struct reader *reader, uint32_t candidate)
{
    struct tlri_span name = reader->names[candidate];
    const char *comma = memchr(name.text, ',', name.len);
    if (comma == NULL) {
        return;
    }
    met(reader, TLRI_BLT_PARTIES);
    reader->names[candidate] = trimmed(between(name.text, comma));
    reader->parties[candidate] = trimmed(between(comma + 1, name.text + name.len));
}

static bool read_name(struct reader *reader, uint32_t candidate, bool paired)
{
    bool quoted = at_byte(reader, '"') || at_single_quoted(reader);
    if (!read_string(reader, &reader->names[candidate])) {
        return false;
    }
    if (!quoted) {
        split_party(reader, candidate);
    }
    if (paired) {
        met(reader, TLRI_BLT_PARTIES);
        skip_blanks(reader);
        if (!read_string(reader, &reader->parties[candidate])) {
            return false;
        }
    }
    bool good = check_text(reader, reader->names[candidate], false);
    return check_text(reader, reader->parties[candidate], true) && good;
}

static tlr_status read_names(struct reader *reader)
{
    bool paired = names_are_paired(reader);
    for (uint32_t i = 0; i < reader->candidates; i++) {
        skip_lines(reader);
        if (at_end(reader)) {
            tlri_source_error(&reader->source, 2114, between(reader->end, reader->end),
                              "write one name for each candidate, and then the title",
                              "the file ends after %u of %u names", i, reader->candidates);
            return TLR_E_INPUT;
        }
        if (!read_name(reader, i, paired)) {
            skip_line(reader);
        }
        if (tlri_source_gave_up(&reader->source)) {
            return TLR_E_INPUT;
        }
    }
    return TLR_OK;
}

static tlr_status read_names_first(struct reader *reader)
{
    met(reader, TLRI_BLT_NAMES_FIRST);
    return read_names(reader);
}

static tlr_status read_title(struct reader *reader, struct tlri_blt *blt)
{
    struct tlri_span title;
    skip_lines(reader);
    if (at_end(reader)) {
        tlri_source_error(&reader->source, 2114, between(reader->end, reader->end),
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
static tlr_status read_further_strings(struct reader *reader, struct tlri_blt *blt)
{
    const char **further[STRINGS_AFTER_TITLE] = {&blt->source, &blt->comment};
    for (size_t i = 0; i < STRINGS_AFTER_TITLE; i++) {
        struct tlri_span text;
        skip_lines(reader);
        if (!at_byte(reader, '"')) {
            return TLR_OK;
        }
        if (!read_quoted(reader, &text) || !check_text(reader, text, true)) {
            return TLR_E_INPUT;
        }
        met(reader, TLRI_BLT_SOURCE);
        *further[i] = tlri_span_copy(reader->arena, text);
        if (*further[i] == NULL) {
            return tlri_no_memory(reader->ctx);
        }
    }
    return TLR_OK;
}

static void check_end(struct reader *reader)
{
    skip_lines(reader);
    if (reader->open_comment != NULL) {
        report_no_terminator(reader);
        return;
    }
    if (at_end(reader)) {
        return;
    }
    const char *from = reader->at;
    skip_to_line_end(reader);
    struct tlri_span rest = between(from, reader->at);
    if (reader->flags & TLRI_BLT_ALLOW_NOTES) {
        met(reader, TLRI_BLT_NOTES);
        tlri_source_note(&reader->source, TLR_WARNING, 2116, rest, NULL,
                         "what stands after the title was not read");
        return;
    }
    tlri_source_error(
        &reader->source, 2116, rest,
        "remove what stands after the title, or make it a comment with #",
        "the file goes on after the title; names or papers may be in the wrong place");
}

static tlr_status read_tail(struct reader *reader, struct tlri_blt *blt)
{
    if (!(reader->features >> TLRI_BLT_NAMES_FIRST & 1u)) {
        skip_lines(reader);
        TLR_TRY(read_names(reader));
    }
    TLR_TRY(read_title(reader, blt));
    TLR_TRY(read_further_strings(reader, blt));
    check_end(reader);
    return TLR_OK;
}

/* ---- the result
 * ------------------------------------------------------------------------------------------------------
 */

static const char *name_of(const struct reader *reader, uint32_t candidate)
{
    struct tlri_span name = reader->names[candidate];
    struct tlri_span party = reader->parties[candidate];
    if (party.len == 0) {
        return tlri_span_copy(reader->arena, name);
    }
    return tlri_arena_printf(reader->arena, "%.*s (%.*s)", (int)name.len, name.text, (int)party.len,
                             party.text);
}

static void warn_same_name(struct reader *reader, const struct tlri_candidate *candidates,
                           uint32_t i)
{
    for (uint32_t j = 0; j < i; j++) {
        if (tlri_streq(candidates[i].name, candidates[j].name)) {
            tlri_source_note(&reader->source, TLR_WARNING, 2127, reader->names[i], NULL,
                             "candidates %u and %u have the same name", j + 1, i + 1);
            return;
        }
    }
}

static tlr_status make_contest(struct reader *reader, struct tlri_blt *blt)
{
    struct tlri_candidate *candidates =
        tlri_arena_array(reader->arena, reader->candidates, sizeof *candidates);
    if (candidates == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    for (uint32_t i = 0; i < reader->candidates; i++) {
        candidates[i].id = tlri_arena_printf(reader->arena, "%u", i + 1);
        candidates[i].name = name_of(reader, i);
        candidates[i].standing = reader->withdrawn[i] ? TLRI_WITHDRAWN : TLRI_STANDING;
        if (candidates[i].id == NULL || candidates[i].name == NULL) {
            return tlri_no_memory(reader->ctx);
        }
        warn_same_name(reader, candidates, i);
    }
    blt->contest = (struct tlri_contest){
        .id = "blt",
        .title = blt->title,
        .places = reader->places,
        .candidates = reader->candidates,
        .candidate = candidates,
        .tie_order_size = reader->tie_order == NULL ? 0 : reader->candidates,
        .tie_order = reader->tie_order,
    };
    blt->features = reader->features;
    return TLR_OK;
}

static tlr_status read_all(struct reader *reader, struct tlri_blt *blt)
{
    TLR_TRY(read_header(reader));
    TLR_TRY(make_tables(reader));
    TLR_TRY(read_preamble(reader));
    TLR_TRY(read_papers(reader));
    TLR_TRY(read_tail(reader, blt));
    TLR_TRY(tlri_source_verdict(&reader->source));
    TLR_TRY(make_contest(reader, blt));
    return tlri_papers_finish(&reader->builder, &blt->papers);
}

static const char *last_line_feed(const char *data, size_t len)
{
    while (len > 0 && data[len - 1] != '\n') {
        len--;
    }
    return len == 0 ? NULL : data + len - 1;
}

tlr_status tlri_blt_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         unsigned flags, struct tlri_blt **out)
{
    struct tlri_blt *blt = tlri_alloc(ctx, sizeof *blt);
    if (blt == NULL) {
        return tlri_no_memory(ctx);
    }
    blt->ctx = ctx;
    tlri_arena_init(&blt->arena, ctx);
    struct reader reader = {
        .ctx = ctx,
        .arena = &blt->arena,
        .at = data,
        .end = data + len,
        .last_lf = last_line_feed(data, len),
        .flags = flags,
    };
    tlri_source_init(&reader.source, ctx, name, data, len);
    tlri_papers_builder_init(&reader.builder, ctx, 0);
    tlri_array_init(&reader.id_list, ctx, sizeof(struct tlri_span), IDS_MAX);
    tlr_status status = read_all(&reader, blt);
    forget_ahead(&reader);
    tlri_papers_builder_drop(&reader.builder);
    tlri_array_drop(&reader.id_list);
    if (status != TLR_OK) {
        tlri_blt_free(blt);
        return status;
    }
    *out = blt;
    return TLR_OK;
}

void tlri_blt_free(struct tlri_blt *blt)
{
    if (blt == NULL) {
        return;
    }
    tlr_ctx *ctx = blt->ctx;
    tlri_papers_free(blt->papers);
    tlri_arena_drop(&blt->arena);
    tlri_free(ctx, blt, sizeof *blt);
}

/* ---- writing
 * ------------------------------------------------------------------------------------------------------------
 */

static void write_name(struct tlri_buf *out, const char *name)
{
    tlri_buf_puts(out, "\"");
    for (const char *p = name; *p != '\0'; p++) {
        unsigned char byte = (unsigned char)*p;
        char safe = *p == '"' ? '\'' : *p;
        safe = byte < 0x20 || byte == 0x7F ? ' ' : safe;
        tlri_buf_add(out, &safe, 1);
    }
    tlri_buf_puts(out, "\"\n");
}

static void write_head(const struct tlri_contest *contest, struct tlri_buf *out)
{
    tlri_buf_printf(out, "%u %u\n", contest->candidates, contest->places);
    for (uint32_t i = 0; i < contest->tie_order_size; i++) {
        tlri_buf_printf(out, "%s %u", i == 0 ? "[tie" : "", contest->tie_order[i] + 1);
    }
    if (contest->tie_order_size > 0) {
        tlri_buf_puts(out, "]\n");
    }
    bool any = false;
    for (uint32_t i = 0; i < contest->candidates; i++) {
        if (contest->candidate[i].standing == TLRI_WITHDRAWN) {
            tlri_buf_printf(out, "%s-%u", any ? " " : "", i + 1);
            any = true;
        }
    }
    if (any) {
        tlri_buf_puts(out, "\n");
    }
}

static bool can_be_written(const struct tlri_papers *papers, const struct tlri_paper *paper)
{
    for (uint32_t i = 0; i < paper->marks; i++) {
        if (papers->pool[paper->first + i] & (TLRI_MARK_CROSS | TLRI_MARK_DOUBT)) {
            return false;
        }
    }
    return paper->reject == TLRI_REJECT_NONE;
}

static void write_row(const struct tlri_papers *papers, const struct tlri_paper *paper,
                      struct tlri_buf *out)
{
    tlri_buf_printf(out, "%u", paper->weight);
    for (uint32_t i = 0; i < paper->marks; i++) {
        tlri_mark mark = papers->pool[paper->first + i];
        for (uint32_t gap = tlri_mark_left_out(mark); gap > 0; gap--) {
            tlri_buf_puts(out, " -");
        }
        tlri_buf_printf(out, "%c%u", mark & TLRI_MARK_EQUAL ? '=' : ' ',
                        (mark & TLRI_MARK_CANDIDATE) + 1u);
    }
    tlri_buf_puts(out, " 0\n");
}

static tlr_status refuse_paper(tlr_ctx *ctx, const struct tlri_papers *papers, uint32_t paper)
{
    const struct tlri_paper_batch *batch = tlri_papers_batch_of(papers, paper);
    tlri_diag(ctx, TLR_ERROR, 2128, NULL, "settle the paper first, or leave it out", NULL,
              "paper %s/%u is rejected, or has crosses or doubtful marks, which BLT cannot say",
              batch->id, paper - batch->first + 1);
    return TLR_E_INPUT;
}

tlr_status tlri_blt_write(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_papers *papers, struct tlri_buf *out)
{
    write_head(contest, out);
    for (uint32_t i = 0; i < papers->count; i++) {
        if (!can_be_written(papers, &papers->paper[i])) {
            return refuse_paper(ctx, papers, i);
        }
        write_row(papers, &papers->paper[i], out);
    }
    tlri_buf_puts(out, "0\n");
    for (uint32_t i = 0; i < contest->candidates; i++) {
        write_name(out, contest->candidate[i].name);
    }
    write_name(out, contest->title);
    return out->failed;
}
