/*
 * cli/cmd_help.c: `teller help`: the commands, one command, a diagnostic code, the exit codes.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "opt.h"
#include "tables.h"
#include "wrapped.h"

enum { OPTION_COMPLETION, OPTION_MANUAL };

static const struct cmd_option options[] = {
    {"completion", 0, "SHELL", "print completion for bash, zsh or fish"},
    {"manual", 0, NULL, "print the manual page, in mdoc"},
    {NULL, 0, NULL, NULL}};

static void list_commands(FILE *to)
{
    enum { COLUMN = 20 };
    fputs("teller: counts the elections of Constituency Labour Parties from signed ballot\n"
          "files, under written rules, and lets anybody who holds the files reproduce the\n"
          "result.\n\n"
          "usage: teller COMMAND [options] ...\n\n"
          "'teller next FOLDER' says at any time what comes next, for a new election too.\n\n",
          to);
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        char name[COLUMN + 1];
        snprintf(name, sizeof name, "  %-18s", teller_commands[i]->name);
        wrapped_text(to, name, COLUMN, teller_commands[i]->brief);
    }
    fputs("\n'teller help COMMAND' explains one command, 'teller help CODE' a message such as\n"
          "TLR-2014, 'teller help exit-codes' what the program's exit codes mean.\n",
          to);
}

static void list_exit_codes(FILE *to)
{
#define EXIT_ROW(name, value, exit_code, text) fprintf(to, "%3d  %s\n", exit_code, text);
    TLR_STATUS_TABLE(EXIT_ROW)
#undef EXIT_ROW
}

/* "TLR-2014" or "2014". */
static bool explain_code(FILE *to, const char *word)
{
    const char *digits = strncmp(word, "TLR-", 4) == 0 ? word + 4 : word;
    if (!isdigit((unsigned char)digits[0])) {
        return false;
    }
    const char *cause = NULL;
    const char *remedy = NULL;
    unsigned long code = strtoul(digits, NULL, 10);
    if (code > 9999 || !tlr_diag_explain((uint32_t)code, &cause, &remedy)) {
        return false;
    }
    fprintf(to, "TLR-%04lu\n", code);
    wrapped_text(to, "  what it means: ", 17, cause);
    wrapped_text(to, "  what to do:    ", 17, remedy);
    return true;
}

static int nothing_of_that_name(struct cmd_env *env, const char *word)
{
    const char *near = cmd_suggest(word);
    if (near == NULL) {
        return cmd_misuse(env, &cmd_help, "there is no command and no message code '%s'", word);
    }
    fprintf(env->err,
            "teller help: error: there is no command and no message code '%s'\n"
            "  what to do: did you mean 'teller help %s'?\n",
            word, near);
    return 2;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    opt_begin(&scan, env, &cmd_help, argc, argv);
    const char *shell = NULL;
    bool manual = false;
    for (int row; (row = opt_next(&scan)) >= 0;) {
        manual = manual || row == OPTION_MANUAL;
        shell = row == OPTION_COMPLETION ? scan.value : shell;
    }
    if (scan.stop || !opt_words(&scan, 0, manual || shell != NULL ? 0 : 1)) {
        return scan.exit_code;
    }
    if (shell != NULL) {
        return tables_completion(env->out, shell)
                   ? 0
                   : cmd_misuse(env, &cmd_help, "there is completion for bash, zsh and fish only");
    }
    if (manual) {
        tables_manual(env->out);
        return 0;
    }
    if (scan.nargs == 0) {
        list_commands(env->out);
        return 0;
    }
    const struct cmd *cmd = cmd_find(scan.args[0]);
    if (cmd != NULL) {
        cmd_usage(env->out, cmd);
        return 0;
    }
    if (strcmp(scan.args[0], "exit-codes") == 0) {
        list_exit_codes(env->out);
        return 0;
    }
    if (explain_code(env->out, scan.args[0])) {
        return 0;
    }
    return nothing_of_that_name(env, scan.args[0]);
}

const struct cmd cmd_help = {"help",
                             "[COMMAND | CODE | exit-codes]",
                             "explain a command, a message code or the exit codes",
                             "teller help count",
                             options,
                             run};
