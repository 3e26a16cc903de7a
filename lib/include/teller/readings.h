/*
 * teller/readings.h: does a disputed reading change who is elected?
 *
 * Counts an election's folder under the combinations of its disputed readings, in memory: nothing
 * in the folder is written. What a panel asks on appeal.
 */
#ifndef TLR_READINGS_H
#define TLR_READINGS_H

#include <stdbool.h>

#include "teller/ctx.h"
#include "teller/text.h"

/* Zero it, then fill in what is known. Strings are borrowed for the call. */
typedef struct tlr_readings_options {
    const char *officer_key; /* file with the returning officer's public key, or NULL */
    const char *notice;      /* digest of the notice, or NULL */
    const char *close;       /* digest of the close, or NULL */
    bool methods;            /* also vary the rule set of each contest */
    unsigned most;           /* counts of the election at most, 1 to 100000; 0: 1000 */
    bool json;               /* the answer as one JSON object instead of a table */
} tlr_readings_options;

/*
 * Opens the folder as `count` does, and counts. TLR_OK: *out is the answer, in 80 columns (its last
 * line is one sentence) or as JSON; the caller frees it. TLR_E_USAGE: `most` is out of range, or an
 * anchor is no digest; otherwise as tlr_case_count (teller/case.h), but a lot that nobody drew is
 * no obstacle. On failure *out is NULL.
 */
tlr_status tlr_readings(tlr_ctx *ctx, const char *dir, const tlr_readings_options *options,
                        tlr_text **out);

#endif
