/*
 * cli/cmd_entitlement.c: `teller entitlement`: how many delegates, step by step.
 *
 * Takes the membership figures as options and prints every line of the sum with its clause, source
 * and grade. A reading that decides the case and is not given stops it, with what each alternative
 * would give. Knows no rule and no figure itself.
 */
#include <string.h>

#include "commands.h"
#include "opt.h"
#include "product.h"
#include "teller/delegation.h"
#include "teller/rules.h"
#include "wrapped.h"
#include "whole.h"

enum {
    CONFERENCE,
    MEMBERS,
    WOMEN,
    YOUNG,
    HQ,
    HQ_PLACES,
    RESOLVED,
    LAST_YEAR,
    LAST_SOLE,
    CAC_PERMISSION,
    DELEGATION,
    READING,
    RULEBOOK,
    JSON
};
enum { READINGS_MAX = 64, NAME_SIZE = 64 };
static const unsigned long MEMBERS_MAX = 1000000000;

static const struct cmd_option options[] = {
    {"conference", 'c', "YEAR", "the conference that delegates are sent to"},
    {"members", 'm', "N", "individual members paying on the day that the rules name"},
    {"women", 'w', "N", "of them women"},
    {"young", 'y', "N", "of them young members"},
    {"hq", 0, "N", "individual members as headquarters certifies them"},
    {"hq-places", 0, "N", "delegates that headquarters allots in all"},
    {"resolved", 0, "N", "ordinary places that the meeting resolved to fill (default: all)"},
    {"last-year", 0, "WORD", "woman, man, nobody-rule, nobody-other, several or new"},
    {"last-sole", 0, "WORD", "the last sole delegate before a gap: woman, man or none"},
    {"cac-permission", 0, "REF", "permission of the Conference Arrangements Committee"},
    {"delegation", 0, "FILE", "last year's delegation record, instead of --last-year"},
    {"reading", 'R', "NAME=VALUE", "a reading of a disputed point; may be repeated"},
    {"rulebook", 'r', "FILE", "read the edition of the rules from a file"},
    {"json", 0, NULL, "print one JSON object"},
    {NULL, 0, NULL, NULL}};

struct call {
    tlr_entitlement_input input;
    tlr_reading readings[READINGS_MAX];
    char names[READINGS_MAX][NAME_SIZE];
    const char *rulebook, *delegation;
    tlr_delegation_last last;
    bool json, conference, members, women, young;
};

/* ---- the options ---- */

static bool take_number(struct opt_scan *scan, const char *name, uint64_t *out, bool *stated)
{
    unsigned long value = 0;
    if (!opt_number(scan, name, scan->value, 0, MEMBERS_MAX, &value)) {
        return false;
    }
    *out = value;
    *stated = true;
    return true;
}

static bool take_conference(struct opt_scan *scan, struct call *call)
{
    unsigned long year = 0;
    if (!opt_number(scan, "conference", scan->value, 1900, 2999, &year)) {
        return false;
    }
    call->input.conference = (unsigned)year;
    call->conference = true;
    return true;
}

/* NAME=VALUE; the name is copied, the value is the rest of the word. */
static bool take_reading(struct opt_scan *scan, struct call *call)
{
    size_t n = call->input.readings_count;
    size_t len = strcspn(scan->value, "=");
    if (scan->value[len] == '\0' || len == 0 || len >= NAME_SIZE || n == READINGS_MAX) {
        scan->exit_code = cmd_misuse(scan->env, scan->cmd,
                                     "--reading takes NAME=VALUE, at most %d times, not '%s'",
                                     READINGS_MAX, scan->value);
        return false;
    }
    memcpy(call->names[n], scan->value, len);
    call->readings[n].name = call->names[n];
    call->readings[n].value = scan->value + len + 1;
    call->input.readings_count++;
    return true;
}

static bool take(struct opt_scan *scan, struct call *call, int option)
{
    tlr_entitlement_input *input = &call->input;
    switch (option) {
    case CONFERENCE:
        return take_conference(scan, call);
    case MEMBERS:
        return take_number(scan, "members", &input->members, &call->members);
    case WOMEN:
        return take_number(scan, "women", &input->women, &call->women);
    case YOUNG:
        return take_number(scan, "young", &input->young, &call->young);
    case HQ:
        return take_number(scan, "hq", &input->hq_members, &input->hq_members_stated);
    case HQ_PLACES:
        return take_number(scan, "hq-places", &input->hq_places, &input->hq_places_stated);
    case RESOLVED:
        return take_number(scan, "resolved", &input->resolved, &input->resolved_stated);
    case LAST_YEAR:
        input->last_year = scan->value;
        return true;
    case LAST_SOLE:
        input->last_sole = scan->value;
        return true;
    case CAC_PERMISSION:
        input->cac_permission = scan->value;
        return true;
    case DELEGATION:
        call->delegation = scan->value;
        return true;
    case READING:
        return take_reading(scan, call);
    case RULEBOOK:
        call->rulebook = scan->value;
        return true;
    case JSON:
        call->json = true;
        return true;
    default:
        return true;
    }
}

static const char *missing(const struct call *call)
{
    return !call->conference ? "--conference YEAR"
           : !call->members  ? "--members N"
           : !call->women    ? "--women N"
           : !call->young    ? "--young N"
                             : NULL;
}

/* ---- printing ---- */

static void print_sheet(struct cmd_env *env, const tlr_entitlement *entitlement)
{
    const tlr_entitlement_sum *sum = tlr_entitlement_sums(entitlement);
    const tlr_entitlement_step *step;
    fprintf(env->out, "Entitlement under the edition %s of the rules\n\n", sum->edition);
    for (size_t i = 0; (step = tlr_entitlement_steps(entitlement, i)) != NULL; i++) {
        char number[24];
        snprintf(number, sizeof number, "%2zu. ", i + 1);
        wrapped_text(env->out, number, 4, step->text);
        fprintf(env->out, "    [%s; source %s, grade %c]\n", step->clause,
                step->source != NULL ? step->source : "none", step->grade != 0 ? step->grade : '-');
    }
    fprintf(env->out,
            "\nordinary places     %u\nadditional woman    %u\nadditional young    %u\n"
            "delegates in all    %u\nordinary, to fill   %u\nwomen among these   %u",
            sum->ordinary, sum->woman, sum->youth, sum->maximum, sum->to_fill, sum->women_minimum);
    if (sum->women_minimum_high != sum->women_minimum) {
        fprintf(env->out, ", or %u when the first elected is a woman", sum->women_minimum_high);
    }
    if (strcmp(sum->sole, "not-single") != 0) {
        fprintf(env->out, "\nthe one delegate    %s", sum->sole);
    }
    fputs("\n", env->out);
}

static json_t *step_object(const tlr_entitlement_step *step)
{
    char grade[2] = {step->grade, '\0'};
    return json_pack("{s:s, s:s, s:s?, s:s?, s:s}", "text", step->text, "clause", step->clause,
                     "source", step->source, "source-text", step->source_text, "grade", grade);
}

static json_t *whole_object(const tlr_entitlement *entitlement)
{
    const tlr_entitlement_sum *sum = tlr_entitlement_sums(entitlement);
    const tlr_entitlement_step *step;
    json_t *steps = json_array();
    for (size_t i = 0; (step = tlr_entitlement_steps(entitlement, i)) != NULL; i++) {
        whole_add(&steps, step_object(step));
    }
    return json_pack("{s:s, s:I, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:s, s:o}", "edition",
                     sum->edition, "counted", (json_int_t)sum->counted, "ordinary",
                     (int)sum->ordinary, "woman", (int)sum->woman, "youth", (int)sum->youth,
                     "maximum", (int)sum->maximum, "to-fill", (int)sum->to_fill, "women-minimum",
                     (int)sum->women_minimum, "women-minimum-high", (int)sum->women_minimum_high,
                     "sole", sum->sole, "steps", steps);
}

/* ---- the command ---- */

/* Last year as its record has it, which must be the year before. */
static int take_record(struct cmd_env *env, struct call *call)
{
    if (call->delegation == NULL) {
        return 0;
    }
    if (call->input.last_year != NULL) {
        return cmd_misuse(env, &cmd_entitlement, "give --last-year or --delegation, not both");
    }
    tlr_status status = tlr_delegation_read(env->ctx, call->delegation, &call->last);
    if (status != TLR_OK) {
        return cmd_exit(status);
    }
    if (call->last.conference >= call->input.conference) {
        return cmd_misuse(env, &cmd_entitlement,
                          "the record is of the conference of %u, which is not before that of %u",
                          call->last.conference, call->input.conference);
    }
    call->input.last_year = call->last.sent;
    return 0;
}

static int work_out(struct cmd_env *env, struct call *call)
{
    tlr_rulebook *rulebook = NULL;
    tlr_entitlement *entitlement = NULL;
    call->input.readings = call->readings;
    tlr_status status =
        tlr_rulebook_open(env->ctx, call->rulebook, call->input.conference, &rulebook);
    if (status == TLR_OK) {
        status = tlr_entitlement_work_out(env->ctx, rulebook, &call->input, &entitlement);
    }
    int exit_code = cmd_exit(status);
    if (status == TLR_OK && call->json) {
        exit_code = product_json(env, whole_object(entitlement));
    } else if (status == TLR_OK) {
        print_sheet(env, entitlement);
    }
    tlr_entitlement_free(entitlement);
    tlr_rulebook_free(rulebook);
    return exit_code;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct call call = {0};
    bool good = true;
    opt_begin(&scan, env, &cmd_entitlement, argc, argv);
    for (int i; good && (i = opt_next(&scan)) >= 0;) {
        good = take(&scan, &call, i);
    }
    if (!good || scan.stop || !opt_words(&scan, 0, 0)) {
        return scan.exit_code;
    }
    if (missing(&call) != NULL) {
        return cmd_misuse(env, &cmd_entitlement, "say %s", missing(&call));
    }
    int code = take_record(env, &call);
    return code != 0 ? code : work_out(env, &call);
}

const struct cmd cmd_entitlement = {
    "entitlement",
    "--conference YEAR --members N --women N --young N",
    "work out how many delegates a CLP may send, step by step",
    "teller entitlement --conference 2023 --members 1312 --women 611 --young 74",
    options,
    run};
