/*
 * Readings: what is declared, what is a default decided by nobody, what is missing, mistyped, late,
 * ruled otherwise, and what a count is told of it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "rules/entitlement.h"
#include "rules/reading.h"
#include "rules/settings.h"
#include "support/rules_edition.h"

static tlr_ctx *ctx;
static struct tlri_rulebook *book_2017, *book_2022, *book_2025;

static int group_up(void **state)
{
    (void)state;
    ctx = tlr_ctx_new(NULL, NULL);
    book_2017 = edition_read(ctx, "spec/rulebook/2017.xml");
    book_2022 = edition_read(ctx, "spec/rulebook/2022.xml");
    book_2025 = edition_read(ctx, "spec/rulebook/2025.xml");
    return 0;
}

static int group_down(void **state)
{
    (void)state;
    tlri_rulebook_free(book_2017);
    tlri_rulebook_free(book_2022);
    tlri_rulebook_free(book_2025);
    tlr_ctx_free(ctx);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    tlr_ctx_diag_clear(ctx);
    return 0;
}

#define DECLARE(name, value)                                                                       \
    {                                                                                              \
        name, value, "General Meeting", "2024-01-20", "4.2",                                       \
        {                                                                                          \
            7, 3                                                                                   \
        }                                                                                          \
    }

static const struct tlri_declared_reading full[] = {
    DECLARE("cap-scope", "ordinary-only"),       DECLARE("women-rounding", "ceil"),
    DECLARE("quota-mechanism", "guard-doom"),    DECLARE("candidate-months", "6"),
    DECLARE("women-definition", "sex-recorded"),
};

static struct tlri_readings_request request_of(const struct tlri_rulebook *book, size_t declared)
{
    struct tlri_readings_request request = {.rulebook = book,
                                            .file = "notice.xml",
                                            .declared = declared,
                                            .declare = full,
                                            .nominations_close = "2024-06-01",
                                            .complete = true,
                                            .delegation = true};
    return request;
}

static void declared_readings_are_in_force(void **state)
{
    (void)state;
    struct tlri_readings_request request = request_of(book_2022, 4);
    struct tlri_readings out;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_OK);
    assert_int_equal(tlr_ctx_diag_count(ctx), 0);
    const struct tlri_reading_in_force *one = tlri_readings_get(&out, "cap-scope");
    assert_string_equal(one->value, "ordinary-only");
    assert_string_equal(one->decided_by, "General Meeting");
    assert_string_equal(one->decided_on, "2024-01-20");
    assert_string_equal(one->minute, "4.2");
    assert_string_equal(one->source, "B1");
    assert_int_equal(one->grade, 'B');
    assert_false(one->is_default);
    one = tlri_readings_get(&out, "part-thereof");
    assert_string_equal(one->value, "ceil");
    assert_null(one->decided_by);
    assert_true(one->is_default);
    unsigned months = 0;
    assert_true(tlri_readings_number(&out, "candidate-months", &months));
    assert_int_equal(months, 6);
    assert_int_equal(tlri_readings_get(&out, "candidate-months")->grade, 0);
    assert_false(tlri_readings_number(&out, "voter-weeks", &months));
    assert_false(tlri_readings_number(&out, "cap-scope", &months));
    assert_null(tlri_readings_get(&out, "voter-weeks"));
    assert_null(tlri_readings_get(&out, "single-cross"));
    assert_true(tlri_readings_is(&out, "unopposed", "declare"));
    assert_false(tlri_readings_is(&out, "unopposed", "affirm"));
    assert_false(tlri_readings_is(&out, "no-such", "affirm"));
    tlri_readings_drop(&out);
    assert_int_equal(out.count, 0);
}

struct missing {
    const char *name;
    struct tlri_rulebook **book;
    size_t declared; /* of full[] */
    const char *close;
    bool delegation, complete;
    tlr_status status;
    size_t refused;
};

static const struct missing missings[] = {
    {"nothing declared", &book_2022, 0, "2024-06-01", true, true, TLR_E_RULES, 4},
    {"the cap alone", &book_2022, 1, "2024-06-01", true, true, TLR_E_RULES, 3},
    {"all four", &book_2022, 4, "2024-06-01", true, true, TLR_OK, 0},
    {"no delegates' places", &book_2022, 0, "2024-06-01", false, true, TLR_OK, 0},
    {"not asked to be complete", &book_2022, 0, "2024-06-01", true, false, TLR_OK, 0},
    {"the day before women's places came under review", &book_2025, 4, "2025-05-19", true, true,
     TLR_OK, 0},
    {"the day", &book_2025, 4, "2025-05-20", true, true, TLR_E_RULES, 1},
    {"the day, declared", &book_2025, 5, "2025-05-20", true, true, TLR_OK, 0},
    {"no date known", &book_2025, 4, NULL, true, true, TLR_E_RULES, 1},
};

static void required_readings_must_be_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof missings / sizeof missings[0]; i++) {
        const struct missing *row = &missings[i];
        struct tlri_readings_request request = request_of(*row->book, row->declared);
        request.nominations_close = row->close;
        request.delegation = row->delegation;
        request.complete = row->complete;
        struct tlri_readings out;
        tlr_status status = tlri_readings_resolve(ctx, &request, &out);
        if (status != row->status || tlr_ctx_diag_count(ctx) != row->refused) {
            fail_msg("%s: %s, %zu", row->name, tlr_status_name(status), tlr_ctx_diag_count(ctx));
        }
        for (size_t d = 0; d < row->refused; d++) {
            assert_int_equal(tlr_ctx_diag(ctx, d)->code, 3022);
            assert_string_equal(tlr_ctx_diag(ctx, d)->file, "notice.xml");
        }
        tlri_readings_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

static void a_refusal_lists_the_alternatives(void **state)
{
    (void)state;
    struct tlri_readings_request request = request_of(book_2022, 0);
    struct tlri_readings out;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_RULES);
    assert_int_equal(out.count, 0);
    const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
    assert_non_null(
        strstr(diag->message, "the reading cap-scope must be declared: Whether the cap"));
    assert_non_null(strstr(diag->hint, "ordinary-only (source B1, grade B: Levy)"));
    assert_non_null(strstr(diag->hint, "whole-delegation (source B3, grade B: Akehurst"));
    tlri_readings_drop(&out);
}

/* [REA-3] ... and what each would give here, under every value of another one that is undeclared.
 */
static void a_refusal_says_what_each_gives(void **state)
{
    (void)state;
    struct tlri_entitlement_input figures = {.conference = 2023,
                                             .members = 1900,
                                             .women = 300,
                                             .young = 40,
                                             .resolved_stated = true,
                                             .resolved = 5,
                                             .last_year = TLRI_LAST_YEAR_SEVERAL,
                                             .last_sole = TLRI_LAST_YEAR_UNKNOWN};
    struct tlri_declared_reading whole = DECLARE("women-scope", "whole-delegation");
    struct tlri_readings_request request = request_of(book_2022, 1);
    struct tlri_readings out;
    request.declare = &whole;
    request.figures = &figures;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_RULES);
    const tlr_diag *cap = tlr_ctx_diag(ctx, 0);
    const tlr_diag *rounding = tlr_ctx_diag(ctx, 1);
    assert_non_null(
        strstr(cap->hint, "top; here gives 8 delegates in all, 6 of them ordinary. (2)"));
    assert_non_null(
        strstr(cap->hint, "together; here gives 6 delegates in all, 6 of them ordinary."));
    assert_non_null(strstr(rounding->message, "women-rounding"));
    assert_non_null(strstr(rounding->hint, "half of any delegation; here gives at least 3 women in "
                                           "5 ordinary places to fill under cap-scope = "
                                           "ordinary-only; here gives at least 2 women in 5 "
                                           "ordinary places to fill under cap-scope = "
                                           "whole-delegation."));
    tlr_ctx_diag_clear(ctx);
    /* Without figures the meaning stands, and no number is made up. */
    request.figures = NULL;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_RULES);
    assert_null(strstr(tlr_ctx_diag(ctx, 0)->hint, "here gives"));
    assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->hint, "The cap covers all delegates together."));
}

/* ---- what each value would give, in editions bent for it ---- */

/* Refuses for want of `missing` and returns the hint; the other required readings are declared, but
 * for those in `open`. Clear the diagnostics before the next. */
static const char *hint_for(const struct tlri_rulebook *book, const char *missing, const char *open,
                            const struct tlri_entitlement_input *figures)
{
    struct tlri_declared_reading declared[4];
    struct tlri_readings out;
    size_t n = 0;
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(full[i].name, missing) != 0 && strcmp(full[i].name, open) != 0) {
            declared[n++] = full[i];
        }
    }
    struct tlri_readings_request request = request_of(book, n);
    request.declare = declared;
    request.figures = figures;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_RULES);
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        if (strstr(tlr_ctx_diag(ctx, i)->message, missing) != NULL) {
            return tlr_ctx_diag(ctx, i)->hint;
        }
    }
    fail_msg("%s is not asked for", missing);
    return NULL;
}

static struct tlri_entitlement_input figures_of(uint64_t members, uint64_t women, uint64_t resolved)
{
    struct tlri_entitlement_input figures = {.conference = 2023,
                                             .members = members,
                                             .women = women,
                                             .resolved_stated = true,
                                             .resolved = resolved,
                                             .last_year = TLRI_LAST_YEAR_WOMAN};
    return figures;
}

/* [REA-3] Nothing else is open: one answer for each value. */
static void one_open_reading_is_answered_outright(void **state)
{
    (void)state;
    struct tlri_entitlement_input figures = figures_of(1500, 0, 5);
    const char *hint = hint_for(book_2022, "women-rounding", "", &figures);
    assert_non_null(strstr(hint, "here gives at least 2 women in 5 ordinary places to fill. (2)"));
    assert_non_null(strstr(hint, "fill, or 3 when the first elected is a woman."));
    assert_null(strstr(hint, "under"));
}

/* [REA-3] An edition without a cap has no reading of it to try. */
static void what_an_edition_does_not_know_is_not_tried(void **state)
{
    (void)state;
    struct tlri_entitlement_input figures = figures_of(1500, 0, 4);
    static const struct tlri_declared_reading nothing = DECLARE("part-thereof", "floor");
    struct tlri_readings_request request = request_of(book_2017, 1);
    struct tlri_readings out;
    figures.conference = 2017;
    request.declare = &nothing;
    request.figures = &figures;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_RULES);
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        const tlr_diag *diag = tlr_ctx_diag(ctx, i);
        if (strstr(diag->message, "women-rounding") != NULL) {
            assert_non_null(strstr(diag->hint, "at least 2 women in 4 ordinary places to fill."));
            return;
        }
    }
    fail_msg("women-rounding is not asked for");
}

/* [REA-3] Another is open and makes no difference: it is not named. */
static void an_open_reading_that_changes_nothing_is_not_named(void **state)
{
    (void)state;
    struct tlri_entitlement_input figures = figures_of(1500, 0, 5);
    const char *hint = hint_for(book_2022, "women-rounding", "cap-scope", &figures);
    assert_non_null(strstr(hint, "here gives at least 3 women in 5 ordinary places to fill."));
    assert_null(strstr(hint, "under"));
}

/* [REA-3] One that has three values, of which the first and the last differ from the second. */
static void every_value_of_the_other_is_answered(void **state)
{
    (void)state;
    static struct bent_edition bent;
    struct tlri_rule_value *value;
    bend(&bent, book_2022);
    struct tlri_rule_reading *scope = bent_reading(&bent, "women-scope", &value);
    scope->required = true;
    scope->default_value = NULL;
    struct tlri_entitlement_input figures = figures_of(1000, 100, 3);
    const char *hint = hint_for(&bent.book, "women-scope", "women-rounding", &figures);
    assert_non_null(strstr(hint, "at least 1 women in 3 ordinary places to fill under "
                                 "women-rounding = floor; here gives at least 2 women in 3 "
                                 "ordinary places to fill under women-rounding = ceil; here gives "
                                 "at least 1 women in 3 ordinary places to fill, or 2 when the "
                                 "first elected is a woman under women-rounding = "
                                 "order-dependent."));
}

/* The figures make no sense, or a declaration is wrong: the meaning stands and no number. */
static void without_an_answer_the_meaning_stands(void **state)
{
    (void)state;
    struct tlri_entitlement_input figures = figures_of(1500, 0, 6);
    const char *hint = hint_for(book_2022, "women-rounding", "", &figures);
    assert_null(strstr(hint, "here gives"));
    assert_non_null(strstr(hint, "half of any delegation."));
    tlr_ctx_diag_clear(ctx);
    figures.resolved = 5;
    static const struct tlri_declared_reading bad = DECLARE("cap-scope", "none-of-these");
    struct tlri_readings_request request = request_of(book_2022, 1);
    struct tlri_readings out;
    request.declare = &bad;
    request.figures = &figures;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_INPUT);
    assert_non_null(strstr(tlr_ctx_diag(ctx, 1)->message, "women-rounding must be declared"));
    assert_null(strstr(tlr_ctx_diag(ctx, 1)->hint, "here gives"));
}

/* A value may have no meaning written down, or one without a stop, and nobody who holds it. */
static void a_value_without_words_is_listed_by_name(void **state)
{
    (void)state;
    static struct bent_edition bent;
    struct tlri_rule_value *value;
    bend(&bent, book_2022);
    (void)bent_reading(&bent, "women-rounding", &value);
    value[0].gloss = NULL;
    value[0].holds = NULL;
    value[1].gloss = "";
    value[1].source = NULL;
    value[2].gloss = "As they come";
    const char *hint = hint_for(&bent.book, "women-rounding", "", NULL);
    assert_non_null(strstr(hint, "(1) floor (source C12, grade C). (2) ceil (no source): . (3)"));
    assert_non_null(strstr(hint, ": As they come."));
}

/* ---- lists that do not fit ---- */

/* More values, and more readings, than a reader lets through: the first are listed. */
static void longer_lists_than_a_reader_allows_are_cut(void **state)
{
    (void)state;
    static struct tlri_rule_value values[TLRI_READING_VALUES_MAX + 1];
    static struct tlri_rule_reading list[TLRI_RULEBOOK_ENTRIES_MAX + 1];
    for (size_t i = 0; i <= TLRI_READING_VALUES_MAX; i++) {
        values[i] = (struct tlri_rule_value){"v", NULL, 'D', NULL, "V."};
    }
    for (size_t i = 0; i <= TLRI_RULEBOOK_ENTRIES_MAX; i++) {
        list[i] = (struct tlri_rule_reading){"r", false, NULL, NULL, "R.", 1, values};
    }
    values[TLRI_READING_VALUES_MAX].name = "single-crosses";
    list[TLRI_RULEBOOK_ENTRIES_MAX].name = "undervotes";
    list[0] = (struct tlri_rule_reading){
        "single-cross", false, NULL, NULL, "A cross.", TLRI_READING_VALUES_MAX + 1, values};
    const struct tlri_rulebook book = {
        .id = "long", .readings = TLRI_RULEBOOK_ENTRIES_MAX + 1, .reading = list};
    static const struct tlri_declared_reading declared[] = {
        DECLARE("undervote", "valid"), DECLARE("single-cross", "single-cross")};
    struct tlri_readings_request request = {.rulebook = &book, .declared = 2, .declare = declared};
    struct tlri_readings out;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3020);
    assert_null(strstr(tlr_ctx_diag(ctx, 0)->hint, "undervotes"));
    assert_int_equal(tlr_ctx_diag(ctx, 1)->code, 3021);
    assert_null(strstr(tlr_ctx_diag(ctx, 1)->hint, "mean \"single-crosses\""));
}

/* The other open reading has more values than a reader lets through: the first are tried. */
static void no_more_values_are_tried_than_there_is_room_for(void **state)
{
    (void)state;
    static struct bent_edition bent;
    static struct tlri_rule_value values[TLRI_READING_VALUES_MAX + 1];
    struct tlri_rule_value *value;
    bend(&bent, book_2022);
    struct tlri_rule_reading *cap = bent_reading(&bent, "cap-scope", &value);
    for (size_t i = 0; i <= TLRI_READING_VALUES_MAX; i++) {
        values[i] = value[1];
    }
    cap->values = TLRI_READING_VALUES_MAX + 1;
    cap->value = values;
    struct tlri_entitlement_input figures = figures_of(1500, 0, 5);
    const char *hint = hint_for(&bent.book, "women-rounding", "cap-scope", &figures);
    assert_non_null(strstr(hint, "here gives at least 3 women in 5 ordinary places to fill."));
}

/* A list made for one edition has no room for another's readings. */
static void a_ruling_by_another_edition_is_a_fault(void **state)
{
    (void)state;
    static const struct tlri_rule_value values[] = {{"first", NULL, 'D', NULL, "First."}};
    static const struct tlri_rule_reading one[] = {
        {"single-cross", false, "first", NULL, "A cross.", 1, values}};
    const struct tlri_rulebook book = {.id = "made", .readings = 1, .reading = one};
    struct tlri_readings_request request = {.rulebook = &book};
    struct tlri_readings out;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_OK);
    assert_int_equal(
        tlri_readings_rule(ctx, &out, book_2022, "overvote", "count", "NEC", NULL, NULL, "1", NULL),
        TLR_E_INTERNAL);
    assert_int_equal(out.count, 1);
    tlri_readings_drop(&out);
}

/* An edition may say of a setting what the settings do not know. */
static void a_reading_that_no_setting_takes_is_refused(void **state)
{
    (void)state;
    static struct bent_edition bent;
    struct tlri_rule_value *value;
    bend(&bent, book_2022);
    struct tlri_rule_reading *cross = bent_reading(&bent, "single-cross", &value);
    value[cross->values] = value[0];
    value[cross->values++].name = "by-moonlight";
    static const struct tlri_declared_reading moon = DECLARE("single-cross", "by-moonlight");
    struct tlri_readings_request request = request_of(&bent.book, 1);
    struct tlri_readings out;
    struct tlri_settings av;
    request.declare = &moon;
    request.complete = false;
    assert_int_equal(tlri_settings_named(ctx, "av", &av), TLR_OK);
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_OK);
    assert_int_equal(tlri_readings_apply(ctx, &out, &av), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3002);
    tlri_readings_drop(&out);
}

struct wrong {
    struct tlri_declared_reading declared[2];
    size_t n;
    uint32_t code;
    const char *message, *hint;
};

static const struct wrong wrongs[] = {
    {{DECLARE("cap-scop", "none")}, 1, 3020, "no reading \"cap-scop\"", "mean \"cap-scope\""},
    {{DECLARE("zebra-crossing-law", "1")}, 1, 3020, "zebra", "The readings are part-thereof, "},
    {{DECLARE("cap-scope", "ordinary")}, 1, 3021, "\"ordinary\" is not", "mean \"ordinary-only\"?"},
    {{DECLARE("cap-scope", "")}, 1, 3021, "\"\" is not", "Values of cap-scope"},
    {{DECLARE("candidate-months", "six")}, 1, 3021, "\"six\"", "a number"},
    {{DECLARE("candidate-months", "")}, 1, 3021, "\"\" is not", "a number"},
    {{DECLARE("candidate-months", "06")}, 1, 3021, "\"06\"", "a number"},
    {{DECLARE("candidate-months", "1000")}, 1, 3021, "\"1000\"", "a number"},
    {{DECLARE("cap-scope", "ordinary-only"), DECLARE("cap-scope", "ordinary-only")},
     2,
     3023,
     "declared twice",
     "Leave one"},
};

static void mistakes_are_named_and_placed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        struct tlri_readings_request request = request_of(book_2022, wrongs[i].n);
        request.declare = wrongs[i].declared;
        request.complete = false;
        struct tlri_readings out;
        assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_INPUT);
        assert_int_equal(tlr_ctx_diag_count(ctx), 1);
        const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
        assert_int_equal(diag->code, wrongs[i].code);
        assert_int_equal(diag->line, 7);
        assert_int_equal(diag->column, 3);
        if (strstr(diag->message, wrongs[i].message) == NULL ||
            strstr(diag->hint, wrongs[i].hint) == NULL) {
            fail_msg("row %zu: \"%s\" / \"%s\"", i, diag->message, diag->hint);
        }
        tlr_ctx_diag_clear(ctx);
    }
}

/* There was no cap before 2022, and so no reading of it. */
static void a_reading_belongs_to_its_editions(void **state)
{
    (void)state;
    struct tlri_readings_request request = request_of(book_2017, 1);
    request.complete = false;
    struct tlri_readings out;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3020);
}

static void a_late_decision_is_warned_of(void **state)
{
    (void)state;
    static const struct {
        const char *close;
        size_t warnings;
    } rows[] = {{"2024-01-20", 0}, {"2024-01-19", 4}, {"2023-12-31", 4}, {"2024-01-21", 0}};
    for (size_t i = 0; i < 4; i++) {
        struct tlri_readings_request request = request_of(book_2022, 4);
        request.nominations_close = rows[i].close;
        struct tlri_readings out;
        assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_OK);
        assert_int_equal(tlr_ctx_diag_count(ctx), rows[i].warnings);
        for (size_t d = 0; d < rows[i].warnings; d++) {
            assert_int_equal(tlr_ctx_diag(ctx, d)->code, 3024);
            assert_int_equal(tlr_ctx_diag(ctx, d)->severity, TLR_WARNING);
        }
        tlri_readings_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

static void a_ruling_changes_a_reading(void **state)
{
    (void)state;
    struct tlri_readings_request request = request_of(book_2022, 4);
    struct tlri_readings out;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_OK);
    size_t before = out.count;
    assert_int_equal(tlri_readings_rule(ctx, &out, book_2022, "women-rounding", "floor", "NEC",
                                        "2026-08-14", "NEC 5", "1", NULL),
                     TLR_OK);
    const struct tlri_reading_in_force *one = tlri_readings_get(&out, "women-rounding");
    assert_string_equal(one->value, "floor");
    assert_string_equal(one->decided_by, "NEC");
    assert_string_equal(one->ruling, "1");
    assert_string_equal(one->source, "C12");
    assert_string_equal(one->decided_on, "2026-08-14");
    assert_int_equal(out.count, before);
    /* One that was not in force comes into force. */
    assert_int_equal(tlri_readings_rule(ctx, &out, book_2022, "single-cross", "invalid", "NEC",
                                        NULL, NULL, "2", NULL),
                     TLR_OK);
    assert_int_equal(out.count, before + 1);
    assert_true(tlri_readings_is(&out, "single-cross", "invalid"));
    assert_int_equal(tlri_readings_rule(ctx, &out, book_2022, "single-cross", "maybe", "NEC", NULL,
                                        NULL, "3", NULL),
                     TLR_E_INPUT);
    assert_int_equal(
        tlri_readings_rule(ctx, &out, book_2022, "no-such", "maybe", "NEC", NULL, NULL, "3", NULL),
        TLR_E_INPUT);
    assert_true(tlri_readings_is(&out, "single-cross", "invalid"));
    tlri_readings_drop(&out);
}

static void readings_reach_the_count_where_it_is_open(void **state)
{
    (void)state;
    static const struct tlri_declared_reading declared[] = {
        DECLARE("single-cross", "invalid"), DECLARE("bulk-exclusion", "not-greater"),
        DECLARE("overvote", "count"), DECLARE("cap-scope", "ordinary-only")};
    struct tlri_readings_request request = request_of(book_2022, 4);
    request.declare = declared;
    request.complete = false;
    struct tlri_readings out;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_OK);
    struct tlri_settings av, ers97, scottish, block, untouched;
    assert_int_equal(tlri_settings_named(ctx, "av", &av), TLR_OK);
    assert_int_equal(tlri_settings_named(ctx, "ers97", &ers97), TLR_OK);
    assert_int_equal(tlri_settings_named(ctx, "scottish-2011", &scottish), TLR_OK);
    assert_int_equal(tlri_settings_named(ctx, "block", &block), TLR_OK);
    assert_int_equal(tlri_readings_apply(ctx, &out, &av), TLR_OK);
    assert_int_equal(tlri_readings_apply(ctx, &out, &ers97), TLR_OK);
    assert_int_equal(tlri_readings_apply(ctx, &out, &scottish), TLR_OK);
    assert_int_equal(tlri_readings_apply(ctx, &out, &block), TLR_OK);
    assert_int_equal(av.single_cross, TLRI_CROSS_INVALID);
    assert_int_equal(av.bulk, TLRI_BULK_NOT_GREATER);
    assert_int_equal(av.tie_final, TLRI_TIE_REFER);
    assert_int_equal(ers97.single_cross, TLRI_CROSS_INVALID);
    /* Fixed by the statute: not in dispute there. */
    assert_int_equal(scottish.bulk, TLRI_BULK_OFF);
    assert_int_equal(block.overvote, TLRI_OVERVOTE_COUNT);
    /* Not read by the method: left at its first value. */
    assert_int_equal(tlri_settings_named(ctx, "block", &untouched), TLR_OK);
    assert_int_equal(block.single_cross, untouched.single_cross);
    assert_int_equal(block.bulk, untouched.bulk);
    assert_int_equal(tlr_ctx_diag_count(ctx), 0);
    tlri_readings_drop(&out);
}

/* A reading of a count is required only where a contest of the election reads it; one about any
 * ballot always is; one about delegates where delegates are elected. */
static void what_is_required_depends_on_the_contests(void **state)
{
    (void)state;
    static const struct tlri_rule_value values[] = {{"first", NULL, 'D', NULL, "First."}};
    static const struct tlri_rule_reading list[] = {
        {"single-cross", true, NULL, NULL, "A cross.", 1, values},
        {"double-vote", true, NULL, NULL, "Twice.", 1, values},
        {"women-rounding", true, NULL, NULL, "Odd.", 1, values}};
    const struct tlri_rulebook book = {.id = "made", .readings = 3, .reading = list};
    static const enum tlri_method crosses[] = {TLRI_METHOD_PLURALITY, TLRI_METHOD_ELIMINATING};
    static const enum tlri_method both[] = {TLRI_METHOD_PLURALITY, TLRI_METHOD_AV};
    static const struct {
        const enum tlri_method *method;
        size_t methods;
        bool delegation;
        size_t refused;
    } rows[] = {
        {NULL, 0, false, 1}, {crosses, 2, false, 1}, {both, 2, false, 2}, {both, 2, true, 3}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_readings_request request = {.rulebook = &book,
                                                .complete = true,
                                                .delegation = rows[i].delegation,
                                                .methods = rows[i].methods,
                                                .method = rows[i].method};
        struct tlri_readings out;
        assert_int_equal(tlri_readings_resolve(ctx, &request, &out), TLR_E_RULES);
        assert_int_equal(tlr_ctx_diag_count(ctx), rows[i].refused);
        tlr_ctx_diag_clear(ctx);
    }
}

/* Every reading of every edition that bears a setting's name has only values the setting takes. */
static void editions_and_settings_speak_one_language(void **state)
{
    (void)state;
    const struct tlri_rulebook *books[] = {book_2017, book_2022, book_2025};
    size_t tried = 0;
    for (size_t b = 0; b < 3; b++) {
        for (size_t r = 0; r < books[b]->readings; r++) {
            const struct tlri_rule_reading *reading = &books[b]->reading[r];
            if (!tlri_setting_exists(reading->name)) {
                continue;
            }
            const char *rule_set;
            for (size_t s = 0; (rule_set = tlri_rule_set_name(s, NULL)) != NULL; s++) {
                struct tlri_settings settings;
                assert_int_equal(tlri_settings_named(ctx, rule_set, &settings), TLR_OK);
                for (size_t v = 0; v < reading->values; v++) {
                    if (tlri_setting_open(&settings, reading->name)) {
                        assert_int_equal(tlri_settings_set(ctx, &settings, reading->name,
                                                           reading->value[v].name, NULL),
                                         TLR_OK);
                        tried++;
                    }
                }
            }
        }
    }
    assert_true(tried > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(declared_readings_are_in_force, clear),
        cmocka_unit_test_teardown(required_readings_must_be_there, clear),
        cmocka_unit_test_teardown(a_refusal_lists_the_alternatives, clear),
        cmocka_unit_test_teardown(a_refusal_says_what_each_gives, clear),
        cmocka_unit_test_teardown(one_open_reading_is_answered_outright, clear),
        cmocka_unit_test_teardown(what_an_edition_does_not_know_is_not_tried, clear),
        cmocka_unit_test_teardown(an_open_reading_that_changes_nothing_is_not_named, clear),
        cmocka_unit_test_teardown(every_value_of_the_other_is_answered, clear),
        cmocka_unit_test_teardown(without_an_answer_the_meaning_stands, clear),
        cmocka_unit_test_teardown(a_value_without_words_is_listed_by_name, clear),
        cmocka_unit_test_teardown(longer_lists_than_a_reader_allows_are_cut, clear),
        cmocka_unit_test_teardown(no_more_values_are_tried_than_there_is_room_for, clear),
        cmocka_unit_test_teardown(a_ruling_by_another_edition_is_a_fault, clear),
        cmocka_unit_test_teardown(a_reading_that_no_setting_takes_is_refused, clear),
        cmocka_unit_test_teardown(mistakes_are_named_and_placed, clear),
        cmocka_unit_test_teardown(a_reading_belongs_to_its_editions, clear),
        cmocka_unit_test_teardown(a_late_decision_is_warned_of, clear),
        cmocka_unit_test_teardown(a_ruling_changes_a_reading, clear),
        cmocka_unit_test_teardown(readings_reach_the_count_where_it_is_open, clear),
        cmocka_unit_test_teardown(what_is_required_depends_on_the_contests, clear),
        cmocka_unit_test_teardown(editions_and_settings_speak_one_language, clear),
    };
    return cmocka_run_group_tests(tests, group_up, group_down);
}
