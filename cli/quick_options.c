/*
 * cli/quick_options.c: the options of a quick count, taken and handed on.
 */
#include "quick_options.h"

#include <string.h>

void quick_take(struct opt_scan *scan, int row, struct quick_request *request)
{
    switch (row) {
    case QUICK_UNSIGNED:
        request->is_unsigned = true;
        return;
    case QUICK_RULES:
        request->rules = scan->value;
        return;
    case QUICK_SEATS:
        (void)opt_number(scan, "seats", scan->value, 1, 250, &request->seats);
        return;
    case QUICK_SET:
        if (request->sets < QUICK_SETS_MAX) {
            request->set[request->sets++] = scan->value;
        }
        return;
    case QUICK_CONSTRAINTS:
        request->constraints = scan->value;
        return;
    default:
        request->lots = scan->value;
        return;
    }
}

const char *quick_first(const struct quick_request *request)
{
    return request->rules != NULL         ? "--rules"
           : request->seats > 0           ? "--seats"
           : request->sets > 0            ? "--set"
           : request->constraints != NULL ? "--constraints"
           : request->lots != NULL        ? "--lots"
                                          : NULL;
}

tlr_status quick_set_all(struct cmd_env *env, const struct cmd *cmd, tlr_quick *quick,
                         const struct quick_request *request)
{
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < request->sets && status == TLR_OK; i++) {
        const char *equals = strchr(request->set[i], '=');
        char key[64];
        size_t len = equals != NULL ? (size_t)(equals - request->set[i]) : sizeof key;
        if (len >= sizeof key) {
            (void)cmd_misuse(env, cmd, "--set takes KEY=VALUE, not '%s'", request->set[i]);
            return TLR_E_USAGE;
        }
        memcpy(key, request->set[i], len);
        key[len] = '\0';
        status = tlr_quick_set(quick, key, equals + 1);
    }
    return status;
}

tlr_status quick_prepare(tlr_quick *quick, const struct quick_request *request)
{
    tlr_status status = TLR_OK;
    if (request->seats > 0) {
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
