/* fuzz/fuzz_import.c: exports of other programs: tables, BLT, PrefLib and scot-elex, each through a
 * mapping that stands here, and the draft of a mapping. What is read can be written as a batch that
 * reads back with as many papers; and no message says anything of the export. */
#include "fuzz/secret.h"
#include "io/ballots_core.h"
#include "io/import.h"

static const struct tlri_election_candidate candidates[] = {
    {.id = "amina", .name = "A. Yusuf"},
    {.id = "carol", .name = "C. Oduya"},
    {.id = "zofia", .name = "Z. Nowak"},
};
static const struct tlri_election_contest contest = {
    .id = "woman", .candidates = 3, .candidate = candidates};

#define HEAD(format)                                                                               \
    "teller/mapping@1\nelection a\ncontest woman\nround 1\nbatch online\nrevision 1\n"             \
    "channel online\nformat " format "\n"
#define NAMES                                                                                      \
    "value candidate amina A. Yusuf\nvalue candidate carol C. Oduya\n"                             \
    "value candidate zofia Z. Nowak\n"

static const char *const by_name[TLRI_EXPORT_COUNT] = {
    [TLRI_EXPORT_CSV] = HEAD("csv") "empty-rows papers\ncolumns 4\ncolumn papers count\n"
                                    "column number 1 first\ncolumn number 2 second\n"
                                    "column drop note\nvalues 4\n" NAMES "value none -\nend\n",
    [TLRI_EXPORT_BLT] = HEAD("blt") "columns 0\nvalues 3\n" NAMES "end\n",
    [TLRI_EXPORT_PREFLIB] = HEAD("preflib") "columns 0\nvalues 3\n" NAMES "end\n",
    [TLRI_EXPORT_SCOT_ELEX] = HEAD("scot-elex") "columns 0\nvalues 3\n" NAMES "end\n",
};
/* The other ways in which a table says what was marked. */
static const char *const grid =
    HEAD("csv") "empty-rows nothing\ncolumns 3\ncolumn candidate amina A\n"
                "column candidate carol C\ncolumn candidate zofia Z\nvalues 4\n"
                "value number 1 1st\nvalue number 2 2nd\nvalue cross x\nvalue doubt ?\nend\n";
static const char *const list =
    HEAD("csv") "empty-rows papers\ncolumns 1\ncolumn list comma order\nvalues 3\n" NAMES "end\n";

static void check_batch(tlr_ctx *ctx, const struct tlri_papers *papers)
{
    struct tlri_ballots_header header = {.election = "a",
                                         .contest = "woman",
                                         .batch = "online",
                                         .channel = "online",
                                         .round = 1,
                                         .revision = 1,
                                         .entered = TLRI_ENTERED_IMPORT,
                                         .candidates = papers->candidates,
                                         .papers = papers->count};
    struct tlri_ballots_header again;
    struct tlri_papers_builder builder;
    struct tlri_buf text;
    tlri_buf_init(&text, ctx, (size_t)1 << 26);
    tlri_papers_builder_init(&builder, ctx, 0);
    fuzz_demand(tlri_ballots_write(ctx, &header, papers, 0, &text) == TLR_OK);
    fuzz_demand(tlri_ballots_core_read(ctx, "fuzz", text.data, text.len, &again, &builder) ==
                TLR_OK);
    fuzz_demand(again.papers == papers->count && again.candidates == 3);
    tlri_papers_builder_drop(&builder);
    tlri_buf_drop(&text);
}

static tlr_status read_by(tlr_ctx *ctx, const char *how, const char *data, size_t len)
{
    struct tlri_mapping *mapping = NULL;
    struct tlri_import import;
    fuzz_demand(tlri_mapping_read(ctx, FUZZ_BESIDE, how, strlen(how), &mapping) == TLR_OK);
    tlr_status status = tlri_import_read(ctx, "fuzz", data, len, mapping, &contest, &import);
    if (status == TLR_OK) {
        fuzz_demand(import.papers->candidates == 3 && import.empty <= import.papers->count);
        /* A row may stand for millions: then writing is what takes the time. */
        if (import.papers->count <= 5000) {
            check_batch(ctx, import.papers);
        }
        tlri_papers_free(import.papers);
    }
    tlri_mapping_free(mapping);
    return status;
}

static tlr_status read_names(tlr_ctx *ctx, const char *data, size_t len)
{
    return read_by(ctx, by_name[tlri_import_looks_like(data, len)], data, len);
}

static tlr_status read_grid(tlr_ctx *ctx, const char *data, size_t len)
{
    return read_by(ctx, grid, data, len);
}

static tlr_status read_list(tlr_ctx *ctx, const char *data, size_t len)
{
    return read_by(ctx, list, data, len);
}

static tlr_status suggest(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_buf draft;
    tlri_buf_init(&draft, ctx, TLRI_MAPPING_FILE_MAX);
    tlr_status status = tlri_import_suggest(ctx, "fuzz", data, len, "a", &contest, &draft);
    tlri_buf_drop(&draft);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read_members(data, size, read_names);
    fuzz_read_members(data, size, suggest);
    if (tlri_import_looks_like((const char *)data, size) == TLRI_EXPORT_CSV) {
        fuzz_read_members(data, size, read_grid);
        fuzz_read_members(data, size, read_list);
    }
    return 0;
}
