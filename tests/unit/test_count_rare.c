/*
 * Elections in which a count does what random ones hardly ever make it do, counted by both engines;
 * and the checks that no election can make fail, made to fail by a state put together by hand.
 */
#include "unit/test_count_rare.h"

#include "count/ballots.h"
#include "count/bounds.h"
#include "count/choose.h"
#include "count/state.h"
#include "count/ties.h"
#include "recount/recount.h"
#include "support/faults.h"

/* ---- both engines
 * -------------------------------------------------------------------------------- */

static void both_count_alike(void **state)
{
    const struct election_case *c = *state;
    struct built_case b;
    struct tlri_transcript *x = NULL, *y = NULL;
    case_run(c);
    case_build(&b, c);
    if (c->spoil != NULL) {
        c->spoil(&b);
    }
    assert_int_equal(tlri_count_run(b.ctx, &b.contest, &b.settings, b.papers, NULL, &x), TLR_OK);
    assert_int_equal(tlri_recount_run(b.ctx, &b.contest, &b.settings, b.papers, NULL, &y), TLR_OK);
    assert_true(tlri_transcript_differ(x, y) == SIZE_MAX);
    tlri_transcript_free(x);
    tlri_transcript_free(y);
    case_drop(&b);
}

/* ---- two hundred candidates
 * ---------------------------------------------------------------------- */

#define MANY       200u
#define MANY_SEATS 150u

/* ERS-4.8: 200 papers, one for each of 200 candidates, and 151 to divide by: the quota, 1.33, is
 * lowered when the first goes out, but not when the second does, for 199/151 and 198/151 are both
 * 1.32 in hundredths, rounded up. */
static void a_quota_that_does_not_fall_is_not_told(void **state)
{
    (void)state;
    static struct tlri_candidate candidate[MANY];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_settings settings;
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    struct tlri_transcript *transcript = NULL;
    struct tlri_contest contest = {
        .id = "c", .title = "c", .places = MANY_SEATS, .candidates = MANY, .candidate = candidate};
    assert_int_equal(tlri_settings_named(ctx, "ers97", &settings), TLR_OK);
    settings.tie_exclusion = TLRI_TIE_ORDER;
    tlri_papers_builder_init(&builder, ctx, MANY);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_OK);
    for (uint32_t c = 0; c < MANY; c++) {
        tlri_mark mark;
        uint32_t seen = TLRI_SEEN(1, c);
        candidate[c] = (struct tlri_candidate){"c", "c", TLRI_STANDING};
        tlri_marks_order(&seen, 1, &mark);
        assert_int_equal(tlri_papers_add(&builder, &mark, 1, TLRI_REJECT_NONE, 1), TLR_OK);
    }
    assert_int_equal(tlri_papers_finish(&builder, &papers), TLR_OK);
    assert_int_equal(tlri_count_run(ctx, &contest, &settings, papers, NULL, &transcript), TLR_OK);
    tlri_dec quota[4] = {0};
    uint32_t stage[4] = {0}, n = 0;
    for (size_t i = 0; i < tlri_transcript_size(transcript) && n < 4; i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_QUOTA) {
            quota[n] = event->a;
            stage[n++] = event->stage;
        }
    }
    assert_true(quota[0] == 133 && stage[0] == 1);
    assert_true(quota[1] == 132 && stage[1] == 2);
    assert_true(quota[2] == 131 && stage[2] == 4); /* 197/151 = 1.3047: not stage 3 */
    tlri_transcript_free(transcript);
    tlri_papers_free(papers);
    tlr_ctx_free(ctx);
}

/* ---- what no election can do
 * --------------------------------------------------------------------- */

/* A count of four candidates for two places, one of whom must be D, as it is before its start. */
struct by_hand {
    struct built_case built;
    struct tlri_transcript *transcript;
    struct tlri_count count;
    tlri_dec *row; /* votes of the one stage that was tallied */
};

static const struct election_case four = {.name = "by hand",
                                          .rules = "scottish-2011",
                                          .set = {BY_ORDER},
                                          .candidates = 4,
                                          .places = 2,
                                          .group = {{"gender", "D", 1, TLRI_NO_MAXIMUM}},
                                          .papers = {"A"}};

static void begin_by_hand(struct by_hand *hand)
{
    struct built_case *b = &hand->built;
    case_build(b, &four);
    hand->transcript = tlri_transcript_new(b->ctx, 5);
    assert_non_null(hand->transcript);
    assert_int_equal(
        tlri_count_init(&hand->count, b->ctx, &b->contest, &b->settings, NULL, hand->transcript),
        TLR_OK);
    hand->count.bounded = true;
}

static void tally_by_hand(struct by_hand *hand)
{
    assert_int_equal(tlri_array_extend(&hand->count.history, 4, &hand->row), TLR_OK);
    hand->count.stage = 1;
    for (uint32_t c = 0; c < 4; c++) {
        hand->row[c] = 4 - c; /* A 4, B 3, C 2, D 1 */
        hand->count.runner[c].vote = hand->row[c];
    }
}

static void end_by_hand(struct by_hand *hand)
{
    tlri_count_drop(&hand->count);
    tlri_transcript_free(hand->transcript);
    case_drop(&hand->built);
}

/* CON-5: a state from which the bounds cannot be met ends the count. */
static void no_completion_is_an_error(void **state)
{
    (void)state;
    struct by_hand hand;
    begin_by_hand(&hand);
    hand.count.runner[3].status = TLRI_STATUS_OF_EXCLUDED;
    assert_int_equal(tlri_bounds_pass(&hand.count), TLR_E_INTERNAL);
    end_by_hand(&hand);
}

/* CON-8: when all who continue are guarded nobody can go out. */
static void nobody_to_go_out_is_an_error(void **state)
{
    (void)state;
    struct by_hand hand;
    uint32_t chosen = TLRI_NONE, lowest = 9, next = 9;
    begin_by_hand(&hand);
    tally_by_hand(&hand);
    for (uint32_t c = 0; c < 4; c++) {
        hand.count.runner[c].guarded = true;
    }
    assert_int_equal(tlri_choose_lowest(&hand.count, &chosen), TLR_E_INTERNAL);
    assert_false(tlri_choose_lowest_two(&hand.count, &lowest, &next));
    assert_true(chosen == TLRI_NONE && lowest == 9 && next == 9);
    end_by_hand(&hand);
}

static tlr_status fits_always(const struct tlri_count *count, const uint32_t *set, uint32_t n,
                              uint32_t next, const void *method, bool *fits)
{
    (void)count, (void)set, (void)n, (void)method;
    assert_true(next < 4);
    *fits = true;
    return TLR_OK;
}

/* CON-9: a set that nobody stands above is not asked about; of A 4, B 3, C 2 with D 1 guarded that
 * is all three, and A stands above B and C. */
static void nobody_above_nobody_together(void **state)
{
    (void)state;
    struct by_hand hand;
    struct tlri_together rule = {fits_always, NULL, 2, 1};
    uint32_t set[TLRI_CANDIDATES_MAX], n = 0;
    begin_by_hand(&hand);
    tally_by_hand(&hand);
    hand.count.runner[3].guarded = true;
    assert_int_equal(tlri_choose_together(&hand.count, &rule, set, &n), TLR_OK);
    assert_true(n == 2 && set[0] == 2 && set[1] == 1);
    hand.count.runner[0].status = TLRI_STATUS_OF_ELECTED;
    assert_int_equal(tlri_choose_together(&hand.count, &rule, set, &n), TLR_OK);
    assert_int_equal(n, 0);
    end_by_hand(&hand);
}

/* Before the first tally all stand alike; a set comes out in order however it goes in. */
static void order_does_not_rest_on_the_order_before(void **state)
{
    (void)state;
    struct by_hand hand;
    uint32_t level[4] = {2, 0, 3, 1}, mixed[4] = {2, 0, 3, 1};
    begin_by_hand(&hand);
    assert_true(tlri_count_standing(&hand.count, 0) == 0);
    tlri_count_order(&hand.count, level, 4, true);
    tally_by_hand(&hand);
    tlri_count_order(&hand.count, mixed, 4, false);
    for (uint32_t c = 0; c < 4; c++) {
        assert_int_equal(level[c], c);
        assert_int_equal(mixed[c], 3 - c);
    }
    end_by_hand(&hand);
}

/* TIE-6, TRA-1: the tied are told in ballot order, whatever order they are handed over in. */
static void the_tied_are_told_in_ballot_order(void **state)
{
    (void)state;
    struct by_hand hand;
    const uint32_t tied[3] = {2, 0, 1};
    uint32_t selected = TLRI_NONE;
    begin_by_hand(&hand);
    tally_by_hand(&hand);
    struct tlri_tie tie = tlri_tie_make(&hand.count, TLRI_PURPOSE_EXCLUDE, tied, 3);
    tie.lookback = TLRI_LOOKBACK_NONE;
    assert_int_equal(tlri_tie_settle(&hand.count, &tie, &selected), TLR_OK);
    assert_int_equal(selected, 0);
    const struct tlri_event *event = tlri_transcript_event(hand.transcript, 0);
    const uint32_t *told = tlri_transcript_set(hand.transcript, event);
    assert_true(event->set_size == 3 && told[0] == 0 && told[1] == 1 && told[2] == 2);
    tie.last = (enum tlri_tie_last)99; /* no reader lets it through */
    assert_int_equal(tlri_tie_settle(&hand.count, &tie, &selected), TLR_E_INTERNAL);
    end_by_hand(&hand);
}

/* ---- the order of rankings
 * ----------------------------------------------------------------------- */

#define RANKINGS 900u

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

/* By preferences, the shorter first; then whole papers before parts of them, the order that leads
 * before the others. */
static int compare_rows(const struct tlri_ballots *ballots, uint32_t a, uint32_t b)
{
    const struct tlri_ballot *x = &ballots->row[a], *y = &ballots->row[b];
    for (uint32_t i = 0; i < x->length && i < y->length; i++) {
        int difference = ballots->rank[x->first + i] - ballots->rank[y->first + i];
        if (difference != 0) {
            return difference;
        }
    }
    int difference = x->length - y->length;
    difference = difference != 0 ? difference : x->parts - y->parts;
    return difference != 0 ? difference : y->lead - x->lead;
}

/* Rankings in ascending order, each once, no paper lost: heaps of all sizes, that are level for
 * more preferences than are sorted by distributing, that end, that are parts of papers. */
static void rankings_come_out_in_order(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    uint64_t seed = 7;
    for (uint32_t trial = 0; trial < 12; trial++) {
        struct tlri_ballot_heap heap;
        struct tlri_ballots ballots = {.ctx = ctx};
        uint64_t papers = 0;
        uint32_t level = trial % 4 * 3; /* preferences that all have in common */
        assert_int_equal(tlri_ballot_heap_init(&heap, ctx, 12), TLR_OK);
        for (uint32_t i = 0; i < RANKINGS; i++) {
            uint8_t rank[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
            for (uint32_t k = level; k < 12; k++) {
                uint32_t other = k + draw(&seed, 12 - k);
                uint8_t moving = rank[k];
                rank[k] = rank[other];
                rank[other] = moving;
            }
            uint32_t length = (level > 0 ? level : 1) + draw(&seed, 12 - level) % (1 + trial);
            uint32_t parts = trial < 3 ? 1 : 1 + draw(&seed, 3);
            papers += 1 + i % 3;
            assert_int_equal(tlri_ballot_heap_add(&heap, rank, length, parts,
                                                  parts == 1 || draw(&seed, 2) == 0, 1 + i % 3),
                             TLR_OK);
        }
        assert_int_equal(tlri_ballot_heap_settle(&heap, &ballots), TLR_OK);
        for (uint32_t row = 0; row < ballots.rows; row++) {
            assert_true(row == 0 || compare_rows(&ballots, row - 1, row) < 0);
            papers -= ballots.row[row].papers;
        }
        assert_true(papers == 0);
        tlri_ballot_heap_drop(&heap);
        tlri_ballots_drop(&ballots);
    }
    tlr_ctx_free(ctx);
}

#define MANY_RANKINGS 21000u /* more than one sorts alone */

/* Papers that bear 1, 2, 3 and so on, from 3 to 11 preferences of 12 candidates. */
static tlr_status settle_many(tlr_ctx *ctx, struct tlri_ballots *ballots)
{
    struct tlri_ballot_heap heap;
    uint64_t seed = 11;
    *ballots = (struct tlri_ballots){.ctx = ctx};
    TLR_TRY(tlri_ballot_heap_init(&heap, ctx, 12));
    tlr_status status = TLR_OK;
    for (uint32_t i = 0; i < MANY_RANKINGS && status == TLR_OK; i++) {
        tlri_mark mark[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        for (uint32_t k = 0; k < 12; k++) {
            uint32_t other = k + draw(&seed, 12 - k);
            tlri_mark moving = mark[k];
            mark[k] = mark[other];
            mark[other] = moving;
        }
        status = tlri_ballot_heap_add_plain(&heap, mark, 3 + i % 9, 12, 1);
    }
    if (status == TLR_OK) {
        status = tlri_ballot_heap_settle(&heap, ballots);
    }
    tlri_ballot_heap_drop(&heap);
    return status;
}

/* Two threads sort as one does, and memory may run out anywhere before or between them. */
static void two_sort_as_one(void **state)
{
    (void)state;
    struct tlri_ballots alone, both;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_int_equal(settle_many(ctx, &alone), TLR_OK);
    for (size_t n = 1;; n++) {
        struct faults faults;
        fault_init(&faults, n, false);
        tlr_ctx *other = tlr_ctx_new(fault_alloc, &faults);
        if (other != NULL) {
            tlr_ctx_threads(other, 2);
            tlr_status status = settle_many(other, &both);
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
            for (uint32_t row = 0; status == TLR_OK && row < both.rows; row++) {
                assert_true(row == 0 || compare_rows(&both, row - 1, row) < 0);
            }
            if (status == TLR_OK) {
                assert_int_equal(both.rows, alone.rows);
                assert_memory_equal(both.rank, alone.rank, alone.ranks);
            }
            tlri_ballots_drop(&both);
        }
        tlr_ctx_free(other);
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
    tlri_ballots_drop(&alone);
    tlr_ctx_free(ctx);
}

int main(void)
{
    static struct CMUnitTest rare[RARE_CASES];
    static struct election_case cases[RARE_CASES];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quota_that_does_not_fall_is_not_told),
        cmocka_unit_test(no_completion_is_an_error),
        cmocka_unit_test(nobody_to_go_out_is_an_error),
        cmocka_unit_test(nobody_above_nobody_together),
        cmocka_unit_test(order_does_not_rest_on_the_order_before),
        cmocka_unit_test(the_tied_are_told_in_ballot_order),
        cmocka_unit_test(rankings_come_out_in_order),
        cmocka_unit_test(two_sort_as_one),
    };
    for (size_t i = 0; i < RARE_CASES; i++) {
        cases[i] = rare_cases[i];
        rare[i] = (struct CMUnitTest){cases[i].name, both_count_alike, NULL, NULL, &cases[i]};
    }
    int failed = _cmocka_run_group_tests("rare elections", rare, RARE_CASES, NULL, NULL);
    return failed + cmocka_run_group_tests_name("states by hand", tests, NULL, NULL);
}
