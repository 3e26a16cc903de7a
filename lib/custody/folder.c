/*
 * custody/folder.c: reading one file of an election: bytes, signatures, policy, in that order.
 *
 * The order is the point: size cap, one read into memory, signatures over those bytes, policy, and
 * only then may somebody parse those same bytes. Nothing is reopened. Implements
 * spec/formats/folder.md and spec/verification.md V1 to V4.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

const char *tlri_case_path(struct tlri_case *c, const char *name)
{
    return tlri_arena_printf(&c->arena, "%s/%s", c->dir, name);
}

static bool is_among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (tlri_streq(names[i], name)) {
            return true;
        }
    }
    return false;
}

bool tlri_case_has(const struct tlri_case *c, const char *name)
{
    return is_among(c->names, c->names_count, name);
}

static int severity_of(tlr_status status)
{
    switch (status) {
    case TLR_E_INTERNAL:
        return 7;
    case TLR_E_MEMORY:
        return 6;
    case TLR_E_TRUST:
        return 5;
    case TLR_E_LIMIT:
        return 4;
    case TLR_E_IO:
        return 3;
    case TLR_E_INPUT:
    case TLR_E_RULES:
    case TLR_E_USAGE:
        return 2;
    case TLR_E_DECISION:
    case TLR_E_DIFFERS:
        return 1;
    case TLR_OK:
        return 0;
    }
    return 7;
}

tlr_status tlri_worse(tlr_status a, tlr_status b)
{
    return severity_of(b) > severity_of(a) ? b : a;
}

tlr_status tlri_case_passed(struct tlri_case *c, const char *clause, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    struct tlri_result_check check = {tlri_arena_copy(&c->arena, text, strlen(text)), clause};
    if (check.text == NULL) {
        return tlri_no_memory(c->ctx);
    }
    return tlri_array_append(&c->checks, &check, 1);
}

const char *tlri_case_rests(const struct tlri_case *c)
{
    return c->notice->is_signed ? "is signed, rests" : "rests";
}

const char *tlri_case_inside(const struct tlri_case *c, const char *path)
{
    size_t len = strlen(c->dir);
    return strncmp(path, c->dir, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

/* [FOL-8] A link could lead to another folder at every look. */
tlr_status tlri_case_refuse_link(struct tlri_case *c, const char *folder)
{
    struct tlri_place place = {.file = folder};
    if (!tlri_file_is_link(folder)) {
        return TLR_OK;
    }
    tlri_diag(c->ctx, TLR_ERROR, 6506, &place, "put the folder itself in this place",
              "folder/FOL-8", "this is a link, not the folder %s", tlri_case_inside(c, folder));
    return TLR_E_TRUST;
}

/* Remembers whose signatures held, for run.txt and the verification report; never for the result.
 */
static tlr_status note_signers(struct tlri_case *c, const struct tlri_sealed *sealed,
                               tlri_signers signers)
{
    const char *file = tlri_case_inside(c, tlri_sealed_name(sealed));
    for (size_t k = 0; k < c->keys_count; k++) {
        if (!tlri_policy_signed(c, signers, k)) {
            continue;
        }
        const char *line =
            tlri_arena_printf(&c->arena, "%s: %s (%s)", file, c->keys[k].name, c->keys[k].role);
        if (line == NULL) {
            return tlri_no_memory(c->ctx);
        }
        TLR_TRY(tlri_array_append(&c->signed_by, &line, 1));
    }
    return TLR_OK;
}

/* The folder of `path`, with its slash, as seen from the election's, into a new text with `name`.
 */
static const char *beside(struct tlri_case *c, const char *path, const char *name)
{
    const char *shown = tlri_case_inside(c, path);
    const char *slash = strrchr(shown, '/');
    const char *last = strrchr(name, '/');
    return tlri_arena_printf(&c->arena, "%.*s%s", slash != NULL ? (int)(slash - shown + 1) : 0,
                             shown, last != NULL ? last + 1 : name);
}

tlr_status tlri_case_note_ignored(struct tlri_case *c, const struct tlri_sealed *sealed)
{
    for (size_t i = 0; i < tlri_sealed_finding_count(sealed); i++) {
        const struct tlri_finding *finding = tlri_sealed_finding(sealed, i);
        if (finding->verdict != TLRI_VERDICT_UNKNOWN) {
            continue;
        }
        const char *name = beside(c, tlri_sealed_name(sealed), finding->file);
        if (name == NULL) {
            return tlri_no_memory(c->ctx);
        }
        TLR_TRY(tlri_array_append(&c->ignored, &name, 1));
        if (c->wanted == NULL) {
            tlri_diag(c->ctx, TLR_NOTE, 7107, NULL, NULL, "signatures/SIG-25",
                      "%s is ignored: it is by a key that is not listed for this file", name);
        }
    }
    return TLR_OK;
}

static tlr_status seal(struct tlri_case *c, const char *path, struct tlri_bytes *bytes,
                       const struct tlri_signature_set *set, struct tlri_sealed **out)
{
    if (c->notice != NULL && !c->notice->is_signed) {
        return tlri_seal_unsigned(c->ctx, path, bytes, out);
    }
    return tlri_seal_verify(c->ctx, path, bytes, c->keys, c->keys_count, set->items, set->count,
                            out);
}

tlr_status tlri_case_check_again(struct tlri_case *c, const char *file, struct tlri_sealed *sealed)
{
    struct tlri_signature_set set = {0};
    tlri_signers before = tlri_sealed_signers(sealed);
    TLR_TRY(tlri_signatures_beside(c->ctx, c->dir, file, c->names, c->names_count, &set));
    tlr_status status =
        tlri_sealed_check(c->ctx, sealed, c->keys, c->keys_count, set.items, set.count);
    tlri_signature_set_drop(&set);
    TLR_TRY(status);
    return note_signers(c, sealed, tlri_sealed_signers(sealed) & ~before);
}

/* What an evening has not come to yet, or has left behind, in words that say what to do. */
static const struct absent {
    const char *file;
    uint32_t code;
    const char *message, *hint;
} absent[] = {
    {"notice.xml", 7050, "there is no notice in this folder: it is not an election's",
     "give the election's folder; a new election is begun with: teller init DIR"},
    {"election.xml", 7051, "there is no list of the candidates in this folder",
     "when nominations have closed: teller init DIR; what is missing: teller next DIR"},
    {"close.txt", 7052, "there is no close in this folder, and nothing is counted without one",
     "when all batches are there: teller close DIR; what is missing: teller next DIR"},
};
static const struct absent disposed = {
    "close.txt", 7053, "the papers of this election were destroyed, as disposal.txt says",
    "nothing is counted again; a public bundle can still be checked: teller verify BUNDLE"};

static tlr_status check_there(struct tlri_case *c, const char *path, const char *file,
                              const char *const *names, size_t names_count)
{
    struct tlri_place place = {.file = path};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        const struct absent *row = &absent[i];
        if (!tlri_streq(file, row->file) || is_among(names, names_count, file)) {
            continue;
        }
        if (tlri_streq(file, disposed.file) && is_among(names, names_count, "disposal.txt")) {
            row = &disposed;
        }
        tlri_diag(c->ctx, TLR_ERROR, row->code, &place, row->hint, NULL, "%s", row->message);
        return TLR_E_IO;
    }
    return TLR_OK;
}

tlr_status tlri_case_read(struct tlri_case *c, const char *folder, const char *const *names,
                          size_t names_count, const char *file, enum tlri_signed_file kind,
                          size_t max, struct tlri_sealed **out)
{
    struct tlri_bytes bytes = {0};
    struct tlri_signature_set set = {0};
    *out = NULL;
    const char *path = tlri_arena_printf(&c->arena, "%s/%s", folder, file);
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlri_progress(c->ctx, "reading %s", path);
    TLR_TRY(check_there(c, path, file, names, names_count));
    TLR_TRY(tlri_file_read(c->ctx, path, max, &bytes));
    tlr_status status = tlri_signatures_beside(c->ctx, folder, file, names, names_count, &set);
    if (status != TLR_OK) {
        tlri_bytes_drop(&bytes);
        return status;
    }
    status = seal(c, path, &bytes, &set, out);
    tlri_signature_set_drop(&set);
    if (status != TLR_OK) {
        tlri_bytes_drop(&bytes);
        return status;
    }
    /* The notice brings its own policy, which is checked once it has been parsed; who signs a
     * ruling depends on the authority that it names. */
    if (kind != TLRI_SIGNED_NOTICE && kind != TLRI_SIGNED_RULINGS) {
        status = tlri_policy_check(c, kind, *out);
    }
    if (status == TLR_OK) {
        status = note_signers(c, *out, tlri_sealed_signers(*out));
    }
    if (status == TLR_OK && kind != TLRI_SIGNED_NOTICE) {
        status = tlri_case_note_ignored(c, *out);
    }
    if (status != TLR_OK) {
        tlri_sealed_free(*out);
        *out = NULL;
    }
    return status;
}
