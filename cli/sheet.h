/*
 * cli/sheet.h: a result sheet on the screen.
 */
#ifndef TELLER_SHEET_H
#define TELLER_SHEET_H

#include "cmd.h"

/* Prints a sheet to env->out: as it is, or, where the terminal takes colour, with the words that
 * matter most set off. Nothing is said by colour alone. */
void sheet_print(struct cmd_env *env, const tlr_text *sheet);

#endif
