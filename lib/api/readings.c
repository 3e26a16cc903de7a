/*
 * api/readings.c: an election's folder, counted under its disputed readings (teller/readings.h).
 *
 * Thin: custody opens the folder once, audit resolves the rules and varies them, report writes the
 * answer down. The first engine counts; the second has nothing to add to a question of what if.
 */
#include "teller/readings.h"

#include "api/text.h"
#include "audit/readings.h"
#include "base/file.h"
#include "count/count.h"
#include "report/readings.h"

enum { COUNTS_MAX = 100 * TLRI_COUNTS_MAX };

static tlr_status read_officer(tlr_ctx *ctx, const char *path, struct tlri_key *key)
{
    struct tlri_bytes bytes;
    struct tlri_place place = {.file = path};
    TLR_TRY(tlri_file_read(ctx, path, TLRI_KEY_FILE_MAX, &bytes));
    tlr_status status = tlri_key_parse(ctx, &place, bytes.data, bytes.len, key);
    tlri_bytes_drop(&bytes);
    return status;
}

static tlr_status read_anchors(tlr_ctx *ctx, const tlr_readings_options *options,
                               struct tlri_anchors *anchors)
{
    if (options->officer_key != NULL) {
        TLR_TRY(read_officer(ctx, options->officer_key, &anchors->officer));
        anchors->has_officer = true;
    }
    if (options->notice != NULL) {
        TLR_TRY(tlri_anchor_parse(ctx, "the notice's digest", options->notice, &anchors->notice));
        anchors->has_notice = true;
    }
    if (options->close != NULL) {
        TLR_TRY(tlri_anchor_parse(ctx, "the close's digest", options->close, &anchors->close));
        anchors->has_close = true;
    }
    return TLR_OK;
}

static tlr_status write_down(tlr_ctx *ctx, const struct tlri_variation *variation, bool json,
                             tlr_text **out)
{
    tlr_text *text = tlri_text_new(ctx);
    if (text == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = json ? tlri_readings_json(variation, &text->buf)
                             : tlri_readings_table(variation, &text->buf);
    status = status == TLR_OK ? text->buf.failed : status;
    if (status != TLR_OK) {
        tlr_text_free(text);
        return status;
    }
    *out = text;
    return TLR_OK;
}

tlr_status tlr_readings(tlr_ctx *ctx, const char *dir, const tlr_readings_options *options,
                        tlr_text **out)
{
    struct tlri_anchors anchors = {0};
    struct tlri_vary_options vary = {options->methods, options->most};
    struct tlri_case *opened = NULL;
    struct tlri_audit *rules = NULL;
    struct tlri_variation *variation = NULL;
    tlr_status status;
    *out = NULL;
    if (options->most > COUNTS_MAX) {
        tlri_diag(ctx, TLR_ERROR, 6301, NULL, "give a number from 1 to 100000", NULL,
                  "%u counts at most were asked for", options->most);
        return TLR_E_USAGE;
    }
    TLR_TRY(read_anchors(ctx, options, &anchors));
    TLR_TRY(tlri_case_open(ctx, dir, &anchors, &opened));
    TLR_TRY_TO(tlri_audit_rules(ctx, opened, &rules), done);
    TLR_TRY_TO(tlri_vary(rules, &vary, tlri_count_run, &variation), done);
    status = write_down(ctx, variation, options->json, out);
done:
    tlri_variation_free(variation);
    tlri_audit_free(rules);
    tlri_case_free(opened);
    return status;
}
