/*
 * cli/opt.c: one option table drives parsing, usage text and completion.
 *
 * The rows of a command are turned into getopt_long's form here, so that no command spells its
 * options twice. Every command has --help and --quiet without listing them. getopt keeps its state
 * in globals; that is why only the program uses it, never the library.
 */
#include "opt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { OPT_HELP = 1000, OPT_QUIET = 1001 };

void opt_begin(struct opt_scan *scan, struct cmd_env *env, const struct cmd *cmd, int argc,
               char **argv)
{
    memset(scan, 0, sizeof *scan);
    scan->env = env;
    scan->cmd = cmd;
    scan->argc = argc;
    scan->argv = argv;
    size_t s = 0;
    int n = 0;
    scan->shorts[s++] = ':';
    for (const struct cmd_option *o = cmd->options; o->name != NULL && n < OPT_MAX - 2; o++, n++) {
        int has = o->argument != NULL ? required_argument : no_argument;
        scan->longs[n] = (struct option){o->name, has, NULL, 256 + n};
        if (o->letter != 0) {
            scan->shorts[s++] = o->letter;
            if (o->argument != NULL) {
                scan->shorts[s++] = ':';
            }
        }
    }
    scan->longs[n++] = (struct option){"help", no_argument, NULL, OPT_HELP};
    scan->longs[n] = (struct option){"quiet", no_argument, NULL, OPT_QUIET};
    opterr = 0;
    optind = 0; /* glibc: start anew */
}

static int stop_with(struct opt_scan *scan, int exit_code)
{
    scan->stop = true;
    scan->exit_code = exit_code;
    return -1;
}

static int row_of_letter(const struct cmd *cmd, int letter)
{
    for (int i = 0; cmd->options[i].name != NULL; i++) {
        if (cmd->options[i].letter == letter) {
            return i;
        }
    }
    return -1;
}

/* A long name that `word` begins, or the nearest one; NULL when none is near. */
static const char *near_option(const struct opt_scan *scan, const char *word)
{
    const char *best = NULL;
    size_t nearest = 3; /* more than two slips is another word */
    size_t len = strlen(word);
    for (int i = 0; scan->longs[i].name != NULL; i++) {
        const char *name = scan->longs[i].name;
        size_t away = len >= 2 && strncmp(name, word, len) == 0 ? 0 : cmd_distance(word, name);
        if (away < nearest) {
            nearest = away;
            best = name;
        }
    }
    return best;
}

/* The only option that begins with this letter, for those who look for its short form; or NULL. */
static const char *begins_with(const struct opt_scan *scan, int letter)
{
    const char *found = NULL;
    for (const struct option *option = scan->longs; option->name != NULL; option++) {
        if (option->name[0] == letter) {
            if (found != NULL) {
                return NULL;
            }
            found = option->name;
        }
    }
    return found;
}

static int no_such_option(struct opt_scan *scan)
{
    bool is_short = optopt > ' ' && optopt < 127; /* otherwise 0, or the number of a long option */
    char letter[] = {'-', (char)(is_short ? optopt : 0),
                     '\0'}; /* alone, also of several together */
    const char *given = is_short ? letter : scan->argv[optind - 1];
    char word[64] = "";
    if (strncmp(given, "--", 2) == 0) {
        size_t len = strcspn(given + 2, "=");
        memcpy(word, given + 2, len < sizeof word ? len : 0);
    }
    const char *near = is_short          ? begins_with(scan, optopt)
                       : word[0] != '\0' ? near_option(scan, word)
                                         : NULL;
    if (near == NULL) {
        return cmd_misuse(scan->env, scan->cmd, "there is no option %s", given);
    }
    fprintf(scan->env->err,
            "teller %s: error: there is no option %s\n"
            "  what to do: did you mean --%s? 'teller %s --help' lists them\n",
            scan->cmd->name, given, near, scan->cmd->name);
    return 2;
}

int opt_next(struct opt_scan *scan)
{
    if (scan->stop) {
        return -1;
    }
    for (;;) {
        int got = getopt_long(scan->argc, scan->argv, scan->shorts, scan->longs, NULL);
        scan->value = optarg;
        if (got == -1) {
            scan->nargs = scan->argc - optind;
            scan->args = scan->argv + optind;
            return -1;
        }
        if (got == OPT_QUIET) {
            scan->env->quiet = true;
            continue;
        }
        if (got == OPT_HELP) {
            cmd_usage(scan->env->out, scan->cmd);
            return stop_with(scan, 0);
        }
        if (got == ':') {
            return stop_with(scan, cmd_misuse(scan->env, scan->cmd, "%s needs an argument",
                                              scan->argv[optind - 1]));
        }
        if (got == '?') {
            return stop_with(scan, no_such_option(scan));
        }
        return got >= 256 ? got - 256 : row_of_letter(scan->cmd, got);
    }
}

bool opt_words(struct opt_scan *scan, int at_least, int at_most)
{
    if (scan->stop) {
        return false;
    }
    if (scan->nargs < at_least) {
        stop_with(scan, cmd_misuse(scan->env, scan->cmd, "a word is missing: teller %s %s",
                                   scan->cmd->name, scan->cmd->arguments));
        return false;
    }
    if (scan->nargs > at_most) {
        stop_with(scan,
                  cmd_misuse(scan->env, scan->cmd, "one word too many: '%s'", scan->args[at_most]));
        return false;
    }
    return true;
}

bool opt_number(struct opt_scan *scan, const char *name, const char *text, unsigned long low,
                unsigned long high, unsigned long *out)
{
    char *end = NULL;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    bool digits = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    if (!digits || value < low || value > high) {
        stop_with(scan, cmd_misuse(scan->env, scan->cmd,
                                   "--%s takes a whole number from %lu to %lu, not '%s'", name, low,
                                   high, text));
        return false;
    }
    *out = value;
    return true;
}
