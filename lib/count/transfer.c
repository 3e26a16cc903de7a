/*
 * count/transfer.c: parcels of papers as runs of ballot numbers ([STV-1], [STV-4], [STV-5]).
 *
 * All runs lie in one table. Papers that leave a pile leave a hole; papers laid down go to the end
 * of the table, which has room for every ballot twice, so that it is tidied only after as many
 * ballots were moved as there are. A ballot knows which of its preferences is to be looked at next;
 * since nobody becomes continuing again, no preference is looked at twice. Values and votes are
 * worked out once for a parcel, never for a paper. Not here: what a paper is worth after a
 * transfer, which is what the rule sets differ in.
 */
#include "count/transfer.h"

#include <string.h>

#define NO_RECEIVER 255u /* no candidate has this index: there are at most 250 */

static uint32_t ballot_rows(const struct tlri_piles *piles)
{
    return piles->count->ballots.rows;
}

tlr_status tlri_piles_init(struct tlri_piles *piles, struct tlri_count *count)
{
    memset(piles, 0, sizeof *piles);
    piles->count = count;
    tlri_array_init(&piles->moves, count->ctx, sizeof(struct tlri_move), TLRI_EVENTS_MAX);
    uint32_t rows = count->ballots.rows;
    piles->pile = tlri_arena_array(&count->arena, count->candidates, sizeof *piles->pile);
    if (piles->pile == NULL) {
        return tlri_no_memory(count->ctx);
    }
    for (uint32_t c = 0; c < count->candidates; c++) {
        tlri_array_init(&piles->pile[c], count->ctx, sizeof(struct tlri_parcel), TLRI_EVENTS_MAX);
    }
    piles->capacity = rows * 2;
    piles->table = tlri_arena_array(&count->arena, piles->capacity, sizeof *piles->table);
    piles->spare = tlri_arena_array(&count->arena, piles->capacity, sizeof *piles->spare);
    piles->next = tlri_arena_array(&count->arena, rows, sizeof *piles->next);
    piles->hand = tlri_arena_array(&count->arena, rows, sizeof *piles->hand);
    piles->receiver = tlri_arena_array(&count->arena, rows, sizeof *piles->receiver);
    if (piles->table == NULL || piles->spare == NULL || piles->next == NULL ||
        piles->hand == NULL || piles->receiver == NULL) {
        return tlri_no_memory(count->ctx);
    }
    return TLR_OK;
}

void tlri_piles_drop(struct tlri_piles *piles)
{
    tlri_array_drop(&piles->moves);
    for (uint32_t c = 0; piles->pile != NULL && c < piles->count->candidates; c++) {
        tlri_array_drop(&piles->pile[c]);
    }
}

static struct tlri_parcel *parcels_of(const struct tlri_piles *piles, uint32_t candidate)
{
    return piles->pile[candidate].data;
}

/* ---- batches -----------------------------------------------------------------------------------
 */

static int compare_values(const struct tlri_piles *piles, tlri_dec a, tlri_dec b)
{
    if (piles->compare != NULL) {
        return piles->compare(piles->user, a, b);
    }
    return a < b ? -1 : (a > b ? 1 : 0);
}

/* Does batch a come before b: first preferences kept apart, then the higher value? */
static bool comes_before(const struct tlri_piles *piles, const struct tlri_batch *a,
                         const struct tlri_batch *b)
{
    if (a->of != b->of) {
        return a->of == TLRI_BATCH_FIRST;
    }
    return compare_values(piles, a->value, b->value) > 0;
}

/* Puts a batch into its place in the list, once. */
static void insert_batch(const struct tlri_piles *piles, struct tlri_batch *list, uint32_t *n,
                         const struct tlri_batch *batch)
{
    uint32_t low = 0;
    uint32_t high = *n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (comes_before(piles, &list[middle], batch)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < *n && !comes_before(piles, batch, &list[low])) {
        return;
    }
    memmove(&list[low + 1], &list[low], (*n - low) * sizeof *list);
    list[low] = *batch;
    (*n)++;
}

tlr_status tlri_piles_batches(struct tlri_piles *piles, const uint32_t *set, uint32_t n, bool apart,
                              struct tlri_batch **batches, uint32_t *found)
{
    size_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        most += piles->pile[set[i]].count;
    }
    *found = 0;
    *batches = tlri_arena_array(&piles->count->arena, most + 1, sizeof **batches);
    if (*batches == NULL) {
        return tlri_no_memory(piles->count->ctx);
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct tlri_parcel *parcel = parcels_of(piles, set[i]);
        for (size_t p = 0; p < piles->pile[set[i]].count; p++) {
            struct tlri_batch batch = {parcel[p].value, TLRI_BATCH_ANY, 0};
            if (apart) {
                batch.of = parcel[p].is_first ? TLRI_BATCH_FIRST : TLRI_BATCH_LATER;
            }
            insert_batch(piles, *batches, found, &batch);
        }
    }
    return TLR_OK;
}

static bool belongs(const struct tlri_parcel *parcel, const struct tlri_batch *batch)
{
    if (parcel->value != batch->value) {
        return false;
    }
    if (batch->of == TLRI_BATCH_ANY) {
        return true;
    }
    if (batch->of == TLRI_BATCH_NUMBER) {
        return parcel->batch == batch->number;
    }
    return parcel->is_first == (batch->of == TLRI_BATCH_FIRST);
}

/* Parcels stand in a pile in the order in which they were received. */
struct tlri_batch tlri_piles_last(const struct tlri_piles *piles, uint32_t from)
{
    const struct tlri_parcel *parcel = parcels_of(piles, from);
    struct tlri_batch last = {.of = TLRI_BATCH_NUMBER};
    for (size_t p = 0; p < piles->pile[from].count; p++) {
        last.value = parcel[p].value;
        last.number = parcel[p].batch;
    }
    return last;
}

uint64_t tlri_piles_papers(const struct tlri_piles *piles, const uint32_t *set, uint32_t n,
                           const struct tlri_batch *batch)
{
    uint64_t papers = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct tlri_parcel *parcel = parcels_of(piles, set[i]);
        for (size_t p = 0; p < piles->pile[set[i]].count; p++) {
            papers += belongs(&parcel[p], batch) ? parcel[p].papers : 0;
        }
    }
    return papers;
}

/* ---- into the hand -----------------------------------------------------------------------------
 */

void tlri_piles_take_new(struct tlri_piles *piles, uint32_t parts)
{
    const struct tlri_ballot *ballot = piles->count->ballots.row;
    for (uint32_t row = 0; row < ballot_rows(piles); row++) {
        if (ballot[row].parts == parts) {
            piles->hand[piles->in_hand++] = row;
        }
    }
}

static void take_parcel(struct tlri_piles *piles, uint32_t from, const struct tlri_parcel *parcel)
{
    memcpy(piles->hand + piles->in_hand, piles->table + parcel->first,
           parcel->rows * sizeof *piles->hand);
    piles->in_hand += parcel->rows;
    piles->count->runner[from].papers -= parcel->papers;
}

void tlri_piles_take(struct tlri_piles *piles, uint32_t from, const struct tlri_batch *batch)
{
    struct tlri_parcel *parcel = parcels_of(piles, from);
    size_t kept = 0;
    for (size_t p = 0; p < piles->pile[from].count; p++) {
        if (belongs(&parcel[p], batch)) {
            take_parcel(piles, from, &parcel[p]);
        } else {
            parcel[kept++] = parcel[p];
        }
    }
    piles->pile[from].count = kept;
}

/* ---- by receiver -------------------------------------------------------------------------------
 */

/* Who may receive papers now. */
struct receivers {
    bool open[TLRI_CANDIDATES_MAX];
};

static void find_receivers(const struct tlri_piles *piles, struct receivers *receivers)
{
    memset(receivers, 0, sizeof *receivers);
    for (uint32_t c = 0; c < piles->count->candidates; c++) {
        receivers->open[c] =
            tlri_count_continues(piles->count, c) && !piles->count->runner[c].is_full;
    }
}

/* [STV-4] The place of the next preference for an open receiver; the ballot's length: none. */
static uint32_t next_preference(const struct tlri_piles *piles, uint32_t row,
                                const struct receivers *receivers)
{
    const struct tlri_ballot *ballot = &piles->count->ballots.row[row];
    const uint8_t *rank = piles->count->ballots.rank + ballot->first;
    uint32_t at = piles->next[row];
    while (at < ballot->length && !receivers->open[rank[at]]) {
        at++;
    }
    return at;
}

/* The receiver of a ballot, or NO_RECEIVER; no preference is looked at twice. */
static uint8_t pass_on(struct tlri_piles *piles, uint32_t row, const struct receivers *receivers)
{
    const struct tlri_ballot *ballot = &piles->count->ballots.row[row];
    uint32_t at = next_preference(piles, row, receivers);
    if (at == ballot->length) {
        piles->next[row] = ballot->length;
        return NO_RECEIVER;
    }
    piles->next[row] = (uint8_t)(at + 1);
    return piles->count->ballots.rank[ballot->first + at];
}

void tlri_piles_sort(struct tlri_piles *piles, struct tlri_sorted *sorted)
{
    struct receivers receivers;
    find_receivers(piles, &receivers);
    memset(sorted, 0, sizeof *sorted);
    for (uint32_t i = 0; i < piles->in_hand; i++) {
        uint32_t row = piles->hand[i];
        uint64_t papers = piles->count->ballots.row[row].papers;
        uint8_t receiver = pass_on(piles, row, &receivers);
        piles->receiver[i] = receiver;
        if (receiver == NO_RECEIVER) {
            sorted->nontransferable += papers;
        } else {
            sorted->papers[receiver] += papers;
            sorted->rows[receiver]++;
            sorted->transferable += papers;
        }
    }
}

void tlri_piles_peek(const struct tlri_piles *piles, uint32_t from, const struct tlri_batch *batch,
                     uint64_t *transferable, uint64_t *nontransferable)
{
    struct receivers receivers;
    const struct tlri_parcel *parcel = parcels_of(piles, from);
    const struct tlri_ballot *ballot = piles->count->ballots.row;
    find_receivers(piles, &receivers);
    *transferable = 0;
    *nontransferable = 0;
    for (size_t p = 0; p < piles->pile[from].count; p++) {
        for (uint32_t i = 0; i < parcel[p].rows && belongs(&parcel[p], batch); i++) {
            uint32_t row = piles->table[parcel[p].first + i];
            bool ends = next_preference(piles, row, &receivers) == ballot[row].length;
            *(ends ? nontransferable : transferable) += ballot[row].papers;
        }
    }
}

void tlri_piles_retire(struct tlri_piles *piles, struct tlri_sorted *sorted)
{
    uint64_t papers = sorted->transferable + sorted->nontransferable;
    memset(sorted, 0, sizeof *sorted);
    memset(piles->receiver, NO_RECEIVER, piles->in_hand);
    sorted->nontransferable = papers;
}

/* ---- down again --------------------------------------------------------------------------------
 */

void tlri_piles_new_batch(struct tlri_piles *piles)
{
    piles->batch++;
}

/* Copies all runs to the beginning of the other table. */
static void tidy(struct tlri_piles *piles)
{
    uint32_t used = 0;
    for (uint32_t c = 0; c < piles->count->candidates; c++) {
        struct tlri_parcel *parcel = parcels_of(piles, c);
        for (size_t p = 0; p < piles->pile[c].count; p++) {
            memcpy(piles->spare + used, piles->table + parcel[p].first,
                   parcel[p].rows * sizeof *piles->spare);
            parcel[p].first = used;
            used += parcel[p].rows;
        }
    }
    uint32_t *tidied = piles->spare;
    piles->spare = piles->table;
    piles->table = tidied;
    piles->used = used;
}

tlr_status tlri_piles_lay_down(struct tlri_piles *piles, const struct tlri_sorted *sorted,
                               tlri_dec value)
{
    struct tlri_count *count = piles->count;
    uint32_t place[TLRI_CANDIDATES_MAX];
    if (piles->capacity - piles->used < piles->in_hand) {
        tidy(piles);
    }
    for (uint32_t c = 0; c < count->candidates; c++) {
        place[c] = piles->used;
        if (sorted->rows[c] == 0) {
            continue;
        }
        struct tlri_parcel parcel = {.papers = sorted->papers[c],
                                     .first = piles->used,
                                     .rows = sorted->rows[c],
                                     .batch = piles->batch,
                                     .is_first = count->stage == count->opening,
                                     .value = value};
        TLR_TRY(tlri_array_append(&piles->pile[c], &parcel, 1));
        piles->used += sorted->rows[c];
        count->runner[c].papers += sorted->papers[c];
    }
    for (uint32_t i = 0; i < piles->in_hand; i++) {
        if (piles->receiver[i] != NO_RECEIVER) {
            piles->table[place[piles->receiver[i]]++] = piles->hand[i];
        }
    }
    count->nontransferable_papers += sorted->nontransferable;
    piles->in_hand = 0;
    return TLR_OK;
}

/* ---- votes -------------------------------------------------------------------------------------
 */

tlr_status tlri_piles_same_terms(struct tlri_piles *piles, const struct tlri_sorted *sorted,
                                 tlri_dec value, struct tlri_terms *terms)
{
    terms->value = value;
    terms->lost_value = value;
    if (!tlri_dec_times(value, sorted->nontransferable, &terms->lost)) {
        return tlri_count_overflow(piles->count);
    }
    return TLR_OK;
}

tlr_status tlri_piles_note(struct tlri_piles *piles, const struct tlri_move *move)
{
    return tlri_array_append(&piles->moves, move, 1);
}

static tlr_status credit(struct tlri_piles *piles, uint32_t from, uint32_t to, uint64_t papers,
                         tlri_dec value, tlri_dec *moved)
{
    struct tlri_move move = {from, to, papers, value, 0};
    tlri_dec *vote = &piles->count->runner[to].vote;
    if (!tlri_dec_times(value, papers, &move.votes) || !tlri_dec_add(*vote, move.votes, vote) ||
        !tlri_dec_add(*moved, move.votes, moved)) {
        return tlri_count_overflow(piles->count);
    }
    return tlri_piles_note(piles, &move);
}

tlr_status tlri_piles_move(struct tlri_piles *piles, uint32_t from,
                           const struct tlri_sorted *sorted, const struct tlri_terms *terms,
                           tlri_dec *moved)
{
    struct tlri_count *count = piles->count;
    TLR_TRY(tlri_piles_lay_down(piles, sorted, terms->value));
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (sorted->papers[c] > 0) {
            TLR_TRY(credit(piles, from, c, sorted->papers[c], terms->value, moved));
        }
    }
    struct tlri_move lost = {from, TLRI_NONE, sorted->nontransferable, terms->lost_value,
                             terms->lost};
    if (!tlri_dec_add(count->nontransferable, terms->lost, &count->nontransferable) ||
        !tlri_dec_add(*moved, terms->lost, moved)) {
        return tlri_count_overflow(count);
    }
    return lost.papers > 0 ? tlri_piles_note(piles, &lost) : TLR_OK;
}

/* By giver, by value from the highest down, by receiver, non-transferable last. */
static bool moves_before(const struct tlri_move *a, const struct tlri_move *b)
{
    if (a->from != b->from) {
        return a->from < b->from;
    }
    return a->value != b->value ? a->value > b->value : a->to < b->to;
}

void tlri_piles_merge_moves(struct tlri_piles *piles)
{
    struct tlri_move *move = piles->moves.data;
    size_t kept = 0;
    for (size_t i = 0; i < piles->moves.count; i++) {
        struct tlri_move moving = move[i];
        size_t at = kept;
        while (at > 0 && moves_before(&moving, &move[at - 1])) {
            at--;
        }
        bool is_same = at > 0 && move[at - 1].from == moving.from &&
                       move[at - 1].value == moving.value && move[at - 1].to == moving.to;
        if (is_same) {
            move[at - 1].papers += moving.papers;
            move[at - 1].votes += moving.votes;
            continue;
        }
        memmove(&move[at + 1], &move[at], (kept - at) * sizeof *move);
        move[at] = moving;
        kept++;
    }
    piles->moves.count = kept;
}

tlr_status tlri_piles_say(struct tlri_piles *piles, const char *clause)
{
    const struct tlri_move *move = piles->moves.data;
    for (uint32_t c = 0; c < piles->count->candidates; c++) {
        for (size_t i = 0; i < piles->moves.count; i++) {
            if (move[i].from == c) {
                TLR_TRY(tlri_emit_transfer(piles->count, &move[i], clause));
            }
        }
    }
    piles->moves.count = 0;
    return TLR_OK;
}

/* ---- whole steps that several rule sets share --------------------------------------------------
 */

tlr_status tlri_piles_deal(struct tlri_piles *piles)
{
    struct tlri_count *count = piles->count;
    struct tlri_sorted sorted;
    tlri_dec unit = tlri_dec_unit(count->out->decimals);
    tlri_piles_new_batch(piles);
    tlri_piles_take_new(piles, 1);
    tlri_piles_sort(piles, &sorted);
    TLR_TRY(tlri_piles_lay_down(piles, &sorted, unit));
    for (uint32_t c = 0; c < count->candidates; c++) {
        if (!tlri_dec_times(unit, sorted.papers[c], &count->runner[c].vote)) {
            return tlri_count_overflow(count);
        }
    }
    if (!tlri_dec_times(unit, sorted.nontransferable, &count->nontransferable)) {
        return tlri_count_overflow(count);
    }
    return TLR_OK;
}

void tlri_piles_gather(struct tlri_piles *piles)
{
    struct tlri_count *count = piles->count;
    for (uint32_t c = 0; c < count->candidates; c++) {
        piles->pile[c].count = 0;
        count->runner[c].papers = 0;
        count->runner[c].vote = 0;
    }
    memset(piles->next, 0, ballot_rows(piles));
    piles->used = 0;
    count->nontransferable = 0;
    count->nontransferable_papers = 0;
}

tlr_status tlri_piles_clear(struct tlri_piles *piles, const uint32_t *set, uint32_t n,
                            const char *clause)
{
    struct tlri_count *count = piles->count;
    struct tlri_batch *batch = NULL;
    uint32_t batches = 0;
    TLR_TRY(tlri_piles_batches(piles, set, n, false, &batch, &batches));
    for (uint32_t b = 0; b < batches; b++) {
        tlri_piles_new_batch(piles);
        for (uint32_t i = 0; i < n; i++) {
            struct tlri_sorted sorted;
            struct tlri_terms terms;
            tlri_dec moved = 0;
            tlri_piles_take(piles, set[i], &batch[b]);
            tlri_piles_sort(piles, &sorted);
            TLR_TRY(tlri_piles_same_terms(piles, &sorted, batch[b].value, &terms));
            TLR_TRY(tlri_piles_move(piles, set[i], &sorted, &terms, &moved));
            count->runner[set[i]].vote -= moved;
        }
    }
    return tlri_piles_say(piles, clause);
}
