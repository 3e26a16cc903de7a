/*
 * base/mem.c: the context, and every allocation of the library.
 *
 * All memory passes through the one function that the caller gave to tlr_ctx_new, so a caller can
 * bound it and a test can make the n-th request fail. Fresh memory is always zero, whatever the
 * allocator did: a byte of an earlier use can then never reach a result. Our own allocator leaves
 * that to calloc, and large pieces to base/pages.c: both know memory that the system has just
 * cleared, and do not touch it.
 * Products of sizes are checked for overflow. No diagnostics are recorded here: a function that
 * gets NULL decides, and mostly says `return tlri_no_memory(ctx);`. Sizes are handed back on
 * release so that an allocator needs no headers of its own.
 */
#include "base/context.h"
#include "base/pages.h"

/* From one kind of memory to the other: a piece became large, or is no longer. */
static void *move(void *ptr, size_t old_size, size_t new_size)
{
    bool was_large = old_size >= TLRI_PAGES_LARGE;
    void *moved = was_large ? calloc(1, new_size) : tlri_pages_take(new_size);
    if (moved == NULL) {
        return NULL;
    }
    if (ptr != NULL) {
        memcpy(moved, ptr, old_size < new_size ? old_size : new_size);
    }
    if (was_large) {
        tlri_pages_give(ptr, old_size);
    } else {
        free(ptr);
    }
    return moved;
}

static void *default_alloc(void *user, void *ptr, size_t old_size, size_t new_size)
{
    (void)user;
    bool was_large = ptr != NULL && old_size >= TLRI_PAGES_LARGE;
    if (new_size == 0 && was_large) {
        tlri_pages_give(ptr, old_size);
        return NULL;
    }
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    if (was_large != (new_size >= TLRI_PAGES_LARGE)) {
        return move(ptr, ptr != NULL ? old_size : 0, new_size);
    }
    if (was_large) {
        return tlri_pages_resize(ptr, old_size, new_size);
    }
    return ptr == NULL ? calloc(1, new_size) : realloc(ptr, new_size);
}

tlr_ctx *tlr_ctx_new(tlr_alloc_fn *fn, void *user)
{
    tlr_alloc_fn *alloc = fn != NULL ? fn : default_alloc;
    tlr_ctx *ctx = alloc(user, NULL, 0, sizeof *ctx);
    if (ctx == NULL) {
        return NULL;
    }
    memset(ctx, 0, sizeof *ctx);
    ctx->fn = alloc;
    ctx->user = user;
    ctx->fresh_is_zero = alloc == default_alloc;
    ctx->threads = 1;
    return ctx;
}

void tlr_ctx_free(tlr_ctx *ctx)
{
    if (ctx == NULL) {
        return;
    }
    tlr_ctx_diag_clear(ctx);
    (void)ctx->fn(ctx->user, ctx, sizeof *ctx, 0);
}

/* A request for nothing still gets a pointer of its own, so that NULL always means failure. */
static size_t at_least_one(size_t size)
{
    return size == 0 ? 1 : size;
}

void *tlri_alloc(tlr_ctx *ctx, size_t size)
{
    size_t wanted = at_least_one(size);
    void *ptr = ctx->fn(ctx->user, NULL, 0, wanted);
    if (ptr != NULL && !ctx->fresh_is_zero) {
        memset(ptr, 0, wanted);
    }
    return ptr;
}

void *tlri_alloc_array(tlr_ctx *ctx, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / size) {
        return NULL;
    }
    return tlri_alloc(ctx, n * size);
}

void *tlri_resize(tlr_ctx *ctx, void *ptr, size_t old_size, size_t new_size)
{
    if (ptr == NULL) {
        return tlri_alloc(ctx, new_size);
    }
    return ctx->fn(ctx->user, ptr, at_least_one(old_size), at_least_one(new_size));
}

void tlri_free(tlr_ctx *ctx, void *ptr, size_t size)
{
    if (ptr != NULL) {
        (void)ctx->fn(ctx->user, ptr, at_least_one(size), 0);
    }
}
