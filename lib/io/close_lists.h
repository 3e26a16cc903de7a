/*
 * io/close_lists.h: the lists of a close that other files hold too: account.txt, adjudications.txt.
 *
 * Each reader takes its list, with the line that says its length, from the document, and sets the
 * members of `close` that belong to it; each writer appends the same lines. spec/formats/close.md.
 */
#ifndef TLRI_CLOSE_LISTS_H
#define TLRI_CLOSE_LISTS_H

#include "io/document.h"

void tlri_close_read_accounts(struct tlri_document *document, struct tlri_close *close);
void tlri_close_read_decisions(struct tlri_document *document, struct tlri_close *close);
void tlri_close_read_double_votes(struct tlri_document *document, struct tlri_close *close);

void tlri_close_write_accounts(const struct tlri_close *close, struct tlri_buf *out);
void tlri_close_write_decisions(const struct tlri_close *close, struct tlri_buf *out);
void tlri_close_write_double_votes(const struct tlri_close *close, struct tlri_buf *out);

#endif
