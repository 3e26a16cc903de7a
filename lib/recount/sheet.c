/*
 * recount/sheet.c: the result sheet: opening a stage, writing its figures, closing the count.
 *
 * Implements the order and granularity of spec/formats/transcript.md §2 and the events that every
 * method writes alike: `stage`, `quota`, `tally`, `required`, `deferred`, `excluded`, `elected`,
 * `place-empty`, `closed`. When a stage is cast up, the figures must add up to the valid vote
 * ([TRA-5]), and each candidate's rank in it is noted: that is all that looking back needs
 * (ties.c). It decides nothing; the methods do.
 */
#include "recount/hall.h"

#include <string.h>

#define CLAUSE_CHECK  "transcript/TRA-5"
#define CLAUSE_PLACES "constraints/CON-4"

tlr_status tlri_recount_open(struct tlri_hall *hall, const struct tlri_hall_opening *opening)
{
    tlri_arena_drop(&hall->desk); /* what the stage before left lying about */
    tlri_arena_init(&hall->desk, hall->ctx);
    hall->slips.count = 0;
    hall->stage++;
    struct tlri_event event = tlri_event_make(TLRI_EVENT_STAGE, hall->stage, opening->clause);
    event.why = (uint16_t)opening->action;
    event.part = opening->part;
    event.papers = opening->papers;
    if (opening->a != NULL) {
        TLR_TRY(tlri_recount_shown(hall, opening->a, &event.a));
    }
    return tlri_transcript_add(hall->sheet, event, opening->set, opening->size);
}

tlr_status tlri_recount_write_quota(struct tlri_hall *hall, enum tlri_quota_why why, uint64_t valid,
                                    uint32_t divisor, const char *clause)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_QUOTA, hall->stage, clause);
    event.why = (uint16_t)why;
    event.papers = valid;
    event.part = divisor;
    TLR_TRY(tlri_recount_shown(hall, &hall->quota, &event.a));
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

/* ---- casting up a stage -------------------------------------------------------------------------
 */

/* [STV-11] Elected from the stage after the election. */
static enum tlri_status_of status_of(const struct tlri_hall *hall,
                                     const struct tlri_hall_candidate *candidate)
{
    if (candidate->state == TLRI_HALL_ELECTED && candidate->since < hall->stage) {
        return TLRI_STATUS_OF_ELECTED;
    }
    return candidate->state == TLRI_HALL_EXCLUDED ? TLRI_STATUS_OF_EXCLUDED
                                                  : TLRI_STATUS_OF_CONTINUING;
}

static tlr_status write_candidate(struct tlri_hall *hall, uint32_t c)
{
    const struct tlri_hall_candidate *candidate = &hall->candidate[c];
    struct tlri_event event = tlri_event_make(TLRI_EVENT_TALLY, hall->stage, CLAUSE_CHECK);
    event.why = (uint16_t)status_of(hall, candidate);
    event.candidate = c;
    event.papers = candidate->papers;
    TLR_TRY(tlri_recount_shown(hall, &candidate->vote, &event.a));
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

/* [TRA-5] With exact fractions nothing is lost; showing them to the nearest unit leaves a little.
 */
static tlr_status left_by_showing(struct tlri_hall *hall, tlri_dec nontransferable, tlri_dec *left)
{
    TLR_TRY(tlri_recount_shown(hall, &hall->total, left));
    *left -= nontransferable;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        tlri_dec vote = 0;
        TLR_TRY(tlri_recount_shown(hall, &hall->candidate[c].vote, &vote));
        *left -= vote;
    }
    return TLR_OK;
}

static tlr_status write_losses(struct tlri_hall *hall)
{
    struct tlri_event lost = tlri_event_make(TLRI_EVENT_NONTRANSFERABLE, hall->stage, CLAUSE_CHECK);
    lost.papers = hall->nontransferable_papers;
    TLR_TRY(tlri_recount_shown(hall, &hall->nontransferable, &lost.a));
    TLR_TRY(tlri_transcript_add(hall->sheet, lost, NULL, 0));
    struct tlri_event rounding = tlri_event_make(TLRI_EVENT_ROUNDING, hall->stage, CLAUSE_CHECK);
    TLR_TRY(tlri_recount_shown(hall, &hall->rounding, &rounding.a));
    if (hall->exact) {
        TLR_TRY(left_by_showing(hall, lost.a, &rounding.a));
    }
    return tlri_transcript_add(hall->sheet, rounding, NULL, 0);
}

/* [TRA-5] Votes, non-transferable and rounding make up the valid vote. */
static tlr_status check_sum(struct tlri_hall *hall)
{
    struct tlri_hall_amount sum;
    TLR_TRY(tlri_recount_add(hall, &hall->nontransferable, &hall->rounding, &sum));
    for (uint32_t c = 0; c < hall->candidates; c++) {
        TLR_TRY(tlri_recount_add(hall, &sum, &hall->candidate[c].vote, &sum));
    }
    if (tlri_recount_compare(hall, &sum, &hall->total) != 0) {
        return tlri_internal(hall->ctx, "a result sheet that adds up to the valid vote");
    }
    return TLR_OK;
}

/* A candidate's rank is the number of candidates with fewer votes; so it orders them and shows who
 * is level, and later stages can ask nothing else of this one. */
static tlr_status note_ranks(struct tlri_hall *hall)
{
    for (uint32_t c = 0; c < hall->candidates; c++) {
        uint16_t rank = 0;
        for (uint32_t other = 0; other < hall->candidates; other++) {
            if (tlri_recount_compare(hall, &hall->candidate[other].vote, &hall->candidate[c].vote) <
                0) {
                rank++;
            }
        }
        TLR_TRY(tlri_array_append(&hall->ranks, &rank, 1));
    }
    return TLR_OK;
}

tlr_status tlri_recount_write_tally(struct tlri_hall *hall)
{
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (hall->candidate[c].state != TLRI_HALL_ABSENT) {
            TLR_TRY(write_candidate(hall, c));
        }
    }
    TLR_TRY(write_losses(hall));
    TLR_TRY(note_ranks(hall));
    return check_sum(hall);
}

tlr_status tlri_recount_write_required(struct tlri_hall *hall, tlri_dec required,
                                       const char *clause)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_REQUIRED, hall->stage, clause);
    event.a = required;
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

/* A decision that chooses the next stage carries that stage's number. */
tlr_status tlri_recount_write_deferred(struct tlri_hall *hall, const struct tlri_hall_amount *sum,
                                       const struct tlri_hall_amount *difference,
                                       const char *clause)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_DEFERRED, hall->stage + 1, clause);
    TLR_TRY(tlri_recount_shown(hall, sum, &event.a));
    TLR_TRY(tlri_recount_shown(hall, difference, &event.b));
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

/* ---- who goes out, who is in --------------------------------------------------------------------
 */

static tlr_status write_one_excluded(struct tlri_hall *hall, uint32_t c, enum tlri_why_excluded why,
                                     const char *clause)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_EXCLUDED, hall->stage, clause);
    event.why = (uint16_t)why;
    event.candidate = c;
    if (why == TLRI_WHY_EXCLUDED_DOOMED) {
        event.group = hall->candidate[c].doomed_by;
    }
    hall->candidate[c].last_vote = hall->candidate[c].vote;
    TLR_TRY(tlri_recount_shown(hall, &hall->candidate[c].vote, &event.a));
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

tlr_status tlri_recount_write_excluded(struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                                       enum tlri_why_excluded why, const char *clause)
{
    uint32_t list[TLRI_CANDIDATES_MAX];
    tlri_recount_by_vote(hall, set, size, list);
    for (uint32_t i = 0; i < size; i++) {
        hall->candidate[list[i]].state = TLRI_HALL_EXCLUDED;
        TLR_TRY(write_one_excluded(hall, list[i], why, clause));
    }
    if (hall->in_one_place) {
        return TLR_OK; /* [SUC-6] */
    }
    return tlri_recount_pass(hall); /* those excluded together: one pass ([CON-5]) */
}

/* [STV-9] Re-open nominations takes the place, which stays empty. */
static tlr_status write_reopened(struct tlri_hall *hall, uint32_t c)
{
    struct tlri_event event =
        tlri_event_make(TLRI_EVENT_PLACE_EMPTY, hall->stage, hall->reopen_clause);
    event.part = hall->candidate[c].order;
    event.why = TLRI_EMPTY_REOPEN;
    event.candidate = c;
    hall->taken_empty++;
    if (hall->settings->reopen == TLRI_REOPEN_ALL_AFTER) {
        hall->stop = TLRI_HALL_EMPTIED;
        hall->stop_why = TLRI_EMPTY_REOPEN;
        hall->stop_clause = hall->reopen_clause;
    }
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

static tlr_status write_elected(struct tlri_hall *hall, uint32_t c, enum tlri_why_elected why,
                                const char *clause)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_ELECTED, hall->stage, clause);
    event.candidate = c;
    event.part = hall->candidate[c].order;
    event.why = (uint16_t)why;
    TLR_TRY(tlri_recount_shown(hall, &hall->candidate[c].vote, &event.a));
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

tlr_status tlri_recount_elect(struct tlri_hall *hall, uint32_t c, enum tlri_why_elected why,
                              const char *clause)
{
    struct tlri_hall_candidate *candidate = &hall->candidate[c];
    candidate->state = TLRI_HALL_ELECTED;
    candidate->order = ++hall->filled;
    candidate->since = hall->stage;
    candidate->pending = true;
    hall->left--;
    if (candidate->reopen) {
        TLR_TRY(write_reopened(hall, c));
    } else {
        TLR_TRY(write_elected(hall, c, why, clause));
    }
    return hall->stop == TLRI_HALL_GOING ? tlri_recount_pass(hall) : TLR_OK;
}

/* ---- the end ------------------------------------------------------------------------------------
 */

static tlr_status write_empty(struct tlri_hall *hall, uint32_t places, enum tlri_empty why,
                              const char *clause)
{
    for (uint32_t i = 0; i < places; i++) {
        struct tlri_event event = tlri_event_make(TLRI_EVENT_PLACE_EMPTY, hall->stage, clause);
        event.part = ++hall->filled;
        event.why = (uint16_t)why;
        TLR_TRY(tlri_transcript_add(hall->sheet, event, NULL, 0));
    }
    return TLR_OK;
}

static tlr_status write_closed(struct tlri_hall *hall, uint32_t empty)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_CLOSED, hall->stage, CLAUSE_CHECK);
    event.papers = hall->sheet->elected.count;
    event.part = empty;
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

tlr_status tlri_recount_write_end(struct tlri_hall *hall)
{
    if (hall->next_round) { /* [ELI-6] */
        return write_closed(hall, hall->left);
    }
    TLR_TRY(write_empty(hall, hall->left, hall->stop_why, hall->stop_clause));
    TLR_TRY(write_empty(hall, hall->none_to_fill, TLRI_EMPTY_TOO_FEW, CLAUSE_PLACES));
    enum tlri_empty by_bound = hall->settings->insufficient == TLRI_INSUFFICIENT_REFER
                                   ? TLRI_EMPTY_REFERRED
                                   : TLRI_EMPTY_CONSTRAINT;
    TLR_TRY(write_empty(hall, hall->none_by_bound, by_bound, CLAUSE_PLACES));
    return write_closed(hall,
                        hall->left + hall->none_to_fill + hall->none_by_bound + hall->taken_empty);
}
