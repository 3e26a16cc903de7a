/*
 * io/ballots_core.h: the reader of io/ballots.h on plain bytes. For ballots.c, tests and fuzzing.
 *
 * Nothing in custody or above may include this: it would be a way from unchecked bytes to papers.
 */
#ifndef TLRI_BALLOTS_CORE_H
#define TLRI_BALLOTS_CORE_H

#include "io/ballots.h"
#include "io/source.h"

tlr_status tlri_ballots_core_header(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                    struct tlri_ballots_header *out) TLRI_NODISCARD;
/* The lines before the papers, or before the totals of a tally; the source goes on behind them. */
tlr_status tlri_ballots_core_lines(struct tlri_source *source, bool totals,
                                   struct tlri_ballots_header *out) TLRI_NODISCARD;
/* Has the contest as many candidates as the header says? (builder->candidates 0: it has now.) */
tlr_status tlri_ballots_core_candidates(struct tlri_source *source,
                                        const struct tlri_ballots_header *header,
                                        struct tlri_papers_builder *builder) TLRI_NODISCARD;
/* builder->candidates 0: take the number that the header gives. */
tlr_status tlri_ballots_core_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                  struct tlri_ballots_header *header,
                                  struct tlri_papers_builder *builder) TLRI_NODISCARD;

#endif
