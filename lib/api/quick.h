/*
 * api/quick.h: what a quick count holds, for those who ask further about it.
 */
#ifndef TLRI_API_QUICK_H
#define TLRI_API_QUICK_H

#include "model/contest.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"
#include "teller/quick.h"

struct tlri_quick_count {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers;         /* NULL before it was run */
    const struct tlri_transcript *transcript; /* NULL before it was run */
};

/* All is borrowed and lives as long as the quick count. Cannot fail. */
void tlri_quick_counted(const tlr_quick *quick, struct tlri_quick_count *out);

#endif
