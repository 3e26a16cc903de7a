/*
 * report/html_page.h: the sections of the page, inside report only (see report/html.h).
 */
#ifndef TLRI_REPORT_HTML_PAGE_H
#define TLRI_REPORT_HTML_PAGE_H

#include "audit/explain.h"
#include "model/case_result.h"
#include "report/basis.h"
#include "report/html_write.h"
#include "report/stages.h"

#define TLRI_PAGE_CITED_MAX 2000u

struct tlri_page {
    tlr_ctx *ctx;
    const struct tlri_case_result *result;
    const struct tlri_report_basis *basis;
    struct tlri_html h;
    struct tlri_array cited; /* const char *: clauses linked to so far, each once */
};

/* One contest being written, with its stages where they may be shown. */
struct tlri_page_contest {
    struct tlri_page *page;
    const struct tlri_result_contest *in;
    size_t number; /* in the result, from 1: for ids */
    struct tlri_stage_views views;
};

/* ---- html.c -----------------------------------------------------------------------------------
 */

/* Appends a link to the clause's text in the appendix, in brackets; nothing for NULL. */
void tlri_page_clause(struct tlri_page *page, const char *clause);
/* A heading with an id, so that it can be linked to. level 2 or 3. */
void tlri_page_heading(struct tlri_page *page, unsigned level, const char *id, const char *text);
/* <table> in a region that scrolls on a small screen, with its caption. Ends with _table_end. */
void tlri_page_table(struct tlri_page *page, const char *class_name, const char *caption);
void tlri_page_table_end(struct tlri_page *page);
/* <th> with a scope, left open. */
void tlri_page_header_cell(struct tlri_page *page, const char *scope);
/* A row of column headers, ended by NULL. */
void tlri_page_head_row(struct tlri_page *page, const char *const *names);
/* "3 places". */
void tlri_page_number_of(struct tlri_page *page, uint64_t n, const char *one, const char *many);
/* The name of a candidate, by index of a contest. */
void tlri_page_candidate(struct tlri_page *page, const struct tlri_result_contest *contest,
                         uint32_t candidate);
/* The title of a contest, with its round where there are several. */
void tlri_page_title(struct tlri_page *page, const struct tlri_result_contest *contest);
/* The end of a sentence that begins "<name> is not elected": the bound that stood against a
 * displaced candidate, and since when, as far as the notice lets it be told. html_count.c. */
void tlri_page_why_displaced(struct tlri_page *page, const struct tlri_result_contest *contest,
                             const struct tlri_result_displaced *row);
/* A digest in 16 groups of 4. */
void tlri_page_digest(struct tlri_page *page, const uint8_t sha256[TLRI_SHA256_BYTES]);

/* ---- the sections, in their order ---------------------------------------------------------------
 */

void tlri_page_elected(struct tlri_page *page);     /* html_elected.c */
void tlri_page_declaration(struct tlri_page *page); /* html_elected.c */
void tlri_page_account(struct tlri_page *page);     /* html_record.c */
/* html_count.c. TLR_E_MEMORY; other failures stick to the page. */
tlr_status tlri_page_contest(struct tlri_page *page, size_t number) TLRI_NODISCARD;
void tlri_page_chart(struct tlri_page_contest *contest); /* html_chart.c */
void tlri_page_entitlement(struct tlri_page *page);      /* html_record.c */
void tlri_page_readings(struct tlri_page *page);         /* html_record.c */
void tlri_page_rulings(struct tlri_page *page);          /* html_record.c */
void tlri_page_check(struct tlri_page *page);            /* html_record.c */
void tlri_page_clauses(struct tlri_page *page);          /* html_record.c */

#endif
