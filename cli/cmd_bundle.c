/*
 * cli/cmd_bundle.c: `teller bundle DIR -o OUT --sealed|--public`: make an election ready to hand
 * on.
 *
 * Which of the two must be said: there is no kind that could be meant by saying nothing.
 */
#include "teller/bundle.h"

#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_OUTPUT, OPTION_SEALED, OPTION_PUBLIC };

static const struct cmd_option options[] = {
    {"output", 'o', "OUT", "the folder to make"},
    {"sealed", 0, NULL, "everything, for the sealed packet: whoever has it can count again"},
    {"public", 0, NULL, "no papers, for publication: whoever has it can check, not count"},
    {NULL, 0, NULL, NULL}};

static void say_next(struct cmd_env *env, const char *out, bool is_public)
{
    if (env->quiet) {
        return;
    }
    fprintf(env->err,
            "made: %s, %s\nnext: the returning officer signs it:\n"
            "  teller sign -s NAME.key --as NAME %s/MANIFEST\n"
            "anybody checks it:\n  teller verify %s\n",
            out,
            is_public ? "a public bundle, without papers" : "a sealed bundle: not for publication",
            CMD_WORD(out), CMD_WORD(out));
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *out = NULL;
    bool sealed = false;
    bool is_public = false;
    opt_begin(&scan, env, &cmd_bundle, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        out = row == OPTION_OUTPUT ? scan.value : out;
        sealed = sealed || row == OPTION_SEALED;
        is_public = is_public || row == OPTION_PUBLIC;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (out == NULL || sealed == is_public) {
        return cmd_misuse(env, &cmd_bundle,
                          out == NULL ? "say where to: -o OUT"
                                      : "say which: --sealed (everything) or --public (no papers)");
    }
    progress_begin(env);
    tlr_status status = tlr_bundle_make(env->ctx, scan.args[0], out,
                                        is_public ? TLR_BUNDLE_PUBLIC : TLR_BUNDLE_SEALED);
    progress_end(env);
    if (status == TLR_OK) {
        say_next(env, out, is_public);
    }
    return cmd_exit(status);
}

const struct cmd cmd_bundle = {"bundle",
                               "DIR -o OUT --sealed|--public",
                               "make an election ready to be handed on, sealed or public",
                               "teller bundle anytown-2026 -o anytown-public --public",
                               options,
                               run};
