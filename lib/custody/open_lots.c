/*
 * custody/open_lots.c: the lots, if any were drawn: signed, and bound to the close.
 *
 * A lot drawn before the papers were closed could have been drawn again until it suited, so the
 * file carries the close's digest. Implements spec/formats/lots.md and spec/verification.md V7.
 */
#include "custody/custody.h"

static tlr_status check_binding(struct tlri_case *c)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->lots_file)};
    if (c->lots->election == NULL || !tlri_streq(c->lots->election, c->notice->election)) {
        tlri_diag(c->ctx, TLR_ERROR, 6151, &place, "use the lots.txt of this election",
                  "verification/V7", "these lots are not of the election '%s'",
                  c->notice->election);
        return TLR_E_TRUST;
    }
    if (!c->lots->close_stated ||
        !tlri_digest_equal(&c->lots->close, tlri_sealed_digest(c->close_file))) {
        tlri_diag(
            c->ctx, TLR_ERROR, 6152, &place,
            "lots are drawn after the close is signed, and carry its digest; where the close was "
            "corrected afterwards, carry them over: teller lot DIR --record",
            "verification/V7", "these lots were drawn for another close.txt than the one here");
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

/* Every lot must name a contest and candidates of this election. */
static tlr_status check_names(struct tlri_case *c)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < c->lots->lots; i++) {
        const struct tlri_lot_entry *lot = &c->lots->lot[i];
        if (tlri_notice_contest(c->notice, lot->contest) == NULL) {
            struct tlri_place place = {.file = tlri_sealed_name(c->lots_file),
                                       .line = lot->at.line,
                                       .column = lot->at.column};
            tlri_diag(c->ctx, TLR_ERROR, 6153, &place, "correct the contest's id",
                      "verification/V7", "the notice has no contest '%s'", lot->contest);
            worst = TLR_E_INPUT;
        }
    }
    for (size_t i = 0; i < c->contests; i++) {
        struct tlri_lots lots;
        worst = tlri_worse(worst, tlri_lots_resolve(c->ctx, tlri_sealed_name(c->lots_file), c->lots,
                                                    &c->contest[i].contest, &c->arena, &lots));
    }
    return worst;
}

tlr_status tlri_case_open_lots(struct tlri_case *c)
{
    if (!tlri_case_has(c, "lots.txt")) {
        return TLR_OK;
    }
    c->fixed_at = UINT32_MAX; /* nothing that follows names the lots */
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, "lots.txt", TLRI_SIGNED_LOTS,
                           TLRI_DOCUMENT_MAX, &c->lots_file));
    TLR_TRY(tlri_lots_read(c->ctx, tlri_sealed_name(c->lots_file), tlri_sealed_data(c->lots_file),
                           tlri_sealed_len(c->lots_file), &c->lots));
    TLR_TRY(check_binding(c));
    TLR_TRY(tlri_case_check_tickets(c));
    TLR_TRY(check_names(c));
    return tlri_case_passed(c, "verification/V7",
                            "the lots %swere drawn after this close (%zu recorded)",
                            c->notice->is_signed ? "are signed and " : "", c->lots->lots);
}
