/*
 * cli/whole.h: JSON objects and lists that are whole, or not there.
 *
 * A value that could not be made, or could not be put in, takes its object with it: *object becomes
 * NULL and stays so, and whoever prints it (product_json) says that memory ran out. So an answer
 * for a program never lacks a line in silence.
 */
#ifndef TELLER_WHOLE_H
#define TELLER_WHOLE_H

#include <jansson.h>

/* Sets a key; takes the value over. */
void whole_put(json_t **object, const char *key, json_t *value);
/* Sets a text; nothing when it is NULL. Bytes of a file's name that are no UTF-8 become '?'. */
void whole_put_text(json_t **object, const char *key, const char *text);
/* Appends; takes the value over. */
void whole_add(json_t **list, json_t *value);

#endif
