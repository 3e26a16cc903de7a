/*
 * count/marks.h: what the marks of one paper count as. spec/rules/marks.md.
 */
#ifndef TLRI_COUNT_MARKS_H
#define TLRI_COUNT_MARKS_H

#include "model/contest.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

/* The clauses that lead to a rejection, in the order in which they are cited. */
#define TLRI_MRK_TABLE(X)                                                                          \
    X(BLANK, "marks/MRK-4")                                                                        \
    X(DOUBT, "marks/MRK-3")                                                                        \
    X(HALL, "marks/MRK-2")                                                                         \
    X(DECISION, "marks/MRK-1")                                                                     \
    X(CROSS, "marks/MRK-5")                                                                        \
    X(GAP, "marks/MRK-6")                                                                          \
    X(EQUAL, "marks/MRK-7")                                                                        \
    X(NOTHING, "marks/MRK-9")                                                                      \
    X(NUMBERS, "marks/MRK-10")                                                                     \
    X(OVER, "marks/MRK-11")                                                                        \
    X(UNDER, "marks/MRK-12")                                                                       \
    X(GROUP, "marks/MRK-13")

enum tlri_mrk {
#define TLRI_MRK_ENUM(name, clause) TLRI_MRK_##name,
    TLRI_MRK_TABLE(TLRI_MRK_ENUM)
#undef TLRI_MRK_ENUM
        TLRI_MRK_COUNT
};
const char *tlri_mrk_clause(enum tlri_mrk clause);

/* A paper as interpreted. */
struct tlri_reading {
    enum tlri_reject reject; /* NONE: the paper is valid */
    enum tlri_mrk clause;    /* which rejected it */
    uint32_t notes;          /* a bit (1 << enum tlri_noted) for each note */
    bool passed_over;        /* a preference for a withdrawn candidate was left out */
    bool has_equals;
    uint32_t n; /* preferences, or candidates marked; none withdrawn */
    uint8_t candidate[TLRI_CANDIDATES_MAX];
    bool equal[TLRI_CANDIDATES_MAX]; /* the same preference as the one before */
};

/* Reads one paper; decision is what was decided on it, or NULL. */
void tlri_marks_read(const struct tlri_contest *contest, const struct tlri_settings *settings,
                     bool crosses, const struct tlri_papers *papers, const struct tlri_paper *paper,
                     const struct tlri_adjudication *decision, struct tlri_reading *out);

#endif
