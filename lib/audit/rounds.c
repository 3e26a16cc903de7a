/*
 * audit/rounds.c: how the rounds of an eliminating ballot follow each other.
 *
 * An engine counts one round. Here what it came to becomes the contest of the next: those elected
 * and those out are off the paper, the bounds are lowered by the members elected, and the places
 * are those that are left. So neither engine knows of rounds, and both are given the same contest
 * each. Whether papers are there for every round, and for no other, is looked at here too. Nothing
 * is counted and nothing chosen. Implements spec/rules/rounds.md.
 */
#include "audit/rounds.h"

enum { NAMES_MAX = 1 << 16 };

/* ---- what a round came to -----------------------------------------------------------------------
 */

/* Marks who is elected and who is out, and counts the places taken. Re-open nominations may take
 * one: then it leaves the paper like somebody elected. */
static uint32_t read_round(const struct tlri_transcript *transcript, enum tlri_earlier *earlier)
{
    uint32_t taken = 0;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_EXCLUDED) {
            earlier[event->candidate] = TLRI_EARLIER_OUT;
        } else if ((event->kind == TLRI_EVENT_ELECTED || event->kind == TLRI_EVENT_PLACE_EMPTY) &&
                   event->candidate != TLRI_NONE) {
            earlier[event->candidate] = TLRI_EARLIER_ELECTED;
            taken++;
        }
    }
    return taken;
}

/* [CON-4] e0, as the first round found it. */
static uint32_t too_few(const struct tlri_transcript *transcript)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_PLACES_EMPTY && event->why == TLRI_EMPTY_TOO_FEW) {
            return (uint32_t)event->papers;
        }
    }
    return 0;
}

/* ---- the next contest ---------------------------------------------------------------------------
 */

static uint32_t members_elected(const struct tlri_counted *counted, uint32_t group)
{
    const struct tlri_contest *contest = &counted->contest;
    uint32_t category = contest->group[group].category;
    const uint32_t *elected = counted->transcript->elected.data;
    uint32_t n = 0;
    for (size_t i = 0; i < counted->transcript->elected.count; i++) {
        n += contest->member[elected[i] * contest->categories + category] == group;
    }
    return n;
}

/* [RND-1] The bounds that are left. */
static tlr_status lower_bounds(struct tlri_audit *o, const struct tlri_counted *before,
                               struct tlri_contest *contest)
{
    struct tlri_group *group = tlri_arena_array(&o->arena, contest->groups + 1u, sizeof *group);
    if (group == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (uint32_t g = 0; g < contest->groups; g++) {
        uint32_t members = members_elected(before, g);
        group[g] = before->contest.group[g];
        group[g].minimum -= members < group[g].minimum ? members : group[g].minimum;
        if (group[g].maximum != TLRI_NO_MAXIMUM) {
            group[g].maximum -= members < group[g].maximum ? members : group[g].maximum;
        }
    }
    contest->group = group;
    return TLR_OK;
}

/* [RND-1] Those who are not on the next paper. */
static tlr_status take_off(struct tlri_audit *o, const struct tlri_counted *before,
                           struct tlri_counted *next, uint32_t *taken)
{
    uint32_t candidates = before->contest.candidates;
    struct tlri_candidate *candidate =
        tlri_arena_array(&o->arena, candidates + 1u, sizeof *candidate);
    next->earlier = tlri_arena_array(&o->arena, candidates + 1u, sizeof *next->earlier);
    next->elected = tlri_arena_array(&o->arena, candidates + 1u, sizeof *next->elected);
    if (candidate == NULL || next->earlier == NULL || next->elected == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (uint32_t c = 0; before->earlier != NULL && c < candidates; c++) {
        next->earlier[c] = before->earlier[c];
    }
    *taken = read_round(before->transcript, next->earlier);
    for (uint32_t c = 0; c < candidates; c++) {
        candidate[c] = before->contest.candidate[c];
        if (next->earlier[c] != TLRI_EARLIER_NOT) {
            candidate[c].standing = TLRI_WITHDRAWN;
        }
        next->elected[c] = before->elected[c];
    }
    next->contest.candidate = candidate;
    return TLR_OK;
}

tlr_status tlri_round_next(struct tlri_audit *o, const struct tlri_counted *before,
                           struct tlri_counted *next)
{
    size_t last = tlri_transcript_size(before->transcript) - 1;
    uint32_t taken = 0;
    *next = (struct tlri_counted){.source = before->source,
                                  .round = before->round + 1,
                                  .settings = before->settings,
                                  .restricted_to = before->restricted_to,
                                  .contest = before->contest};
    TLR_TRY(take_off(o, before, next, &taken));
    TLR_TRY(lower_bounds(o, before, &next->contest));
    next->places_before = before->places_before + taken;
    next->contest.places -= taken;
    next->contest.later_round = true;
    next->contest.few_before =
        before->contest.later_round ? before->contest.few_before : too_few(before->transcript);
    next->settings.votes = tlri_transcript_event(before->transcript, last)->part;
    return TLR_OK;
}

/* ---- papers for every round, and for no other ---------------------------------------------------
 */

static struct tlri_place close_place(const struct tlri_audit *o)
{
    return (struct tlri_place){.file = tlri_sealed_name(o->election_case->close_file)};
}

tlr_status tlri_rounds_check(struct tlri_audit *o, const struct tlri_case_contest *source,
                             const struct tlri_settings *settings)
{
    if (settings->method == TLRI_METHOD_ELIMINATING && tlri_audit_lacks(o, source->contest.id)) {
        return tlri_audit_refuse_part(o, source->contest.id,
                                      "its rounds follow from each other by all papers");
    }
    if (source->rounds == 0) {
        return TLR_OK;
    }
    struct tlri_place place = close_place(o);
    for (size_t i = 0; i < source->rounds; i++) {
        uint32_t round = source->round[i].round;
        if (settings->method != TLRI_METHOD_ELIMINATING && round != 1) {
            tlri_diag(o->ctx, TLR_ERROR, 6206, &place,
                      "only an eliminating ballot has rounds: write round 1 in these batches, or "
                      "declare the rule set eliminating",
                      "rounds/RND-3",
                      "contest '%s' is counted by %s, and there are papers of round %u",
                      source->contest.id, settings->name, round);
            return TLR_E_RULES;
        }
        if (round != i + 1) {
            tlri_diag(o->ctx, TLR_ERROR, 6050, &place,
                      "name the batches of every round in the close, or correct the number of "
                      "the round",
                      "rounds/RND-3",
                      "contest '%s': there are papers of round %u and none of round %zu",
                      source->contest.id, round, i + 1);
            return TLR_E_RULES;
        }
    }
    return TLR_OK;
}

/* [RND-8] What would have been cannot be counted from the papers that there are. */
static tlr_status issued_otherwise(struct tlri_audit *o)
{
    tlri_diag(o->ctx, TLR_ERROR, 6054, NULL, NULL, "rounds/RND-8",
              "there would have been other rounds, or other names on their papers");
    return TLR_E_RULES;
}

tlr_status tlri_round_too_many(struct tlri_audit *o, const struct tlri_counted *counted)
{
    struct tlri_place place = close_place(o);
    if (o->issued != NULL) {
        return issued_otherwise(o);
    }
    tlri_diag(o->ctx, TLR_ERROR, 6052, &place,
              "look whether a decision or a correction changed an earlier round; if the round "
              "was held by mistake, take its batches out of the close",
              "rounds/RND-3",
              "contest '%s': the ballot is over after round %u, and there are papers of round %u",
              counted->contest.id, counted->round, counted->round + 1);
    return TLR_E_RULES;
}

static void put_name(struct tlri_buf *names, const struct tlri_contest *contest, uint32_t c)
{
    tlri_buf_printf(names, "%s%s (%s)", names->len > 0 ? ", " : "", contest->candidate[c].name,
                    contest->candidate[c].id);
}

static const char *or_nobody(const struct tlri_buf *names)
{
    return names->len > 0 ? names->data : "nobody";
}

tlr_status tlri_round_needed(struct tlri_audit *o, const struct tlri_counted *before)
{
    struct tlri_counted next;
    struct tlri_buf on, out, hint;
    TLR_TRY(tlri_round_next(o, before, &next));
    tlri_buf_init(&on, o->ctx, NAMES_MAX);
    tlri_buf_init(&out, o->ctx, NAMES_MAX);
    tlri_buf_init(&hint, o->ctx, NAMES_MAX);
    for (uint32_t c = 0; c < next.contest.candidates; c++) {
        if (next.contest.candidate[c].standing != TLRI_WITHDRAWN) {
            put_name(&on, &next.contest, c);
        } else if (next.earlier[c] == TLRI_EARLIER_OUT &&
                   (before->earlier == NULL || before->earlier[c] == TLRI_EARLIER_NOT)) {
            put_name(&out, &next.contest, c);
        }
    }
    tlri_buf_printf(&hint,
                    "make papers with these names, to bear at most %u %s each; enter them with "
                    "'round %u' in their header, write a corrected close that names the batches "
                    "and accounts of all rounds, have it signed, and count again",
                    next.settings.votes, next.settings.votes == 1 ? "mark" : "marks", next.round);
    tlri_diag(o->ctx, o->tells_lots ? TLR_NOTE : TLR_ERROR, 6051, NULL, hint.data, "rounds/RND-4",
              "contest '%s': round %u is needed for %u %s; out after round %u: %s; on the next "
              "paper: %s",
              next.contest.id, next.round, next.settings.votes,
              next.settings.votes == 1 ? "place" : "places", before->round, or_nobody(&out),
              or_nobody(&on));
    tlri_buf_drop(&on);
    tlri_buf_drop(&out);
    tlri_buf_drop(&hint);
    return TLR_E_DECISION;
}

/* ---- the same papers as were issued? ------------------------------------------------------------
 */

tlr_status tlri_round_as_issued(struct tlri_audit *o, const struct tlri_counted *counted)
{
    const struct tlri_counted *issued = NULL;
    for (size_t i = 0; o->issued != NULL && i < o->issued->counted; i++) {
        const struct tlri_counted *one = &o->issued->contest[i];
        issued = one->round == counted->round && tlri_streq(one->contest.id, counted->contest.id)
                     ? one
                     : issued;
    }
    if (issued == NULL || counted->round == 1) {
        return TLR_OK;
    }
    bool same = issued->settings.votes == counted->settings.votes;
    for (uint32_t c = 0; c < counted->contest.candidates; c++) {
        same = same && (issued->contest.candidate[c].standing == TLRI_WITHDRAWN) ==
                           (counted->contest.candidate[c].standing == TLRI_WITHDRAWN);
    }
    if (same) {
        return TLR_OK;
    }
    return issued_otherwise(o);
}

/* ---- marks for those who are off the paper ------------------------------------------------------
 */

static bool marks_somebody_off(const struct tlri_counted *counted, const struct tlri_paper *paper)
{
    for (uint32_t i = 0; paper->reject == TLRI_REJECT_NONE && i < paper->marks; i++) {
        tlri_mark mark = counted->papers->pool[paper->first + i];
        if ((mark & TLRI_MARK_DOUBT) == 0 &&
            counted->earlier[mark & TLRI_MARK_CANDIDATE] != TLRI_EARLIER_NOT) {
            return true;
        }
    }
    return false;
}

void tlri_audit_note_rounds(struct tlri_audit *o)
{
    for (size_t i = 0; i < o->counted; i++) {
        const struct tlri_counted *counted = &o->contest[i];
        uint64_t found = 0;
        for (uint32_t p = 0; counted->round > 1 && p < counted->papers->count; p++) {
            const struct tlri_paper *paper = &counted->papers->paper[p];
            found += marks_somebody_off(counted, paper) ? paper->weight : 0;
        }
        if (found > 0) {
            tlri_diag(o->ctx, TLR_WARNING, 6053, NULL,
                      "see whether they belong to another round, or were printed with the wrong "
                      "names; if the papers are right, nothing need be done",
                      "rounds/RND-2",
                      "contest '%s', round %u: papers with a mark for somebody elected or out "
                      "before: %llu; such a mark gives no vote",
                      counted->contest.id, counted->round, (unsigned long long)found);
        }
    }
}
