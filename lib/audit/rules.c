/*
 * audit/rules.c: the rules of a case: its edition, its readings, what the CLP is entitled to, and
 * the settings of every contest.
 *
 * Joins what io reads (the embedded editions are XML) with what rules/ decides. What the notice
 * says must agree with what the rules give: more places than entitled, or a women's minimum other
 * than the declared reading asks for, is refused here, before anything is counted.
 */
#include <string.h>

#include "audit/audit.h"
#include "audit/rounds.h"
#include "io/rulebook.h"
#include "rules/embedded.h"
#include "rules/settings.h"

static struct tlri_place notice_place(const struct tlri_audit *o, struct tlri_at at)
{
    struct tlri_place place = {.file = tlri_sealed_name(o->election_case->notice_file),
                               .line = at.line,
                               .column = at.column};
    return place;
}

/* The edition that governs the conference's delegations. */
static tlr_status find_edition(struct tlri_audit *o)
{
    const struct tlri_notice *notice = o->election_case->notice;
    const struct tlri_embedded_file *file = tlri_embedded_for(notice->conference);
    if (file != NULL) {
        return tlri_rulebook_read(o->ctx, file->name, (const char *)file->bytes, file->len,
                                  &o->rulebook);
    }
    struct tlri_place place = notice_place(o, notice->rulebook_at);
    tlri_diag(o->ctx, TLR_ERROR, 6201, &place,
              "name a conference that 'teller rules' lists, or ask for a program that knows the "
              "edition",
              NULL, "no edition of the rule book is known for the conference of %u",
              notice->conference);
    return TLR_E_RULES;
}

static bool fills_delegates(const struct tlri_notice *notice)
{
    return notice->membership.stated;
}

/* Rule set, then declared readings that are settings, then the contest's own settings. */
static tlr_status resolve_settings(struct tlri_audit *o, const struct tlri_case_contest *source,
                                   struct tlri_settings *settings, bool with_readings)
{
    const struct tlri_notice_contest *declared = source->declared;
    struct tlri_place place = notice_place(o, declared->at);
    TLR_TRY(tlri_settings_named_at(o->ctx, declared->rule_set, &place, settings));
    if (!with_readings) {
        return TLR_OK;
    }
    TLR_TRY(tlri_readings_apply(o->ctx, &o->readings, settings));
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < declared->settings; i++) {
        struct tlri_place at = notice_place(o, declared->setting[i].at);
        tlr_status status = tlri_settings_set(o->ctx, settings, declared->setting[i].name,
                                              declared->setting[i].value, &at);
        worst = worst == TLR_OK ? status : worst;
    }
    TLR_TRY(worst);
    TLR_TRY(tlri_audit_ruled_settings(o, settings));
    return tlri_settings_check(o->ctx, settings, &place);
}

static tlr_status resolve_readings(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    enum tlri_method methods[TLRI_CONTESTS_MAX];
    for (size_t i = 0; i < c->contests; i++) {
        struct tlri_settings settings;
        TLR_TRY(resolve_settings(o, &c->contest[i], &settings, false));
        methods[i] = settings.method;
    }
    struct tlri_entitlement_input figures = tlri_audit_figures(c->notice);
    struct tlri_readings_request request = {
        .rulebook = o->rulebook,
        .file = tlri_sealed_name(c->notice_file),
        .declared = c->notice->readings,
        .declare = c->notice->reading,
        .nominations_close = c->notice->timetable.nominations_close,
        .complete = true,
        .delegation = fills_delegates(c->notice),
        .methods = c->contests,
        .method = methods,
        .figures = fills_delegates(c->notice) ? &figures : NULL,
    };
    TLR_TRY(tlri_readings_resolve(o->ctx, &request, &o->readings));
    return tlri_audit_rule_readings(o);
}

/* ---- entitlement --------------------------------------------------------------------------------
 */

struct tlri_entitlement_input tlri_audit_figures(const struct tlri_notice *notice)
{
    const struct tlri_membership *members = &notice->membership;
    const struct tlri_places *ordinary = tlri_notice_places(notice, TLRI_PLACE_KIND_ORDINARY);
    return (struct tlri_entitlement_input){
        .conference = notice->conference,
        .members = members->individual,
        .women = members->women,
        .young = members->young,
        .hq_members_stated = members->hq_stated,
        .hq_members = members->hq_members,
        .hq_places_stated = members->hq_places_stated,
        .hq_places = members->hq_places,
        .resolved_stated = ordinary != NULL,
        .resolved = ordinary != NULL ? ordinary->resolved : 0,
        .resolved_minute = ordinary != NULL ? ordinary->minute : NULL,
        .resolved_on = ordinary != NULL ? ordinary->decided_on : NULL,
        .resolved_by = ordinary != NULL ? ordinary->decided_by : TLRI_BODY_COUNT,
        .resolved_asked = ordinary != NULL,
        .last_year = notice->last_year.stated ? notice->last_year.sent : TLRI_LAST_YEAR_UNKNOWN,
        .last_sole = TLRI_LAST_YEAR_UNKNOWN,
        .cac_permission = notice->last_year.cac_permission,
    };
}

static tlr_status work_out_entitlement(struct tlri_audit *o)
{
    struct tlri_entitlement_input input = tlri_audit_figures(o->election_case->notice);
    TLR_TRY(tlri_entitlement_work_out(o->ctx, &input, o->rulebook, &o->readings, &o->entitlement));
    o->entitled = true;
    return TLR_OK;
}

static uint32_t entitled_to(const struct tlri_entitlement *e, enum tlri_place_kind kind)
{
    switch (kind) {
    case TLRI_PLACE_KIND_ORDINARY:
        return e->ordinary;
    case TLRI_PLACE_KIND_WOMAN:
        return e->woman;
    case TLRI_PLACE_KIND_YOUTH:
        return e->youth;
    case TLRI_PLACE_KIND_OTHER:
    case TLRI_PLACE_KIND_COUNT:
        break;
    }
    return UINT32_MAX;
}

static tlr_status check_places(struct tlri_audit *o)
{
    const struct tlri_notice *notice = o->election_case->notice;
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < notice->places; i++) {
        const struct tlri_places *places = &notice->place[i];
        uint32_t entitled = entitled_to(&o->entitlement, places->kind);
        if (entitled == UINT32_MAX || places->entitled == entitled) {
            continue;
        }
        if (tlri_audit_any_ruled(&o->readings) && places->resolved <= entitled) {
            continue; /* the figure was right when it was written, and no place is too many */
        }
        struct tlri_place place = notice_place(o, places->at);
        tlri_diag(
            o->ctx, TLR_ERROR, 6202, &place,
            "'teller entitlement' shows the arithmetic; correct the figure, or the membership "
            "it rests on",
            "entitlement",
            "the notice says the CLP is entitled to %u %s places; by the rules and readings it "
            "declares it is %u",
            places->entitled, tlri_place_kind_token(places->kind), entitled);
        worst = TLR_E_RULES;
    }
    return worst;
}

/* Places that the contests of a kind fill, together. */
static tlr_status check_contest_places(struct tlri_audit *o)
{
    const struct tlri_notice *notice = o->election_case->notice;
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < notice->places; i++) {
        const struct tlri_places *places = &notice->place[i];
        uint32_t filled = 0;
        for (size_t k = 0; k < notice->contests; k++) {
            filled += notice->contest[k].kind == places->kind ? notice->contest[k].places : 0;
        }
        if (filled == places->resolved) {
            continue;
        }
        struct tlri_place place = notice_place(o, places->at);
        tlri_diag(o->ctx, TLR_ERROR, 6203, &place,
                  "make the contests' places add up to what was resolved", "entitlement",
                  "the meeting resolved to fill %u %s places, the contests fill %u",
                  places->resolved, tlri_place_kind_token(places->kind), filled);
        worst = TLR_E_RULES;
    }
    return worst;
}

/* The women's minimum that the notice declares must be the one that the declared reading gives. */
static tlr_status check_women(struct tlri_audit *o)
{
    const struct tlri_notice *notice = o->election_case->notice;
    bool mechanism = tlri_readings_is(&o->readings, "quota-mechanism", "guard-doom");
    if (mechanism && tlri_audit_women_ruled(&o->readings)) {
        return tlri_audit_ruled_bound(o); /* the notice's bound was right before the ruling */
    }
    if (!mechanism || o->entitlement.women_minimum != o->entitlement.women_minimum_high) {
        return TLR_OK; /* another mechanism, or a minimum that depends on the order of election */
    }
    uint32_t declared = 0;
    for (size_t k = 0; k < notice->contests; k++) {
        const struct tlri_notice_contest *contest = &notice->contest[k];
        for (size_t i = 0; contest->kind == TLRI_PLACE_KIND_ORDINARY && i < contest->categories;
             i++) {
            for (size_t g = 0; g < contest->category[i].groups; g++) {
                const struct tlri_declared_group *group = &contest->category[i].group[g];
                declared += tlri_streq(group->name, "women") ? group->minimum : 0;
            }
        }
    }
    if (declared == o->entitlement.women_minimum) {
        return TLR_OK;
    }
    struct tlri_place place = notice_place(o, notice->contest[0].at);
    tlri_diag(
        o->ctx, TLR_ERROR, 6204, &place,
        "correct the minimum of the group 'women', or the readings women-rounding, women-base "
        "and women-scope",
        "C3.I.1.B",
        "the contests for ordinary places ask for at least %u women; the readings declared "
        "ask for %u",
        declared, o->entitlement.women_minimum);
    return TLR_E_RULES;
}

/* [ENT-12] A delegation elected before its number could be known, or too late to be received: both
 * have been fought over, and neither is for this program to stop. */
static void warn_of_timetable(struct tlri_audit *o)
{
    const struct tlri_notice *notice = o->election_case->notice;
    const struct tlri_timetable *timetable = &notice->timetable;
    struct tlri_place place = {.file = tlri_sealed_name(o->election_case->notice_file)};
    if (strcmp(timetable->poll_opens, notice->membership.as_of) <= 0) {
        tlri_diag(o->ctx, TLR_WARNING, 6919, &place,
                  "open the poll after that day, or see whether as-of is the right one",
                  "entitlement/ENT-12",
                  "the poll opens on %s, and members are counted on %s: nobody can know then how "
                  "many delegates there are",
                  timetable->poll_opens, notice->membership.as_of);
    }
    if (timetable->conference_closing != NULL &&
        strcmp(timetable->poll_closes, timetable->conference_closing) > 0) {
        tlri_diag(o->ctx, TLR_WARNING, 6920, &place,
                  "close the poll earlier, or see whether the closing date was moved",
                  "entitlement/ENT-12",
                  "the poll closes on %s, after the closing date for delegates' names, %s",
                  timetable->poll_closes, timetable->conference_closing);
    }
}

static tlr_status check_entitlement(struct tlri_audit *o)
{
    warn_of_timetable(o);
    TLR_TRY(work_out_entitlement(o));
    tlr_status worst = check_places(o);
    tlr_status contests = check_contest_places(o);
    tlr_status women = check_women(o);
    worst = worst == TLR_OK ? contests : worst;
    return worst == TLR_OK ? women : worst;
}

/* A contest with bounds can be counted only by a mechanism that its method carries out. */
static tlr_status check_mechanism(struct tlri_audit *o, const struct tlri_case_contest *source,
                                  const struct tlri_settings *settings)
{
    const struct tlri_reading_in_force *reading =
        tlri_readings_get(&o->readings, "quota-mechanism");
    if (reading == NULL || source->contest.groups == 0 ||
        !(tlri_streq(reading->value, "leave-empty") ||
          (tlri_streq(reading->value, "displace-lowest") &&
           settings->method != TLRI_METHOD_PLURALITY))) {
        return TLR_OK; /* in a plurality count, displacing the lowest and guarding elect the same */
    }
    struct tlri_place place = notice_place(o, source->declared->at);
    tlri_diag(o->ctx, TLR_ERROR, 6205, &place,
              "declare guard-doom, or take the bounds out of this contest", "constraints",
              "the reading quota-mechanism=%s is not carried out in a count by %s", reading->value,
              source->declared->rule_set);
    return TLR_E_RULES;
}

/* ---- all of it
 * ------------------------------------------------------------------------------------ */

static tlr_status resolve(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    TLR_TRY(find_edition(o));
    TLR_TRY(resolve_readings(o));
    tlr_status worst = TLR_OK;
    if (fills_delegates(c->notice)) {
        worst = check_entitlement(o);
    }
    for (size_t i = 0; i < c->contests; i++) {
        struct tlri_settings settings;
        tlr_status status = resolve_settings(o, &c->contest[i], &settings, true);
        if (status == TLR_OK) {
            o->settings[i] = settings;
            status = check_mechanism(o, &c->contest[i], &settings);
        }
        if (status == TLR_OK) {
            status = tlri_rounds_check(o, &c->contest[i], &settings);
        }
        for (size_t r = 0; r < c->contest[i].rounds && status == TLR_OK; r++) {
            status = tlri_audit_check_totals(o->ctx, &c->contest[i].contest, &settings,
                                             c->contest[i].round[r].papers);
        }
        worst = worst == TLR_OK ? status : worst;
    }
    return worst;
}

tlr_status tlri_audit_rules(tlr_ctx *ctx, const struct tlri_case *election_case,
                            struct tlri_audit **out)
{
    *out = NULL;
    struct tlri_audit *o = tlri_alloc(ctx, sizeof *o);
    if (o == NULL) {
        return tlri_no_memory(ctx);
    }
    o->ctx = ctx;
    o->election_case = election_case;
    tlri_arena_init(&o->arena, ctx);
    for (size_t i = 0; i < election_case->contests; i++) {
        size_t rounds = election_case->contest[i].rounds;
        o->capacity += rounds > 1 ? rounds : 1;
    }
    o->contest = tlri_arena_array(&o->arena, o->capacity + 1, sizeof *o->contest);
    o->settings = tlri_arena_array(&o->arena, election_case->contests + 1, sizeof *o->settings);
    bool memory = o->contest != NULL && o->settings != NULL;
    tlr_status status = memory ? resolve(o) : tlri_no_memory(ctx);
    if (status != TLR_OK) {
        tlri_audit_free(o);
        return status;
    }
    *out = o;
    return TLR_OK;
}

void tlri_audit_free(struct tlri_audit *o)
{
    if (o == NULL) {
        return;
    }
    for (size_t i = 0; o->contest != NULL && i < o->counted; i++) {
        tlri_transcript_free(o->contest[i].transcript);
        tlri_transcript_free(o->contest[i].unbounded);
    }
    if (o->entitled) {
        tlri_entitlement_drop(&o->entitlement);
    }
    if (o->readings.reading != NULL) {
        tlri_readings_drop(&o->readings);
    }
    tlri_rulebook_free(o->rulebook);
    tlri_arena_drop(&o->arena);
    tlri_free(o->ctx, o, sizeof *o);
}
