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

static struct tlri_place place_at(const struct tlri_case *c, struct tlri_at at)
{
    struct tlri_place place = {
        .file = tlri_sealed_name(c->close_file), .line = at.line, .column = at.column};
    return place;
}

static tlr_status check_contest(struct tlri_case *c, struct tlri_at at, const char *id)
{
    if (tlri_notice_contest(c->notice, id) != NULL) {
        return TLR_OK;
    }
    struct tlri_place place = place_at(c, at);
    tlri_diag(c->ctx, TLR_ERROR, 6133, &place, "correct the contest's id", "verification/V5",
              "the notice has no contest '%s'", id);
    return TLR_E_INPUT;
}

/* A decision on a paper of a batch that is not counted would be passed over in silence. */
static tlr_status check_decision(struct tlri_case *c, const struct tlri_decision *decision)
{
    for (size_t i = 0; i < c->close->batches; i++) {
        if (tlri_streq(c->close->batch[i].contest, decision->contest) &&
            tlri_streq(c->close->batch[i].id, decision->batch)) {
            return TLR_OK;
        }
    }
    struct tlri_place place = place_at(c, decision->at);
    tlri_diag(c->ctx, TLR_ERROR, 6134, &place,
              "correct the contest or the batch of the decision, or name the batch", "marks/MRK-1",
              "this decision is on a paper of batch '%s' of contest '%s', and the close names no "
              "such batch",
              decision->batch, decision->contest);
    return TLR_E_INPUT;
}

static tlr_status check_names(struct tlri_case *c)
{
    const struct tlri_close *close = c->close;
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < close->batches; i++) {
        worst = tlri_worse(worst, check_contest(c, close->batch[i].at, close->batch[i].contest));
    }
    for (size_t i = 0; i < close->accounts; i++) {
        worst =
            tlri_worse(worst, check_contest(c, close->account[i].at, close->account[i].contest));
    }
    for (size_t i = 0; i < close->decisions; i++) {
        worst = tlri_worse(worst, check_decision(c, &close->decision[i]));
    }
    for (size_t i = 0; i < close->double_votes; i++) {
        struct tlri_at nowhere = {0};
        worst = tlri_worse(worst, check_contest(c, nowhere, close->double_vote[i].contest));
    }
    return worst;
}

tlr_status tlri_case_take_close(struct tlri_case *c)
{
    const char *name = tlri_sealed_name(c->close_file);
    TLR_TRY(tlri_close_read(c->ctx, name, tlri_sealed_data(c->close_file),
                            tlri_sealed_len(c->close_file), &c->close));
    TLR_TRY(check_binding(c));
    tlr_status worst = check_names(c);
    return tlri_worse(worst, tlri_account_check(c->ctx, name, c->close));
}

tlr_status tlri_case_open_close(struct tlri_case *c)
{
    c->fixed_at = c->before_close;
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, "close.txt", TLRI_SIGNED_CLOSE,
                           TLRI_DOCUMENT_MAX, &c->close_file));
    TLR_TRY(check_anchor(c));
    TLR_TRY(tlri_case_take_close(c));
    return tlri_case_passed(
        c, "verification/V5",
        "the close %s on the candidates' file, and its ballot paper account balances",
        tlri_case_rests(c));
}
