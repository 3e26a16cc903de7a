/*
 * report/json_parts.h: pieces that the JSON renderings share, inside report only.
 *
 * Values that could not be made (no memory, or text that is no UTF-8) set *bad, and the caller
 * fails: nothing is dropped in silence.
 */
#ifndef TLRI_REPORT_JSON_PARTS_H
#define TLRI_REPORT_JSON_PARTS_H

#include <jansson.h>

#include "report/stages.h"

/* Sets a key, or appends; the value is taken over. */
void tlri_json_put(bool *bad, json_t *object, const char *key, json_t *value);
void tlri_json_append(bool *bad, json_t *list, json_t *value);
/* The same with text; nothing when text is NULL. */
void tlri_json_put_some(bool *bad, json_t *object, const char *key, const char *text);
void tlri_json_put_number(bool *bad, json_t *object, const char *key, uint64_t value);

/* An amount as text at the decimals of the rule set. */
json_t *tlri_json_amount(tlri_dec value, unsigned decimals);
/* One stage as in spec/formats/json.md. */
json_t *tlri_json_stage(bool *bad, const struct tlri_contest *contest,
                        const struct tlri_transcript *transcript,
                        const struct tlri_stage_view *view);
/* "done", "lot-needed", … */
const char *tlri_json_outcome(enum tlri_outcome outcome);

/* Appends root as text and a LF, and drops root. TLR_E_MEMORY (also when bad); out's failures. */
tlr_status tlri_json_write(tlr_ctx *ctx, json_t *root, bool bad,
                           struct tlri_buf *out) TLRI_NODISCARD;
/* The same two blanks deep and in UTF-8: answers that people read as well. */
tlr_status tlri_json_write_wide(tlr_ctx *ctx, json_t *root, bool bad,
                                struct tlri_buf *out) TLRI_NODISCARD;

/* What `tell` says of v as text, or NULL. */
struct tlri_variation;
json_t *tlri_json_sentence(tlr_ctx *ctx,
                           void (*tell)(const struct tlri_variation *v, struct tlri_buf *out),
                           const struct tlri_variation *v);

#endif
