/*
 * custody/open_notice.c: the notice: the first file, and the only one that vouches for itself.
 *
 * A notice lists the keys that sign it, so its own signature proves only that it is whole. What
 * ties it to the real election comes from outside: the digest printed on the notice of poll, or the
 * returning officer's key. Whichever the caller gives is checked before the notice is parsed (its
 * digest) or as soon as its keys are known. Implements spec/verification.md V1 to V3.
 */
#include "custody/custody.h"
#include "io/notice.h"

static tlr_status check_digest_anchor(struct tlri_case *c)
{
    char reading[TLRI_DIGEST_READING];
    if (!c->anchors.has_notice ||
        tlri_anchor_matches(&c->anchors.notice, tlri_sealed_digest(c->notice_file))) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = tlri_sealed_name(c->notice_file)};
    tlri_digest_reading(tlri_sealed_digest(c->notice_file), reading);
    tlri_diag(c->ctx, TLR_ERROR, 6110, &place,
              "ask the returning officer for the notice whose digest is on the notice of poll",
              "verification/V2",
              "this is not the notice you were given the digest of; this one has %s", reading);
    return TLR_E_TRUST;
}

static tlr_status check_officer_anchor(struct tlri_case *c)
{
    if (!c->anchors.has_officer) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = tlri_sealed_name(c->notice_file)};
    for (size_t k = 0; k < c->keys_count; k++) {
        bool officer = tlri_streq(c->keys[k].role, tlri_role_token(TLRI_ROLE_RETURNING_OFFICER));
        if (officer && tlri_key_same(&c->keys[k], &c->anchors.officer) &&
            (tlri_sealed_signers(c->notice_file) & tlri_signer_bit(k)) != 0) {
            return TLR_OK;
        }
    }
    tlri_diag(c->ctx, TLR_ERROR, 6111, &place,
              "ask the returning officer which key is theirs and which notice they signed",
              "verification/V3",
              "the returning officer's key that you gave has not signed this notice");
    return TLR_E_TRUST;
}

static tlr_status check_own_signatures(struct tlri_case *c)
{
    TLR_TRY(tlri_case_check_again(c, "notice.xml", c->notice_file));
    TLR_TRY(tlri_case_open_ink(c));
    TLR_TRY(tlri_policy_check(c, TLRI_SIGNED_NOTICE, c->notice_file));
    TLR_TRY(tlri_case_note_ignored(c, c->notice_file));
    return tlri_case_passed(c, "verification/V1", "the notice is signed as its own policy asks");
}

/* Said of every command: nothing below can show who made the files. */
static tlr_status take_unsigned(struct tlri_case *c)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->notice_file)};
    tlri_diag(c->ctx, TLR_WARNING, 6112, &place,
              "have the files signed, and say so in the notice, if the result is to be relied on",
              "folder/FOL-5",
              "the notice declares this election unsigned: nothing shows who made these files");
    TLR_TRY(check_officer_anchor(c));
    return tlri_case_passed(c, "verification/V1", "the notice declares the election unsigned");
}

tlr_status tlri_case_open_notice(struct tlri_case *c)
{
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, "notice.xml", TLRI_SIGNED_NOTICE,
                           TLRI_DOCUMENT_MAX, &c->notice_file));
    TLR_TRY(check_digest_anchor(c));
    TLR_TRY(tlri_notice_read(c->ctx, tlri_sealed_name(c->notice_file),
                             tlri_sealed_data(c->notice_file), tlri_sealed_len(c->notice_file),
                             &c->notice));
    TLR_TRY(
        tlri_policy_add_keys(c, tlri_sealed_name(c->notice_file), c->notice->key, c->notice->keys));
    if (!c->notice->is_signed) {
        return take_unsigned(c);
    }
    TLR_TRY(check_own_signatures(c));
    return check_officer_anchor(c);
}
