/*
 * recount/ers97.c: Electoral Reform Society 1997 (spec/rules/ers97.md).
 *
 * The count in words. Papers are sorted by first preference and the quota is worked out, rounded up
 * in hundredths. Whoever reaches it is elected, and whoever reaches the share of the votes still in
 * play that makes election certain. The largest surplus is transferred, as the last batch received
 * at a reduced value, unless all surpluses together cannot change who goes out next. Without one to
 * transfer, as many of the lowest as safely possible go out together; their papers move in batches,
 * the highest value first, and after each batch it is asked again who is elected. While nobody is
 * elected, papers that become non-transferable lower the quota.
 */
#include "recount/hall.h"

static const char *const clause_quota = "ers97/ERS-1.6";
static const char *const clause_lowered = "ers97/ERS-4.8";
static const char *const clause_elected = "ers97/ERS-1.7";
static const char *const clause_surplus = "ers97/ERS-2.2";
static const char *const clause_value = "ers97/ERS-3.7";
static const char *const clause_exclusion = "ers97/ERS-2.5";
static const char *const clause_batch = "ers97/ERS-4.1";

/* ---- quota and active vote ----------------------------------------------------------------------
 */

/* [ERS-1.6] `papers` divided by one more than the places, rounded up. */
static tlr_status work_out_quota(struct tlri_hall *hall, uint64_t papers, tlri_dec *quota)
{
    tlri_dec votes = 0;
    if (!tlri_dec_times(tlri_dec_unit(hall->decimals), papers, &votes) ||
        !tlri_dec_over_up(votes, (uint64_t)hall->places + 1, quota)) {
        return tlri_recount_too_large(hall);
    }
    return TLR_OK;
}

/* [ERS-6.20] The valid vote, less the non-transferable, less what the elected keep. */
static tlri_dec active_vote(const struct tlri_hall *hall)
{
    tlri_dec active = hall->total.fixed - hall->nontransferable.fixed - hall->rounding.fixed;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        const struct tlri_hall_candidate *candidate = &hall->candidate[c];
        if (candidate->state == TLRI_HALL_ELECTED) {
            bool more = candidate->vote.fixed > hall->quota.fixed;
            active -= more ? hall->quota.fixed : candidate->vote.fixed;
        }
    }
    return active;
}

/* [ERS-1.7] The smaller of the quota and active / (places left + 1), rounded up. */
static tlr_status write_required(struct tlri_hall *hall)
{
    tlri_dec required = 0;
    if (!tlri_dec_over_up(active_vote(hall), (uint64_t)hall->left + 1, &required)) {
        return tlri_recount_too_large(hall);
    }
    if (required > hall->quota.fixed) {
        required = hall->quota.fixed;
    }
    return tlri_recount_write_required(hall, required, clause_elected);
}

/* ---- elections ----------------------------------------------------------------------------------
 */

/* [ERS-1.7] (a) the quota, or (b) the active vote over places left and one; never with no vote. */
static tlr_status deemed_elected(struct tlri_hall *hall, uint32_t c, bool *passes,
                                 enum tlri_why_elected *why)
{
    tlri_dec vote = hall->candidate[c].vote.fixed;
    tlri_dec times = 0;
    if (!tlri_dec_times(vote, (uint64_t)hall->left + 1, &times)) {
        return tlri_recount_too_large(hall);
    }
    bool quota = vote >= hall->quota.fixed;
    *why = quota ? TLRI_WHY_ELECTED_QUOTA : TLRI_WHY_ELECTED_REQUIRED;
    *passes = vote > 0 && (quota || times >= active_vote(hall));
    return TLR_OK;
}

/* The tally, then who is elected, then whether it is over ([STV-3]). */
static tlr_status finish_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_election election = {
        deemed_elected,
        clause_elected,
        NULL,
        {TLRI_PURPOSE_ELECT, false, hall->settings->tie_exclusion, "ers97/ERS-6.2"}};
    TLR_TRY(tlri_recount_write_tally(hall));
    TLR_TRY(write_required(hall));
    *done = tlri_recount_no_votes(hall, "stv/STV-7"); /* [STV-7] */
    if (*done) {
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_elect_passing(hall, &election));
    return tlri_recount_elect_remaining(hall, done);
}

static tlr_status first_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_opening first = {.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"};
    TLR_TRY(tlri_recount_open(hall, &first));
    TLR_TRY(tlri_recount_deal(hall));
    TLR_TRY(work_out_quota(hall, hall->valid, &hall->quota.fixed));
    TLR_TRY(tlri_recount_write_quota(hall, TLRI_QUOTA_WHY_SET, hall->valid, hall->places + 1,
                                     clause_quota));
    return finish_stage(hall, done);
}

/* ---- surpluses ----------------------------------------------------------------------------------
 */

/* [ERS-3.1] [ERS-3.2] The last batch received: of a first-stage surplus that is every paper. */
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
    const struct tlri_hall_pick last = {c, TLRI_HALL_OF_STAGE, tlri_recount_last_stage(hall, c)};
    TLR_TRY(tlri_recount_transfer_batch(hall, &last, &surplus, clause_value));
    return finish_stage(hall, done);
}

/* [ERS-2.5] Who may go out together, the surpluses not transferred being added to their votes. */
static struct tlri_hall_together together_rule(const struct tlri_hall *hall,
                                               const struct tlri_hall_amount *surpluses)
{
    const struct tlri_hall_together rule = {
        .strictly = false, .least = 2, .remain = hall->left, .surplus = surpluses};
    return rule;
}

/* [ERS-2.2] [ERS-2.3] The surplus that is transferred now; TLRI_NONE: none, or it waits. */
static tlr_status surplus_to_transfer(struct tlri_hall *hall, uint32_t *c)
{
    struct tlri_hall_amount sum;
    *c = TLRI_NONE;
    TLR_TRY(tlri_recount_surpluses(hall, &sum));
    if (tlri_recount_is_zero(hall, &sum)) {
        return TLR_OK;
    }
    const struct tlri_hall_together rule = together_rule(hall, &sum);
    bool deferred = false;
    TLR_TRY(tlri_recount_deferred(hall, false, &rule, clause_surplus, &deferred));
    return deferred ? TLR_OK : tlri_recount_choose_surplus(hall, false, c);
}

/* ---- exclusions ---------------------------------------------------------------------------------
 */

/* [ERS-2.5] The largest set that cannot catch up, or the lowest alone. */
static tlr_status choose_going(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    struct tlri_hall_amount sum;
    TLR_TRY(tlri_recount_surpluses(hall, &sum));
    const struct tlri_hall_together rule = together_rule(hall, &sum);
    TLR_TRY(tlri_recount_together_go(hall, &rule, clause_exclusion, clause_batch, going));
    if (going->size > 0) {
        return TLR_OK;
    }
    return tlri_recount_lowest_goes(hall, NULL, clause_exclusion, clause_batch, going);
}

/* [ERS-5.1] Would just as many be left as places? Then they are elected, and no stage is opened. */
static tlr_status elect_who_would_remain(struct tlri_hall *hall,
                                         const struct tlri_hall_going *going, bool *done)
{
    bool goes[TLRI_CANDIDATES_MAX] = {false};
    uint32_t stay[TLRI_CANDIDATES_MAX];
    uint32_t size = 0;
    for (uint32_t i = 0; i < going->size; i++) {
        goes[going->set[i]] = true;
    }
    for (uint32_t c = 0; c < hall->candidates; c++) {
        const struct tlri_hall_candidate *candidate = &hall->candidate[c];
        if (candidate->state == TLRI_HALL_CONTINUING && !candidate->doomed && !goes[c]) {
            stay[size++] = c;
        }
    }
    *done = size == hall->left;
    return *done ? tlri_recount_elect_all(hall, stay, size) : TLR_OK;
}

/* [ERS-4.8] Papers went out of play and nobody is elected yet: the quota may fall. */
static tlr_status lower_quota(struct tlri_hall *hall, uint64_t nontransferable_before)
{
    if (hall->nontransferable_papers == nontransferable_before || hall->filled > 0) {
        return TLR_OK;
    }
    /* Nobody was elected, so there was no surplus and every paper is worth 1. */
    uint64_t papers = hall->valid - hall->nontransferable_papers;
    tlri_dec quota = 0;
    TLR_TRY(work_out_quota(hall, papers, &quota));
    if (quota >= hall->quota.fixed) {
        return TLR_OK;
    }
    hall->quota.fixed = quota;
    return tlri_recount_write_quota(hall, TLRI_QUOTA_WHY_LOWERED, papers, hall->places + 1,
                                    clause_lowered);
}

/* [STV-3] It is over after the `excluded` events: nothing is moved. */
static tlr_status end_without_moving(struct tlri_hall *hall, bool *done)
{
    TLR_TRY(tlri_recount_write_tally(hall));
    TLR_TRY(write_required(hall));
    return tlri_recount_elect_remaining(hall, done);
}

/* [ERS-4.1] [ERS-4.10] Batch after batch, until none is left or it is over. */
static tlr_status exclude(struct tlri_hall *hall, const struct tlri_hall_going *going, bool *done)
{
    *done = false;
    for (uint32_t part = 1; !*done; part++) {
        uint32_t value;
        bool any = false;
        uint64_t lost_before = hall->nontransferable_papers;
        TLR_TRY(tlri_recount_open_batch(hall, going, part, &value, &any));
        if (!any) {
            return TLR_OK;
        }
        if (part == 1 && tlri_recount_is_over(hall)) {
            return end_without_moving(hall, done);
        }
        TLR_TRY(tlri_recount_move_batch(hall, going, value));
        TLR_TRY(lower_quota(hall, lost_before));
        TLR_TRY(finish_stage(hall, done));
    }
    return TLR_OK;
}

/* [STV-8] One step: a doomed candidate, a surplus, or an exclusion. */
static tlr_status next_step(struct tlri_hall *hall, bool *done)
{
    struct tlri_hall_going going;
    TLR_TRY(tlri_recount_doomed_goes(hall, clause_batch, &going)); /* [CON-7] */
    if (going.size == 0 && hall->stop == TLRI_HALL_GOING) {
        uint32_t c;
        TLR_TRY(surplus_to_transfer(hall, &c));
        if (c != TLRI_NONE) {
            return transfer_surplus(hall, c, done);
        }
        if (hall->stop == TLRI_HALL_GOING) {
            TLR_TRY(choose_going(hall, &going));
        }
    }
    *done = going.size == 0; /* a tie stopped the count */
    if (*done) {
        return TLR_OK;
    }
    TLR_TRY(elect_who_would_remain(hall, &going, done));
    return *done ? TLR_OK : exclude(hall, &going, done);
}

tlr_status tlri_recount_ers97(struct tlri_hall *hall)
{
    bool done = false;
    TLR_TRY(first_stage(hall, &done));
    while (!done) {
        TLR_TRY(next_step(hall, &done));
    }
    return TLR_OK;
}
