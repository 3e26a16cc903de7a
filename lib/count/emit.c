/*
 * count/emit.c: one function for each kind of event.
 *
 * Implements the fields of spec/formats/transcript.md §3 and nothing of its order: that is the
 * methods' and helpers' business. Sets are put into ascending order of index here ([TRA-1]), so
 * that nobody else has to think of it.
 */
#include "count/emit.h"

#include <string.h>

static struct tlri_event make(const struct tlri_count *count, enum tlri_event_kind kind,
                              const char *clause)
{
    return tlri_event_make(kind, count->stage, clause);
}

static tlr_status add(struct tlri_count *count, struct tlri_event event)
{
    return tlri_transcript_add(count->out, event, NULL, 0);
}

/* [TRA-1] */
static tlr_status add_with_set(struct tlri_count *count, struct tlri_event event,
                               const uint32_t *set, uint32_t n)
{
    uint32_t sorted[TLRI_CANDIDATES_MAX];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i;
        while (at > 0 && sorted[at - 1] > set[i]) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = set[i];
    }
    return tlri_transcript_add(count->out, event, sorted, n);
}

tlr_status tlri_emit_stage(struct tlri_count *count, const struct tlri_stage *stage)
{
    count->stage++;
    struct tlri_event event = make(count, TLRI_EVENT_STAGE, stage->clause);
    event.why = (uint16_t)stage->action;
    event.part = stage->part;
    event.papers = stage->papers;
    event.a = stage->amount;
    return add_with_set(count, event, stage->set, stage->n);
}

tlr_status tlri_emit_quota(struct tlri_count *count, tlri_dec quota, uint64_t votes,
                           uint32_t divisor, enum tlri_quota_why why, const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_QUOTA, clause);
    event.why = (uint16_t)why;
    event.a = quota;
    event.papers = votes;
    event.part = divisor;
    return add(count, event);
}

tlr_status tlri_emit_required(struct tlri_count *count, tlri_dec vote, const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_REQUIRED, clause);
    event.a = vote;
    return add(count, event);
}

tlr_status tlri_emit_deferred(struct tlri_count *count, tlri_dec surpluses, tlri_dec difference,
                              const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_DEFERRED, clause);
    event.stage = count->stage + 1;
    event.a = surpluses;
    event.b = difference;
    return add(count, event);
}

tlr_status tlri_emit_transfer(struct tlri_count *count, const struct tlri_move *move,
                              const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_TRANSFER, clause);
    event.candidate = move->from;
    event.to = move->to;
    event.papers = move->papers;
    event.a = move->votes;
    event.b = move->value;
    return add(count, event);
}

tlr_status tlri_emit_keep(struct tlri_count *count, uint32_t candidate, tlri_dec keep,
                          const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_KEEP, clause);
    event.candidate = candidate;
    event.b = keep;
    return add(count, event);
}

tlr_status tlri_emit_iterations(struct tlri_count *count, uint64_t iterations, tlri_dec surplus,
                                const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_ITERATIONS, clause);
    event.papers = iterations;
    event.b = surplus;
    return add(count, event);
}

tlr_status tlri_emit_tally(struct tlri_count *count, uint32_t candidate)
{
    const struct tlri_runner *runner = &count->runner[candidate];
    struct tlri_event event = make(count, TLRI_EVENT_TALLY, "transcript/TRA-5");
    event.candidate = candidate;
    event.a = runner->vote;
    event.papers = runner->papers;
    event.why = (uint16_t)runner->status;
    return add(count, event);
}

tlr_status tlri_emit_nontransferable(struct tlri_count *count)
{
    struct tlri_event event = make(count, TLRI_EVENT_NONTRANSFERABLE, "transcript/TRA-5");
    event.a = count->nontransferable;
    event.papers = count->nontransferable_papers;
    return add(count, event);
}

tlr_status tlri_emit_rounding(struct tlri_count *count)
{
    struct tlri_event event = make(count, TLRI_EVENT_ROUNDING, "transcript/TRA-5");
    event.a = count->rounding;
    return add(count, event);
}

tlr_status tlri_emit_excluded(struct tlri_count *count, uint32_t candidate,
                              enum tlri_why_excluded why, const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_EXCLUDED, clause);
    event.candidate = candidate;
    event.a = count->runner[candidate].vote;
    event.why = (uint16_t)why;
    if (why == TLRI_WHY_EXCLUDED_DOOMED) {
        event.group = count->runner[candidate].doomed_by;
    }
    return add(count, event);
}

tlr_status tlri_emit_elected(struct tlri_count *count, uint32_t candidate, uint32_t place,
                             enum tlri_why_elected why, const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_ELECTED, clause);
    event.candidate = candidate;
    event.a = count->runner[candidate].vote;
    event.part = place;
    event.why = (uint16_t)why;
    return add(count, event);
}

tlr_status tlri_emit_place_empty(struct tlri_count *count, uint32_t candidate, uint32_t place,
                                 enum tlri_empty why, const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_PLACE_EMPTY, clause);
    event.candidate = candidate;
    event.part = place;
    event.why = (uint16_t)why;
    return add(count, event);
}

tlr_status tlri_emit_bound(struct tlri_count *count, enum tlri_event_kind kind, uint32_t candidate,
                           uint32_t group)
{
    struct tlri_event event = make(count, kind, "constraints/CON-5");
    event.candidate = candidate;
    event.group = group;
    return add(count, event);
}

tlr_status tlri_emit_infeasible(struct tlri_count *count, const uint32_t *groups, uint32_t n,
                                uint32_t can_be_filled)
{
    struct tlri_event event = make(count, TLRI_EVENT_INFEASIBLE, "constraints/CON-4");
    event.papers = can_be_filled;
    return add_with_set(count, event, groups, n);
}

tlr_status tlri_emit_places_empty(struct tlri_count *count, uint32_t places, enum tlri_empty why,
                                  const uint32_t *groups, uint32_t n)
{
    struct tlri_event event = make(count, TLRI_EVENT_PLACES_EMPTY, "constraints/CON-4");
    event.papers = places;
    event.why = (uint16_t)why;
    return add_with_set(count, event, groups, n);
}

tlr_status tlri_emit_closed(struct tlri_count *count, uint32_t elected, uint32_t empty,
                            const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_CLOSED, clause);
    event.papers = elected;
    event.part = empty;
    return add(count, event);
}

tlr_status tlri_emit_tie(struct tlri_count *count, const struct tlri_tie_found *tie,
                         const char *clause)
{
    struct tlri_event event = make(count, TLRI_EVENT_TIE, clause);
    event.stage = tie->stage;
    event.to = (uint32_t)tie->purpose;
    event.why = (uint16_t)tie->how;
    event.part = tie->part;
    event.candidate = tie->selected;
    return add_with_set(count, event, tie->tied, tie->n);
}
