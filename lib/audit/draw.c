/*
 * audit/draw.c: which lot is needed next, and writing down the one that was drawn.
 *
 * Draws nothing: it counts until a tie stops it, and takes the answer that people give. After every
 * answer it counts anew, since one lot may lead to the next. A tie settled by the dice is written
 * down at once, with digits and close, so that it holds after a corrected close as well. The file
 * is written by its writer and read back by its reader, so that nothing is written that a count
 * would refuse. Implements spec/formats/lots.md and [CLO-15].
 */
#include "audit/draw.h"

#include <string.h>

#include "base/file.h"

enum { LOTS_FILE_MAX = 64 << 20 };

static const char *path_of(struct tlri_draw *draw, const char *name)
{
    return tlri_arena_printf(&draw->arena, "%s/%s", draw->opened->dir, name);
}

/* ---- the lots that are there ---- */

static tlr_status check_close(struct tlri_draw *draw, const char *path,
                              const struct tlri_lots_file *file)
{
    struct tlri_case *c = draw->opened;
    struct tlri_place place = {.file = path};
    if (file->election == NULL || !tlri_streq(file->election, c->notice->election)) {
        tlri_diag(draw->ctx, TLR_ERROR, 6151, &place, "use the lots.txt of this election",
                  "verification/V7", "these lots are not of the election '%s'",
                  c->notice->election);
        return TLR_E_TRUST;
    }
    if (tlri_digest_equal(&file->close, tlri_sealed_digest(c->close_file))) {
        draw->seed = file->seed;
        return TLR_OK;
    }
    TLR_TRY(tlri_case_in_history(c, &file->close, &draw->carried));
    if (!draw->carried) {
        tlri_diag(draw->ctx, TLR_ERROR, 6520, &place,
                  "find the lots drawn after this close, or the close that these followed "
                  "(close.N.txt)",
                  "lots/LOT-8",
                  "these lots followed a close that is not in the history of the "
                  "one here");
        return TLR_E_TRUST;
    }
    draw->changed = true;
    return TLR_OK;
}

/* What was settled stays settled; the file is kept in the case, which frees it. */
static tlr_status read_lots(struct tlri_draw *draw)
{
    struct tlri_case *c = draw->opened;
    struct tlri_bytes bytes;
    bool there = false;
    const char *path = path_of(draw, "lots.txt");
    if (path == NULL) {
        return tlri_no_memory(draw->ctx);
    }
    for (size_t i = 0; i < c->names_count; i++) {
        there = there || tlri_streq(c->names[i], "lots.txt");
    }
    if (!there) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(draw->ctx, path, LOTS_FILE_MAX, &bytes));
    tlr_status status = tlri_seal_unsigned(draw->ctx, path, &bytes, &c->lots_file);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    TLR_TRY(tlri_lots_read(draw->ctx, path, tlri_sealed_data(c->lots_file),
                           tlri_sealed_len(c->lots_file), &c->lots));
    TLR_TRY(check_close(draw, path, c->lots));
    TLR_TRY(tlri_case_check_tickets(c));
    draw->before = c->lots->lots;
    return c->lots->lots == 0 ? TLR_OK
                              : tlri_array_append(&draw->entry, c->lots->lot, c->lots->lots);
}

/* ---- counting with the lots so far ---- */

/* The lots as they would be written, sealed and read back; `kept` is what the entries point into
 * and stays alive with the arena. */
static tlr_status renew_lots(struct tlri_draw *draw)
{
    struct tlri_case *c = draw->opened;
    struct tlri_lots_file file = {.ctx = draw->ctx,
                                  .election = c->notice->election,
                                  .close_stated = true,
                                  .close = *tlri_sealed_digest(c->close_file),
                                  .seed = draw->seed,
                                  .lots = draw->entry.count,
                                  .lot = draw->entry.data};
    struct tlri_buf text;
    struct tlri_sealed *sealed = NULL;
    struct tlri_lots_file *read = NULL;
    const char *name = path_of(draw, "lots.txt (new)");
    if (name == NULL) {
        return tlri_no_memory(draw->ctx);
    }
    tlri_buf_init(&text, draw->ctx, LOTS_FILE_MAX);
    tlr_status status = tlri_lots_write(&file, &text);
    if (status == TLR_OK) {
        status = tlri_seal_unsigned_copy(draw->ctx, name, text.data, text.len, &sealed);
    }
    tlri_buf_drop(&text);
    TLR_TRY(status);
    status =
        tlri_lots_read(draw->ctx, name, tlri_sealed_data(sealed), tlri_sealed_len(sealed), &read);
    if (status != TLR_OK) {
        tlri_sealed_free(sealed);
        return status;
    }
    /* The entries go over to the file just read, whose memory lives as long as the case. */
    draw->entry.count = 0;
    status = read->lots > 0 ? tlri_array_append(&draw->entry, read->lot, read->lots) : TLR_OK;
    draw->seed = read->seed;
    tlri_lots_file_free(c->lots);
    tlri_sealed_free(c->lots_file);
    c->lots = read;
    c->lots_file = sealed;
    return status;
}

/* TLR_OK also when a lot is needed (outcome->needed says so), and when a further round is: no lot
 * is needed before it was held. */
static tlr_status count(struct tlri_draw *draw)
{
    tlri_audit_free(draw->outcome);
    draw->outcome = NULL;
    TLR_TRY(tlri_audit_rules(draw->ctx, draw->opened, &draw->outcome));
    draw->outcome->tells_lots = true;
    tlr_status status = tlri_audit_count(draw->outcome, draw->engine);
    bool open = draw->outcome->needed.counted != NULL || draw->outcome->waiting;
    return status == TLR_E_DECISION && open ? TLR_OK : status;
}

tlr_status tlri_draw_open(tlr_ctx *ctx, const char *dir, tlri_engine *engine,
                          struct tlri_draw **out)
{
    *out = NULL;
    struct tlri_draw *draw = tlri_alloc(ctx, sizeof *draw);
    if (draw == NULL) {
        return tlri_no_memory(ctx);
    }
    draw->ctx = ctx;
    draw->engine = engine;
    tlri_arena_init(&draw->arena, ctx);
    tlri_array_init(&draw->entry, ctx, sizeof(struct tlri_lot_entry), TLRI_LOTS_MAX);
    tlr_status status = tlri_case_open_papers(ctx, dir, NULL, &draw->opened);
    if (status == TLR_OK) {
        status = read_lots(draw);
    }
    if (status == TLR_OK && draw->opened->lots != NULL) {
        status = renew_lots(draw);
    }
    if (status == TLR_OK) {
        status = count(draw);
    }
    if (status != TLR_OK) {
        tlri_draw_free(draw);
        return status;
    }
    *out = draw;
    return TLR_OK;
}

void tlri_draw_free(struct tlri_draw *draw)
{
    if (draw == NULL) {
        return;
    }
    tlri_audit_free(draw->outcome);
    tlri_case_free(draw->opened);
    tlri_array_drop(&draw->entry);
    tlri_arena_drop(&draw->arena);
    tlri_free(draw->ctx, draw, sizeof *draw);
}

/* ---- by hand ---- */

static bool is_tied(const struct tlri_needed_lot *needed, const char *id)
{
    for (uint32_t i = 0; i < needed->tied; i++) {
        if (tlri_streq(needed->counted->contest.candidate[needed->candidate[i]].id, id)) {
            return true;
        }
    }
    return false;
}

static tlr_status check_answer(struct tlri_draw *draw, const char *selected)
{
    const struct tlri_needed_lot *needed = &draw->outcome->needed;
    if (needed->counted == NULL) {
        tlri_diag(draw->ctx, TLR_ERROR, 6522, NULL, "count: teller count DIR", NULL,
                  "no lot is needed now, so none can be written down");
        return TLR_E_USAGE;
    }
    if (!is_tied(needed, selected)) {
        tlri_diag(draw->ctx, TLR_ERROR, 6523, NULL,
                  "give the id of the one drawn, as 'teller lot DIR' lists them", "lots/LOT-3",
                  "'%s' is none of those who are level", selected);
        return TLR_E_USAGE;
    }
    return TLR_OK;
}

/* An entry for this tie, whose ids belong to the case. */
static tlr_status add_entry(struct tlri_draw *draw, const struct tlri_contest *contest,
                            const uint32_t *tied, uint32_t n, struct tlri_lot_entry *entry)
{
    const char **ids = tlri_arena_array(&draw->arena, n, sizeof *ids);
    if (ids == NULL) {
        return tlri_no_memory(draw->ctx);
    }
    for (uint32_t i = 0; i < n; i++) {
        ids[i] = contest->candidate[tied[i]].id;
    }
    entry->contest = contest->id;
    entry->tied = n;
    entry->candidate = ids;
    draw->changed = true;
    return tlri_array_append(&draw->entry, entry, 1);
}

tlr_status tlri_draw_by_hand(struct tlri_draw *draw, const char *selected, enum tlri_drawn how,
                             const enum tlri_role *witness, size_t witnesses)
{
    TLR_TRY(check_answer(draw, selected));
    const struct tlri_needed_lot *needed = &draw->outcome->needed;
    struct tlri_lot_entry entry = {.stage = needed->stage,
                                   .purpose = needed->purpose,
                                   .selected = selected,
                                   .drawn = how,
                                   .witnesses = witnesses,
                                   .witness = witness};
    TLR_TRY(add_entry(draw, &needed->counted->contest, needed->candidate, needed->tied, &entry));
    TLR_TRY(renew_lots(draw));
    return count(draw);
}

/* ---- by ticket ---- */

static tlr_status check_seed(struct tlri_draw *draw, const char *seed)
{
    if (!tlri_seed_ok(seed, strlen(seed))) {
        tlri_diag(draw->ctx, TLR_ERROR, 6524, NULL,
                  "throw a ten-sided die 24 times and give the digits without blanks", "lots/LOT-1",
                  "a throw is exactly 24 digits, no more and no fewer");
        return TLR_E_USAGE;
    }
    if (draw->seed != NULL && !tlri_streq(draw->seed, seed)) {
        tlri_diag(draw->ctx, TLR_ERROR, 6521, NULL,
                  "the first throw holds; whoever doubts it asks the ruling body", "lots/LOT-4",
                  "other digits were thrown already after this close");
        return TLR_E_USAGE;
    }
    return TLR_OK;
}

/* Is there an entry for this tie? */
static bool settled(const struct tlri_draw *draw, const struct tlri_contest *contest,
                    enum tlri_purpose purpose, const uint32_t *tied, uint32_t n)
{
    const struct tlri_lot_entry *entry = draw->entry.data;
    for (size_t e = 0; e < draw->entry.count; e++) {
        uint32_t same = 0;
        bool of_contest = entry[e].purpose == purpose && tlri_streq(entry[e].contest, contest->id);
        for (uint32_t i = 0; of_contest && i < n; i++) {
            for (uint32_t k = 0; k < entry[e].tied; k++) {
                same += tlri_streq(entry[e].candidate[k], contest->candidate[tied[i]].id);
            }
        }
        if (of_contest && same == n && entry[e].tied == n) {
            return true;
        }
    }
    return false;
}

/* A tie that a lot decided and that no entry names was decided by the dice: write it down. */
static tlr_status keep_tickets(struct tlri_draw *draw, const struct tlri_counted *counted,
                               const struct tlri_transcript *transcript,
                               const enum tlri_role *witness, size_t witnesses)
{
    for (size_t i = 0; transcript != NULL && i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind != TLRI_EVENT_TIE || event->why != TLRI_TIE_HOW_LOT) {
            continue;
        }
        const uint32_t *tied = tlri_transcript_set(transcript, event);
        enum tlri_purpose purpose = (enum tlri_purpose)event->to;
        if (settled(draw, &counted->contest, purpose, tied, event->set_size)) {
            continue;
        }
        struct tlri_lot_entry entry = {.stage = event->stage,
                                       .purpose = purpose,
                                       .selected = counted->contest.candidate[event->candidate].id,
                                       .ticket = true,
                                       .seed = draw->seed,
                                       .close = *tlri_sealed_digest(draw->opened->close_file),
                                       .witnesses = witnesses,
                                       .witness = witness};
        TLR_TRY(add_entry(draw, &counted->contest, tied, event->set_size, &entry));
    }
    return TLR_OK;
}

tlr_status tlri_draw_by_ticket(struct tlri_draw *draw, const char *seed,
                               const enum tlri_role *witness, size_t witnesses)
{
    TLR_TRY(check_seed(draw, seed));
    draw->changed = draw->changed || draw->seed == NULL;
    draw->seed = seed;
    TLR_TRY(renew_lots(draw));
    TLR_TRY(count(draw));
    for (size_t i = 0; i < draw->outcome->counted; i++) {
        const struct tlri_counted *counted = &draw->outcome->contest[i];
        TLR_TRY(keep_tickets(draw, counted, counted->transcript, witness, witnesses));
        TLR_TRY(keep_tickets(draw, counted, counted->unbounded, witness, witnesses));
    }
    TLR_TRY(renew_lots(draw));
    return count(draw);
}

/* ---- writing ---- */

tlr_status tlri_draw_put(struct tlri_draw *draw)
{
    const struct tlri_case *c = draw->opened;
    enum tlri_carrier carrier;
    const char *path = path_of(draw, "lots.txt");
    if (path == NULL) {
        return tlri_no_memory(draw->ctx);
    }
    if (!draw->changed || c->lots_file == NULL) {
        return TLR_OK;
    }
    for (size_t i = 0; i < c->names_count; i++) {
        if (tlri_signature_name("lots.txt", c->names[i], &carrier)) {
            const char *signature = path_of(draw, c->names[i]);
            if (signature == NULL) {
                return tlri_no_memory(draw->ctx);
            }
            TLR_TRY(tlri_file_remove(draw->ctx, signature));
        }
    }
    return tlri_file_write(draw->ctx, path, tlri_sealed_data(c->lots_file),
                           tlri_sealed_len(c->lots_file), false);
}
