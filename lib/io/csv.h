/*
 * io/csv.h: a table that somebody exported from a spreadsheet.
 *
 * Members' data comes in such files. Everything here is written so that none of it leaves: a
 * diagnostic says the file, the line and the column of what is wrong, never what stands there, not
 * even a heading (a file without a heading row begins with a person). The memory that held the
 * texts is wiped before it is given back. spec/formats/roll.md.
 */
#ifndef TLRI_CSV_H
#define TLRI_CSV_H

#include "base/base.h"

#define TLRI_CSV_COLUMNS_MAX 64u
#define TLRI_CSV_ROWS_MAX    1000000u
#define TLRI_CSV_CELL_MAX    10000u              /* bytes */
#define TLRI_CSV_FILE_MAX    ((size_t)256 << 20) /* bytes of a file; for the caller's reading */

struct tlri_csv_cell {
    const char *text; /* UTF-8, NUL-terminated, without blanks at its ends */
    uint32_t line, column;
};

/* A heading that a file may have, and whether it must. */
struct tlri_csv_field {
    const char *name;        /* as the page calls it: "joined" */
    const char *const *also; /* other headings for it, ended by NULL; or NULL */
    bool required;
};

struct tlri_csv {
    tlr_ctx *ctx;
    const char *name;           /* for diagnostics; borrowed */
    size_t fields;              /* of the caller's list */
    size_t rows;                /* without the heading row and rows in which every cell is empty */
    struct tlri_csv_cell *cell; /* [rows * fields]; text NULL: the file has no such column */
    size_t cells_allocated;
    char *pool; /* all texts */
    size_t pool_size;
    size_t problems;
};

/*
 * Reads a table by its headings (in any order, upper or lower case, blanks and signs ignored).
 * Commas, semicolons or tabs; CR LF or LF; a byte order mark; quoted line breaks: all are read.
 * On TLR_OK *out is new (tlri_csv_free); rows of another width (2703) were left out and count as
 * its problems, so that the caller can report what is wrong with the other rows, too. TLR_E_INPUT:
 * it cannot be read as a table (2700-2702, 2704), or its headings are wrong (2706, 2707);
 * TLR_E_LIMIT (2705); TLR_E_MEMORY. name is borrowed as long as *out lives.
 */
tlr_status tlri_csv_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         const struct tlri_csv_field *field, size_t fields,
                         struct tlri_csv **out) TLRI_NODISCARD;
/*
 * The same for a table whose headings are not known beforehand: every column is a field, row 0 is
 * the heading row, and a row in which every cell is empty is a row, too. out->fields says how many
 * columns there are. Statuses and codes as above, without 2706 and 2707.
 */
tlr_status tlri_csv_read_whole(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               struct tlri_csv **out) TLRI_NODISCARD;
/* Wipes and frees; NULL is accepted. */
void tlri_csv_free(struct tlri_csv *csv);

/* The cell of a field in a row; its text is NULL when the file has no such column. */
const struct tlri_csv_cell *tlri_csv_cell(const struct tlri_csv *csv, size_t row, size_t field);
/* Is there a column for the field? */
bool tlri_csv_has(const struct tlri_csv *csv, size_t field);

/* Reports what is wrong with a cell, without its text; counts as a problem of the file. */
void tlri_csv_error(struct tlri_csv *csv, const struct tlri_csv_cell *cell, uint32_t code,
                    const char *hint, const char *fmt, ...) TLRI_PRINTF(5, 6);
void tlri_csv_warn(struct tlri_csv *csv, const struct tlri_csv_cell *cell, uint32_t code,
                   const char *hint, const char *fmt, ...) TLRI_PRINTF(5, 6);

/* Each reads one cell; false after saying what is wrong (codes 2710-2714). `what` names the field.
 */

/* A day, YYYY-MM-DD or dd/mm/yyyy (or with dots or hyphens), as YYYY-MM-DD into out. */
bool tlri_csv_day(struct tlri_csv *csv, const struct tlri_csv_cell *cell, const char *what,
                  char out[11]);
/* yes, y, true, 1 or no, n, false, 0. */
bool tlri_csv_yes(struct tlri_csv *csv, const struct tlri_csv_cell *cell, const char *what,
                  bool *out);

/* Overwrites memory that held members' data; not left out by a compiler. NULL is accepted. */
void tlri_wipe(void *memory, size_t size);

#endif
