/*
 * cli/cmd_verify.c: `teller verify DIR`: does this result follow from these files?
 */
#include "anchors.h"
#include "commands.h"
#include "messages.h"
#include "opt.h"
#include "progress.h"
#include "whole.h"

enum { OPTION_JSON = ANCHOR_COUNT };

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"json", 0, NULL, "print one JSON object: the verdict, every check, what is wrong"},
    {NULL, 0, NULL, NULL}};

static const char *verdict_token(const tlr_case *c, tlr_status status)
{
    if (status == TLR_E_DIFFERS) {
        return "differs";
    }
    if (status != TLR_OK) {
        return "not-verified";
    }
    return tlr_case_is_public(c) != 0 ? "fits-together" : "follows";
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
static int print_json(struct cmd_env *env, const char *dir, const char *const *anchor,
                      const tlr_case *c, tlr_status status)
{
    const char *number = NULL;
    const char *text = NULL;
    int holds = 0;
    json_t *object = messages_begin("teller/verify@1");
    json_t *checks = json_array();
    whole_put_text(&object, "folder", dir);
    whole_put_text(&object, "verdict", verdict_token(c, status));
    put_anchors(&object, anchor);
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

static void print_report(struct cmd_env *env, const tlr_case *c, tlr_status status)
{
    fputs(tlr_text_data(tlr_case_report(c)), env->out);
    if (status == TLR_OK && tlr_case_is_public(c) != 0) {
        fputs("\nWhat is here fits together. Not recounted: the papers are not in a public\n"
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

static int verify(struct cmd_env *env, const char *dir, const char *const *anchor, bool json)
{
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(env->ctx, dir, &c);
    if (status == TLR_OK) {
        status = give_anchors(c, anchor);
    }
    if (status == TLR_OK) {
        progress_begin(env);
        status = tlr_case_verify(c);
        progress_end(env);
        if (!json) {
            print_report(env, c, status);
        }
    }
    int code = json ? print_json(env, dir, anchor, c, status) : cmd_exit(status);
    tlr_case_free(c);
    return code;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *anchor[ANCHOR_COUNT] = {NULL};
    bool json = false;
    opt_begin(&scan, env, &cmd_verify, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (row == OPTION_JSON) {
            json = true;
        } else {
            anchor[row] = scan.value;
        }
    }
    if (!opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    return verify(env, scan.args[0], anchor, json);
}

const struct cmd cmd_verify = {
    "verify",
    "DIR",
    "recount with the second engine and compare every event and every byte",
    "teller verify anytown-2026 --officer-key officer.pub",
    options,
    run};
