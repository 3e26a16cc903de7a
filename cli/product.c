/*
 * cli/product.c: what a command makes, given where it was asked for.
 */
#include "product.h"

#include <stdlib.h>

tlr_status product_text(struct cmd_env *env, const tlr_text *text, const char *path)
{
    if (path != NULL) {
        return tlr_text_write(env->ctx, text, path);
    }
    fwrite(tlr_text_data(text), 1, tlr_text_size(text), env->out);
    return TLR_OK;
}

tlr_status product_told(struct cmd_env *env, const tlr_text *text, const char *path)
{
    tlr_status status = product_text(env, text, path);
    if (status == TLR_OK && path != NULL && !env->quiet) {
        fprintf(env->err, "written: %s\n", path);
    }
    return status;
}

/* Measured first, so that nothing has to grow while it is written: jansson goes on when a key could
 * not be written, and would leave it out. NULL: no memory. */
static char *json_text(const json_t *object, size_t *len)
{
    *len = object != NULL ? json_dumpb(object, NULL, 0, JSON_INDENT(2)) : 0;
    char *text = *len > 0 ? malloc(*len) : NULL;
    if (text != NULL && json_dumpb(object, text, *len, JSON_INDENT(2)) != *len) {
        free(text);
        return NULL;
    }
    return text;
}

int product_json(struct cmd_env *env, json_t *object)
{
    size_t len = 0;
    char *text = json_text(object, &len);
    json_decref(object);
    if (text == NULL) {
        return cmd_no_memory(env);
    }
    fwrite(text, 1, len, env->out);
    fputc('\n', env->out);
    free(text);
    return 0;
}
