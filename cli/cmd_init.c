/*
 * cli/cmd_init.c: `teller init DIR`: a notice from answers, asked one by one or read from a file;
 * and, when nominations have closed, the candidates' file likewise.
 *
 * Answers come from --answers first; what is left is asked on standard input, unless --answers was
 * given: a script is told what is missing and nothing is written.
 */
#include <string.h>

#include "ask.h"
#include "commands.h"
#include "opt.h"
#include "teller/delegation.h"
#include "teller/draft.h"

enum { OPTION_ANSWERS, OPTION_LAST_YEAR, OPTION_ELIGIBILITY, LINE_ROOM = 1 << 14 };

static const struct cmd_option options[] = {
    {"answers", 0, "FILE", "take the answers from a file, one 'name value' a line"},
    {"last-year", 0, "FILE", "last year's delegation record, instead of the answer last-year"},
    {"eligibility", 0, "FILE", "the record of eligibility, if it lies outside the folder"},
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

/* Asks until nothing is left to ask, or the input ends. */
static tlr_status ask(struct cmd_env *env, tlr_draft *draft)
{
    const char *words = NULL;
    fputs("One question after another; < takes the last answer back, Ctrl-D ends without writing "
          "anything.\n",
          env->err);
    for (const char *name; (name = tlr_draft_question(draft, &words)) != NULL;) {
        char line[LINE_ROOM];
        fprintf(env->err, "\n%s  %s: ", words, name);
        fflush(env->err);
        if (ask_read(line, sizeof line) != ASK_GOT) { /* the end, or longer than any answer */
            fputs("\n", env->err);
            return TLR_OK; /* writing says what is missing */
        }
        if (strcmp(line, "<") == 0) {
            fputs(tlr_draft_undo(draft) ? "taken back\n" : "there is no answer to take back\n",
                  env->err);
            continue;
        }
        tlr_status status = tlr_draft_answer(draft, name, line);
        if (status != TLR_OK && status != TLR_E_INPUT) {
            return status;
        }
        cmd_show_diagnostics(env);
    }
    fputs("\n", env->err);
    return TLR_OK;
}

static void say_written(struct cmd_env *env, const tlr_draft *draft, const char *dir)
{
    if (env->quiet) {
        return;
    }
    if (tlr_draft_is_of_candidates(draft)) {
        fprintf(env->err,
                "written: %s/election.xml\n"
                "next: read it aloud beside the nominations; then teller next %s\n",
                dir, dir);
        return;
    }
    fprintf(env->err,
            "written: %s/notice.xml, %s/notice-of-poll.html (to print), %s/notice-of-poll.txt\n"
            "next: read them; then teller next %s\n",
            dir, dir, dir, dir);
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
    if (status == TLR_OK) {
        say_written(env, draft, dir);
    }
    return status;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_draft *draft = NULL;
    const char *answers = NULL;
    const char *last_year = NULL;
    const char *record = NULL;
    opt_begin(&scan, env, &cmd_init, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        answers = row == OPTION_ANSWERS ? scan.value : answers;
        last_year = row == OPTION_LAST_YEAR ? scan.value : last_year;
        record = row == OPTION_ELIGIBILITY ? scan.value : record;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_status status = tlr_draft_begin(env->ctx, scan.args[0], record, &draft);
    if (status == TLR_OK && last_year != NULL && tlr_draft_is_of_candidates(draft)) {
        tlr_draft_free(draft);
        return cmd_misuse(env, &cmd_init, "--last-year is for the notice, which is there already");
    }
    if (status == TLR_OK && record != NULL && !tlr_draft_is_of_candidates(draft)) {
        tlr_draft_free(draft);
        return cmd_misuse(env, &cmd_init,
                          "--eligibility is for the candidates; the notice comes "
                          "first");
    }
    if (status == TLR_OK) {
        status = make(env, draft, scan.args[0], answers, last_year);
    }
    tlr_draft_free(draft);
    return cmd_exit(status);
}

const struct cmd cmd_init = {"init",
                             "DIR",
                             "write the notice of an election, or its candidates, from answers",
                             "teller init anytown-2026 --answers answers.txt",
                             options,
                             run};
