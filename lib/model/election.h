/*
 * model/election.h: the candidates of every contest, as they stand on the papers.
 *
 * Read from election.xml by io/election.h, which checked all that concerns this one document; that
 * it agrees with the notice is for custody. Declarations are in the positive only: no value says
 * that somebody does not belong to a group. Text as in model/notice.h. spec/formats/election.md.
 */
#ifndef TLRI_ELECTION_H
#define TLRI_ELECTION_H

#include "model/contest.h"
#include "model/notice.h"

/* A decision about whether somebody may stand. */
#define TLRI_ELIGIBLE_TABLE(X) X(YES, "eligible") X(NO, "not-eligible") X(REFERRED, "referred")
enum tlri_eligible {
#define TLRI_ELIGIBLE_ENUM(name, token) TLRI_ELIGIBLE_##name,
    TLRI_ELIGIBLE_TABLE(TLRI_ELIGIBLE_ENUM)
#undef TLRI_ELIGIBLE_ENUM
        TLRI_ELIGIBLE_COUNT
};
/* The word used in files; NULL for a value out of range. */
const char *tlri_eligible_token(uint32_t value);
/* The word for enum tlri_standing ("standing", "withdrawn", "re-open-nominations"). */
const char *tlri_standing_token(uint32_t value);

/* A candidate on the paper of one contest. The same id in two contests is the same person. */
struct tlri_election_candidate {
    const char *id;   /* [a-z0-9-]{1,64}, once in the contest */
    const char *name; /* as on the paper */
    enum tlri_standing standing;
    enum tlri_eligible eligible;
    const char *clause; /* of the eligibility decision; NULL for re-open nominations */
    uint32_t ruled;     /* number of the ruling that made the decision; 0: the file did */
    bool withdrew;      /* withdrawn whatever the decision; only custody sets it, after rulings */
    size_t nominators;
    const char *const *nominator; /* nominating units, as text */
    size_t groups;
    const char *const *group; /* names of groups that this person counts toward, by consent */
    /* Bit i: of group i that is declared of one of those who share the office only. */
    uint32_t of_one_share;
    bool eligible_for_woman; /* declared eligible for the additional woman's place */
    bool eligible_for_youth; /* ... for the place of a delegate under 27 */
    struct tlri_at at;
};

struct tlri_election_contest {
    const char *id;
    size_t candidates;                               /* 0..250; none: nobody was nominated */
    const struct tlri_election_candidate *candidate; /* in ballot order */
    struct tlri_at at;
};

struct tlri_election {
    tlr_ctx *ctx;                      /* for tlri_election_free */
    struct tlri_arena arena;           /* owns all that follows */
    const char *election;              /* the id that the notice gives */
    uint8_t notice[TLRI_SHA256_BYTES]; /* SHA-256 of notice.xml */
    bool eligibility_stated;
    uint8_t eligibility[TLRI_SHA256_BYTES]; /* SHA-256 of the eligibility record */
    size_t contests;
    const struct tlri_election_contest *contest;
    size_t keys;
    const struct tlri_listed_key *key;
};

/* Frees an election; NULL is accepted. */
void tlri_election_free(struct tlri_election *election);

/* The contest of that id, or NULL. */
const struct tlri_election_contest *tlri_election_contest(const struct tlri_election *election,
                                                          const char *id);
/* Index of the candidate of that id in the contest, or TLRI_NONE. */
uint32_t tlri_election_candidate(const struct tlri_election_contest *contest, const char *id);

#endif
