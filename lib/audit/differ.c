/*
 * audit/differ.c: the first difference of two counts, in words.
 *
 * Two engines that agree have made the same events; where they part, the first event that differs
 * is where one of them is wrong, and everything after it follows. So only that one is told.
 */
#include <stdio.h>

#include "audit/audit.h"

static void put_who(const struct tlri_contest *contest, uint32_t candidate, struct tlri_buf *out)
{
    if (candidate != TLRI_NONE && candidate < contest->candidates) {
        tlri_buf_printf(out, " of %s", contest->candidate[candidate].name);
    }
}

/* Everything an event says, in one line. */
static void put_event(const struct tlri_transcript *transcript, const struct tlri_event *event,
                      const struct tlri_contest *contest, struct tlri_buf *out)
{
    char a[TLRI_DEC_TEXT];
    char b[TLRI_DEC_TEXT];
    if (event == NULL) {
        tlri_buf_puts(out, "nothing more");
        return;
    }
    tlri_dec_format(event->a, transcript->decimals, a);
    tlri_dec_format(event->b, transcript->decimals, b);
    tlri_buf_printf(out, "stage %u, %s", event->stage, tlri_event_token(event->kind));
    put_who(contest, event->candidate, out);
    tlri_buf_printf(out, " (%s): votes %s, value %s, papers %llu, part %u",
                    tlri_event_why_token(event), a, b, (unsigned long long)event->papers,
                    event->part);
    if (event->kind == TLRI_EVENT_TRANSFER) {
        tlri_buf_puts(out, event->to == TLRI_NONE ? ", to non-transferable" : ", to");
        put_who(contest, event->to, out);
    }
    const uint32_t *set = tlri_transcript_set(transcript, event);
    for (uint32_t i = 0; i < event->set_size; i++) {
        tlri_buf_printf(out, "%s%u", i == 0 ? ", set " : " ", set[i] + 1);
    }
    tlri_buf_printf(out, " [%s]", event->clause != NULL ? event->clause : "");
}

bool tlri_audit_difference(const struct tlri_contest *contest, const struct tlri_transcript *first,
                           const struct tlri_transcript *second, struct tlri_buf *out)
{
    size_t at = tlri_transcript_differ(first, second);
    if (at == SIZE_MAX) {
        return false;
    }
    size_t longest = tlri_transcript_size(first) > tlri_transcript_size(second)
                         ? tlri_transcript_size(first)
                         : tlri_transcript_size(second);
    if (at == longest) {
        tlri_buf_puts(out,
                      "the stages are the same, but not which papers a decision touched or how "
                      "the count ended");
        return true;
    }
    tlri_buf_puts(out, "the first count has: ");
    put_event(first, tlri_transcript_event(first, at), contest, out);
    tlri_buf_puts(out, "; the second has: ");
    put_event(second, tlri_transcript_event(second, at), contest, out);
    return true;
}
