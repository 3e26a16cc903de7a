/*
 * audit/totals.c: where a provider gives only totals, what can still be counted and asked.
 *
 * Totals say how many crosses each candidate got, and nothing about a paper. So a rule set that
 * asks for preferences refuses them, and so does every reading that would test each paper: whether
 * the provider applied it cannot be seen, and nothing is assumed. Implements spec/formats/tally.md,
 * [TAL-7] and [TAL-8].
 */
#include "audit/audit.h"

static tlr_status refuse(tlr_ctx *ctx, const struct tlri_contest *contest,
                         const struct tlri_paper_batch *batch, uint32_t code, const char *hint,
                         const char *why)
{
    tlri_diag(ctx, TLR_ERROR, code, NULL, hint, "tally/TAL-7",
              "contest %s cannot be counted from totals, which is all that batch %s holds: %s",
              contest->id, batch->id, why);
    return TLR_E_RULES;
}

/* Votes and valid papers of one batch, in crosses. */
static bool fits(const struct tlri_papers *papers, const struct tlri_paper_batch *batch,
                 uint32_t most)
{
    for (uint32_t i = batch->first; i < batch->first + batch->count; i++) {
        if (papers->paper[i].marks > most) {
            return false; /* papers in place of totals bear as equal a number as can be */
        }
    }
    return true;
}

tlr_status tlri_audit_check_totals(tlr_ctx *ctx, const struct tlri_contest *contest,
                                   const struct tlri_settings *settings,
                                   const struct tlri_papers *papers)
{
    const struct tlri_paper_batch *batch = papers != NULL ? tlri_papers_unseen(papers) : NULL;
    if (batch == NULL) {
        return TLR_OK;
    }
    if (settings->method != TLRI_METHOD_PLURALITY) {
        return refuse(ctx, contest, batch, 7000,
                      "have the provider give every ballot, without anything that identifies a "
                      "voter, and import them",
                      "its rule set asks for the papers themselves");
    }
    if (settings->undervote == TLRI_UNDERVOTE_INVALID ||
        settings->group_ballot == TLRI_GROUP_BALLOT_INVALID) {
        return refuse(ctx, contest, batch, 7001,
                      "have the provider give every ballot; the reading is the notice's and cannot "
                      "be left out",
                      "a reading of the notice asks how many marks each paper bears");
    }
    uint32_t most = settings->votes > 0 ? settings->votes : contest->places;
    for (uint32_t b = 0; b < papers->batches; b++) {
        if (papers->batch[b].totals && !fits(papers, &papers->batch[b], most)) {
            return refuse(ctx, contest, &papers->batch[b], 7001,
                          "compare the totals with the provider's statement",
                          "there are more votes than its papers may bear together");
        }
    }
    return TLR_OK;
}

tlr_status tlri_audit_need_papers(tlr_ctx *ctx, const struct tlri_contest *contest,
                                  const struct tlri_papers *papers)
{
    const struct tlri_paper_batch *batch = papers != NULL ? tlri_papers_unseen(papers) : NULL;
    if (batch == NULL) {
        return TLR_OK;
    }
    tlri_diag(
        ctx, TLR_ERROR, 7002, NULL, "ask the provider of the vote", "tally/TAL-8",
        "contest %s: of batch %s nobody here saw a paper, so nothing can be said of its papers",
        contest->id, batch->id);
    return TLR_E_RULES;
}
