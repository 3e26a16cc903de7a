/*
 * teller/draft.h: a notice from answers to questions. spec/formats/answers.md.
 *
 * Use: new, then answers (from a file, or one by one as tlr_draft_question asks), then write; free.
 * Nothing that the rules dispute is ever filled in: a reading that was not answered is refused with
 * its alternatives.
 */
#ifndef TLR_DRAFT_H
#define TLR_DRAFT_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_draft tlr_draft;

/* A draft without answers. On TLR_OK *out must be freed with tlr_draft_free before ctx.
 * TLR_E_MEMORY. */
tlr_status tlr_draft_new(tlr_ctx *ctx, tlr_draft **out);
/* NULL is accepted. */
void tlr_draft_free(tlr_draft *draft);

/* Takes one answer; both are copied. TLR_E_INPUT: no such question (6870), answered before (6871),
 * or a control character in the answer (6870); TLR_E_MEMORY. */
tlr_status tlr_draft_answer(tlr_draft *draft, const char *name, const char *value);
/* Takes the answers of a file, one `name value` a line. Every problem is told. As above, and
 * TLR_E_IO, TLR_E_LIMIT. */
tlr_status tlr_draft_answers(tlr_draft *draft, const char *path);

/*
 * The next question that has no answer, or NULL when all are answered. *words (may be NULL) gets
 * what is asked; for a disputed reading also the alternatives and who holds each. Both belong to
 * the draft; *words until the next call. NULL also when memory fails; writing says so.
 */
const char *tlr_draft_question(tlr_draft *draft, const char **words);

/*
 * Makes the folder dir (an empty one may be there) with notice.xml and notice-of-poll.txt. Nothing
 * is written unless every question has its answer and the notice is one that tlr_case_check finds
 * nothing wrong with. TLR_E_INPUT (6872 for each question without an answer), TLR_E_RULES,
 * TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_draft_write(tlr_draft *draft, const char *dir);

#endif
