/*
 * custody/open_election.c: the candidates' file, bound to its notice, and the contests made of
 * both.
 *
 * The notice says which contests there are and which bounds apply; the election file says who
 * stands and who counts toward which group. Whatever differs from the notice is refused. The
 * contests built here are what the engines get. Implements spec/formats/election.md §3 and
 * spec/verification.md V4.
 */
#include <string.h>

#include "base/fold.h"
#include "custody/custody.h"
#include "io/election.h"

static struct tlri_place place_at(const struct tlri_case *c, struct tlri_at at)
{
    struct tlri_place place = {
        .file = tlri_sealed_name(c->election_file), .line = at.line, .column = at.column};
    return place;
}

static tlr_status check_binding(struct tlri_case *c)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->election_file)};
    if (!tlri_streq(c->election->election, c->notice->election)) {
        tlri_diag(c->ctx, TLR_ERROR, 6120, &place, "use the election.xml of this election",
                  "verification/V4", "this file is of the election '%s', the notice of '%s'",
                  c->election->election, c->notice->election);
        return TLR_E_TRUST;
    }
    if (memcmp(c->election->notice, tlri_sealed_digest(c->notice_file)->bytes, TLRI_SHA256_BYTES) !=
        0) {
        tlri_diag(c->ctx, TLR_ERROR, 6121, &place,
                  "ask the returning officer which notice was published; a notice is not changed "
                  "after papers went out except by a ruling",
                  "verification/V4", "this file rests on another notice.xml than the one here");
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

/* ---- one candidate -----------------------------------------------------------------------------
 */

/* Index of the group among all groups of the contest, and its category. */
static uint32_t find_group(const struct tlri_contest *contest, const char *name)
{
    for (uint32_t g = 0; g < contest->groups; g++) {
        if (tlri_streq(contest->group[g].name, name)) {
            return g;
        }
    }
    return TLRI_NONE;
}

/*
 * A consent given for another contest's bound has no effect here, and none of any kind where the
 * notice has no bounds. But a group that no contest has, where others have some, is a slip of the
 * pen that would take somebody out of the group.
 */
static tlr_status check_group(struct tlri_case *c, const struct tlri_election_candidate *entered,
                              const char *group)
{
    const char *known = NULL;
    for (size_t i = 0; i < c->notice->contests; i++) {
        const struct tlri_notice_contest *contest = &c->notice->contest[i];
        for (size_t k = 0; k < contest->categories; k++) {
            for (size_t g = 0; g < contest->category[k].groups; g++) {
                known = contest->category[k].group[g].name;
                if (tlri_streq(known, group)) {
                    return TLR_OK;
                }
            }
        }
    }
    if (known == NULL) {
        return TLR_OK;
    }
    struct tlri_place place = place_at(c, entered->at);
    tlri_diag(c->ctx, TLR_ERROR, 6127, &place,
              "write the group's name as the notice has it, or leave the declaration out",
              "constraints/CON-1",
              "candidate '%s' counts toward the group '%s', and no contest of the notice has it",
              entered->id, group);
    return TLR_E_INPUT;
}

/* The value of job-share, as declared or as ruled; NULL: neither. */
static const char *job_share(const struct tlri_case *c)
{
    const char *value = NULL;
    for (size_t i = 0; i < c->notice->readings; i++) {
        value = tlri_streq(c->notice->reading[i].name, "job-share") ? c->notice->reading[i].value
                                                                    : value;
    }
    for (size_t r = 0; r < c->applied; r++) {
        const struct tlri_ruling *ruling = c->ruling[r].ruling;
        for (size_t i = 0; i < ruling->changes; i++) {
            const struct tlri_change *change = &ruling->change[i];
            bool it = change->kind == TLRI_CHANGE_READING && tlri_streq(change->name, "job-share");
            value = it ? change->value : value;
        }
    }
    return value;
}

/* [ACR-9] Does a declaration that only one of those who share makes count? No answer is assumed. */
static tlr_status judge_share(struct tlri_case *c, const struct tlri_election_candidate *entered,
                              size_t group, bool *counts)
{
    const char *value = job_share(c);
    *counts = true;
    if ((entered->of_one_share & ((uint32_t)1 << group)) == 0) {
        return TLR_OK;
    }
    *counts = tlri_streq(value != NULL ? value : "", "when-one-does");
    if (value != NULL) {
        return TLR_OK;
    }
    struct tlri_place place = place_at(c, entered->at);
    tlri_diag(c->ctx, TLR_ERROR, 6918, &place,
              "declare the reading job-share in the notice, with who decided it: when-one-does "
              "(grade D, held by no source found; here this candidate counts), or when-all-do "
              "(grade D, held by no source found; here this candidate does not)",
              "across/ACR-9",
              "one of those who share as '%s' counts toward '%s', and job-share is not declared",
              entered->id, entered->group[group]);
    return TLR_E_RULES;
}

static tlr_status enter_groups(struct tlri_case *c, const struct tlri_election_candidate *entered,
                               const struct tlri_contest *contest, uint32_t *member)
{
    tlr_status worst = TLR_OK;
    struct tlri_place place = place_at(c, entered->at);
    for (size_t i = 0; i < entered->groups; i++) {
        uint32_t g = find_group(contest, entered->group[i]);
        if (g == TLRI_NONE) {
            worst = tlri_worse(worst, check_group(c, entered, entered->group[i]));
            continue;
        }
        bool counts = true;
        worst = tlri_worse(worst, judge_share(c, entered, i, &counts));
        if (!counts) {
            continue;
        }
        uint32_t *slot = &member[contest->group[g].category];
        if (*slot != TLRI_NONE && *slot != g) {
            tlri_diag(c->ctx, TLR_ERROR, 6123, &place,
                      "leave one of them: a candidate counts toward one group of a category",
                      "constraints/CON-1", "candidate '%s' stands in the groups '%s' and '%s'",
                      entered->id, contest->group[*slot].name, entered->group[i]);
            worst = TLR_E_INPUT;
        }
        *slot = g;
    }
    return worst;
}

static tlr_status check_candidate(struct tlri_case *c, const struct tlri_notice_contest *declared,
                                  const struct tlri_election_candidate *entered)
{
    struct tlri_place place = place_at(c, entered->at);
    if (entered->standing != TLRI_STANDING) {
        return TLR_OK;
    }
    if (entered->eligible != TLRI_ELIGIBLE_YES) {
        tlri_diag(c->ctx, TLR_ERROR, 6124, &place,
                  "mark the candidate as withdrawn, or have the decision changed by a ruling",
                  entered->clause, "candidate '%s' stands, but the eligibility decision is '%s'",
                  entered->id, tlri_eligible_token(entered->eligible));
        return TLR_E_INPUT;
    }
    bool for_woman = declared->kind == TLRI_PLACE_KIND_WOMAN && !entered->eligible_for_woman;
    bool for_youth = declared->kind == TLRI_PLACE_KIND_YOUTH && !entered->eligible_for_youth;
    if (for_woman || for_youth) {
        tlri_diag(c->ctx, TLR_ERROR, 6125, &place,
                  "add the candidate's own declaration, or take the candidate off this paper",
                  "C3.I.1.C", "candidate '%s' stands for the %s place without eligible-for=\"%s\"",
                  entered->id, tlri_place_kind_token(declared->kind),
                  tlri_place_kind_token(declared->kind));
        return TLR_E_INPUT;
    }
    return TLR_OK;
}

/* ---- one contest --------------------------------------------------------------------------------
 */

static tlr_status build_groups(struct tlri_case *c, const struct tlri_notice_contest *declared,
                               struct tlri_contest *contest)
{
    uint32_t groups = 0;
    for (size_t k = 0; k < declared->categories; k++) {
        groups += (uint32_t)declared->category[k].groups;
    }
    const char **names = tlri_arena_array(&c->arena, declared->categories + 1, sizeof *names);
    struct tlri_group *group = tlri_arena_array(&c->arena, groups + 1u, sizeof *group);
    if (names == NULL || group == NULL) {
        return tlri_no_memory(c->ctx);
    }
    uint32_t g = 0;
    for (size_t k = 0; k < declared->categories; k++) {
        names[k] = declared->category[k].name;
        for (size_t i = 0; i < declared->category[k].groups; i++, g++) {
            const struct tlri_declared_group *from = &declared->category[k].group[i];
            group[g] = (struct tlri_group){(uint32_t)k, from->name, from->minimum, from->maximum};
        }
    }
    contest->categories = (uint32_t)declared->categories;
    contest->category = names;
    contest->groups = groups;
    contest->group = group;
    return TLR_OK;
}

static tlr_status build_candidates(struct tlri_case *c, struct tlri_case_contest *slot)
{
    const struct tlri_election_contest *entered = slot->entered;
    struct tlri_contest *contest = &slot->contest;
    size_t n = entered->candidates;
    struct tlri_candidate *candidate = tlri_arena_array(&c->arena, n, sizeof *candidate);
    uint32_t *member = tlri_arena_array(&c->arena, n * contest->categories + 1, sizeof *member);
    if (candidate == NULL || member == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < n; i++) {
        const struct tlri_election_candidate *from = &entered->candidate[i];
        candidate[i] = (struct tlri_candidate){from->id, from->name, from->standing};
        for (uint32_t k = 0; k < contest->categories; k++) {
            member[i * contest->categories + k] = TLRI_NONE;
        }
        worst = tlri_worse(worst, enter_groups(c, from, contest, &member[i * contest->categories]));
        worst = tlri_worse(worst, check_candidate(c, slot->declared, from));
    }
    contest->candidates = (uint32_t)n;
    contest->candidate = candidate;
    contest->member = member;
    return worst;
}

static tlr_status build_contest(struct tlri_case *c, const struct tlri_notice_contest *declared,
                                struct tlri_case_contest *slot)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->election_file)};
    slot->declared = declared;
    slot->entered = tlri_election_contest(c->election, declared->id);
    if (slot->entered == NULL) {
        tlri_diag(c->ctx, TLR_ERROR, 6122, &place,
                  "add the contest with its candidates, or with none if nobody stands",
                  "verification/V4", "the notice has a contest '%s', this file has not",
                  declared->id);
        return TLR_E_INPUT;
    }
    slot->contest.id = declared->id;
    slot->contest.title = declared->title;
    slot->contest.places = declared->places;
    TLR_TRY(build_groups(c, declared, &slot->contest));
    return build_candidates(c, slot);
}

static tlr_status refuse_unknown_contests(struct tlri_case *c)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < c->election->contests; i++) {
        const struct tlri_election_contest *entered = &c->election->contest[i];
        if (tlri_notice_contest(c->notice, entered->id) == NULL) {
            struct tlri_place place = place_at(c, entered->at);
            tlri_diag(c->ctx, TLR_ERROR, 6126, &place, "take it out; the notice fixes the contests",
                      "verification/V4", "the notice has no contest '%s'", entered->id);
            worst = TLR_E_INPUT;
        }
    }
    return worst;
}

tlr_status tlri_case_build_contests(struct tlri_case *c)
{
    c->contests = 0;
    c->contest = tlri_arena_array(&c->arena, c->notice->contests, sizeof *c->contest);
    if (c->contest == NULL) {
        return tlri_no_memory(c->ctx);
    }
    c->contests = c->notice->contests;
    tlr_status worst = refuse_unknown_contests(c);
    for (size_t i = 0; i < c->contests; i++) {
        worst = tlri_worse(worst, build_contest(c, &c->notice->contest[i], &c->contest[i]));
    }
    return worst;
}

/* ---- the order on the paper ---------------------------------------------------------------------
 */

/*
 * The least that this name may be sorted by and that is not before `after` (NULL: any), or NULL.
 * Which words of a name are the surname is not written down: it may begin at any word.
 */
static tlr_status sort_by(struct tlri_case *c, const char *name, const char *after,
                          const char **least)
{
    *least = NULL;
    for (const char *at = name; at != NULL; at = strchr(at, ' ')) {
        at += at != name;
        const char *both = tlri_arena_printf(&c->arena, "%s \001%s", at, name);
        const char *key = both != NULL ? tlri_fold(&c->arena, both) : NULL;
        if (key == NULL) {
            return tlri_no_memory(c->ctx);
        }
        if ((after == NULL || strcmp(key, after) >= 0) &&
            (*least == NULL || strcmp(key, *least) < 0)) {
            *least = key;
        }
    }
    return TLR_OK;
}

/* [ELE-7] Whatever the surnames are, is this order none by the alphabet? The papers may be out, so
 * it is a warning. */
static tlr_status check_order(struct tlri_case *c, const struct tlri_election_contest *contest)
{
    const char *after = NULL;
    for (size_t i = 0; i < contest->candidates; i++) {
        const struct tlri_election_candidate *candidate = &contest->candidate[i];
        const char *least = NULL;
        if (candidate->standing == TLRI_REOPEN) {
            continue;
        }
        TLR_TRY(sort_by(c, candidate->name, after, &least));
        if (least == NULL) {
            struct tlri_place place = place_at(c, contest->at);
            tlri_diag(
                c->ctx, TLR_WARNING, 7143, &place,
                "before papers are printed: put the candidates into the order declared; "
                "after: have it minuted why the paper differs",
                "election/ELE-7",
                "the notice says that the paper is alphabetical, and in contest %s '%s' stands "
                "after '%s'",
                contest->id, candidate->name, contest->candidate[i - 1].name);
            return TLR_OK;
        }
        after = least;
    }
    return TLR_OK;
}

static tlr_status check_orders(struct tlri_case *c)
{
    bool alphabetical = c->notice->paper_order == TLRI_PAPER_ORDER_ALPHABETICAL;
    for (size_t i = 0; i < c->election->contests && alphabetical; i++) {
        TLR_TRY(check_order(c, &c->election->contest[i]));
    }
    return TLR_OK;
}

tlr_status tlri_case_open_election(struct tlri_case *c)
{
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, "election.xml",
                           TLRI_SIGNED_ELECTION, TLRI_DOCUMENT_MAX, &c->election_file));
    TLR_TRY(tlri_election_read(c->ctx, tlri_sealed_name(c->election_file),
                               tlri_sealed_data(c->election_file),
                               tlri_sealed_len(c->election_file), &c->election));
    TLR_TRY(check_binding(c));
    TLR_TRY(tlri_policy_add_keys(c, tlri_sealed_name(c->election_file), c->election->key,
                                 c->election->keys));
    TLR_TRY(tlri_case_build_contests(c));
    TLR_TRY(check_orders(c));
    return tlri_case_passed(c, "verification/V4",
                            "the candidates' file %s on this notice, and holds its %zu contests",
                            tlri_case_rests(c), c->contests);
}
