/*
 * cli/cmd_explain.c: `teller explain`: what happened to one paper, one candidate, or in one stage.
 */
#include "teller/explain.h"

#include "anchors.h"
#include "commands.h"
#include "opt.h"

enum { OPTION_PAPER = ANCHOR_COUNT, OPTION_CANDIDATE, OPTION_STAGE, OPTION_CONTEST, OPTION_ROUND };

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"paper", 'p', "CONTEST/BATCH/N", "where this paper went (shows its marks: sealed)"},
    {"candidate", 'c', "ID", "what happened to this candidate, stage by stage"},
    {"stage", 's', "N", "what happened in this stage, and why"},
    {"contest", 0, "ID", "the contest, for --stage and --candidate"},
    {"round", 0, "N", "the round of an eliminating ballot, likewise"},
    {NULL, 0, NULL, NULL}};

static void take_option(struct opt_scan *scan, int row, tlr_explain_question *question)
{
    unsigned long stage = 0;
    unsigned long round = 0;
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
        (void)opt_number(scan, "stage", scan->value, 1, 1000000, &stage);
        question->stage = (unsigned)stage;
        return;
    case OPTION_ROUND:
        (void)opt_number(scan, "round", scan->value, 1, 250, &round);
        question->round = (unsigned)round;
        return;
    default:
        question->contest = scan->value;
        return;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_explain_question question = {0};
    opt_begin(&scan, env, &cmd_explain, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(&scan, row, &question);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if ((question.paper != NULL) + (question.candidate != NULL) + (question.stage > 0) != 1) {
        return cmd_misuse(env, &cmd_explain,
                          "one of --paper, --candidate and --stage is asked for");
    }
    if (question.paper != NULL && question.contest != NULL) {
        return cmd_misuse(env, &cmd_explain,
                          "--paper names the contest itself; leave --contest out");
    }
    tlr_text *answer = NULL;
    tlr_status status = tlr_explain(env->ctx, scan.args[0], &question, &answer);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}

const struct cmd cmd_explain = {"explain",
                                "DIR",
                                "tell what happened to a paper, a candidate, or in a stage",
                                "teller explain anytown-2026 --paper ordinary/meeting/11",
                                options,
                                run};
