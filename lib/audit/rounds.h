/*
 * audit/rounds.h: the rounds of an eliminating ballot, one after another.
 *
 * spec/rules/rounds.md.
 */
#ifndef TLRI_AUDIT_ROUNDS_H
#define TLRI_AUDIT_ROUNDS_H

#include "audit/audit.h"

/* Are the rounds of this contest numbered from 1 without a gap, and is there only round 1 where the
 * rule set knows no rounds ([RND-3])? TLR_E_RULES with a diagnostic when not. */
tlr_status tlri_rounds_check(struct tlri_audit *o, const struct tlri_case_contest *source,
                             const struct tlri_settings *settings) TLRI_NODISCARD;

/* The contest and settings of the round that follows `before`, which was counted and whose outcome
 * is next round ([RND-1]). *next has no papers and no transcript yet; its memory is o's arena.
 * TLR_E_MEMORY. */
tlr_status tlri_round_next(struct tlri_audit *o, const struct tlri_counted *before,
                           struct tlri_counted *next) TLRI_NODISCARD;

/* Always an error, with its diagnostic: TLR_E_DECISION, the round after `before` is needed and has
 * no papers ([RND-4]); TLR_E_RULES, there are papers of a round after the last ([RND-3]).
 * TLR_E_MEMORY. */
tlr_status tlri_round_needed(struct tlri_audit *o,
                             const struct tlri_counted *before) TLRI_NODISCARD;
tlr_status tlri_round_too_many(struct tlri_audit *o,
                               const struct tlri_counted *counted) TLRI_NODISCARD;

/* Is the paper of this round the one that was issued, by o->issued ([RND-8])? TLR_E_RULES with a
 * diagnostic when not; TLR_OK too when nothing was issued for it. */
tlr_status tlri_round_as_issued(struct tlri_audit *o,
                                const struct tlri_counted *counted) TLRI_NODISCARD;

#endif
