/*
 * cli/cmd_version.c: `teller version`.
 */
#include "commands.h"
#include "opt.h"

static const struct cmd_option options[] = {{NULL, 0, NULL, NULL}};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    opt_begin(&scan, env, &cmd_version, argc, argv);
    (void)opt_next(&scan);
    if (scan.stop || !opt_words(&scan, 0, 0)) {
        return scan.exit_code;
    }
    fprintf(env->out, "teller %s\n", TLR_VERSION);
    return 0;
}

const struct cmd cmd_version = {"version", "", "print the version", "teller version", options, run};
