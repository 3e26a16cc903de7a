/*
 * teller/adjudicate.h: decisions on doubtful papers, before the close.
 *
 * Opens an election's folder, lists the papers on which somebody has to decide, tells what each
 * decision would mean (never what a count would say), and writes decisions down in
 * adjudications.txt. What was entered is never altered. spec/formats/adjudications.md.
 */
#ifndef TLR_ADJUDICATE_H
#define TLR_ADJUDICATE_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_adjudication tlr_adjudication;

/* A paper on which a decision was made or is asked for. Text belongs to the adjudication and is
 * valid until the next change. */
typedef struct tlr_adjudication_paper {
    const char *contest;    /* id */
    const char *title;      /* of the contest */
    const char *batch;      /* id */
    unsigned number;        /* in the batch, from 1 */
    unsigned candidates;    /* on the paper, from 1 */
    const char *seen;       /* as entered: a mark for each candidate, or "R:" and a code */
    int doubtful;           /* 1: a mark is in doubt */
    const char *code;       /* with which it is rejected without a decision; NULL: it counts */
    const char *decision;   /* "marks - 1 2 -" or "reject CODE"; NULL: none so far */
    const char *decided_by; /* role; NULL without a decision */
    const char *objected;   /* role; NULL: nobody, or no decision */
} tlr_adjudication_paper;

/*
 * Opens the folder dir. Its batches must be signed as its notice asks. all 0: lists papers with a
 * mark in doubt, and those decided on; else also every other paper that would be rejected. Papers
 * are in the order of contest (by id), round, batch and number. On TLR_OK *out must be freed with
 * tlr_adjudication_free before ctx. A warning says when there is a close already (6947).
 * TLR_E_TRUST, TLR_E_INPUT, TLR_E_RULES, TLR_E_IO: notice, candidates' file, a batch or the
 * decisions do not hold; TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_adjudication_open(tlr_ctx *ctx, const char *dir, int all, tlr_adjudication **out);
/* NULL is accepted. */
void tlr_adjudication_free(tlr_adjudication *adjudication);

/* How many papers are listed; the i-th of them, from 0, or NULL past the end. */
size_t tlr_adjudication_count(const tlr_adjudication *adjudication);
const tlr_adjudication_paper *tlr_adjudication_paper_at(const tlr_adjudication *adjudication,
                                                        size_t i);
/* The name of a candidate, from 0, as on paper i; NULL past the end. */
const char *tlr_adjudication_candidate(const tlr_adjudication *adjudication, size_t i,
                                       unsigned candidate);
/* Papers with a mark in doubt and no decision; papers that would be rejected and are not listed. */
size_t tlr_adjudication_open_papers(const tlr_adjudication *adjudication);
size_t tlr_adjudication_unlisted(const tlr_adjudication *adjudication);
/* Title of the election, and its id; text of the adjudication. */
const char *tlr_adjudication_election(const tlr_adjudication *adjudication);

/* Finds a paper by "contest/batch/number"; one that is not listed is added at the end. TLR_E_INPUT:
 * there is no such paper (6948); TLR_E_MEMORY. */
tlr_status tlr_adjudication_find(tlr_adjudication *adjudication, const char *paper, size_t *i);

/*
 * What a decision on paper i would mean, after "it" and without a full stop: "counts: first for
 * Bob Baker, then Dot Dyer". typed: "marks" and the
 * marks (spec/entry.md), or "reject CODE", of which the beginning of the code is enough; NULL: no
 * decision. *decision, if not NULL, gets the words as they would be written down. TLR_E_INPUT: it
 * is no decision (6835-6838, 6949); TLR_E_MEMORY. Both texts are the caller's.
 */
tlr_status tlr_adjudication_meaning(tlr_adjudication *adjudication, size_t i, const char *typed,
                                    tlr_text **meaning, tlr_text **decision);
/* The n-th decision that is near at hand for paper i, from 0, as it may be given for `typed`. *out
 * is NULL past the last, otherwise the caller's. TLR_E_MEMORY. */
tlr_status tlr_adjudication_proposal(tlr_adjudication *adjudication, size_t i, unsigned n,
                                     tlr_text **out);

/*
 * Decides on paper i, instead of an earlier decision, and writes it to the disk. by: a role, as
 * "returning-officer", or the beginning of one; objected: likewise, or "none". TLR_E_INPUT: no
 * decision, or no role (6950); TLR_E_IO: it could not be written, or somebody else changed the
 * decisions (6945); TLR_E_LIMIT, TLR_E_MEMORY: nothing was changed.
 */
tlr_status tlr_adjudication_decide(tlr_adjudication *adjudication, size_t i, const char *typed,
                                   const char *by, const char *objected);
/* Takes the decision on paper i away. TLR_E_INPUT: there is none (6946); as for decide. */
tlr_status tlr_adjudication_undo(tlr_adjudication *adjudication, size_t i);

/* Is this a role (or the beginning of one)? Its whole word, or NULL. */
const char *tlr_adjudication_role(const char *typed);

/* The list as one JSON object (spec/formats/adjudications.md); *out is the caller's. It shows
 * marks: sealed material. TLR_E_MEMORY. */
tlr_status tlr_adjudication_json(tlr_adjudication *adjudication, tlr_text **out);

#endif
