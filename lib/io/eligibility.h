/*
 * io/eligibility.h: eligibility.xml from model/eligibility_record.h. spec/formats/eligibility.md.
 */
#ifndef TLRI_IO_ELIGIBILITY_H
#define TLRI_IO_ELIGIBILITY_H

#include "model/eligibility_record.h"
#include "trust/digest.h"

#define TLRI_SALT_DIGITS 32 /* hex digits of a salt */

/*
 * Appends the record to out (initialised by the caller). The same input gives the same bytes.
 * TLR_E_INPUT: a text holds characters that XML forbids (2330); TLR_E_INTERNAL: the lines are not
 * in order, or a candidate stands twice, or `disputed` is not what the decisions say; TLR_E_LIMIT,
 * TLR_E_MEMORY: of the buffer. On failure what is in out is of no use.
 */
tlr_status tlri_eligibility_write(tlr_ctx *ctx, const struct tlri_eligibility_record *record,
                                  struct tlri_buf *out) TLRI_NODISCARD;

/* A record that was read. */
struct tlri_eligibility_file {
    tlr_ctx *ctx;            /* for tlri_eligibility_file_free */
    struct tlri_arena arena; /* owns all that follows */
    struct tlri_eligibility_record record;
};

/*
 * Reads a record. On TLR_OK *out is new (tlri_eligibility_file_free). TLR_E_INPUT: it is not of the
 * form of the page, a candidate stands twice (2500), or `disputed` is not what the decisions say
 * (2740); TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_eligibility_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                 struct tlri_eligibility_file **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_eligibility_file_free(struct tlri_eligibility_file *file);

/*
 * The salted digest of members' data ([ELR-4]): SHA-256 of "teller/eligibility-input@1", the salt
 * (TLRI_SALT_DIGITS lower-case hex digits), the SHA-256 of the candidates' file and of the roll in
 * hex, an LF after each.
 */
void tlri_eligibility_input_digest(const char *salt, const void *candidates, size_t candidates_len,
                                   const void *roll, size_t roll_len, struct tlri_digest *out);

#endif
