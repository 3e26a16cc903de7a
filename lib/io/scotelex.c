/*
 * io/scotelex.c: reader of the CSV of the scot-elex collection.
 *
 * "candidates,places,", then a line for each order ("23,1,2,": how many papers, and the candidates
 * from the first preference on), a line for each candidate ("Candidate 1","Name","Party",), and the
 * name of the ward. Quotation marks and commas in that last line are as they come, so it is no
 * table that a reader of CSV could take; it is split here, line by line. Places and ward are not
 * applied: the notice has them. Implements spec/formats/import.md, 4.
 */
#include "io/scotelex.h"

#include <string.h>

#include "io/source.h"

enum stage { AT_HEAD, AT_ORDERS, AT_CANDIDATES, AT_WARD, AT_END };

struct reader {
    struct tlri_source source;
    struct tlri_profile *file;
    struct tlri_papers_builder builder;
    enum stage stage;
    uint32_t named;
    const char **name;
    uint32_t seen[TLRI_CANDIDATES_MAX];
    tlri_mark marks[TLRI_CANDIDATES_MAX];
};

/* ---- fields -------------------------------------------------------------------------------------
 */

/* The line without the carriage return and the comma at its end. */
static struct tlri_span trim(struct tlri_span line)
{
    while (line.len > 0 && strchr(" \t\r", line.text[line.len - 1]) != NULL) {
        line.len--;
    }
    if (line.len > 0 && line.text[line.len - 1] == ',') {
        line.len--;
    }
    return line;
}

static bool take_sign(struct tlri_span *at, char sign)
{
    if (at->len == 0 || at->text[0] != sign) {
        return false;
    }
    at->text++;
    at->len--;
    return true;
}

/* Text in quotation marks, without them. */
static bool take_quoted(struct tlri_span *at, struct tlri_span *out)
{
    if (!take_sign(at, '"')) {
        return false;
    }
    const char *end = at->len > 0 ? memchr(at->text, '"', at->len) : NULL;
    if (end == NULL) {
        return false;
    }
    *out = (struct tlri_span){at->text, (size_t)(end - at->text)};
    at->len -= out->len + 1;
    at->text = end + 1;
    return true;
}

/* ---- lines --------------------------------------------------------------------------------------
 */

static tlr_status take_head(struct reader *r, struct tlri_span line)
{
    uint64_t candidates = 0;
    uint64_t places = 0;
    struct tlri_span at = trim(line);
    if (!tlri_profile_number(&at, TLRI_CANDIDATES_MAX, &candidates) || !take_sign(&at, ',') ||
        !tlri_profile_number(&at, TLRI_CANDIDATES_MAX, &places) || at.len > 0) {
        tlri_source_error(&r->source, 6994, line, "the first line is written '5,3,'",
                          "the first line does not say how many candidates and places there are");
        return TLR_E_INPUT;
    }
    r->file->candidates = (uint32_t)candidates;
    r->name = tlri_arena_array(&r->file->arena, candidates, sizeof *r->name);
    if (r->name == NULL) {
        return tlri_no_memory(r->file->ctx);
    }
    r->file->name = r->name;
    r->stage = AT_ORDERS;
    tlri_papers_builder_init(&r->builder, r->file->ctx, r->file->candidates);
    return tlri_papers_start_batch(&r->builder, "scot-elex", strlen("scot-elex"));
}

static bool read_order(struct reader *r, struct tlri_span at, uint64_t *weight, uint32_t *n)
{
    bool ranked[TLRI_CANDIDATES_MAX] = {false};
    uint64_t number = 0;
    *n = 0;
    if (!tlri_profile_number(&at, TLRI_WEIGHT_MAX, weight)) {
        return false;
    }
    while (at.len > 0) {
        if (!take_sign(&at, ',') || !tlri_profile_number(&at, r->file->candidates, &number) ||
            ranked[number - 1]) {
            return false;
        }
        ranked[number - 1] = true;
        r->seen[*n] = TLRI_SEEN(*n + 1, number - 1);
        ++*n;
    }
    return true;
}

static tlr_status take_order(struct reader *r, struct tlri_span line)
{
    uint64_t weight = 0;
    uint32_t n = 0;
    if (!read_order(r, trim(line), &weight, &n)) {
        tlri_source_error(&r->source, 6995, line,
                          "it is written '23,1,2,': how many papers, then the numbers of the "
                          "candidates, each at most once",
                          "this order cannot be read");
        return TLR_OK;
    }
    tlri_marks_order(r->seen, n, r->marks);
    return tlri_papers_add(&r->builder, r->marks, n, TLRI_REJECT_NONE, (uint32_t)weight);
}

/* "Candidate 1","Natalie Don","Scottish National Party (SNP)", */
static tlr_status take_candidate(struct reader *r, struct tlri_span line)
{
    static const char word[] = "Candidate ";
    struct tlri_span at = trim(line);
    struct tlri_span label;
    struct tlri_span name;
    uint64_t number = 0;
    bool good = take_quoted(&at, &label) && take_sign(&at, ',') && take_quoted(&at, &name) &&
                name.len > 0 && label.len > strlen(word) &&
                memcmp(label.text, word, strlen(word)) == 0;
    if (good) {
        label.text += strlen(word);
        label.len -= strlen(word);
        good = tlri_profile_number(&label, r->file->candidates, &number) && label.len == 0 &&
               number == r->named + 1u;
    }
    if (!good) {
        tlri_source_error(&r->source, 6996, line,
                          "there is one for each candidate, in order: \"Candidate 1\",\"Name\"",
                          "this line of a candidate cannot be read");
        return TLR_E_INPUT;
    }
    r->name[r->named++] = tlri_span_copy(&r->file->arena, name);
    if (r->name[r->named - 1] == NULL) {
        return tlri_no_memory(r->file->ctx);
    }
    r->stage = r->named == r->file->candidates ? AT_WARD : AT_CANDIDATES;
    return TLR_OK;
}

static tlr_status take_line(struct reader *r, struct tlri_span line)
{
    switch (r->stage) {
    case AT_HEAD:
        return take_head(r, line);
    case AT_ORDERS:
        return line.text[0] == '"' ? take_candidate(r, line) : take_order(r, line);
    case AT_CANDIDATES:
        return take_candidate(r, line);
    case AT_WARD:
        r->stage = AT_END;
        return TLR_OK;
    case AT_END:
    default:
        tlri_source_error(&r->source, 6997, line, "get the file anew from where it came",
                          "something stands after the name of the ward");
        return TLR_E_INPUT;
    }
}

/* ---- the whole ----------------------------------------------------------------------------------
 */

static tlr_status read_lines(struct reader *r)
{
    while (tlri_source_next(&r->source) && !tlri_source_gave_up(&r->source)) {
        struct tlri_span line = trim(r->source.line);
        if (line.len == 0) {
            continue;
        }
        if (!tlri_utf8_shown(line.text, line.len)) {
            tlri_source_error(&r->source, 6997, r->source.line, "save it as UTF-8",
                              "this line is not UTF-8 text, or holds control characters");
            return TLR_E_INPUT;
        }
        TLR_TRY(take_line(r, line));
    }
    return TLR_OK;
}

static tlr_status read_all(struct reader *r)
{
    TLR_TRY(read_lines(r));
    if (r->source.problems == 0 && r->stage < AT_WARD) {
        struct tlri_span top = {r->source.data, 0};
        tlri_source_error(&r->source, 6996, top,
                          "the file was cut off: get it anew from where it came",
                          "the file does not name all its candidates");
    }
    TLR_TRY(tlri_source_verdict(&r->source));
    return tlri_papers_finish(&r->builder, &r->file->papers);
}

tlr_status tlri_scotelex_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              struct tlri_profile **out)
{
    *out = NULL;
    struct tlri_profile *file = tlri_profile_new(ctx);
    if (file == NULL) {
        return tlri_no_memory(ctx);
    }
    struct reader r = {.file = file};
    tlri_source_init(&r.source, ctx, name, data, len);
    r.source.hidden = true; /* [IMP-14]; no message below quotes the file */
    tlri_papers_builder_init(&r.builder, ctx, 1);
    tlr_status status = read_all(&r);
    tlri_papers_builder_drop(&r.builder);
    if (status != TLR_OK) {
        tlri_profile_free(file);
        return status;
    }
    *out = file;
    return TLR_OK;
}

bool tlri_scotelex_looks_like(const char *data, size_t len)
{
    const char *end = len > 0 ? memchr(data, '\n', len) : NULL;
    struct tlri_span at = trim((struct tlri_span){data, end != NULL ? (size_t)(end - data) : 0});
    uint64_t number = 0;
    return tlri_profile_number(&at, TLRI_CANDIDATES_MAX, &number) && take_sign(&at, ',') &&
           tlri_profile_number(&at, TLRI_CANDIDATES_MAX, &number) && at.len == 0;
}
