/*
 * support/oracle.c: laws of counting. See oracle.h.
 *
 * Written from spec/formats/transcript.md (TRA-5 and the order of events) and spec/rules/ alone.
 * Nothing is shared with the engines; sums are plain sums, and feasibility is a loop over all
 * subsets of at most 16 candidates (CON-1), so that it can be checked by reading it.
 */
#include "support/oracle.h"

#include <stdio.h>
#include <string.h>

static const struct tlri_event *event_at(const struct tlri_transcript *transcript, size_t i)
{
    return tlri_transcript_event(transcript, i);
}

bool oracle_elected(const struct tlri_transcript *transcript, uint32_t candidate)
{
    const uint32_t *elected = transcript->elected.data;
    for (size_t i = 0; i < transcript->elected.count; i++) {
        if (elected[i] == candidate) {
            return true;
        }
    }
    return false;
}

static bool standing(const struct tlri_contest *contest, uint32_t candidate)
{
    return contest->candidate[candidate].standing != TLRI_WITHDRAWN;
}

/* ---- votes are conserved
 * ------------------------------------------------------------------------- */

/* Adds up the stage that event i opens, and moves i to the one that opens the next. */
static enum oracle stage_adds_up(const struct tlri_contest *contest,
                                 const struct tlri_transcript *transcript, size_t *i,
                                 tlri_dec valid, char *why)
{
    uint32_t stage = event_at(transcript, *i)->stage;
    bool tallied[TLRI_CANDIDATES_MAX] = {false};
    tlri_dec sum = 0;
    uint32_t totals = 0;
    for ((*i)++; *i < tlri_transcript_size(transcript); (*i)++) {
        const struct tlri_event *event = event_at(transcript, *i);
        if (event->kind == TLRI_EVENT_STAGE) {
            break;
        }
        if (event->kind == TLRI_EVENT_TALLY) {
            if (tallied[event->candidate] || event->a < 0) {
                (void)snprintf(why, ORACLE_TEXT,
                               "stage %u: candidate %u has two tallies or less "
                               "than nothing",
                               stage, event->candidate + 1);
                return ORACLE_BROKEN;
            }
            tallied[event->candidate] = true;
            sum += event->a;
        } else if (event->kind == TLRI_EVENT_NONTRANSFERABLE ||
                   event->kind == TLRI_EVENT_ROUNDING) {
            totals++;
            sum += event->a;
        }
    }
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (tallied[c] != standing(contest, c)) {
            (void)snprintf(why, ORACLE_TEXT, "stage %u: candidate %u is %stallied", stage, c + 1,
                           tallied[c] ? "" : "not ");
            return ORACLE_BROKEN;
        }
    }
    if (totals != 2 || sum != valid) {
        (void)snprintf(why, ORACLE_TEXT, "stage %u does not add up to the valid vote", stage);
        return ORACLE_BROKEN;
    }
    return ORACLE_HOLDS;
}

enum oracle oracle_votes_conserved(const struct tlri_contest *contest,
                                   const struct tlri_settings *settings,
                                   const struct tlri_transcript *transcript, char *why)
{
    (void)settings;
    tlri_dec valid = -1;
    for (size_t i = 0; i < tlri_transcript_size(transcript);) {
        const struct tlri_event *event = event_at(transcript, i);
        valid = event->kind == TLRI_EVENT_VALID ? event->a : valid;
        if (event->kind != TLRI_EVENT_STAGE) {
            i++;
            continue;
        }
        enum oracle found = stage_adds_up(contest, transcript, &i, valid, why);
        if (found != ORACLE_HOLDS) {
            return found;
        }
    }
    return transcript->stages > 0 ? ORACLE_HOLDS : ORACLE_SILENT;
}

/* ---- every place has an end
 * ---------------------------------------------------------------------- */

static bool has_tie(const struct tlri_transcript *transcript, enum tlri_tie_how how)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->kind == TLRI_EVENT_TIE && event->why == how) {
            return true;
        }
    }
    return false;
}

static bool has_kind(const struct tlri_transcript *transcript, enum tlri_event_kind kind)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        if (event_at(transcript, i)->kind == kind) {
            return true;
        }
    }
    return false;
}

/* Does the transcript show what an empty place gives as its reason? */
static bool reason_borne_out(const struct tlri_contest *contest,
                             const struct tlri_settings *settings,
                             const struct tlri_transcript *transcript, uint32_t reason)
{
    uint32_t stood = 0, reopen = 0;
    for (uint32_t c = 0; c < contest->candidates; c++) {
        stood += standing(contest, c);
        reopen += contest->candidate[c].standing == TLRI_REOPEN;
    }
    bool infeasible = has_kind(transcript, TLRI_EVENT_INFEASIBLE);
    switch ((enum tlri_empty)reason) {
    case TLRI_EMPTY_TOO_FEW:
        return stood < contest->places;
    case TLRI_EMPTY_CONSTRAINT:
        return (infeasible && settings->insufficient == TLRI_INSUFFICIENT_LEAVE_EMPTY) ||
               settings->minimum_order == TLRI_MINIMUM_EVERY_SECOND;
    case TLRI_EMPTY_REFERRED:
        return has_tie(transcript, TLRI_TIE_HOW_REFERRED) ||
               (infeasible && settings->insufficient == TLRI_INSUFFICIENT_REFER);
    case TLRI_EMPTY_RERUN:
        return has_tie(transcript, TLRI_TIE_HOW_RERUN);
    case TLRI_EMPTY_REOPEN:
        return reopen > 0;
    case TLRI_EMPTY_NO_VOTES:
        return true;
    case TLRI_EMPTY_COUNT:
        break;
    }
    return false;
}

struct places {
    bool ended[2 * TLRI_CANDIDATES_MAX + 1]; /* by number of place */
    bool in[TLRI_CANDIDATES_MAX];
    uint32_t elected, empty;
};

static enum oracle take_place(const struct tlri_contest *contest,
                              const struct tlri_settings *settings,
                              const struct tlri_transcript *transcript,
                              const struct tlri_event *event, struct places *places, char *why)
{
    if (event->part == 0 || event->part > contest->places || places->ended[event->part]) {
        (void)snprintf(why, ORACLE_TEXT, "place %u ends twice or is none", event->part);
        return ORACLE_BROKEN;
    }
    places->ended[event->part] = true;
    if (event->kind == TLRI_EVENT_PLACE_EMPTY) {
        places->empty++;
        if (!reason_borne_out(contest, settings, transcript, event->why)) {
            (void)snprintf(why, ORACLE_TEXT, "place %u is empty for a reason that nothing shows",
                           event->part);
            return ORACLE_BROKEN;
        }
        return ORACLE_HOLDS;
    }
    uint32_t c = event->candidate;
    if (c >= contest->candidates || places->in[c] ||
        contest->candidate[c].standing != TLRI_STANDING || !oracle_elected(transcript, c)) {
        (void)snprintf(why, ORACLE_TEXT, "candidate %u cannot be elected to place %u", c + 1,
                       event->part);
        return ORACLE_BROKEN;
    }
    places->in[c] = true;
    places->elected++;
    return ORACLE_HOLDS;
}

enum oracle oracle_places_filled(const struct tlri_contest *contest,
                                 const struct tlri_settings *settings,
                                 const struct tlri_transcript *transcript, char *why)
{
    struct places places = {0};
    size_t events = tlri_transcript_size(transcript);
    if (transcript->outcome == TLRI_OUTCOME_REFUSED ||
        transcript->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        return ORACLE_SILENT;
    }
    for (size_t i = 0; i < events; i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->kind != TLRI_EVENT_ELECTED && event->kind != TLRI_EVENT_PLACE_EMPTY) {
            continue;
        }
        enum oracle found = take_place(contest, settings, transcript, event, &places, why);
        if (found != ORACLE_HOLDS) {
            return found;
        }
    }
    const struct tlri_event *last = events > 0 ? event_at(transcript, events - 1) : NULL;
    bool whole = transcript->outcome == TLRI_OUTCOME_DONE;
    if (last == NULL || last->kind != TLRI_EVENT_CLOSED || last->papers != places.elected ||
        places.elected != transcript->elected.count || (whole && last->part != places.empty) ||
        (whole && places.elected + places.empty != contest->places)) {
        (void)snprintf(why, ORACLE_TEXT, "%u elected and %u empty do not end %u places",
                       places.elected, places.empty, contest->places);
        return ORACLE_BROKEN;
    }
    return ORACLE_HOLDS;
}

/* ---- bounds, by trying out every subset
 * ---------------------------------------------------------- */

struct field {
    const struct tlri_contest *contest;
    bool bound[TLRI_GROUPS_MAX];  /* the group's two bounds are looked at */
    uint32_t elected, continuing; /* masks */
    uint32_t left, empty;         /* places left to fill, places that stay empty */
};

static uint32_t ones(uint32_t mask)
{
    uint32_t n = 0;
    for (; mask != 0; mask &= mask - 1) {
        n++;
    }
    return n;
}

static uint32_t members(const struct tlri_contest *contest, uint32_t group, uint32_t mask)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < contest->candidates; c++) {
        uint32_t k = contest->group[group].category;
        n += (mask >> c & 1u) != 0 && contest->member[c * contest->categories + k] == group;
    }
    return n;
}

/* CON-1: no group above its maximum, and in no category more missing than places stay empty. */
static bool keeps_bounds(const struct field *field, uint32_t mask)
{
    uint32_t missing[TLRI_CATEGORIES_MAX] = {0};
    for (uint32_t g = 0; g < field->contest->groups; g++) {
        const struct tlri_group *group = &field->contest->group[g];
        uint32_t n = members(field->contest, g, mask);
        if (!field->bound[g]) {
            continue;
        }
        if (group->maximum != TLRI_NO_MAXIMUM && n > group->maximum) {
            return false;
        }
        missing[group->category] += group->minimum > n ? group->minimum - n : 0;
    }
    for (uint32_t k = 0; k < field->contest->categories; k++) {
        if (missing[k] > field->empty) {
            return false;
        }
    }
    return true;
}

/* The union and the intersection of all completions; false when there is none. */
static bool completions(const struct field *field, uint32_t *in_some, uint32_t *in_all)
{
    bool any = false;
    *in_some = 0;
    *in_all = field->continuing;
    for (uint32_t take = field->continuing;; take = (take - 1) & field->continuing) {
        if (ones(take) == field->left && keeps_bounds(field, field->elected | take)) {
            any = true;
            *in_some |= take;
            *in_all &= take;
        }
        if (take == 0) {
            return any;
        }
    }
}

static bool completes(const struct field *field)
{
    uint32_t in_some, in_all;
    return completions(field, &in_some, &in_all);
}

static bool is_bound(const struct tlri_group *group)
{
    return group->minimum > 0 || group->maximum != TLRI_NO_MAXIMUM;
}

static bool field_start(const struct tlri_contest *contest, struct field *field)
{
    bool any = false;
    memset(field, 0, sizeof *field);
    field->contest = contest;
    for (uint32_t g = 0; g < contest->groups; g++) {
        field->bound[g] = true;
        any = any || is_bound(&contest->group[g]);
    }
    for (uint32_t c = 0; c < contest->candidates; c++) {
        field->continuing |= standing(contest, c) ? 1u << c : 0;
    }
    return any;
}

/* CON-4: how many places stay empty. UINT32_MAX: no number of them helps. */
static uint32_t places_empty(struct field *field, uint32_t *at_least)
{
    uint32_t places = field->contest->places;
    uint32_t stood = ones(field->continuing);
    *at_least = places > stood ? places - stood : 0;
    for (field->empty = *at_least; field->empty <= places; field->empty++) {
        field->left = places - field->empty;
        if (completes(field)) {
            return field->empty;
        }
    }
    return UINT32_MAX;
}

/* The groups that clash, as CON-4 finds them. */
static uint32_t clash(struct field *field, uint32_t at_least, uint32_t *set)
{
    uint32_t n = 0;
    field->empty = at_least;
    field->left = field->contest->places - at_least;
    for (uint32_t g = 0; g < field->contest->groups; g++) {
        field->bound[g] = false;
        field->bound[g] = completes(field);
    }
    for (uint32_t g = 0; g < field->contest->groups; g++) {
        if (field->bound[g] && is_bound(&field->contest->group[g])) {
            set[n++] = g;
        }
        field->bound[g] = true;
    }
    return n;
}

static const struct tlri_event *first_of(const struct tlri_transcript *transcript,
                                         enum tlri_event_kind kind)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        if (event_at(transcript, i)->kind == kind) {
            return event_at(transcript, i);
        }
    }
    return NULL;
}

static enum oracle start_is_right(struct field *field, const struct tlri_settings *settings,
                                  const struct tlri_transcript *transcript, char *why)
{
    uint32_t at_least, set[TLRI_GROUPS_MAX];
    uint32_t empty = places_empty(field, &at_least);
    const struct tlri_event *event = first_of(transcript, TLRI_EVENT_INFEASIBLE);
    bool refused = transcript->outcome == TLRI_OUTCOME_REFUSED;
    bool clashes = empty != at_least;
    bool refuses =
        clashes && (empty == UINT32_MAX || settings->insufficient == TLRI_INSUFFICIENT_REFUSE);
    if (refused != refuses || (event != NULL) != clashes) {
        (void)snprintf(why, ORACLE_TEXT, "the bounds %sclash at the start",
                       clashes ? "" : "do not ");
        return ORACLE_BROKEN;
    }
    if (clashes && empty != UINT32_MAX) {
        uint32_t n = clash(field, at_least, set);
        const uint32_t *theirs = tlri_transcript_set(transcript, event);
        if (event->papers != field->contest->places - empty || event->set_size != n ||
            (n > 0 && memcmp(theirs, set, n * sizeof *set) != 0)) {
            (void)snprintf(why, ORACLE_TEXT, "other groups clash, or other places can be filled");
            return ORACLE_BROKEN;
        }
    }
    field->empty = empty;
    field->left = empty == UINT32_MAX ? 0 : field->contest->places - empty;
    return refused ? ORACLE_SILENT : ORACLE_HOLDS;
}

/* CON-6: the first group without whose bounds the candidate would be free, or TLRI_NONE. */
static uint32_t naming_group(struct field *field, uint32_t candidate, bool guarded)
{
    for (uint32_t g = 0; g < field->contest->groups; g++) {
        uint32_t in_some, in_all;
        field->bound[g] = false;
        bool any = completions(field, &in_some, &in_all);
        field->bound[g] = true;
        uint32_t bit = 1u << candidate;
        bool still = guarded ? (in_all & bit) != 0 : (in_some & bit) == 0;
        if (any && !still) {
            return g;
        }
    }
    return TLRI_NONE;
}

struct pass {
    struct field *field;
    const struct tlri_transcript *transcript;
    uint32_t known[2]; /* masks: guarded, doomed so far */
    char *why;
};

/* Reads the events of one kind from i on; they must be exactly the new ones, ascending. */
static enum oracle pass_events(struct pass *pass, enum tlri_event_kind kind, uint32_t expected,
                               size_t *i)
{
    bool guarded = kind == TLRI_EVENT_GUARDED;
    uint32_t *known = &pass->known[guarded ? 0 : 1];
    for (uint32_t c = 0; c < pass->field->contest->candidates; c++) {
        if ((expected & ~*known & 1u << c) == 0) {
            continue;
        }
        const struct tlri_event *event =
            *i < tlri_transcript_size(pass->transcript) ? event_at(pass->transcript, *i) : NULL;
        if (event == NULL || event->kind != kind || event->candidate != c) {
            (void)snprintf(pass->why, ORACLE_TEXT, "event %zu: candidate %u should be %s here", *i,
                           c + 1, tlri_event_token(kind));
            return ORACLE_BROKEN;
        }
        if (event->group != naming_group(pass->field, c, guarded)) {
            (void)snprintf(pass->why, ORACLE_TEXT, "event %zu: another group binds candidate %u",
                           *i, c + 1);
            return ORACLE_BROKEN;
        }
        (*i)++;
    }
    *known |= expected;
    return ORACLE_HOLDS;
}

/* CON-5 in the state of the field; *i stands behind what changed it. */
static enum oracle check_pass(struct pass *pass, size_t *i)
{
    uint32_t in_some = pass->field->continuing, in_all = 0;
    bool due = pass->field->left > 0 && ones(pass->field->continuing) > pass->field->left;
    if (due && !completions(pass->field, &in_some, &in_all)) {
        (void)snprintf(pass->why, ORACLE_TEXT, "event %zu: there is no completion any more", *i);
        return ORACLE_BROKEN;
    }
    enum oracle found = pass_events(pass, TLRI_EVENT_GUARDED, in_all, i);
    if (found == ORACLE_HOLDS) {
        found = pass_events(pass, TLRI_EVENT_DOOMED, pass->field->continuing & ~in_some, i);
    }
    return found;
}

/* Follows one event; says whether a pass is due after it. */
static bool follow(struct pass *pass, const struct tlri_event *event, bool exclusions_count)
{
    uint32_t bit = event->candidate < 32 ? 1u << event->candidate : 0;
    switch ((enum tlri_event_kind)event->kind) {
    case TLRI_EVENT_ELECTED:
        pass->field->elected |= bit;
        pass->field->continuing &= ~bit;
        pass->field->left--;
        return event->why != TLRI_WHY_ELECTED_REMAINING; /* all of them are one decision (CON-12) */
    case TLRI_EVENT_PLACE_EMPTY:
        if (event->why != TLRI_EMPTY_REOPEN || bit == 0 || (pass->field->continuing & bit) == 0) {
            return false;
        }
        pass->field->continuing &= ~bit;
        pass->field->left--;
        return true;
    case TLRI_EVENT_EXCLUDED:
        if (!exclusions_count) {
            return false;
        }
        pass->field->continuing &= ~bit;
        return true;
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
    case TLRI_EVENT_VALID:
    case TLRI_EVENT_INFEASIBLE:
    case TLRI_EVENT_PLACES_EMPTY:
    case TLRI_EVENT_STAGE:
    case TLRI_EVENT_TRANSFER:
    case TLRI_EVENT_KEEP:
    case TLRI_EVENT_ITERATIONS:
    case TLRI_EVENT_QUOTA:
    case TLRI_EVENT_TALLY:
    case TLRI_EVENT_NONTRANSFERABLE:
    case TLRI_EVENT_ROUNDING:
    case TLRI_EVENT_REQUIRED:
    case TLRI_EVENT_TIE:
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
    case TLRI_EVENT_DEFERRED:
    case TLRI_EVENT_CLOSED:
    case TLRI_EVENT_COUNT:
        break;
    }
    return false;
}

/* Where the start ends: behind everything of stage 0 that is no guarded or doomed event. */
static size_t behind_start(const struct tlri_transcript *transcript)
{
    size_t i = 0;
    while (i < tlri_transcript_size(transcript)) {
        uint16_t kind = event_at(transcript, i)->kind;
        if (kind != TLRI_EVENT_REJECTED && kind != TLRI_EVENT_NOTED && kind != TLRI_EVENT_VALID &&
            kind != TLRI_EVENT_INFEASIBLE && kind != TLRI_EVENT_PLACES_EMPTY) {
            break;
        }
        i++;
    }
    return i;
}

/* Exclusions inside a place filled by repeated counts are not final (SUC-6). */
static enum oracle passes_are_right(struct field *field, const struct tlri_settings *settings,
                                    const struct tlri_transcript *transcript, char *why)
{
    struct pass pass = {field, transcript, {0, 0}, why};
    bool exclusions_count = settings->method != TLRI_METHOD_SUCCESSIVE;
    size_t i = behind_start(transcript);
    enum oracle found = check_pass(&pass, &i);
    while (found == ORACLE_HOLDS && i < tlri_transcript_size(transcript)) {
        const struct tlri_event *event = event_at(transcript, i++);
        if (event->kind == TLRI_EVENT_GUARDED || event->kind == TLRI_EVENT_DOOMED) {
            (void)snprintf(why, ORACLE_TEXT, "event %zu: candidate %u is free here", i - 1,
                           event->candidate + 1);
            return ORACLE_BROKEN;
        }
        bool due = follow(&pass, event, exclusions_count);
        const struct tlri_event *next =
            i < tlri_transcript_size(transcript) ? event_at(transcript, i) : NULL;
        bool together = event->kind == TLRI_EVENT_EXCLUDED && next != NULL &&
                        next->kind == TLRI_EVENT_EXCLUDED && next->stage == event->stage;
        if (due && !together) {
            found = check_pass(&pass, &i);
        }
    }
    return found;
}

/* At the end: the elected, and any completion of the places that stay empty for other reasons. */
static enum oracle elected_keep_bounds(struct field *field, char *why)
{
    uint32_t all = 0;
    for (uint32_t c = 0; c < field->contest->candidates; c++) {
        all |= standing(field->contest, c) ? 1u << c : 0;
    }
    field->continuing = all & ~field->elected;
    if (!completes(field)) {
        (void)snprintf(why, ORACLE_TEXT, "those elected break a bound that could be kept");
        return ORACLE_BROKEN;
    }
    return ORACLE_HOLDS;
}

/* PLU-7: after a place that went outside the group, the other of the pair goes to the group. */
static enum oracle pairs_are_kept(const struct tlri_contest *contest,
                                  const struct tlri_transcript *transcript, char *why)
{
    uint32_t group = 0;
    uint32_t at[2 * TLRI_CANDIDATES_MAX + 2];
    memset(at, 0xff, sizeof at);
    while (group < contest->groups && contest->group[group].minimum == 0) {
        group++;
    }
    if (group == contest->groups) {
        return ORACLE_SILENT;
    }
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->kind == TLRI_EVENT_ELECTED && event->part <= contest->places) {
            at[event->part] = event->candidate;
        }
    }
    for (uint32_t place = 1; place + 1 <= contest->places; place += 2) {
        bool first = at[place] != TLRI_NONE && members(contest, group, 1u << at[place]) == 0;
        bool other =
            at[place + 1] != TLRI_NONE && members(contest, group, 1u << at[place + 1]) == 0;
        if (first && other) {
            (void)snprintf(why, ORACLE_TEXT, "places %u and %u both went outside the group", place,
                           place + 1);
            return ORACLE_BROKEN;
        }
    }
    return ORACLE_HOLDS;
}

enum oracle oracle_bounds_kept(const struct tlri_contest *contest,
                               const struct tlri_settings *settings,
                               const struct tlri_transcript *transcript, char *why)
{
    struct field field;
    if (contest->candidates > ORACLE_CANDIDATES_MAX || !settings->constrained ||
        !field_start(contest, &field)) {
        return ORACLE_SILENT;
    }
    if (settings->minimum_order == TLRI_MINIMUM_EVERY_SECOND) {
        return pairs_are_kept(contest, transcript, why);
    }
    enum oracle found = start_is_right(&field, settings, transcript, why);
    if (found != ORACLE_HOLDS) {
        return found == ORACLE_SILENT ? ORACLE_HOLDS : found;
    }
    found = passes_are_right(&field, settings, transcript, why);
    if (found != ORACLE_HOLDS || transcript->outcome != TLRI_OUTCOME_DONE) {
        return found;
    }
    return elected_keep_bounds(&field, why);
}

/* ---- a quota of first preferences
 * ---------------------------------------------------------------- */

static bool is_stv(const struct tlri_settings *settings)
{
    switch (settings->method) {
    case TLRI_METHOD_ERS97:
    case TLRI_METHOD_SCOTTISH:
    case TLRI_METHOD_NIRELAND:
    case TLRI_METHOD_WIGM:
    case TLRI_METHOD_MEEK:
    case TLRI_METHOD_GREGORY:
        return true;
    case TLRI_METHOD_PLURALITY:
    case TLRI_METHOD_AV:
    case TLRI_METHOD_SUCCESSIVE:
    case TLRI_METHOD_ELIMINATING:
    case TLRI_METHOD_COUNT:
        break;
    }
    return false;
}

static bool passes_quota(const struct tlri_settings *settings,
                         const struct tlri_transcript *transcript, const struct tlri_event *quota,
                         tlri_dec vote)
{
    tlri_dec left = vote, right = quota->a;
    if (settings->quota == TLRI_QUOTA_EXACT && quota->part != 0) {
        left = vote * (tlri_dec)quota->part;
        right = (tlri_dec)quota->papers * tlri_dec_unit(transcript->decimals);
    }
    return settings->quota_test == TLRI_QUOTA_EXCEED ? left > right : left >= right;
}

static bool ever_doomed(const struct tlri_transcript *transcript, uint32_t candidate)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->kind == TLRI_EVENT_DOOMED && event->candidate == candidate) {
            return true;
        }
    }
    return false;
}

static bool takes_empty_place(const struct tlri_transcript *transcript, uint32_t candidate)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->kind == TLRI_EVENT_PLACE_EMPTY && event->candidate == candidate) {
            return true;
        }
    }
    return false;
}

/* Those who have the quota at stage 1, as a list. */
static uint32_t with_quota(const struct tlri_settings *settings,
                           const struct tlri_transcript *transcript, const struct tlri_event *quota,
                           uint32_t *out)
{
    uint32_t n = 0;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->kind == TLRI_EVENT_TALLY && event->stage == 1 && event->a > 0 &&
            passes_quota(settings, transcript, quota, event->a)) {
            out[n++] = event->candidate;
        }
    }
    return n;
}

enum oracle oracle_quota_elects(const struct tlri_contest *contest,
                                const struct tlri_settings *settings,
                                const struct tlri_transcript *transcript, char *why)
{
    const struct tlri_event *quota = first_of(transcript, TLRI_EVENT_QUOTA);
    const struct tlri_event *empty = first_of(transcript, TLRI_EVENT_PLACES_EMPTY);
    const struct tlri_event *iterations = first_of(transcript, TLRI_EVENT_ITERATIONS);
    uint32_t reached[TLRI_CANDIDATES_MAX];
    if (!is_stv(settings) || quota == NULL || transcript->outcome != TLRI_OUTCOME_DONE ||
        has_tie(transcript, TLRI_TIE_HOW_REFERRED) || has_tie(transcript, TLRI_TIE_HOW_RERUN) ||
        settings->reopen == TLRI_REOPEN_ALL_AFTER || settings->repeated == TLRI_REPEATED_SHARE ||
        (iterations != NULL && iterations->papers > 1)) {
        return ORACLE_SILENT; /* the tallies of stage 1 may then be other than first preferences */
    }
    uint32_t n = with_quota(settings, transcript, quota, reached);
    if (n == 0 || empty != NULL || n > contest->places) {
        return ORACLE_SILENT;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = reached[i];
        if (!oracle_elected(transcript, c) && !ever_doomed(transcript, c) &&
            !takes_empty_place(transcript, c)) {
            (void)snprintf(why, ORACLE_TEXT,
                           "candidate %u has a quota of first preferences and "
                           "is not elected",
                           c + 1);
            return ORACLE_BROKEN;
        }
    }
    return ORACLE_HOLDS;
}

/* ---- two counts of one election
 * ------------------------------------------------------------------ */

static bool same_event(const struct tlri_transcript *x, const struct tlri_transcript *y, size_t i)
{
    const struct tlri_event *a = event_at(x, i), *b = event_at(y, i);
    return a->kind == b->kind && a->why == b->why && a->stage == b->stage && a->part == b->part &&
           a->candidate == b->candidate && a->to == b->to && a->group == b->group &&
           a->papers == b->papers && a->a == b->a && a->b == b->b && a->set_size == b->set_size &&
           (a->set_size == 0 || memcmp(tlri_transcript_set(x, a), tlri_transcript_set(y, b),
                                       a->set_size * sizeof(uint32_t)) == 0);
}

enum oracle oracle_same_events(const struct tlri_transcript *x, const struct tlri_transcript *y,
                               char *why)
{
    size_t events = tlri_transcript_size(x);
    for (size_t i = 0; i < events && i < tlri_transcript_size(y); i++) {
        if (!same_event(x, y, i)) {
            (void)snprintf(why, ORACLE_TEXT, "event %zu is another", i);
            return ORACLE_BROKEN;
        }
    }
    if (events != tlri_transcript_size(y) || x->outcome != y->outcome) {
        (void)snprintf(why, ORACLE_TEXT, "one count ends before the other");
        return ORACLE_BROKEN;
    }
    return ORACLE_HOLDS;
}

enum oracle oracle_same_winners(const struct tlri_transcript *x, const struct tlri_transcript *y,
                                char *why)
{
    const uint32_t *a = x->elected.data, *b = y->elected.data;
    if (x->outcome == TLRI_OUTCOME_LOT_NEEDED || x->outcome == TLRI_OUTCOME_REFUSED) {
        return ORACLE_SILENT;
    }
    bool same = x->outcome == y->outcome && x->elected.count == y->elected.count;
    for (size_t i = 0; same && i < x->elected.count; i++) {
        same = a[i] == b[i];
    }
    if (!same) {
        (void)snprintf(why, ORACLE_TEXT, "others are elected, or in another order");
    }
    return same ? ORACLE_HOLDS : ORACLE_BROKEN;
}

/* Did the order on the ballot paper settle anything: by lot or order, or by electing level ones. */
static bool paper_order_matters(const struct tlri_settings *settings,
                                const struct tlri_transcript *transcript, bool order_renamed)
{
    if (has_tie(transcript, TLRI_TIE_HOW_LOT) || has_tie(transcript, TLRI_TIE_HOW_LOT_NEEDED) ||
        (has_tie(transcript, TLRI_TIE_HOW_ORDER) && !order_renamed) ||
        settings->repeated == TLRI_REPEATED_SHARE) {
        return true;
    }
    const struct tlri_event *last = NULL;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->kind != TLRI_EVENT_ELECTED && event->kind != TLRI_EVENT_PLACE_EMPTY) {
            continue;
        }
        if (last != NULL && last->stage == event->stage && last->a == event->a) {
            return true;
        }
        last = event;
    }
    return false;
}

/* The vote of each candidate at a stage; the totals behind them. */
static void votes_at(const struct tlri_transcript *transcript, uint32_t stage, uint32_t candidates,
                     tlri_dec *out)
{
    memset(out, 0, ((size_t)candidates + 3) * sizeof *out);
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = event_at(transcript, i);
        if (event->stage != stage) {
            continue;
        }
        if (event->kind == TLRI_EVENT_TALLY) {
            out[event->candidate] = event->a;
        } else if (event->kind == TLRI_EVENT_NONTRANSFERABLE) {
            out[candidates] = event->a;
        } else if (event->kind == TLRI_EVENT_ROUNDING) {
            out[candidates + 1] = event->a;
        } else if (event->kind == TLRI_EVENT_QUOTA) {
            out[candidates + 2] = event->a;
        }
    }
}

enum oracle oracle_renamed(const struct tlri_contest *contest, const struct tlri_settings *settings,
                           const struct tlri_transcript *x, const struct tlri_transcript *y,
                           const uint32_t *to, bool order_renamed, char *why)
{
    tlri_dec before[TLRI_CANDIDATES_MAX + 3], after[TLRI_CANDIDATES_MAX + 3];
    if (paper_order_matters(settings, x, order_renamed)) {
        return ORACLE_SILENT;
    }
    if (x->outcome != y->outcome || x->stages != y->stages ||
        x->elected.count != y->elected.count) {
        (void)snprintf(why, ORACLE_TEXT,
                       "renamed candidates give another number of stages or "
                       "elected");
        return ORACLE_BROKEN;
    }
    const uint32_t *a = x->elected.data, *b = y->elected.data;
    for (size_t i = 0; i < x->elected.count; i++) {
        if (to[a[i]] != b[i]) {
            (void)snprintf(why, ORACLE_TEXT, "candidate %u is not elected under another name",
                           a[i] + 1);
            return ORACLE_BROKEN;
        }
    }
    uint32_t n = contest->candidates;
    for (uint32_t stage = 1; stage <= x->stages; stage++) {
        votes_at(x, stage, n, before);
        votes_at(y, stage, n, after);
        for (uint32_t c = 0; c < n + 3; c++) {
            if (before[c] != after[c < n ? to[c] : c]) {
                (void)snprintf(why, ORACLE_TEXT, "stage %u: a figure changes with the names",
                               stage);
                return ORACLE_BROKEN;
            }
        }
    }
    return ORACLE_HOLDS;
}
