/*
 * cli/cmd.h: a command of the program: one row of the table, one file cmd_<name>.c.
 *
 * A command gets the words after its name, writes its product to env->out and its talk to env->err,
 * and returns an exit code from the table in teller/status.h. It never calls exit() and never
 * closes a stream: main() does, and checks them (cli/out.h).
 */
#ifndef TELLER_CMD_H
#define TELLER_CMD_H

#include <stdbool.h>
#include <stdio.h>

#include "teller.h"

struct cmd_env {
    tlr_ctx *ctx; /* collects diagnostics; main() shows what is left at the end */
    FILE *out;    /* the product */
    FILE *err;    /* the talk */
    bool quiet;   /* --quiet: only errors on err */
    bool colour;  /* out is a terminal that takes colour, and NO_COLOR is unset */
    bool err_colour;
    bool err_terminal; /* err is read by somebody: its lines are broken at words */
};

/* One option. An array of these ends with a row whose name is NULL. */
struct cmd_option {
    const char *name;     /* long name without dashes */
    char letter;          /* short letter or 0 */
    const char *argument; /* name of its argument in help, or NULL when it takes none */
    const char *help;     /* one line */
};

struct cmd {
    const char *name;
    const char *arguments; /* for the usage line: "DIR" */
    const char *brief;     /* one line, starts lower case */
    const char *example;   /* a line that can be typed */
    const struct cmd_option *options;
    int (*run)(struct cmd_env *env, int argc, char **argv); /* argv[0] is the command's name */
};

/* The table (cli/commands.c), ended by NULL. */
extern const struct cmd *const teller_commands[];
const struct cmd *cmd_find(const char *name);
/* The nearest command to a mistyped name, or NULL when none is near. */
const char *cmd_suggest(const char *name);

/* The number of single-letter changes between two short words; more than any word is apart where
 * one of them has over 31 letters. */
size_t cmd_distance(const char *a, const char *b);

/* Prints usage and options of one command. */
void cmd_usage(FILE *to, const struct cmd *cmd);
/* Shows the diagnostics in the context, with source line and caret, and forgets them. What was said
 * word for word of the same place is not said again: a command that opens a folder twice finds
 * everything in it twice. */
void cmd_show_diagnostics(struct cmd_env *env);
/* Does a diagnostic before the i-th, from 0, say the same of the same place? */
bool cmd_said_before(const struct cmd_env *env, size_t i);
/* Says on err what is wrong with the call, and how to get help; returns exit code 2. */
int cmd_misuse(struct cmd_env *env, const struct cmd *cmd, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A path, in a command that somebody is told to type; valid to the end of the block. */
#define CMD_WORD(path) tlr_shell_word((path), (char[TLR_SHELL_WORD_ROOM]){""}, TLR_SHELL_WORD_ROOM)

/* Says on err that memory ran out where no context could say it; returns exit code 7. */
int cmd_no_memory(struct cmd_env *env);
/* The exit code of a status. */
int cmd_exit(tlr_status status);

#endif
