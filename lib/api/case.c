/*
 * api/case.c: the folder of an election: check, count, verify (teller/case.h).
 *
 * Thin: custody opens the folder, audit counts it, io and report write it down. The only thing done
 * here is the order of those calls, and the words of the verification report.
 */
#include <stdio.h>
#include <string.h>

#include "api/case.h"
#include "api/text.h"
#include "audit/audit.h"
#include "base/file.h"
#include "base/wrap.h"
#include "count/count.h"
#include "custody/bundle.h"
#include "custody/case.h"
#include "io/delegation.h"
#include "io/result.h"
#include "io/workings.h"
#include "recount/recount.h"
#include "report/sheet.h"
#include "teller.h"
#include "teller/case.h"

enum { LINE_SHOWN = 300, VERIFIED_MAX = 100000 }; /* bytes of a line that differs; checks */

tlr_status tlr_case_new(tlr_ctx *ctx, const char *dir, tlr_case **out)
{
    *out = NULL;
    tlr_case *c = tlri_alloc(ctx, sizeof *c);
    if (c == NULL) {
        return tlri_no_memory(ctx);
    }
    c->ctx = ctx;
    tlri_arena_init(&c->arena, ctx);
    tlri_array_init(&c->verified, ctx, sizeof(struct tlri_verified), VERIFIED_MAX);
    size_t len = strlen(dir);
    while (len > 1 && dir[len - 1] == '/') {
        len--;
    }
    c->dir = tlri_arena_copy(&c->arena, dir, len);
    if (c->dir == NULL) {
        tlr_case_free(c);
        return tlri_no_memory(ctx);
    }
    *out = c;
    return TLR_OK;
}

static void drop_texts(tlr_case *c)
{
    tlr_text **texts[] = {&c->sheet, &c->result, &c->workings, &c->run, &c->report};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        tlr_text_free(*texts[i]);
        *texts[i] = NULL;
    }
}

void tlr_case_free(tlr_case *c)
{
    if (c == NULL) {
        return;
    }
    drop_texts(c);
    tlri_array_drop(&c->verified);
    tlri_arena_drop(&c->arena);
    tlri_free(c->ctx, c, sizeof *c);
}

/* ---- anchors ----------------------------------------------------------------------------------
 */

tlr_status tlr_case_officer_key(tlr_case *c, const char *path)
{
    struct tlri_bytes bytes;
    struct tlri_place place = {.file = path};
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_KEY_FILE_MAX, &bytes));
    tlr_status status = tlri_key_parse(c->ctx, &place, bytes.data, bytes.len, &c->anchors.officer);
    tlri_bytes_drop(&bytes);
    c->anchors.has_officer = status == TLR_OK;
    return status;
}

tlr_status tlr_case_notice(tlr_case *c, const char *digest)
{
    TLR_TRY(tlri_anchor_parse(c->ctx, "the notice's digest", digest, &c->anchors.notice));
    c->anchors.has_notice = true;
    return TLR_OK;
}

tlr_status tlr_case_close(tlr_case *c, const char *digest)
{
    TLR_TRY(tlri_anchor_parse(c->ctx, "the close's digest", digest, &c->anchors.close));
    c->anchors.has_close = true;
    return TLR_OK;
}

/* ---- check -------------------------------------------------------------------------------------
 */

tlr_status tlr_case_last_year(tlr_case *c, const char *path)
{
    c->last_year = tlri_arena_copy(&c->arena, path, strlen(path));
    return c->last_year != NULL ? TLR_OK : tlri_no_memory(c->ctx);
}

tlr_status tlr_case_void(tlr_case *c, const char *dir)
{
    c->void_dir = tlri_arena_copy(&c->arena, dir, strlen(dir));
    return c->void_dir != NULL ? TLR_OK : tlri_no_memory(c->ctx);
}

/* [DLG-6] Warns where the notice says something else of last year than the record does. */
static void compare_last_year(tlr_case *c, const struct tlri_case *opened,
                              const struct tlri_delegation *record)
{
    const struct tlri_delegation_record *said = &opened->notice->last_year;
    struct tlri_place place = {.file = tlri_sealed_name(opened->notice_file),
                               .line = said->at.line,
                               .column = said->at.column};
    if (!said->stated) {
        tlri_diag(c->ctx, TLR_WARNING, 5137, &place, NULL, "delegation/DLG-6",
                  "the notice says nothing of last year; the record for %u says %s",
                  record->conference, tlri_last_year_token(record->sent));
    } else if (said->conference != record->conference || said->sent != record->sent) {
        tlri_diag(c->ctx, TLR_WARNING, 5137, &place, NULL, "delegation/DLG-6",
                  "the notice says %s of the conference of %u; the record says %s of that of %u",
                  tlri_last_year_token(said->sent), said->conference,
                  tlri_last_year_token(record->sent), record->conference);
    }
}

static tlr_status check_last_year(tlr_case *c, const struct tlri_case *opened)
{
    struct tlri_bytes bytes = {0};
    struct tlri_delegation *record = NULL;
    if (c->last_year == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(c->ctx, c->last_year, TLRI_DELEGATION_FILE_MAX, &bytes));
    tlr_status status = tlri_delegation_read(c->ctx, c->last_year, bytes.data, bytes.len, &record);
    tlri_bytes_drop(&bytes);
    if (status == TLR_OK) {
        compare_last_year(c, opened, record);
    }
    tlri_delegation_free(record);
    return status;
}

tlr_status tlr_case_check(tlr_case *c)
{
    struct tlri_case *opened = NULL;
    struct tlri_audit *outcome = NULL;
    TLR_TRY(tlri_case_inspect(c->ctx, c->dir, &c->anchors, &opened));
    tlr_status status = tlri_audit_rules(c->ctx, opened, &outcome);
    tlr_status last_year = check_last_year(c, opened);
    if (status == TLR_OK && c->void_dir != NULL) {
        status = tlri_case_check_void(opened, c->void_dir);
    }
    tlri_audit_free(outcome);
    tlri_case_free(opened);
    return status != TLR_OK ? status : last_year;
}

/* ---- in part -----------------------------------------------------------------------------------
 */

void tlr_case_partial(tlr_case *c)
{
    c->partial = true;
}

tlr_status tlri_case_open_as_asked(tlr_case *c, struct tlri_case **out)
{
    return c->partial ? tlri_case_open_partial(c->ctx, c->dir, &c->anchors, out)
                      : tlri_case_open(c->ctx, c->dir, &c->anchors, out);
}

const char *tlri_case_result_name(const tlr_case *c)
{
    return c->partial ? "partial.xml" : "result.xml";
}

/* ---- count -------------------------------------------------------------------------------------
 */

/* A text made by one of the writers. */
static tlr_status write_text(tlr_ctx *ctx, const struct tlri_case_result *result,
                             tlr_status (*write)(tlr_ctx *, const struct tlri_case_result *,
                                                 struct tlri_buf *),
                             tlr_text **out)
{
    tlr_text *text = tlri_text_new(ctx);
    if (text == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = write(ctx, result, &text->buf);
    return tlri_text_hand(text, status, out);
}

/* What may differ from one machine or holder to another, and so stays out of the result. */
static tlr_status write_run(const tlr_case *c, const struct tlri_case *opened, tlr_text **out)
{
    tlr_text *text = tlri_text_new(c->ctx);
    if (text == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlri_buf_printf(&text->buf, "teller/run@1\nelection %s\nprogram teller %s\n",
                    opened->notice->election, TLR_VERSION);
    const char *const *line = opened->signed_by.data;
    for (size_t i = 0; i < opened->signed_by.count; i++) {
        tlri_buf_printf(&text->buf, "signed %s\n", line[i]);
    }
    const char *const *ignored = opened->ignored.data;
    for (size_t i = 0; i < opened->ignored.count; i++) {
        tlri_buf_printf(&text->buf, "ignored %s\n", ignored[i]);
    }
    tlri_buf_puts(&text->buf, "end\n");
    return tlri_text_hand(text, TLR_OK, out);
}

static tlr_status write_all(tlr_case *c, const struct tlri_case *opened,
                            const struct tlri_audit *outcome)
{
    TLR_TRY(write_text(c->ctx, &outcome->result, tlri_result_write, &c->result));
    TLR_TRY(write_text(c->ctx, &outcome->result, tlri_sheet_case, &c->sheet));
    if (c->partial) {
        return TLR_OK; /* [PAR-7] a look, and no record to keep */
    }
    TLR_TRY(write_text(c->ctx, &outcome->result, tlri_workings_write, &c->workings));
    return write_run(c, opened, &c->run);
}

/* [RND-4] Between two rounds there is a sheet to go on by, and nothing else. */
static tlr_status write_so_far(tlr_case *c, struct tlri_audit *outcome)
{
    if (outcome->waiting) {
        tlri_audit_note_rounds(outcome);
        TLR_TRY(write_text(c->ctx, &outcome->result, tlri_sheet_case, &c->sheet));
    }
    return TLR_E_DECISION;
}

static bool was_declared(const struct tlri_case *opened)
{
    bool found = false;
    for (size_t i = 0; i < opened->names_count && !found; i++) {
        found = tlri_streq(opened->names[i], "declaration.txt");
    }
    return found;
}

tlr_status tlr_case_count(tlr_case *c)
{
    struct tlri_case *opened = NULL;
    struct tlri_audit *outcome = NULL;
    tlr_status status;
    drop_texts(c);
    TLR_TRY(tlri_case_open_as_asked(c, &opened));
    c->keeps = !c->partial && (opened->rulings > 0 || was_declared(opened));
    TLR_TRY_TO(tlri_audit_rules(c->ctx, opened, &outcome), done);
    status = tlri_audit_count(outcome, tlri_count_run);
    if (status == TLR_E_DECISION) {
        status = write_so_far(c, outcome);
        goto done;
    }
    TLR_TRY_TO(status, done);
    tlri_audit_note_rounds(outcome);
    TLR_TRY_TO(tlri_audit_effects(outcome, tlri_count_run), done);
    TLR_TRY_TO(tlri_audit_note_lots(outcome), done);
    status = write_all(c, opened, outcome);
done:
    tlri_audit_free(outcome);
    tlri_case_free(opened);
    if (status != TLR_OK && status != TLR_E_DECISION) {
        drop_texts(c);
    }
    return status;
}

const tlr_text *tlr_case_sheet(const tlr_case *c)
{
    return c->sheet;
}

const tlr_text *tlr_case_result(const tlr_case *c)
{
    return c->result;
}

const tlr_text *tlr_case_workings(const tlr_case *c)
{
    return c->workings;
}

const tlr_text *tlr_case_run(const tlr_case *c)
{
    return c->run;
}

const tlr_text *tlr_case_report(const tlr_case *c)
{
    return c->report;
}

/* ---- verify ------------------------------------------------------------------------------------
 */

/* What is no ordinary election says so before anything else. */
static void report_kind(const struct tlri_notice *notice, struct tlri_buf *out)
{
    if (!notice->is_signed) {
        tlri_buf_puts(out, "UNSIGNED: the notice declares this election unsigned.\n");
    }
    if (notice->trial) {
        tlri_buf_puts(out, "TRIAL RUN: not a real election.\n");
    }
}

/* The first line of the report: what ties these files to the real election. */
static void report_anchors(const tlr_case *c, struct tlri_buf *out)
{
    const struct {
        bool given;
        const char *name;
    } anchors[] = {{c->anchors.has_officer, "the returning officer's key"},
                   {c->anchors.has_notice, "the notice's digest"},
                   {c->anchors.has_close, "the close's digest"}};
    const char *before = "Anchors given: ";
    for (size_t i = 0; i < sizeof anchors / sizeof anchors[0]; i++) {
        if (anchors[i].given) {
            tlri_buf_printf(out, "%s%s", before, anchors[i].name);
            before = ", ";
        }
    }
    if (anchors[0].given || anchors[1].given || anchors[2].given) {
        tlri_buf_puts(out, ".\n");
        return;
    }
    tlri_buf_puts(out, "Anchors given: none. This folder is consistent with itself only.\n"
                       "Nothing from outside ties it to the real election: give --officer-key, "
                       "--notice\nor --close.\n");
}

/* Keeps a check for programs (tlr_case_report_check). */
static tlr_status note_check(tlr_case *c, const char *number, bool holds, const char *text)
{
    struct tlri_verified check = {tlri_arena_copy(&c->arena, number, strlen(number)),
                                  tlri_arena_copy(&c->arena, text, strlen(text)), holds};
    if (check.number == NULL || check.text == NULL) {
        return tlri_no_memory(c->ctx);
    }
    return tlri_array_append(&c->verified, &check, 1);
}

/* "V6   ok  the sentence, wrapped". */
static tlr_status report_line(tlr_case *c, const char *number, bool holds, const char *text)
{
    char first[32];
    snprintf(first, sizeof first, "%-4s %s  ", number, holds ? "ok" : "NO");
    tlri_wrap(&c->report->buf, first, 9, text);
    return note_check(c, number, holds, text);
}

static tlr_status report_checks(tlr_case *c, const struct tlri_case *opened)
{
    const struct tlri_result_check *check = opened->checks.data;
    for (size_t i = 0; i < opened->checks.count; i++) {
        const char *number = strrchr(check[i].clause, '/');
        TLR_TRY(report_line(c, number != NULL ? number + 1 : check[i].clause, true, check[i].text));
    }
    return TLR_OK;
}

/* V8: both engines, contest by contest. TLR_E_DIFFERS with the first difference in words. */
static tlr_status compare_engines(tlr_case *c, const struct tlri_audit *first,
                                  const struct tlri_audit *second)
{
    struct tlri_buf line;
    tlr_status said = TLR_OK;
    tlri_buf_init(&line, first->ctx, 1 << 20);
    tlri_buf_puts(&line, "the two counts differ: ");
    bool differ = tlri_audit_contests_differ(first, second, &line);
    if (differ) {
        said = report_line(c, "V8", false, line.data != NULL ? line.data : "");
    }
    for (size_t i = 0; i < first->counted && !differ && said == TLR_OK; i++) {
        const struct tlri_counted *a = &first->contest[i];
        const struct tlri_counted *b = &second->contest[i];
        line.len = 0;
        tlri_buf_printf(&line, "contest %s", a->contest.id);
        if (a->source->rounds > 1) {
            tlri_buf_printf(&line, ", round %u", a->round);
        }
        tlri_buf_puts(&line, ": ");
        if (a->transcript == NULL) {
            tlri_buf_puts(&line, a->source->annulled != 0 ? "annulled by a ruling, not counted"
                                                          : "unopposed, nothing to count");
        } else {
            size_t before = line.len;
            tlri_buf_puts(&line, "the two counts differ: ");
            differ = tlri_audit_difference(&a->contest, a->transcript, b->transcript, &line);
            line.len = differ ? line.len : before;
        }
        if (a->transcript != NULL && !differ) {
            tlri_buf_printf(&line,
                            "counted twice, paper by paper the second time; all %zu events agree",
                            tlri_transcript_size(a->transcript));
        }
        said = report_line(c, "V8", !differ, line.data != NULL ? line.data : "");
    }
    tlr_status status = line.failed != TLR_OK ? line.failed : said;
    tlri_buf_drop(&line);
    return status == TLR_OK && differ ? TLR_E_DIFFERS : status;
}

static void report_digest(const char *what, const void *data, size_t len, struct tlri_buf *out)
{
    struct tlri_digest digest;
    char reading[TLRI_DIGEST_READING];
    tlri_digest_of(data, len, &digest);
    tlri_digest_reading(&digest, reading);
    tlri_buf_printf(out, "\n%s\n%s\n", what, reading);
}

/* The beginning of a line of a file that nobody vouches for, so that it cannot steer a terminal or
 * pass for a line of the report. */
static void put_shown(const char *text, size_t len, struct tlri_buf *out)
{
    size_t shown = len < LINE_SHOWN ? len : LINE_SHOWN;
    while (shown > 0 && shown < len && ((unsigned char)text[shown] & 0xC0u) == 0x80u) {
        shown--; /* not in the middle of a letter */
    }
    bool readable = shown > 0 && tlri_utf8_shown(text, shown);
    for (size_t i = 0; i < shown; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool plain = byte >= 0x20 && byte != 0x7F && (byte < 0x80 || readable);
        tlri_buf_printf(out, "%c", plain ? text[i] : '?');
    }
    tlri_buf_puts(out, shown < len ? " ...\n" : "\n");
}

/* V9: the bytes of result.xml in the folder against those reproduced. */
static tlr_status compare_bytes(tlr_case *c, const tlr_text *mine, struct tlri_buf *out)
{
    struct tlri_bytes bytes;
    const char *name = tlri_case_result_name(c);
    const char *path = tlri_arena_printf(&c->arena, "%s/%s", c->dir, name);
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (!tlri_file_exists(path)) {
        struct tlri_place place = {.file = path};
        tlri_diag(
            c->ctx, TLR_ERROR, 6170, &place,
            c->partial
                ? "put the partial result here that is to be verified, or write one: teller "
                  "count DIR --partial"
                : "put the result here that is to be verified, or write one: teller count DIR",
            "verification/V9", "there is no %s in this folder",
            c->partial ? "partial result" : "result");
        return TLR_E_IO;
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_TEXT_MAX, &bytes));
    tlr_status said = TLR_OK;
    struct tlri_text_difference d =
        tlri_text_first_difference(bytes.data, bytes.len, tlr_text_data(mine), tlr_text_size(mine));
    if (d.differs) {
        struct tlri_buf words;
        tlri_buf_init(&words, c->ctx, 1 << 16);
        tlri_audit_place_in_words(tlr_text_data(mine), &d, &words);
        if (words.len == 0) {
            tlri_buf_puts(&words, "(see the two lines)");
        }
        tlri_buf_printf(out,
                        "V9   NO  %s is not the result of these files; first difference, "
                        "line %u:\n         ",
                        name, d.line);
        put_shown(words.data, words.len, out);
        said = note_check(c, "V9", false,
                          c->partial ? "partial.xml is not the partial result of these files"
                                     : "result.xml is not the result of these files");
        tlri_buf_puts(out, "         in the folder: ");
        put_shown(d.a, d.a_len, out);
        tlri_buf_puts(out, "         reproduced:    ");
        put_shown(d.b, d.b_len, out);
        tlri_buf_drop(&words);
    } else {
        tlri_buf_printf(out, "V9   ok  %s: all %zu bytes reproduced by the second count\n", name,
                        bytes.len);
        said = note_check(c, "V9", true,
                          c->partial ? "partial.xml: reproduced by the second count"
                                     : "result.xml: reproduced by the second count");
    }
    if (!d.differs && !c->partial) { /* nobody reads a partial result aloud */
        report_digest("SHA-256 of result.xml, to read aloud:", bytes.data, bytes.len, out);
    }
    tlri_bytes_drop(&bytes);
    return d.differs ? TLR_E_DIFFERS : said;
}

static tlr_status verify_counts(tlr_case *c, const struct tlri_case *opened)
{
    struct tlri_audit *first = NULL;
    struct tlri_audit *second = NULL;
    tlr_text *mine = NULL;
    tlr_status status;
    TLR_TRY_TO(tlri_audit_rules(c->ctx, opened, &first), done);
    TLR_TRY_TO(tlri_audit_count(first, tlri_count_run), done);
    /* The rules are resolved once more, so that nothing of the first count can reach the second. */
    TLR_TRY_TO(tlri_audit_rules(c->ctx, opened, &second), done);
    TLR_TRY_TO(tlri_audit_count(second, tlri_recount_run), done);
    TLR_TRY_TO(tlri_audit_effects(second, tlri_recount_run), done);
    TLR_TRY_TO(compare_engines(c, first, second), done);
    TLR_TRY_TO(write_text(c->ctx, &second->result, tlri_result_write, &mine), done);
    status = compare_bytes(c, mine, &c->report->buf);
done:
    tlr_text_free(mine);
    tlri_audit_free(first);
    tlri_audit_free(second);
    return status;
}

/* P1 to P6: what can be known without the papers. */
static tlr_status verify_public(tlr_case *c, const struct tlri_bundle *bundle)
{
    struct tlri_case *opened = NULL;
    tlr_status status = tlri_bundle_check_public(bundle, c->dir, &c->anchors, &opened);
    if (opened != NULL) {
        report_kind(opened->notice, &c->report->buf);
    }
    report_anchors(c, &c->report->buf);
    tlr_status said = opened != NULL ? report_checks(c, opened) : TLR_OK;
    tlri_case_free(opened);
    said = said != TLR_OK ? said : c->report->buf.failed;
    return status == TLR_OK ? said : status;
}

/* A bundle is first of all whole. *out: the bundle, to be freed by the caller; NULL: it is none. Of
 * a public one (c->is_public) nothing is left to do. */
static tlr_status verify_bundle(tlr_case *c, struct tlri_bundle **out)
{
    bool is = false;
    *out = NULL;
    TLR_TRY(tlri_bundle_is(c->ctx, c->dir, &is));
    if (!is) {
        return TLR_OK;
    }
    tlr_status status = tlri_bundle_open(c->ctx, c->dir, out);
    if (status != TLR_OK) {
        report_anchors(c, &c->report->buf);
        return status;
    }
    if ((*out)->is_public) {
        c->is_public = true;
        return verify_public(c, *out);
    }
    tlri_buf_printf(&c->report->buf,
                    "A sealed bundle, whole: its %zu files are those of MANIFEST.\n",
                    (*out)->files);
    return TLR_OK;
}

/* [BUN-3], [BUN-10]: of what a sealed bundle is, and who signed its MANIFEST. NULL: no bundle. */
static tlr_status verify_sealed(tlr_case *c, const struct tlri_bundle *bundle,
                                struct tlri_case *opened)
{
    bool signs = false;
    tlri_signers signers = 0;
    if (bundle == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_bundle_check_sealed(bundle, opened, &signers));
    if (!opened->notice->is_signed) {
        return TLR_OK;
    }
    tlri_buf_puts(&c->report->buf, "MANIFEST is signed by ");
    for (size_t k = 0; k < opened->keys_count; k++) {
        if ((signers & tlri_signer_bit(k)) != 0 && opened->revoked[k] == 0) {
            tlri_buf_printf(&c->report->buf, "%s%s", signs ? ", " : "", opened->keys[k].name);
            signs = true;
        }
    }
    tlri_buf_puts(&c->report->buf, signs ? ".\n" : "nobody whose key is listed.\n");
    return TLR_OK;
}

int tlr_case_report_check(const tlr_case *c, size_t i, const char **number, int *holds,
                          const char **text)
{
    if (i >= c->verified.count) {
        return 0;
    }
    const struct tlri_verified *check = (const struct tlri_verified *)c->verified.data + i;
    if (number != NULL) {
        *number = check->number;
    }
    if (holds != NULL) {
        *holds = check->holds;
    }
    if (text != NULL) {
        *text = check->text;
    }
    return 1;
}

int tlr_case_is_public(const tlr_case *c)
{
    return c->is_public;
}

/* What was declared about the result, when something was. */
static void report_declaration(const struct tlri_case *opened, struct tlri_buf *out)
{
    const struct tlri_declaration *d = opened->declaration;
    if (d == NULL) {
        return;
    }
    tlri_buf_printf(out, "\n%s: %s",
                    d->state == TLRI_STATE_SUPERSEDED
                        ? "Declaration about the result before this one"
                        : "Declaration",
                    tlri_state_token((uint32_t)d->state));
    tlri_buf_printf(out, ", %s\n", d->time);
    for (size_t i = 0; i < d->requests; i++) {
        tlri_buf_printf(out, "  recount of %s, asked by a %s: %s (%s)\n", d->request[i].contest,
                        tlri_requester_token((uint32_t)d->request[i].by),
                        d->request[i].granted ? "granted" : "refused",
                        tlri_request_reason_token((uint32_t)d->request[i].reason));
    }
    for (size_t i = 0; i < d->protests; i++) {
        tlri_buf_printf(out, "  a %s %s\n", tlri_role_token((uint32_t)d->protest[i].role),
                        d->protest[i].refused ? "refused to sign" : "signed under protest");
    }
}

/* [PAR-8] A bundle that lacks a batch is not whole, and one that holds all lacks none. */
static tlr_status refuse_partial_bundle(tlr_case *c)
{
    struct tlri_place place = {.file = c->dir};
    tlri_diag(c->ctx, TLR_ERROR, 7103, &place, "verify it without --partial", "partial/PAR-8",
              "this is a bundle, and there is no partial count of a bundle");
    return TLR_E_USAGE;
}

static tlr_status verify(tlr_case *c,
                         tlr_status (*open)(tlr_ctx *, const char *, const struct tlri_anchors *,
                                            struct tlri_case **))
{
    struct tlri_case *opened = NULL;
    struct tlri_bundle *bundle = NULL;
    tlr_status status;
    c->is_public = false;
    drop_texts(c);
    c->verified.count = 0;
    c->report = tlri_text_new(c->ctx);
    if (c->report == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY_TO(verify_bundle(c, &bundle), done);
    if (c->partial && bundle != NULL) {
        status = refuse_partial_bundle(c);
        goto done;
    }
    if (c->is_public) {
        goto done;
    }
    status = open(c->ctx, c->dir, &c->anchors, &opened);
    if (status != TLR_OK) {
        report_anchors(c, &c->report->buf);
        goto done;
    }
    if (c->partial) {
        tlri_buf_puts(&c->report->buf, "PARTIAL: batches are missing. Not the result.\n");
    }
    report_kind(opened->notice, &c->report->buf);
    report_anchors(c, &c->report->buf);
    status = verify_sealed(c, bundle, opened);
    if (status == TLR_OK) {
        status = report_checks(c, opened);
    }
    if (status == TLR_OK) {
        status = verify_counts(c, opened);
    }
    report_declaration(opened, &c->report->buf);
    status = status == TLR_OK ? c->report->buf.failed : status;
done:
    tlri_case_free(opened);
    tlri_bundle_free(bundle);
    return status;
}

tlr_status tlr_case_verify(tlr_case *c)
{
    /* A declaration is about the whole. */
    return verify(c, c->partial ? tlri_case_open_partial : tlri_case_open_declared);
}

tlr_status tlri_case_reproduces(tlr_case *c)
{
    return verify(c, tlri_case_open);
}

/* ---- a result that is superseded --------------------------------------------------------------
 */

/* DIR/superseded, made when it is not there. A link in its place is refused [FOL-9]. */
static tlr_status superseded_folder(tlr_case *c, const char **out)
{
    *out = tlri_arena_printf(&c->arena, "%s/superseded", c->dir);
    if (*out == NULL) {
        return tlri_no_memory(c->ctx);
    }
    struct tlri_place place = {.file = *out};
    if (tlri_file_is_link(*out)) {
        tlri_diag(c->ctx, TLR_ERROR, 6664, &place, "put a folder in its place", "folder/FOL-9",
                  "this is a link, and superseded results are kept in a folder");
        return TLR_E_TRUST;
    }
    return tlri_file_exists(*out) ? TLR_OK : tlri_dir_make(c->ctx, *out);
}

static tlr_status keep(tlr_case *c, const struct tlri_bytes *earlier)
{
    struct tlri_digest digest;
    char hex[2 * TLRI_SHA256_BYTES + 1];
    const char *folder = NULL;
    tlri_digest_of(earlier->data, earlier->len, &digest);
    for (size_t i = 0; i < TLRI_SHA256_BYTES; i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest.bytes[i]);
    }
    TLR_TRY(superseded_folder(c, &folder));
    const char *path = tlri_arena_printf(&c->arena, "%s/%s.xml", folder, hex);
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    return tlri_file_write(c->ctx, path, earlier->data, earlier->len, false);
}

tlr_status tlr_case_keep_superseded(tlr_case *c)
{
    struct tlri_bytes earlier;
    const char *path = tlri_arena_printf(&c->arena, "%s/result.xml", c->dir);
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (c->result == NULL || !c->keeps || !tlri_file_exists(path)) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_TEXT_MAX, &earlier));
    bool same = earlier.len == tlr_text_size(c->result) &&
                memcmp(earlier.data, tlr_text_data(c->result), earlier.len) == 0;
    tlr_status status = same ? TLR_OK : keep(c, &earlier);
    tlri_bytes_drop(&earlier);
    return status;
}
