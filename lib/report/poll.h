/*
 * report/poll.h: the notice of poll, as a page to put up. spec/formats/papers.md [PAP-6].
 */
#ifndef TLRI_REPORT_POLL_H
#define TLRI_REPORT_POLL_H

#include "model/notice.h"
#include "model/rulebook.h"
#include "trust/digest.h"

/* All borrowed. */
struct tlri_poll_page {
    const struct tlri_notice *notice;
    const struct tlri_rulebook *rulebook; /* of the conference that the notice names */
    struct tlri_digest digest;            /* of notice.xml */
};

/* Appends the page. TLR_E_INPUT: a text that HTML cannot hold; TLR_E_MEMORY; the failure of out. */
tlr_status tlri_poll_page(tlr_ctx *ctx, const struct tlri_poll_page *page,
                          struct tlri_buf *out) TLRI_NODISCARD;

#endif
