/*
 * cli/product.h: what a command makes, given where it was asked for.
 */
#ifndef TELLER_PRODUCT_H
#define TELLER_PRODUCT_H

#include <jansson.h>

#include "cmd.h"

/* Writes the text to the file, whole or not at all, or to env->out where path is NULL. TLR_E_IO,
 * TLR_E_MEMORY. */
tlr_status product_text(struct cmd_env *env, const tlr_text *text, const char *path);
/* The same, and says which file was written. */
tlr_status product_told(struct cmd_env *env, const tlr_text *text, const char *path);
/* Prints a JSON object (NULL: it could not be made) and drops it; returns the exit code. */
int product_json(struct cmd_env *env, json_t *object);

#endif
