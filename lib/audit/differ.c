/*
 * audit/differ.c: the first difference of two counts, in words.
 *
 * Two engines that agree have made the same events; where they part, the first event that differs
 * is where one of them is wrong, and everything after it follows. So only that one is told.
 */
#include <string.h>

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

/* ---- two counts of a whole case
 * ------------------------------------------------------------------ */

static void put_contest(const struct tlri_counted *counted, struct tlri_buf *out)
{
    tlri_buf_printf(out, "contest %s", counted->contest.id);
    if (counted->source->rounds > 1 || counted->round > 1) {
        tlri_buf_printf(out, ", round %u", counted->round);
    }
}

static bool is_same_contest(const struct tlri_counted *a, const struct tlri_counted *b)
{
    return strcmp(a->contest.id, b->contest.id) == 0 && a->round == b->round;
}

/* What one count has where the other has something else, or nothing. */
static void put_entry(const struct tlri_audit *count, size_t at, struct tlri_buf *out)
{
    if (at >= count->counted) {
        tlri_buf_puts(out, "nothing more");
        return;
    }
    put_contest(&count->contest[at], out);
    tlri_buf_puts(out, count->contest[at].transcript != NULL ? ", counted" : ", unopposed");
}

bool tlri_audit_contests_differ(const struct tlri_audit *first, const struct tlri_audit *second,
                                struct tlri_buf *out)
{
    size_t at = 0;
    while (at < first->counted && at < second->counted &&
           is_same_contest(&first->contest[at], &second->contest[at]) &&
           (first->contest[at].transcript == NULL) == (second->contest[at].transcript == NULL)) {
        at++;
    }
    if (at == first->counted && at == second->counted) {
        return false;
    }
    tlri_buf_printf(out,
                    "the first count has %zu contests or rounds, the second %zu; at number %zu "
                    "the first has: ",
                    first->counted, second->counted, at + 1);
    put_entry(first, at, out);
    tlri_buf_puts(out, "; the second has: ");
    put_entry(second, at, out);
    return true;
}

/* ---- two result files
 * ---------------------------------------------------------------------------- */

/* The value of the last `opening` before `end`, up to its closing quotation mark; NULL: none. */
static const char *last_value(const char *text, size_t end, const char *opening, size_t *len)
{
    size_t n = strlen(opening);
    for (size_t at = end; at-- > 0;) {
        if (at + n <= end && memcmp(text + at, opening, n) == 0) {
            const char *value = text + at + n;
            const char *quote = memchr(value, '"', end - at - n);
            *len = quote != NULL ? (size_t)(quote - value) : 0;
            return quote != NULL ? value : NULL;
        }
    }
    return NULL;
}

/* The attribute of a line in which a column lies: its name and value. */
static bool attribute_at(const char *line, size_t len, size_t column, const char **name,
                         size_t *name_len, size_t *value_len)
{
    size_t start = column < len ? column : len;
    while (start > 0 && line[start - 1] != ' ') {
        start--;
    }
    const char *equals = memchr(line + start, '=', len - start);
    if (equals == NULL || equals + 1 >= line + len || equals[1] != '"') {
        return false;
    }
    const char *quote = memchr(equals + 2, '"', (size_t)(line + len - equals - 2));
    *name = line + start;
    *name_len = (size_t)(equals - line) - start;
    *value_len = quote != NULL ? (size_t)(quote - equals - 2) : 0;
    return quote != NULL && *name_len > 0;
}

static void put_named(struct tlri_buf *out, const char *what, const char *value, size_t len)
{
    if (value != NULL) {
        tlri_buf_printf(out, "%s%s %.*s", out->len > 0 ? ", " : "", what, (int)len, value);
    }
}

static bool ends_in_return(const char *line, size_t len)
{
    return line != NULL && len > 0 && line[len - 1] == '\r';
}

void tlri_audit_place_in_words(const char *text, const struct tlri_text_difference *difference,
                               struct tlri_buf *out)
{
    size_t len = 0;
    if (difference->b == NULL) {
        return;
    }
    size_t line = (size_t)(difference->b - text);
    const char *contest = last_value(text, line, "<contest id=\"", &len);
    put_named(out, "contest", contest, len);
    if (contest != NULL) {
        const char *stage = last_value(text, line + difference->b_len, "<stage number=\"", &len);
        put_named(out, "stage", stage != NULL && stage > contest ? stage : NULL, len);
    }
    const char *who = last_value(difference->b, difference->b_len, "candidate=\"", &len);
    if (who == NULL) {
        who = last_value(difference->b, difference->b_len, "<tally id=\"", &len);
    }
    put_named(out, "candidate", who, len);
    if (ends_in_return(difference->a, difference->a_len)) {
        tlri_buf_printf(out, "%sthe file has line ends of another system",
                        out->len > 0 ? ", " : "");
    }
    const char *name_a, *name_b;
    size_t name_a_len, name_b_len, value_a, value_b;
    size_t column = difference->column - 1;
    if (difference->a != NULL &&
        attribute_at(difference->a, difference->a_len, column, &name_a, &name_a_len, &value_a) &&
        attribute_at(difference->b, difference->b_len, column, &name_b, &name_b_len, &value_b) &&
        name_a_len == name_b_len && memcmp(name_a, name_b, name_a_len) == 0 &&
        (value_a != value_b ||
         memcmp(name_a + name_a_len + 2, name_b + name_b_len + 2, value_a) != 0)) {
        tlri_buf_printf(out, "%s%.*s: the file has %.*s, these papers give %.*s",
                        out->len > 0 ? ", " : "", (int)name_a_len, name_a, (int)value_a,
                        name_a + name_a_len + 2, (int)value_b, name_b + name_b_len + 2);
    }
}
