/*
 * io/blt_rows.c: the plain rows of a BLT file, read fast.
 *
 * Implements what spec/formats/blt.md says of the usual row and nothing else of it: a weight and
 * candidates, digits without zeros in front, one space between them, 0 and LF at the end, nobody
 * ranked twice. A row that is anything else is left alone, for io/blt.c to read and to explain. So
 * this stays small enough to be checked by eye, and a plain row means the same wherever reading
 * comes to it: the second half of a large file can be read beside the first, and is taken over only
 * if the reader arrives exactly at its beginning, expecting a plain row.
 * A number of one digit or two is read without asking which: voters choose as they like, and a
 * processor that guesses the length of numbers is wrong half the time.
 */
#include "io/blt_rows.h"

#include <string.h>

#include "base/beside.h"

#define WORTH_A_THREAD ((size_t)1 << 18) /* bytes for each half, from which two are faster */
#define ROW_BYTES      8u                /* of most rows, or more */
#define MARK_BYTES     3u                /* of most marks with their share of the row, or more */
#define DIGITS_MAX     9

size_t tlri_blt_rows_papers(size_t bytes)
{
    return bytes / ROW_BYTES + 1;
}

size_t tlri_blt_rows_marks(size_t bytes)
{
    return bytes / MARK_BYTES + TLRI_CANDIDATES_MAX;
}

/* ---- one row -----------------------------------------------------------------------------------
 */

static inline uint32_t digit(const char *p)
{
    return (uint32_t)(unsigned char)*p - '0';
}

/* Digits without a zero in front, which some LF ends at the latest; NULL for anything else. */
static inline const char *any_number(const char *p, uint32_t *out)
{
    uint32_t value = digit(p);
    if (value - 1 > 8) {
        return NULL;
    }
    const char *from = p++;
    for (uint32_t next = digit(p); next <= 9; next = digit(p)) {
        value = value * 10 + next;
        p++;
    }
    *out = value;
    return p - from <= DIGITS_MAX ? p : NULL;
}

/* The same for a candidate; one digit or two without a branch. A byte is looked at only behind a
 * digit: the LF before it may be the last byte there is. */
static inline const char *short_number(const char *p, uint32_t *out)
{
    uint32_t first = digit(p);
    if (first - 1 > 8) {
        return NULL;
    }
    uint32_t second = digit(p + 1);
    uint32_t two = second <= 9 ? 1 : 0;
    const char *end = p + 1 + two;
    if (*end != ' ') {
        return any_number(p, out);
    }
    *out = first + two * (first * 9 + second);
    return end;
}

/* The last row that ranked each candidate. */
struct stamps {
    uint32_t row[TLRI_CANDIDATES_MAX];
};

/* The row at p: its marks, how many, and its weight. Gives what follows it; NULL: not plain. */
static inline const char *read_row(const char *p, uint32_t candidates, struct stamps *stamps,
                                   uint32_t row, tlri_mark *mark, uint32_t *n, uint32_t *weight)
{
    uint32_t marks = 0;
    p = any_number(p, weight);
    while (p != NULL && p[0] == ' ') {
        uint32_t number = 0;
        p++;
        if (p[0] == '0' && p[1] == '\n') {
            *n = marks;
            return p + 2;
        }
        p = short_number(p, &number);
        if (p == NULL || number > candidates || stamps->row[number - 1] == row) {
            return NULL;
        }
        stamps->row[number - 1] = row;
        mark[marks++] = (tlri_mark)(number - 1);
    }
    return NULL;
}

/* ---- a run of them -----------------------------------------------------------------------------
 */

void tlri_blt_rows_read(struct tlri_blt_rows *rows)
{
    struct tlri_papers_room *room = &rows->room;
    struct stamps stamps = {{0}};
    while (rows->at < rows->stop && rows->papers < room->papers &&
           room->marks - rows->marks >= rows->candidates) {
        uint32_t n = 0;
        uint32_t weight = 0;
        const char *after = read_row(rows->at, rows->candidates, &stamps, rows->papers + 1,
                                     room->mark + rows->marks, &n, &weight);
        if (after == NULL) {
            return;
        }
        room->paper[rows->papers++] =
            (struct tlri_paper){.first = room->first + (uint32_t)rows->marks,
                                .marks = (uint16_t)n,
                                .reject = TLRI_REJECT_NONE,
                                .plain = n > 0,
                                .weight = weight};
        rows->at = after;
        rows->marks += n;
        rows->total += weight;
        rows->any_weight = rows->any_weight || weight > 1;
        rows->any_empty = rows->any_empty || n == 0;
    }
}

/* ---- ahead of the reader -----------------------------------------------------------------------
 */

struct tlri_blt_ahead {
    tlr_ctx *ctx;
    const char *from;
    struct tlri_blt_rows rows;
    struct tlri_beside *beside; /* or NULL: it has ended */
};

static void read_beside(void *what)
{
    tlri_blt_rows_read(what);
}

static bool make_room(struct tlri_blt_ahead *ahead, size_t bytes)
{
    struct tlri_papers_room *room = &ahead->rows.room;
    room->papers = tlri_blt_rows_papers(bytes);
    room->marks = tlri_blt_rows_marks(bytes);
    room->paper = tlri_alloc_array(ahead->ctx, room->papers, sizeof *room->paper);
    room->mark = tlri_alloc_array(ahead->ctx, room->marks, sizeof *room->mark);
    return room->paper != NULL && room->mark != NULL;
}

tlr_status tlri_blt_ahead_start(tlr_ctx *ctx, const char *from, const char *stop,
                                uint32_t candidates, struct tlri_blt_ahead **out)
{
    *out = NULL;
    if (!tlri_beside_may(ctx) || (size_t)(stop - from) / 2 < WORTH_A_THREAD) {
        return TLR_OK;
    }
    const char *middle = from + (stop - from) / 2;
    const char *lf = memchr(middle, '\n', (size_t)(stop - middle));
    if (lf == NULL) {
        return TLR_OK;
    }
    struct tlri_blt_ahead *ahead = tlri_alloc(ctx, sizeof *ahead);
    if (ahead == NULL) {
        return tlri_no_memory(ctx);
    }
    ahead->ctx = ctx;
    ahead->from = lf + 1;
    ahead->rows.at = ahead->from;
    ahead->rows.stop = stop;
    ahead->rows.candidates = candidates;
    if (make_room(ahead, (size_t)(stop - ahead->from))) {
        ahead->beside = tlri_beside_start(ctx, read_beside, &ahead->rows);
    }
    if (ahead->beside == NULL) {
        tlri_blt_ahead_free(ahead);
        return tlri_no_memory(ctx);
    }
    *out = ahead;
    return TLR_OK;
}

const char *tlri_blt_ahead_from(const struct tlri_blt_ahead *ahead)
{
    return ahead->from;
}

const struct tlri_blt_rows *tlri_blt_ahead_rows(struct tlri_blt_ahead *ahead)
{
    tlri_beside_end(ahead->beside);
    ahead->beside = NULL;
    return &ahead->rows;
}

void tlri_blt_ahead_free(struct tlri_blt_ahead *ahead)
{
    if (ahead == NULL) {
        return;
    }
    struct tlri_papers_room *room = &ahead->rows.room;
    tlri_beside_end(ahead->beside);
    tlri_free(ahead->ctx, room->paper, room->papers * sizeof *room->paper);
    tlri_free(ahead->ctx, room->mark, room->marks * sizeof *room->mark);
    tlri_free(ahead->ctx, ahead, sizeof *ahead);
}
