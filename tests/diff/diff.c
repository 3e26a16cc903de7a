/*
 * diff.c: the two engines against each other on random elections, event by event.
 *
 * Both engines are written from spec/ alone and share no counting code, so where they agree on
 * every field of every event the page was read twice with the same result. For each rule set N / 16
 * drafts are made (support/gen.h), counted by both with the same lots, and compared whole, also at
 * each lot that had to be drawn on the way. A case that differs is made small and printed:
 * election, settings, seed, both transcripts around the first difference.
 *
 *     make diff N=20000 SEED=1 RULES=ers97 AVOID=reopen
 *
 * N elections in all (2,000 when nothing is said), from this seed on, of one rule set only, with
 * one setting left as the rule set has it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "count/count.h"
#include "recount/recount.h"
#include "rules/settings.h"
#include "support/gen.h"

#define RULE_SETS    16u
#define SHRINK_TRIES 6000u

struct tallies {
    size_t elections, refused, lots, stages, bounded, papers;
    size_t kind[TLRI_EVENT_COUNT];
};

enum verdict { AGREE, REFUSED, DIFFER };

struct look {
    struct tallies *tallies; /* or NULL */
    FILE *tell;              /* or NULL: say where they differ */
    gen_engine *recount;     /* the second engine, or one with a fault put in on purpose */
};

/* ---- one election
 * -------------------------------------------------------------------------------- */

static void tell_status(const struct look *look, const char *who, tlr_status status, tlr_ctx *ctx)
{
    if (look->tell == NULL) {
        return;
    }
    fprintf(look->tell, "the %s says %s\n", who, tlr_status_name(status));
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        fprintf(look->tell, "    %s\n", tlr_ctx_diag(ctx, i)->message);
    }
}

static void note(const struct look *look, const struct tlri_transcript *transcript, bool last)
{
    if (look->tallies == NULL) {
        return;
    }
    if (!last) {
        look->tallies->lots++;
        return;
    }
    look->tallies->stages += transcript->stages;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        look->tallies->kind[tlri_transcript_event(transcript, i)->kind]++;
    }
}

/* The refusals that the engines' headers name: settings and contest do not fit; a stated limit. */
static enum verdict refused(const struct look *look, tlr_status x, tlr_status y, tlr_ctx *of_x,
                            tlr_ctx *of_y)
{
    if (x == y && (x == TLR_E_RULES || x == TLR_E_LIMIT)) {
        return REFUSED;
    }
    tell_status(look, "count", x, of_x);
    tell_status(look, "recount", y, of_y);
    return DIFFER;
}

static enum verdict compare_once(const struct look *look, const struct gen_case *x,
                                 const struct gen_case *y, struct gen_lots *lots, bool *again)
{
    struct tlri_transcript *count = NULL, *recount = NULL;
    *again = false;
    tlr_status a =
        tlri_count_run(x->ctx, &x->contest, &x->settings, x->papers, &lots->lots, &count);
    tlr_status b =
        look->recount(y->ctx, &y->contest, &y->settings, y->papers, &lots->lots, &recount);
    enum verdict verdict = AGREE;
    if (a != TLR_OK || b != TLR_OK) {
        verdict = refused(look, a, b, x->ctx, y->ctx);
    } else {
        size_t at = tlri_transcript_differ(count, recount);
        if (at != SIZE_MAX) {
            verdict = DIFFER;
            if (look->tell != NULL) {
                gen_difference_print(look->tell, count, recount, at);
            }
        } else {
            *again = gen_lots_draw(lots, count, x->lot_salt);
            note(look, count, !*again);
        }
    }
    tlri_transcript_free(count);
    tlri_transcript_free(recount);
    return verdict;
}

static enum verdict compare(const struct look *look, const struct gen_case *x,
                            const struct gen_case *y)
{
    static struct gen_lots lots;
    enum verdict verdict = AGREE;
    bool again = true;
    gen_lots_init(&lots);
    while (verdict == AGREE && again) {
        verdict = compare_once(look, x, y, &lots, &again);
    }
    return verdict;
}

/* Two contexts and two cases: neither engine can lean on what the other left behind. */
static enum verdict look_at(const struct look *look, const struct gen_draft *draft)
{
    struct gen_case x, y;
    tlr_ctx *of_x = tlr_ctx_new(NULL, NULL);
    tlr_ctx *of_y = tlr_ctx_new(NULL, NULL);
    assert_non_null(of_x);
    assert_non_null(of_y);
    enum verdict verdict = REFUSED;
    tlr_status a = gen_case_build(&x, of_x, draft);
    tlr_status b = gen_case_build(&y, of_y, draft);
    if (a == TLR_OK && b == TLR_OK) {
        verdict = compare(look, &x, &y);
    }
    gen_case_drop(&x);
    gen_case_drop(&y);
    tlr_ctx_free(of_x);
    tlr_ctx_free(of_y);
    return verdict;
}

/* ---- many elections
 * ------------------------------------------------------------------------------ */

static bool still_differ(const struct gen_draft *draft, void *user)
{
    return look_at(user, draft) == DIFFER;
}

static void report_difference(struct gen_draft *draft)
{
    struct look quiet = {NULL, NULL, tlri_recount_run};
    struct look loud = {NULL, stdout, tlri_recount_run};
    printf("the engines differ on seed %llu of %s; making it small ...\n",
           (unsigned long long)draft->seed, draft->rule_set);
    size_t tries = gen_shrink(draft, still_differ, &quiet, SHRINK_TRIES);
    printf("(%zu trials)\n", tries);
    gen_draft_print(stdout, draft);
    (void)look_at(&loud, draft);
    (void)fflush(stdout);
}

static uint64_t number_from(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL && text[0] != '\0' ? strtoull(text, NULL, 10) : otherwise;
}

static void print_tallies(const char *rule_set, const struct tallies *t)
{
    printf("%-15s %zu elections, %zu papers, %zu stages, %zu lots, %zu with bounds, %zu refused by "
           "both\n",
           rule_set, t->elections, t->papers, t->stages, t->lots, t->bounded, t->refused);
    for (uint32_t kind = 0; kind < TLRI_EVENT_COUNT; kind++) {
        printf("  %s %zu", tlri_event_token(kind), t->kind[kind]);
    }
    printf("\n");
}

static void agree_on(const char *rule_set, uint64_t seed, size_t elections)
{
    struct gen_wish wish = {.rule_set = rule_set, .avoid = getenv("AVOID")};
    struct tallies tallies = {0};
    struct look look = {&tallies, NULL, tlri_recount_run};
    for (uint64_t i = 0; i < elections; i++) {
        struct gen_draft draft;
        assert_true(gen_draft_make(&draft, seed * UINT64_C(1000003) + i, &wish));
        enum verdict verdict = look_at(&look, &draft);
        if (verdict == DIFFER) {
            report_difference(&draft);
            gen_draft_drop(&draft);
            fail_msg("%s: the engines differ", rule_set);
        }
        tallies.elections++;
        tallies.refused += verdict == REFUSED;
        tallies.bounded += draft.groups > 0;
        tallies.papers += draft.papers;
        gen_draft_drop(&draft);
    }
    print_tallies(rule_set, &tallies);
    assert_true(tallies.refused * 4 <= tallies.elections);
    assert_true(tallies.kind[TLRI_EVENT_ELECTED] > tallies.elections / 4);
}

static void test_engines_agree(void **state)
{
    const char *rule_set = *(const char **)*state;
    const char *only = getenv("RULES");
    if (only != NULL && only[0] != '\0' && strcmp(only, rule_set) != 0) {
        return;
    }
    uint64_t all = number_from("N", 2000);
    agree_on(rule_set, number_from("SEED", 1), (size_t)(all / RULE_SETS) + 1);
}

/* ---- the comparison itself
 * ----------------------------------------------------------------------- */

/* Counts every paper of weight 7 or more once too often. */
static tlr_status counts_sevens_twice(tlr_ctx *ctx, const struct tlri_contest *contest,
                                      const struct tlri_settings *settings,
                                      const struct tlri_papers *papers,
                                      const struct tlri_lots *lots, struct tlri_transcript **out)
{
    static struct tlri_paper rows[GEN_PAPERS_MAX];
    struct tlri_papers other = *papers;
    for (uint32_t i = 0; i < papers->count; i++) {
        rows[i] = papers->paper[i];
        rows[i].weight += rows[i].weight >= 7 ? 1 : 0;
    }
    other.paper = rows;
    return tlri_recount_run(ctx, contest, settings, &other, lots, out);
}

/* An engine with a fault is noticed, and what is left of the election is one row of seven papers.
 */
static void test_a_fault_is_noticed_and_made_small(void **state)
{
    struct look faulty = {NULL, NULL, counts_sevens_twice};
    size_t noticed = 0;
    (void)state;
    for (uint64_t seed = 0; seed < 120; seed++) {
        struct gen_draft draft;
        assert_true(gen_draft_make(&draft, seed, NULL));
        if (look_at(&faulty, &draft) == DIFFER) {
            noticed++;
            (void)gen_shrink(&draft, still_differ, &faulty, SHRINK_TRIES);
            assert_int_equal(draft.papers, 1);
            assert_true(draft.paper[0].weight >= 7 && draft.paper[0].weight < 14);
            assert_true(draft.candidates <= 2);
        }
        gen_draft_drop(&draft);
    }
    assert_true(noticed >= 5);
}

static bool has_a_paper(const struct gen_draft *draft, void *user)
{
    (void)user;
    return draft->papers > 0;
}

static void test_shrinking_ends_at_the_smallest(void **state)
{
    struct gen_draft draft;
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        assert_true(gen_draft_make(&draft, seed, NULL));
        if (draft.papers > 0) {
            (void)gen_shrink(&draft, has_a_paper, NULL, SHRINK_TRIES);
            assert_int_equal(draft.papers, 1);
            assert_int_equal(draft.candidates, 1);
            assert_int_equal(draft.groups, 0);
            assert_int_equal(draft.sets, 0);
        }
        gen_draft_drop(&draft);
    }
}

int main(void)
{
    static char names[RULE_SETS][48];
    static const char *rule_sets[RULE_SETS];
    struct CMUnitTest tests[RULE_SETS + 2] = {
        cmocka_unit_test(test_shrinking_ends_at_the_smallest),
        cmocka_unit_test(test_a_fault_is_noticed_and_made_small)};
    for (size_t i = 0; i < RULE_SETS; i++) {
        rule_sets[i] = tlri_rule_set_name(i, NULL);
        if (rule_sets[i] == NULL) {
            fprintf(stderr, "diff.c: there are fewer than %u rule sets\n", RULE_SETS);
            return 1;
        }
        (void)snprintf(names[i], sizeof names[i], "engines_agree_on_%s", rule_sets[i]);
        tests[i + 2] = (struct CMUnitTest){names[i], test_engines_agree, NULL, NULL, &rule_sets[i]};
    }
    if (tlri_rule_set_name(RULE_SETS, NULL) != NULL) {
        fprintf(stderr, "diff.c: there are more than %u rule sets\n", RULE_SETS);
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
