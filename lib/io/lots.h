/*
 * io/lots.h: teller/lots@1: lots drawn in the open, or settled by a throw of dice.
 *
 * spec/formats/lots.md. Ids of contests and candidates are text here; tlri_lots_resolve turns those
 * of one contest into the model's indices.
 */
#ifndef TLRI_IO_LOTS_H
#define TLRI_IO_LOTS_H

#include "base/base.h"
#include "model/contest.h"
#include "model/lots.h"
#include "model/notice.h"
#include "trust/digest.h"

#define TLRI_LOTS_MAX    10000u
#define TLRI_STAGE_MAX   1000000u
#define TLRI_SEED_DIGITS 24
#define TLRI_LOT_ID      160 /* room for contest:stage:purpose and NUL */

/* How a lot was drawn. */
#define TLRI_DRAWN_TABLE(X)                                                                        \
    X(SLIPS, "slips") X(COIN, "coin") X(DICE, "dice") X(CARDS, "cards") X(OTHER, "other")
enum tlri_drawn {
#define TLRI_DRAWN_ENUM(name, token) TLRI_DRAWN_##name,
    TLRI_DRAWN_TABLE(TLRI_DRAWN_ENUM)
#undef TLRI_DRAWN_ENUM
        TLRI_DRAWN_COUNT
};
const char *tlri_drawn_token(uint32_t drawn);

/* One lot, as written. */
struct tlri_lot_entry {
    const char *contest;
    uint32_t stage; /* 1..TLRI_STAGE_MAX */
    enum tlri_purpose purpose;
    uint32_t tied;                /* 2 or more */
    const char *const *candidate; /* ids, as written, each once */
    const char *selected;         /* one of them */
    bool ticket;                  /* false: drawn by hand */
    enum tlri_drawn drawn;        /* when drawn by hand */
    const char *seed;             /* with a ticket: 24 decimal digits */
    struct tlri_digest close;     /* with a ticket: digest of the close that the throw followed */
    size_t witnesses;             /* 1 or more */
    const enum tlri_role *witness;
    struct tlri_at at;
};

struct tlri_lots_file {
    tlr_ctx *ctx;            /* for tlri_lots_file_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;    /* NULL: "none", for a quick count */
    bool close_stated;       /* false: "close none", for a quick count */
    struct tlri_digest close;
    const char *seed; /* 24 decimal digits thrown for ties that are still to come, or NULL */
    size_t lots;
    const struct tlri_lot_entry *lot; /* in the order in which they were settled */
};

/*
 * Reads lots. On TLR_OK *out is new; free it with tlri_lots_file_free. The selected candidate of a
 * ticket is checked against the digests. TLR_E_INPUT (codes 2001-2023, 2210-2217, 7170),
 * TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_lots_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                          struct tlri_lots_file **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_lots_file_free(struct tlri_lots_file *file);

/* Appends the lots as a file. */
tlr_status tlri_lots_write(const struct tlri_lots_file *file, struct tlri_buf *out);

/*
 * The lots of one contest (by contest->id), in the order of the file, with candidates as indices
 * and tied sets ascending; made in arena. name is the file's, for diagnostics. A quick count of a
 * BLT file has the contest id "blt" and numbers as candidate ids. TLR_E_INPUT: a lot names a
 * candidate whom the contest has not (2218). TLR_E_MEMORY.
 */
tlr_status tlri_lots_resolve(tlr_ctx *ctx, const char *name, const struct tlri_lots_file *file,
                             const struct tlri_contest *contest, struct tlri_arena *arena,
                             struct tlri_lots *out) TLRI_NODISCARD;

/* ---- tickets
 * ------------------------------------------------------------------------------------------ */

/* Is this a seed: exactly 24 decimal digits? */
bool tlri_seed_ok(const char *text, size_t len);
/* "contest:stage:purpose" into out. */
void tlri_lot_id(const char *contest, uint32_t stage, enum tlri_purpose purpose,
                 char out[TLRI_LOT_ID]);
/*
 * The ticket of a candidate: SHA-256 of "teller/lot@1", the close's digest in hex, the seed, the
 * lot id and the candidate's id, an LF after each.
 */
void tlri_lot_ticket(const struct tlri_digest *close, const char *seed, const char *lot_id,
                     const char *candidate, struct tlri_digest *out);
/* Index of the candidate with the smallest ticket, of n ids (n at least 1, all different). */
uint32_t tlri_lot_select(const struct tlri_digest *close, const char *seed, const char *lot_id,
                         const char *const *candidate, uint32_t n);

#endif
