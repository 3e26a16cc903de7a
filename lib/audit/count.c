/*
 * audit/count.c: counts the contests of a case, one after another.
 *
 * In the fill order of the notice, since somebody elected to one place may not take another: in the
 * later contest they are passed over as if withdrawn. A contest in which nobody need be chosen is
 * not counted (spec/rules/README.md, unopposed). A tie that the engine cannot settle is answered by
 * a lot of the folder and the contest counted again from the start: a count takes lots as input and
 * never makes a choice. The second count without bounds names the displaced (CON-13). An
 * eliminating ballot is counted round by round; what joins its rounds is in audit/rounds.c.
 */
#include "audit/across.h"
#include "audit/audit.h"
#include "audit/rounds.h"
#include "model/lots.h"

enum { LOTS_MAX = 250 };

/* ---- who may still be elected
 * ----------------------------------------------------------------------- */

static bool elected_before(const struct tlri_audit *o, const char *id)
{
    for (size_t i = 0; i < o->counted; i++) {
        const struct tlri_counted *counted = &o->contest[i];
        for (uint32_t c = 0; c < counted->contest.candidates; c++) {
            if (counted->elected != NULL && counted->elected[c] &&
                tlri_streq(counted->contest.candidate[c].id, id)) {
                return true;
            }
        }
    }
    return false;
}

/* A copy of the contest in which those elected to an earlier place are withdrawn. */
static tlr_status prepare_contest(struct tlri_audit *o, size_t index, struct tlri_counted *counted)
{
    const struct tlri_contest *from = &counted->source->contest;
    counted->contest = *from;
    struct tlri_candidate *candidate =
        tlri_arena_array(&o->arena, from->candidates + 1u, sizeof *candidate);
    counted->elected = tlri_arena_array(&o->arena, from->candidates + 1u, sizeof(bool));
    if (candidate == NULL || counted->elected == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (uint32_t c = 0; c < from->candidates; c++) {
        candidate[c] = from->candidate[c];
        if (candidate[c].standing == TLRI_STANDING &&
            o->election_case->notice->one_person_one_place && elected_before(o, candidate[c].id)) {
            candidate[c].standing = TLRI_WITHDRAWN;
        }
    }
    counted->contest.candidate = candidate;
    TLR_TRY(tlri_audit_keep_bound(o, index, &counted->contest));
    return tlri_across_restrict(o, index, counted);
}

static uint32_t standing_in(const struct tlri_contest *contest)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < contest->candidates; c++) {
        n += contest->candidate[c].standing != TLRI_WITHDRAWN;
    }
    return n;
}

/* Would electing everybody who stands keep every bound, empty places standing for missing members?
 */
static bool all_fit(const struct tlri_contest *contest)
{
    uint32_t empty = contest->places - standing_in(contest);
    for (uint32_t k = 0; k < contest->categories; k++) {
        uint32_t missing = 0;
        for (uint32_t g = 0; g < contest->groups; g++) {
            uint32_t members = 0;
            for (uint32_t c = 0; c < contest->candidates; c++) {
                members += contest->candidate[c].standing != TLRI_WITHDRAWN &&
                           contest->member[c * contest->categories + k] == g;
            }
            if (contest->group[g].category != k) {
                continue;
            }
            if (members > contest->group[g].maximum) {
                return false;
            }
            missing +=
                contest->group[g].minimum > members ? contest->group[g].minimum - members : 0;
        }
        if (missing > empty) {
            return false;
        }
    }
    return true;
}

static bool has_reopen(const struct tlri_contest *contest)
{
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (contest->candidate[c].standing == TLRI_REOPEN) {
            return true;
        }
    }
    return false;
}

/* Nobody need be chosen: no more stand than there are places, and all may be elected together. */
static bool unopposed(const struct tlri_contest *contest)
{
    return standing_in(contest) <= contest->places && !has_reopen(contest) && all_fit(contest);
}

/* ---- one contest
 * --------------------------------------------------------------------------------- */

/* The lines to write, so that nobody has to look up the form: the whole of lots.txt when there is
 * none, otherwise those of this lot. */
static void lot_lines(const struct tlri_audit *o, const struct tlri_counted *counted,
                      const struct tlri_event *tie, const uint32_t *tied, struct tlri_buf *out)
{
    char close[TLRI_DIGEST_HEX];
    char lot_id[TLRI_LOT_ID];
    const struct tlri_case *c = o->election_case;
    bool first = c->lots == NULL;
    tlri_digest_hex(tlri_sealed_digest(c->close_file), close);
    tlri_lot_id(counted->contest.id, tlri_lot_stage(counted, tie), (enum tlri_purpose)tie->to,
                lot_id);
    tlri_buf_printf(out,
                    "draw one of them in the open; 'teller lot %s' says how, and writes it "
                    "down; or %s with the id of the one drawn; have it signed, and count "
                    "again:",
                    c->dir, first ? "write lots.txt as below" : "add these lines to lots.txt");
    if (first) {
        tlri_buf_printf(out, "\nteller/lots@1\nelection %s\nclose sha256:%s\nseed none\nlots 1",
                        c->notice->election, close);
    }
    tlri_buf_printf(out, "\nlot %s\ntied", lot_id);
    for (uint32_t i = 0; i < tie->set_size; i++) {
        tlri_buf_printf(out, " %s", counted->contest.candidate[tied[i]].id);
    }
    tlri_buf_printf(out, "\nselected ID\ndrawn slips\nwitnesses returning-officer scrutineer%s",
                    first ? "\nend" : "");
}

/* Keeps the tie for whoever asks; its candidates are copied, as the transcript may go. */
static tlr_status keep_needed(struct tlri_audit *o, const struct tlri_counted *counted,
                              const struct tlri_event *tie, const uint32_t *tied)
{
    uint32_t *copy = tlri_arena_array(&o->arena, tie->set_size, sizeof *copy);
    if (copy == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (uint32_t i = 0; i < tie->set_size; i++) {
        copy[i] = tied[i];
    }
    o->needed = (struct tlri_needed_lot){
        counted,    tlri_lot_stage(counted, tie), (enum tlri_purpose)tie->to, tie->set_size, copy,
        tie->clause};
    return TLR_OK;
}

/* Says who is level for what and how to go on. */
static tlr_status ask_for_lot(struct tlri_audit *o, const struct tlri_counted *counted,
                              const struct tlri_event *tie, const uint32_t *tied)
{
    TLR_TRY(keep_needed(o, counted, tie, tied));
    if (o->tells_lots) {
        return TLR_E_DECISION;
    }
    if (o->election_case->left_outs > 0) {
        return tlri_audit_tie_in_part(o, counted, tie);
    }
    struct tlri_buf names;
    struct tlri_buf lines;
    tlri_buf_init(&lines, o->ctx, 1 << 16);
    lot_lines(o, counted, tie, tied, &lines);
    tlri_buf_init(&names, o->ctx, 1 << 16);
    for (uint32_t i = 0; i < tie->set_size; i++) {
        tlri_buf_printf(&names, "%s%s (%s)", i > 0 ? ", " : "",
                        counted->contest.candidate[tied[i]].name,
                        counted->contest.candidate[tied[i]].id);
    }
    tlri_diag(o->ctx, TLR_ERROR, 6211, NULL, lines.data, tie->clause,
              "contest '%s', %s %u: %s are level; a lot %s:%u:%s must say which one is selected "
              "to %s",
              counted->contest.id,
              counted->settings.method == TLRI_METHOD_ELIMINATING ? "round" : "stage",
              tlri_lot_stage(counted, tie), names.data != NULL ? names.data : "",
              counted->contest.id, tlri_lot_stage(counted, tie), tlri_purpose_token(tie->to),
              tlri_purpose_token(tie->to));
    tlri_buf_drop(&names);
    tlri_buf_drop(&lines);
    return TLR_E_DECISION;
}

/*
 * Counts with the lots that the ties ask for, each supplied when it is met. A tie without a lot
 * ends it: TLR_E_DECISION when it must be known (ask), otherwise the transcript says so by its
 * outcome.
 */
static tlr_status count_with_lots(struct tlri_audit *o, const struct tlri_counted *counted,
                                  const struct tlri_settings *settings, tlri_engine *engine,
                                  bool ask, struct tlri_transcript **out)
{
    struct tlri_lot *lot = tlri_arena_array(&o->arena, LOTS_MAX, sizeof *lot);
    struct tlri_lots lots = {0, lot};
    if (lot == NULL) {
        return tlri_no_memory(o->ctx);
    }
    TLR_TRY(tlri_audit_check_totals(o->ctx, &counted->contest, settings, counted->papers));
    for (;;) {
        bool found = false;
        tlri_progress(o->ctx, "counting %s", counted->contest.title);
        TLR_TRY(engine(o->ctx, &counted->contest, settings, counted->papers, &lots, out));
        if ((*out)->outcome != TLRI_OUTCOME_LOT_NEEDED) {
            return TLR_OK;
        }
        const struct tlri_event *tie = tlri_transcript_event(*out, tlri_transcript_size(*out) - 1);
        const uint32_t *tied = tlri_transcript_set(*out, tie);
        if (lots.count < LOTS_MAX) {
            TLR_TRY(tlri_lot_for_tie(o, counted, tie, tied, &found, &lot[lots.count]));
        }
        if (!found) {
            return ask ? ask_for_lot(o, counted, tie, tied) : TLR_OK;
        }
        lots.count++;
        tlri_transcript_free(*out);
        *out = NULL;
    }
}

static bool has_bounds(const struct tlri_contest *contest)
{
    for (uint32_t g = 0; g < contest->groups; g++) {
        if (contest->group[g].minimum > 0 || contest->group[g].maximum != TLRI_NO_MAXIMUM) {
            return true;
        }
    }
    return false;
}

/* The count as if there were no bounds. A lot that only this count would need was never drawn: then
 * it stays open who would have been elected, and the result says nothing of it. */
static tlr_status count_unbounded(struct tlri_audit *o, struct tlri_counted *counted,
                                  tlri_engine *engine)
{
    struct tlri_settings settings = counted->settings;
    if (!has_bounds(&counted->contest) || !settings.constrained) {
        return TLR_OK;
    }
    settings.constrained = false;
    TLR_TRY(count_with_lots(o, counted, &settings, engine, false, &counted->unbounded));
    if (counted->unbounded->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        tlri_diag(o->ctx, TLR_NOTE, 6212, NULL, NULL, "constraints/CON-13",
                  "contest '%s': who would have been elected without the bounds turns on a lot "
                  "that was not drawn",
                  counted->contest.id);
        tlri_transcript_free(counted->unbounded);
        counted->unbounded = NULL;
    }
    return TLR_OK;
}

static tlr_status refuse_contest(struct tlri_audit *o, const struct tlri_counted *counted)
{
    tlri_diag(o->ctx, TLR_ERROR, 6213, NULL,
              "by the reading 'insufficient' nothing is counted then; re-open nominations or have "
              "another reading decided",
              "constraints/CON-4",
              "contest '%s': the bounds on groups cannot be met by the candidates who stand",
              counted->contest.id);
    return TLR_E_RULES;
}

static void note_elected(struct tlri_counted *counted)
{
    const uint32_t *elected = counted->transcript->elected.data;
    for (size_t i = 0; i < counted->transcript->elected.count; i++) {
        counted->elected[elected[i]] = true;
    }
}

static tlr_status count_papers(struct tlri_audit *o, struct tlri_counted *counted,
                               tlri_engine *engine)
{
    TLR_TRY(count_with_lots(o, counted, &counted->settings, engine, true, &counted->transcript));
    if (counted->transcript->outcome == TLRI_OUTCOME_REFUSED) {
        return refuse_contest(o, counted);
    }
    note_elected(counted);
    return count_unbounded(o, counted, engine);
}

static tlr_status papers_missing(struct tlri_audit *o, const struct tlri_counted *counted)
{
    if (tlri_audit_lacks(o, counted->contest.id)) {
        return tlri_audit_refuse_part(o, counted->contest.id,
                                      "none of its batches is in the folder");
    }
    tlri_diag(
        o->ctx, TLR_ERROR, 6214, NULL,
        "put its batches into the folder and name them in the close, or withdraw candidates",
        "verification/V6",
        "contest '%s' is opposed (candidates standing: %u, places: %u) and there are no papers "
        "for it",
        counted->contest.id, standing_in(&counted->contest), counted->contest.places);
    return TLR_E_RULES;
}

/* Everybody who stands is elected; the rest of the places stays empty. */
static void elect_all(struct tlri_counted *counted)
{
    for (uint32_t c = 0; c < counted->contest.candidates; c++) {
        counted->elected[c] = counted->contest.candidate[c].standing == TLRI_STANDING;
    }
}

/* Counts this round, which is the last of o->contest; *next: another is asked for. */
static tlr_status count_round(struct tlri_audit *o, struct tlri_counted *counted,
                              tlri_engine *engine, bool *next)
{
    const struct tlri_case_round *round = &counted->source->round[counted->round - 1];
    counted->papers = round->papers;
    TLR_TRY(tlri_round_as_issued(o, counted));
    TLR_TRY(count_papers(o, counted, engine));
    *next = counted->transcript->outcome == TLRI_OUTCOME_NEXT_ROUND;
    return !*next && counted->round < counted->source->rounds ? tlri_round_too_many(o, counted)
                                                              : TLR_OK;
}

/* [RND-1] Round after round, as long as one is asked for and there are papers for it. */
static tlr_status count_rounds(struct tlri_audit *o, struct tlri_counted *first,
                               tlri_engine *engine)
{
    struct tlri_counted *counted = first;
    bool next = false;
    TLR_TRY(count_round(o, counted, engine, &next));
    while (next) {
        if (counted->round >= counted->source->rounds) {
            tlr_status status = tlri_round_needed(o, counted);
            o->waiting = o->waiting || status == TLR_E_DECISION;
            return status == TLR_E_DECISION ? TLR_OK : status;
        }
        struct tlri_counted *following = &o->contest[o->counted];
        TLR_TRY(tlri_round_next(o, counted, following));
        o->counted++;
        TLR_TRY(count_round(o, following, engine, &next));
        counted = following;
    }
    return TLR_OK;
}

static tlr_status count_contest(struct tlri_audit *o, size_t index, tlri_engine *engine)
{
    const struct tlri_case_contest *source = &o->election_case->contest[index];
    struct tlri_counted *counted = &o->contest[o->counted];
    counted->source = source;
    counted->round = 1;
    counted->settings = o->settings[index];
    TLR_TRY(prepare_contest(o, index, counted));
    o->counted++;
    if (source->annulled != 0) {
        return TLR_OK; /* [RUL-14]: nothing is counted, nobody is elected */
    }
    if (source->rounds == 0) {
        if (!unopposed(&counted->contest)) {
            return papers_missing(o, counted);
        }
        elect_all(counted);
        return TLR_OK;
    }
    return count_rounds(o, counted, engine);
}

const struct tlri_counted *tlri_audit_last_round(const struct tlri_audit *o,
                                                 const struct tlri_counted *counted)
{
    const struct tlri_counted *last = counted;
    for (size_t i = 0; i < o->counted; i++) {
        const struct tlri_counted *one = &o->contest[i];
        last = one->source == counted->source && one->round > last->round ? one : last;
    }
    return last;
}

tlr_status tlri_audit_count(struct tlri_audit *o, tlri_engine *engine)
{
    const struct tlri_notice *notice = o->election_case->notice;
    for (size_t i = 0; i < notice->contests; i++) {
        /* [RND-4], [ACR-6] Who may or must still be elected is not known yet. */
        if (o->waiting &&
            (notice->one_person_one_place || tlri_across_waits(notice, notice->fill_order[i]))) {
            continue;
        }
        tlr_status status = count_contest(o, notice->fill_order[i], engine);
        if (status != TLR_OK) {
            o->waiting = false; /* what stopped the count comes before what is to be done next */
            return status;
        }
    }
    TLR_TRY(tlri_audit_assemble(o));
    return o->waiting ? TLR_E_DECISION : TLR_OK;
}
