/*
 * custody/make_ruling.h: a ruling, made from what somebody says, checked and written.
 *
 * spec/formats/ruling.md §7.
 */
#ifndef TLRI_MAKE_RULING_H
#define TLRI_MAKE_RULING_H

#include "custody/case.h"

/* What is ruled, in the words of the file. Borrowed. */
struct tlri_ruling_words {
    const char *authority;         /* returning-officer or ruling-body */
    const char *minute;            /* a reference, without blanks */
    const char *decided;           /* YYYY-MM-DD */
    size_t changes;                /* 1 or more */
    const char *const *change;     /* lines of the file, or in short [RUL-21] */
    uint8_t salt[TLRI_SALT_BYTES]; /* random: for a ruling on papers [RUL-24] */
};

/* A ruling that was made and checked, not written yet. */
struct tlri_new_ruling {
    tlr_ctx *ctx;
    struct tlri_case *opened;              /* as signed, with the new ruling as its last */
    const struct tlri_case_ruling *ruling; /* that one; its file is sealed as unsigned */
};

/*
 * Makes the next ruling of the folder. Everything that it rests on is opened and checked as for a
 * count, lots and declarations apart, and the ruling as if it had been read, but that its own
 * signatures are still to come; whole: with the batches, which a ruling that is half said does not
 * name yet. Whether a reading is one of the edition is not asked here. On
 * TLR_OK free *out with tlri_new_ruling_free. TLR_E_INPUT: a word is none of the format, the ruling
 * names what is not there, or changes nothing; no such batch in batches/ (7018); TLR_E_TRUST: the
 * notice names no ruling body (6617), or something in the folder does not hold; TLR_E_USAGE: an
 * empty line (7015); otherwise as tlri_case_open.
 */
tlr_status tlri_ruling_make(tlr_ctx *ctx, const char *dir, const struct tlri_ruling_words *words,
                            bool whole, struct tlri_new_ruling **out) TLRI_NODISCARD;
void tlri_new_ruling_free(struct tlri_new_ruling *made);

/* Writes it as rulings/N.txt. TLR_E_IO: also when there is such a file by now (7019). */
tlr_status tlri_ruling_put(struct tlri_new_ruling *made) TLRI_NODISCARD;

/* The same folder as far as questions about a ruling need it: notice, candidates, rulings and, if
 * there is one, the close; no batches. *out is as signed. As tlri_case_open. */
tlr_status tlri_case_open_for_ruling(tlr_ctx *ctx, const char *dir,
                                     struct tlri_case **out) TLRI_NODISCARD;

#endif
