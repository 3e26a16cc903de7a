/*
 * io/blt_head.c: a BLT file up to its first paper: candidates and places, who has withdrawn, and
 * the options in square brackets.
 *
 * Implements spec/formats/blt.md, sections 1 and 2. An option that nobody knows is refused: it
 * may change who is elected.
 */
#include "io/blt_reader.h"

#include <string.h>

/* ---- the first line ---- */

static void skip_byte_order_mark(struct tlri_blt_reader *reader)
{
    if (reader->end - reader->at < 3 || memcmp(reader->at, "\xEF\xBB\xBF", 3) != 0) {
        return;
    }
    tlri_blt_met(reader, TLRI_BLT_BOM);
    tlri_source_note(&reader->source, TLR_NOTE, 2125, tlri_blt_between(reader->at, reader->at + 3),
                     NULL, "a byte order mark at the start of the file was passed over");
    reader->at += 3;
}

static tlr_status read_header_number(struct tlri_blt_reader *reader, const char *what,
                                     uint32_t *out)
{
    tlri_blt_skip_blanks(reader);
    if (tlri_blt_at_line_end(reader)) {
        tlri_source_error(&reader->source, 2100, tlri_blt_between(reader->at, reader->at), NULL,
                          "the first line needs two numbers: candidates and places");
        return TLR_E_INPUT;
    }
    struct tlri_span token = tlri_blt_take_token(reader);
    enum tlri_blt_number problem = tlri_blt_parse_number(token, out);
    if (problem == TLRI_BLT_NUMBER_OK && *out == 0) {
        tlri_source_error(&reader->source, 2100, token, NULL, "%s is 0", what);
        return TLR_E_INPUT;
    }
    if (problem == TLRI_BLT_NUMBER_OK && *out <= TLRI_CANDIDATES_MAX) {
        return TLR_OK;
    }
    if (problem == TLRI_BLT_NUMBER_OK || problem == TLRI_BLT_NUMBER_TOO_LARGE) {
        tlri_source_error(&reader->source, 2101, token,
                          "leave out candidates whom nobody marked, or use another program",
                          "%s is %.*s; teller counts at most %u", what, tlri_blt_shown(token),
                          token.text, TLRI_CANDIDATES_MAX);
        return TLR_E_LIMIT;
    }
    tlri_blt_report_number(reader, 2100, token, what, problem);
    return TLR_E_INPUT;
}

tlr_status tlri_blt_read_header(struct tlri_blt_reader *reader)
{
    skip_byte_order_mark(reader);
    tlri_blt_skip_lines(reader);
    if (tlri_blt_at_end(reader)) {
        tlri_source_error(&reader->source, 2100, tlri_blt_between(reader->at, reader->at),
                          "check that it is the right file",
                          "the file holds nothing: the first line needs two numbers");
        return TLR_E_INPUT;
    }
    TLR_TRY(read_header_number(reader, "the number of candidates", &reader->candidates));
    TLR_TRY(read_header_number(reader, "the number of places", &reader->places));
    tlri_blt_skip_blanks(reader);
    if (!tlri_blt_at_line_end(reader)) {
        struct tlri_span token = tlri_blt_take_token(reader);
        tlri_source_error(&reader->source, 2100, token,
                          "the first line is 'candidates places'; withdrawn candidates and options "
                          "stand in lines of their own",
                          "a third entry stands in the first line: '%.*s'", tlri_blt_shown(token),
                          token.text);
        return TLR_E_INPUT;
    }
    return TLR_OK;
}

/* ---- withdrawn candidates ---- */

static void withdraw(struct tlri_blt_reader *reader, struct tlri_span number)
{
    uint32_t candidate = 0;
    if (tlri_blt_read_candidate(reader, 2102, number, &candidate)) {
        reader->withdrawn[candidate] = true;
    }
}

static void read_withdrawn(struct tlri_blt_reader *reader)
{
    tlri_blt_met(reader, TLRI_BLT_WITHDRAWN);
    struct tlri_span token = tlri_blt_take_token(reader);
    if (token.len == 1 || token.text[1] < '0' || token.text[1] > '9') {
        tlri_source_error(&reader->source, 2102, token, NULL,
                          "a withdrawn candidate is written as a negative number: '%.*s'",
                          tlri_blt_shown(token), token.text);
        return;
    }
    withdraw(reader, tlri_blt_between(token.text + 1, token.text + token.len));
}

/* ---- options ---- */

/* The words of an option up to its ']', into an arena array. */
static tlr_status read_option_words(struct tlri_blt_reader *reader, struct tlri_array *words,
                                    bool *closed)
{
    *closed = false;
    for (;;) {
        tlri_blt_skip_lines(reader);
        if (tlri_blt_at_end(reader)) {
            return TLR_OK;
        }
        if (tlri_blt_at_byte(reader, ']')) {
            reader->at++;
            *closed = true;
            return TLR_OK;
        }
        struct tlri_span token = tlri_blt_take_token(reader);
        tlr_status status = tlri_array_append(words, &token, 1);
        if (status == TLR_E_LIMIT) {
            tlri_source_error(&reader->source, 2103, token, NULL,
                              "an option has more words than there can be candidates");
            return TLR_E_INPUT;
        }
        TLR_TRY(status);
    }
}

static tlr_status set_tie_order(struct tlri_blt_reader *reader, struct tlri_span option,
                                const struct tlri_span *words, size_t n)
{
    tlri_blt_met(reader, TLRI_BLT_TIE_OPTION);
    bool used[TLRI_CANDIDATES_MAX] = {false};
    uint32_t *order = tlri_arena_array(reader->arena, reader->candidates, sizeof *order);
    if (order == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    uint32_t size = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t candidate = 0;
        if (!tlri_blt_read_candidate(reader, 2104, words[i], &candidate)) {
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
    if (tlri_blt_strange(text) || tlri_blt_parse_number(text, &number) != TLRI_BLT_NUMBER_NOT) {
        return false;
    }
    return strchr("-(\"'[/*0123456789", text.text[0]) == NULL &&
           memchr(text.text, '=', text.len) == NULL;
}

static bool check_nick(struct tlri_blt_reader *reader, const struct tlri_span *words, size_t i)
{
    if (!nick_allowed(words[i])) {
        tlri_source_error(&reader->source, 2105, words[i],
                          "begin a nickname with a letter; leave out = in it",
                          "'%.*s' cannot be a nickname", tlri_blt_shown(words[i]), words[i].text);
        return false;
    }
    for (size_t j = 0; j < i; j++) {
        if (tlri_span_equal(words[j], words[i])) {
            tlri_source_error(&reader->source, 2105, words[i], NULL,
                              "two candidates have the nickname '%.*s'", tlri_blt_shown(words[i]),
                              words[i].text);
            return false;
        }
    }
    return true;
}

static tlr_status set_nicks(struct tlri_blt_reader *reader, struct tlri_span option,
                            const struct tlri_span *words, size_t n)
{
    tlri_blt_met(reader, TLRI_BLT_NICK_OPTION);
    if (n != reader->candidates || reader->nick != NULL) {
        tlri_source_error(&reader->source, 2105, option, "give each candidate one nickname",
                          "there are %zu nicknames for %u candidates", n, reader->candidates);
        return TLR_OK;
    }
    struct tlri_blt_nick *nicks = tlri_arena_array(reader->arena, n, sizeof *nicks);
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
        nicks[place] = (struct tlri_blt_nick){words[i], (uint32_t)i};
    }
    reader->nick = nicks;
    return TLR_OK;
}

static tlr_status set_withdrawn(struct tlri_blt_reader *reader, struct tlri_span option,
                                const struct tlri_span *words, size_t n)
{
    (void)option;
    tlri_blt_met(reader, TLRI_BLT_WITHDRAWN_OPTION);
    for (size_t i = 0; i < n; i++) {
        withdraw(reader, words[i]);
    }
    return TLR_OK;
}

static tlr_status pass_droop(struct tlri_blt_reader *reader, struct tlri_span option,
                             const struct tlri_span *words, size_t n)
{
    (void)words;
    (void)n;
    tlri_blt_met(reader, TLRI_BLT_DROOP_OPTION);
    tlri_source_note(&reader->source, TLR_WARNING, 2126, option,
                     "say what is meant with --rules and --set",
                     "options for the program Droop are not applied");
    return TLR_OK;
}

/* The options, by name; there is no other [BLT-6]. */
static const struct option_row {
    const char *name;
    tlr_status (*apply)(struct tlri_blt_reader *, struct tlri_span, const struct tlri_span *,
                        size_t);
} option_rows[] = {
    {"tie", set_tie_order},
    {"nick", set_nicks},
    {"withdrawn", set_withdrawn},
    {"droop", pass_droop},
};
#define OPTION_ROWS (sizeof option_rows / sizeof option_rows[0])

static tlr_status apply_option(struct tlri_blt_reader *reader, struct tlri_span option,
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

static tlr_status read_option(struct tlri_blt_reader *reader)
{
    const char *from = reader->at++;
    struct tlri_array words;
    bool closed = false;
    tlri_array_init(&words, reader->ctx, sizeof(struct tlri_span), TLRI_CANDIDATES_MAX + 2);
    tlr_status status = TLR_OK;
    TLR_TRY_TO(read_option_words(reader, &words, &closed), done);
    if (!closed) {
        tlri_source_error(&reader->source, 2103, tlri_blt_between(from, from + 1), NULL,
                          "this option is never closed by ]");
        goto done;
    }
    status = apply_option(reader, tlri_blt_between(from, reader->at), &words);
done:
    tlri_array_drop(&words);
    return status;
}

/* ---- all of it ---- */

static bool at_digit(const struct tlri_blt_reader *reader)
{
    return !tlri_blt_at_end(reader) && *reader->at >= '0' && *reader->at <= '9';
}

/* Do names stand here, where papers usually begin? A row of papers ends in 0 in nearly every
 * dialect, so that a line with a letter in front and 0 at its end is rather a mistaken row. */
static bool at_name(const struct tlri_blt_reader *reader)
{
    if (tlri_blt_at_end(reader) || at_digit(reader) || tlri_blt_at_byte(reader, '(') ||
        (unsigned char)*reader->at >= 0x80) {
        return false;
    }
    struct tlri_blt_reader probe = *reader;
    tlri_blt_skip_to_line_end(&probe);
    return tlri_blt_at_byte(reader, '"') || probe.at - reader->at < 2 || probe.at[-1] != '0' ||
           probe.at[-2] != ' ';
}

/* What stands between the first line and the papers. */
tlr_status tlri_blt_read_preamble(struct tlri_blt_reader *reader)
{
    for (;;) {
        tlri_blt_skip_lines(reader);
        if (tlri_blt_at_byte(reader, '-')) {
            read_withdrawn(reader);
        } else if (tlri_blt_at_byte(reader, '[')) {
            TLR_TRY(read_option(reader));
        } else {
            break;
        }
        if (tlri_source_gave_up(&reader->source)) {
            return TLR_E_INPUT;
        }
    }
    if (!at_name(reader)) {
        return TLR_OK;
    }
    tlri_blt_met(reader, TLRI_BLT_NAMES_FIRST);
    return tlri_blt_read_names(reader);
}
