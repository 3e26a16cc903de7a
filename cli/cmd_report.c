/*
 * cli/cmd_report.c: `teller report DIR`: the result as a page to publish, or in another form.
 *
 * The folder is verified and counted twice first; result.xml is never the source. Without -o the
 * form goes to standard output. The page of HTML is the ordinary form, because it is what people in
 * the hall and members at home read.
 */
#include <string.h>

#include "anchors.h"
#include "commands.h"
#include "opt.h"
#include "product.h"
#include "progress.h"

enum { OPTION_OUTPUT = ANCHOR_COUNT, OPTION_FORMAT, OPTION_CONTEST, OPTION_PARTIAL };

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"output", 'o', "FILE", "where it goes, instead of standard output"},
    {"format", 'f', "NAME", "html (the ordinary one), text, csv, json, rcvis or scrutineer"},
    {"contest", 0, "ID", "with rcvis: the contest to draw"},
    {"partial", 0, NULL, "batches are missing: show the count of the others, which is no result"},
    {NULL, 0, NULL, NULL}};

static const struct {
    const char *name;
    tlr_format format;
} formats[] = {{"html", TLR_FORMAT_HTML},   {"text", TLR_FORMAT_TEXT},
               {"csv", TLR_FORMAT_CSV},     {"json", TLR_FORMAT_JSON},
               {"rcvis", TLR_FORMAT_RCVIS}, {"scrutineer", TLR_FORMAT_SCRUTINEER}};

struct request {
    const char *anchor[ANCHOR_COUNT];
    const char *output, *contest, *dir;
    tlr_format format;
    bool partial;
};

/* Takes the format of that name; false when there is none. */
static bool take_format(const char *name, tlr_format *out)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            *out = formats[i].format;
            return true;
        }
    }
    return false;
}

static tlr_status render(struct cmd_env *env, const struct request *request, tlr_text **out)
{
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, request->dir, &c);
    for (int row = 0; row < ANCHOR_COUNT && status == TLR_OK; row++) {
        if (request->anchor[row] != NULL) {
            status = anchor_give(c, row, request->anchor[row]);
        }
    }
    if (status == TLR_OK && request->partial) {
        tlr_case_partial(c);
    }
    if (status == TLR_OK) {
        progress_begin(env);
        status = tlr_case_render(c, request->format, request->contest, out);
        progress_end(env);
    }
    tlr_case_free(c);
    return status;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {.format = TLR_FORMAT_HTML};
    opt_begin(&scan, env, &cmd_report, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (row == OPTION_OUTPUT) {
            request.output = scan.value;
        } else if (row == OPTION_CONTEST) {
            request.contest = scan.value;
        } else if (row == OPTION_PARTIAL) {
            request.partial = true;
        } else if (row == OPTION_FORMAT) {
            if (!take_format(scan.value, &request.format)) {
                return cmd_misuse(env, &cmd_report, "there is no format '%s'", scan.value);
            }
        } else {
            request.anchor[row] = scan.value;
        }
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (request.contest != NULL && request.format != TLR_FORMAT_RCVIS) {
        return cmd_misuse(env, &cmd_report, "--contest is for --format rcvis");
    }
    request.dir = scan.args[0];
    tlr_text *text = NULL;
    tlr_status status = render(env, &request, &text);
    if (status == TLR_OK) {
        status = product_told(env, text, request.output);
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

const struct cmd cmd_report = {"report",
                               "DIR",
                               "the result as a page to publish and print, or in another form",
                               "teller report anytown-2026 -o report.html",
                               options,
                               run};
