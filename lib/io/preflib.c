/*
 * io/preflib.c: reader of PrefLib's SOC, SOI, TOC and TOI files.
 *
 * Lines "# KEY: value" first, then one line for each order, "13: 1,{4,3},2": how many papers, and
 * the candidates in order, those in braces ranked equal. The numbers that the head states are
 * compared with what stands below it, since a file cut off in the middle is otherwise a smaller
 * election. The form without keys, in use before 2022, is refused. Implements
 * spec/formats/import.md, 4.
 */
#include "io/preflib.h"

#include <string.h>

#include "io/source.h"

struct reader {
    struct tlri_source source;
    struct tlri_profile *preflib;
    struct tlri_papers_builder builder;
    uint64_t voters, unique; /* as the head says; 0: not said */
    uint64_t papers, orders; /* as read */
    const char **name;
    uint32_t seen[TLRI_CANDIDATES_MAX];
    tlri_mark marks[TLRI_CANDIDATES_MAX];
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct tlri_span trim(struct tlri_span span)
{
    while (span.len > 0 && is_blank(span.text[0])) {
        span.text++;
        span.len--;
    }
    while (span.len > 0 && is_blank(span.text[span.len - 1])) {
        span.len--;
    }
    return span;
}

/* ---- the head ---- */

static bool begins(struct tlri_span span, const char *key, struct tlri_span *after)
{
    size_t n = strlen(key);
    if (span.len < n || memcmp(span.text, key, n) != 0) {
        return false;
    }
    *after = (struct tlri_span){span.text + n, span.len - n};
    return true;
}

static void bad_head(struct reader *r)
{
    tlri_source_error(&r->source, 2830, r->source.line, "get the file anew from where it came",
                      "this line of the head cannot be read");
}

static tlr_status start(struct reader *r, uint64_t candidates)
{
    r->preflib->candidates = (uint32_t)candidates;
    r->name = tlri_arena_array(&r->preflib->arena, candidates, sizeof *r->name);
    if (r->name == NULL) {
        return tlri_no_memory(r->preflib->ctx);
    }
    r->preflib->name = r->name;
    tlri_papers_builder_init(&r->builder, r->preflib->ctx, (uint32_t)candidates);
    return tlri_papers_start_batch(&r->builder, "preflib", strlen("preflib"));
}

static tlr_status take_name(struct reader *r, struct tlri_span after)
{
    uint64_t number = 0;
    if (!tlri_profile_number(&after, r->preflib->candidates, &number) || after.len == 0 ||
        after.text[0] != ':' || r->name[number - 1] != NULL) {
        bad_head(r);
        return TLR_OK;
    }
    struct tlri_span name = trim((struct tlri_span){after.text + 1, after.len - 1});
    if (name.len == 0) { /* a candidate whom no mapping could name */
        bad_head(r);
        return TLR_OK;
    }
    r->name[number - 1] = tlri_span_copy(&r->preflib->arena, name);
    return r->name[number - 1] != NULL ? TLR_OK : tlri_no_memory(r->preflib->ctx);
}

static tlr_status take_head(struct reader *r, struct tlri_span line)
{
    struct tlri_span after;
    uint64_t number = 0;
    line = trim((struct tlri_span){line.text + 1, line.len - 1});
    if (begins(line, "NUMBER ALTERNATIVES:", &after)) {
        after = trim(after);
        if (r->name != NULL || !tlri_profile_number(&after, TLRI_CANDIDATES_MAX, &number) ||
            after.len > 0) {
            bad_head(r);
            return TLR_OK;
        }
        return start(r, number);
    }
    if (begins(line, "ALTERNATIVE NAME ", &after)) {
        return take_name(r, after);
    }
    if (begins(line, "NUMBER VOTERS:", &after)) {
        after = trim(after);
        if (!tlri_profile_number(&after, UINT32_MAX, &r->voters) || after.len > 0) {
            bad_head(r);
        }
    } else if (begins(line, "NUMBER UNIQUE ORDERS:", &after)) {
        after = trim(after);
        if (!tlri_profile_number(&after, UINT32_MAX, &r->unique) || after.len > 0) {
            bad_head(r);
        }
    }
    return TLR_OK;
}

/* ---- orders ---- */

struct order {
    uint32_t n, rank;
    bool equal; /* inside braces */
    bool ranked[TLRI_CANDIDATES_MAX];
};

/* One candidate, or a brace before or after it. */
static bool take_candidate(struct reader *r, struct tlri_span *at, struct order *order)
{
    uint64_t number = 0;
    *at = trim(*at);
    if (at->len > 0 && at->text[0] == '{' && !order->equal) {
        order->equal = true;
        *at = trim((struct tlri_span){at->text + 1, at->len - 1});
    }
    if (!tlri_profile_number(at, r->preflib->candidates, &number) || order->ranked[number - 1]) {
        return false;
    }
    order->ranked[number - 1] = true;
    r->seen[order->n++] = TLRI_SEEN(order->rank, number - 1);
    *at = trim(*at);
    if (at->len > 0 && at->text[0] == '}' && order->equal) {
        order->equal = false;
        *at = trim((struct tlri_span){at->text + 1, at->len - 1});
    }
    order->rank += order->equal ? 0 : 1;
    return true;
}

static bool take_ranking(struct reader *r, struct tlri_span at, struct order *order)
{
    *order = (struct order){.rank = 1};
    at = trim(at);
    while (at.len > 0) {
        if (!take_candidate(r, &at, order)) {
            return false;
        }
        if (at.len == 0) {
            break;
        }
        if (at.text[0] != ',') {
            return false;
        }
        at = trim((struct tlri_span){at.text + 1, at.len - 1});
        if (at.len == 0) {
            return false;
        }
    }
    return !order->equal && order->n > 0;
}

static tlr_status take_order(struct reader *r, struct tlri_span line)
{
    struct order order;
    uint64_t weight = 0;
    struct tlri_span at = trim(line);
    if (r->name == NULL) {
        tlri_source_error(&r->source, 2831, line,
                          "get the file in PrefLib's present form, whose lines begin with #",
                          "papers stand before the line '# NUMBER ALTERNATIVES'");
        return TLR_E_INPUT;
    }
    if (!tlri_profile_number(&at, TLRI_WEIGHT_MAX, &weight) || at.len == 0 || at.text[0] != ':' ||
        !take_ranking(r, (struct tlri_span){at.text + 1, at.len - 1}, &order)) {
        tlri_source_error(&r->source, 2832, line,
                          "it is written '13: 1,{4,3},2', each candidate at most once",
                          "this order cannot be read");
        return TLR_OK;
    }
    r->papers += weight;
    r->orders++;
    tlri_marks_order(r->seen, order.n, r->marks);
    return tlri_papers_add(&r->builder, r->marks, order.n, TLRI_REJECT_NONE, (uint32_t)weight);
}

static tlr_status read_lines(struct reader *r)
{
    while (tlri_source_next(&r->source) && !tlri_source_gave_up(&r->source)) {
        struct tlri_span line = trim(r->source.line);
        if (line.len == 0) {
            continue;
        }
        if (!tlri_utf8_shown(line.text, line.len)) {
            tlri_source_error(&r->source, 2833, r->source.line, "save it as UTF-8",
                              "this line is not UTF-8 text, or holds control characters");
            return TLR_E_INPUT;
        }
        TLR_TRY(line.text[0] == '#' ? take_head(r, line) : take_order(r, line));
    }
    return TLR_OK;
}

static void check_totals(struct reader *r)
{
    struct tlri_span top = {r->source.data, 0};
    bool named = r->name != NULL;
    for (uint32_t c = 0; named && c < r->preflib->candidates; c++) {
        named = r->name[c] != NULL;
    }
    if (!named || (r->voters != 0 && r->voters != r->papers) ||
        (r->unique != 0 && r->unique != r->orders)) {
        tlri_source_error(&r->source, 2834, top,
                          "the file was cut off or changed: get it anew from where it came",
                          "the head of the file does not agree with what stands below it");
    }
}

static tlr_status read_all(struct reader *r)
{
    TLR_TRY(read_lines(r));
    if (r->source.problems == 0) {
        check_totals(r);
    }
    TLR_TRY(tlri_source_verdict(&r->source));
    return tlri_papers_finish(&r->builder, &r->preflib->papers);
}

tlr_status tlri_preflib_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             struct tlri_profile **out)
{
    *out = NULL;
    struct tlri_profile *preflib = tlri_profile_new(ctx);
    if (preflib == NULL) {
        return tlri_no_memory(ctx);
    }
    struct reader r = {.preflib = preflib};
    tlri_source_init(&r.source, ctx, name, data, len);
    r.source.hidden = true; /* [IMP-14]; no message below quotes the file */
    tlri_papers_builder_init(&r.builder, ctx, 1);
    tlr_status status = read_all(&r);
    tlri_papers_builder_drop(&r.builder);
    if (status != TLR_OK) {
        tlri_profile_free(preflib);
        return status;
    }
    *out = preflib;
    return TLR_OK;
}
