/*
 * audit/draw.h: writing down lots: what must be drawn, and what was.
 *
 * A lot is drawn by people; this finds the tie, takes what they say, and writes lots.txt. The file
 * in the folder may be unsigned or rest on an earlier close while it is being written: `count` asks
 * for the signatures. spec/formats/lots.md.
 */
#ifndef TLRI_DRAW_H
#define TLRI_DRAW_H

#include "audit/audit.h"

struct tlri_draw {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    struct tlri_case *opened;
    tlri_engine *engine;
    struct tlri_audit *outcome; /* of the last count; outcome->needed is the lot to be drawn */
    bool carried;               /* the lots in the folder followed an earlier close */
    bool changed;               /* the lots are others than those in the folder */
    const char *seed;           /* thrown after the close that is here, or NULL */
    struct tlri_array entry;    /* struct tlri_lot_entry: settled, in that order */
    size_t before;              /* how many of them the folder had */
};

/*
 * Opens the folder, reads lots.txt if it is there, and counts until a lot is missing or all is
 * done. On TLR_OK free *out with tlri_draw_free. TLR_E_TRUST: the lots follow a close that is
 * neither here nor one that this one replaced (6520); otherwise as tlri_case_open and
 * tlri_audit_count.
 */
tlr_status tlri_draw_open(tlr_ctx *ctx, const char *dir, tlri_engine *engine,
                          struct tlri_draw **out) TLRI_NODISCARD;
void tlri_draw_free(struct tlri_draw *draw);

/*
 * The lot that is needed was drawn by hand: `selected` is the id drawn. Counts again, so that
 * outcome->needed is the next one. TLR_E_USAGE: no lot is needed (6522), the one selected is not
 * tied (6523). Otherwise as tlri_audit_count.
 */
tlr_status tlri_draw_by_hand(struct tlri_draw *draw, const char *selected, enum tlri_drawn how,
                             const enum tlri_role *witness, size_t witnesses) TLRI_NODISCARD;
/*
 * Dice were thrown: settles every tie that has no lot yet by ticket. TLR_E_USAGE: not 24 digits
 * (6524), or other digits were thrown already after this close (6521). Otherwise as
 * tlri_audit_count.
 */
tlr_status tlri_draw_by_ticket(struct tlri_draw *draw, const char *seed,
                               const enum tlri_role *witness, size_t witnesses) TLRI_NODISCARD;

/* Writes lots.txt and takes the signatures of an earlier one away, if anything changed. TLR_E_IO,
 * TLR_E_MEMORY. */
tlr_status tlri_draw_put(struct tlri_draw *draw) TLRI_NODISCARD;

#endif
