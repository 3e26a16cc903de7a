/*
 * report/sheet.c: the result sheet of a contest, as text.
 *
 * Shows what the transcript says and computes nothing: a table of votes with a column for each
 * stage, the decisions in sentences, the elected, the displaced. Written for somebody in the hall
 * who has never seen a transferable vote counted: every sentence names a candidate and a reason.
 * Columns are made as wide as the figures need and broken into blocks of 80 columns.
 */
#include "report/sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/wrap.h"
#include "report/partial.h"
#include "report/rulings.h"
#include "report/stages.h"

enum { NAME_LEAST = 22, NAME_MOST = 32, SHORT_WIDTH = 8, TITLE_WIDTH = 32, SENTENCE_MAX = 1 << 16 };

struct sheet {
    const struct tlri_result_contest *in;
    const struct tlri_contest *contest;
    const struct tlri_transcript *transcript;
    struct tlri_stage_views views;
    struct tlri_buf *out;
    size_t name_width;    /* of the column of names */
    struct tlri_buf line; /* a sentence being put together, before it is wrapped */
};

/* ---- text -------------------------------------------------------------------------------------
 */

/* Appends text cut or padded to exactly `width` columns: accents that combine take none, wide
 * characters two. */
static void put_fit(struct tlri_buf *out, const char *text, size_t width)
{
    size_t bytes = tlri_text_fit(text, width);
    tlri_buf_add(out, text, bytes);
    for (size_t shown = tlri_text_width(text, bytes); shown < width; shown++) {
        tlri_buf_puts(out, " ");
    }
}

static void put_right(struct tlri_buf *out, const char *text, size_t width)
{
    tlri_buf_printf(out, "%*s", (int)width, text);
}

static void put_amount(struct tlri_buf *out, tlri_dec value, unsigned decimals)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(value, decimals, text);
    tlri_buf_puts(out, text);
}

static const char *name_of(const struct sheet *sheet, uint32_t candidate)
{
    return sheet->contest->candidate[candidate].name;
}

/* As wide as the names need, within bounds. */
static size_t name_width(const struct tlri_contest *contest)
{
    size_t widest = NAME_LEAST;
    for (uint32_t c = 0; c < contest->candidates; c++) {
        size_t width =
            tlri_text_width(contest->candidate[c].name, strlen(contest->candidate[c].name));
        widest = width > widest ? width : widest;
    }
    return widest < NAME_MOST ? widest : NAME_MOST;
}

/* A name at the head of a row: one that is too long is cut, and numbered by its place on the paper,
 * since two names may begin alike. */
static void put_row_name(struct sheet *sheet, uint32_t candidate)
{
    const char *name = name_of(sheet, candidate);
    char number[16];
    if (tlri_text_width(name, strlen(name)) <= sheet->name_width) {
        put_fit(sheet->out, name, sheet->name_width);
        return;
    }
    int len = snprintf(number, sizeof number, "%u. ", candidate + 1);
    tlri_buf_puts(sheet->out, number);
    put_fit(sheet->out, name, sheet->name_width - (size_t)len);
}

/* "A, B and C". */
static void put_names(struct sheet *sheet, const uint32_t *candidate, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        tlri_buf_puts(&sheet->line, i == 0 ? "" : i + 1 == n ? " and " : ", ");
        tlri_buf_puts(&sheet->line, name_of(sheet, candidate[i]));
    }
}

/* Wraps the sentence that was put together, and begins a new one. */
static void put_line(struct sheet *sheet, const char *first, size_t indent)
{
    tlri_wrap(sheet->out, first, indent, sheet->line.data != NULL ? sheet->line.data : "");
    sheet->line.len = 0;
    tlri_buf_puts(&sheet->line, "");
}

static const char *plural(uint64_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

/* ---- heading ----------------------------------------------------------------------------------
 */

static void put_rejected(struct sheet *sheet)
{
    uint64_t total = 0;
    for (size_t i = 0; i < tlri_transcript_size(sheet->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(sheet->transcript, i);
        total += event->kind == TLRI_EVENT_REJECTED ? event->papers : 0;
    }
    tlri_buf_printf(&sheet->line, ", %llu rejected", (unsigned long long)total);
    const char *before = ": ";
    for (size_t i = 0; i < tlri_transcript_size(sheet->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(sheet->transcript, i);
        if (event->kind == TLRI_EVENT_REJECTED) {
            tlri_buf_printf(&sheet->line, "%s%s (%llu)", before, tlri_reject_text(event->why),
                            (unsigned long long)event->papers);
            before = ", ";
        }
    }
}

/* Is this one of several rounds? */
static bool has_rounds(const struct tlri_result_contest *in)
{
    return in->round > 1 || (in->transcript->outcome == TLRI_OUTCOME_NEXT_ROUND && in->round > 0);
}

/* [TAL-5] Nobody should read such figures as those of papers that were looked at. */
static void put_totals(struct sheet *sheet)
{
    const struct tlri_papers *papers = sheet->in->papers;
    for (uint32_t b = 0; papers != NULL && b < papers->batches; b++) {
        if (papers->batch[b].totals) {
            tlri_buf_printf(&sheet->line,
                            "TOTALS ONLY: of batch %s (%u papers) nobody here saw a paper; its "
                            "figures are those that the provider of the vote states",
                            papers->batch[b].id, papers->batch[b].count);
            put_line(sheet, "  ", 4);
        }
    }
}

static void put_heading(struct sheet *sheet)
{
    const struct tlri_contest *contest = sheet->contest;
    tlri_buf_puts(&sheet->line, contest->title);
    if (has_rounds(sheet->in)) {
        tlri_buf_printf(&sheet->line, ", round %u", sheet->in->round);
    }
    tlri_buf_printf(&sheet->line, ": %u %s", contest->places,
                    plural(contest->places, "place", "places"));
    put_line(sheet, "", 2);
    tlri_buf_printf(&sheet->line, "counted by %s", sheet->in->rule_set);
    for (uint32_t g = 0; g < contest->groups; g++) {
        const struct tlri_group *group = &contest->group[g];
        if (group->minimum > 0) {
            tlri_buf_printf(&sheet->line, "; at least %u of the group '%s'", group->minimum,
                            group->name);
        }
        if (group->maximum != TLRI_NO_MAXIMUM && group->maximum < contest->places) {
            tlri_buf_printf(&sheet->line, "; at most %u of the group '%s'", group->maximum,
                            group->name);
        }
    }
    put_line(sheet, "  ", 4);
    for (size_t i = 0; i < tlri_transcript_size(sheet->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(sheet->transcript, i);
        if (event->kind == TLRI_EVENT_VALID) {
            tlri_buf_printf(&sheet->line, "%llu valid %s", (unsigned long long)event->papers,
                            plural(event->papers, "paper", "papers"));
            put_rejected(sheet);
            put_line(sheet, "  ", 4);
            put_totals(sheet);
        }
    }
}

/* ---- the table --------------------------------------------------------------------------------
 */

static size_t column_width(const struct sheet *sheet)
{
    size_t widest = SHORT_WIDTH;
    for (size_t s = 0; s < sheet->views.count; s++) {
        for (uint32_t c = 0; c < sheet->contest->candidates; c++) {
            const struct tlri_event *tally = sheet->views.stage[s].tally[c];
            char text[TLRI_DEC_TEXT];
            if (tally == NULL) {
                continue;
            }
            tlri_dec_format(tally->a, sheet->transcript->decimals, text);
            if (strlen(text) + 2 > widest) {
                widest = strlen(text) + 2;
            }
        }
    }
    return widest;
}

static const char *short_action(const struct tlri_event *open)
{
    switch ((enum tlri_action)open->why) {
    case TLRI_ACTION_FIRST:
        return "first";
    case TLRI_ACTION_SURPLUS:
        return "surplus";
    case TLRI_ACTION_EXCLUSION:
        return open->part > 1 ? "..." : "exclude";
    case TLRI_ACTION_VOTES:
        return "votes";
    case TLRI_ACTION_ROUND:
        return "round";
    case TLRI_ACTION_ITERATION:
        return "next";
    case TLRI_ACTION_NEXT_PLACE:
        return "place";
    case TLRI_ACTION_COUNT:
        break;
    }
    return "";
}

/* Three heading lines: stage number, what was done, to whom. */
static void put_table_head(struct sheet *sheet, size_t from, size_t to, size_t width)
{
    put_fit(sheet->out, "", sheet->name_width);
    for (size_t s = from; s < to; s++) {
        char text[32];
        snprintf(text, sizeof text, "Stage %zu", s + 1);
        put_right(sheet->out, text, width);
    }
    tlri_buf_puts(sheet->out, "\n");
    put_fit(sheet->out, "", sheet->name_width);
    for (size_t s = from; s < to; s++) {
        put_right(sheet->out, short_action(sheet->views.stage[s].open), width);
    }
    tlri_end_line(sheet->out);
}

static bool elected_in(const struct sheet *sheet, size_t s, uint32_t candidate)
{
    const struct tlri_stage_view *view = &sheet->views.stage[s];
    for (size_t i = view->first; i < view->end; i++) {
        const struct tlri_event *event = tlri_transcript_event(sheet->transcript, i);
        if (event->kind == TLRI_EVENT_ELECTED && event->candidate == candidate) {
            return true;
        }
    }
    return false;
}

/* A star when elected in this stage; a dash once excluded and empty. */
static void put_cell(struct sheet *sheet, size_t s, uint32_t candidate, size_t width)
{
    const struct tlri_event *tally = sheet->views.stage[s].tally[candidate];
    char text[TLRI_DEC_TEXT];
    if (tally->why == TLRI_STATUS_OF_EXCLUDED && tally->a == 0) {
        put_right(sheet->out, "- ", width);
        return;
    }
    tlri_dec_format(tally->a, sheet->transcript->decimals, text);
    put_right(sheet->out, text, width - 1);
    tlri_buf_puts(sheet->out, elected_in(sheet, s, candidate) ? "*" : " ");
}

static void put_sum_row(struct sheet *sheet, const char *name, size_t from, size_t to, size_t width,
                        const struct tlri_event *(*pick)(const struct tlri_stage_view *))
{
    put_fit(sheet->out, name, sheet->name_width);
    for (size_t s = from; s < to; s++) {
        const struct tlri_event *event = pick(&sheet->views.stage[s]);
        char text[TLRI_DEC_TEXT] = "";
        if (event != NULL) {
            tlri_dec_format(event->a, sheet->transcript->decimals, text);
        }
        put_right(sheet->out, text, width - 1);
        tlri_buf_puts(sheet->out, " ");
    }
    tlri_end_line(sheet->out);
}

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

static bool any_nonzero(const struct sheet *sheet,
                        const struct tlri_event *(*pick)(const struct tlri_stage_view *))
{
    for (size_t s = 0; s < sheet->views.count; s++) {
        const struct tlri_event *event = pick(&sheet->views.stage[s]);
        if (event != NULL && event->a != 0) {
            return true;
        }
    }
    return false;
}

static void put_table_block(struct sheet *sheet, size_t from, size_t to, size_t width)
{
    put_table_head(sheet, from, to, width);
    for (uint32_t c = 0; c < sheet->contest->candidates; c++) {
        if (sheet->contest->candidate[c].standing == TLRI_WITHDRAWN) {
            continue;
        }
        put_row_name(sheet, c);
        for (size_t s = from; s < to; s++) {
            put_cell(sheet, s, c, width);
        }
        tlri_end_line(sheet->out);
    }
    if (any_nonzero(sheet, pick_nontransferable)) {
        put_sum_row(sheet, "non-transferable", from, to, width, pick_nontransferable);
    }
    if (any_nonzero(sheet, pick_rounding)) {
        put_sum_row(sheet, "lost to rounding", from, to, width, pick_rounding);
    }
    if (any_nonzero(sheet, pick_quota)) {
        put_sum_row(sheet, "quota", from, to, width, pick_quota);
    }
}

static void put_table(struct sheet *sheet)
{
    size_t width = column_width(sheet);
    size_t columns = (TLRI_SHEET_WIDTH - sheet->name_width) / width;
    if (columns == 0) {
        columns = 1;
    }
    for (size_t from = 0; from < sheet->views.count; from += columns) {
        size_t to = from + columns < sheet->views.count ? from + columns : sheet->views.count;
        tlri_buf_puts(sheet->out, "\n");
        put_table_block(sheet, from, to, width);
    }
}

/* ---- sentences --------------------------------------------------------------------------------
 */

static void put_bound(struct sheet *sheet, uint32_t g)
{
    if (g == TLRI_NONE) {
        tlri_buf_puts(&sheet->line, "the bounds together leave no other way");
        return;
    }
    const struct tlri_group *group = &sheet->contest->group[g];
    if (group->minimum > 0) {
        tlri_buf_printf(&sheet->line, "at least %u of the group '%s' must be elected",
                        group->minimum, group->name);
    } else {
        tlri_buf_printf(&sheet->line, "at most %u of the group '%s' may be elected", group->maximum,
                        group->name);
    }
}

static void put_tie(struct sheet *sheet, const struct tlri_event *event)
{
    const uint32_t *set = tlri_transcript_set(sheet->transcript, event);
    put_names(sheet, set, event->set_size);
    switch ((enum tlri_tie_how)event->why) {
    case TLRI_TIE_HOW_LOOKBACK:
        tlri_buf_printf(&sheet->line, " were level; stage %u separates them", event->part);
        break;
    case TLRI_TIE_HOW_PREFERENCES:
        tlri_buf_printf(&sheet->line, " were level; preference %u separates them", event->part);
        break;
    case TLRI_TIE_HOW_LOT:
        tlri_buf_printf(&sheet->line, " were level; the lot fell on %s",
                        name_of(sheet, event->candidate));
        break;
    case TLRI_TIE_HOW_ORDER:
        tlri_buf_printf(&sheet->line, " were level; the predetermined order names %s",
                        name_of(sheet, event->candidate));
        break;
    case TLRI_TIE_HOW_NONE_ELECTED:
        tlri_buf_puts(&sheet->line, " were level for fewer places; none is elected yet");
        break;
    case TLRI_TIE_HOW_REFERRED:
        tlri_buf_puts(&sheet->line, " are level: referred to the meeting");
        break;
    case TLRI_TIE_HOW_RERUN:
        tlri_buf_puts(&sheet->line, " are level: the ballot is to be run again");
        break;
    case TLRI_TIE_HOW_LOT_NEEDED:
        tlri_buf_puts(&sheet->line, " are level: a lot must be drawn");
        break;
    case TLRI_TIE_HOW_COUNT:
        break;
    }
    tlri_buf_printf(&sheet->line, " (to %s)", tlri_purpose_token(event->to));
}

static bool worth_a_sentence(const struct tlri_event *event)
{
    switch ((enum tlri_event_kind)event->kind) {
    case TLRI_EVENT_STAGE:
        return event->set_size > 0 && event->part <= 1;
    case TLRI_EVENT_TIE:
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
    case TLRI_EVENT_DEFERRED:
    case TLRI_EVENT_PLACES_EMPTY:
    case TLRI_EVENT_PLACE_EMPTY:
        return true;
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
    case TLRI_EVENT_VALID:
    case TLRI_EVENT_INFEASIBLE:
    case TLRI_EVENT_EXCLUDED:
    case TLRI_EVENT_TRANSFER:
    case TLRI_EVENT_KEEP:
    case TLRI_EVENT_ITERATIONS:
    case TLRI_EVENT_QUOTA:
    case TLRI_EVENT_TALLY:
    case TLRI_EVENT_NONTRANSFERABLE:
    case TLRI_EVENT_ROUNDING:
    case TLRI_EVENT_REQUIRED:
    case TLRI_EVENT_ELECTED:
    case TLRI_EVENT_CLOSED:
    case TLRI_EVENT_COUNT:
        return false;
    }
    return false;
}

static void put_stage_sentence(struct sheet *sheet, const struct tlri_event *event)
{
    const uint32_t *set = tlri_transcript_set(sheet->transcript, event);
    if (event->why == TLRI_ACTION_SURPLUS) {
        tlri_buf_puts(&sheet->line, "surplus of ");
        put_names(sheet, set, event->set_size);
        tlri_buf_puts(&sheet->line, ", ");
        put_amount(&sheet->line, event->a, sheet->transcript->decimals);
        tlri_buf_puts(&sheet->line, ", is transferred");
    } else if (event->why == TLRI_ACTION_EXCLUSION) {
        put_names(sheet, set, event->set_size);
        tlri_buf_puts(&sheet->line, event->set_size > 1 ? " are excluded" : " is excluded");
    } else {
        tlri_buf_printf(&sheet->line, "place %u; elected so far: ", event->part);
        put_names(sheet, set, event->set_size);
    }
}

/* Everybody who became guarded (doomed) at once by the same bound: one sentence. Returns how many
 * events it covers. */
static size_t put_protected(struct sheet *sheet, size_t from)
{
    const struct tlri_event *first = tlri_transcript_event(sheet->transcript, from);
    size_t n = 0;
    for (;; n++) {
        const struct tlri_event *event = tlri_transcript_event(sheet->transcript, from + n);
        if (event == NULL || event->kind != first->kind || event->stage != first->stage ||
            event->group != first->group) {
            break;
        }
        tlri_buf_puts(&sheet->line, n > 0 ? ", " : "");
        tlri_buf_puts(&sheet->line, name_of(sheet, event->candidate));
    }
    tlri_buf_puts(&sheet->line, first->kind == TLRI_EVENT_GUARDED ? " cannot be excluded: "
                                                                  : " can no longer be elected: ");
    put_bound(sheet, first->group);
    return n;
}

static void put_heading_of(const struct tlri_event *event, char *out, size_t size)
{
    if (event->stage == 0) {
        snprintf(out, size, "  at the start: ");
    } else {
        snprintf(out, size, "  stage %u: ", event->stage);
    }
}

static void put_sentence(struct sheet *sheet, const struct tlri_event *event)
{
    if (event->kind == TLRI_EVENT_STAGE) {
        put_stage_sentence(sheet, event);
    } else if (event->kind == TLRI_EVENT_TIE) {
        put_tie(sheet, event);
    } else if (event->kind == TLRI_EVENT_DEFERRED) {
        tlri_buf_puts(&sheet->line, "surpluses of ");
        put_amount(&sheet->line, event->a, sheet->transcript->decimals);
        tlri_buf_puts(&sheet->line, " wait: they cannot change who goes out next");
    } else if (event->kind == TLRI_EVENT_PLACES_EMPTY) {
        tlri_buf_printf(&sheet->line, "%llu %s cannot be filled: %s",
                        (unsigned long long)event->papers, plural(event->papers, "place", "places"),
                        tlri_empty_text(event->why));
    } else {
        tlri_buf_printf(&sheet->line, "place %u stays empty: %s", event->part,
                        tlri_empty_text(event->why));
    }
}

static void put_sentences(struct sheet *sheet)
{
    bool any = false;
    size_t covers = 1;
    for (size_t i = 0; i < tlri_transcript_size(sheet->transcript); i += covers) {
        const struct tlri_event *event = tlri_transcript_event(sheet->transcript, i);
        char heading[32];
        covers = 1;
        if (!worth_a_sentence(event)) {
            continue;
        }
        if (event->kind == TLRI_EVENT_GUARDED || event->kind == TLRI_EVENT_DOOMED) {
            covers = put_protected(sheet, i);
        } else {
            put_sentence(sheet, event);
        }
        tlri_buf_printf(&sheet->line, " [%s]", event->clause);
        put_heading_of(event, heading, sizeof heading);
        tlri_buf_puts(sheet->out, any ? "" : "\n");
        put_line(sheet, heading, 4);
        any = true;
    }
}

/* ---- the elected ------------------------------------------------------------------------------
 */

static const char *why_words(const struct tlri_event *event)
{
    switch ((enum tlri_why_elected)event->why) {
    case TLRI_WHY_ELECTED_QUOTA:
        return "reached the quota";
    case TLRI_WHY_ELECTED_REQUIRED:
        return "cannot be overtaken";
    case TLRI_WHY_ELECTED_REMAINING:
        return "as many were left as places";
    case TLRI_WHY_ELECTED_MAJORITY:
        return "has more than half";
    case TLRI_WHY_ELECTED_MOST_VOTES:
        return "most votes";
    case TLRI_WHY_ELECTED_UNOPPOSED:
        return "unopposed";
    case TLRI_WHY_ELECTED_COUNT:
        break;
    }
    return "";
}

static void put_elected(struct sheet *sheet)
{
    tlri_buf_puts(sheet->out, "\n");
    bool any = false;
    for (size_t i = 0; i < tlri_transcript_size(sheet->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(sheet->transcript, i);
        if (event->kind != TLRI_EVENT_ELECTED) {
            continue;
        }
        any = true;
        const char *name = name_of(sheet, event->candidate);
        size_t width = tlri_text_width(name, strlen(name));
        tlri_buf_puts(&sheet->line, name);
        tlri_buf_printf(&sheet->line, "%*s%s stage %u, %s  [%s]",
                        (int)(width < sheet->name_width ? sheet->name_width - width : 0), "",
                        width > sheet->name_width ? "," : "", event->stage, why_words(event),
                        event->clause);
        put_line(sheet, "  ELECTED  ", 4);
    }
    if (!any) {
        bool yet = sheet->transcript->outcome == TLRI_OUTCOME_NEXT_ROUND;
        tlri_buf_puts(sheet->out,
                      yet ? "  Nobody is elected in this round.\n" : "  Nobody is elected.\n");
    }
}

static bool is_out(const struct sheet *sheet, uint32_t candidate)
{
    const struct tlri_transcript *transcript = sheet->transcript;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        bool leaves = event->kind == TLRI_EVENT_EXCLUDED || event->kind == TLRI_EVENT_ELECTED ||
                      event->kind == TLRI_EVENT_PLACE_EMPTY;
        if (leaves && event->candidate == candidate) {
            return true;
        }
    }
    return sheet->contest->candidate[candidate].standing == TLRI_WITHDRAWN;
}

/* [RND-4] An eliminating ballot that goes on: who is out, who is on the next paper. */
static void put_next_round(struct sheet *sheet)
{
    const struct tlri_transcript *transcript = sheet->transcript;
    uint32_t out[TLRI_CANDIDATES_MAX];
    uint32_t on[TLRI_CANDIDATES_MAX];
    size_t outs = 0;
    size_t ons = 0;
    if (transcript->outcome != TLRI_OUTCOME_NEXT_ROUND) {
        return;
    }
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_EXCLUDED) {
            out[outs++] = event->candidate;
        }
    }
    for (uint32_t c = 0; c < sheet->contest->candidates; c++) {
        if (!is_out(sheet, c)) {
            on[ons++] = c;
        }
    }
    put_names(sheet, out, outs);
    put_line(sheet, "  OUT  ", 4);
    const struct tlri_event *closed =
        tlri_transcript_event(transcript, tlri_transcript_size(transcript) - 1);
    put_names(sheet, on, ons);
    tlri_buf_printf(&sheet->line, " (%u %s to fill)", closed->part,
                    plural(closed->part, "place", "places"));
    put_line(sheet, "  ON THE NEXT PAPER  ", 4);
}

/* By which reading the bound asks for so many, and who decided on it when. */
static void put_behind(struct sheet *sheet, const struct tlri_result_displaced *row)
{
    if (row->reading == NULL) {
        return;
    }
    tlri_buf_printf(&sheet->line, " How many the bound asks for rests on the reading %s",
                    row->reading);
    tlri_buf_printf(&sheet->line, row->value != NULL ? " = %s, " : "%s, ",
                    row->value != NULL ? row->value : "");
    if (row->decided_by == NULL) {
        tlri_buf_puts(&sheet->line, "decided by nobody: it is the default.");
        return;
    }
    tlri_buf_printf(&sheet->line, "decided by %s", row->decided_by);
    if (row->decided_on != NULL) {
        tlri_buf_printf(&sheet->line, " on %s", row->decided_on);
    }
    if (row->minute != NULL) {
        tlri_buf_printf(&sheet->line, ", minute %s", row->minute);
    }
    tlri_buf_puts(&sheet->line, ".");
}

static void put_displaced(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->in->displaced; i++) {
        const struct tlri_result_displaced *row = &sheet->in->displaced_candidate[i];
        char votes[TLRI_DEC_TEXT];
        tlri_dec_format(row->votes, sheet->transcript->decimals, votes);
        tlri_buf_printf(
            &sheet->line,
            "%s: without the bounds on groups elected, with %s votes at the end of that "
            "count [%s].",
            name_of(sheet, row->candidate), votes, row->clause);
        put_behind(sheet, row);
        put_line(sheet, "  DISPLACED  ", 4);
    }
}

/* A contest nobody had to be counted for: fixed sentences. */
static void put_unopposed(const struct tlri_result_contest *in, struct tlri_buf *out)
{
    size_t filled = 0;
    for (size_t i = 0; i < in->places; i++) {
        filled += in->place[i].fill == TLRI_FILL_UNOPPOSED;
    }
    tlri_buf_printf(out, "%s: %u %s\n", in->contest->title, in->contest->places,
                    plural(in->contest->places, "place", "places"));
    if (!in->annulled) {
        tlri_wrap(out, "  ", 4,
                  filled == 0 ? "Nobody stands: nothing was counted."
                  : filled < in->places
                      ? "Fewer stand than there are places: nothing was counted."
                      : "No more stand than there are places: nothing was counted.");
    }
    for (size_t i = 0; i < in->places; i++) {
        const struct tlri_result_place *place = &in->place[i];
        if (place->fill == TLRI_FILL_UNOPPOSED) {
            tlri_buf_printf(out, "  ELECTED UNOPPOSED  %s  [%s]\n",
                            in->contest->candidate[place->candidate].name, place->clause);
        } else if (place->fill == TLRI_FILL_ANNULLED) {
            tlri_buf_printf(out, "  place %u is not filled: the count was annulled  [%s]\n",
                            place->number, place->clause);
        } else {
            tlri_buf_printf(out, "  place %u stays empty: no candidate  [%s]\n", place->number,
                            place->clause);
        }
    }
}

tlr_status tlri_sheet_contest(tlr_ctx *ctx, const struct tlri_result_contest *contest,
                              struct tlri_buf *out)
{
    if (contest->transcript == NULL) {
        put_unopposed(contest, out);
        return out->failed;
    }
    struct sheet sheet = {0};
    sheet.in = contest;
    sheet.contest = contest->contest;
    sheet.transcript = contest->transcript;
    sheet.out = out;
    sheet.name_width = name_width(contest->contest);
    tlri_buf_init(&sheet.line, ctx, SENTENCE_MAX);
    TLR_TRY(tlri_stage_views_make(ctx, sheet.contest, sheet.transcript, &sheet.views));
    put_heading(&sheet);
    put_table(&sheet);
    put_sentences(&sheet);
    put_elected(&sheet);
    put_next_round(&sheet);
    put_displaced(&sheet);
    tlri_stage_views_drop(&sheet.views);
    tlr_status status = sheet.line.failed != TLR_OK ? sheet.line.failed : out->failed;
    tlri_buf_drop(&sheet.line);
    return status;
}

/* A title that is too long has lines of its own. */
static void put_summary_title(struct tlri_buf *out, const char *title)
{
    if (tlri_text_width(title, strlen(title)) > TITLE_WIDTH) {
        tlri_wrap(out, "  ", 4, title);
        title = "";
    }
    tlri_buf_puts(out, "  ");
    put_fit(out, title, TITLE_WIDTH);
}

static const char *filled_by(const struct tlri_result_contest *contest,
                             const struct tlri_result_place *place)
{
    if (place->candidate != TLRI_NONE) {
        return contest->contest->candidate[place->candidate].name;
    }
    return place->fill == TLRI_FILL_REFERRED   ? "(referred)"
           : place->fill == TLRI_FILL_ANNULLED ? "(nobody: the count was annulled)"
                                               : "(nobody: the place stays empty)";
}

/* A name that is too long for its column has a line of its own, so that one word of sixty letters
 * fits too. */
static void put_summary_place(struct tlri_buf *out, const char *title, const char *name)
{
    if (tlri_text_width(name, strlen(name)) + TITLE_WIDTH + 4 <= TLRI_LINE_WIDTH) {
        put_summary_title(out, title);
        tlri_wrap(out, "  ", TITLE_WIDTH + 4, name);
        return;
    }
    if (title[0] != '\0') {
        tlri_wrap(out, "  ", 4, title);
    }
    tlri_wrap(out, "      ", 8, name);
}

/* Who goes, contest by contest: what most readers want first. */
static void put_summary(const struct tlri_case_result *result, struct tlri_buf *out)
{
    tlri_buf_puts(out, result->parts > 0 ? "\nWhom these papers would elect\n" : "\nElected\n");
    for (size_t i = 0; i < result->contests; i++) {
        const struct tlri_result_contest *contest = &result->contest[i];
        for (size_t p = 0; p < contest->places; p++) {
            const struct tlri_result_place *place = &contest->place[p];
            put_summary_place(out, place->number == 1 ? contest->contest->title : "",
                              filled_by(contest, place));
        }
    }
}

/* What a minimum over several contests came to, and which contests it restricted. */
static tlr_status put_acrosses(tlr_ctx *ctx, const struct tlri_case_result *result,
                               struct tlri_buf *out)
{
    struct tlri_buf line;
    tlri_buf_init(&line, ctx, SENTENCE_MAX);
    for (size_t i = 0; i < result->acrosses; i++) {
        const struct tlri_result_across *across = &result->across[i];
        line.len = 0;
        tlri_buf_printf(&line,
                        "At least %u of the places of %zu contests are for the group "
                        "'%s' (%s): ",
                        across->minimum, across->contests, across->group, across->name);
        if (across->missing > 0) {
            tlri_buf_printf(&line, "NOT MET, %u too few.", across->missing);
        } else {
            tlri_buf_puts(&line, "met.");
        }
        for (size_t k = 0; k < across->contests; k++) {
            if (across->over[k].restricted_to > 0) {
                tlri_buf_printf(&line,
                                " %s had to elect at least %u, since the contests left could "
                                "not make up for it. [across/ACR-3]",
                                across->over[k].title, across->over[k].restricted_to);
            }
        }
        tlri_buf_puts(out, "\n");
        tlri_wrap(out, "", 0, line.data != NULL ? line.data : "");
    }
    tlr_status status = line.failed;
    tlri_buf_drop(&line);
    return status;
}

/* "Delegates to Annual Conference 2026 (anytown-2026)", in lines that fit. */
static tlr_status put_case_title(tlr_ctx *ctx, const struct tlri_case_result *result,
                                 struct tlri_buf *out)
{
    struct tlri_buf line;
    tlri_buf_init(&line, ctx, SENTENCE_MAX);
    tlri_buf_printf(&line, "%s (%s)", result->title != NULL ? result->title : "Election",
                    result->election);
    tlri_wrap(out, "", 0, result->clp);
    tlri_wrap(out, "", 0, line.data != NULL ? line.data : "");
    tlr_status status = line.failed;
    tlri_buf_drop(&line);
    return status;
}

tlr_status tlri_sheet_case(tlr_ctx *ctx, const struct tlri_case_result *result,
                           struct tlri_buf *out)
{
    TLR_TRY(tlri_partial_lines(result, out));
    if (!result->is_signed) {
        tlri_buf_puts(out,
                      "UNSIGNED: this election was declared unsigned; nothing was verified.\n");
    }
    if (result->trial) {
        tlri_buf_puts(out, "TRIAL RUN: not a real election.\n");
    }
    if (result->re_run != NULL) {
        tlri_buf_printf(out, "HELD AGAIN: the count of %s is void by its result\n",
                        result->re_run->election);
        tlri_sheet_digest(result->re_run->result, out);
    }
    for (size_t i = 0; i < result->contests; i++) {
        if (result->contest[i].annulled) {
            tlri_buf_printf(out, "ANNULLED by a ruling: %s.\n", result->contest[i].contest->title);
        }
    }
    if (result->unfinished) {
        tlri_buf_puts(out, "NOT FINISHED: another round is to be held; this is no result yet.\n");
    }
    TLR_TRY(put_case_title(ctx, result, out));
    put_summary(result, out);
    TLR_TRY(put_acrosses(ctx, result, out));
    TLR_TRY(tlri_sheet_rulings(result, out));
    for (size_t i = 0; i < result->contests; i++) {
        tlri_buf_puts(out, "\n");
        TLR_TRY(tlri_sheet_contest(ctx, &result->contest[i], out));
    }
    return out->failed;
}
