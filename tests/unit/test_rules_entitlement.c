/*
 * Entitlement on the editions in spec/rulebook/: every worked figure of spec/rules/entitlement.md,
 * every boundary, every year of the single-delegate rule, every refusal.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "rules/entitlement.h"
#include "support/rules_edition.h"

#define READINGS_MAX 8u

static tlr_ctx *ctx;
static struct tlri_rulebook *book_2017, *book_2022;

static int group_up(void **state)
{
    (void)state;
    ctx = tlr_ctx_new(NULL, NULL);
    book_2017 = edition_read(ctx, "spec/rulebook/2017.xml");
    book_2022 = edition_read(ctx, "spec/rulebook/2022.xml");
    return 0;
}

static int group_down(void **state)
{
    (void)state;
    tlri_rulebook_free(book_2017);
    tlri_rulebook_free(book_2022);
    tlr_ctx_free(ctx);
    return 0;
}

/* "name=value name=value" into declarations that point into text. */
static size_t split(char *text, struct tlri_declared_reading *out)
{
    size_t n = 0;
    while (*text != '\0') {
        char *space = text + strcspn(text, " ");
        char *next = *space == ' ' ? space + 1 : space;
        *space = '\0';
        char *equals = strchr(text, '=');
        assert_non_null(equals);
        *equals = '\0';
        assert_true(n < READINGS_MAX);
        out[n].name = text;
        out[n].value = equals + 1;
        n++;
        text = next;
    }
    return n;
}

static tlr_status work_out(const struct tlri_rulebook *book, const char *readings,
                           const struct tlri_entitlement_input *input, struct tlri_entitlement *out)
{
    char text[256];
    struct tlri_declared_reading declared[READINGS_MAX];
    memset(declared, 0, sizeof declared);
    (void)snprintf(text, sizeof text, "%s", readings);
    struct tlri_readings_request request = {.rulebook = book, .declare = declared};
    request.declared = split(text, declared);
    struct tlri_readings in_force;
    assert_int_equal(tlri_readings_resolve(ctx, &request, &in_force), TLR_OK);
    tlr_status status = tlri_entitlement_work_out(ctx, input, book, &in_force, out);
    tlri_readings_drop(&in_force);
    return status;
}

/* ---- ordinary places: the table of spec/rules/entitlement.md ---- */

struct boundary {
    uint64_t members;
    uint32_t ceil, floor, capped;
};

static const struct boundary boundaries[] = {
    {0, 0, 0, 0},      {1, 1, 1, 1},      {748, 1, 1, 1},    {749, 1, 1, 1},    {750, 2, 1, 2},
    {998, 2, 1, 2},    {999, 2, 2, 2},    {1000, 3, 2, 3},   {1248, 3, 2, 3},   {1249, 3, 3, 3},
    {1250, 4, 3, 4},   {1499, 4, 4, 4},   {1500, 5, 4, 5},   {1749, 5, 5, 5},   {1750, 6, 5, 6},
    {1999, 6, 6, 6},   {2000, 7, 6, 6},   {2249, 7, 7, 6},   {2250, 8, 7, 6},   {3500, 13, 12, 6},
    {4499, 16, 16, 6}, {4500, 17, 16, 6}, {4748, 17, 16, 6}, {4749, 17, 17, 6}, {4750, 18, 17, 6},
};

static void ordinary_places_step_where_the_text_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof boundaries / sizeof boundaries[0]; i++) {
        const struct boundary *row = &boundaries[i];
        struct tlri_entitlement_input in = {.conference = 2017, .members = row->members};
        in.last_year = TLRI_LAST_YEAR_WOMAN;
        struct tlri_entitlement out;
        assert_int_equal(work_out(book_2017, "women-rounding=floor", &in, &out), TLR_OK);
        assert_int_equal(out.ordinary, row->ceil);
        assert_int_equal(out.maximum, row->ceil);
        tlri_entitlement_drop(&out);
        assert_int_equal(work_out(book_2017, "women-rounding=floor part-thereof=floor", &in, &out),
                         TLR_OK);
        assert_int_equal(out.ordinary, row->floor);
        tlri_entitlement_drop(&out);
        in.conference = 2023;
        assert_int_equal(work_out(book_2022, "women-rounding=floor", &in, &out), TLR_OK);
        assert_int_equal(out.ordinary, row->capped);
        tlri_entitlement_drop(&out);
    }
}

/* ---- the whole delegation ---- */

struct whole {
    const char *name;
    uint32_t conference;
    uint64_t members, women, young;
    const char *readings;
    tlr_status status;
    uint32_t ordinary, woman, youth, maximum;
};

static const struct whole wholes[] = {
    {"750 with both", 2017, 750, 100, 30, "", TLR_OK, 2, 1, 1, 4},
    {"one woman short", 2017, 750, 99, 30, "", TLR_OK, 2, 0, 1, 3},
    {"one young member short", 2017, 750, 100, 29, "", TLR_OK, 2, 1, 0, 3},
    {"3,500 before the cap", 2017, 3500, 100, 30, "women-rounding=floor", TLR_OK, 13, 1, 1, 15},
    {"3,500, cap on ordinary", 2023, 3500, 100, 30, "cap-scope=ordinary-only", TLR_OK, 6, 1, 1, 8},
    {"3,500, cap on all", 2023, 3500, 100, 30, "cap-scope=whole-delegation", TLR_OK, 6, 1, 1, 6},
    {"3,500, cap not read", 2023, 3500, 100, 30, "", TLR_E_RULES, 0, 0, 0, 0},
    {"five and two, cap not read", 2024, 1600, 100, 30, "women-rounding=floor", TLR_E_RULES, 0, 0,
     0, 0},
    {"five and two, cap on all", 2024, 1600, 100, 30,
     "women-rounding=floor cap-scope=whole-delegation", TLR_OK, 5, 1, 1, 6},
    {"six alone: the cap's scope is no matter", 2023, 3500, 99, 29, "", TLR_OK, 6, 0, 0, 6},
    {"four and two: no reading decides", 2023, 1312, 611, 74, "", TLR_OK, 4, 1, 1, 6},
    {"Bristol West 2017, least", 2017, 4500, 100, 30, "women-rounding=floor", TLR_OK, 17, 1, 1, 19},
    {"Bristol West 2017, most", 2017, 4749, 100, 30, "women-rounding=floor", TLR_OK, 17, 1, 1, 19},
    {"more women than members", 2017, 50, 51, 0, "", TLR_E_INPUT, 0, 0, 0, 0},
    {"more young than members", 2017, 50, 0, 51, "", TLR_E_INPUT, 0, 0, 0, 0},
    {"ten million and one", 2017, 10000001, 0, 0, "", TLR_E_INPUT, 0, 0, 0, 0},
    {"the last year it governs", 2024, 1000, 0, 0, "women-rounding=ceil", TLR_OK, 3, 0, 0, 3},
    {"a year after", 2025, 1000, 0, 0, "women-rounding=ceil", TLR_E_RULES, 0, 0, 0, 0},
    {"a year before", 2016, 1000, 0, 0, "", TLR_E_RULES, 0, 0, 0, 0},
};

static void whole_delegations(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
        const struct whole *row = &wholes[i];
        const struct tlri_rulebook *book = row->conference >= 2023 ? book_2022 : book_2017;
        struct tlri_entitlement_input in = {.conference = row->conference,
                                            .members = row->members,
                                            .women = row->women,
                                            .young = row->young};
        struct tlri_entitlement out;
        tlr_status status = work_out(book, row->readings, &in, &out);
        if (status != row->status || out.ordinary != row->ordinary || out.woman != row->woman ||
            out.youth != row->youth || out.maximum != row->maximum) {
            fail_msg("%s: %s, %u + %u + %u, %u", row->name, tlr_status_name(status), out.ordinary,
                     out.woman, out.youth, out.maximum);
        }
        assert_int_equal(status == TLR_OK, out.steps != 0);
        tlri_entitlement_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

/* ---- every second delegate a woman ---- */

/* With `members` chosen for N = 2..6 ordinary places and no additional ones. */
static void women_under_each_rounding(void **state)
{
    (void)state;
    static const uint64_t members[] = {0, 0, 750, 1000, 1250, 1500, 1750};
    static const uint32_t down[] = {0, 0, 1, 1, 2, 2, 3};
    static const uint32_t up[] = {0, 0, 1, 2, 2, 3, 3};
    for (size_t n = 2; n <= 6; n++) {
        struct tlri_entitlement_input in = {.conference = 2023, .members = members[n]};
        struct tlri_entitlement out;
        assert_int_equal(work_out(book_2022, "women-rounding=floor", &in, &out), TLR_OK);
        assert_int_equal(out.ordinary, n);
        assert_int_equal(out.women_minimum, down[n]);
        assert_int_equal(out.women_minimum_high, down[n]);
        tlri_entitlement_drop(&out);
        assert_int_equal(work_out(book_2022, "women-rounding=ceil", &in, &out), TLR_OK);
        assert_int_equal(out.women_minimum, up[n]);
        assert_int_equal(out.women_minimum_high, up[n]);
        tlri_entitlement_drop(&out);
        assert_int_equal(work_out(book_2022, "women-rounding=order-dependent", &in, &out), TLR_OK);
        assert_int_equal(out.women_minimum, down[n]);
        assert_int_equal(out.women_minimum_high, up[n]);
        assert_int_equal(out.sole, TLRI_SOLE_NOT);
        tlri_entitlement_drop(&out);
        /* Undeclared: refused exactly where the roundings differ. */
        tlr_ctx_diag_clear(ctx);
        tlr_status status = work_out(book_2022, "", &in, &out);
        assert_int_equal(status, n % 2 == 0 ? TLR_OK : TLR_E_RULES);
        if (n % 2 != 0) {
            assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3046);
            assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->hint, "floor (source C12, grade C: Levy"));
        } else {
            assert_int_equal(out.women_minimum, n / 2);
        }
        tlri_entitlement_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

struct share {
    const char *name;
    uint64_t members, women, young;
    uint32_t resolved; /* 99: no resolution */
    const char *readings;
    tlr_status status;
    uint32_t minimum, high;
};

static const struct share shares[] = {
    {"three of five to fill", 1500, 0, 0, 3, "women-rounding=ceil", TLR_OK, 2, 2},
    {"three of five, of the entitlement", 1500, 0, 0, 3, "women-rounding=ceil women-base=entitled",
     TLR_OK, 3, 3},
    {"two of five, of the entitlement", 1500, 0, 0, 2, "women-rounding=ceil women-base=entitled",
     TLR_OK, 2, 2},
    {"as filled", 1500, 0, 0, 3, "women-rounding=floor women-base=filled", TLR_OK, 1, 1},
    {"none to fill", 1500, 0, 0, 0, "women-rounding=ceil", TLR_OK, 0, 0},
    {"six of five", 1500, 0, 0, 6, "women-rounding=ceil", TLR_E_RULES, 0, 0},
    {"whole: 3 + 1 + 1 = 5, up, less the woman", 1000, 100, 30, 99,
     "women-rounding=ceil women-scope=whole-delegation", TLR_OK, 2, 2},
    {"whole: 3 + 1 + 1 = 5, down, less the woman", 1000, 100, 30, 99,
     "women-rounding=floor women-scope=whole-delegation", TLR_OK, 1, 1},
    {"whole: 3 + 1 = 4, even", 1000, 100, 0, 99, "women-scope=whole-delegation", TLR_OK, 1, 1},
    {"whole: in order", 1000, 100, 30, 99,
     "women-rounding=order-dependent women-scope=whole-delegation", TLR_OK, 1, 2},
    {"one of many, appointed: the rule of one", 1500, 0, 0, 1, "", TLR_OK, 1, 1},
    {"one of many, entitled: every second, up", 1500, 0, 0, 1,
     "women-rounding=ceil single-delegate-test=entitled", TLR_OK, 1, 1},
    {"one of many, entitled: every second, down", 1500, 0, 0, 1,
     "women-rounding=floor single-delegate-test=entitled", TLR_OK, 0, 0},
    {"one of many, entitled, undeclared", 1500, 0, 0, 1, "single-delegate-test=entitled",
     TLR_E_RULES, 0, 0},
    {"one and a young one, whole: no rule of one", 700, 0, 30, 99, "women-scope=whole-delegation",
     TLR_OK, 1, 1},
    {"one alone, whole: the rule of one", 700, 0, 0, 99, "women-scope=whole-delegation", TLR_OK, 1,
     1},
    {"one of one, entitled: the rule of one", 700, 0, 0, 1, "single-delegate-test=entitled", TLR_OK,
     1, 1},
};

static void women_of_what(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        const struct share *row = &shares[i];
        struct tlri_entitlement_input in = {.conference = 2023,
                                            .members = row->members,
                                            .women = row->women,
                                            .young = row->young,
                                            .resolved = row->resolved,
                                            .resolved_stated = row->resolved != 99,
                                            .last_year = TLRI_LAST_YEAR_MAN};
        struct tlri_entitlement out;
        tlr_status status = work_out(book_2022, row->readings, &in, &out);
        if (status != row->status || out.women_minimum != row->minimum ||
            out.women_minimum_high != row->high) {
            fail_msg("%s: %s, %u to %u", row->name, tlr_status_name(status), out.women_minimum,
                     out.women_minimum_high);
        }
        tlri_entitlement_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

/* ---- one delegate ---- */

struct sole {
    const char *name;
    enum tlri_last_year last, before;
    const char *permission, *readings;
    tlr_status status;
    enum tlri_sole sole;
    uint32_t minimum, code; /* the first diagnostic, or 0 */
};

#define LAST(x) TLRI_LAST_YEAR_##x
static const struct sole soles[] = {
    {"after a woman", LAST(WOMAN), LAST(UNKNOWN), NULL, "", TLR_OK, TLRI_SOLE_ANY, 0, 0},
    {"1994: man then man", LAST(MAN), LAST(UNKNOWN), NULL, "", TLR_OK, TLRI_SOLE_WOMAN_ONLY, 1, 0},
    {"a permission is no use after a man", LAST(MAN), LAST(UNKNOWN), "CAC 7", "", TLR_OK,
     TLRI_SOLE_WOMAN_ONLY, 1, 3051},
    {"place lost, no permission", LAST(NOBODY_RULE), LAST(UNKNOWN), NULL, "", TLR_OK,
     TLRI_SOLE_WOMAN_ONLY, 1, 0},
    {"place lost, permission", LAST(NOBODY_RULE), LAST(UNKNOWN), "CAC 7", "", TLR_OK,
     TLRI_SOLE_PERMITTED, 0, 0},
    {"nobody, another reason", LAST(NOBODY_OTHER), LAST(UNKNOWN), NULL, "", TLR_OK,
     TLRI_SOLE_REFERRED, 0, 3050},
    {"several last year", LAST(SEVERAL), LAST(UNKNOWN), NULL, "", TLR_OK, TLRI_SOLE_REFERRED, 0,
     3050},
    {"a new CLP", LAST(NEW), LAST(UNKNOWN), NULL, "", TLR_OK, TLRI_SOLE_REFERRED, 0, 3050},
    {"several, as a man year", LAST(SEVERAL), LAST(UNKNOWN), NULL, "alternate-year-gap=as-man-year",
     TLR_OK, TLRI_SOLE_WOMAN_ONLY, 1, 0},
    {"skip to a man", LAST(NOBODY_OTHER), LAST(MAN), NULL, "alternate-year-gap=skip", TLR_OK,
     TLRI_SOLE_WOMAN_ONLY, 1, 0},
    {"skip to a woman", LAST(NOBODY_OTHER), LAST(WOMAN), NULL, "alternate-year-gap=skip", TLR_OK,
     TLRI_SOLE_ANY, 0, 0},
    {"skip to nobody ever", LAST(NEW), LAST(NOBODY_OTHER), NULL, "alternate-year-gap=skip", TLR_OK,
     TLRI_SOLE_ANY, 0, 0},
    {"skip to nothing stated", LAST(NEW), LAST(UNKNOWN), NULL, "alternate-year-gap=skip",
     TLR_E_RULES, TLRI_SOLE_NOT, 0, 3049},
    {"no record", LAST(UNKNOWN), LAST(UNKNOWN), NULL, "", TLR_E_RULES, TLRI_SOLE_NOT, 0, 3049},
    {"a record that no reader gives", LAST(COUNT), LAST(UNKNOWN), NULL, "", TLR_E_RULES,
     TLRI_SOLE_NOT, 0, 3049},
    {"... nor this one", (enum tlri_last_year)99, LAST(UNKNOWN), NULL, "", TLR_E_RULES,
     TLRI_SOLE_NOT, 0, 3049},
    {"a permission that was not needed", LAST(WOMAN), LAST(UNKNOWN), "CAC 7", "", TLR_OK,
     TLRI_SOLE_ANY, 0, 3051},
};

static void one_delegate_every_other_year(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof soles / sizeof soles[0]; i++) {
        const struct sole *row = &soles[i];
        struct tlri_entitlement_input in = {.conference = 2023,
                                            .members = 600,
                                            .last_year = row->last,
                                            .last_sole = row->before,
                                            .cac_permission = row->permission};
        struct tlri_entitlement out;
        tlr_status status = work_out(book_2022, row->readings, &in, &out);
        const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
        if (status != row->status || out.sole != row->sole || out.women_minimum != row->minimum ||
            (diag != NULL ? diag->code : 0) != row->code) {
            fail_msg("%s: %s, %s, %u", row->name, tlr_status_name(status),
                     tlri_sole_token(out.sole), out.women_minimum);
        }
        tlri_entitlement_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

/* North Cornwall 2019: one ordinary place (a woman that year), a woman's place, a young one. */
static void the_additional_woman_does_not_discharge_the_rule_of_one(void **state)
{
    (void)state;
    struct tlri_entitlement_input in = {.conference = 2017,
                                        .members = 700,
                                        .women = 300,
                                        .young = 40,
                                        .last_year = TLRI_LAST_YEAR_MAN};
    struct tlri_entitlement out;
    assert_int_equal(work_out(book_2017, "", &in, &out), TLR_OK);
    assert_int_equal(out.ordinary, 1);
    assert_int_equal(out.woman, 1);
    assert_int_equal(out.youth, 1);
    assert_int_equal(out.sole, TLRI_SOLE_WOMAN_ONLY);
    assert_int_equal(out.women_minimum, 1);
    tlri_entitlement_drop(&out);
}

/* ---- headquarters, steps, editions ---- */

static void headquarters_figure_is_used_and_a_difference_told(void **state)
{
    (void)state;
    struct tlri_entitlement_input in = {.conference = 2023,
                                        .members = 749,
                                        .women = 0,
                                        .hq_members_stated = true,
                                        .hq_members = 1249,
                                        .hq_places_stated = true,
                                        .hq_places = 2,
                                        .last_year = TLRI_LAST_YEAR_WOMAN};
    struct tlri_entitlement out;
    assert_int_equal(work_out(book_2022, "women-rounding=floor", &in, &out), TLR_OK);
    assert_int_equal(out.counted, 1249);
    assert_int_equal(out.ordinary, 3);
    assert_int_equal(tlr_ctx_diag_count(ctx), 2);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3047);
    assert_int_equal(tlr_ctx_diag(ctx, 1)->code, 3048);
    assert_int_equal(tlr_ctx_diag(ctx, 1)->severity, TLR_WARNING);
    tlri_entitlement_drop(&out);
    assert_int_equal(work_out(book_2022, "base-count=recomputed", &in, &out), TLR_OK);
    assert_int_equal(out.counted, 749);
    assert_int_equal(out.ordinary, 1);
    tlri_entitlement_drop(&out);
    tlr_ctx_diag_clear(ctx);
}

static void steps_can_be_followed_by_hand(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "Members counted: 1312 (no figure of headquarters was given).",
        "For the first 749 members: delegates 1.",
        "1312 - 749 = 563 members more: 2 whole blocks of 250, and 63 over: further delegates 3 "
        "(part-thereof=ceil, decided by nobody).",
        "Ordinary places: 1 + 3 = 4.",
        "Women members 611, and 100 are needed: additional places 1, which the CLP may fill.",
        "Young members 74, and 30 are needed: additional places 1, which the CLP may fill.",
        "Delegates in all: 4 ordinary + 1 woman + 1 young = 6.",
        "Ordinary places to fill: all 4 (no resolution to fill fewer was given).",
        "The women's share is taken of 4 ordinary places (women-base=to-fill, decided by nobody).",
        "Women among the ordinary places to fill: at least 2 (every reading of women-rounding "
        "gives "
        "the same here).",
    };
    struct tlri_entitlement_input in = {
        .conference = 2023, .members = 1312, .women = 611, .young = 74};
    struct tlri_entitlement out;
    assert_int_equal(work_out(book_2022, "", &in, &out), TLR_OK);
    assert_int_equal(out.steps, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < out.steps; i++) {
        assert_string_equal(out.step[i].text, expected[i]);
        assert_non_null(tlri_rulebook_clause(book_2022, out.step[i].clause));
        assert_non_null(tlri_rulebook_source(book_2022, out.step[i].source));
    }
    tlri_entitlement_drop(&out);
}

static void up_to_the_first_block_there_is_no_sum(void **state)
{
    (void)state;
    struct tlri_entitlement_input in = {
        .conference = 2017, .members = 749, .last_year = TLRI_LAST_YEAR_WOMAN};
    struct tlri_entitlement out;
    assert_int_equal(work_out(book_2017, "", &in, &out), TLR_OK);
    assert_string_equal(out.step[1].text, "Up to 749 members, or part of them: ordinary places 1.");
    tlri_entitlement_drop(&out);
}

/* What the roundings give is in the message, so that a meeting can decide on it. */
static void the_refusal_says_what_each_reading_gives(void **state)
{
    (void)state;
    struct tlri_entitlement_input in = {
        .conference = 2023, .members = 1500, .women = 100, .young = 30};
    struct tlri_entitlement out;
    assert_int_equal(work_out(book_2022, "women-rounding=floor", &in, &out), TLR_E_RULES);
    const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
    assert_non_null(strstr(diag->message, "cap-scope must be declared"));
    assert_non_null(strstr(diag->hint, "Levy) here gives 7 delegates in all"));
    assert_non_null(strstr(diag->hint, "here gives 6 delegates in all"));
    tlr_ctx_diag_clear(ctx);
    assert_int_equal(work_out(book_2022, "cap-scope=ordinary-only", &in, &out), TLR_E_RULES);
    diag = tlr_ctx_diag(ctx, 0);
    assert_non_null(strstr(diag->hint, "here gives at least 2"));
    assert_non_null(strstr(diag->hint, "here gives at least 3"));
    assert_non_null(strstr(diag->hint, "here gives at least 2, or 3 when the first elected"));
    tlr_ctx_diag_clear(ctx);
}

/* ---- editions that are not the party's ---- */

static const struct tlri_entitlement_input everything = {.conference = 2023,
                                                         .members = 3500,
                                                         .women = 100,
                                                         .young = 30,
                                                         .hq_members_stated = true,
                                                         .hq_members = 3499,
                                                         .resolved_stated = true,
                                                         .resolved = 5};

/* Nothing is assumed for a figure that an edition lacks, and no nonsense is reckoned with. */
static void every_figure_must_be_there_and_make_sense(void **state)
{
    (void)state;
    static const struct {
        const char *figure;
        uint64_t nonsense;
    } rows[] = {{"first-block", 0},
                {"first-delegates", 0},
                {"further-block", 0},
                {"further-delegates", 100000000},
                {"women-every", 0},
                {"women-percent", 101},
                {"woman-threshold", 0},
                {"woman-delegates", 100000000},
                {"youth-threshold", 10000001},
                {"youth-delegates", 100000000},
                {"delegation-cap", 0}};
    static struct bent_edition bent;
    struct tlri_entitlement out;
    char expected[96];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bend(&bent, book_2022);
        bent_figure(&bent, rows[i].figure)->value = rows[i].nonsense;
        assert_int_equal(work_out(&bent.book, "", &everything, &out), TLR_E_RULES);
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3042);
        (void)snprintf(expected, sizeof expected, "\"%s\" of the edition 2022 cannot be %llu",
                       rows[i].figure, (unsigned long long)rows[i].nonsense);
        assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->message, expected));
        tlr_ctx_diag_clear(ctx);
        if (strcmp(rows[i].figure, "delegation-cap") == 0) {
            continue; /* an edition may have none */
        }
        bent_figure(&bent, rows[i].figure)->name = "another";
        assert_int_equal(work_out(&bent.book, "", &everything, &out), TLR_E_RULES);
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3042);
        (void)snprintf(expected, sizeof expected, "has no figure \"%s\"", rows[i].figure);
        assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->message, expected));
        tlr_ctx_diag_clear(ctx);
    }
}

/* More ordinary places than any conference has seats: the figures are at fault. */
static void figures_that_give_a_million_places_are_refused(void **state)
{
    (void)state;
    static struct bent_edition bent;
    struct tlri_entitlement_input in = {.conference = 2023, .members = 10000000};
    struct tlri_entitlement out;
    bend(&bent, book_2022);
    bent_figure(&bent, "first-block")->value = 1;
    bent_figure(&bent, "further-block")->value = 9;
    assert_int_equal(work_out(&bent.book, "", &in, &out), TLR_E_RULES);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 3042);
    assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->message, "give 1111112 ordinary places"));
    tlr_ctx_diag_clear(ctx);
}

/* An edition may name a value of which spec/rules/entitlement.md says nothing. */
static void a_value_that_no_page_describes_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *reading, *others;
        uint64_t resolved;
        enum tlri_last_year last;
    } rows[] = {
        {"base-count", "", 5, LAST(WOMAN)},
        {"part-thereof", "", 5, LAST(WOMAN)},
        {"cap-scope", "", 5, LAST(WOMAN)},
        {"women-scope", "cap-scope=ordinary-only", 5, LAST(WOMAN)},
        {"single-delegate-test", "cap-scope=ordinary-only", 5, LAST(WOMAN)},
        {"women-base", "cap-scope=ordinary-only", 5, LAST(WOMAN)},
        {"women-rounding", "cap-scope=ordinary-only", 5, LAST(WOMAN)},
        {"alternate-year-gap", "cap-scope=ordinary-only", 1, LAST(SEVERAL)},
    };
    static struct bent_edition bent;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_rule_value *value;
        struct tlri_entitlement_input in = everything;
        struct tlri_entitlement out;
        char readings[96], expected[96];
        bend(&bent, book_2022);
        struct tlri_rule_reading *reading = bent_reading(&bent, rows[i].reading, &value);
        value[reading->values] = value[0];
        value[reading->values++].name = "by-moonlight";
        in.resolved = rows[i].resolved;
        in.last_year = rows[i].last;
        (void)snprintf(readings, sizeof readings, "%s%s%s=by-moonlight", rows[i].others,
                       rows[i].others[0] != '\0' ? " " : "", rows[i].reading);
        assert_int_equal(work_out(&bent.book, readings, &in, &out), TLR_E_RULES);
        const tlr_diag *diag = tlr_ctx_diag(ctx, tlr_ctx_diag_count(ctx) - 1);
        (void)snprintf(expected, sizeof expected, "by-moonlight of the reading %s is one",
                       rows[i].reading);
        if (diag->code != 3043 || strstr(diag->message, expected) == NULL) {
            fail_msg("%s: %u %s", rows[i].reading, diag->code, diag->message);
        }
        tlr_ctx_diag_clear(ctx);
    }
}

/* Where an edition has no default, a reading is asked for only if it decides something here. */
static void without_a_default_a_reading_is_asked_for_where_it_matters(void **state)
{
    (void)state;
    static const struct {
        const char *reading;
        uint64_t members, women, hq, resolved;
        enum tlri_last_year last;
        const char *readings;
        tlr_status status;
    } rows[] = {
        {"base-count", 750, 0, 750, 2, LAST(WOMAN), "", TLR_OK},
        {"base-count", 750, 0, 751, 2, LAST(WOMAN), "", TLR_E_RULES},
        {"part-thereof", 999, 0, 999, 2, LAST(WOMAN), "", TLR_OK},
        {"part-thereof", 1000, 0, 1000, 2, LAST(WOMAN), "", TLR_E_RULES},
        {"women-base", 1250, 0, 1250, 4, LAST(WOMAN), "", TLR_OK},
        {"women-base", 1250, 0, 1250, 2, LAST(WOMAN), "", TLR_E_RULES},
        {"women-scope", 1250, 0, 1250, 4, LAST(WOMAN), "", TLR_OK},
        {"women-scope", 1250, 100, 1250, 4, LAST(WOMAN), "", TLR_E_RULES},
        {"single-delegate-test", 1250, 0, 1250, 4, LAST(WOMAN), "", TLR_OK},
        {"single-delegate-test", 700, 0, 700, 1, LAST(WOMAN), "", TLR_OK},
        {"single-delegate-test", 1250, 0, 1250, 1, LAST(WOMAN), "", TLR_E_RULES},
        {"alternate-year-gap", 700, 0, 700, 1, LAST(MAN), "", TLR_OK},
        {"alternate-year-gap", 700, 0, 700, 1, LAST(NEW), "", TLR_E_RULES},
    };
    static struct bent_edition bent;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_rule_value *value;
        struct tlri_entitlement_input in = {.conference = 2023,
                                            .members = rows[i].members,
                                            .women = rows[i].women,
                                            .hq_members_stated = true,
                                            .hq_members = rows[i].hq,
                                            .resolved_stated = true,
                                            .resolved = rows[i].resolved,
                                            .last_year = rows[i].last};
        struct tlri_entitlement out;
        bend(&bent, book_2022);
        bent_reading(&bent, rows[i].reading, &value)->default_value = NULL;
        tlr_status status = work_out(&bent.book, rows[i].readings, &in, &out);
        const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
        if (status != rows[i].status || (diag != NULL) != (status != TLR_OK) ||
            (diag != NULL && strstr(diag->message, rows[i].reading) == NULL)) {
            fail_msg("row %zu, %s: %s", i, rows[i].reading, tlr_status_name(status));
        }
        tlri_entitlement_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

/* With a percentage below the half, 5 places: down and 40 percent agree on 2, in order may be 3. */
static void a_rounding_that_only_goes_up_when_a_woman_is_first_differs(void **state)
{
    (void)state;
    static struct bent_edition bent;
    struct tlri_entitlement_input in = {.conference = 2023, .members = 1500};
    struct tlri_entitlement out;
    bend(&bent, book_2022);
    bent_figure(&bent, "women-percent")->value = 40;
    assert_int_equal(work_out(&bent.book, "", &in, &out), TLR_E_RULES);
    const char *hint = tlr_ctx_diag(ctx, 0)->hint;
    assert_non_null(strstr(hint, "here gives at least 2, or 3 when the first elected is a woman"));
    assert_null(strstr(hint, "at least 3"));
    tlr_ctx_diag_clear(ctx);
}

/* A refusal names the source of a value, and who holds it only where the edition says. */
static void a_refusal_without_holders(void **state)
{
    (void)state;
    static struct bent_edition bent;
    struct tlri_rule_value *value;
    struct tlri_entitlement_input in = {.conference = 2023, .members = 1500};
    struct tlri_entitlement out;
    bend(&bent, book_2022);
    struct tlri_rule_reading *reading = bent_reading(&bent, "women-rounding", &value);
    for (size_t i = 0; i < reading->values; i++) {
        value[i].holds = NULL;
    }
    assert_int_equal(work_out(&bent.book, "", &in, &out), TLR_E_RULES);
    assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->hint, "floor (source C12, grade C) here gives"));
    tlr_ctx_diag_clear(ctx);
    reading->name = "women-pounding"; /* known to no page, and so to no list of values */
    assert_int_equal(work_out(&bent.book, "", &in, &out), TLR_E_RULES);
    assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->hint, "these: floor here gives at least 2; ceil"));
    tlr_ctx_diag_clear(ctx);
}

/* ---- who decided how many are sent: [ENT-11] ---- */

struct decided {
    const char *name, *on, *minute;
    enum tlri_body by;
    bool asked;
    const char *since, *source; /* of the clause; since "": the edition has none */
    const char *step;           /* or NULL: nothing is said */
    const char *warning;        /* what it ends with, or NULL */
};

static const struct decided decisions[] = {
    {"not asked", "2023-01-05", "4.2", TLRI_BODY_EXECUTIVE, false, "2018-09-27", "C7", NULL, NULL},
    {"the minute says it", NULL, "4.2", TLRI_BODY_MEETING, true, "2018-09-27", "C7", NULL, NULL},
    {"nobody is named", NULL, NULL, TLRI_BODY_MEETING, true, "2018-09-27", "C7",
     "The notice names nobody who decided how many places are filled.", NULL},
    {"the meeting", "2023-01-05", "4.2", TLRI_BODY_MEETING, true, "2018-09-27", "C7",
     "was decided by the General Meeting on 2023-01-05 (4.2).", NULL},
    {"another body, no minute", "2023-01-05", NULL, TLRI_BODY_OTHER, true, "2018-09-27", "C7",
     "was decided by another body on 2023-01-05.", NULL},
    {"the executive", "2023-01-05", NULL, TLRI_BODY_EXECUTIVE, true, "2018-09-27", "C7",
     "was decided by the executive on 2023-01-05.", "for the General Meeting: source C7"},
    {"... on the day itself", "2018-09-27", NULL, TLRI_BODY_EXECUTIVE, true, "2018-09-27", NULL,
     "was decided by the executive on 2018-09-27.", "for the General Meeting"},
    {"... the day before", "2018-09-26", NULL, TLRI_BODY_EXECUTIVE, true, "2018-09-27", "C7",
     "was decided by the executive on 2018-09-26.", NULL},
    {"a clause without a day", "2023-01-05", NULL, TLRI_BODY_EXECUTIVE, true, NULL, "C7",
     "was decided by the executive on 2023-01-05.", NULL},
    {"no clause", "2023-01-05", NULL, TLRI_BODY_EXECUTIVE, true, "", "C7",
     "was decided by the executive on 2023-01-05.", NULL},
};

static void bend_clause(struct bent_edition *bent, const struct decided *row)
{
    bend(bent, book_2022);
    for (size_t i = 0; i < bent->book.clauses; i++) {
        if (strcmp(bent->clause[i].clause, "conference-2018") != 0) {
            continue;
        }
        bent->clause[i].source = row->source;
        bent->clause[i].since = row->since;
        if (row->since != NULL && row->since[0] == '\0') {
            bent->clause[i].clause = "another";
        }
    }
}

static void who_decided_is_told_and_an_executive_warned_of(void **state)
{
    (void)state;
    static struct bent_edition bent;
    for (size_t i = 0; i < sizeof decisions / sizeof decisions[0]; i++) {
        const struct decided *row = &decisions[i];
        struct tlri_entitlement_input in = {.conference = 2023,
                                            .members = 750,
                                            .resolved_on = row->on,
                                            .resolved_by = row->by,
                                            .resolved_minute = row->minute,
                                            .resolved_asked = row->asked};
        struct tlri_entitlement out;
        bend_clause(&bent, row);
        assert_int_equal(work_out(&bent.book, "", &in, &out), TLR_OK);
        const char *said = NULL;
        for (size_t s = 0; s < out.steps; s++) {
            bool of_it = strstr(out.step[s].text, "decided by the e") != NULL ||
                         strstr(out.step[s].text, "places are filled") != NULL;
            said = of_it ? out.step[s].text : said;
        }
        const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
        if ((said == NULL) != (row->step == NULL) || (diag == NULL) != (row->warning == NULL)) {
            fail_msg("%s: \"%s\", %zu warnings", row->name, said != NULL ? said : "",
                     tlr_ctx_diag_count(ctx));
        }
        assert_true(said == NULL || strstr(said, row->step) != NULL);
        if (diag != NULL) {
            assert_int_equal(diag->code, 5120);
            size_t len = strlen(diag->message), end = strlen(row->warning);
            assert_true(len > end && strcmp(diag->message + len - end, row->warning) == 0);
        }
        tlri_entitlement_drop(&out);
        tlr_ctx_diag_clear(ctx);
    }
}

static void every_answer_about_one_delegate_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(tlri_sole_token(TLRI_SOLE_NOT), "not-single");
    assert_string_equal(tlri_sole_token(TLRI_SOLE_REFERRED), "referred");
    assert_string_equal(tlri_sole_token((enum tlri_sole)(TLRI_SOLE_REFERRED + 1)), "?");
}

/* Every conference has at most one edition; 2020 had no conference. */
static void editions_do_not_overlap(void **state)
{
    (void)state;
    static const char *const paths[] = {"spec/rulebook/2017.xml", "spec/rulebook/2018.xml",
                                        "spec/rulebook/2019.xml", "spec/rulebook/2021.xml",
                                        "spec/rulebook/2022.xml", "spec/rulebook/2025.xml"};
    struct tlri_rulebook *books[6];
    for (size_t i = 0; i < 6; i++) {
        books[i] = edition_read(ctx, paths[i]);
    }
    for (uint32_t year = 2010; year <= 2040; year++) {
        size_t governing = 0;
        for (size_t i = 0; i < 6; i++) {
            governing += tlri_rulebook_governs(books[i], year) ? 1u : 0u;
        }
        assert_int_equal(governing, year < 2017 || year == 2020 ? 0 : 1);
    }
    for (size_t i = 0; i < 6; i++) {
        bool capped = tlri_rulebook_figure(books[i], "delegation-cap") != NULL;
        assert_int_equal(capped, i >= 4);
        assert_int_equal(tlri_rulebook_reading(books[i], "cap-scope") != NULL, capped);
        for (size_t f = 0; f < books[i]->figures; f++) {
            assert_false(books[i]->figure[f].checked);
        }
        tlri_rulebook_free(books[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_places_step_where_the_text_says),
        cmocka_unit_test(whole_delegations),
        cmocka_unit_test(women_under_each_rounding),
        cmocka_unit_test(women_of_what),
        cmocka_unit_test(one_delegate_every_other_year),
        cmocka_unit_test(the_additional_woman_does_not_discharge_the_rule_of_one),
        cmocka_unit_test(headquarters_figure_is_used_and_a_difference_told),
        cmocka_unit_test(steps_can_be_followed_by_hand),
        cmocka_unit_test(up_to_the_first_block_there_is_no_sum),
        cmocka_unit_test(the_refusal_says_what_each_reading_gives),
        cmocka_unit_test(every_figure_must_be_there_and_make_sense),
        cmocka_unit_test(figures_that_give_a_million_places_are_refused),
        cmocka_unit_test(a_value_that_no_page_describes_is_refused),
        cmocka_unit_test(without_a_default_a_reading_is_asked_for_where_it_matters),
        cmocka_unit_test(a_rounding_that_only_goes_up_when_a_woman_is_first_differs),
        cmocka_unit_test(a_refusal_without_holders),
        cmocka_unit_test(who_decided_is_told_and_an_executive_warned_of),
        cmocka_unit_test(every_answer_about_one_delegate_has_a_name),
        cmocka_unit_test(editions_do_not_overlap),
    };
    return cmocka_run_group_tests(tests, group_up, group_down);
}
