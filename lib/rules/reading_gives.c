/*
 * rules/reading_gives.c: a meeting that must decide a disputed point is told what each answer
 * gives.
 *
 * The readings that bear on a number of places or of women are tried: the entitlement is worked out
 * under each value, in a context of its own. Where two of them are undeclared, each value is tried
 * under every value of the other, and the answers that differ are all told. Of the others no number
 * follows from the notice (who may stand needs the roll, who is elected needs the papers): there
 * the meaning of the value stands, and where to look. Implements spec/rules/readings.md [REA-3].
 */
#include "rules/reading_gives.h"

#include <string.h>

#include "base/scratch.h"
#include "rules/entitlement.h"

enum { ANSWER = 96 };

/* Readings that an entitlement asks for, and what of it each decides. */
static void tell_delegates(const struct tlri_entitlement *e, char *out)
{
    (void)snprintf(out, ANSWER, "%u delegates in all, %u of them ordinary", e->maximum,
                   e->ordinary);
}

static void tell_women(const struct tlri_entitlement *e, char *out)
{
    if (e->women_minimum == e->women_minimum_high) {
        (void)snprintf(out, ANSWER, "at least %u women in %u ordinary places to fill",
                       e->women_minimum, e->to_fill);
    } else {
        (void)snprintf(out, ANSWER,
                       "at least %u women in %u ordinary places to fill, or %u when the first "
                       "elected is a woman",
                       e->women_minimum, e->to_fill, e->women_minimum_high);
    }
}

static const struct {
    const char *name;
    void (*tell)(const struct tlri_entitlement *e, char *out);
} tried[] = {{"cap-scope", tell_delegates},       {"part-thereof", tell_delegates},
             {"women-rounding", tell_women},      {"women-base", tell_women},
             {"women-scope", tell_women},         {"alternate-year-gap", tell_women},
             {"single-delegate-test", tell_women}};

enum { TRIED = sizeof tried / sizeof tried[0] };

static size_t tried_index(const char *name)
{
    size_t i = 0;
    while (i < TRIED && !tlri_streq(tried[i].name, name)) {
        i++;
    }
    return i;
}

struct supposed {
    const char *name, *value; /* name NULL: nothing is supposed */
};

/* The answer under declared readings, defaults and two suppositions; "" when there is none. */
static tlr_status answer(tlr_ctx *scratch, const struct tlri_readings_request *request,
                         const struct supposed suppose[2], size_t what, char out[ANSWER])
{
    struct tlri_readings_request partial = *request;
    struct tlri_readings readings;
    struct tlri_entitlement e;
    partial.complete = false;
    out[0] = '\0';
    tlr_status status = tlri_readings_resolve(scratch, &partial, &readings);
    for (size_t i = 0; i < 2 && status == TLR_OK; i++) {
        if (suppose[i].name != NULL) {
            status = tlri_readings_rule(scratch, &readings, request->rulebook, suppose[i].name,
                                        suppose[i].value, NULL, NULL, NULL, NULL, NULL);
        }
    }
    if (status == TLR_OK) {
        status =
            tlri_entitlement_work_out(scratch, request->figures, request->rulebook, &readings, &e);
    }
    if (status == TLR_OK) {
        tried[what].tell(&e, out);
        tlri_entitlement_drop(&e);
    }
    tlri_readings_drop(&readings);
    tlr_ctx_diag_clear(scratch);
    return status == TLR_E_MEMORY ? status : TLR_OK;
}

/* The one other reading that is tried here, must be declared and is not; NULL. */
static const struct tlri_rule_reading *other_missing(const struct tlri_readings_request *request,
                                                     const struct tlri_rule_reading *reading)
{
    for (size_t i = 0; i < TRIED; i++) {
        const struct tlri_rule_reading *other =
            tlri_rulebook_reading(request->rulebook, tried[i].name);
        bool declared = false;
        for (size_t k = 0; k < request->declared; k++) {
            declared = declared || tlri_streq(request->declare[k].name, tried[i].name);
        }
        if (other != NULL && other != reading && other->required && !declared) {
            return other;
        }
    }
    return NULL;
}

/* "; here gives 8 delegates in all", with the other reading's value where the answers differ. */
static tlr_status put_answers(tlr_ctx *scratch, const struct tlri_readings_request *request,
                              const struct tlri_rule_reading *reading,
                              const struct tlri_rule_value *value, struct tlri_buf *buf)
{
    const struct tlri_rule_reading *other = other_missing(request, reading);
    size_t others = other == NULL                             ? 1
                    : other->values < TLRI_READING_VALUES_MAX ? other->values
                                                              : TLRI_READING_VALUES_MAX;
    char text[TLRI_READING_VALUES_MAX][ANSWER] = {{0}};
    bool differ = false;
    for (size_t i = 0; i < others; i++) {
        struct supposed suppose[2] = {{reading->name, value->name}, {NULL, NULL}};
        if (other != NULL) {
            suppose[1] = (struct supposed){other->name, other->value[i].name};
        }
        TLR_TRY(answer(scratch, request, suppose, tried_index(reading->name), text[i]));
        differ = differ || strcmp(text[i], text[0]) != 0;
    }
    for (size_t i = 0; i < (differ ? others : 1); i++) {
        if (text[i][0] == '\0') {
            continue;
        }
        TLR_TRY(tlri_buf_printf(buf, "; here gives %s", text[i]));
        if (differ) {
            TLR_TRY(tlri_buf_printf(buf, " under %s = %s", other->name, other->value[i].name));
        }
    }
    return TLR_OK;
}

tlr_status tlri_reading_gives(tlr_ctx *ctx, const struct tlri_readings_request *request,
                              const struct tlri_rule_reading *reading,
                              const struct tlri_rule_value *value, struct tlri_buf *buf)
{
    if (value->gloss != NULL) {
        size_t len = strlen(value->gloss);
        bool stop = len > 0 && value->gloss[len - 1] == '.';
        TLR_TRY(tlri_buf_printf(buf, ": %.*s", (int)(len - stop), value->gloss));
    }
    if (request->figures == NULL || tried_index(reading->name) == TRIED) {
        return TLR_OK;
    }
    tlr_ctx *scratch = tlri_ctx_scratch(ctx);
    if (scratch == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = put_answers(scratch, request, reading, value, buf);
    tlr_ctx_free(scratch);
    return status == TLR_E_MEMORY ? tlri_no_memory(ctx) : status;
}

const char *tlri_reading_seen_by(const char *name)
{
    static const struct {
        const char *name, *where;
    } rows[] = {
        {"candidate-months",
         "What the number gives here: 'teller eligibility' says from the roll who "
         "may stand under it, and under every reading of the dates."},
        {"women-definition", "What each gives here is the returning officer's list of who is "
                             "eligible for a woman's place; the program keeps no more than that."},
        {"quota-mechanism",
         "Whom each would elect is not known before the papers are; after the count 'teller "
         "readings' says which readings would have elected others."},
        {"quota-test",
         "They differ only where somebody's votes are exactly the quota; 'teller readings' says "
         "whether that happened."}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (tlri_streq(rows[i].name, name)) {
            return rows[i].where;
        }
    }
    return NULL;
}
