/*
 * io/sample.h: teller/sample@1: papers pulled by hand, and what was read on them.
 * spec/formats/audit-sample.md.
 */
#ifndef TLRI_IO_SAMPLE_H
#define TLRI_IO_SAMPLE_H

#include "base/base.h"
#include "model/account.h"
#include "trust/digest.h"

#define TLRI_SAMPLE_MAX 10000u /* papers on one sheet */

/* One paper; what was read on it. */
struct tlri_sample_paper {
    const char *contest, *batch;
    uint32_t number; /* in the batch, from 1 */
    bool read;       /* false: "unread", and nothing follows */
    uint32_t reject; /* enum tlri_reject, rejected whole; or NONE: its marks are ... */
    uint32_t candidates;
    uint32_t marks; /* ... these, in the order of the pool */
    const tlri_mark *mark;
    struct tlri_at at;
};

struct tlri_sample {
    tlr_ctx *ctx;            /* for tlri_sample_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;
    struct tlri_digest close;
    const char *seed;    /* 24 decimal digits */
    const char *contest; /* or NULL: all */
    size_t papers;       /* sorted by contest, batch, number; each once */
    const struct tlri_sample_paper *paper;
};

/*
 * Reads a sheet, filled in or not. On TLR_OK *out is new; free it with tlri_sample_free.
 * TLR_E_INPUT with every problem (codes 2001-2035, 2350, 2351), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_sample_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_sample **out) TLRI_NODISCARD;
/* An empty sheet, to be filled by its maker. TLR_E_MEMORY. */
tlr_status tlri_sample_new(tlr_ctx *ctx, struct tlri_sample **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_sample_free(struct tlri_sample *sample);

/* Appends it as a file. */
tlr_status tlri_sample_write(const struct tlri_sample *sample, struct tlri_buf *out);
/* Appends what is on a paper as the sheet has it: "unread", "R:blank" or "- 1 2". */
void tlri_sample_write_seen(const struct tlri_sample_paper *paper, struct tlri_buf *out);

/* [SAM-4] By contest, batch and number: <0, 0, >0. */
int tlri_sample_compare(const struct tlri_sample_paper *a, const struct tlri_sample_paper *b);

/* [SAM-1] The ticket of a paper. */
void tlri_sample_ticket(const struct tlri_digest *close, const char *seed, const char *contest,
                        const char *batch, uint32_t number, struct tlri_digest *out);

#endif
