/*
 * audit/readings_dates.c: the readings of dates, by the record that kept every decision.
 *
 * Whether somebody was a member long enough turns on two disputed readings, and members' data are
 * gone when a panel asks. The eligibility record has the decision under every pair of them, so a
 * candidate who was on the paper and is not eligible under another pair can be passed over, as if
 * withdrawn. One who was kept off the paper cannot be put on it: that is said as not recountable.
 * The day on which a young delegate must be under the age limit is a third, for the youth place.
 * Implements spec/rules/eligibility.md [ELG-5].
 */
#include <string.h>

#include "audit/readings.h"

static const char *value_in_force(const struct tlri_variation *v, const char *name)
{
    const struct tlri_reading_in_force *one = tlri_readings_get(&v->base->readings, name);
    return one != NULL ? one->value : NULL;
}

/* The value of a reading under a combination; *departs is set when it is not the one in force. */
static const char *value_under(const struct tlri_variation *v, const uint8_t *choice,
                               const char *name, bool *departs)
{
    for (size_t d = 0; d < v->varied; d++) {
        const struct tlri_varied *one = &v->reading[d];
        if (one->kind == TLRI_VARIED_DATES && tlri_streq(one->name, name) && choice[d] != 0) {
            *departs = true;
            return one->value[choice[d]];
        }
    }
    return value_in_force(v, name);
}

static const struct tlri_eligibility_line *line_of(const struct tlri_variation *v,
                                                   const char *candidate)
{
    for (size_t i = 0; v->eligibility != NULL && i < v->eligibility->lines; i++) {
        if (tlri_streq(v->eligibility->line[i].candidate, candidate)) {
            return &v->eligibility->line[i];
        }
    }
    return NULL;
}

/* The decision under a pair; as it was made where the record has no such pair. */
static enum tlri_eligible decided(const struct tlri_eligibility_line *line, const char *reference,
                                  const char *boundary)
{
    for (size_t i = 0; i < line->unders; i++) {
        if (reference != NULL && boundary != NULL &&
            tlri_streq(line->under[i].months_reference, reference) &&
            tlri_streq(line->under[i].months_boundary, boundary)) {
            return line->under[i].decision;
        }
    }
    return line->decision;
}

/* Young enough under that value of youth-age-date, by the record. */
static bool young_enough(const struct tlri_eligibility_line *line, const char *value)
{
    for (size_t i = 0; line != NULL && value != NULL && i < line->youths; i++) {
        if (tlri_streq(line->youth[i], value)) {
            return true;
        }
    }
    return false;
}

static bool is_youth(const struct tlri_case_contest *contest)
{
    return contest->declared->kind == TLRI_PLACE_KIND_YOUTH;
}

static bool barred_by_age(const struct tlri_variation *v, const uint8_t *choice,
                          const char *candidate)
{
    bool departs = false;
    const char *day = value_under(v, choice, "youth-age-date", &departs);
    return departs && !young_enough(line_of(v, candidate), day);
}

bool tlri_vary_bars(const struct tlri_variation *v, const uint8_t *choice,
                    const struct tlri_case_contest *contest, const char *candidate)
{
    bool departs = false;
    const char *reference = value_under(v, choice, "months-reference", &departs);
    const char *boundary = value_under(v, choice, "months-boundary", &departs);
    const struct tlri_eligibility_line *line = departs ? line_of(v, candidate) : NULL;
    if (is_youth(contest) && barred_by_age(v, choice, candidate)) {
        return true;
    }
    return line != NULL && decided(line, reference, boundary) == TLRI_ELIGIBLE_NO;
}

static bool stands(const struct tlri_variation *v, const char *candidate, bool for_youth)
{
    const struct tlri_case *c = v->base->election_case;
    for (size_t i = 0; i < c->contests; i++) {
        const struct tlri_contest *contest = &c->contest[i].contest;
        if (for_youth && !is_youth(&c->contest[i])) {
            continue;
        }
        for (uint32_t k = 0; k < contest->candidates; k++) {
            if (contest->candidate[k].standing == TLRI_STANDING &&
                tlri_streq(contest->candidate[k].id, candidate)) {
                return true;
            }
        }
    }
    return false;
}

/* What a value of one reading does, whatever the other is. */
struct effect {
    bool bars;   /* somebody on a paper would not have been eligible */
    bool admits; /* somebody kept off the papers would have been */
};

static void see_line(const struct tlri_variation *v, const struct tlri_eligibility_line *line,
                     const char *name, const char *value, struct effect *effect)
{
    bool reference = tlri_streq(name, "months-reference");
    for (size_t i = 0; i < line->unders; i++) {
        const struct tlri_eligibility_under *under = &line->under[i];
        const char *then = reference ? under->months_reference : under->months_boundary;
        if (!tlri_streq(then, value)) {
            continue;
        }
        bool on_paper = stands(v, line->candidate, false);
        effect->bars = effect->bars || (on_paper && under->decision == TLRI_ELIGIBLE_NO);
        effect->admits = effect->admits || (!on_paper && under->decision == TLRI_ELIGIBLE_YES &&
                                            line->decision == TLRI_ELIGIBLE_NO);
    }
}

/* The youth place: who stands for it and would not have been young enough, and the reverse. */
static void see_age(const struct tlri_variation *v, const struct tlri_eligibility_line *line,
                    const char *value, struct effect *effect)
{
    bool now = young_enough(line, value_in_force(v, "youth-age-date"));
    bool then = young_enough(line, value);
    bool on_paper = stands(v, line->candidate, true);
    effect->bars = effect->bars || (on_paper && !then);
    effect->admits = effect->admits || (!on_paper && then && !now);
}

static struct effect see(const struct tlri_variation *v, const char *name, const char *value)
{
    struct effect effect = {false, false};
    bool age = tlri_streq(name, "youth-age-date");
    for (size_t i = 0; i < v->eligibility->lines; i++) {
        const struct tlri_eligibility_line *line = &v->eligibility->line[i];
        if (age) {
            see_age(v, line, value, &effect);
        } else {
            see_line(v, line, name, value, &effect);
        }
    }
    return effect;
}

/* Does the record know of everybody who stands for the youth place that they are young enough as
 * declared? A roll without dates of birth gives none. */
static bool ages_known(const struct tlri_variation *v)
{
    const struct tlri_case *c = v->base->election_case;
    for (size_t i = 0; i < c->contests; i++) {
        const struct tlri_contest *contest = &c->contest[i].contest;
        for (uint32_t k = 0; is_youth(&c->contest[i]) && k < contest->candidates; k++) {
            if (contest->candidate[k].standing == TLRI_STANDING &&
                !young_enough(line_of(v, contest->candidate[k].id),
                              value_in_force(v, "youth-age-date"))) {
                return false;
            }
        }
    }
    return true;
}

/* One value: to be varied, to be said as not recountable, both or neither. */
static tlr_status judge_value(struct tlri_variation *v, const struct tlri_rule_reading *reading,
                              const char *value, struct tlri_varied **one)
{
    struct effect effect = see(v, reading->name, value);
    if (effect.admits) {
        const char *why = tlri_arena_printf(
            &v->arena, "under %s somebody who was kept off the paper might have stood", value);
        TLR_TRY(why != NULL ? tlri_vary_leave(&v->not_recountable, reading->name, why)
                            : tlri_no_memory(v->ctx));
    }
    if (!effect.bars) {
        return TLR_OK;
    }
    if (*one == NULL) {
        const char *now = value_in_force(v, reading->name);
        *one =
            tlri_vary_add(v, TLRI_VARIED_DATES, reading->name, now != NULL ? now : "as declared");
    }
    if (*one == NULL) {
        return tlri_vary_leave(&v->not_recountable, reading->name,
                               "not tried: too many readings are varied");
    }
    (*one)->value[(*one)->values++] = value;
    return TLR_OK;
}

tlr_status tlri_vary_dates(struct tlri_variation *v, const struct tlri_rule_reading *reading)
{
    const char *now = value_in_force(v, reading->name);
    struct tlri_varied *one = NULL;
    size_t said = v->not_recountable.count;
    if (v->eligibility == NULL) {
        return tlri_vary_leave(&v->not_recountable, reading->name,
                               "others might have stood; no eligibility record is in the folder");
    }
    if (tlri_streq(reading->name, "youth-age-date") && !ages_known(v)) {
        return tlri_vary_leave(&v->not_recountable, reading->name,
                               "others might have stood for the youth place; the eligibility "
                               "record does not say how old everybody is who stands for it");
    }
    for (size_t i = 0; i < reading->values; i++) {
        if (now == NULL || !tlri_streq(reading->value[i].name, now)) {
            TLR_TRY(judge_value(v, reading, reading->value[i].name, &one));
        }
    }
    return one != NULL || v->not_recountable.count > said
               ? TLR_OK
               : tlri_vary_leave(&v->idle, reading->name, "every value gives the same decisions");
}
