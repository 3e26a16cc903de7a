/*
 * test_custody_partial.c: which batches a partial count may leave out (spec/formats/partial.md).
 *
 * The rule by a table, and what it is for by going through every way of leaving batches out of
 * four: whatever is allowed changes nothing in which batches the result keeps hidden, and no sum or
 * difference of two allowed counts is about fewer papers than smallest-contest.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "custody/custody.h"
#include "io/result.h"
#include "teller.h"

enum { BATCHES = 4 };

/* A case of one contest with batches of these sizes, of which those in the set `missing` are left
 * out. */
static tlr_status ask(tlr_ctx *ctx, const uint32_t papers[BATCHES], unsigned missing,
                      uint32_t smallest_batch, uint32_t smallest_contest)
{
    struct tlri_notice notice = {.smallest_batch = smallest_batch,
                                 .smallest_contest = smallest_contest};
    struct tlri_result_batch there[BATCHES];
    struct tlri_result_batch gone[BATCHES];
    struct tlri_case c = {.ctx = ctx, .notice = &notice, .batch = there, .left_out = gone};
    static const char *const ids[BATCHES] = {"a", "b", "c", "d"};
    for (unsigned i = 0; i < BATCHES; i++) {
        struct tlri_result_batch one = {
            .contest = "ordinary", .round = 1, .id = ids[i], .papers = papers[i]};
        if ((missing >> i & 1) != 0) {
            gone[c.left_outs++] = one;
        } else {
            there[c.batches++] = one;
        }
    }
    tlri_arena_init(&c.arena, ctx);
    tlr_status status = tlri_case_check_partial(&c);
    tlri_arena_drop(&c.arena);
    return status;
}

/* [PAR-2], [PAR-3] */
static void small_batches_are_not_left_out(void **state)
{
    (void)state;
    static const struct {
        uint32_t papers[BATCHES];
        unsigned missing; /* bit i: the i-th */
        uint32_t smallest_batch, smallest_contest;
        tlr_status status;
    } table[] = {
        {{60, 70, 80, 90}, 0, 20, 50, TLR_E_USAGE},
        {{60, 70, 80, 90}, 1, 20, 50, TLR_OK},
        {{60, 70, 80, 90}, 7, 20, 50, TLR_OK},
        {{50, 70, 80, 90}, 1, 20, 50, TLR_OK},
        {{49, 70, 80, 90}, 1, 20, 50, TLR_E_RULES},
        {{49, 70, 80, 90}, 3, 20, 50, TLR_E_RULES}, /* two counts would show it */
        {{49, 70, 80, 90}, 2, 20, 50, TLR_OK},
        {{49, 70, 80, 90}, 1, 1, 1, TLR_OK},
        {{10, 60, 80, 90}, 2, 20, 50, TLR_E_RULES}, /* shown in one sum with the ten */
        {{10, 60, 60, 90}, 4, 20, 50, TLR_E_RULES}, /* as large as the one taken in */
        {{10, 60, 80, 90}, 4, 20, 50, TLR_OK},
        {{10, 12, 60, 90}, 4, 20, 50, TLR_OK},
        {{0, 60, 80, 90}, 1, 1, 1, TLR_E_RULES},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        assert_int_equal(ask(ctx, table[i].papers, table[i].missing, table[i].smallest_batch,
                             table[i].smallest_contest),
                         table[i].status);
        tlr_ctx_free(ctx);
    }
}

static uint64_t hidden(const uint32_t papers[BATCHES], unsigned among, uint32_t smallest)
{
    struct tlri_result_batch batch[BATCHES];
    size_t n = 0;
    unsigned set = 0;
    for (unsigned i = 0; i < BATCHES; i++) {
        if ((among >> i & 1) != 0) {
            batch[n++] = (struct tlri_result_batch){.papers = papers[i]};
        }
    }
    uint64_t below = tlri_result_merged_below(batch, n, smallest);
    for (unsigned i = 0; i < BATCHES; i++) {
        set |= (among >> i & 1) != 0 && papers[i] < below ? 1U << i : 0;
    }
    return set;
}

static uint64_t papers_of(const uint32_t papers[BATCHES], unsigned set)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < BATCHES; i++) {
        sum += (set >> i & 1) != 0 ? papers[i] : 0;
    }
    return sum;
}

/* Every batch that one of two counts has and the other has not is at least so large. */
static void two_counts_show_no_few(const uint32_t papers[BATCHES], const bool allowed[1 << BATCHES],
                                   uint32_t smallest_contest)
{
    for (unsigned one = 0; one < 1U << BATCHES; one++) {
        for (unsigned two = 0; two < 1U << BATCHES; two++) {
            if (allowed[one] && allowed[two] && one != two) {
                unsigned only = one & ~two;
                unsigned other = two & ~one;
                assert_true(only == 0 || papers_of(papers, only) >= smallest_contest);
                assert_true(other == 0 || papers_of(papers, other) >= smallest_contest);
            }
        }
    }
}

static size_t try_all_sets(const uint32_t papers[BATCHES], uint32_t smallest_batch,
                           uint32_t smallest_contest)
{
    const unsigned all = (1U << BATCHES) - 1;
    bool allowed[1 << BATCHES] = {true}; /* the whole result is there too */
    size_t found = 0;
    for (unsigned missing = 1; missing < all; missing++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        allowed[missing] = ask(ctx, papers, missing, smallest_batch, smallest_contest) == TLR_OK;
        tlr_ctx_free(ctx);
        found += allowed[missing];
        if (allowed[missing]) {
            assert_int_equal(hidden(papers, all, smallest_batch),
                             hidden(papers, all & ~missing, smallest_batch));
        }
    }
    two_counts_show_no_few(papers, allowed, smallest_contest);
    return found;
}

static void nothing_small_can_be_worked_out(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {0, 1, 3, 4, 5, 8};
    enum { SIZES = sizeof sizes / sizeof sizes[0] };
    size_t found = 0;
    for (size_t i = 0; i < SIZES * SIZES * SIZES * SIZES; i++) {
        const uint32_t papers[BATCHES] = {sizes[i % SIZES], sizes[i / SIZES % SIZES],
                                          sizes[i / SIZES / SIZES % SIZES],
                                          sizes[i / SIZES / SIZES / SIZES]};
        bool ascending = papers[0] <= papers[1] && papers[1] <= papers[2] && papers[2] <= papers[3];
        if (ascending) {
            found += try_all_sets(papers, 4, 5);
            found += try_all_sets(papers, 5, 1);
        }
    }
    assert_true(found > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_batches_are_not_left_out),
        cmocka_unit_test(nothing_small_can_be_worked_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
