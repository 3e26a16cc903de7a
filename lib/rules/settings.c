/*
 * rules/settings.c: THE TABLE of settings and of the rule sets that fill them in.
 *
 * One row for each setting (its name in files and in --set, its values, where it lives in the
 * struct, which methods read it, what kind of thing it is) and one row for each rule set (its
 * values, and which kinds of thing it leaves open). Everything else here walks the two tables:
 * setting, refusing, listing, the canonical text. Adding a setting is one row; a rule set is one
 * row.
 *
 * A statute's own provisions are closed: "ers97 with another quota" is not ERS97 and has to be
 * called custom. What the texts leave open stays open. spec/rules/readings.md says why each default
 * is what it is; fixtures/good/ruleset-*.txt freeze what each name resolves to.
 */
#include "rules/settings.h"

#include <stdio.h>
#include <string.h>

#include "rules/suggest.h"

/* ---- what kind of thing a setting is; a rule set opens kinds ---- */

enum {
    KIND_MARKS = 1u << 0,       /* how doubtful marks are read */
    KIND_TIES = 1u << 1,        /* what ends a tie that looking back does not settle */
    KIND_CONSTRAINTS = 1u << 2, /* seat constraints, re-open nominations */
    KIND_VOTES = 1u << 3,
    KIND_QUOTA = 1u << 4,
    KIND_QUOTA_TEST = 1u << 5,
    KIND_PRECISION = 1u << 6,
    KIND_TRANSFERS = 1u << 7,
    KIND_BULK = 1u << 8,
    KIND_LOOKBACK = 1u << 9,
    KIND_MAJORITY = 1u << 10,
    KIND_NEVER = 1u << 11, /* part of what the rule set is */
    OPEN_STATUTE = KIND_MARKS | KIND_TIES | KIND_CONSTRAINTS,
    OPEN_ONE_PLACE = OPEN_STATUTE | KIND_BULK | KIND_LOOKBACK | KIND_MAJORITY,
    OPEN_STV =
        OPEN_STATUTE | KIND_QUOTA_TEST | KIND_PRECISION | KIND_TRANSFERS | KIND_BULK | KIND_LOOKBACK
};

/* ---- which methods read a setting ---- */

#define BY(method) (1u << TLRI_METHOD_##method)
enum {
    BY_CROSSES = BY(PLURALITY) | BY(ELIMINATING),
    BY_ONE_PLACE = BY(AV) | BY(SUCCESSIVE),
    BY_GREGORY = BY(ERS97) | BY(SCOTTISH) | BY(NIRELAND) | BY(WIGM) | BY(GREGORY),
    BY_STV = BY_GREGORY | BY(MEEK),
    BY_NUMBERS = BY_ONE_PLACE | BY_STV,
    BY_LOOKBACK = BY_NUMBERS & ~BY(WIGM),
    BY_ALL = BY_CROSSES | BY_NUMBERS
};

/* ---- the settings ---- */

enum value_type { TOKEN, NUMBER, SWITCH };

struct setting {
    const char *name;
    const char *about;
    const char *const *tokens; /* TOKEN and SWITCH: value 0, 1, …, then NULL; NUMBER: word for 0 */
    size_t offset;
    enum value_type type;
    unsigned max; /* NUMBER only */
    unsigned read_by;
    unsigned kind;
};

static const char *const cross_tokens[] = {"first", "invalid", NULL};
static const char *const repeated_tokens[] = {"stop", "invalid", "skip", "share", NULL};
static const char *const skipped_tokens[] = {"stop", "close-up", "invalid", NULL};
static const char *const numbers_tokens[] = {"as-crosses", "invalid", "first-n", NULL};
static const char *const overvote_tokens[] = {"invalid", "count", NULL};
static const char *const undervote_tokens[] = {"valid", "invalid", NULL};
static const char *const group_tokens[] = {"off", "invalid", NULL};
static const char *const votes_tokens[] = {"places", NULL};
static const char *const quota_tokens[] = {"droop-integer", "round-up", "plus-unit", "cut",
                                           "exact",         "hare",     NULL};
static const char *const test_tokens[] = {"reach", "exceed", NULL};
static const char *const arithmetic_tokens[] = {"fixed", "exact", NULL};
static const char *const surplus_tokens[] = {"weighted", "unweighted", "last-batch", NULL};
static const char *const papers_tokens[] = {"all", "transferable", NULL};
static const char *const order_tokens[] = {"largest", "elected", NULL};
static const char *const exclusion_tokens[] = {"at-once", "by-value", NULL};
static const char *const limit_tokens[] = {"off", "less", "not-greater", NULL};
static const char *const lookback_tokens[] = {"none", "backwards", "forwards", "higher-preferences",
                                              NULL};
static const char *const three_tokens[] = {"narrow", "single", "all-differ", NULL};
static const char *const last_tokens[] = {"lot", "order", "refer", "re-run", "first-stage", NULL};
static const char *const majority_tokens[] = {"live", "first", NULL};
static const char *const stop_tokens[] = {"majority", "two-left", NULL};
static const char *const insufficient_tokens[] = {"leave-empty", "refuse", "refer", NULL};
static const char *const minimum_tokens[] = {"guard", "every-second", NULL};
static const char *const reopen_tokens[] = {"this-place", "all-after", NULL};
static const char *const meek_tokens[] = {"prf", "nz", "123", NULL};
static const char *const constraints_tokens[] = {"ignore", "apply", NULL};

#define AT(field) offsetof(struct tlri_settings, field)

/* Enumerations are read and written through unsigned storage. */
_Static_assert(sizeof(enum tlri_quota) == sizeof(unsigned), "an enum is stored as unsigned");
_Static_assert(sizeof(uint32_t) == sizeof(unsigned), "a number is stored as unsigned");

static const struct setting settings_table[] = {
    {"single-cross", "one cross and no number on a preferential paper", cross_tokens,
     AT(single_cross), TOKEN, 0, BY_NUMBERS, KIND_MARKS},
    {"repeated-number", "the same number against several candidates", repeated_tokens, AT(repeated),
     TOKEN, 0, BY_NUMBERS, KIND_MARKS},
    {"skipped-number", "a number left out", skipped_tokens, AT(skipped), TOKEN, 0, BY_NUMBERS,
     KIND_MARKS},
    {"skipped-allowed", "numbers left out that are closed up before skipped-number=stop applies",
     NULL, AT(skipped_allowed), NUMBER, 250, BY_NUMBERS, KIND_MARKS},
    {"numbers-on-cross-paper", "numbers where crosses are asked for", numbers_tokens, AT(numbers),
     TOKEN, 0, BY_CROSSES, KIND_MARKS},
    {"overvote", "more crosses than votes", overvote_tokens, AT(overvote), TOKEN, 0, BY_CROSSES,
     KIND_MARKS},
    {"undervote", "fewer crosses than votes", undervote_tokens, AT(undervote), TOKEN, 0, BY_CROSSES,
     KIND_MARKS},
    {"group-ballot", "a paper without the minimum of a constrained group", group_tokens,
     AT(group_ballot), TOKEN, 0, BY_CROSSES, KIND_MARKS},
    {"votes", "votes on a paper", votes_tokens, AT(votes), NUMBER, 250, BY_CROSSES, KIND_VOTES},
    {"quota", "how the quota is formed", quota_tokens, AT(quota), TOKEN, 0, BY_STV, KIND_QUOTA},
    {"quota-test", "whether the quota must be reached or exceeded", test_tokens, AT(quota_test),
     TOKEN, 0, BY_STV, KIND_QUOTA_TEST},
    {"arithmetic", "amounts cut to the decimals, or exact fractions", arithmetic_tokens,
     AT(arithmetic), TOKEN, 0, BY_GREGORY, KIND_TRANSFERS},
    {"decimals", "decimal places kept in amounts", NULL, AT(decimals), NUMBER, 18, BY_STV,
     KIND_PRECISION},
    {"surplus", "how a surplus is shared among the papers", surplus_tokens, AT(surplus_method),
     TOKEN, 0, BY_GREGORY, KIND_TRANSFERS},
    {"surplus-papers", "papers among which a surplus is shared", papers_tokens, AT(surplus_papers),
     TOKEN, 0, BY_GREGORY, KIND_TRANSFERS},
    {"surplus-order", "which surplus goes first", order_tokens, AT(surplus_order), TOKEN, 0,
     BY_GREGORY, KIND_TRANSFERS},
    {"exclusion", "an excluded candidate's papers at once, or value by value", exclusion_tokens,
     AT(exclusion_parts), TOKEN, 0, BY_GREGORY, KIND_TRANSFERS},
    {"defer", "a surplus waits when against the difference of the lowest it is", limit_tokens,
     AT(defer), TOKEN, 0, BY_GREGORY, KIND_TRANSFERS},
    {"bulk-exclusion", "several lowest go together when against the next above they are",
     limit_tokens, AT(bulk), TOKEN, 0, BY_GREGORY | BY_ONE_PLACE | BY(ELIMINATING), KIND_BULK},
    {"tie-lookback", "where a tie first looks", lookback_tokens, AT(tie_lookback), TOKEN, 0,
     BY_LOOKBACK, KIND_LOOKBACK},
    {"tie-three", "looking back when three or more are tied", three_tokens, AT(tie_three), TOKEN, 0,
     BY_LOOKBACK, KIND_TIES},
    {"tie-exclusion", "a tie that looking back does not settle", last_tokens, AT(tie_exclusion),
     TOKEN, 0, BY_NUMBERS | BY(ELIMINATING), KIND_TIES},
    {"tie-final", "a tie of the last two, or for a place by most votes", last_tokens, AT(tie_final),
     TOKEN, 0, BY(PLURALITY) | BY_ONE_PLACE, KIND_TIES},
    {"majority-base", "over half of the papers live in the stage, or of all valid papers",
     majority_tokens, AT(majority), TOKEN, 0, BY_ONE_PLACE, KIND_MAJORITY},
    {"stop", "stop at a majority, or go on to the last two", stop_tokens, AT(stop), TOKEN, 0,
     BY_ONE_PLACE, KIND_MAJORITY},
    {"constraints", "whether bounds on groups are applied", constraints_tokens, AT(constrained),
     SWITCH, 0, BY_ALL, KIND_CONSTRAINTS},
    {"insufficient", "places that a bound leaves without a candidate", insufficient_tokens,
     AT(insufficient), TOKEN, 0, BY_ALL, KIND_CONSTRAINTS},
    {"minimum-order", "a minimum kept by guarding, or by every second elected", minimum_tokens,
     AT(minimum_order), TOKEN, 0, BY(PLURALITY) | BY(SUCCESSIVE), KIND_CONSTRAINTS},
    {"reopen", "what re-open nominations leaves open when it wins", reopen_tokens, AT(reopen),
     TOKEN, 0, BY(PLURALITY) | BY(SUCCESSIVE) | BY_STV, KIND_CONSTRAINTS},
    {"meek-kind", "which statement of Meek's method", meek_tokens, AT(meek_kind), TOKEN, 0,
     BY(MEEK), KIND_NEVER},
    {"omega", "iterate until the surplus is under 10 to the minus this", NULL, AT(omega_decimals),
     NUMBER, 18, BY(MEEK), KIND_NEVER},
};
#define SETTINGS (sizeof settings_table / sizeof settings_table[0])
_Static_assert(SETTINGS + 2 <= TLRI_SETTINGS_MAX, "TLRI_SETTINGS_MAX holds every pair");

/* ---- the rule sets ---- */

struct rule_set {
    const char *about;
    unsigned open; /* kinds */
    struct tlri_settings base;
};

/* A field that is not named holds its first value: marks "stop", ties "lot", constraints
 * "leave-empty", "guard", "this-place". */
static const struct rule_set rule_sets[] = {
    {"Block vote: as many crosses as places, the most votes win.",
     OPEN_STATUTE,
     {.name = "block", .method = TLRI_METHOD_PLURALITY, .constrained = true}},
    {"Limited vote: fewer crosses than places; votes must be declared.",
     OPEN_STATUTE | KIND_VOTES,
     {.name = "limited",
      .method = TLRI_METHOD_PLURALITY,
      .votes = TLRI_SETTING_UNDECLARED,
      .constrained = true}},
    {"Alternative vote for one place, as Broadland Labour wrote it down in 2020.",
     OPEN_ONE_PLACE,
     {.name = "av",
      .method = TLRI_METHOD_AV,
      .bulk = TLRI_BULK_LESS,
      .tie_lookback = TLRI_LOOKBACK_HIGHER_PREFERENCES,
      .tie_exclusion = TLRI_TIE_LOT,
      .tie_final = TLRI_TIE_REFER,
      .majority = TLRI_MAJORITY_LIVE,
      .stop = TLRI_STOP_MAJORITY,
      .constrained = true}},
    {"Several places, each filled by the alternative vote in turn.",
     OPEN_ONE_PLACE,
     {.name = "av-successive",
      .method = TLRI_METHOD_SUCCESSIVE,
      .bulk = TLRI_BULK_LESS,
      .tie_lookback = TLRI_LOOKBACK_HIGHER_PREFERENCES,
      .tie_exclusion = TLRI_TIE_LOT,
      .tie_final = TLRI_TIE_REFER,
      .majority = TLRI_MAJORITY_LIVE,
      .stop = TLRI_STOP_MAJORITY,
      .constrained = true}},
    {"Eliminating ballot in rounds, new papers each round.",
     OPEN_ONE_PLACE | KIND_VOTES,
     {.name = "eliminating",
      .method = TLRI_METHOD_ELIMINATING,
      .bulk = TLRI_BULK_LESS,
      .tie_exclusion = TLRI_TIE_LOT,
      .constrained = true}},
    {"Electoral Reform Society, third edition, 1997.",
     OPEN_STATUTE,
     {.name = "ers97",
      .method = TLRI_METHOD_ERS97,
      .decimals = 2,
      .quota = TLRI_QUOTA_ROUND_UP,
      .surplus_method = TLRI_SURPLUS_LAST_BATCH,
      .surplus_papers = TLRI_PAPERS_TRANSFERABLE,
      .exclusion_parts = TLRI_EXCLUDE_BY_VALUE,
      .defer = TLRI_DEFER_NOT_GREATER,
      .bulk = TLRI_BULK_NOT_GREATER,
      .tie_lookback = TLRI_LOOKBACK_FORWARDS,
      .constrained = true}},
    {"Scottish local elections, Orders of 2007 and 2011.",
     OPEN_STATUTE,
     {.name = "scottish-2011",
      .method = TLRI_METHOD_SCOTTISH,
      .decimals = 5,
      .quota = TLRI_QUOTA_DROOP_INTEGER,
      .surplus_method = TLRI_SURPLUS_WEIGHTED,
      .exclusion_parts = TLRI_EXCLUDE_AT_ONCE,
      .tie_lookback = TLRI_LOOKBACK_BACKWARDS,
      .tie_three = TLRI_THREE_NARROW,
      .constrained = true}},
    {"Northern Ireland local elections, Order of 1985.",
     OPEN_STATUTE,
     {.name = "n-ireland-1985",
      .method = TLRI_METHOD_NIRELAND,
      .decimals = 2,
      .quota = TLRI_QUOTA_DROOP_INTEGER,
      .surplus_method = TLRI_SURPLUS_LAST_BATCH,
      .surplus_papers = TLRI_PAPERS_TRANSFERABLE,
      .exclusion_parts = TLRI_EXCLUDE_BY_VALUE,
      .defer = TLRI_DEFER_LESS,
      .bulk = TLRI_BULK_LESS,
      .tie_lookback = TLRI_LOOKBACK_FORWARDS,
      .constrained = true}},
    {"Proportional Representation Foundation, weighted inclusive Gregory.",
     OPEN_STATUTE,
     {.name = "wigm-prf",
      .method = TLRI_METHOD_WIGM,
      .decimals = 4,
      .quota = TLRI_QUOTA_PLUS_UNIT,
      .surplus_method = TLRI_SURPLUS_WEIGHTED,
      .tie_exclusion = TLRI_TIE_ORDER,
      .constrained = true}},
    {"The same, with sure losers defeated together.",
     OPEN_STATUTE,
     {.name = "wigm-prf-batch",
      .method = TLRI_METHOD_WIGM,
      .decimals = 4,
      .quota = TLRI_QUOTA_PLUS_UNIT,
      .surplus_method = TLRI_SURPLUS_WEIGHTED,
      .bulk = TLRI_BULK_LESS,
      .tie_exclusion = TLRI_TIE_ORDER,
      .constrained = true}},
    {"Weighted inclusive Gregory in exact fractions; the quota must be exceeded.",
     OPEN_STATUTE | KIND_PRECISION,
     {.name = "wigm-exact",
      .method = TLRI_METHOD_GREGORY,
      .decimals = 12,
      .quota = TLRI_QUOTA_EXACT,
      .quota_test = TLRI_QUOTA_EXCEED,
      .arithmetic = TLRI_ARITH_EXACT,
      .surplus_method = TLRI_SURPLUS_WEIGHTED,
      .tie_exclusion = TLRI_TIE_ORDER,
      .constrained = true}},
    {"Proportional Representation Foundation, Meek.",
     OPEN_STATUTE,
     {.name = "meek-prf",
      .method = TLRI_METHOD_MEEK,
      .decimals = 9,
      .quota = TLRI_QUOTA_PLUS_UNIT,
      .tie_exclusion = TLRI_TIE_ORDER,
      .meek_kind = TLRI_MEEK_PRF,
      .omega_decimals = 6,
      .constrained = true}},
    {"New Zealand local elections, Schedule 1A, Meek.",
     OPEN_STATUTE,
     {.name = "meek-nz",
      .method = TLRI_METHOD_MEEK,
      .decimals = 9,
      .quota = TLRI_QUOTA_PLUS_UNIT,
      .tie_lookback = TLRI_LOOKBACK_FORWARDS,
      .meek_kind = TLRI_MEEK_NZ,
      .omega_decimals = 4,
      .constrained = true}},
    {"Meek as in Algorithm 123 (1987), in decimals with stated rounding.",
     OPEN_STATUTE | KIND_PRECISION,
     {.name = "meek-123",
      .method = TLRI_METHOD_MEEK,
      .decimals = 9,
      .quota = TLRI_QUOTA_CUT,
      .quota_test = TLRI_QUOTA_EXCEED,
      .meek_kind = TLRI_MEEK_123,
      .omega_decimals = 6,
      .constrained = true}},
    {"Votes over places plus one, exactly; quota-test must be declared.",
     OPEN_STV,
     {.name = "exact-quota",
      .method = TLRI_METHOD_GREGORY,
      .decimals = 5,
      .quota = TLRI_QUOTA_EXACT,
      .quota_test = (enum tlri_quota_test)TLRI_SETTING_UNDECLARED,
      .surplus_method = TLRI_SURPLUS_WEIGHTED,
      .constrained = true}},
    {"Gregory composed from settings; quota, quota-test and surplus must be declared.",
     OPEN_STV | KIND_QUOTA,
     {.name = "custom",
      .method = TLRI_METHOD_GREGORY,
      .decimals = 5,
      .quota = (enum tlri_quota)TLRI_SETTING_UNDECLARED,
      .quota_test = (enum tlri_quota_test)TLRI_SETTING_UNDECLARED,
      .surplus_method = (enum tlri_surplus_method)TLRI_SETTING_UNDECLARED,
      .constrained = true}},
};
#define RULE_SETS (sizeof rule_sets / sizeof rule_sets[0])

/* ---- walking the tables ---- */

static unsigned value_of(const struct tlri_settings *settings, const struct setting *row)
{
    const char *at = (const char *)settings + row->offset;
    if (row->type == SWITCH) {
        bool on;
        memcpy(&on, at, sizeof on);
        return on ? 1u : 0u;
    }
    unsigned value;
    memcpy(&value, at, sizeof value);
    return value;
}

static void put_value(struct tlri_settings *settings, const struct setting *row, unsigned value)
{
    char *at = (char *)settings + row->offset;
    if (row->type == SWITCH) {
        bool on = value != 0;
        memcpy(at, &on, sizeof on);
        return;
    }
    memcpy(at, &value, sizeof value);
}

static size_t token_count(const char *const *tokens)
{
    size_t n = 0;
    while (tokens != NULL && tokens[n] != NULL) {
        n++;
    }
    return n;
}

/* Is this one of the row's values, and not the mark that one must be declared? */
static bool is_declared(const struct setting *row, unsigned value)
{
    return row->type == NUMBER ? value <= row->max : value < token_count(row->tokens);
}

static void value_text(const struct setting *row, unsigned value, char *out, size_t max)
{
    size_t tokens = token_count(row->tokens);
    if (!is_declared(row, value)) {
        (void)snprintf(out, max, "undeclared");
    } else if (row->type == NUMBER && (value != 0 || tokens == 0)) {
        (void)snprintf(out, max, "%u", value);
    } else {
        (void)snprintf(out, max, "%s", row->tokens[value]);
    }
}

static const struct setting *row_named(const char *name)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        if (tlri_streq(settings_table[i].name, name)) {
            return &settings_table[i];
        }
    }
    return NULL;
}

static const struct rule_set *rule_set_named(const char *name)
{
    for (size_t i = 0; i < RULE_SETS; i++) {
        if (tlri_streq(rule_sets[i].base.name, name)) {
            return &rule_sets[i];
        }
    }
    return NULL;
}

static bool reads(const struct tlri_settings *settings, const struct setting *row)
{
    return (row->read_by & (1u << (unsigned)settings->method)) != 0;
}

static const char *method_token(enum tlri_method method)
{
    static const char *const tokens[] = {
#define METHOD_TOKEN(name, token) token,
        TLRI_METHOD_TABLE(METHOD_TOKEN)
#undef METHOD_TOKEN
    };
    return (unsigned)method < TLRI_METHOD_COUNT ? tokens[method] : "?";
}

/* ---- refusing ---- */

static tlr_status refuse_rule_set(tlr_ctx *ctx, const char *rule_set,
                                  const struct tlri_place *place)
{
    const char *names[RULE_SETS];
    for (size_t i = 0; i < RULE_SETS; i++) {
        names[i] = rule_sets[i].base.name;
    }
    const char *near = tlri_suggest(rule_set, names, RULE_SETS);
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 2048);
    if (near != NULL) {
        (void)tlri_buf_printf(&hint, "Did you mean \"%s\"? The rule sets are ", near);
    } else {
        (void)tlri_buf_puts(&hint, "The rule sets are ");
    }
    (void)tlri_suggest_list(&hint, names, RULE_SETS);
    (void)tlri_buf_puts(&hint, ".");
    tlri_diag(ctx, TLR_ERROR, 3000, place, hint.data, NULL, "there is no rule set \"%s\"",
              rule_set);
    tlri_buf_drop(&hint);
    return TLR_E_INPUT;
}

static tlr_status refuse_name(tlr_ctx *ctx, const struct tlri_settings *settings, const char *key,
                              const struct tlri_place *place)
{
    const char *all[SETTINGS];
    const char *mine[SETTINGS];
    size_t n = 0;
    for (size_t i = 0; i < SETTINGS; i++) {
        all[i] = settings_table[i].name;
        if (reads(settings, &settings_table[i])) {
            mine[n++] = settings_table[i].name;
        }
    }
    const char *near = tlri_suggest(key, all, SETTINGS);
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 2048);
    if (near != NULL) {
        (void)tlri_buf_printf(&hint, "Did you mean \"%s\"?", near);
    } else {
        (void)tlri_buf_printf(&hint, "The settings of %s are ", settings->name);
        (void)tlri_suggest_list(&hint, mine, n);
        (void)tlri_buf_puts(&hint, ".");
    }
    tlri_diag(ctx, TLR_ERROR, 3001, place, hint.data, NULL, "there is no setting \"%s\"", key);
    tlri_buf_drop(&hint);
    return TLR_E_INPUT;
}

static tlr_status refuse_value(tlr_ctx *ctx, const struct setting *row, const char *value,
                               const struct tlri_place *place)
{
    size_t tokens = token_count(row->tokens);
    const char *near = tokens != 0 ? tlri_suggest(value, row->tokens, tokens) : NULL;
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 2048);
    if (near != NULL) {
        (void)tlri_buf_printf(&hint, "Did you mean \"%s\"? ", near);
    }
    (void)tlri_buf_printf(&hint, "Values of %s: ", row->name);
    if (row->type == NUMBER) {
        (void)tlri_buf_printf(&hint, "a whole number up to %u", row->max);
        (void)tlri_buf_puts(&hint, tokens != 0 ? ", or " : "");
    }
    (void)tlri_suggest_list(&hint, row->tokens, tokens);
    (void)tlri_buf_puts(&hint, ".");
    tlri_diag(ctx, TLR_ERROR, 3002, place, hint.data, NULL, "\"%s\" is not a value of %s", value,
              row->name);
    tlri_buf_drop(&hint);
    return TLR_E_INPUT;
}

static tlr_status refuse_fixed(tlr_ctx *ctx, const struct tlri_settings *settings,
                               const struct setting *row, const struct tlri_place *place)
{
    char now[TLRI_SETTING_VALUE_MAX];
    value_text(row, value_of(settings, row), now, sizeof now);
    tlri_diag(ctx, TLR_ERROR, 3003, place,
              "Leave it out, or declare the rule set \"custom\" and every setting that differs.",
              NULL, "the rule set %s fixes %s=%s", settings->name, row->name, now);
    return TLR_E_RULES;
}

static tlr_status refuse_unread(tlr_ctx *ctx, const struct tlri_settings *settings,
                                const struct setting *row, const struct tlri_place *place)
{
    const char *mine[SETTINGS];
    size_t n = 0;
    for (size_t i = 0; i < SETTINGS; i++) {
        if (reads(settings, &settings_table[i])) {
            mine[n++] = settings_table[i].name;
        }
    }
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 2048);
    (void)tlri_buf_printf(&hint, "Leave it out; %s reads ", settings->name);
    (void)tlri_suggest_list(&hint, mine, n);
    (void)tlri_buf_puts(&hint, ".");
    tlri_diag(ctx, TLR_ERROR, 3004, place, hint.data, NULL,
              "the rule set %s has no use for the setting %s", settings->name, row->name);
    tlri_buf_drop(&hint);
    return TLR_E_RULES;
}

/* ---- setting ---- */

/* Digits only, no leading zero, at most max. */
static bool parse_number(const char *text, unsigned max, unsigned *out)
{
    size_t len = strlen(text);
    if (len == 0 || len > 6 || (len > 1 && text[0] == '0')) {
        return false;
    }
    unsigned value = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        value = value * 10u + (unsigned)(text[i] - '0');
    }
    if (value > max) {
        return false;
    }
    *out = value;
    return true;
}

static bool parse_value(const struct setting *row, const char *text, unsigned *out)
{
    for (unsigned i = 0; i < token_count(row->tokens); i++) {
        if (tlri_streq(row->tokens[i], text)) {
            *out = i;
            return true;
        }
    }
    if (row->type != NUMBER || !parse_number(text, row->max, out)) {
        return false;
    }
    /* Where 0 has a word of its own, the figure 0 is a mistake. */
    return *out != 0 || row->tokens == NULL;
}

const char *tlri_rule_set_name(size_t i, const char **about)
{
    if (i >= RULE_SETS) {
        return NULL;
    }
    if (about != NULL) {
        *about = rule_sets[i].about;
    }
    return rule_sets[i].base.name;
}

tlr_status tlri_settings_named_at(tlr_ctx *ctx, const char *rule_set,
                                  const struct tlri_place *place, struct tlri_settings *out)
{
    const struct rule_set *found = rule_set_named(rule_set);
    if (found == NULL) {
        return refuse_rule_set(ctx, rule_set, place);
    }
    *out = found->base;
    return TLR_OK;
}

tlr_status tlri_settings_named(tlr_ctx *ctx, const char *rule_set, struct tlri_settings *out)
{
    return tlri_settings_named_at(ctx, rule_set, NULL, out);
}

tlr_status tlri_settings_set(tlr_ctx *ctx, struct tlri_settings *settings, const char *key,
                             const char *value, const struct tlri_place *place)
{
    const struct rule_set *set = rule_set_named(settings->name);
    if (set == NULL) {
        return tlri_internal(ctx, "settings that come from a named rule set");
    }
    const struct setting *row = row_named(key);
    if (row == NULL) {
        return refuse_name(ctx, settings, key, place);
    }
    if (!reads(settings, row)) {
        return refuse_unread(ctx, settings, row, place);
    }
    unsigned parsed;
    if (!parse_value(row, value, &parsed)) {
        return refuse_value(ctx, row, value, place);
    }
    if ((set->open & row->kind) == 0) {
        /* Saying what is so anyway is no mistake. */
        return parsed == value_of(settings, row) ? TLR_OK : refuse_fixed(ctx, settings, row, place);
    }
    put_value(settings, row, parsed);
    return TLR_OK;
}

/* ---- checking the whole ---- */

static void refuse_undeclared(tlr_ctx *ctx, const struct tlri_settings *settings,
                              const struct setting *row, const struct tlri_place *place)
{
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 2048);
    (void)tlri_buf_printf(&hint, "Declare %s=", row->name);
    if (row->type == NUMBER) {
        (void)tlri_buf_printf(&hint, "a whole number up to %u", row->max);
    } else {
        (void)tlri_suggest_list(&hint, row->tokens, token_count(row->tokens));
    }
    (void)tlri_buf_puts(&hint, ".");
    tlri_diag(ctx, TLR_ERROR, 3005, place, hint.data, "readings/REA-7",
              "the rule set %s does not say %s: %s must be declared", settings->name, row->about,
              row->name);
    tlri_buf_drop(&hint);
}

static size_t check_declared(tlr_ctx *ctx, const struct tlri_settings *settings,
                             const struct tlri_place *place)
{
    size_t wrong = 0;
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *row = &settings_table[i];
        if (reads(settings, row) && !is_declared(row, value_of(settings, row))) {
            refuse_undeclared(ctx, settings, row, place);
            wrong++;
        }
    }
    return wrong;
}

static size_t contradiction(tlr_ctx *ctx, bool found, const struct tlri_place *place,
                            const char *message, const char *hint)
{
    if (!found) {
        return 0;
    }
    tlri_diag(ctx, TLR_ERROR, 3006, place, hint, "readings/REA-7", "%s", message);
    return 1;
}

static size_t check_sense(tlr_ctx *ctx, const struct tlri_settings *s,
                          const struct tlri_place *place)
{
    bool gregory = s->method == TLRI_METHOD_GREGORY;
    bool divides =
        gregory && s->arithmetic == TLRI_ARITH_EXACT && s->surplus_method == TLRI_SURPLUS_WEIGHTED;
    size_t wrong = contradiction(
        ctx,
        gregory && s->surplus_method == TLRI_SURPLUS_LAST_BATCH &&
            s->exclusion_parts == TLRI_EXCLUDE_AT_ONCE,
        place,
        "surplus=last-batch needs exclusion=by-value: papers moved at once have several values "
        "and are no batch",
        "Set exclusion=by-value, or another surplus.");
    wrong += contradiction(
        ctx,
        gregory && s->quota_test == TLRI_QUOTA_EXCEED &&
            (s->quota == TLRI_QUOTA_DROOP_INTEGER || s->quota == TLRI_QUOTA_ROUND_UP ||
             s->quota == TLRI_QUOTA_PLUS_UNIT),
        place, "a quota that has already been rounded up or raised is meant to be reached",
        "Set quota-test=reach, or quota=exact, cut or hare.");
    wrong += contradiction(
        ctx, s->method == TLRI_METHOD_MEEK && s->omega_decimals >= s->decimals, place,
        "the decimals are no finer than omega, so that no iteration could ever reach it",
        "Set decimals to more places than omega has.");
    wrong += contradiction(
        ctx, s->skipped_allowed > 0 && s->skipped != TLRI_SKIPPED_STOP, place,
        "skipped-allowed limits skipped-number=stop and means nothing beside another value",
        "Set skipped-number=stop, or leave skipped-allowed out.");
    wrong += contradiction(
        ctx, s->repeated == TLRI_REPEATED_SHARE && s->method != TLRI_METHOD_MEEK && !divides, place,
        "repeated-number=share divides papers, which only Meek's method and exact arithmetic "
        "with surplus=weighted can do",
        "Set repeated-number to stop, invalid or skip.");
    wrong += contradiction(
        ctx, tlri_streq(s->name, "limited") && s->votes == 0, place,
        "the rule set limited gives fewer votes than places, and votes=places is as many",
        "Set votes to a number, or use the rule set block.");
    return wrong;
}

tlr_status tlri_settings_check(tlr_ctx *ctx, const struct tlri_settings *settings,
                               const struct tlri_place *place)
{
    if (check_declared(ctx, settings, place) + check_sense(ctx, settings, place) != 0) {
        return TLR_E_RULES;
    }
    if (settings->tie_lookback == TLRI_LOOKBACK_NONE && settings->tie_three != TLRI_THREE_NARROW) {
        tlri_diag(ctx, TLR_WARNING, 3007, place, "Leave tie-three out, or set tie-lookback.", NULL,
                  "tie-three has no effect where tie-lookback is none");
    }
    return TLR_OK;
}

/* ---- listing ---- */

static void add_pair(struct tlri_setting_pair *out, size_t max, size_t *n, const char *name,
                     const char *value)
{
    if (*n < max) {
        struct tlri_setting_pair *pair = &out[*n];
        memset(pair, 0, sizeof *pair);
        pair->name = name;
        (void)snprintf(pair->value, sizeof pair->value, "%s", value);
    }
    (*n)++;
}

size_t tlri_settings_list(const struct tlri_settings *settings, struct tlri_setting_pair *out,
                          size_t max)
{
    const struct rule_set *set = rule_set_named(settings->name);
    size_t n = 0;
    add_pair(out, max, &n, "rules", settings->name);
    add_pair(out, max, &n, "method", method_token(settings->method));
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *row = &settings_table[i];
        if (!reads(settings, row)) {
            continue;
        }
        char value[TLRI_SETTING_VALUE_MAX];
        value_text(row, value_of(settings, row), value, sizeof value);
        add_pair(out, max, &n, row->name, value);
        if (set != NULL && n <= max) {
            out[n - 1].open = (set->open & row->kind) != 0;
            out[n - 1].changed = value_of(settings, row) != value_of(&set->base, row);
        }
    }
    return n;
}

tlr_status tlri_settings_text(const struct tlri_settings *settings, struct tlri_buf *buf)
{
    struct tlri_setting_pair pairs[TLRI_SETTINGS_MAX];
    size_t n = tlri_settings_list(settings, pairs, TLRI_SETTINGS_MAX);
    TLR_TRY(tlri_buf_puts(buf, "teller/settings@1\n"));
    for (size_t i = 0; i < n; i++) {
        TLR_TRY(tlri_buf_printf(buf, "%s=%s\n", pairs[i].name, pairs[i].value));
    }
    return TLR_OK;
}

/* Puts text behind what stands in out already, as much of it as there is room for. */
static void add_text(char *out, size_t max, const char *text)
{
    size_t at = strlen(out);
    (void)snprintf(out + at, max - at, "%s", text);
}

bool tlri_setting_row(size_t i, const char **name, const char **about, char *values, size_t max)
{
    if (i >= SETTINGS) {
        return false;
    }
    const struct setting *row = &settings_table[i];
    *name = row->name;
    *about = row->about;
    values[0] = '\0';
    if (row->type == NUMBER) {
        (void)snprintf(values, max, "%s..%u", row->tokens != NULL ? "1" : "0", row->max);
    }
    for (size_t t = 0; t < token_count(row->tokens); t++) {
        add_text(values, max, values[0] != '\0' ? "|" : "");
        add_text(values, max, row->tokens[t]);
    }
    return true;
}

bool tlri_setting_read_by(const char *name, enum tlri_method method)
{
    const struct setting *row = row_named(name);
    return row != NULL && (unsigned)method < TLRI_METHOD_COUNT &&
           (row->read_by & (1u << (unsigned)method)) != 0;
}

bool tlri_setting_open(const struct tlri_settings *settings, const char *name)
{
    const struct setting *row = row_named(name);
    const struct rule_set *set = rule_set_named(settings->name);
    return row != NULL && set != NULL && reads(settings, row) && (set->open & row->kind) != 0;
}

bool tlri_setting_exists(const char *name)
{
    return row_named(name) != NULL;
}
