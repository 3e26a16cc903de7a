/*
 * rules/reading.h: the readings of disputed points that are in force in one election.
 *
 * An edition (model/rulebook.h) names the disputed points, their values, who holds each and which
 * must be declared. A notice declares some. Resolving puts the two together: unknown names and
 * values are refused, required ones must be there, what is left gets the edition's default and is
 * marked "decided by nobody". spec/rules/readings.md.
 */
#ifndef TLRI_READING_H
#define TLRI_READING_H

#include "model/notice.h"
#include "model/rulebook.h"
#include "model/settings.h"

struct tlri_reading_in_force {
    const char *name, *value;
    const char *decided_by; /* NULL: decided by nobody */
    const char *decided_on; /* "YYYY-MM-DD" or NULL */
    const char *minute;     /* or NULL */
    const char *ruling;     /* number of the ruling that set it, or NULL */
    const char *source;     /* id of the source that holds this value, or NULL */
    char grade;             /* 'A'..'D', or 0: a number, on which the edition lists nobody */
    bool is_default;        /* not declared: the edition's default */
    const struct tlri_rule_reading *reading; /* the edition's entry */
};

/* All text belongs to the edition and to the declarations, which must outlive this. */
struct tlri_readings {
    tlr_ctx *ctx;
    size_t count, allocated;
    struct tlri_reading_in_force *reading; /* in the edition's order */
};

struct tlri_entitlement_input; /* rules/entitlement.h */

struct tlri_readings_request {
    const struct tlri_rulebook *rulebook;
    const char *file; /* the file the declarations come from, or NULL: the command line */
    size_t declared;
    const struct tlri_declared_reading *declare;
    const char *nominations_close; /* "YYYY-MM-DD", or NULL: not known */
    bool complete;                 /* refuse when a required reading is missing */
    bool delegation; /* are delegates' places filled? (else readings about them are not required) */
    size_t methods;  /* of the contests; a reading of a count is required only where one reads it */
    const enum tlri_method *method;
    const struct tlri_entitlement_input *figures; /* to say what each value would give; or NULL */
};

/*
 * Resolves. On TLR_OK *out holds the readings in force (drop it with tlri_readings_drop).
 * TLR_E_INPUT: a name or value that the edition does not know, or a name declared twice;
 * TLR_E_RULES: a required reading is missing; one diagnostic for each, with the alternatives, who
 * holds each, how good the source is, and what each would give here. Readings decided after
 * nominations closed give warnings. TLR_E_MEMORY. On failure *out is empty.
 */
tlr_status tlri_readings_resolve(tlr_ctx *ctx, const struct tlri_readings_request *request,
                                 struct tlri_readings *out) TLRI_NODISCARD;
void tlri_readings_drop(struct tlri_readings *readings);

/* The reading of that name that is in force, or NULL. */
const struct tlri_reading_in_force *tlri_readings_get(const struct tlri_readings *readings,
                                                      const char *name);
/* Is it in force with this value? */
bool tlri_readings_is(const struct tlri_readings *readings, const char *name, const char *value);
/* The value of a reading that is a number (candidate-months), 0..999; false when not in force. */
bool tlri_readings_number(const struct tlri_readings *readings, const char *name, unsigned *out);

/*
 * A ruling changes a reading: the value in force becomes value, decided by authority on that day
 * ("YYYY-MM-DD" or NULL). All text must
 * outlive the readings. TLR_E_INPUT: the edition knows no such reading or value; TLR_E_MEMORY.
 */
tlr_status tlri_readings_rule(tlr_ctx *ctx, struct tlri_readings *readings,
                              const struct tlri_rulebook *rulebook, const char *name,
                              const char *value, const char *authority, const char *decided_on,
                              const char *minute, const char *ruling,
                              const struct tlri_place *place) TLRI_NODISCARD;

/*
 * Applies to a contest's settings every reading that was declared (or ruled), bears a setting's
 * name and concerns a setting which the rule set leaves open. Defaults are not applied: undeclared,
 * the rule set's own value stands. The contest's own settings come after this.
 * TLR_E_INPUT, TLR_E_RULES as tlri_settings_set.
 */
tlr_status tlri_readings_apply(tlr_ctx *ctx, const struct tlri_readings *readings,
                               struct tlri_settings *settings) TLRI_NODISCARD;

/* Appends "first (source B1, grade B: who holds it), second (no source)": the values of a reading.
 */
tlr_status tlri_reading_values_text(const struct tlri_rule_reading *reading, struct tlri_buf *buf);

#endif
