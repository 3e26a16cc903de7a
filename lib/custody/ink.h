/*
 * custody/ink.h: adding a line to ink.txt. spec/formats/ink.md.
 */
#ifndef TLRI_CUSTODY_INK_H
#define TLRI_CUSTODY_INK_H

#include "custody/case.h"

/*
 * Adds a line to dir/ink.txt (made when there is none), with the digest of the file as it is now;
 * line->digest is not looked at. The signatures of ink.txt, which no longer hold, are taken away.
 * TLR_E_USAGE: no such kind of file (2341); TLR_E_IO, TLR_E_INPUT, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_ink_add(tlr_ctx *ctx, const char *dir,
                        const struct tlri_ink_line *line) TLRI_NODISCARD;

#endif
