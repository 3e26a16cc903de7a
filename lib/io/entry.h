/*
 * io/entry.h: teller/entry@1: the journal of keying one batch, and what it comes to.
 *
 * A journal is read from the start and each of its lines applied; a program that goes on with it
 * applies the same changes. spec/formats/entry.md.
 */
#ifndef TLRI_IO_ENTRY_H
#define TLRI_IO_ENTRY_H

#include "base/base.h"
#include "model/notice.h"

#define TLRI_ENTRY_PAPERS_MAX 100000u
#define TLRI_ENTRY_SEEN_MAX   1100u /* bytes of what was seen on a paper: 250 marks, and NUL */

/* Of which batch; text is owned by whoever made it. */
struct tlri_entry_header {
    const char *election;
    uint8_t definition[TLRI_SHA256_BYTES]; /* of election.xml */
    const char *contest;
    uint32_t round;
    const char *batch;
    uint32_t revision;
    const char *channel;
    uint32_t keying;     /* 1 or 2 */
    uint32_t candidates; /* 1..250 */
};

#define TLRI_ENTRY_STEP_TABLE(X)                                                                   \
    X(PAPER, "paper") X(UNDO, "undo") X(CORRECT, "correct") X(SETTLE, "settle") X(DONE, "done")
enum tlri_entry_step {
#define TLRI_ENTRY_ENUM(name, token) TLRI_ENTRY_##name,
    TLRI_ENTRY_STEP_TABLE(TLRI_ENTRY_ENUM)
#undef TLRI_ENTRY_ENUM
        TLRI_ENTRY_STEP_COUNT
};
/* The word of a step; NULL for a value out of range. */
const char *tlri_entry_token(uint32_t step);

/* One paper: as keyed, and what was keyed when both versions were looked at again: the last two
 * times, the last one first. "- 1 - 2" or "R:blank"; NULL: not keyed. */
struct tlri_entry_paper {
    const char *seen;
    const char *settled[2];
};

struct tlri_entry {
    tlr_ctx *ctx;
    struct tlri_arena arena; /* owns the text of papers and of a header that was read */
    struct tlri_entry_header header;
    struct tlri_array paper; /* struct tlri_entry_paper; number 1 first */
    bool done;
    size_t whole; /* bytes of the journal that are whole lines */
};

/* A new keying in which nothing was keyed; the header's text stays the caller's. TLR_E_MEMORY. On
 * TLR_OK free *out with tlri_entry_free. */
tlr_status tlri_entry_new(tlr_ctx *ctx, const struct tlri_entry_header *header,
                          struct tlri_entry **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_entry_free(struct tlri_entry *entry);

/*
 * Reads a journal. A last line that is cut off is dropped with a note (6847). On TLR_OK *out is
 * new; free it with tlri_entry_free. TLR_E_INPUT with every problem (codes 2001-2023, 2033-2035,
 * 6844), TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_entry_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                           struct tlri_entry **out) TLRI_NODISCARD;

/* Appends the lines of the header. */
tlr_status tlri_entry_write_header(const struct tlri_entry_header *header, struct tlri_buf *out);
/* Appends one step; seen is NULL for undo and done. */
tlr_status tlri_entry_write_step(enum tlri_entry_step step, uint32_t number, const char *seen,
                                 struct tlri_buf *out);

/* May this step be made now: NULL, or why not, as the end of a sentence. */
const char *tlri_entry_refuses(const struct tlri_entry *entry, enum tlri_entry_step step,
                               uint32_t number);
/* Makes a step that may be made; seen is copied. TLR_E_LIMIT, TLR_E_MEMORY: nothing was changed. */
tlr_status tlri_entry_apply(struct tlri_entry *entry, enum tlri_entry_step step, uint32_t number,
                            const char *seen) TLRI_NODISCARD;

#endif
