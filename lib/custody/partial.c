/*
 * custody/partial.c: a case of which batches are missing, for a count that says so.
 *
 * A batch that the close or a ruling names and that is not in the folder is taken out of the copy
 * of the close that the case works with, together with the decisions on its papers, and listed.
 * Then everything goes on as ever: what is in the folder was held to every check before. Whether a
 * case may be counted so is asked last, of the case after all rulings, because only its batches
 * count. A batch that is small is not left out: beside the whole result, a count without it would
 * show how its few papers voted. Implements spec/formats/partial.md [PAR-1] to [PAR-3]; V11.
 */
#include <string.h>

#include "custody/custody.h"
#include "io/result.h"

/* ---- what is left out --------------------------------------------------------------------------
 */

static bool is_there(const struct tlri_case *c, const struct tlri_close_batch *batch)
{
    size_t line = tlri_case_line_of(c, batch);
    return line != SIZE_MAX && c->line[line].file != NULL;
}

/* In the order of result.xml: contests as in the notice, then as in the close. */
static tlr_status list_left_out(struct tlri_case *c, const struct tlri_close *whole)
{
    c->left_out = tlri_arena_array(&c->arena, whole->batches + 1, sizeof *c->left_out);
    if (c->left_out == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t k = 0; k < c->contests; k++) {
        for (size_t i = 0; i < whole->batches; i++) {
            const struct tlri_close_batch *batch = &whole->batch[i];
            if (tlri_streq(batch->contest, c->contest[k].contest.id) && !is_there(c, batch)) {
                c->left_out[c->left_outs++] = tlri_batch_told(batch);
            }
        }
    }
    return TLR_OK;
}

static bool is_left_out(const struct tlri_case *c, const char *contest, const char *id)
{
    for (size_t i = 0; i < c->left_outs; i++) {
        if (tlri_streq(c->left_out[i].contest, contest) && tlri_streq(c->left_out[i].id, id)) {
            return true;
        }
    }
    return false;
}

tlr_status tlri_case_leave_out(struct tlri_case *c)
{
    struct tlri_close *whole = c->close;
    struct tlri_close *part = tlri_arena_alloc(&c->arena, sizeof *part);
    struct tlri_close_batch *batch = tlri_arena_array(&c->arena, whole->batches + 1, sizeof *batch);
    struct tlri_decision *decision =
        tlri_arena_array(&c->arena, whole->decisions + 1, sizeof *decision);
    if (part == NULL || batch == NULL || decision == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(list_left_out(c, whole));
    *part = *whole;
    part->batch = batch;
    part->batches = 0;
    part->decision = decision;
    part->decisions = 0;
    for (size_t i = 0; i < whole->batches; i++) {
        if (!is_left_out(c, whole->batch[i].contest, whole->batch[i].id)) {
            batch[part->batches++] = whole->batch[i];
        }
    }
    for (size_t i = 0; i < whole->decisions; i++) {
        if (!is_left_out(c, whole->decision[i].contest, whole->decision[i].batch)) {
            decision[part->decisions++] = whole->decision[i];
        }
    }
    c->full = c->base == NULL ? whole : c->full;
    c->close = part;
    return TLR_OK;
}

/* Is it the revision of a batch left out that would count after all rulings? */
static bool counts(const struct tlri_case *c, const struct tlri_close_batch *batch)
{
    for (size_t i = 0; i < c->left_outs; i++) {
        const struct tlri_result_batch *one = &c->left_out[i];
        if (tlri_streq(one->contest, batch->contest) && tlri_streq(one->id, batch->id) &&
            one->round == batch->round && one->revision == batch->revision) {
            return true;
        }
    }
    return false;
}

/* ---- may it be? --------------------------------------------------------------------------------
 */

/* [PAR-2] Every batch that is missing is one that would count. */
static tlr_status check_lines(struct tlri_case *c)
{
    for (size_t i = 0; i < c->lines; i++) {
        const struct tlri_close_batch *batch = c->line[i].batch;
        if (c->line[i].file != NULL || is_there(c, batch) || counts(c, batch)) {
            continue;
        }
        tlri_diag(
            c->ctx, TLR_ERROR, 7102, NULL,
            "put the file back; what is missing besides can still be left out", "partial/PAR-2",
            "batch '%s' of contest '%s' is not in the folder: a ruling replaced it or left it "
            "out, and what that changed is counted too",
            batch->id, batch->contest);
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

static tlr_status refuse_whole(struct tlri_case *c)
{
    tlri_diag(c->ctx, TLR_ERROR, 7100, NULL, "do the same without --partial", "partial/PAR-2",
              "no batch is missing, so there is nothing partial about this count");
    return TLR_E_USAGE;
}

/* Every batch of the contest and round of `one`, there or not; into `to`, which has room. */
static size_t gather(const struct tlri_case *c, const struct tlri_result_batch *one,
                     struct tlri_result_batch *to)
{
    size_t n = 0;
    for (size_t i = 0; i < c->batches; i++) {
        if (tlri_batch_same_round(&c->batch[i], one)) {
            to[n++] = c->batch[i];
        }
    }
    for (size_t i = 0; i < c->left_outs; i++) {
        if (tlri_batch_same_round(&c->left_out[i], one)) {
            to[n++] = c->left_out[i];
        }
    }
    return n;
}

/* [PAR-3] */
static tlr_status check_size(struct tlri_case *c, const struct tlri_result_batch *one,
                             struct tlri_result_batch *room)
{
    uint64_t least =
        tlri_result_merged_below(room, gather(c, one, room), c->notice->smallest_batch);
    if (one->papers >= least && one->papers >= c->notice->smallest_contest) {
        return TLR_OK;
    }
    bool few = one->papers < c->notice->smallest_contest;
    tlri_diag(
        c->ctx, TLR_ERROR, 7101, NULL,
        "find the batch and put it back. Where it is lost: correct the close (teller close), "
        "or have a ruling leave it out",
        "partial/PAR-3",
        few ? "batch '%s' of contest '%s' is not in the folder, and with fewer than %u papers "
              "it is too small to be left out: beside the whole result, a count without it "
              "would show how those few voted"
            : "batch '%s' of contest '%s' is not in the folder, and cannot be left out: the "
              "result shows its papers only in one sum with those of batches that have "
              "fewer than %u, and a count without it would show how many those are",
        one->id, one->contest, few ? c->notice->smallest_contest : c->notice->smallest_batch);
    return TLR_E_RULES;
}

tlr_status tlri_case_check_partial(struct tlri_case *c)
{
    tlr_status worst = TLR_OK;
    TLR_TRY(check_lines(c));
    if (c->left_outs == 0) {
        return refuse_whole(c);
    }
    struct tlri_result_batch *room =
        tlri_arena_array(&c->arena, c->batches + c->left_outs, sizeof *room);
    if (room == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t i = 0; i < c->left_outs; i++) {
        worst = tlri_worse(worst, check_size(c, &c->left_out[i], room));
    }
    return worst;
}
