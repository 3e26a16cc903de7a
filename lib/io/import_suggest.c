/*
 * io/import_suggest.c: a draft of a mapping, from what an export's headings and texts look like.
 *
 * For people to check, correct and keep: a draft is never used by itself, and its line "empty-rows
 * ?" and the lines "value ? TEXT" are refused until somebody has decided. Only texts of columns
 * that seem to hold votes are looked at; a column that suggests nothing is drafted as left out.
 * Implements spec/formats/import.md, 6.
 */
#include <string.h>

#include "io/csv.h"
#include "io/import.h"
#include "io/scotelex.h"

#define TEXTS_MAX 500u /* different texts looked at; more are no votes */

struct draft {
    tlr_ctx *ctx;
    const struct tlri_election_contest *contest;
    struct tlri_csv *csv;
    enum tlri_column kind[TLRI_CSV_COLUMNS_MAX];
    uint32_t about[TLRI_CSV_COLUMNS_MAX]; /* candidate (index) or number */
    struct tlri_array text;               /* const char *: different texts of votes */
    struct tlri_buf columns, values;
    size_t column_lines, value_lines;
};

/* ---- looking like something ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, const char *part)
{
    size_t i = 0;
    while (part[i] != '\0' && lower(text[i]) == lower(part[i])) {
        i++;
    }
    return i > 0 && part[i] == '\0';
}

static bool holds(const char *text, const char *part)
{
    while (*text != '\0' && !begins(text, part)) {
        text++;
    }
    return *text != '\0';
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* As a word of its own: "Seconded by" does not hold "second". */
static bool holds_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (char before = ' '; *text != '\0'; before = *text++) {
        if (!is_letter(before) && begins(text, word) && !is_letter(text[n])) {
            return true;
        }
    }
    return false;
}

/* The candidate whose name the text holds, if it is one only. */
static uint32_t named_in(const struct tlri_election_contest *contest, const char *text)
{
    uint32_t found = TLRI_NONE;
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (holds(text, contest->candidate[c].name)) {
            if (found != TLRI_NONE) {
                return TLRI_NONE;
            }
            found = c;
        }
    }
    return found;
}

/* The only number in a text that is written as a word; 0 otherwise. */
static uint32_t number_word_in(const struct tlri_election_contest *contest, const char *text)
{
    static const char *const word[] = {"first", "second",  "third",  "fourth", "fifth",
                                       "sixth", "seventh", "eighth", "ninth",  "tenth"};
    uint32_t found = 0;
    for (uint32_t i = 0; i < sizeof word / sizeof word[0] && i < contest->candidates; i++) {
        if (holds_word(text, word[i])) {
            if (found != 0) {
                return 0;
            }
            found = i + 1;
        }
    }
    return found;
}

/* The only number in a text, 1 to as many as there are candidates; 0 otherwise. */
static uint32_t number_in(const struct tlri_election_contest *contest, const char *text)
{
    uint32_t found = 0;
    if (strpbrk(text, "0123456789") == NULL) {
        return number_word_in(contest, text);
    }
    while (*text != '\0') {
        size_t n = strspn(text, "0123456789");
        if (n == 0) {
            text++;
            continue;
        }
        uint32_t value = 0;
        for (size_t i = 0; i < n && i < 4; i++) {
            value = value * 10 + (uint32_t)(text[i] - '0');
        }
        if (found != 0 || n > 3 || value == 0 || value > contest->candidates) {
            return 0;
        }
        found = value;
        text += n;
    }
    return found;
}

/* The last part in square brackets, as forms name the rows of a grid; otherwise the whole. */
static const char *row_of_grid(const char *heading)
{
    const char *open = strrchr(heading, '[');
    return open != NULL ? open : heading;
}

enum tlri_export tlri_import_looks_like(const char *data, size_t len)
{
    size_t i = 0;
    if (len > 0 && data[0] == '#') {
        return TLRI_EXPORT_PREFLIB;
    }
    if (tlri_scotelex_looks_like(data, len)) {
        return TLRI_EXPORT_SCOT_ELEX;
    }
    while (i < len && data[i] >= '0' && data[i] <= '9') {
        i++;
    }
    bool number = i > 0 && i < len && data[i] == ' ';
    return number && data[i + 1 < len ? i + 1 : i] >= '0' && data[i + 1 < len ? i + 1 : i] <= '9'
               ? TLRI_EXPORT_BLT
               : TLRI_EXPORT_CSV;
}

/* ---- columns ---- */

static void look_at_headings(struct draft *d)
{
    size_t by_candidate = 0;
    for (size_t c = 0; c < d->csv->fields; c++) {
        const char *heading = tlri_csv_cell(d->csv, 0, c)->text;
        uint32_t candidate = named_in(d->contest, row_of_grid(heading));
        uint32_t number = number_in(d->contest, row_of_grid(heading));
        d->kind[c] = TLRI_COLUMN_DROP;
        if (tlri_streq(heading, "papers") || tlri_streq(heading, "Weight")) {
            d->kind[c] = TLRI_COLUMN_PAPERS;
        } else if (candidate != TLRI_NONE) {
            d->kind[c] = TLRI_COLUMN_CANDIDATE;
            d->about[c] = candidate;
            by_candidate++;
        } else if (number != 0 &&
                   (holds(heading, "rank") || holds(heading, "choice") || holds(heading, "pref"))) {
            d->kind[c] = TLRI_COLUMN_NUMBER;
            d->about[c] = number;
        }
    }
    for (size_t c = 0; c < d->csv->fields && by_candidate > 0; c++) {
        if (d->kind[c] == TLRI_COLUMN_NUMBER) {
            d->kind[c] = TLRI_COLUMN_DROP;
        }
    }
}

/* The sign between names, where fields of a column hold several. */
static enum tlri_between between_in(const struct draft *d, size_t column)
{
    enum tlri_between found = TLRI_BETWEEN_NOTHING;
    for (size_t row = 1; row < d->csv->rows && found == TLRI_BETWEEN_NOTHING; row++) {
        const char *text = tlri_csv_cell(d->csv, row, column)->text;
        found = strchr(text, ';') != NULL   ? TLRI_BETWEEN_SEMICOLON
                : strchr(text, '>') != NULL ? TLRI_BETWEEN_GREATER
                : strchr(text, ',') != NULL ? TLRI_BETWEEN_COMMA
                                            : found;
    }
    return found;
}

static bool holds_names(const struct draft *d, size_t column)
{
    for (size_t row = 1; row < d->csv->rows; row++) {
        const char *text = tlri_csv_cell(d->csv, row, column)->text;
        for (uint32_t c = 0; c < d->contest->candidates; c++) {
            if (holds(text, d->contest->candidate[c].name)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_empty(const struct draft *d, size_t column)
{
    for (size_t row = 1; row < d->csv->rows; row++) {
        if (tlri_csv_cell(d->csv, row, column)->text[0] != '\0') {
            return false;
        }
    }
    return true;
}

/* Columns headed "1", "2", "3" that hold names: everybody's first choice, the second, the third.
 * There must be two of them; the last may be empty, where nobody went so far. */
static bool look_for_choices(struct draft *d)
{
    size_t found = 0;
    for (size_t c = 0; c < d->csv->fields; c++) {
        found += number_in(d->contest, tlri_csv_cell(d->csv, 0, c)->text) != 0 && holds_names(d, c);
    }
    for (size_t c = 0; c < d->csv->fields && found > 1; c++) {
        uint32_t number = number_in(d->contest, tlri_csv_cell(d->csv, 0, c)->text);
        if (number != 0 && (holds_names(d, c) || is_empty(d, c))) {
            d->kind[c] = TLRI_COLUMN_NUMBER;
            d->about[c] = number;
        }
    }
    return found > 1;
}

/* Where no heading says anything: columns of choices, or the first whose fields hold names. */
static void look_at_fields(struct draft *d)
{
    for (size_t c = 0; c < d->csv->fields; c++) {
        if (d->kind[c] != TLRI_COLUMN_DROP && d->kind[c] != TLRI_COLUMN_PAPERS) {
            return;
        }
    }
    if (look_for_choices(d)) {
        return;
    }
    for (size_t c = 0; c < d->csv->fields; c++) {
        if (d->kind[c] == TLRI_COLUMN_DROP && holds_names(d, c)) {
            d->about[c] = (uint32_t)between_in(d, c);
            d->kind[c] =
                d->about[c] == TLRI_BETWEEN_SEMICOLON || d->about[c] == TLRI_BETWEEN_GREATER
                    ? TLRI_COLUMN_LIST
                    : TLRI_COLUMN_CROSSES;
            return;
        }
    }
}

/* One line, whatever line ends the heading of a form has. */
static void put_text(struct tlri_buf *out, const char *text)
{
    bool blank = false;
    for (; *text != '\0'; text++) {
        if (strchr(" \t\r\n", *text) != NULL) {
            blank = true;
            continue;
        }
        if (blank) {
            tlri_buf_puts(out, " ");
            blank = false;
        }
        tlri_buf_add(out, text, 1);
    }
    tlri_buf_puts(out, "\n");
}

static bool holds_several(enum tlri_column kind)
{
    return kind == TLRI_COLUMN_LIST || kind == TLRI_COLUMN_CROSSES;
}

static void put_column(struct draft *d, size_t c)
{
    const char *heading = tlri_csv_cell(d->csv, 0, c)->text;
    /* A column left out that holds candidates' names may be votes: somebody decides. */
    bool asks = d->kind[c] == TLRI_COLUMN_DROP && holds_names(d, c);
    tlri_buf_printf(&d->columns, "column %s ",
                    asks ? "?" : tlri_column_token((uint32_t)d->kind[c]));
    if (d->kind[c] == TLRI_COLUMN_CANDIDATE) {
        tlri_buf_printf(&d->columns, "%s ", d->contest->candidate[d->about[c]].id);
    } else if (d->kind[c] == TLRI_COLUMN_NUMBER) {
        tlri_buf_printf(&d->columns, "%u ", d->about[c]);
    } else if (holds_several(d->kind[c])) {
        tlri_buf_printf(&d->columns, "%s ", tlri_between_token(d->about[c]));
    }
    put_text(&d->columns, heading[0] != '\0' ? heading : "?");
    d->column_lines++;
}

/* ---- values ---- */

static void put_candidates(struct draft *d)
{
    for (uint32_t c = 0; c < d->contest->candidates; c++) {
        tlri_buf_printf(&d->values, "value candidate %s ", d->contest->candidate[c].id);
        put_text(&d->values, d->contest->candidate[c].name);
        d->value_lines++;
    }
}

static void put_value(struct draft *d, enum tlri_column kind, const char *text)
{
    uint32_t number = kind == TLRI_COLUMN_CANDIDATE ? number_in(d->contest, text) : 0;
    uint32_t candidate = kind == TLRI_COLUMN_NUMBER ? named_in(d->contest, text) : TLRI_NONE;
    if (candidate != TLRI_NONE) {
        tlri_buf_printf(&d->values, "value candidate %s ", d->contest->candidate[candidate].id);
    } else if (number != 0) {
        tlri_buf_printf(&d->values, "value number %u ", number);
    } else if (kind == TLRI_COLUMN_CANDIDATE && (tlri_streq(text, "X") || tlri_streq(text, "?"))) {
        tlri_buf_puts(&d->values, text[0] == 'X' ? "value cross " : "value doubt ");
    } else {
        tlri_buf_puts(&d->values, "value ? ");
    }
    put_text(&d->values, text);
    d->value_lines++;
}

static bool is_known(const struct draft *d, const char *text)
{
    const char *const *known = d->text.data;
    for (size_t i = 0; i < d->text.count; i++) {
        if (tlri_streq(known[i], text)) {
            return true;
        }
    }
    return false;
}

static tlr_status look_at_texts(struct draft *d, size_t c)
{
    for (size_t row = 1; row < d->csv->rows; row++) {
        const char *text = tlri_csv_cell(d->csv, row, c)->text;
        bool plain = strspn(text, "0123456789") == strlen(text);
        if (plain || is_known(d, text) || d->text.count == TEXTS_MAX) {
            continue;
        }
        TLR_TRY(tlri_array_append(&d->text, &text, 1));
        put_value(d, d->kind[c], text);
    }
    return TLR_OK;
}

/* Where fields hold names: those for whom nobody voted are named, too, since each must be. */
static void put_unnamed(struct draft *d)
{
    const char *const *known = d->text.data;
    for (uint32_t c = 0; c < d->contest->candidates; c++) {
        bool named = false;
        for (size_t i = 0; i < d->text.count; i++) {
            named = named || named_in(d->contest, known[i]) == c;
        }
        if (!named) {
            tlri_buf_printf(&d->values, "value candidate %s ", d->contest->candidate[c].id);
            put_text(&d->values, d->contest->candidate[c].name);
            d->value_lines++;
        }
    }
}

static bool any_vote(const struct draft *d)
{
    for (size_t c = 0; c < d->csv->fields; c++) {
        if (d->kind[c] != TLRI_COLUMN_DROP && d->kind[c] != TLRI_COLUMN_PAPERS) {
            return true;
        }
    }
    return false;
}

static tlr_status draft_table(struct draft *d)
{
    bool names = false;
    look_at_headings(d);
    look_at_fields(d);
    for (size_t c = 0; c < d->csv->fields; c++) {
        put_column(d, c);
        names = names || d->kind[c] == TLRI_COLUMN_NUMBER;
        if (d->kind[c] == TLRI_COLUMN_CANDIDATE || d->kind[c] == TLRI_COLUMN_NUMBER) {
            TLR_TRY(look_at_texts(d, c));
        } else if (holds_several(d->kind[c])) {
            put_candidates(d);
        }
    }
    if (names) {
        put_unnamed(d);
    }
    if (!any_vote(d)) {
        tlri_diag(d->ctx, TLR_WARNING, 7140, NULL,
                  "is it the right file and contest? a heading, or the fields below it, must name "
                  "the candidates as election.xml does",
                  NULL, "no column of this table seems to hold votes in contest %s",
                  d->contest->id);
    }
    TLR_TRY(d->columns.failed);
    return d->values.failed;
}

/* ---- the whole ---- */

static void put_all(const struct draft *d, const char *election, enum tlri_export format,
                    struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/mapping@1\nelection %s\ncontest %s\nround 1\nbatch online\n",
                    election, d->contest->id);
    tlri_buf_printf(out, "revision 1\nchannel online\nformat %s\n",
                    tlri_export_token((uint32_t)format));
    if (format == TLRI_EXPORT_CSV) {
        tlri_buf_puts(out, "empty-rows ?\n");
    }
    tlri_buf_printf(out, "columns %zu\n%svalues %zu\n%send\n", d->column_lines,
                    d->columns.len > 0 ? d->columns.data : "", d->value_lines,
                    d->values.len > 0 ? d->values.data : "");
}

static tlr_status draft(struct draft *d, const char *name, const char *data, size_t len,
                        enum tlri_export format)
{
    if (format != TLRI_EXPORT_CSV) {
        put_candidates(d);
        return d->values.failed;
    }
    TLR_TRY(tlri_csv_read_whole(d->ctx, name, data, len, &d->csv));
    tlr_status status = draft_table(d);
    tlri_csv_free(d->csv);
    return status;
}

tlr_status tlri_import_suggest(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               const char *election, const struct tlri_election_contest *contest,
                               struct tlri_buf *out)
{
    struct draft d = {.ctx = ctx, .contest = contest};
    enum tlri_export format = tlri_import_looks_like(data, len);
    tlri_array_init(&d.text, ctx, sizeof(const char *), TEXTS_MAX);
    tlri_buf_init(&d.columns, ctx, TLRI_MAPPING_FILE_MAX);
    tlri_buf_init(&d.values, ctx, TLRI_MAPPING_FILE_MAX);
    tlr_status status = draft(&d, name, data, len, format);
    if (status == TLR_OK) {
        put_all(&d, election, format, out);
        status = out->failed;
    }
    tlri_array_drop(&d.text);
    tlri_buf_drop(&d.columns);
    tlri_buf_drop(&d.values);
    return status;
}
