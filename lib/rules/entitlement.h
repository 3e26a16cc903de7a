/*
 * rules/entitlement.h: how many delegates a CLP may send, step by step.
 *
 * A pure function of the membership figures, last year's record, an edition of the rules and the
 * readings declared. Every step is a sentence that a person can check with pencil and paper, with
 * its clause, source and grade. spec/rules/entitlement.md.
 */
#ifndef TLRI_ENTITLEMENT_H
#define TLRI_ENTITLEMENT_H

#include "model/notice.h"
#include "model/rulebook.h"
#include "rules/reading.h"

#define TLRI_MEMBERS_MAX           10000000u /* members of one CLP; more is a slip of the pen */
#define TLRI_ENTITLEMENT_STEPS_MAX 64u

struct tlri_entitlement_input {
    uint32_t conference; /* year of the conference; the edition must govern it */
    uint64_t members;    /* individual members paying on the day that the clause names */
    uint64_t women;      /* of them women */
    uint64_t young;      /* of them young members */
    bool hq_members_stated;
    uint64_t hq_members; /* individual members as headquarters certifies them */
    bool hq_places_stated;
    uint64_t hq_places; /* delegates that headquarters allots in all */
    bool resolved_stated;
    uint64_t resolved; /* ordinary places that the meeting resolved to fill; unstated: all */
    const char *resolved_minute;   /* of that, or NULL */
    const char *resolved_on;       /* YYYY-MM-DD, or NULL: not said who decided it */
    enum tlri_body resolved_by;    /* with resolved_on */
    bool resolved_asked;           /* should the steps say who decided it? */
    enum tlri_last_year last_year; /* whom the CLP sent last time */
    enum tlri_last_year last_sole; /* WOMAN or MAN: the last sole delegate before a gap (reading
                                      alternate-year-gap=skip); NOBODY_OTHER: there never was one;
                                      UNKNOWN: not stated */
    const char *cac_permission;    /* reference of the CAC's permission for this year, or NULL */
};

/* Who may go when one delegate is appointed. */
enum tlri_sole {
    TLRI_SOLE_NOT,        /* not one delegate: the rule does not apply */
    TLRI_SOLE_ANY,        /* anybody */
    TLRI_SOLE_PERMITTED,  /* anybody, by permission of the CAC */
    TLRI_SOLE_WOMAN_ONLY, /* a woman, or nobody */
    TLRI_SOLE_REFERRED    /* the rule gives no answer; the question is referred */
};

struct tlri_entitlement_step {
    const char *text;   /* one sentence */
    const char *clause; /* "C3.I.1.B" */
    const char *source; /* id of a source of the edition, or NULL */
    char grade;         /* 'A'..'D', or 0 */
};

struct tlri_entitlement {
    struct tlri_arena arena; /* owns the steps */
    const char *edition;     /* id; belongs to the edition */
    uint64_t counted;        /* the members that the formula was applied to */
    uint32_t ordinary;       /* ordinary places, after the cap */
    uint32_t woman, youth;   /* additional places, 0 or as the edition says */
    uint32_t maximum;        /* delegates in all */
    uint32_t to_fill;        /* ordinary places to fill */
    uint32_t women_minimum;  /* among the ordinary places to fill */
    uint32_t
        women_minimum_high; /* order-dependent: when the first elected is a woman; else equal */
    enum tlri_sole sole;
    size_t steps;
    struct tlri_entitlement_step step[TLRI_ENTITLEMENT_STEPS_MAX];
};

/*
 * Works out the entitlement. readings are those in force (tlri_readings_resolve with the same
 * edition; `complete` need not be asked for: a required reading is missed here only when its values
 * differ in this case). Warnings are recorded where headquarters' figures differ.
 *
 * On TLR_OK *out is filled; drop it with tlri_entitlement_drop.
 * TLR_E_INPUT: figures that cannot be (more women than members);
 * TLR_E_RULES: the edition does not govern that conference or lacks a figure; more places resolved
 * than there are; a reading or last year's record is needed and not declared (the diagnostic lists
 * what each alternative gives here). TLR_E_MEMORY. On failure *out is empty.
 */
tlr_status tlri_entitlement_work_out(tlr_ctx *ctx, const struct tlri_entitlement_input *input,
                                     const struct tlri_rulebook *rulebook,
                                     const struct tlri_readings *readings,
                                     struct tlri_entitlement *out) TLRI_NODISCARD;
void tlri_entitlement_drop(struct tlri_entitlement *entitlement);

/* "any", "woman-only", …; never NULL. */
const char *tlri_sole_token(enum tlri_sole sole);

#endif
