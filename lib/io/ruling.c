/*
 * io/ruling.c: reader and writer of teller/ruling@1.
 *
 * Implements spec/formats/ruling.md: one line a change, from a closed set, each read by the
 * function its row in the table names. Changes keep their order, because they apply in that order.
 * Texts of keys are kept as written; trust reads them when the key is used.
 */
#include "io/ruling.h"

#include <string.h>

#include "io/ballots.h"
#include "io/declaration.h"
#include "io/document.h"

static const char *const keywords[] = {
    "election",  "definition", "number",  "previous", "close", "supersedes",
    "authority", "minute",     "decided", "changes",  "salt",  "end",
};

#define KEY_TEXT_MAX 200u /* bytes of a public key as text */

/* What the readers of changes work with. */
struct change_line {
    struct tlri_document *document;
    const struct tlri_span *f; /* the fields after the word */
    size_t count;
    struct tlri_span whole;
    const struct tlri_ruling *ruling;
};

/* ---- keys
 * ------------------------------------------------------------------------------------------------
 */

static const char *key_kind_token(uint32_t kind)
{
    static const char *const tokens[] = {
        [TLRI_PUBLIC_KEY_MINISIGN] = "minisign", [TLRI_PUBLIC_KEY_SSH] = "ssh"};
    return kind < 2 ? tokens[kind] : NULL;
}

static bool read_appoint(struct change_line *line, struct tlri_change *change)
{
    struct tlri_source *source = &line->document->source;
    uint32_t role = 0;
    uint32_t kind = 0;
    bool good = tlri_read_token(source, line->f[0], "the name of the key");
    good = tlri_read_word(source, line->f[1], "the role", tlri_role_token, &role) && good;
    good = tlri_read_word(source, line->f[2], "the kind of key", key_kind_token, &kind) && good;
    const char *from = line->f[3].text;
    struct tlri_span text = {from, (size_t)(line->whole.text + line->whole.len - from)};
    if (text.len > KEY_TEXT_MAX) {
        tlri_source_error(source, 2222, text, NULL, "a public key has at most %u characters",
                          KEY_TEXT_MAX);
        return false;
    }
    change->key.name = tlri_document_text(line->document, line->f[0]);
    change->key.role = (enum tlri_role)role;
    change->key.kind = (enum tlri_public_key_kind)kind;
    change->key.text = tlri_document_text(line->document, text);
    change->key.at = change->at;
    if (good && !tlri_appointment_allowed(role, (uint32_t)line->ruling->authority)) {
        tlri_source_error(
            source, 6601, line->f[1],
            "an officer's ruling appoints tellers, scrutineers, deputies and observers",
            "a ruling cannot give a key the role %s", tlri_role_token(role));
        return false;
    }
    return good;
}

static bool read_revoke(struct change_line *line, struct tlri_change *change)
{
    change->key.name = tlri_document_text(line->document, line->f[0]);
    change->key.at = change->at;
    return tlri_read_token(&line->document->source, line->f[0], "the name of the key");
}

/* ---- candidates and readings
 * ------------------------------------------------------------------------------ */

/* The first field of most changes. */
static bool read_contest(struct change_line *line, struct tlri_change *change)
{
    change->contest = tlri_document_text(line->document, line->f[0]);
    return tlri_read_token(&line->document->source, line->f[0], "the contest");
}

static bool read_candidate(struct change_line *line, struct tlri_change *change)
{
    bool good = read_contest(line, change);
    change->candidate = tlri_document_text(line->document, line->f[1]);
    return tlri_read_token(&line->document->source, line->f[1], "the candidate") && good;
}

static bool read_status(struct change_line *line, struct tlri_change *change)
{
    struct tlri_source *source = &line->document->source;
    uint32_t word = 0;
    bool good = read_candidate(line, change);
    good = tlri_read_word(source, line->f[2], "the decision", tlri_eligible_token, &word) && good;
    good = tlri_read_tag(source, line->f[3], "the clause") && good;
    change->eligible = (enum tlri_eligible)word;
    change->clause = tlri_document_text(line->document, line->f[3]);
    return good;
}

static bool read_reading(struct change_line *line, struct tlri_change *change)
{
    struct tlri_source *source = &line->document->source;
    bool good = tlri_read_token(source, line->f[0], "the reading");
    good = tlri_read_token(source, line->f[1], "its value") && good;
    change->name = tlri_document_text(line->document, line->f[0]);
    change->value = tlri_document_text(line->document, line->f[1]);
    return good;
}

static bool read_adjudication(struct change_line *line, struct tlri_change *change)
{
    struct tlri_source *source = &line->document->source;
    struct tlri_decision *decision = &change->decision;
    bool good = read_contest(line, change);
    good = tlri_read_token(source, line->f[1], "the batch") && good;
    good = tlri_read_number32(source, line->f[2], "the number of the paper", 1, TLRI_PAPERS_MAX,
                              &decision->number) &&
           good;
    decision->contest = change->contest;
    decision->batch = tlri_document_text(line->document, line->f[1]);
    decision->decided_by = (uint32_t)line->ruling->authority;
    decision->objected_by = TLRI_ROLE_COUNT;
    decision->at = change->at;
    return tlri_document_decision(line->document, line->whole, line->f + 3, line->count - 3,
                                  decision) &&
           good;
}

/* ---- batches
 * -------------------------------------------------------------------------------------------------
 */

/* "REVISION … PAPERS sha256:D", where the fields stand. */
static bool read_batch_content(struct change_line *line, const struct tlri_span *revision,
                               const struct tlri_span *papers, struct tlri_close_batch *batch)
{
    struct tlri_source *source = &line->document->source;
    struct tlri_digest digest;
    bool good = tlri_read_number32(source, *revision, "the revision", 1, TLRI_REVISION_MAX,
                                   &batch->revision);
    good = tlri_read_number32(source, papers[0], "the number of papers", 0, TLRI_PAPERS_MAX,
                              &batch->papers) &&
           good;
    if (!tlri_read_digest(source, papers[1], "the digest of the batch", &digest)) {
        return false;
    }
    memcpy(batch->sha256, digest.bytes, TLRI_SHA256_BYTES);
    return good;
}

static bool read_batch_id(struct change_line *line, struct tlri_span id, struct tlri_change *change)
{
    bool good = read_contest(line, change);
    change->batch.contest = change->contest;
    change->batch.id = tlri_document_text(line->document, id);
    change->batch.at = change->at;
    return tlri_read_token(&line->document->source, id, "the batch") && good;
}

static bool read_replace(struct change_line *line, struct tlri_change *change)
{
    bool good = read_batch_id(line, line->f[1], change);
    return read_batch_content(line, &line->f[2], &line->f[3], &change->batch) && good;
}

static bool read_add(struct change_line *line, struct tlri_change *change)
{
    struct tlri_source *source = &line->document->source;
    bool good = read_batch_id(line, line->f[2], change);
    good = tlri_read_number32(source, line->f[1], "the round", 1, TLRI_ROUND_MAX,
                              &change->batch.round) &&
           good;
    good = tlri_read_token(source, line->f[4], "the channel") && good;
    change->batch.channel = tlri_document_text(line->document, line->f[4]);
    return read_batch_content(line, &line->f[3], &line->f[5], &change->batch) && good;
}

static bool read_exclude(struct change_line *line, struct tlri_change *change)
{
    return read_batch_id(line, line->f[1], change);
}

/* ---- the table of changes
 * ---------------------------------------------------------------------------------------- */

static const struct change_row {
    const char *form;
    size_t min, max; /* fields after the word */
    bool (*read)(struct change_line *, struct tlri_change *);
} change_rows[TLRI_CHANGE_COUNT] = {
    [TLRI_CHANGE_APPOINT_KEY] = {"appoint-key NAME ROLE minisign|ssh KEY", 4, 5, read_appoint},
    [TLRI_CHANGE_REVOKE_KEY] = {"revoke-key NAME", 1, 1, read_revoke},
    [TLRI_CHANGE_WITHDRAW_CANDIDATE] = {"withdraw-candidate CONTEST CANDIDATE", 2, 2,
                                        read_candidate},
    [TLRI_CHANGE_CANDIDATE_STATUS] = {"candidate-status CONTEST CANDIDATE "
                                      "eligible|not-eligible|referred CLAUSE",
                                      4, 4, read_status},
    [TLRI_CHANGE_READING] = {"reading NAME VALUE", 2, 2, read_reading},
    [TLRI_CHANGE_ADJUDICATION] = {"adjudication CONTEST BATCH NUMBER reject CODE (or marks M M …)",
                                  5, TLRI_FIELDS_MAX, read_adjudication},
    [TLRI_CHANGE_REPLACE_BATCH] = {"replace-batch CONTEST BATCH REVISION PAPERS sha256:DIGEST", 5,
                                   5, read_replace},
    [TLRI_CHANGE_ADD_BATCH] = {"add-batch CONTEST ROUND BATCH REVISION CHANNEL PAPERS "
                               "sha256:DIGEST",
                               7, 7, read_add},
    [TLRI_CHANGE_EXCLUDE_BATCH] = {"exclude-batch CONTEST BATCH", 2, 2, read_exclude},
    [TLRI_CHANGE_ANNUL] = {"annul CONTEST", 1, 1, read_contest},
};

/* [RUL-9] */
static void check_close(struct tlri_document *document, const struct tlri_ruling *ruling,
                        uint32_t kind, struct tlri_span word)
{
    if (!ruling->close_stated && tlri_change_needs_close(kind)) {
        tlri_source_error(&document->source, 6603, word,
                          "rule on it when the close is signed, and give the close's digest",
                          "'%s' is ruled only after the close", tlri_change_token(kind));
    }
}

static void check_allowed(struct tlri_document *document, const struct tlri_ruling *ruling,
                          uint32_t kind, struct tlri_span word)
{
    bool rules = ruling->authority == TLRI_ROLE_RETURNING_OFFICER ||
                 ruling->authority == TLRI_ROLE_RULING_BODY;
    if (!rules || tlri_change_allowed(kind, (uint32_t)ruling->authority)) {
        return; /* another authority was reported where it stands */
    }
    tlri_source_error(&document->source, 2221, word,
                      "ask the body that the notice names to rule on it",
                      "a returning officer cannot rule '%s'", tlri_change_token(kind));
}

static void read_change(struct tlri_document *document, const struct tlri_ruling *ruling,
                        struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[TLRI_FIELDS_MAX];
    struct tlri_span line = {NULL, 0};
    size_t count = 0;
    uint32_t kind = 0;
    (void)tlri_source_peek(source, &line);
    struct tlri_span word = tlri_span_word(line);
    if (!tlri_read_word(source, word, "a change", tlri_change_token, &kind)) {
        (void)tlri_source_next(source);
        return;
    }
    const struct change_row *row = &change_rows[kind];
    if (!tlri_read_line(source, tlri_change_token(kind), row->form, row->min, row->max, f,
                        &count)) {
        return;
    }
    struct tlri_change *change = tlri_document_push(document, list, word, "changes");
    if (change == NULL) {
        return;
    }
    struct change_line change_line = {document, f, count, line, ruling};
    change->kind = (enum tlri_change_kind)kind;
    change->at = tlri_document_at(document, word);
    (void)row->read(&change_line, change);
    check_allowed(document, ruling, kind, word);
    check_close(document, ruling, kind, word);
}

static void read_changes(struct tlri_document *document, struct tlri_ruling *ruling)
{
    struct tlri_source *source = &document->source;
    struct tlri_array list;
    struct tlri_span line;
    uint32_t said = 0;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_change), TLRI_CHANGES_MAX);
    tlri_document_count(document, "changes", "changes N", TLRI_CHANGES_MAX, &said);
    struct tlri_span at = source->line;
    if (said == 0) {
        tlri_source_error(source, 2223, at, NULL, "a ruling makes at least one change");
    }
    while (tlri_source_peek(source, &line) && !tlri_word_is(line, "end") &&
           !tlri_next_is(source, "salt") && !tlri_source_gave_up(source)) {
        read_change(document, ruling, &list);
    }
    if (source->problems == 0) {
        tlri_document_compare(document, at, "changes", said, list.count);
    }
    ruling->change = tlri_document_keep(document, &list, &ruling->changes);
}

/* ---- the whole
 * -------------------------------------------------------------------------------------------------------
 */

static void read_authority(struct tlri_document *document, struct tlri_ruling *ruling)
{
    struct tlri_source *source = &document->source;
    struct tlri_span field;
    uint32_t role = 0;
    ruling->authority = TLRI_ROLE_COUNT;
    if (!tlri_read_field(source, "authority", "authority returning-officer|ruling-body", &field) ||
        !tlri_read_word(source, field, "the authority", tlri_role_token, &role)) {
        return;
    }
    ruling->authority = (enum tlri_role)role;
    if (role != TLRI_ROLE_RETURNING_OFFICER && role != TLRI_ROLE_RULING_BODY) {
        tlri_source_error(source, 2220, field, "write returning-officer or ruling-body",
                          "a %s cannot make a ruling", tlri_role_token(role));
    }
}

/* "KEYWORD none" or "KEYWORD sha256:DIGEST". */
static bool read_link(struct tlri_document *document, const char *keyword, const char *form,
                      const char *what, uint8_t out[TLRI_SHA256_BYTES])
{
    struct tlri_span field;
    struct tlri_digest digest;
    if (!tlri_read_field(&document->source, keyword, form, &field) || tlri_word_is(field, "none") ||
        !tlri_read_digest(&document->source, field, what, &digest)) {
        return false;
    }
    memcpy(out, digest.bytes, TLRI_SHA256_BYTES);
    return true;
}

/* What it rests on: the ruling before it, the close, the result that stood until then. */
static void read_links(struct tlri_document *document, struct tlri_ruling *ruling)
{
    bool slips = document->source.problems > 0;
    ruling->previous_stated = read_link(document, "previous", "previous none (or sha256:DIGEST)",
                                        "the digest of the ruling before", ruling->previous);
    if (!slips && document->source.problems == 0 &&
        ruling->previous_stated != (ruling->number > 1)) {
        tlri_source_error(&document->source, 6602, document->source.line,
                          "ruling 1 says 'previous none'; a later one gives the digest of the "
                          "ruling before it",
                          "ruling %u cannot say 'previous %s'", ruling->number,
                          ruling->previous_stated ? "sha256:…" : "none");
    }
    ruling->close_stated = read_link(document, "close", "close none (or sha256:DIGEST)",
                                     "the digest of close.txt", ruling->close);
    ruling->supersedes_stated =
        read_link(document, "supersedes", "supersedes none (or sha256:DIGEST)",
                  "the digest of the result.xml before", ruling->supersedes);
}

static void read_decided(struct tlri_document *document, struct tlri_ruling *ruling)
{
    struct tlri_span field;
    if (!tlri_read_field(&document->source, "decided", "decided YYYY-MM-DD", &field)) {
        return;
    }
    if (!tlri_date_ok(field.text, field.len)) {
        tlri_source_error(&document->source, 6604, field, "write the day as 2026-07-02",
                          "this is not a day of the calendar");
        return;
    }
    ruling->decided = tlri_document_text(document, field);
}

/* [RUL-24] After a change that was not understood nobody knows whether there should be one. */
static void read_salt(struct tlri_source *source, struct tlri_ruling *ruling)
{
    bool wanted =
        source->problems > 0 ? tlri_next_is(source, "salt") : tlri_ruling_is_salted(ruling);
    if (wanted && !tlri_source_gave_up(source)) {
        (void)tlri_read_salt(source, ruling->salt);
    }
}

static void read_body(struct tlri_document *document, struct tlri_ruling *ruling)
{
    struct tlri_source *source = &document->source;
    struct tlri_span field;
    struct tlri_span none[1];
    size_t count = 0;
    tlri_document_id(document, "election", "election ID", "the election", &ruling->election);
    tlri_document_digest(document, "definition", "definition sha256:DIGEST",
                         "the digest of election.xml", ruling->definition);
    if (tlri_read_field(source, "number", "number N", &field)) {
        (void)tlri_read_number32(source, field, "the number of the ruling", 1, TLRI_RULINGS_MAX,
                                 &ruling->number);
    }
    read_links(document, ruling);
    read_authority(document, ruling);
    if (tlri_read_field(source, "minute", "minute REFERENCE", &field) &&
        tlri_read_reference(source, field, "the minute")) {
        ruling->minute = tlri_document_text(document, field);
    }
    read_decided(document, ruling);
    read_changes(document, ruling);
    read_salt(source, ruling);
    if (!tlri_source_gave_up(source) && tlri_read_line(source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(source);
    }
}

tlr_status tlri_ruling_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_ruling **out)
{
    struct tlri_ruling *ruling = tlri_alloc(ctx, sizeof *ruling);
    if (ruling == NULL) {
        return tlri_no_memory(ctx);
    }
    ruling->ctx = ctx;
    tlri_arena_init(&ruling->arena, ctx);
    struct tlri_document document;
    tlri_document_init(&document, ctx, &ruling->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/ruling@1")) {
        read_body(&document, ruling);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_ruling_free(ruling);
        return status;
    }
    *out = ruling;
    return TLR_OK;
}

/* ---- writing
 * -------------------------------------------------------------------------------------------------------------
 */

static void write_batch_end(const struct tlri_close_batch *batch, struct tlri_buf *out)
{
    tlri_buf_printf(out, " %u ", batch->papers);
    tlri_document_write_digest(batch->sha256, out);
}

static void write_fields(const struct tlri_change *change, struct tlri_buf *out)
{
    const struct tlri_close_batch *batch = &change->batch;
    switch (change->kind) {
    case TLRI_CHANGE_APPOINT_KEY:
        tlri_buf_printf(out, " %s %s %s %s", change->key.name,
                        tlri_role_token((uint32_t)change->key.role),
                        key_kind_token((uint32_t)change->key.kind), change->key.text);
        break;
    case TLRI_CHANGE_REVOKE_KEY:
        tlri_buf_printf(out, " %s", change->key.name);
        break;
    case TLRI_CHANGE_WITHDRAW_CANDIDATE:
        tlri_buf_printf(out, " %s %s", change->contest, change->candidate);
        break;
    case TLRI_CHANGE_CANDIDATE_STATUS:
        tlri_buf_printf(out, " %s %s %s %s", change->contest, change->candidate,
                        tlri_eligible_token((uint32_t)change->eligible), change->clause);
        break;
    case TLRI_CHANGE_READING:
        tlri_buf_printf(out, " %s %s", change->name, change->value);
        break;
    case TLRI_CHANGE_ADJUDICATION:
        tlri_buf_printf(out, " %s %s %u", change->contest, change->decision.batch,
                        change->decision.number);
        tlri_document_write_decision(&change->decision, out);
        break;
    case TLRI_CHANGE_REPLACE_BATCH:
        tlri_buf_printf(out, " %s %s %u", change->contest, batch->id, batch->revision);
        write_batch_end(batch, out);
        break;
    case TLRI_CHANGE_ADD_BATCH:
        tlri_buf_printf(out, " %s %u %s %u %s", change->contest, batch->round, batch->id,
                        batch->revision, batch->channel);
        write_batch_end(batch, out);
        break;
    case TLRI_CHANGE_EXCLUDE_BATCH:
        tlri_buf_printf(out, " %s %s", change->contest, batch->id);
        break;
    case TLRI_CHANGE_ANNUL:
        tlri_buf_printf(out, " %s", change->contest);
        break;
    case TLRI_CHANGE_COUNT:
    default:
        break;
    }
}

static void write_link(const char *keyword, bool stated, const uint8_t digest[TLRI_SHA256_BYTES],
                       struct tlri_buf *out)
{
    tlri_buf_printf(out, "%s ", keyword);
    if (stated) {
        tlri_document_write_digest(digest, out);
        tlri_buf_puts(out, "\n");
    } else {
        tlri_buf_puts(out, "none\n");
    }
}

tlr_status tlri_ruling_write(const struct tlri_ruling *ruling, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/ruling@1\nelection %s\ndefinition ", ruling->election);
    tlri_document_write_digest(ruling->definition, out);
    tlri_buf_printf(out, "\nnumber %u\n", ruling->number);
    write_link("previous", ruling->previous_stated, ruling->previous, out);
    write_link("close", ruling->close_stated, ruling->close, out);
    write_link("supersedes", ruling->supersedes_stated, ruling->supersedes, out);
    tlri_buf_printf(out, "authority %s\nminute %s\ndecided %s\nchanges %zu\n",
                    tlri_role_token((uint32_t)ruling->authority), ruling->minute, ruling->decided,
                    ruling->changes);
    for (size_t i = 0; i < ruling->changes; i++) {
        tlri_buf_puts(out, tlri_change_token((uint32_t)ruling->change[i].kind));
        write_fields(&ruling->change[i], out);
        tlri_buf_puts(out, "\n");
    }
    if (tlri_ruling_is_salted(ruling)) {
        tlri_document_write_salt(ruling->salt, out);
    }
    return tlri_buf_puts(out, "end\n");
}
