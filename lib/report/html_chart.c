/*
 * report/html_chart.c: the stages of a count as bars, in SVG inside the page.
 *
 * A row for each candidate, a column for each stage: the bar is the vote after the stage. Solid is
 * what the candidate held before, striped what the stage brought, an empty dashed box what left; a
 * dashed line is the quota. It is drawn for a photocopier: patterns instead of colours. Stripes are
 * lines of a path, since a browser takes minutes to print some hundred bars filled by a pattern.
 * The table below the chart has the figures; title and description stand in for those who do not
 * see it. Whole numbers only: a tenth of a unit is the finest step. Implements
 * spec/formats/html.md, 4.
 */
#include <stdio.h>
#include <string.h>

#include "base/wrap.h"
#include "report/html_page.h"

enum {
    COLUMNS = 6,      /* stages side by side */
    NAME_WIDTH = 170, /* room for names, in units of the drawing */
    ROOM = 720,       /* of all columns together */
    COLUMN_MAX = 360, /* of one, where there are few */
    COLUMN_GAP = 16,
    ELECTED_WIDTH = 46, /* of the word */
    ROW_HEIGHT = 20,
    BAR_HEIGHT = 12,
    HEAD_HEIGHT = 24,
    KEY_HEIGHT = 30,
    KEY_SIGN = 20, /* a sign of the key, and from one to the next */
    KEY_STEP = 150,
    STRIPE = 3,
    NAME_LETTERS = 22,
    TENTHS = 10,
    STRIPE_TENTHS = STRIPE * TENTHS,
    STRIPES_TEXT = COLUMN_MAX / STRIPE * 24 /* "M1234.5 12345v12" for each */
};

struct chart {
    struct tlri_page_contest *c;
    tlri_dec largest; /* vote or quota of any stage */
    size_t from, to;  /* stages drawn */
    uint64_t column;  /* width of one */
    uint32_t rows;
    unsigned band;
    bool has_quota;
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

/* Stripes over a box that is drawn already: upright lines, because they need no cutting. */
static void put_stripes(struct tlri_html *h, uint64_t x, uint64_t y, uint64_t width)
{
    char lines[STRIPES_TEXT];
    size_t used = 0;
    for (uint64_t at = x + STRIPE_TENTHS; at < x + width; at += STRIPE_TENTHS) {
        int n = snprintf(lines + used, sizeof lines - used, "M%llu.%llu %lluv%d",
                         (unsigned long long)(at / TENTHS), (unsigned long long)(at % TENTHS),
                         (unsigned long long)(y / TENTHS), BAR_HEIGHT);
        used += (size_t)n;
    }
    if (used > 0) {
        tlri_html_open(h, "path");
        tlri_html_put(h, "d", lines);
        tlri_html_put(h, "stroke", "#1a1a1a");
        tlri_html_close(h);
    }
}

static uint64_t bar_width(const struct chart *chart)
{
    return chart->column - COLUMN_GAP; /* of the largest vote */
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
    return (uint64_t)(amount * (tlri_dec)bar_width(chart) * TENTHS / largest);
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
    uint64_t now = reach(chart, vote(chart, s, candidate));
    uint64_t before = s > 0 ? reach(chart, vote(chart, s - 1, candidate)) : now;
    uint64_t kept = before < now ? before : now;
    put_rect(h, x, y, kept, "#4d4d4d", false);
    put_rect(h, x + kept, y, now - kept, "#fff", false);
    put_stripes(h, x + kept, y, now - kept);
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

/* The word stands behind the bar, or in white on it where there is no room behind. A ring of the
 * other tone keeps it legible across the line of the quota, and on stripes. */
static void put_elected(const struct chart *chart, size_t s, uint32_t candidate, uint64_t x,
                        uint64_t y)
{
    struct tlri_html *h = &chart->c->page->h;
    uint64_t end = reach(chart, vote(chart, s, candidate)) / TENTHS;
    bool behind = end + ELECTED_WIDTH + COLUMN_GAP / 2 <= chart->column;
    tlri_html_open(h, "text");
    tlri_html_put_number(h, "x", behind ? x + end + 4 : x + 4);
    tlri_html_put_number(h, "y", y + 10);
    tlri_html_put(h, "font-size", "11");
    tlri_html_put(h, "font-weight", "bold");
    tlri_html_put(h, "fill", behind ? "#000" : "#fff");
    tlri_html_put(h, "stroke", behind ? "#fff" : "#4d4d4d");
    tlri_html_put(h, "stroke-width", "3");
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
    return NAME_WIDTH + (s - chart->from) * chart->column;
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
                put_elected(chart, s, k, x, y);
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

/* One sign of the key with its words; returns where the next one begins. */
static uint64_t put_sign(struct tlri_html *h, uint64_t x, uint64_t y, const char *fill, bool dashed,
                         const char *words)
{
    put_rect(h, in_tenths(x), in_tenths(y), in_tenths(KEY_SIGN), fill, dashed);
    put_label(h, x + KEY_SIGN + 6, y + 11, "normal", words);
    return x + KEY_STEP;
}

/* Only what the drawing has: a count of one stage knows nothing received, many have no quota. */
static void put_key(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    uint64_t y = HEAD_HEIGHT + (uint64_t)chart->rows * ROW_HEIGHT + 10;
    uint64_t x = NAME_WIDTH;
    if (chart->c->views.count > 1) {
        x = put_sign(h, x, y, "#4d4d4d", false, "held before");
        put_stripes(h, in_tenths(x), in_tenths(y), in_tenths(KEY_SIGN));
        x = put_sign(h, x, y, "none", false, "received");
        x = put_sign(h, x, y, "none", true, "passed on or lost");
    } else {
        x = put_sign(h, x, y, "#4d4d4d", false, "votes");
    }
    if (chart->has_quota) {
        put_line(h, in_tenths(x + KEY_SIGN / 2), y - 2, y + 14, true);
        put_label(h, x + KEY_SIGN + 6, y + 11, "normal", "quota");
    }
}

/* "Elected: Ann Archer at stage 1, Con Cooper at stage 4." */
static void put_described_elected(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    const struct tlri_contest *contest = chart->c->in->contest;
    bool any = false;
    for (size_t s = chart->from; s < chart->to; s++) {
        for (uint32_t k = 0; k < contest->candidates; k++) {
            if (won_at(chart, s, k)) {
                tlri_html_text(h, any ? ", " : " Elected: ");
                tlri_html_textf(h, "%.400s at stage %zu", contest->candidate[k].name, s + 1);
                any = true;
            }
        }
    }
    tlri_html_text(h, any ? "." : " Nobody is elected in these stages.");
}

static void put_described(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    tlri_html_open(h, "title");
    tlri_html_putf(h, "id", "chart-%zu-%u", chart->c->number, chart->band);
    tlri_html_textf(h, "Contest %zu: votes of each candidate, ", chart->c->number);
    if (chart->to == chart->from + 1) {
        tlri_html_textf(h, "stage %zu", chart->to);
    } else {
        tlri_html_textf(h, "stages %zu to %zu", chart->from + 1, chart->to);
    }
    tlri_html_close(h);
    tlri_html_open(h, "desc");
    tlri_html_putf(h, "id", "chart-text-%zu-%u", chart->c->number, chart->band);
    tlri_html_text(h, "Bars show every candidate's votes after each stage, with what the stage "
                      "brought and took away. The tables that follow hold the same figures.");
    put_described_elected(chart);
    tlri_html_close(h);
}

static void put_drawing(const struct chart *chart)
{
    struct tlri_html *h = &chart->c->page->h;
    size_t width = NAME_WIDTH + ROOM;
    uint64_t height = HEAD_HEIGHT + (uint64_t)chart->rows * ROW_HEIGHT + KEY_HEIGHT;
    tlri_html_open(h, "svg");
    tlri_html_putf(h, "viewBox", "0 0 %zu %llu", width, (unsigned long long)height);
    tlri_html_put(h, "role", "img");
    tlri_html_putf(h, "aria-labelledby", "chart-%zu-%u", chart->c->number, chart->band);
    tlri_html_putf(h, "aria-describedby", "chart-text-%zu-%u", chart->c->number, chart->band);
    put_described(chart);
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
    size_t stages = chart->c->views.count;
    uint64_t column = stages == 0 ? ROOM : ROOM / (stages < COLUMNS ? stages : COLUMNS);
    chart->column = column < COLUMN_MAX ? column : COLUMN_MAX;
    for (uint32_t k = 0; k < contest->candidates; k++) {
        chart->rows += contest->candidate[k].standing != TLRI_WITHDRAWN;
    }
    for (size_t s = 0; s < chart->c->views.count; s++) {
        const struct tlri_event *quota = chart->c->views.stage[s].quota;
        chart->has_quota = chart->has_quota || quota != NULL;
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
