/*
 * teller/ink.h: writing down who signed by hand, under protest, or refused. spec/formats/ink.md.
 */
#ifndef TLR_INK_H
#define TLR_INK_H

#include "teller/ctx.h"

/* Zero it, then fill it in; strings are borrowed for the call. */
typedef struct tlr_ink_line {
    const char *file;    /* name within the folder: "close.txt" */
    const char *role;    /* whose slip it is: "scrutineer" */
    const char *witness; /* role of who saw it */
    const char *kind;    /* "signed", "under-protest", "refused" */
    const char *ground;  /* with the last two: "account" and so on; otherwise NULL */
    const char *key; /* name of the listed key whose owner signed by hand; NULL: there is none */
} tlr_ink_line;

/*
 * Adds the line to ink.txt of the election's folder, with the digest of the file as it is now, and
 * takes away the signatures of ink.txt, which no longer hold: the returning officer signs it anew.
 * TLR_E_USAGE: a word is not one of those known (6514, 2341); TLR_E_IO, TLR_E_INPUT, TLR_E_LIMIT,
 * TLR_E_MEMORY: ink.txt and its signatures are as they were.
 */
tlr_status tlr_ink_add(tlr_ctx *ctx, const char *dir, const tlr_ink_line *line);

#endif
