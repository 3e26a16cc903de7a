/*
 * audit/readings.c: counts an election under the combinations of its disputed readings.
 *
 * Combinations are taken by the number of departures from what was declared: first none, then every
 * single reading, then every pair. So a small limit still answers what a panel asks first, and what
 * was not tried can be said in one sentence. A combination that cannot differ from an earlier one
 * is not counted again: when it resolves to the same settings and bounds, and when it departs in a
 * reading about ties (clashing bounds, exclusions) while the count without that departure met none.
 * That is exact, not a guess: up to the first such event both counts are the same count. A lot that
 * was never drawn is supposed, one branch for each of those who are level. Outcomes are kept
 * contest by contest, with the first stage at which a count parts from the declared one.
 */
#include "audit/readings.h"

#include <string.h>

#include "audit/what_if.h"

enum { LEAVES_OF_ONE = 64, PENDING_MAX = 256 };

/* ---- combinations, by the number of departures ---- */

/* A way through all combinations with `size` departures: which readings, and their values. */
struct walk {
    const struct tlri_variation *v;
    uint32_t size;
    size_t at[TLRI_VARIED_MAX]; /* the readings departed from, ascending */
    uint8_t choice[TLRI_VARIED_MAX];
};

static void first_values(struct walk *w)
{
    memset(w->choice, 0, sizeof w->choice);
    for (uint32_t i = 0; i < w->size; i++) {
        w->choice[w->at[i]] = 1;
    }
}

static bool walk_start(struct walk *w, const struct tlri_variation *v, uint32_t size)
{
    w->v = v;
    w->size = size;
    for (uint32_t i = 0; i < size; i++) {
        w->at[i] = i;
    }
    first_values(w);
    return size <= v->varied;
}

/* The next subset of readings in lexicographic order. */
static bool next_subset(struct walk *w)
{
    for (uint32_t i = w->size; i-- > 0;) {
        if (w->at[i] < w->v->varied - (w->size - i)) {
            w->at[i]++;
            for (uint32_t k = i + 1; k < w->size; k++) {
                w->at[k] = w->at[k - 1] + 1;
            }
            first_values(w);
            return true;
        }
    }
    return false;
}

static bool walk_next(struct walk *w)
{
    for (uint32_t i = w->size; i-- > 0;) {
        if ((size_t)w->choice[w->at[i]] + 1 < w->v->reading[w->at[i]].values) {
            w->choice[w->at[i]]++;
            return true;
        }
        w->choice[w->at[i]] = 1;
    }
    return next_subset(w);
}

static uint64_t all_combinations(const struct tlri_variation *v)
{
    uint64_t n = 1;
    for (size_t d = 0; d < v->varied; d++) {
        n = n > UINT64_MAX / v->reading[d].values ? UINT64_MAX : n * v->reading[d].values;
    }
    return n;
}

/* ---- what was tried before ---- */

static struct tlri_tried *tried_at(const struct tlri_variation *v, size_t i)
{
    return (struct tlri_tried *)v->tried.data + i;
}

/* Behind the readings that are varied every choice is 0, and says nothing. */
static uint32_t slot_of(const struct tlri_variation *v, const uint8_t *choice)
{
    return (uint32_t)tlri_hash(0, choice, v->varied) & (TLRI_TRIED_SLOTS - 1u);
}

/* The slot that holds this very combination, or the free one where it would go. */
static uint32_t find_slot(const struct tlri_variation *v, const uint8_t *choice)
{
    uint32_t at = slot_of(v, choice);
    while (v->slot[at] != 0 &&
           memcmp(tried_at(v, v->slot[at] - 1)->choice, choice, TLRI_VARIED_MAX) != 0) {
        at = (at + 1) & (TLRI_TRIED_SLOTS - 1u);
    }
    return at;
}

static size_t find_exact(const struct tlri_variation *v, const uint8_t *choice)
{
    uint32_t found = v->slot[find_slot(v, choice)];
    return found != 0 ? found - 1 : TLRI_NO_TRIED;
}

/* The combination whose counts these are. */
static size_t counted_as(const struct tlri_variation *v, size_t i)
{
    size_t same = tried_at(v, i)->same_as;
    return same == TLRI_NO_TRIED ? i : same;
}

/* Is the reading asked for in the counts of that combination? */
static bool is_asked(const struct tlri_variation *v, size_t tried, size_t reading)
{
    const struct tlri_varied *one = &v->reading[reading];
    const struct tlri_tried *counted = tried_at(v, counted_as(v, tried));
    return one->trigger == TLRI_TRIGGER_NONE || (counted->met[one->trigger] & one->contests) != 0;
}

/*
 * Starts from the departures that are asked for at once and adds the first of the others that the
 * count so far asks for, until it asks for none of those left. The counts under the whole choice
 * are then those: they never get to a point where what was left out is read. Every combination on
 * the way has fewer departures and was looked at before.
 */
static size_t reduce(const struct tlri_variation *v, const uint8_t *choice, uint8_t *reduced)
{
    memset(reduced, 0, TLRI_VARIED_MAX);
    for (size_t d = 0; d < v->varied; d++) {
        reduced[d] = v->reading[d].trigger == TLRI_TRIGGER_NONE ? choice[d] : 0;
    }
    size_t at = find_exact(v, reduced);
    for (size_t d = 0; d < v->varied && at != TLRI_NO_TRIED && !tried_at(v, at)->inadmissible;) {
        if (choice[d] == reduced[d] || !is_asked(v, at, d)) {
            d++;
            continue;
        }
        reduced[d] = choice[d];
        at = find_exact(v, reduced);
        d = 0;
    }
    return at;
}

size_t tlri_vary_find(const struct tlri_variation *v, const uint8_t *choice)
{
    uint8_t reduced[TLRI_VARIED_MAX];
    return reduce(v, choice, reduced);
}

static size_t same_key(const struct tlri_variation *v, const struct tlri_digest *key)
{
    for (size_t i = 0; i < v->tried.count; i++) {
        const struct tlri_tried *one = tried_at(v, i);
        if (!one->inadmissible && one->same_as == TLRI_NO_TRIED &&
            memcmp(one->key.bytes, key->bytes, sizeof key->bytes) == 0) {
            return i;
        }
    }
    return TLRI_NO_TRIED;
}

/* ---- outcomes ---- */

struct work {
    struct tlri_variation *v;
    tlri_engine *engine;
    uint32_t most;
    struct tlri_trial *declared; /* the count everything is compared with; NULL until it is made */
};

static size_t index_of(const struct tlri_trial *t, const struct tlri_counted *counted)
{
    return (size_t)(counted->source - t->view.contest);
}

static const struct tlri_counted *round_in(const struct tlri_trial *t, size_t contest,
                                           uint32_t round)
{
    for (size_t i = 0; t != NULL && i < t->audit.counted; i++) {
        const struct tlri_counted *counted = &t->audit.contest[i];
        if (index_of(t, counted) == contest && counted->round == round) {
            return counted;
        }
    }
    return NULL;
}

/* The contest as counted; of an eliminating ballot the last round. */
static const struct tlri_counted *counted_in(const struct tlri_trial *t, size_t contest)
{
    const struct tlri_counted *first = round_in(t, contest, 1);
    return first != NULL ? tlri_audit_last_round(&t->audit, first) : NULL;
}

static enum tlri_varied_trigger met_in(const struct tlri_event *event)
{
    return event->kind == TLRI_EVENT_TIE          ? TLRI_TRIGGER_TIE
           : event->kind == TLRI_EVENT_INFEASIBLE ? TLRI_TRIGGER_INFEASIBLE
           : event->kind == TLRI_EVENT_EXCLUDED   ? TLRI_TRIGGER_EXCLUSION
                                                  : TLRI_TRIGGER_NONE;
}

static void note_trial(struct tlri_tried *tried, const struct tlri_trial *t)
{
    for (size_t i = 0; i < t->audit.counted; i++) {
        const struct tlri_transcript *transcript = t->audit.contest[i].transcript;
        uint64_t bit = (uint64_t)1 << index_of(t, &t->audit.contest[i]);
        for (size_t k = 0; transcript != NULL && k < tlri_transcript_size(transcript); k++) {
            tried->met[met_in(tlri_transcript_event(transcript, k))] |= bit;
        }
    }
}

/* How a contest ended that was not counted to its end. One that comes after such a contest was not
 * reached: it ends as that one did. */
static enum tlri_varied_end end_of(const struct tlri_trial *t)
{
    const struct tlri_transcript *last =
        t->audit.counted > 0 ? t->audit.contest[t->audit.counted - 1].transcript : NULL;
    if (t->status == TLR_E_DECISION && !t->audit.waiting) {
        return TLRI_VARIED_LOTS;
    }
    return last != NULL && last->outcome == TLRI_OUTCOME_REFUSED ? TLRI_VARIED_REFUSED
                                                                 : TLRI_VARIED_FAILED;
}

static void count_places(const struct tlri_counted *counted, struct tlri_varied_outcome *out)
{
    for (uint32_t c = 0; c < counted->contest.candidates; c++) {
        out->elected[c] = counted->elected[c];
        out->filled += counted->elected[c];
    }
    for (size_t i = 0; counted->transcript != NULL && i < tlri_transcript_size(counted->transcript);
         i++) {
        const struct tlri_event *event = tlri_transcript_event(counted->transcript, i);
        out->referred += event->kind == TLRI_EVENT_PLACE_EMPTY &&
                         (event->why == TLRI_EMPTY_REFERRED || event->why == TLRI_EMPTY_RERUN);
    }
}

/* What the method said, copied out of the trial's own diagnostics. */
static const char *words_of(struct tlri_variation *v, const struct tlri_trial *t)
{
    const tlr_diag *diag = tlr_ctx_diag(t->ctx, 0);
    return diag != NULL ? tlri_arena_printf(&v->arena, "%s", diag->message)
                        : tlr_status_text(t->status);
}

/* Was the contest counted to its end? It was not when it stopped the count, or waits for a round.
 */
static bool is_finished(const struct tlri_trial *t, size_t contest,
                        const struct tlri_counted *counted)
{
    bool waits =
        counted->transcript != NULL && counted->transcript->outcome == TLRI_OUTCOME_NEXT_ROUND;
    bool stopped = t->status != TLR_OK && !t->audit.waiting &&
                   index_of(t, &t->audit.contest[t->audit.counted - 1]) == contest;
    return !waits && !stopped;
}

static tlr_status describe(struct tlri_variation *v, const struct tlri_trial *t, size_t contest,
                           struct tlri_varied_outcome *out)
{
    const struct tlri_counted *counted = counted_in(t, contest);
    memset(out, 0, sizeof *out);
    out->elected =
        tlri_arena_array(&v->arena, v->contest[contest].contest->candidates + 1u, sizeof(bool));
    if (out->elected == NULL) {
        return tlri_no_memory(v->ctx);
    }
    if (counted != NULL && is_finished(t, contest, counted)) {
        count_places(counted, out);
        return TLR_OK;
    }
    out->end = end_of(t);
    out->why = out->end == TLRI_VARIED_FAILED ? words_of(v, t) : NULL;
    return TLR_OK;
}

static bool same_outcome(const struct tlri_varied_outcome *a, const struct tlri_varied_outcome *b,
                         uint32_t candidates)
{
    return a->end == b->end && a->filled == b->filled && a->referred == b->referred &&
           memcmp(a->elected, b->elected, candidates * sizeof(bool)) == 0;
}

/* The first stage in which two counts of a round are not the same; 0: they are, or one is not
 * there. Of an eliminating ballot, whose rounds have one stage each, the round. */
static uint32_t parting_in(const struct tlri_counted *a, const struct tlri_counted *b)
{
    if (a == NULL || b == NULL || a->transcript == NULL || b->transcript == NULL) {
        return 0;
    }
    size_t at = tlri_transcript_differ(a->transcript, b->transcript);
    size_t in_a = tlri_transcript_size(a->transcript);
    size_t in_b = tlri_transcript_size(b->transcript);
    if (at == SIZE_MAX || (at >= in_a && at >= in_b)) {
        return 0;
    }
    uint32_t stage_a = at < in_a ? tlri_transcript_event(a->transcript, at)->stage : UINT32_MAX;
    uint32_t stage_b = at < in_b ? tlri_transcript_event(b->transcript, at)->stage : UINT32_MAX;
    uint32_t stage = stage_a < stage_b ? stage_a : stage_b;
    return a->round > 1 ? a->round : stage;
}

/* The first stage in which two counts of a contest are not the same. */
static void find_parting(const struct work *w, const struct tlri_trial *t, size_t contest,
                         struct tlri_varied_outcome *out)
{
    const struct tlri_counted *b;
    for (uint32_t round = 1; !out->parts && (b = round_in(t, contest, round)) != NULL; round++) {
        const struct tlri_counted *a = round_in(w->declared, contest, round);
        size_t at = a != NULL && a->transcript != NULL && b->transcript != NULL
                        ? tlri_transcript_differ(a->transcript, b->transcript)
                        : SIZE_MAX;
        out->parts = at != SIZE_MAX;
        out->part_stage = parting_in(a, b);
    }
}

/* The first round and stage in which the two decide otherwise. */
static void find_fork(const struct work *w, const struct tlri_trial *t, size_t contest,
                      struct tlri_varied_outcome *out)
{
    const struct tlri_counted *b;
    for (uint32_t round = 1; !out->fork.found && (b = round_in(t, contest, round)) != NULL;
         round++) {
        const struct tlri_counted *a = round_in(w->declared, contest, round);
        if (a != NULL && a->transcript != NULL && b->transcript != NULL) {
            tlri_fork_find(a->transcript, b->transcript, b->contest.candidates, &out->fork);
            out->fork.round = round;
        }
    }
}

/* Index of the outcome among the contest's, added when it is new. */
static tlr_status place_outcome(struct work *w, const struct tlri_trial *t, size_t contest,
                                bool as_declared, uint32_t *index)
{
    struct tlri_variation *v = w->v;
    struct tlri_varied_contest *vc = &v->contest[contest];
    struct tlri_varied_outcome found;
    TLR_TRY(describe(v, t, contest, &found));
    uint32_t i = 0;
    while (i < vc->outcomes && !same_outcome(&vc->outcome[i], &found, vc->contest->candidates)) {
        i++;
    }
    if (i == vc->outcomes) {
        struct tlri_varied_outcome *grown =
            tlri_arena_array(&v->arena, vc->outcomes + 1, sizeof *grown);
        if (grown == NULL) {
            return tlri_no_memory(v->ctx);
        }
        if (vc->outcomes > 0) {
            memcpy(grown, vc->outcome, vc->outcomes * sizeof *grown);
        }
        found.first_leaf = v->leaf.count;
        find_parting(w, t, contest, &found);
        find_fork(w, t, contest, &found);
        grown[i] = found;
        vc->outcome = grown;
        vc->outcomes++;
    }
    vc->outcome[i].leaves++;
    vc->outcome[i].as_declared = vc->outcome[i].as_declared || as_declared;
    *index = i;
    return TLR_OK;
}

bool tlri_vary_reaches(const struct tlri_variation *v, size_t from, size_t contest)
{
    const struct tlri_notice *notice = v->base->election_case->notice;
    for (size_t i = 0; i < v->contests; i++) {
        if (notice->fill_order[i] == from || notice->fill_order[i] == contest) {
            return notice->fill_order[i] == from;
        }
    }
    return false;
}

static bool needs_no_lot(const struct tlri_variation *v, const struct tlri_supposed_lot *lot,
                         size_t lots, size_t contest)
{
    for (size_t i = 0; i < lots; i++) {
        if (tlri_vary_reaches(v, lot[i].contest, contest)) {
            return false;
        }
    }
    return true;
}

/* Keeps one count: its outcomes, and the lots that were supposed for it. */
static tlr_status keep_leaf(struct work *w, const struct tlri_trial *t, size_t tried,
                            const struct tlri_supposed_lot *lot, size_t lots)
{
    struct tlri_variation *v = w->v;
    uint32_t *outcome = tlri_arena_array(&v->arena, v->contests + 1, sizeof *outcome);
    struct tlri_supposed_lot *copy = tlri_arena_array(&v->arena, lots + 1, sizeof *copy);
    if (outcome == NULL || copy == NULL) {
        return tlri_no_memory(v->ctx);
    }
    if (lots > 0) {
        memcpy(copy, lot, lots * sizeof *copy);
    }
    for (size_t i = 0; i < v->contests; i++) {
        bool as_declared = tried == 0 && needs_no_lot(v, lot, lots, i);
        TLR_TRY(place_outcome(w, t, i, as_declared, &outcome[i]));
    }
    struct tlri_leaf *leaf = NULL;
    TLR_TRY(tlri_array_push(&v->leaf, &leaf));
    *leaf = (struct tlri_leaf){tried, lots, copy, outcome};
    tried_at(v, tried)->leaves++;
    return TLR_OK;
}

/* ---- lots that nobody drew ---- */

/* Lots supposed so far on one branch. */
struct branch {
    size_t lots;
    struct tlri_supposed_lot lot[TLRI_LOTS_OPEN];
};

/* The branches of one combination that are still to be counted; the last is taken first. */
struct branches {
    size_t count;
    struct branch pending[PENDING_MAX];
};

/* The tie that stopped the count: one more branch for each of those who are level. */
static tlr_status branch_over_tie(struct work *w, const struct tlri_trial *t,
                                  const struct branch *from, struct branches *all)
{
    const struct tlri_counted *counted = &t->audit.contest[t->audit.counted - 1];
    const struct tlri_transcript *transcript = counted->transcript;
    const struct tlri_event *tie =
        tlri_transcript_event(transcript, tlri_transcript_size(transcript) - 1);
    const uint32_t *tied = tlri_transcript_set(transcript, tie);
    uint32_t *copy = tlri_arena_array(&w->v->arena, tie->set_size, sizeof *copy);
    if (copy == NULL) {
        return tlri_no_memory(w->v->ctx);
    }
    memcpy(copy, tied, tie->set_size * sizeof *copy);
    for (uint32_t i = tie->set_size; i-- > 0;) {
        struct branch *next = &all->pending[all->count++];
        *next = *from;
        next->lot[next->lots++] = (struct tlri_supposed_lot){.contest = index_of(t, counted),
                                                             .stage = tie->stage,
                                                             .purpose = (enum tlri_purpose)tie->to,
                                                             .tied = tie->set_size,
                                                             .candidate = copy,
                                                             .selected = copy[i]};
    }
    return TLR_OK;
}

static bool can_branch(const struct work *w, const struct tlri_trial *t, const struct branch *from,
                       const struct branches *all, size_t tried)
{
    if (t->status != TLR_E_DECISION || t->audit.waiting || t->audit.counted == 0) {
        return false;
    }
    const struct tlri_transcript *transcript = t->audit.contest[t->audit.counted - 1].transcript;
    size_t size = transcript != NULL ? tlri_transcript_size(transcript) : 0;
    return size > 0 && from->lots < TLRI_LOTS_OPEN &&
           all->count + tlri_transcript_event(transcript, size - 1)->set_size <= PENDING_MAX &&
           tried_at(w->v, tried)->leaves + all->count < LEAVES_OF_ONE;
}

/* *trial is counted again for every branch. The one that becomes the count to compare with is kept
 * as it is, and the other branches get a trial of their own. */
static tlr_status count_branches(struct work *w, struct tlri_trial **trial, size_t tried,
                                 struct branches *all)
{
    struct tlri_variation *v = w->v;
    while (all->count > 0) {
        struct branch branch = all->pending[--all->count];
        struct tlri_digest ignored;
        if (*trial == w->declared) {
            TLR_TRY(tlri_trial_prepare(v, tried_at(v, tried)->choice, trial, &ignored));
        }
        struct tlri_trial *t = *trial;
        TLR_TRY(tlri_trial_count(t, w->engine, branch.lot, branch.lots));
        v->counts++;
        note_trial(tried_at(v, tried), t);
        if (can_branch(w, t, &branch, all, tried)) {
            TLR_TRY(branch_over_tie(w, t, &branch, all));
            continue;
        }
        v->lots_open = v->lots_open || (t->status == TLR_E_DECISION && !t->audit.waiting);
        if (w->declared == NULL) {
            w->declared = t;
            v->issued = &t->audit; /* [RND-8] */
        }
        TLR_TRY(keep_leaf(w, t, tried, branch.lot, branch.lots));
    }
    return TLR_OK;
}

static tlr_status count_combination(struct work *w, struct tlri_trial *t, size_t tried)
{
    struct branches *all = tlri_alloc(w->v->ctx, sizeof *all);
    tlr_status status = TLR_E_MEMORY;
    if (all != NULL) {
        all->count = 1; /* the lots drawn, and none supposed */
        tried_at(w->v, tried)->first_leaf = w->v->leaf.count;
        status = count_branches(w, &t, tried, all);
        tlri_free(w->v->ctx, all, sizeof *all);
    }
    if (t != w->declared) {
        tlri_trial_free(t);
    }
    return status == TLR_E_MEMORY ? tlri_no_memory(w->v->ctx) : status;
}

/* ---- all combinations ---- */

/* Keeps the combination, which is the last of `tried` then. */
static tlr_status keep_tried(struct tlri_variation *v, const struct walk *walk)
{
    struct tlri_tried *tried = NULL;
    uint32_t slot = find_slot(v, walk->choice);
    TLR_TRY(tlri_array_push(&v->tried, &tried));
    memcpy(tried->choice, walk->choice, sizeof tried->choice);
    tried->departures = walk->size;
    tried->same_as = TLRI_NO_TRIED;
    v->slot[slot] = (uint32_t)v->tried.count;
    return TLR_OK;
}

static tlr_status try_one(struct work *w, const struct walk *walk)
{
    struct tlri_variation *v = w->v;
    uint8_t reduced[TLRI_VARIED_MAX];
    v->looked++;
    size_t before = reduce(v, walk->choice, reduced);
    if (before != TLRI_NO_TRIED) {
        v->inadmissible += tried_at(v, before)->inadmissible;
        return TLR_OK;
    }
    struct tlri_trial *t = NULL;
    struct tlri_digest key;
    tlr_status status = tlri_trial_prepare(v, walk->choice, &t, &key);
    size_t same = status == TLR_OK ? same_key(v, &key) : TLRI_NO_TRIED;
    if (status == TLR_OK || status == TLR_E_RULES) {
        tlr_status kept = keep_tried(v, walk);
        status = kept != TLR_OK ? kept : status;
    }
    if (status == TLR_E_RULES) {
        tried_at(v, v->tried.count - 1)->inadmissible = true;
        v->inadmissible++;
        return TLR_OK;
    }
    if (status != TLR_OK || same != TLRI_NO_TRIED) {
        tlri_trial_free(t);
    }
    TLR_TRY(status);
    tried_at(v, v->tried.count - 1)->key = key;
    tried_at(v, v->tried.count - 1)->same_as = same;
    return same != TLRI_NO_TRIED ? TLR_OK : count_combination(w, t, v->tried.count - 1);
}

static tlr_status try_all(struct work *w)
{
    struct tlri_variation *v = w->v;
    struct walk walk;
    for (uint32_t size = 0; size <= v->varied; size++) {
        bool more = walk_start(&walk, v, size);
        while (more) {
            if (v->counts >= w->most || v->tried.count == TLRI_TRIED_MAX ||
                v->looked == TLRI_LOOKED_MAX) {
                v->departures_done = size - 1;
                return TLR_OK;
            }
            TLR_TRY(try_one(w, &walk));
            more = walk_next(&walk);
        }
    }
    v->departures_done = (uint32_t)v->varied;
    v->complete = true;
    return TLR_OK;
}

/* ---- what it comes to ---- */

static bool same_leaves(const struct tlri_variation *v, const struct tlri_tried *a,
                        const struct tlri_tried *b)
{
    const struct tlri_leaf *leaf = v->leaf.data;
    if (a->leaves != b->leaves) {
        return false;
    }
    for (size_t i = 0; i < a->leaves; i++) {
        if (memcmp(leaf[a->first_leaf + i].outcome, leaf[b->first_leaf + i].outcome,
                   v->contests * sizeof(uint32_t)) != 0) {
            return false;
        }
    }
    return true;
}

/* A reading decides when, all else equal, leaving what is in force changes an outcome. */
static void find_deciding(struct tlri_variation *v)
{
    uint8_t without[TLRI_VARIED_MAX];
    for (size_t i = 0; i < v->tried.count; i++) {
        const struct tlri_tried *one = tried_at(v, i);
        for (size_t d = 0; d < v->varied && !one->inadmissible; d++) {
            v->reading[d].asked = v->reading[d].asked || one->choice[d] != 0;
            if (one->choice[d] == 0 || v->reading[d].decides) {
                continue;
            }
            memcpy(without, one->choice, sizeof without);
            without[d] = 0;
            size_t before = tlri_vary_find(v, without);
            if (before != TLRI_NO_TRIED && !tried_at(v, before)->inadmissible) {
                v->reading[d].decides = !same_leaves(v, tried_at(v, counted_as(v, i)),
                                                     tried_at(v, counted_as(v, before)));
            }
        }
    }
}

static void find_always(struct tlri_variation *v)
{
    for (size_t i = 0; i < v->contests; i++) {
        struct tlri_varied_contest *vc = &v->contest[i];
        for (uint32_t c = 0; c < vc->contest->candidates; c++) {
            vc->always[c] = vc->outcomes > 0;
            for (size_t k = 0; k < vc->outcomes; k++) {
                vc->always[c] = vc->always[c] && vc->outcome[k].elected[c];
            }
        }
    }
}

static tlr_status set_up(struct tlri_variation *v)
{
    const struct tlri_case *c = v->base->election_case;
    v->contests = c->contests;
    v->slot = tlri_arena_array(&v->arena, TLRI_TRIED_SLOTS, sizeof *v->slot);
    v->contest = tlri_arena_array(&v->arena, c->contests + 1, sizeof *v->contest);
    if (v->contest == NULL || v->slot == NULL) {
        return tlri_no_memory(v->ctx);
    }
    for (size_t i = 0; i < c->contests; i++) {
        v->contest[i].contest = &c->contest[i].contest;
        v->contest[i].always =
            tlri_arena_array(&v->arena, c->contest[i].contest.candidates + 1u, sizeof(bool));
        if (v->contest[i].always == NULL) {
            return tlri_no_memory(v->ctx);
        }
    }
    return TLR_OK;
}

static tlr_status vary(struct tlri_variation *v, const struct tlri_vary_options *options,
                       tlri_engine *engine)
{
    struct work w = {.v = v, .engine = engine};
    w.most = options->most > 0 ? options->most : TLRI_COUNTS_MAX;
    v->eligibility = options->eligibility;
    TLR_TRY(set_up(v));
    v->what_if = options->what_if;
    TLR_TRY(v->what_if != NULL ? tlri_what_if_which(v) : tlri_vary_which(v, options->methods));
    v->combinations = all_combinations(v);
    tlr_status status = try_all(&w);
    if (status == TLR_OK && options->confirm != NULL) {
        status = tlri_what_if_confirm(v, engine, options->confirm);
    }
    w.v->issued = NULL; /* it goes with the count as declared */
    tlri_trial_free(w.declared);
    TLR_TRY(status);
    find_deciding(v);
    find_always(v);
    return TLR_OK;
}

struct tlri_variation *tlri_variation_new(const struct tlri_audit *base)
{
    struct tlri_variation *v = tlri_alloc(base->ctx, sizeof *v);
    if (v == NULL) {
        return NULL;
    }
    v->ctx = base->ctx;
    v->base = base;
    v->contests = base->election_case->contests;
    tlri_arena_init(&v->arena, v->ctx);
    tlri_array_init(&v->idle, v->ctx, sizeof(struct tlri_unvaried), TLRI_RULEBOOK_ENTRIES_MAX);
    tlri_array_init(&v->not_recountable, v->ctx, sizeof(struct tlri_unvaried),
                    TLRI_RULEBOOK_ENTRIES_MAX);
    tlri_array_init(&v->tried, v->ctx, sizeof(struct tlri_tried), TLRI_TRIED_MAX);
    tlri_array_init(&v->leaf, v->ctx, sizeof(struct tlri_leaf), (size_t)TLRI_COUNTS_MAX * 100);
    return v;
}

tlr_status tlri_vary(const struct tlri_audit *base, const struct tlri_vary_options *options,
                     tlri_engine *engine, struct tlri_variation **out)
{
    *out = NULL;
    struct tlri_variation *v = tlri_variation_new(base);
    if (v == NULL) {
        return tlri_no_memory(base->ctx);
    }
    tlr_status status = vary(v, options, engine);
    if (status != TLR_OK) {
        tlri_variation_free(v);
        return status;
    }
    *out = v;
    return TLR_OK;
}

void tlri_variation_free(struct tlri_variation *v)
{
    while (v != NULL) {
        struct tlri_variation *readings = v->readings;
        tlri_array_drop(&v->idle);
        tlri_array_drop(&v->not_recountable);
        tlri_array_drop(&v->tried);
        tlri_array_drop(&v->leaf);
        tlri_arena_drop(&v->arena);
        tlri_free(v->ctx, v, sizeof *v);
        v = readings;
    }
}
