/*
 * teller/lot.h: lots: what must be drawn, and writing down what was.
 *
 * The library draws nothing. Use: open, then (if a lot is needed) one of the two answers, as often
 * as needed; look at the texts; write; free. spec/formats/lots.md.
 */
#ifndef TLR_LOT_H
#define TLR_LOT_H

#include <stddef.h>

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_lot tlr_lot;

/*
 * Opens the election's folder dir (its lots.txt need not be signed yet, and may follow an earlier
 * close, whose lots then are carried over) and counts until a lot is missing. On TLR_OK *out must
 * be freed with tlr_lot_free before ctx. TLR_E_TRUST, TLR_E_INPUT, TLR_E_RULES, TLR_E_IO,
 * TLR_E_LIMIT, TLR_E_MEMORY as for a count.
 */
tlr_status tlr_lot_open(tlr_ctx *ctx, const char *dir, tlr_lot **out);
/* NULL is accepted. */
void tlr_lot_free(tlr_lot *lot);

/* Is a lot needed now (1), or is everything settled (0)? */
int tlr_lot_needed(const tlr_lot *lot);

/*
 * The lot needed was drawn by hand. selected: the id drawn; how: slips, coin, dice, cards or other;
 * witness: roles of those who saw it, 1 to 32. TLR_E_USAGE: one of these is not possible (a
 * diagnostic says which); otherwise as tlr_lot_open.
 */
tlr_status tlr_lot_drawn(tlr_lot *lot, const char *selected, const char *how,
                         const char *const *witness, size_t witnesses);
/* 24 digits were thrown, which settle every tie that has no lot. As tlr_lot_drawn. */
tlr_status tlr_lot_thrown(tlr_lot *lot, const char *digits, const char *const *witness,
                          size_t witnesses);

/* What is needed now, or that nothing is; what was settled since it was opened. *out is the
 * caller's. TLR_E_MEMORY. */
tlr_status tlr_lot_text(const tlr_lot *lot, tlr_text **out);
tlr_status tlr_lot_settled(tlr_lot *lot, tlr_text **out);

/* Writes lots.txt, if it changed (*changed, may be NULL: 1 or 0), and takes away the signatures of
 * the one before, which no longer hold. TLR_E_IO, TLR_E_MEMORY. */
tlr_status tlr_lot_write(tlr_lot *lot, int *changed);

#endif
