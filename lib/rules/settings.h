/*
 * rules/settings.h: named rule sets, and the settings that a name stands for.
 *
 * A rule set is a method with every setting filled in (model/settings.h). A published rule set
 * fixes most of them: they can be read and printed but not set, so that "ers97" in a result means
 * ERS97. What its text leaves open can be set: how doubtful marks are read, how ties end, what
 * happens when a constraint cannot be met. The rule set "custom" leaves everything open.
 * spec/rules/README.md (which method reads which), spec/rules/readings.md (why each default).
 */
#ifndef TLRI_RULES_SETTINGS_H
#define TLRI_RULES_SETTINGS_H

#include "model/settings.h"

#define TLRI_SETTINGS_MAX      40u /* rows of the table; a bound for arrays */
#define TLRI_SETTING_VALUE_MAX 24u /* bytes of a value's text, NUL included */

/* A setting that has no value because the rule set asks for one to be declared. No engine may be
 * given it: tlri_settings_check refuses it. Kept in the enum's storage, outside its range. */
#define TLRI_SETTING_UNDECLARED 255u

/* The i-th rule set's name in the order of the table, NULL past the end; *about (may be NULL) gets
 * one sentence on it. Static text. */
const char *tlri_rule_set_name(size_t i, const char **about);

/*
 * The settings that a rule set's name stands for. *out is written only on TLR_OK.
 * TLR_E_INPUT: no such rule set (diagnostic with the nearest name).
 */
tlr_status tlri_settings_named(tlr_ctx *ctx, const char *rule_set,
                               struct tlri_settings *out) TLRI_NODISCARD;
/* The same for a name written at `place`. */
tlr_status tlri_settings_named_at(tlr_ctx *ctx, const char *rule_set,
                                  const struct tlri_place *place,
                                  struct tlri_settings *out) TLRI_NODISCARD;

/*
 * Sets one setting from text ("tie-final", "lot"). place (may be NULL) is where it was written.
 * TLR_E_INPUT: no such setting or value (diagnostic with the nearest name and all values);
 * TLR_E_RULES: the rule set fixes it, or its method does not read it. On failure nothing is
 * changed.
 */
tlr_status tlri_settings_set(tlr_ctx *ctx, struct tlri_settings *settings, const char *key,
                             const char *value, const struct tlri_place *place) TLRI_NODISCARD;

/*
 * Is this a sensible whole? To be called once after all settings were set, before a count.
 * TLR_E_RULES with one diagnostic for each thing that is undeclared or contradicts another.
 * Settings that have no effect give warnings only.
 */
tlr_status tlri_settings_check(tlr_ctx *ctx, const struct tlri_settings *settings,
                               const struct tlri_place *place) TLRI_NODISCARD;

struct tlri_setting_pair {
    const char *name;                   /* static text */
    char value[TLRI_SETTING_VALUE_MAX]; /* "undeclared" for one that must still be declared */
    bool open;                          /* may be set in this rule set */
    bool changed;                       /* differs from what the rule set's name stands for */
};

/*
 * The settings that the method reads, in the order of the table, after the two pairs "rules" and
 * "method". Returns how many there are; writes at most max of them (TLRI_SETTINGS_MAX always do).
 */
size_t tlri_settings_list(const struct tlri_settings *settings, struct tlri_setting_pair *out,
                          size_t max);

/*
 * The canonical text, whose SHA-256 stands in a result: "teller/settings@1" and one "name=value"
 * for each pair of tlri_settings_list, each line ended by LF. Returns buf's status.
 */
tlr_status tlri_settings_text(const struct tlri_settings *settings, struct tlri_buf *buf);

/* One row of the table, for help texts: name, what it decides, its values ("first|invalid" or
 * "0..18"), static text except values, which gets as much as fits (max bytes, at least 1). false
 * past the end. */
bool tlri_setting_row(size_t i, const char **name, const char **about, char *values, size_t max);

/* Does this method read the setting of that name? false also for an unknown name. */
bool tlri_setting_read_by(const char *name, enum tlri_method method);
/* May the setting of that name be set in this rule set? false also when the method does not read it
 * and for an unknown name. */
bool tlri_setting_open(const struct tlri_settings *settings, const char *name);
/* Is there a setting of that name? */
bool tlri_setting_exists(const char *name);

#endif
