/*
 * report/rcvis.c: one contest in the JSON that RCVis draws. spec/formats/rcvis.md.
 *
 * The summary form of RCTab: rounds, each with everybody's votes, then who was elected or went out
 * and where their votes went in the next round. An exclusion in several parts is one round here,
 * because the form knows no parts. Where several went out at once only their parcels could say
 * whose votes went where; the form then has no transfers. Names are keys there, so two candidates
 * of one name get their ids too.
 */
#include <stdio.h>
#include <string.h>

#include "io/result.h"
#include "report/formats.h"
#include "report/json_parts.h"

enum { NAME_MAX_BYTES = 1024 };

struct drawing {
    const struct tlri_result_contest *in;
    struct tlri_stage_views views;
    bool bad;
};

/* ---- which contest ------------------------------------------------------------------------------
 */

static tlr_status choose(tlr_ctx *ctx, const struct tlri_case_result *result, const char *contest,
                         const struct tlri_result_contest **out)
{
    size_t n = 0;
    for (size_t i = 0; i < result->contests; i++) {
        const struct tlri_result_contest *in = &result->contest[i];
        bool wanted =
            contest != NULL ? tlri_streq(in->contest->id, contest) : in->transcript != NULL;
        if (wanted) {
            *out = in; /* of several rounds the last */
            n += contest == NULL || n == 0;
        }
    }
    if (n == 1) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 6803, NULL, "name one of its contests: --contest ID", NULL,
              contest != NULL ? "this election has no contest of that id"
              : n == 0        ? "no contest of this election was counted"
                              : "the drawing shows one contest, and this election has several");
    return TLR_E_USAGE;
}

static tlr_status no_drawing(tlr_ctx *ctx, const char *clause, const char *why)
{
    tlri_diag(ctx, TLR_ERROR, 6804, NULL, "use a form that shows the contest: --format html",
              clause, "%s", why);
    return TLR_E_RULES;
}

static tlr_status check_shown(tlr_ctx *ctx, const struct tlri_case_result *result,
                              const struct tlri_result_contest *in)
{
    if (tlri_result_level(result, in) == TLRI_PUBLISH_RESULT_ONLY) {
        return no_drawing(
            ctx, "result/RES-8",
            "the notice keeps the stages of this contest back, so they cannot be drawn");
    }
    if (in->transcript == NULL || in->transcript->stages == 0) {
        return no_drawing(ctx, "rcvis/RCV-4",
                          "nothing was counted in this contest, so there are no stages to draw");
    }
    return TLR_OK;
}

/* ---- names and amounts --------------------------------------------------------------------------
 */

static void name_of(const struct drawing *d, uint32_t candidate, char out[NAME_MAX_BYTES])
{
    const struct tlri_contest *contest = d->in->contest;
    const char *name = contest->candidate[candidate].name;
    bool twice = tlri_streq(name, "exhausted") || tlri_streq(name, "residual surplus") ||
                 tlri_streq(name, "inactive ballots") || tlri_streq(name, "Inactive ballots");
    for (uint32_t k = 0; k < contest->candidates; k++) {
        twice = twice || (k != candidate && tlri_streq(contest->candidate[k].name, name));
    }
    if (twice) {
        (void)snprintf(out, NAME_MAX_BYTES, "%.900s (%.100s)", name,
                       contest->candidate[candidate].id);
    } else {
        (void)snprintf(out, NAME_MAX_BYTES, "%.1000s", name);
    }
}

static json_t *amount(const struct drawing *d, tlri_dec votes)
{
    return tlri_json_amount(votes, d->in->transcript->decimals);
}

/* ---- rounds: stages, with the parts of one exclusion together -----------------------------------
 */

/* The last stage of the round that begins with stage s. */
static size_t round_end(const struct drawing *d, size_t s)
{
    while (s + 1 < d->views.count && d->views.stage[s + 1].open->part > 1 &&
           d->views.stage[s + 1].open->why == TLRI_ACTION_EXCLUSION) {
        s++;
    }
    return s;
}

static json_t *tally_of(struct drawing *d, size_t s)
{
    json_t *tally = json_object();
    for (uint32_t k = 0; k < d->in->contest->candidates; k++) {
        const struct tlri_event *event = d->views.stage[s].tally[k];
        char name[NAME_MAX_BYTES];
        if (event == NULL || (event->why == TLRI_STATUS_OF_EXCLUDED && event->a == 0)) {
            continue;
        }
        name_of(d, k, name);
        tlri_json_put(&d->bad, tally, name, amount(d, event->a));
    }
    return tally;
}

/* What every candidate gained between the tallies of two stages, and what nobody can use. */
static json_t *gains(struct drawing *d, size_t before, size_t after)
{
    const struct tlri_stage_view *from = &d->views.stage[before];
    const struct tlri_stage_view *to = &d->views.stage[after];
    json_t *list = json_object();
    for (uint32_t k = 0; k < d->in->contest->candidates; k++) {
        char name[NAME_MAX_BYTES];
        if (from->tally[k] != NULL && to->tally[k] != NULL && to->tally[k]->a > from->tally[k]->a) {
            name_of(d, k, name);
            tlri_json_put(&d->bad, list, name, amount(d, to->tally[k]->a - from->tally[k]->a));
        }
    }
    if (from->nontransferable != NULL && to->nontransferable != NULL &&
        to->nontransferable->a > from->nontransferable->a) {
        tlri_json_put(&d->bad, list, "exhausted",
                      amount(d, to->nontransferable->a - from->nontransferable->a));
    }
    if (from->rounding != NULL && to->rounding != NULL && to->rounding->a > from->rounding->a) {
        tlri_json_put(&d->bad, list, "residual surplus",
                      amount(d, to->rounding->a - from->rounding->a));
    }
    return list;
}

static void put_fate(struct drawing *d, json_t *list, const char *fate, uint32_t candidate,
                     json_t *transfers)
{
    json_t *one = json_object();
    char name[NAME_MAX_BYTES];
    name_of(d, candidate, name);
    tlri_json_put(&d->bad, one, fate, json_string(name));
    tlri_json_put(&d->bad, one, "transfers", transfers);
    tlri_json_append(&d->bad, list, one);
}

/* Does the surplus of this candidate go in stage s? */
static bool passes_on(const struct drawing *d, size_t s, uint32_t candidate)
{
    const struct tlri_event *open = d->views.stage[s].open;
    const uint32_t *set = tlri_transcript_set(d->in->transcript, open);
    bool found = false;
    for (uint32_t i = 0; open->why == TLRI_ACTION_SURPLUS && i < open->set_size; i++) {
        found = found || set[i] == candidate;
    }
    return found;
}

/* The stage with which an election is told: the form lets votes fall only in the round after it,
 * so a surplus that waits makes it wait too. */
static size_t told_at(const struct drawing *d, const struct tlri_event *elected)
{
    size_t at = elected->stage > 0 ? elected->stage - 1u : 0;
    for (size_t s = at + 1; s < d->views.count; s++) {
        if (passes_on(d, s, elected->candidate)) {
            return s - 1;
        }
    }
    return at;
}

/* The elections told in the stages first..last; a surplus that then goes alone goes with them. */
static void put_elected(struct drawing *d, json_t *list, size_t first, size_t last)
{
    size_t next = last + 1;
    for (size_t i = 0; i < tlri_transcript_size(d->in->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(d->in->transcript, i);
        size_t told = event->kind == TLRI_EVENT_ELECTED ? told_at(d, event) : SIZE_MAX;
        if (told < first || told > last) {
            continue;
        }
        bool alone = next < d->views.count && d->views.stage[next].open->set_size == 1 &&
                     passes_on(d, next, event->candidate);
        put_fate(d, list, "elected", event->candidate,
                 alone ? gains(d, last, next) : json_object());
    }
}

/* Who goes out in the round after `last`. */
static void put_excluded(struct drawing *d, json_t *list, size_t last)
{
    if (last + 1 >= d->views.count || d->views.stage[last + 1].open->why != TLRI_ACTION_EXCLUSION) {
        return;
    }
    const struct tlri_event *next = d->views.stage[last + 1].open;
    const uint32_t *set = tlri_transcript_set(d->in->transcript, next);
    for (uint32_t i = 0; i < next->set_size; i++) {
        put_fate(d, list, "eliminated", set[i],
                 next->set_size == 1 ? gains(d, last, round_end(d, last + 1)) : json_object());
    }
}

/* Do votes fall where the form forbids it: of somebody who stays and whose election was not told in
 * the round before? So it is wherever surpluses go again at every stage (Meek). */
static bool cannot_be_drawn(const struct drawing *d)
{
    for (size_t s = 1; s < d->views.count; s++) {
        for (uint32_t k = 0; k < d->in->contest->candidates; k++) {
            const struct tlri_event *before = d->views.stage[s - 1].tally[k];
            const struct tlri_event *now = d->views.stage[s].tally[k];
            if (before != NULL && now != NULL && now->a < before->a &&
                now->why != TLRI_STATUS_OF_EXCLUDED && !passes_on(d, s, k)) {
                return true;
            }
        }
    }
    return false;
}

static json_t *rounds_of(struct drawing *d)
{
    json_t *list = json_array();
    uint64_t number = 1;
    for (size_t s = 0; s < d->views.count; s++) {
        size_t first = s;
        json_t *one = json_object();
        json_t *fates = json_array();
        s = round_end(d, s);
        tlri_json_put_number(&d->bad, one, "round", number++);
        tlri_json_put(&d->bad, one, "tally", tally_of(d, s));
        put_elected(d, fates, first, s);
        put_excluded(d, fates, s);
        tlri_json_put(&d->bad, one, "tallyResults", fates);
        tlri_json_append(&d->bad, list, one);
    }
    return list;
}

tlr_status tlri_rcvis_case(tlr_ctx *ctx, const struct tlri_case_result *result, const char *contest,
                           struct tlri_buf *out)
{
    struct drawing d = {0};
    TLR_TRY(choose(ctx, result, contest, &d.in));
    TLR_TRY(check_shown(ctx, result, d.in));
    TLR_TRY(tlri_stage_views_make(ctx, d.in->contest, d.in->transcript, &d.views));
    if (cannot_be_drawn(&d)) {
        tlri_stage_views_drop(&d.views);
        return no_drawing(ctx, "rcvis/RCV-5",
                          "RCVis draws no count whose votes fall stage by stage or begin anew for "
                          "each place");
    }
    json_t *root = json_object();
    json_t *config = json_object();
    if (result->parts > 0) { /* [RCV-6] */
        tlri_json_put(&d.bad, config, "contest",
                      json_sprintf("PARTIAL, no result: %s", d.in->contest->title));
    } else {
        tlri_json_put_some(&d.bad, config, "contest", d.in->contest->title);
    }
    tlri_json_put_some(&d.bad, config, "jurisdiction", result->clp);
    tlri_json_put_some(&d.bad, config, "office", result->title);
    if (d.views.count > 0 && d.views.stage[0].quota != NULL) {
        tlri_json_put(&d.bad, config, "threshold", amount(&d, d.views.stage[0].quota->a));
    }
    tlri_json_put(&d.bad, root, "config", config);
    tlri_json_put(&d.bad, root, "results", rounds_of(&d));
    tlri_stage_views_drop(&d.views);
    return tlri_json_write(ctx, root, d.bad, out);
}
