/*
 * model/delegation.h: who was appointed, and who went: what next year's election has to know.
 *
 * The single-delegate rule looks at last year's delegation, which nothing in this year's papers can
 * settle. Candidates' ids are public already, in the result; nothing says of anybody to which group
 * they do not belong. spec/formats/delegation.md.
 */
#ifndef TLRI_DELEGATION_H
#define TLRI_DELEGATION_H

#include "base/base.h"
#include "model/notice.h"

#define TLRI_DELEGATES_MAX 250u

/* Why nobody went. */
#define TLRI_NOBODY_TABLE(X)                                                                       \
    X(NONE, "none")                 /* somebody did */                                             \
    X(RULE, "single-delegate-rule") /* the rule refused the place */                               \
    X(RESOLVED, "resolved")         /* the meeting resolved to send nobody */                      \
    X(NO_CANDIDATE, "no-candidate")                                                                \
    X(WITHDREW, "withdrew") /* whoever was appointed did not go */                                 \
    X(OTHER, "other")
enum tlri_nobody {
#define TLRI_NOBODY_ENUM(name, token) TLRI_NOBODY_##name,
    TLRI_NOBODY_TABLE(TLRI_NOBODY_ENUM)
#undef TLRI_NOBODY_ENUM
        TLRI_NOBODY_COUNT
};
const char *tlri_nobody_token(uint32_t reason);

struct tlri_delegate {
    const char *contest;
    uint32_t number;       /* of the place, from 1 */
    const char *candidate; /* appointed to it; NULL: the place stayed empty */
    bool went;             /* never where the place stayed empty */
};

struct tlri_delegation {
    tlr_ctx *ctx; /* for tlri_delegation_free */
    struct tlri_arena arena;
    const char *election;
    uint32_t conference;               /* year */
    uint8_t result[TLRI_SHA256_BYTES]; /* SHA-256 of result.xml */
    enum tlri_last_year sent;          /* never TLRI_LAST_YEAR_NEW or _UNKNOWN */
    enum tlri_nobody reason;           /* TLRI_NOBODY_NONE exactly when somebody went */
    const char *cac; /* reference of the Conference Arrangements Committee, or NULL */
    size_t delegates;
    const struct tlri_delegate *delegate; /* sorted by contest, number */
};

/* Frees a record; NULL is accepted. */
void tlri_delegation_free(struct tlri_delegation *delegation);

#endif
