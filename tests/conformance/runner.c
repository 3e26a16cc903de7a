/*
 * runner.c: counts a folder of ballots and compares with the results that others published.
 *
 *     make conformance DATA=folder [ONLY=word]
 *
 * The folder holds manifest.csv (source,id,ballots,expected,rule,provenance,seats,candidates,
 * ballots_total,tie_decided_by_lot,note) and one folder a source. Each row in scope is counted by
 * both engines, which must agree with each other, and compared with the expected file: winners in
 * order, quota, and every figure of every stage, to the last digit printed. Nothing is skipped in
 * silence: rows out of scope are counted and named with the reason, and so are known errors of a
 * source (KNOWN.md). ONLY=word takes the rows whose id, source or rule holds the word.
 *
 * Lots. Where a count needs a lot, the tied candidate is taken whose selection agrees longest with
 * the expected file, the first on the paper among equals: the source drew one of them too. So a
 * tie that was decided in a way we cannot follow (a generator, an order) costs no comparison, and
 * everything before and after it is still binding.
 */
#include "conformance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "count/count.h"
#include "recount/recount.h"
#include "rules/settings.h"
#include "states.h"
#include "support/gen.h"
#include "support/oracle.h"

#define ROWS_MAX      4000u
#define KINDS_MAX     200u
#define LOTS_TRIED    200u
#define ROW_TOO_LARGE 2106u /* spec/errors.md */

enum outcome { PASSED, FAILED, OUT_OF_SCOPE, SOURCE_ERROR, OUTCOMES };

/* One line of the report: a source and a rule. */
struct kind {
    const char *source, *rule;
    size_t n[OUTCOMES];
};

struct runner {
    const char *data, *only;
    bool verbose;
    char *manifest;
    size_t rows;
    struct conf_row row[ROWS_MAX];
    size_t kinds;
    struct kind kind[KINDS_MAX];
    size_t n[OUTCOMES];
};

/* ---- the manifest
 * -------------------------------------------------------------------------------- */

static char *next_cell(char **at)
{
    char *read = *at, *write = *at, *cell = *at;
    bool quoted = *read == '"';
    read += quoted;
    while (*read != '\0' && *read != '\n' && (quoted || *read != ',')) {
        if (quoted && *read == '"') {
            if (read[1] != '"') {
                read++;
                quoted = false;
                continue;
            }
            read++;
        }
        *write++ = *read++;
    }
    bool comma = *read == ',';
    bool end = *read == '\n';
    *write = '\0';
    if (write > cell && write[-1] == '\r') {
        write[-1] = '\0';
    }
    *at = comma || end ? read + 1 : read;
    return cell;
}

/* Rows are cut in place; a line has 11 cells. */
static void read_rows(struct runner *runner)
{
    char *at = strchr(runner->manifest, '\n');
    at = at != NULL ? at + 1 : runner->manifest + strlen(runner->manifest);
    while (*at != '\0' && runner->rows < ROWS_MAX) {
        char *cell[11];
        for (size_t i = 0; i < 11; i++) {
            cell[i] = next_cell(&at);
        }
        runner->row[runner->rows++] = (struct conf_row){
            cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], strcmp(cell[9], "True") == 0};
    }
}

static bool wanted(const struct runner *runner, const struct conf_row *row)
{
    return runner->only == NULL || runner->only[0] == '\0' ||
           strstr(row->id, runner->only) != NULL || strstr(row->source, runner->only) != NULL ||
           strstr(row->rule, runner->only) != NULL || strstr(row->expected, runner->only) != NULL;
}

/* ---- the report
 * ---------------------------------------------------------------------------------- */

static void record(struct runner *runner, const struct conf_row *row, enum outcome outcome,
                   size_t how_many)
{
    size_t i = 0;
    while (i < runner->kinds && (strcmp(runner->kind[i].source, row->source) != 0 ||
                                 strcmp(runner->kind[i].rule, row->rule) != 0)) {
        i++;
    }
    if (i == runner->kinds && i + 1 < KINDS_MAX) {
        runner->kind[runner->kinds++] = (struct kind){row->source, row->rule, {0}};
    }
    runner->kind[i].n[outcome] += how_many;
    runner->n[outcome] += how_many;
}

static void say(const struct conf_row *row, const char *what, const char *text)
{
    printf("%-12s %s/%s (%s): %s\n", what, row->source, row->expected, row->rule, text);
}

static void summary(const struct runner *runner)
{
    printf("\n%-13s %-40s %6s %6s %6s %6s\n", "source", "rule", "passed", "failed", "error", "out");
    for (size_t i = 0; i < runner->kinds; i++) {
        const struct kind *kind = &runner->kind[i];
        printf("%-13s %-40.40s %6zu %6zu %6zu %6zu\n", kind->source, kind->rule, kind->n[PASSED],
               kind->n[FAILED], kind->n[SOURCE_ERROR], kind->n[OUT_OF_SCOPE]);
    }
    printf("\n%zu source errors (tests/conformance/KNOWN.md), %zu out of scope\n",
           runner->n[SOURCE_ERROR], runner->n[OUT_OF_SCOPE]);
    printf("%zu passed, %zu failed\n", runner->n[PASSED], runner->n[FAILED]);
}

/* ---- counting a case
 * ----------------------------------------------------------------------------- */

struct trial {
    tlr_ctx *ctx;
    const struct conf_plan *plan;
    const struct conf_ballots *ballots;
    struct tlri_settings settings;
    const struct conf_count *theirs;
    struct gen_lots *lots;
    char *why;
};

static void tell_diagnostics(tlr_ctx *ctx, const char *what, tlr_status status, char *why)
{
    const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
    (void)snprintf(why, CONF_TEXT, "%s: %s%s%s", what, tlr_status_name(status),
                   diag != NULL ? ": " : "", diag != NULL ? diag->message : "");
}

static tlr_status settle(struct trial *trial)
{
    const struct conf_plan *plan = trial->plan;
    TLR_TRY(tlri_settings_named(trial->ctx, plan->rule_set, &trial->settings));
    for (uint32_t i = 0; i < plan->sets; i++) {
        TLR_TRY(tlri_settings_set(trial->ctx, &trial->settings, plan->set[i][0], plan->set[i][1],
                                  NULL));
    }
    return tlri_settings_check(trial->ctx, &trial->settings, NULL);
}

static tlr_status count_once(const struct trial *trial, struct tlri_transcript **out)
{
    return tlri_count_run(trial->ctx, &trial->ballots->contest, &trial->settings,
                          trial->ballots->papers, &trial->lots->lots, out);
}

static bool judge(const struct trial *trial, const struct tlri_transcript *transcript,
                  struct conf_verdict *verdict)
{
    struct conf_count ours;
    if (!conf_transcript_read(trial->plan, transcript, trial->ballots->contest.candidates, &ours)) {
        return false;
    }
    conf_compare_counts(trial->plan, trial->theirs, &ours, verdict);
    conf_count_drop(&ours);
    return true;
}

/* How well the count goes with the lots so far: all of it, else stages matched, else 0. */
static uint32_t merit(const struct trial *trial)
{
    struct tlri_transcript *transcript = NULL;
    struct conf_verdict verdict = {0};
    if (count_once(trial, &transcript) != TLR_OK) {
        return 0;
    }
    uint32_t worth = 0;
    if (judge(trial, transcript, &verdict)) {
        worth = verdict.same ? UINT32_MAX : verdict.matched;
    }
    tlri_transcript_free(transcript);
    return worth;
}

/* The tie stands as the last lot; tries each of the tied. */
static void choose_lot(const struct trial *trial)
{
    struct tlri_lot *lot = &trial->lots->lot[trial->lots->lots.count - 1];
    uint32_t best = lot->candidate[0], worth = 0;
    for (uint32_t i = 0; i < lot->tied; i++) {
        lot->selected = lot->candidate[i];
        uint32_t this_one = merit(trial);
        if (this_one > worth) {
            worth = this_one;
            best = lot->candidate[i];
        }
    }
    lot->selected = best;
}

static tlr_status count_whole(const struct trial *trial, struct tlri_transcript **out)
{
    for (uint32_t i = 0;; i++) {
        struct tlri_transcript *transcript = NULL;
        TLR_TRY(count_once(trial, &transcript));
        if (i == LOTS_TRIED || !gen_lots_draw(trial->lots, transcript, 0)) {
            *out = transcript;
            return TLR_OK;
        }
        tlri_transcript_free(transcript);
        choose_lot(trial);
    }
}

static bool engines_agree(const struct trial *trial, const struct tlri_transcript *count)
{
    struct tlri_transcript *recount = NULL;
    tlr_status status = tlri_recount_run(trial->ctx, &trial->ballots->contest, &trial->settings,
                                         trial->ballots->papers, &trial->lots->lots, &recount);
    if (status != TLR_OK) {
        tell_diagnostics(trial->ctx, "the recount", status, trial->why);
        return false;
    }
    size_t at = tlri_transcript_differ(count, recount);
    if (at != SIZE_MAX) {
        char x[GEN_EVENT_TEXT], y[GEN_EVENT_TEXT];
        gen_event_text(count, at, x, sizeof x);
        gen_event_text(recount, at, y, sizeof y);
        printf("    count:   %s\n    recount: %s\n", x, y);
        (void)snprintf(trial->why, CONF_TEXT, "the engines differ from event %zu on", at);
    }
    tlri_transcript_free(recount);
    return at == SIZE_MAX;
}

/* The published figures of ERS97's model election: its first surplus. */
static bool facts_hold(const struct tlri_transcript *count, const json_t *facts, char *why)
{
    const char *value = json_string_value(json_object_get(facts, "transfer_value"));
    const char *moved = json_string_value(json_object_get(facts, "value_transferred"));
    const char *lost = json_string_value(json_object_get(facts, "nontransferable_difference"));
    struct conf_figure at = {0}, sum = {0}, rest = {0};
    if (value == NULL || moved == NULL || lost == NULL || !conf_figure_parse(value, &at) ||
        !conf_figure_parse(moved, &sum) || !conf_figure_parse(lost, &rest)) {
        (void)snprintf(why, CONF_TEXT, "the facts lack a figure");
        return false;
    }
    tlri_dec votes = 0, rounding = 0;
    uint64_t papers = 0;
    for (size_t i = 0; i < tlri_transcript_size(count); i++) {
        const struct tlri_event *event = tlri_transcript_event(count, i);
        bool in_stage = event->stage == 2;
        if (in_stage && event->kind == TLRI_EVENT_TRANSFER && event->to != TLRI_NONE) {
            votes += event->a;
            papers += event->papers;
            if (event->b != at.value) {
                (void)snprintf(why, CONF_TEXT, "stage 2: a paper moves at another value");
                return false;
            }
        }
        rounding = in_stage && event->kind == TLRI_EVENT_ROUNDING ? event->a : rounding;
    }
    bool same = votes == sum.value && rounding == rest.value &&
                papers == (uint64_t)json_integer_value(json_object_get(facts, "transferable"));
    if (!same) {
        (void)snprintf(why, CONF_TEXT, "stage 2: votes moved, papers or difference are others");
    }
    return same;
}

/* Only the stages that the facts state are compared. */
static bool facts_agree(const struct trial *trial, const struct tlri_transcript *count,
                        const json_t *expected)
{
    struct conf_count ours;
    struct conf_count theirs = *trial->theirs;
    struct conf_verdict verdict;
    if (!conf_transcript_read(trial->plan, count, trial->ballots->contest.candidates, &ours)) {
        return false;
    }
    ours.stages = theirs.stages < ours.stages ? theirs.stages : ours.stages;
    ours.winners = 0;
    theirs.winners = 0;
    conf_compare_counts(trial->plan, &theirs, &ours, &verdict);
    conf_count_drop(&ours);
    if (!verdict.same) {
        (void)snprintf(trial->why, CONF_TEXT, "%s", verdict.why);
        return false;
    }
    return facts_hold(count, json_object_get(expected, "facts"), trial->why);
}

/* Rule 52(2) of Northern Ireland, which OpenSTV leaves out: with one place left, whoever has as
 * many votes as all others and the surpluses together is elected there and then. Theirs goes on for
 * some stages to the same end. */
static bool ended_by_required_vote(const struct trial *trial, const struct tlri_transcript *count,
                                   const struct conf_verdict *verdict)
{
    const struct tlri_event *last = NULL;
    for (size_t i = 0; i < tlri_transcript_size(count); i++) {
        const struct tlri_event *event = tlri_transcript_event(count, i);
        last = event->kind == TLRI_EVENT_ELECTED ? event : last;
    }
    bool same = count->elected.count == trial->theirs->winners;
    for (uint32_t i = 0; same && i < trial->theirs->winners; i++) {
        same = oracle_elected(count, trial->theirs->winner[i]);
    }
    return same && verdict->ended_before && trial->settings.method == TLRI_METHOD_NIRELAND &&
           last != NULL && last->why == TLRI_WHY_ELECTED_REQUIRED;
}

static enum outcome agrees(const struct trial *trial, const struct tlri_transcript *count,
                           const json_t *expected)
{
    struct conf_verdict verdict = {0};
    if (trial->plan->compare == CONF_FACTS) {
        return facts_agree(trial, count, expected) ? PASSED : FAILED;
    }
    if (judge(trial, count, &verdict) && verdict.same) {
        return PASSED;
    }
    (void)snprintf(trial->why, CONF_TEXT, "%s", verdict.why);
    if (!ended_by_required_vote(trial, count, &verdict)) {
        return FAILED;
    }
    (void)snprintf(trial->why, CONF_TEXT, "rule 52(2) is not in the source: %.400s", verdict.why);
    return SOURCE_ERROR;
}

static void show(const struct tlri_transcript *count)
{
    char text[GEN_EVENT_TEXT];
    for (size_t i = 0; i < tlri_transcript_size(count); i++) {
        gen_event_text(count, i, text, sizeof text);
        printf("    %s\n", text);
    }
}

/* A documented limit of ours: more than 250 candidates, a row of more than 10^9 papers, equal
 * preferences in more than 720 orders. */
static bool is_limit(const tlr_ctx *ctx, tlr_status status)
{
    const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
    return status == TLR_E_LIMIT || (diag != NULL && diag->code == ROW_TOO_LARGE);
}

static enum outcome run_counted(const struct runner *runner, tlr_ctx *ctx,
                                const struct conf_plan *plan, const struct conf_ballots *ballots,
                                const json_t *expected, char *why)
{
    static struct gen_lots lots;
    struct conf_count theirs;
    struct tlri_transcript *count = NULL;
    struct trial trial = {
        .ctx = ctx, .plan = plan, .ballots = ballots, .theirs = &theirs, .lots = &lots, .why = why};
    gen_lots_init(&lots);
    if (!conf_expected_read(expected, ballots->names, ballots->contest.candidates, &theirs, why)) {
        conf_count_drop(&theirs);
        return FAILED;
    }
    tlr_status status = settle(&trial);
    if (status == TLR_OK) {
        status = count_whole(&trial, &count);
    }
    enum outcome outcome = FAILED;
    if (status != TLR_OK) {
        tell_diagnostics(ctx, "the count", status, why);
        outcome = is_limit(ctx, status) ? OUT_OF_SCOPE : FAILED;
    } else {
        if (runner->verbose) {
            show(count);
        }
        outcome = agrees(&trial, count, expected);
        outcome = outcome == FAILED || engines_agree(&trial, count) ? outcome : FAILED;
    }
    tlri_transcript_free(count);
    conf_count_drop(&theirs);
    return outcome;
}

/* ---- one row
 * ------------------------------------------------------------------------------------- */

static char *path_to(struct tlri_arena *arena, const char *folder, const char *source,
                     const char *file)
{
    return tlri_arena_printf(arena, "%s/%s/%s", folder, source, file);
}

static tlr_status read_ballots(const struct runner *runner, tlr_ctx *ctx,
                               const struct conf_row *row, const json_t *expected,
                               struct conf_plan *plan, struct tlri_arena *arena,
                               struct conf_ballots *out)
{
    char *path = path_to(arena, runner->data, row->source, row->ballots);
    if (path == NULL) {
        return TLR_E_MEMORY;
    }
    size_t len = strlen(path);
    if (len > 4 && strcmp(path + len - 4, ".csv") == 0) {
        return conf_read_rctab(ctx, path, expected, plan, out);
    }
    char *con = tlri_arena_printf(arena, "%s/%s/%s.con", runner->data, row->source, row->id);
    if (con == NULL) {
        return TLR_E_MEMORY;
    }
    uint32_t seats = (uint32_t)json_integer_value(json_object_get(expected, "seats"));
    return conf_read_blt(ctx, path, tlri_file_exists(con) ? con : NULL, seats, out);
}

static enum outcome run_row(const struct runner *runner, const struct conf_row *row,
                            const json_t *expected, struct tlri_arena *arena, tlr_ctx *ctx,
                            char *why)
{
    struct conf_plan plan;
    struct conf_ballots ballots;
    conf_plan_make(&plan, row, expected);
    if (plan.out_of_scope != NULL) {
        (void)snprintf(why, CONF_TEXT, "%s", plan.out_of_scope);
        return OUT_OF_SCOPE;
    }
    tlr_status status = read_ballots(runner, ctx, row, expected, &plan, arena, &ballots);
    enum outcome outcome = FAILED;
    if (status != TLR_OK) {
        tell_diagnostics(ctx, "the ballots", status, why);
        outcome = is_limit(ctx, status) ? OUT_OF_SCOPE : FAILED;
    } else if (plan.no_equals && ballots.equals) {
        (void)snprintf(why, CONF_TEXT, "equal preferences, which the source counts wrongly");
        outcome = OUT_OF_SCOPE;
    } else {
        outcome = run_counted(runner, ctx, &plan, &ballots, expected, why);
    }
    conf_ballots_drop(&ballots);
    return outcome;
}

static void finish_row(struct runner *runner, const struct conf_row *row, enum outcome outcome,
                       const char *why)
{
    const char *known = conf_source_error(row);
    if (known != NULL && outcome == PASSED) {
        say(row, "failed", "KNOWN.md calls this an error of the source, but it agrees");
        outcome = FAILED;
    } else if (known != NULL && outcome == FAILED) {
        say(row, "source error", known);
        outcome = SOURCE_ERROR;
    } else if (outcome != PASSED) {
        static const char *const words[OUTCOMES] = {"passed", "failed", "out of scope",
                                                    "source error"};
        say(row, words[outcome], why);
    }
    record(runner, row, outcome, 1);
}

static bool is_states(const json_t *expected)
{
    return json_is_array(expected);
}

static void one_row(struct runner *runner, const struct conf_row *row)
{
    char why[CONF_TEXT] = "";
    struct tlri_arena arena;
    json_error_t error;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlri_arena_init(&arena, ctx);
    char *path = path_to(&arena, runner->data, row->source, row->expected);
    json_t *expected = path != NULL ? json_load_file(path, 0, &error) : NULL;
    if (expected == NULL) {
        (void)snprintf(why, sizeof why, "the expected file cannot be read: %s",
                       path != NULL ? error.text : "no memory");
        finish_row(runner, row, FAILED, why);
    } else if (is_states(expected)) {
        size_t failed = 0;
        size_t states = conf_states_run(ctx, expected, &failed);
        record(runner, row, PASSED, states - failed);
        record(runner, row, FAILED, failed);
    } else {
        finish_row(runner, row, run_row(runner, row, expected, &arena, ctx, why), why);
    }
    json_decref(expected);
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
    (void)fflush(stdout);
}

/* ---- all of them
 * --------------------------------------------------------------------------------- */

static bool read_manifest(struct runner *runner, tlr_ctx *ctx)
{
    char path[4096];
    struct tlri_bytes bytes;
    (void)snprintf(path, sizeof path, "%s/manifest.csv", runner->data);
    if (tlri_file_read(ctx, path, (size_t)64 << 20, &bytes) != TLR_OK) {
        fprintf(stderr, "conformance: %s cannot be read; DATA=folder must hold manifest.csv\n",
                path);
        return false;
    }
    runner->manifest = malloc(bytes.len + 1);
    if (runner->manifest != NULL) {
        memcpy(runner->manifest, bytes.data, bytes.len);
        runner->manifest[bytes.len] = '\0';
    }
    tlri_bytes_drop(&bytes);
    return runner->manifest != NULL;
}

int main(int argc, char **argv)
{
    static struct runner runner;
    if (argc < 2 || argc > 4) {
        fprintf(stderr, "usage: %s FOLDER [WORD [-v]]\n", argv[0]);
        return 2;
    }
    runner.data = argv[1];
    runner.only = argc > 2 ? argv[2] : NULL;
    runner.verbose = argc > 3;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    bool readable = ctx != NULL && read_manifest(&runner, ctx);
    tlr_ctx_free(ctx);
    if (!readable) {
        return 2;
    }
    read_rows(&runner);
    for (size_t i = 0; i < runner.rows; i++) {
        if (wanted(&runner, &runner.row[i])) {
            one_row(&runner, &runner.row[i]);
        }
    }
    summary(&runner);
    free(runner.manifest);
    return runner.n[FAILED] == 0 && runner.n[PASSED] > 0 ? 0 : 1;
}
