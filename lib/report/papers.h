/*
 * report/papers.h: ballot papers to print, the forms that lie on the desk, the slip of the close.
 *
 * One page of HTML without script, for A4 or A5 paper. spec/formats/papers.md.
 */
#ifndef TLRI_REPORT_PAPERS_H
#define TLRI_REPORT_PAPERS_H

#include "base/base.h"
#include "model/account.h"
#include "model/election.h"
#include "model/notice.h"
#include "model/settings.h"
#include "trust/digest.h"

/* The papers of one contest. */
struct tlri_papers_form {
    const struct tlri_notice *notice;
    const struct tlri_notice_contest *contest;
    const struct tlri_election_contest *candidates;
    const struct tlri_settings *settings; /* of the contest: they say how the paper is marked */
    uint32_t from, count;                 /* the numbers on the counterfoils: from, from + 1 ... */
};

/* Appends the page with the papers. TLR_E_INPUT: a name that no page can show; TLR_E_LIMIT: of out;
 * TLR_E_MEMORY. */
tlr_status tlri_papers_print(tlr_ctx *ctx, const struct tlri_papers_form *form,
                             struct tlri_buf *out) TLRI_NODISCARD;
/* Appends the page with the forms for the desk, the post and the close: a tally of papers issued
 * for every contest, the declaration of identity, and the account of the close. As above. */
tlr_status tlri_papers_desk(tlr_ctx *ctx, const struct tlri_notice *notice,
                            struct tlri_buf *out) TLRI_NODISCARD;
/* Appends a page with the slip of the close [CLO-16], count times; digest: of close.txt. As above.
 */
tlr_status tlri_papers_slip(tlr_ctx *ctx, const struct tlri_notice *notice,
                            const struct tlri_close *close, const struct tlri_digest *digest,
                            uint32_t count, struct tlri_buf *out) TLRI_NODISCARD;

#endif
