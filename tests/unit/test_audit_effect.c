/*
 * Could a fault have changed who was elected (spec/rules/effect.md)? In elections of some dozen
 * papers every proof is attacked by the search for examples and by faults made at random; every
 * small election is held against the truth in law/test_effect_every.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "support/effect_booth.h"
#include "support/faults.h"
#include "support/random.h"
#include "teller/diag.h"
#include "teller/effect.h"

/* ---- elections drawn ----------------------------------------------------------------------------
 */

/* Statistics, so that a test that never speaks is seen. */
static struct tally {
    unsigned persons, exact, above_one, shown;
} tally;

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
        struct tlri_papers *papers = booth_build(&faulty, faulty.paper, faulty.papers);
        bool loses = booth_can_lose(&faulty, papers, person->candidate);
        tlri_papers_free(papers);
        if (loses) {
            booth_print(b);
            booth_print(&faulty);
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
    struct tlri_papers *papers = booth_build(b, b->paper, b->papers);
    struct tlri_transcript *t = booth_count(b, papers);
    struct tlri_effect *effect = booth_ask(b, papers, t, fault);
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
            booth_print(b);
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
            booth_print(b);
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
        {{"av", 1, {NULL}, 0}, tlri_effect_orders, false},
        {{"av", 1, {"bulk-exclusion", "less"}, 0}, tlri_effect_orders, false},
        {{"av", 1, {"majority-base", "first"}, 0}, tlri_effect_orders, false},
        {{"block", 3, {NULL}, 0}, tlri_effect_plurality, false},
        {{"block", 3, {NULL}, 1}, tlri_effect_plurality, false},
        {{"block", 3, {NULL}, 1}, tlri_effect_plurality, true},
        {{"block", 3, {"minimum-order", "every-second"}, 1}, tlri_effect_plurality, false},
        {{"limited", 3, {"votes", "1"}, 1}, tlri_effect_plurality, false},
        {{"scottish-2011", 2, {NULL}, 0}, tlri_effect_replay, false},
        {{"scottish-2011", 3, {NULL}, 1}, tlri_effect_replay, false},
        {{"wigm-exact", 2, {NULL}, 0}, tlri_effect_replay, false},
        {{"wigm-prf", 3, {NULL}, 0}, tlri_effect_replay, false},
        {{"av-successive", 2, {NULL}, 0}, tlri_effect_replay, false},
        {{"ers97", 2, {NULL}, 0}, tlri_effect_replay, false},
        {{"n-ireland-1985", 3, {NULL}, 0}, tlri_effect_replay, false},
        {{"meek-123", 2, {NULL}, 0}, tlri_effect_replay, false},
    };
    enum { EACH = 20 };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        for (uint64_t seed = 0; seed < EACH; seed++) {
            struct booth b;
            struct test_random random;
            test_random_seed(&random, seed * 7919 + r);
            booth_set_up(&b, &rows[r].drawn, 5);
            if (rows[r].twice) {
                booth_bound_again(&b, 1);
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
    struct tlri_papers *papers = booth_build(&b, b.paper, b.papers);
    struct tlri_transcript *t = booth_count(&b, papers);
    static const struct {
        enum tlri_fault fault;
        uint64_t number;
    } rows[] = {{TLRI_FAULT_COUNTED, 4}, {TLRI_FAULT_EXCLUDED, 4}, {TLRI_FAULT_MISREAD, 2}};
    for (size_t i = 0; i < 3; i++) {
        struct tlri_effect *effect = booth_ask(&b, papers, t, rows[i].fault);
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
    struct tlri_papers *papers = booth_build(&b, b.paper, b.papers);
    struct tlri_transcript *t = booth_count(&b, papers);
    struct tlri_effect *effect = booth_ask(&b, papers, t, TLRI_FAULT_MISREAD);
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
        cmocka_unit_test(nobody_left_out), cmocka_unit_test(proofs_attacked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
