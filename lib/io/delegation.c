/*
 * io/delegation.c: reader and writer of teller/delegation@1.
 *
 * Implements spec/formats/delegation.md. What a line says must agree with the others: nobody went
 * exactly where there is a reason, one went exactly where the word says woman or man. Whether the
 * record agrees with a result is not looked at here.
 */
#include "io/delegation.h"

#include <string.h>

#include "io/document.h"

static const char *const keywords[] = {"election", "conference", "result", "sent",
                                       "cac",      "places",     "place",  "end"};

/* ---- reading ---- */

static void read_conference(struct tlri_document *document, struct tlri_delegation *delegation)
{
    struct tlri_span field;
    if (tlri_read_field(&document->source, "conference", "conference YEAR", &field)) {
        (void)tlri_read_number32(&document->source, field, "the year", 1900, 2999,
                                 &delegation->conference);
    }
}

static void read_sent(struct tlri_document *document, struct tlri_delegation *delegation)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[2];
    size_t count = 0;
    uint32_t sent = 0;
    uint32_t reason = 0;
    if (!tlri_read_line(source, "sent", "sent WORD REASON", 2, 2, f, &count)) {
        return;
    }
    (void)tlri_read_word(source, f[0], "whom the CLP sent", tlri_last_year_token, &sent);
    (void)tlri_read_word(source, f[1], "why nobody went", tlri_nobody_token, &reason);
    delegation->sent = (enum tlri_last_year)sent;
    delegation->reason = (enum tlri_nobody)reason;
    bool nobody = sent == TLRI_LAST_YEAR_NOBODY_RULE || sent == TLRI_LAST_YEAR_NOBODY_OTHER;
    bool by_rule = reason == TLRI_NOBODY_RULE;
    if (sent == TLRI_LAST_YEAR_NEW || sent == TLRI_LAST_YEAR_UNKNOWN ||
        nobody != (reason != TLRI_NOBODY_NONE) || by_rule != (sent == TLRI_LAST_YEAR_NOBODY_RULE)) {
        tlri_source_error(source, 5130, source->line,
                          "write 'none' after woman, man and several; single-delegate-rule after "
                          "nobody-rule; another reason after nobody-other",
                          "whom the CLP sent, and why nobody went, do not agree");
    }
}

static void read_cac(struct tlri_document *document, struct tlri_delegation *delegation)
{
    struct tlri_span field;
    if (tlri_read_field(&document->source, "cac", "cac REFERENCE, or cac none", &field) &&
        tlri_read_reference(&document->source, field, "the committee's reference") &&
        !tlri_word_is(field, "none")) {
        delegation->cac = tlri_document_text(document, field);
    }
}

static const char *went_token(uint32_t went)
{
    static const char *const tokens[] = {"stayed", "went"};
    return went < 2 ? tokens[went] : NULL;
}

/* [DLG-3] Sorted by contest and number, each once. */
static bool in_order(const struct tlri_array *list, const char *contest, uint32_t number)
{
    if (list->count < 2) {
        return true;
    }
    const struct tlri_delegate *before =
        (const struct tlri_delegate *)list->data + (list->count - 2);
    int order = strcmp(before->contest, contest);
    return order < 0 || (order == 0 && before->number < number);
}

static void read_place(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[4];
    size_t count = 0;
    uint32_t went = 0;
    if (!tlri_read_line(source, "place",
                        "place CONTEST NUMBER CANDIDATE went|stayed, or place "
                        "CONTEST NUMBER empty",
                        3, 4, f, &count)) {
        return;
    }
    struct tlri_delegate *one = tlri_document_push(document, list, f[0], "places");
    if (one == NULL) {
        return;
    }
    memset(one, 0, sizeof *one);
    (void)tlri_read_token(source, f[0], "the contest");
    (void)tlri_read_number32(source, f[1], "the place", 1, TLRI_DELEGATES_MAX, &one->number);
    one->contest = tlri_document_text(document, f[0]);
    if (count == 3 && !tlri_word_is(f[2], "empty")) {
        tlri_source_error(source, 5131, f[2], "write went or stayed after the candidate's id",
                          "it is not said whether this delegate went");
    }
    if (count == 4) {
        (void)tlri_read_token(source, f[2], "the candidate");
        (void)tlri_read_word(source, f[3], "whether the delegate went", went_token, &went);
        one->candidate = tlri_document_text(document, f[2]);
        one->went = went == 1;
    }
    if (!in_order(list, one->contest, one->number)) {
        tlri_source_error(source, 5132, f[0], NULL,
                          "the places are not sorted by contest and number, each once");
    }
}

static void read_places(struct tlri_document *document, struct tlri_delegation *delegation)
{
    struct tlri_source *source = &document->source;
    struct tlri_array list;
    uint32_t said = 0;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_delegate), TLRI_DELEGATES_MAX);
    tlri_document_count(document, "places", "places N", TLRI_DELEGATES_MAX, &said);
    struct tlri_span at = source->line;
    while (tlri_next_is(source, "place") && !tlri_source_gave_up(source)) {
        read_place(document, &list);
    }
    tlri_document_compare(document, at, "places", said, list.count);
    delegation->delegate = tlri_document_keep(document, &list, &delegation->delegates);
}

/* [DLG-2] Nobody went where the record says so, and somebody where it says that. */
static void check_went(struct tlri_document *document, const struct tlri_delegation *delegation)
{
    size_t went = 0;
    for (size_t i = 0; i < delegation->delegates; i++) {
        went += delegation->delegate[i].went;
    }
    bool single =
        delegation->sent == TLRI_LAST_YEAR_WOMAN || delegation->sent == TLRI_LAST_YEAR_MAN;
    size_t least = single ? 1 : delegation->sent == TLRI_LAST_YEAR_SEVERAL ? 2 : 0;
    if (went < least) {
        tlri_source_error(&document->source, 5130, document->source.line,
                          "correct the line 'sent', or the places of those who went",
                          "fewer went by the places than by the line 'sent'");
    }
}

static void read_body(struct tlri_document *document, struct tlri_delegation *delegation)
{
    struct tlri_span none[1];
    size_t count = 0;
    tlri_document_id(document, "election", "election ID", "the election", &delegation->election);
    read_conference(document, delegation);
    tlri_document_digest(document, "result", "result sha256:DIGEST", "the digest of result.xml",
                         delegation->result);
    read_sent(document, delegation);
    read_cac(document, delegation);
    read_places(document, delegation);
    if (delegation->delegate != NULL) {
        check_went(document, delegation);
    }
    if (!tlri_source_gave_up(&document->source) &&
        tlri_read_line(&document->source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(&document->source);
    }
}

tlr_status tlri_delegation_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_delegation **out)
{
    *out = NULL;
    struct tlri_delegation *delegation = tlri_alloc(ctx, sizeof *delegation);
    if (delegation == NULL) {
        return tlri_no_memory(ctx);
    }
    delegation->ctx = ctx;
    tlri_arena_init(&delegation->arena, ctx);
    struct tlri_document document;
    tlri_document_init(&document, ctx, &delegation->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/delegation@1")) {
        read_body(&document, delegation);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_delegation_free(delegation);
        return status;
    }
    *out = delegation;
    return TLR_OK;
}

/* ---- writing ---- */

tlr_status tlri_delegation_write(const struct tlri_delegation *delegation, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/delegation@1\nelection %s\nconference %u\nresult ",
                    delegation->election, delegation->conference);
    tlri_document_write_digest(delegation->result, out);
    tlri_buf_printf(out, "\nsent %s %s\ncac %s\nplaces %zu\n",
                    tlri_last_year_token(delegation->sent), tlri_nobody_token(delegation->reason),
                    delegation->cac != NULL ? delegation->cac : "none", delegation->delegates);
    for (size_t i = 0; i < delegation->delegates; i++) {
        const struct tlri_delegate *one = &delegation->delegate[i];
        tlri_buf_printf(out, "place %s %u %s%s%s\n", one->contest, one->number,
                        one->candidate != NULL ? one->candidate : "empty",
                        one->candidate != NULL ? " " : "",
                        one->candidate != NULL ? went_token(one->went) : "");
    }
    return tlri_buf_puts(out, "end\n");
}
