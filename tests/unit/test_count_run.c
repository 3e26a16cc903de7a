/*
 * A count as a whole: what is refused before it starts, memory that runs out anywhere in it, papers
 * of great weight, and that equal papers may stand in any order and any rows.
 */
#include "test_count_case.h"

#include "support/faults.h"

#define NO_MAX TLRI_NO_MAXIMUM

static void one_candidate_more(struct built_case *built)
{
    built->contest.candidates++;
}

static void no_places(struct built_case *built)
{
    built->contest.places = 0;
}

static void too_many_places(struct built_case *built)
{
    built->contest.places = TLRI_CANDIDATES_MAX + 1;
}

static void no_candidates(struct built_case *built)
{
    built->contest.candidates = 0;
}

static void too_many_candidates(struct built_case *built)
{
    built->contest.candidates = TLRI_CANDIDATES_MAX + 1;
}

static void too_many_groups(struct built_case *built)
{
    built->contest.groups = TLRI_GROUPS_MAX + 1;
}

static void too_many_categories(struct built_case *built)
{
    built->contest.categories = TLRI_CATEGORIES_MAX + 1;
}

static void order_with_a_stranger(struct built_case *built)
{
    built->order[1] = 2;
}

static void order_with_one_twice(struct built_case *built)
{
    built->order[1] = built->order[0];
}

static void order_too_short(struct built_case *built)
{
    built->contest.tie_order_size--;
}

static void too_many_decimals(struct built_case *built)
{
    built->settings.decimals = TLRI_DECIMALS_MAX + 1;
}

static void share_in_decimals(struct built_case *built)
{
    built->settings.repeated = TLRI_REPEATED_SHARE;
    built->settings.arithmetic = TLRI_ARITH_FIXED;
}

static void no_method(struct built_case *built)
{
    built->settings.method = TLRI_METHOD_COUNT;
}

static void share_anywhere(struct built_case *built)
{
    built->settings.repeated = TLRI_REPEATED_SHARE;
}

static void share_unweighted(struct built_case *built)
{
    built->settings.repeated = TLRI_REPEATED_SHARE;
    built->settings.surplus_method = TLRI_SURPLUS_UNWEIGHTED;
}

static const struct election_case cases[] = {
    {.name = "papers of another election",
     .rules = "av",
     .candidates = 2,
     .places = 1,
     .papers = {"A"},
     .spoil = one_candidate_more,
     .status = TLR_E_RULES,
     .code = 4001},
    {.name = "no places",
     .rules = "block",
     .candidates = 2,
     .places = 1,
     .papers = {"A"},
     .spoil = no_places,
     .status = TLR_E_RULES,
     .code = 4009},
#define REFUSED(what, how, number)                                                                 \
    {                                                                                              \
        .name = what, .rules = "wigm-exact", .candidates = 2, .places = 1, .order = "BA",          \
        .papers = {"A"}, .spoil = how, .status = TLR_E_RULES, .code = number                       \
    }
    REFUSED("251 places", too_many_places, 4009),
    REFUSED("no candidates", no_candidates, 4009),
    REFUSED("251 candidates", too_many_candidates, 4009),
    REFUSED("65 groups", too_many_groups, 4009),
    REFUSED("9 categories", too_many_categories, 4009),
    REFUSED("TIE-6 an order that names somebody else", order_with_a_stranger, 4008),
    REFUSED("TIE-6 an order that names one twice", order_with_one_twice, 4008),
    REFUSED("TIE-6 an order that leaves one out", order_too_short, 4008),
    REFUSED("ARITH-3 19 decimals", too_many_decimals, 4010),
    REFUSED("GRE-10 equal preferences only in fractions", share_in_decimals, 4003),
    {.name = "no method",
     .rules = "block",
     .candidates = 2,
     .places = 1,
     .papers = {"A"},
     .spoil = no_method,
     .status = TLR_E_RULES,
     .code = 4010},
    {.name = "GRE-10, MRK-7 equal preferences are not shared in decimals",
     .rules = "ers97",
     .candidates = 2,
     .places = 1,
     .papers = {"A"},
     .spoil = share_anywhere,
     .status = TLR_E_RULES,
     .code = 4003},
    {.name = "GRE-10 equal preferences only with weighted surpluses",
     .rules = "wigm-exact",
     .candidates = 2,
     .places = 1,
     .papers = {"A"},
     .spoil = share_unweighted,
     .status = TLR_E_RULES,
     .code = 4003},
    {.name = "TRA-4 rows of a thousand million papers, 18 decimals",
     .rules = "custom",
     .set = {"quota", "exact", "quota-test", "exceed", "surplus", "weighted", "decimals", "18"},
     .candidates = 3,
     .places = 2,
     .papers = {"1000000000: A B", "999999999: A C", "500000000: B", "500000001: C"},
     .contains = {"quota set 1000000000.000000000000000000;",
                  "2 surplus A 999999999.000000000000000000:"}},
    {.name = "TRA-3 a withdrawn candidate appears in no event",
     .rules = "scottish-2011",
     .candidates = 3,
     .places = 1,
     .withdrawn = "B",
     .papers = {"2: B A", "C"},
     .expected = "valid 3\n"
                 "1 first-preferences: quota set 2.00000; A 2.00000 C 1.00000 | 0.00000 0.00000\n"
                 "  elected A quota 2.00000\nclosed 1+0\n"},
    {.name = "one candidate, all withdrawn",
     .rules = "ers97",
     .candidates = 1,
     .places = 1,
     .withdrawn = "A",
     .papers = {"A"},
     .expected = "rejected only-withdrawn 1 [marks/MRK-9]\nvalid 0\n"
                 "places empty 1 too-few-candidates\n  place 1 empty too-few-candidates\n"
                 "closed 0+1\n"},
};

/* ---- memory
 * -------------------------------------------------------------------------------------- */

/* A count that meets everything that allocates: bounds, ties, surpluses, exclusions. */
#define BUSY_PAPERS                                                                                \
    {                                                                                              \
        "9: A B C", "4: B C", "4: C B", "3: D A", "2: E D", "E C", "F B A", "x C"                  \
    }
#define BUSY_GROUPS                                                                                \
    {                                                                                              \
        {"gender", "DEF", 1, 2},                                                                   \
        {                                                                                          \
            "age", "AE", 0, 1                                                                      \
        }                                                                                          \
    }

static void memory_may_run_out(void **state)
{
    const char *rules = *state;
    struct election_case c = {.name = rules,
                              .rules = rules,
                              .candidates = 6,
                              .places = 1,
                              .group = BUSY_GROUPS,
                              .papers = BUSY_PAPERS};
    struct built_case b;
    struct faults faults;
    case_build(&b, &c);
    b.contest.places = b.settings.method == TLRI_METHOD_AV ? 1 : 3;
    b.settings.tie_exclusion = TLRI_TIE_ORDER;
    b.settings.tie_final = TLRI_TIE_ORDER;
    for (size_t n = 1;; n++) {
        struct tlri_transcript *transcript = NULL;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status =
                tlri_count_run(ctx, &b.contest, &b.settings, b.papers, NULL, &transcript);
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
            assert_int_equal(transcript != NULL, status == TLR_OK);
            tlri_transcript_free(transcript);
        }
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
    case_drop(&b);
}

/* ---- equal papers
 * -------------------------------------------------------------------------------- */

/* The same papers, in other rows and another order, leave the same transcript. */
static void rows_do_not_matter(void **state)
{
    const char *rules = *state;
    struct election_case one = {.name = rules,
                                .rules = rules,
                                .candidates = 4,
                                .places = 2,
                                .order = "DCBA",
                                .papers = {"5: A B C D", "3: B C", "4: C D A", "2: D", "A C"}};
    struct election_case other = one;
    static const char *const again[] = {"2: D",     "C D A",  "A C",     "4: A B C D",
                                        "3: C D A", "2: B C", "A B C D", "B C"};
    memcpy(other.papers, again, sizeof again);
    struct built_case x, y;
    struct tlri_transcript *tx = NULL, *ty = NULL;
    case_build(&x, &one);
    case_build(&y, &other);
    x.settings.tie_exclusion = y.settings.tie_exclusion = TLRI_TIE_ORDER;
    assert_int_equal(tlri_count_run(x.ctx, &x.contest, &x.settings, x.papers, NULL, &tx), TLR_OK);
    assert_int_equal(tlri_count_run(y.ctx, &y.contest, &y.settings, y.papers, NULL, &ty), TLR_OK);
    assert_true(tlri_transcript_differ(tx, ty) == SIZE_MAX);
    tlri_transcript_free(tx);
    tlri_transcript_free(ty);
    case_drop(&x);
    case_drop(&y);
}

static char every_rule_set[][24] = {
    "block",          "av",       "av-successive",  "eliminating", "ers97",    "scottish-2011",
    "n-ireland-1985", "wigm-prf", "wigm-prf-batch", "wigm-exact",  "meek-prf", "meek-nz",
    "meek-123"};
static char transferable[][24] = {"ers97",          "scottish-2011", "n-ireland-1985",
                                  "wigm-prf-batch", "wigm-exact",    "meek-prf"};

#define COUNT(array) (sizeof array / sizeof array[0])

int main(void)
{
    struct CMUnitTest tests[COUNT(every_rule_set) + COUNT(transferable)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(every_rule_set); i++) {
        tests[n++] = (struct CMUnitTest){every_rule_set[i], memory_may_run_out, NULL, NULL,
                                         every_rule_set[i]};
    }
    for (size_t i = 0; i < COUNT(transferable); i++) {
        tests[n++] =
            (struct CMUnitTest){transferable[i], rows_do_not_matter, NULL, NULL, transferable[i]};
    }
    int failed = _cmocka_run_group_tests("memory and rows", tests, n, NULL, NULL);
    return failed + case_run_table("a whole count", cases, sizeof cases / sizeof cases[0]);
}
