/*
 * io/declaration.c: reader and writer of teller/declaration@1.
 *
 * Implements spec/formats/declaration.md. The only one of the plain-text files in which UTF-8 may
 * stand, in the words read out, since they hold names. The time is what the officer wrote: no clock
 * is asked, it is only checked that such a time exists.
 */
#include "io/declaration.h"

#include <string.h>

#include "io/document.h"

static const char *const keywords[] = {
    "election",        "result",   "state",   "run",   "time", "present", "requests",
    "recount-request", "protests", "protest", "words", "say",  "end",
};

#define PRESENT_MAX 64u

/* ---- time
 * -----------------------------------------------------------------------------------------------
 */

/* The number in text[0..n), all digits; UINT32_MAX when it is not. */
static uint32_t digits(const char *text, size_t n)
{
    uint32_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return UINT32_MAX;
        }
        value = value * 10 + (uint32_t)(text[i] - '0');
    }
    return value;
}

static uint32_t days_of_month(uint32_t year, uint32_t month)
{
    static const uint32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool tlri_date_ok(const char *text, size_t len)
{
    if (len != 10) {
        return false;
    }
    uint32_t year = digits(text, 4);
    uint32_t month = digits(text + 5, 2);
    uint32_t day = digits(text + 8, 2);
    return text[4] == '-' && text[7] == '-' && year >= 1900 && year <= 2999 && month >= 1 &&
           month <= 12 && day >= 1 && day <= days_of_month(year, month);
}

static bool clock_ok(const char *text)
{
    return digits(text, 2) <= 23 && text[2] == ':' && digits(text + 3, 2) <= 59;
}

static bool zone_ok(const char *text, size_t len)
{
    if (len == 1) {
        return text[0] == 'Z';
    }
    return len == 6 && (text[0] == '+' || text[0] == '-') && clock_ok(text + 1) &&
           digits(text + 1, 2) <= 14;
}

bool tlri_time_ok(const char *text, size_t len)
{
    return len >= 17 && tlri_date_ok(text, 10) && text[10] == 'T' && clock_ok(text + 11) &&
           zone_ok(text + 16, len - 16);
}

/* ---- lines before the lists
 * --------------------------------------------------------------------------------- */

static void read_state(struct tlri_document *document, struct tlri_declaration *declaration)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[2];
    struct tlri_digest digest;
    size_t count = 0;
    uint32_t word = 0;
    if (!tlri_read_line(source, "state", "state provisional|declared|void|superseded", 1, 2, f,
                        &count) ||
        !tlri_read_word(source, f[0], "the state", tlri_state_token, &word)) {
        return;
    }
    declaration->state = (enum tlri_state)word;
    if ((count == 2) != (word == TLRI_STATE_SUPERSEDED)) {
        tlri_source_error(source, 2230, source->line,
                          "write 'state superseded sha256:DIGEST', and the other states alone",
                          "only a result that was superseded names the later result, and it must");
        return;
    }
    if (count == 2 && tlri_read_digest(source, f[1], "the digest of the later result", &digest)) {
        memcpy(declaration->superseded_by, digest.bytes, TLRI_SHA256_BYTES);
    }
}

static const char *run_token(uint32_t trial)
{
    static const char *const tokens[] = {"real", "trial"};
    return trial < 2 ? tokens[trial] : NULL;
}

static void read_run(struct tlri_document *document, struct tlri_declaration *declaration)
{
    struct tlri_span field;
    uint32_t word = 0;
    if (tlri_read_field(&document->source, "run", "run real|trial", &field) &&
        tlri_read_word(&document->source, field, "the run", run_token, &word)) {
        declaration->trial = word == 1;
    }
}

static void read_time(struct tlri_document *document, struct tlri_declaration *declaration)
{
    struct tlri_span field;
    if (!tlri_read_field(&document->source, "time", "time YYYY-MM-DDTHH:MM+HH:MM", &field)) {
        return;
    }
    if (!tlri_time_ok(field.text, field.len)) {
        tlri_source_error(&document->source, 2231, field,
                          "write it as 2026-07-02T21:15+01:00, or with Z for Greenwich time",
                          "this is not a time of that form, or it does not exist");
        return;
    }
    declaration->time = tlri_document_text(document, field);
}

static void read_present(struct tlri_document *document, struct tlri_declaration *declaration)
{
    struct tlri_span f[PRESENT_MAX];
    size_t count = 0;
    if (!tlri_read_line(&document->source, "present", "present ROLE ROLE …", 1, PRESENT_MAX, f,
                        &count)) {
        return;
    }
    enum tlri_role *roles = tlri_arena_array(document->arena, count, sizeof *roles);
    if (roles == NULL) {
        document->failed = tlri_no_memory(document->ctx);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t word = 0;
        (void)tlri_read_word(&document->source, f[i], "a role", tlri_role_token, &word);
        roles[i] = (enum tlri_role)word;
    }
    declaration->present = count;
    declaration->present_role = roles;
}

/* ---- lists
 * ------------------------------------------------------------------------------------------------------
 */

static const char *granted_token(uint32_t granted)
{
    static const char *const tokens[] = {"refused", "granted"};
    return granted < 2 ? tokens[granted] : NULL;
}

static void read_request(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[4];
    size_t count = 0;
    uint32_t by = 0;
    uint32_t granted = 0;
    uint32_t reason = 0;
    if (!tlri_read_line(source, "recount-request",
                        "recount-request CONTEST BY granted|refused REASON", 4, 4, f, &count)) {
        return;
    }
    struct tlri_recount_request *request =
        tlri_document_push(document, list, f[0], "recount requests");
    if (request == NULL) {
        return;
    }
    (void)tlri_read_token(source, f[0], "the contest");
    (void)tlri_read_word(source, f[1], "who asked", tlri_requester_token, &by);
    (void)tlri_read_word(source, f[2], "the answer", granted_token, &granted);
    (void)tlri_read_word(source, f[3], "the reason", tlri_request_reason_token, &reason);
    request->contest = tlri_document_text(document, f[0]);
    request->by = (enum tlri_requester)by;
    request->granted = granted == 1;
    request->reason = (enum tlri_request_reason)reason;
    request->at = tlri_document_at(document, f[0]);
}

static const char *protest_token(uint32_t refused)
{
    static const char *const tokens[] = {"signed-under-protest", "refused-to-sign"};
    return refused < 2 ? tokens[refused] : NULL;
}

static void read_protest(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[2];
    size_t count = 0;
    uint32_t role = 0;
    uint32_t refused = 0;
    if (!tlri_read_line(source, "protest", "protest ROLE signed-under-protest|refused-to-sign", 2,
                        2, f, &count)) {
        return;
    }
    struct tlri_protest *protest = tlri_document_push(document, list, f[0], "protests");
    if (protest == NULL) {
        return;
    }
    (void)tlri_read_word(source, f[0], "the role", tlri_role_token, &role);
    (void)tlri_read_word(source, f[1], "the protest", protest_token, &refused);
    protest->role = (enum tlri_role)role;
    protest->refused = refused == 1;
    protest->at = tlri_document_at(document, f[0]);
}

/* "say TEXT": all that follows the word is kept as it stands. */
static void read_words(struct tlri_document *document, struct tlri_array *list)
{
    (void)tlri_source_next(&document->source);
    struct tlri_span line = document->source.line;
    const char **text = tlri_document_push(document, list, line, "lines of words");
    if (text == NULL) {
        return;
    }
    if (line.len < 5) {
        tlri_source_error(&document->source, 2232, line, NULL, "the line 'say' has no words");
        return;
    }
    *text = tlri_document_text(document, (struct tlri_span){line.text + 4, line.len - 4});
}

/* A list after its line of length: `keyword` N, then lines that begin with `word`. */
static void *read_list(struct tlri_document *document, const char *keyword, const char *form,
                       const char *word, size_t element,
                       void (*read)(struct tlri_document *, struct tlri_array *), size_t *count)
{
    struct tlri_source *source = &document->source;
    struct tlri_array list;
    uint32_t said = 0;
    tlri_array_init(&list, document->ctx, element, TLRI_DECLARATION_LIST_MAX);
    tlri_document_count(document, keyword, form, TLRI_DECLARATION_LIST_MAX, &said);
    struct tlri_span at = source->line;
    while (tlri_next_is(source, word) && !tlri_source_gave_up(source)) {
        read(document, &list);
    }
    tlri_document_compare(document, at, keyword, said, list.count);
    return tlri_document_keep(document, &list, count);
}

/* ---- the whole
 * ------------------------------------------------------------------------------------------------------
 */

static void read_body(struct tlri_document *document, struct tlri_declaration *declaration)
{
    struct tlri_span none[1];
    size_t count = 0;
    tlri_document_id(document, "election", "election ID", "the election", &declaration->election);
    tlri_document_digest(document, "result", "result sha256:DIGEST", "the digest of result.xml",
                         declaration->result);
    read_state(document, declaration);
    read_run(document, declaration);
    read_time(document, declaration);
    read_present(document, declaration);
    declaration->request =
        read_list(document, "requests", "requests N", "recount-request",
                  sizeof(struct tlri_recount_request), read_request, &declaration->requests);
    declaration->protest =
        read_list(document, "protests", "protests N", "protest", sizeof(struct tlri_protest),
                  read_protest, &declaration->protests);
    declaration->word = read_list(document, "words", "words N", "say", sizeof(const char *),
                                  read_words, &declaration->words);
    if (!tlri_source_gave_up(&document->source) &&
        tlri_read_line(&document->source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(&document->source);
    }
}

tlr_status tlri_declaration_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                 struct tlri_declaration **out)
{
    struct tlri_declaration *declaration = tlri_alloc(ctx, sizeof *declaration);
    if (declaration == NULL) {
        return tlri_no_memory(ctx);
    }
    declaration->ctx = ctx;
    tlri_arena_init(&declaration->arena, ctx);
    struct tlri_document document;
    tlri_document_init(&document, ctx, &declaration->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    document.source.utf8 = true;
    if (tlri_document_open(&document, "teller/declaration@1")) {
        read_body(&document, declaration);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_declaration_free(declaration);
        return status;
    }
    *out = declaration;
    return TLR_OK;
}

/* ---- writing
 * ------------------------------------------------------------------------------------------------------------
 */

static void write_head(const struct tlri_declaration *declaration, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/declaration@1\nelection %s\nresult ", declaration->election);
    tlri_document_write_digest(declaration->result, out);
    tlri_buf_printf(out, "\nstate %s", tlri_state_token((uint32_t)declaration->state));
    if (declaration->state == TLRI_STATE_SUPERSEDED) {
        tlri_buf_puts(out, " ");
        tlri_document_write_digest(declaration->superseded_by, out);
    }
    tlri_buf_printf(out, "\nrun %s\ntime %s\npresent", run_token(declaration->trial ? 1 : 0),
                    declaration->time);
    for (size_t i = 0; i < declaration->present; i++) {
        tlri_buf_printf(out, " %s", tlri_role_token((uint32_t)declaration->present_role[i]));
    }
    tlri_buf_puts(out, "\n");
}

tlr_status tlri_declaration_write(const struct tlri_declaration *declaration, struct tlri_buf *out)
{
    write_head(declaration, out);
    tlri_buf_printf(out, "requests %zu\n", declaration->requests);
    for (size_t i = 0; i < declaration->requests; i++) {
        const struct tlri_recount_request *request = &declaration->request[i];
        tlri_buf_printf(out, "recount-request %s %s %s %s\n", request->contest,
                        tlri_requester_token((uint32_t)request->by),
                        granted_token(request->granted ? 1 : 0),
                        tlri_request_reason_token((uint32_t)request->reason));
    }
    tlri_buf_printf(out, "protests %zu\n", declaration->protests);
    for (size_t i = 0; i < declaration->protests; i++) {
        const struct tlri_protest *protest = &declaration->protest[i];
        tlri_buf_printf(out, "protest %s %s\n", tlri_role_token((uint32_t)protest->role),
                        protest_token(protest->refused ? 1 : 0));
    }
    tlri_buf_printf(out, "words %zu\n", declaration->words);
    for (size_t i = 0; i < declaration->words; i++) {
        tlri_buf_printf(out, "say %s\n", declaration->word[i]);
    }
    return tlri_buf_puts(out, "end\n");
}
