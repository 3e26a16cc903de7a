/*
 * audit/partial.c: what a count of some of the batches may not do, and what it says of itself.
 *
 * custody left the batches out that are missing; an engine counts the papers that are there as it
 * counts all. Here are the contests for which that means nothing, the tie that no lot is drawn for,
 * and what the result says of what was left out. Implements spec/formats/partial.md [PAR-5],
 * [PAR-6] and spec/formats/result.md [RES-13].
 */
#include "audit/audit.h"

/* ---- what is not counted in part ---------------------------------------------------------------
 */

bool tlri_audit_lacks(const struct tlri_audit *o, const char *contest)
{
    const struct tlri_case *c = o->election_case;
    bool found = false;
    for (size_t i = 0; i < c->left_outs && !found; i++) {
        found = tlri_streq(c->left_out[i].contest, contest);
    }
    return found;
}

/* [PAR-5] What a part of an eliminating ballot says of its next round would be another paper than
 * the one that people had before them; and of a contest without papers nothing can be said. */
tlr_status tlri_audit_refuse_part(struct tlri_audit *o, const char *contest, const char *why)
{
    tlri_diag(o->ctx, TLR_ERROR, 7104, NULL,
              "find the batches that are missing, and count them all", "partial/PAR-5",
              "contest '%s' cannot be counted in part: %s", contest, why);
    return TLR_E_RULES;
}

/* [PAR-6] A lot is drawn for all the papers, or not at all. */
tlr_status tlri_audit_tie_in_part(struct tlri_audit *o, const struct tlri_counted *counted,
                                  const struct tlri_event *tie)
{
    tlri_diag(o->ctx, TLR_ERROR, 7105, NULL,
              "draw no lot: find the batches that are missing, and count them all", "partial/PAR-6",
              "contest '%s', stage %u: %u candidates are level in the papers that are here, and "
              "for a part of the papers nobody draws a lot to %s",
              counted->contest.id, tlri_lot_stage(counted, tie), tie->set_size,
              tlri_purpose_token(tie->to));
    return TLR_E_DECISION;
}

/* ---- what is said of it ------------------------------------------------------------------------
 */

/* Batches left out of the same contest and round stand side by side. */
tlr_status tlri_audit_put_parts(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    if (c->left_outs == 0) {
        return TLR_OK;
    }
    struct tlri_result_part *parts = tlri_arena_array(&o->arena, c->left_outs, sizeof *parts);
    if (parts == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < c->batches; i++) {
        o->result.papers_counted += c->batch[i].papers;
    }
    o->result.papers_named = o->result.papers_counted;
    for (size_t i = 0; i < c->left_outs; i++) {
        const struct tlri_result_batch *one = &c->left_out[i];
        struct tlri_result_part *part = &parts[o->result.parts];
        if (i == 0 || !tlri_batch_same_round(one, one - 1)) {
            *part = (struct tlri_result_part){one->contest, one->round, 0, 0, 0, one};
            for (size_t k = 0; k < c->batches; k++) {
                part->counted += tlri_batch_same_round(&c->batch[k], one) ? c->batch[k].papers : 0;
            }
            part->papers = part->counted;
            o->result.parts++;
        } else {
            part--;
        }
        part->left_outs++;
        part->papers += one->papers;
        o->result.papers_named += one->papers;
    }
    o->result.part = parts;
    return TLR_OK;
}
