/*
 * figures.c: numbers, stages and winners of the two sides in one shape, and their comparison.
 *
 * A stage of ours that changes no vote is dropped, and so is one of theirs: programs differ in
 * whether they make a stage of a surplus of nothing. What is left is compared to the last digit
 * that the source prints. Where a source counts rounding losses as non-transferable (all but
 * Droop), our two columns are added together first.
 */
#include "conformance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- figures
 * ------------------------------------------------------------------------------------- */

bool conf_figure_parse(const char *text, struct conf_figure *out)
{
    *out = (struct conf_figure){0};
    const char *dot = strchr(text, '.');
    size_t decimals = dot != NULL ? strlen(dot + 1) : 0;
    if (decimals > TLRI_DECIMALS_MAX) {
        return false;
    }
    out->decimals = (unsigned)decimals;
    out->stated = tlri_dec_parse(text, strlen(text), out->decimals, &out->value);
    return out->stated;
}

/* Half up to fewer decimals. */
static tlri_dec rounded(tlri_dec value, unsigned from, unsigned to)
{
    tlri_dec unit = tlri_dec_unit(from - to);
    return (value + unit / 2) / unit;
}

static tlri_dec distance(tlri_dec a, tlri_dec b)
{
    return a > b ? a - b : b - a;
}

bool conf_figure_same(const struct conf_figure *theirs, const struct conf_figure *ours,
                      unsigned close)
{
    unsigned decimals = theirs->decimals > close ? theirs->decimals - close : 0;
    if (close > 0) {
        decimals = decimals < ours->decimals ? decimals : ours->decimals;
        return distance(rounded(theirs->value, theirs->decimals, decimals),
                        rounded(ours->value, ours->decimals, decimals)) <= 1;
    }
    if (theirs->decimals <= ours->decimals) {
        return theirs->value == rounded(ours->value, ours->decimals, theirs->decimals);
    }
    return theirs->value == ours->value * tlri_dec_unit(theirs->decimals - ours->decimals);
}

void conf_figure_text(const struct conf_figure *figure, char *out)
{
    if (!figure->stated) {
        (void)snprintf(out, TLRI_DEC_TEXT, "nothing");
        return;
    }
    tlri_dec_format(figure->value, figure->decimals, out);
}

/* ---- theirs
 * -------------------------------------------------------------------------------------- */

static struct conf_figure figure_of(const json_t *value)
{
    struct conf_figure figure = {0};
    if (json_is_string(value)) {
        (void)conf_figure_parse(json_string_value(value), &figure);
    } else if (json_is_integer(value)) {
        figure.stated = true;
        figure.value = json_integer_value(value);
    }
    return figure;
}

/* A candidate is written as a number from 1 or, where the file has names, as its name. */
static uint32_t candidate_of(const char *text, const char *const *names, uint32_t candidates)
{
    for (uint32_t c = 0; names != NULL && c < candidates; c++) {
        if (strcmp(names[c], text) == 0) {
            return c;
        }
    }
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    return names == NULL && *end == '\0' && number >= 1 && number <= candidates
               ? (uint32_t)number - 1
               : TLRI_NONE;
}

static bool list_of(const json_t *list, const char *const *names, uint32_t candidates,
                    uint32_t *out, uint32_t *size)
{
    *size = 0;
    size_t n = json_array_size(list);
    for (size_t i = 0; i < n && i < CONF_CANDIDATES_MAX; i++) {
        const json_t *item = json_array_get(list, i);
        uint32_t c = json_is_string(item) ? candidate_of(json_string_value(item), names, candidates)
                                          : (uint32_t)json_integer_value(item) - 1;
        if (c >= candidates) {
            return false;
        }
        out[(*size)++] = c;
    }
    return true;
}

static bool votes_of(const json_t *votes, const char *const *names, uint32_t candidates,
                     struct conf_stage *stage, char *why)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)votes, key, value)
    {
        uint32_t c = candidate_of(key, names, candidates);
        if (c == TLRI_NONE) {
            (void)snprintf(why, CONF_TEXT, "the expected file names a candidate \"%s\"", key);
            return false;
        }
        stage->vote[c] = figure_of(value);
    }
    return true;
}

static struct conf_figure first_of(const json_t *item, const char *one, const char *other)
{
    const json_t *value = json_object_get(item, one);
    return figure_of(value != NULL ? value : json_object_get(item, other));
}

static struct conf_figure rctab_lost(const json_t *inactive)
{
    struct conf_figure sum = {0};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)inactive, key, value)
    {
        struct conf_figure one = figure_of(value);
        sum.stated = true;
        sum.value += one.value;
    }
    return sum;
}

static bool stage_of(const json_t *item, const char *const *names, uint32_t candidates,
                     struct conf_stage *stage, char *why)
{
    const json_t *votes = json_object_get(item, "votes");
    const json_t *tally = json_object_get(item, "tally");
    const json_t *elected = json_object_get(item, "elected");
    stage->round = (uint32_t)json_integer_value(json_object_get(item, "round"));
    stage->lost = first_of(item, "nontransferable", "residual");
    stage->quota = first_of(item, "quota", "threshold");
    if (json_is_array(elected)) {
        stage->elects = true;
        if (!list_of(elected, names, candidates, stage->elected, &stage->elections)) {
            (void)snprintf(why, CONF_TEXT, "the expected file elects an unknown candidate");
            return false;
        }
    }
    if (tally != NULL) {
        stage->quota = (struct conf_figure){0};
        stage->lost = rctab_lost(json_object_get(item, "inactiveBallots"));
        return votes_of(tally, names, candidates, stage, why);
    }
    return !json_is_object(votes) || votes_of(votes, names, candidates, stage, why);
}

static bool winners_of(const json_t *root, const char *const *names, uint32_t candidates,
                       struct conf_count *out)
{
    return list_of(json_object_get(root, "winners"), names, candidates, out->winner, &out->winners);
}

/* Of several entries of one round Droop's Meek rules print, the first shows the votes that decided
 * it; the later ones show them again, without those of whom went out. */
static bool is_repetition(const json_t *item, const struct conf_count *out)
{
    const json_t *keep = json_object_get(item, "keep_factors");
    const json_t *votes = json_object_get(item, "votes");
    const char *action = json_string_value(json_object_get(item, "action"));
    uint32_t round = (uint32_t)json_integer_value(json_object_get(item, "round"));
    bool meek = keep != NULL || json_is_string(votes);
    return meek && action != NULL && out->stages > 0 && out->stage[out->stages - 1].round == round;
}

/* Droop's generic rules move a surplus even when all places were filled before: not binding. */
static bool is_after_the_end(const json_t *root, const json_t *item)
{
    const json_t *elected = json_object_get(item, "elected_so_far");
    const char *message = json_string_value(json_object_get(item, "msg"));
    json_int_t seats = json_integer_value(json_object_get(root, "seats"));
    return elected != NULL && seats > 0 && (json_int_t)json_array_size(elected) >= seats &&
           message != NULL && strncmp(message, "Surplus transferred", 19) == 0;
}

bool conf_expected_read(const json_t *root, const char *const *names, uint32_t candidates,
                        struct conf_count *out, char *why)
{
    const json_t *stages = json_object_get(root, "stages");
    size_t n = json_array_size(stages);
    memset(out, 0, sizeof *out);
    out->candidates = candidates;
    out->quota = figure_of(json_object_get(root, "quota"));
    out->stage = calloc(n + 1, sizeof *out->stage);
    if (out->stage == NULL || !winners_of(root, names, candidates, out)) {
        (void)snprintf(why, CONF_TEXT, "the expected file has winners who are not candidates");
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(stages, i);
        if (is_after_the_end(root, item)) {
            break;
        }
        if (is_repetition(item, out)) {
            continue;
        }
        if (!stage_of(item, names, candidates, &out->stage[out->stages], why)) {
            return false;
        }
        out->stages++;
    }
    return true;
}

/* ---- ours
 * ---------------------------------------------------------------------------------------- */

static void take_event(const struct conf_plan *plan, const struct tlri_event *event,
                       unsigned decimals, struct conf_stage *stage)
{
    struct conf_figure figure = {true, decimals, event->a};
    switch ((enum tlri_event_kind)event->kind) {
    case TLRI_EVENT_TALLY:
        stage->vote[event->candidate] = figure;
        break;
    case TLRI_EVENT_NONTRANSFERABLE:
        stage->lost = figure;
        break;
    case TLRI_EVENT_ROUNDING:
        stage->lost.value += plan->rounding_apart ? 0 : event->a;
        break;
    case TLRI_EVENT_QUOTA:
        stage->quota = figure;
        break;
    case TLRI_EVENT_ELECTED:
        stage->elected[stage->elections++] = event->candidate;
        break;
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
    case TLRI_EVENT_VALID:
    case TLRI_EVENT_INFEASIBLE:
    case TLRI_EVENT_PLACES_EMPTY:
    case TLRI_EVENT_STAGE:
    case TLRI_EVENT_EXCLUDED:
    case TLRI_EVENT_TRANSFER:
    case TLRI_EVENT_KEEP:
    case TLRI_EVENT_ITERATIONS:
    case TLRI_EVENT_REQUIRED:
    case TLRI_EVENT_TIE:
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
    case TLRI_EVENT_DEFERRED:
    case TLRI_EVENT_PLACE_EMPTY:
    case TLRI_EVENT_CLOSED:
    case TLRI_EVENT_COUNT:
        break;
    }
}

static tlri_dec rejected_papers(const struct tlri_transcript *transcript)
{
    tlri_dec papers = 0;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        bool rejected = event->kind == TLRI_EVENT_REJECTED && event->why != TLRI_REJECT_BLANK;
        papers += rejected ? (tlri_dec)event->papers : 0;
    }
    return papers * tlri_dec_unit(transcript->decimals);
}

bool conf_transcript_read(const struct conf_plan *plan, const struct tlri_transcript *transcript,
                          uint32_t candidates, struct conf_count *out)
{
    memset(out, 0, sizeof *out);
    out->candidates = candidates;
    out->stage = calloc((size_t)transcript->stages + 2, sizeof *out->stage);
    if (out->stage == NULL) {
        return false;
    }
    struct conf_figure quota = {0};
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->stage == 0 || event->stage > transcript->stages) {
            continue;
        }
        struct conf_stage *stage = &out->stage[event->stage - 1];
        stage->round = event->stage;
        stage->elects = true;
        take_event(plan, event, transcript->decimals, stage);
        quota = stage->quota.stated ? stage->quota : quota;
        out->quota = out->quota.stated ? out->quota : quota;
        stage->quota = quota;
    }
    tlri_dec rejected = plan->rejected_lost ? rejected_papers(transcript) : 0;
    for (uint32_t stage = 0; stage < transcript->stages; stage++) {
        out->stage[stage].lost.value += rejected;
    }
    out->stages = transcript->stages;
    const uint32_t *elected = transcript->elected.data;
    for (size_t i = 0; i < transcript->elected.count && i < CONF_CANDIDATES_MAX; i++) {
        out->winner[out->winners++] = elected[i];
    }
    return true;
}

void conf_count_drop(struct conf_count *count)
{
    free(count->stage);
    count->stage = NULL;
    count->stages = 0;
}

/* ---- comparing
 * ----------------------------------------------------------------------------------- */

struct difference {
    const char *what;
    uint32_t candidate; /* or TLRI_NONE */
    struct conf_figure theirs, ours;
};

static bool figure_differs(const struct conf_plan *plan, const struct conf_figure *theirs,
                           const struct conf_figure *ours, const char *what, uint32_t candidate,
                           struct difference *out)
{
    if (!theirs->stated || (ours->stated && conf_figure_same(theirs, ours, plan->close))) {
        return false;
    }
    *out = (struct difference){what, candidate, *theirs, *ours};
    return true;
}

static bool stage_differs(const struct conf_plan *plan, const struct conf_stage *theirs,
                          const struct conf_stage *ours, uint32_t candidates,
                          struct difference *out)
{
    for (uint32_t c = 0; c < candidates; c++) {
        if (figure_differs(plan, &theirs->vote[c], &ours->vote[c], "vote of candidate", c, out)) {
            return true;
        }
    }
    return figure_differs(plan, &theirs->lost, &ours->lost, "non-transferable", TLRI_NONE, out) ||
           figure_differs(plan, &theirs->quota, &ours->quota, "quota", TLRI_NONE, out);
}

static bool same_votes(const struct conf_stage *a, const struct conf_stage *b, uint32_t candidates)
{
    for (uint32_t c = 0; c < candidates; c++) {
        bool both = a->vote[c].stated && b->vote[c].stated;
        if (both && a->vote[c].value != b->vote[c].value) {
            return false;
        }
    }
    return a->lost.value == b->lost.value && a->quota.value == b->quota.value;
}

/* Drops each stage that repeats the one before; its elections go to that one. */
static void drop_repetitions(struct conf_count *count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count->stages; i++) {
        struct conf_stage *stage = &count->stage[i];
        if (kept == 0 || !same_votes(&count->stage[kept - 1], stage, count->candidates)) {
            count->stage[kept++] = *stage;
            continue;
        }
        struct conf_stage *last = &count->stage[kept - 1];
        for (uint32_t e = 0; e < stage->elections; e++) {
            if (last->elections < CONF_CANDIDATES_MAX) {
                last->elected[last->elections++] = stage->elected[e];
            }
        }
    }
    count->stages = kept;
}

/* A source without votes cannot tell stages apart by them. */
static void forget_votes(struct conf_count *count)
{
    for (uint32_t i = 0; i < count->stages; i++) {
        memset(count->stage[i].vote, 0, sizeof count->stage[i].vote);
    }
}

static void tell_stage(struct conf_verdict *out, const struct conf_stage *theirs,
                       const struct conf_stage *ours, const struct difference *difference)
{
    char expected[TLRI_DEC_TEXT], found[TLRI_DEC_TEXT], who[16] = "";
    conf_figure_text(&difference->theirs, expected);
    conf_figure_text(&difference->ours, found);
    if (difference->candidate != TLRI_NONE) {
        (void)snprintf(who, sizeof who, " %u", difference->candidate + 1);
    }
    (void)snprintf(out->why, sizeof out->why,
                   "their round %u, our stage %u: %s%s is %s, expected %s", theirs->round,
                   ours->round, difference->what, who, found, expected);
}

/* Walks both lists; with `ours_may_skip` a stage of ours need not be one of theirs. */
static bool walk(const struct conf_plan *plan, const struct conf_count *theirs,
                 const struct conf_count *ours, bool ours_may_skip, struct conf_verdict *out)
{
    uint32_t t = 0, o = 0;
    uint32_t told = UINT32_MAX; /* the stage of theirs whose first difference is said */
    struct difference difference;
    while (t < theirs->stages && o < ours->stages) {
        if (!stage_differs(plan, &theirs->stage[t], &ours->stage[o], ours->candidates,
                           &difference)) {
            out->matched++;
            t++;
            o++;
            continue;
        }
        if (told != t) {
            tell_stage(out, &theirs->stage[t], &ours->stage[o], &difference);
            told = t;
        }
        if (ours_may_skip && o + 1 < ours->stages) {
            o++;
        } else {
            return false;
        }
    }
    if (t < theirs->stages) {
        out->ended_before = t == o;
        (void)snprintf(out->why, sizeof out->why, "our count ends before their round %u",
                       theirs->stage[t].round);
        return false;
    }
    if (o < ours->stages && !ours_may_skip) {
        (void)snprintf(out->why, sizeof out->why, "their count ends before our stage %u",
                       ours->stage[o].round);
        return false;
    }
    return true;
}

static bool contains(const uint32_t *list, uint32_t n, uint32_t candidate)
{
    for (uint32_t i = 0; i < n; i++) {
        if (list[i] == candidate) {
            return true;
        }
    }
    return false;
}

static void list_text(const uint32_t *list, uint32_t n, char *out, size_t size)
{
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < n && at + 8 < size; i++) {
        at += (size_t)snprintf(out + at, size - at, "%s%u", i == 0 ? "" : " ", list[i] + 1);
    }
}

static bool winners_differ(const struct conf_count *theirs, const struct conf_count *ours,
                           struct conf_verdict *out)
{
    bool same = theirs->winners == ours->winners;
    for (uint32_t i = 0; same && i < theirs->winners; i++) {
        same = contains(ours->winner, ours->winners, theirs->winner[i]);
    }
    if (same) {
        return false;
    }
    char expected[160], found[160];
    list_text(theirs->winner, theirs->winners, expected, sizeof expected);
    list_text(ours->winner, ours->winners, found, sizeof found);
    (void)snprintf(out->why, sizeof out->why, "elected are %s, expected %s", found, expected);
    return true;
}

/* In which of our stages each of theirs was elected; TLRI_NONE: in none. */
static uint32_t stage_of_election(const struct conf_count *ours, uint32_t candidate)
{
    for (uint32_t i = 0; i < ours->stages; i++) {
        if (contains(ours->stage[i].elected, ours->stage[i].elections, candidate)) {
            return i;
        }
    }
    return TLRI_NONE;
}

/* Droop lists those whom it elects at one time in an order of its own. */
static bool in_order(const struct conf_plan *plan, const struct conf_count *theirs,
                     const struct conf_count *ours)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < theirs->winners && i < ours->winners; i++) {
        uint32_t stage = stage_of_election(ours, theirs->winner[i]);
        if (plan->order_by_stage ? stage < last : theirs->winner[i] != ours->winner[i]) {
            return false;
        }
        last = stage;
    }
    return true;
}

static bool order_differs(const struct conf_plan *plan, const struct conf_count *theirs,
                          const struct conf_count *ours, struct conf_verdict *out)
{
    char expected[160], found[160];
    if (in_order(plan, theirs, ours)) {
        return false;
    }
    list_text(theirs->winner, theirs->winners, expected, sizeof expected);
    list_text(ours->winner, ours->winners, found, sizeof found);
    (void)snprintf(out->why, sizeof out->why, "elected in the order %s, expected %s", found,
                   expected);
    return true;
}

void conf_compare_counts(const struct conf_plan *plan, const struct conf_count *theirs,
                         const struct conf_count *ours, struct conf_verdict *out)
{
    struct conf_count x = *theirs, y = *ours;
    *out = (struct conf_verdict){0};
    x.stage = calloc((size_t)x.stages + 1, sizeof *x.stage);
    y.stage = calloc((size_t)y.stages + 1, sizeof *y.stage);
    if (x.stage == NULL || y.stage == NULL) {
        (void)snprintf(out->why, sizeof out->why, "not enough memory");
        goto done;
    }
    memcpy(x.stage, theirs->stage, x.stages * sizeof *x.stage);
    memcpy(y.stage, ours->stage, y.stages * sizeof *y.stage);
    if (plan->compare == CONF_QUOTAS) {
        forget_votes(&y);
    }
    drop_repetitions(&x);
    drop_repetitions(&y);
    if (plan->compare != CONF_WINNERS && !walk(plan, &x, &y, plan->compare == CONF_FINER, out)) {
        goto done;
    }
    struct difference difference;
    if (plan->compare != CONF_WINNERS && x.stages > 0 && y.stages > 0 &&
        figure_differs(plan, &theirs->quota, &ours->quota, "quota", TLRI_NONE, &difference)) {
        tell_stage(out, &x.stage[0], &y.stage[0], &difference);
        goto done;
    }
    if (!plan->ends_early &&
        (winners_differ(theirs, ours, out) ||
         (plan->compare != CONF_WINNERS && order_differs(plan, theirs, ours, out)))) {
        goto done;
    }
    out->same = true;
done:
    conf_count_drop(&x);
    conf_count_drop(&y);
}
