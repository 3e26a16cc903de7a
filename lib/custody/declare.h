/*
 * custody/declare.h: a declaration about the result, made and written. spec/formats/declaration.md.
 */
#ifndef TLRI_DECLARE_H
#define TLRI_DECLARE_H

#include "custody/case.h"

/* What is to be said, in the words of the file. Each list may be empty but `present`. */
struct tlri_declare {
    const char *state;          /* provisional, declared, void or superseded */
    const char *at;             /* 2026-07-02T21:15+01:00, or with a space for the T */
    const char *const *present; /* roles */
    const char *const *recount; /* "CONTEST BY ANSWER REASON" */
    const char *const *protest; /* "ROLE KIND"; those of ink.txt are put in besides */
    const char *const *say;     /* lines read out */
    size_t presents, recounts, protests, says;
};

struct tlri_new_declaration {
    tlr_ctx *ctx;
    struct tlri_case *opened;
    struct tlri_buf text;
    struct tlri_declaration *declaration; /* what the text says */
    struct tlri_declaration *before;      /* the one that it follows, or NULL */
    bool same;                            /* the folder holds the same text already */
};

/* Opens the folder as for a count and makes the declaration; that result.xml follows from the
 * folder is for the caller. On TLR_OK free *out with tlri_new_declaration_free. TLR_E_INPUT: a word
 * is none of the format, or a contest is not there; TLR_E_RULES: it cannot be said now (6655,
 * 6656, 6658, 6659, 6662); TLR_E_IO: no result.xml (6653), or the superseded one is not kept
 * (6657); otherwise as tlri_case_open. */
tlr_status tlri_declaration_make(tlr_ctx *ctx, const char *dir, const struct tlri_declare *request,
                                 struct tlri_new_declaration **out) TLRI_NODISCARD;
void tlri_new_declaration_free(struct tlri_new_declaration *made);

/* Writes declaration.txt; the one before is first kept as declaration.N.txt with its signatures.
 * Nothing is written when the two are the same. TLR_E_IO, TLR_E_MEMORY. */
tlr_status tlri_declaration_put(struct tlri_new_declaration *made) TLRI_NODISCARD;

/* Is a line of ink.txt about the close, the lots or the result as they are now? */
bool tlri_declaration_ink_is_present(const struct tlri_case *c, const struct tlri_ink_line *line,
                                     const struct tlri_digest *result);
/* [DEC-7] Does a refusal of the present close, lots or result stand in ink.txt, which by the notice
 * stops a declaration? TLR_E_RULES (6655). */
tlr_status tlri_declaration_blocked(struct tlri_case *c,
                                    const struct tlri_digest *result) TLRI_NODISCARD;
/* Are the contests that it names in the notice? TLR_E_INPUT (6654). */
tlr_status tlri_declaration_check_contests(struct tlri_case *c, const char *name,
                                           const struct tlri_declaration *d) TLRI_NODISCARD;

#endif
