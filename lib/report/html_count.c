/*
 * report/html_count.c: one contest: how it was counted, chart, tables of the stages, what decided.
 *
 * Shows the transcript and computes nothing but the change of a candidate's votes from one stage
 * to the next, as result.xml does [RES-4]. Stages go into tables of a few columns each, so that
 * they fit a sheet of A4. The sentences are those of `teller explain`. Implements
 * spec/formats/html.md, 3. Where the notice keeps the stages back there is a sentence instead.
 */
#include <stdio.h>
#include <string.h>

#include "io/result.h"
#include "io/result_count.h"
#include "report/html_page.h"

enum { TABLE_WIDTH = 60, COLUMN_MIN = 10, COLUMNS_MAX = 6 };

/* ---- in a few words -----------------------------------------------------------------------------
 */

static const struct {
    const char *method, *words;
} methods[] = {
    {"plurality", "Every mark on a valid paper gives its candidate one vote. The candidates with "
                  "the most votes are elected."},
    {"av", "Voters number the candidates in order of preference. Every paper counts for its first "
           "preference. While nobody has more than half of the votes, the candidate with the "
           "fewest goes out, and their papers pass to the next preference marked."},
    {"successive", "The places are filled one after another. For each, every paper counts for the "
                   "highest preference among those not yet elected, and the lowest go out until "
                   "somebody has more than half of the votes."},
    {"eliminating", "Members vote for one candidate, in rounds. Whoever has more than half of the "
                    "votes is elected; if nobody has, the candidate with the fewest goes out and "
                    "there is another round."},
    {"ers97", "This is a single transferable vote. A candidate who reaches the quota is elected; "
              "votes beyond the quota pass on to the next preferences at a reduced value. When "
              "there is no surplus to pass on, the candidate with the fewest votes goes out, and "
              "their papers pass on too, until all places are filled."},
    {"meek", "This is a single transferable vote by Meek's method. Each elected candidate keeps "
             "just the share of each vote that is needed to hold the quota, and the rest passes "
             "on to the next preference. The candidate with the fewest votes goes out when nobody "
             "new is elected, and everything is worked out again."},
};

static const char *method_words(const struct tlri_result_contest *in)
{
    const char *method = "";
    for (size_t i = 0; i < in->settings; i++) {
        if (tlri_streq(in->setting[i].name, "method")) {
            method = in->setting[i].value;
        }
    }
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (tlri_streq(methods[i].method, method)) {
            return methods[i].words;
        }
    }
    return methods[4].words; /* the other ways to count a single transferable vote */
}

static void put_bounds(struct tlri_page_contest *c)
{
    struct tlri_html *h = &c->page->h;
    const struct tlri_contest *contest = c->in->contest;
    for (uint32_t g = 0; g < contest->groups; g++) {
        const struct tlri_group *group = &contest->group[g];
        if (group->minimum > 0) {
            tlri_html_textf(h, " At least %u of the elected must be of the group \"",
                            group->minimum);
            tlri_html_name(h, group->name);
            tlri_html_text(h, "\".");
        }
        if (group->maximum != TLRI_NO_MAXIMUM && group->maximum < contest->places) {
            tlri_html_textf(h, " At most %u of the elected may be of the group \"", group->maximum);
            tlri_html_name(h, group->name);
            tlri_html_text(h, "\".");
        }
    }
}

static void put_method(struct tlri_page_contest *c)
{
    struct tlri_html *h = &c->page->h;
    tlri_html_open(h, "p");
    tlri_page_number_of(c->page, c->in->contest->places, "place", "places");
    tlri_html_text(h, ", counted by the rule set ");
    tlri_html_leaf(h, "code", c->in->rule_set);
    tlri_html_text(h, ". ");
    tlri_html_text(h, method_words(c->in));
    put_bounds(c);
    tlri_html_close(h);
}

/* ---- the papers ---------------------------------------------------------------------------------
 */

static const char *noted_words(uint32_t why)
{
    switch ((enum tlri_noted)why) {
    case TLRI_NOTED_SINGLE_CROSS:
        return "counted: a single cross, read as a first preference";
    case TLRI_NOTED_REPEATED_NUMBER:
        return "counted in part: a number stands twice";
    case TLRI_NOTED_SKIPPED_NUMBER:
        return "counted in part: a number is left out";
    case TLRI_NOTED_NUMBERS_AS_CROSSES:
        return "counted: numbers, read as crosses";
    case TLRI_NOTED_UNDERVOTE:
        return "counted: fewer marks than places";
    case TLRI_NOTED_DECIDED:
        return "counted as decided in the hall";
    case TLRI_NOTED_OVERVOTE:
        return "counted in part: more marks than places";
    case TLRI_NOTED_COUNT:
        break;
    }
    return "";
}

static const char *paper_words(const struct tlri_event *event)
{
    const char *text = NULL;
    if (event->kind == TLRI_EVENT_VALID) {
        text = "valid";
    } else if (event->kind == TLRI_EVENT_NOTED) {
        text = noted_words(event->why);
    } else if (event->kind == TLRI_EVENT_REJECTED) {
        text = tlri_reject_text(event->why);
    }
    return text;
}

static void put_papers(struct tlri_page_contest *c)
{
    static const char *const head[] = {"What was found", "Papers", NULL};
    struct tlri_html *h = &c->page->h;
    char caption[64];
    (void)snprintf(caption, sizeof caption, "Contest %zu, papers: rejected, looked at, valid",
                   c->number);
    tlri_page_table(c->page, "papers", caption);
    tlri_page_head_row(c->page, head);
    tlri_html_open(h, "tbody");
    for (size_t i = 0; i < tlri_transcript_size(c->in->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(c->in->transcript, i);
        const char *words = paper_words(event);
        if (words == NULL) {
            continue;
        }
        tlri_html_open(h, "tr");
        tlri_page_header_cell(c->page, "row");
        tlri_html_text(h, event->kind == TLRI_EVENT_REJECTED ? "rejected: " : "");
        tlri_html_text(h, words);
        tlri_page_clause(c->page, event->clause);
        tlri_html_close(h);
        tlri_html_open(h, "td");
        tlri_html_textf(h, "%llu", (unsigned long long)event->papers);
        tlri_html_close(h);
        tlri_html_close(h);
    }
    tlri_html_close(h);
    tlri_page_table_end(c->page);
}

/* ---- the stages ---------------------------------------------------------------------------------
 */

static const struct tlri_event *event_in(const struct tlri_page_contest *c, size_t s,
                                         enum tlri_event_kind kind, uint32_t candidate)
{
    const struct tlri_stage_view *view = &c->views.stage[s];
    for (size_t i = view->first; i < view->end; i++) {
        const struct tlri_event *event = tlri_transcript_event(c->in->transcript, i);
        if (event->kind == kind && event->candidate == candidate) {
            return event;
        }
    }
    return NULL;
}

/* What a stage did, in a few words at the head of its column. */
static void put_action(struct tlri_page_contest *c, const struct tlri_event *open)
{
    struct tlri_html *h = &c->page->h;
    const uint32_t *set = tlri_transcript_set(c->in->transcript, open);
    const char *words = "";
    switch ((enum tlri_action)open->why) {
    case TLRI_ACTION_FIRST:
        words = "first preferences";
        break;
    case TLRI_ACTION_SURPLUS:
        words = "surplus of ";
        break;
    case TLRI_ACTION_EXCLUSION:
        words = "out: ";
        break;
    case TLRI_ACTION_VOTES:
        words = "votes";
        break;
    case TLRI_ACTION_ROUND:
        words = "votes of the round";
        break;
    case TLRI_ACTION_ITERATION:
        words = "shares worked out anew";
        break;
    case TLRI_ACTION_NEXT_PLACE:
        words = "next place";
        break;
    case TLRI_ACTION_COUNT:
        break;
    }
    bool names = open->why == TLRI_ACTION_SURPLUS || open->why == TLRI_ACTION_EXCLUSION;
    tlri_html_open(h, "small");
    tlri_html_text(h, words);
    for (uint32_t i = 0; names && i < open->set_size; i++) {
        tlri_html_text(h, i > 0 ? ", " : "");
        tlri_page_candidate(c->page, c->in, set[i]);
    }
    if (open->why == TLRI_ACTION_EXCLUSION && open->part > 1) {
        tlri_html_textf(h, ", part %u", open->part);
    }
    tlri_html_close(h);
}

static void put_stage_head(struct tlri_page_contest *c, size_t from, size_t to)
{
    struct tlri_html *h = &c->page->h;
    tlri_html_open(h, "thead");
    tlri_html_open(h, "tr");
    tlri_page_header_cell(c->page, "col");
    tlri_html_text(h, "Candidate");
    tlri_html_close(h);
    for (size_t s = from; s < to; s++) {
        tlri_page_header_cell(c->page, "col");
        tlri_html_textf(h, "Stage %zu", s + 1);
        put_action(c, c->views.stage[s].open);
        tlri_html_close(h);
    }
    tlri_html_close(h);
    tlri_html_close(h);
}

static void put_change(struct tlri_page_contest *c, size_t s, uint32_t candidate)
{
    struct tlri_html *h = &c->page->h;
    const struct tlri_event *before = s > 0 ? c->views.stage[s - 1].tally[candidate] : NULL;
    const struct tlri_event *now = c->views.stage[s].tally[candidate];
    if (before == NULL || before->a == now->a) {
        return;
    }
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(now->a - before->a, c->in->transcript->decimals, text);
    tlri_html_open(h, "small");
    tlri_html_textf(h, "%s%s", now->a > before->a ? "+" : "", text);
    tlri_html_close(h);
}

/* [HTM-6] Words, not colour: "elected" and "out" stand in the cell of the stage. */
static void put_cell(struct tlri_page_contest *c, size_t s, uint32_t candidate)
{
    struct tlri_html *h = &c->page->h;
    const struct tlri_event *tally = c->views.stage[s].tally[candidate];
    bool won = event_in(c, s, TLRI_EVENT_ELECTED, candidate) != NULL;
    if (tally == NULL) {
        tlri_html_leaf(h, "td", "");
        return;
    }
    if (won) {
        tlri_html_open_class(h, "td", "won");
    } else {
        tlri_html_open(h, "td");
    }
    if (tally->why == TLRI_STATUS_OF_EXCLUDED && tally->a == 0) {
        tlri_html_text(h, "out");
    } else {
        char text[TLRI_DEC_TEXT];
        tlri_dec_format(tally->a, c->in->transcript->decimals, text);
        tlri_html_text(h, text);
    }
    put_change(c, s, candidate);
    if (won) {
        tlri_html_leaf(h, "small", "elected");
    }
    tlri_html_close(h);
}

typedef const struct tlri_event *pick_event(const struct tlri_stage_view *view);

static const struct tlri_event *pick_nontransferable(const struct tlri_stage_view *view)
{
    return view->nontransferable;
}

static const struct tlri_event *pick_rounding(const struct tlri_stage_view *view)
{
    return view->rounding;
}

static const struct tlri_event *pick_quota(const struct tlri_stage_view *view)
{
    return view->quota;
}

static const struct tlri_event *pick_required(const struct tlri_stage_view *view)
{
    return view->required;
}

static bool any(const struct tlri_page_contest *c, pick_event *pick)
{
    for (size_t s = 0; s < c->views.count; s++) {
        const struct tlri_event *event = pick(&c->views.stage[s]);
        if (event != NULL && event->a != 0) {
            return true;
        }
    }
    return false;
}

static void put_foot_row(struct tlri_page_contest *c, const char *name, pick_event *pick,
                         size_t from, size_t to)
{
    struct tlri_html *h = &c->page->h;
    if (!any(c, pick)) {
        return;
    }
    tlri_html_open(h, "tr");
    tlri_page_header_cell(c->page, "row");
    tlri_html_text(h, name);
    tlri_html_close(h);
    for (size_t s = from; s < to; s++) {
        const struct tlri_event *event = pick(&c->views.stage[s]);
        char text[TLRI_DEC_TEXT] = "";
        if (event != NULL) {
            tlri_dec_format(event->a, c->in->transcript->decimals, text);
        }
        tlri_html_leaf(h, "td", text);
    }
    tlri_html_close(h);
}

static void put_stage_rows(struct tlri_page_contest *c, size_t from, size_t to)
{
    struct tlri_html *h = &c->page->h;
    tlri_html_open(h, "tbody");
    for (uint32_t k = 0; k < c->in->contest->candidates; k++) {
        if (c->in->contest->candidate[k].standing == TLRI_WITHDRAWN) {
            continue;
        }
        tlri_html_open(h, "tr");
        tlri_page_header_cell(c->page, "row");
        tlri_page_candidate(c->page, c->in, k);
        tlri_html_close(h);
        for (size_t s = from; s < to; s++) {
            put_cell(c, s, k);
        }
        tlri_html_close(h);
    }
    tlri_html_close(h);
}

static void put_stage_table(struct tlri_page_contest *c, size_t from, size_t to)
{
    struct tlri_html *h = &c->page->h;
    char caption[96];
    if (to == from + 1) {
        (void)snprintf(caption, sizeof caption, "Contest %zu, votes at stage %zu", c->number, to);
    } else {
        (void)snprintf(caption, sizeof caption,
                       "Contest %zu, votes at stages %zu to %zu, and the change from the stage "
                       "before",
                       c->number, from + 1, to);
    }
    tlri_page_table(c->page, "stages", caption);
    put_stage_head(c, from, to);
    put_stage_rows(c, from, to);
    tlri_html_open(h, "tfoot");
    put_foot_row(c, "non-transferable", pick_nontransferable, from, to);
    put_foot_row(c, "lost to rounding", pick_rounding, from, to);
    put_foot_row(c, "quota", pick_quota, from, to);
    put_foot_row(c, "needed for election", pick_required, from, to);
    tlri_html_close(h);
    tlri_page_table_end(c->page);
}

/* Columns of one table: as many as fit a sheet of A4 with amounts as wide as these. */
static size_t columns(const struct tlri_page_contest *c)
{
    size_t widest = COLUMN_MIN;
    for (size_t s = 0; s < c->views.count; s++) {
        for (uint32_t k = 0; k < c->in->contest->candidates; k++) {
            const struct tlri_event *tally = c->views.stage[s].tally[k];
            char text[TLRI_DEC_TEXT] = "";
            if (tally != NULL) {
                tlri_dec_format(tally->a, c->in->transcript->decimals, text);
            }
            widest = strlen(text) + 2 > widest ? strlen(text) + 2 : widest;
        }
    }
    size_t n = TABLE_WIDTH / widest;
    return n < 1 ? 1 : n > COLUMNS_MAX ? COLUMNS_MAX : n;
}

static void put_stages(struct tlri_page_contest *c)
{
    size_t width = columns(c);
    for (size_t from = 0; from < c->views.count; from += width) {
        put_stage_table(c, from, from + width < c->views.count ? from + width : c->views.count);
    }
}

/* ---- what decided -------------------------------------------------------------------------------
 */

/* That somebody goes out is told by the `excluded` event, which has the reason. */
static bool is_told(const struct tlri_event *event)
{
    switch ((enum tlri_event_kind)event->kind) {
    case TLRI_EVENT_STAGE:
        return event->why != TLRI_ACTION_EXCLUSION || event->part > 1;
    case TLRI_EVENT_INFEASIBLE:
    case TLRI_EVENT_PLACES_EMPTY:
    case TLRI_EVENT_EXCLUDED:
    case TLRI_EVENT_QUOTA:
    case TLRI_EVENT_TIE:
    case TLRI_EVENT_ELECTED:
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
    case TLRI_EVENT_DEFERRED:
    case TLRI_EVENT_PLACE_EMPTY:
        return true;
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
    case TLRI_EVENT_VALID:
    case TLRI_EVENT_TRANSFER:
    case TLRI_EVENT_KEEP:
    case TLRI_EVENT_ITERATIONS:
    case TLRI_EVENT_TALLY:
    case TLRI_EVENT_NONTRANSFERABLE:
    case TLRI_EVENT_ROUNDING:
    case TLRI_EVENT_REQUIRED:
    case TLRI_EVENT_CLOSED:
    case TLRI_EVENT_COUNT:
        return false;
    }
    return false;
}

/* [HTM-7] One item for each event worth telling, with its stage and clause. */
static void put_told(struct tlri_page_contest *c, struct tlri_telling *t)
{
    struct tlri_html *h = &c->page->h;
    uint32_t stage = UINT32_MAX;
    for (size_t i = 0; i < tlri_transcript_size(c->in->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(c->in->transcript, i);
        if (!is_told(event)) {
            continue;
        }
        if (event->stage != stage) {
            if (stage != UINT32_MAX) {
                tlri_html_close(h);
            }
            stage = event->stage;
            tlri_html_open(h, "h4");
            if (stage == 0) {
                tlri_html_text(h, "Before the first stage");
            } else {
                tlri_html_textf(h, "Stage %u", stage);
            }
            tlri_html_close(h);
            tlri_html_open(h, "ul");
        }
        t->line.len = 0;
        tlri_buf_puts(&t->line, "");
        tlri_tell_event(t, event);
        tlri_html_open(h, "li");
        tlri_html_marked(h, t->line.data != NULL ? t->line.data : "");
        tlri_page_clause(c->page, event->clause);
        tlri_html_close(h);
    }
    if (stage != UINT32_MAX) {
        tlri_html_close(h);
    }
}

static void put_decisions(struct tlri_page_contest *c)
{
    const struct tlri_told told = {
        .ctx = c->page->ctx, .contest = c->in->contest, .transcript = c->in->transcript};
    struct tlri_buf none;
    struct tlri_telling t;
    char id[32];
    (void)snprintf(id, sizeof id, "decided-%zu", c->number);
    tlri_page_heading(c->page, 3, id, "What decided, stage by stage");
    tlri_buf_init(&none, c->page->ctx, 1);
    tlri_telling_init(&t, &told, &none);
    t.name_begins = TLRI_HTML_NAME_BEGINS;
    t.name_ends = TLRI_HTML_NAME_ENDS;
    put_told(c, &t);
    tlr_status status = tlri_telling_end(&t);
    if (status != TLR_OK) {
        tlri_html_fail(&c->page->h, status);
    }
    tlri_buf_drop(&none);
}

/* ---- the displaced ------------------------------------------------------------------------------
 */

/* The stage at which somebody became doomed: from then on it was decided. NULL: never. */
static const struct tlri_event *doomed_event(const struct tlri_result_contest *in,
                                             uint32_t candidate)
{
    for (size_t i = 0; i < tlri_transcript_size(in->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(in->transcript, i);
        if (event->kind == TLRI_EVENT_DOOMED && event->candidate == candidate) {
            return event;
        }
    }
    return NULL;
}

/* [RES-8] The votes and stages of a count may be told. */
static bool is_public(const struct tlri_page *page, const struct tlri_result_contest *in)
{
    return tlri_result_level(page->result, in) != TLRI_PUBLISH_RESULT_ONLY &&
           in->transcript != NULL;
}

static void put_bound_of(struct tlri_page *page, const struct tlri_group *group)
{
    bool least = group->minimum > 0;
    tlri_html_textf(&page->h, "at %s %u of the elected %s be of the group \"",
                    least ? "least" : "most", least ? group->minimum : group->maximum,
                    least ? "must" : "may");
    tlri_html_name(&page->h, group->name);
    tlri_html_text(&page->h, "\"");
}

void tlri_page_why_displaced(struct tlri_page *page, const struct tlri_result_contest *contest,
                             const struct tlri_result_displaced *row)
{
    const struct tlri_event *doomed =
        is_public(page, contest) ? doomed_event(contest, row->candidate) : NULL;
    tlri_html_text(&page->h, ": ");
    if (doomed == NULL) {
        tlri_html_text(&page->h, "the bounds on groups stood against it.");
        return;
    }
    if (doomed->group == TLRI_NONE) {
        tlri_html_text(&page->h, "the bounds on groups must be met together");
    } else {
        put_bound_of(page, &contest->contest->group[doomed->group]);
    }
    if (doomed->stage == 0) {
        tlri_html_text(&page->h, ", and that left no place even before the first stage");
    } else {
        tlri_html_textf(&page->h, ", and from stage %u on that left no place", doomed->stage);
    }
    tlri_page_clause(page, doomed->clause);
    tlri_html_text(&page->h, ".");
}

static void put_reading(struct tlri_page_contest *c, const struct tlri_result_displaced *row)
{
    struct tlri_html *h = &c->page->h;
    if (row->reading == NULL) {
        return;
    }
    tlri_html_text(h, " How many the bound asks for rests on the reading ");
    tlri_html_open(h, "a");
    tlri_html_putf(h, "href", "#reading-%s", row->reading);
    tlri_html_text(h, row->reading);
    tlri_html_close(h);
    if (row->value != NULL) {
        tlri_html_text(h, " = ");
        tlri_html_leaf(h, "code", row->value);
    }
    if (row->decided_by == NULL) {
        tlri_html_text(h, ", decided by nobody: it is the default.");
        return;
    }
    tlri_html_text(h, ", decided by ");
    tlri_html_text(h, row->decided_by);
    if (row->decided_on != NULL) {
        tlri_html_textf(h, " on %s", row->decided_on);
    }
    if (row->minute != NULL) {
        tlri_html_text(h, ", minute ");
        tlri_html_text(h, row->minute);
    }
    tlri_html_text(h, ".");
}

static void put_displaced_one(struct tlri_page_contest *c, const struct tlri_result_displaced *row)
{
    struct tlri_html *h = &c->page->h;
    tlri_html_open(h, "p");
    tlri_page_candidate(c->page, c->in, row->candidate);
    tlri_html_text(h, " is not elected");
    tlri_page_why_displaced(c->page, c->in, row);
    tlri_html_text(h, " A whole second count of the same papers, without any bound on groups, "
                      "elects ");
    tlri_page_candidate(c->page, c->in, row->candidate);
    if (is_public(c->page, c->in)) {
        char text[TLRI_DEC_TEXT];
        tlri_dec_format(row->votes, c->in->transcript->decimals, text);
        tlri_html_textf(h, ", with %s votes when it ends", text);
    }
    tlri_page_clause(c->page, row->clause);
    tlri_html_text(h, ".");
    put_reading(c, row);
    tlri_html_close(h);
}

static void put_displaced(struct tlri_page_contest *c)
{
    char id[32];
    if (c->in->displaced == 0) {
        return;
    }
    (void)snprintf(id, sizeof id, "displaced-%zu", c->number);
    tlri_page_heading(c->page, 3, id, "Displaced by the bounds on groups");
    for (size_t i = 0; i < c->in->displaced; i++) {
        put_displaced_one(c, &c->in->displaced_candidate[i]);
    }
}

/* ---- one contest --------------------------------------------------------------------------------
 */

static void put_kept_back(struct tlri_page_contest *c)
{
    struct tlri_html *h = &c->page->h;
    tlri_html_open_class(h, "p", "note");
    if (tlri_result_papers(c->in) < c->page->result->smallest_contest) {
        tlri_html_textf(h,
                        "The stages of this count are not published: fewer than %u papers were "
                        "counted, and the notice keeps the votes of so small a contest back, so "
                        "that nobody's paper can be worked out from them.",
                        c->page->result->smallest_contest);
    } else {
        tlri_html_text(h, "The stages of this count are not published: the notice publishes the "
                          "result only.");
    }
    tlri_html_close(h);
}

static tlr_status put_counted(struct tlri_page_contest *c)
{
    if (tlri_result_level(c->page->result, c->in) == TLRI_PUBLISH_RESULT_ONLY) {
        put_kept_back(c);
        put_displaced(c);
        return TLR_OK;
    }
    TLR_TRY(tlri_stage_views_make(c->page->ctx, c->in->contest, c->in->transcript, &c->views));
    put_papers(c);
    tlri_page_chart(c);
    put_stages(c);
    put_decisions(c);
    put_displaced(c);
    tlri_stage_views_drop(&c->views);
    return TLR_OK;
}

tlr_status tlri_page_contest(struct tlri_page *page, size_t number)
{
    struct tlri_page_contest c = {
        .page = page, .in = &page->result->contest[number - 1], .number = number};
    tlr_status status = TLR_OK;
    tlri_html_open(&page->h, "section");
    tlri_html_open(&page->h, "h2");
    tlri_html_putf(&page->h, "id", "contest-%zu", number);
    tlri_html_textf(&page->h, "Contest %zu: ", number);
    tlri_page_title(page, c.in);
    tlri_html_close(&page->h);
    put_method(&c);
    if (c.in->transcript == NULL) {
        tlri_html_open(&page->h, "p");
        tlri_html_text(&page->h, "Nobody had to be chosen, so there was no ballot");
        tlri_page_clause(page, "unopposed/UNO-1");
        tlri_html_text(&page->h, ".");
        tlri_html_close(&page->h);
    } else {
        status = put_counted(&c);
    }
    tlri_html_close(&page->h);
    return status;
}
