/*
 * report/stages.h: a transcript cut into its stages, for renderings that show a table.
 */
#ifndef TLRI_REPORT_STAGES_H
#define TLRI_REPORT_STAGES_H

#include "model/contest.h"
#include "model/transcript.h"

/* One stage: where its events lie, and the events a table asks for (NULL when there is none). */
struct tlri_stage_view {
    const struct tlri_event *open;  /* the `stage` event */
    const struct tlri_event *quota; /* the quota in force: of this stage or an earlier one */
    const struct tlri_event *nontransferable;
    const struct tlri_event *rounding;
    const struct tlri_event *required;
    size_t first, end;               /* events of the stage: [first, end) */
    const struct tlri_event **tally; /* [candidates]; NULL for the withdrawn */
};

struct tlri_stage_views {
    struct tlri_arena arena;
    size_t count;
    struct tlri_stage_view *stage;
};

/* Cuts the transcript, which must outlive the views. Decisions taken before a stage is opened
 * (ties, deferrals) belong to the stage they open. TLR_E_MEMORY. Drop with tlri_stage_views_drop.
 */
tlr_status tlri_stage_views_make(tlr_ctx *ctx, const struct tlri_contest *contest,
                                 const struct tlri_transcript *transcript,
                                 struct tlri_stage_views *out) TLRI_NODISCARD;
void tlri_stage_views_drop(struct tlri_stage_views *views);

#endif
