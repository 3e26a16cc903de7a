/*
 * api/readings.c: an election's folder, counted under its disputed readings (teller/readings.h).
 *
 * Thin: custody opens the folder once, audit resolves the rules and varies them, report writes the
 * answer down. The first engine counts; the second has nothing to add to a question of what if.
 */
#include "teller/readings.h"

#include <string.h>

#include "api/text.h"
#include "audit/readings.h"
#include "base/file.h"
#include "count/count.h"
#include "io/eligibility.h"
#include "report/readings.h"

enum { COUNTS_MAX = 100 * TLRI_COUNTS_MAX, RECORD_MAX = 16 << 20 };

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
    return tlri_text_hand(text, status, out);
}

/* The record is used only if it is the one that election.xml carries the digest of. */
static tlr_status check_record(const struct tlri_case *opened, const char *path,
                               const struct tlri_bytes *bytes)
{
    struct tlri_digest digest;
    struct tlri_place place = {.file = path};
    tlri_digest_of(bytes->data, bytes->len, &digest);
    if (opened->election->eligibility_stated &&
        memcmp(digest.bytes, opened->election->eligibility, sizeof digest.bytes) == 0) {
        return TLR_OK;
    }
    tlri_diag(opened->ctx, TLR_ERROR, 6302, &place,
              "put the record in the folder that the returning officer signed for, or none",
              "eligibility/ELG-5",
              "this is not the eligibility record whose digest election.xml carries");
    return TLR_E_TRUST;
}

/* eligibility.xml of the folder; *out NULL: there is none. */
static tlr_status open_record(const struct tlri_case *opened, struct tlri_eligibility_file **out)
{
    struct tlri_bytes bytes;
    struct tlri_arena arena;
    tlri_arena_init(&arena, opened->ctx);
    const char *path = tlri_arena_printf(&arena, "%s/eligibility.xml", opened->dir);
    tlr_status status = path != NULL ? TLR_OK : tlri_no_memory(opened->ctx);
    if (status == TLR_OK && tlri_file_exists(path)) {
        status = tlri_file_read(opened->ctx, path, RECORD_MAX, &bytes);
        if (status == TLR_OK) {
            status = check_record(opened, path, &bytes);
            status = status == TLR_OK
                         ? tlri_eligibility_read(opened->ctx, path, bytes.data, bytes.len, out)
                         : status;
            tlri_bytes_drop(&bytes);
        }
    }
    tlri_arena_drop(&arena);
    return status;
}

tlr_status tlr_readings(tlr_ctx *ctx, const char *dir, const tlr_readings_options *options,
                        tlr_text **out)
{
    struct tlri_anchors anchors = {0};
    struct tlri_vary_options vary = {.methods = options->methods, .most = options->most};
    struct tlri_eligibility_file *record = NULL;
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
    TLR_TRY_TO(open_record(opened, &record), done);
    vary.eligibility = record != NULL ? &record->record : NULL;
    TLR_TRY_TO(tlri_audit_rules(ctx, opened, &rules), done);
    TLR_TRY_TO(tlri_vary(rules, &vary, tlri_count_run, &variation), done);
    status = write_down(ctx, variation, options->json, out);
done:
    tlri_variation_free(variation);
    tlri_audit_free(rules);
    tlri_case_free(opened);
    tlri_eligibility_file_free(record);
    return status;
}
