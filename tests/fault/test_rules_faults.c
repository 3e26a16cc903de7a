/*
 * test_rules_faults.c: the party's rules when there is no room for the next word, at every place
 * where one is written.
 *
 * The allocator of support/faults.h fails only where a buffer happens to be full. Here the linker
 * puts the functions below between rules/ and base/ (see WRAPPED_RULES in the Makefile), so that
 * each append in its turn finds no room. An edition is described, entitlements are worked out,
 * readings resolved and settings listed, again and again with the first, the second, the third ...
 * call failing. Then nothing half built may be handed over and the status must say why, except that
 * a refusal stays the same refusal with a shorter hint. Nothing is left behind.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/scratch.h"
#include "rules/describe.h"
#include "rules/entitlement.h"
#include "rules/settings.h"
#include "rules/suggest.h"
#include "support/faults.h"
#include "support/rules_edition.h"

/* ---- what is put in between ---- */

static struct {
    size_t calls, fail_at; /* fail_at 0: none */
    bool failed;
    bool crowd; /* as if an entitlement had nearly all the steps that there is room for */
} seam;

static bool fails(void)
{
    bool now = ++seam.calls == seam.fail_at;
    seam.failed = seam.failed || now;
    return now;
}

static tlr_status no_room(struct tlri_buf *buf)
{
    buf->failed = TLR_E_MEMORY; /* as base/buf.c: the first failure sticks */
    return TLR_E_MEMORY;
}

/* The linker's names: what is called when lib/ calls f, and f itself. */
tlr_status __real_tlri_buf_add(struct tlri_buf *buf, const void *bytes, size_t len);
tlr_status __wrap_tlri_buf_add(struct tlri_buf *buf, const void *bytes, size_t len);
tlr_status __wrap_tlri_buf_add(struct tlri_buf *buf, const void *bytes, size_t len)
{
    return fails() ? no_room(buf) : __real_tlri_buf_add(buf, bytes, len);
}

tlr_status __real_tlri_buf_puts(struct tlri_buf *buf, const char *text);
tlr_status __wrap_tlri_buf_puts(struct tlri_buf *buf, const char *text);
tlr_status __wrap_tlri_buf_puts(struct tlri_buf *buf, const char *text)
{
    return fails() ? no_room(buf) : __real_tlri_buf_puts(buf, text);
}

tlr_status __wrap_tlri_buf_printf(struct tlri_buf *buf, const char *fmt, ...) TLRI_PRINTF(2, 3);
tlr_status __wrap_tlri_buf_printf(struct tlri_buf *buf, const char *fmt, ...)
{
    char text[4096];
    va_list args;
    if (fails()) {
        return no_room(buf);
    }
    va_start(args, fmt);
    int len = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    assert_true(len >= 0 && (size_t)len < sizeof text);
    return __real_tlri_buf_add(buf, text, (size_t)len);
}

char *__real_tlri_arena_copy(struct tlri_arena *arena, const char *text, size_t len);
char *__wrap_tlri_arena_copy(struct tlri_arena *arena, const char *text, size_t len);
char *__wrap_tlri_arena_copy(struct tlri_arena *arena, const char *text, size_t len)
{
    if (seam.crowd) { /* the arena is the first member of the entitlement */
        ((struct tlri_entitlement *)(void *)arena)->steps = TLRI_ENTITLEMENT_STEPS_MAX - 1;
    }
    return fails() ? NULL : __real_tlri_arena_copy(arena, text, len);
}

void *__real_tlri_alloc_array(tlr_ctx *ctx, size_t n, size_t size);
void *__wrap_tlri_alloc_array(tlr_ctx *ctx, size_t n, size_t size);
void *__wrap_tlri_alloc_array(tlr_ctx *ctx, size_t n, size_t size)
{
    return fails() ? NULL : __real_tlri_alloc_array(ctx, n, size);
}

tlr_ctx *__real_tlri_ctx_scratch(const tlr_ctx *like);
tlr_ctx *__wrap_tlri_ctx_scratch(const tlr_ctx *like);
tlr_ctx *__wrap_tlri_ctx_scratch(const tlr_ctx *like)
{
    return fails() ? NULL : __real_tlri_ctx_scratch(like);
}

/* ---- the work ---- */

static tlr_ctx *group_ctx;
static struct tlri_rulebook *books[3]; /* 2017, 2022, 2025 */

static int group_up(void **state)
{
    static const char *const paths[] = {"spec/rulebook/2017.xml", "spec/rulebook/2022.xml",
                                        "spec/rulebook/2025.xml"};
    (void)state;
    group_ctx = tlr_ctx_new(NULL, NULL);
    for (size_t i = 0; i < 3; i++) {
        books[i] = edition_read(group_ctx, paths[i]);
    }
    return 0;
}

static int group_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        tlri_rulebook_free(books[i]);
    }
    tlr_ctx_free(group_ctx);
    return 0;
}

typedef tlr_status work_fn(tlr_ctx *ctx, const void *what);

/* Does the work with every call failing in its turn. Returns how many there were. */
static size_t fail_each(work_fn *work, const void *what)
{
    size_t n = 0;
    struct faults faults;
    memset(&seam, 0, sizeof seam);
    fault_init(&faults, 0, false);
    tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
    assert_non_null(ctx);
    tlr_status whole = work(ctx, what);
    do {
        tlr_ctx_diag_clear(ctx);
        memset(&seam, 0, sizeof seam);
        seam.fail_at = ++n;
        tlr_status status = work(ctx, what);
        bool refused_still = whole != TLR_OK && status == whole;
        if (seam.failed ? status != TLR_E_MEMORY && !refused_still : status != whole) {
            fail_msg("call %zu of %s fails: %s", n, tlr_status_name(whole),
                     tlr_status_name(status));
        }
    } while (seam.failed);
    seam.fail_at = 0;
    tlr_ctx_free(ctx);
    assert_true(fault_clean(&faults));
    return n - 1;
}

struct two_editions {
    const struct tlri_rulebook *now, *before;
};

static tlr_status describe(tlr_ctx *ctx, const void *what)
{
    const struct two_editions *two = what;
    struct tlri_buf text;
    tlri_buf_init(&text, ctx, 1u << 20);
    tlr_status status = tlri_rulebook_describe(two->now, two->before, &text);
    tlri_buf_drop(&text);
    return status;
}

/* A few entries of each kind: the same calls, in a fraction of the time. */
static void shorten(struct bent_edition *bent, const struct tlri_rulebook *book)
{
    size_t kept = 0;
    bend(bent, book);
    bent->book.figures = 3;
    bent->book.clauses = 2;
    bent->book.sources = 1;
    for (size_t i = 0; i < bent->book.readings; i++) {
        if (bent->reading[i].required || i % 8 == 0) {
            bent->reading[kept++] = bent->reading[i];
        }
    }
    bent->book.readings = kept;
}

static void an_edition_is_described(void **state)
{
    (void)state;
    static struct bent_edition before, now, last;
    shorten(&before, books[0]);
    shorten(&now, books[1]);
    shorten(&last, books[2]);
    before.book.to_year = before.book.from_year; /* of one conference */
    before.figure[0].name = "last-block";
    const struct two_editions pairs[] = {{&now.book, &before.book},
                                         {&last.book, &now.book},
                                         {&before.book, &now.book},
                                         {&before.book, &before.book}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_true(fail_each(describe, &pairs[i]) > 100);
    }
}

struct entitled {
    const char *readings[4][2];
    struct tlri_entitlement_input in;
};

static size_t declare(const char *const readings[4][2], struct tlri_declared_reading *out)
{
    size_t n = 0;
    memset(out, 0, 4 * sizeof *out);
    for (; n < 4 && readings[n][0] != NULL; n++) {
        out[n].name = readings[n][0];
        out[n].value = readings[n][1];
        out[n].decided_by = n % 2 == 0 ? "General Meeting" : NULL;
        out[n].decided_on = n == 0 ? "2023-01-20" : NULL;
    }
    return n;
}

static tlr_status work_out(tlr_ctx *ctx, const void *what)
{
    const struct entitled *entitled = what;
    struct tlri_declared_reading declared[4];
    struct tlri_readings in_force;
    struct tlri_entitlement out;
    struct tlri_readings_request request = {.rulebook = books[1], .declare = declared};
    request.declared = declare(entitled->readings, declared);
    TLR_TRY(tlri_readings_resolve(ctx, &request, &in_force));
    tlr_status status = tlri_entitlement_work_out(ctx, &entitled->in, books[1], &in_force, &out);
    assert_true(status == TLR_OK || (out.steps == 0 && out.arena.ctx == NULL));
    tlri_entitlement_drop(&out);
    tlri_readings_drop(&in_force);
    return status;
}

static const struct entitled entitlements[] = {
    {{{NULL}}, {.conference = 2023, .members = 0}},
    {{{NULL}}, {.conference = 2023, .members = 700, .last_year = TLRI_LAST_YEAR_WOMAN}},
    {{{NULL}}, {.conference = 2023, .members = 700, .last_year = TLRI_LAST_YEAR_SEVERAL}},
    {{{"alternate-year-gap", "skip"}},
     {.conference = 2023,
      .members = 700,
      .last_year = TLRI_LAST_YEAR_NEW,
      .last_sole = TLRI_LAST_YEAR_MAN}},
    {{{"women-rounding", "order-dependent"}, {"cap-scope", "whole-delegation"}},
     {.conference = 2023,
      .members = 3500,
      .women = 900,
      .young = 30,
      .hq_members_stated = true,
      .hq_members = 3400,
      .hq_places_stated = true,
      .hq_places = 9,
      .resolved_stated = true,
      .resolved = 5,
      .resolved_on = "2023-01-05",
      .resolved_by = TLRI_BODY_EXECUTIVE,
      .resolved_asked = true}},
    {{{"cap-scope", "ordinary-only"}},
     {.conference = 2023, .members = 1500, .women = 100, .young = 30, .resolved_asked = true}},
    {{{NULL}}, {.conference = 2023, .members = 1500, .women = 100, .young = 30}},
};

static void an_entitlement_is_worked_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof entitlements / sizeof entitlements[0]; i++) {
        assert_true(fail_each(work_out, &entitlements[i]) >= 5);
    }
}

/* There is room for every step; should there ever be more, nothing is written past it. */
static void steps_that_do_not_fit_are_a_fault(void **state)
{
    (void)state;
    memset(&seam, 0, sizeof seam);
    seam.crowd = true;
    assert_int_equal(work_out(group_ctx, &entitlements[0]), TLR_E_INTERNAL);
    seam.crowd = false;
    tlr_ctx_diag_clear(group_ctx);
}

struct declared {
    const char *readings[4][2];
    bool figures;
};

static tlr_status resolve(tlr_ctx *ctx, const void *what)
{
    const struct declared *d = what;
    static const struct tlri_entitlement_input figures = {.conference = 2023,
                                                          .members = 1900,
                                                          .women = 300,
                                                          .young = 40,
                                                          .resolved_stated = true,
                                                          .resolved = 5,
                                                          .last_year = TLRI_LAST_YEAR_SEVERAL};
    struct tlri_declared_reading declared[4];
    struct tlri_readings out;
    struct tlri_readings_request request = {.rulebook = books[1],
                                            .file = "notice.xml",
                                            .declare = declared,
                                            .complete = true,
                                            .delegation = true,
                                            .figures = d->figures ? &figures : NULL};
    request.declared = declare(d->readings, declared);
    tlr_status status = tlri_readings_resolve(ctx, &request, &out);
    assert_true(status == TLR_OK || (out.count == 0 && out.reading == NULL));
    tlri_readings_drop(&out);
    return status;
}

static const struct declared declarations[] = {
    {{{NULL}}, true},
    {{{NULL}}, false},
    {{{"cap-scope", "ordinary-only"}, {"quota-mechanism", "guard-doom"}}, true},
    {{{"women-scope", "whole-delegation"}}, true}, /* each gives another number under the other */
    {{{"cap-scop", "ordinary-only"}}, true},
    {{{"zebra-crossing-law", "1"}}, true},
    {{{"cap-scope", "ordinary"}}, true},
    {{{"cap-scope", "ordinary-only"},
      {"women-rounding", "ceil"},
      {"quota-mechanism", "guard-doom"},
      {"candidate-months", "6"}},
     true},
};

static void readings_are_resolved(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof declarations / sizeof declarations[0]; i++) {
        assert_true(fail_each(resolve, &declarations[i]) >= 1);
    }
}

static tlr_status list_settings(tlr_ctx *ctx, const void *what)
{
    struct tlri_settings settings;
    struct tlri_buf text;
    TLR_TRY(tlri_settings_named(ctx, what, &settings));
    tlri_buf_init(&text, ctx, 4096);
    tlr_status status = tlri_settings_text(&settings, &text);
    if (status == TLR_OK) {
        static const char *const two[] = {"one", "two"};
        status = tlri_suggest_list(&text, two, 2);
    }
    tlri_buf_drop(&text);
    return status;
}

static void settings_are_listed(void **state)
{
    (void)state;
    assert_true(fail_each(list_settings, "custom") > 10);
    assert_true(fail_each(list_settings, "av") > 10);
    assert_true(fail_each(list_settings, "ers79") > 10); /* the rule sets are listed */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edition_is_described),
        cmocka_unit_test(an_entitlement_is_worked_out),
        cmocka_unit_test(steps_that_do_not_fit_are_a_fault),
        cmocka_unit_test(readings_are_resolved),
        cmocka_unit_test(settings_are_listed),
    };
    return cmocka_run_group_tests(tests, group_up, group_down);
}
