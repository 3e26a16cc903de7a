/*
 * cli/messages.c: what a command has to say, for programs.
 *
 * Answers in JSON of commands whose product is their verdict: check, verify, count, signatures. All
 * end with the messages and the exit code, so that a program reads one document and nothing else;
 * people go on to read the same messages on err. Implements spec/formats/json.md.
 */
#include "messages.h"

#include "product.h"
#include "whole.h"

static const char *severity_token(tlr_severity severity)
{
    return severity == TLR_NOTE ? "note" : severity == TLR_WARNING ? "warning" : "error";
}

static void put_place(json_t **object, const char *key, uint32_t number)
{
    if (number > 0) {
        whole_put(object, key, json_integer(number));
    }
}

static json_t *message_object(const tlr_diag *diag)
{
    json_t *object = json_object();
    const char *cause = NULL;
    const char *remedy = NULL;
    (void)tlr_diag_explain(diag->code, &cause, &remedy);
    whole_put_text(&object, "severity", severity_token(diag->severity));
    put_place(&object, "code", diag->code);
    whole_put_text(&object, "file", diag->file);
    put_place(&object, "line", diag->line);
    put_place(&object, "column", diag->column);
    whole_put_text(&object, "message", diag->message);
    whole_put_text(&object, "what-to-do",
                   diag->hint != NULL           ? diag->hint
                   : diag->severity == TLR_NOTE ? NULL
                                                : remedy);
    whole_put_text(&object, "clause", diag->clause);
    return object;
}

json_t *messages_of(const struct cmd_env *env)
{
    json_t *list = json_array();
    for (size_t i = 0; i < tlr_ctx_diag_count(env->ctx); i++) {
        if (!cmd_said_before(env, i)) {
            whole_add(&list, message_object(tlr_ctx_diag(env->ctx, i)));
        }
    }
    return list;
}

json_t *messages_begin(const char *format)
{
    json_t *object = json_object();
    whole_put_text(&object, "format", format);
    return object;
}

int messages_print(struct cmd_env *env, json_t *object, int exit_code)
{
    whole_put(&object, "messages", messages_of(env));
    whole_put(&object, "exit", json_integer(exit_code));
    int printed = product_json(env, object);
    return printed != 0 ? printed : exit_code;
}
