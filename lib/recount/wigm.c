/*
 * recount/wigm.c: PR Foundation reference rule WIGM (spec/rules/wigm.md).
 *
 * The count in words. The quota is the exact share, cut, plus one unit. Whoever reaches it is
 * elected and its surplus, possibly nothing, is pending. With batch defeat the sure losers go out
 * before any surplus. Then the pending candidate with the largest surplus gives up all its papers,
 * each at its value times surplus, cut, over vote, cut; then, without one, the lowest goes out.
 * Ties go by an order drawn beforehand.
 */
#include "recount/hall.h"

static const char *const clause_batch = "wigm/WIG-B.2";
static const char *const clause_surplus = "wigm/WIG-B.3";
static const char *const clause_exclusion = "wigm/WIG-B.4";

/* [WIG-B.1] */
static tlr_status reaches_quota(struct tlri_hall *hall, uint32_t c, bool *passes,
                                enum tlri_why_elected *why)
{
    *why = TLRI_WHY_ELECTED_QUOTA;
    *passes =
        hall->candidate[c].vote.fixed > 0 && hall->candidate[c].vote.fixed >= hall->quota.fixed;
    return TLR_OK;
}

/* The tally, then who is elected, then whether it is over ([WIG-D.3]). */
static tlr_status finish_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_election election = {
        reaches_quota,
        "wigm/WIG-B.1",
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

/* [STV-1] [WIG-A.1] */
static tlr_status first_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_opening first = {.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"};
    TLR_TRY(tlri_recount_open(hall, &first));
    TLR_TRY(tlri_recount_deal(hall));
    tlri_dec cut;
    if (!tlri_dec_over_down(hall->total.fixed, (uint64_t)hall->places + 1, &cut) ||
        !tlri_dec_add(cut, 1, &hall->quota.fixed)) {
        return tlri_recount_too_large(hall);
    }
    TLR_TRY(tlri_recount_write_quota(hall, TLRI_QUOTA_WHY_SET, hall->valid, hall->places + 1,
                                     "wigm/WIG-A.1"));
    return finish_stage(hall, done);
}

/* ---- surpluses ----------------------------------------------------------------------------------
 */

/* [WIG-B.3] (value x surplus, cut) / vote, cut. */
static tlr_status new_value(struct tlri_hall *hall, tlri_dec value, tlri_dec surplus, tlri_dec vote,
                            uint32_t *index)
{
    struct tlri_hall_amount now;
    tlri_dec product;
    tlri_recount_zero(&now);
    if (!tlri_dec_mul_down(value, surplus, hall->decimals, &product) ||
        !tlri_dec_div_down(product, vote, hall->decimals, &now.fixed)) {
        return tlri_recount_too_large(hall);
    }
    return tlri_recount_value(hall, &now, index);
}

static tlr_status new_values(struct tlri_hall *hall, uint32_t c, tlri_dec surplus,
                             const struct tlri_hall_look *look, uint32_t **out)
{
    uint32_t *now = tlri_arena_array(&hall->desk, look->values, sizeof *now);
    if (now == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    for (uint32_t v = 0; v < look->values; v++) {
        if (look->papers[v] != 0) {
            TLR_TRY(new_value(hall, tlri_recount_value_at(hall, v)->fixed, surplus,
                              hall->candidate[c].vote.fixed, &now[v]));
        }
    }
    *out = now;
    return TLR_OK;
}

/* [WIG-B.3] [WIG-D.2] All papers; those whose new value is nothing stop here. */
static tlr_status transfer_surplus(struct tlri_hall *hall, uint32_t c, bool *done)
{
    struct tlri_hall_amount surplus;
    TLR_TRY(tlri_recount_surplus(hall, c, &surplus));
    const struct tlri_hall_opening opening = {.action = TLRI_ACTION_SURPLUS,
                                              .clause = clause_surplus,
                                              .set = &c,
                                              .size = 1,
                                              .a = &surplus};
    TLR_TRY(tlri_recount_open(hall, &opening));
    const struct tlri_hall_pick all = {c, TLRI_HALL_ALL, 0};
    struct tlri_hall_look look;
    struct tlri_hall_moved moved;
    uint32_t *now;
    TLR_TRY(tlri_recount_look(hall, &all, &look));
    TLR_TRY(new_values(hall, c, surplus.fixed, &look, &now));
    hall->transfers++;
    TLR_TRY(tlri_recount_move(hall, &all, now, true, &moved));
    TLR_TRY(tlri_recount_settle_surplus(hall, c, &surplus, &moved.credited, &moved.lost));
    TLR_TRY(tlri_recount_write_slips(hall, TLRI_HALL_AT_VALUE, NULL, clause_surplus));
    return finish_stage(hall, done);
}

/* ---- exclusions ---------------------------------------------------------------------------------
 */

/* [WIG-B.2] The sure losers, if batch defeat is on. One alone is a set too. */
static tlr_status sure_losers(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    if (hall->settings->bulk == TLRI_BULK_OFF) {
        return TLR_OK;
    }
    struct tlri_hall_amount sum;
    TLR_TRY(tlri_recount_surpluses(hall, &sum));
    const struct tlri_hall_together rule = {.strictly = hall->settings->bulk == TLRI_BULK_LESS,
                                            .least = 1,
                                            .remain = hall->left,
                                            .surplus = &sum};
    return tlri_recount_together_go(hall, &rule, clause_batch, clause_batch, going);
}

/* [WIG-D.3] After a batch defeat it may be over before the papers move. */
static tlr_status exclude(struct tlri_hall *hall, const struct tlri_hall_going *going, bool *done)
{
    TLR_TRY(tlri_recount_open_exclusion(hall, going));
    if (going->clause == clause_batch && tlri_recount_is_over(hall)) {
        TLR_TRY(tlri_recount_write_tally(hall));
        return tlri_recount_elect_remaining(hall, done);
    }
    TLR_TRY(tlri_recount_move_excluded(hall, going));
    return finish_stage(hall, done);
}

/* [STV-8] One step: a doomed candidate, the sure losers, a surplus, or the lowest. */
static tlr_status next_step(struct tlri_hall *hall, bool *done)
{
    struct tlri_hall_going going;
    TLR_TRY(tlri_recount_doomed_goes(hall, clause_exclusion, &going)); /* [CON-7] */
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) {
        TLR_TRY(sure_losers(hall, &going));
    }
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) {
        uint32_t c;
        TLR_TRY(tlri_recount_choose_surplus(hall, true, &c));
        if (c != TLRI_NONE) {
            return transfer_surplus(hall, c, done);
        }
    }
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) { /* [WIG-B.4] */
        TLR_TRY(tlri_recount_lowest_goes(hall, NULL, clause_exclusion, clause_exclusion, &going));
    }
    *done = going.size == 0; /* a tie stopped the count */
    return *done ? TLR_OK : exclude(hall, &going, done);
}

tlr_status tlri_recount_wigm(struct tlri_hall *hall)
{
    bool done = false;
    TLR_TRY(first_stage(hall, &done));
    while (!done) {
        TLR_TRY(next_step(hall, &done));
    }
    return TLR_OK;
}
