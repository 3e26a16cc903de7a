/*
 * io/units.h: branches and affiliates: how many delegates each may accredit to the General
 * Committee, and which of them may nominate.
 *
 * Two tables of local facts, read beside the roll and beside the persons nominated.
 * spec/formats/roll.md, sections 4 and 5.
 */
#ifndef TLRI_IO_UNITS_H
#define TLRI_IO_UNITS_H

#include "io/roll.h"

#define TLRI_UNIT_DELEGATES_MAX 10000u

struct tlri_unit_cap {
    struct tlri_digest name; /* of the unit's name in the normal form of names */
    uint32_t delegates;      /* it may accredit, 0 to TLRI_UNIT_DELEGATES_MAX */
    uint32_t accredited;     /* counted by tlri_unit_caps_count */
    struct tlri_csv_cell at;
};

struct tlri_unit_caps {
    tlr_ctx *ctx;
    struct tlri_csv *csv;
    size_t units, allocated;
    struct tlri_unit_cap *unit; /* in the order of the file, each once */
};

/*
 * Reads the table: columns unit, delegates. On TLR_OK free *out. TLR_E_INPUT: not a table
 * (2700-2707), a unit twice (5112) or without a number (5111); TLR_E_LIMIT: more than 10,000 units;
 * TLR_E_MEMORY. name is borrowed as long as *out lives.
 */
tlr_status tlri_unit_caps_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               struct tlri_unit_caps **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_unit_caps_free(struct tlri_unit_caps *caps);

/*
 * Counts the delegates that the roll calls accredited, unit by unit. TLR_E_INPUT: an accredited
 * member of no unit of the table (5113), and every unit with more delegates than it may accredit
 * (5114); everything is reported in one pass, without a name.
 */
tlr_status tlri_unit_caps_count(struct tlri_unit_caps *caps,
                                const struct tlri_roll *roll) TLRI_NODISCARD;

/* A branch or affiliate that may nominate. */
struct tlri_nominator {
    struct tlri_digest name;   /* of the unit's name in the normal form of names */
    char since[11], until[11]; /* "YYYY-MM-DD", the first and last day on which it may; "": open */
    uint32_t line;
};

struct tlri_nominators {
    tlr_ctx *ctx;
    struct tlri_csv *csv;
    size_t units, allocated;
    struct tlri_nominator *unit; /* in the order of the file, each once */
};

/*
 * Reads the units that may nominate: the column unit; since and until where there are any. On
 * TLR_OK free *out. TLR_E_INPUT: not a table (2700-2712), a unit twice (6915) or without a name
 * (6914), a last day before the first (6916); TLR_E_LIMIT: more than 10,000 units; TLR_E_MEMORY.
 * name is borrowed as long as *out lives.
 */
tlr_status tlri_nominators_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_nominators **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_nominators_free(struct tlri_nominators *nominators);

/* May the unit of that name nominate on that day ("YYYY-MM-DD")? */
bool tlri_nominators_may(const struct tlri_nominators *nominators, const struct tlri_digest *unit,
                         const char *day);

#endif
