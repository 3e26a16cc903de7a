/*
 * io/mapping.h: teller/mapping@1: which column or name of an export means which candidate or mark.
 *
 * Written by people (or drafted by `teller import --suggest` and checked by people), never guessed:
 * whatever of the export it does not name is refused. spec/formats/import.md.
 */
#ifndef TLRI_MAPPING_H
#define TLRI_MAPPING_H

#include "io/ballots.h"
#include "model/notice.h"

#define TLRI_MAPPING_VALUES_MAX 10000u
#define TLRI_MAPPING_FILE_MAX   ((size_t)4 << 20)

/* What kind of file the export is. */
#define TLRI_EXPORT_TABLE(X)                                                                       \
    X(CSV, "csv") X(BLT, "blt") X(PREFLIB, "preflib") X(SCOT_ELEX, "scot-elex")
enum tlri_export {
#define TLRI_EXPORT_ENUM(name, token) TLRI_EXPORT_##name,
    TLRI_EXPORT_TABLE(TLRI_EXPORT_ENUM)
#undef TLRI_EXPORT_ENUM
        TLRI_EXPORT_COUNT
};
const char *tlri_export_token(uint32_t value);

/* What a row is in which nothing was marked. */
#define TLRI_EMPTY_ROWS_TABLE(X) X(PAPERS, "papers") X(NOTHING, "nothing") X(REFUSE, "refuse")
enum tlri_empty_rows {
#define TLRI_EMPTY_ROWS_ENUM(name, token) TLRI_EMPTY_ROWS_##name,
    TLRI_EMPTY_ROWS_TABLE(TLRI_EMPTY_ROWS_ENUM)
#undef TLRI_EMPTY_ROWS_ENUM
        TLRI_EMPTY_ROWS_COUNT
};
const char *tlri_empty_rows_token(uint32_t value);

/* What a column of a table holds. */
#define TLRI_COLUMN_TABLE(X)                                                                       \
    X(DROP, "drop")           /* nothing that is read */                                           \
    X(CANDIDATE, "candidate") /* the mark against one candidate */                                 \
    X(NUMBER, "number")       /* the candidate who got this number */                              \
    X(LIST, "list")           /* candidates in order of preference */                              \
    X(CROSSES, "crosses")     /* candidates who each got a cross */                                \
    X(PAPERS, "papers")       /* how many papers the row stands for */
enum tlri_column {
#define TLRI_COLUMN_ENUM(name, token) TLRI_COLUMN_##name,
    TLRI_COLUMN_TABLE(TLRI_COLUMN_ENUM)
#undef TLRI_COLUMN_ENUM
        TLRI_COLUMN_COUNT
};
const char *tlri_column_token(uint32_t value);

/* What stands between the candidates of one field. */
#define TLRI_BETWEEN_TABLE(X)                                                                      \
    X(NOTHING, "nothing") X(COMMA, "comma") X(SEMICOLON, "semicolon") X(GREATER, "greater-than")
enum tlri_between {
#define TLRI_BETWEEN_ENUM(name, token) TLRI_BETWEEN_##name,
    TLRI_BETWEEN_TABLE(TLRI_BETWEEN_ENUM)
#undef TLRI_BETWEEN_ENUM
        TLRI_BETWEEN_COUNT
};
const char *tlri_between_token(uint32_t value);
/* ',', ';', '>' or NUL. */
char tlri_between_sign(enum tlri_between between);

struct tlri_mapping_column {
    enum tlri_column kind;
    const char *candidate;     /* id, of CANDIDATE */
    uint32_t number;           /* of NUMBER: 1..TLRI_SEEN_NUMBER_MAX */
    enum tlri_between between; /* of LIST and CROSSES */
    const char *heading;
    struct tlri_at at;
};

/* What a text in a field means. */
#define TLRI_VALUE_TABLE(X)                                                                        \
    X(CANDIDATE, "candidate")                                                                      \
    X(NUMBER, "number") X(CROSS, "cross") X(NONE, "none") X(DOUBT, "doubt")
enum tlri_value {
#define TLRI_VALUE_ENUM(name, token) TLRI_VALUE_##name,
    TLRI_VALUE_TABLE(TLRI_VALUE_ENUM)
#undef TLRI_VALUE_ENUM
        TLRI_VALUE_COUNT
};
const char *tlri_value_token(uint32_t value);

struct tlri_mapping_value {
    enum tlri_value kind;
    const char *candidate; /* id, of CANDIDATE */
    uint32_t number;       /* of NUMBER */
    const char *text;
    struct tlri_at at;
};

struct tlri_mapping {
    tlr_ctx *ctx;
    struct tlri_arena arena; /* owns all that follows */
    const char *name;        /* of the file, for diagnostics */
    const char *election, *contest, *batch, *channel;
    uint32_t round, revision;
    enum tlri_export format;
    enum tlri_empty_rows empty_rows; /* of a table; PAPERS otherwise */
    size_t columns, values;
    const struct tlri_mapping_column *column;
    const struct tlri_mapping_value *value;
};

/*
 * Reads a mapping. name is for diagnostics. On TLR_OK *out is new; free it with tlri_mapping_free.
 * All problems are reported: TLR_E_INPUT (2001-2023, 2800-2803), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_mapping_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             struct tlri_mapping **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_mapping_free(struct tlri_mapping *mapping);

/* Are two texts the same when every run of blanks and line ends counts as one space? */
bool tlri_mapping_same(const char *text, size_t len, const char *other);

#endif
