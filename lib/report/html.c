/*
 * report/html.c: one page of HTML from a result: its head, its style, the order of its sections.
 *
 * For members and for the press, so the elected come first, before the contents, and the proof
 * last. Every decision links to the text of its clause at the end of the page. Implements
 * spec/formats/html.md; shows what io/result.c shows and decides nothing. The style is a constant,
 * allowed by its digest [HTM-2]; black on white with patterns, never colour alone, because most
 * copies will be photocopies.
 */
#include "report/html.h"

#include <string.h>

#include "report/html_page.h"
#include "report/partial.h"
#include "trust/digest.h"

static const char style[] =
    "\n"
    ":root{color-scheme:light}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1rem;max-width:64rem;background:#fff;color:#1a1a1a;"
    "font:1rem/1.5 Georgia,\"Times New Roman\",serif;overflow-wrap:break-word}\n"
    "h1,h2,h3,th,caption,nav,.label,svg{font-family:Arial,Helvetica,sans-serif}\n"
    "h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .5rem}\n"
    "h2{font-size:1.4rem;line-height:1.25;margin:2.5rem 0 .75rem;border-top:2px solid #1a1a1a;"
    "padding-top:.75rem}\n"
    "#elected{margin-top:1rem;border:0;padding:0}\n"
    "h3{font-size:1.1rem;margin:1.75rem 0 .5rem}\n"
    "p,ol,ul,dl{margin:.5rem 0 1rem}\n"
    "li{margin:.25rem 0}\n"
    "a{color:#003f8a;text-underline-offset:.15em}\n"
    "a:focus-visible,[tabindex]:focus-visible{outline:3px solid #003f8a;outline-offset:2px}\n"
    ".skip{position:absolute;left:-99rem}\n"
    ".skip:focus{left:1rem;top:.5rem;background:#fff;padding:.5rem}\n"
    "h4{font-size:1rem;margin:1rem 0 .25rem}\n"
    ".label{margin:0;font-size:1rem}\n"
    ".banner{border:4px solid #1a1a1a;padding:.5rem .75rem;font-weight:bold;"
    "font-family:Arial,Helvetica,sans-serif}\n"
    ".note{border-left:4px solid #6b6b6b;padding:.1rem .75rem}\n"
    ".scroll{overflow-x:auto;margin:0 0 1.25rem}\n"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}\n"
    ".stages,.papers{width:auto;min-width:min(24rem,100%)}\n"
    "caption{text-align:left;font-weight:bold;padding:.25rem 0}\n"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid "
    "#8a8a8a}\n"
    "thead th{border-bottom:2px solid #1a1a1a}\n"
    "tbody th{font-weight:normal}\n"
    "th.group{font-weight:bold;background:#ededed}\n"
    ".papers td,.stages td,.stages thead th+th{text-align:right;padding-left:1rem}\n"
    ".stages td{white-space:nowrap;font-variant-numeric:tabular-nums}\n"
    ".stages th{overflow-wrap:anywhere;min-width:5.5rem;max-width:9rem}\n"
    ".stages th[scope=row]{min-width:8rem;max-width:16rem}\n"
    ".stages tfoot th{font-weight:normal;font-style:italic}\n"
    ".stages small{display:block;color:#444}\n"
    ".won{font-weight:bold}\n"
    ".hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}\n"
    "code{font-family:\"Courier New\",Courier,monospace;font-size:.95em}\n"
    "code.digest{display:block;max-width:40ch}\n"
    "figure{margin:0 0 1.25rem}\n"
    "figcaption{font-size:.9rem}\n"
    "svg{display:block;width:100%;min-width:52rem;height:auto;background:#fff;"
    "forced-color-adjust:none}\n"
    ".sign{border-bottom:1px solid #1a1a1a;height:2.75rem;margin:0;padding:1.4rem 0 0}\n"
    "td ul{margin:0;padding-left:1.1rem}\n"
    "dt{font-weight:bold}\n"
    "dd{margin:0 0 .6rem 1rem}\n"
    ":target{background:#ededed;outline:2px solid #1a1a1a}\n"
    "@page{size:A4;margin:16mm 14mm;@bottom-right{content:counter(page) \" of \" counter(pages);"
    "font:9pt Arial,Helvetica,sans-serif}}\n"
    "@media print{body{max-width:none;padding:0;font-size:10.5pt}nav,.skip{display:none}"
    "a{color:inherit;text-decoration:none}.scroll{overflow:visible}svg{min-width:0}"
    "h2,h3,h4,caption,dt,thead{break-after:avoid}tr,svg,li,dd,.note,.sign{break-inside:avoid}"
    ".stages,.papers{break-inside:avoid}.stages th{min-width:5rem}"
    "th,td,code{overflow-wrap:anywhere}tfoot{display:table-row-group}"
    ".declaration{break-before:page;break-after:page;font-size:12pt}"
    ".declaration h2{border:0;margin-top:0}.declaration+section h2{border:0;margin-top:0}"
    "table{font-size:9.5pt}}\n";

/* ---- small parts --------------------------------------------------------------------------------
 */

static void cite(struct tlri_page *page, const char *clause)
{
    const char *const *cited = page->cited.data;
    for (size_t i = 0; i < page->cited.count; i++) {
        if (strcmp(cited[i], clause) == 0) {
            return;
        }
    }
    tlr_status status = tlri_array_append(&page->cited, &clause, 1);
    if (status != TLR_OK) {
        tlri_html_fail(&page->h, status);
    }
}

void tlri_page_clause(struct tlri_page *page, const char *clause)
{
    if (clause == NULL) {
        return;
    }
    const char *slash = strrchr(clause, '/');
    cite(page, clause);
    tlri_html_text(&page->h, " [");
    tlri_html_open(&page->h, "a");
    tlri_html_putf(&page->h, "href", "#%s", clause);
    tlri_html_text(&page->h, slash != NULL ? slash + 1 : clause);
    tlri_html_close(&page->h);
    tlri_html_text(&page->h, "]");
}

void tlri_page_heading(struct tlri_page *page, unsigned level, const char *id, const char *text)
{
    tlri_html_open(&page->h, level == 2 ? "h2" : "h3");
    tlri_html_put(&page->h, "id", id);
    tlri_html_text(&page->h, text);
    tlri_html_close(&page->h);
}

void tlri_page_table(struct tlri_page *page, const char *class_name, const char *caption)
{
    tlri_html_open_class(&page->h, "div", "scroll");
    tlri_html_put(&page->h, "role", "region");
    tlri_html_put(&page->h, "aria-label", caption);
    tlri_html_put(&page->h, "tabindex", "0");
    tlri_html_open_class(&page->h, "table", class_name);
    tlri_html_leaf(&page->h, "caption", caption);
}

void tlri_page_table_end(struct tlri_page *page)
{
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

void tlri_page_header_cell(struct tlri_page *page, const char *scope)
{
    tlri_html_open(&page->h, "th");
    tlri_html_put(&page->h, "scope", scope);
}

void tlri_page_head_row(struct tlri_page *page, const char *const *names)
{
    tlri_html_open(&page->h, "thead");
    tlri_html_open(&page->h, "tr");
    for (; *names != NULL; names++) {
        tlri_page_header_cell(page, "col");
        tlri_html_text(&page->h, *names);
        tlri_html_close(&page->h);
    }
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

void tlri_page_number_of(struct tlri_page *page, uint64_t n, const char *one, const char *many)
{
    tlri_html_textf(&page->h, "%llu %s", (unsigned long long)n, n == 1 ? one : many);
}

void tlri_page_candidate(struct tlri_page *page, const struct tlri_result_contest *contest,
                         uint32_t candidate)
{
    if (candidate >= contest->contest->candidates) {
        tlri_html_fail(&page->h, tlri_internal(page->ctx, "a result names a candidate there is"));
        return;
    }
    tlri_html_name(&page->h, contest->contest->candidate[candidate].name);
}

void tlri_page_title(struct tlri_page *page, const struct tlri_result_contest *contest)
{
    tlri_html_name(&page->h, contest->contest->title);
    if (contest->round > 1 ||
        (contest->transcript != NULL && contest->transcript->outcome == TLRI_OUTCOME_NEXT_ROUND)) {
        tlri_html_textf(&page->h, ", round %u", contest->round);
    }
}

void tlri_page_digest(struct tlri_page *page, const uint8_t sha256[TLRI_SHA256_BYTES])
{
    struct tlri_digest digest;
    char reading[TLRI_DIGEST_READING];
    memcpy(digest.bytes, sha256, sizeof digest.bytes);
    tlri_digest_reading(&digest, reading);
    tlri_html_leaf_class(&page->h, "code", "digest", reading);
}

/* ---- the page -----------------------------------------------------------------------------------
 */

static const char *title_of(const struct tlri_page *page)
{
    return page->result->title != NULL ? page->result->title : "Election of delegates";
}

static void put_head(struct tlri_page *page)
{
    tlri_html_head(&page->h, style);
    tlri_html_meta(&page->h, "viewport", "width=device-width, initial-scale=1");
    tlri_html_meta(&page->h, "referrer", "no-referrer");
    tlri_html_open(&page->h, "title");
    tlri_html_textf(&page->h,
                    page->result->parts > 0 ? "PARTIAL, no result: %.400s, %.400s"
                                            : "%.400s: result, %.400s",
                    title_of(page), page->result->clp);
    tlri_html_close(&page->h);
    tlri_html_style(&page->h, style);
    tlri_html_close(&page->h);
}

/* [PAR-9] */
static void put_partial(struct tlri_page *page)
{
    const struct tlri_case_result *result = page->result;
    if (result->parts == 0) {
        return;
    }
    struct tlri_buf words;
    tlri_buf_init(&words, page->h.ctx, 1 << 10);
    tlri_html_fail(&page->h, tlri_partial_say(result, &words));
    tlri_html_open_class(&page->h, "p", "banner");
    tlri_html_text(&page->h, words.data != NULL ? words.data : "");
    tlri_buf_drop(&words);
    for (size_t i = 0; i < result->parts; i++) {
        const struct tlri_result_part *part = &result->part[i];
        for (size_t k = 0; k < part->left_outs; k++) {
            tlri_html_textf(&page->h, " Left out of %s: batch %s (%s), %llu papers.", part->contest,
                            part->left_out[k].id, part->left_out[k].channel,
                            (unsigned long long)part->left_out[k].papers);
        }
    }
    tlri_html_close(&page->h);
}

/* What is no ordinary election says so before anything else [HTM-3]. */
static void put_banners(struct tlri_page *page)
{
    put_partial(page);
    if (!page->result->is_signed) {
        tlri_html_open_class(&page->h, "p", "banner");
        tlri_html_text(&page->h, "UNSIGNED: this election was declared unsigned. No signature was "
                                 "checked, and nothing shows who made the files.");
        tlri_html_close(&page->h);
    }
    if (page->result->trial) {
        tlri_html_open_class(&page->h, "p", "banner");
        tlri_html_text(&page->h, "TRIAL RUN: this is no real election and elects nobody.");
        tlri_html_close(&page->h);
    }
    if (page->result->re_run != NULL) {
        tlri_html_open_class(&page->h, "p", "banner");
        tlri_html_textf(&page->h,
                        "HELD AGAIN: the count of %.80s is void; this election is held in its "
                        "place.",
                        page->result->re_run->election);
        tlri_html_close(&page->h);
    }
    if (page->result->annulled) {
        tlri_html_open_class(&page->h, "p", "banner");
        tlri_html_text(&page->h, "ANNULLED: a ruling annulled this count. It elects nobody.");
        tlri_html_close(&page->h);
    }
}

static void put_header(struct tlri_page *page)
{
    tlri_html_open(&page->h, "header");
    put_banners(page);
    tlri_html_open_class(&page->h, "p", "label");
    tlri_html_name(&page->h, page->result->clp);
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "h1");
    tlri_html_text(&page->h, "Result: ");
    tlri_html_name(&page->h, title_of(page));
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

/* After the answer, why to believe it. */
static void put_made(struct tlri_page *page)
{
    tlri_html_open(&page->h, "p");
    tlri_html_text(&page->h, "Election ");
    tlri_html_leaf(&page->h, "code", page->result->election);
    tlri_html_text(&page->h,
                   ". For this page its files were checked and counted anew, twice, by two "
                   "separately written counts that agree in every event. ");
    tlri_html_textf(&page->h,
                    page->basis->in_folder ? "The folder's %s holds the same result, byte for byte."
                                           : "The folder holds no %s to compare it with.",
                    page->result->parts > 0 ? "partial.xml" : "result.xml");
    tlri_html_text(&page->h, " How to do the same: ");
    tlri_html_open(&page->h, "a");
    tlri_html_put(&page->h, "href", "#check");
    tlri_html_text(&page->h, "check it yourself");
    tlri_html_close(&page->h);
    tlri_html_text(&page->h, ".");
    tlri_html_close(&page->h);
}

static void put_link(struct tlri_page *page, const char *id, const char *text)
{
    tlri_html_open(&page->h, "li");
    tlri_html_open(&page->h, "a");
    tlri_html_putf(&page->h, "href", "#%s", id);
    tlri_html_text(&page->h, text);
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

static void put_contents(struct tlri_page *page)
{
    tlri_html_open(&page->h, "nav");
    tlri_html_put(&page->h, "aria-label", "Contents");
    tlri_html_open(&page->h, "ul");
    put_link(page, "declaration", "Declaration, to read aloud and sign");
    put_link(page, "account", "Ballot papers");
    for (size_t i = 0; i < page->result->contests; i++) {
        tlri_html_open(&page->h, "li");
        tlri_html_text(&page->h, "The count: ");
        tlri_html_open(&page->h, "a");
        tlri_html_putf(&page->h, "href", "#contest-%zu", i + 1);
        tlri_page_title(page, &page->result->contest[i]);
        tlri_html_close(&page->h);
        tlri_html_close(&page->h);
    }
    if (page->result->entitlement.stated) {
        put_link(page, "entitlement", "How many places, and why");
    }
    put_link(page, "readings", "Disputed rules, and how they were read");
    if (page->result->rulings > 0) {
        put_link(page, "rulings", "Rulings");
    }
    put_link(page, "check", "Check it yourself");
    put_link(page, "clauses", "The clauses cited");
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

static tlr_status put_main(struct tlri_page *page)
{
    tlri_html_open(&page->h, "main");
    tlri_html_put(&page->h, "id", "main");
    tlri_page_elected(page);
    put_made(page);
    put_contents(page);
    tlri_page_declaration(page);
    tlri_page_account(page);
    for (size_t i = 0; i < page->result->contests; i++) {
        TLR_TRY(tlri_page_contest(page, i + 1));
    }
    tlri_page_entitlement(page);
    tlri_page_readings(page);
    tlri_page_rulings(page);
    tlri_page_check(page);
    tlri_page_clauses(page);
    tlri_html_close(&page->h);
    return TLR_OK;
}

static tlr_status put_page(struct tlri_page *page)
{
    tlri_html_open(&page->h, "html");
    tlri_html_put(&page->h, "lang", "en-GB");
    put_head(page);
    tlri_html_open(&page->h, "body");
    tlri_html_open_class(&page->h, "a", "skip");
    tlri_html_put(&page->h, "href", "#main");
    tlri_html_text(&page->h, "Skip to who is elected");
    tlri_html_close(&page->h);
    put_header(page);
    TLR_TRY(put_main(page));
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
    return tlri_html_end(&page->h);
}

tlr_status tlri_html_report(tlr_ctx *ctx, const struct tlri_case_result *result,
                            const struct tlri_report_basis *basis, struct tlri_buf *out)
{
    struct tlri_page page = {.ctx = ctx, .result = result, .basis = basis};
    tlri_array_init(&page.cited, ctx, sizeof(const char *), TLRI_PAGE_CITED_MAX);
    tlri_html_begin(&page.h, ctx, out);
    tlr_status status = put_page(&page);
    tlri_array_drop(&page.cited);
    return status;
}
