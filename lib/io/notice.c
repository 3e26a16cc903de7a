/*
 * io/notice.c: notice.xml into the model. spec/formats/notice.md.
 *
 * The tables below are the grammar (spec/schema/notice.xsd says the same); then come the checks of
 * sense that concern the notice alone, clause by clause [NOT-1]…; then the filling of the structs.
 * What the notice says about other files, and whether its rule set, settings and readings exist, is
 * not asked here: custody and rules know. A missing or refused value leaves its check out, so that
 * one mistake gives one message.
 */
#include "io/notice.h"

#include <string.h>

#include "io/listed_key.h"
#include "io/xml_read.h"
#include "model/contest.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define YEAR                                                                                       \
    {                                                                                              \
        .type = TLRI_XML_INTEGER, .min = 1900, .max = 2999                                         \
    }
#define NUMBER(low, high)                                                                          \
    {                                                                                              \
        .type = TLRI_XML_INTEGER, .min = (low), .max = (high)                                      \
    }
#define WORD(list)                                                                                 \
    {                                                                                              \
        .type = TLRI_XML_WORD, .word = (list)                                                      \
    }
#define ID                                                                                         \
    {                                                                                              \
        .type = TLRI_XML_ID, .max = 64                                                             \
    }
#define DATE                                                                                       \
    {                                                                                              \
        .type = TLRI_XML_DATE                                                                      \
    }
#define YES_NO                                                                                     \
    {                                                                                              \
        .type = TLRI_XML_YES_NO                                                                    \
    }
#define LINE(most)                                                                                 \
    {                                                                                              \
        .type = TLRI_XML_LINE, .max = (most)                                                       \
    }
#define MEMBERS NUMBER(0, 10000000)

/* ---- the grammar
 * --------------------------------------------------------------------------------------- */

static const char *status_word(uint32_t i)
{
    static const char *const words[] = {"unsigned", "signed"};
    return i < 2 ? words[i] : NULL;
}

static const char *refusal_word(uint32_t i)
{
    static const char *const words[] = {"noted", "blocks"};
    return i < 2 ? words[i] : NULL;
}

static const char *treatment_word(uint32_t i)
{
    static const char *const words[] = {"afterwards", "in-order"};
    return i < 2 ? words[i] : NULL;
}

static const struct tlri_xml_rule clp_rule = {.name = "clp", .text = LINE(200)};
static const struct tlri_xml_rule title_rule = {.name = "title", .text = LINE(200)};
static const struct tlri_xml_rule ruling_body_rule = {.name = "ruling-body", .text = LINE(200)};

static const struct tlri_xml_attr_rule rulebook_attrs[] = {{"conference", true, YEAR}};
static const struct tlri_xml_rule rulebook_rule = {
    .name = "rulebook", .attrs = COUNT_OF(rulebook_attrs), .attr = rulebook_attrs};

static const struct tlri_xml_attr_rule electorate_attrs[] = {
    {"type", true, WORD(tlri_electorate_token)}};
static const struct tlri_xml_rule electorate_rule = {
    .name = "electorate", .attrs = COUNT_OF(electorate_attrs), .attr = electorate_attrs};

static const struct tlri_xml_attr_rule timetable_attrs[] = {
    {"freeze", false, DATE},           {"nominations-open", false, DATE},
    {"nominations-close", true, DATE}, {"poll-opens", true, DATE},
    {"poll-closes", true, DATE},       {"conference-closing", false, DATE},
    {"conference-opens", false, DATE},
};
static const struct tlri_xml_rule timetable_rule = {
    .name = "timetable", .attrs = COUNT_OF(timetable_attrs), .attr = timetable_attrs};

static const struct tlri_xml_attr_rule membership_attrs[] = {
    {"as-of", true, DATE},          {"individual", true, MEMBERS},
    {"women", true, MEMBERS},       {"young", true, MEMBERS},
    {"hq-members", false, MEMBERS}, {"hq-places", false, NUMBER(0, TLRI_PLACES_MAX)},
};
static const struct tlri_xml_rule membership_rule = {.name = "membership",
                                                     .text = LINE(200),
                                                     .attrs = COUNT_OF(membership_attrs),
                                                     .attr = membership_attrs};

static const struct tlri_xml_attr_rule last_year_attrs[] = {
    {"conference", true, YEAR},
    {"sent", true, WORD(tlri_last_year_token)},
    {"cac-permission", false, LINE(100)},
};
static const struct tlri_xml_rule last_year_rule = {
    .name = "last-year", .attrs = COUNT_OF(last_year_attrs), .attr = last_year_attrs};

static const struct tlri_xml_attr_rule re_run_attrs[] = {
    {"election", true, ID},
    {"result", true, {.type = TLRI_XML_DIGEST}},
};
static const struct tlri_xml_rule re_run_rule = {
    .name = "re-run", .attrs = COUNT_OF(re_run_attrs), .attr = re_run_attrs};

static const struct tlri_xml_attr_rule places_attrs[] = {
    {"kind", true, WORD(tlri_place_kind_token)},    {"entitled", true, NUMBER(0, TLRI_PLACES_MAX)},
    {"resolved", true, NUMBER(0, TLRI_PLACES_MAX)}, {"minute", false, LINE(100)},
    {"decided-by", false, WORD(tlri_body_token)},   {"decided-on", false, DATE},
};
static const struct tlri_xml_rule places_rule = {
    .name = "places", .attrs = COUNT_OF(places_attrs), .attr = places_attrs};

static const struct tlri_xml_attr_rule group_attrs[] = {
    {"name", true, ID},
    {"minimum", false, NUMBER(0, TLRI_PLACES_MAX)},
    {"maximum", false, NUMBER(0, TLRI_PLACES_MAX)},
};
static const struct tlri_xml_rule group_rule = {
    .name = "group", .attrs = COUNT_OF(group_attrs), .attr = group_attrs};

static const struct tlri_xml_attr_rule category_attrs[] = {{"name", true, ID}};
static const struct tlri_xml_child_rule category_children[] = {{&group_rule, 1, TLRI_GROUPS_MAX}};
static const struct tlri_xml_rule category_rule = {.name = "category",
                                                   .attrs = COUNT_OF(category_attrs),
                                                   .attr = category_attrs,
                                                   .children = COUNT_OF(category_children),
                                                   .child = category_children};

static const struct tlri_xml_attr_rule setting_attrs[] = {{"name", true, ID}, {"value", true, ID}};
static const struct tlri_xml_rule setting_rule = {
    .name = "setting", .attrs = COUNT_OF(setting_attrs), .attr = setting_attrs};

static const struct tlri_xml_attr_rule contest_attrs[] = {
    {"id", true, ID},
    {"kind", true, WORD(tlri_place_kind_token)},
    {"places", true, NUMBER(1, TLRI_PLACES_MAX)},
    {"rule-set", true, ID},
};
static const struct tlri_xml_child_rule contest_children[] = {
    {&title_rule, 1, 1},
    {&category_rule, 0, TLRI_CATEGORIES_MAX},
    {&setting_rule, 0, 64},
};
static const struct tlri_xml_rule contest_rule = {.name = "contest",
                                                  .attrs = COUNT_OF(contest_attrs),
                                                  .attr = contest_attrs,
                                                  .children = COUNT_OF(contest_children),
                                                  .child = contest_children};

static const struct tlri_xml_attr_rule fill_attrs[] = {{"contest", true, ID}};
static const struct tlri_xml_rule fill_rule = {
    .name = "fill", .attrs = COUNT_OF(fill_attrs), .attr = fill_attrs};
static const struct tlri_xml_attr_rule fill_order_attrs[] = {
    {"one-person-one-place", true, YES_NO}};
static const struct tlri_xml_child_rule fill_order_children[] = {
    {&fill_rule, 1, TLRI_CONTESTS_MAX}};
static const struct tlri_xml_rule fill_order_rule = {.name = "fill-order",
                                                     .attrs = COUNT_OF(fill_order_attrs),
                                                     .attr = fill_order_attrs,
                                                     .children = COUNT_OF(fill_order_children),
                                                     .child = fill_order_children};

static const struct tlri_xml_attr_rule ballot_paper_attrs[] = {
    {"order", true, WORD(tlri_paper_order_token)}};
static const struct tlri_xml_rule ballot_paper_rule = {
    .name = "ballot-paper", .attrs = COUNT_OF(ballot_paper_attrs), .attr = ballot_paper_attrs};

static const struct tlri_xml_attr_rule over_attrs[] = {{"contest", true, ID}};
static const struct tlri_xml_rule over_rule = {
    .name = "over", .attrs = COUNT_OF(over_attrs), .attr = over_attrs};
static const struct tlri_xml_attr_rule across_attrs[] = {
    {"name", true, ID},
    {"group", true, ID},
    {"minimum", true, NUMBER(1, TLRI_PLACES_MAX)},
    {"treatment", true, WORD(treatment_word)},
};
static const struct tlri_xml_child_rule across_children[] = {{&over_rule, 2, TLRI_CONTESTS_MAX}};
static const struct tlri_xml_rule across_rule = {.name = "across",
                                                 .attrs = COUNT_OF(across_attrs),
                                                 .attr = across_attrs,
                                                 .children = COUNT_OF(across_children),
                                                 .child = across_children};

static const struct tlri_xml_attr_rule reading_attrs[] = {
    {"name", true, ID},          {"value", true, ID},          {"decided-by", false, LINE(100)},
    {"decided-on", false, DATE}, {"minute", false, LINE(100)},
};
static const struct tlri_xml_rule reading_rule = {
    .name = "reading", .attrs = COUNT_OF(reading_attrs), .attr = reading_attrs};

static const struct tlri_xml_attr_rule sign_attrs[] = {
    {"file", true, WORD(tlri_signed_file_token)},
    {"role", true, WORD(tlri_role_token)},
    {"count", true, NUMBER(1, TLRI_KEYS_MAX)},
    {"in-ink", true, YES_NO},
};
static const struct tlri_xml_rule sign_rule = {
    .name = "sign", .attrs = COUNT_OF(sign_attrs), .attr = sign_attrs};
static const struct tlri_xml_attr_rule policy_attrs[] = {{"refusal", true, WORD(refusal_word)}};
static const struct tlri_xml_child_rule policy_children[] = {
    {&sign_rule, 1, (size_t)TLRI_SIGNED_FILE_COUNT *TLRI_ROLE_COUNT}};
static const struct tlri_xml_rule policy_rule = {.name = "policy",
                                                 .attrs = COUNT_OF(policy_attrs),
                                                 .attr = policy_attrs,
                                                 .children = COUNT_OF(policy_children),
                                                 .child = policy_children};

static const struct tlri_xml_attr_rule publication_attrs[] = {
    {"level", true, WORD(tlri_publish_token)},
    {"smallest-batch", true, NUMBER(1, TLRI_PAPERS_MAX)},
    {"smallest-contest", true, NUMBER(1, TLRI_PAPERS_MAX)},
};
static const struct tlri_xml_rule publication_rule = {
    .name = "publication", .attrs = COUNT_OF(publication_attrs), .attr = publication_attrs};

static const struct tlri_xml_attr_rule retention_attrs[] = {{"until", true, DATE}};
static const struct tlri_xml_rule retention_rule = {
    .name = "retention", .attrs = COUNT_OF(retention_attrs), .attr = retention_attrs};

static const struct tlri_xml_attr_rule notice_attrs[] = {
    {"election", true, ID},
    {"status", true, WORD(status_word)},
    {"trial", true, YES_NO},
};
static const struct tlri_xml_child_rule notice_children[] = {
    {&clp_rule, 1, 1},
    {&title_rule, 0, 1},
    {&rulebook_rule, 1, 1},
    {&electorate_rule, 1, 1},
    {&timetable_rule, 1, 1},
    {&membership_rule, 0, 1},
    {&last_year_rule, 0, 1},
    {&re_run_rule, 0, 1},
    {&places_rule, 0, TLRI_PLACE_KIND_COUNT},
    {&contest_rule, 1, TLRI_CONTESTS_MAX},
    {&fill_order_rule, 1, 1},
    {&ballot_paper_rule, 0, 1},
    {&across_rule, 0, TLRI_ACROSS_MAX},
    {&reading_rule, 0, 100},
    {&tlri_listed_key_rule, 0, TLRI_KEYS_MAX},
    {&policy_rule, 0, 1},
    {&ruling_body_rule, 0, 1},
    {&publication_rule, 1, 1},
    {&retention_rule, 1, 1},
};
static const struct tlri_xml_rule notice_rule = {.name = "notice",
                                                 .attrs = COUNT_OF(notice_attrs),
                                                 .attr = notice_attrs,
                                                 .children = COUNT_OF(notice_children),
                                                 .child = notice_children};
static const struct tlri_xml_format notice_format = {
    .what = "a notice", .name_space = "urn:teller:notice:1", .root = &notice_rule};

/* ---- checks of sense
 * -------------------------------------------------------------------------------------- */

typedef const struct tlri_xml_node *node_ptr;

/* [NOT-1] Of two dates of the timetable that are both there, the first may not be the later. */
static void check_order(struct tlri_xml_doc *doc, node_ptr timetable, const char *first,
                        const char *then)
{
    const char *a = tlri_xml_string(timetable, first);
    const char *b = tlri_xml_string(timetable, then);
    if (a != NULL && b != NULL && strcmp(a, b) > 0) {
        tlri_source_error(&doc->source, 2401, tlri_xml_at(timetable, then),
                          "Correct one of the two dates.", "%s (%s) is before %s (%s)", then, b,
                          first, a);
    }
}

static void check_timetable(struct tlri_xml_doc *doc, node_ptr root)
{
    node_ptr timetable = tlri_xml_child(root, "timetable");
    check_order(doc, timetable, "nominations-open", "nominations-close");
    check_order(doc, timetable, "nominations-close", "poll-opens");
    check_order(doc, timetable, "poll-opens", "poll-closes");
    check_order(doc, timetable, "poll-closes", "conference-opens");
    const char *until = tlri_xml_string(tlri_xml_child(root, "retention"), "until");
    const char *closes = tlri_xml_string(timetable, "poll-closes");
    if (until != NULL && closes != NULL && strcmp(until, closes) <= 0) {
        tlri_source_error(&doc->source, 2401,
                          tlri_xml_at(tlri_xml_child(root, "retention"), "until"),
                          "A year after the result is usual.",
                          "the papers would be destroyed on %s, when the poll has just closed (%s)",
                          until, closes);
    }
}

/* [NOT-2] Women and young members are among the individual members. */
static void check_membership(struct tlri_xml_doc *doc, node_ptr root)
{
    static const char *const parts[] = {"women", "young"};
    node_ptr membership = tlri_xml_child(root, "membership");
    uint64_t all = tlri_xml_number(membership, "individual", UINT64_MAX);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        uint64_t part = tlri_xml_number(membership, parts[i], 0);
        if (part > all) {
            tlri_source_error(&doc->source, 2402, tlri_xml_at(membership, parts[i]),
                              "Correct one of the two figures.",
                              "%s (%llu) is more than all individual members (%llu)", parts[i],
                              (unsigned long long)part, (unsigned long long)all);
        }
    }
}

/* Places of all contests of a kind; `unknown` when a contest does not say its kind or places. */
static uint64_t contested(node_ptr root, uint64_t kind, uint64_t unknown)
{
    uint64_t sum = 0;
    node_ptr contest = tlri_xml_child(root, "contest");
    for (; contest != NULL; contest = tlri_xml_next(contest)) {
        const struct tlri_xml_attr *is = tlri_xml_attr(contest, "kind");
        const struct tlri_xml_attr *places = tlri_xml_attr(contest, "places");
        if (is == NULL || places == NULL) {
            return unknown;
        }
        sum += is->number == kind ? places->number : 0;
    }
    return sum;
}

/* [NOT-3] Not more is resolved than entitled, and the contests of a kind fill what is resolved. */
static void check_one_places(struct tlri_xml_doc *doc, node_ptr root, node_ptr places)
{
    uint64_t entitled = tlri_xml_number(places, "entitled", UINT64_MAX);
    uint64_t resolved = tlri_xml_number(places, "resolved", UINT64_MAX);
    const struct tlri_xml_attr *kind = tlri_xml_attr(places, "kind");
    if ((tlri_xml_attr(places, "decided-by") != NULL) !=
        (tlri_xml_attr(places, "decided-on") != NULL)) {
        tlri_source_error(&doc->source, 2554, places->at, NULL,
                          "it is half said who decided how many places are filled");
    }
    if (resolved == UINT64_MAX) {
        return;
    }
    if (resolved > entitled) {
        tlri_source_error(&doc->source, 2403, tlri_xml_at(places, "resolved"), NULL,
                          "%llu places are to be filled, but only %llu are entitled",
                          (unsigned long long)resolved, (unsigned long long)entitled);
    }
    uint64_t fill = kind == NULL ? resolved : contested(root, kind->number, resolved);
    if (fill != resolved) {
        tlri_source_error(&doc->source, 2404, tlri_xml_at(places, "resolved"),
                          "Correct the places of the contests, or what was resolved.",
                          "%llu places of the kind \"%s\" are resolved, but the contests of that "
                          "kind fill %llu",
                          (unsigned long long)resolved, tlri_xml_string(places, "kind"),
                          (unsigned long long)fill);
    }
}

/* Is there a <places> of this kind? */
static bool has_places(node_ptr root, uint64_t kind)
{
    node_ptr places = tlri_xml_child(root, "places");
    for (; places != NULL; places = tlri_xml_next(places)) {
        if (tlri_xml_number(places, "kind", UINT64_MAX) == kind) {
            return true;
        }
    }
    return false;
}

static void check_places(struct tlri_xml_doc *doc, node_ptr root)
{
    node_ptr places = tlri_xml_child(root, "places");
    for (; places != NULL; places = tlri_xml_next(places)) {
        check_one_places(doc, root, places);
    }
    node_ptr contest = tlri_xml_child(root, "contest");
    for (; contest != NULL; contest = tlri_xml_next(contest)) {
        const struct tlri_xml_attr *kind = tlri_xml_attr(contest, "kind");
        if (kind != NULL && kind->number != TLRI_PLACE_KIND_OTHER &&
            !has_places(root, kind->number)) {
            tlri_source_error(&doc->source, 2404, kind->value_at,
                              "State the places of every kind that is contested: <places kind=… "
                              "entitled=… resolved=…/>.",
                              "no <places> says how many places of the kind \"%s\" there are",
                              kind->value);
        }
    }
}

/* Is every kind of place resolved not to be filled? */
static bool sends_nobody(node_ptr root)
{
    node_ptr places = tlri_xml_child(root, "places");
    bool some = places != NULL;
    for (; places != NULL; places = tlri_xml_next(places)) {
        some = some && tlri_xml_number(places, "resolved", 1) == 0;
    }
    return some;
}

/* A CLP that sends nobody has no contest, and needs to be told what it has instead. */
static void check_nobody(struct tlri_xml_doc *doc, node_ptr root)
{
    if (tlri_xml_child(root, "contest") == NULL && sends_nobody(root)) {
        tlri_source_error(&doc->source, 2583, tlri_xml_child(root, "places")->at, NULL,
                          "the meeting resolved to send nobody, so there is nothing to elect");
    }
}

/* [NOT-4] Bounds on groups can be met by the places there are. */
static void check_group(struct tlri_xml_doc *doc, node_ptr group, uint64_t places)
{
    uint64_t minimum = tlri_xml_number(group, "minimum", 0);
    uint64_t maximum = tlri_xml_number(group, "maximum", UINT64_MAX);
    if (minimum > maximum) {
        tlri_source_error(&doc->source, 2405, tlri_xml_at(group, "minimum"), NULL,
                          "the minimum (%llu) is above the maximum (%llu)",
                          (unsigned long long)minimum, (unsigned long long)maximum);
    } else if (minimum > places) {
        tlri_source_error(&doc->source, 2405, tlri_xml_at(group, "minimum"), NULL,
                          "the minimum (%llu) is above the number of places (%llu)",
                          (unsigned long long)minimum, (unsigned long long)places);
    }
}

/* A person is in one group of a category at most, so its minimums add up. */
static void check_category(struct tlri_xml_doc *doc, node_ptr category, uint64_t places)
{
    uint64_t sum = 0;
    bool each = true;
    node_ptr group = tlri_xml_child(category, "group");
    for (; group != NULL; group = tlri_xml_next(group)) {
        check_group(doc, group, places);
        uint64_t minimum = tlri_xml_number(group, "minimum", 0);
        each = each && minimum <= places;
        sum += minimum;
    }
    if (each && sum > places) {
        tlri_source_error(&doc->source, 2405, category->at, NULL,
                          "the minimums of this category add up to %llu, but there are %llu places",
                          (unsigned long long)sum, (unsigned long long)places);
    }
}

/* Does a group before this one, in any category of the contest, have its name? */
static bool group_named_before(node_ptr contest, node_ptr wanted)
{
    const char *name = tlri_xml_string(wanted, "name");
    node_ptr category = tlri_xml_child(contest, "category");
    for (; category != NULL; category = tlri_xml_next(category)) {
        node_ptr group = tlri_xml_child(category, "group");
        for (; group != NULL; group = tlri_xml_next(group)) {
            if (group == wanted) {
                return false;
            }
            if (name != NULL && tlri_streq(tlri_xml_string(group, "name"), name)) {
                return true;
            }
        }
    }
    return false;
}

/* [NOT-5] Names are given once: a declaration names a group without its category. */
static void check_group_names(struct tlri_xml_doc *doc, node_ptr contest)
{
    node_ptr category = tlri_xml_child(contest, "category");
    for (; category != NULL; category = tlri_xml_next(category)) {
        node_ptr group = tlri_xml_child(category, "group");
        for (; group != NULL; group = tlri_xml_next(group)) {
            if (group_named_before(contest, group)) {
                tlri_source_error(&doc->source, 2400, tlri_xml_at(group, "name"),
                                  "Give each group of a contest a name of its own.",
                                  "there is a second group \"%s\" in this contest",
                                  tlri_xml_string(group, "name"));
            }
        }
    }
}

static size_t count_groups(node_ptr contest)
{
    size_t groups = 0;
    node_ptr category = tlri_xml_child(contest, "category");
    for (; category != NULL; category = tlri_xml_next(category)) {
        groups += tlri_xml_children(category, "group");
    }
    return groups;
}

static void check_contests(struct tlri_xml_doc *doc, node_ptr root)
{
    node_ptr contest = tlri_xml_child(root, "contest");
    for (; contest != NULL; contest = tlri_xml_next(contest)) {
        uint64_t places = tlri_xml_number(contest, "places", TLRI_PLACES_MAX);
        tlri_xml_unique(doc, contest, "category", "name", 2400, "category");
        tlri_xml_unique(doc, contest, "setting", "name", 2400, "setting");
        if (count_groups(contest) > TLRI_GROUPS_MAX) {
            tlri_source_error(&doc->source, 2405, contest->at, NULL,
                              "this contest has more than %u groups", TLRI_GROUPS_MAX);
            continue;
        }
        check_group_names(doc, contest);
        node_ptr category = tlri_xml_child(contest, "category");
        for (; category != NULL; category = tlri_xml_next(category)) {
            check_category(doc, category, places);
        }
    }
}

static node_ptr contest_of(node_ptr root, const char *id)
{
    node_ptr contest = tlri_xml_child(root, "contest");
    while (contest != NULL && !tlri_streq(tlri_xml_string(contest, "id"), id)) {
        contest = tlri_xml_next(contest);
    }
    return contest;
}

static node_ptr fill_of(node_ptr order, const char *id)
{
    node_ptr fill = tlri_xml_child(order, "fill");
    while (fill != NULL && !tlri_streq(tlri_xml_string(fill, "contest"), id)) {
        fill = tlri_xml_next(fill);
    }
    return fill;
}

/* [NOT-6] The fill order names every contest once. */
static void check_fill_order(struct tlri_xml_doc *doc, node_ptr root)
{
    node_ptr order = tlri_xml_child(root, "fill-order");
    if (order == NULL) {
        return;
    }
    tlri_xml_unique(doc, order, "fill", "contest", 2406, "<fill> for the contest");
    node_ptr fill = tlri_xml_child(order, "fill");
    for (; fill != NULL; fill = tlri_xml_next(fill)) {
        const char *id = tlri_xml_string(fill, "contest");
        if (id != NULL && contest_of(root, id) == NULL) {
            tlri_source_error(&doc->source, 2406, tlri_xml_at(fill, "contest"), NULL,
                              "there is no contest \"%s\" in this notice", id);
        }
    }
    node_ptr contest = tlri_xml_child(root, "contest");
    for (; contest != NULL; contest = tlri_xml_next(contest)) {
        const char *id = tlri_xml_string(contest, "id");
        if (id != NULL && fill_of(order, id) == NULL) {
            tlri_source_error(&doc->source, 2406, order->at, "Add <fill contest=…/> for it.",
                              "the contest \"%s\" is missing in the fill order", id);
        }
    }
}

/* The group of that name in a contest, or NULL. */
static node_ptr group_of(node_ptr contest, const char *name)
{
    node_ptr category = tlri_xml_child(contest, "category");
    for (; category != NULL; category = tlri_xml_next(category)) {
        node_ptr group = tlri_xml_child(category, "group");
        for (; group != NULL; group = tlri_xml_next(group)) {
            if (tlri_streq(tlri_xml_string(group, "name"), name)) {
                return group;
            }
        }
    }
    return NULL;
}

/* Does no group of the contest but this one have a bound? Then how many of it may be elected is its
 * own maximum or the places, and nothing else need be asked. */
static bool bounds_nothing_else(node_ptr contest, node_ptr only)
{
    node_ptr category = tlri_xml_child(contest, "category");
    for (; category != NULL; category = tlri_xml_next(category)) {
        node_ptr group = tlri_xml_child(category, "group");
        for (; group != NULL; group = tlri_xml_next(group)) {
            if (group != only && (tlri_xml_number(group, "minimum", 0) > 0 ||
                                  tlri_xml_attr(group, "maximum") != NULL)) {
                return false;
            }
        }
    }
    return true;
}

/* Does an earlier minimum over several contests speak of this contest too? */
static bool over_before(node_ptr root, node_ptr across, const char *id)
{
    node_ptr other = tlri_xml_child(root, "across");
    for (; other != across; other = tlri_xml_next(other)) {
        node_ptr over = tlri_xml_child(other, "over");
        for (; over != NULL; over = tlri_xml_next(over)) {
            if (tlri_streq(tlri_xml_string(over, "contest"), id)) {
                return true;
            }
        }
    }
    return false;
}

/* One contest of a minimum over several; its places, or 0 when it is refused. */
static uint64_t check_over(struct tlri_xml_doc *doc, node_ptr root, node_ptr across, node_ptr over)
{
    const char *id = tlri_xml_string(over, "contest");
    const char *name = tlri_xml_string(across, "group");
    node_ptr contest = id != NULL ? contest_of(root, id) : NULL;
    if (id == NULL || name == NULL) {
        return TLRI_PLACES_MAX;
    }
    node_ptr group = contest != NULL ? group_of(contest, name) : NULL;
    struct tlri_span at = tlri_xml_at(over, "contest");
    if (contest == NULL) {
        tlri_source_error(&doc->source, 2580, at, NULL, "there is no contest \"%s\" in this notice",
                          id);
    } else if (group == NULL) {
        tlri_source_error(&doc->source, 2580, at,
                          "Write <category name=…><group name=…/></category> into that contest.",
                          "the contest \"%s\" does not declare the group \"%s\"", id, name);
    } else if (!bounds_nothing_else(contest, group)) {
        tlri_source_error(&doc->source, 2580, at,
                          "Take the bounds on other groups out of that contest, or the contest out "
                          "of <across>.",
                          "the contest \"%s\" has bounds on other groups too", id);
    } else if (over_before(root, across, id)) {
        tlri_source_error(&doc->source, 2580, at, "Name a contest under one minimum only.",
                          "the contest \"%s\" stands under another minimum already", id);
    } else {
        return tlri_xml_number(contest, "places", TLRI_PLACES_MAX);
    }
    return 0;
}

/* [NOT-11] A minimum over several contests is about contests there are, which know its group. */
static void check_acrosses(struct tlri_xml_doc *doc, node_ptr root)
{
    tlri_xml_unique(doc, root, "across", "name", 2400, "<across>");
    node_ptr across = tlri_xml_child(root, "across");
    for (; across != NULL; across = tlri_xml_next(across)) {
        uint64_t places = 0;
        bool known = true;
        tlri_xml_unique(doc, across, "over", "contest", 2400, "<over> for the contest");
        node_ptr over = tlri_xml_child(across, "over");
        for (; over != NULL; over = tlri_xml_next(over)) {
            uint64_t of_one = check_over(doc, root, across, over);
            known = known && of_one > 0;
            places += of_one;
        }
        if (known && tlri_xml_number(across, "minimum", 0) > places) {
            tlri_source_error(&doc->source, 2580, tlri_xml_at(across, "minimum"), NULL,
                              "the minimum (%llu) is above the places of these contests (%llu)",
                              (unsigned long long)tlri_xml_number(across, "minimum", 0),
                              (unsigned long long)places);
        }
    }
}

/* [NOT-7] A reading is decided by somebody on a day, or by nobody, on none and in no minute. */
static void check_readings(struct tlri_xml_doc *doc, node_ptr root)
{
    tlri_xml_unique(doc, root, "reading", "name", 2400, "reading");
    node_ptr reading = tlri_xml_child(root, "reading");
    for (; reading != NULL; reading = tlri_xml_next(reading)) {
        bool by = tlri_xml_attr(reading, "decided-by") != NULL;
        bool on = tlri_xml_attr(reading, "decided-on") != NULL;
        bool minute = tlri_xml_attr(reading, "minute") != NULL;
        if (by == on && (by || !minute)) {
            continue;
        }
        tlri_source_error(&doc->source, 2407, reading->at,
                          "Give decided-by and decided-on together, and a minute only with them; "
                          "leave all out for a default that nobody decided.",
                          "it is half said who decided this reading");
    }
}

static bool policy_names(node_ptr policy, uint64_t file)
{
    node_ptr sign = tlri_xml_child(policy, "sign");
    while (sign != NULL && tlri_xml_number(sign, "file", UINT64_MAX) != file) {
        sign = tlri_xml_next(sign);
    }
    return sign != NULL;
}

/* [NOT-8] A file and a role stand together once in the policy. */
static void check_sign_twice(struct tlri_xml_doc *doc, node_ptr policy)
{
    node_ptr first = tlri_xml_child(policy, "sign");
    for (node_ptr sign = first; sign != NULL; sign = tlri_xml_next(sign)) {
        uint64_t file = tlri_xml_number(sign, "file", UINT64_MAX);
        uint64_t role = tlri_xml_number(sign, "role", UINT64_MAX);
        for (node_ptr other = first; other != sign; other = tlri_xml_next(other)) {
            if (file != UINT64_MAX && role != UINT64_MAX &&
                tlri_xml_number(other, "file", UINT64_MAX) == file &&
                tlri_xml_number(other, "role", UINT64_MAX) == role) {
                tlri_source_error(&doc->source, 2400, sign->at,
                                  "Write one line with the number of signatures wanted.",
                                  "the policy speaks twice of this file and role");
                break;
            }
        }
    }
}

/* [NOT-9] A signed election says who signs what it cannot do without; an unsigned one, nothing. */
static void check_policy(struct tlri_xml_doc *doc, node_ptr root)
{
    static const enum tlri_signed_file needed[] = {TLRI_SIGNED_NOTICE, TLRI_SIGNED_ELECTION,
                                                   TLRI_SIGNED_BATCHES, TLRI_SIGNED_CLOSE,
                                                   TLRI_SIGNED_LOTS};
    node_ptr policy = tlri_xml_child(root, "policy");
    const struct tlri_xml_attr *status = tlri_xml_attr(root, "status");
    if (status == NULL) {
        return;
    }
    if (status->number == 0) {
        if (policy != NULL) {
            tlri_source_error(&doc->source, 2408, policy->at,
                              "Write status=\"signed\", or remove the policy.",
                              "the election is declared unsigned, but has a signing policy");
        }
        return;
    }
    if (policy == NULL) {
        tlri_source_error(&doc->source, 2408, status->value_at,
                          "Add <policy> with a <sign> for each kind of file.",
                          "the election is declared signed, but no policy says by whom");
        return;
    }
    for (size_t i = 0; i < COUNT_OF(needed); i++) {
        if (!policy_names(policy, needed[i])) {
            tlri_source_error(&doc->source, 2408, policy->at,
                              "Add <sign file=… role=… count=… in-ink=…/> for it.",
                              "the policy does not say who signs \"%s\"",
                              tlri_signed_file_token(needed[i]));
        }
    }
    check_sign_twice(doc, policy);
}

static void check_sense(struct tlri_xml_doc *doc)
{
    node_ptr root = doc->root;
    check_timetable(doc, root);
    check_membership(doc, root);
    tlri_xml_unique(doc, root, "places", "kind", 2400, "<places> of the kind");
    check_places(doc, root);
    check_nobody(doc, root);
    tlri_xml_unique(doc, root, "contest", "id", 2400, "contest");
    check_contests(doc, root);
    check_fill_order(doc, root);
    check_acrosses(doc, root);
    check_readings(doc, root);
    check_policy(doc, root);
}

/* ---- filling the structs
 * --------------------------------------------------------------------------------- */

static void fill_timetable(struct tlri_xml_doc *doc, struct tlri_timetable *out)
{
    node_ptr node = tlri_xml_child(doc->root, "timetable");
    if (node == NULL) {
        return;
    }
    out->freeze = tlri_xml_string(node, "freeze");
    out->nominations_open = tlri_xml_string(node, "nominations-open");
    out->nominations_close = tlri_xml_string(node, "nominations-close");
    out->poll_opens = tlri_xml_string(node, "poll-opens");
    out->poll_closes = tlri_xml_string(node, "poll-closes");
    out->conference_closing = tlri_xml_string(node, "conference-closing");
    out->conference_opens = tlri_xml_string(node, "conference-opens");
    out->at = tlri_xml_line(doc, node);
}

static void fill_membership(struct tlri_xml_doc *doc, struct tlri_membership *out)
{
    node_ptr node = tlri_xml_child(doc->root, "membership");
    if (node == NULL) {
        return;
    }
    out->stated = true;
    out->as_of = tlri_xml_string(node, "as-of");
    out->individual = tlri_xml_number(node, "individual", 0);
    out->women = tlri_xml_number(node, "women", 0);
    out->young = tlri_xml_number(node, "young", 0);
    out->hq_stated = tlri_xml_attr(node, "hq-members") != NULL;
    out->hq_members = tlri_xml_number(node, "hq-members", 0);
    out->hq_places_stated = tlri_xml_attr(node, "hq-places") != NULL;
    out->hq_places = tlri_xml_number32(node, "hq-places", 0);
    out->source = node->text;
    out->at = tlri_xml_line(doc, node);
}

static void fill_last_year(struct tlri_xml_doc *doc, struct tlri_delegation_record *out)
{
    node_ptr node = tlri_xml_child(doc->root, "last-year");
    if (node == NULL) {
        return;
    }
    out->stated = true;
    out->conference = tlri_xml_number32(node, "conference", 0);
    out->sent = (enum tlri_last_year)tlri_xml_number32(node, "sent", 0);
    out->cac_permission = tlri_xml_string(node, "cac-permission");
    out->at = tlri_xml_line(doc, node);
}

/* An array for all children of that name, or NULL without memory. */
static void *array_for(struct tlri_xml_doc *doc, node_ptr parent, const char *name, size_t size,
                       size_t *count)
{
    *count = tlri_xml_children(parent, name);
    return tlri_arena_array(doc->arena, *count, size);
}

static tlr_status fill_places(struct tlri_xml_doc *doc, struct tlri_notice *notice)
{
    struct tlri_places *place = array_for(doc, doc->root, "places", sizeof *place, &notice->places);
    if (place == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    notice->place = place;
    node_ptr node = tlri_xml_child(doc->root, "places");
    for (; node != NULL; node = tlri_xml_next(node), place++) {
        place->kind = (enum tlri_place_kind)tlri_xml_number32(node, "kind", 0);
        place->entitled = tlri_xml_number32(node, "entitled", 0);
        place->resolved = tlri_xml_number32(node, "resolved", 0);
        place->minute = tlri_xml_string(node, "minute");
        place->decided_by = (enum tlri_body)tlri_xml_number32(node, "decided-by", TLRI_BODY_COUNT);
        place->decided_on = tlri_xml_string(node, "decided-on");
        place->at = tlri_xml_line(doc, node);
    }
    return TLR_OK;
}

static tlr_status fill_groups(struct tlri_xml_doc *doc, node_ptr parent,
                              struct tlri_declared_category *category)
{
    struct tlri_declared_group *group =
        array_for(doc, parent, "group", sizeof *group, &category->groups);
    if (group == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    category->group = group;
    node_ptr node = tlri_xml_child(parent, "group");
    for (; node != NULL; node = tlri_xml_next(node), group++) {
        group->name = tlri_xml_string(node, "name");
        group->minimum = tlri_xml_number32(node, "minimum", 0);
        group->maximum = tlri_xml_number32(node, "maximum", UINT32_MAX);
        group->at = tlri_xml_line(doc, node);
    }
    return TLR_OK;
}

static tlr_status fill_categories(struct tlri_xml_doc *doc, node_ptr parent,
                                  struct tlri_notice_contest *contest)
{
    struct tlri_declared_category *category =
        array_for(doc, parent, "category", sizeof *category, &contest->categories);
    if (category == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    contest->category = category;
    node_ptr node = tlri_xml_child(parent, "category");
    for (; node != NULL; node = tlri_xml_next(node), category++) {
        category->name = tlri_xml_string(node, "name");
        category->at = tlri_xml_line(doc, node);
        TLR_TRY(fill_groups(doc, node, category));
    }
    return TLR_OK;
}

static tlr_status fill_settings(struct tlri_xml_doc *doc, node_ptr parent,
                                struct tlri_notice_contest *contest)
{
    struct tlri_declared_setting *setting =
        array_for(doc, parent, "setting", sizeof *setting, &contest->settings);
    if (setting == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    contest->setting = setting;
    node_ptr node = tlri_xml_child(parent, "setting");
    for (; node != NULL; node = tlri_xml_next(node), setting++) {
        setting->name = tlri_xml_string(node, "name");
        setting->value = tlri_xml_string(node, "value");
        setting->at = tlri_xml_line(doc, node);
    }
    return TLR_OK;
}

static tlr_status fill_contests(struct tlri_xml_doc *doc, struct tlri_notice *notice)
{
    struct tlri_notice_contest *contest =
        array_for(doc, doc->root, "contest", sizeof *contest, &notice->contests);
    if (contest == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    notice->contest = contest;
    node_ptr node = tlri_xml_child(doc->root, "contest");
    for (; node != NULL; node = tlri_xml_next(node), contest++) {
        contest->id = tlri_xml_string(node, "id");
        contest->title = tlri_xml_child_text(node, "title");
        contest->kind = (enum tlri_place_kind)tlri_xml_number32(node, "kind", 0);
        contest->places = tlri_xml_number32(node, "places", 0);
        contest->rule_set = tlri_xml_string(node, "rule-set");
        contest->at = tlri_xml_line(doc, node);
        TLR_TRY(fill_categories(doc, node, contest));
        TLR_TRY(fill_settings(doc, node, contest));
    }
    return TLR_OK;
}

/* Index of a contest by its id; checked before, so it is there in a notice that is kept. */
static uint32_t contest_index(const struct tlri_notice *notice, const char *id)
{
    uint32_t i = 0;
    while (i < notice->contests && !tlri_streq(notice->contest[i].id, id)) {
        i++;
    }
    return i;
}

static tlr_status fill_fill_order(struct tlri_xml_doc *doc, struct tlri_notice *notice)
{
    node_ptr order = tlri_xml_child(doc->root, "fill-order");
    size_t count = 0;
    uint32_t *index = array_for(doc, order, "fill", sizeof *index, &count);
    if (index == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    notice->one_person_one_place = tlri_xml_yes(order, "one-person-one-place", false);
    notice->fill_order = index;
    node_ptr node = tlri_xml_child(order, "fill");
    for (; node != NULL; node = tlri_xml_next(node)) {
        *index++ = contest_index(notice, tlri_xml_string(node, "contest"));
    }
    return TLR_OK;
}

static tlr_status fill_overs(struct tlri_xml_doc *doc, struct tlri_notice *notice, node_ptr parent,
                             struct tlri_declared_across *across)
{
    uint32_t *index = array_for(doc, parent, "over", sizeof *index, &across->contests);
    if (index == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    across->contest = index;
    node_ptr node = tlri_xml_child(parent, "over");
    for (; node != NULL; node = tlri_xml_next(node)) {
        *index++ = contest_index(notice, tlri_xml_string(node, "contest"));
    }
    return TLR_OK;
}

static tlr_status fill_acrosses(struct tlri_xml_doc *doc, struct tlri_notice *notice)
{
    struct tlri_declared_across *across =
        array_for(doc, doc->root, "across", sizeof *across, &notice->acrosses);
    if (across == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    notice->across = across;
    node_ptr node = tlri_xml_child(doc->root, "across");
    for (; node != NULL; node = tlri_xml_next(node), across++) {
        across->name = tlri_xml_string(node, "name");
        across->group = tlri_xml_string(node, "group");
        across->minimum = tlri_xml_number32(node, "minimum", 0);
        across->in_order = tlri_xml_number(node, "treatment", 0) != 0;
        across->at = tlri_xml_line(doc, node);
        TLR_TRY(fill_overs(doc, notice, node, across));
    }
    return TLR_OK;
}

static tlr_status fill_readings(struct tlri_xml_doc *doc, struct tlri_notice *notice)
{
    struct tlri_declared_reading *reading =
        array_for(doc, doc->root, "reading", sizeof *reading, &notice->readings);
    if (reading == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    notice->reading = reading;
    node_ptr node = tlri_xml_child(doc->root, "reading");
    for (; node != NULL; node = tlri_xml_next(node), reading++) {
        reading->name = tlri_xml_string(node, "name");
        reading->value = tlri_xml_string(node, "value");
        reading->decided_by = tlri_xml_string(node, "decided-by");
        reading->decided_on = tlri_xml_string(node, "decided-on");
        reading->minute = tlri_xml_string(node, "minute");
        reading->at = tlri_xml_line(doc, node);
    }
    return TLR_OK;
}

static tlr_status fill_policy(struct tlri_xml_doc *doc, struct tlri_notice *notice)
{
    node_ptr policy = tlri_xml_child(doc->root, "policy");
    struct tlri_policy_line *line = array_for(doc, policy, "sign", sizeof *line, &notice->policies);
    if (line == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    notice->policy = line;
    notice->refusal_blocks = tlri_xml_number(policy, "refusal", 0) != 0;
    node_ptr node = tlri_xml_child(policy, "sign");
    for (; node != NULL; node = tlri_xml_next(node), line++) {
        line->file = (enum tlri_signed_file)tlri_xml_number32(node, "file", 0);
        line->role = (enum tlri_role)tlri_xml_number32(node, "role", 0);
        line->count = tlri_xml_number32(node, "count", 0);
        line->in_ink = tlri_xml_yes(node, "in-ink", false);
        line->at = tlri_xml_line(doc, node);
    }
    return TLR_OK;
}

/* [NOT-12] */
static void fill_re_run(struct tlri_xml_doc *doc, const char *own, struct tlri_re_run *out)
{
    node_ptr node = tlri_xml_child(doc->root, "re-run");
    if (node == NULL) {
        return;
    }
    out->stated = true;
    out->election = tlri_xml_string(node, "election");
    (void)tlri_xml_digest(node, "result", out->result);
    out->at = tlri_xml_line(doc, node);
    if (tlri_streq(out->election, own)) {
        tlri_source_error(
            &doc->source, 7021, tlri_xml_at(node, "election"),
            "give this election an id of its own",
            "an election that is held again has another id than the one that is void");
    }
}

static void fill_single_values(struct tlri_xml_doc *doc, struct tlri_notice *notice)
{
    node_ptr root = doc->root;
    node_ptr rulebook = tlri_xml_child(root, "rulebook");
    node_ptr publication = tlri_xml_child(root, "publication");
    notice->election = tlri_xml_string(root, "election");
    notice->is_signed = tlri_xml_number(root, "status", 1) != 0;
    notice->trial = tlri_xml_yes(root, "trial", false);
    notice->clp = tlri_xml_child_text(root, "clp");
    notice->title = tlri_xml_child_text(root, "title");
    notice->conference = tlri_xml_number32(rulebook, "conference", 0);
    if (rulebook != NULL) {
        notice->rulebook_at = tlri_xml_line(doc, rulebook);
    }
    notice->electorate = (enum tlri_electorate)tlri_xml_number32(tlri_xml_child(root, "electorate"),
                                                                 "type", TLRI_ELECTORATE_OTHER);
    notice->paper_order = (enum tlri_paper_order)tlri_xml_number32(
        tlri_xml_child(root, "ballot-paper"), "order", TLRI_PAPER_ORDER_COUNT);
    notice->ruling_body = tlri_xml_child_text(root, "ruling-body");
    notice->publish =
        (enum tlri_publish)tlri_xml_number32(publication, "level", TLRI_PUBLISH_RESULT_ONLY);
    notice->smallest_batch = tlri_xml_number32(publication, "smallest-batch", 0);
    notice->smallest_contest = tlri_xml_number32(publication, "smallest-contest", 0);
    notice->retain_until = tlri_xml_string(tlri_xml_child(root, "retention"), "until");
    fill_timetable(doc, &notice->timetable);
    fill_membership(doc, &notice->membership);
    fill_last_year(doc, &notice->last_year);
    fill_re_run(doc, notice->election, &notice->re_run);
}

static tlr_status read_into(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_notice *notice)
{
    struct tlri_xml_doc doc;
    TLR_TRY(tlri_xml_parse(ctx, &notice->arena, &notice_format, name, data, len, &doc));
    check_sense(&doc);
    fill_single_values(&doc, notice);
    TLR_TRY(fill_places(&doc, notice));
    TLR_TRY(fill_contests(&doc, notice));
    TLR_TRY(fill_fill_order(&doc, notice));
    TLR_TRY(fill_acrosses(&doc, notice));
    TLR_TRY(fill_readings(&doc, notice));
    TLR_TRY(tlri_listed_keys_read(&doc, doc.root, 2409, &notice->key, &notice->keys));
    TLR_TRY(fill_policy(&doc, notice));
    return tlri_source_verdict(&doc.source);
}

tlr_status tlri_notice_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_notice **out)
{
    *out = NULL;
    struct tlri_notice *notice = tlri_alloc(ctx, sizeof *notice);
    if (notice == NULL) {
        return tlri_no_memory(ctx);
    }
    notice->ctx = ctx;
    tlri_arena_init(&notice->arena, ctx);
    tlr_status status = read_into(ctx, name, data, len, notice);
    if (status != TLR_OK) {
        tlri_notice_free(notice);
        return status;
    }
    *out = notice;
    return TLR_OK;
}
