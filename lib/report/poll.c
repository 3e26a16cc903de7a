/*
 * report/poll.c: the notice of poll as one page: what is elected, when, by which rules, and the
 * digest by which everybody can later tell that these were the rules.
 *
 * Written from the notice as it was read back and from the edition of the rules, so that the page
 * says what the file says. Every disputed reading is told with what was decided, who decided it,
 * what else could have been, and where each is held; readings that nobody decided stand apart, as
 * what holds by default. One sheet of A4 for a small election; no script, nothing loaded.
 * Implements spec/formats/papers.md [PAP-6].
 */
#include "report/poll.h"

#include <string.h>

#include "report/html_write.h"
#include "trust/digest.h"

static const char style[] =
    "\n@page{size:A4;margin:14mm}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:4mm;max-width:182mm;font:11pt/1.4 \"Helvetica Neue\",Arial,"
    "sans-serif;color:#000;background:#fff}\n"
    "h1{font-size:22pt;margin:0}\n"
    "h2{font-size:13pt;margin:6mm 0 2mm;border-bottom:1px solid #000;break-after:avoid}\n"
    "h3{font-size:11pt;margin:3mm 0 1mm;break-after:avoid}\n"
    "p,ul{margin:0 0 2mm}\n"
    ".who{font-size:14pt;margin:1mm 0 0}\n"
    "table{width:100%;border-collapse:collapse;margin:0 0 3mm}\n"
    "th,td{border:1px solid #555;padding:1.5mm 2mm;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}\n"
    "th{font-weight:bold}\n"
    "th[scope=col]{white-space:nowrap}\n"
    "tr,li,.digest{break-inside:avoid}\n"
    ".digest{border:2px solid #000;padding:3mm;text-align:center;margin:3mm 0}\n"
    ".digest code{font:bold 14pt/1.6 \"DejaVu Sans Mono\",Consolas,monospace;display:block}\n"
    ".source{font-size:9.5pt}\n"
    ".banner{border:2px solid #000;padding:1mm;font-weight:bold;text-align:center}\n"
    ".sign{margin-top:10mm}\n"
    "@media screen and (max-width:600px){.digest code{font-size:10pt}table{font-size:9.5pt}"
    "th[scope=col]{white-space:normal}th,td{padding:1mm}}\n"
    "@media print{body{padding:0;max-width:none}}\n";

static void begin(struct tlri_html *h, tlr_ctx *ctx, const struct tlri_notice *notice,
                  struct tlri_buf *out)
{
    tlri_html_begin(h, ctx, out);
    tlri_html_open(h, "html");
    tlri_html_put(h, "lang", "en-GB");
    tlri_html_head(h, style);
    tlri_html_meta(h, "viewport", "width=device-width, initial-scale=1");
    tlri_html_open(h, "title");
    tlri_html_textf(h, "Notice of poll, %.400s", notice->clp);
    tlri_html_close(h);
    tlri_html_style(h, style);
    tlri_html_close(h);
    tlri_html_open(h, "body");
    tlri_html_open(h, "main");
}

static void put_head(struct tlri_html *h, const struct tlri_notice *notice)
{
    tlri_html_open(h, "header");
    if (notice->trial) {
        tlri_html_leaf_class(h, "p", "banner",
                             "TRIAL RUN: this is no real election and elects nobody.");
    }
    tlri_html_leaf(h, "h1", "Notice of poll");
    tlri_html_leaf_class(h, "p", "who", notice->clp);
    if (notice->title != NULL) {
        tlri_html_leaf(h, "p", notice->title);
    }
    tlri_html_close(h);
}

/* ---- days and places ---- */

static void put_row(struct tlri_html *h, const char *what, const char *value)
{
    if (value == NULL) {
        return;
    }
    tlri_html_open(h, "tr");
    tlri_html_open(h, "th");
    tlri_html_put(h, "scope", "row");
    tlri_html_text(h, what);
    tlri_html_close(h);
    tlri_html_leaf(h, "td", value);
    tlri_html_close(h);
}

static const char *who_votes(enum tlri_electorate electorate)
{
    switch (electorate) {
    case TLRI_ELECTORATE_MEMBERS:
        return "every member entitled to vote";
    case TLRI_ELECTORATE_DELEGATES:
        return "the delegates to the General Committee";
    case TLRI_ELECTORATE_EXECUTIVE:
        return "the members of the executive";
    case TLRI_ELECTORATE_OTHER:
    case TLRI_ELECTORATE_COUNT:
        return "those whom the body that holds this election names";
    }
    return "";
}

static void put_days(struct tlri_html *h, const struct tlri_notice *notice)
{
    tlri_html_leaf(h, "h2", "Who votes, and when");
    tlri_html_open(h, "table");
    tlri_html_open(h, "tbody");
    put_row(h, "Who votes", who_votes(notice->electorate));
    put_row(h, "Members on this day may vote (freeze date)", notice->timetable.freeze);
    put_row(h, "Nominations open", notice->timetable.nominations_open);
    put_row(h, "Nominations close", notice->timetable.nominations_close);
    put_row(h, "The poll opens", notice->timetable.poll_opens);
    put_row(h, "The poll closes", notice->timetable.poll_closes);
    put_row(h, "Closing date for names of delegates", notice->timetable.conference_closing);
    put_row(h, "Conference opens", notice->timetable.conference_opens);
    put_row(h, "The papers are kept until at least", notice->retain_until);
    tlri_html_close(h);
    tlri_html_close(h);
}

/* "at least 2 counting toward 'women'; at most 3 ..." */
static void put_bounds(struct tlri_html *h, const struct tlri_notice_contest *contest)
{
    bool any = false;
    for (size_t k = 0; k < contest->categories; k++) {
        for (size_t g = 0; g < contest->category[k].groups; g++) {
            const struct tlri_declared_group *group = &contest->category[k].group[g];
            if (group->minimum > 0) {
                tlri_html_textf(h, "%sat least %u of the group '%s'", any ? "; " : "",
                                group->minimum, group->name);
                any = true;
            }
            if (group->maximum != UINT32_MAX) {
                tlri_html_textf(h, "%sat most %u of the group '%s'", any ? "; " : "",
                                group->maximum, group->name);
                any = true;
            }
        }
    }
    tlri_html_text(h, any ? "" : "none");
}

static void put_cell_head(struct tlri_html *h, const char *text)
{
    tlri_html_open(h, "th");
    tlri_html_put(h, "scope", "col");
    tlri_html_text(h, text);
    tlri_html_close(h);
}

/* A rule set in a few words, for people who never saw its name. */
static const char *rule_set_words(const char *rule_set)
{
    static const struct {
        const char *name, *words;
    } table[] = {
        {"block", "crosses, as many as places; the most votes win"},
        {"limited", "crosses, fewer than places; the most votes win"},
        {"av", "preferences; the lowest goes out until one has a majority"},
        {"av-successive", "preferences; one place after another by majority"},
        {"eliminating", "one cross, in several rounds"},
        {"ers97", "preferences; single transferable vote, Electoral Reform Society 1997"},
        {"scottish-2011", "preferences; single transferable vote of Scottish councils"},
        {"n-ireland-1985", "preferences; single transferable vote of Northern Ireland's councils"},
        {"wigm-prf", "preferences; single transferable vote, weighted inclusive Gregory"},
        {"wigm-prf-batch", "preferences; single transferable vote, weighted inclusive Gregory"},
        {"wigm-exact", "preferences; single transferable vote in exact fractions"},
        {"exact-quota", "preferences; single transferable vote with an exact quota"},
        {"meek-prf", "preferences; single transferable vote, Meek"},
        {"meek-nz", "preferences; single transferable vote, Meek, as in New Zealand"},
        {"meek-123", "preferences; single transferable vote, Meek"},
        {"custom", "preferences; single transferable vote, as the notice sets it out"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (tlri_streq(table[i].name, rule_set)) {
            return table[i].words;
        }
    }
    return "as the specification sets it out";
}

static void put_contest(struct tlri_html *h, const struct tlri_notice_contest *contest)
{
    tlri_html_open(h, "tr");
    tlri_html_open(h, "th");
    tlri_html_put(h, "scope", "row");
    tlri_html_text(h, contest->title);
    tlri_html_close(h);
    tlri_html_open(h, "td");
    tlri_html_textf(h, "%u", contest->places);
    tlri_html_close(h);
    tlri_html_open(h, "td");
    tlri_html_leaf(h, "strong", contest->rule_set);
    tlri_html_textf(h, ": %s", rule_set_words(contest->rule_set));
    tlri_html_close(h);
    tlri_html_open(h, "td");
    put_bounds(h, contest);
    tlri_html_close(h);
    tlri_html_close(h);
}

static void put_contests(struct tlri_html *h, const struct tlri_notice *notice)
{
    tlri_html_leaf(h, "h2", "What is elected");
    tlri_html_open(h, "table");
    tlri_html_open(h, "thead");
    tlri_html_open(h, "tr");
    put_cell_head(h, "Contest");
    put_cell_head(h, "Places");
    put_cell_head(h, "How it is voted and counted");
    put_cell_head(h, "Bounds");
    tlri_html_close(h);
    tlri_html_close(h);
    tlri_html_open(h, "tbody");
    for (size_t i = 0; i < notice->contests; i++) {
        put_contest(h, &notice->contest[i]);
    }
    tlri_html_close(h);
    tlri_html_close(h);
    tlri_html_open(h, "p");
    tlri_html_textf(h, "The contests are filled in this order: ");
    for (size_t i = 0; i < notice->contests; i++) {
        tlri_html_textf(h, "%s%.400s", i > 0 ? ", then " : "",
                        notice->contest[notice->fill_order[i]].title);
    }
    tlri_html_text(h, notice->one_person_one_place
                          ? ". Whoever is elected in one is passed over in those that follow."
                          : ". One person may be elected in several.");
    tlri_html_close(h);
    if (notice->paper_order < TLRI_PAPER_ORDER_COUNT) {
        tlri_html_leaf(h, "p",
                       notice->paper_order == TLRI_PAPER_ORDER_DRAWN
                           ? "Candidates stand on the paper in an order drawn by lot when "
                             "nominations have closed."
                           : "Candidates stand on the paper in alphabetical order of surnames.");
    }
}

/* ---- the disputed readings ---- */

static void put_value(struct tlri_html *h, const struct tlri_rulebook *rulebook,
                      const struct tlri_rule_value *value)
{
    const struct tlri_rule_source *source =
        value->source != NULL ? tlri_rulebook_source(rulebook, value->source) : NULL;
    tlri_html_leaf(h, "strong", value->name);
    tlri_html_textf(h, ": %.2000s", value->gloss);
    tlri_html_open_class(h, "span", "source");
    if (value->holds != NULL) {
        tlri_html_textf(h, " Held by: %.300s.", value->holds);
    } else {
        tlri_html_text(h, " Nobody known holds it.");
    }
    if (source != NULL) {
        tlri_html_textf(h, " Source, grade %c: %.2000s.", value->grade, source->text);
    }
    tlri_html_close(h);
}

static void put_others(struct tlri_html *h, const struct tlri_rulebook *rulebook,
                       const struct tlri_rule_reading *reading, const char *declared)
{
    bool any = false;
    for (size_t i = 0; i < reading->values; i++) {
        if (tlri_streq(reading->value[i].name, declared)) {
            continue;
        }
        if (!any) {
            tlri_html_leaf(h, "p", "The other ways to read it:");
            tlri_html_open(h, "ul");
            any = true;
        }
        tlri_html_open(h, "li");
        put_value(h, rulebook, &reading->value[i]);
        tlri_html_close(h);
    }
    if (any) {
        tlri_html_close(h);
    }
}

static void put_reading(struct tlri_html *h, const struct tlri_rulebook *rulebook,
                        const struct tlri_declared_reading *declared)
{
    const struct tlri_rule_reading *reading = tlri_rulebook_reading(rulebook, declared->name);
    if (reading == NULL) {
        return; /* it was resolved before: every declared reading is one of the edition */
    }
    const struct tlri_rule_value *value = tlri_rule_reading_value(reading, declared->value);
    tlri_html_open_class(h, "section", "reading");
    tlri_html_leaf(h, "h3", declared->name);
    tlri_html_leaf(h, "p", reading->about);
    tlri_html_open(h, "p");
    tlri_html_text(h, "Here: ");
    if (value != NULL) {
        put_value(h, rulebook, value);
    } else {
        tlri_html_leaf(h, "strong", declared->value);
        tlri_html_text(h, ".");
    }
    if (declared->decided_by != NULL) {
        tlri_html_textf(h, " Decided by %.100s on %s", declared->decided_by, declared->decided_on);
        if (declared->minute != NULL) {
            tlri_html_textf(h, ", minute %.100s", declared->minute);
        }
        tlri_html_text(h, ".");
    }
    tlri_html_close(h);
    put_others(h, rulebook, reading, declared->value);
    tlri_html_close(h);
}

/* What holds because nobody decided anything else. */
static void put_defaults(struct tlri_html *h, const struct tlri_poll_page *page)
{
    tlri_html_leaf(h, "h2", "Other points on which nothing was decided");
    tlri_html_leaf(h, "p",
                   "On these the edition of the rules gives a reading that holds unless another is "
                   "declared. The result will say of each: decided by nobody.");
    tlri_html_open(h, "ul");
    for (size_t i = 0; i < page->rulebook->readings; i++) {
        const struct tlri_rule_reading *reading = &page->rulebook->reading[i];
        if (reading->default_value == NULL ||
            tlri_notice_reading(page->notice, reading->name) != NULL) {
            continue;
        }
        const struct tlri_rule_value *value =
            tlri_rule_reading_value(reading, reading->default_value);
        tlri_html_open(h, "li");
        tlri_html_textf(h, "%.2000s ", reading->about);
        tlri_html_leaf(h, "strong", reading->default_value);
        tlri_html_textf(h, ": %.2000s", value != NULL ? value->gloss : "");
        tlri_html_close(h);
    }
    tlri_html_close(h);
}

static void put_readings(struct tlri_html *h, const struct tlri_poll_page *page)
{
    const struct tlri_notice *notice = page->notice;
    tlri_html_leaf(h, "h2", "Disputed points of the rules, and how they are read here");
    tlri_html_open(h, "p");
    tlri_html_textf(h,
                    "The rules: %.400s. Where the rules, or those who quote them, can be taken in "
                    "more than one way, this was decided before nominations closed:",
                    page->rulebook->title);
    tlri_html_close(h);
    for (size_t i = 0; i < notice->readings; i++) {
        put_reading(h, page->rulebook, &notice->reading[i]);
    }
    tlri_html_leaf(h, "p",
                   "Grades of sources: A the party, a court, a statute; B rule text quoted by a "
                   "named third party, or the press of the time; C a partisan or local page; D "
                   "inference.");
    put_defaults(h, page);
}

/* ---- the digest ---- */

static void put_digest(struct tlri_html *h, const struct tlri_poll_page *page)
{
    char reading[TLRI_DIGEST_READING];
    char line[40];
    tlri_digest_reading(&page->digest, reading);
    tlri_html_open_class(h, "section", "digest");
    tlri_html_leaf(h, "p",
                   "The rules of this election are in the file notice.xml. Its digest (SHA-256):");
    for (size_t from = 0; from < 80; from += 20) { /* four groups of four a line */
        memcpy(line, reading + from, 19);
        line[19] = '\0';
        tlri_html_leaf(h, "code", line);
    }
    tlri_html_leaf(h, "p",
                   "Keep this page. Whoever is given a result later can check by these figures "
                   "that it was made under the rules announced here.");
    tlri_html_close(h);
}

static void put_sign(struct tlri_html *h, const struct tlri_notice *notice)
{
    if (notice->ruling_body != NULL) {
        tlri_html_open(h, "p");
        tlri_html_textf(h, "Beyond the officers may rule: %.400s.", notice->ruling_body);
        tlri_html_close(h);
    }
    tlri_html_leaf_class(
        h, "p", "sign", "Returning officer: ______________________________   Date: ______________");
}

tlr_status tlri_poll_page(tlr_ctx *ctx, const struct tlri_poll_page *page, struct tlri_buf *out)
{
    struct tlri_html h;
    begin(&h, ctx, page->notice, out);
    put_head(&h, page->notice);
    put_days(&h, page->notice);
    put_contests(&h, page->notice);
    put_digest(&h, page);
    put_readings(&h, page);
    put_sign(&h, page->notice);
    tlri_html_close(&h);
    tlri_html_close(&h);
    tlri_html_close(&h);
    return tlri_html_end(&h);
}
