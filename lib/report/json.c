/*
 * report/json.c: a count as one JSON object.
 *
 * Renders a transcript in the words that other counting programs' data use, so that counts can be
 * compared by program. Built with jansson, which keeps the order of keys; amounts are strings, so
 * that no reader turns them into binary fractions. Implements spec/formats/json.md.
 */
#include "report/json.h"

#include "report/json_parts.h"

/* Sets a key; a NULL value (no memory, or text that is no UTF-8) is remembered, never dropped. */
void tlri_json_put(bool *bad, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0) {
        *bad = true;
    }
}

void tlri_json_append(bool *bad, json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0) {
        *bad = true;
    }
}

void tlri_json_put_some(bool *bad, json_t *object, const char *key, const char *text)
{
    if (text != NULL) {
        tlri_json_put(bad, object, key, json_string(text));
    }
}

void tlri_json_put_number(bool *bad, json_t *object, const char *key, uint64_t value)
{
    tlri_json_put(bad, object, key, json_integer((json_int_t)value));
}

/* jansson goes on when a key could not be written; the buffer remembers that it failed. */
static int add_text(const char *bytes, size_t len, void *out)
{
    return tlri_buf_add(out, bytes, len) == TLR_OK ? 0 : -1;
}

static tlr_status write_with(tlr_ctx *ctx, json_t *root, bool bad, size_t flags,
                             struct tlri_buf *out)
{
    bool written = root != NULL && !bad && json_dump_callback(root, add_text, out, flags) == 0;
    json_decref(root);
    TLR_TRY(out->failed);
    return written ? tlri_buf_puts(out, "\n") : tlri_no_memory(ctx);
}

tlr_status tlri_json_write(tlr_ctx *ctx, json_t *root, bool bad, struct tlri_buf *out)
{
    return write_with(ctx, root, bad, JSON_INDENT(1) | JSON_ENSURE_ASCII, out);
}

tlr_status tlri_json_write_wide(tlr_ctx *ctx, json_t *root, bool bad, struct tlri_buf *out)
{
    return write_with(ctx, root, bad, JSON_INDENT(2), out);
}

json_t *tlri_json_sentence(tlr_ctx *ctx,
                           void (*tell)(const struct tlri_variation *v, struct tlri_buf *out),
                           const struct tlri_variation *v)
{
    struct tlri_buf text;
    tlri_buf_init(&text, ctx, 1 << 20);
    tell(v, &text);
    json_t *value = text.failed == TLR_OK ? json_string(text.data) : NULL;
    tlri_buf_drop(&text);
    return value;
}

json_t *tlri_json_amount(tlri_dec value, unsigned decimals)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(value, decimals, text);
    return json_string(text);
}

/* Candidate numbers count from 1, as on the paper. */
static json_t *numbers(bool *bad, const uint32_t *candidate, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        tlri_json_append(bad, list, json_integer((json_int_t)candidate[i] + 1));
    }
    return list;
}

static json_t *votes_of(bool *bad, const struct tlri_contest *contest,
                        const struct tlri_stage_view *view, unsigned decimals)
{
    json_t *votes = json_object();
    for (uint32_t c = 0; c < contest->candidates; c++) {
        char number[16];
        if (view->tally[c] == NULL) {
            continue;
        }
        snprintf(number, sizeof number, "%u", c + 1);
        tlri_json_put(bad, votes, number, tlri_json_amount(view->tally[c]->a, decimals));
    }
    return votes;
}

/* The candidates of all events of one kind in a stage. */
static json_t *candidates_in(bool *bad, const struct tlri_transcript *transcript,
                             const struct tlri_stage_view *view, enum tlri_event_kind kind)
{
    json_t *list = json_array();
    for (size_t i = view->first; i < view->end; i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == kind && event->stage == view->open->stage) {
            tlri_json_append(bad, list, json_integer((json_int_t)event->candidate + 1));
        }
    }
    return list;
}

json_t *tlri_json_stage(bool *bad, const struct tlri_contest *contest,
                        const struct tlri_transcript *transcript,
                        const struct tlri_stage_view *view)
{
    unsigned p = transcript->decimals;
    json_t *stage = json_object();
    tlri_json_put(bad, stage, "stage", json_integer((json_int_t)view->open->stage));
    tlri_json_put(bad, stage, "action", json_string(tlri_event_why_token(view->open)));
    if (view->open->part > 0) {
        tlri_json_put(bad, stage, "part", json_integer((json_int_t)view->open->part));
    }
    tlri_json_put(bad, stage, "clause", json_string(view->open->clause));
    tlri_json_put(bad, stage, "candidates",
                  numbers(bad, tlri_transcript_set(transcript, view->open), view->open->set_size));
    tlri_json_put(bad, stage, "votes", votes_of(bad, contest, view, p));
    if (view->nontransferable != NULL) {
        /* Published sheets have one figure for both: what no candidate holds. */
        tlri_dec lost = view->nontransferable->a + (view->rounding ? view->rounding->a : 0);
        tlri_json_put(bad, stage, "nontransferable", tlri_json_amount(lost, p));
        tlri_json_put(bad, stage, "exhausted", tlri_json_amount(view->nontransferable->a, p));
    }
    if (view->rounding != NULL) {
        tlri_json_put(bad, stage, "rounding", tlri_json_amount(view->rounding->a, p));
    }
    if (view->quota != NULL) {
        tlri_json_put(bad, stage, "quota", tlri_json_amount(view->quota->a, p));
    }
    if (view->required != NULL) {
        tlri_json_put(bad, stage, "threshold", tlri_json_amount(view->required->a, p));
    }
    tlri_json_put(bad, stage, "elected", candidates_in(bad, transcript, view, TLRI_EVENT_ELECTED));
    tlri_json_put(bad, stage, "excluded",
                  candidates_in(bad, transcript, view, TLRI_EVENT_EXCLUDED));
    tlri_json_put(bad, stage, "guarded", candidates_in(bad, transcript, view, TLRI_EVENT_GUARDED));
    tlri_json_put(bad, stage, "doomed", candidates_in(bad, transcript, view, TLRI_EVENT_DOOMED));
    return stage;
}

const char *tlri_json_outcome(enum tlri_outcome outcome)
{
    switch (outcome) {
    case TLRI_OUTCOME_DONE:
        return "done";
    case TLRI_OUTCOME_LOT_NEEDED:
        return "lot-needed";
    case TLRI_OUTCOME_NEXT_ROUND:
        return "next-round";
    case TLRI_OUTCOME_REFUSED:
        return "refused";
    }
    return "done";
}

/* The tie that stopped the count: its purpose and the tied. */
static json_t *lot_needed(bool *bad, const struct tlri_transcript *transcript)
{
    size_t n = tlri_transcript_size(transcript);
    const struct tlri_event *tie = tlri_transcript_event(transcript, n - 1);
    json_t *lot = json_object();
    tlri_json_put(bad, lot, "stage", json_integer((json_int_t)tie->stage));
    tlri_json_put(bad, lot, "purpose", json_string(tlri_purpose_token(tie->to)));
    tlri_json_put(bad, lot, "tied",
                  numbers(bad, tlri_transcript_set(transcript, tie), tie->set_size));
    return lot;
}

static json_t *names_of(bool *bad, const struct tlri_contest *contest)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < contest->candidates; c++) {
        tlri_json_append(bad, list, json_string(contest->candidate[c].name));
    }
    return list;
}

static json_t *settings_of(bool *bad, const struct tlri_json_setting *setting, size_t count)
{
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++) {
        tlri_json_put(bad, object, setting[i].name, json_string(setting[i].value));
    }
    return object;
}

static json_t *count_of(bool *bad, const struct tlri_contest *contest,
                        const struct tlri_settings *settings,
                        const struct tlri_json_setting *setting, size_t settings_count,
                        const struct tlri_transcript *transcript,
                        const struct tlri_stage_views *views)
{
    json_t *root = json_object();
    json_t *stages = json_array();
    tlri_json_put(bad, root, "format", json_string("teller/count@1"));
    tlri_json_put(bad, root, "unsigned", json_true());
    tlri_json_put(bad, root, "rules", json_string(settings->name));
    tlri_json_put(bad, root, "settings", settings_of(bad, setting, settings_count));
    tlri_json_put(bad, root, "seats", json_integer((json_int_t)contest->places));
    tlri_json_put(bad, root, "candidates", names_of(bad, contest));
    tlri_json_put(bad, root, "winners",
                  numbers(bad, transcript->elected.data, transcript->elected.count));
    tlri_json_put(bad, root, "outcome", json_string(tlri_json_outcome(transcript->outcome)));
    if (transcript->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        tlri_json_put(bad, root, "lot", lot_needed(bad, transcript));
    }
    if (views->count > 0 && views->stage[0].quota != NULL) {
        tlri_json_put(bad, root, "quota",
                      tlri_json_amount(views->stage[0].quota->a, transcript->decimals));
    }
    for (size_t i = 0; i < views->count; i++) {
        tlri_json_append(bad, stages, tlri_json_stage(bad, contest, transcript, &views->stage[i]));
    }
    tlri_json_put(bad, root, "stages", stages);
    return root;
}

tlr_status tlri_json_count(tlr_ctx *ctx, const struct tlri_contest *contest,
                           const struct tlri_settings *settings,
                           const struct tlri_json_setting *setting, size_t settings_count,
                           const struct tlri_transcript *transcript, struct tlri_buf *out)
{
    struct tlri_stage_views views;
    TLR_TRY(tlri_stage_views_make(ctx, contest, transcript, &views));
    bool bad = false;
    json_t *root = count_of(&bad, contest, settings, setting, settings_count, transcript, &views);
    tlri_stage_views_drop(&views);
    return tlri_json_write(ctx, root, bad, out);
}
