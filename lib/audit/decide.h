/*
 * audit/decide.h: what a decision on one paper would mean, before anybody counts.
 *
 * spec/formats/adjudications.md §2.
 */
#ifndef TLRI_AUDIT_DECIDE_H
#define TLRI_AUDIT_DECIDE_H

#include "count/marks.h"
#include "model/account.h"

/* A paper, with the rules under which it would be counted. All is borrowed. */
struct tlri_undecided {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers; /* as seen */
    uint32_t paper;                   /* index in them */
    const char *seen;                 /* the same as it stands in the batch: "- 1 X ?" */
};

/* Is a mark on the paper in doubt? */
bool tlri_is_doubtful(const struct tlri_papers *papers, uint32_t paper);

/* Are papers of this method marked with crosses, not with preferences? */
bool tlri_is_paper_of_crosses(const struct tlri_settings *settings);

/* Reads the paper as the first engine would, with this decision on it; NULL: with none. The
 * paper's other decisions are not looked at. TLR_E_MEMORY. */
tlr_status tlri_decided_reading(const struct tlri_undecided *paper,
                                const struct tlri_decision *decision,
                                struct tlri_reading *out) TLRI_NODISCARD;

/*
 * Appends what that reading means, after "it" and without a full stop: "counts: first for Bob
 * Baker, then Dot Dyer (a number was left out; …) [marks/MRK-6]", or "is rejected as 'uncertain'
 * (…): a vote for nobody [marks/MRK-5]". Says nothing of the count. TLR_E_MEMORY, TLR_E_LIMIT (of
 * out).
 */
tlr_status tlri_decided_words(const struct tlri_undecided *paper,
                              const struct tlri_reading *reading, struct tlri_buf *out);

/*
 * Appends the n-th decision that is near at hand (from 0), in the words of the file: that the
 * doubtful marks are none; where it is one mark, that it is a number left out, the next number or a
 * cross; that the paper is void for uncertainty. Nothing is appended past the last. They are
 * proposals: any other decision may be made. TLR_E_MEMORY.
 */
tlr_status tlri_decision_proposed(const struct tlri_undecided *paper, uint32_t n,
                                  struct tlri_buf *out);

#endif
