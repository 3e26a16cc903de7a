/*
 * model/declaration.c: the words of declarations.
 *
 * The closed sets of spec/formats/declaration.md. A declaration changes nothing: it reports.
 */
#include "model/declaration.h"

static const char *const state_tokens[TLRI_STATE_COUNT] = {
#define ROW(name, token) [TLRI_STATE_##name] = token,
    TLRI_STATE_TABLE(ROW)
#undef ROW
};

static const char *const requester_tokens[TLRI_REQUESTER_COUNT] = {
#define ROW(name, token) [TLRI_REQUESTER_##name] = token,
    TLRI_REQUESTER_TABLE(ROW)
#undef ROW
};

static const char *const reason_tokens[TLRI_REQUEST_REASON_COUNT] = {
#define ROW(name, token) [TLRI_REQUEST_##name] = token,
    TLRI_REQUEST_REASON_TABLE(ROW)
#undef ROW
};

const char *tlri_state_token(uint32_t state)
{
    return state < TLRI_STATE_COUNT ? state_tokens[state] : NULL;
}

const char *tlri_requester_token(uint32_t requester)
{
    return requester < TLRI_REQUESTER_COUNT ? requester_tokens[requester] : NULL;
}

const char *tlri_request_reason_token(uint32_t reason)
{
    return reason < TLRI_REQUEST_REASON_COUNT ? reason_tokens[reason] : NULL;
}

void tlri_declaration_free(struct tlri_declaration *declaration)
{
    if (declaration == NULL) {
        return;
    }
    tlr_ctx *ctx = declaration->ctx;
    tlri_arena_drop(&declaration->arena);
    tlri_free(ctx, declaration, sizeof *declaration);
}
