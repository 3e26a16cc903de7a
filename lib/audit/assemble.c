/*
 * audit/assemble.c: puts together everything that a result says.
 *
 * From the case (digests, policy, account), the rules (readings, entitlement) and the transcripts
 * (places, displaced) into model/case_result.h, in the orders that header fixes. Nothing is decided
 * and nothing is written here. Implements spec/formats/result.md.
 */
#include <string.h>

#include "audit/across.h"
#include "audit/audit.h"
#include "rules/settings.h"

static void *array(struct tlri_audit *o, size_t n, size_t size)
{
    return tlri_arena_array(&o->arena, n + 1, size);
}

/* ---- files, policy
 * -------------------------------------------------------------------------------- */

static void add_file(struct tlri_result_file *files, size_t *n, const char *kind,
                     const struct tlri_sealed *sealed)
{
    if (sealed == NULL) {
        return;
    }
    files[*n].kind = kind;
    memcpy(files[*n].sha256, tlri_sealed_digest(sealed)->bytes, TLRI_SHA256_BYTES);
    (*n)++;
}

static tlr_status put_files(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    struct tlri_result_file *files = array(o, 4 + c->applied, sizeof *files);
    struct tlri_result_policy *policy = array(o, c->notice->policies, sizeof *policy);
    if (files == NULL || policy == NULL) {
        return tlri_no_memory(o->ctx);
    }
    add_file(files, &o->result.files, "notice", c->notice_file);
    add_file(files, &o->result.files, "election", c->election_file);
    add_file(files, &o->result.files, "close", c->close_file);
    add_file(files, &o->result.files, "lots", c->lots_file);
    for (size_t r = 0; r < c->applied; r++) {
        add_file(files, &o->result.files, "ruling", c->ruling[r].file);
        files[o->result.files - 1].id = tlri_arena_printf(&o->arena, "%zu", r + 1);
        if (files[o->result.files - 1].id == NULL) {
            return tlri_no_memory(o->ctx);
        }
    }
    o->result.file = files;
    o->result.batches = c->batches;
    o->result.batch = c->batch;
    for (size_t i = 0; i < c->notice->policies; i++) {
        const struct tlri_policy_line *line = &c->notice->policy[i];
        policy[i] =
            (struct tlri_result_policy){tlri_signed_file_token(line->file),
                                        tlri_role_token(line->role), line->count, line->in_ink};
    }
    o->result.policies = c->notice->policies;
    o->result.policy = policy;
    return TLR_OK;
}

/* ---- readings, figures, entitlement
 * ----------------------------------------------------------------- */

/* What a page says of a reading and of its value: the edition's words. */
static void put_words(const struct tlri_audit *o, struct tlri_result_reading *reading)
{
    const struct tlri_rule_reading *rule = tlri_rulebook_reading(o->rulebook, reading->name);
    const struct tlri_rule_value *value =
        rule != NULL ? tlri_rule_reading_value(rule, reading->value) : NULL;
    reading->about = rule != NULL ? rule->about : NULL;
    reading->gloss = value != NULL ? value->gloss : NULL;
}

static tlr_status put_readings(struct tlri_audit *o)
{
    struct tlri_result_reading *reading = array(o, o->readings.count, sizeof *reading);
    struct tlri_result_figure *figure = array(o, o->rulebook->figures, sizeof *figure);
    if (reading == NULL || figure == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < o->readings.count; i++) {
        const struct tlri_reading_in_force *from = &o->readings.reading[i];
        reading[i] = (struct tlri_result_reading){.name = from->name,
                                                  .value = from->value,
                                                  .decided_by = from->decided_by,
                                                  .decided_on = from->decided_on,
                                                  .minute = from->minute,
                                                  .ruling = from->ruling,
                                                  .source = from->source,
                                                  .grade = from->grade};
        put_words(o, &reading[i]);
    }
    for (size_t i = 0; i < o->rulebook->figures; i++) {
        const struct tlri_rule_figure *from = &o->rulebook->figure[i];
        figure[i] =
            (struct tlri_result_figure){from->name,   from->value, from->unit,   from->clause,
                                        from->source, from->grade, from->checked};
    }
    o->result.readings = o->readings.count;
    o->result.reading = reading;
    o->result.figures = o->entitled ? o->rulebook->figures : 0;
    o->result.figure = figure;
    o->result.edition = o->rulebook->title;
    o->result.clauses = o->rulebook->clauses;
    o->result.clause = o->rulebook->clause;
    return TLR_OK;
}

static tlr_status put_entitlement(struct tlri_audit *o)
{
    const struct tlri_entitlement *from = &o->entitlement;
    struct tlri_result_entitlement *to = &o->result.entitlement;
    if (!o->entitled) {
        return TLR_OK;
    }
    struct tlri_result_step *step = array(o, from->steps, sizeof *step);
    if (step == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < from->steps; i++) {
        step[i] = (struct tlri_result_step){from->step[i].text, from->step[i].clause,
                                            from->step[i].source, from->step[i].grade};
    }
    to->stated = true;
    to->conference = o->election_case->notice->conference;
    to->ordinary = from->ordinary;
    to->woman = from->woman;
    to->youth = from->youth;
    to->maximum = from->maximum;
    to->women_minimum = from->women_minimum;
    to->steps = from->steps;
    to->step = step;
    return TLR_OK;
}

static tlr_status put_eligibility(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    size_t n = 0;
    for (size_t i = 0; i < c->contests; i++) {
        n += c->contest[i].entered->candidates;
    }
    struct tlri_result_eligibility *rows = array(o, n, sizeof *rows);
    if (rows == NULL) {
        return tlri_no_memory(o->ctx);
    }
    n = 0;
    for (size_t i = 0; i < c->contests; i++) {
        const struct tlri_election_contest *entered = c->contest[i].entered;
        for (size_t k = 0; k < entered->candidates; k++) {
            const struct tlri_election_candidate *from = &entered->candidate[k];
            rows[n] =
                (struct tlri_result_eligibility){.contest = entered->id,
                                                 .candidate = from->id,
                                                 .decision = tlri_eligible_token(from->eligible),
                                                 .clause = from->clause};
            if (from->ruled != 0) {
                rows[n].ruling = tlri_arena_printf(&o->arena, "%u", from->ruled);
            }
            if (from->ruled != 0 && rows[n].ruling == NULL) {
                return tlri_no_memory(o->ctx);
            }
            n++;
        }
    }
    o->result.eligibilities = n;
    o->result.eligibility = rows;
    return TLR_OK;
}

/* ---- the account
 * ------------------------------------------------------------------------------------ */

static const char *variance_of(const struct tlri_account *account, uint32_t equation)
{
    for (size_t i = 0; i < account->variances; i++) {
        if (account->variance[i].equation == equation) {
            return tlri_variance_token(account->variance[i].code);
        }
    }
    return NULL;
}

static tlr_status put_equation(struct tlri_audit *o, struct tlri_result_equation *to,
                               const char *total, uint64_t value,
                               const struct tlri_result_term *term, size_t terms,
                               const char *variance)
{
    struct tlri_result_term *copy = array(o, terms, sizeof *copy);
    if (copy == NULL) {
        return tlri_no_memory(o->ctx);
    }
    memcpy(copy, term, terms * sizeof *term);
    *to = (struct tlri_result_equation){{total, value}, terms, copy, variance};
    return TLR_OK;
}

/* The third equation splits the box into papers accepted in the hall and those rejected, by code.
 */
static tlr_status put_box(struct tlri_audit *o, const struct tlri_account *account,
                          struct tlri_result_equation *to)
{
    struct tlri_result_term term[TLRI_REJECT_COUNT + 1];
    size_t n = 1;
    uint64_t rejected = 0;
    for (uint32_t code = TLRI_REJECT_NONE + 1; code < TLRI_REJECT_COUNT; code++) {
        if (account->rejected[code] > 0) {
            term[n++] = (struct tlri_result_term){tlri_reject_token(code), account->rejected[code]};
            rejected += account->rejected[code];
        }
    }
    term[0] = (struct tlri_result_term){"accepted", account->in_box - rejected};
    return put_equation(o, to, "in-box", account->in_box, term, n,
                        variance_of(account, TLRI_EQUATION_IN_BOX));
}

static tlr_status put_account(struct tlri_audit *o, const struct tlri_account *account,
                              struct tlri_result_account *to)
{
    struct tlri_result_equation *equation = array(o, 3, sizeof *equation);
    const struct tlri_result_term printed[] = {{"issued", account->issued},
                                               {"unused", account->unused}};
    const struct tlri_result_term issued[] = {{"in-box", account->in_box},
                                              {"spoilt-replaced", account->spoilt_replaced},
                                              {"late", account->late},
                                              {"rejected-unopened", account->rejected_unopened},
                                              {"tendered", account->tendered},
                                              {"cancelled", account->cancelled},
                                              {"not-returned", account->not_returned}};
    if (equation == NULL) {
        return tlri_no_memory(o->ctx);
    }
    TLR_TRY(put_equation(o, &equation[0], "printed", account->printed, printed, 2,
                         variance_of(account, TLRI_EQUATION_PRINTED)));
    TLR_TRY(put_equation(o, &equation[1], "issued", account->issued, issued, 7,
                         variance_of(account, TLRI_EQUATION_ISSUED)));
    TLR_TRY(put_box(o, account, &equation[2]));
    *to = (struct tlri_result_account){account->contest, account->round, account->channel, 3,
                                       equation};
    return TLR_OK;
}

static tlr_status put_accounts(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    struct tlri_result_account *rows = array(o, c->close->accounts, sizeof *rows);
    if (rows == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t k = 0; k < c->contests; k++) {
        for (size_t i = 0; i < c->close->accounts; i++) {
            const struct tlri_account *account = &c->close->account[i];
            if (tlri_streq(account->contest, c->contest[k].contest.id)) {
                TLR_TRY(put_account(o, account, &rows[o->result.accounts++]));
            }
        }
    }
    o->result.account = rows;
    return TLR_OK;
}

/* Decisions on papers, counted by contest and what they came to. */
static tlr_status put_adjudications(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    struct tlri_result_adjudication *rows =
        array(o, c->contests * (size_t)TLRI_REJECT_COUNT, sizeof *rows);
    if (rows == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t k = 0; k < c->contests; k++) {
        for (uint32_t code = TLRI_REJECT_NONE; code < TLRI_REJECT_COUNT; code++) {
            struct tlri_result_adjudication row = {.contest = c->contest[k].contest.id};
            row.code = code == TLRI_REJECT_NONE ? "accepted" : tlri_reject_token(code);
            for (size_t i = 0; i < c->close->decisions; i++) {
                const struct tlri_decision *decision = &c->close->decision[i];
                if (decision->reject == code && tlri_streq(decision->contest, row.contest)) {
                    row.papers++;
                    row.objected += decision->objected_by != TLRI_ROLE_COUNT;
                }
            }
            if (row.papers > 0) {
                rows[o->result.adjudications++] = row;
            }
        }
    }
    o->result.adjudication = rows;
    return TLR_OK;
}

/* ---- contests
 * --------------------------------------------------------------------------------------- */

static tlr_status put_settings(struct tlri_audit *o, const struct tlri_counted *counted,
                               struct tlri_result_contest *to)
{
    struct tlri_setting_pair *pair = array(o, TLRI_SETTINGS_MAX, sizeof *pair);
    struct tlri_result_setting *setting = array(o, TLRI_SETTINGS_MAX, sizeof *setting);
    if (pair == NULL || setting == NULL) {
        return tlri_no_memory(o->ctx);
    }
    to->settings = tlri_settings_list(&counted->settings, pair, TLRI_SETTINGS_MAX);
    for (size_t i = 0; i < to->settings; i++) {
        setting[i] = (struct tlri_result_setting){pair[i].name, pair[i].value};
    }
    to->setting = setting;
    return TLR_OK;
}

static enum tlri_fill fill_of(const struct tlri_event *event)
{
    bool referred = event->why == TLRI_EMPTY_REFERRED || event->why == TLRI_EMPTY_RERUN;
    return referred ? TLRI_FILL_REFERRED : TLRI_FILL_EMPTY;
}

/* One place for each `elected` and `place-empty` event, in their order. */
static void put_counted_places(const struct tlri_counted *counted, struct tlri_result_place *place,
                               size_t *n)
{
    uint32_t before = counted->places_before; /* [RND-7] */
    for (size_t i = 0; i < tlri_transcript_size(counted->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(counted->transcript, i);
        bool elected = event->kind == TLRI_EVENT_ELECTED;
        if ((elected || event->kind == TLRI_EVENT_PLACE_EMPTY) && *n < counted->contest.places) {
            place[*n] =
                (struct tlri_result_place){.number = before + (uint32_t)*n + 1,
                                           .fill = elected ? TLRI_FILL_FILLED : fill_of(event),
                                           .candidate = elected ? event->candidate : TLRI_NONE,
                                           .clause = event->clause};
            (*n)++;
        }
    }
}

static void put_unopposed_places(const struct tlri_counted *counted,
                                 struct tlri_result_place *place, size_t *n)
{
    for (uint32_t c = 0; c < counted->contest.candidates; c++) {
        if (counted->elected[c]) {
            place[*n] = (struct tlri_result_place){(uint32_t)*n + 1, TLRI_FILL_UNOPPOSED, c,
                                                   "unopposed/UNO-1"};
            (*n)++;
        }
    }
    while (*n < counted->contest.places) {
        place[*n] = (struct tlri_result_place){(uint32_t)*n + 1, TLRI_FILL_EMPTY, TLRI_NONE,
                                               "unopposed/UNO-2"};
        (*n)++;
    }
}

static void put_annulled_places(const struct tlri_counted *counted, struct tlri_result_place *place,
                                size_t *n)
{
    while (*n < counted->contest.places) {
        place[*n] = (struct tlri_result_place){(uint32_t)*n + 1, TLRI_FILL_ANNULLED, TLRI_NONE,
                                               "ruling/RUL-14"};
        (*n)++;
    }
}

static tlri_dec last_vote(const struct tlri_transcript *transcript, uint32_t candidate)
{
    tlri_dec vote = 0;
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        bool of_candidate = event->candidate == candidate;
        if (of_candidate &&
            (event->kind == TLRI_EVENT_TALLY || event->kind == TLRI_EVENT_ELECTED)) {
            vote = event->a;
        }
    }
    return vote;
}

/* What is behind the bound of a contest for ordinary places: the rule of one delegate, where it
 * applies, and otherwise the reading on rounding, which fixes how many must be women. Behind the
 * bounds of other contests there is no reading. */
static const struct tlri_reading_in_force *
reading_behind(const struct tlri_audit *o, const struct tlri_counted *counted, const char **clause)
{
    *clause = counted->restricted_to > 0 ? "across/ACR-3" : "constraints/CON-13";
    if (!o->entitled || counted->source->declared->kind != TLRI_PLACE_KIND_ORDINARY) {
        return NULL;
    }
    if (o->entitlement.sole == TLRI_SOLE_WOMAN_ONLY) {
        *clause = "entitlement/ENT-8";
        return NULL;
    }
    return tlri_readings_get(&o->readings, "women-rounding");
}

/* Elected without the bounds and not with them. */
static tlr_status put_displaced(struct tlri_audit *o, const struct tlri_counted *counted,
                                struct tlri_result_contest *to)
{
    if (counted->unbounded == NULL) {
        return TLR_OK;
    }
    size_t most = counted->unbounded->elected.count;
    struct tlri_result_displaced *rows = array(o, most, sizeof *rows);
    if (rows == NULL) {
        return tlri_no_memory(o->ctx);
    }
    const uint32_t *elected = counted->unbounded->elected.data;
    const char *clause = NULL;
    const struct tlri_reading_in_force *reading = reading_behind(o, counted, &clause);
    const struct tlri_counted *last = tlri_audit_last_round(o, counted);
    for (size_t i = 0; i < most; i++) {
        if (!last->elected[elected[i]]) {
            rows[to->displaced++] =
                (struct tlri_result_displaced){.candidate = elected[i],
                                               .votes = last_vote(counted->unbounded, elected[i]),
                                               .clause = clause,
                                               .reading = reading != NULL ? reading->name : NULL,
                                               .minute = reading != NULL ? reading->minute : NULL};
            if (reading != NULL) {
                struct tlri_result_displaced *row = &rows[to->displaced - 1];
                row->value = reading->value;
                row->decided_by = reading->decided_by;
                row->decided_on = reading->decided_on;
            }
        }
    }
    to->displaced_candidate = rows;
    return TLR_OK;
}

static tlr_status put_contest(struct tlri_audit *o, const struct tlri_counted *counted,
                              struct tlri_result_contest *to)
{
    struct tlri_result_place *place = array(o, counted->contest.places, sizeof *place);
    if (place == NULL) {
        return tlri_no_memory(o->ctx);
    }
    to->contest = &counted->contest;
    to->kind = counted->source->declared->kind;
    to->round = counted->round;
    to->earlier = counted->earlier;
    to->rule_set = counted->source->declared->rule_set;
    to->transcript = counted->transcript;
    to->papers = counted->papers;
    to->place = place;
    to->annulled = counted->source->annulled != 0;
    o->result.annulled = o->result.annulled && to->annulled;
    if (to->annulled) {
        put_annulled_places(counted, place, &to->places);
    } else if (counted->transcript != NULL) {
        put_counted_places(counted, place, &to->places);
    } else {
        put_unopposed_places(counted, place, &to->places);
    }
    TLR_TRY(put_settings(o, counted, to));
    return put_displaced(o, counted, to);
}

static tlr_status put_contests(struct tlri_audit *o)
{
    struct tlri_result_contest *contest = array(o, o->counted, sizeof *contest);
    if (contest == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < o->counted; i++) {
        TLR_TRY(put_contest(o, &o->contest[i], &contest[i]));
    }
    o->result.contests = o->counted;
    o->result.contest = contest;
    return TLR_OK;
}

tlr_status tlri_audit_assemble(struct tlri_audit *o)
{
    const struct tlri_case *c = o->election_case;
    struct tlri_case_result *result = &o->result;
    memset(result, 0, sizeof *result);
    result->election = c->notice->election;
    result->clp = c->notice->clp;
    result->title = c->notice->title;
    result->is_signed = c->notice->is_signed;
    result->trial = c->notice->trial;
    result->re_run = c->notice->re_run.stated ? &c->notice->re_run : NULL;
    result->unfinished = o->waiting;
    result->publish = c->notice->publish;
    result->smallest_batch = c->notice->smallest_batch;
    result->smallest_contest = c->notice->smallest_contest;
    result->checks = c->checks.count;
    result->check = c->checks.data;
    result->annulled = true; /* until a contest says otherwise */
    TLR_TRY(put_files(o));
    TLR_TRY(tlri_audit_put_parts(o));
    TLR_TRY(put_readings(o));
    TLR_TRY(put_entitlement(o));
    TLR_TRY(put_eligibility(o));
    TLR_TRY(put_accounts(o));
    TLR_TRY(put_adjudications(o));
    TLR_TRY(put_contests(o));
    return tlri_across_settle(o);
}
