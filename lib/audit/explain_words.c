/*
 * audit/explain_words.c: the words of an explanation: names, amounts, and a sentence for each
 * event.
 *
 * One sentence for each kind of event, in plain English and in the past tense, as somebody who
 * stood at the table would tell it. Nothing is worked out here: what a sentence says stands in the
 * event. Implements spec/formats/explain.md [EXP-2] and [EXP-3].
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "audit/explain.h"
#include "base/wrap.h"

enum { SENTENCE_MAX = 1 << 20 };

void tlri_telling_init(struct tlri_telling *t, const struct tlri_told *told, struct tlri_buf *out)
{
    t->told = told;
    t->out = out;
    t->name_begins = t->name_ends = NULL;
    tlri_buf_init(&t->line, told->ctx, SENTENCE_MAX);
}

tlr_status tlri_telling_end(struct tlri_telling *t)
{
    tlr_status status = t->line.failed != TLR_OK ? t->line.failed : t->out->failed;
    tlri_buf_drop(&t->line);
    return status;
}

void tlri_tell(struct tlri_telling *t, const char *fmt, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    tlri_buf_puts(&t->line, text);
}

void tlri_tell_name(struct tlri_telling *t, uint32_t candidate)
{
    tlri_buf_puts(&t->line, t->name_begins != NULL ? t->name_begins : "");
    tlri_buf_puts(&t->line, t->told->contest->candidate[candidate].name);
    tlri_buf_puts(&t->line, t->name_ends != NULL ? t->name_ends : "");
}

void tlri_tell_names(struct tlri_telling *t, const uint32_t *candidate, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        tlri_buf_puts(&t->line, i == 0 ? "" : i + 1 == n ? " and " : ", ");
        tlri_tell_name(t, candidate[i]);
    }
}

void tlri_tell_amount(struct tlri_telling *t, tlri_dec amount)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(amount, t->told->transcript->decimals, text);
    tlri_buf_puts(&t->line, text);
}

void tlri_tell_votes(struct tlri_telling *t, tlri_dec amount)
{
    bool one = amount == tlri_dec_unit(t->told->transcript->decimals);
    tlri_tell_amount(t, amount);
    tlri_buf_puts(&t->line, one ? " vote" : " votes");
}

void tlri_tell_ordinal(struct tlri_telling *t, uint32_t n)
{
    static const char *const ending[] = {"th", "st", "nd", "rd"};
    bool teen = n % 100 >= 11 && n % 100 <= 13;
    tlri_tell(t, "%u%s", n, teen || n % 10 > 3 ? "th" : ending[n % 10]);
}

void tlri_tell_end(struct tlri_telling *t, const char *first, size_t indent, const char *clause)
{
    if (clause != NULL) {
        tlri_tell(t, " [%s]", clause);
    }
    const char *text = t->line.data != NULL ? t->line.data : "";
    tlri_wrap(t->out, first, indent, text);
    t->line.len = 0;
    tlri_buf_puts(&t->line, "");
}

const struct tlri_event *tlri_told_event(const struct tlri_told *told, enum tlri_event_kind kind,
                                         uint32_t stage, uint32_t candidate)
{
    for (size_t i = 0; i < tlri_transcript_size(told->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(told->transcript, i);
        if (event->kind == kind && event->stage == stage &&
            (candidate == TLRI_NONE || event->candidate == candidate)) {
            return event;
        }
    }
    return NULL;
}

/* ---- notes on a paper ---------------------------------------------------------------------------
 */

static const char *repeated_words(const struct tlri_settings *settings)
{
    return settings->repeated == TLRI_REPEATED_SKIP
               ? "a number was used more than once; those marks were passed over"
               : "a number was used more than once; nothing was read from there on";
}

static const char *skipped_words(const struct tlri_settings *settings)
{
    return settings->skipped == TLRI_SKIPPED_CLOSE_UP
               ? "a number was left out; those after it moved up"
           : settings->skipped_allowed > 0
               ? "numbers were left out; a small gap was closed up, at a larger one reading stopped"
               : "a number was left out; nothing was read from there on";
}

const char *tlri_note_words(const struct tlri_settings *settings, uint32_t why)
{
    switch ((enum tlri_noted)why) {
    case TLRI_NOTED_SINGLE_CROSS:
        return "its single cross counted as the figure 1";
    case TLRI_NOTED_REPEATED_NUMBER:
        return repeated_words(settings);
    case TLRI_NOTED_SKIPPED_NUMBER:
        return skipped_words(settings);
    case TLRI_NOTED_NUMBERS_AS_CROSSES:
        return "its numbers counted as crosses";
    case TLRI_NOTED_UNDERVOTE:
        return "it bears fewer marks than it might, and stands";
    case TLRI_NOTED_OVERVOTE:
        return "it bears more marks than it may, and every mark counted";
    case TLRI_NOTED_DECIDED:
    case TLRI_NOTED_COUNT:
        break;
    }
    return "it counts as decided";
}

const char *tlri_note_clause(uint32_t why)
{
    static const char *const clauses[TLRI_NOTED_COUNT] = {
        [TLRI_NOTED_SINGLE_CROSS] = "marks/MRK-5",
        [TLRI_NOTED_REPEATED_NUMBER] = "marks/MRK-7",
        [TLRI_NOTED_SKIPPED_NUMBER] = "marks/MRK-6",
        [TLRI_NOTED_NUMBERS_AS_CROSSES] = "marks/MRK-10",
        [TLRI_NOTED_UNDERVOTE] = "marks/MRK-12",
        [TLRI_NOTED_DECIDED] = "marks/MRK-1",
        [TLRI_NOTED_OVERVOTE] = "marks/MRK-11",
    };
    return clauses[why];
}

/* ---- sentences ----------------------------------------------------------------------------------
 */

static const uint32_t *set_of(const struct tlri_telling *t, const struct tlri_event *event)
{
    return tlri_transcript_set(t->told->transcript, event);
}

static void tell_bound(struct tlri_telling *t, uint32_t g)
{
    if (g == TLRI_NONE) {
        tlri_tell(t, "the bounds on groups together left no other way");
        return;
    }
    const struct tlri_group *group = &t->told->contest->group[g];
    if (group->minimum > 0) {
        tlri_tell(t, "at least %u of the group '%s' must be elected", group->minimum, group->name);
    } else {
        tlri_tell(t, "at most %u of the group '%s' may be elected", group->maximum, group->name);
    }
}

static void tell_purpose(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell_name(t, event->candidate);
    switch ((enum tlri_purpose)event->to) {
    case TLRI_PURPOSE_ELECT:
        tlri_tell(t, " was the one to be elected");
        return;
    case TLRI_PURPOSE_EXCLUDE:
        tlri_tell(t, " was the one to be excluded");
        return;
    case TLRI_PURPOSE_TRANSFER:
        tlri_tell(t, "'s surplus was the one to be transferred first");
        return;
    case TLRI_PURPOSE_COUNT:
        return;
    }
}

static void tell_tie(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell_names(t, set_of(t, event), event->set_size);
    tlri_tell(t, " were level");
    switch ((enum tlri_tie_how)event->why) {
    case TLRI_TIE_HOW_LOOKBACK:
        tlri_tell(t, "; stage %u, at which they were not, decided: ", event->part);
        break;
    case TLRI_TIE_HOW_PREFERENCES:
        tlri_tell(t, "; their ");
        tlri_tell_ordinal(t, event->part);
        tlri_tell(t, " preferences decided: ");
        break;
    case TLRI_TIE_HOW_LOT:
        tlri_tell(t, "; a lot was drawn: ");
        break;
    case TLRI_TIE_HOW_ORDER:
        tlri_tell(t, "; the order drawn up before the count decided: ");
        break;
    case TLRI_TIE_HOW_NONE_ELECTED:
        tlri_tell(t, " for fewer places than they were, so none of them was elected yet");
        return;
    case TLRI_TIE_HOW_REFERRED:
        tlri_tell(t, "; the question was referred to the meeting");
        return;
    case TLRI_TIE_HOW_RERUN:
        tlri_tell(t, "; the ballot is to be run again");
        return;
    case TLRI_TIE_HOW_LOT_NEEDED:
        tlri_tell(t, "; a lot must be drawn");
        return;
    case TLRI_TIE_HOW_COUNT:
        return;
    }
    tell_purpose(t, event);
}

static void tell_excluded(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell_name(t, event->candidate);
    tlri_tell(t, " was excluded with ");
    tlri_tell_votes(t, event->a);
    switch ((enum tlri_why_excluded)event->why) {
    case TLRI_WHY_EXCLUDED_LOWEST:
        tlri_tell(t, ", the fewest of those who could go out");
        return;
    case TLRI_WHY_EXCLUDED_DOOMED:
        tlri_tell(t, ", whatever the votes: ");
        tell_bound(t, event->group);
        tlri_tell(t, ", so this candidate could no longer be elected");
        return;
    case TLRI_WHY_EXCLUDED_BULK:
        tlri_tell(t, ", together with others: even all their votes together could not bring one "
                     "of them up to the candidate next above");
        return;
    case TLRI_WHY_EXCLUDED_REMAINDER:
        tlri_tell(t, ": the places were filled");
        return;
    case TLRI_WHY_EXCLUDED_COUNT:
        return;
    }
}

static const char *why_elected(const struct tlri_event *event)
{
    switch ((enum tlri_why_elected)event->why) {
    case TLRI_WHY_ELECTED_QUOTA:
        return "having reached the quota";
    case TLRI_WHY_ELECTED_REQUIRED:
        return "because nobody could overtake any more";
    case TLRI_WHY_ELECTED_REMAINING:
        return "because no more candidates were left than places";
    case TLRI_WHY_ELECTED_MAJORITY:
        return "with more than half of the papers";
    case TLRI_WHY_ELECTED_MOST_VOTES:
        return "with the most votes";
    case TLRI_WHY_ELECTED_UNOPPOSED:
        return "unopposed";
    case TLRI_WHY_ELECTED_COUNT:
        break;
    }
    return "";
}

static void tell_elected(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell_name(t, event->candidate);
    tlri_tell(t, " was elected to place %u with ", t->told->places_before + event->part);
    tlri_tell_votes(t, event->a);
    tlri_tell(t, ", %s", why_elected(event));
}

static void tell_protected(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell(t, "From then on ");
    tlri_tell_name(t, event->candidate);
    tlri_tell(t, event->kind == TLRI_EVENT_GUARDED ? " could not be excluded: "
                                                   : " could no longer be elected: ");
    tell_bound(t, event->group);
}

static void tell_quota(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell(t, event->why == TLRI_QUOTA_WHY_SET       ? "The quota was set at "
                 : event->why == TLRI_QUOTA_WHY_LOWERED ? "The quota was lowered to "
                                                        : "The quota was worked out anew: ");
    tlri_tell_amount(t, event->a);
    if (event->part > 0) {
        tlri_tell(t, ", from %llu votes divided by %u", (unsigned long long)event->papers,
                  event->part);
    }
}

/* Why an exclusion takes this stage stands in its `excluded` event, which a later part lacks. */
static void tell_exclusion(struct tlri_telling *t, const struct tlri_event *event)
{
    if (event->part > 1) {
        tlri_tell(t, "The exclusion of ");
        tlri_tell_names(t, set_of(t, event), event->set_size);
        tlri_tell(t, " went on with the papers of the next lower value (part %u): %llu papers, ",
                  event->part, (unsigned long long)event->papers);
        tlri_tell_votes(t, event->a);
        return;
    }
    tlri_tell_names(t, set_of(t, event), event->set_size);
    tlri_tell(t, event->set_size > 1 ? " went out together" : " went out");
}

static void tell_opening(struct tlri_telling *t, const struct tlri_event *event)
{
    switch ((enum tlri_action)event->why) {
    case TLRI_ACTION_FIRST:
        tlri_tell(t, "The count began: every valid paper went to its first preference");
        return;
    case TLRI_ACTION_SURPLUS:
        tlri_tell_names(t, set_of(t, event), event->set_size);
        tlri_tell(t, " had more votes than needed: the surplus of ");
        tlri_tell_votes(t, event->a);
        tlri_tell(t, " was passed on to next preferences");
        return;
    case TLRI_ACTION_EXCLUSION:
        tell_exclusion(t, event);
        return;
    case TLRI_ACTION_VOTES:
        tlri_tell(t, "Every mark on a valid paper gave its candidate one vote");
        return;
    case TLRI_ACTION_ROUND:
        tlri_tell(t, "The papers of this round were counted");
        return;
    case TLRI_ACTION_ITERATION:
        tlri_tell(t, "After the elections all papers were gone through again, so that the elected "
                     "kept hardly more than the quota");
        return;
    case TLRI_ACTION_NEXT_PLACE:
        tlri_tell(t, "The papers were laid out again for place %u", event->part);
        return;
    case TLRI_ACTION_COUNT:
        return;
    }
}

static void tell_deferred(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell(t, "Surpluses of ");
    tlri_tell_votes(t, event->a);
    tlri_tell(t, " waited: even all of them could not change who went out next");
}

static void tell_places_empty(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell(t, "%llu %s could not be filled: %s", (unsigned long long)event->papers,
              event->papers == 1 ? "place" : "places", tlri_empty_text(event->why));
}

static void tell_infeasible(struct tlri_telling *t, const struct tlri_event *event)
{
    const uint32_t *group = set_of(t, event);
    tlri_tell(t, "The bounds of ");
    for (uint32_t i = 0; i < event->set_size; i++) {
        tlri_tell(t, "%s'%s'",
                  i == 0                     ? ""
                  : i + 1 == event->set_size ? " and "
                                             : ", ",
                  t->told->contest->group[group[i]].name);
    }
    tlri_tell(t, " could not be met for all places");
}

void tlri_tell_event(struct tlri_telling *t, const struct tlri_event *event)
{
    switch ((enum tlri_event_kind)event->kind) {
    case TLRI_EVENT_TIE:
        tell_tie(t, event);
        return;
    case TLRI_EVENT_EXCLUDED:
        tell_excluded(t, event);
        return;
    case TLRI_EVENT_ELECTED:
        tell_elected(t, event);
        return;
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
        tell_protected(t, event);
        return;
    case TLRI_EVENT_DEFERRED:
        tell_deferred(t, event);
        return;
    case TLRI_EVENT_PLACES_EMPTY:
        tell_places_empty(t, event);
        return;
    case TLRI_EVENT_PLACE_EMPTY:
        tlri_tell(t, "Place %u stayed empty: %s", event->part, tlri_empty_text(event->why));
        return;
    case TLRI_EVENT_INFEASIBLE:
        tell_infeasible(t, event);
        return;
    case TLRI_EVENT_QUOTA:
        tell_quota(t, event);
        return;
    case TLRI_EVENT_REQUIRED:
        tlri_tell(t, "To be elected at this point took ");
        tlri_tell_votes(t, event->a);
        return;
    case TLRI_EVENT_STAGE:
        tell_opening(t, event);
        return;
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
    case TLRI_EVENT_VALID:
    case TLRI_EVENT_TRANSFER:
    case TLRI_EVENT_KEEP:
    case TLRI_EVENT_ITERATIONS:
    case TLRI_EVENT_TALLY:
    case TLRI_EVENT_NONTRANSFERABLE:
    case TLRI_EVENT_ROUNDING:
    case TLRI_EVENT_CLOSED:
    case TLRI_EVENT_COUNT:
        return;
    }
}
