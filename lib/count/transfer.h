/*
 * count/transfer.h: papers in parcels, and moving them.
 *
 * Ballots are moved, each with all its papers. Every candidate has a pile of parcels ([STV-5]):
 * what arrived in one stage at one value. A parcel is a run in one array of ballot numbers; moving
 * papers takes runs into the hand, sorts them by receiver and lays them down again, without any
 * work for the single paper and without allocating. The steps of a method:
 *
 *     tlri_piles_batches    which values there are among the papers of some candidates
 *     tlri_piles_take       one batch of one candidate's papers into the hand
 *     tlri_piles_sort       by next preference for a continuing candidate
 *     tlri_piles_move       on to the receivers, at a value that the method has worked out
 *     tlri_piles_say        the `transfer` events of the stage
 */
#ifndef TLRI_COUNT_TRANSFER_H
#define TLRI_COUNT_TRANSFER_H

#include "count/emit.h"
#include "count/state.h"

struct tlri_parcel {
    uint64_t papers;
    uint32_t first, rows; /* the run */
    uint32_t batch;       /* papers moved at one time at one value bear one number; it rises */
    bool is_first;        /* first preferences */
    tlri_dec value;       /* of each paper; with exact arithmetic the number of an exact value */
};

struct tlri_piles {
    struct tlri_count *count;
    /* The order of two values: -1, 0, 1. NULL: as numbers. */
    int (*compare)(const void *user, tlri_dec a, tlri_dec b);
    const void *user;
    struct tlri_array *pile; /* of struct tlri_parcel, by candidate */
    uint32_t *table, *spare; /* the runs, and room to tidy them into; ballot numbers */
    uint32_t used;           /* of the table */
    uint32_t capacity;
    uint8_t *next; /* by ballot: the preference to be looked at next */
    uint32_t *hand;
    uint8_t *receiver; /* by place in the hand */
    uint32_t in_hand;
    uint32_t batch;
    struct tlri_array moves; /* struct tlri_move, not yet said */
};

/* *piles is to be dropped with tlri_piles_drop in any case. TLR_E_MEMORY. */
tlr_status tlri_piles_init(struct tlri_piles *piles, struct tlri_count *count) TLRI_NODISCARD;
void tlri_piles_drop(struct tlri_piles *piles);

/* Some papers in the piles of some candidates: those of one value, as far as they ... */
enum tlri_batch_of {
    TLRI_BATCH_ANY,   /* ... are there */
    TLRI_BATCH_FIRST, /* ... are first preferences */
    TLRI_BATCH_LATER, /* ... were transferred */
    TLRI_BATCH_NUMBER /* ... were moved together, at the time of that number */
};
struct tlri_batch {
    tlri_dec value;
    enum tlri_batch_of of;
    uint32_t number;
};

/* The batches in the piles of set, the highest value first, into a list in the piles' count's
 * arena. apart: first preferences are a batch of their own and come before all others. */
tlr_status tlri_piles_batches(struct tlri_piles *piles, const uint32_t *set, uint32_t n, bool apart,
                              struct tlri_batch **batches, uint32_t *found) TLRI_NODISCARD;
/* Papers of a batch in the piles of set. */
uint64_t tlri_piles_papers(const struct tlri_piles *piles, const uint32_t *set, uint32_t n,
                           const struct tlri_batch *batch);

/* All ballots that are cut into `parts` parts (1: whole papers) into the hand, for their first
 * preferences. */
void tlri_piles_take_new(struct tlri_piles *piles, uint32_t parts);
/* One batch of a candidate's papers into the hand, which must be empty. */
void tlri_piles_take(struct tlri_piles *piles, uint32_t from, const struct tlri_batch *batch);
/* The batch that a candidate received last ([ERS-3.2]); of somebody without papers one that none
 * belongs to. */
struct tlri_batch tlri_piles_last(const struct tlri_piles *piles, uint32_t from);

/* The hand, sorted. */
struct tlri_sorted {
    uint64_t papers[TLRI_CANDIDATES_MAX]; /* by receiver */
    uint32_t rows[TLRI_CANDIDATES_MAX];
    uint64_t transferable, nontransferable; /* papers */
};
/* [STV-4] Finds the next preference for a continuing candidate of every ballot in hand. */
void tlri_piles_sort(struct tlri_piles *piles, struct tlri_sorted *sorted);

/* Turns all papers in hand into non-transferable ones ([WIG-B.3]: they are worth nothing). */
void tlri_piles_retire(struct tlri_piles *piles, struct tlri_sorted *sorted);

/* How many papers of one batch of a candidate have a next preference, and how many have none; the
 * papers stay where they are. */
void tlri_piles_peek(const struct tlri_piles *piles, uint32_t from, const struct tlri_batch *batch,
                     uint64_t *transferable, uint64_t *nontransferable);

/* From now on papers laid down belong to a new batch. */
void tlri_piles_new_batch(struct tlri_piles *piles);

/* Lays the hand down: a parcel for each receiver at this value. Papers held, and non-transferable
 * papers, are counted; votes are not. */
tlr_status tlri_piles_lay_down(struct tlri_piles *piles, const struct tlri_sorted *sorted,
                               tlri_dec value) TLRI_NODISCARD;

/* On what terms papers are moved. */
struct tlri_terms {
    tlri_dec value;      /* of each paper for its receiver */
    tlri_dec lost_value; /* of each non-transferable paper, as its event says */
    tlri_dec lost;       /* votes that become non-transferable */
};
/* The usual terms: every paper, transferable or not, at one value. TLR_E_LIMIT. */
tlr_status tlri_piles_same_terms(struct tlri_piles *piles, const struct tlri_sorted *sorted,
                                 tlri_dec value, struct tlri_terms *terms) TLRI_NODISCARD;
/* Lays the hand down, credits the receivers and the non-transferable votes, and keeps the events
 * for tlri_piles_say. *moved is increased by all votes moved. The giver's vote is the caller's. */
tlr_status tlri_piles_move(struct tlri_piles *piles, uint32_t from,
                           const struct tlri_sorted *sorted, const struct tlri_terms *terms,
                           tlri_dec *moved) TLRI_NODISCARD;

/* Says all moves since the last time, the givers in ballot order. */
tlr_status tlri_piles_say(struct tlri_piles *piles, const char *clause) TLRI_NODISCARD;
/* Makes one of moves that have giver, receiver and value in common. */
void tlri_piles_merge_moves(struct tlri_piles *piles);
/* Keeps a move for tlri_piles_say, for a method that credits votes itself. */
tlr_status tlri_piles_note(struct tlri_piles *piles, const struct tlri_move *move) TLRI_NODISCARD;

/* [STV-1] The first stage: every paper to its first preference at value 1. */
tlr_status tlri_piles_deal(struct tlri_piles *piles) TLRI_NODISCARD;
/* Takes every paper back and forgets all piles, so that they can be dealt anew ([SUC-1]). */
void tlri_piles_gather(struct tlri_piles *piles);

/* All papers of the candidates in set, which continue no longer, on to the next preference at the
 * value they have, in one stage; their votes follow. Says the transfers. */
tlr_status tlri_piles_clear(struct tlri_piles *piles, const uint32_t *set, uint32_t n,
                            const char *clause) TLRI_NODISCARD;

#endif
