/*
 * io/notice_sense.c: the checks of sense that concern the notice alone, clause by clause [NOT-1]…
 * of spec/formats/notice.md.
 *
 * What the notice says about other files, and whether its rule set, settings and readings exist, is
 * not asked here: custody and rules know. A missing or refused value leaves its check out, so that
 * one mistake gives one message.
 */
#include <string.h>

#include "io/notice_parts.h"
#include "model/contest.h"

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
    for (size_t i = 0; i < TLRI_COUNT_OF(parts); i++) {
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
    for (size_t i = 0; i < TLRI_COUNT_OF(needed); i++) {
        if (!policy_names(policy, needed[i])) {
            tlri_source_error(&doc->source, 2408, policy->at,
                              "Add <sign file=… role=… count=… in-ink=…/> for it.",
                              "the policy does not say who signs \"%s\"",
                              tlri_signed_file_token(needed[i]));
        }
    }
    check_sign_twice(doc, policy);
}

void tlri_notice_check(struct tlri_xml_doc *doc)
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
