/*
 * support/gen_print.c: generated elections and transcripts in words. See gen.h.
 *
 * What is printed is enough to build the election by hand: the papers stand as in a ballot file, a
 * word for each candidate in ballot order, with the number of equal papers in front.
 */
#include "support/gen.h"

#include <string.h>

#define AROUND 6u /* events shown before a difference; half as many after it */

static void candidate_text(char *out, size_t size, uint32_t index, const char *none)
{
    if (index == TLRI_NONE) {
        (void)snprintf(out, size, "%s", none);
    } else {
        (void)snprintf(out, size, "%u", index + 1);
    }
}

static void set_text(const struct tlri_transcript *transcript, const struct tlri_event *event,
                     char *out, size_t size)
{
    const uint32_t *set = tlri_transcript_set(transcript, event);
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < event->set_size && at + 16 < size; i++) {
        at += (size_t)snprintf(out + at, size - at, "%s%u", i == 0 ? " {" : " ", set[i] + 1);
    }
    if (event->set_size != 0) {
        (void)snprintf(out + at, size - at, "}");
    }
}

void gen_event_text(const struct tlri_transcript *transcript, size_t i, char *out, size_t size)
{
    if (i >= tlri_transcript_size(transcript)) {
        (void)snprintf(out, size, "(the transcript has ended)");
        return;
    }
    const struct tlri_event *event = tlri_transcript_event(transcript, i);
    char a[TLRI_DEC_TEXT], b[TLRI_DEC_TEXT], from[16], to[16], group[16], set[512];
    tlri_dec_format(event->a, transcript->decimals, a);
    tlri_dec_format(event->b, transcript->decimals, b);
    candidate_text(from, sizeof from, event->candidate, "-");
    candidate_text(group, sizeof group, event->group, "-");
    if (event->kind == TLRI_EVENT_TIE && event->to < TLRI_PURPOSE_COUNT) {
        (void)snprintf(to, sizeof to, "%s", tlri_purpose_token(event->to));
    } else {
        candidate_text(to, sizeof to, event->to, "-");
    }
    set_text(transcript, event, set, sizeof set);
    (void)snprintf(
        out, size,
        "stage %-3u %-16s %-17s cand %-3s to %-8s group %-3s a %-12s b %-10s papers %-5llu "
        "part %-3u%s [%s]",
        event->stage, tlri_event_token(event->kind), tlri_event_why_token(event), from, to, group,
        a, b, (unsigned long long)event->papers, event->part, set,
        event->clause != NULL ? event->clause : "no clause");
}

static void print_marks(FILE *out, const struct gen_draft *draft, const uint16_t *seen)
{
    for (uint32_t c = 0; c < draft->candidates; c++) {
        if (seen[c] == 0) {
            fputs(" -", out);
        } else if (seen[c] == TLRI_SEEN_CROSS) {
            fputs(" X", out);
        } else if (seen[c] == TLRI_SEEN_DOUBT) {
            fputs(" ?", out);
        } else {
            fprintf(out, " %u", (unsigned)seen[c]);
        }
    }
}

static void print_paper(FILE *out, const struct gen_draft *draft, const struct gen_paper *paper)
{
    fprintf(out, "  %u x", paper->weight);
    if (paper->reject != TLRI_REJECT_NONE) {
        fprintf(out, " R:%s", tlri_reject_token(paper->reject));
    } else {
        print_marks(out, draft, paper->seen);
    }
    if (paper->decided && paper->ruled_reject != TLRI_REJECT_NONE) {
        fprintf(out, "  decided: R:%s", tlri_reject_token(paper->ruled_reject));
    } else if (paper->decided) {
        fputs("  decided:", out);
        print_marks(out, draft, paper->ruled);
    }
    fputc('\n', out);
}

static void print_candidates(FILE *out, const struct gen_draft *draft)
{
    fprintf(out, "%u candidates for %u places\n", draft->candidates, draft->places);
    for (uint32_t c = 0; c < draft->candidates; c++) {
        if (draft->standing[c] == TLRI_WITHDRAWN) {
            fprintf(out, "withdrawn: %u\n", c + 1);
        } else if (draft->standing[c] == TLRI_REOPEN) {
            fprintf(out, "re-open nominations: %u\n", c + 1);
        }
    }
    if (draft->ordered) {
        fputs("tie order:", out);
        for (uint32_t c = 0; c < draft->candidates; c++) {
            fprintf(out, " %u", draft->order[c] + 1);
        }
        fputc('\n', out);
    }
}

static void print_groups(FILE *out, const struct gen_draft *draft)
{
    for (uint32_t g = 0; g < draft->groups; g++) {
        const struct gen_group *group = &draft->group[g];
        fprintf(out, "group %u of category %u, at least %u", g + 1, group->category + 1,
                group->minimum);
        if (group->maximum != TLRI_NO_MAXIMUM) {
            fprintf(out, ", at most %u", group->maximum);
        }
        fputs(":", out);
        for (uint32_t c = 0; c < draft->candidates; c++) {
            if (draft->member[c][group->category] == g) {
                fprintf(out, " %u", c + 1);
            }
        }
        fputc('\n', out);
    }
}

void gen_draft_print(FILE *out, const struct gen_draft *draft)
{
    fprintf(out, "seed %llu: %s", (unsigned long long)draft->seed, draft->rule_set);
    for (uint32_t i = 0; i < draft->sets; i++) {
        fprintf(out, " --set %s=%s", draft->set[i].name, draft->set[i].value);
    }
    fputc('\n', out);
    print_candidates(out, draft);
    print_groups(out, draft);
    fprintf(out, "papers, number of equal ones x marks in ballot order:\n");
    for (uint32_t i = 0; i < draft->papers; i++) {
        print_paper(out, draft, &draft->paper[i]);
    }
}

static void print_around(FILE *out, const struct tlri_transcript *transcript, size_t i)
{
    char text[GEN_EVENT_TEXT];
    for (size_t at = i > AROUND ? i - AROUND : 0; at <= i + AROUND / 2; at++) {
        if (at > tlri_transcript_size(transcript)) {
            break;
        }
        gen_event_text(transcript, at, text, sizeof text);
        fprintf(out, "%s %5zu  %s\n", at == i ? ">>" : "  ", at, text);
    }
    fprintf(out, "   outcome %d, %u stages, %zu events, %zu papers touched, elected:",
            (int)transcript->outcome, transcript->stages, tlri_transcript_size(transcript),
            transcript->touched.count);
    const uint32_t *elected = transcript->elected.data;
    for (size_t e = 0; e < transcript->elected.count; e++) {
        fprintf(out, " %u", elected[e] + 1);
    }
    fputc('\n', out);
}

void gen_difference_print(FILE *out, const struct tlri_transcript *x,
                          const struct tlri_transcript *y, size_t i)
{
    fprintf(out, "the count:\n");
    print_around(out, x, i);
    fprintf(out, "the recount:\n");
    print_around(out, y, i);
}
