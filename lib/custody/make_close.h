/*
 * custody/make_close.h: the close, made from the batches, the account and the decisions on papers.
 *
 * spec/formats/close.md §6.
 */
#ifndef TLRI_MAKE_CLOSE_H
#define TLRI_MAKE_CLOSE_H

#include "custody/case.h"

/* A close that was made and checked, not written yet. */
struct tlri_new_close {
    tlr_ctx *ctx;
    struct tlri_case *opened; /* opened->close is the new close, opened->close_file its bytes */
    uint32_t previous;        /* revision of the close that it replaces; 0: there was none */
    struct tlri_bytes old;    /* that close's bytes */
    bool same;                /* it says nothing that the close in the folder does not say */
};

/*
 * Makes the close of the folder. account, adjudications: paths, or NULL: account.txt and
 * adjudications.txt of the folder, of which the second need not be there. Every batch is checked as
 * for a count, and the new close as if it had been read. On TLR_OK free *out with
 * tlri_new_close_free. TLR_E_INPUT: no account (6500), or what does not balance or fit;
 * TLR_E_TRUST: a batch, the notice or the candidates' file does not hold; otherwise as
 * tlri_case_open.
 */
tlr_status tlri_close_make(tlr_ctx *ctx, const char *dir, const char *account,
                           const char *adjudications, struct tlri_new_close **out) TLRI_NODISCARD;
void tlri_new_close_free(struct tlri_new_close *made);

/*
 * Writes it as close.txt. The close that it replaces is first kept as close.N.txt with its
 * signatures. Nothing is written when the two are the same. TLR_E_IO: also when there is another
 * close.N.txt already (6505). At every moment the earlier close is whole under one of its names.
 */
tlr_status tlri_close_put(struct tlri_new_close *made) TLRI_NODISCARD;

/* Appends account.txt, to be filled in, for the batches of the folder. [ACC-2] As tlri_close_make.
 */
tlr_status tlri_close_form(tlr_ctx *ctx, const char *dir, struct tlri_buf *out) TLRI_NODISCARD;

#endif
