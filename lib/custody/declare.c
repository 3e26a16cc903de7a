/*
 * custody/declare.c: makes a declaration from what somebody says, and writes it.
 *
 * The words are put into the lines of the file and read back by its own reader, so that nothing is
 * written that the reader would refuse, and a mistyped word is reported as in a file. What ink.txt
 * records of the present close, lots and result is put in without being asked for. Time and people
 * are the caller's. Implements spec/formats/declaration.md [DEC-5] to [DEC-9].
 */
#include "custody/declare.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "custody/keep.h"
#include "io/document.h"

enum { NAME_ROOM = 32, RESULT_MAX = 1 << 30, HEX_ROOM = 2 * TLRI_SHA256_BYTES + 1 };

static tlr_status refuse(struct tlri_new_declaration *made, const char *file, uint32_t code,
                         const char *hint, const char *clause, const char *what)
{
    struct tlri_place place = {.file = tlri_case_path(made->opened, file)};
    tlri_diag(made->ctx, TLR_ERROR, code, &place, hint, clause, "%s", what);
    return TLR_E_RULES;
}

static bool same_digest(const uint8_t bytes[TLRI_SHA256_BYTES], const struct tlri_digest *digest)
{
    return memcmp(bytes, digest->bytes, TLRI_SHA256_BYTES) == 0;
}

static bool is_superseded(const char *state)
{
    return tlri_streq(state, tlri_state_token(TLRI_STATE_SUPERSEDED));
}

/* The result that stands after a declaration. */
static const uint8_t *stood(const struct tlri_declaration *before)
{
    return before->state == TLRI_STATE_SUPERSEDED ? before->superseded_by : before->result;
}

/* ---- what is there -----------------------------------------------------------------------------
 */

static tlr_status digest_of(struct tlri_new_declaration *made, const char *file,
                            struct tlri_digest *out)
{
    struct tlri_bytes bytes;
    const char *path = tlri_case_path(made->opened, file);
    if (path == NULL) {
        return tlri_no_memory(made->ctx);
    }
    TLR_TRY(tlri_file_read(made->ctx, path, RESULT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    return TLR_OK;
}

/* The declaration that this one follows. It need not be signed: it is kept as it stands. */
static tlr_status read_before(struct tlri_new_declaration *made, struct tlri_bytes *bytes)
{
    const char *path = tlri_case_path(made->opened, "declaration.txt");
    if (path == NULL) {
        return tlri_no_memory(made->ctx);
    }
    if (!tlri_case_has(made->opened, "declaration.txt")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(made->ctx, path, TLRI_DOCUMENT_MAX, bytes));
    return tlri_declaration_read(made->ctx, path, bytes->data, bytes->len, &made->before);
}

/* [FOL-9] The superseded result must be there still, as it was. */
static tlr_status check_kept(struct tlri_new_declaration *made)
{
    char name[HEX_ROOM + NAME_ROOM] = "superseded/";
    struct tlri_digest digest;
    struct tlri_digest there;
    memcpy(digest.bytes, stood(made->before), sizeof digest.bytes);
    size_t len = strlen(name);
    for (size_t i = 0; i < TLRI_SHA256_BYTES; i++) {
        len += (size_t)snprintf(name + len, 3, "%02x", digest.bytes[i]);
    }
    snprintf(name + len, sizeof name - len, ".xml");
    const char *path = tlri_case_path(made->opened, name);
    if (path == NULL) {
        return tlri_no_memory(made->ctx);
    }
    if (tlri_file_exists(path)) {
        TLR_TRY(digest_of(made, name, &there));
        if (tlri_digest_equal(&digest, &there)) {
            return TLR_OK;
        }
    }
    (void)refuse(made, name, 6657, "put the earlier result.xml there; 'count' does, when it writes",
                 "folder/FOL-9", "the result that was declared is not kept under this name");
    return TLR_E_IO;
}

/* [DEC-9] */
static tlr_status check_superseded(struct tlri_new_declaration *made,
                                   const struct tlri_digest *result)
{
    if (made->before == NULL) {
        return refuse(made, "declaration.txt", 6662, "declare the result that is here",
                      "declaration/DEC-9", "nothing was declared before that could be superseded");
    }
    if (same_digest(stood(made->before), result)) {
        return refuse(made, "result.xml", 6656, "count again first: teller count DIR",
                      "declaration/DEC-9", "the result that is here is the one declared before");
    }
    return check_kept(made);
}

/* [DEC-9] */
static tlr_status check_order(struct tlri_new_declaration *made, const char *state,
                              const struct tlri_digest *result)
{
    const struct tlri_declaration *before = made->before;
    if (is_superseded(state)) {
        return check_superseded(made, result);
    }
    if (before == NULL) {
        return TLR_OK;
    }
    if (!same_digest(stood(before), result)) {
        return refuse(made, "declaration.txt", 6658, "first: teller declare DIR --state superseded",
                      "declaration/DEC-9",
                      "another result was declared before, and not that it is superseded");
    }
    if (before->state == TLRI_STATE_VOID && !tlri_streq(state, tlri_state_token(TLRI_STATE_VOID))) {
        return refuse(made, "declaration.txt", 6659,
                      "a new election has a notice of its own; ask the ruling body",
                      "declaration/DEC-9", "this result was declared void");
    }
    return TLR_OK;
}

/* ---- the lines ---------------------------------------------------------------------------------
 */

static tlr_status check_lines(tlr_ctx *ctx, const char *const *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text[i] == NULL || text[i][0] == '\0' || strpbrk(text[i], "\r\n") != NULL) {
            tlri_diag(ctx, TLR_ERROR, 6660, NULL, "give each line with an option of its own",
                      "declaration/DEC-8", "what is to be written is empty, or longer than a line");
            return TLR_E_USAGE;
        }
    }
    return TLR_OK;
}

static tlr_status check_words(tlr_ctx *ctx, const struct tlri_declare *request)
{
    const char *one[] = {request->state, request->at};
    TLR_TRY(check_lines(ctx, one, 2));
    TLR_TRY(check_lines(ctx, request->present, request->presents));
    TLR_TRY(check_lines(ctx, request->recount, request->recounts));
    TLR_TRY(check_lines(ctx, request->protest, request->protests));
    return check_lines(ctx, request->say, request->says);
}

static void write_time(const char *at, struct tlri_buf *out)
{
    tlri_buf_puts(out, "\ntime ");
    for (size_t i = 0; at[i] != '\0'; i++) {
        tlri_buf_printf(out, "%c", i == 10 && at[i] == ' ' ? 'T' : at[i]);
    }
}

static void write_list(const char *count, const char *word, const char *const *text, size_t n,
                       struct tlri_buf *out)
{
    tlri_buf_printf(out, "%s %zu\n", count, n);
    for (size_t i = 0; i < n; i++) {
        tlri_buf_printf(out, "%s %s\n", word, text[i]);
    }
}

/* Protests and refusals that ink.txt holds against files as they are now, as protests. */
static tlr_status ink_protests(struct tlri_case *c, const struct tlri_digest *result,
                               const struct tlri_declare *request, const char ***out, size_t *count)
{
    size_t lines = c->ink != NULL ? c->ink->lines : 0;
    const char **list = tlri_arena_array(&c->arena, lines + request->protests + 1, sizeof *list);
    if (list == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t i = 0; i < request->protests; i++) {
        list[(*count)++] = request->protest[i];
    }
    for (size_t i = 0; i < lines; i++) {
        const struct tlri_ink_line *line = &c->ink->line[i];
        if (line->kind == TLRI_INK_SIGNED || !tlri_declaration_ink_is_present(c, line, result)) {
            continue;
        }
        list[*count] = tlri_arena_printf(&c->arena, "%s %s", tlri_role_token((uint32_t)line->role),
                                         line->kind == TLRI_INK_REFUSED ? "refused-to-sign"
                                                                        : "signed-under-protest");
        if (list[(*count)++] == NULL) {
            return tlri_no_memory(c->ctx);
        }
    }
    *out = list;
    return TLR_OK;
}

static tlr_status write_text(struct tlri_new_declaration *made, const struct tlri_declare *request,
                             const struct tlri_digest *result)
{
    struct tlri_case *c = made->opened;
    struct tlri_buf *out = &made->text;
    const char **protest = NULL;
    size_t protests = 0;
    bool supersedes = is_superseded(request->state);
    TLR_TRY(ink_protests(c, result, request, &protest, &protests));
    tlri_buf_printf(out, "teller/declaration@1\nelection %s\nresult ", c->notice->election);
    tlri_document_write_digest(supersedes ? stood(made->before) : result->bytes, out);
    tlri_buf_printf(out, "\nstate %s", request->state);
    if (supersedes) {
        tlri_buf_puts(out, " ");
        tlri_document_write_digest(result->bytes, out);
    }
    tlri_buf_printf(out, "\nrun %s", c->notice->trial ? "trial" : "real");
    write_time(request->at, out);
    tlri_buf_puts(out, "\npresent");
    for (size_t i = 0; i < request->presents; i++) {
        tlri_buf_printf(out, " %s", request->present[i]);
    }
    tlri_buf_puts(out, "\n");
    write_list("requests", "recount-request", request->recount, request->recounts, out);
    write_list("protests", "protest", protest, protests, out);
    write_list("words", "say", request->say, request->says, out);
    return tlri_buf_puts(out, "end\n");
}

/* ---- the whole ---------------------------------------------------------------------------------
 */

static tlr_status make(struct tlri_new_declaration *made, const struct tlri_declare *request,
                       struct tlri_bytes *before)
{
    struct tlri_case *c = made->opened;
    struct tlri_digest result;
    const char *name = tlri_arena_printf(&c->arena, "%s/declaration.txt (new)", c->dir);
    if (name == NULL) {
        return tlri_no_memory(made->ctx);
    }
    if (!tlri_case_has(c, "result.xml")) {
        (void)refuse(made, "result.xml", 6653, "write it first: teller count DIR",
                     "declaration/DEC-5", "there is no result to be declared");
        return TLR_E_IO;
    }
    TLR_TRY(digest_of(made, "result.xml", &result));
    TLR_TRY(read_before(made, before));
    TLR_TRY(check_order(made, request->state, &result));
    TLR_TRY(write_text(made, request, &result));
    TLR_TRY(tlri_declaration_read(made->ctx, name, made->text.data, made->text.len,
                                  &made->declaration));
    TLR_TRY(tlri_declaration_check_contests(c, name, made->declaration));
    if (made->declaration->state == TLRI_STATE_DECLARED) {
        TLR_TRY(tlri_declaration_blocked(c, &result));
    }
    made->same = made->before != NULL && before->len == made->text.len && before->data != NULL &&
                 made->text.data != NULL && memcmp(before->data, made->text.data, before->len) == 0;
    return TLR_OK;
}

tlr_status tlri_declaration_make(tlr_ctx *ctx, const char *dir, const struct tlri_declare *request,
                                 struct tlri_new_declaration **out)
{
    struct tlri_bytes before = {0};
    *out = NULL;
    TLR_TRY(check_words(ctx, request));
    struct tlri_new_declaration *made = tlri_alloc(ctx, sizeof *made);
    if (made == NULL) {
        return tlri_no_memory(ctx);
    }
    made->ctx = ctx;
    tlri_buf_init(&made->text, ctx, TLRI_DOCUMENT_MAX);
    tlr_status status = tlri_case_open(ctx, dir, NULL, &made->opened);
    if (status == TLR_OK) {
        status = make(made, request, &before);
    }
    tlri_bytes_drop(&before);
    if (status != TLR_OK) {
        tlri_new_declaration_free(made);
        return status;
    }
    *out = made;
    return TLR_OK;
}

void tlri_new_declaration_free(struct tlri_new_declaration *made)
{
    if (made == NULL) {
        return;
    }
    tlri_buf_drop(&made->text);
    tlri_declaration_free(made->declaration);
    tlri_declaration_free(made->before);
    tlri_case_free(made->opened);
    tlri_free(made->ctx, made, sizeof *made);
}

/* The earlier declaration's name: the first that is free, or the last that is taken, where it is
 * this very declaration because the work was interrupted. */
static tlr_status choose_kept(struct tlri_case *c, char kept[NAME_ROOM])
{
    char last[NAME_ROOM];
    bool is_kept = false;
    snprintf(kept, NAME_ROOM, "declaration.1.txt");
    last[0] = '\0';
    for (uint32_t n = 2; tlri_case_has(c, kept); n++) {
        memcpy(last, kept, NAME_ROOM);
        snprintf(kept, NAME_ROOM, "declaration.%u.txt", n);
    }
    if (last[0] != '\0') {
        TLR_TRY(tlri_case_is_kept(c, "declaration.txt", last, &is_kept));
    }
    if (is_kept) {
        memcpy(kept, last, NAME_ROOM);
    }
    return TLR_OK;
}

tlr_status tlri_declaration_put(struct tlri_new_declaration *made)
{
    static const struct tlri_keeping keeping = {6661, "declaration", "declaration/DEC-8"};
    struct tlri_case *c = made->opened;
    char kept[NAME_ROOM];
    const char *path = tlri_case_path(c, "declaration.txt");
    if (path == NULL) {
        return tlri_no_memory(made->ctx);
    }
    if (made->same) {
        return TLR_OK;
    }
    if (made->before != NULL) {
        TLR_TRY(choose_kept(c, kept));
        TLR_TRY(tlri_case_keep(c, "declaration.txt", kept, &keeping));
    }
    return tlri_file_write(made->ctx, path, made->text.data, made->text.len, false);
}
