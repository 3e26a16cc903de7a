/*
 * model/lots.h: lots already drawn, as a count uses them.
 *
 * A lot answers one tie: of this tied set, for this purpose, this one was selected. It holds
 * wherever the same tie recurs (same contest, purpose and tied set), also in a recount or after a
 * corrected close. spec/rules/ties.md, spec/formats/lots.md.
 */
#ifndef TLRI_LOTS_H
#define TLRI_LOTS_H

#include "base/base.h"
#include "model/papers.h"

/* What the selected candidate is selected for. */
#define TLRI_PURPOSE_TABLE(X)                                                                      \
    X(ELECT, "elect")       /* is elected */                                                       \
    X(EXCLUDE, "exclude")   /* is excluded */                                                      \
    X(TRANSFER, "transfer") /* has the surplus transferred first */

enum tlri_purpose {
#define TLRI_PURPOSE_ENUM(name, token) TLRI_PURPOSE_##name,
    TLRI_PURPOSE_TABLE(TLRI_PURPOSE_ENUM)
#undef TLRI_PURPOSE_ENUM
        TLRI_PURPOSE_COUNT
};
const char *tlri_purpose_token(uint32_t purpose);
uint32_t tlri_purpose_find(const char *token, size_t len);

struct tlri_lot {
    uint32_t stage; /* the stage at which it was met when drawn (for the record) */
    enum tlri_purpose purpose;
    uint32_t tied;             /* how many, 2 or more */
    const uint32_t *candidate; /* the tied candidates, ascending */
    uint32_t selected;         /* one of them */
};

struct tlri_lots {
    uint32_t count;
    const struct tlri_lot *lot;
};

/* The first lot for this purpose whose tied set is exactly candidate[0..tied), ascending; index
 * into lots, or TLRI_NONE. lots may be NULL. */
uint32_t tlri_lots_find(const struct tlri_lots *lots, enum tlri_purpose purpose,
                        const uint32_t *candidate, uint32_t tied);

#endif
