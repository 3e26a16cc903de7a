/*
 * ballots.c: the ballots of a conformance case: BLT files, and RCTab's tables of raw marks.
 *
 * BLT and constraint files go through the library's own readers. RCTab's rows are turned into
 * papers as seen (number = rank), so that our readings of marks decide what they count as: more
 * than one candidate in a rank is a repeated number, an empty rank is a gap. Two things cannot be
 * seen on one of our papers: a candidate in two ranks (only the first of them counts, and the rank
 * of the other is then not empty), and a rank that the source calls an overvote without saying for
 * whom. Such rows are read here, by RCTab's rule, and handed on as plain papers.
 */
#include "conformance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "io/blt.h"
#include "io/con.h"

#define FILE_MAX  ((size_t)512 << 20)
#define RANKS_MAX 250u
#define WRITE_INS "Undeclared Write-ins"

void conf_ballots_drop(struct conf_ballots *ballots)
{
    if (ballots->blt != NULL) {
        tlri_blt_free(ballots->blt);
    } else {
        tlri_papers_free(ballots->papers);
    }
    tlri_arena_drop(&ballots->arena);
    ballots->papers = NULL;
    ballots->blt = NULL;
}

/* ---- BLT
 * ----------------------------------------------------------------------------------------- */

static bool has_equals(const struct tlri_papers *papers)
{
    for (size_t i = 0; i < papers->pool_size; i++) {
        if (papers->pool[i] & TLRI_MARK_EQUAL) {
            return true;
        }
    }
    return false;
}

static tlr_status read_constraints(tlr_ctx *ctx, const char *con, struct conf_ballots *out)
{
    struct tlri_bytes bytes;
    struct tlri_contest bounded;
    TLR_TRY(tlri_file_read(ctx, con, FILE_MAX, &bytes));
    tlr_status status =
        tlri_con_read(ctx, con, bytes.data, bytes.len, &out->contest, &out->arena, &bounded);
    tlri_bytes_drop(&bytes);
    if (status == TLR_OK) {
        out->contest = bounded;
    }
    return status;
}

tlr_status conf_read_blt(tlr_ctx *ctx, const char *path, const char *con, uint32_t seats,
                         struct conf_ballots *out)
{
    struct tlri_bytes bytes;
    struct tlri_blt *blt = NULL;
    memset(out, 0, sizeof *out);
    tlri_arena_init(&out->arena, ctx);
    TLR_TRY(tlri_file_read(ctx, path, FILE_MAX, &bytes));
    tlr_status status = tlri_blt_read(ctx, path, bytes.data, bytes.len, TLRI_BLT_ALLOW_NOTES, &blt);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    out->blt = blt;
    out->contest = blt->contest;
    out->papers = blt->papers;
    out->equals = has_equals(blt->papers);
    if (seats != 0) {
        out->contest.places = seats;
    }
    return con == NULL ? TLR_OK : read_constraints(ctx, con, out);
}

/* ---- RCTab: the table
 * ---------------------------------------------------------------------------- */

struct rctab {
    struct conf_ballots *out;
    const json_t *expected;
    const char *overvote, *undervote, *write_in; /* words of the source, "" when it has none */
    bool overvote_ends, blank_is_write_in;
    uint32_t skips_allowed, ranks_allowed;
    uint32_t write_ins; /* index of the candidate for undeclared write-ins, or TLRI_NONE */
    uint32_t ranks;
    char *cell[RANKS_MAX];
};

static const char *source_word(const json_t *expected, const char *name)
{
    const json_t *source = json_array_get(json_object_get(expected, "source_options"), 0);
    const char *word = json_string_value(json_object_get(source, name));
    return word != NULL ? word : "";
}

/* "max", "unlimited" or a number, as text or number. */
static uint32_t count_option(const json_t *options, const char *name, uint32_t otherwise)
{
    const json_t *value = json_object_get(options, name);
    if (json_is_integer(value)) {
        return (uint32_t)json_integer_value(value);
    }
    const char *text = json_string_value(value);
    if (text == NULL || text[0] < '0' || text[0] > '9') {
        return otherwise;
    }
    return (uint32_t)strtoul(text, NULL, 10);
}

static uint32_t named(const struct rctab *table, const char *name, size_t len)
{
    const json_t *list = json_object_get(table->expected, "candidates");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const json_t *aliases = json_object_get(item, "aliases");
        if (tlri_span_is(name, len, json_string_value(json_object_get(item, "name")))) {
            return (uint32_t)i;
        }
        for (size_t a = 0; a < json_array_size(aliases); a++) {
            if (tlri_span_is(name, len, json_string_value(json_array_get(aliases, a)))) {
                return (uint32_t)i;
            }
        }
    }
    bool write_in = table->write_in[0] != '\0' && tlri_span_is(name, len, table->write_in);
    return write_in || tlri_span_is(name, len, WRITE_INS) ? table->write_ins : TLRI_NONE;
}

/* Splits a line into count and cells, in place; quotation marks as CSV has them. */
static bool split(struct rctab *table, char *line, uint32_t *count)
{
    uint32_t cells = 0;
    char *at = line;
    while (true) {
        char *write = at, *cell = at;
        bool quoted = *at == '"';
        at += quoted;
        while (*at != '\0' && (quoted ? true : *at != ',')) {
            if (quoted && *at == '"') {
                if (at[1] != '"') {
                    break;
                }
                at++;
            }
            *write++ = *at++;
        }
        at += quoted && *at == '"';
        bool more = *at == ',';
        at += more;
        *write = '\0';
        if (cells == 0) {
            *count = (uint32_t)strtoul(cell, NULL, 10);
        } else if (cells <= RANKS_MAX) {
            table->cell[cells - 1] = cell;
        }
        cells++;
        if (!more) {
            break;
        }
    }
    table->ranks = cells - 1;
    return cells >= 1 && cells <= RANKS_MAX && *count > 0;
}

/* The candidates of one rank. Returns how many; 2 of nobody known for an overvote by that word. */
static uint32_t candidates_of(const struct rctab *table, const char *cell, uint32_t *out,
                              bool *unknown)
{
    *unknown = false;
    if (cell[0] == '\0' && table->blank_is_write_in) {
        out[0] = table->write_ins;
        return 1;
    }
    if (cell[0] == '\0' || (table->undervote[0] != '\0' && strcmp(cell, table->undervote) == 0)) {
        return 0;
    }
    if (table->overvote[0] != '\0' && strcmp(cell, table->overvote) == 0) {
        *unknown = true;
        return 2;
    }
    uint32_t n = 0;
    for (const char *at = cell; n < 8; at++) {
        size_t len = strcspn(at, "|");
        uint32_t c = named(table, at, len);
        if (c == TLRI_NONE) {
            *unknown = true;
        }
        out[n++] = c;
        at += len;
        if (*at == '\0') {
            break;
        }
    }
    return n;
}

/* May this row be written as one of our papers: nobody twice, everybody known? */
static bool plain_row(const struct rctab *table)
{
    bool seen[CONF_CANDIDATES_MAX] = {false};
    for (uint32_t rank = 0; rank < table->ranks; rank++) {
        uint32_t here[8];
        bool unknown;
        uint32_t n = candidates_of(table, table->cell[rank], here, &unknown);
        if (unknown) {
            return false;
        }
        for (uint32_t i = 0; i < n; i++) {
            if (here[i] == TLRI_NONE || seen[here[i]]) {
                return false;
            }
            seen[here[i]] = true;
        }
    }
    return true;
}

/* Nothing in any rank: a blank paper, which the source leaves out of its totals. */
static bool blank_row(const struct rctab *table)
{
    for (uint32_t rank = 0; rank < table->ranks; rank++) {
        uint32_t here[8];
        bool unknown;
        if (candidates_of(table, table->cell[rank], here, &unknown) > 0) {
            return false;
        }
    }
    return true;
}

static uint32_t marks_as_seen(const struct rctab *table, uint32_t *seen)
{
    uint32_t n = 0;
    for (uint32_t rank = 0; rank < table->ranks && rank < table->ranks_allowed; rank++) {
        uint32_t here[8];
        bool unknown;
        uint32_t many = candidates_of(table, table->cell[rank], here, &unknown);
        for (uint32_t i = 0; i < many; i++) {
            seen[n++] = TLRI_SEEN(rank + 1, here[i]);
        }
    }
    return n;
}

/* RCTab's own reading of a row, for rows that none of our papers can show. */
static uint32_t marks_as_read(const struct rctab *table, uint32_t *seen)
{
    bool taken[CONF_CANDIDATES_MAX] = {false};
    uint32_t n = 0, last = 0;
    for (uint32_t rank = 1; rank <= table->ranks && rank <= table->ranks_allowed; rank++) {
        uint32_t here[8];
        bool unknown;
        uint32_t many = candidates_of(table, table->cell[rank - 1], here, &unknown);
        if (many == 0) {
            continue;
        }
        if (rank - last - 1 > table->skips_allowed) {
            break;
        }
        last = rank;
        if (many > 1) {
            if (table->overvote_ends) {
                break;
            }
            continue;
        }
        if (here[0] != TLRI_NONE && !taken[here[0]]) {
            taken[here[0]] = true;
            seen[n] = TLRI_SEEN(n + 1, here[0]);
            n++;
        }
    }
    return n;
}

static tlr_status add_row(struct rctab *table, struct tlri_papers_builder *builder, uint32_t count)
{
    uint32_t seen[CONF_CANDIDATES_MAX + 8];
    tlri_mark marks[CONF_CANDIDATES_MAX];
    uint32_t n = plain_row(table) ? marks_as_seen(table, seen) : marks_as_read(table, seen);
    if (n > CONF_CANDIDATES_MAX) {
        return TLR_E_LIMIT;
    }
    tlri_marks_order(seen, n, marks);
    uint32_t reject = n == 0 && !blank_row(table) ? TLRI_REJECT_UNCERTAIN : TLRI_REJECT_NONE;
    return tlri_papers_add(builder, marks, n, reject, count);
}

static tlr_status add_rows(struct rctab *table, char *text, struct tlri_papers_builder *builder)
{
    TLR_TRY(tlri_papers_start_batch(builder, "rctab", strlen("rctab")));
    char *line = strchr(text, '\n');
    while (line != NULL && line[1] != '\0') {
        line++;
        char *next = strchr(line, '\n');
        uint32_t count = 0;
        if (next != NULL) {
            *next = '\0';
        }
        size_t len = strlen(line);
        if (len > 0 && line[len - 1] == '\r') {
            line[len - 1] = '\0';
        }
        if (line[0] != '\0') {
            if (!split(table, line, &count)) {
                return TLR_E_INPUT;
            }
            TLR_TRY(add_row(table, builder, count));
        }
        line = next;
    }
    return TLR_OK;
}

/* ---- RCTab: the contest
 * -------------------------------------------------------------------------- */

/* Undeclared write-ins stand for nobody who could be elected; RCTab puts them out first. A bound
 * that lets none of them be elected does just that. */
static tlr_status bound_write_ins(struct rctab *table)
{
    struct conf_ballots *out = table->out;
    struct tlri_group *group = tlri_arena_array(&out->arena, 1, sizeof *group);
    const char **category = tlri_arena_array(&out->arena, 1, sizeof *category);
    uint32_t *member = tlri_arena_array(&out->arena, out->contest.candidates, sizeof *member);
    if (group == NULL || category == NULL || member == NULL) {
        return TLR_E_MEMORY;
    }
    *group = (struct tlri_group){0, "undeclared", 0, 0};
    *category = "write-ins";
    for (uint32_t c = 0; c < out->contest.candidates; c++) {
        member[c] = c == table->write_ins ? 0 : TLRI_NONE;
    }
    out->contest.categories = 1;
    out->contest.category = category;
    out->contest.groups = 1;
    out->contest.group = group;
    out->contest.member = member;
    return TLR_OK;
}

static bool mentions_write_ins(const struct rctab *table)
{
    const json_t *stages = json_object_get(table->expected, "stages");
    const json_t *tally = json_object_get(json_array_get(stages, 0), "tally");
    return json_object_get(tally, WRITE_INS) != NULL;
}

static tlr_status make_contest(struct rctab *table)
{
    struct conf_ballots *out = table->out;
    const json_t *list = json_object_get(table->expected, "candidates");
    uint32_t listed = (uint32_t)json_array_size(list);
    bool write_ins = mentions_write_ins(table);
    uint32_t n = listed + (write_ins ? 1 : 0);
    struct tlri_candidate *candidate = tlri_arena_array(&out->arena, n, sizeof *candidate);
    out->names = tlri_arena_array(&out->arena, n, sizeof *out->names);
    if (candidate == NULL || out->names == NULL || n == 0 || n > CONF_CANDIDATES_MAX) {
        return TLR_E_LIMIT;
    }
    table->write_ins = write_ins ? listed : TLRI_NONE;
    for (uint32_t c = 0; c < n; c++) {
        const json_t *item = json_array_get(list, c);
        const char *name =
            c < listed ? json_string_value(json_object_get(item, "name")) : WRITE_INS;
        bool gone = json_is_true(json_object_get(item, "excluded"));
        candidate[c] = (struct tlri_candidate){name, name, gone ? TLRI_WITHDRAWN : TLRI_STANDING};
        out->names[c] = name;
    }
    out->contest = (struct tlri_contest){
        .id = "rctab", .title = "rctab", .places = 1, .candidates = n, .candidate = candidate};
    return write_ins ? bound_write_ins(table) : TLR_OK;
}

static void read_options(struct rctab *table, struct conf_plan *plan)
{
    static const char *const allowed[] = {"0", "1", "2"};
    const json_t *options = json_object_get(table->expected, "options");
    const char *rule = json_string_value(json_object_get(options, "overvoteRule"));
    table->overvote = source_word(table->expected, "overvoteLabel");
    table->undervote = source_word(table->expected, "skippedRankLabel");
    table->write_in = source_word(table->expected, "undeclaredWriteInLabel");
    table->overvote_ends = rule != NULL && strcmp(rule, "exhaustImmediately") == 0;
    const json_t *source = json_array_get(json_object_get(table->expected, "source_options"), 0);
    table->blank_is_write_in =
        json_is_true(json_object_get(source, "treatBlankAsUndeclaredWriteIn"));
    table->skips_allowed = count_option(options, "maxSkippedRanksAllowed", RANKS_MAX);
    table->ranks_allowed = count_option(options, "maxRankingsAllowed", RANKS_MAX);
    conf_plan_set(plan, "repeated-number", table->overvote_ends ? "stop" : "skip");
    if (table->skips_allowed > 2) {
        conf_plan_set(plan, "skipped-number", "close-up");
    } else {
        conf_plan_set(plan, "skipped-number", "stop");
        conf_plan_set(plan, "skipped-allowed", allowed[table->skips_allowed]);
    }
}

tlr_status conf_read_rctab(tlr_ctx *ctx, const char *path, const json_t *expected,
                           struct conf_plan *plan, struct conf_ballots *out)
{
    struct tlri_bytes bytes;
    struct tlri_papers_builder builder;
    struct rctab table = {.out = out, .expected = expected};
    memset(out, 0, sizeof *out);
    tlri_arena_init(&out->arena, ctx);
    read_options(&table, plan);
    TLR_TRY(tlri_file_read(ctx, path, FILE_MAX, &bytes));
    tlr_status status = make_contest(&table);
    if (status != TLR_OK) {
        tlri_bytes_drop(&bytes);
        return status;
    }
    tlri_papers_builder_init(&builder, ctx, out->contest.candidates);
    status = add_rows(&table, bytes.data, &builder);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, &out->papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    tlri_bytes_drop(&bytes);
    return status;
}
