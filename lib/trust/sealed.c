/*
 * trust/sealed.c: bytes that carry what is known of their signers (spec/formats/signatures.md,
 * "Sealing").
 *
 * The structure is known to this file alone, so nothing else can make one or change its bytes. The
 * bytes are those that were verified: they are moved in, never read again from disk. What the
 * signatures came to is kept apart from the bytes, so that it can be judged again when a notice, an
 * election file or a ruling lists more keys.
 */
#include "trust/sealed.h"

#include <string.h>

#include "base/beside.h"

#define LARGE ((size_t)1 << 20) /* bytes from which a digest is worth a thread */

/* What one check found. */
struct check {
    struct tlri_arena arena;
    struct tlri_finding *findings;
    size_t count;
    size_t unknown;
    tlri_signers signers;
};

/* The published digest. Of a large file it is worked out beside whatever comes next: the bytes are
 * final, and whoever asks for it waits. */
struct published {
    const char *data;
    size_t len;
    struct tlri_digest digest;
    struct tlri_beside *beside; /* or NULL: it is there */
};

struct tlri_sealed {
    tlr_ctx *ctx;
    char *name;
    size_t name_size;
    struct tlri_bytes bytes;
    struct published *published;
    bool is_unsigned;
    struct check check;
};

static tlr_status count_up(struct check *check)
{
    bool refused = false;
    for (size_t i = 0; i < check->count; i++) {
        const struct tlri_finding *finding = &check->findings[i];
        check->signers |= finding->signers;
        check->unknown += finding->verdict == TLRI_VERDICT_UNKNOWN ? 1 : 0;
        refused = refused || finding->verdict == TLRI_VERDICT_BAD ||
                  finding->verdict == TLRI_VERDICT_MALFORMED;
    }
    return refused ? TLR_E_TRUST : TLR_OK;
}

static tlr_status run_check(tlr_ctx *ctx, const char *name, const struct tlri_bytes *bytes,
                            const struct tlri_key *keys, size_t nkeys,
                            const struct tlri_signature_blob *signatures, size_t nsignatures,
                            struct check *out)
{
    struct check check;
    tlr_status status;
    memset(&check, 0, sizeof check);
    tlri_arena_init(&check.arena, ctx);
    check.findings = tlri_arena_array(&check.arena, nsignatures, sizeof *check.findings);
    if (check.findings == NULL) {
        status = tlri_no_memory(ctx);
        goto failed;
    }
    TLR_TRY_TO(tlri_signatures_judge(ctx, name, bytes->data, bytes->len, keys, nkeys, signatures,
                                     nsignatures, &check.arena, check.findings),
               failed);
    check.count = nsignatures;
    TLR_TRY_TO(count_up(&check), failed);
    *out = check;
    return TLR_OK;
failed:
    tlri_arena_drop(&check.arena);
    return status;
}

static void work_out(void *what)
{
    struct published *published = what;
    tlri_digest_of(published->data, published->len, &published->digest);
}

static struct published *publish(tlr_ctx *ctx, const struct tlri_bytes *bytes)
{
    struct published *published = tlri_alloc(ctx, sizeof *published);
    if (published == NULL) {
        return NULL;
    }
    published->data = bytes->data;
    published->len = bytes->len;
    if (bytes->len >= LARGE) {
        published->beside = tlri_beside_start(ctx, work_out, published);
    }
    if (published->beside == NULL) {
        work_out(published);
    }
    return published;
}

static void unpublish(tlr_ctx *ctx, struct published *published)
{
    tlri_beside_end(published->beside); /* it looks at the bytes */
    tlri_free(ctx, published, sizeof *published);
}

/* An unsigned one; bytes and digest are moved last, when nothing can fail any more. */
static tlr_status seal(tlr_ctx *ctx, const char *name, struct tlri_bytes *bytes,
                       struct published *published, struct tlri_sealed **out)
{
    size_t name_size = strlen(name) + 1;
    struct tlri_sealed *sealed = tlri_alloc(ctx, sizeof *sealed);
    if (sealed == NULL) {
        return tlri_no_memory(ctx);
    }
    sealed->name = tlri_alloc(ctx, name_size);
    if (sealed->name == NULL) {
        tlri_free(ctx, sealed, sizeof *sealed);
        return tlri_no_memory(ctx);
    }
    memcpy(sealed->name, name, name_size);
    sealed->name_size = name_size;
    sealed->ctx = ctx;
    sealed->is_unsigned = true;
    tlri_arena_init(&sealed->check.arena, ctx);
    sealed->published = published;
    sealed->bytes = *bytes;
    memset(bytes, 0, sizeof *bytes);
    *out = sealed;
    return TLR_OK;
}

static tlr_status check_and_seal(tlr_ctx *ctx, const char *name, struct tlri_bytes *bytes,
                                 const struct tlri_key *keys, size_t nkeys,
                                 const struct tlri_signature_blob *signatures, size_t nsignatures,
                                 struct published *published, struct tlri_sealed **out)
{
    struct check check;
    struct tlri_sealed *sealed = NULL;
    TLR_TRY(run_check(ctx, name, bytes, keys, nkeys, signatures, nsignatures, &check));
    tlr_status status = seal(ctx, name, bytes, published, &sealed);
    if (status != TLR_OK) {
        tlri_arena_drop(&check.arena);
        return status;
    }
    sealed->check = check;
    sealed->is_unsigned = false;
    *out = sealed;
    return TLR_OK;
}

tlr_status tlri_seal_verify(tlr_ctx *ctx, const char *name, struct tlri_bytes *bytes,
                            const struct tlri_key *keys, size_t nkeys,
                            const struct tlri_signature_blob *signatures, size_t nsignatures,
                            struct tlri_sealed **out)
{
    /* A digest tells nobody anything about bytes that are then refused: it may be begun before. */
    struct published *published = publish(ctx, bytes);
    if (published == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status =
        check_and_seal(ctx, name, bytes, keys, nkeys, signatures, nsignatures, published, out);
    if (status != TLR_OK) {
        unpublish(ctx, published);
    }
    return status;
}

tlr_status tlri_seal_unsigned(tlr_ctx *ctx, const char *name, struct tlri_bytes *bytes,
                              struct tlri_sealed **out)
{
    struct published *published = publish(ctx, bytes);
    if (published == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = seal(ctx, name, bytes, published, out);
    if (status != TLR_OK) {
        unpublish(ctx, published);
    }
    return status;
}

tlr_status tlri_seal_unsigned_copy(tlr_ctx *ctx, const char *name, const void *data, size_t len,
                                   struct tlri_sealed **out)
{
    struct tlri_bytes bytes = {.ctx = ctx, .len = len, .allocated = len + 1};
    bytes.data = tlri_alloc(ctx, bytes.allocated);
    if (bytes.data == NULL) {
        return tlri_no_memory(ctx);
    }
    if (len > 0) {
        memcpy(bytes.data, data, len);
    }
    tlr_status status = tlri_seal_unsigned(ctx, name, &bytes, out);
    if (status != TLR_OK) {
        tlri_bytes_drop(&bytes);
    }
    return status;
}

tlr_status tlri_sealed_check(tlr_ctx *ctx, struct tlri_sealed *sealed, const struct tlri_key *keys,
                             size_t nkeys, const struct tlri_signature_blob *signatures,
                             size_t nsignatures)
{
    struct check check;
    TLR_TRY(
        run_check(ctx, sealed->name, &sealed->bytes, keys, nkeys, signatures, nsignatures, &check));
    tlri_arena_drop(&sealed->check.arena);
    sealed->check = check;
    sealed->is_unsigned = false;
    return TLR_OK;
}

void tlri_sealed_free(struct tlri_sealed *sealed)
{
    if (sealed == NULL) {
        return;
    }
    unpublish(sealed->ctx, sealed->published);
    tlri_arena_drop(&sealed->check.arena);
    tlri_bytes_drop(&sealed->bytes);
    tlri_free(sealed->ctx, sealed->name, sealed->name_size);
    tlri_free(sealed->ctx, sealed, sizeof *sealed);
}

const char *tlri_sealed_name(const struct tlri_sealed *sealed)
{
    return sealed->name;
}

const char *tlri_sealed_data(const struct tlri_sealed *sealed)
{
    return sealed->bytes.data;
}

size_t tlri_sealed_len(const struct tlri_sealed *sealed)
{
    return sealed->bytes.len;
}

const struct tlri_digest *tlri_sealed_digest(const struct tlri_sealed *sealed)
{
    tlri_beside_end(sealed->published->beside);
    sealed->published->beside = NULL;
    return &sealed->published->digest;
}

bool tlri_sealed_digest_waits(const struct tlri_sealed *sealed)
{
    return sealed->published->beside != NULL;
}

bool tlri_sealed_is_unsigned(const struct tlri_sealed *sealed)
{
    return sealed->is_unsigned;
}

tlri_signers tlri_sealed_signers(const struct tlri_sealed *sealed)
{
    return sealed->check.signers;
}

size_t tlri_sealed_unknown(const struct tlri_sealed *sealed)
{
    return sealed->check.unknown;
}

size_t tlri_sealed_finding_count(const struct tlri_sealed *sealed)
{
    return sealed->check.count;
}

const struct tlri_finding *tlri_sealed_finding(const struct tlri_sealed *sealed, size_t i)
{
    return i < sealed->check.count ? &sealed->check.findings[i] : NULL;
}
