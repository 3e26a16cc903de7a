/*
 * model/account.h: the close: which batches exist, the ballot paper account, decisions on papers.
 *
 * Read from close.txt by io/close.h, which checked all that concerns this one document but the
 * sums: those are tlri_account_check's. That batches are there, that decisions name papers that
 * exist and that codes agree with the papers is for custody. Text is ASCII, NUL-terminated and
 * owned by the close. spec/formats/close.md.
 */
#ifndef TLRI_ACCOUNT_H
#define TLRI_ACCOUNT_H

#include "base/base.h"
#include "model/notice.h"
#include "model/papers.h"

#define TLRI_CLOSE_BATCHES_MAX 10000u
#define TLRI_DECISIONS_MAX     100000u
#define TLRI_ACCOUNTS_MAX      1000u
#define TLRI_DOUBLE_VOTES_MAX  1000u

/* A batch as close says it exists. */
struct tlri_close_batch {
    const char *contest;
    uint32_t round;
    const char *id; /* once in the contest, whatever the round */
    uint32_t revision;
    const char *channel;
    uint32_t papers;
    uint8_t sha256[TLRI_SHA256_BYTES];
    struct tlri_at at;
};

/* Why an equation of the account does not balance by itself. */
#define TLRI_VARIANCE_TABLE(X)                                                                     \
    X(PRINTER, "printer")         /* another number was delivered than ordered */                  \
    X(ISSUE, "issue")             /* issued wrongly, or not marked when issued */                  \
    X(TAKEN_AWAY, "taken-away")   /* a voter left with the paper */                                \
    X(MISPLACED, "misplaced")     /* found in, or put into, another box or pile */                 \
    X(MISCOUNTED, "miscounted")   /* an earlier figure is known to be wrong */                     \
    X(UNEXPLAINED, "unexplained") /* nobody knows */
enum tlri_variance_code {
#define TLRI_VARIANCE_ENUM(name, token) TLRI_VARIANCE_##name,
    TLRI_VARIANCE_TABLE(TLRI_VARIANCE_ENUM)
#undef TLRI_VARIANCE_ENUM
        TLRI_VARIANCE_COUNT
};
const char *tlri_variance_token(uint32_t code);
/* The code of a token, or TLRI_NONE. */
uint32_t tlri_variance_find(const char *token, size_t len);

/* The equations, as they are numbered in files. */
enum tlri_equation {
    TLRI_EQUATION_PRINTED = 1, /* printed = issued + unused */
    TLRI_EQUATION_ISSUED = 2,  /* issued = in-box + spoilt-replaced + late + rejected-unopened +
                                  tendered + cancelled + not-returned */
    TLRI_EQUATION_IN_BOX = 3   /* in-box = papers of the batches of this contest, round, channel */
};

struct tlri_variance {
    uint32_t equation; /* enum tlri_equation */
    bool extra;        /* the right side has `papers` too many; else too few */
    uint32_t papers;   /* 1 or more */
    enum tlri_variance_code code;
};

/* The account of one contest, round and channel. All figures are papers, 0..TLRI_PAPERS_MAX. */
struct tlri_account {
    const char *contest;
    uint32_t round;
    const char *channel;
    uint32_t printed, unused, issued;
    uint32_t in_box, spoilt_replaced, late, rejected_unopened, tendered, cancelled, not_returned;
    uint32_t rejected[TLRI_REJECT_COUNT]; /* of those in the box: rejected whole, by code */
    size_t variances;                     /* by equation, then code, then missing before extra */
    const struct tlri_variance *variance;
    uint32_t counts[2]; /* the two successive counts of the box that agreed */
    struct tlri_at at;
};

/* A decision on one paper, as close or a ruling has it. */
struct tlri_decision {
    const char *contest, *batch;
    uint32_t number;      /* of the paper in the batch, from 1 */
    uint32_t decided_by;  /* enum tlri_role */
    uint32_t objected_by; /* enum tlri_role, or TLRI_ROLE_COUNT: nobody */
    uint32_t reject;      /* enum tlri_reject: rejected with this code; or NONE: it counts as ... */
    uint32_t candidates;  /* ... this many fields were written (0 when rejected), ... */
    uint32_t marks;       /* ... of which these are marks */
    const tlri_mark *mark; /* in the order of the pool */
    struct tlri_at at;
};

/* Votes by one person twice, how they were met and what was done. */
#define TLRI_DOUBLE_TABLE(X)                                                                       \
    X(SAME_CHANNEL, "same-channel") X(TWO_CHANNELS, "two-channels") X(TWO_RECORDS, "two-records")
enum tlri_double {
#define TLRI_DOUBLE_ENUM(name, token) TLRI_DOUBLE_##name,
    TLRI_DOUBLE_TABLE(TLRI_DOUBLE_ENUM)
#undef TLRI_DOUBLE_ENUM
        TLRI_DOUBLE_COUNT
};
#define TLRI_TREATMENT_TABLE(X)                                                                    \
    X(FIRST, "first-counted")                                                                      \
    X(LAST, "last-counted")                                                                        \
    X(NONE, "none-counted")                                                                        \
    X(ALL, "all-counted") /* they could no longer be told apart from the others */
enum tlri_treatment {
#define TLRI_TREATMENT_ENUM(name, token) TLRI_TREATMENT_##name,
    TLRI_TREATMENT_TABLE(TLRI_TREATMENT_ENUM)
#undef TLRI_TREATMENT_ENUM
        TLRI_TREATMENT_COUNT
};
const char *tlri_double_token(uint32_t kind);
const char *tlri_treatment_token(uint32_t treatment);

struct tlri_double_vote {
    const char *contest;
    enum tlri_double kind;
    uint32_t persons; /* 1 or more */
    enum tlri_treatment treatment;
};

struct tlri_close {
    tlr_ctx *ctx;            /* for tlri_close_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;
    uint8_t definition[TLRI_SHA256_BYTES]; /* of election.xml */
    uint32_t revision;                     /* 1; a corrected close 2 and so on */
    bool replaces_stated;                  /* exactly when revision > 1 */
    uint8_t replaces[TLRI_SHA256_BYTES];   /* of the close that this one corrects */
    size_t batches;                        /* sorted by contest, round, id */
    const struct tlri_close_batch *batch;
    size_t accounts; /* sorted by contest, round, channel */
    const struct tlri_account *account;
    size_t decisions; /* sorted by contest, batch, number; one a paper */
    const struct tlri_decision *decision;
    size_t double_votes; /* sorted by contest, kind, treatment */
    const struct tlri_double_vote *double_vote;
    uint8_t salt[TLRI_SALT_BYTES]; /* 0 where there are no decisions */
};

/* Frees a close; NULL is accepted. */
void tlri_close_free(struct tlri_close *close);

/*
 * Do the sums hold? For every account: the three equations, each exactly or with its coded
 * variances; the two counts equal to each other and to the box; not more rejected than in the box;
 * and every batch has its account. Pure: depends on `close` alone. `file` names the close in
 * diagnostics, which show both sides of the sum.
 * TLR_OK; TLR_E_INPUT with one diagnostic for each thing that does not hold (codes 2240-2245).
 */
tlr_status tlri_account_check(tlr_ctx *ctx, const char *file,
                              const struct tlri_close *close) TLRI_NODISCARD;

#endif
