/*
 * audit/ruling_draft.h: a ruling put together from answers to questions. spec/formats/ruling.md §7.
 */
#ifndef TLRI_RULING_DRAFT_H
#define TLRI_RULING_DRAFT_H

#include "audit/audit.h"
#include "custody/make_ruling.h"

struct tlri_ruling_draft {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    const char *dir;
    struct tlri_case *opened; /* as far as questions need it */
    struct tlri_audit *rules; /* the readings in force as signed */
    struct tlri_ruling_words words;
    struct tlri_array change;   /* const char *: those that were taken */
    bool ended;                 /* no further change is asked for */
    enum tlri_change_kind kind; /* of the change being said, while parts > 0 */
    size_t parts;               /* of that change, its word included */
    struct tlri_buf line;       /* as far as it is said */
};

/* Opens the folder. On TLR_OK drop the draft with tlri_ruling_draft_drop; on failure it is empty.
 * As tlri_case_open_for_ruling and tlri_audit_rules. */
tlr_status tlri_ruling_draft_open(struct tlri_ruling_draft *draft, tlr_ctx *ctx,
                                  const char *dir) TLRI_NODISCARD;
void tlri_ruling_draft_drop(struct tlri_ruling_draft *draft);

/* Takes one answer, written at `place` (may be NULL). As tlr_ruling_answer. */
tlr_status tlri_ruling_draft_take(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                                  const char *name, const char *value) TLRI_NODISCARD;
/* The next question, or NULL; its words are appended to `words` (may be NULL). */
const char *tlri_ruling_draft_question(const struct tlri_ruling_draft *draft,
                                       struct tlri_buf *words);
/* Makes the ruling that was said. As tlr_ruling_write, without writing. */
tlr_status tlri_ruling_draft_make(struct tlri_ruling_draft *draft,
                                  struct tlri_new_ruling **out) TLRI_NODISCARD;

#endif
