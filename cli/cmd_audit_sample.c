/*
 * cli/cmd_audit_sample.c: `teller audit-sample DIR`: papers to pull by hand, and the sheet that
 * came back.
 *
 * The product is the sheet, on standard output; what to do with it is said beside it.
 */
#include "teller/sample.h"

#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_SEED, OPTION_N, OPTION_CONTEST, OPTION_RECONCILE };

static const struct cmd_option options[] = {
    {"seed", 0, "DIGITS", "the 24 digits thrown after the close was signed"},
    {"n", 'n', "N", "how many papers to pull (1 to 10000)"},
    {"contest", 0, "ID", "papers of this contest alone"},
    {"reconcile", 0, "FILE", "compare a sheet that was filled in with the batches"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *dir, *seed, *contest, *sheet;
    unsigned long n;
};

static void take_option(struct opt_scan *scan, int row, struct request *request)
{
    switch (row) {
    case OPTION_SEED:
        request->seed = scan->value;
        return;
    case OPTION_N:
        (void)opt_number(scan, "n", scan->value, 1, 10000, &request->n);
        return;
    case OPTION_CONTEST:
        request->contest = scan->value;
        return;
    default:
        request->sheet = scan->value;
        return;
    }
}

/* What is wrong with these options together, or NULL. */
static const char *misfit(const struct request *request)
{
    bool draws = request->seed != NULL || request->n > 0 || request->contest != NULL;
    if (request->sheet != NULL) {
        return draws ? "a sheet that came back says itself which papers it has: give --reconcile "
                       "alone"
                     : NULL;
    }
    return request->seed == NULL || request->n == 0
               ? "which papers? --seed DIGITS and --n N are needed"
               : NULL;
}

static int draw(struct cmd_env *env, const struct request *request)
{
    tlr_text *sheet = NULL;
    progress_begin(env);
    tlr_status status = tlr_sample_draw(env->ctx, request->dir, request->contest, request->seed,
                                        (unsigned)request->n, &sheet);
    progress_end(env);
    if (status == TLR_OK) {
        fputs(tlr_text_data(sheet), env->out);
    }
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err,
                "sealed: this names papers. Keep it as a file, pull these papers, and write what\n"
                "is on each in place of 'unread': - 1 2 as in a batch, or R:blank. Then:\n"
                "  teller audit-sample %s --reconcile FILE\n",
                CMD_WORD(request->dir));
    }
    tlr_text_free(sheet);
    return cmd_exit(status);
}

static int reconcile(struct cmd_env *env, const struct request *request)
{
    tlr_text *answer = NULL;
    progress_begin(env);
    tlr_status status = tlr_sample_reconcile(env->ctx, request->dir, request->sheet, &answer);
    progress_end(env);
    if (answer != NULL) {
        fputs(tlr_text_data(answer), env->out);
    }
    if (status == TLR_E_DIFFERS && !env->quiet) {
        fputs("the batches of these papers are to be typed again, and the close made anew\n",
              env->err);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_audit_sample, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(&scan, row, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    const char *wrong = misfit(&request);
    if (wrong != NULL) {
        return cmd_misuse(env, &cmd_audit_sample, "%s", wrong);
    }
    return request.sheet != NULL ? reconcile(env, &request) : draw(env, &request);
}

const struct cmd cmd_audit_sample = {
    "audit-sample",
    "DIR",
    "name papers to pull by hand, and compare what was read on them",
    "teller audit-sample anytown-2026 --seed 902817364455019283746501 --n 10",
    options,
    run};
