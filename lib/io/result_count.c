/*
 * io/result_count.c: a transcript as XML, event by event. spec/formats/result.md, 4.
 *
 * Every event of spec/formats/transcript.md becomes one element, in the order of the events; the
 * only things worked out here are what stands in no event: a candidate's votes before the stage and
 * the change, and the check that the stage adds up to the valid vote. The level decides which
 * events are shown; it never changes one. Nothing here knows a method.
 */
#include "io/result_count.h"

/* One transcript being written. */
struct view {
    struct tlri_xml_writer *writer;
    const struct tlri_contest *contest;
    const struct tlri_transcript *transcript;
    enum tlri_publish level;
    tlri_dec valid;
    tlri_dec votes[TLRI_CANDIDATES_MAX]; /* at the last tally */
    tlri_dec sum;                        /* of the stage's tally, non-transferable and rounding */
    bool tallied;
};

/* ---- names
 * --------------------------------------------------------------------------------------------- */

static void put_candidate(struct view *view, const char *name, uint32_t candidate)
{
    if (candidate >= view->contest->candidates) {
        tlri_xml_fault(view->writer, "an event names a candidate there is");
        return;
    }
    tlri_xml_put(view->writer, name, view->contest->candidate[candidate].id);
}

static void put_group(struct view *view, uint32_t group)
{
    if (group == TLRI_NONE) {
        return;
    }
    if (group >= view->contest->groups ||
        view->contest->group[group].category >= view->contest->categories) {
        tlri_xml_fault(view->writer, "an event names a group there is");
        return;
    }
    tlri_xml_put(view->writer, "category",
                 view->contest->category[view->contest->group[group].category]);
    tlri_xml_put(view->writer, "group", view->contest->group[group].name);
}

static void put_votes(struct view *view, const char *name, tlri_dec votes)
{
    tlri_xml_put_votes(view->writer, name, votes, view->transcript->decimals);
}

static void put_clause(struct view *view, const struct tlri_event *event)
{
    tlri_xml_put_some(view->writer, "clause", event->clause);
}

/* <name candidate="…"/> for each candidate of the event's set. */
static void write_set(struct view *view, const struct tlri_event *event, const char *name)
{
    const uint32_t *set = tlri_transcript_set(view->transcript, event);
    for (uint32_t i = 0; i < event->set_size; i++) {
        tlri_xml_open(view->writer, name);
        put_candidate(view, "candidate", set[i]);
        tlri_xml_close(view->writer);
    }
}

static void write_groups(struct view *view, const struct tlri_event *event)
{
    const uint32_t *set = tlri_transcript_set(view->transcript, event);
    for (uint32_t i = 0; i < event->set_size; i++) {
        tlri_xml_open(view->writer, "bound");
        put_group(view, set[i]);
        tlri_xml_close(view->writer);
    }
}

/* ---- one event, one element
 * ------------------------------------------------------------------------------- */

typedef void event_writer(struct view *view, const struct tlri_event *event);

static void write_papers_of(struct view *view, const struct tlri_event *event, const char *what)
{
    tlri_xml_put(view->writer, what, tlri_event_why_token(event));
    tlri_xml_put_number(view->writer, "papers", event->papers);
    put_clause(view, event);
}

static void write_rejected(struct view *view, const struct tlri_event *event)
{
    write_papers_of(view, event, "reason");
}

static void write_noted(struct view *view, const struct tlri_event *event)
{
    write_papers_of(view, event, "what");
}

static void write_valid(struct view *view, const struct tlri_event *event)
{
    tlri_xml_put_number(view->writer, "papers", event->papers);
    put_votes(view, "votes", event->a);
    put_clause(view, event);
}

static void write_infeasible(struct view *view, const struct tlri_event *event)
{
    tlri_xml_put_number(view->writer, "places", event->papers);
    put_clause(view, event);
    write_groups(view, event);
}

static void write_places_empty(struct view *view, const struct tlri_event *event)
{
    tlri_xml_put_number(view->writer, "places", event->papers);
    tlri_xml_put(view->writer, "why", tlri_event_why_token(event));
    put_clause(view, event);
    write_groups(view, event);
}

static void write_excluded(struct view *view, const struct tlri_event *event)
{
    put_candidate(view, "candidate", event->candidate);
    put_votes(view, "votes", event->a);
    tlri_xml_put(view->writer, "why", tlri_event_why_token(event));
    put_group(view, event->group);
    put_clause(view, event);
}

static void write_transfer(struct view *view, const struct tlri_event *event)
{
    put_candidate(view, "from", event->candidate);
    if (event->to != TLRI_NONE) {
        put_candidate(view, "to", event->to);
    }
    put_votes(view, "value", event->b);
    tlri_xml_put_number(view->writer, "papers", event->papers);
    put_votes(view, "votes", event->a);
    put_clause(view, event);
}

static void write_keep(struct view *view, const struct tlri_event *event)
{
    put_candidate(view, "candidate", event->candidate);
    put_votes(view, "factor", event->b);
    put_clause(view, event);
}

static void write_iterations(struct view *view, const struct tlri_event *event)
{
    tlri_xml_put_number(view->writer, "count", event->papers);
    put_votes(view, "surplus", event->b);
    put_clause(view, event);
}

static void write_quota(struct view *view, const struct tlri_event *event)
{
    put_votes(view, "votes", event->a);
    if (event->part != 0) {
        char exact[64];
        (void)snprintf(exact, sizeof exact, "%llu/%u", (unsigned long long)event->papers,
                       event->part);
        tlri_xml_put(view->writer, "exact", exact);
    }
    tlri_xml_put(view->writer, "why", tlri_event_why_token(event));
    put_clause(view, event);
}

static void write_tally(struct view *view, const struct tlri_event *event)
{
    if (event->candidate >= view->contest->candidates) {
        put_candidate(view, "id", event->candidate);
        return;
    }
    tlri_dec *votes = &view->votes[event->candidate];
    put_candidate(view, "id", event->candidate);
    put_votes(view, "before", *votes);
    put_votes(view, "change", event->a - *votes);
    put_votes(view, "votes", event->a);
    tlri_xml_put_number(view->writer, "papers", event->papers);
    tlri_xml_put(view->writer, "status", tlri_event_why_token(event));
    *votes = event->a;
    view->sum += event->a;
    view->tallied = true;
}

static void write_non_transferable(struct view *view, const struct tlri_event *event)
{
    put_votes(view, "votes", event->a);
    tlri_xml_put_number(view->writer, "papers", event->papers);
    view->sum += event->a;
}

static void write_rounding(struct view *view, const struct tlri_event *event)
{
    put_votes(view, "votes", event->a);
    view->sum += event->a;
}

static void write_required(struct view *view, const struct tlri_event *event)
{
    put_votes(view, "votes", event->a);
    put_clause(view, event);
}

static void write_tie(struct view *view, const struct tlri_event *event)
{
    tlri_xml_put(view->writer, "purpose", tlri_purpose_token(event->to));
    tlri_xml_put(view->writer, "how", tlri_event_why_token(event));
    if (event->part != 0) {
        tlri_xml_put_number(view->writer, "at", event->part);
    }
    if (event->candidate != TLRI_NONE) {
        put_candidate(view, "selected", event->candidate);
    }
    put_clause(view, event);
    write_set(view, event, "tied");
}

static void write_elected(struct view *view, const struct tlri_event *event)
{
    put_candidate(view, "candidate", event->candidate);
    put_votes(view, "votes", event->a);
    tlri_xml_put_number(view->writer, "order", event->part);
    tlri_xml_put(view->writer, "why", tlri_event_why_token(event));
    put_clause(view, event);
}

static void write_constraint(struct view *view, const struct tlri_event *event)
{
    put_candidate(view, "candidate", event->candidate);
    put_group(view, event->group);
    put_clause(view, event);
}

static void write_deferred(struct view *view, const struct tlri_event *event)
{
    put_votes(view, "surpluses", event->a);
    put_votes(view, "difference", event->b);
    put_clause(view, event);
}

static void write_place_empty(struct view *view, const struct tlri_event *event)
{
    tlri_xml_put_number(view->writer, "place", event->part);
    tlri_xml_put(view->writer, "why", tlri_event_why_token(event));
    if (event->candidate != TLRI_NONE) {
        put_candidate(view, "candidate", event->candidate);
    }
    put_clause(view, event);
}

/* STAGE and CLOSED become the attributes of <stage> and <outcome>. */
static event_writer *const writers[TLRI_EVENT_COUNT] = {
    [TLRI_EVENT_REJECTED] = write_rejected,
    [TLRI_EVENT_NOTED] = write_noted,
    [TLRI_EVENT_VALID] = write_valid,
    [TLRI_EVENT_INFEASIBLE] = write_infeasible,
    [TLRI_EVENT_PLACES_EMPTY] = write_places_empty,
    [TLRI_EVENT_EXCLUDED] = write_excluded,
    [TLRI_EVENT_TRANSFER] = write_transfer,
    [TLRI_EVENT_KEEP] = write_keep,
    [TLRI_EVENT_ITERATIONS] = write_iterations,
    [TLRI_EVENT_QUOTA] = write_quota,
    [TLRI_EVENT_TALLY] = write_tally,
    [TLRI_EVENT_NONTRANSFERABLE] = write_non_transferable,
    [TLRI_EVENT_ROUNDING] = write_rounding,
    [TLRI_EVENT_REQUIRED] = write_required,
    [TLRI_EVENT_TIE] = write_tie,
    [TLRI_EVENT_ELECTED] = write_elected,
    [TLRI_EVENT_GUARDED] = write_constraint,
    [TLRI_EVENT_DOOMED] = write_constraint,
    [TLRI_EVENT_DEFERRED] = write_deferred,
    [TLRI_EVENT_PLACE_EMPTY] = write_place_empty,
};

static void write_event(struct view *view, const struct tlri_event *event)
{
    if (event->kind >= TLRI_EVENT_COUNT || writers[event->kind] == NULL) {
        return;
    }
    if (event->kind == TLRI_EVENT_TRANSFER && view->level != TLRI_PUBLISH_WITH_TRANSFERS) {
        return;
    }
    tlri_xml_open(view->writer, tlri_event_token(event->kind));
    writers[event->kind](view, event);
    tlri_xml_close(view->writer);
}

/* ---- the parts of a count
 * -------------------------------------------------------------------------------- */

static const struct tlri_event *event_at(const struct view *view, size_t i)
{
    return tlri_transcript_event(view->transcript, i);
}

static bool is_paper_event(const struct tlri_event *event)
{
    return event->kind == TLRI_EVENT_REJECTED || event->kind == TLRI_EVENT_NOTED ||
           event->kind == TLRI_EVENT_VALID;
}

static bool is_end_event(const struct tlri_event *event)
{
    return event->kind == TLRI_EVENT_PLACE_EMPTY || event->kind == TLRI_EVENT_CLOSED;
}

static bool is_start_event(const struct tlri_event *event)
{
    return event->stage == 0 && !is_paper_event(event) && !is_end_event(event);
}

typedef bool event_filter(const struct tlri_event *event);

/* An element around all events of a sort; nothing when there is none. */
static void write_section(struct view *view, const char *name, event_filter *wanted)
{
    size_t n = tlri_transcript_size(view->transcript);
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        if (!wanted(event_at(view, i))) {
            continue;
        }
        if (!open) {
            tlri_xml_open(view->writer, name);
            open = true;
        }
        write_event(view, event_at(view, i));
    }
    if (open) {
        tlri_xml_close(view->writer);
    }
}

/* The votes of a stage add up to the valid vote, and the result shows it. */
static void write_check(struct view *view, uint32_t stage)
{
    if (!view->tallied) {
        return;
    }
    tlri_xml_open(view->writer, "check");
    put_votes(view, "sum", view->sum);
    put_votes(view, "valid", view->valid);
    tlri_xml_close(view->writer);
    if (view->sum != view->valid && view->writer->status == TLR_OK) {
        tlri_diag(view->writer->ctx, TLR_ERROR, 2601, NULL,
                  "This is a fault in teller: report it, and do not use the result.", NULL,
                  "the votes of stage %u of the contest \"%s\" do not add up to the valid vote",
                  stage, view->contest->id);
        tlri_xml_fail(view->writer, TLR_E_INTERNAL);
    }
}

static const struct tlri_event *opening_of(const struct view *view, size_t first, size_t past)
{
    for (size_t i = first; i < past; i++) {
        if (event_at(view, i)->kind == TLRI_EVENT_STAGE) {
            return event_at(view, i);
        }
    }
    return NULL;
}

static void put_opening(struct view *view, const struct tlri_event *opening)
{
    tlri_xml_put(view->writer, "action", tlri_event_why_token(opening));
    if (opening->part != 0) {
        tlri_xml_put_number(view->writer, "part", opening->part);
        tlri_xml_put_number(view->writer, "papers", opening->papers);
    }
    if (opening->part != 0 || opening->why == TLRI_ACTION_SURPLUS) {
        put_votes(view, "votes", opening->a);
    }
    put_clause(view, opening);
}

/* Events first..past of one stage. */
static void write_stage(struct view *view, size_t first, size_t past)
{
    uint32_t stage = event_at(view, first)->stage;
    const struct tlri_event *opening = opening_of(view, first, past);
    view->sum = 0;
    view->tallied = false;
    tlri_xml_open(view->writer, "stage");
    tlri_xml_put_number(view->writer, "number", stage);
    if (opening != NULL) {
        put_opening(view, opening);
    }
    for (size_t i = first; i < past; i++) {
        const struct tlri_event *event = event_at(view, i);
        if (event->kind == TLRI_EVENT_STAGE) {
            write_set(view, event, "of");
        } else {
            write_event(view, event);
        }
    }
    write_check(view, stage);
    tlri_xml_close(view->writer);
}

static void write_stages(struct view *view)
{
    size_t n = tlri_transcript_size(view->transcript);
    size_t i = 0;
    while (i < n && view->writer->status == TLR_OK) {
        const struct tlri_event *event = event_at(view, i);
        if (event->stage == 0 || is_end_event(event)) {
            i++;
            continue;
        }
        size_t past = i + 1;
        while (past < n && event_at(view, past)->stage == event->stage &&
               !is_end_event(event_at(view, past))) {
            past++;
        }
        write_stage(view, i, past);
        i = past;
    }
}

static const char *outcome_word(enum tlri_outcome outcome)
{
    switch (outcome) {
    case TLRI_OUTCOME_DONE:
        return "done";
    case TLRI_OUTCOME_LOT_NEEDED:
        return "lot-needed";
    case TLRI_OUTCOME_NEXT_ROUND:
        return "next-round";
    case TLRI_OUTCOME_REFUSED:
    default:
        return "refused";
    }
}

static bool is_place_empty(const struct tlri_event *event)
{
    return event->kind == TLRI_EVENT_PLACE_EMPTY;
}

static void write_outcome(struct view *view)
{
    tlri_xml_open(view->writer, "outcome");
    tlri_xml_put(view->writer, "state", outcome_word(view->transcript->outcome));
    size_t n = tlri_transcript_size(view->transcript);
    for (size_t i = 0; i < n; i++) {
        if (event_at(view, i)->kind == TLRI_EVENT_CLOSED) {
            tlri_xml_put_number(view->writer, "elected", event_at(view, i)->papers);
            tlri_xml_put_number(view->writer, "not-filled", event_at(view, i)->part);
            put_clause(view, event_at(view, i));
            break;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (is_place_empty(event_at(view, i))) {
            write_event(view, event_at(view, i));
        }
    }
    tlri_xml_close(view->writer);
}

/* ---- the interface
 * ---------------------------------------------------------------------------------------- */

uint64_t tlri_result_papers(const struct tlri_result_contest *contest)
{
    uint64_t papers = 0;
    size_t n = contest->transcript == NULL ? 0 : tlri_transcript_size(contest->transcript);
    for (size_t i = 0; i < n; i++) {
        const struct tlri_event *event = tlri_transcript_event(contest->transcript, i);
        if (event->kind == TLRI_EVENT_VALID || event->kind == TLRI_EVENT_REJECTED) {
            papers += event->papers;
        }
    }
    return papers;
}

void tlri_result_put_contest(struct tlri_xml_writer *writer,
                             const struct tlri_result_contest *contest)
{
    tlri_xml_put(writer, "id", contest->contest->id);
    tlri_xml_put(writer, "kind", tlri_place_kind_token(contest->kind));
    tlri_xml_put_number(writer, "round", contest->round);
    tlri_xml_put(writer, "rule-set", contest->rule_set);
    tlri_xml_put_number(writer, "places", contest->contest->places);
}

/* [RND-7] In a later round, elected and out are said for what they are. */
static const char *standing_word(const struct tlri_result_contest *in, uint32_t candidate)
{
    static const char *const standing[] = {"standing", "withdrawn", "re-open-nominations"};
    static const char *const earlier[] = {NULL, "elected-before", "out-before"};
    enum tlri_earlier became = in->earlier != NULL ? in->earlier[candidate] : TLRI_EARLIER_NOT;
    return became != TLRI_EARLIER_NOT ? earlier[became]
                                      : standing[in->contest->candidate[candidate].standing];
}

void tlri_result_write_candidates(struct tlri_xml_writer *writer,
                                  const struct tlri_result_contest *in)
{
    const struct tlri_contest *contest = in->contest;
    tlri_xml_leaf(writer, "title", contest->title);
    for (uint32_t i = 0; i < contest->candidates; i++) {
        tlri_xml_open(writer, "on-paper");
        tlri_xml_put(writer, "id", contest->candidate[i].id);
        tlri_xml_put(writer, "standing", standing_word(in, i));
        tlri_xml_text(writer, contest->candidate[i].name);
        tlri_xml_close(writer);
    }
}

void tlri_result_write_count(struct tlri_xml_writer *writer,
                             const struct tlri_result_contest *contest, enum tlri_publish level)
{
    const struct tlri_transcript *transcript = contest->transcript;
    if (transcript == NULL) {
        return;
    }
    if (contest->contest->candidates > TLRI_CANDIDATES_MAX) {
        tlri_xml_fault(writer, "a contest has at most 250 candidates");
        return;
    }
    struct view view = {
        .writer = writer, .contest = contest->contest, .transcript = transcript, .level = level};
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_VALID) {
            view.valid = event->a;
        }
    }
    if (level != TLRI_PUBLISH_RESULT_ONLY) {
        write_section(&view, "papers", is_paper_event);
        write_section(&view, "start", is_start_event);
        write_stages(&view);
    }
    write_outcome(&view);
}
