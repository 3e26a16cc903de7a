/*
 * io/profile.h: the papers of a preference profile with the names of its candidates, as the files
 * of collections hold them (io/preflib.h, io/scotelex.h). spec/formats/import.md.
 */
#ifndef TLRI_PROFILE_H
#define TLRI_PROFILE_H

#include "io/source.h"
#include "model/papers.h"

struct tlri_profile {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    uint32_t candidates;
    const char *const *name;    /* of each, in the order of their numbers */
    struct tlri_papers *papers; /* one batch, called after the collection, with weights */
};

/* An empty one, or NULL when memory fails. */
struct tlri_profile *tlri_profile_new(tlr_ctx *ctx);
/* NULL is accepted. */
void tlri_profile_free(struct tlri_profile *profile);

/* A number from 1 to max at the front of the span, which goes on behind it. */
bool tlri_profile_number(struct tlri_span *span, uint64_t max, uint64_t *out);

#endif
