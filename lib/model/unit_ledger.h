/*
 * model/unit_ledger.h: how the branches and affiliates of a CLP voted, unit by unit.
 *
 * What lib/io/unit_ledger.c reads and lib/rules/unit_votes.c sums. A unit votes with as many votes
 * as it is entitled to, for and against one question. spec/formats/unit-votes.md.
 */
#ifndef TLRI_UNIT_LEDGER_H
#define TLRI_UNIT_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TLRI_UNITS_MAX      1000u
#define TLRI_UNIT_KINDS_MAX 16u
#define TLRI_UNIT_VOTES_MAX 1000000u /* votes of one unit */

/* A row of the ledger: a unit, or a total as it was published. */
struct tlri_unit_row {
    const char *unit, *kind; /* of a total: kind "all" for the whole */
    const char *ground;      /* why its number of votes differs from its kind's; "" or NULL: none */
    bool is_total;
    uint32_t votes; /* entitled to; of a total 0: not published */
    uint64_t in_favour, against, abstained;
    uint32_t line, column;
};

struct tlri_unit_ledger {
    const char *name; /* of the file, for diagnostics */
    size_t rows;
    const struct tlri_unit_row *row;
};

#endif
