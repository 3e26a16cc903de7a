/*
 * unit/test_count_ballots.c: equal rankings put together, fast and otherwise.
 *
 * Plain papers have a way of their own through count/interpret.c, and many ballots are sorted by
 * two threads. Both must give what the plain way gives: the same papers are interpreted with the
 * word `plain` taken from them, by one thread, and every ballot compared.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "count/interpret.h"
#include "rules/settings.h"
#include "support/faults.h"
#include "support/random.h"

#define CANDIDATES 12u
#define MANY       70000u /* of which more than half have three preferences or more: worth two */

static struct tlri_candidate candidates[CANDIDATES];

static struct tlri_contest contest_of(bool withdrawn)
{
    for (uint32_t c = 0; c < CANDIDATES; c++) {
        candidates[c] = (struct tlri_candidate){"c", "C", TLRI_STANDING};
    }
    candidates[3].standing = withdrawn ? TLRI_WITHDRAWN : TLRI_STANDING;
    return (struct tlri_contest){
        .id = "c", .title = "t", .places = 3, .candidates = CANDIDATES, .candidate = candidates};
}

/* 1 to CANDIDATES preferences, the low numbers more often; now and then a number left out. */
static uint32_t draw_paper(struct test_random *random, tlri_mark *mark, bool gaps)
{
    uint32_t n = 1 + (uint32_t)test_random_below(random, CANDIDATES);
    uint32_t start = (uint32_t)test_random_below(random, CANDIDATES);
    uint32_t step =
        1 + 4 * (uint32_t)test_random_below(random, 2); /* 1 or 5: no candidate twice in 12 */
    for (uint32_t i = 0; i < n; i++) {
        mark[i] = (tlri_mark)((start + i * step) % CANDIDATES);
    }
    if (gaps && test_random_below(random, 4) == 0) {
        mark[n - 1] |= tlri_mark_gap(1);
    }
    return n;
}

static struct tlri_papers *papers_of(tlr_ctx *ctx, uint32_t count, bool gaps)
{
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    struct test_random random;
    test_random_seed(&random, 20261);
    tlri_papers_builder_init(&builder, ctx, CANDIDATES);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_OK);
    for (uint32_t i = 0; i < count; i++) {
        tlri_mark mark[CANDIDATES];
        uint32_t n = draw_paper(&random, mark, gaps);
        assert_int_equal(tlri_papers_add(&builder, mark, n, TLRI_REJECT_NONE, 1 + i % 3), TLR_OK);
    }
    assert_int_equal(tlri_papers_finish(&builder, &papers), TLR_OK);
    return papers;
}

/* Interprets them with so many threads; out is to be dropped. */
static void interpret(tlr_ctx *ctx, const struct tlri_contest *contest, unsigned threads,
                      const struct tlri_papers *papers, struct tlri_ballots *out)
{
    struct tlri_settings settings;
    assert_int_equal(tlri_settings_named(ctx, "scottish-2011", &settings), TLR_OK);
    struct tlri_transcript *transcript = tlri_transcript_new(ctx, 5);
    assert_non_null(transcript);
    tlr_ctx_threads(ctx, threads);
    assert_int_equal(tlri_interpret(ctx, contest, &settings, papers, false, transcript, out),
                     TLR_OK);
    tlri_transcript_free(transcript);
}

static void expect_same(const struct tlri_ballots *a, const struct tlri_ballots *b)
{
    assert_int_equal(a->papers, b->papers);
    assert_int_equal(a->votes, b->votes);
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->ranks, b->ranks);
    assert_memory_equal(a->rank, b->rank, a->ranks);
    for (uint32_t i = 0; i < a->rows; i++) {
        assert_int_equal(a->row[i].papers, b->row[i].papers);
        assert_int_equal(a->row[i].first, b->row[i].first);
        assert_int_equal(a->row[i].length, b->row[i].length);
        assert_int_equal(a->row[i].parts, b->row[i].parts);
    }
}

struct kind {
    const char *name;
    uint32_t count;
    bool gaps, withdrawn;
};

static void test_fast_ways_change_nothing(void **state)
{
    (void)state;
    static const struct kind kinds[] = {
        {"few", 40, false, false},
        {"many, all plain", MANY, false, false},
        {"some are not plain", 3000, true, false},
        {"somebody withdrew", 3000, false, true},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_ballots slow;
        struct tlri_ballots fast;
        struct tlri_contest contest = contest_of(kinds[i].withdrawn);
        struct tlri_papers *papers = papers_of(ctx, kinds[i].count, kinds[i].gaps);
        struct tlri_papers unknown = *papers;
        struct tlri_paper *rows = tlri_alloc_array(ctx, papers->count, sizeof *rows);
        print_message("%s\n", kinds[i].name);
        assert_non_null(rows);
        for (uint32_t p = 0; p < papers->count; p++) {
            rows[p] = papers->paper[p];
            assert_true(kinds[i].gaps || rows[p].plain);
            rows[p].plain = false;
        }
        unknown.paper = rows;
        interpret(ctx, &contest, 1, &unknown, &slow);
        interpret(ctx, &contest, 2, papers, &fast);
        assert_true(slow.rows > 30);
        expect_same(&slow, &fast);
        tlri_ballots_drop(&slow);
        tlri_ballots_drop(&fast);
        tlri_free(ctx, rows, papers->count * sizeof *rows);
        tlri_papers_free(papers);
        tlr_ctx_free(ctx);
    }
}

/* Wherever memory runs out while two sort. */
static void test_two_without_memory(void **state)
{
    (void)state;
    tlr_ctx *own = tlr_ctx_new(NULL, NULL);
    struct tlri_contest contest = contest_of(false);
    struct tlri_papers *papers = papers_of(own, MANY, false);
    struct tlri_settings settings;
    assert_int_equal(tlri_settings_named(own, "scottish-2011", &settings), TLR_OK);
    size_t failed = 1;
    for (size_t n = 2; failed > 0; n++) {
        struct faults memory;
        struct tlri_ballots ballots;
        fault_init(&memory, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &memory);
        tlr_ctx_threads(ctx, 2);
        struct tlri_transcript *transcript = tlri_transcript_new(ctx, 5);
        tlr_status status = TLR_E_MEMORY;
        if (transcript != NULL) {
            status = tlri_interpret(ctx, &contest, &settings, papers, false, transcript, &ballots);
        }
        failed = memory.failed;
        assert_int_equal(status, failed > 0 ? TLR_E_MEMORY : TLR_OK);
        if (status == TLR_OK) {
            tlri_ballots_drop(&ballots);
        }
        tlri_transcript_free(transcript);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&memory));
    }
    tlri_papers_free(papers);
    tlr_ctx_free(own);
}

/* More ballots than were expected, as equal preferences make them; and the end of the pool. */
static void test_more_than_expected(void **state)
{
    (void)state;
    static const tlri_mark marks[] = {0, 1, 2, 3, 4, 5, 6, 7};
    struct tlri_ballot_heap heap;
    struct tlri_ballots ballots = {0};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    ballots.ctx = ctx;
    assert_int_equal(tlri_ballot_heap_init(&heap, ctx, CANDIDATES), TLR_OK);
    assert_int_equal(tlri_ballot_heap_expect(&heap, 1), TLR_OK);
    for (uint32_t i = 0; i < 40; i++) { /* ABC, ABCD or BCD, of which eight or seven may be seen */
        assert_int_equal(
            tlri_ballot_heap_add_plain(&heap, marks + i % 2, 3 + i % 4 / 2, 8 - i % 2, 1), TLR_OK);
    }
    assert_int_equal(tlri_ballot_heap_add_plain(&heap, marks + 5, 3, 3, 9), TLR_OK); /* the last */
    assert_int_equal(tlri_ballot_heap_settle(&heap, &ballots), TLR_OK);
    assert_int_equal(ballots.rows, 5); /* ABC, ABCD, BCD, BCDE, FGH */
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(ballots.row[i].papers, 10);
        assert_int_equal(ballots.row[i].length, 3 + i % 2);
        assert_int_equal(ballots.rank[ballots.row[i].first], i / 2);
    }
    assert_int_equal(ballots.row[4].papers, 9);
    assert_memory_equal(ballots.rank + ballots.row[4].first, "\5\6\7", 3);
    tlri_ballots_drop(&ballots);
    tlri_ballot_heap_drop(&heap);
    tlr_ctx_free(ctx);
}

/* Only a reader that knows says plain; what is known to be otherwise is never called so. */
static void test_what_is_plain(void **state)
{
    (void)state;
    static const struct {
        tlri_mark mark[2];
        uint32_t n, reject;
        bool plain;
    } papers[] = {
        {{0, 1}, 2, TLRI_REJECT_NONE, true},
        {{0, 0}, 0, TLRI_REJECT_NONE, false},
        {{0, 0}, 0, TLRI_REJECT_BLANK, false},
        {{0, 1 | TLRI_MARK_EQUAL}, 2, TLRI_REJECT_NONE, false},
        {{1 << TLRI_MARK_GAP_SHIFT, 1}, 2, TLRI_REJECT_NONE, false},
        {{0 | TLRI_MARK_CROSS, 0}, 1, TLRI_REJECT_NONE, false},
        {{0, 1 | TLRI_MARK_DOUBT}, 2, TLRI_REJECT_NONE, false},
    };
    size_t n = sizeof papers / sizeof papers[0];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_papers_builder builder;
    struct tlri_papers *read = NULL;
    tlri_papers_builder_init(&builder, ctx, CANDIDATES);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(
            tlri_papers_add(&builder, papers[i].mark, papers[i].n, papers[i].reject, 1), TLR_OK);
    }
    assert_int_equal(tlri_papers_finish(&builder, &read), TLR_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(read->paper[i].plain, papers[i].plain);
    }
    tlri_papers_free(read);
    tlr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fast_ways_change_nothing),
        cmocka_unit_test(test_two_without_memory),
        cmocka_unit_test(test_more_than_expected),
        cmocka_unit_test(test_what_is_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
