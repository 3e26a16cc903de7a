/*
 * io/entry.c: the journal of keying: read, written, and applied step by step.
 *
 * The reader applies each line to what there is so far, by the same function that the program uses
 * while somebody is keying, so a journal that was written can be read and comes to the same. What
 * an interruption left of a last line is dropped; everything else that is wrong refuses the
 * journal, since papers that were guessed are worse than papers keyed again. Nothing is interpreted
 * and no file is opened here. Implements spec/formats/entry.md.
 */
#include "io/entry.h"

#include <string.h>

#include "io/document.h"
#include "io/marks.h"
#include "model/papers.h"

static const char *const keywords[] = {"election", "definition", "contest", "round",      "batch",
                                       "revision", "channel",    "keying",  "candidates", "paper",
                                       "undo",     "correct",    "settle",  "done"};

static const char *const step_tokens[TLRI_ENTRY_STEP_COUNT] = {
#define STEP_ROW(name, token) [TLRI_ENTRY_##name] = token,
    TLRI_ENTRY_STEP_TABLE(STEP_ROW)
#undef STEP_ROW
};

const char *tlri_entry_token(uint32_t step)
{
    return step < TLRI_ENTRY_STEP_COUNT ? step_tokens[step] : NULL;
}

/* ---- what was keyed ---- */

tlr_status tlri_entry_new(tlr_ctx *ctx, const struct tlri_entry_header *header,
                          struct tlri_entry **out)
{
    struct tlri_entry *entry = tlri_alloc(ctx, sizeof *entry);
    *out = entry;
    if (entry == NULL) {
        return tlri_no_memory(ctx);
    }
    entry->ctx = ctx;
    entry->header = *header;
    tlri_arena_init(&entry->arena, ctx);
    tlri_array_init(&entry->paper, ctx, sizeof(struct tlri_entry_paper), TLRI_ENTRY_PAPERS_MAX);
    return TLR_OK;
}

void tlri_entry_free(struct tlri_entry *entry)
{
    if (entry == NULL) {
        return;
    }
    tlri_array_drop(&entry->paper);
    tlri_arena_drop(&entry->arena);
    tlri_free(entry->ctx, entry, sizeof *entry);
}

const char *tlri_entry_refuses(const struct tlri_entry *entry, enum tlri_entry_step step,
                               uint32_t number)
{
    size_t count = entry->paper.count;
    switch (step) {
    case TLRI_ENTRY_PAPER:
        return number == count + 1 ? NULL : "the papers have the numbers 1, 2, 3 and so on";
    case TLRI_ENTRY_UNDO:
        return number == count && count > 0 ? NULL : "there is no paper to take away";
    case TLRI_ENTRY_DONE:
        return number == count ? NULL : "another number of papers was keyed";
    case TLRI_ENTRY_SETTLE:
        if (entry->header.keying != 2 || !entry->done) {
            return "papers are settled when they were keyed twice";
        }
        return number >= 1 && number <= count ? NULL : "there is no such paper";
    case TLRI_ENTRY_CORRECT:
    case TLRI_ENTRY_STEP_COUNT:
    default:
        return number >= 1 && number <= count ? NULL : "there is no such paper";
    }
}

tlr_status tlri_entry_apply(struct tlri_entry *entry, enum tlri_entry_step step, uint32_t number,
                            const char *seen)
{
    struct tlri_entry_paper *paper = entry->paper.data;
    const char *copy = seen == NULL ? NULL : tlri_arena_copy(&entry->arena, seen, strlen(seen));
    if (seen != NULL && copy == NULL) {
        return tlri_no_memory(entry->ctx);
    }
    switch (step) {
    case TLRI_ENTRY_PAPER:
        TLR_TRY(tlri_array_push(&entry->paper, &paper));
        paper->seen = copy;
        break;
    case TLRI_ENTRY_UNDO:
        entry->paper.count--;
        break;
    case TLRI_ENTRY_SETTLE:
        paper[number - 1].settled[1] = paper[number - 1].settled[0];
        paper[number - 1].settled[0] = copy;
        return TLR_OK;
    case TLRI_ENTRY_CORRECT:
        paper[number - 1] = (struct tlri_entry_paper){.seen = copy};
        break;
    case TLRI_ENTRY_DONE:
    case TLRI_ENTRY_STEP_COUNT:
    default:
        break;
    }
    entry->done = step == TLRI_ENTRY_DONE;
    return TLR_OK;
}

/* ---- writing ---- */

tlr_status tlri_entry_write_header(const struct tlri_entry_header *header, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/entry@1\nelection %s\ndefinition ", header->election);
    tlri_document_write_digest(header->definition, out);
    tlri_buf_printf(out, "\ncontest %s\nround %u\nbatch %s\nrevision %u\n", header->contest,
                    header->round, header->batch, header->revision);
    return tlri_buf_printf(out, "channel %s\nkeying %u\ncandidates %u\n", header->channel,
                           header->keying, header->candidates);
}

tlr_status tlri_entry_write_step(enum tlri_entry_step step, uint32_t number, const char *seen,
                                 struct tlri_buf *out)
{
    return tlri_buf_printf(out, "%s %u%s%s\n", tlri_entry_token((uint32_t)step), number,
                           seen != NULL ? " " : "", seen != NULL ? seen : "");
}

/* ---- reading ---- */

static void read_number(struct tlri_document *document, const char *keyword, const char *form,
                        uint32_t max, uint32_t *out)
{
    struct tlri_span field;
    if (tlri_read_field(&document->source, keyword, form, &field)) {
        (void)tlri_read_number32(&document->source, field, keyword, 1, max, out);
    }
}

static void read_header(struct tlri_document *document, struct tlri_entry_header *header)
{
    tlri_document_id(document, "election", "election ID", "the election", &header->election);
    tlri_document_digest(document, "definition", "definition sha256:DIGEST",
                         "the digest of election.xml", header->definition);
    tlri_document_id(document, "contest", "contest ID", "the contest", &header->contest);
    read_number(document, "round", "round N", 250, &header->round);
    tlri_document_id(document, "batch", "batch ID", "the batch", &header->batch);
    read_number(document, "revision", "revision N", 1000, &header->revision);
    tlri_document_id(document, "channel", "channel NAME", "the channel", &header->channel);
    read_number(document, "keying", "keying 1|2", 2, &header->keying);
    read_number(document, "candidates", "candidates N", TLRI_CANDIDATES_MAX, &header->candidates);
}

/* Is what stands after the number of the paper what a batch may have there? */
static bool check_seen(struct tlri_source *source, struct tlri_span line,
                       const struct tlri_span *fields, size_t n, uint32_t candidates)
{
    uint32_t seen[TLRI_CANDIDATES_MAX];
    uint32_t count = 0;
    if (n == 1 && fields[0].len > 2 && memcmp(fields[0].text, "R:", 2) == 0) {
        bool known = tlri_reject_whole(tlri_reject_find(fields[0].text + 2, fields[0].len - 2));
        if (!known) {
            tlri_source_error(source, 2034, fields[0], NULL,
                              "a paper cannot be rejected whole by this code");
        }
        return known;
    }
    if (n != candidates) {
        tlri_source_error(source, 2035, line, NULL, "the paper has %zu marks for %u candidates", n,
                          candidates);
        return false;
    }
    return tlri_read_marks(source, fields, n, seen, &count);
}

static tlr_status apply_line(struct tlri_document *document, struct tlri_entry *entry,
                             uint32_t step, const struct tlri_span *fields, size_t n)
{
    char seen[TLRI_LINE_MAX + 1];
    struct tlri_source *source = &document->source;
    struct tlri_span line = source->line;
    bool marked = step != TLRI_ENTRY_UNDO && step != TLRI_ENTRY_DONE;
    uint32_t number = 0;
    if (n < 2 || (n > 2) != marked) {
        tlri_source_error(source, 2019, line, NULL, "another number of words is wanted here");
        return TLR_OK;
    }
    if (!tlri_read_number32(source, fields[1], "the number of the paper", 0, TLRI_PAPERS_MAX,
                            &number) ||
        (marked && !check_seen(source, line, fields + 2, n - 2, entry->header.candidates))) {
        return TLR_OK;
    }
    const char *why = tlri_entry_refuses(entry, (enum tlri_entry_step)step, number);
    if (why != NULL) {
        tlri_source_error(source, 6844, fields[1],
                          "key the batch anew, after moving this journal away",
                          "this step does not follow from those before: %s", why);
        return TLR_OK;
    }
    if (marked) {
        size_t len = (size_t)(line.text + line.len - fields[2].text);
        memcpy(seen, fields[2].text, len);
        seen[len] = '\0';
    }
    return tlri_entry_apply(entry, (enum tlri_entry_step)step, number, marked ? seen : NULL);
}

static tlr_status read_steps(struct tlri_document *document, struct tlri_entry *entry)
{
    struct tlri_span fields[TLRI_FIELDS_MAX];
    while (!tlri_source_gave_up(&document->source) && tlri_source_next(&document->source)) {
        uint32_t step = 0;
        size_t n = tlri_span_split(document->source.line, fields, TLRI_FIELDS_MAX);
        if (n > TLRI_FIELDS_MAX) {
            tlri_source_error(&document->source, 2019, document->source.line, NULL,
                              "there are too many words in this line");
        } else if (tlri_read_word(&document->source, fields[0], "the step", tlri_entry_token,
                                  &step)) {
            TLR_TRY(apply_line(document, entry, step, fields, n));
        }
        if (document->source.problems > 0 && entry->header.candidates == 0) {
            break;
        }
    }
    return TLR_OK;
}

static size_t whole_lines(const char *data, size_t len)
{
    while (len > 0 && data[len - 1] != '\n') {
        len--;
    }
    return len;
}

static tlr_status read_journal(struct tlri_entry *entry, const char *name, const char *data)
{
    struct tlri_document document;
    tlri_document_init(&document, entry->ctx, &entry->arena, name, data, entry->whole, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/entry@1")) {
        read_header(&document, &entry->header);
        if (document.source.problems == 0 && document.failed == TLR_OK) {
            TLR_TRY(read_steps(&document, entry));
        }
    }
    return tlri_document_verdict(&document);
}

tlr_status tlri_entry_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                           struct tlri_entry **out)
{
    static const struct tlri_entry_header none = {0};
    struct tlri_entry *entry = NULL;
    *out = NULL;
    TLR_TRY(tlri_entry_new(ctx, &none, &entry));
    entry->whole = whole_lines(data, len);
    tlr_status status = read_journal(entry, name, data);
    if (status != TLR_OK) {
        tlri_entry_free(entry);
        return status;
    }
    if (entry->whole < len) {
        struct tlri_place place = {.file = name};
        tlri_diag(ctx, TLR_NOTE, 6847, &place, "look which paper is asked for, and key it again",
                  "entry/ENT-3", "the last line was cut off by an interruption, and is dropped");
    }
    *out = entry;
    return TLR_OK;
}
