/*
 * base/beside.h: one piece of work done beside other work, on a second processor if there is one.
 *
 * For work that is long, touches nothing that anybody else touches, and whose result is the same
 * whoever does it. The work must not use a context.
 */
#ifndef TLRI_BESIDE_H
#define TLRI_BESIDE_H

#include "base/base.h"

typedef void tlri_work(void *what);

struct tlri_beside;

/* May the context have a second thread? Where it may not, dividing work is of no use. */
bool tlri_beside_may(const tlr_ctx *ctx);

/* Starts work(what); `what` is borrowed until tlri_beside_end. Where the context may have one
 * thread only (tlr_ctx_threads), or the system gives no second, the work is done before this
 * returns. NULL: out of memory, nothing was done. */
struct tlri_beside *tlri_beside_start(tlr_ctx *ctx, tlri_work *work, void *what) TLRI_NODISCARD;
/* Waits for the work and frees what start gave; NULL is accepted. */
void tlri_beside_end(struct tlri_beside *beside);

#endif
