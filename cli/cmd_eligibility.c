/*
 * cli/cmd_eligibility.c: `teller eligibility DIR`: who may stand, from members' data.
 *
 * Prints the statement of persons nominated and writes the record, whose digest goes into
 * election.xml. The salt that keeps the record's digest from being guessed is drawn once and lies
 * in a file of its own, to be sealed with the two tables; the same salt and tables give the same
 * record.
 */
#include "teller/eligibility.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "opt.h"
#include "random.h"

enum { PATH_ROOM = 4096, DECLARATIONS_MAX = 16 };

enum {
    OPTION_CANDIDATES,
    OPTION_ROLL,
    OPTION_OUTPUT,
    OPTION_SALT,
    OPTION_CLOSING,
    OPTION_ANNOUNCED,
    OPTION_CHALLENGE,
    OPTION_UNITS,
    OPTION_DECLARATION
};

static const struct cmd_option options[] = {
    {"candidates", 0, "FILE", "CSV: the persons nominated"},
    {"roll", 0, "FILE", "CSV: the members"},
    {"output", 'o', "FILE", "where the record goes: eligibility.xml"},
    {"salt", 0, "FILE", "the salt's file, drawn if it is not there (FILE of -o, and .salt)"},
    {"closing", 0, "DAY", "closing date for names in force, instead of the notice's"},
    {"closing-announced", 0, "DAY", "... as first announced, instead of the notice's"},
    {"challenge-by", 0, "DAY", "until when a rejection may be challenged"},
    {"units", 0, "FILE", "CSV: the branches and affiliates that may nominate"},
    {"declaration", 0, "NAME", "a column of --candidates that must say yes (up to 16 times)"},
    {NULL, 0, NULL, NULL}};

struct request {
    tlr_eligibility_options given;
    const char *output, *salt;
    const char *declaration[DECLARATIONS_MAX + 1]; /* the last: one too many was asked for */
};

static void take_option(int row, const char *value, struct request *request)
{
    switch (row) {
    case OPTION_CANDIDATES:
        request->given.candidates = value;
        return;
    case OPTION_ROLL:
        request->given.roll = value;
        return;
    case OPTION_OUTPUT:
        request->output = value;
        return;
    case OPTION_SALT:
        request->salt = value;
        return;
    case OPTION_CLOSING:
        request->given.closing = value;
        return;
    case OPTION_ANNOUNCED:
        request->given.closing_announced = value;
        return;
    case OPTION_UNITS:
        request->given.units = value;
        return;
    case OPTION_DECLARATION:
        if (request->given.declarations <=
            DECLARATIONS_MAX) { /* the library refuses one too many */
            request->declaration[request->given.declarations++] = value;
        }
        return;
    default:
        request->given.challenge_by = value;
        return;
    }
}

/* ---- the salt ---- */

static int salt_problem(struct cmd_env *env, const char *path, const char *what, const char *to_do)
{
    fprintf(env->err, "%s: error: %s\n  what to do: %s\n", path, what, to_do);
    return cmd_exit(TLR_E_IO);
}

/* What the system refused, when it was asked for the file of the salt. */
static int salt_refused(struct cmd_env *env, const char *path, int error)
{
    return error == ENOMEM
               ? cmd_no_memory(env)
               : salt_problem(env, path, strerror(error), "give another file by --salt");
}

/* A new file that only its owner may read; never one that is there. */
static int write_salt(struct cmd_env *env, const char *path, char salt[SALT_DIGITS + 1])
{
    if (!random_salt(salt)) {
        return salt_problem(env, "/dev/urandom", "no salt can be drawn",
                            "give a file with 32 digits of 0-9 and a-f by --salt");
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    bool written = file != NULL && fprintf(file, "%s\n", salt) == SALT_DIGITS + 1;
    if (file != NULL) {
        written = fclose(file) == 0 && written;
    } else if (fd >= 0) {
        close(fd);
    }
    if (!written) {
        int error = errno;
        if (fd >= 0) {
            (void)unlink(path); /* half a salt would be in the way of the next one */
        }
        return salt_refused(env, path, error);
    }
    if (!env->quiet) {
        fprintf(env->err, "%s: note: a salt was drawn; keep this file sealed with the two tables\n",
                path);
    }
    return 0;
}

static int get_salt(struct cmd_env *env, const char *path, char salt[SALT_DIGITS + 1])
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return errno == ENOENT ? write_salt(env, path, salt) : salt_refused(env, path, errno);
    }
    size_t n = fread(salt, 1, SALT_DIGITS, file);
    salt[n] = '\0';
    int next = fgetc(file);
    fclose(file);
    if (n != SALT_DIGITS || strspn(salt, "0123456789abcdef") != n ||
        (next != '\n' && next != EOF)) {
        fprintf(env->err,
                "%s: error: this is no salt: one line of 32 digits 0-9 and a-f\n"
                "  what to do: give the salt's file, or the name of a new one\n",
                path);
        return cmd_exit(TLR_E_INPUT);
    }
    return 0;
}

/* ---- the command ---- */

static int decide(struct cmd_env *env, const char *dir, const struct request *request)
{
    tlr_text *record = NULL;
    tlr_text *statement = NULL;
    tlr_status status = tlr_eligibility(env->ctx, dir, &request->given, &record, &statement);
    if (status == TLR_OK) {
        status = tlr_text_write(env->ctx, record, request->output);
    }
    if (status == TLR_OK) {
        fwrite(tlr_text_data(statement), 1, tlr_text_size(statement), env->out);
    }
    tlr_text_free(record);
    tlr_text_free(statement);
    return cmd_exit(status);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    char salt_path[PATH_ROOM];
    char salt[SALT_DIGITS + 1];
    opt_begin(&scan, env, &cmd_eligibility, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (request.given.candidates == NULL || request.given.roll == NULL || request.output == NULL) {
        return cmd_misuse(env, &cmd_eligibility, "it needs --candidates, --roll and -o");
    }
    if (request.salt == NULL) {
        int n = snprintf(salt_path, sizeof salt_path, "%s.salt", request.output);
        if (n < 0 || (size_t)n >= sizeof salt_path) {
            return cmd_misuse(env, &cmd_eligibility, "the name after -o is too long");
        }
        request.salt = salt_path;
    }
    int problem = get_salt(env, request.salt, salt);
    if (problem != 0) {
        return problem;
    }
    request.given.salt = salt;
    request.given.declaration = request.declaration;
    return decide(env, scan.args[0], &request);
}

const struct cmd cmd_eligibility = {
    "eligibility",
    "DIR",
    "decide who may stand, and keep nothing of the members' data",
    "teller eligibility anytown-2026 --candidates c.csv --roll roll.csv -o eligibility.xml",
    options,
    run};
