/* unit/test_model_papers.c: the order of marks, the builder of papers, finding lots. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "model/lots.h"
#include "model/papers.h"
#include "support/faults.h"
#include "support/random.h"

/* A number from 0 to bound - 1. */
static uint32_t draw(struct test_random *random, uint32_t bound)
{
    return (uint32_t)test_random_below(random, bound);
}

#define EQ TLRI_MARK_EQUAL
#define G1 0x0200u /* one number left out */
#define G2 0x0400u
#define G3 0x0600u
#define X  TLRI_MARK_CROSS
#define Q  TLRI_MARK_DOUBT

/* ---- marks ---- */

struct order_row {
    const char *name;
    uint32_t n;
    uint32_t seen[8]; /* number, candidate by candidate; 0: none */
    uint32_t marks;
    tlri_mark expected[8];
};

static const struct order_row order_rows[] = {
    {"nothing marked", 4, {0, 0, 0, 0}, 0, {0}},
    {"in order", 3, {1, 2, 3}, 3, {0, 1, 2}},
    {"backwards", 3, {3, 2, 1}, 3, {2, 1, 0}},
    {"a number twice", 4, {1, 2, 2, 3}, 4, {0, 1, 2 | EQ, 3}},
    {"first twice", 3, {1, 1, 2}, 3, {0, 1 | EQ, 2}},
    {"a gap of one", 3, {1, 0, 3}, 2, {0, 2 | G1}},
    {"a gap of two", 3, {1, 0, 4}, 2, {0, 2 | G2}},
    {"a gap of three", 3, {1, 0, 5}, 2, {0, 2 | G3}},
    {"a gap of four", 3, {1, 0, 6}, 2, {0, 2 | G3}},
    {"no first", 3, {0, 3, 2}, 2, {2 | G1, 1}},
    {"gap then equal", 4, {1, 4, 4, 0}, 3, {0, 1 | G2, 2 | EQ}},
    {"crosses after numbers", 4, {TLRI_SEEN_CROSS, 1, 0, 2}, 3, {1, 3, 0 | X}},
    {"doubts last",
     4,
     {TLRI_SEEN_DOUBT, TLRI_SEEN_CROSS, 1, TLRI_SEEN_DOUBT},
     4,
     {2, 1 | X, 0 | Q, 3 | Q}},
    {"largest number", 2, {999, 1}, 2, {1, 0 | G3}},
    {"a single cross", 2, {0, TLRI_SEEN_CROSS}, 1, {1 | X}},
};

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof order_rows / sizeof order_rows[0]; i++) {
        const struct order_row *row = &order_rows[i];
        uint32_t seen[8];
        tlri_mark marks[8];
        uint32_t n = 0;
        for (uint32_t c = 0; c < row->n; c++) {
            if (row->seen[c] != 0) {
                seen[n++] = TLRI_SEEN(row->seen[c], c);
            }
        }
        print_message("%s\n", row->name);
        tlri_marks_order(seen, n, marks);
        assert_int_equal(n, row->marks);
        for (uint32_t m = 0; m < n; m++) {
            assert_int_equal(marks[m], row->expected[m]);
        }
    }
}

/* Long and short papers, in ballot order and not, against a sort that is too simple to be wrong. */
static void test_order_against_simple_sort(void **state)
{
    (void)state;
    struct test_random random;
    test_random_seed(&random, 20260702);
    for (int round = 0; round < 4000; round++) {
        uint32_t candidates = 1 + draw(&random, TLRI_CANDIDATES_MAX);
        uint32_t highest = 1 + draw(&random, round % 2 == 0 ? candidates : 1001);
        uint32_t seen[TLRI_CANDIDATES_MAX];
        uint32_t simple[TLRI_CANDIDATES_MAX];
        tlri_mark marks[TLRI_CANDIDATES_MAX];
        uint32_t n = 0;
        for (uint32_t c = 0; c < candidates; c++) {
            if (draw(&random, 3) > 0) {
                seen[n++] = TLRI_SEEN(1 + draw(&random, highest), c);
            }
        }
        memcpy(simple, seen, sizeof seen);
        for (uint32_t i = 0; i < n; i++) {
            for (uint32_t j = i + 1; j < n; j++) {
                if (simple[j] < simple[i]) {
                    uint32_t swapped = simple[i];
                    simple[i] = simple[j];
                    simple[j] = swapped;
                }
            }
        }
        tlri_marks_order(seen, n, marks);
        for (uint32_t i = 0; i < n; i++) {
            assert_int_equal(marks[i] & TLRI_MARK_CANDIDATE, simple[i] & TLRI_MARK_CANDIDATE);
            uint32_t number = simple[i] >> 12;
            uint32_t before = i == 0 ? 0 : simple[i - 1] >> 12;
            assert_int_equal((marks[i] & X) != 0, number == TLRI_SEEN_CROSS);
            assert_int_equal((marks[i] & Q) != 0, number == TLRI_SEEN_DOUBT);
            if (number <= TLRI_SEEN_NUMBER_MAX) {
                assert_int_equal((marks[i] & EQ) != 0, number == before);
                uint32_t left_out = number == before ? 0 : number - before - 1;
                assert_int_equal(tlri_mark_left_out(marks[i]), left_out < 3 ? left_out : 3);
            }
        }
    }
}

/* Marks to numbers and back give the same marks. */
static void test_seen_is_inverse(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof order_rows / sizeof order_rows[0]; i++) {
        const struct order_row *row = &order_rows[i];
        uint32_t seen[8];
        tlri_mark again[8];
        tlri_marks_seen(row->expected, row->marks, seen);
        tlri_marks_order(seen, row->marks, again);
        for (uint32_t m = 0; m < row->marks; m++) {
            assert_int_equal(again[m], row->expected[m]);
        }
    }
}

/* ---- reject codes ---- */

static void test_reject_codes(void **state)
{
    (void)state;
    uint32_t whole = 0;
    for (uint32_t code = 0; code < TLRI_REJECT_COUNT; code++) {
        const char *token = tlri_reject_token(code);
        assert_int_equal(tlri_reject_find(token, strlen(token)), code);
        assert_true(strlen(tlri_reject_text(code)) > 0);
        whole += tlri_reject_whole(code) ? 1 : 0;
    }
    assert_int_equal(whole, 5);
    assert_false(tlri_reject_whole(TLRI_REJECT_NONE));
    assert_false(tlri_reject_whole(TLRI_REJECT_TOO_MANY));
    assert_false(tlri_reject_whole(TLRI_NONE));
    assert_null(tlri_reject_token(TLRI_REJECT_COUNT));
    assert_null(tlri_reject_text(TLRI_REJECT_COUNT));
    assert_int_equal(tlri_reject_find("blan", 4), TLRI_NONE);
}

/* ---- the builder ---- */

static tlr_status build(tlr_ctx *ctx, struct tlri_papers **out)
{
    static const tlri_mark two[] = {0, 2 | G1};
    static const tlri_mark one[] = {1};
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, ctx, 3);
    tlr_status status = TLR_OK;
    TLR_TRY_TO(tlri_papers_start_batch(&builder, "east", 4), failed);
    TLR_TRY_TO(tlri_papers_add(&builder, NULL, 0, TLRI_REJECT_TORN, 1), failed);
    TLR_TRY_TO(tlri_papers_add(&builder, two, 2, TLRI_REJECT_NONE, 1), failed);
    TLR_TRY_TO(tlri_papers_start_batch(&builder, "north", 5), failed);
    TLR_TRY_TO(tlri_papers_start_batch(&builder, "west", 4), failed);
    TLR_TRY_TO(tlri_papers_add(&builder, one, 1, TLRI_REJECT_NONE, TLRI_WEIGHT_MAX), failed);
    TLR_TRY_TO(tlri_papers_add(&builder, NULL, 0, TLRI_REJECT_NONE, 1), failed);
    TLR_TRY_TO(tlri_papers_adjudicate(&builder, 2, two, 2, TLRI_REJECT_NONE), failed);
    TLR_TRY_TO(tlri_papers_adjudicate(&builder, 1, one, 1, TLRI_REJECT_NONE), failed);
    TLR_TRY_TO(tlri_papers_adjudicate(&builder, 2, NULL, 0, TLRI_REJECT_UNCERTAIN), failed);
    TLR_TRY_TO(tlri_papers_finish(&builder, out), failed);
    return TLR_OK;
failed:
    tlri_papers_builder_drop(&builder);
    return status;
}

static void test_builder(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_papers *papers = NULL;
    assert_int_equal(build(ctx, &papers), TLR_OK);
    assert_int_equal(papers->candidates, 3);
    assert_int_equal(papers->count, 4);
    assert_int_equal(papers->batches, 3);
    assert_string_equal(papers->batch[1].id, "north");
    assert_int_equal(papers->batch[1].count, 0);
    assert_int_equal(papers->batch[2].first, 2);
    assert_int_equal(papers->batch[2].count, 2);
    assert_int_equal(papers->paper[0].reject, TLRI_REJECT_TORN);
    assert_int_equal(papers->paper[1].marks, 2);
    assert_int_equal(papers->pool[papers->paper[1].first + 1], 2 | G1);
    assert_int_equal(papers->paper[2].weight, TLRI_WEIGHT_MAX);
    assert_true(tlri_papers_total(papers) == (uint64_t)TLRI_WEIGHT_MAX + 3);
    assert_int_equal(papers->adjudications, 2);
    assert_int_equal(papers->adjudication[0].paper, 1);
    assert_int_equal(papers->pool[papers->adjudication[0].first], 1);
    assert_int_equal(papers->adjudication[1].paper, 2);
    assert_int_equal(papers->adjudication[1].reject, TLRI_REJECT_UNCERTAIN);
    tlri_papers_free(papers);
    tlri_papers_free(NULL);
    tlr_ctx_free(ctx);
}

static void test_batch_of(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_papers *papers = NULL;
    assert_int_equal(build(ctx, &papers), TLR_OK);
    assert_string_equal(tlri_papers_batch_of(papers, 0)->id, "east");
    assert_string_equal(tlri_papers_batch_of(papers, 1)->id, "east");
    assert_string_equal(tlri_papers_batch_of(papers, 2)->id, "west");
    assert_string_equal(tlri_papers_batch_of(papers, 3)->id, "west");
    assert_null(tlri_papers_batch_of(papers, 4));
    tlri_papers_free(papers);
    tlr_ctx_free(ctx);
}

/* Many decisions in random order: sorted by paper, the last given on a paper holds. */
static void test_decisions_are_sorted(void **state)
{
    (void)state;
    enum { PAPERS = 500, DECISIONS = 2000 };
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    uint32_t last[PAPERS] = {0};
    struct test_random random;
    test_random_seed(&random, 7);
    tlri_papers_builder_init(&builder, ctx, 2);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_OK);
    for (int i = 0; i < PAPERS; i++) {
        assert_int_equal(tlri_papers_add(&builder, NULL, 0, TLRI_REJECT_NONE, 1), TLR_OK);
    }
    for (int i = 0; i < DECISIONS; i++) {
        uint32_t paper = draw(&random, PAPERS);
        uint32_t code = 1 + draw(&random, TLRI_REJECT_COUNT - 1);
        assert_int_equal(tlri_papers_adjudicate(&builder, paper, NULL, 0, code), TLR_OK);
        last[paper] = code;
    }
    assert_int_equal(tlri_papers_finish(&builder, &papers), TLR_OK);
    uint32_t at = 0;
    for (uint32_t paper = 0; paper < PAPERS; paper++) {
        if (last[paper] != 0) {
            assert_int_equal(papers->adjudication[at].paper, paper);
            assert_int_equal(papers->adjudication[at].reject, last[paper]);
            at++;
        }
    }
    assert_int_equal(papers->adjudications, at);
    tlri_papers_free(papers);
    tlr_ctx_free(ctx);
}

static void test_builder_refuses(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, ctx, 2);
    assert_int_equal(tlri_papers_add(&builder, NULL, 0, TLRI_REJECT_NONE, 1), TLR_E_INTERNAL);
    assert_int_equal(tlri_papers_adjudicate(&builder, 0, NULL, 0, TLRI_REJECT_TORN),
                     TLR_E_INTERNAL);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_OK);
    assert_int_equal(tlri_papers_start_batch(&builder, "a", 1), TLR_E_INTERNAL);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_E_INTERNAL);
    builder.paper.max = 2;
    assert_int_equal(tlri_papers_add(&builder, NULL, 0, TLRI_REJECT_NONE, 1), TLR_OK);
    assert_int_equal(tlri_papers_add(&builder, NULL, 0, TLRI_REJECT_NONE, 1), TLR_OK);
    assert_int_equal(tlri_papers_add(&builder, NULL, 0, TLRI_REJECT_NONE, 1), TLR_E_LIMIT);
    tlri_papers_builder_drop(&builder);
    tlr_ctx_free(ctx);
}

static void test_builder_without_memory(void **state)
{
    (void)state;
    for (size_t n = 2;; n++) {
        struct faults memory;
        struct tlri_papers *papers = NULL;
        fault_init(&memory, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &memory);
        tlr_status status = build(ctx, &papers);
        assert_int_equal(status, memory.failed > 0 ? TLR_E_MEMORY : TLR_OK);
        tlri_papers_free(papers);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&memory));
        if (memory.failed == 0) {
            return;
        }
    }
}

/* ---- lots ---- */

static void test_lots_find(void **state)
{
    (void)state;
    static const uint32_t ab[] = {0, 1};
    static const uint32_t abc[] = {0, 1, 2};
    static const struct tlri_lot lot[] = {
        {3, TLRI_PURPOSE_EXCLUDE, 2, ab, 1},
        {5, TLRI_PURPOSE_ELECT, 3, abc, 0},
        {7, TLRI_PURPOSE_EXCLUDE, 2, ab, 0},
    };
    const struct tlri_lots lots = {3, lot};
    assert_int_equal(tlri_lots_find(&lots, TLRI_PURPOSE_EXCLUDE, ab, 2), 0);
    assert_int_equal(tlri_lots_find(&lots, TLRI_PURPOSE_ELECT, abc, 3), 1);
    assert_int_equal(tlri_lots_find(&lots, TLRI_PURPOSE_ELECT, ab, 2), TLRI_NONE);
    assert_int_equal(tlri_lots_find(&lots, TLRI_PURPOSE_EXCLUDE, abc, 3), TLRI_NONE);
    assert_int_equal(tlri_lots_find(NULL, TLRI_PURPOSE_EXCLUDE, ab, 2), TLRI_NONE);
}

static void test_purposes(void **state)
{
    (void)state;
    for (uint32_t purpose = 0; purpose < TLRI_PURPOSE_COUNT; purpose++) {
        const char *token = tlri_purpose_token(purpose);
        assert_int_equal(tlri_purpose_find(token, strlen(token)), purpose);
    }
    assert_null(tlri_purpose_token(TLRI_PURPOSE_COUNT));
    assert_int_equal(tlri_purpose_find("elected", 7), TLRI_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_order_against_simple_sort),
        cmocka_unit_test(test_seen_is_inverse),
        cmocka_unit_test(test_reject_codes),
        cmocka_unit_test(test_builder),
        cmocka_unit_test(test_batch_of),
        cmocka_unit_test(test_decisions_are_sorted),
        cmocka_unit_test(test_builder_refuses),
        cmocka_unit_test(test_builder_without_memory),
        cmocka_unit_test(test_lots_find),
        cmocka_unit_test(test_purposes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
