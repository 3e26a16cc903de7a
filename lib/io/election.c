/*
 * io/election.c: election.xml into the model. spec/formats/election.md.
 *
 * The tables are the grammar (spec/schema/election.xsd says the same); the checks of sense are the
 * clauses [ELE-1]… of that page. There is no way to write that somebody does *not* count toward a
 * group: the only element for it, <declares>, speaks in the positive. That the contests, groups and
 * digests agree with the notice is asked by custody.
 */
#include "io/election.h"

#include "io/listed_key.h"
#include "io/xml_table.h"

#define NOMINATORS_MAX 250u

/* ---- the grammar
 * --------------------------------------------------------------------------------------- */

/* The places that ask for a declaration; index 0 is the additional woman's place. */
static const char *eligible_for_word(uint32_t i)
{
    static const char *const words[] = {"woman", "youth"};
    return i < TLRI_COUNT_OF(words) ? words[i] : NULL;
}

/* Of how many of those who share an office a declaration speaks; left out: of all. */
static const char *of_share_word(uint32_t i)
{
    return i == 0 ? "one" : NULL;
}

static const struct tlri_xml_rule name_rule = {.name = "name", .text = LINE(200)};
static const struct tlri_xml_rule nominator_rule = {.name = "nominated-by", .text = LINE(200)};

static const struct tlri_xml_attr_rule eligibility_attrs[] = {
    {"decision", true, WORD(tlri_eligible_token)}, {"clause", true, TAG}};
static const struct tlri_xml_rule eligibility_rule = {
    .name = "eligibility", .attrs = TLRI_COUNT_OF(eligibility_attrs), .attr = eligibility_attrs};

static const struct tlri_xml_attr_rule declares_attrs[] = {
    {"counts-toward", false, ID},
    {"eligible-for", false, WORD(eligible_for_word)},
    {"of-share", false, WORD(of_share_word)}};
static const struct tlri_xml_rule declares_rule = {
    .name = "declares", .attrs = TLRI_COUNT_OF(declares_attrs), .attr = declares_attrs};

static const struct tlri_xml_attr_rule candidate_attrs[] = {
    {"id", true, ID}, {"standing", true, WORD(tlri_standing_token)}};
static const struct tlri_xml_child_rule candidate_children[] = {
    {&name_rule, 1, 1},
    {&nominator_rule, 0, NOMINATORS_MAX},
    {&eligibility_rule, 0, 1},
    {&declares_rule, 0, TLRI_CATEGORIES_MAX + 2},
};
static const struct tlri_xml_rule candidate_rule = {.name = "candidate",
                                                    .attrs = TLRI_COUNT_OF(candidate_attrs),
                                                    .attr = candidate_attrs,
                                                    .children = TLRI_COUNT_OF(candidate_children),
                                                    .child = candidate_children};

static const struct tlri_xml_attr_rule contest_attrs[] = {{"id", true, ID}};
static const struct tlri_xml_child_rule contest_children[] = {
    {&candidate_rule, 0, TLRI_CANDIDATES_MAX}}; /* none: nobody was nominated */
static const struct tlri_xml_rule contest_rule = {.name = "contest",
                                                  .attrs = TLRI_COUNT_OF(contest_attrs),
                                                  .attr = contest_attrs,
                                                  .children = TLRI_COUNT_OF(contest_children),
                                                  .child = contest_children};

static const struct tlri_xml_attr_rule election_attrs[] = {
    {"election", true, ID}, {"notice", true, DIGEST}, {"eligibility-record", false, DIGEST}};
static const struct tlri_xml_child_rule election_children[] = {
    {&contest_rule, 1, TLRI_CONTESTS_MAX}, {&tlri_listed_key_rule, 0, TLRI_KEYS_MAX}};
static const struct tlri_xml_rule election_rule = {.name = "election",
                                                   .attrs = TLRI_COUNT_OF(election_attrs),
                                                   .attr = election_attrs,
                                                   .children = TLRI_COUNT_OF(election_children),
                                                   .child = election_children};
static const struct tlri_xml_format election_format = {
    .what = "an election file", .name_space = "urn:teller:election:1", .root = &election_rule};

/* ---- checks of sense
 * -------------------------------------------------------------------------------------- */

typedef const struct tlri_xml_node *node_ptr;

static bool is_reopen(node_ptr candidate)
{
    return tlri_xml_number(candidate, "standing", TLRI_STANDING) == TLRI_REOPEN;
}

/* [ELE-2] A person has a decision on eligibility; re-open nominations is no person. */
static void check_eligibility(struct tlri_xml_doc *doc, node_ptr candidate)
{
    node_ptr eligibility = tlri_xml_child(candidate, "eligibility");
    if (is_reopen(candidate)) {
        node_ptr nominator = tlri_xml_child(candidate, "nominated-by");
        node_ptr declares = tlri_xml_child(candidate, "declares");
        if (eligibility != NULL || nominator != NULL || declares != NULL) {
            tlri_source_error(&doc->source, 2502, candidate->at, "Give it a name and nothing else.",
                              "re-open nominations is not a person: it has no eligibility, "
                              "nominations or declarations");
        }
        return;
    }
    if (eligibility == NULL) {
        tlri_source_error(&doc->source, 2502, candidate->at,
                          "Add <eligibility decision=… clause=…/>.",
                          "no decision on the eligibility of this candidate is recorded");
        return;
    }
    uint64_t decision = tlri_xml_number(eligibility, "decision", TLRI_ELIGIBLE_YES);
    uint64_t standing = tlri_xml_number(candidate, "standing", TLRI_WITHDRAWN);
    if (decision == TLRI_ELIGIBLE_NO && standing == TLRI_STANDING) {
        tlri_source_error(&doc->source, 2503, tlri_xml_at(candidate, "standing"),
                          "Remove the candidate, or write standing=\"withdrawn\" when the papers "
                          "are printed already.",
                          "a candidate who is not eligible may not stand");
    }
}

/* [ELE-3] A declaration says one thing, and says it once. */
static void check_declarations(struct tlri_xml_doc *doc, node_ptr candidate)
{
    node_ptr declares = tlri_xml_child(candidate, "declares");
    for (; declares != NULL; declares = tlri_xml_next(declares)) {
        bool toward = tlri_xml_string(declares, "counts-toward") != NULL;
        bool shared = tlri_xml_number(declares, "of-share", UINT64_MAX) == 0;
        if (shared && !toward) {
            tlri_source_error(&doc->source, 6917, tlri_xml_at(declares, "of-share"),
                              "Write of-share=\"one\" beside counts-toward=\"GROUP\" only.",
                              "of-share says of which of those who share an office a declaration "
                              "toward a group is made");
        }
        if (declares->attrs != 1 + (size_t)shared) {
            tlri_source_error(&doc->source, 2504, declares->at,
                              "Write one <declares> for each: counts-toward=\"GROUP\" or "
                              "eligible-for=\"woman\" or \"youth\".",
                              "a declaration says exactly one thing; this one says %s",
                              declares->attrs == 0 ? "nothing" : "more");
        }
    }
    tlri_xml_unique(doc, candidate, "declares", "counts-toward", 2500, "declaration for the group");
    tlri_xml_unique(doc, candidate, "declares", "eligible-for", 2500,
                    "declaration for the place of a");
}

/* [ELE-4] There is one "re-open nominations" in a contest at most. */
static void check_one_reopen(struct tlri_xml_doc *doc, node_ptr contest)
{
    bool seen = false;
    node_ptr candidate = tlri_xml_child(contest, "candidate");
    for (; candidate != NULL; candidate = tlri_xml_next(candidate)) {
        if (is_reopen(candidate) && seen) {
            tlri_source_error(&doc->source, 2505, candidate->at, "Remove one of them.",
                              "re-open nominations stands twice in this contest");
        }
        seen = seen || is_reopen(candidate);
    }
}

/* The first element of that candidate id in the contests before this candidate, or NULL. */
static node_ptr same_person(node_ptr root, node_ptr wanted)
{
    const char *id = tlri_xml_string(wanted, "id");
    node_ptr contest = tlri_xml_child(root, "contest");
    for (; id != NULL && contest != NULL && contest != wanted->parent;
         contest = tlri_xml_next(contest)) {
        node_ptr candidate = tlri_xml_child(contest, "candidate");
        for (; candidate != NULL; candidate = tlri_xml_next(candidate)) {
            if (tlri_streq(tlri_xml_string(candidate, "id"), id)) {
                return candidate;
            }
        }
    }
    return NULL;
}

/* [ELE-5] The same id in two contests is the same person, and so has the same name; two persons of
 * one contest may share a name only if the paper tells them apart. */
static void check_names(struct tlri_xml_doc *doc, node_ptr candidate)
{
    const char *name = tlri_xml_child_text(candidate, "name");
    node_ptr other = same_person(doc->root, candidate);
    const char *other_name = tlri_xml_child_text(other, "name");
    if (name != NULL && other_name != NULL && !tlri_streq(name, other_name)) {
        tlri_source_error(&doc->source, 2506, candidate->at,
                          "Give another person another id, or the same person the same name.",
                          "the candidate \"%s\" has another name in line %u",
                          tlri_xml_string(candidate, "id"),
                          tlri_source_line_of(&doc->source, other->at.text));
    }
    node_ptr before = tlri_xml_child(candidate->parent, "candidate");
    for (; name != NULL && before != candidate; before = tlri_xml_next(before)) {
        if (tlri_streq(tlri_xml_child_text(before, "name"), name)) {
            tlri_source_error(&doc->source, 2507, candidate->at,
                              "Add what tells them apart, as the paper must (a ward, a second "
                              "name).",
                              "two candidates of this contest have the same name on the paper");
            break;
        }
    }
}

static void check_sense(struct tlri_xml_doc *doc)
{
    tlri_xml_unique(doc, doc->root, "contest", "id", 2500, "contest");
    node_ptr contest = tlri_xml_child(doc->root, "contest");
    for (; contest != NULL; contest = tlri_xml_next(contest)) {
        tlri_xml_unique(doc, contest, "candidate", "id", 2500, "candidate");
        check_one_reopen(doc, contest);
        node_ptr candidate = tlri_xml_child(contest, "candidate");
        for (; candidate != NULL; candidate = tlri_xml_next(candidate)) {
            check_eligibility(doc, candidate);
            check_declarations(doc, candidate);
            check_names(doc, candidate);
        }
    }
}

/* ---- filling the structs
 * --------------------------------------------------------------------------------- */

static tlr_status fill_nominators(struct tlri_xml_doc *doc, node_ptr node,
                                  struct tlri_election_candidate *candidate)
{
    candidate->nominators = tlri_xml_children(node, "nominated-by");
    const char **nominator = tlri_arena_array(doc->arena, candidate->nominators, sizeof *nominator);
    if (nominator == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    candidate->nominator = nominator;
    node_ptr child = tlri_xml_child(node, "nominated-by");
    for (; child != NULL; child = tlri_xml_next(child)) {
        *nominator++ = child->text;
    }
    return TLR_OK;
}

static tlr_status fill_declarations(struct tlri_xml_doc *doc, node_ptr node,
                                    struct tlri_election_candidate *candidate)
{
    const char **group =
        tlri_arena_array(doc->arena, tlri_xml_children(node, "declares"), sizeof *group);
    if (group == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    candidate->group = group;
    node_ptr child = tlri_xml_child(node, "declares");
    for (; child != NULL; child = tlri_xml_next(child)) {
        const char *toward = tlri_xml_string(child, "counts-toward");
        uint64_t place = tlri_xml_number(child, "eligible-for", UINT64_MAX);
        if (toward != NULL) {
            bool one = tlri_xml_number(child, "of-share", UINT64_MAX) == 0;
            candidate->of_one_share |= one ? (uint32_t)1 << candidate->groups : 0;
            group[candidate->groups++] = toward;
        }
        candidate->eligible_for_woman = candidate->eligible_for_woman || place == 0;
        candidate->eligible_for_youth = candidate->eligible_for_youth || place == 1;
    }
    return TLR_OK;
}

static tlr_status fill_candidate(struct tlri_xml_doc *doc, node_ptr node,
                                 struct tlri_election_candidate *candidate)
{
    node_ptr eligibility = tlri_xml_child(node, "eligibility");
    candidate->id = tlri_xml_string(node, "id");
    candidate->name = tlri_xml_child_text(node, "name");
    candidate->standing = (enum tlri_standing)tlri_xml_number32(node, "standing", 0);
    candidate->eligible =
        (enum tlri_eligible)tlri_xml_number32(eligibility, "decision", TLRI_ELIGIBLE_YES);
    candidate->clause = tlri_xml_string(eligibility, "clause");
    candidate->at = tlri_xml_line(doc, node);
    TLR_TRY(fill_nominators(doc, node, candidate));
    return fill_declarations(doc, node, candidate);
}

static tlr_status fill_contest(struct tlri_xml_doc *doc, node_ptr node,
                               struct tlri_election_contest *contest)
{
    contest->id = tlri_xml_string(node, "id");
    contest->at = tlri_xml_line(doc, node);
    contest->candidates = tlri_xml_children(node, "candidate");
    struct tlri_election_candidate *candidate =
        tlri_arena_array(doc->arena, contest->candidates, sizeof *candidate);
    if (candidate == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    contest->candidate = candidate;
    node_ptr child = tlri_xml_child(node, "candidate");
    for (; child != NULL; child = tlri_xml_next(child)) {
        TLR_TRY(fill_candidate(doc, child, candidate++));
    }
    return TLR_OK;
}

static tlr_status fill_contests(struct tlri_xml_doc *doc, struct tlri_election *election)
{
    election->contests = tlri_xml_children(doc->root, "contest");
    struct tlri_election_contest *contest =
        tlri_arena_array(doc->arena, election->contests, sizeof *contest);
    if (contest == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    election->contest = contest;
    node_ptr node = tlri_xml_child(doc->root, "contest");
    for (; node != NULL; node = tlri_xml_next(node)) {
        TLR_TRY(fill_contest(doc, node, contest++));
    }
    return TLR_OK;
}

static tlr_status read_into(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_election *election)
{
    struct tlri_xml_doc doc;
    TLR_TRY(tlri_xml_parse(ctx, &election->arena, &election_format, name, data, len, &doc));
    check_sense(&doc);
    election->election = tlri_xml_string(doc.root, "election");
    (void)tlri_xml_digest(doc.root, "notice", election->notice);
    election->eligibility_stated =
        tlri_xml_digest(doc.root, "eligibility-record", election->eligibility);
    TLR_TRY(fill_contests(&doc, election));
    TLR_TRY(tlri_listed_keys_read(&doc, doc.root, 2508, &election->key, &election->keys));
    return tlri_source_verdict(&doc.source);
}

tlr_status tlri_election_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              struct tlri_election **out)
{
    *out = NULL;
    struct tlri_election *election = tlri_alloc(ctx, sizeof *election);
    if (election == NULL) {
        return tlri_no_memory(ctx);
    }
    election->ctx = ctx;
    tlri_arena_init(&election->arena, ctx);
    tlr_status status = read_into(ctx, name, data, len, election);
    if (status != TLR_OK) {
        tlri_election_free(election);
        return status;
    }
    *out = election;
    return TLR_OK;
}
