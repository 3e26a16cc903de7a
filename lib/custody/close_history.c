/*
 * custody/close_history.c: which closes the present one corrects, and what may rest on them.
 *
 * A corrected close names the digest of the one it replaces, which stays in the folder as
 * close.N.txt. So from the signed close.txt each earlier one is known by its bytes, and its own
 * signatures are not needed: a file that somebody called close.N.txt and that no later close names
 * is no part of the history. The history ends where a close is missing. A ticket says after which
 * close its digits were thrown; were that any digest one likes, the digest could be tried until the
 * lot suits. Implements spec/formats/close.md [CLO-15] and spec/formats/lots.md [LOT-9].
 */
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

/* More digests than a folder has names for kept closes. */
enum { HISTORY_MAX = 20000 };

/* The close that `close` replaces, out of the folder: *kept stays NULL when it is not there. */
static tlr_status read_replaced(struct tlri_case *c, const struct tlri_close *close,
                                struct tlri_close **kept)
{
    struct tlri_bytes bytes = {0};
    struct tlri_digest digest;
    tlr_status status = TLR_OK;
    const char *name = tlri_arena_printf(&c->arena, "close.%u.txt", (unsigned)close->revision - 1);
    const char *path = name == NULL ? NULL : tlri_case_path(c, name);
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (!tlri_case_has(c, name)) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &digest);
    if (memcmp(digest.bytes, close->replaces, TLRI_SHA256_BYTES) == 0) {
        status = tlri_close_read(c->ctx, path, bytes.data, bytes.len, kept);
    }
    tlri_bytes_drop(&bytes);
    return status;
}

/* Appends the digests of the present close and of those before it, as far as they are known. */
static tlr_status read_history(struct tlri_case *c, struct tlri_array *history)
{
    const struct tlri_close *close = c->close;
    struct tlri_close *kept = NULL;
    tlr_status status = tlri_array_append(history, tlri_sealed_digest(c->close_file), 1);
    while (status == TLR_OK && close != NULL && close->replaces_stated) {
        struct tlri_close *before = NULL;
        struct tlri_digest digest;
        memcpy(digest.bytes, close->replaces, TLRI_SHA256_BYTES);
        status = tlri_array_append(history, &digest, 1);
        if (status == TLR_OK) {
            status = read_replaced(c, close, &before);
        }
        tlri_close_free(kept);
        kept = before;
        close = before;
    }
    tlri_close_free(kept);
    return status;
}

static bool is_in(const struct tlri_array *history, const struct tlri_digest *digest)
{
    const struct tlri_digest *known = history->data;
    for (size_t i = 0; i < history->count; i++) {
        if (tlri_digest_equal(&known[i], digest)) {
            return true;
        }
    }
    return false;
}

tlr_status tlri_case_in_history(struct tlri_case *c, const struct tlri_digest *digest, bool *found)
{
    struct tlri_array history;
    tlri_array_init(&history, c->ctx, sizeof *digest, HISTORY_MAX);
    tlr_status status = read_history(c, &history);
    *found = status == TLR_OK && is_in(&history, digest);
    tlri_array_drop(&history);
    return status;
}

/* [LOT-9], for each close that tickets name in turn. The history is read once, and only where there
 * is a ticket. */
static tlr_status check_each(struct tlri_case *c, struct tlri_array *history)
{
    tlr_status worst = TLR_OK;
    const struct tlri_lot_entry *told = NULL;
    for (size_t i = 0; i < c->lots->lots; i++) {
        const struct tlri_lot_entry *lot = &c->lots->lot[i];
        if (!lot->ticket || (told != NULL && tlri_digest_equal(&told->close, &lot->close))) {
            continue; /* the same close as the ticket before */
        }
        told = lot;
        if (history->count == 0) {
            TLR_TRY(read_history(c, history));
        }
        if (is_in(history, &lot->close)) {
            continue;
        }
        struct tlri_place place = {
            .file = tlri_sealed_name(c->lots_file), .line = lot->at.line, .column = lot->at.column};
        tlri_diag(
            c->ctx, TLR_ERROR, 6520, &place,
            "compare the digest in the ticket with the minute of the throw, and put the close "
            "that the throw followed back as close.N.txt",
            "lots/LOT-9",
            "this ticket is of a throw after a close that is not in the history of the one "
            "here");
        worst = TLR_E_TRUST;
    }
    return worst;
}

tlr_status tlri_case_check_tickets(struct tlri_case *c)
{
    struct tlri_array history;
    tlri_array_init(&history, c->ctx, sizeof(struct tlri_digest), HISTORY_MAX);
    tlr_status status = check_each(c, &history);
    tlri_array_drop(&history);
    return status;
}
