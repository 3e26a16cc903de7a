/*
 * model/rulebook.h: one edition of the party's rules as data: figures, readings, sources, clauses.
 *
 * Read from a rule book file by io/rulebook.h; what the figures mean is for rules/. All text is
 * UTF-8, NUL-terminated and owned by the edition. Names are kebab-case tokens. Nothing here is
 * changed once it was read. spec/formats/rulebook.md.
 */
#ifndef TLRI_RULEBOOK_H
#define TLRI_RULEBOOK_H

#include "base/base.h"

#define TLRI_RULEBOOK_ENTRIES_MAX 1000u /* figures, readings, sources or clauses of one edition */
#define TLRI_READING_VALUES_MAX   32u   /* values of one reading */

/* Where a statement comes from. */
struct tlri_rule_source {
    const char *id;   /* "B1" */
    char grade;       /* 'A' to 'D', as spec/rules/readings.md defines them */
    const char *text; /* what the source is */
};

/* What a clause says, in our words. */
struct tlri_rule_clause {
    const char *clause; /* "C3.I.1.B" */
    const char *text;
    const char *since;  /* "YYYY-MM-DD" from which it holds, or NULL: the whole edition */
    const char *source; /* id of a source where it is not that of the edition's figures, or NULL */
};

/* A number that the rules fix. */
struct tlri_rule_figure {
    const char *name; /* "first-block" */
    uint64_t value;
    const char *unit;   /* "members", "delegates", "months", "weeks", "years", "days", "percent" */
    const char *clause; /* where the rules fix it */
    const char *source; /* id of a tlri_rule_source of this edition */
    char grade;         /* 'A' to 'D' */
    bool checked;       /* was it checked against the Rule Book itself? */
};

/* One way to read a disputed point. */
struct tlri_rule_value {
    const char *name;   /* "ordinary-only" */
    const char *source; /* id of a tlri_rule_source, or NULL when no source holds it */
    char grade;         /* 'A' to 'D' */
    const char *holds;  /* who holds it, or NULL */
    const char *gloss;  /* what it means, for people */
};

/* A disputed point. */
struct tlri_rule_reading {
    const char *name;          /* "cap-scope" */
    bool required;             /* must it be declared, because no value may be assumed? */
    const char *default_value; /* one of value[], or NULL; always NULL when required */
    const char *since;         /* "YYYY-MM-DD" from which it must be declared, or NULL: always */
    const char *about;         /* what is disputed, in a sentence or two */
    size_t values;             /* 0: any value may be declared (a date, a number) */
    const struct tlri_rule_value *value;
};

struct tlri_rulebook {
    tlr_ctx *ctx;            /* for tlri_rulebook_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *id;          /* "2022" */
    const char *title;
    uint32_t from_year; /* the first conference whose delegations it governs */
    uint32_t to_year;   /* the last, or 0: no later edition is known */
    size_t sources, clauses, figures, readings;
    const struct tlri_rule_source *source;
    const struct tlri_rule_clause *clause;
    const struct tlri_rule_figure *figure;
    const struct tlri_rule_reading *reading;
};

/* Frees an edition; NULL is accepted. */
void tlri_rulebook_free(struct tlri_rulebook *rulebook);

/* The entry of that name, or NULL. */
const struct tlri_rule_figure *tlri_rulebook_figure(const struct tlri_rulebook *rulebook,
                                                    const char *name);
const struct tlri_rule_reading *tlri_rulebook_reading(const struct tlri_rulebook *rulebook,
                                                      const char *name);
const struct tlri_rule_source *tlri_rulebook_source(const struct tlri_rulebook *rulebook,
                                                    const char *id);
const struct tlri_rule_clause *tlri_rulebook_clause(const struct tlri_rulebook *rulebook,
                                                    const char *clause);
/* The value of that name of one reading, or NULL. */
const struct tlri_rule_value *tlri_rule_reading_value(const struct tlri_rule_reading *reading,
                                                      const char *name);
/* Does the edition govern the delegations to the conference of that year? */
bool tlri_rulebook_governs(const struct tlri_rulebook *rulebook, uint32_t year);

#endif
