/*
 * custody/case.c: opens a folder, file after file in the order of time.
 *
 * notice, election, close, batches, lots: each rests on the one before, so each is opened only when
 * the one before holds. Within a file all problems are reported. A folder that is being prepared
 * (tlri_case_inspect) may end early. Implements spec/formats/folder.md.
 */
#include "custody/case.h"

#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

static tlr_status new_case(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                           struct tlri_case **out)
{
    struct tlri_case *c = tlri_alloc(ctx, sizeof *c);
    if (c == NULL) {
        return tlri_no_memory(ctx);
    }
    c->ctx = ctx;
    tlri_arena_init(&c->arena, ctx);
    tlri_array_init(&c->checks, ctx, sizeof(struct tlri_result_check), 100);
    tlri_array_init(&c->signed_by, ctx, sizeof(const char *), 1000000);
    if (anchors != NULL) {
        c->anchors = *anchors;
    }
    c->dir = tlri_arena_copy(&c->arena, dir, strlen(dir));
    tlr_status status = c->dir != NULL ? tlri_dir_list(&c->arena, dir, &c->names, &c->names_count)
                                       : tlri_no_memory(ctx);
    if (status != TLR_OK) {
        tlri_case_free(c);
        return status;
    }
    *out = c;
    return TLR_OK;
}

void tlri_case_free(struct tlri_case *c)
{
    if (c == NULL) {
        return;
    }
    for (size_t i = 0; c->contest != NULL && i < c->contests; i++) {
        for (size_t r = 0; r < c->contest[i].rounds; r++) {
            tlri_papers_free(c->contest[i].round[r].papers);
        }
    }
    for (size_t i = 0; c->batch_file != NULL && i < c->close->batches; i++) {
        tlri_sealed_free(c->batch_file[i]);
    }
    tlri_ink_free(c->ink);
    tlri_lots_file_free(c->lots);
    tlri_close_free(c->close);
    tlri_election_free(c->election);
    tlri_notice_free(c->notice);
    tlri_sealed_free(c->lots_file);
    tlri_sealed_free(c->close_file);
    tlri_sealed_free(c->election_file);
    tlri_sealed_free(c->notice_file);
    tlri_array_drop(&c->checks);
    tlri_array_drop(&c->signed_by);
    tlri_arena_drop(&c->arena);
    tlri_free(c->ctx, c, sizeof *c);
}

/* Rulings change what was signed; a count that left them out would be a wrong count. */
static tlr_status refuse_rulings(struct tlri_case *c)
{
    if (!tlri_case_has(c, "rulings")) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = tlri_case_path(c, "rulings")};
    tlri_diag(c->ctx, TLR_ERROR, 6160, &place,
              "count with a program that applies rulings; without them the result would be wrong",
              "scope", "this folder holds rulings, and this program does not apply them yet");
    return TLR_E_RULES;
}

static tlr_status open_papers(struct tlri_case *c)
{
    TLR_TRY(tlri_case_open_notice(c));
    TLR_TRY(refuse_rulings(c));
    TLR_TRY(tlri_case_open_election(c));
    TLR_TRY(tlri_case_open_close(c));
    return tlri_case_open_batches(c);
}

static tlr_status open_all(struct tlri_case *c)
{
    TLR_TRY(open_papers(c));
    return tlri_case_open_lots(c);
}

/* What papers are entered for, before there is a close. */
static tlr_status open_definition(struct tlri_case *c)
{
    TLR_TRY(tlri_case_open_notice(c));
    return tlri_case_open_election(c);
}

/* Leaves a note when a file of a later hour is not there yet; false then. */
static bool there_yet(struct tlri_case *c, const char *file)
{
    if (tlri_case_has(c, file)) {
        return true;
    }
    tlri_diag(c->ctx, TLR_NOTE, 6161, NULL, NULL, NULL,
              "%s is not there yet; what comes before it was checked", file);
    return false;
}

static tlr_status open_what_is_there(struct tlri_case *c)
{
    TLR_TRY(tlri_case_open_notice(c));
    TLR_TRY(refuse_rulings(c));
    if (!there_yet(c, "election.xml")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_case_open_election(c));
    if (!there_yet(c, "close.txt")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_case_open_close(c));
    TLR_TRY(tlri_case_open_batches(c));
    return tlri_case_open_lots(c);
}

static tlr_status open_by(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                          tlr_status (*open)(struct tlri_case *), struct tlri_case **out)
{
    struct tlri_case *c = NULL;
    *out = NULL;
    TLR_TRY(new_case(ctx, dir, anchors, &c));
    tlr_status status = open(c);
    if (status != TLR_OK) {
        tlri_case_free(c);
        return status;
    }
    *out = c;
    return TLR_OK;
}

tlr_status tlri_case_open(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                          struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_all, out);
}

tlr_status tlri_case_inspect(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                             struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_what_is_there, out);
}

tlr_status tlri_case_open_definition(tlr_ctx *ctx, const char *dir,
                                     const struct tlri_anchors *anchors, struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_definition, out);
}

tlr_status tlri_case_open_papers(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                                 struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_papers, out);
}
