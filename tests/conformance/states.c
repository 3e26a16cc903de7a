/*
 * states.c: guarded and doomed candidates of single states, put to the engines as elections.
 *
 * A state is a set of elected, a set of excluded, bounds and places. No engine can be started in
 * the middle of a count, and none needs to be: the same question is asked at the start of an
 * election whose candidates are those who continue, whose places are those left, and whose bounds
 * are what the elected leave of them (CON-1 counts the elected as members). The transcript's
 * `infeasible`, `guarded` and `doomed` events of stage 0 are the answer. A bound that the elected
 * already break leaves no election to hold; the state is infeasible by arithmetic and only that is
 * compared.
 */
#include "states.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "count/count.h"
#include "recount/recount.h"
#include "rules/settings.h"

#define MEMBERS_MAX 64u
#define TEXT        512u

struct state {
    const json_t *root;
    uint32_t n;                   /* candidates who continue */
    uint32_t number[MEMBERS_MAX]; /* as the state numbers them */
    struct tlri_candidate candidate[MEMBERS_MAX];
    uint32_t categories, groups;
    const char *category[TLRI_CATEGORIES_MAX];
    struct tlri_group group[TLRI_GROUPS_MAX];
    uint32_t member[MEMBERS_MAX * TLRI_CATEGORIES_MAX];
    uint32_t elected, places;
    bool broken; /* the elected break a maximum */
};

static bool listed(const json_t *list, json_int_t number)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (json_integer_value(json_array_get(list, i)) == number) {
            return true;
        }
    }
    return false;
}

static json_int_t number_of(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static uint32_t category_index(struct state *state, const char *name)
{
    for (uint32_t k = 0; k < state->categories; k++) {
        if (strcmp(state->category[k], name) == 0) {
            return k;
        }
    }
    state->category[state->categories] = name;
    return state->categories++;
}

static bool belongs(const json_t *candidate, const char *category, const char *group)
{
    const char *has = json_string_value(json_object_get(candidate, category));
    return has != NULL && strcmp(has, group) == 0;
}

/* What the elected leave of one line of the constraints. */
static void add_group(struct state *state, const json_t *line)
{
    const char *category = json_string_value(json_object_get(line, "category"));
    const char *name = json_string_value(json_object_get(line, "group"));
    const json_t *all = json_object_get(state->root, "candidates");
    const json_t *elected = json_object_get(state->root, "elected");
    uint32_t there = 0;
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *one = json_array_get(all, i);
        there += listed(elected, number_of(one, "n")) && belongs(one, category, name);
    }
    uint32_t least = (uint32_t)number_of(line, "min");
    uint32_t most = (uint32_t)number_of(line, "max");
    state->broken = state->broken || there > most;
    struct tlri_group *group = &state->group[state->groups++];
    group->category = category_index(state, category);
    group->name = name;
    group->minimum = least > there ? least - there : 0;
    group->maximum = most >= 99 ? TLRI_NO_MAXIMUM : most - (there < most ? there : most);
}

static void add_candidates(struct state *state)
{
    const json_t *all = json_object_get(state->root, "candidates");
    const json_t *elected = json_object_get(state->root, "elected");
    const json_t *excluded = json_object_get(state->root, "excluded");
    for (size_t i = 0; i < json_array_size(all) && state->n < MEMBERS_MAX; i++) {
        const json_t *one = json_array_get(all, i);
        json_int_t number = number_of(one, "n");
        if (listed(elected, number)) {
            state->elected++;
            continue;
        }
        if (listed(excluded, number)) {
            continue;
        }
        uint32_t c = state->n++;
        state->number[c] = (uint32_t)number;
        state->candidate[c] = (struct tlri_candidate){"c", "c", TLRI_STANDING};
        for (uint32_t k = 0; k < state->categories; k++) {
            state->member[c * state->categories + k] = TLRI_NONE;
        }
        for (uint32_t g = 0; g < state->groups; g++) {
            uint32_t k = state->group[g].category;
            if (belongs(one, state->category[k], state->group[g].name)) {
                state->member[c * state->categories + k] = g;
            }
        }
    }
}

static void read_state(struct state *state, const json_t *root)
{
    const json_t *lines = json_object_get(root, "constraints");
    memset(state, 0, sizeof *state);
    state->root = root;
    for (size_t i = 0; i < json_array_size(lines) && i < TLRI_GROUPS_MAX; i++) {
        add_group(state, json_array_get(lines, i));
    }
    add_candidates(state);
    json_int_t seats = number_of(root, "seats");
    state->places = seats > (json_int_t)state->elected ? (uint32_t)seats - state->elected : 0;
}

/* ---- asking an engine
 * ---------------------------------------------------------------------------- */

typedef tlr_status engine(tlr_ctx *, const struct tlri_contest *, const struct tlri_settings *,
                          const struct tlri_papers *, const struct tlri_lots *,
                          struct tlri_transcript **);

struct answer {
    bool infeasible;
    bool guarded[MEMBERS_MAX], doomed[MEMBERS_MAX];
};

static void read_answer(const struct tlri_transcript *transcript, struct answer *out)
{
    out->infeasible = transcript->outcome == TLRI_OUTCOME_REFUSED;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->stage != 0) {
            break;
        }
        if (event->kind == TLRI_EVENT_GUARDED) {
            out->guarded[event->candidate] = true;
        } else if (event->kind == TLRI_EVENT_DOOMED) {
            out->doomed[event->candidate] = true;
        } else if (event->kind == TLRI_EVENT_INFEASIBLE) {
            out->infeasible = true;
        }
    }
}

static tlr_status one_paper(tlr_ctx *ctx, uint32_t candidates, struct tlri_papers **out)
{
    struct tlri_papers_builder builder;
    tlri_mark mark = TLRI_MARK_CROSS;
    tlri_papers_builder_init(&builder, ctx, candidates);
    tlr_status status = tlri_papers_start_batch(&builder, "b", 1);
    if (status == TLR_OK) {
        status = tlri_papers_add(&builder, &mark, 1, TLRI_REJECT_NONE, 1);
    }
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, out);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

static tlr_status ask(tlr_ctx *ctx, const struct state *state, engine *run, struct answer *out)
{
    struct tlri_settings settings;
    struct tlri_papers *papers = NULL;
    struct tlri_transcript *transcript = NULL;
    struct tlri_contest contest = {.id = "state",
                                   .title = "state",
                                   .places = state->places,
                                   .candidates = state->n,
                                   .candidate = state->candidate,
                                   .categories = state->categories,
                                   .category = state->category,
                                   .groups = state->groups,
                                   .group = state->group,
                                   .member = state->member};
    TLR_TRY(tlri_settings_named(ctx, "block", &settings));
    TLR_TRY(tlri_settings_set(ctx, &settings, "insufficient", "refuse", NULL));
    TLR_TRY(one_paper(ctx, state->n, &papers));
    tlr_status status = run(ctx, &contest, &settings, papers, NULL, &transcript);
    if (status == TLR_OK) {
        read_answer(transcript, out);
    }
    tlri_transcript_free(transcript);
    tlri_papers_free(papers);
    return status;
}

/* ---- comparing
 * ----------------------------------------------------------------------------------- */

static bool minimums_met(const struct state *state)
{
    for (uint32_t g = 0; g < state->groups; g++) {
        if (state->group[g].minimum > 0) {
            return false;
        }
    }
    return true;
}

/* With no more candidates than places there is no pass (CON-5): all are elected or none can be. */
static bool nothing_to_ask(const struct state *state, const json_t *expected, bool *same)
{
    bool feasible = json_is_true(json_object_get(expected, "feasible"));
    if (state->broken || state->n < state->places) {
        *same = !feasible;
        return true;
    }
    if (state->places == 0) {
        *same = feasible == minimums_met(state);
        return true;
    }
    return false;
}

static bool differs(const struct state *state, const bool *ours, const json_t *theirs,
                    const char *word, char *why)
{
    for (uint32_t c = 0; c < state->n; c++) {
        bool expected = listed(theirs, state->number[c]);
        if (ours[c] != expected) {
            (void)snprintf(why, TEXT, "candidate %u is %s%s, expected the contrary",
                           state->number[c], ours[c] ? "" : "not ", word);
            return true;
        }
    }
    return false;
}

static bool same_answer(const struct state *state, const struct answer *answer,
                        const json_t *expected, char *why)
{
    bool feasible = json_is_true(json_object_get(expected, "feasible"));
    if (answer->infeasible == feasible) {
        (void)snprintf(why, TEXT, "the state is %sfeasible, expected the contrary",
                       feasible ? "in" : "");
        return false;
    }
    if (!feasible || state->n == state->places) {
        return true;
    }
    return !differs(state, answer->guarded, json_object_get(expected, "guarded"), "guarded", why) &&
           !differs(state, answer->doomed, json_object_get(expected, "doomed"), "doomed", why);
}

static bool state_holds(tlr_ctx *ctx, const struct state *state, char *why)
{
    static engine *const engines[] = {tlri_count_run, tlri_recount_run};
    const json_t *expected = json_object_get(state->root, "expected");
    bool same = true;
    if (nothing_to_ask(state, expected, &same)) {
        (void)snprintf(why, TEXT, "the arithmetic of the bounds says otherwise");
        return same;
    }
    for (size_t e = 0; e < 2; e++) {
        struct answer answer = {0};
        tlr_status status = ask(ctx, state, engines[e], &answer);
        if (status != TLR_OK) {
            (void)snprintf(why, TEXT, "engine %zu: %s", e + 1, tlr_status_name(status));
            return false;
        }
        if (!same_answer(state, &answer, expected, why)) {
            return false;
        }
    }
    return true;
}

size_t conf_states_run(tlr_ctx *ctx, const json_t *states, size_t *failed)
{
    static struct state state;
    size_t n = json_array_size(states);
    *failed = 0;
    for (size_t i = 0; i < n; i++) {
        char why[TEXT] = "";
        read_state(&state, json_array_get(states, i));
        if (!state_holds(ctx, &state, why)) {
            const char *id = json_string_value(json_object_get(state.root, "id"));
            printf("failed       state %s: %s\n", id != NULL ? id : "?", why);
            (*failed)++;
        }
    }
    return n;
}
