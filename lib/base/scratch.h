/*
 * base/scratch.h: a context for trials, whose diagnostics are nobody's business.
 */
#ifndef TLRI_SCRATCH_H
#define TLRI_SCRATCH_H

#include "base/base.h"

/*
 * A new context with the allocator of another one. What is tried under it may fail without the
 * user being told: its diagnostics go when it goes. Free it with tlr_ctx_free. NULL when memory
 * fails.
 */
tlr_ctx *tlri_ctx_scratch(const tlr_ctx *like) TLRI_NODISCARD;

#endif
