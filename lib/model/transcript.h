/*
 * model/transcript.h: what a count came to, as an append-only list of typed events.
 *
 * spec/formats/transcript.md is normative for names, order and granularity: two engines and an
 * outsider's program must agree on every event. Renderings (result.xml, the sheet, JSON) are made
 * from this and from nothing else.
 */
#ifndef TLRI_TRANSCRIPT_H
#define TLRI_TRANSCRIPT_H

#include "base/base.h"
#include "model/lots.h"
#include "num/decimal.h"

#define TLRI_EVENTS_MAX 4000000u

#define TLRI_EVENT_TABLE(X)                                                                        \
    X(REJECTED, "rejected")     /* why: enum tlri_reject; papers */                                \
    X(NOTED, "noted")           /* why: enum tlri_noted; papers accepted in part */                \
    X(VALID, "valid")           /* papers; a: the valid vote */                                    \
    X(INFEASIBLE, "infeasible") /* set: the groups whose bounds clash */                           \
    X(PLACES_EMPTY,                                                                                \
      "places-empty")       /* papers: how many places; why: enum tlri_empty; set: groups */       \
    X(STAGE, "stage")       /* why: enum tlri_action; set: candidates; part; a: surplus/value */   \
    X(EXCLUDED, "excluded") /* candidate, a: vote, why: enum tlri_why_excluded, group */           \
    X(TRANSFER, "transfer") /* candidate -> to; b: transfer value; papers; a: votes */             \
    X(KEEP, "keep")         /* Meek: candidate; b: keep factor */                                  \
    X(ITERATIONS, "iterations") /* Meek: papers: number of iterations; b: surplus left */          \
    X(QUOTA, "quota") /* a: quota; papers / part: exact ratio (part 0: none); why: quota_why */    \
    X(TALLY, "tally") /* candidate; a: vote; papers held; why: enum tlri_status_of */              \
    X(NONTRANSFERABLE, "non-transferable") /* a: votes so far; papers so far */                    \
    X(ROUNDING, "rounding")                /* a: votes lost to rounding so far */                  \
    X(REQUIRED, "required")                /* a: vote required for election now (ERS97 5.1.7) */   \
    X(TIE, "tie")         /* set: tied; purpose in to; why: enum tlri_tie_how; part; candidate */  \
    X(ELECTED, "elected") /* candidate; a: vote; why: enum tlri_why_elected; part: order */        \
    X(GUARDED, "guarded") /* candidate; group: the bound that made it so */                        \
    X(DOOMED, "doomed")   /* candidate; group */                                                   \
    X(DEFERRED, "deferred")       /* a: sum of surpluses; b: the difference it does not exceed */  \
    X(PLACE_EMPTY, "place-empty") /* part: which place; why: enum tlri_empty */                    \
    X(CLOSED, "closed") /* papers: how many elected; part: places left empty or referred */

enum tlri_event_kind {
#define TLRI_EVENT_ENUM(name, token) TLRI_EVENT_##name,
    TLRI_EVENT_TABLE(TLRI_EVENT_ENUM)
#undef TLRI_EVENT_ENUM
        TLRI_EVENT_COUNT
};

/* Papers accepted with something on them that a reading decided. */
#define TLRI_NOTED_TABLE(X)                                                                        \
    X(SINGLE_CROSS, "single-cross")                                                                \
    X(REPEATED_NUMBER, "repeated-number")                                                          \
    X(SKIPPED_NUMBER, "skipped-number")                                                            \
    X(NUMBERS_AS_CROSSES, "numbers-as-crosses")                                                    \
    X(UNDERVOTE, "undervote") X(DECIDED, "decided") X(OVERVOTE, "overvote")
enum tlri_noted {
#define TLRI_NOTED_ENUM(name, token) TLRI_NOTED_##name,
    TLRI_NOTED_TABLE(TLRI_NOTED_ENUM)
#undef TLRI_NOTED_ENUM
        TLRI_NOTED_COUNT
};

#define TLRI_ACTION_TABLE(X)                                                                       \
    X(FIRST, "first-preferences")                                                                  \
    X(SURPLUS, "surplus")                                                                          \
    X(EXCLUSION, "exclusion")                                                                      \
    X(VOTES, "votes") X(ROUND, "round") X(ITERATION, "iteration") X(NEXT_PLACE, "next-place")
enum tlri_action {
#define TLRI_ACTION_ENUM(name, token) TLRI_ACTION_##name,
    TLRI_ACTION_TABLE(TLRI_ACTION_ENUM)
#undef TLRI_ACTION_ENUM
        TLRI_ACTION_COUNT
};

#define TLRI_WHY_EXCLUDED_TABLE(X)                                                                 \
    X(LOWEST, "lowest") X(DOOMED, "doomed") X(BULK, "together") X(REMAINDER, "places-full")
enum tlri_why_excluded {
#define TLRI_WHY_EXCLUDED_ENUM(name, token) TLRI_WHY_EXCLUDED_##name,
    TLRI_WHY_EXCLUDED_TABLE(TLRI_WHY_EXCLUDED_ENUM)
#undef TLRI_WHY_EXCLUDED_ENUM
        TLRI_WHY_EXCLUDED_COUNT
};

#define TLRI_WHY_ELECTED_TABLE(X)                                                                  \
    X(QUOTA, "quota")                                                                              \
    X(REQUIRED, "required-vote")                                                                   \
    X(REMAINING, "remaining")                                                                      \
    X(MAJORITY, "majority") X(MOST_VOTES, "most-votes") X(UNOPPOSED, "unopposed")
enum tlri_why_elected {
#define TLRI_WHY_ELECTED_ENUM(name, token) TLRI_WHY_ELECTED_##name,
    TLRI_WHY_ELECTED_TABLE(TLRI_WHY_ELECTED_ENUM)
#undef TLRI_WHY_ELECTED_ENUM
        TLRI_WHY_ELECTED_COUNT
};

#define TLRI_STATUS_OF_TABLE(X)                                                                    \
    X(CONTINUING, "continuing") X(ELECTED, "elected") X(EXCLUDED, "excluded")
enum tlri_status_of {
#define TLRI_STATUS_OF_ENUM(name, token) TLRI_STATUS_OF_##name,
    TLRI_STATUS_OF_TABLE(TLRI_STATUS_OF_ENUM)
#undef TLRI_STATUS_OF_ENUM
        TLRI_STATUS_OF_COUNT
};

#define TLRI_TIE_HOW_TABLE(X)                                                                      \
    X(LOOKBACK, "earlier-stage")  /* part: the stage that decided */                               \
    X(PREFERENCES, "preferences") /* part: the preference that decided, from 1 */                  \
    X(LOT, "lot")                                                                                  \
    X(ORDER, "predetermined-order")                                                                \
    X(NONE_ELECTED, "none-elected") /* ERS97 5.6.2 */                                              \
    X(REFERRED, "referred") X(RERUN, "re-run") X(LOT_NEEDED, "lot-needed")
enum tlri_tie_how {
#define TLRI_TIE_HOW_ENUM(name, token) TLRI_TIE_HOW_##name,
    TLRI_TIE_HOW_TABLE(TLRI_TIE_HOW_ENUM)
#undef TLRI_TIE_HOW_ENUM
        TLRI_TIE_HOW_COUNT
};

/* Why a quota event stands: first set, lowered (ERS97 5.4.8), or recomputed in this round (Meek).
 */
#define TLRI_QUOTA_WHY_TABLE(X) X(SET, "set") X(LOWERED, "lowered") X(RECOMPUTED, "recomputed")
enum tlri_quota_why {
#define TLRI_QUOTA_WHY_ENUM(name, token) TLRI_QUOTA_WHY_##name,
    TLRI_QUOTA_WHY_TABLE(TLRI_QUOTA_WHY_ENUM)
#undef TLRI_QUOTA_WHY_ENUM
        TLRI_QUOTA_WHY_COUNT
};

#define TLRI_EMPTY_TABLE(X)                                                                        \
    X(TOO_FEW, "too-few-candidates", "too few candidates stood")                                   \
    X(CONSTRAINT, "constraint", "the bounds on groups could not be met otherwise")                 \
    X(REFERRED, "referred", "the question is referred to the meeting")                             \
    X(REOPEN, "re-open-nominations", "re-open nominations won it")                                 \
    X(NO_VOTES, "no-votes", "nobody left had a vote")                                              \
    X(RERUN, "re-run", "the ballot is to be run again")
enum tlri_empty {
#define TLRI_EMPTY_ENUM(name, token, text) TLRI_EMPTY_##name,
    TLRI_EMPTY_TABLE(TLRI_EMPTY_ENUM)
#undef TLRI_EMPTY_ENUM
        TLRI_EMPTY_COUNT
};

enum tlri_outcome {
    TLRI_OUTCOME_DONE,
    TLRI_OUTCOME_LOT_NEEDED, /* the last event is TIE with LOT_NEEDED */
    TLRI_OUTCOME_NEXT_ROUND, /* eliminating ballot: new papers are to be issued */
    TLRI_OUTCOME_REFUSED     /* infeasible, and the reading says refuse */
};

/* One event. Fields that a kind does not use are 0 (numbers) or TLRI_NONE (indices). */
struct tlri_event {
    uint16_t kind;  /* enum tlri_event_kind */
    uint16_t why;   /* the enum that the kind's line above names */
    uint32_t stage; /* 0 before the first stage, then 1.. */
    uint32_t part;
    uint32_t candidate; /* index or TLRI_NONE */
    uint32_t to;        /* index, TLRI_NONE (for TRANSFER: became non-transferable) or purpose */
    uint32_t group;     /* index or TLRI_NONE: no single bound, the bounds together */
    uint32_t set, set_size; /* a run in the transcript's index pool */
    uint64_t papers;
    tlri_dec a, b;      /* amounts at the transcript's decimals */
    const char *clause; /* static text: "ers97/5.4.9" */
};

/* A paper that interpretation or a decision touched: for workings.xml, never published. */
struct tlri_touched {
    uint32_t paper; /* index in tlri_papers */
    uint16_t kind;  /* TLRI_EVENT_REJECTED or TLRI_EVENT_NOTED */
    uint16_t why;
};

struct tlri_transcript {
    tlr_ctx *ctx;
    enum tlri_outcome outcome;
    unsigned decimals;
    uint32_t stages;           /* number of the last stage */
    struct tlri_array events;  /* struct tlri_event */
    struct tlri_array pool;    /* uint32_t */
    struct tlri_array touched; /* struct tlri_touched, by paper, then kind, then why */
    struct tlri_array elected; /* uint32_t, in order of election */
};

/* A new empty transcript; NULL when memory fails. Free with tlri_transcript_free (NULL accepted).
 */
struct tlri_transcript *tlri_transcript_new(tlr_ctx *ctx, unsigned decimals);
void tlri_transcript_free(struct tlri_transcript *transcript);

/* A blank event of a kind at a stage: indices TLRI_NONE, numbers 0, clause as given. */
struct tlri_event tlri_event_make(enum tlri_event_kind kind, uint32_t stage, const char *clause);
/* Appends; set (may be NULL) is copied into the pool. ELECTED also appends to `elected`, STAGE
 * raises `stages`. TLR_E_LIMIT past TLRI_EVENTS_MAX, TLR_E_MEMORY. */
tlr_status tlri_transcript_add(struct tlri_transcript *transcript, struct tlri_event event,
                               const uint32_t *set, uint32_t set_size) TLRI_NODISCARD;
tlr_status tlri_transcript_touch(struct tlri_transcript *transcript, uint32_t paper,
                                 enum tlri_event_kind kind, uint32_t why) TLRI_NODISCARD;

size_t tlri_transcript_size(const struct tlri_transcript *transcript);
const struct tlri_event *tlri_transcript_event(const struct tlri_transcript *transcript, size_t i);
const uint32_t *tlri_transcript_set(const struct tlri_transcript *transcript,
                                    const struct tlri_event *event);

/* The token of a kind; the token of `why` for an event's kind; never NULL ("?" out of range). */
const char *tlri_event_token(uint32_t kind);
const char *tlri_event_why_token(const struct tlri_event *event);

/* Why a place is empty (enum tlri_empty), in words for people; "" for a value out of range. */
const char *tlri_empty_text(uint32_t why);

/* Index of the first event in which the two differ, or SIZE_MAX when events, sets, outcome,
 * decimals, touched papers and the elected are all the same. A difference outside the events gives
 * the number of events. */
size_t tlri_transcript_differ(const struct tlri_transcript *x, const struct tlri_transcript *y);

#endif
