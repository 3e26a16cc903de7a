/*
 * api/papers.c: ballot papers and forms (teller/papers.h).
 *
 * Opens the folder as for a count, so that no paper is printed from a list of candidates that a
 * count would refuse; finds the contest and its settings, which say how a paper is marked. The
 * pages are report's (spec/formats/papers.md).
 */
#include "teller/papers.h"

#include "api/text.h"
#include "custody/case.h"
#include "report/papers.h"
#include "rules/settings.h"

#define COUNT_MAX 5000u
#define FROM_MAX  1000000u

/* The rule set, the declared readings that are settings of it, then the contest's own settings. */
static tlr_status settings_of(tlr_ctx *ctx, const struct tlri_notice *notice,
                              const struct tlri_notice_contest *declared,
                              struct tlri_settings *settings)
{
    TLR_TRY(tlri_settings_named(ctx, declared->rule_set, settings));
    for (size_t i = 0; i < notice->readings; i++) {
        if (tlri_setting_open(settings, notice->reading[i].name)) {
            TLR_TRY(tlri_settings_set(ctx, settings, notice->reading[i].name,
                                      notice->reading[i].value, NULL));
        }
    }
    for (size_t i = 0; i < declared->settings; i++) {
        TLR_TRY(tlri_settings_set(ctx, settings, declared->setting[i].name,
                                  declared->setting[i].value, NULL));
    }
    return TLR_OK;
}

static tlr_status print_contest(tlr_ctx *ctx, const struct tlri_case *c, const char *contest,
                                const struct tlri_papers_form *wanted, struct tlri_buf *out)
{
    struct tlri_settings settings;
    struct tlri_papers_form form = *wanted;
    for (size_t i = 0; i < c->contests; i++) {
        if (tlri_streq(c->contest[i].contest.id, contest)) {
            form.notice = c->notice;
            form.contest = c->contest[i].declared;
            form.candidates = c->contest[i].entered;
            form.settings = &settings;
            TLR_TRY(settings_of(ctx, c->notice, form.contest, &settings));
            return tlri_papers_print(ctx, &form, out);
        }
    }
    tlri_diag(ctx, TLR_ERROR, 6133, NULL, "give the id of one of its contests", NULL,
              "the notice has no contest '%s'", contest);
    return TLR_E_INPUT;
}

/* Opens the folder and writes; contest NULL: the forms. */
static tlr_status make(tlr_ctx *ctx, const char *dir, const char *contest,
                       const struct tlri_papers_form *form, tlr_text **out)
{
    struct tlri_case *c = NULL;
    *out = NULL;
    TLR_TRY(tlri_case_open_definition(ctx, dir, NULL, &c));
    tlr_text *text = tlri_text_new(ctx);
    if (text == NULL) {
        tlri_case_free(c);
        return tlri_no_memory(ctx);
    }
    tlr_status status = contest != NULL ? print_contest(ctx, c, contest, form, &text->buf)
                                        : tlri_papers_desk(ctx, c->notice, &text->buf);
    tlri_case_free(c);
    return tlri_text_hand(text, status, out);
}

tlr_status tlr_papers_print(tlr_ctx *ctx, const char *dir, const char *contest, unsigned from,
                            unsigned count, tlr_text **out)
{
    struct tlri_papers_form form = {.from = from, .count = count};
    *out = NULL;
    if (from < 1 || from > FROM_MAX || count < 1 || count > COUNT_MAX) {
        return TLR_E_USAGE;
    }
    return make(ctx, dir, contest, &form, out);
}

tlr_status tlr_papers_desk(tlr_ctx *ctx, const char *dir, tlr_text **out)
{
    struct tlri_papers_form none = {0};
    return make(ctx, dir, NULL, &none, out);
}

tlr_status tlr_papers_slip(tlr_ctx *ctx, const char *dir, unsigned count, tlr_text **out)
{
    struct tlri_case *c = NULL;
    *out = NULL;
    if (count < 1 || count > COUNT_MAX) {
        return TLR_E_USAGE;
    }
    TLR_TRY(tlri_case_open_slip(ctx, dir, NULL, &c));
    tlr_text *text = tlri_text_new(ctx);
    if (text == NULL) {
        tlri_case_free(c);
        return tlri_no_memory(ctx);
    }
    tlr_status status = tlri_papers_slip(ctx, c->notice, c->close,
                                         tlri_sealed_digest(c->close_file), count, &text->buf);
    tlri_case_free(c);
    return tlri_text_hand(text, status, out);
}
