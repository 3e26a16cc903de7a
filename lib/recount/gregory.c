/*
 * recount/gregory.c: the composed transferable vote (spec/rules/gregory.md).
 *
 * The count in words. The settings say how the quota is formed and whether it must be reached or
 * exceeded; which papers a surplus moves and at what value; whether surpluses wait, and in which
 * order they go; whether the lowest go out together, and their papers at once or value by value.
 * The order of steps is that of spec/rules/stv.md. With exact arithmetic nothing is ever rounded.
 */
#include "recount/hall.h"

static const char *const clause_quota = "gregory/GRE-1";
static const char *const clause_elected = "gregory/GRE-2";
static const char *const clause_surplus = "gregory/GRE-4";
static const char *const clause_deferred = "gregory/GRE-6";
static const char *const clause_exclusion = "gregory/GRE-7";
static const char *const clause_together = "gregory/GRE-8";

/* ---- the quota ----------------------------------------------------------------------------------
 */

static uint32_t quota_divisor(const struct tlri_hall *hall)
{
    bool hare = hall->settings->quota == TLRI_QUOTA_HARE;
    return hare ? hall->places : hall->places + 1;
}

/* [GRE-1] The quota at the decimals of the count. */
static tlr_status rounded_quota(struct tlri_hall *hall, tlri_dec *quota)
{
    uint64_t divisor = quota_divisor(hall);
    tlri_dec votes;
    tlri_dec whole;
    if (!tlri_dec_times(tlri_dec_unit(hall->decimals), hall->valid, &votes) ||
        !tlri_dec_times(tlri_dec_unit(hall->decimals), hall->valid / divisor + 1, &whole)) {
        return tlri_recount_too_large(hall);
    }
    if (hall->settings->quota == TLRI_QUOTA_DROOP_INTEGER) {
        *quota = whole;
        return TLR_OK;
    }
    /* Cut: `cut`, `hare`, and `exact` for the surplus ([GRE-2]). */
    bool up = hall->settings->quota == TLRI_QUOTA_ROUND_UP;
    tlri_dec more = hall->settings->quota == TLRI_QUOTA_PLUS_UNIT ? 1 : 0;
    bool held =
        up ? tlri_dec_over_up(votes, divisor, quota) : tlri_dec_over_down(votes, divisor, quota);
    return held && tlri_dec_add(*quota, more, quota) ? TLR_OK : tlri_recount_too_large(hall);
}

/* A number at the decimals, as an exact fraction. */
static tlr_status exact_of(struct tlri_hall *hall, tlri_dec number, struct tlri_exact *out)
{
    tlri_dec unit = tlri_dec_unit(hall->decimals);
    struct tlri_exact whole;
    struct tlri_exact part;
    tlri_exact_set(&whole, (uint64_t)(number / unit), 1);
    tlri_exact_set(&part, (uint64_t)(number % unit), (uint64_t)unit);
    return tlri_exact_add(&whole, &part, out) ? TLR_OK : tlri_recount_too_large(hall);
}

static tlr_status set_quota(struct tlri_hall *hall)
{
    TLR_TRY(rounded_quota(hall, &hall->quota.fixed));
    if (!hall->exact) {
        return TLR_OK;
    }
    if (hall->settings->quota == TLRI_QUOTA_EXACT) {
        tlri_exact_set(&hall->quota.exact, hall->valid, quota_divisor(hall));
        return TLR_OK;
    }
    return exact_of(hall, hall->quota.fixed, &hall->quota.exact);
}

/* ---- elections ----------------------------------------------------------------------------------
 */

/* [GRE-2] How the vote stands to the quota: -1, 0, 1. The exact ratio is never rounded: vote x
 * (places + 1) against the valid vote. */
static tlr_status against_quota(struct tlri_hall *hall, uint32_t c, int *order)
{
    const struct tlri_hall_amount *vote = &hall->candidate[c].vote;
    if (hall->settings->quota != TLRI_QUOTA_EXACT) {
        *order = tlri_recount_compare(hall, vote, &hall->quota);
        return TLR_OK;
    }
    struct tlri_hall_amount times;
    TLR_TRY(tlri_recount_times(hall, vote, quota_divisor(hall), &times));
    *order = tlri_recount_compare(hall, &times, &hall->total);
    return TLR_OK;
}

static tlr_status deemed_elected(struct tlri_hall *hall, uint32_t c, bool *passes,
                                 enum tlri_why_elected *why)
{
    int order;
    *why = TLRI_WHY_ELECTED_QUOTA;
    TLR_TRY(against_quota(hall, c, &order));
    *passes = hall->settings->quota_test == TLRI_QUOTA_EXCEED ? order > 0 : order >= 0;
    *passes = *passes && !tlri_recount_is_zero(hall, &hall->candidate[c].vote); /* [STV-2] */
    return TLR_OK;
}

/* The tally, then who is elected, then whether it is over ([STV-3]). */
static tlr_status finish_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_election election = {
        deemed_elected,
        clause_elected,
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

static tlr_status first_stage(struct tlri_hall *hall, bool *done)
{
    const struct tlri_hall_opening first = {.action = TLRI_ACTION_FIRST, .clause = "stv/STV-1"};
    TLR_TRY(tlri_recount_open(hall, &first));
    TLR_TRY(tlri_recount_deal(hall));
    TLR_TRY(set_quota(hall));
    TLR_TRY(tlri_recount_write_quota(hall, TLRI_QUOTA_WHY_SET, hall->valid, quota_divisor(hall),
                                     clause_quota));
    return finish_stage(hall, done);
}

/* ---- the value of papers of a surplus -----------------------------------------------------------
 */

/* A surplus being transferred. */
struct surplus {
    uint32_t c;
    struct tlri_hall_amount amount;
    struct tlri_hall_pick pick; /* the papers looked at */
    struct tlri_hall_look look;
    bool transferable_only; /* [GRE-5] */
    bool reduced;           /* some value fell */
    uint32_t *now;          /* new value for each value */
};

/* [GRE-4] [GRE-5] What papers of one value come to, before any cap. divisor: by what to divide. */
static tlr_status share_of(struct tlri_hall *hall, const struct surplus *s,
                           const struct tlri_hall_amount *value, struct tlri_hall_amount *out)
{
    tlri_recount_zero(out);
    if (hall->settings->surplus_method == TLRI_SURPLUS_WEIGHTED) {
        const struct tlri_hall_amount *vote =
            s->transferable_only ? &s->look.worth : &hall->candidate[s->c].vote;
        return tlri_recount_muldiv(hall, &s->amount, value, vote, out);
    }
    uint64_t papers = s->transferable_only ? s->look.all_transferable : s->look.all_papers;
    return tlri_recount_over(hall, &s->amount, papers, out);
}

/* [GRE-5] With `transferable` a value never rises. */
static tlr_status value_of_papers(struct tlri_hall *hall, struct surplus *s, uint32_t v)
{
    struct tlri_hall_amount share;
    TLR_TRY(share_of(hall, s, tlri_recount_value_at(hall, v), &share));
    if (s->transferable_only &&
        tlri_recount_compare(hall, &share, tlri_recount_value_at(hall, v)) >= 0) {
        s->now[v] = v;
        return TLR_OK;
    }
    s->reduced = true;
    return tlri_recount_value(hall, &share, &s->now[v]);
}

/* Fills s->now for every value among the papers that count. When none is transferable under
 * `transferable`, there is nothing to divide by, and values stay as they are. */
static tlr_status new_values(struct tlri_hall *hall, struct surplus *s)
{
    s->now = tlri_arena_array(&hall->desk, s->look.values, sizeof *s->now);
    if (s->now == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    s->reduced = false;
    for (uint32_t v = 0; v < s->look.values; v++) {
        uint64_t counted = s->transferable_only ? s->look.transferable[v] : s->look.papers[v];
        s->now[v] = v;
        if (counted != 0) {
            TLR_TRY(value_of_papers(hall, s, v));
        }
    }
    return TLR_OK;
}

/* [GRE-5] `all`: non-transferable papers take their share with them; cutting is rounding. */
static tlr_status book_all(struct tlri_hall *hall, const struct surplus *s,
                           const struct tlri_hall_moved *moved)
{
    TLR_TRY(tlri_recount_settle_surplus(hall, s->c, &s->amount, &moved->credited, &moved->lost));
    return tlri_recount_write_slips(hall, TLRI_HALL_AT_VALUE, NULL, clause_surplus);
}

/* [GRE-5] `transferable`: what is not credited is rounding when a value was reduced, and otherwise
 * non-transferable. */
static tlr_status book_transferable(struct tlri_hall *hall, const struct surplus *s,
                                    const struct tlri_hall_moved *moved)
{
    struct tlri_hall_amount nothing;
    struct tlri_hall_amount rest;
    tlri_recount_zero(&nothing);
    if (s->reduced) {
        TLR_TRY(tlri_recount_settle_surplus(hall, s->c, &s->amount, &moved->credited, &nothing));
        return tlri_recount_write_slips(hall, TLRI_HALL_WORTHLESS, NULL, clause_surplus);
    }
    TLR_TRY(tlri_recount_sub(hall, &s->amount, &moved->credited, &rest));
    TLR_TRY(tlri_recount_settle_surplus(hall, s->c, &s->amount, &moved->credited, &rest));
    return tlri_recount_write_slips(hall, TLRI_HALL_REST_BY_VALUE, &rest, clause_surplus);
}

/* [GRE-4] Every paper, or those of the last parcel received. */
static tlr_status transfer_surplus(struct tlri_hall *hall, uint32_t c, bool *done)
{
    struct surplus s = {.c = c};
    bool last = hall->settings->surplus_method == TLRI_SURPLUS_LAST_BATCH;
    struct tlri_hall_moved moved;
    TLR_TRY(tlri_recount_surplus(hall, c, &s.amount));
    const struct tlri_hall_opening opening = {.action = TLRI_ACTION_SURPLUS,
                                              .clause = clause_surplus,
                                              .set = &c,
                                              .size = 1,
                                              .a = &s.amount};
    TLR_TRY(tlri_recount_open(hall, &opening));
    s.pick.from = c;
    s.pick.which = last ? TLRI_HALL_OF_STAGE : TLRI_HALL_ALL;
    s.pick.number = last ? tlri_recount_last_stage(hall, c) : 0;
    s.transferable_only = hall->settings->surplus_papers == TLRI_PAPERS_TRANSFERABLE;
    TLR_TRY(tlri_recount_look(hall, &s.pick, &s.look));
    TLR_TRY(new_values(hall, &s));
    hall->transfers++;
    TLR_TRY(tlri_recount_move(hall, &s.pick, s.now, false, &moved));
    TLR_TRY(s.transferable_only ? book_transferable(hall, &s, &moved) : book_all(hall, &s, &moved));
    return finish_stage(hall, done);
}

/* ---- which surplus, and whether it waits --------------------------------------------------------
 */

/* [GRE-8] Who may go out together, the surpluses still pending added to their votes. */
static struct tlri_hall_together together_rule(const struct tlri_hall *hall,
                                               const struct tlri_hall_amount *surpluses)
{
    const struct tlri_hall_together rule = {.strictly = hall->settings->bulk == TLRI_BULK_LESS,
                                            .least = 2,
                                            .remain = hall->left,
                                            .surplus = surpluses};
    return rule;
}

/* [GRE-6] Who was elected first of those who still have a surplus. */
static tlr_status first_elected(struct tlri_hall *hall, uint32_t *first)
{
    *first = TLRI_NONE;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        struct tlri_hall_amount surplus;
        TLR_TRY(tlri_recount_surplus(hall, c, &surplus));
        if (!tlri_recount_is_zero(hall, &surplus) &&
            (*first == TLRI_NONE || hall->candidate[c].order < hall->candidate[*first].order)) {
            *first = c;
        }
    }
    return TLR_OK;
}

/* The surplus that is transferred now; TLRI_NONE: none, or it waits. */
static tlr_status surplus_to_transfer(struct tlri_hall *hall, uint32_t *c)
{
    const struct tlri_settings *settings = hall->settings;
    struct tlri_hall_amount sum;
    bool deferred = false;
    *c = TLRI_NONE;
    TLR_TRY(tlri_recount_surpluses(hall, &sum));
    if (tlri_recount_is_zero(hall, &sum)) {
        return TLR_OK;
    }
    if (settings->defer != TLRI_DEFER_OFF) {
        const struct tlri_hall_together rule = together_rule(hall, &sum);
        TLR_TRY(tlri_recount_deferred(hall, settings->defer == TLRI_DEFER_LESS,
                                      settings->bulk != TLRI_BULK_OFF ? &rule : NULL,
                                      clause_deferred, &deferred));
    }
    if (deferred) {
        return TLR_OK;
    }
    return settings->surplus_order == TLRI_ORDER_ELECTED
               ? first_elected(hall, c)
               : tlri_recount_choose_surplus(hall, false, c);
}

/* ---- exclusions ---------------------------------------------------------------------------------
 */

/* [GRE-8] together, or [GRE-7] the lowest. */
static tlr_status choose_going(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    if (hall->settings->bulk != TLRI_BULK_OFF) {
        struct tlri_hall_amount sum;
        TLR_TRY(tlri_recount_surpluses(hall, &sum));
        const struct tlri_hall_together rule = together_rule(hall, &sum);
        TLR_TRY(tlri_recount_together_go(hall, &rule, clause_together, clause_together, going));
        if (going->size > 0) {
            return TLR_OK;
        }
    }
    return tlri_recount_lowest_goes(hall, NULL, clause_exclusion, clause_exclusion, going);
}

/* [GRE-7] `at-once` */
static tlr_status exclude_at_once(struct tlri_hall *hall, const struct tlri_hall_going *going,
                                  bool *done)
{
    TLR_TRY(tlri_recount_open_exclusion(hall, going));
    TLR_TRY(tlri_recount_move_excluded(hall, going));
    return finish_stage(hall, done);
}

/* [GRE-7] `by-value`: a stage for each value. */
static tlr_status exclude_by_value(struct tlri_hall *hall, const struct tlri_hall_going *going,
                                   bool *done)
{
    *done = false;
    for (uint32_t part = 1; !*done; part++) {
        uint32_t value;
        bool any;
        TLR_TRY(tlri_recount_open_batch(hall, going, part, &value, &any));
        if (!any) {
            return TLR_OK;
        }
        TLR_TRY(tlri_recount_move_batch(hall, going, value));
        TLR_TRY(finish_stage(hall, done));
    }
    return TLR_OK;
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
    if (*done) {
        return TLR_OK;
    }
    return hall->settings->exclusion_parts == TLRI_EXCLUDE_BY_VALUE
               ? exclude_by_value(hall, &going, done)
               : exclude_at_once(hall, &going, done);
}

tlr_status tlri_recount_gregory(struct tlri_hall *hall)
{
    bool done = false;
    TLR_TRY(first_stage(hall, &done));
    while (!done) {
        TLR_TRY(next_step(hall, &done));
    }
    return TLR_OK;
}
