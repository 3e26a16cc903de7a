/*
 * api/import.c: drafts of batches from exports (teller/import.h).
 *
 * Reads the three files, has io/import.c make the papers, and puts the lines before them that bind
 * the batch to its election and to the two files it was made of. Implements
 * spec/formats/import.md, 5.
 */
#include "teller/import.h"

#include <stdio.h>
#include <string.h>

#include "api/text.h"
#include "base/file.h"
#include "io/ballots.h"
#include "io/csv.h"
#include "io/election.h"
#include "io/import.h"

#define ELECTION_FILE_MAX ((size_t)64 << 20)

struct import {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    struct tlri_bytes export, mapping_file, election_file;
    const char *election_path;
    struct tlri_election *election;
    struct tlri_mapping *mapping;
    struct tlri_import made;
};

static tlr_status open_election(struct import *w, const char *dir)
{
    tlri_arena_init(&w->arena, w->ctx);
    w->election_path = tlri_arena_printf(&w->arena, "%s/election.xml", dir);
    if (w->election_path == NULL) {
        return tlri_no_memory(w->ctx);
    }
    TLR_TRY(tlri_file_read(w->ctx, w->election_path, ELECTION_FILE_MAX, &w->election_file));
    return tlri_election_read(w->ctx, w->election_path, w->election_file.data, w->election_file.len,
                              &w->election);
}

static void drop(struct import *w)
{
    tlri_papers_free(w->made.papers);
    tlri_mapping_free(w->mapping);
    tlri_election_free(w->election);
    tlri_bytes_drop(&w->election_file);
    tlri_bytes_drop(&w->mapping_file);
    tlri_wipe(w->export.data, w->export.len);
    tlri_bytes_drop(&w->export);
    tlri_arena_drop(&w->arena);
}

static tlr_status of_another(struct import *w, const char *what)
{
    struct tlri_place place = {.file = w->mapping->name};
    tlri_diag(w->ctx, TLR_ERROR, 2814, &place, "correct the line, or give the right folder",
              "import/IMP-3", "%s", what);
    return TLR_E_INPUT;
}

/* [IMP-3] */
static tlr_status find_contest(struct import *w, const struct tlri_election_contest **out)
{
    if (!tlri_streq(w->mapping->election, w->election->election)) {
        return of_another(w, "the mapping is for another election than this folder's");
    }
    *out = tlri_election_contest(w->election, w->mapping->contest);
    if (*out == NULL) {
        return of_another(w, "the election has no contest of the id that the mapping gives");
    }
    return TLR_OK;
}

static void put_digest(const struct tlri_bytes *bytes, struct tlri_digest *digest, char hex[65])
{
    tlri_digest_of(bytes->data, bytes->len, digest);
    tlri_digest_hex(digest, hex);
}

static tlr_status write_batch(struct import *w, const char *salt, tlr_import_report *report,
                              struct tlri_buf *out)
{
    const struct tlri_mapping *m = w->mapping;
    struct tlri_ballots_header header = {
        .round = m->round,
        .revision = m->revision,
        .entered = TLRI_ENTERED_IMPORT,
        .made_of_stated = true,
        .candidates = w->made.papers->candidates,
        .papers = w->made.papers->count,
    };
    (void)snprintf(header.election, sizeof header.election, "%s", m->election);
    (void)snprintf(header.contest, sizeof header.contest, "%s", m->contest);
    (void)snprintf(header.batch, sizeof header.batch, "%s", m->batch);
    (void)snprintf(header.channel, sizeof header.channel, "%s", m->channel);
    tlri_digest_of(w->election_file.data, w->election_file.len, &header.definition);
    put_digest(&w->export, &header.export, report->export_digest);
    put_digest(&w->mapping_file, &header.mapping, report->mapping_digest);
    if (strlen(salt) != (size_t)2 * TLRI_SALT_BYTES ||
        strspn(salt, "0123456789abcdef") != (size_t)2 * TLRI_SALT_BYTES ||
        !tlri_unhex(salt, strlen(salt), header.salt, TLRI_SALT_BYTES)) {
        tlri_diag(w->ctx, TLR_ERROR, 2815, NULL, NULL, NULL,
                  "the salt is not 32 hexadecimal digits");
        return TLR_E_USAGE;
    }
    return tlri_ballots_write(w->ctx, &header, w->made.papers, 0, out);
}

static tlr_status make(struct import *w, const char *const path[2], const char *dir,
                       const char *salt, tlr_import_report *report, struct tlri_buf *out)
{
    const struct tlri_election_contest *contest = NULL;
    TLR_TRY(open_election(w, dir));
    TLR_TRY(tlri_file_read(w->ctx, path[1], TLRI_MAPPING_FILE_MAX, &w->mapping_file));
    TLR_TRY(
        tlri_mapping_read(w->ctx, path[1], w->mapping_file.data, w->mapping_file.len, &w->mapping));
    TLR_TRY(find_contest(w, &contest));
    TLR_TRY(tlri_file_read(w->ctx, path[0], TLRI_IMPORT_FILE_MAX, &w->export));
    TLR_TRY(tlri_import_read(w->ctx, path[0], w->export.data, w->export.len, w->mapping, contest,
                             &w->made));
    report->papers = w->made.papers->count;
    report->empty = w->made.empty;
    report->twice = w->made.twice;
    report->nothing = w->made.nothing;
    return write_batch(w, salt, report, out);
}

tlr_status tlr_import(tlr_ctx *ctx, const char *export, const char *mapping, const char *dir,
                      const char *salt, tlr_import_report *report, tlr_text **batch)
{
    struct import w = {.ctx = ctx};
    const char *const path[2] = {export, mapping};
    *report = (tlr_import_report){0};
    *batch = NULL;
    tlr_text *text = tlri_text_new(ctx);
    if (text == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = make(&w, path, dir, salt, report, &text->buf);
    drop(&w);
    return tlri_text_hand(text, status, batch);
}

static tlr_status suggest(struct import *w, const char *export, const char *dir,
                          const char *contest, struct tlri_buf *out)
{
    TLR_TRY(open_election(w, dir));
    const struct tlri_election_contest *found =
        contest != NULL              ? tlri_election_contest(w->election, contest)
        : w->election->contests == 1 ? &w->election->contest[0]
                                     : NULL;
    if (found == NULL) {
        tlri_diag(w->ctx, TLR_ERROR, 2816, NULL, NULL, NULL, "%s",
                  contest != NULL ? "the election has no contest of this id"
                                  : "the election has several contests, and none was named");
        return TLR_E_USAGE;
    }
    TLR_TRY(tlri_file_read(w->ctx, export, TLRI_IMPORT_FILE_MAX, &w->export));
    return tlri_import_suggest(w->ctx, export, w->export.data, w->export.len, w->election->election,
                               found, out);
}

tlr_status tlr_import_suggest(tlr_ctx *ctx, const char *export, const char *dir,
                              const char *contest, tlr_text **mapping)
{
    struct import w = {.ctx = ctx};
    *mapping = NULL;
    tlr_text *text = tlri_text_new(ctx);
    if (text == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = suggest(&w, export, dir, contest, &text->buf);
    drop(&w);
    return tlri_text_hand(text, status, mapping);
}
