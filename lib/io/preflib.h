/*
 * io/preflib.h: files of the PrefLib collection: SOC, SOI, TOC and TOI. spec/formats/import.md.
 */
#ifndef TLRI_PREFLIB_H
#define TLRI_PREFLIB_H

#include "model/papers.h"

struct tlri_preflib {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    uint32_t candidates;
    const char *const *name;    /* of each, in the order of their numbers */
    struct tlri_papers *papers; /* one batch, "preflib", with weights */
};

/*
 * Reads a whole file. name is for diagnostics. On TLR_OK *out is new; free it with
 * tlri_preflib_free. TLR_E_INPUT (2830-2834, every problem up to the first 200), TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlri_preflib_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             struct tlri_preflib **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_preflib_free(struct tlri_preflib *preflib);

#endif
