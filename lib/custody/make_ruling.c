/*
 * custody/make_ruling.c: makes the next ruling of a folder from what somebody says, and writes it.
 *
 * The folder is opened as a count would open it; then the ruling is put into its lines, read back
 * by its own reader and taken in like one of the folder's, so that no ruling is written that a
 * count would refuse: only its signatures are still to come. What the files know nobody has to
 * type: the digests, the number, and of a batch its revision, its papers and its digest. Lots and
 * declarations are not looked at, since a ruling may be what sets them right. Implements
 * spec/formats/ruling.md §7, [RUL-19] to [RUL-22].
 */
#include "custody/make_ruling.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "io/ballots.h"
#include "io/document.h"
#include "trust/key.h"

enum { RESULT_MAX = 1 << 30, RULING_MAX = 16 << 20, FIELDS = 4 };

/* ---- words of a line ---- */

struct words {
    size_t count; /* FIELDS at most; the last holds the rest of the line */
    const char *word[FIELDS];
};

/* Takes a line apart at its blanks; the copy lives in the case's arena. */
static tlr_status split(struct tlri_case *c, const char *line, struct words *out)
{
    char *at = tlri_arena_copy(&c->arena, line, strlen(line));
    if (at == NULL) {
        return tlri_no_memory(c->ctx);
    }
    out->count = 0;
    while (*at != '\0' && out->count < FIELDS) {
        out->word[out->count++] = at;
        char *blank = out->count < FIELDS ? strchr(at, ' ') : NULL;
        if (blank == NULL) {
            return TLR_OK;
        }
        *blank = '\0';
        at = blank + 1;
    }
    return TLR_OK;
}

/* ---- a batch of the folder, for replace-batch and add-batch ---- */

struct batch_line {
    struct tlri_ballots_header header;
    struct tlri_digest digest;
    bool found;
};

/* Of the contest's batch of that id the latest revision [RUL-21]. */
static tlr_status look_at_batch(struct tlri_case *c, const char *folder, const char *const *names,
                                size_t count, const char *name, const struct words *asked,
                                struct batch_line *best)
{
    struct tlri_sealed *sealed = NULL;
    struct tlri_ballots_header header;
    TLR_TRY(tlri_case_read(c, folder, names, count, name, TLRI_SIGNED_BATCHES, TLRI_BATCH_MAX,
                           &sealed));
    tlr_status status = tlri_ballots_read_header(c->ctx, sealed, &header);
    bool is_asked = status == TLR_OK && tlri_streq(header.contest, asked->word[1]) &&
                    tlri_streq(header.batch, asked->word[2]);
    if (is_asked && (!best->found || header.revision > best->header.revision)) {
        best->header = header;
        best->digest = *tlri_sealed_digest(sealed);
        best->found = true;
    }
    tlri_sealed_free(sealed);
    return status;
}

static tlr_status find_batch(struct tlri_case *c, const struct words *asked,
                             struct batch_line *best)
{
    const char **names = NULL;
    size_t count = 0;
    const char *folder = tlri_case_path(c, "batches");
    if (folder == NULL) {
        return tlri_no_memory(c->ctx);
    }
    best->found = false;
    TLR_TRY(tlri_case_list_batches(c, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (tlri_is_batch_name(names[i])) {
            TLR_TRY(look_at_batch(c, folder, names, count, names[i], asked, best));
        }
    }
    if (!best->found) {
        struct tlri_place place = {.file = folder};
        tlri_diag(c->ctx, TLR_ERROR, 7018, &place,
                  "put its file there, signed by those who entered it, or correct the ids",
                  "ruling/RUL-21", "there is no batch '%s' of contest '%s'", asked->word[2],
                  asked->word[1]);
        return TLR_E_INPUT;
    }
    return TLR_OK;
}

static tlr_status write_batch(struct tlri_case *c, const struct words *asked, bool added,
                              struct tlri_buf *out)
{
    struct batch_line line;
    TLR_TRY(find_batch(c, asked, &line));
    tlri_buf_printf(out, "%s %s ", asked->word[0], asked->word[1]);
    if (added) {
        tlri_buf_printf(out, "%u ", line.header.round);
    }
    tlri_buf_printf(out, "%s %u ", asked->word[2], line.header.revision);
    if (added) {
        tlri_buf_printf(out, "%s ", line.header.channel);
    }
    tlri_buf_printf(out, "%u ", line.header.papers);
    tlri_document_write_digest(line.digest.bytes, out);
    return out->failed;
}

/* ---- a key from its file, for appoint-key ---- */

static tlr_status write_key(struct tlri_case *c, const struct words *asked, struct tlri_buf *out)
{
    struct tlri_place place = {.file = asked->word[3]};
    struct tlri_bytes bytes;
    struct tlri_key key;
    char text[TLRI_KEY_TEXT];
    TLR_TRY(tlri_file_read(c->ctx, asked->word[3], TLRI_KEY_FILE_MAX, &bytes));
    tlr_status status = tlri_key_parse(c->ctx, &place, bytes.data, bytes.len, &key);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    tlri_key_text(&key, text);
    return tlri_buf_printf(out, "%s %s %s %s %s", asked->word[0], asked->word[1], asked->word[2],
                           key.kind == TLRI_KEY_SSH ? "ssh" : "minisign", text);
}

static bool begins_with(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* One line of the file; what was said in short is written in full [RUL-21]. */
static tlr_status write_change(struct tlri_case *c, const char *line, struct tlri_buf *out)
{
    struct words asked = {0};
    TLR_TRY(split(c, line, &asked));
    bool short_key =
        asked.count == 4 && tlri_streq(asked.word[0], tlri_change_token(TLRI_CHANGE_APPOINT_KEY)) &&
        !begins_with(asked.word[3], "minisign ") && !begins_with(asked.word[3], "ssh ");
    bool added = tlri_streq(asked.word[0], tlri_change_token(TLRI_CHANGE_ADD_BATCH));
    bool replaced = tlri_streq(asked.word[0], tlri_change_token(TLRI_CHANGE_REPLACE_BATCH));
    if (short_key) {
        TLR_TRY(write_key(c, &asked, out));
    } else if (asked.count == 3 && (added || replaced)) {
        TLR_TRY(write_batch(c, &asked, added, out));
    } else {
        tlri_buf_puts(out, line);
    }
    return tlri_buf_puts(out, "\n");
}

/* ---- the lines ---- */

static tlr_status check_line(tlr_ctx *ctx, const char *text)
{
    if (text == NULL || text[0] == '\0' || strpbrk(text, "\r\n") != NULL) {
        tlri_diag(ctx, TLR_ERROR, 7015, NULL, "say it in one line", "ruling/RUL-19",
                  "a part of the ruling is missing, or longer than a line");
        return TLR_E_USAGE;
    }
    return TLR_OK;
}

static tlr_status check_words(tlr_ctx *ctx, const struct tlri_ruling_words *words)
{
    TLR_TRY(check_line(ctx, words->authority));
    TLR_TRY(check_line(ctx, words->minute));
    TLR_TRY(check_line(ctx, words->decided));
    for (size_t i = 0; i < words->changes; i++) {
        TLR_TRY(check_line(ctx, words->change[i]));
    }
    return words->changes > 0 ? TLR_OK : check_line(ctx, NULL);
}

static tlr_status write_link(const char *keyword, const struct tlri_sealed *file,
                             struct tlri_buf *out)
{
    tlri_buf_printf(out, "%s ", keyword);
    if (file == NULL) {
        tlri_buf_puts(out, "none");
    } else {
        tlri_document_write_digest(tlri_sealed_digest(file)->bytes, out);
    }
    return tlri_buf_puts(out, "\n");
}

/* [RUL-20] The result that is there stands until this ruling. */
static tlr_status write_superseded(struct tlri_case *c, struct tlri_buf *out)
{
    struct tlri_bytes bytes;
    struct tlri_digest digest;
    const char *path = tlri_case_path(c, "result.xml");
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (!tlri_case_has(c, "result.xml")) {
        return tlri_buf_puts(out, "supersedes none\n");
    }
    TLR_TRY(tlri_file_read(c->ctx, path, RESULT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &digest);
    tlri_bytes_drop(&bytes);
    tlri_buf_puts(out, "supersedes ");
    tlri_document_write_digest(digest.bytes, out);
    return tlri_buf_puts(out, "\n");
}

static tlr_status write_text(struct tlri_case *c, const struct tlri_ruling_words *words,
                             struct tlri_buf *out)
{
    bool salted = false;
    const struct tlri_sealed *previous = c->rulings > 0 ? c->ruling[c->rulings - 1].file : NULL;
    tlri_buf_printf(out, "teller/ruling@1\nelection %s\n", c->notice->election);
    write_link("definition", c->election_file, out);
    tlri_buf_printf(out, "number %zu\n", c->rulings + 1);
    write_link("previous", previous, out);
    write_link("close", c->close_file, out);
    TLR_TRY(write_superseded(c, out));
    tlri_buf_printf(out, "authority %s\nminute %s\ndecided %s\nchanges %zu\n", words->authority,
                    words->minute, words->decided, words->changes);
    for (size_t i = 0; i < words->changes; i++) {
        TLR_TRY(write_change(c, words->change[i], out));
        salted =
            salted || begins_with(words->change[i], tlri_change_token(TLRI_CHANGE_ADJUDICATION));
    }
    if (salted) {
        tlri_document_write_salt(words->salt, out);
    }
    return tlri_buf_puts(out, "end\n");
}

/* ---- the whole ---- */

static tlr_status open_what_it_rests_on(struct tlri_case *c)
{
    TLR_TRY(tlri_case_open_notice(c));
    TLR_TRY(tlri_case_open_election(c));
    TLR_TRY(tlri_case_open_rulings(c));
    return tlri_case_has(c, "close.txt") ? tlri_case_open_close(c) : TLR_OK;
}

static tlr_status begin(tlr_ctx *ctx, const char *dir, struct tlri_case **out)
{
    TLR_TRY(tlri_case_begin(ctx, dir, NULL, out));
    tlr_status status = open_what_it_rests_on(*out);
    if (status != TLR_OK) {
        tlri_case_free(*out);
        *out = NULL;
    }
    return status;
}

tlr_status tlri_case_open_for_ruling(tlr_ctx *ctx, const char *dir, struct tlri_case **out)
{
    *out = NULL;
    TLR_TRY(begin(ctx, dir, out));
    tlr_status status = tlri_case_bind_rulings(*out);
    if (status != TLR_OK) {
        tlri_case_free(*out);
        *out = NULL;
    }
    return status;
}

/* Taken in like a ruling of the folder, with all that a count would look at [RUL-19]. */
static tlr_status take_in(struct tlri_case *c, const struct tlri_buf *text, bool whole)
{
    const char *name =
        tlri_arena_printf(&c->arena, "%s/rulings/%zu.txt (new)", c->dir, c->rulings + 1);
    if (name == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(text->failed);
    TLR_TRY(tlri_case_add_ruling(c, name, text->data, text->len));
    TLR_TRY(tlri_case_bind_rulings(c));
    return c->close != NULL && whole ? tlri_case_open_batches(c) : TLR_OK;
}

static tlr_status make(struct tlri_new_ruling *made, const char *dir,
                       const struct tlri_ruling_words *words, bool whole)
{
    struct tlri_buf text;
    TLR_TRY(begin(made->ctx, dir, &made->opened));
    tlri_buf_init(&text, made->ctx, RULING_MAX);
    tlr_status status = write_text(made->opened, words, &text);
    if (status == TLR_OK) {
        status = take_in(made->opened, &text, whole);
    }
    tlri_buf_drop(&text);
    TLR_TRY(status);
    made->ruling = &made->opened->ruling[made->opened->rulings - 1];
    return TLR_OK;
}

tlr_status tlri_ruling_make(tlr_ctx *ctx, const char *dir, const struct tlri_ruling_words *words,
                            bool whole, struct tlri_new_ruling **out)
{
    *out = NULL;
    TLR_TRY(check_words(ctx, words));
    struct tlri_new_ruling *made = tlri_alloc(ctx, sizeof *made);
    if (made == NULL) {
        return tlri_no_memory(ctx);
    }
    made->ctx = ctx;
    tlr_status status = make(made, dir, words, whole);
    if (status != TLR_OK) {
        tlri_new_ruling_free(made);
        return status;
    }
    *out = made;
    return TLR_OK;
}

void tlri_new_ruling_free(struct tlri_new_ruling *made)
{
    if (made == NULL) {
        return;
    }
    tlri_case_free(made->opened);
    tlri_free(made->ctx, made, sizeof *made);
}

tlr_status tlri_ruling_put(struct tlri_new_ruling *made)
{
    struct tlri_case *c = made->opened;
    const struct tlri_sealed *file = made->ruling->file;
    const char *folder = tlri_case_path(c, "rulings");
    const char *path =
        tlri_arena_printf(&c->arena, "%s/rulings/%u.txt", c->dir, made->ruling->ruling->number);
    if (folder == NULL || path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (!tlri_file_exists(folder)) {
        TLR_TRY(tlri_dir_make(c->ctx, folder));
    }
    bool there = false;
    TLR_TRY(tlri_file_there(c->ctx, path, &there));
    if (there) {
        struct tlri_place place = {.file = path};
        tlri_diag(c->ctx, TLR_ERROR, 7019, &place, "run the command again, after this ruling",
                  "ruling/RUL-22", "a ruling of this number was written meanwhile");
        return TLR_E_IO;
    }
    return tlri_file_write(c->ctx, path, tlri_sealed_data(file), tlri_sealed_len(file), false);
}
