/*
 * audit/effect_replay.c: does every decision of the count stand, whatever some papers were?
 *
 * Goes through the finished count stage by stage with a lower and an upper limit for every vote. As
 * long as every decision comes out the same for all votes within the limits, papers that are not at
 * fault lie where they lay; only their values may differ, since a surplus and a quota may be
 * somewhat larger or smaller; and papers at fault add or take away at most one vote each. So the
 * limits of the next stage follow from those of this one, and whoever was elected before the first
 * decision that is not certain is elected whatever the papers at fault are. The largest number of
 * such papers is found by halving. Amounts are whole numbers of 10^-12 votes, lower limits cut and
 * upper limits rounded up. Implements spec/rules/effect.md [EFF-14] to [EFF-16]: which rule sets
 * are followed to the end, and of which only the first quota is looked at.
 */
#include <string.h>

#include "audit/effect_replay.h"

enum { DIGITS = 12 }; /* of ONE */

/* ---- what is followed ---------------------------------------------------------------------------
 */

static bool by_majority(const struct tlri_settings *settings)
{
    return settings->method == TLRI_METHOD_AV || settings->method == TLRI_METHOD_SUCCESSIVE;
}

/* [EFF-15] Rule sets in which all of a candidate's papers move at one reduced value, the largest
 * surplus first, and one candidate goes out at a time. */
static bool is_followed(const struct tlri_settings *s)
{
    if (s->method == TLRI_METHOD_GREGORY) {
        return s->surplus_method == TLRI_SURPLUS_WEIGHTED && s->surplus_papers == TLRI_PAPERS_ALL &&
               s->surplus_order == TLRI_ORDER_LARGEST &&
               s->exclusion_parts == TLRI_EXCLUDE_AT_ONCE && s->defer == TLRI_DEFER_OFF &&
               s->bulk == TLRI_BULK_OFF;
    }
    return s->method == TLRI_METHOD_SCOTTISH ||
           ((s->method == TLRI_METHOD_WIGM || by_majority(s)) && s->bulk == TLRI_BULK_OFF);
}

static bool has_empty_places(const struct tlri_transcript *transcript)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        if (tlri_transcript_event(transcript, i)->kind == TLRI_EVENT_PLACES_EMPTY) {
            return true;
        }
    }
    return false;
}

/* ---- quota --------------------------------------------------------------------------------------
 */

/* [EFF-14] For the smallest and the largest number of valid papers. */
static void limit_quota(struct replay *r)
{
    uint64_t valid = r->faults->valid;
    uint64_t fewest = !r->faults->takes ? valid : valid > r->papers ? valid - r->papers : 0;
    uint64_t most = r->faults->takes ? valid : valid + r->papers;
    uint64_t share = (uint64_t)r->faults->contest->places + 1;
    const struct tlri_settings *s = r->faults->settings;
    if (s->quota == TLRI_QUOTA_DROOP_INTEGER) {
        r->quota.low = (tlri_dec)(fewest / share + 1) * ONE;
        r->quota.high = (tlri_dec)(most / share + 1) * ONE;
        return;
    }
    tlri_dec unit = s->decimals < DIGITS ? ONE / tlri_dec_unit(s->decimals) : 1;
    r->quota.low = (tlri_dec)fewest * ONE / (tlri_dec)share - unit;
    r->quota.high = (tlri_dec)most * ONE / (tlri_dec)share + 1 + unit;
}

/* ---- votes --------------------------------------------------------------------------------------
 */

static uint32_t holder(const struct replay *r, size_t i)
{
    const struct tlri_kind *kind = tlri_kind_at(r->faults, i);
    return r->at[i] < kind->n ? kind->candidate[r->at[i]] : TLRI_NONE;
}

/* On to the next preference for somebody who continues, from preference `from` on. */
static void pass_on(struct replay *r, size_t i, uint32_t from)
{
    const struct tlri_kind *kind = tlri_kind_at(r->faults, i);
    r->at[i] = from;
    while (r->at[i] < kind->n && r->state[kind->candidate[r->at[i]]] != CONTINUES) {
        r->at[i]++;
    }
}

/* Those not at fault add up; those at fault may take away or add one vote each. */
static void add_up(struct replay *r)
{
    uint32_t candidates = r->faults->contest->candidates;
    memset(r->vote, 0, sizeof r->vote);
    for (size_t i = 0; i < r->faults->kind.count; i++) {
        uint32_t c = holder(r, i);
        if (c != TLRI_NONE) {
            tlri_dec papers = (tlri_dec)tlri_kind_at(r->faults, i)->papers;
            r->vote[c].low += r->value[i].low * papers;
            r->vote[c].high += r->value[i].high * papers;
        }
    }
    for (uint32_t c = 0; c < candidates; c++) {
        r->vote[c].low -= r->takes < r->vote[c].low ? r->takes : r->vote[c].low;
        r->vote[c].high += r->adds;
    }
    r->faults->work += r->faults->kind.count * 2;
}

/* The value of papers when their holder keeps a quota: value x surplus / vote, cut as the rule set
 * cuts it: at most two units of its last decimal below. */
static struct limits reduced(const struct replay *r, struct limits value, uint32_t c)
{
    struct limits vote = r->vote[c];
    struct limits out = {0, value.high};
    unsigned decimals = r->faults->settings->decimals;
    tlri_dec cut = 2 * (decimals < DIGITS ? ONE / tlri_dec_unit(decimals) : 1) + 1;
    tlri_dec part;
    if (vote.low >= ONE && vote.low > r->quota.high &&
        tlri_dec_muldiv_down(value.low, vote.low - r->quota.high, vote.low, &part)) {
        out.low = part > cut ? part - cut : 0;
    }
    if (vote.high > r->quota.low) {
        if (tlri_dec_muldiv_up(value.high, vote.high - r->quota.low, vote.high, &part)) {
            out.high = part;
        }
    } else {
        out.high = 0;
    }
    return out;
}

static void transfer(struct replay *r, uint32_t c, bool surplus)
{
    for (size_t i = 0; i < r->faults->kind.count; i++) {
        if (holder(r, i) == c) {
            r->value[i] = surplus ? reduced(r, r->value[i], c) : r->value[i];
            pass_on(r, i, r->at[i] + 1);
        }
    }
}

/* All papers from their first preference, at the value of one. */
static void deal(struct replay *r)
{
    for (size_t i = 0; i < r->faults->kind.count; i++) {
        r->value[i] = (struct limits){ONE, ONE};
        pass_on(r, i, 0);
    }
    r->opening = true;
}

/* ---- is a decision certain? ---------------------------------------------------------------------
 */

/* More than half of all that may still be live, or the lead over everybody else who is left. */
static bool surely_wins(const struct replay *r, uint32_t c)
{
    tlri_dec live = 0;
    uint32_t others = 0;
    bool leads = true;
    for (uint32_t d = 0; d < r->faults->contest->candidates; d++) {
        if (tlri_replay_continues(r, d)) {
            live += r->vote[d].high - r->adds;
            others += d != c;
            leads = leads && (d == c || r->vote[c].low > r->vote[d].high);
        }
    }
    return 2 * r->vote[c].low > live + r->adds || (others <= 1 && leads);
}

static bool surely_elected(const struct replay *r, uint32_t c)
{
    return by_majority(r->faults->settings) ? surely_wins(r, c)
                                            : tlri_replay_surely_has_quota(r, c);
}

/* What the transcript says of the stage just added up. */
struct elections {
    bool elected[TLRI_CANDIDATES_MAX];
    bool doomed[TLRI_CANDIDATES_MAX]; /* before the first of them: one election can doom others */
    uint32_t last;                    /* the one elected before, by votes; TLRI_NONE: nobody yet */
    bool certain;                     /* every one of them is */
    bool person;                      /* the one asked about is among them ... */
    bool structural;                  /* ... as one of just as many as there were places */
    bool stops;                       /* something that is not followed */
};

/* A candidate with a majority earlier than counted would be the one who is elected later, since a
 * majority of what is live is never lost; not so with bounds, by which somebody may be kept out
 * later ([EFF-15]). */
static bool surely_no_majority(const struct replay *r, uint32_t c)
{
    tlri_dec live = 0;
    for (uint32_t d = 0; d < r->faults->contest->candidates; d++) {
        live += tlri_replay_continues(r, d) ? r->vote[d].low : 0;
    }
    return !r->faults->bounded || 2 * r->vote[c].high < live;
}

/* Nobody else can have come to be elected in this stage. */
static bool others_surely_not(const struct replay *r, const struct elections *found)
{
    bool majority = by_majority(r->faults->settings);
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        if (!tlri_replay_continues(r, c) || found->elected[c] || found->doomed[c]) {
            continue;
        }
        if (majority ? !surely_no_majority(r, c) : r->vote[c].high >= r->quota.low) {
            return false;
        }
    }
    return true;
}

/* Can re-open nominations come to end the count before others are elected? */
static bool may_be_reopened(const struct replay *r)
{
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        if (r->faults->contest->candidate[c].standing == TLRI_REOPEN &&
            tlri_replay_continues(r, c)) {
            return by_majority(r->faults->settings) || r->vote[c].high >= r->quota.low;
        }
    }
    return false;
}

/* Nobody among those of this state, but those in the set, has as few (many). */
static bool surely_lowest(const struct replay *r, uint32_t out, bool doomed)
{
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        bool asked = doomed ? r->doomed[c] : !r->guarded[c];
        if (c != out && tlri_replay_continues(r, c) && asked &&
            r->vote[out].high >= r->vote[c].low) {
            return false;
        }
    }
    return true;
}

static bool surely_largest(const struct replay *r, uint32_t first)
{
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        if (c != first && r->state[c] == WAITS && r->vote[c].high >= r->vote[first].low) {
            return false;
        }
    }
    return true;
}

static bool none_waits(const struct replay *r)
{
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        if (r->state[c] == WAITS && r->vote[c].high > r->quota.low) {
            return false;
        }
    }
    return true;
}

/* ---- sure losers ([EFF-16]) ---------------------------------------------------------------------
 */

static const struct tlri_event *next_of(const struct replay *r, size_t *event,
                                        enum tlri_event_kind kind)
{
    for (; *event < tlri_transcript_size(r->transcript); (*event)++) {
        const struct tlri_event *e = tlri_transcript_event(r->transcript, *event);
        if (e->kind == kind || e->kind == TLRI_EVENT_ELECTED || e->kind == TLRI_EVENT_PLACE_EMPTY) {
            return e->kind == kind ? e : NULL;
        }
    }
    return NULL;
}

/* Together they have fewer than anybody else left; and unless the count is by majority nobody comes
 * to the quota with all that they have. */
static bool surely_lose(const struct replay *r, const bool *out, tlri_dec together)
{
    bool majority = by_majority(r->faults->settings);
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        if (!tlri_replay_continues(r, c)) {
            continue;
        }
        if (!out[c] && r->vote[c].low <= together) {
            return false;
        }
        if (!majority && r->vote[c].high + together >= r->quota.low) {
            return false;
        }
    }
    return true;
}

/* How many of the exclusions that follow, this one the first, take out sure losers together; 0:
 * none that is certain. */
static uint32_t losers(const struct replay *r, size_t event)
{
    bool out[TLRI_CANDIDATES_MAX] = {false};
    tlri_dec sum = 0;
    uint32_t n = 0;
    const struct tlri_event *stage;
    while (!r->faults->bounded && (stage = next_of(r, &event, TLRI_EVENT_STAGE)) != NULL &&
           stage->why == TLRI_ACTION_EXCLUSION && stage->set_size == 1) {
        uint32_t c = tlri_transcript_set(r->transcript, stage)[0];
        out[c] = true;
        sum += r->vote[c].high - r->adds;
        n++;
        event++;
        if (n > 1 && surely_lose(r, out, sum + r->adds)) {
            return n;
        }
    }
    return 0;
}

/* ---- stages -------------------------------------------------------------------------------------
 */

static void take_election(struct replay *r, const struct tlri_event *e, struct elections *out)
{
    uint32_t c = e->candidate;
    bool remaining = e->why == TLRI_WHY_ELECTED_REMAINING;
    out->elected[c] = true;
    out->person = out->person || c == r->x;
    out->structural = out->structural || (c == r->x && remaining);
    if (remaining) { /* who is left decides, not votes */
        out->certain = out->certain && !may_be_reopened(r);
        return;
    }
    /* With bounds one election can keep another from a place, so that their order matters. */
    bool in_order =
        !r->faults->bounded || out->last == TLRI_NONE || r->vote[c].high < r->vote[out->last].low;
    out->certain = out->certain && in_order && surely_elected(r, c);
    out->last = c;
}

static void take_pass(struct replay *r, const struct tlri_event *e)
{
    if (e->kind == TLRI_EVENT_GUARDED) {
        r->guarded[e->candidate] = true;
    } else if (e->kind == TLRI_EVENT_DOOMED) {
        r->doomed[e->candidate] = true;
    }
}

static void take_events(struct replay *r, struct elections *out)
{
    for (; r->event < tlri_transcript_size(r->transcript); r->event++) {
        const struct tlri_event *e = tlri_transcript_event(r->transcript, r->event);
        if (e->kind == TLRI_EVENT_STAGE || e->kind == TLRI_EVENT_CLOSED) {
            return;
        }
        if (e->kind == TLRI_EVENT_PLACE_EMPTY) {
            out->stops = true;
            return;
        }
        take_pass(r, e);
        if (e->kind == TLRI_EVENT_ELECTED) {
            take_election(r, e, out);
        }
    }
}

/* Takes the elections of the stage just added up. False: it ends here, with *proved or without. */
static bool take_elections(struct replay *r, bool *proved)
{
    struct elections found = {.last = TLRI_NONE, .certain = true};
    bool reopened = r->faults->settings->reopen == TLRI_REOPEN_ALL_AFTER && may_be_reopened(r);
    /* Without bounds nobody who has the quota is kept from a place by others who have it too. */
    bool alone = !r->faults->bounded && !reopened && surely_elected(r, r->x);
    memcpy(found.doomed, r->doomed, sizeof found.doomed);
    take_events(r, &found);
    bool whole = r->follow && !found.stops && found.certain && others_surely_not(r, &found);
    bool remains =
        r->follow && found.structural && (r->faults->bounded ? whole : !may_be_reopened(r));
    *proved = found.person && (alone || remains || (whole && found.elected[r->x]));
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        r->state[c] = found.elected[c] ? WAITS : r->state[c];
    }
    return whole && !*proved;
}

/* Takes out one, or several sure losers; *n: how many. False: not certain. */
static bool take_exclusion(struct replay *r, const struct tlri_event *stage)
{
    uint32_t out = tlri_transcript_set(r->transcript, stage)[0];
    if (stage->set_size != 1 || !none_waits(r)) {
        return false;
    }
    uint32_t n = surely_lowest(r, out, r->doomed[out]) ? 1 : losers(r, r->event);
    if (n == 0) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct tlri_event *next = next_of(r, &r->event, TLRI_EVENT_STAGE);
        if (next == NULL) {
            return false;
        }
        uint32_t c = tlri_transcript_set(r->transcript, next)[0];
        r->state[c] = OUT;
        r->stage = next->stage;
        r->event++;
    }
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        if (r->state[c] == OUT) {
            transfer(r, c, false);
        }
    }
    return true;
}

static bool take_surplus(struct replay *r, const struct tlri_event *stage)
{
    uint32_t c = tlri_transcript_set(r->transcript, stage)[0];
    if (stage->set_size != 1 || r->state[c] != WAITS || !surely_largest(r, c)) {
        return false;
    }
    transfer(r, c, true);
    r->state[c] = DONE;
    r->stage = stage->stage;
    r->event++;
    return true;
}

/* The next place of a successive count: everybody not elected is back in. */
static bool take_next_place(struct replay *r, const struct tlri_event *stage)
{
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        if (r->faults->contest->candidate[c].standing == TLRI_WITHDRAWN) {
            continue;
        }
        r->state[c] = r->state[c] == WAITS || r->state[c] == DONE ? DONE : CONTINUES;
    }
    deal(r);
    r->stage = stage->stage;
    r->event++;
    return true;
}

static bool take_stage(struct replay *r)
{
    const struct tlri_event *stage = tlri_transcript_event(r->transcript, r->event);
    if (stage->kind != TLRI_EVENT_STAGE) {
        return false;
    }
    if (stage->why == TLRI_ACTION_FIRST) {
        deal(r);
        r->stage = stage->stage;
        r->event++;
        return true;
    }
    r->opening = false;
    if (stage->why == TLRI_ACTION_NEXT_PLACE) {
        return take_next_place(r, stage);
    }
    if (stage->why == TLRI_ACTION_SURPLUS) {
        return take_surplus(r, stage);
    }
    return stage->why == TLRI_ACTION_EXCLUSION && take_exclusion(r, stage);
}

static void begin(struct replay *r, uint64_t papers)
{
    const struct tlri_contest *contest = r->faults->contest;
    r->papers = papers;
    r->takes = r->faults->takes ? (tlri_dec)papers * ONE : 0;
    r->adds = r->faults->adds ? (tlri_dec)papers * ONE : 0;
    r->event = 0;
    r->stage = 0;
    limit_quota(r);
    for (uint32_t c = 0; c < contest->candidates; c++) {
        r->state[c] = contest->candidate[c].standing == TLRI_WITHDRAWN ? OUT : CONTINUES;
        r->guarded[c] = false;
        r->doomed[c] = false;
    }
}

/* Passes that stand before the first stage. */
static void take_start(struct replay *r)
{
    for (; r->event < tlri_transcript_size(r->transcript); r->event++) {
        const struct tlri_event *e = tlri_transcript_event(r->transcript, r->event);
        if (e->kind == TLRI_EVENT_STAGE) {
            return;
        }
        take_pass(r, e);
    }
}

/* Is the person elected whatever so many papers are? */
static bool is_safe(struct replay *r, uint64_t papers)
{
    bool proved = false;
    if (r->faults->takes && papers >= r->faults->valid) {
        return false; /* without papers nobody is elected */
    }
    begin(r, papers);
    take_start(r);
    while (r->event < tlri_transcript_size(r->transcript) && take_stage(r)) {
        add_up(r);
        r->ahead = tlri_replay_stays_ahead(r);
        if (r->ahead) {
            return true;
        }
        if (!take_elections(r, &proved)) {
            break;
        }
    }
    return proved;
}

/* ---- the proof ----------------------------------------------------------------------------------
 */

static uint64_t most_safe(struct replay *r)
{
    uint64_t low = 0; /* so many are safe */
    uint64_t high = r->faults->valid + 1;
    while (low + 1 < high) {
        uint64_t middle = low + (high - low) / 2;
        if (is_safe(r, middle)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static tlr_status say_ahead(const struct replay *r, struct tlri_effect_person *person,
                            uint64_t safe)
{
    const char *name = r->faults->contest->candidate[r->x].name;
    if (r->stays == 0) {
        return tlri_effect_prove(
            r->faults, person, safe + 1, "effect/EFF-21",
            "Whatever %llu paper%s, from stage %u on %s has more votes than anybody else left can "
            "come to have before %s is elected: all of them go out first.",
            (unsigned long long)safe, safe == 1 ? " was" : "s were", r->stage, name, name);
    }
    return tlri_effect_prove(
        r->faults, person, safe + 1, "effect/EFF-21",
        "Whatever %llu paper%s, from stage %u on %s has more votes than all but %u of those who "
        "are left can come to have before %s is elected: the rest go out first, and the others "
        "fill too few places.",
        (unsigned long long)safe, safe == 1 ? " was" : "s were", r->stage, name, r->stays, name);
}

static tlr_status prove(struct replay *r, struct tlri_effect_person *person)
{
    uint64_t safe = most_safe(r);
    if (safe == 0) {
        return TLR_OK;
    }
    (void)is_safe(r, safe);
    if (r->ahead) {
        return say_ahead(r, person, safe);
    }
    return tlri_effect_prove(
        r->faults, person, safe + 1, r->stage <= 1 ? "effect/EFF-14" : "effect/EFF-15",
        "Whatever %llu paper%s, every decision up to stage %u, in which %s is elected, comes out "
        "the same: no vote that was compared can have moved so far.",
        (unsigned long long)safe, safe == 1 ? " was" : "s were", r->stage,
        r->faults->contest->candidate[r->x].name);
}

tlr_status tlri_effect_replay(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    struct replay *r = tlri_alloc(faults->ctx, sizeof *r);
    if (r == NULL) {
        return tlri_no_memory(faults->ctx);
    }
    r->faults = faults;
    r->transcript = faults->effect->asked.transcript;
    r->x = person->candidate;
    r->follow = is_followed(faults->settings) &&
                (faults->settings->method != TLRI_METHOD_SUCCESSIVE || !faults->bounded);
    r->at = tlri_alloc_array(faults->ctx, faults->kind.count, sizeof *r->at);
    r->value = tlri_alloc_array(faults->ctx, faults->kind.count, sizeof *r->value);
    tlr_status status = TLR_OK;
    if (r->at == NULL || r->value == NULL) {
        status = tlri_no_memory(faults->ctx);
    } else if (!faults->has_equals && !has_empty_places(r->transcript) &&
               faults->settings->quota != TLRI_QUOTA_HARE) {
        status = prove(r, person);
    }
    tlri_free(faults->ctx, r->at, faults->kind.count * sizeof *r->at);
    tlri_free(faults->ctx, r->value, faults->kind.count * sizeof *r->value);
    tlri_free(faults->ctx, r, sizeof *r);
    return status;
}
