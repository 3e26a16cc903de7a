/*
 * custody/entry.h: keying one batch: its journals in the folder, the comparison, the batch.
 *
 * spec/entry.md, spec/formats/entry.md.
 */
#ifndef TLRI_CUSTODY_ENTRY_H
#define TLRI_CUSTODY_ENTRY_H

#include "base/append.h"
#include "custody/case.h"
#include "io/ballots.h"
#include "io/entry.h"

/* Which batch, and how it is keyed. */
struct tlri_keying_wanted {
    const char *contest, *batch, *channel;
    uint32_t round, revision;
    bool second; /* again, by another person */
    bool single; /* one keying is to be enough */
};

struct tlri_keying {
    tlr_ctx *ctx;
    struct tlri_case *opened; /* notice and candidates' file */
    const struct tlri_case_contest *contest;
    struct tlri_keying_wanted wanted;
    const char *path[2], *batch_path; /* of the journals and of the batch, in the case's arena */
    struct tlri_entry *own;           /* what is keyed now */
    struct tlri_entry *first;         /* the first keying, in a second one; else NULL */
    struct tlri_append journal;
    bool resumed; /* there was a journal */
};

/*
 * Opens the folder's notice and candidates' file as a count does, and the journal of this batch: a
 * new one, or the one that is there. On TLR_OK free *out with tlri_keying_free. TLR_E_USAGE: ids or
 * numbers that no batch can have; TLR_E_INPUT: no such contest (6133), the batch is written already
 * (6832), the journal is of another batch (6831) or wrong, the first keying is not done (6834);
 * TLR_E_IO: also when another program writes the journal (6833); otherwise as
 * tlri_case_open_definition.
 */
tlr_status tlri_keying_open(tlr_ctx *ctx, const char *dir, const struct tlri_keying_wanted *wanted,
                            struct tlri_keying **out) TLRI_NODISCARD;
/* NULL is accepted. The journal stays. */
void tlri_keying_free(struct tlri_keying *keying);

/* Makes a step and puts it on the disk. seen: as in a batch; NULL for undo and done. TLR_E_INPUT:
 * the step cannot be made now (6840, 6841); TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_keying_step(struct tlri_keying *keying, enum tlri_entry_step step, uint32_t number,
                            const char *seen) TLRI_NODISCARD;

/* Of a second keying that is done: the number of the first paper from `from` on that differs and is
 * not settled; 0 when there is none. */
uint32_t tlri_keying_differs(const struct tlri_keying *keying, uint32_t from);
/* Are as many papers in both keyings? True without a first one. */
bool tlri_keying_same_count(const struct tlri_keying *keying);

/* What the batch will have for a paper; number from 1 to the papers keyed. */
const char *tlri_keying_final(const struct tlri_keying *keying, uint32_t number);

/*
 * Writes the batch and removes the journals. TLR_E_INPUT: the keying is not done (6840), it is the
 * first of two (6834), papers are not settled (6843) or their number differs (6842); TLR_E_IO,
 * TLR_E_LIMIT, TLR_E_MEMORY: the journals stay.
 */
tlr_status tlri_keying_write(struct tlri_keying *keying,
                             const uint8_t salt[TLRI_SALT_BYTES]) TLRI_NODISCARD;

#endif
