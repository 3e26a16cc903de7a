/*
 * cli/password.h: asking for a password, and forgetting it.
 */
#ifndef TELLER_PASSWORD_H
#define TELLER_PASSWORD_H

#include "cmd.h"

/* 1,024 bytes, the longest that is accepted, one more to notice a longer one, and NUL. */
enum { PASSWORD_SIZE = 1026 };

/* Keeps what is secret out of core dumps. Called first by commands that handle secrets. */
void password_no_core_dump(void);

/*
 * Reads one line from standard input into out. At a terminal the prompt is shown and nothing that
 * is typed; otherwise the line is simply read. False, after saying why, at the end of input, on
 * Ctrl-C, and for a line that is too long or holds a zero byte. Wipe out in any case.
 */
bool password_read(struct cmd_env *env, const char *prompt, char out[PASSWORD_SIZE]);
/* Is standard input a terminal? */
bool password_at_terminal(void);
void password_wipe(char out[PASSWORD_SIZE]);

#endif
