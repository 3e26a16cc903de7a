/*
 * teller/diag.h: diagnostics, the messages that people read.
 *
 * Diagnostics are collected in the context (teller/ctx.h) in the order in which they were found, up
 * to a bound; those past the bound are counted. A diagnostic never holds personal data.
 */
#ifndef TLR_DIAG_H
#define TLR_DIAG_H

#include <stdint.h>

typedef enum tlr_severity { TLR_NOTE = 0, TLR_WARNING = 1, TLR_ERROR = 2 } tlr_severity;

/* One diagnostic. All strings are owned by the context and live until it is cleared or freed. */
typedef struct tlr_diag {
    tlr_severity severity;
    uint32_t code;       /* stable number, shown as TLR-2014; spec/errors.md lists them */
    const char *file;    /* name as given by the caller, or NULL when no file is meant */
    uint32_t line;       /* from 1; 0 when no line is meant */
    uint32_t column;     /* from 1, in bytes; 0 when no column is meant */
    uint32_t end_column; /* one past the last byte of the span; 0 when unknown */
    const char *message; /* what is wrong, one sentence */
    const char *hint;    /* what to do, one sentence, or NULL */
    const char *clause;  /* clause of spec/ that asks for it, or NULL */
    const char *source;  /* the text of the line that is shown with a caret, or NULL */
} tlr_diag;

#endif
