/*
 * model/transcript.c: the append-only list of what a count did, and its comparison.
 *
 * Implements spec/formats/transcript.md. Events are fixed-size records; the sets of candidates or
 * groups that some of them carry lie in one pool of indices, so that a transcript is three flat
 * arrays and two transcripts can be compared without following pointers. Nothing here decides
 * anything: the engines decide, this remembers.
 */
#include "model/transcript.h"

static const char *const event_tokens[] = {
#define EVENT_TOKEN(name, token) token,
    TLRI_EVENT_TABLE(EVENT_TOKEN)
#undef EVENT_TOKEN
};

#define TOKEN_ROW(name, token) token,
static const char *const noted_tokens[] = {TLRI_NOTED_TABLE(TOKEN_ROW)};
static const char *const action_tokens[] = {TLRI_ACTION_TABLE(TOKEN_ROW)};
static const char *const why_excluded_tokens[] = {TLRI_WHY_EXCLUDED_TABLE(TOKEN_ROW)};
static const char *const why_elected_tokens[] = {TLRI_WHY_ELECTED_TABLE(TOKEN_ROW)};
static const char *const status_of_tokens[] = {TLRI_STATUS_OF_TABLE(TOKEN_ROW)};
static const char *const tie_how_tokens[] = {TLRI_TIE_HOW_TABLE(TOKEN_ROW)};
static const char *const quota_why_tokens[] = {TLRI_QUOTA_WHY_TABLE(TOKEN_ROW)};
#undef TOKEN_ROW
#define TOKEN_ROW(name, token, text) token,
static const char *const empty_tokens[] = {TLRI_EMPTY_TABLE(TOKEN_ROW)};
#undef TOKEN_ROW
#define TEXT_ROW(name, token, text) text,
static const char *const empty_texts[] = {TLRI_EMPTY_TABLE(TEXT_ROW)};
#undef TEXT_ROW

struct tlri_transcript *tlri_transcript_new(tlr_ctx *ctx, unsigned decimals)
{
    struct tlri_transcript *transcript = tlri_alloc(ctx, sizeof *transcript);
    if (transcript == NULL) {
        return NULL;
    }
    transcript->ctx = ctx;
    transcript->outcome = TLRI_OUTCOME_DONE;
    transcript->decimals = decimals;
    tlri_array_init(&transcript->events, ctx, sizeof(struct tlri_event), TLRI_EVENTS_MAX);
    tlri_array_init(&transcript->pool, ctx, sizeof(uint32_t), TLRI_EVENTS_MAX);
    tlri_array_init(&transcript->touched, ctx, sizeof(struct tlri_touched),
                    (size_t)TLRI_PAPERS_MAX * 2);
    tlri_array_init(&transcript->elected, ctx, sizeof(uint32_t), TLRI_CANDIDATES_MAX);
    return transcript;
}

void tlri_transcript_free(struct tlri_transcript *transcript)
{
    if (transcript == NULL) {
        return;
    }
    tlri_array_drop(&transcript->events);
    tlri_array_drop(&transcript->pool);
    tlri_array_drop(&transcript->touched);
    tlri_array_drop(&transcript->elected);
    tlri_free(transcript->ctx, transcript, sizeof *transcript);
}

struct tlri_event tlri_event_make(enum tlri_event_kind kind, uint32_t stage, const char *clause)
{
    struct tlri_event event = {0};
    event.kind = (uint16_t)kind;
    event.stage = stage;
    event.candidate = TLRI_NONE;
    event.to = TLRI_NONE;
    event.group = TLRI_NONE;
    event.clause = clause;
    return event;
}

tlr_status tlri_transcript_add(struct tlri_transcript *transcript, struct tlri_event event,
                               const uint32_t *set, uint32_t set_size)
{
    event.set = (uint32_t)transcript->pool.count;
    event.set_size = set_size;
    if (set_size > 0) {
        TLR_TRY(tlri_array_append(&transcript->pool, set, set_size));
    }
    TLR_TRY(tlri_array_append(&transcript->events, &event, 1));
    if (event.kind == TLRI_EVENT_ELECTED) {
        TLR_TRY(tlri_array_append(&transcript->elected, &event.candidate, 1));
    }
    if (event.kind == TLRI_EVENT_STAGE) {
        transcript->stages = event.stage;
    }
    return TLR_OK;
}

tlr_status tlri_transcript_touch(struct tlri_transcript *transcript, uint32_t paper,
                                 enum tlri_event_kind kind, uint32_t why)
{
    struct tlri_touched touched = {paper, (uint16_t)kind, (uint16_t)why};
    return tlri_array_append(&transcript->touched, &touched, 1);
}

size_t tlri_transcript_size(const struct tlri_transcript *transcript)
{
    return transcript->events.count;
}

const struct tlri_event *tlri_transcript_event(const struct tlri_transcript *transcript, size_t i)
{
    if (i >= transcript->events.count) {
        return NULL;
    }
    return (const struct tlri_event *)transcript->events.data + i;
}

const uint32_t *tlri_transcript_set(const struct tlri_transcript *transcript,
                                    const struct tlri_event *event)
{
    if (event == NULL || event->set_size == 0) {
        return NULL;
    }
    return (const uint32_t *)transcript->pool.data + event->set;
}

static const char *token_of(const char *const *tokens, size_t count, uint32_t value)
{
    return value < count ? tokens[value] : "?";
}

#define TOKEN_OF(tokens, value) token_of(tokens, sizeof tokens / sizeof tokens[0], value)

const char *tlri_event_token(uint32_t kind)
{
    return TOKEN_OF(event_tokens, kind);
}

const char *tlri_event_why_token(const struct tlri_event *event)
{
    const char *reject;
    switch ((enum tlri_event_kind)event->kind) {
    case TLRI_EVENT_REJECTED:
        reject = tlri_reject_token(event->why);
        return reject != NULL ? reject : "?";
    case TLRI_EVENT_NOTED:
        return TOKEN_OF(noted_tokens, event->why);
    case TLRI_EVENT_STAGE:
        return TOKEN_OF(action_tokens, event->why);
    case TLRI_EVENT_EXCLUDED:
        return TOKEN_OF(why_excluded_tokens, event->why);
    case TLRI_EVENT_ELECTED:
        return TOKEN_OF(why_elected_tokens, event->why);
    case TLRI_EVENT_QUOTA:
        return TOKEN_OF(quota_why_tokens, event->why);
    case TLRI_EVENT_TALLY:
        return TOKEN_OF(status_of_tokens, event->why);
    case TLRI_EVENT_TIE:
        return TOKEN_OF(tie_how_tokens, event->why);
    case TLRI_EVENT_PLACES_EMPTY:
    case TLRI_EVENT_PLACE_EMPTY:
        return TOKEN_OF(empty_tokens, event->why);
    case TLRI_EVENT_VALID:
    case TLRI_EVENT_INFEASIBLE:
    case TLRI_EVENT_TRANSFER:
    case TLRI_EVENT_KEEP:
    case TLRI_EVENT_ITERATIONS:
    case TLRI_EVENT_NONTRANSFERABLE:
    case TLRI_EVENT_ROUNDING:
    case TLRI_EVENT_REQUIRED:
    case TLRI_EVENT_GUARDED:
    case TLRI_EVENT_DOOMED:
    case TLRI_EVENT_DEFERRED:
    case TLRI_EVENT_CLOSED:
    case TLRI_EVENT_COUNT:
        break;
    }
    return "?";
}

const char *tlri_empty_text(uint32_t why)
{
    return why < TLRI_EMPTY_COUNT ? empty_texts[why] : "";
}

/* Two sets are the same when they hold the same indices in the same order. */
static bool same_set(const struct tlri_transcript *x, const struct tlri_event *ex,
                     const struct tlri_transcript *y, const struct tlri_event *ey)
{
    if (ex->set_size != ey->set_size) {
        return false;
    }
    if (ex->set_size == 0) {
        return true;
    }
    const uint32_t *sx = tlri_transcript_set(x, ex);
    const uint32_t *sy = tlri_transcript_set(y, ey);
    for (uint32_t i = 0; i < ex->set_size; i++) {
        if (sx[i] != sy[i]) {
            return false;
        }
    }
    return true;
}

static bool same_event(const struct tlri_transcript *x, const struct tlri_event *ex,
                       const struct tlri_transcript *y, const struct tlri_event *ey)
{
    if (ex == NULL || ey == NULL) {
        return ex == ey;
    }
    return ex->kind == ey->kind && ex->why == ey->why && ex->stage == ey->stage &&
           ex->part == ey->part && ex->candidate == ey->candidate && ex->to == ey->to &&
           ex->group == ey->group && ex->papers == ey->papers && ex->a == ey->a && ex->b == ey->b &&
           tlri_streq(ex->clause, ey->clause) && same_set(x, ex, y, ey);
}

static bool same_touched(const struct tlri_transcript *x, const struct tlri_transcript *y)
{
    if (x->touched.count != y->touched.count) {
        return false;
    }
    const struct tlri_touched *tx = x->touched.data;
    const struct tlri_touched *ty = y->touched.data;
    for (size_t i = 0; i < x->touched.count; i++) {
        if (tx[i].paper != ty[i].paper || tx[i].kind != ty[i].kind || tx[i].why != ty[i].why) {
            return false;
        }
    }
    return true;
}

size_t tlri_transcript_differ(const struct tlri_transcript *x, const struct tlri_transcript *y)
{
    size_t nx = tlri_transcript_size(x);
    size_t ny = tlri_transcript_size(y);
    size_t both = nx < ny ? nx : ny;
    for (size_t i = 0; i < both; i++) {
        if (!same_event(x, tlri_transcript_event(x, i), y, tlri_transcript_event(y, i))) {
            return i;
        }
    }
    if (nx != ny) {
        return both;
    }
    /* The elected are derived from the ELECTED events, so they need no comparison of their own. */
    if (x->outcome != y->outcome || x->decimals != y->decimals || x->stages != y->stages ||
        !same_touched(x, y)) {
        return nx;
    }
    return SIZE_MAX;
}
