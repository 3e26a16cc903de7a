/*
 * io/typed.h: the marks of a paper as somebody types them, turned into a line of a batch.
 *
 * For keying papers and for decisions on them. What may be typed: spec/entry.md.
 */
#ifndef TLRI_IO_TYPED_H
#define TLRI_IO_TYPED_H

#include "base/base.h"

#define TLRI_TYPED_CODE 3 /* a candidate's letters and NUL */

/* The letters by which candidate `index` (from 0, below 250) is typed: A..Z, AA, AB and so on. */
void tlri_typed_code(uint32_t index, char out[TLRI_TYPED_CODE]);

/*
 * Appends the marks as a batch has them, "- 1 - 2", without a blank in front. text: one line, as
 * typed. candidates: 1..250. TLR_E_INPUT with one diagnostic that says what is wrong (6835-6838);
 * TLR_E_MEMORY.
 */
tlr_status tlri_typed_marks(tlr_ctx *ctx, const char *text, uint32_t candidates,
                            struct tlri_buf *out) TLRI_NODISCARD;
/*
 * Appends "R:" and the code of a paper rejected whole, from the code or an unmistakable beginning
 * of it. TLR_E_INPUT (6839), TLR_E_MEMORY.
 */
tlr_status tlri_typed_reject(tlr_ctx *ctx, const char *text, struct tlri_buf *out) TLRI_NODISCARD;

#endif
