/*
 * model/papers.h: ballot papers as seen, before anybody interprets a mark.
 *
 * A paper is a run of marks in one pool, so a million papers are two flat arrays and no pointers.
 * Numbered marks come first, by ascending number (equal numbers by ascending candidate), then
 * crosses, then doubtful marks, each by ascending candidate. What the numbers were is kept as far
 * as any rule asks: which mark repeats the number before it, and where numbers were left out.
 * spec/formats/ballots.md; interpretation is spec/rules/marks.md and never happens here.
 */
#ifndef TLRI_PAPERS_H
#define TLRI_PAPERS_H

#include "base/base.h"

#define TLRI_NONE           UINT32_MAX  /* "no candidate", "no group", "no paper" */
#define TLRI_CANDIDATES_MAX 250u        /* candidates of one contest */
#define TLRI_PAPERS_MAX     10000000u   /* rows of one contest */
#define TLRI_WEIGHT_MAX     1000000000u /* papers that one row may stand for */

/* One mark: a candidate (low 8 bits) and how it was marked. */
typedef uint16_t tlri_mark;
#define TLRI_MARK_CANDIDATE 0x00ffu
#define TLRI_MARK_EQUAL     0x0100u /* the same number as the mark before it on this paper */
#define TLRI_MARK_GAP                                                                              \
    0x0600u /* how many numbers were left out just before this one: 0, 1, 2,                       \
               or 3 for three or more; for the first mark: before it from 1 */
#define TLRI_MARK_GAP_SHIFT 9
#define TLRI_MARK_GAP_MOST  3u
#define TLRI_MARK_CROSS     0x4000u /* X, or another mark that is no number */
#define TLRI_MARK_DOUBT     0x8000u /* '?': needs a decision */

/* Why a paper was rejected whole, for something other than its numbers and crosses. */
#define TLRI_REJECT_TABLE(X)                                                                       \
    X(NONE, "none", "not rejected")                                                                \
    X(BLANK, "blank", "no mark on the paper")                                                      \
    X(NO_OFFICIAL_MARK, "no-official-mark", "the official mark is missing")                        \
    X(IDENTIFIES, "identifies-voter", "the voter can be identified")                               \
    X(TORN, "torn", "torn or incomplete paper")                                                    \
    X(UNCERTAIN, "uncertain", "void for uncertainty")                                              \
    X(NO_FIRST, "no-first-preference", "no first preference")                                      \
    X(FIRST_REPEATED, "first-repeated", "a first preference for more than one candidate")          \
    X(REPEATED_NUMBER, "repeated-number", "a number used more than once")                          \
    X(SKIPPED_NUMBER, "skipped-number", "a number left out")                                       \
    X(TOO_MANY, "too-many-marks", "more candidates marked than places")                            \
    X(TOO_FEW, "too-few-marks", "fewer candidates marked than the paper asks for")                 \
    X(TOO_FEW_OF_GROUP, "too-few-of-group", "fewer candidates of a group marked than asked for")   \
    X(WRONG_MARK, "wrong-mark", "marked with crosses where numbers are asked for, or the reverse") \
    X(DOUBTFUL, "doubtful", "a doubtful mark on which no decision was recorded")                   \
    X(DUPLICATE, "cancelled", "cancelled as one of two votes by one person")                       \
    X(ONLY_WITHDRAWN, "only-withdrawn", "marked only for candidates who no longer stand")

enum tlri_reject {
#define TLRI_REJECT_ENUM(name, token, text) TLRI_REJECT_##name,
    TLRI_REJECT_TABLE(TLRI_REJECT_ENUM)
#undef TLRI_REJECT_ENUM
        TLRI_REJECT_COUNT
};
/* The token used in files ("blank"); NULL for a value out of range. */
const char *tlri_reject_token(uint32_t code);
const char *tlri_reject_text(uint32_t code);
/* The code of a token, or TLRI_NONE. */
uint32_t tlri_reject_find(const char *token, size_t len);
/* May a batch say this of a whole paper ("R:torn")? Only what is not a question of marks: those are
 * kept as seen, or readings could not be applied again. */
bool tlri_reject_whole(uint32_t code);

/* One paper (or, in a BLT file, one line standing for `weight` equal papers). */
struct tlri_paper {
    uint32_t first;  /* index of its first mark in the pool */
    uint16_t marks;  /* how many */
    uint8_t reject;  /* enum tlri_reject as written in the file */
    bool plain;      /* known to be not rejected and to bear 1, 2, 3 and so on, each once; who does
                        not know says false */
    uint32_t weight; /* 1..TLRI_WEIGHT_MAX; 1 in ballots@1 */
};

/* A decision on a doubtful paper. The mark as seen stays; this is what it counts as. */
struct tlri_adjudication {
    uint32_t paper; /* index in tlri_papers */
    uint32_t first; /* its decided marks in the pool, in the order given above */
    uint16_t marks;
    uint16_t reject; /* not NONE: rejected by the decision, marks is 0 */
};

/* Where papers came from, in the order in which they stand. Batches are sorted by id. */
struct tlri_paper_batch {
    const char *id; /* "blt" for a quick count */
    uint32_t first; /* index of paper 1 of the batch */
    uint32_t count;
    bool totals; /* nobody here saw its papers: they stand in for the totals of a provider */
};

struct tlri_papers {
    uint32_t candidates;
    uint32_t count;
    const struct tlri_paper *paper;
    const tlri_mark *pool;
    size_t pool_size;
    uint32_t batches;
    const struct tlri_paper_batch *batch;
    uint32_t adjudications; /* sorted by paper, at most one each */
    const struct tlri_adjudication *adjudication;
};

/* ---- reading a paper ---------------------------------------------------------------------------
 */

/* The bits of a mark for so many numbers left out just before it, and the reverse. */
static inline tlri_mark tlri_mark_gap(uint32_t left_out)
{
    uint32_t gap = left_out < TLRI_MARK_GAP_MOST ? left_out : TLRI_MARK_GAP_MOST;
    return (tlri_mark)(gap << TLRI_MARK_GAP_SHIFT);
}
static inline uint32_t tlri_mark_left_out(tlri_mark mark)
{
    return (uint32_t)(mark & TLRI_MARK_GAP) >> TLRI_MARK_GAP_SHIFT;
}

/* What stood against one candidate: number 1..TLRI_SEEN_NUMBER_MAX, cross or doubtful, as one word
 * that sorts in the order of the pool. */
#define TLRI_SEEN_NUMBER_MAX         999u
#define TLRI_SEEN_CROSS              1000u
#define TLRI_SEEN_DOUBT              1001u
#define TLRI_SEEN(number, candidate) ((uint32_t)(number) << 12 | (uint32_t)(candidate))

/* Writes the marks of seen[0..n), n at most TLRI_CANDIDATES_MAX, in the order of the pool. `seen`
 * holds each candidate at most once and only those that bear a mark; it may be reordered. */
void tlri_marks_order(uint32_t *seen, uint32_t n, tlri_mark *marks);

/* The reverse, for writers: seen[i] belongs to marks[i]. Numbers are the smallest that give these
 * marks again (but none is above TLRI_SEEN_NUMBER_MAX). */
void tlri_marks_seen(const tlri_mark *marks, uint32_t n, uint32_t *seen);

/* ---- building ----------------------------------------------------------------------------------
 */

/* Papers of one contest being read, batch after batch. Only marks are stored, so a million papers
 * of fifty candidates take 12 bytes a paper and 2 a mark. */
struct tlri_papers_builder {
    tlr_ctx *ctx;
    uint32_t candidates;
    struct tlri_array paper, pool, batch; /* of the structs above */
    struct tlri_array decision;           /* in the order in which they were given */
    struct tlri_arena text;
};

/* candidates: 1..TLRI_CANDIDATES_MAX. Cannot fail; end with finish or builder_drop. */
void tlri_papers_builder_init(struct tlri_papers_builder *builder, tlr_ctx *ctx,
                              uint32_t candidates);
void tlri_papers_builder_drop(struct tlri_papers_builder *builder);

/* The papers added from now on belong to this batch (the id is copied). Ids are given in ascending
 * order of bytes. TLR_E_INTERNAL when they are not, TLR_E_MEMORY. */
tlr_status tlri_papers_start_batch(struct tlri_papers_builder *builder, const char *id,
                                   size_t id_len) TLRI_NODISCARD;

/* Nobody saw the papers of the batch started last: what is added stands in for totals. */
void tlri_papers_of_totals(struct tlri_papers_builder *builder);

/* One paper of the batch started last: n marks in the order of the pool, reject an enum
 * tlri_reject, weight 1..TLRI_WEIGHT_MAX. TLR_E_LIMIT past TLRI_PAPERS_MAX (code 2018),
 * TLR_E_MEMORY. */
tlr_status tlri_papers_add(struct tlri_papers_builder *builder, const tlri_mark *marks, uint32_t n,
                           uint32_t reject, uint32_t weight) TLRI_NODISCARD;

/* Room in the builder, for a reader that writes papers one after another itself. */
struct tlri_papers_room {
    struct tlri_paper *paper;
    tlri_mark *mark;
    size_t papers, marks; /* how many there is room for */
    uint32_t first;       /* index in the pool of mark[0] */
};

/* Room in the batch started last for so many papers and marks; for fewer papers, where
 * TLRI_PAPERS_MAX allows no more. It lasts until the builder is asked for anything else.
 * TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_papers_room(struct tlri_papers_builder *builder, size_t papers, size_t marks,
                            struct tlri_papers_room *room) TLRI_NODISCARD;
/* So many papers and marks were written into the room, from its beginning. */
void tlri_papers_filled(struct tlri_papers_builder *builder, uint32_t papers, size_t marks);

/* The decision on a paper already added (index in tlri_papers), in any order of papers; a later
 * one replaces an earlier one on the same paper. TLR_E_INTERNAL: no such paper. TLR_E_LIMIT,
 * TLR_E_MEMORY. */
tlr_status tlri_papers_adjudicate(struct tlri_papers_builder *builder, uint32_t paper,
                                  const tlri_mark *marks, uint32_t n,
                                  uint32_t reject) TLRI_NODISCARD;

/* Moves everything into one object, to be freed with tlri_papers_free; the builder is empty then
 * and needs no drop. On TLR_E_MEMORY it keeps its content. */
tlr_status tlri_papers_finish(struct tlri_papers_builder *builder,
                              struct tlri_papers **out) TLRI_NODISCARD;

/* Frees what tlri_papers_finish made; NULL is accepted. */
void tlri_papers_free(struct tlri_papers *papers);

/* How many papers the rows stand for: the sum of the weights. */
uint64_t tlri_papers_total(const struct tlri_papers *papers);

/* The first batch whose papers only stand in for totals, or NULL: all papers were seen. */
const struct tlri_paper_batch *tlri_papers_unseen(const struct tlri_papers *papers);

/* The batch that a paper (index below count) belongs to; its number there is
 * paper - batch->first + 1. NULL when there is no such paper. */
const struct tlri_paper_batch *tlri_papers_batch_of(const struct tlri_papers *papers,
                                                    uint32_t paper);

#endif
