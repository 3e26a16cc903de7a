/*
 * cli/cmd_verify.c: `teller verify DIR`: does this result follow from these files?
 */
#include "anchors.h"
#include "commands.h"
#include "opt.h"

static const struct cmd_option options[] = {ANCHOR_OPTIONS, {NULL, 0, NULL, NULL}};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *anchor[ANCHOR_COUNT] = {NULL};
    opt_begin(&scan, env, &cmd_verify, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        anchor[row] = scan.value;
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, scan.args[0], &c);
    for (int row = 0; row < ANCHOR_COUNT && status == TLR_OK; row++) {
        if (anchor[row] != NULL) {
            status = anchor_give(c, row, anchor[row]);
        }
    }
    if (status == TLR_OK) {
        status = tlr_case_verify(c);
        fputs(tlr_text_data(tlr_case_report(c)), env->out);
        if (status == TLR_OK && tlr_case_is_public(c) != 0) {
            fputs("\nWhat is here fits together. Not recounted: the papers are not in a public "
                  "bundle.\n",
                  env->out);
        } else if (status == TLR_OK) {
            fputs("\nThe result follows from these files.\n", env->out);
        } else if (status == TLR_E_DIFFERS) {
            fputs("\nThe result does NOT follow from these files.\n", env->out);
        } else {
            fputs("\nNot verified: see the messages.\n", env->out);
        }
    }
    tlr_case_free(c);
    return cmd_exit(status);
}

const struct cmd cmd_verify = {
    "verify",
    "DIR",
    "recount with the second engine and compare every event and every byte",
    "teller verify anytown-2026 --officer-key officer.pub",
    options,
    run};
