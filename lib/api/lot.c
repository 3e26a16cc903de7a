/*
 * api/lot.c: lots: what must be drawn, and writing it down (teller/lot.h).
 *
 * Thin: audit finds the tie and keeps the answers, report has the words. Here the words that a
 * caller gives are looked up: how a lot was drawn, and the roles of witnesses.
 */
#include "teller/lot.h"

#include <string.h>

#include "api/text.h"
#include "audit/draw.h"
#include "count/count.h"
#include "report/lot.h"

enum { WITNESSES_MAX = 32 };

struct tlr_lot {
    tlr_ctx *ctx;
    struct tlri_draw *draw;
};

tlr_status tlr_lot_open(tlr_ctx *ctx, const char *dir, tlr_lot **out)
{
    *out = NULL;
    tlr_lot *lot = tlri_alloc(ctx, sizeof *lot);
    if (lot == NULL) {
        return tlri_no_memory(ctx);
    }
    lot->ctx = ctx;
    tlr_status status = tlri_draw_open(ctx, dir, tlri_count_run, &lot->draw);
    if (status != TLR_OK) {
        tlr_lot_free(lot);
        return status;
    }
    *out = lot;
    return TLR_OK;
}

void tlr_lot_free(tlr_lot *lot)
{
    if (lot == NULL) {
        return;
    }
    tlri_draw_free(lot->draw);
    tlri_free(lot->ctx, lot, sizeof *lot);
}

int tlr_lot_needed(const tlr_lot *lot)
{
    return lot->draw->outcome->needed.counted != NULL;
}

/* ---- answers ---- */

static tlr_status not_a_word(tlr_ctx *ctx, const char *what, const char *word, const char *words)
{
    tlri_diag(ctx, TLR_ERROR, 6525, NULL, words, "lots/LOT-5", "'%s' is not %s", word, what);
    return TLR_E_USAGE;
}

static tlr_status find_roles(tlr_ctx *ctx, const char *const *witness, size_t witnesses,
                             enum tlri_role *role)
{
    if (witnesses == 0 || witnesses > WITNESSES_MAX) {
        return not_a_word(ctx, "a list of 1 to 32 witnesses", witnesses == 0 ? "" : witness[0],
                          "give the role of each who saw it");
    }
    for (size_t i = 0; i < witnesses; i++) {
        uint32_t found = tlri_role_find(witness[i], strlen(witness[i]));
        if (found == TLRI_ROLE_COUNT) {
            return not_a_word(ctx, "the role of a witness", witness[i],
                              "give one of returning-officer, deputy-returning-officer, "
                              "scrutineer, teller, ruling-body, observer");
        }
        role[i] = (enum tlri_role)found;
    }
    return TLR_OK;
}

tlr_status tlr_lot_drawn(tlr_lot *lot, const char *selected, const char *how,
                         const char *const *witness, size_t witnesses)
{
    enum tlri_role role[WITNESSES_MAX];
    uint32_t drawn = 0;
    TLR_TRY(find_roles(lot->ctx, witness, witnesses, role));
    while (drawn < TLRI_DRAWN_COUNT && !tlri_streq(tlri_drawn_token(drawn), how)) {
        drawn++;
    }
    if (drawn == TLRI_DRAWN_COUNT) {
        return not_a_word(lot->ctx, "a way to draw", how,
                          "give one of slips, coin, dice, cards, other");
    }
    return tlri_draw_by_hand(lot->draw, selected, (enum tlri_drawn)drawn, role, witnesses);
}

tlr_status tlr_lot_thrown(tlr_lot *lot, const char *digits, const char *const *witness,
                          size_t witnesses)
{
    enum tlri_role role[WITNESSES_MAX];
    TLR_TRY(find_roles(lot->ctx, witness, witnesses, role));
    return tlri_draw_by_ticket(lot->draw, digits, role, witnesses);
}

/* ---- texts ---- */

tlr_status tlr_lot_text(const tlr_lot *lot, tlr_text **out)
{
    *out = tlri_text_new(lot->ctx);
    if (*out == NULL) {
        return tlri_no_memory(lot->ctx);
    }
    tlr_status status = tlri_lot_words(lot->draw, &(*out)->buf);
    if (status != TLR_OK) {
        tlr_text_free(*out);
        *out = NULL;
    }
    return status;
}

tlr_status tlr_lot_settled(tlr_lot *lot, tlr_text **out)
{
    *out = tlri_text_new(lot->ctx);
    if (*out == NULL) {
        return tlri_no_memory(lot->ctx);
    }
    tlr_status status = tlri_lot_settled(lot->draw, &(*out)->buf);
    if (status != TLR_OK) {
        tlr_text_free(*out);
        *out = NULL;
    }
    return status;
}

tlr_status tlr_lot_write(tlr_lot *lot, int *changed)
{
    if (changed != NULL) {
        *changed = lot->draw->changed;
    }
    return tlri_draw_put(lot->draw);
}
