/*
 * audit/explain.h: a count told in sentences: one paper, one candidate, or one stage.
 *
 * Everything said comes from the second engine: papers are followed by watching it, the rest is its
 * transcript. Sentences are for members who never counted a transferable vote; each cites its
 * clause. spec/formats/explain.md.
 */
#ifndef TLRI_AUDIT_EXPLAIN_H
#define TLRI_AUDIT_EXPLAIN_H

#include "base/base.h"
#include "model/contest.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

/* A count to tell of. All is borrowed. */
struct tlri_told {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers;
    const struct tlri_transcript *transcript; /* of the second engine, for exactly these */
    uint32_t places_before; /* taken in earlier rounds of an eliminating ballot; places are numbered
                               through all of them */
    const char *objected;   /* the paper was decided against an objection by this role, or NULL */
};

/*
 * Appends what happened to paper `paper` (below papers->count): its marks as seen and as counted,
 * where it was laid at each stage, and where it lies at the end, or why it was rejected. Counts
 * once more with a watcher; lots are taken from the transcript. Sealed material: it shows the marks
 * of one paper. TLR_E_MEMORY, TLR_E_LIMIT (of out); TLR_E_INTERNAL when the watched count differs
 * from the transcript.
 */
tlr_status tlri_explain_paper(const struct tlri_told *told, uint32_t paper,
                              struct tlri_buf *out) TLRI_NODISCARD;
/* Appends what happened to a candidate (index), stage by stage. TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_explain_candidate(const struct tlri_told *told, uint32_t candidate,
                                  struct tlri_buf *out) TLRI_NODISCARD;
/* Appends what happened in a stage (1..transcript->stages) and why it was this stage.
 * TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_explain_stage(const struct tlri_told *told, uint32_t stage,
                              struct tlri_buf *out) TLRI_NODISCARD;

/* The lots (struct tlri_lot) that a finished count used, from its ties. Their sets belong to the
 * transcript; the array is the caller's to drop, whatever is returned. TLR_E_MEMORY. */
tlr_status tlri_lots_used(tlr_ctx *ctx, const struct tlri_transcript *transcript,
                          struct tlri_array *lot) TLRI_NODISCARD;

/* ---- explain_words.c: sentences -----------------------------------------------------------------
 */

/* A page being told; `line` is the sentence being put together. */
struct tlri_telling {
    const struct tlri_told *told;
    struct tlri_buf *out;
    struct tlri_buf line;
    const char *name_begins, *name_ends; /* put around names; NULL: nothing */
};

void tlri_telling_init(struct tlri_telling *t, const struct tlri_told *told, struct tlri_buf *out);
/* Drops the line; returns the first failure of line or out. */
tlr_status tlri_telling_end(struct tlri_telling *t) TLRI_NODISCARD;

/* Appends to the line. */
void tlri_tell(struct tlri_telling *t, const char *fmt, ...) TLRI_PRINTF(2, 3);
void tlri_tell_name(struct tlri_telling *t, uint32_t candidate);
void tlri_tell_names(struct tlri_telling *t, const uint32_t *candidate,
                     size_t n); /* "A, B and C" */
/* An amount at the decimals of the count. */
void tlri_tell_amount(struct tlri_telling *t, tlri_dec amount);
/* The amount and "vote" or "votes". */
void tlri_tell_votes(struct tlri_telling *t, tlri_dec amount);
/* "1st", "2nd", "3rd", "4th". */
void tlri_tell_ordinal(struct tlri_telling *t, uint32_t n);
/* What is said of a paper noted `why` (enum tlri_noted), without a full stop, and its clause. */
const char *tlri_note_words(const struct tlri_settings *settings, uint32_t why);
const char *tlri_note_clause(uint32_t why);
/* Ends the line with its clause (may be NULL), writes it after `first`, wrapped at 80 columns with
 * later lines indented by `indent`, and begins a new one. */
void tlri_tell_end(struct tlri_telling *t, const char *first, size_t indent, const char *clause);

/* The sentence of one event, without its clause: `tie`, `excluded`, `elected`, `guarded`, `doomed`,
 * `deferred`, `places-empty`, `place-empty`, `infeasible`, `quota`, `required`, `stage`. Nothing
 * for other kinds. */
void tlri_tell_event(struct tlri_telling *t, const struct tlri_event *event);
/* The first event of that kind at a stage about a candidate (TLRI_NONE: any), or NULL. */
const struct tlri_event *tlri_told_event(const struct tlri_told *told, enum tlri_event_kind kind,
                                         uint32_t stage, uint32_t candidate);

#endif
