/*
 * cli/cmd_ruling.c: `teller ruling DIR`: draft a ruling, ready to be signed.
 *
 * Answers come from the options and from --answers first; what is left is asked on standard input,
 * unless changes were given in one of these ways: a script is told what is missing and nothing is
 * written.
 */
#include "teller/ruling.h"

#include "ask.h"
#include "commands.h"
#include "opt.h"
#include "random.h"

enum { OPTION_BY, OPTION_MINUTE, OPTION_DECIDED, OPTION_CHANGE, OPTION_ANSWERS };
enum { CHANGES_ROOM = 1000 };

static const struct cmd_option options[] = {
    {"by", 0, "ROLE", "who rules: returning-officer (with a scrutineer) or ruling-body"},
    {"minute", 0, "REF", "minute or decision where it and its reasons stand, without blanks"},
    {"decided", 0, "DATE", "the day of the decision, as 2026-08-14"},
    {"change", 0, "LINE", "\"withdraw-candidate ordinary ann-archer\"; once for each change"},
    {"answers", 0, "FILE", "take the answers from a file, one 'name value' a line"},
    {NULL, 0, NULL, NULL}};

struct given {
    const char *by, *minute, *decided, *answers;
    const char *change[CHANGES_ROOM];
    size_t changes;
};

static tlr_status answer_if(tlr_ruling *ruling, const char *name, const char *value)
{
    return value != NULL ? tlr_ruling_answer(ruling, name, value) : TLR_OK;
}

static tlr_status take_given(tlr_ruling *ruling, const struct given *given)
{
    tlr_status status = answer_if(ruling, "authority", given->by);
    if (status == TLR_OK) {
        status = answer_if(ruling, "minute", given->minute);
    }
    if (status == TLR_OK) {
        status = answer_if(ruling, "decided", given->decided);
    }
    if (status == TLR_OK && given->answers != NULL) {
        status = tlr_ruling_answers(ruling, given->answers);
    }
    for (size_t i = 0; i < given->changes && status == TLR_OK; i++) {
        status = tlr_ruling_answer(ruling, "change", given->change[i]);
    }
    return status;
}

/* May the same question be asked again after such an answer? */
static bool may_ask_again(tlr_status status)
{
    return status == TLR_OK || status == TLR_E_INPUT || status == TLR_E_RULES ||
           status == TLR_E_TRUST || status == TLR_E_USAGE;
}

/* Asks until nothing is left to ask, or the input ends: then writing says what is missing. */
static tlr_status ask(struct cmd_env *env, tlr_ruling *ruling)
{
    const char *words = NULL;
    const char *name = tlr_ruling_question(ruling, &words);
    while (name != NULL) {
        char line[ASK_LINE];
        if (!ask_line(env, line, "%s%s> ", words, name)) {
            return TLR_OK;
        }
        tlr_status status = tlr_ruling_answer(ruling, name, line);
        if (!may_ask_again(status)) {
            return status;
        }
        cmd_show_diagnostics(env);
        name = tlr_ruling_question(ruling, &words);
    }
    return TLR_OK;
}

static void say_next(struct cmd_env *env, const char *dir, const tlr_ruling *ruling)
{
    const char *path = tlr_ruling_path(ruling);
    if (env->quiet) {
        return;
    }
    fprintf(env->err, "written: %s\n", path);
    if (tlr_text_size(tlr_ruling_signers(ruling)) > 0) {
        fprintf(env->err, "next: have it signed:\n  teller sign -s NAME.key --as NAME %s\nby\n%s",
                CMD_WORD(path), tlr_text_data(tlr_ruling_signers(ruling)));
    }
    fprintf(env->err, "then: teller next %s\n", CMD_WORD(dir));
}

static tlr_status make(struct cmd_env *env, tlr_ruling *ruling, const char *dir,
                       const struct given *given)
{
    unsigned char salt[TLR_RULING_SALT];
    tlr_status status = take_given(ruling, given);
    if (status == TLR_OK && given->answers == NULL && given->changes == 0) {
        status = ask(env, ruling);
    }
    if (status == TLR_OK) {
        status = random_or_say(env, salt, sizeof salt);
    }
    if (status == TLR_OK) {
        status = tlr_ruling_write(ruling, salt);
    }
    if (status == TLR_OK) {
        fputs(tlr_text_data(tlr_ruling_text(ruling)), env->out);
        say_next(env, dir, ruling);
    }
    return status;
}

static void take_option(struct given *given, int row, const char *value)
{
    switch (row) {
    case OPTION_BY:
        given->by = value;
        return;
    case OPTION_MINUTE:
        given->minute = value;
        return;
    case OPTION_DECIDED:
        given->decided = value;
        return;
    case OPTION_ANSWERS:
        given->answers = value;
        return;
    default:
        given->change[given->changes++] = value;
        return;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct given given = {.by = NULL};
    tlr_ruling *ruling = NULL;
    opt_begin(&scan, env, &cmd_ruling, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (row == OPTION_CHANGE && given.changes == CHANGES_ROOM) {
            return cmd_misuse(env, &cmd_ruling, "more changes than %d: give them with --answers",
                              CHANGES_ROOM);
        }
        take_option(&given, row, scan.value);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_status status = tlr_ruling_new(env->ctx, scan.args[0], &ruling);
    if (status == TLR_OK) {
        status = make(env, ruling, scan.args[0], &given);
    }
    tlr_ruling_free(ruling);
    return cmd_exit(status);
}

const struct cmd cmd_ruling = {
    "ruling",
    "DIR",
    "draft a ruling: a decision after papers went out",
    "teller ruling anytown-2026 --by ruling-body --minute panel-2026-08/11 --decided 2026-08-14",
    options,
    run};
