/*
 * audit/explain.c: what happened to one paper.
 *
 * The second engine counts once more while a watcher writes down each time this paper is laid on a
 * pile; then that is told, with what the transcript says of the stages in which it moved. What the
 * marks counted as is taken from the engine too, and why a paper was rejected from its list of
 * papers touched, so nothing is interpreted a third time. The lots are those the transcript used.
 * Candidates and stages are told by explain_candidate.c and explain_stage.c. Implements
 * spec/formats/explain.md [EXP-4] to [EXP-8].
 */
#include "audit/explain.h"

#include <stdio.h>

#include "recount/watch.h"

enum { LAID_MAX = 50000000, INDENT = 4 };

/* What the watcher wrote down of one paper. */
struct trace {
    uint32_t paper;
    struct tlri_array laid;       /* struct tlri_laid; `preference` is not valid any more */
    struct tlri_array preference; /* uint8_t: those of each copy, one after another */
    struct tlri_array start;      /* uint32_t: where those of each laid begin */
    uint32_t last_copy;
};

/* ---- watching -----------------------------------------------------------------------------------
 */

static tlr_status write_down(void *watcher, const struct tlri_laid *laid)
{
    struct trace *trace = watcher;
    if (laid->paper != trace->paper) {
        return TLR_OK;
    }
    if (trace->laid.count == 0 || laid->copy != trace->last_copy) {
        trace->last_copy = laid->copy;
        TLR_TRY(tlri_array_append(&trace->preference, laid->preference, laid->preferences));
    }
    uint32_t start = (uint32_t)(trace->preference.count - laid->preferences);
    struct tlri_laid noted = *laid;
    noted.stage = laid->stage > 0 ? laid->stage : 1; /* crosses are counted before it is opened */
    TLR_TRY(tlri_array_append(&trace->start, &start, 1));
    return tlri_array_append(&trace->laid, &noted, 1);
}

static void drop_trace(struct trace *trace)
{
    tlri_array_drop(&trace->laid);
    tlri_array_drop(&trace->preference);
    tlri_array_drop(&trace->start);
}

tlr_status tlri_lots_used(tlr_ctx *ctx, const struct tlri_transcript *transcript,
                          struct tlri_array *lot)
{
    tlri_array_init(lot, ctx, sizeof(struct tlri_lot), TLRI_EVENTS_MAX);
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind != TLRI_EVENT_TIE || event->why != TLRI_TIE_HOW_LOT) {
            continue;
        }
        struct tlri_lot used = {event->stage, (enum tlri_purpose)event->to, event->set_size,
                                tlri_transcript_set(transcript, event), event->candidate};
        TLR_TRY(tlri_array_append(lot, &used, 1));
    }
    return TLR_OK;
}

static tlr_status watch_count(const struct tlri_told *told, struct trace *trace)
{
    struct tlri_array lot;
    struct tlri_transcript *again = NULL;
    const struct tlri_watch watch = {write_down, trace};
    tlr_status status = tlri_lots_used(told->ctx, told->transcript, &lot);
    if (status == TLR_OK) {
        struct tlri_lots lots = {(uint32_t)lot.count, lot.data};
        status = tlri_recount_watch(told->ctx, told->contest, told->settings, told->papers, &lots,
                                    &watch, &again);
    }
    if (status == TLR_OK && tlri_transcript_differ(told->transcript, again) != SIZE_MAX) {
        status = tlri_internal(told->ctx, "the watched count to be the count explained");
    }
    tlri_transcript_free(again);
    tlri_array_drop(&lot);
    return status;
}

/* ---- the marks ----------------------------------------------------------------------------------
 */

static void tell_marks(struct tlri_telling *t, uint32_t first, uint32_t n)
{
    const tlri_mark *mark = t->told->papers->pool + first;
    uint32_t seen[TLRI_CANDIDATES_MAX];
    tlri_marks_seen(mark, n, seen);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = seen[i] >> 12;
        tlri_tell(t, i == 0 ? "" : ", ");
        if (number == TLRI_SEEN_CROSS || number == TLRI_SEEN_DOUBT) {
            tlri_tell(t, number == TLRI_SEEN_CROSS ? "X " : "? ");
        } else {
            tlri_tell(t, "%u ", number);
        }
        tlri_tell_name(t, mark[i] & TLRI_MARK_CANDIDATE);
    }
}

static void tell_seen(struct tlri_telling *t, const struct tlri_paper *paper)
{
    if (paper->reject != TLRI_REJECT_NONE) {
        tlri_tell(t, "none recorded: %s", tlri_reject_text(paper->reject));
    } else if (paper->marks == 0) {
        tlri_tell(t, "none");
    } else {
        tell_marks(t, paper->first, paper->marks);
    }
    tlri_tell_end(t, "Marks as seen: ", INDENT, NULL);
}

static const struct tlri_adjudication *decision_on(const struct tlri_papers *papers, uint32_t paper)
{
    for (uint32_t i = 0; i < papers->adjudications; i++) {
        if (papers->adjudication[i].paper == paper) {
            return &papers->adjudication[i];
        }
    }
    return NULL;
}

static void tell_decision(struct tlri_telling *t, const struct tlri_adjudication *decision)
{
    if (decision->reject != TLRI_REJECT_NONE) {
        tlri_tell(t, "rejected: %s", tlri_reject_text(decision->reject));
    } else if (decision->marks == 0) {
        tlri_tell(t, "no mark counts");
    } else {
        tell_marks(t, decision->first, decision->marks);
    }
    if (t->told->objected != NULL) {
        tlri_tell(t, "; decided against an objection (%s)", t->told->objected);
    }
    tlri_tell_end(t, "A decision was recorded on it: ", INDENT, "marks/MRK-1");
}

/* The clause by which this paper was rejected. */
static const char *rejected_by(const struct tlri_papers *papers, uint32_t paper, uint32_t why,
                               bool crosses)
{
    const struct tlri_adjudication *decision = decision_on(papers, paper);
    if (decision != NULL && decision->reject != TLRI_REJECT_NONE) {
        return "marks/MRK-1";
    }
    if (decision == NULL && papers->paper[paper].reject != TLRI_REJECT_NONE) {
        return "marks/MRK-2";
    }
    switch (why) {
    case TLRI_REJECT_DOUBTFUL:
        return "marks/MRK-3";
    case TLRI_REJECT_BLANK:
        return "marks/MRK-4";
    case TLRI_REJECT_UNCERTAIN:
        return "marks/MRK-5";
    case TLRI_REJECT_WRONG_MARK:
        return crosses ? "marks/MRK-10" : "marks/MRK-5";
    case TLRI_REJECT_SKIPPED_NUMBER:
        return "marks/MRK-6";
    case TLRI_REJECT_FIRST_REPEATED:
    case TLRI_REJECT_REPEATED_NUMBER:
        return "marks/MRK-7";
    case TLRI_REJECT_TOO_MANY:
        return "marks/MRK-11";
    case TLRI_REJECT_TOO_FEW:
        return "marks/MRK-12";
    case TLRI_REJECT_TOO_FEW_OF_GROUP:
        return "marks/MRK-13";
    default:
        return "marks/MRK-9";
    }
}

static void tell_note(struct tlri_telling *t, uint32_t why)
{
    tlri_tell(t, "%s", tlri_note_words(t->told->settings, why));
    tlri_tell_end(t, why == TLRI_NOTED_DECIDED ? "Accepted: " : "Accepted in part: ", INDENT,
                  tlri_note_clause(why));
}

/* What interpretation or a decision did to it. *rejected: it was not counted. */
static void tell_touched(struct tlri_telling *t, uint32_t paper, bool crosses, bool *rejected)
{
    const struct tlri_touched *touched = t->told->transcript->touched.data;
    *rejected = false;
    for (size_t i = 0; i < t->told->transcript->touched.count; i++) {
        if (touched[i].paper != paper) {
            continue;
        }
        if (touched[i].kind == TLRI_EVENT_NOTED) {
            tell_note(t, touched[i].why);
            continue;
        }
        *rejected = true;
        tlri_tell(t, "%s. It gave nobody a vote", tlri_reject_text(touched[i].why));
        tlri_tell_end(t, "The paper was rejected: ", INDENT,
                      rejected_by(t->told->papers, paper, touched[i].why, crosses));
    }
}

/* ---- where it went ------------------------------------------------------------------------------
 */

/* The preferences of a paper as counted, and how far down it has come. */
struct order {
    const uint8_t *preference;
    uint32_t length;
    uint32_t at; /* of the pile on which it lies; length: non-transferable */
};

static uint32_t position(const struct order *order, uint32_t candidate)
{
    uint32_t at = 0;
    while (at < order->length && order->preference[at] != candidate) {
        at++;
    }
    return at;
}

/* Why a candidate received nothing in a stage: what had become of them by then. */
static void tell_state(struct tlri_telling *t, uint32_t candidate, uint32_t stage)
{
    const struct tlri_event *last = NULL;
    for (size_t i = 0; i < tlri_transcript_size(t->told->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(t->told->transcript, i);
        bool settles = event->kind == TLRI_EVENT_EXCLUDED ||
                       (event->stage < stage && (event->kind == TLRI_EVENT_ELECTED ||
                                                 event->kind == TLRI_EVENT_PLACE_EMPTY));
        if (settles && event->candidate == candidate && event->stage <= stage) {
            last = event;
        }
    }
    tlri_tell_name(t, candidate);
    if (last == NULL) {
        tlri_tell(t, " (who already had the quota)");
    } else if (last->kind == TLRI_EVENT_PLACE_EMPTY) {
        tlri_tell(t, " (who took a place at stage %u)", last->stage);
    } else {
        tlri_tell(t, " (%s at stage %u)", last->kind == TLRI_EVENT_ELECTED ? "elected" : "excluded",
                  last->stage);
    }
}

/* ", passing over A (elected at stage 1) and B (excluded at stage 2)". */
static void tell_passed(struct tlri_telling *t, const struct order *order, uint32_t from,
                        uint32_t to, uint32_t stage)
{
    for (uint32_t at = from; at < to; at++) {
        tlri_tell(t, at == from ? ", passing over " : at + 1 == to ? " and " : ", ");
        tell_state(t, order->preference[at], stage);
    }
}

/* Where it was laid, from preference `from` on. */
static void tell_receiver(struct tlri_telling *t, struct order *order, uint32_t from,
                          const struct tlri_laid *laid)
{
    if (laid->to == TLRI_NONE) {
        tlri_tell(t, "no further preference for anybody still in the count");
        tell_passed(t, order, from, order->length, laid->stage);
        tlri_tell(t, ": it became non-transferable");
        order->at = order->length;
        return;
    }
    order->at = position(order, laid->to);
    tlri_tell_name(t, laid->to);
    tlri_tell(t, ", its ");
    tlri_tell_ordinal(t, order->at + 1);
    tlri_tell(t, " preference");
    tell_passed(t, order, from, order->at, laid->stage);
}

static void tell_dealt(struct tlri_telling *t, struct order *order, const struct tlri_laid *laid)
{
    tlri_tell(t, laid->to == TLRI_NONE ? "The paper held " : "The paper was put on the pile of ");
    tell_receiver(t, order, 0, laid);
    if (laid->to != TLRI_NONE) {
        tlri_tell(t, ", at a value of ");
        tlri_tell_amount(t, laid->value);
    }
}

static void tell_value(struct tlri_telling *t, const struct tlri_laid *laid)
{
    if (laid->value == laid->was) {
        tlri_tell(t, ", at the value of ");
        tlri_tell_amount(t, laid->value);
        tlri_tell(t, " that it had");
        return;
    }
    tlri_tell(t, ", at a value of ");
    tlri_tell_amount(t, laid->value);
    tlri_tell(t, "; of the ");
    tlri_tell_amount(t, laid->was);
    tlri_tell(t, " it was worth, the rest stayed with ");
    tlri_tell_name(t, laid->from);
}

static void tell_moved(struct tlri_telling *t, struct order *order, const struct tlri_laid *laid)
{
    const struct tlri_event *open =
        tlri_told_event(t->told, TLRI_EVENT_STAGE, laid->stage, TLRI_NONE);
    if (open != NULL && open->why == TLRI_ACTION_SURPLUS) {
        tlri_tell(t, "The surplus of ");
        tlri_tell_name(t, laid->from);
        tlri_tell(t, ", ");
        tlri_tell_votes(t, open->a);
        tlri_tell(t, ", was passed on. The paper ");
    } else {
        tlri_tell_name(t, laid->from);
        tlri_tell(t, " was excluded. The paper ");
    }
    tlri_tell(t, laid->to == TLRI_NONE ? "held " : "went on to ");
    tell_receiver(t, order, order->at + 1, laid);
    if (laid->to != TLRI_NONE) {
        tell_value(t, laid);
    }
}

static const char *clause_of(const struct tlri_told *told, const struct tlri_laid *laid)
{
    const struct tlri_event *event =
        laid->from != TLRI_NONE
            ? tlri_told_event(told, TLRI_EVENT_TRANSFER, laid->stage, laid->from)
            : NULL;
    if (event == NULL) {
        event = tlri_told_event(told, TLRI_EVENT_STAGE, laid->stage, TLRI_NONE);
    }
    return event != NULL ? event->clause : NULL;
}

static void end_stage(struct tlri_telling *t, uint32_t stage, const char *clause)
{
    char heading[32];
    (void)snprintf(heading, sizeof heading, "  Stage %u: ", stage);
    tlri_tell_end(t, heading, INDENT, clause);
}

/* What became of a candidate in the end: the event of their election, or NULL. */
static const struct tlri_event *election_of(const struct tlri_told *told, uint32_t candidate)
{
    const struct tlri_event *found = NULL;
    for (size_t i = 0; i < tlri_transcript_size(told->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(told->transcript, i);
        found = event->kind == TLRI_EVENT_ELECTED && event->candidate == candidate ? event : found;
    }
    return found;
}

static void tell_lies(struct tlri_telling *t, const struct tlri_laid *last)
{
    if (last->to == TLRI_NONE) {
        tlri_tell(t, "it lies with the non-transferable papers");
        tlri_tell_end(t, "At the end ", INDENT, clause_of(t->told, last));
        return;
    }
    const struct tlri_event *elected = election_of(t->told, last->to);
    tlri_tell(t, "it lies with ");
    tlri_tell_name(t, last->to);
    tlri_tell(t, " at a value of ");
    tlri_tell_amount(t, last->value);
    if (elected != NULL) {
        tlri_tell(t, ", who was elected at stage %u", elected->stage);
    } else {
        tlri_tell(t, ", who was not elected");
    }
    tlri_tell_end(t, "At the end ", INDENT,
                  elected != NULL ? elected->clause : clause_of(t->told, last));
}

/* ---- by method ----------------------------------------------------------------------------------
 */

static void tell_counts_as(struct tlri_telling *t, const struct order *order)
{
    for (uint32_t i = 0; i < order->length; i++) {
        tlri_tell(t, "%s%u ", i == 0 ? "" : ", ", i + 1);
        tlri_tell_name(t, order->preference[i]);
    }
    tlri_tell_end(t, "Counted as: ", INDENT, "marks/MRK-9");
}

static struct order order_of(const struct trace *trace, size_t i)
{
    const struct tlri_laid *laid = (const struct tlri_laid *)trace->laid.data + i;
    uint32_t start = ((const uint32_t *)trace->start.data)[i];
    struct order order = {(const uint8_t *)trace->preference.data + start, laid->preferences, 0};
    return order;
}

/* Papers of crosses: all votes in one sentence, then which of them helped to elect. */
static void tell_crosses(struct tlri_telling *t, const struct trace *trace)
{
    const struct tlri_laid *laid = trace->laid.data;
    size_t n = trace->laid.count;
    uint32_t given[TLRI_CANDIDATES_MAX];
    uint32_t elected[TLRI_CANDIDATES_MAX];
    uint32_t won = 0;
    for (size_t i = 0; i < n && i < TLRI_CANDIDATES_MAX; i++) {
        given[i] = laid[i].to;
        if (election_of(t->told, laid[i].to) != NULL) {
            elected[won++] = laid[i].to;
        }
    }
    tlri_tell(t, "The paper gave one vote%s to ", n > 1 ? " each" : "");
    tlri_tell_names(t, given, n < TLRI_CANDIDATES_MAX ? n : TLRI_CANDIDATES_MAX);
    end_stage(t, laid[0].stage, clause_of(t->told, &laid[0]));
    if (won == 0) {
        tlri_tell(t, "nobody for whom it voted is elected");
    } else {
        tlri_tell_names(t, elected, won);
        tlri_tell(t, won > 1 ? " are elected" : " is elected");
    }
    const struct tlri_event *event = won > 0 ? election_of(t->told, elected[0]) : NULL;
    tlri_tell_end(t, "At the end ", INDENT,
                  event != NULL ? event->clause : clause_of(t->told, laid));
}

/* The end of the stage that begins at laid[i]. */
static size_t stage_end(const struct tlri_laid *laid, size_t i, size_t to)
{
    size_t end = i;
    while (end < to && laid[end].stage == laid[i].stage) {
        end++;
    }
    return end;
}

/* Do the same candidates keep the same of the paper in laid[a, b) and in laid[b, c)? */
static bool same_shares(const struct tlri_laid *laid, size_t a, size_t b, size_t c)
{
    bool same = b - a == c - b;
    for (size_t i = 0; same && i < b - a; i++) {
        same = laid[a + i].to == laid[b + i].to && laid[a + i].value == laid[b + i].value;
    }
    return same;
}

/* What was kept of the paper in one stage. */
static void tell_share(struct tlri_telling *t, const struct tlri_laid *laid, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        bool first = i == from;
        tlri_tell(t, first ? "" : i + 1 == to ? " and " : ", ");
        if (laid[i].to == TLRI_NONE) {
            tlri_tell_amount(t, laid[i].value);
            tlri_tell(t, " of it became non-transferable");
        } else {
            tlri_tell_name(t, laid[i].to);
            tlri_tell(t, " kept ");
            tlri_tell_amount(t, laid[i].value);
            tlri_tell(t, first ? " of the paper" : "");
        }
    }
}

/* Meek: what was kept of the paper, laid[from, to) of one copy; equal stages are told together. */
static void tell_shares(struct tlri_telling *t, const struct tlri_laid *laid, size_t from,
                        size_t to)
{
    char heading[48];
    for (size_t begin = from, end; begin < to; begin = end) {
        uint32_t first = laid[begin].stage;
        end = stage_end(laid, begin, to);
        for (size_t next = stage_end(laid, end, to);
             end < to && same_shares(laid, begin, end, next); next = stage_end(laid, end, to)) {
            begin = end;
            end = next;
        }
        tell_share(t, laid, begin, end);
        if (first == laid[begin].stage) {
            end_stage(t, first, "meek/MEK-1");
            continue;
        }
        (void)snprintf(heading, sizeof heading, "  Stages %u to %u: ", first, laid[begin].stage);
        tlri_tell_end(t, heading, INDENT, "meek/MEK-1");
    }
}

static void tell_piles(struct tlri_telling *t, const struct tlri_laid *laid, size_t from, size_t to,
                       struct order *order)
{
    for (size_t i = from; i < to; i++) {
        if (laid[i].from == TLRI_NONE) {
            tell_dealt(t, order, &laid[i]);
        } else {
            tell_moved(t, order, &laid[i]);
        }
        end_stage(t, laid[i].stage, clause_of(t->told, &laid[i]));
    }
    tell_lies(t, &laid[to - 1]);
}

/* The laid of one copy together, copies in their order, each in the order of the count. Papers are
 * few, so the simplest way to sort does. */
static void by_copy(struct trace *trace)
{
    struct tlri_laid *laid = trace->laid.data;
    uint32_t *start = trace->start.data;
    for (size_t i = 1; i < trace->laid.count; i++) {
        struct tlri_laid taken = laid[i];
        uint32_t taken_start = start[i];
        size_t at = i;
        for (; at > 0 && laid[at - 1].copy > taken.copy; at--) {
            laid[at] = laid[at - 1];
            start[at] = start[at - 1];
        }
        laid[at] = taken;
        start[at] = taken_start;
    }
}

static void tell_copies(struct tlri_telling *t, struct trace *trace)
{
    const struct tlri_laid *laid = trace->laid.data;
    if (laid[0].orders > 1) {
        tlri_tell(t,
                  "Candidates share a number on it, so it counts as %u papers, one for each "
                  "order, which share its value",
                  laid[0].orders);
        tlri_tell_end(t, "", INDENT, "marks/MRK-7");
    }
    by_copy(trace);
    for (size_t from = 0, to; from < trace->laid.count; from = to) {
        struct order order = order_of(trace, from);
        for (to = from; to < trace->laid.count && laid[to].copy == laid[from].copy; to++) {
        }
        tlri_buf_puts(t->out, "\n");
        tell_counts_as(t, &order);
        if (t->told->settings->method == TLRI_METHOD_MEEK) {
            tell_shares(t, laid, from, to);
        } else {
            tell_piles(t, laid, from, to, &order);
        }
    }
}

static void tell_paper(struct tlri_telling *t, struct trace *trace)
{
    const struct tlri_paper *paper = &t->told->papers->paper[trace->paper];
    const struct tlri_adjudication *decision = decision_on(t->told->papers, trace->paper);
    bool crosses = t->told->settings->method == TLRI_METHOD_PLURALITY ||
                   t->told->settings->method == TLRI_METHOD_ELIMINATING;
    bool rejected;
    tell_seen(t, paper);
    if (paper->weight > 1) {
        tlri_tell(t, "This row stands for %u equal papers.", paper->weight);
        tlri_tell_end(t, "", INDENT, NULL);
    }
    if (decision != NULL) {
        tell_decision(t, decision);
    }
    tell_touched(t, trace->paper, crosses, &rejected);
    if (rejected) {
        return;
    }
    if (trace->laid.count == 0) {
        tlri_tell(t, "The paper is valid and was laid on no pile: there was nothing to count, or "
                     "its marks are all for candidates who do not stand");
        tlri_tell_end(t, "", INDENT, crosses ? "marks/MRK-14" : "constraints/CON-4");
    } else if (crosses) {
        tlri_buf_puts(t->out, "\n");
        tell_crosses(t, trace);
    } else {
        tell_copies(t, trace);
    }
}

tlr_status tlri_explain_paper(const struct tlri_told *told, uint32_t paper, struct tlri_buf *out)
{
    struct trace trace = {.paper = paper};
    tlri_array_init(&trace.laid, told->ctx, sizeof(struct tlri_laid), LAID_MAX);
    tlri_array_init(&trace.preference, told->ctx, sizeof(uint8_t), UINT32_MAX);
    tlri_array_init(&trace.start, told->ctx, sizeof(uint32_t), LAID_MAX);
    tlr_status status = watch_count(told, &trace);
    if (status == TLR_OK) {
        struct tlri_telling t;
        tlri_telling_init(&t, told, out);
        tell_paper(&t, &trace);
        status = tlri_telling_end(&t);
    }
    drop_trace(&trace);
    return status;
}
