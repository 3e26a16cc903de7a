/*
 * report/compare.h: what two counts of an election have in common and what not, as lines.
 */
#ifndef TLRI_REPORT_COMPARE_H
#define TLRI_REPORT_COMPARE_H

#include "base/base.h"

/* What a line is about, in the order in which they are shown. */
#define TLRI_COMPARED_TABLE(X)                                                                     \
    X(FILE, "files")                                                                               \
    X(SIGNED, "signed by")                                                                         \
    X(READING, "readings")                                                                         \
    X(PAPERS, "papers")                                                                            \
    X(STAGES, "stages")                                                                            \
    X(ELECTED, "elected")
enum tlri_compared {
#define TLRI_COMPARED_ENUM(name, text) TLRI_COMPARED_##name,
    TLRI_COMPARED_TABLE(TLRI_COMPARED_ENUM)
#undef TLRI_COMPARED_ENUM
        TLRI_COMPARED_COUNT
};

struct tlri_compare_line {
    enum tlri_compared about;
    const char *name;
    bool same;
    const char *detail; /* what differs; NULL when same */
};

/* What was compared: two folders or files, as the caller named them, and every line. */
struct tlri_compared_pair {
    tlr_ctx *ctx;
    const char *a, *b;
    struct tlri_array line; /* struct tlri_compare_line */
};

/* Does every line about this say the same? *lines (may be NULL): how many there are. */
bool tlri_compared_same(const struct tlri_compared_pair *pair, enum tlri_compared about,
                        size_t *lines);
/* Appends it in 80 columns; the last line is one sentence. TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_compare_text(const struct tlri_compared_pair *pair,
                             struct tlri_buf *out) TLRI_NODISCARD;
/* Appends the same as JSON, and a LF. */
tlr_status tlri_compare_json(const struct tlri_compared_pair *pair,
                             struct tlri_buf *out) TLRI_NODISCARD;

#endif
