/*
 * api/draft.c: a notice from answers (teller/draft.h).
 *
 * Thin: audit knows the questions and makes the notice; here the file of answers is taken apart and
 * the folder is written. Implements spec/formats/answers.md.
 */
#include "teller/draft.h"

#include <string.h>

#include "api/text.h"
#include "audit/draft.h"
#include "base/file.h"
#include "io/source.h"

enum { ANSWERS_MAX = 1 << 16, WORDS_MAX = 1 << 16 };

struct tlr_draft {
    struct tlri_draft inner;
    struct tlri_buf words;
};

tlr_status tlr_draft_new(tlr_ctx *ctx, tlr_draft **out)
{
    *out = tlri_alloc(ctx, sizeof **out);
    if (*out == NULL) {
        return tlri_no_memory(ctx);
    }
    tlri_draft_init(&(*out)->inner, ctx);
    tlri_buf_init(&(*out)->words, ctx, WORDS_MAX);
    return TLR_OK;
}

void tlr_draft_free(tlr_draft *draft)
{
    if (draft == NULL) {
        return;
    }
    tlr_ctx *ctx = draft->inner.ctx;
    tlri_draft_drop(&draft->inner);
    tlri_buf_drop(&draft->words);
    tlri_free(ctx, draft, sizeof *draft);
}

tlr_status tlr_draft_answer(tlr_draft *draft, const char *name, const char *value)
{
    return tlri_draft_take(&draft->inner, NULL, name, value);
}

/* One line: a name, one blank, the answer. Lines that begin with # are remarks. */
static tlr_status take_line(tlr_draft *draft, struct tlri_source *source)
{
    struct tlri_span line = source->line;
    const char *blank = memchr(line.text, ' ', line.len);
    if (line.len == 0 || line.text[0] == '#') {
        return TLR_OK;
    }
    size_t name_len = blank != NULL ? (size_t)(blank - line.text) : line.len;
    struct tlri_place place = tlri_source_place(source, line.text, line.len);
    char *name = tlri_arena_copy(&draft->inner.arena, line.text, name_len);
    char *value = blank != NULL
                      ? tlri_arena_copy(&draft->inner.arena, blank + 1, line.len - name_len - 1)
                      : tlri_arena_copy(&draft->inner.arena, "", 0);
    if (name == NULL || value == NULL) {
        return tlri_no_memory(draft->inner.ctx);
    }
    return tlri_draft_take(&draft->inner, &place, name, value);
}

tlr_status tlr_draft_answers(tlr_draft *draft, const char *path)
{
    struct tlri_bytes bytes;
    struct tlri_source source;
    tlr_status worst = TLR_OK;
    TLR_TRY(tlri_file_read(draft->inner.ctx, path, ANSWERS_MAX, &bytes));
    tlri_source_init(&source, draft->inner.ctx, path, bytes.data, bytes.len);
    if (!tlri_source_check(&source)) {
        worst = tlri_source_verdict(&source);
    }
    while (worst != TLR_E_MEMORY && tlri_source_next(&source)) {
        tlr_status status = take_line(draft, &source);
        worst = worst == TLR_OK || status == TLR_E_MEMORY ? status : worst;
    }
    tlri_bytes_drop(&bytes);
    return worst;
}

const char *tlr_draft_question(tlr_draft *draft, const char **words)
{
    draft->words.len = 0;
    const char *name = tlri_draft_question(&draft->inner, &draft->words);
    if (words != NULL) {
        *words = draft->words.data != NULL ? draft->words.data : "";
    }
    return name;
}

static tlr_status write_file(tlr_draft *draft, const char *dir, const char *name,
                             const struct tlri_buf *text)
{
    const char *path = tlri_arena_printf(&draft->inner.arena, "%s/%s", dir, name);
    if (path == NULL) {
        return tlri_no_memory(draft->inner.ctx);
    }
    return tlri_file_write(draft->inner.ctx, path, text->data, text->len, false);
}

tlr_status tlr_draft_write(tlr_draft *draft, const char *dir)
{
    struct tlri_buf notice;
    struct tlri_buf poll;
    tlr_status status;
    tlri_buf_init(&notice, draft->inner.ctx, TLRI_TEXT_MAX);
    tlri_buf_init(&poll, draft->inner.ctx, TLRI_TEXT_MAX);
    TLR_TRY_TO(tlri_draft_notice(&draft->inner, &notice), done);
    TLR_TRY_TO(tlri_draft_poll(&draft->inner, &notice, &poll), done);
    TLR_TRY_TO(tlri_dir_make(draft->inner.ctx, dir), done);
    TLR_TRY_TO(write_file(draft, dir, "notice-of-poll.txt", &poll), done);
    status = write_file(draft, dir, "notice.xml", &notice);
done:
    tlri_buf_drop(&notice);
    tlri_buf_drop(&poll);
    return status;
}
