/*
 * audit/effect_search.c: examples by trying, and proofs by trying everything.
 *
 * Examples: papers are taken from one candidate and put to another, for each two of them, and the
 * fewest that suffice are found by halving; what is found is an example and no more. Where few
 * papers of few kinds are at stake, every change of one size is tried: then either one is an
 * example or none is, which is a proof under any rule set, Meek's, bounds and all. Both stop after
 * a fixed amount of work, counted and not timed, so that everybody gets the same answer. Implements
 * spec/rules/effect.md [EFF-17] and [EFF-18].
 */
#include <string.h>

#include "audit/effect.h"
#include "count/count.h"

#define SEARCH_WORK ((uint64_t)40000000) /* kinds looked at in counts, for one person */
#define TRY_COUNTS  6000u                /* counts, for one size */
#define TRY_WORK    ((uint64_t)40000000)

/* ---- from one candidate to another --------------------------------------------------------------
 */

struct pair_search {
    struct tlri_faults *faults;
    struct tlri_effect_person *person;
    struct tlri_effect_change change;
    uint32_t from, to;
    bool alone;       /* invented papers name `to` alone, else the person's rivals after it */
    uint64_t stop_at; /* work */
};

/* How willingly a paper is taken: 0 first; TLRI_NONE: not. It names `from`, and not `to` before it.
 * On papers of crosses: it marks `from` and not `to`. */
static uint32_t rank_of(const struct pair_search *p, const struct tlri_kind *kind)
{
    uint32_t from = tlri_kind_place(kind, p->from);
    uint32_t to = tlri_kind_place(kind, p->to);
    if (from == TLRI_NONE || (to != TLRI_NONE && (to < from || p->faults->crosses))) {
        return TLRI_NONE;
    }
    return p->faults->crosses ? 0 : from * 2 + (to != TLRI_NONE ? 1 : 0);
}

/* Takes `papers` papers, the most willing first; false: there are not so many. */
static bool take(struct pair_search *p, uint64_t papers)
{
    uint32_t ranks = p->faults->crosses ? 1 : p->faults->contest->candidates * 2;
    for (uint32_t rank = 0; rank < ranks && papers > 0; rank++) {
        for (size_t i = 0; i < p->faults->kind.count && papers > 0; i++) {
            const struct tlri_kind *kind = tlri_kind_at(p->faults, i);
            if (rank_of(p, kind) == rank) {
                uint64_t n = papers < kind->papers ? papers : kind->papers;
                p->change.removed[i] = n;
                papers -= n;
            }
        }
        p->faults->work += p->faults->kind.count / 8;
    }
    return papers == 0;
}

static uint32_t marks_wanted(const struct tlri_faults *faults)
{
    uint32_t votes =
        faults->settings->votes > 0 ? faults->settings->votes : faults->contest->places;
    return faults->settings->undervote == TLRI_UNDERVOTE_INVALID && faults->crosses ? votes : 1;
}

static bool is_elected(const struct tlri_faults *faults, uint32_t candidate)
{
    for (uint32_t i = 0; i < faults->effect->persons; i++) {
        if (faults->effect->person[i].candidate == candidate) {
            return true;
        }
    }
    return false;
}

static bool stands(const struct tlri_faults *faults, uint32_t candidate)
{
    return faults->contest->candidate[candidate].standing != TLRI_WITHDRAWN;
}

/* The invented paper: `to`; then, if asked for, everybody who was not elected; on papers of crosses
 * as many as are wanted. */
static uint32_t invent(const struct pair_search *p, uint8_t *candidate)
{
    const struct tlri_faults *faults = p->faults;
    uint32_t wanted = marks_wanted(faults);
    bool marked[TLRI_CANDIDATES_MAX] = {false};
    uint32_t n = 0;
    candidate[n++] = (uint8_t)p->to;
    for (uint32_t c = 0; c < faults->contest->candidates; c++) {
        bool rival = c != p->to && c != p->person->candidate && stands(faults, c);
        bool also = faults->crosses ? n < wanted : !p->alone && !is_elected(faults, c);
        if (rival && also) {
            candidate[n++] = (uint8_t)c;
        }
    }
    if (!faults->crosses) {
        return n;
    }
    for (uint32_t i = 0; i < n; i++) {
        marked[candidate[i]] = true;
    }
    n = 0;
    for (uint32_t c = 0; c < faults->contest->candidates; c++) {
        if (marked[c]) {
            candidate[n++] = (uint8_t)c;
        }
    }
    return n;
}

static tlr_status change_papers(struct pair_search *p, uint64_t papers, bool *possible)
{
    uint8_t candidate[TLRI_CANDIDATES_MAX];
    tlri_effect_change_clear(&p->change, p->faults);
    *possible = !p->faults->takes || take(p, papers);
    if (!*possible || !p->faults->adds) {
        return TLR_OK;
    }
    return tlri_effect_change_add(&p->change, candidate, invent(p, candidate), papers);
}

static tlr_status try_papers(struct pair_search *p, uint64_t papers, bool *better)
{
    bool possible = false;
    *better = false;
    TLR_TRY(change_papers(p, papers, &possible));
    return possible ? tlri_effect_offer(p->faults, p->person, &p->change, papers, better) : TLR_OK;
}

/* The most papers worth trying with this pair: one fewer than the best example, or as many as there
 * are to take. */
static uint64_t most_papers(const struct pair_search *p)
{
    uint64_t most =
        p->person->upper == TLRI_EFFECT_NEVER ? p->faults->valid + 1 : p->person->upper - 1;
    if (!p->faults->takes) {
        return most;
    }
    uint64_t there = 0;
    for (size_t i = 0; i < p->faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(p->faults, i);
        there += rank_of(p, kind) != TLRI_NONE ? kind->papers : 0;
    }
    return most < there ? most : there;
}

/* Halves between what does not suffice and what does. Not every number above the smallest need
 * suffice; what is found is an example all the same. */
static tlr_status search_pair(struct pair_search *p)
{
    bool better = false;
    uint64_t high = most_papers(p);
    uint64_t low = p->person->lower;
    if (high < low) {
        return TLR_OK;
    }
    TLR_TRY(try_papers(p, high, &better));
    if (!better) {
        TLR_TRY(try_papers(p, low, &better));
        return TLR_OK;
    }
    while (low < high && p->faults->work < p->stop_at) {
        uint64_t middle = low + (high - low) / 2;
        TLR_TRY(try_papers(p, middle, &better));
        if (better) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return TLR_OK;
}

static tlr_status search_to(struct pair_search *p)
{
    uint32_t x = p->person->candidate;
    for (uint32_t i = 0; i <= p->faults->contest->candidates; i++) {
        /* The person first, then everybody else. */
        p->from = i == 0 ? x : i - 1;
        bool again = i > 0 && p->from == x;
        if (again || p->from == p->to || !stands(p->faults, p->from) ||
            p->person->upper <= p->person->lower || p->faults->work >= p->stop_at) {
            continue;
        }
        for (int alone = 1; alone >= 0; alone--) {
            p->alone = alone == 1;
            if (p->alone || (p->faults->adds && !p->faults->crosses)) {
                TLR_TRY(search_pair(p));
            }
        }
        if (!p->faults->takes) {
            return TLR_OK; /* nothing is taken from anybody */
        }
    }
    return TLR_OK;
}

static tlr_status search_all(struct pair_search *p)
{
    for (int elected = 0; elected <= 1; elected++) {
        for (uint32_t c = 0; c < p->faults->contest->candidates; c++) {
            if (c != p->person->candidate && stands(p->faults, c) &&
                is_elected(p->faults, c) == (elected == 1)) {
                p->to = c;
                TLR_TRY(search_to(p));
            }
        }
    }
    return TLR_OK;
}

tlr_status tlri_effect_search(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    struct pair_search p = {
        .faults = faults, .person = person, .stop_at = faults->work + SEARCH_WORK};
    tlr_status status = tlri_effect_change_init(&p.change, faults);
    if (status == TLR_OK && person->upper > person->lower) {
        status = search_all(&p);
    }
    tlri_effect_change_drop(&p.change, faults);
    return status;
}

/* ---- everything of one size ---------------------------------------------------------------------
 */

struct all_search {
    struct tlri_faults *faults;
    struct tlri_effect_person *person;
    struct tlri_effect_change change;
    struct tlri_array invented; /* struct tlri_added: every valid paper that can be marked */
    uint64_t counts;
    bool found, open;
};

/* The most marks a valid paper of crosses bears. */
static uint32_t marks_most(const struct tlri_faults *faults)
{
    const struct tlri_settings *s = faults->settings;
    uint32_t votes = s->votes > 0 ? s->votes : faults->contest->places;
    bool any = s->overvote == TLRI_OVERVOTE_COUNT || votes > faults->contest->candidates;
    return any ? faults->contest->candidates : votes;
}

static bool on_paper(const struct tlri_added *paper, uint32_t candidate)
{
    return memchr(paper->candidate, (int)candidate, paper->n) != NULL;
}

/* Every paper that goes on from a paper by one more candidate. */
static tlr_status go_on_from(struct all_search *a, size_t index, uint32_t most)
{
    for (uint32_t c = 0; c < a->faults->contest->candidates; c++) {
        struct tlri_added longer = ((struct tlri_added *)a->invented.data)[index];
        bool ascends = longer.n == 0 || c > longer.candidate[longer.n - 1];
        if (!stands(a->faults, c) || longer.n >= most || on_paper(&longer, c) ||
            (a->faults->crosses && !ascends)) {
            continue;
        }
        longer.candidate[longer.n++] = (uint8_t)c;
        TLR_TRY(tlri_array_append(&a->invented, &longer, 1));
        if (a->invented.count > TRY_COUNTS) {
            a->open = true;
            return TLR_OK;
        }
    }
    return TLR_OK;
}

/* The papers that can be marked, from the blank one on. A ranking that leaves only the last
 * candidate out and one that names it last are counted apart, since not every rule treats them
 * alike. */
static tlr_status invent_all(struct all_search *a)
{
    struct tlri_added *blank;
    uint32_t most = a->faults->crosses ? marks_most(a->faults) : a->faults->contest->candidates;
    TLR_TRY(tlri_array_push(&a->invented, &blank));
    for (size_t i = 0; i < a->invented.count && !a->open; i++) {
        TLR_TRY(go_on_from(a, i, most));
    }
    return TLR_OK;
}

/* How many ways there are to choose k of n, again and again if wished; at most a limit. */
static uint64_t ways(uint64_t n, uint64_t k, uint64_t limit)
{
    uint64_t ways = 1;
    for (uint64_t i = 1; i <= k; i++) {
        if (n + i - 1 > UINT64_MAX / (ways > 0 ? ways : 1)) {
            return limit + 1;
        }
        ways = ways * (n + i - 1) / i;
        if (ways > limit) {
            return limit + 1;
        }
    }
    return ways;
}

static bool few_enough(const struct all_search *a, uint64_t papers)
{
    uint64_t taken = a->faults->takes ? ways(a->faults->kind.count, papers, TRY_COUNTS) : 1;
    uint64_t added = a->faults->adds ? ways(a->invented.count, papers, TRY_COUNTS) : 1;
    uint64_t counts = taken > TRY_COUNTS || added > TRY_COUNTS ? TRY_COUNTS + 1 : taken * added;
    return counts <= TRY_COUNTS && counts <= TRY_WORK / (a->faults->kind.count + 64);
}

/* An odometer: slots[0..n) not falling, each below `base`; false when it has gone round. */
static bool turn(uint32_t *slot, uint64_t n, size_t base)
{
    for (uint64_t i = n; i-- > 0;) {
        if (slot[i] + 1 < base) {
            uint32_t next = slot[i] + 1;
            for (; i < n; i++) {
                slot[i] = next;
            }
            return true;
        }
    }
    return false;
}

enum { SLOTS_MAX = 16 };

static bool set_taken(struct all_search *a, const uint32_t *slot, uint64_t n)
{
    memset(a->change.removed, 0, a->faults->kind.count * sizeof *a->change.removed);
    for (uint64_t i = 0; i < n; i++) {
        a->change.removed[slot[i]]++;
        if (a->change.removed[slot[i]] > tlri_kind_at(a->faults, slot[i])->papers) {
            return false;
        }
    }
    return true;
}

/* The blank paper stands for one that is not valid: nothing is put in. */
static tlr_status set_added(struct all_search *a, const uint32_t *slot, uint64_t n)
{
    const struct tlri_added *invented = a->invented.data;
    a->change.added.count = 0;
    for (uint64_t i = 0; i < n; i++) {
        const struct tlri_added *paper = &invented[slot[i]];
        if (paper->n > 0) {
            TLR_TRY(tlri_effect_change_add(&a->change, paper->candidate, paper->n, 1));
        }
    }
    return TLR_OK;
}

static tlr_status try_one(struct all_search *a, uint64_t papers)
{
    struct tlri_trial trial;
    bool better = false;
    TLR_TRY(tlri_effect_try(a->faults, &a->change, a->person->candidate, tlri_count_run, &trial));
    a->counts++;
    a->open = a->open || trial.open;
    if (trial.loses) {
        TLR_TRY(tlri_effect_offer(a->faults, a->person, &a->change, papers, &better));
        a->found = true;
    }
    return TLR_OK;
}

static tlr_status try_added(struct all_search *a, uint64_t papers)
{
    uint32_t slot[SLOTS_MAX] = {0};
    uint64_t n = a->faults->adds ? papers : 0;
    do {
        TLR_TRY(set_added(a, slot, n));
        TLR_TRY(try_one(a, papers));
    } while (!a->found && turn(slot, n, a->invented.count));
    return TLR_OK;
}

static tlr_status try_size(struct all_search *a, uint64_t papers)
{
    uint32_t slot[SLOTS_MAX] = {0};
    uint64_t n = a->faults->takes ? papers : 0;
    do {
        if (set_taken(a, slot, n)) {
            TLR_TRY(try_added(a, papers));
        }
    } while (!a->found && turn(slot, n, a->faults->kind.count));
    return TLR_OK;
}

/* [EFF-18] Each size from the smallest not ruled out, as long as it is small enough. */
static tlr_status try_sizes(struct all_search *a)
{
    if (a->faults->adds) {
        TLR_TRY(invent_all(a));
    }
    while (!a->open && a->person->lower < a->person->upper && a->person->lower <= SLOTS_MAX &&
           few_enough(a, a->person->lower)) {
        uint64_t papers = a->person->lower;
        if (a->faults->takes && papers > a->faults->valid) {
            return TLR_OK;
        }
        a->counts = 0;
        TLR_TRY(try_size(a, papers));
        if (a->found || a->open) {
            return TLR_OK;
        }
        TLR_TRY(tlri_effect_prove(a->faults, a->person, papers + 1, "effect/EFF-18",
                                  "Every fault in %llu paper%s was tried (%llu counts): in all of "
                                  "them %s is elected.",
                                  (unsigned long long)papers, papers == 1 ? "" : "s",
                                  (unsigned long long)a->counts,
                                  a->faults->contest->candidate[a->person->candidate].name));
    }
    return TLR_OK;
}

tlr_status tlri_effect_try_all(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    struct all_search a = {.faults = faults, .person = person};
    /* Equal preferences that are shared make more papers than are invented here. */
    bool shares = faults->settings->repeated == TLRI_REPEATED_SHARE && !faults->crosses;
    if (faults->kind.count == 0 || (shares && faults->adds) || person->lower >= person->upper) {
        return TLR_OK;
    }
    tlri_array_init(&a.invented, faults->ctx, sizeof(struct tlri_added), UINT32_MAX);
    tlr_status status = tlri_effect_change_init(&a.change, faults);
    if (status == TLR_OK) {
        status = try_sizes(&a);
    }
    tlri_effect_change_drop(&a.change, faults);
    tlri_array_drop(&a.invented);
    return status;
}
