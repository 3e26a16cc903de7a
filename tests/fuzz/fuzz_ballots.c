/* fuzz/fuzz_ballots.c: batches of papers: the core reader on plain bytes. */
#include "fuzz/roundtrip.h"
#include "io/ballots_core.h"

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    tlri_papers_builder_init(&builder, ctx, 0);
    tlr_status status = TLR_OK;
    TLR_TRY_TO(tlri_ballots_core_read(ctx, "fuzz", data, len, &header, &builder), done);
    TLR_TRY_TO(tlri_papers_finish(&builder, &papers), done);
    fuzz_require(papers->count == header.papers);
    status = tlri_ballots_write(ctx, &header, papers, 0, out);
done:
    tlri_papers_builder_drop(&builder);
    tlri_papers_free(papers);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}
