/*
 * teller/vacancy.h: who fills a place that falls vacant after the declaration?
 *
 * Answers by the reading `vacancy` that the election declared, from the signed files of its folder
 * alone (spec/rules/vacancy.md). Nothing in the folder is written and no result changes.
 */
#ifndef TLR_VACANCY_H
#define TLR_VACANCY_H

#include <stdbool.h>

#include "teller/ctx.h"
#include "teller/text.h"

/* Zero it, then fill in what is known. Strings are borrowed for the call. */
typedef struct tlr_vacancy_options {
    const char *officer_key; /* file with the returning officer's public key, or NULL */
    const char *notice;      /* digest of the notice, or NULL */
    const char *close;       /* digest of the close, or NULL */
    const char *contest;     /* id, or NULL: the only contest */
    unsigned place;          /* number of the place in the result, from 1 */
    bool json;               /* the answer as one JSON object instead of a sheet */
} tlr_vacancy_options;

/*
 * Opens and counts the folder as tlr_case_count does (teller/case.h), with both engines; a
 * result.xml in it must be the one that its files give, and the answer names its digest. Then both
 * make the count that the reading asks for. TLR_OK: *out is the answer, whether or not somebody
 * fills the place; the caller frees it. TLR_E_USAGE: the contest must be named; TLR_E_INPUT: no
 * such contest or place, or nobody was elected to it; TLR_E_DECISION: candidates are level and no
 * lot of the folder settles it; TLR_E_DIFFERS: result.xml is another result (6801), or the engines
 * differ over it (6800); TLR_E_INTERNAL: they differ over the vacancy; otherwise as tlr_case_count.
 * On failure *out is NULL.
 */
tlr_status tlr_vacancy(tlr_ctx *ctx, const char *dir, const tlr_vacancy_options *options,
                       tlr_text **out);

#endif
