/*
 * count/state.h: one count under way: who stands where, what is left to fill, what was said of it.
 *
 * Every method works on one struct tlri_count and changes it only through the helpers of this
 * folder: seats.h (electing, excluding), ties.h, choose.h (who goes out next), tally.h, transfer.h
 * (papers), emit.h (events). Candidates are indices in ballot order.
 *
 * Inside this folder a function returns TLR_E_DECISION when the count cannot go on: a lot is
 * needed, a tie was referred, nominations are re-opened for all places left. What it came to stands
 * in the count then, and tlri_count_run turns it into a finished transcript.
 */
#ifndef TLRI_COUNT_STATE_H
#define TLRI_COUNT_STATE_H

#include "count/feasible.h"
#include "count/interpret.h"
#include "model/contest.h"
#include "model/lots.h"
#include "model/settings.h"
#include "model/transcript.h"
#include "num/decimal.h"

/* A candidate in the count. */
struct tlri_runner {
    bool stands;  /* not withdrawn; the others appear nowhere */
    bool guarded; /* [CON-5] */
    bool doomed;
    enum tlri_status_of status;
    uint32_t doomed_by; /* the bound, or TLRI_NONE */
    tlri_dec vote;      /* credited now */
    uint64_t papers;    /* held now */
    uint32_t place;     /* in the order of filling, from 1; 0: none */
    bool is_full;       /* takes no more papers in this stage ([NIR-51]) */
    tlri_dec vote_out;  /* the vote when it was excluded */
};

/* The clauses that a rule set's page gives for what helpers do (spec/rules/README.md). */
struct tlri_page {
    const char *remaining; /* elected because nobody else remains */
    const char *reopen;    /* re-open nominations takes a place */
    const char *no_votes;  /* places without anybody who has a vote */
};

struct tlri_count {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_lots *lots; /* may be NULL */
    const struct tlri_page *page;
    struct tlri_transcript *out;
    struct tlri_arena arena; /* for all that lives as long as the count */

    struct tlri_ballots ballots;
    tlri_dec valid_vote;
    uint32_t candidates;
    struct tlri_runner *runner; /* by candidate */

    uint32_t places; /* that the count fills: p - e */
    uint32_t seats;  /* what a quota is worked out from, p - (e - e0): as if nobody were missing */
    uint32_t filled; /* of them, taken: by a candidate, or left empty by the count */
    bool bounded;    /* some group has a bound, and bounds are tested */
    struct tlri_cells cells;
    uint32_t empty;             /* e: places that stay empty from the start */
    uint32_t empty_few;         /* of them, for want of candidates */
    enum tlri_empty bounds_why; /* of the others */

    uint32_t stage; /* opened last; 0 before the first */
    uint32_t
        opening; /* the stage behind which no tie looks back: 1, or that of the place (SUC-4) */
    bool provisional;  /* exclusions hold for this place only, so that guards do not (SUC-6) */
    bool *passed_over; /* successive places: elected for an earlier place, closed up on papers */
    tlri_dec nontransferable, rounding;
    uint64_t nontransferable_papers;
    struct tlri_array history; /* tlri_dec: a row of `candidates` for each stage tallied */

    enum tlri_outcome outcome;
    enum tlri_empty rest; /* why places not filled at the end are empty */
};

/* Sets up a count without papers: *count is to be dropped with tlri_count_drop in any case.
 * TLR_E_MEMORY. */
tlr_status tlri_count_init(struct tlri_count *count, tlr_ctx *ctx,
                           const struct tlri_contest *contest, const struct tlri_settings *settings,
                           const struct tlri_lots *lots,
                           struct tlri_transcript *out) TLRI_NODISCARD;
void tlri_count_drop(struct tlri_count *count);

/* Places that the count still has to fill. */
uint32_t tlri_count_left(const struct tlri_count *count);
/* Is the candidate continuing: standing, and neither elected nor excluded? ... and not doomed? */
bool tlri_count_continues(const struct tlri_count *count, uint32_t candidate);
bool tlri_count_in_play(const struct tlri_count *count, uint32_t candidate);
uint32_t tlri_count_continuing(const struct tlri_count *count);
uint32_t tlri_count_all_in_play(const struct tlri_count *count);

/*
 * What orders the candidates at a stage that was tallied (1..): their votes, or with exact
 * arithmetic numbers in the order of their votes. Comparable within one stage only. `standing` is
 * that of the latest tally.
 */
tlri_dec tlri_count_at_stage(const struct tlri_count *count, uint32_t stage, uint32_t candidate);
tlri_dec tlri_count_standing(const struct tlri_count *count, uint32_t candidate);

/* Sorts candidates by latest tally, highest or lowest first; level ones in ballot order. */
void tlri_count_order(const struct tlri_count *count, uint32_t *set, uint32_t n, bool highest);

/* The count cannot go on: the outcome is DONE with every place left empty for this reason. */
tlr_status tlri_count_halt(struct tlri_count *count, enum tlri_empty why) TLRI_NODISCARD;

/* An amount did not fit: an error with a diagnostic, never a wrong figure ([TRA-4]). */
tlr_status tlri_count_overflow(struct tlri_count *count) TLRI_NODISCARD;

#endif
