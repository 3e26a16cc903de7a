/*
 * io/sample.c: reader and writer of teller/sample@1, and the ticket of a paper.
 *
 * The sheet goes to the hall with nothing on it of what the file has, and comes back with what the
 * eye saw. Here is only its form: which papers it must name, and whether they agree with the
 * batches, is custody's question. Implements spec/formats/audit-sample.md.
 */
#include "io/sample.h"

#include <stdio.h>
#include <string.h>

#include "io/document.h"
#include "io/lots.h"
#include "io/marks.h"
#include "model/papers.h"

enum { PAPER_ID_PARTS = 3 };

static const char *const keywords[] = {"election", "close", "seed", "contest",
                                       "papers",   "paper", "end"};

/* ---- the ticket --------------------------------------------------------------------------------
 */

void tlri_sample_ticket(const struct tlri_digest *close, const char *seed, const char *contest,
                        const char *batch, uint32_t number, struct tlri_digest *out)
{
    struct tlri_digester digester;
    char hex[TLRI_DIGEST_HEX];
    char digits[16];
    tlri_digest_hex(close, hex);
    (void)snprintf(digits, sizeof digits, "%u", number);
    const char *const pieces[] = {
        "teller/sample@1\n", hex, "\n", seed, "\n", contest, "/", batch, "/", digits, "\n"};
    tlri_digester_init(&digester);
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        tlri_digester_add(&digester, pieces[i], strlen(pieces[i]));
    }
    tlri_digester_end(&digester, out);
}

int tlri_sample_compare(const struct tlri_sample_paper *a, const struct tlri_sample_paper *b)
{
    int order = strcmp(a->contest, b->contest);
    if (order == 0) {
        order = strcmp(a->batch, b->batch);
    }
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* ---- reading -----------------------------------------------------------------------------------
 */

/* CONTEST/BATCH/NUMBER. */
static bool read_name(struct tlri_document *document, struct tlri_span field,
                      struct tlri_sample_paper *paper)
{
    struct tlri_source *source = &document->source;
    struct tlri_span part[PAPER_ID_PARTS] = {{field.text, 0}};
    size_t n = 0;
    for (size_t i = 0; i < field.len && n < PAPER_ID_PARTS; i++) {
        if (field.text[i] == '/') {
            n++;
            if (n < PAPER_ID_PARTS) {
                part[n] = (struct tlri_span){field.text + i + 1, 0};
            }
        } else {
            part[n].len++;
        }
    }
    if (n != PAPER_ID_PARTS - 1) {
        tlri_source_error(source, 2350, field, "write it as ordinary/meeting/31",
                          "a paper is named by contest, batch and number");
        return false;
    }
    bool good = tlri_read_token(source, part[0], "the contest");
    good = tlri_read_token(source, part[1], "the batch") && good;
    good = tlri_read_number32(source, part[2], "the number of the paper", 1, TLRI_PAPERS_MAX,
                              &paper->number) &&
           good;
    paper->contest = tlri_document_text(document, part[0]);
    paper->batch = tlri_document_text(document, part[1]);
    return good;
}

static bool read_rejected(struct tlri_document *document, struct tlri_span field,
                          struct tlri_sample_paper *paper)
{
    paper->reject = tlri_reject_find(field.text + 2, field.len - 2);
    if (tlri_reject_whole(paper->reject)) {
        return true;
    }
    tlri_source_error(&document->source, 2034, field, NULL,
                      "a whole paper may be R:blank, R:no-official-mark, R:identifies-voter, "
                      "R:torn or R:cancelled");
    return false;
}

static bool read_marks(struct tlri_document *document, const struct tlri_span *fields, size_t n,
                       struct tlri_sample_paper *paper)
{
    uint32_t seen[TLRI_CANDIDATES_MAX];
    if (n > TLRI_CANDIDATES_MAX) {
        tlri_source_error(&document->source, 2035, document->source.line, NULL,
                          "a paper has at most %u candidates", TLRI_CANDIDATES_MAX);
        return false;
    }
    if (!tlri_read_marks(&document->source, fields, n, seen, &paper->marks)) {
        return false;
    }
    tlri_mark *mark = tlri_arena_array(document->arena, n, sizeof *mark);
    if (mark == NULL) {
        document->failed = tlri_no_memory(document->ctx);
        return false;
    }
    tlri_marks_order(seen, paper->marks, mark);
    paper->candidates = (uint32_t)n;
    paper->mark = mark;
    return true;
}

static bool read_seen(struct tlri_document *document, const struct tlri_span *fields, size_t n,
                      struct tlri_sample_paper *paper)
{
    if (n == 1 && tlri_word_is(fields[0], "unread")) {
        return true;
    }
    paper->read = true;
    if (n == 1 && fields[0].len > 2 && memcmp(fields[0].text, "R:", 2) == 0) {
        return read_rejected(document, fields[0], paper);
    }
    return read_marks(document, fields, n, paper);
}

static void read_paper(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_span f[TLRI_FIELDS_MAX];
    size_t count = 0;
    const struct tlri_sample_paper *before = list->data;
    before = list->count == 0 ? NULL : &before[list->count - 1];
    struct tlri_sample_paper paper = {.contest = "", .batch = "", .reject = TLRI_REJECT_NONE};
    if (!tlri_read_line(&document->source, "paper", "paper CONTEST/BATCH/NUMBER SEEN", 2,
                        TLRI_FIELDS_MAX, f, &count)) {
        return;
    }
    bool good = read_name(document, f[0], &paper);
    paper.at = tlri_document_at(document, f[0]);
    good = read_seen(document, f + 1, count - 1, &paper) && good;
    if (good && before != NULL && tlri_sample_compare(before, &paper) >= 0) {
        tlri_source_error(&document->source, 2351, f[0],
                          "leave the papers in the order of the sheet as it was printed",
                          "papers are sorted by contest, batch and number, each once");
    }
    struct tlri_sample_paper *place = tlri_document_push(document, list, f[0], "papers");
    if (place != NULL) {
        *place = paper;
    }
}

static void read_head(struct tlri_document *document, struct tlri_sample *sample)
{
    struct tlri_source *source = &document->source;
    struct tlri_span field;
    tlri_document_id(document, "election", "election ID", "the election", &sample->election);
    if (tlri_read_field(source, "close", "close sha256:DIGEST", &field)) {
        (void)tlri_read_digest(source, field, "the digest of the close", &sample->close);
    }
    if (tlri_read_field(source, "seed", "seed DIGITS", &field)) {
        if (!tlri_seed_ok(field.text, field.len)) {
            tlri_source_error(source, 2213, field, NULL, "a seed has exactly %d decimal digits",
                              TLRI_SEED_DIGITS);
        }
        sample->seed = tlri_document_text(document, field);
    }
    if (tlri_read_field(source, "contest", "contest ID (or all)", &field) &&
        !tlri_word_is(field, "all") && tlri_read_token(source, field, "the contest")) {
        sample->contest = tlri_document_text(document, field);
    }
}

static void read_body(struct tlri_document *document, struct tlri_sample *sample)
{
    uint32_t said = 0;
    struct tlri_span none[1];
    size_t count = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_sample_paper), TLRI_SAMPLE_MAX);
    read_head(document, sample);
    tlri_document_count(document, "papers", "papers N", TLRI_SAMPLE_MAX, &said);
    struct tlri_span at = document->source.line;
    while (tlri_next_is(&document->source, "paper") && !tlri_source_gave_up(&document->source)) {
        read_paper(document, &list);
    }
    tlri_document_compare(document, at, "papers", said, list.count);
    sample->paper = tlri_document_keep(document, &list, &sample->papers);
    if (!tlri_source_gave_up(&document->source) &&
        tlri_read_line(&document->source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(&document->source);
    }
}

tlr_status tlri_sample_new(tlr_ctx *ctx, struct tlri_sample **out)
{
    struct tlri_sample *sample = tlri_alloc(ctx, sizeof *sample);
    if (sample == NULL) {
        return tlri_no_memory(ctx);
    }
    sample->ctx = ctx;
    tlri_arena_init(&sample->arena, ctx);
    *out = sample;
    return TLR_OK;
}

tlr_status tlri_sample_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_sample **out)
{
    struct tlri_document document;
    struct tlri_sample *sample = NULL;
    TLR_TRY(tlri_sample_new(ctx, &sample));
    tlri_document_init(&document, ctx, &sample->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/sample@1")) {
        read_body(&document, sample);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_sample_free(sample);
        return status;
    }
    *out = sample;
    return TLR_OK;
}

void tlri_sample_free(struct tlri_sample *sample)
{
    if (sample == NULL) {
        return;
    }
    tlr_ctx *ctx = sample->ctx;
    tlri_arena_drop(&sample->arena);
    tlri_free(ctx, sample, sizeof *sample);
}

/* ---- writing -----------------------------------------------------------------------------------
 */

void tlri_sample_write_seen(const struct tlri_sample_paper *paper, struct tlri_buf *out)
{
    if (!paper->read) {
        tlri_buf_puts(out, " unread");
    } else if (paper->reject != TLRI_REJECT_NONE) {
        tlri_buf_printf(out, " R:%s", tlri_reject_token(paper->reject));
    } else {
        tlri_write_marks(paper->mark, paper->marks, paper->candidates, out);
    }
}

tlr_status tlri_sample_write(const struct tlri_sample *sample, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/sample@1\nelection %s\nclose ", sample->election);
    tlri_document_write_digest(sample->close.bytes, out);
    tlri_buf_printf(out, "\nseed %s\ncontest %s\npapers %zu\n", sample->seed,
                    sample->contest != NULL ? sample->contest : "all", sample->papers);
    for (size_t i = 0; i < sample->papers; i++) {
        const struct tlri_sample_paper *paper = &sample->paper[i];
        tlri_buf_printf(out, "paper %s/%s/%u", paper->contest, paper->batch, paper->number);
        tlri_sample_write_seen(paper, out);
        tlri_buf_puts(out, "\n");
    }
    return tlri_buf_puts(out, "end\n");
}
