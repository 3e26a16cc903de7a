/*
 * count/meek.c: Meek's method: PR Foundation, New Zealand, Algorithm 123 (spec/rules/meek.md).
 *
 * Every candidate has a keep factor: 1 while continuing, less once elected, 0 once excluded. In one
 * iteration every paper passes down its preferences; each candidate keeps that share of what
 * reaches it, rounded up; the rest goes on, and at the end of the paper it is non-transferable. The
 * quota is worked out from what is kept. The keep factors of the elected are lowered until they
 * hold hardly more than the quota; then the lowest goes out, and a new round begins from all
 * papers.
 *
 * A round is one stage, of which the last iteration is told; for New Zealand every iteration is a
 * stage of its own. The three statements of the method differ in when a round ends and in who goes
 * out then:
 * - prf: it ends when somebody is elected, when the surplus is under the limit or does not fall;
 *   level with the lowest are all whom the surplus could lift there.
 * - nz: it also ends as soon as the lowest cannot catch the next; all without votes go out
 *   together; an exclusion does not hold up the keep factors.
 * - 123: it goes on over elections, until every elected candidate is within a hundred-thousandth.
 *
 * All of an iteration's work on papers is in count/meek_papers.c.
 */
#include "count/bounds.h"
#include "count/choose.h"
#include "count/emit.h"
#include "count/meek_papers.h"
#include "count/methods.h"
#include "count/seats.h"
#include "count/tally.h"
#include "count/ties.h"

struct meek {
    struct tlri_count *count;
    struct tlri_meek_papers papers;
    uint64_t unit;
    uint64_t keep[TLRI_CANDIDATES_MAX];
    tlri_dec quota;
    tlri_dec omega; /* the limit for the surplus */
    /* The round. */
    uint64_t iterations;
    tlri_dec surplus;  /* of the elected, after the last iteration */
    tlri_dec before;   /* surplus of the iteration before in this round, or -1 */
    bool exclude_next; /* the round ended for an exclusion */
    bool goes_on;      /* nz: the round goes on in the next stage */
    bool elected_now[TLRI_CANDIDATES_MAX];  /* in this round */
    bool elected_last[TLRI_CANDIDATES_MAX]; /* in the last iteration */
    struct tlri_transcript *aside; /* events of this round's elections, told after its tally */
};

static enum tlri_meek_kind kind_of(const struct meek *m)
{
    return m->count->settings->meek_kind;
}

static bool is_elected(const struct tlri_count *count, uint32_t candidate)
{
    const struct tlri_runner *runner = &count->runner[candidate];
    return runner->stands && runner->status == TLRI_STATUS_OF_ELECTED;
}

/* ---- one iteration
 * ------------------------------------------------------------------------------- */

/* [MEK-1] Votes as the keep factors give them; what nobody keeps is non-transferable. */
static tlr_status distribute(struct meek *m)
{
    struct tlri_count *count = m->count;
    tlri_dec votes[TLRI_CANDIDATES_MAX];
    TLR_TRY(tlri_meek_papers_pass(&m->papers, m->keep, m->unit, votes));
    count->nontransferable = count->valid_vote;
    for (uint32_t c = 0; c < count->candidates; c++) {
        count->runner[c].vote = votes[c];
        count->nontransferable -= votes[c];
    }
    return TLR_OK;
}

/* [MEK-2] */
static tlr_status set_quota(struct meek *m)
{
    struct tlri_count *count = m->count;
    tlri_dec kept = count->valid_vote - count->nontransferable;
    if (!tlri_dec_over_down(kept, count->seats + 1, &m->quota)) {
        return tlri_count_overflow(count);
    }
    m->quota += kind_of(m) == TLRI_MEEK_123 ? 0 : 1;
    return TLR_OK;
}

/* [MEK-4] */
static void set_surplus(struct meek *m)
{
    m->surplus = 0;
    for (uint32_t c = 0; c < m->count->candidates; c++) {
        if (is_elected(m->count, c)) {
            m->surplus += m->count->runner[c].vote - m->quota;
        }
    }
    m->surplus = m->surplus > 0 ? m->surplus : 0;
}

/* [MEK-5] New keep factors of the elected whose vote is more than `above`; both steps rounded up;
 * never more than 1. */
static tlr_status lower_keep(struct meek *m, tlri_dec above)
{
    struct tlri_count *count = m->count;
    unsigned decimals = count->out->decimals;
    for (uint32_t c = 0; c < count->candidates; c++) {
        tlri_dec keep = (tlri_dec)m->keep[c];
        if (!is_elected(count, c) || count->runner[c].vote <= above) {
            continue;
        }
        if (!tlri_dec_mul_up(keep, m->quota, decimals, &keep) ||
            !tlri_dec_div_up(keep, count->runner[c].vote, decimals, &keep)) {
            return tlri_count_overflow(count);
        }
        m->keep[c] = keep < (tlri_dec)m->unit ? (uint64_t)keep : m->unit;
    }
    return TLR_OK;
}

/* [MEK-3] */
static bool passes(const struct tlri_count *count, uint32_t candidate, const void *method,
                   struct tlri_right *right)
{
    const struct meek *m = method;
    tlri_dec vote = count->runner[candidate].vote;
    *right = (struct tlri_right){TLRI_WHY_ELECTED_QUOTA, "meek/MEK-3"};
    return kind_of(m) == TLRI_MEEK_123 ? vote > m->quota : vote > 0 && vote >= m->quota;
}

/* The elections of an iteration; their events are kept aside. *any: somebody took a place. */
static tlr_status elect(struct meek *m, bool *any)
{
    struct tlri_count *count = m->count;
    struct tlri_election election = {passes, m, NULL};
    struct tlri_transcript *told = count->out;
    bool before[TLRI_CANDIDATES_MAX] = {false};
    for (uint32_t c = 0; c < count->candidates; c++) {
        before[c] = is_elected(count, c);
    }
    count->out = m->aside;
    tlr_status status = tlri_seats_elect_passing(count, &election);
    count->out = told;
    *any = false;
    for (uint32_t c = 0; c < count->candidates; c++) {
        m->elected_last[c] = is_elected(count, c) && !before[c];
        m->elected_now[c] = m->elected_now[c] || m->elected_last[c];
        *any = *any || m->elected_last[c];
    }
    return status;
}

static tlr_status iterate(struct meek *m, bool *any)
{
    m->iterations++;
    TLR_TRY(distribute(m));
    TLR_TRY(set_quota(m));
    TLR_TRY(tlri_tally_note(m->count));
    tlr_status status = elect(m, any);
    set_surplus(m);
    return status;
}

/* ---- when a round ends
 * --------------------------------------------------------------------------- */

/* [MEK-9] The lowest cannot catch the next, even with the whole surplus. */
static bool lowest_is_lost(const struct meek *m)
{
    const struct tlri_count *count = m->count;
    uint32_t lowest = 0;
    uint32_t next = 0;
    if (!tlri_choose_lowest_two(count, &lowest, &next)) {
        return true;
    }
    return count->runner[lowest].vote + m->surplus < count->runner[next].vote;
}

/* [MEK-10] Within a hundred-thousandth of the quota. */
static bool all_converged(const struct meek *m)
{
    for (uint32_t c = 0; c < m->count->candidates; c++) {
        if (is_elected(m->count, c) &&
            tlri_dec_cross(m->count->runner[c].vote, 100000, m->quota, 100001) > 0) {
            return false;
        }
    }
    return true;
}

/* Has somebody to go out after an iteration that elected nobody? before: the surplus of the
 * iteration before, -1 when there was none. */
static bool calls_for_exclusion(const struct meek *m, tlri_dec before)
{
    bool stalls = before >= 0 && m->surplus >= before; /* [MEK-14] */
    if (kind_of(m) == TLRI_MEEK_PRF) {
        return m->surplus < m->omega || stalls; /* [MEK-7] */
    }
    if (kind_of(m) == TLRI_MEEK_NZ) {
        return lowest_is_lost(m) || m->surplus < m->omega || stalls; /* [MEK-9] */
    }
    return lowest_is_lost(m) || all_converged(m) || stalls; /* [MEK-10] */
}

/* [MEK-7], [MEK-10] An election ends the round, except in Algorithm 123. */
static bool election_ends(const struct meek *m)
{
    return kind_of(m) != TLRI_MEEK_123 || tlri_count_left(m->count) == 0;
}

/* [MEK-6] To the end of the round; nz: one iteration, and goes_on says whether the round does. */
static tlr_status iterate_to_end(struct meek *m)
{
    for (;;) {
        bool any = false;
        TLR_TRY(iterate(m, &any));
        m->exclude_next = !any && calls_for_exclusion(m, m->before);
        if (m->exclude_next || (any && election_ends(m))) {
            m->before = -1;
            m->goes_on = false;
            return TLR_OK;
        }
        m->before = m->surplus;
        if (kind_of(m) == TLRI_MEEK_NZ) {
            m->goes_on = true;
            return TLR_OK;
        }
        TLR_TRY(lower_keep(m, 0));
    }
}

/* ---- telling a round
 * ----------------------------------------------------------------------------- */

/* [MEK-6] Factors used in the last iteration by those elected before it (prf and nz: before this
 * round's elections, which is the same). */
static tlr_status say_keep(struct meek *m)
{
    for (uint32_t c = 0; c < m->count->candidates; c++) {
        if (is_elected(m->count, c) && !m->elected_last[c]) {
            TLR_TRY(tlri_emit_keep(m->count, c, (tlri_dec)m->keep[c], "meek/MEK-5"));
        }
    }
    return TLR_OK;
}

/* Tallies give the status before this round's elections. */
static tlr_status say_tally(struct meek *m)
{
    struct tlri_count *count = m->count;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (m->elected_now[c]) {
            count->runner[c].status = TLRI_STATUS_OF_CONTINUING;
        }
    }
    tlr_status status = tlri_tally_close(count);
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (m->elected_now[c]) {
            count->runner[c].status = TLRI_STATUS_OF_ELECTED;
        }
    }
    return status;
}

/* The events kept aside; an `elected` gives the vote of the last iteration. */
static tlr_status say_elections(struct meek *m)
{
    for (size_t i = 0; i < tlri_transcript_size(m->aside); i++) {
        struct tlri_event event = *tlri_transcript_event(m->aside, i);
        const uint32_t *set = tlri_transcript_set(m->aside, &event);
        if (event.kind == TLRI_EVENT_ELECTED) {
            event.a = m->count->runner[event.candidate].vote;
        }
        TLR_TRY(tlri_transcript_add(m->count->out, event, set, event.set_size));
    }
    return TLR_OK;
}

static tlr_status say_round(struct meek *m)
{
    struct tlri_count *count = m->count;
    TLR_TRY(say_keep(m));
    TLR_TRY(tlri_emit_iterations(count, m->iterations, m->surplus, "meek/MEK-6"));
    TLR_TRY(tlri_emit_quota(count, m->quota, 0, 0,
                            count->stage == 1 ? TLRI_QUOTA_WHY_SET : TLRI_QUOTA_WHY_RECOMPUTED,
                            "meek/MEK-2"));
    TLR_TRY(say_tally(m));
    return say_elections(m);
}

/* The iterations of the stage that was opened, and what came of them. When the count cannot go on
 * the round is told all the same. */
static tlr_status run_round(struct meek *m)
{
    m->iterations = 0;
    for (uint32_t c = 0; c < m->count->candidates; c++) {
        m->elected_now[c] = false;
        m->elected_last[c] = false;
    }
    m->aside = tlri_transcript_new(m->count->ctx, m->count->out->decimals);
    if (m->aside == NULL) {
        return tlri_no_memory(m->count->ctx);
    }
    tlr_status ended = iterate_to_end(m);
    tlr_status told = TLR_OK;
    if (ended == TLR_OK || ended == TLR_E_DECISION) {
        told = say_round(m);
    }
    tlri_transcript_free(m->aside);
    m->aside = NULL;
    return told != TLR_OK ? told : ended;
}

/* ---- exclusions
 * ---------------------------------------------------------------------------------- */

struct exclusion {
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n;
    enum tlri_why_excluded why;
    const char *clause;
};

/* [MEK-8] Level with the lowest are all whom the surplus could lift to it. */
static tlr_status choose_prf(struct meek *m, struct exclusion *x)
{
    struct tlri_count *count = m->count;
    uint32_t level[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    (void)tlri_choose_level_lowest(count, level);
    tlri_dec most = count->runner[level[0]].vote + m->surplus;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (tlri_count_continues(count, c) && !count->runner[c].guarded &&
            count->runner[c].vote <= most) {
            level[n++] = c;
        }
    }
    x->set[0] = level[0];
    if (n < 2) {
        return TLR_OK;
    }
    struct tlri_tie tie = tlri_tie_make(count, TLRI_PURPOSE_EXCLUDE, level, n);
    return tlri_tie_settle(count, &tie, x->set);
}

/* [MEK-9] All without votes together, if enough remain; n is 0 when not so. Somebody may go out:
 * the lowest is not lost, so that there are two ([MEK-9]). */
static tlr_status choose_without_votes(struct meek *m, struct exclusion *x)
{
    struct tlri_count *count = m->count;
    bool allowed = false;
    x->n = tlri_choose_level_lowest(count, x->set);
    if (count->runner[x->set[0]].vote > 0 ||
        tlri_count_continuing(count) < tlri_count_left(count) + x->n) {
        x->n = 0;
        return TLR_OK;
    }
    TLR_TRY(tlri_bounds_allow_none(count, x->set, x->n, &allowed));
    x->n = allowed ? x->n : 0;
    return TLR_OK;
}

static tlr_status choose_nz(struct meek *m, struct exclusion *x)
{
    if (!lowest_is_lost(m)) {
        TLR_TRY(choose_without_votes(m, x));
        if (x->n > 1) {
            x->why = TLRI_WHY_EXCLUDED_BULK;
            return TLR_OK;
        }
    }
    x->n = 1;
    return tlri_choose_lowest(m->count, x->set);
}

static tlr_status choose_lowest(struct meek *m, struct exclusion *x)
{
    x->n = 1;
    x->why = TLRI_WHY_EXCLUDED_LOWEST;
    if (kind_of(m) == TLRI_MEEK_PRF) {
        x->clause = "meek/MEK-8";
        return choose_prf(m, x);
    }
    if (kind_of(m) == TLRI_MEEK_NZ) {
        x->clause = "meek/MEK-9";
        return choose_nz(m, x);
    }
    x->clause = "meek/MEK-10";
    return tlri_choose_lowest(m->count, x->set);
}

/* One stage: out, and a round anew, unless that decides the count ([MEK-11]). */
static tlr_status exclude(struct meek *m, const struct exclusion *x)
{
    struct tlri_count *count = m->count;
    TLR_TRY(tlri_emit_stage(count, &(struct tlri_stage){.action = TLRI_ACTION_EXCLUSION,
                                                        .set = x->set,
                                                        .n = x->n,
                                                        .clause = x->clause}));
    TLR_TRY(tlri_seats_exclude(count, x->set, x->n, x->why, x->clause));
    if (tlri_seats_decided(count)) {
        return tlri_tally_close(count);
    }
    if (kind_of(m) == TLRI_MEEK_NZ) {
        TLR_TRY(lower_keep(m, m->quota)); /* [MEK-9] an exclusion does not hold them up */
    }
    for (uint32_t i = 0; i < x->n; i++) {
        m->keep[x->set[i]] = 0;
    }
    return run_round(m);
}

/* ---- stage after stage
 * --------------------------------------------------------------------------- */

/* [MEK-6] Nobody goes out. */
static tlr_status another_round(struct meek *m)
{
    struct tlri_stage stage = {.action = TLRI_ACTION_ITERATION, .clause = "meek/MEK-6"};
    TLR_TRY(tlri_emit_stage(m->count, &stage));
    return run_round(m);
}

/* [MEK-6], [MEK-12] A round that goes on does so; the doomed first; then the lowest, or, when the
 * round was ended by an election, another round with the same candidates. */
static tlr_status next_stage(struct meek *m)
{
    struct tlri_count *count = m->count;
    struct exclusion x = {.n = 1, .why = TLRI_WHY_EXCLUDED_DOOMED, .clause = "constraints/CON-7"};
    if (m->goes_on) {
        TLR_TRY(lower_keep(m, 0));
        return another_round(m);
    }
    TLR_TRY(tlri_choose_doomed(count, x.set));
    if (x.set[0] != TLRI_NONE) {
        return exclude(m, &x);
    }
    if (!m->exclude_next) {
        return another_round(m);
    }
    TLR_TRY(choose_lowest(m, &x));
    return exclude(m, &x);
}

static tlr_status run(struct meek *m)
{
    struct tlri_count *count = m->count;
    bool ended = false;
    m->before = -1;
    TLR_TRY(tlri_emit_stage(
        count, &(struct tlri_stage){.action = TLRI_ACTION_FIRST, .clause = "meek/MEK-1"}));
    TLR_TRY(run_round(m));
    TLR_TRY(tlri_seats_end(count, &ended));
    while (!ended) {
        TLR_TRY(next_stage(m));
        TLR_TRY(tlri_seats_end(count, &ended));
    }
    return TLR_OK;
}

tlr_status tlri_count_meek(struct tlri_count *count)
{
    unsigned decimals = count->out->decimals;
    unsigned omega = count->settings->omega_decimals;
    struct meek m = {.count = count, .unit = (uint64_t)tlri_dec_unit(decimals)};
    m.omega = tlri_dec_unit(omega < decimals ? decimals - omega : 0);
    for (uint32_t c = 0; c < count->candidates; c++) {
        m.keep[c] = m.unit;
    }
    tlr_status status = tlri_meek_papers_init(&m.papers, count);
    if (status == TLR_OK) {
        status = run(&m);
    }
    tlri_meek_papers_drop(&m.papers);
    return status;
}
