/*
 * audit/effect_orders.c: one place by preferences: the cheapest order of exclusion.
 *
 * Whoever wins, everybody else goes out in some order, one after another, each with no more papers
 * than any other left (a set that goes out together would have gone out so too, and who has a
 * majority is never lowest). Who is left alone decides whose papers count for whom, not the order
 * in which the others went. So for every set of candidates left and every one of them it is known
 * how many papers must be at fault for that one to be lowest then; an order needs at least the most
 * that any of its steps needs; and the order for which that is least is found by going from the
 * winner alone to the full field, always on from the set that needs least so far. No order is left
 * out: those not reached need at least as many. The order found is then turned into papers, step by
 * step, and tried. All in whole numbers. Implements spec/rules/effect.md [EFF-11] to [EFF-13].
 */
#include <string.h>

#include "audit/effect.h"

#define CANDIDATES_MOST 64u     /* a set is one word */
#define SETS_MOST       400000u /* sets of candidates left that are looked at */
#define WORK_MOST       ((uint64_t)600000000)

/* Candidates left, and the fewest papers that any order from here to the end needs. */
struct left {
    uint64_t set, needs;
    uint32_t after; /* index of the set that is left when `out` has gone; TLRI_NONE: the winner */
    uint32_t out;
    bool settled;
};

/* A way to a set, waiting for its turn. */
struct waiting {
    uint64_t needs;
    uint32_t index; /* in left */
};

struct orders {
    struct tlri_faults *faults;
    uint32_t person;
    uint64_t all; /* everybody who stands */
    struct tlri_array left;
    struct tlri_array heap; /* struct waiting; the least needed first */
    uint32_t *slot; /* index in left plus one, by set; twice as many as sets are looked at */
    size_t slots;
    uint64_t work;
    uint64_t votes[TLRI_CANDIDATES_MAX]; /* of the set looked at last */
    uint64_t gap[TLRI_CANDIDATES_MAX];   /* papers needed at least for the person to go out first */
};

static struct left *left_at(const struct orders *o, uint32_t i)
{
    return (struct left *)o->left.data + i;
}

/* ---- one step -----------------------------------------------------------------------------------
 */

/* Whose paper it is among those left; TLRI_NONE: nobody's. */
static uint32_t holder(const struct tlri_kind *kind, uint64_t set)
{
    for (uint32_t i = 0; i < kind->n; i++) {
        if (set >> kind->candidate[i] & 1u) {
            return kind->candidate[i];
        }
    }
    return TLRI_NONE;
}

static void deal(struct orders *o, uint64_t set)
{
    memset(o->votes, 0, sizeof o->votes);
    for (size_t i = 0; i < o->faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(o->faults, i);
        uint32_t to = holder(kind, set);
        if (to != TLRI_NONE) {
            o->votes[to] += kind->papers;
        }
    }
    o->work += o->faults->kind.count * 2;
}

/* [EFF-12] Votes that the others lack to have as many as `mine`. */
static uint64_t lacking(const struct orders *o, uint64_t set, uint32_t out, uint64_t mine)
{
    uint64_t lacks = 0;
    for (uint32_t c = 0; c < CANDIDATES_MOST; c++) {
        if (c != out && (set >> c & 1u) && o->votes[c] < mine) {
            lacks += mine - o->votes[c];
        }
    }
    return lacks;
}

static uint64_t fewest_other(const struct orders *o, uint64_t set, uint32_t out)
{
    uint64_t fewest = UINT64_MAX;
    for (uint32_t c = 0; c < CANDIDATES_MOST; c++) {
        if (c != out && (set >> c & 1u) && o->votes[c] < fewest) {
            fewest = o->votes[c];
        }
    }
    return fewest;
}

/* [EFF-12] The fewest papers at fault with which nobody left has fewer votes than `out`. */
static uint64_t step_needs(const struct orders *o, uint64_t set, uint32_t out)
{
    uint64_t mine = o->votes[out];
    uint64_t fewest = fewest_other(o, set, out);
    if (mine <= fewest) {
        return 0;
    }
    if (!o->faults->adds) {
        return mine - fewest;
    }
    if (!o->faults->takes) {
        return lacking(o, set, out, mine);
    }
    uint64_t low = 1;
    uint64_t high = mine;
    while (low < high) { /* k papers: `out` has k fewer, and the others lack at most k then */
        uint64_t k = low + (high - low) / 2;
        if (lacking(o, set, out, mine - k) <= k) {
            high = k;
        } else {
            low = k + 1;
        }
    }
    return low;
}

/* [EFF-11] What it needs at least that the person goes out while another is left, whoever else is:
 * the person has the first preferences, the other no more than stand before the person. */
static void find_gaps(struct orders *o)
{
    uint64_t most[TLRI_CANDIDATES_MAX] = {0};
    uint64_t first = 0;
    for (size_t i = 0; i < o->faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(o->faults, i);
        first += kind->n > 0 && kind->candidate[0] == o->person ? kind->papers : 0;
        for (uint32_t k = 0; k < kind->n && kind->candidate[k] != o->person; k++) {
            most[kind->candidate[k]] += kind->papers;
        }
    }
    uint64_t moves = o->faults->takes && o->faults->adds ? 2 : 1;
    for (uint32_t c = 0; c < o->faults->contest->candidates; c++) {
        o->gap[c] = first > most[c] ? (first - most[c] + moves - 1) / moves : 0;
    }
}

/* What a set needs at least with one more in it: the person, not in it yet, must go out before all
 * who are. */
static uint64_t set_needs(const struct orders *o, uint64_t set, uint32_t added, uint64_t needs)
{
    bool person_gone = (set >> o->person & 1u) == 0;
    return person_gone && o->gap[added] > needs ? o->gap[added] : needs;
}

/* ---- the sets, least needs first ----------------------------------------------------------------
 */

static void swap_in_heap(struct waiting *heap, size_t a, size_t b)
{
    struct waiting moved = heap[a];
    heap[a] = heap[b];
    heap[b] = moved;
}

/* Less needed goes first; then what was found later, being nearer the full field. */
static bool goes_before(struct waiting a, struct waiting b)
{
    return a.needs != b.needs ? a.needs < b.needs : a.index > b.index;
}

static tlr_status push(struct orders *o, uint32_t index)
{
    const struct waiting added = {left_at(o, index)->needs, index};
    TLR_TRY(tlri_array_append(&o->heap, &added, 1));
    struct waiting *heap = o->heap.data;
    for (size_t i = o->heap.count - 1; i > 0; i = (i - 1) / 2) {
        if (!goes_before(heap[i], heap[(i - 1) / 2])) {
            break;
        }
        swap_in_heap(heap, i, (i - 1) / 2);
    }
    return TLR_OK;
}

static struct waiting pop(struct orders *o)
{
    struct waiting *heap = o->heap.data;
    struct waiting top = heap[0];
    size_t n = --o->heap.count;
    heap[0] = heap[n];
    for (size_t i = 0;;) {
        size_t child = 2 * i + 1;
        if (child >= n) {
            return top;
        }
        if (child + 1 < n && goes_before(heap[child + 1], heap[child])) {
            child++;
        }
        if (!goes_before(heap[child], heap[i])) {
            return top;
        }
        swap_in_heap(heap, i, child);
        i = child;
    }
}

static uint32_t *find_slot(const struct orders *o, uint64_t set)
{
    uint64_t hash = set * 0x9E3779B97F4A7C15u;
    for (size_t at = (size_t)(hash >> 20);; at++) {
        uint32_t *slot = &o->slot[at & (o->slots - 1)];
        if (*slot == 0 || left_at(o, *slot - 1)->set == set) {
            return slot;
        }
    }
}

/* A way to a set: kept when the set is new or needs less this way. */
static tlr_status reach(struct orders *o, struct left way)
{
    uint32_t *slot = find_slot(o, way.set);
    if (*slot == 0) {
        struct left *added;
        TLR_TRY(tlri_array_push(&o->left, &added));
        *added = way;
        *slot = (uint32_t)o->left.count;
        return push(o, *slot - 1);
    }
    struct left *known = left_at(o, *slot - 1);
    if (known->settled || known->needs <= way.needs) {
        return TLR_OK;
    }
    *known = way;
    return push(o, *slot - 1); /* what waited for it before is passed over when it comes */
}

static tlr_status go_on_from(struct orders *o, uint32_t index)
{
    struct left from = *left_at(o, index);
    for (uint32_t c = 0; c < o->faults->contest->candidates; c++) {
        uint64_t bit = (uint64_t)1 << c;
        if ((o->all & bit) == 0 || (from.set & bit) != 0) {
            continue;
        }
        deal(o, from.set | bit);
        uint64_t needs = step_needs(o, from.set | bit, c);
        needs = set_needs(o, from.set | bit, c, needs > from.needs ? needs : from.needs);
        TLR_TRY(reach(o, (struct left){from.set | bit, needs, index, c, false}));
    }
    return TLR_OK;
}

/* [EFF-11] *full is the index of the full field, or TLRI_NONE when the search was given up; *needs
 * what every order needs at least. */
static tlr_status search(struct orders *o, uint32_t *full, uint64_t *needs)
{
    *full = TLRI_NONE;
    for (uint32_t c = 0; c < o->faults->contest->candidates; c++) {
        uint64_t bit = (uint64_t)1 << c;
        if (c != o->person && (o->all & bit) != 0) {
            TLR_TRY(
                reach(o, (struct left){bit, set_needs(o, bit, c, 0), TLRI_NONE, TLRI_NONE, false}));
        }
    }
    while (o->heap.count > 0) {
        struct waiting next = pop(o);
        uint32_t index = next.index;
        struct left *here = left_at(o, index);
        *needs = next.needs;
        if (here->settled) {
            continue;
        }
        here->settled = true;
        if (here->set == o->all) {
            *full = index;
            return TLR_OK;
        }
        if (o->left.count + TLRI_CANDIDATES_MAX > SETS_MOST || o->work > WORK_MOST) {
            return TLR_OK;
        }
        TLR_TRY(go_on_from(o, index));
    }
    return TLR_OK;
}

/* ---- an order made into papers ------------------------------------------------------------------
 */

struct maker {
    struct orders *o;
    struct tlri_effect_change change;
    uint64_t *papers; /* of each kind, still there */
    uint32_t steps;
    uint64_t set[TLRI_CANDIDATES_MAX];               /* who is left before step i */
    uint32_t out[TLRI_CANDIDATES_MAX];               /* who goes out in it */
    int64_t votes[CANDIDATES_MOST][CANDIDATES_MOST]; /* in each step, now */
    uint64_t used;
    int64_t margin; /* 0: level is enough; 1: the one to go out must be behind */
};

static void follow(struct maker *m, const struct orders *o, uint32_t full)
{
    m->steps = 0;
    for (uint32_t i = full; left_at(o, i)->after != TLRI_NONE; i = left_at(o, i)->after) {
        m->set[m->steps] = left_at(o, i)->set;
        m->out[m->steps] = left_at(o, i)->out;
        m->steps++;
    }
}

static uint32_t first_of(const uint8_t *candidate, uint32_t n, uint64_t set)
{
    for (uint32_t i = 0; i < n; i++) {
        if (set >> candidate[i] & 1u) {
            return candidate[i];
        }
    }
    return TLRI_NONE;
}

static void move_votes(struct maker *m, const uint8_t *candidate, uint32_t n, int64_t papers)
{
    for (uint32_t s = 0; s < m->steps; s++) {
        uint32_t to = first_of(candidate, n, m->set[s]);
        if (to != TLRI_NONE) {
            m->votes[s][to] += papers;
        }
    }
}

/* By how much step s fails for candidate c: positive when c has fewer than the one to go out. */
static int64_t fails_by(const struct maker *m, uint32_t s, uint32_t c)
{
    return m->votes[s][m->out[s]] + m->margin - m->votes[s][c];
}

/* What taking such a paper away is good for: how many failing comparisons it betters, less those
 * that it worsens; weighed by nothing, since one paper moves each by one. */
static int64_t worth_taking(const struct maker *m, const uint8_t *candidate, uint32_t n)
{
    int64_t worth = 0;
    for (uint32_t s = 0; s < m->steps; s++) {
        uint32_t at = first_of(candidate, n, m->set[s]);
        for (uint32_t c = 0; c < CANDIDATES_MOST && at != TLRI_NONE; c++) {
            if (c == m->out[s] || (m->set[s] >> c & 1u) == 0) {
                continue;
            }
            int64_t fails = fails_by(m, s, c);
            worth += at == m->out[s] && fails > 0 ? 1 : 0;
            worth -= at == c && fails >= 0 ? 2 : 0;
        }
    }
    return worth;
}

/* The step that fails most, and for whom; false when none does. */
static bool worst(const struct maker *m, uint32_t *step, uint32_t *whom)
{
    int64_t most = 0;
    for (uint32_t s = 0; s < m->steps; s++) {
        for (uint32_t c = 0; c < CANDIDATES_MOST; c++) {
            if (c != m->out[s] && (m->set[s] >> c & 1u) && fails_by(m, s, c) > most) {
                most = fails_by(m, s, c);
                *step = s;
                *whom = c;
            }
        }
    }
    return most > 0;
}

/* The smallest comparison that still fails, halved: so many papers alike can be changed at once. */
static uint64_t how_many(const struct maker *m)
{
    int64_t least = INT64_MAX;
    for (uint32_t s = 0; s < m->steps; s++) {
        for (uint32_t c = 0; c < CANDIDATES_MOST; c++) {
            int64_t fails = c != m->out[s] && (m->set[s] >> c & 1u) ? fails_by(m, s, c) : 0;
            least = fails > 0 && fails < least ? fails : least;
        }
    }
    return least > 8 ? (uint64_t)least / 8 : 1;
}

/* Takes papers that help most; none left that helps: nothing is taken. */
static uint64_t take(struct maker *m, uint64_t most)
{
    const struct tlri_faults *faults = m->o->faults;
    size_t best = SIZE_MAX;
    int64_t best_worth = 0;
    for (size_t i = 0; i < faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(faults, i);
        int64_t worth = m->papers[i] > 0 ? worth_taking(m, kind->candidate, kind->n) : 0;
        if (worth > best_worth) {
            best_worth = worth;
            best = i;
        }
    }
    m->o->work += faults->kind.count * m->steps;
    if (best == SIZE_MAX) {
        return 0;
    }
    const struct tlri_kind *kind = tlri_kind_at(faults, best);
    uint64_t n = most < m->papers[best] ? most : m->papers[best];
    m->papers[best] -= n;
    m->change.removed[best] += n;
    move_votes(m, kind->candidate, kind->n, -(int64_t)n);
    return n;
}

/* In a step from `from` on, who lacks most; TLRI_NONE: nobody lacks any. */
static uint32_t who_lacks(const struct maker *m, uint32_t from, uint32_t *step)
{
    for (uint32_t s = from; s < m->steps; s++) {
        int64_t most = 0;
        uint32_t whom = TLRI_NONE;
        for (uint32_t c = 0; c < CANDIDATES_MOST; c++) {
            bool other = c != m->out[s] && (m->set[s] >> c & 1u);
            if (other && fails_by(m, s, c) > most) {
                most = fails_by(m, s, c);
                whom = c;
            }
        }
        if (whom != TLRI_NONE) {
            *step = s;
            return whom;
        }
    }
    return TLRI_NONE;
}

/* The step in which a candidate goes out; steps: never. */
static uint32_t goes_out(const struct maker *m, uint32_t candidate)
{
    for (uint32_t s = 0; s < m->steps; s++) {
        if (m->out[s] == candidate) {
            return s;
        }
    }
    return m->steps;
}

/* A new paper: for whoever lacks votes in the first step that fails, then, when that one has gone
 * out, for whoever lacks votes after that. */
static tlr_status put(struct maker *m, uint64_t papers)
{
    uint8_t candidate[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    uint32_t step = 0;
    uint32_t whom;
    while (step < m->steps && (whom = who_lacks(m, step, &step)) != TLRI_NONE) {
        candidate[n++] = (uint8_t)whom;
        step = goes_out(m, whom) + 1;
    }
    if (n == 0) {
        return TLR_OK;
    }
    move_votes(m, candidate, n, (int64_t)papers);
    return tlri_effect_change_add(&m->change, candidate, n, papers);
}

/* Changes papers until the order holds, or so many are used as the best example has. */
static tlr_status change_papers(struct maker *m, uint64_t stop_at)
{
    uint32_t step;
    uint32_t whom;
    while (m->used < stop_at && worst(m, &step, &whom) && m->o->work < WORK_MOST * 2) {
        uint64_t n = how_many(m);
        if (m->o->faults->takes) {
            n = take(m, n);
        }
        if (n == 0) {
            m->used = UINT64_MAX;
            return TLR_OK;
        }
        if (m->o->faults->adds) {
            TLR_TRY(put(m, n));
        }
        m->used += n;
    }
    return TLR_OK;
}

static void begin(struct maker *m, int64_t margin)
{
    const struct tlri_faults *faults = m->o->faults;
    memset(m->votes, 0, sizeof m->votes);
    tlri_effect_change_clear(&m->change, faults);
    m->used = 0;
    m->margin = margin;
    for (size_t i = 0; i < faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(faults, i);
        m->papers[i] = kind->papers;
        move_votes(m, kind->candidate, kind->n, (int64_t)kind->papers);
    }
}

/* [EFF-13] First with level votes, where a lot may decide, then with one vote more. */
static tlr_status make(struct maker *m, struct tlri_effect_person *person)
{
    bool better = false;
    for (int64_t margin = 0; margin <= 1 && !better; margin++) {
        begin(m, margin);
        TLR_TRY(change_papers(m, person->upper));
        if (m->used < person->upper && m->used > 0) {
            TLR_TRY(tlri_effect_offer(m->o->faults, person, &m->change, m->used, &better));
        }
    }
    return TLR_OK;
}

static tlr_status make_example(struct orders *o, uint32_t full, struct tlri_effect_person *person)
{
    struct tlri_faults *faults = o->faults;
    struct maker *m = tlri_alloc(faults->ctx, sizeof *m);
    if (m == NULL) {
        return tlri_no_memory(faults->ctx);
    }
    m->o = o;
    o->work = 0;
    follow(m, o, full);
    tlr_status status = tlri_effect_change_init(&m->change, faults);
    m->papers = tlri_alloc_array(faults->ctx, faults->kind.count, sizeof *m->papers);
    if (m->papers == NULL) {
        status = tlri_no_memory(faults->ctx);
    }
    if (status == TLR_OK) {
        status = make(m, person);
    }
    tlri_free(faults->ctx, m->papers, faults->kind.count * sizeof *m->papers);
    tlri_effect_change_drop(&m->change, faults);
    tlri_free(faults->ctx, m, sizeof *m);
    return status;
}

/* ---- what is said of it -------------------------------------------------------------------------
 */

/* The first step of the order that needs as many as the order does; its votes are dealt. NULL: none
 * needs any. */
static const struct left *hardest(struct orders *o, uint32_t full, uint64_t needs)
{
    for (const struct left *at = left_at(o, full); at->after != TLRI_NONE;
         at = left_at(o, at->after)) {
        deal(o, at->set);
        if (step_needs(o, at->set, at->out) == needs) {
            return at;
        }
    }
    return NULL;
}

static tlr_status prove(struct orders *o, uint32_t full, uint64_t needs,
                        struct tlri_effect_person *person)
{
    const struct tlri_candidate *candidate = o->faults->contest->candidate;
    if (full == TLRI_NONE) {
        return tlri_effect_prove(o->faults, person, needs, "effect/EFF-11",
                                 "Every order of exclusion that was looked at before the search "
                                 "ended, and that keeps %s out, has a step that needs %llu papers "
                                 "or more; so have all others.",
                                 candidate[o->person].name, (unsigned long long)needs);
    }
    const struct left *hard = hardest(o, full, needs);
    if (hard == NULL) {
        return TLR_OK;
    }
    uint64_t fewest = fewest_other(o, hard->set, hard->out);
    return tlri_effect_prove(
        o->faults, person, needs, "effect/EFF-11",
        "Every order of exclusion that keeps %s out has a step that needs %llu papers or more "
        "(%zu sets of candidates left were looked at). In the order that needs fewest it is the "
        "step in which %s goes out with %llu votes, when somebody left has only %llu.",
        candidate[o->person].name, (unsigned long long)needs, o->left.count,
        candidate[hard->out].name, (unsigned long long)o->votes[hard->out],
        (unsigned long long)fewest);
}

static tlr_status find(struct orders *o, struct tlri_effect_person *person)
{
    uint32_t full = TLRI_NONE;
    uint64_t needs = 0;
    if ((o->all & (o->all - 1)) == 0) {
        return tlri_effect_prove(o->faults, person, TLRI_EFFECT_NEVER, "effect/EFF-6",
                                 "Nobody else stands.");
    }
    find_gaps(o);
    TLR_TRY(search(o, &full, &needs));
    TLR_TRY(prove(o, full, needs, person));
    return full != TLRI_NONE ? make_example(o, full, person) : TLR_OK;
}

static void list_standing(struct orders *o)
{
    for (uint32_t c = 0; c < o->faults->contest->candidates; c++) {
        if (o->faults->contest->candidate[c].standing != TLRI_WITHDRAWN) {
            o->all |= (uint64_t)1 << c;
        }
    }
}

tlr_status tlri_effect_orders(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    uint32_t candidates = faults->contest->candidates;
    struct orders o = {.faults = faults,
                       .person = person->candidate,
                       .slots = (size_t)1 << (candidates < 19 ? candidates + 1 : 20)};
    if (candidates > CANDIDATES_MOST || faults->has_equals) {
        return TLR_OK;
    }
    list_standing(&o);
    tlri_array_init(&o.left, faults->ctx, sizeof(struct left), UINT32_MAX);
    tlri_array_init(&o.heap, faults->ctx, sizeof(struct waiting), UINT32_MAX);
    o.slot = tlri_alloc_array(faults->ctx, o.slots, sizeof *o.slot);
    tlr_status status = o.slot != NULL ? find(&o, person) : tlri_no_memory(faults->ctx);
    tlri_free(faults->ctx, o.slot, o.slots * sizeof *o.slot);
    tlri_array_drop(&o.left);
    tlri_array_drop(&o.heap);
    return status;
}
