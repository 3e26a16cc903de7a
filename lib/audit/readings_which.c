/*
 * audit/readings_which.c: which disputed readings can matter to these papers.
 *
 * Every reading of the edition goes to one of three lists. Varied: what a count of the same papers
 * can follow. Idle: what cannot change this count, with the reason (no rule set here leaves it
 * open, no paper bears such marks, every value gives the same minimum). Not recountable: what would
 * have changed the papers themselves or who was given one, so that no recount can answer it. The
 * reasons are about this election, so that a panel can follow them. A reading of ties is varied but
 * asked only where a tie is met: audit/readings.c sees to that. Implements spec/rules/readings.md.
 */
#include <string.h>

#include "audit/readings.h"
#include "base/scratch.h"
#include "rules/entitlement.h"
#include "rules/settings.h"

/* ---- lists ---- */

tlr_status tlri_vary_leave(struct tlri_array *list, const char *name, const char *why)
{
    struct tlri_unvaried *one = NULL;
    TLR_TRY(tlri_array_push(list, &one));
    one->name = name;
    one->why = why;
    return TLR_OK;
}

struct tlri_varied *tlri_vary_add(struct tlri_variation *v, enum tlri_varied_kind kind,
                                  const char *name, const char *in_force)
{
    if (v->varied == TLRI_VARIED_MAX) {
        return NULL;
    }
    struct tlri_varied *one = &v->reading[v->varied++];
    one->kind = kind;
    one->name = name;
    one->value[0] = in_force;
    one->values = 1;
    return one;
}

/* The reading added last is not varied after all when nothing stands beside its value. */
static tlr_status keep_if_several(struct tlri_variation *v)
{
    struct tlri_varied *last = &v->reading[v->varied - 1];
    if (last->values > 1) {
        return TLR_OK;
    }
    const char *name = last->name;
    memset(last, 0, sizeof *last);
    v->varied--;
    return tlri_vary_leave(&v->idle, name, "there is no other value");
}

/* ---- marks on the papers ---- */

struct marks_seen {
    bool cross, equal, gap, number;
    uint32_t fewest, most; /* marks on a paper that bears any */
};

static void see_paper(struct marks_seen *seen, const struct tlri_papers *papers, uint32_t first,
                      uint32_t marks)
{
    for (uint32_t i = 0; i < marks; i++) {
        tlri_mark mark = papers->pool[first + i];
        bool numbered = (mark & (TLRI_MARK_CROSS | TLRI_MARK_DOUBT)) == 0;
        seen->cross = seen->cross || (mark & TLRI_MARK_CROSS) != 0;
        seen->equal = seen->equal || (numbered && (mark & TLRI_MARK_EQUAL) != 0);
        seen->gap = seen->gap || (numbered && (mark & TLRI_MARK_GAP) != 0);
        seen->number = seen->number || numbered;
    }
    if (marks > 0) {
        seen->fewest = marks < seen->fewest ? marks : seen->fewest;
        seen->most = marks > seen->most ? marks : seen->most;
    }
}

/* Marks as seen and as decided: more than a count looks at, never less. */
static struct marks_seen see_papers(const struct tlri_papers *papers)
{
    struct marks_seen seen = {.fewest = UINT32_MAX};
    for (uint32_t p = 0; p < papers->count; p++) {
        see_paper(&seen, papers, papers->paper[p].first, papers->paper[p].marks);
    }
    for (uint32_t a = 0; a < papers->adjudications; a++) {
        see_paper(&seen, papers, papers->adjudication[a].first, papers->adjudication[a].marks);
    }
    return seen;
}

static bool has_minimum(const struct tlri_contest *contest)
{
    for (uint32_t g = 0; g < contest->groups; g++) {
        if (contest->group[g].minimum > 0) {
            return true;
        }
    }
    return false;
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

/* Does anything in this contest ask for the setting? NULL: yes; otherwise why not. */
static const char *not_asked(const struct tlri_case_contest *source,
                             const struct tlri_settings *settings, const char *name)
{
    const struct tlri_contest *contest = &source->contest;
    if (tlri_streq(name, "reopen")) {
        return has_reopen(contest) ? NULL : "re-open nominations does not stand";
    }
    if (tlri_streq(name, "group-ballot")) {
        return has_minimum(contest) ? NULL : "no group has a minimum";
    }
    if (tlri_streq(name, "insufficient") && contest->groups == 0) {
        return "no group has a bound";
    }
    struct marks_seen seen = see_papers(source->round[0].papers);
    uint32_t votes = settings->votes > 0 && settings->votes <= TLRI_PLACES_MAX ? settings->votes
                                                                               : contest->places;
    uint32_t fewest = votes < contest->candidates ? votes : contest->candidates;
    const struct {
        const char *name;
        bool asked;
        const char *why;
    } marks[] = {{"single-cross", seen.cross, "no paper bears a cross"},
                 {"repeated-number", seen.equal, "no paper repeats a number"},
                 {"skipped-number", seen.gap, "no paper leaves a number out"},
                 {"numbers-on-cross-paper", seen.number, "no paper bears a number"},
                 {"overvote", seen.most > votes, "no paper bears too many marks"},
                 {"undervote", seen.fewest < fewest, "no paper bears too few marks"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (tlri_streq(marks[i].name, name)) {
            return marks[i].asked ? NULL : marks[i].why;
        }
    }
    return NULL;
}

/* ---- readings that are settings ---- */

static tlr_status value_in(const struct tlri_settings *settings, const char *name, const char **out,
                           struct tlri_variation *v)
{
    struct tlri_setting_pair pair[TLRI_SETTINGS_MAX];
    size_t n = tlri_settings_list(settings, pair, TLRI_SETTINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (tlri_streq(pair[i].name, name)) {
            *out = tlri_arena_copy(&v->arena, pair[i].value, strlen(pair[i].value));
            if (*out == NULL) {
                return tlri_no_memory(v->ctx);
            }
        }
    }
    return TLR_OK;
}

/* Rule sets that `contest` might be counted under here: its own, or one that --method tries. */
static bool open_under(const struct tlri_variation *v, size_t contest, const char *name)
{
    if (tlri_setting_open(&v->base->settings[contest], name)) {
        return true;
    }
    for (size_t d = 0; d < v->varied; d++) {
        const struct tlri_varied *rules = &v->reading[d];
        for (size_t i = 1;
             rules->kind == TLRI_VARIED_RULES && rules->contest == contest && i < rules->values;
             i++) {
            struct tlri_settings settings;
            if (tlri_settings_named(v->ctx, rules->value[i], &settings) == TLR_OK &&
                tlri_setting_open(&settings, name)) {
                return true;
            }
        }
    }
    return false;
}

/* Finds the value in force in all contests that leave the setting open; *mixed: they differ.
 * *why: NULL when some contest asks for it. */
static tlr_status value_in_force(struct tlri_variation *v, const char *name, const char **value,
                                 const char **why, bool *mixed)
{
    *value = NULL;
    *why = "no rule set here leaves it open";
    *mixed = false;
    bool asked = false;
    for (size_t i = 0; i < v->contests; i++) {
        const struct tlri_case_contest *source = &v->base->election_case->contest[i];
        if (source->rounds == 0 || !open_under(v, i, name)) {
            continue;
        }
        const char *reason = not_asked(source, &v->base->settings[i], name);
        if (reason != NULL) {
            *why = asked ? NULL : reason;
            continue;
        }
        asked = true;
        *why = NULL;
        const char *here = NULL;
        TLR_TRY(value_in(&v->base->settings[i], name, &here, v));
        *mixed = *mixed || (*value != NULL && here != NULL && !tlri_streq(*value, here));
        *value = here != NULL ? here : *value;
    }
    return TLR_OK;
}

static enum tlri_varied_trigger trigger_of(const char *name)
{
    if (strncmp(name, "tie-", 4) == 0) {
        return TLRI_TRIGGER_TIE;
    }
    if (tlri_streq(name, "bulk-exclusion") || tlri_streq(name, "majority-base")) {
        return TLRI_TRIGGER_EXCLUSION; /* before it, all papers are live and nobody goes out */
    }
    return tlri_streq(name, "insufficient") ? TLRI_TRIGGER_INFEASIBLE : TLRI_TRIGGER_NONE;
}

static tlr_status vary_setting(struct tlri_variation *v, const struct tlri_rule_reading *reading)
{
    const char *why = NULL;
    bool mixed = false;
    const char *in_force = NULL;
    TLR_TRY(value_in_force(v, reading->name, &in_force, &why, &mixed));
    if (why != NULL) {
        return tlri_vary_leave(&v->idle, reading->name, why);
    }
    struct tlri_varied *one = tlri_vary_add(v, TLRI_VARIED_SETTING, reading->name,
                                            mixed || in_force == NULL ? "as declared" : in_force);
    if (one == NULL) {
        return tlri_vary_leave(&v->not_recountable, reading->name,
                               "not tried: too many readings are varied");
    }
    one->trigger = trigger_of(reading->name);
    for (size_t i = 0; i < v->contests; i++) {
        one->contests |= open_under(v, i, reading->name) ? (uint64_t)1 << i : 0;
    }
    for (size_t i = 0; i < reading->values && one->values <= TLRI_READING_VALUES_MAX; i++) {
        if (mixed || in_force == NULL || !tlri_streq(reading->value[i].name, in_force)) {
            one->value[one->values++] = reading->value[i].name;
        }
    }
    return keep_if_several(v);
}

/* ---- what the CLP is entitled to under another reading ---- */

/* What matters of an entitlement. */
struct entitled {
    bool known; /* false: the rules refuse it */
    uint32_t ordinary, woman, youth, maximum, low, high;
    enum tlri_sole sole;
};

struct supposed {
    const char *name, *value; /* value NULL: as in force */
};

static tlr_status work_out(const struct tlri_variation *v, tlr_ctx *scratch,
                           const struct supposed *other, size_t others, struct entitled *out)
{
    const struct tlri_audit *base = v->base;
    struct tlri_readings readings = base->readings;
    readings.ctx = scratch;
    readings.reading = tlri_alloc_array(scratch, readings.allocated, sizeof *readings.reading);
    if (readings.reading == NULL) {
        return tlri_no_memory(v->ctx);
    }
    memcpy(readings.reading, base->readings.reading,
           base->readings.count * sizeof *readings.reading);
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < others && status == TLR_OK; i++) {
        if (other[i].value != NULL) {
            status = tlri_readings_rule(scratch, &readings, base->rulebook, other[i].name,
                                        other[i].value, NULL, NULL, NULL, NULL, NULL);
        }
    }
    struct tlri_entitlement_input input = tlri_audit_figures(base->election_case->notice);
    struct tlri_entitlement e;
    memset(out, 0, sizeof *out);
    if (status == TLR_OK) {
        status = tlri_entitlement_work_out(scratch, &input, base->rulebook, &readings, &e);
    }
    if (status == TLR_OK) {
        *out = (struct entitled){
            true,  e.ordinary, e.woman, e.youth, e.maximum, e.women_minimum, e.women_minimum_high,
            e.sole};
        tlri_entitlement_drop(&e);
    }
    tlri_readings_drop(&readings);
    bool no_memory = status == TLR_E_MEMORY || tlr_ctx_diag_dropped(scratch) > 0;
    tlr_ctx_diag_clear(scratch);
    return no_memory ? tlri_no_memory(v->ctx) : TLR_OK;
}

static tlr_status entitled_under(const struct tlri_variation *v, const struct supposed *other,
                                 size_t others, struct entitled *out)
{
    tlr_ctx *scratch = tlri_ctx_scratch(v->ctx);
    if (scratch == NULL) {
        return tlri_no_memory(v->ctx);
    }
    tlr_status status = work_out(v, scratch, other, others, out);
    tlr_ctx_free(scratch);
    return status;
}

/* The places to fill stay as they are when there are just as many, or fewer but still enough for
 * those that were filled; with more the meeting might have resolved to fill more. */
static bool fewer_but_enough(const struct tlri_variation *v, enum tlri_place_kind kind,
                             uint32_t now, uint32_t then)
{
    const struct tlri_places *places = tlri_notice_places(v->base->election_case->notice, kind);
    return then <= now && (places == NULL || then >= places->resolved);
}

static bool same_places(const struct tlri_variation *v, const struct entitled *now,
                        const struct entitled *then)
{
    return now->known && then->known && now->low == then->low && now->high == then->high &&
           now->sole == then->sole && then->maximum <= now->maximum &&
           fewer_but_enough(v, TLRI_PLACE_KIND_ORDINARY, now->ordinary, then->ordinary) &&
           fewer_but_enough(v, TLRI_PLACE_KIND_WOMAN, now->woman, then->woman) &&
           fewer_but_enough(v, TLRI_PLACE_KIND_YOUTH, now->youth, then->youth);
}

static const char *other_places(struct tlri_variation *v, const char *value,
                                const struct entitled *e)
{
    return e->known ? tlri_arena_printf(&v->arena,
                                        "%s entitles to %u ordinary, %u woman's, %u youth places, "
                                        "%u in all; other places, other papers",
                                        value, e->ordinary, e->woman, e->youth, e->maximum)
                    : tlri_arena_printf(&v->arena,
                                        "%s does not allow the places that were filled; other "
                                        "places, other papers",
                                        value);
}

/* A reading about how many places there are: it matters when one value gives other places. */
static tlr_status judge_places(struct tlri_variation *v, const struct tlri_rule_reading *reading)
{
    struct entitled now;
    TLR_TRY(entitled_under(v, NULL, 0, &now));
    for (size_t i = 0; i < reading->values; i++) {
        struct supposed other = {reading->name, reading->value[i].name};
        struct entitled then;
        TLR_TRY(entitled_under(v, &other, 1, &then));
        if (!same_places(v, &now, &then)) {
            const char *why = other_places(v, other.value, &then);
            return why != NULL ? tlri_vary_leave(&v->not_recountable, reading->name, why)
                               : tlri_no_memory(v->ctx);
        }
    }
    return tlri_vary_leave(&v->idle, reading->name,
                           "every value allows the places filled, and no more");
}

/* ---- the women's minimum ---- */

static const char *const women_readings[] = {"women-rounding", "women-base", "women-scope"};
enum { WOMEN = 3 };

bool tlri_vary_women_contest(const struct tlri_case *c, size_t *contest, uint32_t *group)
{
    size_t found = 0;
    for (size_t i = 0; i < c->contests; i++) {
        if (c->contest[i].declared->kind != TLRI_PLACE_KIND_ORDINARY) {
            continue;
        }
        for (uint32_t g = 0; g < c->contest[i].contest.groups; g++) {
            if (tlri_streq(c->contest[i].contest.group[g].name, "women")) {
                *contest = i;
                *group = g;
                found++;
            }
        }
    }
    return found == 1;
}

/* The value of a women's reading under a combination, or NULL: as in force. */
static const char *women_value(const struct tlri_variation *v, const uint8_t *choice,
                               const char *name)
{
    for (size_t d = 0; d < v->varied; d++) {
        const struct tlri_varied *one = &v->reading[d];
        if (one->kind == TLRI_VARIED_WOMEN && tlri_streq(one->name, name) && choice[d] != 0) {
            return one->value[choice[d]];
        }
    }
    return NULL;
}

tlr_status tlri_vary_women(const struct tlri_variation *v, const uint8_t *choice, bool *varied,
                           uint32_t *low, uint32_t *high)
{
    struct supposed other[WOMEN];
    struct entitled e = {.known = false};
    *varied = false;
    for (size_t i = 0; i < WOMEN; i++) {
        other[i].name = women_readings[i];
        other[i].value = women_value(v, choice, women_readings[i]);
        *varied = *varied || other[i].value != NULL;
    }
    if (*varied) {
        TLR_TRY(entitled_under(v, other, WOMEN, &e));
    }
    *varied = e.known;
    *low = e.low;
    *high = e.high;
    return TLR_OK;
}

static size_t women_index(const char *name)
{
    size_t i = 0;
    while (i < WOMEN && !tlri_streq(women_readings[i], name)) {
        i++;
    }
    return i;
}

static size_t values_of(const struct tlri_variation *v, size_t which)
{
    const struct tlri_rule_reading *reading =
        tlri_rulebook_reading(v->base->rulebook, women_readings[which]);
    return reading != NULL ? reading->values : 0;
}

static const char *value_at(const struct tlri_variation *v, size_t which, size_t value)
{
    return tlri_rulebook_reading(v->base->rulebook, women_readings[which])->value[value].name;
}

/* Does `value` of one of the three ever give another minimum than what is in force for it, whatever
 * the other two are? */
static tlr_status changes_minimum(const struct tlri_variation *v, size_t which, const char *value,
                                  bool *changes)
{
    size_t a = (which + 1) % WOMEN;
    size_t b = (which + 2) % WOMEN;
    *changes = false;
    for (size_t i = 0; i <= values_of(v, a); i++) {
        for (size_t k = 0; k <= values_of(v, b); k++) {
            struct supposed other[WOMEN] = {
                {women_readings[which], NULL},
                {women_readings[a], i > 0 ? value_at(v, a, i - 1) : NULL},
                {women_readings[b], k > 0 ? value_at(v, b, k - 1) : NULL}};
            struct entitled as_is, then;
            TLR_TRY(entitled_under(v, other, WOMEN, &as_is));
            other[0].value = value;
            TLR_TRY(entitled_under(v, other, WOMEN, &then));
            if (as_is.known && then.known && (as_is.low != then.low || as_is.high != then.high)) {
                *changes = true;
                return TLR_OK;
            }
        }
    }
    return TLR_OK;
}

/* Why the minimum of this election cannot be varied in the count, or NULL. */
static const char *women_fixed(const struct tlri_variation *v)
{
    size_t contest;
    uint32_t group;
    if (tlri_readings_is(&v->base->readings, "quota-mechanism", "separate-contests") ||
        tlri_readings_is(&v->base->readings, "quota-mechanism", "ballot-minimum")) {
        return "another minimum would have given other contests or other papers";
    }
    if (!tlri_vary_women_contest(v->base->election_case, &contest, &group)) {
        return "no one contest keeps the women's minimum; other contests would have been held";
    }
    return v->base->election_case->contest[contest].rounds == 0
               ? "nobody voted in the contest that keeps the women's minimum"
               : NULL;
}

static tlr_status vary_women(struct tlri_variation *v, const struct tlri_rule_reading *reading)
{
    const struct tlri_reading_in_force *now = tlri_readings_get(&v->base->readings, reading->name);
    size_t which = women_index(reading->name);
    struct tlri_varied *one = NULL;
    for (size_t i = 0; i < reading->values; i++) {
        const char *value = reading->value[i].name;
        bool changes = false;
        if (now != NULL && tlri_streq(now->value, value)) {
            continue;
        }
        TLR_TRY(changes_minimum(v, which, value, &changes));
        if (!changes) {
            continue;
        }
        if (women_fixed(v) != NULL) {
            return tlri_vary_leave(&v->not_recountable, reading->name, women_fixed(v));
        }
        if (one == NULL) {
            one = tlri_vary_add(v, TLRI_VARIED_WOMEN, reading->name,
                                now != NULL ? now->value : "as declared");
        }
        if (one == NULL) {
            return tlri_vary_leave(&v->not_recountable, reading->name,
                                   "not tried: too many readings are varied");
        }
        one->value[one->values++] = value;
    }
    return one != NULL
               ? TLR_OK
               : tlri_vary_leave(&v->idle, reading->name, "every value gives the same minimum");
}

/* ---- what no recount can answer ---- */

static uint64_t papers_outside(const struct tlri_close *close, const char *name)
{
    uint64_t n = 0;
    for (size_t i = 0; close != NULL && i < close->accounts; i++) {
        const struct tlri_account *account = &close->account[i];
        n += tlri_streq(name, "late-post")          ? account->late
             : tlri_streq(name, "double-vote")      ? account->cancelled + account->tendered
             : tlri_streq(name, "identifying-mark") ? account->rejected[TLRI_REJECT_IDENTIFIES]
                                                    : 0;
    }
    for (size_t i = 0; close != NULL && i < close->decisions; i++) {
        n += tlri_streq(name, "identifying-mark") &&
             close->decision[i].reject == TLRI_REJECT_IDENTIFIES;
    }
    return n;
}

static bool some_contest(const struct tlri_case *c, bool (*is)(const struct tlri_case_contest *))
{
    for (size_t i = 0; i < c->contests; i++) {
        if (is(&c->contest[i])) {
            return true;
        }
    }
    return false;
}

static bool is_youth(const struct tlri_case_contest *contest)
{
    return contest->declared->kind == TLRI_PLACE_KIND_YOUTH;
}

static bool concerns_women(const struct tlri_case_contest *contest)
{
    for (uint32_t g = 0; g < contest->contest.groups; g++) {
        if (tlri_streq(contest->contest.group[g].name, "women")) {
            return true;
        }
    }
    return contest->declared->kind == TLRI_PLACE_KIND_WOMAN;
}

static bool is_unopposed(const struct tlri_case_contest *contest)
{
    return contest->rounds == 0;
}

static tlr_status judge_papers(struct tlri_variation *v, const char *name)
{
    uint64_t papers = papers_outside(v->base->election_case->close, name);
    if (papers == 0) {
        return tlri_vary_leave(&v->idle, name, "the account has no such papers");
    }
    const char *why =
        tlri_arena_printf(&v->arena, "the account has %llu such papers, which were not counted",
                          (unsigned long long)papers);
    return why != NULL ? tlri_vary_leave(&v->not_recountable, name, why) : tlri_no_memory(v->ctx);
}

static tlr_status judge_mechanism(struct tlri_variation *v)
{
    if (!some_contest(v->base->election_case, concerns_women)) {
        return tlri_vary_leave(&v->idle, "quota-mechanism",
                               "no contest here keeps a women's minimum");
    }
    return tlri_vary_leave(
        &v->not_recountable, "quota-mechanism",
        "another mechanism means other contests, other papers, or a count that no "
        "method here carries out");
}

static bool has_mixed_share(const struct tlri_case_contest *contest)
{
    for (size_t i = 0; i < contest->entered->candidates; i++) {
        if (contest->entered->candidate[i].of_one_share != 0) {
            return true;
        }
    }
    return false;
}

/* [ACR-9] The candidates' file says of which job shares only one counts, so both can be counted. */
static tlr_status vary_shares(struct tlri_variation *v, const struct tlri_rule_reading *reading)
{
    const struct tlri_reading_in_force *now = tlri_readings_get(&v->base->readings, reading->name);
    if (now == NULL || !some_contest(v->base->election_case, has_mixed_share)) {
        return tlri_vary_leave(&v->idle, reading->name,
                               "there is no job share of which only one counts");
    }
    struct tlri_varied *one = tlri_vary_add(v, TLRI_VARIED_SHARES, reading->name, now->value);
    if (one == NULL) {
        return tlri_vary_leave(&v->not_recountable, reading->name,
                               "not tried: too many readings are varied");
    }
    for (size_t i = 0; i < reading->values && one->values <= TLRI_READING_VALUES_MAX; i++) {
        if (!tlri_streq(reading->value[i].name, now->value)) {
            one->value[one->values++] = reading->value[i].name;
        }
    }
    return keep_if_several(v);
}

/* Readings by name: about places, about papers outside the box, and the rest with a reason each. */
static tlr_status judge_other(struct tlri_variation *v, const struct tlri_rule_reading *reading)
{
    static const struct {
        const char *name;
        bool (*asked)(const struct tlri_case_contest *); /* NULL: always */
        const char *why, *otherwise;
    } rest[] = {
        {"women-definition", concerns_women,
         "who counts as a woman here was declared before the poll",
         "no contest here has a women's minimum"},
        {"youth-age-date", is_youth, NULL, "there is no youth place"},
        {"candidate-months", NULL, "others might have stood", NULL},
        {"local-repeat-limit", NULL, "others might have stood", NULL},
        {"candidate-arrears", NULL, "others might have stood", NULL},
        {"nominations-needed", NULL, "others might have stood", NULL},
        {"self-nomination", NULL, "others might have stood", NULL},
        {"voter-weeks", NULL, "others might have voted", NULL},
        {"proxy", NULL, "others might have voted", NULL},
        {"unopposed", is_unopposed, "affirming is a vote that was not taken",
         "every contest was opposed"},
    };
    static const char *const places[] = {"part-thereof", "base-count", "cap-scope",
                                         "alternate-year-gap", "single-delegate-test"};
    static const char *const papers[] = {"late-post", "double-vote", "identifying-mark"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (tlri_streq(reading->name, places[i])) {
            return judge_places(v, reading);
        }
    }
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        if (tlri_streq(reading->name, papers[i])) {
            return judge_papers(v, reading->name);
        }
    }
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
        if (tlri_streq(reading->name, rest[i].name)) {
            bool asked =
                rest[i].asked == NULL || some_contest(v->base->election_case, rest[i].asked);
            return tlri_vary_leave(asked ? &v->not_recountable : &v->idle, reading->name,
                                   asked ? rest[i].why : rest[i].otherwise);
        }
    }
    if (tlri_streq(reading->name, "quota-mechanism")) {
        return judge_mechanism(v);
    }
    if (tlri_streq(reading->name, "additional-threshold-date")) {
        return tlri_vary_leave(&v->not_recountable, reading->name,
                               "the notice has the numbers of one day only");
    }
    if (tlri_streq(reading->name, "vacancy") || tlri_streq(reading->name, "levies-paid")) {
        return tlri_vary_leave(&v->idle, reading->name, "it is about what comes after the count");
    }
    return tlri_vary_leave(&v->not_recountable, reading->name, "this program knows no count by it");
}

/* Readings about delegates' places say nothing where none are filled. */
static bool about_delegates(const char *name)
{
    static const char *const not_about[] = {"voter-weeks", "proxy",     "late-post",
                                            "double-vote", "unopposed", "identifying-mark",
                                            "job-share"};
    for (size_t i = 0; i < sizeof not_about / sizeof not_about[0]; i++) {
        if (tlri_streq(not_about[i], name)) {
            return false;
        }
    }
    return !tlri_setting_exists(name);
}

static tlr_status judge(struct tlri_variation *v, const struct tlri_rule_reading *reading)
{
    if (!v->base->entitled && about_delegates(reading->name)) {
        return tlri_vary_leave(&v->idle, reading->name, "no delegates' places are filled here");
    }
    if (tlri_setting_exists(reading->name)) {
        return vary_setting(v, reading);
    }
    if (women_index(reading->name) < WOMEN) {
        return vary_women(v, reading);
    }
    if (tlri_streq(reading->name, "job-share")) {
        return vary_shares(v, reading);
    }
    bool age = tlri_streq(reading->name, "youth-age-date") &&
               some_contest(v->base->election_case, is_youth);
    if (strncmp(reading->name, "months-", 7) == 0 || age) {
        return tlri_vary_dates(v, reading);
    }
    return judge_other(v, reading);
}

/* ---- rule sets ---- */

static bool reads_crosses(const struct tlri_settings *settings)
{
    return tlri_setting_read_by("overvote", settings->method);
}

/* Could these papers be counted by that rule set? The same marks, and one place where it fills
 * one. Rounds need papers of their own for each round. */
static bool fits(const struct tlri_settings *settings, const struct tlri_settings *other,
                 uint32_t places)
{
    return reads_crosses(settings) == reads_crosses(other) &&
           other->method != TLRI_METHOD_ELIMINATING &&
           (other->method != TLRI_METHOD_AV || places == 1) &&
           !tlri_streq(settings->name, other->name);
}

/* Does the rule set leave something to be declared that no reading declares? */
static bool lacks_setting(const struct tlri_variation *v, const struct tlri_settings *settings)
{
    struct tlri_setting_pair pair[TLRI_SETTINGS_MAX];
    size_t n = tlri_settings_list(settings, pair, TLRI_SETTINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (tlri_streq(pair[i].value, "undeclared") &&
            tlri_rulebook_reading(v->base->rulebook, pair[i].name) == NULL) {
            return true;
        }
    }
    return false;
}

static tlr_status vary_rules(struct tlri_variation *v, size_t contest)
{
    const struct tlri_case_contest *source = &v->base->election_case->contest[contest];
    const char *name = tlri_arena_printf(&v->arena, "rules of %s", source->contest.id);
    if (name == NULL) {
        return tlri_no_memory(v->ctx);
    }
    if (source->rounds == 0) {
        return tlri_vary_leave(&v->idle, name, "nobody voted in it");
    }
    if (v->base->settings[contest].method == TLRI_METHOD_ELIMINATING) {
        return tlri_vary_leave(&v->not_recountable, name,
                               "by another rule set there would have been no rounds");
    }
    struct tlri_varied *one =
        tlri_vary_add(v, TLRI_VARIED_RULES, name, v->base->settings[contest].name);
    if (one == NULL) {
        return tlri_vary_leave(&v->not_recountable, name,
                               "not tried: too many readings are varied");
    }
    one->contest = contest;
    const char *other_name;
    for (size_t i = 0; (other_name = tlri_rule_set_name(i, NULL)) != NULL; i++) {
        struct tlri_settings other;
        TLR_TRY(tlri_settings_named(v->ctx, other_name, &other));
        if (fits(&v->base->settings[contest], &other, source->contest.places) &&
            !lacks_setting(v, &other) && one->values <= TLRI_READING_VALUES_MAX) {
            one->value[one->values++] = other_name;
        }
    }
    return keep_if_several(v);
}

tlr_status tlri_vary_which(struct tlri_variation *v, bool methods)
{
    for (size_t i = 0; methods && i < v->contests; i++) {
        TLR_TRY(vary_rules(v, i));
    }
    for (size_t i = 0; i < v->base->rulebook->readings; i++) {
        TLR_TRY(judge(v, &v->base->rulebook->reading[i]));
    }
    return TLR_OK;
}
