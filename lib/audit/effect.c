/*
 * audit/effect.c: could a fault in so many papers have changed who was elected?
 *
 * For each person elected two numbers are brought together from below and from above. From below by
 * proofs: of the lead, of the order of exclusion, of every decision of the count, and by trying
 * every change of a size. From above by examples, each counted by both engines. What the methods
 * are stands in the other effect_*.c; this file asks them in turn, keeps the best of what they say
 * and never lets an unconfirmed example through. Implements spec/rules/effect.md [EFF-3], [EFF-5]
 * and [EFF-6].
 */
#include "audit/effect.h"

#include <stdio.h>
#include <string.h>

#include "count/count.h"
#include "recount/recount.h"

const char *tlri_fault_token(enum tlri_fault fault)
{
    switch (fault) {
    case TLRI_FAULT_COUNTED:
        return "wrongly-counted";
    case TLRI_FAULT_EXCLUDED:
        return "wrongly-excluded";
    case TLRI_FAULT_MISREAD:
        break;
    }
    return "misread";
}

const char *tlri_effect_answer(const struct tlri_effect_person *person, uint64_t papers_at_fault)
{
    if (papers_at_fault < person->lower) {
        return "cannot";
    }
    return person->upper != TLRI_EFFECT_NEVER && papers_at_fault >= person->upper
               ? "can"
               : "not-established";
}

/* ---- proofs -------------------------------------------------------------------------------------
 */

tlr_status tlri_effect_prove(struct tlri_faults *faults, struct tlri_effect_person *person,
                             uint64_t lower, const char *clause, const char *fmt, ...)
{
    char sentence[1024];
    va_list args;
    if (lower <= person->lower) {
        return TLR_OK;
    }
    va_start(args, fmt);
    (void)vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    const char *copy = tlri_arena_copy(&faults->effect->arena, sentence, strlen(sentence));
    if (copy == NULL) {
        return tlri_no_memory(faults->ctx);
    }
    person->lower = lower;
    person->clause = clause;
    person->proof = copy;
    return TLR_OK;
}

/* ---- examples -----------------------------------------------------------------------------------
 */

static bool same_people(const struct tlri_trial *x, const struct tlri_trial *y)
{
    return x->elected == y->elected && memcmp(x->who, y->who, x->elected * sizeof *x->who) == 0;
}

/* [EFF-5] Both engines must elect the same, without the person. */
static tlr_status confirm(struct tlri_faults *faults, const struct tlri_effect_change *change,
                          uint32_t person, struct tlri_trial *trial)
{
    struct tlri_trial second;
    TLR_TRY(tlri_effect_try(faults, change, person, tlri_count_run, trial));
    if (!trial->loses) {
        return TLR_OK;
    }
    TLR_TRY(tlri_effect_try(faults, change, person, tlri_recount_run, &second));
    if (!second.loses || !same_people(trial, &second)) {
        tlri_diag(faults->ctx, TLR_ERROR, 6704, NULL, NULL, "effect/EFF-5",
                  "the two counts of an example differ for %s",
                  faults->contest->candidate[person].name);
        return TLR_E_INTERNAL;
    }
    return TLR_OK;
}

static bool was_elected(const struct tlri_effect *effect, uint32_t candidate)
{
    for (uint32_t i = 0; i < effect->persons; i++) {
        if (effect->person[i].candidate == candidate) {
            return true;
        }
    }
    return false;
}

static tlr_status keep_others(struct tlri_faults *faults, struct tlri_effect_person *person,
                              const struct tlri_trial *trial)
{
    uint32_t *other = tlri_arena_array(&faults->effect->arena, trial->elected + 1u, sizeof *other);
    if (other == NULL) {
        return tlri_no_memory(faults->ctx);
    }
    person->others = 0;
    for (uint32_t i = 0; i < trial->elected; i++) {
        if (!was_elected(faults->effect, trial->who[i])) {
            other[person->others++] = trial->who[i];
        }
    }
    person->other = other;
    person->by_lot = trial->by_lot;
    return TLR_OK;
}

tlr_status tlri_effect_offer(struct tlri_faults *faults, struct tlri_effect_person *person,
                             const struct tlri_effect_change *change, uint64_t papers_at_fault,
                             bool *better)
{
    struct tlri_trial trial;
    *better = false;
    if (papers_at_fault >= person->upper) {
        return TLR_OK;
    }
    TLR_TRY(confirm(faults, change, person->candidate, &trial));
    if (!trial.loses) {
        return TLR_OK;
    }
    if (papers_at_fault < person->lower) {
        return tlri_internal(faults->ctx, "an example to need as many papers as were proved");
    }
    TLR_TRY(keep_others(faults, person, &trial));
    person->upper = papers_at_fault;
    memcpy(faults->best.removed, change->removed, faults->kind.count * sizeof *change->removed);
    faults->best.added.count = 0;
    TLR_TRY(tlri_array_append(&faults->best.added, change->added.data, change->added.count));
    *better = true;
    return TLR_OK;
}

/* ---- writing the example down -------------------------------------------------------------------
 */

static tlr_status keep_paper(struct tlri_faults *faults, const uint8_t *candidate, uint32_t n,
                             uint64_t papers, struct tlri_effect_paper *out)
{
    out->papers = papers;
    out->n = n;
    out->candidate =
        (const uint8_t *)tlri_arena_copy(&faults->effect->arena, (const char *)candidate, n);
    return out->candidate != NULL ? TLR_OK : tlri_no_memory(faults->ctx);
}

static tlr_status keep_added(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    const struct tlri_added *added = faults->best.added.data;
    size_t n = faults->best.added.count;
    struct tlri_effect_paper *paper =
        tlri_arena_array(&faults->effect->arena, n + 1, sizeof *paper);
    if (paper == NULL) {
        return tlri_no_memory(faults->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        TLR_TRY(keep_paper(faults, added[i].candidate, added[i].n, added[i].papers, &paper[i]));
    }
    person->added = (uint32_t)n;
    person->add = paper;
    return TLR_OK;
}

/* [EFF-20] Of papers taken away only so much is said that nobody's whole paper can be told: their
 * first preference, or on papers of crosses whom they are marked for, candidate by candidate. */
static tlr_status keep_taken(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    uint64_t papers[TLRI_CANDIDATES_MAX] = {0};
    uint32_t candidates = faults->contest->candidates;
    struct tlri_effect_paper *paper =
        tlri_arena_array(&faults->effect->arena, candidates + 1u, sizeof *paper);
    if (paper == NULL) {
        return tlri_no_memory(faults->ctx);
    }
    for (size_t i = 0; i < faults->kind.count; i++) {
        const struct tlri_kind *kind = tlri_kind_at(faults, i);
        uint32_t said = faults->crosses || kind->n == 0 ? kind->n : 1;
        for (uint32_t k = 0; k < said; k++) {
            papers[kind->candidate[k]] += faults->best.removed[i];
        }
    }
    person->taken = 0;
    for (uint32_t c = 0; c < candidates; c++) {
        uint8_t one = (uint8_t)c;
        if (papers[c] > 0) {
            TLR_TRY(keep_paper(faults, &one, 1, papers[c], &paper[person->taken]));
            person->taken++;
        }
    }
    person->take = paper;
    return TLR_OK;
}

/* ---- asking in turn -----------------------------------------------------------------------------
 */

/* [EFF-7] With every paper taken away nobody but those who need no vote is elected. */
static tlr_status offer_none(struct tlri_faults *faults, struct tlri_effect_person *person,
                             struct tlri_effect_change *change)
{
    bool better = false;
    for (size_t i = 0; i < faults->kind.count; i++) {
        change->removed[i] = tlri_kind_at(faults, i)->papers;
    }
    return tlri_effect_offer(faults, person, change, faults->valid, &better);
}

static tlr_status offer_trivial(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    struct tlri_effect_change change;
    tlr_status status = tlri_effect_change_init(&change, faults);
    if (status == TLR_OK && faults->takes) {
        status = offer_none(faults, person, &change);
    }
    tlri_effect_change_drop(&change, faults);
    return status;
}

static tlr_status ask(struct tlri_faults *faults, struct tlri_effect_person *person)
{
    enum tlri_method method = faults->settings->method;
    faults->work = 0;
    tlri_progress(faults->ctx, "asking whether %s could lose",
                  faults->contest->candidate[person->candidate].name);
    TLR_TRY(tlri_effect_prove(faults, person, 1, "effect/EFF-3",
                              "With the same papers the same persons are elected."));
    if (method == TLRI_METHOD_PLURALITY) {
        TLR_TRY(tlri_effect_plurality(faults, person));
    } else if (method == TLRI_METHOD_AV && !faults->bounded) {
        TLR_TRY(tlri_effect_orders(faults, person));
        TLR_TRY(person->lower < person->upper ? tlri_effect_replay(faults, person) : TLR_OK);
    } else if (method != TLRI_METHOD_ELIMINATING) {
        TLR_TRY(tlri_effect_replay(faults, person));
    }
    if (person->lower == TLRI_EFFECT_NEVER) {
        return TLR_OK;
    }
    tlri_progress(faults->ctx, "looking for papers without which %s would lose",
                  faults->contest->candidate[person->candidate].name);
    TLR_TRY(offer_trivial(faults, person));
    TLR_TRY(tlri_effect_search(faults, person));
    TLR_TRY(tlri_effect_try_all(faults, person));
    TLR_TRY(keep_added(faults, person));
    return keep_taken(faults, person);
}

/* A contest that was not opposed: no paper decided anything. */
static tlr_status unopposed(struct tlri_effect *effect)
{
    const struct tlri_contest *contest = effect->asked.contest;
    effect->person =
        tlri_arena_array(&effect->arena, contest->candidates + 1u, sizeof *effect->person);
    if (effect->person == NULL) {
        return tlri_no_memory(effect->asked.ctx);
    }
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (contest->candidate[c].standing == TLRI_STANDING) {
            effect->person[effect->persons++] = (struct tlri_effect_person){
                .candidate = c,
                .lower = TLRI_EFFECT_NEVER,
                .upper = TLRI_EFFECT_NEVER,
                .clause = "effect/EFF-6",
                .proof = "Nobody had to be chosen: no paper decided it."};
        }
    }
    return TLR_OK;
}

static tlr_status list_persons(struct tlri_effect *effect)
{
    const struct tlri_transcript *transcript = effect->asked.transcript;
    const uint32_t *elected = transcript->elected.data;
    effect->persons = (uint32_t)transcript->elected.count;
    effect->person = tlri_arena_array(&effect->arena, effect->persons + 1u, sizeof *effect->person);
    if (effect->person == NULL) {
        return tlri_no_memory(effect->asked.ctx);
    }
    for (uint32_t i = 0; i < effect->persons; i++) {
        effect->person[i].candidate = elected[i];
        effect->person[i].upper = TLRI_EFFECT_NEVER;
    }
    return TLR_OK;
}

static tlr_status ask_all(struct tlri_effect *effect)
{
    struct tlri_faults faults;
    TLR_TRY(list_persons(effect));
    tlr_status status = tlri_faults_init(&faults, effect);
    effect->valid = faults.valid;
    for (uint32_t i = 0; i < effect->persons && status == TLR_OK; i++) {
        tlri_effect_change_clear(&faults.best, &faults);
        status = ask(&faults, &effect->person[i]);
    }
    tlri_faults_drop(&faults);
    return status;
}

tlr_status tlri_effect_find(const struct tlri_effect_asked *asked, struct tlri_effect **out)
{
    *out = NULL;
    struct tlri_effect *effect = tlri_alloc(asked->ctx, sizeof *effect);
    if (effect == NULL) {
        return tlri_no_memory(asked->ctx);
    }
    effect->asked = *asked;
    tlri_arena_init(&effect->arena, asked->ctx);
    tlr_status status = asked->transcript == NULL ? unopposed(effect) : ask_all(effect);
    if (status != TLR_OK) {
        tlri_effect_free(effect);
        return status;
    }
    *out = effect;
    return TLR_OK;
}

void tlri_effect_free(struct tlri_effect *effect)
{
    if (effect == NULL) {
        return;
    }
    tlri_arena_drop(&effect->arena);
    tlri_free(effect->asked.ctx, effect, sizeof *effect);
}
