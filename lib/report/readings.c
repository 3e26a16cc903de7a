/*
 * report/readings.c: the table that an appeals panel asks for.
 *
 * One table, contest by contest: who is elected under every reading tried, then each outcome with
 * the readings that give it and the stage at which its count parts from the declared one. Then what
 * was varied, what cannot matter and why, and what no recount can answer. The last line is the
 * answer in one sentence. 80 columns; nothing is computed here.
 */
#include "report/readings.h"

#include <string.h>

#include "base/wrap.h"
#include "report/readings_words.h"
#include "report/sheet.h"

enum { COLUMNS = 4, CELL_MAX = 1 << 16, NAME_WIDTH = 26 };
static const unsigned column_width[COLUMNS] = {12, 25, 30, 10};

/* ---- cells ---- */

/* Letters, not bytes: bytes that continue a letter are not counted. */
static bool begins_letter(char byte)
{
    return ((unsigned char)byte & 0xC0u) != 0x80u;
}

/* How many bytes of text go on a line of `width` letters, cut at a space where there is one, and
 * otherwise after the equals sign of a reading and its value. */
static size_t line_of(const char *text, unsigned width)
{
    unsigned letters = 0;
    size_t at = 0;
    size_t space = 0;
    size_t equals = 0;
    while (text[at] != '\0') {
        letters += begins_letter(text[at]);
        if (letters > width) {
            return space > 0 ? space : equals > 0 ? equals : at;
        }
        equals = text[at] == '=' ? at + 1 : equals;
        space = text[at] == ' ' ? at : space;
        at++;
    }
    return at;
}

static void pad(struct tlri_buf *out, const char *text, size_t len, unsigned width)
{
    unsigned letters = 0;
    tlri_buf_add(out, text, len);
    for (size_t i = 0; i < len; i++) {
        letters += begins_letter(text[i]);
    }
    for (; letters < width; letters++) {
        tlri_buf_puts(out, " ");
    }
}

/* One row of the table; long cells take several lines. */
static void put_row(struct tlri_buf *out, const char *const cell[COLUMNS])
{
    const char *rest[COLUMNS];
    memcpy(rest, cell, sizeof rest);
    bool more = true;
    while (more && out->failed == TLR_OK) {
        more = false;
        for (size_t i = 0; i < COLUMNS; i++) {
            size_t len = line_of(rest[i], column_width[i]);
            pad(out, rest[i], len, i + 1 < COLUMNS ? column_width[i] + 1 : 0);
            rest[i] += len;
            rest[i] += strspn(rest[i], " ");
            more = more || *rest[i] != '\0';
        }
        tlri_end_line(out);
    }
}

/* "name   text", the text wrapped beside the name. */
static void put_item(struct tlri_buf *out, const char *name, const char *text)
{
    const char *first = name;
    while (out->failed == TLR_OK) {
        tlri_buf_puts(out, "  ");
        pad(out, first, strlen(first), NAME_WIDTH);
        size_t len = line_of(text, TLRI_SHEET_WIDTH - NAME_WIDTH - 2);
        tlri_buf_add(out, text, len);
        tlri_end_line(out);
        text += len;
        text += strspn(text, " ");
        if (*text == '\0') {
            return;
        }
        first = "";
    }
}

/* ---- the table ---- */

static void put_elected(const struct tlri_varied_contest *vc, const bool *elected, const bool *but,
                        struct tlri_buf *cell)
{
    const char *between = "";
    for (uint32_t c = 0; c < vc->contest->candidates; c++) {
        if (elected[c] && (but == NULL || !but[c])) {
            tlri_buf_printf(cell, "%s%s", between, vc->contest->candidate[c].name);
            between = ", ";
        }
    }
    if (between[0] == '\0') {
        tlri_buf_puts(cell, "nobody");
    }
}

static void put_end(const struct tlri_varied_contest *vc, const struct tlri_varied_outcome *outcome,
                    struct tlri_buf *cell)
{
    uint32_t empty = vc->contest->places - outcome->filled;
    switch (outcome->end) {
    case TLRI_VARIED_COUNTED:
        if (empty > outcome->referred) {
            tlri_buf_printf(cell, "; %u left empty", empty - outcome->referred);
        }
        if (outcome->referred > 0) {
            tlri_buf_printf(cell, "; %u referred", outcome->referred);
        }
        return;
    case TLRI_VARIED_REFUSED:
        tlri_buf_puts(cell, "the count is refused");
        return;
    case TLRI_VARIED_LOTS:
        tlri_buf_puts(cell, "open: more lots than are followed");
        return;
    case TLRI_VARIED_FAILED:
        tlri_buf_printf(cell, "not counted: %s", outcome->why);
        return;
    }
}

/* Where the declared readings wait for a lot there is no declared count to part from. */
static void put_parting(const struct tlri_varied_contest *vc,
                        const struct tlri_varied_outcome *outcome, struct tlri_buf *cell)
{
    bool declared = false;
    for (size_t k = 0; k < vc->outcomes; k++) {
        declared = declared || vc->outcome[k].as_declared;
    }
    if (outcome->as_declared || !outcome->parts || !declared) {
        return;
    }
    if (outcome->part_stage == 0) {
        tlri_buf_puts(cell, "the start");
    } else {
        tlri_buf_printf(cell, "stage %u", outcome->part_stage);
    }
}

static const char *text_of(const struct tlri_buf *cell)
{
    return cell->data != NULL ? cell->data : "";
}

/* Drops the text of a cell; a failure to write it is a failure of the table. */
static void cell_drop(struct tlri_buf *cell, struct tlri_buf *out)
{
    if (out->failed == TLR_OK) {
        out->failed = cell->failed;
    }
    tlri_buf_drop(cell);
}

/* What one outcome adds to those elected under every reading; where there is nobody like that, the
 * first row bears the name of the contest. */
static void put_outcome(const struct tlri_variation *v, size_t contest, uint32_t k, bool named,
                        struct tlri_buf *out)
{
    const struct tlri_varied_contest *vc = &v->contest[contest];
    const struct tlri_varied_outcome *outcome = &vc->outcome[k];
    struct tlri_buf elected, under, parting;
    tlri_buf_init(&elected, v->ctx, CELL_MAX);
    tlri_buf_init(&under, v->ctx, CELL_MAX);
    tlri_buf_init(&parting, v->ctx, CELL_MAX);
    if (outcome->end == TLRI_VARIED_COUNTED) {
        tlri_buf_puts(&elected, named ? "+ " : "");
        put_elected(vc, outcome->elected, vc->always, &elected);
    }
    put_end(vc, outcome, &elected);
    if (outcome->as_declared) {
        tlri_buf_puts(&under, "as declared");
    } else {
        struct tlri_ways ways;
        tlri_ways_find(v, contest, k, &ways);
        tlri_ways_words(v, &ways, &under);
    }
    put_parting(vc, outcome, &parting);
    const char *const cell[COLUMNS] = {named || k > 0 ? "" : vc->contest->id, text_of(&elected),
                                       text_of(&under), text_of(&parting)};
    put_row(out, cell);
    cell_drop(&elected, out);
    cell_drop(&under, out);
    cell_drop(&parting, out);
}

static void put_contest(const struct tlri_variation *v, size_t contest, struct tlri_buf *out)
{
    const struct tlri_varied_contest *vc = &v->contest[contest];
    bool named = vc->outcomes == 1;
    for (uint32_t c = 0; c < vc->contest->candidates; c++) {
        named = named || vc->always[c];
    }
    struct tlri_buf elected;
    tlri_buf_init(&elected, v->ctx, CELL_MAX);
    put_elected(vc, vc->always, NULL, &elected);
    if (vc->outcomes == 1) {
        put_end(vc, &vc->outcome[0], &elected);
    }
    const char *const cell[COLUMNS] = {vc->contest->id, text_of(&elected), "every reading tried",
                                       ""};
    if (named) {
        put_row(out, cell);
    }
    cell_drop(&elected, out);
    for (uint32_t k = 0; vc->outcomes > 1 && k < vc->outcomes; k++) {
        put_outcome(v, contest, k, named, out);
    }
}

static void put_rule(struct tlri_buf *out)
{
    for (unsigned i = 0; i < TLRI_SHEET_WIDTH; i++) {
        tlri_buf_puts(out, "-");
    }
    tlri_buf_puts(out, "\n");
}

static void put_table(const struct tlri_variation *v, struct tlri_buf *out)
{
    static const char *const heading[COLUMNS] = {"contest", "elected", "under", "parts at"};
    put_row(out, heading);
    put_rule(out);
    for (size_t n = 0; n < v->contests; n++) {
        put_contest(v, v->base->election_case->notice->fill_order[n], out);
    }
    put_rule(out);
}

/* ---- what was varied, and what was not ---- */

static void put_varied(const struct tlri_variation *v, struct tlri_buf *out)
{
    if (v->varied == 0) {
        return;
    }
    tlri_buf_puts(out, "\nVaried, the value in force first:\n");
    for (size_t d = 0; d < v->varied; d++) {
        const struct tlri_varied *one = &v->reading[d];
        struct tlri_buf text;
        tlri_buf_init(&text, v->ctx, CELL_MAX);
        for (size_t i = 0; i < one->values; i++) {
            tlri_buf_printf(&text, "%s%s", i > 0 ? ", " : "", one->value[i]);
        }
        tlri_buf_puts(&text, one->decides ? ": decides"
                             : one->asked ? ": decides nothing"
                                          : ": no count comes to ask for it");
        put_item(out, one->name, text_of(&text));
        cell_drop(&text, out);
    }
}

static void put_unvaried(const char *heading, const struct tlri_array *list, struct tlri_buf *out)
{
    const struct tlri_unvaried *one = list->data;
    if (list->count > 0) {
        tlri_buf_printf(out, "\n%s\n", heading);
    }
    for (size_t i = 0; i < list->count; i++) {
        put_item(out, one[i].name, one[i].why);
    }
}

static void say_not_tried(const struct tlri_variation *v, struct tlri_buf *text)
{
    if (!v->complete) {
        tlri_buf_printf(text,
                        " NOT TRIED: %s%llu combinations; of those that depart from what was "
                        "declared in at most %u reading%s none is left out.",
                        v->combinations == UINT64_MAX ? "more than " : "",
                        (unsigned long long)(v->combinations - v->looked), v->departures_done,
                        v->departures_done == 1 ? "" : "s");
    }
    if (v->lots_open) {
        tlri_buf_printf(text,
                        " NOT TRIED: what comes after %u lots that nobody drew, one after another.",
                        TLRI_LOTS_OPEN);
    }
}

static void put_numbers(const struct tlri_variation *v, struct tlri_buf *out)
{
    uint64_t tried = v->looked - v->inadmissible;
    struct tlri_buf text;
    tlri_buf_init(&text, v->ctx, CELL_MAX);
    tlri_buf_printf(&text, "Tried: %llu combination%s of readings, by %u count%s of the election",
                    (unsigned long long)tried, tried == 1 ? "" : "s", v->counts,
                    v->counts == 1 ? "" : "s");
    tlri_buf_puts(&text, v->counts < tried ? "; the others come to the same." : ".");
    if (v->inadmissible > 0) {
        tlri_buf_printf(&text,
                        " Not admissible, because their settings contradict each other or one is "
                        "lacking: %llu.",
                        (unsigned long long)v->inadmissible);
    }
    say_not_tried(v, &text);
    tlri_buf_puts(out, "\n");
    tlri_wrap(out, "", 0, text_of(&text));
    cell_drop(&text, out);
}

tlr_status tlri_readings_table(const struct tlri_variation *v, struct tlri_buf *out)
{
    const struct tlri_notice *notice = v->base->election_case->notice;
    tlri_buf_printf(out, "%s, %s\nWhat the disputed readings change\n\n", notice->election,
                    notice->clp);
    put_table(v, out);
    put_varied(v, out);
    put_unvaried("Cannot matter here:", &v->idle, out);
    put_unvaried("Not recountable, since the papers or the voters might have been others:",
                 &v->not_recountable, out);
    put_numbers(v, out);
    struct tlri_buf sentence;
    tlri_buf_init(&sentence, v->ctx, (size_t)1 << 20);
    tlri_buf_puts(out, "\n");
    tlri_readings_sentence(v, &sentence);
    tlri_wrap(out, "", 0, text_of(&sentence));
    cell_drop(&sentence, out);
    return out->failed;
}
