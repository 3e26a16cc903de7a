/*
 * rules/reading.c: declared readings put together with an edition of the rules.
 *
 * Nothing is assumed where an edition says that a reading is required: the election is refused, and
 * the message lists the alternatives with who holds each and how good the source is, so that the
 * meeting can decide. What the edition gives a default is in force as "decided by nobody", and the
 * result says so. A reading that bears the name of a setting of the count (tie-final, overvote) is
 * passed on to the settings of the contests that leave it open; what a rule set's text fixes is not
 * in dispute there. Implements spec/rules/readings.md.
 */
#include "rules/reading.h"

#include <string.h>

#include "rules/reading_gives.h"
#include "rules/settings.h"
#include "rules/suggest.h"

/* ---- what a reading is about ---- */

/* Readings about any ballot, whatever is elected. The rest are settings or concern delegates. */
static const char *const any_ballot[] = {
    "double-vote", "proxy", "late-post", "identifying-mark", "voter-weeks", "unopposed", "vacancy"};

static bool concerns_any_ballot(const char *name)
{
    for (size_t i = 0; i < sizeof any_ballot / sizeof any_ballot[0]; i++) {
        if (tlri_streq(any_ballot[i], name)) {
            return true;
        }
    }
    return false;
}

static bool concerns(const struct tlri_readings_request *request, const char *name)
{
    if (concerns_any_ballot(name)) {
        return true;
    }
    if (!tlri_setting_exists(name)) {
        return request->delegation;
    }
    for (size_t i = 0; i < request->methods; i++) {
        if (tlri_setting_read_by(name, request->method[i])) {
            return true;
        }
    }
    return false;
}

/* Dates are YYYY-MM-DD and compare as text. */
static bool must_be_declared(const struct tlri_readings_request *request,
                             const struct tlri_rule_reading *reading)
{
    if (!request->complete || !reading->required || !concerns(request, reading->name)) {
        return false;
    }
    return reading->since == NULL || request->nominations_close == NULL ||
           strcmp(request->nominations_close, reading->since) >= 0;
}

/* ---- refusing ---- */

/* " (source B1, grade B: Levy)" */
static tlr_status put_holders(const struct tlri_rule_value *value, struct tlri_buf *buf)
{
    if (value->source == NULL) {
        return tlri_buf_puts(buf, " (no source)");
    }
    TLR_TRY(tlri_buf_printf(buf, " (source %s, grade %c", value->source, value->grade));
    if (value->holds != NULL) {
        TLR_TRY(tlri_buf_printf(buf, ": %s", value->holds));
    }
    return tlri_buf_puts(buf, ")");
}

tlr_status tlri_reading_values_text(const struct tlri_rule_reading *reading, struct tlri_buf *buf)
{
    if (reading->values == 0) {
        return tlri_buf_puts(buf, "a number");
    }
    for (size_t i = 0; i < reading->values; i++) {
        const struct tlri_rule_value *value = &reading->value[i];
        TLR_TRY(tlri_buf_printf(buf, "%s%s", i == 0 ? "" : ", ", value->name));
        TLR_TRY(put_holders(value, buf));
    }
    return TLR_OK;
}

static tlr_status refuse_name(tlr_ctx *ctx, const struct tlri_rulebook *rulebook, const char *name,
                              const struct tlri_place *place)
{
    const char *names[TLRI_RULEBOOK_ENTRIES_MAX];
    size_t n = rulebook->readings < TLRI_RULEBOOK_ENTRIES_MAX ? rulebook->readings
                                                              : TLRI_RULEBOOK_ENTRIES_MAX;
    for (size_t i = 0; i < n; i++) {
        names[i] = rulebook->reading[i].name;
    }
    const char *near = tlri_suggest(name, names, n);
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 8192);
    if (near != NULL) {
        (void)tlri_buf_printf(&hint, "Did you mean \"%s\"?", near);
    } else {
        (void)tlri_buf_puts(&hint, "The readings are ");
        (void)tlri_suggest_list(&hint, names, n);
        (void)tlri_buf_puts(&hint, ".");
    }
    tlri_diag(ctx, TLR_ERROR, 3020, place, hint.data, "readings/REA-2",
              "the edition %s knows no reading \"%s\"", rulebook->id, name);
    tlri_buf_drop(&hint);
    return TLR_E_INPUT;
}

static tlr_status refuse_value(tlr_ctx *ctx, const struct tlri_rule_reading *reading,
                               const char *value, const struct tlri_place *place)
{
    const char *names[TLRI_READING_VALUES_MAX];
    size_t n =
        reading->values < TLRI_READING_VALUES_MAX ? reading->values : TLRI_READING_VALUES_MAX;
    for (size_t i = 0; i < n; i++) {
        names[i] = reading->value[i].name;
    }
    const char *near = tlri_suggest(value, names, n);
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 8192);
    if (near != NULL) {
        (void)tlri_buf_printf(&hint, "Did you mean \"%s\"? ", near);
    }
    (void)tlri_buf_printf(&hint, "Values of %s: ", reading->name);
    (void)tlri_reading_values_text(reading, &hint);
    (void)tlri_buf_puts(&hint, ".");
    tlri_diag(ctx, TLR_ERROR, 3021, place, hint.data, "readings/REA-2",
              "\"%s\" is not a value of the reading %s", value, reading->name);
    tlri_buf_drop(&hint);
    return TLR_E_INPUT;
}

/* [REA-3] Every value with who holds it, what it means, and what it would give here. */
static tlr_status put_alternatives(tlr_ctx *ctx, const struct tlri_readings_request *request,
                                   const struct tlri_rule_reading *reading, struct tlri_buf *hint)
{
    if (reading->values == 0) {
        TLR_TRY(tlri_buf_printf(hint, "Declare %s as a number, with who decided it and when.",
                                reading->name));
    } else {
        TLR_TRY(tlri_buf_printf(hint, "Declare %s as one of these, with who decided it and when.",
                                reading->name));
    }
    for (size_t i = 0; i < reading->values; i++) {
        TLR_TRY(tlri_buf_printf(hint, " (%zu) %s", i + 1, reading->value[i].name));
        TLR_TRY(put_holders(&reading->value[i], hint));
        TLR_TRY(tlri_reading_gives(ctx, request, reading, &reading->value[i], hint));
        TLR_TRY(tlri_buf_puts(hint, "."));
    }
    const char *seen_by = tlri_reading_seen_by(reading->name);
    return seen_by != NULL ? tlri_buf_printf(hint, " %s", seen_by) : TLR_OK;
}

static tlr_status refuse_missing(tlr_ctx *ctx, const struct tlri_readings_request *request,
                                 const struct tlri_rule_reading *reading,
                                 const struct tlri_place *place)
{
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 8192);
    tlr_status status = put_alternatives(ctx, request, reading, &hint);
    if (status != TLR_E_MEMORY) {
        tlri_diag(ctx, TLR_ERROR, 3022, place, hint.data, "readings/REA-3",
                  "the reading %s must be declared: %s", reading->name, reading->about);
        status = TLR_E_RULES;
    }
    tlri_buf_drop(&hint);
    return status;
}

/* ---- one declaration ---- */

/* 1 to 3 digits, no leading zero. */
static bool is_number(const char *text)
{
    size_t len = strlen(text);
    return len >= 1 && len <= 3 && strspn(text, "0123456789") == len &&
           (len == 1 || text[0] != '0');
}

static bool is_value(const struct tlri_rule_reading *reading, const char *value)
{
    return reading->values == 0 ? is_number(value)
                                : tlri_rule_reading_value(reading, value) != NULL;
}

static void take_value(struct tlri_reading_in_force *into, const struct tlri_rule_reading *reading,
                       const char *value)
{
    const struct tlri_rule_value *known = tlri_rule_reading_value(reading, value);
    into->name = reading->name;
    into->value = value;
    into->source = known != NULL ? known->source : NULL;
    into->grade = known != NULL ? known->grade : (char)0;
    into->reading = reading;
}

static struct tlri_place place_of(const struct tlri_readings_request *request,
                                  const struct tlri_declared_reading *declared)
{
    struct tlri_place place = {0};
    place.file = request->file;
    place.line = declared->at.line;
    place.column = declared->at.column;
    return place;
}

static void warn_if_late(tlr_ctx *ctx, const struct tlri_readings_request *request,
                         const struct tlri_declared_reading *declared)
{
    if (declared->decided_on == NULL || request->nominations_close == NULL ||
        strcmp(declared->decided_on, request->nominations_close) <= 0) {
        return;
    }
    struct tlri_place place = place_of(request, declared);
    tlri_diag(ctx, TLR_WARNING, 3024, &place,
              "Check the date; if it is right, expect the result to be disputed.", "readings/REA-4",
              "the reading %s was decided on %s, after nominations closed on %s", declared->name,
              declared->decided_on, request->nominations_close);
}

/* Checks every declaration against the edition; says how many are wrong. */
static tlr_status check_declared(tlr_ctx *ctx, const struct tlri_readings_request *request)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < request->declared; i++) {
        const struct tlri_declared_reading *declared = &request->declare[i];
        struct tlri_place place = place_of(request, declared);
        const struct tlri_rule_reading *reading =
            tlri_rulebook_reading(request->rulebook, declared->name);
        if (reading == NULL) {
            worst = refuse_name(ctx, request->rulebook, declared->name, &place);
            continue;
        }
        if (!is_value(reading, declared->value)) {
            worst = refuse_value(ctx, reading, declared->value, &place);
        }
        for (size_t j = 0; j < i; j++) {
            if (tlri_streq(request->declare[j].name, declared->name)) {
                tlri_diag(ctx, TLR_ERROR, 3023, &place, "Leave one of the two out.",
                          "readings/REA-2", "the reading %s is declared twice", declared->name);
                worst = TLR_E_INPUT;
                break;
            }
        }
        warn_if_late(ctx, request, declared);
    }
    return worst;
}

static const struct tlri_declared_reading *
declaration_of(const struct tlri_readings_request *request, const char *name)
{
    for (size_t i = 0; i < request->declared; i++) {
        if (tlri_streq(request->declare[i].name, name)) {
            return &request->declare[i];
        }
    }
    return NULL;
}

/* Fills *into; false when the reading is not in force at all. */
static bool put_in_force(const struct tlri_readings_request *request,
                         const struct tlri_rule_reading *reading,
                         struct tlri_reading_in_force *into)
{
    const struct tlri_declared_reading *declared = declaration_of(request, reading->name);
    if (declared != NULL) {
        take_value(into, reading, declared->value);
        into->decided_by = declared->decided_by;
        into->decided_on = declared->decided_on;
        into->minute = declared->minute;
        return true;
    }
    if (reading->default_value == NULL) {
        return false;
    }
    take_value(into, reading, reading->default_value);
    into->is_default = true;
    return true;
}

tlr_status tlri_readings_resolve(tlr_ctx *ctx, const struct tlri_readings_request *request,
                                 struct tlri_readings *out)
{
    memset(out, 0, sizeof *out);
    tlr_status worst = check_declared(ctx, request);
    const struct tlri_rulebook *book = request->rulebook;
    struct tlri_place whole = {0};
    whole.file = request->file;
    for (size_t i = 0; i < book->readings; i++) {
        if (must_be_declared(request, &book->reading[i]) &&
            declaration_of(request, book->reading[i].name) == NULL) {
            tlr_status missing = refuse_missing(ctx, request, &book->reading[i], &whole);
            worst = worst == TLR_OK || missing == TLR_E_MEMORY ? missing : worst;
        }
    }
    if (worst != TLR_OK) {
        return worst;
    }
    struct tlri_reading_in_force *list = tlri_alloc_array(ctx, book->readings, sizeof *list);
    if (list == NULL) {
        return tlri_no_memory(ctx);
    }
    size_t n = 0;
    for (size_t i = 0; i < book->readings; i++) {
        if (put_in_force(request, &book->reading[i], &list[n])) {
            n++;
        }
    }
    out->ctx = ctx;
    out->count = n;
    out->allocated = book->readings;
    out->reading = list;
    return TLR_OK;
}

void tlri_readings_drop(struct tlri_readings *readings)
{
    if (readings->ctx != NULL) {
        tlri_free(readings->ctx, readings->reading,
                  readings->allocated * sizeof(*readings->reading));
    }
    memset(readings, 0, sizeof *readings);
}

/* ---- asking ---- */

static struct tlri_reading_in_force *find(const struct tlri_readings *readings, const char *name)
{
    for (size_t i = 0; i < readings->count; i++) {
        if (tlri_streq(readings->reading[i].name, name)) {
            return &readings->reading[i];
        }
    }
    return NULL;
}

const struct tlri_reading_in_force *tlri_readings_get(const struct tlri_readings *readings,
                                                      const char *name)
{
    return find(readings, name);
}

bool tlri_readings_is(const struct tlri_readings *readings, const char *name, const char *value)
{
    const struct tlri_reading_in_force *found = find(readings, name);
    return found != NULL && tlri_streq(found->value, value);
}

bool tlri_readings_number(const struct tlri_readings *readings, const char *name, unsigned *out)
{
    const struct tlri_reading_in_force *found = find(readings, name);
    if (found == NULL || !is_number(found->value)) {
        return false;
    }
    unsigned value = 0;
    for (const char *digit = found->value; *digit != '\0'; digit++) {
        value = value * 10u + (unsigned)(*digit - '0');
    }
    *out = value;
    return true;
}

/* ---- changing by a ruling, passing on to a count ---- */

/* A new last entry for a reading that was not in force; NULL when memory fails. The list was made
 * with room for every reading of the edition, so this never grows it. */
static struct tlri_reading_in_force *add(struct tlri_readings *readings)
{
    return readings->count < readings->allocated ? &readings->reading[readings->count++] : NULL;
}

tlr_status tlri_readings_rule(tlr_ctx *ctx, struct tlri_readings *readings,
                              const struct tlri_rulebook *rulebook, const char *name,
                              const char *value, const char *authority, const char *decided_on,
                              const char *minute, const char *ruling,
                              const struct tlri_place *place)
{
    const struct tlri_rule_reading *reading = tlri_rulebook_reading(rulebook, name);
    if (reading == NULL) {
        return refuse_name(ctx, rulebook, name, place);
    }
    if (!is_value(reading, value)) {
        return refuse_value(ctx, reading, value, place);
    }
    struct tlri_reading_in_force *into = find(readings, name);
    if (into == NULL) {
        into = add(readings);
    }
    if (into == NULL) {
        return tlri_internal(ctx, "room for every reading of the edition");
    }
    memset(into, 0, sizeof *into);
    take_value(into, reading, value);
    into->decided_by = authority;
    into->decided_on = decided_on;
    into->minute = minute;
    into->ruling = ruling;
    return TLR_OK;
}

tlr_status tlri_readings_apply(tlr_ctx *ctx, const struct tlri_readings *readings,
                               struct tlri_settings *settings)
{
    for (size_t i = 0; i < readings->count; i++) {
        const struct tlri_reading_in_force *one = &readings->reading[i];
        if (!one->is_default && tlri_setting_open(settings, one->name)) {
            TLR_TRY(tlri_settings_set(ctx, settings, one->name, one->value, NULL));
        }
    }
    return TLR_OK;
}
