/*
 * io/blt.c: the BLT reader: OpenSTV, OpaVote, Droop, OpenTally, electrr and Scottish eCount.
 *
 * Implements spec/formats/blt.md. The format grew in many programs and none of them says which
 * dialect a file is in, so everything is decided by what stands in the file, and where two dialects
 * would read the same bytes differently the file is refused with an explanation. Nothing is skipped
 * in silence. Here is the order of the parts, and what becomes of them; the parts are read by
 * io/blt_head.c, io/blt_papers.c with io/blt_ids.c, and io/blt_names.c.
 */
#include "io/blt.h"

#include "io/blt_reader.h"
#include "io/blt_rows.h"

static const char *const feature_texts[TLRI_BLT_FEATURE_COUNT] = {
#define FEATURE_ROW(name, text) [TLRI_BLT_##name] = text,
    TLRI_BLT_FEATURE_TABLE(FEATURE_ROW)
#undef FEATURE_ROW
};

const char *tlri_blt_feature_text(uint32_t feature)
{
    return feature < TLRI_BLT_FEATURE_COUNT ? feature_texts[feature] : NULL;
}

/* ---- what was read becomes a contest ---- */

static const char *name_of(const struct tlri_blt_reader *reader, uint32_t candidate)
{
    struct tlri_span name = reader->names[candidate];
    struct tlri_span party = reader->parties[candidate];
    if (party.len == 0) {
        return tlri_span_copy(reader->arena, name);
    }
    return tlri_arena_printf(reader->arena, "%.*s (%.*s)", (int)name.len, name.text, (int)party.len,
                             party.text);
}

static void warn_same_name(struct tlri_blt_reader *reader, const struct tlri_candidate *candidates,
                           uint32_t i)
{
    for (uint32_t j = 0; j < i; j++) {
        if (tlri_streq(candidates[i].name, candidates[j].name)) {
            tlri_source_note(&reader->source, TLR_WARNING, 2127, reader->names[i], NULL,
                             "candidates %u and %u have the same name", j + 1, i + 1);
            return;
        }
    }
}

static tlr_status make_contest(struct tlri_blt_reader *reader, struct tlri_blt *blt)
{
    struct tlri_candidate *candidates =
        tlri_arena_array(reader->arena, reader->candidates, sizeof *candidates);
    if (candidates == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    for (uint32_t i = 0; i < reader->candidates; i++) {
        candidates[i].id = tlri_arena_printf(reader->arena, "%u", i + 1);
        candidates[i].name = name_of(reader, i);
        candidates[i].standing = reader->withdrawn[i] ? TLRI_WITHDRAWN : TLRI_STANDING;
        if (candidates[i].id == NULL || candidates[i].name == NULL) {
            return tlri_no_memory(reader->ctx);
        }
        warn_same_name(reader, candidates, i);
    }
    blt->contest = (struct tlri_contest){
        .id = "blt",
        .title = blt->title,
        .places = reader->places,
        .candidates = reader->candidates,
        .candidate = candidates,
        .tie_order_size = reader->tie_order == NULL ? 0 : reader->candidates,
        .tie_order = reader->tie_order,
    };
    blt->features = reader->features;
    return TLR_OK;
}

/* ---- from the first line to the last ---- */

static tlr_status make_tables(struct tlri_blt_reader *reader)
{
    size_t n = reader->candidates;
    reader->withdrawn = tlri_arena_array(reader->arena, n, sizeof *reader->withdrawn);
    reader->names = tlri_arena_array(reader->arena, n, sizeof *reader->names);
    reader->parties = tlri_arena_array(reader->arena, n, sizeof *reader->parties);
    if (reader->withdrawn == NULL || reader->names == NULL || reader->parties == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    tlri_papers_builder_init(&reader->builder, reader->ctx, reader->candidates);
    return tlri_papers_start_batch(&reader->builder, "blt", 3);
}

static tlr_status read_all(struct tlri_blt_reader *reader, struct tlri_blt *blt)
{
    TLR_TRY(tlri_blt_read_header(reader));
    TLR_TRY(make_tables(reader));
    TLR_TRY(tlri_blt_read_preamble(reader));
    TLR_TRY(tlri_blt_read_papers(reader));
    TLR_TRY(tlri_blt_read_tail(reader, blt));
    TLR_TRY(tlri_source_verdict(&reader->source));
    TLR_TRY(make_contest(reader, blt));
    return tlri_papers_finish(&reader->builder, &blt->papers);
}

static const char *last_line_feed(const char *data, size_t len)
{
    while (len > 0 && data[len - 1] != '\n') {
        len--;
    }
    return len == 0 ? NULL : data + len - 1;
}

tlr_status tlri_blt_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         unsigned flags, struct tlri_blt **out)
{
    struct tlri_blt *blt = tlri_alloc(ctx, sizeof *blt);
    if (blt == NULL) {
        return tlri_no_memory(ctx);
    }
    blt->ctx = ctx;
    tlri_arena_init(&blt->arena, ctx);
    struct tlri_blt_reader reader = {
        .ctx = ctx,
        .arena = &blt->arena,
        .at = data,
        .end = data + len,
        .last_lf = last_line_feed(data, len),
        .flags = flags,
    };
    tlri_source_init(&reader.source, ctx, name, data, len);
    reader.source.hidden = reader.source.hushed = (flags & TLRI_BLT_HUSHED) != 0;
    tlri_papers_builder_init(&reader.builder, ctx, 0);
    tlri_array_init(&reader.id_list, ctx, sizeof(struct tlri_span), TLRI_PAPERS_MAX);
    tlr_status status = read_all(&reader, blt);
    tlri_blt_ahead_free(reader.ahead);
    tlri_papers_builder_drop(&reader.builder);
    tlri_array_drop(&reader.id_list);
    if (status != TLR_OK) {
        tlri_blt_free(blt);
        return status;
    }
    *out = blt;
    return TLR_OK;
}

void tlri_blt_free(struct tlri_blt *blt)
{
    if (blt == NULL) {
        return;
    }
    tlr_ctx *ctx = blt->ctx;
    tlri_papers_free(blt->papers);
    tlri_arena_drop(&blt->arena);
    tlri_free(ctx, blt, sizeof *blt);
}
