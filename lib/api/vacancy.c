/*
 * api/vacancy.c: who fills a place that falls vacant (teller/vacancy.h).
 *
 * Thin: the folder is verified and counted by both engines (api/counted.c), which also says which
 * result.xml the answer rests on; audit applies the reading, report writes the answer down. Nothing
 * is decided here.
 */
#include "teller/vacancy.h"

#include "api/counted.h"
#include "api/text.h"
#include "audit/vacancy.h"
#include "report/vacancy.h"

static tlr_status write_down(const struct tlri_vacancy *vacancy,
                             const struct tlri_report_basis *basis, bool json, tlr_text **out)
{
    tlr_text *text = tlri_text_new(vacancy->ctx);
    if (text == NULL) {
        return tlri_no_memory(vacancy->ctx);
    }
    tlr_status status = json ? tlri_vacancy_json(vacancy, basis, &text->buf)
                             : tlri_vacancy_sheet(vacancy, basis, &text->buf);
    return tlri_text_hand(text, status, out);
}

/* What the caller knows of the folder from outside. */
static tlr_status set_anchors(tlr_case *c, const tlr_vacancy_options *options)
{
    if (options->officer_key != NULL) {
        TLR_TRY(tlr_case_officer_key(c, options->officer_key));
    }
    if (options->notice != NULL) {
        TLR_TRY(tlr_case_notice(c, options->notice));
    }
    return options->close != NULL ? tlr_case_close(c, options->close) : TLR_OK;
}

tlr_status tlr_vacancy(tlr_ctx *ctx, const char *dir, const tlr_vacancy_options *options,
                       tlr_text **out)
{
    tlr_case *c = NULL;
    struct tlri_counted_case counted = {0};
    struct tlri_vacancy *vacancy = NULL;
    tlr_status status;
    *out = NULL;
    TLR_TRY(tlr_case_new(ctx, dir, &c));
    TLR_TRY_TO(set_anchors(c, options), done);
    TLR_TRY_TO(tlri_counted_open(c, &counted), done);
    TLR_TRY_TO(tlri_audit_vacancy(counted.first, options->contest, options->place, &vacancy), done);
    status = write_down(vacancy, &counted.basis, options->json, out);
done:
    tlri_vacancy_free(vacancy);
    tlri_counted_drop(&counted);
    tlr_case_free(c);
    return status;
}
