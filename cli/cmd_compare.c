/*
 * cli/cmd_compare.c: `teller compare A B`: are two counts of one election the same?
 */
#include "teller/compare.h"

#include "commands.h"
#include "opt.h"
#include "progress.h"

static const struct cmd_option options[] = {
    {"json", 0, NULL, "print one JSON object instead of text"}, {NULL, 0, NULL, NULL}};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    bool json = false;
    bool same = false;
    opt_begin(&scan, env, &cmd_compare, argc, argv);
    while (opt_next(&scan) >= 0) {
        json = true;
    }
    if (!opt_words(&scan, 2, 2)) {
        return scan.exit_code;
    }
    tlr_text *answer = NULL;
    progress_begin(env);
    tlr_status status = tlr_compare(env->ctx, scan.args[0], scan.args[1], json, &answer, &same);
    progress_end(env);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return status == TLR_OK && !same ? 1 : cmd_exit(status);
}

const struct cmd cmd_compare = {
    "compare",
    "A B",
    "compare two folders of an election, two bundles, results or batches",
    "teller compare hall/anytown-2026 home/anytown-2026",
    options,
    run};
