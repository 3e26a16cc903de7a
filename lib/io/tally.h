/*
 * io/tally.h: teller/tally@1: the totals of a provider that gives no papers. spec/formats/tally.md.
 *
 * For a count of crosses only. So that both engines count it as they count everything, papers are
 * put in the place of those that nobody here saw: any set of papers with these totals is counted
 * the same, and this one is made by one rule ([TAL-4]). The batch is marked as such in the model
 * (tlri_paper_batch.totals), and whoever asks about single papers must look.
 */
#ifndef TLRI_TALLY_H
#define TLRI_TALLY_H

#include "io/ballots.h"

/* Do these bytes begin as a tally does? */
bool tlri_tally_is(const char *data, size_t len);

/* As tlri_ballots_core_header and tlri_ballots_core_read, of a tally: for ballots.c, which has
 * sealed bytes, and for tests. TLR_E_INPUT also where the totals do not fit the papers (6998). */
tlr_status tlri_tally_core_header(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                  struct tlri_ballots_header *out) TLRI_NODISCARD;
tlr_status tlri_tally_core_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_ballots_header *header,
                                struct tlri_papers_builder *builder) TLRI_NODISCARD;

/* Appends a tally: votes[0..header->candidates) in ballot order. Returns out's status. */
tlr_status tlri_tally_write(const struct tlri_ballots_header *header, const uint32_t *votes,
                            struct tlri_buf *out) TLRI_NODISCARD;

#endif
