/*
 * cli/cmd_check.c: `teller check DIR`: everything wrong with an election's folder, at once.
 */
#include "commands.h"
#include "messages.h"
#include "opt.h"
#include "progress.h"
#include "teller/case.h"
#include "whole.h"

enum { OPTION_VOID, OPTION_DELEGATION, OPTION_JSON };

static const struct cmd_option options[] = {
    {"void", 0, "EARLIER", "the folder of the election held again: is its count void?"},
    {"delegation", 0, "FILE", "last year's delegation record, to compare the notice with"},
    {"json", 0, NULL, "print one JSON object: what is wrong, where, and what to do"},
    {NULL, 0, NULL, NULL}};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *last_year = NULL;
    const char *earlier = NULL;
    bool json = false;
    opt_begin(&scan, env, &cmd_check, argc, argv);
    for (int i; (i = opt_next(&scan)) >= 0;) {
        last_year = i == OPTION_DELEGATION ? scan.value : last_year;
        earlier = i == OPTION_VOID ? scan.value : earlier;
        json = json || i == OPTION_JSON;
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, scan.args[0], &c);
    if (status == TLR_OK && last_year != NULL) {
        status = tlr_case_last_year(c, last_year);
    }
    if (status == TLR_OK && earlier != NULL) {
        status = tlr_case_void(c, earlier);
    }
    if (status == TLR_OK) {
        progress_begin(env);
        status = tlr_case_check(c);
        progress_end(env);
    }
    tlr_case_free(c);
    if (json) {
        json_t *object = messages_begin("teller/check@1");
        whole_put_text(&object, "folder", scan.args[0]);
        return messages_print(env, object, cmd_exit(status));
    }
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
