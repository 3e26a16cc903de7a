/*
 * rules/unit_votes.h: the sum of a vote by units, kind by kind. spec/formats/unit-votes.md.
 */
#ifndef TLRI_UNIT_VOTES_H
#define TLRI_UNIT_VOTES_H

#include "base/base.h"
#include "model/unit_ledger.h"

struct tlri_unit_sum {
    const char *kind; /* the ledger's text; "all" for the last */
    uint32_t units;   /* in the ledger */
    uint32_t silent;  /* of them cast no vote, and recorded no abstention */
    uint64_t votes;   /* they are entitled to */
    uint64_t in_favour, against, abstained;
};

struct tlri_unit_votes {
    size_t sums; /* kinds in the order in which they first stand, then "all" */
    struct tlri_unit_sum sum[TLRI_UNIT_KINDS_MAX + 1];
    unsigned checks; /* published totals compared */
    int majority;    /* 1: more for than against, 0: level, -1 */
};

/*
 * Sums the ledger, which lends its texts. TLR_E_INPUT with one diagnostic for each thing wrong: no
 * unit (5107); a unit twice (5102); more votes than it has (5103); another number of votes than its
 * kind without a ground (5104); a published total that the rows do not come to (5105); a kind named
 * "all", or too many kinds (5106). On failure *out is empty.
 */
tlr_status tlri_unit_votes_sum(tlr_ctx *ctx, const struct tlri_unit_ledger *ledger,
                               struct tlri_unit_votes *out) TLRI_NODISCARD;

#endif
