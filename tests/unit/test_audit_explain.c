/*
 * Explanations, over random elections of every rule set: watching changes nothing; the papers laid
 * on piles are those of every tally; whatever is asked is answered in lines of 80 columns with a
 * clause. The words themselves are frozen in tests/cli/explain.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "audit/explain.h"
#include "base/wrap.h"
#include "recount/recount.h"
#include "recount/watch.h"
#include "rules/settings.h"
#include "support/faults.h"
#include "support/gen.h"

enum { SEEDS = 25, LAID_MAX = 2000000, COPIES_MAX = 200000 };

struct notes {
    struct tlri_array laid;
};

static tlr_status note(void *watcher, const struct tlri_laid *laid)
{
    struct notes *notes = watcher;
    return tlri_array_append(&notes->laid, laid, 1);
}

/* One election, counted with the lots it needs. */
struct election {
    struct gen_case built;
    struct gen_lots *lots;
    struct tlri_transcript *transcript;
};

static bool make_election(struct election *e, tlr_ctx *ctx, const char *rule_set, uint64_t seed)
{
    const struct gen_wish wish = {.rule_set = rule_set, .candidates_max = 9, .papers_max = 60};
    struct gen_draft draft;
    memset(e, 0, sizeof *e);
    assert_true(gen_draft_make(&draft, seed, &wish));
    tlr_status status = gen_case_build(&e->built, ctx, &draft);
    gen_draft_drop(&draft);
    if (status != TLR_OK) {
        return false;
    }
    e->lots = malloc(sizeof *e->lots);
    assert_non_null(e->lots);
    gen_lots_init(e->lots);
    status = gen_count(tlri_recount_run, &e->built, e->lots, &e->transcript);
    if (status != TLR_OK || e->transcript->outcome == TLRI_OUTCOME_REFUSED) {
        tlri_transcript_free(e->transcript);
        gen_case_drop(&e->built);
        free(e->lots);
        return false;
    }
    return true;
}

static void drop_election(struct election *e)
{
    tlri_transcript_free(e->transcript);
    gen_case_drop(&e->built);
    free(e->lots);
}

static struct tlri_told told_of(const struct election *e, tlr_ctx *ctx)
{
    struct tlri_told told = {.ctx = ctx,
                             .contest = &e->built.contest,
                             .settings = &e->built.settings,
                             .papers = e->built.papers,
                             .transcript = e->transcript};
    return told;
}

/* Runs work(election) over every rule set and some seeds; at least one election of each. */
static void over_all(void (*work)(const struct election *, tlr_ctx *))
{
    const char *rule_set;
    for (size_t i = 0; (rule_set = tlri_rule_set_name(i, NULL)) != NULL; i++) {
        size_t made = 0;
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            struct faults faults;
            struct election e;
            fault_init(&faults, 0, false);
            tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
            assert_non_null(ctx);
            if (make_election(&e, ctx, rule_set, seed)) {
                work(&e, ctx);
                drop_election(&e);
                made++;
            }
            tlr_ctx_free(ctx);
            assert_true(fault_clean(&faults));
        }
        assert_true(made > 0);
    }
}

/* ---- watching -----------------------------------------------------------------------------------
 */

/* Applies what was laid up to the end of a stage, and compares the piles with its tally. */
static void compare_piles(const struct election *e, const struct tlri_laid *laid, size_t n,
                          uint32_t stage)
{
    static uint32_t holder[COPIES_MAX];
    static uint32_t weight[COPIES_MAX];
    uint64_t pile[TLRI_CANDIDATES_MAX] = {0};
    bool crosses = gen_of_crosses(&e->built.settings);
    size_t copies = 0;
    for (size_t i = 0; i < n; i++) {
        if (laid[i].stage > stage) {
            continue;
        }
        if (crosses) {
            pile[laid[i].to] += laid[i].weight;
            continue;
        }
        assert_true(laid[i].copy < COPIES_MAX);
        while (copies <= laid[i].copy) {
            holder[copies++] = TLRI_NONE;
        }
        if (laid[i].from != TLRI_NONE) {
            assert_int_equal(holder[laid[i].copy], laid[i].from);
        }
        holder[laid[i].copy] = laid[i].to;
        weight[laid[i].copy] = laid[i].weight;
    }
    for (size_t i = 0; i < copies; i++) {
        if (holder[i] != TLRI_NONE) {
            pile[holder[i]] += weight[i];
        }
    }
    for (size_t i = 0; i < tlri_transcript_size(e->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(e->transcript, i);
        if (event->kind == TLRI_EVENT_TALLY && event->stage == stage) {
            assert_int_equal(event->papers, pile[event->candidate]);
        }
    }
}

/* Meek: the shares of a stage add up to each candidate's votes. */
static void compare_shares(const struct election *e, const struct tlri_laid *laid, size_t n,
                           uint32_t stage)
{
    tlri_dec votes[TLRI_CANDIDATES_MAX] = {0};
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (laid[i].stage == stage && laid[i].to != TLRI_NONE) {
            votes[laid[i].to] += laid[i].value * laid[i].weight;
            any = true;
        }
    }
    for (size_t i = 0; any && i < tlri_transcript_size(e->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(e->transcript, i);
        if (event->kind == TLRI_EVENT_TALLY && event->stage == stage) {
            assert_true(event->a == votes[event->candidate]);
        }
    }
}

static void watch_one(const struct election *e, tlr_ctx *ctx)
{
    struct notes notes;
    struct tlri_transcript *again = NULL;
    const struct tlri_watch watch = {note, &notes};
    tlri_array_init(&notes.laid, ctx, sizeof(struct tlri_laid), LAID_MAX);
    assert_int_equal(tlri_recount_watch(ctx, &e->built.contest, &e->built.settings, e->built.papers,
                                        &e->lots->lots, &watch, &again),
                     TLR_OK);
    assert_true(tlri_transcript_differ(e->transcript, again) == SIZE_MAX);
    for (uint32_t stage = 1; stage <= e->transcript->stages; stage++) {
        if (e->built.settings.method == TLRI_METHOD_MEEK) {
            compare_shares(e, notes.laid.data, notes.laid.count, stage);
        } else {
            compare_piles(e, notes.laid.data, notes.laid.count, stage);
        }
    }
    tlri_transcript_free(again);
    tlri_array_drop(&notes.laid);
}

static void watched_papers_make_the_tallies(void **state)
{
    (void)state;
    over_all(watch_one);
}

static tlr_status give_up(void *watcher, const struct tlri_laid *laid)
{
    (void)watcher;
    (void)laid;
    return TLR_E_DIFFERS;
}

static void stop_one(const struct election *e, tlr_ctx *ctx)
{
    struct tlri_transcript *again = NULL;
    const struct tlri_watch watch = {give_up, NULL};
    const struct tlri_event *valid = NULL;
    for (size_t i = 0; i < tlri_transcript_size(e->transcript) && valid == NULL; i++) {
        const struct tlri_event *event = tlri_transcript_event(e->transcript, i);
        valid = event->kind == TLRI_EVENT_VALID ? event : NULL;
    }
    assert_non_null(valid);
    tlr_status status = tlri_recount_watch(ctx, &e->built.contest, &e->built.settings,
                                           e->built.papers, &e->lots->lots, &watch, &again);
    bool anything_laid = valid->a != 0 && e->transcript->stages > 0;
    assert_int_equal(status, anything_laid ? TLR_E_DIFFERS : TLR_OK);
    assert_true((status == TLR_OK) == (again != NULL));
    tlri_transcript_free(again);
}

static void a_watcher_can_end_the_count(void **state)
{
    (void)state;
    over_all(stop_one);
}

/* ---- telling ------------------------------------------------------------------------------------
 */

/* Every line within 80 columns; a clause somewhere. */
static void check_page(struct tlri_buf *page)
{
    assert_int_equal(page->failed, TLR_OK);
    assert_true(page->len > 0);
    assert_true(page->data[page->len - 1] == '\n');
    assert_non_null(strchr(page->data, '['));
    for (const char *line = page->data; *line != '\0'; line += strcspn(line, "\n") + 1) {
        assert_true(strcspn(line, "\n") <= TLRI_LINE_WIDTH);
    }
    page->len = 0;
}

static void tell_one(const struct election *e, tlr_ctx *ctx)
{
    struct tlri_told told = told_of(e, ctx);
    struct tlri_buf page;
    tlri_buf_init(&page, ctx, 1 << 24);
    for (uint32_t paper = 0; paper < e->built.papers->count; paper += 7) {
        assert_int_equal(tlri_explain_paper(&told, paper, &page), TLR_OK);
        check_page(&page);
    }
    for (uint32_t c = 0; c < e->built.contest.candidates && e->transcript->stages > 0; c++) {
        assert_int_equal(tlri_explain_candidate(&told, c, &page), TLR_OK);
        check_page(&page);
    }
    for (uint32_t stage = 1; stage <= e->transcript->stages; stage++) {
        assert_int_equal(tlri_explain_stage(&told, stage, &page), TLR_OK);
        check_page(&page);
    }
    tlri_buf_drop(&page);
}

static void everything_can_be_told(void **state)
{
    (void)state;
    over_all(tell_one);
}

static void a_rejected_paper_says_why_and_goes_nowhere(void **state)
{
    (void)state;
    size_t met = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct election e;
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        if (make_election(&e, ctx, "ers97", seed)) {
            struct tlri_told told = told_of(&e, ctx);
            const struct tlri_touched *touched = e.transcript->touched.data;
            for (size_t i = 0; i < e.transcript->touched.count; i++) {
                struct tlri_buf page;
                if (touched[i].kind != TLRI_EVENT_REJECTED) {
                    continue;
                }
                tlri_buf_init(&page, ctx, 1 << 20);
                assert_int_equal(tlri_explain_paper(&told, touched[i].paper, &page), TLR_OK);
                assert_non_null(strstr(page.data, "The paper was rejected: "));
                assert_non_null(strstr(page.data, "[marks/MRK-"));
                assert_null(strstr(page.data, "Stage 1"));
                tlri_buf_drop(&page);
                met++;
            }
            drop_election(&e);
        }
        tlr_ctx_free(ctx);
    }
    assert_true(met > 10);
}

/* ---- memory -------------------------------------------------------------------------------------
 */

static void memory_runs_out_while_a_paper_is_told(void **state)
{
    (void)state;
    size_t n = 1;
    struct faults faults;
    do {
        struct election e;
        struct tlri_buf page;
        fault_init(&faults, 0, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        assert_true(make_election(&e, ctx, "scottish-2011", 3));
        struct tlri_told told = told_of(&e, ctx);
        tlri_buf_init(&page, ctx, 1 << 20);
        faults.fail_at = faults.requests + n++;
        tlr_status status = tlri_explain_paper(&told, 0, &page);
        assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
        tlri_buf_drop(&page);
        drop_election(&e);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
    } while (faults.failed > 0);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(watched_papers_make_the_tallies),
        cmocka_unit_test(a_watcher_can_end_the_count),
        cmocka_unit_test(everything_can_be_told),
        cmocka_unit_test(a_rejected_paper_says_why_and_goes_nowhere),
        cmocka_unit_test(memory_runs_out_while_a_paper_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
