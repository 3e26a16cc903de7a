/* fuzz/fuzz_tally.c: totals of a provider: the papers put in their place have these totals. */
#include "fuzz/roundtrip.h"
#include "io/ballots_core.h"
#include "io/tally.h"

static void count_votes(const struct tlri_papers *papers, uint32_t *votes)
{
    for (uint32_t i = 0; i < papers->count; i++) {
        const struct tlri_paper *paper = &papers->paper[i];
        for (uint32_t k = 0; k < paper->marks; k++) {
            votes[papers->pool[paper->first + k] & TLRI_MARK_CANDIDATE]++;
        }
    }
}

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    uint32_t votes[TLRI_CANDIDATES_MAX] = {0};
    tlri_papers_builder_init(&builder, ctx, 0);
    tlr_status status = TLR_OK;
    TLR_TRY_TO(tlri_tally_core_read(ctx, "fuzz", data, len, &header, &builder), done);
    TLR_TRY_TO(tlri_papers_finish(&builder, &papers), done);
    fuzz_require(papers->count == header.papers && papers->batches == 1);
    fuzz_require(papers->batch[0].totals);
    count_votes(papers, votes);
    status = tlri_tally_write(&header, votes, out);
done:
    tlri_papers_builder_drop(&builder);
    tlri_papers_free(papers);
    return status;
}

/* Totals of millions of papers are taken, and take as long as the papers would: not here. */
static bool is_long(const uint8_t *data, size_t size)
{
    size_t digits = 0;
    for (size_t i = 0; i < size; i++) {
        digits = data[i] >= '0' && data[i] <= '9' ? digits + 1 : 0;
        /* A digest or a salt begins with more digits only by its letter. */
        if (digits >= 5 && (i + 1 == size || data[i + 1] == '\n') && i >= digits &&
            data[i - digits] == ' ') {
            return true;
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return is_long(data, size) ? 0 : fuzz_text(data, size, round_trip);
}
