/*
 * recount/scottish.c: Scottish local elections, Orders of 2007 and 2011 (spec/rules/scottish.md).
 *
 * The count in words. Whole-number quota; whoever reaches it is elected. The largest surplus goes
 * first: every paper of the candidate moves to its next preference, at its value times surplus over
 * vote, multiplied first and cut to five decimals. Without a surplus the lowest goes out, and its
 * papers move at the value they have. When as many continue as there are places left, they are
 * elected and nothing more moves.
 */
#include "recount/hall.h"

static const char *const clause_exclusion = "scottish/SCO-50";

/* [SCO-47] */
static tlr_status reaches_quota(struct tlri_hall *hall, uint32_t c, bool *passes,
                                enum tlri_why_elected *why)
{
    *why = TLRI_WHY_ELECTED_QUOTA;
    *passes = !tlri_recount_is_zero(hall, &hall->candidate[c].vote) &&
              tlri_recount_compare(hall, &hall->candidate[c].vote, &hall->quota) >= 0;
    return TLR_OK;
}

/* The tally, then who is elected, then whether it is over ([STV-3], [SCO-52]). */
static tlr_status finish_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_election election = {
        reaches_quota,
        "scottish/SCO-47",
        NULL,
        {TLRI_PURPOSE_ELECT, false, hall->settings->tie_exclusion, NULL}};
    TLR_TRY(tlri_recount_write_tally(hall));
    *done = tlri_recount_no_votes(hall, "stv/STV-7"); /* [STV-7] */
    if (*done) {
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_elect_passing(hall, &election));
    return tlri_recount_elect_remaining(hall, done);
}

/* [STV-1] [SCO-46] */
static tlr_status first_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_opening first = {.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"};
    TLR_TRY(tlri_recount_open(hall, &first));
    TLR_TRY(tlri_recount_deal(hall));
    uint64_t divisor = (uint64_t)hall->places + 1;
    TLR_TRY(tlri_recount_whole(hall, hall->valid / divisor + 1, &hall->quota));
    TLR_TRY(tlri_recount_write_quota(hall, TLRI_QUOTA_WHY_SET, hall->valid, hall->places + 1,
                                     "scottish/SCO-46"));
    return finish_stage(hall, done);
}

/* [SCO-48] The new value of the papers of each value: surplus x value / vote. */
static tlr_status new_values(struct tlri_hall *hall, uint32_t c,
                             const struct tlri_hall_amount *surplus,
                             const struct tlri_hall_look *look, uint32_t **out)
{
    uint32_t *now = tlri_arena_array(&hall->desk, look->values, sizeof *now);
    if (now == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    for (uint32_t v = 0; v < look->values; v++) {
        if (look->papers[v] == 0) {
            continue;
        }
        struct tlri_hall_amount value;
        tlri_recount_zero(&value);
        TLR_TRY(tlri_recount_muldiv(hall, surplus, tlri_recount_value_at(hall, v),
                                    &hall->candidate[c].vote, &value));
        TLR_TRY(tlri_recount_value(hall, &value, &now[v]));
    }
    *out = now;
    return TLR_OK;
}

/* [SCO-48] [SCO-49] All the candidate's papers. */
static tlr_status transfer_surplus(struct tlri_hall *hall, uint32_t c, bool *done)
{
    struct tlri_hall_amount surplus;
    TLR_TRY(tlri_recount_surplus(hall, c, &surplus));
    const struct tlri_hall_opening opening = {.action = TLRI_ACTION_SURPLUS,
                                              .clause = "scottish/SCO-49",
                                              .set = &c,
                                              .size = 1,
                                              .a = &surplus};
    TLR_TRY(tlri_recount_open(hall, &opening));
    const struct tlri_hall_pick all = {c, TLRI_HALL_ALL, 0};
    struct tlri_hall_look look;
    struct tlri_hall_moved moved;
    uint32_t *now;
    TLR_TRY(tlri_recount_look(hall, &all, &look));
    TLR_TRY(new_values(hall, c, &surplus, &look, &now));
    hall->transfers++;
    TLR_TRY(tlri_recount_move(hall, &all, now, false, &moved));
    TLR_TRY(tlri_recount_settle_surplus(hall, c, &surplus, &moved.credited, &moved.lost));
    TLR_TRY(tlri_recount_write_slips(hall, TLRI_HALL_AT_VALUE, NULL, "scottish/SCO-48"));
    return finish_stage(hall, done);
}

/* [SCO-50] Exclusion and transfer are one step: the papers of the last excluded move too. */
static tlr_status exclude(struct tlri_hall *hall, const struct tlri_hall_going *going, bool *done)
{
    TLR_TRY(tlri_recount_open_exclusion(hall, going));
    TLR_TRY(tlri_recount_move_excluded(hall, going));
    return finish_stage(hall, done);
}

/* [STV-8] One step: a doomed candidate, a surplus, or the lowest. */
static tlr_status next_step(struct tlri_hall *hall, bool *done)
{
    struct tlri_hall_going going;
    TLR_TRY(tlri_recount_doomed_goes(hall, clause_exclusion, &going)); /* [CON-7] */
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) {
        uint32_t c;
        TLR_TRY(tlri_recount_choose_surplus(hall, false, &c));
        if (c != TLRI_NONE) {
            return transfer_surplus(hall, c, done);
        }
    }
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) {
        TLR_TRY(tlri_recount_lowest_goes(hall, NULL, clause_exclusion, clause_exclusion, &going));
    }
    *done = going.size == 0; /* a tie stopped the count */
    return *done ? TLR_OK : exclude(hall, &going, done);
}

tlr_status tlri_recount_scottish(struct tlri_hall *hall)
{
    bool done = false;
    TLR_TRY(first_stage(hall, &done));
    while (!done) {
        TLR_TRY(next_step(hall, &done));
    }
    return TLR_OK;
}
