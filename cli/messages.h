/*
 * cli/messages.h: what a command has to say, for programs.
 */
#ifndef TELLER_MESSAGES_H
#define TELLER_MESSAGES_H

#include <jansson.h>

#include "cmd.h"

/* The diagnostics in the context, as spec/formats/json.md has them; NULL when memory fails. They
 * stay in the context and are shown on err as well. */
json_t *messages_of(const struct cmd_env *env);
/* Prints what every such answer has at its end, `messages` and `exit`, with what `object` (NULL: it
 * could not be made) holds before, and drops it. Returns exit_code, or another when it could not be
 * printed. */
int messages_print(struct cmd_env *env, json_t *object, int exit_code);
/* A new object that begins with `format`; NULL when memory fails. */
json_t *messages_begin(const char *format);

#endif
