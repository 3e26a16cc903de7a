/*
 * custody/adjudicate.c: the papers of a folder before its close, and the decisions made on them.
 *
 * Batches are opened as a close will open them: signed as the policy asks, of this election and
 * candidates' file, of each the highest revision; so nobody decides on a paper that a close would
 * refuse. Batches are only read. The file of decisions is written whole after each decision, in one
 * step, and only if it still is what was read: after a crash every decision is there, and two
 * people who decide at once are told. What a decision would mean is not known here
 * (audit/decide.c). Implements spec/formats/adjudications.md.
 */
#include "custody/adjudicate.h"

#include <stdlib.h>
#include <string.h>

#include "custody/custody.h"
#include "io/account.h"

/* ---- the batches ---- */

static void drop_batch(struct tlri_hall_batch *batch)
{
    tlri_papers_free(batch->papers);
    tlri_sealed_free(batch->file);
}

static int compare_batches(const struct tlri_hall_batch *a, const struct tlri_hall_batch *b)
{
    int order = strcmp(a->contest->contest.id, b->contest->contest.id);
    if (order == 0 && a->round != b->round) {
        order = a->round < b->round ? -1 : 1;
    }
    return order != 0 ? order : strcmp(a->id, b->id);
}

/* By contest, round and id; of one batch the highest revision first. */
static int by_batch(const void *a, const void *b)
{
    const struct tlri_hall_batch *left = a;
    const struct tlri_hall_batch *right = b;
    int order = compare_batches(left, right);
    if (order == 0 && left->revision != right->revision) {
        order = left->revision > right->revision ? -1 : 1;
    }
    return order;
}

static tlr_status read_papers(struct tlri_case *c, const struct tlri_sealed *sealed,
                              struct tlri_hall_batch *batch)
{
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    TLR_TRY(tlri_ballots_read_header(c->ctx, sealed, &header));
    TLR_TRY(tlri_batch_check_binding(c, sealed, &header));
    TLR_TRY(tlri_batch_check_contest(c, sealed, &header, &batch->contest));
    batch->round = header.round;
    batch->revision = header.revision;
    batch->id = tlri_arena_copy(&c->arena, header.batch, strlen(header.batch));
    if (batch->id == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlri_papers_builder_init(&builder, c->ctx, header.candidates);
    tlr_status status = tlri_ballots_read(c->ctx, sealed, &header, &builder);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, &batch->papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

static tlr_status take_batch(struct tlri_adjudicating *a, const char *folder,
                             const char *const *names, size_t count, const char *name)
{
    struct tlri_hall_batch batch = {0};
    TLR_TRY(tlri_case_read(a->opened, folder, names, count, name, TLRI_SIGNED_BATCHES,
                           TLRI_BATCH_MAX, &batch.file));
    tlr_status status = read_papers(a->opened, batch.file, &batch);
    if (status == TLR_OK) {
        status = tlri_array_append(&a->batch, &batch, 1);
    }
    if (status != TLR_OK) {
        drop_batch(&batch);
    }
    return status;
}

/* Of each batch the highest revision, as a close takes it [CLO-13]. */
static void drop_earlier(struct tlri_adjudicating *a)
{
    struct tlri_hall_batch *batch = a->batch.data;
    size_t kept = 0;
    for (size_t i = 0; i < a->batch.count; i++) {
        if (kept > 0 && compare_batches(&batch[kept - 1], &batch[i]) == 0) {
            drop_batch(&batch[i]);
        } else {
            batch[kept++] = batch[i];
        }
    }
    a->batch.count = kept;
}

static tlr_status open_batches(struct tlri_adjudicating *a)
{
    const char **names = NULL;
    size_t count = 0;
    tlr_status worst = TLR_OK;
    const char *folder = tlri_case_path(a->opened, "batches");
    if (folder == NULL) {
        return tlri_no_memory(a->ctx);
    }
    TLR_TRY(tlri_case_list_batches(a->opened, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (tlri_is_batch_name(names[i])) {
            worst = tlri_worse(worst, take_batch(a, folder, names, count, names[i]));
        }
    }
    TLR_TRY(worst);
    if (a->batch.count > 0) {
        qsort(a->batch.data, a->batch.count, sizeof(struct tlri_hall_batch), by_batch);
    }
    drop_earlier(a);
    return TLR_OK;
}

/* The line after `line`, which ends with a line feed, as every line of a batch that was read. */
static const char *next_line(const char *line)
{
    return line + strcspn(line, "\n") + 1;
}

/* Papers stand one a line after the header, whose last line is "papers N". */
const char *tlri_adjudicating_seen(struct tlri_adjudicating *a, const struct tlri_hall_batch *batch,
                                   uint32_t number)
{
    const char *line = next_line(tlri_sealed_data(batch->file));
    while (strncmp(line, "papers ", strlen("papers ")) != 0) {
        line = next_line(line);
    }
    for (uint32_t i = 0; i < number; i++) {
        line = next_line(line);
    }
    line += strcspn(line, " ") + 1;
    return tlri_arena_copy(&a->opened->arena, line, strcspn(line, "\n"));
}

/* ---- the decisions made so far ---- */

static tlr_status keep_decision(struct tlri_adjudicating *a, const struct tlri_decision *decision,
                                struct tlri_decision *out)
{
    struct tlri_arena *arena = &a->opened->arena;
    *out = *decision;
    out->contest = tlri_arena_copy(arena, decision->contest, strlen(decision->contest));
    out->batch = tlri_arena_copy(arena, decision->batch, strlen(decision->batch));
    tlri_mark *mark = tlri_arena_array(arena, decision->marks + 1u, sizeof *mark);
    if (out->contest == NULL || out->batch == NULL || mark == NULL) {
        return tlri_no_memory(a->ctx);
    }
    if (decision->marks > 0) {
        memcpy(mark, decision->mark, decision->marks * sizeof *mark);
    }
    out->mark = mark;
    return TLR_OK;
}

static tlr_status keep_decisions(struct tlri_adjudicating *a, const struct tlri_close *file)
{
    for (size_t i = 0; i < file->decisions; i++) {
        struct tlri_decision kept;
        TLR_TRY(keep_decision(a, &file->decision[i], &kept));
        TLR_TRY(tlri_array_append(&a->decision, &kept, 1));
    }
    return TLR_OK;
}

static tlr_status open_decisions(struct tlri_adjudicating *a)
{
    struct tlri_close *file = NULL;
    a->path = tlri_case_path(a->opened, "adjudications.txt");
    if (a->path == NULL) {
        return tlri_no_memory(a->ctx);
    }
    if (!tlri_case_has(a->opened, "adjudications.txt")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(a->ctx, a->path, TLRI_DOCUMENT_MAX, &a->there));
    tlr_status status = tlri_case_take_adjudications(a->opened, a->path, &a->there, &file);
    if (status == TLR_OK) {
        status = keep_decisions(a, file);
    }
    tlri_close_free(file);
    return status;
}

/* ---- opening ---- */

/* A decision after the close changes nothing by itself [ADJ-7]. */
static void warn_close(struct tlri_adjudicating *a)
{
    struct tlri_place place = {.file = tlri_case_path(a->opened, "close.txt")};
    if (tlri_case_has(a->opened, "close.txt")) {
        tlri_diag(a->ctx, TLR_WARNING, 6947, &place,
                  "have the close corrected (teller close DIR) and signed anew; when a result was "
                  "declared, only a ruling changes it",
                  "adjudications/ADJ-7",
                  "the papers are closed already: what is decided now counts only by a corrected "
                  "close");
    }
}

tlr_status tlri_adjudicating_open(tlr_ctx *ctx, const char *dir, struct tlri_adjudicating **out)
{
    *out = NULL;
    struct tlri_adjudicating *a = tlri_alloc(ctx, sizeof *a);
    if (a == NULL) {
        return tlri_no_memory(ctx);
    }
    a->ctx = ctx;
    tlri_array_init(&a->batch, ctx, sizeof(struct tlri_hall_batch), TLRI_CLOSE_BATCHES_MAX);
    tlri_array_init(&a->decision, ctx, sizeof(struct tlri_decision), TLRI_DECISIONS_MAX);
    tlr_status status = tlri_case_open_definition(ctx, dir, NULL, &a->opened);
    if (status == TLR_OK) {
        status = open_batches(a);
    }
    if (status == TLR_OK) {
        status = open_decisions(a);
    }
    if (status != TLR_OK) {
        tlri_adjudicating_free(a);
        return status;
    }
    warn_close(a);
    *out = a;
    return TLR_OK;
}

void tlri_adjudicating_free(struct tlri_adjudicating *a)
{
    if (a == NULL) {
        return;
    }
    struct tlri_hall_batch *batch = a->batch.data;
    for (size_t i = 0; i < a->batch.count; i++) {
        drop_batch(&batch[i]);
    }
    tlri_array_drop(&a->batch);
    tlri_array_drop(&a->decision);
    tlri_bytes_drop(&a->there);
    tlri_case_free(a->opened);
    tlri_free(a->ctx, a, sizeof *a);
}

/* ---- one decision ---- */

/* Compares in the order of the file [CLO-4]. */
static int compare_place(const struct tlri_decision *decision, const char *contest,
                         const char *batch, uint32_t number)
{
    int order = strcmp(decision->contest, contest);
    order = order != 0 ? order : strcmp(decision->batch, batch);
    return order != 0 ? order : (decision->number > number) - (decision->number < number);
}

/* Where the decision on this paper stands, or would stand. */
static size_t place_of(const struct tlri_adjudicating *a, const char *contest, const char *batch,
                       uint32_t number, bool *there)
{
    const struct tlri_decision *decision = a->decision.data;
    size_t at = 0;
    while (at < a->decision.count && compare_place(&decision[at], contest, batch, number) < 0) {
        at++;
    }
    *there = at < a->decision.count && compare_place(&decision[at], contest, batch, number) == 0;
    return at;
}

const struct tlri_decision *tlri_adjudicating_find(const struct tlri_adjudicating *a,
                                                   const struct tlri_hall_batch *batch,
                                                   uint32_t number)
{
    bool there = false;
    size_t at = place_of(a, batch->contest->contest.id, batch->id, number, &there);
    return there ? (const struct tlri_decision *)a->decision.data + at : NULL;
}

static void write_head(const struct tlri_adjudicating *a, struct tlri_close *file)
{
    file->election = a->opened->notice->election;
    memcpy(file->definition, tlri_sealed_digest(a->opened->election_file)->bytes,
           TLRI_SHA256_BYTES);
}

/* Read by the reader of the file, as a file of one decision: no second idea of what is one. */
tlr_status tlri_adjudicating_read(struct tlri_adjudicating *a, const struct tlri_hall_batch *batch,
                                  uint32_t number, const char *words, uint32_t by,
                                  uint32_t objected, struct tlri_decision *out)
{
    struct tlri_buf text;
    struct tlri_close file = {0};
    struct tlri_close *read = NULL;
    tlri_buf_init(&text, a->ctx, TLRI_DOCUMENT_MAX);
    write_head(a, &file);
    tlri_buf_printf(&text, "teller/adjudications@1\nelection %s\ndefinition ", file.election);
    char hex[2 * TLRI_SHA256_BYTES + 1];
    tlri_hex(file.definition, TLRI_SHA256_BYTES, hex);
    tlri_buf_printf(&text, "sha256:%s\nadjudications 1\nadjudication %s %s %u %s %s %s\nend\n", hex,
                    batch->contest->contest.id, batch->id, number, tlri_role_token(by),
                    objected < TLRI_ROLE_COUNT ? tlri_role_token(objected) : "none", words);
    tlr_status status = text.failed;
    if (status == TLR_OK) {
        status = tlri_adjudications_read(a->ctx, "decision", text.data, text.len, &read);
    }
    tlri_buf_drop(&text);
    if (status == TLR_OK) {
        status = keep_decision(a, &read->decision[0], out);
    }
    tlri_close_free(read);
    return status;
}

/* [ADJ-5] Is the file still what was read or written last? */
static tlr_status check_unchanged(const struct tlri_adjudicating *a)
{
    struct tlri_bytes now = {0};
    struct tlri_place place = {.file = a->path};
    if (tlri_file_exists(a->path)) {
        TLR_TRY(tlri_file_read(a->ctx, a->path, TLRI_DOCUMENT_MAX, &now));
    }
    bool both = now.data != NULL && a->there.data != NULL;
    bool same = both ? now.len == a->there.len && memcmp(now.data, a->there.data, now.len) == 0
                     : now.data == a->there.data;
    tlri_bytes_drop(&now);
    if (same) {
        return TLR_OK;
    }
    tlri_diag(a->ctx, TLR_ERROR, 6945, &place,
              "run the command again: it goes on from what the file says now",
              "adjudications/ADJ-5", "somebody else has changed the decisions meanwhile");
    return TLR_E_IO;
}

static tlr_status write_file(struct tlri_adjudicating *a, const struct tlri_array *list)
{
    struct tlri_close file = {.decisions = list->count, .decision = list->data};
    struct tlri_buf text;
    TLR_TRY(check_unchanged(a));
    write_head(a, &file);
    tlri_buf_init(&text, a->ctx, TLRI_DOCUMENT_MAX);
    tlr_status status = tlri_adjudications_write(&file, &text);
    char *copy = status == TLR_OK ? tlri_alloc(a->ctx, text.len + 1) : NULL;
    if (status == TLR_OK && copy == NULL) {
        status = tlri_no_memory(a->ctx);
    }
    if (status == TLR_OK) {
        memcpy(copy, text.data, text.len + 1);
        status = tlri_file_write(a->ctx, a->path, text.data, text.len, true);
    }
    if (status == TLR_OK) {
        tlri_bytes_drop(&a->there);
        a->there = (struct tlri_bytes){a->ctx, copy, text.len, text.len + 1};
    } else {
        tlri_free(a->ctx, copy, text.len + 1);
    }
    tlri_buf_drop(&text);
    return status;
}

/* The list without what stands at `at` when `skip`, and with `put` there when it is not NULL. */
static tlr_status change(struct tlri_adjudicating *a, size_t at, bool skip,
                         const struct tlri_decision *put)
{
    struct tlri_array next;
    const struct tlri_decision *old = a->decision.data;
    size_t after = at + (skip ? 1 : 0);
    tlr_status status;
    tlri_array_init(&next, a->ctx, sizeof(struct tlri_decision), TLRI_DECISIONS_MAX);
    TLR_TRY_TO(at > 0 ? tlri_array_append(&next, old, at) : TLR_OK, failed);
    TLR_TRY_TO(put != NULL ? tlri_array_append(&next, put, 1) : TLR_OK, failed);
    TLR_TRY_TO(after < a->decision.count
                   ? tlri_array_append(&next, old + after, a->decision.count - after)
                   : TLR_OK,
               failed);
    TLR_TRY_TO(write_file(a, &next), failed);
    tlri_array_drop(&a->decision);
    a->decision = next;
    return TLR_OK;
failed:
    tlri_array_drop(&next);
    return status;
}

tlr_status tlri_adjudicating_put(struct tlri_adjudicating *a, const struct tlri_decision *decision)
{
    bool there = false;
    size_t at = place_of(a, decision->contest, decision->batch, decision->number, &there);
    return change(a, at, there, decision);
}

tlr_status tlri_adjudicating_remove(struct tlri_adjudicating *a,
                                    const struct tlri_hall_batch *batch, uint32_t number)
{
    bool there = false;
    size_t at = place_of(a, batch->contest->contest.id, batch->id, number, &there);
    if (!there) {
        tlri_diag(a->ctx, TLR_ERROR, 6946, NULL, NULL, "adjudications/ADJ-6",
                  "there is no decision on %s/%s/%u to take away", batch->contest->contest.id,
                  batch->id, number);
        return TLR_E_INPUT;
    }
    return change(a, at, true, NULL);
}
