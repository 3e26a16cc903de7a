/*
 * base/context.h: what is inside a tlr_ctx. Only base/ looks.
 */
#ifndef TLRI_CONTEXT_H
#define TLRI_CONTEXT_H

#include "base/base.h"

#define TLRI_DIAG_MAX 1000

/* A diagnostic and its texts in one block: the texts follow the struct. */
struct tlri_held_diag {
    tlr_diag diag;
    size_t size; /* bytes of the whole block; 0 for the one that lies in the context */
};

struct tlr_ctx {
    tlr_alloc_fn *fn;
    void *user;
    bool fresh_is_zero;        /* fn gives memory that is zero already */
    tlr_progress_fn *progress; /* or NULL */
    void *progress_user;
    unsigned threads; /* that calls may use at most */
    size_t count, dropped, errors;
    bool out_of_memory;              /* no_memory is recorded already */
    struct tlri_held_diag no_memory; /* needs no allocation, so it can always be said */
    struct tlri_held_diag *held[TLRI_DIAG_MAX];
};

#endif
