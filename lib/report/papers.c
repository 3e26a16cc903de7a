/*
 * report/papers.c: ballot papers to print, the forms that lie on the desk, the slip of the close.
 *
 * The number is on the counterfoil and nowhere on the paper, so that what goes into the box cannot
 * be traced to who was given it; papers are numbered for the count after mixing. How a paper is
 * marked follows from the contest's method and settings, so that the sentence on the paper and the
 * rule by which it is read are one. Every page is cut to A5, two of which are an A4 sheet; a paper
 * of many candidates is A4, since a paper in two pieces is half a vote. Nothing here knows a voter.
 * Implements spec/formats/papers.md.
 */
#include "report/papers.h"

#include <string.h>

#include "base/wrap.h"
#include "report/html_write.h"
#include "report/slip.h"

static const char style[] =
    "\n@page{size:A5;margin:10mm}\n"
    "@page large{size:A4;margin:10mm}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;font:11pt/1.35 \"Helvetica Neue\",Arial,sans-serif;color:#000}\n"
    ".sheet{break-after:page;padding:2mm}\n"
    ".sheet:last-child{break-after:auto}\n"
    ".large{page:large}\n"
    ".foil{border-bottom:2px dashed #000;padding-bottom:4mm;margin-bottom:6mm;"
    "display:flex;justify-content:space-between;align-items:baseline}\n"
    ".number{font-size:15pt;font-weight:bold}\n"
    "h1{font-size:15pt;margin:0 0 1mm}\n"
    "h2{font-size:12pt;font-weight:normal;margin:0 0 3mm}\n"
    ".how{font-weight:bold;border:1px solid #000;padding:2mm;margin:0 0 4mm}\n"
    ".candidates{width:100%;border-collapse:collapse;font-size:13pt}\n"
    ".candidates tr{break-inside:avoid}\n"
    ".candidates td{border:1px solid #000;padding:2mm;overflow-wrap:anywhere}\n"
    ".box{width:18mm;height:11mm}\n"
    ".close .candidates{font-size:11pt}.close td{padding:1mm 2mm}.close .box{height:7.2mm}\n"
    ".tight .candidates{font-size:10pt}.tight td{padding:.5mm 2mm}.tight .box{height:6mm}\n"
    ".mark{border:1px dashed #000;width:45mm;height:18mm;margin-top:5mm;padding:1mm;"
    "font-size:8pt}\n"
    ".banner{border:2px solid #000;padding:1mm;font-weight:bold;text-align:center;margin:0 0 3mm}\n"
    ".lines{width:100%;border-collapse:collapse}\n"
    ".lines td,.lines th{border:1px solid #000;padding:2mm;text-align:left;font-weight:normal}\n"
    ".blank{width:30mm}\n"
    ".wide .blank,.strokes .blank{width:70mm}\n"
    ".wide td{height:12mm}\n"
    ".strokes th{vertical-align:top}\n"
    ".number-of{text-align:right}\n"
    ".digest{font:bold 13pt/1.5 \"Courier New\",Courier,monospace;margin:2mm 0 4mm;"
    "max-width:40ch}\n"
    ".rule{border-bottom:1px solid #000;height:12mm;padding-top:7mm;margin:0}\n"
    ".strokes tr:nth-child(3) td{height:70mm}\n"
    "@media screen{.sheet{max-width:148mm;border:1px solid #888;margin:4mm auto}"
    ".large{max-width:210mm}}\n";

/* So many letters of a name fit a line, and so many lines a paper; beyond the last the lines are
 * set closest, and more than 32 go on overleaf. */
enum { A5_LETTERS = 36, A4_LETTERS = 66, A5_LINES = 9, A5_CLOSE_LINES = 13, A4_LINES = 26 };

static void begin(struct tlri_html *h, tlr_ctx *ctx, const struct tlri_notice *notice,
                  const char *what, struct tlri_buf *out)
{
    tlri_html_begin(h, ctx, out);
    tlri_html_open(h, "html");
    tlri_html_put(h, "lang", "en-GB");
    tlri_html_head(h, style);
    tlri_html_open(h, "title");
    tlri_html_textf(h, "%s, %.400s", what, notice->clp);
    tlri_html_close(h);
    tlri_html_style(h, style);
    tlri_html_close(h);
    tlri_html_open(h, "body");
    tlri_html_open(h, "main");
}

static tlr_status end(struct tlri_html *h)
{
    tlri_html_close(h);
    tlri_html_close(h);
    tlri_html_close(h);
    return tlri_html_end(h);
}

static void put_banner(struct tlri_html *h, const struct tlri_notice *notice)
{
    if (notice->trial) {
        tlri_html_leaf_class(h, "p", "banner",
                             "TRIAL RUN: this is no real election and elects nobody.");
    }
}

/* ---- ballot papers ---- */

static bool by_crosses(const struct tlri_papers_form *form)
{
    return form->settings->method == TLRI_METHOD_PLURALITY ||
           form->settings->method == TLRI_METHOD_ELIMINATING;
}

/* [PAP-2] */
static void put_how(struct tlri_html *h, const struct tlri_papers_form *form)
{
    uint32_t places = form->contest->places;
    tlri_html_open_class(h, "p", "how");
    if (!by_crosses(form)) {
        tlri_html_text(h, "Put 1 beside your first choice, 2 beside your second, 3 beside your "
                          "third, and so on, for as many as you wish. Do not use a number twice.");
    } else if (form->settings->method == TLRI_METHOD_ELIMINATING) {
        tlri_html_text(h, "Put a cross (X) beside one candidate only.");
    } else {
        uint32_t votes = form->settings->votes != 0 ? form->settings->votes : places;
        tlri_html_textf(h, "Put a cross (X) beside %s %u %s%s.",
                        form->settings->undervote == TLRI_UNDERVOTE_INVALID ? "exactly"
                                                                            : "not more than",
                        votes, votes == 1 ? "candidate" : "candidates",
                        form->settings->overvote == TLRI_OVERVOTE_INVALID
                            ? ": a paper with more crosses is not counted"
                            : "");
    }
    tlri_html_close(h);
}

static void put_candidates(struct tlri_html *h, const struct tlri_papers_form *form)
{
    tlri_html_open_class(h, "table", "candidates");
    tlri_html_open(h, "tbody");
    for (size_t i = 0; i < form->candidates->candidates; i++) {
        tlri_html_open(h, "tr");
        tlri_html_open(h, "td");
        tlri_html_name(h, form->candidates->candidate[i].name);
        tlri_html_text(h, form->candidates->candidate[i].standing == TLRI_WITHDRAWN ? " (withdrawn)"
                                                                                    : "");
        tlri_html_close(h);
        tlri_html_leaf_class(h, "td", "box", "");
        tlri_html_close(h);
    }
    tlri_html_close(h);
    tlri_html_close(h);
}

/* [PAP-1] The number stands above the line, on what is torn off before the paper is given out. */
static void put_foil(struct tlri_html *h, const struct tlri_papers_form *form, uint32_t number)
{
    tlri_html_open_class(h, "div", "foil");
    tlri_html_open(h, "span");
    tlri_html_textf(h, "Counterfoil: %.200s. Tear off and keep", form->contest->title);
    tlri_html_close(h);
    tlri_html_open_class(h, "span", "number");
    tlri_html_textf(h, "%u", number);
    tlri_html_close(h);
    tlri_html_close(h);
}

/* Lines that the names take where `width` letters fit in one. */
static size_t lines_of(const struct tlri_election_contest *candidates, size_t width)
{
    size_t lines = 0;
    for (size_t i = 0; i < candidates->candidates; i++) {
        const char *name = candidates->candidate[i].name;
        lines += 1 + tlri_text_width(name, strlen(name)) / width;
    }
    return lines;
}

/* [PAP-7] How large a paper is, so that every candidate stands on one side of one sheet. */
static const char *sheet_class(const struct tlri_election_contest *candidates)
{
    if (lines_of(candidates, A5_LETTERS) <= A5_LINES) {
        return "sheet";
    }
    if (lines_of(candidates, A5_LETTERS) <= A5_CLOSE_LINES) {
        return "sheet close";
    }
    return lines_of(candidates, A4_LETTERS) <= A4_LINES ? "sheet large close" : "sheet large tight";
}

static void put_paper(struct tlri_html *h, const struct tlri_papers_form *form, uint32_t number)
{
    uint32_t places = form->contest->places;
    tlri_html_open_class(h, "section", sheet_class(form->candidates));
    put_foil(h, form, number);
    put_banner(h, form->notice);
    tlri_html_leaf(h, "h1", form->contest->title);
    tlri_html_open(h, "h2");
    tlri_html_textf(h, "%.400s, %u %s to fill", form->notice->clp, places,
                    places == 1 ? "place" : "places");
    tlri_html_close(h);
    put_how(h, form);
    put_candidates(h, form);
    tlri_html_leaf_class(h, "p", "mark", "Official mark");
    tlri_html_close(h);
}

tlr_status tlri_papers_print(tlr_ctx *ctx, const struct tlri_papers_form *form,
                             struct tlri_buf *out)
{
    struct tlri_html h;
    begin(&h, ctx, form->notice, "Ballot papers", out);
    for (uint32_t i = 0; i < form->count; i++) {
        put_paper(&h, form, form->from + i);
    }
    return end(&h);
}

/* ---- forms for the desk ---- */

static void put_lines(struct tlri_html *h, const char *class_name, const char *const *lines,
                      size_t count)
{
    tlri_html_open_class(h, "table", class_name);
    tlri_html_open(h, "tbody");
    for (size_t i = 0; i < count; i++) {
        tlri_html_open(h, "tr");
        tlri_html_open(h, "th");
        tlri_html_put(h, "scope", "row");
        tlri_html_text(h, lines[i]);
        tlri_html_close(h);
        tlri_html_leaf_class(h, "td", "blank", "");
        tlri_html_close(h);
    }
    tlri_html_close(h);
    tlri_html_close(h);
}

static void open_sheet(struct tlri_html *h, const struct tlri_notice *notice, const char *heading,
                       const char *below)
{
    tlri_html_open_class(h, "section", "sheet");
    put_banner(h, notice);
    tlri_html_leaf(h, "h1", heading);
    tlri_html_open(h, "h2");
    tlri_html_textf(h, "%.400s, %.400s", notice->clp, below);
    tlri_html_close(h);
}

static void put_tally(struct tlri_html *h, const struct tlri_notice *notice,
                      const struct tlri_notice_contest *contest)
{
    static const char *const lines[] = {
        "First number on the counterfoils",  "Papers delivered (printed)",
        "Papers issued, in strokes of five", "Spoilt papers handed back and replaced",
        "Papers left over (unused)",         "Two of the desk, by hand"};
    open_sheet(h, notice, "Desk: papers issued", contest->title);
    put_lines(h, "lines strokes", lines, sizeof lines / sizeof lines[0]);
    tlri_html_leaf(h, "p",
                   "Make a stroke for each paper, and write down no name beside a number. Printed "
                   "must be issued and unused together.");
    tlri_html_close(h);
}

static void put_identity(struct tlri_html *h, const struct tlri_notice *notice)
{
    static const char *const lines[] = {"Name, in capitals", "Membership number", "Signature",
                                        "Date"};
    open_sheet(h, notice, "Declaration of identity", "for a vote by post");
    tlri_html_leaf(h, "p",
                   "I am the person to whom the enclosed ballot paper was sent, I marked it myself "
                   "in secret, and I have not voted in this election in any other way.");
    put_lines(h, "lines wide", lines, sizeof lines / sizeof lines[0]);
    tlri_html_leaf(h, "p",
                   "Put the ballot paper alone into the inner envelope and seal it. Put the inner "
                   "envelope and this page into the outer one. This page is checked and taken away "
                   "before the inner envelopes are mixed and opened.");
    tlri_html_close(h);
}

/* The lines of the account, in its order: spec/formats/close.md §2. */
static void put_account(struct tlri_html *h, const struct tlri_notice *notice,
                        const struct tlri_notice_contest *contest)
{
    static const char *const lines[] = {"printed",
                                        "unused",
                                        "issued (printed without unused)",
                                        "in the box",
                                        "spoilt and replaced",
                                        "late",
                                        "rejected unopened",
                                        "tendered",
                                        "cancelled",
                                        "not returned",
                                        "counted a first time",
                                        "counted a second time"};
    open_sheet(h, notice, "Close: ballot paper account", contest->title);
    put_lines(h, "lines", lines, sizeof lines / sizeof lines[0]);
    tlri_html_leaf(h, "p",
                   "One page for each channel: ______________________ (meeting, post). Count the "
                   "piles; take no figure from the screen. Returning officer and scrutineer sign:");
    tlri_html_leaf(h, "p", "______________________   ______________________");
    tlri_html_close(h);
}

tlr_status tlri_papers_desk(tlr_ctx *ctx, const struct tlri_notice *notice, struct tlri_buf *out)
{
    struct tlri_html h;
    begin(&h, ctx, notice, "Forms for the desk", out);
    for (size_t i = 0; i < notice->contests; i++) {
        put_tally(&h, notice, &notice->contest[i]);
    }
    put_identity(&h, notice);
    for (size_t i = 0; i < notice->contests; i++) {
        put_account(&h, notice, &notice->contest[i]);
    }
    return end(&h);
}

/* ---- the slip ---- */

/* [CLO-16] Papers of each contest; of a small one no batches, as on the slip in the terminal. */
static void put_slip_contest(struct tlri_html *h, const struct tlri_notice *notice,
                             const struct tlri_close *close,
                             const struct tlri_notice_contest *contest)
{
    size_t batches = 0;
    uint64_t papers = tlri_slip_papers(close, contest->id, &batches);
    tlri_html_open(h, "tr");
    tlri_html_open(h, "th");
    tlri_html_put(h, "scope", "row");
    tlri_html_text(h, contest->title);
    for (size_t i = 0; papers >= notice->smallest_contest && i < close->batches; i++) {
        const struct tlri_close_batch *batch = &close->batch[i];
        if (tlri_streq(batch->contest, contest->id)) {
            tlri_html_void(h, "br");
            tlri_html_textf(h, "%s", batch->id);
            if (batch->round > 1) {
                tlri_html_textf(h, ", round %u", batch->round);
            }
            if (batch->revision > 1) {
                tlri_html_textf(h, ", revision %u", batch->revision);
            }
            tlri_html_textf(h, ": %u", batch->papers);
        }
    }
    tlri_html_close(h);
    tlri_html_open_class(h, "td", "number-of");
    tlri_html_textf(h, "%llu", (unsigned long long)papers);
    tlri_html_close(h);
    tlri_html_close(h);
}

static void put_slip_contests(struct tlri_html *h, const struct tlri_notice *notice,
                              const struct tlri_close *close)
{
    tlri_html_open_class(h, "table", "lines");
    tlri_html_open(h, "thead");
    tlri_html_open(h, "tr");
    tlri_html_open(h, "th");
    tlri_html_put(h, "scope", "col");
    tlri_html_text(h, "Contest, and its batches");
    tlri_html_close(h);
    tlri_html_open(h, "th");
    tlri_html_put(h, "scope", "col");
    tlri_html_text(h, "Papers");
    tlri_html_close(h);
    tlri_html_close(h);
    tlri_html_close(h);
    tlri_html_open(h, "tbody");
    for (size_t i = 0; i < notice->contests; i++) {
        put_slip_contest(h, notice, close, &notice->contest[i]);
    }
    tlri_html_close(h);
    tlri_html_close(h);
}

static void put_slip(struct tlri_html *h, const struct tlri_notice *notice,
                     const struct tlri_close *close, const struct tlri_digest *digest)
{
    char reading[TLRI_DIGEST_READING];
    tlri_digest_reading(digest, reading);
    tlri_html_open_class(h, "section", "sheet");
    put_banner(h, notice);
    tlri_html_leaf(h, "h1", "Close of the count: slip to take home");
    tlri_html_open(h, "h2");
    tlri_html_textf(h, "%.400s%s%.400s", notice->clp, notice->title != NULL ? ", " : "",
                    notice->title != NULL ? notice->title : "");
    tlri_html_void(h, "br");
    tlri_html_textf(h, "Election %s, close revision %u", close->election, close->revision);
    tlri_html_close(h);
    put_slip_contests(h, notice, close);
    tlri_html_open(h, "p");
    tlri_html_textf(h, "Papers decided on one by one: %zu. Double votes found: %s.",
                    close->decisions, close->double_votes == 0 ? "none" : "some, see the account");
    tlri_html_close(h);
    tlri_html_leaf(h, "p",
                   "The digest of close.txt, a fingerprint of the file; the same on every "
                   "slip:");
    tlri_html_leaf_class(h, "p", "digest", reading);
    tlri_html_leaf(h, "p",
                   "Keep this slip. With it you can have the count checked later: teller verify "
                   "FOLDER --close 'the first four groups, or all'");
    tlri_html_leaf_class(h, "p", "rule", "Signed by hand, if not with a key. Role and signature:");
    tlri_html_close(h);
}

tlr_status tlri_papers_slip(tlr_ctx *ctx, const struct tlri_notice *notice,
                            const struct tlri_close *close, const struct tlri_digest *digest,
                            uint32_t count, struct tlri_buf *out)
{
    struct tlri_html h;
    begin(&h, ctx, notice, "Slip of the close", out);
    for (uint32_t i = 0; i < count; i++) {
        put_slip(&h, notice, close, digest);
    }
    return end(&h);
}
