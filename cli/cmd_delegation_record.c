/*
 * cli/cmd_delegation_record.c: `teller delegation-record DIR`: who was appointed and who went.
 *
 * Drafts the record from a counted folder; next year `teller entitlement --delegation` reads it.
 */
#include <string.h>

#include "commands.h"
#include "opt.h"
#include "product.h"
#include "teller/delegation.h"

enum { OPTION_ABSENT, OPTION_SENT, OPTION_REASON, OPTION_CAC, OPTION_OUTPUT };
enum { ABSENT_MAX = 64 };

static const struct cmd_option options[] = {
    {"absent", 0, "ID", "a candidate who was appointed and did not go; may be repeated"},
    {"sent", 0, "none", "nobody went; with --reason where the rule of one delegate is not it"},
    {"reason", 0, "WORD", "why nobody went: resolved, no-candidate, withdrew or other"},
    {"cac", 0, "REF", "reference of the Conference Arrangements Committee"},
    {"output", 'o', "FILE", "where the record goes (standard output)"},
    {NULL, 0, NULL, NULL}};

struct request {
    tlr_delegation_options given;
    const char *absent[ABSENT_MAX];
    const char *output, *sent;
    bool too_many;
};

static void take_option(int row, const char *value, struct request *request)
{
    switch (row) {
    case OPTION_ABSENT:
        request->too_many = request->given.absences == ABSENT_MAX;
        if (!request->too_many) {
            request->absent[request->given.absences++] = value;
        }
        return;
    case OPTION_SENT:
        request->sent = value;
        return;
    case OPTION_REASON:
        request->given.reason = value;
        return;
    case OPTION_CAC:
        request->given.cac = value;
        return;
    default:
        request->output = value;
        return;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_delegation_record, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (request.too_many) {
        return cmd_misuse(env, &cmd_delegation_record, "--absent at most %d times", ABSENT_MAX);
    }
    if (request.sent != NULL && strcmp(request.sent, "none") != 0) {
        return cmd_misuse(env, &cmd_delegation_record, "--sent is none, or left out; not '%s'",
                          request.sent);
    }
    request.given.absent = request.absent;
    request.given.all_absent = request.sent != NULL;
    tlr_text *text = NULL;
    tlr_status status = tlr_delegation_draft(env->ctx, scan.args[0], &request.given, &text);
    if (status == TLR_OK) {
        status = product_told(env, text, request.output);
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

const struct cmd cmd_delegation_record = {"delegation-record",
                                          "DIR",
                                          "draft the record of who was appointed and who went",
                                          "teller delegation-record anytown-2026 -o delegation.txt",
                                          options,
                                          run};
