/*
 * custody/ink.c: ink.txt of a folder: opening it, asking it, adding to it.
 *
 * It stands in for signatures, so it is held to the returning officer's key before it is parsed; a
 * line counts for the file of its digest alone. Adding a line takes the old signatures away, since
 * they no longer hold. Who held the pen is nowhere but on the slip; whether it was the owner of a
 * listed key is in the line, so that nobody meets two signatures alone. Implements
 * spec/formats/ink.md.
 */
#include "custody/ink.h"

#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

/* [INK-5] Shown, whatever the notice makes of it. */
static void note_refusals(struct tlri_case *c)
{
    for (size_t i = 0; i < c->ink->lines; i++) {
        const struct tlri_ink_line *line = &c->ink->line[i];
        struct tlri_place place = {
            .file = tlri_case_path(c, "ink.txt"), .line = line->at.line, .column = line->at.column};
        if (line->kind != TLRI_INK_SIGNED) {
            tlri_diag(c->ctx, TLR_NOTE, 6512, &place, NULL, "ink/INK-5", "%s: a %s %s (%s)",
                      line->file, tlri_role_token(line->role),
                      line->kind == TLRI_INK_REFUSED ? "refused to sign" : "signed under protest",
                      tlri_ink_ground_token(line->ground));
        }
    }
}

static bool signed_by_officer(const struct tlri_case *c)
{
    return tlri_policy_signers(c, c->ink_file, TLRI_ROLE_RETURNING_OFFICER) > 0;
}

/* [INK-2] */
static tlr_status check_officer(struct tlri_case *c)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->ink_file)};
    if (signed_by_officer(c)) {
        return TLR_OK;
    }
    if (c->wanted != NULL) {
        /* To whoever asks what is to be done next, it is one more file that waits for its owner. */
        const struct tlri_policy_line officer = {.role = TLRI_ROLE_RETURNING_OFFICER, .count = 1};
        return tlri_policy_line_check(c, &officer, c->ink_file);
    }
    tlri_diag(
        c->ctx, TLR_ERROR, 6510, &place,
        "have it signed by the returning officer: teller sign -s NAME.key --as NAME ink.txt",
        "ink/INK-2",
        "no returning officer's key that is listed and not revoked has signed what was signed "
        "in ink");
    return TLR_E_TRUST;
}

/* Once an officer answers for it, and not before, it is parsed. */
static tlr_status take(struct tlri_case *c)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->ink_file)};
    TLR_TRY(check_officer(c));
    if (c->ink != NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_ink_read(c->ctx, tlri_sealed_name(c->ink_file), tlri_sealed_data(c->ink_file),
                          tlri_sealed_len(c->ink_file), &c->ink));
    if (!tlri_streq(c->ink->election, c->notice->election)) {
        tlri_diag(c->ctx, TLR_ERROR, 6511, &place, "use the ink.txt of this election", "ink/INK-2",
                  "this file is of the election '%s', the notice of '%s'", c->ink->election,
                  c->notice->election);
        return TLR_E_TRUST;
    }
    note_refusals(c);
    return TLR_OK;
}

tlr_status tlri_case_open_ink(struct tlri_case *c)
{
    if (!c->notice->is_signed || !tlri_case_has(c, "ink.txt")) {
        return TLR_OK;
    }
    /* No policy speaks of ink.txt: the notice's own kind is read without one. */
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, "ink.txt", TLRI_SIGNED_NOTICE,
                           TLRI_DOCUMENT_MAX, &c->ink_file));
    /* An officer whom a ruling appointed may have signed it: until the rulings are read, no slip
     * counts for anything. */
    bool wait = tlri_case_has(c, "rulings") && !signed_by_officer(c);
    return wait ? TLR_OK : take(c);
}

tlr_status tlri_case_open_ink_again(struct tlri_case *c)
{
    if (c->ink_file == NULL || (c->rulings == 0 && c->ink != NULL)) {
        return TLR_OK;
    }
    c->fixed_at = UINT32_MAX; /* nothing that follows names it */
    TLR_TRY(tlri_case_check_again(c, "ink.txt", c->ink_file));
    return take(c);
}

/* Does the line speak of a slip for this file that stands for a signature in this role? */
static bool is_slip(const struct tlri_ink_line *line, enum tlri_role role, const char *file)
{
    return line->role == role && line->kind != TLRI_INK_REFUSED && tlri_streq(line->file, file);
}

/* [INK-8] Why the slip of a key's owner is not one more person's, or NULL where it is. */
static const char *not_another(const struct tlri_case *c, const struct tlri_sealed *sealed,
                               const struct tlri_ink_line *line)
{
    size_t k = 0;
    while (k < c->keys_count && !(tlri_streq(c->keys[k].name, line->key) &&
                                  tlri_streq(c->keys[k].role, tlri_role_token(line->role)))) {
        k++;
    }
    if (k == c->keys_count) {
        return "no key of this name is listed in this role";
    }
    if (tlri_policy_revoked(c, k)) {
        return "this key was revoked by a ruling";
    }
    if (tlri_policy_signed(c, tlri_sealed_signers(sealed), k)) {
        return "the owner of this key has signed with it";
    }
    for (const struct tlri_ink_line *other = c->ink->line; other < line; other++) {
        if (other->key != NULL && tlri_streq(other->key, line->key) &&
            is_slip(other, line->role, line->file) &&
            tlri_digest_equal(&other->digest, &line->digest)) {
            return "an earlier line has the slip of this key's owner";
        }
    }
    return NULL;
}

/* Is the line, of this file and role, one more person who signed exactly these bytes? */
static bool one_more(struct tlri_case *c, const struct tlri_sealed *sealed,
                     const struct tlri_ink_line *line)
{
    struct tlri_place place = {
        .file = tlri_case_path(c, "ink.txt"), .line = line->at.line, .column = line->at.column};
    if (!tlri_digest_equal(&line->digest, tlri_sealed_digest(sealed))) {
        tlri_diag(c->ctx, TLR_NOTE, 6513, &place, NULL, "ink/INK-4",
                  "this slip was signed for another version of %s", line->file);
        return false;
    }
    const char *why = line->key != NULL ? not_another(c, sealed, line) : NULL;
    if (why != NULL) {
        tlri_diag(c->ctx, TLR_NOTE, 6515, &place, NULL, "ink/INK-8",
                  "this slip (%s, key %s) is not one more signature of %s: %s",
                  tlri_role_token(line->role), line->key, line->file, why);
    }
    return why == NULL;
}

uint32_t tlri_ink_signed(struct tlri_case *c, enum tlri_role role, const struct tlri_sealed *sealed,
                         uint32_t *without_key)
{
    uint32_t found = 0;
    const char *file = tlri_case_inside(c, tlri_sealed_name(sealed));
    *without_key = 0;
    for (size_t i = 0; c->ink != NULL && i < c->ink->lines; i++) {
        const struct tlri_ink_line *line = &c->ink->line[i];
        if (is_slip(line, role, file) && one_more(c, sealed, line)) {
            found++;
            *without_key += line->key == NULL;
        }
    }
    return found;
}

/* ---- adding a line ---- */

static tlr_status read_election(tlr_ctx *ctx, struct tlri_arena *arena, const char *dir,
                                const char **election)
{
    struct tlri_bytes bytes;
    struct tlri_notice *notice = NULL;
    const char *path = tlri_arena_printf(arena, "%s/notice.xml", dir);
    if (path == NULL) {
        return tlri_no_memory(ctx);
    }
    TLR_TRY(tlri_file_read(ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlr_status status = tlri_notice_read(ctx, path, bytes.data, bytes.len, &notice);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    *election = tlri_arena_copy(arena, notice->election, strlen(notice->election));
    tlri_notice_free(notice);
    return *election != NULL ? TLR_OK : tlri_no_memory(ctx);
}

static tlr_status read_before(tlr_ctx *ctx, const char *path, struct tlri_ink **out)
{
    struct tlri_bytes bytes;
    if (!tlri_file_exists(path)) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlr_status status = tlri_ink_read(ctx, path, bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    return status;
}

static tlr_status drop_signatures(tlr_ctx *ctx, struct tlri_arena *arena, const char *dir)
{
    const char **names = NULL;
    size_t count = 0;
    enum tlri_carrier carrier;
    TLR_TRY(tlri_dir_list(arena, dir, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (tlri_signature_name("ink.txt", names[i], &carrier)) {
            const char *path = tlri_arena_printf(arena, "%s/%s", dir, names[i]);
            if (path == NULL) {
                return tlri_no_memory(ctx);
            }
            TLR_TRY(tlri_file_remove(ctx, path));
        }
    }
    return TLR_OK;
}

/* Appends the file with the line at its end. Nothing is written that its reader would refuse. */
static tlr_status compose(tlr_ctx *ctx, struct tlri_arena *arena, const char *path,
                          const char *election, const struct tlri_ink *before,
                          const struct tlri_ink_line *line, struct tlri_buf *text)
{
    struct tlri_ink *read = NULL;
    size_t n = before != NULL ? before->lines : 0;
    struct tlri_ink_line *lines = tlri_arena_array(arena, n + 1, sizeof *lines);
    if (lines == NULL) {
        return tlri_no_memory(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        lines[i] = before->line[i];
    }
    lines[n] = *line;
    struct tlri_ink ink = {.election = election, .lines = n + 1, .line = lines};
    TLR_TRY(tlri_ink_write(&ink, text));
    tlr_status status = tlri_ink_read(ctx, path, text->data, text->len, &read);
    tlri_ink_free(read);
    return status;
}

static tlr_status add_line(tlr_ctx *ctx, struct tlri_arena *arena, const char *dir,
                           struct tlri_ink_line *line)
{
    struct tlri_bytes bytes;
    struct tlri_ink *before = NULL;
    struct tlri_buf text;
    const char *election = NULL;
    const char *file = tlri_arena_printf(arena, "%s/%s", dir, line->file);
    const char *path = tlri_arena_printf(arena, "%s/ink.txt", dir);
    if (file == NULL || path == NULL) {
        return tlri_no_memory(ctx);
    }
    TLR_TRY(read_election(ctx, arena, dir, &election));
    TLR_TRY(tlri_file_read(ctx, file, TLRI_BATCH_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &line->digest);
    tlri_bytes_drop(&bytes);
    tlri_buf_init(&text, ctx, TLRI_DOCUMENT_MAX);
    tlr_status status = read_before(ctx, path, &before);
    if (status == TLR_OK) {
        status = compose(ctx, arena, path, election, before, line, &text);
    }
    if (status == TLR_OK) {
        status = drop_signatures(ctx, arena, dir);
    }
    if (status == TLR_OK) {
        status = tlri_file_write(ctx, path, text.data, text.len, false);
    }
    tlri_buf_drop(&text);
    tlri_ink_free(before);
    return status;
}

tlr_status tlri_ink_add(tlr_ctx *ctx, const char *dir, const struct tlri_ink_line *line)
{
    struct tlri_arena arena;
    struct tlri_ink_line copy = *line;
    struct tlri_place place = {.file = line->file};
    if (!tlri_ink_file_ok(line->file, strlen(line->file))) {
        tlri_diag(ctx, TLR_ERROR, 2341, &place,
                  "name it as it lies in the folder: close.txt, batches/NAME.ballots", NULL,
                  "this is no file that is signed");
        return TLR_E_USAGE;
    }
    tlri_arena_init(&arena, ctx);
    tlr_status status = add_line(ctx, &arena, dir, &copy);
    tlri_arena_drop(&arena);
    return status;
}
