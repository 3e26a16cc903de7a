/*
 * report/html_record.c: what a result rests on: papers, places, readings, rulings, digests,
 * clauses.
 *
 * The proof at the end of the page, for whoever wants to check: every line comes from
 * model/case_result.h as result.xml has it, and what the notice keeps back is left out (papers of
 * single batches are never shown here). Implements spec/formats/html.md, 5 to 7.
 */
#include <stdlib.h>
#include <string.h>

#include "io/result.h"
#include "report/clauses.h"
#include "report/html_page.h"
#include "report/rulings.h"

enum { RULED_MAX = 1 << 16 }; /* bytes of one change in words */

/* ---- the account --------------------------------------------------------------------------------
 */

/* "in-box" reads "in box". */
static void put_term(struct tlri_page *page, const struct tlri_result_term *term)
{
    char words[64];
    size_t i = 0;
    for (; term->name[i] != '\0' && i + 1 < sizeof words; i++) {
        words[i] = term->name[i];
        if (words[i] == '-') {
            words[i] = ' ';
        }
    }
    words[i] = '\0';
    tlri_html_textf(&page->h, "%s %llu", words, (unsigned long long)term->value);
}

static void put_equation(struct tlri_page *page, const struct tlri_result_equation *equation)
{
    bool any = false;
    put_term(page, &equation->total);
    tlri_html_text(&page->h, " = ");
    for (size_t i = 0; i < equation->terms; i++) {
        if (equation->term[i].value > 0) {
            tlri_html_text(&page->h, any ? " + " : "");
            put_term(page, &equation->term[i]);
            any = true;
        }
    }
    tlri_html_text(&page->h, any ? "" : "0");
    if (equation->variance != NULL) {
        tlri_html_textf(&page->h, " (differs; given as the reason: %s)", equation->variance);
    }
}

static void put_account_row(struct tlri_page *page, const struct tlri_result_account *account)
{
    tlri_html_open(&page->h, "tr");
    tlri_page_header_cell(page, "row");
    tlri_html_name(&page->h, tlri_result_title(page->result, account->contest));
    if (account->round > 1) {
        tlri_html_textf(&page->h, ", round %u", account->round);
    }
    tlri_html_textf(&page->h, ": %s", account->channel);
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "td");
    tlri_html_open(&page->h, "ul");
    for (size_t i = 0; i < account->equations; i++) {
        tlri_html_open(&page->h, "li");
        put_equation(page, &account->equation[i]);
        tlri_html_close(&page->h);
    }
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

void tlri_page_account(struct tlri_page *page)
{
    static const char *const head[] = {"Contest and channel", "The sums", NULL};
    tlri_html_open(&page->h, "section");
    tlri_page_heading(page, 2, "account", "Ballot papers");
    tlri_html_open(&page->h, "p");
    tlri_html_text(&page->h,
                   page->result->accounts == 0
                       ? "No contest needed a ballot, so there are no papers to account for."
                       : "Every paper that was printed is accounted for. Figures of 0 are left "
                         "out of the sums.");
    tlri_html_close(&page->h);
    if (page->result->accounts > 0) {
        tlri_page_table(page, "account", "Papers, by contest and channel");
        tlri_page_head_row(page, head);
        tlri_html_open(&page->h, "tbody");
        for (size_t i = 0; i < page->result->accounts; i++) {
            put_account_row(page, &page->result->account[i]);
        }
        tlri_html_close(&page->h);
        tlri_page_table_end(page);
    }
    tlri_html_close(&page->h);
}

/* ---- the places ---------------------------------------------------------------------------------
 */

void tlri_page_entitlement(struct tlri_page *page)
{
    const struct tlri_result_entitlement *e = &page->result->entitlement;
    if (!e->stated) {
        return;
    }
    tlri_html_open(&page->h, "section");
    tlri_page_heading(page, 2, "entitlement", "How many places, and why");
    tlri_html_open(&page->h, "p");
    tlri_html_textf(&page->h, "For the conference of %u, under the party's rules", e->conference);
    if (page->result->edition != NULL) {
        tlri_html_text(&page->h, " (");
        tlri_html_text(&page->h, page->result->edition);
        tlri_html_text(&page->h, ")");
    }
    tlri_html_text(&page->h, ":");
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "ol");
    for (size_t i = 0; i < e->steps; i++) {
        tlri_html_open(&page->h, "li");
        tlri_html_text(&page->h, e->step[i].text);
        tlri_page_clause(page, e->step[i].clause);
        tlri_html_close(&page->h);
    }
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

/* ---- readings -----------------------------------------------------------------------------------
 */

static const char *grade_words(char grade)
{
    switch (grade) {
    case 'A':
        return "source: the Labour Party, a court, a statute or a regulator";
    case 'B':
        return "source: rule text quoted by others, or the press of the time";
    case 'C':
        return "source: partisan, personal or local pages";
    case 'D':
        return "source: arithmetic or inference";
    default:
        return "no source named";
    }
}

static void put_decider(struct tlri_page *page, const struct tlri_result_reading *reading)
{
    if (reading->decided_by == NULL) {
        tlri_html_text(&page->h, "nobody: the value is a default");
    } else {
        tlri_html_text(&page->h, reading->decided_by);
    }
    if (reading->decided_on != NULL) {
        tlri_html_textf(&page->h, ", %s", reading->decided_on);
    }
    if (reading->minute != NULL) {
        tlri_html_text(&page->h, ", minute ");
        tlri_html_text(&page->h, reading->minute);
    }
    if (reading->ruling != NULL) {
        tlri_html_textf(&page->h, ", changed by ruling %s", reading->ruling);
    }
}

static void put_reading(struct tlri_page *page, const struct tlri_result_reading *reading)
{
    tlri_html_open(&page->h, "tr");
    tlri_html_putf(&page->h, "id", "reading-%s", reading->name);
    tlri_page_header_cell(page, "row");
    tlri_html_leaf(&page->h, "code", reading->name);
    if (reading->about != NULL) {
        tlri_html_text(&page->h, ": ");
        tlri_html_text(&page->h, reading->about);
    }
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "td");
    tlri_html_leaf(&page->h, "code", reading->value);
    if (reading->gloss != NULL) {
        tlri_html_text(&page->h, ": ");
        tlri_html_text(&page->h, reading->gloss);
    }
    tlri_html_textf(&page->h, " (%s)", grade_words(reading->grade));
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "td");
    put_decider(page, reading);
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

void tlri_page_readings(struct tlri_page *page)
{
    static const char *const head[] = {"Disputed point", "Read as", "Decided by", NULL};
    tlri_html_open(&page->h, "section");
    tlri_page_heading(page, 2, "readings", "Disputed rules, and how they were read");
    tlri_html_open(&page->h, "p");
    tlri_html_text(&page->h,
                   page->result->readings == 0
                       ? "No disputed rule had a part in this election."
                       : "The party's rules can be read in more than one way. These are the points "
                         "on which they are disputed, how this election read them, and who decided "
                         "that. What other readings would have changed: ");
    if (page->result->readings > 0) {
        tlri_html_leaf(&page->h, "code", "teller readings FOLDER");
    }
    tlri_html_close(&page->h);
    if (page->result->readings > 0) {
        tlri_page_table(page, "readings", "Every reading in force");
        tlri_page_head_row(page, head);
        tlri_html_open(&page->h, "tbody");
        for (size_t i = 0; i < page->result->readings; i++) {
            put_reading(page, &page->result->reading[i]);
        }
        tlri_html_close(&page->h);
        tlri_page_table_end(page);
    }
    tlri_html_close(&page->h);
}

/* ---- rulings ------------------------------------------------------------------------------------
 */

static void put_ids(struct tlri_page *page, const char *contest, const char *const *id, size_t n)
{
    tlri_html_text(&page->h, n == 0 ? "nobody" : "");
    for (size_t i = 0; i < n; i++) {
        tlri_html_text(&page->h, i == 0 ? "" : i + 1 == n ? " and " : ", ");
        tlri_html_name(&page->h, tlri_result_name(page->result, contest, id[i]));
    }
}

static void put_side(struct tlri_page *page, const struct tlri_result_effect *effect, bool known,
                     const char *const *id, size_t n)
{
    if (known) {
        put_ids(page, effect->contest, id, n);
    } else {
        tlri_html_text(&page->h, "not known, that count could not be made");
    }
}

static void put_effect(struct tlri_page *page, const struct tlri_result_effect *effect)
{
    tlri_html_open(&page->h, "li");
    tlri_html_name(&page->h, tlri_result_title(page->result, effect->contest));
    tlri_html_text(&page->h, ". Without it are elected: ");
    put_side(page, effect, effect->before_known, effect->elected_before, effect->before);
    tlri_html_text(&page->h, "; with it: ");
    put_side(page, effect, effect->after_known, effect->elected_after, effect->after);
    tlri_html_text(&page->h, ".");
    tlri_html_close(&page->h);
}

/* By whom, and what. */
static void put_ruled(struct tlri_page *page, const struct tlri_result_ruling *ruling)
{
    struct tlri_buf words;
    tlri_html_open(&page->h, "p");
    tlri_html_textf(&page->h, "Ruling %s, by ", ruling->number);
    tlri_html_text(&page->h, ruling->authority);
    tlri_html_text(&page->h, ", minute ");
    tlri_html_text(&page->h, ruling->minute);
    tlri_html_textf(&page->h, ", of %s: ", ruling->decided);
    for (size_t i = 0; i < ruling->changes; i++) {
        tlri_buf_init(&words, page->h.ctx, RULED_MAX);
        tlri_ruling_change_words(page->result, &ruling->change[i], &words);
        tlri_html_text(&page->h, i > 0 ? "; " : "");
        tlri_html_text(&page->h, words.data != NULL ? words.data : "");
        tlri_html_fail(&page->h, words.failed);
        tlri_buf_drop(&words);
    }
    tlri_html_text(&page->h, ".");
    tlri_html_close(&page->h);
}

/* The contests in which it changes who is elected, as the sheet has them. */
static void put_effects(struct tlri_page *page, const struct tlri_result_ruling *ruling)
{
    size_t changed = 0;
    for (size_t k = 0; k < ruling->effects; k++) {
        if (tlri_ruling_keeps(&ruling->effect[k])) {
            continue;
        }
        if (changed++ == 0) {
            tlri_html_open(&page->h, "ul");
        }
        put_effect(page, &ruling->effect[k]);
    }
    if (changed == 0) {
        tlri_html_open(&page->h, "p");
        tlri_html_text(&page->h, "The same persons are elected before and after.");
    }
    tlri_html_close(&page->h);
}

void tlri_page_rulings(struct tlri_page *page)
{
    if (page->result->rulings == 0) {
        return;
    }
    tlri_html_open(&page->h, "section");
    tlri_page_heading(page, 2, "rulings", "Rulings");
    for (size_t i = 0; i < page->result->rulings; i++) {
        put_ruled(page, &page->result->ruling[i]);
        put_effects(page, &page->result->ruling[i]);
    }
    if (page->result->supersedes_stated) {
        tlri_html_open(&page->h, "p");
        tlri_html_text(&page->h, "This result replaces an earlier one, whose SHA-256 is among the "
                                 "digests below; its file is kept in superseded/.");
        tlri_html_close(&page->h);
    }
    tlri_html_close(&page->h);
}

/* ---- check it yourself --------------------------------------------------------------------------
 */

static void put_step(struct tlri_page *page, const char *text, const char *command)
{
    tlri_html_open(&page->h, "li");
    tlri_html_text(&page->h, text);
    if (command != NULL) {
        tlri_html_text(&page->h, " ");
        tlri_html_leaf(&page->h, "code", command);
    }
    tlri_html_close(&page->h);
}

static void put_steps(struct tlri_page *page)
{
    tlri_html_leaf(&page->h, "p",
                   "A digest (SHA-256) is the fingerprint of a file: 64 signs that any computer "
                   "works out from it. Change one letter of the file and the digest is another; "
                   "so the same digest means the same file.");
    tlri_html_open(&page->h, "ol");
    put_step(
        page,
        "With nothing but paper: compare the digest of the notice below with the one printed on "
        "the notice of poll, and the digest of the close with the slip taken home that "
        "evening. If they are the same, nobody changed the rules after the poll was called, or "
        "the papers after the close.",
        NULL);
    put_step(page, "With the result file alone: its digest must be the one below.",
             page->result->parts > 0 ? "sha256sum partial.xml" : "sha256sum result.xml");
    put_step(page,
             "With the election's folder: every signature, every sum and both counts are done "
             "again, and the result is compared byte for byte.",
             page->result->parts > 0
                 ? "teller verify FOLDER --partial --officer-key KEY --notice \"DIGEST\""
                 : "teller verify FOLDER --officer-key KEY --notice \"DIGEST\"");
    put_step(page,
             "Without this program: the rules are written down clause by clause, and the clauses "
             "that decided here stand at the end of this page.",
             NULL);
    tlri_html_close(&page->h);
}

static void put_digest_row(struct tlri_page *page, const char *what, const char *id,
                           const uint8_t sha256[TLRI_SHA256_BYTES])
{
    tlri_html_open(&page->h, "tr");
    tlri_page_header_cell(page, "row");
    tlri_html_text(&page->h, what);
    if (id != NULL) {
        tlri_html_text(&page->h, " ");
        tlri_html_text(&page->h, id);
    }
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "td");
    tlri_page_digest(page, sha256);
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

static void put_batch_row(struct tlri_page *page, const struct tlri_result_batch *batch)
{
    tlri_html_open(&page->h, "tr");
    tlri_page_header_cell(page, "row");
    tlri_html_textf(&page->h, "batch %.80s of ", batch->id);
    tlri_html_name(&page->h, tlri_result_title(page->result, batch->contest));
    if (batch->round > 1) {
        tlri_html_textf(&page->h, ", round %u", batch->round);
    }
    tlri_html_text(&page->h, batch->totals ? " (totals of a provider; no paper was seen)" : "");
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "td");
    tlri_page_digest(page, batch->sha256);
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

static void put_digests(struct tlri_page *page)
{
    static const char *const head[] = {"File", "SHA-256", NULL};
    tlri_page_table(page, "digests", "Digests of the files, in groups to read aloud");
    tlri_page_head_row(page, head);
    tlri_html_open(&page->h, "tbody");
    put_digest_row(page, "result", NULL, page->basis->result.bytes);
    if (page->result->re_run != NULL) {
        put_digest_row(page, "the result that is void, of", page->result->re_run->election,
                       page->result->re_run->result);
    }
    if (page->result->supersedes_stated) {
        put_digest_row(page, "the result that this one replaces", NULL, page->result->supersedes);
    }
    for (size_t i = 0; i < page->result->files; i++) {
        const struct tlri_result_file *file = &page->result->file[i];
        put_digest_row(page, file->kind, file->id, file->sha256);
    }
    for (size_t i = 0; i < page->result->batches; i++) {
        put_batch_row(page, &page->result->batch[i]);
    }
    tlri_html_close(&page->h);
    tlri_page_table_end(page);
}

static void put_checks(struct tlri_page *page)
{
    tlri_page_heading(page, 3, "passed", "What was checked before anything was counted");
    tlri_html_open(&page->h, "ul");
    for (size_t i = 0; i < page->result->checks; i++) {
        tlri_html_open(&page->h, "li");
        tlri_html_text(&page->h, page->result->check[i].text);
        tlri_page_clause(page, page->result->check[i].clause);
        tlri_html_close(&page->h);
    }
    tlri_html_close(&page->h);
}

void tlri_page_check(struct tlri_page *page)
{
    tlri_html_open(&page->h, "section");
    tlri_page_heading(page, 2, "check", "Check it yourself");
    put_steps(page);
    put_digests(page);
    if (page->result->checks > 0) {
        put_checks(page);
    }
    tlri_html_close(&page->h);
}

/* ---- the clauses --------------------------------------------------------------------------------
 */

/* The text of a clause: of spec/, or of the party's rules in our words; or NULL. */
static const char *text_of(const struct tlri_page *page, const char *clause)
{
    const char *text = tlri_clause_text(clause);
    for (size_t i = 0; text == NULL && i < page->result->clauses; i++) {
        if (tlri_streq(page->result->clause[i].clause, clause)) {
            text = page->result->clause[i].text;
        }
    }
    return text;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

void tlri_page_clauses(struct tlri_page *page)
{
    const char **cited = page->cited.data;
    tlri_html_open(&page->h, "section");
    tlri_page_heading(page, 2, "clauses", "The clauses cited");
    tlri_html_open(&page->h, "p");
    tlri_html_text(&page->h, "Clauses of the party's rules are told in our words; the rule book "
                             "itself decides. The others are the rules of this count, whole.");
    tlri_html_close(&page->h);
    if (page->cited.count > 0) {
        qsort(cited, page->cited.count, sizeof *cited, by_bytes);
        tlri_html_open(&page->h, "dl");
        for (size_t i = 0; i < page->cited.count; i++) {
            const char *text = text_of(page, cited[i]);
            tlri_html_open(&page->h, "dt");
            tlri_html_put(&page->h, "id", cited[i]);
            tlri_html_text(&page->h, cited[i]);
            tlri_html_close(&page->h);
            tlri_html_leaf(&page->h, "dd", text != NULL ? text : "See the rule book.");
        }
        tlri_html_close(&page->h);
    }
    tlri_html_close(&page->h);
}
