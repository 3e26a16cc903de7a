/*
 * io/blt_reader.h: the BLT reader's own state, and what its parts share. For io/blt*.c only.
 */
#ifndef TLRI_BLT_READER_H
#define TLRI_BLT_READER_H

#include "io/blt.h"
#include "io/source.h"

enum tlri_blt_ends { TLRI_BLT_ENDS_UNKNOWN, TLRI_BLT_ENDS_BY_ZERO, TLRI_BLT_ENDS_BY_LINE };
enum tlri_blt_ids {
    TLRI_BLT_IDS_UNKNOWN,
    TLRI_BLT_IDS_NONE,
    TLRI_BLT_IDS_ALONE,
    TLRI_BLT_IDS_WITH_WEIGHT
};

/* One candidate's nickname, to be searched. */
struct tlri_blt_nick {
    struct tlri_span text;
    uint32_t candidate;
};

struct tlri_blt_reader {
    struct tlri_source source;
    tlr_ctx *ctx;
    struct tlri_arena *arena;
    const char *at, *end;
    const char *last_lf;      /* the last LF of the file, or NULL: plain rows end before it */
    const char *open_comment; /* a comment that is never closed, or NULL */
    unsigned flags;
    uint32_t features;
    uint32_t candidates, places;
    bool *withdrawn;            /* by candidate */
    uint32_t *tie_order;        /* candidates entries, or NULL */
    struct tlri_blt_nick *nick; /* sorted by text, or NULL */
    struct tlri_span *names;    /* candidates entries */
    struct tlri_span *parties;
    struct tlri_papers_builder builder;
    uint32_t stamp[TLRI_CANDIDATES_MAX]; /* the last row that ranked the candidate */
    uint32_t row;
    uint64_t total;
    enum tlri_blt_ends ends;
    const char *first_row;
    enum tlri_blt_ids ids;
    struct tlri_array id_list;    /* struct tlri_span */
    struct tlri_blt_ahead *ahead; /* rows being read ahead, or NULL */
};

static inline void tlri_blt_met(struct tlri_blt_reader *reader, enum tlri_blt_feature feature)
{
    reader->features |= (uint32_t)1 << feature;
}

static inline struct tlri_span tlri_blt_between(const char *from, const char *to)
{
    struct tlri_span span = {from, (size_t)(to - from)};
    return span;
}

/* ---- io/blt_scan.c ---- */

static inline bool tlri_blt_at_end(const struct tlri_blt_reader *reader)
{
    return reader->at >= reader->end;
}

static inline bool tlri_blt_at_byte(const struct tlri_blt_reader *reader, char byte)
{
    return reader->at < reader->end && *reader->at == byte;
}

static inline bool tlri_blt_at_pair(const struct tlri_blt_reader *reader, char first, char second)
{
    return reader->end - reader->at >= 2 && reader->at[0] == first && reader->at[1] == second;
}

/* At the end of a line (LF or CR LF) or of the file? */
static inline bool tlri_blt_at_line_end(const struct tlri_blt_reader *reader)
{
    return tlri_blt_at_end(reader) || *reader->at == '\n' || tlri_blt_at_pair(reader, '\r', '\n');
}

/* Passes over one end of a line, where one stands. */
void tlri_blt_take_line_end(struct tlri_blt_reader *reader);
/* Up to the end of the line, or over it too. */
void tlri_blt_skip_to_line_end(struct tlri_blt_reader *reader);
void tlri_blt_skip_line(struct tlri_blt_reader *reader);
/* Passes over blanks and comments, up to a token or the end of the line; over lines too, up to a
 * token or the end of the file. */
void tlri_blt_skip_blanks(struct tlri_blt_reader *reader);
void tlri_blt_skip_lines(struct tlri_blt_reader *reader);
/* The token that stands here; empty only at the end of a line. */
struct tlri_span tlri_blt_take_token(struct tlri_blt_reader *reader);

/* Does it hold something else than plain ASCII? */
bool tlri_blt_strange(struct tlri_span token);
/* How many bytes of a token a message shows, for "%.*s". */
int tlri_blt_shown(struct tlri_span token);

enum tlri_blt_number {
    TLRI_BLT_NUMBER_OK,
    TLRI_BLT_NUMBER_NOT,
    TLRI_BLT_NUMBER_ZERO_IN_FRONT,
    TLRI_BLT_NUMBER_TOO_LARGE
};
/* Digits 0 to 9 only, no zero in front, at most TLRI_WEIGHT_MAX [BLT-4]. */
enum tlri_blt_number tlri_blt_parse_number(struct tlri_span token, uint32_t *out);
/* Says why a token is no number; `code` is the place's own code. */
void tlri_blt_report_number(struct tlri_blt_reader *reader, uint32_t code, struct tlri_span token,
                            const char *what, enum tlri_blt_number problem);
/* A candidate by number or nickname; reports and returns false when there is none. */
bool tlri_blt_read_candidate(struct tlri_blt_reader *reader, uint32_t code, struct tlri_span text,
                             uint32_t *candidate);
/* Says that the papers, or a comment, never end. */
void tlri_blt_report_no_terminator(struct tlri_blt_reader *reader);

/* ---- the parts, each from where the one before has ended ---- */

/* TLR_E_INPUT: no numbers, reported. TLR_E_LIMIT: too many candidates or places. */
tlr_status tlri_blt_read_header(struct tlri_blt_reader *reader) TLRI_NODISCARD;
/* What stands between the first line and the papers; names too where they come first. What is wrong
 * is reported; TLR_E_INPUT: too much is. TLR_E_MEMORY. */
tlr_status tlri_blt_read_preamble(struct tlri_blt_reader *reader) TLRI_NODISCARD;
/* All papers up to the line that ends them. TLR_E_INPUT, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_blt_read_papers(struct tlri_blt_reader *reader) TLRI_NODISCARD;
/* "(id)" if it stands here. False: the row is wrong and was reported, or *status says otherwise. */
bool tlri_blt_read_id(struct tlri_blt_reader *reader, tlr_status *status) TLRI_NODISCARD;
/* Looks for an id that stands twice, and reports it. TLR_E_MEMORY. */
tlr_status tlri_blt_check_ids(struct tlri_blt_reader *reader) TLRI_NODISCARD;
/* The names, one for each candidate. TLR_E_INPUT: they end early, or too much is wrong. */
tlr_status tlri_blt_read_names(struct tlri_blt_reader *reader) TLRI_NODISCARD;
/* Names, unless they came first, title, and the end. TLR_E_INPUT, TLR_E_MEMORY. */
tlr_status tlri_blt_read_tail(struct tlri_blt_reader *reader, struct tlri_blt *blt) TLRI_NODISCARD;

#endif
