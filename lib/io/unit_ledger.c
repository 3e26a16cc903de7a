/*
 * io/unit_ledger.c: the ledger of a vote by units, from a table that a spreadsheet exported.
 *
 * Reads the cells and says of each what is wrong with it; whether the rows agree with each other is
 * lib/rules/unit_votes.c. The table is read as members' data is (io/csv.c), so that somebody who
 * gives the roll by mistake finds nothing of it in a message. Implements spec/formats/unit-votes.md
 * section 1.
 */
#include "io/unit_ledger.h"

#include <string.h>

enum { UNIT, KIND, VOTES, FOR, AGAINST, ABSTAINED, GROUND, FIELDS };

static const char *const also_unit[] = {"branch", "affiliate", "name of unit", NULL};
static const char *const also_kind[] = {"section", "type", NULL};
static const char *const also_votes[] = {"entitled", "entitlement", NULL};
static const char *const also_for[] = {"yes", "in favour", NULL};
static const char *const also_against[] = {"no", NULL};
static const char *const also_abstained[] = {"abstentions", "not cast", NULL};
static const char *const also_ground[] = {"minute", "reference", NULL};

static const struct tlri_csv_field fields[FIELDS] = {
    [UNIT] = {"unit", also_unit, true},          [KIND] = {"kind", also_kind, true},
    [VOTES] = {"votes", also_votes, true},       [FOR] = {"for", also_for, true},
    [AGAINST] = {"against", also_against, true}, [ABSTAINED] = {"abstained", also_abstained, false},
    [GROUND] = {"ground", also_ground, false}};

/* A whole number of votes; empty, where it may be, is 0. */
static uint64_t take_votes(struct tlri_csv *csv, const struct tlri_csv_cell *cell,
                           bool may_be_empty)
{
    if (cell->text == NULL || (may_be_empty && cell->text[0] == '\0')) {
        return 0;
    }
    size_t len = strlen(cell->text);
    uint64_t value = 0;
    for (size_t i = 0; i < len && i < 10; i++) {
        value = value * 10 + (uint64_t)(cell->text[i] - '0');
    }
    /* A total may hold what all units together hold. */
    if (len == 0 || strspn(cell->text, "0123456789") != len || len > 10 ||
        value > (uint64_t)TLRI_UNIT_VOTES_MAX * TLRI_UNITS_MAX) {
        tlri_csv_error(csv, cell, 5100, "write the number of votes in digits, 0 for none",
                       "this is no number of votes");
        return 0;
    }
    return value;
}

static void take_row(struct tlri_csv *csv, size_t at, struct tlri_unit_row *row)
{
    const struct tlri_csv_cell *cell = tlri_csv_cell(csv, at, 0);
    row->unit = cell[UNIT].text;
    row->kind = cell[KIND].text;
    row->ground = cell[GROUND].text;
    row->line = cell[UNIT].line;
    row->column = cell[UNIT].column;
    row->is_total = strcmp(row->unit, "total") == 0;
    uint64_t votes = take_votes(csv, &cell[VOTES], row->is_total);
    row->in_favour = take_votes(csv, &cell[FOR], false);
    row->against = take_votes(csv, &cell[AGAINST], false);
    row->abstained = take_votes(csv, &cell[ABSTAINED], true);
    if (row->unit[0] == '\0' || row->kind[0] == '\0') {
        tlri_csv_error(csv, &cell[row->unit[0] == '\0' ? UNIT : KIND], 5101,
                       "write the unit's name, and of what kind it is: branch, affiliate",
                       "the unit or its kind is not named");
    }
    if (!row->is_total && (votes == 0 || votes > TLRI_UNIT_VOTES_MAX)) {
        tlri_csv_error(csv, &cell[VOTES], 5100,
                       "a unit without a vote does not stand in the ledger",
                       "a unit has from 1 to %u votes", TLRI_UNIT_VOTES_MAX);
    }
    row->votes = (uint32_t)(votes <= UINT32_MAX ? votes : 0);
}

static tlr_status take_rows(struct tlri_unit_ledger_file *file)
{
    size_t rows = file->csv->rows;
    if (rows > TLRI_UNITS_MAX) {
        struct tlri_csv_cell cell = {NULL, 1, 1};
        tlri_csv_error(file->csv, &cell, 2705, "see whether this is another table",
                       "there are more than %u units", TLRI_UNITS_MAX);
        return TLR_E_LIMIT;
    }
    file->allocated = rows + 1;
    file->row = tlri_alloc_array(file->ctx, file->allocated, sizeof *file->row);
    if (file->row == NULL) {
        return tlri_no_memory(file->ctx);
    }
    for (size_t i = 0; i < rows; i++) {
        take_row(file->csv, i, &file->row[i]);
    }
    file->ledger = (struct tlri_unit_ledger){file->csv->name, rows, file->row};
    return file->csv->problems > 0 ? TLR_E_INPUT : TLR_OK;
}

tlr_status tlri_unit_ledger_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                 struct tlri_unit_ledger_file **out)
{
    *out = NULL;
    struct tlri_unit_ledger_file *file = tlri_alloc(ctx, sizeof *file);
    if (file == NULL) {
        return tlri_no_memory(ctx);
    }
    file->ctx = ctx;
    tlr_status status = tlri_csv_read(ctx, name, data, len, fields, FIELDS, &file->csv);
    status = status == TLR_OK ? take_rows(file) : status;
    if (status != TLR_OK) {
        tlri_unit_ledger_free(file);
        return status;
    }
    *out = file;
    return TLR_OK;
}

void tlri_unit_ledger_free(struct tlri_unit_ledger_file *file)
{
    if (file == NULL) {
        return;
    }
    tlri_free(file->ctx, file->row, file->allocated * sizeof *file->row);
    tlri_csv_free(file->csv);
    tlri_free(file->ctx, file, sizeof *file);
}
