/*
 * teller/delegation.h: the record of a delegation: who was appointed and who went.
 *
 * Drafted from a counted folder, kept, and read the year after, when the single-delegate rule asks
 * whom the CLP sent. spec/formats/delegation.md.
 */
#ifndef TLR_DELEGATION_H
#define TLR_DELEGATION_H

#include <stddef.h>

#include "teller/ctx.h"
#include "teller/text.h"

/* Zero it, then fill in what is known. Strings are borrowed for the call. */
typedef struct tlr_delegation_options {
    const char *const *absent; /* ids of candidates who were appointed and did not go */
    size_t absences;
    int all_absent;     /* not 0: nobody went */
    const char *reason; /* why nobody went: resolved, no-candidate, withdrew, other; or NULL */
    const char *cac;    /* the Conference Arrangements Committee's reference, or NULL */
} tlr_delegation_options;

/*
 * Drafts the record from the folder dir, whose files are verified and counted, and whose result.xml
 * must be the result. *out is the caller's; NULL on failure. TLR_E_USAGE: somebody absent was not
 * appointed, the reason is not a word for it, is missing though nobody went, or is given though
 * somebody did; TLR_E_RULES: the notice does not fill delegates' places; TLR_E_DIFFERS: result.xml
 * is another result; otherwise as tlr_case_count.
 */
tlr_status tlr_delegation_draft(tlr_ctx *ctx, const char *dir,
                                const tlr_delegation_options *options, tlr_text **out);

/* What next year's entitlement asks of a record. Words are static text. */
typedef struct tlr_delegation_last {
    const char *sent; /* woman, man, several, nobody-rule, nobody-other */
    unsigned conference;
    char cac[128]; /* reference, "" for none */
} tlr_delegation_last;

/* Reads the record at path. TLR_E_INPUT, TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlr_delegation_read(tlr_ctx *ctx, const char *path, tlr_delegation_last *out);

#endif
