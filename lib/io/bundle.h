/*
 * io/bundle.h: teller/bundle@1: the MANIFEST of a bundle. spec/formats/bundle.md.
 */
#ifndef TLRI_IO_BUNDLE_H
#define TLRI_IO_BUNDLE_H

#include "base/base.h"
#include "trust/digest.h"

#define TLRI_BUNDLE_FILES_MAX 50000u

struct tlri_bundle_file {
    const char *name; /* path within the folder: [BUN-1] */
    uint32_t bytes;
    struct tlri_digest digest;
};

struct tlri_bundle {
    tlr_ctx *ctx;            /* for tlri_bundle_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;
    bool is_public;
    struct tlri_digest close;
    struct tlri_digest self; /* of the manifest's own bytes, as read */
    size_t files;            /* sorted bytewise by name */
    const struct tlri_bundle_file *file;
};

/* Is this the name of a file that a bundle may hold? [BUN-1] */
bool tlri_bundle_name_ok(const char *name, size_t len);

/* Reads a manifest. On TLR_OK *out is new; free it with tlri_bundle_free. TLR_E_INPUT with every
 * problem (codes 2001-2023, 2340), TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_bundle_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_bundle **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_bundle_free(struct tlri_bundle *bundle);
/* Appends it as a file; its files must be sorted. */
tlr_status tlri_bundle_write(const struct tlri_bundle *bundle, struct tlri_buf *out);

#endif
