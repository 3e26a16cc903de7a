/*
 * report/clauses.c: looks up the text of a clause (report/clauses.h).
 *
 * The table is short and a report asks a few dozen times, so it is gone through from the start.
 */
#include "report/clauses.h"

#include <stddef.h>
#include <string.h>

const char *tlri_clause_text(const char *clause)
{
    for (const struct tlri_clause_text *row = tlri_clause_texts; row->clause != NULL; row++) {
        if (strcmp(row->clause, clause) == 0) {
            return row->text;
        }
    }
    return NULL;
}
