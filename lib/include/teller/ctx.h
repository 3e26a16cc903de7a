/*
 * teller/ctx.h: the context that every call takes: memory and diagnostics, nothing else.
 *
 * A context holds no settings of an election. It is not safe to use one context from two threads at
 * once; two contexts are independent.
 */
#ifndef TLR_CTX_H
#define TLR_CTX_H

#include <stddef.h>

#include "teller/diag.h"
#include "teller/status.h"

typedef struct tlr_ctx tlr_ctx;

/*
 * The one allocator. new_size 0 frees ptr (old_size bytes) and returns NULL; ptr NULL allocates;
 * otherwise resizes. Returns NULL on failure and leaves ptr as it was. Must align as malloc does.
 */
typedef void *tlr_alloc_fn(void *user, void *ptr, size_t old_size, size_t new_size);

/* A new context; fn NULL means the C library's allocator. NULL when memory fails. Free it with
 * tlr_ctx_free. `user` is passed to fn and stays the caller's. */
tlr_ctx *tlr_ctx_new(tlr_alloc_fn *fn, void *user);

/* Frees the context and its diagnostics. NULL is accepted. Objects made with the context must be
 * freed before it. */
void tlr_ctx_free(tlr_ctx *ctx);

/* How many threads calls with this context may use, from 1 (as a new context has it). Results are
 * the same with any number. A second one helps with large files (their digests, their papers, the
 * order of the rankings); more are not used. */
void tlr_ctx_threads(tlr_ctx *ctx, unsigned most);

/*
 * Told what a call is about to do, in a few words in English: "counting Ordinary delegates". It is
 * for somebody who waits and never for a record; steps may take no time or minutes. The text is
 * valid during the call only. It must not call the library, and runs in the thread that called.
 */
typedef void tlr_progress_fn(void *user, const char *doing);
/* Sets who is told, until it is set again; NULL: nobody, as in a new context. */
void tlr_ctx_progress(tlr_ctx *ctx, tlr_progress_fn *fn, void *user);

/* How many diagnostics are held (at most 1,000), and the i-th of them (NULL past the end). */
size_t tlr_ctx_diag_count(const tlr_ctx *ctx);
const tlr_diag *tlr_ctx_diag(const tlr_ctx *ctx, size_t i);

/* How many diagnostics were dropped: past the bound, or for want of memory. */
size_t tlr_ctx_diag_dropped(const tlr_ctx *ctx);

/* Forgets all diagnostics. */
void tlr_ctx_diag_clear(tlr_ctx *ctx);

/* Cause and remedy of a diagnostic code, as in spec/errors.md; 0 when there is no such code. */
int tlr_diag_explain(uint32_t code, const char **cause, const char **remedy);

#endif
