/*
 * custody/case.c: opens a folder, file after file in the order of time.
 *
 * notice, election, close, batches, lots: each rests on the one before, so each is opened only when
 * the one before holds. Within a file all problems are reported. A folder that is being prepared
 * (tlri_case_inspect) may end early. Rulings stand between election and close, since they may
 * appoint those who sign what follows; what they change is looked at last, through a view of the
 * case. Implements spec/formats/folder.md.
 */
#include "custody/case.h"

#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

tlr_status tlri_case_begin(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
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
    tlri_array_init(&c->ignored, ctx, sizeof(const char *), 1000000);
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

static void drop_papers(struct tlri_case *c)
{
    for (size_t i = 0; c->contest != NULL && i < c->contests; i++) {
        for (size_t r = 0; r < c->contest[i].rounds; r++) {
            tlri_papers_free(c->contest[i].round[r].papers);
        }
    }
}

/* A view owns its arena, its papers, and lots that were put into it. */
static void free_view(struct tlri_case *view)
{
    if (view->lots != view->base->lots) {
        tlri_lots_file_free(view->lots);
    }
    if (view->lots_file != view->base->lots_file) {
        tlri_sealed_free(view->lots_file);
    }
    tlri_arena_drop(&view->arena);
    tlri_free(view->ctx, view, sizeof *view);
}

static void free_opened(struct tlri_case *c)
{
    for (size_t i = 0; c->line != NULL && i < c->lines; i++) {
        tlri_sealed_free(c->line[i].file);
    }
    for (size_t i = 0; c->ruling != NULL && i < c->rulings; i++) {
        tlri_ruling_free(c->ruling[i].ruling);
        tlri_sealed_free(c->ruling[i].file);
    }
    tlri_declaration_free(c->declaration);
    tlri_ink_free(c->ink);
    tlri_lots_file_free(c->lots);
    tlri_close_free(c->full != NULL ? c->full : c->close);
    tlri_election_free(c->election);
    tlri_notice_free(c->notice);
    tlri_sealed_free(c->lots_file);
    tlri_sealed_free(c->close_file);
    tlri_sealed_free(c->ink_file);
    tlri_sealed_free(c->election_file);
    tlri_sealed_free(c->notice_file);
    tlri_array_drop(&c->checks);
    tlri_array_drop(&c->signed_by);
    tlri_array_drop(&c->ignored);
    tlri_arena_drop(&c->arena);
    tlri_free(c->ctx, c, sizeof *c);
}

void tlri_case_free(struct tlri_case *c)
{
    struct tlri_case *opened = c;
    if (c == NULL) {
        return;
    }
    drop_papers(c);
    if (c->base != NULL) {
        opened = c->owns_base ? c->base : NULL;
        free_view(c);
    }
    if (opened != NULL) {
        if (opened != c) {
            drop_papers(opened);
        }
        free_opened(opened);
    }
}

static tlr_status open_papers(struct tlri_case *c)
{
    TLR_TRY(tlri_case_open_notice(c));
    TLR_TRY(tlri_case_open_election(c));
    TLR_TRY(tlri_case_open_rulings(c));
    TLR_TRY(tlri_case_open_ink_again(c));
    TLR_TRY(tlri_case_open_close(c));
    TLR_TRY(tlri_case_bind_rulings(c));
    return tlri_case_open_batches(c);
}

static tlr_status open_all(struct tlri_case *c)
{
    TLR_TRY(open_papers(c));
    return tlri_case_open_lots(c);
}

static tlr_status open_partial(struct tlri_case *c)
{
    c->partial = true;
    return open_all(c);
}

static tlr_status open_declared(struct tlri_case *c)
{
    TLR_TRY(open_all(c));
    return tlri_case_open_declaration(c);
}

/* Only rulings made before it have to do with a close that is about to be made [RUL-9]. */
static void forget_later_rulings(struct tlri_case *c)
{
    while (c->rulings > c->before_close) {
        c->rulings--;
        tlri_ruling_free(c->ruling[c->rulings].ruling);
        tlri_sealed_free(c->ruling[c->rulings].file);
    }
    c->fixed_at = c->before_close;
}

/* What papers are entered for, before there is a close: the files as signed. */
static tlr_status open_definition(struct tlri_case *c)
{
    TLR_TRY(tlri_case_open_notice(c));
    TLR_TRY(tlri_case_open_election(c));
    TLR_TRY(tlri_case_open_rulings(c));
    TLR_TRY(tlri_case_open_ink_again(c));
    forget_later_rulings(c);
    return TLR_OK;
}

/* The close as it was just made. Its slip is handed out before anybody signs, and stands for the
 * bytes alone, so no signature of it is looked at. */
static tlr_status open_slip(struct tlri_case *c)
{
    struct tlri_bytes bytes = {0};
    TLR_TRY(open_definition(c));
    if (!tlri_case_has(c, "close.txt")) {
        tlri_diag(c->ctx, TLR_ERROR, 7070, NULL,
                  "close the count first (teller close), then print its slip", "close/CLO-16",
                  "there is no close.txt in '%s' yet, so there is no slip of it", c->dir);
        return TLR_E_INPUT;
    }
    const char *path = tlri_case_path(c, "close.txt");
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlr_status status = tlri_seal_unsigned(c->ctx, path, &bytes, &c->close_file);
    if (status != TLR_OK) {
        tlri_bytes_drop(&bytes);
        return status;
    }
    return tlri_case_take_close(c);
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
    if (!there_yet(c, "election.xml")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_case_open_election(c));
    TLR_TRY(tlri_case_open_rulings(c));
    TLR_TRY(tlri_case_open_ink_again(c));
    if (!there_yet(c, "close.txt")) {
        return tlri_case_bind_rulings(c);
    }
    TLR_TRY(tlri_case_open_close(c));
    TLR_TRY(tlri_case_bind_rulings(c));
    TLR_TRY(tlri_case_open_batches(c));
    TLR_TRY(tlri_case_open_lots(c));
    return tlri_case_open_declaration(c);
}

/* What was opened, as it is after all rulings; c itself when there are none. Takes c over. */
static tlr_status after_all(struct tlri_case *c, struct tlri_case **out)
{
    if (c->rulings == 0) {
        *out = c;
        return TLR_OK;
    }
    tlr_status status = tlri_case_after(c, (uint32_t)c->rulings, out);
    if (status != TLR_OK) {
        tlri_case_free(c);
        return status;
    }
    (*out)->owns_base = true;
    return TLR_OK;
}

static tlr_status open_as_signed(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                                 tlr_status (*open)(struct tlri_case *), struct tlri_case **out)
{
    struct tlri_case *c = NULL;
    *out = NULL;
    TLR_TRY(tlri_case_begin(ctx, dir, anchors, &c));
    tlr_status status = open(c);
    if (status != TLR_OK) {
        tlri_case_free(c);
        return status;
    }
    *out = c;
    return TLR_OK;
}

static tlr_status open_by(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                          tlr_status (*open)(struct tlri_case *), struct tlri_case **out)
{
    struct tlri_case *c = NULL;
    *out = NULL;
    TLR_TRY(open_as_signed(ctx, dir, anchors, open, &c));
    return after_all(c, out);
}

tlr_status tlri_case_open(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                          struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_all, out);
}

tlr_status tlri_case_open_partial(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                                  struct tlri_case **out)
{
    TLR_TRY(open_by(ctx, dir, anchors, open_partial, out));
    tlr_status status = tlri_case_check_partial(*out);
    if (status != TLR_OK) {
        tlri_case_free(*out);
        *out = NULL;
    }
    return status;
}

tlr_status tlri_case_inspect(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                             struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_what_is_there, out);
}

tlr_status tlri_case_open_definition(tlr_ctx *ctx, const char *dir,
                                     const struct tlri_anchors *anchors, struct tlri_case **out)
{
    return open_as_signed(ctx, dir, anchors, open_definition, out);
}

tlr_status tlri_case_open_slip(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                               struct tlri_case **out)
{
    return open_as_signed(ctx, dir, anchors, open_slip, out);
}

tlr_status tlri_case_open_papers(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                                 struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_papers, out);
}

tlr_status tlri_case_open_declared(tlr_ctx *ctx, const char *dir,
                                   const struct tlri_anchors *anchors, struct tlri_case **out)
{
    return open_by(ctx, dir, anchors, open_declared, out);
}
