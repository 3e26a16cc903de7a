/*
 * io/notice_grammar.c: which elements and attributes a notice has, in which order, how often, and
 * what may stand in them. spec/formats/notice.md; spec/schema/notice.xsd says the same.
 */
#include "io/listed_key.h"
#include "io/notice_parts.h"
#include "io/xml_table.h"
#include "model/contest.h"

#define MEMBERS NUMBER(0, 10000000)

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
    .name = "rulebook", .attrs = TLRI_COUNT_OF(rulebook_attrs), .attr = rulebook_attrs};

static const struct tlri_xml_attr_rule electorate_attrs[] = {
    {"type", true, WORD(tlri_electorate_token)}};
static const struct tlri_xml_rule electorate_rule = {
    .name = "electorate", .attrs = TLRI_COUNT_OF(electorate_attrs), .attr = electorate_attrs};

static const struct tlri_xml_attr_rule timetable_attrs[] = {
    {"freeze", false, DATE},           {"nominations-open", false, DATE},
    {"nominations-close", true, DATE}, {"poll-opens", true, DATE},
    {"poll-closes", true, DATE},       {"conference-closing", false, DATE},
    {"conference-opens", false, DATE},
};
static const struct tlri_xml_rule timetable_rule = {
    .name = "timetable", .attrs = TLRI_COUNT_OF(timetable_attrs), .attr = timetable_attrs};

static const struct tlri_xml_attr_rule membership_attrs[] = {
    {"as-of", true, DATE},          {"individual", true, MEMBERS},
    {"women", true, MEMBERS},       {"young", true, MEMBERS},
    {"hq-members", false, MEMBERS}, {"hq-places", false, NUMBER(0, TLRI_PLACES_MAX)},
};
static const struct tlri_xml_rule membership_rule = {.name = "membership",
                                                     .text = LINE(200),
                                                     .attrs = TLRI_COUNT_OF(membership_attrs),
                                                     .attr = membership_attrs};

static const struct tlri_xml_attr_rule last_year_attrs[] = {
    {"conference", true, YEAR},
    {"sent", true, WORD(tlri_last_year_token)},
    {"cac-permission", false, LINE(100)},
};
static const struct tlri_xml_rule last_year_rule = {
    .name = "last-year", .attrs = TLRI_COUNT_OF(last_year_attrs), .attr = last_year_attrs};

static const struct tlri_xml_attr_rule re_run_attrs[] = {
    {"election", true, ID},
    {"result", true, DIGEST},
};
static const struct tlri_xml_rule re_run_rule = {
    .name = "re-run", .attrs = TLRI_COUNT_OF(re_run_attrs), .attr = re_run_attrs};

static const struct tlri_xml_attr_rule places_attrs[] = {
    {"kind", true, WORD(tlri_place_kind_token)},    {"entitled", true, NUMBER(0, TLRI_PLACES_MAX)},
    {"resolved", true, NUMBER(0, TLRI_PLACES_MAX)}, {"minute", false, LINE(100)},
    {"decided-by", false, WORD(tlri_body_token)},   {"decided-on", false, DATE},
};
static const struct tlri_xml_rule places_rule = {
    .name = "places", .attrs = TLRI_COUNT_OF(places_attrs), .attr = places_attrs};

static const struct tlri_xml_attr_rule group_attrs[] = {
    {"name", true, ID},
    {"minimum", false, NUMBER(0, TLRI_PLACES_MAX)},
    {"maximum", false, NUMBER(0, TLRI_PLACES_MAX)},
};
static const struct tlri_xml_rule group_rule = {
    .name = "group", .attrs = TLRI_COUNT_OF(group_attrs), .attr = group_attrs};

static const struct tlri_xml_attr_rule category_attrs[] = {{"name", true, ID}};
static const struct tlri_xml_child_rule category_children[] = {{&group_rule, 1, TLRI_GROUPS_MAX}};
static const struct tlri_xml_rule category_rule = {.name = "category",
                                                   .attrs = TLRI_COUNT_OF(category_attrs),
                                                   .attr = category_attrs,
                                                   .children = TLRI_COUNT_OF(category_children),
                                                   .child = category_children};

static const struct tlri_xml_attr_rule setting_attrs[] = {{"name", true, ID}, {"value", true, ID}};
static const struct tlri_xml_rule setting_rule = {
    .name = "setting", .attrs = TLRI_COUNT_OF(setting_attrs), .attr = setting_attrs};

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
                                                  .attrs = TLRI_COUNT_OF(contest_attrs),
                                                  .attr = contest_attrs,
                                                  .children = TLRI_COUNT_OF(contest_children),
                                                  .child = contest_children};

static const struct tlri_xml_attr_rule fill_attrs[] = {{"contest", true, ID}};
static const struct tlri_xml_rule fill_rule = {
    .name = "fill", .attrs = TLRI_COUNT_OF(fill_attrs), .attr = fill_attrs};
static const struct tlri_xml_attr_rule fill_order_attrs[] = {
    {"one-person-one-place", true, YES_NO}};
static const struct tlri_xml_child_rule fill_order_children[] = {
    {&fill_rule, 1, TLRI_CONTESTS_MAX}};
static const struct tlri_xml_rule fill_order_rule = {.name = "fill-order",
                                                     .attrs = TLRI_COUNT_OF(fill_order_attrs),
                                                     .attr = fill_order_attrs,
                                                     .children = TLRI_COUNT_OF(fill_order_children),
                                                     .child = fill_order_children};

static const struct tlri_xml_attr_rule ballot_paper_attrs[] = {
    {"order", true, WORD(tlri_paper_order_token)}};
static const struct tlri_xml_rule ballot_paper_rule = {
    .name = "ballot-paper", .attrs = TLRI_COUNT_OF(ballot_paper_attrs), .attr = ballot_paper_attrs};

static const struct tlri_xml_attr_rule over_attrs[] = {{"contest", true, ID}};
static const struct tlri_xml_rule over_rule = {
    .name = "over", .attrs = TLRI_COUNT_OF(over_attrs), .attr = over_attrs};
static const struct tlri_xml_attr_rule across_attrs[] = {
    {"name", true, ID},
    {"group", true, ID},
    {"minimum", true, NUMBER(1, TLRI_PLACES_MAX)},
    {"treatment", true, WORD(treatment_word)},
};
static const struct tlri_xml_child_rule across_children[] = {{&over_rule, 2, TLRI_CONTESTS_MAX}};
static const struct tlri_xml_rule across_rule = {.name = "across",
                                                 .attrs = TLRI_COUNT_OF(across_attrs),
                                                 .attr = across_attrs,
                                                 .children = TLRI_COUNT_OF(across_children),
                                                 .child = across_children};

static const struct tlri_xml_attr_rule reading_attrs[] = {
    {"name", true, ID},          {"value", true, ID},          {"decided-by", false, LINE(100)},
    {"decided-on", false, DATE}, {"minute", false, LINE(100)},
};
static const struct tlri_xml_rule reading_rule = {
    .name = "reading", .attrs = TLRI_COUNT_OF(reading_attrs), .attr = reading_attrs};

static const struct tlri_xml_attr_rule sign_attrs[] = {
    {"file", true, WORD(tlri_signed_file_token)},
    {"role", true, WORD(tlri_role_token)},
    {"count", true, NUMBER(1, TLRI_KEYS_MAX)},
    {"in-ink", true, YES_NO},
};
static const struct tlri_xml_rule sign_rule = {
    .name = "sign", .attrs = TLRI_COUNT_OF(sign_attrs), .attr = sign_attrs};
static const struct tlri_xml_attr_rule policy_attrs[] = {{"refusal", true, WORD(refusal_word)}};
static const struct tlri_xml_child_rule policy_children[] = {
    {&sign_rule, 1, (size_t)TLRI_SIGNED_FILE_COUNT *TLRI_ROLE_COUNT}};
static const struct tlri_xml_rule policy_rule = {.name = "policy",
                                                 .attrs = TLRI_COUNT_OF(policy_attrs),
                                                 .attr = policy_attrs,
                                                 .children = TLRI_COUNT_OF(policy_children),
                                                 .child = policy_children};

static const struct tlri_xml_attr_rule publication_attrs[] = {
    {"level", true, WORD(tlri_publish_token)},
    {"smallest-batch", true, NUMBER(1, TLRI_PAPERS_MAX)},
    {"smallest-contest", true, NUMBER(1, TLRI_PAPERS_MAX)},
};
static const struct tlri_xml_rule publication_rule = {
    .name = "publication", .attrs = TLRI_COUNT_OF(publication_attrs), .attr = publication_attrs};

static const struct tlri_xml_attr_rule retention_attrs[] = {{"until", true, DATE}};
static const struct tlri_xml_rule retention_rule = {
    .name = "retention", .attrs = TLRI_COUNT_OF(retention_attrs), .attr = retention_attrs};

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
                                                 .attrs = TLRI_COUNT_OF(notice_attrs),
                                                 .attr = notice_attrs,
                                                 .children = TLRI_COUNT_OF(notice_children),
                                                 .child = notice_children};
const struct tlri_xml_format tlri_notice_format = {
    .what = "a notice", .name_space = "urn:teller:notice:1", .root = &notice_rule};
