/*
 * io/lots.c: reader and writer of teller/lots@1, tickets, and the way from ids to indices.
 *
 * Implements spec/formats/lots.md. A lot is an input that people made in the open; nothing here
 * draws one. For a ticket the reader works out the digests again, so that a file in which somebody
 * else was selected than the dice say is refused, whoever signed it.
 */
#include "io/lots.h"

#include <string.h>

#include "io/document.h"

static const char *const keywords[] = {
    "election", "close",  "seed",      "lots", "tied", "selected",
    "drawn",    "ticket", "witnesses", "lot",  "end",
};

static const char *const drawn_tokens[TLRI_DRAWN_COUNT] = {
#define ROW(name, token) [TLRI_DRAWN_##name] = token,
    TLRI_DRAWN_TABLE(ROW)
#undef ROW
};

const char *tlri_drawn_token(uint32_t drawn)
{
    return drawn < TLRI_DRAWN_COUNT ? drawn_tokens[drawn] : NULL;
}

/* ---- tickets
 * -------------------------------------------------------------------------------------------- */

bool tlri_seed_ok(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return len == TLRI_SEED_DIGITS;
}

void tlri_lot_id(const char *contest, uint32_t stage, enum tlri_purpose purpose,
                 char out[TLRI_LOT_ID])
{
    (void)snprintf(out, TLRI_LOT_ID, "%s:%u:%s", contest, stage,
                   tlri_purpose_token((uint32_t)purpose));
}

static void add_line(struct tlri_digester *digester, const char *text)
{
    tlri_digester_add(digester, text, strlen(text));
    tlri_digester_add(digester, "\n", 1);
}

void tlri_lot_ticket(const struct tlri_digest *close, const char *seed, const char *lot_id,
                     const char *candidate, struct tlri_digest *out)
{
    char hex[TLRI_DIGEST_HEX];
    struct tlri_digester digester;
    tlri_digest_hex(close, hex);
    tlri_digester_init(&digester);
    add_line(&digester, "teller/lot@1");
    add_line(&digester, hex);
    add_line(&digester, seed);
    add_line(&digester, lot_id);
    add_line(&digester, candidate);
    tlri_digester_end(&digester, out);
}

uint32_t tlri_lot_select(const struct tlri_digest *close, const char *seed, const char *lot_id,
                         const char *const *candidate, uint32_t n)
{
    struct tlri_digest smallest;
    uint32_t selected = 0;
    tlri_lot_ticket(close, seed, lot_id, candidate[0], &smallest);
    for (uint32_t i = 1; i < n; i++) {
        struct tlri_digest ticket;
        tlri_lot_ticket(close, seed, lot_id, candidate[i], &ticket);
        if (memcmp(ticket.bytes, smallest.bytes, TLRI_DIGEST_BYTES) < 0) {
            smallest = ticket;
            selected = i;
        }
    }
    return selected;
}

/* ---- the lines of one lot
 * ---------------------------------------------------------------------------------- */

/* "lot CONTEST:STAGE:PURPOSE". */
static bool read_lot_line(struct tlri_document *document, struct tlri_lot_entry *lot)
{
    struct tlri_source *source = &document->source;
    struct tlri_span field;
    if (!tlri_read_field(source, "lot", "lot CONTEST:STAGE:PURPOSE", &field)) {
        return false;
    }
    lot->at = tlri_document_at(document, field);
    const char *end = field.text + field.len;
    const char *first = memchr(field.text, ':', field.len);
    const char *second = first == NULL ? NULL : memchr(first + 1, ':', (size_t)(end - first - 1));
    if (second == NULL) {
        tlri_source_error(source, 2210, field, NULL,
                          "the id of a lot is CONTEST:STAGE:PURPOSE, such as ordinary:7:exclude");
        return false;
    }
    struct tlri_span contest = {field.text, (size_t)(first - field.text)};
    struct tlri_span stage = {first + 1, (size_t)(second - first - 1)};
    struct tlri_span purpose = {second + 1, (size_t)(end - second - 1)};
    uint32_t word = 0;
    bool good = tlri_read_token(source, contest, "the contest");
    good = tlri_read_number32(source, stage, "the stage", 1, TLRI_STAGE_MAX, &lot->stage) && good;
    good = tlri_read_word(source, purpose, "the purpose", tlri_purpose_token, &word) && good;
    lot->contest = tlri_document_text(document, contest);
    lot->purpose = (enum tlri_purpose)word;
    return good;
}

static bool stands_before(const struct tlri_span *ids, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (tlri_span_equal(ids[j], ids[i])) {
            return true;
        }
    }
    return false;
}

/* "tied ID ID …". */
static bool read_tied(struct tlri_document *document, struct tlri_lot_entry *lot)
{
    struct tlri_source *source = &document->source;
    struct tlri_span ids[TLRI_FIELDS_MAX];
    size_t count = 0;
    if (!tlri_read_line(source, "tied", "tied ID ID …", 2, TLRI_CANDIDATES_MAX, ids, &count)) {
        return false;
    }
    const char **candidates = tlri_arena_array(document->arena, count, sizeof *candidates);
    if (candidates == NULL) {
        document->failed = tlri_no_memory(document->ctx);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        good = tlri_read_token(source, ids[i], "a candidate") && good;
        candidates[i] = tlri_document_text(document, ids[i]);
        if (stands_before(ids, i)) {
            tlri_source_error(source, 2211, ids[i], NULL,
                              "candidate %s stands twice among the tied", candidates[i]);
            good = false;
        }
    }
    lot->candidate = candidates;
    lot->tied = (uint32_t)count;
    return good;
}

/* "selected ID". */
static bool read_selected(struct tlri_document *document, struct tlri_lot_entry *lot)
{
    struct tlri_span field;
    if (!tlri_read_field(&document->source, "selected", "selected ID", &field)) {
        return false;
    }
    for (uint32_t i = 0; i < lot->tied; i++) {
        if (tlri_word_is(field, lot->candidate[i])) {
            lot->selected = lot->candidate[i];
            return true;
        }
    }
    tlri_source_error(&document->source, 2212, field, NULL,
                      "the selected candidate is none of the tied");
    return false;
}

static bool read_seed(struct tlri_source *source, struct tlri_span field)
{
    if (tlri_seed_ok(field.text, field.len)) {
        return true;
    }
    tlri_source_error(source, 2213, field,
                      "throw exactly 24 decimal digits, no more and no fewer, after the close is "
                      "signed",
                      "a seed has exactly %d decimal digits", TLRI_SEED_DIGITS);
    return false;
}

static bool read_ticket(struct tlri_document *document, struct tlri_lot_entry *lot)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[2];
    size_t count = 0;
    lot->ticket = true;
    if (!tlri_read_line(source, "ticket", "ticket SEED sha256:DIGEST", 2, 2, f, &count)) {
        return false;
    }
    bool good = read_seed(source, f[0]);
    good = tlri_read_digest(source, f[1], "the digest of the close", &lot->close) && good;
    lot->seed = tlri_document_text(document, f[0]);
    return good;
}

/* "drawn HOW" or "ticket SEED sha256:CLOSE". */
static bool read_means(struct tlri_document *document, struct tlri_lot_entry *lot)
{
    struct tlri_span field;
    uint32_t word = 0;
    if (tlri_next_is(&document->source, "ticket")) {
        return read_ticket(document, lot);
    }
    if (!tlri_read_field(&document->source, "drawn", "drawn HOW (or ticket SEED sha256:DIGEST)",
                         &field) ||
        !tlri_read_word(&document->source, field, "how the lot was drawn", tlri_drawn_token,
                        &word)) {
        return false;
    }
    lot->drawn = (enum tlri_drawn)word;
    return true;
}

static void read_witnesses(struct tlri_document *document, struct tlri_lot_entry *lot)
{
    struct tlri_span f[32];
    size_t count = 0;
    if (!tlri_read_line(&document->source, "witnesses", "witnesses ROLE ROLE …", 1, 32, f,
                        &count)) {
        return;
    }
    enum tlri_role *witnesses = tlri_arena_array(document->arena, count, sizeof *witnesses);
    if (witnesses == NULL) {
        document->failed = tlri_no_memory(document->ctx);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t word = 0;
        (void)tlri_read_word(&document->source, f[i], "the role of a witness", tlri_role_token,
                             &word);
        witnesses[i] = (enum tlri_role)word;
    }
    lot->witness = witnesses;
    lot->witnesses = count;
}

/* Does the smallest ticket belong to the selected candidate? */
static void check_ticket(struct tlri_document *document, const struct tlri_lot_entry *lot,
                         struct tlri_span at)
{
    char id[TLRI_LOT_ID];
    tlri_lot_id(lot->contest, lot->stage, lot->purpose, id);
    uint32_t selected = tlri_lot_select(&lot->close, lot->seed, id, lot->candidate, lot->tied);
    if (!tlri_streq(lot->candidate[selected], lot->selected)) {
        tlri_source_error(&document->source, 2214, at,
                          "check the seed against the minute of the throw, and the tied candidates",
                          "the smallest ticket of lot %s is that of %s, not of %s", id,
                          lot->candidate[selected], lot->selected);
    }
}

static void read_lot(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_lot_entry *lot = tlri_document_push(document, list, document->source.line, "lots");
    if (lot == NULL) {
        (void)tlri_source_next(&document->source);
        return;
    }
    bool good = read_lot_line(document, lot);
    struct tlri_span at = document->source.line;
    bool tied = read_tied(document, lot);
    good = read_selected(document, lot) && tied && good;
    good = read_means(document, lot) && good;
    read_witnesses(document, lot);
    if (good && lot->ticket && document->failed == TLR_OK) {
        check_ticket(document, lot, at);
    }
}

/* ---- the whole
 * ------------------------------------------------------------------------------------------------
 */

/* Two lots of one purpose over the same tied set would be two answers to one tie. */
static bool same_tie(const struct tlri_lot_entry *a, const struct tlri_lot_entry *b)
{
    if (a->purpose != b->purpose || a->tied != b->tied || !tlri_streq(a->contest, b->contest)) {
        return false;
    }
    for (uint32_t i = 0; i < a->tied; i++) {
        bool found = false;
        for (uint32_t j = 0; j < b->tied; j++) {
            found = found || tlri_streq(a->candidate[i], b->candidate[j]);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static void check_ties(struct tlri_document *document, const struct tlri_array *list)
{
    const struct tlri_lot_entry *lot = list->data;
    for (size_t i = 1; i < list->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (same_tie(&lot[j], &lot[i])) {
                tlri_document_error_at(document, 2215, lot[i].at,
                                       "a lot once settled holds: keep the first",
                                       "this tie was settled by an earlier lot of this file");
                break;
            }
        }
    }
}

/* The digits that followed the close of the i-th lot, a ticket, as the file first says them. */
static const char *thrown_after(const struct tlri_lots_file *file, const struct tlri_lot_entry *lot,
                                size_t i)
{
    if (file->seed != NULL && tlri_digest_equal(&lot[i].close, &file->close)) {
        return file->seed;
    }
    size_t j = 0;
    while (!lot[j].ticket || !tlri_digest_equal(&lot[j].close, &lot[i].close)) {
        j++; /* at the latest it is the lot itself */
    }
    return lot[j].seed;
}

/* After one close there is one throw: of two, somebody could have kept the one that suited. */
static void check_throws(struct tlri_document *document, const struct tlri_lots_file *file,
                         const struct tlri_array *list)
{
    const struct tlri_lot_entry *lot = list->data;
    for (size_t i = 0; i < list->count; i++) {
        if (lot[i].ticket && !tlri_streq(thrown_after(file, lot, i), lot[i].seed)) {
            tlri_document_error_at(document, 7170, lot[i].at,
                                   "the first throw holds; compare with the minute of the throw",
                                   "this ticket is of other digits than were thrown after the same "
                                   "close");
        }
    }
}

static void read_lots(struct tlri_document *document, struct tlri_lots_file *file)
{
    uint32_t said = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_lot_entry), TLRI_LOTS_MAX);
    tlri_document_count(document, "lots", "lots N", TLRI_LOTS_MAX, &said);
    struct tlri_span at = document->source.line;
    while (tlri_next_is(&document->source, "lot") && !tlri_source_gave_up(&document->source)) {
        read_lot(document, &list);
    }
    tlri_document_compare(document, at, "lots", said, list.count);
    if (document->source.problems == 0 && document->failed == TLR_OK) {
        check_ties(document, &list);
        check_throws(document, file, &list);
    }
    file->lot = tlri_document_keep(document, &list, &file->lots);
}

static void read_head(struct tlri_document *document, struct tlri_lots_file *file)
{
    struct tlri_source *source = &document->source;
    struct tlri_span field;
    if (tlri_read_field(source, "election", "election ID (or none)", &field) &&
        !tlri_word_is(field, "none") && tlri_read_token(source, field, "the election")) {
        file->election = tlri_document_text(document, field);
    }
    if (tlri_read_field(source, "close", "close sha256:DIGEST (or none)", &field)) {
        file->close_stated =
            !tlri_word_is(field, "none") &&
            tlri_read_digest(source, field, "the digest of close.txt", &file->close);
        if ((file->election != NULL) == tlri_word_is(field, "none")) {
            tlri_source_error(source, 2216, field,
                              "a quick count has 'election none' and 'close none'; an election has "
                              "both",
                              "election and close do not go together");
        }
    }
    if (tlri_read_field(source, "seed", "seed DIGITS (or none)", &field) &&
        !tlri_word_is(field, "none") && read_seed(source, field)) {
        file->seed = tlri_document_text(document, field);
        if (!file->close_stated) {
            tlri_source_error(
                source, 2217, field, "draw lots by hand for a quick count",
                "a seed needs the digest of a close that was signed before the throw");
        }
    }
}

static void read_body(struct tlri_document *document, struct tlri_lots_file *file)
{
    struct tlri_span none[1];
    size_t count = 0;
    read_head(document, file);
    read_lots(document, file);
    if (!tlri_source_gave_up(&document->source) &&
        tlri_read_line(&document->source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(&document->source);
    }
}

tlr_status tlri_lots_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                          struct tlri_lots_file **out)
{
    struct tlri_lots_file *file = tlri_alloc(ctx, sizeof *file);
    if (file == NULL) {
        return tlri_no_memory(ctx);
    }
    file->ctx = ctx;
    tlri_arena_init(&file->arena, ctx);
    struct tlri_document document;
    tlri_document_init(&document, ctx, &file->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/lots@1")) {
        read_body(&document, file);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_lots_file_free(file);
        return status;
    }
    *out = file;
    return TLR_OK;
}

void tlri_lots_file_free(struct tlri_lots_file *file)
{
    if (file == NULL) {
        return;
    }
    tlr_ctx *ctx = file->ctx;
    tlri_arena_drop(&file->arena);
    tlri_free(ctx, file, sizeof *file);
}

/* ---- writing
 * -----------------------------------------------------------------------------------------------------
 */

static void write_lot(const struct tlri_lot_entry *lot, struct tlri_buf *out)
{
    char id[TLRI_LOT_ID];
    tlri_lot_id(lot->contest, lot->stage, lot->purpose, id);
    tlri_buf_printf(out, "lot %s\ntied", id);
    for (uint32_t i = 0; i < lot->tied; i++) {
        tlri_buf_printf(out, " %s", lot->candidate[i]);
    }
    tlri_buf_printf(out, "\nselected %s\n", lot->selected);
    if (lot->ticket) {
        tlri_buf_printf(out, "ticket %s ", lot->seed);
        tlri_document_write_digest(lot->close.bytes, out);
    } else {
        tlri_buf_printf(out, "drawn %s", tlri_drawn_token((uint32_t)lot->drawn));
    }
    tlri_buf_puts(out, "\nwitnesses");
    for (size_t i = 0; i < lot->witnesses; i++) {
        tlri_buf_printf(out, " %s", tlri_role_token((uint32_t)lot->witness[i]));
    }
    tlri_buf_puts(out, "\n");
}

tlr_status tlri_lots_write(const struct tlri_lots_file *file, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/lots@1\nelection %s\nclose ",
                    file->election == NULL ? "none" : file->election);
    if (file->close_stated) {
        tlri_document_write_digest(file->close.bytes, out);
    } else {
        tlri_buf_puts(out, "none");
    }
    tlri_buf_printf(out, "\nseed %s\nlots %zu\n", file->seed == NULL ? "none" : file->seed,
                    file->lots);
    for (size_t i = 0; i < file->lots; i++) {
        write_lot(&file->lot[i], out);
    }
    return tlri_buf_puts(out, "end\n");
}

/* ---- from ids to indices
 * -------------------------------------------------------------------------------------------- */

static uint32_t candidate_index(const struct tlri_contest *contest, const char *id)
{
    for (uint32_t i = 0; i < contest->candidates; i++) {
        if (tlri_streq(contest->candidate[i].id, id)) {
            return i;
        }
    }
    return TLRI_NONE;
}

static void sort_ascending(uint32_t *list, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint32_t moving = list[i];
        uint32_t at = i;
        while (at > 0 && list[at - 1] > moving) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = moving;
    }
}

static tlr_status resolve_lot(tlr_ctx *ctx, const char *name, const struct tlri_lot_entry *entry,
                              const struct tlri_contest *contest, struct tlri_arena *arena,
                              struct tlri_lot *out)
{
    uint32_t *tied = tlri_arena_array(arena, entry->tied, sizeof *tied);
    if (tied == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = TLR_OK;
    for (uint32_t i = 0; i < entry->tied; i++) {
        tied[i] = candidate_index(contest, entry->candidate[i]);
        if (tied[i] == TLRI_NONE) {
            struct tlri_place place = {name, entry->at.line, entry->at.column, 0, NULL, 0};
            tlri_diag(ctx, TLR_ERROR, 2218, &place, "check the ids of the tied candidates", NULL,
                      "contest %s has no candidate %s, whom this lot names", contest->id,
                      entry->candidate[i]);
            status = TLR_E_INPUT;
        }
    }
    sort_ascending(tied, entry->tied);
    out->stage = entry->stage;
    out->purpose = entry->purpose;
    out->tied = entry->tied;
    out->candidate = tied;
    out->selected = candidate_index(contest, entry->selected);
    return status;
}

tlr_status tlri_lots_resolve(tlr_ctx *ctx, const char *name, const struct tlri_lots_file *file,
                             const struct tlri_contest *contest, struct tlri_arena *arena,
                             struct tlri_lots *out)
{
    struct tlri_lot *lots = tlri_arena_array(arena, file->lots, sizeof *lots);
    if (lots == NULL) {
        return tlri_no_memory(ctx);
    }
    uint32_t n = 0;
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < file->lots; i++) {
        if (!tlri_streq(file->lot[i].contest, contest->id)) {
            continue;
        }
        tlr_status one = resolve_lot(ctx, name, &file->lot[i], contest, arena, &lots[n]);
        if (one == TLR_E_MEMORY) {
            return one;
        }
        status = one == TLR_OK ? status : one;
        n++;
    }
    *out = (struct tlri_lots){n, lots};
    return status;
}
