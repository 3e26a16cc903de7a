/*
 * audit/effect_plurality.c: most votes win: how far behind are those who could take the place?
 *
 * One paper changes the difference between two candidates by one vote, or by two when it was read
 * as one and bears the other. So whoever is further behind than that times the papers at fault
 * stays behind; everybody else may be supposed to come out ahead. Whether the person is elected
 * even then is asked of the counting engine, with votes made up to stand in that order, so that
 * bounds on groups are kept by the rule itself. With bounds of one category who is elected from the
 * rest does not depend on the order of those ahead; with more it does, and each order is tried. The
 * example takes the fewest whose being ahead suffices, and moves papers to them. Implements
 * spec/rules/effect.md [EFF-8] to [EFF-10].
 */
#include <string.h>

#include "audit/effect.h"
#include "count/count.h"

enum { ORDERS_OF_MOST = 5 };

struct race {
    struct tlri_faults *faults;
    struct tlri_effect_person *person;
    uint32_t x;          /* the person */
    uint32_t candidates; /* all, also withdrawn */
    int64_t votes[TLRI_CANDIDATES_MAX];
    uint32_t near_size;
    uint32_t near[TLRI_CANDIDATES_MAX]; /* those who may come out ahead, least behind first */
    bool by_order;                      /* the order of those ahead matters */
    bool every_second;                  /* [PLU-7]: so does that of all others */
};

static bool stands(const struct race *r, uint32_t c)
{
    return r->faults->contest->candidate[c].standing != TLRI_WITHDRAWN;
}

/* By how much c is behind x; not positive: level or ahead. */
static int64_t behind(const struct race *r, uint32_t c)
{
    return r->votes[r->x] - r->votes[c];
}

/* [EFF-8] By how much one paper at fault can move two candidates against each other. */
static int64_t each_moves(const struct race *r)
{
    return r->faults->takes && r->faults->adds ? 2 : 1;
}

static void count_votes(struct race *r)
{
    for (size_t i = 0; i < r->faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(r->faults, i);
        for (uint32_t k = 0; k < kind->n; k++) {
            r->votes[kind->candidate[k]] += (int64_t)kind->papers;
        }
    }
}

static uint32_t bounded_categories(const struct tlri_contest *contest)
{
    bool bounded[TLRI_CATEGORIES_MAX] = {false};
    uint32_t n = 0;
    for (uint32_t g = 0; g < contest->groups; g++) {
        const struct tlri_group *group = &contest->group[g];
        bool has = group->minimum > 0 || group->maximum != TLRI_NO_MAXIMUM;
        n += has && !bounded[group->category] ? 1 : 0;
        bounded[group->category] = bounded[group->category] || has;
    }
    return n;
}

static void list_near(struct race *r, uint64_t papers)
{
    int64_t reach = papers > (uint64_t)INT64_MAX / 4 ? INT64_MAX : (int64_t)papers * each_moves(r);
    r->near_size = 0;
    for (uint32_t c = 0; c < r->candidates; c++) {
        if (c == r->x || !stands(r, c) || behind(r, c) > reach) {
            continue;
        }
        uint32_t at = r->near_size++;
        for (; at > 0 && behind(r, r->near[at - 1]) > behind(r, c); at--) {
            r->near[at] = r->near[at - 1];
        }
        r->near[at] = c;
    }
}

/* ---- the order made up, and counted -------------------------------------------------------------
 */

/* One row a candidate, the first with the most papers, each with at least one. */
static tlr_status made_up_papers(const struct race *r, const uint32_t *order, uint32_t n,
                                 struct tlri_papers **out)
{
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, r->faults->ctx, r->candidates);
    tlr_status status = tlri_papers_start_batch(&builder, "order", 5);
    for (uint32_t i = 0; i < n && status == TLR_OK; i++) {
        const tlri_mark mark = (tlri_mark)(order[i] | TLRI_MARK_CROSS);
        status = tlri_papers_add(&builder, &mark, 1, TLRI_REJECT_NONE, n - i);
    }
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, out);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

/* Is the person elected when the candidates have their votes in this order? */
static tlr_status elected_in(const struct race *r, const uint32_t *order, uint32_t n,
                             bool *is_elected)
{
    struct tlri_papers *papers = NULL;
    struct tlri_transcript *transcript = NULL;
    struct tlri_settings settings = *r->faults->settings;
    settings.undervote = TLRI_UNDERVOTE_VALID;
    settings.group_ballot = TLRI_GROUP_BALLOT_OFF;
    TLR_TRY(made_up_papers(r, order, n, &papers));
    tlr_status status =
        tlri_count_run(r->faults->ctx, r->faults->contest, &settings, papers, NULL, &transcript);
    tlri_papers_free(papers);
    TLR_TRY(status);
    *is_elected = false;
    for (size_t i = 0; i < transcript->elected.count; i++) {
        const uint32_t *elected = transcript->elected.data;
        *is_elected = *is_elected || elected[i] == r->x;
    }
    tlri_transcript_free(transcript);
    return TLR_OK;
}

/* Those ahead as given, re-open nominations last of them where it ends the count; the person; the
 * rest by their votes. */
static tlr_status elected_behind(const struct race *r, const uint32_t *ahead, uint32_t ahead_size,
                                 bool *is_elected)
{
    uint32_t order[TLRI_CANDIDATES_MAX];
    bool placed[TLRI_CANDIDATES_MAX] = {false};
    uint32_t n = 0;
    bool ends = r->faults->settings->reopen == TLRI_REOPEN_ALL_AFTER;
    for (int last = 0; last <= 1; last++) {
        for (uint32_t i = 0; i < ahead_size; i++) {
            enum tlri_standing standing = r->faults->contest->candidate[ahead[i]].standing;
            if ((ends && standing == TLRI_REOPEN) == (last == 1)) {
                order[n++] = ahead[i];
                placed[ahead[i]] = true;
            }
        }
    }
    order[n++] = r->x;
    placed[r->x] = true;
    for (;;) {
        uint32_t next = TLRI_NONE;
        for (uint32_t c = 0; c < r->candidates; c++) {
            if (!placed[c] && stands(r, c) && (next == TLRI_NONE || r->votes[c] > r->votes[next])) {
                next = c;
            }
        }
        if (next == TLRI_NONE) {
            return elected_in(r, order, n, is_elected);
        }
        order[n++] = next;
        placed[next] = true;
    }
}

/* The next order of the numbers 0..n-1 after this one; false: there is none. */
static bool next_order(uint32_t *at, uint32_t n)
{
    uint32_t i = n;
    while (i > 1 && at[i - 2] > at[i - 1]) {
        i--;
    }
    if (i <= 1) {
        return false;
    }
    uint32_t k = n - 1;
    while (at[k] < at[i - 2]) {
        k--;
    }
    uint32_t moved = at[k];
    at[k] = at[i - 2];
    at[i - 2] = moved;
    for (uint32_t low = i - 1, high = n - 1; low < high; low++, high--) {
        moved = at[low];
        at[low] = at[high];
        at[high] = moved;
    }
    return true;
}

/* [EFF-9] Every choice of those near, in every order. */
static tlr_status elected_in_all_orders(const struct race *r, bool *always)
{
    *always = r->near_size <= ORDERS_OF_MOST;
    for (uint32_t choice = 0; *always && choice < 1u << r->near_size; choice++) {
        uint32_t at[ORDERS_OF_MOST];
        uint32_t chosen[ORDERS_OF_MOST];
        uint32_t n = 0;
        for (uint32_t i = 0; i < r->near_size; i++) {
            if (choice >> i & 1u) {
                chosen[n] = r->near[i];
                at[n] = n;
                n++;
            }
        }
        do {
            uint32_t ahead[ORDERS_OF_MOST];
            for (uint32_t i = 0; i < n; i++) {
                ahead[i] = chosen[at[i]];
            }
            TLR_TRY(elected_behind(r, ahead, n, always));
        } while (*always && next_order(at, n));
    }
    return TLR_OK;
}

/* [EFF-9] With `every-second` all differences count: no two may change places. */
static bool nobody_passes(const struct race *r, uint64_t papers)
{
    for (uint32_t a = 0; a < r->candidates; a++) {
        for (uint32_t b = 0; b < a; b++) {
            int64_t gap =
                r->votes[a] > r->votes[b] ? r->votes[a] - r->votes[b] : r->votes[b] - r->votes[a];
            if (stands(r, a) && stands(r, b) &&
                (papers > (uint64_t)INT64_MAX / 4 || gap <= (int64_t)papers * each_moves(r))) {
                return false;
            }
        }
        if (stands(r, a) && (uint64_t)r->votes[a] <= papers) {
            return false; /* [PLU-7] somebody without a vote is not elected */
        }
    }
    return true;
}

/* Is the person elected whatever so many papers are? */
static tlr_status is_safe(struct race *r, uint64_t papers, bool *safe)
{
    *safe = false;
    if (r->every_second) {
        *safe = nobody_passes(r, papers);
        return TLR_OK;
    }
    list_near(r, papers);
    if (r->by_order) {
        TLR_TRY(elected_in_all_orders(r, safe));
    } else {
        TLR_TRY(elected_behind(r, r->near, r->near_size, safe));
    }
    /* [PLU-5] Without a vote only those are elected who are so whoever else has votes. */
    uint64_t least = r->faults->takes ? papers : 0;
    bool may_lose_all = (uint64_t)r->votes[r->x] <= least;
    *safe = *safe && (!may_lose_all || papers == TLRI_EFFECT_NEVER);
    return TLR_OK;
}

/* ---- the proof ----------------------------------------------------------------------------------
 */

/* Who is least behind among those not elected, to be named. */
static uint32_t next_behind(const struct race *r)
{
    const struct tlri_effect *effect = r->faults->effect;
    uint32_t next = TLRI_NONE;
    for (uint32_t c = 0; c < r->candidates; c++) {
        bool other = c != r->x && stands(r, c);
        for (uint32_t i = 0; i < effect->persons; i++) {
            other = other && effect->person[i].candidate != c;
        }
        if (other && (next == TLRI_NONE || r->votes[c] > r->votes[next])) {
            next = c;
        }
    }
    return next;
}

static tlr_status say(struct race *r, uint64_t lower)
{
    const struct tlri_candidate *candidate = r->faults->contest->candidate;
    uint32_t next = next_behind(r);
    const char *moves = each_moves(r) == 2 ? "two votes" : "one vote";
    if (next == TLRI_NONE || lower <= 1) {
        return tlri_effect_prove(r->faults, r->person, lower, "effect/EFF-8",
                                 "Nobody who stands is left without a place.");
    }
    if (r->faults->bounded) {
        return tlri_effect_prove(
            r->faults, r->person, lower, "effect/EFF-9",
            "%s has %lld votes. One paper moves two candidates by at most %s against each other; "
            "whoever %llu papers could bring level was supposed to be ahead, and with the bounds "
            "on groups %s is elected even then.",
            candidate[r->x].name, (long long)r->votes[r->x], moves, (unsigned long long)(lower - 1),
            candidate[r->x].name);
    }
    return tlri_effect_prove(r->faults, r->person, lower, "effect/EFF-8",
                             "%s has %lld votes, %s, the first without a place, %lld: a difference "
                             "of %lld. One paper moves two candidates by at most %s against each "
                             "other; with fewer than %llu papers too few others come level.",
                             candidate[r->x].name, (long long)r->votes[r->x], candidate[next].name,
                             (long long)r->votes[next], (long long)behind(r, next), moves,
                             (unsigned long long)lower);
}

/* The fewest papers with which the person is not safe, by halving. */
static tlr_status prove(struct race *r)
{
    uint64_t low = 1; /* fewer than this are safe */
    uint64_t high = r->faults->valid + 1;
    bool safe = false;
    TLR_TRY(is_safe(r, TLRI_EFFECT_NEVER, &safe));
    if (safe) {
        return tlri_effect_prove(r->faults, r->person, TLRI_EFFECT_NEVER, "effect/EFF-9",
                                 "%s is elected whatever the papers say: there are places for all "
                                 "who may be elected, or the bounds on groups ask for it.",
                                 r->faults->contest->candidate[r->x].name);
    }
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        TLR_TRY(is_safe(r, middle, &safe));
        if (safe) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return say(r, low);
}

/* ---- the example --------------------------------------------------------------------------------
 */

struct mover {
    struct race *race;
    struct tlri_effect_change change;
    uint64_t *papers; /* of each kind, still there */
    uint32_t rivals;
    uint32_t rival[TLRI_CANDIDATES_MAX]; /* who are to come out ahead */
    int64_t lacks[TLRI_CANDIDATES_MAX];  /* votes that each of them lacks */
    uint64_t used;
};

/* [EFF-10] Of those near, the fewest whose being ahead suffices: who is furthest behind is left out
 * first. */
static tlr_status choose_rivals(struct race *r, struct mover *m)
{
    list_near(r, r->person->lower);
    for (uint32_t i = r->near_size; i-- > 0;) {
        uint32_t without[TLRI_CANDIDATES_MAX];
        uint32_t n = 0;
        bool is_elected = false;
        if (behind(r, r->near[i]) < 0) {
            break;
        }
        for (uint32_t k = 0; k < r->near_size; k++) {
            if (k != i) {
                without[n++] = r->near[k];
            }
        }
        TLR_TRY(elected_behind(r, without, n, &is_elected));
        if (!is_elected) {
            memcpy(r->near, without, n * sizeof *without);
            r->near_size = n;
        }
    }
    m->rivals = 0;
    for (uint32_t i = 0; i < r->near_size; i++) {
        if (behind(r, r->near[i]) >= 0) {
            m->rival[m->rivals++] = r->near[i];
        }
    }
    return TLR_OK;
}

static int64_t most_lacking(const struct mover *m)
{
    int64_t most = 0;
    for (uint32_t i = 0; i < m->rivals; i++) {
        most = m->lacks[i] > most ? m->lacks[i] : most;
    }
    return most;
}

/* A paper that marks the person and as few as possible of those who lack votes. */
static size_t paper_to_take(const struct mover *m)
{
    size_t best = SIZE_MAX;
    uint32_t fewest = UINT32_MAX;
    for (size_t i = 0; i < m->race->faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(m->race->faults, i);
        uint32_t marked = 0;
        if (m->papers[i] == 0 || tlri_kind_place(kind, m->race->x) == TLRI_NONE) {
            continue;
        }
        for (uint32_t k = 0; k < m->rivals; k++) {
            bool lacks = m->lacks[k] >= 0;
            marked += lacks && tlri_kind_place(kind, m->rival[k]) != TLRI_NONE ? 1 : 0;
        }
        if (marked < fewest) {
            fewest = marked;
            best = i;
        }
    }
    return best;
}

static uint64_t take(struct mover *m, uint64_t most)
{
    size_t best = paper_to_take(m);
    if (best == SIZE_MAX) {
        return 0;
    }
    const struct tlri_kind *kind = tlri_kind_at(m->race->faults, best);
    uint64_t n = most < m->papers[best] ? most : m->papers[best];
    m->papers[best] -= n;
    m->change.removed[best] += n;
    for (uint32_t k = 0; k < m->rivals; k++) {
        m->lacks[k] -= tlri_kind_place(kind, m->rival[k]) == TLRI_NONE ? (int64_t)n : 0;
    }
    return n;
}

static uint32_t marks_allowed(const struct race *r)
{
    const struct tlri_settings *settings = r->faults->settings;
    uint32_t marks = settings->votes > 0 ? settings->votes : r->faults->contest->places;
    return marks < r->candidates ? marks : r->candidates;
}

/* Marks are filled up where a paper with fewer is not valid. */
static uint32_t fill_up(const struct race *r, uint8_t *candidate, uint32_t n)
{
    uint32_t wanted =
        r->faults->settings->undervote == TLRI_UNDERVOTE_INVALID ? marks_allowed(r) : 0;
    for (uint32_t c = 0; c < r->candidates && n < wanted; c++) {
        if (c != r->x && stands(r, c) && (n == 0 || memchr(candidate, (int)c, n) == NULL)) {
            candidate[n++] = (uint8_t)c;
        }
    }
    return n;
}

/* A new paper for those who lack most. */
static tlr_status put(struct mover *m, uint64_t papers)
{
    uint8_t candidate[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    bool marked[TLRI_CANDIDATES_MAX] = {false};
    while (n < marks_allowed(m->race)) {
        uint32_t best = TLRI_NONE;
        for (uint32_t k = 0; k < m->rivals; k++) {
            if (!marked[k] && (best == TLRI_NONE || m->lacks[k] > m->lacks[best])) {
                best = k;
            }
        }
        if (best == TLRI_NONE || m->lacks[best] <= 0) {
            break;
        }
        marked[best] = true;
        m->lacks[best] -= (int64_t)papers;
        candidate[n++] = (uint8_t)m->rival[best];
    }
    n = fill_up(m->race, candidate, n);
    for (uint32_t i = 1; i < n; i++) {
        for (uint32_t k = i; k > 0 && candidate[k] < candidate[k - 1]; k--) {
            uint8_t moved = candidate[k];
            candidate[k] = candidate[k - 1];
            candidate[k - 1] = moved;
        }
    }
    return n > 0 ? tlri_effect_change_add(&m->change, candidate, n, papers) : TLR_OK;
}

static tlr_status move_papers(struct mover *m)
{
    const struct tlri_faults *faults = m->race->faults;
    while (most_lacking(m) > 0 && m->used < m->race->person->upper) {
        int64_t most = most_lacking(m);
        uint64_t n = most > 16 ? (uint64_t)most / 8 : 1;
        if (faults->takes) {
            n = take(m, n);
        }
        if (n == 0) {
            m->used = UINT64_MAX;
            return TLR_OK;
        }
        if (faults->adds) {
            TLR_TRY(put(m, n));
        }
        m->used += n;
    }
    return TLR_OK;
}

/* With `margin` 0 the rivals come level, where a lot may decide; with 1 they come out ahead. */
static tlr_status make(struct mover *m, int64_t margin, bool *better)
{
    struct race *r = m->race;
    tlri_effect_change_clear(&m->change, r->faults);
    m->used = 0;
    for (uint32_t i = 0; i < m->rivals; i++) {
        m->lacks[i] = behind(r, m->rival[i]) + margin;
    }
    for (size_t i = 0; i < r->faults->kind.count; i++) {
        m->papers[i] = tlri_kind_at(r->faults, i)->papers;
    }
    TLR_TRY(move_papers(m));
    *better = false;
    return m->used > 0 && m->used < r->person->upper
               ? tlri_effect_offer(r->faults, r->person, &m->change, m->used, better)
               : TLR_OK;
}

static tlr_status make_examples(struct race *r, struct mover *m)
{
    bool better = false;
    TLR_TRY(choose_rivals(r, m));
    for (int64_t margin = 0; margin <= 1 && !better; margin++) {
        TLR_TRY(make(m, margin, &better));
    }
    return TLR_OK;
}

static tlr_status find_example(struct race *r)
{
    struct tlri_faults *faults = r->faults;
    struct mover *m = tlri_alloc(faults->ctx, sizeof *m);
    if (m == NULL) {
        return tlri_no_memory(faults->ctx);
    }
    m->race = r;
    tlr_status status = tlri_effect_change_init(&m->change, faults);
    m->papers = tlri_alloc_array(faults->ctx, faults->kind.count, sizeof *m->papers);
    if (m->papers == NULL) {
        status = tlri_no_memory(faults->ctx);
    }
    if (status == TLR_OK) {
        status = make_examples(r, m);
    }
    tlri_free(faults->ctx, m->papers, faults->kind.count * sizeof *m->papers);
    tlri_effect_change_drop(&m->change, faults);
    tlri_free(faults->ctx, m, sizeof *m);
    return status;
}

tlr_status tlri_effect_plurality(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    struct race r = {.faults = faults,
                     .person = person,
                     .x = person->candidate,
                     .candidates = faults->contest->candidates,
                     .by_order = faults->bounded && bounded_categories(faults->contest) > 1,
                     .every_second = faults->bounded &&
                                     faults->settings->minimum_order == TLRI_MINIMUM_EVERY_SECOND};
    count_votes(&r);
    TLR_TRY(prove(&r));
    if (person->lower == TLRI_EFFECT_NEVER || r.every_second) {
        return TLR_OK;
    }
    return find_example(&r);
}
