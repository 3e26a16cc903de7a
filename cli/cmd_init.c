/*
 * cli/cmd_init.c: `teller init DIR`: a notice from answers, asked one by one or read from a file.
 *
 * Answers come from --answers first; what is left is asked on standard input, unless --answers was
 * given: a script is told what is missing and nothing is written.
 */
#include <string.h>

#include "commands.h"
#include "opt.h"
#include "teller/delegation.h"
#include "teller/draft.h"

enum { OPTION_ANSWERS, OPTION_LAST_YEAR, LINE_ROOM = 1024 };

static const struct cmd_option options[] = {
    {"answers", 0, "FILE", "take the answers from a file, one 'name value' a line"},
    {"last-year", 0, "FILE", "last year's delegation record, instead of the answer last-year"},
    {NULL, 0, NULL, NULL}};

static tlr_status take_last_year(struct cmd_env *env, tlr_draft *draft, const char *path)
{
    tlr_delegation_last last;
    tlr_status status = tlr_delegation_read(env->ctx, path, &last);
    if (status == TLR_OK) {
        status = tlr_draft_answer(draft, "last-year", last.sent);
    }
    if (status == TLR_OK && last.cac[0] != '\0') {
        status = tlr_draft_answer(draft, "cac-permission", last.cac);
    }
    return status;
}

/* One line without its end; false at the end of input. */
static bool read_line(char line[LINE_ROOM])
{
    if (fgets(line, LINE_ROOM, stdin) == NULL) {
        return false;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

/* Asks until nothing is left to ask, or the input ends. */
static tlr_status ask(struct cmd_env *env, tlr_draft *draft)
{
    const char *words = NULL;
    const char *name = tlr_draft_question(draft, &words);
    while (name != NULL) {
        char line[LINE_ROOM];
        fprintf(env->err, "%s\n  %s: ", words, name);
        fflush(env->err);
        if (!read_line(line)) {
            fputs("\n", env->err);
            return TLR_OK; /* writing says what is missing */
        }
        tlr_status status = tlr_draft_answer(draft, name, line);
        if (status != TLR_OK && status != TLR_E_INPUT) {
            return status;
        }
        cmd_show_diagnostics(env);
        name = tlr_draft_question(draft, &words);
    }
    return TLR_OK;
}

static tlr_status make(struct cmd_env *env, tlr_draft *draft, const char *dir, const char *answers,
                       const char *last_year)
{
    tlr_status status = TLR_OK;
    if (last_year != NULL) {
        status = take_last_year(env, draft, last_year);
    }
    if (status == TLR_OK) {
        status = answers != NULL ? tlr_draft_answers(draft, answers) : ask(env, draft);
    }
    if (status == TLR_OK) {
        status = tlr_draft_write(draft, dir);
    }
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err,
                "written: %s/notice.xml, %s/notice-of-poll.txt\n"
                "next: read both; then teller next %s\n",
                dir, dir, dir);
    }
    return status;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_draft *draft = NULL;
    const char *answers = NULL;
    const char *last_year = NULL;
    opt_begin(&scan, env, &cmd_init, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        answers = row == OPTION_ANSWERS ? scan.value : answers;
        last_year = row == OPTION_LAST_YEAR ? scan.value : last_year;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_status status = tlr_draft_new(env->ctx, &draft);
    if (status == TLR_OK) {
        status = make(env, draft, scan.args[0], answers, last_year);
    }
    tlr_draft_free(draft);
    return cmd_exit(status);
}

const struct cmd cmd_init = {"init",
                             "DIR",
                             "write the notice of an election from answers to questions",
                             "teller init anytown-2026 --answers answers.txt",
                             options,
                             run};
