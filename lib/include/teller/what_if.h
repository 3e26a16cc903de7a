/*
 * teller/what_if.h: what would the count be if something were otherwise?
 *
 * Counts an election's folder as it is and as is supposed, in memory: nothing in the folder is
 * written, and the answer is no result. What a panel asks on appeal. spec/formats/what-if.md.
 */
#ifndef TLR_WHAT_IF_H
#define TLR_WHAT_IF_H

#include <stdbool.h>
#include <stddef.h>

#include "teller/ctx.h"
#include "teller/text.h"

/* Zero it, then fill in what is supposed: at least one thing. Strings are borrowed for the call.
 * A list of papers is "CONTEST/BATCH/N" or "CONTEST/BATCH/N-M", several with commas between. */
typedef struct tlr_what_if_question {
    const char *officer_key;    /* file with the returning officer's public key, or NULL */
    const char *notice;         /* digest of the notice, or NULL */
    const char *close;          /* digest of the close, or NULL */
    const char *without_papers; /* papers not counted, or NULL */
    const char *without_batch;  /* "CONTEST/BATCH", several with commas between, or NULL */
    const char *admit;          /* papers that the close rejects, counted as seen, or NULL */
    const char *decide;         /* file teller/adjudications@1: decisions in place of the close's */
    const char *withdraw;       /* ids of candidates, several with commas between, or NULL */
    const char *contest;        /* the contest that places, rules and withdraw are about, or NULL:
                                   the only one; for withdraw every contest they stand in */
    unsigned places;            /* places of the contest, 1 to 250; 0: as declared */
    const char *rules;          /* rule set of the contest, or NULL */
    const char *const *reading; /* "NAME=VALUE" */
    size_t readings;
    bool no_constraints; /* no bound on groups holds (in the contest, or in all) */
    bool objected;       /* instead of all this but decide: every combination of the papers that
                            were decided against an objection, at most 12 */
    bool json;           /* one JSON object instead of text */
} tlr_what_if_question;

/*
 * Opens the folder as tlr_case_count does (teller/case.h), counts and compares. TLR_OK: *out is the
 * answer, in 80 columns (its last line is one sentence) or as JSON; the caller frees it. It names
 * papers by number and shows no marks. TLR_E_USAGE: nothing is supposed, or what cannot be supposed
 * together (6750); a paper, batch, candidate or contest that is not there, or written otherwise
 * (6751, 6752); more than 12 papers objected to (6755). TLR_E_RULES: no count of these papers can
 * suppose it (6753, 6754, 6756). TLR_E_INTERNAL: the two engines differ (6758). Otherwise as
 * tlr_case_count, but a lot that nobody drew is no obstacle. On failure *out is NULL.
 */
tlr_status tlr_what_if(tlr_ctx *ctx, const char *dir, const tlr_what_if_question *question,
                       tlr_text **out);

#endif
