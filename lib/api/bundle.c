/*
 * api/bundle.c: bundles (teller/bundle.h).
 *
 * Thin: a folder is verified first, since nobody should hand on what does not hold; then custody
 * copies and lists. Implements spec/formats/bundle.md [BUN-4].
 */
#include "teller/bundle.h"

#include "custody/bundle.h"
#include "teller/case.h"

tlr_status tlr_bundle_make(tlr_ctx *ctx, const char *dir, const char *out, tlr_bundle_kind kind)
{
    tlr_case *c = NULL;
    TLR_TRY(tlr_case_new(ctx, dir, &c));
    tlr_status status = tlr_case_verify(c);
    if (status == TLR_OK && tlr_case_is_public(c) != 0) {
        struct tlri_place place = {.file = dir};
        tlri_diag(ctx, TLR_ERROR, 6535, &place, "make it from the election's own folder",
                  "bundle/BUN-4", "a bundle cannot be made from a public bundle");
        status = TLR_E_INPUT;
    }
    if (status == TLR_E_DIFFERS) {
        struct tlri_place place = {.file = dir};
        tlri_diag(ctx, TLR_ERROR, 6536, &place, "see where they differ: teller verify DIR",
                  "bundle/BUN-4", "the result does not follow from these files");
    }
    tlr_case_free(c);
    TLR_TRY(status);
    return tlri_bundle_make(ctx, dir, out, kind == TLR_BUNDLE_PUBLIC);
}
