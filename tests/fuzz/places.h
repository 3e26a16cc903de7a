/*
 * fuzz/places.h: what must hold of a reader whatever it is given: a refusal says why, every place
 * it points at is in the input, and the same input gets the same answer.
 */
#ifndef FUZZ_PLACES_H
#define FUZZ_PLACES_H

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

/* The name of a file that the target itself brings along: places in it are not in the input. */
#define FUZZ_BESIDE "beside"

static inline void fuzz_demand(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Length of a line (from 1) of the input, without its LF; SIZE_MAX when there is no such line. */
static inline size_t fuzz_line_length(const uint8_t *data, size_t size, uint32_t line)
{
    size_t start = 0;
    for (uint32_t n = 1; n < line; n++) {
        while (start < size && data[start] != '\n') {
            start++;
        }
        if (start >= size) {
            return SIZE_MAX;
        }
        start++;
    }
    size_t end = start;
    while (end < size && data[end] != '\n') {
        end++;
    }
    return end - start;
}

static inline void fuzz_check_places(const tlr_ctx *ctx, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        const tlr_diag *diag = tlr_ctx_diag(ctx, i);
        const char *cause = NULL, *remedy = NULL;
        fuzz_demand(tlr_diag_explain(diag->code, &cause, &remedy) != 0);
        bool beside = diag->file != NULL && strcmp(diag->file, FUZZ_BESIDE) == 0;
        if (diag->line > 0 && !beside) {
            size_t length = fuzz_line_length(data, size, diag->line);
            fuzz_demand(length != SIZE_MAX);
            /* 0: the whole line is meant, or where it ends is not known (teller/diag.h). */
            fuzz_demand(diag->column <= length + 1);
            fuzz_demand(diag->end_column == 0 || diag->end_column > diag->column);
        }
    }
}

/* Reads, checks what it read with fuzz_demand, and frees it. */
typedef tlr_status fuzz_reader(tlr_ctx *ctx, const char *data, size_t len);

static inline int fuzz_read(const uint8_t *data, size_t size, fuzz_reader *read)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    if (ctx == NULL) {
        return 0;
    }
    tlr_status first = read(ctx, (const char *)data, size);
    size_t said = tlr_ctx_diag_count(ctx);
    fuzz_demand((first == TLR_OK) == (said == 0));
    fuzz_check_places(ctx, data, size);
    tlr_ctx_diag_clear(ctx);
    fuzz_demand(read(ctx, (const char *)data, size) == first);
    fuzz_demand(tlr_ctx_diag_count(ctx) == said);
    tlr_ctx_free(ctx);
    return 0;
}

#endif
