/*
 * cli/cmd_verify.c: `teller verify DIR`: does this result follow from these files?
 */
#include "anchors.h"
#include "commands.h"
#include "messages.h"
#include "opt.h"
#include "progress.h"
#include "whole.h"

enum { OPTION_PARTIAL = ANCHOR_COUNT, OPTION_JSON };

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"partial", 0, NULL, "batches are missing: verify partial.xml, the count of the others"},
    {"json", 0, NULL, "print one JSON object: the verdict, every check, what is wrong"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *anchor[ANCHOR_COUNT];
    const char *dir;
    bool json, partial;
};

static const char *verdict_token(const tlr_case *c, tlr_status status, bool partial)
{
    if (status == TLR_E_DIFFERS) {
        return "differs";
    }
    if (status != TLR_OK) {
        return "not-verified";
    }
    return tlr_case_is_public(c) != 0 ? "fits-together" : partial ? "partial-follows" : "follows";
}

static void put_anchors(json_t **object, const char *const *anchor)
{
    static const char *const names[ANCHOR_COUNT] = {"officer-key", "notice", "close"};
    json_t *given = json_array();
    for (int row = 0; row < ANCHOR_COUNT; row++) {
        if (anchor[row] != NULL) {
            whole_add(&given, json_string(names[row]));
        }
    }
    whole_put(object, "anchors", given);
}

/* c may be NULL: nothing could be looked at. */
static int print_json(struct cmd_env *env, const struct request *request, const tlr_case *c,
                      tlr_status status)
{
    const char *number = NULL;
    const char *text = NULL;
    int holds = 0;
    json_t *object = messages_begin("teller/verify@1");
    json_t *checks = json_array();
    whole_put_text(&object, "folder", request->dir);
    whole_put_text(&object, "verdict", verdict_token(c, status, request->partial));
    put_anchors(&object, request->anchor);
    for (size_t i = 0; c != NULL && tlr_case_report_check(c, i, &number, &holds, &text) != 0; i++) {
        json_t *check = json_object();
        whole_put_text(&check, "check", number);
        whole_put(&check, "holds", json_boolean(holds));
        whole_put_text(&check, "text", text);
        whole_add(&checks, check);
    }
    whole_put(&object, "checks", checks);
    return messages_print(env, object, cmd_exit(status));
}

static void print_report(struct cmd_env *env, const tlr_case *c, tlr_status status, bool partial)
{
    fputs(tlr_text_data(tlr_case_report(c)), env->out);
    if (status == TLR_OK && tlr_case_is_public(c) != 0) {
        fputs("\nWhat is here fits together. Not recounted: the papers are not in a public\n"
              "bundle.\n",
              env->out);
    } else if (status == TLR_OK && partial) {
        fputs("\nThe partial result follows from the files that are here. It is not the result of\n"
              "the election, and elects nobody.\n",
              env->out);
    } else if (status == TLR_OK) {
        fputs("\nThe result follows from these files.\n", env->out);
    } else if (status == TLR_E_DIFFERS) {
        fputs("\nThe result does NOT follow from these files.\n", env->out);
    } else {
        fputs("\nNot verified: see the messages.\n", env->out);
    }
}

static tlr_status give_anchors(tlr_case *c, const char *const *anchor)
{
    tlr_status status = TLR_OK;
    for (int row = 0; row < ANCHOR_COUNT && status == TLR_OK; row++) {
        if (anchor[row] != NULL) {
            status = anchor_give(c, row, anchor[row]);
        }
    }
    return status;
}

static int verify(struct cmd_env *env, const struct request *request)
{
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, request->dir, &c);
    if (status == TLR_OK && request->partial) {
        tlr_case_partial(c);
    }
    if (status == TLR_OK) {
        status = give_anchors(c, request->anchor);
    }
    if (status == TLR_OK) {
        progress_begin(env);
        status = tlr_case_verify(c);
        progress_end(env);
        if (!request->json) {
            print_report(env, c, status, request->partial);
        }
    }
    int code = request->json ? print_json(env, request, c, status) : cmd_exit(status);
    tlr_case_free(c);
    return code;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_verify, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (row == OPTION_JSON) {
            request.json = true;
        } else if (row == OPTION_PARTIAL) {
            request.partial = true;
        } else {
            request.anchor[row] = scan.value;
        }
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    return verify(env, &request);
}

const struct cmd cmd_verify = {
    "verify",
    "DIR",
    "recount with the second engine and compare every event and every byte",
    "teller verify anytown-2026 --officer-key officer.pub",
    options,
    run};
