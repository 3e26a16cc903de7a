/*
 * custody/bundle.c: bundles: what goes in, whether one is whole, and what a public one can show.
 *
 * A list says which files belong to which kind; what is on no list goes nowhere, so that a stray
 * file with members' names is not handed on. A bundle is whole when the files in it are exactly
 * those of MANIFEST. Of a public one, everything that can be known without papers is checked here;
 * a sealed one is verified like any folder. Implements spec/formats/bundle.md.
 */
#include "custody/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "custody/keep.h"

static const char manifest[] = "MANIFEST";

/* ---- which files ---- */

enum shelf { SHELF_NONE, SHELF_SEALED, SHELF_BOTH };

static enum shelf shelf_of(const char *name)
{
    static const char *const both[] = {"notice.xml", "election.xml",    "lots.txt",
                                       "result.xml", "declaration.txt", "ink.txt"};
    static const char *const sealed[] = {"close.txt", "workings.xml", "run.txt", "account.txt",
                                         "adjudications.txt"};
    for (size_t i = 0; i < sizeof both / sizeof both[0]; i++) {
        if (tlri_is_or_signs(both[i], name)) {
            return SHELF_BOTH;
        }
    }
    for (size_t i = 0; i < sizeof sealed / sizeof sealed[0]; i++) {
        if (tlri_is_or_signs(sealed[i], name)) {
            return SHELF_SEALED;
        }
    }
    if (tlri_is_kept_name("declaration", name)) {
        return SHELF_BOTH;
    }
    return tlri_is_kept_name("close", name) ? SHELF_SEALED : SHELF_NONE;
}

/* The folders that a sealed bundle may hold, and the files in them. */
static const struct part {
    const char *folder, *suffix;
} parts[] = {{"batches", ".ballots"}, {"rulings", ".txt"}, {"superseded", ".xml"}};
enum { PARTS = sizeof parts / sizeof parts[0] };
/* The manifest, the bundle's folder and its parts. */
enum { MADE_BESIDE = PARTS + 2 };

/* Of a part: its files and what signs them. */
static bool belongs(const char *name, const char *suffix)
{
    return name[0] != '.' && (tlri_ends_with(name, suffix) || tlri_signature_ending(name));
}

/* ---- making ---- */

struct making {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    const char *dir, *out;
    struct tlri_array file; /* struct tlri_bundle_file */
    struct tlri_array made; /* struct made, in the order in which it came about */
};

/* A file or folder that was made, or was about to be. */
struct made {
    const char *path;
    bool is_folder;
};

/* Written down first, so that what is half made can be found again. */
static tlr_status note_made(struct making *m, const char *path, bool is_folder)
{
    struct made made = {path, is_folder};
    return tlri_array_append(&m->made, &made, 1);
}

/* After a failure: half a bundle could be taken for a whole one, and would be in the way of the
 * next. A folder that was there before stays. */
static void unmake(struct making *m)
{
    const struct made *made = m->made.data;
    for (size_t i = m->made.count; i-- > 0;) {
        tlr_status status = made[i].is_folder ? tlri_dir_remove(m->ctx, made[i].path)
                                              : tlri_file_remove(m->ctx, made[i].path);
        if (status != TLR_OK) {
            return; /* it was said, and the rest is in no better place */
        }
    }
}

static tlr_status make_folder(struct making *m, const char *path)
{
    if (!tlri_file_exists(path)) {
        TLR_TRY(note_made(m, path, true));
    }
    return tlri_dir_make(m->ctx, path);
}

static tlr_status copy_file(struct making *m, const char *name)
{
    struct tlri_bytes bytes;
    struct tlri_bundle_file file = {.name = name};
    const char *from = tlri_arena_printf(&m->arena, "%s/%s", m->dir, name);
    const char *to = tlri_arena_printf(&m->arena, "%s/%s", m->out, name);
    struct tlri_place place = {.file = from};
    if (from == NULL || to == NULL) {
        return tlri_no_memory(m->ctx);
    }
    if (!tlri_bundle_name_ok(name, strlen(name))) {
        tlri_diag(m->ctx, TLR_ERROR, 2340, &place, "give the file another name, and sign it anew",
                  "bundle/BUN-1", "a file of this name cannot be in a bundle");
        return TLR_E_INPUT;
    }
    TLR_TRY(tlri_file_read(m->ctx, from, TLRI_BATCH_MAX, &bytes));
    file.bytes = (uint32_t)bytes.len;
    tlri_digest_of(bytes.data, bytes.len, &file.digest);
    tlr_status status = note_made(m, to, false);
    if (status == TLR_OK) {
        status = tlri_file_write(m->ctx, to, bytes.data, bytes.len, false);
    }
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    return tlri_array_append(&m->file, &file, 1);
}

static tlr_status copy_folder(struct making *m, const char *folder, const char *suffix)
{
    const char **names = NULL;
    size_t count = 0;
    const char *from = tlri_arena_printf(&m->arena, "%s/%s", m->dir, folder);
    const char *to = tlri_arena_printf(&m->arena, "%s/%s", m->out, folder);
    if (from == NULL || to == NULL) {
        return tlri_no_memory(m->ctx);
    }
    if (!tlri_file_exists(from)) {
        return TLR_OK;
    }
    TLR_TRY(tlri_dir_list(&m->arena, from, &names, &count));
    TLR_TRY(make_folder(m, to));
    for (size_t i = 0; i < count; i++) {
        if (belongs(names[i], suffix)) {
            const char *name = tlri_arena_printf(&m->arena, "%s/%s", folder, names[i]);
            if (name == NULL) {
                return tlri_no_memory(m->ctx);
            }
            TLR_TRY(copy_file(m, name));
        }
    }
    return TLR_OK;
}

static int by_name(const void *a, const void *b)
{
    const struct tlri_bundle_file *left = a;
    const struct tlri_bundle_file *right = b;
    return strcmp(left->name, right->name);
}

static tlr_status read_close_digest(struct making *m, struct tlri_bundle *bundle)
{
    struct tlri_bytes bytes;
    struct tlri_close *close = NULL;
    const char *path = tlri_arena_printf(&m->arena, "%s/close.txt", m->dir);
    if (path == NULL) {
        return tlri_no_memory(m->ctx);
    }
    TLR_TRY(tlri_file_read(m->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &bundle->close);
    tlr_status status = tlri_close_read(m->ctx, path, bytes.data, bytes.len, &close);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    bundle->election = tlri_arena_copy(&m->arena, close->election, strlen(close->election));
    tlri_close_free(close);
    return bundle->election != NULL ? TLR_OK : tlri_no_memory(m->ctx);
}

static tlr_status write_manifest(struct making *m, struct tlri_bundle *bundle)
{
    struct tlri_buf text;
    const char *path = tlri_arena_printf(&m->arena, "%s/%s", m->out, manifest);
    if (path == NULL) {
        return tlri_no_memory(m->ctx);
    }
    qsort(m->file.data, m->file.count, sizeof(struct tlri_bundle_file), by_name);
    bundle->files = m->file.count;
    bundle->file = m->file.data;
    tlri_buf_init(&text, m->ctx, TLRI_DOCUMENT_MAX);
    tlr_status status = tlri_bundle_write(bundle, &text);
    if (status == TLR_OK) {
        status = note_made(m, path, false);
    }
    if (status == TLR_OK) {
        status = tlri_file_write(m->ctx, path, text.data, text.len, false);
    }
    tlri_buf_drop(&text);
    return status;
}

static tlr_status make(struct making *m, bool is_public)
{
    const char **names = NULL;
    size_t count = 0;
    struct tlri_bundle bundle = {.is_public = is_public};
    TLR_TRY(read_close_digest(m, &bundle));
    TLR_TRY(tlri_dir_list(&m->arena, m->dir, &names, &count));
    TLR_TRY(make_folder(m, m->out));
    for (size_t i = 0; i < count; i++) {
        enum shelf shelf = shelf_of(names[i]);
        if (shelf == SHELF_BOTH || (shelf == SHELF_SEALED && !is_public)) {
            TLR_TRY(copy_file(m, names[i]));
        }
    }
    if (!is_public) {
        for (size_t i = 0; i < PARTS; i++) {
            TLR_TRY(copy_folder(m, parts[i].folder, parts[i].suffix));
        }
    }
    return write_manifest(m, &bundle);
}

tlr_status tlri_bundle_make(tlr_ctx *ctx, const char *dir, const char *out, bool is_public)
{
    struct making m = {.ctx = ctx, .dir = dir, .out = out};
    tlri_arena_init(&m.arena, ctx);
    tlri_array_init(&m.file, ctx, sizeof(struct tlri_bundle_file), TLRI_BUNDLE_FILES_MAX);
    tlri_array_init(&m.made, ctx, sizeof(struct made), TLRI_BUNDLE_FILES_MAX + MADE_BESIDE);
    tlr_status status = make(&m, is_public);
    if (status != TLR_OK) {
        unmake(&m);
    }
    tlri_array_drop(&m.file);
    tlri_array_drop(&m.made);
    tlri_arena_drop(&m.arena);
    return status;
}

/* ---- is it whole? ---- */

struct checking {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    const char *dir;
    const struct tlri_bundle *bundle;
};

tlr_status tlri_bundle_is(tlr_ctx *ctx, const char *dir, bool *is)
{
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    const char *path = tlri_arena_printf(&arena, "%s/%s", dir, manifest);
    tlr_status status = path != NULL ? TLR_OK : tlri_no_memory(ctx);
    *is = path != NULL && tlri_file_exists(path);
    tlri_arena_drop(&arena);
    return status;
}

static tlr_status check_file(struct checking *k, const struct tlri_bundle_file *file)
{
    struct tlri_bytes bytes;
    struct tlri_digest digest;
    const char *path = tlri_arena_printf(&k->arena, "%s/%s", k->dir, file->name);
    struct tlri_place place = {.file = path};
    if (path == NULL) {
        return tlri_no_memory(k->ctx);
    }
    if (!tlri_file_exists(path)) {
        tlri_diag(k->ctx, TLR_ERROR, 6530, &place, "get the whole bundle again", "bundle/BUN-2",
                  "the manifest lists this file, and it is not there");
        return TLR_E_TRUST;
    }
    TLR_TRY(tlri_file_read(k->ctx, path, TLRI_BATCH_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &digest);
    bool same = bytes.len == file->bytes && tlri_digest_equal(&digest, &file->digest);
    tlri_bytes_drop(&bytes);
    if (!same) {
        tlri_diag(k->ctx, TLR_ERROR, 6531, &place, "get the whole bundle again", "bundle/BUN-2",
                  "this is not the file that the manifest lists");
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

/* What the manifest says of this file, or NULL. */
static const struct tlri_bundle_file *listed(const struct tlri_bundle *bundle, const char *name)
{
    struct tlri_bundle_file key = {.name = name};
    return bundle->files > 0 ? bsearch(&key, bundle->file, bundle->files, sizeof key, by_name)
                             : NULL;
}

static bool is_part(const struct tlri_bundle *bundle, const char *name)
{
    for (size_t i = 0; i < PARTS && !bundle->is_public; i++) {
        if (tlri_streq(name, parts[i].folder)) {
            return true;
        }
    }
    return false;
}

/* Every entry of the folder (a part of the bundle's, "" for the bundle itself) is listed. */
static tlr_status check_entries(struct checking *k, const char *part)
{
    const char **names = NULL;
    size_t count = 0;
    tlr_status worst = TLR_OK;
    const char *folder = tlri_arena_printf(&k->arena, "%s%s%s", k->dir, *part ? "/" : "", part);
    if (folder == NULL) {
        return tlri_no_memory(k->ctx);
    }
    TLR_TRY(tlri_dir_list(&k->arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *name = tlri_arena_printf(&k->arena, "%s%s%s", part, *part ? "/" : "", names[i]);
        if (name == NULL) {
            return tlri_no_memory(k->ctx);
        }
        bool top = *part == '\0';
        if (!(top && (is_part(k->bundle, names[i]) || tlri_is_or_signs(manifest, names[i]))) &&
            listed(k->bundle, name) == NULL) {
            struct tlri_place place = {.file = name};
            tlri_diag(k->ctx, TLR_ERROR, 6532, &place,
                      "take it out if it is not of this election; otherwise get the bundle again",
                      "bundle/BUN-2", "this file is in the bundle and not in its manifest");
            worst = tlri_worse(worst, TLR_E_TRUST);
        }
    }
    return worst;
}

/* [BUN-9]: what no bundle of this kind holds was put on the list by somebody. */
static tlr_status check_kind(struct checking *k, const char *name)
{
    const char *slash = strchr(name, '/');
    bool good = false;
    if (slash == NULL) {
        enum shelf shelf = shelf_of(name);
        good = shelf == SHELF_BOTH || (shelf == SHELF_SEALED && !k->bundle->is_public);
    }
    for (size_t i = 0; i < PARTS && slash != NULL && !k->bundle->is_public; i++) {
        size_t len = strlen(parts[i].folder);
        good = good || ((size_t)(slash - name) == len && strncmp(name, parts[i].folder, len) == 0 &&
                        belongs(slash + 1, parts[i].suffix));
    }
    if (good) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = name};
    tlri_diag(k->ctx, TLR_ERROR, 7171, &place,
              k->bundle->is_public ? "hand it on to nobody, and have the bundle made anew: teller "
                                     "bundle DIR -o OUT --public"
                                   : "have the bundle made anew: teller bundle DIR -o OUT --sealed",
              "bundle/BUN-9",
              "the manifest lists this file, and no %s bundle holds one of this name",
              k->bundle->is_public ? "public" : "sealed");
    return TLR_E_TRUST;
}

static tlr_status check_whole(struct checking *k)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < k->bundle->files; i++) {
        worst = tlri_worse(worst, check_kind(k, k->bundle->file[i].name));
        worst = tlri_worse(worst, check_file(k, &k->bundle->file[i]));
    }
    worst = tlri_worse(worst, check_entries(k, ""));
    for (size_t i = 0; i < PARTS && !k->bundle->is_public; i++) {
        const char *folder = tlri_arena_printf(&k->arena, "%s/%s", k->dir, parts[i].folder);
        if (folder == NULL) {
            return tlri_no_memory(k->ctx);
        }
        if (tlri_file_exists(folder)) {
            worst = tlri_worse(worst, check_entries(k, parts[i].folder));
        }
    }
    return worst;
}

tlr_status tlri_bundle_open(tlr_ctx *ctx, const char *dir, struct tlri_bundle **out)
{
    struct checking k = {.ctx = ctx, .dir = dir};
    struct tlri_bytes bytes = {0};
    struct tlri_bundle *bundle = NULL;
    tlr_status status;
    *out = NULL;
    tlri_arena_init(&k.arena, ctx);
    const char *path = tlri_arena_printf(&k.arena, "%s/%s", dir, manifest);
    if (path == NULL) {
        status = tlri_no_memory(ctx);
        goto done;
    }
    TLR_TRY_TO(tlri_file_read(ctx, path, TLRI_DOCUMENT_MAX, &bytes), done);
    TLR_TRY_TO(tlri_bundle_read(ctx, path, bytes.data, bytes.len, &bundle), done);
    k.bundle = bundle;
    TLR_TRY_TO(check_whole(&k), done);
    *out = bundle;
    bundle = NULL;
done:
    tlri_bundle_free(bundle);
    tlri_bytes_drop(&bytes);
    tlri_arena_drop(&k.arena);
    return status;
}

/* ---- a public one ---- */

/* By a returning officer, or a deputy. */
static bool signed_by_officer(const struct tlri_case *c, const struct tlri_sealed *sealed)
{
    return tlri_policy_signers(c, sealed, TLRI_ROLE_RETURNING_OFFICER) > 0 ||
           tlri_policy_signers(c, sealed, TLRI_ROLE_DEPUTY) > 0;
}

/* [BUN-2] A file that is read a second time is the one that was found whole at first (NULL: there
 * was none).
 */
static tlr_status check_unchanged(struct tlri_case *c, const char *name,
                                  const struct tlri_digest *first, const struct tlri_digest *now)
{
    if (first != NULL && tlri_digest_equal(first, now)) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = tlri_case_path(c, name)};
    tlri_diag(c->ctx, TLR_ERROR, 6531, &place, "verify a copy that nothing else writes to",
              "bundle/BUN-2", "this file was changed while the bundle was verified");
    return TLR_E_TRUST;
}

/* MANIFEST with the signatures beside it: the same bytes as those that were found to fit the
 * folder. No policy speaks of it: the notice's own kind is read without one. */
static tlr_status read_signed(const struct tlri_bundle *bundle, struct tlri_case *c,
                              struct tlri_sealed **out)
{
    struct tlri_sealed *sealed = NULL;
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, manifest, TLRI_SIGNED_NOTICE,
                           TLRI_DOCUMENT_MAX, &sealed));
    tlr_status status = check_unchanged(c, manifest, &bundle->self, tlri_sealed_digest(sealed));
    if (status != TLR_OK) {
        tlri_sealed_free(sealed);
        return status;
    }
    *out = sealed;
    return TLR_OK;
}

/* [BUN-3]: nothing but this signature ties the result to the papers. */
static tlr_status check_signed(struct tlri_case *c, const struct tlri_bundle *bundle)
{
    struct tlri_sealed *sealed = NULL;
    struct tlri_place place = {.file = tlri_case_path(c, manifest)};
    if (!c->notice->is_signed) {
        return tlri_case_passed(c, "bundle/P1",
                                "the bundle is whole; it is of an unsigned election");
    }
    TLR_TRY(read_signed(bundle, c, &sealed));
    bool by_officer = signed_by_officer(c, sealed);
    tlri_sealed_free(sealed);
    if (!by_officer) {
        tlri_diag(c->ctx, TLR_ERROR, 6533, &place,
                  "have it signed by the returning officer: teller sign -s NAME.key --as NAME "
                  "MANIFEST",
                  "bundle/BUN-3", "no returning officer's key has signed this public bundle");
        return TLR_E_TRUST;
    }
    return tlri_case_passed(c, "bundle/P1",
                            "the bundle is whole, and signed by a returning officer");
}

static tlr_status misfit(struct tlri_case *c, const char *file, const char *what)
{
    struct tlri_place place = {.file = tlri_case_path(c, file)};
    tlri_diag(c->ctx, TLR_ERROR, 6534, &place, "get the whole bundle again", "bundle/P3",
              "the result rests on another %s than the one here", what);
    return TLR_E_TRUST;
}

static tlr_status check_lots(struct tlri_case *c, const struct tlri_bundle *bundle,
                             const struct tlri_result_claims *claims)
{
    if (claims->has_lots != tlri_case_has(c, "lots.txt")) {
        return misfit(c, "result.xml", "lots.txt");
    }
    if (!claims->has_lots) {
        return TLR_OK;
    }
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, "lots.txt", TLRI_SIGNED_LOTS,
                           TLRI_DOCUMENT_MAX, &c->lots_file));
    TLR_TRY(tlri_lots_read(c->ctx, tlri_sealed_name(c->lots_file), tlri_sealed_data(c->lots_file),
                           tlri_sealed_len(c->lots_file), &c->lots));
    if (!tlri_digest_equal(&claims->lots, tlri_sealed_digest(c->lots_file))) {
        return misfit(c, "lots.txt", "lots.txt");
    }
    if (!tlri_digest_equal(&c->lots->close, &bundle->close)) {
        return misfit(c, "lots.txt", "close");
    }
    return TLR_OK;
}

static tlr_status check_claims(struct tlri_case *c, const struct tlri_bundle *bundle,
                               const struct tlri_result_claims *claims)
{
    struct tlri_place place = {.file = tlri_case_path(c, manifest)};
    if (!tlri_streq(claims->election, c->notice->election) ||
        !tlri_streq(bundle->election, c->notice->election)) {
        return misfit(c, "result.xml", "election");
    }
    if (!claims->has_notice ||
        !tlri_digest_equal(&claims->notice, tlri_sealed_digest(c->notice_file))) {
        return misfit(c, "result.xml", "notice.xml");
    }
    if (!claims->has_candidates ||
        !tlri_digest_equal(&claims->candidates, tlri_sealed_digest(c->election_file))) {
        return misfit(c, "result.xml", "election.xml");
    }
    if (!claims->has_close || !tlri_digest_equal(&claims->close, &bundle->close)) {
        return misfit(c, "result.xml", "close");
    }
    if (c->anchors.has_close && !tlri_anchor_matches(&c->anchors.close, &bundle->close)) {
        tlri_diag(c->ctx, TLR_ERROR, 6132, &place,
                  "ask for the bundle of the close whose digest is on the slip you took home",
                  "bundle/P3", "this is not of the close you were given the digest of");
        return TLR_E_TRUST;
    }
    TLR_TRY(check_lots(c, bundle, claims));
    return tlri_case_passed(c, "bundle/P3",
                            "the result names the notice, candidates' file, %sclose of this bundle",
                            claims->has_lots ? "lots and " : "and ");
}

static tlr_status check_result(struct tlri_case *c, const struct tlri_bundle *bundle)
{
    struct tlri_bytes bytes;
    struct tlri_digest digest;
    struct tlri_result_claims claims;
    const char *path = tlri_case_path(c, "result.xml");
    const struct tlri_bundle_file *first = listed(bundle, "result.xml");
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &digest);
    tlr_status status =
        check_unchanged(c, "result.xml", first != NULL ? &first->digest : NULL, &digest);
    if (status == TLR_OK) {
        status = tlri_result_inspect(c->ctx, path, bytes.data, bytes.len, c->notice, c->election,
                                     &claims);
    }
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    TLR_TRY(check_claims(c, bundle, &claims));
    TLR_TRY(
        tlri_case_passed(c, "bundle/P4", "the account: all %zu equations hold", claims.equations));
    TLR_TRY(tlri_case_passed(c, "bundle/P5",
                             "no vote appears or disappears at any of the %zu stages shown",
                             claims.stages));
    return tlri_case_passed(c, "bundle/P6", "all %zu places are those of the notice",
                            claims.places);
}

tlr_status tlri_bundle_check_public(const struct tlri_bundle *bundle, const char *dir,
                                    const struct tlri_anchors *anchors, struct tlri_case **opened)
{
    struct tlri_case *c = NULL;
    *opened = NULL;
    TLR_TRY(tlri_case_open_definition(bundle->ctx, dir, anchors, &c));
    tlr_status status = check_signed(c, bundle);
    if (status == TLR_OK) {
        status = check_result(c, bundle);
    }
    if (status == TLR_OK) {
        status = tlri_case_open_declaration(c);
    }
    if (status != TLR_OK) {
        tlri_case_free(c);
        return status;
    }
    *opened = c;
    return TLR_OK;
}

/* ---- a sealed one ---- */

tlr_status tlri_bundle_check_sealed(const struct tlri_bundle *bundle, struct tlri_case *c,
                                    tlri_signers *signers)
{
    struct tlri_sealed *sealed = NULL;
    struct tlri_place place = {.file = tlri_case_path(c, manifest)};
    *signers = 0;
    bool election = tlri_streq(bundle->election, c->notice->election);
    if (!election || !tlri_digest_equal(&bundle->close, tlri_sealed_digest(c->close_file))) {
        tlri_diag(c->ctx, TLR_ERROR, 7172, &place, "get the whole bundle again", "bundle/BUN-10",
                  "the manifest is of another %s than the files that it lists",
                  election ? "close" : "election");
        return TLR_E_TRUST;
    }
    if (!c->notice->is_signed) {
        return TLR_OK;
    }
    TLR_TRY(read_signed(bundle, c, &sealed));
    *signers = tlri_sealed_signers(sealed);
    tlri_sealed_free(sealed);
    return TLR_OK;
}
