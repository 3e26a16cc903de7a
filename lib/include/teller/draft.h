/*
 * teller/draft.h: a notice, and later the candidates' file, from answers to questions.
 * spec/formats/answers.md.
 *
 * Use: begin, then answers (from a file, or one by one as tlr_draft_question asks), then write;
 * free. Nothing that the rules dispute is ever filled in: a reading that was not answered is
 * refused with its alternatives. Nothing is said about anybody that was not typed.
 */
#ifndef TLR_DRAFT_H
#define TLR_DRAFT_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_draft tlr_draft;

/* A draft of a notice, without answers. On TLR_OK *out must be freed with tlr_draft_free before
 * ctx. TLR_E_MEMORY. */
tlr_status tlr_draft_new(tlr_ctx *ctx, tlr_draft **out);
/*
 * A draft of what the folder dir needs next: of a notice where there is no notice.xml, else of the
 * candidates' file, which rests on the notice, so that the notice must be signed. record: a record
 * of eligibility (teller/eligibility.h), or NULL: dir/eligibility.xml, if it is there. On TLR_OK
 * *out must be freed with tlr_draft_free before ctx. TLR_E_INPUT: the folder has candidates already
 * (6970), or the record is of another election or notice (6971); TLR_E_TRUST: the notice is not
 * signed, or changed; TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. On failure *out is NULL.
 */
tlr_status tlr_draft_begin(tlr_ctx *ctx, const char *dir, const char *record, tlr_draft **out);
/* 1: the draft is of the candidates' file; 0: of a notice. */
int tlr_draft_is_of_candidates(const tlr_draft *draft);
/* NULL is accepted. */
void tlr_draft_free(tlr_draft *draft);

/* Takes one answer; both are copied. Names of candidates are answers to the question "candidate",
 * asked again until the answer is empty. TLR_E_INPUT: no such question (6870), answered before
 * (6871), an answer that cannot be read (6873), no such candidate (6965), a candidate named twice
 * (6966), one who is not found eligible (6967); TLR_E_MEMORY. */
tlr_status tlr_draft_answer(tlr_draft *draft, const char *name, const char *value);
/* Takes the answers of a file, one `name value` a line. Every problem is told. As above, and
 * TLR_E_IO, TLR_E_LIMIT. */
tlr_status tlr_draft_answers(tlr_draft *draft, const char *path);

/* Takes last year from the delegation record at path, instead of the answers last-year and
 * cac-permission: whom the CLP sent, to which conference, and the committee's reference.
 * TLR_E_INPUT: it is no record, or of a conference that is not before this one (7065), or last year
 * was answered before (6871); TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlr_draft_last_year(tlr_draft *draft, const char *path);

/* Forgets the answer taken last, so that it is asked for again. 0: there is none. */
int tlr_draft_undo(tlr_draft *draft);

/*
 * Writes the answers taken so far to path, one `name value` a line, as tlr_draft_answers reads them
 * again: a conversation that was broken off goes on there. A name that ends the candidates' names
 * is none of them, so that it is asked again whether there are more. TLR_E_IO, TLR_E_MEMORY;
 * TLR_E_LIMIT: more than 1 MiB.
 */
tlr_status tlr_draft_keep(tlr_draft *draft, const char *path);

/*
 * The next question that has no answer, or NULL when all are answered. *words (may be NULL) gets
 * what is asked, in lines of at most 80 columns, each ending in LF; for a disputed reading also the
 * alternatives and who holds each. Both belong to the draft; *words until the next call. NULL also
 * when memory fails; writing says so.
 */
const char *tlr_draft_question(tlr_draft *draft, const char **words);

/*
 * Of a notice: makes the folder dir (an empty one may be there) with notice.xml, notice-of-poll.txt
 * and notice-of-poll.html. Of candidates: writes dir/election.xml. Nothing is written unless every
 * question has its answer and the file is one that tlr_case_check finds nothing wrong with.
 * TLR_E_INPUT (6872 for each question without an answer; 6968: somebody was named who stands for
 * nothing; 6969: for a reserved place without a declaration), TLR_E_RULES, TLR_E_IO, TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlr_draft_write(tlr_draft *draft, const char *dir);

#endif
