/*
 * io/source.h: a text in memory, where things stand in it, and the strict line reader.
 *
 * All plain-text readers share this: a source is a name, bytes and the number of problems found in
 * it. Places (line, column, the text of the line for the caret) are worked out only when a problem
 * is reported, so that reading costs nothing for them. The strict line reader is for the files that
 * teller itself defines (spec/formats/ballots.md, "Plain text"): ASCII, LF after every line, single
 * spaces, no blanks at the ends, no leading zeros. BLT files are looser and have their own scanner.
 */
#ifndef TLRI_SOURCE_H
#define TLRI_SOURCE_H

#include "base/base.h"
#include "trust/digest.h"

#ifndef TLRI_PROBLEMS_MAX      /* a long search of inputs asks for fewer (Makefile, fuzzfast) */
#define TLRI_PROBLEMS_MAX 200u /* problems reported of one file */
#endif
#define TLRI_LINE_MAX   4096u /* bytes of a line of a strict file, without its LF */
#define TLRI_FIELDS_MAX 300u  /* fields of a line: 250 marks and what stands before them */
#define TLRI_TOKEN_MAX  64u   /* bytes of an id or another token */

/* Bytes inside a source (or any text); not NUL-terminated. */
struct tlri_span {
    const char *text;
    size_t len;
};

struct tlri_source {
    tlr_ctx *ctx;
    const char *name; /* for diagnostics; borrowed */
    const char *data; /* borrowed */
    size_t len;
    size_t problems;             /* errors reported so far */
    bool utf8;                   /* well-formed UTF-8 is allowed, not ASCII only */
    const char *private_at;      /* NULL, or a place from which the line's text is not shown */
    bool hidden;                 /* no line of it is shown: it may be about voters */
    bool hushed;                 /* ... and no message may quote it: it says what the code says */
    size_t known_offset;         /* a line that was found before: its start ... */
    uint32_t known_line;         /* ... and its number */
    bool over_limit;             /* a documented limit was passed: the verdict is TLR_E_LIMIT */
    const char *const *keywords; /* all first words of this kind of file, in order, or NULL */
    size_t keyword_count;
    size_t next;           /* where tlri_source_next goes on */
    struct tlri_span line; /* the line it gave last */
};

/* name and data are borrowed for as long as the source is used. */
void tlri_source_init(struct tlri_source *source, tlr_ctx *ctx, const char *name, const char *data,
                      size_t len);

/* The place of text[0..len), which lies in the source. A line over 1,000 bytes is not shown. */
struct tlri_place tlri_source_place(struct tlri_source *source, const char *text, size_t len);

/* The number of the line in which this byte stands, from 1. */
uint32_t tlri_source_line_of(struct tlri_source *source, const char *text);

/* Reports a problem at a span. Past TLRI_PROBLEMS_MAX it only counts. hint may be NULL. */
void tlri_source_error(struct tlri_source *source, uint32_t code, struct tlri_span span,
                       const char *hint, const char *fmt, ...) TLRI_PRINTF(5, 6);
/* The same as a note or warning, which does not count as a problem. */
void tlri_source_note(struct tlri_source *source, tlr_severity severity, uint32_t code,
                      struct tlri_span span, const char *hint, const char *fmt, ...)
    TLRI_PRINTF(6, 7);

/* Were so many problems found that reading on helps nobody? Says so once (code 2009). */
bool tlri_source_gave_up(struct tlri_source *source);

/* TLR_OK when no problem was found, TLR_E_LIMIT when one was a limit, else TLR_E_INPUT. */
tlr_status tlri_source_verdict(const struct tlri_source *source) TLRI_NODISCARD;

/* ---- strict lines
 * ---------------------------------------------------------------------------------- */

/* Reports what the strict files do not allow anywhere: an empty file, a byte order mark, CR, tabs,
 * control and non-ASCII characters, blanks at the ends of a line, two spaces, an empty line, a line
 * over TLRI_LINE_MAX, no LF at the end. Codes 2001-2008, 2010, 2011. False when there were any. */
bool tlri_source_check(struct tlri_source *source);

/* The same for one line of the source (its LF is looked for after the line). */
bool tlri_source_check_line(struct tlri_source *source, struct tlri_span line);

/* The next line without its LF, into source->line; false at the end. */
bool tlri_source_next(struct tlri_source *source);
/* The line that tlri_source_next would give, without taking it; false at the end. */
bool tlri_source_peek(const struct tlri_source *source, struct tlri_span *line);

/* Splits a line at its spaces; returns the number of fields, of which at most max are written. */
size_t tlri_span_split(struct tlri_span line, struct tlri_span *fields, size_t max);
/* The first field of a line. */
struct tlri_span tlri_span_word(struct tlri_span line);
bool tlri_word_is(struct tlri_span span, const char *text);
bool tlri_span_equal(struct tlri_span a, struct tlri_span b);
/* Compares bytes: <0, 0, >0. */
int tlri_span_compare(struct tlri_span a, struct tlri_span b);

/* ---- fields
 * ------------------------------------------------------------------------------------------ */

/* Each reads one field and reports (false) when it is not of the form; `what` names it. */

/* Digits without leading zeros, min..max. Codes 2012 (not a number), 2013 (out of range). */
bool tlri_read_number(struct tlri_source *source, struct tlri_span field, const char *what,
                      uint64_t min, uint64_t max, uint64_t *out);
bool tlri_read_number32(struct tlri_source *source, struct tlri_span field, const char *what,
                        uint32_t min, uint32_t max, uint32_t *out);
/* The same, where more than max is a documented limit: code 2021, and the verdict TLR_E_LIMIT. */
bool tlri_read_limited(struct tlri_source *source, struct tlri_span field, const char *what,
                       uint32_t min, uint32_t max, uint32_t *out);
/* [a-z0-9-], 1 to TLRI_TOKEN_MAX bytes, no hyphen at the ends. Code 2014. */
bool tlri_read_token(struct tlri_source *source, struct tlri_span field, const char *what);
/* "sha256:" and 64 lower-case hex digits. Code 2015. */
bool tlri_read_digest(struct tlri_source *source, struct tlri_span field, const char *what,
                      struct tlri_digest *out);
/* The line "salt" and 32 lower-case hex digits, whose text no message shows. Codes 2017, 2031. */
bool tlri_read_salt(struct tlri_source *source, uint8_t out[TLRI_SALT_BYTES]);
/* A reference as minutes have them: printable ASCII without spaces, 1 to TLRI_TOKEN_MAX bytes.
 * Code 2014. */
bool tlri_read_reference(struct tlri_source *source, struct tlri_span field, const char *what);

/* A clause, as XML has them: letters and digits, and . - / between them, 1 to TLRI_TOKEN_MAX bytes.
 * Code 2014. */
bool tlri_read_tag(struct tlri_source *source, struct tlri_span field, const char *what);

/* A word of a closed set, whose words are token(0), token(1), … up to NULL. *out is its number.
 * Code 2022, with all the words, and the closest in front. */
bool tlri_read_word(struct tlri_source *source, struct tlri_span field, const char *what,
                    const char *(*token)(uint32_t), uint32_t *out);

/* ---- lines with a keyword
 * ----------------------------------------------------------------------------- */

/* Takes the first line, which must be exactly `type` ("teller/lots@1"). False with code 2016. */
bool tlri_read_type(struct tlri_source *source, const char *type);

/* Takes the next line if its first field is `keyword`, and gives the fields after it. True when
 * there are at least min and at most max of them (code 2019 otherwise). When the next line is
 * another one, or there is none, reports code 2017 and gives false; so that one slip makes one
 * report, lines that belong further up (by source->keywords) are passed over, a line with a first
 * word that is no keyword is taken for this one misspelt, and a later line is left for later.
 * `form` shows the line as it should be ("papers N"). */
bool tlri_read_line(struct tlri_source *source, const char *keyword, const char *form, size_t min,
                    size_t max, struct tlri_span *fields, size_t *count);
/* The same for a line with one field. */
bool tlri_read_field(struct tlri_source *source, const char *keyword, const char *form,
                     struct tlri_span *field);
/* Is `keyword` the first field of the next line? */
bool tlri_next_is(const struct tlri_source *source, const char *keyword);
/* Reports every line that is left (one diagnostic, code 2020). */
void tlri_read_end(struct tlri_source *source);

/* A NUL-terminated copy, or NULL when memory fails. */
const char *tlri_span_copy(struct tlri_arena *arena, struct tlri_span span) TLRI_NODISCARD;

/* The closest of n words (never NULL) to this one, for "did you mean"; NULL when none is close. */
const char *tlri_closest_word(struct tlri_span word, const char *const *words, size_t n);

#endif
