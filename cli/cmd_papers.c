/*
 * cli/cmd_papers.c: `teller papers DIR`: ballot papers to print, and the forms for the desk.
 *
 * With --contest the papers of that contest, without it the forms. Printing itself is the
 * browser's.
 */
#include "teller/papers.h"

#include "commands.h"
#include "opt.h"
#include "product.h"

enum { OPTION_CONTEST, OPTION_COUNT, OPTION_FROM, OPTION_OUTPUT };
enum { COUNT_MAX = 5000, FROM_MAX = 1000000 };

static const struct cmd_option options[] = {
    {"contest", 0, "ID", "papers of this contest; without it: the forms for the desk"},
    {"count", 0, "N", "how many papers, up to 5000 (default: 1, to be looked at)"},
    {"from", 0, "N", "the first number on the counterfoils (default: 1)"},
    {"output", 'o', "FILE", "where it goes, instead of standard output"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *dir, *contest, *output;
    unsigned long count, from;
    bool numbered; /* --count or --from was given */
};

static bool take_option(struct opt_scan *scan, int row, struct request *request)
{
    if (row == OPTION_CONTEST) {
        request->contest = scan->value;
        return true;
    }
    if (row == OPTION_OUTPUT) {
        request->output = scan->value;
        return true;
    }
    request->numbered = true;
    return row == OPTION_COUNT
               ? opt_number(scan, "count", scan->value, 1, COUNT_MAX, &request->count)
               : opt_number(scan, "from", scan->value, 1, FROM_MAX, &request->from);
}

static tlr_status put(struct cmd_env *env, const struct request *request, const tlr_text *text)
{
    tlr_status status = product_told(env, text, request->output);
    if (status == TLR_OK && request->output != NULL && !env->quiet) {
        fputs("next: open it in a browser and print it on A5, or two on A4\n", env->err);
    }
    return status;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {.count = 1, .from = 1};
    opt_begin(&scan, env, &cmd_papers, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (!take_option(&scan, row, &request)) {
            return scan.exit_code;
        }
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    if (request.numbered && request.contest == NULL) {
        return cmd_misuse(env, &cmd_papers, "--count and --from need --contest");
    }
    tlr_text *text = NULL;
    tlr_status status =
        request.contest != NULL
            ? tlr_papers_print(env->ctx, request.dir, request.contest, (unsigned)request.from,
                               (unsigned)request.count, &text)
            : tlr_papers_desk(env->ctx, request.dir, &text);
    if (status == TLR_OK) {
        status = put(env, &request, text);
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

const struct cmd cmd_papers = {
    "papers",
    "DIR",
    "ballot papers to print, and the forms for the desk",
    "teller papers anytown-2026 --contest ordinary --count 120 -o papers.html",
    options,
    run};
