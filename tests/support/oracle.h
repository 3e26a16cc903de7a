/*
 * support/oracle.h: laws of counting, as functions over contests and transcripts.
 *
 * They know nothing of how votes are counted. Each says of a finished transcript (or of two of
 * them, of elections that differ in one stated way) whether it keeps a law, by its own means:
 * adding up, or trying out every subset of the candidates. A law that has nothing to say of an
 * election says so, and the test counts how often it spoke.
 */
#ifndef TEST_ORACLE_H
#define TEST_ORACLE_H

#include "model/contest.h"
#include "model/settings.h"
#include "model/transcript.h"

#define ORACLE_TEXT           256u
#define ORACLE_CANDIDATES_MAX 16u /* candidates up to which every subset is tried */

enum oracle { ORACLE_HOLDS, ORACLE_BROKEN, ORACLE_SILENT };

/* At each stage every candidate has one tally, and tallies, non-transferable votes and rounding add
 * up to the valid vote. */
enum oracle oracle_votes_conserved(const struct tlri_contest *contest,
                                   const struct tlri_settings *settings,
                                   const struct tlri_transcript *transcript, char *why);

/* Each place is filled once or empty for a reason that the transcript bears out; nobody is elected
 * twice, and nobody who withdrew; the last line adds up. */
enum oracle oracle_places_filled(const struct tlri_contest *contest,
                                 const struct tlri_settings *settings,
                                 const struct tlri_transcript *transcript, char *why);

/* The elected keep every bound as far as a completion exists; each guarded, doomed and infeasible
 * event is what trying out all subsets gives at that moment, and none is missing. */
enum oracle oracle_bounds_kept(const struct tlri_contest *contest,
                               const struct tlri_settings *settings,
                               const struct tlri_transcript *transcript, char *why);

/* Whoever has a quota of first preferences is elected unless doomed. */
enum oracle oracle_quota_elects(const struct tlri_contest *contest,
                                const struct tlri_settings *settings,
                                const struct tlri_transcript *transcript, char *why);

/* Two counts with the same events (papers touched are numbered by paper and not compared). */
enum oracle oracle_same_events(const struct tlri_transcript *x, const struct tlri_transcript *y,
                               char *why);

/* y is the count of x's election with candidate c renamed to[c]: the same elected, tallies and
 * totals. Silent where the order on the ballot paper settled something. order_renamed: the
 * predetermined order was renamed with the candidates. */
enum oracle oracle_renamed(const struct tlri_contest *contest, const struct tlri_settings *settings,
                           const struct tlri_transcript *x, const struct tlri_transcript *y,
                           const uint32_t *to, bool order_renamed, char *why);

/* The same outcome, and the same elected in the same order. */
enum oracle oracle_same_winners(const struct tlri_transcript *x, const struct tlri_transcript *y,
                                char *why);

bool oracle_elected(const struct tlri_transcript *transcript, uint32_t candidate);

#endif
