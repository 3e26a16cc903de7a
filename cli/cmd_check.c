/*
 * cli/cmd_check.c: `teller check DIR`: everything wrong with an election's folder, at once.
 */
#include "commands.h"
#include "opt.h"
#include "teller/case.h"

static const struct cmd_option options[] = {{NULL, 0, NULL, NULL}};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    opt_begin(&scan, env, &cmd_check, argc, argv);
    (void)opt_next(&scan);
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, scan.args[0], &c);
    if (status == TLR_OK) {
        status = tlr_case_check(c);
    }
    tlr_case_free(c);
    cmd_show_diagnostics(env);
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->out, "%s: nothing is wrong with what is there\n", scan.args[0]);
    }
    return cmd_exit(status);
}

const struct cmd cmd_check = {"check",
                              "DIR",
                              "say everything that is wrong with an election's folder",
                              "teller check anytown-2026",
                              options,
                              run};
