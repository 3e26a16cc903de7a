/*
 * cli/cmd_import.c: `teller import FILE`: a draft batch from the export of another program.
 *
 * With --suggest it drafts the mapping instead. What comes out is to be compared with the export
 * and signed by tellers; the program says so every time. The salt is drawn here, since the library
 * draws nothing at random.
 */
#include "teller/import.h"

#include "commands.h"
#include "opt.h"
#include "product.h"
#include "progress.h"
#include "random.h"

enum {
    OPTION_MAPPING,
    OPTION_ELECTION,
    OPTION_OUTPUT,
    OPTION_SUGGEST,
    OPTION_CONTEST,
    OPTION_SALT,
    OPTION_JSON
};

static const struct cmd_option options[] = {
    {"mapping", 'm', "FILE", "which column or name of the export means which candidate"},
    {"election", 'e', "DIR", "the election's folder (its election.xml gives the candidates)"},
    {"output", 'o', "FILE", "where the draft goes, instead of standard output"},
    {"suggest", 0, NULL, "draft a mapping instead, to be checked and completed"},
    {"contest", 0, "ID", "with --suggest: the contest, where the election has several"},
    {"salt", 0, "DIGITS", "32 digits 0-9 and a-f, to make the same draft again; usually drawn"},
    {"json", 0, NULL, "say what came of it as JSON, on standard output (with -o)"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *mapping, *election, *output, *contest, *salt, *export;
    bool suggest, json;
};

static void take_option(int row, const char *value, struct request *request)
{
    switch (row) {
    case OPTION_MAPPING:
        request->mapping = value;
        return;
    case OPTION_ELECTION:
        request->election = value;
        return;
    case OPTION_OUTPUT:
        request->output = value;
        return;
    case OPTION_SUGGEST:
        request->suggest = true;
        return;
    case OPTION_CONTEST:
        request->contest = value;
        return;
    case OPTION_SALT:
        request->salt = value;
        return;
    default:
        request->json = true;
        return;
    }
}

static void say_json(struct cmd_env *env, const tlr_import_report *report)
{
    fprintf(env->out,
            "{\n  \"papers\": %lu,\n  \"empty\": %lu,\n  \"chosen-twice\": %lu,\n"
            "  \"rows-left-out\": %lu,\n  \"export\": \"sha256:%s\",\n"
            "  \"mapping\": \"sha256:%s\"\n}\n",
            report->papers, report->empty, report->twice, report->nothing, report->export_digest,
            report->mapping_digest);
}

static void say(struct cmd_env *env, const struct request *request, const tlr_import_report *report)
{
    fprintf(env->err, "%lu papers, %lu of them without a mark\n", report->papers, report->empty);
    if (report->nothing > 0) {
        fprintf(env->err, "%lu empty rows left out, as the mapping says\n", report->nothing);
    }
    if (report->twice > 0) {
        fprintf(env->err,
                "%lu papers on which a candidate was chosen twice: marked ?, decide on them\n",
                report->twice);
    }
    fprintf(env->err, "export  sha256:%s\nmapping sha256:%s\n", report->export_digest,
            report->mapping_digest);
    fprintf(env->err,
            "%s is a draft: compare it with the export,\n"
            "  put it into the folder's batches, and sign it\n",
            request->output != NULL ? request->output : "this");
}

static tlr_status import(struct cmd_env *env, const struct request *request, const char *salt)
{
    tlr_import_report report;
    tlr_text *batch = NULL;
    progress_begin(env);
    tlr_status status = tlr_import(env->ctx, request->export, request->mapping, request->election,
                                   salt, &report, &batch);
    progress_end(env);
    if (status == TLR_OK) {
        status = product_text(env, batch, request->output);
    }
    if (status == TLR_OK && request->json) {
        say_json(env, &report);
    } else if (status == TLR_OK && !env->quiet) {
        say(env, request, &report);
    }
    tlr_text_free(batch);
    return status;
}

static tlr_status suggest(struct cmd_env *env, const struct request *request)
{
    tlr_text *mapping = NULL;
    progress_begin(env);
    tlr_status status = tlr_import_suggest(env->ctx, request->export, request->election,
                                           request->contest, &mapping);
    progress_end(env);
    if (status == TLR_OK) {
        status = product_text(env, mapping, request->output);
    }
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err, "this is a draft: check every line, and decide where a ? stands\n");
    }
    tlr_text_free(mapping);
    return status;
}

static int misused(struct cmd_env *env, const struct request *request)
{
    if (request->election == NULL) {
        return cmd_misuse(env, &cmd_import, "it needs --election");
    }
    if (request->suggest == (request->mapping != NULL)) {
        return cmd_misuse(env, &cmd_import, "it needs --mapping, or --suggest to draft one");
    }
    if (request->contest != NULL && !request->suggest) {
        return cmd_misuse(env, &cmd_import, "--contest is for --suggest; the mapping names it");
    }
    if (request->json && (request->output == NULL || request->suggest)) {
        return cmd_misuse(env, &cmd_import, "--json goes with --mapping and -o");
    }
    return 0;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    char drawn[SALT_DIGITS + 1] = "";
    opt_begin(&scan, env, &cmd_import, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &request);
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.export = scan.args[0];
    int wrong = misused(env, &request);
    if (wrong != 0) {
        return wrong;
    }
    if (request.suggest) {
        return cmd_exit(suggest(env, &request));
    }
    if (request.salt == NULL && !random_salt(drawn)) {
        fprintf(env->err, "/dev/urandom: error: no salt can be drawn\n"
                          "  what to do: give 32 digits of 0-9 and a-f by --salt\n");
        return cmd_exit(TLR_E_IO);
    }
    return cmd_exit(import(env, &request, request.salt != NULL ? request.salt : drawn));
}

const struct cmd cmd_import = {
    "import",
    "FILE",
    "make a draft batch from the export of a form or voting program",
    "teller import votes.csv -m votes.mapping -e anytown-2026 -o online.ballots",
    options,
    run};
