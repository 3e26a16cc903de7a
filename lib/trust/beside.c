/*
 * trust/beside.c: which files of a folder are signatures of which file, and their bytes
 * (spec/formats/signatures.md, "Names").
 *
 * Works on names that the caller has listed once, so that a folder of a thousand batches is not
 * read a thousand times. Nothing is verified here, and no other folder is looked into.
 */
#include <string.h>

#include "trust/key.h"
#include "trust/sealed.h"

static const char minisig_end[] = ".minisig";

static const char ssh_end[] = ".sig";

bool tlri_signature_ending(const char *name)
{
    return tlri_ends_with(name, minisig_end) || tlri_ends_with(name, ssh_end);
}

bool tlri_signature_name(const char *file, const char *entry, enum tlri_carrier *carrier)
{
    size_t stem = strlen(file);
    if (strncmp(entry, file, stem) != 0) {
        return false;
    }
    const char *rest = entry + stem;
    size_t len = strlen(rest);
    if (tlri_streq(rest, ssh_end)) {
        *carrier = TLRI_CARRIER_SSHSIG;
        return true;
    }
    if (len < sizeof minisig_end - 1 || !tlri_ends_with(entry, minisig_end)) {
        return false;
    }
    *carrier = TLRI_CARRIER_MINISIG;
    len -= sizeof minisig_end - 1;
    return len == 0 || (rest[0] == '.' && tlri_key_name_ok(rest + 1, len - 1));
}

static bool listed(const char *const *names, size_t count, const char *name, size_t len)
{
    for (size_t i = 0; i < count; i++) {
        if (tlri_span_is(name, len, names[i])) {
            return true;
        }
    }
    return false;
}

/* a.b.minisig beside a: is there a file a.b, whose signature it then is? */
static bool belongs_to_longer(const char *file, const char *entry, const char *const *names,
                              size_t count)
{
    size_t len = strlen(entry) - (sizeof minisig_end - 1);
    return tlri_ends_with(entry, minisig_end) && len > strlen(file) &&
           listed(names, count, entry, len);
}

void tlri_signature_set_drop(struct tlri_signature_set *set)
{
    tlri_arena_drop(&set->arena);
    set->items = NULL;
    set->count = 0;
}

static tlr_status read_one(tlr_ctx *ctx, const char *folder, const char *entry,
                           enum tlri_carrier carrier, struct tlri_signature_set *set)
{
    struct tlri_bytes bytes = {.ctx = ctx};
    struct tlri_signature_blob *blob = &set->items[set->count];
    const char *path = tlri_arena_printf(&set->arena, "%s/%s", folder, entry);
    if (path == NULL) {
        return tlri_no_memory(ctx);
    }
    TLR_TRY(tlri_file_read(ctx, path, TLRI_SIGNATURE_FILE_MAX, &bytes));
    blob->name = path;
    blob->data = tlri_arena_copy(&set->arena, bytes.data, bytes.len);
    blob->len = bytes.len;
    blob->carrier = carrier;
    tlri_bytes_drop(&bytes);
    if (blob->data == NULL) {
        return tlri_no_memory(ctx);
    }
    set->count++;
    return TLR_OK;
}

static tlr_status too_many(tlr_ctx *ctx, const char *file)
{
    struct tlri_place place = {.file = file};
    tlri_diag(ctx, TLR_ERROR, 5030, &place,
              "Take signatures of people who have no role out of the folder.", NULL,
              "There are more than %d signature files beside this file.", TLRI_SEAL_SIGNATURES_MAX);
    return TLR_E_LIMIT;
}

static tlr_status read_all(tlr_ctx *ctx, const char *folder, const char *file,
                           const char *const *names, size_t count, struct tlri_signature_set *set)
{
    enum tlri_carrier carrier;
    for (size_t i = 0; i < count; i++) {
        if (!tlri_signature_name(file, names[i], &carrier) ||
            belongs_to_longer(file, names[i], names, count)) {
            continue;
        }
        if (set->count == TLRI_SEAL_SIGNATURES_MAX) {
            return too_many(ctx, file);
        }
        TLR_TRY(read_one(ctx, folder, names[i], carrier, set));
    }
    return TLR_OK;
}

tlr_status tlri_signatures_beside(tlr_ctx *ctx, const char *folder, const char *file,
                                  const char *const *names, size_t count,
                                  struct tlri_signature_set *out)
{
    struct tlri_signature_set set = {.count = 0};
    tlr_status status;
    tlri_arena_init(&set.arena, ctx);
    set.items = tlri_arena_array(&set.arena, TLRI_SEAL_SIGNATURES_MAX, sizeof *set.items);
    if (set.items == NULL) {
        status = tlri_no_memory(ctx);
        goto failed;
    }
    TLR_TRY_TO(read_all(ctx, folder, file, names, count, &set), failed);
    *out = set;
    return TLR_OK;
failed:
    tlri_signature_set_drop(&set);
    return status;
}
