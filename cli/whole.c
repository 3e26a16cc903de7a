/*
 * cli/whole.c: JSON objects and lists that are whole, or not there.
 */
#include "whole.h"

#include <stdlib.h>
#include <string.h>

static void lose(json_t **whole)
{
    json_decref(*whole);
    *whole = NULL;
}

void whole_put(json_t **object, const char *key, json_t *value)
{
    if (json_object_set_new(*object, key, value) != 0) {
        lose(object);
    }
}

void whole_add(json_t **list, json_t *value)
{
    if (json_array_append_new(*list, value) != 0) {
        lose(list);
    }
}

/* NULL: no memory. */
static json_t *without_strange_bytes(const char *text)
{
    size_t len = strlen(text);
    char *plain = malloc(len + 1);
    if (plain == NULL) {
        return NULL;
    }
    for (size_t i = 0; i <= len; i++) {
        plain[i] = (unsigned char)text[i] < 0x80 ? text[i] : '?';
    }
    json_t *string = json_string(plain);
    free(plain);
    return string;
}

void whole_put_text(json_t **object, const char *key, const char *text)
{
    if (text == NULL) {
        return;
    }
    json_t *string = json_string(text);
    whole_put(object, key, string != NULL ? string : without_strange_bytes(text));
}
