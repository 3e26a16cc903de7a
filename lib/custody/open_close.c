/*
 * custody/open_close.c: the close: which batches exist and whether the papers add up.
 *
 * Only the close says which batches there are, so that a batch found later changes nothing that was
 * signed before it. It rests on the election file, and its digest is what people take home on the
 * slip. Implements spec/formats/close.md and spec/verification.md V5.
 */
#include <string.h>

#include "custody/custody.h"

static tlr_status check_anchor(struct tlri_case *c)
{
    char reading[TLRI_DIGEST_READING];
    if (!c->anchors.has_close ||
        tlri_anchor_matches(&c->anchors.close, tlri_sealed_digest(c->close_file))) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = tlri_sealed_name(c->close_file)};
    tlri_digest_reading(tlri_sealed_digest(c->close_file), reading);
    tlri_diag(c->ctx, TLR_ERROR, 6132, &place,
              "ask for the close whose digest is on the slip you took home", "verification/V5",
              "this is not the close you were given the digest of; this one has %s", reading);
    return TLR_E_TRUST;
}

static tlr_status check_binding(struct tlri_case *c)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->close_file)};
    if (!tlri_streq(c->close->election, c->notice->election)) {
        tlri_diag(c->ctx, TLR_ERROR, 6130, &place, "use the close.txt of this election",
                  "verification/V5", "this close is of the election '%s', the notice of '%s'",
                  c->close->election, c->notice->election);
        return TLR_E_TRUST;
    }
    if (memcmp(c->close->definition, tlri_sealed_digest(c->election_file)->bytes,
               TLRI_SHA256_BYTES) != 0) {
        tlri_diag(c->ctx, TLR_ERROR, 6131, &place,
                  "find out which of the two was changed after it was signed", "verification/V5",
                  "this close rests on another election.xml than the one here");
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

static tlr_status check_contests(struct tlri_case *c)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < c->close->batches; i++) {
        const struct tlri_close_batch *batch = &c->close->batch[i];
        if (tlri_notice_contest(c->notice, batch->contest) == NULL) {
            struct tlri_place place = {.file = tlri_sealed_name(c->close_file),
                                       .line = batch->at.line,
                                       .column = batch->at.column};
            tlri_diag(c->ctx, TLR_ERROR, 6133, &place, "correct the contest's id",
                      "verification/V5", "the notice has no contest '%s'", batch->contest);
            worst = TLR_E_INPUT;
        }
    }
    return worst;
}

tlr_status tlri_case_open_close(struct tlri_case *c)
{
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, "close.txt", TLRI_SIGNED_CLOSE,
                           TLRI_DOCUMENT_MAX, &c->close_file));
    const char *name = tlri_sealed_name(c->close_file);
    TLR_TRY(check_anchor(c));
    TLR_TRY(tlri_close_read(c->ctx, name, tlri_sealed_data(c->close_file),
                            tlri_sealed_len(c->close_file), &c->close));
    TLR_TRY(check_binding(c));
    tlr_status worst = check_contests(c);
    worst = tlri_worse(worst, tlri_account_check(c->ctx, name, c->close));
    TLR_TRY(worst);
    return tlri_case_passed(
        c, "verification/V5",
        "the close %s on the candidates' file, and its ballot paper account balances",
        tlri_case_rests(c));
}
