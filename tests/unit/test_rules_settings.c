/*
 * The table of settings and rule sets: what each name resolves to is frozen in
 * fixtures/good/ruleset-*.txt; what can be set, and every refusal, is tabled here.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "rules/settings.h"
#include "rules/suggest.h"

#define RULE_SET_NAMES 16u

static int set_up(void **state)
{
    *state = tlr_ctx_new(NULL, NULL);
    return *state == NULL;
}

static int tear_down(void **state)
{
    tlr_ctx_free(*state);
    return 0;
}

static size_t read_fixture(const char *name, char *out, size_t max)
{
    char path[128];
    (void)snprintf(path, sizeof path, "fixtures/good/ruleset-%s.txt", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s is missing", path);
    }
    size_t len = fread(out, 1, max - 1, file);
    out[len] = '\0';
    assert_int_equal(fclose(file), 0);
    return len;
}

static void each_name_resolves_to_its_snapshot(void **state)
{
    size_t i = 0;
    for (const char *name, *about; (name = tlri_rule_set_name(i, &about)) != NULL; i++) {
        assert_true(strlen(about) > 20);
        struct tlri_settings settings;
        assert_int_equal(tlri_settings_named(*state, name, &settings), TLR_OK);
        struct tlri_buf text;
        tlri_buf_init(&text, *state, 65536);
        assert_int_equal(tlri_settings_text(&settings, &text), TLR_OK);
        char expected[4096];
        (void)read_fixture(name, expected, sizeof expected);
        assert_string_equal(text.data, expected);
        tlri_buf_drop(&text);
    }
    assert_int_equal(i, RULE_SET_NAMES);
    assert_null(tlri_rule_set_name(i, NULL));
}

/* Every value of every setting either can be set, and is then listed, or is refused with a reason.
 */
static void every_value_is_set_or_refused(void **state)
{
    size_t set = 0, refused = 0;
    for (size_t r = 0; r < RULE_SET_NAMES; r++) {
        const char *name, *about;
        char values[256];
        for (size_t i = 0; tlri_setting_row(i, &name, &about, values, sizeof values); i++) {
            char *rest = values;
            while (rest != NULL && *rest != '\0') {
                char *bar = strchr(rest, '|');
                if (bar != NULL) {
                    *bar = '\0';
                }
                const char *value = strstr(rest, "..") != NULL ? "3" : rest;
                struct tlri_settings settings;
                assert_int_equal(
                    tlri_settings_named(*state, tlri_rule_set_name(r, NULL), &settings), TLR_OK);
                struct tlri_settings before = settings;
                size_t errors = tlri_diag_errors(*state);
                tlr_status status = tlri_settings_set(*state, &settings, name, value, NULL);
                if (status == TLR_OK) {
                    struct tlri_setting_pair pairs[TLRI_SETTINGS_MAX];
                    size_t n = tlri_settings_list(&settings, pairs, TLRI_SETTINGS_MAX);
                    size_t found = 0;
                    for (size_t p = 0; p < n; p++) {
                        if (strcmp(pairs[p].name, name) == 0) {
                            assert_string_equal(pairs[p].value, value);
                            found++;
                        } else {
                            assert_false(pairs[p].changed);
                        }
                    }
                    assert_int_equal(found, 1);
                    set++;
                } else {
                    assert_int_equal(status, TLR_E_RULES);
                    assert_int_equal(tlri_diag_errors(*state), errors + 1);
                    assert_memory_equal(&before, &settings, sizeof settings);
                    refused++;
                }
                rest = bar != NULL ? bar + 1 : NULL;
            }
        }
        tlr_ctx_diag_clear(*state);
    }
    assert_true(set > 100);
    assert_true(refused > 100);
}

struct refusal {
    const char *rule_set, *key, *value;
    tlr_status status;
    uint32_t code;
    const char *message, *hint; /* each is found in the diagnostic's */
};

static const struct refusal refusals[] = {
    {"ers97", "qouta", "cut", TLR_E_INPUT, 3001, "no setting \"qouta\"", "mean \"quota\""},
    {"block", "zzzzzzzz", "1", TLR_E_INPUT, 3001, "zzzzzzzz", "settings of block are"},
    {"ers97", "tie-exclusion", "lots", TLR_E_INPUT, 3002, "\"lots\" is not", "mean \"lot\""},
    {"ers97", "tie-exclusion", "", TLR_E_INPUT, 3002, "not a value of tie-exclusion", "re-run or"},
    {"ers97", "quota", "cut", TLR_E_RULES, 3003, "fixes quota=round-up", "custom"},
    {"ers97", "decimals", "4", TLR_E_RULES, 3003, "fixes decimals=2", "custom"},
    {"scottish-2011", "surplus", "last-batch", TLR_E_RULES, 3003, "surplus=weighted", "custom"},
    {"n-ireland-1985", "defer", "off", TLR_E_RULES, 3003, "defer=less", "custom"},
    {"wigm-prf", "bulk-exclusion", "less", TLR_E_RULES, 3003, "bulk-exclusion=off", "custom"},
    {"meek-prf", "omega", "7", TLR_E_RULES, 3003, "omega=6", "custom"},
    {"meek-123", "omega", "7", TLR_E_RULES, 3003, "omega=6", "custom"},
    {"meek-nz", "meek-kind", "123", TLR_E_RULES, 3003, "meek-kind=nz", "custom"},
    {"exact-quota", "quota", "cut", TLR_E_RULES, 3003, "fixes quota=exact", "custom"},
    {"block", "votes", "2", TLR_E_RULES, 3003, "fixes votes=places", "custom"},
    {"block", "quota", "cut", TLR_E_RULES, 3004, "no use for the setting quota", "overvote"},
    {"ers97", "tie-final", "lot", TLR_E_RULES, 3004, "no use", "tie-exclusion"},
    {"av", "minimum-order", "guard", TLR_E_RULES, 3004, "no use", "majority-base"},
    {"wigm-prf", "tie-three", "single", TLR_E_RULES, 3004, "no use", "tie-exclusion"},
    {"av", "overvote", "count", TLR_E_RULES, 3004, "no use", "majority-base"},
    {"limited", "votes", "0", TLR_E_INPUT, 3002, "\"0\" is not", "whole number up to 250"},
    {"limited", "votes", "251", TLR_E_INPUT, 3002, "\"251\"", "or places"},
    {"limited", "votes", "02", TLR_E_INPUT, 3002, "\"02\"", "up to 250"},
    {"limited", "votes", "", TLR_E_INPUT, 3002, "\"\" is not", "up to 250"},
    {"limited", "votes", "-1", TLR_E_INPUT, 3002, "\"-1\"", "up to 250"},
    {"limited", "votes", "99999999999", TLR_E_INPUT, 3002, "is not", "up to 250"},
    {"custom", "decimals", "19", TLR_E_INPUT, 3002, "\"19\"", "up to 18"},
    {"custom", "decimals", "two", TLR_E_INPUT, 3002, "\"two\"", "up to 18"},
};

static void refusals_name_what_is_wrong(void **state)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const struct refusal *row = &refusals[i];
        struct tlri_settings settings;
        assert_int_equal(tlri_settings_named(*state, row->rule_set, &settings), TLR_OK);
        struct tlri_place place = {"notice.xml", 12, 5, 0, NULL, 0};
        assert_int_equal(tlri_settings_set(*state, &settings, row->key, row->value, &place),
                         row->status);
        const tlr_diag *diag = tlr_ctx_diag(*state, 0);
        assert_non_null(diag);
        assert_int_equal(diag->code, row->code);
        assert_int_equal(diag->line, 12);
        if (strstr(diag->message, row->message) == NULL || strstr(diag->hint, row->hint) == NULL) {
            fail_msg("row %zu: \"%s\" / \"%s\"", i, diag->message, diag->hint);
        }
        const char *cause, *remedy;
        assert_int_not_equal(tlr_diag_explain(row->code, &cause, &remedy), 0);
        tlr_ctx_diag_clear(*state);
    }
}

static void an_unknown_rule_set_is_refused(void **state)
{
    struct tlri_settings settings;
    memset(&settings, 0x5a, sizeof settings);
    struct tlri_settings before = settings;
    assert_int_equal(tlri_settings_named(*state, "ers79", &settings), TLR_E_INPUT);
    assert_memory_equal(&before, &settings, sizeof settings);
    assert_int_equal(tlr_ctx_diag(*state, 0)->code, 3000);
    assert_non_null(strstr(tlr_ctx_diag(*state, 0)->hint, "mean \"ers97\""));
    assert_int_equal(tlri_settings_named(*state, "", &settings), TLR_E_INPUT);
    assert_non_null(strstr(tlr_ctx_diag(*state, 1)->hint, "The rule sets are block, limited"));
}

static void saying_what_is_fixed_anyway_is_no_mistake(void **state)
{
    struct tlri_settings settings;
    assert_int_equal(tlri_settings_named(*state, "ers97", &settings), TLR_OK);
    assert_int_equal(tlri_settings_set(*state, &settings, "quota", "round-up", NULL), TLR_OK);
    assert_int_equal(tlr_ctx_diag_count(*state), 0);
}

/* sets: "key=value key=value"; code 0: the whole is accepted without a diagnostic. */
struct whole {
    const char *rule_set, *sets;
    uint32_t code;
    size_t diags;
};

static const struct whole wholes[] = {
    {"block", "", 0, 0},
    {"av", "", 0, 0},
    {"av-successive", "", 0, 0},
    {"eliminating", "", 0, 0},
    {"ers97", "repeated-number=invalid", 0, 0},
    {"scottish-2011", "", 0, 0},
    {"n-ireland-1985", "", 0, 0},
    {"wigm-prf", "repeated-number=skip", 0, 0},
    {"wigm-prf-batch", "", 0, 0},
    {"wigm-exact", "", 0, 0},
    {"meek-prf", "", 0, 0},
    {"meek-nz", "", 0, 0},
    {"meek-123", "decimals=12", 0, 0},
    {"limited", "", 3005, 1},
    {"limited", "votes=places", 3006, 1},
    {"limited", "votes=2", 0, 0},
    {"exact-quota", "", 3005, 1},
    {"exact-quota", "quota-test=reach", 0, 0},
    {"exact-quota", "quota-test=exceed", 0, 0},
    {"custom", "", 3005, 3},
    {"custom", "quota=cut", 3005, 2},
    {"custom", "quota=cut quota-test=reach surplus=weighted", 0, 0},
    {"custom", "quota=cut quota-test=reach surplus=last-batch", 3006, 1},
    {"custom", "quota=cut quota-test=reach surplus=last-batch exclusion=by-value", 0, 0},
    {"custom", "quota=plus-unit quota-test=exceed surplus=weighted", 3006, 1},
    {"custom", "quota=round-up quota-test=exceed surplus=weighted", 3006, 1},
    {"custom", "quota=droop-integer quota-test=exceed surplus=weighted", 3006, 1},
    {"custom", "quota=hare quota-test=exceed surplus=weighted", 0, 0},
    {"meek-123", "decimals=6", 3006, 1},
    {"meek-123", "decimals=7", 0, 0},
    {"ers97", "skipped-number=close-up", 0, 0},
    {"ers97", "skipped-allowed=1", 0, 0},
    {"ers97", "skipped-allowed=1 skipped-number=close-up", 3006, 1},
    {"ers97", "repeated-number=share", 3006, 1},
    {"av", "repeated-number=share", 3006, 1},
    {"wigm-prf", "repeated-number=share", 3006, 1},
    {"exact-quota", "quota-test=reach repeated-number=share", 3006, 1},
    {"wigm-exact", "repeated-number=share", 0, 0},
    {"custom",
     "quota=cut quota-test=reach surplus=unweighted arithmetic=exact repeated-number=share", 3006,
     1},
    {"custom", "quota=cut quota-test=reach surplus=weighted arithmetic=exact repeated-number=share",
     0, 0},
    {"meek-prf", "repeated-number=share", 0, 0},
    {"meek-prf", "tie-three=single", 3007, 1},
    {"ers97", "tie-three=single", 0, 0},
};

static void the_whole_must_make_sense(void **state)
{
    for (size_t i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
        struct tlri_settings settings;
        assert_int_equal(tlri_settings_named(*state, wholes[i].rule_set, &settings), TLR_OK);
        char sets[128];
        (void)snprintf(sets, sizeof sets, "%s", wholes[i].sets);
        char *rest = sets;
        while (*rest != '\0') {
            char *space = rest + strcspn(rest, " ");
            char *next = *space == ' ' ? space + 1 : space;
            *space = '\0';
            char *equals = strchr(rest, '=');
            assert_non_null(equals);
            *equals = '\0';
            assert_int_equal(tlri_settings_set(*state, &settings, rest, equals + 1, NULL), TLR_OK);
            rest = next;
        }
        tlr_status status = tlri_settings_check(*state, &settings, NULL);
        bool refused = wholes[i].code == 3005 || wholes[i].code == 3006;
        if (status != (refused ? TLR_E_RULES : TLR_OK) ||
            tlr_ctx_diag_count(*state) != wholes[i].diags ||
            (wholes[i].code != 0 && tlr_ctx_diag(*state, 0)->code != wholes[i].code)) {
            fail_msg("row %zu: %s %s", i, wholes[i].rule_set, wholes[i].sets);
        }
        tlr_ctx_diag_clear(*state);
    }
}

static void suggestions_are_near(void **state)
{
    (void)state;
    static const char *const names[] = {"quota", "quota-test", "stop", "skipped-number"};
    static const struct {
        const char *word, *expected;
    } rows[] = {
        {"quota", "quota"},
        {"qouta", "quota"},
        {"quot", "quota"},
        {"quota_test", "quota-test"},
        {"skiped-numbr", "skipped-number"},
        {"sotp", "stop"},
        {"skipped", "skipped-number"},
        {"ski", NULL},
        {"zebra", NULL},
        {"", NULL},
        {"s", NULL},
        {"this word is far too long to be near any name in the list", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *got = tlri_suggest(rows[i].word, names, 4);
        if (rows[i].expected == NULL) {
            assert_null(got);
        } else {
            assert_string_equal(got, rows[i].expected);
        }
    }
    assert_null(tlri_suggest("quota", names, 0));
    /* Of a name as short as its mistakes nothing is left; one too long to compare is passed over.
     */
    static const char *const odd[] = {
        "x", "a-name-that-is-longer-than-any-that-this-table-has-ever-had"};
    assert_null(tlri_suggest("y", odd, 2));
    assert_string_equal(tlri_suggest("x", odd, 2), "x");
    assert_string_equal(tlri_suggest("a-name-that-is", odd, 2), odd[1]);
}

static void the_largest_number_is_a_number(void **state)
{
    struct tlri_settings settings;
    assert_int_equal(tlri_settings_named(*state, "limited", &settings), TLR_OK);
    assert_int_equal(tlri_settings_set(*state, &settings, "votes", "250", NULL), TLR_OK);
    struct tlri_buf text;
    tlri_buf_init(&text, *state, 4096);
    assert_int_equal(tlri_settings_text(&settings, &text), TLR_OK);
    assert_non_null(strstr(text.data, "\nvotes=250\n"));
    tlri_buf_drop(&text);
    assert_int_equal(tlri_settings_check(*state, &settings, NULL), TLR_OK);
}

static void a_short_array_gets_what_fits(void **state)
{
    struct tlri_settings settings;
    assert_int_equal(tlri_settings_named(*state, "ers97", &settings), TLR_OK);
    struct tlri_setting_pair pairs[TLRI_SETTINGS_MAX];
    size_t n = tlri_settings_list(&settings, pairs, TLRI_SETTINGS_MAX);
    assert_int_equal(tlri_settings_list(&settings, pairs, 3), n);
    assert_int_equal(tlri_settings_list(&settings, NULL, 0), n);
    assert_true(tlri_setting_read_by("quota", TLRI_METHOD_ERS97));
    assert_false(tlri_setting_read_by("quota", TLRI_METHOD_AV));
    assert_false(tlri_setting_read_by("no-such", TLRI_METHOD_ERS97));
}

static void a_short_line_gets_what_fits(void **state)
{
    (void)state;
    const char *name, *about;
    char whole[64], cut[8];
    for (size_t i = 0; tlri_setting_row(i, &name, &about, whole, sizeof whole); i++) {
        for (size_t max = 1; max <= sizeof cut; max++) {
            assert_true(tlri_setting_row(i, &name, &about, cut, max));
            assert_int_equal(strlen(cut), strlen(whole) < max - 1 ? strlen(whole) : max - 1);
            assert_memory_equal(cut, whole, strlen(cut));
        }
    }
}

/* Settings that no table knows: nothing may be set, nothing is open, and they can still be shown.
 */
static void settings_from_nowhere_are_a_fault(void **state)
{
    struct tlri_settings settings;
    struct tlri_setting_pair pairs[TLRI_SETTINGS_MAX];
    assert_int_equal(tlri_settings_named(*state, "ers97", &settings), TLR_OK);
    assert_true(tlri_setting_open(&settings, "tie-three"));
    settings.name = "ers79";
    assert_int_equal(tlri_settings_set(*state, &settings, "tie-three", "single", NULL),
                     TLR_E_INTERNAL);
    assert_false(tlri_setting_open(&settings, "tie-three"));
    size_t n = tlri_settings_list(&settings, pairs, TLRI_SETTINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        assert_false(pairs[i].open);
        assert_false(pairs[i].changed);
    }
    settings.method = TLRI_METHOD_COUNT;
    (void)tlri_settings_list(&settings, pairs, TLRI_SETTINGS_MAX);
    assert_string_equal(pairs[1].value, "?");
    assert_false(tlri_setting_read_by("quota", TLRI_METHOD_COUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_name_resolves_to_its_snapshot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_value_is_set_or_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refusals_name_what_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_rule_set_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(saying_what_is_fixed_anyway_is_no_mistake, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_whole_must_make_sense, set_up, tear_down),
        cmocka_unit_test(suggestions_are_near),
        cmocka_unit_test_setup_teardown(the_largest_number_is_a_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_short_array_gets_what_fits, set_up, tear_down),
        cmocka_unit_test(a_short_line_gets_what_fits),
        cmocka_unit_test_setup_teardown(settings_from_nowhere_are_a_fault, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
