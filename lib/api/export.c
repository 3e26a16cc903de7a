/*
 * api/export.c: papers and results in the forms of other programs (teller/export.h).
 *
 * The folder is verified and counted by both engines first (api/counted.c). Papers are then read
 * once more by the same function that the count reads them by, so that what goes out as counted is
 * what was counted. Their numbers, batches and order stay here. The forms are those of report/.
 * Implements spec/formats/export.md.
 */
#include "teller/export.h"

#include <string.h>

#include "api/counted.h"
#include "api/text.h"
#include "base/file.h"
#include "count/marks.h"
#include "io/blt.h"
#include "io/con.h"
#include "report/eml.h"
#include "report/exported.h"

#define BLT_FILE_MAX ((size_t)1 << 30)
#define POOL_MAX     ((size_t)UINT32_MAX)

/* ---- papers gathered ----------------------------------------------------------------------------
 */

struct gathered {
    struct tlri_array row;  /* struct tlri_exported_row */
    struct tlri_array pool; /* tlri_mark */
};

static void gathered_init(struct gathered *g, tlr_ctx *ctx)
{
    tlri_array_init(&g->row, ctx, sizeof(struct tlri_exported_row), TLRI_PAPERS_MAX);
    tlri_array_init(&g->pool, ctx, sizeof(tlri_mark), POOL_MAX);
}

static void gathered_drop(struct gathered *g)
{
    tlri_array_drop(&g->row);
    tlri_array_drop(&g->pool);
}

static tlr_status add_seen(struct gathered *g, const struct tlri_papers *papers,
                           const struct tlri_paper *paper, struct tlri_exported_row *row)
{
    *row = (struct tlri_exported_row){.papers = paper->weight,
                                      .seen_at = (uint32_t)g->pool.count,
                                      .seen = paper->marks,
                                      .seen_reject = paper->reject};
    if (paper->marks > 0) {
        TLR_TRY(tlri_array_append(&g->pool, papers->pool + paper->first, paper->marks));
    }
    row->counted_at = (uint32_t)g->pool.count;
    return TLR_OK;
}

static tlr_status add_counted(struct gathered *g, const struct tlri_reading *reading,
                              struct tlri_exported_row *row)
{
    row->counted_reject = (uint16_t)reading->reject;
    if (reading->reject != TLRI_REJECT_NONE) {
        return TLR_OK;
    }
    row->counted = (uint16_t)reading->n;
    for (uint32_t i = 0; i < reading->n; i++) {
        tlri_mark mark =
            (tlri_mark)(reading->candidate[i] | (reading->equal[i] ? TLRI_MARK_EQUAL : 0u));
        TLR_TRY(tlri_array_append(&g->pool, &mark, 1));
    }
    return TLR_OK;
}

static bool on_crosses(const struct tlri_settings *settings)
{
    return settings->method == TLRI_METHOD_PLURALITY || settings->method == TLRI_METHOD_ELIMINATING;
}

/* Every paper of one contest, as seen and as counted. */
static tlr_status gather_counted(const struct tlri_counted *counted, struct gathered *g)
{
    const struct tlri_papers *papers = counted->papers;
    struct tlri_reading reading;
    uint32_t next = 0; /* decision; they are sorted by paper */
    for (uint32_t i = 0; i < papers->count; i++) {
        const struct tlri_adjudication *decision = NULL;
        struct tlri_exported_row row;
        if (next < papers->adjudications && papers->adjudication[next].paper == i) {
            decision = &papers->adjudication[next++];
        }
        tlri_marks_read(&counted->contest, &counted->settings, on_crosses(&counted->settings),
                        papers, &papers->paper[i], decision, &reading);
        TLR_TRY(add_seen(g, papers, &papers->paper[i], &row));
        TLR_TRY(add_counted(g, &reading, &row));
        TLR_TRY(tlri_array_append(&g->row, &row, 1));
    }
    return TLR_OK;
}

/* Every row of a file that nobody counts: it stands for what is written in it. */
static tlr_status gather_blt(const struct tlri_blt *blt, struct gathered *g)
{
    for (uint32_t i = 0; i < blt->papers->count; i++) {
        const struct tlri_paper *paper = &blt->papers->paper[i];
        struct tlri_exported_row row;
        TLR_TRY(add_seen(g, blt->papers, paper, &row));
        row.counted_at = row.seen_at;
        row.counted = row.seen;
        TLR_TRY(tlri_array_append(&g->row, &row, 1));
    }
    return TLR_OK;
}

/* ---- papers written -----------------------------------------------------------------------------
 */

static tlr_status no_such_format(tlr_ctx *ctx)
{
    tlri_diag(ctx, TLR_ERROR, 6991, NULL, "use blt, csv or cvr", NULL,
              "papers cannot be exported in this form");
    return TLR_E_USAGE;
}

static bool digits(const char *text, size_t n)
{
    return strspn(text, "0123456789") >= n;
}

/* "2026-05-14T20:30:00Z" */
static tlr_status check_moment(tlr_ctx *ctx, const char *text)
{
    bool good = text != NULL && strlen(text) == 20 && digits(text, 4) && text[4] == '-' &&
                digits(text + 5, 2) && text[7] == '-' && digits(text + 8, 2) && text[10] == 'T' &&
                digits(text + 11, 2) && text[13] == ':' && digits(text + 14, 2) &&
                text[16] == ':' && digits(text + 17, 2) && text[19] == 'Z';
    if (good) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 6993, NULL, "give the moment in UTC, as in 2026-05-14T20:30:00Z",
              "export/EXP-9", "cast vote records say when they were made, and this is no moment");
    return TLR_E_USAGE;
}

static tlr_status write_papers(tlr_ctx *ctx, const tlr_export_request *request,
                               struct tlri_exported *from, struct gathered *g,
                               tlr_export_report *report, struct tlri_buf *out)
{
    uint64_t all = 0;
    uint64_t left_out = 0;
    tlr_status status = TLR_OK;
    from->row = g->row.data;
    from->rows = g->row.count;
    for (size_t i = 0; i < from->rows; i++) {
        from->row[i].pool = g->pool.data;
        all += from->row[i].papers;
    }
    switch (request->format) {
    case TLR_EXPORT_BLT:
        status = tlri_exported_blt(ctx, from, &left_out, out);
        break;
    case TLR_EXPORT_CSV:
        status = tlri_exported_csv(ctx, from, &left_out, out);
        break;
    case TLR_EXPORT_CVR:
        TLR_TRY(check_moment(ctx, request->generated));
        status = tlri_exported_cvr(ctx, from, request->generated, out);
        break;
    case TLR_EXPORT_CON:
    case TLR_EXPORT_EML_510:
    case TLR_EXPORT_EML_520:
    default:
        return no_such_format(ctx);
    }
    report->papers = (unsigned long)(all - left_out);
    report->left_out = (unsigned long)left_out;
    return status;
}

/* ---- of a folder --------------------------------------------------------------------------------
 */

static tlr_status which(tlr_ctx *ctx, const char *what, const char *hint)
{
    tlri_diag(ctx, TLR_ERROR, 6992, NULL, hint, NULL, "%s", what);
    return TLR_E_USAGE;
}

/* The contest and round that was asked for; one of them only. */
static tlr_status choose(tlr_ctx *ctx, const struct tlri_audit *audit,
                         const tlr_export_request *request, const struct tlri_counted **out)
{
    size_t contests = 0;
    size_t rounds = 0;
    *out = NULL;
    for (size_t i = 0; i < audit->counted; i++) {
        const struct tlri_counted *one = &audit->contest[i];
        bool named = request->contest != NULL ? tlri_streq(one->contest.id, request->contest)
                                              : one->papers != NULL;
        bool another = *out == NULL || !tlri_streq((*out)->contest.id, one->contest.id);
        if (!named) {
            continue;
        }
        contests += another;
        if (request->round == 0 || request->round == one->round) {
            *out = one;
            rounds++;
        }
    }
    if (contests == 0) {
        return which(ctx,
                     request->contest != NULL ? "this election has no contest of that id"
                                              : "no contest of this election was counted",
                     "name one of its contests: --contest ID");
    }
    if (contests > 1) {
        return which(ctx, "one contest is exported at a time, and this election has several",
                     "name one of its contests: --contest ID");
    }
    if (rounds != 1) {
        return which(ctx,
                     rounds == 0 ? "the contest has no such round"
                                 : "the contest was held in several rounds",
                     "name one of its rounds: --round N");
    }
    return TLR_OK;
}

static void warn_of_papers(tlr_ctx *ctx, const struct tlri_counted *counted)
{
    tlri_diag(ctx, TLR_WARNING, 6985, NULL,
              "keep it as you keep the batches; give it only to those who may see the sealed "
              "folder: the returning officer, the scrutineers, and whoever hears a complaint",
              "export/EXP-3",
              "this holds every paper of contest %s, and is as secret as they are: a vote that was "
              "bought or forced can be recognised by its order of preferences",
              counted->contest.id);
}

static tlr_status export_papers(tlr_case *c, const struct tlri_counted_case *in,
                                const struct tlri_counted *counted,
                                const tlr_export_request *request, tlr_export_report *report,
                                struct tlri_buf *out)
{
    const struct tlri_case_result *result = &in->first->result;
    struct tlri_exported from = {.election = result->election,
                                 .title = result->title,
                                 .clp = result->clp,
                                 .contest = &counted->contest,
                                 .round = counted->round,
                                 .crosses = on_crosses(&counted->settings),
                                 .votes = counted->settings.votes > 0 ? counted->settings.votes
                                                                      : counted->contest.places};
    struct gathered g;
    TLR_TRY(tlri_audit_need_papers(c->ctx, &counted->contest, counted->papers));
    gathered_init(&g, c->ctx);
    tlr_status status = gather_counted(counted, &g);
    if (status == TLR_OK) {
        status = write_papers(c->ctx, request, &from, &g, report, out);
    }
    gathered_drop(&g);
    if (status == TLR_OK) {
        warn_of_papers(c->ctx, counted);
    }
    return status;
}

static tlr_status export_contest(tlr_case *c, const struct tlri_counted_case *in,
                                 const tlr_export_request *request, tlr_export_report *report,
                                 struct tlri_buf *out)
{
    const struct tlri_counted *counted = NULL;
    TLR_TRY(choose(c->ctx, in->first, request, &counted));
    if (request->format == TLR_EXPORT_CON) {
        if (counted->contest.groups == 0) {
            tlri_diag(c->ctx, TLR_ERROR, 6990, NULL, "count the BLT file without --constraints",
                      NULL, "contest %s has no bounds on groups", counted->contest.id);
            return TLR_E_RULES;
        }
        return tlri_con_write(&counted->contest, out);
    }
    if (counted->papers == NULL) {
        tlri_diag(c->ctx, TLR_ERROR, 6989, NULL, "use --format eml-520, which says who is elected",
                  NULL, "nothing was counted in contest %s, so there are no papers",
                  counted->contest.id);
        return TLR_E_RULES;
    }
    return export_papers(c, in, counted, request, report, out);
}

static tlr_status export_as(tlr_case *c, const struct tlri_counted_case *in,
                            const tlr_export_request *request, tlr_export_report *report,
                            struct tlri_buf *out)
{
    const struct tlri_case_result *result = &in->first->result;
    switch (request->format) {
    case TLR_EXPORT_EML_510:
        return tlri_eml_count(c->ctx, result, &in->basis, request->contest, out);
    case TLR_EXPORT_EML_520:
        return tlri_eml_result(c->ctx, result, &in->basis, request->contest, out);
    case TLR_EXPORT_BLT:
    case TLR_EXPORT_CSV:
    case TLR_EXPORT_CVR:
    case TLR_EXPORT_CON:
    default:
        return export_contest(c, in, request, report, out);
    }
}

tlr_status tlr_case_export(tlr_case *c, const tlr_export_request *request,
                           tlr_export_report *report, tlr_text **out)
{
    struct tlri_counted_case counted = {0};
    *out = NULL;
    *report = (tlr_export_report){0};
    tlr_text *text = tlri_text_new(c->ctx);
    if (text == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlr_status status = tlri_counted_open(c, &counted);
    if (status == TLR_OK) {
        status = export_as(c, &counted, request, report, &text->buf);
    }
    tlri_counted_drop(&counted);
    return tlri_text_hand(text, status, out);
}

/* ---- of a BLT file ------------------------------------------------------------------------------
 */

static tlr_status export_file(tlr_ctx *ctx, const struct tlri_blt *blt,
                              const tlr_export_request *request, tlr_export_report *report,
                              struct tlri_buf *out)
{
    struct tlri_exported from = {.title = blt->title, .contest = &blt->contest, .round = 1};
    struct gathered g;
    gathered_init(&g, ctx);
    tlr_status status = gather_blt(blt, &g);
    if (status == TLR_OK) {
        status = write_papers(ctx, request, &from, &g, report, out);
    }
    gathered_drop(&g);
    return status;
}

tlr_status tlr_export_blt(tlr_ctx *ctx, const char *path, const tlr_export_request *request,
                          tlr_export_report *report, tlr_text **out)
{
    struct tlri_bytes bytes;
    struct tlri_blt *blt = NULL;
    *out = NULL;
    *report = (tlr_export_report){0};
    TLR_TRY(tlri_file_read(ctx, path, BLT_FILE_MAX, &bytes));
    tlr_status status = tlri_blt_read(ctx, path, bytes.data, bytes.len, TLRI_BLT_ALLOW_NOTES, &blt);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    tlr_text *text = tlri_text_new(ctx);
    status =
        text == NULL ? tlri_no_memory(ctx) : export_file(ctx, blt, request, report, &text->buf);
    tlri_blt_free(blt);
    return tlri_text_hand(text, status, out);
}
