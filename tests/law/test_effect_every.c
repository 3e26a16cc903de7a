/*
 * Every small election: what effect and margin claim, held against the truth.
 *
 * The papers that can be marked are numbered, and so is every set of up to so many of them. Each
 * set is counted once by the second engine: who can fail to be elected, however lots fall? From
 * that the fewest papers at fault that can unseat somebody follow for all elections at once, step
 * by step from each set of papers to those that differ in one more. Then the program is asked of
 * every election, with every way its own lots can have fallen, and no number that it claims may be
 * wrong. Elections that differ only in the candidates' names are asked once, each under another of
 * its names, so that no candidate is always the first.
 *
 * Two rankings that differ in naming the last candidate or nobody after all others are one where
 * no rule can tell them apart (spec/testing.md, "Every small election"); `whole` rows tell them
 * apart. In `make check` a few papers; EVERY=full takes all (`make effect-full`), EVERY=5 up to
 * five.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "support/effect_booth.h"

enum { KINDS_MOST = 64, PAPERS_MOST = 12, NAMES_MOST = 24, FAULTS = 3, NEVER = 15 };
enum { SURE_OF_NAMES = 2 }; /* so many papers are counted under each of their names */
enum { LOSERS = 0x0f, IS_ASKED = 0x40, IS_KNOWN = 0x80 }; /* of a set of papers */

/* A set of papers: the kinds of its papers, ascending, one kind as often as there are papers. */
struct pile {
    uint32_t n;
    uint8_t kind[PAPERS_MOST + 1];
};

struct size {
    uint32_t papers;  /* asked of every election of so many */
    uint32_t answers; /* up to so many by everything; above by the one proof alone */
    uint32_t beyond;  /* so many more papers are counted, for those wrongly excluded */
};

#define FREE_TIES "tie-lookback", "none", "tie-exclusion", "lot", "tie-final", "lot"

static const struct row {
    struct drawn drawn;
    uint32_t candidates;
    bool whole; /* a ranking of everybody is another paper than one of all but the last */
    struct size quick, full;
} rows[] = {
    {{"block", 1, {NULL}, 0}, 4, true, {6, 6, 6}, {6, 6, 6}},
    {{"block", 2, {NULL}, 0}, 4, true, {3, 3, 3}, {6, 6, 6}},
    {{"block", 2, {NULL}, 1}, 4, true, {3, 3, 3}, {6, 6, 6}},
    {{"block", 2, {"minimum-order", "every-second"}, 1}, 4, true, {3, 2, 3}, {6, 6, 6}},
    {{"block", 2, {"undervote", "invalid"}, 1}, 4, true, {3, 3, 3}, {6, 6, 6}},
    {{"block", 2, {NULL}, 2}, 4, true, {3, 2, 3}, {6, 6, 6}},
    {{"block", 3, {NULL}, 0}, 4, true, {3, 2, 3}, {6, 6, 6}},
    {{"block", 3, {NULL}, 1}, 4, true, {3, 2, 3}, {6, 6, 6}},
    {{"limited", 2, {"votes", "1"}, 1}, 4, true, {5, 4, 4}, {6, 6, 6}},
    {{"limited", 3, {"votes", "2"}, 0}, 4, true, {3, 2, 3}, {6, 6, 6}},
    {{"av", 1, {FREE_TIES}, 0}, 4, false, {3, 2, 1}, {6, 6, 1}},
    {{"av", 1, {FREE_TIES}, 0}, 3, false, {4, 3, 4}, {6, 6, 5}},
    {{"av", 1, {FREE_TIES, "majority-base", "first"}, 0}, 4, false, {2, 2, 1}, {6, 6, 1}},
    {{"av", 1, {FREE_TIES, "bulk-exclusion", "not-greater"}, 0}, 4, false, {2, 2, 1}, {6, 6, 1}},
    {{"av", 1, {NULL}, 0}, 4, true, {2, 2, 1}, {5, 5, 1}},
    {{"av", 1, {"tie-lookback", "backwards", "stop", "two-left"}, 0},
     4,
     false,
     {2, 2, 1},
     {6, 6, 1}},
    {{"av", 1, {"tie-lookback", "none"}, 1}, 4, false, {2, 2, 1}, {6, 3, 1}},
    {{"av-successive", 2, {FREE_TIES}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"scottish-2011", 2, {NULL}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"scottish-2011", 3, {NULL}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"scottish-2011", 2, {NULL}, 1}, 4, false, {2, 2, 1}, {6, 3, 1}},
    {{"wigm-prf", 2, {"tie-exclusion", "lot"}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"wigm-prf-batch", 2, {"tie-exclusion", "lot"}, 0}, 4, false, {2, 2, 1}, {6, 3, 1}},
    {{"wigm-exact", 2, {"tie-exclusion", "lot"}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"exact-quota", 2, {"quota-test", "reach"}, 0}, 4, false, {2, 2, 1}, {6, 3, 1}},
    {{"ers97", 2, {NULL}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"ers97", 2, {NULL}, 1}, 4, false, {2, 2, 1}, {6, 3, 1}},
    {{"n-ireland-1985", 2, {NULL}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"n-ireland-1985", 3, {NULL}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"meek-123", 2, {NULL}, 0}, 4, false, {3, 2, 1}, {6, 3, 1}},
    {{"meek-prf", 2, {"tie-exclusion", "lot"}, 0}, 4, false, {2, 2, 1}, {6, 3, 1}},
    {{"meek-nz", 2, {NULL}, 0}, 4, false, {2, 2, 1}, {6, 3, 1}},
};

/* What a row found. */
struct tally {
    uint64_t piles, asked, counts, answers, exact, above_one, shown, deeper;
};

struct every {
    const struct row *row;
    struct size size;
    struct booth booth;
    uint32_t kinds, names, top; /* top: papers, at most, of a set that is counted */
    struct paper kind[KINDS_MOST];
    uint8_t candidate[NAMES_MOST][CANDIDATES]; /* whose name each candidate takes */
    uint8_t renamed[NAMES_MOST][KINDS_MOST];
    uint64_t choose[KINDS_MOST + PAPERS_MOST][PAPERS_MOST + 2];
    uint64_t from[PAPERS_MOST + 2]; /* number of the first set of n papers */
    uint8_t *flags;                 /* of each set: LOSERS, a bit a candidate, and what is known */
    uint16_t *needs[FAULTS];        /* of each set to ask about: papers at fault, four bits each */
    struct tally tally;
    clock_t began;
};

/* ---- papers, and the numbers of their sets ------------------------------------------------------
 */

static void list_kinds(struct every *e, struct paper from, uint32_t most)
{
    for (uint32_t c = 0; c < e->row->candidates && from.n < most; c++) {
        struct paper longer = from;
        bool ascends = from.n == 0 || c > from.candidate[from.n - 1];
        if (memchr(from.candidate, (int)c, from.n) != NULL || (e->booth.crosses && !ascends)) {
            continue;
        }
        longer.candidate[longer.n++] = (uint8_t)c;
        if (longer.n == most || e->booth.settings.undervote != TLRI_UNDERVOTE_INVALID) {
            assert_true(e->kinds < KINDS_MOST);
            e->kind[e->kinds++] = longer;
        }
        list_kinds(e, longer, most);
    }
}

static void list_all_kinds(struct every *e)
{
    uint32_t votes = e->booth.settings.votes > 0 ? e->booth.settings.votes : e->row->drawn.places;
    uint32_t most = e->booth.crosses ? votes : e->row->candidates - (e->row->whole ? 0 : 1);
    list_kinds(e, (struct paper){0}, most);
}

/* Pascal's triangle, and where the sets of each size begin. */
static void number_piles(struct every *e)
{
    for (uint32_t n = 0; n < KINDS_MOST + PAPERS_MOST; n++) {
        e->choose[n][0] = 1;
        for (uint32_t k = 1; k <= PAPERS_MOST + 1; k++) {
            e->choose[n][k] = n == 0 ? 0 : e->choose[n - 1][k - 1] + e->choose[n - 1][k];
        }
    }
    e->from[0] = 0;
    for (uint32_t n = 0; n <= e->top; n++) {
        e->from[n + 1] = e->from[n] + e->choose[e->kinds + n - 1][n];
    }
}

static uint64_t number_of(const struct every *e, const struct pile *pile)
{
    uint64_t number = e->from[pile->n];
    for (uint32_t i = 0; i < pile->n; i++) {
        number += e->choose[pile->kind[i] + i][i + 1];
    }
    return number;
}

/* The next set of as many papers; false: that was the last. */
static bool next_pile(const struct every *e, struct pile *pile)
{
    for (uint32_t i = 0; i < pile->n; i++) {
        uint32_t below = i + 1 < pile->n ? pile->kind[i + 1] : e->kinds - 1;
        if (pile->kind[i] < below) {
            pile->kind[i]++;
            memset(pile->kind, 0, i);
            return true;
        }
    }
    return false;
}

static struct pile with(const struct pile *pile, uint8_t kind)
{
    struct pile out = *pile;
    uint32_t at = out.n++;
    for (; at > 0 && out.kind[at - 1] > kind; at--) {
        out.kind[at] = out.kind[at - 1];
    }
    out.kind[at] = kind;
    return out;
}

static struct pile without(const struct pile *pile, uint32_t at)
{
    struct pile out = *pile;
    out.n--;
    memmove(out.kind + at, out.kind + at + 1, out.n - at);
    return out;
}

static struct pile renamed(const struct every *e, const struct pile *pile, uint32_t name)
{
    struct pile out = {0};
    for (uint32_t i = 0; i < pile->n; i++) {
        out = with(&out, e->renamed[name][pile->kind[i]]);
    }
    return out;
}

/* ---- names --------------------------------------------------------------------------------------
 */

static uint8_t kind_called(const struct every *e, const uint8_t *candidate,
                           const struct paper *kind)
{
    struct paper paper = {.n = kind->n};
    for (uint32_t i = 0; i < kind->n; i++) {
        uint32_t at = i;
        uint8_t c = candidate[kind->candidate[i]];
        for (; e->booth.crosses && at > 0 && paper.candidate[at - 1] > c; at--) {
            paper.candidate[at] = paper.candidate[at - 1];
        }
        paper.candidate[at] = c;
    }
    for (uint32_t k = 0; k < e->kinds; k++) {
        if (e->kind[k].n == paper.n &&
            memcmp(e->kind[k].candidate, paper.candidate, paper.n) == 0) {
            return (uint8_t)k;
        }
    }
    fail_msg("a paper renamed is no paper");
    return 0;
}

static bool same_groups(const struct tlri_contest *contest, uint32_t x, uint32_t y)
{
    size_t n = contest->categories;
    return memcmp(contest->member + x * n, contest->member + y * n, n * sizeof *contest->member) ==
           0;
}

/* Exactly one woman of two is exactly one who is not: the two groups can change names. */
static bool groups_swap(const struct drawn *drawn)
{
    return drawn->bounds == 1 && drawn->places == 2 && drawn->set[0] == NULL;
}

static bool may_be_called(const struct every *e, const uint8_t *candidate, uint32_t n, uint32_t c)
{
    bool same = same_groups(&e->booth.contest, c, n);
    bool swapped = n > 0 && !same_groups(&e->booth.contest, candidate[0], 0);
    if (memchr(candidate, (int)c, n) != NULL) {
        return false;
    }
    return groups_swap(&e->row->drawn) ? n == 0 || same != swapped : same;
}

/* Names that keep everybody in the same groups, or put everybody into the other one. */
static void list_names(struct every *e, uint8_t *candidate, uint32_t n)
{
    uint32_t candidates = e->row->candidates;
    if (n == candidates) {
        for (uint32_t k = 0; k < e->kinds; k++) {
            e->renamed[e->names][k] = kind_called(e, candidate, &e->kind[k]);
        }
        memcpy(e->candidate[e->names++], candidate, candidates);
        return;
    }
    for (uint32_t c = 0; c < candidates; c++) {
        if (may_be_called(e, candidate, n, c)) {
            candidate[n] = (uint8_t)c;
            list_names(e, candidate, n + 1);
        }
    }
}

/* ---- every set of papers, counted ---------------------------------------------------------------
 */

static struct tlri_papers *papers_of(const struct every *e, const struct pile *pile)
{
    struct paper paper[PAPERS_MOST];
    for (uint32_t i = 0; i < pile->n; i++) {
        paper[i] = e->kind[pile->kind[i]];
    }
    return booth_build(&e->booth, paper, pile->n);
}

static uint8_t losers_of(struct every *e, const struct pile *pile)
{
    struct tlri_papers *papers = papers_of(e, pile);
    e->booth.lots.count = 0;
    uint8_t losers = (uint8_t)booth_losers(&e->booth, papers);
    tlri_papers_free(papers);
    return losers;
}

/* One is counted; with it all that differ from it in names alone are known. */
static void count_pile(struct every *e, const struct pile *pile, uint64_t number)
{
    uint8_t losers = losers_of(e, pile);
    e->flags[number] |= IS_ASKED;
    e->tally.counts++;
    for (uint32_t name = 0; name < e->names; name++) {
        const struct pile other = renamed(e, pile, name);
        uint8_t flags = 0;
        for (uint32_t c = 0; c < e->row->candidates; c++) {
            flags |=
                (uint8_t)(((uint32_t)losers >> c & 1u) != 0 ? 1u << e->candidate[name][c] : 0u);
        }
        if (pile->n <= SURE_OF_NAMES) {
            assert_int_equal(losers_of(e, &other), flags);
        }
        e->flags[number_of(e, &other)] |= flags | IS_KNOWN;
    }
}

static void count_all(struct every *e)
{
    for (uint32_t n = 0; n <= e->top; n++) {
        struct pile pile = {.n = n};
        uint64_t number = e->from[n];
        do {
            if ((e->flags[number] & IS_KNOWN) == 0) {
                count_pile(e, &pile, number);
            }
            number++;
        } while (next_pile(e, &pile));
        assert_int_equal(number, e->from[n + 1]);
    }
}

/* ---- how many papers at fault it takes ----------------------------------------------------------
 */

/* Who can lose when one paper more is put in, or none. The number of each such set is put together
 * from the papers below the new one and those above, which all move up by one. */
static uint8_t one_more(const struct every *e, const uint8_t *now, const struct pile *pile)
{
    uint8_t losers = now[number_of(e, pile)];
    uint64_t below = e->from[pile->n + 1];
    uint64_t above = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < pile->n; i++) {
        above += e->choose[pile->kind[i] + i + 1][i + 2];
    }
    for (uint32_t k = 0; k < e->kinds && losers != LOSERS; k++) {
        for (; at < pile->n && pile->kind[at] <= k; at++) {
            below += e->choose[pile->kind[at] + at][at + 1];
            above -= e->choose[pile->kind[at] + at + 1][at + 2];
        }
        losers |= now[below + e->choose[k + at][at + 1] + above];
    }
    return losers;
}

/* Who can lose when one paper is taken away. */
static uint8_t one_less(const struct every *e, const uint8_t *now, const struct pile *pile)
{
    uint8_t losers = 0;
    uint64_t below = pile->n > 0 ? e->from[pile->n - 1] : 0;
    uint64_t above = 0;
    for (uint32_t i = 1; i < pile->n; i++) {
        above += e->choose[pile->kind[i] + i - 1][i];
    }
    for (uint32_t i = 0; i < pile->n; i++) {
        losers |= now[below + above];
        below += e->choose[pile->kind[i] + i][i + 1];
        above -= i + 1 < pile->n ? e->choose[pile->kind[i + 1] + i][i + 1] : 0;
    }
    return losers;
}

typedef uint8_t changing(const struct every *e, const uint8_t *now, const struct pile *pile);

static void change_each(const struct every *e, const uint8_t *now, uint8_t *then, uint32_t papers,
                        changing *change)
{
    for (uint32_t n = 0; n <= papers; n++) {
        struct pile pile = {.n = n};
        uint64_t number = e->from[n];
        do {
            then[number] |= change(e, now, &pile);
            number++;
        } while (next_pile(e, &pile));
    }
}

/* One paper more at fault. */
static void step(const struct every *e, enum tlri_fault fault, const uint8_t *now, uint8_t *then,
                 uint8_t *between)
{
    uint32_t papers = fault == TLRI_FAULT_EXCLUDED ? e->top : e->size.papers;
    memcpy(then, now, e->from[papers + 1]);
    if (fault == TLRI_FAULT_COUNTED) {
        change_each(e, now, then, papers, one_less);
        return;
    }
    if (fault == TLRI_FAULT_EXCLUDED) {
        change_each(e, now, then, papers - 1, one_more);
        return;
    }
    /* Misread: one is taken away, then another or none put in. */
    memcpy(between, now, e->from[papers]);
    change_each(e, now, between, papers - 1, one_more);
    change_each(e, between, then, papers, one_less);
}

static void note_needs(const struct every *e, uint16_t *needs, const uint8_t *now, uint32_t faults)
{
    for (uint64_t i = 0; i < e->from[e->size.papers + 1]; i++) {
        for (uint32_t c = 0; c < e->row->candidates; c++) {
            bool has = (needs[i] >> c * 4 & NEVER) != NEVER;
            if (!has && (now[i] >> c & 1u) != 0) {
                needs[i] = (uint16_t)(needs[i] & ~((NEVER - faults) << c * 4));
            }
        }
    }
}

static void find_needs(struct every *e, enum tlri_fault fault)
{
    uint64_t all = e->from[e->top + 1];
    uint8_t *now = malloc(all);
    uint8_t *then = malloc(all);
    uint8_t *between = malloc(all);
    uint16_t *needs = malloc(e->from[e->size.papers + 1] * sizeof *needs);
    assert_true(now != NULL && then != NULL && between != NULL && needs != NULL);
    memset(needs, 0xff, e->from[e->size.papers + 1] * sizeof *needs);
    for (uint64_t i = 0; i < all; i++) {
        now[i] = e->flags[i] & LOSERS;
    }
    uint32_t moved = fault == TLRI_FAULT_EXCLUDED ? e->top : e->size.papers;
    bool more = true;
    for (uint32_t faults = 0; faults < NEVER && more; faults++) {
        note_needs(e, needs, now, faults);
        step(e, fault, now, then, between);
        more = memcmp(now, then, e->from[moved + 1]) != 0;
        uint8_t *swapped = now;
        now = then;
        then = swapped;
    }
    free(now);
    free(then);
    free(between);
    e->needs[fault] = needs;
}

static uint32_t needs_of(const struct every *e, enum tlri_fault fault, const struct pile *pile,
                         uint32_t person)
{
    uint64_t number = number_of(e, pile);
    if (((uint32_t)e->flags[number] >> person & 1u) != 0) {
        return 0;
    }
    return pile->n <= e->size.papers ? (uint32_t)e->needs[fault][number] >> person * 4 & NEVER : 1;
}

/* ---- with lots that were drawn ------------------------------------------------------------------
 */

struct question {
    struct every *e;
    enum tlri_fault fault;
    uint32_t person;
};

static bool reaches(const struct question *q, const struct pile *pile, uint32_t faults);

/* The lots of the count hold in what came of it; the table knows no lots, so the papers it names
 * are counted again with them. */
static bool goes_on(const struct question *q, const struct pile *pile, uint32_t faults)
{
    uint32_t needs = needs_of(q->e, q->fault, pile, q->person);
    if (needs == 0) {
        struct tlri_papers *papers = papers_of(q->e, pile);
        bool loses = booth_can_lose(&q->e->booth, papers, q->person);
        tlri_papers_free(papers);
        if (loses) {
            return true;
        }
    }
    return faults > 0 && needs <= faults && pile->n <= q->e->top && reaches(q, pile, faults);
}

static bool some_more(const struct question *q, const struct pile *pile, uint32_t faults)
{
    for (uint32_t k = 0; k < q->e->kinds && pile->n < q->e->top; k++) {
        const struct pile more = with(pile, (uint8_t)k);
        if (goes_on(q, &more, faults)) {
            return true;
        }
    }
    return false;
}

/* Can a fault in so many papers, at least one, unseat the person? */
static bool reaches(const struct question *q, const struct pile *pile, uint32_t faults)
{
    if (q->fault == TLRI_FAULT_EXCLUDED) {
        return some_more(q, pile, faults - 1);
    }
    for (uint32_t i = 0; i < pile->n; i++) {
        const struct pile less = without(pile, i);
        bool first = i == 0 || pile->kind[i] != pile->kind[i - 1];
        if (first && (goes_on(q, &less, faults - 1) ||
                      (q->fault == TLRI_FAULT_MISREAD && some_more(q, &less, faults - 1)))) {
            return true;
        }
    }
    return false;
}

/* ---- what is claimed ----------------------------------------------------------------------------
 */

/* How many papers at fault the tables can follow. */
static uint32_t depth_of(const struct question *q, const struct pile *pile)
{
    return q->fault == TLRI_FAULT_EXCLUDED ? q->e->top - pile->n : NEVER - 1;
}

static bool can(const struct question *q, const struct pile *pile, uint64_t faults)
{
    uint32_t depth = depth_of(q, pile);
    uint32_t most = faults < depth ? (uint32_t)faults : depth;
    if (most == 0) {
        return false;
    }
    if (q->e->booth.lots.count > 0) {
        return reaches(q, pile, most);
    }
    return needs_of(q->e, q->fault, pile, q->person) <= most;
}

/* EFF-3: neither number may be wrong. */
static void hold_against(const struct question *q, const struct pile *pile,
                         const struct tlri_effect_person *person)
{
    struct tally *tally = &q->e->tally;
    bool within = person->upper <= depth_of(q, pile);
    if (can(q, pile, person->lower - 1) || (within && !can(q, pile, person->upper))) {
        booth_print(&q->e->booth);
        fail_msg("%s, %s, %u lots drawn: cannot below %llu [%s], can from %llu; the truth is %u",
                 tlri_fault_token(q->fault), q->e->booth.candidate[q->person].name,
                 q->e->booth.lots.count, (unsigned long long)person->lower, person->clause,
                 (unsigned long long)person->upper, needs_of(q->e, q->fault, pile, q->person));
    }
    tally->answers++;
    tally->exact += person->lower == person->upper;
    tally->above_one += person->lower > 1;
    tally->shown += person->upper != TLRI_EFFECT_NEVER;
    tally->deeper += person->lower != TLRI_EFFECT_NEVER && person->lower - 1 > depth_of(q, pile);
}

static void ask_everything(struct every *e, const struct pile *pile,
                           const struct tlri_papers *papers, const struct tlri_transcript *t)
{
    for (int fault = 0; fault < FAULTS; fault++) {
        struct tlri_effect *effect = booth_ask(&e->booth, papers, t, (enum tlri_fault)fault);
        for (uint32_t i = 0; i < effect->persons; i++) {
            const struct question q = {e, (enum tlri_fault)fault, effect->person[i].candidate};
            hold_against(&q, pile, &effect->person[i]);
        }
        tlri_effect_free(effect);
    }
}

static tlr_status prove_alone(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    if (faults->crosses) {
        return tlri_effect_plurality(faults, person);
    }
    return faults->settings->method == TLRI_METHOD_AV && !faults->bounded
               ? tlri_effect_orders(faults, person)
               : tlri_effect_replay(faults, person);
}

/* The proof alone, from knowing nothing. */
static void ask_proof(const struct question *q, const struct pile *pile, struct tlri_effect *effect,
                      struct tlri_effect_person *person)
{
    struct tlri_faults faults;
    *person = (struct tlri_effect_person){
        .candidate = q->person, .lower = 1, .upper = TLRI_EFFECT_NEVER, .clause = "none"};
    assert_int_equal(tlri_faults_init(&faults, effect), TLR_OK);
    assert_int_equal(prove_alone(&faults, person), TLR_OK);
    tlri_faults_drop(&faults);
    hold_against(q, pile, person);
}

static void ask_proofs(struct every *e, const struct pile *pile, const struct tlri_papers *papers,
                       const struct tlri_transcript *t)
{
    for (int fault = 0; fault < FAULTS; fault++) {
        struct tlri_effect_person person[CANDIDATES] = {{0}};
        const uint32_t *elected = t->elected.data;
        struct tlri_effect effect = {.asked = {.ctx = e->booth.ctx,
                                               .contest = &e->booth.contest,
                                               .settings = &e->booth.settings,
                                               .papers = papers,
                                               .transcript = t,
                                               .fault = (enum tlri_fault)fault},
                                     .persons = (uint32_t)t->elected.count,
                                     .person = person};
        tlri_arena_init(&effect.arena, e->booth.ctx);
        for (uint32_t i = 0; i < effect.persons; i++) {
            person[i].candidate = elected[i]; /* who was elected is asked */
        }
        for (uint32_t i = 0; i < effect.persons; i++) {
            const struct question q = {e, (enum tlri_fault)fault, elected[i]};
            ask_proof(&q, pile, &effect, &person[i]);
        }
        tlri_arena_drop(&effect.arena);
    }
}

/* Counts with the lots drawn so far; where another is needed, with each way it can fall. */
static void ask_each_lot(struct every *e, const struct pile *pile, const struct tlri_papers *papers)
{
    struct booth *b = &e->booth;
    struct tlri_transcript *t = NULL;
    assert_int_equal(tlri_count_run(b->ctx, &b->contest, &b->settings, papers, &b->lots, &t),
                     TLR_OK);
    if (t->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        uint32_t at = booth_push_lot(b, t);
        for (uint32_t i = 0; i < b->lot[at].tied; i++) {
            b->lot[at].selected = b->tied[at][i];
            ask_each_lot(e, pile, papers);
        }
        b->lots.count--;
    } else if (t->outcome == TLRI_OUTCOME_DONE) {
        e->tally.asked++;
        if (pile->n <= e->size.answers) {
            ask_everything(e, pile, papers, t);
        } else {
            ask_proofs(e, pile, papers, t);
        }
    }
    tlri_transcript_free(t);
}

static void ask_pile(struct every *e, const struct pile *asked, uint64_t number)
{
    struct pile pile = renamed(e, asked, (uint32_t)(number % e->names));
    struct tlri_papers *papers = papers_of(e, &pile);
    e->booth.papers = pile.n;
    for (uint32_t i = 0; i < pile.n; i++) {
        e->booth.paper[i] = e->kind[pile.kind[i]]; /* to be printed */
    }
    e->booth.lots = (struct tlri_lots){0, e->booth.lot};
    ask_each_lot(e, &pile, papers);
    tlri_papers_free(papers);
}

static void ask_all(struct every *e)
{
    for (uint32_t n = 1; n <= e->size.papers; n++) {
        struct pile pile = {.n = n};
        uint64_t number = e->from[n];
        do {
            if ((e->flags[number] & IS_ASKED) != 0) {
                ask_pile(e, &pile, number);
            }
            number++;
        } while (next_pile(e, &pile));
    }
}

/* ---- rows ---------------------------------------------------------------------------------------
 */

static void prepare(struct every *e, const struct row *row, struct size size)
{
    uint8_t candidate[CANDIDATES] = {0};
    memset(e, 0, sizeof *e);
    e->began = clock();
    e->row = row;
    e->size = size;
    e->top = size.papers + size.beyond;
    assert_true(e->top <= PAPERS_MOST);
    booth_set_up(&e->booth, &row->drawn, row->candidates);
    e->booth.lots.lot = e->booth.lot;
    list_all_kinds(e);
    list_names(e, candidate, 0);
    number_piles(e);
    e->flags = calloc(e->from[e->top + 1], 1);
    assert_non_null(e->flags);
}

static void finish(struct every *e)
{
    free(e->flags);
    for (int fault = 0; fault < FAULTS; fault++) {
        free(e->needs[fault]);
    }
    booth_drop(&e->booth);
}

static void say(const struct every *e)
{
    const struct row *row = e->row;
    const struct tally *t = &e->tally;
    print_message("%s", row->drawn.rules);
    for (int i = 0; i < 8 && row->drawn.set[i] != NULL; i += 2) {
        print_message(" %s=%s", row->drawn.set[i], row->drawn.set[i + 1]);
    }
    print_message("%s, %u candidates, %u places: %llu elections of up to %u papers, %llu asked; "
                  "%llu answers, %llu exact, %llu above one, %llu with example; %llu counts, "
                  "%llu claims reach further; %u s\n",
                  row->drawn.bounds == 0   ? ""
                  : row->drawn.bounds == 1 ? ", bounds"
                                           : ", bounds of two kinds",
                  row->candidates, row->drawn.places,
                  (unsigned long long)(e->from[e->size.papers + 1] - 1), e->size.papers,
                  (unsigned long long)t->asked, (unsigned long long)t->answers,
                  (unsigned long long)t->exact, (unsigned long long)t->above_one,
                  (unsigned long long)t->shown, (unsigned long long)t->counts,
                  (unsigned long long)t->deeper, (unsigned)((clock() - e->began) / CLOCKS_PER_SEC));
    (void)fflush(stdout);
    assert_true(t->exact > 0 && t->above_one > 0);
}

/* EVERY=full: all; EVERY=5: all of at most five papers. */
static struct size size_of(const struct row *row)
{
    const char *wish = getenv("EVERY");
    struct size size = wish != NULL ? row->full : row->quick;
    uint32_t most = wish != NULL ? (uint32_t)strtoul(wish, NULL, 10) : 0;
    if (most > 0) {
        size.papers = size.papers < most ? size.papers : most;
        size.answers = size.answers < most ? size.answers : most;
        size.beyond = size.beyond < most ? size.beyond : most;
    }
    return size;
}

/* EFF-3, EFF-4, EFF-5, EFF-8, EFF-9, EFF-11, EFF-12, EFF-14, EFF-15, EFF-18, EFF-21. */
static void every_election(void **state)
{
    const char *only = getenv("RULES");
    static struct every e;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (only != NULL && strcmp(only, rows[i].drawn.rules) != 0) {
            continue;
        }
        prepare(&e, &rows[i], size_of(&rows[i]));
        count_all(&e);
        for (int fault = 0; fault < FAULTS; fault++) {
            find_needs(&e, (enum tlri_fault)fault);
        }
        ask_all(&e);
        say(&e);
        finish(&e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_election)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
