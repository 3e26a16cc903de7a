/*
 * api/ruling.c: a ruling from answers (teller/ruling.h).
 *
 * Thin: audit knows the questions, custody makes and writes the ruling. Here the file of answers is
 * taken apart, and the policy is put into words. Implements spec/formats/ruling.md [RUL-6] (in
 * words) and [RUL-23].
 */
#include "teller/ruling.h"

#include <string.h>

#include "api/text.h"
#include "audit/ruling_draft.h"
#include "base/file.h"
#include "io/source.h"

enum { ANSWERS_MAX = 1 << 20, WORDS_MAX = 1 << 16 };

struct tlr_ruling {
    struct tlri_ruling_draft draft;
    struct tlri_buf words;
    const char *path; /* once it was written */
    tlr_text *text, *signers;
};

tlr_status tlr_ruling_new(tlr_ctx *ctx, const char *dir, tlr_ruling **out)
{
    *out = NULL;
    tlr_ruling *ruling = tlri_alloc(ctx, sizeof *ruling);
    if (ruling == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = tlri_ruling_draft_open(&ruling->draft, ctx, dir);
    if (status != TLR_OK) {
        tlri_free(ctx, ruling, sizeof *ruling);
        return status;
    }
    tlri_buf_init(&ruling->words, ctx, WORDS_MAX);
    *out = ruling;
    return TLR_OK;
}

void tlr_ruling_free(tlr_ruling *ruling)
{
    if (ruling == NULL) {
        return;
    }
    tlr_ctx *ctx = ruling->draft.ctx;
    tlr_text_free(ruling->text);
    tlr_text_free(ruling->signers);
    tlri_buf_drop(&ruling->words);
    tlri_ruling_draft_drop(&ruling->draft);
    tlri_free(ctx, ruling, sizeof *ruling);
}

tlr_status tlr_ruling_answer(tlr_ruling *ruling, const char *name, const char *value)
{
    return tlri_ruling_draft_take(&ruling->draft, NULL, name, value);
}

/* One line: a name, one blank, the answer. Lines that begin with # are remarks. */
static tlr_status take_line(tlr_ruling *ruling, struct tlri_source *source)
{
    struct tlri_arena *arena = &ruling->draft.arena;
    struct tlri_span line = source->line;
    const char *blank = memchr(line.text, ' ', line.len);
    if (line.len == 0 || line.text[0] == '#') {
        return TLR_OK;
    }
    size_t name_len = blank != NULL ? (size_t)(blank - line.text) : line.len;
    size_t value_len = blank != NULL ? line.len - name_len - 1 : 0;
    struct tlri_place place = tlri_source_place(source, line.text, line.len);
    char *name = tlri_arena_copy(arena, line.text, name_len);
    char *value = tlri_arena_copy(arena, line.text + line.len - value_len, value_len);
    if (name == NULL || value == NULL) {
        return tlri_no_memory(ruling->draft.ctx);
    }
    return tlri_ruling_draft_take(&ruling->draft, &place, name, value);
}

tlr_status tlr_ruling_answers(tlr_ruling *ruling, const char *path)
{
    struct tlri_bytes bytes;
    struct tlri_source source;
    tlr_ctx *ctx = ruling->draft.ctx;
    TLR_TRY(tlri_file_read(ctx, path, ANSWERS_MAX, &bytes));
    tlri_source_init(&source, ctx, path, bytes.data, bytes.len);
    tlr_status status = tlri_source_check(&source) ? TLR_OK : tlri_source_verdict(&source);
    while (status == TLR_OK && tlri_source_next(&source)) {
        status = take_line(ruling, &source);
    }
    tlri_bytes_drop(&bytes);
    return status;
}

const char *tlr_ruling_question(tlr_ruling *ruling, const char **words)
{
    ruling->words.len = 0;
    const char *name = tlri_ruling_draft_question(&ruling->draft, &ruling->words);
    if (words != NULL) {
        *words = ruling->words.data != NULL ? ruling->words.data : "";
    }
    return name;
}

/* ---- after it was written ---- */

static bool signs_for(enum tlri_role role, enum tlri_role authority)
{
    return (role == TLRI_ROLE_RULING_BODY) == (authority == TLRI_ROLE_RULING_BODY);
}

/* [RUL-6] One of the role, where no line of the policy says how many. */
static void write_one(const struct tlri_notice *notice, enum tlri_role role, struct tlri_buf *out)
{
    for (size_t i = 0; i < notice->policies; i++) {
        if (notice->policy[i].file == TLRI_SIGNED_RULINGS && notice->policy[i].role == role) {
            return;
        }
    }
    tlri_buf_printf(out, "  1 %s\n", tlri_role_token((uint32_t)role));
}

static tlr_status write_signers(const struct tlri_notice *notice, enum tlri_role authority,
                                struct tlri_buf *out)
{
    for (size_t i = 0; i < notice->policies; i++) {
        const struct tlri_policy_line *line = &notice->policy[i];
        if (line->file == TLRI_SIGNED_RULINGS && signs_for(line->role, authority)) {
            tlri_buf_printf(out, "  %u %s%s\n", line->count, tlri_role_token((uint32_t)line->role),
                            line->in_ink ? " (or by hand: teller ink)" : "");
        }
    }
    if (notice->is_signed) {
        write_one(notice, authority, out);
    }
    if (notice->is_signed && authority == TLRI_ROLE_RETURNING_OFFICER) {
        write_one(notice, TLRI_ROLE_SCRUTINEER, out);
    }
    return out->failed;
}

static tlr_status tell(tlr_ruling *ruling, const struct tlri_new_ruling *made)
{
    tlr_ctx *ctx = made->ctx;
    const struct tlri_sealed *file = made->ruling->file;
    ruling->text = tlri_text_new(ctx);
    ruling->signers = tlri_text_new(ctx);
    ruling->path = tlri_arena_printf(&ruling->draft.arena, "%s/rulings/%u.txt", ruling->draft.dir,
                                     made->ruling->ruling->number);
    if (ruling->text == NULL || ruling->signers == NULL || ruling->path == NULL) {
        return tlri_no_memory(ctx);
    }
    TLR_TRY(write_signers(made->opened->notice, made->ruling->ruling->authority,
                          &ruling->signers->buf));
    return tlri_buf_add(&ruling->text->buf, tlri_sealed_data(file), tlri_sealed_len(file));
}

tlr_status tlr_ruling_write(tlr_ruling *ruling, const unsigned char salt[TLR_RULING_SALT])
{
    memcpy(ruling->draft.words.salt, salt, TLRI_SALT_BYTES);
    struct tlri_new_ruling *made = NULL;
    TLR_TRY(tlri_ruling_draft_make(&ruling->draft, &made));
    tlr_status status = tell(ruling, made);
    if (status == TLR_OK) {
        status = tlri_ruling_put(made);
    }
    tlri_new_ruling_free(made);
    return status;
}

const char *tlr_ruling_path(const tlr_ruling *ruling)
{
    return ruling->path;
}

const tlr_text *tlr_ruling_text(const tlr_ruling *ruling)
{
    return ruling->text;
}

const tlr_text *tlr_ruling_signers(const tlr_ruling *ruling)
{
    return ruling->signers;
}
