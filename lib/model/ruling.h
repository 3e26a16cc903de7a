/*
 * model/ruling.h: a ruling: a decision after papers went out, and what it changes.
 *
 * A ruling never alters a signed file; it says what is to be taken differently when the count is
 * made again. Read from rulings/N.txt by io/ruling.h, which checked this one document, also that
 * the authority may make such a change; whether what it names exists, and that the right people
 * signed, is for custody. spec/formats/ruling.md.
 */
#ifndef TLRI_RULING_H
#define TLRI_RULING_H

#include "base/base.h"
#include "model/account.h"
#include "model/election.h"
#include "model/notice.h"

#define TLRI_CHANGES_MAX 10000u
#define TLRI_RULINGS_MAX 1000u

/* NAME, token, may the returning officer make it (with a scrutineer)? The ruling body may make all.
 */
#define TLRI_CHANGE_TABLE(X)                                                                       \
    X(APPOINT_KEY, "appoint-key", true)                                                            \
    X(REVOKE_KEY, "revoke-key", false)                                                             \
    X(WITHDRAW_CANDIDATE, "withdraw-candidate", true)                                              \
    X(CANDIDATE_STATUS, "candidate-status", false)                                                 \
    X(READING, "reading", false)                                                                   \
    X(ADJUDICATION, "adjudication", false)                                                         \
    X(REPLACE_BATCH, "replace-batch", true)                                                        \
    X(ADD_BATCH, "add-batch", false)                                                               \
    X(EXCLUDE_BATCH, "exclude-batch", false)                                                       \
    X(ANNUL, "annul", false)
enum tlri_change_kind {
#define TLRI_CHANGE_ENUM(name, token, officer) TLRI_CHANGE_##name,
    TLRI_CHANGE_TABLE(TLRI_CHANGE_ENUM)
#undef TLRI_CHANGE_ENUM
        TLRI_CHANGE_COUNT
};
/* The word used in files; NULL out of range. */
const char *tlri_change_token(uint32_t kind);
/* The kind of a word, or TLRI_NONE. */
uint32_t tlri_change_find(const char *token, size_t len);
/* May a ruling by this authority (enum tlri_role) make such a change? */
bool tlri_change_allowed(uint32_t kind, uint32_t authority);
/* May this authority give a key to that role? An officer's ruling makes no second officer and no
 * ruling body: whoever may rule on everything is named by the notice alone [RUL-7]. */
bool tlri_appointment_allowed(uint32_t role, uint32_t authority);
/* Does the change speak of papers or of a count, which exist only once the close is signed? */
bool tlri_change_needs_close(uint32_t kind);

/* One change. Which fields are used is said beside them; others are zero. */
struct tlri_change {
    enum tlri_change_kind kind;
    struct tlri_listed_key key;    /* appoint-key: all; revoke-key: its name */
    const char *contest;           /* every kind but keys and readings */
    const char *candidate;         /* withdraw-candidate, candidate-status */
    enum tlri_eligible eligible;   /* candidate-status */
    const char *clause;            /* candidate-status */
    const char *name, *value;      /* reading */
    struct tlri_decision decision; /* adjudication; decided_by is the authority */
    struct tlri_close_batch batch; /* replace-batch: contest, id, revision, papers, sha256;
                                      add-batch: all; exclude-batch: contest, id */
    struct tlri_at at;
};

struct tlri_ruling {
    tlr_ctx *ctx;            /* for tlri_ruling_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;
    uint8_t definition[TLRI_SHA256_BYTES]; /* of election.xml */
    uint32_t number;                       /* 1.., in the order of the rulings */
    bool previous_stated;                  /* exactly when number > 1 */
    uint8_t previous[TLRI_SHA256_BYTES];   /* of the ruling before this one */
    bool close_stated;                     /* false: ruled before the close was signed */
    uint8_t close[TLRI_SHA256_BYTES];      /* of close.txt */
    bool supersedes_stated;                /* false: no result was written before it */
    uint8_t supersedes[TLRI_SHA256_BYTES]; /* of the result.xml that stood until then */
    enum tlri_role authority;              /* returning officer or ruling body */
    const char *minute;
    const char *decided; /* "YYYY-MM-DD" */
    size_t changes;      /* 1 or more, in the order in which they apply */
    const struct tlri_change *change;
    uint8_t salt[TLRI_SALT_BYTES]; /* 0 where it decides on no paper */
};

/* Whether it says what stands on a paper, and so has a salt. [RUL-24] */
bool tlri_ruling_is_salted(const struct tlri_ruling *ruling);

/* Frees a ruling; NULL is accepted. */
void tlri_ruling_free(struct tlri_ruling *ruling);

#endif
