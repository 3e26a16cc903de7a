/*
 * api/draft.c: a notice, or the candidates' file, from answers (teller/draft.h).
 *
 * Thin: audit knows the questions and makes the files; here the file of answers is taken apart,
 * what is asked is broken into lines, and the folder is written. Which of the two is drafted is
 * told by the folder: one with a notice is past its first half. Implements spec/formats/answers.md.
 */
#include "teller/draft.h"

#include <string.h>

#include "api/text.h"
#include "audit/draft.h"
#include "audit/nominations.h"
#include "base/file.h"
#include "base/wrap.h"
#include "io/notice.h"
#include "io/source.h"
#include "report/poll.h"
#include "teller/delegation.h"

enum { ANSWERS_MAX = 1 << 20, WORDS_MAX = 1 << 20 };

struct tlr_draft {
    struct tlri_draft inner;
    struct tlri_nominations *nominations; /* NULL: the notice is drafted */
    struct tlri_buf asked, words;         /* words: `asked`, in lines that fit a terminal */
    struct tlri_buf kept;                 /* the answers taken, a line each, as they were given */
};

tlr_status tlr_draft_new(tlr_ctx *ctx, tlr_draft **out)
{
    *out = tlri_alloc(ctx, sizeof **out);
    if (*out == NULL) {
        return tlri_no_memory(ctx);
    }
    tlri_draft_init(&(*out)->inner, ctx);
    tlri_buf_init(&(*out)->asked, ctx, WORDS_MAX);
    tlri_buf_init(&(*out)->words, ctx, WORDS_MAX);
    tlri_buf_init(&(*out)->kept, ctx, ANSWERS_MAX);
    return TLR_OK;
}

/* Is there a notice in the folder already? */
static tlr_status has_notice(tlr_ctx *ctx, const char *dir, bool *out)
{
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    const char *path = tlri_arena_printf(&arena, "%s/notice.xml", dir);
    *out = path != NULL && tlri_file_exists(path);
    tlri_arena_drop(&arena);
    return path != NULL ? TLR_OK : tlri_no_memory(ctx);
}

tlr_status tlr_draft_begin(tlr_ctx *ctx, const char *dir, const char *record, tlr_draft **out)
{
    bool there = false;
    TLR_TRY(tlr_draft_new(ctx, out));
    tlr_status status = has_notice(ctx, dir, &there);
    if (status == TLR_OK && there) {
        status = tlri_nominations_open(ctx, dir, record, &(*out)->nominations);
    }
    if (status != TLR_OK) {
        tlr_draft_free(*out);
        *out = NULL;
    }
    return status;
}

int tlr_draft_is_of_candidates(const tlr_draft *draft)
{
    return draft->nominations != NULL;
}

void tlr_draft_free(tlr_draft *draft)
{
    if (draft == NULL) {
        return;
    }
    tlr_ctx *ctx = draft->inner.ctx;
    tlri_draft_drop(&draft->inner);
    tlri_nominations_free(draft->nominations);
    tlri_buf_drop(&draft->asked);
    tlri_buf_drop(&draft->words);
    tlri_buf_drop(&draft->kept);
    tlri_free(ctx, draft, sizeof *draft);
}

/* The empty answer that ends the names of candidates is a remark: in a file it is no answer. */
static tlr_status take(tlr_draft *draft, const struct tlri_place *place, const char *name,
                       const char *value)
{
    TLR_TRY(draft->nominations != NULL
                ? tlri_nominations_take(draft->nominations, place, name, value)
                : tlri_draft_take(&draft->inner, place, name, value));
    return value[0] != '\0' ? tlri_buf_printf(&draft->kept, "%s %s\n", name, value)
                            : tlri_buf_printf(&draft->kept, "# all are named\n");
}

tlr_status tlr_draft_answer(tlr_draft *draft, const char *name, const char *value)
{
    return take(draft, NULL, name, value);
}

tlr_status tlr_draft_last_year(tlr_draft *draft, const char *path)
{
    tlr_delegation_last last;
    TLR_TRY(tlr_delegation_read(draft->inner.ctx, path, &last));
    return tlri_draft_take_record(&draft->inner, last.conference, last.sent,
                                  last.cac[0] != '\0' ? last.cac : NULL);
}

static void forget_last_line(struct tlri_buf *kept)
{
    while (kept->len > 0 && (--kept->len == 0 || kept->data[kept->len - 1] != '\n')) {
    }
}

int tlr_draft_undo(tlr_draft *draft)
{
    bool undone = draft->nominations != NULL ? tlri_nominations_undo(draft->nominations)
                                             : tlri_draft_undo(&draft->inner);
    if (undone) {
        forget_last_line(&draft->kept);
    }
    return undone;
}

tlr_status tlr_draft_keep(tlr_draft *draft, const char *path)
{
    return draft->kept.failed != TLR_OK
               ? draft->kept.failed
               : tlri_file_write(draft->inner.ctx, path, draft->kept.data, draft->kept.len, false);
}

/* A line as people write it: blanks at the ends and between words are one or none, CR is a blank.
 */
static char *tidy_line(struct tlri_arena *arena, struct tlri_span line)
{
    char *out = tlri_arena_copy(arena, line.text, line.len);
    size_t used = 0;
    for (size_t i = 0; out != NULL && i < line.len; i++) {
        bool blank = strchr(" \t\r", out[i]) != NULL;
        if (!blank) {
            out[used++] = out[i];
        } else if (used > 0 && out[used - 1] != ' ') {
            out[used++] = ' ';
        }
    }
    if (out != NULL) {
        out[used - (used > 0 && out[used - 1] == ' ' ? 1u : 0u)] = '\0';
    }
    return out;
}

/* How much of a line is the question: one word, or what candidates' questions are made of. */
static size_t question_len(const tlr_draft *draft, const char *line)
{
    return draft->nominations != NULL ? tlri_nominations_question_len(line, strlen(line))
                                      : strcspn(line, " ");
}

/* One line: the question's name, a blank, the answer. Lines that begin with # are remarks. */
static tlr_status take_line(tlr_draft *draft, struct tlri_source *source)
{
    struct tlri_span line = source->line;
    struct tlri_place place = tlri_source_place(source, line.text, line.len);
    if (!tlri_utf8_shown(line.text, line.len)) {
        tlri_diag(draft->inner.ctx, TLR_ERROR, 6873, &place,
                  "save the file as plain text in UTF-8, and type the line anew", "answers/ANS-1",
                  "this line holds what is no text");
        return TLR_E_INPUT;
    }
    char *tidied = tidy_line(&draft->inner.arena, line);
    if (tidied == NULL) {
        return tlri_no_memory(draft->inner.ctx);
    }
    if (tidied[0] == '\0' || tidied[0] == '#') {
        return TLR_OK;
    }
    size_t len = question_len(draft, tidied);
    const char *value = tidied[len] != '\0' ? tidied + len + 1 : "";
    tidied[len] = '\0';
    return take(draft, &place, tidied, value);
}

/* Editors of some systems put a mark before the first letter. */
static size_t mark_len(const struct tlri_bytes *bytes)
{
    return bytes->len >= 3 && memcmp(bytes->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

tlr_status tlr_draft_answers(tlr_draft *draft, const char *path)
{
    struct tlri_bytes bytes;
    struct tlri_source source;
    tlr_status worst = TLR_OK;
    TLR_TRY(tlri_file_read(draft->inner.ctx, path, ANSWERS_MAX, &bytes));
    size_t mark = mark_len(&bytes);
    tlri_source_init(&source, draft->inner.ctx, path, (const char *)bytes.data + mark,
                     bytes.len - mark);
    source.utf8 = true;
    while (worst != TLR_E_MEMORY && tlri_source_next(&source)) {
        tlr_status status = take_line(draft, &source);
        worst = worst == TLR_OK || status == TLR_E_MEMORY ? status : worst;
    }
    tlri_bytes_drop(&bytes);
    return worst;
}

/* Each line of what is asked, wrapped with its own indentation. */
static void wrap_words(tlr_draft *draft, struct tlri_arena *arena)
{
    const char *at = draft->asked.data != NULL ? draft->asked.data : "";
    while (*at != '\0') {
        size_t len = strcspn(at, "\n");
        size_t indent = strspn(at, " ");
        const char *line = tlri_arena_copy(arena, at + indent, len - indent);
        const char *first = tlri_arena_copy(arena, at, indent);
        if (line == NULL || first == NULL) {
            return; /* the question alone is shown */
        }
        tlri_wrap(&draft->words, first, indent + 2, line);
        at += len + (at[len] == '\n' ? 1u : 0u);
    }
}

const char *tlr_draft_question(tlr_draft *draft, const char **words)
{
    struct tlri_arena arena;
    draft->asked.len = 0;
    draft->words.len = 0;
    const char *name = draft->nominations != NULL
                           ? tlri_nominations_question(draft->nominations, &draft->asked)
                           : tlri_draft_question(&draft->inner, &draft->asked);
    if (words != NULL) {
        tlri_arena_init(&arena, draft->inner.ctx);
        wrap_words(draft, &arena);
        tlri_arena_drop(&arena);
        *words = draft->words.len > 0 ? draft->words.data : "";
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

/* The notice of poll as a page, from the notice as it will be read. */
static tlr_status make_page(tlr_draft *draft, const struct tlri_buf *text, struct tlri_buf *out)
{
    struct tlri_notice *notice = NULL;
    struct tlri_poll_page page = {.rulebook = draft->inner.rulebook};
    TLR_TRY(tlri_notice_read(draft->inner.ctx, "notice.xml, as drafted", text->data, text->len,
                             &notice));
    page.notice = notice;
    tlri_digest_of(text->data, text->len, &page.digest);
    tlr_status status = tlri_poll_page(draft->inner.ctx, &page, out);
    tlri_notice_free(notice);
    return status;
}

static tlr_status write_notice(tlr_draft *draft, const char *dir)
{
    struct tlri_buf notice;
    struct tlri_buf poll;
    struct tlri_buf page;
    tlr_status status;
    tlri_buf_init(&notice, draft->inner.ctx, TLRI_TEXT_MAX);
    tlri_buf_init(&poll, draft->inner.ctx, TLRI_TEXT_MAX);
    tlri_buf_init(&page, draft->inner.ctx, TLRI_TEXT_MAX);
    TLR_TRY_TO(tlri_draft_notice(&draft->inner, &notice), done);
    TLR_TRY_TO(tlri_draft_poll(&draft->inner, &notice, &poll), done);
    TLR_TRY_TO(make_page(draft, &notice, &page), done);
    TLR_TRY_TO(tlri_dir_make(draft->inner.ctx, dir), done);
    TLR_TRY_TO(write_file(draft, dir, "notice-of-poll.txt", &poll), done);
    TLR_TRY_TO(write_file(draft, dir, "notice-of-poll.html", &page), done);
    status = write_file(draft, dir, "notice.xml", &notice);
done:
    tlri_buf_drop(&notice);
    tlri_buf_drop(&poll);
    tlri_buf_drop(&page);
    return status;
}

static tlr_status write_candidates(tlr_draft *draft, const char *dir)
{
    struct tlri_buf text;
    tlri_buf_init(&text, draft->inner.ctx, TLRI_TEXT_MAX);
    tlr_status status = tlri_nominations_write(draft->nominations, &text);
    if (status == TLR_OK) {
        status = write_file(draft, dir, "election.xml", &text);
    }
    tlri_buf_drop(&text);
    return status;
}

tlr_status tlr_draft_write(tlr_draft *draft, const char *dir)
{
    return draft->nominations != NULL ? write_candidates(draft, dir) : write_notice(draft, dir);
}
