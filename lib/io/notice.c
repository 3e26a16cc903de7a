/*
 * io/notice.c: notice.xml into the model. spec/formats/notice.md.
 *
 * io/notice_grammar.c says what may stand there and io/notice_sense.c asks whether it is
 * consistent; here the structs are filled from what held.
 */
#include "io/notice.h"

#include "io/listed_key.h"
#include "io/notice_parts.h"

typedef const struct tlri_xml_node *node_ptr;

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
    TLR_TRY(tlri_xml_parse(ctx, &notice->arena, &tlri_notice_format, name, data, len, &doc));
    tlri_notice_check(&doc);
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
