/*
 * audit/fork.c: the first decision in which two counts of one contest part.
 *
 * Where papers differ, two transcripts differ from their first line; what people ask is when
 * somebody else was elected or excluded. So the decisions are compared, stage by stage, as sets:
 * in which order a stage names those whom it elects together is no difference. The margin is left
 * as two votes of the same count at that decision, so that nothing is rounded here: to the one on
 * whom the other count decides, or, where that is nobody or the same person, to the one who comes
 * next. Implements spec/formats/what-if.md [WIF-9].
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

/* The candidate's vote in the last tally up to that stage, and before that decision (NULL: any). */
static bool vote_by(const struct tlri_transcript *t, uint32_t stage,
                    const struct tlri_event *decision, uint32_t candidate, tlri_dec *vote)
{
    bool found = false;
    for (size_t i = 0; i < tlri_transcript_size(t); i++) {
        const struct tlri_event *event = tlri_transcript_event(t, i);
        if (event == decision || event->stage > stage) {
            break;
        }
        if (event->kind == TLRI_EVENT_TALLY && event->candidate == candidate) {
            *vote = event->a;
            found = true;
        }
    }
    return found;
}

static bool vote_before(const struct tlri_transcript *t, const struct tlri_event *decision,
                        uint32_t candidate, tlri_dec *vote)
{
    return vote_by(t, decision->stage, decision, candidate, vote);
}

/* The candidate whose vote lies next to the one decided on, of those of whom this stage has not
 * made the same: below somebody elected, above somebody excluded. TLRI_NONE: there is none. */
static uint32_t next_to(const struct tlri_transcript *t, const struct tlri_event *decision,
                        const enum state *here, uint32_t candidates, tlri_dec *vote)
{
    uint32_t nearest = TLRI_NONE;
    for (uint32_t c = 0; c < candidates; c++) {
        tlri_dec other;
        if (here[c] == decides(decision) || !vote_before(t, decision, c, &other) ||
            (here[c] == EXCLUDED && other == 0)) { /* went out before */
            continue;
        }
        bool nearer = decides(decision) == ELECTED ? other > *vote : other < *vote;
        if (nearest == TLRI_NONE || nearer) {
            nearest = c;
            *vote = other;
        }
    }
    return nearest;
}

/* One count's side of the fork; `here` is what has become of everybody in it by then. */
static void describe(const struct tlri_transcript *t, const struct tlri_event *decision,
                     const struct tlri_event *other, const enum state *here, uint32_t candidates,
                     struct tlri_fork_side *out)
{
    memset(out, 0, sizeof *out);
    out->decimals = t->decimals;
    out->against = TLRI_NONE;
    out->candidate = decision != NULL ? decision->candidate
                     : other != NULL  ? other->candidate
                                      : TLRI_NONE;
    if (decision == NULL) {
        out->voted = other != NULL && vote_by(t, other->stage, NULL, other->candidate, &out->votes);
        return;
    }
    out->decided = true;
    out->elected = decides(decision) == ELECTED;
    out->voted = true;
    out->votes = decision->a;
    if (other != NULL && other->candidate != decision->candidate &&
        vote_before(t, decision, other->candidate, &out->other)) {
        out->against = other->candidate;
    } else {
        out->against = next_to(t, decision, here, candidates, &out->other);
    }
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
        describe(declared, first, second, a, candidates, &out->declared);
        describe(here, second, first, b, candidates, &out->here);
        return;
    }
}
