/*
 * teller/disposal.h: destroying the papers when their time has come. spec/formats/disposal.md.
 */
#ifndef TLR_DISPOSAL_H
#define TLR_DISPOSAL_H

#include <stddef.h>

#include "teller/ctx.h"

/*
 * Removes papers, close and workings from the election's folder dir, after writing disposal.txt,
 * which lists them with digests. today: the day, YYYY-MM-DD, since the library reads no clock.
 * *removed gets how many files. TLR_E_USAGE: no date; TLR_E_RULES: it is too early, the papers are
 * on hold, there is no result, or the record of interrupted work does not fit; TLR_E_TRUST: the
 * notice or the candidates' file does not hold; TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_dispose(tlr_ctx *ctx, const char *dir, const char *today, size_t *removed);

#endif
