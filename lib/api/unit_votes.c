/*
 * api/unit_votes.c: a vote by units, from the file to its sums (teller/unit_votes.h).
 *
 * Joins the reader of the ledger (io) with its sum (rules); knows neither the table nor the checks.
 */
#include "teller/unit_votes.h"

#include "base/file.h"
#include "io/unit_ledger.h"
#include "rules/unit_votes.h"

#define LEDGER_FILE_MAX ((size_t)1 << 20)

struct tlr_unit_votes {
    tlr_ctx *ctx;
    struct tlri_unit_ledger_file *file; /* lends the names of the kinds */
    struct tlri_unit_votes votes;
    tlr_unit_sum sum[TLRI_UNIT_KINDS_MAX + 1];
};

static tlr_status read_votes(tlr_unit_votes *votes, const char *path)
{
    struct tlri_bytes bytes = {0};
    TLR_TRY(tlri_file_read(votes->ctx, path, LEDGER_FILE_MAX, &bytes));
    tlr_status status =
        tlri_unit_ledger_read(votes->ctx, path, bytes.data, bytes.len, &votes->file);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    return tlri_unit_votes_sum(votes->ctx, &votes->file->ledger, &votes->votes);
}

tlr_status tlr_unit_votes_read(tlr_ctx *ctx, const char *path, tlr_unit_votes **out)
{
    *out = NULL;
    tlr_unit_votes *votes = tlri_alloc(ctx, sizeof *votes);
    if (votes == NULL) {
        return tlri_no_memory(ctx);
    }
    votes->ctx = ctx;
    tlr_status status = read_votes(votes, path);
    if (status != TLR_OK) {
        tlr_unit_votes_free(votes);
        return status;
    }
    for (size_t i = 0; i < votes->votes.sums; i++) {
        const struct tlri_unit_sum *sum = &votes->votes.sum[i];
        votes->sum[i] = (tlr_unit_sum){sum->kind,      sum->units,   sum->silent,   sum->votes,
                                       sum->in_favour, sum->against, sum->abstained};
    }
    *out = votes;
    return TLR_OK;
}

void tlr_unit_votes_free(tlr_unit_votes *votes)
{
    if (votes == NULL) {
        return;
    }
    tlri_unit_ledger_free(votes->file);
    tlri_free(votes->ctx, votes, sizeof *votes);
}

const tlr_unit_sum *tlr_unit_votes_sum(const tlr_unit_votes *votes, size_t i)
{
    return i < votes->votes.sums ? &votes->sum[i] : NULL;
}

unsigned tlr_unit_votes_checks(const tlr_unit_votes *votes)
{
    return votes->votes.checks;
}

int tlr_unit_votes_majority(const tlr_unit_votes *votes)
{
    return votes->votes.majority;
}
