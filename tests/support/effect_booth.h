/*
 * support/effect_booth.h: small elections that can be changed, for the tests of effect and margin.
 *
 * A booth holds a contest with its candidates, bounds and settings, the papers as lists of
 * candidates, and the lots that were drawn. It is counted by the first engine, as the program does
 * it; whether somebody can lose is asked of the second.
 */
#ifndef TEST_SUPPORT_EFFECT_BOOTH_H
#define TEST_SUPPORT_EFFECT_BOOTH_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/effect.h"
#include "count/count.h"
#include "recount/recount.h"
#include "rules/settings.h"

enum { CANDIDATES = 8, PAPERS = 64, LOTS = 32 };

struct paper {
    uint8_t n, candidate[CANDIDATES];
};

/* An election that can be changed. */
struct booth {
    tlr_ctx *ctx;
    struct tlri_settings settings;
    struct tlri_candidate candidate[CANDIDATES];
    struct tlri_group group[4];
    const char *category[2];
    uint32_t member[CANDIDATES * 2];
    struct tlri_contest contest;
    bool crosses;
    uint32_t papers;
    struct paper paper[PAPERS];
    struct tlri_lots lots;
    struct tlri_lot lot[LOTS];
    uint32_t tied[LOTS][CANDIDATES];
};

static inline void booth_init(struct booth *b, const char *rules, uint32_t candidates,
                              uint32_t places)
{
    static const char *const names[CANDIDATES] = {"Ann", "Bob", "Cyd", "Dee",
                                                  "Eve", "Fay", "Gus", "Hal"};
    memset(b, 0, sizeof *b);
    b->ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(b->ctx);
    assert_int_equal(tlri_settings_named(b->ctx, rules, &b->settings), TLR_OK);
    b->crosses = b->settings.method == TLRI_METHOD_PLURALITY;
    for (uint32_t c = 0; c < candidates; c++) {
        b->candidate[c] = (struct tlri_candidate){names[c], names[c], TLRI_STANDING};
    }
    b->contest = (struct tlri_contest){.id = "small",
                                       .title = "A small one",
                                       .places = places,
                                       .candidates = candidates,
                                       .candidate = b->candidate,
                                       .category = b->category,
                                       .group = b->group,
                                       .member = b->member};
}

static inline void booth_drop(struct booth *b)
{
    tlr_ctx_free(b->ctx);
}

/* At least `minimum` and at most `maximum` of the candidates of odd number. */
static inline void booth_bound(struct booth *b, uint32_t minimum, uint32_t maximum)
{
    b->category[0] = "gender";
    b->group[0] = (struct tlri_group){0, "women", minimum, maximum};
    b->contest.categories = 1;
    b->contest.groups = 1;
    for (uint32_t c = 0; c < b->contest.candidates; c++) {
        b->member[c] = c % 2 == 1 ? 0 : TLRI_NONE;
    }
}

/* A second category over the first half. */
static inline void booth_bound_again(struct booth *b, uint32_t minimum)
{
    uint32_t n = b->contest.candidates;
    b->category[1] = "age";
    b->group[1] = (struct tlri_group){1, "young", minimum, TLRI_NO_MAXIMUM};
    b->contest.categories = 2;
    b->contest.groups = 2;
    for (uint32_t c = 0; c < n; c++) {
        b->member[c * 2] = c % 2 == 1 ? 0 : TLRI_NONE;
        b->member[c * 2 + 1] = c < n / 2 ? 1 : TLRI_NONE;
    }
}

static inline struct tlri_papers *booth_build(const struct booth *b, const struct paper *paper,
                                              uint32_t n)
{
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    tlri_papers_builder_init(&builder, b->ctx, b->contest.candidates);
    assert_int_equal(tlri_papers_start_batch(&builder, "box", 3), TLR_OK);
    for (uint32_t i = 0; i < n; i++) {
        tlri_mark marks[CANDIDATES];
        for (uint32_t k = 0; k < paper[i].n; k++) {
            marks[k] = (tlri_mark)(paper[i].candidate[k] | (b->crosses ? TLRI_MARK_CROSS : 0));
        }
        assert_int_equal(tlri_papers_add(&builder, marks, paper[i].n, TLRI_REJECT_NONE, 1), TLR_OK);
    }
    assert_int_equal(tlri_papers_finish(&builder, &papers), TLR_OK);
    return papers;
}

/* The lot that a count needs to go on, pushed; nobody is selected yet. */
static inline uint32_t booth_push_lot(struct booth *b, const struct tlri_transcript *t)
{
    const struct tlri_event *tie = tlri_transcript_event(t, tlri_transcript_size(t) - 1);
    uint32_t at = b->lots.count++;
    assert_true(at < LOTS);
    memcpy(b->tied[at], tlri_transcript_set(t, tie), tie->set_size * sizeof b->tied[at][0]);
    b->lot[at] =
        (struct tlri_lot){tie->stage, (enum tlri_purpose)tie->to, tie->set_size, b->tied[at], 0};
    return at;
}

/* Is there a way for lots to fall in which x is not elected? Lots of the count itself hold. */
static inline bool booth_can_lose(struct booth *b, const struct tlri_papers *papers, uint32_t x)
{
    struct tlri_transcript *t = NULL;
    bool loses = false;
    assert_int_equal(tlri_recount_run(b->ctx, &b->contest, &b->settings, papers, &b->lots, &t),
                     TLR_OK);
    if (t->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        uint32_t at = booth_push_lot(b, t);
        for (uint32_t i = 0; i < b->lot[at].tied && !loses; i++) {
            b->lot[at].selected = b->tied[at][i];
            loses = booth_can_lose(b, papers, x);
        }
        b->lots.count--;
    } else {
        const uint32_t *elected = t->elected.data;
        loses = true;
        for (size_t i = 0; i < t->elected.count; i++) {
            loses = loses && elected[i] != x;
        }
    }
    tlri_transcript_free(t);
    return loses;
}

/* Who can lose, a bit a candidate: with each way in which lots can fall. */
static inline uint32_t booth_losers(struct booth *b, const struct tlri_papers *papers)
{
    struct tlri_transcript *t = NULL;
    uint32_t losers = (1u << b->contest.candidates) - 1;
    assert_int_equal(tlri_recount_run(b->ctx, &b->contest, &b->settings, papers, &b->lots, &t),
                     TLR_OK);
    if (t->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        uint32_t at = booth_push_lot(b, t);
        losers = 0;
        for (uint32_t i = 0; i < b->lot[at].tied; i++) {
            b->lot[at].selected = b->tied[at][i];
            losers |= booth_losers(b, papers);
        }
        b->lots.count--;
    } else {
        const uint32_t *elected = t->elected.data;
        for (size_t i = 0; i < t->elected.count; i++) {
            losers &= ~(1u << elected[i]);
        }
    }
    tlri_transcript_free(t);
    return losers;
}

/* Counts; ties fall to the first of the tied, whose lots are kept as drawn. NULL: refused. */
static inline struct tlri_transcript *booth_count(struct booth *b, const struct tlri_papers *papers)
{
    struct tlri_transcript *t = NULL;
    b->lots = (struct tlri_lots){0, b->lot};
    for (;;) {
        assert_int_equal(tlri_count_run(b->ctx, &b->contest, &b->settings, papers, &b->lots, &t),
                         TLR_OK);
        if (t->outcome != TLRI_OUTCOME_LOT_NEEDED) {
            return t;
        }
        uint32_t at = booth_push_lot(b, t);
        b->lot[at].selected = b->tied[at][0];
        tlri_transcript_free(t);
    }
}

static inline struct tlri_effect *booth_ask(struct booth *b, const struct tlri_papers *papers,
                                            const struct tlri_transcript *t, enum tlri_fault fault)
{
    struct tlri_effect *effect = NULL;
    const struct tlri_effect_asked asked = {.ctx = b->ctx,
                                            .contest = &b->contest,
                                            .settings = &b->settings,
                                            .papers = papers,
                                            .transcript = t,
                                            .fault = fault};
    tlr_status status = tlri_effect_find(&asked, &effect);
    if (status != TLR_OK) {
        print_message("%s: %s\n", tlr_status_name(status),
                      tlr_ctx_diag_count(b->ctx) > 0 ? tlr_ctx_diag(b->ctx, 0)->message : "");
    }
    assert_int_equal(status, TLR_OK);
    return effect;
}

static inline void booth_print(const struct booth *b)
{
    print_message("%s, %u places, %u groups:", b->settings.name, b->contest.places,
                  b->contest.groups);
    for (uint32_t i = 0; i < b->papers; i++) {
        print_message(" ");
        for (uint32_t k = 0; k < b->paper[i].n; k++) {
            print_message("%c", 'A' + b->paper[i].candidate[k]);
        }
    }
    print_message("\n");
}

/* A rule set and how it is drawn. */
struct drawn {
    const char *rules;
    uint32_t places;
    const char *set[8]; /* pairs */
    uint32_t
        bounds; /* 1: exactly one of the candidates of odd number; 2: and one of the first half */
};

static inline void booth_set_up(struct booth *b, const struct drawn *d, uint32_t candidates)
{
    booth_init(b, d->rules, candidates, d->places);
    for (int i = 0; i < 8 && d->set[i] != NULL; i += 2) {
        assert_int_equal(tlri_settings_set(b->ctx, &b->settings, d->set[i], d->set[i + 1], NULL),
                         TLR_OK);
    }
    if (tlri_settings_check(b->ctx, &b->settings, NULL) != TLR_OK) {
        fail_msg("%s: %s", d->rules, tlr_ctx_diag(b->ctx, 0)->message);
    }
    if (d->bounds > 0) {
        booth_bound(b, 1, 1);
    }
    if (d->bounds > 1) {
        booth_bound_again(b, 1);
    }
}

#endif
