/*
 * audit/explain_stage.c: what happened to a candidate, and what happened in a stage.
 *
 * Both are told from the transcript of the second engine alone: a stage by its decisions, its
 * transfers, its figures and its elections, in their order; a candidate by what was received and
 * given in each stage and by the decisions in which they had a part. Stages in which nothing of a
 * candidate changed are told together. Implements spec/formats/explain.md [EXP-9] and [EXP-10].
 */
#include <stdio.h>

#include "audit/explain.h"

enum { INDENT = 4 };

static const struct tlri_event *event_at(const struct tlri_telling *t, size_t i)
{
    return tlri_transcript_event(t->told->transcript, i);
}

static size_t events(const struct tlri_telling *t)
{
    return tlri_transcript_size(t->told->transcript);
}

/* "6.00 votes from D. Frost (6 papers at 1.00 each)", or to whom. */
static void tell_parcel(struct tlri_telling *t, const struct tlri_event *event, bool name_receiver)
{
    tlri_tell_votes(t, event->a);
    tlri_tell(t, name_receiver ? " to " : " from ");
    if (name_receiver && event->to == TLRI_NONE) {
        tlri_tell(t, "the non-transferable");
    } else {
        tlri_tell_name(t, name_receiver ? event->to : event->candidate);
    }
    tlri_tell(t, " (%llu %s", (unsigned long long)event->papers,
              event->papers == 1 ? "paper" : "papers");
    if (event->to != TLRI_NONE) {
        tlri_tell(t, " at ");
        tlri_tell_amount(t, event->b);
    }
    tlri_tell(t, ")");
}

/* ---- a candidate --------------------------------------------------------------------------------
 */

/* What came to the candidate in a stage, and what went. Returns the clause of the transfers. */
static const char *tell_parcels(struct tlri_telling *t, uint32_t stage, uint32_t candidate)
{
    const char *clause = NULL;
    size_t received = 0;
    size_t gave = 0;
    for (size_t i = 0; i < events(t); i++) {
        const struct tlri_event *event = event_at(t, i);
        if (event->kind != TLRI_EVENT_TRANSFER || event->stage != stage) {
            continue;
        }
        if (event->to == candidate) {
            clause = event->clause;
            tlri_tell(t, received++ == 0 ? "; received " : ", ");
            tell_parcel(t, event, false);
        }
    }
    for (size_t i = 0; i < events(t); i++) {
        const struct tlri_event *event = event_at(t, i);
        if (event->kind == TLRI_EVENT_TRANSFER && event->stage == stage &&
            event->candidate == candidate) {
            clause = event->clause;
            tlri_tell(t, gave++ == 0 ? "; gave " : ", ");
            tell_parcel(t, event, true);
        }
    }
    return clause;
}

/* Returns its clause, or the one given when there is none. */
static const char *tell_keep(struct tlri_telling *t, uint32_t stage, uint32_t candidate,
                             const char *clause)
{
    const struct tlri_event *keep = tlri_told_event(t->told, TLRI_EVENT_KEEP, stage, candidate);
    if (keep == NULL) {
        return clause;
    }
    tlri_tell(t, "; kept ");
    tlri_tell_amount(t, keep->b);
    tlri_tell(t, " of every paper, or part of one, that came");
    return keep->clause;
}

static void end_stages(struct tlri_telling *t, uint32_t from, uint32_t to, const char *clause)
{
    char heading[48];
    if (from == to) {
        (void)snprintf(heading, sizeof heading, "  Stage %u: ", to);
    } else {
        (void)snprintf(heading, sizeof heading, "  Stages %u to %u: ", from, to);
    }
    tlri_tell_end(t, heading, INDENT, clause);
}

/* Is the candidate named by this decision? */
static bool concerns(const struct tlri_telling *t, const struct tlri_event *event,
                     uint32_t candidate)
{
    if (event->kind == TLRI_EVENT_TIE) {
        const uint32_t *tied = tlri_transcript_set(t->told->transcript, event);
        for (uint32_t i = 0; i < event->set_size; i++) {
            if (tied[i] == candidate) {
                return true;
            }
        }
        return false;
    }
    return event->candidate == candidate &&
           (event->kind == TLRI_EVENT_EXCLUDED || event->kind == TLRI_EVENT_ELECTED ||
            event->kind == TLRI_EVENT_GUARDED || event->kind == TLRI_EVENT_DOOMED ||
            event->kind == TLRI_EVENT_PLACE_EMPTY);
}

static bool any_decision(const struct tlri_telling *t, uint32_t stage, uint32_t candidate)
{
    for (size_t i = 0; i < events(t); i++) {
        if (event_at(t, i)->stage == stage && concerns(t, event_at(t, i), candidate)) {
            return true;
        }
    }
    return false;
}

/* Decisions before the tally of a stage (before), or after it. */
static void tell_decisions(struct tlri_telling *t, uint32_t stage, uint32_t candidate, bool before)
{
    bool passed = false;
    char heading[32];
    for (size_t i = 0; i < events(t); i++) {
        const struct tlri_event *event = event_at(t, i);
        if (event->stage != stage) {
            continue;
        }
        passed = passed || event->kind == TLRI_EVENT_TALLY;
        if (passed != before && concerns(t, event, candidate)) {
            tlri_tell_event(t, event);
            if (stage == 0) {
                tlri_tell_end(t, "  At the start: ", INDENT, event->clause);
                continue;
            }
            (void)snprintf(heading, sizeof heading, "  Stage %u: ", stage);
            tlri_tell_end(t, heading, INDENT, event->clause);
        }
    }
}

static void tell_tally(struct tlri_telling *t, uint32_t from, uint32_t stage, uint32_t candidate,
                       const struct tlri_event *tally)
{
    tlri_tell_votes(t, tally->a);
    const struct tlri_event *before =
        tlri_told_event(t->told, TLRI_EVENT_TALLY, from - 1, candidate);
    if (before != NULL && before->a == tally->a) {
        tlri_tell(t, ", unchanged");
    }
    const char *clause = tell_parcels(t, stage, candidate);
    clause = tell_keep(t, stage, candidate, clause);
    const struct tlri_event *open = tlri_told_event(t->told, TLRI_EVENT_STAGE, stage, TLRI_NONE);
    if (clause == NULL && stage == 1 && open != NULL) {
        clause = open->clause;
    }
    end_stages(t, from, stage, clause != NULL ? clause : tally->clause);
}

/* Does the next stage bring nothing new for the candidate? */
static bool same_again(const struct tlri_telling *t, uint32_t stage, uint32_t candidate)
{
    const struct tlri_event *now = tlri_told_event(t->told, TLRI_EVENT_TALLY, stage, candidate);
    const struct tlri_event *next =
        tlri_told_event(t->told, TLRI_EVENT_TALLY, stage + 1, candidate);
    return now != NULL && next != NULL && now->a == next->a && stage > 1 &&
           !any_decision(t, stage, candidate) && !any_decision(t, stage + 1, candidate) &&
           tlri_told_event(t->told, TLRI_EVENT_TRANSFER, stage, candidate) == NULL &&
           tlri_told_event(t->told, TLRI_EVENT_TRANSFER, stage + 1, candidate) == NULL &&
           tlri_told_event(t->told, TLRI_EVENT_KEEP, stage + 1, candidate) == NULL;
}

static void tell_stages_of(struct tlri_telling *t, uint32_t candidate)
{
    uint32_t from = 0;
    tell_decisions(t, 0, candidate, true);
    for (uint32_t stage = 1; stage <= t->told->transcript->stages; stage++) {
        const struct tlri_event *tally =
            tlri_told_event(t->told, TLRI_EVENT_TALLY, stage, candidate);
        from = from == 0 ? stage : from;
        if (same_again(t, stage, candidate)) {
            continue;
        }
        tell_decisions(t, stage, candidate, true);
        if (tally != NULL) {
            tell_tally(t, from, stage, candidate, tally);
        }
        tell_decisions(t, stage, candidate, false);
        from = 0;
        if (tally != NULL && tally->why == TLRI_STATUS_OF_EXCLUDED && tally->a == 0 &&
            t->told->settings->method != TLRI_METHOD_SUCCESSIVE) {
            return; /* nothing more can come */
        }
    }
}

/* Not elected and not out, in a round that asks for a next one? */
static bool goes_on(const struct tlri_told *told, uint32_t candidate)
{
    bool out = false;
    for (size_t i = 0; i < tlri_transcript_size(told->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(told->transcript, i);
        bool leaves = event->kind == TLRI_EVENT_EXCLUDED || event->kind == TLRI_EVENT_PLACE_EMPTY;
        out = out || (leaves && event->candidate == candidate);
    }
    return told->transcript->outcome == TLRI_OUTCOME_NEXT_ROUND && !out;
}

tlr_status tlri_explain_candidate(const struct tlri_told *told, uint32_t candidate,
                                  struct tlri_buf *out)
{
    struct tlri_telling t;
    tlri_telling_init(&t, told, out);
    if (told->contest->candidate[candidate].standing == TLRI_WITHDRAWN) {
        tlri_tell_name(&t, candidate);
        tlri_tell(&t, " did not stand when this contest was counted: withdrawn, or elected to "
                      "another place before. Papers passed over that name");
        tlri_tell_end(&t, "", INDENT, "marks/MRK-8");
        return tlri_telling_end(&t);
    }
    tell_stages_of(&t, candidate);
    bool elected = false;
    const uint32_t *chosen = told->transcript->elected.data;
    for (size_t i = 0; i < told->transcript->elected.count; i++) {
        elected = elected || chosen[i] == candidate;
    }
    tlri_tell_name(&t, candidate);
    tlri_tell(&t, elected                    ? " is elected."
                  : goes_on(told, candidate) ? " is on the paper of the next round."
                                             : " is not elected.");
    tlri_tell_end(&t, "", INDENT, NULL);
    return tlri_telling_end(&t);
}

/* ---- a stage ------------------------------------------------------------------------------------
 */

/* The figures are told in one sentence, and an exclusion by its `excluded` events. */
static bool worth_telling(const struct tlri_event *event)
{
    if (event->kind == TLRI_EVENT_STAGE && event->why == TLRI_ACTION_EXCLUSION) {
        return event->part > 1;
    }
    return event->kind != TLRI_EVENT_TALLY && event->kind != TLRI_EVENT_NONTRANSFERABLE &&
           event->kind != TLRI_EVENT_ROUNDING && event->kind != TLRI_EVENT_CLOSED;
}

static void tell_transfer(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell_name(t, event->candidate);
    tlri_tell(t, " gave ");
    tell_parcel(t, event, true);
}

static void tell_iterations(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell(t, "The papers were gone through %llu %s; the surplus left then was ",
              (unsigned long long)event->papers, event->papers == 1 ? "time" : "times");
    tlri_tell_amount(t, event->b);
}

static void tell_in_stage(struct tlri_telling *t, const struct tlri_event *event)
{
    if (event->kind == TLRI_EVENT_TRANSFER) {
        tell_transfer(t, event);
    } else if (event->kind == TLRI_EVENT_ITERATIONS) {
        tell_iterations(t, event);
    } else if (event->kind == TLRI_EVENT_KEEP) {
        tlri_tell_name(t, event->candidate);
        tlri_tell(t, " kept ");
        tlri_tell_amount(t, event->b);
        tlri_tell(t, " of every paper, or part of one, that came");
    } else {
        tlri_tell_event(t, event);
    }
    tlri_tell_end(t, "  ", INDENT, event->clause);
}

/* All votes of a stage in one sentence, as they stand in the tally. */
static void tell_votes_after(struct tlri_telling *t, uint32_t stage)
{
    const char *clause = NULL;
    for (size_t i = 0; i < events(t); i++) {
        const struct tlri_event *event = event_at(t, i);
        bool held = event->kind == TLRI_EVENT_TALLY &&
                    !(event->why == TLRI_STATUS_OF_EXCLUDED && event->a == 0);
        bool lost =
            (event->kind == TLRI_EVENT_NONTRANSFERABLE || event->kind == TLRI_EVENT_ROUNDING) &&
            event->a != 0;
        if (event->stage != stage || !(held || lost)) {
            continue;
        }
        tlri_tell(t, clause == NULL ? "The votes were then: " : ", ");
        clause = event->clause;
        if (held) {
            tlri_tell_name(t, event->candidate);
            tlri_tell(t, " ");
        } else {
            tlri_tell(t, event->kind == TLRI_EVENT_ROUNDING ? "lost to rounding "
                                                            : "non-transferable ");
        }
        tlri_tell_amount(t, event->a);
    }
    if (clause != NULL) {
        tlri_tell_end(t, "  ", INDENT, clause);
    }
}

tlr_status tlri_explain_stage(const struct tlri_told *told, uint32_t stage, struct tlri_buf *out)
{
    struct tlri_telling t;
    bool tallied = false;
    tlri_telling_init(&t, told, out);
    for (size_t i = 0; i < events(&t); i++) {
        const struct tlri_event *event = event_at(&t, i);
        if (event->stage != stage) {
            continue;
        }
        if (event->kind == TLRI_EVENT_TALLY && !tallied) {
            tallied = true;
            tell_votes_after(&t, stage);
        }
        if (worth_telling(event)) {
            tell_in_stage(&t, event);
        }
    }
    return tlri_telling_end(&t);
}
