/*
 * io/ballots.h: teller/ballots@1: the papers of one batch, mark by mark as seen; and in their place
 * teller/tally@1 (io/tally.h), where a provider gives only totals.
 *
 * The reader accepts sealed bytes only (trust/sealed.h), so that nothing that was not checked can
 * be counted. Which batches exist and whether this is the one meant is for custody, which compares
 * the header with close and election. spec/formats/ballots.md.
 */
#ifndef TLRI_BALLOTS_H
#define TLRI_BALLOTS_H

#include "base/base.h"
#include "model/papers.h"
#include "trust/digest.h"
#include "trust/sealed.h"

enum {
    TLRI_BALLOTS_ID = 65, /* an id of at most 64 bytes, and NUL */
    TLRI_ROUND_MAX = 250,
    TLRI_REVISION_MAX = 1000
};

/* How the marks came into the file. */
#define TLRI_ENTERED_TABLE(X)                                                                      \
    X(DOUBLE, "double") /* typed twice, by two people, and compared */                             \
    X(SINGLE, "single") /* typed once */                                                           \
    X(IMPORT, "import") /* made from the export of another program */
enum tlri_entered {
#define TLRI_ENTERED_ENUM(name, token) TLRI_ENTERED_##name,
    TLRI_ENTERED_TABLE(TLRI_ENTERED_ENUM)
#undef TLRI_ENTERED_ENUM
        TLRI_ENTERED_COUNT
};
const char *tlri_entered_token(uint32_t entered);

/* The lines before the papers. */
struct tlri_ballots_header {
    char election[TLRI_BALLOTS_ID];
    struct tlri_digest definition; /* of election.xml */
    char contest[TLRI_BALLOTS_ID];
    uint32_t round; /* 1..TLRI_ROUND_MAX */
    char batch[TLRI_BALLOTS_ID];
    uint32_t revision; /* 1..TLRI_REVISION_MAX */
    char channel[TLRI_BALLOTS_ID];
    enum tlri_entered entered;
    bool made_of_stated;           /* an import says of what it was made */
    struct tlri_digest export;     /* the file of the other program */
    struct tlri_digest mapping;    /* the teller/mapping@1 it was read by */
    uint8_t salt[TLRI_SALT_BYTES]; /* random, never published */
    uint32_t candidates;           /* 1..TLRI_CANDIDATES_MAX */
    uint32_t papers;               /* 0..TLRI_PAPERS_MAX */
    bool totals;                   /* teller/tally@1: the totals of a provider, no papers */
    struct tlri_digest statement;  /* of a tally: the file in which the provider states them */
    uint32_t blank;                /* of a tally: papers without a vote */
};

/*
 * Reads the header only, to know which batch it is. TLR_E_INPUT with every problem of the header
 * (codes 2001-2022, 2031, 2818), TLR_E_LIMIT: more candidates or papers than the documented limits.
 */
tlr_status tlri_ballots_read_header(tlr_ctx *ctx, const struct tlri_sealed *sealed,
                                    struct tlri_ballots_header *out) TLRI_NODISCARD;

/*
 * Reads header and papers and adds them to `builder` as one batch, named as the header says (so
 * batches are given in the order of their ids). builder->candidates must be the number of
 * candidates of the contest. On failure the builder may hold a part: drop it.
 * TLR_E_INPUT: every problem is reported with line and column (codes 2001-2038). TLR_E_LIMIT: a
 * documented limit, also of the papers of a contest. TLR_E_MEMORY.
 */
tlr_status tlri_ballots_read(tlr_ctx *ctx, const struct tlri_sealed *sealed,
                             struct tlri_ballots_header *header,
                             struct tlri_papers_builder *builder) TLRI_NODISCARD;

/*
 * Appends batch number `batch` (index) of papers, with this header, whose candidates and papers
 * must be those of the batch; all weights must be 1. Numbers are the smallest that give the same
 * marks. TLR_E_INTERNAL when header and papers do not fit.
 */
tlr_status tlri_ballots_write(tlr_ctx *ctx, const struct tlri_ballots_header *header,
                              const struct tlri_papers *papers, uint32_t batch,
                              struct tlri_buf *out) TLRI_NODISCARD;
/* Appends the header alone, for whoever has the lines of the papers already. TLR_E_MEMORY,
 * TLR_E_LIMIT (of out). */
tlr_status tlri_ballots_write_header(const struct tlri_ballots_header *header,
                                     struct tlri_buf *out) TLRI_NODISCARD;

#endif
