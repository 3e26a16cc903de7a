/*
 * audit/audit.h: a checked case, counted by one of the two engines, with everything a result
 * says.
 *
 * audit sees both engines and decides nothing about votes: it resolves the readings, calls an
 * engine for each contest in the fill order, supplies lots, counts a second time without bounds to
 * name the displaced, and assembles model/case_result.h. The same function serves `count` (first
 * engine) and `verify` (second engine), so that what differs can only be the engines.
 */
#ifndef TLRI_AUDIT_H
#define TLRI_AUDIT_H

#include "custody/case.h"
#include "io/result.h"
#include "model/settings.h"
#include "rules/entitlement.h"
#include "rules/reading.h"

/* tlri_count_run or tlri_recount_run. */
typedef tlr_status tlri_engine(tlr_ctx *ctx, const struct tlri_contest *contest,
                               const struct tlri_settings *settings,
                               const struct tlri_papers *papers, const struct tlri_lots *lots,
                               struct tlri_transcript **out);

/* One contest (or round) as counted. */
struct tlri_counted {
    const struct tlri_case_contest *source;
    uint32_t round;             /* from 1; others than 1 only of an eliminating ballot */
    uint32_t places_before;     /* taken in earlier rounds */
    enum tlri_earlier *earlier; /* for each candidate; NULL in round 1 */
    struct tlri_settings settings;
    struct tlri_contest contest;        /* those elected elsewhere are withdrawn in it */
    const struct tlri_papers *papers;   /* NULL: unopposed, nothing was counted */
    struct tlri_transcript *transcript; /* NULL likewise */
    bool *elected;                      /* for each candidate: in this round or an earlier one */
    uint32_t restricted_to; /* minimum by a minimum over several contests [ACR-3]; 0: none */
    struct tlri_transcript *unbounded; /* the second count, without bounds; NULL when not needed */
};

/* A tie that no lot answers: where a count stopped. */
struct tlri_needed_lot {
    const struct tlri_counted *counted; /* NULL: none is needed */
    uint32_t stage;
    enum tlri_purpose purpose;
    uint32_t tied;
    const uint32_t *candidate; /* ascending */
    const char *clause;
};

/* The women's minimum of the contest that keeps it, as a ruling makes it. */
struct tlri_ruled_bound {
    bool stated;
    size_t contest; /* in the order of the notice */
    uint32_t group;
    uint32_t minimum;
};

struct tlri_audit {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    const struct tlri_case *election_case;
    struct tlri_rulebook *rulebook;
    struct tlri_readings readings;
    bool entitled;
    struct tlri_entitlement entitlement;
    struct tlri_ruled_bound ruled_bound;
    struct tlri_settings *settings; /* one for each contest of the case */
    /* The count by which the papers of later rounds were made ([RND-8]); NULL: this one. */
    const struct tlri_audit *issued;
    bool waiting; /* a next round is needed, and its papers are not there */
    size_t counted, capacity;
    struct tlri_counted *contest;   /* in the fill order, then by round */
    struct tlri_needed_lot needed;  /* after TLR_E_DECISION */
    bool tells_lots;                /* whoever counts tells of a needed lot itself: no diagnostic */
    struct tlri_case_result result; /* everything it points to lives as long as the outcome */
};

/*
 * Resolves the rules of the case: edition, readings, entitlement, settings of every contest.
 * `check` stops here. TLR_E_RULES, TLR_E_INPUT with diagnostics; TLR_E_MEMORY. On failure *out is
 * NULL.
 */
tlr_status tlri_audit_rules(tlr_ctx *ctx, const struct tlri_case *election_case,
                            struct tlri_audit **out) TLRI_NODISCARD;
/* The figures of the notice, and what it says of last year, as the entitlement is worked out from
 * them. The text stays the notice's. */
struct tlri_entitlement_input tlri_audit_figures(const struct tlri_notice *notice);
/*
 * Counts every contest with this engine and assembles `result`. TLR_E_DECISION: a lot is needed
 * (the diagnostic says for whom and how to record it); the outcome holds what was counted so far.
 * Or a further round of an eliminating ballot is needed (likewise): then `waiting` is set and
 * `result` holds the rounds so far, for a sheet. TLR_E_RULES: bounds that cannot be met and the
 * reading refuses, or papers are missing, or are there for a round that was not needed.
 */
tlr_status tlri_audit_count(struct tlri_audit *outcome, tlri_engine *engine) TLRI_NODISCARD;
void tlri_audit_free(struct tlri_audit *outcome);

/* ---- rulings.c ---------------------------------------------------------------------------------
 */

/*
 * After tlri_audit_count: counts the case also as it was before each ruling, with the same engine,
 * and puts into `result` what each ruling changed, who is elected before and after it, and the
 * result that is superseded. Does nothing where there are no rulings. TLR_E_MEMORY, TLR_E_INTERNAL.
 */
tlr_status tlri_audit_effects(struct tlri_audit *outcome, tlri_engine *engine) TLRI_NODISCARD;

/* Makes the readings that rulings changed the ones in force. TLR_E_INPUT: the edition knows no such
 * reading or value, or it is in force already. */
tlr_status tlri_audit_rule_readings(struct tlri_audit *outcome) TLRI_NODISCARD;
/* Is the reading in force by a ruling? Is any? Is any of the three that give the women's minimum?
 */
bool tlri_audit_ruled(const struct tlri_readings *readings, const char *name);
bool tlri_audit_any_ruled(const struct tlri_readings *readings);
bool tlri_audit_women_ruled(const struct tlri_readings *readings);
/* Ruled readings stand above a contest's own settings. As tlri_settings_set. */
tlr_status tlri_audit_ruled_settings(struct tlri_audit *outcome,
                                     struct tlri_settings *settings) TLRI_NODISCARD;
/* The bound that follows from the readings ruled, into ruled_bound. TLR_E_RULES when no one contest
 * keeps it, or when it would depend on the order of election. */
tlr_status tlri_audit_ruled_bound(struct tlri_audit *outcome) TLRI_NODISCARD;
/* Gives it to contest `index` of the notice (a copy that is about to be counted). TLR_E_MEMORY. */
tlr_status tlri_audit_keep_bound(struct tlri_audit *outcome, size_t index,
                                 struct tlri_contest *contest) TLRI_NODISCARD;

/* ---- partial.c: a count of some of the batches (spec/formats/partial.md)
 */

/* Is a batch of the contest left out? */
bool tlri_audit_lacks(const struct tlri_audit *outcome, const char *contest);
/* Says that the contest is not counted in part, and why (7104). TLR_E_RULES. */
tlr_status tlri_audit_refuse_part(struct tlri_audit *outcome, const char *contest, const char *why);
/* Says that no lot is drawn for a part of the papers (7105). TLR_E_DECISION. */
tlr_status tlri_audit_tie_in_part(struct tlri_audit *outcome, const struct tlri_counted *counted,
                                  const struct tlri_event *tie);
/* Puts what was left out into outcome->result; nothing of a count of all. TLR_E_MEMORY. */
tlr_status tlri_audit_put_parts(struct tlri_audit *outcome) TLRI_NODISCARD;

/* Appends to out, in words, the first thing in which two counts of one contest differ; false when
 * they are the same. "stage 3, tally of B. Jones: the first count has 24.10, the second 24.11". */
bool tlri_audit_difference(const struct tlri_contest *contest, const struct tlri_transcript *first,
                           const struct tlri_transcript *second, struct tlri_buf *out);

/* Appends to out, in words, the first contest or round that only one of two counts of a case has,
 * or that only one of them found unopposed; false when both have the same ones in the same order.
 * Only then may their transcripts be compared pair by pair. */
bool tlri_audit_contests_differ(const struct tlri_audit *first, const struct tlri_audit *second,
                                struct tlri_buf *out);

/* Appends to out where in a result two files first differ, in words: "contest ordinary, stage 3,
 * candidate carol-oduya, votes: the file has 56.10, these papers give 56.00". text is the one
 * reproduced, which difference->b points into. Nothing is appended where no words are found. */
void tlri_audit_place_in_words(const char *text, const struct tlri_text_difference *difference,
                               struct tlri_buf *out);

/*
 * Can the rules count this contest where a batch of it holds only totals ([TAL-7])? TLR_E_RULES
 * with a diagnostic (7000, 7001): they ask for preferences, or for something that only papers can
 * show. TLR_OK too where papers is NULL, or all were seen.
 */
tlr_status tlri_audit_check_totals(tlr_ctx *ctx, const struct tlri_contest *contest,
                                   const struct tlri_settings *settings,
                                   const struct tlri_papers *papers) TLRI_NODISCARD;
/* May a question about single papers of the contest be asked? TLR_E_RULES (7002) where a batch of
 * it holds only totals. */
tlr_status tlri_audit_need_papers(tlr_ctx *ctx, const struct tlri_contest *contest,
                                  const struct tlri_papers *papers) TLRI_NODISCARD;

/* Fills outcome->result from the counted contests (called by tlri_audit_count). */
tlr_status tlri_audit_assemble(struct tlri_audit *outcome) TLRI_NODISCARD;

/*
 * Finds a lot for the tie that stopped a count among the case's lots, or by ticket. *found is set
 * when there is one; it is written to *lot (its memory is the outcome's arena).
 */
tlr_status tlri_lot_for_tie(struct tlri_audit *outcome, const struct tlri_counted *counted,
                            const struct tlri_event *tie, const uint32_t *tied, bool *found,
                            struct tlri_lot *lot) TLRI_NODISCARD;
/* Leaves a note for each lot of the folder that settled no tie [LOT-6]: not an error, since a lot
 * holds when the tie that it was drawn for no longer arises. After tlri_audit_count. TLR_E_MEMORY.
 */
tlr_status tlri_audit_note_lots(struct tlri_audit *outcome) TLRI_NODISCARD;
/* Leaves a warning for each later round with papers that bear marks for somebody who was not on
 * them any more [RND-2]. After tlri_audit_count. */
void tlri_audit_note_rounds(struct tlri_audit *outcome);
/* The stage that stands in the id of a lot: of an eliminating ballot the round [RND-6]. */
uint32_t tlri_lot_stage(const struct tlri_counted *counted, const struct tlri_event *tie);
/* The last round counted of the contest of `counted`: itself unless there are further ones. */
const struct tlri_counted *tlri_audit_last_round(const struct tlri_audit *outcome,
                                                 const struct tlri_counted *counted);

#endif
