/*
 * model/delegation.c: words of the delegation record, and freeing one (model/delegation.h).
 */
#include "model/delegation.h"

const char *tlri_nobody_token(uint32_t reason)
{
    static const char *const tokens[] = {
#define TLRI_NOBODY_ROW(name, token) [TLRI_NOBODY_##name] = token,
        TLRI_NOBODY_TABLE(TLRI_NOBODY_ROW)
#undef TLRI_NOBODY_ROW
    };
    return reason < TLRI_NOBODY_COUNT ? tokens[reason] : NULL;
}

void tlri_delegation_free(struct tlri_delegation *delegation)
{
    if (delegation == NULL) {
        return;
    }
    tlri_arena_drop(&delegation->arena);
    tlri_free(delegation->ctx, delegation, sizeof *delegation);
}
