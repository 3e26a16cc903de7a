/*
 * teller/bundle.h: an election made ready to be handed on. spec/formats/bundle.md.
 */
#ifndef TLR_BUNDLE_H
#define TLR_BUNDLE_H

#include "teller/ctx.h"

typedef enum tlr_bundle_kind {
    TLR_BUNDLE_SEALED = 0, /* everything: whoever has it can count again */
    TLR_BUNDLE_PUBLIC = 1  /* no papers, and nothing that names one */
} tlr_bundle_kind;

/*
 * Verifies the election's folder dir, as tlr_case_verify does, and copies what belongs into a
 * bundle of this kind to the folder out, which must not be there yet or be empty, with MANIFEST.
 * Signing MANIFEST is up to the caller (tlr_file_sign). TLR_E_DIFFERS: the result does not follow
 * from these files, and no bundle is made; TLR_E_IO: also when out holds something; otherwise as
 * tlr_case_verify. When it fails half-way, out has no MANIFEST.
 */
tlr_status tlr_bundle_make(tlr_ctx *ctx, const char *dir, const char *out, tlr_bundle_kind kind);

#endif
