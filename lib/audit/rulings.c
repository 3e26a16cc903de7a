/*
 * audit/rulings.c: what rulings do to a count: the readings that they change, the bound that
 * follows from them, and who is elected before and after each.
 *
 * custody has put candidates, decisions and batches as they are after the rulings; the readings in
 * force are audit's own. The count before a ruling is the same count of the same papers through the
 * view of the case as it was then. It may be impossible (a lot that nobody drew, papers that a
 * later ruling adds): then the result says that it is not known, and nobody is asked for anything,
 * because only the count after the last ruling decides. Implements spec/formats/ruling.md [RUL-11],
 * [RUL-17] and [RUL-18].
 */
#include <string.h>

#include "audit/readings.h"
#include "base/scratch.h"
#include "rules/settings.h"

static void *array(struct tlri_audit *o, size_t n, size_t size)
{
    return tlri_arena_array(&o->arena, n + 1, size);
}

/* ---- readings ----------------------------------------------------------------------------------
 */

static tlr_status rule_reading(struct tlri_audit *o, const struct tlri_case_ruling *at,
                               const struct tlri_change *change)
{
    const struct tlri_ruling *ruling = at->ruling;
    struct tlri_place place = {
        .file = tlri_sealed_name(at->file), .line = change->at.line, .column = change->at.column};
    const char *number = tlri_arena_printf(&o->arena, "%u", ruling->number);
    if (number == NULL) {
        return tlri_no_memory(o->ctx);
    }
    if (tlri_readings_is(&o->readings, change->name, change->value)) {
        tlri_diag(o->ctx, TLR_ERROR, 6630, &place, "take the change out, or rule another value",
                  "ruling/RUL-15", "nothing changes, the reading %s is '%s' already", change->name,
                  change->value);
        return TLR_E_INPUT;
    }
    return tlri_readings_rule(o->ctx, &o->readings, o->rulebook, change->name, change->value,
                              o->election_case->notice->ruling_body, ruling->decided,
                              ruling->minute, number, &place);
}

tlr_status tlri_audit_rule_readings(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    for (size_t r = 0; r < c->applied; r++) {
        const struct tlri_ruling *ruling = c->ruling[r].ruling;
        for (size_t i = 0; i < ruling->changes; i++) {
            if (ruling->change[i].kind == TLRI_CHANGE_READING) {
                TLR_TRY(rule_reading(o, &c->ruling[r], &ruling->change[i]));
            }
        }
    }
    return TLR_OK;
}

bool tlri_audit_ruled(const struct tlri_readings *readings, const char *name)
{
    const struct tlri_reading_in_force *reading = tlri_readings_get(readings, name);
    return reading != NULL && reading->ruling != NULL;
}

bool tlri_audit_any_ruled(const struct tlri_readings *readings)
{
    for (size_t i = 0; i < readings->count; i++) {
        if (readings->reading[i].ruling != NULL) {
            return true;
        }
    }
    return false;
}

tlr_status tlri_audit_ruled_settings(struct tlri_audit *o, struct tlri_settings *settings)
{
    for (size_t i = 0; i < o->readings.count; i++) {
        const struct tlri_reading_in_force *one = &o->readings.reading[i];
        if (one->ruling != NULL && tlri_setting_open(settings, one->name)) {
            TLR_TRY(tlri_settings_set(o->ctx, settings, one->name, one->value, NULL));
        }
    }
    return TLR_OK;
}

/* ---- the bound ---------------------------------------------------------------------------------
 */

bool tlri_audit_women_ruled(const struct tlri_readings *readings)
{
    return tlri_audit_ruled(readings, "women-rounding") ||
           tlri_audit_ruled(readings, "women-base") || tlri_audit_ruled(readings, "women-scope");
}

static tlr_status refuse_bound(struct tlri_audit *o, uint32_t code, const char *what)
{
    tlri_diag(o->ctx, TLR_ERROR, code, NULL,
              "ask the body that ruled how the women's minimum is to be kept in this election",
              "ruling/RUL-11", "%s", what);
    return TLR_E_RULES;
}

tlr_status tlri_audit_ruled_bound(struct tlri_audit *o)
{
    struct tlri_ruled_bound *bound = &o->ruled_bound;
    if (o->entitlement.women_minimum != o->entitlement.women_minimum_high) {
        return refuse_bound(o, 6631,
                            "by the readings that were ruled the women's minimum depends on the "
                            "order of election, which the notice's bound cannot follow");
    }
    if (!tlri_vary_women_contest(o->election_case, &bound->contest, &bound->group)) {
        return refuse_bound(o, 6632,
                            "a ruling changes the women's minimum, and not exactly one contest for "
                            "ordinary places keeps it");
    }
    bound->stated = true;
    bound->minimum = o->entitlement.women_minimum;
    return TLR_OK;
}

tlr_status tlri_audit_keep_bound(struct tlri_audit *o, size_t index, struct tlri_contest *contest)
{
    const struct tlri_ruled_bound *bound = &o->ruled_bound;
    if (!bound->stated || bound->contest != index) {
        return TLR_OK;
    }
    struct tlri_group *group = array(o, contest->groups, sizeof *group);
    if (group == NULL) {
        return tlri_no_memory(o->ctx);
    }
    memcpy(group, contest->group, contest->groups * sizeof *group);
    group[bound->group].minimum = bound->minimum;
    contest->group = group;
    return TLR_OK;
}

/* ---- who is elected ----------------------------------------------------------------------------
 */

/* Who is elected in one contest. */
struct elected {
    bool known;
    size_t n;
    const char **id;
};

static void put_id(struct elected *to, const struct tlri_counted *counted, uint32_t candidate)
{
    to->id[to->n++] = counted->contest.candidate[candidate].id;
}

/* In the order of election; unopposed, in that of the paper. */
static tlr_status take_elected(struct tlri_audit *o, const struct tlri_counted *counted,
                               struct elected *to)
{
    const char **id = array(o, to->n + counted->contest.candidates, sizeof *id);
    if (id == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < to->n; i++) {
        id[i] = to->id[i]; /* of an earlier round */
    }
    to->id = id;
    to->known = true;
    if (counted->transcript == NULL) {
        for (uint32_t c = 0; c < counted->contest.candidates; c++) {
            if (counted->elected[c]) {
                put_id(to, counted, c);
            }
        }
        return TLR_OK;
    }
    const uint32_t *elected = counted->transcript->elected.data;
    for (size_t i = 0; i < counted->transcript->elected.count; i++) {
        put_id(to, counted, elected[i]);
    }
    return TLR_OK;
}

/* The first `counted` counts of `from`, contest by contest in the order of the notice. */
static tlr_status take_all(struct tlri_audit *o, const struct tlri_audit *from, size_t counted,
                           struct elected *to)
{
    for (size_t i = 0; i < counted; i++) {
        size_t at = (size_t)(from->contest[i].source - from->election_case->contest);
        TLR_TRY(take_elected(o, &from->contest[i], &to[at]));
    }
    return TLR_OK;
}

/* Counts the view; what cannot be counted stays unknown. */
static tlr_status count_view(struct tlri_audit *o, tlr_ctx *scratch, const struct tlri_case *view,
                             tlri_engine *engine, struct elected *to)
{
    struct tlri_audit *outcome = NULL;
    tlr_status status = tlri_audit_rules(scratch, view, &outcome);
    size_t counted = 0;
    if (status == TLR_OK) {
        status = tlri_audit_count(outcome, engine);
        counted = outcome->counted;
        /* The one that stopped it is not known, and nothing that comes after. */
        counted -= status != TLR_OK && counted > 0;
        counted = status == TLR_E_DECISION && outcome->result.unfinished ? 0 : counted;
    }
    bool answer = status == TLR_OK || status == TLR_E_DECISION || status == TLR_E_RULES ||
                  status == TLR_E_INPUT;
    if (answer) {
        status = outcome != NULL ? take_all(o, outcome, counted, to) : TLR_OK;
    }
    tlri_audit_free(outcome);
    if (status == TLR_E_MEMORY) {
        return tlri_no_memory(o->ctx);
    }
    return status == TLR_OK ? TLR_OK
                            : tlri_internal(o->ctx, "a count before a ruling that can be made or "
                                                    "refused");
}

static tlr_status elected_after(struct tlri_audit *o, uint32_t k, tlri_engine *engine,
                                struct elected *to)
{
    struct tlri_case *whole = o->election_case->base;
    struct tlri_case *view = NULL;
    tlr_ctx *scratch = tlri_ctx_scratch(o->ctx);
    if (scratch == NULL) {
        return tlri_no_memory(o->ctx);
    }
    tlr_status status = tlri_case_after(whole, k, &view);
    if (status == TLR_OK) {
        status = count_view(o, scratch, view, engine, to);
    }
    tlri_case_free(view);
    tlr_ctx_free(scratch);
    return status;
}

/* ---- what the result says ----------------------------------------------------------------------
 */

static const char *role_of(const struct tlri_case *c, const struct tlri_change *change)
{
    for (size_t k = 0; k < c->keys_count; k++) {
        if (tlri_streq(c->keys[k].name, change->key.name)) {
            return c->keys[k].role;
        }
    }
    return NULL;
}

static struct tlri_result_change describe(const struct tlri_case *c,
                                          const struct tlri_change *change)
{
    struct tlri_result_change to = {.kind = tlri_change_token((uint32_t)change->kind),
                                    .contest = change->contest,
                                    .candidate = change->candidate,
                                    .batch = change->batch.id,
                                    .reading = change->name,
                                    .value = change->value};
    if (change->kind == TLRI_CHANGE_CANDIDATE_STATUS) {
        to.decision = tlri_eligible_token((uint32_t)change->eligible);
        to.clause = change->clause;
    }
    if (change->kind == TLRI_CHANGE_APPOINT_KEY || change->kind == TLRI_CHANGE_REVOKE_KEY) {
        to.role = role_of(c, change);
    }
    return to;
}

/* Decisions on papers are told once for a contest. */
static bool told(const struct tlri_result_change *change, size_t changes,
                 const struct tlri_result_change *one)
{
    for (size_t i = 0; i < changes; i++) {
        if (tlri_streq(change[i].kind, one->kind) && tlri_streq(change[i].contest, one->contest)) {
            return true;
        }
    }
    return false;
}

static tlr_status put_changes(struct tlri_audit *o, const struct tlri_ruling *ruling,
                              struct tlri_result_ruling *to)
{
    struct tlri_result_change *change = array(o, ruling->changes, sizeof *change);
    if (change == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < ruling->changes; i++) {
        struct tlri_result_change one = describe(o->election_case, &ruling->change[i]);
        if (ruling->change[i].kind != TLRI_CHANGE_ADJUDICATION ||
            !told(change, to->changes, &one)) {
            change[to->changes++] = one;
        }
    }
    to->change = change;
    return TLR_OK;
}

static tlr_status put_effects(struct tlri_audit *o, const struct elected *before,
                              const struct elected *after, struct tlri_result_ruling *to)
{
    const struct tlri_notice *notice = o->election_case->notice;
    struct tlri_result_effect *effect = array(o, notice->contests, sizeof *effect);
    if (effect == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t n = 0; n < notice->contests; n++) {
        uint32_t at = notice->fill_order[n];
        effect[n] = (struct tlri_result_effect){.contest = notice->contest[at].id,
                                                .before_known = before[at].known,
                                                .after_known = after[at].known,
                                                .before = before[at].n,
                                                .after = after[at].n,
                                                .elected_before = before[at].id,
                                                .elected_after = after[at].id};
    }
    to->effects = notice->contests;
    to->effect = effect;
    return TLR_OK;
}

static tlr_status put_ruling(struct tlri_audit *o, const struct tlri_ruling *ruling,
                             struct tlri_result_ruling *to)
{
    to->number = tlri_arena_printf(&o->arena, "%u", ruling->number);
    if (to->number == NULL) {
        return tlri_no_memory(o->ctx);
    }
    to->authority = tlri_role_token((uint32_t)ruling->authority);
    to->minute = ruling->minute;
    to->decided = ruling->decided;
    return put_changes(o, ruling, to);
}

/* [RUL-18] */
static void put_superseded(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    if (c->left_outs > 0) {
        return; /* what is no result takes no result's place */
    }
    for (size_t r = 0; r < c->applied; r++) {
        const struct tlri_ruling *ruling = c->ruling[r].ruling;
        if (ruling->supersedes_stated) {
            o->result.supersedes_stated = true;
            memcpy(o->result.supersedes, ruling->supersedes, sizeof o->result.supersedes);
        }
    }
}

tlr_status tlri_audit_effects(struct tlri_audit *o, tlri_engine *engine)
{
    const struct tlri_case *c = o->election_case;
    size_t n = c->applied;
    if (n == 0) {
        return TLR_OK;
    }
    struct tlri_result_ruling *ruling = array(o, n, sizeof *ruling);
    struct elected *elected = array(o, (n + 1) * c->contests, sizeof *elected);
    if (ruling == NULL || elected == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t k = 0; k < n; k++) {
        TLR_TRY(elected_after(o, (uint32_t)k, engine, &elected[k * c->contests]));
    }
    TLR_TRY(take_all(o, o, o->counted, &elected[n * c->contests]));
    for (size_t k = 0; k < n; k++) {
        TLR_TRY(put_ruling(o, c->ruling[k].ruling, &ruling[k]));
        TLR_TRY(
            put_effects(o, &elected[k * c->contests], &elected[(k + 1) * c->contests], &ruling[k]));
    }
    o->result.rulings = n;
    o->result.ruling = ruling;
    put_superseded(o);
    return TLR_OK;
}
