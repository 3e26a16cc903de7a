/*
 * audit/fork.c: the first decision in which two counts of one contest part.
 *
 * Where papers differ, two transcripts differ from their first line; what people ask is when
 * somebody else was elected or excluded. So the decisions are compared, stage by stage, as sets:
 * in which order a stage names those whom it elects together is no difference. The margin is left
 * as two votes of the same count at that decision, so that nothing is rounded here. Implements
 * spec/formats/what-if.md [WIF-9].
 */
#include <string.h>

#include "audit/what_if.h"

enum state { UNDECIDED, ELECTED, EXCLUDED };

static enum state decides(const struct tlri_event *event)
{
    return event->kind == TLRI_EVENT_ELECTED    ? ELECTED
           : event->kind == TLRI_EVENT_EXCLUDED ? EXCLUDED
                                                : UNDECIDED;
}

/* What has become of everybody by the end of a stage. */
static void states_after(const struct tlri_transcript *t, uint32_t stage, enum state *state)
{
    memset(state, 0, TLRI_CANDIDATES_MAX * sizeof *state);
    for (size_t i = 0; i < tlri_transcript_size(t); i++) {
        const struct tlri_event *event = tlri_transcript_event(t, i);
        if (event->stage <= stage && event->candidate < TLRI_CANDIDATES_MAX &&
            decides(event) != UNDECIDED) {
            state[event->candidate] = decides(event);
        }
    }
}

/* The first decision of that stage on somebody on whom the other count has decided otherwise. */
static const struct tlri_event *parting_decision(const struct tlri_transcript *t, uint32_t stage,
                                                 const enum state *other)
{
    for (size_t i = 0; i < tlri_transcript_size(t); i++) {
        const struct tlri_event *event = tlri_transcript_event(t, i);
        if (event->stage == stage && decides(event) != UNDECIDED &&
            event->candidate < TLRI_CANDIDATES_MAX && other[event->candidate] != decides(event)) {
            return event;
        }
    }
    return NULL;
}

/* The candidate's vote in the last tally before that decision. */
static bool vote_before(const struct tlri_transcript *t, const struct tlri_event *decision,
                        uint32_t candidate, tlri_dec *vote)
{
    bool found = false;
    for (size_t i = 0; i < tlri_transcript_size(t) && tlri_transcript_event(t, i) != decision;
         i++) {
        const struct tlri_event *event = tlri_transcript_event(t, i);
        if (event->kind == TLRI_EVENT_TALLY && event->candidate == candidate) {
            *vote = event->a;
            found = true;
        }
    }
    return found;
}

static void describe(const struct tlri_transcript *t, const struct tlri_event *decision,
                     const struct tlri_event *other, struct tlri_fork_side *out)
{
    memset(out, 0, sizeof *out);
    if (decision == NULL) {
        return;
    }
    out->decided = true;
    out->elected = decides(decision) == ELECTED;
    out->candidate = decision->candidate;
    out->votes = decision->a;
    out->decimals = t->decimals;
    out->measured = other != NULL && other->candidate != decision->candidate &&
                    vote_before(t, decision, other->candidate, &out->other);
}

void tlri_fork_find(const struct tlri_transcript *declared, const struct tlri_transcript *here,
                    uint32_t candidates, struct tlri_fork *out)
{
    enum state a[TLRI_CANDIDATES_MAX];
    enum state b[TLRI_CANDIDATES_MAX];
    uint32_t stages = declared->stages > here->stages ? declared->stages : here->stages;
    for (uint32_t stage = 0; stage <= stages; stage++) {
        states_after(declared, stage, a);
        states_after(here, stage, b);
        if (memcmp(a, b, candidates * sizeof *a) == 0) {
            continue;
        }
        const struct tlri_event *first = parting_decision(declared, stage, b);
        const struct tlri_event *second = parting_decision(here, stage, a);
        out->found = true;
        out->stage = stage;
        describe(declared, first, second, &out->declared);
        describe(here, second, first, &out->here);
        return;
    }
}
