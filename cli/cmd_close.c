/*
 * cli/cmd_close.c: `teller close DIR`: write the close and the slip to take home.
 *
 * Everything is checked before anything is written. It ends with what to do next, since somebody
 * tired reads it late in the evening.
 */
#include "teller/close.h"

#include <unistd.h>

#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_ACCOUNT, OPTION_ADJUDICATIONS, OPTION_FORM, OPTION_SLIP };

static const struct cmd_option options[] = {
    {"account", 0, "FILE", "the ballot paper account (default: DIR/account.txt)"},
    {"adjudications", 0, "FILE", "decisions on papers (default: DIR/adjudications.txt, if there)"},
    {"form", 0, "FILE", "write an account to be filled in, and no close"},
    {"slip", 0, "FILE", "write the slip to a file too, to be printed"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *dir, *account, *adjudications, *form, *slip;
};

static void take_option(int row, const char *value, struct request *request)
{
    const char **places[] = {&request->account, &request->adjudications, &request->form,
                             &request->slip};
    *places[row] = value;
}

static int write_form(struct cmd_env *env, const struct request *request)
{
    tlr_text *text = NULL;
    if (access(request->form, F_OK) == 0) {
        return cmd_misuse(env, &cmd_close, "'%s' is there already; name another file, or move it",
                          request->form);
    }
    progress_begin(env);
    tlr_status status = tlr_close_form(env->ctx, request->dir, &text);
    progress_end(env);
    if (status == TLR_OK) {
        status = tlr_text_write(env->ctx, text, request->form);
    }
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err,
                "written: %s\nnext: write a number for every '?', from the piles and not from "
                "the screen;\n  then: teller close %s --account %s\n",
                request->form, CMD_WORD(request->dir), CMD_WORD(request->form));
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

static void say_next(struct cmd_env *env, const struct request *request, const tlr_close *close)
{
    if (env->quiet) {
        return;
    }
    if (tlr_close_is_same(close)) {
        fprintf(env->err, "%s/close.txt says all this already: nothing is written\n", request->dir);
        return;
    }
    fprintf(env->err, "written: %s/close.txt, revision %u\n", request->dir,
            tlr_close_revision(close));
    if (tlr_text_size(tlr_close_signers(close)) == 0) {
        fprintf(env->err, "next: teller count %s\n", CMD_WORD(request->dir));
        return;
    }
    fprintf(env->err,
            "next: hand out the slips; then have it signed, each with their own key:\n"
            "  teller sign -s NAME.key --as NAME %s/close.txt\nby\n%s",
            CMD_WORD(request->dir), tlr_text_data(tlr_close_signers(close)));
}

static int write_close(struct cmd_env *env, const struct request *request)
{
    tlr_close *close = NULL;
    progress_begin(env);
    tlr_status status =
        tlr_close_make(env->ctx, request->dir, request->account, request->adjudications, &close);
    progress_end(env);
    if (status == TLR_OK) {
        status = tlr_close_write(close);
    }
    if (status == TLR_OK && request->slip != NULL) {
        status = tlr_text_write(env->ctx, tlr_close_slip(close), request->slip);
    }
    if (status == TLR_OK) {
        fputs(tlr_text_data(tlr_close_slip(close)), env->out);
        say_next(env, request, close);
    }
    tlr_close_free(close);
    return cmd_exit(status);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_close, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    if (request.form != NULL && (request.account != NULL || request.slip != NULL)) {
        return cmd_misuse(env, &cmd_close, "--form writes an account, not a close: give it alone");
    }
    return request.form != NULL ? write_form(env, &request) : write_close(env, &request);
}

const struct cmd cmd_close = {"close",
                              "DIR",
                              "write the close from batches, account and decisions on papers",
                              "teller close anytown-2026 --slip slip.txt",
                              options,
                              run};
