/*
 * audit/draft.h: a notice put together from answers. spec/formats/answers.md.
 */
#ifndef TLRI_DRAFT_H
#define TLRI_DRAFT_H

#include "model/rulebook.h"

enum { TLRI_DRAFT_ANSWERS_MAX = 200 };

struct tlri_draft_answer {
    const char *name, *value;
};

struct tlri_draft {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    struct tlri_rulebook *rulebook; /* of the conference answered; NULL: not known yet */
    bool lost; /* the conference was refused, or the file is for candidates: no more is told */
    uint32_t last_conference; /* of the delegation record that was read; 0: none was */
    size_t answers;
    struct tlri_draft_answer answer[TLRI_DRAFT_ANSWERS_MAX];
};

void tlri_draft_init(struct tlri_draft *draft, tlr_ctx *ctx);
void tlri_draft_drop(struct tlri_draft *draft);

/* Takes one answer, written at `place` (may be NULL). As tlr_draft_answer. */
tlr_status tlri_draft_take(struct tlri_draft *draft, const struct tlri_place *place,
                           const char *name, const char *value) TLRI_NODISCARD;
/* Takes last year from a record of the conference of that year, an earlier one than this [DLG-5];
 * sent and cac (may be NULL) as the questions last-year and cac-permission. TLR_E_INPUT: the
 * conference answered is not later (7065); otherwise as tlri_draft_take. */
tlr_status tlri_draft_take_record(struct tlri_draft *draft, uint32_t conference, const char *sent,
                                  const char *cac) TLRI_NODISCARD;
/* Is `value` an answer to the question `name`? *fitted gets it as it is kept: `value`, or text in
 * the draft's arena or static. TLR_E_INPUT (7075, 7076, and those of tlri_key_parse), TLR_E_IO,
 * TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_draft_fit(struct tlri_draft *draft, const struct tlri_place *place,
                          const char *name, const char *value, const char **fitted) TLRI_NODISCARD;
/* A public key, given as the line of its file or as the name of the file; *out gets the line, in
 * `arena`. place may be NULL. As tlri_draft_fit. */
tlr_status tlri_draft_key(tlr_ctx *ctx, struct tlri_arena *arena, const struct tlri_place *place,
                          const char *value, const char **out) TLRI_NODISCARD;
/* The next question without an answer, or NULL; its words are appended to `words` (may be NULL). */
const char *tlri_draft_question(struct tlri_draft *draft, struct tlri_buf *words);

/* The answer to a question, or NULL. */
const char *tlri_draft_get(const struct tlri_draft *draft, const char *name);
/* Appends what is disputed, and each value with who holds it and where that stands. */
void tlri_draft_put_reading(const struct tlri_rulebook *rulebook,
                            const struct tlri_rule_reading *reading, struct tlri_buf *out);
/* Is it one of the questions of every notice? */
bool tlri_draft_is_question(const char *name);
/* Forgets the answer given last. false: there is none. */
bool tlri_draft_undo(struct tlri_draft *draft);
/* TLR_E_INPUT with a diagnostic (6872) for each question without an answer. */
tlr_status tlri_draft_unanswered(struct tlri_draft *draft) TLRI_NODISCARD;

/* Appends notice.xml, checked. As tlr_draft_write. */
tlr_status tlri_draft_notice(struct tlri_draft *draft, struct tlri_buf *out) TLRI_NODISCARD;
/* Appends the notice of poll, for a notice with these bytes. The failure of `out`. */
tlr_status tlri_draft_poll(const struct tlri_draft *draft, const struct tlri_buf *notice,
                           struct tlri_buf *out);

#endif
