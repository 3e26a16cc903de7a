/* fuzz/fuzz_cardvote.c: tables of a card vote: what is worked out adds up. */
#include "fuzz/places.h"
#include "rules/card_vote.h"

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_card_table table;
    struct tlri_card_result result;
    TLR_TRY(tlri_card_table_read(ctx, "fuzz", data, len, &table));
    TLR_TRY(tlri_card_vote_work_out(ctx, "fuzz", &table, &result));
    fuzz_demand(result.decimals <= TLRI_CARD_DECIMALS_MAX);
    fuzz_demand(result.majority >= -1 && result.majority <= 1);
    fuzz_demand(result.total_for >= 0 && result.total_against >= 0);
    return TLR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}
