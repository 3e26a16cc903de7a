/*
 * teller/register.h: the desk at which papers are given out.
 *
 * Holds the roll, the papers issued and who has voted by another channel, answers for one member
 * after another, and ends as numbers: nothing personal is in what tlr_register_close_text makes.
 * spec/formats/register.md.
 */
#ifndef TLR_REGISTER_H
#define TLR_REGISTER_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_register tlr_register;

/* What the desk does when somebody who has voted by another channel asks for a paper. */
typedef enum tlr_desk_rule {
    TLR_DESK_UNDECLARED,       /* nobody decided: the question goes to the returning officer */
    TLR_DESK_REFUSE_PAPER,     /* no paper is given */
    TLR_DESK_CANCEL_UNOPENED,  /* a paper is given, the other vote is cancelled unopened */
    TLR_DESK_TENDERED_ENVELOPE /* a paper is given in an envelope of its own, to be ruled on */
} tlr_desk_rule;

/* Zero it, then fill in what is known. Strings are borrowed as long as the register lives. */
typedef struct tlr_register_options {
    const char *roll;   /* CSV file of the members */
    const char *issued; /* CSV file of the papers issued, or NULL: none yet */
    const char *online; /* CSV file of who has voted by another channel, or NULL: nobody */
    const char *units;  /* CSV file of the units and how many delegates each may accredit; needed
                         * where the electorate is gc-delegates, and not looked at elsewhere */
    const char *salt;   /* 32 lower-case hex digits; needed by tlr_register_close_text only */
    tlr_desk_rule rule; /* as the officer decided where the notice does not declare double-vote */
} tlr_register_options;

typedef enum tlr_desk_answer {
    TLR_DESK_YES,            /* give a paper */
    TLR_DESK_YES_AND_CANCEL, /* give a paper, and have the other vote cancelled unopened */
    TLR_DESK_YES_TENDERED,   /* give a paper in a tendered envelope */
    TLR_DESK_NO_NUMBER,      /* what was typed is no membership number */
    TLR_DESK_NOT_ON_ROLL,
    TLR_DESK_SUSPENDED,
    TLR_DESK_ARREARS,
    TLR_DESK_NOT_ACCREDITED, /* delegates vote, and this member is none */
    TLR_DESK_TOO_NEW,        /* not a member long enough on the freeze day */
    TLR_DESK_HAS_PAPER,      /* was given one already */
    TLR_DESK_HAS_VOTED,      /* by another channel; the rule refuses a paper */
    TLR_DESK_REFER           /* has voted by another channel, and nobody decided what then */
} tlr_desk_answer;

/*
 * Opens the register of the election of the folder dir, whose notice is checked. On TLR_OK *out
 * must be freed with tlr_register_free before ctx. TLR_E_INPUT: a list is wrong (a diagnostic for
 * each thing, without the data); TLR_E_RULES, TLR_E_TRUST, TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_register_open(tlr_ctx *ctx, const char *dir, const tlr_register_options *options,
                             tlr_register **out);
/* Wipes the members' data and frees; NULL is accepted. */
void tlr_register_free(tlr_register *reg);

/* May this member be given a paper? A paper given is remembered until the register is freed. */
tlr_desk_answer tlr_register_ask(tlr_register *reg, const char *typed);
/* The answer as a sentence; static text. */
const char *tlr_desk_answer_text(tlr_desk_answer answer);

/*
 * How many are on the roll, may vote, were given papers and voted by the other channel; the lines
 * on double votes for close.txt, by the declared reading double-vote; and the salted digest of the
 * lists. *out is the caller's. TLR_E_DECISION: there are double votes and the reading refers them
 * (the text is made all the same); TLR_E_USAGE: the salt; TLR_E_MEMORY.
 */
tlr_status tlr_register_close_text(tlr_register *reg, tlr_text **out);

#endif
