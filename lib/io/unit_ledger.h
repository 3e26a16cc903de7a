/*
 * io/unit_ledger.h: reads the ledger of a vote by units. spec/formats/unit-votes.md.
 */
#ifndef TLRI_IO_UNIT_LEDGER_H
#define TLRI_IO_UNIT_LEDGER_H

#include "io/csv.h"
#include "model/unit_ledger.h"

struct tlri_unit_ledger_file {
    tlr_ctx *ctx;
    struct tlri_csv *csv; /* holds the texts */
    struct tlri_unit_row *row;
    size_t allocated;
    struct tlri_unit_ledger ledger;
};

/*
 * Reads the table; name is used in diagnostics and borrowed. TLR_E_INPUT: it cannot be read as a
 * table (2700-2707), or a cell is wrong (5100, 5101), all of them in one pass; TLR_E_LIMIT: more
 * than TLRI_UNITS_MAX rows (2705); TLR_E_MEMORY. On TLR_OK free *out; otherwise it is NULL.
 */
tlr_status tlri_unit_ledger_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                 struct tlri_unit_ledger_file **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_unit_ledger_free(struct tlri_unit_ledger_file *file);

#endif
