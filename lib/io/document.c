/*
 * io/document.c: building an object from a strict text.
 *
 * Implements what the pages of the short statements in spec/formats/ have in common: lists say
 * their length before they begin, digests are written "sha256:…", decisions on papers are written
 * as in close.txt wherever they stand. Failure of memory is sticky, and so is asked for once.
 */
#include "io/document.h"

#include <string.h>

#include "io/marks.h"

void tlri_document_init(struct tlri_document *document, tlr_ctx *ctx, struct tlri_arena *arena,
                        const char *name, const char *data, size_t len, const char *const *keywords,
                        size_t keyword_count)
{
    *document = (struct tlri_document){.ctx = ctx, .arena = arena, .failed = TLR_OK};
    tlri_source_init(&document->source, ctx, name, data, len);
    document->source.keywords = keywords;
    document->source.keyword_count = keyword_count;
}

bool tlri_document_open(struct tlri_document *document, const char *type)
{
    struct tlri_span line;
    bool right_type = tlri_source_peek(&document->source, &line) && tlri_word_is(line, type);
    if (right_type && !tlri_source_check(&document->source)) {
        return false;
    }
    return tlri_read_type(&document->source, type);
}

static void run_out(struct tlri_document *document)
{
    document->failed = tlri_no_memory(document->ctx);
}

const char *tlri_document_text(struct tlri_document *document, struct tlri_span span)
{
    const char *copy = tlri_span_copy(document->arena, span);
    if (copy == NULL) {
        run_out(document);
        return "";
    }
    return copy;
}

void *tlri_document_push(struct tlri_document *document, struct tlri_array *list,
                         struct tlri_span span, const char *what)
{
    void *element = NULL;
    tlr_status status = tlri_array_push(list, &element);
    if (status == TLR_E_LIMIT) {
        document->source.over_limit = true;
        tlri_source_error(&document->source, 2021, span, NULL, "there are more than %zu %s",
                          list->max, what);
    } else if (status != TLR_OK) {
        document->failed = status;
    }
    return element;
}

void *tlri_document_keep(struct tlri_document *document, struct tlri_array *list, size_t *count)
{
    void *copy = NULL;
    *count = 0;
    if (list->count > 0 && document->failed == TLR_OK) {
        copy = tlri_arena_array(document->arena, list->count, list->element);
        if (copy == NULL) {
            run_out(document);
        } else {
            memcpy(copy, list->data, list->count * list->element);
            *count = list->count;
        }
    }
    tlri_array_drop(list);
    return copy;
}

struct tlri_at tlri_document_at(struct tlri_document *document, struct tlri_span span)
{
    struct tlri_place place = tlri_source_place(&document->source, span.text, span.len);
    struct tlri_at at = {place.line, place.column};
    return at;
}

void tlri_document_count(struct tlri_document *document, const char *keyword, const char *form,
                         uint32_t max, uint32_t *out)
{
    struct tlri_span field;
    *out = UINT32_MAX;
    if (tlri_read_field(&document->source, keyword, form, &field)) {
        (void)tlri_read_limited(&document->source, field, keyword, 0, max, out);
    }
}

void tlri_document_compare(struct tlri_document *document, struct tlri_span at, const char *what,
                           uint32_t said, size_t found)
{
    if (said != found && said != UINT32_MAX) {
        tlri_source_error(&document->source, 2023, at,
                          "find what is missing or too much; do not just correct the number",
                          "the file says %u %s and %zu stand here", said, what, found);
    }
}

void tlri_document_id(struct tlri_document *document, const char *keyword, const char *form,
                      const char *what, const char **out)
{
    struct tlri_span field;
    if (tlri_read_field(&document->source, keyword, form, &field) &&
        tlri_read_token(&document->source, field, what)) {
        *out = tlri_document_text(document, field);
    }
}

void tlri_document_digest(struct tlri_document *document, const char *keyword, const char *form,
                          const char *what, uint8_t out[TLRI_SHA256_BYTES])
{
    struct tlri_span field;
    struct tlri_digest digest;
    if (tlri_read_field(&document->source, keyword, form, &field) &&
        tlri_read_digest(&document->source, field, what, &digest)) {
        memcpy(out, digest.bytes, TLRI_SHA256_BYTES);
    }
}

void tlri_document_error_at(struct tlri_document *document, uint32_t code, struct tlri_at at,
                            const char *hint, const char *message)
{
    struct tlri_place place = {document->source.name, at.line, at.column, 0, NULL, 0};
    document->source.problems++;
    if (document->source.problems <= TLRI_PROBLEMS_MAX) {
        tlri_diag(document->ctx, TLR_ERROR, code, &place, hint, NULL, "%s", message);
    }
}

/* ---- decisions on papers
 * --------------------------------------------------------------------------------- */

static bool read_reject(struct tlri_document *document, struct tlri_span field,
                        struct tlri_decision *out)
{
    uint32_t code = 0;
    if (!tlri_read_word(&document->source, field, "the code", tlri_reject_token, &code)) {
        return false;
    }
    if (code == TLRI_REJECT_NONE) {
        tlri_source_error(&document->source, 2203, field,
                          "write 'marks' and the marks that the paper counts as",
                          "a paper cannot be rejected with the code 'none'");
        return false;
    }
    out->reject = code;
    return true;
}

static bool read_decided_marks(struct tlri_document *document, struct tlri_span line,
                               const struct tlri_span *fields, size_t count,
                               struct tlri_decision *out)
{
    uint32_t seen[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    if (count == 0 || count > TLRI_CANDIDATES_MAX) {
        tlri_source_error(&document->source, 2204, line, NULL,
                          "a paper has one mark for each candidate, from 1 to %u",
                          TLRI_CANDIDATES_MAX);
        return false;
    }
    if (!tlri_read_marks(&document->source, fields, count, seen, &n)) {
        return false;
    }
    out->candidates = (uint32_t)count;
    out->marks = n;
    tlri_mark *marks = tlri_arena_array(document->arena, n, sizeof *marks);
    if (marks == NULL) {
        run_out(document);
        return false;
    }
    tlri_marks_order(seen, n, marks);
    out->mark = marks;
    for (uint32_t i = 0; i < n; i++) {
        if (marks[i] & TLRI_MARK_DOUBT) {
            tlri_source_error(&document->source, 2204, line, "write what the mark counts as",
                              "a decision leaves a mark in doubt");
            return false;
        }
    }
    return true;
}

bool tlri_document_decision(struct tlri_document *document, struct tlri_span line,
                            const struct tlri_span *fields, size_t count, struct tlri_decision *out)
{
    if (count == 2 && tlri_word_is(fields[0], "reject")) {
        return read_reject(document, fields[1], out);
    }
    if (count > 1 && tlri_word_is(fields[0], "marks")) {
        return read_decided_marks(document, line, fields + 1, count - 1, out);
    }
    tlri_source_error(&document->source, 2203, count == 0 ? line : fields[0], NULL,
                      "a decision is 'reject CODE', or 'marks' and one mark for each candidate");
    return false;
}

void tlri_document_write_decision(const struct tlri_decision *decision, struct tlri_buf *out)
{
    if (decision->reject != TLRI_REJECT_NONE) {
        tlri_buf_printf(out, " reject %s", tlri_reject_token(decision->reject));
        return;
    }
    tlri_buf_puts(out, " marks");
    tlri_write_marks(decision->mark, decision->marks, decision->candidates, out);
}

void tlri_document_write_digest(const uint8_t digest[TLRI_SHA256_BYTES], struct tlri_buf *out)
{
    char hex[TLRI_DIGEST_HEX];
    tlri_hex(digest, TLRI_SHA256_BYTES, hex);
    tlri_buf_printf(out, "sha256:%s", hex);
}

void tlri_document_write_salt(const uint8_t salt[TLRI_SALT_BYTES], struct tlri_buf *out)
{
    char hex[2 * TLRI_SALT_BYTES + 1];
    tlri_hex(salt, TLRI_SALT_BYTES, hex);
    tlri_buf_printf(out, "salt %s\n", hex);
}

tlr_status tlri_document_verdict(const struct tlri_document *document)
{
    if (document->failed != TLR_OK) {
        return document->failed;
    }
    return tlri_source_verdict(&document->source);
}
