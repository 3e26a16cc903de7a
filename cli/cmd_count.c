/*
 * cli/cmd_count.c: `teller count`: a signed election's folder, or one BLT file without a folder.
 *
 * The folder: verify, count, write result.xml, workings.xml and run.txt, print the sheet. The quick
 * count of a BLT file needs --unsigned, so that nobody takes it for the record of an election.
 * Options that belong to the one kind are refused with the other.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "anchors.h"
#include "commands.h"
#include "messages.h"
#include "opt.h"
#include "product.h"
#include "progress.h"
#include "quick_options.h"
#include "sheet.h"
#include "wrapped.h"
#include "whole.h"

enum {
    OPTION_OUTPUT = ANCHOR_COUNT,
    OPTION_THREADS,
    OPTION_PARTIAL,
    OPTION_QUICK,
    OPTION_JSON = OPTION_QUICK + QUICK_COUNT
};

enum { PATH_ROOM = 4096 };

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"output", 'o', "FILE", "where result.xml goes; the other files go beside it"},
    {"threads", 0, "N", "use at most N threads (1, or 2 as usual; more are of no use)"},
    {"partial", 0, NULL,
     "batches are missing: count the others; no result, written to partial.xml"},
    {"unsigned", 0, NULL, "quick count of a BLT file, without a folder and without signatures"},
    {"rules", 0, "NAME", "quick count: the rule set; 'list' names them all"},
    {"seats", 0, "N", "quick count: places to fill, instead of the file's"},
    {"set", 0, "KEY=VALUE", "quick count: a setting the rule set leaves open (may be repeated)"},
    {"constraints", 0, "FILE", "quick count: bounds on groups"},
    {"lots", 0, "FILE", "quick count: lots drawn"},
    {"json", 0, NULL, "print one JSON object instead of the sheet"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *anchor[ANCHOR_COUNT];
    const char *output, *word;
    struct quick_request quick;
    unsigned long threads;
    bool json, partial;
};

/* ---- options ------------------------------------------------------------------------------------
 */

static void take_option(struct opt_scan *scan, int row, struct request *request)
{
    switch (row) {
    case OPTION_OUTPUT:
        request->output = scan->value;
        return;
    case OPTION_THREADS:
        (void)opt_number(scan, "threads", scan->value, 1, 64, &request->threads);
        return;
    case OPTION_PARTIAL:
        request->partial = true;
        return;
    case OPTION_JSON:
        request->json = true;
        return;
    default:
        break;
    }
    if (row >= OPTION_QUICK) {
        quick_take(scan, row - OPTION_QUICK, &request->quick);
    } else if (row < ANCHOR_COUNT) {
        request->anchor[row] = scan->value;
    }
}

/* What belongs to the other kind of count, or NULL. */
static const char *out_of_place(const struct request *request)
{
    if (!request->quick.is_unsigned) {
        const char *first = quick_first(&request->quick);
        return first;
    }
    return request->anchor[ANCHOR_OFFICER] != NULL  ? "--officer-key"
           : request->anchor[ANCHOR_NOTICE] != NULL ? "--notice"
           : request->anchor[ANCHOR_CLOSE] != NULL  ? "--close"
           : request->output != NULL                ? "--output"
           : request->partial                       ? "--partial"
                                                    : NULL;
}

/* ---- a BLT file
 * ---------------------------------------------------------------------------------- */

static int list_rule_sets(struct cmd_env *env)
{
    const char *about = NULL;
    const char *name;
    for (size_t i = 0; (name = tlr_rule_set(i, &about)) != NULL; i++) {
        enum { COLUMN = 18 };
        char first[COLUMN + 1];
        snprintf(first, sizeof first, "  %-16s", name);
        wrapped_text(env->out, first, COLUMN, about);
    }
    return 0;
}

static tlr_status print_quick(struct cmd_env *env, const tlr_quick *quick, bool json)
{
    tlr_text *text = NULL;
    tlr_status status = json ? tlr_quick_json(quick, &text) : tlr_quick_sheet(quick, &text);
    if (status == TLR_OK && json) {
        fwrite(tlr_text_data(text), 1, tlr_text_size(text), env->out);
    } else if (status == TLR_OK) {
        sheet_print(env, text);
    }
    tlr_text_free(text);
    return status;
}

static int count_blt(struct cmd_env *env, const struct request *request)
{
    if (request->quick.rules == NULL) {
        return cmd_misuse(env, &cmd_count,
                          "a quick count needs --rules NAME; no rule set is assumed "
                          "('--rules list' names them)");
    }
    tlr_quick *quick = NULL;
    tlr_status status = tlr_quick_new(env->ctx, request->quick.rules, &quick);
    if (status == TLR_OK) {
        status = quick_set_all(env, &cmd_count, quick, &request->quick);
    }
    if (status == TLR_OK) {
        status = quick_prepare(quick, &request->quick);
    }
    if (status == TLR_OK) {
        progress_begin(env);
        status = tlr_quick_run(quick, request->word);
        progress_end(env);
        if (status == TLR_OK || status == TLR_E_DECISION) {
            tlr_status printed = print_quick(env, quick, request->json);
            status = printed != TLR_OK ? printed : status;
        }
    }
    tlr_quick_free(quick);
    return cmd_exit(status);
}

/* ---- a folder
 * ------------------------------------------------------------------------------------ */

/* The last part of a path. */
static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* result.xml's path, and the folder (with its slash) the others go to. */
static bool output_paths(const struct request *request, char *result, char *folder)
{
    size_t word = strlen(request->word);
    while (word > 1 && request->word[word - 1] == '/') {
        word--;
    }
    int n = request->output != NULL
                ? snprintf(result, PATH_ROOM, "%s", request->output)
                : snprintf(result, PATH_ROOM, "%.*s/%s", (int)word, request->word,
                           request->partial ? "partial.xml" : "result.xml");
    if (n < 0 || n >= PATH_ROOM - 16) {
        return false;
    }
    const char *slash = strrchr(result, '/');
    size_t len = slash != NULL ? (size_t)(slash - result) + 1 : 0;
    memcpy(folder, result, len);
    folder[len] = '\0';
    return true;
}

static tlr_status write_beside(struct cmd_env *env, const tlr_text *text, const char *folder,
                               const char *name)
{
    char path[PATH_ROOM + 16];
    snprintf(path, sizeof path, "%s%s", folder, name);
    return tlr_text_write(env->ctx, text, path);
}

/* workings and run first: where result.xml is, the others are too. kept: what it supersedes is
 * kept first. */
static tlr_status write_files(struct cmd_env *env, tlr_case *c, const char *result,
                              const char *folder, bool kept)
{
    tlr_status status = kept ? tlr_case_keep_superseded(c) : TLR_OK;
    if (status == TLR_OK) {
        status = write_beside(env, tlr_case_workings(c), folder, "workings.xml");
    }
    if (status == TLR_OK) {
        status = write_beside(env, tlr_case_run(c), folder, "run.txt");
    }
    if (status == TLR_OK) {
        status = tlr_text_write(env->ctx, tlr_case_result(c), result);
    }
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err,
                "written: %s, %srun.txt\n"
                "         %sworkings.xml (sealed: not for publication)\n",
                result, folder, folder);
    }
    return status;
}

/* [PAR-7] The one file, which is no result.xml and stands beside none. */
static tlr_status write_partial(struct cmd_env *env, tlr_case *c, const char *path)
{
    tlr_status status = tlr_text_write(env->ctx, tlr_case_result(c), path);
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err, "written: %s (partial: not the result, elects nobody)\n", path);
    }
    return status;
}

/* Found out before counting: otherwise workings.xml would be written, and result.xml not. */
static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static void print_sheet(struct cmd_env *env, const tlr_case *c, const struct request *request)
{
    if (!request->json) {
        sheet_print(env, tlr_case_sheet(c));
    }
}

/* What was counted, or why nothing was. */
static int print_case_json(struct cmd_env *env, tlr_case *c, const struct request *request,
                           tlr_status status)
{
    tlr_text *text = NULL;
    json_t *result = NULL;
    if (status == TLR_OK) {
        status = tlr_case_render(c, TLR_FORMAT_JSON, NULL, &text);
    }
    if (status == TLR_OK) {
        result = json_loadb(tlr_text_data(text), tlr_text_size(text), 0, NULL);
    }
    tlr_text_free(text);
    if (status == TLR_OK && result == NULL) {
        return product_json(env, NULL);
    }
    json_t *object = messages_begin("teller/count-folder@1");
    whole_put_text(&object, "folder", request->word);
    whole_put(&object, "counted", json_boolean(result != NULL));
    if (result != NULL) {
        whole_put(&object, "result", result);
    }
    return messages_print(env, object, cmd_exit(status));
}

static tlr_status count_case(struct cmd_env *env, tlr_case *c, const struct request *request)
{
    char result[PATH_ROOM];
    char folder[PATH_ROOM];
    for (int row = 0; row < ANCHOR_COUNT; row++) {
        tlr_status status =
            request->anchor[row] != NULL ? anchor_give(c, row, request->anchor[row]) : TLR_OK;
        if (status != TLR_OK) {
            return status;
        }
    }
    if (!output_paths(request, result, folder)) {
        (void)cmd_misuse(env, &cmd_count, "the path is too long");
        return TLR_E_USAGE;
    }
    if (is_folder(result)) {
        (void)cmd_misuse(env, &cmd_count, "'%s' is a folder; name a file, as '%s/result.xml'",
                         result, result);
        return TLR_E_USAGE;
    }
    if (request->partial && strcmp(last_name(result), "result.xml") == 0) {
        (void)cmd_misuse(env, &cmd_count,
                         "a partial count is not the result; name its file otherwise, as "
                         "'partial.xml'");
        return TLR_E_USAGE;
    }
    if (request->partial) {
        tlr_case_partial(c);
    }
    progress_begin(env);
    tlr_status status = tlr_case_count(c);
    progress_end(env);
    if (status == TLR_E_DECISION && tlr_case_sheet(c) != NULL) {
        print_sheet(env, c, request); /* between two rounds */
    }
    if (status != TLR_OK) {
        return status;
    }
    /* The sheet last: nobody should read out a result of which no record could be written. */
    status = request->partial ? write_partial(env, c, result)
                              : write_files(env, c, result, folder, request->output == NULL);
    if (status == TLR_OK) {
        print_sheet(env, c, request);
    }
    return status;
}

static int count_folder(struct cmd_env *env, const struct request *request)
{
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, request->word, &c);
    if (status == TLR_OK) {
        status = count_case(env, c, request);
    }
    int code = request->json ? print_case_json(env, c, request, status) : cmd_exit(status);
    tlr_case_free(c);
    return code;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_count, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(&scan, row, &request);
    }
    if (!scan.stop && request.quick.rules != NULL && strcmp(request.quick.rules, "list") == 0) {
        return list_rule_sets(env);
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    const char *wrong = out_of_place(&request);
    if (wrong != NULL) {
        return cmd_misuse(env, &cmd_count, "%s %s", wrong,
                          request.quick.is_unsigned
                              ? "is for an election's folder, not for --unsigned"
                              : "is for a quick count, with --unsigned");
    }
    if (request.threads > 0) {
        tlr_ctx_threads(env->ctx, (unsigned)request.threads);
    }
    request.word = scan.args[0];
    return request.quick.is_unsigned ? count_blt(env, &request) : count_folder(env, &request);
}

const struct cmd cmd_count = {
    "count",
    "DIR | --unsigned --rules NAME FILE.blt",
    "verify and count an election's folder, or count one BLT file unsigned",
    "teller count anytown-2026",
    options,
    run};
