/*
 * audit/readings_trial.c: one combination of readings, made into a count of the whole election.
 *
 * The case itself is never changed: a trial looks at it through a copy of its top level, in which
 * the contest that keeps the women's minimum has another bound and the lots have some supposed
 * ones at their end. Then the contests are counted by tlri_audit_count, exactly as `count` counts
 * them, one person to one place and all. The key of a trial covers everything that differs from
 * one trial to another, so that two combinations which come to the same are counted once.
 * Implements spec/rules/readings.md [REA-6] and, for order-dependent minima, entitlement [ENT-7].
 */
#include "audit/readings.h"

#include <string.h>

#include "audit/what_if.h"
#include "base/scratch.h"
#include "rules/settings.h"

enum { KEY_MAX = 1 << 20, EVERY_SECOND_FROM = 1 };

/* ---- settings ---- */

/* A setting of the notice is kept where the other rule set can take it. */
static void keep_settings(struct tlri_trial *t, const struct tlri_case_contest *source,
                          struct tlri_settings *settings)
{
    const struct tlri_notice_contest *declared = source->declared;
    for (size_t i = 0; i < declared->settings; i++) {
        if (tlri_setting_open(settings, declared->setting[i].name) &&
            !tlri_audit_ruled(&t->v->base->readings, declared->setting[i].name)) {
            tlr_status ignored = tlri_settings_set(t->ctx, settings, declared->setting[i].name,
                                                   declared->setting[i].value, NULL);
            (void)ignored; /* a value that this rule set has not is left out */
        }
    }
}

/* The contest under another rule set: its name, the declared readings, what else still applies. */
static tlr_status take_rules(struct tlri_trial *t, size_t contest, const char *rule_set)
{
    struct tlri_settings *settings = &t->settings[contest];
    TLR_TRY(tlri_settings_named(t->ctx, rule_set, settings));
    TLR_TRY(tlri_readings_apply(t->ctx, &t->v->base->readings, settings));
    keep_settings(t, &t->v->base->election_case->contest[contest], settings);
    return TLR_OK;
}

static tlr_status take_setting(struct tlri_trial *t, const struct tlri_varied *reading,
                               const char *value)
{
    for (size_t i = 0; i < t->v->contests; i++) {
        if (tlri_setting_open(&t->settings[i], reading->name)) {
            TLR_TRY(tlri_settings_set(t->ctx, &t->settings[i], reading->name, value, NULL));
        }
    }
    return TLR_OK;
}

static tlr_status resolve_settings(struct tlri_trial *t, const uint8_t *choice)
{
    const struct tlri_variation *v = t->by;
    for (size_t i = 0; i < v->contests; i++) {
        t->settings[i] = v->base->settings[i];
    }
    for (size_t d = 0; d < v->varied; d++) {
        if (v->reading[d].kind == TLRI_VARIED_RULES && choice[d] != 0) {
            TLR_TRY(take_rules(t, v->reading[d].contest, v->reading[d].value[choice[d]]));
        }
    }
    for (size_t d = 0; d < v->varied; d++) {
        if (v->reading[d].kind == TLRI_VARIED_SETTING && choice[d] != 0) {
            TLR_TRY(take_setting(t, &v->reading[d], v->reading[d].value[choice[d]]));
        }
    }
    return TLR_OK;
}

/* ---- bounds ---- */

/* The case's contests with another minimum of women. */
static tlr_status set_minimum(struct tlri_trial *t, uint32_t minimum)
{
    size_t at;
    uint32_t group;
    if (!tlri_vary_women_contest(t->v->base->election_case, &at, &group)) {
        return tlri_internal(t->ctx, "one contest that keeps the women's minimum");
    }
    struct tlri_contest *contest = &t->view.contest[at].contest;
    struct tlri_group *groups = tlri_arena_array(&t->arena, contest->groups, sizeof *groups);
    if (groups == NULL) {
        return tlri_no_memory(t->ctx);
    }
    memcpy(groups, contest->group, contest->groups * sizeof *groups);
    groups[group].minimum = minimum;
    contest->group = groups;
    return TLR_OK;
}

/* [PLU-7] A plurality count keeps an order-dependent minimum itself, in pairs of places. */
static tlr_status keep_by_pairs(struct tlri_trial *t)
{
    size_t at;
    uint32_t group;
    bool found = tlri_vary_women_contest(t->v->base->election_case, &at, &group);
    if (!t->women_varied || t->women_low == t->women_high || t->women_low < EVERY_SECOND_FROM ||
        !found || !tlri_setting_open(&t->settings[at], "minimum-order")) {
        return TLR_OK;
    }
    t->women_high = t->women_low;
    return tlri_settings_set(t->ctx, &t->settings[at], "minimum-order", "every-second", NULL);
}

static tlr_status resolve_bounds(struct tlri_trial *t, const uint8_t *choice)
{
    const struct tlri_case *c = t->v->base->election_case;
    t->view = *c;
    t->view.contest = tlri_arena_array(&t->arena, c->contests + 1, sizeof *t->view.contest);
    if (t->view.contest == NULL) {
        return tlri_no_memory(t->ctx);
    }
    memcpy(t->view.contest, c->contest, c->contests * sizeof *t->view.contest);
    TLR_TRY(tlri_vary_women(t->by, choice, &t->women_varied, &t->women_low, &t->women_high));
    TLR_TRY(keep_by_pairs(t));
    if (t->women_varied) {
        return set_minimum(t, t->women_low);
    }
    const struct tlri_ruled_bound *ruled = &t->v->base->ruled_bound;
    return ruled->stated ? set_minimum(t, ruled->minimum) : TLR_OK;
}

/* ---- who stands ---- */

/* Whoever is not eligible under these readings of the dates is passed over as if withdrawn. */
static tlr_status resolve_standing(struct tlri_trial *t, const uint8_t *choice)
{
    for (size_t i = 0; i < t->v->contests; i++) {
        struct tlri_contest *contest = &t->view.contest[i].contest;
        struct tlri_candidate *copy =
            tlri_arena_array(&t->arena, contest->candidates + 1u, sizeof *copy);
        if (copy == NULL) {
            return tlri_no_memory(t->ctx);
        }
        for (uint32_t c = 0; c < contest->candidates; c++) {
            copy[c] = contest->candidate[c];
            if (copy[c].standing == TLRI_STANDING &&
                tlri_vary_bars(t->by, choice, &t->view.contest[i], copy[c].id)) {
                copy[c].standing = TLRI_WITHDRAWN;
            }
        }
        contest->candidate = copy;
    }
    return TLR_OK;
}

/* ---- job shares ---- */

static uint32_t group_of(const struct tlri_contest *contest, const char *name)
{
    uint32_t g = 0;
    while (g < contest->groups && !tlri_streq(contest->group[g].name, name)) {
        g++;
    }
    return g;
}

/* Those declarations of a candidate that only one of those who share makes count, or do not. */
static void set_shares(const struct tlri_contest *contest,
                       const struct tlri_election_candidate *entered, bool count, uint32_t *member)
{
    for (size_t i = 0; i < entered->groups; i++) {
        uint32_t g = group_of(contest, entered->group[i]);
        if (g < contest->groups && (entered->of_one_share & ((uint32_t)1 << i)) != 0) {
            member[contest->group[g].category] = count ? g : TLRI_NONE;
        }
    }
}

static tlr_status share_in(struct tlri_trial *t, struct tlri_case_contest *source, bool count)
{
    struct tlri_contest *contest = &source->contest;
    size_t cells = (size_t)contest->candidates * contest->categories;
    uint32_t *member = tlri_arena_array(&t->arena, cells + 1, sizeof *member);
    if (member == NULL) {
        return tlri_no_memory(t->ctx);
    }
    memcpy(member, contest->member, cells * sizeof *member);
    for (uint32_t c = 0; c < contest->candidates; c++) {
        set_shares(contest, &source->entered->candidate[c], count,
                   &member[(size_t)c * contest->categories]);
    }
    contest->member = member;
    return TLR_OK;
}

/* [ACR-9] Job shares under another reading of them. */
static tlr_status resolve_shares(struct tlri_trial *t, const uint8_t *choice)
{
    for (size_t d = 0; d < t->by->varied; d++) {
        const struct tlri_varied *one = &t->by->reading[d];
        if (one->kind != TLRI_VARIED_SHARES || choice[d] == 0) {
            continue;
        }
        bool count = tlri_streq(one->value[choice[d]], "when-one-does");
        for (size_t i = 0; i < t->v->contests; i++) {
            TLR_TRY(share_in(t, &t->view.contest[i], count));
        }
    }
    return TLR_OK;
}

/* ---- the whole ---- */

static tlr_status make_key(struct tlri_trial *t, const uint8_t *choice, struct tlri_digest *key)
{
    struct tlri_buf text;
    tlri_buf_init(&text, t->ctx, KEY_MAX);
    for (size_t i = 0; i < t->v->contests; i++) {
        (void)tlri_settings_text(&t->settings[i], &text);
        const struct tlri_contest *contest = &t->view.contest[i].contest;
        for (uint32_t g = 0; g < contest->groups; g++) {
            (void)tlri_buf_printf(&text, "group %u %u\n", g, contest->group[g].minimum);
        }
        for (uint32_t c = 0; c < contest->candidates; c++) {
            (void)tlri_buf_puts(&text,
                                contest->candidate[c].standing == TLRI_WITHDRAWN ? "-" : "+");
        }
        for (size_t m = 0; m < (size_t)contest->candidates * contest->categories; m++) {
            (void)(contest->member[m] == TLRI_NONE
                       ? tlri_buf_puts(&text, ".")
                       : tlri_buf_printf(&text, " %u", contest->member[m]));
        }
    }
    (void)tlri_buf_printf(&text, "women %u\n", t->women_varied ? t->women_high : 0);
    tlri_what_if_key(t, choice, &text);
    tlr_status status = text.failed;
    if (status == TLR_OK) {
        tlri_digest_of(text.data, text.len, key);
    }
    tlri_buf_drop(&text);
    return status;
}

static tlr_status prepare(struct tlri_trial *t, const uint8_t *choice, struct tlri_digest *key)
{
    t->settings = tlri_arena_array(&t->arena, t->v->contests + 1, sizeof *t->settings);
    if (t->settings == NULL) {
        return tlri_no_memory(t->ctx);
    }
    const uint8_t *readings = tlri_what_if_readings(t->v, choice);
    t->by = t->v->readings != NULL ? t->v->readings : t->v;
    TLR_TRY(resolve_settings(t, readings));
    TLR_TRY(resolve_bounds(t, readings));
    TLR_TRY(resolve_standing(t, readings));
    TLR_TRY(resolve_shares(t, readings));
    TLR_TRY(tlri_what_if_apply(t, choice));
    for (size_t i = 0; i < t->v->contests; i++) {
        TLR_TRY(tlri_settings_check(t->ctx, &t->settings[i], NULL));
    }
    return make_key(t, choice, key);
}

tlr_status tlri_trial_prepare(const struct tlri_variation *v, const uint8_t *choice,
                              struct tlri_trial **out, struct tlri_digest *key)
{
    *out = NULL;
    struct tlri_trial *t = tlri_alloc(v->ctx, sizeof *t);
    tlr_ctx *ctx = tlri_ctx_scratch(v->ctx);
    if (t == NULL || ctx == NULL) {
        tlr_ctx_free(ctx);
        tlri_free(v->ctx, t, sizeof *t);
        return tlri_no_memory(v->ctx);
    }
    t->ctx = ctx;
    t->v = v;
    tlri_arena_init(&t->arena, ctx);
    tlr_status status = prepare(t, choice, key);
    if (status != TLR_OK) {
        tlri_trial_free(t);
        if (status == TLR_E_MEMORY) {
            return tlri_no_memory(v->ctx);
        }
        /* A value that a setting has not, or settings that contradict each other. */
        return status == TLR_E_INPUT ? TLR_E_RULES : status;
    }
    *out = t;
    return TLR_OK;
}

static void drop_count(struct tlri_trial *t)
{
    for (size_t i = 0; i < t->audit.counted; i++) {
        tlri_transcript_free(t->audit.contest[i].transcript);
        tlri_transcript_free(t->audit.contest[i].unbounded);
    }
    if (t->audit.arena.ctx != NULL) {
        tlri_arena_drop(&t->audit.arena);
    }
    memset(&t->audit, 0, sizeof t->audit);
}

void tlri_trial_free(struct tlri_trial *t)
{
    if (t == NULL) {
        return;
    }
    tlr_ctx *ctx = t->ctx;
    tlr_ctx *owner = t->v->ctx;
    drop_count(t);
    tlri_arena_drop(&t->arena);
    tlri_free(owner, t, sizeof *t);
    tlr_ctx_free(ctx);
}

/* ---- supposed lots ---- */

static tlr_status suppose(struct tlri_trial *t, const struct tlri_supposed_lot *from,
                          struct tlri_lot_entry *to)
{
    const struct tlri_contest *contest = &t->v->base->election_case->contest[from->contest].contest;
    const char **ids = tlri_arena_array(&t->arena, from->tied, sizeof *ids);
    if (ids == NULL) {
        return tlri_no_memory(t->ctx);
    }
    for (uint32_t i = 0; i < from->tied; i++) {
        ids[i] = contest->candidate[from->candidate[i]].id;
    }
    *to = (struct tlri_lot_entry){.contest = contest->id,
                                  .stage = from->stage,
                                  .purpose = from->purpose,
                                  .tied = from->tied,
                                  .candidate = ids,
                                  .selected = contest->candidate[from->selected].id};
    return TLR_OK;
}

/* The lots drawn, then those supposed. */
static tlr_status set_lots(struct tlri_trial *t, const struct tlri_supposed_lot *lot, size_t lots)
{
    const struct tlri_case *c = t->v->base->election_case;
    size_t drawn = c->lots != NULL ? c->lots->lots : 0;
    t->view.lots = c->lots;
    if (lots == 0) {
        return TLR_OK;
    }
    struct tlri_lots_file *file = tlri_arena_alloc(&t->arena, sizeof *file);
    struct tlri_lot_entry *entry = tlri_arena_array(&t->arena, drawn + lots, sizeof *entry);
    if (file == NULL || entry == NULL) {
        return tlri_no_memory(t->ctx);
    }
    for (size_t i = 0; i < drawn; i++) {
        entry[i] = c->lots->lot[i];
    }
    for (size_t i = 0; i < lots; i++) {
        TLR_TRY(suppose(t, &lot[i], &entry[drawn + i]));
    }
    if (c->lots != NULL) {
        *file = *c->lots;
    }
    file->lots = drawn + lots;
    file->lot = entry;
    t->view.lots = file;
    if (t->view.lots_file == NULL) {
        t->view.lots_file = c->close_file; /* for a name in diagnostics that nobody sees */
    }
    return TLR_OK;
}

/* ---- counting ---- */

static tlr_status count_once(struct tlri_trial *t, tlri_engine *engine)
{
    const struct tlri_audit *base = t->v->base;
    drop_count(t);
    t->audit = *base; /* edition, readings and entitlement are borrowed */
    t->audit.ctx = t->ctx;
    t->audit.election_case = &t->view;
    t->audit.settings = t->settings;
    t->audit.issued = t->v->issued != &t->audit ? t->v->issued : NULL;
    t->audit.waiting = false;
    t->audit.ruled_bound.stated = false; /* the view has it, or another one that is tried */
    t->audit.counted = 0;
    memset(&t->audit.result, 0, sizeof t->audit.result);
    tlri_arena_init(&t->audit.arena, t->ctx);
    t->audit.contest =
        tlri_arena_array(&t->audit.arena, base->capacity + 1, sizeof *t->audit.contest);
    if (t->audit.contest == NULL) {
        return tlri_no_memory(t->ctx);
    }
    return tlri_audit_count(&t->audit, engine);
}

/* Was the first to be elected, in the contest that keeps the women's minimum, a woman? */
static bool first_is_woman(const struct tlri_trial *t)
{
    size_t at;
    uint32_t group;
    if (!tlri_vary_women_contest(t->v->base->election_case, &at, &group)) {
        return false;
    }
    for (size_t i = 0; i < t->audit.counted; i++) {
        const struct tlri_counted *counted = &t->audit.contest[i];
        if (counted->source != &t->view.contest[at] || counted->transcript == NULL ||
            counted->transcript->elected.count == 0) {
            continue;
        }
        const struct tlri_contest *contest = &counted->contest;
        const uint32_t *elected = counted->transcript->elected.data;
        uint32_t category = contest->group[group].category;
        return contest->member[elected[0] * contest->categories + category] == group;
    }
    return false;
}

/* The caller's status: memory fails the whole, everything else is an answer. */
static tlr_status answered(struct tlri_trial *t, tlr_status status)
{
    t->status = status;
    return status == TLR_E_MEMORY ? tlri_no_memory(t->v->ctx) : TLR_OK;
}

tlr_status tlri_trial_count(struct tlri_trial *t, tlri_engine *engine,
                            const struct tlri_supposed_lot *lot, size_t lots)
{
    bool order_dependent = t->women_varied && t->women_low != t->women_high;
    tlr_ctx_diag_clear(t->ctx);
    if (set_lots(t, lot, lots) != TLR_OK) {
        return answered(t, TLR_E_MEMORY);
    }
    if (order_dependent) {
        TLR_TRY(set_minimum(t, t->women_low));
    }
    tlr_status status = count_once(t, engine);
    if (status == TLR_OK && order_dependent && first_is_woman(t)) {
        TLR_TRY(set_minimum(t, t->women_high));
        status = count_once(t, engine);
    }
    return answered(t, status);
}
