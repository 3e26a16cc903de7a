/*
 * audit/nominations.h: the candidates' file put together from answers. spec/formats/answers.md §2.
 */
#ifndef TLRI_NOMINATIONS_H
#define TLRI_NOMINATIONS_H

#include "custody/case.h"
#include "io/eligibility.h"

/* Somebody who is named. Text is in the arena. */
struct tlri_person {
    const char *id, *name;
    const char *sorted_by;                     /* surname, then name, folded */
    const struct tlri_eligibility_line *found; /* in the record, or NULL: there is no record */
};

/* A question is a word and what it is about: "stands ordinary". */
struct tlri_nomination_answer {
    const char *question, *value; /* of a list: the ids, one blank between them */
};

struct tlri_nominations {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    struct tlri_case *opened; /* its notice, checked; no candidates yet */
    const struct tlri_notice *notice;
    struct tlri_eligibility_file *record; /* NULL: there is none */
    struct tlri_digest record_digest;
    bool lost;                /* the file of answers is for a notice: no more is told */
    bool no_memory;           /* a question could not be put: it is not that all are answered */
    bool all_named;           /* an empty line ended the naming of candidates */
    struct tlri_array person; /* struct tlri_person, in the order in which they were named */
    struct tlri_array answer; /* struct tlri_nomination_answer */
    struct tlri_buf list;     /* scratch */
};

/*
 * Begins with the notice of the folder `dir`, which must be signed, and the eligibility record
 * `record` (NULL: dir/eligibility.xml, if it is there). On TLR_OK *out must be freed with
 * tlri_nominations_free. TLR_E_INPUT: the folder has candidates already (6970), or the record is of
 * another election or notice (6971); TLR_E_TRUST, TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_nominations_open(tlr_ctx *ctx, const char *dir, const char *record,
                                 struct tlri_nominations **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_nominations_free(struct tlri_nominations *n);

/* Does a question about candidates begin with this word? */
bool tlri_nominations_is_question(const char *word);
/* How many of the line's bytes are the question; behind it stand a blank and the answer. */
size_t tlri_nominations_question_len(const char *line, size_t len);
/* Takes one answer, written at `place` (may be NULL). As tlr_draft_answer. */
tlr_status tlri_nominations_take(struct tlri_nominations *n, const struct tlri_place *place,
                                 const char *question, const char *value) TLRI_NODISCARD;
/* The next question without an answer, in the arena, or NULL, also without memory (n->no_memory
 * says so); its words are appended to `words`. */
const char *tlri_nominations_question(struct tlri_nominations *n, struct tlri_buf *words);
/* Forgets the answer given last. false: there is none. */
bool tlri_nominations_undo(struct tlri_nominations *n);

/* Appends election.xml, checked as `teller check` would. As tlr_draft_write. */
tlr_status tlri_nominations_write(struct tlri_nominations *n, struct tlri_buf *out) TLRI_NODISCARD;

/* ---- between the parts of this module ---- */

/* The answer to the question "WORD SUBJECT" (subject NULL: "WORD"), or NULL. */
const char *tlri_nominations_get(const struct tlri_nominations *n, const char *word,
                                 const char *subject);
/* Is the id among those of a list? */
bool tlri_nominations_lists(const char *list, const char *id);

#endif
