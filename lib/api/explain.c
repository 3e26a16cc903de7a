/*
 * api/explain.c: one paper, one candidate or one stage of an election, in sentences
 * (teller/explain.h).
 *
 * Finds what was asked about, counts the folder with the second engine and lets audit tell it. The
 * only words of its own are the headings and what to do about a name that is not there. Implements
 * spec/formats/explain.md [EXP-1].
 */
#include "teller/explain.h"

#include <string.h>

#include "api/open.h"
#include "api/text.h"
#include "audit/audit.h"
#include "audit/explain.h"
#include "recount/recount.h"

enum { LIST_MAX = 1 << 16 };

/* A question being answered. */
struct asked {
    tlr_ctx *ctx;
    const tlr_explain_question *question;
    const struct tlri_audit *outcome;
    struct tlri_buf *out;
};

/* ---- finding what was asked about ---------------------------------------------------------------
 */

static bool is_contest(const struct tlri_counted *counted, const char *id, size_t len)
{
    return tlri_span_is(id, len, counted->contest.id);
}

/* The contest of that id, in its first round; TLR_E_INPUT with the list of those that there are. */
static tlr_status find_contest(const struct asked *asked, const char *id, size_t len,
                               const struct tlri_counted **out)
{
    struct tlri_buf list;
    for (size_t i = 0; i < asked->outcome->counted; i++) {
        if (is_contest(&asked->outcome->contest[i], id, len)) {
            *out = &asked->outcome->contest[i];
            return TLR_OK;
        }
    }
    tlri_buf_init(&list, asked->ctx, LIST_MAX);
    for (size_t i = 0; i < asked->outcome->counted; i++) {
        if (asked->outcome->contest[i].round == 1) {
            tlri_buf_printf(&list, "%s%s", i > 0 ? ", " : "the contests are ",
                            asked->outcome->contest[i].contest.id);
        }
    }
    tlri_diag(asked->ctx, TLR_ERROR, 6401, NULL, list.data, NULL, "there is no contest '%.*s'",
              (int)len, id);
    tlri_buf_drop(&list);
    return TLR_E_INPUT;
}

/* The round after this one, or NULL: rounds of a contest stand one after another. */
static const struct tlri_counted *next_round(const struct asked *asked,
                                             const struct tlri_counted *counted)
{
    size_t at = (size_t)(counted - asked->outcome->contest) + 1;
    bool more =
        at < asked->outcome->counted && asked->outcome->contest[at].source == counted->source;
    return more ? &asked->outcome->contest[at] : NULL;
}

/* The round asked for, of the contest whose first round is given; TLR_E_USAGE when there are
 * several and none was named, TLR_E_INPUT when there is none of that number. */
static tlr_status find_round(const struct asked *asked, const struct tlri_counted **counted)
{
    const struct tlri_counted *first = *counted;
    uint32_t rounds = tlri_audit_last_round(asked->outcome, first)->round;
    uint32_t wanted = asked->question->round;
    if (wanted == 0 && rounds > 1) {
        tlri_diag(asked->ctx, TLR_ERROR, 6055, NULL, "name the round too: --round N", NULL,
                  "contest '%s' was counted in %u rounds; a stage of which one?", first->contest.id,
                  rounds);
        return TLR_E_USAGE;
    }
    while (wanted > 0 && *counted != NULL && (*counted)->round != wanted) {
        *counted = next_round(asked, *counted);
    }
    if (*counted != NULL) {
        return TLR_OK;
    }
    tlri_diag(asked->ctx, TLR_ERROR, 6056, NULL, "give the number of one of them", NULL,
              "contest '%s' was counted in %u %s, there is no round %u", first->contest.id, rounds,
              rounds == 1 ? "round" : "rounds", wanted);
    return TLR_E_INPUT;
}

static tlr_status not_counted(const struct asked *asked, const struct tlri_counted *counted)
{
    if (counted->source->annulled != 0) {
        tlri_diag(asked->ctx, TLR_ERROR, 6402, NULL, "read the ruling in the folder",
                  "ruling/RUL-14",
                  "the count of contest '%s' was annulled by ruling %u, so no papers are counted",
                  counted->contest.id, counted->source->annulled);
        return TLR_E_INPUT;
    }
    tlri_diag(asked->ctx, TLR_ERROR, 6402, NULL,
              "nothing to explain: everybody who stood was elected", "unopposed/UNO-1",
              "contest '%s' was not opposed, so no papers were counted", counted->contest.id);
    return TLR_E_INPUT;
}

static tlr_status bad_paper_name(const struct asked *asked)
{
    tlri_diag(asked->ctx, TLR_ERROR, 6403, NULL,
              "write it as it stands in the batch, for instance ordinary/meeting/113", NULL,
              "'%s' does not name a paper: contest/batch/number is asked for",
              asked->question->paper);
    return TLR_E_INPUT;
}

static tlr_status no_such_batch(const struct asked *asked, const struct tlri_counted *first,
                                const char *id, size_t len)
{
    struct tlri_buf list;
    tlri_buf_init(&list, asked->ctx, LIST_MAX);
    for (const struct tlri_counted *round = first; round != NULL;
         round = next_round(asked, round)) {
        for (uint32_t i = 0; i < round->papers->batches; i++) {
            tlri_buf_printf(&list, "%s%s", list.len > 0 ? ", " : "its batches are ",
                            round->papers->batch[i].id);
        }
    }
    tlri_diag(asked->ctx, TLR_ERROR, 6404, NULL, list.data, NULL,
              "contest '%s' has no batch '%.*s'", first->contest.id, (int)len, id);
    tlri_buf_drop(&list);
    return TLR_E_INPUT;
}

static const struct tlri_paper_batch *batch_of(const struct tlri_papers *papers, const char *id,
                                               size_t len)
{
    for (uint32_t i = 0; i < papers->batches; i++) {
        if (tlri_span_is(id, len, papers->batch[i].id)) {
            return &papers->batch[i];
        }
    }
    return NULL;
}

/* batch/number within a contest: the round it was counted in (*counted holds the first), and the
 * paper's index. An id names a batch once in a contest, whatever the round. */
static tlr_status find_paper(const struct asked *asked, const struct tlri_counted **counted,
                             const char *name, uint32_t *paper)
{
    const struct tlri_counted *first = *counted;
    const char *slash = strchr(name, '/');
    const struct tlri_paper_batch *batch = NULL;
    uint32_t number = slash != NULL ? tlri_number_of(slash + 1) : 0;
    if (number == 0) {
        return bad_paper_name(asked);
    }
    size_t len = (size_t)(slash - name);
    for (const struct tlri_counted *round = first; round != NULL && batch == NULL;
         round = next_round(asked, round)) {
        batch = batch_of(round->papers, name, len);
        *counted = round;
    }
    if (batch == NULL) {
        return no_such_batch(asked, first, name, len);
    }
    if (number > batch->count) {
        tlri_diag(asked->ctx, TLR_ERROR, 6405, NULL, "give the number of one of its papers", NULL,
                  "batch '%s' of contest '%s' has %u papers, no paper %u", batch->id,
                  first->contest.id, batch->count, number);
        return TLR_E_INPUT;
    }
    *paper = batch->first + number - 1;
    return TLR_OK;
}

/* The role that objected to the decision on a paper, or NULL. */
static const char *objected_to(const struct asked *asked, const struct tlri_counted *counted,
                               uint32_t paper)
{
    const struct tlri_close *close = asked->outcome->election_case->close;
    const struct tlri_paper_batch *batch = tlri_papers_batch_of(counted->papers, paper);
    for (size_t i = 0; i < close->decisions; i++) {
        const struct tlri_decision *decision = &close->decision[i];
        if (tlri_streq(decision->contest, counted->contest.id) &&
            tlri_streq(decision->batch, batch->id) &&
            decision->number == paper - batch->first + 1) {
            return decision->objected_by < TLRI_ROLE_COUNT ? tlri_role_token(decision->objected_by)
                                                           : NULL;
        }
    }
    return NULL;
}

/* ---- answering ----------------------------------------------------------------------------------
 */

static struct tlri_told told_of(const struct asked *asked, const struct tlri_counted *counted)
{
    struct tlri_told told = {.ctx = asked->ctx,
                             .contest = &counted->contest,
                             .settings = &counted->settings,
                             .papers = counted->papers,
                             .transcript = counted->transcript,
                             .places_before = counted->places_before};
    return told;
}

static void put_heading(const struct asked *asked, const struct tlri_counted *counted)
{
    const struct tlri_notice *notice = asked->outcome->election_case->notice;
    if (!notice->is_signed) {
        tlri_buf_puts(asked->out,
                      "UNSIGNED: this election was declared unsigned; nothing was verified.\n");
    }
    if (notice->trial) {
        tlri_buf_puts(asked->out, "TRIAL RUN: not a real election.\n");
    }
    tlri_buf_printf(asked->out, "%s\n%s (%s), ", notice->clp, counted->contest.title,
                    counted->contest.id);
    if (counted->source->rounds > 1) {
        tlri_buf_printf(asked->out, "round %u, ", counted->round);
    }
    tlri_buf_printf(asked->out, "counted by %s\n", counted->source->declared->rule_set);
}

static tlr_status answer_paper(const struct asked *asked)
{
    const struct tlri_counted *counted = NULL;
    const char *name = asked->question->paper;
    const char *slash = strchr(name, '/');
    uint32_t paper = 0;
    if (slash == NULL) {
        return bad_paper_name(asked);
    }
    TLR_TRY(find_contest(asked, name, (size_t)(slash - name), &counted));
    if (counted->papers == NULL) {
        return not_counted(asked, counted);
    }
    TLR_TRY(find_paper(asked, &counted, slash + 1, &paper));
    if (tlri_papers_batch_of(counted->papers, paper)->totals) {
        return tlri_audit_need_papers(asked->ctx, &counted->contest, counted->papers);
    }
    struct tlri_told told = told_of(asked, counted);
    told.objected = objected_to(asked, counted, paper);
    put_heading(asked, counted);
    tlri_buf_printf(asked->out, "Paper %s\n\n", name);
    tlri_buf_puts(asked->out,
                  "SEALED: this page shows how one paper was marked. Like the batches, it is not\n"
                  "for publication.\n\n");
    return tlri_explain_paper(&told, paper, asked->out);
}

/* A candidate of a contest in which nobody needed to be chosen. */
static void tell_unopposed(const struct asked *asked, const struct tlri_counted *counted,
                           uint32_t candidate)
{
    tlri_buf_printf(asked->out,
                    counted->elected[candidate]
                        ? "%s is elected unopposed: no more candidates stood than places.\n"
                          "[unopposed/UNO-1]\n"
                        : "%s did not stand any more: withdrawn, or elected to another place.\n"
                          "[unopposed/UNO-4]\n",
                    counted->contest.candidate[candidate].name);
}

/* Elected without the bounds on groups, but not with them? */
static void tell_displaced(const struct asked *asked, size_t index, uint32_t candidate)
{
    const struct tlri_result_contest *contest = &asked->outcome->result.contest[index];
    for (size_t i = 0; i < contest->displaced; i++) {
        if (contest->displaced_candidate[i].candidate == candidate) {
            tlri_buf_printf(asked->out,
                            "Displaced: counted again without the bounds on groups, the same "
                            "papers elect\n    this candidate. [%s]\n",
                            contest->displaced_candidate[i].clause);
        }
    }
}

static tlr_status tell_candidate(const struct asked *asked, size_t index, uint32_t candidate,
                                 bool first)
{
    const struct tlri_counted *counted = &asked->outcome->contest[index];
    tlri_buf_puts(asked->out, first ? "" : "\n");
    put_heading(asked, counted);
    tlri_buf_printf(asked->out, "Candidate %s (%s)\n\n", counted->contest.candidate[candidate].name,
                    counted->contest.candidate[candidate].id);
    if (counted->transcript == NULL) {
        tell_unopposed(asked, counted, candidate);
        return asked->out->failed;
    }
    struct tlri_told told = told_of(asked, counted);
    TLR_TRY(tlri_explain_candidate(&told, candidate, asked->out));
    tell_displaced(asked, index, candidate);
    return asked->out->failed;
}

static tlr_status no_such_candidate(const struct asked *asked)
{
    struct tlri_buf list;
    const char *before = "the candidates are ";
    tlri_buf_init(&list, asked->ctx, LIST_MAX);
    for (size_t i = 0; i < asked->outcome->counted; i++) {
        const struct tlri_counted *counted = &asked->outcome->contest[i];
        if (asked->question->contest != NULL &&
            !tlri_streq(asked->question->contest, counted->contest.id)) {
            continue;
        }
        for (uint32_t c = 0; c < counted->contest.candidates; c++) {
            tlri_buf_printf(&list, "%s%s", before, counted->contest.candidate[c].id);
            before = ", ";
        }
        before = "; ";
    }
    tlri_diag(asked->ctx, TLR_ERROR, 6406, NULL, list.data, NULL,
              "there is no candidate with the id '%s'", asked->question->candidate);
    tlri_buf_drop(&list);
    return TLR_E_INPUT;
}

static tlr_status answer_candidate(const struct asked *asked)
{
    const struct tlri_counted *only = NULL;
    bool found = false;
    if (asked->question->contest != NULL) {
        TLR_TRY(
            find_contest(asked, asked->question->contest, strlen(asked->question->contest), &only));
    }
    for (size_t i = 0; i < asked->outcome->counted; i++) {
        const struct tlri_counted *counted = &asked->outcome->contest[i];
        if ((only != NULL && only->source != counted->source) ||
            (asked->question->round != 0 && asked->question->round != counted->round)) {
            continue;
        }
        for (uint32_t c = 0; c < counted->contest.candidates; c++) {
            if (tlri_streq(counted->contest.candidate[c].id, asked->question->candidate) &&
                (counted->earlier == NULL || counted->earlier[c] == TLRI_EARLIER_NOT)) {
                TLR_TRY(tell_candidate(asked, i, c, !found));
                found = true;
            }
        }
    }
    return found ? TLR_OK : no_such_candidate(asked);
}

/* The contest of a stage: the one named, or the only one with papers. */
static tlr_status contest_of_stage(const struct asked *asked, const struct tlri_counted **out)
{
    const char *id = asked->question->contest;
    size_t counted = 0;
    if (id != NULL) {
        TLR_TRY(find_contest(asked, id, strlen(id), out));
        return (*out)->transcript != NULL ? find_round(asked, out) : not_counted(asked, *out);
    }
    for (size_t i = 0; i < asked->outcome->counted; i++) {
        const struct tlri_counted *one = &asked->outcome->contest[i];
        if (one->transcript != NULL && one->round == 1) {
            *out = one;
            counted++;
        }
    }
    if (counted == 1) {
        return find_round(asked, out);
    }
    if (counted == 0) {
        return not_counted(asked, &asked->outcome->contest[0]);
    }
    tlri_diag(asked->ctx, TLR_ERROR, 6407, NULL, "name the contest too: --contest ID", NULL,
              "%zu contests were counted; a stage of which one?", counted);
    return TLR_E_USAGE;
}

static tlr_status answer_stage(const struct asked *asked)
{
    const struct tlri_counted *counted = NULL;
    TLR_TRY(contest_of_stage(asked, &counted));
    if (asked->question->stage > counted->transcript->stages) {
        tlri_diag(asked->ctx, TLR_ERROR, 6408, NULL, "give the number of one of them", NULL,
                  "the count of contest '%s' has %u stages, no stage %u", counted->contest.id,
                  counted->transcript->stages, asked->question->stage);
        return TLR_E_INPUT;
    }
    struct tlri_told told = told_of(asked, counted);
    put_heading(asked, counted);
    tlri_buf_printf(asked->out, "Stage %u of %u\n\n", asked->question->stage,
                    counted->transcript->stages);
    return tlri_explain_stage(&told, asked->question->stage, asked->out);
}

static tlr_status answer(const struct asked *asked)
{
    if (asked->question->paper != NULL) {
        return answer_paper(asked);
    }
    return asked->question->candidate != NULL ? answer_candidate(asked) : answer_stage(asked);
}

tlr_status tlr_explain(tlr_ctx *ctx, const char *dir, const tlr_explain_question *question,
                       tlr_text **out)
{
    struct tlri_case *opened = NULL;
    struct tlri_audit *outcome = NULL;
    tlr_text *text = NULL;
    tlr_status status;
    *out = NULL;
    if ((question->paper != NULL) + (question->candidate != NULL) + (question->stage > 0) != 1) {
        tlri_diag(ctx, TLR_ERROR, 6409, NULL,
                  "ask about one paper, one candidate or one stage at a time", NULL,
                  "exactly one question can be answered");
        return TLR_E_USAGE;
    }
    TLR_TRY(tlri_open_with(ctx, dir, question->officer_key, question->notice, question->close,
                           &opened));
    TLR_TRY_TO(tlri_audit_rules(ctx, opened, &outcome), done);
    TLR_TRY_TO(tlri_audit_count(outcome, tlri_recount_run), done);
    text = tlri_text_new(ctx);
    if (text == NULL) {
        status = tlri_no_memory(ctx);
        goto done;
    }
    const struct asked asked = {ctx, question, outcome, &text->buf};
    status = answer(&asked);
done:
    tlri_audit_free(outcome);
    tlri_case_free(opened);
    return tlri_text_hand(text, status, out);
}
