/*
 * cli/cmd_ink.c: `teller ink DIR --file FILE`: write down who signed by hand, protested or refused.
 */
#include "teller/ink.h"

#include "commands.h"
#include "opt.h"

enum {
    OPTION_FILE,
    OPTION_ROLE,
    OPTION_WITNESS,
    OPTION_SIGNED,
    OPTION_PROTEST,
    OPTION_REFUSED,
    OPTION_KEY
};

static const struct cmd_option options[] = {
    {"file", 0, "FILE", "what was to be signed, as it lies in DIR: close.txt"},
    {"role", 0, "ROLE", "whose slip it is: scrutineer"},
    {"witness", 0, "ROLE", "who saw it: returning-officer"},
    {"signed", 0, NULL, "it was signed by hand"},
    {"under-protest", 0, "CODE", "it was signed under protest"},
    {"refused", 0, "CODE", "signing it was refused"},
    {"key", 0, "NAME", "the signer's key, where the notice lists one"},
    {NULL, 0, NULL, NULL}};

static void take_option(int row, const char *value, tlr_ink_line *line, int *kinds)
{
    switch (row) {
    case OPTION_FILE:
        line->file = value;
        return;
    case OPTION_ROLE:
        line->role = value;
        return;
    case OPTION_WITNESS:
        line->witness = value;
        return;
    case OPTION_KEY:
        line->key = value;
        return;
    default:
        line->kind = row == OPTION_SIGNED    ? "signed"
                     : row == OPTION_PROTEST ? "under-protest"
                                             : "refused";
        line->ground = value;
        (*kinds)++;
        return;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_ink_line line = {0};
    int kinds = 0;
    opt_begin(&scan, env, &cmd_ink, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &line, &kinds);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (line.file == NULL || line.role == NULL || line.witness == NULL || kinds != 1) {
        return cmd_misuse(env, &cmd_ink,
                          "it needs --file, --role, --witness, and one of --signed, "
                          "--under-protest CODE, --refused CODE");
    }
    tlr_status status = tlr_ink_add(env->ctx, scan.args[0], &line);
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err,
                "written: %s/ink.txt\nnext: keep the slip with the papers; the returning officer "
                "signs:\n  teller sign -s NAME.key --as NAME %s/ink.txt\n",
                scan.args[0], CMD_WORD(scan.args[0]));
    }
    return cmd_exit(status);
}

const struct cmd cmd_ink = {"ink",
                            "DIR",
                            "write down who signed by hand, under protest, or refused",
                            "teller ink anytown-2026 --file close.txt --role scrutineer "
                            "--witness returning-officer --signed",
                            options,
                            run};
