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

static tlr_status check_shown(tlr_ctx *ctx, const struct tlri_case_result *result,
                              const struct tlri_result_contest *in)
{
    bool kept_back = tlri_result_level(result, in) == TLRI_PUBLISH_RESULT_ONLY;
    if (in->transcript != NULL && !kept_back) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 6804, NULL, "use a form that shows who is elected: --format html",
              "result/RES-8",
              in->transcript == NULL
                  ? "the contest was not opposed, so there are no stages to draw"
                  : "the notice keeps the stages of this contest back, so they cannot be drawn");
    return TLR_E_RULES;
}

/* ---- names and amounts --------------------------------------------------------------------------
 */

static void name_of(const struct drawing *d, uint32_t candidate, char out[NAME_MAX_BYTES])
{
    const struct tlri_contest *contest = d->in->contest;
    const char *name = contest->candidate[candidate].name;
    bool twice = false;
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

/* Elected in the stages first..last; a surplus that goes in the very next round goes with them. */
static void put_elected(struct drawing *d, json_t *list, size_t first, size_t last)
{
    const struct tlri_event *next =
        last + 1 < d->views.count ? d->views.stage[last + 1].open : NULL;
    for (size_t i = d->views.stage[first].first; i < d->views.stage[last].end; i++) {
        const struct tlri_event *event = tlri_transcript_event(d->in->transcript, i);
        if (event->kind != TLRI_EVENT_ELECTED) {
            continue;
        }
        bool passes_on = next != NULL && next->why == TLRI_ACTION_SURPLUS && next->set_size == 1 &&
                         tlri_transcript_set(d->in->transcript, next)[0] == event->candidate;
        put_fate(d, list, "elected", event->candidate,
                 passes_on ? gains(d, last, last + 1) : json_object());
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
    json_t *root = json_object();
    json_t *config = json_object();
    tlri_json_put_some(&d.bad, config, "contest", d.in->contest->title);
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
