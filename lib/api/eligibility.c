/*
 * api/eligibility.c: from a notice and two tables to decisions (teller/eligibility.h).
 *
 * Joins the readers of members' data (io), the rules in force (audit, which resolves a notice's
 * edition and readings) and the decision (rules). The bytes of both tables are wiped before the
 * call returns. Of what is personal only yes and no go into record and statement; the days shown
 * are counted back from the closing date and are the same for everybody.
 * Implements spec/rules/eligibility.md.
 */
#include "teller/eligibility.h"

#include <string.h>

#include "api/text.h"
#include "audit/audit.h"
#include "base/file.h"
#include "custody/case.h"
#include "io/eligibility.h"
#include "io/roll.h"
#include "io/units.h"
#include "rules/eligibility.h"

enum { YOUTH_DATES = 3, YOUTH_AGE_MAX = 80, DECLARATION_MAX = 40 };

static const char *const references[] = {"date-in-force", "date-announced"};
static const char *const boundaries[] = {"counts", "does-not-count"};
static const char *const youth_dates[YOUTH_DATES] = {"closing-date", "election-date",
                                                     "conference-opens"};

struct work {
    tlr_ctx *ctx;
    const tlr_eligibility_options *options;
    struct tlri_arena arena;
    struct tlri_case *opened;
    struct tlri_audit *rules;
    struct tlri_bytes candidates_file, roll_file, units_file;
    struct tlri_nominators *nominators; /* or NULL: any unit that is named */
    struct tlri_nominees *nominees;
    struct tlri_roll *roll;
    struct tlri_day closing, announced; /* for names */
    unsigned months;
    unsigned repeat_years; /* 0: no local limit is in force */
    struct tlri_eligibility_line *line;
    const char **reason; /* for each line: what the person is told */
    struct tlri_eligibility_record record;
};

/* ---- what is needed ---- */

static tlr_status misuse(tlr_ctx *ctx, uint32_t code, const char *hint, const char *message)
{
    tlri_diag(ctx, TLR_ERROR, code, NULL, hint, NULL, "%s", message);
    return TLR_E_USAGE;
}

static tlr_status check_options(struct work *w)
{
    const tlr_eligibility_options *o = w->options;
    const char *days[] = {o->closing, o->closing_announced, o->challenge_by};
    struct tlri_day day;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        if (days[i] != NULL && !tlri_day_read(days[i], &day)) {
            return misuse(w->ctx, 2730, "write days as 2026-06-26",
                          "a day was given that is not of the calendar");
        }
    }
    size_t digits = o->salt != NULL ? strlen(o->salt) : 0;
    if (digits != TLRI_SALT_DIGITS || strspn(o->salt, "0123456789abcdef") != digits) {
        return misuse(w->ctx, 2731, "give 32 digits of 0-9 and a-f, drawn at random",
                      "the salt is not of the right form");
    }
    return TLR_OK;
}

static bool is_declaration(const char *name)
{
    size_t len = name != NULL ? strlen(name) : 0;
    return len >= 1 && len <= DECLARATION_MAX &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

static tlr_status check_declarations(struct work *w)
{
    const tlr_eligibility_options *o = w->options;
    bool good = o->declarations <= TLRI_DECLARATIONS_MAX;
    for (size_t i = 0; good && i < o->declarations; i++) {
        good = is_declaration(o->declaration[i]);
    }
    return good ? TLR_OK
                : misuse(w->ctx, 6913,
                         "name each declaration as its column is headed: a-z, 0-9 and hyphens, at "
                         "most 40; 16 declarations at most",
                         "a declaration that is asked for cannot be named so");
}

static tlr_status find_closing(struct work *w)
{
    const struct tlri_timetable *timetable = &w->opened->notice->timetable;
    const char *in_force =
        w->options->closing != NULL ? w->options->closing : timetable->conference_closing;
    const char *announced = w->options->closing_announced != NULL   ? w->options->closing_announced
                            : timetable->conference_closing != NULL ? timetable->conference_closing
                                                                    : in_force;
    if (in_force == NULL || !tlri_day_read(in_force, &w->closing) ||
        !tlri_day_read(announced, &w->announced)) {
        tlri_diag(w->ctx, TLR_ERROR, 2732, NULL,
                  "give it with --closing, or state conference-closing in the notice",
                  "eligibility/ELG-1", "the closing date for delegates' names is not known");
        return TLR_E_RULES;
    }
    return TLR_OK;
}

static tlr_status find_rules(struct work *w)
{
    const struct tlri_readings *readings = &w->rules->readings;
    if (!tlri_readings_number(readings, "candidate-months", &w->months)) {
        tlri_diag(w->ctx, TLR_ERROR, 2733, NULL,
                  "declare candidate-months in the notice, as the official call has it",
                  "eligibility/ELG-2",
                  "the months of membership that a delegate needs are not declared");
        return TLR_E_RULES;
    }
    (void)tlri_readings_number(readings, "local-repeat-limit", &w->repeat_years);
    return find_closing(w);
}

static tlr_status need_last_delegate(struct work *w)
{
    struct tlri_place place = {.file = w->options->roll, .line = 1};
    if (w->repeat_years == 0 || w->roll->has_last_delegate || w->roll->members == 0) {
        return TLR_OK;
    }
    tlri_diag(w->ctx, TLR_ERROR, 2734, &place,
              "add the column 'last-delegate' with the year, empty for never", "readings",
              "the reading local-repeat-limit needs to know who was a delegate");
    return TLR_E_INPUT;
}

static bool arrears_bar(const struct work *w)
{
    return !tlri_readings_is(&w->rules->readings, "candidate-arrears", "does-not-bar");
}

static void warn_of_arrears(struct work *w)
{
    struct tlri_place place = {.file = w->options->roll, .line = 1};
    if (arrears_bar(w) && !w->roll->has_arrears) {
        tlri_diag(w->ctx, TLR_WARNING, 6912, &place,
                  "add the column 'arrears' with yes or no, as things stood on the closing date",
                  "eligibility/ELG-11", "the roll does not say who is in arrears");
    }
}

static tlr_status read_nominators(struct work *w)
{
    const char *name = w->options->units;
    if (name == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(w->ctx, name, TLRI_CSV_FILE_MAX, &w->units_file));
    return tlri_nominators_read(w->ctx, name, w->units_file.data, w->units_file.len,
                                &w->nominators);
}

static tlr_status read_files(struct work *w)
{
    const tlr_eligibility_options *o = w->options;
    TLR_TRY(tlri_file_read(w->ctx, o->candidates, TLRI_CSV_FILE_MAX, &w->candidates_file));
    TLR_TRY(tlri_file_read(w->ctx, o->roll, TLRI_CSV_FILE_MAX, &w->roll_file));
    TLR_TRY(read_nominators(w));
    const struct tlri_nominations_asked asked = {.nominators = w->nominators,
                                                 .day =
                                                     w->opened->notice->timetable.nominations_close,
                                                 .declarations = o->declarations,
                                                 .declaration = o->declaration};
    tlr_status nominees = tlri_nominees_read(w->ctx, o->candidates, w->candidates_file.data,
                                             w->candidates_file.len, &asked, &w->nominees);
    tlr_status roll =
        tlri_roll_read(w->ctx, o->roll, w->roll_file.data, w->roll_file.len, &w->roll);
    TLR_TRY(nominees);
    TLR_TRY(roll);
    warn_of_arrears(w);
    return need_last_delegate(w);
}

/* ---- one decision ---- */

static tlr_status put_unders(struct work *w, const struct tlri_eligibility *decided,
                             struct tlri_eligibility_line *line)
{
    struct tlri_eligibility_under *under =
        tlri_arena_array(&w->arena, TLRI_DATE_READINGS, sizeof *under);
    if (under == NULL) {
        return tlri_no_memory(w->ctx);
    }
    for (size_t i = 0; i < TLRI_DATE_READINGS; i++) {
        under[i] = (struct tlri_eligibility_under){references[i / 2], boundaries[i % 2],
                                                   decided->under[i]};
    }
    line->unders = TLRI_DATE_READINGS;
    line->under = under;
    return TLR_OK;
}

/* The day on which a young delegate must be under the age limit, by each value of the reading. */
static bool youth_day(const struct work *w, size_t which, struct tlri_day *out)
{
    const struct tlri_timetable *timetable = &w->opened->notice->timetable;
    const char *text = which == 1 ? timetable->poll_closes : timetable->conference_opens;
    if (which == 0) {
        *out = w->closing;
        return true;
    }
    return text != NULL && tlri_day_read(text, out);
}

static tlr_status put_youth(struct work *w, const struct tlri_member *member,
                            struct tlri_eligibility_line *line)
{
    const struct tlri_rule_figure *limit = tlri_rulebook_figure(w->rules->rulebook, "youth-age");
    const char **dates = tlri_arena_array(&w->arena, YOUTH_DATES, sizeof *dates);
    struct tlri_day born, day;
    if (dates == NULL) {
        return tlri_no_memory(w->ctx);
    }
    if (member == NULL || limit == NULL || !member->has_born ||
        !tlri_day_read(member->born, &born)) {
        return TLR_OK;
    }
    for (size_t i = 0; i < YOUTH_DATES; i++) {
        if (youth_day(w, i, &day) && tlri_day_age(born, day) < limit->value) {
            dates[line->youths++] = youth_dates[i];
        }
    }
    line->youth = dates;
    return TLR_OK;
}

/* What the record says in its place: suspension and arrears are nobody's business but the person's.
 */
static const char *public_reason(const struct tlri_eligibility *decided)
{
    return decided->private_ground ? "not eligible, on a ground told to the person alone"
                                   : decided->why;
}

static bool ever_eligible(const struct tlri_eligibility *decided)
{
    bool yes = false;
    for (size_t i = 0; i < TLRI_DATE_READINGS; i++) {
        yes = yes || decided->under[i] == TLRI_ELIGIBLE_YES;
    }
    return yes;
}

/* Somebody who is no member is eligible under no reading. */
static void decide_unknown(struct work *w, const struct tlri_nominee *nominee,
                           struct tlri_eligibility *out)
{
    memset(out, 0, sizeof *out);
    out->decision = TLRI_ELIGIBLE_NO;
    out->clause = "C3.I.4.F";
    out->why = "no member of the number given is on the roll";
    for (size_t i = 0; i < TLRI_DATE_READINGS; i++) {
        out->under[i] = TLRI_ELIGIBLE_NO;
    }
    tlri_csv_warn(w->nominees->csv, &nominee->at, 2735,
                  "see whether the number was typed rightly before anybody is told",
                  "this membership number is not on the roll");
}

static bool barred_by_repeat(const struct work *w, const struct tlri_member *member)
{
    return w->repeat_years > 0 && member->last_delegate > 0 &&
           member->last_delegate + w->repeat_years >= w->opened->notice->conference;
}

/* The first declaration asked for that the person does not make, or NULL. */
static const char *not_declared(const struct work *w, const struct tlri_nominee *nominee)
{
    for (size_t i = 0; i < w->options->declarations; i++) {
        if ((nominee->declared & ((uint32_t)1 << i)) == 0) {
            return w->options->declaration[i];
        }
    }
    return NULL;
}

static tlr_status take_input(const struct work *w, const struct tlri_nominee *nominee,
                             const struct tlri_member *member, struct tlri_eligibility_input *out)
{
    *out = (struct tlri_eligibility_input){.closing_announced = w->announced,
                                           .closing_in_force = w->closing,
                                           .suspended = member->suspended,
                                           .arrears = member->arrears,
                                           .nominations = nominee->units,
                                           .self = nominee->self,
                                           .not_declared = not_declared(w, nominee),
                                           .repeats = barred_by_repeat(w, member),
                                           .consents = nominee->consents};
    return tlri_day_read(member->joined, &out->joined)
               ? TLR_OK
               : tlri_internal(w->ctx, "a day that was read");
}

static tlr_status decide_member(struct work *w, const struct tlri_nominee *nominee,
                                const struct tlri_member *member, struct tlri_eligibility *out)
{
    struct tlri_eligibility_input input;
    TLR_TRY(take_input(w, nominee, member, &input));
    TLR_TRY(tlri_eligibility_decide(w->ctx, &input, &w->rules->readings, out));
    if (nominee->named &&
        memcmp(nominee->name.bytes, member->name.bytes, sizeof member->name.bytes) != 0) {
        tlri_csv_warn(w->nominees->csv, &nominee->at, 2736,
                      "see whether the membership number is this person's",
                      "the name differs from the one that the roll has for this number (line %u)",
                      member->line);
    }
    return TLR_OK;
}

/* What the person is told: which declaration is missing, too. */
static tlr_status told_reason(struct work *w, const struct tlri_nominee *nominee,
                              const struct tlri_eligibility *decided, const char **out)
{
    bool declaration = tlri_streq(decided->clause, "eligibility/ELG-15");
    *out = declaration ? tlri_arena_printf(&w->arena, "the declaration '%s' was not made",
                                           not_declared(w, nominee))
                       : decided->why;
    return *out != NULL ? TLR_OK : tlri_no_memory(w->ctx);
}

static tlr_status decide_one(struct work *w, size_t i)
{
    const struct tlri_nominee *nominee = &w->nominees->nominee[i];
    const struct tlri_member *member = tlri_roll_find(w->roll, nominee->number);
    struct tlri_eligibility_line *line = &w->line[i];
    struct tlri_eligibility decided;
    if (member == NULL) {
        decide_unknown(w, nominee, &decided);
    } else {
        TLR_TRY(decide_member(w, nominee, member, &decided));
    }
    line->candidate = tlri_arena_copy(&w->arena, nominee->id, strlen(nominee->id));
    line->decision = decided.decision;
    line->clause = decided.clause;
    line->why = public_reason(&decided);
    line->disputed = decided.disputed;
    if (line->candidate == NULL) {
        return tlri_no_memory(w->ctx);
    }
    TLR_TRY(told_reason(w, nominee, &decided, &w->reason[i]));
    TLR_TRY(put_unders(w, &decided, line));
    return ever_eligible(&decided) ? put_youth(w, member, line) : TLR_OK;
}

/* How many of those nominated stand or not as a nomination of oneself counts or not. */
static tlr_status count_self(const struct work *w, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < w->nominees->nominees; i++) {
        const struct tlri_nominee *nominee = &w->nominees->nominee[i];
        const struct tlri_member *member = tlri_roll_find(w->roll, nominee->number);
        struct tlri_eligibility_input input;
        if (member != NULL) {
            TLR_TRY(take_input(w, nominee, member, &input));
            *out += tlri_nomination_asks(&w->rules->readings, &input);
        }
    }
    return TLR_OK;
}

/* [ELG-13] Refused, with the values and who holds each, only where it decides about somebody. */
static tlr_status ask_about_self(struct work *w)
{
    size_t concerned = 0;
    TLR_TRY(count_self(w, &concerned));
    if (concerned == 0) {
        return TLR_OK;
    }
    const struct tlri_rule_reading *reading =
        tlri_rulebook_reading(w->rules->rulebook, "self-nomination");
    struct tlri_buf hint;
    tlri_buf_init(&hint, w->ctx, 4096);
    tlr_status status = tlri_buf_puts(&hint, "declare the reading in the notice, with who decided "
                                             "it: ");
    if (reading != NULL && status == TLR_OK) {
        status = tlri_reading_values_text(reading, &hint);
    }
    if (status == TLR_OK) {
        status = tlri_buf_printf(&hint,
                                 "; here 'allowed' nominates %zu more, 'not-allowed' leaves "
                                 "them out",
                                 concerned);
    }
    if (status == TLR_OK) {
        tlri_diag(w->ctx, TLR_ERROR, 6911, NULL, hint.data, "eligibility/ELG-13",
                  "whether a nomination of oneself counts decides about %zu of those nominated, "
                  "and self-nomination is not declared",
                  concerned);
        status = TLR_E_RULES;
    }
    tlri_buf_drop(&hint);
    return status;
}

static tlr_status decide_all(struct work *w)
{
    w->line = tlri_arena_array(&w->arena, w->nominees->nominees + 1, sizeof *w->line);
    const struct tlri_reading_in_force *months =
        tlri_readings_get(&w->rules->readings, "candidate-months");
    struct tlri_digest input;
    w->reason = tlri_arena_array(&w->arena, w->nominees->nominees + 1, sizeof *w->reason);
    if (w->line == NULL || w->reason == NULL) {
        return tlri_no_memory(w->ctx);
    }
    for (size_t i = 0; i < w->nominees->nominees; i++) {
        TLR_TRY(decide_one(w, i));
    }
    tlri_eligibility_input_digest(w->options->salt, w->candidates_file.data, w->candidates_file.len,
                                  w->roll_file.data, w->roll_file.len, &input);
    w->record = (struct tlri_eligibility_record){.election = w->opened->notice->election,
                                                 .rulebook = w->rules->rulebook->id,
                                                 .months = months->value,
                                                 .lines = w->nominees->nominees,
                                                 .line = w->line,
                                                 .input_stated = true};
    memcpy(w->record.notice, tlri_sealed_digest(w->opened->notice_file)->bytes,
           sizeof w->record.notice);
    memcpy(w->record.input, input.bytes, sizeof w->record.input);
    return TLR_OK;
}

/* ---- the statement ---- */

static void put_day(struct tlri_buf *out, struct tlri_day day)
{
    tlri_buf_printf(out, "%04u-%02u-%02u", day.year, day.month, day.day);
}

static void put_reading(const struct work *w, const char *name, struct tlri_buf *out)
{
    const struct tlri_reading_in_force *one = tlri_readings_get(&w->rules->readings, name);
    if (one != NULL) {
        tlri_buf_printf(out, "  %-20s%s, %s%s\n", name, one->value,
                        one->decided_by != NULL ? "decided by " : "decided by nobody",
                        one->decided_by != NULL ? one->decided_by : "");
    }
}

/* The days that everybody is measured by. */
static void put_arithmetic(const struct work *w, struct tlri_buf *out)
{
    tlri_buf_puts(out, "Closing date for names: ");
    put_day(out, w->closing);
    if (tlri_day_compare(w->closing, w->announced) != 0) {
        tlri_buf_puts(out, ", first announced as ");
        put_day(out, w->announced);
    }
    tlri_buf_printf(out, "\n%u months before it: ", w->months);
    put_day(out, tlri_day_months_before(w->closing, w->months));
    if (tlri_day_compare(w->closing, w->announced) != 0) {
        tlri_buf_printf(out, "; before the first one: ");
        put_day(out, tlri_day_months_before(w->announced, w->months));
    }
    tlri_buf_puts(out, "\nA delegate was a member by then [C3.I.4.F, eligibility/ELG-1].\n");
    put_reading(w, "candidate-months", out);
    put_reading(w, "months-reference", out);
    put_reading(w, "months-boundary", out);
    put_reading(w, "local-repeat-limit", out);
    if (w->repeat_years > 0) {
        uint32_t year = w->opened->notice->conference;
        tlri_buf_printf(out, "  %-20sdelegates of %u to %u may not [eligibility/ELG-14]\n", "",
                        year - w->repeat_years, year - 1);
    }
    put_reading(w, "candidate-arrears", out);
    put_reading(w, "nominations-needed", out);
    put_reading(w, "self-nomination", out);
    if (arrears_bar(w) && !w->roll->has_arrears) {
        tlri_buf_puts(out, "The roll has no column 'arrears': nobody is in arrears "
                           "[eligibility/ELG-11].\n");
    }
    for (size_t i = 0; i < w->options->declarations; i++) {
        tlri_buf_printf(out, "Declaration asked for: %s [eligibility/ELG-15].\n",
                        w->options->declaration[i]);
    }
    if (w->nominators == NULL) {
        tlri_buf_puts(out, "No table of units was given: any unit named may nominate "
                           "[eligibility/ELG-12].\n");
    }
}

/* The days by which everybody's age is measured, one for each value of youth-age-date. */
static void put_ages(const struct work *w, struct tlri_buf *out)
{
    const struct tlri_rule_figure *limit = tlri_rulebook_figure(w->rules->rulebook, "youth-age");
    struct tlri_day day;
    if (limit == NULL || limit->value > YOUTH_AGE_MAX || !w->roll->has_born) {
        return;
    }
    tlri_buf_printf(out, "\nUnder %u for the place of a young delegate [%s, eligibility/ELG-7]:\n",
                    (unsigned)limit->value, limit->clause);
    for (size_t i = 0; i < YOUTH_DATES; i++) {
        tlri_buf_printf(out, "  %-20s", youth_dates[i]);
        if (!youth_day(w, i, &day)) {
            tlri_buf_puts(out, "the notice does not say which day that is\n");
            continue;
        }
        put_day(out, day);
        tlri_buf_puts(out, ": born after ");
        put_day(out, tlri_day_years_before(day, (unsigned)limit->value));
        tlri_buf_puts(out, "\n");
    }
    put_reading(w, "youth-age-date", out);
}

/* Until when a rejection may be challenged; that nobody said so is said. */
static void put_challenge(const struct work *w, struct tlri_buf *out)
{
    if (w->options->challenge_by != NULL) {
        tlri_buf_printf(out, "    may be challenged until %s\n", w->options->challenge_by);
    } else {
        tlri_buf_puts(out,
                      "    no day was set until which it may be challenged (--challenge-by)\n");
    }
}

static void put_disputes(const struct tlri_eligibility_line *line, struct tlri_buf *out)
{
    for (size_t i = 0; line->disputed && i < line->unders; i++) {
        if (line->under[i].decision != line->decision) {
            tlri_buf_printf(out, "    %s under %s and %s\n",
                            tlri_eligible_token(line->under[i].decision),
                            line->under[i].months_reference, line->under[i].months_boundary);
        }
    }
}

static void put_line(const struct work *w, size_t at, struct tlri_buf *out)
{
    const struct tlri_eligibility_line *line = &w->line[at];
    tlri_buf_printf(out, "  %-30s%-14s", line->candidate, tlri_eligible_token(line->decision));
    if (line->decision == TLRI_ELIGIBLE_YES) {
        tlri_buf_printf(out, "%s\n", line->disputed ? "disputed" : "under every reading");
    } else {
        tlri_buf_printf(out, "[%s]\n    %s\n", line->clause, w->reason[at]);
        put_challenge(w, out);
    }
    put_disputes(line, out);
    for (size_t i = 0; i < line->youths; i++) {
        tlri_buf_printf(out, "%s%s%s", i == 0 ? "    young enough by youth-age-date=" : ", ",
                        line->youth[i], i + 1 == line->youths ? "\n" : "");
    }
}

static tlr_status put_statement(const struct work *w, struct tlri_buf *out)
{
    size_t eligible = 0;
    size_t grounds = 0;
    for (size_t i = 0; i < w->record.lines; i++) {
        eligible += w->line[i].decision == TLRI_ELIGIBLE_YES;
    }
    tlri_buf_printf(out, "Statement of persons nominated: %s, %s\n%zu nominated, %zu eligible.\n\n",
                    w->record.election, w->opened->notice->clp, w->record.lines, eligible);
    put_arithmetic(w, out);
    put_ages(w, out);
    tlri_buf_puts(out, "\n");
    for (size_t i = 0; i < w->record.lines; i++) {
        put_line(w, i, out);
        grounds += tlri_streq(w->line[i].clause, "eligibility/ELG-6");
    }
    if (grounds > 0) {
        tlri_buf_puts(out,
                      "\nA ground under ELG-6 is for the person alone: leave it out of what is "
                      "posted up.\n");
    }
    return out->failed;
}

static tlr_status write_texts(struct work *w, tlr_text **record, tlr_text **statement)
{
    *record = tlri_text_new(w->ctx);
    *statement = tlri_text_new(w->ctx);
    if (*record == NULL || *statement == NULL) {
        return tlri_no_memory(w->ctx);
    }
    TLR_TRY(tlri_eligibility_write(w->ctx, &w->record, &(*record)->buf));
    return put_statement(w, &(*statement)->buf);
}

/* ---- the call ---- */

static tlr_status do_all(struct work *w, const char *dir, tlr_text **record, tlr_text **statement)
{
    struct tlri_anchors none = {0};
    TLR_TRY(check_options(w));
    TLR_TRY(check_declarations(w));
    TLR_TRY(tlri_case_inspect(w->ctx, dir, &none, &w->opened));
    TLR_TRY(tlri_audit_rules(w->ctx, w->opened, &w->rules));
    TLR_TRY(find_rules(w));
    TLR_TRY(read_files(w));
    TLR_TRY(ask_about_self(w));
    TLR_TRY(decide_all(w));
    return write_texts(w, record, statement);
}

static void drop(struct work *w)
{
    tlri_nominators_free(w->nominators);
    tlri_nominees_free(w->nominees);
    tlri_roll_free(w->roll);
    tlri_wipe(w->candidates_file.data, w->candidates_file.allocated);
    tlri_wipe(w->roll_file.data, w->roll_file.allocated);
    tlri_bytes_drop(&w->candidates_file);
    tlri_bytes_drop(&w->roll_file);
    tlri_bytes_drop(&w->units_file);
    tlri_audit_free(w->rules);
    tlri_case_free(w->opened);
    tlri_arena_drop(&w->arena);
}

tlr_status tlr_eligibility(tlr_ctx *ctx, const char *dir, const tlr_eligibility_options *options,
                           tlr_text **record, tlr_text **statement)
{
    struct work w = {.ctx = ctx, .options = options};
    *record = *statement = NULL;
    tlri_arena_init(&w.arena, ctx);
    w.candidates_file.ctx = w.roll_file.ctx = w.units_file.ctx = ctx;
    tlr_status status = do_all(&w, dir, record, statement);
    drop(&w);
    if (status != TLR_OK) {
        tlr_text_free(*record);
        tlr_text_free(*statement);
        *record = *statement = NULL;
    }
    return status;
}
