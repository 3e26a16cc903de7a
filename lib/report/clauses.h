/*
 * report/clauses.h: what a clause of spec/ says, for readers of a report.
 *
 * The build makes the table from the pages themselves (tests/tools/embed-clauses.sh), so that a
 * report shows what the program was made from.
 */
#ifndef TLRI_REPORT_CLAUSES_H
#define TLRI_REPORT_CLAUSES_H

struct tlri_clause_text {
    const char *clause; /* "ers97/ERS-1.7"; NULL in the row after the last */
    const char *text;   /* one paragraph without markup */
};

extern const struct tlri_clause_text tlri_clause_texts[];

/* The text of a clause, or NULL: it stands in no page (a clause of the party's rules). */
const char *tlri_clause_text(const char *clause);

#endif
