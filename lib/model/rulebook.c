/*
 * model/rulebook.c: looking things up by name in one edition of the rules, and freeing it.
 *
 * An edition has some tens of entries and is asked a few dozen times in a run, so a walk from the
 * first entry is enough and needs no index that could be wrong. Nothing here reads a file
 * (io/rulebook.c does) or knows what a figure is for (rules/ does). spec/formats/rulebook.md.
 */
#include "model/rulebook.h"

void tlri_rulebook_free(struct tlri_rulebook *rulebook)
{
    if (rulebook == NULL) {
        return;
    }
    tlri_arena_drop(&rulebook->arena);
    tlri_free(rulebook->ctx, rulebook, sizeof *rulebook);
}

const struct tlri_rule_figure *tlri_rulebook_figure(const struct tlri_rulebook *rulebook,
                                                    const char *name)
{
    for (size_t i = 0; i < rulebook->figures; i++) {
        if (tlri_streq(rulebook->figure[i].name, name)) {
            return &rulebook->figure[i];
        }
    }
    return NULL;
}

const struct tlri_rule_reading *tlri_rulebook_reading(const struct tlri_rulebook *rulebook,
                                                      const char *name)
{
    for (size_t i = 0; i < rulebook->readings; i++) {
        if (tlri_streq(rulebook->reading[i].name, name)) {
            return &rulebook->reading[i];
        }
    }
    return NULL;
}

const struct tlri_rule_source *tlri_rulebook_source(const struct tlri_rulebook *rulebook,
                                                    const char *id)
{
    for (size_t i = 0; i < rulebook->sources; i++) {
        if (tlri_streq(rulebook->source[i].id, id)) {
            return &rulebook->source[i];
        }
    }
    return NULL;
}

const struct tlri_rule_clause *tlri_rulebook_clause(const struct tlri_rulebook *rulebook,
                                                    const char *clause)
{
    for (size_t i = 0; i < rulebook->clauses; i++) {
        if (tlri_streq(rulebook->clause[i].clause, clause)) {
            return &rulebook->clause[i];
        }
    }
    return NULL;
}

const struct tlri_rule_value *tlri_rule_reading_value(const struct tlri_rule_reading *reading,
                                                      const char *name)
{
    for (size_t i = 0; i < reading->values; i++) {
        if (tlri_streq(reading->value[i].name, name)) {
            return &reading->value[i];
        }
    }
    return NULL;
}

bool tlri_rulebook_governs(const struct tlri_rulebook *rulebook, uint32_t year)
{
    return year >= rulebook->from_year && (rulebook->to_year == 0 || year <= rulebook->to_year);
}
