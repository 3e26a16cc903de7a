/*
 * count/successive.c: several places, one after another by the alternative vote
 * (spec/rules/av-successive.md).
 *
 * For each place all papers are counted anew from their first preferences, passing over who is
 * elected already; whoever was excluded while an earlier place was filled is back in. The steps
 * inside a place are those of count/av.c. Exclusions inside a place are not final, so bounds on
 * groups are tried only between places: whoever is doomed by then is left out of the next place.
 * When no more candidates are left than places, all of them are elected and no further place is
 * opened. With every second place kept for a group the bounds are not tried: a second that is
 * forced is opened for the group alone.
 */
#include "count/av.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/seats.h"

struct successive {
    struct tlri_count *count;
    struct tlri_av av;
    bool stayed[TLRI_CANDIDATES_MAX]; /* in the last place: was not excluded from it */
    uint32_t group;                   /* of every second place ([SUC-8]), or TLRI_NONE */
    uint32_t taker;                   /* of the place before */
    bool forced;                      /* the place is open to the group alone */
};

/* [SUC-6], [SUC-8] */
static bool is_left_out(const struct successive *s, uint32_t candidate)
{
    return s->count->runner[candidate].doomed ||
           (s->forced && !tlri_seats_is_member(s->count, candidate, s->group));
}

/* [SUC-1] Everybody is back who is not elected and not left out. */
static void call_everybody(struct successive *s)
{
    struct tlri_count *count = s->count;
    for (uint32_t c = 0; c < count->candidates; c++) {
        struct tlri_runner *runner = &count->runner[c];
        count->passed_over[c] = runner->status == TLRI_STATUS_OF_ELECTED;
        if (!runner->stands || runner->status == TLRI_STATUS_OF_ELECTED) {
            continue;
        }
        runner->status = is_left_out(s, c) ? TLRI_STATUS_OF_EXCLUDED : TLRI_STATUS_OF_CONTINUING;
        runner->vote_out = 0;
    }
}

/* [SUC-2], [SUC-4] */
static tlr_status open_place(struct successive *s)
{
    struct tlri_count *count = s->count;
    uint32_t elected[TLRI_CANDIDATES_MAX];
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (count->passed_over[c]) {
            elected[n++] = c;
        }
    }
    count->opening = count->stage + 1;
    count->provisional = true;
    tlri_piles_gather(s->av.piles);
    return tlri_av_open(&s->av, &(struct tlri_stage){.action = TLRI_ACTION_NEXT_PLACE,
                                                     .set = elected,
                                                     .n = n,
                                                     .part = count->filled + 1,
                                                     .clause = s->forced ? "av-successive/SUC-8"
                                                                         : "av-successive/SUC-2"});
}

/* Ends the place: exclusions made in it are undone before anybody is elected. Notes who continued
 * to the end, and gives the others back the vote that they had when they went out. */
static void close_place(struct successive *s)
{
    struct tlri_count *count = s->count;
    count->provisional = false;
    for (uint32_t c = 0; c < count->candidates; c++) {
        struct tlri_runner *runner = &count->runner[c];
        s->stayed[c] = runner->status != TLRI_STATUS_OF_EXCLUDED;
        if (!s->stayed[c]) {
            runner->status = TLRI_STATUS_OF_CONTINUING;
            runner->vote = runner->vote_out;
        }
    }
}

/* ---- [SUC-5] as many as places ------------------------------------------------------------------
 */

/* Does a come before b? Those who continued to the end do; then the higher vote; then ballot order.
 */
static bool comes_before(const struct successive *s, uint32_t a, uint32_t b)
{
    if (s->stayed[a] != s->stayed[b]) {
        return s->stayed[a];
    }
    return s->count->runner[a].vote > s->count->runner[b].vote;
}

/* All in play, as they are elected. */
static uint32_t remaining(const struct successive *s, uint32_t *set)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < s->count->candidates; c++) {
        if (!tlri_count_in_play(s->count, c)) {
            continue;
        }
        uint32_t at = n++;
        while (at > 0 && comes_before(s, c, set[at - 1])) {
            set[at] = set[at - 1];
            at--;
        }
        set[at] = c;
    }
    return n;
}

static tlr_status elect_remaining(struct successive *s)
{
    uint32_t set[TLRI_CANDIDATES_MAX];
    uint32_t n = remaining(s, set);
    const char *clause = s->count->bounded ? "constraints/CON-12" : s->count->page->remaining;
    for (uint32_t i = 0; i < n && tlri_count_left(s->count) > 0; i++) {
        TLR_TRY(tlri_seats_elect(s->count, set[i], TLRI_WHY_ELECTED_REMAINING, clause));
    }
    return TLR_OK;
}

/* ---- place after place --------------------------------------------------------------------------
 */

/* Fills the place that was opened; *ended when nobody has a vote. */
static tlr_status fill_place(struct successive *s, bool *ended)
{
    struct tlri_count *count = s->count;
    struct tlri_av_winner winner = {TLRI_NONE, TLRI_WHY_ELECTED_MAJORITY, NULL};
    TLR_TRY(tlri_av_fill(&s->av, &winner));
    close_place(s);
    *ended = winner.candidate == TLRI_NONE;
    if (*ended) {
        count->rest = TLRI_EMPTY_NO_VOTES;
        return TLR_OK;
    }
    s->taker = winner.candidate;
    return tlri_seats_elect(count, winner.candidate, winner.why, winner.clause);
}

static tlr_status next_place(struct successive *s, bool *ended)
{
    struct tlri_count *count = s->count;
    bool first = count->stage == 0;
    call_everybody(s);
    TLR_TRY(open_place(s));
    /* At the very start it is tested after the opening stage; later before a place is opened. */
    *ended = first && tlri_seats_decided(count);
    if (!*ended) {
        TLR_TRY(fill_place(s, ended));
        if (*ended || !tlri_seats_decided(count)) {
            return TLR_OK;
        }
    } else {
        close_place(s);
    }
    return elect_remaining(s);
}

/* ---- [SUC-8] every second place
 * ------------------------------------------------------------------ */

static bool is_anybody_in(const struct successive *s)
{
    for (uint32_t c = 0; c < s->count->candidates; c++) {
        if (tlri_count_continues(s->count, c)) {
            return true;
        }
    }
    return false;
}

/* A forced place for which the group has nobody. Those left out are back. */
static tlr_status leave_empty(struct successive *s)
{
    close_place(s);
    s->count->filled++;
    return tlri_emit_place_empty(s->count, TLRI_NONE, s->count->filled, TLRI_EMPTY_CONSTRAINT,
                                 "av-successive/SUC-8");
}

static tlr_status next_of_pair(struct successive *s, bool *ended)
{
    struct tlri_count *count = s->count;
    s->forced = tlri_seats_is_forced(count, s->taker, s->group);
    s->av.needs_no_votes = s->forced;
    call_everybody(s);
    if (s->forced && !is_anybody_in(s)) {
        return leave_empty(s);
    }
    TLR_TRY(open_place(s));
    if (!s->forced && s->av.live_at_first == 0) {
        close_place(s);
        count->rest = TLRI_EMPTY_NO_VOTES; /* [AV-12] */
        *ended = true;
        return TLR_OK;
    }
    return fill_place(s, ended);
}

static tlr_status run(struct tlri_count *count, struct tlri_piles *piles)
{
    struct successive s = {.count = count,
                           .av = {.count = count, .piles = piles},
                           .group = tlri_seats_pair_group(count)};
    bool ended = false;
    while (tlri_count_left(count) > 0 && !ended) {
        TLR_TRY(s.group != TLRI_NONE ? next_of_pair(&s, &ended) : next_place(&s, &ended));
    }
    return TLR_OK;
}

tlr_status tlri_count_successive(struct tlri_count *count)
{
    struct tlri_piles piles;
    tlr_status status = tlri_piles_init(&piles, count);
    if (status == TLR_OK) {
        status = run(count, &piles);
    }
    tlri_piles_drop(&piles);
    return status;
}
