/*
 * count/tally.c: the tally of a stage and the check that no vote was lost ([TRA-5]).
 *
 * Order of events as in spec/formats/transcript.md §2: candidates in ballot order,
 * non-transferable, rounding. The check is made at every stage of every count, not only in tests: a
 * result whose figures do not add up must never leave the house.
 */
#include "count/tally.h"

#include "count/emit.h"

static tlr_status say(struct tlri_count *count)
{
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (count->runner[c].stands) {
            TLR_TRY(tlri_emit_tally(count, c));
        }
    }
    TLR_TRY(tlri_emit_nontransferable(count));
    return tlri_emit_rounding(count);
}

/* No sum of amounts of one count can overflow (num/decimal.h), unless it is wrong already. */
static tlr_status check(const struct tlri_count *count)
{
    tlri_dec total = 0;
    bool holds = tlri_dec_add(count->nontransferable, count->rounding, &total);
    for (uint32_t c = 0; c < count->candidates && holds; c++) {
        holds = tlri_dec_add(total, count->runner[c].vote, &total);
    }
    if (!holds || total != count->valid_vote) {
        return tlri_internal(count->ctx, "votes, non-transferable and rounding add up to the "
                                         "valid vote at every stage");
    }
    return TLR_OK;
}

/* The row of the stage opened last: a new one, or the one noted before. */
static tlr_status note(struct tlri_count *count, const tlri_dec *order)
{
    size_t first = (size_t)(count->stage - 1) * count->candidates;
    count->history.count = first;
    for (uint32_t c = 0; c < count->candidates; c++) {
        const tlri_dec *standing = order != NULL ? &order[c] : &count->runner[c].vote;
        TLR_TRY(tlri_array_append(&count->history, standing, 1));
    }
    return TLR_OK;
}

tlr_status tlri_tally_note(struct tlri_count *count)
{
    return note(count, NULL);
}

tlr_status tlri_tally_close(struct tlri_count *count)
{
    TLR_TRY(say(count));
    TLR_TRY(check(count));
    return note(count, NULL);
}

tlr_status tlri_tally_close_exact(struct tlri_count *count, const tlri_dec *order)
{
    TLR_TRY(say(count));
    return note(count, order);
}
