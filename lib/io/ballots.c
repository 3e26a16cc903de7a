/*
 * io/ballots.c: reader and writer of teller/ballots@1.
 *
 * Implements spec/formats/ballots.md. The header is read with the strict line reader. Papers are
 * read by one tight loop that accepts exactly what the format allows and nothing else; it explains
 * nothing, so that it stays small enough to be checked by eye and reads hundreds of megabytes a
 * second. A line that it refuses is read again by explain_paper, which finds out why and reports
 * it, and reading goes on, so that all problems of a batch are shown at once. The loop may run to
 * the last LF of the file without looking for the end: an LF stops every part of it, and a last
 * line without one is refused before.
 */
#include "io/ballots.h"

#include <string.h>

#include "io/ballots_core.h"
#include "io/marks.h"
#include "io/tally.h"

static const char *const keywords[] = {
    "election", "definition", "contest", "round", "batch",      "revision", "channel",
    "entered",  "export",     "mapping", "salt",  "candidates", "papers",
};
#define KEYWORDS (sizeof keywords / sizeof keywords[0])

static const char *const tally_keywords[] = {
    "election", "definition", "contest", "round",      "batch",  "revision",
    "channel",  "statement",  "salt",    "candidates", "papers", "blank",
};
#define TALLY_KEYWORDS (sizeof tally_keywords / sizeof tally_keywords[0])

static const char *const entered_tokens[TLRI_ENTERED_COUNT] = {
#define ENTERED_ROW(name, token) [TLRI_ENTERED_##name] = token,
    TLRI_ENTERED_TABLE(ENTERED_ROW)
#undef ENTERED_ROW
};

const char *tlri_entered_token(uint32_t entered)
{
    return entered < TLRI_ENTERED_COUNT ? entered_tokens[entered] : NULL;
}

/* ---- the header
 * -------------------------------------------------------------------------------------- */

static bool header_id(struct tlri_source *source, const char *keyword, const char *form,
                      const char *what, char out[TLRI_BALLOTS_ID])
{
    struct tlri_span field;
    if (!tlri_read_field(source, keyword, form, &field) || !tlri_read_token(source, field, what)) {
        return false;
    }
    memcpy(out, field.text, field.len);
    out[field.len] = '\0';
    return true;
}

static void header_entered(struct tlri_source *source, enum tlri_entered *out)
{
    struct tlri_span field;
    uint32_t word = 0;
    if (tlri_read_field(source, "entered", "entered double|single|import", &field) &&
        tlri_read_word(source, field, "how the marks were entered", tlri_entered_token, &word)) {
        *out = (enum tlri_entered)word;
    }
}

/* [BAL-5] Both lines or none, and only in an import. */
static void header_made_of(struct tlri_source *source, struct tlri_ballots_header *out)
{
    struct tlri_span field;
    if (!tlri_next_is(source, "export")) {
        return;
    }
    out->made_of_stated = true;
    if (tlri_read_field(source, "export", "export sha256:DIGEST", &field)) {
        (void)tlri_read_digest(source, field, "the digest of the export", &out->export);
    }
    if (out->entered != TLRI_ENTERED_IMPORT) {
        tlri_source_error(source, 2818, source->line,
                          "see whether the marks were imported or typed",
                          "a batch that was typed is made of no export");
    }
    if (tlri_read_field(source, "mapping", "mapping sha256:DIGEST", &field)) {
        (void)tlri_read_digest(source, field, "the digest of the mapping", &out->mapping);
    }
}

static void header_number(struct tlri_source *source, const char *keyword, const char *form,
                          uint32_t min, uint32_t max, uint32_t *out)
{
    struct tlri_span field;
    if (tlri_read_field(source, keyword, form, &field)) {
        (void)tlri_read_limited(source, field, keyword, min, max, out);
    }
}

/* Characters of the lines before the papers; papers are checked where they are read. */
static bool check_header_lines(struct tlri_source *source)
{
    size_t at = 0;
    bool good = true;
    for (size_t i = 0; i <= KEYWORDS && at < source->len; i++) {
        const char *lf = memchr(source->data + at, '\n', source->len - at);
        size_t end = lf == NULL ? source->len : (size_t)(lf - source->data);
        struct tlri_span line = {source->data + at, end - at};
        good = tlri_source_check_line(source, line) && good;
        at = end + 1;
    }
    return good;
}

/* How the marks came into the file; of a tally, where its totals are stated. */
static void header_origin(struct tlri_source *source, struct tlri_ballots_header *out)
{
    struct tlri_span field;
    if (!out->totals) {
        header_entered(source, &out->entered);
        header_made_of(source, out);
        return;
    }
    out->entered = TLRI_ENTERED_IMPORT;
    if (tlri_read_field(source, "statement", "statement sha256:DIGEST", &field)) {
        (void)tlri_read_digest(source, field, "the digest of the provider's statement",
                               &out->statement);
    }
}

tlr_status tlri_ballots_core_lines(struct tlri_source *source, bool totals,
                                   struct tlri_ballots_header *out)
{
    struct tlri_span field;
    *out = (struct tlri_ballots_header){.totals = totals};
    source->keywords = totals ? tally_keywords : keywords;
    source->keyword_count = totals ? TALLY_KEYWORDS : KEYWORDS;
    if (!tlri_read_type(source, totals ? "teller/tally@1" : "teller/ballots@1") ||
        !check_header_lines(source)) {
        return tlri_source_verdict(source);
    }
    (void)header_id(source, "election", "election ID", "the election", out->election);
    if (tlri_read_field(source, "definition", "definition sha256:DIGEST", &field)) {
        (void)tlri_read_digest(source, field, "the digest of election.xml", &out->definition);
    }
    (void)header_id(source, "contest", "contest ID", "the contest", out->contest);
    header_number(source, "round", "round N", 1, TLRI_ROUND_MAX, &out->round);
    (void)header_id(source, "batch", "batch ID", "the batch", out->batch);
    header_number(source, "revision", "revision N", 1, TLRI_REVISION_MAX, &out->revision);
    (void)header_id(source, "channel", "channel NAME", "the channel", out->channel);
    header_origin(source, out);
    (void)tlri_read_salt(source, out->salt);
    header_number(source, "candidates", "candidates N", 1, TLRI_CANDIDATES_MAX, &out->candidates);
    header_number(source, "papers", "papers N", 0, TLRI_PAPERS_MAX, &out->papers);
    if (totals) {
        header_number(source, "blank", "blank N", 0, out->papers, &out->blank);
    }
    return tlri_source_verdict(source);
}

tlr_status tlri_ballots_core_header(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                    struct tlri_ballots_header *out)
{
    struct tlri_source source;
    tlri_source_init(&source, ctx, name, data, len);
    return tlri_ballots_core_lines(&source, false, out);
}

/* ---- papers: the tight loop
 * ------------------------------------------------------------------------------ */

#define FOUR     4u                      /* candidates looked at together */
#define UNMARKED (sizeof " - - - -" - 1) /* bytes of so many without a mark */

struct reader {
    struct tlri_source *source;
    struct tlri_papers_builder *builder;
    uint32_t candidates;
    uint32_t next;       /* number that the next paper must have */
    const char *last_lf; /* the last LF of the file */
    uint32_t seen[TLRI_CANDIDATES_MAX];
    tlri_mark marks[TLRI_CANDIDATES_MAX];
};

/* Digits without a zero in front, at most max_digits; NULL when p is at anything else. */
static inline const char *take_number(const char *p, int max_digits, uint32_t *out)
{
    uint32_t value = (uint32_t)(unsigned char)*p - '0';
    if (value - 1 > 8) {
        return NULL;
    }
    const char *end = p + max_digits;
    for (p++; p < end; p++) {
        uint32_t digit = (uint32_t)(unsigned char)*p - '0';
        if (digit > 9) {
            break;
        }
        value = value * 10 + digit;
    }
    *out = value;
    return p;
}

/* How many candidates from here on bear no mark, by fours: most of a paper is " - - - -". Looks at
 * no byte from `end` on. */
static inline uint32_t unmarked(const char *p, const char *end, uint32_t most)
{
    uint32_t n = 0;
    while (most - n >= FOUR && (size_t)(end - p) >= UNMARKED &&
           memcmp(p, " - - - -", UNMARKED) == 0) {
        p += UNMARKED;
        n += FOUR;
    }
    return n;
}

/* One mark per candidate, each after a space, up to the LF. Gives what follows the LF, or NULL.
 * end: the last LF of the file. */
static const char *take_marks(const char *p, const char *end, uint32_t candidates, uint32_t *seen,
                              uint32_t *count)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < candidates; c++) {
        uint32_t skipped = unmarked(p, end, candidates - c);
        p += (size_t)2 * skipped;
        c += skipped;
        if (c == candidates) {
            break;
        }
        if (*p++ != ' ') {
            return NULL;
        }
        uint32_t number = 0;
        if (*p == '-') {
            p++;
            continue;
        }
        if (*p == 'X') {
            number = TLRI_SEEN_CROSS;
            p++;
        } else if (*p == '?') {
            number = TLRI_SEEN_DOUBT;
            p++;
        } else {
            p = take_number(p, 3, &number);
            if (p == NULL) {
                return NULL;
            }
        }
        seen[n++] = TLRI_SEEN(number, c);
    }
    *count = n;
    return *p == '\n' ? p + 1 : NULL;
}

/* A whole line "number marks" LF with the number that is due; NULL when it is anything else. */
static const char *take_paper(struct reader *reader, const char *p, uint32_t *count)
{
    uint32_t number = 0;
    const char *at = take_number(p, 8, &number);
    if (at == NULL || number != reader->next || at[0] != ' ' || at[1] == 'R') {
        return NULL;
    }
    return take_marks(at, reader->last_lf, reader->candidates, reader->seen, count);
}

/* Takes papers for as long as they are right; the source goes on behind them. */
static tlr_status take_papers(struct reader *reader)
{
    const char *p = reader->source->data + reader->source->next;
    tlr_status status = TLR_OK;
    while (status == TLR_OK && p < reader->last_lf) {
        uint32_t n = 0;
        const char *after = take_paper(reader, p, &n);
        if (after == NULL) {
            break;
        }
        p = after;
        reader->next++;
        tlri_marks_order(reader->seen, n, reader->marks);
        status = tlri_papers_add(reader->builder, reader->marks, n, TLRI_REJECT_NONE, 1);
    }
    reader->source->next = (size_t)(p - reader->source->data);
    return status;
}

/* ---- papers: every other line
 * -------------------------------------------------------------------------------- */

/* The number at the start of a line. After a wrong one, counting goes on from it, so that one
 * missing paper is one report. */
static bool read_paper_number(struct reader *reader, struct tlri_span field)
{
    uint32_t number = 0;
    if (!tlri_read_number32(reader->source, field, "the number of the paper", 1, TLRI_PAPERS_MAX,
                            &number)) {
        reader->next++;
        return false;
    }
    bool right = number == reader->next;
    if (!right) {
        tlri_source_error(reader->source, 2032, field,
                          "papers are numbered 1, 2, 3 and so on, with none left out",
                          "paper %u is wanted here, not %u", reader->next, number);
    }
    reader->next = number + 1;
    return right;
}

static bool is_rejected(struct tlri_span field)
{
    return field.len >= 2 && field.text[0] == 'R' && field.text[1] == ':';
}

static tlr_status read_rejected(struct reader *reader, struct tlri_span field, bool number_good)
{
    uint32_t code = tlri_reject_find(field.text + 2, field.len - 2);
    if (!tlri_reject_whole(code)) {
        tlri_source_error(reader->source, 2034, field,
                          "a whole paper may be R:blank, R:no-official-mark, R:identifies-voter, "
                          "R:torn or R:cancelled; whatever is a question of its marks, enter the "
                          "marks as seen",
                          "a paper cannot be rejected whole as '%.*s'",
                          (int)(field.len > 40 ? 40 : field.len), field.text);
        return TLR_OK;
    }
    return number_good ? tlri_papers_add(reader->builder, NULL, 0, code, 1) : TLR_OK;
}

static tlr_status read_marks(struct reader *reader, struct tlri_span line,
                             const struct tlri_span *fields, size_t n, bool number_good)
{
    uint32_t count = 0;
    if (n != reader->candidates) {
        tlri_source_error(reader->source, 2035, line,
                          "write one mark for each candidate: - where there is none",
                          "the paper has %zu marks for %u candidates", n, reader->candidates);
        return TLR_OK;
    }
    if (!tlri_read_marks(reader->source, fields, n, reader->seen, &count) || !number_good) {
        return TLR_OK;
    }
    tlri_marks_order(reader->seen, count, reader->marks);
    return tlri_papers_add(reader->builder, reader->marks, count, TLRI_REJECT_NONE, 1);
}

/* A line that the tight loop did not take: a rejected paper, or one with something wrong. */
static tlr_status explain_paper(struct reader *reader)
{
    struct tlri_span fields[TLRI_FIELDS_MAX];
    (void)tlri_source_next(reader->source);
    struct tlri_span line = reader->source->line;
    if (!tlri_source_check_line(reader->source, line)) {
        reader->next++;
        return TLR_OK;
    }
    size_t n = tlri_span_split(line, fields, TLRI_FIELDS_MAX);
    bool good = read_paper_number(reader, fields[0]);
    if (n == 2 && is_rejected(fields[1])) {
        return read_rejected(reader, fields[1], good);
    }
    if (n == 1 || n > TLRI_FIELDS_MAX) {
        return read_marks(reader, line, fields, n - 1, false);
    }
    return read_marks(reader, line, fields + 1, n - 1, good);
}

static bool at_end_line(const struct reader *reader)
{
    struct tlri_span line;
    return !tlri_source_peek(reader->source, &line) || tlri_word_is(tlri_span_word(line), "end");
}

static tlr_status read_papers(struct reader *reader)
{
    for (;;) {
        TLR_TRY(take_papers(reader));
        if (at_end_line(reader) || tlri_source_gave_up(reader->source)) {
            return TLR_OK;
        }
        TLR_TRY(explain_paper(reader));
    }
}

/* "end N" with as many papers as the header says, and nothing behind it. */
static void read_end(struct reader *reader, const struct tlri_ballots_header *header)
{
    struct tlri_source *source = reader->source;
    struct tlri_span field;
    uint32_t number = 0;
    struct tlri_span line = {NULL, 0};
    if (tlri_source_peek(source, &line) && !tlri_source_check_line(source, line)) {
        return;
    }
    if (!tlri_read_field(source, "end", "end N", &field)) {
        return;
    }
    if (reader->next - 1 != header->papers) {
        tlri_source_error(source, 2036, source->line,
                          "compare the file with the papers; do not just correct the number",
                          "the header says %u papers and %u stand in the file", header->papers,
                          reader->next - 1);
    } else if (tlri_read_number32(source, field, "the number at the end", 0, TLRI_PAPERS_MAX,
                                  &number) &&
               number != header->papers) {
        tlri_source_error(source, 2036, field,
                          "compare the file with the papers; do not just correct the number",
                          "the header says %u papers and the end says %u", header->papers, number);
    }
    tlri_read_end(source);
}

/* The line of the header with that keyword, for a report about what it says. */
static struct tlri_span header_line(struct tlri_source source, const char *keyword)
{
    source.next = 0;
    while (tlri_source_next(&source) && !tlri_word_is(tlri_span_word(source.line), keyword)) {
    }
    return source.line;
}

tlr_status tlri_ballots_core_candidates(struct tlri_source *source,
                                        const struct tlri_ballots_header *header,
                                        struct tlri_papers_builder *builder)
{
    if (builder->candidates == 0) {
        builder->candidates = header->candidates;
    }
    if (builder->candidates == header->candidates) {
        return TLR_OK;
    }
    tlri_source_error(source, 2037, header_line(*source, "candidates"),
                      "check that the batch belongs to this contest of this election",
                      "the batch says %u candidates, the contest has %u", header->candidates,
                      builder->candidates);
    return TLR_E_INPUT;
}

static const char *last_line_feed(const char *data, size_t len)
{
    while (len > 0 && data[len - 1] != '\n') {
        len--;
    }
    return len == 0 ? data : data + len - 1;
}

tlr_status tlri_ballots_core_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                  struct tlri_ballots_header *header,
                                  struct tlri_papers_builder *builder)
{
    struct tlri_source source;
    tlri_source_init(&source, ctx, name, data, len);
    TLR_TRY(tlri_ballots_core_lines(&source, false, header));
    TLR_TRY(tlri_ballots_core_candidates(&source, header, builder));
    TLR_TRY(tlri_papers_start_batch(builder, header->batch, strlen(header->batch)));
    struct reader reader = {
        .source = &source,
        .builder = builder,
        .candidates = header->candidates,
        .next = 1,
        .last_lf = last_line_feed(data, len),
    };
    TLR_TRY(read_papers(&reader));
    if (!tlri_source_gave_up(&source)) {
        read_end(&reader, header);
    }
    return tlri_source_verdict(&source);
}

/* ---- sealed bytes
 * -------------------------------------------------------------------------------------------- */

tlr_status tlri_ballots_read_header(tlr_ctx *ctx, const struct tlri_sealed *sealed,
                                    struct tlri_ballots_header *out)
{
    const char *data = tlri_sealed_data(sealed);
    size_t len = tlri_sealed_len(sealed);
    return tlri_tally_is(data, len)
               ? tlri_tally_core_header(ctx, tlri_sealed_name(sealed), data, len, out)
               : tlri_ballots_core_header(ctx, tlri_sealed_name(sealed), data, len, out);
}

tlr_status tlri_ballots_read(tlr_ctx *ctx, const struct tlri_sealed *sealed,
                             struct tlri_ballots_header *header,
                             struct tlri_papers_builder *builder)
{
    if (builder->candidates == 0) {
        return tlri_internal(ctx, "the candidates of a contest are known before its papers");
    }
    const char *data = tlri_sealed_data(sealed);
    size_t len = tlri_sealed_len(sealed);
    return tlri_tally_is(data, len)
               ? tlri_tally_core_read(ctx, tlri_sealed_name(sealed), data, len, header, builder)
               : tlri_ballots_core_read(ctx, tlri_sealed_name(sealed), data, len, header, builder);
}

/* ---- writing
 * ---------------------------------------------------------------------------------------------------
 */

tlr_status tlri_ballots_write_header(const struct tlri_ballots_header *header, struct tlri_buf *out)
{
    char digest[TLRI_DIGEST_HEX];
    char salt[2 * TLRI_SALT_BYTES + 1];
    tlri_digest_hex(&header->definition, digest);
    tlri_hex(header->salt, TLRI_SALT_BYTES, salt);
    tlri_buf_printf(out, "teller/ballots@1\nelection %s\ndefinition sha256:%s\n", header->election,
                    digest);
    tlri_buf_printf(out, "contest %s\nround %u\nbatch %s\nrevision %u\n", header->contest,
                    header->round, header->batch, header->revision);
    tlri_buf_printf(out, "channel %s\nentered %s\n", header->channel,
                    tlri_entered_token((uint32_t)header->entered));
    if (header->made_of_stated) {
        tlri_digest_hex(&header->export, digest);
        tlri_buf_printf(out, "export sha256:%s\n", digest);
        tlri_digest_hex(&header->mapping, digest);
        tlri_buf_printf(out, "mapping sha256:%s\n", digest);
    }
    tlri_buf_printf(out, "salt %s\n", salt);
    return tlri_buf_printf(out, "candidates %u\npapers %u\n", header->candidates, header->papers);
}

tlr_status tlri_ballots_write(tlr_ctx *ctx, const struct tlri_ballots_header *header,
                              const struct tlri_papers *papers, uint32_t batch,
                              struct tlri_buf *out)
{
    if (batch >= papers->batches || papers->batch[batch].count != header->papers ||
        papers->candidates != header->candidates || header->entered >= TLRI_ENTERED_COUNT) {
        return tlri_internal(ctx, "a batch is written with its own header");
    }
    TLR_TRY(tlri_ballots_write_header(header, out));
    for (uint32_t i = 0; i < header->papers; i++) {
        const struct tlri_paper *paper = &papers->paper[papers->batch[batch].first + i];
        if (paper->weight != 1) {
            return tlri_internal(ctx, "a line of a batch is one paper");
        }
        tlri_buf_printf(out, "%u", i + 1);
        if (paper->reject != TLRI_REJECT_NONE) {
            tlri_buf_printf(out, " R:%s", tlri_reject_token(paper->reject));
        } else {
            const tlri_mark *marks = paper->marks == 0 ? NULL : &papers->pool[paper->first];
            tlri_write_marks(marks, paper->marks, papers->candidates, out);
        }
        tlri_buf_puts(out, "\n");
    }
    tlri_buf_printf(out, "end %u\n", header->papers);
    return out->failed;
}
