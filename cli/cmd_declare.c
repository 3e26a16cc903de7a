/*
 * cli/cmd_declare.c: `teller declare DIR`: write down what was declared about the result.
 *
 * The time is what the officer says it was, with the difference from Greenwich, since no clock and
 * no place is asked. The result is counted again before anything is said about it. Without these
 * options the command asks for them, one line after another.
 */
#include <string.h>

#include "teller/adjudicate.h"
#include "teller/declare.h"

#include "ask.h"
#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_STATE, OPTION_AT, OPTION_PRESENT, OPTION_RECOUNT, OPTION_PROTEST, OPTION_SAY };
enum { LIST_ROOM = 1001, ASKED_LISTED = 20 };

static const struct cmd_option options[] = {
    {"state", 0, "STATE", "provisional, declared, void, or superseded (a later count stands)"},
    {"at", 0, "TIME", "when, as \"2026-07-02 21:15+01:00\"; in winter \"2026-03-21 22:10Z\""},
    {"present", 0, "ROLE", "who was there, as returning-officer; once for each person"},
    {"recount", 0, "WORDS", "a request: \"CONTEST BY granted|refused REASON\""},
    {"protest", 0, "WORDS", "\"ROLE signed-under-protest|refused-to-sign\", besides ink.txt's"},
    {"say", 0, "TEXT", "a line of the words read out; once for each line"},
    {NULL, 0, NULL, NULL}};

struct lists {
    const char *present[LIST_ROOM], *recount[LIST_ROOM], *protest[LIST_ROOM], *say[LIST_ROOM];
};

static void add(const char **list, size_t *count, const char *value)
{
    if (*count < LIST_ROOM) { /* one more than the file takes: its reader says so */
        list[(*count)++] = value;
    }
}

static void take_option(int row, const char *value, struct lists *lists,
                        tlr_declare_request *request)
{
    switch (row) {
    case OPTION_STATE:
        request->state = value;
        return;
    case OPTION_AT:
        request->at = value;
        return;
    case OPTION_PRESENT:
        add(lists->present, &request->presents, value);
        return;
    case OPTION_RECOUNT:
        add(lists->recount, &request->recounts, value);
        return;
    case OPTION_PROTEST:
        add(lists->protest, &request->protests, value);
        return;
    default:
        add(lists->say, &request->says, value);
        return;
    }
}

static void say_next(struct cmd_env *env, const char *dir, const tlr_declaration *declaration,
                     int changed)
{
    if (env->quiet) {
        return;
    }
    if (changed == 0) {
        fprintf(env->err, "%s/declaration.txt says all this already: nothing is written\n", dir);
        return;
    }
    fprintf(env->err, "written: %s/declaration.txt\n", dir);
    if (tlr_text_size(tlr_declaration_signers(declaration)) > 0) {
        fprintf(env->err,
                "next: have it signed, each with their own key:\n"
                "  teller sign -s NAME.key --as NAME %s/declaration.txt\nby\n%s",
                CMD_WORD(dir), tlr_text_data(tlr_declaration_signers(declaration)));
    }
    fprintf(env->err, "then: teller verify %s\n", CMD_WORD(dir));
}

static int declare(struct cmd_env *env, const char *dir, const tlr_declare_request *request)
{
    tlr_declaration *declaration = NULL;
    int changed = 0;
    progress_begin(env);
    tlr_status status = tlr_declaration_make(env->ctx, dir, request, &declaration);
    progress_end(env);
    if (status == TLR_OK) {
        status = tlr_declaration_write(declaration, &changed);
    }
    if (status == TLR_OK) {
        fputs(tlr_text_data(tlr_declaration_text(declaration)), env->out);
        say_next(env, dir, declaration, changed);
    }
    tlr_declaration_free(declaration);
    return cmd_exit(status);
}

/* What is typed when the command asks. */
struct asked {
    char state[ASK_LINE], at[ASK_LINE];
    char present[ASKED_LISTED][ASK_LINE], say[ASKED_LISTED][ASK_LINE];
};

static bool is_state(const char *text)
{
    static const char *const states[] = {"provisional", "declared", "void", "superseded"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (strcmp(text, states[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Does the text go as the pattern does, a digit for each 0? Blanks may be the T of ISO 8601. */
static bool goes_as(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; text++, pattern++) {
        bool digit = *text >= '0' && *text <= '9';
        bool fits = *pattern == '0'   ? digit
                    : *pattern == ' ' ? *text == ' ' || *text == 'T'
                    : *pattern == '+' ? *text == '+' || *text == '-'
                                      : *text == *pattern;
        if (!fits) {
            return false;
        }
    }
    return *text == '\0';
}

/* What no day has, as a 13th month, is told when the declaration is made. */
static bool is_time(const char *text)
{
    return goes_as(text, "0000-00-00 00:00Z") || goes_as(text, "0000-00-00 00:00+00:00");
}

static bool is_role(const char *text)
{
    const char *role = tlr_adjudication_role(text);
    return role != NULL && strcmp(role, text) == 0;
}

/* Asks until the answer is one. False: the input ended. */
static bool ask_until(struct cmd_env *env, char line[ASK_LINE], bool (*is)(const char *),
                      const char *prompt, const char *otherwise)
{
    while (ask_line(env, line, "%s", prompt)) {
        if (is(line)) {
            return true;
        }
        fputs(otherwise, env->out);
    }
    return false;
}

static bool is_role_or_end(const char *text)
{
    return text[0] == '\0' || is_role(text);
}

static bool is_text(const char *text)
{
    (void)text;
    return true;
}

/* A list, a line each, until an empty line. */
static void ask_list(struct cmd_env *env, const char *prompt, bool (*is)(const char *),
                     char lines[ASKED_LISTED][ASK_LINE], const char **list, size_t *count)
{
    for (size_t i = 0; i < ASKED_LISTED; i++) {
        if (!ask_until(env, lines[i], is, prompt,
                       "this is no role: type returning-officer, deputy-returning-officer,\n"
                       "  scrutineer, teller, ruling-body or observer\n") ||
            lines[i][0] == '\0') {
            return;
        }
        add(list, count, lines[i]);
    }
}

static void ask(struct cmd_env *env, struct asked *asked, struct lists *lists,
                tlr_declare_request *request)
{
    if (!ask_until(
            env, asked->state, is_state, "What is said of the result: provisional or declared? ",
            "type provisional or declared; or void, or superseded (a later count stands)\n") ||
        !ask_until(env, asked->at, is_time,
                   "When, as 2026-07-02 21:15+01:00 (in winter 2026-03-21 22:10Z)? ",
                   "type the day as year-month-day, a blank, the time of 24 hours, and +01:00 in\n"
                   "  British summer time or Z in winter\n")) {
        return; /* what is missing is said as for options that are missing */
    }
    request->state = asked->state;
    request->at = asked->at;
    ask_list(env, "Who was there? A role, as returning-officer or scrutineer; an empty line ends: ",
             is_role_or_end, asked->present, lists->present, &request->presents);
    ask_list(env, "Words read out, a line at a time; an empty line ends: ", is_text, asked->say,
             lists->say, &request->says);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct lists lists;
    struct asked asked;
    tlr_declare_request request = {.present = lists.present,
                                   .recount = lists.recount,
                                   .protest = lists.protest,
                                   .say = lists.say};
    opt_begin(&scan, env, &cmd_declare, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &lists, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (request.state == NULL && request.at == NULL && request.presents == 0) {
        ask(env, &asked, &lists, &request);
    }
    if (request.state == NULL || request.at == NULL || request.presents == 0) {
        return cmd_misuse(env, &cmd_declare,
                          "it needs --state, --at, and --present once for each person there");
    }
    return declare(env, scan.args[0], &request);
}

const struct cmd cmd_declare = {"declare",
                                "DIR",
                                "write down what was declared about the result, when, and who "
                                "was there",
                                "teller declare anytown-2026 --state declared --at \"2026-07-02 "
                                "21:15+01:00\" --present returning-officer --present scrutineer",
                                options,
                                run};
