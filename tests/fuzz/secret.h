/*
 * fuzz/secret.h: readers of members' data: as fuzz/places.h, and nothing of the file is said.
 *
 * FUZZ_SECRET stands in the dictionaries and in the stored inputs as a name, a number, a heading,
 * a date: wherever it stands in the input, no diagnostic may hold it.
 */
#ifndef FUZZ_SECRET_H
#define FUZZ_SECRET_H

#include <string.h>

#include "fuzz/places.h"

#define FUZZ_SECRET "zqxj"

static inline void fuzz_keeps(const char *text)
{
    fuzz_demand(text == NULL || strstr(text, FUZZ_SECRET) == NULL);
}

static inline void fuzz_keeps_secret(const tlr_ctx *ctx)
{
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        const tlr_diag *diag = tlr_ctx_diag(ctx, i);
        fuzz_keeps(diag->message);
        fuzz_keeps(diag->hint);
        fuzz_keeps(diag->source);
    }
}

/* As fuzz_read of fuzz/places.h; a table that is read may have warnings. */
static inline int fuzz_read_members(const uint8_t *data, size_t size, fuzz_reader *read)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    fuzz_demand(ctx != NULL);
    tlr_status first = read(ctx, (const char *)data, size);
    size_t said = tlr_ctx_diag_count(ctx);
    fuzz_demand(first == TLR_OK || said > 0);
    fuzz_check_places(ctx, data, size);
    fuzz_keeps_secret(ctx);
    tlr_ctx_diag_clear(ctx);
    fuzz_demand(read(ctx, (const char *)data, size) == first);
    fuzz_demand(tlr_ctx_diag_count(ctx) == said);
    tlr_ctx_free(ctx);
    return 0;
}

#endif
