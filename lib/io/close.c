/*
 * io/close.c: reader and writer of teller/close@1.
 *
 * Implements spec/formats/close.md. The file is read from top to bottom, each list after a line
 * that says its length, so that a list that was cut short is noticed. Lists must be sorted: then a
 * repeated batch or decision is a neighbour, and the same close has the same bytes whoever wrote
 * it. Whether the figures add up is not asked here but by tlri_account_check (model/account.h).
 */
#include "io/close.h"

#include <string.h>

#include "io/ballots.h"
#include "io/close_lists.h"

static const char *const keywords[] = {
    "election",     "definition",
    "revision",     "replaces",
    "batches",      "batch",
    "accounts",     "printed",
    "unused",       "issued",
    "in-box",       "spoilt-replaced",
    "late",         "rejected-unopened",
    "tendered",     "cancelled",
    "not-returned", "rejected",
    "variance",     "counts",
    "account",      "adjudications",
    "adjudication", "double-votes",
    "double-vote",  "salt",
    "end",
};

#define BATCH_FORM "batch CONTEST ROUND ID REVISION CHANNEL PAPERS sha256:DIGEST"
#define ADJUDICATION_FORM                                                                          \
    "adjudication CONTEST BATCH NUMBER DECIDED-BY OBJECTED-BY reject CODE (or marks M M …)"

/* ---- batches
 * ------------------------------------------------------------------------------------------- */

static int compare_text(const char *a, const char *b)
{
    int order = strcmp(a, b);
    return order < 0 ? -1 : order > 0;
}

static int compare_number(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_batches(const struct tlri_close_batch *a, const struct tlri_close_batch *b)
{
    int order = compare_text(a->contest, b->contest);
    order = order != 0 ? order : compare_number(a->round, b->round);
    return order != 0 ? order : compare_text(a->id, b->id);
}

static bool read_batch(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[7];
    size_t count = 0;
    if (!tlri_read_line(source, "batch", BATCH_FORM, 7, 7, f, &count)) {
        return false;
    }
    struct tlri_close_batch *batch = tlri_document_push(document, list, f[0], "batches");
    if (batch == NULL) {
        return false;
    }
    struct tlri_digest digest = {{0}};
    bool good = tlri_read_token(source, f[0], "the contest");
    good = tlri_read_number32(source, f[1], "the round", 1, TLRI_ROUND_MAX, &batch->round) && good;
    good = tlri_read_token(source, f[2], "the batch") && good;
    good =
        tlri_read_number32(source, f[3], "the revision", 1, TLRI_REVISION_MAX, &batch->revision) &&
        good;
    good = tlri_read_token(source, f[4], "the channel") && good;
    good = tlri_read_number32(source, f[5], "the number of papers", 0, TLRI_PAPERS_MAX,
                              &batch->papers) &&
           good;
    good = tlri_read_digest(source, f[6], "the digest of the batch", &digest) && good;
    batch->contest = tlri_document_text(document, f[0]);
    batch->id = tlri_document_text(document, f[2]);
    batch->channel = tlri_document_text(document, f[4]);
    memcpy(batch->sha256, digest.bytes, TLRI_SHA256_BYTES);
    batch->at = tlri_document_at(document, f[0]);
    return good;
}

/* The order of the batch just read, against the one before. */
static void check_batch_order(struct tlri_document *document, const struct tlri_array *list)
{
    const struct tlri_close_batch *batch = list->data;
    if (list->count < 2) {
        return;
    }
    batch += list->count - 2;
    int order = compare_batches(&batch[0], &batch[1]);
    if (order == 0) {
        tlri_source_error(&document->source, 2201, document->source.line, NULL,
                          "batch %s/%s stands twice", batch[1].contest, batch[1].id);
    } else if (order > 0) {
        tlri_source_error(
            &document->source, 2200, document->source.line,
            "sort batches by contest, round and id, as sort -k2,2 -k3,3n -k4,4 does in "
            "the C locale",
            "the batches are not sorted: %s/%s stands after %s/%s", batch[1].contest, batch[1].id,
            batch[0].contest, batch[0].id);
    }
}

/* The same id in two rounds of one contest: papers are named contest/batch/number. */
static void check_batch_ids(struct tlri_document *document, const struct tlri_array *list)
{
    const struct tlri_close_batch *batch = list->data;
    for (size_t i = 1; i < list->count; i++) {
        for (size_t j = i; j-- > 0 && tlri_streq(batch[j].contest, batch[i].contest);) {
            if (batch[j].round < batch[i].round && tlri_streq(batch[j].id, batch[i].id)) {
                tlri_document_error_at(document, 2201, batch[i].at,
                                       "give the batches of every round ids of their own",
                                       "a batch of this id stands in an earlier round of the "
                                       "contest");
            }
        }
    }
}

static void read_batches(struct tlri_document *document, struct tlri_close *close)
{
    uint32_t said = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_close_batch), TLRI_CLOSE_BATCHES_MAX);
    tlri_document_count(document, "batches", "batches N", TLRI_CLOSE_BATCHES_MAX, &said);
    struct tlri_span at = document->source.line;
    while (tlri_next_is(&document->source, "batch") && !tlri_source_gave_up(&document->source)) {
        if (read_batch(document, &list)) {
            check_batch_order(document, &list);
        }
    }
    tlri_document_compare(document, at, "batches", said, list.count);
    if (document->source.problems == 0) {
        check_batch_ids(document, &list);
    }
    close->batch = tlri_document_keep(document, &list, &close->batches);
}

/* ---- accounts
 * ------------------------------------------------------------------------------------------- */

/* The figures of an account, in the order of their lines. */
static const struct figure {
    const char *keyword, *form;
    size_t offset;
} figures[] = {
    {"printed", "printed N", offsetof(struct tlri_account, printed)},
    {"unused", "unused N", offsetof(struct tlri_account, unused)},
    {"issued", "issued N", offsetof(struct tlri_account, issued)},
    {"in-box", "in-box N", offsetof(struct tlri_account, in_box)},
    {"spoilt-replaced", "spoilt-replaced N", offsetof(struct tlri_account, spoilt_replaced)},
    {"late", "late N", offsetof(struct tlri_account, late)},
    {"rejected-unopened", "rejected-unopened N", offsetof(struct tlri_account, rejected_unopened)},
    {"tendered", "tendered N", offsetof(struct tlri_account, tendered)},
    {"cancelled", "cancelled N", offsetof(struct tlri_account, cancelled)},
    {"not-returned", "not-returned N", offsetof(struct tlri_account, not_returned)},
};
#define FIGURES (sizeof figures / sizeof figures[0])

static uint32_t *figure_of(struct tlri_account *account, const struct figure *figure)
{
    return (uint32_t *)(void *)((char *)account + figure->offset);
}

static void read_figures(struct tlri_document *document, struct tlri_account *account)
{
    for (size_t i = 0; i < FIGURES; i++) {
        struct tlri_span field;
        if (tlri_read_field(&document->source, figures[i].keyword, figures[i].form, &field)) {
            (void)tlri_read_number32(&document->source, field, figures[i].keyword, 0,
                                     TLRI_PAPERS_MAX, figure_of(account, &figures[i]));
        }
    }
}

/* "rejected CODE N": codes that a whole paper can have, in the order of their table. */
static void read_rejected(struct tlri_document *document, struct tlri_account *account)
{
    struct tlri_source *source = &document->source;
    uint32_t before = 0;
    while (tlri_next_is(source, "rejected") && !tlri_source_gave_up(source)) {
        struct tlri_span f[2];
        size_t count = 0;
        uint32_t code = 0;
        uint32_t papers = 0;
        bool good =
            tlri_read_line(source, "rejected", "rejected CODE N", 2, 2, f, &count) &&
            tlri_read_word(source, f[0], "the code", tlri_reject_token, &code) &&
            tlri_read_number32(source, f[1], "the number of papers", 1, TLRI_PAPERS_MAX, &papers);
        if (!good) {
            continue;
        }
        if (!tlri_reject_whole(code)) {
            tlri_source_error(source, 2202, f[0],
                              "give only papers rejected for something other than their marks",
                              "no paper is rejected whole with the code '%s'",
                              tlri_reject_token(code));
        } else if (code <= before) {
            tlri_source_error(source, 2200, f[0],
                              "the order is blank, no-official-mark, identifies-voter, torn, "
                              "cancelled",
                              "'%s' stands twice or in the wrong place", tlri_reject_token(code));
        } else {
            account->rejected[code] = papers;
            before = code;
        }
    }
}

static const char *direction_token(uint32_t extra)
{
    static const char *const tokens[] = {"missing", "extra"};
    return extra < 2 ? tokens[extra] : NULL;
}

static uint32_t variance_rank(const struct tlri_variance *variance)
{
    return variance->equation * 256 + (uint32_t)variance->code * 2 + (variance->extra ? 1 : 0);
}

static bool read_variance(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[4];
    size_t count = 0;
    uint32_t extra = 0;
    uint32_t code = 0;
    struct tlri_variance read = {0};
    bool good = tlri_read_line(source, "variance", "variance EQUATION missing|extra N CODE", 4, 4,
                               f, &count) &&
                tlri_read_number32(source, f[0], "the equation", TLRI_EQUATION_PRINTED,
                                   TLRI_EQUATION_IN_BOX, &read.equation) &&
                tlri_read_word(source, f[1], "the direction", direction_token, &extra) &&
                tlri_read_number32(source, f[2], "the number of papers", 1, TLRI_PAPERS_MAX,
                                   &read.papers) &&
                tlri_read_word(source, f[3], "the code", tlri_variance_token, &code);
    if (!good) {
        return false;
    }
    read.extra = extra == 1;
    read.code = (enum tlri_variance_code)code;
    struct tlri_variance *variance = tlri_document_push(document, list, f[0], "variances");
    if (variance == NULL) {
        return false;
    }
    *variance = read;
    return true;
}

static void read_variances(struct tlri_document *document, struct tlri_account *account)
{
    struct tlri_source *source = &document->source;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_variance),
                    (size_t)TLRI_VARIANCE_COUNT * 6);
    while (tlri_next_is(source, "variance") && !tlri_source_gave_up(source)) {
        if (!read_variance(document, &list) || list.count < 2) {
            continue;
        }
        const struct tlri_variance *variance = list.data;
        variance += list.count - 2;
        if (variance_rank(&variance[0]) >= variance_rank(&variance[1])) {
            tlri_source_error(source, 2200, source->line,
                              "sort variances by equation, then in the order of the codes, missing "
                              "before extra; write each once",
                              "this variance stands twice or in the wrong place");
        }
    }
    account->variance = tlri_document_keep(document, &list, &account->variances);
}

static void read_counts(struct tlri_document *document, struct tlri_account *account)
{
    struct tlri_span f[2];
    size_t count = 0;
    if (!tlri_read_line(&document->source, "counts", "counts N N", 2, 2, f, &count)) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        (void)tlri_read_number32(&document->source, f[i], "the count of the box", 0,
                                 TLRI_PAPERS_MAX, &account->counts[i]);
    }
}

static int compare_accounts(const struct tlri_account *a, const struct tlri_account *b)
{
    int order = compare_text(a->contest, b->contest);
    order = order != 0 ? order : compare_number(a->round, b->round);
    return order != 0 ? order : compare_text(a->channel, b->channel);
}

/* "account CONTEST ROUND CHANNEL". */
static bool read_account_line(struct tlri_document *document, struct tlri_array *list,
                              struct tlri_account **out)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[3];
    size_t count = 0;
    if (!tlri_read_line(source, "account", "account CONTEST ROUND CHANNEL", 3, 3, f, &count)) {
        return false;
    }
    struct tlri_account *account = tlri_document_push(document, list, f[0], "accounts");
    if (account == NULL) {
        return false;
    }
    bool good = tlri_read_token(source, f[0], "the contest");
    good =
        tlri_read_number32(source, f[1], "the round", 1, TLRI_ROUND_MAX, &account->round) && good;
    good = tlri_read_token(source, f[2], "the channel") && good;
    account->contest = tlri_document_text(document, f[0]);
    account->channel = tlri_document_text(document, f[2]);
    account->at = tlri_document_at(document, f[0]);
    *out = account;
    if (good && list->count > 1 && compare_accounts(account - 1, account) >= 0) {
        tlri_source_error(source, 2200, source->line,
                          "sort accounts by contest, round and channel; write each once",
                          "this account stands twice or in the wrong place");
    }
    return true;
}

void tlri_close_read_accounts(struct tlri_document *document, struct tlri_close *close)
{
    uint32_t said = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_account), TLRI_ACCOUNTS_MAX);
    tlri_document_count(document, "accounts", "accounts N", TLRI_ACCOUNTS_MAX, &said);
    struct tlri_span at = document->source.line;
    while (tlri_next_is(&document->source, "account") && !tlri_source_gave_up(&document->source)) {
        struct tlri_account *account = NULL;
        if (!read_account_line(document, &list, &account)) {
            continue;
        }
        read_figures(document, account);
        read_rejected(document, account);
        read_variances(document, account);
        read_counts(document, account);
    }
    tlri_document_compare(document, at, "accounts", said, list.count);
    close->account = tlri_document_keep(document, &list, &close->accounts);
}

/* ---- decisions
 * -------------------------------------------------------------------------------------------- */

static const char *role_or_none(uint32_t role)
{
    return role == TLRI_ROLE_COUNT ? "none" : tlri_role_token(role);
}

static int compare_decisions(const struct tlri_decision *a, const struct tlri_decision *b)
{
    int order = compare_text(a->contest, b->contest);
    order = order != 0 ? order : compare_text(a->batch, b->batch);
    return order != 0 ? order : compare_number(a->number, b->number);
}

static bool read_adjudication(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[TLRI_FIELDS_MAX];
    size_t count = 0;
    if (!tlri_read_line(source, "adjudication", ADJUDICATION_FORM, 7, TLRI_FIELDS_MAX, f, &count)) {
        return false;
    }
    struct tlri_decision *decision = tlri_document_push(document, list, f[0], "adjudications");
    if (decision == NULL) {
        return false;
    }
    bool good = tlri_read_token(source, f[0], "the contest");
    good = tlri_read_token(source, f[1], "the batch") && good;
    good = tlri_read_number32(source, f[2], "the number of the paper", 1, TLRI_PAPERS_MAX,
                              &decision->number) &&
           good;
    good =
        tlri_read_word(source, f[3], "who decided", tlri_role_token, &decision->decided_by) && good;
    good =
        tlri_read_word(source, f[4], "who objected", role_or_none, &decision->objected_by) && good;
    decision->contest = tlri_document_text(document, f[0]);
    decision->batch = tlri_document_text(document, f[1]);
    decision->at = tlri_document_at(document, f[0]);
    return tlri_document_decision(document, source->line, f + 5, count - 5, decision) && good;
}

void tlri_close_read_decisions(struct tlri_document *document, struct tlri_close *close)
{
    struct tlri_source *source = &document->source;
    uint32_t said = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_decision), TLRI_DECISIONS_MAX);
    tlri_document_count(document, "adjudications", "adjudications N", TLRI_DECISIONS_MAX, &said);
    struct tlri_span at = source->line;
    while (tlri_next_is(source, "adjudication") && !tlri_source_gave_up(source)) {
        if (!read_adjudication(document, &list) || list.count < 2) {
            continue;
        }
        const struct tlri_decision *decision = list.data;
        decision += list.count - 2;
        if (compare_decisions(&decision[0], &decision[1]) >= 0) {
            tlri_source_error(source, 2200, source->line,
                              "sort them by contest, batch and number; write one for each paper",
                              "this decision stands twice or in the wrong place");
        }
    }
    tlri_document_compare(document, at, "adjudications", said, list.count);
    close->decision = tlri_document_keep(document, &list, &close->decisions);
}

/* ---- double votes
 * ----------------------------------------------------------------------------------------- */

static int compare_double_votes(const struct tlri_double_vote *a, const struct tlri_double_vote *b)
{
    int order = compare_text(a->contest, b->contest);
    order = order != 0 ? order : compare_number((uint32_t)a->kind, (uint32_t)b->kind);
    return order != 0 ? order : compare_number((uint32_t)a->treatment, (uint32_t)b->treatment);
}

static bool read_double_vote(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[4];
    size_t count = 0;
    uint32_t kind = 0;
    uint32_t treatment = 0;
    if (!tlri_read_line(source, "double-vote", "double-vote CONTEST KIND PERSONS TREATMENT", 4, 4,
                        f, &count)) {
        return false;
    }
    struct tlri_double_vote *vote = tlri_document_push(document, list, f[0], "double votes");
    if (vote == NULL) {
        return false;
    }
    bool good = tlri_read_token(source, f[0], "the contest");
    good = tlri_read_word(source, f[1], "the kind", tlri_double_token, &kind) && good;
    good = tlri_read_number32(source, f[2], "the number of persons", 1, TLRI_PAPERS_MAX,
                              &vote->persons) &&
           good;
    good = tlri_read_word(source, f[3], "the treatment", tlri_treatment_token, &treatment) && good;
    vote->contest = tlri_document_text(document, f[0]);
    vote->kind = (enum tlri_double)kind;
    vote->treatment = (enum tlri_treatment)treatment;
    return good;
}

void tlri_close_read_double_votes(struct tlri_document *document, struct tlri_close *close)
{
    struct tlri_source *source = &document->source;
    uint32_t said = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_double_vote), TLRI_DOUBLE_VOTES_MAX);
    tlri_document_count(document, "double-votes", "double-votes N", TLRI_DOUBLE_VOTES_MAX, &said);
    struct tlri_span at = source->line;
    while (tlri_next_is(source, "double-vote") && !tlri_source_gave_up(source)) {
        if (!read_double_vote(document, &list) || list.count < 2) {
            continue;
        }
        const struct tlri_double_vote *vote = list.data;
        vote += list.count - 2;
        if (compare_double_votes(&vote[0], &vote[1]) >= 0) {
            tlri_source_error(source, 2200, source->line,
                              "sort them by contest, then kind and treatment in the order of "
                              "spec/formats/close.md; write each once",
                              "this line stands twice or in the wrong place");
        }
    }
    tlri_document_compare(document, at, "double votes", said, list.count);
    close->double_vote = tlri_document_keep(document, &list, &close->double_votes);
}

/* ---- the whole
 * --------------------------------------------------------------------------------------------- */

static void read_replaces(struct tlri_document *document, struct tlri_close *close)
{
    struct tlri_source *source = &document->source;
    struct tlri_span field;
    struct tlri_digest digest;
    if (!tlri_read_field(source, "replaces", "replaces none (or sha256:DIGEST)", &field)) {
        return;
    }
    close->replaces_stated = !tlri_word_is(field, "none");
    if (close->replaces_stated &&
        !tlri_read_digest(source, field, "the digest of the close that is corrected", &digest)) {
        return;
    }
    if (close->replaces_stated) {
        memcpy(close->replaces, digest.bytes, TLRI_SHA256_BYTES);
    }
    if (close->revision > 0 && close->replaces_stated != (close->revision > 1)) {
        tlri_source_error(source, 2205, field,
                          "revision 1 replaces none; a later one gives the digest of the close "
                          "before it",
                          "revision %u cannot say 'replaces %s'", close->revision,
                          close->replaces_stated ? "sha256:…" : "none");
    }
}

/* [CLO-18] Only where there are decisions, which it keeps from being guessed. Never shown. */
static void read_salt(struct tlri_document *document, struct tlri_close *close)
{
    struct tlri_source *source = &document->source;
    if (close->decisions > 0 && !tlri_source_gave_up(source)) {
        (void)tlri_read_salt(source, close->salt);
    }
}

static void read_body(struct tlri_document *document, struct tlri_close *close)
{
    struct tlri_source *source = &document->source;
    struct tlri_span field;
    struct tlri_span none[1];
    size_t count = 0;
    tlri_document_id(document, "election", "election ID", "the election", &close->election);
    tlri_document_digest(document, "definition", "definition sha256:DIGEST",
                         "the digest of election.xml", close->definition);
    if (tlri_read_field(source, "revision", "revision N", &field)) {
        (void)tlri_read_number32(source, field, "the revision", 1, TLRI_REVISION_MAX,
                                 &close->revision);
    }
    read_replaces(document, close);
    read_batches(document, close);
    tlri_close_read_accounts(document, close);
    tlri_close_read_decisions(document, close);
    tlri_close_read_double_votes(document, close);
    read_salt(document, close);
    if (!tlri_source_gave_up(source) && tlri_read_line(source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(source);
    }
}

tlr_status tlri_close_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                           struct tlri_close **out)
{
    struct tlri_close *close = tlri_alloc(ctx, sizeof *close);
    if (close == NULL) {
        return tlri_no_memory(ctx);
    }
    close->ctx = ctx;
    tlri_arena_init(&close->arena, ctx);
    struct tlri_document document;
    tlri_document_init(&document, ctx, &close->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/close@1")) {
        read_body(&document, close);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_close_free(close);
        return status;
    }
    *out = close;
    return TLR_OK;
}

/* ---- writing
 * --------------------------------------------------------------------------------------------------
 */

static void write_head(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/close@1\nelection %s\ndefinition ", close->election);
    tlri_document_write_digest(close->definition, out);
    tlri_buf_printf(out, "\nrevision %u\nreplaces ", close->revision);
    if (close->replaces_stated) {
        tlri_document_write_digest(close->replaces, out);
    } else {
        tlri_buf_puts(out, "none");
    }
    tlri_buf_puts(out, "\n");
}

static void write_batches(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "batches %zu\n", close->batches);
    for (size_t i = 0; i < close->batches; i++) {
        const struct tlri_close_batch *batch = &close->batch[i];
        tlri_buf_printf(out, "batch %s %u %s %u %s %u ", batch->contest, batch->round, batch->id,
                        batch->revision, batch->channel, batch->papers);
        tlri_document_write_digest(batch->sha256, out);
        tlri_buf_puts(out, "\n");
    }
}

static void write_account(const struct tlri_account *account, struct tlri_buf *out)
{
    struct tlri_account copy = *account;
    tlri_buf_printf(out, "account %s %u %s\n", account->contest, account->round, account->channel);
    for (size_t i = 0; i < FIGURES; i++) {
        tlri_buf_printf(out, "%s %u\n", figures[i].keyword, *figure_of(&copy, &figures[i]));
    }
    for (uint32_t code = 0; code < TLRI_REJECT_COUNT; code++) {
        if (account->rejected[code] > 0) {
            tlri_buf_printf(out, "rejected %s %u\n", tlri_reject_token(code),
                            account->rejected[code]);
        }
    }
    for (size_t i = 0; i < account->variances; i++) {
        const struct tlri_variance *variance = &account->variance[i];
        tlri_buf_printf(out, "variance %u %s %u %s\n", variance->equation,
                        direction_token(variance->extra ? 1 : 0), variance->papers,
                        tlri_variance_token((uint32_t)variance->code));
    }
    tlri_buf_printf(out, "counts %u %u\n", account->counts[0], account->counts[1]);
}

void tlri_close_write_accounts(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "accounts %zu\n", close->accounts);
    for (size_t i = 0; i < close->accounts; i++) {
        write_account(&close->account[i], out);
    }
}

void tlri_close_write_decisions(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "adjudications %zu\n", close->decisions);
    for (size_t i = 0; i < close->decisions; i++) {
        const struct tlri_decision *decision = &close->decision[i];
        tlri_buf_printf(out, "adjudication %s %s %u %s %s", decision->contest, decision->batch,
                        decision->number, tlri_role_token(decision->decided_by),
                        role_or_none(decision->objected_by));
        tlri_document_write_decision(decision, out);
        tlri_buf_puts(out, "\n");
    }
}

void tlri_close_write_double_votes(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "double-votes %zu\n", close->double_votes);
    for (size_t i = 0; i < close->double_votes; i++) {
        const struct tlri_double_vote *vote = &close->double_vote[i];
        tlri_buf_printf(out, "double-vote %s %s %u %s\n", vote->contest,
                        tlri_double_token((uint32_t)vote->kind), vote->persons,
                        tlri_treatment_token((uint32_t)vote->treatment));
    }
}

tlr_status tlri_close_write(const struct tlri_close *close, struct tlri_buf *out)
{
    write_head(close, out);
    write_batches(close, out);
    tlri_close_write_accounts(close, out);
    tlri_close_write_decisions(close, out);
    tlri_close_write_double_votes(close, out);
    if (close->decisions > 0) {
        tlri_document_write_salt(close->salt, out); /* [CLO-18] */
    }
    return tlri_buf_puts(out, "end\n");
}
