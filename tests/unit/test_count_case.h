/*
 * test_count_case.h: small elections in a few words, and transcripts in a few lines.
 *
 * Candidates are letters, A first on the paper. A paper is written as it was marked:
 *   "3: A B C"    three papers with 1 against A, 2 against B, 3 against C
 *   "A B=C"       2 against both B and C           "A - B"   2 left out: 3 against B
 *   "x A B"       crosses                          "? A"     a doubtful mark
 *   "!torn"       rejected in the hall             "A | B"   seen A, decided to be B
 * What a count came to is written one line a stage, see render(). A test compares it whole.
 */
#ifndef TEST_COUNT_CASE_H
#define TEST_COUNT_CASE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "count/count.h"
#include "rules/settings.h"

#define CASE_LINES  32
#define CASE_GROUPS 8

struct built_case;

struct case_group {
    const char *category; /* groups of one category stand together */
    const char *members;  /* letters */
    uint32_t minimum, maximum;
};

struct case_lot {
    enum tlri_purpose purpose;
    const char *tied; /* letters, ascending */
    char selected;
};

struct election_case {
    const char *name; /* what is tried, with the clauses it is about */
    const char *rules;
    const char *set[20]; /* pairs: setting, value; ended by NULL */
    uint32_t candidates, places;
    const char *withdrawn;                   /* letters, or NULL */
    char reopen;                             /* the letter of re-open nominations, or 0 */
    const char *order;                       /* letters: a predetermined order, or NULL */
    struct case_group group[CASE_GROUPS];    /* ended by category NULL */
    struct case_lot lot[4];                  /* ended by tied NULL */
    const char *papers[CASE_LINES];          /* ended by NULL */
    const char *expected;                    /* NULL: see contains */
    const char *contains[8];                 /* what must stand in it; ended by NULL */
    tlr_status status;                       /* of the count; not TLR_OK: it is refused */
    uint32_t code;                           /* then: the code of a diagnostic that says why */
    void (*spoil)(struct built_case *built); /* or NULL: changes what was built */
};

/* ---- building ----------------------------------------------------------------------------------
 */

struct built_case {
    tlr_ctx *ctx;
    struct tlri_settings settings;
    struct tlri_candidate candidate[26];
    char name[26][2];
    struct tlri_group group[CASE_GROUPS];
    const char *category[CASE_GROUPS];
    uint32_t member[26 * CASE_GROUPS];
    uint32_t order[26];
    struct tlri_contest contest;
    struct tlri_lot lot[4];
    uint32_t lot_tied[4][26];
    struct tlri_lots lots;
    struct tlri_papers *papers;
};

static inline bool case_has(const char *letters, uint32_t candidate)
{
    return letters != NULL && strchr(letters, (int)('A' + candidate)) != NULL;
}

/* The marks of one side of a paper; returns how many. */
static inline uint32_t case_marks(const char *text, size_t len, tlri_mark *marks)
{
    uint32_t seen[26], n = 0, number = 0;
    bool equal = false, crosses = false, doubt = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == 'x' || text[i] == '?') {
            crosses = text[i] == 'x';
            doubt = text[i] == '?';
        } else if (text[i] == '-') {
            number++;
        } else if (text[i] == '=') {
            equal = true;
        } else if (text[i] >= 'A' && text[i] <= 'Z') {
            number += equal ? 0 : 1;
            uint32_t what = crosses ? TLRI_SEEN_CROSS : doubt ? TLRI_SEEN_DOUBT : number;
            seen[n++] = TLRI_SEEN(what, text[i] - 'A');
            equal = false;
        }
    }
    tlri_marks_order(seen, n, marks);
    return n;
}

static inline uint32_t case_reject(const char *text, size_t len)
{
    const char *at = memchr(text, '!', len);
    if (at == NULL) {
        return TLRI_REJECT_NONE;
    }
    size_t n = strcspn(at + 1, " ");
    uint32_t reason = tlri_reject_find(at + 1, n);
    assert_int_not_equal(reason, TLRI_NONE);
    return reason;
}

static inline void case_paper(struct tlri_papers_builder *builder, uint32_t index, const char *line)
{
    tlri_mark marks[26];
    uint32_t weight = 1;
    const char *colon = strchr(line, ':');
    if (colon != NULL) {
        weight = (uint32_t)strtoul(line, NULL, 10);
        line = colon + 1;
    }
    size_t len = strcspn(line, "|");
    uint32_t n = case_marks(line, memchr(line, '!', len) == NULL ? len : 0, marks);
    assert_int_equal(tlri_papers_add(builder, marks, n, case_reject(line, len), weight), TLR_OK);
    if (line[len] == '|') {
        const char *decided = line + len + 1;
        uint32_t reason = case_reject(decided, strlen(decided));
        n = reason == TLRI_REJECT_NONE ? case_marks(decided, strlen(decided), marks) : 0;
        assert_int_equal(tlri_papers_adjudicate(builder, index, marks, n, reason), TLR_OK);
    }
}

static inline void case_groups(struct built_case *b, const struct election_case *c)
{
    uint32_t categories = 0, groups = 0;
    while (groups < CASE_GROUPS && c->group[groups].category != NULL) {
        const struct case_group *g = &c->group[groups];
        if (categories == 0 || strcmp(b->category[categories - 1], g->category) != 0) {
            b->category[categories++] = g->category;
        }
        b->group[groups] = (struct tlri_group){categories - 1, g->members, g->minimum, g->maximum};
        groups++;
    }
    for (uint32_t i = 0; i < c->candidates * categories; i++) {
        b->member[i] = TLRI_NONE;
    }
    for (uint32_t g = 0; g < groups; g++) {
        for (uint32_t i = 0; i < c->candidates; i++) {
            if (case_has(c->group[g].members, i)) {
                b->member[i * categories + b->group[g].category] = g;
            }
        }
    }
    b->contest.categories = categories;
    b->contest.category = b->category;
    b->contest.groups = groups;
    b->contest.group = b->group;
    b->contest.member = b->member;
}

static inline void case_candidates(struct built_case *b, const struct election_case *c)
{
    for (uint32_t i = 0; i < c->candidates; i++) {
        b->name[i][0] = (char)('A' + i);
        enum tlri_standing standing = case_has(c->withdrawn, i) ? TLRI_WITHDRAWN : TLRI_STANDING;
        if (c->reopen != 0 && (uint32_t)(c->reopen - 'A') == i) {
            standing = TLRI_REOPEN;
        }
        b->candidate[i] = (struct tlri_candidate){b->name[i], b->name[i], standing};
    }
    b->contest.id = "contest";
    b->contest.title = c->name;
    b->contest.places = c->places;
    b->contest.candidates = c->candidates;
    b->contest.candidate = b->candidate;
    if (c->order != NULL) {
        b->contest.tie_order_size = (uint32_t)strlen(c->order);
        b->contest.tie_order = b->order;
        for (uint32_t i = 0; i < b->contest.tie_order_size; i++) {
            b->order[i] = (uint32_t)(c->order[i] - 'A');
        }
    }
}

static inline void case_lots(struct built_case *b, const struct election_case *c)
{
    while (b->lots.count < 4 && c->lot[b->lots.count].tied != NULL) {
        const struct case_lot *lot = &c->lot[b->lots.count];
        uint32_t n = (uint32_t)strlen(lot->tied);
        for (uint32_t i = 0; i < n; i++) {
            b->lot_tied[b->lots.count][i] = (uint32_t)(lot->tied[i] - 'A');
        }
        b->lot[b->lots.count] = (struct tlri_lot){1, lot->purpose, n, b->lot_tied[b->lots.count],
                                                  (uint32_t)(lot->selected - 'A')};
        b->lots.count++;
    }
    b->lots.lot = b->lot;
}

static inline void case_build(struct built_case *b, const struct election_case *c)
{
    memset(b, 0, sizeof *b);
    b->ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(b->ctx);
    assert_int_equal(tlri_settings_named(b->ctx, c->rules, &b->settings), TLR_OK);
    for (size_t i = 0; c->set[i] != NULL; i += 2) {
        assert_int_equal(tlri_settings_set(b->ctx, &b->settings, c->set[i], c->set[i + 1], NULL),
                         TLR_OK);
    }
    case_candidates(b, c);
    case_groups(b, c);
    case_lots(b, c);
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, b->ctx, c->candidates);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_OK);
    for (uint32_t i = 0; i < CASE_LINES && c->papers[i] != NULL; i++) {
        case_paper(&builder, i, c->papers[i]);
    }
    assert_int_equal(tlri_papers_finish(&builder, &b->papers), TLR_OK);
}

static inline void case_drop(struct built_case *b)
{
    tlri_papers_free(b->papers);
    tlr_ctx_free(b->ctx);
}

/* ---- rendering ---------------------------------------------------------------------------------
 */

struct rendering {
    char text[16384];
    size_t len;
    unsigned decimals;
};

__attribute__((format(printf, 2, 3))) static inline void say(struct rendering *r, const char *fmt,
                                                             ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(r->text + r->len, sizeof r->text - r->len, fmt, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof r->text - r->len);
    r->len += (size_t)n;
}

static inline const char *amount(const struct rendering *r, tlri_dec value)
{
    static char text[4][TLRI_DEC_TEXT];
    static unsigned next;
    char *out = text[next++ % 4];
    tlri_dec_format(value, r->decimals, out);
    return out;
}

static inline char letter(uint32_t candidate)
{
    return candidate == TLRI_NONE ? '-' : (char)('A' + candidate);
}

static inline void say_set(struct rendering *r, const struct tlri_transcript *t,
                           const struct tlri_event *e)
{
    const uint32_t *set = tlri_transcript_set(t, e);
    for (uint32_t i = 0; i < e->set_size; i++) {
        say(r, "%c", letter(set[i]));
    }
}

/* One event. Tallies of a stage share a line: "A 5.00 B 3.00* C 0.00x" (* elected, x excluded). */
static inline void say_event(struct rendering *r, const struct tlri_transcript *t,
                             const struct tlri_event *e)
{
    const char *why = tlri_event_why_token(e);
    switch ((enum tlri_event_kind)e->kind) {
    case TLRI_EVENT_TALLY:
        say(r, " %c %s%s", letter(e->candidate), amount(r, e->a),
            e->why == TLRI_STATUS_OF_ELECTED    ? "*"
            : e->why == TLRI_STATUS_OF_EXCLUDED ? "x"
                                                : "");
        return;
    case TLRI_EVENT_NONTRANSFERABLE:
        say(r, " | %s", amount(r, e->a));
        return;
    case TLRI_EVENT_ROUNDING:
        say(r, " %s", amount(r, e->a));
        return;
    case TLRI_EVENT_REQUIRED:
        say(r, " required %s", amount(r, e->a));
        return;
    case TLRI_EVENT_QUOTA:
        say(r, " quota %s %s;", why, amount(r, e->a));
        return;
    case TLRI_EVENT_STAGE:
        say(r, "\n%u %s", e->stage, why);
        if (e->set_size > 0) {
            say(r, " ");
            say_set(r, t, e);
        }
        if (e->part > 0) {
            say(r, " part %u", e->part);
        }
        if (e->a > 0) {
            say(r, " %s", amount(r, e->a));
        }
        say(r, ":");
        return;
    case TLRI_EVENT_TRANSFER:
        say(r, " %c>%c %llu at %s,", letter(e->candidate), letter(e->to),
            (unsigned long long)e->papers, amount(r, e->b));
        return;
    case TLRI_EVENT_ELECTED:
        say(r, "\n  elected %c %s %s", letter(e->candidate), why, amount(r, e->a));
        return;
    case TLRI_EVENT_EXCLUDED:
        say(r, " out %c %s,", letter(e->candidate), why);
        return;
    case TLRI_EVENT_KEEP:
        say(r, " keep %c %s,", letter(e->candidate), amount(r, e->b));
        return;
    case TLRI_EVENT_ITERATIONS:
        say(r, " %llu iterations %s,", (unsigned long long)e->papers, amount(r, e->b));
        return;
    case TLRI_EVENT_TIE:
        say(r, "\n  tie %s ", tlri_purpose_token(e->to));
        say_set(r, t, e);
        say(r, " %s", why);
        if (e->part > 0) {
            say(r, " %u", e->part);
        }
        say(r, " %c (stage %u)", letter(e->candidate), e->stage);
        return;
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
        say(r, "\n  %s %c", tlri_event_token(e->kind), letter(e->candidate));
        if (e->group != TLRI_NONE) {
            say(r, " by %u", e->group + 1);
        }
        return;
    case TLRI_EVENT_DEFERRED:
        say(r, "\n  deferred %s within %s", amount(r, e->a), amount(r, e->b));
        return;
    case TLRI_EVENT_INFEASIBLE:
        say(r, "\ninfeasible ");
        for (uint32_t i = 0; i < e->set_size; i++) {
            say(r, "%u", tlri_transcript_set(t, e)[i] + 1);
        }
        say(r, " can fill %llu", (unsigned long long)e->papers);
        return;
    case TLRI_EVENT_PLACES_EMPTY:
        say(r, "\nplaces empty %llu %s", (unsigned long long)e->papers, why);
        return;
    case TLRI_EVENT_PLACE_EMPTY:
        say(r, "\n  place %u empty %s", e->part, why);
        if (e->candidate != TLRI_NONE) {
            say(r, " %c", letter(e->candidate));
        }
        return;
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
        say(r, "%s %s %llu [%s]\n", tlri_event_token(e->kind), why, (unsigned long long)e->papers,
            e->clause);
        return;
    case TLRI_EVENT_VALID:
        say(r, "valid %llu", (unsigned long long)e->papers);
        return;
    case TLRI_EVENT_CLOSED:
        say(r, "\nclosed %llu+%u", (unsigned long long)e->papers, e->part);
        return;
    case TLRI_EVENT_COUNT:
        break;
    }
    fail_msg("an event of no kind");
}

static inline void render(const struct tlri_transcript *t, struct rendering *r)
{
    r->len = 0;
    r->text[0] = '\0';
    r->decimals = t->decimals;
    for (size_t i = 0; i < tlri_transcript_size(t); i++) {
        say_event(r, t, tlri_transcript_event(t, i));
    }
    static const char *const outcomes[] = {"", "\nlot needed", "\nnext round", "\nrefused"};
    say(r, "%s\n", outcomes[t->outcome]);
}

/* ---- running -----------------------------------------------------------------------------------
 */

static inline bool case_says(const tlr_ctx *ctx, uint32_t code)
{
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        if (tlr_ctx_diag(ctx, i)->code == code) {
            return true;
        }
    }
    return false;
}

static inline void case_run(const struct election_case *c)
{
    static struct rendering rendering;
    struct built_case b;
    struct tlri_transcript *transcript = NULL;
    case_build(&b, c);
    if (c->spoil != NULL) {
        c->spoil(&b);
    }
    tlr_status status =
        tlri_count_run(b.ctx, &b.contest, &b.settings, b.papers, &b.lots, &transcript);
    if (status != c->status) {
        fail_msg("%s: %s", c->name, tlr_status_name(status));
    }
    if (status != TLR_OK) {
        assert_null(transcript);
        assert_true(case_says(b.ctx, c->code));
    } else {
        render(transcript, &rendering);
        for (size_t i = 0; c->contains[i] != NULL; i++) {
            if (strstr(rendering.text, c->contains[i]) == NULL) {
                fail_msg("%s\n--- lacks\n%s\n--- counted\n%s", c->name, c->contains[i],
                         rendering.text);
            }
        }
        if (c->expected != NULL && strcmp(rendering.text, c->expected) != 0) {
            /* Longer than cmocka prints. */
            (void)fprintf(stderr, "ERROR: %s\n--- expected\n%s--- counted\n%s\n", c->name,
                          c->expected, rendering.text);
            fail();
        }
    }
    tlri_transcript_free(transcript);
    case_drop(&b);
}

static inline void case_test(void **state)
{
    case_run(*state);
}

/* Runs each case of a table as a test of its name. */
static inline int case_run_table(const char *group, const struct election_case *table, size_t n)
{
    static struct CMUnitTest tests[128];
    static struct election_case cases[128];
    assert_true(n <= 128);
    for (size_t i = 0; i < n; i++) {
        cases[i] = table[i];
        tests[i] = (struct CMUnitTest){cases[i].name, case_test, NULL, NULL, &cases[i]};
    }
    return _cmocka_run_group_tests(group, tests, n, NULL, NULL);
}

#endif
