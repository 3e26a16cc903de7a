/*
 * custody/bundle.h: making a bundle of a folder, and checking one. spec/formats/bundle.md.
 */
#ifndef TLRI_BUNDLE_H
#define TLRI_BUNDLE_H

#include "custody/case.h"
#include "io/bundle.h"
#include "io/result_check.h"

/*
 * Copies what belongs into a bundle of this kind from dir to the folder out, which must not be
 * there yet or be empty, and writes MANIFEST there, last. The folder must have been verified.
 * TLR_E_IO: also when out holds something (1030); TLR_E_INPUT: a name that no bundle may hold;
 * TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_bundle_make(tlr_ctx *ctx, const char *dir, const char *out,
                            bool is_public) TLRI_NODISCARD;

/* Is there a MANIFEST in this folder? TLR_E_MEMORY: it is not known, and *is is false. */
tlr_status tlri_bundle_is(tlr_ctx *ctx, const char *dir, bool *is) TLRI_NODISCARD;

/*
 * Reads dir/MANIFEST and checks that exactly the files that it lists are there, as it says [BUN-2],
 * and that they are such as a bundle of its kind holds [BUN-9]. On TLR_OK *out is new; free it with
 * tlri_bundle_free. TLR_E_TRUST (6530-6532, 7171); TLR_E_INPUT, TLR_E_IO, TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlri_bundle_open(tlr_ctx *ctx, const char *dir, struct tlri_bundle **out) TLRI_NODISCARD;

/*
 * P1 to P6 of a public bundle that tlri_bundle_open found whole. *opened is the notice and the
 * candidates' file, with the checks made; free it with tlri_case_free. TLR_E_TRUST, TLR_E_INPUT and
 * as tlri_case_open_definition; on failure *opened is NULL.
 */
tlr_status tlri_bundle_check_public(const struct tlri_bundle *bundle, const char *dir,
                                    const struct tlri_anchors *anchors,
                                    struct tlri_case **opened) TLRI_NODISCARD;

/*
 * Is a sealed bundle that tlri_bundle_open found whole of the election and close of c, which was
 * opened in it [BUN-10], and does no signature beside MANIFEST fail [BUN-3]? *signers: who signed
 * it, as tlri_sealed_signers. TLR_E_TRUST (7172, and those of signatures); TLR_E_INPUT, TLR_E_IO,
 * TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_bundle_check_sealed(const struct tlri_bundle *bundle, struct tlri_case *c,
                                    tlri_signers *signers) TLRI_NODISCARD;

#endif
