/*
 * count/state.c: the state of a count: set-up, simple questions, the order of candidates.
 *
 * Holds what every method shares and decides nothing. The history of tallies is kept as one row of
 * numbers for each stage; ties look back into it (spec/rules/ties.md). Implements [TRA-4] of
 * spec/formats/transcript.md: an amount that does not fit ends the count.
 */
#include "count/state.h"

#include <string.h>

static tlr_status init_runners(struct tlri_count *count)
{
    uint32_t n = count->contest->candidates;
    count->runner = tlri_arena_array(&count->arena, n, sizeof *count->runner);
    count->passed_over = tlri_arena_array(&count->arena, n, sizeof *count->passed_over);
    if (count->runner == NULL || count->passed_over == NULL) {
        return tlri_no_memory(count->ctx);
    }
    for (uint32_t c = 0; c < n; c++) {
        count->runner[c].stands = count->contest->candidate[c].standing != TLRI_WITHDRAWN;
        count->runner[c].status = TLRI_STATUS_OF_CONTINUING;
        count->runner[c].doomed_by = TLRI_NONE;
    }
    return tlri_cells_make(&count->arena, count->contest, &count->cells);
}

tlr_status tlri_count_init(struct tlri_count *count, tlr_ctx *ctx,
                           const struct tlri_contest *contest, const struct tlri_settings *settings,
                           const struct tlri_lots *lots, struct tlri_transcript *out)
{
    memset(count, 0, sizeof *count);
    count->ctx = ctx;
    count->contest = contest;
    count->settings = settings;
    count->lots = lots;
    count->out = out;
    count->candidates = contest->candidates;
    count->places = contest->places;
    count->seats = contest->places;
    count->opening = 1;
    count->ballots.ctx = ctx;
    count->outcome = TLRI_OUTCOME_DONE;
    count->rest = TLRI_EMPTY_NO_VOTES;
    tlri_arena_init(&count->arena, ctx);
    tlri_array_init(&count->history, ctx, sizeof(tlri_dec), (size_t)TLRI_EVENTS_MAX * 4);
    return init_runners(count);
}

void tlri_count_drop(struct tlri_count *count)
{
    tlri_ballots_drop(&count->ballots);
    tlri_array_drop(&count->history);
    tlri_arena_drop(&count->arena);
}

uint32_t tlri_count_left(const struct tlri_count *count)
{
    return count->places - count->filled;
}

bool tlri_count_continues(const struct tlri_count *count, uint32_t candidate)
{
    const struct tlri_runner *runner = &count->runner[candidate];
    return runner->stands && runner->status == TLRI_STATUS_OF_CONTINUING;
}

bool tlri_count_in_play(const struct tlri_count *count, uint32_t candidate)
{
    return tlri_count_continues(count, candidate) && !count->runner[candidate].doomed;
}

uint32_t tlri_count_continuing(const struct tlri_count *count)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        n += tlri_count_continues(count, c) ? 1u : 0u;
    }
    return n;
}

uint32_t tlri_count_all_in_play(const struct tlri_count *count)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < count->candidates; c++) {
        n += tlri_count_in_play(count, c) ? 1u : 0u;
    }
    return n;
}

tlri_dec tlri_count_at_stage(const struct tlri_count *count, uint32_t stage, uint32_t candidate)
{
    const tlri_dec *rows = count->history.data;
    return rows[(size_t)(stage - 1) * count->candidates + candidate];
}

tlri_dec tlri_count_standing(const struct tlri_count *count, uint32_t candidate)
{
    uint32_t stages = (uint32_t)(count->history.count / count->candidates);
    return stages == 0 ? 0 : tlri_count_at_stage(count, stages, candidate);
}

void tlri_count_order(const struct tlri_count *count, uint32_t *set, uint32_t n, bool highest)
{
    for (uint32_t i = 1; i < n; i++) {
        uint32_t moving = set[i];
        tlri_dec standing = tlri_count_standing(count, moving);
        uint32_t at = i;
        while (at > 0) {
            tlri_dec before = tlri_count_standing(count, set[at - 1]);
            bool in_order = highest ? before > standing : before < standing;
            if (in_order || (before == standing && set[at - 1] < moving)) {
                break;
            }
            set[at] = set[at - 1];
            at--;
        }
        set[at] = moving;
    }
}

tlr_status tlri_count_halt(struct tlri_count *count, enum tlri_empty why)
{
    count->outcome = TLRI_OUTCOME_DONE;
    count->rest = why;
    return TLR_E_DECISION;
}

tlr_status tlri_count_overflow(struct tlri_count *count)
{
    tlri_diag(count->ctx, TLR_ERROR, 4004, NULL, "Set fewer decimals, or fixed arithmetic.",
              "transcript/TRA-4", "an amount at stage %u is too large to be held", count->stage);
    return TLR_E_LIMIT;
}
