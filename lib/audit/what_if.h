/*
 * audit/what_if.h: what would the count be if something were otherwise?
 *
 * A question is a list of things supposed: papers left out or counted otherwise, a candidate who
 * withdrew, other places, rules, readings, no bounds. It is asked through a variation
 * (audit/readings.h) whose one dimension is "as counted" or "what if", or, for the papers objected
 * to, one dimension for each of them; so lots that nobody drew are followed, counts that come to
 * the same are made once, and outcomes are told apart in the one place that does so.
 * spec/formats/what-if.md.
 */
#ifndef TLRI_AUDIT_WHAT_IF_H
#define TLRI_AUDIT_WHAT_IF_H

#include "audit/readings.h"

#define TLRI_OBJECTED_MAX 12u    /* papers objected to, of which all combinations are counted */
#define TLRI_SUPPOSED_MAX 10000u /* papers of one question */

enum tlri_supposed_how {
    TLRI_SUPPOSED_OUT,    /* not counted at all */
    TLRI_SUPPOSED_SEEN,   /* counted by the marks seen on it, doubtful ones left out */
    TLRI_SUPPOSED_DECIDED /* counted, or rejected, by another decision */
};

struct tlri_supposed_paper {
    size_t contest; /* in the order of the notice */
    size_t round;   /* index of the contest's rounds */
    uint32_t paper; /* index in the papers of that round */
    enum tlri_supposed_how how;
    const struct tlri_decision *decision; /* DECIDED: instead of the one of the close */
    const char *name;                     /* "ordinary/post/27" */
};

/* What is supposed of one contest. */
struct tlri_supposed_contest {
    uint32_t places; /* 0: as declared */
    bool unbounded;  /* no bound on groups holds */
    const char *rules;
    bool *withdrawn; /* for each candidate, or NULL */
};

struct tlri_supposed_reading {
    const char *name, *value;
};

/* A question. All arrays are the asker's. */
struct tlri_what_if {
    size_t papers;
    const struct tlri_supposed_paper *paper;     /* sorted by contest, round, paper; each once */
    const struct tlri_supposed_contest *contest; /* for each contest of the case */
    size_t readings;
    const struct tlri_supposed_reading *reading;
    bool each_paper; /* every paper is supposed by itself, in all combinations */
};

/* ---- inside audit -------------------------------------------------------------------------- */

/* Makes the dimensions of v->what_if. TLR_E_RULES with a diagnostic: a reading (6753) or rule set
 * (6754) that no count of these papers can suppose; TLR_E_MEMORY. */
tlr_status tlri_what_if_which(struct tlri_variation *v) TLRI_NODISCARD;
/* The choice of readings under a combination: what is supposed of them, or the combination. */
const uint8_t *tlri_what_if_readings(const struct tlri_variation *v, const uint8_t *choice);
/* Changes the trial's view of the case as the combination supposes. TLR_E_MEMORY. */
tlr_status tlri_what_if_apply(struct tlri_trial *t, const uint8_t *choice) TLRI_NODISCARD;
/* Appends to the text of a trial's key what it supposes; nothing for a variation of readings. */
void tlri_what_if_key(const struct tlri_trial *t, const uint8_t *choice, struct tlri_buf *text);
/* Counts everything that gave an outcome with both engines. TLR_E_INTERNAL (6758): they differ. */
tlr_status tlri_what_if_confirm(const struct tlri_variation *v, tlri_engine *first,
                                tlri_engine *second) TLRI_NODISCARD;

#endif
