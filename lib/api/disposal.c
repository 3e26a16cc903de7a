/*
 * api/disposal.c: destroying the papers (teller/disposal.h). Thin: custody does the work.
 */
#include "teller/disposal.h"

#include "custody/dispose.h"

tlr_status tlr_dispose(tlr_ctx *ctx, const char *dir, const char *today, size_t *removed)
{
    *removed = 0;
    return tlri_dispose(ctx, dir, today, removed);
}
