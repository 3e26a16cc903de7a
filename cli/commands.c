/*
 * cli/commands.c: the table of commands, in the order in which help lists them.
 */
#include <string.h>

#include "commands.h"

const struct cmd *const teller_commands[] = {
#define COMMAND_ROW(name) &cmd_##name,
    TELLER_COMMANDS(COMMAND_ROW)
#undef COMMAND_ROW
        NULL};

const struct cmd *cmd_find(const char *name)
{
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        if (strcmp(teller_commands[i]->name, name) == 0) {
            return teller_commands[i];
        }
    }
    return NULL;
}

/* Levenshtein's, in one row. */
size_t cmd_distance(const char *a, const char *b)
{
    enum { MAX = 32 };
    size_t row[MAX];
    size_t la = strlen(a);
    size_t lb = strlen(b);
    if (la >= MAX || lb >= MAX) {
        return MAX;
    }
    for (size_t j = 0; j <= lb; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= la; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            if (row[j] + 1 < best) {
                best = row[j] + 1;
            }
            if (row[j - 1] + 1 < best) {
                best = row[j - 1] + 1;
            }
            row[j] = best;
        }
    }
    return row[lb];
}

const char *cmd_suggest(const char *name)
{
    const char *best = NULL;
    size_t nearest = 3; /* more than two slips is another word */
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        size_t d = cmd_distance(name, teller_commands[i]->name);
        if (d < nearest) {
            nearest = d;
            best = teller_commands[i]->name;
        }
    }
    return best;
}
