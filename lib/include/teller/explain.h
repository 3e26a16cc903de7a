/*
 * teller/explain.h: what happened to one paper, to one candidate, or in one stage, in sentences.
 *
 * Counts an election's folder with the second engine and follows its papers. Nothing in the folder
 * is written.
 */
#ifndef TLR_EXPLAIN_H
#define TLR_EXPLAIN_H

#include "teller/ctx.h"
#include "teller/text.h"

/* Zero it, then fill in what is asked: exactly one of paper, candidate and stage. Strings are
 * borrowed for the call. */
typedef struct tlr_explain_question {
    const char *officer_key; /* file with the returning officer's public key, or NULL */
    const char *notice;      /* digest of the notice, or NULL */
    const char *close;       /* digest of the close, or NULL */
    const char *paper;       /* "contest/batch/number", number from 1, or NULL */
    const char *candidate;   /* id, or NULL */
    unsigned stage;          /* from 1, or 0 */
    const char *contest;     /* id, or NULL: for a stage, the only contest that was counted; for a
                                candidate, every contest they stood in */
    unsigned round; /* of an eliminating ballot, from 1; 0: for a stage, the only round; for
                       a candidate, every round */
} tlr_explain_question;

/*
 * Opens the folder as tlr_case_count does (teller/case.h), counts it with the second engine and
 * answers. TLR_OK: *out is the answer, in 80 columns; the caller frees it. An answer about a paper
 * shows its marks: sealed material, not for publication. TLR_E_USAGE: not exactly one question, or
 * an anchor is no digest; TLR_E_INPUT: there is no such paper, candidate, stage or contest
 * (diagnostic says which there are); otherwise as tlr_case_count. On failure *out is NULL.
 */
tlr_status tlr_explain(tlr_ctx *ctx, const char *dir, const tlr_explain_question *question,
                       tlr_text **out);

#endif
