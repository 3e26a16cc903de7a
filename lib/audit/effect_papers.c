/*
 * audit/effect_papers.c: the papers of a count put together by what they say; and counts of papers
 * with some taken away and some put in.
 *
 * A question about any few papers of many is a question about kinds of papers, since a count does
 * not tell two papers apart that say the same. A change is so many papers taken from each kind and
 * so many invented ones put in. Changed papers are counted by the engines themselves, with the
 * declared readings; only the lots are supplied here: those that were drawn hold, others may fall
 * either way, and the one that is asked about is given every chance to lose them. Implements
 * spec/rules/effect.md [EFF-1] to [EFF-4].
 */
#include <string.h>

#include "audit/effect.h"
#include "audit/explain.h"
#include "count/marks.h"

enum { LOTS_MAX = 24, RUNS_MAX = 24 };

/* ---- kinds --------------------------------------------------------------------------------------
 */

/* Kinds by what they say: open addressing, each slot a number of a kind plus one. */
struct table {
    tlr_ctx *ctx;
    uint32_t *slot;
    size_t slots; /* a power of two */
};

/* A paper as read, and its marks as seen or decided: a run in the pool. */
struct read_paper {
    struct tlri_reading reading;
    uint32_t first, marks;
};

/* Papers with equal preferences say the same when they are marked the same. */
static bool says(const struct tlri_faults *faults, const struct tlri_kind *kind,
                 const struct read_paper *paper)
{
    const struct tlri_reading *reading = &paper->reading;
    const tlri_mark *pool = faults->papers->pool;
    if (kind->equals != reading->has_equals || kind->n != reading->n ||
        (kind->n > 0 && memcmp(kind->candidate, reading->candidate, kind->n) != 0)) {
        return false;
    }
    return !kind->equals ||
           (kind->marks == paper->marks &&
            memcmp(pool + kind->first, pool + paper->first, paper->marks * sizeof *pool) == 0);
}

/* The slot of the kind, or the empty one where it belongs. */
static uint32_t *find_slot(const struct table *table, const struct tlri_faults *faults,
                           const struct read_paper *paper)
{
    const struct tlri_reading *reading = &paper->reading;
    size_t at = (size_t)tlri_hash(reading->has_equals, reading->candidate, reading->n);
    for (;; at++) {
        uint32_t *slot = &table->slot[at & (table->slots - 1)];
        if (*slot == 0 || says(faults, tlri_kind_at(faults, *slot - 1), paper)) {
            return slot;
        }
    }
}

static tlr_status grow(struct table *table, const struct tlri_faults *faults)
{
    struct table larger = {table->ctx, NULL, table->slots * 2};
    larger.slot = tlri_alloc_array(table->ctx, larger.slots, sizeof *larger.slot);
    if (larger.slot == NULL) {
        return tlri_no_memory(table->ctx);
    }
    for (size_t i = 0; i < faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(faults, i);
        size_t at = (size_t)tlri_hash(kind->equals, kind->candidate, kind->n);
        while (larger.slot[at & (larger.slots - 1)] != 0) {
            at++;
        }
        larger.slot[at & (larger.slots - 1)] = (uint32_t)i + 1;
    }
    tlri_free(table->ctx, table->slot, table->slots * sizeof *table->slot);
    *table = larger;
    return TLR_OK;
}

/* A new kind, as this paper says it. */
static tlr_status add_kind(struct tlri_faults *faults, const struct read_paper *paper)
{
    const struct tlri_reading *reading = &paper->reading;
    struct tlri_kind *kind;
    TLR_TRY(tlri_array_push(&faults->kind, &kind));
    kind->candidate = (const uint8_t *)tlri_arena_copy(
        &faults->effect->arena, (const char *)reading->candidate, reading->n);
    kind->first = paper->first;
    kind->marks = paper->marks;
    kind->n = reading->n;
    kind->equals = reading->has_equals;
    faults->has_equals = faults->has_equals || reading->has_equals;
    return kind->candidate != NULL ? TLR_OK : tlri_no_memory(faults->ctx);
}

static void sort_candidates(uint8_t *candidate, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        for (uint32_t k = i; k > 0 && candidate[k] < candidate[k - 1]; k--) {
            uint8_t moved = candidate[k];
            candidate[k] = candidate[k - 1];
            candidate[k - 1] = moved;
        }
    }
}

/* One row of papers; decision: what was decided on it, or NULL. */
static tlr_status take_in(struct tlri_faults *faults, struct table *table,
                          const struct tlri_paper *row, const struct tlri_adjudication *decision)
{
    struct read_paper paper = {.first = decision != NULL ? decision->first : row->first,
                               .marks = decision != NULL ? decision->marks : row->marks};
    tlri_marks_read(faults->contest, faults->settings, faults->crosses, faults->papers, row,
                    decision, &paper.reading);
    if (paper.reading.reject != TLRI_REJECT_NONE) {
        return TLR_OK;
    }
    if (faults->crosses) {
        sort_candidates(paper.reading.candidate, paper.reading.n);
    }
    if (faults->kind.count * 2 >= table->slots) {
        TLR_TRY(grow(table, faults));
    }
    uint32_t *slot = find_slot(table, faults, &paper);
    if (*slot == 0) {
        TLR_TRY(add_kind(faults, &paper));
        *slot = (uint32_t)faults->kind.count;
    }
    struct tlri_kind *kind = (struct tlri_kind *)faults->kind.data + *slot - 1;
    kind->papers += row->weight;
    faults->valid += row->weight;
    return TLR_OK;
}

static tlr_status take_all(struct tlri_faults *faults, struct table *table)
{
    const struct tlri_papers *papers = faults->papers;
    uint32_t next = 0; /* decisions are sorted by paper */
    for (uint32_t i = 0; i < papers->count; i++) {
        bool decided = next < papers->adjudications && papers->adjudication[next].paper == i;
        TLR_TRY(take_in(faults, table, &papers->paper[i],
                        decided ? &papers->adjudication[next] : NULL));
        next += decided ? 1 : 0;
    }
    return TLR_OK;
}

static tlr_status put_together(struct tlri_faults *faults)
{
    struct table table = {faults->ctx, NULL, 64};
    table.slot = tlri_alloc_array(table.ctx, table.slots, sizeof *table.slot);
    if (table.slot == NULL) {
        return tlri_no_memory(table.ctx);
    }
    tlr_status status = take_all(faults, &table);
    tlri_free(table.ctx, table.slot, table.slots * sizeof *table.slot);
    return status;
}

static bool has_bounds(const struct tlri_contest *contest)
{
    for (uint32_t g = 0; g < contest->groups; g++) {
        if (contest->group[g].minimum > 0 || contest->group[g].maximum != TLRI_NO_MAXIMUM) {
            return true;
        }
    }
    return false;
}

tlr_status tlri_faults_init(struct tlri_faults *faults, struct tlri_effect *effect)
{
    const struct tlri_effect_asked *asked = &effect->asked;
    enum tlri_method method = asked->settings->method;
    *faults = (struct tlri_faults){
        .ctx = asked->ctx,
        .effect = effect,
        .contest = asked->contest,
        .settings = asked->settings,
        .papers = asked->papers,
        .crosses = method == TLRI_METHOD_PLURALITY || method == TLRI_METHOD_ELIMINATING,
        .bounded = asked->settings->constrained && has_bounds(asked->contest),
        .takes = asked->fault != TLRI_FAULT_EXCLUDED,
        .adds = asked->fault != TLRI_FAULT_COUNTED,
    };
    tlri_array_init(&faults->kind, faults->ctx, sizeof(struct tlri_kind), TLRI_PAPERS_MAX);
    tlri_array_init(&faults->best.added, faults->ctx, sizeof(struct tlri_added), UINT32_MAX);
    TLR_TRY(tlri_lots_used(faults->ctx, asked->transcript, &faults->lot));
    TLR_TRY(put_together(faults));
    return tlri_effect_change_init(&faults->best, faults);
}

void tlri_faults_drop(struct tlri_faults *faults)
{
    tlri_effect_change_drop(&faults->best, faults);
    tlri_array_drop(&faults->kind);
    tlri_array_drop(&faults->lot);
}

uint32_t tlri_kind_place(const struct tlri_kind *kind, uint32_t candidate)
{
    for (uint32_t i = 0; i < kind->n; i++) {
        if (kind->candidate[i] == candidate) {
            return i;
        }
    }
    return TLRI_NONE;
}

/* ---- changes ------------------------------------------------------------------------------------
 */

tlr_status tlri_effect_change_init(struct tlri_effect_change *change,
                                   const struct tlri_faults *faults)
{
    tlri_array_init(&change->added, faults->ctx, sizeof(struct tlri_added), UINT32_MAX);
    change->removed = tlri_alloc_array(faults->ctx, faults->kind.count, sizeof *change->removed);
    return change->removed != NULL ? TLR_OK : tlri_no_memory(faults->ctx);
}

void tlri_effect_change_drop(struct tlri_effect_change *change, const struct tlri_faults *faults)
{
    tlri_free(faults->ctx, change->removed, faults->kind.count * sizeof *change->removed);
    change->removed = NULL;
    tlri_array_drop(&change->added);
}

void tlri_effect_change_clear(struct tlri_effect_change *change, const struct tlri_faults *faults)
{
    memset(change->removed, 0, faults->kind.count * sizeof *change->removed);
    change->added.count = 0;
}

tlr_status tlri_effect_change_add(struct tlri_effect_change *change, const uint8_t *candidate,
                                  uint32_t n, uint64_t papers)
{
    struct tlri_added *added = change->added.data;
    for (size_t i = 0; i < change->added.count; i++) {
        if (added[i].n == n && memcmp(added[i].candidate, candidate, n) == 0) {
            added[i].papers += papers;
            return TLR_OK;
        }
    }
    TLR_TRY(tlri_array_push(&change->added, &added));
    added->papers = papers;
    added->n = n;
    memcpy(added->candidate, candidate, n);
    return TLR_OK;
}

/* ---- changed papers -----------------------------------------------------------------------------
 */

/* A row, or as many as its weight asks for. */
static tlr_status add_rows(struct tlri_papers_builder *builder, const tlri_mark *marks, uint32_t n,
                           uint64_t papers)
{
    while (papers > 0) {
        uint32_t weight = papers < TLRI_WEIGHT_MAX ? (uint32_t)papers : TLRI_WEIGHT_MAX;
        TLR_TRY(tlri_papers_add(builder, marks, n, TLRI_REJECT_NONE, weight));
        papers -= weight;
    }
    return TLR_OK;
}

static tlr_status build_rows(const struct tlri_faults *faults,
                             const struct tlri_effect_change *change,
                             struct tlri_papers_builder *builder)
{
    tlri_mark marks[TLRI_CANDIDATES_MAX];
    TLR_TRY(tlri_papers_start_batch(builder, "changed", 7));
    for (size_t i = 0; i < faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(faults, i);
        TLR_TRY(add_rows(builder, faults->papers->pool + kind->first, kind->marks,
                         kind->papers - change->removed[i]));
    }
    const struct tlri_added *added = change->added.data;
    for (size_t i = 0; i < change->added.count; i++) {
        for (uint32_t k = 0; k < added[i].n; k++) {
            marks[k] = (tlri_mark)(added[i].candidate[k] | (faults->crosses ? TLRI_MARK_CROSS : 0));
        }
        TLR_TRY(add_rows(builder, marks, added[i].n, added[i].papers));
    }
    return TLR_OK;
}

static tlr_status build(const struct tlri_faults *faults, const struct tlri_effect_change *change,
                        struct tlri_papers **out)
{
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, faults->ctx, faults->contest->candidates);
    tlr_status status = build_rows(faults, change, &builder);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, out);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

/* ---- lots that may fall either way --------------------------------------------------------------
 */

/* The lots supplied: those of the count, then the supposed ones, each with the number of its
 * choice. */
struct supposed {
    struct tlri_array lot;
    size_t drawn; /* how many are the count's own */
    uint32_t choice[LOTS_MAX];
    struct tlri_arena arena;
};

/* The i-th to be tried, so that the one asked about loses first: it is selected to be excluded, and
 * others to be elected. */
static uint32_t choose(const struct tlri_lot *lot, uint32_t person, uint32_t i)
{
    uint32_t at = 0;
    while (at < lot->tied && lot->candidate[at] != person) {
        at++;
    }
    if (at == lot->tied) {
        return lot->candidate[i];
    }
    uint32_t first = lot->purpose == TLRI_PURPOSE_EXCLUDE ? at : at + 1;
    return lot->candidate[(first + i) % lot->tied];
}

static tlr_status suppose(struct supposed *s, const struct tlri_transcript *transcript,
                          uint32_t person)
{
    const struct tlri_event *tie =
        tlri_transcript_event(transcript, tlri_transcript_size(transcript) - 1);
    struct tlri_lot *lot;
    uint32_t *tied = tlri_arena_array(&s->arena, tie->set_size, sizeof *tied);
    if (tied == NULL) {
        return tlri_no_memory(s->arena.ctx);
    }
    memcpy(tied, tlri_transcript_set(transcript, tie), tie->set_size * sizeof *tied);
    TLR_TRY(tlri_array_push(&s->lot, &lot));
    *lot = (struct tlri_lot){tie->stage, (enum tlri_purpose)tie->to, tie->set_size, tied, 0};
    s->choice[s->lot.count - s->drawn - 1] = 0;
    lot->selected = choose(lot, person, 0);
    return TLR_OK;
}

/* Lets the last lot that still can fall otherwise. False: every way was tried. */
static bool fall_otherwise(struct supposed *s, uint32_t person)
{
    while (s->lot.count > s->drawn) {
        struct tlri_lot *lot = (struct tlri_lot *)s->lot.data + s->lot.count - 1;
        uint32_t *choice = &s->choice[s->lot.count - s->drawn - 1];
        if (*choice + 1 < lot->tied) {
            (*choice)++;
            lot->selected = choose(lot, person, *choice);
            return true;
        }
        s->lot.count--;
    }
    return false;
}

static void note_elected(const struct tlri_transcript *transcript, uint32_t person,
                         struct tlri_trial *trial)
{
    const uint32_t *elected = transcript->elected.data;
    trial->loses =
        transcript->outcome == TLRI_OUTCOME_DONE || transcript->outcome == TLRI_OUTCOME_NEXT_ROUND;
    trial->elected = (uint32_t)transcript->elected.count;
    for (uint32_t i = 0; i < trial->elected; i++) {
        trial->who[i] = elected[i];
        trial->loses = trial->loses && elected[i] != person;
    }
}

static tlr_status try_lots(struct tlri_faults *faults, const struct tlri_papers *papers,
                           uint32_t person, tlri_engine *engine, struct supposed *s,
                           struct tlri_trial *trial)
{
    for (uint32_t run = 0; run < RUNS_MAX; run++) {
        struct tlri_transcript *transcript = NULL;
        struct tlri_lots lots = {(uint32_t)s->lot.count, s->lot.data};
        faults->work += faults->kind.count + 64;
        TLR_TRY(engine(faults->ctx, faults->contest, faults->settings, papers, &lots, &transcript));
        bool needed = transcript->outcome == TLRI_OUTCOME_LOT_NEEDED;
        bool room = s->lot.count - s->drawn < LOTS_MAX;
        tlr_status status = TLR_OK;
        if (!needed) {
            note_elected(transcript, person, trial);
        } else if (room) {
            status = suppose(s, transcript, person);
        }
        tlri_transcript_free(transcript);
        TLR_TRY(status);
        trial->by_lot = s->lot.count > s->drawn;
        trial->open = trial->open || (needed && !room);
        if (trial->loses || (!(needed && room) && !fall_otherwise(s, person))) {
            return TLR_OK;
        }
    }
    trial->open = true;
    return TLR_OK;
}

static tlr_status try_papers(struct tlri_faults *faults, const struct tlri_papers *papers,
                             uint32_t person, tlri_engine *engine, struct tlri_trial *trial)
{
    struct supposed s = {.drawn = faults->lot.count};
    tlri_array_init(&s.lot, faults->ctx, sizeof(struct tlri_lot), UINT32_MAX);
    tlri_arena_init(&s.arena, faults->ctx);
    tlr_status status = tlri_array_append(&s.lot, faults->lot.data, faults->lot.count);
    if (status == TLR_OK) {
        status = try_lots(faults, papers, person, engine, &s, trial);
    }
    tlri_array_drop(&s.lot);
    tlri_arena_drop(&s.arena);
    return status;
}

tlr_status tlri_effect_try(struct tlri_faults *faults, const struct tlri_effect_change *change,
                           uint32_t person, tlri_engine *engine, struct tlri_trial *trial)
{
    struct tlri_papers *papers = NULL;
    trial->loses = false;
    trial->by_lot = false;
    trial->open = false;
    trial->elected = 0;
    TLR_TRY(build(faults, change, &papers));
    tlr_status status = try_papers(faults, papers, person, engine, trial);
    tlri_papers_free(papers);
    return status;
}
