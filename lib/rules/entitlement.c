/*
 * rules/entitlement.c: places, additional places, cap, and women among the ordinary places.
 *
 * Does the sum as a person would on paper and writes down every line of it. All numbers of the rule
 * book come from the edition's figures; none stands in this file. Where an edition leaves a point
 * to a declared reading, the reading is asked for only if its values differ in this very case: a
 * CLP with an even number of places need not settle how odd numbers are rounded. When it is needed
 * and missing, the message says what each alternative would give here. Which candidate gets a place
 * is not this file's business, nor is who is eligible. Implements spec/rules/entitlement.md.
 */
#include "rules/entitlement.h"

#include <stdio.h>
#include <string.h>

#define ORDINARY_MAX 1000000u /* beyond this the edition's figures are nonsense */
#define TEXT_MAX     768u

struct figures {
    const struct tlri_rule_figure *first_block, *first_delegates, *further_block,
        *further_delegates, *cap /* NULL: this edition has none */, *women_every, *women_percent,
        *woman_threshold, *woman_delegates, *youth_threshold, *youth_delegates;
};

struct work {
    tlr_ctx *ctx;
    const struct tlri_entitlement_input *in;
    const struct tlri_rulebook *book;
    const struct tlri_readings *readings;
    struct figures fig;
    struct tlri_entitlement *out;
};

/* ---- writing the steps ---- */

static tlr_status add_step(struct work *w, const char *clause, const char *source, char grade,
                           const char *fmt, ...) TLRI_PRINTF(5, 6);

static tlr_status add_step(struct work *w, const char *clause, const char *source, char grade,
                           const char *fmt, ...)
{
    if (w->out->steps == TLRI_ENTITLEMENT_STEPS_MAX) {
        return tlri_internal(w->ctx, "fewer steps of an entitlement");
    }
    char text[TEXT_MAX] = "";
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    char *copy = tlri_arena_copy(&w->out->arena, text, strlen(text));
    if (copy == NULL) {
        return tlri_no_memory(w->ctx);
    }
    struct tlri_entitlement_step *step = &w->out->step[w->out->steps++];
    step->text = copy;
    step->clause = clause;
    step->source = source;
    step->grade = grade;
    return TLR_OK;
}

#define FIGURE(figure) (figure)->clause, (figure)->source, (figure)->grade

/* "part-thereof=ceil, decided by the General Meeting on 2026-01-10" */
static void describe_reading(const struct work *w, const char *name, char *out, size_t max)
{
    const struct tlri_reading_in_force *one = tlri_readings_get(w->readings, name);
    if (one == NULL) {
        (void)snprintf(out, max, "every reading of %s gives the same here", name);
    } else if (one->decided_by == NULL) {
        (void)snprintf(out, max, "%s=%s, decided by nobody", name, one->value);
    } else {
        (void)snprintf(out, max, "%s=%s, decided by %s%s%s", name, one->value, one->decided_by,
                       one->decided_on != NULL ? " on " : "",
                       one->decided_on != NULL ? one->decided_on : "");
    }
}

/* ---- the edition's figures ---- */

static tlr_status take_figure(struct work *w, const char *name, uint64_t least, uint64_t most,
                              const struct tlri_rule_figure **out)
{
    const struct tlri_rule_figure *figure = tlri_rulebook_figure(w->book, name);
    if (figure == NULL) {
        tlri_diag(w->ctx, TLR_ERROR, 3042, NULL, "Add it to the rule book file.",
                  "entitlement/ENT-1", "the edition %s has no figure \"%s\"", w->book->id, name);
        return TLR_E_RULES;
    }
    if (figure->value < least || figure->value > most) {
        tlri_diag(w->ctx, TLR_ERROR, 3042, NULL, "Correct it in the rule book file.",
                  "entitlement/ENT-1", "the figure \"%s\" of the edition %s cannot be %llu", name,
                  w->book->id, (unsigned long long)figure->value);
        return TLR_E_RULES;
    }
    *out = figure;
    return TLR_OK;
}

static tlr_status take_figures(struct work *w)
{
    struct figures *fig = &w->fig;
    const uint64_t members = TLRI_MEMBERS_MAX, delegates = TLRI_PLACES_MAX;
    TLR_TRY(take_figure(w, "first-block", 1, members, &fig->first_block));
    TLR_TRY(take_figure(w, "first-delegates", 1, delegates, &fig->first_delegates));
    TLR_TRY(take_figure(w, "further-block", 1, members, &fig->further_block));
    TLR_TRY(take_figure(w, "further-delegates", 1, delegates, &fig->further_delegates));
    TLR_TRY(take_figure(w, "women-every", 1, delegates, &fig->women_every));
    TLR_TRY(take_figure(w, "women-percent", 0, 100, &fig->women_percent));
    TLR_TRY(take_figure(w, "woman-threshold", 1, members, &fig->woman_threshold));
    TLR_TRY(take_figure(w, "woman-delegates", 0, delegates, &fig->woman_delegates));
    TLR_TRY(take_figure(w, "youth-threshold", 1, members, &fig->youth_threshold));
    TLR_TRY(take_figure(w, "youth-delegates", 0, delegates, &fig->youth_delegates));
    if (tlri_rulebook_figure(w->book, "delegation-cap") != NULL) {
        TLR_TRY(take_figure(w, "delegation-cap", 1, delegates, &fig->cap));
    }
    return TLR_OK;
}

/* ---- readings ---- */

/* What one value of a reading would give here, for a message: "floor", "2 women". */
struct alternative {
    const char *value;
    char gives[96];
};

static void add_alternative(struct tlri_buf *hint, const struct tlri_rule_reading *reading,
                            const struct alternative *one)
{
    const struct tlri_rule_value *value =
        reading != NULL ? tlri_rule_reading_value(reading, one->value) : NULL;
    (void)tlri_buf_puts(hint, one->value);
    if (value != NULL && value->source != NULL) {
        (void)tlri_buf_printf(hint, " (source %s, grade %c%s%s)", value->source, value->grade,
                              value->holds != NULL ? ": " : "",
                              value->holds != NULL ? value->holds : "");
    }
    (void)tlri_buf_printf(hint, " here gives %s", one->gives);
}

static tlr_status refuse_undeclared(struct work *w, const char *name,
                                    const struct alternative *alternatives, size_t n)
{
    const struct tlri_rule_reading *reading = tlri_rulebook_reading(w->book, name);
    struct tlri_buf hint;
    tlri_buf_init(&hint, w->ctx, 8192);
    (void)tlri_buf_printf(&hint, "Declare %s as one of these: ", name);
    for (size_t i = 0; i < n; i++) {
        (void)tlri_buf_puts(&hint, i == 0 ? "" : "; ");
        add_alternative(&hint, reading, &alternatives[i]);
    }
    (void)tlri_buf_puts(&hint, ".");
    tlri_diag(w->ctx, TLR_ERROR, 3046, NULL, hint.data, "readings/REA-3",
              "the reading %s must be declared: its values differ in this case%s%s", name,
              reading != NULL ? ". " : "", reading != NULL ? reading->about : "");
    tlri_buf_drop(&hint);
    return TLR_E_RULES;
}

static tlr_status refuse_value(struct work *w, const char *name, const char *value)
{
    tlri_diag(w->ctx, TLR_ERROR, 3043, NULL,
              "Declare a value that spec/rules/entitlement.md describes.", "entitlement/ENT-1",
              "the value %s of the reading %s is one that this version cannot apply", value, name);
    return TLR_E_RULES;
}

/* Which of the n values is in force; n when the reading is not in force. */
static tlr_status which(struct work *w, const char *name, const char *const *values, size_t n,
                        size_t *out)
{
    const struct tlri_reading_in_force *one = tlri_readings_get(w->readings, name);
    *out = n;
    if (one == NULL) {
        return TLR_OK;
    }
    for (size_t i = 0; i < n; i++) {
        if (tlri_streq(values[i], one->value)) {
            *out = i;
            return TLR_OK;
        }
    }
    return refuse_value(w, name, one->value);
}

/* ---- ordinary places ---- */

static tlr_status count_members(struct work *w)
{
    static const char *const values[] = {"hq-certified", "recomputed"};
    const struct tlri_entitlement_input *in = w->in;
    size_t base;
    TLR_TRY(which(w, "base-count", values, 2, &base));
    w->out->counted = in->members;
    if (!in->hq_members_stated || in->hq_members == in->members) {
        return add_step(w, FIGURE(w->fig.first_block), "Members counted: %llu%s.",
                        (unsigned long long)in->members,
                        in->hq_members_stated ? ", by headquarters and by the CLP"
                                              : " (no figure of headquarters was given)");
    }
    if (base == 2) {
        const struct alternative two[] = {{"hq-certified", "headquarters' number"},
                                          {"recomputed", "the CLP's own number"}};
        return refuse_undeclared(w, "base-count", two, 2);
    }
    tlri_diag(
        w->ctx, TLR_WARNING, 3047, NULL, "Ask the party office before the result is sent.",
        "entitlement/ENT-2",
        "headquarters certify %llu members and the CLP counts %llu: the entitlement is worked "
        "out on the %s",
        (unsigned long long)in->hq_members, (unsigned long long)in->members,
        base == 0 ? "first" : "second");
    w->out->counted = base == 0 ? in->hq_members : in->members;
    char reading[160];
    describe_reading(w, "base-count", reading, sizeof reading);
    return add_step(w, FIGURE(w->fig.first_block),
                    "Members counted: %llu (headquarters certify %llu, the CLP counts %llu; %s).",
                    (unsigned long long)w->out->counted, (unsigned long long)in->hq_members,
                    (unsigned long long)in->members, reading);
}

static uint64_t further_blocks(const struct work *w, bool ceil)
{
    uint64_t rest = w->out->counted - w->fig.first_block->value;
    uint64_t block = w->fig.further_block->value;
    return rest / block + (ceil && rest % block != 0 ? 1u : 0u);
}

static tlr_status part_thereof(struct work *w, bool *ceil)
{
    static const char *const values[] = {"ceil", "floor"};
    size_t reading;
    TLR_TRY(which(w, "part-thereof", values, 2, &reading));
    *ceil = reading == 0;
    if (reading != 2 || further_blocks(w, true) == further_blocks(w, false)) {
        return TLR_OK;
    }
    struct alternative two[2] = {{"ceil", ""}, {"floor", ""}};
    for (size_t i = 0; i < 2; i++) {
        uint64_t delegates = further_blocks(w, i == 0) * w->fig.further_delegates->value;
        (void)snprintf(two[i].gives, sizeof two[i].gives, "%llu further delegates",
                       (unsigned long long)delegates);
    }
    return refuse_undeclared(w, "part-thereof", two, 2);
}

static tlr_status count_further(struct work *w, uint64_t *ordinary)
{
    bool ceil;
    TLR_TRY(part_thereof(w, &ceil));
    const struct figures *fig = &w->fig;
    uint64_t rest = w->out->counted - fig->first_block->value;
    uint64_t over = rest % fig->further_block->value;
    uint64_t delegates = further_blocks(w, ceil) * fig->further_delegates->value;
    char reading[160] = "";
    if (over != 0) {
        describe_reading(w, "part-thereof", reading, sizeof reading);
    }
    TLR_TRY(add_step(
        w, FIGURE(fig->further_block),
        "%llu - %llu = %llu members more: %llu whole blocks of %llu, and %llu over: "
        "further delegates %llu%s%s%s.",
        (unsigned long long)w->out->counted, (unsigned long long)fig->first_block->value,
        (unsigned long long)rest, (unsigned long long)(rest / fig->further_block->value),
        (unsigned long long)fig->further_block->value, (unsigned long long)over,
        (unsigned long long)delegates, over != 0 ? " (" : "", reading, over != 0 ? ")" : ""));
    uint64_t first = fig->first_delegates->value;
    *ordinary = first + delegates;
    if (*ordinary > ORDINARY_MAX) {
        tlri_diag(w->ctx, TLR_ERROR, 3042, NULL, "Correct the rule book file.", "entitlement/ENT-1",
                  "the figures of the edition %s give %llu ordinary places", w->book->id,
                  (unsigned long long)*ordinary);
        return TLR_E_RULES;
    }
    return add_step(w, FIGURE(fig->further_delegates), "Ordinary places: %llu + %llu = %llu.",
                    (unsigned long long)first, (unsigned long long)delegates,
                    (unsigned long long)*ordinary);
}

static tlr_status count_ordinary(struct work *w)
{
    const struct figures *fig = &w->fig;
    uint64_t ordinary = 0;
    TLR_TRY(count_members(w));
    if (w->out->counted == 0) {
        TLR_TRY(add_step(w, FIGURE(fig->first_block), "No members: ordinary places 0."));
    } else if (w->out->counted <= fig->first_block->value) {
        ordinary = fig->first_delegates->value;
        TLR_TRY(add_step(w, FIGURE(fig->first_block),
                         "Up to %llu members, or part of them: ordinary places %llu.",
                         (unsigned long long)fig->first_block->value,
                         (unsigned long long)ordinary));
    } else {
        TLR_TRY(add_step(w, FIGURE(fig->first_block), "For the first %llu members: delegates %llu.",
                         (unsigned long long)fig->first_block->value,
                         (unsigned long long)fig->first_delegates->value));
        TLR_TRY(count_further(w, &ordinary));
    }
    if (fig->cap != NULL && ordinary > fig->cap->value) {
        TLR_TRY(add_step(w, FIGURE(fig->cap), "The cap is %llu: ordinary places %llu, not %llu.",
                         (unsigned long long)fig->cap->value, (unsigned long long)fig->cap->value,
                         (unsigned long long)ordinary));
        ordinary = fig->cap->value;
    }
    w->out->ordinary = (uint32_t)ordinary;
    return TLR_OK;
}

/* ---- additional places, and all together ---- */

static tlr_status count_additional(struct work *w, const char *kind, uint64_t members,
                                   const struct tlri_rule_figure *threshold,
                                   const struct tlri_rule_figure *delegates, uint32_t *out)
{
    bool reached = members >= threshold->value;
    *out = reached ? (uint32_t)delegates->value : 0;
    return add_step(w, FIGURE(threshold),
                    reached ? "%s members %llu, and %llu are needed: additional places %u, which "
                              "the CLP may fill."
                            : "%s members %llu, and %llu are needed: additional places %u.",
                    kind, (unsigned long long)members, (unsigned long long)threshold->value, *out);
}

static tlr_status count_all(struct work *w)
{
    struct tlri_entitlement *out = w->out;
    const struct tlri_rule_figure *cap = w->fig.cap;
    uint32_t sum = out->ordinary + out->woman + out->youth;
    out->maximum = sum;
    TLR_TRY(add_step(w, FIGURE(w->fig.first_delegates),
                     "Delegates in all: %u ordinary + %u woman + %u young = %u.", out->ordinary,
                     out->woman, out->youth, sum));
    if (cap == NULL || sum <= cap->value) {
        return TLR_OK;
    }
    static const char *const values[] = {"ordinary-only", "whole-delegation"};
    size_t scope;
    TLR_TRY(which(w, "cap-scope", values, 2, &scope));
    if (scope == 2) {
        struct alternative two[2] = {{"ordinary-only", ""}, {"whole-delegation", ""}};
        (void)snprintf(two[0].gives, sizeof two[0].gives, "%u delegates in all", sum);
        (void)snprintf(two[1].gives, sizeof two[1].gives, "%llu delegates in all",
                       (unsigned long long)cap->value);
        return refuse_undeclared(w, "cap-scope", two, 2);
    }
    char reading[160];
    describe_reading(w, "cap-scope", reading, sizeof reading);
    if (scope == 0) {
        return add_step(w, FIGURE(cap),
                        "The cap of %llu covers ordinary places only (%s): delegates in all %u.",
                        (unsigned long long)cap->value, reading, sum);
    }
    out->maximum = (uint32_t)cap->value;
    return add_step(w, FIGURE(cap),
                    "The cap of %llu covers the whole delegation (%s): delegates in all %u; which "
                    "places stay unfilled is for the meeting to resolve.",
                    (unsigned long long)cap->value, reading, out->maximum);
}

static tlr_status compare_with_hq(struct work *w)
{
    const struct tlri_entitlement_input *in = w->in;
    if (in->hq_places_stated && in->hq_places != w->out->maximum) {
        tlri_diag(w->ctx, TLR_WARNING, 3048, NULL,
                  "Ask the party office which is right before nominations open.",
                  "entitlement/ENT-2",
                  "headquarters allot %llu delegates in all and the rules as read here give %u",
                  (unsigned long long)in->hq_places, w->out->maximum);
        return add_step(w, FIGURE(w->fig.first_delegates),
                        "Headquarters allot %llu delegates in all; the sum above is not changed.",
                        (unsigned long long)in->hq_places);
    }
    return TLR_OK;
}

static tlr_status count_to_fill(struct work *w)
{
    struct tlri_entitlement *out = w->out;
    out->to_fill = out->ordinary;
    if (!w->in->resolved_stated) {
        return add_step(w, FIGURE(w->fig.first_delegates),
                        "Ordinary places to fill: all %u (no resolution to fill fewer was given).",
                        out->to_fill);
    }
    if (w->in->resolved > out->ordinary) {
        tlri_diag(w->ctx, TLR_ERROR, 3045, NULL,
                  "Resolve to fill no more than that, or check the membership figures.",
                  "entitlement/ENT-6",
                  "the meeting resolved to fill %llu ordinary places and the CLP has %u",
                  (unsigned long long)w->in->resolved, out->ordinary);
        return TLR_E_RULES;
    }
    out->to_fill = (uint32_t)w->in->resolved;
    return add_step(w, FIGURE(w->fig.first_delegates),
                    "Ordinary places to fill: %u of %u, as the meeting resolved.", out->to_fill,
                    out->ordinary);
}

/* [ENT-11] The Executive may not decide it any more from the day that the edition's clause names.
 * Days are YYYY-MM-DD and compare as text. */
static void warn_of_executive(struct work *w)
{
    const struct tlri_rule_clause *rule = tlri_rulebook_clause(w->book, "conference-2018");
    if (w->in->resolved_by != TLRI_BODY_EXECUTIVE || rule == NULL || rule->since == NULL ||
        strcmp(w->in->resolved_on, rule->since) < 0) {
        return;
    }
    tlri_diag(w->ctx, TLR_WARNING, 5120, NULL,
              "Have a General Meeting decide it, or expect the delegation to be disputed.",
              "entitlement/ENT-11",
              "an executive decided on %s how many delegates are sent; from %s on that is for the "
              "General Meeting%s%s",
              w->in->resolved_on, rule->since, rule->source != NULL ? ": source " : "",
              rule->source != NULL ? rule->source : "");
}

/* [ENT-11] Who decided how many delegates are sent, and when, or that nobody is named. */
static tlr_status say_who_decided(struct work *w)
{
    static const char *const names[] = {[TLRI_BODY_MEETING] = "the General Meeting",
                                        [TLRI_BODY_EXECUTIVE] = "the executive",
                                        [TLRI_BODY_OTHER] = "another body"};
    const char *minute = w->in->resolved_minute;
    if (!w->in->resolved_asked || (w->in->resolved_on == NULL && minute != NULL)) {
        return TLR_OK; /* the minute says it */
    }
    if (w->in->resolved_on == NULL) {
        return add_step(w, FIGURE(w->fig.first_delegates),
                        "The notice names nobody who decided how many places are filled.");
    }
    warn_of_executive(w);
    return add_step(w, FIGURE(w->fig.first_delegates),
                    "How many places are filled was decided by %s on %s%s%s%s.",
                    names[w->in->resolved_by], w->in->resolved_on, minute != NULL ? " (" : "",
                    minute != NULL ? minute : "", minute != NULL ? ")" : "");
}

/* ---- one delegate: every other year a woman ---- */

static tlr_status settle_sole(struct work *w, enum tlri_sole sole, const char *why)
{
    static const char *const means[] = {
        [TLRI_SOLE_NOT] = "",
        [TLRI_SOLE_ANY] = "anybody may be appointed",
        [TLRI_SOLE_PERMITTED] = "anybody may be appointed",
        [TLRI_SOLE_WOMAN_ONLY] = "a woman is appointed, or nobody",
        [TLRI_SOLE_REFERRED] = "the rule gives no answer, and the question is referred"};
    w->out->sole = sole;
    w->out->women_minimum = sole == TLRI_SOLE_WOMAN_ONLY ? 1 : 0;
    w->out->women_minimum_high = w->out->women_minimum;
    if (sole == TLRI_SOLE_REFERRED) {
        tlri_diag(w->ctx, TLR_WARNING, 3050, NULL,
                  "Ask the Conference Arrangements Committee, or declare another reading of "
                  "alternate-year-gap.",
                  "entitlement/ENT-8",
                  "one delegate is to be appointed and last year gives no answer whether it must "
                  "be a woman");
    }
    return add_step(w, FIGURE(w->fig.women_every), "One delegate; %s: %s.", why, means[sole]);
}

static tlr_status settle_gap(struct work *w, const char *why)
{
    static const char *const values[] = {"as-man-year", "skip", "refer"};
    size_t gap;
    TLR_TRY(which(w, "alternate-year-gap", values, 3, &gap));
    if (gap == 3) {
        const struct alternative three[] = {{"as-man-year", "a woman or nobody"},
                                            {"skip", "what the last sole delegate says"},
                                            {"refer", "no answer"}};
        return refuse_undeclared(w, "alternate-year-gap", three, 3);
    }
    char reading[160], text[320];
    describe_reading(w, "alternate-year-gap", reading, sizeof reading);
    (void)snprintf(text, sizeof text, "last year %s (%s)", why, reading);
    if (gap == 0) {
        return settle_sole(w, TLRI_SOLE_WOMAN_ONLY, text);
    }
    if (gap == 2) {
        return settle_sole(w, TLRI_SOLE_REFERRED, text);
    }
    if (w->in->last_sole == TLRI_LAST_YEAR_MAN) {
        return settle_sole(w, TLRI_SOLE_WOMAN_ONLY, "the last sole delegate was a man");
    }
    if (w->in->last_sole == TLRI_LAST_YEAR_WOMAN ||
        w->in->last_sole == TLRI_LAST_YEAR_NOBODY_OTHER) {
        return settle_sole(w, TLRI_SOLE_ANY,
                           w->in->last_sole == TLRI_LAST_YEAR_WOMAN
                               ? "the last sole delegate was a woman"
                               : "there never was a sole delegate");
    }
    tlri_diag(w->ctx, TLR_ERROR, 3049, NULL, "State who the last sole delegate was.",
              "entitlement/ENT-8",
              "alternate-year-gap=skip needs the last sole delegate before last year");
    return TLR_E_RULES;
}

static tlr_status refuse_unknown_year(struct work *w)
{
    tlri_diag(w->ctx, TLR_ERROR, 3049, NULL,
              "State whom the CLP sent last year: after a woman, anybody may be appointed; after a "
              "man, a woman or nobody; after nobody because of this rule, a woman, or a man by "
              "permission of the Conference Arrangements Committee.",
              "entitlement/ENT-8",
              "one delegate is to be appointed and last year's delegate is not stated");
    return TLR_E_RULES;
}

static void note_useless_permission(struct work *w)
{
    if (w->in->cac_permission != NULL && w->in->last_year != TLRI_LAST_YEAR_NOBODY_RULE) {
        tlri_diag(w->ctx, TLR_WARNING, 3051, NULL,
                  "Permission is for the year after the place was lost; check last year's record.",
                  "entitlement/ENT-8", "the permission of the CAC has no effect here");
    }
}

static tlr_status count_sole(struct work *w)
{
    note_useless_permission(w);
    switch (w->in->last_year) {
    case TLRI_LAST_YEAR_WOMAN:
        return settle_sole(w, TLRI_SOLE_ANY, "last year's sole delegate was a woman");
    case TLRI_LAST_YEAR_MAN:
        return settle_sole(w, TLRI_SOLE_WOMAN_ONLY, "last year's sole delegate was a man");
    case TLRI_LAST_YEAR_NOBODY_RULE:
        return w->in->cac_permission != NULL
                   ? settle_sole(
                         w, TLRI_SOLE_PERMITTED,
                         "the place was lost last year and the CAC's permission is recorded")
                   : settle_sole(w, TLRI_SOLE_WOMAN_ONLY,
                                 "the place was lost last year and no permission of the CAC is "
                                 "recorded");
    case TLRI_LAST_YEAR_NOBODY_OTHER:
        return settle_gap(w, "nobody was sent, for another reason");
    case TLRI_LAST_YEAR_SEVERAL:
        return settle_gap(w, "several delegates were sent");
    case TLRI_LAST_YEAR_NEW:
        return settle_gap(w, "the CLP did not exist");
    case TLRI_LAST_YEAR_UNKNOWN:
    case TLRI_LAST_YEAR_COUNT:
    default:
        return refuse_unknown_year(w);
    }
}

/* ---- several delegates: every second a woman ---- */

enum { ROUND_FLOOR, ROUND_CEIL, ROUND_ORDER, ROUNDINGS };
static const char *const rounding_values[] = {"floor", "ceil", "order-dependent"};

struct range {
    uint32_t low, high;
};

/* The women that `places` places ask for under one rounding. */
static struct range women_of(const struct figures *fig, uint64_t places, size_t rounding)
{
    uint64_t every = fig->women_every->value;
    uint64_t down = places / every;
    uint64_t half_up = (places * fig->women_percent->value + 99) / 100;
    uint64_t up = (places + every - 1) / every;
    struct range range = {(uint32_t)down, (uint32_t)down};
    if (rounding == ROUND_CEIL) {
        range.low = range.high = (uint32_t)half_up;
    } else if (rounding == ROUND_ORDER) {
        range.high = (uint32_t)up;
    }
    return range;
}

/* Less the women whom additional places bring, and no more than there are places to fill. */
static struct range among_ordinary(const struct work *w, struct range range, uint32_t extra)
{
    uint32_t most = w->out->to_fill;
    range.low = range.low > extra ? range.low - extra : 0;
    range.high = range.high > extra ? range.high - extra : 0;
    range.low = range.low < most ? range.low : most;
    range.high = range.high < most ? range.high : most;
    return range;
}

static bool all_roundings_agree(const struct work *w, uint64_t places, uint32_t extra)
{
    struct range first = among_ordinary(w, women_of(&w->fig, places, ROUND_FLOOR), extra);
    for (size_t i = 0; i < ROUNDINGS; i++) {
        struct range other = among_ordinary(w, women_of(&w->fig, places, i), extra);
        if (other.low != first.low || other.high != first.low) {
            return false;
        }
    }
    return true;
}

static tlr_status refuse_rounding(struct work *w, uint64_t places, uint32_t extra)
{
    struct alternative three[ROUNDINGS] = {{"floor", ""}, {"ceil", ""}, {"order-dependent", ""}};
    for (size_t i = 0; i < ROUNDINGS; i++) {
        struct range range = among_ordinary(w, women_of(&w->fig, places, i), extra);
        if (range.low == range.high) {
            (void)snprintf(three[i].gives, sizeof three[i].gives, "at least %u", range.low);
        } else {
            (void)snprintf(three[i].gives, sizeof three[i].gives,
                           "at least %u, or %u when the "
                           "first elected is a woman",
                           range.low, range.high);
        }
    }
    return refuse_undeclared(w, "women-rounding", three, ROUNDINGS);
}

/* The number of places of which the women's share is taken. */
static tlr_status share_base(struct work *w, bool whole, uint64_t *places)
{
    static const char *const values[] = {"to-fill", "filled", "entitled"};
    const struct tlri_entitlement *out = w->out;
    size_t base;
    TLR_TRY(which(w, "women-base", values, 3, &base));
    if (base == 3 && out->to_fill != out->ordinary) {
        const struct alternative three[] = {{"to-fill", "the share of the places to fill"},
                                            {"filled", "the share of the places filled"},
                                            {"entitled", "the share of all places"}};
        return refuse_undeclared(w, "women-base", three, 3);
    }
    *places = base == 2 ? out->ordinary : out->to_fill;
    if (whole) {
        *places += out->woman + out->youth;
        *places = *places < out->maximum ? *places : out->maximum;
    }
    char reading[160];
    describe_reading(w, "women-base", reading, sizeof reading);
    return add_step(w, FIGURE(w->fig.women_every),
                    "The women's share is taken of %llu %s places (%s)%s.",
                    (unsigned long long)*places, whole ? "ordinary and additional" : "ordinary",
                    reading, base == 1 ? " and looked at again when they are filled" : "");
}

static tlr_status count_several(struct work *w, bool whole)
{
    uint64_t places = 0;
    TLR_TRY(share_base(w, whole, &places));
    uint32_t extra = whole ? w->out->woman : 0;
    size_t rounding;
    TLR_TRY(which(w, "women-rounding", rounding_values, ROUNDINGS, &rounding));
    bool declared = rounding != ROUNDINGS;
    if (!declared) {
        if (!all_roundings_agree(w, places, extra)) {
            return refuse_rounding(w, places, extra);
        }
        rounding = ROUND_FLOOR;
    }
    struct range range = among_ordinary(w, women_of(&w->fig, places, rounding), extra);
    w->out->women_minimum = range.low;
    w->out->women_minimum_high = range.high;
    char reading[160], more[96] = "";
    describe_reading(w, "women-rounding", reading, sizeof reading);
    if (range.low != range.high) {
        (void)snprintf(more, sizeof more, ", and %u when the first elected is a woman", range.high);
    }
    const struct tlri_rule_figure *figure =
        rounding == ROUND_CEIL ? w->fig.women_percent : w->fig.women_every;
    return add_step(w, FIGURE(figure),
                    "Women among the ordinary places to fill: at least %u%s%s "
                    "(%s).",
                    range.low, more,
                    extra != 0 ? ", counting the additional woman's place as filled" : "", reading);
}

static tlr_status count_women(struct work *w)
{
    static const char *const scopes[] = {"ordinary", "whole-delegation"};
    static const char *const tests[] = {"appointed", "entitled"};
    struct tlri_entitlement *out = w->out;
    size_t scope, test;
    TLR_TRY(which(w, "women-scope", scopes, 2, &scope));
    TLR_TRY(which(w, "single-delegate-test", tests, 2, &test));
    if (out->to_fill == 0) {
        return add_step(w, FIGURE(w->fig.women_every),
                        "No ordinary place is to be filled: no minimum of women.");
    }
    bool additional = out->woman + out->youth != 0;
    if (scope == 2 && additional) {
        const struct alternative two[] = {{"ordinary", "a share of the ordinary places"},
                                          {"whole-delegation", "a share of all places"}};
        return refuse_undeclared(w, "women-scope", two, 2);
    }
    bool whole = scope == 1;
    if (test == 2 && out->to_fill == 1 && out->ordinary > 1) {
        const struct alternative two[] = {{"appointed", "the rule of the single delegate"},
                                          {"entitled", "the rule of every second delegate"}};
        return refuse_undeclared(w, "single-delegate-test", two, 2);
    }
    bool shared = whole && additional;
    bool single = test != 1 || out->ordinary == 1;
    return out->to_fill == 1 && !shared && single ? count_sole(w) : count_several(w, whole);
}

/* ---- the whole ---- */

static tlr_status check_input(tlr_ctx *ctx, const struct tlri_entitlement_input *in)
{
    uint64_t most =
        in->hq_members_stated && in->hq_members > in->members ? in->hq_members : in->members;
    const char *wrong = NULL;
    if (most > TLRI_MEMBERS_MAX) {
        wrong = "more members than any constituency has";
    } else if (in->women > most) {
        wrong = "more women than members";
    } else if (in->young > most) {
        wrong = "more young members than members";
    }
    if (wrong == NULL) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 3044, NULL, "Check the figures against the membership return.",
              "entitlement/ENT-2", "the membership figures show %s", wrong);
    return TLR_E_INPUT;
}

static tlr_status check_edition(tlr_ctx *ctx, const struct tlri_entitlement_input *in,
                                const struct tlri_rulebook *rulebook)
{
    if (tlri_rulebook_governs(rulebook, in->conference)) {
        return TLR_OK;
    }
    tlri_diag(
        ctx, TLR_ERROR, 3040, NULL,
        "Choose the edition that governs that conference, or name a rule book file that does.",
        "entitlement/ENT-1", "the edition %s does not govern delegations to the conference of %u",
        rulebook->id, in->conference);
    return TLR_E_RULES;
}

static tlr_status work_out(struct work *w)
{
    TLR_TRY(check_input(w->ctx, w->in));
    TLR_TRY(check_edition(w->ctx, w->in, w->book));
    TLR_TRY(take_figures(w));
    TLR_TRY(count_ordinary(w));
    TLR_TRY(count_additional(w, "Women", w->in->women, w->fig.woman_threshold,
                             w->fig.woman_delegates, &w->out->woman));
    TLR_TRY(count_additional(w, "Young", w->in->young, w->fig.youth_threshold,
                             w->fig.youth_delegates, &w->out->youth));
    TLR_TRY(count_all(w));
    TLR_TRY(compare_with_hq(w));
    TLR_TRY(count_to_fill(w));
    TLR_TRY(say_who_decided(w));
    return count_women(w);
}

tlr_status tlri_entitlement_work_out(tlr_ctx *ctx, const struct tlri_entitlement_input *input,
                                     const struct tlri_rulebook *rulebook,
                                     const struct tlri_readings *readings,
                                     struct tlri_entitlement *out)
{
    memset(out, 0, sizeof *out);
    tlri_arena_init(&out->arena, ctx);
    out->edition = rulebook->id;
    struct work w = {ctx, input, rulebook, readings, {0}, out};
    tlr_status status = work_out(&w);
    if (status != TLR_OK) {
        tlri_entitlement_drop(out);
    }
    return status;
}

void tlri_entitlement_drop(struct tlri_entitlement *entitlement)
{
    if (entitlement->arena.ctx != NULL) {
        tlri_arena_drop(&entitlement->arena);
    }
    memset(entitlement, 0, sizeof *entitlement);
}

const char *tlri_sole_token(enum tlri_sole sole)
{
    static const char *const tokens[] = {[TLRI_SOLE_NOT] = "not-single",
                                         [TLRI_SOLE_ANY] = "any",
                                         [TLRI_SOLE_PERMITTED] = "any-by-permission",
                                         [TLRI_SOLE_WOMAN_ONLY] = "woman-only",
                                         [TLRI_SOLE_REFERRED] = "referred"};
    return (unsigned)sole <= TLRI_SOLE_REFERRED ? tokens[sole] : "?";
}
