/*
 * cli/cmd_keygen.c: `teller keygen`: a pair of keys for an officer.
 *
 * Asks for the password twice at a terminal, because a mistyped one loses the key; reads one line
 * otherwise. A key without a password is possible, and the talk says what that means.
 */
#include <string.h>

#include "commands.h"
#include "opt.h"
#include "password.h"
#include "progress.h"
#include "teller/keys.h"

enum { PATH_SIZE = 4096, NO_PASSWORD = 0 };

static const struct cmd_option options[] = {
    {"no-password", 0, NULL, "leave the secret key unencrypted: for tests only"},
    {NULL, 0, NULL, NULL}};

/* 0, or the exit code. */
static int ask(struct cmd_env *env, char first[PASSWORD_SIZE])
{
    char second[PASSWORD_SIZE];
    if (!password_read(env, "Password for the new key", first)) {
        return cmd_exit(TLR_E_USAGE);
    }
    if (!password_at_terminal()) {
        return 0;
    }
    bool read = password_read(env, "The same password again", second);
    bool same = read && strcmp(first, second) == 0;
    password_wipe(second);
    if (read && !same) {
        fputs("teller: error: the two passwords differ\n"
              "  what to do: run the command again\n",
              env->err);
    }
    return same ? 0 : cmd_exit(TLR_E_USAGE);
}

static int generate(struct cmd_env *env, const char *name, const char *password)
{
    char secret_path[PATH_SIZE];
    char public_path[PATH_SIZE];
    snprintf(secret_path, sizeof secret_path, "%s.key", name);
    snprintf(public_path, sizeof public_path, "%s.pub", name);
    progress_begin(env);
    tlr_status status = tlr_key_generate(env->ctx, secret_path, public_path, password);
    progress_end(env);
    if (status != TLR_OK) {
        return cmd_exit(status);
    }
    fprintf(env->out,
            "%s\n  the secret key: keep it to yourself, with a copy in another place\n"
            "%s\n  the public key: give it to whoever writes the notice\n",
            secret_path, public_path);
    if (password == NULL && !env->quiet) {
        fprintf(env->err,
                "teller: note: %s has no password: whoever gets the file can sign with it\n",
                secret_path);
    }
    return 0;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    bool encrypt = true;
    char password[PASSWORD_SIZE];
    opt_begin(&scan, env, &cmd_keygen, argc, argv);
    for (int i; (i = opt_next(&scan)) >= 0;) {
        encrypt = encrypt && i != NO_PASSWORD;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (scan.args[0][0] == '\0' || strlen(scan.args[0]) > PATH_SIZE - 5) {
        return cmd_misuse(env, &cmd_keygen, "the name is empty or too long");
    }
    if (!encrypt) {
        return generate(env, scan.args[0], NULL);
    }
    password_no_core_dump();
    int exit_code = ask(env, password);
    if (exit_code == 0) {
        exit_code = generate(env, scan.args[0], password);
    }
    password_wipe(password);
    return exit_code;
}

const struct cmd cmd_keygen = {"keygen",
                               "NAME",
                               "make a key pair for an officer: NAME.key (secret) and NAME.pub",
                               "teller keygen scrutineer",
                               options,
                               run};
