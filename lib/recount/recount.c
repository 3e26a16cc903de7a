/*
 * recount/recount.c: opens the hall, reads the marks, lets the method count, closes the sheet.
 *
 * Implements spec/formats/transcript.md §2, the order of a whole count, and the test at the start
 * of spec/rules/constraints.md [CON-4]. The methods themselves stand each in its own file, named
 * after its page in spec/rules/. This engine exists so that a result is found twice: it is written
 * from the pages alone, counts paper by paper, and must come to the same transcript as the first
 * engine, event by event.
 */
#include "recount/recount.h"

#include "recount/hall.h"

#define HALL_PAPERS_MAX 100000000u
#define PREFERENCES_MAX UINT32_MAX
#define VALUES_MAX      1000000u
#define SLIPS_MAX       1000000u
#define RANKS_MAX       1000000000u

typedef tlr_status (*method)(struct tlri_hall *hall);

/* What a method's row says of it. */
struct method_row {
    method count;
    bool crosses;          /* its papers bear crosses */
    const char *remaining; /* the clause by which all who remain are elected */
    const char *reopen;    /* the clause by which re-open nominations leaves a place empty */
};

static const struct method_row methods[TLRI_METHOD_COUNT] = {
    [TLRI_METHOD_PLURALITY] = {tlri_recount_plurality, true, "plurality/PLU-5", "plurality/PLU-6"},
    [TLRI_METHOD_AV] = {tlri_recount_av, false, "av/AV-4", "av/AV-10"},
    [TLRI_METHOD_SUCCESSIVE] = {tlri_recount_successive, false, "av-successive/SUC-5",
                                "av-successive/SUC-7"},
    [TLRI_METHOD_ELIMINATING] = {tlri_recount_eliminating, true, "eliminating/ELI-3",
                                 "plurality/PLU-6"},
    [TLRI_METHOD_ERS97] = {tlri_recount_ers97, false, "ers97/ERS-5.1", "stv/STV-9"},
    [TLRI_METHOD_SCOTTISH] = {tlri_recount_scottish, false, "scottish/SCO-52", "stv/STV-9"},
    [TLRI_METHOD_NIRELAND] = {tlri_recount_nireland, false, "n-ireland/NIR-52", "stv/STV-9"},
    [TLRI_METHOD_WIGM] = {tlri_recount_wigm, false, "wigm/WIG-D.3", "stv/STV-9"},
    [TLRI_METHOD_MEEK] = {tlri_recount_meek, false, "meek/MEK-11", "stv/STV-9"},
    [TLRI_METHOD_GREGORY] = {tlri_recount_gregory, false, "stv/STV-3", "stv/STV-9"},
};

/* ---- the hall -----------------------------------------------------------------------------------
 */

static void init_arrays(struct tlri_hall *hall)
{
    tlr_ctx *ctx = hall->ctx;
    tlri_array_init(&hall->papers, ctx, sizeof(struct tlri_hall_paper), HALL_PAPERS_MAX);
    tlri_array_init(&hall->preference, ctx, sizeof(uint8_t), PREFERENCES_MAX);
    tlri_array_init(&hall->value, ctx, sizeof(struct tlri_hall_amount), VALUES_MAX);
    tlri_array_init(&hall->slips, ctx, sizeof(struct tlri_hall_slip), SLIPS_MAX);
    tlri_array_init(&hall->ranks, ctx, sizeof(uint16_t), RANKS_MAX);
    tlri_arena_init(&hall->desk, ctx);
}

static void close_hall(struct tlri_hall *hall)
{
    tlri_array_drop(&hall->papers);
    tlri_array_drop(&hall->preference);
    tlri_array_drop(&hall->value);
    tlri_recount_drop_index(hall);
    tlri_array_drop(&hall->slips);
    tlri_array_drop(&hall->ranks);
    tlri_arena_drop(&hall->desk);
    tlri_free(hall->ctx, hall->candidate, hall->candidates * sizeof *hall->candidate);
}

static tlr_status seat_candidates(struct tlri_hall *hall)
{
    hall->candidate = tlri_alloc_array(hall->ctx, hall->candidates, sizeof *hall->candidate);
    if (hall->candidate == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    for (uint32_t c = 0; c < hall->candidates; c++) {
        enum tlri_standing standing = hall->contest->candidate[c].standing;
        struct tlri_hall_candidate *candidate = &hall->candidate[c];
        candidate->state = standing == TLRI_WITHDRAWN ? TLRI_HALL_ABSENT : TLRI_HALL_CONTINUING;
        candidate->reopen = standing == TLRI_REOPEN;
        candidate->doomed_by = TLRI_NONE;
        tlri_recount_zero(&candidate->vote);
    }
    return TLR_OK;
}

static tlr_status open_hall(struct tlri_hall *hall, const struct method_row *row)
{
    struct tlri_hall_amount one;
    uint32_t first;
    hall->candidates = hall->contest->candidates;
    hall->decimals = hall->settings->decimals;
    hall->exact = hall->settings->method == TLRI_METHOD_GREGORY &&
                  hall->settings->arithmetic == TLRI_ARITH_EXACT;
    hall->look_from = 1;
    hall->remaining_clause = row->remaining;
    hall->reopen_clause = row->reopen;
    hall->no_passes = tlri_recount_pair_group(hall) != TLRI_NONE;
    tlri_recount_zero(&hall->quota);
    tlri_recount_zero(&hall->total);
    tlri_recount_zero(&hall->nontransferable);
    tlri_recount_zero(&hall->rounding);
    TLR_TRY(seat_candidates(hall));
    TLR_TRY(tlri_recount_whole(hall, 1, &one));
    /* The first of the table: papers begin with it. */
    return tlri_recount_value(hall, &one, &first);
}

/* ---- what cannot be counted ---------------------------------------------------------------------
 */

static tlr_status refuse(const struct tlri_hall *hall, const char *hint, const char *clause,
                         const char *message)
{
    tlri_diag(hall->ctx, TLR_ERROR, 4100, NULL, hint, clause, "contest %s cannot be counted: %s",
              hall->contest->id != NULL ? hall->contest->id : "?", message);
    return TLR_E_RULES;
}

static tlr_status check_contest(const struct tlri_hall *hall)
{
    const struct tlri_settings *settings = hall->settings;
    if ((unsigned)settings->method >= TLRI_METHOD_COUNT) {
        return tlri_internal(hall->ctx, "a method that exists");
    }
    if (hall->contest->candidates > TLRI_CANDIDATES_MAX ||
        hall->contest->groups > TLRI_GROUPS_MAX ||
        hall->contest->categories > TLRI_CATEGORIES_MAX) {
        return tlri_internal(hall->ctx, "a contest within the limits of the model");
    }
    if (hall->seen->candidates != hall->contest->candidates) {
        return tlri_internal(hall->ctx, "papers with the candidates of the contest");
    }
    if (settings->method == TLRI_METHOD_AV && hall->contest->places != 1) { /* [AV-11] */
        return refuse(hall, "Use av-successive, or a transferable vote, for several places.",
                      "av/AV-11", "the rule set av fills one place");
    }
    bool in_turn =
        settings->method == TLRI_METHOD_PLURALITY || settings->method == TLRI_METHOD_SUCCESSIVE;
    if (!in_turn && settings->minimum_order == TLRI_MINIMUM_EVERY_SECOND) { /* [ELI-8] */
        return refuse(hall, "Leave minimum-order out: the minimum is kept by guarding.",
                      "eliminating/ELI-8",
                      "minimum-order=every-second belongs to plurality and av-successive");
    }
    return TLR_OK;
}

static tlr_status check_capacity(const struct tlri_hall *hall)
{
    uint64_t papers = tlri_papers_total(hall->seen);
    if (tlri_dec_fits(papers, hall->settings->decimals)) {
        return TLR_OK;
    }
    tlri_diag(hall->ctx, TLR_ERROR, 4104, NULL, "Count with fewer decimals.", "transcript/TRA-4",
              "%llu papers at %u decimals are more than can be counted", (unsigned long long)papers,
              hall->settings->decimals);
    return TLR_E_LIMIT;
}

/* ---- the count ----------------------------------------------------------------------------------
 */

static tlr_status count_contest(struct tlri_hall *hall, const struct method_row *row)
{
    bool refused;
    TLR_TRY(tlri_recount_read_marks(hall, row->crosses));
    TLR_TRY(tlri_recount_bounds_start(hall, &refused));
    if (refused) {
        hall->sheet->outcome = TLRI_OUTCOME_REFUSED;
        return TLR_OK;
    }
    if (hall->left > 0) { /* [CON-4] with no place to fill there is no stage */
        TLR_TRY(row->count(hall));
    }
    if (hall->stop == TLRI_HALL_LOT_NEEDED) {
        hall->sheet->outcome = TLRI_OUTCOME_LOT_NEEDED;
        return TLR_OK;
    }
    hall->sheet->outcome = hall->next_round ? TLRI_OUTCOME_NEXT_ROUND : TLRI_OUTCOME_DONE;
    return tlri_recount_write_end(hall);
}

static tlr_status recount(struct tlri_hall *hall)
{
    init_arrays(hall);
    TLR_TRY(check_contest(hall));
    TLR_TRY(check_capacity(hall));
    const struct method_row *row = &methods[hall->settings->method];
    TLR_TRY(open_hall(hall, row));
    return count_contest(hall, row);
}

tlr_status tlri_recount_watch(tlr_ctx *ctx, const struct tlri_contest *contest,
                              const struct tlri_settings *settings,
                              const struct tlri_papers *papers, const struct tlri_lots *lots,
                              const struct tlri_watch *watch, struct tlri_transcript **out)
{
    *out = NULL;
    struct tlri_hall *hall = tlri_alloc(ctx, sizeof *hall);
    struct tlri_transcript *sheet = tlri_transcript_new(ctx, settings->decimals);
    if (hall == NULL || sheet == NULL) {
        tlri_transcript_free(sheet);
        tlri_free(ctx, hall, sizeof *hall);
        return tlri_no_memory(ctx);
    }
    hall->ctx = ctx;
    hall->contest = contest;
    hall->settings = settings;
    hall->seen = papers;
    hall->lots = lots;
    hall->watch = watch;
    hall->sheet = sheet;
    tlr_status status = recount(hall);
    close_hall(hall);
    tlri_free(ctx, hall, sizeof *hall);
    if (status != TLR_OK) {
        tlri_transcript_free(sheet);
        return status;
    }
    *out = sheet;
    return TLR_OK;
}

tlr_status tlri_recount_run(tlr_ctx *ctx, const struct tlri_contest *contest,
                            const struct tlri_settings *settings, const struct tlri_papers *papers,
                            const struct tlri_lots *lots, struct tlri_transcript **out)
{
    return tlri_recount_watch(ctx, contest, settings, papers, lots, NULL, out);
}
