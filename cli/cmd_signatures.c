/*
 * cli/cmd_signatures.c: `teller signatures`: who signed this file, and does it hold?
 *
 * For one file and the public keys given, outside of any election: no policy is applied. Exit 0
 * when at least one signature holds and none is bad, otherwise 6. The digest is printed first,
 * because it is what people compare aloud.
 */
#include "commands.h"
#include "messages.h"
#include "opt.h"
#include "teller/keys.h"
#include "whole.h"

enum { PUBLIC_KEY, OPTION_JSON };
enum { KEYS_MAX = 64 };

static const struct cmd_option options[] = {
    {"public-key", 'p', "NAME.pub", "a key that may have signed; give one -p for each"},
    {"json", 0, NULL, "print one JSON object"},
    {NULL, 0, NULL, NULL}};

static const char *verdict_word(tlr_signature_verdict verdict)
{
    switch (verdict) {
    case TLR_SIGNATURE_HOLDS:
        return "holds";
    case TLR_SIGNATURE_UNKNOWN:
        return "by an unknown key, ignored";
    case TLR_SIGNATURE_BAD:
        return "DOES NOT HOLD";
    case TLR_SIGNATURE_MALFORMED:
        return "IS NOT A SIGNATURE";
    }
    return "?";
}

static const char *verdict_token(tlr_signature_verdict verdict)
{
    switch (verdict) {
    case TLR_SIGNATURE_HOLDS:
        return "holds";
    case TLR_SIGNATURE_UNKNOWN:
        return "unknown";
    case TLR_SIGNATURE_BAD:
        return "bad";
    case TLR_SIGNATURE_MALFORMED:
        return "malformed";
    }
    return "?";
}

static json_t *signature_object(const tlr_signature *signature)
{
    json_t *object = json_object();
    whole_put_text(&object, "file", signature->file);
    whole_put_text(&object, "verdict", verdict_token(signature->verdict));
    whole_put_text(&object, "carrier", signature->carrier);
    whole_put_text(&object, "signer", signature->signer);
    whole_put_text(&object, "comment", signature->comment);
    return object;
}

/* signatures NULL: the file could not be looked at. */
static int print_json(struct cmd_env *env, const char *path, const tlr_signatures *signatures,
                      int exit_code)
{
    json_t *object = messages_begin("teller/signatures@1");
    json_t *list = json_array();
    whole_put_text(&object, "file", path);
    if (signatures != NULL) {
        whole_put_text(&object, "sha256", tlr_signatures_digest(signatures));
    }
    for (size_t i = 0; signatures != NULL && i < tlr_signatures_count(signatures); i++) {
        whole_add(&list, signature_object(tlr_signatures_get(signatures, i)));
    }
    whole_put(&object, "signatures", list);
    return messages_print(env, object, exit_code);
}

static void show_one(FILE *to, const tlr_signature *signature)
{
    fprintf(to, "%s: %s", signature->file, verdict_word(signature->verdict));
    if (signature->signer != NULL) {
        fprintf(to, ", %s %s", signature->carrier, signature->signer);
    }
    if (signature->comment != NULL) {
        fprintf(to, ", \"%s\"", signature->comment);
    }
    fputc('\n', to);
}

static int show_all(struct cmd_env *env, const char *path, const char *const *keys, size_t n,
                    bool json)
{
    tlr_signatures *signatures = NULL;
    tlr_status status = tlr_signatures_read(env->ctx, path, keys, n, &signatures);
    if (json) {
        tlr_status outcome = status == TLR_OK ? tlr_signatures_outcome(signatures) : status;
        int code = print_json(env, path, signatures, cmd_exit(outcome));
        tlr_signatures_free(signatures);
        return code;
    }
    if (status != TLR_OK) {
        return cmd_exit(status);
    }
    fprintf(env->out, "%s: SHA-256 %s\n", path, tlr_signatures_digest(signatures));
    for (size_t i = 0; i < tlr_signatures_count(signatures); i++) {
        show_one(env->out, tlr_signatures_get(signatures, i));
    }
    status = tlr_signatures_outcome(signatures);
    tlr_signatures_free(signatures);
    return cmd_exit(status);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *keys[KEYS_MAX];
    size_t n = 0;
    bool json = false;
    opt_begin(&scan, env, &cmd_signatures, argc, argv);
    for (int i; (i = opt_next(&scan)) >= 0;) {
        if (i == OPTION_JSON) {
            json = true;
            continue;
        }
        if (n == KEYS_MAX) {
            return cmd_misuse(env, &cmd_signatures, "at most %d keys can be given", KEYS_MAX);
        }
        keys[n++] = scan.value;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (n == 0) {
        return cmd_misuse(env, &cmd_signatures, "say whose signatures you trust: -p NAME.pub");
    }
    return show_all(env, scan.args[0], keys, n, json);
}

const struct cmd cmd_signatures = {"signatures",
                                   "-p NAME.pub FILE",
                                   "say who signed a file and whether it holds",
                                   "teller signatures -p returning-officer.pub notice.xml",
                                   options,
                                   run};
