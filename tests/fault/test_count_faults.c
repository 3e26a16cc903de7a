/*
 * test_count_faults.c: both engines when a request for room, or a sum, fails, at every place where
 * one can.
 *
 * The allocator of support/faults.h fails only where an array happens to be full. Here the linker
 * puts the functions below between the engines and base/, model/ and num/ (see WRAPPED in the
 * Makefile), so that each append can find no room and each sum can find that it does not fit, as
 * it would with more papers or more memory taken. Small elections of every rule set are counted
 * again and again with the first, the second, the third ... such call failing. Then there must be
 * no transcript, the status must say why, and everything must be given back; the count after it
 * must be the same, to the last event, as the one before. Of random elections the later calls are
 * thinned out; in the rare elections of unit/test_count_rare.h every one fails once.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "count/count.h"
#include "num/decimal.h"
#include "num/exact.h"
#include "recount/recount.h"
#include "rules/settings.h"
#include "support/faults.h"
#include "support/gen.h"
#include "support/seam.h"
#include "unit/test_count_rare.h"

#define RULE_SETS 16u

/* ---- what is put in between --------------------------------------------------------------------
 */

enum { ROOM, FULL, SUMS, WRONG };

/* FULL: an array that is as long as the limits of the model allow. */
static tlr_status array_fails(void)
{
    if (fails(ROOM)) {
        return TLR_E_MEMORY;
    }
    return fails(FULL) ? TLR_E_LIMIT : TLR_OK;
}

#define SEAM_ROOM(f, declared, passed, type, none) SEAM(f, type, declared, passed, ROOM, none)
#define SEAM_SUM(f, declared, passed)              SEAM(f, bool, declared, passed, SUMS, false)
#define SEAM_ARRAY(f, declared, passed)                                                            \
    tlr_status __real_##f declared;                                                                \
    tlr_status __wrap_##f declared;                                                                \
    tlr_status __wrap_##f declared                                                                 \
    {                                                                                              \
        tlr_status status = array_fails();                                                         \
        return status != TLR_OK ? status : __real_##f passed;                                      \
    }

SEAM_ROOM(tlri_alloc, (tlr_ctx * ctx, size_t size), (ctx, size), void *, NULL)
SEAM_ROOM(tlri_alloc_array, (tlr_ctx * ctx, size_t n, size_t size), (ctx, n, size), void *, NULL)
SEAM_ROOM(tlri_arena_alloc, (struct tlri_arena * a, size_t size), (a, size), void *, NULL)
SEAM_ROOM(tlri_arena_array, (struct tlri_arena * a, size_t n, size_t size), (a, n, size), void *,
          NULL)
SEAM_ARRAY(tlri_array_push, (struct tlri_array * a, void *out), (a, out))
SEAM_ARRAY(tlri_array_append, (struct tlri_array * a, const void *elements, size_t n),
           (a, elements, n))
SEAM_ARRAY(tlri_array_reserve, (struct tlri_array * a, size_t n), (a, n))
SEAM_ARRAY(tlri_array_extend, (struct tlri_array * a, size_t n, void *out), (a, n, out))
SEAM_ROOM(tlri_transcript_add,
          (struct tlri_transcript * t, struct tlri_event event, const uint32_t *set, uint32_t n),
          (t, event, set, n), tlr_status, TLR_E_MEMORY)

bool __real_tlri_dec_add(tlri_dec a, tlri_dec b, tlri_dec *out);
bool __wrap_tlri_dec_add(tlri_dec a, tlri_dec b, tlri_dec *out);
bool __wrap_tlri_dec_add(tlri_dec a, tlri_dec b, tlri_dec *out)
{
    return fails(SUMS) ? false : __real_tlri_dec_add(a, b + (fails(WRONG) ? 1 : 0), out);
}

SEAM_SUM(tlri_dec_sub, (tlri_dec a, tlri_dec b, tlri_dec *out), (a, b, out))
SEAM_SUM(tlri_dec_times, (tlri_dec a, uint64_t n, tlri_dec *out), (a, n, out))
SEAM_SUM(tlri_dec_over_down, (tlri_dec a, uint64_t n, tlri_dec *out), (a, n, out))
SEAM_SUM(tlri_dec_over_up, (tlri_dec a, uint64_t n, tlri_dec *out), (a, n, out))
SEAM_SUM(tlri_dec_muldiv_down, (tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec *out), (a, b, c, out))
SEAM_SUM(tlri_dec_muldiv_up, (tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec *out), (a, b, c, out))
SEAM_SUM(tlri_dec_mul_down, (tlri_dec a, tlri_dec b, unsigned p, tlri_dec *out), (a, b, p, out))
SEAM_SUM(tlri_dec_mul_up, (tlri_dec a, tlri_dec b, unsigned p, tlri_dec *out), (a, b, p, out))
SEAM_SUM(tlri_dec_div_down, (tlri_dec a, tlri_dec b, unsigned p, tlri_dec *out), (a, b, p, out))
SEAM_SUM(tlri_dec_div_up, (tlri_dec a, tlri_dec b, unsigned p, tlri_dec *out), (a, b, p, out))
SEAM_SUM(tlri_dec_fits, (uint64_t papers, unsigned p), (papers, p))

#define EXACT const struct tlri_exact *
bool __real_tlri_exact_add(EXACT a, EXACT b, struct tlri_exact *out);
bool __wrap_tlri_exact_add(EXACT a, EXACT b, struct tlri_exact *out);
bool __wrap_tlri_exact_add(EXACT a, EXACT b, struct tlri_exact *out)
{
    struct tlri_exact too_much;
    tlri_exact_set(&too_much, 1, 1);
    return fails(SUMS)    ? false
           : fails(WRONG) ? __real_tlri_exact_add(a, &too_much, out)
                          : __real_tlri_exact_add(a, b, out);
}

SEAM_SUM(tlri_exact_sub, (EXACT a, EXACT b, struct tlri_exact *out), (a, b, out))
SEAM_SUM(tlri_exact_mul, (EXACT a, EXACT b, struct tlri_exact *out), (a, b, out))
SEAM_SUM(tlri_exact_div, (EXACT a, EXACT b, struct tlri_exact *out), (a, b, out))
SEAM_SUM(tlri_exact_floor, (EXACT x, unsigned p, tlri_dec *out), (x, p, out))
SEAM_SUM(tlri_exact_nearest, (EXACT x, unsigned p, tlri_dec *out), (x, p, out))

/* ---- one election ------------------------------------------------------------------------------
 */

/* What an engine takes. */
struct election {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers;
};

struct trial {
    const struct election *election;
    const struct tlri_lots *lots;
    gen_engine *engine;
    int kind;
    const struct tlri_transcript *whole; /* what comes out when nothing fails */
};

static void expect_refusal(const struct trial *trial, size_t n, tlr_status status)
{
    static const char *const what[] = {[ROOM] = "request for room",
                                       [FULL] = "array is full and its request for room",
                                       [SUMS] = "sum"};
    bool expected = trial->kind == ROOM   ? status == TLR_E_MEMORY
                    : trial->kind == FULL ? status == TLR_E_LIMIT
                                          : status == TLR_E_LIMIT || status == TLR_E_INTERNAL;
    if (!expected) {
        fail_msg("%s: the %zu. %s fails and the %s says %s", trial->election->settings->name, n,
                 what[trial->kind], trial->engine == tlri_count_run ? "count" : "recount",
                 tlr_status_name(status));
    }
}

/* By engine: how many wrong sums were found out, because the votes of a stage did not add up. */
static size_t noticed[2];

/* Counts with the n-th call failing. False when there are fewer than n. */
static bool fail_once(const struct trial *trial, size_t n)
{
    struct faults faults;
    struct tlri_transcript *out = NULL;
    fault_init(&faults, 0, false);
    tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
    assert_non_null(ctx);
    set_seam(trial->kind, n);
    tlr_status status = trial->engine(ctx, trial->election->contest, trial->election->settings,
                                      trial->election->papers, trial->lots, &out);
    bool failed = seam.failed;
    set_seam(ROOM, 0);
    if (failed && trial->kind == WRONG) {
        noticed[trial->engine == tlri_recount_run] += status == TLR_E_INTERNAL;
        assert_true((status == TLR_OK) == (out != NULL));
    } else if (failed) {
        expect_refusal(trial, n, status);
        assert_null(out);
    } else {
        assert_int_equal(status, TLR_OK);
        assert_true(tlri_transcript_differ(trial->whole, out) == SIZE_MAX);
    }
    tlri_transcript_free(out);
    tlr_ctx_free(ctx);
    assert_true(fault_clean(&faults));
    return failed;
}

/* One after the other; of a long count the first `most`, and then ever fewer. */
static size_t fail_each(const struct trial *trial, size_t most)
{
    size_t n = 1;
    size_t tried = 0;
    while (fail_once(trial, n)) {
        n += 1 + n / most;
        tried++;
    }
    return tried;
}

/* The same for both engines. */
static size_t fail_both(const struct election *election, const struct tlri_lots *lots, int kind,
                        size_t most, const struct tlri_transcript *whole)
{
    const struct trial count = {election, lots, tlri_count_run, kind, whole};
    const struct trial recount = {election, lots, tlri_recount_run, kind, whole};
    return fail_each(&count, most) + fail_each(&recount, most);
}

static size_t fail_in(const struct gen_case *built, int kind, size_t most)
{
    const struct election election = {built->ctx, &built->contest, &built->settings, built->papers};
    static struct gen_lots lots;
    size_t tried = 0;
    bool again = true;
    gen_lots_init(&lots);
    while (again) {
        struct tlri_transcript *whole = NULL;
        tlr_status status = tlri_count_run(built->ctx, &built->contest, &built->settings,
                                           built->papers, &lots.lots, &whole);
        if (status != TLR_OK) {
            return tried; /* refused: another test's */
        }
        tried += fail_both(&election, &lots.lots, kind, most, whole);
        again = gen_lots_draw(&lots, whole, built->lot_salt);
        tlri_transcript_free(whole);
    }
    return tried;
}

/* ---- every rule set ----------------------------------------------------------------------------
 */

static size_t fail_in_elections(size_t elections, const struct gen_wish *wish, int kind,
                                size_t most)
{
    size_t tried = 0;
    for (uint64_t seed = 1; seed <= elections; seed++) {
        struct gen_draft draft;
        struct gen_case built;
        assert_true(gen_draft_make(&draft, seed, wish));
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        assert_non_null(ctx);
        if (gen_case_build(&built, ctx, &draft) == TLR_OK) {
            tried += fail_in(&built, kind, most);
        }
        gen_case_drop(&built);
        gen_draft_drop(&draft);
        tlr_ctx_free(ctx);
    }
    return tried;
}

static size_t fail_in_rule_sets(int kind, size_t elections, size_t most)
{
    size_t tried = 0;
    for (size_t i = 0; i < RULE_SETS; i++) {
        const char *rule_set = tlri_rule_set_name(i, NULL);
        assert_non_null(rule_set);
        const struct gen_wish plain = {.rule_set = rule_set, .candidates_max = 7, .papers_max = 12};
        const struct gen_wish bound = {
            .rule_set = rule_set, .candidates_max = 7, .papers_max = 12, .want_bounds = true};
        tried += fail_in_elections(elections, &plain, kind, most);
        tried += fail_in_elections(elections / 2, &bound, kind, most);
    }
    print_message("%zu calls failed\n", tried);
    assert_true(tried > 500 * elections);
    return tried;
}

static void no_room(void **state)
{
    (void)state;
    (void)fail_in_rule_sets(ROOM, 30, 300);
}

/* [ARITH-2] what does not fit ends the count; it never goes on with a wrong amount. */
static void a_sum_does_not_fit(void **state)
{
    (void)state;
    (void)fail_in_rule_sets(SUMS, 30, 120);
}

/* [TRA-5] A sum that comes out wrong is found out where it changes what a stage adds up to. (It may
 * as well be one of a total that is only compared; then the other engine's count differs.) */
static void a_sum_is_wrong(void **state)
{
    (void)state;
    noticed[0] = noticed[1] = 0;
    size_t tried = fail_in_rule_sets(WRONG, 10, 20);
    print_message("the count noticed %zu, the recount %zu of %zu\n", noticed[0], noticed[1], tried);
    assert_true(noticed[0] > tried / 8);
    assert_true(noticed[1] > tried / 8);
}

/* ---- elections where it matters ----------------------------------------------------------------
 */

static size_t fail_in_rare(const struct election_case *c, int kind)
{
    struct built_case b;
    struct tlri_transcript *whole = NULL;
    case_build(&b, c);
    if (c->spoil != NULL) {
        c->spoil(&b);
    }
    const struct election election = {b.ctx, &b.contest, &b.settings, b.papers};
    assert_int_equal(tlri_count_run(b.ctx, &b.contest, &b.settings, b.papers, NULL, &whole),
                     TLR_OK);
    size_t tried = fail_both(&election, NULL, kind, SIZE_MAX, whole);
    tlri_transcript_free(whole);
    case_drop(&b);
    return tried;
}

/* Every call of the rare elections. */
static void every_call_of_rare_elections(void **state)
{
    size_t tried = 0;
    (void)state;
    for (size_t i = 0; i < RARE_CASES; i++) {
        for (int kind = ROOM; kind <= SUMS; kind++) {
            tried += fail_in_rare(&rare_cases[i], kind);
        }
    }
    print_message("%zu calls failed\n", tried);
    assert_true(tried > 100 * RARE_CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_room),
        cmocka_unit_test(a_sum_does_not_fit),
        cmocka_unit_test(a_sum_is_wrong),
        cmocka_unit_test(every_call_of_rare_elections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
