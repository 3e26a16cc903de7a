/*
 * base/diag.c: the bounded list of diagnostics in the context, and the table of their codes.
 *
 * Each diagnostic is one block: the public struct, then its texts. The list is a fixed table in the
 * context, so recording the thousandth problem of a file needs no growth that could fail, and a
 * tlr_diag stays where it is until the list is cleared. Past the bound, and when memory fails,
 * diagnostics are counted, never silently lost. "Not enough memory" has a place of its own in the
 * context, since it must be sayable when nothing can be allocated. Texts come out as valid UTF-8
 * XML or not at all: bytes of a hostile file that cannot be shown are replaced by '?', so a message
 * can never garble a terminal or a JSON document. spec/errors.md is generated from codes.def.
 */
#include <stdio.h>
#include <string.h>

#include "base/context.h"

struct code_row {
    uint32_t code;
    const char *cause, *remedy;
};

static const struct code_row code_rows[] = {
#define TLRI_CODE(code, cause, remedy) {code, cause, remedy},
#include "base/codes.def"
#undef TLRI_CODE
};

int tlr_diag_explain(uint32_t code, const char **cause, const char **remedy)
{
    for (size_t i = 0; i < sizeof code_rows / sizeof code_rows[0]; i++) {
        if (code_rows[i].code == code) {
            *cause = code_rows[i].cause;
            *remedy = code_rows[i].remedy;
            return 1;
        }
    }
    return 0;
}

size_t tlr_ctx_diag_count(const tlr_ctx *ctx)
{
    return ctx->count;
}

const tlr_diag *tlr_ctx_diag(const tlr_ctx *ctx, size_t i)
{
    return i < ctx->count ? &ctx->held[i]->diag : NULL;
}

size_t tlr_ctx_diag_dropped(const tlr_ctx *ctx)
{
    return ctx->dropped;
}

void tlr_ctx_diag_clear(tlr_ctx *ctx)
{
    for (size_t i = 0; i < ctx->count; i++) {
        if (ctx->held[i] != &ctx->no_memory) {
            tlri_free(ctx, ctx->held[i], ctx->held[i]->size);
        }
        ctx->held[i] = NULL;
    }
    ctx->count = 0;
    ctx->dropped = 0;
    ctx->errors = 0;
    ctx->out_of_memory = false;
}

size_t tlri_diag_errors(const tlr_ctx *ctx)
{
    return ctx->errors;
}

/* Bytes that a copy of this text takes; a missing text takes none. */
static size_t text_size(const char *text)
{
    return text == NULL ? 0 : strlen(text) + 1;
}

/* Replaces what may not be shown. Control characters other than tab would reach the terminal. */
static void make_showable(char *text, size_t len)
{
    bool plain = true;
    for (size_t i = tlri_plain_run(text, len); i < len;
         i += 1 + tlri_plain_run(text + i + 1, len - i - 1)) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x80) {
            plain = false;
        } else if (c != '\t' && c != '\n') {
            text[i] = '?';
        }
    }
    if (plain || tlri_utf8_shown(text, len)) {
        return;
    }
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            text[i] = '?';
        }
    }
}

void tlr_ctx_progress(tlr_ctx *ctx, tlr_progress_fn *fn, void *user)
{
    ctx->progress = fn;
    ctx->progress_user = user;
}

void tlri_progress(tlr_ctx *ctx, const char *fmt, ...)
{
    enum { DOING_MAX = 512 };
    char doing[DOING_MAX];
    va_list ap;
    if (ctx->progress == NULL) {
        return;
    }
    va_start(ap, fmt);
    int len = vsnprintf(doing, sizeof doing, fmt, ap);
    va_end(ap);
    if (len > 0) {
        make_showable(doing, strlen(doing));
        ctx->progress(ctx->progress_user, doing);
    }
}

/* Copies len bytes and a NUL to *at, moves *at past them, and returns where the copy begins. */
static const char *put_span(char **at, const char *text, size_t len)
{
    char *copy = *at;
    memcpy(copy, text, len);
    copy[len] = '\0';
    make_showable(copy, len);
    *at += len + 1;
    return copy;
}

static const char *put_text(char **at, const char *text)
{
    return text == NULL ? NULL : put_span(at, text, strlen(text));
}

static struct tlri_held_diag *hold(tlr_ctx *ctx, const struct tlri_place *place, const char *hint,
                                   const char *clause, size_t message_len)
{
    size_t size = sizeof(struct tlri_held_diag) + message_len + 1;
    size += text_size(hint) + text_size(clause);
    if (place != NULL) {
        size += text_size(place->file);
        size += place->source == NULL ? 0 : place->source_len + 1;
    }
    struct tlri_held_diag *held = tlri_alloc(ctx, size);
    if (held != NULL) {
        held->size = size;
    }
    return held;
}

static char *fill_place(struct tlri_held_diag *held, const struct tlri_place *place)
{
    char *at = (char *)(held + 1);
    if (place == NULL) {
        return at;
    }
    held->diag.file = put_text(&at, place->file);
    held->diag.line = place->line;
    held->diag.column = place->column;
    held->diag.end_column = place->end_column;
    if (place->source != NULL) {
        held->diag.source = put_span(&at, place->source, place->source_len);
    }
    return at;
}

static void keep(tlr_ctx *ctx, struct tlri_held_diag *held)
{
    ctx->held[ctx->count] = held;
    ctx->count++;
}

static void count_error(tlr_ctx *ctx, tlr_severity severity)
{
    if (severity == TLR_ERROR) {
        ctx->errors++;
    }
}

void tlri_diag(tlr_ctx *ctx, tlr_severity severity, uint32_t code, const struct tlri_place *place,
               const char *hint, const char *clause, const char *fmt, ...)
{
    count_error(ctx, severity);
    if (ctx->count == TLRI_DIAG_MAX) {
        ctx->dropped++;
        return;
    }
    va_list args;
    va_start(args, fmt);
    int measured = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    size_t len = measured < 0 ? 0 : (size_t)measured;
    struct tlri_held_diag *held = hold(ctx, place, hint, clause, len);
    if (held == NULL) {
        ctx->dropped++;
        return;
    }
    held->diag.severity = severity;
    held->diag.code = code;
    char *at = fill_place(held, place);
    held->diag.hint = put_text(&at, hint);
    held->diag.clause = put_text(&at, clause);
    held->diag.message = at;
    va_start(args, fmt);
    (void)vsnprintf(at, len + 1, fmt, args);
    va_end(args);
    make_showable(at, len);
    keep(ctx, held);
}

void tlri_diag_no_memory(tlr_ctx *ctx)
{
    if (ctx->out_of_memory) {
        return;
    }
    ctx->out_of_memory = true;
    ctx->errors++;
    if (ctx->count == TLRI_DIAG_MAX) {
        ctx->dropped++;
        return;
    }
    ctx->no_memory.diag.severity = TLR_ERROR;
    ctx->no_memory.diag.code = 1901;
    ctx->no_memory.diag.message = "there is not enough memory";
    ctx->no_memory.diag.hint = "close other programs, or use a machine with more memory";
    keep(ctx, &ctx->no_memory);
}

void tlri_diag_internal(tlr_ctx *ctx, const char *what)
{
    tlri_diag(ctx, TLR_ERROR, 1999, NULL,
              "please report this with the version of teller; do not use this result", NULL,
              "internal error: expected that %s", what);
}
