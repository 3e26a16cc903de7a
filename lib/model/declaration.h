/*
 * model/declaration.h: what was declared about a result, when, and what was asked or protested.
 *
 * Times and people are here and never in a result, so that a result depends on the papers alone.
 * Read from declaration.txt by io/declaration.h. spec/formats/declaration.md.
 */
#ifndef TLRI_DECLARATION_H
#define TLRI_DECLARATION_H

#include "base/base.h"
#include "model/notice.h"

#define TLRI_DECLARATION_LIST_MAX 1000u /* requests, protests, or lines of words */

#define TLRI_STATE_TABLE(X)                                                                        \
    X(PROVISIONAL, "provisional")                                                                  \
    X(DECLARED, "declared") X(VOID, "void") X(SUPERSEDED, "superseded")
enum tlri_state {
#define TLRI_STATE_ENUM(name, token) TLRI_STATE_##name,
    TLRI_STATE_TABLE(TLRI_STATE_ENUM)
#undef TLRI_STATE_ENUM
        TLRI_STATE_COUNT
};
const char *tlri_state_token(uint32_t state);

/* Who asked for a recount. */
#define TLRI_REQUESTER_TABLE(X)                                                                    \
    X(CANDIDATE, "candidate")                                                                      \
    X(AGENT, "candidates-agent")                                                                   \
    X(SCRUTINEER, "scrutineer")                                                                    \
    X(OFFICER, "returning-officer") X(MEMBER, "member") X(RULING_BODY, "ruling-body")
enum tlri_requester {
#define TLRI_REQUESTER_ENUM(name, token) TLRI_REQUESTER_##name,
    TLRI_REQUESTER_TABLE(TLRI_REQUESTER_ENUM)
#undef TLRI_REQUESTER_ENUM
        TLRI_REQUESTER_COUNT
};
const char *tlri_requester_token(uint32_t requester);

/* Why it was granted or refused. */
#define TLRI_REQUEST_REASON_TABLE(X)                                                               \
    X(CLOSE_RESULT, "close-result")     /* few votes decided */                                    \
    X(ACCOUNT, "account")               /* the ballot paper account */                             \
    X(DECISIONS, "decisions-on-papers") /* decisions on doubtful papers */                         \
    X(PROCEDURE, "procedure")           /* how the count was made */                               \
    X(REPRODUCED, "reproduced")         /* the count had been made again and agreed */             \
    X(TOO_LATE, "too-late") X(NO_GROUND, "no-ground-given")
enum tlri_request_reason {
#define TLRI_REQUEST_REASON_ENUM(name, token) TLRI_REQUEST_##name,
    TLRI_REQUEST_REASON_TABLE(TLRI_REQUEST_REASON_ENUM)
#undef TLRI_REQUEST_REASON_ENUM
        TLRI_REQUEST_REASON_COUNT
};
const char *tlri_request_reason_token(uint32_t reason);

struct tlri_recount_request {
    const char *contest;
    enum tlri_requester by;
    bool granted;
    enum tlri_request_reason reason;
    struct tlri_at at;
};

/* Somebody who was to sign and did so under protest, or did not. */
struct tlri_protest {
    enum tlri_role role;
    bool refused; /* false: signed under protest */
    struct tlri_at at;
};

struct tlri_declaration {
    tlr_ctx *ctx;            /* for tlri_declaration_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;
    uint8_t result[TLRI_SHA256_BYTES]; /* of result.xml */
    enum tlri_state state;
    uint8_t superseded_by[TLRI_SHA256_BYTES]; /* with SUPERSEDED: of the later result */
    bool trial;                               /* a trial run, or the real election */
    const char *time;                         /* "2026-07-02T21:15+01:00" */
    size_t present;                           /* 1 or more */
    const enum tlri_role *present_role;       /* one for each person, in the order written */
    size_t requests;
    const struct tlri_recount_request *request;
    size_t protests;
    const struct tlri_protest *protest;
    size_t words;            /* lines */
    const char *const *word; /* UTF-8, the words read out */
};

/* Frees a declaration; NULL is accepted. */
void tlri_declaration_free(struct tlri_declaration *declaration);

#endif
