/*
 * report/stages.c: finds the stages of a transcript and the figures of each.
 *
 * A pure look-up over spec/formats/transcript.md §2: an event belongs to the stage whose number it
 * carries. Nothing is computed here that is not in the transcript.
 */
#include "report/stages.h"

static size_t count_stages(const struct tlri_transcript *transcript)
{
    size_t n = 0;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        n += tlri_transcript_event(transcript, i)->kind == TLRI_EVENT_STAGE;
    }
    return n;
}

static void note_event(struct tlri_stage_view *view, const struct tlri_event *event)
{
    switch ((enum tlri_event_kind)event->kind) {
    case TLRI_EVENT_STAGE:
        view->open = event;
        break;
    case TLRI_EVENT_QUOTA:
        view->quota = event;
        break;
    case TLRI_EVENT_NONTRANSFERABLE:
        view->nontransferable = event;
        break;
    case TLRI_EVENT_ROUNDING:
        view->rounding = event;
        break;
    case TLRI_EVENT_REQUIRED:
        view->required = event;
        break;
    case TLRI_EVENT_TALLY:
        view->tally[event->candidate] = event;
        break;
    case TLRI_EVENT_REJECTED:
    case TLRI_EVENT_NOTED:
    case TLRI_EVENT_VALID:
    case TLRI_EVENT_INFEASIBLE:
    case TLRI_EVENT_PLACES_EMPTY:
    case TLRI_EVENT_EXCLUDED:
    case TLRI_EVENT_TRANSFER:
    case TLRI_EVENT_KEEP:
    case TLRI_EVENT_ITERATIONS:
    case TLRI_EVENT_TIE:
    case TLRI_EVENT_ELECTED:
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
    case TLRI_EVENT_DEFERRED:
    case TLRI_EVENT_PLACE_EMPTY:
    case TLRI_EVENT_CLOSED:
    case TLRI_EVENT_COUNT:
        break;
    }
}

tlr_status tlri_stage_views_make(tlr_ctx *ctx, const struct tlri_contest *contest,
                                 const struct tlri_transcript *transcript,
                                 struct tlri_stage_views *out)
{
    tlri_arena_init(&out->arena, ctx);
    out->count = count_stages(transcript);
    out->stage = tlri_arena_array(&out->arena, out->count + 1, sizeof *out->stage);
    if (out->stage == NULL) {
        tlri_stage_views_drop(out);
        return tlri_no_memory(ctx);
    }
    for (size_t s = 0; s < out->count; s++) {
        out->stage[s].tally =
            tlri_arena_array(&out->arena, contest->candidates + 1u, sizeof *out->stage[s].tally);
        if (out->stage[s].tally == NULL) {
            tlri_stage_views_drop(out);
            return tlri_no_memory(ctx);
        }
    }
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->stage == 0 || event->stage > out->count) {
            continue; /* before the first stage, or a decision for a stage that never opened */
        }
        struct tlri_stage_view *view = &out->stage[event->stage - 1];
        if (view->end == 0) {
            view->first = i;
            view->quota = event->stage > 1 ? out->stage[event->stage - 2].quota : NULL;
        }
        view->end = i + 1;
        note_event(view, event);
    }
    return TLR_OK;
}

void tlri_stage_views_drop(struct tlri_stage_views *views)
{
    tlri_arena_drop(&views->arena);
    views->stage = NULL;
    views->count = 0;
}
