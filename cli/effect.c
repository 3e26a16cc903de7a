/*
 * cli/effect.c: what `effect` and `margin` share: a folder or a quick count is asked, and the
 * answer printed.
 */
#include "effect.h"

#include <string.h>

#include "progress.h"

void effect_take(struct opt_scan *scan, int row, struct effect_request *request)
{
    switch (row) {
    case ANCHOR_OFFICER:
        request->ask.officer_key = scan->value;
        return;
    case ANCHOR_NOTICE:
        request->ask.notice = scan->value;
        return;
    case ANCHOR_CLOSE:
        request->ask.close = scan->value;
        return;
    case EFFECT_CONTEST:
        request->ask.contest = scan->value;
        return;
    case EFFECT_JSON:
        request->ask.json = true;
        return;
    default:
        quick_take(scan, row - EFFECT_QUICK, &request->quick);
        return;
    }
}

/* What belongs to the other kind of count, or NULL. */
static const char *out_of_place(const struct effect_request *request)
{
    if (!request->quick.is_unsigned) {
        return quick_first(&request->quick);
    }
    return request->ask.officer_key != NULL ? "--officer-key"
           : request->ask.notice != NULL    ? "--notice"
           : request->ask.close != NULL     ? "--close"
           : request->ask.contest != NULL   ? "--contest"
                                            : NULL;
}

/* KEY=VALUE; without a '=' the value is missing, and the library says that there is no such one. */
static tlr_status set_one(tlr_quick *quick, const char *pair)
{
    char key[64];
    size_t len = strcspn(pair, "=");
    if (len >= sizeof key) {
        len = sizeof key - 1;
    }
    memcpy(key, pair, len);
    key[len] = '\0';
    return tlr_quick_set(quick, key, pair[len] == '=' ? pair + len + 1 : "");
}

static tlr_status prepare(tlr_quick *quick, const struct quick_request *request)
{
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < request->sets && status == TLR_OK; i++) {
        status = set_one(quick, request->set[i]);
    }
    return status == TLR_OK ? quick_prepare(quick, request) : status;
}

static tlr_status ask_quick(struct cmd_env *env, const struct effect_request *request,
                            const char *word, tlr_text **answer)
{
    tlr_quick *quick = NULL;
    tlr_status status = tlr_quick_new(env->ctx, request->quick.rules, &quick);
    if (status == TLR_OK) {
        status = prepare(quick, &request->quick);
    }
    if (status == TLR_OK) {
        status = tlr_quick_run(quick, word);
    }
    if (status == TLR_OK) {
        status = tlr_quick_effect(quick, &request->ask, answer);
    }
    tlr_quick_free(quick);
    return status;
}

int effect_answer(struct cmd_env *env, const struct cmd *cmd, const struct effect_request *request,
                  const char *word)
{
    const char *wrong = out_of_place(request);
    if (wrong != NULL) {
        return cmd_misuse(env, cmd, "%s %s", wrong,
                          request->quick.is_unsigned
                              ? "is for an election's folder, not for --unsigned"
                              : "is for a quick count, with --unsigned");
    }
    if (request->quick.is_unsigned && request->quick.rules == NULL) {
        return cmd_misuse(env, cmd,
                          "a quick count needs --rules NAME; no rule set is assumed "
                          "('teller count --rules list' names them)");
    }
    tlr_text *answer = NULL;
    progress_begin(env);
    tlr_status status = request->quick.is_unsigned
                            ? ask_quick(env, request, word, &answer)
                            : tlr_effect(env->ctx, word, &request->ask, &answer);
    progress_end(env);
    if (answer != NULL) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}
