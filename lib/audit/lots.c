/*
 * audit/lots.c: the lot that answers a tie.
 *
 * A lot that was settled holds wherever the same tie recurs. Only a new tie is answered by the seed
 * that was thrown, if the meeting chose tickets: then each of the tied has a ticket, the smallest
 * is selected, and anybody can check it with sha256sum. Implements spec/rules/ties.md [TIE-6] and
 * spec/formats/lots.md.
 */
#include "audit/audit.h"

uint32_t tlri_lot_stage(const struct tlri_counted *counted, const struct tlri_event *tie)
{
    return counted->settings.method == TLRI_METHOD_ELIMINATING ? counted->round : tie->stage;
}

/* By ticket: nothing is drawn here, the seed and the close fix the answer. */
static tlr_status select_by_ticket(struct tlri_audit *o, const struct tlri_counted *counted,
                                   const struct tlri_event *tie, const uint32_t *tied,
                                   uint32_t *selected)
{
    const struct tlri_lots_file *file = o->election_case->lots;
    char lot_id[TLRI_LOT_ID];
    const char **ids = tlri_arena_array(&o->arena, tie->set_size, sizeof *ids);
    if (ids == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (uint32_t i = 0; i < tie->set_size; i++) {
        ids[i] = counted->contest.candidate[tied[i]].id;
    }
    tlri_lot_id(counted->contest.id, tlri_lot_stage(counted, tie), (enum tlri_purpose)tie->to,
                lot_id);
    *selected = tied[tlri_lot_select(&file->close, file->seed, lot_id, ids, tie->set_size)];
    return TLR_OK;
}

tlr_status tlri_lot_for_tie(struct tlri_audit *o, const struct tlri_counted *counted,
                            const struct tlri_event *tie, const uint32_t *tied, bool *found,
                            struct tlri_lot *lot)
{
    const struct tlri_case *c = o->election_case;
    struct tlri_lots drawn;
    *found = false;
    if (c->lots == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_lots_resolve(o->ctx, tlri_sealed_name(c->lots_file), c->lots,
                              &counted->source->contest, &o->arena, &drawn));
    uint32_t at = tlri_lots_find(&drawn, (enum tlri_purpose)tie->to, tied, tie->set_size);
    if (at != TLRI_NONE) {
        *lot = drawn.lot[at];
        *found = true;
        return TLR_OK;
    }
    if (c->lots->seed == NULL) {
        return TLR_OK;
    }
    /* The transcript is freed before the lot is used, so the tied are copied. */
    uint32_t *copy = tlri_arena_array(&o->arena, tie->set_size, sizeof *copy);
    uint32_t selected = TLRI_NONE;
    if (copy == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (uint32_t i = 0; i < tie->set_size; i++) {
        copy[i] = tied[i];
    }
    TLR_TRY(select_by_ticket(o, counted, tie, tied, &selected));
    *lot = (struct tlri_lot){tie->stage, (enum tlri_purpose)tie->to, tie->set_size, copy, selected};
    *found = true;
    return TLR_OK;
}

/* ---- lots for nothing
 * ------------------------------------------------------------------------------------ */

/* Did this lot settle a tie of the count? */
static bool settled(const struct tlri_transcript *transcript, const struct tlri_lot *lot)
{
    struct tlri_lots one = {1, lot};
    for (size_t i = 0; transcript != NULL && i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_TIE && event->why == TLRI_TIE_HOW_LOT &&
            tlri_lots_find(&one, (enum tlri_purpose)event->to,
                           tlri_transcript_set(transcript, event), event->set_size) == 0) {
            return true;
        }
    }
    return false;
}

static void note_lot(const struct tlri_audit *o, const struct tlri_lot_entry *entry)
{
    char lot_id[TLRI_LOT_ID];
    struct tlri_place place = {.file = tlri_sealed_name(o->election_case->lots_file),
                               .line = entry->at.line,
                               .column = entry->at.column};
    tlri_lot_id(entry->contest, entry->stage, entry->purpose, lot_id);
    tlri_diag(o->ctx, TLR_NOTE, 6215, &place, NULL, "lots/LOT-6",
              "the lot %s decided nothing: no tie of these candidates for this purpose arose",
              lot_id);
}

/* ... in any round of the contest? */
static bool settled_in(const struct tlri_audit *o, const struct tlri_counted *counted,
                       const struct tlri_lot *lot)
{
    for (size_t i = 0; i < o->counted; i++) {
        if (o->contest[i].source == counted->source &&
            (settled(o->contest[i].transcript, lot) || settled(o->contest[i].unbounded, lot))) {
            return true;
        }
    }
    return false;
}

/* Entries of one contest stand in the same order in the file and among those resolved. */
static tlr_status note_contest(struct tlri_audit *o, const struct tlri_counted *counted)
{
    const struct tlri_case *c = o->election_case;
    struct tlri_lots drawn;
    uint32_t at = 0;
    TLR_TRY(tlri_lots_resolve(o->ctx, tlri_sealed_name(c->lots_file), c->lots,
                              &counted->source->contest, &o->arena, &drawn));
    for (size_t i = 0; i < c->lots->lots && at < drawn.count; i++) {
        const struct tlri_lot_entry *entry = &c->lots->lot[i];
        if (!tlri_streq(entry->contest, counted->contest.id)) {
            continue;
        }
        if (!settled_in(o, counted, &drawn.lot[at])) {
            note_lot(o, entry);
        }
        at++;
    }
    return TLR_OK;
}

tlr_status tlri_audit_note_lots(struct tlri_audit *o)
{
    if (o->election_case->lots == NULL) {
        return TLR_OK;
    }
    for (size_t i = 0; i < o->counted; i++) {
        if (o->contest[i].round == 1) {
            TLR_TRY(note_contest(o, &o->contest[i]));
        }
    }
    return TLR_OK;
}
