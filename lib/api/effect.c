/*
 * api/effect.c: could a fault have changed who was elected (teller/effect.h).
 *
 * Thin: custody opens the folder, audit counts it and looks for proofs and examples, report writes
 * them down. Which contests and which faults are asked about is put together here, in order.
 */
#include "teller/effect.h"

#include "api/open.h"
#include "api/quick.h"
#include "api/text.h"
#include "audit/effect.h"
#include "count/count.h"
#include "report/effect.h"

enum { LIST_MAX = 1 << 16, FAULTS = 3 };

/* Answers being gathered. */
struct gathered {
    tlr_ctx *ctx;
    const tlr_effect_options *options;
    struct tlri_array answer; /* struct tlri_effect * */
    bool cannot;              /* all of them say so */
};

static void gather_init(struct gathered *g, tlr_ctx *ctx, const tlr_effect_options *options)
{
    g->ctx = ctx;
    g->options = options;
    g->cannot = true;
    tlri_array_init(&g->answer, ctx, sizeof(struct tlri_effect *), UINT32_MAX);
}

static void gather_drop(struct gathered *g)
{
    struct tlri_effect **answer = g->answer.data;
    for (size_t i = 0; i < g->answer.count; i++) {
        tlri_effect_free(answer[i]);
    }
    tlri_array_drop(&g->answer);
}

static tlr_status not_ended(tlr_ctx *ctx, const char *contest)
{
    tlri_diag(ctx, TLR_ERROR, 6702, NULL, NULL, "effect/EFF-1",
              "the count of contest '%s' did not come to an end", contest);
    return TLR_E_USAGE;
}

static tlr_status ask(struct gathered *g, struct tlri_effect_asked asked, enum tlri_fault fault)
{
    struct tlri_effect *effect = NULL;
    asked.fault = fault;
    asked.papers_at_fault = g->options->papers;
    TLR_TRY(tlri_effect_find(&asked, &effect));
    tlr_status status = tlri_array_append(&g->answer, &effect, 1);
    if (status != TLR_OK) {
        tlri_effect_free(effect);
        return status;
    }
    g->cannot = g->cannot && tlri_effect_lower(effect) > asked.papers_at_fault;
    return TLR_OK;
}

/* The fault asked about, or each in turn. */
static tlr_status ask_each(struct gathered *g, const struct tlri_effect_asked *asked)
{
    static const enum tlri_fault faults[FAULTS] = {TLRI_FAULT_COUNTED, TLRI_FAULT_EXCLUDED,
                                                   TLRI_FAULT_MISREAD};
    if (asked->transcript != NULL && asked->transcript->outcome != TLRI_OUTCOME_DONE) {
        return not_ended(g->ctx, asked->contest->id);
    }
    for (int i = 0; i < FAULTS; i++) {
        if (g->options->fault == TLR_FAULT_ANY || (int)g->options->fault == i + 1) {
            TLR_TRY(ask(g, *asked, faults[i]));
        }
    }
    return TLR_OK;
}

static tlr_status check_options(tlr_ctx *ctx, const tlr_effect_options *options)
{
    bool single = options->fault >= TLR_FAULT_COUNTED && options->fault <= TLR_FAULT_MISREAD;
    if (single || (options->papers == 0 && options->fault == TLR_FAULT_ANY)) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 6701, NULL, NULL, "effect/EFF-2",
              "what is supposed to be wrong with %llu papers?", options->papers);
    return TLR_E_USAGE;
}

static tlr_status write_down(const struct gathered *g, const struct tlri_notice *notice,
                             tlr_text **out)
{
    const struct tlri_effect_page page = {g->ctx, notice, g->answer.count, g->answer.data};
    tlr_text *text = tlri_text_new(g->ctx);
    if (text == NULL) {
        return tlri_no_memory(g->ctx);
    }
    tlr_status status = g->options->json ? tlri_effect_json(&page, &text->buf)
                                         : tlri_effect_sheet(&page, &text->buf);
    TLR_TRY(tlri_text_hand(text, status, out));
    return g->options->papers > 0 && !g->cannot ? TLR_E_DIFFERS : TLR_OK;
}

/* ---- a folder -----------------------------------------------------------------------------------
 */

static tlr_status no_contest(tlr_ctx *ctx, const struct tlri_audit *outcome, const char *id)
{
    struct tlri_buf list;
    tlri_buf_init(&list, ctx, LIST_MAX);
    for (size_t i = 0; i < outcome->counted; i++) {
        tlri_buf_printf(&list, "%s%s", i > 0 ? ", " : "the contests are ",
                        outcome->contest[i].contest.id);
    }
    tlri_diag(ctx, TLR_ERROR, 6703, NULL, list.data, "effect/EFF-1", "there is no contest '%s'",
              id != NULL ? id : "");
    tlri_buf_drop(&list);
    return TLR_E_INPUT;
}

static tlr_status ask_contests(struct gathered *g, const struct tlri_audit *outcome)
{
    const char *id = g->options->contest;
    for (size_t i = 0; i < outcome->counted; i++) {
        const struct tlri_counted *counted = &outcome->contest[i];
        const struct tlri_effect_asked asked = {
            .ctx = g->ctx,
            .contest = &counted->contest,
            .settings = &counted->settings,
            .papers = counted->papers,
            .transcript = counted->transcript,
            .election = outcome->election_case->notice->election,
        };
        if (id == NULL || tlri_streq(counted->contest.id, id)) {
            TLR_TRY(tlri_audit_need_papers(g->ctx, asked.contest, asked.papers));
            TLR_TRY(ask_each(g, &asked));
        }
    }
    return g->answer.count > 0 ? TLR_OK : no_contest(g->ctx, outcome, id);
}

tlr_status tlr_effect(tlr_ctx *ctx, const char *dir, const tlr_effect_options *options,
                      tlr_text **out)
{
    struct tlri_case *opened = NULL;
    struct tlri_audit *outcome = NULL;
    struct gathered gathered;
    tlr_status status;
    *out = NULL;
    TLR_TRY(check_options(ctx, options));
    gather_init(&gathered, ctx, options);
    TLR_TRY_TO(
        tlri_open_with(ctx, dir, options->officer_key, options->notice, options->close, &opened),
        done);
    TLR_TRY_TO(tlri_audit_rules(ctx, opened, &outcome), done);
    TLR_TRY_TO(tlri_audit_count(outcome, tlri_count_run), done);
    TLR_TRY_TO(ask_contests(&gathered, outcome), done);
    status = write_down(&gathered, opened->notice, out);
done:
    gather_drop(&gathered);
    tlri_audit_free(outcome);
    tlri_case_free(opened);
    return status;
}

/* ---- a quick count ------------------------------------------------------------------------------
 */

tlr_status tlr_quick_effect(const tlr_quick *quick, const tlr_effect_options *options,
                            tlr_text **out)
{
    struct tlri_quick_count counted;
    struct gathered gathered;
    *out = NULL;
    tlri_quick_counted(quick, &counted);
    TLR_TRY(check_options(counted.ctx, options));
    if (counted.transcript == NULL) {
        return not_ended(counted.ctx, "");
    }
    const struct tlri_effect_asked asked = {.ctx = counted.ctx,
                                            .contest = counted.contest,
                                            .settings = counted.settings,
                                            .papers = counted.papers,
                                            .transcript = counted.transcript};
    gather_init(&gathered, counted.ctx, options);
    tlr_status status = ask_each(&gathered, &asked);
    if (status == TLR_OK) {
        status = write_down(&gathered, NULL, out);
    }
    gather_drop(&gathered);
    return status;
}
