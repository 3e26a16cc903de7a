/*
 * rules/card_vote.h: a card vote at conference: two sections, each half of the whole.
 *
 * CLPs and affiliates are counted separately, turned into shares of their section, and each section
 * makes half of the total. Published tables are checked against themselves, since they have been
 * misprinted. spec/rules/entitlement.md, section "Card votes".
 */
#ifndef TLRI_CARD_VOTE_H
#define TLRI_CARD_VOTE_H

#include "base/base.h"
#include "num/decimal.h"

#define TLRI_CARD_VOTES_MAX    1000000000000u /* votes of one section, for or against */
#define TLRI_CARD_DECIMALS_MAX 4u             /* of published shares */

/* One row of a table: for and against, in 10^-4 of what the row's unit is. */
struct tlri_card_row {
    uint32_t line;     /* where it stands; 0: not stated */
    unsigned decimals; /* as published, 0..TLRI_CARD_DECIMALS_MAX */
    tlri_dec in_favour, against;
};

enum tlri_card_row_kind {
    TLRI_CARD_CLPS_VOTES,         /* "clps votes": numbers of votes */
    TLRI_CARD_AFFILIATES_VOTES,   /* "affiliates votes" */
    TLRI_CARD_CLPS_PERCENT,       /* "clps percent": of the section, adds up to 100 */
    TLRI_CARD_AFFILIATES_PERCENT, /* "affiliates percent" */
    TLRI_CARD_CLPS_SHARE,         /* "clps share": of the whole, adds up to 50 */
    TLRI_CARD_AFFILIATES_SHARE,   /* "affiliates share" */
    TLRI_CARD_TOTAL_SHARE,        /* "total share": adds up to 100 */
    TLRI_CARD_ROWS
};

struct tlri_card_table {
    struct tlri_card_row row[TLRI_CARD_ROWS];
};

/* Shares of the whole in percent, in 10^-decimals; halves are rounded up. */
struct tlri_card_result {
    unsigned decimals;
    tlri_dec clps_for, clps_against, affiliates_for, affiliates_against, total_for, total_against;
    int majority;    /* 1: more for than against, 0: level, -1; exact, never from rounded shares */
    unsigned checks; /* published figures compared */
};

/*
 * Reads a table: the line "row,for,against", then one line for each row that was published.
 * name is used in diagnostics. TLR_E_INPUT with one diagnostic for each wrong line.
 */
tlr_status tlri_card_table_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_card_table *out) TLRI_NODISCARD;

/*
 * Reads one section from "FOR:AGAINST" (votes) or "FOR%" or "FOR%:AGAINST%" (of the section) into
 * the votes or the percent row. affiliates: false for the CLPs. TLR_E_INPUT.
 */
tlr_status tlri_card_section_read(tlr_ctx *ctx, const char *text, bool affiliates,
                                  struct tlri_card_table *out) TLRI_NODISCARD;

/*
 * Works out the shares and checks every published row. name (may be NULL) is used in diagnostics.
 * TLR_E_INPUT: a section is missing, a row does not add up, or a published figure is not what the
 * votes come to; the row is named.
 */
tlr_status tlri_card_vote_work_out(tlr_ctx *ctx, const char *name,
                                   const struct tlri_card_table *table,
                                   struct tlri_card_result *out) TLRI_NODISCARD;

#endif
