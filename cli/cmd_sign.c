/*
 * cli/cmd_sign.c: `teller sign`: signatures beside files.
 *
 * One key, any number of files; each signature is printed as it is written. The key is opened once,
 * so the password is asked for once. Whether this signature is needed by an election is not asked
 * here: `teller check` says what is missing.
 */
#include <string.h>

#include "commands.h"
#include "opt.h"
#include "password.h"
#include "progress.h"
#include "teller/keys.h"

enum { SECRET_KEY, SIGNER, COMMENT, FORCE };
enum { PATH_SIZE = 4352 };

static const struct cmd_option options[] = {
    {"secret-key", 's', "NAME.key", "the key that signs"},
    {"as", 0, "NAME", "write FILE.NAME.minisig, so that several can sign one file"},
    {"comment", 't', "TEXT", "trusted comment, signed too (default: file:FILE)"},
    {"force", 0, NULL, "replace a signature that exists"},
    {NULL, 0, NULL, NULL}};

struct call {
    const char *key_path, *signer, *comment;
    bool force;
};

static int open_key(struct cmd_env *env, const char *path, tlr_signing_key **out)
{
    bool encrypted = false;
    char password[PASSWORD_SIZE];
    tlr_status status = tlr_signing_key_is_encrypted(env->ctx, path, &encrypted);
    if (status != TLR_OK) {
        return cmd_exit(status);
    }
    if (!encrypted) {
        return cmd_exit(tlr_signing_key_open(env->ctx, path, NULL, out));
    }
    bool read = password_read(env, "Password of the key", password);
    progress_begin(env);
    status = read ? tlr_signing_key_open(env->ctx, path, password, out) : TLR_E_USAGE;
    progress_end(env);
    password_wipe(password);
    return cmd_exit(status);
}

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text);
    size_t n = strlen(end);
    return len > n && strcmp(text + len - n, end) == 0;
}

/* `teller sign *` should not sign signatures, nor touch keys. */
static bool not_to_be_signed(const char *path)
{
    return ends_with(path, ".minisig") || ends_with(path, ".sig") || ends_with(path, ".key");
}

static int sign_all(struct cmd_env *env, const struct call *call, const tlr_signing_key *key,
                    char **files, int count)
{
    int exit_code = 0;
    for (int i = 0; i < count; i++) {
        char written[PATH_SIZE];
        tlr_status status = tlr_file_sign(env->ctx, key, files[i], call->signer, call->comment,
                                          call->force, written, sizeof written);
        if (status == TLR_OK) {
            fprintf(env->out, "%s\n", written);
        } else if (exit_code == 0) {
            exit_code = cmd_exit(status);
        }
    }
    return exit_code;
}

static void take(struct call *call, int option, const char *value)
{
    switch (option) {
    case SECRET_KEY:
        call->key_path = value;
        break;
    case SIGNER:
        call->signer = value;
        break;
    case COMMENT:
        call->comment = value;
        break;
    case FORCE:
        call->force = true;
        break;
    default:
        break;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct call call = {0};
    tlr_signing_key *key = NULL;
    opt_begin(&scan, env, &cmd_sign, argc, argv);
    for (int i; (i = opt_next(&scan)) >= 0;) {
        take(&call, i, scan.value);
    }
    if (scan.stop || !opt_words(&scan, 1, argc)) {
        return scan.exit_code;
    }
    if (call.key_path == NULL) {
        return cmd_misuse(env, &cmd_sign, "say with which key: -s NAME.key");
    }
    for (int i = 0; i < scan.nargs; i++) {
        if (not_to_be_signed(scan.args[i])) {
            return cmd_misuse(env, &cmd_sign, "'%s' is a signature or a key, not a file to sign",
                              scan.args[i]);
        }
    }
    password_no_core_dump();
    int exit_code = open_key(env, call.key_path, &key);
    if (exit_code == 0) {
        exit_code = sign_all(env, &call, key, scan.args, scan.nargs);
    }
    tlr_signing_key_free(key);
    return exit_code;
}

const struct cmd cmd_sign = {"sign",
                             "-s NAME.key FILE...",
                             "sign files with an officer's key",
                             "teller sign -s scrutineer.key --as scrutineer close.txt",
                             options,
                             run};
