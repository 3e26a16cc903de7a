/*
 * support/recount_booth.h: small elections as text, and the result sheet as text, for the tests
 * of the recount.
 *
 * Candidates are letters: "ABcD" are four of whom C has withdrawn. A row of papers is its weight
 * and what stands on it: "6 AB" numbers A 1 and B 2; "2 A=BC" gives A and B the same number; "1
 * A-B" leaves 2 out; "3 xAB" are crosses, "1 ?A" is doubtful; "1 !torn" was rejected in the hall;
 * "1 AB/BA" was decided to count as BA, "1 AB/!torn" was rejected by a decision. A bound is
 * "category name least-most members". A lot is "purpose tied selected".
 *
 * The sheet is one line an event, in the order of the transcript; stages before the first are left
 * out unless they are asked for.
 */
#ifndef TEST_SUPPORT_RECOUNT_BOOTH_H
#define TEST_SUPPORT_RECOUNT_BOOTH_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "recount/recount.h"
#include "rules/settings.h"

struct election {
    const char *name;       /* what it shows, and by which clause */
    const char *rules;      /* "ers97" */
    const char *set;        /* "tie-exclusion=order reopen=all-after", or NULL */
    const char *candidates; /* "ABcD" */
    char reopen;            /* the letter of re-open nominations, or 0 */
    const char *order;      /* the predetermined order, "BAC", or NULL */
    uint32_t places;
    const char *bounds; /* "sex women 1-2 AC, sex men 0-1 B", or NULL */
    const char *papers; /* "6 AB, 3 B" */
    const char *lots;   /* "exclude BC B, elect AB A", or NULL */
    const char *sheet;  /* what is expected */
};

struct booth {
    tlr_ctx *ctx;
    struct tlri_settings settings;
    struct tlri_contest contest;
    struct tlri_candidate candidate[26];
    uint32_t order[26];
    struct tlri_group group[16];
    const char *category[4];
    char words[2048]; /* names of categories and groups */
    size_t words_used;
    uint32_t member[26 * 4];
    struct tlri_papers *papers;
    struct tlri_lots lots;
    struct tlri_lot lot[8];
    uint32_t tied[8][26];
};

static inline uint32_t letter(char c)
{
    if (c >= 'a') {
        return (uint32_t)(c - 'a');
    }
    return (uint32_t)(c - 'A');
}

/* ---- setting up
 * ----------------------------------------------------------------------------------- */

static inline void booth_settings(struct booth *booth, const struct election *e)
{
    assert_int_equal(tlri_settings_named(booth->ctx, e->rules, &booth->settings), TLR_OK);
    char text[512];
    snprintf(text, sizeof text, "%s", e->set != NULL ? e->set : "");
    char *rest = NULL;
    for (char *pair = strtok_r(text, " ", &rest); pair != NULL; pair = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(pair, '=');
        assert_non_null(value);
        *value++ = '\0';
        assert_int_equal(tlri_settings_set(booth->ctx, &booth->settings, pair, value, NULL),
                         TLR_OK);
    }
}

static inline void booth_candidates(struct booth *booth, const struct election *e)
{
    booth->contest.id = "test";
    booth->contest.title = "test";
    booth->contest.places = e->places;
    booth->contest.candidates = (uint32_t)strlen(e->candidates);
    booth->contest.candidate = booth->candidate;
    for (uint32_t c = 0; c < booth->contest.candidates; c++) {
        booth->candidate[c].id = "c";
        booth->candidate[c].name = "candidate";
        booth->candidate[c].standing = e->candidates[c] >= 'a'         ? TLRI_WITHDRAWN
                                       : e->candidates[c] == e->reopen ? TLRI_REOPEN
                                                                       : TLRI_STANDING;
    }
    if (e->order != NULL) {
        booth->contest.tie_order = booth->order;
        for (; e->order[booth->contest.tie_order_size] != '\0'; booth->contest.tie_order_size++) {
            uint32_t at = booth->contest.tie_order_size;
            booth->order[at] = letter(e->order[at]);
        }
    }
}

static inline const char *booth_word(struct booth *booth, const char *word)
{
    char *copy = booth->words + booth->words_used;
    booth->words_used += strlen(word) + 1;
    assert_true(booth->words_used <= sizeof booth->words);
    memcpy(copy, word, strlen(word) + 1);
    return copy;
}

static inline void booth_group(struct booth *booth, const char *category, const char *name,
                               const char *least, const char *most, const char *members)
{
    struct tlri_contest *contest = &booth->contest;
    uint32_t k = 0;
    while (k < contest->categories && strcmp(booth->category[k], category) != 0) {
        k++;
    }
    if (k == contest->categories) {
        booth->category[contest->categories++] = booth_word(booth, category);
    }
    struct tlri_group *group = &booth->group[contest->groups];
    group->category = k;
    group->name = booth_word(booth, name);
    group->minimum = (uint32_t)strtoul(least, NULL, 10);
    group->maximum = most[0] == '*' ? TLRI_NO_MAXIMUM : (uint32_t)strtoul(most, NULL, 10);
    for (; *members != '\0' && *members != '-'; members++) {
        booth->member[letter(*members) * 4 + k] = contest->groups;
    }
    contest->groups++;
}

/* member[] is filled with 4 categories a candidate and then packed. */
static inline void booth_bounds(struct booth *booth, const struct election *e)
{
    struct tlri_contest *contest = &booth->contest;
    contest->category = booth->category;
    contest->group = booth->group;
    contest->member = booth->member;
    memset(booth->member, 0xff, sizeof booth->member);
    char text[512];
    snprintf(text, sizeof text, "%s", e->bounds != NULL ? e->bounds : "");
    char *rest = NULL;
    for (char *bound = strtok_r(text, ",", &rest); bound != NULL;
         bound = strtok_r(NULL, ",", &rest)) {
        char *inner = NULL;
        char *category = strtok_r(bound, " ", &inner);
        char *name = strtok_r(NULL, " ", &inner);
        char *range = strtok_r(NULL, " ", &inner);
        char *members = strtok_r(NULL, " ", &inner);
        assert_non_null(members);
        char *most = strchr(range, '-');
        assert_non_null(most);
        *most++ = '\0';
        booth_group(booth, category, name, range, most, members);
    }
    for (uint32_t c = 0; c < contest->candidates; c++) {
        for (uint32_t k = 0; k < contest->categories; k++) {
            booth->member[c * contest->categories + k] = booth->member[c * 4 + k];
        }
    }
}

/* ---- papers
 * --------------------------------------------------------------------------------------- */

static inline uint32_t booth_reject(const char *token, size_t len)
{
    uint32_t reject = tlri_reject_find(token, len);
    assert_int_not_equal(reject, TLRI_NONE);
    return reject;
}

/* "AB=C-D?E": what was seen, in the order of the pool. Returns how many marks. */
static inline uint32_t booth_marks(const char *text, size_t len, tlri_mark *marks)
{
    uint32_t seen[26];
    uint32_t n = 0;
    uint32_t number = 0;
    uint32_t mode = 0; /* 0 numbers, 1 crosses, 2 doubtful */
    bool equal = false;
    for (size_t i = 0; i < len; i++) {
        switch (text[i]) {
        case 'x':
            mode = 1;
            break;
        case '?':
            mode = 2;
            break;
        case '-':
            number++;
            break;
        case '=':
            equal = true;
            break;
        default:
            number += mode == 0 && !equal ? 1u : 0u;
            equal = false;
            seen[n++] = TLRI_SEEN(mode == 0   ? number
                                  : mode == 1 ? TLRI_SEEN_CROSS
                                              : TLRI_SEEN_DOUBT,
                                  letter(text[i]));
            break;
        }
    }
    tlri_marks_order(seen, n, marks);
    return n;
}

static inline void booth_paper(struct tlri_papers_builder *builder, uint32_t row,
                               const char *weight, const char *seen)
{
    tlri_mark marks[26];
    const char *decision = strchr(seen, '/');
    size_t len = decision != NULL ? (size_t)(decision - seen) : strlen(seen);
    uint32_t of_row = (uint32_t)strtoul(weight, NULL, 10);
    if (seen[0] == '!') {
        assert_int_equal(
            tlri_papers_add(builder, marks, 0, booth_reject(seen + 1, len - 1), of_row), TLR_OK);
    } else {
        uint32_t n = seen[0] == '.' ? 0 : booth_marks(seen, len, marks);
        assert_int_equal(tlri_papers_add(builder, marks, n, TLRI_REJECT_NONE, of_row), TLR_OK);
    }
    if (decision == NULL) {
        return;
    }
    decision++;
    uint32_t reject = TLRI_REJECT_NONE;
    uint32_t n = 0;
    if (decision[0] == '!') {
        reject = booth_reject(decision + 1, strlen(decision + 1));
    } else {
        n = booth_marks(decision, strlen(decision), marks);
    }
    assert_int_equal(tlri_papers_adjudicate(builder, row, marks, n, reject), TLR_OK);
}

static inline void booth_papers(struct booth *booth, const struct election *e)
{
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, booth->ctx, booth->contest.candidates);
    assert_int_equal(tlri_papers_start_batch(&builder, "b", 1), TLR_OK);
    char text[2048];
    snprintf(text, sizeof text, "%s", e->papers);
    char *rest = NULL;
    uint32_t row = 0;
    for (char *line = strtok_r(text, ",", &rest); line != NULL; line = strtok_r(NULL, ",", &rest)) {
        char *inner = NULL;
        char *weight = strtok_r(line, " ", &inner);
        char *seen = strtok_r(NULL, " ", &inner);
        assert_non_null(seen);
        booth_paper(&builder, row++, weight, seen);
    }
    assert_int_equal(tlri_papers_finish(&builder, &booth->papers), TLR_OK);
}

static inline void booth_lots(struct booth *booth, const struct election *e)
{
    booth->lots.lot = booth->lot;
    char text[512];
    snprintf(text, sizeof text, "%s", e->lots != NULL ? e->lots : "");
    char *rest = NULL;
    for (char *line = strtok_r(text, ",", &rest); line != NULL; line = strtok_r(NULL, ",", &rest)) {
        char *inner = NULL;
        char *purpose = strtok_r(line, " ", &inner);
        char *tied = strtok_r(NULL, " ", &inner);
        char *selected = strtok_r(NULL, " ", &inner);
        assert_non_null(selected);
        struct tlri_lot *lot = &booth->lot[booth->lots.count];
        uint32_t *set = booth->tied[booth->lots.count++];
        lot->purpose = (enum tlri_purpose)tlri_purpose_find(purpose, strlen(purpose));
        lot->candidate = set;
        lot->selected = letter(selected[0]);
        for (lot->tied = 0; tied[lot->tied] != '\0'; lot->tied++) {
            set[lot->tied] = letter(tied[lot->tied]);
        }
    }
}

static inline void booth_open(struct booth *booth, const struct election *e, tlr_ctx *ctx)
{
    memset(booth, 0, sizeof *booth);
    booth->ctx = ctx;
    booth_settings(booth, e);
    booth_candidates(booth, e);
    booth_bounds(booth, e);
    booth_papers(booth, e);
    booth_lots(booth, e);
}

static inline void booth_close(struct booth *booth)
{
    tlri_papers_free(booth->papers);
}

static inline tlr_status booth_count(const struct booth *booth, struct tlri_transcript **out)
{
    return tlri_recount_run(booth->ctx, &booth->contest, &booth->settings, booth->papers,
                            &booth->lots, out);
}

/* ---- the sheet as text
 * ---------------------------------------------------------------------------- */

struct sheet_text {
    char text[16384];
    size_t len;
    const struct tlri_transcript *transcript;
};

__attribute__((format(printf, 2, 3))) static inline void put(struct sheet_text *out,
                                                             const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int wrote = vsnprintf(out->text + out->len, sizeof out->text - out->len, format, args);
    va_end(args);
    assert_true(wrote >= 0 && (size_t)wrote < sizeof out->text - out->len);
    out->len += (size_t)wrote;
}

static inline char name_of(uint32_t candidate)
{
    return candidate == TLRI_NONE ? '-' : (char)('A' + candidate);
}

static inline void put_amount(struct sheet_text *out, tlri_dec amount)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(amount, out->transcript->decimals, text);
    put(out, " %s", text);
}

static inline void put_set(struct sheet_text *out, const struct tlri_event *event, bool groups)
{
    const uint32_t *set = tlri_transcript_set(out->transcript, event);
    put(out, event->set_size > 0 ? " " : "");
    for (uint32_t i = 0; i < event->set_size; i++) {
        put(out, "%c", groups ? (char)('1' + set[i]) : name_of(set[i]));
    }
}

static inline void put_stage(struct sheet_text *out, const struct tlri_event *event)
{
    put(out, "#%u %s", event->stage, tlri_event_why_token(event));
    put_set(out, event, false);
    if (event->part != 0) {
        put(out, " part %u", event->part);
    }
    if (event->a != 0) {
        put_amount(out, event->a);
    }
    if (event->papers != 0) {
        put(out, " %llup", (unsigned long long)event->papers);
    }
}

/* Tallies of a stage stand in one line: "A 5.00 B 4.00* C 0.00x", * elected, x excluded. */
static inline void put_tally(struct sheet_text *out, const struct tlri_event *event)
{
    put(out, "%c", name_of(event->candidate));
    put_amount(out, event->a);
    put(out, "%s ",
        event->why == TLRI_STATUS_OF_ELECTED    ? "*"
        : event->why == TLRI_STATUS_OF_EXCLUDED ? "x"
                                                : "");
}

static inline void put_tie(struct sheet_text *out, const struct tlri_event *event)
{
    put(out, "tie %s", tlri_purpose_token(event->to));
    put_set(out, event, false);
    put(out, " %s", tlri_event_why_token(event));
    if (event->part != 0) {
        put(out, " %u", event->part);
    }
    if (event->candidate != TLRI_NONE) {
        put(out, " %c", name_of(event->candidate));
    }
}

static inline void put_bound(struct sheet_text *out, const struct tlri_event *event)
{
    put(out, "%s %c by ", event->kind == TLRI_EVENT_GUARDED ? "guarded" : "doomed",
        name_of(event->candidate));
    put(out, event->group == TLRI_NONE ? "several" : "%u", event->group + 1);
}

static inline void put_event(struct sheet_text *out, const struct tlri_event *event)
{
    const char *why = tlri_event_why_token(event);
    unsigned long long papers = event->papers;
    switch (event->kind) {
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
        put(out, "%s %s %llu %s", tlri_event_token(event->kind), why, papers, event->clause);
        break;
    case TLRI_EVENT_VALID:
        put(out, "valid %llu", papers);
        put_amount(out, event->a);
        break;
    case TLRI_EVENT_INFEASIBLE:
        put(out, "infeasible");
        put_set(out, event, true);
        put(out, " for %llu", papers);
        break;
    case TLRI_EVENT_PLACES_EMPTY:
        put(out, "places-empty %llu %s", papers, why);
        put_set(out, event, true);
        break;
    case TLRI_EVENT_STAGE:
        put_stage(out, event);
        break;
    case TLRI_EVENT_EXCLUDED:
        put(out, "out %c", name_of(event->candidate));
        put_amount(out, event->a);
        put(out, " %s", why);
        break;
    case TLRI_EVENT_TRANSFER:
        put(out, "%c>%c %llu x", name_of(event->candidate), name_of(event->to), papers);
        put_amount(out, event->b);
        put(out, " =");
        put_amount(out, event->a);
        break;
    case TLRI_EVENT_KEEP:
        put(out, "keep %c", name_of(event->candidate));
        put_amount(out, event->b);
        break;
    case TLRI_EVENT_ITERATIONS:
        put(out, "iterations %llu", papers);
        put_amount(out, event->b);
        break;
    case TLRI_EVENT_QUOTA:
        put(out, "quota");
        put_amount(out, event->a);
        put(out, " %s %llu/%u", why, papers, event->part);
        break;
    case TLRI_EVENT_TALLY:
        put_tally(out, event);
        return;
    case TLRI_EVENT_NONTRANSFERABLE:
        put(out, "lost %llu", papers);
        put_amount(out, event->a);
        put(out, " ");
        return;
    case TLRI_EVENT_ROUNDING:
        put(out, "rounding");
        put_amount(out, event->a);
        break;
    case TLRI_EVENT_REQUIRED:
        put(out, "required");
        put_amount(out, event->a);
        break;
    case TLRI_EVENT_TIE:
        put_tie(out, event);
        break;
    case TLRI_EVENT_ELECTED:
        put(out, "in %c", name_of(event->candidate));
        put_amount(out, event->a);
        put(out, " %s", why);
        break;
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
        put_bound(out, event);
        break;
    case TLRI_EVENT_DEFERRED:
        put(out, "deferred");
        put_amount(out, event->a);
        put_amount(out, event->b);
        break;
    case TLRI_EVENT_PLACE_EMPTY:
        put(out, "empty %u %s", event->part, why);
        break;
    case TLRI_EVENT_CLOSED:
        put(out, "closed %llu %u", papers, event->part);
        break;
    default:
        fail_msg("an event of an unknown kind");
    }
    put(out, "\n");
}

static inline void sheet_print(struct sheet_text *out, const struct tlri_transcript *transcript,
                               bool from_start)
{
    out->len = 0;
    out->text[0] = '\0';
    out->transcript = transcript;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        bool marks = event->kind == TLRI_EVENT_REJECTED || event->kind == TLRI_EVENT_NOTED ||
                     event->kind == TLRI_EVENT_VALID;
        if (from_start || !marks) {
            put_event(out, event);
        }
    }
}

/* Counts the election and compares the sheet. from_start: with what was read from the papers. */
static inline void check_election(const struct election *e, bool from_start)
{
    static struct sheet_text got;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct booth booth;
    struct tlri_transcript *transcript = NULL;
    assert_non_null(ctx);
    booth_open(&booth, e, ctx);
    assert_int_equal(booth_count(&booth, &transcript), TLR_OK);
    sheet_print(&got, transcript, from_start);
    if (strcmp(got.text, e->sheet) != 0) {
        print_error("%s\nexpected:\n%s\ngot:\n%s\n", e->name, e->sheet, got.text);
        fail();
    }
    tlri_transcript_free(transcript);
    booth_close(&booth);
    tlr_ctx_free(ctx);
}

#endif
