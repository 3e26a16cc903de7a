/*
 * api/keys.c: key files, signing a file, and the signatures beside a file, for programs.
 *
 * Puts together what trust/ knows of keys and signatures and what base/ knows of files; decides
 * nothing about who should have signed. Passwords and secret keys pass through here as pointers and
 * are kept nowhere but in trust's guarded memory. Form: spec/formats/signatures.md.
 */
#include "teller/keys.h"

#include <string.h>
#include <unistd.h>

#include "base/base.h"
#include "base/file.h"
#include "trust/digest.h"
#include "trust/key.h"
#include "trust/minisign.h"
#include "trust/sealed.h"

enum {
    PUBLIC_FILE_MAX = 512,
    SIGNATURE_MAX = 16384,
};
#define SIGNED_FILE_MAX ((size_t)2147483647)

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static tlr_status refuse_existing(tlr_ctx *ctx, const char *path, const char *hint)
{
    struct tlri_place place = {.file = path};
    if (!tlri_file_exists(path)) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 5058, &place, hint, NULL,
              "A file of this name stands there already, and it is not overwritten.");
    return TLR_E_IO;
}

/* ---- making keys ---- */

static tlr_status write_public(tlr_ctx *ctx, const struct tlri_secret *secret, const char *path)
{
    struct tlri_key key;
    struct tlri_buf text;
    tlr_status status;
    tlri_secret_public(secret, &key);
    tlri_buf_init(&text, ctx, PUBLIC_FILE_MAX);
    TLR_TRY_TO(tlri_key_export(&key, &text), done);
    status = tlri_file_write(ctx, path, text.data, text.len, false);
done:
    tlri_buf_drop(&text);
    return status;
}

static tlr_status write_pair(tlr_ctx *ctx, const struct tlri_secret *secret,
                             const struct tlri_secret_text *text, const char *secret_path,
                             const char *public_path)
{
    TLR_TRY(tlri_file_write(ctx, secret_path, text->data, text->len, true));
    tlr_status status = write_public(ctx, secret, public_path);
    if (status != TLR_OK) {
        /* Half a pair is no use, and its secret should not lie about. */
        (void)unlink(secret_path);
    }
    return status;
}

tlr_status tlr_key_generate(tlr_ctx *ctx, const char *secret_path, const char *public_path,
                            const char *password)
{
    static const char hint[] = "Choose another name; a key that has signed must not be lost.";
    struct tlri_secret *secret = NULL;
    struct tlri_secret_text text = {NULL, 0};
    tlr_status status;
    TLR_TRY(refuse_existing(ctx, secret_path, hint));
    TLR_TRY(refuse_existing(ctx, public_path, hint));
    TLR_TRY(tlri_secret_generate(ctx, &secret));
    TLR_TRY_TO(
        tlri_secret_export(ctx, secret, password, password != NULL ? strlen(password) : 0, &text),
        done);
    status = write_pair(ctx, secret, &text, secret_path, public_path);
done:
    tlri_secret_text_free(&text);
    tlri_secret_free(secret);
    return status;
}

/* ---- signing ---- */

struct tlr_signing_key {
    tlr_ctx *ctx;
    struct tlri_secret *secret;
};

tlr_status tlr_signing_key_is_encrypted(tlr_ctx *ctx, const char *path, bool *encrypted)
{
    struct tlri_secret_text text;
    TLR_TRY(tlri_secret_load(ctx, path, &text));
    tlr_status status = tlri_secret_is_encrypted(ctx, path, &text, encrypted);
    tlri_secret_text_free(&text);
    return status;
}

static void warn_of_neighbours(tlr_ctx *ctx, const char *path, const struct tlri_secret_text *text)
{
    struct tlri_place place = {.file = path};
    if (tlri_secret_is_test_key(text) || !tlri_secret_has_neighbour(path)) {
        return;
    }
    tlri_diag(ctx, TLR_WARNING, 5060, &place,
              "Keep each officer's key on that officer's own machine or stick.", NULL,
              "Another secret key lies in the same folder: if they are of two roles, one person "
              "can sign for both.");
}

static tlr_status open_text(tlr_ctx *ctx, const char *path, const struct tlri_secret_text *text,
                            const char *password, tlr_signing_key *key)
{
    size_t len = password != NULL ? strlen(password) : 0;
    TLR_TRY(tlri_secret_open(ctx, path, text, password, len, &key->secret));
    warn_of_neighbours(ctx, path, text);
    return TLR_OK;
}

tlr_status tlr_signing_key_open(tlr_ctx *ctx, const char *path, const char *password,
                                tlr_signing_key **out)
{
    struct tlri_secret_text text;
    tlr_signing_key *key = tlri_alloc(ctx, sizeof *key);
    if (key == NULL) {
        return tlri_no_memory(ctx);
    }
    key->ctx = ctx;
    tlr_status status = tlri_secret_load(ctx, path, &text);
    if (status == TLR_OK) {
        status = open_text(ctx, path, &text, password, key);
        tlri_secret_text_free(&text);
    }
    if (status != TLR_OK) {
        tlr_signing_key_free(key);
        return status;
    }
    *out = key;
    return TLR_OK;
}

void tlr_signing_key_free(tlr_signing_key *key)
{
    if (key == NULL) {
        return;
    }
    tlri_secret_free(key->secret);
    tlri_free(key->ctx, key, sizeof *key);
}

static tlr_status signature_path(struct tlri_arena *arena, const char *path, const char *signer,
                                 const char **out)
{
    if (signer == NULL) {
        *out = tlri_arena_printf(arena, "%s.minisig", path);
    } else if (tlri_key_name_ok(signer, strlen(signer))) {
        *out = tlri_arena_printf(arena, "%s.%s.minisig", path, signer);
    } else {
        tlri_diag(arena->ctx, TLR_ERROR, 5059, NULL, "Choose such a name, as `--as scrutineer`.",
                  NULL,
                  "The signer's name becomes part of a file name and must be of a-z, 0-9 and -, "
                  "at most 64 characters.");
        return TLR_E_USAGE;
    }
    return *out != NULL ? TLR_OK : tlri_no_memory(arena->ctx);
}

static tlr_status sign_bytes(tlr_ctx *ctx, const tlr_signing_key *key, const char *path,
                             const char *comment, struct tlri_buf *out)
{
    struct tlri_bytes bytes = {.ctx = ctx};
    TLR_TRY(tlri_file_read(ctx, path, SIGNED_FILE_MAX, &bytes));
    tlr_status status = tlri_minisig_sign(ctx, key->secret, bytes.data, bytes.len, comment, out);
    tlri_bytes_drop(&bytes);
    return status;
}

static tlr_status sign_to(const tlr_signing_key *key, struct tlri_arena *arena, const char *path,
                          const char *comment, const char *target, bool replace)
{
    struct tlri_buf text;
    tlr_status status;
    tlr_ctx *ctx = arena->ctx;
    if (!replace) {
        TLR_TRY(refuse_existing(ctx, target,
                                "Say --force if this signature is to be replaced, or --as NAME to "
                                "write one more beside it."));
    }
    if (comment == NULL) {
        comment = tlri_arena_printf(arena, "file:%s", base_name(path));
    }
    if (comment == NULL) {
        return tlri_no_memory(ctx);
    }
    tlri_buf_init(&text, ctx, SIGNATURE_MAX);
    TLR_TRY_TO(sign_bytes(ctx, key, path, comment, &text), done);
    status = tlri_file_write(ctx, target, text.data, text.len, false);
done:
    tlri_buf_drop(&text);
    return status;
}

/* As much of text as fits, with a NUL. */
static void copy_out(const char *text, char *out, size_t size)
{
    if (out == NULL || size == 0) {
        return;
    }
    size_t len = strlen(text);
    len = len < size ? len : size - 1;
    memcpy(out, text, len);
    out[len] = '\0';
}

tlr_status tlr_file_sign(tlr_ctx *ctx, const tlr_signing_key *key, const char *path,
                         const char *signer, const char *comment, bool replace, char *written,
                         size_t written_size)
{
    struct tlri_arena arena;
    const char *target = NULL;
    tlr_status status;
    tlri_arena_init(&arena, ctx);
    TLR_TRY_TO(signature_path(&arena, path, signer, &target), done);
    TLR_TRY_TO(sign_to(key, &arena, path, comment, target, replace), done);
    copy_out(target, written, written_size);
done:
    tlri_arena_drop(&arena);
    return status;
}

/* ---- who signed ---- */

struct tlr_signatures {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    tlr_signature *items;
    size_t count;
    char digest[TLRI_DIGEST_READING];
};

static void name_key(const char *path, struct tlri_key *key)
{
    const char *name = base_name(path);
    size_t len = strlen(name);
    if (len > 4 && tlri_streq(name + len - 4, ".pub")) {
        len -= 4;
    }
    len = len <= TLRI_KEY_NAME_MAX ? len : TLRI_KEY_NAME_MAX;
    memcpy(key->name, name, len);
    key->name[len] = '\0';
}

static tlr_status read_keys(struct tlr_signatures *all, const char *const *paths, size_t n,
                            struct tlri_key **out)
{
    struct tlri_key *keys = tlri_arena_array(&all->arena, n, sizeof *keys);
    if (keys == NULL) {
        return tlri_no_memory(all->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        struct tlri_bytes bytes = {.ctx = all->ctx};
        struct tlri_place place = {.file = paths[i]};
        TLR_TRY(tlri_file_read(all->ctx, paths[i], TLRI_KEY_FILE_MAX, &bytes));
        tlr_status status = tlri_key_parse(all->ctx, &place, bytes.data, bytes.len, &keys[i]);
        tlri_bytes_drop(&bytes);
        TLR_TRY(status);
        name_key(paths[i], &keys[i]);
    }
    *out = keys;
    return TLR_OK;
}

static const char *folder_of(struct tlri_arena *arena, const char *path)
{
    size_t len = (size_t)(base_name(path) - path);
    if (len == 0) {
        return ".";
    }
    /* "/notice.xml" lies in "/", and "a/notice.xml" in "a". */
    return tlri_arena_copy(arena, path, len > 1 ? len - 1 : len);
}

/* Diagnostics and findings name signature files as the caller names the file: without "./". */
static tlr_status read_beside(struct tlr_signatures *all, const char *path,
                              struct tlri_signature_set *set)
{
    const char **names = NULL;
    size_t count = 0;
    const char *folder = folder_of(&all->arena, path);
    if (folder == NULL) {
        return tlri_no_memory(all->ctx);
    }
    TLR_TRY(tlri_dir_list(&all->arena, folder, &names, &count));
    TLR_TRY(tlri_signatures_beside(all->ctx, folder, base_name(path), names, count, set));
    for (size_t i = 0; base_name(path) == path && i < set->count; i++) {
        set->items[i].name = base_name(set->items[i].name);
    }
    return TLR_OK;
}

static void present(const struct tlri_finding *finding, const struct tlri_key *keys,
                    tlr_signature *out)
{
    static const tlr_signature_verdict verdicts[] = {
        [TLRI_VERDICT_HOLDS] = TLR_SIGNATURE_HOLDS,
        [TLRI_VERDICT_UNKNOWN] = TLR_SIGNATURE_UNKNOWN,
        [TLRI_VERDICT_BAD] = TLR_SIGNATURE_BAD,
        [TLRI_VERDICT_MALFORMED] = TLR_SIGNATURE_MALFORMED,
    };
    out->file = finding->file;
    out->carrier = finding->carrier == TLRI_CARRIER_MINISIG ? "minisign" : "ssh";
    out->verdict = verdicts[finding->verdict];
    out->comment = finding->comment;
    if (finding->verdict == TLRI_VERDICT_HOLDS || finding->verdict == TLRI_VERDICT_BAD) {
        out->signer = keys[finding->key].name;
    }
}

static tlr_status judge(struct tlr_signatures *all, const char *path,
                        const struct tlri_bytes *bytes, const struct tlri_key *keys, size_t n,
                        const struct tlri_signature_set *set)
{
    struct tlri_digest digest;
    struct tlri_finding *findings = tlri_arena_array(&all->arena, set->count, sizeof *findings);
    all->items = tlri_arena_array(&all->arena, set->count, sizeof *all->items);
    if (findings == NULL || all->items == NULL) {
        return tlri_no_memory(all->ctx);
    }
    TLR_TRY(tlri_signatures_judge(all->ctx, path, bytes->data, bytes->len, keys, n, set->items,
                                  set->count, &all->arena, findings));
    tlri_digest_of(bytes->data, bytes->len, &digest);
    tlri_digest_reading(&digest, all->digest);
    all->count = set->count;
    for (size_t i = 0; i < all->count; i++) {
        present(&findings[i], keys, &all->items[i]);
    }
    return TLR_OK;
}

static void say_none_holds(const struct tlr_signatures *all, const char *path)
{
    struct tlri_place place = {.file = path};
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].verdict != TLR_SIGNATURE_UNKNOWN) {
            return;
        }
    }
    tlri_diag(all->ctx, TLR_ERROR, 5061, &place,
              "Check that the signature files lie beside it, and that the right public keys were "
              "given.",
              NULL, "%s",
              all->count == 0 ? "No signature lies beside this file."
                              : "None of the signatures beside this file is by a key given.");
}

static tlr_status read_and_judge(struct tlr_signatures *all, const char *path,
                                 const char *const *public_keys, size_t n)
{
    struct tlri_key *keys = NULL;
    struct tlri_signature_set set;
    struct tlri_bytes bytes = {.ctx = all->ctx};
    TLR_TRY(read_keys(all, public_keys, n, &keys));
    TLR_TRY(tlri_file_read(all->ctx, path, SIGNED_FILE_MAX, &bytes));
    tlr_status status = read_beside(all, path, &set);
    if (status == TLR_OK) {
        status = judge(all, path, &bytes, keys, n, &set);
        tlri_signature_set_drop(&set);
    }
    if (status == TLR_OK) {
        say_none_holds(all, path);
    }
    tlri_bytes_drop(&bytes);
    return status;
}

tlr_status tlr_signatures_read(tlr_ctx *ctx, const char *path, const char *const *public_keys,
                               size_t n, tlr_signatures **out)
{
    tlr_signatures *all = tlri_alloc(ctx, sizeof *all);
    if (all == NULL) {
        return tlri_no_memory(ctx);
    }
    all->ctx = ctx;
    tlri_arena_init(&all->arena, ctx);
    tlr_status status = read_and_judge(all, path, public_keys, n);
    if (status != TLR_OK) {
        tlr_signatures_free(all);
        return status;
    }
    *out = all;
    return TLR_OK;
}

void tlr_signatures_free(tlr_signatures *signatures)
{
    if (signatures == NULL) {
        return;
    }
    tlr_ctx *ctx = signatures->ctx;
    tlri_arena_drop(&signatures->arena);
    tlri_free(ctx, signatures, sizeof *signatures);
}

size_t tlr_signatures_count(const tlr_signatures *signatures)
{
    return signatures->count;
}

const tlr_signature *tlr_signatures_get(const tlr_signatures *signatures, size_t i)
{
    return i < signatures->count ? &signatures->items[i] : NULL;
}

const char *tlr_signatures_digest(const tlr_signatures *signatures)
{
    return signatures->digest;
}

tlr_status tlr_signatures_outcome(const tlr_signatures *signatures)
{
    size_t held = 0;
    for (size_t i = 0; i < signatures->count; i++) {
        tlr_signature_verdict verdict = signatures->items[i].verdict;
        if (verdict == TLR_SIGNATURE_BAD || verdict == TLR_SIGNATURE_MALFORMED) {
            return TLR_E_TRUST;
        }
        held += verdict == TLR_SIGNATURE_HOLDS ? 1 : 0;
    }
    return held > 0 ? TLR_OK : TLR_E_TRUST;
}
