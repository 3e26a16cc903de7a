/*
 * What effect and margin prove, attacked in elections too large to try everything.
 *
 * Elections of six to eight candidates and some dozen papers are drawn, some with somebody
 * withdrawn (elected in a contest filled before, say), some with re-open nominations, with no
 * bounds or with bounds of one or two categories. Each proof is made for itself; then faults in one
 * paper fewer than it says are made: at random, and aimed at the person, by taking papers that keep
 * somebody behind and putting in papers for that one. No fault may unseat the person, however lots
 * fall, and neither may the search for examples, which does not know the proof, find fewer papers.
 * Every small election is held against the truth in law/test_effect_every.c.
 *
 * EACH=500 draws so many elections of each row (`make effect-attack`), SEED=7 others.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/effect_booth.h"
#include "support/random.h"

enum {
    EACH = 4,
    ATTACKS = 40,
    ATTACKS_FULL = 400,
    CANDIDATES_LEAST = 6,
    PAPERS_LEAST = 10,
    PAPERS_DRAWN = 35
};

/* Statistics, so that a test that never speaks is seen. */
static struct tally {
    unsigned long long elections, persons, exact, above_one, shown, attacks, tight;
} tally, everything;

/* ---- elections drawn ----------------------------------------------------------------------------
 */

static void sort_crosses(struct paper *paper)
{
    for (uint32_t k = 1; k < paper->n; k++) {
        for (uint32_t j = k; j > 0 && paper->candidate[j] < paper->candidate[j - 1]; j--) {
            uint8_t moved = paper->candidate[j];
            paper->candidate[j] = paper->candidate[j - 1];
            paper->candidate[j - 1] = moved;
        }
    }
}

static uint32_t marks_most(const struct booth *b)
{
    uint32_t marks = b->settings.votes > 0 ? b->settings.votes : b->contest.places;
    return b->crosses && marks < b->contest.candidates ? marks : b->contest.candidates;
}

/* A paper that begins with `first`, if that is a candidate, and does not name `never`. */
static struct paper random_paper(const struct booth *b, struct test_random *random, uint32_t first,
                                 uint32_t never)
{
    uint32_t candidates = b->contest.candidates;
    uint32_t most = marks_most(b);
    uint32_t least = never < candidates && most == candidates ? 1 : 0;
    uint32_t wanted = 1 + (uint32_t)test_random_below(random, most - least);
    struct paper paper = {0};
    if (first < candidates) {
        paper.candidate[paper.n++] = (uint8_t)first;
    }
    while (paper.n < wanted) {
        /* Two draws, the lower one: some candidates are stronger than others. */
        uint64_t one = test_random_below(random, candidates);
        uint64_t two = test_random_below(random, candidates);
        uint8_t c = (uint8_t)(one < two ? one : two);
        if (c != never && memchr(paper.candidate, c, paper.n) == NULL) {
            paper.candidate[paper.n++] = c;
        }
    }
    if (b->crosses) {
        sort_crosses(&paper);
    }
    return paper;
}

static void draw_papers(struct booth *b, struct test_random *random)
{
    b->papers = PAPERS_LEAST + (uint32_t)test_random_below(random, PAPERS_DRAWN);
    for (uint32_t i = 0; i < b->papers; i++) {
        b->paper[i] = random_paper(b, random, TLRI_NONE, TLRI_NONE);
    }
}

/* ---- faults made --------------------------------------------------------------------------------
 */

/* Whom a fault is aimed at, and for whom. */
struct aim {
    uint32_t person, rival; /* TLRI_NONE: at random */
};

static uint32_t place_of(const struct paper *paper, uint32_t c)
{
    const uint8_t *at = c < CANDIDATES ? memchr(paper->candidate, (int)c, paper->n) : NULL;
    return at != NULL ? (uint32_t)(at - paper->candidate) : CANDIDATES;
}

/* A paper that helps the person against the rival, if one is found at once. */
static uint32_t paper_to_take(const struct booth *b, struct test_random *random,
                              const struct aim *aim)
{
    uint32_t at = (uint32_t)test_random_below(random, b->papers);
    for (uint32_t i = 0; i < b->papers && aim->person != TLRI_NONE; i++) {
        uint32_t next = (at + i) % b->papers;
        const struct paper *paper = &b->paper[next];
        uint32_t rival = b->crosses && place_of(paper, aim->rival) == CANDIDATES ? 1 : 0;
        if (b->crosses ? rival == 1 && place_of(paper, aim->person) < CANDIDATES
                       : place_of(paper, aim->person) < place_of(paper, aim->rival)) {
            return next;
        }
    }
    return at;
}

/* A fault in n papers. */
static void make_fault(const struct booth *b, struct test_random *random, enum tlri_fault fault,
                       uint64_t n, const struct aim *aim, struct booth *out)
{
    *out = *b;
    out->lots.lot = out->lot;
    for (uint64_t i = 0; i < n && fault != TLRI_FAULT_EXCLUDED && out->papers > 0; i++) {
        uint32_t taken = paper_to_take(out, random, aim);
        out->paper[taken] = out->paper[--out->papers];
    }
    if (fault == TLRI_FAULT_COUNTED) {
        return;
    }
    /* Mostly alike, so that they pull in one direction. */
    struct paper put = random_paper(b, random, aim->rival, aim->person);
    uint64_t alike = 1 + test_random_below(random, 4);
    for (uint64_t i = 0; i < n && out->papers < PAPERS; i++) {
        if (i % alike == alike - 1 && alike < 4) {
            uint32_t first = test_random_below(random, 2) == 0 ? aim->rival : TLRI_NONE;
            put = random_paper(b, random, first, aim->person);
        }
        out->paper[out->papers++] = put;
    }
}

static uint64_t wish(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

static void attack(struct booth *b, struct test_random *random, enum tlri_fault fault,
                   const struct tlri_effect_person *person)
{
    int attacks = wish("EACH", EACH) > EACH ? ATTACKS_FULL : ATTACKS;
    for (int i = 0; i < attacks; i++) {
        static struct booth faulty;
        const struct aim aim = {
            i % 4 == 0 ? TLRI_NONE : person->candidate,
            i % 4 == 0 ? TLRI_NONE : (uint32_t)test_random_below(random, b->contest.candidates)};
        make_fault(b, random, fault, person->lower - 1, &aim, &faulty);
        struct tlri_papers *papers = booth_build(&faulty, faulty.paper, faulty.papers);
        bool loses = booth_can_lose(&faulty, papers, person->candidate);
        tlri_papers_free(papers);
        tally.attacks++;
        if (loses) {
            booth_print(b);
            booth_print(&faulty);
            fail_msg("%s, %s: proved that fewer than %llu cannot [%s]: %s", tlri_fault_token(fault),
                     b->candidate[person->candidate].name, (unsigned long long)person->lower,
                     person->clause, person->proof);
        }
    }
}

/* ---- each proof for itself ----------------------------------------------------------------------
 */

typedef tlr_status prover(struct tlri_faults *faults, struct tlri_effect_person *person);

/* Neither the search, which does not know the proof, nor an attack may need fewer. */
static void prove_and_attack(struct booth *b, struct test_random *random, enum tlri_fault fault,
                             prover *prove, struct tlri_effect *effect,
                             struct tlri_effect_person *person)
{
    struct tlri_faults faults;
    *person = (struct tlri_effect_person){
        .candidate = person->candidate, .lower = 1, .upper = TLRI_EFFECT_NEVER};
    assert_int_equal(tlri_faults_init(&faults, effect), TLR_OK);
    assert_int_equal(prove(&faults, person), TLR_OK);
    uint64_t lower = person->lower;
    bool attacked = lower > 1 && lower - 1 <= b->papers;
    if (attacked) {
        attack(b, random, fault, person);
    }
    person->lower = 1; /* the search is to look below it */
    if (tlri_effect_search(&faults, person) != TLR_OK) {
        booth_print(b);
        fail_msg("%s", tlr_ctx_diag(b->ctx, tlr_ctx_diag_count(b->ctx) - 1)->message);
    }
    if (person->upper < lower) {
        booth_print(b);
        fail_msg("%s, %s: cannot below %llu [%s], but %llu can", tlri_fault_token(fault),
                 b->candidate[person->candidate].name, (unsigned long long)lower, person->clause,
                 (unsigned long long)person->upper);
    }
    tally.persons++;
    tally.exact += lower == person->upper;
    tally.above_one += lower > 1;
    tally.shown += person->upper != TLRI_EFFECT_NEVER;
    tally.tight += attacked && person->upper - lower <= 1;
    tlri_faults_drop(&faults);
}

static void ask(struct booth *b, struct test_random *random, enum tlri_fault fault, prover *prove)
{
    struct tlri_effect_person person[CANDIDATES] = {{0}};
    struct tlri_papers *papers = booth_build(b, b->paper, b->papers);
    struct tlri_transcript *t = booth_count(b, papers);
    const uint32_t *elected = t->elected.data;
    struct tlri_effect effect = {.asked = {.ctx = b->ctx,
                                           .contest = &b->contest,
                                           .settings = &b->settings,
                                           .papers = papers,
                                           .transcript = t,
                                           .fault = fault},
                                 .persons = (uint32_t)t->elected.count,
                                 .person = person};
    tlri_arena_init(&effect.arena, b->ctx);
    for (uint32_t i = 0; i < effect.persons; i++) {
        person[i].candidate = elected[i];
    }
    for (uint32_t i = 0; t->outcome == TLRI_OUTCOME_DONE && i < effect.persons; i++) {
        prove_and_attack(b, random, fault, prove, &effect, &person[i]);
    }
    tally.elections++;
    tlri_arena_drop(&effect.arena);
    tlri_transcript_free(t);
    tlri_papers_free(papers);
}

/* ---- rows ---------------------------------------------------------------------------------------
 */

static const struct row {
    struct drawn drawn;
    prover *prove;
} rows[] = {
    {{"av", 1, {NULL}, 0}, tlri_effect_orders},
    {{"av", 1, {"bulk-exclusion", "less"}, 0}, tlri_effect_orders},
    {{"av", 1, {"majority-base", "first"}, 0}, tlri_effect_orders},
    {{"av", 1, {"tie-lookback", "backwards", "tie-exclusion", "lot"}, 0}, tlri_effect_orders},
    {{"av", 1, {NULL}, 1}, tlri_effect_replay},
    {{"block", 1, {NULL}, 0}, tlri_effect_plurality},
    {{"block", 3, {NULL}, 0}, tlri_effect_plurality},
    {{"block", 3, {NULL}, 1}, tlri_effect_plurality},
    {{"block", 4, {NULL}, 2}, tlri_effect_plurality},
    {{"block", 3, {"minimum-order", "every-second"}, 1}, tlri_effect_plurality},
    {{"limited", 3, {"votes", "1"}, 1}, tlri_effect_plurality},
    {{"limited", 4, {"votes", "2"}, 2}, tlri_effect_plurality},
    {{"av-successive", 2, {NULL}, 0}, tlri_effect_replay},
    {{"av-successive", 3, {NULL}, 1}, tlri_effect_replay},
    {{"scottish-2011", 2, {NULL}, 0}, tlri_effect_replay},
    {{"scottish-2011", 4, {NULL}, 0}, tlri_effect_replay},
    {{"scottish-2011", 3, {NULL}, 1}, tlri_effect_replay},
    {{"scottish-2011", 4, {NULL}, 2}, tlri_effect_replay},
    {{"wigm-prf", 3, {NULL}, 0}, tlri_effect_replay},
    {{"wigm-prf", 3, {NULL}, 1}, tlri_effect_replay},
    {{"wigm-prf-batch", 3, {NULL}, 0}, tlri_effect_replay},
    {{"wigm-exact", 2, {NULL}, 0}, tlri_effect_replay},
    {{"wigm-exact", 3, {NULL}, 1}, tlri_effect_replay},
    {{"exact-quota", 3, {"quota-test", "reach"}, 0}, tlri_effect_replay},
    {{"ers97", 2, {NULL}, 0}, tlri_effect_replay},
    {{"ers97", 4, {NULL}, 0}, tlri_effect_replay},
    {{"ers97", 3, {NULL}, 1}, tlri_effect_replay},
    {{"n-ireland-1985", 3, {NULL}, 0}, tlri_effect_replay},
    {{"n-ireland-1985", 3, {NULL}, 1}, tlri_effect_replay},
    {{"meek-123", 3, {NULL}, 0}, tlri_effect_replay},
    {{"meek-prf", 2, {NULL}, 0}, tlri_effect_replay},
    {{"meek-nz", 3, {NULL}, 0}, tlri_effect_replay},
    {{"meek-nz", 3, {NULL}, 1}, tlri_effect_replay},
};

static void draw_standing(struct booth *b, struct test_random *random)
{
    uint32_t last = b->contest.candidates - 1;
    if (test_random_below(random, 4) == 0) {
        b->candidate[test_random_below(random, last)].standing = TLRI_WITHDRAWN;
    }
    if (!b->crosses && test_random_below(random, 4) == 0) {
        b->candidate[last].standing = TLRI_REOPEN;
        for (uint32_t k = 0; k < b->contest.categories; k++) {
            b->member[last * b->contest.categories + k] = TLRI_NONE; /* [CON-3] */
        }
    }
}

static void attack_one(size_t r, uint64_t seed)
{
    static struct booth b;
    struct test_random random;
    test_random_seed(&random, seed * 7919 + r);
    uint32_t more = (uint32_t)test_random_below(&random, CANDIDATES - CANDIDATES_LEAST + 1);
    booth_set_up(&b, &rows[r].drawn, CANDIDATES_LEAST + more);
    draw_standing(&b, &random);
    draw_papers(&b, &random);
    ask(&b, &random, (enum tlri_fault)(seed % 3), rows[r].prove);
    booth_drop(&b);
}

static void say(const char *what, const struct tally *t)
{
    print_message("%s: %llu elections, %llu answers, %llu above one, %llu exact; %llu faults made, "
                  "%llu answers within one paper of an example\n",
                  what, t->elections, t->persons, t->above_one, t->exact, t->attacks, t->tight);
    (void)fflush(stdout);
}

static void add_up(void)
{
    everything.elections += tally.elections;
    everything.persons += tally.persons;
    everything.above_one += tally.above_one;
    everything.exact += tally.exact;
    everything.attacks += tally.attacks;
    everything.tight += tally.tight;
    memset(&tally, 0, sizeof tally);
}

/* EFF-4, EFF-8, EFF-9, EFF-11, EFF-14, EFF-15, EFF-16, EFF-17, EFF-21. */
static void proofs_attacked(void **state)
{
    uint64_t each = wish("EACH", EACH);
    uint64_t seed = wish("SEED", 0) * each;
    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        for (uint64_t i = 0; i < each; i++) {
            attack_one(r, seed + i);
        }
        if (each > EACH) {
            say(rows[r].drawn.rules, &tally);
        }
        add_up();
    }
    say("in all", &everything);
    assert_true(everything.above_one > each && everything.exact > each && everything.tight > each);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(proofs_attacked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
