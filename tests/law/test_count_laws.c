/*
 * test_count_laws.c: laws that every count keeps, on random elections of every rule set.
 *
 * The laws are functions of support/oracle.h; the elections come from support/gen.h. Every law is
 * also run with an engine that has a fault put in on purpose, and must notice it: a law that cannot
 * fail proves nothing. The number of elections on which a law had something to say is counted, and
 * too few is a failure. The first engine counts elections with an even seed, the second the others.
 *
 * MUST clauses that these laws test: transcript/TRA-5 (votes are conserved), constraints/CON-2,
 * CON-7, CON-8, CON-12 (bounds), STV-1, STV-6, ERS-1.6, SCO-46, NIR-48.1, WIG-A.1, MEK-2, GRE-1 (a
 * quota of first preferences elects), MEK-13 (equal preferences), TIE-6 (lots).
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
#include "support/gen.h"
#include "support/oracle.h"
#include "support/random.h"

#define ELECTIONS 500u

/* ---- engines with a fault
 * ------------------------------------------------------------------------ */

static tlr_status sound(tlr_ctx *ctx, const struct tlri_contest *contest,
                        const struct tlri_settings *settings, const struct tlri_papers *papers,
                        const struct tlri_lots *lots, struct tlri_transcript **out)
{
    return tlri_count_run(ctx, contest, settings, papers, lots, out);
}

static struct tlri_event *last_of(struct tlri_transcript *transcript, enum tlri_event_kind kind)
{
    struct tlri_event *events = transcript->events.data;
    for (size_t i = transcript->events.count; i > 0; i--) {
        if (events[i - 1].kind == kind) {
            return &events[i - 1];
        }
    }
    return NULL;
}

static tlr_status loses_a_vote(tlr_ctx *ctx, const struct tlri_contest *contest,
                               const struct tlri_settings *settings,
                               const struct tlri_papers *papers, const struct tlri_lots *lots,
                               struct tlri_transcript **out)
{
    TLR_TRY(sound(ctx, contest, settings, papers, lots, out));
    struct tlri_event *tally = last_of(*out, TLRI_EVENT_TALLY);
    if (tally != NULL && tally->a > 0) {
        tally->a--;
    }
    return TLR_OK;
}

/* Leaves the last place open without a word. */
static tlr_status forgets_a_place(tlr_ctx *ctx, const struct tlri_contest *contest,
                                  const struct tlri_settings *settings,
                                  const struct tlri_papers *papers, const struct tlri_lots *lots,
                                  struct tlri_transcript **out)
{
    TLR_TRY(sound(ctx, contest, settings, papers, lots, out));
    struct tlri_event *elected = last_of(*out, TLRI_EVENT_ELECTED);
    if (elected != NULL) {
        elected->kind = TLRI_EVENT_DEFERRED;
        (*out)->elected.count--;
    }
    return TLR_OK;
}

static tlr_status ignores_bounds(tlr_ctx *ctx, const struct tlri_contest *contest,
                                 const struct tlri_settings *settings,
                                 const struct tlri_papers *papers, const struct tlri_lots *lots,
                                 struct tlri_transcript **out)
{
    struct tlri_settings unbound = *settings;
    unbound.constrained = false;
    return sound(ctx, contest, &unbound, papers, lots, out);
}

/* Sees each bound, and says that nobody is doomed by it. */
static tlr_status dooms_nobody(tlr_ctx *ctx, const struct tlri_contest *contest,
                               const struct tlri_settings *settings,
                               const struct tlri_papers *papers, const struct tlri_lots *lots,
                               struct tlri_transcript **out)
{
    TLR_TRY(sound(ctx, contest, settings, papers, lots, out));
    struct tlri_event *doomed = last_of(*out, TLRI_EVENT_DOOMED);
    if (doomed != NULL) {
        doomed->kind = TLRI_EVENT_DEFERRED;
    }
    return TLR_OK;
}

/* The first elected is another than who it was. */
static tlr_status unseats_the_first(tlr_ctx *ctx, const struct tlri_contest *contest,
                                    const struct tlri_settings *settings,
                                    const struct tlri_papers *papers, const struct tlri_lots *lots,
                                    struct tlri_transcript **out)
{
    TLR_TRY(sound(ctx, contest, settings, papers, lots, out));
    uint32_t *elected = (*out)->elected.data;
    for (uint32_t c = 0; (*out)->elected.count > 0 && c < contest->candidates; c++) {
        if (!oracle_elected(*out, c)) {
            elected[0] = c;
            break;
        }
    }
    return TLR_OK;
}

/* Its first paper counts twice, whichever that is. */
static tlr_status first_paper_twice(tlr_ctx *ctx, const struct tlri_contest *contest,
                                    const struct tlri_settings *settings,
                                    const struct tlri_papers *papers, const struct tlri_lots *lots,
                                    struct tlri_transcript **out)
{
    static struct tlri_paper rows[GEN_PAPERS_MAX];
    struct tlri_papers other = *papers;
    memcpy(rows, papers->paper, papers->count * sizeof *rows);
    if (papers->count > 0) {
        rows[0].weight *= 2;
    }
    other.paper = rows;
    return sound(ctx, contest, settings, &other, lots, out);
}

/* No row of papers counts for more than three. */
static tlr_status counts_to_three(tlr_ctx *ctx, const struct tlri_contest *contest,
                                  const struct tlri_settings *settings,
                                  const struct tlri_papers *papers, const struct tlri_lots *lots,
                                  struct tlri_transcript **out)
{
    static struct tlri_paper rows[GEN_PAPERS_MAX];
    struct tlri_papers other = *papers;
    for (uint32_t i = 0; i < papers->count; i++) {
        rows[i] = papers->paper[i];
        rows[i].weight = rows[i].weight > 3 ? 3 : rows[i].weight;
    }
    other.paper = rows;
    return sound(ctx, contest, settings, &other, lots, out);
}

/* Lists the elected as they stand on the ballot paper. */
static tlr_status elects_in_paper_order(tlr_ctx *ctx, const struct tlri_contest *contest,
                                        const struct tlri_settings *settings,
                                        const struct tlri_papers *papers,
                                        const struct tlri_lots *lots, struct tlri_transcript **out)
{
    TLR_TRY(sound(ctx, contest, settings, papers, lots, out));
    uint32_t *elected = (*out)->elected.data;
    for (size_t i = 1; i < (*out)->elected.count; i++) {
        for (size_t k = i; k > 0 && elected[k - 1] > elected[k]; k--) {
            uint32_t held = elected[k];
            elected[k] = elected[k - 1];
            elected[k - 1] = held;
        }
    }
    return TLR_OK;
}

/* ---- running a law over many elections
 * ----------------------------------------------------------- */

struct tested {
    size_t spoke, broken;
    char why[ORACLE_TEXT + 32]; /* "seed N: " before it */
};

/* One law on one election: counts it as often as it needs, and says what it found. */
typedef enum oracle trial(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                          char *why);

static gen_engine *engine_for(gen_engine *engine, uint64_t seed)
{
    return engine == sound && seed % 2 == 1 ? tlri_recount_run : engine;
}

static enum oracle one_election(trial *law, gen_engine *engine, uint64_t seed,
                                const struct gen_wish *wish, char *why)
{
    struct gen_draft draft;
    struct gen_case built;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(ctx);
    assert_true(gen_draft_make(&draft, seed, wish));
    enum oracle found = ORACLE_SILENT;
    if (gen_case_build(&built, ctx, &draft) == TLR_OK) {
        found = law(engine_for(engine, seed), &draft, &built, why);
    }
    gen_case_drop(&built);
    gen_draft_drop(&draft);
    tlr_ctx_free(ctx);
    return found;
}

static struct tested run(trial *law, gen_engine *engine, const struct gen_wish *wish)
{
    bool to_the_end = engine == sound; /* one election that notices a fault is enough */
    struct tested tested = {0};
    for (uint64_t seed = 0; seed < ELECTIONS && (to_the_end || tested.broken == 0); seed++) {
        char why[ORACLE_TEXT] = "";
        enum oracle found = one_election(law, engine, seed, wish, why);
        tested.spoke += found != ORACLE_SILENT;
        if (found == ORACLE_BROKEN) {
            if (tested.broken == 0) {
                (void)snprintf(tested.why, sizeof tested.why, "seed %llu: %s",
                               (unsigned long long)seed, why);
            }
            tested.broken++;
        }
    }
    return tested;
}

static void print_election(uint64_t seed, const struct gen_wish *wish)
{
    struct gen_draft draft;
    if (gen_draft_make(&draft, seed, wish)) {
        gen_draft_print(stdout, &draft);
        gen_draft_drop(&draft);
    }
}

/* The law holds wherever it speaks, speaks often enough, and notices the engine with a fault. */
static void assert_law(trial *law, const struct gen_wish *wish, size_t at_least,
                       gen_engine *with_fault)
{
    struct tested good = run(law, sound, wish);
    if (good.broken > 0) {
        print_election(strtoull(good.why + strlen("seed "), NULL, 10), wish);
        fail_msg("%zu of %zu elections break it; %s", good.broken, good.spoke, good.why);
    }
    printf("    holds in all %zu of %u elections on which it says anything\n", good.spoke,
           ELECTIONS);
    if (good.spoke < at_least) {
        fail_msg("it was tested on %zu elections only, at least %zu are wanted", good.spoke,
                 at_least);
    }
    struct tested bad = run(law, with_fault, wish);
    if (bad.broken == 0) {
        fail_msg("an engine with a fault put in on purpose is not noticed");
    }
}

static enum oracle counted(gen_engine *engine, const struct gen_case *built,
                           struct tlri_transcript **out)
{
    static struct gen_lots lots;
    gen_lots_init(&lots);
    *out = NULL;
    tlr_status status = gen_count(engine, built, &lots, out);
    assert_true(status == TLR_OK || status == TLR_E_RULES || status == TLR_E_LIMIT);
    return status == TLR_OK ? ORACLE_HOLDS : ORACLE_SILENT;
}

typedef enum oracle one_count_law(const struct tlri_contest *contest,
                                  const struct tlri_settings *settings,
                                  const struct tlri_transcript *transcript, char *why);

static enum oracle judge_one(one_count_law *law, gen_engine *engine, struct gen_case *built,
                             char *why)
{
    struct tlri_transcript *transcript;
    enum oracle found = counted(engine, built, &transcript);
    if (found == ORACLE_HOLDS) {
        found = law(&built->contest, &built->settings, transcript, why);
    }
    tlri_transcript_free(transcript);
    return found;
}

/* ---- laws of one count
 * --------------------------------------------------------------------------- */

static enum oracle try_conserved(gen_engine *engine, struct gen_draft *draft,
                                 struct gen_case *built, char *why)
{
    (void)draft;
    return judge_one(oracle_votes_conserved, engine, built, why);
}

static void test_votes_are_conserved_at_every_stage(void **state)
{
    (void)state;
    assert_law(try_conserved, NULL, 400, loses_a_vote);
}

static enum oracle try_places(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                              char *why)
{
    (void)draft;
    return judge_one(oracle_places_filled, engine, built, why);
}

static void test_every_place_is_filled_or_the_reason_is_stated(void **state)
{
    (void)state;
    assert_law(try_places, NULL, 400, forgets_a_place);
}

static enum oracle try_bounds(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                              char *why)
{
    (void)draft;
    return judge_one(oracle_bounds_kept, engine, built, why);
}

static void test_every_bound_is_kept_or_proven_impossible(void **state)
{
    static const struct gen_wish wish = {.candidates_max = 9, .want_bounds = true};
    (void)state;
    assert_law(try_bounds, &wish, 300, ignores_bounds);
}

static void test_every_guarded_and_doomed_candidate_is_one(void **state)
{
    static const struct gen_wish wish = {.candidates_max = 11, .want_bounds = true};
    (void)state;
    assert_law(try_bounds, &wish, 300, dooms_nobody);
}

static enum oracle try_quota(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                             char *why)
{
    (void)draft;
    return judge_one(oracle_quota_elects, engine, built, why);
}

static void test_a_quota_of_first_preferences_elects(void **state)
{
    (void)state;
    assert_law(try_quota, NULL, 80, unseats_the_first);
}

/* ---- laws of two counts
 * -------------------------------------------------------------------------- */

/* Counts a changed draft of the same election. */
static enum oracle count_other(gen_engine *engine, const struct gen_draft *draft,
                               const struct gen_case *built, struct tlri_transcript **out)
{
    struct gen_case other;
    *out = NULL;
    assert_int_equal(gen_case_build(&other, built->ctx, draft), TLR_OK);
    other.lot_salt = built->lot_salt;
    enum oracle found = counted(engine, &other, out);
    gen_case_drop(&other);
    return found;
}

static void shuffle_rows(struct gen_draft *draft, struct test_random *random)
{
    for (uint32_t i = draft->papers; i > 1; i--) {
        uint32_t other = (uint32_t)test_random_below(random, i);
        struct gen_paper held = draft->paper[i - 1];
        draft->paper[i - 1] = draft->paper[other];
        draft->paper[other] = held;
    }
}

static bool same_paper(const struct gen_paper *x, const struct gen_paper *y)
{
    return x->reject == y->reject && x->decided == y->decided &&
           x->ruled_reject == y->ruled_reject && memcmp(x->seen, y->seen, sizeof x->seen) == 0 &&
           memcmp(x->ruled, y->ruled, sizeof x->ruled) == 0;
}

/* Every second paper that is equal to an earlier one is put into its row. */
static void merge_some_rows(struct gen_draft *draft)
{
    for (uint32_t i = 1; i < draft->papers; i += 2) {
        for (uint32_t k = 0; k < i; k++) {
            if (draft->paper[k].weight > 0 && same_paper(&draft->paper[k], &draft->paper[i])) {
                draft->paper[k].weight += draft->paper[i].weight;
                draft->paper[i].weight = 0;
                break;
            }
        }
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < draft->papers; i++) {
        if (draft->paper[i].weight > 0) {
            draft->paper[kept++] = draft->paper[i];
        }
    }
    draft->papers = kept;
}

/* Every third row of several papers becomes two rows, as long as there is room. */
static void split_some_rows(struct gen_draft *draft, uint32_t room)
{
    uint32_t rows = draft->papers;
    for (uint32_t i = 0; i < rows && draft->papers < room; i += 3) {
        if (draft->paper[i].weight > 1) {
            struct gen_paper *half = &draft->paper[draft->papers++];
            *half = draft->paper[i];
            half->weight /= 2;
            draft->paper[i].weight -= half->weight;
        }
    }
}

static void batch_anew(struct gen_draft *draft, struct test_random *random)
{
    uint16_t batch = 0;
    for (uint32_t i = 0; i < draft->papers; i++) {
        batch = (uint16_t)(batch + (test_random_below(random, 10) == 0 ? 1 : 0));
        draft->paper[i].batch = batch;
    }
}

static enum oracle try_order(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                             char *why)
{
    struct test_random random;
    struct gen_draft other;
    struct tlri_transcript *x, *y;
    uint32_t room = 2 * draft->papers + 1;
    enum oracle found = counted(engine, built, &x);
    assert_true(gen_draft_copy(&other, draft));
    struct gen_paper *rows = realloc(other.paper, room * sizeof *rows);
    assert_non_null(rows);
    other.paper = rows;
    test_random_seed(&random, draft->seed + 77);
    merge_some_rows(&other);
    split_some_rows(&other, room);
    shuffle_rows(&other, &random);
    batch_anew(&other, &random);
    if (found == ORACLE_HOLDS) {
        found = count_other(engine, &other, built, &y);
        if (found == ORACLE_HOLDS) {
            found = oracle_same_events(x, y, why);
        }
        tlri_transcript_free(y);
    }
    tlri_transcript_free(x);
    gen_draft_drop(&other);
    return found;
}

static void test_order_batches_and_merging_of_papers_change_nothing(void **state)
{
    (void)state;
    assert_law(try_order, NULL, 400, first_paper_twice);
}

static void draw_names(uint32_t *to, uint32_t n, uint64_t seed)
{
    struct test_random random;
    test_random_seed(&random, seed + 4711);
    for (uint32_t c = 0; c < n; c++) {
        to[c] = c;
    }
    for (uint32_t c = n; c > 1; c--) {
        uint32_t other = (uint32_t)test_random_below(&random, c);
        uint32_t held = to[c - 1];
        to[c - 1] = to[other];
        to[other] = held;
    }
}

static void rename_candidates(struct gen_draft *draft, const struct gen_draft *from,
                              const uint32_t *to)
{
    for (uint32_t c = 0; c < from->candidates; c++) {
        draft->standing[to[c]] = from->standing[c];
        memcpy(draft->member[to[c]], from->member[c], sizeof from->member[c]);
        draft->order[c] = to[from->order[c]];
    }
    for (uint32_t i = 0; i < from->papers; i++) {
        for (uint32_t c = 0; c < from->candidates; c++) {
            draft->paper[i].seen[to[c]] = from->paper[i].seen[c];
            draft->paper[i].ruled[to[c]] = from->paper[i].ruled[c];
        }
    }
}

static enum oracle try_renaming(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                                char *why)
{
    uint32_t to[GEN_CANDIDATES_MAX];
    struct gen_draft other;
    struct tlri_transcript *x, *y;
    enum oracle found = counted(engine, built, &x);
    assert_true(gen_draft_copy(&other, draft));
    draw_names(to, draft->candidates, draft->seed);
    rename_candidates(&other, draft, to);
    if (found == ORACLE_HOLDS) {
        found = count_other(engine, &other, built, &y);
        if (found == ORACLE_HOLDS) {
            found =
                oracle_renamed(&built->contest, &built->settings, x, y, to, draft->ordered, why);
        }
        tlri_transcript_free(y);
    }
    tlri_transcript_free(x);
    gen_draft_drop(&other);
    return found;
}

static void test_renamed_candidates_give_the_renamed_result(void **state)
{
    (void)state;
    assert_law(try_renaming, NULL, 150, elects_in_paper_order);
}

/* Where nothing is rounded: no quota that is, and no decimals that are cut. */
static bool is_exact(const struct tlri_settings *settings)
{
    switch (settings->method) {
    case TLRI_METHOD_PLURALITY:
    case TLRI_METHOD_AV:
    case TLRI_METHOD_SUCCESSIVE:
    case TLRI_METHOD_ELIMINATING:
        return true;
    case TLRI_METHOD_GREGORY:
        return settings->arithmetic == TLRI_ARITH_EXACT && settings->quota == TLRI_QUOTA_EXACT;
    case TLRI_METHOD_ERS97:
    case TLRI_METHOD_SCOTTISH:
    case TLRI_METHOD_NIRELAND:
    case TLRI_METHOD_WIGM:
    case TLRI_METHOD_MEEK:
    case TLRI_METHOD_COUNT:
        break;
    }
    return false;
}

static enum oracle try_scaling(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                               char *why)
{
    struct gen_draft other;
    struct tlri_transcript *x, *y;
    if (!is_exact(&built->settings)) {
        return ORACLE_SILENT;
    }
    enum oracle found = counted(engine, built, &x);
    assert_true(gen_draft_copy(&other, draft));
    for (uint32_t i = 0; i < other.papers; i++) {
        other.paper[i].weight *= 2 + (uint32_t)(draft->seed % 5);
    }
    if (found == ORACLE_HOLDS) {
        found = count_other(engine, &other, built, &y);
        if (found == ORACLE_HOLDS) {
            found = oracle_same_winners(x, y, why);
        }
        tlri_transcript_free(y);
    }
    tlri_transcript_free(x);
    gen_draft_drop(&other);
    return found;
}

static void test_multiplied_papers_elect_the_same(void **state)
{
    (void)state;
    assert_law(try_scaling, NULL, 100, counts_to_three);
}

/* One more paper for somebody who was elected, and for nobody else. Every second elected (PLU-7) is
 * left out: there the order of the others matters. */
static enum oracle try_support(gen_engine *engine, struct gen_draft *draft, struct gen_case *built,
                               char *why)
{
    struct gen_draft other;
    struct tlri_transcript *x, *y;
    enum oracle found = counted(engine, built, &x);
    assert_true(gen_draft_copy(&other, draft));
    if (found == ORACLE_HOLDS &&
        (x->elected.count == 0 || built->settings.method != TLRI_METHOD_PLURALITY ||
         built->settings.minimum_order == TLRI_MINIMUM_EVERY_SECOND)) {
        found = ORACLE_SILENT;
    }
    if (found == ORACLE_HOLDS) {
        const uint32_t *elected = x->elected.data;
        uint32_t winner = elected[draft->seed % x->elected.count];
        struct gen_paper *paper = &other.paper[other.papers++];
        memset(paper, 0, sizeof *paper);
        paper->weight = 1;
        paper->batch = UINT16_MAX;
        paper->seen[winner] = TLRI_SEEN_CROSS;
        found = count_other(engine, &other, built, &y);
        if (found == ORACLE_HOLDS && y->outcome == TLRI_OUTCOME_DONE &&
            !oracle_elected(y, winner)) {
            (void)snprintf(why, ORACLE_TEXT, "a paper for candidate %u alone unseats it",
                           winner + 1);
            found = ORACLE_BROKEN;
        }
        tlri_transcript_free(y);
    }
    tlri_transcript_free(x);
    gen_draft_drop(&other);
    return found;
}

static void test_a_paper_for_a_block_vote_winner_never_unseats_it(void **state)
{
    static const struct gen_wish wish = {.rule_set = "block"};
    (void)state;
    assert_law(try_support, &wish, 300, unseats_the_first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_votes_are_conserved_at_every_stage),
        cmocka_unit_test(test_every_place_is_filled_or_the_reason_is_stated),
        cmocka_unit_test(test_every_bound_is_kept_or_proven_impossible),
        cmocka_unit_test(test_every_guarded_and_doomed_candidate_is_one),
        cmocka_unit_test(test_a_quota_of_first_preferences_elects),
        cmocka_unit_test(test_order_batches_and_merging_of_papers_change_nothing),
        cmocka_unit_test(test_renamed_candidates_give_the_renamed_result),
        cmocka_unit_test(test_multiplied_papers_elect_the_same),
        cmocka_unit_test(test_a_paper_for_a_block_vote_winner_never_unseats_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
