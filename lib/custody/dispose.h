/*
 * custody/dispose.h: removing papers and workings when their time has come.
 * spec/formats/disposal.md.
 */
#ifndef TLRI_DISPOSE_H
#define TLRI_DISPOSE_H

#include "base/base.h"

/*
 * Writes dir/disposal.txt and removes what it lists. today: YYYY-MM-DD. *removed gets how many
 * files. TLR_E_USAGE: today is no date (6560). TLR_E_RULES: too early (6561), on hold (6562), no
 * result (6563), interrupted work whose files are others (6564). TLR_E_TRUST: the notice does not
 * hold. TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_dispose(tlr_ctx *ctx, const char *dir, const char *today,
                        size_t *removed) TLRI_NODISCARD;

#endif
