/*
 * io/blt.h: BLT, the ballot file format that STV programs share, in all its dialects.
 *
 * For quick counts and for import only: a BLT file says nothing of the election it belongs to and
 * is never part of a signed one. spec/formats/blt.md.
 */
#ifndef TLRI_BLT_H
#define TLRI_BLT_H

#include "base/base.h"
#include "model/contest.h"
#include "model/papers.h"

#define TLRI_BLT_TOTAL_MAX 1000000000000u /* papers that all rows together may stand for */
#define TLRI_BLT_NAME_MAX  500u           /* bytes of a name or title */

/* What a file uses beyond the plainest BLT. */
#define TLRI_BLT_FEATURE_TABLE(X)                                                                  \
    X(BOM, "a byte order mark at the start")                                                       \
    X(CRLF, "Windows line ends")                                                                   \
    X(HASH_COMMENT, "comments after #")                                                            \
    X(BLOCK_COMMENT, "comments between /* and */")                                                 \
    X(WITHDRAWN, "withdrawn candidates as negative numbers")                                       \
    X(WITHDRAWN_OPTION, "withdrawn candidates as an option")                                       \
    X(TIE_OPTION, "an order for ties as an option")                                                \
    X(NICK_OPTION, "nicknames of candidates")                                                      \
    X(DROOP_OPTION, "options of the program Droop, which are not applied")                         \
    X(EQUAL, "equal preferences")                                                                  \
    X(SKIP, "skipped preferences")                                                                 \
    X(EMPTY, "empty papers")                                                                       \
    X(WEIGHT, "rows that stand for several papers")                                                \
    X(IDS, "papers with an id and no weight")                                                      \
    X(IDS_AND_WEIGHTS, "papers with an id and a weight of 1")                                      \
    X(NO_ZEROS, "papers ended by the end of the line, without 0")                                  \
    X(SEVERAL_ON_LINE, "several papers in one line")                                               \
    X(NAMES_FIRST, "names before the papers")                                                      \
    X(UNQUOTED, "names without quotation marks")                                                   \
    X(SINGLE_QUOTES, "names in single quotation marks")                                            \
    X(PARTIES, "parties beside the names")                                                         \
    X(SOURCE, "further strings after the title")                                                   \
    X(NOTES, "notes after the title, which were not read")

enum tlri_blt_feature {
#define TLRI_BLT_FEATURE_ENUM(name, text) TLRI_BLT_##name,
    TLRI_BLT_FEATURE_TABLE(TLRI_BLT_FEATURE_ENUM)
#undef TLRI_BLT_FEATURE_ENUM
        TLRI_BLT_FEATURE_COUNT
};
/* In words, for a list of what was met; NULL out of range. */
const char *tlri_blt_feature_text(uint32_t feature);

struct tlri_blt {
    const char *title;
    const char *source; /* Droop's further strings, or NULL */
    const char *comment;
    struct tlri_contest contest; /* id "blt"; ids of candidates are their numbers as text */
    struct tlri_papers *papers;  /* one batch, "blt" */
    uint32_t features;           /* bit i: enum tlri_blt_feature i was met */
    tlr_ctx *ctx;
    struct tlri_arena arena; /* owns all texts and tables above */
};

static inline bool tlri_blt_has(const struct tlri_blt *blt, enum tlri_blt_feature feature)
{
    return (blt->features >> feature & 1u) != 0;
}

enum tlri_blt_flags {
    TLRI_BLT_STRICT = 0,
    TLRI_BLT_ALLOW_NOTES = 1, /* text after the title is passed over with a warning, not refused */
    TLRI_BLT_HUSHED = 2       /* no text of the file is in a diagnostic, only its places */
};

/*
 * Reads a whole BLT file. name is for diagnostics. flags: enum tlri_blt_flags. On TLR_OK *out is
 * new; free it with tlri_blt_free. All problems of the file are reported, with line and column.
 * TLR_E_INPUT (codes 2100-2127), TLR_E_LIMIT: more than 250 candidates or places (2101), too many
 * papers (2018, 2123). TLR_E_MEMORY.
 */
tlr_status tlri_blt_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         unsigned flags, struct tlri_blt **out) TLRI_NODISCARD;

/* Frees it with its papers; NULL is accepted. */
void tlri_blt_free(struct tlri_blt *blt);

/*
 * Appends canonical BLT: no comments, "candidates places", [tie …] when there is an order,
 * withdrawn candidates in one line, one row a paper as they stand, quoted names and title. A
 * quotation mark in a name becomes an apostrophe, a control character a space. Three or more
 * skipped preferences together are written as three. TLR_E_INPUT: a paper is rejected, has crosses
 * or doubtful marks, which BLT cannot say (2128).
 */
tlr_status tlri_blt_write(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_papers *papers, struct tlri_buf *out) TLRI_NODISCARD;

#endif
