/*
 * recount/nireland.c: Northern Ireland, Local Elections Order 1985 (spec/rules/n-ireland.md).
 *
 * The count in words. Whole-number quota. A surplus of the first stage moves all the candidate's
 * papers, a later one the last sub-parcel received, at surplus over the number of transferable
 * papers, never more than before. Surpluses wait while they cannot change who goes out next. The
 * lowest go out, several together when they cannot catch the next: first their first-preference
 * papers, then the others by value from the highest down, all in one stage; whoever has the quota
 * after one of these receives nothing of the next. With one place left,
 * whoever has as much as all others and the surpluses together is elected.
 */
#include "recount/hall.h"

static const char *const clause_quota = "n-ireland/NIR-48.1";
static const char *const clause_elected = "n-ireland/NIR-48.3";
static const char *const clause_required = "n-ireland/NIR-52";
static const char *const clause_surplus = "n-ireland/NIR-50";
static const char *const clause_first_surplus = "n-ireland/NIR-49.4";
static const char *const clause_later_surplus = "n-ireland/NIR-49.7";
static const char *const clause_deferred = "n-ireland/NIR-49.10";
static const char *const clause_exclusion = "n-ireland/NIR-51";
static const char *const clause_together = "n-ireland/NIR-51.12";

/* ---- elections ----------------------------------------------------------------------------------
 */

static bool reaches_quota(const struct tlri_hall *hall, uint32_t c)
{
    return !tlri_recount_is_zero(hall, &hall->candidate[c].vote) &&
           tlri_recount_compare(hall, &hall->candidate[c].vote, &hall->quota) >= 0;
}

/* [NIR-52] With one place left: as much as the other continuing candidates and all surpluses? */
static tlr_status outweighs_the_rest(struct tlri_hall *hall, uint32_t c, bool *outweighs)
{
    struct tlri_hall_amount rest;
    *outweighs = false;
    if (hall->left != 1 || tlri_recount_is_zero(hall, &hall->candidate[c].vote)) {
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_surpluses(hall, &rest));
    for (uint32_t other = 0; other < hall->candidates; other++) {
        if (other != c && hall->candidate[other].state == TLRI_HALL_CONTINUING) {
            TLR_TRY(tlri_recount_add(hall, &rest, &hall->candidate[other].vote, &rest));
        }
    }
    *outweighs = tlri_recount_compare(hall, &hall->candidate[c].vote, &rest) >= 0;
    return TLR_OK;
}

static tlr_status deemed_elected(struct tlri_hall *hall, uint32_t c, bool *passes,
                                 enum tlri_why_elected *why)
{
    *why = TLRI_WHY_ELECTED_QUOTA;
    *passes = reaches_quota(hall, c);
    if (*passes) {
        return TLR_OK;
    }
    *why = TLRI_WHY_ELECTED_REQUIRED;
    return outweighs_the_rest(hall, c, passes);
}

/* [NIR-48.3] With one place nobody is deemed elected at stage 1, unless only one stands. */
static bool too_early(const struct tlri_hall *hall)
{
    return hall->places == 1 && hall->stage == 1 && tlri_recount_continuing(hall) > 1;
}

/* The tally, then who is elected, then whether it is over ([STV-3]). */
static tlr_status finish_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_election election = {
        deemed_elected,
        clause_elected,
        clause_required,
        {TLRI_PURPOSE_ELECT, false, hall->settings->tie_exclusion, NULL}};
    TLR_TRY(tlri_recount_write_tally(hall));
    *done = tlri_recount_no_votes(hall, "stv/STV-7"); /* [STV-7] */
    if (*done) {
        return TLR_OK;
    }
    if (!too_early(hall)) {
        TLR_TRY(tlri_recount_elect_passing(hall, &election));
    }
    return tlri_recount_elect_remaining(hall, done);
}

/* [STV-1] [NIR-48.1] */
static tlr_status first_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_opening first = {.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"};
    TLR_TRY(tlri_recount_open(hall, &first));
    TLR_TRY(tlri_recount_deal(hall));
    uint64_t divisor = (uint64_t)hall->places + 1;
    TLR_TRY(tlri_recount_whole(hall, hall->valid / divisor + 1, &hall->quota));
    TLR_TRY(tlri_recount_write_quota(hall, TLRI_QUOTA_WHY_SET, hall->valid, hall->places + 1,
                                     clause_quota));
    return finish_stage(hall, done);
}

/* ---- surpluses ----------------------------------------------------------------------------------
 */

/* [NIR-49.4] [NIR-49.7] All papers, or those of the last sub-parcel received. */
static tlr_status transfer_surplus(struct tlri_hall *hall, uint32_t c, bool *done)
{
    bool of_first_stage = hall->candidate[c].since == 1;
    struct tlri_hall_amount surplus;
    TLR_TRY(tlri_recount_surplus(hall, c, &surplus));
    const struct tlri_hall_opening opening = {.action = TLRI_ACTION_SURPLUS,
                                              .clause = clause_surplus,
                                              .set = &c,
                                              .size = 1,
                                              .a = &surplus};
    TLR_TRY(tlri_recount_open(hall, &opening));
    const struct tlri_hall_pick last = {c, TLRI_HALL_OF_TRANSFER,
                                        tlri_recount_last_transfer(hall, c)};
    TLR_TRY(tlri_recount_transfer_batch(
        hall, &last, &surplus, of_first_stage ? clause_first_surplus : clause_later_surplus));
    return finish_stage(hall, done);
}

/* [NIR-51.12] */
static struct tlri_hall_together together_rule(const struct tlri_hall *hall,
                                               const struct tlri_hall_amount *surpluses)
{
    const struct tlri_hall_together rule = {
        .strictly = true, .least = 2, .remain = hall->left, .surplus = surpluses};
    return rule;
}

/* [NIR-49.10] [NIR-50] The surplus that is transferred now; TLRI_NONE: none, or it waits. */
static tlr_status surplus_to_transfer(struct tlri_hall *hall, uint32_t *c)
{
    struct tlri_hall_amount sum;
    bool deferred;
    *c = TLRI_NONE;
    TLR_TRY(tlri_recount_surpluses(hall, &sum));
    if (tlri_recount_is_zero(hall, &sum)) {
        return TLR_OK;
    }
    const struct tlri_hall_together rule = together_rule(hall, &sum);
    TLR_TRY(tlri_recount_deferred(hall, true, &rule, clause_deferred, &deferred));
    return deferred ? TLR_OK : tlri_recount_choose_surplus(hall, false, c);
}

/* ---- exclusions ---------------------------------------------------------------------------------
 */

/* [NIR-51] [NIR-51.12] */
static tlr_status choose_going(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    struct tlri_hall_amount sum;
    TLR_TRY(tlri_recount_surpluses(hall, &sum));
    const struct tlri_hall_together rule = together_rule(hall, &sum);
    TLR_TRY(tlri_recount_together_go(hall, &rule, clause_together, clause_together, going));
    if (going->size > 0) {
        return TLR_OK;
    }
    return tlri_recount_lowest_goes(hall, NULL, clause_exclusion, clause_exclusion, going);
}

/* One sub-parcel: of every candidate who goes out, the papers picked by `which`. */
static tlr_status move_sub_parcel(struct tlri_hall *hall, const struct tlri_hall_going *going,
                                  enum tlri_hall_which which, uint32_t number)
{
    hall->transfers++;
    for (uint32_t i = 0; i < going->size; i++) {
        const struct tlri_hall_pick pick = {going->set[i], which, number};
        TLR_TRY(tlri_recount_give_up(hall, &pick));
    }
    return TLR_OK;
}

/* [NIR-51] Those who have the quota now receive nothing of the next sub-parcels of this stage; they
 * are put aside as `full` and elected at its end. Returns how many have been put aside. */
static uint32_t put_full_aside(struct tlri_hall *hall)
{
    uint32_t full = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        struct tlri_hall_candidate *candidate = &hall->candidate[c];
        if (candidate->state == TLRI_HALL_CONTINUING && !candidate->doomed &&
            reaches_quota(hall, c)) {
            candidate->full = true;
        }
        full += candidate->full ? 1u : 0u;
    }
    return full;
}

static void bring_back(struct tlri_hall *hall)
{
    for (uint32_t c = 0; c < hall->candidates; c++) {
        hall->candidate[c].full = false;
    }
}

/* [NIR-51] Is anything left to fill, so that a further sub-parcel is moved? With bounds always. */
static bool more_to_fill(struct tlri_hall *hall)
{
    uint32_t full = put_full_aside(hall);
    return hall->bounded || (full < hall->left && tlri_recount_electable(hall) > hall->left);
}

/* [NIR-51] First preferences, then the rest by value, as long as there is anything to fill. */
static tlr_status move_sub_parcels(struct tlri_hall *hall, const struct tlri_hall_going *going)
{
    uint32_t value;
    uint64_t papers;
    TLR_TRY(move_sub_parcel(hall, going, TLRI_HALL_OF_STAGE, 1));
    while (more_to_fill(hall) &&
           tlri_recount_top_value(hall, going->set, going->size, &value, &papers)) {
        TLR_TRY(move_sub_parcel(hall, going, TLRI_HALL_OF_VALUE, value));
    }
    bring_back(hall);
    return tlri_recount_write_slips(hall, TLRI_HALL_AT_VALUE, NULL, going->transfer);
}

static tlr_status exclude(struct tlri_hall *hall, const struct tlri_hall_going *going, bool *done)
{
    TLR_TRY(tlri_recount_open_exclusion(hall, going));
    TLR_TRY(move_sub_parcels(hall, going));
    return finish_stage(hall, done);
}

/* [STV-8] One step: a doomed candidate, a surplus, or an exclusion. */
static tlr_status next_step(struct tlri_hall *hall, bool *done)
{
    struct tlri_hall_going going;
    TLR_TRY(tlri_recount_doomed_goes(hall, clause_exclusion, &going)); /* [CON-7] */
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) {
        uint32_t c;
        TLR_TRY(surplus_to_transfer(hall, &c));
        if (c != TLRI_NONE) {
            return transfer_surplus(hall, c, done);
        }
    }
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) {
        TLR_TRY(choose_going(hall, &going));
    }
    *done = going.size == 0; /* a tie stopped the count */
    return *done ? TLR_OK : exclude(hall, &going, done);
}

tlr_status tlri_recount_nireland(struct tlri_hall *hall)
{
    bool done = false;
    TLR_TRY(first_stage(hall, &done));
    while (!done) {
        TLR_TRY(next_step(hall, &done));
    }
    return TLR_OK;
}
