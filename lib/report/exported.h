/*
 * report/exported.h: the papers of one contest, for other programs: a table, BLT, cast vote
 * records.
 *
 * The papers as seen and what they were counted as, sorted by what stands on them and without
 * their numbers, so that nothing of their order is left. All of it is as secret as the batches
 * are. spec/formats/export.md.
 */
#ifndef TLRI_REPORT_EXPORTED_H
#define TLRI_REPORT_EXPORTED_H

#include "model/contest.h"

/* So many papers that are alike. Marks are in the order of model/papers.h; what a paper counts as
 * is written so, too: its preferences (or candidates marked) from 1 on, equals as equals. */
struct tlri_exported_row {
    uint64_t papers;
    uint32_t seen_at, counted_at; /* where the marks begin in the pool */
    uint16_t seen, counted;       /* how many */
    uint16_t seen_reject;         /* enum tlri_reject: rejected whole when it was seen */
    uint16_t counted_reject;      /* by the count; then counted is 0 */
    const tlri_mark *pool;
};

struct tlri_exported {
    const char *election; /* id, or NULL: a file without a folder */
    const char *title;    /* or NULL */
    const char *clp;      /* or NULL */
    const struct tlri_contest *contest;
    uint32_t round; /* from 1 */
    bool crosses;   /* papers of crosses, not of preferences */
    uint32_t votes; /* marks that a paper of crosses may bear */
    size_t rows;
    struct tlri_exported_row *row;
};

/*
 * Appends a table: a heading row, then a row for all papers alike, as they were seen, with their
 * number in the column `papers`. Papers rejected whole for anything but being blank have no marks
 * to show and are left out: *left_out says how many. TLR_E_MEMORY, TLR_E_LIMIT (of out).
 */
tlr_status tlri_exported_csv(tlr_ctx *ctx, struct tlri_exported *from, uint64_t *left_out,
                             struct tlri_buf *out) TLRI_NODISCARD;

/* Appends canonical BLT of the valid papers as they were counted; *left_out: the others.
 * TLR_E_MEMORY, TLR_E_LIMIT (of out, or of papers). */
tlr_status tlri_exported_blt(tlr_ctx *ctx, struct tlri_exported *from, uint64_t *left_out,
                             struct tlri_buf *out) TLRI_NODISCARD;

/*
 * Appends cast vote records in NIST's common data format (SP 1500-103, version 1, JSON): each paper
 * with two snapshots, as seen and as counted. generated: the moment that the format asks for,
 * "2026-05-14T20:30:00Z". TLR_E_MEMORY, TLR_E_LIMIT (of out).
 */
tlr_status tlri_exported_cvr(tlr_ctx *ctx, struct tlri_exported *from, const char *generated,
                             struct tlri_buf *out) TLRI_NODISCARD;

#endif
