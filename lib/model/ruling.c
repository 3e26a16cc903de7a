/*
 * model/ruling.c: the words of rulings, and who may rule what.
 *
 * The closed set of changes and the division between the returning officer and the body named in
 * the notice are those of spec/formats/ruling.md. Nobody else may rule.
 */
#include "model/ruling.h"

struct change_row {
    const char *token;
    bool officer; /* may the returning officer make it? */
};

static const struct change_row change_rows[TLRI_CHANGE_COUNT] = {
#define CHANGE_ROW(name, token, officer) [TLRI_CHANGE_##name] = {token, officer},
    TLRI_CHANGE_TABLE(CHANGE_ROW)
#undef CHANGE_ROW
};

const char *tlri_change_token(uint32_t kind)
{
    return kind < TLRI_CHANGE_COUNT ? change_rows[kind].token : NULL;
}

uint32_t tlri_change_find(const char *token, size_t len)
{
    for (uint32_t kind = 0; kind < TLRI_CHANGE_COUNT; kind++) {
        if (tlri_span_is(token, len, change_rows[kind].token)) {
            return kind;
        }
    }
    return TLRI_NONE;
}

bool tlri_change_allowed(uint32_t kind, uint32_t authority)
{
    if (kind >= TLRI_CHANGE_COUNT) {
        return false;
    }
    if (authority == TLRI_ROLE_RETURNING_OFFICER) {
        return change_rows[kind].officer;
    }
    return authority == TLRI_ROLE_RULING_BODY;
}

bool tlri_appointment_allowed(uint32_t role, uint32_t authority)
{
    return authority != TLRI_ROLE_RETURNING_OFFICER ||
           (role != TLRI_ROLE_RETURNING_OFFICER && role != TLRI_ROLE_RULING_BODY);
}

bool tlri_change_needs_close(uint32_t kind)
{
    return kind == TLRI_CHANGE_ADJUDICATION || kind == TLRI_CHANGE_REPLACE_BATCH ||
           kind == TLRI_CHANGE_ADD_BATCH || kind == TLRI_CHANGE_EXCLUDE_BATCH ||
           kind == TLRI_CHANGE_ANNUL;
}

bool tlri_ruling_is_salted(const struct tlri_ruling *ruling)
{
    for (size_t i = 0; i < ruling->changes; i++) {
        if (ruling->change[i].kind == TLRI_CHANGE_ADJUDICATION) {
            return true;
        }
    }
    return false;
}

void tlri_ruling_free(struct tlri_ruling *ruling)
{
    if (ruling == NULL) {
        return;
    }
    tlr_ctx *ctx = ruling->ctx;
    tlri_arena_drop(&ruling->arena);
    tlri_free(ctx, ruling, sizeof *ruling);
}
