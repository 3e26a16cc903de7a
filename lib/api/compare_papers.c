/*
 * api/compare_papers.c: are two sets of papers the same, by number, and as heaps?
 *
 * By number, for two batches that were keyed from the same numbered papers; as heaps, whatever the
 * numbers, since a batch typed anew may have its papers in another order, and a re-read may have
 * cut them into other batches. Two batch files by themselves are compared here too; nothing is
 * verified by that. Numbers of papers reach the answer, their marks never. Implements
 * spec/formats/compare.md [CMP-3], [CMP-5] and [CMP-7].
 */
#include <stdlib.h>

#include "api/compare.h"
#include "base/file.h"
#include "io/ballots.h"

enum { NUMBERS_SHOWN = 12 };
#define BATCH_MAX ((size_t)2 << 30)

/* A paper with the pool that its marks are in, so that papers of two folders can be sorted. */
struct held {
    const tlri_mark *mark;
    uint32_t marks, reject;
};

static struct held hold(const struct tlri_papers *papers, uint32_t paper)
{
    const struct tlri_paper *p = &papers->paper[paper];
    return (struct held){papers->pool + p->first, p->marks, p->reject};
}

static int compare_held(const void *x, const void *y)
{
    const struct held *a = x;
    const struct held *b = y;
    if (a->reject != b->reject) {
        return a->reject < b->reject ? -1 : 1;
    }
    if (a->marks != b->marks) {
        return a->marks < b->marks ? -1 : 1;
    }
    for (uint32_t i = 0; i < a->marks; i++) {
        if (a->mark[i] != b->mark[i]) {
            return a->mark[i] < b->mark[i] ? -1 : 1;
        }
    }
    return 0;
}

static struct held *sorted(struct tlri_comparing *w, const struct tlri_papers *papers,
                           uint32_t first, uint32_t count)
{
    struct held *held = tlri_arena_array(&w->arena, count + 1u, sizeof *held);
    for (uint32_t i = 0; held != NULL && i < count; i++) {
        held[i] = hold(papers, first + i);
    }
    if (held != NULL && count > 1) {
        qsort(held, count, sizeof *held, compare_held);
    }
    return held;
}

/* How many papers two heaps have in common. */
static uint32_t in_common(const struct held *a, uint32_t in_a, const struct held *b, uint32_t in_b)
{
    uint32_t i = 0;
    uint32_t j = 0;
    uint32_t common = 0;
    while (i < in_a && j < in_b) {
        int order = compare_held(&a[i], &b[j]);
        common += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return common;
}

static tlr_status count_common(struct tlri_comparing *w, const struct tlri_compare_batch *a,
                               const struct tlri_compare_batch *b, uint32_t *common)
{
    struct held *heap_a = sorted(w, a->papers, a->first, a->count);
    struct held *heap_b = sorted(w, b->papers, b->first, b->count);
    if (heap_a == NULL || heap_b == NULL) {
        return tlri_no_memory(w->ctx);
    }
    *common = in_common(heap_a, a->count, heap_b, b->count);
    return TLR_OK;
}

/* Appends the numbers under which the two have other papers; returns how many there are. */
static uint32_t put_numbers(const struct tlri_compare_batch *a, const struct tlri_compare_batch *b,
                            struct tlri_buf *text)
{
    uint32_t shared = a->count < b->count ? a->count : b->count;
    uint32_t differ = 0;
    for (uint32_t i = 0; i < shared; i++) {
        struct held x = hold(a->papers, a->first + i);
        struct held y = hold(b->papers, b->first + i);
        if (compare_held(&x, &y) != 0 && differ++ < NUMBERS_SHOWN) {
            tlri_buf_printf(text, "%s%u", differ > 1 ? ", " : "the numbers that differ: ", i + 1);
        }
    }
    if (differ > NUMBERS_SHOWN) {
        tlri_buf_printf(text, " and %u more", differ - NUMBERS_SHOWN);
    }
    return differ;
}

tlr_status tlri_compare_papers(struct tlri_comparing *w, const char *name,
                               const struct tlri_compare_batch *a,
                               const struct tlri_compare_batch *b)
{
    struct tlri_buf text;
    uint32_t common = 0;
    TLR_TRY(count_common(w, a, b, &common));
    tlri_buf_init(&text, w->ctx, 1 << 16);
    uint32_t differ = put_numbers(a, b, &text);
    tlri_buf_printf(
        &text,
        "%sA has %u papers, B %u; as heaps, whatever the numbers, they have %u in "
        "common%s",
        differ > 0 ? "; " : "", a->count, b->count, common,
        common == a->count && common == b->count ? ": the same papers under other numbers" : "");
    return tlri_compare_tell(w, TLRI_COMPARED_PAPERS, name, differ == 0 && a->count == b->count,
                             tlri_compare_keep(w, &text));
}

tlr_status tlri_compare_heaps(struct tlri_comparing *w, const char *name,
                              const struct tlri_papers *a, const struct tlri_papers *b)
{
    const struct tlri_compare_batch all_a = {.papers = a, .count = a->count};
    const struct tlri_compare_batch all_b = {.papers = b, .count = b->count};
    uint32_t common = 0;
    TLR_TRY(count_common(w, &all_a, &all_b, &common));
    bool same = common == a->count && common == b->count;
    return tlri_compare_tell(
        w, TLRI_COMPARED_PAPERS, name, same,
        tlri_arena_printf(&w->arena,
                          "the batches are not the same ones; as one heap, A has %u papers, B %u; "
                          "they have %u in common",
                          a->count, b->count, common));
}

/* ---- batch files ---- */

struct batch_side {
    struct tlri_sealed *sealed;
    struct tlri_ballots_header header;
    struct tlri_papers *papers;
};

static void drop_batch(struct batch_side *side)
{
    tlri_papers_free(side->papers);
    tlri_sealed_free(side->sealed);
}

/* [CMP-7] Nothing is verified by this, so the bytes are sealed as unsigned. */
static tlr_status read_batch(struct tlri_comparing *w, const char *path, struct batch_side *side)
{
    struct tlri_bytes bytes;
    struct tlri_papers_builder builder;
    TLR_TRY(tlri_file_read(w->ctx, path, BATCH_MAX, &bytes));
    tlr_status status = tlri_seal_unsigned(w->ctx, path, &bytes, &side->sealed);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    TLR_TRY(tlri_ballots_read_header(w->ctx, side->sealed, &side->header));
    tlri_papers_builder_init(&builder, w->ctx, side->header.candidates);
    status = tlri_ballots_read(w->ctx, side->sealed, &side->header, &builder);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, &side->papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

/* Of one election, one candidates' file, one contest and round? Else the marks mean other things.
 */
static bool same_paper(const struct tlri_ballots_header *a, const struct tlri_ballots_header *b)
{
    return tlri_streq(a->election, b->election) &&
           tlri_digest_equal(&a->definition, &b->definition) &&
           tlri_streq(a->contest, b->contest) && a->round == b->round &&
           a->candidates == b->candidates;
}

static tlr_status tell_header(struct tlri_comparing *w, const struct tlri_ballots_header *a,
                              const struct tlri_ballots_header *b)
{
    bool same = tlri_streq(a->batch, b->batch) && a->revision == b->revision &&
                tlri_streq(a->channel, b->channel);
    return tlri_compare_tell(
        w, TLRI_COMPARED_FILE, "batch, revision, channel", same,
        tlri_arena_printf(&w->arena,
                          "A is %s, revision %u, by %s; B is %s, revision %u, by "
                          "%s",
                          a->batch, a->revision, a->channel, b->batch, b->revision, b->channel));
}

static tlr_status compare_two_batches(struct tlri_comparing *w, const struct batch_side *a,
                                      const struct batch_side *b)
{
    if (!same_paper(&a->header, &b->header)) {
        tlri_diag(w->ctx, TLR_ERROR, 6760, NULL, "compare batches of one contest and round",
                  "compare/CMP-7",
                  "they are batches of different elections, candidates' files, contests or rounds");
        return TLR_E_INPUT;
    }
    bool same = tlri_digest_equal(tlri_sealed_digest(a->sealed), tlri_sealed_digest(b->sealed));
    TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_FILE, "the bytes", same,
                              "they differ (each batch has a salt of its own)"));
    TLR_TRY(tell_header(w, &a->header, &b->header));
    const struct tlri_compare_batch all_a = {.papers = a->papers, .count = a->papers->count};
    const struct tlri_compare_batch all_b = {.papers = b->papers, .count = b->papers->count};
    return tlri_compare_papers(
        w, tlri_arena_printf(&w->arena, "%s/%s", a->header.contest, a->header.batch), &all_a,
        &all_b);
}

tlr_status tlri_compare_batches(struct tlri_comparing *w)
{
    struct batch_side a = {.papers = NULL};
    struct batch_side b = {.papers = NULL};
    tlr_status status = read_batch(w, w->pair.a, &a);
    if (status == TLR_OK) {
        status = read_batch(w, w->pair.b, &b);
    }
    if (status == TLR_OK) {
        status = compare_two_batches(w, &a, &b);
    }
    /* Names of lines are copied where they are not the arena's. */
    drop_batch(&a);
    drop_batch(&b);
    return status;
}
