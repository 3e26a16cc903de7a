/*
 * cli/cmd_export.c: `teller export`: papers and results in the forms of other programs.
 *
 * Of a folder, which is verified and counted twice first, or of one BLT file, which is only read.
 * What holds papers comes with a warning that says who may see it. Cast vote records say when they
 * were made; the clock is read here, since the library reads none, and --generated gives another
 * moment, so that the same file can be made again.
 */
#include <string.h>
#include <sys/stat.h>

#include "anchors.h"
#include "clock.h"
#include "commands.h"
#include "opt.h"
#include "product.h"
#include "progress.h"

enum {
    OPTION_FORMAT = ANCHOR_COUNT,
    OPTION_CONTEST,
    OPTION_ROUND,
    OPTION_OUTPUT,
    OPTION_GENERATED
};

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"format", 'f', "NAME", "blt, csv, cvr (papers), con (bounds), eml-510 or eml-520 (result)"},
    {"contest", 0, "ID", "the contest, where the election has several"},
    {"round", 0, "N", "the round, of a contest that was held in several"},
    {"output", 'o', "FILE", "where it goes, instead of standard output"},
    {"generated", 0, "TIME", "with cvr: when it was made, 2026-05-14T20:30:00Z; usually now"},
    {NULL, 0, NULL, NULL}};

static const struct {
    const char *name;
    tlr_export_format format;
} formats[] = {{"blt", TLR_EXPORT_BLT},         {"csv", TLR_EXPORT_CSV},
               {"cvr", TLR_EXPORT_CVR},         {"con", TLR_EXPORT_CON},
               {"eml-510", TLR_EXPORT_EML_510}, {"eml-520", TLR_EXPORT_EML_520}};

struct request {
    const char *anchor[ANCHOR_COUNT];
    const char *output, *from;
    bool has_format;
    tlr_export_request what;
};

static bool take_format(const char *name, struct request *request)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            request->what.format = formats[i].format;
            request->has_format = true;
            return true;
        }
    }
    return false;
}

/* Takes one option; false after saying what is wrong with it (scan->stop is set then). */
static bool take_option(struct opt_scan *scan, int row, struct request *request)
{
    unsigned long round = 0;
    switch (row) {
    case OPTION_FORMAT:
        if (!take_format(scan->value, request)) {
            scan->stop = true;
            scan->exit_code =
                cmd_misuse(scan->env, scan->cmd, "there is no format '%s'", scan->value);
            return false;
        }
        return true;
    case OPTION_CONTEST:
        request->what.contest = scan->value;
        return true;
    case OPTION_ROUND:
        if (!opt_number(scan, "round", scan->value, 1, 999, &round)) {
            return false;
        }
        request->what.round = (unsigned)round;
        return true;
    case OPTION_OUTPUT:
        request->output = scan->value;
        return true;
    case OPTION_GENERATED:
        request->what.generated = scan->value;
        return true;
    default:
        request->anchor[row] = scan->value;
        return true;
    }
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static tlr_status of_folder(struct cmd_env *env, const struct request *request,
                            tlr_export_report *report, tlr_text **out)
{
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, request->from, &c);
    for (int row = 0; row < ANCHOR_COUNT && status == TLR_OK; row++) {
        if (request->anchor[row] != NULL) {
            status = anchor_give(c, row, request->anchor[row]);
        }
    }
    if (status == TLR_OK) {
        progress_begin(env);
        status = tlr_case_export(c, &request->what, report, out);
        progress_end(env);
    }
    tlr_case_free(c);
    return status;
}

static int misused(struct cmd_env *env, const struct request *request)
{
    if (!request->has_format) {
        return cmd_misuse(env, &cmd_export, "it needs --format");
    }
    if (request->what.generated != NULL && request->what.format != TLR_EXPORT_CVR) {
        return cmd_misuse(env, &cmd_export, "--generated is for --format cvr");
    }
    return 0;
}

static void say(struct cmd_env *env, const tlr_export_report *report)
{
    if (report->papers > 0 || report->left_out > 0) {
        fprintf(env->err, "%lu papers", report->papers);
        if (report->left_out > 0) {
            fprintf(env->err, "; %lu left out, which were rejected", report->left_out);
        }
        fputs("\n", env->err);
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    char now[CLOCK_ROOM] = "";
    opt_begin(&scan, env, &cmd_export, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (!take_option(&scan, row, &request)) {
            return scan.exit_code;
        }
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.from = scan.args[0];
    int wrong = misused(env, &request);
    if (wrong != 0) {
        return wrong;
    }
    if (request.what.generated == NULL && request.what.format == TLR_EXPORT_CVR) {
        (void)clock_now(now);
        request.what.generated = now;
    }
    tlr_text *text = NULL;
    tlr_export_report report = {0};
    tlr_status status = is_folder(request.from)
                            ? of_folder(env, &request, &report, &text)
                            : tlr_export_blt(env->ctx, request.from, &request.what, &report, &text);
    if (status == TLR_OK) {
        status = product_told(env, text, request.output);
    }
    if (status == TLR_OK && !env->quiet) {
        say(env, &report);
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

const struct cmd cmd_export = {
    "export",
    "DIR | FILE.blt",
    "papers or the result in the form of another program: BLT, CSV, CVR, EML",
    "teller export anytown-2026 --format blt --contest ordinary -o ordinary.blt",
    options,
    run};
