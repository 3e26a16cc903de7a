/*
 * custody/keep.c: an earlier close or declaration stays in the folder under another name.
 *
 * First every copy, then every removal: an interruption leaves two of something, never none. The
 * file itself is not removed, because its successor is written over it in one step. Implements
 * spec/formats/close.md [CLO-15] and spec/formats/declaration.md [DEC-8].
 */
#include "custody/keep.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

/* Are both files there with the same bytes? bytes: those of `from`, to be dropped by the caller. */
static tlr_status same_file(tlr_ctx *ctx, const char *from, const char *to,
                            struct tlri_bytes *bytes, bool *same)
{
    struct tlri_bytes there = {0};
    TLR_TRY(tlri_file_read(ctx, from, TLRI_DOCUMENT_MAX, bytes));
    TLR_TRY(tlri_file_read(ctx, to, TLRI_DOCUMENT_MAX, &there));
    *same = bytes->len == there.len && memcmp(bytes->data, there.data, there.len) == 0;
    tlri_bytes_drop(&there);
    return TLR_OK;
}

/* Copies `from` to `to`; a `to` that is there must be the same file. */
static tlr_status copy_file(tlr_ctx *ctx, const char *from, const char *to,
                            const struct tlri_keeping *keeping)
{
    struct tlri_bytes bytes = {0};
    bool same = true;
    tlr_status status;
    if (!tlri_file_exists(to)) {
        TLR_TRY_TO(tlri_file_read(ctx, from, TLRI_DOCUMENT_MAX, &bytes), done);
        status = tlri_file_write(ctx, to, bytes.data, bytes.len, false);
        goto done;
    }
    TLR_TRY_TO(same_file(ctx, from, to, &bytes, &same), done);
    if (!same) {
        struct tlri_place place = {.file = to};
        tlri_diag(ctx, TLR_ERROR, keeping->code, &place,
                  "find out which is right, and move the other away", keeping->clause,
                  "an earlier %s is kept under this name, and it is another one", keeping->what);
        status = TLR_E_IO;
    }
done:
    tlri_bytes_drop(&bytes);
    return status;
}

/* One pass over the folder: copies all (removing false), or takes the signatures away. */
static tlr_status pass(struct tlri_case *c, const char *file, const char *kept,
                       const struct tlri_keeping *keeping, bool removing)
{
    enum tlri_carrier carrier;
    for (size_t i = 0; i < c->names_count; i++) {
        bool signature = tlri_signature_name(file, c->names[i], &carrier);
        if (!signature && !tlri_streq(c->names[i], file)) {
            continue;
        }
        const char *from = tlri_case_path(c, c->names[i]);
        const char *to =
            tlri_arena_printf(&c->arena, "%s/%s%s", c->dir, kept, c->names[i] + strlen(file));
        if (from == NULL || to == NULL) {
            return tlri_no_memory(c->ctx);
        }
        if (!removing) {
            TLR_TRY(copy_file(c->ctx, from, to, keeping));
        } else if (signature) {
            TLR_TRY(tlri_file_remove(c->ctx, from));
        }
    }
    return TLR_OK;
}

tlr_status tlri_case_keep(struct tlri_case *c, const char *file, const char *kept,
                          const struct tlri_keeping *keeping)
{
    TLR_TRY(pass(c, file, kept, keeping, false));
    return pass(c, file, kept, keeping, true);
}

tlr_status tlri_case_is_kept(struct tlri_case *c, const char *file, const char *kept, bool *is_kept)
{
    struct tlri_bytes bytes = {0};
    const char *from = tlri_case_path(c, file);
    const char *to = tlri_case_path(c, kept);
    if (from == NULL || to == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlr_status status = same_file(c->ctx, from, to, &bytes, is_kept);
    tlri_bytes_drop(&bytes);
    return status;
}

bool tlri_is_or_signs(const char *file, const char *name)
{
    enum tlri_carrier carrier;
    return tlri_streq(file, name) || tlri_signature_name(file, name, &carrier);
}

bool tlri_is_kept_name(const char *stem, const char *name)
{
    char file[48];
    size_t len = strlen(stem);
    if (strncmp(name, stem, len) != 0 || name[len] != '.') {
        return false;
    }
    size_t digits = strspn(name + len + 1, "0123456789");
    if (digits == 0 || digits > 4) {
        return false;
    }
    snprintf(file, sizeof file, "%s.%.*s.txt", stem, (int)digits, name + len + 1);
    return tlri_is_or_signs(file, name);
}
