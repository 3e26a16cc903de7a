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

int product_json(struct cmd_env *env, json_t *object)
{
    char *text = object != NULL ? json_dumps(object, JSON_INDENT(2)) : NULL;
    json_decref(object);
    if (text == NULL) {
        return cmd_exit(TLR_E_MEMORY);
    }
    fprintf(env->out, "%s\n", text);
    free(text);
    return 0;
}
