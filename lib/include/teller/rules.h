/*
 * teller/rules.h: the party's rules: editions, entitlement to delegates, card votes.
 *
 * An edition holds the figures of the rules, the points that are disputed, and where each statement
 * comes from. Editions are built in (from spec/rulebook/); others are read from a file.
 * spec/rules/entitlement.md and spec/rules/readings.md say how they are applied.
 */
#ifndef TLR_RULES_H
#define TLR_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "teller/ctx.h"
#include "teller/status.h"
#include "teller/text.h"

/* ---- editions ---- */

typedef struct tlr_rulebook tlr_rulebook;

/*
 * Opens the edition that governs delegations to the conference of a year. path: a rule book file,
 * or NULL for those built in. conference: a year, or 0 for the file's edition, whatever it governs,
 * or the latest one built in. On TLR_OK *out must be freed with tlr_rulebook_free before ctx.
 * TLR_E_RULES: no edition built in (3041), or not the file's (3040), governs that year;
 * TLR_E_INPUT: the file is not an edition; TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_rulebook_open(tlr_ctx *ctx, const char *path, unsigned conference,
                             tlr_rulebook **out);
/* NULL is accepted. */
void tlr_rulebook_free(tlr_rulebook *rulebook);

/* "2022"; valid as long as the edition. */
const char *tlr_rulebook_id(const tlr_rulebook *rulebook);

/*
 * The edition as text: what it governs, what changed since the edition built in before it, figures,
 * clauses, readings with who holds them, sources. *out is the caller's. TLR_E_MEMORY.
 */
tlr_status tlr_rulebook_text(tlr_ctx *ctx, const tlr_rulebook *rulebook, tlr_text **out);

/* ---- entitlement ---- */

/* A reading declared: "cap-scope", "ordinary-only". */
typedef struct tlr_reading {
    const char *name;
    const char *value;
} tlr_reading;

/* Zero it, then fill in what is known. Strings are borrowed for the call. */
typedef struct tlr_entitlement_input {
    unsigned conference; /* year */
    uint64_t members;    /* individual members paying on the day that the rules name */
    uint64_t women;      /* of them women */
    uint64_t young;      /* of them young members */
    bool hq_members_stated;
    uint64_t hq_members; /* individual members as headquarters certifies them */
    bool hq_places_stated;
    uint64_t hq_places; /* delegates that headquarters allots in all */
    bool resolved_stated;
    uint64_t resolved;          /* ordinary places that the meeting resolved to fill */
    const char *last_year;      /* woman, man, nobody-rule, nobody-other, several, new; or NULL */
    const char *last_sole;      /* the last sole delegate before a gap: woman, man, none; or NULL */
    const char *cac_permission; /* reference of the CAC's permission for this year, or NULL */
    const tlr_reading *readings;
    size_t readings_count;
} tlr_entitlement_input;

typedef struct tlr_entitlement_sum {
    const char *edition;         /* id of the edition used */
    uint64_t counted;            /* members that the formula was applied to */
    unsigned ordinary;           /* ordinary places, after the cap */
    unsigned woman, youth;       /* additional places that may be filled */
    unsigned maximum;            /* delegates in all */
    unsigned to_fill;            /* ordinary places to fill */
    unsigned women_minimum;      /* women among them */
    unsigned women_minimum_high; /* the same, when the first elected is a woman (else equal) */
    const char *sole;            /* not-single, any, any-by-permission, woman-only, referred */
} tlr_entitlement_sum;

typedef struct tlr_entitlement_step {
    const char *text;        /* one sentence */
    const char *clause;      /* "C3.I.1.B" */
    const char *source;      /* id of a source, or NULL */
    const char *source_text; /* what that source is, or NULL */
    char grade;              /* 'A' to 'D', or 0 */
} tlr_entitlement_step;

typedef struct tlr_entitlement tlr_entitlement;

/*
 * Works out what a CLP is entitled to, step by step. The rule book must outlive *out, which must be
 * freed with tlr_entitlement_free. Warnings are recorded where headquarters' figures differ.
 * TLR_E_INPUT: the figures cannot be, or a word (last_year, a reading) is not known;
 * TLR_E_RULES: the edition does not govern that year, more places are resolved than there are, or a
 * reading or last year's record is needed and missing (the diagnostic says what each alternative
 * gives); TLR_E_MEMORY.
 */
tlr_status tlr_entitlement_work_out(tlr_ctx *ctx, const tlr_rulebook *rulebook,
                                    const tlr_entitlement_input *input, tlr_entitlement **out);
/* NULL is accepted. */
void tlr_entitlement_free(tlr_entitlement *entitlement);
/* Valid as long as the entitlement. */
const tlr_entitlement_sum *tlr_entitlement_sums(const tlr_entitlement *entitlement);
/* The i-th step, NULL past the end. */
const tlr_entitlement_step *tlr_entitlement_steps(const tlr_entitlement *entitlement, size_t i);

/* ---- card votes ---- */

/* Percentages of the whole as text, "48.76"; each section makes half of the whole. */
typedef struct tlr_card_vote {
    char clps_for[16], clps_against[16];
    char affiliates_for[16], affiliates_against[16];
    char total_for[16], total_against[16];
    int majority;    /* 1 for, 0 level, -1 against; from exact fractions */
    unsigned checks; /* published figures that were compared and agree */
} tlr_card_vote;

/*
 * Recomputes a published table ("row,for,against", then rows such as "clps votes,342921,8723").
 * TLR_E_INPUT: a line cannot be read, a row does not add up, or a figure is not what the others
 * come to; the diagnostic names the row. TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_card_vote_read(tlr_ctx *ctx, const char *path, tlr_card_vote *out);
/* The same from two words: "342921:8723" (votes) or "88%" (of the section). TLR_E_INPUT. */
tlr_status tlr_card_vote_sections(tlr_ctx *ctx, const char *clps, const char *affiliates,
                                  tlr_card_vote *out);

#endif
