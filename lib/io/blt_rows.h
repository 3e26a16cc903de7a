/*
 * io/blt_rows.h: the plain rows of a BLT file, "weight numbers 0" and LF, which are nearly all of
 * it. For io/blt.c only.
 */
#ifndef TLRI_BLT_ROWS_H
#define TLRI_BLT_ROWS_H

#include "model/papers.h"

/* A run of plain rows: where it is, where the papers go, and what came of it. */
struct tlri_blt_rows {
    /* Given: the start of a row; rows that begin before `stop` are read, and somewhere from `stop`
     * on there is a LF. */
    const char *at, *stop;
    uint32_t candidates;
    struct tlri_papers_room room;
    /* Found; `at` is then behind the last row that was read. */
    uint32_t papers;
    size_t marks;
    uint64_t total;             /* of the weights */
    bool any_weight, any_empty; /* a weight above 1; a paper without a mark */
};

/* How much room to give for so many bytes. Where it is not enough, reading stops early. */
size_t tlri_blt_rows_papers(size_t bytes);
size_t tlri_blt_rows_marks(size_t bytes);

/* Reads rows until one is not plain, or `stop`, or the room is used up. Touches nothing but the
 * room, so that it can run beside other work. */
void tlri_blt_rows_read(struct tlri_blt_rows *rows);

/* Rows read ahead of the reader, from the middle of the file on, by a second thread. */
struct tlri_blt_ahead;

/* Starts reading the rows of [from, stop) from some line's start behind the middle on. *out is NULL
 * where that is not worth it or there is no second thread. TLR_E_MEMORY. */
tlr_status tlri_blt_ahead_start(tlr_ctx *ctx, const char *from, const char *stop,
                                uint32_t candidates, struct tlri_blt_ahead **out) TLRI_NODISCARD;
/* Where its first row begins. */
const char *tlri_blt_ahead_from(const struct tlri_blt_ahead *ahead);
/* Waits for it; what was read, or as far as it could be read. */
const struct tlri_blt_rows *tlri_blt_ahead_rows(struct tlri_blt_ahead *ahead);
/* Waits for it and frees it; NULL is accepted. */
void tlri_blt_ahead_free(struct tlri_blt_ahead *ahead);

#endif
