/*
 * cli/cmd_papers.c: `teller papers DIR`: ballot papers, the forms for the desk, the slip to print.
 *
 * With --contest the papers of that contest, with --slip the slip of the close, without either the
 * forms. Printing itself is the browser's.
 */
#include "teller/papers.h"

#include "commands.h"
#include "opt.h"
#include "product.h"

enum { OPTION_CONTEST, OPTION_SLIP, OPTION_COUNT, OPTION_FROM, OPTION_OUTPUT };
enum { COUNT_MAX = 5000, FROM_MAX = 1000000 };

static const struct cmd_option options[] = {
    {"contest", 0, "ID", "papers of this contest; without it: the forms for the desk"},
    {"slip", 0, NULL, "the slip of the close, for those present to take home"},
    {"count", 0, "N", "how many papers or slips, up to 5000 (default: 1, to be looked at)"},
    {"from", 0, "N", "the first number on the counterfoils (default: 1)"},
    {"output", 'o', "FILE", "where it goes, instead of standard output"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *dir, *contest, *output;
    unsigned long count, from;
    bool slip, counted, numbered; /* --slip, --count, --from was given */
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
    if (row == OPTION_SLIP) {
        request->slip = true;
        return true;
    }
    if (row == OPTION_COUNT) {
        request->counted = true;
        return opt_number(scan, "count", scan->value, 1, COUNT_MAX, &request->count);
    }
    request->numbered = true;
    return opt_number(scan, "from", scan->value, 1, FROM_MAX, &request->from);
}

static tlr_status put(struct cmd_env *env, const struct request *request, const tlr_text *text)
{
    tlr_status status = product_told(env, text, request->output);
    if (status == TLR_OK && request->output != NULL && !env->quiet) {
        fputs("next: open it in a browser and print it: A5, or two on A4 (papers with many\n"
              "  candidates are A4)\n",
              env->err);
    }
    return status;
}

/* NULL: the options go together. */
static const char *conflict(const struct request *request)
{
    if (request->slip && (request->contest != NULL || request->numbered)) {
        return "--slip goes with --count only, not with --contest or --from";
    }
    if ((request->counted || request->numbered) && request->contest == NULL && !request->slip) {
        return "--count and --from need --contest (or --count needs --slip)";
    }
    return NULL;
}

static tlr_status make(struct cmd_env *env, const struct request *request, tlr_text **out)
{
    if (request->slip) {
        return tlr_papers_slip(env->ctx, request->dir, (unsigned)request->count, out);
    }
    return request->contest != NULL
               ? tlr_papers_print(env->ctx, request->dir, request->contest, (unsigned)request->from,
                                  (unsigned)request->count, out)
               : tlr_papers_desk(env->ctx, request->dir, out);
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
    if (conflict(&request) != NULL) {
        return cmd_misuse(env, &cmd_papers, "%s", conflict(&request));
    }
    tlr_text *text = NULL;
    tlr_status status = make(env, &request, &text);
    if (status == TLR_OK) {
        status = put(env, &request, text);
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

const struct cmd cmd_papers = {
    "papers",
    "DIR",
    "ballot papers to print, the forms for the desk, the slip of the close",
    "teller papers anytown-2026 --contest ordinary --count 120 -o papers.html",
    options,
    run};
