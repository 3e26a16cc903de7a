/*
 * teller/quick.h: the quick count of one BLT file, without an election's folder.
 *
 * A quick count is unsigned and says so: it answers "what would these ballots come to under these
 * rules", and is never the record of an election. Use: new, rules, then any of set / seats /
 * constraints / lots, run, sheet or json, free.
 */
#ifndef TLR_QUICK_H
#define TLR_QUICK_H

#include "teller/ctx.h"
#include "teller/explain.h"
#include "teller/text.h"

typedef struct tlr_quick tlr_quick;

/* The i-th named rule set and one sentence about it; NULL past the end. Static text. */
const char *tlr_rule_set(size_t i, const char **about);

/* A new quick count under a named rule set ("ers97"). TLR_E_INPUT: there is no such rule set;
 * TLR_E_MEMORY. On success *out must be freed with tlr_quick_free before its context. */
tlr_status tlr_quick_new(tlr_ctx *ctx, const char *rule_set, tlr_quick **out);
void tlr_quick_free(tlr_quick *quick);

/* Sets one setting that the rule set leaves open ("tie-exclusion", "lot"). TLR_E_INPUT: no such
 * setting or value; TLR_E_RULES: the rule set fixes it. */
tlr_status tlr_quick_set(tlr_quick *quick, const char *key, const char *value);
/* Places to fill, 1..250, instead of the number in the file. TLR_E_USAGE outside. */
tlr_status tlr_quick_seats(tlr_quick *quick, unsigned seats);
/* Bounds on groups, from a file in OpenTally's form; read when the count is run. TLR_E_MEMORY. */
tlr_status tlr_quick_constraints(tlr_quick *quick, const char *path);
/* Lots drawn (teller/lots@1 with `close none`); read when the count is run. TLR_E_MEMORY. */
tlr_status tlr_quick_lots(tlr_quick *quick, const char *path);

/*
 * Reads the file and counts. TLR_OK: counted. TLR_E_DECISION: counted as far as a lot that must be
 * drawn; sheet and JSON show what there is. TLR_E_INPUT, TLR_E_IO, TLR_E_LIMIT: of the files;
 * TLR_E_RULES: the settings do not fit together or the bounds cannot be met; TLR_E_MEMORY.
 */
tlr_status tlr_quick_run(tlr_quick *quick, const char *blt_path);

/* The count as text in 80 columns, or as one JSON object. After tlr_quick_run gave TLR_OK or
 * TLR_E_DECISION; TLR_E_USAGE before. *out is the caller's. */
tlr_status tlr_quick_sheet(const tlr_quick *quick, tlr_text **out);
tlr_status tlr_quick_json(const tlr_quick *quick, tlr_text **out);

/*
 * What happened to a paper (question->paper: its number in the file, from 1), to a candidate
 * (question->candidate: the number), or in a stage, told from a count by the second engine; the
 * rest of the question is not looked at. After tlr_quick_run gave TLR_OK. *out is the caller's.
 * TLR_E_USAGE: not exactly one question, or nothing was counted; TLR_E_INPUT: there is no such
 * paper, candidate or stage; TLR_E_INTERNAL: the two engines differ; TLR_E_MEMORY, TLR_E_LIMIT.
 */
tlr_status tlr_quick_explain(const tlr_quick *quick, const tlr_explain_question *question,
                             tlr_text **out);

#endif
