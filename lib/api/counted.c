/*
 * api/counted.c: the folder counted by both engines, and found to be the same (api/counted.h).
 *
 * What is shown or exported is never taken from result.xml: the folder is verified, counted by both
 * engines and compared first, so that a page can be trusted as far as the files can. A result.xml
 * in the folder must hold just these bytes, or nothing is shown. spec/verification.md, V8 and V9.
 */
#include "api/counted.h"

#include "api/text.h"
#include "base/file.h"
#include "count/count.h"
#include "io/result.h"
#include "recount/recount.h"

void tlri_counted_drop(struct tlri_counted_case *counted)
{
    tlri_audit_free(counted->first);
    tlri_audit_free(counted->second);
    tlri_case_free(counted->opened);
}

/* ---- is it the same? ----------------------------------------------------------------------------
 */

static tlr_status compare_engines(tlr_ctx *ctx, const struct tlri_counted_case *counted)
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
    const char *path = tlri_arena_printf(&c->arena, "%s/%s", c->dir, tlri_case_result_name(c));
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

static tlr_status settle_basis(tlr_case *c, struct tlri_counted_case *counted)
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

tlr_status tlri_counted_open(tlr_case *c, struct tlri_counted_case *counted)
{
    TLR_TRY(tlri_case_open_as_asked(c, &counted->opened));
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
