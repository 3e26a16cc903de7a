/*
 * count/emit.h: saying what happens, event by event (spec/formats/transcript.md §3).
 *
 * Each function appends one event at the stage opened last and changes nothing but the transcript,
 * except tlri_emit_stage, which opens the next. TLR_E_LIMIT past TLRI_EVENTS_MAX; TLR_E_MEMORY.
 */
#ifndef TLRI_COUNT_EMIT_H
#define TLRI_COUNT_EMIT_H

#include "count/state.h"

struct tlri_stage {
    enum tlri_action action;
    const uint32_t *set; /* whose votes are transferred, or who go out */
    uint32_t n;
    uint32_t part;   /* of an exclusion in parts, or the number of a place; else 0 */
    uint64_t papers; /* of a part */
    tlri_dec amount; /* the surplus, or the value of a part's papers */
    const char *clause;
};
tlr_status tlri_emit_stage(struct tlri_count *count, const struct tlri_stage *stage) TLRI_NODISCARD;

/* quota as used; votes / divisor: the ratio it was made from, divisor 0 when there is none. */
tlr_status tlri_emit_quota(struct tlri_count *count, tlri_dec quota, uint64_t votes,
                           uint32_t divisor, enum tlri_quota_why why,
                           const char *clause) TLRI_NODISCARD;
tlr_status tlri_emit_required(struct tlri_count *count, tlri_dec vote,
                              const char *clause) TLRI_NODISCARD;
/* Belongs to the stage about to be opened. */
tlr_status tlri_emit_deferred(struct tlri_count *count, tlri_dec surpluses, tlri_dec difference,
                              const char *clause) TLRI_NODISCARD;

struct tlri_move {
    uint32_t from, to; /* to TLRI_NONE: non-transferable */
    uint64_t papers;
    tlri_dec value; /* of each paper now */
    tlri_dec votes; /* moved */
};
tlr_status tlri_emit_transfer(struct tlri_count *count, const struct tlri_move *move,
                              const char *clause) TLRI_NODISCARD;
tlr_status tlri_emit_keep(struct tlri_count *count, uint32_t candidate, tlri_dec keep,
                          const char *clause) TLRI_NODISCARD;
tlr_status tlri_emit_iterations(struct tlri_count *count, uint64_t iterations, tlri_dec surplus,
                                const char *clause) TLRI_NODISCARD;
tlr_status tlri_emit_tally(struct tlri_count *count, uint32_t candidate) TLRI_NODISCARD;
tlr_status tlri_emit_nontransferable(struct tlri_count *count) TLRI_NODISCARD;
tlr_status tlri_emit_rounding(struct tlri_count *count) TLRI_NODISCARD;

tlr_status tlri_emit_excluded(struct tlri_count *count, uint32_t candidate,
                              enum tlri_why_excluded why, const char *clause) TLRI_NODISCARD;
tlr_status tlri_emit_elected(struct tlri_count *count, uint32_t candidate, uint32_t place,
                             enum tlri_why_elected why, const char *clause) TLRI_NODISCARD;
tlr_status tlri_emit_place_empty(struct tlri_count *count, uint32_t candidate, uint32_t place,
                                 enum tlri_empty why, const char *clause) TLRI_NODISCARD;
/* kind: TLRI_EVENT_GUARDED or TLRI_EVENT_DOOMED. */
tlr_status tlri_emit_bound(struct tlri_count *count, enum tlri_event_kind kind, uint32_t candidate,
                           uint32_t group) TLRI_NODISCARD;
tlr_status tlri_emit_infeasible(struct tlri_count *count, const uint32_t *groups, uint32_t n,
                                uint32_t can_be_filled) TLRI_NODISCARD;
tlr_status tlri_emit_places_empty(struct tlri_count *count, uint32_t places, enum tlri_empty why,
                                  const uint32_t *groups, uint32_t n) TLRI_NODISCARD;
/* elected: how many; empty: places without anybody, or for a next round the places still open. */
tlr_status tlri_emit_closed(struct tlri_count *count, uint32_t elected, uint32_t empty,
                            const char *clause) TLRI_NODISCARD;

struct tlri_tie_found {
    enum tlri_purpose purpose;
    enum tlri_tie_how how;
    uint32_t stage;    /* of the elections, or the one about to be opened */
    uint32_t part;     /* the stage or preference that settled it, or 0 */
    uint32_t selected; /* or TLRI_NONE */
    const uint32_t *tied;
    uint32_t n;
};
tlr_status tlri_emit_tie(struct tlri_count *count, const struct tlri_tie_found *tie,
                         const char *clause) TLRI_NODISCARD;

#endif
