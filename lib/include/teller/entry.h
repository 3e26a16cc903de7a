/*
 * teller/entry.h: keying the papers of a batch, once or twice, into its file.
 *
 * Every paper is on the disk before the next is asked for; a keying that was interrupted goes on
 * where it stopped. spec/entry.md, spec/formats/entry.md.
 */
#ifndef TLR_ENTRY_H
#define TLR_ENTRY_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_entry tlr_entry;

#define TLR_ENTRY_SALT 16 /* bytes */

/* Which batch, and how it is keyed. Ids are [a-z0-9-]{1,64}. */
typedef struct tlr_entry_options {
    const char *contest;
    const char *batch;
    const char *channel; /* how the papers came: "meeting", "post" */
    unsigned round;      /* 1..250; 1 but in an eliminating ballot */
    unsigned revision;   /* 1..1000; 1 when the batch was never written before */
    int second;          /* not 0: it is keyed again, by another person, to be compared */
    int single;          /* not 0: one keying is to be enough; not with second */
} tlr_entry_options;

/*
 * Opens the folder dir, and begins the keying or goes on with it. On TLR_OK *out must be freed with
 * tlr_entry_free before ctx. TLR_E_USAGE: the options; TLR_E_INPUT: no such contest (6133), the
 * batch is written already (6832), the journal does not fit (6831, 6844), the first keying is not
 * done (6834); TLR_E_IO: also when another program keys the batch (6833); TLR_E_TRUST, TLR_E_RULES:
 * notice or candidates' file do not hold; TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_entry_open(tlr_ctx *ctx, const char *dir, const tlr_entry_options *options,
                          tlr_entry **out);
/* NULL is accepted. What was keyed stays in the journal. */
void tlr_entry_free(tlr_entry *entry);

/* The contest's title; its candidates, from 0, as they stand on the paper, with the letters by
 * which each is typed. Text of the entry; NULL past the end. */
const char *tlr_entry_title(const tlr_entry *entry);
unsigned tlr_entry_candidates(const tlr_entry *entry);
const char *tlr_entry_candidate(const tlr_entry *entry, unsigned index);
/* The letters of candidate `index`, at most two and NUL, into out. */
void tlr_entry_letters(unsigned index, char out[3]);

/* How many papers were keyed; whether it went on from a journal (1); whether it was said to be done
 * (1). */
unsigned tlr_entry_papers(const tlr_entry *entry);
int tlr_entry_is_resumed(const tlr_entry *entry);
int tlr_entry_is_done(const tlr_entry *entry);
/* In a second keying: were as many papers keyed as in the first (1), or not (0)? Otherwise 1. */
int tlr_entry_same_number(const tlr_entry *entry);
/* What was keyed for a paper, from 1, as a batch has it: "- 1 - 2" or "R:blank"; NULL: no such
 * paper. Valid until the next change. */
const char *tlr_entry_paper(const tlr_entry *entry, unsigned number);

/*
 * Adds a paper from what was typed: marks (spec/entry.md §2). TLR_E_INPUT with what is wrong
 * (6835-6838) and nothing added; TLR_E_IO: it could not be put on the disk; TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlr_entry_add(tlr_entry *entry, const char *typed);
/* The same for a paper rejected whole: a code, or the beginning of one. TLR_E_INPUT (6839). */
tlr_status tlr_entry_reject(tlr_entry *entry, const char *code);
/* Takes the last paper away. TLR_E_INPUT: there is none (6841); TLR_E_IO, TLR_E_MEMORY. */
tlr_status tlr_entry_undo(tlr_entry *entry);
/* Keys paper `number` (from 1) anew; typed is marks, or "reject CODE", or "blank". TLR_E_INPUT:
 * also when there is no such paper (6841). */
tlr_status tlr_entry_correct(tlr_entry *entry, unsigned number, const char *typed);
/* Says that all papers were keyed, and how many they are. TLR_E_INPUT: another number was keyed
 * (6840); TLR_E_IO, TLR_E_MEMORY. */
tlr_status tlr_entry_done(tlr_entry *entry, unsigned papers);

/*
 * Of a second keying that is done: the first paper from `from` on (1 at first) that differs from
 * the first keying and is not settled; 0: none. *first and *second (text of the entry) are what was
 * keyed; each may be NULL when not wanted.
 */
unsigned tlr_entry_differs(const tlr_entry *entry, unsigned from, const char **first,
                           const char **second);
/* Keys such a paper once more, having looked at it: as tlr_entry_correct. It is settled when this
 * is one of the two versions, or the same as the last time. */
tlr_status tlr_entry_settle(tlr_entry *entry, unsigned number, const char *typed);

/*
 * Writes the batch and removes the journals; nothing else may be done with the entry then. salt:
 * random bytes of the system. *path gets the batch's path, text of the entry. TLR_E_INPUT: not done
 * (6840), only keyed once (6834), papers differ (6842, 6843); TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY:
 * the journals stay.
 */
tlr_status tlr_entry_write(tlr_entry *entry, const unsigned char salt[TLR_ENTRY_SALT],
                           const char **path);

#endif
