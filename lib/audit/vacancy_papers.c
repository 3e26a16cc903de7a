/*
 * audit/vacancy_papers.c: the papers that elected somebody, as papers of a new count.
 *
 * Watches the second engine count the contest again and remembers of every paper in whose pile it
 * lies, at which value, up to the stage in which the candidate was elected; then those in the
 * candidate's pile become rows. An engine gives a row a whole weight, so the weight is the value in
 * units of the last decimal. Preferences are kept as they were counted; who may not fill the place
 * is withdrawn in the contest and passed over by the engine. Implements spec/rules/vacancy.md
 * [VAC-6].
 */
#include "audit/explain.h"
#include "audit/vacancy.h"
#include "recount/watch.h"

enum { DECIMALS_MAX = 9 };

/* A paper on the tables, as last laid down. */
struct lying {
    uint32_t holder, weight;
    tlri_dec value;
    uint32_t first, preferences; /* its preferences in the pool, once the candidate held it */
};

struct pile {
    uint32_t candidate, stage;
    bool shares;                  /* Meek: what the candidate kept in that stage */
    struct tlri_array lying;      /* struct lying, by copy */
    struct tlri_array preference; /* uint8_t */
};

static tlr_status paper_at(struct pile *pile, uint32_t copy, struct lying **out)
{
    while (pile->lying.count <= copy) {
        struct lying *added;
        TLR_TRY(tlri_array_push(&pile->lying, &added));
        added->holder = TLRI_NONE;
    }
    *out = (struct lying *)pile->lying.data + copy;
    return TLR_OK;
}

static tlr_status note(void *watcher, const struct tlri_laid *laid)
{
    struct pile *pile = watcher;
    struct lying *lying;
    if (laid->stage > pile->stage ||
        (pile->shares && (laid->stage != pile->stage || laid->to != pile->candidate))) {
        return TLR_OK;
    }
    TLR_TRY(paper_at(pile, laid->copy, &lying));
    lying->holder = laid->to;
    lying->weight = laid->weight;
    lying->value = laid->value;
    if (laid->to != pile->candidate) {
        return TLR_OK;
    }
    lying->first = (uint32_t)pile->preference.count;
    lying->preferences = laid->preferences;
    return tlri_array_append(&pile->preference, laid->preference, laid->preferences);
}

static tlr_status watch_again(tlr_ctx *ctx, const struct tlri_counted *counted, struct pile *pile)
{
    struct tlri_array lot;
    struct tlri_transcript *again = NULL;
    const struct tlri_watch watch = {note, pile};
    tlr_status status = tlri_lots_used(ctx, counted->transcript, &lot);
    if (status == TLR_OK) {
        struct tlri_lots lots = {(uint32_t)lot.count, lot.data};
        status = tlri_recount_watch(ctx, &counted->contest, &counted->settings, counted->papers,
                                    &lots, &watch, &again);
    }
    if (status == TLR_OK && tlri_transcript_differ(counted->transcript, again) != SIZE_MAX) {
        status = tlri_internal(ctx, "the watched count to be the count of the result");
    }
    tlri_transcript_free(again);
    tlri_array_drop(&lot);
    return status;
}

/* The value in units of 10^-decimals, cut. */
static uint64_t units_of(tlri_dec value, unsigned from, unsigned decimals)
{
    for (; from > decimals; from--) {
        value /= 10;
    }
    return (uint64_t)value;
}

/* A row, or as many as its weight asks for. */
static tlr_status add_rows(struct tlri_papers_builder *builder, const struct pile *pile,
                           const struct lying *lying, uint64_t units)
{
    tlri_mark marks[TLRI_CANDIDATES_MAX];
    const uint8_t *preference = (const uint8_t *)pile->preference.data + lying->first;
    for (uint32_t i = 0; i < lying->preferences; i++) {
        marks[i] = preference[i];
    }
    while (units > 0) {
        uint32_t weight = units < TLRI_WEIGHT_MAX ? (uint32_t)units : TLRI_WEIGHT_MAX;
        TLR_TRY(tlri_papers_add(builder, marks, lying->preferences, TLRI_REJECT_NONE, weight));
        units -= weight;
    }
    return TLR_OK;
}

static tlr_status make_rows(tlr_ctx *ctx, const struct tlri_counted *counted,
                            const struct pile *pile, unsigned decimals, struct tlri_papers **out)
{
    struct tlri_papers_builder builder;
    const struct lying *lying = pile->lying.data;
    tlri_papers_builder_init(&builder, ctx, counted->contest.candidates);
    tlr_status status = tlri_papers_start_batch(&builder, "pile", 4);
    for (size_t i = 0; i < pile->lying.count && status == TLR_OK; i++) {
        if (lying[i].holder == pile->candidate) {
            uint64_t units = units_of(lying[i].value, counted->settings.decimals, decimals);
            status = add_rows(&builder, pile, &lying[i], units * lying[i].weight);
        }
    }
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, out);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

tlr_status tlri_vacancy_papers(tlr_ctx *ctx, const struct tlri_counted *counted, uint32_t candidate,
                               unsigned *decimals, struct tlri_papers **out)
{
    struct pile pile = {.candidate = candidate,
                        .shares = counted->settings.method == TLRI_METHOD_MEEK};
    *out = NULL;
    *decimals = counted->settings.decimals < DECIMALS_MAX ? counted->settings.decimals
                                                          : (unsigned)DECIMALS_MAX;
    for (size_t i = 0; i < tlri_transcript_size(counted->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(counted->transcript, i);
        if (event->kind == TLRI_EVENT_ELECTED && event->candidate == candidate) {
            pile.stage = event->stage;
        }
    }
    tlri_array_init(&pile.lying, ctx, sizeof(struct lying), UINT32_MAX);
    tlri_array_init(&pile.preference, ctx, sizeof(uint8_t), UINT32_MAX);
    tlr_status status = watch_again(ctx, counted, &pile);
    if (status == TLR_OK) {
        status = make_rows(ctx, counted, &pile, *decimals, out);
    }
    tlri_array_drop(&pile.lying);
    tlri_array_drop(&pile.preference);
    return status;
}
