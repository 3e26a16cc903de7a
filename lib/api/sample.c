/*
 * api/sample.c: papers pulled by hand (teller/sample.h).
 *
 * Thin: custody opens the folder, draws and compares; io has the sheet.
 */
#include "teller/sample.h"

#include "api/text.h"
#include "base/file.h"
#include "custody/sample.h"

static tlr_status open_case(tlr_ctx *ctx, const char *dir, struct tlri_case **out)
{
    struct tlri_anchors none = {0};
    return tlri_case_open(ctx, dir, &none, out);
}

tlr_status tlr_sample_draw(tlr_ctx *ctx, const char *dir, const char *contest, const char *seed,
                           unsigned n, tlr_text **out)
{
    struct tlri_case *opened = NULL;
    struct tlri_sample *sample = NULL;
    tlr_status status;
    *out = NULL;
    TLR_TRY(open_case(ctx, dir, &opened));
    TLR_TRY_TO(tlri_sample_draw(ctx, opened, contest, seed, n, &sample), done);
    *out = tlri_text_new(ctx);
    status = *out == NULL ? tlri_no_memory(ctx) : tlri_sample_write(sample, &(*out)->buf);
done:
    if (status != TLR_OK) {
        tlr_text_free(*out);
        *out = NULL;
    }
    tlri_sample_free(sample);
    tlri_case_free(opened);
    return status;
}

static tlr_status read_sheet(tlr_ctx *ctx, const char *path, struct tlri_sample **out)
{
    struct tlri_bytes bytes;
    TLR_TRY(tlri_file_read(ctx, path, TLRI_TEXT_MAX, &bytes));
    tlr_status status = tlri_sample_read(ctx, path, bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    return status;
}

tlr_status tlr_sample_reconcile(tlr_ctx *ctx, const char *dir, const char *sheet, tlr_text **out)
{
    struct tlri_case *opened = NULL;
    struct tlri_sample *sample = NULL;
    tlr_status status;
    *out = NULL;
    TLR_TRY(read_sheet(ctx, sheet, &sample));
    TLR_TRY_TO(open_case(ctx, dir, &opened), done);
    *out = tlri_text_new(ctx);
    status = *out == NULL ? tlri_no_memory(ctx)
                          : tlri_sample_reconcile(ctx, opened, sheet, sample, &(*out)->buf);
done:
    if (status != TLR_OK && status != TLR_E_DIFFERS) {
        tlr_text_free(*out);
        *out = NULL;
    }
    tlri_sample_free(sample);
    tlri_case_free(opened);
    return status;
}
