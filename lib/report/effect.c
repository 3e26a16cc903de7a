/*
 * report/effect.c: could a fault have changed who was elected, as text and as JSON.
 *
 * Shows what audit found and decides nothing. A table says for everybody elected below which number
 * of papers it is proved that they could not have changed it, and from which on an example is
 * known; under it stand proof and example, and at the end one sentence for all. Papers that were
 * cast are never shown whole ([EFF-20]). Implements spec/rules/effect.md [EFF-19] and [EFF-20].
 */
#include "report/effect.h"

#include <string.h>

#include "base/wrap.h"
#include "report/json_parts.h"

enum { SENTENCE_MAX = 1 << 16, NAME_COLUMNS = 34 };

uint64_t tlri_effect_lower(const struct tlri_effect *effect)
{
    uint64_t lower = TLRI_EFFECT_NEVER;
    for (uint32_t i = 0; i < effect->persons; i++) {
        lower = effect->person[i].lower < lower ? effect->person[i].lower : lower;
    }
    return lower;
}

uint64_t tlri_effect_upper(const struct tlri_effect *effect)
{
    uint64_t upper = TLRI_EFFECT_NEVER;
    for (uint32_t i = 0; i < effect->persons; i++) {
        upper = effect->person[i].upper < upper ? effect->person[i].upper : upper;
    }
    return upper;
}

/* The answer for all the elected together. */
static const char *answer_of(const struct tlri_effect *effect)
{
    const struct tlri_effect_person all = {.lower = tlri_effect_lower(effect),
                                           .upper = tlri_effect_upper(effect)};
    return tlri_effect_answer(&all, effect->asked.papers_at_fault);
}

static const char *name_of(const struct tlri_effect *effect, uint32_t candidate)
{
    return effect->asked.contest->candidate[candidate].name;
}

static const char *fault_in_words(enum tlri_fault fault)
{
    switch (fault) {
    case TLRI_FAULT_COUNTED:
        return "papers were counted that should not have been";
    case TLRI_FAULT_EXCLUDED:
        return "papers with any marks should have been counted and were not";
    case TLRI_FAULT_MISREAD:
        break;
    }
    return "papers were counted with other marks than they bear";
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- text ---------------------------------------------------------------------------------------
 */

static void put_heading(const struct tlri_effect_page *page, struct tlri_buf *out)
{
    const struct tlri_notice *notice = page->notice;
    if (notice == NULL) {
        tlri_buf_puts(out, "UNSIGNED quick count: no signature was checked.\n\n");
        return;
    }
    if (!notice->is_signed) {
        tlri_buf_puts(out,
                      "UNSIGNED: this election was declared unsigned; nothing was verified.\n");
    }
    if (notice->trial) {
        tlri_buf_puts(out, "TRIAL RUN: not a real election.\n");
    }
    tlri_buf_printf(out, "%s\n%s (%s)\n\n", notice->clp,
                    notice->title != NULL ? notice->title : "Election", notice->election);
}

static void put_question(const struct tlri_effect *effect, struct tlri_buf *line)
{
    const struct tlri_contest *contest = effect->asked.contest;
    uint64_t n = effect->asked.papers_at_fault;
    tlri_buf_printf(line, "%s (%s): suppose that ",
                    contest->title != NULL ? contest->title : "Contest", contest->id);
    if (n > 0) {
        tlri_buf_printf(line, "up to %llu ", (unsigned long long)n);
    }
    tlri_buf_printf(line, "%s (%s). %llu paper%s counted.", fault_in_words(effect->asked.fault),
                    tlri_fault_token(effect->asked.fault), (unsigned long long)effect->valid,
                    effect->valid == 1 ? " was" : "s were");
}

static void put_number(uint64_t n, const char *never, struct tlri_buf *out)
{
    if (n == TLRI_EFFECT_NEVER) {
        tlri_buf_printf(out, "  %12s", never);
    } else {
        tlri_buf_printf(out, "  %12llu", (unsigned long long)n);
    }
}

static void put_row(const struct tlri_effect *effect, const struct tlri_effect_person *person,
                    struct tlri_buf *out)
{
    const char *name = name_of(effect, person->candidate);
    size_t bytes = strlen(name);
    while (tlri_text_width(name, bytes) > NAME_COLUMNS) {
        bytes--;
    }
    while (bytes > 0 && ((unsigned char)name[bytes] & 0xc0) == 0x80) {
        bytes--; /* never half a character */
    }
    tlri_buf_add(out, name, bytes);
    tlri_buf_printf(out, "%*s", NAME_COLUMNS - (int)tlri_text_width(name, bytes), "");
    put_number(person->lower, "any", out);
    put_number(person->upper, "-", out);
    if (effect->asked.papers_at_fault > 0) {
        tlri_buf_printf(out, "  %s", tlri_effect_answer(person, effect->asked.papers_at_fault));
    }
    tlri_end_line(out);
}

static void put_table(const struct tlri_effect *effect, struct tlri_buf *out)
{
    tlri_buf_printf(out, "\n%-*s  %12s  %12s", NAME_COLUMNS, "elected", "cannot below", "can from");
    tlri_buf_puts(out, effect->asked.papers_at_fault > 0 ? "  answer\n" : "\n");
    for (uint32_t i = 0; i < effect->persons; i++) {
        put_row(effect, &effect->person[i], out);
    }
    tlri_buf_puts(out, "\n");
}

static void put_taken(const struct tlri_effect *effect, const struct tlri_effect_person *person,
                      struct tlri_buf *line)
{
    enum tlri_method method = effect->asked.settings->method;
    bool crosses = method == TLRI_METHOD_PLURALITY || method == TLRI_METHOD_ELIMINATING;
    for (uint32_t i = 0; i < person->taken; i++) {
        const struct tlri_effect_paper *take = &person->take[i];
        tlri_buf_printf(line, "%s%llu paper%s %s %s", i == 0 ? " Taken away: " : "; ",
                        (unsigned long long)take->papers, plural(take->papers),
                        crosses ? "marked for" : "whose first preference is",
                        name_of(effect, take->candidate[0]));
    }
    tlri_buf_puts(line, person->taken > 0 ? "." : "");
}

static void put_added(const struct tlri_effect *effect, const struct tlri_effect_person *person,
                      struct tlri_buf *line)
{
    for (uint32_t i = 0; i < person->added; i++) {
        const struct tlri_effect_paper *add = &person->add[i];
        tlri_buf_printf(line, "%s%llu paper%s for ", i == 0 ? " Put in: " : "; ",
                        (unsigned long long)add->papers, plural(add->papers));
        for (uint32_t k = 0; k < add->n; k++) {
            tlri_buf_printf(line, "%s%s", k > 0 ? ", " : "", name_of(effect, add->candidate[k]));
        }
    }
    tlri_buf_puts(line, person->added > 0 ? "." : "");
}

static void put_outcome(const struct tlri_effect *effect, const struct tlri_effect_person *person,
                        struct tlri_buf *line)
{
    if (person->by_lot) {
        tlri_buf_puts(line, " Votes are level then, and a lot can fall so that");
    } else {
        tlri_buf_puts(line, " Then");
    }
    for (uint32_t i = 0; i < person->others; i++) {
        tlri_buf_printf(line, "%s%s", i > 0 ? ", " : " ", name_of(effect, person->other[i]));
    }
    tlri_buf_printf(line, "%s %s is not. Both counts agree. [effect/EFF-5]",
                    person->others == 0   ? " nobody is elected instead, and"
                    : person->others == 1 ? " is elected and"
                                          : " are elected and",
                    name_of(effect, person->candidate));
}

static void put_person(const struct tlri_effect *effect, const struct tlri_effect_person *person,
                       struct tlri_buf *line)
{
    tlri_buf_printf(line, "%s: %s [%s]", name_of(effect, person->candidate), person->proof,
                    person->clause);
    if (person->upper == TLRI_EFFECT_NEVER) {
        tlri_buf_puts(line, person->lower == TLRI_EFFECT_NEVER ? "" : " No example was found.");
        return;
    }
    tlri_buf_printf(line, " An example of %llu paper%s:", (unsigned long long)person->upper,
                    plural(person->upper));
    put_taken(effect, person, line);
    put_added(effect, person, line);
    put_outcome(effect, person, line);
}

static tlr_status wrap(const struct tlri_effect *effect, const struct tlri_effect_person *person,
                       struct tlri_buf *out)
{
    struct tlri_buf line;
    tlri_buf_init(&line, effect->asked.ctx, SENTENCE_MAX);
    if (person == NULL) {
        put_question(effect, &line);
    } else {
        put_person(effect, person, &line);
    }
    if (line.failed == TLR_OK) {
        tlri_wrap(out, "", 4, line.data);
    }
    tlr_status status = line.failed;
    tlri_buf_drop(&line);
    return status;
}

static tlr_status put_answer(const struct tlri_effect *effect, struct tlri_buf *out)
{
    TLR_TRY(wrap(effect, NULL, out));
    if (effect->persons == 0) {
        tlri_buf_puts(out, "Nobody was elected.\n\n");
        return TLR_OK;
    }
    put_table(effect, out);
    for (uint32_t i = 0; i < effect->persons; i++) {
        TLR_TRY(wrap(effect, &effect->person[i], out));
    }
    tlri_buf_puts(out, "\n");
    return TLR_OK;
}

/* ---- the last sentence --------------------------------------------------------------------------
 */

/* "cannot" only when it is so of all; "can" when it is so of one. */
static const char *answer_of_all(const struct tlri_effect_page *page)
{
    const char *all = "cannot";
    for (size_t i = 0; i < page->answers; i++) {
        const char *one = answer_of(page->answer[i]);
        if (tlri_streq(one, "can")) {
            return one;
        }
        all = tlri_streq(one, "cannot") ? all : one;
    }
    return all;
}

static void put_effect_sentence(const struct tlri_effect_page *page, struct tlri_buf *line)
{
    const char *answer = answer_of_all(page);
    uint64_t n = page->answer[0]->asked.papers_at_fault;
    if (tlri_streq(answer, "not-established")) {
        tlri_buf_printf(line,
                        "It is not established whether a fault in %llu paper%s (%s) could have "
                        "changed who was elected.",
                        (unsigned long long)n, plural(n),
                        tlri_fault_token(page->answer[0]->asked.fault));
        return;
    }
    tlri_buf_printf(line, "A fault in %llu paper%s (%s) %s have changed who was elected.",
                    (unsigned long long)n, plural(n),
                    tlri_fault_token(page->answer[0]->asked.fault),
                    tlri_streq(answer, "can") ? "could" : "could not");
}

static void put_margin(const struct tlri_effect *effect, struct tlri_buf *line)
{
    uint64_t lower = tlri_effect_lower(effect);
    uint64_t upper = tlri_effect_upper(effect);
    tlri_buf_printf(line, "%s %s: ", effect->asked.contest->id,
                    tlri_fault_token(effect->asked.fault));
    if (lower == TLRI_EFFECT_NEVER) {
        tlri_buf_puts(line, "no number of papers");
    } else if (upper == TLRI_EFFECT_NEVER) {
        tlri_buf_printf(line, "%llu or more, no example known", (unsigned long long)lower);
    } else if (lower == upper) {
        tlri_buf_printf(line, "%llu", (unsigned long long)lower);
    } else {
        tlri_buf_printf(line, "between %llu and %llu", (unsigned long long)lower,
                        (unsigned long long)upper);
    }
}

static void put_margin_sentence(const struct tlri_effect_page *page, struct tlri_buf *line)
{
    tlri_buf_puts(line, "The fewest papers that could have changed who was elected: ");
    for (size_t i = 0; i < page->answers; i++) {
        tlri_buf_puts(line, i > 0 ? "; " : "");
        put_margin(page->answer[i], line);
    }
    tlri_buf_puts(line, ".");
}

static tlr_status put_last(const struct tlri_effect_page *page, struct tlri_buf *out)
{
    struct tlri_buf line;
    tlri_buf_init(&line, page->ctx, SENTENCE_MAX);
    if (page->answer[0]->asked.papers_at_fault > 0) {
        put_effect_sentence(page, &line);
    } else {
        put_margin_sentence(page, &line);
    }
    if (line.failed == TLR_OK) {
        tlri_wrap(out, "", 4, line.data);
    }
    tlr_status status = line.failed;
    tlri_buf_drop(&line);
    return status;
}

tlr_status tlri_effect_sheet(const struct tlri_effect_page *page, struct tlri_buf *out)
{
    put_heading(page, out);
    for (size_t i = 0; i < page->answers; i++) {
        TLR_TRY(put_answer(page->answer[i], out));
    }
    TLR_TRY(put_last(page, out));
    return out->failed;
}

/* ---- JSON ---------------------------------------------------------------------------------------
 */

static json_t *number(uint64_t n)
{
    return n == TLRI_EFFECT_NEVER ? json_null() : json_integer((json_int_t)n);
}

static json_t *papers_of(bool *bad, const struct tlri_effect *effect,
                         const struct tlri_effect_paper *paper, uint32_t n)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < n; i++) {
        json_t *marks = json_array();
        json_t *object = json_object();
        for (uint32_t k = 0; k < paper[i].n; k++) {
            tlri_json_append(
                bad, marks,
                json_string(effect->asked.contest->candidate[paper[i].candidate[k]].id));
        }
        tlri_json_put(bad, object, "papers", number(paper[i].papers));
        tlri_json_put(bad, object, "candidates", marks);
        tlri_json_append(bad, list, object);
    }
    return list;
}

static json_t *example_of(bool *bad, const struct tlri_effect *effect,
                          const struct tlri_effect_person *person)
{
    json_t *object = json_object();
    json_t *others = json_array();
    for (uint32_t i = 0; i < person->others; i++) {
        tlri_json_append(bad, others,
                         json_string(effect->asked.contest->candidate[person->other[i]].id));
    }
    tlri_json_put(bad, object, "taken", papers_of(bad, effect, person->take, person->taken));
    tlri_json_put(bad, object, "added", papers_of(bad, effect, person->add, person->added));
    tlri_json_put(bad, object, "elected-instead", others);
    tlri_json_put(bad, object, "by-lot", json_boolean(person->by_lot));
    return object;
}

static json_t *person_of(bool *bad, const struct tlri_effect *effect,
                         const struct tlri_effect_person *person)
{
    json_t *object = json_object();
    uint64_t n = effect->asked.papers_at_fault;
    tlri_json_put(bad, object, "id",
                  json_string(effect->asked.contest->candidate[person->candidate].id));
    tlri_json_put(bad, object, "name", json_string(name_of(effect, person->candidate)));
    tlri_json_put(bad, object, "cannot-below", number(person->lower));
    tlri_json_put(bad, object, "can-from", number(person->upper));
    if (n > 0) {
        tlri_json_put(bad, object, "answer", json_string(tlri_effect_answer(person, n)));
    }
    tlri_json_put(bad, object, "clause", json_string(person->clause));
    tlri_json_put(bad, object, "proof", json_string(person->proof));
    if (person->upper != TLRI_EFFECT_NEVER) {
        tlri_json_put(bad, object, "example", example_of(bad, effect, person));
    }
    return object;
}

static json_t *one_answer(bool *bad, const struct tlri_effect *effect)
{
    json_t *object = json_object();
    json_t *persons = json_array();
    uint64_t n = effect->asked.papers_at_fault;
    for (uint32_t i = 0; i < effect->persons; i++) {
        tlri_json_append(bad, persons, person_of(bad, effect, &effect->person[i]));
    }
    tlri_json_put(bad, object, "contest", json_string(effect->asked.contest->id));
    tlri_json_put(bad, object, "fault", json_string(tlri_fault_token(effect->asked.fault)));
    tlri_json_put(bad, object, "papers-counted", number(effect->valid));
    tlri_json_put(bad, object, "papers-at-fault", n > 0 ? number(n) : json_null());
    tlri_json_put(bad, object, "cannot-below", number(tlri_effect_lower(effect)));
    tlri_json_put(bad, object, "can-from", number(tlri_effect_upper(effect)));
    if (n > 0) {
        tlri_json_put(bad, object, "answer", json_string(answer_of(effect)));
    }
    tlri_json_put(bad, object, "elected", persons);
    return object;
}

static json_t *whole_page(bool *bad, const struct tlri_effect_page *page)
{
    json_t *root = json_object();
    json_t *answers = json_array();
    tlri_json_put(bad, root, "format", json_string("teller/effect@1"));
    tlri_json_put(bad, root, "election",
                  page->notice != NULL ? json_string(page->notice->election) : json_null());
    tlri_json_put(bad, root, "signed",
                  json_boolean(page->notice != NULL && page->notice->is_signed));
    for (size_t i = 0; i < page->answers; i++) {
        tlri_json_append(bad, answers, one_answer(bad, page->answer[i]));
    }
    tlri_json_put(bad, root, "answers", answers);
    return root;
}

tlr_status tlri_effect_json(const struct tlri_effect_page *page, struct tlri_buf *out)
{
    bool bad = false;
    json_t *root = whole_page(&bad, page);
    return tlri_json_write(page->ctx, root, bad, out);
}
