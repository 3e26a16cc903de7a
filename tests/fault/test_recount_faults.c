/*
 * test_recount_faults.c: the recount where rare elections and failing calls meet, with somebody
 * looking on.
 *
 * test_count_faults.c makes each call of both engines fail in random elections. Some steps of the
 * second engine are too rare for that: an end in the middle of an exclusion, a place kept for a
 * group of which nobody is left, level candidates between whom bounds decide. Here such elections
 * stand written out, and a watcher is told of every paper. The linker puts the functions below
 * between the engine and the rooms under it (see WRAPPED_RECOUNT in the Makefile).
 */
#include "support/recount_booth.h"

#include "num/decimal.h"
#include "num/exact.h"
#include "recount/watch.h"
#include "support/faults.h"
#include "support/seam.h"

/* ---- what is put in between --------------------------------------------------------------------
 */

enum { ROOM, SUMS, LIMITS };

SEAM(tlri_alloc, void *, (tlr_ctx * ctx, size_t size), (ctx, size), ROOM, NULL)
SEAM(tlri_arena_array, void *, (struct tlri_arena * a, size_t n, size_t size), (a, n, size), ROOM,
     NULL)
SEAM(tlri_transcript_add, tlr_status,
     (struct tlri_transcript * t, struct tlri_event event, const uint32_t *set, uint32_t n),
     (t, event, set, n), ROOM, TLR_E_MEMORY)
SEAM(tlri_dec_add, bool, (tlri_dec a, tlri_dec b, tlri_dec *out), (a, b, out), SUMS, false)
SEAM(tlri_dec_sub, bool, (tlri_dec a, tlri_dec b, tlri_dec *out), (a, b, out), SUMS, false)
SEAM(tlri_dec_times, bool, (tlri_dec a, uint64_t n, tlri_dec *out), (a, n, out), SUMS, false)
SEAM(tlri_dec_over_up, bool, (tlri_dec a, uint64_t n, tlri_dec *out), (a, n, out), SUMS, false)
SEAM(tlri_dec_mul_up, bool, (tlri_dec a, tlri_dec b, unsigned p, tlri_dec *out), (a, b, p, out),
     SUMS, false)
#define EXACT const struct tlri_exact *
SEAM(tlri_exact_sub, bool, (EXACT a, EXACT b, struct tlri_exact *out), (a, b, out), SUMS, false)
SEAM(tlri_exact_nearest, bool, (EXACT x, unsigned p, tlri_dec *out), (x, p, out), SUMS, false)

tlr_status __real_tlri_array_append(struct tlri_array *a, const void *elements, size_t n);
tlr_status __wrap_tlri_array_append(struct tlri_array *a, const void *elements, size_t n);
tlr_status __wrap_tlri_array_append(struct tlri_array *a, const void *elements, size_t n)
{
    bool room = fails(ROOM);
    bool limit = fails(LIMITS);
    return room ? TLR_E_MEMORY : limit ? TLR_E_LIMIT : __real_tlri_array_append(a, elements, n);
}

/* ---- the elections -----------------------------------------------------------------------------
 */

static const struct election elections[] = {
    {.name = "CON-5 ERS-4.1 the pass after an exclusion ends it before a paper moves",
     .rules = "ers97",
     .candidates = "ABCD",
     .places = 2,
     .bounds = "sex women 1-1 AC, race black 1-1 AD",
     .papers = "3 A, 4 B, 4 C, 4 D"},
    {.name = "ELI-4 level lowest, between whom bounds decide",
     .rules = "eliminating",
     .set = "bulk-exclusion=off",
     .candidates = "ABCDE",
     .places = 2,
     .bounds = "sex women 1-* DE",
     .papers = "5 xA, 4 xB, 3 xC, 1 xD, 1 xE",
     .lots = "exclude DE D"},
    {.name = "ELI-4 after the exclusion just as many are left",
     .rules = "eliminating",
     .set = "bulk-exclusion=off",
     .candidates = "ABC",
     .places = 2,
     .papers = "5 xA, 4 xB, 3 xC"},
    {.name = "GRE-5 GRE-6 exact, transferable papers only, surpluses that wait",
     .rules = "custom",
     .set = "quota=exact quota-test=reach surplus=weighted arithmetic=exact "
            "surplus-papers=transferable defer=not-greater bulk-exclusion=less",
     .candidates = "ABCD",
     .places = 2,
     .papers = "12 AB, 9 B, 6 C, 2 D"},
    {.name = "GRE-5 GRE-7 in decimals, reduced values, value by value",
     .rules = "custom",
     .set = "quota=droop-integer quota-test=reach surplus=unweighted "
            "surplus-papers=transferable exclusion=by-value",
     .candidates = "ABCD",
     .places = 2,
     .papers = "9 AB, 3 A, 4 B, 5 C, 2 DC"},
    {.name = "MEK-1 figures beyond one machine word",
     .rules = "meek-123",
     .set = "decimals=12",
     .candidates = "ABC",
     .places = 2,
     .papers = "6 AB, 2 B, 1 C"},
    {.name = "MEK-9 two without votes, and a bound",
     .rules = "meek-nz",
     .candidates = "ABCDEF",
     .places = 2,
     .bounds = "sex women 1-* F",
     .papers = "3 A, 3 B, 3 C",
     .lots = "exclude ABC C, elect AB A"},
    {.name = "MEK-8 level within the surplus",
     .rules = "meek-prf",
     .candidates = "ABCD",
     .places = 2,
     .papers = "6 AB, 2 B, 1 C, 1 D"},
    {.name = "PLU-7 a tie among pairs",
     .rules = "block",
     .set = "minimum-order=every-second",
     .candidates = "ABCD",
     .places = 3,
     .bounds = "sex women 1-* CD",
     .papers = "4 xA, 3 xB, 2 xC, 2 xD",
     .lots = "elect CD D"},
    {.name = "SUC-8 nobody of the group is left",
     .rules = "av-successive",
     .set = "minimum-order=every-second",
     .candidates = "ABCD",
     .places = 4,
     .bounds = "sex women 1-* D",
     .papers = "6 ABC, 4 BAD, 3 D"},
    {.name = "SUC-5 those who went out of the last place",
     .rules = "av-successive",
     .set = "bulk-exclusion=off",
     .candidates = "ABCD",
     .places = 3,
     .papers = "6 AB, 4 BC, 3 CD, 2 DC"},
    {.name = "SCO-49 a surplus and an exclusion, watched",
     .rules = "scottish-2011",
     .candidates = "ABCD",
     .places = 2,
     .papers = "9 AB, 3 B, 4 C, 2 DC"},
};

/* ---- each call fails in its turn ---------------------------------------------------------------
 */

static size_t laid_down;

static tlr_status laid(void *watcher, const struct tlri_laid *paper)
{
    (void)watcher;
    (void)paper;
    laid_down++;
    return fails(ROOM) ? TLR_E_MEMORY : TLR_OK;
}

/* What may come of it when a call of this kind fails. */
static bool is_right(int kind, tlr_status status)
{
    return kind == ROOM ? status == TLR_E_MEMORY
                        : status == TLR_E_LIMIT || status == TLR_E_INTERNAL;
}

/* Counts with the n-th call failing. False when there are fewer. */
static bool fail_once(const struct booth *booth, const struct election *e, int kind, size_t n,
                      const struct tlri_transcript *whole)
{
    static const struct tlri_watch watch = {laid, NULL};
    struct faults faults;
    struct tlri_transcript *out = NULL;
    fault_init(&faults, 0, false);
    tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
    assert_non_null(ctx);
    set_seam(kind, n);
    tlr_status status = tlri_recount_watch(ctx, &booth->contest, &booth->settings, booth->papers,
                                           &booth->lots, &watch, &out);
    bool failed = seam.failed;
    set_seam(ROOM, 0);
    if (failed ? !is_right(kind, status) || out != NULL
               : status != TLR_OK || tlri_transcript_differ(whole, out) != SIZE_MAX) {
        fail_msg("%s: call %zu: %s", e->name, n, tlr_status_name(status));
    }
    tlri_transcript_free(out);
    tlr_ctx_free(ctx);
    assert_true(fault_clean(&faults));
    return failed;
}

static size_t fail_each(const struct election *e, int kind)
{
    struct booth booth;
    struct tlri_transcript *whole = NULL;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    size_t n = 1;
    assert_non_null(ctx);
    booth_open(&booth, e, ctx);
    assert_int_equal(booth_count(&booth, &whole), TLR_OK);
    if (whole->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        fail_msg("%s: a lot is needed", e->name);
    }
    while (fail_once(&booth, e, kind, n, whole)) {
        n++;
    }
    tlri_transcript_free(whole);
    booth_close(&booth);
    tlr_ctx_free(ctx);
    return n - 1;
}

#define ELECTIONS (sizeof elections / sizeof elections[0])

static void no_room(void **state)
{
    (void)state;
    for (size_t i = 0; i < ELECTIONS; i++) {
        laid_down = 0;
        assert_true(fail_each(&elections[i], ROOM) > 20);
        assert_true(laid_down > 0);
    }
}

/* [ARITH-2] */
static void a_sum_does_not_fit(void **state)
{
    (void)state;
    for (size_t i = 0; i < ELECTIONS; i++) {
        assert_true(fail_each(&elections[i], SUMS) > 5);
    }
}

static void a_list_is_full(void **state)
{
    (void)state;
    for (size_t i = 0; i < ELECTIONS; i++) {
        assert_true(fail_each(&elections[i], LIMITS) > 5);
    }
}

/* [CON-2] Bounds too intricate to follow are named as that, with the contest if it has a name. */
static void bounds_too_intricate(void **state)
{
    (void)state;
    struct booth booth;
    struct tlri_transcript *out = NULL;
    size_t named = 0;
    size_t unnamed = 0;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(ctx);
    booth_open(&booth, &elections[0], ctx);
    for (size_t n = 1; n < 60; n++) {
        booth.contest.id = n / 2 % 2 == 0 ? "test" : NULL;
        set_seam(LIMITS, n);
        assert_int_equal(booth_count(&booth, &out), TLR_E_LIMIT);
        const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
        if (diag != NULL && diag->code == 4102) {
            named += strstr(diag->message, "contest test cross") != NULL ? 1u : 0u;
            unnamed += strstr(diag->message, "contest ? cross") != NULL ? 1u : 0u;
        }
        tlr_ctx_diag_clear(ctx);
    }
    set_seam(ROOM, 0);
    assert_true(named > 0 && unnamed > 0);
    booth_close(&booth);
    tlr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_room),
        cmocka_unit_test(a_sum_does_not_fit),
        cmocka_unit_test(a_list_is_full),
        cmocka_unit_test(bounds_too_intricate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
