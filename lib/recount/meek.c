/*
 * recount/meek.c: Meek's method: PR Foundation, New Zealand, Algorithm 123 (spec/rules/meek.md).
 *
 * The count in words. Every candidate has a keep factor: 1 while continuing, less once elected, 0
 * once excluded. Each paper passes down its preferences, and each candidate keeps that share of
 * what reaches it. The quota is worked out from what was kept by anybody. Whoever reaches it is
 * elected; keep factors of the elected are lowered, and all papers are gone through again, until
 * the elected hold hardly more than the quota. Then the lowest goes out. One such round is one
 * stage; only its last iteration is written on the sheet.
 *
 * Elections of a round come before its figures are known, but stand behind them on the sheet. So
 * they are written on a slip of their own first, and the slip is added when the figures are
 * written.
 */
#include "recount/hall.h"

#include <string.h>

static const char *const clause_first = "meek/MEK-1";
static const char *const clause_quota = "meek/MEK-2";
static const char *const clause_elected = "meek/MEK-3";
static const char *const clause_keep = "meek/MEK-5";
static const char *const clause_round = "meek/MEK-6";

/* How a round ended. */
enum round_end {
    ROUND_GOES_ON,   /* meek-nz: the next iteration is a stage of its own */
    ROUND_ELECTED,   /* meek-prf, meek-nz: somebody was elected */
    ROUND_CONVERGED, /* nothing more comes of iterating: somebody goes out */
    ROUND_EARLY,     /* the lowest cannot catch the next whatever comes of it */
    ROUND_STOPPED    /* the places are full, or the count stops */
};

struct meek {
    struct tlri_hall *hall;
    tlri_dec unit;
    tlri_dec keep[TLRI_CANDIDATES_MAX]; /* the factors of the iteration to come */
    tlri_dec used[TLRI_CANDIDATES_MAX]; /* the factors of the last iteration */
    bool had_seat[TLRI_CANDIDATES_MAX]; /* elected before the last iteration */
    tlri_dec surplus;                   /* [MEK-4] at the end of the last iteration */
    tlri_dec surplus_before;            /* ... of the iteration before */
    uint64_t iterations;                /* of this stage */
    uint64_t in_round;                  /* of this round; meek-nz: over several stages */
    struct tlri_transcript *slip;       /* the elections of this round */
};

/* ---- one iteration ------------------------------------------------------------------------------
 */

static bool has_seat(const struct meek *meek, uint32_t c)
{
    return meek->hall->candidate[c].state == TLRI_HALL_ELECTED;
}

/* weight x keep, rounded up. Numbers under 2^32 are multiplied in one machine word. */
static bool share_kept(const struct meek *meek, tlri_dec weight, tlri_dec keep, tlri_dec *kept)
{
    if (keep == meek->unit) {
        *kept = weight;
        return true;
    }
    if (weight <= UINT32_MAX && keep <= UINT32_MAX) {
        uint64_t product = (uint64_t)weight * (uint64_t)keep;
        uint64_t unit = (uint64_t)meek->unit;
        *kept = product / unit + (product % unit != 0 ? 1 : 0);
        return true;
    }
    return tlri_dec_mul_up(weight, keep, meek->hall->decimals, kept);
}

/* [MEK-1] One paper, down its preferences. */
static bool pass_down(struct meek *meek, const struct tlri_hall_paper *paper)
{
    struct tlri_hall *hall = meek->hall;
    const uint8_t *preference = (const uint8_t *)hall->preference.data + paper->first;
    tlri_dec weight = tlri_recount_value_at(hall, paper->value)->fixed;
    tlri_dec votes;
    for (uint32_t p = 0; p < paper->length && weight > 0; p++) {
        uint32_t c = preference[p];
        tlri_dec *vote = &hall->candidate[c].vote.fixed;
        if (meek->keep[c] == 0) {
            continue;
        }
        tlri_dec kept;
        if (!share_kept(meek, weight, meek->keep[c], &kept)) {
            return false;
        }
        if (!tlri_dec_times(kept, paper->weight, &votes) || !tlri_dec_add(*vote, votes, vote)) {
            return false;
        }
        weight -= kept;
    }
    tlri_dec *lost = &hall->nontransferable.fixed;
    return tlri_dec_times(weight, paper->weight, &votes) && tlri_dec_add(*lost, votes, lost);
}

/* [MEK-1] [MEK-2] All papers once, and the quota that comes of it. */
static tlr_status iterate(struct meek *meek)
{
    struct tlri_hall *hall = meek->hall;
    const struct tlri_hall_paper *paper = hall->papers.data;
    hall->nontransferable.fixed = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        hall->candidate[c].vote.fixed = 0;
        meek->had_seat[c] = has_seat(meek, c);
        meek->used[c] = meek->keep[c];
    }
    for (size_t i = 0; i < hall->papers.count; i++) {
        if (!pass_down(meek, &paper[i])) {
            return tlri_recount_too_large(hall);
        }
    }
    tlri_dec kept = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        kept += hall->candidate[c].vote.fixed;
    }
    if (!tlri_dec_over_down(kept, (uint64_t)hall->places + 1, &hall->quota.fixed)) {
        return tlri_recount_too_large(hall);
    }
    hall->quota.fixed += hall->settings->meek_kind == TLRI_MEEK_123 ? 0 : 1;
    meek->iterations++;
    return TLR_OK;
}

/* [MEK-3] */
static tlr_status reaches_quota(struct tlri_hall *hall, uint32_t c, bool *passes,
                                enum tlri_why_elected *why)
{
    tlri_dec vote = hall->candidate[c].vote.fixed;
    *why = TLRI_WHY_ELECTED_QUOTA;
    *passes = vote > 0 && (hall->settings->meek_kind == TLRI_MEEK_123 ? vote > hall->quota.fixed
                                                                      : vote >= hall->quota.fixed);
    return TLR_OK;
}

/* Who is elected by this iteration is written on the slip. */
static tlr_status elect_on_slip(struct meek *meek, bool *elected)
{
    struct tlri_hall *hall = meek->hall;
    const struct tlri_hall_election election = {
        reaches_quota,
        clause_elected,
        NULL,
        {TLRI_PURPOSE_ELECT, false, hall->settings->tie_exclusion, NULL}};
    struct tlri_transcript *sheet = hall->sheet;
    uint32_t before = hall->left;
    hall->sheet = meek->slip;
    tlr_status status = tlri_recount_elect_passing(hall, &election);
    hall->sheet = sheet;
    *elected = hall->left < before;
    return status;
}

/* [MEK-4] */
static void work_out_surplus(struct meek *meek)
{
    tlri_dec sum = 0;
    for (uint32_t c = 0; c < meek->hall->candidates; c++) {
        if (has_seat(meek, c)) {
            sum += meek->hall->candidate[c].vote.fixed - meek->hall->quota.fixed;
        }
    }
    meek->surplus_before = meek->surplus;
    meek->surplus = sum > 0 ? sum : 0;
}

/* [MEK-5] keep x quota, rounded up, over vote, rounded up, never more than 1. only_above: of those
 * elected whose vote exceeds the quota. */
static tlr_status update_keep(struct meek *meek, bool only_above)
{
    struct tlri_hall *hall = meek->hall;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        tlri_dec product;
        tlri_dec vote = hall->candidate[c].vote.fixed;
        if (!has_seat(meek, c) || (only_above && vote <= hall->quota.fixed)) {
            continue;
        }
        if (!tlri_dec_mul_up(meek->keep[c], hall->quota.fixed, hall->decimals, &product) ||
            !tlri_dec_div_up(product, vote, hall->decimals, &meek->keep[c])) {
            return tlri_recount_too_large(hall);
        }
        meek->keep[c] = meek->keep[c] < meek->unit ? meek->keep[c] : meek->unit;
    }
    return TLR_OK;
}

/* ---- does the round go on? ----------------------------------------------------------------------
 */

/* [MEK-7] [MEK-9] The surplus is under the limit; [MEK-10] nobody holds hardly more than the quota.
 */
static bool has_converged(const struct meek *meek)
{
    const struct tlri_hall *hall = meek->hall;
    if (hall->settings->meek_kind != TLRI_MEEK_123) {
        return meek->surplus < tlri_dec_unit(hall->decimals - hall->settings->omega_decimals);
    }
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (has_seat(meek, c) &&
            tlri_dec_cross(hall->candidate[c].vote.fixed, 100000, hall->quota.fixed, 100001) > 0) {
            return false;
        }
    }
    return true;
}

/* [MEK-14] Except in the first iteration of a round the surplus must have fallen. */
static bool has_stuck(const struct meek *meek)
{
    return meek->in_round > 1 && meek->surplus >= meek->surplus_before;
}

/* [MEK-9] [MEK-10] Not even all of the surplus would bring the lowest up to the next. */
static bool lowest_cannot_catch(const struct meek *meek)
{
    const struct tlri_hall *hall = meek->hall;
    uint32_t list[TLRI_CANDIDATES_MAX];
    if (hall->settings->meek_kind == TLRI_MEEK_PRF) {
        return false;
    }
    uint32_t size = tlri_recount_from_bottom(hall, list);
    return size < 2 || hall->candidate[list[0]].vote.fixed + meek->surplus <
                           hall->candidate[list[1]].vote.fixed;
}

/* Iterates until the round ends; meek-nz: once ([MEK-6]). *end is how the stage before ended. */
static tlr_status run_round(struct meek *meek, enum round_end *end)
{
    struct tlri_hall *hall = meek->hall;
    meek->iterations = 0;
    meek->in_round = *end == ROUND_GOES_ON ? meek->in_round : 0;
    for (;;) {
        bool elected = false;
        TLR_TRY(iterate(meek));
        meek->in_round++;
        TLR_TRY(elect_on_slip(meek, &elected));
        work_out_surplus(meek);
        if (hall->left == 0 || hall->stop != TLRI_HALL_GOING) {
            *end = ROUND_STOPPED;
            return TLR_OK;
        }
        if (elected && hall->settings->meek_kind != TLRI_MEEK_123) {
            *end = ROUND_ELECTED;
            return TLR_OK;
        }
        if (!elected && lowest_cannot_catch(meek)) {
            *end = ROUND_EARLY;
            return TLR_OK;
        }
        if (!elected && (has_converged(meek) || has_stuck(meek))) {
            *end = ROUND_CONVERGED;
            return TLR_OK;
        }
        TLR_TRY(update_keep(meek, false));
        if (hall->settings->meek_kind == TLRI_MEEK_NZ) {
            *end = ROUND_GOES_ON;
            return TLR_OK;
        }
    }
}

/* ---- writing a round ----------------------------------------------------------------------------
 */

/* [MEK-6] The keep factors that the last iteration used, and how many iterations it took. */
static tlr_status write_iteration(struct meek *meek)
{
    struct tlri_hall *hall = meek->hall;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        if (!meek->had_seat[c]) {
            continue;
        }
        struct tlri_event keep = tlri_event_make(TLRI_EVENT_KEEP, hall->stage, clause_keep);
        keep.candidate = c;
        keep.b = meek->used[c];
        TLR_TRY(tlri_transcript_add(hall->sheet, keep, NULL, 0));
    }
    struct tlri_event iterations =
        tlri_event_make(TLRI_EVENT_ITERATIONS, hall->stage, clause_round);
    iterations.papers = meek->iterations;
    iterations.b = meek->surplus;
    TLR_TRY(tlri_transcript_add(hall->sheet, iterations, NULL, 0));
    bool first = hall->stage == 1;
    return tlri_recount_write_quota(hall, first ? TLRI_QUOTA_WHY_SET : TLRI_QUOTA_WHY_RECOMPUTED, 0,
                                    0, clause_quota);
}

/* Tells the watcher what is kept of one paper by the factors of the last iteration, and what is
 * left of it. */
static tlr_status tell_shares(struct meek *meek, size_t index)
{
    struct tlri_hall *hall = meek->hall;
    const struct tlri_hall_paper *paper = (const struct tlri_hall_paper *)hall->papers.data + index;
    const uint8_t *preference = (const uint8_t *)hall->preference.data + paper->first;
    struct tlri_hall_amount weight = *tlri_recount_value_at(hall, paper->value);
    for (uint32_t p = 0; p < paper->length && weight.fixed > 0; p++) {
        struct tlri_hall_amount kept = weight;
        if (meek->used[preference[p]] == 0) {
            continue;
        }
        if (!share_kept(meek, weight.fixed, meek->used[preference[p]], &kept.fixed)) {
            return tlri_recount_too_large(hall);
        }
        kept.fixed = kept.fixed < weight.fixed ? kept.fixed : weight.fixed;
        TLR_TRY(tlri_recount_tell(hall, index, TLRI_NONE, NULL, preference[p], &kept));
        weight.fixed -= kept.fixed;
    }
    return weight.fixed > 0 ? tlri_recount_tell(hall, index, TLRI_NONE, NULL, TLRI_NONE, &weight)
                            : TLR_OK;
}

static tlr_status tell_all_shares(struct meek *meek)
{
    for (size_t i = 0; meek->hall->watch != NULL && i < meek->hall->papers.count; i++) {
        TLR_TRY(tell_shares(meek, i));
    }
    return TLR_OK;
}

/* [MEK-10] The elections, with the votes of the last iteration. */
static tlr_status add_slip(struct meek *meek)
{
    struct tlri_hall *hall = meek->hall;
    for (size_t i = 0; i < tlri_transcript_size(meek->slip); i++) {
        struct tlri_event event = *tlri_transcript_event(meek->slip, i);
        const uint32_t *set = tlri_transcript_set(meek->slip, &event);
        if (event.kind == TLRI_EVENT_ELECTED) {
            event.a = hall->candidate[event.candidate].vote.fixed;
        }
        TLR_TRY(tlri_transcript_add(hall->sheet, event, set, event.set_size));
    }
    return TLR_OK;
}

/* A whole round, its figures and its elections; the stage is open. */
static tlr_status hold_round(struct meek *meek, enum round_end *end)
{
    struct tlri_hall *hall = meek->hall;
    meek->slip = tlri_transcript_new(hall->ctx, hall->decimals);
    if (meek->slip == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    tlr_status status;
    TLR_TRY_TO(run_round(meek, end), done);
    TLR_TRY_TO(write_iteration(meek), done);
    TLR_TRY_TO(tell_all_shares(meek), done);
    TLR_TRY_TO(tlri_recount_write_tally(hall), done);
    TLR_TRY_TO(add_slip(meek), done);
done:
    tlri_transcript_free(meek->slip);
    meek->slip = NULL;
    return status;
}

/* ---- who goes out -------------------------------------------------------------------------------
 */

/* [MEK-8] All who are within the surplus of the lowest are level with it. */
static tlr_status prf_lowest(struct meek *meek, struct tlri_hall_going *going)
{
    struct tlri_hall_amount reach;
    tlri_recount_zero(&reach);
    reach.fixed = meek->surplus;
    return tlri_recount_lowest_goes(meek->hall, &reach, "meek/MEK-8", clause_round, going);
}

/* [MEK-9] All with no votes together, if enough remain. */
static tlr_status nz_without_votes(struct tlri_hall *hall, struct tlri_hall_going *going)
{
    going->size = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        const struct tlri_hall_candidate *candidate = &hall->candidate[c];
        if (candidate->state == TLRI_HALL_CONTINUING && !candidate->guarded &&
            candidate->vote.fixed == 0) {
            going->set[going->size++] = c;
        }
    }
    going->why = going->size > 1 ? TLRI_WHY_EXCLUDED_BULK : TLRI_WHY_EXCLUDED_LOWEST;
    going->clause = "meek/MEK-9";
    bool enough = tlri_recount_continuing(hall) - going->size >= hall->left;
    if (enough && going->size > 1) {
        TLR_TRY(tlri_recount_can_exclude_all(hall, going->set, going->size, &enough));
    }
    going->size = enough ? going->size : 0;
    return TLR_OK;
}

/* [MEK-12] A doomed candidate before any other; then by the kind. */
static tlr_status choose_going(struct meek *meek, enum round_end end, struct tlri_hall_going *going)
{
    struct tlri_hall *hall = meek->hall;
    enum tlri_meek_kind kind = hall->settings->meek_kind;
    TLR_TRY(tlri_recount_doomed_goes(hall, clause_round, going));
    if (going->size > 0 || hall->stop != TLRI_HALL_GOING || end == ROUND_ELECTED) {
        return TLR_OK;
    }
    if (kind == TLRI_MEEK_PRF) {
        return prf_lowest(meek, going);
    }
    if (kind == TLRI_MEEK_NZ && end == ROUND_CONVERGED) {
        TLR_TRY(nz_without_votes(hall, going));
    }
    if (going->size > 0) {
        return TLR_OK;
    }
    return tlri_recount_lowest_goes(hall, NULL, kind == TLRI_MEEK_NZ ? "meek/MEK-9" : "meek/MEK-10",
                                    clause_round, going);
}

/* ---- stage after stage --------------------------------------------------------------------------
 */

/* [MEK-6] Opens the next stage: an exclusion, or a round after elections. *done: [MEK-11]. */
static tlr_status open_next(struct meek *meek, enum round_end end, bool *done)
{
    struct tlri_hall *hall = meek->hall;
    struct tlri_hall_going going;
    const struct tlri_hall_opening again = {.action = TLRI_ACTION_ITERATION,
                                            .clause = clause_round};
    if (end == ROUND_GOES_ON) {
        return tlri_recount_open(hall, &again);
    }
    TLR_TRY(choose_going(meek, end, &going));
    *done = hall->stop != TLRI_HALL_GOING;
    if (*done) {
        return TLR_OK;
    }
    if (going.size == 0) {
        return tlri_recount_open(hall, &again);
    }
    if (hall->settings->meek_kind == TLRI_MEEK_NZ) { /* [MEK-9] */
        TLR_TRY(update_keep(meek, true));
    }
    TLR_TRY(tlri_recount_open_exclusion(hall, &going));
    *done = tlri_recount_is_over(hall);
    for (uint32_t i = 0; i < going.size; i++) {
        meek->keep[going.set[i]] = 0;
    }
    if (!*done) {
        return TLR_OK;
    }
    TLR_TRY(tlri_recount_write_tally(hall)); /* [STV-3] no iteration any more */
    return tlri_recount_elect_remaining(hall, done);
}

static tlr_status count_rounds(struct meek *meek)
{
    struct tlri_hall *hall = meek->hall;
    bool done = false;
    enum round_end end = ROUND_STOPPED;
    while (!done) {
        TLR_TRY(hold_round(meek, &end));
        if (tlri_recount_no_votes(hall, "stv/STV-7")) { /* [STV-7] */
            return TLR_OK;
        }
        TLR_TRY(tlri_recount_elect_remaining(hall, &done)); /* [MEK-11] */
        if (!done) {
            TLR_TRY(open_next(meek, end, &done));
        }
    }
    return TLR_OK;
}

tlr_status tlri_recount_meek(struct tlri_hall *hall)
{
    struct meek meek;
    memset(&meek, 0, sizeof meek);
    meek.hall = hall;
    meek.unit = tlri_dec_unit(hall->decimals);
    for (uint32_t c = 0; c < hall->candidates; c++) {
        meek.keep[c] = meek.unit;
    }
    const struct tlri_hall_opening first = {.action = TLRI_ACTION_FIRST, .clause = clause_first};
    TLR_TRY(tlri_recount_open(hall, &first));
    return count_rounds(&meek);
}
