/*
 * base/scratch.c: a context beside the caller's, with the same allocator and its own diagnostics.
 *
 * Some questions are answered by trying: would this combination of readings count, would these
 * figures be refused? The refusals are answers then, and must not stand among the messages that
 * the user gets. A list that could be cut back to a mark would serve too, but would let anybody
 * drop other people's messages; a context that is thrown away cannot.
 */
#include "base/scratch.h"

#include "base/context.h"

tlr_ctx *tlri_ctx_scratch(const tlr_ctx *like)
{
    return tlr_ctx_new(like->fn, like->user);
}
