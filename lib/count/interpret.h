/*
 * count/interpret.h: what the marks on the papers count as.
 *
 * spec/rules/marks.md. The papers as seen stay untouched; what comes out is what a count works on.
 */
#ifndef TLRI_COUNT_INTERPRET_H
#define TLRI_COUNT_INTERPRET_H

#include "count/ballots.h"
#include "model/contest.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

/*
 * Interprets all papers and appends `rejected`, `noted` and `valid` to the transcript, and every
 * paper touched to its list. crosses: the papers are papers of crosses. amounts: the number of
 * decimals of the valid vote is the transcript's. On TLR_OK *out is to be dropped with
 * tlri_ballots_drop; on failure it holds nothing. TLR_E_LIMIT: a paper of equal preferences has
 * more than TLRI_PARTS_MAX orders, or the valid vote cannot be held (codes 4004, 4007);
 * TLR_E_MEMORY.
 */
tlr_status tlri_interpret(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_settings *settings, const struct tlri_papers *papers,
                          bool crosses, struct tlri_transcript *transcript,
                          struct tlri_ballots *out) TLRI_NODISCARD;

#endif
