/*
 * recount/hall.h: the counting hall of the second engine, and everything that is done in it.
 *
 * A hand count has papers, a pile for each candidate and one for papers that are non-transferable,
 * counting slips that say who gave how many papers to whom at what value, and a result sheet on
 * which a stage is written when it is done. So has this. Every paper is an object that knows in
 * whose pile it lies, at which value, and since when; to move papers every paper in the hall is
 * picked up and looked at. No equal papers are merged. The result sheet is the transcript.
 *
 * The engine shares nothing with the first one but base, num and model; it is written from spec/
 * alone. See recount.h for the size up to which it is practical.
 */
#ifndef TLRI_RECOUNT_HALL_H
#define TLRI_RECOUNT_HALL_H

#include "base/base.h"
#include "model/contest.h"
#include "model/lots.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"
#include "num/decimal.h"
#include "num/exact.h"
#include "recount/watch.h"

/* An amount of votes: `fixed` at the decimals of the rule set, or `exact` where it asks for no
 * rounding (hall->exact). Only one of the two is kept. */
struct tlri_hall_amount {
    tlri_dec fixed;
    struct tlri_exact exact;
};

/* A ballot paper on the tables; one row of a BLT file is `weight` papers that move together. */
struct tlri_hall_paper {
    uint32_t row;      /* index in hall->seen */
    uint32_t first;    /* its first preference in hall->preference */
    uint32_t weight;   /* papers it stands for */
    uint32_t holder;   /* in whose pile it lies; TLRI_NONE: non-transferable */
    uint32_t value;    /* index in hall->value */
    uint32_t stage;    /* in which stage the holder received it */
    uint32_t transfer; /* in which transfer, counted over the whole count */
    uint16_t length;   /* number of preferences */
    uint16_t at;       /* the preference at which it lies now, from 0 */
    uint32_t orders;   /* this is one of so many orders of a paper with equal preferences; else 1 */
};

enum tlri_hall_state {
    TLRI_HALL_CONTINUING,
    TLRI_HALL_ELECTED, /* also re-open nominations, when it took a place */
    TLRI_HALL_EXCLUDED,
    TLRI_HALL_ABSENT /* withdrawn: appears nowhere */
};

struct tlri_hall_candidate {
    enum tlri_hall_state state;
    bool reopen, guarded, doomed;
    bool full;          /* continues, but receives no more papers in this stage (n-ireland) */
    uint32_t doomed_by; /* the group its `doomed` event named */
    uint32_t order;     /* its place in the order of filling, once elected */
    uint32_t since;     /* the stage in which it was elected */
    bool pending;       /* elected, and its surplus not yet dealt with (methods that need it) */
    uint64_t papers;    /* in its pile */
    struct tlri_hall_amount vote;
    struct tlri_hall_amount last_vote; /* with which it was last excluded */
};

/* Why the count goes no further. */
enum tlri_hall_stop {
    TLRI_HALL_GOING,
    TLRI_HALL_LOT_NEEDED, /* a tie asks for a lot that was not drawn */
    TLRI_HALL_EMPTIED     /* every place left is empty, for stop_why */
};

/* A slip: what one candidate gave of the papers it had received at one value. */
struct tlri_hall_slip {
    uint32_t from;
    uint32_t was, now; /* values */
    uint64_t *to;      /* papers for each candidate; [candidates]: non-transferable */
};

struct tlri_hall {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *seen; /* the papers as seen */
    const struct tlri_lots *lots;
    const struct tlri_watch *watch; /* NULL: nobody looks on */
    struct tlri_transcript *sheet;

    struct tlri_array papers;     /* struct tlri_hall_paper: the valid ones */
    struct tlri_array preference; /* uint8_t */
    struct tlri_array value;      /* struct tlri_hall_amount; [0] is 1 */
    uint32_t *slot;               /* an index over value; TLRI_NONE: free */
    size_t slots;                 /* a power of two, or 0 */
    struct tlri_array slips;      /* struct tlri_hall_slip of the stage that is open */
    struct tlri_array ranks;      /* uint16_t: for each stage, each candidate's rank in the tally */
    struct tlri_arena desk;       /* what is thrown away when a stage is done */

    uint32_t candidates;
    struct tlri_hall_candidate *candidate;
    uint64_t valid; /* valid papers */
    bool exact;     /* amounts are exact fractions */
    unsigned decimals;

    bool bounded;           /* some group has a bound, and the settings say to apply it */
    uint32_t places;        /* what a quota calls the places: all but those a bound leaves empty */
    uint32_t left;          /* places that candidates can fill, not yet filled */
    uint32_t filled;        /* places passed in the order of filling */
    uint32_t none_to_fill;  /* places empty for want of candidates */
    uint32_t none_by_bound; /* places empty because bounds clash */
    uint32_t taken_empty;   /* places that were left empty in the middle of the order of filling */
    bool in_one_place;      /* exclusions are for one place of several and start no pass */
    bool one_decision;      /* elections as `remaining` are being written: no pass among them */
    bool provisional;       /* ... and even who is guarded may be excluded for this place */
    bool no_passes;         /* the method bounds nothing (every second place: plurality.md) */

    uint32_t stage;     /* number of the stage that is open or was open last */
    uint32_t look_from; /* looking back goes no further back than this stage */
    bool close_up;      /* higher preferences: the elected are closed up (av-successive.md) */
    uint32_t transfers; /* transfers so far */

    struct tlri_hall_amount quota;
    struct tlri_hall_amount total; /* the valid vote */
    struct tlri_hall_amount nontransferable;
    struct tlri_hall_amount rounding;
    uint64_t nontransferable_papers;

    const char *remaining_clause, *reopen_clause; /* of the method */
    enum tlri_hall_stop stop;
    enum tlri_empty stop_why;
    const char *stop_clause;
    bool next_round; /* eliminating ballot: the outcome is another round */
};

/* ---- amounts.c: every one of these gives TLR_E_LIMIT (4101) when an amount cannot be held
 * -------- */

void tlri_recount_zero(struct tlri_hall_amount *out);
/* n votes. */
tlr_status tlri_recount_whole(struct tlri_hall *hall, uint64_t n,
                              struct tlri_hall_amount *out) TLRI_NODISCARD;
tlr_status tlri_recount_add(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                            const struct tlri_hall_amount *b,
                            struct tlri_hall_amount *out) TLRI_NODISCARD;
/* a - b, a not less than b. */
tlr_status tlri_recount_sub(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                            const struct tlri_hall_amount *b,
                            struct tlri_hall_amount *out) TLRI_NODISCARD;
tlr_status tlri_recount_times(struct tlri_hall *hall, const struct tlri_hall_amount *a, uint64_t n,
                              struct tlri_hall_amount *out) TLRI_NODISCARD;
/* a / n, cut; n > 0. */
tlr_status tlri_recount_over(struct tlri_hall *hall, const struct tlri_hall_amount *a, uint64_t n,
                             struct tlri_hall_amount *out) TLRI_NODISCARD;
/* a x b / c, multiplied first, cut; c > 0. */
tlr_status tlri_recount_muldiv(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                               const struct tlri_hall_amount *b, const struct tlri_hall_amount *c,
                               struct tlri_hall_amount *out) TLRI_NODISCARD;
int tlri_recount_compare(const struct tlri_hall *hall, const struct tlri_hall_amount *a,
                         const struct tlri_hall_amount *b);
bool tlri_recount_is_zero(const struct tlri_hall *hall, const struct tlri_hall_amount *a);
/* As an event shows it: cut to the decimals. */
tlr_status tlri_recount_shown(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                              tlri_dec *out) TLRI_NODISCARD;
/* Records 4101 and returns TLR_E_LIMIT. */
tlr_status tlri_recount_too_large(struct tlri_hall *hall);
/* The index of this value in hall->value, where it is entered if it is new. TLR_E_LIMIT (4105): the
 * table is full; TLR_E_MEMORY. */
tlr_status tlri_recount_value(struct tlri_hall *hall, const struct tlri_hall_amount *value,
                              uint32_t *index) TLRI_NODISCARD;
/* Frees the index over the values. */
void tlri_recount_drop_index(struct tlri_hall *hall);
const struct tlri_hall_amount *tlri_recount_value_at(const struct tlri_hall *hall, uint32_t index);

/* ---- marks.c ------------------------------------------------------------------------------------
 */

/* Reads every paper by spec/rules/marks.md, fills papers, preference and valid, and writes
 * `rejected`, `noted` and `valid`. crosses: papers of crosses; their choices are the preferences.
 * TLR_E_LIMIT: equal preferences in too many orders (4103). */
tlr_status tlri_recount_read_marks(struct tlri_hall *hall, bool crosses) TLRI_NODISCARD;

/* ---- sheet.c: writing on the result sheet -------------------------------------------------------
 */

/* Opens the next stage. set: candidates, ascending, or NULL. a may be NULL. */
struct tlri_hall_opening {
    enum tlri_action action;
    const char *clause;
    const uint32_t *set;
    uint32_t size;
    uint32_t part;
    const struct tlri_hall_amount *a;
    uint64_t papers;
};
tlr_status tlri_recount_open(struct tlri_hall *hall,
                             const struct tlri_hall_opening *opening) TLRI_NODISCARD;
/* `quota`, from the exact ratio valid / divisor (divisor 0: none). */
tlr_status tlri_recount_write_quota(struct tlri_hall *hall, enum tlri_quota_why why, uint64_t valid,
                                    uint32_t divisor, const char *clause) TLRI_NODISCARD;
/* The tallies, `non-transferable`, `rounding`; notes each candidate's rank; tests [TRA-5]. */
tlr_status tlri_recount_write_tally(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_write_required(struct tlri_hall *hall, tlri_dec required,
                                       const char *clause) TLRI_NODISCARD;
tlr_status tlri_recount_write_deferred(struct tlri_hall *hall, const struct tlri_hall_amount *sum,
                                       const struct tlri_hall_amount *difference,
                                       const char *clause) TLRI_NODISCARD;
/* Marks a set (ascending) excluded, writes `excluded` by ascending vote, then the pass. */
tlr_status tlri_recount_write_excluded(struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                                       enum tlri_why_excluded why,
                                       const char *clause) TLRI_NODISCARD;
/* One candidate takes a place: `elected`, or `place-empty` for re-open nominations; then the pass.
 * May stop the count (reopen = all-after). */
tlr_status tlri_recount_elect(struct tlri_hall *hall, uint32_t candidate, enum tlri_why_elected why,
                              const char *clause) TLRI_NODISCARD;
/* The end of the sheet: places left empty, and `closed`. */
tlr_status tlri_recount_write_end(struct tlri_hall *hall) TLRI_NODISCARD;

/* ---- ties.c -------------------------------------------------------------------------------------
 */

struct tlri_hall_tie {
    enum tlri_purpose purpose;
    bool chooses_stage; /* the tie chooses the next stage, so it carries that stage's number */
    enum tlri_tie_last resort;
    const char *none_elected; /* not NULL: the last resort is "none is elected", by this clause */
};
/* Settles a tie of 2 or more (ascending): *selected, or TLRI_NONE when the count stops (see
 * hall->stop) or none is elected. */
tlr_status tlri_recount_tie(struct tlri_hall *hall, const struct tlri_hall_tie *tie,
                            const uint32_t *candidate, uint32_t size,
                            uint32_t *selected) TLRI_NODISCARD;

/* ---- bounds.c -----------------------------------------------------------------------------------
 */

/* [CON-4]: how many places can be filled; `infeasible`, `places-empty`. *refused: nothing is
 * counted. */
tlr_status tlri_recount_bounds_start(struct tlri_hall *hall, bool *refused) TLRI_NODISCARD;
/* [CON-5]: `guarded` and `doomed`, when there is anything to ask. */
tlr_status tlri_recount_pass(struct tlri_hall *hall) TLRI_NODISCARD;
/* Is there a completion with all of the set ([CON-11]), without any of it ([CON-9])? */
tlr_status tlri_recount_can_elect_all(struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                                      bool *can) TLRI_NODISCARD;
tlr_status tlri_recount_can_exclude_all(struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                                        bool *can) TLRI_NODISCARD;

/* ---- choose.c: who is elected, who goes out -----------------------------------------------------
 */

/* Does the vote of a continuing candidate elect it now, and why? */
typedef tlr_status (*tlri_hall_test)(struct tlri_hall *hall, uint32_t candidate, bool *passes,
                                     enum tlri_why_elected *why);
struct tlri_hall_election {
    tlri_hall_test test;
    const char *clause;          /* of an election */
    const char *required_clause; /* of an election by `required-vote`; NULL: the same */
    struct tlri_hall_tie tie;
};
/* [STV-2], [CON-11]: elects the highest who passes, if anybody does. */
tlr_status tlri_recount_elect_next(struct tlri_hall *hall,
                                   const struct tlri_hall_election *how) TLRI_NODISCARD;
/* ... again and again, until nobody passes or the places are full. */
tlr_status tlri_recount_elect_passing(struct tlri_hall *hall,
                                      const struct tlri_hall_election *how) TLRI_NODISCARD;
/* [STV-3], [CON-12]: *done when the places are full, or those who are not doomed are just as many
 * and so were elected, or the count stopped. */
tlr_status tlri_recount_elect_remaining(struct tlri_hall *hall, bool *done) TLRI_NODISCARD;
/* [STV-7] [AV-12] No valid papers and more candidates who are not doomed than places to fill: every
 * place is empty. True when that is so, which it is at stage 1 or never; the count is stopped then.
 */
bool tlri_recount_no_votes(struct tlri_hall *hall, const char *clause);
/* How many continue; how many of these are not doomed. */
uint32_t tlri_recount_continuing(const struct tlri_hall *hall);
uint32_t tlri_recount_electable(const struct tlri_hall *hall);
/* Elects these (ascending by index) as `remaining`, highest vote first, level ones in ballot order.
 */
tlr_status tlri_recount_elect_all(struct tlri_hall *hall, const uint32_t *set,
                                  uint32_t size) TLRI_NODISCARD;

/* Puts a set (ascending by index) in ascending order of vote, level ones in ballot order. */
void tlri_recount_by_vote(const struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                          uint32_t *out);
/* The lowest unguarded, in ascending order of vote, level ones in ballot order: the order in which
 * candidates are taken from the bottom. Returns how many; out holds TLRI_CANDIDATES_MAX. */
uint32_t tlri_recount_from_bottom(const struct tlri_hall *hall, uint32_t *out);
/* The lowest who are level, of `list` in ascending order of vote; ascending by index in out. */
uint32_t tlri_recount_level_lowest(const struct tlri_hall *hall, const uint32_t *list,
                                   uint32_t size, uint32_t *out);
/* The largest set of the lowest who may go out together. */
struct tlri_hall_together {
    bool strictly;          /* less than the next above, or not greater */
    uint32_t least, remain; /* size of the smallest such set, at least 1; who must be left */
    const struct tlri_hall_amount *surplus; /* added to their total; NULL: nothing */
};
struct tlri_hall_bulk {
    uint32_t size;                       /* 0: no such set */
    uint32_t set[TLRI_CANDIDATES_MAX];   /* ascending by index */
    struct tlri_hall_amount total, next; /* their votes; the vote of the candidate next above */
};
tlr_status tlri_recount_choose_together(struct tlri_hall *hall,
                                        const struct tlri_hall_together *rule,
                                        struct tlri_hall_bulk *out) TLRI_NODISCARD;

/* Who goes out now, and by which clauses. */
struct tlri_hall_going {
    uint32_t size;                     /* 0: nobody; or the count stops (hall->stop) */
    uint32_t set[TLRI_CANDIDATES_MAX]; /* ascending by index */
    enum tlri_why_excluded why;
    const char *clause;   /* of the stage and of `excluded` */
    const char *transfer; /* of the transfers */
};
/* [CON-7]: the doomed candidate who goes out next; size 0 when none continues. */
tlr_status tlri_recount_doomed_goes(struct tlri_hall *hall, const char *transfer,
                                    struct tlri_hall_going *going) TLRI_NODISCARD;
/* The largest set that may go out together; size 0 when there is none. One alone is `lowest`. */
tlr_status tlri_recount_together_go(struct tlri_hall *hall, const struct tlri_hall_together *rule,
                                    const char *clause, const char *transfer,
                                    struct tlri_hall_going *going) TLRI_NODISCARD;
/* The lowest unguarded candidate. Those no more than `reach` above it ([MEK-8]; NULL: nothing) are
 * level with it; the tie rule for exclusion tells them apart. TLR_E_INTERNAL: there is none. */
tlr_status tlri_recount_lowest_goes(struct tlri_hall *hall, const struct tlri_hall_amount *reach,
                                    const char *clause, const char *transfer,
                                    struct tlri_hall_going *going) TLRI_NODISCARD;
/* Opens the stage of an exclusion and writes `excluded`. */
tlr_status tlri_recount_open_exclusion(struct tlri_hall *hall,
                                       const struct tlri_hall_going *going) TLRI_NODISCARD;
/* Moves all papers of those who go out, and writes the transfers. */
tlr_status tlri_recount_move_excluded(struct tlri_hall *hall,
                                      const struct tlri_hall_going *going) TLRI_NODISCARD;
/* By parts ([ERS-4.1]): opens the stage of the batch of the highest value that those who go out
 * still hold; part 1 writes `excluded`, and is opened without any papers too; later parts cite the
 * clause of the transfers. *any false: all batches are moved, no stage was opened. */
tlr_status tlri_recount_open_batch(struct tlri_hall *hall, const struct tlri_hall_going *going,
                                   uint32_t part, uint32_t *value, bool *any) TLRI_NODISCARD;
/* Moves their papers of this value, and writes the transfers. */
tlr_status tlri_recount_move_batch(struct tlri_hall *hall, const struct tlri_hall_going *going,
                                   uint32_t value) TLRI_NODISCARD;
/* [STV-3] Are just as many left who are not doomed as places? Elects nobody. */
bool tlri_recount_is_over(const struct tlri_hall *hall);

/* Surpluses not yet transferred: vote - quota of the elected, where positive; 0 for others. */
tlr_status tlri_recount_surplus(struct tlri_hall *hall, uint32_t candidate,
                                struct tlri_hall_amount *out) TLRI_NODISCARD;
tlr_status tlri_recount_surpluses(struct tlri_hall *hall,
                                  struct tlri_hall_amount *sum) TLRI_NODISCARD;
/* The candidate with the largest surplus; TLRI_NONE: nobody has one, or the count stops. Ties for
 * `transfer`. with_pending: those with `pending` set, a surplus of nothing included. */
tlr_status tlri_recount_choose_surplus(struct tlri_hall *hall, bool with_pending,
                                       uint32_t *candidate) TLRI_NODISCARD;

/* [ERS-2.2], [NIR-49.10], [GRE-6]: does the surplus wait? bulk may be NULL: no set may go out
 * together. Writes `deferred` when it does. */
tlr_status tlri_recount_deferred(struct tlri_hall *hall, bool strictly,
                                 const struct tlri_hall_together *bulk, const char *clause,
                                 bool *deferred) TLRI_NODISCARD;

/* ---- piles.c: papers on the tables --------------------------------------------------------------
 */

/* Every paper goes to its first preference for a continuing candidate, at the value that it has at
 * the start; votes, piles and the non-transferable start from nothing. */
tlr_status tlri_recount_deal(struct tlri_hall *hall) TLRI_NODISCARD;

/* Tells the watcher, if there is one, that papers[index] came from `from` (TLRI_NONE: dealt), where
 * it had value `was`, to `to` with value `now`. */
tlr_status tlri_recount_tell(struct tlri_hall *hall, size_t index, uint32_t from,
                             const struct tlri_hall_amount *was, uint32_t to,
                             const struct tlri_hall_amount *now) TLRI_NODISCARD;

/* Papers of crosses: each mark is a vote ([PLU-2]). */
tlr_status tlri_recount_count_crosses(struct tlri_hall *hall) TLRI_NODISCARD;

/* Which papers of a pile are picked up. */
enum tlri_hall_which {
    TLRI_HALL_ALL,
    TLRI_HALL_OF_VALUE,   /* number: index of a value */
    TLRI_HALL_OF_STAGE,   /* number: the stage in which they were received */
    TLRI_HALL_OF_TRANSFER /* number: the transfer in which they were received */
};
struct tlri_hall_pick {
    uint32_t from;
    enum tlri_hall_which which;
    uint32_t number;
};
/* What lies there. For each value (index in hall->value, arrays of hall->value.count, on the desk).
 */
struct tlri_hall_look {
    uint32_t values;
    uint64_t *papers, *transferable;
    uint64_t all_papers, all_transferable;
    struct tlri_hall_amount worth; /* of the transferable papers */
};
tlr_status tlri_recount_look(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                             struct tlri_hall_look *out) TLRI_NODISCARD;
/* The latest stage, or transfer, in which papers now in a pile came to it. 0: there are none. */
uint32_t tlri_recount_last_stage(const struct tlri_hall *hall, uint32_t candidate);
uint32_t tlri_recount_last_transfer(const struct tlri_hall *hall, uint32_t candidate);
/* The highest value among the papers of a set, and how many papers have it; false: no papers.
 */
bool tlri_recount_top_value(const struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                            uint32_t *value, uint64_t *papers);

/* What moving came to. */
struct tlri_hall_moved {
    struct tlri_hall_amount credited; /* to receivers */
    struct tlri_hall_amount lost;     /* non-transferable papers x new value */
    uint64_t lost_papers;
};
/* Picks up papers and gives each to its next preference for a continuing candidate, or puts it on
 * the non-transferable pile. now: new value for each value index, or NULL: they keep theirs.
 * zero_stops: a paper of new value 0 becomes non-transferable. Receivers are credited; what the
 * giver loses and what the non-transferable gain the caller writes. Starts no transfer number. */
tlr_status tlri_recount_move(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                             const uint32_t *now, bool zero_stops,
                             struct tlri_hall_moved *out) TLRI_NODISCARD;
/* As an exclusion does it: values kept, the giver loses what it gave. */
tlr_status tlri_recount_give_up(struct tlri_hall *hall,
                                const struct tlri_hall_pick *pick) TLRI_NODISCARD;

/* How non-transferable papers of a surplus are written. */
enum tlri_hall_lost {
    TLRI_HALL_AT_VALUE,  /* at the new value */
    TLRI_HALL_WORTHLESS, /* 0: what they were worth is in the others' reduced value, or rounding */
    TLRI_HALL_REST,      /* what the receivers left of the surplus: papers of one value */
    TLRI_HALL_REST_BY_VALUE /* the same, from the highest value down, no more than each is worth */
};
/* Writes the slips of this stage as `transfer` events and clears them. rest: what receivers left of
 * the surplus, or NULL. */
tlr_status tlri_recount_write_slips(struct tlri_hall *hall, enum tlri_hall_lost lost,
                                    const struct tlri_hall_amount *rest,
                                    const char *clause) TLRI_NODISCARD;

/* The surplus of a candidate by the papers of one batch, shared among the transferable ones, never
 * above the value they have: [ERS-3.7], [NIR-49.4], [NIR-49.7], [GRE-5]. Moves the papers, keeps
 * the books, writes the `transfer` events; the stage must be open. */
tlr_status tlri_recount_transfer_batch(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                                       const struct tlri_hall_amount *surplus,
                                       const char *clause) TLRI_NODISCARD;
/* What a surplus leaves behind: the candidate keeps the quota, the rest was credited or is lost. */
tlr_status tlri_recount_settle_surplus(struct tlri_hall *hall, uint32_t candidate,
                                       const struct tlri_hall_amount *surplus,
                                       const struct tlri_hall_amount *credited,
                                       const struct tlri_hall_amount *lost) TLRI_NODISCARD;

/* ---- plurality.c --------------------------------------------------------------------------------
 */

/* The group of every second place ([PLU-7], [SUC-8]), or TLRI_NONE: that reading is off. */
uint32_t tlri_recount_pair_group(const struct tlri_hall *hall);
/* Is the candidate a member of this group? Re-open nominations never is. */
bool tlri_recount_belongs(const struct tlri_hall *hall, uint32_t c, uint32_t group);

/* ---- av.c: what av-successive.md takes from av.md -----------------------------------------------
 */

/* Who fills a place, and why; candidate TLRI_NONE: nobody, the count stops. */
struct tlri_hall_winner {
    uint32_t candidate;
    enum tlri_why_elected why;
    const char *clause;
};
/* From the opening stage, whose tally and `required` are written, to the one who fills the place.
 * base: papers live in the opening stage. Nobody is elected yet. */
tlr_status tlri_recount_find_winner(struct tlri_hall *hall, uint64_t base,
                                    struct tlri_hall_winner *winner) TLRI_NODISCARD;
/* The tally of a stage and the number needed; base as above. */
tlr_status tlri_recount_write_round(struct tlri_hall *hall, uint64_t base) TLRI_NODISCARD;
/* Papers held by candidates who continue. */
uint64_t tlri_recount_live(const struct tlri_hall *hall);

/* ---- the methods, each in its own file ----------------------------------------------------------
 */

tlr_status tlri_recount_plurality(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_av(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_successive(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_eliminating(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_ers97(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_scottish(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_nireland(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_wigm(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_meek(struct tlri_hall *hall) TLRI_NODISCARD;
tlr_status tlri_recount_gregory(struct tlri_hall *hall) TLRI_NODISCARD;

#endif
