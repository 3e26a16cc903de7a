/*
 * report/exported.c: the papers of a contest as a table and as BLT. spec/formats/export.md, 2 and
 * 3.
 *
 * Rows come as they were gathered; here they are sorted by what a form shows, and rows that a form
 * cannot tell apart are put together. So the same papers give the same bytes whatever batches and
 * numbers they had. Decides nothing about marks. Cast vote records are in cvr.c.
 */
#include "report/exported.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/blt.h"

enum { HEADING_MAX = 2048 };

/* ---- sorted and put together --------------------------------------------------------------------
 */

static int compare_marks(const tlri_mark *a, size_t n, const tlri_mark *b, size_t m)
{
    for (size_t i = 0; i < n && i < m; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return (n > m) - (n < m);
}

static int compare_seen(const void *a, const void *b)
{
    const struct tlri_exported_row *x = a;
    const struct tlri_exported_row *y = b;
    if (x->seen_reject != y->seen_reject) {
        return x->seen_reject < y->seen_reject ? -1 : 1;
    }
    return compare_marks(x->pool + x->seen_at, x->seen, y->pool + y->seen_at, y->seen);
}

static int compare_counted(const void *a, const void *b)
{
    const struct tlri_exported_row *x = a;
    const struct tlri_exported_row *y = b;
    if (x->counted_reject != y->counted_reject) {
        return x->counted_reject < y->counted_reject ? -1 : 1;
    }
    return compare_marks(x->pool + x->counted_at, x->counted, y->pool + y->counted_at, y->counted);
}

static void sort_rows(struct tlri_exported *from, int (*compare)(const void *, const void *))
{
    if (from->rows > 1) {
        qsort(from->row, from->rows, sizeof *from->row, compare);
    }
}

/* How many papers the rows from i on stand for that are alike, and where they end. */
static uint64_t alike(const struct tlri_exported *from, size_t i,
                      int (*compare)(const void *, const void *), size_t *end)
{
    uint64_t papers = 0;
    size_t k = i;
    for (; k < from->rows && compare(&from->row[i], &from->row[k]) == 0; k++) {
        papers += from->row[k].papers;
    }
    *end = k;
    return papers;
}

/* ---- a table ------------------------------------------------------------------------------------
 */

static void put_field(struct tlri_buf *out, const char *text)
{
    char quoted[2 * HEADING_MAX + 4];
    size_t n = csv_write(quoted, sizeof quoted, text, strlen(text));
    tlri_buf_add(out, quoted, n < sizeof quoted ? n : sizeof quoted);
}

/* The name, with the id where another candidate has the same. [CSV-2] A spreadsheet must not take
 * it for a formula. */
static void put_heading(const struct tlri_contest *contest, uint32_t k, struct tlri_buf *out)
{
    char heading[HEADING_MAX];
    const char *name = contest->candidate[k].name;
    bool twice = tlri_streq(name, "papers");
    for (uint32_t i = 0; i < contest->candidates; i++) {
        twice = twice || (i != k && tlri_streq(contest->candidate[i].name, name));
    }
    const char *guard = strchr("=+-@\t\r", name[0]) != NULL && name[0] != '\0' ? "'" : "";
    if (twice) {
        (void)snprintf(heading, sizeof heading, "%s%.1000s (%.200s)", guard, name,
                       contest->candidate[k].id);
    } else {
        (void)snprintf(heading, sizeof heading, "%s%.1000s", guard, name);
    }
    put_field(out, heading);
}

static void put_marks(const struct tlri_exported *from, const struct tlri_exported_row *row,
                      struct tlri_buf *out)
{
    uint32_t seen[TLRI_CANDIDATES_MAX];
    uint32_t against[TLRI_CANDIDATES_MAX] = {0};
    tlri_marks_seen(row->pool + row->seen_at, row->seen, seen);
    for (uint32_t i = 0; i < row->seen; i++) {
        against[row->pool[row->seen_at + i] & TLRI_MARK_CANDIDATE] = seen[i] >> 12;
    }
    for (uint32_t k = 0; k < from->contest->candidates; k++) {
        tlri_buf_puts(out, ",");
        if (against[k] == TLRI_SEEN_CROSS || against[k] == TLRI_SEEN_DOUBT) {
            tlri_buf_puts(out, against[k] == TLRI_SEEN_CROSS ? "X" : "?");
        } else if (against[k] > 0) {
            tlri_buf_printf(out, "%u", against[k]);
        }
    }
}

tlr_status tlri_exported_csv(tlr_ctx *ctx, struct tlri_exported *from, uint64_t *left_out,
                             struct tlri_buf *out)
{
    (void)ctx;
    *left_out = 0;
    sort_rows(from, compare_seen);
    put_field(out, "papers");
    for (uint32_t k = 0; k < from->contest->candidates; k++) {
        tlri_buf_puts(out, ",");
        put_heading(from->contest, k, out);
    }
    tlri_buf_puts(out, "\r\n");
    for (size_t i = 0, end = 0; i < from->rows; i = end) {
        const struct tlri_exported_row *row = &from->row[i];
        uint64_t papers = alike(from, i, compare_seen, &end);
        if (row->seen_reject != TLRI_REJECT_NONE && row->seen_reject != TLRI_REJECT_BLANK) {
            *left_out += papers;
            continue;
        }
        tlri_buf_printf(out, "%llu", (unsigned long long)papers);
        put_marks(from, row, out);
        tlri_buf_puts(out, "\r\n");
    }
    return out->failed;
}

/* ---- BLT ----------------------------------------------------------------------------------------
 */

static tlr_status add_row(struct tlri_papers_builder *to, const struct tlri_exported_row *row,
                          uint64_t papers)
{
    while (papers > 0) {
        uint64_t weight = papers < TLRI_WEIGHT_MAX ? papers : TLRI_WEIGHT_MAX;
        TLR_TRY(tlri_papers_add(to, row->pool + row->counted_at, row->counted, TLRI_REJECT_NONE,
                                (uint32_t)weight));
        papers -= weight;
    }
    return TLR_OK;
}

static tlr_status add_valid(struct tlri_exported *from, uint64_t *left_out,
                            struct tlri_papers_builder *to)
{
    TLR_TRY(tlri_papers_start_batch(to, "blt", 3));
    for (size_t i = 0, end = 0; i < from->rows; i = end) {
        uint64_t papers = alike(from, i, compare_counted, &end);
        if (from->row[i].counted_reject != TLRI_REJECT_NONE) {
            *left_out += papers;
            continue;
        }
        TLR_TRY(add_row(to, &from->row[i], papers));
    }
    return TLR_OK;
}

tlr_status tlri_exported_blt(tlr_ctx *ctx, struct tlri_exported *from, uint64_t *left_out,
                             struct tlri_buf *out)
{
    struct tlri_papers_builder valid;
    struct tlri_papers *papers = NULL;
    *left_out = 0;
    sort_rows(from, compare_counted);
    tlri_papers_builder_init(&valid, ctx, from->contest->candidates);
    tlr_status status = add_valid(from, left_out, &valid);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&valid, &papers);
    }
    tlri_papers_builder_drop(&valid);
    if (status == TLR_OK) {
        status = tlri_blt_write(ctx, from->contest, papers, out);
    }
    tlri_papers_free(papers);
    return status;
}
