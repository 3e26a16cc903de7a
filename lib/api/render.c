/*
 * api/render.c: the result of a folder in a form to read, publish or hand on (teller/case.h).
 *
 * Never from result.xml: the folder is verified, counted by both engines and compared first, so
 * that a page can be trusted as far as the files can. A result.xml in the folder must hold just
 * these bytes, or nothing is rendered. The renderings are those of report/.
 */
#include "api/case.h"
#include "api/text.h"
#include "audit/audit.h"
#include "base/file.h"
#include "count/count.h"
#include "io/result.h"
#include "recount/recount.h"
#include "report/formats.h"
#include "report/html.h"
#include "report/sheet.h"

/* A folder counted twice. */
struct counted {
    struct tlri_case *opened;
    struct tlri_audit *first, *second;
    struct tlri_report_basis basis;
};

static void drop(struct counted *counted)
{
    tlri_audit_free(counted->first);
    tlri_audit_free(counted->second);
    tlri_case_free(counted->opened);
}

/* ---- is it the same? ----------------------------------------------------------------------------
 */

static tlr_status compare_engines(tlr_ctx *ctx, const struct counted *counted)
{
    struct tlri_buf words;
    tlri_buf_init(&words, ctx, 1 << 20);
    bool differ = tlri_audit_contests_differ(counted->first, counted->second, &words);
    for (size_t i = 0; i < counted->first->counted && !differ; i++) {
        const struct tlri_counted *a = &counted->first->contest[i];
        const struct tlri_counted *b = &counted->second->contest[i];
        differ = a->transcript != NULL &&
                 tlri_audit_difference(&a->contest, a->transcript, b->transcript, &words);
    }
    tlr_status status = words.failed;
    if (status == TLR_OK && differ) {
        tlri_diag(ctx, TLR_ERROR, 6800, NULL,
                  "This is a fault in teller: report it, and do not use the result.",
                  "verification/V8", "the two counts differ: %s", words.data);
        status = TLR_E_DIFFERS;
    }
    tlri_buf_drop(&words);
    return status;
}

/* The folder's result.xml, if it is there, against the bytes reproduced. */
static tlr_status compare_bytes(tlr_case *c, const tlr_text *mine, bool *in_folder)
{
    struct tlri_bytes bytes;
    const char *path = tlri_arena_printf(&c->arena, "%s/result.xml", c->dir);
    *in_folder = false;
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (!tlri_file_exists(path)) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_TEXT_MAX, &bytes));
    struct tlri_text_difference d =
        tlri_text_first_difference(bytes.data, bytes.len, tlr_text_data(mine), tlr_text_size(mine));
    tlri_bytes_drop(&bytes);
    if (d.differs) {
        struct tlri_place place = {.file = path, .line = d.line, .column = d.column};
        tlri_diag(c->ctx, TLR_ERROR, 6801, &place,
                  "run teller verify to see in words what differs; if the files are right, count "
                  "anew and it is replaced",
                  "verification/V9", "this is not the result of the files in this folder");
        return TLR_E_DIFFERS;
    }
    *in_folder = true;
    return TLR_OK;
}

static tlr_status settle_basis(tlr_case *c, struct counted *counted)
{
    tlr_text *mine = tlri_text_new(c->ctx);
    if (mine == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlr_status status;
    TLR_TRY_TO(tlri_result_write(c->ctx, &counted->second->result, &mine->buf), done);
    TLR_TRY_TO(mine->buf.failed, done);
    tlri_digest_of(tlr_text_data(mine), tlr_text_size(mine), &counted->basis.result);
    status = compare_bytes(c, mine, &counted->basis.in_folder);
done:
    tlr_text_free(mine);
    return status;
}

static tlr_status count_twice(tlr_case *c, struct counted *counted)
{
    TLR_TRY(tlri_case_open(c->ctx, c->dir, &c->anchors, &counted->opened));
    TLR_TRY(tlri_audit_rules(c->ctx, counted->opened, &counted->first));
    TLR_TRY(tlri_audit_count(counted->first, tlri_count_run));
    TLR_TRY(tlri_audit_effects(counted->first, tlri_count_run));
    /* The rules are resolved once more, so that nothing of the first count can reach the second. */
    TLR_TRY(tlri_audit_rules(c->ctx, counted->opened, &counted->second));
    TLR_TRY(tlri_audit_count(counted->second, tlri_recount_run));
    TLR_TRY(tlri_audit_effects(counted->second, tlri_recount_run));
    TLR_TRY(compare_engines(c->ctx, counted));
    return settle_basis(c, counted);
}

/* ---- the formats --------------------------------------------------------------------------------
 */

static tlr_status render(tlr_case *c, const struct counted *counted, tlr_format format,
                         const char *contest, struct tlri_buf *out)
{
    const struct tlri_case_result *result = &counted->first->result;
    switch (format) {
    case TLR_FORMAT_HTML:
        return tlri_html_report(c->ctx, result, &counted->basis, out);
    case TLR_FORMAT_TEXT:
        return tlri_sheet_case(c->ctx, result, out);
    case TLR_FORMAT_CSV:
        return tlri_csv_case(c->ctx, result, out);
    case TLR_FORMAT_JSON:
        return tlri_json_case(c->ctx, result, &counted->basis, out);
    case TLR_FORMAT_RCVIS:
        return tlri_rcvis_case(c->ctx, result, contest, out);
    case TLR_FORMAT_SCRUTINEER:
        return tlri_scrutineer_case(c->ctx, result, &counted->basis, out);
    }
    tlri_diag(c->ctx, TLR_ERROR, 6802, NULL, "use one of enum tlr_format", NULL,
              "there is no format %d", (int)format);
    return TLR_E_USAGE;
}

tlr_status tlr_case_render(tlr_case *c, tlr_format format, const char *contest, tlr_text **out)
{
    struct counted counted = {0};
    *out = NULL;
    tlr_text *text = tlri_text_new(c->ctx);
    if (text == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlr_status status = count_twice(c, &counted);
    if (status == TLR_OK) {
        status = render(c, &counted, format, contest, &text->buf);
    }
    if (status == TLR_OK) {
        status = text->buf.failed;
    }
    drop(&counted);
    if (status != TLR_OK) {
        tlr_text_free(text);
        return status;
    }
    *out = text;
    return TLR_OK;
}
