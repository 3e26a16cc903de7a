/*
 * cli/cmd_init.c: `teller init DIR`: a notice from answers, asked one by one or read from a file;
 * and, when nominations have closed, the candidates' file likewise.
 *
 * Answers come from --answers first; what is left is asked on standard input, unless --answers was
 * given: a script is told what is missing and nothing is written. At a terminal every answer is
 * kept at once in a file beside the folder, until the draft is written: whoever stops, or whose
 * laptop does, goes on there. From a pipe nothing is kept, since the same pipe would be given
 * again. Implements spec/formats/answers.md.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "commands.h"
#include "opt.h"
#include "teller/draft.h"

enum {
    OPTION_ANSWERS,
    OPTION_LAST_YEAR,
    OPTION_ELIGIBILITY,
    LINE_ROOM = 1 << 14,
    PATH_ROOM = 1 << 12
};

struct request {
    const char *dir, *answers, *last_year;
};

static const struct cmd_option options[] = {
    {"answers", 0, "FILE", "take the answers from a file, one 'name value' a line"},
    {"last-year", 0, "FILE", "last year's delegation record, instead of the answer last-year"},
    {"eligibility", 0, "FILE", "the record of eligibility, if it lies outside the folder"},
    {NULL, 0, NULL, NULL}};

/* ---- a conversation that is kept ---- */

/* Where the answers of a conversation about this folder are kept: beside it, since a folder that
 * holds anything is no place for a new notice. Empty: nothing is kept. */
static void name_kept(char path[PATH_ROOM], const char *dir, bool of_candidates)
{
    const char *kind = of_candidates ? "candidates" : "notice";
    size_t len = strlen(dir);
    while (len > 1 && dir[len - 1] == '/') {
        len--;
    }
    bool dots = dir[len - 1] == '.' && (len == 1 || dir[len - 2] == '/' || dir[len - 2] == '.');
    int used = snprintf(path, PATH_ROOM, dots ? "%.*s/../%s-answers.txt" : "%.*s-%s-answers.txt",
                        (int)len, dir, kind);
    if (used < 0 || used >= PATH_ROOM || (len == 1 && dir[0] == '/')) {
        path[0] = '\0';
    }
}

/* What was answered when the conversation was broken off. A line that is refused is told, and its
 * question asked again. */
static tlr_status take_kept(struct cmd_env *env, tlr_draft *draft, const char *path)
{
    if (path[0] == '\0' || access(path, F_OK) != 0) {
        return TLR_OK;
    }
    tlr_status status = tlr_draft_answers(draft, path);
    cmd_show_diagnostics(env);
    fprintf(env->err,
            "Your answers of last time are taken from\n  %s\n"
            "(to begin anew, delete that file first; to change one, edit it).\n",
            path);
    return status == TLR_E_INPUT ? TLR_OK : status;
}

static void say_how(struct cmd_env *env, const char *path)
{
    fputs("One question after another. < takes the last answer back.\n", env->err);
    if (path[0] != '\0') {
        fprintf(env->err,
                "Each answer is kept at once in\n  %s\n"
                "so that Ctrl-C or Ctrl-D only stops: the same command goes on from there.\n",
                path);
    } else {
        fputs("Ctrl-D ends without writing anything.\n", env->err);
    }
}

/* One question, read and taken. *ended: the input ended, or a line is longer than any answer. */
static tlr_status ask_one(struct cmd_env *env, tlr_draft *draft, const char *name, bool *ended)
{
    char line[LINE_ROOM];
    if (ask_read(line, sizeof line) != ASK_GOT) {
        fputs("\n", env->err);
        *ended = true;
        return TLR_OK;
    }
    if (strcmp(line, "<") == 0) {
        fputs(tlr_draft_undo(draft) ? "taken back\n" : "there is no answer to take back\n",
              env->err);
        return TLR_OK;
    }
    tlr_status status = tlr_draft_answer(draft, name, line);
    cmd_show_diagnostics(env);
    /* A file that is not there is an answer to mend, like any other. */
    return status == TLR_E_INPUT || status == TLR_E_IO ? TLR_OK : status;
}

/* Asks until nothing is left to ask, or the input ends. path: where answers are kept, or "". */
static tlr_status ask(struct cmd_env *env, tlr_draft *draft, const char *path, bool *ended)
{
    const char *words = NULL;
    say_how(env, path);
    tlr_status status = take_kept(env, draft, path);
    for (const char *name;
         status == TLR_OK && !*ended && (name = tlr_draft_question(draft, &words)) != NULL;) {
        fprintf(env->err, "\n%s  %s: ", words, name);
        fflush(env->err);
        status = ask_one(env, draft, name, ended);
        if (status == TLR_OK && !*ended && path[0] != '\0') {
            status = tlr_draft_keep(draft, path);
        }
    }
    fputs("\n", env->err);
    return status;
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
                dir, CMD_WORD(dir));
        return;
    }
    fprintf(env->err,
            "written: %s/notice.xml\n"
            "         %s/notice-of-poll.html (to print)\n"
            "         %s/notice-of-poll.txt\n"
            "next: read them; then teller next %s\n",
            dir, dir, dir, CMD_WORD(dir));
}

/* Writes what was answered. What was kept has done its service, or says how to go on. */
static tlr_status finish(struct cmd_env *env, tlr_draft *draft, const char *dir, const char *kept)
{
    tlr_status status = tlr_draft_write(draft, dir);
    if (status == TLR_OK) {
        say_written(env, draft, dir);
    }
    if (status == TLR_OK && kept[0] != '\0' && remove(kept) != 0 && errno != ENOENT) {
        fprintf(env->err, "%s is needed no more and could not be removed: delete it\n", kept);
    }
    if (status != TLR_OK && kept[0] != '\0') {
        cmd_show_diagnostics(env);
        fprintf(env->err,
                "\nNothing is written. Your answers are kept in\n  %s\n"
                "one 'name answer' a line. Correct the one that is wrong there, in a text editor;\n"
                "  then: teller init %s\n",
                kept, CMD_WORD(dir));
    }
    return status;
}

/* The conversation ended before its end. */
static tlr_status stopped(struct cmd_env *env, const char *dir, const char *kept)
{
    fprintf(env->err,
            "Stopped; nothing is written yet. Your answers are kept in\n  %s\n"
            "To go on from there: teller init %s\n",
            kept, CMD_WORD(dir));
    return TLR_E_INPUT;
}

static tlr_status make(struct cmd_env *env, tlr_draft *draft, const struct request *request)
{
    tlr_status status = TLR_OK;
    char kept[PATH_ROOM] = "";
    bool ended = false;
    if (request->last_year != NULL) {
        status = tlr_draft_last_year(draft, request->last_year);
    }
    if (status == TLR_OK && request->answers != NULL) {
        status = tlr_draft_answers(draft, request->answers);
    } else if (status == TLR_OK) {
        if (isatty(STDIN_FILENO)) {
            name_kept(kept, request->dir, tlr_draft_is_of_candidates(draft));
        }
        status = ask(env, draft, kept, &ended);
    }
    if (status == TLR_OK && ended && kept[0] != '\0') {
        return stopped(env, request->dir, kept);
    }
    return status == TLR_OK ? finish(env, draft, request->dir, kept) : status;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_draft *draft = NULL;
    struct request request = {0};
    const char *record = NULL;
    opt_begin(&scan, env, &cmd_init, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        request.answers = row == OPTION_ANSWERS ? scan.value : request.answers;
        request.last_year = row == OPTION_LAST_YEAR ? scan.value : request.last_year;
        record = row == OPTION_ELIGIBILITY ? scan.value : record;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    tlr_status status = tlr_draft_begin(env->ctx, request.dir, record, &draft);
    if (status == TLR_OK && request.last_year != NULL && tlr_draft_is_of_candidates(draft)) {
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
        status = make(env, draft, &request);
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
