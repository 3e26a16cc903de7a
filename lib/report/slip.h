/*
 * report/slip.h: the slip that people take home when the count has closed.
 */
#ifndef TLRI_SLIP_H
#define TLRI_SLIP_H

#include "model/account.h"
#include "trust/digest.h"

/*
 * Appends the slip of a close, 80 columns [CLO-16]: election, contests with batches and papers, the
 * digest in 16 groups of 4, and room to sign by hand. Contests stand as in the notice. The failure
 * of `out` (TLR_E_MEMORY, TLR_E_LIMIT).
 */
tlr_status tlri_slip_write(const struct tlri_notice *notice, const struct tlri_close *close,
                           const struct tlri_digest *digest, struct tlri_buf *out);

/* The papers and the batches of one contest, as the close names them. Every round counts. */
uint64_t tlri_slip_papers(const struct tlri_close *close, const char *contest, size_t *batches);

#endif
