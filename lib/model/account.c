/*
 * model/account.c: do the sums of a close hold?
 *
 * Implements "The account" of spec/formats/close.md. Every equation is checked on its own and shown
 * with both its sides, since volunteers look for the pile with two papers too many. What does not
 * balance may still be true: then the close says so with a coded variance, and the equation is
 * checked with it. Sums are taken in 64 bits: ten figures of at most 10^7.
 */
#include "model/account.h"

#include <string.h>

#define SUM_MAX        256 /* bytes of a sum as text */
#define DIFFERENCE_MAX 48

static const char *const variance_tokens[TLRI_VARIANCE_COUNT] = {
#define ROW(name, token) [TLRI_VARIANCE_##name] = token,
    TLRI_VARIANCE_TABLE(ROW)
#undef ROW
};

static const char *const double_tokens[TLRI_DOUBLE_COUNT] = {
#define ROW(name, token) [TLRI_DOUBLE_##name] = token,
    TLRI_DOUBLE_TABLE(ROW)
#undef ROW
};

static const char *const treatment_tokens[TLRI_TREATMENT_COUNT] = {
#define ROW(name, token) [TLRI_TREATMENT_##name] = token,
    TLRI_TREATMENT_TABLE(ROW)
#undef ROW
};

const char *tlri_variance_token(uint32_t code)
{
    return code < TLRI_VARIANCE_COUNT ? variance_tokens[code] : NULL;
}

uint32_t tlri_variance_find(const char *token, size_t len)
{
    for (uint32_t code = 0; code < TLRI_VARIANCE_COUNT; code++) {
        if (tlri_span_is(token, len, variance_tokens[code])) {
            return code;
        }
    }
    return TLRI_NONE;
}

const char *tlri_double_token(uint32_t kind)
{
    return kind < TLRI_DOUBLE_COUNT ? double_tokens[kind] : NULL;
}

const char *tlri_treatment_token(uint32_t treatment)
{
    return treatment < TLRI_TREATMENT_COUNT ? treatment_tokens[treatment] : NULL;
}

void tlri_close_free(struct tlri_close *close)
{
    if (close == NULL) {
        return;
    }
    tlr_ctx *ctx = close->ctx;
    tlri_arena_drop(&close->arena);
    tlri_free(ctx, close, sizeof *close);
}

/* ---- the equations
 * ------------------------------------------------------------------------------------- */

/* The right side of an equation: its terms, their sum and how it reads. */
struct sum {
    uint64_t total;
    size_t terms;
    char text[SUM_MAX];
    size_t len;
};

static void add(struct sum *sum, const char *name, uint64_t papers)
{
    sum->total += papers;
    sum->terms++;
    int written = snprintf(sum->text + sum->len, sizeof sum->text - sum->len, "%s%s %llu",
                           sum->len == 0 ? "" : " + ", name, (unsigned long long)papers);
    if (written > 0 && (size_t)written < sizeof sum->text - sum->len) {
        sum->len += (size_t)written;
    }
}

struct checker {
    tlr_ctx *ctx;
    const char *file;
    const struct tlri_close *close;
    bool failed;
};

static struct tlri_place place_at(const struct checker *checker, struct tlri_at at)
{
    struct tlri_place place = {.file = checker->file, .line = at.line, .column = at.column};
    return place;
}

/* What the variances of an equation say is missing from its right side; negative: too much. */
static int64_t variance_of(const struct tlri_account *account, uint32_t equation)
{
    int64_t missing = 0;
    for (size_t i = 0; i < account->variances; i++) {
        const struct tlri_variance *variance = &account->variance[i];
        if (variance->equation == equation) {
            missing += variance->extra ? -(int64_t)variance->papers : (int64_t)variance->papers;
        }
    }
    return missing;
}

/* "2 missing", "1 extra", "nothing missing". */
static void write_difference(int64_t missing, char out[DIFFERENCE_MAX])
{
    if (missing == 0) {
        (void)snprintf(out, DIFFERENCE_MAX, "nothing missing");
        return;
    }
    (void)snprintf(out, DIFFERENCE_MAX, "%lld %s", (long long)(missing < 0 ? -missing : missing),
                   missing < 0 ? "extra" : "missing");
}

/* Where papers go astray, equation by equation. */
static const char *what_to_look_for(enum tlri_equation equation)
{
    switch (equation) {
    case TLRI_EQUATION_PRINTED:
        return "count the unused papers again, and compare the printer's note with what was "
               "delivered; if the figures are right, say why with a line 'variance'";
    case TLRI_EQUATION_ISSUED:
        return "count the box again, look for papers left in the booths, and go through the "
               "envelopes of spoilt, late and tendered ones; if the figures are right, say why "
               "with a line 'variance'";
    case TLRI_EQUATION_IN_BOX:
        break;
    }
    return "look for papers that were not typed, typed twice, or put with another contest or "
           "channel; if the figures are right, say why with a line 'variance'";
}

static void check_equation(struct checker *checker, const struct tlri_account *account,
                           enum tlri_equation equation, const char *name, uint64_t left,
                           const struct sum *right)
{
    int64_t stated = variance_of(account, (uint32_t)equation);
    int64_t missing = (int64_t)left - (int64_t)right->total;
    if (missing == stated) {
        return;
    }
    checker->failed = true;
    struct tlri_place place = place_at(checker, account->at);
    char found[DIFFERENCE_MAX];
    char said[DIFFERENCE_MAX];
    char total[DIFFERENCE_MAX] = "";
    write_difference(missing, found);
    write_difference(stated, said);
    if (right->terms > 1) {
        (void)snprintf(total, sizeof total, " = %llu", (unsigned long long)right->total);
    }
    if (stated != 0) {
        tlri_diag(checker->ctx, TLR_ERROR, 2241, &place, "correct the figures or the variance",
                  NULL, "equation %u: %s %llu, and %s%s: %s, but the variances say %s",
                  (unsigned)equation, name, (unsigned long long)left, right->text, total, found,
                  said);
        return;
    }
    tlri_diag(checker->ctx, TLR_ERROR, 2240, &place, what_to_look_for(equation), NULL,
              "equation %u: %s %llu, but %s%s: %s", (unsigned)equation, name,
              (unsigned long long)left, right->text, total, found);
}

static void check_printed(struct checker *checker, const struct tlri_account *account)
{
    struct sum right = {0};
    add(&right, "issued", account->issued);
    add(&right, "unused", account->unused);
    check_equation(checker, account, TLRI_EQUATION_PRINTED, "printed", account->printed, &right);
}

static void check_issued(struct checker *checker, const struct tlri_account *account)
{
    struct sum right = {0};
    add(&right, "in-box", account->in_box);
    add(&right, "spoilt-replaced", account->spoilt_replaced);
    add(&right, "late", account->late);
    add(&right, "rejected-unopened", account->rejected_unopened);
    add(&right, "tendered", account->tendered);
    add(&right, "cancelled", account->cancelled);
    add(&right, "not-returned", account->not_returned);
    check_equation(checker, account, TLRI_EQUATION_ISSUED, "issued", account->issued, &right);
}

static bool batch_of(const struct tlri_close_batch *batch, const struct tlri_account *account)
{
    return batch->round == account->round && tlri_streq(batch->contest, account->contest) &&
           tlri_streq(batch->channel, account->channel);
}

static void check_in_box(struct checker *checker, const struct tlri_account *account)
{
    struct sum right = {0};
    uint64_t papers = 0;
    for (size_t i = 0; i < checker->close->batches; i++) {
        const struct tlri_close_batch *batch = &checker->close->batch[i];
        papers += batch_of(batch, account) ? batch->papers : 0;
    }
    add(&right, "papers in batches", papers);
    check_equation(checker, account, TLRI_EQUATION_IN_BOX, "in-box", account->in_box, &right);
}

/* ---- what is no equation
 * ----------------------------------------------------------------------------------- */

static void check_counts(struct checker *checker, const struct tlri_account *account)
{
    struct tlri_place place = place_at(checker, account->at);
    if (account->counts[0] != account->counts[1]) {
        checker->failed = true;
        tlri_diag(checker->ctx, TLR_ERROR, 2242, &place,
                  "count until two counts one after the other agree", NULL,
                  "the two counts of the box differ: %u and %u", account->counts[0],
                  account->counts[1]);
    } else if (account->counts[0] != account->in_box) {
        checker->failed = true;
        tlri_diag(checker->ctx, TLR_ERROR, 2243, &place, NULL, NULL,
                  "the two counts of the box say %u, the account says in-box %u",
                  account->counts[0], account->in_box);
    }
}

static void check_rejected(struct checker *checker, const struct tlri_account *account)
{
    uint64_t rejected = 0;
    for (size_t code = 0; code < TLRI_REJECT_COUNT; code++) {
        rejected += account->rejected[code];
    }
    if (rejected > account->in_box) {
        checker->failed = true;
        struct tlri_place place = place_at(checker, account->at);
        tlri_diag(checker->ctx, TLR_ERROR, 2244, &place, NULL, NULL,
                  "%llu papers are rejected, of %u in the box", (unsigned long long)rejected,
                  account->in_box);
    }
}

static bool has_account(const struct tlri_close *close, const struct tlri_close_batch *batch)
{
    for (size_t i = 0; i < close->accounts; i++) {
        if (batch_of(batch, &close->account[i])) {
            return true;
        }
    }
    return false;
}

static void check_batches(struct checker *checker)
{
    for (size_t i = 0; i < checker->close->batches; i++) {
        const struct tlri_close_batch *batch = &checker->close->batch[i];
        if (has_account(checker->close, batch)) {
            continue;
        }
        checker->failed = true;
        struct tlri_place place = place_at(checker, batch->at);
        tlri_diag(checker->ctx, TLR_ERROR, 2245, &place,
                  "write an account for every contest, round and channel", NULL,
                  "batch %s/%s has no account: there is none for contest %s, round %u, channel %s",
                  batch->contest, batch->id, batch->contest, batch->round, batch->channel);
    }
}

tlr_status tlri_account_check(tlr_ctx *ctx, const char *file, const struct tlri_close *close)
{
    struct checker checker = {.ctx = ctx, .file = file, .close = close};
    for (size_t i = 0; i < close->accounts; i++) {
        const struct tlri_account *account = &close->account[i];
        check_printed(&checker, account);
        check_issued(&checker, account);
        check_in_box(&checker, account);
        check_counts(&checker, account);
        check_rejected(&checker, account);
    }
    check_batches(&checker);
    return checker.failed ? TLR_E_INPUT : TLR_OK;
}
