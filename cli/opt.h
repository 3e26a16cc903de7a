/*
 * cli/opt.h: options of a command, from its rows (cli/cmd.h), through getopt_long.
 *
 *     struct opt_scan scan;
 *     opt_begin(&scan, env, &cmd_sign, argc, argv);
 *     for (int i; (i = opt_next(&scan)) >= 0;) {
 *         switch (i) { case 0: key = scan.value; break; … }    -- i is the row's index
 *     }
 *     if (scan.stop) { return scan.exit_code; }     -- misuse, or --help was answered
 *     … scan.args[0 .. scan.nargs) are the other words
 */
#ifndef TELLER_OPT_H
#define TELLER_OPT_H

#include <getopt.h>

#include "cmd.h"

#define OPT_MAX 40

struct opt_scan {
    struct cmd_env *env;
    const struct cmd *cmd;
    int argc;
    char **argv;
    struct option longs[OPT_MAX + 2];
    char shorts[OPT_MAX * 2 + 2];
    const char *value; /* argument of the option just returned, or NULL */
    bool stop;         /* leave with exit_code */
    int exit_code;
    int nargs;
    char **args;
};

void opt_begin(struct opt_scan *scan, struct cmd_env *env, const struct cmd *cmd, int argc,
               char **argv);
/* Index of the option's row, or -1 at the end (also after misuse; see stop). */
int opt_next(struct opt_scan *scan);
/* Checks the number of other words; says what is missing or too much. False: leave with exit_code.
 */
bool opt_words(struct opt_scan *scan, int at_least, int at_most);
/* A whole number in [low, high], strict digits; false after saying what is wrong. */
bool opt_number(struct opt_scan *scan, const char *name, const char *text, unsigned long low,
                unsigned long high, unsigned long *out);

#endif
