/*
 * teller/effect.h: could a fault in so many papers have changed who was elected?
 *
 * For each person elected: proved that it cannot, shown by an example that it can, or not
 * established (spec/rules/effect.md). Changes no result and writes nothing.
 */
#ifndef TLR_EFFECT_H
#define TLR_EFFECT_H

#include <stdbool.h>

#include "teller/ctx.h"
#include "teller/quick.h"
#include "teller/text.h"

/* What went wrong with a paper. */
typedef enum tlr_fault {
    TLR_FAULT_ANY = 0,      /* each of the three in turn; for a margin only */
    TLR_FAULT_COUNTED = 1,  /* counted, and should not have been */
    TLR_FAULT_EXCLUDED = 2, /* not counted, and should have been, with any marks */
    TLR_FAULT_MISREAD = 3   /* counted with other marks than it bears */
} tlr_fault;

/* Zero it, then fill in what is known. Strings are borrowed for the call. The first four are of a
 * folder alone. */
typedef struct tlr_effect_options {
    const char *officer_key;   /* file with the returning officer's public key, or NULL */
    const char *notice;        /* digest of the notice, or NULL */
    const char *close;         /* digest of the close, or NULL */
    const char *contest;       /* id, or NULL: every contest */
    tlr_fault fault;           /* which kind */
    unsigned long long papers; /* how many papers may be at fault; 0: the smallest number that
                                  could have changed it, a margin */
    bool json;                 /* the answer as one JSON object instead of a sheet */
} tlr_effect_options;

/*
 * Opens and counts the folder as tlr_case_count does (teller/case.h), then asks. TLR_OK: *out is
 * the answer; when a number of papers was given, they cannot have changed who was elected.
 * TLR_E_DIFFERS: *out is the answer, and they can, or it is not established. TLR_E_USAGE: a number
 * of papers was given and no single fault; TLR_E_INPUT: there is no such contest; TLR_E_INTERNAL:
 * the two counts of an example differ; otherwise as tlr_case_count. The caller frees *out; on any
 * other status it is NULL.
 */
tlr_status tlr_effect(tlr_ctx *ctx, const char *dir, const tlr_effect_options *options,
                      tlr_text **out);

/* The same of a quick count that was run (tlr_quick_run gave TLR_OK); TLR_E_USAGE before, and in a
 * ballot in rounds. */
tlr_status tlr_quick_effect(const tlr_quick *quick, const tlr_effect_options *options,
                            tlr_text **out);

#endif
