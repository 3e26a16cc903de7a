/*
 * io/election.h: election.xml into model/election.h. spec/formats/election.md.
 */
#ifndef TLRI_IO_ELECTION_H
#define TLRI_IO_ELECTION_H

#include "model/election.h"

/*
 * Reads an election file from len bytes of data. name is used in diagnostics; both are borrowed for
 * the call. On TLR_OK *out is a new election (free it with tlri_election_free).
 * TLR_E_INPUT: one diagnostic for each thing that is wrong (23xx: the XML, 25xx: what it says);
 * TLR_E_LIMIT: a documented limit is passed; TLR_E_MEMORY. On failure *out is NULL.
 */
tlr_status tlri_election_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              struct tlri_election **out) TLRI_NODISCARD;

#endif
