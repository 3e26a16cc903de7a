/*
 * io/csv.c: tables as spreadsheets export them.
 *
 * libcsv splits fields; it knows no positions, so it is fed byte by byte and the place of each
 * field is where the bytes that made it began. The separator is whichever of comma, semicolon and
 * tab stands most often in the first line outside quotation marks. All texts go into one block that
 * is made large enough before the first of them is read: it never moves, so wiping it leaves no
 * copy behind (libcsv's own buffer is wiped, too). A row that is shorter or longer than the heading
 * row is refused, since a shifted row would give one member another's dates. Implements
 * spec/formats/roll.md, 1.
 */
#include "io/csv.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

#include "io/source.h"

enum { HEADING_MAX = 64 };

void tlri_wipe(void *memory, size_t size)
{
    volatile unsigned char *byte = memory;
    for (size_t i = 0; byte != NULL && i < size; i++) {
        byte[i] = 0;
    }
}

/* ---- saying what is wrong ---- */

static TLRI_PRINTF(6, 0) void report(struct tlri_csv *csv, tlr_severity severity,
                                     const struct tlri_csv_cell *cell, uint32_t code,
                                     const char *hint, const char *fmt, va_list args)
{
    char message[400];
    struct tlri_place place = {.file = csv->name, .line = cell->line, .column = cell->column};
    (void)vsnprintf(message, sizeof message, fmt, args);
    if (severity == TLR_ERROR) {
        csv->problems++;
    }
    if (csv->problems <= TLRI_PROBLEMS_MAX) {
        tlri_diag(csv->ctx, severity, code, &place, hint, NULL, "%s", message);
    }
}

void tlri_csv_error(struct tlri_csv *csv, const struct tlri_csv_cell *cell, uint32_t code,
                    const char *hint, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    report(csv, TLR_ERROR, cell, code, hint, fmt, args);
    va_end(args);
}

void tlri_csv_warn(struct tlri_csv *csv, const struct tlri_csv_cell *cell, uint32_t code,
                   const char *hint, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    report(csv, TLR_WARNING, cell, code, hint, fmt, args);
    va_end(args);
}

/* ---- the bytes ---- */

struct reading {
    struct tlri_csv *csv;
    const struct tlri_csv_field *field;
    const char *data;
    size_t len, at;             /* the byte being fed */
    uint32_t line, column;      /* of that byte */
    struct tlri_csv_cell start; /* where the field being fed began; text unused */
    bool fresh;                 /* no byte of the field was fed yet */
    bool quoted;                /* inside quotation marks */
    size_t pool_used;
    size_t width, in_row; /* columns of the heading row; cells of this row so far */
    size_t column_of[TLRI_CSV_COLUMNS_MAX]; /* field of a column, or SIZE_MAX */
    struct tlri_csv_cell row[TLRI_CSV_COLUMNS_MAX];
    struct tlri_array cells; /* struct tlri_csv_cell: rows done */
    bool headed, failed;
    tlr_status status;
};

static struct tlri_csv_cell at_byte(const char *data, size_t at)
{
    struct tlri_csv_cell cell = {NULL, 1, 1};
    for (size_t i = 0; i < at; i++) {
        cell.column++;
        if (data[i] == '\n') {
            cell.line++;
            cell.column = 1;
        }
    }
    return cell;
}

static bool starts_with(const char *data, size_t len, const char *bytes, size_t n)
{
    return len >= n && memcmp(data, bytes, n) == 0;
}

/* Is it UTF-8? Says what else it may be. */
static bool check_encoding(struct tlri_csv *csv, const char *data, size_t len)
{
    static const char hint[] = "save it as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)";
    struct tlri_csv_cell cell = {NULL, 1, 1};
    if (starts_with(data, len, "\xFF\xFE", 2) || starts_with(data, len, "\xFE\xFF", 2)) {
        tlri_csv_error(csv, &cell, 2701, hint, "this file is UTF-16 text");
        return false;
    }
    if (starts_with(data, len, "PK\003\004", 4)) {
        tlri_csv_error(csv, &cell, 2701, hint, "this is a spreadsheet file, not CSV");
        return false;
    }
    if (tlri_utf8_xml(data, len)) {
        return true;
    }
    size_t low = 0;
    size_t good = 0;
    /* The first line that is not text as it should be. */
    for (size_t i = 0; i <= len; i++) {
        if (i == len || data[i] == '\n') {
            if (!tlri_utf8_xml(data + low, i - low)) {
                good = low;
                break;
            }
            low = i + 1;
        }
    }
    cell = at_byte(data, good);
    cell.column = 0;
    tlri_csv_error(csv, &cell, 2700, hint,
                   "this line is not UTF-8 text, or holds control characters");
    return false;
}

/* [ROL-2]: a CR alone ends no line. It would in libcsv, and every place named after it would be
 * wrong, since lines are counted by their LF. */
static bool check_line_ends(struct tlri_csv *csv, const char *data, size_t len)
{
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        quoted = quoted != (data[i] == '"');
        if (!quoted && data[i] == '\r' && (i + 1 == len || data[i + 1] != '\n')) {
            struct tlri_csv_cell cell = at_byte(data, i);
            tlri_csv_error(csv, &cell, 1023,
                           "save it again as CSV UTF-8, with the line ends of Windows or Unix",
                           "a carriage return stands here without a line feed after it");
            return false;
        }
    }
    return true;
}

/* The separator of the heading row. */
static char separator_of(const char *data, size_t len)
{
    static const char known[] = {',', ';', '\t'};
    size_t times[sizeof known] = {0};
    bool quoted = false;
    for (size_t i = 0; i < len && (quoted || (data[i] != '\n' && data[i] != '\r')); i++) {
        quoted = quoted != (data[i] == '"');
        for (size_t k = 0; k < sizeof known && !quoted; k++) {
            times[k] += data[i] == known[k];
        }
    }
    size_t best = 0;
    for (size_t k = 1; k < sizeof known; k++) {
        best = times[k] > times[best] ? k : best;
    }
    return known[best];
}

/* ---- headings ---- */

/* Letters and digits in lower case; the rest is left out. */
static void fold_heading(const char *text, char out[HEADING_MAX])
{
    size_t n = 0;
    for (; *text != '\0' && n + 1 < HEADING_MAX; text++) {
        char c = *text;
        if (c >= 'A' && c <= 'Z') {
            out[n++] = (char)(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out[n++] = c;
        }
    }
    out[n] = '\0';
}

static bool heads(const struct tlri_csv_field *field, const char *folded)
{
    char name[HEADING_MAX];
    fold_heading(field->name, name);
    bool same = tlri_streq(name, folded);
    for (size_t i = 0; !same && field->also != NULL && field->also[i] != NULL; i++) {
        fold_heading(field->also[i], name);
        same = tlri_streq(name, folded);
    }
    return same;
}

static void take_heading(struct reading *r, size_t column)
{
    char folded[HEADING_MAX];
    fold_heading(r->row[column].text, folded);
    r->column_of[column] = SIZE_MAX;
    for (size_t f = 0; f < r->csv->fields; f++) {
        if (!heads(&r->field[f], folded)) {
            continue;
        }
        for (size_t c = 0; c < column; c++) {
            if (r->column_of[c] == f) {
                tlri_csv_error(r->csv, &r->row[column], 2707, "leave one of the two columns out",
                               "columns %zu and %zu are both headed as '%s'", c + 1, column + 1,
                               r->field[f].name);
            }
        }
        r->column_of[column] = f;
    }
}

static void check_headings(struct reading *r)
{
    for (size_t f = 0; f < r->csv->fields; f++) {
        bool found = false;
        for (size_t c = 0; c < r->width; c++) {
            found = found || r->column_of[c] == f;
        }
        if (!found && r->field[f].required) {
            char hint[200];
            const char *also = r->field[f].also != NULL ? r->field[f].also[0] : NULL;
            (void)snprintf(hint, sizeof hint,
                           "the first row must head the columns; head this one '%s'%s%s%s",
                           r->field[f].name, also != NULL ? " or '" : "", also != NULL ? also : "",
                           also != NULL ? "'" : "");
            tlri_csv_error(r->csv, &r->row[0], 2706, hint, "there is no column '%s'",
                           r->field[f].name);
        }
    }
}

/* Of a table read whole: every column is a field of its own. */
static void take_all_columns(struct reading *r)
{
    r->csv->fields = r->width;
    for (size_t c = 0; c < r->width; c++) {
        r->column_of[c] = c;
    }
}

static void take_headings(struct reading *r)
{
    r->headed = true;
    r->width = r->in_row;
    if (r->field == NULL) {
        take_all_columns(r);
        return;
    }
    for (size_t c = 0; c < r->width; c++) {
        take_heading(r, c);
    }
    check_headings(r);
    r->failed = r->csv->problems > 0;
}

/* ---- rows ---- */

static bool all_empty(const struct reading *r, size_t from)
{
    for (size_t c = from; c < r->in_row; c++) {
        if (r->row[c].text[0] != '\0') {
            return false;
        }
    }
    return true;
}

static bool right_width(struct reading *r)
{
    if (r->in_row == r->width || (r->in_row > r->width && all_empty(r, r->width))) {
        return true;
    }
    tlri_csv_error(r->csv, &r->row[0], 2703,
                   "see whether a separator stands in a field without quotation marks, or a line "
                   "was broken",
                   "this row has %zu fields; the heading row has %zu", r->in_row, r->width);
    return false;
}

static tlr_status take_row(struct reading *r)
{
    bool nothing = r->field != NULL && all_empty(r, 0);
    if (nothing || !right_width(r)) {
        return TLR_OK;
    }
    if (r->csv->rows == TLRI_CSV_ROWS_MAX) {
        tlri_csv_error(r->csv, &r->row[0], 2705, "split the file", "there are more than %u rows",
                       TLRI_CSV_ROWS_MAX);
        return TLR_E_LIMIT;
    }
    struct tlri_csv_cell none = {NULL, r->row[0].line, 0};
    size_t first = r->cells.count;
    for (size_t f = 0; f < r->csv->fields; f++) {
        TLR_TRY(tlri_array_append(&r->cells, &none, 1));
    }
    struct tlri_csv_cell *cell = (struct tlri_csv_cell *)r->cells.data + first;
    for (size_t c = 0; c < r->width; c++) {
        if (r->column_of[c] != SIZE_MAX) {
            cell[r->column_of[c]] = r->row[c];
        }
    }
    r->csv->rows++;
    return TLR_OK;
}

/* ---- what libcsv calls ---- */

static void on_field(void *bytes, size_t len, void *data)
{
    struct reading *r = data;
    struct tlri_csv_cell *cell = &r->row[r->in_row < TLRI_CSV_COLUMNS_MAX ? r->in_row : 0];
    if (r->status != TLR_OK || r->failed) {
        return;
    }
    if (r->in_row == TLRI_CSV_COLUMNS_MAX || len > TLRI_CSV_CELL_MAX) {
        tlri_csv_error(r->csv, &r->start, 2705, "look for a quotation mark that is not closed",
                       r->in_row == TLRI_CSV_COLUMNS_MAX ? "there are more than %u columns"
                                                         : "this field has more than %u bytes",
                       r->in_row == TLRI_CSV_COLUMNS_MAX ? TLRI_CSV_COLUMNS_MAX
                                                         : TLRI_CSV_CELL_MAX);
        r->status = TLR_E_LIMIT;
        return;
    }
    const char *text = bytes;
    while (len > 0 && strchr(" \t\r\n", text[0]) != NULL) {
        text++;
        len--;
    }
    while (len > 0 && strchr(" \t\r\n", text[len - 1]) != NULL) {
        len--;
    }
    *cell = r->start;
    cell->text = r->csv->pool + r->pool_used;
    if (len > 0) {
        memcpy(r->csv->pool + r->pool_used, text, len);
    }
    r->csv->pool[r->pool_used + len] = '\0';
    r->pool_used += len + 1;
    r->in_row++;
    r->fresh = true;
}

static void on_row(int end, void *data)
{
    struct reading *r = data;
    (void)end;
    if (r->status == TLR_OK && !r->failed && r->in_row > 0) {
        bool whole = r->field == NULL;
        bool first = !r->headed;
        if (first) {
            take_headings(r);
        }
        if (!first || whole) {
            r->status = take_row(r);
        }
    }
    r->in_row = 0;
    r->fresh = true;
}

/* ---- the whole ---- */

static void bad_quotes(struct reading *r)
{
    r->start.line = r->line;
    r->start.column = r->column;
    tlri_csv_error(r->csv, &r->start, 2702,
                   "put the whole field in quotation marks, and double those inside it",
                   "a quotation mark stands where none can stand, or is not closed");
    r->failed = true;
}

/* One byte at a time, so that it is known where each field begins. */
static void feed(struct reading *r, struct csv_parser *parser)
{
    for (; r->at < r->len && r->status == TLR_OK && !r->failed; r->at++) {
        if (r->fresh) {
            r->start = (struct tlri_csv_cell){NULL, r->line, r->column};
            r->fresh = false;
        }
        if (csv_parse(parser, r->data + r->at, 1, on_field, on_row, r) != 1) {
            bad_quotes(r);
            return;
        }
        r->column++;
        r->quoted = r->quoted != (r->data[r->at] == '"');
        if (r->data[r->at] == '\n') {
            r->line++;
            r->column = 1;
            r->fresh = !r->quoted; /* a line feed after CR begins no field */
        }
    }
    if (r->status == TLR_OK && !r->failed && csv_fini(parser, on_field, on_row, r) != 0) {
        bad_quotes(r);
    }
}

static tlr_status parse(struct reading *r)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        return tlri_internal(r->csv->ctx, "a CSV parser");
    }
    csv_set_delim(&parser, (unsigned char)separator_of(r->data, r->len));
    feed(r, &parser);
    tlri_wipe(parser.entry_buf, parser.entry_size);
    bool memory = parser.status == CSV_ENOMEM;
    csv_free(&parser);
    if (memory) {
        return tlri_no_memory(r->csv->ctx);
    }
    TLR_TRY(r->status);
    if (!r->headed && !r->failed) {
        struct tlri_csv_cell cell = {NULL, 1, 1};
        tlri_csv_error(r->csv, &cell, 2704, "export the list again, with its headings",
                       "there is nothing in this file");
        r->failed = true;
    }
    return r->failed ? TLR_E_INPUT : TLR_OK; /* rows left out are told, and the rest is read */
}

/* The cells, moved into the table; their array is given up. */
static tlr_status keep_cells(struct reading *r)
{
    struct tlri_csv *csv = r->csv;
    csv->cell = tlri_alloc_array(csv->ctx, r->cells.count + 1, sizeof *csv->cell);
    if (csv->cell == NULL) {
        return tlri_no_memory(csv->ctx);
    }
    csv->cells_allocated = r->cells.count + 1;
    if (r->cells.count > 0) {
        memcpy(csv->cell, r->cells.data, r->cells.count * sizeof *csv->cell);
    }
    return TLR_OK;
}

static tlr_status read_all(struct tlri_csv *csv, const struct tlri_csv_field *field,
                           const char *data, size_t len)
{
    if (!check_encoding(csv, data, len) || !check_line_ends(csv, data, len)) {
        return TLR_E_INPUT;
    }
    if (starts_with(data, len, "\xEF\xBB\xBF", 3)) {
        data += 3;
        len -= 3;
    }
    /* A field takes a separator or a line's end, so its NUL has room; the last one may lack it. */
    csv->pool_size = len + 2;
    csv->pool = tlri_alloc(csv->ctx, csv->pool_size);
    if (csv->pool == NULL) {
        return tlri_no_memory(csv->ctx);
    }
    struct reading r = {.csv = csv, .field = field, .data = data, .len = len};
    r.line = r.column = 1;
    r.fresh = true;
    tlri_array_init(&r.cells, csv->ctx, sizeof(struct tlri_csv_cell),
                    (size_t)TLRI_CSV_ROWS_MAX * TLRI_CSV_COLUMNS_MAX);
    tlr_status status = parse(&r);
    status = status == TLR_OK ? keep_cells(&r) : status;
    tlri_array_drop(&r.cells);
    return status;
}

static tlr_status read_table(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             const struct tlri_csv_field *field, size_t fields,
                             struct tlri_csv **out)
{
    *out = NULL;
    struct tlri_csv *csv = tlri_alloc(ctx, sizeof *csv);
    if (csv == NULL) {
        return tlri_no_memory(ctx);
    }
    csv->ctx = ctx;
    csv->name = name;
    csv->fields = fields;
    tlr_status status = read_all(csv, field, data, len);
    if (status != TLR_OK) {
        tlri_csv_free(csv);
        return status;
    }
    *out = csv;
    return TLR_OK;
}

tlr_status tlri_csv_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         const struct tlri_csv_field *field, size_t fields, struct tlri_csv **out)
{
    return read_table(ctx, name, data, len, field, fields, out);
}

tlr_status tlri_csv_read_whole(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               struct tlri_csv **out)
{
    return read_table(ctx, name, data, len, NULL, 0, out);
}

void tlri_csv_free(struct tlri_csv *csv)
{
    if (csv == NULL) {
        return;
    }
    tlri_wipe(csv->pool, csv->pool_size);
    tlri_free(csv->ctx, csv->pool, csv->pool_size);
    tlri_free(csv->ctx, csv->cell, csv->cells_allocated * sizeof *csv->cell);
    tlri_free(csv->ctx, csv, sizeof *csv);
}

const struct tlri_csv_cell *tlri_csv_cell(const struct tlri_csv *csv, size_t row, size_t field)
{
    return &csv->cell[row * csv->fields + field];
}

bool tlri_csv_has(const struct tlri_csv *csv, size_t field)
{
    return csv->rows > 0 && tlri_csv_cell(csv, 0, field)->text != NULL;
}

/* ---- cells ---- */

static bool present(struct tlri_csv *csv, const struct tlri_csv_cell *cell, const char *what)
{
    if (cell->text != NULL && cell->text[0] != '\0') {
        return true;
    }
    tlri_csv_error(csv, cell, 2714, "fill it in; nothing is assumed", "the field '%s' is empty",
                   what);
    return false;
}

/* Up to max digits; moves *text behind them. */
static bool take_number(const char **text, size_t min, size_t max, unsigned *out)
{
    size_t n = 0;
    *out = 0;
    while (n < max && **text >= '0' && **text <= '9') {
        *out = *out * 10u + (unsigned)(**text - '0');
        (*text)++;
        n++;
    }
    return n >= min;
}

static bool take_sign(const char **text, char sign)
{
    if (**text != sign) {
        return false;
    }
    (*text)++;
    return true;
}

struct day_parts {
    unsigned year, month, day;
};

static bool iso_day(const char *text, struct day_parts *out)
{
    return take_number(&text, 4, 4, &out->year) && take_sign(&text, '-') &&
           take_number(&text, 1, 2, &out->month) && take_sign(&text, '-') &&
           take_number(&text, 1, 2, &out->day) && *text == '\0';
}

static bool british_day(const char *text, struct day_parts *out)
{
    if (!take_number(&text, 1, 2, &out->day)) {
        return false;
    }
    char sign = *text;
    return (sign == '/' || sign == '.' || sign == '-') && take_sign(&text, sign) &&
           take_number(&text, 1, 2, &out->month) && take_sign(&text, sign) &&
           take_number(&text, 4, 4, &out->year) && *text == '\0';
}

static bool in_calendar(const struct day_parts *d)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (d->year % 4 == 0 && d->year % 100 != 0) || d->year % 400 == 0;
    return d->year >= 1900 && d->year <= 2999 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
           d->day <= (d->month == 2 && leap ? 29u : days[d->month - 1]);
}

bool tlri_csv_day(struct tlri_csv *csv, const struct tlri_csv_cell *cell, const char *what,
                  char out[11])
{
    struct day_parts d = {0, 0, 0};
    if (!present(csv, cell, what)) {
        return false;
    }
    if (!iso_day(cell->text, &d) && !british_day(cell->text, &d)) {
        tlri_csv_error(csv, cell, 2710, "write it as 2025-12-31 or 31/12/2025",
                       "the field '%s' is not a date", what);
        return false;
    }
    if (d.month > 12 && d.month <= 31 && d.day <= 12) {
        tlri_csv_error(csv, cell, 2712,
                       "this looks like month/day/year; export the whole list with "
                       "day/month/year, since other rows may be exchanged unseen",
                       "the field '%s' has a month above 12", what);
        return false;
    }
    if (!in_calendar(&d)) {
        tlri_csv_error(csv, cell, 2711, "correct it", "the field '%s' is not a day of the calendar",
                       what);
        return false;
    }
    (void)snprintf(out, 11, "%04u-%02u-%02u", d.year % 10000, d.month % 100, d.day % 100);
    return true;
}

bool tlri_csv_yes(struct tlri_csv *csv, const struct tlri_csv_cell *cell, const char *what,
                  bool *out)
{
    static const char *const words[] = {"no", "yes", "n", "y", "false", "true", "0", "1"};
    char folded[HEADING_MAX];
    if (!present(csv, cell, what)) {
        return false;
    }
    fold_heading(cell->text, folded);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (tlri_streq(folded, words[i])) {
            *out = i % 2 == 1;
            return true;
        }
    }
    tlri_csv_error(csv, cell, 2713, "write yes or no", "the field '%s' is neither yes nor no",
                   what);
    return false;
}
