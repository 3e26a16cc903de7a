/*
 * io/document.h: a strict text being turned into an object: text, lists and memory, with one sticky
 * failure.
 *
 * For the short statements (close, lots, ruling, declaration): a reader takes lines from the source
 * and builds into the arena of the object. When memory fails, everything goes on harmlessly and
 * tlri_document_verdict says so at the end, so that readers stay as plain as the format.
 */
#ifndef TLRI_DOCUMENT_H
#define TLRI_DOCUMENT_H

#include "io/source.h"
#include "model/account.h"

struct tlri_document {
    struct tlri_source source;
    tlr_ctx *ctx;
    struct tlri_arena *arena; /* of the object that is built */
    tlr_status failed;        /* TLR_OK, or TLR_E_MEMORY */
};

void tlri_document_init(struct tlri_document *document, tlr_ctx *ctx, struct tlri_arena *arena,
                        const char *name, const char *data, size_t len, const char *const *keywords,
                        size_t keyword_count);

/* Checks characters and takes the first line. False: there is no sense in reading on. */
bool tlri_document_open(struct tlri_document *document, const char *type);

/* A copy in the arena; "" when memory fails. */
const char *tlri_document_text(struct tlri_document *document, struct tlri_span span);

/* Appends a zeroed element; NULL when memory fails, or past the list's maximum, which is reported
 * at `span` (code 2021). */
void *tlri_document_push(struct tlri_document *document, struct tlri_array *list,
                         struct tlri_span span, const char *what);

/* Copies a list into the arena and drops it; NULL for an empty list or when memory fails. */
void *tlri_document_keep(struct tlri_document *document, struct tlri_array *list, size_t *count);

/* Where a span stands. */
struct tlri_at tlri_document_at(struct tlri_document *document, struct tlri_span span);

/* Reports a problem of something read before. */
void tlri_document_error_at(struct tlri_document *document, uint32_t code, struct tlri_at at,
                            const char *hint, const char *message);

/* The line `keyword` N before a list; UINT32_MAX (nothing to compare with) when it is wrong. */
void tlri_document_count(struct tlri_document *document, const char *keyword, const char *form,
                         uint32_t max, uint32_t *out);
/* Reports (code 2023) when another number of `what` stands than was said. */
void tlri_document_compare(struct tlri_document *document, struct tlri_span at, const char *what,
                           uint32_t said, size_t found);

/* "election ID"; ID into *out. */
void tlri_document_id(struct tlri_document *document, const char *keyword, const char *form,
                      const char *what, const char **out);
/* "definition sha256:D". */
void tlri_document_digest(struct tlri_document *document, const char *keyword, const char *form,
                          const char *what, uint8_t out[TLRI_SHA256_BYTES]);

/*
 * A decision's last fields: "reject CODE" or "marks M M …"; sets reject, candidates, marks, mark.
 * `line` is the whole line, for reports. False when it was wrong (codes 2033, 2203, 2204).
 */
bool tlri_document_decision(struct tlri_document *document, struct tlri_span line,
                            const struct tlri_span *fields, size_t count,
                            struct tlri_decision *out);
/* " reject CODE" or " marks M M …". */
void tlri_document_write_decision(const struct tlri_decision *decision, struct tlri_buf *out);

/* "sha256:" and 64 digits. */
/* The line "salt HEX". */
void tlri_document_write_salt(const uint8_t salt[TLRI_SALT_BYTES], struct tlri_buf *out);
void tlri_document_write_digest(const uint8_t digest[TLRI_SHA256_BYTES], struct tlri_buf *out);

/* What the reading came to: memory first, then problems. */
tlr_status tlri_document_verdict(const struct tlri_document *document) TLRI_NODISCARD;

#endif
