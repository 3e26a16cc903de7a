/*
 * fuzz/roundtrip.h: what every fuzz target of a text format asserts.
 *
 * Whatever is accepted can be written, read again and written again with the same bytes; whatever
 * is refused has at least one diagnostic that says why; and nothing is left allocated.
 */
#ifndef TEST_FUZZ_ROUNDTRIP_H
#define TEST_FUZZ_ROUNDTRIP_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "support/faults.h"

/* Reads data and, when it is accepted, writes it to out. */
typedef tlr_status fuzz_round(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_require(int condition)
{
    if (!condition) {
        abort();
    }
}

static inline int fuzz_text(const uint8_t *data, size_t size, fuzz_round *round)
{
    struct faults memory;
    struct tlri_buf first;
    struct tlri_buf second;
    fault_init(&memory, 0, false);
    tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &memory);
    fuzz_require(ctx != NULL);
    tlri_buf_init(&first, ctx, (size_t)1 << 28);
    tlri_buf_init(&second, ctx, (size_t)1 << 28);
    if (round(ctx, (const char *)data, size, &first) == TLR_OK) {
        fuzz_require(tlri_diag_errors(ctx) == 0);
        fuzz_require(round(ctx, first.data, first.len, &second) == TLR_OK);
        fuzz_require(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
    } else {
        fuzz_require(tlri_diag_errors(ctx) > 0);
    }
    tlri_buf_drop(&first);
    tlri_buf_drop(&second);
    tlr_ctx_free(ctx);
    fuzz_require(fault_clean(&memory));
    return 0;
}

#endif
