/*
 * api/register.c: the desk: who may be given a paper, and who has voted twice (teller/register.h).
 *
 * Joins the lists (io) with the notice's freeze date and readings (audit). Each member of the roll
 * has two counters, papers issued and votes by the other channel; every question is answered from
 * them. A paper issued twice to one member may be a replacement for a spoilt one and is told, not
 * called a double vote; two votes online, or a paper and a vote online, are double votes.
 * Implements spec/formats/register.md.
 */
#include "teller/register.h"

#include <stdio.h>
#include <string.h>

#include "api/text.h"
#include "audit/audit.h"
#include "base/file.h"
#include "custody/case.h"
#include "io/eligibility.h"
#include "io/roll.h"
#include "io/units.h"
#include "rules/eligibility.h"

enum { LISTS = 3 };

struct member_marks {
    uint32_t issued, online;
    bool asked; /* given a paper in this run */
};

struct tlr_register {
    tlr_ctx *ctx;
    tlr_register_options options;
    struct tlri_case *opened;
    struct tlri_audit *rules;
    struct tlri_bytes file[LISTS]; /* roll, issued, online */
    struct tlri_roll *roll;
    struct member_marks *marks; /* one for each member of the roll */
    size_t marks_allocated;
    uint64_t issued, online, strangers, units;
    unsigned weeks; /* 0: no such reading is in force */
    bool frozen;
    struct tlri_day freeze;
    struct tlri_day since; /* with weeks: the last day on which a voter may have joined */
};

/* ---- may they vote? ---- */

/* [REG-2] A member for so many whole weeks on the freeze day. */
static bool long_enough(const tlr_register *reg, const struct tlri_member *member)
{
    struct tlri_day joined;
    if (reg->weeks == 0 || !reg->frozen || !tlri_day_read(member->joined, &joined)) {
        return true;
    }
    return tlri_voter_long_enough(joined, reg->freeze, reg->weeks);
}

/* [REG-7] Do only accredited delegates to the General Committee vote? */
static bool by_delegates(const tlr_register *reg)
{
    return reg->opened->notice->electorate == TLRI_ELECTORATE_DELEGATES;
}

/* [REG-1] TLR_DESK_YES, or what bars them whatever they did. */
static tlr_desk_answer may_vote(const tlr_register *reg, const struct tlri_member *member)
{
    return member->suspended                          ? TLR_DESK_SUSPENDED
           : member->arrears                          ? TLR_DESK_ARREARS
           : by_delegates(reg) && !member->accredited ? TLR_DESK_NOT_ACCREDITED
           : !long_enough(reg, member)                ? TLR_DESK_TOO_NEW
                                                      : TLR_DESK_YES;
}

/* ---- opening ---- */

static tlr_status read_list(tlr_register *reg, size_t which, const char *path,
                            struct tlri_marks_list **out)
{
    if (path == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(reg->ctx, path, TLRI_CSV_FILE_MAX, &reg->file[which]));
    return tlri_marks_list_read(reg->ctx, path, reg->file[which].data, reg->file[which].len, out);
}

/* [REG-3] Counts the marks of a list on the members of the roll. */
static void mark_members(tlr_register *reg, struct tlri_marks_list *list, bool online)
{
    for (size_t i = 0; list != NULL && i < list->marked; i++) {
        const struct tlri_member *member = tlri_roll_find(reg->roll, list->mark[i].number);
        if (member == NULL) {
            reg->strangers++;
            tlri_csv_warn(list->csv, &list->mark[i].at, 2750,
                          "find out whose number this is before the close is signed",
                          "this membership number is not on the roll");
            continue;
        }
        struct member_marks *marks = &reg->marks[member - reg->roll->member];
        marks->online += online;
        marks->issued += !online;
    }
}

/* [REG-7] Where delegates vote, the roll says who is one and for which unit, and a table says how
 * many each unit may send. */
static tlr_status need_accreditation(const tlr_register *reg)
{
    struct tlri_place place = {.file = reg->options.roll, .line = 1};
    if (!reg->roll->has_accredited || !reg->roll->has_unit) {
        tlri_diag(
            reg->ctx, TLR_ERROR, 5110, &place,
            "add the columns 'unit' and 'accredited' to the roll", "register/REG-7",
            "the notice says that accredited delegates vote, and the roll does not say who is "
            "one and for which unit");
        return TLR_E_INPUT;
    }
    if (reg->options.units == NULL) {
        tlri_diag(reg->ctx, TLR_ERROR, 5115, NULL,
                  "give a table with --units: each unit, and how many delegates it may accredit",
                  "register/REG-8",
                  "the notice says that accredited delegates vote, and nothing says how many each "
                  "unit may accredit");
        return TLR_E_INPUT;
    }
    return TLR_OK;
}

/* [REG-8] No unit has more delegates than it may accredit. */
static tlr_status check_accreditation(tlr_register *reg)
{
    if (!by_delegates(reg)) {
        return TLR_OK;
    }
    TLR_TRY(need_accreditation(reg));
    struct tlri_bytes bytes = {0};
    TLR_TRY(tlri_file_read(reg->ctx, reg->options.units, TLRI_CSV_FILE_MAX, &bytes));
    struct tlri_unit_caps *caps = NULL;
    tlr_status status =
        tlri_unit_caps_read(reg->ctx, reg->options.units, bytes.data, bytes.len, &caps);
    status = status == TLR_OK ? tlri_unit_caps_count(caps, reg->roll) : status;
    reg->units = status == TLR_OK ? caps->units : 0;
    tlri_unit_caps_free(caps);
    tlri_bytes_drop(&bytes);
    return status;
}

static tlr_status read_lists(tlr_register *reg)
{
    const tlr_register_options *o = &reg->options;
    struct tlri_marks_list *issued = NULL;
    struct tlri_marks_list *online = NULL;
    tlr_status status;
    TLR_TRY_TO(tlri_file_read(reg->ctx, o->roll, TLRI_CSV_FILE_MAX, &reg->file[0]), done);
    TLR_TRY_TO(tlri_roll_read(reg->ctx, o->roll, reg->file[0].data, reg->file[0].len, &reg->roll),
               done);
    TLR_TRY_TO(check_accreditation(reg), done);
    TLR_TRY_TO(read_list(reg, 1, o->issued, &issued), done);
    TLR_TRY_TO(read_list(reg, 2, o->online, &online), done);
    reg->marks_allocated = reg->roll->members + 1;
    reg->marks = tlri_alloc_array(reg->ctx, reg->marks_allocated, sizeof *reg->marks);
    status = reg->marks != NULL ? TLR_OK : tlri_no_memory(reg->ctx);
    if (status == TLR_OK) {
        reg->issued = issued != NULL ? issued->marked : 0;
        reg->online = online != NULL ? online->marked : 0;
        mark_members(reg, issued, false);
        mark_members(reg, online, true);
    }
done:
    tlri_marks_list_free(issued);
    tlri_marks_list_free(online);
    return status;
}

/* [REG-4] What the declared reading double-vote says of each question. */
struct double_rule {
    const char *value;
    tlr_desk_rule desk;
    bool same, other; /* is anything said of double votes found, in one channel, in two? */
    enum tlri_treatment same_treatment, other_treatment;
    const char
        *account; /* where the votes that do not count stand in the account; NULL: not said */
};

static const struct double_rule double_rules[] = {
    {"first-received", TLR_DESK_REFUSE_PAPER, true, true, TLRI_TREATMENT_FIRST,
     TLRI_TREATMENT_FIRST, "the later votes are rejected-unopened, each in its channel"},
    {"all-void", TLR_DESK_REFUSE_PAPER, true, true, TLRI_TREATMENT_NONE, TLRI_TREATMENT_NONE,
     "all of their votes are cancelled, each in its channel"},
    {"refuse-paper", TLR_DESK_REFUSE_PAPER, false, false, TLRI_TREATMENT_COUNT,
     TLRI_TREATMENT_COUNT, NULL},
    {"cancel-unopened", TLR_DESK_CANCEL_UNOPENED, false, true, TLRI_TREATMENT_COUNT,
     TLRI_TREATMENT_LAST, "the votes by the other channel are cancelled in that channel"},
    {"tendered-envelope", TLR_DESK_TENDERED_ENVELOPE, false, true, TLRI_TREATMENT_COUNT,
     TLRI_TREATMENT_FIRST, "the papers given at the meeting are tendered in that channel"},
};

/* The row of the reading in force; NULL: it refers everything. */
static const struct double_rule *rule_in_force(const tlr_register *reg)
{
    for (size_t i = 0; i < sizeof double_rules / sizeof double_rules[0]; i++) {
        if (tlri_readings_is(&reg->rules->readings, "double-vote", double_rules[i].value)) {
            return &double_rules[i];
        }
    }
    return NULL;
}

/* The notice's reading is the rule; one given beside it may repeat it, or answer where the notice
 * refers the question. */
static tlr_status find_rule(tlr_register *reg)
{
    const struct double_rule *rule = rule_in_force(reg);
    if (rule == NULL) {
        return TLR_OK;
    }
    if (reg->options.rule != TLR_DESK_UNDECLARED && reg->options.rule != rule->desk) {
        tlri_diag(reg->ctx, TLR_ERROR, 5116, NULL,
                  "leave --voted out: the notice decides; only a ruling changes it",
                  "register/REG-4",
                  "the notice declares the reading double-vote as '%s', and the desk is told "
                  "otherwise",
                  rule->value);
        return TLR_E_RULES;
    }
    reg->options.rule = rule->desk;
    return TLR_OK;
}

static tlr_status open_register(tlr_register *reg, const char *dir)
{
    struct tlri_anchors none = {0};
    TLR_TRY(tlri_case_inspect(reg->ctx, dir, &none, &reg->opened));
    TLR_TRY(tlri_audit_rules(reg->ctx, reg->opened, &reg->rules));
    (void)tlri_readings_number(&reg->rules->readings, "voter-weeks", &reg->weeks);
    const char *freeze = reg->opened->notice->timetable.freeze;
    reg->frozen = freeze != NULL && tlri_day_read(freeze, &reg->freeze);
    if (reg->weeks > 0 && !reg->frozen) {
        tlri_diag(reg->ctx, TLR_ERROR, 2751, NULL, "state the freeze date in the notice",
                  "register/REG-2",
                  "voter-weeks is declared, and there is no freeze date to count from");
        return TLR_E_RULES;
    }
    if (reg->frozen) {
        reg->since = tlri_day_weeks_before(reg->freeze, reg->weeks);
    }
    TLR_TRY(find_rule(reg));
    return read_lists(reg);
}

tlr_status tlr_register_open(tlr_ctx *ctx, const char *dir, const tlr_register_options *options,
                             tlr_register **out)
{
    *out = NULL;
    tlr_register *reg = tlri_alloc(ctx, sizeof *reg);
    if (reg == NULL) {
        return tlri_no_memory(ctx);
    }
    reg->ctx = ctx;
    reg->options = *options;
    for (size_t i = 0; i < LISTS; i++) {
        reg->file[i].ctx = ctx;
    }
    tlr_status status = open_register(reg, dir);
    if (status != TLR_OK) {
        tlr_register_free(reg);
        return status;
    }
    *out = reg;
    return TLR_OK;
}

void tlr_register_free(tlr_register *reg)
{
    if (reg == NULL) {
        return;
    }
    for (size_t i = 0; i < LISTS; i++) {
        tlri_wipe(reg->file[i].data, reg->file[i].allocated);
        tlri_bytes_drop(&reg->file[i]);
    }
    tlri_free(reg->ctx, reg->marks, reg->marks_allocated * sizeof *reg->marks);
    tlri_roll_free(reg->roll);
    tlri_audit_free(reg->rules);
    tlri_case_free(reg->opened);
    tlri_free(reg->ctx, reg, sizeof *reg);
}

/* ---- the desk ---- */

/* [REG-4] Somebody who has voted by the other channel asks for a paper. */
static tlr_desk_answer answer_voter(const tlr_register *reg)
{
    switch (reg->options.rule) {
    case TLR_DESK_REFUSE_PAPER:
        return TLR_DESK_HAS_VOTED;
    case TLR_DESK_CANCEL_UNOPENED:
        return TLR_DESK_YES_AND_CANCEL;
    case TLR_DESK_TENDERED_ENVELOPE:
        return TLR_DESK_YES_TENDERED;
    case TLR_DESK_UNDECLARED:
        break;
    }
    return TLR_DESK_REFER;
}

tlr_desk_answer tlr_register_ask(tlr_register *reg, const char *typed)
{
    char number[TLRI_NUMBER_MAX + 1];
    if (!tlri_number_read(typed, number)) {
        return TLR_DESK_NO_NUMBER;
    }
    const struct tlri_member *member = tlri_roll_find(reg->roll, number);
    tlri_wipe(number, sizeof number);
    if (member == NULL) {
        return TLR_DESK_NOT_ON_ROLL;
    }
    struct member_marks *marks = &reg->marks[member - reg->roll->member];
    tlr_desk_answer answer = may_vote(reg, member);
    if (answer == TLR_DESK_YES && (marks->issued > 0 || marks->asked)) {
        answer = TLR_DESK_HAS_PAPER;
    }
    if (answer == TLR_DESK_YES && marks->online > 0) {
        answer = answer_voter(reg);
    }
    marks->asked = marks->asked || answer <= TLR_DESK_YES_TENDERED;
    return answer;
}

const char *tlr_desk_answer_text(tlr_desk_answer answer)
{
    switch (answer) {
    case TLR_DESK_YES:
        return "yes: give a paper";
    case TLR_DESK_YES_AND_CANCEL:
        return "yes: give a paper, and have the vote by the other channel cancelled unopened";
    case TLR_DESK_YES_TENDERED:
        return "yes: give a paper in a tendered envelope; it is not put in the box";
    case TLR_DESK_NO_NUMBER:
        return "no: this is no membership number; type it again";
    case TLR_DESK_NOT_ON_ROLL:
        return "no: not on the roll";
    case TLR_DESK_SUSPENDED:
        return "no: suspended";
    case TLR_DESK_ARREARS:
        return "no: in arrears";
    case TLR_DESK_TOO_NEW:
        return "no: not a member long enough on the freeze day";
    case TLR_DESK_NOT_ACCREDITED:
        return "no: not accredited by a unit; only accredited delegates vote";
    case TLR_DESK_HAS_PAPER:
        return "no: has been given a paper";
    case TLR_DESK_HAS_VOTED:
        return "no: has voted by the other channel";
    case TLR_DESK_REFER:
        return "wait: has voted by the other channel; the returning officer decides";
    }
    return "no";
}

/* ---- for the close ---- */

struct sums {
    uint64_t may_vote, given, replaced, voted, both, twice;
};

static struct sums add_up(const tlr_register *reg)
{
    struct sums sums = {0};
    for (size_t i = 0; i < reg->roll->members; i++) {
        const struct member_marks *marks = &reg->marks[i];
        sums.may_vote += may_vote(reg, &reg->roll->member[i]) == TLR_DESK_YES;
        sums.given += marks->issued > 0;
        sums.replaced += marks->issued > 1;
        sums.voted += marks->online > 0;
        sums.both += marks->issued > 0 && marks->online > 0;
        sums.twice += marks->online > 1;
    }
    return sums;
}

/* [REG-5] Are there double votes of which the declared reading says nothing? */
static bool is_referred(const struct double_rule *rule, const struct sums *sums)
{
    return (sums->twice > 0 && (rule == NULL || !rule->same)) ||
           (sums->both > 0 && (rule == NULL || !rule->other));
}

/* Index of the contest with the n-th smallest id. */
static size_t nth_contest(const struct tlri_notice *notice, size_t n)
{
    for (size_t i = 0; i < notice->contests; i++) {
        size_t smaller = 0;
        for (size_t k = 0; k < notice->contests; k++) {
            smaller += strcmp(notice->contest[k].id, notice->contest[i].id) < 0;
        }
        if (smaller == n) {
            return i;
        }
    }
    return 0;
}

static void put_doubles(const tlr_register *reg, const struct sums *sums,
                        const struct double_rule *rule, struct tlri_buf *out)
{
    const struct tlri_notice *notice = reg->opened->notice;
    size_t kinds = (sums->twice > 0) + (size_t)(sums->both > 0);
    tlri_buf_printf(out, "double-votes %zu\n", kinds * notice->contests);
    if (rule == NULL) {
        return; /* there are none then, or they would have been referred */
    }
    for (size_t n = 0; n < notice->contests; n++) {
        const char *contest = notice->contest[nth_contest(notice, n)].id;
        if (sums->twice > 0) {
            tlri_buf_printf(out, "double-vote %s %s %llu %s\n", contest,
                            tlri_double_token(TLRI_DOUBLE_SAME_CHANNEL),
                            (unsigned long long)sums->twice,
                            tlri_treatment_token(rule->same_treatment));
        }
        if (sums->both > 0) {
            tlri_buf_printf(out, "double-vote %s %s %llu %s\n", contest,
                            tlri_double_token(TLRI_DOUBLE_TWO_CHANNELS),
                            (unsigned long long)sums->both,
                            tlri_treatment_token(rule->other_treatment));
        }
    }
    if (kinds > 0) {
        tlri_buf_printf(out, "\nIn the accounts %s.\n", rule->account);
    }
}

static void put_referred(const struct double_rule *rule, struct tlri_buf *out)
{
    tlri_buf_printf(out,
                    "nothing yet: double-vote%s%s says nothing of these; they go to the\n"
                    "ruling body before the count\n",
                    rule != NULL ? "=" : "", rule != NULL ? rule->value : "");
}

/* [REG-6] */
static void put_digest(const tlr_register *reg, struct tlri_buf *out)
{
    char text[512];
    char hex[LISTS][2 * TLRI_SHA256_BYTES + 1];
    char whole[2 * TLRI_SHA256_BYTES + 1];
    struct tlri_digest digest;
    for (size_t i = 0; i < LISTS; i++) {
        const char *data = reg->file[i].data != NULL ? reg->file[i].data : "";
        tlri_digest_of(data, reg->file[i].len, &digest);
        tlri_hex(digest.bytes, sizeof digest.bytes, hex[i]);
    }
    int len = snprintf(text, sizeof text, "teller/register@1\n%s\n%s\n%s\n%s\n", reg->options.salt,
                       hex[0], hex[1], hex[2]);
    tlri_digest_of(text, (size_t)len, &digest);
    tlri_hex(digest.bytes, sizeof digest.bytes, whole);
    tlri_buf_printf(out, "register sha256:%s\n", whole);
}

/* What bars nobody because nobody asked for it is said. */
static void put_not_asked(const tlr_register *reg, struct tlri_buf *out)
{
    if (reg->weeks > 0) {
        tlri_buf_printf(out,
                        "\nA voter joined by %04u-%02u-%02u, %u weeks before the freeze date "
                        "[register/REG-2].\n",
                        reg->since.year, reg->since.month, reg->since.day, reg->weeks);
    } else {
        tlri_buf_puts(out, "\nThe reading voter-weeks is not declared: nobody is too new "
                           "[register/REG-2].\n");
    }
    if (!reg->roll->has_arrears) {
        tlri_buf_puts(out, "The roll has no column 'arrears': nobody is in arrears "
                           "[register/REG-1].\n");
    }
}

static void put_numbers(const tlr_register *reg, const struct sums *sums, struct tlri_buf *out)
{
    const struct {
        const char *name;
        uint64_t n;
    } rows[] = {{"on the roll", reg->roll->members},
                {"of them may vote", sums->may_vote},
                {"papers issued", reg->issued},
                {"members given papers", sums->given},
                {"of them more than one", sums->replaced},
                {"members who voted by the other channel", sums->voted},
                {"of them twice", sums->twice},
                {"given a paper, and voted by the other channel", sums->both},
                {"numbers not on the roll", reg->strangers}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlri_buf_printf(out, "%-48s%8llu\n", rows[i].name, (unsigned long long)rows[i].n);
    }
    if (by_delegates(reg)) {
        tlri_buf_printf(out, "%-48s%8llu\n", "units, none with more delegates than it may have",
                        (unsigned long long)reg->units);
    }
    put_not_asked(reg, out);
}

tlr_status tlr_register_close_text(tlr_register *reg, tlr_text **out)
{
    const char *salt = reg->options.salt;
    *out = NULL;
    if (salt == NULL || strlen(salt) != TLRI_SALT_DIGITS ||
        strspn(salt, "0123456789abcdef") != TLRI_SALT_DIGITS) {
        tlri_diag(reg->ctx, TLR_ERROR, 2731, NULL, "give 32 digits of 0-9 and a-f, drawn at random",
                  NULL, "the salt is not of the right form");
        return TLR_E_USAGE;
    }
    tlr_text *text = tlri_text_new(reg->ctx);
    if (text == NULL) {
        return tlri_no_memory(reg->ctx);
    }
    struct sums sums = add_up(reg);
    const struct double_rule *rule = rule_in_force(reg);
    bool referred = is_referred(rule, &sums);
    put_numbers(reg, &sums, &text->buf);
    tlri_buf_puts(&text->buf, "\nFor close.txt:\n");
    if (referred) {
        put_referred(rule, &text->buf);
    } else {
        put_doubles(reg, &sums, rule, &text->buf);
    }
    tlri_buf_puts(&text->buf, "\nFor the minutes:\n");
    put_digest(reg, &text->buf);
    TLR_TRY(tlri_text_hand(text, TLR_OK, out));
    return referred ? TLR_E_DECISION : TLR_OK;
}
