/*
 * teller/ruling.h: a ruling from answers to questions: a decision taken after papers went out.
 *
 * Use: new, then answers (from a file, or one by one as tlr_ruling_question asks), then write;
 * free. What the folder knows is filled in (numbers, digests, the revision of a batch), nothing
 * else is. spec/formats/ruling.md.
 */
#ifndef TLR_RULING_H
#define TLR_RULING_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_ruling tlr_ruling;

/*
 * The next ruling of the folder dir, without answers. On TLR_OK *out must be freed with
 * tlr_ruling_free before ctx. As tlr_case_check: also when an earlier ruling lacks signatures,
 * since a ruling rests on the one before it.
 */
tlr_status tlr_ruling_new(tlr_ctx *ctx, const char *dir, tlr_ruling **out);
/* NULL is accepted. */
void tlr_ruling_free(tlr_ruling *ruling);

/*
 * Takes one answer; both are copied. The questions are authority, minute, decided, and then change,
 * as often as there are changes: a line of the file, or its first words and then the parts that are
 * asked for. A change is tried at once, together with those before it, and dropped when it does not
 * hold. TLR_E_INPUT: no answer to this question (7016), not what is asked (7017), or the change
 * names what is not there or changes nothing; TLR_E_TRUST: the notice lets nobody rule so (6617);
 * TLR_E_RULES, TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_ruling_answer(tlr_ruling *ruling, const char *name, const char *value);
/* Takes the answers of a file, one `name value` a line; its end ends the changes. It stops at the
 * first that does not hold. As above. */
tlr_status tlr_ruling_answers(tlr_ruling *ruling, const char *path);

/*
 * What is asked next, or NULL when nothing is. *words (may be NULL) gets the question, with what
 * there is to choose from. Both belong to the ruling; *words until the next call.
 */
const char *tlr_ruling_question(tlr_ruling *ruling, const char **words);

enum { TLR_RULING_SALT = 16 }; /* bytes */

/* Writes dir/rulings/N.txt, ready to be signed. salt: random bytes, for a ruling that decides on
 * papers; its digest is public, and without them the decision could be guessed. TLR_E_INPUT: a
 * question has no answer (7017); as tlr_ruling_answer. */
tlr_status tlr_ruling_write(tlr_ruling *ruling, const unsigned char salt[TLR_RULING_SALT]);

/* After writing: the file's path, its text, and who must sign it, a line for each role (empty:
 * nobody). They belong to the ruling; NULL before. */
const char *tlr_ruling_path(const tlr_ruling *ruling);
const tlr_text *tlr_ruling_text(const tlr_ruling *ruling);
const tlr_text *tlr_ruling_signers(const tlr_ruling *ruling);

#endif
