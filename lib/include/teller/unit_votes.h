/*
 * teller/unit_votes.h: a vote in which branches and affiliates vote as units.
 *
 * Reads the ledger of such a vote (a table: who has how many votes, and how they were cast), checks
 * it and sums it kind by kind. spec/formats/unit-votes.md.
 */
#ifndef TLR_UNIT_VOTES_H
#define TLR_UNIT_VOTES_H

#include <stddef.h>
#include <stdint.h>

#include "teller/ctx.h"
#include "teller/status.h"

typedef struct tlr_unit_votes tlr_unit_votes;

typedef struct tlr_unit_sum {
    const char *kind; /* as the ledger names it; "all" for the whole */
    unsigned units;   /* units of the kind in the ledger */
    unsigned silent;  /* of them cast nothing */
    uint64_t votes;   /* they have together */
    uint64_t in_favour, against, abstained;
} tlr_unit_sum;

/*
 * Reads and sums the ledger at path. On TLR_OK *out must be freed with tlr_unit_votes_free before
 * ctx; otherwise it is NULL. TLR_E_INPUT: the table cannot be read, or does not agree with itself
 * (a unit twice, more votes than a unit has, unequal units of one kind without a ground, a
 * published total that the rows do not come to): one diagnostic for each, by line. TLR_E_IO,
 * TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_unit_votes_read(tlr_ctx *ctx, const char *path, tlr_unit_votes **out);
/* NULL is accepted. */
void tlr_unit_votes_free(tlr_unit_votes *votes);
/* The sum of the i-th kind, in the order of the ledger, "all" the last; NULL when i is too large.
 * Lives as long as votes. */
const tlr_unit_sum *tlr_unit_votes_sum(const tlr_unit_votes *votes, size_t i);
/* Published totals that were compared and agree. */
unsigned tlr_unit_votes_checks(const tlr_unit_votes *votes);
/* 1: more votes for than against, 0: level, -1: more against. */
int tlr_unit_votes_majority(const tlr_unit_votes *votes);

#endif
