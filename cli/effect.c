/*
 * cli/effect.c: what `effect` and `margin` share: a folder or a quick count is asked, and the
 * answer printed.
 */
#include "effect.h"

#include <string.h>

#include "teller/quick.h"

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
    case EFFECT_UNSIGNED:
        request->is_unsigned = true;
        return;
    case EFFECT_RULES:
        request->rules = scan->value;
        return;
    case EFFECT_SEATS:
        (void)opt_number(scan, "seats", scan->value, 1, 250, &request->seats);
        return;
    case EFFECT_SET:
        if (request->sets < EFFECT_SETS_MAX) {
            request->set[request->sets++] = scan->value;
        }
        return;
    case EFFECT_CONSTRAINTS:
        request->constraints = scan->value;
        return;
    default:
        request->lots = scan->value;
        return;
    }
}

/* What belongs to the other kind of count, or NULL. */
static const char *out_of_place(const struct effect_request *request)
{
    const struct {
        const char *name;
        bool given, quick; /* quick: of a quick count, else of a folder */
    } given[] = {
        {"--officer-key", request->ask.officer_key != NULL, false},
        {"--notice", request->ask.notice != NULL, false},
        {"--close", request->ask.close != NULL, false},
        {"--contest", request->ask.contest != NULL, false},
        {"--rules", request->rules != NULL, true},
        {"--seats", request->seats > 0, true},
        {"--set", request->sets > 0, true},
        {"--constraints", request->constraints != NULL, true},
        {"--lots", request->lots != NULL, true},
    };
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        if (given[i].given && given[i].quick != request->is_unsigned) {
            return given[i].name;
        }
    }
    return NULL;
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

static tlr_status prepare(tlr_quick *quick, const struct effect_request *request)
{
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < request->sets && status == TLR_OK; i++) {
        status = set_one(quick, request->set[i]);
    }
    if (status == TLR_OK && request->seats > 0) {
        status = tlr_quick_seats(quick, (unsigned)request->seats);
    }
    if (status == TLR_OK && request->constraints != NULL) {
        status = tlr_quick_constraints(quick, request->constraints);
    }
    if (status == TLR_OK && request->lots != NULL) {
        status = tlr_quick_lots(quick, request->lots);
    }
    return status;
}

static tlr_status ask_quick(struct cmd_env *env, const struct effect_request *request,
                            const char *word, tlr_text **answer)
{
    tlr_quick *quick = NULL;
    tlr_status status = tlr_quick_new(env->ctx, request->rules, &quick);
    if (status == TLR_OK) {
        status = prepare(quick, request);
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
                          request->is_unsigned ? "is for an election's folder, not for --unsigned"
                                               : "is for a quick count, with --unsigned");
    }
    if (request->is_unsigned && request->rules == NULL) {
        return cmd_misuse(env, cmd,
                          "a quick count needs --rules NAME; no rule set is assumed "
                          "('teller count --rules list' names them)");
    }
    tlr_text *answer = NULL;
    tlr_status status = request->is_unsigned ? ask_quick(env, request, word, &answer)
                                             : tlr_effect(env->ctx, word, &request->ask, &answer);
    if (answer != NULL) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}
