/*
 * io/import.h: the papers of another program's export, through a mapping. spec/formats/import.md.
 *
 * What comes out is a draft: tellers compare it with the export and sign it, as if they had typed
 * it. No text of the export reaches a diagnostic, only lines and columns: it may be about a voter.
 */
#ifndef TLRI_IMPORT_H
#define TLRI_IMPORT_H

#include "io/mapping.h"
#include "model/election.h"

#define TLRI_IMPORT_FILE_MAX ((size_t)256 << 20)

struct tlri_import {
    struct tlri_papers *papers; /* one batch, named as the mapping says; each paper of weight 1 */
    uint32_t rows;              /* rows or lines of the export that are papers */
    uint32_t empty;             /* papers without a mark */
    uint32_t twice;             /* papers on which a candidate was chosen more than once */
    uint32_t nothing;           /* empty rows left out, as the mapping says */
};

/*
 * Reads len bytes of an export, named `name` in diagnostics. contest: from election.xml; the marks
 * come out in its ballot order, the papers sorted by what stands on them. Columns that were left
 * out are noted by their headings (2820). On TLR_OK free out->papers with tlri_papers_free.
 * TLR_E_INPUT (2804-2819, and those of io/csv.h, io/blt.h, io/preflib.h), TLR_E_LIMIT: more papers
 * than a batch may hold; TLR_E_MEMORY.
 */
tlr_status tlri_import_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            const struct tlri_mapping *mapping,
                            const struct tlri_election_contest *contest,
                            struct tlri_import *out) TLRI_NODISCARD;

/* What kind of export these bytes look like; for a draft of a mapping only. */
enum tlri_export tlri_import_looks_like(const char *data, size_t len);

/*
 * Appends a draft of a mapping for an export of a contest: what headings and texts suggest, to be
 * checked by people before it is used. Texts of fields that suggest nothing come out as
 * lines "value ? TEXT", which no mapping may hold, so that somebody must decide on them.
 * TLR_E_INPUT: the export cannot be read; TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_import_suggest(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               const char *election, const struct tlri_election_contest *contest,
                               struct tlri_buf *out) TLRI_NODISCARD;

#endif
