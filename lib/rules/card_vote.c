/*
 * rules/card_vote.c: the fifty-fifty sum of a card vote, and the check of a published table.
 *
 * Votes are the best basis, then percentages of a section, then shares of the whole; the best that
 * is stated is used and the rest is checked against it. Shares are exact fractions until they are
 * rounded, once, to the decimals asked for, so that the total is not a sum of rounded numbers. A
 * row that was rounded when it was published may miss its sum by one unit of its last place, not
 * more. Implements spec/rules/entitlement.md, section "Card votes".
 */
#include "rules/card_vote.h"

#include <string.h>

#define SCALE 10000 /* 10^TLRI_CARD_DECIMALS_MAX */
#define HALF  50    /* percent of the whole that a section makes */

static const char *const row_names[TLRI_CARD_ROWS] = {
    [TLRI_CARD_CLPS_VOTES] = "clps votes",
    [TLRI_CARD_AFFILIATES_VOTES] = "affiliates votes",
    [TLRI_CARD_CLPS_PERCENT] = "clps percent",
    [TLRI_CARD_AFFILIATES_PERCENT] = "affiliates percent",
    [TLRI_CARD_CLPS_SHARE] = "clps share",
    [TLRI_CARD_AFFILIATES_SHARE] = "affiliates share",
    [TLRI_CARD_TOTAL_SHARE] = "total share"};

static bool is_votes(size_t kind)
{
    return kind == TLRI_CARD_CLPS_VOTES || kind == TLRI_CARD_AFFILIATES_VOTES;
}

/* ---- reading ---- */

static tlr_status refuse_line(tlr_ctx *ctx, const struct tlri_place *place, const char *what)
{
    tlri_diag(ctx, TLR_ERROR, 3060, place,
              "A table is the line \"row,for,against\" and then lines such as \"clps "
              "votes,342921,8723\"; rows: clps votes, affiliates votes, clps percent, affiliates "
              "percent, clps share, affiliates share, total share.",
              "entitlement/ENT-20", "%s", what);
    return TLR_E_INPUT;
}

/* A number of at most TLRI_CARD_DECIMALS_MAX decimals, in 10^-4; says how many it has. */
static bool read_number(const char *text, size_t len, bool whole, tlri_dec *out, unsigned *decimals)
{
    const char *point = memchr(text, '.', len);
    *decimals = point != NULL ? (unsigned)(len - (size_t)(point - text) - 1) : 0;
    return (point == NULL || !whole) && tlri_dec_parse(text, len, TLRI_CARD_DECIMALS_MAX, out) &&
           *out >= 0 && *out <= (tlri_dec)TLRI_CARD_VOTES_MAX * SCALE;
}

static bool read_pair(const char *a, size_t a_len, const char *b, size_t b_len, bool whole,
                      struct tlri_card_row *out)
{
    unsigned first, second;
    if (!read_number(a, a_len, whole, &out->in_favour, &first) ||
        !read_number(b, b_len, whole, &out->against, &second)) {
        return false;
    }
    out->decimals = first > second ? first : second;
    return true;
}

static size_t row_kind(const char *name, size_t len)
{
    size_t kind = 0;
    while (kind < TLRI_CARD_ROWS && !tlri_span_is(name, len, row_names[kind])) {
        kind++;
    }
    return kind;
}

static tlr_status read_line(tlr_ctx *ctx, const struct tlri_place *place, const char *line,
                            size_t len, struct tlri_card_table *out)
{
    const char *first = memchr(line, ',', len);
    const char *second =
        first != NULL ? memchr(first + 1, ',', len - (size_t)(first + 1 - line)) : NULL;
    if (second == NULL) {
        return refuse_line(ctx, place, "the line has not three fields");
    }
    size_t kind = row_kind(line, (size_t)(first - line));
    if (kind == TLRI_CARD_ROWS) {
        return refuse_line(ctx, place, "there is no row of that name in a card vote");
    }
    struct tlri_card_row *row = &out->row[kind];
    if (row->line != 0) {
        return refuse_line(ctx, place, "the row stands twice");
    }
    if (!read_pair(first + 1, (size_t)(second - first - 1), second + 1,
                   len - (size_t)(second + 1 - line), is_votes(kind), row)) {
        return refuse_line(ctx, place,
                           is_votes(kind) ? "votes are whole numbers"
                                          : "shares are numbers with at most four decimals");
    }
    row->line = place->line;
    return TLR_OK;
}

tlr_status tlri_card_table_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_card_table *out)
{
    memset(out, 0, sizeof *out);
    struct tlri_place place = {0};
    place.file = name;
    tlr_status worst = TLR_OK;
    for (size_t at = 0; at < len;) {
        const char *end = memchr(data + at, '\n', len - at);
        size_t line_len = end != NULL ? (size_t)(end - (data + at)) : len - at;
        size_t next = at + line_len + 1;
        if (line_len > 0 && data[at + line_len - 1] == '\r') {
            line_len--;
        }
        place.line++;
        place.source = data + at;
        place.source_len = line_len;
        tlr_status status = TLR_OK;
        if (place.line > 1) {
            status = read_line(ctx, &place, data + at, line_len, out);
        } else if (!tlri_span_is(data + at, line_len, "row,for,against")) {
            /* Another file, perhaps a list of members: none of it is shown. */
            place.source = NULL;
            return refuse_line(ctx, &place, "this is not a card vote table");
        }
        worst = worst == TLR_OK ? status : worst;
        at = next;
    }
    if (place.line == 0) {
        return refuse_line(ctx, &place, "the file is empty");
    }
    return worst;
}

static tlr_status refuse_section(tlr_ctx *ctx, const char *text)
{
    tlri_diag(ctx, TLR_ERROR, 3064, NULL,
              "Write votes as 342921:8723, or percentages of the section as 88% or 88%:12%.",
              "entitlement/ENT-20", "\"%s\" is not the vote of a section", text);
    return TLR_E_INPUT;
}

/* "88%" into "88"; false when it is no percentage. */
static bool strip_percent(const char *text, size_t *len)
{
    if (*len < 2 || text[*len - 1] != '%') {
        return false;
    }
    (*len)--;
    return true;
}

tlr_status tlri_card_section_read(tlr_ctx *ctx, const char *text, bool affiliates,
                                  struct tlri_card_table *out)
{
    size_t len = strlen(text);
    const char *colon = strchr(text, ':');
    size_t a_len = colon != NULL ? (size_t)(colon - text) : len;
    const char *b = colon != NULL ? colon + 1 : "";
    size_t b_len = strlen(b);
    struct tlri_card_row row = {0};
    bool percent = strip_percent(text, &a_len);
    bool good;
    if (!percent) {
        good = colon != NULL && read_pair(text, a_len, b, b_len, true, &row);
    } else if (colon == NULL) {
        good = read_number(text, a_len, false, &row.in_favour, &row.decimals) &&
               row.in_favour <= (tlri_dec)100 * SCALE;
        row.against = (tlri_dec)100 * SCALE - row.in_favour;
    } else {
        good = strip_percent(b, &b_len) && read_pair(text, a_len, b, b_len, false, &row);
    }
    if (!good) {
        return refuse_section(ctx, text);
    }
    row.line = 1;
    size_t kind = percent ? TLRI_CARD_CLPS_PERCENT : TLRI_CARD_CLPS_VOTES;
    out->row[kind + (affiliates ? 1u : 0u)] = row;
    return TLR_OK;
}

/* ---- the sums ---- */

/* 10^(4 - decimals): one unit of a published last place. */
static tlri_dec unit_of(unsigned decimals)
{
    return tlri_dec_unit(TLRI_CARD_DECIMALS_MAX - decimals);
}

/* num * percent / den in 10^-decimals percent, halves up. All bounds are far inside 128 bits: num
 * and den are at most 2 * (10^16)^2, percent * 10^decimals at most 10^6. */
static tlri_dec rounded(tlri_dec num, tlri_dec den, int percent, unsigned decimals)
{
    tlri_dec units = (tlri_dec)percent * tlri_dec_unit(decimals);
    return (2 * num * units + den) / (2 * den);
}

struct section {
    tlri_dec in_favour, all; /* a fraction */
};

/* The section's vote from the best row that is stated; all is 0 when none is. */
static struct section section_of(const struct tlri_card_table *table, bool affiliates)
{
    static const size_t best_first[] = {TLRI_CARD_CLPS_VOTES, TLRI_CARD_CLPS_PERCENT,
                                        TLRI_CARD_CLPS_SHARE};
    struct section section = {0, 0};
    for (size_t i = 0; i < 3; i++) {
        const struct tlri_card_row *row = &table->row[best_first[i] + (affiliates ? 1u : 0u)];
        if (row->line != 0) {
            /* Votes are whole numbers: without their scale the products stay small. */
            tlri_dec scale = i == 0 ? SCALE : 1;
            section.in_favour = row->in_favour / scale;
            section.all = (row->in_favour + row->against) / scale;
            return section;
        }
    }
    return section;
}

struct check {
    tlr_ctx *ctx;
    const char *name;
    const struct tlri_card_table *table;
    unsigned checks;
    tlr_status worst;
};

static struct tlri_place place_of(const struct check *check, size_t kind)
{
    struct tlri_place place = {0};
    if (check->name != NULL) {
        place.file = check->name;
        place.line = check->table->row[kind].line;
    }
    return place;
}

static void check_sum(struct check *check, size_t kind, int percent)
{
    const struct tlri_card_row *row = &check->table->row[kind];
    if (row->line == 0) {
        return;
    }
    tlri_dec sum = row->in_favour + row->against;
    tlri_dec off = sum - (tlri_dec)percent * SCALE;
    check->checks++;
    if (off <= unit_of(row->decimals) && -off <= unit_of(row->decimals)) {
        return;
    }
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(sum / unit_of(row->decimals), row->decimals, text);
    struct tlri_place place = place_of(check, kind);
    tlri_diag(check->ctx, TLR_ERROR, 3061, &place,
              "One of its two figures is misprinted: look for another copy of the table.",
              "entitlement/ENT-21", "the row \"%s\" adds up to %s, not %d", row_names[kind], text,
              percent);
    check->worst = TLR_E_INPUT;
}

/* Is the published figure what num / den * percent comes to? slack: units of the last place. */
static void check_figure(struct check *check, size_t kind, bool in_favour, tlri_dec num,
                         tlri_dec den, int percent, int slack)
{
    const struct tlri_card_row *row = &check->table->row[kind];
    tlri_dec published = (in_favour ? row->in_favour : row->against) / unit_of(row->decimals);
    tlri_dec worked_out = rounded(num, den, percent, row->decimals);
    check->checks++;
    if (published - worked_out <= slack && worked_out - published <= slack) {
        return;
    }
    char is[TLRI_DEC_TEXT], should[TLRI_DEC_TEXT];
    tlri_dec_format(published, row->decimals, is);
    tlri_dec_format(worked_out, row->decimals, should);
    struct tlri_place place = place_of(check, kind);
    tlri_diag(check->ctx, TLR_ERROR, 3062, &place,
              "Either this figure or one it rests on is misprinted: look for another copy.",
              "entitlement/ENT-21", "the row \"%s\" says %s %s, and the sum comes to %s",
              row_names[kind], is, in_favour ? "for" : "against", should);
    check->worst = TLR_E_INPUT;
}

static void check_row(struct check *check, size_t kind, tlri_dec in_favour, tlri_dec all,
                      int percent, int slack)
{
    if (check->table->row[kind].line != 0) {
        check_figure(check, kind, true, in_favour, all, percent, slack);
        check_figure(check, kind, false, all - in_favour, all, percent, slack);
    }
}

static tlr_status refuse_missing(tlr_ctx *ctx, bool affiliates)
{
    tlri_diag(ctx, TLR_ERROR, 3063, NULL, "State its votes, its percentages or its shares.",
              "entitlement/ENT-20", "the vote of the %s is missing, or nobody voted",
              affiliates ? "affiliates" : "CLPs");
    return TLR_E_INPUT;
}

tlr_status tlri_card_vote_work_out(tlr_ctx *ctx, const char *name,
                                   const struct tlri_card_table *table,
                                   struct tlri_card_result *out)
{
    struct check check = {ctx, name, table, 0, TLR_OK};
    check_sum(&check, TLRI_CARD_CLPS_PERCENT, 100);
    check_sum(&check, TLRI_CARD_AFFILIATES_PERCENT, 100);
    check_sum(&check, TLRI_CARD_CLPS_SHARE, HALF);
    check_sum(&check, TLRI_CARD_AFFILIATES_SHARE, HALF);
    check_sum(&check, TLRI_CARD_TOTAL_SHARE, 100);
    TLR_TRY(check.worst);
    struct section clps = section_of(table, false), affiliates = section_of(table, true);
    if (clps.all == 0 || affiliates.all == 0) {
        return refuse_missing(ctx, clps.all != 0);
    }
    /* What follows from votes is exact; what follows from rounded figures may be one unit off. */
    int clps_slack = table->row[TLRI_CARD_CLPS_VOTES].line != 0 ? 0 : 1;
    int affiliates_slack = table->row[TLRI_CARD_AFFILIATES_VOTES].line != 0 ? 0 : 1;
    int slack = clps_slack > affiliates_slack ? clps_slack : affiliates_slack;
    tlri_dec all = clps.all * affiliates.all;
    tlri_dec in_favour = clps.in_favour * affiliates.all + affiliates.in_favour * clps.all;
    check_row(&check, TLRI_CARD_CLPS_PERCENT, clps.in_favour, clps.all, 100, clps_slack);
    check_row(&check, TLRI_CARD_AFFILIATES_PERCENT, affiliates.in_favour, affiliates.all, 100,
              affiliates_slack);
    check_row(&check, TLRI_CARD_CLPS_SHARE, clps.in_favour, clps.all, HALF, clps_slack);
    check_row(&check, TLRI_CARD_AFFILIATES_SHARE, affiliates.in_favour, affiliates.all, HALF,
              affiliates_slack);
    check_row(&check, TLRI_CARD_TOTAL_SHARE, in_favour, 2 * all, 100, slack);
    TLR_TRY(check.worst);
    const unsigned decimals = 2;
    out->decimals = decimals;
    out->clps_for = rounded(clps.in_favour, clps.all, HALF, decimals);
    out->clps_against = rounded(clps.all - clps.in_favour, clps.all, HALF, decimals);
    out->affiliates_for = rounded(affiliates.in_favour, affiliates.all, HALF, decimals);
    out->affiliates_against =
        rounded(affiliates.all - affiliates.in_favour, affiliates.all, HALF, decimals);
    out->total_for = rounded(in_favour, 2 * all, 100, decimals);
    out->total_against = rounded(2 * all - in_favour, 2 * all, 100, decimals);
    out->majority = in_favour > all ? 1 : in_favour == all ? 0 : -1;
    out->checks = check.checks;
    return TLR_OK;
}
