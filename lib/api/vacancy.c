/*
 * api/vacancy.c: who fills a place that falls vacant (teller/vacancy.h).
 *
 * Thin: custody opens the folder, audit counts it and applies the reading, report writes the answer
 * down. Nothing is decided here.
 */
#include "teller/vacancy.h"

#include "api/open.h"
#include "api/text.h"
#include "audit/vacancy.h"
#include "count/count.h"
#include "report/vacancy.h"

static tlr_status write_down(const struct tlri_vacancy *vacancy, bool json, tlr_text **out)
{
    tlr_text *text = tlri_text_new(vacancy->ctx);
    if (text == NULL) {
        return tlri_no_memory(vacancy->ctx);
    }
    tlr_status status =
        json ? tlri_vacancy_json(vacancy, &text->buf) : tlri_vacancy_sheet(vacancy, &text->buf);
    if (status != TLR_OK) {
        tlr_text_free(text);
        return status;
    }
    *out = text;
    return TLR_OK;
}

tlr_status tlr_vacancy(tlr_ctx *ctx, const char *dir, const tlr_vacancy_options *options,
                       tlr_text **out)
{
    struct tlri_case *opened = NULL;
    struct tlri_audit *outcome = NULL;
    struct tlri_vacancy *vacancy = NULL;
    tlr_status status;
    *out = NULL;
    TLR_TRY(
        tlri_open_with(ctx, dir, options->officer_key, options->notice, options->close, &opened));
    TLR_TRY_TO(tlri_audit_rules(ctx, opened, &outcome), done);
    TLR_TRY_TO(tlri_audit_count(outcome, tlri_count_run), done);
    TLR_TRY_TO(tlri_audit_vacancy(outcome, options->contest, options->place, &vacancy), done);
    status = write_down(vacancy, options->json, out);
done:
    tlri_vacancy_free(vacancy);
    tlri_audit_free(outcome);
    tlri_case_free(opened);
    return status;
}
