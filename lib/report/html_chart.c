/*
 * report/html_chart.c: the stages of a count as bars, in SVG inside the page.
 *
 * A row for each candidate, a column for each stage: the bar is the vote after the stage. Solid is
 * what the candidate held before, hatched what the stage brought, an empty dashed box what left; a
 * dashed line is the quota. It is drawn for a photocopier: patterns instead of colours. The table
 * below the chart has the figures; title and description stand in for those who do not see it.
 * Whole numbers only: a tenth of a unit is the finest step. Implements spec/formats/html.md, 4.
 */
#include <stdio.h>
#include <string.h>

#include "base/wrap.h"
#include "report/html_page.h"

enum {
    COLUMNS = 6,      /* stages side by side */
    NAME_WIDTH = 170, /* room for names, in units of the drawing */
    COLUMN_WIDTH = 120,
    BAR_WIDTH = 104, /* of the largest vote */
    ROW_HEIGHT = 20,
    BAR_HEIGHT = 12,
    HEAD_HEIGHT = 24,
    KEY_HEIGHT = 30,
    NAME_LETTERS = 22,
    TENTHS = 10
};

struct chart {
    struct tlri_page_contest *c;
    tlri_dec largest; /* vote or quota of any stage */
    size_t from, to;  /* stages drawn */
    uint32_t rows;
    unsigned band;
};

/* ---- shapes -------------------------------------------------------------------------------------
 */

/* "12.3", from tenths. */
static void put_tenths(struct tlri_html *h, const char *name, uint64_t tenths)
{
    tlri_html_putf(h, name, "%llu.%llu", (unsigned long long)(tenths / TENTHS),
                   (unsigned long long)(tenths % TENTHS));
}

static void put_rect(struct tlri_html *h, uint64_t x, uint64_t y, uint64_t width, const char *fill,
                     bool dashed)
{
    if (width == 0) {
        return;
    }
    tlri_html_open(h, "rect");
    put_tenths(h, "x", x);
    put_tenths(h, "y", y);
    put_tenths(h, "width", width);
    tlri_html_put_number(h, "height", BAR_HEIGHT);
    tlri_html_put(h, "fill", fill);
    tlri_html_put(h, "stroke", "#1a1a1a");
    if (dashed) {
        tlri_html_put(h, "stroke-dasharray", "2 2");
    }
    tlri_html_close(h);
}

static void put_label(struct tlri_html *h, uint64_t x, uint64_t y, const char *weight,
                      const char *text)
{
    tlri_html_open(h, "text");
    tlri_html_put_number(h, "x", x);
    tlri_html_put_number(h, "y", y);
    tlri_html_put(h, "font-size", "12");
    tlri_html_put(h, "font-weight", weight);
    tlri_html_put(h, "fill", "#1a1a1a");
    tlri_html_text(h, text);
    tlri_html_close(h);
}

/* How far an amount reaches, in tenths of a unit. Both amounts are cut to 60 bits first: a bar is a
 * picture, and the product must fit. */
static uint64_t reach(const struct chart *chart, tlri_dec amount)
{
    tlri_dec largest = chart->largest;
    while (largest >> 60 != 0) {
        largest >>= 1;
        amount >>= 1;
    }
    if (amount <= 0 || largest <= 0) {
        return 0;
    }
    return (uint64_t)(amount * BAR_WIDTH * TENTHS / largest);
}

/* ---- one stage of one candidate -----------------------------------------------------------------
 */

static tlri_dec vote(const struct chart *chart, size_t s, uint32_t candidate)
{
    const struct tlri_event *tally = chart->c->views.stage[s].tally[candidate];
    return tally != NULL ? tally->a : 0;
}

static void put_bar(const struct chart *chart, size_t s, uint32_t candidate, uint64_t x, uint64_t y)
{
    struct tlri_html *h = &chart->c->page->h;
    char hatch[48];
    uint64_t now = reach(chart, vote(chart, s, candidate));
    uint64_t before = s > 0 ? reach(chart, vote(chart, s - 1, candidate)) : now;
    uint64_t kept = before < now ? before : now;
    (void)snprintf(hatch, sizeof hatch, "url(#hatch-%zu-%u)", chart->c->number, chart->band);
    put_rect(h, x, y, kept, "#4d4d4d", false);
    put_rect(h, x + kept, y, now - kept, hatch, false);
    put_rect(h, x + kept, y, before - kept, "none", true);
}

static bool won_at(const struct chart *chart, size_t s, uint32_t candidate)
{
    const struct tlri_stage_view *view = &chart->c->views.stage[s];
    for (size_t i = view->first; i < view->end; i++) {
        const struct tlri_event *event = tlri_transcript_event(chart->c->in->transcript, i);
        if (event->kind == TLRI_EVENT_ELECTED && event->candidate == candidate) {
            return true;
        }
    }
    return false;
}

/* A ring of white around the word, so that it can be read on a bar. */
static void put_elected(const struct chart *chart, uint64_t x, uint64_t y)
{
    struct tlri_html *h = &chart->c->page->h;
    tlri_html_open(h, "text");
    tlri_html_put_number(h, "x", x + BAR_WIDTH / 2);
    tlri_html_put_number(h, "y", y + 11);
    tlri_html_put(h, "font-size", "11");
    tlri_html_put(h, "font-weight", "bold");
    tlri_html_put(h, "text-anchor", "middle");
    tlri_html_put(h, "fill", "#000");
    tlri_html_put(h, "stroke", "#fff");
    tlri_html_put(h, "stroke-width", "4");
    tlri_html_put(h, "paint-order", "stroke");
    tlri_html_text(h, "elected");
    tlri_html_close(h);
}

/* A name cut to fit, with a sign that it was. */
static void put_name(const struct chart *chart, uint32_t candidate, uint64_t y)
{
    const char *name = chart->c->in->contest->candidate[candidate].name;
    size_t bytes = tlri_text_fit(name, NAME_LETTERS);
    char text[NAME_LETTERS * 4 + 8];
    bool whole = name[bytes] == '\0';
    (void)snprintf(text, sizeof text, "%.*s%s", (int)bytes, name, whole ? "" : "\xE2\x80\xA6");
    put_label(&chart->c->page->h, 0, y + 11, "normal", text);
}

static uint64_t column_at(const struct chart *chart, size_t s)
{
    return NAME_WIDTH + (s - chart->from) * COLUMN_WIDTH;
}

static void put_rows(const struct chart *chart)
{
    const struct tlri_contest *contest = chart->c->in->contest;
    uint64_t y = HEAD_HEIGHT;
    for (uint32_t k = 0; k < contest->candidates; k++) {
        if (contest->candidate[k].standing == TLRI_WITHDRAWN) {
            continue;
        }
        put_name(chart, k, y);
        for (size_t s = chart->from; s < chart->to; s++) {
            uint64_t x = column_at(chart, s);
            put_bar(chart, s, k, x * TENTHS, y * TENTHS);
            if (won_at(chart, s, k)) {
                put_elected(chart, x, y);
            }
        }
        y += ROW_HEIGHT;
    }
}

/* ---- around the bars ----------------------------------------------------------------------------
 */

static void put_line(struct tlri_html *h, uint64_t x_tenths, uint64_t y1, uint64_t y2, bool dashed)
{
    tlri_html_open(h, "line");
    put_tenths(h, "x1", x_tenths);
    put_tenths(h, "x2", x_tenths);
    tlri_html_put_number(h, "y1", y1);
    tlri_html_put_number(h, "y2", y2);
    tlri_html_put(h, "stroke", "#1a1a1a");
    if (dashed) {
        tlri_html_put(h, "stroke-dasharray", "5 3");
    }
    tlri_html_close(h);
}

static void put_columns(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    uint64_t bottom = HEAD_HEIGHT + (uint64_t)chart->rows * ROW_HEIGHT;
    for (size_t s = chart->from; s < chart->to; s++) {
        const struct tlri_event *quota = chart->c->views.stage[s].quota;
        uint64_t x = column_at(chart, s);
        char text[32];
        (void)snprintf(text, sizeof text, "Stage %zu", s + 1);
        put_label(h, x, 14, "bold", text);
        put_line(h, x * TENTHS, HEAD_HEIGHT - 4, bottom, false);
        if (quota != NULL) {
            put_line(h, x * TENTHS + reach(chart, quota->a), HEAD_HEIGHT - 4, bottom, true);
        }
    }
}

static uint64_t in_tenths(uint64_t units)
{
    return units * TENTHS;
}

static void put_key(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    uint64_t y = HEAD_HEIGHT + (uint64_t)chart->rows * ROW_HEIGHT + 10;
    char hatch[48];
    (void)snprintf(hatch, sizeof hatch, "url(#hatch-%zu-%u)", chart->c->number, chart->band);
    put_rect(h, in_tenths(NAME_WIDTH), in_tenths(y), in_tenths(20), "#4d4d4d", false);
    put_label(h, NAME_WIDTH + 26, y + 11, "normal", "held before");
    put_rect(h, in_tenths(NAME_WIDTH + 120), in_tenths(y), in_tenths(20), hatch, false);
    put_label(h, NAME_WIDTH + 146, y + 11, "normal", "received");
    put_rect(h, in_tenths(NAME_WIDTH + 220), in_tenths(y), in_tenths(20), "none", true);
    put_label(h, NAME_WIDTH + 246, y + 11, "normal", "passed on or lost");
    put_line(h, in_tenths(NAME_WIDTH + 370), y - 2, y + 14, true);
    put_label(h, NAME_WIDTH + 378, y + 11, "normal", "quota, where there is one");
}

static void put_hatch(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    tlri_html_open(h, "defs");
    tlri_html_open(h, "pattern");
    tlri_html_putf(h, "id", "hatch-%zu-%u", chart->c->number, chart->band);
    tlri_html_put(h, "width", "4");
    tlri_html_put(h, "height", "4");
    tlri_html_put(h, "patternUnits", "userSpaceOnUse");
    tlri_html_open(h, "rect");
    tlri_html_put(h, "width", "4");
    tlri_html_put(h, "height", "4");
    tlri_html_put(h, "fill", "#fff");
    tlri_html_close(h);
    tlri_html_open(h, "path");
    tlri_html_put(h, "d", "M0 4L4 0");
    tlri_html_put(h, "stroke", "#1a1a1a");
    tlri_html_close(h);
    tlri_html_close(h);
    tlri_html_close(h);
}

static void put_described(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    tlri_html_open(h, "title");
    tlri_html_putf(h, "id", "chart-%zu-%u", chart->c->number, chart->band);
    tlri_html_textf(h, "Contest %zu: votes of each candidate, stages %zu to %zu", chart->c->number,
                    chart->from + 1, chart->to);
    tlri_html_close(h);
    tlri_html_open(h, "desc");
    tlri_html_putf(h, "id", "chart-text-%zu-%u", chart->c->number, chart->band);
    tlri_html_text(h, "Bars show every candidate's votes after each stage, with what the stage "
                      "brought and took away. The tables that follow hold the same figures.");
    tlri_html_close(h);
}

static void put_drawing(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    size_t width = NAME_WIDTH + COLUMNS * COLUMN_WIDTH;
    uint64_t height = HEAD_HEIGHT + (uint64_t)chart->rows * ROW_HEIGHT + KEY_HEIGHT;
    tlri_html_open(h, "svg");
    tlri_html_putf(h, "viewBox", "0 0 %zu %llu", width, (unsigned long long)height);
    tlri_html_put(h, "role", "img");
    tlri_html_putf(h, "aria-labelledby", "chart-%zu-%u", chart->c->number, chart->band);
    tlri_html_putf(h, "aria-describedby", "chart-text-%zu-%u", chart->c->number, chart->band);
    put_described(chart);
    put_hatch(chart);
    put_columns(chart);
    put_rows(chart);
    put_key(chart);
    tlri_html_close(h);
}

/* ---- the figure ---------------------------------------------------------------------------------
 */

static void measure(struct chart *chart)
{
    const struct tlri_contest *contest = chart->c->in->contest;
    for (uint32_t k = 0; k < contest->candidates; k++) {
        chart->rows += contest->candidate[k].standing != TLRI_WITHDRAWN;
    }
    for (size_t s = 0; s < chart->c->views.count; s++) {
        const struct tlri_event *quota = chart->c->views.stage[s].quota;
        if (quota != NULL && quota->a > chart->largest) {
            chart->largest = quota->a;
        }
        for (uint32_t k = 0; k < contest->candidates; k++) {
            tlri_dec votes = vote(chart, s, k);
            chart->largest = votes > chart->largest ? votes : chart->largest;
        }
    }
}

void tlri_page_chart(struct tlri_page_contest *contest)
{
    struct chart chart = {.c = contest};
    struct tlri_html *h = &contest->page->h;
    measure(&chart);
    if (contest->views.count == 0 || chart.largest <= 0) {
        return;
    }
    char id[32];
    (void)snprintf(id, sizeof id, "stages-%zu", contest->number);
    tlri_page_heading(contest->page, 3, id, "The stages");
    for (size_t from = 0; from < contest->views.count; from += COLUMNS) {
        chart.from = from;
        chart.to = from + COLUMNS < contest->views.count ? from + COLUMNS : contest->views.count;
        chart.band++;
        tlri_html_open(h, "figure");
        tlri_html_open_class(h, "div", "scroll");
        tlri_html_put(h, "role", "region");
        tlri_html_putf(h, "aria-label", "Chart of contest %zu, stages %zu to %zu", contest->number,
                       chart.from + 1, chart.to);
        tlri_html_put(h, "tabindex", "0");
        put_drawing(&chart);
        tlri_html_close(h);
        tlri_html_close(h);
    }
}
