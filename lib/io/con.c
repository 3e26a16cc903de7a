/*
 * io/con.c: reader and writer of constraint files, one group of one category a line.
 *
 * Implements the second part of spec/formats/blt.md. Categories and groups keep the order in which
 * they are first named, because the order is shown in results. Whether the bounds can be met at all
 * is not asked here: that is feasibility, which the count decides exactly and explains.
 */
#include "io/con.h"

#include <string.h>

#include "io/source.h"

#define NAME_MAX 200u

struct reader {
    struct tlri_source source;
    tlr_ctx *ctx;
    struct tlri_arena *arena;
    const struct tlri_contest *contest;
    uint32_t categories, groups;
    const char *category[TLRI_CATEGORIES_MAX];
    struct tlri_group group[TLRI_GROUPS_MAX];
    uint32_t *member; /* member[k * candidates + c] while reading: category by category */
    bool limit;       /* a limit was passed: its diagnostic is there */
};

static struct tlri_span rest_of(struct tlri_span line, const char *from)
{
    struct tlri_span rest = {from, (size_t)(line.text + line.len - from)};
    return rest;
}

static struct tlri_span skip_blanks(struct tlri_span rest)
{
    while (rest.len > 0 && (rest.text[0] == ' ' || rest.text[0] == '\t')) {
        rest.text++;
        rest.len--;
    }
    return rest;
}

/* A name in quotation marks, or one word without; moves *rest past it. */
static bool take_name(struct reader *reader, struct tlri_span *rest, const char *what,
                      struct tlri_span *name)
{
    *rest = skip_blanks(*rest);
    struct tlri_span line = *rest;
    if (rest->len == 0) {
        tlri_source_error(&reader->source, 2130, *rest,
                          "the form is: \"Category\" \"Group\" minimum maximum candidates",
                          "%s is missing", what);
        return false;
    }
    if (rest->text[0] != '"') {
        *name = tlri_span_word(*rest);
        *rest = rest_of(line, name->text + name->len);
    } else {
        const char *close = memchr(rest->text + 1, '"', rest->len - 1);
        if (close == NULL) {
            tlri_source_error(&reader->source, 2131, *rest, NULL,
                              "the quotation mark is not closed in this line");
            return false;
        }
        *name = (struct tlri_span){rest->text + 1, (size_t)(close - rest->text - 1)};
        *rest = rest_of(line, close + 1);
    }
    bool good = name->len > 0 && name->len <= NAME_MAX && tlri_utf8_shown(name->text, name->len) &&
                memchr(name->text, '\t', name->len) == NULL &&
                memchr(name->text, '"', name->len) == NULL;
    if (!good) {
        tlri_source_error(&reader->source, 2132, *name, "write a short name in UTF-8",
                          "%s is empty, too long, not UTF-8, or steers how it is shown", what);
    }
    return good;
}

static bool take_number(struct reader *reader, struct tlri_span *rest, const char *what,
                        uint32_t min, uint32_t max, uint32_t *out)
{
    *rest = skip_blanks(*rest);
    struct tlri_span word = tlri_span_word(*rest);
    if (word.len == 0) {
        tlri_source_error(&reader->source, 2130, *rest,
                          "the form is: \"Category\" \"Group\" minimum maximum candidates",
                          "%s is missing", what);
        return false;
    }
    *rest = rest_of(*rest, word.text + word.len);
    return tlri_read_number32(&reader->source, word, what, min, max, out);
}

static bool same_name(const char *name, struct tlri_span span)
{
    return tlri_span_is(span.text, span.len, name);
}

static tlr_status too_many(struct reader *reader, struct tlri_span at, const char *what,
                           unsigned limit)
{
    reader->limit = true;
    tlri_source_error(&reader->source, 2137, at, NULL, "there are more than %u %s", limit, what);
    return TLR_E_LIMIT;
}

/* The category of that name, made when it is new. */
static tlr_status find_category(struct reader *reader, struct tlri_span name, uint32_t *out)
{
    for (uint32_t k = 0; k < reader->categories; k++) {
        if (same_name(reader->category[k], name)) {
            *out = k;
            return TLR_OK;
        }
    }
    if (reader->categories == TLRI_CATEGORIES_MAX) {
        return too_many(reader, name, "categories", TLRI_CATEGORIES_MAX);
    }
    const char *copy = tlri_span_copy(reader->arena, name);
    if (copy == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    *out = reader->categories;
    reader->category[reader->categories++] = copy;
    return TLR_OK;
}

/* A new group; one of the same name in the same category is reported. */
static tlr_status add_group(struct reader *reader, struct tlri_span name, uint32_t category,
                            struct tlri_group bounds, uint32_t *out)
{
    for (uint32_t g = 0; g < reader->groups; g++) {
        if (reader->group[g].category == category && same_name(reader->group[g].name, name)) {
            tlri_source_error(&reader->source, 2134, name, "write each group in one line",
                              "the group '%s' stands twice in this category",
                              reader->group[g].name);
            return TLR_E_INPUT;
        }
    }
    if (reader->groups == TLRI_GROUPS_MAX) {
        return too_many(reader, name, "groups", TLRI_GROUPS_MAX);
    }
    bounds.name = tlri_span_copy(reader->arena, name);
    if (bounds.name == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    *out = reader->groups;
    reader->group[reader->groups++] = bounds;
    return TLR_OK;
}

static void add_member(struct reader *reader, struct tlri_span at, uint32_t category,
                       uint32_t group, uint32_t candidate)
{
    uint32_t *member = &reader->member[category * reader->contest->candidates + candidate];
    if (*member == group) {
        tlri_source_error(&reader->source, 2135, at, "write each candidate once",
                          "candidate %u stands twice in this group", candidate + 1);
    } else if (*member != TLRI_NONE) {
        tlri_source_error(&reader->source, 2135, at,
                          "a candidate belongs to one group of a category, or to none",
                          "candidate %u is already in the group '%s' of this category",
                          candidate + 1, reader->group[*member].name);
    } else {
        *member = group;
    }
}

static void read_members(struct reader *reader, struct tlri_span rest, uint32_t category,
                         uint32_t group)
{
    rest = skip_blanks(rest);
    while (rest.len > 0 && rest.text[0] != '#') {
        uint32_t number = 0;
        struct tlri_span word = tlri_span_word(rest);
        if (take_number(reader, &rest, "a candidate", 1, reader->contest->candidates, &number)) {
            add_member(reader, word, category, group, number - 1);
        }
        rest = skip_blanks(rest);
    }
}

static tlr_status read_group(struct reader *reader, struct tlri_span line)
{
    struct tlri_span rest = line;
    struct tlri_span category_name;
    struct tlri_span group_name;
    struct tlri_group bounds = {0};
    bool good = take_name(reader, &rest, "the category", &category_name) &&
                take_name(reader, &rest, "the group", &group_name) &&
                take_number(reader, &rest, "the minimum", 0, UINT32_MAX - 1, &bounds.minimum) &&
                take_number(reader, &rest, "the maximum", 0, UINT32_MAX - 1, &bounds.maximum);
    if (!good) {
        return TLR_E_INPUT;
    }
    if (bounds.minimum > bounds.maximum) {
        tlri_source_error(&reader->source, 2133, line, NULL,
                          "the minimum %u is more than the maximum %u", bounds.minimum,
                          bounds.maximum);
        return TLR_E_INPUT;
    }
    uint32_t group = 0;
    TLR_TRY(find_category(reader, category_name, &bounds.category));
    TLR_TRY(add_group(reader, group_name, bounds.category, bounds, &group));
    read_members(reader, rest, bounds.category, group);
    return TLR_OK;
}

static struct tlri_span without_cr(struct tlri_span line)
{
    if (line.len > 0 && line.text[line.len - 1] == '\r') {
        line.len--;
    }
    return line;
}

static tlr_status read_lines(struct reader *reader)
{
    while (tlri_source_next(&reader->source) && !tlri_source_gave_up(&reader->source)) {
        struct tlri_span line = skip_blanks(without_cr(reader->source.line));
        while (line.len > 0 &&
               (line.text[line.len - 1] == ' ' || line.text[line.len - 1] == '\t')) {
            line.len--;
        }
        if (line.len == 0 || line.text[0] == '#') {
            continue;
        }
        tlr_status status = read_group(reader, line);
        if (status != TLR_OK && status != TLR_E_INPUT) {
            return status;
        }
    }
    if (reader->groups == 0 && reader->source.problems == 0) {
        tlri_source_error(&reader->source, 2136, (struct tlri_span){NULL, 0},
                          "check that it is the right file", "the file names no group");
    }
    return tlri_source_verdict(&reader->source);
}

/* Turns the members round to member[c * categories + k], as the model has them. */
static tlr_status make_contest(struct reader *reader, struct tlri_contest *out)
{
    uint32_t n = reader->contest->candidates;
    const char **category = tlri_arena_array(reader->arena, reader->categories, sizeof *category);
    struct tlri_group *group = tlri_arena_array(reader->arena, reader->groups, sizeof *group);
    uint32_t *member =
        tlri_arena_array(reader->arena, (size_t)n * reader->categories, sizeof *member);
    if (category == NULL || group == NULL || member == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    memcpy(group, reader->group, reader->groups * sizeof *group);
    for (uint32_t k = 0; k < reader->categories; k++) {
        category[k] = reader->category[k];
        for (uint32_t c = 0; c < n; c++) {
            member[c * reader->categories + k] = reader->member[k * n + c];
        }
    }
    *out = *reader->contest;
    out->categories = reader->categories;
    out->category = category;
    out->groups = reader->groups;
    out->group = group;
    out->member = member;
    return TLR_OK;
}

tlr_status tlri_con_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         const struct tlri_contest *contest, struct tlri_arena *arena,
                         struct tlri_contest *out)
{
    struct reader reader = {.ctx = ctx, .arena = arena, .contest = contest};
    tlri_source_init(&reader.source, ctx, name, data, len);
    size_t cells = (size_t)TLRI_CATEGORIES_MAX * contest->candidates;
    reader.member = tlri_alloc_array(ctx, cells, sizeof *reader.member);
    if (reader.member == NULL) {
        return tlri_no_memory(ctx);
    }
    for (size_t i = 0; i < cells; i++) {
        reader.member[i] = TLRI_NONE;
    }
    tlr_status status = read_lines(&reader);
    if (status == TLR_OK) {
        status = make_contest(&reader, out);
    }
    tlri_free(ctx, reader.member, cells * sizeof *reader.member);
    return status;
}

static void write_quoted(struct tlri_buf *out, const char *name)
{
    tlri_buf_puts(out, "\"");
    for (const char *p = name; *p != '\0'; p++) {
        tlri_buf_puts(out, *p == '"' ? "'" : "");
        tlri_buf_add(out, p, *p == '"' ? 0 : 1);
    }
    tlri_buf_puts(out, "\"");
}

tlr_status tlri_con_write(const struct tlri_contest *contest, struct tlri_buf *out)
{
    for (uint32_t g = 0; g < contest->groups; g++) {
        const struct tlri_group *group = &contest->group[g];
        bool bounded = group->maximum != TLRI_NO_MAXIMUM;
        write_quoted(out, contest->category[group->category]);
        tlri_buf_puts(out, " ");
        write_quoted(out, group->name);
        tlri_buf_printf(out, " %u %u", group->minimum,
                        bounded ? group->maximum : contest->candidates);
        for (uint32_t c = 0; c < contest->candidates; c++) {
            if (contest->member[c * contest->categories + group->category] == g) {
                tlri_buf_printf(out, " %u", c + 1);
            }
        }
        tlri_buf_puts(out, "\n");
    }
    return out->failed;
}
