/*
 * audit/vacancy.c: who fills a place that falls vacant, by the declared reading.
 *
 * The reading says which count is to be made; here its contest, settings and papers are put
 * together from those of the election, both engines make it, and what came of it is named. By
 * runner-up the kept are kept by a bound, so that the engines need know nothing of vacancies. A
 * vacancy changes no result and nothing in the folder. Implements spec/rules/vacancy.md.
 */
#include "audit/vacancy.h"

#include <string.h>

#include "count/count.h"
#include "recount/recount.h"
#include "rules/settings.h"

enum { LOTS_MAX = 250, NAMES_MAX = 1 << 16 };

/* ---- the place ----------------------------------------------------------------------------------
 */

/* Says which contests there are. */
static tlr_status which_contest(const struct tlri_vacancy *v, const char *id)
{
    const struct tlri_audit *o = v->outcome;
    struct tlri_buf list;
    tlri_buf_init(&list, v->ctx, NAMES_MAX);
    for (size_t i = 0; i < o->counted; i++) {
        if (o->contest[i].round == 1) {
            tlri_buf_printf(&list, "%s%s", i > 0 ? ", " : "the contests are ",
                            o->contest[i].contest.id);
        }
    }
    if (id != NULL) {
        tlri_diag(v->ctx, TLR_ERROR, 6401, NULL, list.data, "vacancy/VAC-1",
                  "there is no contest '%s'", id);
    } else {
        tlri_diag(v->ctx, TLR_ERROR, 6410, NULL, list.data, "vacancy/VAC-1",
                  "the contest must be named: --contest ID");
    }
    tlri_buf_drop(&list);
    return id != NULL ? TLR_E_INPUT : TLR_E_USAGE;
}

static tlr_status find_contest(const struct tlri_vacancy *v, const char *id, size_t *index)
{
    const struct tlri_audit *o = v->outcome;
    bool only = o->election_case->contests == 1;
    for (size_t i = 0; i < o->counted; i++) {
        if (id != NULL ? tlri_streq(o->contest[i].contest.id, id) : only) {
            *index = i;
            return TLR_OK;
        }
    }
    return which_contest(v, id);
}

/* The place of that number in any round of the contest; NULL: there is none. */
static const struct tlri_result_place *place_numbered(const struct tlri_vacancy *v, size_t first,
                                                      uint32_t *places)
{
    const struct tlri_audit *o = v->outcome;
    const struct tlri_result_place *found = NULL;
    *places = 0;
    for (size_t i = first; i < o->counted && o->contest[i].source == o->contest[first].source;
         i++) {
        const struct tlri_result_contest *contest = &o->result.contest[i];
        for (size_t p = 0; p < contest->places; p++) {
            found = contest->place[p].number == v->place ? &contest->place[p] : found;
            *places = contest->place[p].number;
        }
    }
    return found;
}

static tlr_status find_place(struct tlri_vacancy *v, size_t first)
{
    const char *id = v->outcome->contest[first].contest.id;
    uint32_t places = 0;
    const struct tlri_result_place *place = place_numbered(v, first, &places);
    if (place == NULL) {
        tlri_diag(v->ctx, TLR_ERROR, 6411, NULL, "give the number of one of them", "vacancy/VAC-1",
                  "contest '%s' has places 1 to %u, no place %u", id, places, v->place);
        return TLR_E_INPUT;
    }
    v->leaves = place->candidate;
    if (v->leaves == TLRI_NONE) {
        tlri_diag(v->ctx, TLR_ERROR, 6412, NULL, "give the number of a place that was filled",
                  "vacancy/VAC-1", "nobody was elected to place %u of contest '%s'", v->place, id);
        return TLR_E_INPUT;
    }
    return TLR_OK;
}

/* ---- who may fill it ----------------------------------------------------------------------------
 */

static bool kept(const struct tlri_vacancy *v, uint32_t candidate)
{
    return v->counted->elected[candidate] && candidate != v->leaves;
}

/* Elected in another contest, where a person may hold one place only. */
static bool sits_elsewhere(const struct tlri_vacancy *v, const char *id)
{
    const struct tlri_audit *o = v->outcome;
    if (!o->election_case->notice->one_person_one_place) {
        return false;
    }
    for (size_t i = 0; i < o->counted; i++) {
        const struct tlri_counted *other = &o->contest[i];
        bool same = other->source == v->counted->source;
        for (uint32_t c = 0; !same && c < other->contest.candidates; c++) {
            if (other->elected[c] && tlri_streq(other->contest.candidate[c].id, id)) {
                return true;
            }
        }
    }
    return false;
}

/* [VAC-2] */
static bool may_fill(const struct tlri_vacancy *v, uint32_t candidate)
{
    const struct tlri_candidate *c = &v->counted->contest.candidate[candidate];
    return c->standing != TLRI_WITHDRAWN && candidate != v->leaves && !kept(v, candidate) &&
           (c->standing == TLRI_REOPEN || !sits_elsewhere(v, c->id));
}

static uint32_t kept_count(const struct tlri_vacancy *v)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < v->counted->contest.candidates; c++) {
        n += kept(v, c);
    }
    return n;
}

static bool anybody_may(const struct tlri_vacancy *v)
{
    for (uint32_t c = 0; c < v->counted->contest.candidates; c++) {
        if (may_fill(v, c) && v->counted->contest.candidate[c].standing == TLRI_STANDING) {
            return true;
        }
    }
    return false;
}

/* The contest with only those on their feet who may be counted. */
static tlr_status copy_contest(struct tlri_vacancy *v, bool with_kept)
{
    const struct tlri_contest *from = &v->counted->contest;
    struct tlri_candidate *candidate =
        tlri_arena_array(&v->arena, from->candidates + 1u, sizeof *candidate);
    v->again.elected = tlri_arena_array(&v->arena, from->candidates + 1u, sizeof(bool));
    if (candidate == NULL || v->again.elected == NULL) {
        return tlri_no_memory(v->ctx);
    }
    for (uint32_t c = 0; c < from->candidates; c++) {
        candidate[c] = from->candidate[c];
        if (!may_fill(v, c) && !(with_kept && kept(v, c))) {
            candidate[c].standing = TLRI_WITHDRAWN;
        }
    }
    v->again.source = v->counted->source;
    v->again.round = 1;
    v->again.contest = *from;
    v->again.contest.candidate = candidate;
    return TLR_OK;
}

/* ---- runner-up ----------------------------------------------------------------------------------
 */

static tlr_status no_room(const struct tlri_vacancy *v)
{
    tlri_diag(v->ctx, TLR_ERROR, 6415, NULL, NULL, "vacancy/VAC-5",
              "contest '%s' has no room for one more category, by which the others keep their "
              "places",
              v->counted->contest.id);
    return TLR_E_LIMIT;
}

/* The groups of the contest, without bounds where the count knew none. */
static void copy_groups(const struct tlri_vacancy *v, struct tlri_group *group)
{
    const struct tlri_contest *from = &v->counted->contest;
    for (uint32_t g = 0; g < from->groups; g++) {
        group[g] = from->group[g];
        if (!v->counted->settings.constrained) {
            group[g].minimum = 0;
            group[g].maximum = TLRI_NO_MAXIMUM;
        }
    }
}

static void copy_members(const struct tlri_vacancy *v, uint32_t *member)
{
    const struct tlri_contest *from = &v->counted->contest;
    uint32_t categories = from->categories + 1;
    for (uint32_t c = 0; c < from->candidates; c++) {
        for (uint32_t k = 0; k < from->categories; k++) {
            member[c * categories + k] = from->member[c * from->categories + k];
        }
        bool newcomer = may_fill(v, c) && from->candidate[c].standing == TLRI_STANDING;
        member[c * categories + from->categories] = newcomer ? from->groups : TLRI_NONE;
    }
}

/* [VAC-5] At most one of the newly elected, so that all the kept must be elected with them. */
static tlr_status add_category(struct tlri_vacancy *v)
{
    struct tlri_contest *contest = &v->again.contest;
    const struct tlri_contest *from = &v->counted->contest;
    if (from->categories >= TLRI_CATEGORIES_MAX || from->groups >= TLRI_GROUPS_MAX) {
        return no_room(v);
    }
    const char **category = tlri_arena_array(&v->arena, from->categories + 1u, sizeof *category);
    struct tlri_group *group = tlri_arena_array(&v->arena, from->groups + 1u, sizeof *group);
    uint32_t *member = tlri_arena_array(
        &v->arena, (size_t)from->candidates * (from->categories + 1u), sizeof *member);
    if (category == NULL || group == NULL || member == NULL) {
        return tlri_no_memory(v->ctx);
    }
    for (uint32_t k = 0; k < from->categories; k++) {
        category[k] = from->category[k];
    }
    category[from->categories] = "vacancy";
    copy_groups(v, group);
    group[from->groups] = (struct tlri_group){from->categories, "newly elected", 0, 1};
    copy_members(v, member);
    contest->category = category;
    contest->categories = from->categories + 1;
    contest->group = group;
    contest->groups = from->groups + 1;
    contest->member = member;
    v->again.settings.constrained = true;
    return TLR_OK;
}

static tlr_status prepare_runner_up(struct tlri_vacancy *v)
{
    TLR_TRY(copy_contest(v, true));
    v->again.settings = v->counted->settings;
    v->again.settings.insufficient = TLRI_INSUFFICIENT_LEAVE_EMPTY; /* [VAC-7] */
    v->again.papers = v->counted->papers;
    return v->again.contest.places > 1 ? add_category(v) : TLR_OK;
}

/* ---- countback ----------------------------------------------------------------------------------
 */

/* [VAC-7] The bounds that are left for one more member. */
static tlr_status lower_bounds(struct tlri_vacancy *v)
{
    struct tlri_contest *contest = &v->again.contest;
    struct tlri_group *group = tlri_arena_array(&v->arena, contest->groups + 1u, sizeof *group);
    uint32_t empty = contest->places - kept_count(v) - 1;
    if (group == NULL) {
        return tlri_no_memory(v->ctx);
    }
    copy_groups(v, group);
    for (uint32_t g = 0; g < contest->groups; g++) {
        uint32_t members = 0;
        for (uint32_t c = 0; c < contest->candidates; c++) {
            members +=
                kept(v, c) && contest->member[c * contest->categories + group[g].category] == g;
        }
        uint32_t off = members + empty;
        group[g].minimum -= group[g].minimum < off ? group[g].minimum : off;
        if (group[g].maximum != TLRI_NO_MAXIMUM) {
            group[g].maximum -= group[g].maximum < members ? group[g].maximum : members;
        }
    }
    contest->group = group;
    contest->places = 1;
    return TLR_OK;
}

static tlr_status prepare_countback(struct tlri_vacancy *v, unsigned *decimals)
{
    TLR_TRY(copy_contest(v, false));
    TLR_TRY(lower_bounds(v));
    TLR_TRY(tlri_settings_named(v->ctx, "av", &v->again.settings));
    TLR_TRY(tlri_readings_apply(v->ctx, &v->outcome->readings, &v->again.settings));
    v->again.settings.insufficient = TLRI_INSUFFICIENT_LEAVE_EMPTY;
    TLR_TRY(tlri_vacancy_papers(v->ctx, v->counted, v->leaves, decimals, &v->papers));
    v->again.papers = v->papers;
    return TLR_OK;
}

/* The engines counted units of the last decimal and rows; a reader wants votes and papers. */
static void show_as_votes(struct tlri_vacancy *v, unsigned decimals)
{
    struct tlri_transcript *transcript = v->again.transcript;
    struct tlri_event *event = transcript->events.data;
    const struct tlri_touched *touched = transcript->touched.data;
    transcript->decimals = decimals;
    for (size_t i = 0; i < transcript->events.count; i++) {
        if (event[i].kind == TLRI_EVENT_REJECTED) {
            event[i].papers = 0;
            for (size_t k = 0; k < transcript->touched.count; k++) {
                event[i].papers +=
                    touched[k].kind == TLRI_EVENT_REJECTED && touched[k].why == event[i].why;
            }
        } else if (event[i].kind == TLRI_EVENT_VALID) {
            event[i].papers = v->papers->count;
            for (size_t k = 0; k < transcript->touched.count; k++) {
                event[i].papers -= touched[k].kind == TLRI_EVENT_REJECTED;
            }
        }
    }
}

/* ---- counting -----------------------------------------------------------------------------------
 */

static tlr_status lot_missing(const struct tlri_vacancy *v, const struct tlri_event *tie,
                              const uint32_t *tied)
{
    struct tlri_buf names;
    tlri_buf_init(&names, v->ctx, NAMES_MAX);
    for (uint32_t i = 0; i < tie->set_size; i++) {
        tlri_buf_printf(&names, "%s%s", i > 0 ? ", " : "",
                        v->again.contest.candidate[tied[i]].name);
    }
    tlri_diag(v->ctx, TLR_ERROR, 6413, NULL, NULL, "vacancy/VAC-10",
              "contest '%s', vacancy of place %u, stage %u: %s are level, and no lot of the "
              "folder says which of them is selected to %s",
              v->again.contest.id, v->place, tie->stage, names.data != NULL ? names.data : "",
              tlri_purpose_token(tie->to));
    tlri_buf_drop(&names);
    return TLR_E_DECISION;
}

/* [VAC-10] Ties are answered by the lots of the folder as they are met. */
static tlr_status count_with(struct tlri_vacancy *v, tlri_engine *engine,
                             struct tlri_transcript **out)
{
    struct tlri_lot *lot = tlri_arena_array(&v->arena, LOTS_MAX, sizeof *lot);
    struct tlri_lots lots = {0, lot};
    if (lot == NULL) {
        return tlri_no_memory(v->ctx);
    }
    for (;;) {
        bool found = false;
        TLR_TRY(engine(v->ctx, &v->again.contest, &v->again.settings, v->again.papers, &lots, out));
        if ((*out)->outcome != TLRI_OUTCOME_LOT_NEEDED) {
            return TLR_OK;
        }
        const struct tlri_event *tie = tlri_transcript_event(*out, tlri_transcript_size(*out) - 1);
        const uint32_t *tied = tlri_transcript_set(*out, tie);
        if (lots.count < LOTS_MAX) {
            TLR_TRY(tlri_lot_for_tie(v->outcome, &v->again, tie, tied, &found, &lot[lots.count]));
        }
        if (!found) {
            tlr_status status = lot_missing(v, tie, tied);
            tlri_transcript_free(*out);
            *out = NULL;
            return status;
        }
        lots.count++;
        tlri_transcript_free(*out);
        *out = NULL;
    }
}

/* [VAC-11] */
static tlr_status count_twice(struct tlri_vacancy *v)
{
    struct tlri_transcript *second = NULL;
    struct tlri_buf words;
    TLR_TRY(count_with(v, tlri_count_run, &v->again.transcript));
    TLR_TRY(count_with(v, tlri_recount_run, &second));
    tlri_buf_init(&words, v->ctx, NAMES_MAX);
    tlr_status status = TLR_OK;
    if (tlri_audit_difference(&v->again.contest, v->again.transcript, second, &words)) {
        tlri_diag(v->ctx, TLR_ERROR, 6414, NULL, NULL, "vacancy/VAC-11",
                  "the two counts for the vacancy differ: %s",
                  words.data != NULL ? words.data : "");
        status = TLR_E_INTERNAL;
    }
    tlri_buf_drop(&words);
    tlri_transcript_free(second);
    return status;
}

/* ---- what came of it ----------------------------------------------------------------------------
 */

static tlr_status nobody(struct tlri_vacancy *v, enum tlri_vacancy_outcome result,
                         const char *clause, const char *reason)
{
    v->result = result;
    v->clause = clause;
    v->reason = reason;
    return TLR_OK;
}

static const char *why_nobody(const struct tlri_transcript *transcript)
{
    uint32_t why = TLRI_EMPTY_CONSTRAINT;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        why = event->kind == TLRI_EVENT_PLACE_EMPTY ? event->why : why;
    }
    switch ((enum tlri_empty)why) {
    case TLRI_EMPTY_REOPEN:
        return "re-opening nominations won it";
    case TLRI_EMPTY_REFERRED:
        return "a tie was not to be settled by counting";
    case TLRI_EMPTY_RERUN:
        return "a tie asks for another ballot";
    case TLRI_EMPTY_NO_VOTES:
        return "no vote was left for anybody who may fill it";
    case TLRI_EMPTY_TOO_FEW:
    case TLRI_EMPTY_CONSTRAINT:
    case TLRI_EMPTY_COUNT:
        break;
    }
    return "nobody who may fill it keeps the bounds on groups together with those who stay";
}

/* The one newly elected, if all the kept are elected too. */
static tlr_status name_winner(struct tlri_vacancy *v, bool with_kept, const char *clause)
{
    const uint32_t *elected = v->again.transcript->elected.data;
    uint32_t stayed = 0;
    uint32_t newcomer = TLRI_NONE;
    for (size_t i = 0; i < v->again.transcript->elected.count; i++) {
        v->again.elected[elected[i]] = true;
        if (kept(v, elected[i])) {
            stayed++;
        } else {
            newcomer = elected[i];
        }
    }
    if (newcomer == TLRI_NONE || (with_kept && stayed != kept_count(v))) {
        return nobody(v, TLRI_VACANCY_EMPTY, "vacancy/VAC-9", why_nobody(v->again.transcript));
    }
    v->result = TLRI_VACANCY_FILLED;
    v->filled_by = newcomer;
    v->clause = clause;
    return TLR_OK;
}

static tlr_status by_runner_up(struct tlri_vacancy *v)
{
    if (v->counted->settings.minimum_order == TLRI_MINIMUM_EVERY_SECOND) {
        return nobody(v, TLRI_VACANCY_REFER, "vacancy/VAC-8",
                      "the order of the places is part of the rule by which they were filled");
    }
    if (v->counted->settings.method == TLRI_METHOD_ELIMINATING) {
        return nobody(v, TLRI_VACANCY_REFER, "vacancy/VAC-8",
                      "the papers of a ballot in rounds were made for those who were left in it");
    }
    TLR_TRY(prepare_runner_up(v));
    TLR_TRY(count_twice(v));
    return name_winner(v, true, "vacancy/VAC-5");
}

static tlr_status by_countback(struct tlri_vacancy *v)
{
    unsigned decimals = 0;
    if (v->counted->settings.method == TLRI_METHOD_PLURALITY ||
        v->counted->settings.method == TLRI_METHOD_ELIMINATING) {
        return nobody(v, TLRI_VACANCY_REFER, "vacancy/VAC-8",
                      "papers of crosses show no next preference");
    }
    TLR_TRY(prepare_countback(v, &decimals));
    TLR_TRY(count_twice(v));
    show_as_votes(v, decimals);
    return name_winner(v, false, "vacancy/VAC-6");
}

static tlr_status apply_reading(struct tlri_vacancy *v)
{
    if (tlri_streq(v->reading, "new-election")) {
        return nobody(v, TLRI_VACANCY_NEW_ELECTION, "vacancy/VAC-4",
                      "the reading asks for a new election");
    }
    bool runner_up = tlri_streq(v->reading, "runner-up");
    if (!runner_up && !tlri_streq(v->reading, "countback")) {
        return nobody(v, TLRI_VACANCY_REFER, "vacancy/VAC-3", "the reading refers it");
    }
    if (v->counted->transcript == NULL) {
        return nobody(v, TLRI_VACANCY_EMPTY, "vacancy/VAC-8",
                      "the contest was not opposed, so there are no papers to count");
    }
    if (!anybody_may(v)) {
        return nobody(v, TLRI_VACANCY_EMPTY, "vacancy/VAC-2",
                      "nobody is left who stood and may fill it");
    }
    return runner_up ? by_runner_up(v) : by_countback(v);
}

static tlr_status work_out(struct tlri_vacancy *v, const char *contest)
{
    size_t index = 0;
    TLR_TRY(find_contest(v, contest, &index));
    v->counted = tlri_audit_last_round(v->outcome, &v->outcome->contest[index]);
    TLR_TRY(find_place(v, index));
    v->in_force = tlri_readings_get(&v->outcome->readings, "vacancy");
    v->reading = v->in_force != NULL ? v->in_force->value : "refer";
    return apply_reading(v);
}

tlr_status tlri_audit_vacancy(struct tlri_audit *outcome, const char *contest, uint32_t place,
                              struct tlri_vacancy **out)
{
    *out = NULL;
    struct tlri_vacancy *v = tlri_alloc(outcome->ctx, sizeof *v);
    if (v == NULL) {
        return tlri_no_memory(outcome->ctx);
    }
    v->ctx = outcome->ctx;
    v->outcome = outcome;
    v->place = place;
    v->leaves = TLRI_NONE;
    v->filled_by = TLRI_NONE;
    tlri_arena_init(&v->arena, outcome->ctx);
    tlr_status status = work_out(v, contest);
    if (status != TLR_OK) {
        tlri_vacancy_free(v);
        return status;
    }
    *out = v;
    return TLR_OK;
}

void tlri_vacancy_free(struct tlri_vacancy *v)
{
    if (v == NULL) {
        return;
    }
    tlri_transcript_free(v->again.transcript);
    tlri_papers_free(v->papers);
    tlri_arena_drop(&v->arena);
    tlri_free(v->ctx, v, sizeof *v);
}
