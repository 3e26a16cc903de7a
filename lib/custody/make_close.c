/*
 * custody/make_close.c: puts a close together and checks it like one that was read.
 *
 * The batches come from the folder, signed as the policy asks; figures and decisions from the files
 * in which they were handed in. What comes out is sealed and read back, and the batches are opened
 * under it as a count would open them, so that no close is written that a count would refuse; only
 * its signatures are still to come. Nothing is mended here: an account that does not balance is
 * told with its equation. Implements spec/formats/close.md §6 and spec/formats/account.md.
 */
#include "custody/make_close.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "custody/keep.h"
#include "io/account.h"

/* A batch of the folder: its line of the close, and the papers rejected whole. */
struct found {
    struct tlri_close_batch line;
    uint32_t rejected[TLRI_REJECT_COUNT];
    uint8_t salt[TLRI_SALT_BYTES];
};

/* ---- the batches that are there ---- */

static const char *keep(struct tlri_case *c, const char *text)
{
    return tlri_arena_copy(&c->arena, text, strlen(text));
}

static tlr_status count_rejected(struct tlri_case *c, const struct tlri_sealed *sealed,
                                 uint32_t candidates, struct found *found)
{
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    struct tlri_papers *papers = NULL;
    tlri_papers_builder_init(&builder, c->ctx, candidates);
    tlr_status status = tlri_ballots_read(c->ctx, sealed, &header, &builder);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, &papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
        return status;
    }
    for (uint32_t p = 0; p < papers->count; p++) {
        found->rejected[papers->paper[p].reject]++;
    }
    tlri_papers_free(papers);
    return TLR_OK;
}

static tlr_status describe(struct tlri_case *c, const struct tlri_sealed *sealed,
                           struct found *found)
{
    struct tlri_ballots_header header;
    const struct tlri_case_contest *contest = NULL;
    TLR_TRY(tlri_ballots_read_header(c->ctx, sealed, &header));
    TLR_TRY(tlri_batch_check_binding(c, sealed, &header));
    TLR_TRY(tlri_batch_check_contest(c, sealed, &header, &contest));
    found->line = (struct tlri_close_batch){.contest = keep(c, header.contest),
                                            .round = header.round,
                                            .id = keep(c, header.batch),
                                            .revision = header.revision,
                                            .channel = keep(c, header.channel),
                                            .papers = header.papers};
    if (found->line.contest == NULL || found->line.id == NULL || found->line.channel == NULL) {
        return tlri_no_memory(c->ctx);
    }
    memcpy(found->salt, header.salt, TLRI_SALT_BYTES);
    memcpy(found->line.sha256, tlri_sealed_digest(sealed)->bytes, TLRI_SHA256_BYTES);
    return count_rejected(c, sealed, header.candidates, found);
}

static int compare_lines(const struct tlri_close_batch *a, const struct tlri_close_batch *b)
{
    int order = strcmp(a->contest, b->contest);
    if (order == 0 && a->round != b->round) {
        order = a->round < b->round ? -1 : 1;
    }
    return order != 0 ? order : strcmp(a->id, b->id);
}

/* By contest, round and id; of one batch the highest revision first. */
static int by_line(const void *a, const void *b)
{
    const struct found *left = a;
    const struct found *right = b;
    int order = compare_lines(&left->line, &right->line);
    if (order == 0 && left->line.revision != right->line.revision) {
        order = left->line.revision > right->line.revision ? -1 : 1;
    }
    return order;
}

static tlr_status take_batch(struct tlri_case *c, const char *folder, const char *const *names,
                             size_t count, const char *name, struct tlri_array *list)
{
    struct tlri_sealed *sealed = NULL;
    struct found found = {0};
    TLR_TRY(tlri_case_read(c, folder, names, count, name, TLRI_SIGNED_BATCHES, TLRI_BATCH_MAX,
                           &sealed));
    tlr_status status = describe(c, sealed, &found);
    tlri_sealed_free(sealed);
    TLR_TRY(status);
    return tlri_array_append(list, &found, 1);
}

/* Of each batch the highest revision [CLO-13]; one that is there twice is no choice of ours. */
static tlr_status drop_earlier(struct tlri_case *c, struct tlri_array *list)
{
    struct found *found = list->data;
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (kept == 0 || compare_lines(&found[kept - 1].line, &found[i].line) != 0) {
            found[kept++] = found[i];
        } else if (found[kept - 1].line.revision == found[i].line.revision) {
            struct tlri_place place = {.file = tlri_case_path(c, "batches")};
            tlri_diag(c->ctx, TLR_ERROR, 6145, &place, "take one of them out of the folder",
                      "close/CLO-13", "batch '%s' of contest '%s' is in the folder twice",
                      found[i].line.id, found[i].line.contest);
            return TLR_E_TRUST;
        }
    }
    list->count = kept;
    return TLR_OK;
}

/* [ENT-8] A batch that is still a journal would be missing without anybody seeing it. */
static tlr_status refuse_journal(struct tlri_case *c, const char *folder, const char *name)
{
    size_t len = strlen(name);
    if (len < strlen(".entry1") || (!tlri_streq(name + len - strlen(".entry1"), ".entry1") &&
                                    !tlri_streq(name + len - strlen(".entry2"), ".entry2"))) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = tlri_arena_printf(&c->arena, "%s/%s", folder, name)};
    tlri_diag(c->ctx, TLR_ERROR, 6830, &place,
              "finish it with 'teller enter', or delete this journal if the batch was entered in "
              "another way",
              "entry/ENT-8", "a batch is still being keyed: this is its journal");
    return TLR_E_INPUT;
}

static tlr_status find_batches(struct tlri_case *c, struct tlri_array *list)
{
    const char **names = NULL;
    size_t count = 0;
    tlr_status worst = TLR_OK;
    const char *folder = tlri_case_path(c, "batches");
    if (folder == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_case_list_batches(c, &names, &count));
    for (size_t i = 0; i < count; i++) {
        worst = tlri_worse(worst, refuse_journal(c, folder, names[i]));
        if (tlri_is_batch_name(names[i])) {
            worst = tlri_worse(worst, take_batch(c, folder, names, count, names[i], list));
        }
    }
    TLR_TRY(worst);
    if (list->count > 0) {
        qsort(list->data, list->count, sizeof(struct found), by_line);
    }
    return drop_earlier(c, list);
}

/* ---- the files handed in ---- */

struct handed_in {
    struct tlri_close *account, *adjudications; /* the second may be NULL */
};

static tlr_status check_election(struct tlri_case *c, const char *path,
                                 const struct tlri_close *part)
{
    if (tlri_streq(part->election, c->notice->election)) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = path};
    tlri_diag(c->ctx, TLR_ERROR, 6501, &place, "use the file of this election", NULL,
              "this file is of the election '%s', the notice of '%s'", part->election,
              c->notice->election);
    return TLR_E_INPUT;
}

static tlr_status no_account(struct tlri_case *c)
{
    struct tlri_place place = {.file = tlri_case_path(c, "account.txt")};
    tlri_diag(c->ctx, TLR_ERROR, 6500, &place,
              "have a form written, count the piles and fill it in: teller close DIR --form "
              "DIR/account.txt",
              "account/ACC-2", "there is no ballot paper account");
    return TLR_E_INPUT;
}

static tlr_status read_account(struct tlri_case *c, const char *path, struct tlri_close **out)
{
    const char *account = path != NULL ? path : tlri_case_path(c, "account.txt");
    if (account == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (path == NULL && !tlri_case_has(c, "account.txt")) {
        return no_account(c);
    }
    struct tlri_bytes bytes;
    TLR_TRY(tlri_file_read(c->ctx, account, TLRI_DOCUMENT_MAX, &bytes));
    tlr_status status = tlri_account_read(c->ctx, account, bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    return status == TLR_OK ? check_election(c, account, *out) : status;
}

/* [ADJ-2] */
tlr_status tlri_case_take_adjudications(struct tlri_case *c, const char *path,
                                        const struct tlri_bytes *bytes, struct tlri_close **out)
{
    TLR_TRY(tlri_adjudications_read(c->ctx, path, bytes->data, bytes->len, out));
    TLR_TRY(check_election(c, path, *out));
    if (memcmp((*out)->definition, tlri_sealed_digest(c->election_file)->bytes,
               TLRI_SHA256_BYTES) == 0) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = path};
    tlri_diag(c->ctx, TLR_ERROR, 6502, &place,
              "decide on these papers again, with the candidates as they are now",
              "adjudications/ADJ-2",
              "these decisions were made under another election.xml than the one here");
    return TLR_E_TRUST;
}

static tlr_status read_adjudications(struct tlri_case *c, const char *path, struct tlri_close **out)
{
    struct tlri_bytes bytes;
    const char *file = path != NULL ? path : tlri_case_path(c, "adjudications.txt");
    if (file == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (path == NULL && !tlri_case_has(c, "adjudications.txt")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(c->ctx, file, TLRI_DOCUMENT_MAX, &bytes));
    tlr_status status = tlri_case_take_adjudications(c, file, &bytes, out);
    tlri_bytes_drop(&bytes);
    return status;
}

/* ---- the close ---- */

static tlr_status read_previous(struct tlri_new_close *made, struct tlri_close **out)
{
    struct tlri_case *c = made->opened;
    const char *path = tlri_case_path(c, "close.txt");
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (!tlri_case_has(c, "close.txt")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_DOCUMENT_MAX, &made->old));
    TLR_TRY(tlri_close_read(c->ctx, path, made->old.data, made->old.len, out));
    made->previous = (*out)->revision;
    return TLR_OK;
}

/* Would the close that is there be written again? Then there is nothing to correct. */
static tlr_status compare_previous(struct tlri_new_close *made, const struct tlri_close *previous,
                                   const struct tlri_close *close)
{
    struct tlri_close again = *close;
    struct tlri_buf text;
    again.revision = previous->revision;
    again.replaces_stated = previous->replaces_stated;
    memcpy(again.replaces, previous->replaces, sizeof again.replaces);
    tlri_buf_init(&text, made->ctx, TLRI_DOCUMENT_MAX);
    tlr_status status = tlri_close_write(&again, &text);
    made->same = status == TLR_OK && text.len == made->old.len &&
                 memcmp(text.data, made->old.data, text.len) == 0;
    tlri_buf_drop(&text);
    return status;
}

static tlr_status set_revision(struct tlri_new_close *made, struct tlri_close *close)
{
    struct tlri_close *previous = NULL;
    tlr_status status = read_previous(made, &previous);
    if (status == TLR_OK && previous != NULL) {
        struct tlri_digest digest;
        tlri_digest_of(made->old.data, made->old.len, &digest);
        status = compare_previous(made, previous, close);
        close->revision = made->same ? previous->revision : previous->revision + 1;
        close->replaces_stated = close->revision > 1;
        memcpy(close->replaces, made->same ? previous->replaces : digest.bytes, TLRI_SHA256_BYTES);
    }
    tlri_close_free(previous);
    return status;
}

/* Sealed and read back, and the batches opened under it: what a count will do. */
static tlr_status check_as_read(struct tlri_new_close *made, const struct tlri_close *close)
{
    struct tlri_case *c = made->opened;
    struct tlri_buf text;
    const char *name = tlri_arena_printf(&c->arena, "%s/close.txt (new)", c->dir);
    if (name == NULL) {
        return tlri_no_memory(c->ctx);
    }
    tlri_buf_init(&text, c->ctx, TLRI_DOCUMENT_MAX);
    tlr_status status = tlri_close_write(close, &text);
    if (status == TLR_OK) {
        status = tlri_seal_unsigned_copy(c->ctx, name, text.data, text.len, &c->close_file);
    }
    tlri_buf_drop(&text);
    TLR_TRY(status);
    TLR_TRY(tlri_case_take_close(c));
    return tlri_case_open_batches(c);
}

/*
 * [CLO-18] Made of the salts of the batches, which are random and as secret as the papers: so the
 * same close has the same bytes whoever writes it, and nobody else can write it to try a guess.
 */
static void make_salt(const struct tlri_array *list, uint8_t salt[TLRI_SALT_BYTES])
{
    static const char opening[] = "teller/close-salt@1\n";
    const struct found *found = list->data;
    struct tlri_digester digester;
    struct tlri_digest digest;
    tlri_digester_init(&digester);
    tlri_digester_add(&digester, opening, sizeof opening - 1);
    for (size_t i = 0; i < list->count; i++) {
        char line[2 * TLRI_SALT_BYTES + 1];
        tlri_hex(found[i].salt, TLRI_SALT_BYTES, line);
        line[sizeof line - 1] = '\n';
        tlri_digester_add(&digester, line, sizeof line);
    }
    tlri_digester_end(&digester, &digest);
    memcpy(salt, digest.bytes, TLRI_SALT_BYTES);
}

static tlr_status assemble(struct tlri_new_close *made, const struct tlri_array *list,
                           const struct handed_in *parts, const char *account_name)
{
    struct tlri_case *c = made->opened;
    const struct found *found = list->data;
    struct tlri_close_batch *batch = tlri_arena_array(&c->arena, list->count + 1, sizeof *batch);
    if (batch == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t i = 0; i < list->count; i++) {
        batch[i] = found[i].line;
    }
    struct tlri_close close = {.ctx = c->ctx,
                               .election = c->notice->election,
                               .revision = 1,
                               .batches = list->count,
                               .batch = batch,
                               .accounts = parts->account->accounts,
                               .account = parts->account->account,
                               .double_votes = parts->account->double_votes,
                               .double_vote = parts->account->double_vote};
    memcpy(close.definition, tlri_sealed_digest(c->election_file)->bytes, TLRI_SHA256_BYTES);
    if (parts->adjudications != NULL) {
        close.decisions = parts->adjudications->decisions;
        close.decision = parts->adjudications->decision;
        make_salt(list, close.salt);
    }
    /* Before anything else, while the account's own lines can be named. [CLO-14] */
    TLR_TRY(tlri_account_check(c->ctx, account_name, &close));
    TLR_TRY(set_revision(made, &close));
    return check_as_read(made, &close);
}

static tlr_status make(struct tlri_new_close *made, const char *account, const char *adjudications)
{
    struct tlri_case *c = made->opened;
    struct handed_in parts = {NULL, NULL};
    struct tlri_array list;
    tlr_status status;
    tlri_array_init(&list, c->ctx, sizeof(struct found), TLRI_CLOSE_BATCHES_MAX);
    TLR_TRY_TO(find_batches(c, &list), done);
    TLR_TRY_TO(read_account(c, account, &parts.account), done);
    TLR_TRY_TO(read_adjudications(c, adjudications, &parts.adjudications), done);
    status =
        assemble(made, &list, &parts, account != NULL ? account : tlri_case_path(c, "account.txt"));
done:
    tlri_close_free(parts.account);
    tlri_close_free(parts.adjudications);
    tlri_array_drop(&list);
    return status;
}

tlr_status tlri_close_make(tlr_ctx *ctx, const char *dir, const char *account,
                           const char *adjudications, struct tlri_new_close **out)
{
    *out = NULL;
    struct tlri_new_close *made = tlri_alloc(ctx, sizeof *made);
    if (made == NULL) {
        return tlri_no_memory(ctx);
    }
    made->ctx = ctx;
    tlr_status status = tlri_case_open_definition(ctx, dir, NULL, &made->opened);
    if (status == TLR_OK) {
        status = make(made, account, adjudications);
    }
    if (status != TLR_OK) {
        tlri_new_close_free(made);
        return status;
    }
    *out = made;
    return TLR_OK;
}

void tlri_new_close_free(struct tlri_new_close *made)
{
    if (made == NULL) {
        return;
    }
    tlri_bytes_drop(&made->old);
    tlri_case_free(made->opened);
    tlri_free(made->ctx, made, sizeof *made);
}

/* ---- writing it, and keeping the one before ---- */

static tlr_status keep_previous(struct tlri_new_close *made)
{
    struct tlri_case *c = made->opened;
    const char *kept = tlri_arena_printf(&c->arena, "close.%u.txt", made->previous);
    if (kept == NULL) {
        return tlri_no_memory(c->ctx);
    }
    static const struct tlri_keeping keeping = {6505, "close", "close/CLO-15"};
    return tlri_case_keep(c, "close.txt", kept, &keeping);
}

static void warn_lots(const struct tlri_new_close *made)
{
    struct tlri_case *c = made->opened;
    struct tlri_place place = {.file = tlri_case_path(c, "lots.txt")};
    if (made->previous > 0 && tlri_case_has(c, "lots.txt")) {
        tlri_diag(c->ctx, TLR_WARNING, 6504, &place,
                  "carry the lots over, they hold: teller lot DIR --record; then have lots.txt "
                  "signed anew",
                  "close/CLO-15", "these lots were drawn after the close before this one");
    }
}

tlr_status tlri_close_put(struct tlri_new_close *made)
{
    struct tlri_case *c = made->opened;
    const char *path = tlri_case_path(c, "close.txt");
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (made->same) {
        return TLR_OK;
    }
    if (made->previous > 0) {
        TLR_TRY(keep_previous(made));
    }
    TLR_TRY(tlri_file_write(c->ctx, path, tlri_sealed_data(c->close_file),
                            tlri_sealed_len(c->close_file), false));
    warn_lots(made);
    return TLR_OK;
}

/* ---- the form ---- */

/* One account for each contest, round and channel that has a batch, with the papers rejected
 * whole. The list is sorted by contest and round, so equal ones are near. */
static size_t group(const struct tlri_array *list, struct tlri_account *account)
{
    const struct found *found = list->data;
    size_t n = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct tlri_close_batch *line = &found[i].line;
        size_t at = 0;
        while (at < n && (account[at].round != line->round ||
                          !tlri_streq(account[at].contest, line->contest) ||
                          !tlri_streq(account[at].channel, line->channel))) {
            at++;
        }
        if (at == n) {
            account[n++] = (struct tlri_account){
                .contest = line->contest, .round = line->round, .channel = line->channel};
        }
        for (uint32_t code = 0; code < TLRI_REJECT_COUNT; code++) {
            account[at].rejected[code] += found[i].rejected[code];
        }
    }
    return n;
}

static int by_account(const void *a, const void *b)
{
    const struct tlri_account *left = a;
    const struct tlri_account *right = b;
    int order = strcmp(left->contest, right->contest);
    if (order == 0 && left->round != right->round) {
        order = left->round < right->round ? -1 : 1;
    }
    return order != 0 ? order : strcmp(left->channel, right->channel);
}

static tlr_status write_form(struct tlri_case *c, struct tlri_array *list, struct tlri_buf *out)
{
    TLR_TRY(find_batches(c, list));
    struct tlri_account *account = tlri_arena_array(&c->arena, list->count + 1, sizeof *account);
    if (account == NULL) {
        return tlri_no_memory(c->ctx);
    }
    struct tlri_close close = {.election = c->notice->election, .account = account};
    close.accounts = group(list, account);
    qsort(account, close.accounts, sizeof *account, by_account);
    return tlri_account_write_form(&close, out);
}

tlr_status tlri_close_form(tlr_ctx *ctx, const char *dir, struct tlri_buf *out)
{
    struct tlri_case *c = NULL;
    struct tlri_array list;
    TLR_TRY(tlri_case_open_definition(ctx, dir, NULL, &c));
    tlri_array_init(&list, ctx, sizeof(struct found), TLRI_CLOSE_BATCHES_MAX);
    tlr_status status = write_form(c, &list, out);
    tlri_array_drop(&list);
    tlri_case_free(c);
    return status;
}
