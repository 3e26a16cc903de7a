/*
 * cli/cmd_register.c: `teller register DIR`: the desk at the meeting.
 *
 * With --desk it answers for every membership number typed, one a line, and remembers to whom it
 * said yes; without, it says what the lists come to, for the close. No number is ever printed.
 */
#include "teller/register.h"

#include <errno.h>
#include <string.h>

#include "commands.h"
#include "opt.h"

enum { SALT_ROOM = 40, LINE_ROOM = 256 };

enum {
    OPTION_ROLL,
    OPTION_UNITS,
    OPTION_ISSUED,
    OPTION_ONLINE,
    OPTION_SALT,
    OPTION_DESK,
    OPTION_VOTED
};

static const struct cmd_option options[] = {
    {"roll", 0, "FILE", "CSV: the members"},
    {"units", 0, "FILE", "CSV: how many delegates each unit may accredit, where delegates vote"},
    {"issued", 0, "FILE", "CSV: to whom papers were issued at the meeting"},
    {"online", 0, "FILE", "CSV: who has voted by the other channel"},
    {"salt", 0, "FILE", "the salt's file, 32 digits 0-9 and a-f: for what goes into the close"},
    {"desk", 0, NULL, "answer for each membership number typed, one a line"},
    {"voted", 0, "RULE", "refuse-paper, cancel-unopened or tendered-envelope, as was decided"},
    {NULL, 0, NULL, NULL}};

struct request {
    tlr_register_options given;
    const char *salt, *rule;
    bool desk;
};

static void take_option(int row, const char *value, struct request *request)
{
    switch (row) {
    case OPTION_ROLL:
        request->given.roll = value;
        return;
    case OPTION_UNITS:
        request->given.units = value;
        return;
    case OPTION_ISSUED:
        request->given.issued = value;
        return;
    case OPTION_ONLINE:
        request->given.online = value;
        return;
    case OPTION_SALT:
        request->salt = value;
        return;
    case OPTION_DESK:
        request->desk = true;
        return;
    default:
        request->rule = value;
        return;
    }
}

static bool find_rule(const char *name, tlr_desk_rule *rule)
{
    static const struct {
        const char *name;
        tlr_desk_rule rule;
    } rules[] = {{"refuse-paper", TLR_DESK_REFUSE_PAPER},
                 {"cancel-unopened", TLR_DESK_CANCEL_UNOPENED},
                 {"tendered-envelope", TLR_DESK_TENDERED_ENVELOPE}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (strcmp(rules[i].name, name) == 0) {
            *rule = rules[i].rule;
            return true;
        }
    }
    return false;
}

/* False: errno says why. */
static bool read_salt(const char *path, char salt[SALT_ROOM])
{
    errno = 0;
    FILE *file = fopen(path, "r");
    bool read = file != NULL && fgets(salt, SALT_ROOM, file) != NULL;
    int error = errno;
    if (file != NULL) {
        fclose(file);
    }
    errno = error;
    if (read) {
        salt[strcspn(salt, "\n")] = '\0';
    }
    return read;
}

/* One line, one answer, at once: somebody is standing there. */
static int answer_desk(struct cmd_env *env, tlr_register *reg)
{
    char line[LINE_ROOM];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] != '\0') {
            fprintf(env->out, "%s\n", tlr_desk_answer_text(tlr_register_ask(reg, line)));
            fflush(env->out);
        }
    }
    memset(line, 0, sizeof line);
    return 0;
}

static int sum_up(struct cmd_env *env, tlr_register *reg)
{
    tlr_text *text = NULL;
    tlr_status status = tlr_register_close_text(reg, &text);
    if (text != NULL) {
        fwrite(tlr_text_data(text), 1, tlr_text_size(text), env->out);
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    char salt[SALT_ROOM] = "";
    opt_begin(&scan, env, &cmd_register, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (request.given.roll == NULL) {
        return cmd_misuse(env, &cmd_register, "it needs --roll");
    }
    if (request.rule != NULL && !find_rule(request.rule, &request.given.rule)) {
        return cmd_misuse(env, &cmd_register,
                          "--voted is refuse-paper, cancel-unopened or tendered-envelope, not '%s'",
                          request.rule);
    }
    errno = 0;
    if (!request.desk && (request.salt == NULL || !read_salt(request.salt, salt))) {
        return errno == ENOMEM
                   ? cmd_no_memory(env)
                   : cmd_misuse(
                         env, &cmd_register,
                         "the numbers for the close need --salt with a file that can be read");
    }
    request.given.salt = salt;
    tlr_register *reg = NULL;
    tlr_status status = tlr_register_open(env->ctx, scan.args[0], &request.given, &reg);
    int code = status != TLR_OK ? cmd_exit(status)
               : request.desk   ? answer_desk(env, reg)
                                : sum_up(env, reg);
    tlr_register_free(reg);
    return code;
}

const struct cmd cmd_register = {"register",
                                 "DIR",
                                 "tell the desk who may be given a paper; find double votes",
                                 "teller register anytown-2026 --roll roll.csv --desk",
                                 options,
                                 run};
