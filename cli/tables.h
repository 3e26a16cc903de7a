/*
 * cli/tables.h: what is made from the table of commands for other programs: a shell's completion,
 * and the manual page. Made at installation, so that it is never older than the program.
 */
#ifndef TELLER_TABLES_H
#define TELLER_TABLES_H

#include "cmd.h"

/* Completion for bash, zsh or fish; false when there is no such shell here. */
bool tables_completion(FILE *to, const char *shell);
/* The manual page teller(1), in mdoc. */
void tables_manual(FILE *to);

#endif
