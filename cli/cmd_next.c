/*
 * cli/cmd_next.c: `teller next DIR`: what is done, what is missing, who must sign, what to type.
 */
#include "teller/next.h"

#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_JSON };

static const struct cmd_option options[] = {
    {"json", 0, NULL, "print one JSON object instead of sentences"}, {NULL, 0, NULL, NULL}};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_text *answer = NULL;
    bool json = false;
    opt_begin(&scan, env, &cmd_next, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        json = json || row == OPTION_JSON;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    progress_begin(env);
    tlr_status status = tlr_next(env->ctx, scan.args[0], json, &answer);
    progress_end(env);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}

const struct cmd cmd_next = {"next",
                             "DIR",
                             "what is done, what is missing, who must sign, and what to type",
                             "teller next anytown-2026",
                             options,
                             run};
