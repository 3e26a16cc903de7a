/* fuzz/fuzz_unitvotes.c: ledgers of a vote by units: what is summed is what its kinds come to. */
#include "fuzz/places.h"
#include "io/unit_ledger.h"
#include "rules/unit_votes.h"

static void check_sums(const struct tlri_unit_votes *votes)
{
    fuzz_demand(votes->sums >= 2 && votes->sums <= TLRI_UNIT_KINDS_MAX + 1);
    const struct tlri_unit_sum *all = &votes->sum[votes->sums - 1];
    uint64_t cast = 0, entitled = 0;
    uint32_t units = 0;
    fuzz_demand(strcmp(all->kind, "all") == 0);
    for (size_t i = 0; i + 1 < votes->sums; i++) {
        const struct tlri_unit_sum *sum = &votes->sum[i];
        fuzz_demand(sum->silent <= sum->units);
        fuzz_demand(sum->in_favour + sum->against + sum->abstained <= sum->votes);
        cast += sum->in_favour + sum->against + sum->abstained;
        entitled += sum->votes;
        units += sum->units;
    }
    fuzz_demand(cast == all->in_favour + all->against + all->abstained);
    fuzz_demand(entitled == all->votes && units == all->units);
    fuzz_demand((votes->majority > 0) == (all->in_favour > all->against));
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_unit_ledger_file *file = NULL;
    struct tlri_unit_votes votes;
    tlr_status status = tlri_unit_ledger_read(ctx, "fuzz", data, len, &file);
    fuzz_demand((status == TLR_OK) == (file != NULL));
    if (file != NULL) {
        status = tlri_unit_votes_sum(ctx, &file->ledger, &votes);
        if (status == TLR_OK) {
            check_sums(&votes);
        }
    }
    tlri_unit_ledger_free(file);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}
