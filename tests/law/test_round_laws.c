/*
 * test_round_laws.c: what the rounds of an eliminating ballot keep, on random elections.
 *
 * Each election is counted round by round with new papers, as audit/rounds.c joins them, by both
 * engines. They agree on every event; whoever is elected or out does not come back; as many places
 * stay empty at the end as the first round said; and the elected of all rounds together keep the
 * bounds that the contest had at the start, looked at here by counting heads. A joint with a fault
 * put in on purpose must be noticed.
 *
 * MUST clauses that these laws test: RND-1 (the next contest), CON-1 (empty places stand for
 * missing members), ELI-6 (a next round ends with the places left).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "audit/rounds.h"
#include "count/count.h"
#include "recount/recount.h"
#include "support/gen.h"
#include "support/oracle.h"
#include "support/random.h"

#define ELECTIONS 4000u
#define PAPERS    24u

/* A fault in joining two rounds. */
enum fault { SOUND, BOUNDS_AS_BEFORE, NEW_WANT, BACK_ON_THE_PAPER, ONE_PLACE_TOO_MANY };

/* One election on its way through its rounds. */
struct evening {
    tlr_ctx *ctx;
    struct tlri_audit audit;
    struct tlri_case_contest source;
    struct gen_draft draft;
    struct gen_case first;
    struct test_random random;
    uint32_t elected, open; /* so far; places for re-open nominations and empty ones at the end */
    uint32_t rounds;
    uint32_t empty, too_few; /* what the first round said stays empty; for want of candidates */
    bool is_elected[GEN_CANDIDATES_MAX], is_out[GEN_CANDIDATES_MAX];
    char why[ORACLE_TEXT];
};

static enum oracle broken(struct evening *e, const char *why)
{
    (void)snprintf(e->why, sizeof e->why, "round %u: %s", e->rounds, why);
    return ORACLE_BROKEN;
}

/* ---- papers for a round
 * -------------------------------------------------------------------------- */

/* Crosses, mostly as many as there are places and for those who are on the paper; few papers, so
 * that ties come often. */
static void fill_in(struct evening *e, const struct tlri_counted *counted)
{
    e->draft.papers = 1 + (uint32_t)test_random_below(&e->random, PAPERS);
    for (uint32_t p = 0; p < e->draft.papers; p++) {
        struct gen_paper *paper = &e->draft.paper[p];
        memset(paper, 0, sizeof *paper);
        paper->weight = 1;
        uint32_t marks = (uint32_t)test_random_below(&e->random, counted->contest.places + 2u);
        for (uint32_t k = 0; k < 3 * marks && marks > 0; k++) {
            uint32_t c = (uint32_t)test_random_below(&e->random, e->draft.candidates);
            bool off = counted->contest.candidate[c].standing == TLRI_WITHDRAWN;
            if (paper->seen[c] == 0 && (!off || test_random_below(&e->random, 12) == 0)) {
                paper->seen[c] = TLRI_SEEN_CROSS;
                marks--;
            }
        }
    }
}

/* ---- one round
 * ----------------------------------------------------------------------------------- */

static enum oracle count_round(struct evening *e, struct tlri_counted *counted)
{
    static struct gen_lots lots[2];
    struct tlri_transcript *second = NULL;
    struct gen_case papers;
    fill_in(e, counted);
    assert_int_equal(gen_case_build(&papers, e->ctx, &e->draft), TLR_OK);
    papers.contest = counted->contest;
    papers.settings = counted->settings;
    gen_lots_init(&lots[0]);
    gen_lots_init(&lots[1]);
    assert_int_equal(gen_count(tlri_count_run, &papers, &lots[0], &counted->transcript), TLR_OK);
    assert_int_equal(gen_count(tlri_recount_run, &papers, &lots[1], &second), TLR_OK);
    enum oracle found = oracle_same_events(counted->transcript, second, e->why);
    if (found == ORACLE_HOLDS) {
        found = oracle_votes_conserved(&counted->contest, &counted->settings, counted->transcript,
                                       e->why);
    }
    tlri_transcript_free(second);
    gen_case_drop(&papers);
    return found;
}

static uint32_t said_empty(const struct tlri_transcript *transcript, bool too_few)
{
    uint32_t places = 0;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        bool said = event->kind == TLRI_EVENT_PLACES_EMPTY &&
                    (!too_few || event->why == TLRI_EMPTY_TOO_FEW);
        places += said ? (uint32_t)event->papers : 0;
    }
    return places;
}

/* Whoever is named stood in this round, and leaves it once. */
static enum oracle follow(struct evening *e, const struct tlri_counted *counted)
{
    for (size_t i = 0; i < tlri_transcript_size(counted->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(counted->transcript, i);
        uint32_t c = event->candidate;
        bool leaves = event->kind == TLRI_EVENT_ELECTED || event->kind == TLRI_EVENT_EXCLUDED;
        e->open += event->kind == TLRI_EVENT_PLACE_EMPTY;
        if (!leaves) {
            continue;
        }
        if (e->is_elected[c] || e->is_out[c]) {
            return broken(e, "somebody who had left the ballot comes back");
        }
        e->is_elected[c] = event->kind == TLRI_EVENT_ELECTED;
        e->is_out[c] = event->kind == TLRI_EVENT_EXCLUDED;
        e->elected += event->kind == TLRI_EVENT_ELECTED;
    }
    return said_empty(counted->transcript, false) == e->empty &&
                   said_empty(counted->transcript, true) == e->too_few
               ? ORACLE_HOLDS
               : broken(e, "other places must stay empty than in the first round");
}

/* ---- the end
 * ------------------------------------------------------------------------------------- */

/* The bounds of the contest as it was at the start, by counting heads. */
static enum oracle bounds_at_the_end(struct evening *e)
{
    const struct tlri_contest *contest = &e->first.contest;
    uint32_t missing[GEN_CATEGORIES_MAX] = {0};
    for (uint32_t g = 0; g < contest->groups; g++) {
        const struct tlri_group *group = &contest->group[g];
        uint32_t members = 0;
        for (uint32_t c = 0; c < contest->candidates; c++) {
            members +=
                e->is_elected[c] && contest->member[c * contest->categories + group->category] == g;
        }
        if (group->maximum != TLRI_NO_MAXIMUM && members > group->maximum) {
            return broken(e, "more of a group are elected than may be");
        }
        missing[group->category] += members < group->minimum ? group->minimum - members : 0;
    }
    for (uint32_t k = 0; k < contest->categories; k++) {
        if (missing[k] > e->open) {
            return broken(e, "a minimum is not kept, and no empty place stands for it");
        }
    }
    return ORACLE_HOLDS;
}

static enum oracle judge_end(struct evening *e)
{
    if (e->elected + e->open != e->first.contest.places) {
        return broken(e, "elected and empty places are not the places of the contest");
    }
    return bounds_at_the_end(e);
}

/* ---- joining rounds
 * ------------------------------------------------------------------------------ */

static void put_fault(struct tlri_counted *next, const struct tlri_counted *before,
                      enum fault fault)
{
    static struct tlri_candidate candidate[GEN_CANDIDATES_MAX];
    if (fault == BOUNDS_AS_BEFORE) {
        next->contest.group = before->contest.group;
    } else if (fault == NEW_WANT) {
        next->contest.later_round = false;
        next->contest.few_before = 0;
    } else if (fault == ONE_PLACE_TOO_MANY) {
        next->contest.places++;
    } else if (fault == BACK_ON_THE_PAPER) {
        for (uint32_t c = 0; c < next->contest.candidates; c++) {
            candidate[c] = next->contest.candidate[c];
            candidate[c].standing = before->contest.candidate[c].standing;
        }
        next->contest.candidate = candidate;
    }
}

static enum oracle hold_rounds(struct evening *e, enum fault fault)
{
    static struct tlri_counted counted[GEN_CANDIDATES_MAX + 1];
    bool elected[GEN_CANDIDATES_MAX] = {false};
    enum oracle found = ORACLE_HOLDS;
    memset(counted, 0, sizeof counted);
    counted[0] = (struct tlri_counted){.source = &e->source,
                                       .round = 1,
                                       .settings = e->first.settings,
                                       .contest = e->first.contest,
                                       .elected = elected};
    for (e->rounds = 1; found == ORACLE_HOLDS; e->rounds++) {
        struct tlri_counted *now = &counted[e->rounds - 1];
        found = count_round(e, now);
        if (found == ORACLE_HOLDS && e->rounds == 1) {
            e->empty = said_empty(now->transcript, false);
            e->too_few = said_empty(now->transcript, true);
        }
        found = found == ORACLE_HOLDS ? follow(e, now) : found;
        if (found != ORACLE_HOLDS || now->transcript->outcome != TLRI_OUTCOME_NEXT_ROUND) {
            break;
        }
        if (e->rounds >= e->first.contest.candidates) {
            found = broken(e, "the ballot does not come to an end");
            break;
        }
        assert_int_equal(tlri_round_next(&e->audit, now, &counted[e->rounds]), TLR_OK);
        put_fault(&counted[e->rounds], now, fault);
    }
    bool refused = counted[0].transcript->outcome == TLRI_OUTCOME_REFUSED;
    for (uint32_t r = 0; r < e->rounds; r++) {
        tlri_transcript_free(counted[r].transcript);
    }
    return refused ? ORACLE_SILENT : found == ORACLE_HOLDS ? judge_end(e) : found;
}

static enum oracle one_evening(uint64_t seed, enum fault fault, uint32_t *rounds, char *why)
{
    static struct evening e;
    const struct gen_wish wish = {.rule_set = "eliminating",
                                  .candidates_max = 9,
                                  .want_bounds = seed % 4 != 0,
                                  .no_settings = seed % 2 == 0,
                                  .avoid = "minimum-order"};
    memset(&e, 0, sizeof e);
    e.ctx = tlr_ctx_new(NULL, NULL);
    e.audit.ctx = e.ctx;
    tlri_arena_init(&e.audit.arena, e.ctx);
    test_random_seed(&e.random, seed);
    assert_true(gen_draft_make(&e.draft, seed, &wish));
    enum oracle found = ORACLE_SILENT;
    if (e.draft.papers >= PAPERS && gen_case_build(&e.first, e.ctx, &e.draft) == TLR_OK &&
        e.first.settings.constrained) {
        found = hold_rounds(&e, fault);
    }
    *rounds = e.rounds;
    memcpy(why, e.why, sizeof e.why);
    gen_case_drop(&e.first);
    gen_draft_drop(&e.draft);
    tlri_arena_drop(&e.audit.arena);
    tlr_ctx_free(e.ctx);
    return found;
}

/* ---- the tests
 * ----------------------------------------------------------------------------------- */

static void test_rounds_keep_what_the_contest_asked_for(void **state)
{
    size_t spoke = 0;
    size_t several = 0;
    (void)state;
    for (uint64_t seed = 0; seed < ELECTIONS; seed++) {
        char why[ORACLE_TEXT];
        uint32_t rounds = 0;
        enum oracle found = one_evening(seed, SOUND, &rounds, why);
        if (found == ORACLE_BROKEN) {
            fail_msg("seed %llu: %s", (unsigned long long)seed, why);
        }
        spoke += found == ORACLE_HOLDS;
        several += found == ORACLE_HOLDS && rounds > 2;
    }
    printf("    %zu evenings, %zu of them of three rounds and more\n", spoke, several);
    assert_true(spoke > ELECTIONS / 5 && several > ELECTIONS / 40);
}

static void test_a_fault_in_joining_them_is_noticed(void **state)
{
    static const enum fault faults[] = {BOUNDS_AS_BEFORE, NEW_WANT, BACK_ON_THE_PAPER,
                                        ONE_PLACE_TOO_MANY};
    (void)state;
    for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++) {
        bool noticed = false;
        for (uint64_t seed = 0; seed < ELECTIONS && !noticed; seed++) {
            char why[ORACLE_TEXT];
            uint32_t rounds = 0;
            noticed = one_evening(seed, faults[f], &rounds, why) == ORACLE_BROKEN;
        }
        if (!noticed) {
            fail_msg("fault %d is not noticed", (int)faults[f]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rounds_keep_what_the_contest_asked_for),
        cmocka_unit_test(test_a_fault_in_joining_them_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
