/*
 * test_equal_laws.c: equal preferences against brute force ([GRE-10], [MEK-13]).
 *
 * A paper with equal preferences counts as the mean over all orders of them. Here every such paper
 * is taken apart: one paper for each order. Two laws, over random elections, with both engines:
 *
 * - in exact fractions the election is counted again with all papers taken apart, each order of a
 *   paper with k orders as 24/k papers and each other paper as 24. Stage by stage it must be the
 *   same count: who is elected, goes out, is tied, is guarded or doomed; and every amount 24 times
 *   as large, but for what telling the nearest decimal leaves.
 * - by Meek's method shares are cut and each step is rounded, so that the other election would not
 *   be the same to the last digit. Instead the votes of each stage are worked out by taking every
 *   order of every paper down its preferences with the keep factors that the transcript tells; they
 *   must be those that it tells, to the last unit.
 *
 * Each law is also run with engines that have a fault put in on purpose, and must notice it.
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
#include "num/decimal.h"
#include "recount/recount.h"
#include "support/gen.h"
#include "support/random.h"

#define ELECTIONS  300u
#define ORDERS_MAX 24u /* of one paper; each number of orders up to it divides it */
#define TEXT       256u

/* ---- engines with a fault
 * ------------------------------------------------------------------------ */

/* Passes over equal preferences instead of sharing the paper. */
static tlr_status passes_over_equals(tlr_ctx *ctx, const struct tlri_contest *contest,
                                     const struct tlri_settings *settings,
                                     const struct tlri_papers *papers, const struct tlri_lots *lots,
                                     struct tlri_transcript **out)
{
    struct tlri_settings other = *settings;
    other.repeated = TLRI_REPEATED_SKIP;
    return tlri_count_run(ctx, contest, &other, papers, lots, out);
}

/* One unit of the last tally is gone: what is left over of a share was not given to anybody. */
static tlr_status loses_what_is_left_over(tlr_ctx *ctx, const struct tlri_contest *contest,
                                          const struct tlri_settings *settings,
                                          const struct tlri_papers *papers,
                                          const struct tlri_lots *lots,
                                          struct tlri_transcript **out)
{
    TLR_TRY(tlri_count_run(ctx, contest, settings, papers, lots, out));
    struct tlri_event *events = (*out)->events.data;
    for (size_t i = 0; i < (*out)->events.count; i++) {
        if (events[i].kind == TLRI_EVENT_TALLY && events[i].a > 0) {
            events[i].a--;
            break;
        }
    }
    return TLR_OK;
}

/* ---- papers with equal preferences
 * --------------------------------------------------------------- */

/* A paper as groups of equals: candidates in order, and where each group ends. */
struct ranking {
    uint32_t candidate[GEN_CANDIDATES_MAX], end[GEN_CANDIDATES_MAX];
    uint32_t groups;
};

/* Candidates of one number, ascending, group after group; `without` are left out (NULL: nobody). */
static void rank(const struct gen_draft *draft, const struct gen_paper *paper,
                 const enum tlri_standing *without, struct ranking *out)
{
    uint32_t n = 0;
    out->groups = 0;
    for (uint32_t number = 1; number <= draft->candidates; number++) {
        uint32_t before = n;
        for (uint32_t c = 0; c < draft->candidates; c++) {
            if (paper->seen[c] == number && (without == NULL || without[c] != TLRI_WITHDRAWN)) {
                out->candidate[n++] = c;
            }
        }
        if (n > before) {
            out->end[out->groups++] = n;
        }
    }
}

static uint32_t orders_of(const struct ranking *ranking)
{
    uint32_t orders = 1, first = 0;
    for (uint32_t g = 0; g < ranking->groups; g++) {
        for (uint32_t factor = 2; factor <= ranking->end[g] - first; factor++) {
            orders *= factor;
        }
        first = ranking->end[g];
    }
    return orders;
}

/* Order number `which` of a ranking: of each group the candidate that a digit of the number picks
 * among those not yet taken. Order 0 has every group ascending. */
static uint32_t order_of(const struct ranking *ranking, uint32_t which, uint32_t *candidate)
{
    uint32_t n = 0, first = 0;
    for (uint32_t g = 0; g < ranking->groups; g++) {
        uint32_t left[GEN_CANDIDATES_MAX], of = ranking->end[g] - first;
        memcpy(left, &ranking->candidate[first], of * sizeof *left);
        for (; of > 0; of--) {
            uint32_t pick = which % of;
            which /= of;
            candidate[n++] = left[pick];
            memmove(&left[pick], &left[pick + 1], (of - 1 - pick) * sizeof *left);
        }
        first = ranking->end[g];
    }
    return n;
}

/* Gives every second paper equal preferences: a preference joins the one before with one chance in
 * three, as long as the paper does not come to too many orders. */
static size_t make_equals(struct gen_draft *draft, struct test_random *random)
{
    size_t shared = 0;
    for (uint32_t i = 0; i < draft->papers; i++) {
        struct gen_paper *paper = &draft->paper[i];
        struct gen_paper plain = *paper;
        struct ranking ranking;
        rank(draft, paper, NULL, &ranking);
        uint32_t number = 0;
        for (uint32_t p = 0; p < ranking.groups; p++) {
            bool joins = i % 2 == 0 && p > 0 && test_random_below(random, 3) == 0;
            number += joins ? 0 : 1;
            paper->seen[ranking.candidate[p]] = (uint16_t)number;
        }
        rank(draft, paper, NULL, &ranking);
        if (ORDERS_MAX % orders_of(&ranking) != 0) {
            *paper = plain;
        } else if (orders_of(&ranking) > 1) {
            shared++;
        }
    }
    gen_draft_set(draft, "repeated-number", "share");
    return shared;
}

/* Every paper as all its orders, 24 papers for each. */
static void take_apart(const struct gen_draft *from, struct gen_draft *to)
{
    assert_true(gen_draft_copy(to, from));
    struct gen_paper *rows = calloc((size_t)from->papers * ORDERS_MAX + 1, sizeof *rows);
    assert_non_null(rows);
    free(to->paper);
    to->paper = rows;
    to->papers = 0;
    for (uint32_t i = 0; i < from->papers; i++) {
        struct ranking ranking;
        rank(from, &from->paper[i], NULL, &ranking);
        uint32_t orders = orders_of(&ranking);
        for (uint32_t which = 0; which < orders; which++) {
            struct gen_paper *row = &rows[to->papers++];
            uint32_t candidate[GEN_CANDIDATES_MAX];
            uint32_t n = order_of(&ranking, which, candidate);
            *row = from->paper[i];
            row->weight *= ORDERS_MAX / orders;
            for (uint32_t p = 0; p < n; p++) {
                row->seen[candidate[p]] = (uint16_t)(p + 1);
            }
        }
    }
}

/* ---- the same count, 24 times as large
 * ----------------------------------------------------------- */

/* Not: papers, which are others; transfers, which are told by value; what telling rounds. */
static bool is_compared(const struct tlri_event *event)
{
    static const bool compared[TLRI_EVENT_COUNT] = {
        [TLRI_EVENT_STAGE] = true,           [TLRI_EVENT_QUOTA] = true,
        [TLRI_EVENT_TALLY] = true,           [TLRI_EVENT_TIE] = true,
        [TLRI_EVENT_NONTRANSFERABLE] = true, [TLRI_EVENT_ELECTED] = true,
        [TLRI_EVENT_EXCLUDED] = true,        [TLRI_EVENT_GUARDED] = true,
        [TLRI_EVENT_DOOMED] = true,          [TLRI_EVENT_PLACE_EMPTY] = true,
        [TLRI_EVENT_PLACES_EMPTY] = true,    [TLRI_EVENT_INFEASIBLE] = true,
        [TLRI_EVENT_CLOSED] = true,
    };
    return compared[event->kind];
}

/* Each amount is told to the nearest unit, so that the smaller may be off by half of one, 24 times,
 * and the larger by half of one. */
static bool is_larger(tlri_dec small, tlri_dec large)
{
    tlri_dec off = large - small * (tlri_dec)ORDERS_MAX;
    return 2 * (off < 0 ? -off : off) <= (tlri_dec)ORDERS_MAX + 1;
}

static bool same_but_larger(const struct tlri_transcript *x, const struct tlri_event *a,
                            const struct tlri_transcript *y, const struct tlri_event *b)
{
    return a->kind == b->kind && a->why == b->why && a->stage == b->stage && a->part == b->part &&
           a->candidate == b->candidate && a->group == b->group && a->set_size == b->set_size &&
           (a->set_size == 0 || memcmp(tlri_transcript_set(x, a), tlri_transcript_set(y, b),
                                       a->set_size * sizeof(uint32_t)) == 0) &&
           is_larger(a->a, b->a);
}

static size_t next_compared(const struct tlri_transcript *transcript, size_t i)
{
    while (i < tlri_transcript_size(transcript) &&
           !is_compared(tlri_transcript_event(transcript, i))) {
        i++;
    }
    return i;
}

static bool agree(const struct tlri_transcript *x, const struct tlri_transcript *y, char *why)
{
    size_t i = next_compared(x, 0), j = next_compared(y, 0);
    while (i < tlri_transcript_size(x) && j < tlri_transcript_size(y)) {
        if (!same_but_larger(x, tlri_transcript_event(x, i), y, tlri_transcript_event(y, j))) {
            char a[GEN_EVENT_TEXT], b[GEN_EVENT_TEXT];
            gen_event_text(x, i, a, sizeof a);
            gen_event_text(y, j, b, sizeof b);
            (void)snprintf(why, TEXT, "%.110s; taken apart: %.110s", a, b);
            return false;
        }
        i = next_compared(x, i + 1);
        j = next_compared(y, j + 1);
    }
    (void)snprintf(why, TEXT, "one count is longer");
    return i == tlri_transcript_size(x) && j == tlri_transcript_size(y);
}

/* ---- votes from the keep factors that are told
 * --------------------------------------------------- */

struct keeps {
    tlri_dec of[GEN_CANDIDATES_MAX];
    bool out[GEN_CANDIDATES_MAX]; /* excluded */
};

/* One order of a paper, of this weight, down its preferences ([MEK-1]). */
static void pass_down(const uint32_t *candidate, uint32_t n, tlri_dec weight, uint32_t papers,
                      const struct keeps *keeps, tlri_dec unit, tlri_dec *votes)
{
    for (uint32_t p = 0; p < n; p++) {
        tlri_dec kept = (weight * keeps->of[candidate[p]] + unit - 1) / unit;
        votes[candidate[p]] += kept * (tlri_dec)papers;
        weight -= kept;
    }
}

static void work_out(const struct gen_draft *draft, const struct keeps *keeps, tlri_dec unit,
                     tlri_dec *votes)
{
    memset(votes, 0, GEN_CANDIDATES_MAX * sizeof *votes);
    for (uint32_t i = 0; i < draft->papers; i++) {
        struct ranking ranking;
        rank(draft, &draft->paper[i], draft->standing, &ranking);
        uint32_t orders = orders_of(&ranking);
        for (uint32_t which = 0; which < orders; which++) {
            uint32_t candidate[GEN_CANDIDATES_MAX];
            uint32_t n = order_of(&ranking, which, candidate);
            tlri_dec share = unit / (tlri_dec)orders;
            tlri_dec weight = which == 0 ? unit - share * (tlri_dec)(orders - 1) : share;
            pass_down(candidate, n, weight, draft->paper[i].weight, keeps, unit, votes);
        }
    }
}

/* All tallies of stages that have an iteration; *compared counts them. */
static bool keeps_explain_votes(const struct gen_draft *draft,
                                const struct tlri_transcript *transcript, size_t *compared,
                                char *why)
{
    tlri_dec unit = tlri_dec_unit(transcript->decimals), votes[GEN_CANDIDATES_MAX] = {0};
    struct keeps keeps = {{0}, {false}};
    bool iterated = false;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_STAGE) {
            iterated = false;
            for (uint32_t c = 0; c < draft->candidates; c++) {
                keeps.of[c] = keeps.out[c] ? 0 : unit;
            }
        } else if (event->kind == TLRI_EVENT_EXCLUDED) {
            keeps.out[event->candidate] = true;
            keeps.of[event->candidate] = 0;
        } else if (event->kind == TLRI_EVENT_KEEP) {
            keeps.of[event->candidate] = event->b;
        } else if (event->kind == TLRI_EVENT_ITERATIONS) {
            iterated = true;
            work_out(draft, &keeps, unit, votes);
        } else if (event->kind == TLRI_EVENT_TALLY && iterated) {
            ++*compared;
            if (event->a != votes[event->candidate]) {
                (void)snprintf(why, TEXT, "stage %u: another vote of candidate %u", event->stage,
                               event->candidate + 1);
                return false;
            }
        }
    }
    return true;
}

/* ---- running them
 * -------------------------------------------------------------------------------- */

struct found {
    size_t spoke, compared, broken;
    char why[TEXT];
};

static bool counted(gen_engine *engine, const struct gen_case *built, struct tlri_transcript **out)
{
    static struct gen_lots lots;
    *out = NULL;
    gen_lots_init(&lots);
    tlr_status status = gen_count(engine, built, &lots, out);
    assert_true(status == TLR_OK || status == TLR_E_RULES || status == TLR_E_LIMIT);
    return status == TLR_OK;
}

/* Is the count that of the election with all papers taken apart? */
static void judge_apart(gen_engine *engine, const struct gen_draft *draft,
                        const struct gen_case *built, struct found *found)
{
    struct gen_draft apart;
    struct gen_case other;
    struct tlri_transcript *x, *y = NULL;
    char why[TEXT];
    take_apart(draft, &apart);
    assert_int_equal(gen_case_build(&other, built->ctx, &apart), TLR_OK);
    other.lot_salt = built->lot_salt;
    if (counted(engine, built, &x) && counted(engine, &other, &y)) {
        found->spoke++;
        if (!agree(x, y, why)) {
            memcpy(found->why, why, sizeof why);
            found->broken++;
        }
    }
    tlri_transcript_free(x);
    tlri_transcript_free(y);
    gen_case_drop(&other);
    gen_draft_drop(&apart);
}

static void judge_keeps(gen_engine *engine, const struct gen_draft *draft,
                        const struct gen_case *built, struct found *found)
{
    struct tlri_transcript *transcript;
    char why[TEXT];
    if (counted(engine, built, &transcript)) {
        found->spoke++;
        if (!keeps_explain_votes(draft, transcript, &found->compared, why)) {
            memcpy(found->why, why, sizeof why);
            found->broken++;
        }
    }
    tlri_transcript_free(transcript);
}

typedef void judge(gen_engine *engine, const struct gen_draft *draft, const struct gen_case *built,
                   struct found *found);

static struct found run(judge *law, gen_engine *engine, const char *rule_set)
{
    const struct gen_wish wish = {
        .rule_set = rule_set, .candidates_max = 7, .papers_max = 14, .plain_marks = true};
    struct found found = {0};
    for (uint64_t seed = 0; seed < ELECTIONS && found.broken == 0; seed++) {
        struct gen_draft draft;
        struct gen_case built;
        struct test_random random;
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        assert_non_null(ctx);
        assert_true(gen_draft_make(&draft, seed, &wish));
        test_random_seed(&random, seed + 99);
        size_t shared = make_equals(&draft, &random);
        if (gen_case_build(&built, ctx, &draft) == TLR_OK && shared > 0) {
            law(engine, &draft, &built, &found);
        }
        if (found.broken > 0 && (engine == tlri_count_run || engine == tlri_recount_run)) {
            gen_draft_print(stdout, &draft);
        }
        gen_case_drop(&built);
        gen_draft_drop(&draft);
        tlr_ctx_free(ctx);
    }
    return found;
}

static void assert_law(judge *law, const char *rule_set, gen_engine *with_fault)
{
    static gen_engine *const engines[] = {tlri_count_run, tlri_recount_run};
    for (size_t i = 0; i < 2; i++) {
        struct found found = run(law, engines[i], rule_set);
        if (found.broken > 0) {
            fail_msg("%s, the %s: %s", rule_set, i == 0 ? "count" : "recount", found.why);
        }
        printf("    %s: holds in all %zu elections, %zu tallies worked out\n", rule_set,
               found.spoke, found.compared);
        assert_true(found.spoke >= ELECTIONS / 3);
        assert_true(law != judge_keeps || found.compared > 5 * found.spoke);
    }
    assert_true(run(law, with_fault, rule_set).broken > 0);
}

/* GRE-10 */
static void test_exact_shares_are_the_mean_over_all_orders(void **state)
{
    (void)state;
    assert_law(judge_apart, "wigm-exact", passes_over_equals);
}

/* MEK-13, MEK-1 */
static void test_meek_shares_go_down_every_order(void **state)
{
    (void)state;
    assert_law(judge_keeps, "meek-prf", loses_what_is_left_over);
    assert_law(judge_keeps, "meek-nz", passes_over_equals);
    assert_law(judge_keeps, "meek-123", loses_what_is_left_over);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_shares_are_the_mean_over_all_orders),
        cmocka_unit_test(test_meek_shares_go_down_every_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
