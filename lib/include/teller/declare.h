/*
 * teller/declare.h: declaring a result: what was said about it, when, and who was there.
 *
 * spec/formats/declaration.md.
 */
#ifndef TLR_DECLARE_H
#define TLR_DECLARE_H

#include <stddef.h>

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_declaration tlr_declaration;

/* What is to be said. All text is borrowed for the call. */
typedef struct tlr_declare_request {
    const char *state; /* provisional, declared, void or superseded */
    const char *at;    /* "2026-07-02T21:15+01:00", Z for Greenwich time; a space may be the T */
    const char *const *present; /* roles, one for each person; 1 to 64 */
    const char *const *recount; /* "CONTEST BY ANSWER REASON", one for each request */
    const char *const *protest; /* "ROLE KIND"; those of ink.txt are put in without being asked */
    const char *const *say;     /* the words read out, line by line, UTF-8 */
    size_t presents, recounts, protests, says;
} tlr_declare_request;

/*
 * Makes a declaration about result.xml of the folder dir, which must follow from the folder's
 * files: it is counted again by the second engine. Nothing is written. On TLR_OK *out must be freed
 * with tlr_declaration_free before ctx. TLR_E_DIFFERS: the result does not follow (6663);
 * TLR_E_RULES: this cannot be declared now (6655, 6656, 6658, 6659, 6662); TLR_E_USAGE,
 * TLR_E_INPUT: a word is not one of the format; otherwise as tlr_case_verify.
 */
tlr_status tlr_declaration_make(tlr_ctx *ctx, const char *dir, const tlr_declare_request *request,
                                tlr_declaration **out);
/* NULL is accepted. */
void tlr_declaration_free(tlr_declaration *declaration);

/* Writes declaration.txt; an earlier one is kept as declaration.N.txt with its signatures. Where it
 * says the same, nothing is written (*changed, may be NULL: 1 or 0). TLR_E_IO, TLR_E_MEMORY. */
tlr_status tlr_declaration_write(tlr_declaration *declaration, int *changed);

/* The declaration as a file; who must sign it, a line for each role (empty: nobody). They belong to
 * the declaration. */
const tlr_text *tlr_declaration_text(const tlr_declaration *declaration);
const tlr_text *tlr_declaration_signers(const tlr_declaration *declaration);

#endif
