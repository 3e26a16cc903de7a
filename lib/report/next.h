/*
 * report/next.h: what is done, what comes next, and what to type. spec/formats/next.md.
 */
#ifndef TLRI_REPORT_NEXT_H
#define TLRI_REPORT_NEXT_H

#include "base/base.h"
#include "model/notice.h"

/* What comes next; token = the word in the JSON. */
#define TLRI_NEXT_TABLE(X)                                                                         \
    X(NOTICE, "notice")         /* there is none */                                                \
    X(CANDIDATES, "candidates") /* nominations, eligibility, election.xml */                       \
    X(KEYING, "keying")         /* a batch is being keyed */                                       \
    X(PAPERS, "papers")         /* a contest has no batch */                                       \
    X(DECISIONS, "decisions")   /* doubtful papers */                                              \
    X(ACCOUNT, "account")       /* the ballot paper account */                                     \
    X(CLOSE, "close")                                                                              \
    X(SIGN, "sign")   /* files lack signatures */                                                  \
    X(LOT, "lot")     /* a tie */                                                                  \
    X(ROUND, "round") /* an eliminating ballot goes on */                                          \
    X(RESULT, "count")                                                                             \
    X(COUNT_AGAIN, "count-again") /* result.xml is not the result of these files */                \
    X(SUPERSEDED, "superseded")   /* the result declared before is another */                      \
    X(DECLARATION, "declaration")                                                                  \
    X(PROVISIONAL, "provisional")                                                                  \
    X(DONE, "done")
enum tlri_next {
#define TLRI_NEXT_ENUM(name, token) TLRI_NEXT_##name,
    TLRI_NEXT_TABLE(TLRI_NEXT_ENUM)
#undef TLRI_NEXT_ENUM
        TLRI_NEXT_COUNT
};
const char *tlri_next_token(uint32_t next);

/* A file that lacks signatures. */
struct tlri_next_signature {
    const char *file; /* with its folder */
    enum tlri_role role;
    uint32_t count; /* so many more */
    bool in_ink;    /* a slip signed by hand will do */
    size_t names;   /* of listed keys of that role that have not signed */
    const char *const *name;
};

/* A batch that is being keyed. */
struct tlri_next_keying {
    const char *contest, *batch, *channel;
    uint32_t round, revision;
    uint32_t papers; /* keyed so far */
    bool done;       /* the first keying is done: another person keys it again */
};

/* All text is borrowed. */
struct tlri_next_answer {
    const char *dir;
    const struct tlri_notice *notice; /* NULL: not there or not signed yet */
    enum tlri_next next;
    size_t signatures;
    const struct tlri_next_signature *signature;
    size_t batches;             /* in the folder, while there is no close */
    uint64_t undecided;         /* doubtful papers without a decision */
    const char *without_papers; /* title of a contest without a batch, or NULL */
    size_t withouts;            /* the ids of all such contests, that one first */
    const char *const *without;
    const struct tlri_next_keying *keying; /* with TLRI_NEXT_KEYING */
    bool lots;                             /* is lots.txt there? */
    const char *notice_digest; /* as on the notice of poll, first four groups; or NULL */
};

/* Appends a name of a file as a shell takes it: in quotes where it must be. */
tlr_status tlri_next_quote(const char *text, struct tlri_buf *out);

/* Appends the answer for people, or one JSON object. TLR_E_MEMORY; the failure of `out`. */
tlr_status tlri_next_words(tlr_ctx *ctx, const struct tlri_next_answer *answer,
                           struct tlri_buf *out) TLRI_NODISCARD;
tlr_status tlri_next_json(tlr_ctx *ctx, const struct tlri_next_answer *answer,
                          struct tlri_buf *out) TLRI_NODISCARD;

#endif
