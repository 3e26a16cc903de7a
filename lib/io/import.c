/*
 * io/import.c: exports of other programs become the papers of a batch.
 *
 * Implements spec/formats/import.md, 3 to 5. Every column and every text must stand in the mapping:
 * nothing is guessed, and a text that means nothing is refused by line and column, never shown. One
 * row becomes one row of marks as seen; a candidate whom a voter chose twice becomes a doubtful
 * mark, which people decide on. At the end the papers are sorted by what stands on them, because
 * the order of an export may be the order of time, and may join one voter's contests. What binds
 * the batch to its election is put before the papers by api/import.c.
 */
#include "io/import.h"

#include <stdlib.h>
#include <string.h>

#include "io/blt.h"
#include "io/csv.h"
#include "io/marks.h"
#include "io/preflib.h"
#include "io/scotelex.h"

struct job {
    tlr_ctx *ctx;
    const char *name;
    const struct tlri_mapping *mapping;
    const struct tlri_election_contest *contest;
    uint32_t *candidate; /* [values]: index in the contest of a value that is a candidate */
    struct tlri_papers_builder rows; /* as they stand, with weights */
    struct tlri_import *out;
    uint32_t number[TLRI_CANDIDATES_MAX]; /* of the row being read; 0: no mark */
    uint32_t seen[TLRI_CANDIDATES_MAX];
    tlri_mark marks[TLRI_CANDIDATES_MAX];
    size_t problems;
};

/* ---- the mapping against the contest ---- */

static void mapping_error(struct job *job, uint32_t code, struct tlri_at at, const char *hint,
                          const char *message)
{
    struct tlri_place place = {.file = job->mapping->name, .line = at.line, .column = at.column};
    tlri_diag(job->ctx, TLR_ERROR, code, &place, hint,
              code >= 2806 ? "import/IMP-6" : "import/IMP-5", "%s", message);
    job->problems++;
}

static uint32_t find_candidate(struct job *job, const char *id, struct tlri_at at)
{
    uint32_t c = tlri_election_candidate(job->contest, id);
    if (c == TLRI_NONE) {
        mapping_error(job, 2804, at, "use the ids of election.xml",
                      "there is no candidate of this id in the contest");
    }
    return c;
}

/* [IMP-5] A candidate whom no paper can name would come out with no vote, and nobody would know. */
static void check_named(struct job *job, const bool *named)
{
    for (size_t c = 0; c < job->contest->candidates; c++) {
        const struct tlri_election_candidate *candidate = &job->contest->candidate[c];
        if (!named[c] && candidate->standing != TLRI_WITHDRAWN) {
            struct tlri_place place = {.file = job->mapping->name};
            tlri_diag(job->ctx, TLR_ERROR, 2805, &place,
                      "add a line for this candidate, as the export names them", "import/IMP-5",
                      "the mapping does not name the candidate '%s'", candidate->id);
            job->problems++;
        }
    }
}

static tlr_status resolve(struct job *job)
{
    const struct tlri_mapping *m = job->mapping;
    bool named[TLRI_CANDIDATES_MAX] = {false};
    bool by_column = false;
    for (size_t i = 0; i < m->columns; i++) {
        if (m->column[i].kind == TLRI_COLUMN_CANDIDATE) {
            uint32_t c = find_candidate(job, m->column[i].candidate, m->column[i].at);
            by_column = true;
            if (c != TLRI_NONE) {
                named[c] = true;
            }
        }
    }
    for (size_t i = 0; i < m->values; i++) {
        bool is = m->value[i].kind == TLRI_VALUE_CANDIDATE;
        uint32_t c = is ? find_candidate(job, m->value[i].candidate, m->value[i].at) : TLRI_NONE;
        job->candidate[i] = c;
        if (c != TLRI_NONE && !by_column) {
            named[c] = true;
        }
    }
    check_named(job, named);
    return job->problems > 0 ? TLR_E_INPUT : TLR_OK;
}

/* ---- one paper ---- */

static const struct tlri_mapping_value *find_value(const struct job *job, const char *text,
                                                   size_t len)
{
    for (size_t i = 0; i < job->mapping->values; i++) {
        if (tlri_mapping_same(text, len, job->mapping->value[i].text)) {
            return &job->mapping->value[i];
        }
    }
    return NULL;
}

static uint32_t value_candidate(const struct job *job, const struct tlri_mapping_value *value)
{
    return job->candidate[value - job->mapping->value];
}

/* [IMP-8] */
static void mark(struct job *job, uint32_t candidate, uint32_t number, bool *twice)
{
    if (job->number[candidate] != 0) {
        job->number[candidate] = TLRI_SEEN_DOUBT;
        *twice = true;
        return;
    }
    job->number[candidate] = number;
}

/* Adds what stands in job->number, and clears it. */
static tlr_status add_row(struct job *job, uint32_t weight, bool twice)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < job->contest->candidates; c++) {
        if (job->number[c] != 0) {
            job->seen[n++] = TLRI_SEEN(job->number[c], c);
        }
        job->number[c] = 0;
    }
    job->out->rows++;
    job->out->empty += n == 0 ? weight : 0;
    job->out->twice += twice ? weight : 0;
    tlri_marks_order(job->seen, n, job->marks);
    return tlri_papers_add(&job->rows, job->marks, n, TLRI_REJECT_NONE, weight);
}

/* ---- tables ---- */

struct table {
    struct job *job;
    struct tlri_csv *csv;
    const struct tlri_mapping_column *column[TLRI_CSV_COLUMNS_MAX]; /* of each column */
};

/* [IMP-6] Both ways: each column of the table once in the mapping, and the reverse. */
static void match_column(struct table *t, const struct tlri_mapping_column *column)
{
    size_t found = 0;
    for (size_t c = 0; c < t->csv->fields; c++) {
        const struct tlri_csv_cell *cell = tlri_csv_cell(t->csv, 0, c);
        if (tlri_mapping_same(cell->text, strlen(cell->text), column->heading)) {
            t->column[c] = column;
            found++;
        }
    }
    if (found == 0) {
        mapping_error(t->job, 2806, column->at, "write the heading as it stands in the export",
                      "the export has no column with this heading");
    } else if (found > 1) {
        mapping_error(t->job, 2807, column->at, "name them apart in the form and export it again",
                      "the export has several columns with this heading");
    }
}

static void match_columns(struct table *t)
{
    for (size_t i = 0; i < t->job->mapping->columns; i++) {
        match_column(t, &t->job->mapping->column[i]);
    }
    for (size_t c = 0; c < t->csv->fields; c++) {
        if (t->column[c] == NULL) {
            tlri_csv_error(t->csv, tlri_csv_cell(t->csv, 0, c), 2808,
                           "add a line for it to the mapping: column drop and the heading, if "
                           "nothing of it is to be read",
                           "column %zu stands in no line of the mapping", c + 1);
        }
    }
}

/* [IMP-7] */
static void note_dropped(struct table *t)
{
    for (size_t c = 0; c < t->csv->fields; c++) {
        if (t->column[c]->kind == TLRI_COLUMN_DROP) {
            struct tlri_place place = {.file = t->job->name};
            tlri_diag(t->job->ctx, TLR_NOTE, 2820, &place, NULL, "import/IMP-7",
                      "column %zu, '%s', was left out", c + 1, t->column[c]->heading);
        }
    }
}

static void not_understood(struct table *t, const struct tlri_csv_cell *cell)
{
    tlri_csv_error(t->csv, cell, 2809, "add a line 'value ...' with this text to the mapping",
                   "what stands here has no meaning in the mapping");
}

/* 1 to 999 in digits; 0 for anything else. */
static uint32_t plain_number(const char *text)
{
    uint32_t value = 0;
    size_t n = strlen(text);
    if (n == 0 || n > 3 || text[0] == '0') {
        return 0;
    }
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') {
            return 0;
        }
        value = value * 10 + (uint32_t)(*text - '0');
    }
    return value;
}

static void take_mark(struct table *t, const struct tlri_csv_cell *cell, uint32_t candidate,
                      bool *twice)
{
    const struct tlri_mapping_value *value = find_value(t->job, cell->text, strlen(cell->text));
    uint32_t number = plain_number(cell->text);
    if (value != NULL && value->kind == TLRI_VALUE_NONE) {
        return;
    }
    if (value != NULL) {
        number = value->kind == TLRI_VALUE_NUMBER  ? value->number
                 : value->kind == TLRI_VALUE_CROSS ? TLRI_SEEN_CROSS
                 : value->kind == TLRI_VALUE_DOUBT ? TLRI_SEEN_DOUBT
                                                   : 0;
    }
    if (number == 0) {
        not_understood(t, cell);
        return;
    }
    mark(t->job, candidate, number, twice);
}

static void take_choice(struct table *t, const struct tlri_csv_cell *cell, uint32_t number,
                        bool *twice)
{
    const struct tlri_mapping_value *value = find_value(t->job, cell->text, strlen(cell->text));
    if (value == NULL || (value->kind != TLRI_VALUE_CANDIDATE && value->kind != TLRI_VALUE_NONE)) {
        not_understood(t, cell);
    } else if (value->kind == TLRI_VALUE_CANDIDATE) {
        mark(t->job, value_candidate(t->job, value), number, twice);
    }
}

/* The longest text of a candidate at the front, up to a sign or the end: a name may hold the sign.
 */
static const struct tlri_mapping_value *longest(const struct table *t, const char *text, char sign,
                                                size_t *taken)
{
    const struct tlri_mapping_value *best = NULL;
    for (size_t i = 1; i <= strlen(text); i++) {
        bool ends = text[i] == '\0' || (sign != '\0' && text[i] == sign);
        const struct tlri_mapping_value *value = ends ? find_value(t->job, text, i) : NULL;
        if (value != NULL && value->kind == TLRI_VALUE_CANDIDATE) {
            best = value;
            *taken = i;
        }
    }
    return best;
}

static void take_list(struct table *t, const struct tlri_csv_cell *cell,
                      const struct tlri_mapping_column *column, bool *twice)
{
    char sign = tlri_between_sign(column->between);
    const char *at = cell->text;
    uint32_t number = 0;
    while (*at != '\0') {
        size_t taken = 0;
        const struct tlri_mapping_value *value = longest(t, at, sign, &taken);
        if (value == NULL || number == TLRI_SEEN_NUMBER_MAX) {
            not_understood(t, cell);
            return;
        }
        number++;
        mark(t->job, value_candidate(t->job, value),
             column->kind == TLRI_COLUMN_LIST ? number : TLRI_SEEN_CROSS, twice);
        at += taken;
        at += *at != '\0';
        at += strspn(at, " "); /* also after a sign that ends the field, as some forms write it */
    }
}

static void take_papers(struct table *t, const struct tlri_csv_cell *cell, uint32_t *weight)
{
    uint64_t value = 0;
    size_t n = strspn(cell->text, "0123456789");
    for (size_t i = 0; i < n && value <= TLRI_PAPERS_MAX; i++) {
        value = value * 10 + (uint64_t)(cell->text[i] - '0');
    }
    if (n == 0 || cell->text[n] != '\0' || value > TLRI_PAPERS_MAX) {
        tlri_csv_error(t->csv, cell, 2810, "correct the export, not the mapping",
                       "this is no number of papers");
    }
    *weight = (uint32_t)value;
}

static void take_cell(struct table *t, size_t c, const struct tlri_csv_cell *cell, uint32_t *weight,
                      bool *twice)
{
    const struct tlri_mapping_column *column = t->column[c];
    if (column->kind == TLRI_COLUMN_PAPERS) {
        take_papers(t, cell, weight);
        return;
    }
    if (cell->text[0] == '\0') {
        return;
    }
    switch (column->kind) {
    case TLRI_COLUMN_CANDIDATE:
        take_mark(t, cell, tlri_election_candidate(t->job->contest, column->candidate), twice);
        return;
    case TLRI_COLUMN_NUMBER:
        take_choice(t, cell, column->number, twice);
        return;
    case TLRI_COLUMN_LIST:
    case TLRI_COLUMN_CROSSES:
        take_list(t, cell, column, twice);
        return;
    case TLRI_COLUMN_DROP:
    case TLRI_COLUMN_PAPERS:
    case TLRI_COLUMN_COUNT:
    default:
        return;
    }
}

static bool no_votes(const struct table *t, size_t row)
{
    for (size_t c = 0; c < t->csv->fields; c++) {
        enum tlri_column kind = t->column[c]->kind;
        bool votes = kind != TLRI_COLUMN_DROP && kind != TLRI_COLUMN_PAPERS;
        if (votes && tlri_csv_cell(t->csv, row, c)->text[0] != '\0') {
            return false;
        }
    }
    return true;
}

/* [IMP-9] */
static bool left_out(struct table *t, size_t row)
{
    enum tlri_empty_rows rule = t->job->mapping->empty_rows;
    if (rule == TLRI_EMPTY_ROWS_PAPERS || !no_votes(t, row)) {
        return false;
    }
    if (rule == TLRI_EMPTY_ROWS_REFUSE) {
        tlri_csv_error(t->csv, tlri_csv_cell(t->csv, row, 0), 2811,
                       "say in the mapping whether such rows are papers: empty-rows papers, or "
                       "empty-rows nothing",
                       "nothing is marked in this row");
    }
    t->job->out->nothing += rule == TLRI_EMPTY_ROWS_NOTHING ? 1 : 0;
    return true;
}

static tlr_status take_row(struct table *t, size_t row)
{
    uint32_t weight = 1;
    bool twice = false;
    size_t before = t->csv->problems;
    if (left_out(t, row)) {
        return TLR_OK;
    }
    for (size_t c = 0; c < t->csv->fields; c++) {
        take_cell(t, c, tlri_csv_cell(t->csv, row, c), &weight, &twice);
    }
    if (t->csv->problems > before || weight == 0) {
        memset(t->job->number, 0, sizeof t->job->number);
        return TLR_OK;
    }
    return add_row(t->job, weight, twice);
}

static tlr_status read_rows(struct table *t)
{
    match_columns(t);
    if (t->job->problems > 0 || t->csv->problems > 0) {
        return TLR_E_INPUT;
    }
    for (size_t row = 1; row < t->csv->rows; row++) {
        TLR_TRY(take_row(t, row));
    }
    if (t->csv->problems > 0) {
        return TLR_E_INPUT;
    }
    note_dropped(t);
    return TLR_OK;
}

static tlr_status read_csv(struct job *job, const char *data, size_t len)
{
    struct table t = {.job = job};
    TLR_TRY(tlri_csv_read_whole(job->ctx, job->name, data, len, &t.csv));
    tlr_status status = read_rows(&t);
    tlri_csv_free(t.csv);
    return status;
}

/* ---- BLT and PrefLib: papers that are read already, candidates by name ---- */

/* Where each candidate of the file stands in the contest, by the names that the mapping has. */
static tlr_status match_names(struct job *job, const char *const *name, uint32_t candidates,
                              uint32_t *index)
{
    bool taken[TLRI_CANDIDATES_MAX] = {false};
    struct tlri_place place = {.file = job->name};
    for (uint32_t c = 0; c < candidates; c++) {
        const char *called = name[c] != NULL ? name[c] : "";
        const struct tlri_mapping_value *value = find_value(job, called, strlen(called));
        if (value == NULL || value->kind != TLRI_VALUE_CANDIDATE) {
            tlri_diag(job->ctx, TLR_ERROR, 2812, &place,
                      "add a line 'value candidate ID NAME' with this name to the mapping",
                      "import/IMP-10", "candidate %u of the file stands in no line of the mapping",
                      c + 1);
            job->problems++;
            continue;
        }
        index[c] = value_candidate(job, value);
        if (taken[index[c]]) {
            tlri_diag(job->ctx, TLR_ERROR, 2813, &place,
                      "give each of them a candidate of their own", "import/IMP-10",
                      "candidate %u of the file is one who stood there already", c + 1);
            job->problems++;
        }
        taken[index[c]] = true;
    }
    return job->problems > 0 ? TLR_E_INPUT : TLR_OK;
}

static tlr_status take_papers_read(struct job *job, const char *const *name,
                                   const struct tlri_papers *papers)
{
    uint32_t index[TLRI_CANDIDATES_MAX] = {0};
    uint32_t seen[TLRI_CANDIDATES_MAX] = {0};
    TLR_TRY(match_names(job, name, papers->candidates, index));
    for (uint32_t p = 0; p < papers->count; p++) {
        const struct tlri_paper *paper = &papers->paper[p];
        if (paper->marks > 0) {
            tlri_marks_seen(papers->pool + paper->first, paper->marks, seen);
        }
        for (uint32_t i = 0; i < paper->marks; i++) {
            job->number[index[seen[i] & 0xfffu]] = seen[i] >> 12;
        }
        TLR_TRY(add_row(job, paper->weight, false));
    }
    return TLR_OK;
}

static tlr_status read_blt(struct job *job, const char *data, size_t len)
{
    struct tlri_blt *blt = NULL;
    TLR_TRY(tlri_blt_read(job->ctx, job->name, data, len, TLRI_BLT_HUSHED, &blt));
    const char *name[TLRI_CANDIDATES_MAX] = {NULL};
    for (uint32_t c = 0; c < blt->contest.candidates; c++) {
        name[c] = blt->contest.candidate[c].name;
    }
    tlr_status status = take_papers_read(job, name, blt->papers);
    tlri_blt_free(blt);
    return status;
}

static tlr_status read_profile(struct job *job, const char *data, size_t len,
                               tlr_status (*read)(tlr_ctx *, const char *, const char *, size_t,
                                                  struct tlri_profile **))
{
    struct tlri_profile *profile = NULL;
    TLR_TRY(read(job->ctx, job->name, data, len, &profile));
    tlr_status status = take_papers_read(job, profile->name, profile->papers);
    tlri_profile_free(profile);
    return status;
}

static tlr_status read_format(struct job *job, const char *data, size_t len)
{
    switch (job->mapping->format) {
    case TLRI_EXPORT_BLT:
        return read_blt(job, data, len);
    case TLRI_EXPORT_PREFLIB:
        return read_profile(job, data, len, tlri_preflib_read);
    case TLRI_EXPORT_SCOT_ELEX:
        return read_profile(job, data, len, tlri_scotelex_read);
    case TLRI_EXPORT_CSV:
    case TLRI_EXPORT_COUNT:
    default:
        return read_csv(job, data, len);
    }
}

/* ---- sorted by content ---- */

/* A row as it will stand in the batch, after its number. */
struct line {
    const char *text;
    size_t at, len;
    uint32_t row;
};

static int compare_lines(const void *a, const void *b)
{
    const struct line *x = a;
    const struct line *y = b;
    int order = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);
    return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

static tlr_status write_lines(const struct tlri_papers *rows, struct tlri_buf *text,
                              struct line *line)
{
    for (uint32_t r = 0; r < rows->count; r++) {
        const struct tlri_paper *paper = &rows->paper[r];
        const tlri_mark *marks = paper->marks > 0 ? rows->pool + paper->first : NULL;
        line[r] = (struct line){.at = text->len, .row = r};
        tlri_write_marks(marks, paper->marks, rows->candidates, text);
        line[r].len = text->len - line[r].at;
    }
    TLR_TRY(text->failed);
    for (uint32_t r = 0; r < rows->count; r++) {
        line[r].text = text->data + line[r].at;
    }
    return TLR_OK;
}

static tlr_status add_in_order(const struct tlri_papers *rows, const struct line *line,
                               const char *batch, struct tlri_papers_builder *to)
{
    TLR_TRY(tlri_papers_start_batch(to, batch, strlen(batch)));
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct tlri_paper *paper = &rows->paper[line[i].row];
        const tlri_mark *marks = paper->marks > 0 ? rows->pool + paper->first : NULL;
        for (uint32_t k = 0; k < paper->weight; k++) {
            TLR_TRY(tlri_papers_add(to, marks, paper->marks, TLRI_REJECT_NONE, 1));
        }
    }
    return TLR_OK;
}

/* [IMP-11] */
static tlr_status sort_papers(struct job *job, const struct tlri_papers *rows)
{
    struct tlri_buf text;
    struct tlri_papers_builder sorted;
    struct line *line = tlri_alloc_array(job->ctx, (size_t)rows->count + 1, sizeof *line);
    if (line == NULL) {
        return tlri_no_memory(job->ctx);
    }
    tlri_buf_init(&text, job->ctx, (size_t)4 << 30);
    tlri_papers_builder_init(&sorted, job->ctx, rows->candidates);
    tlr_status status = write_lines(rows, &text, line);
    if (status == TLR_OK) {
        qsort(line, rows->count, sizeof *line, compare_lines);
        status = add_in_order(rows, line, job->mapping->batch, &sorted);
    }
    if (status == TLR_OK) {
        status = tlri_papers_finish(&sorted, &job->out->papers);
    }
    tlri_papers_builder_drop(&sorted);
    tlri_buf_drop(&text);
    tlri_free(job->ctx, line, ((size_t)rows->count + 1) * sizeof *line);
    return status;
}

/* ---- the whole ---- */

static tlr_status read_export(struct job *job, const char *data, size_t len)
{
    struct tlri_papers *rows = NULL;
    TLR_TRY(resolve(job));
    TLR_TRY(tlri_papers_start_batch(&job->rows, job->mapping->batch, strlen(job->mapping->batch)));
    tlr_status status = read_format(job, data, len);
    TLR_TRY(status);
    TLR_TRY(tlri_papers_finish(&job->rows, &rows));
    status = sort_papers(job, rows);
    tlri_papers_free(rows);
    return status;
}

tlr_status tlri_import_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            const struct tlri_mapping *mapping,
                            const struct tlri_election_contest *contest, struct tlri_import *out)
{
    *out = (struct tlri_import){0};
    struct job job = {.ctx = ctx, .name = name, .mapping = mapping, .contest = contest, .out = out};
    job.candidate = tlri_alloc_array(ctx, mapping->values + 1, sizeof *job.candidate);
    if (job.candidate == NULL) {
        return tlri_no_memory(ctx);
    }
    tlri_papers_builder_init(&job.rows, ctx, (uint32_t)contest->candidates);
    tlr_status status = read_export(&job, data, len);
    tlri_papers_builder_drop(&job.rows);
    tlri_free(ctx, job.candidate, (mapping->values + 1) * sizeof *job.candidate);
    return status;
}
