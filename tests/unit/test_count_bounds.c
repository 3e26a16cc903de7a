/*
 * Bounds on groups (spec/rules/constraints.md): exact feasibility, and what guarded and doomed mean
 * in a count.
 */
#include "test_count_case.h"

#include "count/feasible.h"

#define NO_MAX  TLRI_NO_MAXIMUM
#define EXCLUDE TLRI_PURPOSE_EXCLUDE

static const struct election_case cases[] = {
    {.name = "CON-2 Hill's example: joint reasoning guards the black woman from the start",
     .rules = "scottish-2011",
     .candidates = 5,
     .places = 3,
     .group = {{"gender", "CDE", 2, NO_MAX}, {"race", "ABE", 2, NO_MAX}},
     .papers = {"5: A B", "4: B", "4: C D", "3: D", "E"},
     .expected = "valid 17\n  guarded E by 1\n"
                 "1 first-preferences: quota set 5.00000; A 5.00000 B 4.00000 C 4.00000 D 3.00000 "
                 "E 1.00000 | 0.00000 0.00000\n"
                 "  elected A quota 5.00000\n  doomed B by 1\n"
                 "2 exclusion B: out B doomed, B>- 4 at 1.00000, A 5.00000* B 0.00000x C 4.00000 "
                 "D 3.00000 E 1.00000 | 4.00000 0.00000\n"
                 "3 exclusion D: out D lowest, D>- 3 at 1.00000, A 5.00000* B 0.00000x C 4.00000 "
                 "D 0.00000x E 1.00000 | 7.00000 0.00000\n"
                 "  elected C remaining 4.00000\n  elected E remaining 1.00000\nclosed 3+0\n"},
    {.name = "CON-7 a doomed candidate over the quota goes out, before any surplus",
     .rules = "scottish-2011",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "AB", 0, 1}},
     .papers = {"7: A C", "6: B D", "2: C", "2: D"},
     .expected = "valid 17\n"
                 "1 first-preferences: quota set 6.00000; A 7.00000 B 6.00000 C 2.00000 D 2.00000 "
                 "| 0.00000 0.00000\n"
                 "  elected A quota 7.00000\n  doomed B by 1\n"
                 "2 exclusion B: out B doomed, B>D 6 at 1.00000, A 7.00000* B 0.00000x C 2.00000 "
                 "D 8.00000 | 0.00000 0.00000\n"
                 "  elected D quota 8.00000\nclosed 2+0\n"},
    {.name = "CON-7 several doomed: the lowest first",
     .rules = "scottish-2011",
     .candidates = 5,
     .places = 2,
     .group = {{"gender", "ABC", 0, 1}},
     .papers = {"8: A", "3: B D", "2: C", "4: D", "2: E"},
     .expected = "valid 19\n"
                 "1 first-preferences: quota set 7.00000; A 8.00000 B 3.00000 C 2.00000 D 4.00000 "
                 "E 2.00000 | 0.00000 0.00000\n"
                 "  elected A quota 8.00000\n  doomed B by 1\n  doomed C by 1\n"
                 "2 exclusion C: out C doomed, C>- 2 at 1.00000, A 8.00000* B 3.00000 C 0.00000x "
                 "D 4.00000 E 2.00000 | 2.00000 0.00000\n"
                 "3 exclusion B: out B doomed, B>D 3 at 1.00000, A 8.00000* B 0.00000x C 0.00000x "
                 "D 7.00000 E 2.00000 | 2.00000 0.00000\n"
                 "  elected D quota 7.00000\nclosed 2+0\n"},
    {.name = "CON-8 the lowest is guarded, so the next goes out",
     .rules = "scottish-2011",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "D", 1, NO_MAX}},
     .papers = {"4: A", "4: B", "3: C B", "D"},
     .expected = "valid 12\n  guarded D by 1\n"
                 "1 first-preferences: quota set 5.00000; A 4.00000 B 4.00000 C 3.00000 D 1.00000 "
                 "| 0.00000 0.00000\n"
                 "2 exclusion C: out C lowest, C>B 3 at 1.00000, A 4.00000 B 7.00000 C 0.00000x D "
                 "1.00000 | 0.00000 0.00000\n"
                 "  elected B quota 7.00000\n  doomed A by 1\n  elected D remaining 1.00000\n"
                 "closed 2+0\n"},
    {.name = "CON-9 a guarded candidate is not among those excluded together",
     .rules = "ers97",
     .candidates = 6,
     .places = 2,
     .group = {{"gender", "F", 1, NO_MAX}},
     .papers = {"7: A", "7: B", "6: C", "2: D C", "E A", "F"},
     .expected = "valid 24\n  guarded F by 1\n"
                 "1 first-preferences: quota set 8.00; A 7.00 B 7.00 C 6.00 D 2.00 E 1.00 F 1.00 "
                 "| 0.00 0.00 required 8.00\n"
                 "2 exclusion DE part 1 3.00: out E together, out D together, D>C 2 at 1.00, E>A "
                 "1 at 1.00, A 8.00 B 7.00 C 8.00 D 0.00x E 0.00x F 1.00 | 0.00 0.00 required "
                 "8.00\n"
                 "  tie elect AC earlier-stage 1 A (stage 2)\n  elected A quota 8.00\n"
                 "  doomed B by 1\n  doomed C by 1\n  elected F remaining 1.00\nclosed 2+0\n"},
    {.name = "CON-9 no completion without all of them: fewer go out together",
     .rules = "ers97",
     .candidates = 5,
     .places = 2,
     .group = {{"gender", "DE", 1, NO_MAX}},
     .papers = {"7: A", "7: B", "6: C", "2: D C", "E A"},
     .expected = "valid 23\n"
                 "1 first-preferences: quota set 7.67; A 7.00 B 7.00 C 6.00 D 2.00 E 1.00 | 0.00 "
                 "0.00 required 7.67\n"
                 "2 exclusion E part 1 1.00: out E lowest,\n"
                 "  guarded D by 1 E>A 1 at 1.00, A 8.00 B 7.00 C 6.00 D 2.00 E 0.00x | 0.00 0.00 "
                 "required 7.67\n"
                 "  elected A quota 8.00\n  doomed B by 1\n  doomed C by 1\n"
                 "  elected D remaining 2.00\nclosed 2+0\n"},
    {.name = "CON-11 level at the top, and no completion with both",
     .rules = "scottish-2011",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "AB", 0, 1}},
     .papers = {"5: A", "5: B", "2: C", "D"},
     .lot = {{TLRI_PURPOSE_ELECT, "AB", 'B'}},
     .expected = "valid 13\n"
                 "1 first-preferences: quota set 5.00000; A 5.00000 B 5.00000 C 2.00000 D 1.00000 "
                 "| 0.00000 0.00000\n"
                 "  tie elect AB lot B (stage 1)\n  elected B quota 5.00000\n  doomed A by 1\n"
                 "2 exclusion A: out A doomed, A>- 5 at 1.00000, A 0.00000x B 5.00000* C 2.00000 "
                 "D 1.00000 | 5.00000 0.00000\n"
                 "3 exclusion D: out D lowest, D>- 1 at 1.00000, A 0.00000x B 5.00000* C 2.00000 "
                 "D 0.00000x | 6.00000 0.00000\n"
                 "  elected C remaining 2.00000\nclosed 2+0\n"},
    {.name = "CON-12 those who are not doomed are just as many as the places",
     .rules = "scottish-2011",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "CD", 2, NO_MAX}},
     .papers = {"5: A", "5: B", "2: C", "D"},
     .expected = "valid 13\n  guarded C by 1\n  guarded D by 1\n  doomed A by 1\n"
                 "  doomed B by 1\n"
                 "1 first-preferences: quota set 5.00000; A 5.00000 B 5.00000 C 2.00000 D 1.00000 "
                 "| 0.00000 0.00000\n"
                 "  elected C remaining 2.00000\n  elected D remaining 1.00000\nclosed 2+0\n"},
    {.name = "CON-3 re-open nominations belongs to no group and takes a place",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .reopen = 'A',
     .group = {{"gender", "D", 1, NO_MAX}},
     .papers = {"5: x A", "4: x B", "2: x C", "x D"},
     .expected = "valid 12\n  guarded D by 1\n1 votes: A 5 B 4 C 2 D 1 | 0 0\n"
                 "  place 1 empty re-open-nominations A\n  doomed B by 1\n  doomed C by 1\n"
                 "  elected D remaining 1\nclosed 1+1\n"},
    {.name = "CON-1 an empty place stands for one missing member in each category",
     .rules = "block",
     .candidates = 3,
     .places = 3,
     .group = {{"gender", "C", 2, NO_MAX}, {"age", "B", 2, NO_MAX}},
     .papers = {"3: x A", "2: x B", "x C"},
     .expected = "valid 6\ninfeasible 2 can fill 2\nplaces empty 1 constraint\n"
                 "  guarded B by 2\n  guarded C by 1\n  doomed A by 1\n"
                 "1 votes: A 3 B 2 C 1 | 0 0\n  elected B remaining 2\n  elected C remaining 1\n"
                 "  place 3 empty constraint\nclosed 2+1\n"},
    {.name = "CON-4 the groups that clash",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "AB", 2, NO_MAX}, {"age", "CD", 1, NO_MAX}, {"branch", "A", 0, 2}},
     .papers = {"2: x A B", "x C D"},
     .expected = "valid 3\ninfeasible 12 can fill 1\nplaces empty 1 constraint\n"
                 "  doomed C by 1\n  doomed D by 1\n1 votes: A 2 B 2 C 1 D 1 | 0 0\n"
                 "  tie elect AB lot-needed - (stage 1)\nlot needed\n"},
    {.name = "CON-13 without bounds",
     .rules = "scottish-2011",
     .set = {"constraints", "ignore"},
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "D", 1, NO_MAX}},
     .papers = {"5: A", "4: B", "3: C B", "D"},
     .expected = "valid 13\n"
                 "1 first-preferences: quota set 5.00000; A 5.00000 B 4.00000 C 3.00000 D 1.00000 "
                 "| 0.00000 0.00000\n"
                 "  elected A quota 5.00000\n"
                 "2 exclusion D: out D lowest, D>- 1 at 1.00000, A 5.00000* B 4.00000 C 3.00000 D "
                 "0.00000x | 1.00000 0.00000\n"
                 "3 exclusion C: out C lowest, C>B 3 at 1.00000, A 5.00000* B 7.00000 C 0.00000x "
                 "D 0.00000x | 1.00000 0.00000\n"
                 "  elected B quota 7.00000\nclosed 2+0\n"},
};

/* ---- feasibility against all completions
 * ---------------------------------------------------------- */

#define MOST 8u

/* Tries every choice of `left` among the open: the definition itself. */
static bool by_enumeration(const struct tlri_contest *contest, const bool *elected,
                           const bool *open, uint32_t left, uint32_t empty)
{
    for (uint32_t choice = 0; choice < 1u << contest->candidates; choice++) {
        uint32_t have[TLRI_GROUPS_MAX] = {0}, chosen = 0;
        bool may = true;
        for (uint32_t c = 0; c < contest->candidates; c++) {
            bool in = (choice >> c & 1u) != 0;
            chosen += in ? 1u : 0u;
            may = may && (!in || open[c]);
            for (uint32_t k = 0; k < contest->categories && (in || elected[c]); k++) {
                uint32_t g = contest->member[c * contest->categories + k];
                have[g == TLRI_NONE ? 0 : g] += g == TLRI_NONE ? 0u : 1u;
            }
        }
        uint32_t missing[TLRI_CATEGORIES_MAX] = {0};
        for (uint32_t g = 0; g < contest->groups; g++) {
            const struct tlri_group *group = &contest->group[g];
            may = may && have[g] <= group->maximum;
            missing[group->category] += have[g] < group->minimum ? group->minimum - have[g] : 0;
        }
        for (uint32_t k = 0; k < contest->categories; k++) {
            may = may && missing[k] <= empty;
        }
        if (may && chosen == left) {
            return true;
        }
    }
    return false;
}

static uint64_t next_number(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* CON-1, CON-2: the search says what enumerating every completion says. */
static void feasibility_is_exact(void **unused)
{
    (void)unused;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    uint64_t seed = 20261;
    uint32_t yes = 0;
    for (uint32_t trial = 0; trial < 4000; trial++) {
        uint32_t member[MOST * 3], categories = 1 + (uint32_t)(next_number(&seed) % 3);
        bool elected[MOST] = {false}, open[MOST] = {false};
        struct tlri_group group[9];
        struct tlri_contest contest = {.candidates = MOST,
                                       .categories = categories,
                                       .groups = categories * 3,
                                       .group = group,
                                       .member = member};
        for (uint32_t g = 0; g < contest.groups; g++) {
            uint32_t maximum = (uint32_t)(next_number(&seed) % 5);
            group[g] = (struct tlri_group){g / 3, "g", (uint32_t)(next_number(&seed) % 3),
                                           maximum == 4 ? NO_MAX : maximum};
        }
        for (uint32_t i = 0; i < MOST * categories; i++) {
            uint32_t pick = (uint32_t)(next_number(&seed) % 4);
            member[i] = pick == 3 ? TLRI_NONE : i % categories * 3 + pick;
        }
        struct tlri_arena arena;
        struct tlri_cells cells;
        struct tlri_room room;
        tlri_arena_init(&arena, ctx);
        assert_int_equal(tlri_cells_make(&arena, &contest, &cells), TLR_OK);
        memset(&room, 0, sizeof room);
        room.left = 1 + (uint32_t)(next_number(&seed) % 4);
        room.empty = (uint32_t)(next_number(&seed) % 3);
        uint32_t left = room.left;
        for (uint32_t c = 0; c < MOST; c++) {
            uint32_t fate = (uint32_t)(next_number(&seed) % 6);
            elected[c] = fate == 0;
            open[c] = fate > 1;
            if (fate != 1) {
                room.open[cells.cell_of[c]]++;
            }
            if (elected[c]) {
                room.left++;
                tlri_room_take(&cells, &room, cells.cell_of[c]);
            }
        }
        bool exists = false;
        assert_int_equal(tlri_feasible(ctx, &cells, &room, &exists, NULL), TLR_OK);
        assert_int_equal(exists, by_enumeration(&contest, elected, open, left, room.empty));
        yes += exists ? 1u : 0u;
        tlri_arena_drop(&arena);
    }
    assert_true(yes > 300 && yes < 3700);
    tlr_ctx_free(ctx);
}

/* ---- a long search
 * --------------------------------------------------------------------------------- */

#define LONG_CANDIDATES 18u
#define LONG_GROUPS     8u

/* Is there a set of `left` candidates with exactly as many of each group as it asks for? */
static bool exact_cover(const uint32_t *of_group, const uint32_t *wanted, uint32_t left)
{
    for (uint32_t choice = 0; choice < 1u << LONG_CANDIDATES; choice++) {
        bool right = (uint32_t)__builtin_popcount(choice) == left;
        for (uint32_t g = 0; g < LONG_GROUPS && right; g++) {
            right = (uint32_t)__builtin_popcount(choice & of_group[g]) == wanted[g];
        }
        if (right) {
            return true;
        }
    }
    return false;
}

/* A question that takes a long search: eight categories that cross, each candidate of another kind,
 * and each bound met exactly or not at all. */
struct long_question {
    uint32_t member[LONG_CANDIDATES * LONG_GROUPS];
    struct tlri_group group[LONG_GROUPS];
    struct tlri_contest contest;
    struct tlri_arena arena;
    struct tlri_cells cells;
    struct tlri_room room;
    bool answer; /* by trying out all sets */
};

static void make_long_question(struct long_question *q, tlr_ctx *ctx, uint64_t *seed,
                               uint32_t too_many)
{
    uint32_t of_group[LONG_GROUPS] = {0}, wanted[LONG_GROUPS] = {0};
    uint32_t chosen = (uint32_t)next_number(seed) & ((1u << LONG_CANDIDATES) - 1);
    memset(q, 0, sizeof *q);
    q->contest = (struct tlri_contest){.candidates = LONG_CANDIDATES,
                                       .categories = LONG_GROUPS,
                                       .groups = LONG_GROUPS,
                                       .group = q->group,
                                       .member = q->member};
    for (uint32_t g = 0; g < LONG_GROUPS; g++) {
        of_group[g] = (uint32_t)next_number(seed) & ((1u << LONG_CANDIDATES) - 1);
        wanted[g] = (uint32_t)__builtin_popcount(chosen & of_group[g]);
        wanted[g] += g == 0 ? too_many : 0;
        q->group[g] = (struct tlri_group){g, "g", wanted[g], wanted[g]};
        for (uint32_t c = 0; c < LONG_CANDIDATES; c++) {
            q->member[c * LONG_GROUPS + g] = (of_group[g] >> c & 1u) != 0 ? g : TLRI_NONE;
        }
    }
    tlri_arena_init(&q->arena, ctx);
    assert_int_equal(tlri_cells_make(&q->arena, &q->contest, &q->cells), TLR_OK);
    q->room.left = (uint32_t)__builtin_popcount(chosen);
    for (uint32_t c = 0; c < LONG_CANDIDATES; c++) {
        q->room.open[q->cells.cell_of[c]]++;
    }
    q->answer = exact_cover(of_group, wanted, q->room.left);
}

/* CON-2: what the search found hopeless it must remember rightly, hundreds of times; and when it
 * may remember only three states it says the same, more slowly. */
static void a_long_search_is_exact(void **unused)
{
    (void)unused;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    uint64_t seed = 1912;
    uint32_t yes = 0;
    for (uint32_t trial = 0; trial < 60; trial++) {
        struct long_question q;
        bool exists = false, forgetful = false;
        make_long_question(&q, ctx, &seed, trial % 3); /* often, then, there is none */
        assert_int_equal(tlri_feasible(ctx, &q.cells, &q.room, &exists, NULL), TLR_OK);
        q.cells.hopeless_max = 3;
        assert_int_equal(tlri_feasible(ctx, &q.cells, &q.room, &forgetful, NULL), TLR_OK);
        assert_int_equal(exists, q.answer);
        assert_int_equal(forgetful, q.answer);
        yes += exists ? 1u : 0u;
        tlri_arena_drop(&q.arena);
    }
    assert_true(yes > 15 && yes < 50);
    tlr_ctx_free(ctx);
}

/* CON-2, 4006: past its limit of steps the search gives up with a reason, and does not guess. */
static void a_search_too_long_is_given_up(void **unused)
{
    (void)unused;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    uint64_t seed = 1912;
    uint32_t given_up = 0;
    for (uint32_t trial = 0; trial < 20; trial++) {
        struct long_question q;
        bool exists = false;
        make_long_question(&q, ctx, &seed, trial % 3);
        q.cells.steps_max = 6;
        tlr_status status = tlri_feasible(ctx, &q.cells, &q.room, &exists, NULL);
        assert_true(status == TLR_E_LIMIT || (status == TLR_OK && exists == q.answer));
        given_up += status == TLR_E_LIMIT ? 1u : 0u;
        tlri_arena_drop(&q.arena);
    }
    assert_true(given_up > 5);
    assert_true(case_says(ctx, 4006));
    tlr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest exact[] = {cmocka_unit_test(feasibility_is_exact),
                                       cmocka_unit_test(a_long_search_is_exact),
                                       cmocka_unit_test(a_search_too_long_is_given_up)};
    int failed = cmocka_run_group_tests_name("feasibility", exact, NULL, NULL);
    return failed + case_run_table("bounds", cases, sizeof cases / sizeof cases[0]);
}
