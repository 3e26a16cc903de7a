/*
 * teller/eligibility.h: who may stand, worked out from members' data that stays where it is.
 *
 * What comes out has the decisions and nothing of the data: no name, number or date of a member.
 * spec/rules/eligibility.md, spec/formats/eligibility.md, spec/formats/roll.md.
 */
#ifndef TLR_ELIGIBILITY_H
#define TLR_ELIGIBILITY_H

#include "teller/ctx.h"
#include "teller/text.h"

/* Zero it, then fill in what is known. Strings are borrowed for the call; days are YYYY-MM-DD. */
typedef struct tlr_eligibility_options {
    const char *candidates;        /* CSV file of the persons nominated */
    const char *roll;              /* CSV file of the members */
    const char *salt;              /* 32 lower-case hex digits, drawn at random and kept sealed */
    const char *closing;           /* closing date for names in force, or NULL: the notice's */
    const char *closing_announced; /* ... as first announced, or NULL: the notice's */
    const char *challenge_by;      /* until when a rejection may be challenged, or NULL: unsaid */
    const char *units;             /* CSV file of the units that may nominate, or NULL: any named */
    size_t declarations;           /* 0..16 */
    /* What local rules ask those nominated to declare: columns of `candidates`, a-z, 0-9 and
     * hyphens, at most 40. */
    const char *const *declaration;
} tlr_eligibility_options;

/*
 * Decides about every person nominated in the election of the folder dir, whose notice is checked
 * first. On TLR_OK *record is eligibility.xml and *statement the statement of persons nominated, in
 * 80 columns; the caller frees both. TLR_E_USAGE: a day, a declaration or the salt is
 * not of the right form; TLR_E_INPUT: a table is wrong (a diagnostic for each thing, without the
 * data); TLR_E_RULES: no closing date, no months declared, or it decides about somebody whether a
 * nomination of oneself counts and that is not declared; TLR_E_TRUST, TLR_E_IO, TLR_E_LIMIT,
 * TLR_E_MEMORY. On failure both are NULL.
 */
tlr_status tlr_eligibility(tlr_ctx *ctx, const char *dir, const tlr_eligibility_options *options,
                           tlr_text **record, tlr_text **statement);

#endif
