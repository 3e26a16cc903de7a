/*
 * model/eligibility_record.h: decisions on who may stand, kept without the data they rest on.
 *
 * What `teller eligibility` leaves of members' data: for each candidate a decision, its clause, and
 * what the decision would be under every value of the disputed readings of dates, so that a later
 * ruling on a date needs no personal data. No name, number, date or ground that is personal. All
 * pointers are borrowed; text is as in model/notice.h. spec/formats/eligibility.md.
 */
#ifndef TLRI_ELIGIBILITY_RECORD_H
#define TLRI_ELIGIBILITY_RECORD_H

#include "model/election.h"

#define TLRI_ELIGIBILITY_UNDER_MAX 16u /* pairs of readings of one decision */

/* The decision under one pair of readings of the dates. */
struct tlri_eligibility_under {
    const char *months_reference; /* value of that reading */
    const char *months_boundary;
    enum tlri_eligible decision;
};

struct tlri_eligibility_line {
    const char *candidate;       /* id as in the election file */
    enum tlri_eligible decision; /* under the readings in force */
    const char *clause;
    const char *why; /* one sentence that says nothing personal */
    bool disputed;   /* the decisions below are not all the same */
    size_t unders;
    const struct tlri_eligibility_under *under;
    /* Values of youth-age-date under which the candidate is young enough for the youth place, each
     * once; nothing says for whom it is not so. */
    size_t youths;
    const char *const *youth;
};

struct tlri_eligibility_record {
    const char *election;
    uint8_t notice[TLRI_SHA256_BYTES]; /* SHA-256 of notice.xml, on which the record rests */
    const char *rulebook;              /* id of the edition */
    const char *months;                /* value of the reading candidate-months */
    size_t lines;
    const struct tlri_eligibility_line *line; /* in the order of the candidates' ids, bytewise */
    bool input_stated;
    uint8_t input[TLRI_SHA256_BYTES]; /* salted digest of the members' data ([ELR-4]) */
};

#endif
