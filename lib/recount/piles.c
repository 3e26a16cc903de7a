/*
 * recount/piles.c: moving papers from pile to pile, and writing the slips.
 *
 * Implements what the transferable-vote pages share about papers: [STV-1], [STV-4] to [STV-6], and
 * the surplus of one batch in the words of [ERS-3.7] and [ERS-3.9]. Whenever papers move, every
 * paper in the hall is picked up: if it lies in the pile in question and is one of those asked for,
 * its next preference for a continuing candidate is looked up and it is laid there. Papers of one
 * value that go from one candidate are noted on one slip, however they came; the slips of a stage
 * become its `transfer` events.
 */
#include "recount/hall.h"

#include <string.h>

static struct tlri_hall_paper *papers_of(const struct tlri_hall *hall)
{
    return hall->papers.data;
}

static bool asked_for(const struct tlri_hall_pick *pick, const struct tlri_hall_paper *paper)
{
    if (paper->holder != pick->from) {
        return false;
    }
    if (pick->which == TLRI_HALL_OF_VALUE) {
        return paper->value == pick->number;
    }
    if (pick->which == TLRI_HALL_OF_STAGE) {
        return paper->stage == pick->number;
    }
    return pick->which == TLRI_HALL_ALL || paper->transfer == pick->number;
}

static bool receives(const struct tlri_hall *hall, uint32_t c)
{
    return hall->candidate[c].state == TLRI_HALL_CONTINUING && !hall->candidate[c].full;
}

/* The first preference at or after `at` for a candidate who continues; paper->length if there is
 * none. */
static uint16_t next_continuing(const struct tlri_hall *hall, const struct tlri_hall_paper *paper,
                                uint16_t at)
{
    const uint8_t *preference = (const uint8_t *)hall->preference.data + paper->first;
    while (at < paper->length && !receives(hall, preference[at])) {
        at++;
    }
    return at;
}

static uint32_t preference_at(const struct tlri_hall *hall, const struct tlri_hall_paper *paper,
                              uint16_t at)
{
    return ((const uint8_t *)hall->preference.data)[paper->first + at];
}

/* ---- the first preferences ----------------------------------------------------------------------
 */

/* Credits `papers` papers of a value to a candidate, or to the non-transferable (TLRI_NONE). */
static tlr_status credit(struct tlri_hall *hall, uint32_t to, uint32_t value, uint64_t papers)
{
    struct tlri_hall_amount votes;
    TLR_TRY(tlri_recount_times(hall, tlri_recount_value_at(hall, value), papers, &votes));
    if (to == TLRI_NONE) {
        hall->nontransferable_papers += papers;
        return tlri_recount_add(hall, &hall->nontransferable, &votes, &hall->nontransferable);
    }
    hall->candidate[to].papers += papers;
    return tlri_recount_add(hall, &hall->candidate[to].vote, &votes, &hall->candidate[to].vote);
}

static void clear_tables(struct tlri_hall *hall)
{
    tlri_recount_zero(&hall->nontransferable);
    tlri_recount_zero(&hall->rounding);
    hall->nontransferable_papers = 0;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        tlri_recount_zero(&hall->candidate[c].vote);
        hall->candidate[c].papers = 0;
    }
}

tlr_status tlri_recount_tell(struct tlri_hall *hall, size_t index, uint32_t from,
                             const struct tlri_hall_amount *was, uint32_t to,
                             const struct tlri_hall_amount *now)
{
    if (hall->watch == NULL) {
        return TLR_OK;
    }
    const struct tlri_hall_paper *paper = papers_of(hall) + index;
    struct tlri_laid laid = {.paper = paper->row,
                             .weight = paper->weight,
                             .orders = paper->orders,
                             .copy = (uint32_t)index,
                             .preference = (const uint8_t *)hall->preference.data + paper->first,
                             .preferences = paper->length,
                             .stage = hall->stage,
                             .from = from,
                             .to = to};
    if (was != NULL) {
        TLR_TRY(tlri_recount_shown(hall, was, &laid.was));
    }
    TLR_TRY(tlri_recount_shown(hall, now, &laid.value));
    return hall->watch->laid(hall->watch->watcher, &laid);
}

/* Lays down the papers that have this value, and credits them. */
static tlr_status deal_value(struct tlri_hall *hall, uint32_t value)
{
    uint64_t dealt[TLRI_CANDIDATES_MAX + 1] = {0};
    struct tlri_hall_paper *paper = papers_of(hall);
    for (size_t i = 0; i < hall->papers.count; i++) {
        if (paper[i].value != value) {
            continue;
        }
        paper[i].at = next_continuing(hall, &paper[i], 0);
        paper[i].stage = hall->stage;
        paper[i].transfer = hall->transfers;
        paper[i].holder =
            paper[i].at < paper[i].length ? preference_at(hall, &paper[i], paper[i].at) : TLRI_NONE;
        dealt[paper[i].holder != TLRI_NONE ? paper[i].holder : hall->candidates] += paper[i].weight;
        TLR_TRY(tlri_recount_tell(hall, i, TLRI_NONE, NULL, paper[i].holder,
                                  tlri_recount_value_at(hall, value)));
    }
    for (uint32_t c = 0; c < hall->candidates; c++) {
        TLR_TRY(credit(hall, c, value, dealt[c]));
    }
    return credit(hall, TLRI_NONE, value, dealt[hall->candidates]);
}

tlr_status tlri_recount_deal(struct tlri_hall *hall)
{
    clear_tables(hall);
    hall->transfers++;
    uint32_t values = (uint32_t)hall->value.count;
    for (uint32_t value = 0; value < values; value++) {
        TLR_TRY(deal_value(hall, value));
    }
    return TLR_OK;
}

tlr_status tlri_recount_count_crosses(struct tlri_hall *hall)
{
    const struct tlri_hall_paper *paper = papers_of(hall);
    const uint8_t *choice = hall->preference.data;
    for (size_t i = 0; i < hall->papers.count; i++) {
        for (uint32_t mark = 0; mark < paper[i].length; mark++) {
            uint32_t to = choice[paper[i].first + mark];
            hall->candidate[to].papers += paper[i].weight;
            TLR_TRY(
                tlri_recount_tell(hall, i, TLRI_NONE, NULL, to, tlri_recount_value_at(hall, 0)));
        }
    }
    for (uint32_t c = 0; c < hall->candidates; c++) {
        TLR_TRY(tlri_recount_whole(hall, hall->candidate[c].papers, &hall->candidate[c].vote));
    }
    return TLR_OK;
}

/* ---- looking at a pile --------------------------------------------------------------------------
 */

static tlr_status cast_up_worth(struct tlri_hall *hall, struct tlri_hall_look *look)
{
    tlri_recount_zero(&look->worth);
    for (uint32_t v = 0; v < look->values; v++) {
        if (look->transferable[v] == 0) {
            continue;
        }
        struct tlri_hall_amount votes;
        TLR_TRY(tlri_recount_times(hall, tlri_recount_value_at(hall, v), look->transferable[v],
                                   &votes));
        TLR_TRY(tlri_recount_add(hall, &look->worth, &votes, &look->worth));
    }
    return TLR_OK;
}

tlr_status tlri_recount_look(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                             struct tlri_hall_look *out)
{
    memset(out, 0, sizeof *out);
    out->values = (uint32_t)hall->value.count;
    out->papers = tlri_arena_array(&hall->desk, out->values, sizeof *out->papers);
    out->transferable = tlri_arena_array(&hall->desk, out->values, sizeof *out->transferable);
    if (out->papers == NULL || out->transferable == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    const struct tlri_hall_paper *paper = papers_of(hall);
    for (size_t i = 0; i < hall->papers.count; i++) {
        if (!asked_for(pick, &paper[i])) {
            continue;
        }
        out->papers[paper[i].value] += paper[i].weight;
        out->all_papers += paper[i].weight;
        if (next_continuing(hall, &paper[i], paper[i].at) < paper[i].length) {
            out->transferable[paper[i].value] += paper[i].weight;
            out->all_transferable += paper[i].weight;
        }
    }
    return cast_up_worth(hall, out);
}

uint32_t tlri_recount_last_stage(const struct tlri_hall *hall, uint32_t candidate)
{
    const struct tlri_hall_paper *paper = papers_of(hall);
    uint32_t last = 0;
    for (size_t i = 0; i < hall->papers.count; i++) {
        if (paper[i].holder == candidate && paper[i].stage > last) {
            last = paper[i].stage;
        }
    }
    return last;
}

uint32_t tlri_recount_last_transfer(const struct tlri_hall *hall, uint32_t candidate)
{
    const struct tlri_hall_paper *paper = papers_of(hall);
    uint32_t last = 0;
    for (size_t i = 0; i < hall->papers.count; i++) {
        if (paper[i].holder == candidate && paper[i].transfer > last) {
            last = paper[i].transfer;
        }
    }
    return last;
}

bool tlri_recount_top_value(const struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                            uint32_t *value, uint64_t *papers)
{
    bool held_by[TLRI_CANDIDATES_MAX] = {false};
    for (uint32_t i = 0; i < size; i++) {
        held_by[set[i]] = true;
    }
    const struct tlri_hall_paper *paper = papers_of(hall);
    bool found = false;
    *papers = 0;
    for (size_t i = 0; i < hall->papers.count; i++) {
        if (paper[i].holder == TLRI_NONE || !held_by[paper[i].holder]) {
            continue;
        }
        if (!found || (paper[i].value != *value &&
                       tlri_recount_compare(hall, tlri_recount_value_at(hall, paper[i].value),
                                            tlri_recount_value_at(hall, *value)) > 0)) {
            found = true;
            *value = paper[i].value;
            *papers = 0;
        }
        *papers += paper[i].value == *value ? paper[i].weight : 0;
    }
    return found;
}

/* ---- moving -------------------------------------------------------------------------------------
 */

/* A new slip for papers that `from` received at value `was`. */
static tlr_status new_slip(struct tlri_hall *hall, uint32_t from, uint32_t was, uint32_t now,
                           uint32_t *index)
{
    struct tlri_hall_slip slip = {from, was, now, NULL};
    slip.to = tlri_arena_array(&hall->desk, (size_t)hall->candidates + 1, sizeof *slip.to);
    if (slip.to == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    *index = (uint32_t)hall->slips.count;
    return tlri_array_append(&hall->slips, &slip, 1);
}

/* Credits what slips[first..] say, and sums it up. */
static tlr_status credit_slips(struct tlri_hall *hall, uint32_t first, struct tlri_hall_moved *out)
{
    tlri_recount_zero(&out->credited);
    tlri_recount_zero(&out->lost);
    out->lost_papers = 0;
    const struct tlri_hall_slip *slip = hall->slips.data;
    for (size_t s = first; s < hall->slips.count; s++) {
        const struct tlri_hall_amount *value = tlri_recount_value_at(hall, slip[s].now);
        struct tlri_hall_amount votes;
        for (uint32_t c = 0; c < hall->candidates; c++) {
            if (slip[s].to[c] == 0) {
                continue;
            }
            TLR_TRY(credit(hall, c, slip[s].now, slip[s].to[c]));
            TLR_TRY(tlri_recount_times(hall, value, slip[s].to[c], &votes));
            TLR_TRY(tlri_recount_add(hall, &out->credited, &votes, &out->credited));
        }
        TLR_TRY(tlri_recount_times(hall, value, slip[s].to[hall->candidates], &votes));
        TLR_TRY(tlri_recount_add(hall, &out->lost, &votes, &out->lost));
        out->lost_papers += slip[s].to[hall->candidates];
    }
    return TLR_OK;
}

/* Lays one paper where it goes, and notes it on its slip. */
static void lay(struct tlri_hall *hall, struct tlri_hall_paper *paper, uint32_t now,
                bool zero_stops, struct tlri_hall_slip *slip)
{
    bool worthless = zero_stops && tlri_recount_is_zero(hall, tlri_recount_value_at(hall, now));
    hall->candidate[paper->holder].papers -= paper->weight;
    paper->at = worthless ? paper->length : next_continuing(hall, paper, paper->at);
    paper->value = now;
    paper->stage = hall->stage;
    paper->transfer = hall->transfers;
    if (paper->at < paper->length) {
        paper->holder = preference_at(hall, paper, paper->at);
        slip->to[paper->holder] += paper->weight;
    } else {
        paper->holder = TLRI_NONE;
        slip->to[hall->candidates] += paper->weight;
    }
}

tlr_status tlri_recount_move(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                             const uint32_t *now, bool zero_stops, struct tlri_hall_moved *out)
{
    uint32_t first_slip = (uint32_t)hall->slips.count;
    uint32_t *slip_of = tlri_arena_array(&hall->desk, hall->value.count, sizeof *slip_of);
    if (slip_of == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    memset(slip_of, 0xff, hall->value.count * sizeof *slip_of); /* TLRI_NONE */
    struct tlri_hall_paper *paper = papers_of(hall);
    for (size_t i = 0; i < hall->papers.count; i++) {
        if (!asked_for(pick, &paper[i])) {
            continue;
        }
        uint32_t was = paper[i].value;
        uint32_t new_value = now != NULL ? now[was] : was;
        if (slip_of[was] == TLRI_NONE) {
            TLR_TRY(new_slip(hall, pick->from, was, new_value, &slip_of[was]));
        }
        struct tlri_hall_slip *slip = hall->slips.data;
        lay(hall, &paper[i], new_value, zero_stops, &slip[slip_of[was]]);
        TLR_TRY(tlri_recount_tell(hall, i, pick->from, tlri_recount_value_at(hall, was),
                                  paper[i].holder, tlri_recount_value_at(hall, new_value)));
    }
    TLR_TRY(credit_slips(hall, first_slip, out));
    hall->nontransferable_papers += out->lost_papers;
    return TLR_OK;
}

tlr_status tlri_recount_give_up(struct tlri_hall *hall, const struct tlri_hall_pick *pick)
{
    struct tlri_hall_moved moved;
    struct tlri_hall_amount given;
    struct tlri_hall_amount *vote = &hall->candidate[pick->from].vote;
    TLR_TRY(tlri_recount_move(hall, pick, NULL, false, &moved));
    TLR_TRY(tlri_recount_add(hall, &moved.credited, &moved.lost, &given));
    TLR_TRY(tlri_recount_sub(hall, vote, &given, vote));
    return tlri_recount_add(hall, &hall->nontransferable, &moved.lost, &hall->nontransferable);
}

/* ---- writing the slips --------------------------------------------------------------------------
 */

/* Does slip a stand before slip b: by giver in ballot order, then from the highest value down? */
static bool stands_before(const struct tlri_hall *hall, const struct tlri_hall_slip *a,
                          const struct tlri_hall_slip *b)
{
    if (a->from != b->from) {
        return a->from < b->from;
    }
    return tlri_recount_compare(hall, tlri_recount_value_at(hall, a->was),
                                tlri_recount_value_at(hall, b->was)) > 0;
}

/* Sorts the slips, and makes one of those with the same giver and value ([STV-5]). */
static void sort_slips(struct tlri_hall *hall)
{
    struct tlri_hall_slip *slip = hall->slips.data;
    size_t kept = 0;
    for (size_t i = 0; i < hall->slips.count; i++) {
        struct tlri_hall_slip taken = slip[i];
        size_t at = kept;
        while (at > 0 && stands_before(hall, &taken, &slip[at - 1])) {
            at--;
        }
        if (at > 0 && slip[at - 1].from == taken.from && slip[at - 1].was == taken.was) {
            for (uint32_t c = 0; c <= hall->candidates; c++) {
                slip[at - 1].to[c] += taken.to[c];
            }
            continue;
        }
        memmove(&slip[at + 1], &slip[at], (kept - at) * sizeof *slip);
        slip[at] = taken;
        kept++;
    }
    hall->slips.count = kept;
}

static tlr_status write_transfer(struct tlri_hall *hall, const struct tlri_hall_slip *slip,
                                 uint32_t to, const struct tlri_hall_amount *value,
                                 const struct tlri_hall_amount *votes, const char *clause)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_TRANSFER, hall->stage, clause);
    event.candidate = slip->from;
    event.to = to < hall->candidates ? to : TLRI_NONE;
    event.papers = slip->to[to];
    TLR_TRY(tlri_recount_shown(hall, value, &event.b));
    TLR_TRY(tlri_recount_shown(hall, votes, &event.a));
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

static tlr_status write_lost(struct tlri_hall *hall, size_t s, enum tlri_hall_lost lost,
                             struct tlri_hall_amount *rest, const char *clause)
{
    const struct tlri_hall_slip *slip = (const struct tlri_hall_slip *)hall->slips.data + s;
    struct tlri_hall_amount votes;
    struct tlri_hall_amount nothing;
    tlri_recount_zero(&nothing);
    const struct tlri_hall_amount *value = tlri_recount_value_at(hall, slip->now);
    if (lost == TLRI_HALL_WORTHLESS) {
        return write_transfer(hall, slip, hall->candidates, &nothing, &nothing, clause);
    }
    TLR_TRY(tlri_recount_times(hall, value, slip->to[hall->candidates], &votes));
    if (lost == TLRI_HALL_REST ||
        (lost == TLRI_HALL_REST_BY_VALUE && tlri_recount_compare(hall, &votes, rest) > 0)) {
        votes = *rest;
    }
    if (lost != TLRI_HALL_AT_VALUE) {
        TLR_TRY(tlri_recount_sub(hall, rest, &votes, rest));
    }
    return write_transfer(hall, slip, hall->candidates, value, &votes, clause);
}

tlr_status tlri_recount_write_slips(struct tlri_hall *hall, enum tlri_hall_lost lost,
                                    const struct tlri_hall_amount *rest, const char *clause)
{
    struct tlri_hall_amount left;
    tlri_recount_zero(&left);
    if (rest != NULL) {
        left = *rest;
    }
    sort_slips(hall);
    const struct tlri_hall_slip *slip = hall->slips.data;
    for (size_t s = 0; s < hall->slips.count; s++) {
        const struct tlri_hall_amount *value = tlri_recount_value_at(hall, slip[s].now);
        for (uint32_t c = 0; c < hall->candidates; c++) {
            if (slip[s].to[c] == 0) {
                continue; /* parcels of no papers are left out */
            }
            struct tlri_hall_amount votes;
            TLR_TRY(tlri_recount_times(hall, value, slip[s].to[c], &votes));
            TLR_TRY(write_transfer(hall, &slip[s], c, value, &votes, clause));
        }
        if (slip[s].to[hall->candidates] != 0) {
            TLR_TRY(write_lost(hall, s, lost, &left, clause));
        }
    }
    hall->slips.count = 0;
    return TLR_OK;
}

/* ---- exclusions ---------------------------------------------------------------------------------
 */

tlr_status tlri_recount_open_exclusion(struct tlri_hall *hall, const struct tlri_hall_going *going)
{
    const struct tlri_hall_opening opening = {.action = TLRI_ACTION_EXCLUSION,
                                              .clause = going->clause,
                                              .set = going->set,
                                              .size = going->size};
    TLR_TRY(tlri_recount_open(hall, &opening));
    return tlri_recount_write_excluded(hall, going->set, going->size, going->why, going->clause);
}

tlr_status tlri_recount_move_excluded(struct tlri_hall *hall, const struct tlri_hall_going *going)
{
    hall->transfers++;
    for (uint32_t i = 0; i < going->size; i++) {
        const struct tlri_hall_pick pick = {going->set[i], TLRI_HALL_ALL, 0};
        TLR_TRY(tlri_recount_give_up(hall, &pick));
    }
    return tlri_recount_write_slips(hall, TLRI_HALL_AT_VALUE, NULL, going->transfer);
}

tlr_status tlri_recount_open_batch(struct tlri_hall *hall, const struct tlri_hall_going *going,
                                   uint32_t part, uint32_t *value, bool *any)
{
    uint64_t papers = 0;
    struct tlri_hall_amount worth;
    *value = 0;
    *any = tlri_recount_top_value(hall, going->set, going->size, value, &papers) ||
           part == 1; /* those who hold no papers go out in one stage */
    if (!*any) {
        return TLR_OK;
    }
    tlri_recount_zero(&worth);
    TLR_TRY(tlri_recount_times(hall, tlri_recount_value_at(hall, *value), papers, &worth));
    const struct tlri_hall_opening opening = {.action = TLRI_ACTION_EXCLUSION,
                                              .clause = part == 1 ? going->clause : going->transfer,
                                              .set = going->set,
                                              .size = going->size,
                                              .part = part,
                                              .a = &worth,
                                              .papers = papers};
    TLR_TRY(tlri_recount_open(hall, &opening));
    if (part > 1) {
        return TLR_OK;
    }
    return tlri_recount_write_excluded(hall, going->set, going->size, going->why, going->clause);
}

tlr_status tlri_recount_move_batch(struct tlri_hall *hall, const struct tlri_hall_going *going,
                                   uint32_t value)
{
    hall->transfers++;
    for (uint32_t i = 0; i < going->size; i++) {
        const struct tlri_hall_pick pick = {going->set[i], TLRI_HALL_OF_VALUE, value};
        TLR_TRY(tlri_recount_give_up(hall, &pick));
    }
    return tlri_recount_write_slips(hall, TLRI_HALL_AT_VALUE, NULL, going->transfer);
}

/* ---- surpluses ----------------------------------------------------------------------------------
 */

tlr_status tlri_recount_settle_surplus(struct tlri_hall *hall, uint32_t candidate,
                                       const struct tlri_hall_amount *surplus,
                                       const struct tlri_hall_amount *credited,
                                       const struct tlri_hall_amount *lost)
{
    struct tlri_hall_amount *vote = &hall->candidate[candidate].vote;
    struct tlri_hall_amount rounded;
    TLR_TRY(tlri_recount_sub(hall, vote, surplus, vote));
    TLR_TRY(tlri_recount_sub(hall, surplus, credited, &rounded));
    TLR_TRY(tlri_recount_sub(hall, &rounded, lost, &rounded));
    TLR_TRY(tlri_recount_add(hall, &hall->nontransferable, lost, &hall->nontransferable));
    hall->candidate[candidate].pending = false;
    return tlri_recount_add(hall, &hall->rounding, &rounded, &hall->rounding);
}

/* [ERS-3.7] Their value exceeds the surplus: each is worth surplus / transferable papers. */
static tlr_status transfer_reduced(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                                   const struct tlri_hall_amount *surplus,
                                   const struct tlri_hall_look *look, const char *clause)
{
    struct tlri_hall_amount nothing;
    struct tlri_hall_amount share;
    struct tlri_hall_moved moved;
    uint32_t reduced;
    tlri_recount_zero(&nothing);
    tlri_recount_zero(&share);
    TLR_TRY(tlri_recount_over(hall, surplus, look->all_transferable, &share));
    TLR_TRY(tlri_recount_value(hall, &share, &reduced));
    uint32_t *now = tlri_arena_array(&hall->desk, hall->value.count, sizeof *now);
    if (now == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    for (size_t v = 0; v < hall->value.count; v++) {
        now[v] = reduced;
    }
    TLR_TRY(tlri_recount_move(hall, pick, now, false, &moved));
    TLR_TRY(tlri_recount_settle_surplus(hall, pick->from, surplus, &moved.credited, &nothing));
    return tlri_recount_write_slips(hall, TLRI_HALL_WORTHLESS, NULL, clause);
}

/* [ERS-3.9] They keep their value: what they leave of the surplus is non-transferable. */
static tlr_status transfer_kept(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                                const struct tlri_hall_amount *surplus, const char *clause)
{
    struct tlri_hall_moved moved;
    struct tlri_hall_amount rest;
    TLR_TRY(tlri_recount_move(hall, pick, NULL, false, &moved));
    TLR_TRY(tlri_recount_sub(hall, surplus, &moved.credited, &rest));
    TLR_TRY(tlri_recount_settle_surplus(hall, pick->from, surplus, &moved.credited, &rest));
    return tlri_recount_write_slips(hall, TLRI_HALL_REST, &rest, clause);
}

tlr_status tlri_recount_transfer_batch(struct tlri_hall *hall, const struct tlri_hall_pick *pick,
                                       const struct tlri_hall_amount *surplus, const char *clause)
{
    struct tlri_hall_look look;
    TLR_TRY(tlri_recount_look(hall, pick, &look));
    hall->transfers++;
    if (tlri_recount_compare(hall, &look.worth, surplus) > 0) {
        return transfer_reduced(hall, pick, surplus, &look, clause);
    }
    return transfer_kept(hall, pick, surplus, clause);
}
