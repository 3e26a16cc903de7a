/*
 * api/open.c: opening an election's folder with the anchors that a caller gave as text.
 *
 * The anchors tie the folder to what somebody knows from outside; they are read first, so that a
 * mistyped digest is told before anything is opened. Nothing is decided here. The checks themselves
 * are custody's (spec/verification.md).
 */
#include "api/open.h"

#include "base/file.h"

static tlr_status read_key(tlr_ctx *ctx, const char *path, struct tlri_key *key)
{
    struct tlri_bytes bytes;
    struct tlri_place place = {.file = path};
    TLR_TRY(tlri_file_read(ctx, path, TLRI_KEY_FILE_MAX, &bytes));
    tlr_status status = tlri_key_parse(ctx, &place, bytes.data, bytes.len, key);
    tlri_bytes_drop(&bytes);
    return status;
}

tlr_status tlri_open_with(tlr_ctx *ctx, const char *dir, const char *officer_key,
                          const char *notice, const char *close, struct tlri_case **out)
{
    struct tlri_anchors anchors = {0};
    *out = NULL;
    if (officer_key != NULL) {
        TLR_TRY(read_key(ctx, officer_key, &anchors.officer));
        anchors.has_officer = true;
    }
    if (notice != NULL) {
        TLR_TRY(tlri_anchor_parse(ctx, "the notice's digest", notice, &anchors.notice));
        anchors.has_notice = true;
    }
    if (close != NULL) {
        TLR_TRY(tlri_anchor_parse(ctx, "the close's digest", close, &anchors.close));
        anchors.has_close = true;
    }
    return tlri_case_open(ctx, dir, &anchors, out);
}
