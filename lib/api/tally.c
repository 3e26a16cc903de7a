/*
 * api/tally.c: drafts of tallies, where a provider gives only totals (teller/import.h).
 *
 * The votes are put into the order of the paper, and the file is read back by the reader that a
 * count uses before it is handed over: what cannot be true is told here, and not on the evening.
 * Implements spec/formats/tally.md, [TAL-2] and [TAL-3].
 */
#include <stdio.h>
#include <string.h>

#include "api/text.h"
#include "base/file.h"
#include "io/election.h"
#include "io/tally.h"
#include "teller/import.h"

#define ELECTION_FILE_MAX  ((size_t)64 << 20)
#define STATEMENT_FILE_MAX ((size_t)256 << 20)

static tlr_status misuse(tlr_ctx *ctx, uint32_t code, const char *hint, const char *what,
                         const char *which)
{
    if (which != NULL) {
        tlri_diag(ctx, TLR_ERROR, code, NULL, hint, "tally/TAL-2", "%s: '%.64s'", what, which);
    } else {
        tlri_diag(ctx, TLR_ERROR, code, NULL, hint, "tally/TAL-2", "%s", what);
    }
    return TLR_E_USAGE;
}

/* The votes of each candidate, in ballot order; each once. */
static tlr_status put_in_order(tlr_ctx *ctx, const tlr_totals *totals,
                               const struct tlri_election_contest *contest, uint32_t *votes)
{
    bool given[TLRI_CANDIDATES_MAX] = {false};
    static const char hint[] = "give ID=VOTES for each candidate, with the ids of election.xml";
    for (size_t i = 0; i < totals->candidates; i++) {
        size_t k = 0;
        while (k < contest->candidates &&
               !tlri_streq(contest->candidate[k].id, totals->candidate[i])) {
            k++;
        }
        if (k == contest->candidates) {
            return misuse(ctx, 7003, hint, "the contest has no such candidate",
                          totals->candidate[i]);
        }
        if (given[k]) {
            return misuse(ctx, 7003, hint, "the votes of a candidate are given twice",
                          contest->candidate[k].id);
        }
        if (totals->votes[i] > TLRI_PAPERS_MAX) {
            return misuse(ctx, 7004, "give at most 10,000,000 votes",
                          "the votes of a candidate are too many", contest->candidate[k].id);
        }
        given[k] = true;
        votes[k] = (uint32_t)totals->votes[i];
    }
    for (size_t k = 0; k < contest->candidates; k++) {
        if (!given[k]) {
            return misuse(ctx, 7003, hint, "the votes of a candidate are not given",
                          contest->candidate[k].id);
        }
    }
    return TLR_OK;
}

static bool put_id(const char *id, char out[TLRI_BALLOTS_ID])
{
    bool good = tlri_is_id(id, strlen(id));
    (void)snprintf(out, TLRI_BALLOTS_ID, "%.64s", good ? id : "");
    return good;
}

static tlr_status fill_header(tlr_ctx *ctx, const tlr_totals *totals, const char *salt,
                              struct tlri_ballots_header *header)
{
    static const char hint[] = "use small letters, digits and hyphens, at most 64 of them";
    if (!put_id(totals->batch, header->batch)) {
        return misuse(ctx, 7004, hint, "the batch cannot be called so", totals->batch);
    }
    if (!put_id(totals->channel, header->channel)) {
        return misuse(ctx, 7004, hint, "the channel cannot be called so", totals->channel);
    }
    if (totals->papers > TLRI_PAPERS_MAX || totals->blank > totals->papers || totals->round < 1 ||
        totals->round > TLRI_ROUND_MAX || totals->revision < 1 ||
        totals->revision > TLRI_REVISION_MAX) {
        return misuse(ctx, 7004, "give as many papers as the statement says, blank ones among them",
                      "the numbers of papers do not fit each other, or are too large", NULL);
    }
    if (strlen(salt) != (size_t)2 * TLRI_SALT_BYTES ||
        strspn(salt, "0123456789abcdef") != (size_t)2 * TLRI_SALT_BYTES ||
        !tlri_unhex(salt, strlen(salt), header->salt, TLRI_SALT_BYTES)) {
        tlri_diag(ctx, TLR_ERROR, 2815, NULL, NULL, NULL, "the salt is not 32 hexadecimal digits");
        return TLR_E_USAGE;
    }
    header->papers = (uint32_t)totals->papers;
    header->blank = (uint32_t)totals->blank;
    header->round = totals->round;
    header->revision = totals->revision;
    return TLR_OK;
}

static tlr_status digest_of(tlr_ctx *ctx, const char *path, struct tlri_digest *out)
{
    struct tlri_bytes bytes;
    TLR_TRY(tlri_file_read(ctx, path, STATEMENT_FILE_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    return TLR_OK;
}

/* Read as a count would read it. */
static tlr_status read_back(tlr_ctx *ctx, const struct tlri_buf *text)
{
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, ctx, 0);
    tlr_status status =
        tlri_tally_core_read(ctx, "totals", text->data, text->len, &header, &builder);
    tlri_papers_builder_drop(&builder);
    return status;
}

static tlr_status make(tlr_ctx *ctx, const tlr_totals *totals, const struct tlri_election *election,
                       const struct tlri_digest *definition, const char *salt, struct tlri_buf *out)
{
    uint32_t votes[TLRI_CANDIDATES_MAX] = {0};
    struct tlri_ballots_header header = {.totals = true, .definition = *definition};
    const struct tlri_election_contest *contest = tlri_election_contest(election, totals->contest);
    if (contest == NULL) {
        return misuse(ctx, 2816, "give the id of a contest of election.xml",
                      "the election has no such contest", totals->contest);
    }
    TLR_TRY(put_in_order(ctx, totals, contest, votes));
    TLR_TRY(fill_header(ctx, totals, salt, &header));
    TLR_TRY(digest_of(ctx, totals->statement, &header.statement));
    header.candidates = (uint32_t)contest->candidates;
    (void)snprintf(header.election, sizeof header.election, "%s", election->election);
    (void)snprintf(header.contest, sizeof header.contest, "%s", contest->id);
    TLR_TRY(tlri_tally_write(&header, votes, out));
    return read_back(ctx, out);
}

/* election.xml of the folder, and the digest of its bytes. */
static tlr_status open_election(tlr_ctx *ctx, const char *dir, struct tlri_digest *definition,
                                struct tlri_election **election)
{
    struct tlri_bytes bytes;
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    const char *path = tlri_arena_printf(&arena, "%s/election.xml", dir);
    tlr_status status =
        path == NULL ? tlri_no_memory(ctx) : tlri_file_read(ctx, path, ELECTION_FILE_MAX, &bytes);
    if (status == TLR_OK) {
        tlri_digest_of(bytes.data, bytes.len, definition);
        status = tlri_election_read(ctx, path, bytes.data, bytes.len, election);
        tlri_bytes_drop(&bytes);
    }
    tlri_arena_drop(&arena);
    return status;
}

tlr_status tlr_import_totals(tlr_ctx *ctx, const tlr_totals *totals, const char *dir,
                             const char *salt, tlr_text **tally)
{
    struct tlri_election *election = NULL;
    struct tlri_digest definition;
    *tally = NULL;
    TLR_TRY(open_election(ctx, dir, &definition, &election));
    tlr_text *text = tlri_text_new(ctx);
    tlr_status status = text == NULL ? tlri_no_memory(ctx)
                                     : make(ctx, totals, election, &definition, salt, &text->buf);
    tlri_election_free(election);
    return tlri_text_hand(text, status, tally);
}
