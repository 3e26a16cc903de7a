/*
 * report/lot.h: what must be drawn, and what was, in words that can be read out.
 */
#ifndef TLRI_REPORT_LOT_H
#define TLRI_REPORT_LOT_H

#include "audit/draw.h"

/* Appends the lot that is needed now, how to draw it and what to type then, or that none is needed;
 * 80 columns but for the line to be copied. The failure of `out`. */
tlr_status tlri_lot_words(const struct tlri_draw *draw, struct tlri_buf *out);
/* Appends the lots settled since the folder was opened; of tickets all those of the tied, the
 * smallest first, and the line that checks each. TLR_E_MEMORY; the failure of `out`. */
tlr_status tlri_lot_settled(struct tlri_draw *draw, struct tlri_buf *out) TLRI_NODISCARD;

#endif
