/*
 * audit/parting.c: the first thing in which two people's counts of one contest part, in sentences.
 *
 * audit/differ.c tells two engines apart, for whoever repairs one; this is for a panel that holds
 * two folders. The first event that differs is told for each count as an explanation would tell it
 * (audit/explain_words.c), figures included, and nothing after it, since it follows. Where the two
 * sentences come out alike the full event is told instead. Implements spec/formats/compare.md
 * [CMP-3].
 */
#include "audit/parting.h"

#include "audit/explain.h"

static void tell_papers(struct tlri_telling *t, const struct tlri_event *event)
{
    tlri_tell(t, "%llu %s", (unsigned long long)event->papers,
              event->papers == 1 ? "paper" : "papers");
}

/* The figures, which an explanation tells in sentences of its own. */
static void tell_figure(struct tlri_telling *t, const struct tlri_event *event)
{
    switch (event->kind) {
    case TLRI_EVENT_REJECTED:
        tlri_tell(t, "rejected (%s): ", tlri_reject_text(event->why));
        tell_papers(t, event);
        return;
    case TLRI_EVENT_NOTED:
        tlri_tell(t, "noted (%s): ", tlri_note_words(t->told->settings, event->why));
        tell_papers(t, event);
        return;
    case TLRI_EVENT_VALID:
        tlri_tell(t, "valid: ");
        tell_papers(t, event);
        return;
    case TLRI_EVENT_TRANSFER:
        tlri_tell_name(t, event->candidate);
        tlri_tell(t, " gave ");
        tell_papers(t, event);
        tlri_tell(t, ", worth ");
        tlri_tell_votes(t, event->a);
        tlri_tell(t, ", to ");
        if (event->to == TLRI_NONE) {
            tlri_tell(t, "nobody: they were non-transferable");
        } else {
            tlri_tell_name(t, event->to);
        }
        return;
    case TLRI_EVENT_TALLY:
        tlri_tell_name(t, event->candidate);
        tlri_tell(t, " had ");
        tlri_tell_votes(t, event->a);
        return;
    case TLRI_EVENT_NONTRANSFERABLE:
        tlri_tell_votes(t, event->a);
        tlri_tell(t, " were non-transferable");
        return;
    case TLRI_EVENT_ROUNDING:
        tlri_tell_votes(t, event->a);
        tlri_tell(t, " were lost to rounding");
        return;
    case TLRI_EVENT_CLOSED:
        tlri_tell(t, "the count was over, with %llu elected", (unsigned long long)event->papers);
        return;
    default:
        tlri_tell_event(t, event);
        return;
    }
}

/* One count's half of the sentence; the text is kept in `out`. */
static tlr_status tell_half(tlr_ctx *ctx, const struct tlri_counted *counted, size_t at,
                            struct tlri_buf *out)
{
    const struct tlri_told told = {.ctx = ctx,
                                   .contest = &counted->contest,
                                   .settings = &counted->settings,
                                   .papers = counted->papers,
                                   .transcript = counted->transcript,
                                   .places_before = counted->places_before};
    struct tlri_telling t;
    struct tlri_buf unused;
    tlri_buf_init(&unused, ctx, 0);
    tlri_telling_init(&t, &told, &unused);
    if (at < tlri_transcript_size(counted->transcript)) {
        tell_figure(&t, tlri_transcript_event(counted->transcript, at));
    } else {
        tlri_tell(&t, "nothing more happened");
    }
    tlri_buf_puts(out, t.line.data != NULL ? t.line.data : "");
    tlr_status status = tlri_telling_end(&t);
    tlri_buf_drop(&unused);
    return status != TLR_OK ? status : out->failed;
}

static uint32_t stage_of(const struct tlri_transcript *transcript, size_t at)
{
    return at < tlri_transcript_size(transcript) ? tlri_transcript_event(transcript, at)->stage
                                                 : transcript->stages;
}

static void put_stage(uint32_t stage, struct tlri_buf *out)
{
    if (stage == 0) {
        tlri_buf_puts(out, "before stage 1");
    } else {
        tlri_buf_printf(out, "in stage %u", stage);
    }
}

/* "stage 2" told once where it is the same, else with each half. */
static void put_half(char which, const struct tlri_buf *half, uint32_t stage, bool told,
                     struct tlri_buf *out)
{
    tlri_buf_printf(out, " %c: %s", which, half->data);
    if (!told) {
        tlri_buf_puts(out, " (");
        put_stage(stage, out);
        tlri_buf_puts(out, ")");
    }
    tlri_buf_puts(out, ".");
}

static void put_halves(const struct tlri_counted *a, const struct tlri_counted *b, size_t at_a,
                       size_t at_b, const struct tlri_buf *first, const struct tlri_buf *second,
                       struct tlri_buf *out)
{
    uint32_t in_a = stage_of(a->transcript, at_a);
    uint32_t in_b = stage_of(b->transcript, at_b);
    tlri_buf_puts(out, "they part ");
    put_stage(in_a < in_b ? in_a : in_b, out);
    if (first->data == NULL || second->data == NULL || tlri_streq(first->data, second->data)) {
        tlri_buf_puts(out, ": ");
        (void)tlri_audit_difference(&a->contest, a->transcript, b->transcript, out);
        tlri_buf_puts(out, ".");
        return;
    }
    tlri_buf_puts(out, ".");
    put_half('A', first, in_a, in_a == in_b, out);
    put_half('B', second, in_b, in_a == in_b, out);
}

/* Where the event stands that says how many papers are valid; SIZE_MAX: nowhere. */
static size_t find_valid(const struct tlri_transcript *t)
{
    for (size_t i = 0; i < tlri_transcript_size(t); i++) {
        if (tlri_transcript_event(t, i)->kind == TLRI_EVENT_VALID) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Which event of each to tell: the first that differs; but before the first stage, where it is one
 * of many codes, how many papers are valid, if that differs too. */
static void choose(const struct tlri_transcript *a, const struct tlri_transcript *b, size_t at,
                   size_t *at_a, size_t *at_b)
{
    size_t x = find_valid(a);
    size_t y = find_valid(b);
    *at_a = *at_b = at;
    if (x != SIZE_MAX && y != SIZE_MAX && at <= x && at <= y &&
        tlri_transcript_event(a, x)->papers != tlri_transcript_event(b, y)->papers) {
        *at_a = x;
        *at_b = y;
    }
}

tlr_status tlri_audit_parting(tlr_ctx *ctx, const struct tlri_counted *a,
                              const struct tlri_counted *b, struct tlri_buf *out)
{
    enum { HALF_MAX = 1 << 16 };
    struct tlri_buf first, second;
    size_t at_a, at_b;
    size_t at = tlri_transcript_differ(a->transcript, b->transcript);
    if (at == SIZE_MAX) {
        return out->failed;
    }
    choose(a->transcript, b->transcript, at, &at_a, &at_b);
    tlri_buf_init(&first, ctx, HALF_MAX);
    tlri_buf_init(&second, ctx, HALF_MAX);
    tlr_status status = tell_half(ctx, a, at_a, &first);
    if (status == TLR_OK) {
        status = tell_half(ctx, b, at_b, &second);
    }
    if (status == TLR_OK) {
        put_halves(a, b, at_a, at_b, &first, &second, out);
        status = out->failed;
    }
    tlri_buf_drop(&first);
    tlri_buf_drop(&second);
    return status;
}
