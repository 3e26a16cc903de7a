/*
 * audit/effect_ahead.c: who stays ahead of whom, whatever the order in which others go out.
 *
 * A candidate who is neither elected nor excluded loses no vote, and gets no paper on which
 * somebody else who is left stands before. So whoever has more votes now than all papers together
 * on which another stands first of the two can come to that other stays ahead of it: is not lowest
 * while it is there, and has every quota when it has. When fewer others than places are not behind
 * in this way, the person is elected. A second look then takes those who are behind as gone: the
 * person has their papers by the time it matters. Says nothing where bounds, re-open nominations or
 * equal preferences could decide otherwise. Implements spec/rules/effect.md [EFF-21].
 */
#include "audit/effect_replay.h"

struct ahead {
    const struct replay *r;
    bool behind[TLRI_CANDIDATES_MAX];
    bool keeps[TLRI_CANDIDATES_MAX];    /* a quota, for certain, when the papers go on */
    tlri_dec most[TLRI_CANDIDATES_MAX]; /* that each can come to while the person is left */
    tlri_dec least;                     /* that the person has when it comes to it */
};

/* Who has the paper next of those left, from where it lies; those behind passed over if asked. */
static uint32_t next_left(const struct ahead *a, size_t i, bool pass_over)
{
    const struct tlri_kind *kind = tlri_kind_at(a->r->faults, i);
    for (uint32_t at = a->r->at[i]; at < kind->n; at++) {
        uint32_t c = kind->candidate[at];
        if (tlri_replay_continues(a->r, c) && !(pass_over && a->behind[c])) {
            return c;
        }
    }
    return TLRI_NONE;
}

static uint32_t holder(const struct replay *r, size_t i)
{
    const struct tlri_kind *kind = tlri_kind_at(r->faults, i);
    return r->at[i] < kind->n ? kind->candidate[r->at[i]] : TLRI_NONE;
}

/* Is it certain that no more than a surplus of the papers' value leaves this candidate? Not so
 * where there are no surpluses, nor in Meek's method, where the elected go on receiving and the
 * quota falls. */
static bool keeps_quota(const struct replay *r, uint32_t c)
{
    enum tlri_method method = r->faults->settings->method;
    bool has_surplus =
        method != TLRI_METHOD_AV && method != TLRI_METHOD_SUCCESSIVE && method != TLRI_METHOD_MEEK;
    bool continues = tlri_replay_continues(r, c) && tlri_replay_surely_has_quota(r, c);
    return has_surplus && c != r->x && (r->state[c] == WAITS || continues);
}

/* Adds what of the papers held by one candidate (TLRI_NONE: by all who need keep nothing) can come
 * to each that stands before the person on them. */
static void add_papers_of(struct ahead *a, uint32_t held_by, tlri_dec *most)
{
    const struct replay *r = a->r;
    for (size_t i = 0; i < r->faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(r->faults, i);
        uint32_t c = holder(r, i);
        if (c == TLRI_NONE || (held_by == TLRI_NONE ? a->keeps[c] : c != held_by)) {
            continue;
        }
        for (uint32_t at = r->at[i]; at < kind->n && kind->candidate[at] != r->x; at++) {
            most[kind->candidate[at]] += r->value[i].high * (tlri_dec)kind->papers;
        }
    }
    r->faults->work += r->faults->kind.count;
}

/* All papers on which each stands before the person, at their largest value; of those that lie with
 * somebody elected now no more than the surplus, which holds the papers at fault as well. */
static void add_up_most(struct ahead *a)
{
    const struct replay *r = a->r;
    uint32_t candidates = r->faults->contest->candidates;
    for (uint32_t c = 0; c < candidates; c++) {
        a->most[c] = r->adds;
        a->keeps[c] = keeps_quota(r, c);
    }
    add_papers_of(a, TLRI_NONE, a->most);
    for (uint32_t from = 0; from < candidates; from++) {
        tlri_dec through[TLRI_CANDIDATES_MAX] = {0};
        if (!a->keeps[from]) {
            continue;
        }
        tlri_dec surplus = r->vote[from].high - r->quota.low;
        surplus = surplus > 0 ? surplus : 0;
        add_papers_of(a, from, through);
        for (uint32_t c = 0; c < candidates; c++) {
            a->most[c] += c == from || through[c] < surplus ? through[c] : surplus;
        }
    }
}

/* What the person has when those behind are gone: papers that came to nobody else by then. */
static void add_up_least(struct ahead *a)
{
    const struct replay *r = a->r;
    a->least = 0;
    for (size_t i = 0; i < r->faults->kind.count; i++) {
        uint32_t from = holder(r, i);
        bool waits = from != TLRI_NONE && r->state[from] == WAITS;
        if (!waits && next_left(a, i, true) == r->x) {
            a->least += r->value[i].low * (tlri_dec)tlri_kind_at(r->faults, i)->papers;
        }
    }
    a->least -= r->takes < a->least ? r->takes : a->least;
}

/* The quota is the same at every stage, or nobody is elected by one. */
static bool quota_stays(const struct tlri_settings *settings)
{
    enum tlri_method method = settings->method;
    return method == TLRI_METHOD_SCOTTISH || method == TLRI_METHOD_WIGM ||
           method == TLRI_METHOD_GREGORY || method == TLRI_METHOD_NIRELAND;
}

/* Re-open nominations, where it ends the count, must neither be elected nor be in the way. */
static bool may_end_the_count(const struct ahead *a, uint32_t c)
{
    const struct replay *r = a->r;
    return r->faults->contest->candidate[c].standing == TLRI_REOPEN &&
           r->faults->settings->reopen == TLRI_REOPEN_ALL_AFTER &&
           !(a->behind[c] && quota_stays(r->faults->settings) && a->most[c] < r->quota.low);
}

/* Marks who is behind what the person has; with `gone` only whoever cannot have the quota either.
 * True: somebody more than before. */
static bool mark_behind(struct ahead *a, tlri_dec least, bool gone)
{
    const struct replay *r = a->r;
    bool more = false;
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        bool asked = c != r->x && tlri_replay_continues(r, c) && !a->behind[c];
        if (asked && a->most[c] < least && (!gone || a->most[c] < r->quota.low)) {
            a->behind[c] = true;
            more = true;
        }
    }
    return more;
}

/* Others who are not behind are fewer than the places left. */
static bool enough_behind(struct replay *r, const struct ahead *a)
{
    uint32_t places = r->faults->contest->places;
    r->stays = 0;
    for (uint32_t c = 0; c < r->faults->contest->candidates; c++) {
        places -= r->state[c] == WAITS || r->state[c] == DONE ? 1 : 0;
        if (c != r->x && tlri_replay_continues(r, c)) {
            if (may_end_the_count(a, c)) {
                return false;
            }
            r->stays += a->behind[c] ? 0 : 1;
        }
    }
    return r->stays < places;
}

/* Rule sets in which whoever is excluded has no more votes than anybody else left. In `meek-prf`
 * those count as level who are further apart, and in a successive count the excluded come back. */
static bool is_asked(const struct replay *r)
{
    const struct tlri_settings *s = r->faults->settings;
    return !r->faults->bounded && s->method != TLRI_METHOD_ELIMINATING &&
           !(s->method == TLRI_METHOD_MEEK && s->meek_kind == TLRI_MEEK_PRF) &&
           (s->method != TLRI_METHOD_SUCCESSIVE || r->opening) && tlri_replay_continues(r, r->x);
}

bool tlri_replay_stays_ahead(struct replay *r)
{
    struct ahead a = {.r = r};
    if (!is_asked(r)) {
        return false;
    }
    add_up_most(&a);
    (void)mark_behind(&a, r->vote[r->x].low, false);
    while (!enough_behind(r, &a)) {
        if (!quota_stays(r->faults->settings)) {
            return false;
        }
        add_up_least(&a);
        r->faults->work += r->faults->kind.count;
        if (!mark_behind(&a, a.least, true)) {
            return false;
        }
    }
    return true;
}
