/*
 * rules/describe.c: prints an edition of the rules, and how it differs from another.
 *
 * For `teller rules`: what a returning officer reads before a meeting decides on a reading. The
 * changes are found by comparing the two editions entry by entry, not kept beside them, so they
 * cannot fall out of step. Knows nothing of what a figure is for. spec/formats/rulebook.md.
 */
#include "rules/describe.h"

#include <string.h>

#define WIDTH 80u

/* ---- words in lines ---- */

/* Columns that len bytes of UTF-8 take. */
static size_t columns(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        n += ((unsigned char)text[i] & 0xc0u) != 0x80u ? 1u : 0u;
    }
    return n;
}

/* Appends the words of text, each line indented; the first line goes on where the buffer stands,
 * `used` columns in. Ends the last line. */
static tlr_status add_words(struct tlri_buf *buf, const char *text, size_t used, unsigned indent)
{
    bool first = true;
    for (const char *word = text; *word != '\0';) {
        size_t len = strcspn(word, " ");
        size_t wide = columns(word, len);
        if (!first && used + 1 + wide > WIDTH) {
            TLR_TRY(tlri_buf_printf(buf, "\n%*s", (int)indent, ""));
            used = indent;
            first = true;
        }
        TLR_TRY(tlri_buf_puts(buf, first ? "" : " "));
        TLR_TRY(tlri_buf_add(buf, word, len));
        used += wide + (first ? 0u : 1u);
        first = false;
        word += len + strspn(word + len, " ");
    }
    return tlri_buf_puts(buf, "\n");
}

static tlr_status add_indented(struct tlri_buf *buf, const char *text, unsigned indent)
{
    TLR_TRY(tlri_buf_printf(buf, "%*s", (int)indent, ""));
    return add_words(buf, text, indent, indent);
}

/* ---- one entry of each kind ---- */

static tlr_status add_figure(struct tlri_buf *buf, const struct tlri_rule_figure *figure)
{
    return tlri_buf_printf(buf, "  %-18s %6llu %-10s %-12s %s, grade %c, %s\n", figure->name,
                           (unsigned long long)figure->value, figure->unit, figure->clause,
                           figure->source, figure->grade,
                           figure->checked ? "checked" : "not checked");
}

static tlr_status add_value(struct tlri_buf *buf, const struct tlri_rule_value *value,
                            bool is_default)
{
    TLR_TRY(tlri_buf_printf(buf, "    %s%s", value->name, is_default ? " (default)" : ""));
    if (value->source != NULL) {
        TLR_TRY(tlri_buf_printf(buf, " [%s, grade %c]", value->source, value->grade));
    } else {
        TLR_TRY(tlri_buf_puts(buf, " [no source]"));
    }
    TLR_TRY(tlri_buf_puts(buf, "\n"));
    TLR_TRY(add_indented(buf, value->gloss, 6));
    if (value->holds == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_buf_puts(buf, "      Held by: "));
    return add_words(buf, value->holds, 15, 6);
}

/* Whether it must be declared, and ends the line. */
static tlr_status add_duty(struct tlri_buf *buf, const struct tlri_rule_reading *reading,
                           const char *before)
{
    if (reading->required) {
        TLR_TRY(tlri_buf_printf(buf, "%smust be declared", before));
    }
    if (reading->required && reading->since != NULL) {
        TLR_TRY(tlri_buf_printf(buf, " where nominations close from %s on", reading->since));
    }
    return tlri_buf_puts(buf, "\n");
}

static tlr_status add_reading(struct tlri_buf *buf, const struct tlri_rule_reading *reading)
{
    TLR_TRY(tlri_buf_printf(buf, "  %s", reading->name));
    TLR_TRY(add_duty(buf, reading, ": "));
    TLR_TRY(add_indented(buf, reading->about, 4));
    for (size_t i = 0; i < reading->values; i++) {
        bool is_default = reading->default_value != NULL &&
                          tlri_streq(reading->default_value, reading->value[i].name);
        TLR_TRY(add_value(buf, &reading->value[i], is_default));
    }
    return TLR_OK;
}

static tlr_status add_named(struct tlri_buf *buf, const char *name, const char *text)
{
    TLR_TRY(tlri_buf_printf(buf, "  %s  ", name));
    return add_words(buf, text, 4 + strlen(name), 6);
}

/* ---- changes ---- */

static tlr_status add_figure_changes(struct tlri_buf *buf, const struct tlri_rulebook *now,
                                     const struct tlri_rulebook *before, unsigned *changes)
{
    for (size_t i = 0; i < now->figures; i++) {
        const struct tlri_rule_figure *figure = &now->figure[i];
        const struct tlri_rule_figure *old = tlri_rulebook_figure(before, figure->name);
        if (old != NULL && old->value == figure->value && tlri_streq(old->unit, figure->unit)) {
            continue;
        }
        (*changes)++;
        TLR_TRY(tlri_buf_printf(buf, "  figure %s: %llu %s", figure->name,
                                (unsigned long long)figure->value, figure->unit));
        if (old == NULL) {
            TLR_TRY(tlri_buf_puts(buf, ", new\n"));
        } else {
            TLR_TRY(
                tlri_buf_printf(buf, ", was %llu %s\n", (unsigned long long)old->value, old->unit));
        }
    }
    for (size_t i = 0; i < before->figures; i++) {
        if (tlri_rulebook_figure(now, before->figure[i].name) == NULL) {
            (*changes)++;
            TLR_TRY(tlri_buf_printf(buf, "  figure %s: gone\n", before->figure[i].name));
        }
    }
    return TLR_OK;
}

static bool same_values(const struct tlri_rule_reading *a, const struct tlri_rule_reading *b)
{
    if (a->values != b->values) {
        return false;
    }
    for (size_t i = 0; i < a->values; i++) {
        if (tlri_rule_reading_value(b, a->value[i].name) == NULL) {
            return false;
        }
    }
    return true;
}

static bool same_default(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : tlri_streq(a, b);
}

static tlr_status add_reading_changes(struct tlri_buf *buf, const struct tlri_rulebook *now,
                                      const struct tlri_rulebook *before, unsigned *changes)
{
    for (size_t i = 0; i < now->readings; i++) {
        const struct tlri_rule_reading *reading = &now->reading[i];
        const struct tlri_rule_reading *old = tlri_rulebook_reading(before, reading->name);
        if (old == NULL) {
            (*changes)++;
            TLR_TRY(tlri_buf_printf(buf, "  reading %s: new", reading->name));
            TLR_TRY(add_duty(buf, reading, ", "));
        } else if (!same_values(reading, old) || reading->required != old->required ||
                   !same_default(reading->default_value, old->default_value)) {
            (*changes)++;
            TLR_TRY(tlri_buf_printf(buf, "  reading %s: changed\n", reading->name));
        }
    }
    for (size_t i = 0; i < before->readings; i++) {
        if (tlri_rulebook_reading(now, before->reading[i].name) == NULL) {
            (*changes)++;
            TLR_TRY(tlri_buf_printf(buf, "  reading %s: gone\n", before->reading[i].name));
        }
    }
    return TLR_OK;
}

static tlr_status add_clause_changes(struct tlri_buf *buf, const struct tlri_rulebook *now,
                                     const struct tlri_rulebook *before, unsigned *changes)
{
    for (size_t i = 0; i < now->clauses; i++) {
        const struct tlri_rule_clause *old = tlri_rulebook_clause(before, now->clause[i].clause);
        if (old == NULL || !tlri_streq(old->text, now->clause[i].text)) {
            (*changes)++;
            TLR_TRY(tlri_buf_printf(buf, "  clause %s: %s\n", now->clause[i].clause,
                                    old == NULL ? "new" : "reworded"));
        }
    }
    return TLR_OK;
}

static tlr_status add_changes(struct tlri_buf *buf, const struct tlri_rulebook *now,
                              const struct tlri_rulebook *before)
{
    unsigned changes = 0;
    TLR_TRY(tlri_buf_printf(buf, "\nChanges from the edition %s\n", before->id));
    TLR_TRY(add_figure_changes(buf, now, before, &changes));
    TLR_TRY(add_clause_changes(buf, now, before, &changes));
    TLR_TRY(add_reading_changes(buf, now, before, &changes));
    return tlri_buf_puts(buf, changes == 0 ? "  none in figures, clauses or readings\n" : "");
}

/* ---- the whole ---- */

static tlr_status add_head(struct tlri_buf *buf, const struct tlri_rulebook *book)
{
    TLR_TRY(tlri_buf_printf(buf, "Edition %s: %s\n", book->id, book->title));
    if (book->to_year == 0) {
        TLR_TRY(tlri_buf_printf(buf, "Governs delegations to the conferences from %u on.\n",
                                book->from_year));
    } else if (book->to_year == book->from_year) {
        TLR_TRY(tlri_buf_printf(buf, "Governs delegations to the conference of %u.\n",
                                book->from_year));
    } else {
        TLR_TRY(tlri_buf_printf(buf, "Governs delegations to the conferences from %u to %u.\n",
                                book->from_year, book->to_year));
    }
    size_t unchecked = 0;
    for (size_t i = 0; i < book->figures; i++) {
        unchecked += book->figure[i].checked ? 0u : 1u;
    }
    return unchecked == 0
               ? TLR_OK
               : tlri_buf_printf(buf,
                                 "%zu of %zu figures were not checked against the Rule Book.\n",
                                 unchecked, book->figures);
}

static tlr_status add_sources(struct tlri_buf *buf, const struct tlri_rulebook *rulebook)
{
    TLR_TRY(tlri_buf_puts(buf,
                          "\nSources (grade A official, B named quotation or press, C partisan or "
                          "local,\nD inference)\n"));
    for (size_t i = 0; i < rulebook->sources; i++) {
        char name[80];
        (void)snprintf(name, sizeof name, "%s (%c)", rulebook->source[i].id,
                       rulebook->source[i].grade);
        TLR_TRY(add_named(buf, name, rulebook->source[i].text));
    }
    return TLR_OK;
}

tlr_status tlri_rulebook_describe(const struct tlri_rulebook *rulebook,
                                  const struct tlri_rulebook *before, struct tlri_buf *buf)
{
    TLR_TRY(add_head(buf, rulebook));
    if (before != NULL) {
        TLR_TRY(add_changes(buf, rulebook, before));
    }
    TLR_TRY(tlri_buf_puts(buf, "\nFigures\n"));
    for (size_t i = 0; i < rulebook->figures; i++) {
        TLR_TRY(add_figure(buf, &rulebook->figure[i]));
    }
    TLR_TRY(tlri_buf_puts(buf, "\nClauses, in our words\n"));
    for (size_t i = 0; i < rulebook->clauses; i++) {
        TLR_TRY(add_named(buf, rulebook->clause[i].clause, rulebook->clause[i].text));
    }
    TLR_TRY(tlri_buf_puts(buf, "\nReadings\n"));
    for (size_t i = 0; i < rulebook->readings; i++) {
        TLR_TRY(add_reading(buf, &rulebook->reading[i]));
    }
    return add_sources(buf, rulebook);
}
