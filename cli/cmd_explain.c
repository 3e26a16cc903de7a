/*
 * cli/cmd_explain.c: `teller explain`: what happened to one paper, one candidate, or in one stage.
 */
#include "teller/explain.h"

#include "anchors.h"
#include "commands.h"
#include "opt.h"
#include "progress.h"
#include "quick_options.h"

enum {
    OPTION_PAPER = ANCHOR_COUNT,
    OPTION_CANDIDATE,
    OPTION_STAGE,
    OPTION_CONTEST,
    OPTION_ROUND,
    OPTION_QUICK
};

/* What was asked, and of a quick count the rest of it. */
struct request {
    tlr_explain_question question;
    struct quick_request quick;
};

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"paper", 'p', "CONTEST/BATCH/N", "where this paper went (shows its marks: sealed)"},
    {"candidate", 'c', "ID", "what happened to this candidate, stage by stage"},
    {"stage", 's', "N", "what happened in this stage, and why"},
    {"contest", 0, "ID", "the contest, for --stage and --candidate"},
    {"round", 0, "N", "the round of an eliminating ballot, likewise"},
    {"unsigned", 0, NULL, "explain a quick count of a BLT file; PAPER and ID are numbers"},
    {"rules", 0, "NAME", "rule set of the quick count"},
    {"seats", 0, "N", "places to fill, if not as in the file"},
    {"set", 0, "KEY=VALUE", "a setting on top of the rule set (repeatable)"},
    {"constraints", 0, "FILE", "bounds on groups, a .con file"},
    {"lots", 0, "FILE", "lots drawn, a teller/lots@1 file"},
    {NULL, 0, NULL, NULL}};

static void take_option(struct opt_scan *scan, int row, struct request *request)
{
    tlr_explain_question *question = &request->question;
    unsigned long number = 0;
    switch (row) {
    case ANCHOR_OFFICER:
        question->officer_key = scan->value;
        return;
    case ANCHOR_NOTICE:
        question->notice = scan->value;
        return;
    case ANCHOR_CLOSE:
        question->close = scan->value;
        return;
    case OPTION_PAPER:
        question->paper = scan->value;
        return;
    case OPTION_CANDIDATE:
        question->candidate = scan->value;
        return;
    case OPTION_STAGE:
        (void)opt_number(scan, "stage", scan->value, 1, 1000000, &number);
        question->stage = (unsigned)number;
        return;
    case OPTION_ROUND:
        (void)opt_number(scan, "round", scan->value, 1, 250, &number);
        question->round = (unsigned)number;
        return;
    case OPTION_CONTEST:
        question->contest = scan->value;
        return;
    default:
        quick_take(scan, row - OPTION_QUICK, &request->quick);
        return;
    }
}

/* What is wrong with the question, or NULL. */
static const char *misuse(const struct request *request)
{
    const tlr_explain_question *question = &request->question;
    bool of_folder = question->officer_key != NULL || question->notice != NULL ||
                     question->close != NULL || question->contest != NULL || question->round > 0;
    bool of_quick = quick_first(&request->quick) != NULL;
    if ((question->paper != NULL) + (question->candidate != NULL) + (question->stage > 0) != 1) {
        return "one of --paper, --candidate and --stage is asked for";
    }
    if (request->quick.is_unsigned && of_folder) {
        return "a quick count has no anchors, contests or rounds";
    }
    if (request->quick.is_unsigned && request->quick.rules == NULL) {
        return "a quick count needs --rules NAME; no rule set is assumed "
               "('teller count --rules list' names them)";
    }
    if (!request->quick.is_unsigned && of_quick) {
        return "--rules, --seats, --set, --constraints and --lots are for a quick count, with "
               "--unsigned";
    }
    if (question->paper != NULL && question->contest != NULL) {
        return "--paper names the contest itself; leave --contest out";
    }
    return NULL;
}

/* ---- a quick count
 * ------------------------------------------------------------------------------- */

static tlr_status explain_quick(struct cmd_env *env, const struct request *request,
                                const char *path, tlr_text **answer)
{
    tlr_quick *quick = NULL;
    tlr_status status = tlr_quick_new(env->ctx, request->quick.rules, &quick);
    if (status == TLR_OK) {
        status = quick_set_all(env, &cmd_explain, quick, &request->quick);
    }
    if (status == TLR_OK) {
        status = quick_prepare(quick, &request->quick);
    }
    if (status == TLR_OK) {
        progress_begin(env);
        status = tlr_quick_run(quick, path);
        progress_end(env);
    }
    if (status == TLR_OK) {
        status = tlr_quick_explain(quick, &request->question, answer);
    }
    tlr_quick_free(quick);
    return status;
}

static tlr_status explain_folder(struct cmd_env *env, const struct request *request,
                                 const char *dir, tlr_text **answer)
{
    progress_begin(env);
    tlr_status status = tlr_explain(env->ctx, dir, &request->question, answer);
    progress_end(env);
    return status;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_explain, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(&scan, row, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    const char *wrong = misuse(&request);
    if (wrong != NULL) {
        return cmd_misuse(env, &cmd_explain, "%s", wrong);
    }
    tlr_text *answer = NULL;
    tlr_status status = request.quick.is_unsigned
                            ? explain_quick(env, &request, scan.args[0], &answer)
                            : explain_folder(env, &request, scan.args[0], &answer);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}

const struct cmd cmd_explain = {"explain",
                                "DIR | --unsigned --rules NAME FILE.blt",
                                "tell what happened to a paper, a candidate, or in a stage",
                                "teller explain anytown-2026 --paper ordinary/meeting/11",
                                options,
                                run};
