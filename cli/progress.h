/*
 * cli/progress.h: a line on a terminal while something takes long.
 */
#ifndef TELLER_PROGRESS_H
#define TELLER_PROGRESS_H

#include "cmd.h"

/*
 * Between these two, whatever the library does for longer than half a second is told in one line on
 * the standard error, and taken away at the end. Only where that is a terminal, and not with
 * --quiet. Nothing may be printed or asked between them.
 */
void progress_begin(struct cmd_env *env);
void progress_end(struct cmd_env *env);

#endif
