/*
 * io/account.c: teller/account@1 and teller/adjudications@1.
 *
 * What a close is made from, in the close's own lines, so that what somebody wrote down in the hall
 * is what gets signed. The lists are read and written by io/close.c; only the lines around them are
 * here, and the blank form. The form has "?" for every figure, which no reader takes for a number:
 * nobody can hand in a figure that nobody counted. Implements spec/formats/account.md and
 * spec/formats/adjudications.md.
 */
#include "io/account.h"

#include "io/close_lists.h"

static const char *const account_keywords[] = {
    "election",
    "accounts",
    "printed",
    "unused",
    "issued",
    "in-box",
    "spoilt-replaced",
    "late",
    "rejected-unopened",
    "tendered",
    "cancelled",
    "not-returned",
    "rejected",
    "variance",
    "counts",
    "account",
    "double-votes",
    "double-vote",
    "end",
};
static const char *const adjudication_keywords[] = {"election", "definition", "adjudications",
                                                    "adjudication", "end"};

static void read_account(struct tlri_document *document, struct tlri_close *close)
{
    tlri_document_id(document, "election", "election ID", "the election", &close->election);
    tlri_close_read_accounts(document, close);
    tlri_close_read_double_votes(document, close);
}

static void read_adjudications(struct tlri_document *document, struct tlri_close *close)
{
    tlri_document_id(document, "election", "election ID", "the election", &close->election);
    tlri_document_digest(document, "definition", "definition sha256:DIGEST",
                         "the digest of election.xml", close->definition);
    tlri_close_read_decisions(document, close);
}

static const struct part {
    const char *type;
    const char *const *keywords;
    size_t keyword_count;
    void (*read)(struct tlri_document *document, struct tlri_close *close);
} parts[] = {
    {"teller/account@1", account_keywords, sizeof account_keywords / sizeof account_keywords[0],
     read_account},
    {"teller/adjudications@1", adjudication_keywords,
     sizeof adjudication_keywords / sizeof adjudication_keywords[0], read_adjudications},
};

static tlr_status read_part(tlr_ctx *ctx, const struct part *part, const char *name,
                            const char *data, size_t len, struct tlri_close **out)
{
    struct tlri_document document;
    struct tlri_span none[1];
    size_t count = 0;
    struct tlri_close *close = tlri_alloc(ctx, sizeof *close);
    if (close == NULL) {
        return tlri_no_memory(ctx);
    }
    close->ctx = ctx;
    tlri_arena_init(&close->arena, ctx);
    tlri_document_init(&document, ctx, &close->arena, name, data, len, part->keywords,
                       part->keyword_count);
    if (tlri_document_open(&document, part->type)) {
        part->read(&document, close);
        if (!tlri_source_gave_up(&document.source) &&
            tlri_read_line(&document.source, "end", "end", 0, 0, none, &count)) {
            tlri_read_end(&document.source);
        }
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_close_free(close);
        return status;
    }
    *out = close;
    return TLR_OK;
}

tlr_status tlri_account_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                             struct tlri_close **out)
{
    return read_part(ctx, &parts[0], name, data, len, out);
}

tlr_status tlri_adjudications_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                   struct tlri_close **out)
{
    return read_part(ctx, &parts[1], name, data, len, out);
}

/* ---- writing ---- */

tlr_status tlri_account_write(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/account@1\nelection %s\n", close->election);
    tlri_close_write_accounts(close, out);
    tlri_close_write_double_votes(close, out);
    return tlri_buf_puts(out, "end\n");
}

tlr_status tlri_adjudications_write(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/adjudications@1\nelection %s\ndefinition ", close->election);
    tlri_document_write_digest(close->definition, out);
    tlri_buf_puts(out, "\n");
    tlri_close_write_decisions(close, out);
    return tlri_buf_puts(out, "end\n");
}

static void write_blank(const struct tlri_account *account, struct tlri_buf *out)
{
    static const char *const figures[] = {
        "printed",           "unused",   "issued",    "in-box",      "spoilt-replaced", "late",
        "rejected-unopened", "tendered", "cancelled", "not-returned"};
    tlri_buf_printf(out, "account %s %u %s\n", account->contest, account->round, account->channel);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        tlri_buf_printf(out, "%s ?\n", figures[i]);
    }
    for (uint32_t code = TLRI_REJECT_NONE + 1; code < TLRI_REJECT_COUNT; code++) {
        if (account->rejected[code] > 0) {
            tlri_buf_printf(out, "rejected %s %u\n", tlri_reject_token(code),
                            account->rejected[code]);
        }
    }
    tlri_buf_puts(out, "counts ? ?\n");
}

tlr_status tlri_account_write_form(const struct tlri_close *close, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/account@1\nelection %s\naccounts %zu\n", close->election,
                    close->accounts);
    for (size_t i = 0; i < close->accounts; i++) {
        write_blank(&close->account[i], out);
    }
    return tlri_buf_puts(out, "double-votes 0\nend\n");
}
