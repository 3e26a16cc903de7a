/*
 * Could a fault have changed who was elected (spec/rules/effect.md)? What is proved and what is
 * shown is compared with trying every fault in small elections, by the second engine and by an
 * enumeration of its own; and in larger ones every proof is attacked by the search for examples and
 * by faults made at random.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/effect.h"
#include "count/count.h"
#include "recount/recount.h"
#include "rules/settings.h"
#include "support/faults.h"
#include "support/random.h"
#include "teller/diag.h"
#include "teller/effect.h"

enum { CANDIDATES = 6, PAPERS = 64, LOTS = 16 };

struct paper {
    uint8_t n, candidate[CANDIDATES];
};

/* An election that can be changed. */
struct booth {
    tlr_ctx *ctx;
    struct tlri_settings settings;
    struct tlri_candidate candidate[CANDIDATES];
    struct tlri_group group[4];
    const char *category[2];
    uint32_t member[CANDIDATES * 2];
    struct tlri_contest contest;
    bool crosses;
    uint32_t papers;
    struct paper paper[PAPERS];
    struct tlri_lots lots;
    struct tlri_lot lot[LOTS];
    uint32_t tied[LOTS][CANDIDATES];
};

static void booth_init(struct booth *b, const char *rules, uint32_t candidates, uint32_t places)
{
    static const char *const names[CANDIDATES] = {"Ann", "Bob", "Cyd", "Dee", "Eve", "Fay"};
    memset(b, 0, sizeof *b);
    b->ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(b->ctx);
    assert_int_equal(tlri_settings_named(b->ctx, rules, &b->settings), TLR_OK);
    b->crosses = b->settings.method == TLRI_METHOD_PLURALITY;
    for (uint32_t c = 0; c < candidates; c++) {
        b->candidate[c] = (struct tlri_candidate){names[c], names[c], TLRI_STANDING};
    }
    b->contest = (struct tlri_contest){.id = "small",
                                       .title = "A small one",
                                       .places = places,
                                       .candidates = candidates,
                                       .candidate = b->candidate,
                                       .category = b->category,
                                       .group = b->group,
                                       .member = b->member};
}

static void booth_drop(struct booth *b)
{
    tlr_ctx_free(b->ctx);
}

/* At least `minimum` and at most `maximum` of the candidates of odd number. */
static void bound(struct booth *b, uint32_t minimum, uint32_t maximum)
{
    b->category[0] = "gender";
    b->group[0] = (struct tlri_group){0, "women", minimum, maximum};
    b->contest.categories = 1;
    b->contest.groups = 1;
    for (uint32_t c = 0; c < b->contest.candidates; c++) {
        b->member[c] = c % 2 == 1 ? 0 : TLRI_NONE;
    }
}

/* A second category over the first half. */
static void bound_again(struct booth *b, uint32_t minimum)
{
    uint32_t n = b->contest.candidates;
    b->category[1] = "age";
    b->group[1] = (struct tlri_group){1, "young", minimum, TLRI_NO_MAXIMUM};
    b->contest.categories = 2;
    b->contest.groups = 2;
    for (uint32_t c = 0; c < n; c++) {
        b->member[c * 2] = c % 2 == 1 ? 0 : TLRI_NONE;
        b->member[c * 2 + 1] = c < n / 2 ? 1 : TLRI_NONE;
    }
}

static struct tlri_papers *build(const struct booth *b, const struct paper *paper, uint32_t n)
{
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    tlri_papers_builder_init(&builder, b->ctx, b->contest.candidates);
    assert_int_equal(tlri_papers_start_batch(&builder, "box", 3), TLR_OK);
    for (uint32_t i = 0; i < n; i++) {
        tlri_mark marks[CANDIDATES];
        for (uint32_t k = 0; k < paper[i].n; k++) {
            marks[k] = (tlri_mark)(paper[i].candidate[k] | (b->crosses ? TLRI_MARK_CROSS : 0));
        }
        assert_int_equal(tlri_papers_add(&builder, marks, paper[i].n, TLRI_REJECT_NONE, 1), TLR_OK);
    }
    assert_int_equal(tlri_papers_finish(&builder, &papers), TLR_OK);
    return papers;
}

/* Is there a way for lots to fall in which x is not elected? Lots of the count itself hold. */
static bool can_lose(struct booth *b, const struct tlri_papers *papers, uint32_t x)
{
    struct tlri_transcript *t = NULL;
    bool loses = false;
    assert_int_equal(tlri_recount_run(b->ctx, &b->contest, &b->settings, papers, &b->lots, &t),
                     TLR_OK);
    if (t->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        const struct tlri_event *tie = tlri_transcript_event(t, tlri_transcript_size(t) - 1);
        uint32_t at = b->lots.count++;
        assert_true(at < LOTS);
        memcpy(b->tied[at], tlri_transcript_set(t, tie), tie->set_size * sizeof b->tied[at][0]);
        b->lot[at] = (struct tlri_lot){tie->stage, (enum tlri_purpose)tie->to, tie->set_size,
                                       b->tied[at], 0};
        for (uint32_t i = 0; i < tie->set_size && !loses; i++) {
            b->lot[at].selected = b->tied[at][i];
            loses = can_lose(b, papers, x);
        }
        b->lots.count--;
    } else {
        const uint32_t *elected = t->elected.data;
        loses = true;
        for (size_t i = 0; i < t->elected.count; i++) {
            loses = loses && elected[i] != x;
        }
    }
    tlri_transcript_free(t);
    return loses;
}

/* Counts; ties fall to the first of the tied, whose lots are kept as drawn. NULL: refused. */
static struct tlri_transcript *count(struct booth *b, const struct tlri_papers *papers)
{
    struct tlri_transcript *t = NULL;
    b->lots = (struct tlri_lots){0, b->lot};
    for (;;) {
        assert_int_equal(tlri_count_run(b->ctx, &b->contest, &b->settings, papers, &b->lots, &t),
                         TLR_OK);
        if (t->outcome != TLRI_OUTCOME_LOT_NEEDED) {
            return t;
        }
        const struct tlri_event *tie = tlri_transcript_event(t, tlri_transcript_size(t) - 1);
        uint32_t at = b->lots.count++;
        assert_true(at < LOTS);
        memcpy(b->tied[at], tlri_transcript_set(t, tie), tie->set_size * sizeof b->tied[at][0]);
        b->lot[at] = (struct tlri_lot){tie->stage, (enum tlri_purpose)tie->to, tie->set_size,
                                       b->tied[at], b->tied[at][0]};
        tlri_transcript_free(t);
    }
}

/* ---- every fault, tried ------------------------------------------------------------------------
 */

struct every {
    struct booth *booth;
    struct paper all[400]; /* every paper that can be marked */
    uint32_t all_size;
    uint32_t x;
    bool takes, adds;
};

static void list_papers(struct every *e, struct paper from, uint32_t most)
{
    for (uint32_t c = 0; c < e->booth->contest.candidates && from.n < most; c++) {
        struct paper longer = from;
        bool there = memchr(from.candidate, (int)c, from.n) != NULL;
        bool ascends = from.n == 0 || c > from.candidate[from.n - 1];
        if (there || (e->booth->crosses && !ascends)) {
            continue;
        }
        longer.candidate[longer.n++] = (uint8_t)c;
        assert_true(e->all_size < 400);
        e->all[e->all_size++] = longer;
        list_papers(e, longer, most);
    }
}

/* Puts up to `put` papers in, from `next` on; is one of the results bad for x? */
static bool some_added(struct every *e, struct paper *paper, uint32_t n, uint32_t put,
                       uint32_t next)
{
    struct tlri_papers *papers = build(e->booth, paper, n);
    bool loses = can_lose(e->booth, papers, e->x);
    tlri_papers_free(papers);
    for (uint32_t i = next; i < e->all_size && put > 0 && !loses; i++) {
        paper[n] = e->all[i];
        loses = some_added(e, paper, n + 1, put - 1, i);
    }
    return loses;
}

/* Takes `take` papers away from `first` on, each choice once, then puts papers in. */
static bool some_fault(struct every *e, bool *gone, uint32_t first, uint32_t take, uint32_t put)
{
    struct paper rest[PAPERS];
    uint32_t n = 0;
    for (uint32_t i = first; i < e->booth->papers && take > 0; i++) {
        gone[i] = true;
        bool loses = some_fault(e, gone, i + 1, take - 1, put);
        gone[i] = false;
        if (loses) {
            return true;
        }
    }
    if (take > 0) {
        return false;
    }
    for (uint32_t i = 0; i < e->booth->papers; i++) {
        if (!gone[i]) {
            rest[n++] = e->booth->paper[i];
        }
    }
    return some_added(e, rest, n, put, 0);
}

/* The fewest papers with which x can lose; `most` + 1 when there are more. */
static uint64_t truth(struct booth *b, uint32_t x, enum tlri_fault fault, uint32_t most)
{
    static struct every e;
    bool gone[PAPERS] = {false};
    memset(&e, 0, sizeof e);
    e.booth = b;
    e.x = x;
    e.takes = fault != TLRI_FAULT_EXCLUDED;
    e.adds = fault != TLRI_FAULT_COUNTED;
    uint32_t marks = b->settings.votes > 0 ? b->settings.votes : b->contest.places;
    if (e.adds) {
        list_papers(&e, (struct paper){0}, b->crosses ? marks : b->contest.candidates);
    }
    for (uint32_t n = 1; n <= most; n++) {
        if (some_fault(&e, gone, 0, e.takes ? n : 0, e.adds ? n : 0)) {
            return n;
        }
    }
    return most + 1;
}

/* ---- what is claimed
 * -----------------------------------------------------------------------------
 */

/* Statistics, so that a test that never speaks is seen. */
static struct tally {
    unsigned persons, exact, above_one, shown;
} tally;

static struct tlri_effect *ask(struct booth *b, const struct tlri_papers *papers,
                               const struct tlri_transcript *t, enum tlri_fault fault)
{
    struct tlri_effect *effect = NULL;
    const struct tlri_effect_asked asked = {.ctx = b->ctx,
                                            .contest = &b->contest,
                                            .settings = &b->settings,
                                            .papers = papers,
                                            .transcript = t,
                                            .fault = fault};
    tlr_status status = tlri_effect_find(&asked, &effect);
    if (status != TLR_OK) {
        print_message("%s: %s\n", tlr_status_name(status),
                      tlr_ctx_diag_count(b->ctx) > 0 ? tlr_ctx_diag(b->ctx, 0)->message : "");
    }
    assert_int_equal(status, TLR_OK);
    return effect;
}

static void print_booth(const struct booth *b)
{
    print_message("%s, %u places, %u groups:", b->settings.name, b->contest.places,
                  b->contest.groups);
    for (uint32_t i = 0; i < b->papers; i++) {
        print_message(" ");
        for (uint32_t k = 0; k < b->paper[i].n; k++) {
            print_message("%c", 'A' + b->paper[i].candidate[k]);
        }
    }
    print_message("\n");
}

/* EFF-3: neither number may be wrong. */
static void compare(struct booth *b, enum tlri_fault fault, uint32_t most)
{
    struct tlri_papers *papers = build(b, b->paper, b->papers);
    struct tlri_transcript *t = count(b, papers);
    if (t->outcome == TLRI_OUTCOME_DONE) {
        struct tlri_effect *effect = ask(b, papers, t, fault);
        for (uint32_t i = 0; i < effect->persons; i++) {
            const struct tlri_effect_person *person = &effect->person[i];
            uint32_t limit = fault != TLRI_FAULT_EXCLUDED && most > b->papers ? b->papers : most;
            uint64_t least = truth(b, person->candidate, fault, limit);
            if (person->lower > least ? least <= limit : person->upper < least) {
                print_booth(b);
                fail_msg("%s, %s: cannot below %llu [%s], can from %llu, but it is %llu",
                         tlri_fault_token(fault), b->candidate[person->candidate].name,
                         (unsigned long long)person->lower, person->clause,
                         (unsigned long long)person->upper, (unsigned long long)least);
            }
            tally.persons++;
            tally.exact += person->lower == person->upper;
            tally.above_one += person->lower > 1;
            tally.shown += person->upper != TLRI_EFFECT_NEVER;
        }
        tlri_effect_free(effect);
    }
    tlri_transcript_free(t);
    tlri_papers_free(papers);
}

static void random_papers(struct booth *b, struct test_random *random, uint32_t n)
{
    uint32_t candidates = b->contest.candidates;
    uint32_t marks = b->settings.votes > 0 ? b->settings.votes : b->contest.places;
    uint32_t most = b->crosses && marks < candidates ? marks : candidates;
    b->papers = n;
    for (uint32_t i = 0; i < n; i++) {
        struct paper *paper = &b->paper[i];
        uint32_t wanted = 1 + (uint32_t)test_random_below(random, most);
        paper->n = 0;
        while (paper->n < wanted) {
            /* Two draws, the lower one: some candidates are stronger than others. */
            uint64_t one = test_random_below(random, candidates);
            uint64_t two = test_random_below(random, candidates);
            uint8_t c = (uint8_t)(one < two ? one : two);
            if (memchr(paper->candidate, c, paper->n) == NULL) {
                paper->candidate[paper->n++] = c;
            }
        }
        for (uint32_t k = 1; b->crosses && k < paper->n; k++) {
            for (uint32_t j = k; j > 0 && paper->candidate[j] < paper->candidate[j - 1]; j--) {
                uint8_t moved = paper->candidate[j];
                paper->candidate[j] = paper->candidate[j - 1];
                paper->candidate[j - 1] = moved;
            }
        }
    }
}

static void say_tally(const char *what, unsigned elections)
{
    print_message("%s: %u elections, %u answers, %u exact, %u above one, %u with example\n", what,
                  elections, tally.persons, tally.exact, tally.above_one, tally.shown);
    assert_true(tally.persons > 0 && tally.exact > 0 && tally.above_one > 0);
    memset(&tally, 0, sizeof tally);
}

/* A rule set and how it is drawn. */
static const struct drawn {
    const char *rules;
    uint32_t places;
    const char *set[4]; /* pairs */
    bool bounds;
} small[] = {
    {"av", 1, {NULL}, false},
    {"av", 1, {"majority-base", "first"}, false},
    {"av", 1, {"bulk-exclusion", "not-greater"}, false},
    {"av", 1, {"tie-lookback", "backwards", "stop", "two-left"}, false},
    {"block", 1, {NULL}, false},
    {"block", 2, {NULL}, false},
    {"block", 2, {NULL}, true},
    {"limited", 2, {"votes", "1"}, true},
    {"scottish-2011", 2, {NULL}, false},
    {"scottish-2011", 2, {NULL}, true},
    {"wigm-exact", 2, {NULL}, false},
    {"av-successive", 2, {NULL}, false},
    {"ers97", 2, {NULL}, false},
    {"ers97", 2, {NULL}, true},
    {"n-ireland-1985", 2, {NULL}, false},
    {"meek-123", 2, {NULL}, false},
};
enum { SMALL = sizeof small / sizeof small[0] };

static void set_up(struct booth *b, const struct drawn *d, uint32_t candidates)
{
    booth_init(b, d->rules, candidates, d->places);
    for (int i = 0; i < 4 && d->set[i] != NULL; i += 2) {
        assert_int_equal(tlri_settings_set(b->ctx, &b->settings, d->set[i], d->set[i + 1], NULL),
                         TLR_OK);
    }
    if (tlri_settings_check(b->ctx, &b->settings, NULL) != TLR_OK) {
        fail_msg("%s: %s", d->rules, tlr_ctx_diag(b->ctx, 0)->message);
    }
    if (d->bounds) {
        bound(b, 1, 1);
    }
}

/* EFF-3, EFF-5, EFF-18: every election of one to three papers and three candidates, by AV and by
 * the vote for one; every fault in one paper, and in two that were counted. */
static void every_tiny_election(void **state)
{
    (void)state;
    static const struct drawn tiny[] = {{"av", 1, {NULL}, false}, {"block", 1, {NULL}, false}};
    for (size_t r = 0; r < 2; r++) {
        struct booth b;
        static struct every e;
        unsigned elections = 0;
        set_up(&b, &tiny[r], 3);
        memset(&e, 0, sizeof e);
        e.booth = &b;
        list_papers(&e, (struct paper){0}, b.crosses ? 1 : 3);
        uint32_t n = e.all_size;
        for (uint32_t i = 0; i < n * n * n; i++) {
            uint32_t one = i % n;
            uint32_t two = i / n % n;
            uint32_t three = i / n / n;
            if (one > two || two > three) {
                continue; /* the same papers in another order */
            }
            b.paper[0] = e.all[one];
            b.paper[1] = e.all[two];
            b.paper[2] = e.all[three];
            b.papers = 3;
            compare(&b, TLRI_FAULT_COUNTED, 3);
            compare(&b, TLRI_FAULT_EXCLUDED, 1);
            compare(&b, TLRI_FAULT_MISREAD, 1);
            elections++;
        }
        say_tally(tiny[r].rules, elections);
        booth_drop(&b);
    }
}

/* EFF-3, EFF-8, EFF-11, EFF-15: up to six papers and four candidates, drawn. */
static void small_elections(void **state)
{
    (void)state;
    enum { EACH = 20 };
    for (size_t r = 0; r < SMALL; r++) {
        for (uint64_t seed = 0; seed < EACH; seed++) {
            struct booth b;
            struct test_random random;
            test_random_seed(&random, seed * 1000 + r);
            set_up(&b, &small[r], 3 + (uint32_t)test_random_below(&random, 2));
            random_papers(&b, &random, 2 + (uint32_t)test_random_below(&random, 5));
            compare(&b, TLRI_FAULT_COUNTED, 3);
            compare(&b, TLRI_FAULT_EXCLUDED, 1);
            compare(&b, TLRI_FAULT_MISREAD, 1);
            booth_drop(&b);
        }
        say_tally(small[r].rules, EACH);
    }
}

/* ---- each proof for itself, attacked ------------------------------------------------------------
 */

typedef tlr_status prover(struct tlri_faults *faults, struct tlri_effect_person *person);

/* A fault in n papers made at random. */
static void random_fault(struct booth *b, struct test_random *random, enum tlri_fault fault,
                         uint64_t n, struct booth *out)
{
    *out = *b;
    for (uint64_t i = 0; i < n && fault != TLRI_FAULT_EXCLUDED && out->papers > 0; i++) {
        out->paper[test_random_below(random, out->papers)] = out->paper[out->papers - 1];
        out->papers--;
    }
    if (fault == TLRI_FAULT_COUNTED) {
        return;
    }
    struct booth more = *b;
    random_papers(&more, random, n < 16 ? (uint32_t)n : 16);
    /* Alike, so that they pull in one direction. */
    for (uint32_t i = 0; i < more.papers && out->papers < PAPERS; i++) {
        out->paper[out->papers++] = more.paper[i % 2 == 0 ? 0 : i];
    }
}

static void attack(struct booth *b, struct test_random *random, enum tlri_fault fault,
                   const struct tlri_effect_person *person)
{
    for (int i = 0; i < 25; i++) {
        static struct booth faulty;
        random_fault(b, random, fault, person->lower - 1, &faulty);
        faulty.lots.lot = faulty.lot;
        faulty.contest.candidate = faulty.candidate;
        faulty.contest.group = faulty.group;
        faulty.contest.member = faulty.member;
        struct tlri_papers *papers = build(&faulty, faulty.paper, faulty.papers);
        bool loses = can_lose(&faulty, papers, person->candidate);
        tlri_papers_free(papers);
        if (loses) {
            print_booth(b);
            print_booth(&faulty);
            fail_msg("%s, %s: proved that fewer than %llu cannot [%s]: %s", tlri_fault_token(fault),
                     b->candidate[person->candidate].name, (unsigned long long)person->lower,
                     person->clause, person->proof);
        }
    }
}

/* The proof alone; then the search, which does not know it, must not find fewer. */
static void prove_and_attack(struct booth *b, struct test_random *random, enum tlri_fault fault,
                             prover *prove)
{
    struct tlri_papers *papers = build(b, b->paper, b->papers);
    struct tlri_transcript *t = count(b, papers);
    struct tlri_effect *effect = ask(b, papers, t, fault);
    for (uint32_t i = 0; i < effect->persons; i++) {
        struct tlri_faults faults;
        struct tlri_effect_person *person = &effect->person[i];
        uint64_t best = person->upper;
        *person = (struct tlri_effect_person){
            .candidate = person->candidate, .lower = 1, .upper = TLRI_EFFECT_NEVER};
        assert_int_equal(tlri_faults_init(&faults, effect), TLR_OK);
        assert_int_equal(prove(&faults, person), TLR_OK);
        uint64_t lower = person->lower;
        if (lower > best) {
            print_booth(b);
            fail_msg("%s, %s: cannot below %llu [%s], but %llu can", tlri_fault_token(fault),
                     b->candidate[person->candidate].name, (unsigned long long)lower,
                     person->clause, (unsigned long long)best);
        }
        if (lower != TLRI_EFFECT_NEVER && lower > 1) {
            attack(b, random, fault, person);
        }
        person->lower = 1; /* the search is to look below it */
        assert_int_equal(tlri_effect_search(&faults, person), TLR_OK);
        if (person->upper < lower) {
            print_booth(b);
            fail_msg("%s, %s: cannot below %llu, but %llu can", tlri_fault_token(fault),
                     b->candidate[person->candidate].name, (unsigned long long)lower,
                     (unsigned long long)person->upper);
        }
        tally.persons++;
        tally.exact += lower == best;
        tally.above_one += lower > 1;
        tally.shown += best != TLRI_EFFECT_NEVER;
        tlri_faults_drop(&faults);
    }
    tlri_effect_free(effect);
    tlri_transcript_free(t);
    tlri_papers_free(papers);
}

/* EFF-9 to EFF-17. */
static void proofs_attacked(void **state)
{
    (void)state;
    static const struct {
        struct drawn drawn;
        prover *prove;
        bool twice; /* bounds of two categories */
    } rows[] = {
        {{"av", 1, {NULL}, false}, tlri_effect_orders, false},
        {{"av", 1, {"bulk-exclusion", "less"}, false}, tlri_effect_orders, false},
        {{"av", 1, {"majority-base", "first"}, false}, tlri_effect_orders, false},
        {{"block", 3, {NULL}, false}, tlri_effect_plurality, false},
        {{"block", 3, {NULL}, true}, tlri_effect_plurality, false},
        {{"block", 3, {NULL}, true}, tlri_effect_plurality, true},
        {{"block", 3, {"minimum-order", "every-second"}, true}, tlri_effect_plurality, false},
        {{"limited", 3, {"votes", "1"}, true}, tlri_effect_plurality, false},
        {{"scottish-2011", 2, {NULL}, false}, tlri_effect_replay, false},
        {{"scottish-2011", 3, {NULL}, true}, tlri_effect_replay, false},
        {{"wigm-exact", 2, {NULL}, false}, tlri_effect_replay, false},
        {{"wigm-prf", 3, {NULL}, false}, tlri_effect_replay, false},
        {{"av-successive", 2, {NULL}, false}, tlri_effect_replay, false},
        {{"ers97", 2, {NULL}, false}, tlri_effect_replay, false},
        {{"n-ireland-1985", 3, {NULL}, false}, tlri_effect_replay, false},
        {{"meek-123", 2, {NULL}, false}, tlri_effect_replay, false},
    };
    enum { EACH = 30 };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        for (uint64_t seed = 0; seed < EACH; seed++) {
            struct booth b;
            struct test_random random;
            test_random_seed(&random, seed * 7919 + r);
            set_up(&b, &rows[r].drawn, 5);
            if (rows[r].twice) {
                bound_again(&b, 1);
            }
            random_papers(&b, &random, 10 + (uint32_t)test_random_below(&random, 35));
            prove_and_attack(&b, &random, (enum tlri_fault)(seed % 3), rows[r].prove);
            booth_drop(&b);
        }
        say_tally(rows[r].drawn.rules, EACH);
    }
}

/* ---- elections from practice --------------------------------------------------------------------
 */

static void put_papers(struct booth *b, const char *text, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct paper *paper = &b->paper[b->papers++];
        assert_true(b->papers <= PAPERS);
        paper->n = (uint8_t)strlen(text);
        for (uint32_t k = 0; k < paper->n; k++) {
            paper->candidate[k] = (uint8_t)(text[k] - 'A');
        }
    }
}

/* EFF-8: a majority of four: three papers cannot, four can, by a lot. */
static void majority_of_four(void **state)
{
    (void)state;
    struct booth b;
    booth_init(&b, "block", 3, 1);
    put_papers(&b, "A", 24);
    put_papers(&b, "B", 20);
    put_papers(&b, "C", 7);
    struct tlri_papers *papers = build(&b, b.paper, b.papers);
    struct tlri_transcript *t = count(&b, papers);
    static const struct {
        enum tlri_fault fault;
        uint64_t number;
    } rows[] = {{TLRI_FAULT_COUNTED, 4}, {TLRI_FAULT_EXCLUDED, 4}, {TLRI_FAULT_MISREAD, 2}};
    for (size_t i = 0; i < 3; i++) {
        struct tlri_effect *effect = ask(&b, papers, t, rows[i].fault);
        assert_int_equal(effect->persons, 1);
        const struct tlri_effect_person *person = &effect->person[0];
        assert_int_equal(person->lower, rows[i].number);
        assert_int_equal(person->upper, rows[i].number);
        assert_true(person->by_lot);
        assert_string_equal(tlri_effect_answer(person, rows[i].number - 1), "cannot");
        assert_string_equal(tlri_effect_answer(person, rows[i].number), "can");
        tlri_effect_free(effect);
    }
    tlri_transcript_free(t);
    tlri_papers_free(papers);
    booth_drop(&b);
}

/* EFF-6: nobody was left without a place. */
static void nobody_left_out(void **state)
{
    (void)state;
    struct booth b;
    booth_init(&b, "block", 2, 2);
    put_papers(&b, "AB", 3);
    struct tlri_papers *papers = build(&b, b.paper, b.papers);
    struct tlri_transcript *t = count(&b, papers);
    struct tlri_effect *effect = ask(&b, papers, t, TLRI_FAULT_MISREAD);
    for (uint32_t i = 0; i < effect->persons; i++) {
        assert_true(effect->person[i].lower == TLRI_EFFECT_NEVER);
        assert_true(effect->person[i].upper == TLRI_EFFECT_NEVER);
    }
    assert_int_equal(effect->persons, 2);
    tlri_effect_free(effect);
    tlri_transcript_free(t);
    tlri_papers_free(papers);
    booth_drop(&b);
}

/* ---- through the public functions
 * -----------------------------------------------------------------
 */

static tlr_status ask_file(tlr_ctx *ctx, const char *rules, const tlr_effect_options *options,
                           tlr_text **text)
{
    tlr_quick *quick = NULL;
    tlr_status status = tlr_quick_new(ctx, rules, &quick);
    if (status == TLR_OK) {
        status = tlr_quick_seats(quick, 1);
    }
    if (status == TLR_OK) {
        status = tlr_quick_run(quick, "fixtures/good/blt-plain.blt");
    }
    if (status == TLR_OK) {
        status = tlr_quick_effect(quick, options, text);
    }
    tlr_quick_free(quick);
    return status;
}

static unsigned last_code(tlr_ctx *ctx)
{
    size_t n = tlr_ctx_diag_count(ctx);
    return n > 0 ? tlr_ctx_diag(ctx, n - 1)->code : 0;
}

static void wrong_questions(void **state)
{
    (void)state;
    static const struct {
        tlr_effect_options options;
        tlr_status status;
        unsigned code;
    } rows[] = {
        {{.papers = 3}, TLR_E_USAGE, 6701},
        {{.fault = (tlr_fault)4, .papers = 3}, TLR_E_USAGE, 6701},
        {{.contest = "nowhere"}, TLR_E_INPUT, 6703},
        {{.contest = "youth", .fault = TLR_FAULT_COUNTED, .papers = 1}, TLR_E_DIFFERS, 0},
        {{.contest = "woman", .fault = TLR_FAULT_COUNTED, .papers = 1}, TLR_OK, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        tlr_text *text = NULL;
        assert_int_equal(
            tlr_effect(ctx, "fixtures/elections/anytown-2026", &rows[i].options, &text),
            rows[i].status);
        assert_true((text != NULL) ==
                    (rows[i].status == TLR_OK || rows[i].status == TLR_E_DIFFERS));
        if (rows[i].code != 0) {
            assert_int_equal(last_code(ctx), rows[i].code);
        }
        tlr_text_free(text);
        tlr_ctx_free(ctx);
    }
}

/* A quick count that was not run has no papers. */
static void not_run(void **state)
{
    (void)state;
    const tlr_effect_options options = {.json = true};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlr_quick *quick = NULL;
    tlr_text *text = NULL;
    assert_int_equal(tlr_quick_new(ctx, "av", &quick), TLR_OK);
    assert_int_equal(tlr_quick_effect(quick, &options, &text), TLR_E_USAGE);
    assert_null(text);
    assert_int_equal(last_code(ctx), 6702);
    tlr_quick_free(quick);
    tlr_ctx_free(ctx);
}

/* One request for memory in so many fails, each in its own run. */
static void run_out(const char *rules, const tlr_effect_options *options, size_t step)
{
    struct faults faults;
    size_t n = 1;
    do {
        tlr_text *text = NULL;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = ask_file(ctx, rules, options, &text);
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
            assert_true((status == TLR_OK) == (text != NULL));
        }
        tlr_text_free(text);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        n += n < 200 ? 1 : step;
    } while (faults.failed > 0);
}

static void memory_runs_out(void **state)
{
    (void)state;
    static const tlr_effect_options sheet = {.fault = TLR_FAULT_MISREAD};
    static const tlr_effect_options json = {.fault = TLR_FAULT_COUNTED, .json = true};
    run_out("av", &sheet, 211);
    run_out("block", &json, 97);
    run_out("scottish-2011", &json, 211);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_questions), cmocka_unit_test(not_run),
        cmocka_unit_test(memory_runs_out), cmocka_unit_test(majority_of_four),
        cmocka_unit_test(nobody_left_out), cmocka_unit_test(every_tiny_election),
        cmocka_unit_test(small_elections), cmocka_unit_test(proofs_attacked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
