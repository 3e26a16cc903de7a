/*
 * api/render.c: the result of a folder in a form to read, publish or hand on (teller/case.h).
 *
 * Never from result.xml: the folder is verified and counted by both engines first (api/counted.c).
 * The renderings are those of report/.
 */
#include "api/counted.h"
#include "api/text.h"
#include "report/formats.h"
#include "report/html.h"
#include "report/sheet.h"

/* ---- the formats --------------------------------------------------------------------------------
 */

static tlr_status render(tlr_case *c, const struct tlri_counted_case *counted, tlr_format format,
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
    struct tlri_counted_case counted = {0};
    *out = NULL;
    tlr_text *text = tlri_text_new(c->ctx);
    if (text == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlr_status status = tlri_counted_open(c, &counted);
    if (status == TLR_OK) {
        status = render(c, &counted, format, contest, &text->buf);
    }
    tlri_counted_drop(&counted);
    return tlri_text_hand(text, status, out);
}
