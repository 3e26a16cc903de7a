/*
 * plans.c: which of our rule sets answers which of theirs, and what is out of scope and why.
 *
 * Rows are known by the words that their rule is named with, not by their ids, so that cases nobody
 * has seen yet find their plan too. A rule that is not in the table is out of scope by name; it is
 * never passed over in silence. Known errors of sources are the only thing that goes by id; the
 * evidence for each stands in KNOWN.md.
 */
#include "conformance.h"

#include <stdio.h>
#include <string.h>

struct rule_row {
    const char *source;   /* or NULL: any */
    const char *rule;     /* as the expected file names it, whole or up to '*' */
    const char *rule_set; /* or NULL: out of scope, because: */
    const char *because;
    enum conf_compare compare;
};

#define AUSTRALIAN "an Australian statute, which is none of our rule sets"

static const struct rule_row rule_rows[] = {
    {"concretestv", "*", NULL, AUSTRALIAN, CONF_STAGES},
    {"greek-stv", "*", NULL, "maxima for constituencies after a rule in floating point",
     CONF_STAGES},
    {NULL, "cfer*", NULL, "Californians for Electoral Reform's rule is none of our rule sets",
     CONF_STAGES},
    {NULL, "mpls*", NULL, "Minneapolis's rule is none of our rule sets", CONF_STAGES},
    {NULL, "qpq*", NULL, "quota preferential by quotient is none of our rule sets", CONF_STAGES},
    {NULL, "warren*", NULL, "Warren's method is none of our rule sets", CONF_STAGES},
    {NULL, "bottomsUp*", NULL, "bottoms-up elimination is none of our rule sets", CONF_STAGES},
    {NULL, "multiWinner*", NULL, "RCTab transfers the surpluses of a round together", CONF_STAGES},
    {"constraints", "guard/doom*", "block", NULL, CONF_STATES},
    {"constraints", "scottish*", "scottish-2011", NULL, CONF_STAGES},
    {NULL, "scottish*", "scottish-2011", NULL, CONF_STAGES},
    {NULL, "scotland*", "scottish-2011", NULL, CONF_STAGES},
    {NULL, "ers97", "ers97", NULL, CONF_STAGES},
    {NULL, "n-ireland*", "n-ireland-1985", NULL, CONF_STAGES},
    {NULL, "meek-prf", "meek-prf", NULL, CONF_STAGES},
    {NULL, "meek-nz", "meek-nz", NULL, CONF_STAGES},
    {NULL, "wigm-prf", "wigm-prf", NULL, CONF_STAGES},
    {NULL, "wigm-prf-batch", "wigm-prf-batch", NULL, CONF_STAGES},
    {NULL, "wigm*", "wigm-exact", NULL, CONF_STAGES},
    {"stv-rs", "meek", "meek-prf", NULL, CONF_QUOTAS},
    {"droop", "meek", "meek-123", NULL, CONF_WINNERS},
    {NULL, "plurality-block-voting", "block", NULL, CONF_STAGES},
    {"textbook", "preferential block vote*", "block", NULL, CONF_STAGES},
    {"textbook", "irv*", "av", NULL, CONF_FINER},
    {"textbook", "stv*", "custom", NULL, CONF_FINER},
    {NULL, "singleWinnerMajority", "av", NULL, CONF_FINER},
};

void conf_plan_set(struct conf_plan *plan, const char *name, const char *value)
{
    for (uint32_t i = 0; i < plan->sets; i++) {
        if (strcmp(plan->set[i][0], name) == 0) {
            plan->set[i][1] = value;
            return;
        }
    }
    if (plan->sets < CONF_SETS_MAX) {
        plan->set[plan->sets][0] = name;
        plan->set[plan->sets][1] = value;
        plan->sets++;
    }
}

static bool names(const char *pattern, const char *text)
{
    size_t len = strlen(pattern);
    if (len > 0 && pattern[len - 1] == '*') {
        return strncmp(pattern, text, len - 1) == 0;
    }
    return strcmp(pattern, text) == 0;
}

static const char *option(const json_t *expected, const char *name)
{
    const char *text =
        json_string_value(json_object_get(json_object_get(expected, "options"), name));
    return text != NULL ? text : "";
}

static bool option_true(const json_t *expected, const char *name)
{
    return json_is_true(json_object_get(json_object_get(expected, "options"), name));
}

/* Exact fractions are printed rounded; Droop's guarded numbers (18 decimals and 9 more) differ from
 * them in the last places only. */
static void plan_wigm_exact(struct conf_plan *plan, const json_t *expected)
{
    conf_plan_set(plan, "decimals", "18");
    plan->no_equals = true;
    if (strcmp(option(expected, "arithmetic"), "guarded") == 0) {
        plan->close = 4;
    }
    if (option_true(expected, "integer_quota")) {
        plan->out_of_scope = "a whole quota that must be exceeded";
    }
    const char *batch = option(expected, "defeat_batch");
    if (batch[0] != '\0' && strcmp(batch, "none") != 0) {
        conf_plan_set(plan, "bulk-exclusion", "less");
    }
}

/* stv-rs counts as meek-prf does. It shares papers with equal preferences among their orders only
 * when told to equalize, and then cuts the shares elsewhere than we do. */
static void plan_stv_rs_meek(struct conf_plan *plan, const json_t *expected)
{
    if (option_true(expected, "equalize")) {
        conf_plan_set(plan, "repeated-number", "share");
        plan->compare = CONF_WINNERS;
    } else {
        plan->no_equals = true;
    }
    if (strcmp(option(expected, "arithmetic"), "approx") == 0) {
        plan->compare = CONF_WINNERS;
    }
}

static void plan_textbook_stv(struct conf_plan *plan, const char *rule)
{
    conf_plan_set(plan, "arithmetic", "exact");
    conf_plan_set(plan, "decimals", "18");
    conf_plan_set(plan, "surplus", "weighted");
    conf_plan_set(plan, "quota-test", "reach");
    conf_plan_set(plan, "tie-exclusion", "lot");
    if (strstr(rule, "Hare") != NULL) {
        conf_plan_set(plan, "quota", "hare");
    } else if (strstr(rule, "whole Droop") != NULL) {
        conf_plan_set(plan, "quota", "droop-integer");
    } else if (strstr(rule, "votes/(seats+1)") != NULL) {
        conf_plan_set(plan, "quota", "exact");
    } else {
        plan->out_of_scope = "a quota that the row does not state";
    }
}

static void plan_av(struct conf_plan *plan)
{
    conf_plan_set(plan, "bulk-exclusion", "off");
    conf_plan_set(plan, "tie-lookback", "none");
    conf_plan_set(plan, "tie-exclusion", "lot");
    conf_plan_set(plan, "tie-final", "lot");
}

/* RCTab's options that are ours too; marks are settled where its papers are read. */
static void plan_rctab(struct conf_plan *plan, const json_t *expected)
{
    const json_t *options = json_object_get(expected, "options");
    const json_t *least = json_object_get(options, "minimumVoteThreshold");
    const char *least_text = json_string_value(least);
    plan_av(plan);
    plan->rejected_lost = true;
    if (json_integer_value(least) != 0 || (least_text != NULL && strcmp(least_text, "0") != 0)) {
        plan->out_of_scope = "a minimum of first preferences below which all go out";
    }
    plan->ends_early = option(expected, "stopTabulationEarlyAfterRound")[0] != '\0';
    if (option_true(expected, "batchElimination")) {
        conf_plan_set(plan, "bulk-exclusion", "less");
    }
    if (option_true(expected, "continueUntilTwoCandidatesRemain")) {
        conf_plan_set(plan, "stop", "two-left");
    }
    if (option_true(expected, "doesFirstRoundDetermineThreshold")) {
        conf_plan_set(plan, "majority-base", "first");
    }
    if (strncmp(option(expected, "tiebreakMode"), "previousRoundCounts", 19) == 0) {
        conf_plan_set(plan, "tie-lookback", "backwards");
    }
    if (strcmp(option(expected, "overvoteRule"), "alwaysSkipToNextRank") != 0 &&
        strcmp(option(expected, "overvoteRule"), "exhaustImmediately") != 0) {
        plan->out_of_scope = "an overvote that depends on who continues";
    }
    if (option_true(expected, "exhaustOnDuplicateCandidate")) {
        plan->out_of_scope = "a paper that names a candidate twice ends there";
    }
}

/* Does the first stage give anybody part of a vote? */
static bool has_fractions(const json_t *expected)
{
    const json_t *stage = json_array_get(json_object_get(expected, "stages"), 0);
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(stage, "votes"), key, value)
    {
        const char *text = json_string_value(value);
        const char *dot = text != NULL ? strchr(text, '.') : NULL;
        if (dot != NULL && strspn(dot + 1, "0") != strlen(dot + 1)) {
            return true;
        }
    }
    return false;
}

static void plan_block(struct conf_plan *plan, const json_t *expected)
{
    conf_plan_set(plan, "numbers-on-cross-paper", "first-n");
    if (has_fractions(expected)) {
        plan->out_of_scope = "crosses divided among equal preferences";
    }
}

static void refine(struct conf_plan *plan, const struct conf_row *row, const json_t *expected)
{
    if (strcmp(plan->rule_set, "wigm-exact") == 0) {
        plan_wigm_exact(plan, expected);
    } else if (strcmp(row->source, "stv-rs") == 0 && strcmp(row->rule, "meek") == 0) {
        plan_stv_rs_meek(plan, expected);
    } else if (strcmp(plan->rule_set, "meek-123") == 0) {
        plan->no_equals = true;
    } else if (strcmp(plan->rule_set, "block") == 0) {
        plan_block(plan, expected);
    } else if (strcmp(plan->rule_set, "custom") == 0) {
        plan_textbook_stv(plan, row->rule);
    } else if (strcmp(row->rule, "singleWinnerMajority") == 0) {
        plan_rctab(plan, expected);
    } else if (strcmp(plan->rule_set, "av") == 0) {
        plan_av(plan);
    }
    if (json_object_get(expected, "facts") != NULL) {
        plan->compare = CONF_FACTS;
    }
}

void conf_plan_make(struct conf_plan *plan, const struct conf_row *row, const json_t *expected)
{
    memset(plan, 0, sizeof *plan);
    plan->out_of_scope = "a rule that the runner does not know";
    for (size_t i = 0; i < sizeof rule_rows / sizeof rule_rows[0]; i++) {
        const struct rule_row *known = &rule_rows[i];
        if ((known->source == NULL || strcmp(known->source, row->source) == 0) &&
            names(known->rule, row->rule)) {
            plan->out_of_scope = known->because;
            plan->rule_set = known->rule_set;
            plan->compare = known->compare;
            break;
        }
    }
    const char *engine = json_string_value(json_object_get(expected, "engine"));
    plan->rounding_apart = engine != NULL && strncmp(engine, "droop", 5) == 0;
    plan->order_by_stage = plan->rounding_apart;
    if (plan->out_of_scope == NULL) {
        refine(plan, row, expected);
    }
}

/* ---- errors of the sources
 * ----------------------------------------------------------------------- */

struct source_error {
    const char *source, *id, *tag; /* tag: the rule as in the expected file's name, or NULL: any */
    const char *text;
};

static const struct source_error source_errors[] = {
    {NULL, NULL, NULL, NULL} /* the evidence for each row stands in KNOWN.md */
};

const char *conf_source_error(const struct conf_row *row)
{
    for (const struct source_error *known = source_errors; known->source != NULL; known++) {
        if (strcmp(known->source, row->source) == 0 && strcmp(known->id, row->id) == 0 &&
            (known->tag == NULL || strstr(row->expected, known->tag) != NULL)) {
            return known->text;
        }
    }
    return NULL;
}
