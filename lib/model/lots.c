/*
 * model/lots.c: finding the lot that answers a tie.
 *
 * A lot holds wherever the same tie recurs: same purpose, exactly the same tied candidates,
 * whatever the stage (spec/rules/ties.md). The stage at which it was drawn is for the record and is
 * not compared, because a recount after a ruling can meet the tie at another stage.
 */
#include "model/lots.h"

#include <string.h>

static const char *const purpose_tokens[TLRI_PURPOSE_COUNT] = {
#define PURPOSE_ROW(name, token) [TLRI_PURPOSE_##name] = token,
    TLRI_PURPOSE_TABLE(PURPOSE_ROW)
#undef PURPOSE_ROW
};

const char *tlri_purpose_token(uint32_t purpose)
{
    return purpose < TLRI_PURPOSE_COUNT ? purpose_tokens[purpose] : NULL;
}

uint32_t tlri_purpose_find(const char *token, size_t len)
{
    for (uint32_t purpose = 0; purpose < TLRI_PURPOSE_COUNT; purpose++) {
        if (tlri_span_is(token, len, purpose_tokens[purpose])) {
            return purpose;
        }
    }
    return TLRI_NONE;
}

static bool answers(const struct tlri_lot *lot, enum tlri_purpose purpose,
                    const uint32_t *candidate, uint32_t tied)
{
    if (lot->purpose != purpose || lot->tied != tied) {
        return false;
    }
    return tied == 0 || memcmp(lot->candidate, candidate, tied * sizeof *candidate) == 0;
}

uint32_t tlri_lots_find(const struct tlri_lots *lots, enum tlri_purpose purpose,
                        const uint32_t *candidate, uint32_t tied)
{
    if (lots == NULL) {
        return TLRI_NONE;
    }
    for (uint32_t i = 0; i < lots->count; i++) {
        if (answers(&lots->lot[i], purpose, candidate, tied)) {
            return i;
        }
    }
    return TLRI_NONE;
}
